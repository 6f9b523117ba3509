#include "review_row.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"

struct text review_text(const struct review_rows *rows, struct review_part part)
{
    return part.length == 0 ? TEXT_EMPTY : (struct text){ rows->texts.bytes + part.offset, part.length };
}

void review_rows_free(struct review_rows *rows)
{
    memory_free(rows->items);
    buffer_free(&rows->texts);
    *rows = (struct review_rows){ 0 };
}

static struct review_part keep(struct review_rows *rows, struct text text)
{
    struct review_part part = { rows->texts.length, text.length };
    buffer_add(&rows->texts, text);
    return part;
}

/* The columns that are no fields of an applicant. Without one for the reason, that of keterangan is read. */
static const struct error *find_columns(struct review_rows *rows, const struct person_list *list)
{
    const struct csv_record *header = table_header(list->table);
    for (size_t i = 0; i < list->columns.width; i++) {
        enum verdict_column column;
        if (!header_means_verdict(text_trim(header->fields[i]), &column)) {
            continue;
        }
        if (rows->verdict_column[column] != 0) {
            return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), rows->verdict_column[column], (int)i + 1,
                             verdict_column_name(column));
        }
        rows->verdict_column[column] = (int)i + 1;
    }
    if (rows->verdict_column[VERDICT_COLUMN_ALASAN] == 0) {
        rows->verdict_column[VERDICT_COLUMN_ALASAN] = list->columns.of_field[FIELD_KETERANGAN];
    }
    return rows->verdict_column[VERDICT_COLUMN_KEPUTUSAN] != 0
               ? NULL
               : error_new(ERROR_FAILED, _("line %lld: no column for %s"), (long long)header->line, verdict_column_name(VERDICT_COLUMN_KEPUTUSAN));
}

/* The cell of one of these columns, cleaned as texts are. Faults of its encoding and quotes were found with the row. */
static struct text read_cell(const struct review_rows *rows, struct person_list *list, enum verdict_column column)
{
    struct value value = { .kind = VALUE_MISSING };
    int number = rows->verdict_column[column];
    if (number != 0) {
        cell_read(&list->cells, FIELD_KETERANGAN, number, list->record.fields[number - 1], false, &value);
    }
    return value.kind == VALUE_TEXT ? value.text : TEXT_EMPTY;
}

static void read_row(struct review_rows *rows, struct person_list *list, const struct applicant *cells)
{
    struct faults *faults = &list->cells.faults;
    struct text reason = TEXT_EMPTY;
    enum review_verdict verdict = REVIEW_NONE;
    if (faults->errors == 0) {
        int column = rows->verdict_column[VERDICT_COLUMN_KEPUTUSAN];
        struct text word = read_cell(rows, list, VERDICT_COLUMN_KEPUTUSAN);
        reason = read_cell(rows, list, VERDICT_COLUMN_ALASAN);
        verdict = (enum review_verdict)word_find(list->cells.words, WORD_VERDICT, word).code;
        if (cells->fields[FIELD_NIK].kind == VALUE_MISSING) {
            person_list_fault(list, E_REQUIRED, FIELD_NIK, TEXT_EMPTY);
        }
        if (faults->errors == 0 && verdict == REVIEW_NONE) {
            faults_add(faults, word.length == 0 ? E_REQUIRED : V_WORD, column, word, TEXT_EMPTY);
        }
        if (reason.length > REVIEW_REASON_MAX) {
            faults_add(faults, V_REASON_LONG, rows->verdict_column[VERDICT_COLUMN_ALASAN], text_cut(reason, 100), TEXT_EMPTY);
        } else if (faults->errors == 0 && reason.length == 0 && review_needs_reason(verdict)) {
            faults_add(faults, V_REASON, rows->verdict_column[VERDICT_COLUMN_ALASAN], TEXT_EMPTY, TEXT_EMPTY);
        }
    }
    if (faults->errors > 0) { /* what is odd about a NIK was said when its applicant was taken in */
        (void)person_list_sound(list);
        rows->rejected += 1;
        return;
    }
    rows->items = memory_grow(rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
    rows->items[rows->count++] = (struct review_row){
        .line = cells->line,
        .nik = applicant_nik(cells).number,
        .verdict = verdict,
        .reason = keep(rows, reason),
        .nama = keep(rows, cells->fields[FIELD_NAMA].text),
    };
}

static int by_nik(const void *left, const void *right)
{
    const struct review_row *a = left;
    const struct review_row *b = right;
    if (a->nik != b->nik) {
        return a->nik < b->nik ? -1 : 1;
    }
    return a->line < b->line ? -1 : (a->line > b->line ? 1 : 0);
}

static int by_line(const void *left, const void *right)
{
    const struct review_row *a = left;
    const struct review_row *b = right;
    return a->line < b->line ? -1 : (a->line > b->line ? 1 : 0);
}

/* Rows of one NIK: all say the same, or all are refused. */
static void judge_person(const struct review_rows *rows, struct review_row *first, size_t count, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    bool same = true;
    for (size_t i = 1; i < count; i++) {
        same = same && first[i].verdict == first->verdict && text_equal(review_text(rows, first[i].reason), review_text(rows, first->reason));
    }
    nik_print((struct nik){ first->nik }, &nik);
    for (size_t i = 0; i < count && count > 1; i++) {
        first[i].repeated = same && i > 0;
        first[i].refused = !same;
        if (!same) {
            findings_add(findings, finding_of(V_TWICE), first[i].line, rows->verdict_column[VERDICT_COLUMN_KEPUTUSAN], buffer_text(&nik),
                         text_of(verdict_name(first[i].verdict)), "");
        }
    }
}

static void judge_among_themselves(struct review_rows *rows, struct findings *findings)
{
    if (rows->count < 2) {
        return;
    }
    qsort(rows->items, rows->count, sizeof(*rows->items), by_nik);
    for (size_t from = 0, to; from < rows->count; from = to) {
        to = from + 1;
        while (to < rows->count && rows->items[to].nik == rows->items[from].nik) {
            to++;
        }
        judge_person(rows, &rows->items[from], to - from, findings);
    }
    qsort(rows->items, rows->count, sizeof(*rows->items), by_line);
}

static const struct error *read_rows(struct review_rows *rows, struct person_list *list)
{
    static const enum field needed[] = { FIELD_NIK, FIELD_COUNT };
    struct applicant cells;
    bool more;
    TRY(person_list_require(list, needed));
    TRY(find_columns(rows, list));
    for (;;) {
        TRY(person_list_next(list, &cells, &more));
        if (!more) {
            return rows->count > 0 || rows->rejected > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        read_row(rows, list, &cells);
    }
}

const struct error *review_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today,
                                     struct findings *findings, struct review_rows *out)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_KETERANGAN, FIELD_COUNT };
    struct review_rows rows __attribute__((cleanup(review_rows_free))) = { 0 };
    struct person_list list SCOPED_PERSON_LIST = { 0 };
    TRY(person_list_open(path, wish, programme, today, fields, findings, &list));
    rows.columns = list.columns;
    const struct error *error = read_rows(&rows, &list);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    hasher_finish(list.hasher, &rows.sha256);
    judge_among_themselves(&rows, findings);
    MEMORY_GIVE(out, rows);
    return NULL;
}

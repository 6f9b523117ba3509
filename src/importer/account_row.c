#include "account_row.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "importer/row.h"
#include "programme/bank.h"

struct text account_text(const struct account_rows *rows, struct account_part part)
{
    return part.length == 0 ? TEXT_EMPTY : (struct text){ rows->texts.bytes + part.offset, part.length };
}

void account_rows_free(struct account_rows *rows)
{
    memory_free(rows->items);
    buffer_free(&rows->texts);
    *rows = (struct account_rows){ 0 };
}

void account_row_refuse(const struct account_rows *rows, struct account_row *row, enum account_verdict verdict, enum finding_name name, enum field field,
                        struct text expected, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer wanted SCOPED_BUFFER = { 0 };
    struct account_part part = field == FIELD_NAMA_REKENING ? row->holder
                               : field == FIELD_NAMA        ? row->nama
                               : field == FIELD_BANK        ? row->bank
                                                            : row->number;
    nik_print((struct nik){ row->nik }, &nik);
    buffer_add(&wanted, expected);
    row->verdict = verdict;
    findings_add(findings, finding_of(name), row->line, rows->columns.of_field[field], buffer_text(&nik),
                 field == FIELD_NIK ? buffer_text(&nik) : account_text(rows, part), buffer_string(&wanted));
}

static struct account_part keep(struct account_rows *rows, struct text text)
{
    struct account_part part = { rows->texts.length, text.length };
    buffer_add(&rows->texts, text);
    return part;
}

/* Three cells must be filled in, whatever the applicant has. */
static void read_row(struct account_rows *rows, struct person_list *list, const struct applicant *cells)
{
    static const enum field needed[] = { FIELD_NIK, FIELD_NO_REKENING, FIELD_NAMA_REKENING };
    const struct value *values = cells->fields;
    struct text code = TEXT_EMPTY;
    bool whole = true; /* its cells stand in their columns */
    for (size_t i = 0; i < list->cells.faults.count; i++) {
        whole = whole && list->cells.faults.items[i].name != E_FIELDS;
    }
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]) && whole; i++) {
        struct text cell = list->record.fields[list->columns.of_field[needed[i]] - 1];
        if (values[needed[i]].kind == VALUE_MISSING && (text_trim(cell).length == 0 || text_equal(text_trim(cell), TEXT("-")))) {
            if (needed[i] != FIELD_NIK || text_trim(cell).length == 0) {
                person_list_fault(list, E_REQUIRED, needed[i], TEXT_EMPTY);
            }
        }
    }
    if (whole && !bank_code(values[FIELD_BANK].text, &code)) {
        person_list_fault(list, A_BANK, FIELD_BANK, TEXT_EMPTY);
    }
    if (list->cells.faults.errors > 0) { /* what is odd about a NIK was said when its applicant was taken in */
        (void)person_list_sound(list);
        rows->rejected += 1;
        return;
    }
    for (size_t i = 0; i < list->cells.faults.count; i++) {
        const struct fault *fault = &list->cells.faults.items[i];
        if (fault->name == W_ACCOUNT_SHORT) {
            findings_add(list->findings, finding_of(fault->name), list->record.line, fault->column, row_nik(&list->columns, &list->record), fault->value,
                         fault_expected(&list->cells.faults, fault));
        }
    }
    rows->items = memory_grow(rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
    rows->items[rows->count++] = (struct account_row){
        .line = cells->line,
        .nik = applicant_nik(cells).number,
        .bank = keep(rows, values[FIELD_BANK].text),
        .code = keep(rows, code),
        .number = keep(rows, values[FIELD_NO_REKENING].text),
        .holder = keep(rows, values[FIELD_NAMA_REKENING].text),
        .nama = keep(rows, values[FIELD_NAMA].text),
    };
}

/* For qsort, which hands nothing but the elements on. */
struct sorted_row {
    const struct account_rows *rows;
    struct account_row *row;
};

static int compare_accounts(const struct account_rows *rows, const struct account_row *a, const struct account_row *b)
{
    int order = text_compare(account_text(rows, a->code), account_text(rows, b->code));
    return order != 0 ? order : text_compare(account_text(rows, a->number), account_text(rows, b->number));
}

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : (a > b ? 1 : 0);
}

static int by_nik(const void *left, const void *right)
{
    const struct sorted_row *a = left;
    const struct sorted_row *b = right;
    int order = compare_numbers(a->row->nik, b->row->nik);
    return order != 0 ? order : compare_numbers(a->row->line, b->row->line);
}

static int by_account(const void *left, const void *right)
{
    const struct sorted_row *a = left;
    const struct sorted_row *b = right;
    int order = compare_accounts(a->rows, a->row, b->row);
    return order != 0 ? order : compare_numbers(a->row->line, b->row->line);
}

/* Rows of one NIK: all say the same, or all are refused. */
static void judge_person(struct account_rows *rows, struct sorted_row *first, size_t count, struct findings *findings)
{
    bool same = true;
    for (size_t i = 1; i < count; i++) {
        same = same && compare_accounts(rows, first->row, first[i].row) == 0;
    }
    for (size_t i = same ? 1 : 0; i < count && count > 1; i++) {
        if (same) {
            first[i].row->verdict = VERDICT_UNCHANGED;
        } else {
            account_row_refuse(rows, first[i].row, VERDICT_REJECTED, A_TWICE, FIELD_NO_REKENING, TEXT_EMPTY, findings);
        }
    }
}

/* Rows of one account: all are of one person, or all are refused. */
static void judge_account(struct account_rows *rows, struct sorted_row *first, size_t count, struct findings *findings)
{
    struct sorted_row *other = NULL;
    for (size_t i = 1; i < count && other == NULL; i++) {
        other = first[i].row->nik != first->row->nik ? &first[i] : NULL;
    }
    for (size_t i = 0; i < count && other != NULL; i++) {
        struct buffer place SCOPED_BUFFER = { 0 };
        struct account_row *row = first[i].row;
        buffer_format(&place, _("line %lld"), (long long)(row->nik == first->row->nik ? other->row->line : first->row->line));
        if (row->verdict != VERDICT_REJECTED) {
            account_row_refuse(rows, row, VERDICT_REJECTED, A_SHARED, FIELD_NO_REKENING, buffer_text(&place), findings);
        }
    }
}

static void judge_groups(struct account_rows *rows, struct sorted_row *sorted, int (*compare)(const void *, const void *), bool persons, struct findings *findings)
{
    qsort(sorted, rows->count, sizeof(*sorted), compare);
    for (size_t from = 0, to; from < rows->count; from = to) {
        to = from + 1;
        while (to < rows->count && (persons ? sorted[to].row->nik == sorted[from].row->nik : compare_accounts(rows, sorted[to].row, sorted[from].row) == 0)) {
            to++;
        }
        if (persons) {
            judge_person(rows, &sorted[from], to - from, findings);
        } else {
            judge_account(rows, &sorted[from], to - from, findings);
        }
    }
}

static void judge_among_themselves(struct account_rows *rows, struct findings *findings)
{
    struct sorted_row *sorted = memory_new((rows->count + 1) * sizeof(*sorted));
    for (size_t i = 0; i < rows->count; i++) {
        sorted[i] = (struct sorted_row){ rows, &rows->items[i] };
    }
    if (rows->count > 1) {
        judge_groups(rows, sorted, by_nik, true, findings);
        judge_groups(rows, sorted, by_account, false, findings);
    }
    memory_free(sorted);
}

static const struct error *read_rows(struct account_rows *rows, struct person_list *list)
{
    static const enum field needed[] = { FIELD_NIK, FIELD_NO_REKENING, FIELD_NAMA_REKENING, FIELD_COUNT };
    struct applicant cells;
    bool more;
    TRY(person_list_require(list, needed));
    for (;;) {
        TRY(person_list_next(list, &cells, &more));
        if (!more) {
            return rows->count > 0 || rows->rejected > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        read_row(rows, list, &cells);
    }
}

const struct error *account_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, struct findings *findings,
                                      struct account_rows *out)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_BANK, FIELD_NO_REKENING, FIELD_NAMA_REKENING, FIELD_COUNT };
    struct account_rows rows __attribute__((cleanup(account_rows_free))) = { 0 };
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

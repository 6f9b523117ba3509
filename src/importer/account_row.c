#include "account_row.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "importer/row.h"
#include "programme/bank.h"

struct account_row *account_row_at(const struct person_rows *rows, size_t index)
{
    return (struct account_row *)person_rows_at(rows, index);
}

/* The finding of the row in that column. */
static void tell(const struct person_rows *rows, const struct account_row *row, enum finding_name name, enum field field, struct text expected, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer wanted SCOPED_BUFFER = { 0 };
    struct row_text part = field == FIELD_NAMA_REKENING ? row->holder
                           : field == FIELD_NAMA        ? row->person.nama
                           : field == FIELD_BANK        ? row->bank
                                                        : row->number;
    nik_print((struct nik){ row->person.nik }, &nik);
    buffer_add(&wanted, expected);
    findings_add(findings, finding_of(name), row->person.line, rows->columns.of_field[field], buffer_text(&nik),
                 field == FIELD_NIK ? buffer_text(&nik) : person_rows_text(rows, part), buffer_string(&wanted));
}

void account_row_refuse(const struct person_rows *rows, struct account_row *row, enum account_verdict verdict, enum finding_name name, enum field field,
                        struct text expected, struct findings *findings)
{
    row->verdict = verdict;
    tell(rows, row, name, field, expected, findings);
}

/* Of the warnings this one counts for the account alone; what is odd about a NIK was said when its applicant was taken in. */
static void warn_short(const struct person_list *list)
{
    for (size_t i = 0; i < list->cells.faults.count; i++) {
        const struct fault *fault = &list->cells.faults.items[i];
        if (fault->name == W_ACCOUNT_SHORT) {
            findings_add(list->findings, finding_of(fault->name), list->record.line, fault->column, row_nik(&list->columns, &list->record), fault->value,
                         fault_expected(&list->cells.faults, fault));
        }
    }
}

/* Three cells must be filled in, whatever the applicant has. */
static void read_row(struct person_rows *rows, struct person_list *list, const struct applicant *cells, struct person_row *person)
{
    static const enum field filled[] = { FIELD_NIK, FIELD_NO_REKENING, FIELD_NAMA_REKENING };
    struct account_row *row = (struct account_row *)person;
    const struct value *values = cells->fields;
    struct text code = TEXT_EMPTY;
    bool whole = true; /* its cells stand in their columns */
    for (size_t i = 0; i < list->cells.faults.count; i++) {
        whole = whole && list->cells.faults.items[i].name != E_FIELDS;
    }
    for (size_t i = 0; i < sizeof(filled) / sizeof(filled[0]) && whole; i++) {
        struct text cell = list->record.fields[list->columns.of_field[filled[i]] - 1];
        if (values[filled[i]].kind == VALUE_MISSING && (text_trim(cell).length == 0 || text_equal(text_trim(cell), TEXT("-")))) {
            if (filled[i] != FIELD_NIK || text_trim(cell).length == 0) {
                person_list_fault(list, E_REQUIRED, filled[i], TEXT_EMPTY);
            }
        }
    }
    if (whole && !bank_code(values[FIELD_BANK].text, &code)) {
        person_list_fault(list, A_BANK, FIELD_BANK, TEXT_EMPTY);
    }
    if (list->cells.faults.errors == 0) {
        warn_short(list);
        row->bank = person_rows_keep(rows, values[FIELD_BANK].text);
        row->code = person_rows_keep(rows, code);
        row->number = person_rows_keep(rows, values[FIELD_NO_REKENING].text);
        row->holder = person_rows_keep(rows, values[FIELD_NAMA_REKENING].text);
    }
}

static int compare_accounts(const struct person_rows *rows, const struct account_row *a, const struct account_row *b)
{
    int order = text_compare(person_rows_text(rows, a->code), person_rows_text(rows, b->code));
    return order != 0 ? order : text_compare(person_rows_text(rows, a->number), person_rows_text(rows, b->number));
}

static bool same(const struct person_rows *rows, const struct person_row *one, const struct person_row *other)
{
    return compare_accounts(rows, (const struct account_row *)one, (const struct account_row *)other) == 0;
}

static void contradict(const struct person_rows *rows, const struct person_row *row, struct findings *findings)
{
    tell(rows, (const struct account_row *)row, A_TWICE, FIELD_NO_REKENING, TEXT_EMPTY, findings);
}

/* For qsort, which hands nothing but the elements on. */
struct sorted_row {
    const struct person_rows *rows;
    struct account_row *row;
};

static int by_account(const void *left, const void *right)
{
    const struct sorted_row *a = left;
    const struct sorted_row *b = right;
    int order = compare_accounts(a->rows, a->row, b->row);
    int64_t lines = a->row->person.line - b->row->person.line;
    return order != 0 ? order : (lines > 0) - (lines < 0);
}

/* Rows of one account: all are of one person, or all are refused. */
static void judge_account(const struct person_rows *rows, struct sorted_row *first, size_t count, struct findings *findings)
{
    struct sorted_row *other = NULL;
    for (size_t i = 1; i < count && other == NULL; i++) {
        other = first[i].row->person.nik != first->row->person.nik ? &first[i] : NULL;
    }
    for (size_t i = 0; i < count && other != NULL; i++) {
        struct buffer place SCOPED_BUFFER = { 0 };
        struct account_row *row = first[i].row;
        buffer_format(&place, _("line %lld"), (long long)(row->person.nik == first->row->person.nik ? other->row->person.line : first->row->person.line));
        if (row->verdict != VERDICT_REJECTED) {
            account_row_refuse(rows, row, VERDICT_REJECTED, A_SHARED, FIELD_NO_REKENING, buffer_text(&place), findings);
        }
    }
}

static void judge_accounts(const struct person_rows *rows, struct findings *findings)
{
    struct sorted_row *sorted = memory_new((rows->count + 1) * sizeof(*sorted));
    for (size_t i = 0; i < rows->count; i++) {
        struct account_row *row = account_row_at(rows, i);
        row->verdict = row->person.refused ? VERDICT_REJECTED : row->person.repeated ? VERDICT_UNCHANGED : VERDICT_ACCEPTED;
        sorted[i] = (struct sorted_row){ rows, row };
    }
    if (rows->count > 1) {
        qsort(sorted, rows->count, sizeof(*sorted), by_account);
    }
    for (size_t from = 0, to; from < rows->count; from = to) {
        to = from + 1;
        while (to < rows->count && compare_accounts(rows, sorted[to].row, sorted[from].row) == 0) {
            to++;
        }
        judge_account(rows, &sorted[from], to - from, findings);
    }
    memory_free(sorted);
}

const struct error *account_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, struct findings *findings,
                                      struct person_rows *out)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_BANK, FIELD_NO_REKENING, FIELD_NAMA_REKENING, FIELD_COUNT };
    static const enum field needed[] = { FIELD_NIK, FIELD_NO_REKENING, FIELD_NAMA_REKENING, FIELD_COUNT };
    static const struct row_kind kind = { .size = sizeof(struct account_row), .fields = fields, .needed = needed, .read = read_row, .same = same, .contradict = contradict };
    TRY(person_rows_read(path, wish, programme, today, &kind, findings, out));
    judge_accounts(out, findings);
    return NULL;
}

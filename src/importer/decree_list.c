#include "importer/decree_list.h"

#include "base/language.h"
#include "base/memory.h"
#include "base/number_set.h"
#include "importer/money_text.h"
#include "importer/person_list.h"
#include "programme/amendment.h"
#include "programme/decree.h"
#include "programme/person_name.h"

void decree_list_result_free(struct decree_list_result *result)
{
    findings_free(&result->findings);
    *result = (struct decree_list_result){ 0 };
}

/* A text of a row lies in reading.texts: an offset, because that grows. */
struct part {
    size_t offset;
    size_t length;
};

struct annex_row {
    struct decree_row row; /* without its texts */
    struct part nama;
    struct part no_rekening;
};

struct reading {
    struct journal *journal;
    int year;
    struct person_list list;
    int amount_column; /* from 1 */
    struct annex_row *items;
    size_t count;
    size_t capacity;
    struct buffer texts;
    struct number_set seen; /* NIK -> its row, counted from 1 */
    struct money since_total; /* of the rows after the last total */
    struct decree_list_result *result;
};

static void reading_free(struct reading *reading)
{
    person_list_close(&reading->list);
    memory_free(reading->items);
    buffer_free(&reading->texts);
    number_set_free(&reading->seen);
}

static struct part keep(struct reading *reading, struct text text)
{
    struct part part = { reading->texts.length, text.length };
    buffer_add(&reading->texts, text);
    return part;
}

static struct text text_at(const struct reading *reading, struct part part)
{
    return part.length == 0 ? TEXT_EMPTY : (struct text){ reading->texts.bytes + part.offset, part.length };
}

static const struct error *find_amount(struct reading *reading)
{
    const struct person_list *list = &reading->list;
    const struct csv_record *header = table_header(list->table);
    for (size_t i = 0; i < list->columns.width; i++) {
        if (list->columns.field_of[i] != COLUMN_IGNORED || !header_means_annex_amount(text_trim(header->fields[i]))) {
            continue;
        }
        if (reading->amount_column != 0) {
            return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), reading->amount_column, (int)i + 1, "jumlah");
        }
        reading->amount_column = (int)i + 1;
    }
    return reading->amount_column != 0 ? NULL : error_new(ERROR_FAILED, _("line %lld: no column for %s"), (long long)header->line, "jumlah");
}

/* What the register says of the person; the annex stands whatever it is. */
static const struct error *compare_register(struct reading *reading, const struct applicant *cells)
{
    struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
    struct text nama = cells->fields[FIELD_NAMA].text;
    TRY(standing_applicant_load(reading->journal->store, reading->year, applicant_nik(cells), &standing));
    if (!standing.found) {
        person_list_fault(&reading->list, S_NIK_UNKNOWN, FIELD_NIK, TEXT_EMPTY);
    } else if (nama.length > 0 && !person_names_agree(nama, standing.applicant.fields[FIELD_NAMA].text)) {
        person_list_fault(&reading->list, S_NAME, FIELD_NAMA, standing.applicant.fields[FIELD_NAMA].text);
    }
    return NULL;
}

static void check_values(struct reading *reading, struct annex_row *item)
{
    struct person_list *list = &reading->list;
    struct faults *faults = &list->cells.faults;
    size_t before = faults->errors;
    if (item->row.nik == 0) {
        person_list_fault(list, E_REQUIRED, FIELD_NIK, TEXT_EMPTY);
    }
    person_list_money(list, reading->amount_column, &item->row.amount);
    if (faults->errors > before) {
        return;
    }
    if (item->row.amount.rupiah == 0) {
        faults_add(faults, S_AMOUNT, reading->amount_column, person_list_text(list, reading->amount_column), TEXT_EMPTY);
    }
    uint32_t first = number_set_add(&reading->seen, item->row.nik, (uint32_t)reading->count + 1);
    if (first != 0) {
        struct buffer place SCOPED_BUFFER = { 0 };
        buffer_format(&place, _("line %lld"), (long long)reading->items[first - 1].row.line);
        person_list_fault(list, S_TWICE, FIELD_NIK, buffer_text(&place));
    }
}

static const struct error *read_row(struct reading *reading, const struct applicant *cells)
{
    struct decree_list_result *result = reading->result;
    struct annex_row item = { .row = { .line = cells->line, .nik = applicant_nik(cells).number } };
    result->rows += 1;
    item.row.kategori = cells->fields[FIELD_KATEGORI].kind == VALUE_MISSING ? 0 : (enum category)cells->fields[FIELD_KATEGORI].integer;
    if (reading->list.cells.faults.errors == 0) {
        check_values(reading, &item);
    }
    if (reading->list.cells.faults.errors == 0) {
        TRY(compare_register(reading, cells));
    }
    if (!person_list_sound(&reading->list)) {
        result->rejected += 1;
        return NULL;
    }
    if (!money_add(result->amount, item.row.amount, &result->amount) || !money_add(reading->since_total, item.row.amount, &reading->since_total)) {
        return error_new(ERROR_FAILED, "%s", _("the amounts of the annex are beyond all bounds"));
    }
    item.nama = keep(reading, cells->fields[FIELD_NAMA].text);
    item.no_rekening = keep(reading, cells->fields[FIELD_NO_REKENING].text);
    reading->items = memory_grow(reading->items, reading->count, &reading->capacity, sizeof(*reading->items));
    reading->items[reading->count++] = item;
    return NULL;
}

/* A row JUMLAH, TOTAL, SUB TOTAL ... with an amount, where others have a NIK or have nothing. */
static bool is_total(const struct reading *reading, struct money *out)
{
    static const struct text words[] = { { "jumlah", 6 }, { "total", 5 }, { "subtotal", 8 }, { "subjumlah", 9 }, { "grandtotal", 10 } };
    const struct csv_record *record = &reading->list.record;
    size_t nik = (size_t)reading->list.columns.of_field[FIELD_NIK];
    size_t first = 0;
    struct folded folded;
    while (first < record->count && text_trim(record->fields[first]).length == 0) {
        first++;
    }
    if ((size_t)reading->amount_column > record->count || first + 1 >= (size_t)reading->amount_column || (first + 1 != nik && text_trim(record->fields[nik - 1]).length > 0)) {
        return false;
    }
    header_fold(record->fields[first], &folded);
    bool named = false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        named = named || text_starts_with(folded_text(&folded), words[i]);
    }
    return named && money_text_read(cell_unmark(text_trim(record->fields[reading->amount_column - 1])), out);
}

static void check_total(struct reading *reading, struct money total)
{
    struct decree_list_result *result = reading->result;
    if (total.rupiah != result->amount.rupiah && total.rupiah != reading->since_total.rupiah) {
        struct buffer stated SCOPED_BUFFER = { 0 };
        struct buffer sum SCOPED_BUFFER = { 0 };
        money_print(total, &stated);
        money_print(result->amount, &sum);
        findings_add(&result->findings, finding_of(S_TOTAL), reading->list.record.line, reading->amount_column, TEXT_EMPTY, buffer_text(&stated), buffer_string(&sum));
    }
    reading->since_total = (struct money){ 0 };
}

static const struct error *read_rows(struct reading *reading)
{
    struct money total;
    static const enum field needed[] = { FIELD_NIK, FIELD_COUNT };
    struct applicant cells;
    bool more;
    TRY(person_list_require(&reading->list, needed));
    TRY(find_amount(reading));
    for (;;) {
        TRY(person_list_next(&reading->list, &cells, &more));
        if (!more) {
            return reading->result->rows > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        if (is_total(reading, &total)) {
            check_total(reading, total);
        } else {
            TRY(read_row(reading, &cells));
        }
    }
}

static const struct error *store_all(struct reading *reading, const char *path, struct text number)
{
    struct decree_row *rows SCOPED_MEMORY = memory_new(reading->count * sizeof(*rows));
    const char *slash = strrchr(path, '/');
    for (size_t i = 0; i < reading->count; i++) {
        rows[i] = reading->items[i].row;
        rows[i].nama = text_at(reading, reading->items[i].nama);
        rows[i].no_rekening = text_at(reading, reading->items[i].no_rekening);
    }
    const struct decree decree = { number, slash == NULL ? path : slash + 1, reading->result->sha256, rows, reading->count };
    TRY(decree_record(reading->journal, reading->year, &decree, &reading->result->recorded));
    reading->result->unchanged = !reading->result->recorded;
    return NULL;
}

static const struct error *take_in(struct reading *reading, const struct programme *programme, const char *path, const struct table_wish *wish, struct text number)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_KATEGORI, FIELD_NO_REKENING, FIELD_COUNT };
    findings_init(&reading->result->findings);
    TRY(person_list_open(path, wish, programme, reading->journal->event.day, fields, &reading->result->findings, &reading->list));
    const struct error *error = read_rows(reading);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    hasher_finish(reading->list.hasher, &reading->result->sha256);
    reading->result->refused = reading->result->findings.counted[FINDING_ERROR] > 0;
    return reading->result->refused || reading->count == 0 ? NULL : store_all(reading, path, number);
}

const struct error *decree_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                        struct text number, struct decree_list_result *out)
{
    struct decree_list_result result = { 0 };
    struct reading reading = { .journal = journal, .year = programme->year, .result = &result };
    const struct error *error = take_in(&reading, programme, path, wish, number);
    if (error == NULL) {
        MEMORY_GIVE(out, result);
    } else {
        decree_list_result_free(&result);
    }
    reading_free(&reading);
    return error;
}

#include "importer/amend.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/catalogue.h"
#include "importer/row.h"
#include "programme/account_file.h"
#include "programme/person_name.h"

/* The settings as the row of a file whose columns are the fields that are set, and those that they are compared with. */
struct typed_row {
    struct columns columns;
    struct text fields[FIELD_COUNT];
    bool set[FIELD_COUNT];
    size_t settings;
    struct buffer texts; /* of the fields that are not set, for the comparison */
    struct cells cells;
    struct standing_applicant standing;
};

void amend_result_free(struct amend_result *result)
{
    field_changes_free(&result->changes);
    findings_free(&result->findings);
    *result = (struct amend_result){ 0 };
}

static void typed_row_free(struct typed_row *row)
{
    buffer_free(&row->texts);
    cells_free(&row->cells);
    standing_applicant_free(&row->standing);
}

static void add_column(struct typed_row *row, enum field field, struct text text)
{
    size_t column = row->columns.count++;
    row->columns.width = row->columns.count;
    row->columns.of_field[field] = (int)column + 1;
    row->columns.field_of[column] = (int16_t)field;
    row->fields[column] = text;
}

static const struct error *add_setting(struct typed_row *row, const char *setting)
{
    enum field field;
    struct text value = text_of(setting);
    struct text name = text_trim(text_split(&value, '='));
    if (value.bytes == NULL) {
        return error_new(ERROR_USAGE, _("--set %s: say FIELD=VALUE, such as --set tanggal_lahir=1990-03-12"), setting);
    }
    if (!field_find(name, &field)) {
        return header_means(name, &field)
                   ? error_new(ERROR_USAGE, _("--set %s: there is no such field; did you mean %s?"), setting, field_spec(field)->name)
                   : error_new(ERROR_USAGE, _("--set %s: there is no such field; the fields are the headers of `dumisake import --template`"), setting);
    }
    if (row->set[field]) {
        return error_new(ERROR_USAGE, _("--set %s: this field is set twice"), setting);
    }
    if (text_trim(value).length == 0 && field_spec(field)->required) {
        return error_new(ERROR_USAGE, _("--set %s: this field must not be empty"), setting);
    }
    if (text_utf8_invalid(value) < value.length) {
        return error_new(ERROR_USAGE, _("--set %.*s: the value is not UTF-8 text"), TEXT_ARG(name));
    }
    row->set[field] = true;
    row->settings += 1;
    add_column(row, field, value);
    return NULL;
}

/* A NIK is compared with the day of birth and the sex, a kecamatan is looked for in its kabupaten: those that are not set are
 * taken from the version that stands, written so that they are read as the same. */
static void add_company(struct typed_row *row)
{
    static const enum field company[] = { FIELD_NIK, FIELD_TANGGAL_LAHIR, FIELD_JENIS_KELAMIN, FIELD_KABUPATEN_USAHA };
    size_t offsets[sizeof(company) / sizeof(company[0]) + 1];
    size_t count = sizeof(company) / sizeof(company[0]);
    for (size_t i = 0; i < count; i++) {
        const struct value *value = &row->standing.applicant.fields[company[i]];
        offsets[i] = row->texts.length;
        if (company[i] == FIELD_KABUPATEN_USAHA) {
            buffer_add_integer(&row->texts, value->integer);
        } else {
            value_print(company[i], value, &row->texts);
        }
    }
    offsets[count] = row->texts.length;
    /* What was odd before and is not touched was said when it was taken in. */
    bool compares = row->set[FIELD_NIK] || row->set[FIELD_TANGGAL_LAHIR] || row->set[FIELD_JENIS_KELAMIN];
    for (size_t i = 0; i < count; i++) {
        bool wanted = compares || company[i] == FIELD_KABUPATEN_USAHA;
        if (wanted && !row->set[company[i]] && offsets[i + 1] > offsets[i]) {
            add_column(row, company[i], (struct text){ row->texts.bytes + offsets[i], offsets[i + 1] - offsets[i] });
        }
    }
}

/* The version that stands with what was typed in its place. */
static const struct error *make_version(struct typed_row *row, struct findings *findings, struct applicant *out)
{
    struct csv_record record = { .fields = row->fields, .count = row->columns.count, .line = row->standing.applicant.line };
    struct buffer raw SCOPED_BUFFER = { 0 };
    struct applicant typed;
    for (size_t i = 0; i < record.count; i++) {
        buffer_add(&raw, row->fields[i]);
        buffer_add_byte(&raw, '\n');
    }
    record.raw = buffer_text(&raw);
    bool sound = row_read(&row->cells, &row->columns, 0, &record, &typed);
    if (row->cells.orders.wanted) {
        return error_new(ERROR_USAGE, _("nothing was changed: the day can be read in two ways; write it as yyyy-mm-dd"));
    }
    const struct faults *faults = &row->cells.faults;
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        bool typed_one = (size_t)fault->column <= row->settings;
        findings_add(findings, finding_of(fault->name), 0, typed_one ? fault->column : 0, TEXT_EMPTY, fault->value, fault_expected(faults, fault));
    }
    for (size_t i = 0; !sound && i < findings->count; i++) {
        if (findings->items[i].kind->severity == FINDING_ERROR) {
            struct buffer text SCOPED_BUFFER = { 0 };
            finding_print(&findings->items[i], "--set", &text);
            return error_new(ERROR_REFUSED, _("nothing was changed: %s"), buffer_string(&text));
        }
    }
    *out = row->standing.applicant;
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (row->set[field]) {
            out->fields[field] = typed.fields[field];
        }
    }
    return NULL;
}

static void warn(const struct typed_row *row, enum finding_name name, enum field field, struct text value, const char *expected, struct findings *findings)
{
    findings_add(findings, finding_of(name), 0, row->set[field] ? row->columns.of_field[field] : 0, TEXT_EMPTY, value, expected);
}

/* A changed account is looked at as one that comes from a list, but whoever types it decides. */
static const struct error *look_at_account(struct store *store, const struct typed_row *row, const struct applicant *after, struct findings *findings)
{
    struct account_book book SCOPED_ACCOUNT_BOOK = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    struct nik owner;
    struct text code;
    const struct value *values = after->fields;
    struct text holder = values[FIELD_NAMA_REKENING].text;
    struct text number = values[FIELD_NO_REKENING].text;
    bool touched = row->set[FIELD_BANK] || row->set[FIELD_NO_REKENING] || row->set[FIELD_NAMA_REKENING] || row->set[FIELD_NAMA];
    if (!touched || values[FIELD_NO_REKENING].kind == VALUE_MISSING) {
        return NULL;
    }
    if (holder.length > 0 && !person_names_agree(holder, values[FIELD_NAMA].text)) {
        buffer_add(&other, values[FIELD_NAMA].text);
        warn(row, W_ACCOUNT_HOLDER, FIELD_NAMA_REKENING, holder, buffer_string(&other), findings);
        buffer_clear(&other);
    }
    if (!bank_code(values[FIELD_BANK].text, &code)) {
        warn(row, W_ACCOUNT_BANK, FIELD_BANK, values[FIELD_BANK].text, "", findings);
        return NULL;
    }
    TRY(account_book_load(store, after->year, &book));
    TRY(account_book_find(&book, code, number, &owner));
    if (owner.number != 0 && owner.number != applicant_nik(&row->standing.applicant).number) {
        buffer_add_string(&other, "NIK ");
        nik_print(owner, &other);
        warn(row, W_ACCOUNT_SHARED, FIELD_NO_REKENING, number, buffer_string(&other), findings);
    }
    return NULL;
}

static const struct error *amend(struct journal *journal, const struct programme *programme, struct nik nik, const char *const *settings,
                                 struct text reason, struct typed_row *row, struct amend_result *result)
{
    struct applicant after;
    const struct amendment amendment = { .reason = reason };
    cells_init(&row->cells, programme, journal->event.day);
    for (size_t i = 0; i < CSV_FIELDS_MAX; i++) {
        row->columns.field_of[i] = COLUMN_IGNORED;
    }
    for (; *settings != NULL; settings++) {
        TRY(add_setting(row, *settings));
    }
    TRY(standing_applicant_find(journal->store, programme->year, nik, &row->standing));
    add_company(row);
    TRY(make_version(row, &result->findings, &after));
    size_t before = result->findings.count;
    TRY(look_at_account(journal->store, row, &after, &result->findings));
    if (row->standing.account == ACCOUNT_KOMITMEN && result->findings.count > before) {
        struct buffer text SCOPED_BUFFER = { 0 };
        finding_print(&result->findings.items[before], "--set", &text);
        return error_new(ERROR_REFUSED, _("nothing was changed, since the person is in batch %lld: %s"), (long long)row->standing.batch, buffer_string(&text));
    }
    field_changes_between(&row->standing.applicant, &after, &result->changes);
    result->nik = applicant_nik(&after);
    return amendment_record(journal, programme, &row->standing, &after, &amendment, &result->recorded);
}

const struct error *amend_applicant(struct journal *journal, const struct programme *programme, struct nik nik, const char *const *settings,
                                    struct text reason, struct amend_result *out)
{
    struct typed_row *row = memory_new(sizeof(*row));
    struct amend_result result = { 0 };
    findings_init(&result.findings);
    const struct error *error = amend(journal, programme, nik, settings, reason, row, &result);
    typed_row_free(row);
    memory_free(row);
    if (error != NULL) {
        amend_result_free(&result);
        return error;
    }
    MEMORY_GIVE(out, result);
    return NULL;
}

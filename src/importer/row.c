#include "importer/row.h"

#include "importer/nik_damage.h"
#include "programme/bank.h"
#include "programme/region.h"

bool row_is_empty(const struct columns *columns, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        bool taken = i >= columns->count || columns->field_of[i] != COLUMN_IGNORED;
        if (taken && text_trim(record->fields[i]).length > 0) {
            return false;
        }
    }
    return true;
}

struct text row_nik(const struct columns *columns, const struct csv_record *record)
{
    int column = columns->of_field[FIELD_NIK];
    if (column == 0 || (size_t)column > record->count) {
        return TEXT_EMPTY;
    }
    return cell_unmark(text_trim(record->fields[column - 1]));
}

void text_repair(struct text text, struct buffer *out)
{
    while (text.length > 0) {
        size_t sound = text_utf8_invalid(text);
        buffer_add(out, (struct text){ text.bytes, sound });
        if (sound < text.length) {
            buffer_add(out, TEXT("\xEF\xBF\xBD"));
            sound += 1;
        }
        text.bytes += sound;
        text.length -= sound;
    }
}

/* The row has the header's number of fields; more of them may follow when they are blank, or stand in columns without a header. */
static bool width_fits(struct cells *cells, const struct columns *columns, const struct csv_record *record)
{
    size_t filled = record->count;
    while (filled > columns->width && text_trim(record->fields[filled - 1]).length == 0) {
        filled--;
    }
    /* Empty fields behind the last header are usual in some files; one that only this row has moved its cells. */
    bool usual = record->count <= columns->width || columns->usual == 0 || record->count == columns->usual;
    if (filled == columns->width && usual) {
        return true;
    }
    if (filled > columns->width && record->count == columns->fields && columns_has_unnamed(columns)) {
        cells->unnamed = cells->unnamed == 0 ? (int)filled : cells->unnamed;
        return true;
    }
    struct buffer expected SCOPED_BUFFER = { 0 };
    buffer_add_integer(&expected, (int64_t)(usual ? filled : record->count));
    buffer_add_string(&expected, " != ");
    buffer_add_integer(&expected, (int64_t)columns->width);
    faults_add(&cells->faults, E_FIELDS, 0, TEXT_EMPTY, buffer_text(&expected));
    return false;
}

static void add_fault(struct cells *cells, const struct columns *columns, const struct csv_record *record, enum finding_name name, enum field field,
                      struct text expected)
{
    int column = columns->of_field[field];
    faults_add(&cells->faults, name, column, cell_unmark(text_trim(record->fields[column - 1])), expected);
}

/* The KK is a NIK: that says more than that its day of issue is none. */
static void add_kk_is_nik(struct cells *cells, const struct columns *columns, const struct csv_record *record)
{
    struct faults *faults = &cells->faults;
    for (size_t i = 0; i < faults->count; i++) {
        if (faults->items[i].name == W_KK_DATE) {
            faults->items[i].name = W_KK_IS_NIK;
            return;
        }
    }
    add_fault(cells, columns, record, W_KK_IS_NIK, FIELD_NO_KK, TEXT_EMPTY);
}

/* One of the two numbers stands in the other's place. True when it is the NIK's: then that says nothing of a person. */
static bool compare_card(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    struct nik nik = applicant_nik(applicant);
    struct family_card card = applicant_family_card(applicant);
    struct day birth = applicant_day(applicant, FIELD_TANGGAL_LAHIR);
    bool agrees = !day_is_none(birth) && nik.number != 0 && nik_agrees_with_birth(nik, birth);
    if (nik.number == 0 || card.number == 0 || (nik.number != card.number && (day_is_none(birth) || agrees))) {
        return false;
    }
    if (nik.number == card.number && (agrees || nik_sex(nik) == SEX_WOMAN)) {
        /* The day of a card's issue has no 40 added, and is hardly ever the person's birthday. */
        add_kk_is_nik(cells, columns, record);
        return false;
    }
    struct buffer expected SCOPED_BUFFER = { 0 };
    struct nik other;
    if (nik.number != card.number) {
        family_card_print(card, &expected);
        if (nik_parse(buffer_text(&expected), &other) != NIK_SOUND || !nik_agrees_with_birth(other, birth)) {
            return false;
        }
    }
    add_fault(cells, columns, record, E_NIK_IS_KK, FIELD_NIK, buffer_text(&expected));
    return true;
}

/* Which numbers a damaged NIK may have been, where the row allows few. */
static void list_candidates(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    struct faults *faults = &cells->faults;
    for (size_t i = 0; i < faults->count; i++) {
        enum finding_name name = faults->items[i].name;
        bool countable = name == E_NIK_FIFTEEN || name == E_NIK_LENGTH || name == E_NIK_DATE || name == E_NIK_PROVINCE || name == E_NIK_LETTERS ||
                         name == E_SCIENTIFIC;
        if (faults->items[i].column == columns->of_field[FIELD_NIK] && countable && fault_expected(faults, &faults->items[i])[0] == '\0') {
            struct buffer candidates SCOPED_BUFFER = { 0 };
            nik_candidates(row_nik(columns, record), applicant, &candidates);
            faults_expect(faults, i, buffer_text(&candidates));
        }
    }
}

/* The column as a whole is judged by the numbers that stand in it, sound or not. */
static void count_nik(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    int64_t number = applicant_nik(applicant).number;
    struct text text = number == 0 ? row_nik(columns, record) : TEXT_EMPTY;
    if (number != 0 || (text.length == 16 && text_to_integer(text, &number) && number != 0 && number % 10000 == 0)) {
        nik_column_add(&cells->niks, number);
    }
}

/* What the NIK says of its owner against what the row says. */
static void compare_nik(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    struct nik nik = applicant_nik(applicant);
    struct day birth = applicant_day(applicant, FIELD_TANGGAL_LAHIR);
    const struct value *sex = &applicant->fields[FIELD_JENIS_KELAMIN];
    if (nik.number == 0) {
        return;
    }
    if (region_find(nik_region(nik)) == NULL) {
        faults_add(&cells->faults, W_NIK_KECAMATAN, columns->of_field[FIELD_NIK], row_nik(columns, record), TEXT_EMPTY);
    }
    if (!day_is_none(birth) && !nik_agrees_with_birth(nik, birth)) {
        struct buffer expected SCOPED_BUFFER = { 0 };
        int column = columns->of_field[FIELD_TANGGAL_LAHIR];
        struct day said = nik_birth(nik, cells->today);
        if (!day_is_none(said)) {
            day_print(said, &expected);
        }
        faults_add(&cells->faults, W_NIK_BIRTH, column, text_trim(record->fields[column - 1]), buffer_text(&expected));
    }
    if (sex->kind == VALUE_INTEGER && sex->integer != (int64_t)nik_sex(nik)) {
        int column = columns->of_field[FIELD_JENIS_KELAMIN];
        faults_add(&cells->faults, W_NIK_SEX, column, text_trim(record->fields[column - 1]), text_of(sex_name(nik_sex(nik))));
    }
}

/* The day of application decides who comes first: one of another year is looked at. */
static void compare_year(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    struct day submitted = applicant_day(applicant, FIELD_TANGGAL_PENGAJUAN);
    int year;
    int month;
    int date;
    if (day_is_none(submitted)) {
        return;
    }
    day_split(submitted, &year, &month, &date);
    if (year != cells->programme->year) {
        struct buffer expected SCOPED_BUFFER = { 0 };
        int column = columns->of_field[FIELD_TANGGAL_PENGAJUAN];
        buffer_add_integer(&expected, cells->programme->year);
        faults_add(&cells->faults, W_SUBMITTED, column, text_trim(record->fields[column - 1]), buffer_text(&expected));
    }
}

static void sort_by_column(struct faults *faults)
{
    for (size_t i = 1; i < faults->count; i++) {
        struct fault fault = faults->items[i];
        size_t at = i;
        while (at > 0 && faults->items[at - 1].column > fault.column) {
            faults->items[at] = faults->items[at - 1];
            at--;
        }
        faults->items[at] = fault;
    }
}

void row_compare_holder(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant)
{
    struct text holder = applicant->fields[FIELD_NAMA_REKENING].text;
    struct text name = applicant->fields[FIELD_NAMA].text;
    if (applicant->fields[FIELD_NO_REKENING].kind != VALUE_MISSING && !account_holder_agrees(holder, name)) {
        add_fault(cells, columns, record, W_ACCOUNT_HOLDER, FIELD_NAMA_REKENING, name);
        sort_by_column(&cells->faults);
    }
}

bool row_read(struct cells *cells, const struct columns *columns, enum category category, const struct csv_record *record,
              struct applicant *out)
{
    cells_begin(cells, record->raw.length);
    *out = (struct applicant){ .line = record->line, .year = cells->programme->year };
    if (record->resplit) {
        faults_add(&cells->faults, E_DELIMITER, 0, TEXT_EMPTY, TEXT_EMPTY);
    }
    if (record->bad_quote != 0) {
        faults_add(&cells->faults, E_QUOTE, record->bad_quote, text_cut(record->fields[record->bad_quote - 1], 100), TEXT_EMPTY);
    }
    bool plain = text_is_plain(record->raw);
    bool encoded = plain || text_utf8_invalid(record->raw) == record->raw.length;
    if (!width_fits(cells, columns, record)) {
        /* The cells stand in other columns than they seem to: what they say would be noise. */
        if (!encoded) {
            faults_add(&cells->faults, E_ENCODING, 0, TEXT_EMPTY, TEXT_EMPTY);
        }
        return false;
    }
    for (size_t i = 0; i < columns->count && !encoded; i++) {
        struct text cell = record->fields[i];
        if (columns->field_of[i] == COLUMN_IGNORED && text_utf8_invalid(cell) < cell.length) {
            faults_add(&cells->faults, E_ENCODING, (int)i + 1, text_trim(cell), TEXT_EMPTY);
        }
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        int column = columns->of_field[field];
        if (column == 0) {
            continue;
        }
        struct text cell = record->fields[column - 1];
        if (!encoded && text_utf8_invalid(cell) < cell.length) {
            faults_add(&cells->faults, E_ENCODING, column, text_trim(cell), TEXT_EMPTY);
        } else if (column != record->bad_quote) {
            cell_read(cells, (enum field)field, column, cell, plain, &out->fields[field]);
        }
    }
    if (cells->asked >= 0 && out->fields[FIELD_JUMLAH_DIAJUKAN].kind == VALUE_MISSING) {
        out->fields[FIELD_JUMLAH_DIAJUKAN] = (struct value){ .kind = VALUE_INTEGER, .integer = cells->asked };
    }
    if (category != 0) {
        out->fields[FIELD_KATEGORI] = (struct value){ .kind = VALUE_INTEGER, .integer = category };
    }
    day_orders_end_row(&cells->orders);
    if (cells->orders.wanted) {
        return false;
    }
    count_nik(cells, columns, record, out);
    if (!compare_card(cells, columns, record, out)) {
        compare_nik(cells, columns, record, out);
    }
    compare_year(cells, columns, record, out);
    if (cells->faults.errors > 0) {
        list_candidates(cells, columns, record, out);
    }
    sort_by_column(&cells->faults);
    return cells->faults.errors == 0;
}

void faults_print(const struct faults *faults, struct buffer *out)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        buffer_format(out, "%s\t%d\t", finding_of(fault->name)->code, fault->column);
        buffer_add_printable(out, fault->value, 200);
        buffer_add_byte(out, '\t');
        buffer_add_printable(out, text_of(fault_expected(faults, fault)), 200);
        buffer_add_byte(out, '\n');
    }
}

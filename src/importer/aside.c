#include "importer/aside.h"

#include "programme/region.h"

/* Digits of what may be a person's number that lost one or gained one. */
enum { NUMBER_LEAST = 15, NUMBER_MOST = 17, NIK_LEAST = 6, AMOUNT_MOST = 12, OFFICER_DIGITS = 18 };

enum { FILLED_ROWS = 64 }; /* so many rows tell what the others fill */

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static size_t count_letters(struct text text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.length; i++) {
        letters += is_letter(text.bytes[i]) ? 1 : 0;
    }
    return letters;
}

static size_t count_digits(struct text text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        digits += text.bytes[i] >= '0' && text.bytes[i] <= '9' ? 1 : 0;
    }
    return digits;
}

static struct text cell_at(const struct csv_record *record, int column)
{
    return column == 0 || (size_t)column > record->count ? TEXT_EMPTY : cell_unmark(text_trim(record->fields[column - 1]));
}

/* The text begins with one of the words, and no letter follows. */
static bool begins_with(struct text text, const char *const *words)
{
    for (; *words != NULL; words++) {
        struct text word = text_of(*words);
        if (text.length >= word.length && text_equal_nocase((struct text){ text.bytes, word.length }, word) &&
            (text.length == word.length || !is_letter(text.bytes[word.length]))) {
            return true;
        }
    }
    return false;
}

static bool is_total(struct text text)
{
    static const char *const words[] = { "total", "jumlah", "jml", "subtotal", "sub total", "sub jumlah", "grand total", "terbilang", NULL };
    return begins_with(text, words);
}

static bool is_heading(struct text text)
{
    static const char *const words[] = { "kecamatan", "kec.", "kelurahan", "kel.", "desa", "kabupaten", "kab.", "provinsi", "keterangan", "ket:",
                                         "ket.", "catatan", "mengetahui", "menyetujui", "nip", "nip.", "halaman", NULL };
    return is_total(text) || begins_with(text, words);
}

/* An officer's number says so. */
static bool is_officer(struct text text)
{
    static const char *const words[] = { "nip", "nipppk", "nrp", "nrptt", NULL };
    return begins_with(text, words);
}

static bool says_there_is_none(struct text text)
{
    static const char *const words[] = { "belum", "tidak", "tdk", "tanpa", "kosong", "nihil", "hilang", "n/a", "x", NULL };
    return count_letters(text) == 0 || begins_with(text, words);
}

/* Digits and what people put between them or write for them, "1571 0112 O390 0001", of a length that may have been right. */
static bool holds_number(struct text text)
{
    size_t digits = 0;
    size_t signs = 0;
    for (size_t i = 0; i <= text.length; i++) {
        char byte = i < text.length ? text.bytes[i] : 'x';
        bool digit = byte >= '0' && byte <= '9';
        bool like = byte != '\0' && strchr("OolI", byte) != NULL;
        if (digit || like) {
            digits += digit ? 1 : 0;
            signs += 1;
        } else if (byte == '\0' || strchr(" .-'`", byte) == NULL) {
            if (digits >= NIK_LEAST && signs >= NUMBER_LEAST && signs <= NUMBER_MOST) {
                return true;
            }
            digits = 0;
            signs = 0;
        }
    }
    return false;
}

/* What nobody is called and no number can be: a total, a heading, an officer's number, "Jambi, 12 Maret 2024", "2". */
static bool is_remark(struct text cell)
{
    static const char *const words[] = { "jumlah", "jml", "subtotal", "sub total", "grand total", "terbilang", "kecamatan", "kelurahan", "kabupaten",
                                         "provinsi", "keterangan", "catatan", "mengetahui", "menyetujui", "halaman", NULL };
    static const char *const total[] = { "total", NULL };
    struct text comma = cell;
    struct text place = text_split(&comma, ',');
    bool dated = comma.bytes != NULL && count_digits(place) == 0 && cell_kind(comma) == KIND_DATE;
    bool short_figure = count_letters(cell) == 0 && count_digits(cell) < NIK_LEAST;
    bool heading = begins_with(cell, words) || (begins_with(cell, total) && count_letters(cell) == 5); /* "Total Harahap" is a person */
    return is_officer(cell) || dated || short_figure || (heading && !holds_number(cell));
}

/* An officer's number without a word that says so: day of birth, month of appointment, sex, and three digits. */
static bool is_officer_number(struct text cell)
{
    enum { YEAR = 0, MONTH = 4, DAY = 6, SINCE_YEAR = 8, SINCE_MONTH = 12, SEX = 14 };
    int digits[OFFICER_DIGITS];
    size_t count = 0;
    for (size_t i = 0; i < cell.length; i++) {
        char byte = cell.bytes[i];
        if (byte >= '0' && byte <= '9' && count < OFFICER_DIGITS) {
            digits[count++] = byte - '0';
        } else if (byte == '\0' || strchr(" .-", byte) == NULL) {
            return false;
        }
    }
    if (count != OFFICER_DIGITS) {
        return false;
    }
    int born = digits[YEAR] * 10 + digits[YEAR + 1];
    int since = digits[SINCE_YEAR] * 10 + digits[SINCE_YEAR + 1];
    int month = digits[MONTH] * 10 + digits[MONTH + 1];
    int day = digits[DAY] * 10 + digits[DAY + 1];
    int since_month = digits[SINCE_MONTH] * 10 + digits[SINCE_MONTH + 1];
    return (born == 19 || born == 20) && (since == 19 || since == 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31 && since_month >= 1 &&
           since_month <= 12 && (digits[SEX] == 1 || digits[SEX] == 2);
}

/* Whom to call: "Kontak,081234567890". */
static bool is_contact(struct text first, struct text number)
{
    static const char *const words[] = { "kontak", "kontak person", "contact", "contact person", "cp", "narahubung", "telp", "telepon", "no. hp", "no hp", "hp", "wa", NULL };
    size_t digits = count_digits(number);
    bool phone = text_starts_with(number, TEXT("0")) || text_starts_with(number, TEXT("62")) || text_starts_with(number, TEXT("+62"));
    return begins_with(first, words) && count_letters(number) == 0 && phone && digits >= 9 && digits <= 14;
}

/* Whether the NIK's cell may hold one, however damaged. `total`: the row is one of sums. */
static bool may_be_nik(struct text cell, bool total)
{
    size_t digits = count_digits(cell);
    size_t run = 0;
    size_t longest = 0;
    for (size_t i = 0; i < cell.length; i++) {
        run = cell.bytes[i] >= '0' && cell.bytes[i] <= '9' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    if (digits == 0 || is_officer(cell)) {
        return false;
    }
    bool scientific = cell_kind(cell) == KIND_NUMBER && count_letters(cell) > 0 && !total;
    bool bare = count_letters(cell) == 0 && digits >= NIK_LEAST && !(total && digits <= AMOUNT_MOST);
    return scientific || bare || (longest >= NIK_LEAST && !total) || holds_number(cell);
}

static bool is_word(const struct aside *aside, int list, const struct csv_record *record, enum field field)
{
    struct text cell = cell_at(record, aside->columns->of_field[field]);
    return cell.length > 0 && word_find(aside->cells->words, list, cell).code != 0;
}

/* A cell holds what only a person's row holds in that column. */
static bool says_something_of_a_person(const struct aside *aside, const struct csv_record *record)
{
    struct text birth = cell_at(record, aside->columns->of_field[FIELD_TANGGAL_LAHIR]);
    struct text name = cell_at(record, aside->columns->of_field[FIELD_NAMA]);
    return cell_kind(birth) == KIND_DATE || is_word(aside, WORD_CATEGORY, record, FIELD_KATEGORI) || category_word(name).code != 0 ||
           is_word(aside, WORD_SEX, record, FIELD_JENIS_KELAMIN) || is_word(aside, WORD_KABKOTA, record, FIELD_KABUPATEN_USAHA) ||
           is_word(aside, WORD_KABKOTA, record, FIELD_KABUPATEN);
}

/* The cells of a record, with the first that is filled. */
struct cells_filled {
    size_t count;
    struct text first;
    int first_column;
};

static struct cells_filled look(const struct csv_record *record)
{
    struct cells_filled filled = { .first = TEXT_EMPTY };
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = text_trim(record->fields[i]);
        if (cell.length > 0 && filled.count++ == 0) {
            filled.first = cell;
            filled.first_column = (int)i + 1;
        }
    }
    return filled;
}

static void learn(const struct aside *aside, const struct csv_record *record)
{
    struct aside_rows *rows = aside->rows;
    if (rows == NULL || rows->count == FILLED_ROWS || record->count > aside->columns->width) {
        return;
    }
    rows->count += 1;
    for (size_t i = 0; i < record->count; i++) {
        rows->filled[i] = (uint8_t)(rows->filled[i] + (text_trim(record->fields[i]).length > 0 ? 1 : 0));
    }
}

/* Of the columns that rows usually fill the record fills at least half, its name among them. What begins as a heading or a
 * total, or has no name, must have more: words in most columns. */
static bool fills_a_row(const struct aside *aside, const struct csv_record *record)
{
    const struct columns *columns = aside->columns;
    bool known = aside->rows != NULL && aside->rows->count > 0;
    int name_column = columns->of_field[FIELD_NAMA];
    struct text name = cell_at(record, name_column);
    size_t usual = 0;
    size_t filled = 0;
    size_t worded = 0;
    for (size_t i = 0; i < columns->width; i++) {
        if (known ? (size_t)aside->rows->filled[i] * 2 > aside->rows->count : columns->field_of[i] != COLUMN_IGNORED) {
            struct text cell = cell_at(record, (int)i + 1);
            usual += 1;
            filled += cell.length > 0 ? 1 : 0;
            worded += (int)i + 1 != name_column && count_letters(cell) > 2 ? 1 : 0;
        }
    }
    bool doubtful = count_letters(name) == 0 || is_heading(name) || is_remark(name) || is_heading(look(record).first);
    return filled > 1 && (doubtful ? filled * 2 > usual && worded > 1 : filled * 2 >= usual);
}

/* "II", "B.", "(3)": what numbers the sections of a table. */
static bool is_section_number(struct text cell)
{
    while (cell.length > 0 && strchr("( ", cell.bytes[0]) != NULL) {
        cell = (struct text){ cell.bytes + 1, cell.length - 1 };
    }
    while (cell.length > 0 && strchr(".): ", cell.bytes[cell.length - 1]) != NULL) {
        cell.length -= 1;
    }
    bool roman = cell.length > 0 && cell.length <= 5;
    for (size_t i = 0; i < cell.length; i++) {
        roman = roman && strchr("IVXLCivxlc", cell.bytes[i]) != NULL;
    }
    bool number = cell.length > 0 && cell.length <= 3 && count_digits(cell) == cell.length;
    return roman || number || (cell.length == 1 && is_letter(cell.bytes[0]));
}

static bool is_kecamatan(struct text text)
{
    size_t count;
    const struct region *all = region_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].code / 100 == 15 && region_kecamatan_parse(text, all[i].code) != 0) {
            return true;
        }
    }
    return false;
}

/* What a section is of, a category or a place, its number perhaps, and nothing else: nobody, and no header. */
static bool is_section(const struct aside *aside, const struct csv_record *record, const struct cells_filled *filled)
{
    static const char *const words[] = { "kecamatan", "kec.", "kelurahan", "kel.", "desa", "kabupaten", "kab.", "kota", "provinsi", NULL };
    if (filled->count > 2 || (filled->count == 2 && !is_section_number(filled->first))) {
        return false;
    }
    int column = filled->first_column + (filled->count == 2 ? 1 : 0);
    while (text_trim(record->fields[column - 1]).length == 0) {
        column += 1;
    }
    int16_t field = (size_t)column > aside->columns->width ? COLUMN_IGNORED : aside->columns->field_of[column - 1];
    struct text text = cell_at(record, column);
    static const char *const sure[] = { "kecamatan", "kelurahan", "kabupaten", NULL };
    if (filled->count == 2 && column == 2 && count_letters(filled->first) > 0 && begins_with(text, sure)) {
        return true; /* whatever stands in the columns: "II,KECAMATAN PASAR" */
    }
    if (count_letters(text) < 2 || (field != FIELD_NIK && field != FIELD_NAMA && field != COLUMN_IGNORED)) {
        return false;
    }
    return begins_with(text, words) || category_word(text).code != 0 || word_find(aside->cells->words, WORD_KABKOTA, text).code != 0 || is_kecamatan(text);
}

/* "A7", "No. 7", "ke-7": a running number with letters. */
static bool is_running_text(const struct aside *aside, const struct cells_filled *filled)
{
    const int *of = aside->columns->of_field;
    struct text text = filled->first;
    while (text.length > 0 && strchr(".)", text.bytes[text.length - 1]) != NULL) {
        text.length -= 1;
    }
    size_t digits = count_digits(text);
    size_t letters = count_letters(text);
    return filled->first_column != of[FIELD_NIK] && filled->first_column != of[FIELD_NAMA] && digits > 0 && digits <= 5 && letters > 0 && letters <= 5 &&
           text.bytes[text.length - 1] >= '0' && text.bytes[text.length - 1] <= '9';
}

/* What the NIK and the name are, in a row without a number and without anything else of a person. */
static enum opinion judge_names(const struct aside *aside, const struct cells_filled *filled, struct text nik, struct text name)
{
    struct text first = filled->first;
    bool numbered = count_letters(first) == 0 && count_digits(first) > 0;
    bool named = count_letters(name) > 0;
    if (named && !is_heading(name) && !is_heading(first) && is_running_text(aside, filled)) {
        return OPINION_ROW;
    }
    if (nik.length == 0 || says_there_is_none(nik)) {
        bool figure = count_digits(nik) > 0;
        if (figure && !named) {
            return count_letters(first) >= 2 ? OPINION_NO_ROW : OPINION_NONE; /* "Laki-laki,6" */
        }
        if (is_heading(first) || (named && is_heading(name))) {
            return OPINION_NO_ROW;
        }
        return numbered ? OPINION_NONE : named || nik.length > 0 ? OPINION_NO_ROW_AT_END : OPINION_NO_ROW;
    }
    if (!named) {
        return OPINION_NO_ROW;
    }
    return is_heading(first) ? OPINION_NO_ROW : numbered || filled->count > 3 ? OPINION_NONE : OPINION_NO_ROW_AT_END;
}

enum opinion aside_opinion(const struct aside *aside, const struct csv_record *record)
{
    const struct columns *columns = aside->columns;
    struct text nik = cell_at(record, columns->of_field[FIELD_NIK]);
    if (columns->of_field[FIELD_NIK] == 0) {
        return OPINION_NONE;
    }
    size_t digits = count_digits(nik);
    if (digits >= NUMBER_LEAST && digits != OFFICER_DIGITS && !is_officer(nik)) {
        learn(aside, record);
        return OPINION_ROW; /* nearly every row */
    }
    struct cells_filled filled = look(record);
    if (filled.count == 0) {
        return OPINION_NONE;
    }
    if (filled.count <= 2 && is_officer_number(nik)) {
        return OPINION_NO_ROW_AT_END;
    }
    if (filled.count == 2 && is_contact(filled.first, nik)) {
        return OPINION_NO_ROW;
    }
    if (may_be_nik(nik, is_total(filled.first))) {
        return OPINION_ROW;
    }
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = cell_unmark(text_trim(record->fields[i]));
        if (!is_officer(cell) && holds_number(cell)) {
            return OPINION_ROW;
        }
    }
    if (is_section(aside, record, &filled)) {
        return OPINION_NO_ROW;
    }
    if (fills_a_row(aside, record)) {
        return OPINION_ROW;
    }
    bool moved = record->bad_quote != 0 || record->resplit || record->count > columns->width || (record->count < columns->width && filled.count > 2);
    if (moved || says_something_of_a_person(aside, record)) {
        return OPINION_NONE;
    }
    return judge_names(aside, &filled, nik, cell_at(record, columns->of_field[FIELD_NAMA]));
}

static enum opinion judge(const void *aside, const struct csv_record *record)
{
    return aside_opinion(aside, record);
}

struct opinions aside_opinions(struct aside *aside)
{
    return (struct opinions){ judge, aside };
}

static enum opinion judge_of_list(const void *nothing, const struct csv_record *record)
{
    (void)nothing;
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = cell_unmark(text_trim(record->fields[i]));
        if (cell.length > 0 && !is_remark(cell)) {
            return OPINION_ROW;
        }
    }
    return OPINION_NONE;
}

struct opinions aside_opinions_of_list(void)
{
    return (struct opinions){ judge_of_list, NULL };
}

#include "headerless.h"

#include "base/language.h"
#include "importer/word.h"

bool header_is_nameless(const struct csv_record *header, const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (text_trim(header->fields[i]).length > 0) {
            return false;
        }
    }
    return true;
}

int64_t column_number(struct text wanted)
{
    int64_t column;
    struct text number = text_trim(wanted);
    bool is_number = number.length > 1 && number.bytes[0] == '#' && text_to_integer((struct text){ number.bytes + 1, number.length - 1 }, &column);
    return is_number && column >= 1 ? column : 0;
}

/* What no header is: a long number, or a day in digits. */
enum datum { DATUM_NONE, DATUM_DAY, DATUM_NUMBER };

static enum datum datum_of(struct text cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell.length; i++) {
        char byte = cell.bytes[i];
        bool between = byte == '\'' || byte == '-' || byte == '/' || byte == '.' || byte == ' ';
        digits += byte >= '0' && byte <= '9' ? 1 : 0;
        if (!between && (byte < '0' || byte > '9')) {
            return DATUM_NONE;
        }
    }
    return digits >= 13 ? DATUM_NUMBER : digits >= 6 && digits <= 8 && cell.length > digits ? DATUM_DAY : DATUM_NONE;
}

const struct error *header_refuse_data(const struct csv_record *header, const struct columns *columns, int known)
{
    for (size_t i = 0; i < columns->count; i++) {
        enum datum datum = datum_of(text_trim(header->fields[i]));
        if (datum == DATUM_NUMBER || (datum == DATUM_DAY && known == 0)) {
            return error_new(ERROR_FAILED, _("line %lld: is no row of headers but of data: column %d holds a number or a date, and %d of %d headers are "
                                             "known; put the headers of `dumisake import --template` above it, or say --headers 0 and --map FIELD=#N for each column"),
                             (long long)header->line, (int)i + 1, known, (int)columns->count);
        }
    }
    return NULL;
}

const struct error *header_refuse_person(const struct csv_record *header, const struct columns *columns)
{
    int category = columns->of_field[FIELD_KATEGORI];
    TRY(word_load());
    for (size_t i = 0; i < columns->count; i++) {
        struct text cell = text_trim(header->fields[i]);
        if (datum_of(cell) == DATUM_NUMBER || ((int)i + 1 == category && category_word(cell).code != 0)) {
            return error_new(ERROR_FAILED, _("line %lld: is taken for the header, but column %d holds a person's data; say --headers 0 when the file has no header"),
                             (long long)header->line, (int)i + 1);
        }
    }
    return NULL;
}

bool header_is_title(const struct csv_record *record)
{
    static const char *const words[] = { "daftar", "data ", "rekap", "lampiran", "usulan", "calon ", "penerima", "nominatif", "laporan", "formulir",
                                         "dinas ", "pemerintah", "kabupaten", "kecamatan", "kota ", "provinsi", "program" };
    struct text only = TEXT_EMPTY;
    size_t digits = 0;
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = text_trim(record->fields[i]);
        if (cell.length > 0 && only.length > 0) {
            return false;
        }
        only = cell.length > 0 ? cell : only;
    }
    for (size_t i = 0; i < only.length; i++) {
        digits += only.bytes[i] >= '0' && only.bytes[i] <= '9' ? 1 : 0;
    }
    bool named = digits == 4; /* a year */
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && !named; i++) {
        struct text word = text_of(words[i]);
        named = only.length > word.length && text_equal_nocase((struct text){ only.bytes, word.length }, word);
    }
    return named;
}

const struct error *header_refuse_doubtful(const struct csv_record *first)
{
    enum field field;
    for (size_t i = 0; i < first->count; i++) {
        if (header_means(text_trim(first->fields[i]), &field)) {
            return NULL;
        }
    }
    return error_new(ERROR_FAILED, _("line %lld: may be a header or a row; say --headers 1 when it is a header and --headers 0 when the file has none"),
                     (long long)first->line);
}

bool columns_numbered(const char *const *maps, bool category_given)
{
    bool numbered[FIELD_COUNT] = { [FIELD_KATEGORI] = category_given };
    for (size_t i = 0; maps != NULL && maps[i] != NULL; i++) {
        enum field field;
        struct text rest = text_of(maps[i]);
        struct text name = text_trim(text_split(&rest, '='));
        if (rest.bytes != NULL && field_find(name, &field) && column_number(rest) > 0) {
            numbered[field] = true;
        }
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (field_spec((enum field)field)->required && !numbered[field]) {
            return false;
        }
    }
    return true;
}

#include "importer/column.h"

#include "base/language.h"
#include "importer/catalogue.h"
#include "synonyms.h"

/* The letters under the accents of U+00C0-00FF; '-' drops the character. */
static const char latin_letters[] = "aaaaaaaceeeeiiiidnooooo-ouuuuypsaaaaaaaceeeeiiiidnooooo-ouuuuypy";

void header_fold(struct text header, struct folded *out)
{
    struct folded folded = { .length = 0 };
    for (size_t i = 0; i < header.length && folded.length < HEADER_FOLD_BYTES; i++) {
        unsigned char byte = (unsigned char)header.bytes[i];
        char letter = '-';
        if (byte >= 'A' && byte <= 'Z') {
            letter = (char)(byte + ('a' - 'A'));
        } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
            letter = (char)byte;
        } else if (byte == 0xC3 && i + 1 < header.length && ((unsigned char)header.bytes[i + 1] & 0xC0) == 0x80) {
            i++;
            letter = latin_letters[(unsigned char)header.bytes[i] & 0x3F];
        }
        if (letter != '-') {
            folded.bytes[folded.length++] = letter;
        }
    }
    *out = folded;
}

static bool spelling_fits(const char *spelling, const struct folded *header)
{
    struct folded folded;
    header_fold(text_of(spelling), &folded);
    return text_equal(folded_text(&folded), folded_text(header));
}

bool header_means(struct text header, enum field *out)
{
    struct folded folded;
    header_fold(header, &folded);
    for (int field = 0; field < FIELD_COUNT; field++) {
        bool fits = spelling_fits(field_spec((enum field)field)->name, &folded);
        for (size_t i = 0; i < SYNONYMS_MAX && header_synonyms[field][i] != NULL && !fits; i++) {
            fits = spelling_fits(header_synonyms[field][i], &folded);
        }
        if (fits) {
            *out = (enum field)field;
            return true;
        }
    }
    return false;
}

static void count_columns(const struct csv_record *header, struct columns *columns)
{
    static const char *const added[] = { "line", "code", "reason" };
    size_t width = header->count;
    while (width > 0 && text_trim(header->fields[width - 1]).length == 0) {
        width--;
    }
    size_t found = 0;
    while (found < 3 && width > 3 && text_equal_nocase(text_trim(header->fields[width - 3 + found]), text_of(added[found]))) {
        found++;
    }
    columns->width = width;
    columns->count = found == 3 ? width - 3 : width;
}

static void list_headers(const struct csv_record *header, const struct columns *columns, struct buffer *out)
{
    for (size_t i = 0; i < columns->count && out->length < 900; i++) {
        buffer_add_string(out, i == 0 ? "" : ", ");
        buffer_add_printable(out, text_trim(header->fields[i]), 60);
    }
}

/* How far the header is from the nearest spelling of the field; SIZE_MAX when that is another word. */
static size_t header_distance(struct text header, enum field field)
{
    struct folded folded;
    struct folded spelling;
    size_t best = SIZE_MAX;
    header_fold(header, &folded);
    for (size_t i = 0; i <= SYNONYMS_MAX; i++) {
        const char *name = i == SYNONYMS_MAX ? field_spec(field)->name : header_synonyms[field][i];
        if (name == NULL) {
            continue;
        }
        header_fold(text_of(name), &spelling);
        size_t distance = text_distance(folded_text(&folded), folded_text(&spelling));
        if (distance * 3 <= spelling.length && distance < best) {
            best = distance;
        }
    }
    return best;
}

static void add_nearest(const struct csv_record *header, const struct columns *columns, enum field field, struct buffer *out)
{
    size_t best = SIZE_MAX;
    size_t nearest = 0;
    for (size_t i = 0; i < columns->count; i++) {
        size_t distance = columns->field_of[i] == COLUMN_IGNORED ? header_distance(header->fields[i], field) : SIZE_MAX;
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    if (best != SIZE_MAX) {
        buffer_format(out, " (--map %s=\"", field_spec(field)->name);
        buffer_add_printable(out, text_trim(header->fields[nearest]), 60);
        buffer_add_string(out, "\"?)");
    }
}

/* The one column with this header, from 1. */
static const struct error *find_header(const struct csv_record *header, const struct columns *columns, const char *map, struct text wanted,
                                       int *column_out)
{
    struct folded folded;
    struct folded other;
    struct buffer headers SCOPED_BUFFER = { 0 };
    int found = 0;
    bool exact = false;
    header_fold(wanted, &folded);
    for (size_t i = 0; i < columns->count; i++) {
        struct text name = text_trim(header->fields[i]);
        bool same = text_equal(name, text_trim(wanted));
        header_fold(name, &other);
        if (!same && (exact || !text_equal(folded_text(&folded), folded_text(&other)))) {
            continue;
        }
        if (found != 0 && same == exact) {
            return error_new(ERROR_FAILED, _("--map %s: columns %d and %d both have this header; rename one of them"), map, found,
                             (int)i + 1);
        }
        found = (int)i + 1;
        exact = same;
    }
    if (found == 0) {
        list_headers(header, columns, &headers);
        return error_new(ERROR_FAILED, _("--map %s: the file has no such header; it has: %s"), map, buffer_string(&headers));
    }
    *column_out = found;
    return NULL;
}

static void assign(struct columns *columns, enum field field, int column)
{
    columns->of_field[field] = column;
    columns->field_of[column - 1] = (int16_t)field;
}

static const struct error *apply_map(const struct csv_record *header, const char *map, struct columns *columns)
{
    enum field field;
    int column;
    struct text rest = text_of(map);
    struct text name = text_trim(text_split(&rest, '='));
    if (rest.bytes == NULL) {
        return error_new(ERROR_USAGE, _("--map %s: say FIELD=HEADER, such as --map no_kk=\"Nomor Kartu\""), map);
    }
    if (!field_find(name, &field)) {
        return header_means(name, &field)
                   ? error_new(ERROR_USAGE, _("--map %s: there is no such field; did you mean %s?"), map, field_spec(field)->name)
                   : error_new(ERROR_USAGE, _("--map %s: there is no such field; the fields are the headers of templates/applicants.csv"), map);
    }
    TRY(find_header(header, columns, map, rest, &column));
    if (columns->of_field[field] != 0 || columns->field_of[column - 1] != COLUMN_IGNORED) {
        return error_new(ERROR_USAGE, _("--map %s: this field or this header is mapped twice"), map);
    }
    assign(columns, field, column);
    return NULL;
}

static const struct error *apply_headers(const struct csv_record *header, const bool *mapped, struct columns *columns)
{
    enum field field;
    for (size_t i = 0; i < columns->count; i++) {
        struct text name = text_trim(header->fields[i]);
        if (columns->field_of[i] != COLUMN_IGNORED || !header_means(name, &field) || mapped[field]) {
            continue;
        }
        int earlier = columns->of_field[field];
        if (earlier != 0) {
            return error_new(ERROR_FAILED, _("columns %d \"%.*s\" and %d \"%.*s\" both mean %s; choose one with --map %s=HEADER"), earlier,
                             TEXT_ARG(text_trim(header->fields[earlier - 1])), (int)i + 1, TEXT_ARG(name), field_spec(field)->name,
                             field_spec(field)->name);
        }
        assign(columns, field, (int)i + 1);
    }
    return NULL;
}

/* Takes the column of the person's place as that of the business. */
static void move_place(const struct csv_record *header, const bool *mapped, enum field home, enum field business, struct findings *findings,
                       struct columns *columns)
{
    int column = columns->of_field[home];
    if (column == 0 || mapped[home] || columns->of_field[business] != 0) {
        return;
    }
    columns->of_field[home] = 0;
    assign(columns, business, column);
    findings_add(findings, finding_of(N_PLACE_IS_BUSINESS), header->line, column, TEXT_EMPTY, text_trim(header->fields[column - 1]),
                 field_spec(business)->name);
}

/* A file with one kabupaten/kecamatan pair means the business: help is given where the business is. */
static void settle_places(const struct csv_record *header, const bool *mapped, struct findings *findings, struct columns *columns)
{
    const int *of = columns->of_field;
    bool two_kabupaten = of[FIELD_KABUPATEN] != 0 && of[FIELD_KABUPATEN_USAHA] != 0;
    bool two_kecamatan = of[FIELD_KECAMATAN] != 0 && of[FIELD_KECAMATAN_USAHA] != 0;
    if (two_kabupaten || two_kecamatan) {
        return;
    }
    if (of[FIELD_KABUPATEN] != 0) {
        move_place(header, mapped, FIELD_DESA, FIELD_DESA_USAHA, findings, columns);
    }
    move_place(header, mapped, FIELD_KABUPATEN, FIELD_KABUPATEN_USAHA, findings, columns);
    move_place(header, mapped, FIELD_KECAMATAN, FIELD_KECAMATAN_USAHA, findings, columns);
}

static const struct error *require(const struct csv_record *header, bool category_given, const struct columns *columns)
{
    struct buffer missing SCOPED_BUFFER = { 0 };
    struct buffer headers SCOPED_BUFFER = { 0 };
    if (category_given && columns->of_field[FIELD_KATEGORI] != 0) {
        return error_new(ERROR_FAILED, _("column %d holds the category already; --category is for a file without one"),
                         columns->of_field[FIELD_KATEGORI]);
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        bool given = field == FIELD_KATEGORI && category_given;
        if (field_spec((enum field)field)->required && columns->of_field[field] == 0 && !given) {
            buffer_add_string(&missing, missing.length == 0 ? "" : ", ");
            buffer_add_string(&missing, field_spec((enum field)field)->name);
            add_nearest(header, columns, (enum field)field, &missing);
        }
    }
    if (missing.length == 0) {
        return NULL;
    }
    list_headers(header, columns, &headers);
    return error_new(ERROR_FAILED, _("line %lld: no column for %s; the headers are: %s"), (long long)header->line, buffer_string(&missing),
                     buffer_string(&headers));
}

const struct error *columns_map(const struct csv_record *header, const char *const *maps, bool category_given,
                                struct findings *findings, struct columns *out)
{
    bool mapped[FIELD_COUNT] = { false };
    *out = (struct columns){ 0 };
    count_columns(header, out);
    for (size_t i = 0; i < CSV_FIELDS_MAX; i++) {
        out->field_of[i] = COLUMN_IGNORED;
    }
    for (size_t i = 0; maps != NULL && maps[i] != NULL; i++) {
        TRY(apply_map(header, maps[i], out));
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        mapped[field] = out->of_field[field] != 0;
    }
    TRY(apply_headers(header, mapped, out));
    settle_places(header, mapped, findings, out);
    TRY(require(header, category_given, out));
    for (size_t i = 0; i < out->count; i++) {
        if (out->field_of[i] == COLUMN_IGNORED && text_trim(header->fields[i]).length > 0) {
            findings_add(findings, finding_of(N_COLUMN_IGNORED), header->line, (int)i + 1, TEXT_EMPTY, text_trim(header->fields[i]), "");
        }
    }
    return NULL;
}

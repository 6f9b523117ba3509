#include "importer/column.h"

#include "base/language.h"
#include "headerless.h"
#include "importer/catalogue.h"

enum { SHOWN_BYTES = 60, LISTED_BYTES = 5000, GUESSES_MAX = 3, GUESSES_APART = 20 };

static void count_columns(const struct csv_record *header, struct columns *columns)
{
    static const char *const added[] = { "line", "code", "reason" };
    size_t width = header->count;
    while (width > 0 && text_trim(header->fields[width - 1]).length == 0) {
        width--;
    }
    if (width == 0) {
        width = header->count; /* a table without a header: its columns have numbers only */
    }
    size_t found = 0;
    while (found < 3 && width > 3 && text_equal_nocase(text_trim(header->fields[width - 3 + found]), text_of(added[found]))) {
        found++;
    }
    columns->width = width;
    columns->fields = header->count;
    columns->count = found == 3 ? width - 3 : width;
}

static struct text header_at(const struct csv_record *header, size_t i)
{
    return text_trim(header->fields[i]);
}

static void add_header(struct text header, struct buffer *out)
{
    buffer_add_byte(out, '"');
    buffer_add_printable(out, header, SHOWN_BYTES);
    buffer_add_byte(out, '"');
}

/* All headers, within what a message holds. */
static void list_headers(const struct csv_record *header, const struct columns *columns, struct buffer *out)
{
    size_t begin = out->length;
    for (size_t i = 0; i < columns->count; i++) {
        if (out->length - begin > LISTED_BYTES) {
            buffer_format(out, _(", and %d more"), (int)(columns->count - i));
            return;
        }
        buffer_add_string(out, i == 0 ? "" : ", ");
        buffer_add_printable(out, header_at(header, i), SHOWN_BYTES);
    }
}

/* What to type for this column: its header, or its number where another column has the same header. */
static void add_map(const struct csv_record *header, const struct columns *columns, enum field field, size_t column, struct buffer *out)
{
    struct text name = header_at(header, column);
    bool unique = name.length > 0 && name.length <= SHOWN_BYTES;
    for (size_t i = 0; i < columns->count && unique; i++) {
        unique = i == column || !text_equal(header_at(header, i), name);
    }
    buffer_format(out, "--map %s=", field_spec(field)->name);
    if (unique) {
        add_header(name, out);
    } else {
        buffer_format(out, "\"#%d\"", (int)column + 1);
    }
}

struct guess {
    int likeness;
    size_t column;
};

/* The columns that are most like the field and hold nothing else, the likeliest first. */
static size_t guess(const struct csv_record *header, const struct columns *columns, enum field field, struct guess *guesses)
{
    size_t count = 0;
    for (size_t i = 0; i < columns->count; i++) {
        enum field meant;
        struct text name = header_at(header, i);
        int likeness = columns->field_of[i] != COLUMN_IGNORED || header_read(name, &meant) == HEADER_PASSED_OVER ? 0 : header_likeness(name, field);
        if (likeness < HEADER_LIKE || (count == GUESSES_MAX && guesses[count - 1].likeness >= likeness)) {
            continue;
        }
        size_t at = count < GUESSES_MAX ? count++ : count - 1;
        for (; at > 0 && guesses[at - 1].likeness < likeness; at--) {
            guesses[at] = guesses[at - 1];
        }
        guesses[at] = (struct guess){ likeness, i };
    }
    while (count > 1 && guesses[count - 1].likeness + GUESSES_APART < guesses[0].likeness) {
        count--; /* beside a good guess a poor one only confuses */
    }
    return count;
}

static void add_missing(const struct csv_record *header, const struct columns *columns, enum field field, struct buffer *out)
{
    struct guess guesses[GUESSES_MAX];
    size_t count = guess(header, columns, field, guesses);
    buffer_format(out, "%s%s (", out->length == 0 ? "" : ", ", field_spec(field)->name);
    if (count == 0) {
        buffer_format(out, _("nothing is like it: --map %s=HEADER"), field_spec(field)->name);
    }
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(out, i == 0 ? "" : _(" or "));
        add_map(header, columns, field, guesses[i].column, out);
    }
    buffer_add_string(out, count == 0 ? "" : "?");
    buffer_add_string(out, field == FIELD_KATEGORI ? _("; --category when all rows are of one)") : ")");
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
            return error_new(ERROR_FAILED, _("--map %s: columns %d and %d both have this header; say which by its number, such as \"#%d\""), map,
                             found, (int)i + 1, found);
        }
        found = (int)i + 1;
        exact = same;
    }
    int64_t column = column_number(wanted);
    if (found == 0 && column >= 1 && column <= (int64_t)columns->count) {
        found = (int)column;
    }
    if (found == 0 && header_is_nameless(header, columns)) {
        return error_new(ERROR_FAILED, _("--map %s: the file has no header and %d columns; name one by its number, such as \"#1\""), map, (int)columns->count);
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
        return error_new(ERROR_USAGE, _("--map %s: say FIELD=HEADER, such as --map no_kk=\"Nomor Kartu\", or FIELD=#4 for the fourth column"), map);
    }
    if (!field_find(name, &field)) {
        return header_means(name, &field)
                   ? error_new(ERROR_USAGE, _("--map %s: there is no such field; did you mean %s?"), map, field_spec(field)->name)
                   : error_new(ERROR_USAGE, _("--map %s: there is no such field; the fields are the headers of `dumisake import --template`"), map);
    }
    TRY(find_header(header, columns, map, rest, &column));
    if (columns->of_field[field] != 0 || columns->field_of[column - 1] != COLUMN_IGNORED) {
        return error_new(ERROR_USAGE, _("--map %s: this field or this header is mapped twice"), map);
    }
    assign(columns, field, column);
    return NULL;
}

/* The columns' numbers in the header's last row, "NIK 2 | NO. KK 3", belong to no header. One or two such headers are rather
 * a second of their kind, "No HP 2". */
static bool is_numbered(const struct csv_record *header, const struct columns *columns)
{
    size_t numbered = 0;
    size_t named = 0;
    for (size_t i = 0; i < columns->count; i++) {
        struct text name = header_at(header, i);
        named += name.length > 0 ? 1 : 0;
        numbered += name.length > 0 && name.bytes[name.length - 1] >= '0' && name.bytes[name.length - 1] <= '9' ? 1 : 0;
    }
    return numbered >= 3 && numbered * 2 > named;
}

static struct text without_number(struct text header)
{
    struct text rest = header;
    while (rest.length > 0 && rest.bytes[rest.length - 1] >= '0' && rest.bytes[rest.length - 1] <= '9') {
        rest.length--;
    }
    rest = text_trim(rest);
    return rest.length > 0 && header.length - rest.length <= 4 ? rest : header;
}

static void add_doubled(const struct csv_record *header, const struct columns *columns, enum field field, size_t one, size_t other,
                        struct buffer *out)
{
    struct buffer parts[4] = { { 0 } };
    add_header(header_at(header, one), &parts[0]);
    add_header(header_at(header, other), &parts[1]);
    add_map(header, columns, field, one, &parts[2]);
    add_map(header, columns, field, other, &parts[3]);
    buffer_format(out, _("columns %d %s and %d %s both mean %s: %s or %s"), (int)one + 1, parts[0].bytes, (int)other + 1, parts[1].bytes,
                  field_spec(field)->name, parts[2].bytes, parts[3].bytes);
    for (size_t i = 0; i < 4; i++) {
        buffer_free(&parts[i]);
    }
}

static const struct error *apply_headers(const struct csv_record *header, const bool *mapped, struct columns *columns)
{
    struct buffer doubled SCOPED_BUFFER = { 0 };
    struct buffer headers SCOPED_BUFFER = { 0 };
    enum field field;
    bool numbered = is_numbered(header, columns);
    for (size_t i = 0; i < columns->count; i++) {
        struct text name = numbered ? without_number(header_at(header, i)) : header_at(header, i);
        if (columns->field_of[i] != COLUMN_IGNORED || !header_means(name, &field) || mapped[field]) {
            continue;
        }
        int earlier = columns->of_field[field];
        if (earlier == 0) {
            assign(columns, field, (int)i + 1);
            continue;
        }
        buffer_add_string(&doubled, doubled.length == 0 ? "" : "; ");
        add_doubled(header, columns, field, (size_t)earlier - 1, i, &doubled);
    }
    if (doubled.length == 0) {
        return NULL;
    }
    list_headers(header, columns, &headers);
    return error_new(ERROR_FAILED, _("line %lld: choose one: %s; the headers are: %s"), (long long)header->line, buffer_string(&doubled),
                     buffer_string(&headers));
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

static int count_known(const struct csv_record *header, const struct columns *columns)
{
    int known = 0;
    for (size_t i = 0; i < columns->count; i++) {
        enum field field;
        known += columns->field_of[i] != COLUMN_IGNORED || header_read(header_at(header, i), &field) != HEADER_UNKNOWN ? 1 : 0;
    }
    return known;
}

static const struct error *require(const struct csv_record *header, bool category_given, const struct columns *columns)
{
    struct buffer missing SCOPED_BUFFER = { 0 };
    struct buffer headers SCOPED_BUFFER = { 0 };
    bool nameless = header_is_nameless(header, columns);
    if (category_given && columns->of_field[FIELD_KATEGORI] != 0) {
        return error_new(ERROR_FAILED, _("column %d holds the category already; --category is for a file without one"),
                         columns->of_field[FIELD_KATEGORI]);
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        bool given = field == FIELD_KATEGORI && category_given;
        if (!field_spec((enum field)field)->required || columns->of_field[field] != 0 || given) {
            continue;
        }
        if (nameless) {
            buffer_format(&missing, "%s%s", missing.length == 0 ? "" : ", ", field_spec((enum field)field)->name);
        } else {
            add_missing(header, columns, (enum field)field, &missing);
        }
    }
    if (missing.length == 0) {
        return NULL;
    }
    if (nameless) {
        return error_new(ERROR_FAILED, _("the file has no header, and of its %d columns none is mapped to %s: --map FIELD=#N"),
                         (int)columns->count, buffer_string(&missing));
    }
    int known = count_known(header, columns);
    TRY(header_refuse_data(header, columns, known));
    list_headers(header, columns, &headers);
    return error_new(ERROR_FAILED, _("line %lld: no column for %s; %d of %d headers are known; the headers are: %s"), (long long)header->line,
                     buffer_string(&missing), known, (int)columns->count, buffer_string(&headers));
}

const struct error *columns_map(const struct csv_record *header, const char *const *maps, bool category_given,
                                struct findings *findings, struct columns *out)
{
    bool mapped[FIELD_COUNT] = { false };
    TRY(header_load());
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
    TRY(header_refuse_person(header, out));
    for (size_t i = 0; i < out->count; i++) {
        if (out->field_of[i] == COLUMN_IGNORED && text_trim(header->fields[i]).length > 0) {
            findings_add(findings, finding_of(N_COLUMN_IGNORED), header->line, (int)i + 1, TEXT_EMPTY, text_trim(header->fields[i]), "");
        }
    }
    return NULL;
}

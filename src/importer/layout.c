#include "importer/layout.h"

#include "importer/record_look.h"

#define SLIGHT_MAX 1.5
#define TOP_ROWS 8U
#define LAYOUT_TITLES_MAX 4U /* above a single column */

static bool is_sparse(const struct csv_record *record, size_t width)
{
    size_t filled = record_filled(record);
    return filled * 4 <= width || (filled <= 2 && width >= 5);
}

static struct text cell_of(const struct record_copy *row, size_t column)
{
    return column < row->record.count ? text_trim(row->record.fields[column]) : TEXT_EMPTY;
}

/* A sketch of how a text is written: capitals, blanks, digits. */
static unsigned shape_of(struct text text)
{
    bool lower = false;
    bool digit = false;
    bool blank = false;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        lower = lower || (byte >= 'a' && byte <= 'z');
        digit = digit || (byte >= '0' && byte <= '9');
        blank = blank || byte == ' ';
    }
    bool capital = text.length > 0 && text.bytes[0] >= 'A' && text.bytes[0] <= 'Z';
    return (lower ? 1U : 0) | (digit ? 2U : 0) | (blank ? 4U : 0) | (capital ? 8U : 0);
}

/* Whether the cell of a column of texts is another sort of text than those below it; above 0: rather its name. */
static double text_evidence(const struct record_copy *rows, size_t from, size_t to, size_t width, size_t column, struct text cell)
{
    unsigned shape = shape_of(cell);
    size_t texts = 0;
    size_t same_shape = 0;
    size_t same_length = 0;
    size_t bytes = 0;
    size_t first_length = 0;
    for (size_t i = from; i < to; i++) {
        struct text other = cell_of(&rows[i], column);
        if (rows[i].record.count != width || other.length == 0) {
            continue;
        }
        if (text_equal(other, cell)) {
            return -2.0;
        }
        first_length = texts == 0 ? other.length : first_length;
        same_length += other.length == first_length ? 1 : 0;
        same_shape += shape_of(other) == shape ? 1 : 0;
        bytes += other.length;
        texts += 1;
    }
    double evidence = 0;
    if (texts >= 2) {
        evidence += same_shape == 0 ? 0.4 : same_shape * 2 > texts ? -0.2 : 0;
        evidence += same_length == texts ? (cell.length == first_length ? -0.6 : 0.6) : 0;
        evidence += bytes > texts * cell.length * 2 ? 0.3 : 0;
    }
    return evidence;
}

struct evidence {
    struct profile_match match;
    double texts; /* sum over the columns of texts */
};

static struct evidence look(const struct record_copy *rows, size_t count, size_t at, size_t body, const struct profile *profile)
{
    struct evidence evidence = { profile_match(profile, &rows[at].record), 0 };
    double slight = 0;
    for (size_t column = 0; column < profile->width; column++) {
        struct text cell = cell_of(&rows[at], column);
        if (cell.length > 0 && profile->kinds[column] == KIND_TEXT) {
            double one = cell_kind_is_typed(cell_kind(cell)) ? -0.7 : text_evidence(rows, body, count, profile->width, column, cell);
            *(one <= -1.0 ? &evidence.texts : &slight) += one;
        }
    }
    /* How texts are written is weak evidence, however many columns there are. */
    evidence.texts += slight > SLIGHT_MAX ? SLIGHT_MAX : slight < -SLIGHT_MAX ? -SLIGHT_MAX : slight;
    return evidence;
}

/* Whether the first record of the table is its header. */
static double header_evidence(const struct evidence *evidence, const struct csv_record *record)
{
    double total = 0.5 + (double)evidence->match.contradict - 1.5 * (double)evidence->match.agree + evidence->texts;
    return record_is_years(record) ? total + 2.0 + 1.5 * (double)evidence->match.agree : total;
}

/* Records under the first that belong to the header: no value in a typed column, names in several of them. */
static bool continues_header(const struct evidence *evidence, const struct csv_record *record, size_t width)
{
    bool several = evidence->match.filled >= 2 || width < 3; /* one cell alone is the heading of a section */
    bool names = !record_is_section(record) && !record_has_long_number(record) && evidence->match.typed == 0;
    return record->count == width && several && names && evidence->match.agree == 0 &&
           (evidence->match.contradict + evidence->match.missing >= 2 || (evidence->match.contradict == 1 && evidence->texts >= 0.3));
}

/* The upper header row of merged cells: a few names, each over a range of the names below it. */
static bool is_group_row(const struct record_copy *row, const struct record_copy *below, const struct profile *profile)
{
    struct profile_match upper = profile_match(profile, &row->record);
    struct profile_match lower = profile_match(profile, &below->record);
    bool only_leading = true;
    for (size_t i = 2; i < row->record.count; i++) {
        only_leading = only_leading && text_trim(row->record.fields[i]).length == 0;
    }
    return !below->record.after_gap && upper.typed == 0 && lower.typed == 0 && upper.filled >= 2 && !only_leading && lower.filled > upper.filled;
}

/* One cell alone, in a record padded to the table's width. Of two columns one may well be empty: there a gap must follow. */
static bool is_title(const struct record_copy *rows, size_t count, size_t at, size_t width)
{
    return width > 1 && record_filled(&rows[at].record) < 2 && (width > 2 || (at + 1 < count && rows[at + 1].record.after_gap));
}

/* Of texts above a column of values the last is its name, the others are titles. */
static size_t last_text(const struct record_copy *rows, size_t count, const struct profile *profile)
{
    size_t at = 0;
    while (at < count && at <= LAYOUT_TITLES_MAX && cell_kind(cell_of(&rows[at], 0)) == KIND_TEXT) {
        at++;
    }
    bool named = profile->typed == 1 && at > 0 && at < count && cell_kind(cell_of(&rows[at], 0)) == profile->kinds[0];
    return named ? at - 1 : 0;
}

/* Names of columns: they stand above values, and nothing of them is a value. */
static bool is_above_values(const struct record_copy *rows, size_t count, size_t at, const struct profile *profile)
{
    if (at + 1 >= count || rows[at].record.count != profile->width) {
        return false;
    }
    struct profile_match names = profile_match(profile, &rows[at].record);
    bool values = profile_match(profile, &rows[at + 1].record).agree > 0 ||
                  (at + 2 < count && profile_match(profile, &rows[at + 2].record).agree > 0);
    return values && names.typed == 0 && names.contradict > 0 && names.filled * 2 > profile->width;
}

/* From `at` on, the records of a preamble that are as wide as the table: keys and values, comments, prose. */
static size_t pass_preamble(const struct record_copy *rows, size_t count, size_t at, const struct profile *profile)
{
    size_t below = at;
    bool keys = false;
    while (below < count && below - at < TOP_ROWS &&
           (record_is_key_value(&rows[below].record) || is_title(rows, count, below, profile->width))) {
        keys = keys || record_is_key_value(&rows[below].record);
        below++;
    }
    /* Few rows below so many lines say nothing of the columns yet. */
    bool names_below = below + 1 < count && record_is_names(&rows[below].record) && record_count_typed(&rows[below + 1].record) > 0;
    at = keys && (names_below || is_above_values(rows, count, below, profile)) ? below : at;
    for (size_t lines = 1; lines <= LAYOUT_TITLES_MAX && at + lines + 1 < count; lines++) {
        const struct csv_record *title = &rows[at + lines - 1].record;
        const struct record_copy *names = &rows[at + lines];
        bool apart = names->record.after_gap && record_count_typed(title) == 0;
        bool prose = record_is_prose(title) && !record_is_prose(&names->record);
        if (!(record_is_comment(title) || prose || apart)) {
            break;
        }
        if (record_is_names(&names->record) && is_above_values(rows, count, at + lines, profile)) {
            bool again = at + lines + 2 < count && record_is_comment(&names->record) && is_above_values(rows, count, at + lines + 1, profile);
            if (!again) {
                return at + lines;
            }
        }
    }
    return at;
}

/* The first record that is as wide as the table and more than a title: titles may be padded to the table's width. */
static size_t first_row(const struct record_copy *rows, size_t count, size_t width, const struct profile *profile)
{
    size_t at = width == 1 ? last_text(rows, count, profile) : 0;
    while (at < count && (rows[at].record.count != width || is_title(rows, count, at, width))) {
        at++;
    }
    if (at == count) {
        return 0;
    }
    size_t below = pass_preamble(rows, count, at, profile);
    if (below > at) {
        return below;
    }
    size_t dense = at;
    while (dense < count && (rows[dense].record.count != width || is_sparse(&rows[dense].record, width))) {
        dense++;
    }
    if (dense == at || dense == count) {
        return at;
    }
    if (profile_match(profile, &rows[dense].record).typed > 0 && profile_match(profile, &rows[at].record).agree > 0) {
        return at; /* rows with few cells above one with many */
    }
    return is_group_row(&rows[dense - 1], &rows[dense], profile) ? dense - 1 : dense;
}

/* A header of another width than the rows stands right above them: a delimiter of it is lost or one too many, or the rows
 * end in empty cells that have no name. */
static bool is_uneven_header(const struct record_copy *rows, size_t at, size_t width)
{
    const struct csv_record *record = &rows[at].record;
    bool names = record->count >= 3 && record->count * 2 >= width && record_is_names(record);
    bool gained = width >= 2 && record->count == width + 1 && record_filled(record) >= width && record_count_typed(record) == 0;
    return (names || gained) && !rows[at + 1].record.after_gap;
}

/* Years, each over several of the names below it. */
static bool is_years_above(const struct record_copy *rows, size_t count, size_t first, const struct profile *profile)
{
    if (first + 2 >= count || rows[first + 1].record.after_gap || !record_is_year_groups(&rows[first].record)) {
        return false;
    }
    struct profile_match below = profile_match(profile, &rows[first + 1].record);
    return below.typed == 0 && below.contradict >= 2;
}

static size_t count_headers(const struct record_copy *rows, size_t count, size_t first, size_t body, const struct profile *profile,
                            bool *doubtful_out)
{
    size_t width = profile->width;
    struct evidence evidence = look(rows, count, first, body, profile);
    double sum = header_evidence(&evidence, &rows[first].record);
    size_t headers = sum > 0 ? 1 : 0;
    *doubtful_out = sum > -0.4 && sum < 0.4;
    if (is_years_above(rows, count, first, profile)) {
        *doubtful_out = false;
        return 2;
    }
    while (headers > 0 && headers < LAYOUT_HEADERS_MAX && first + headers + 1 < count) {
        size_t at = first + headers;
        struct evidence next = look(rows, count, at, body > at ? body : at + 1, profile);
        bool grouped = headers == 1 && ((is_group_row(&rows[first], &rows[at], profile) && next.match.agree == 0 &&
                                         next.match.contradict + next.match.missing > 0) ||
                                        record_is_sub_header(&rows[first].record, &rows[at].record));
        bool again = record_equal(&rows[at].record, &rows[first].record);
        if (again || rows[at].record.after_gap || record_is_numbers(&rows[at].record) || !(grouped || continues_header(&next, &rows[at].record, width))) {
            break;
        }
        headers += 1;
    }
    return headers;
}

/* Records that are surely below the header, to learn from. */
static size_t body_start(size_t first, size_t count)
{
    size_t below = count - first;
    size_t half = below / 2 > 0 ? below / 2 : 1;
    size_t skipped = below - half < LAYOUT_HEADERS_MAX ? below - half : LAYOUT_HEADERS_MAX;
    return first + skipped;
}

/* The header's records when all of them stand here again, else 0. */
static size_t count_again(const struct record_copy *headers, size_t headers_count, const struct record_copy *rows, size_t count)
{
    size_t same = 0;
    while (same < headers_count && same < count && record_equal(&headers[same].record, &rows[same].record)) {
        same++;
    }
    return same == headers_count ? same : 0;
}

/* The record is one of the first, names of which stand on top of every page. */
static bool is_top_again(const struct record_copy *rows, size_t at)
{
    bool below_rows = false;
    if (record_filled(&rows[at].record) < 2 || record_count_typed(&rows[at].record) > 0) {
        return false;
    }
    for (size_t i = 0; i < at && i < TOP_ROWS; i++) {
        if (!record_equal(&rows[i].record, &rows[at].record)) {
            continue;
        }
        for (size_t j = i + 1; j < at && !below_rows; j++) {
            below_rows = !is_sparse(&rows[j].record, rows[at].record.count) && record_count_typed(&rows[j].record) > 0;
        }
        return below_rows;
    }
    return false;
}

/* Where the first table among the records may end: at names below rows with values, or at its
 * header met again. Only the rows before tell of its columns. */
static size_t sample_end(const struct record_copy *rows, size_t count, size_t width)
{
    for (size_t i = 2; i < count; i++) {
        const struct csv_record *above = &rows[i - 1].record;
        if (is_top_again(rows, i)) {
            return i;
        }
        if (above->count == width && !is_sparse(above, width) && !record_is_key_value(above) && record_count_typed(above) > 0 && record_is_names(&rows[i].record)) {
            return i;
        }
    }
    return count;
}

void layout_find(const struct record_copy *rows, size_t count, size_t width, int headers, struct layout *out, struct profile *profile)
{
    *out = (struct layout){ .width = width };
    count = sample_end(rows, count, width);
    profile_make(rows, body_start(0, count), count, width, profile);
    if (count == 0) {
        return;
    }
    size_t first = first_row(rows, count, width, profile);
    size_t body = body_start(first, count);
    profile_make(rows, body, count, width, profile);
    if (count - first == 1) {
        /* One record: names, or a row without any above it. */
        out->headers = record_is_names(&rows[first].record) || profile_match(profile, &rows[first].record).typed == 0 ? 1 : 0;
    } else {
        out->headers = count_headers(rows, count, first, body, profile, &out->doubtful);
    }
    if (out->headers == 0 && first > 0 && is_uneven_header(rows, first - 1, width)) {
        first -= 1;
        out->headers = 1;
    }
    if (headers >= 0) {
        out->headers = (size_t)headers < count - first ? (size_t)headers : count - first;
        out->doubtful = false;
    }
    out->first = first;
    size_t below = first + out->headers;
    while (out->headers > 0 && below + out->passed < count) {
        size_t again = count_again(rows + first, out->headers, rows + below + out->passed, count - below - out->passed);
        size_t passed = record_is_numbers(&rows[below + out->passed].record) ? 1 : again;
        if (passed == 0) {
            break;
        }
        out->passed += passed;
    }
    profile_make(rows, below + out->passed, count, width, profile);
}

/* What the header's record `at` says over the column. */
static struct text name_part(const struct record_copy *headers, size_t count, size_t at, size_t column)
{
    struct text cell = cell_of(&headers[at], column);
    if (cell.length > 0 || at + 1 == count || cell_of(&headers[at + 1], column).length == 0) {
        return cell;
    }
    for (size_t above = 0; above < at; above++) {
        if (cell_of(&headers[above], column).length > 0) {
            return TEXT_EMPTY; /* it stands under a name of its own, not in a group's range */
        }
    }
    /* The name to the left reaches here when it has a name below it, too: else its cell is merged downwards. */
    for (size_t left = column; left > 0; left--) {
        struct text group = cell_of(&headers[at], left - 1);
        bool below = cell_of(&headers[at + 1], left - 1).length > 0;
        if (group.length > 0 || !below) {
            return below ? group : TEXT_EMPTY;
        }
    }
    return TEXT_EMPTY;
}

void layout_name(const struct record_copy *headers, size_t count, size_t column, struct buffer *out)
{
    if (count == 1) {
        if (column < headers[0].record.count) {
            buffer_add(out, headers[0].record.fields[column]); /* unchanged, blanks and all */
        }
        return;
    }
    bool begun = false;
    for (size_t at = 0; at < count; at++) {
        struct text part = name_part(headers, count, at, column);
        if (part.length > 0) {
            buffer_add_string(out, begun ? " " : "");
            buffer_add(out, part);
            begun = true;
        }
    }
}

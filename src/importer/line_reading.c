#include "importer/line_reading.h"

#include "base/memory.h"
#include "importer/scan.h"

/* What a reading costs. A quote at the edge of a field without its partner is worse than one inside; text that clings to a
 * quoted field is a missing delimiter; a field too many or too few is nearly as bad as a stray quote. */
#define COST_EDGE_QUOTE 20
#define COST_INNER_QUOTE 10
#define COST_STRAY_QUOTE 20       /* inside a quoted field, not escaped */
#define COST_STRAY_QUOTE_USUAL 2  /* the same, in a file that never escapes */
#define COST_PAIR_AT_DELIMITER 10 /* "" beside a delimiter: perhaps the end of one field and the start of the next */
#define COST_PAIR 6 /* quotes around words inside a text */
#define COST_CLINGING 16
#define COST_CLINGING_ALONE 60
#define COST_CLINGING_LINE 15 /* a line end in such a field */
#define COST_BLANKS_AROUND 4
#define COST_LINE_INSIDE 2
#define COST_WIDTH 10
#define COST_TOO_MUCH 120 /* a field that runs on is not longer looked for */
#define COST_HOPELESS 100000
#define SPAN_MAX 64 /* delimiters within one quoted field of a damaged line */

enum shape { SHAPE_RAW, SHAPE_QUOTED, SHAPE_AFTER_TEXT, SHAPE_BEFORE_TEXT };

/* The best way to reach the start of a token with so many fields behind. */
struct step {
    int cost;
    uint16_t from; /* token where the last field begins */
    uint8_t shape;
};

struct tokens {
    const struct dialect *dialect;
    struct text line;
    size_t count;
    bool whole; /* no delimiter is missing: quotes at the end of a text are its own */
    size_t start[LINE_READING_FIELDS + 1];
    size_t end[LINE_READING_FIELDS + 1];
};

void line_reading_free(struct line_reading *reading)
{
    memory_free(reading->fields);
    memory_free(reading->room);
    memory_free(reading->work);
    *reading = (struct line_reading){ 0 };
}

static void add_field(struct line_reading *reading, struct text field)
{
    reading->fields = memory_grow(reading->fields, reading->count, &reading->fields_capacity, sizeof(*reading->fields));
    reading->fields[reading->count++] = field;
}

/* The line cut at every delimiter; false when there are too many. */
static bool cut(struct tokens *tokens, const struct dialect *dialect, struct text line)
{
    size_t length;
    tokens->dialect = dialect;
    tokens->line = line;
    tokens->count = 1;
    tokens->start[0] = 0;
    for (size_t i = 0; i < line.length; i++) {
        if (!scan_delimiter(dialect, line.bytes, i, line.length, &length)) {
            continue;
        }
        if (tokens->count == LINE_READING_FIELDS) {
            return false;
        }
        tokens->end[tokens->count - 1] = i;
        tokens->start[tokens->count] = i + length < line.length ? i + length : line.length;
        tokens->count += 1;
        i += length - 1;
    }
    tokens->end[tokens->count - 1] = line.length;
    return true;
}

static struct text span(const struct tokens *tokens, size_t from, size_t to)
{
    return (struct text){ tokens->line.bytes + tokens->start[from], tokens->end[to - 1] - tokens->start[from] };
}

static bool is_escaped(const struct dialect *dialect, struct text text, size_t at)
{
    size_t slashes = 0;
    while (dialect->escape == ESCAPE_BACKSLASH && slashes < at && text.bytes[at - slashes - 1] == '\\') {
        slashes += 1;
    }
    return slashes % 2 == 1;
}

/* Offset of the last quote, or the length. */
static size_t last_quote(const struct dialect *dialect, struct text text)
{
    for (size_t i = text.length; i > 0; i--) {
        if (text.bytes[i - 1] == dialect->quote) {
            return i - 1;
        }
    }
    return text.length;
}

/* What stands between the quotes of a field. */
static int inner_cost(const struct dialect *dialect, struct text inner)
{
    int cost = 0;
    for (size_t i = 0; i < inner.length; i++) {
        char byte = inner.bytes[i];
        if (byte != dialect->quote || is_escaped(dialect, inner, i)) {
            continue;
        }
        if (dialect->escape != ESCAPE_BACKSLASH && i + 1 < inner.length && inner.bytes[i + 1] == dialect->quote) {
            bool beside = (i > 0 && inner.bytes[i - 1] == dialect->delimiter) ||
                          (i + 2 < inner.length && inner.bytes[i + 2] == dialect->delimiter);
            cost += beside ? COST_PAIR_AT_DELIMITER : 0;
            i += 1;
        } else {
            cost += dialect->escape == ESCAPE_NONE ? COST_STRAY_QUOTE_USUAL : COST_STRAY_QUOTE;
        }
    }
    return cost;
}

static int line_ends(struct text inner)
{
    int lines = 0;
    for (size_t i = 0; i < inner.length; i++) {
        lines += inner.bytes[i] == '\n' || (inner.bytes[i] == '\r' && (i + 1 == inner.length || inner.bytes[i + 1] != '\n')) ? 1 : 0;
    }
    return lines;
}

/* `pair_cost`: of quotes that come in pairs inside a text, as around a name. */
static int raw_cost(const struct dialect *dialect, struct text field, int pair_cost)
{
    int cost = 0;
    int quotes = 0;
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] == '\n' || field.bytes[i] == '\r') {
            return COST_HOPELESS;
        }
        if (field.bytes[i] == dialect->quote && !is_escaped(dialect, field, i)) {
            cost += i == 0 || i + 1 == field.length ? COST_EDGE_QUOTE : COST_INNER_QUOTE;
            quotes += 1;
        }
    }
    bool paired = quotes > 0 && quotes % 2 == 0 && field.bytes[0] != dialect->quote;
    return paired && quotes / 2 * pair_cost < cost ? quotes / 2 * pair_cost : cost;
}

/* The field's parts as a shape sees them: before, between and after the quotes. */
struct parts {
    struct text before;
    struct text inner;
    struct text after;
};

static bool take_apart(const struct dialect *dialect, struct text field, enum shape shape, struct parts *out)
{
    const char *first = memchr(field.bytes, dialect->quote, field.length);
    size_t open = first == NULL ? field.length : (size_t)(first - field.bytes);
    size_t close = last_quote(dialect, field);
    if (close >= field.length || close <= open || is_escaped(dialect, field, close)) {
        return false;
    }
    *out = (struct parts){ { field.bytes, open },
                           { field.bytes + open + 1, close - open - 1 },
                           { field.bytes + close + 1, field.length - close - 1 } };
    bool before = text_trim(out->before).length > 0;
    bool after = text_trim(out->after).length > 0;
    return shape == SHAPE_QUOTED ? !before && !after : shape == SHAPE_AFTER_TEXT ? before && !after : !before && after;
}

static int shape_cost(const struct tokens *tokens, struct text field, enum shape shape, bool alone)
{
    const struct dialect *dialect = tokens->dialect;
    struct parts parts;
    if (shape == SHAPE_RAW) {
        return raw_cost(dialect, field, tokens->whole ? COST_PAIR : COST_EDGE_QUOTE + COST_INNER_QUOTE);
    }
    if (!take_apart(dialect, field, shape, &parts)) {
        return COST_HOPELESS;
    }
    int around = parts.before.length > 0 && shape != SHAPE_AFTER_TEXT ? COST_BLANKS_AROUND : 0;
    int clinging = shape == SHAPE_QUOTED ? 0 : alone && tokens->whole ? COST_CLINGING_ALONE : COST_CLINGING;
    int lines = line_ends(parts.inner) * (shape == SHAPE_QUOTED ? COST_LINE_INSIDE : COST_CLINGING_LINE);
    if (memchr(parts.before.bytes, '\n', parts.before.length) != NULL || memchr(parts.after.bytes, '\n', parts.after.length) != NULL) {
        return COST_HOPELESS;
    }
    return around + clinging + inner_cost(dialect, parts.inner) + lines;
}

/* The field may mean something else; line ends and blanks are no damage, nor are quotes inside a field without any around. */
static bool is_damaged(const struct dialect *dialect, struct text field, enum shape shape)
{
    struct parts parts;
    if (shape == SHAPE_RAW) {
        return field.length > 0 && field.bytes[0] == dialect->quote;
    }
    return shape != SHAPE_QUOTED || !take_apart(dialect, field, shape, &parts) ||
           inner_cost(dialect, parts.inner) >= (dialect->escape == ESCAPE_NONE ? COST_STRAY_QUOTE_USUAL : COST_PAIR_AT_DELIMITER);
}

static void offer(struct step *step, int cost, size_t from, enum shape shape)
{
    if (cost < step->cost) {
        *step = (struct step){ cost, (uint16_t)from, (uint8_t)shape };
    }
}

/* Fields that begin at token `from`: the one token, or all up to a later one that ends the quotes. */
static void extend(const struct tokens *tokens, struct step *steps, size_t from)
{
    const size_t row = tokens->count + 1;
    size_t last = from + SPAN_MAX < tokens->count ? from + SPAN_MAX : tokens->count;
    bool quoted = memchr(tokens->line.bytes + tokens->start[from], tokens->dialect->quote, tokens->end[from] - tokens->start[from]) != NULL;
    for (size_t to = from + 1; to <= last; to++) {
        struct text field = span(tokens, from, to);
        int best = COST_HOPELESS;
        enum shape shape = SHAPE_RAW;
        for (int i = to == from + 1 ? SHAPE_RAW : SHAPE_QUOTED; i <= SHAPE_BEFORE_TEXT && (quoted || i == SHAPE_RAW); i++) {
            int cost = shape_cost(tokens, field, (enum shape)i, to == from + 1);
            if (cost < best) {
                best = cost;
                shape = (enum shape)i;
            }
        }
        for (size_t fields = 0; fields <= from && best < COST_HOPELESS; fields++) {
            int before = steps[from * row + fields].cost;
            if (before < COST_HOPELESS) {
                offer(&steps[to * row + fields + 1], before + best, from, shape);
            }
        }
        if (!quoted || (best > COST_TOO_MUCH && best < COST_HOPELESS)) {
            break;
        }
    }
}

static struct text content(const struct dialect *dialect, struct text field, enum shape shape, char **room)
{
    struct parts parts;
    if (shape == SHAPE_RAW && dialect->escape == ESCAPE_BACKSLASH) {
        parts = (struct parts){ .inner = field };
    } else if (shape == SHAPE_RAW || !take_apart(dialect, field, shape, &parts)) {
        return field;
    }
    struct text before = shape == SHAPE_AFTER_TEXT ? parts.before : TEXT_EMPTY;
    struct text after = shape == SHAPE_BEFORE_TEXT ? parts.after : TEXT_EMPTY;
    char *start = *room;
    if (before.length > 0) {
        memcpy(*room, before.bytes, before.length);
        *room += before.length;
    }
    *room += scan_unescape(dialect, parts.inner, *room);
    if (after.length > 0) {
        memcpy(*room, after.bytes, after.length);
        *room += after.length;
    }
    return (struct text){ start, (size_t)(*room - start) };
}

static size_t best_count(const struct tokens *tokens, const struct step *steps, size_t width, int *damage_out)
{
    const struct step *last = steps + tokens->count * (tokens->count + 1);
    size_t best = 0;
    *damage_out = COST_HOPELESS;
    for (size_t fields = 1; fields <= tokens->count; fields++) {
        size_t off = width == 0 ? 0 : fields > width ? fields - width : width - fields;
        int cost = last[fields].cost + (int)off * COST_WIDTH;
        if (last[fields].cost < COST_HOPELESS && cost < *damage_out) {
            *damage_out = cost;
            best = fields;
        }
    }
    return best;
}

/* The chosen fields, last one first in the steps. */
static void collect(struct line_reading *reading, const struct tokens *tokens, const struct step *steps, size_t fields)
{
    const size_t row = tokens->count + 1;
    size_t at = tokens->count;
    char *room = reading->room;
    for (size_t i = 0; i < fields; i++) {
        add_field(reading, TEXT_EMPTY);
    }
    for (size_t i = fields; i > 0; i--) {
        struct step step = steps[at * row + i];
        struct text field = span(tokens, step.from, at);
        if (is_damaged(tokens->dialect, field, (enum shape)step.shape)) {
            reading->bad_field = (int)i;
        }
        reading->fields[i - 1] = content(tokens->dialect, field, (enum shape)step.shape, &room);
        at = step.from;
    }
}

/* Split at every delimiter: there are too many of them, or line ends outside all quotes. */
static void read_bluntly(struct line_reading *reading, const struct dialect *dialect, struct text line)
{
    size_t start = 0;
    size_t length;
    reading->count = 0;
    for (size_t i = 0; i < line.length && reading->count + 1 < SCAN_FIELDS_MAX; i++) {
        if (scan_delimiter(dialect, line.bytes, i, line.length, &length)) {
            add_field(reading, (struct text){ line.bytes + start, i - start });
            start = i + length < line.length ? i + length : line.length;
            i += length - 1;
        }
    }
    add_field(reading, (struct text){ line.bytes + start, line.length - start });
    reading->damage = COST_HOPELESS;
    reading->bad_field = 1;
}

static size_t find_best(struct line_reading *reading, const struct tokens *tokens, size_t width)
{
    size_t cells = (tokens->count + 1) * (tokens->count + 1);
    if (cells > reading->work_capacity) {
        reading->work = memory_resize(reading->work, cells, sizeof(struct step));
        reading->work_capacity = cells;
    }
    struct step *steps = reading->work;
    for (size_t i = 0; i < cells; i++) {
        steps[i].cost = COST_HOPELESS;
    }
    steps[0].cost = 0;
    for (size_t from = 0; from < tokens->count; from++) {
        extend(tokens, steps, from);
    }
    return best_count(tokens, steps, width, &reading->damage);
}

void line_reading_read(struct line_reading *reading, const struct dialect *dialect, size_t width, struct text line)
{
    struct tokens tokens;
    reading->count = 0;
    reading->bad_field = 0;
    if (line.length >= reading->room_capacity) {
        reading->room = memory_resize(reading->room, line.length + 1, 1);
        reading->room_capacity = line.length + 1;
    }
    if (!cut(&tokens, dialect, line)) {
        read_bluntly(reading, dialect, line);
        return;
    }
    tokens.whole = true;
    size_t fields = find_best(reading, &tokens, width);
    if (fields != width) {
        tokens.whole = false;
        fields = find_best(reading, &tokens, width);
    }
    if (fields == 0) {
        read_bluntly(reading, dialect, line);
        return;
    }
    collect(reading, &tokens, reading->work, fields);
}

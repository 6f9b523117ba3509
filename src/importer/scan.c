#include "importer/scan.h"

#include "base/memory.h"

void scan_use(struct scan *scan, const struct dialect *dialect)
{
    scan->dialect = *dialect;
    scan->specials = (struct specials){ dialect->delimiter, dialect->quote,
                                        dialect->escape == ESCAPE_BACKSLASH ? '\\' : dialect->quote };
}

void scan_init(struct scan *scan, const struct dialect *dialect)
{
    *scan = (struct scan){ 0 };
    scan_use(scan, dialect);
    scan->fields = memory_new(SCAN_FIELDS_MAX * sizeof(*scan->fields));
    scan->escaped = memory_new(SCAN_FIELDS_MAX * sizeof(*scan->escaped));
}

void scan_free(struct scan *scan)
{
    memory_free(scan->fields);
    memory_free(scan->escaped);
}

void scan_set(struct scan *scan, const char *bytes, size_t start, size_t end, bool at_end)
{
    scan->bytes = bytes;
    scan->end = end;
    scan->at_end = at_end;
    scan->cursor = (struct scan_cursor){ start, special_mask(bytes + start, scan->specials) };
}

/* The next special byte, or the end. The cursor is its caller's own, so that it stays in registers while fields are written. */
static inline size_t next_special(const struct scan *scan, struct scan_cursor *cursor)
{
    while (cursor->mask == 0) {
        cursor->block += SPECIAL_BLOCK;
        if (cursor->block >= scan->end) {
            return scan->end;
        }
        cursor->mask = special_mask(scan->bytes + cursor->block, scan->specials);
    }
    size_t at = cursor->block + (size_t)__builtin_ctzll(cursor->mask);
    cursor->mask &= cursor->mask - 1;
    /* What lies behind the end is left from earlier. */
    return at < scan->end ? at : scan->end;
}

/* The special byte that ends an unquoted field, or what follows the closing quote of a quoted one. Quotes on the way are
 * content; a comma without a blank is, too, where a blank belongs to the delimiter. */
static inline __attribute__((always_inline)) size_t field_end(const struct scan *scan, struct scan_cursor *cursor, bool *quotes_seen, bool *escapes_seen)
{
    for (;;) {
        size_t at = next_special(scan, cursor);
        if (at >= scan->end) {
            return at;
        }
        char byte = scan->bytes[at];
        if (byte == scan->dialect.quote) {
            *quotes_seen = true;
        } else if (byte == '\\' && byte == scan->specials.escape) {
            /* An escaped quote is neither a delimiter nor a quote: passed over together. */
            if (at + 1 < scan->end && (scan->bytes[at + 1] == scan->dialect.quote || scan->bytes[at + 1] == '\\')) {
                *escapes_seen = true;
                (void)next_special(scan, cursor);
            }
        } else if (byte == '\n' || byte == '\r') {
            return at;
        } else if (byte == scan->dialect.delimiter) {
            size_t length;
            if (!scan->dialect.blank_after || (at + 1 >= scan->end && !scan->at_end) ||
                scan_delimiter(&scan->dialect, scan->bytes, at, scan->end, &length)) {
                return at;
            }
        }
    }
}

bool scan_delimiter(const struct dialect *dialect, const char *bytes, size_t at, size_t end, size_t *length_out)
{
    *length_out = 1;
    if (bytes[at] != dialect->delimiter) {
        return false;
    }
    if (!dialect->blank_after || at + 1 >= end || bytes[at + 1] == '\n' || bytes[at + 1] == '\r') {
        return true;
    }
    *length_out = 2;
    return bytes[at + 1] == ' ';
}

static bool is_blank_between(const char *bytes, size_t from, size_t to)
{
    return text_trim((struct text){ bytes + from, to - from }).length == 0;
}

/* The field that opens with the quote at `field`: *stop_out is the special byte after it. */
static inline enum scan_outcome scan_quoted(struct scan *scan, struct scan_cursor *cursor, size_t field, size_t *stop_out)
{
    const char *bytes = scan->bytes;
    const char quote = scan->dialect.quote;
    bool escaped = false;
    size_t close;
    scan->quote_lines = scan->lines_inside;
    (void)next_special(scan, cursor); /* the opening quote itself */
    for (;;) {
        close = next_special(scan, cursor);
        if (close >= scan->end) {
            return scan->at_end ? SCAN_UNCLOSED : SCAN_MORE;
        }
        bool pair = close + 1 < scan->end;
        if (!pair && !scan->at_end && bytes[close] != scan->dialect.delimiter) {
            return SCAN_MORE; /* what it means depends on the byte after it */
        }
        if (bytes[close] == '\n' || (bytes[close] == '\r' && !(pair && bytes[close + 1] == '\n'))) {
            scan->lines_inside += 1;
        } else if (bytes[close] == quote) {
            if (scan->dialect.escape == ESCAPE_BACKSLASH || !pair || bytes[close + 1] != quote) {
                break;
            }
            escaped = true;
            (void)next_special(scan, cursor);
        } else if (bytes[close] == '\\' && scan->dialect.escape == ESCAPE_BACKSLASH && pair &&
                   (bytes[close + 1] == quote || bytes[close + 1] == '\\')) {
            escaped = true;
            (void)next_special(scan, cursor);
        }
    }
    bool ignored = false;
    size_t stop = field_end(scan, cursor, &ignored, &ignored);
    struct text cell = { bytes + field + 1, close - field - 1 };
    if (stop > close + 1 && !is_blank_between(bytes, close + 1, stop)) {
        cell = (struct text){ bytes + field, stop - field };
        scan->bad_quote = scan->bad_quote == 0 ? (int)scan->count + 1 : scan->bad_quote;
    } else if (escaped) {
        scan->escaped[scan->escaped_count++] = (uint16_t)scan->count;
    }
    scan->loose = scan->loose || stop > close + 1;
    scan->fields[scan->count] = cell;
    *stop_out = stop;
    return SCAN_RECORD;
}

/* As scan_record, with a cursor of its own. */
static inline enum scan_outcome scan_fields(struct scan *scan, struct scan_cursor *cursor, size_t start)
{
    const char *bytes = scan->bytes;
    const size_t end = scan->end;
    const char delimiter = scan->dialect.delimiter;
    const char quote = scan->dialect.quote;
    const bool blank_after = scan->dialect.blank_after;
    struct text *fields = scan->fields;
    size_t field = start;
    size_t count = 0;
    for (;;) {
        size_t stop;
        if (count == SCAN_FIELDS_MAX) {
            return SCAN_FIELDS;
        }
        if (field < end && bytes[field] == quote) {
            scan->count = count;
            enum scan_outcome quoted = scan_quoted(scan, cursor, field, &stop);
            if (quoted != SCAN_RECORD) {
                return quoted;
            }
        } else {
            bool escapes = false;
            bool quotes = false;
            stop = field_end(scan, cursor, &quotes, &escapes);
            fields[count] = (struct text){ bytes + field, stop - field };
            scan->quotes_inside = scan->quotes_inside || quotes;
            if (escapes) {
                scan->escaped[scan->escaped_count++] = (uint16_t)count;
            }
        }
        bool last = stop + 1 >= end && !scan->at_end;
        if (stop >= end && !scan->at_end) {
            return SCAN_MORE;
        }
        count += 1;
        char byte = stop < end ? bytes[stop] : '\n';
        if (byte == delimiter) {
            if (last && blank_after) {
                return SCAN_MORE;
            }
            field = stop + 1;
            if (blank_after && field < end && bytes[field] == ' ') {
                field += 1;
            }
            continue;
        }
        if (byte == '\r' && last) {
            return SCAN_MORE;
        }
        bool pair = byte == '\r' && stop + 1 < end && bytes[stop + 1] == '\n';
        if (pair) {
            (void)next_special(scan, cursor);
        }
        scan->count = count;
        scan->stop = stop;
        scan->next = stop >= end ? end : stop + (pair ? 2 : 1);
        return SCAN_RECORD;
    }
}

enum scan_outcome scan_record(struct scan *scan, size_t start)
{
    struct scan_cursor cursor = scan->cursor;
    scan->count = 0;
    scan->escaped_count = 0;
    scan->bad_quote = 0;
    scan->quotes_inside = false;
    scan->loose = false;
    scan->lines_inside = 0;
    scan->quote_lines = 0;
    enum scan_outcome outcome = scan_fields(scan, &cursor, start);
    scan->cursor = cursor;
    return outcome;
}

size_t scan_unescape(const struct dialect *dialect, struct text field, char *to)
{
    const char escape = dialect->escape == ESCAPE_BACKSLASH ? '\\' : dialect->quote;
    char *start = to;
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] == escape && i + 1 < field.length && (field.bytes[i + 1] == dialect->quote || field.bytes[i + 1] == escape)) {
            i += 1; /* any other backslash is content */
        }
        *to++ = field.bytes[i];
    }
    return (size_t)(to - start);
}

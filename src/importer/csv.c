#include "importer/csv.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "importer/special.h"

struct csv {
    int fd;
    size_t chunk;
    struct hasher *hasher;
    char delimiter;
    bool started; /* the byte order mark, if any, is behind us */
    bool at_end;  /* the file holds nothing beyond bytes[end] */
    char *bytes;
    size_t start; /* of the record in hand */
    size_t end;
    /* The special bytes not visited yet, of the 64 bytes from `block` on. */
    size_t block;
    uint64_t mask;
    int64_t line; /* physical line at `start` */
    int64_t size;
    int64_t read;
    int64_t blank_lines;
    struct text *fields;
    size_t count;
    uint16_t *doubled; /* fields with doubled quotes */
    size_t doubled_count;
    char *scratch; /* those fields with single quotes */
    size_t scratch_capacity;
    int bad_quote;
    int64_t lines_inside; /* line ends within quotes of the record in hand */
    int64_t quote_line;   /* where its last quoted cell opens */
};

enum scan {
    SCAN_RECORD, /* a whole record lies in the buffer */
    SCAN_MORE,   /* the buffer ends before the record does */
    SCAN_NUL,
    SCAN_UNCLOSED, /* the file ends inside a quote */
    SCAN_FIELDS,   /* too many */
};

const struct error *csv_open(const char *path, size_t chunk, struct hasher *hasher, struct csv **out)
{
    int fd;
    int64_t size;
    CHECK(chunk > 0);
    TRY(file_open_input(path, &fd, &size));
    struct csv *csv = memory_new(sizeof(*csv));
    csv->fd = fd;
    csv->size = size;
    csv->chunk = chunk;
    csv->hasher = hasher;
    csv->delimiter = ',';
    csv->line = 1;
    /* A record within the limit that is still incomplete, and the next chunk. */
    csv->bytes = memory_new((size_t)CSV_RECORD_MAX + 1 + chunk + SPECIAL_BLOCK);
    csv->fields = memory_new(CSV_FIELDS_MAX * sizeof(*csv->fields));
    csv->doubled = memory_new(CSV_FIELDS_MAX * sizeof(*csv->doubled));
    *out = csv;
    return NULL;
}

void csv_close(struct csv *csv)
{
    if (csv != NULL) {
        (void)close(csv->fd);
        memory_free(csv->bytes);
        memory_free(csv->fields);
        memory_free(csv->doubled);
        memory_free(csv->scratch);
        memory_free(csv);
    }
}

void csv_release(struct csv **csv)
{
    csv_close(*csv);
}

void csv_use_delimiter(struct csv *csv, char delimiter)
{
    csv->delimiter = delimiter;
}

int64_t csv_size(const struct csv *csv)
{
    return csv->size;
}

int64_t csv_bytes(const struct csv *csv)
{
    return csv->read;
}

int64_t csv_blank_lines(const struct csv *csv)
{
    return csv->blank_lines;
}

/* Moves the record in hand to the front and reads a chunk behind it. */
static const struct error *fill(struct csv *csv)
{
    size_t kept = csv->end - csv->start;
    if (csv->start > 0) {
        memmove(csv->bytes, csv->bytes + csv->start, kept);
        csv->start = 0;
        csv->end = kept;
    }
    ssize_t got;
    do {
        got = read(csv->fd, csv->bytes + csv->end, csv->chunk);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return error_errno(_("cannot be read after byte %lld"), (long long)csv->read);
    }
    if (csv->hasher != NULL) {
        hasher_add(csv->hasher, (struct text){ csv->bytes + csv->end, (size_t)got });
    }
    csv->at_end = got == 0;
    csv->end += (size_t)got;
    csv->read += got;
    return NULL;
}

const struct error *csv_peek(struct csv *csv, size_t bytes, struct text *head_out, bool *whole_out)
{
    CHECK(!csv->started && bytes <= CSV_RECORD_MAX);
    while (csv->end < bytes && !csv->at_end) {
        TRY(fill(csv));
    }
    *head_out = (struct text){ csv->bytes, csv->end < bytes ? csv->end : bytes };
    *whole_out = csv->at_end && csv->end <= bytes;
    return NULL;
}

/* Looking for special bytes begins anew at `at`. */
static void look_from(struct csv *csv, size_t at)
{
    csv->block = at;
    csv->mask = special_mask(csv->bytes + at, csv->delimiter);
}

/* The next special byte, or csv->end. */
static inline size_t next_special(struct csv *csv)
{
    while (csv->mask == 0) {
        csv->block += SPECIAL_BLOCK;
        if (csv->block >= csv->end) {
            return csv->end;
        }
        csv->mask = special_mask(csv->bytes + csv->block, csv->delimiter);
    }
    size_t at = csv->block + (size_t)__builtin_ctzll(csv->mask);
    csv->mask &= csv->mask - 1;
    /* What lies behind the end is left from earlier. */
    return at < csv->end ? at : csv->end;
}

/* The cell that opens with the quote at `field`: *stop_out is the special byte after it. */
static enum scan scan_quoted(struct csv *csv, size_t field, size_t *stop_out)
{
    const char *bytes = csv->bytes;
    bool doubled = false;
    size_t close;
    csv->quote_line = csv->line + csv->lines_inside;
    (void)next_special(csv); /* the opening quote itself */
    for (;;) {
        close = next_special(csv);
        if (close >= csv->end) {
            return csv->at_end ? SCAN_UNCLOSED : SCAN_MORE;
        }
        bool pair = close + 1 < csv->end;
        if (!pair && !csv->at_end && bytes[close] != csv->delimiter) {
            return SCAN_MORE; /* what it means depends on the byte after it */
        }
        if (bytes[close] == '\0') {
            return SCAN_NUL;
        }
        if (bytes[close] == '\n' || (bytes[close] == '\r' && !(pair && bytes[close + 1] == '\n'))) {
            csv->lines_inside += 1;
        } else if (bytes[close] == '"') {
            if (!pair || bytes[close + 1] != '"') {
                break;
            }
            doubled = true;
            (void)next_special(csv);
        }
    }
    size_t stop = next_special(csv);
    while (stop < csv->end && bytes[stop] == '"') {
        stop = next_special(csv);
    }
    struct text cell = { bytes + field + 1, close - field - 1 };
    if (stop > close + 1 && text_trim((struct text){ bytes + close + 1, stop - close - 1 }).length > 0) {
        cell = (struct text){ bytes + field, stop - field };
        csv->bad_quote = csv->bad_quote == 0 ? (int)csv->count + 1 : csv->bad_quote;
    } else if (doubled) {
        csv->doubled[csv->doubled_count++] = (uint16_t)csv->count;
    }
    csv->fields[csv->count] = cell;
    *stop_out = stop;
    return SCAN_RECORD;
}

/* The record that begins at csv->start. *stop_out is where its bytes end, *next_out where the following one begins. */
static enum scan scan_record(struct csv *csv, size_t *stop_out, size_t *next_out)
{
    const char *bytes = csv->bytes;
    size_t field = csv->start;
    csv->count = 0;
    csv->doubled_count = 0;
    csv->bad_quote = 0;
    csv->lines_inside = 0;
    for (;;) {
        size_t stop;
        if (csv->count == CSV_FIELDS_MAX) {
            return SCAN_FIELDS;
        }
        if (field < csv->end && bytes[field] == '"') {
            enum scan quoted = scan_quoted(csv, field, &stop);
            if (quoted != SCAN_RECORD) {
                return quoted;
            }
        } else {
            do {
                stop = next_special(csv);
            } while (stop < csv->end && bytes[stop] == '"');
            csv->fields[csv->count] = (struct text){ bytes + field, stop - field };
        }
        if (stop >= csv->end && !csv->at_end) {
            return SCAN_MORE;
        }
        csv->count += 1;
        char byte = stop < csv->end ? bytes[stop] : '\n';
        if (byte == csv->delimiter) {
            field = stop + 1;
            continue;
        }
        if (byte == '\0') {
            return SCAN_NUL;
        }
        if (byte == '\r' && stop + 1 >= csv->end && !csv->at_end) {
            return SCAN_MORE;
        }
        bool pair = byte == '\r' && stop + 1 < csv->end && bytes[stop + 1] == '\n';
        if (pair) {
            (void)next_special(csv);
        }
        *stop_out = stop;
        *next_out = stop >= csv->end ? csv->end : stop + (pair ? 2 : 1);
        return SCAN_RECORD;
    }
}

/* Writes the cells with doubled quotes anew, beside the buffer: the record's bytes stay as they are. */
static void unescape(struct csv *csv, size_t record_bytes)
{
    if (csv->doubled_count == 0) {
        return;
    }
    if (csv->scratch_capacity < record_bytes) {
        csv->scratch = memory_resize(csv->scratch, record_bytes, 1);
        csv->scratch_capacity = record_bytes;
    }
    char *to = csv->scratch;
    for (size_t i = 0; i < csv->doubled_count; i++) {
        struct text *field = &csv->fields[csv->doubled[i]];
        struct text rest = *field;
        field->bytes = to;
        while (rest.length > 0) {
            const char *quote = memchr(rest.bytes, '"', rest.length);
            size_t part = quote == NULL ? rest.length : (size_t)(quote - rest.bytes) + 1;
            memcpy(to, rest.bytes, part);
            to += part;
            size_t taken = part + (quote == NULL ? 0 : 1);
            rest.bytes += taken;
            rest.length -= taken;
        }
        field->length = (size_t)(to - field->bytes);
    }
}

static bool is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        if (text_trim(csv->fields[i]).length > 0) {
            return false;
        }
    }
    return true;
}

static const struct error *scan_error(const struct csv *csv, enum scan scan)
{
    long long line = (long long)csv->line;
    switch (scan) {
    case SCAN_NUL:
        return error_new(ERROR_FAILED, _("line %lld: holds a NUL byte; is this a binary file? Save it as \"CSV UTF-8\""),
                         line + (long long)csv->lines_inside);
    case SCAN_UNCLOSED:
        return error_new(ERROR_FAILED, _("line %lld: a quote opens here and the file ends before it is closed"),
                         (long long)csv->quote_line);
    case SCAN_FIELDS:
        return error_new(ERROR_FAILED, _("line %lld: more than %u fields; is this a table?"), line, CSV_FIELDS_MAX);
    case SCAN_MORE:
    case SCAN_RECORD:
        break;
    }
    return error_new(ERROR_FAILED, _("line %lld: a record longer than %u bytes; is a quote not closed?"), line, CSV_RECORD_MAX);
}

/* The byte order mark belongs to the file, not to its first cell. */
static const struct error *start(struct csv *csv)
{
    while (csv->end < 3 && !csv->at_end) {
        TRY(fill(csv));
    }
    if (csv->end >= 3 && memcmp(csv->bytes, "\xEF\xBB\xBF", 3) == 0) {
        csv->start = 3;
    }
    csv->started = true;
    look_from(csv, csv->start);
    return NULL;
}

const struct error *csv_next(struct csv *csv, struct csv_record *out, bool *more_out)
{
    size_t stop;
    size_t next;
    if (!csv->started) {
        TRY(start(csv));
    }
    for (;;) {
        if (csv->start >= csv->end && csv->at_end) {
            *more_out = false;
            return NULL;
        }
        enum scan scan = scan_record(csv, &stop, &next);
        if (scan == SCAN_MORE && csv->end - csv->start <= CSV_RECORD_MAX) {
            TRY(fill(csv));
            look_from(csv, csv->start);
            continue;
        }
        if (scan != SCAN_RECORD || stop - csv->start > CSV_RECORD_MAX) {
            const struct error *error = scan_error(csv, scan);
            csv->start = csv->end;
            csv->at_end = true;
            return error;
        }
        int64_t line = csv->line;
        struct text raw = { csv->bytes + csv->start, stop - csv->start };
        csv->line += csv->lines_inside + 1;
        csv->start = next;
        if (is_blank(csv)) {
            csv->blank_lines += 1;
            continue;
        }
        unescape(csv, raw.length);
        *out = (struct csv_record){ csv->fields, csv->count, line, raw, csv->bad_quote };
        *more_out = true;
        return NULL;
    }
}

void csv_add_cell(struct buffer *out, struct text cell, char delimiter)
{
    bool quote = cell.length > 0 && (strchr("=+-@\t\r '", cell.bytes[0]) != NULL || cell.bytes[cell.length - 1] == ' ');
    for (size_t i = 0; i < cell.length && !quote; i++) {
        char byte = cell.bytes[i];
        quote = byte == delimiter || byte == '"' || byte == '\n' || byte == '\r';
    }
    if (!quote) {
        buffer_add(out, cell);
        return;
    }
    buffer_add_byte(out, '"');
    struct text rest = cell;
    do {
        buffer_add(out, text_split(&rest, '"'));
        if (rest.bytes != NULL) {
            buffer_add(out, TEXT("\"\""));
        }
    } while (rest.bytes != NULL);
    buffer_add_byte(out, '"');
}

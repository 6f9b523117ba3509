#include "importer/csv.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/line_reading.h"

#define REPAIR_LINES 8       /* a damaged record may stand on so many lines */
#define DAMAGE_SWALLOWED 60 /* weight of a whole record inside another one's quotes */

struct csv {
    struct source *source;
    size_t chunk;
    bool started; /* the first record is being looked for, or was */
    char *bytes;
    size_t start; /* of the record in hand */
    size_t end;
    bool at_end;  /* the file holds nothing beyond bytes[end] */
    int64_t line; /* physical line at `start` */
    int64_t blank_lines;
    size_t width; /* of records; 0 = not known */
    struct scan scan;
    char *scratch; /* fields without their escapes */
    size_t scratch_capacity;
    struct line_reading reading;   /* of the damaged record in hand */
    struct line_reading other;     /* of lines beside it */
};

struct csv *csv_new(struct source *source, size_t chunk)
{
    CHECK(chunk > 0);
    struct csv *csv = memory_new(sizeof(*csv));
    csv->source = source;
    csv->chunk = chunk;
    csv->line = 1;
    /* A record within the limit that is still incomplete, and the next chunk. */
    csv->bytes = memory_new((size_t)CSV_RECORD_MAX + 1 + chunk + SPECIAL_BLOCK);
    scan_init(&csv->scan, &DIALECT_PLAIN);
    return csv;
}

void csv_close(struct csv *csv)
{
    if (csv != NULL) {
        source_close(csv->source);
        scan_free(&csv->scan);
        line_reading_free(&csv->reading);
        line_reading_free(&csv->other);
        memory_free(csv->bytes);
        memory_free(csv->scratch);
        memory_free(csv);
    }
}

void csv_release(struct csv **csv)
{
    csv_close(*csv);
}

void csv_use(struct csv *csv, const struct dialect *dialect)
{
    scan_use(&csv->scan, dialect);
    if (csv->started) {
        scan_set(&csv->scan, csv->bytes, csv->start, csv->end, csv->at_end);
    }
}

void csv_expect(struct csv *csv, size_t width)
{
    csv->width = width;
}

const struct source *csv_source(const struct csv *csv)
{
    return csv->source;
}

int64_t csv_blank_lines(const struct csv *csv)
{
    return csv->blank_lines;
}

/* Moves the record in hand to the front and reads a chunk behind it. */
static const struct error *fill(struct csv *csv)
{
    size_t kept = csv->end - csv->start;
    size_t got;
    if (csv->start > 0) {
        memmove(csv->bytes, csv->bytes + csv->start, kept);
        csv->start = 0;
        csv->end = kept;
    }
    TRY(source_read(csv->source, csv->bytes + csv->end, csv->chunk, &got));
    csv->at_end = got == 0;
    csv->end += got;
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

void csv_skip(struct csv *csv, size_t bytes, int64_t lines)
{
    CHECK(!csv->started && csv->start + bytes <= csv->end);
    csv->start += bytes;
    csv->line += lines;
}

/* Writes the fields with escapes anew, beside the buffer: the record's bytes stay as they are. */
static void unescape(struct csv *csv, size_t record_bytes)
{
    struct scan *scan = &csv->scan;
    if (scan->escaped_count == 0) {
        return;
    }
    if (csv->scratch_capacity < record_bytes) {
        csv->scratch = memory_resize(csv->scratch, record_bytes, 1);
        csv->scratch_capacity = record_bytes;
    }
    char *to = csv->scratch;
    for (size_t i = 0; i < scan->escaped_count; i++) {
        struct text *field = &scan->fields[scan->escaped[i]];
        size_t length = scan_unescape(&scan->dialect, *field, to);
        *field = (struct text){ to, length };
        to += length;
    }
}

/* DOS ended texts with the byte 1A; some programs write it still. */
static bool is_blank(const struct text *fields, size_t count)
{
    if (count == 1 && fields[0].length == 1 && fields[0].bytes[0] == '\x1A') {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (text_trim(fields[i]).length > 0) {
            return false;
        }
    }
    return true;
}

static const struct error *scan_error(const struct csv *csv, enum scan_outcome scan)
{
    long long line = (long long)csv->line;
    switch (scan) {
    case SCAN_UNCLOSED:
        return error_new(ERROR_FAILED, _("line %lld: a quote opens here and the file ends before it is closed"),
                         line + (long long)csv->scan.quote_lines);
    case SCAN_FIELDS:
        return error_new(ERROR_FAILED, _("line %lld: more than %u fields; is this a table?"), line, CSV_FIELDS_MAX);
    case SCAN_MORE:
    case SCAN_RECORD:
        break;
    }
    return error_new(ERROR_FAILED, _("line %lld: a record longer than %u bytes; is a quote not closed?"), line, CSV_RECORD_MAX);
}

/* Where the physical line that begins at `at` ends; *next_out is where the following one begins. False when the buffer ends
 * before that is known. */
static bool line_end(const struct csv *csv, size_t at, size_t *end_out, size_t *next_out)
{
    while (at < csv->end && csv->bytes[at] != '\n' && csv->bytes[at] != '\r') {
        at++;
    }
    bool pair = at + 1 < csv->end && csv->bytes[at] == '\r' && csv->bytes[at + 1] == '\n';
    *end_out = at;
    *next_out = at >= csv->end ? csv->end : at + (pair ? 2 : 1);
    return csv->at_end || (at < csv->end && (csv->bytes[at] == '\n' || at + 1 < csv->end));
}

/* Reads on until the lines that a damaged record may stand on are in the buffer, or as many as fit. */
static const struct error *have_lines(struct csv *csv)
{
    for (;;) {
        size_t at = csv->start;
        size_t stop;
        int lines = 0;
        while (lines < REPAIR_LINES && at - csv->start <= CSV_RECORD_MAX && line_end(csv, at, &stop, &at)) {
            lines += 1;
            if (at >= csv->end) {
                break;
            }
        }
        if (lines == REPAIR_LINES || csv->at_end || csv->end - csv->start > CSV_RECORD_MAX) {
            return NULL;
        }
        TRY(fill(csv));
    }
}

/* The likeliest reading of the damaged record at csv->start: of its first line alone, or of several together. Lines that are
 * swallowed by a quote count as damage when they would be records of their own. False when its first line is too long. */
static bool repair(struct csv *csv, struct csv_record *out)
{
    size_t at = csv->start;
    size_t stop;
    int best = -1;
    int left_behind = 0; /* damage of the lines after the first, each for itself, is saved by taking them in */
    int swallowed = 0;   /* lines that are whole records are hardly part of another */
    size_t best_stop = 0;
    size_t best_next = 0;
    int64_t best_lines = 1;
    const struct dialect *dialect = &csv->scan.dialect;
    for (int64_t lines = 1; lines <= REPAIR_LINES && at < csv->end; lines++) {
        size_t begin = at;
        if (!line_end(csv, at, &stop, &at) || stop - csv->start > CSV_RECORD_MAX) {
            break;
        }
        line_reading_read(&csv->reading, dialect, csv->width, (struct text){ csv->bytes + csv->start, stop - csv->start });
        int damage = csv->reading.damage;
        if (lines > 1) {
            struct text line = { csv->bytes + begin, stop - begin };
            line_reading_read(&csv->other, dialect, csv->width, line);
            left_behind += text_trim(line).length == 0 ? 0 : csv->other.damage;
            bool whole = csv->width > 2 && csv->other.count == csv->width && csv->other.damage * 2 < DAMAGE_SWALLOWED;
            swallowed += whole ? DAMAGE_SWALLOWED - csv->other.damage * 2 : 0;
        }
        if (best < 0 || damage + swallowed < best + left_behind) {
            best = damage + swallowed;
            best_stop = stop;
            best_next = at;
            best_lines = lines;
            left_behind = 0;
        }
    }
    if (best < 0) {
        return false;
    }
    struct text raw = { csv->bytes + csv->start, best_stop - csv->start };
    line_reading_read(&csv->reading, dialect, csv->width, raw);
    *out = (struct csv_record){ .fields = csv->reading.fields, .count = csv->reading.count, .line = csv->line, .lines = best_lines,
                                .raw = raw, .bad_quote = csv->reading.bad_field };
    csv->line += best_lines;
    csv->start = best_next;
    scan_set(&csv->scan, csv->bytes, csv->start, csv->end, csv->at_end);
    return true;
}

/* A line within the record has as many fields as a record has: two stray quotes may have swallowed it. */
static bool has_record_inside(const struct csv *csv)
{
    const struct scan *scan = &csv->scan;
    size_t fields = 1;
    size_t length;
    int64_t lines = 0;
    for (size_t i = csv->start; i < scan->stop; i++) {
        char byte = csv->bytes[i];
        if (byte == '\n' || (byte == '\r' && (i + 1 == scan->stop || csv->bytes[i + 1] != '\n'))) {
            if (lines > 0 && fields == csv->width) {
                return true;
            }
            lines += 1;
            fields = 1;
        } else {
            fields += scan_delimiter(&scan->dialect, csv->bytes, i, scan->stop, &length) ? 1 : 0;
        }
    }
    return false;
}

/* Whether what the scan found may have another, likelier reading. */
static bool is_doubtful(const struct csv *csv, enum scan_outcome outcome)
{
    const struct scan *scan = &csv->scan;
    if (csv->width == 0) {
        return false;
    }
    if (outcome != SCAN_RECORD) {
        return outcome != SCAN_FIELDS;
    }
    if (scan->bad_quote != 0 || scan->quotes_inside) {
        return true;
    }
    if (scan->lines_inside > 1 && csv->width >= 4 && has_record_inside(csv)) {
        return true;
    }
    if (scan->lines_inside >= REPAIR_LINES) {
        return false; /* a long text; a quote out of place would rarely close so neatly */
    }
    return scan->count != csv->width && scan->lines_inside > 0; /* a quote may have swallowed other records */
}

static void take_scanned(struct csv *csv, struct csv_record *out)
{
    struct scan *scan = &csv->scan;
    struct text raw = { csv->bytes + csv->start, scan->stop - csv->start };
    unescape(csv, raw.length);
    *out = (struct csv_record){ .fields = scan->fields, .count = scan->count, .line = csv->line, .lines = scan->lines_inside + 1,
                                .raw = raw, .plain = scan->bad_quote == 0 && !scan->quotes_inside && !scan->loose, .bad_quote = scan->bad_quote };
    csv->line += out->lines;
    csv->start = scan->next;
}

const struct error *csv_next(struct csv *csv, struct csv_record *out, bool *more_out)
{
    bool gap = false;
    if (!csv->started) {
        csv->started = true;
        scan_set(&csv->scan, csv->bytes, csv->start, csv->end, csv->at_end);
    }
    for (;;) {
        if (csv->start >= csv->end && csv->at_end) {
            *more_out = false;
            return NULL;
        }
        enum scan_outcome outcome = scan_record(&csv->scan, csv->start);
        if (outcome == SCAN_MORE && csv->end - csv->start <= CSV_RECORD_MAX) {
            TRY(fill(csv));
            scan_set(&csv->scan, csv->bytes, csv->start, csv->end, csv->at_end);
            continue;
        }
        bool sound = outcome == SCAN_RECORD && csv->scan.stop - csv->start <= CSV_RECORD_MAX;
        bool repaired = false;
        if (is_doubtful(csv, sound || outcome == SCAN_FIELDS ? outcome : SCAN_UNCLOSED)) {
            TRY(have_lines(csv));
            repaired = repair(csv, out);
            if (!repaired && sound) {
                scan_set(&csv->scan, csv->bytes, csv->start, csv->end, csv->at_end);
                (void)scan_record(&csv->scan, csv->start); /* have_lines may have moved the bytes */
            }
        }
        if (!repaired && !sound) {
            const struct error *error = scan_error(csv, outcome);
            csv->start = csv->end;
            csv->at_end = true;
            return error;
        }
        if (!repaired) {
            take_scanned(csv, out);
        }
        if (is_blank(out->fields, out->count)) {
            csv->blank_lines += 1;
            gap = true;
            continue;
        }
        out->after_gap = gap;
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

void csv_add_record(struct buffer *out, const struct csv_record *record, char delimiter)
{
    for (size_t i = 0; i < record->count; i++) {
        if (i > 0) {
            buffer_add_byte(out, delimiter);
        }
        csv_add_cell(out, record->fields[i], delimiter);
    }
}

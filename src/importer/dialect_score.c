#include "importer/dialect_score.h"

#include "base/memory.h"
#include "importer/cell_kind.h"

#define SCORE_RECORDS 300U
#define SCORE_CELLS 4000U /* cells whose content is looked at */
#define SCORE_LINES_INSIDE 40 /* a record on more lines has swallowed others */

size_t table_width(const size_t *counts, size_t records)
{
    size_t most = 0; /* records of the commonest width above 1 */
    for (size_t i = 0; i < records; i++) {
        size_t same = 0;
        for (size_t j = 0; j < records && counts[i] > 1; j++) {
            same += counts[j] == counts[i] ? 1 : 0;
        }
        most = same > most ? same : most;
    }
    for (size_t i = 0; i < records; i++) {
        size_t same = 0;
        for (size_t j = 0; j < records && counts[i] > 1; j++) {
            same += counts[j] == counts[i] ? 1 : 0;
        }
        size_t run = 1;
        while (i + run < records && counts[i + run] == counts[i]) {
            run++;
        }
        bool common = same * 3 >= most || (run >= 4 && counts[i] >= 3);
        if (same > 0 && common && (same > 1 || most == 1)) {
            /* Of widths that stand once each, the widest is the table's: titles above it are narrow. */
            size_t width = counts[i];
            for (size_t j = i; j < records && most == 1; j++) {
                width = counts[j] > width ? counts[j] : width;
            }
            return width;
        }
    }
    return records == 0 ? 0 : 1;
}

/* How much a cell looks like one thing, 0 to 1. */
static double cell_worth(const struct dialect *dialect, struct text cell)
{
    static const char separators[] = { ';', '\t', '|' };
    enum cell_kind kind = cell_kind(cell);
    if (kind == KIND_EMPTY) {
        return 0.7;
    }
    bool blanks_around = cell.bytes[0] == ' ' || cell.bytes[cell.length - 1] == ' ';
    if (cell_kind_is_typed(kind)) {
        return blanks_around ? 0.7 : 1.0;
    }
    if (cell.length == 1 && strchr(",;|", cell.bytes[0]) != NULL) {
        return 0.1; /* a delimiter that was taken for a cell */
    }
    double worth = blanks_around ? 0.6 : 0.9;
    if (dialect->blank_after && memchr(cell.bytes, dialect->delimiter, cell.length) != NULL) {
        worth *= 0.3;
    }
    char first = cell.bytes[0];
    char last = cell.bytes[cell.length - 1];
    if ((first == '"' || first == '\'') && last == first && cell.length > 1) {
        return 0.1;
    }
    if (first == '"' || last == '"') {
        worth *= 0.5;
    }
    if (dialect->delimiter == ' ' && memchr(cell.bytes, ',', cell.length) != NULL) {
        worth *= 0.4;
    }
    for (size_t i = 0; i < sizeof(separators); i++) {
        if (separators[i] != dialect->delimiter && memchr(cell.bytes, separators[i], cell.length) != NULL) {
            worth *= 0.5;
        }
    }
    return worth;
}

struct tally {
    size_t *counts;
    bool *sound;
    size_t records;
    size_t divided; /* records with two cells or more that hold something */
    size_t single;  /* records that blanks divide though they are one value */
    double worth;
    size_t cells;
};

/* The line at `start` when its quotes swallow too much: how many delimiters it has. */
static size_t plain_line(struct scan *scan, size_t start, size_t *next_out)
{
    size_t fields = 1;
    size_t at = start;
    size_t length;
    while (at < scan->end && scan->bytes[at] != '\n' && scan->bytes[at] != '\r') {
        fields += scan_delimiter(&scan->dialect, scan->bytes, at, scan->end, &length) ? 1 : 0;
        at++;
    }
    bool pair = at + 1 < scan->end && scan->bytes[at] == '\r' && scan->bytes[at + 1] == '\n';
    *next_out = at >= scan->end ? scan->end : at + (pair ? 2 : 1);
    scan_set(scan, scan->bytes, *next_out, scan->end, scan->at_end);
    return fields;
}

static void look_at_cells(struct scan *scan, struct tally *tally, struct dialect_score *out)
{
    for (size_t i = 0; i < scan->count; i++) {
        struct text cell = scan->fields[i];
        bool quoted = cell.bytes > scan->bytes && cell.length > 0 && cell.bytes[-1] == scan->dialect.quote;
        out->quoted += quoted ? 1 : 0;
        if (tally->cells < SCORE_CELLS) {
            tally->worth += quoted ? 1.0 : cell_worth(&scan->dialect, cell);
            tally->cells += 1;
        }
    }
    out->doubled += scan->escaped_count;
}

static bool is_divided(const struct scan *scan)
{
    size_t filled = 0;
    for (size_t i = 0; i < scan->count && filled < 2; i++) {
        filled += scan->fields[i].length > 0 ? 1 : 0;
    }
    return filled == 2;
}

/* A day and its time, a telephone number: one value with blanks in it. */
static bool is_one_value(const struct scan *scan)
{
    if (scan->count == 2) {
        enum cell_kind first = cell_kind(scan->fields[0]);
        enum cell_kind second = cell_kind(scan->fields[1]);
        if (first == KIND_DATE && second == KIND_TIME) {
            return true;
        }
    }
    bool digits = scan->count > 1 && scan->fields[0].length > 1 && scan->fields[0].bytes[0] == '+';
    for (size_t i = 0; i < scan->count && digits; i++) {
        size_t from = i == 0 ? 1 : 0;
        digits = text_all_digits((struct text){ scan->fields[i].bytes + from, scan->fields[i].length - from });
    }
    return digits;
}

void dialect_score(struct scan *scan, const struct dialect *dialect, struct text head, bool whole, struct dialect_score *out)
{
    struct tally tally = { .counts = memory_new(SCORE_RECORDS * sizeof(size_t)), .sound = memory_new(SCORE_RECORDS * sizeof(bool)) };
    size_t at = 0;
    *out = (struct dialect_score){ 0 };
    scan_use(scan, dialect);
    scan_set(scan, head.bytes, 0, head.length, true);
    while (at < head.length && tally.records < SCORE_RECORDS) {
        size_t start = at;
        enum scan_outcome outcome = scan_record(scan, at);
        bool sound = outcome == SCAN_RECORD && scan->bad_quote == 0 && !scan->quotes_inside && scan->lines_inside <= SCORE_LINES_INSIDE;
        size_t fields = scan->count;
        if (!sound) {
            fields = plain_line(scan, start, &at);
            sound = outcome == SCAN_FIELDS; /* whole, though more than can be read: the reader will say so */
        } else {
            at = scan->next;
        }
        if (at >= head.length && !whole && tally.records > 0) {
            break; /* perhaps only its beginning */
        }
        if (text_trim((struct text){ head.bytes + start, at - start }).length == 0) {
            continue;
        }
        if (sound && outcome == SCAN_RECORD) {
            look_at_cells(scan, &tally, out);
        }
        tally.divided += !sound || is_divided(scan) ? 1 : 0;
        tally.single += sound && dialect->delimiter == ' ' && is_one_value(scan) ? 1 : 0;
        tally.counts[tally.records] = fields;
        tally.sound[tally.records] = sound;
        tally.records += 1;
        out->damaged += sound ? 0 : 1;
    }
    out->records = tally.records;
    out->width = table_width(tally.counts, tally.records);
    double fitting = 0;
    for (size_t i = 0; i < tally.records; i++) {
        fitting += tally.counts[i] == out->width ? (tally.sound[i] ? 1.0 : 0.5) : 0;
    }
    double consistency = tally.records == 0 ? 0 : fitting / (double)tally.records;
    double unseen = out->width > SCAN_FIELDS_MAX ? 0.8 : 0.1;
    double worth = tally.cells == 0 ? unseen : tally.worth / (double)tally.cells;
    double width = out->width < 2 ? 0.01 : (double)(out->width - 1) / (double)out->width;
    size_t agreeing = 0;
    for (size_t i = 0; i < tally.records; i++) {
        agreeing += tally.counts[i] == out->width ? 1 : 0;
    }
    bool undivided = tally.divided * 2 <= tally.records || agreeing * 4 < tally.records * 3 || tally.single * 2 >= tally.records;
    if (dialect->delimiter == ' ' && undivided) {
        width = 0; /* blanks within a title, a header, a value or at a line's end, and between the words of texts, divide nothing */
    }
    out->score = consistency * consistency * worth * worth * width;
    memory_free(tally.counts);
    memory_free(tally.sound);
}

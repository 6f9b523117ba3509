#include "importer/table.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/layout.h"
#include "importer/resplit.h"
#include "importer/waiting.h"
#include "title_lines.h"

#define SAMPLE_ROWS 60U    /* rows that later ones are compared with */
#define FOLLOWING_ROWS 60U /* records looked at where another table begins */

struct table {
    struct csv *csv;
    struct source *source; /* the reader's */
    struct dialect_found found;
    struct table_facts facts;
    struct layout layout;
    struct profile *profile;
    struct boundary_watch watch;
    struct resplit resplit;
    struct records ahead; /* read to find the layout; from `ahead_next` on they are still to come */
    size_t ahead_next;
    struct waiting waiting;
    struct records titles;
    struct records headers;
    struct csv_record header;
    struct text *names;
    struct buffer texts; /* of the header */
};

void table_close(struct table *table)
{
    if (table != NULL) {
        csv_close(table->csv);
        resplit_free(&table->resplit);
        records_free(&table->ahead);
        waiting_free(&table->waiting);
        records_free(&table->titles);
        records_free(&table->headers);
        memory_free(table->profile);
        memory_free(table->names);
        buffer_free(&table->texts);
        memory_free(table);
    }
}

void table_release(struct table **table)
{
    table_close(*table);
}

/* The next record of the file, read ahead or not. */
static const struct error *pull(struct table *table, struct csv_record *out, bool *more_out)
{
    if (table->ahead_next < table->ahead.count) {
        *out = table->ahead.items[table->ahead_next++].record;
        *more_out = true;
        return NULL;
    }
    TRY(csv_next(table->csv, out, more_out));
    if (*more_out && (out->count != table->layout.width || !out->plain)) {
        (void)resplit_record(&table->resplit, &table->found.dialect, table->profile, false, out);
    }
    return NULL;
}

static const struct error *read_ahead(struct table *table, size_t rows)
{
    bool more = true;
    while (table->ahead.count < rows) {
        struct csv_record record;
        TRY(csv_next(table->csv, &record, &more));
        if (!more) {
            break;
        }
        records_add(&table->ahead, &record);
    }
    return NULL;
}

/* A line above names that stand above values is a title, whatever divides its words. */
static bool is_above_names(const struct table *table, size_t at)
{
    const struct record_copy *rows = table->ahead.items + at;
    return at + 2 < table->ahead.count && rows[1].record.count == table->found.width && record_is_names(&rows[1].record) &&
           rows[2].record.count == table->found.width && profile_match(table->profile, &rows[2].record).typed > 0;
}

/* Records of the ones read ahead that are written with another delimiter, now that the columns are known. */
static void resplit_ahead(struct table *table)
{
    struct record_copy spare = { 0 };
    for (size_t i = 0; i < table->ahead.count; i++) {
        struct csv_record record = table->ahead.items[i].record;
        bool above_rows = i < 4 && i + 1 < table->ahead.count && profile_match(table->profile, &table->ahead.items[i + 1].record).agree > 0;
        if ((record.count == table->found.width && record.plain) || (i < 4 && record.count == 1 && is_above_names(table, i))) {
            continue;
        }
        if (resplit_record(&table->resplit, &table->found.dialect, table->profile, false, &record) ||
            (above_rows && record.count * 2 <= table->found.width &&
             resplit_record(&table->resplit, &table->found.dialect, table->profile, true, &record))) {
            record_copy_set(&spare, &record);
            struct record_copy old = table->ahead.items[i];
            table->ahead.items[i] = spare;
            spare = old;
        }
    }
    record_copy_free(&spare);
}

static void make_header(struct table *table)
{
    size_t count = table->layout.headers;
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        size_t fields = table->headers.items[i].record.count;
        width = fields > width ? fields : width;
    }
    size_t *ends = memory_new((width + 1) * sizeof(*ends));
    memory_free(table->names);
    table->names = memory_new((width + 1) * sizeof(*table->names));
    buffer_clear(&table->texts);
    for (size_t i = 0; i < width; i++) {
        layout_name(table->headers.items, count, i, &table->texts);
        ends[i] = table->texts.length;
    }
    for (size_t i = 0; i < width; i++) {
        size_t start = i == 0 ? 0 : ends[i - 1];
        table->names[i] = (struct text){ table->texts.bytes + start, ends[i] - start };
    }
    memory_free(ends);
    table->header = (struct csv_record){ 0 };
    if (count > 0) {
        table->header = table->headers.items[0].record;
    }
    table->header.fields = table->names;
    table->header.count = width;
}

/* The table that begins among the records read ahead. */
static void begin_table(struct table *table, size_t width, int headers)
{
    layout_find(table->ahead.items, table->ahead.count, width, headers, &table->layout, table->profile);
    const struct layout *layout = &table->layout;
    table->headers.count = 0;
    for (size_t i = 0; i < layout->headers; i++) {
        records_add(&table->headers, &table->ahead.items[layout->first + i].record);
    }
    for (size_t i = 0; i < layout->first + layout->passed; i++) {
        size_t at = i < layout->first ? i : i + layout->headers;
        table->facts.above_lines += table->ahead.items[at].record.lines;
    }
    for (size_t i = 0; i < layout->first; i++) {
        records_add(&table->titles, &table->ahead.items[i].record);
    }
    table->ahead_next = layout->first + layout->headers + layout->passed;
    make_header(table);
    table->facts.headers = layout->headers;
    table->facts.headers_doubtful = layout->doubtful;
    table->facts.width = layout->width;
    table->facts.first_line = layout->first < table->ahead.count ? table->ahead.items[layout->first].record.line : 0;
    /* The copies stay when they are read: enough of them to know a row's cells again. */
    size_t rows = table->ahead.count - table->ahead_next;
    const struct record_copy *sample = rows > 0 ? table->ahead.items + table->ahead_next : NULL; /* of an empty file not even the array is there */
    boundary_watch(&table->watch, table->profile, &table->headers, sample, rows < SAMPLE_ROWS ? rows : SAMPLE_ROWS);
    waiting_begin_table(&table->waiting);
}

/* The same; `header_needed`: the first row is taken for a header when none is found. */
static void begin_layout(struct table *table, size_t width, int headers, bool header_needed)
{
    int64_t above = table->facts.above_lines;
    size_t titles = table->titles.count;
    begin_table(table, width, headers);
    if (headers < 0 && header_needed && table->layout.headers == 0 && table->ahead.count > 0) {
        table->facts.above_lines = above;
        table->titles.count = titles;
        begin_table(table, width, 1);
    }
}

static const struct error *begin_file(struct table *table, const struct table_wish *wish)
{
    struct text head;
    bool whole;
    int64_t skipped = 0;
    TRY(csv_peek(table->csv, DIALECT_HEAD, &head, &whole));
    if (wish->skip > 0) {
        size_t bytes = title_lines_skip(head, wish->skip, &skipped, &table->titles);
        csv_skip(table->csv, bytes, skipped);
        table->facts.above_lines += skipped;
        head = (struct text){ head.bytes + bytes, head.length - bytes };
    }
    TRY(dialect_detect(head, whole, &wish->dialect, &table->found));
    if (table->found.declared > 0) {
        csv_skip(table->csv, table->found.declared, 1);
        table->facts.above_lines += 1;
    }
    csv_use(table->csv, &table->found.dialect);
    csv_expect(table->csv, table->found.width);
    TRY(read_ahead(table, LAYOUT_ROWS));
    if (wish->header_needed && table->ahead.count == 0) {
        return error_new(ERROR_FAILED, _("the file is empty"));
    }
    size_t half = table->ahead.count / 2;
    profile_make(table->ahead.items, half < LAYOUT_HEADERS_MAX ? half : LAYOUT_HEADERS_MAX, table->ahead.count, table->found.width, table->profile);
    resplit_ahead(table);
    begin_layout(table, table->found.width, wish->headers, wish->header_needed);
    table->facts.dialect = table->found.dialect;
    table->facts.dialect_doubtful = table->found.doubtful;
    table->facts.other = table->found.other;
    return NULL;
}

const struct error *table_open(const char *path, const struct table_wish *wish, struct hasher *hasher, struct table **out)
{
    struct table *table SCOPED_TABLE = memory_new(sizeof(*table));
    TRY(source_open(path, wish->encoding, hasher, &table->source));
    table->csv = csv_new(table->source, CSV_CHUNK);
    table->profile = memory_new(sizeof(*table->profile));
    const struct error *error = begin_file(table, wish);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    *out = table;
    table = NULL;
    return NULL;
}

void table_ask(struct table *table, const struct opinions *opinions)
{
    table->watch.opinions = *opinions;
}

const struct error *table_next(struct table *table, struct csv_record *out, bool *more_out)
{
    for (;;) {
        *more_out = waiting_next(&table->waiting, out);
        if (*more_out || table->waiting.ended) {
            return NULL;
        }
        TRY(pull(table, out, more_out));
        if (!*more_out) {
            waiting_end(&table->waiting, table->layout.width);
            continue;
        }
        enum boundary kind = boundary_of(&table->watch, out, waiting_is_apart(&table->waiting));
        if (out->line == table->facts.first_line) {
            kind = BOUNDARY_ROW; /* a table without a header begins with it */
        }
        if (waiting_passes(&table->waiting, kind)) {
            return NULL;
        }
        waiting_hold(&table->waiting, out, kind, table->layout.width);
    }
}

int64_t table_following(const struct table *table)
{
    return table->waiting.follows ? table->waiting.held.items[table->waiting.released].record.line : 0;
}

/* Empty cells at the end of one make no difference. */
static bool is_same(const struct csv_record *one, const struct csv_record *other)
{
    for (size_t i = 0; i < one->count || i < other->count; i++) {
        struct text a = i < one->count ? text_trim(one->fields[i]) : TEXT_EMPTY;
        struct text b = i < other->count ? text_trim(other->fields[i]) : TEXT_EMPTY;
        if (!text_equal_nocase(a, b)) {
            return false;
        }
    }
    return true;
}

bool table_following_is_same(const struct table *table)
{
    if (!table->waiting.follows || table->headers.count == 0) {
        return false;
    }
    const struct csv_record *first = &table->headers.items[0].record;
    const struct csv_record *next = &table->waiting.held.items[table->waiting.released].record;
    return is_same(first, next);
}

/* What was read of the table that follows was read as of the one before: its bytes, blank lines and all, to be read anew. */
static int64_t text_of_following(const struct table *table, struct buffer *out)
{
    int64_t first = table_following(table);
    int64_t line = first;
    size_t held = table->waiting.held.count - table->waiting.released;
    size_t ahead = table->ahead.count - table->ahead_next;
    for (size_t i = 0; i < held + ahead; i++) {
        const struct record_copy *copy = i < held ? &table->waiting.held.items[table->waiting.released + i] : &table->ahead.items[table->ahead_next + i - held];
        for (; line < copy->record.line; line++) {
            buffer_add_byte(out, '\n');
        }
        buffer_add(out, copy->record.raw);
        buffer_add_byte(out, '\n');
        line += copy->record.lines;
    }
    return first;
}

static const struct error *read_following(struct table *table, size_t width)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    int64_t first = text_of_following(table, &text);
    struct csv *csv SCOPED_CSV = csv_new(source_of_text(buffer_text(&text)), CSV_CHUNK);
    struct csv_record record;
    bool more = true;
    csv_use(csv, &table->found.dialect);
    csv_expect(csv, width);
    table->ahead.count = 0;
    table->ahead_next = 0;
    while (more) {
        TRY(csv_next(csv, &record, &more));
        if (more) {
            record.line += first - 1;
            records_add(&table->ahead, &record);
        }
    }
    csv_expect(table->csv, width);
    return read_ahead(table, FOLLOWING_ROWS);
}

const struct error *table_begin_following(struct table *table)
{
    CHECK(table->waiting.follows && table->waiting.next == table->waiting.released);
    bool same = table_following_is_same(table);
    size_t width = table->waiting.held.items[table->waiting.released].record.count;
    TRY(read_following(table, width));
    /* Of a header of several rows perhaps not all stand here again: what is under them is a row. */
    int headers = same ? 1 : -1;
    while (same && headers < (int)table->layout.headers && headers < (int)table->ahead.count &&
           is_same(&table->headers.items[headers].record, &table->ahead.items[headers].record)) {
        headers++;
    }
    begin_layout(table, width, headers, true);
    for (size_t i = 0; i < table->layout.headers; i++) {
        table->facts.header_lines += table->headers.items[i].record.lines;
    }
    return NULL;
}

const struct error *table_next_joined(struct table *table, struct csv_record *out, bool *more_out)
{
    for (;;) {
        TRY(table_next(table, out, more_out));
        if (*more_out || !table->waiting.follows) {
            return NULL;
        }
        if (!table_following_is_same(table)) {
            return error_new(ERROR_FAILED, _("line %lld: a second table with other columns begins here; give each table a file of its own "
                                             "(dumisake preview --table 2 prints it)"),
                             (long long)table_following(table));
        }
        TRY(table_begin_following(table));
    }
}

const struct csv_record *table_header(const struct table *table)
{
    return &table->header;
}

void table_facts(const struct table *table, struct table_facts *out)
{
    *out = table->facts;
    out->encoding = source_encoding(table->source);
    out->mark = source_mark(table->source);
    out->blank_lines = csv_blank_lines(table->csv);
    out->footer_line = table->waiting.below_line;
    out->footer_lines = table->waiting.below_lines;
}

const struct records *table_titles(const struct table *table)
{
    return &table->titles;
}

int64_t table_size(const struct table *table)
{
    return source_size(table->source);
}

int64_t table_bytes(const struct table *table)
{
    return source_bytes(table->source);
}

int64_t table_skipped(const struct table *table)
{
    return csv_blank_lines(table->csv) + table->facts.above_lines + table->waiting.below_lines + table->facts.header_lines;
}

/* Where a row is that is no applicant. */
#include "programme/set_aside.h"

#include "base/memory.h"
#include "store/query.h"

enum { DIGITS_LEAST = 6 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_part(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Whole: not within a longer number or word. */
static bool stands_in(struct text raw, struct text number)
{
    for (size_t i = 0; i + number.length <= raw.length; i++) {
        size_t end = i + number.length;
        if (memcmp(raw.bytes + i, number.bytes, number.length) == 0 && (i == 0 || !is_part(raw.bytes[i - 1])) && (end == raw.length || !is_part(raw.bytes[end]))) {
            return true;
        }
    }
    return false;
}

bool set_aside_number(struct text number)
{
    size_t digits = 0;
    for (size_t i = 0; i < number.length; i++) {
        digits += is_digit(number.bytes[i]) ? 1 : 0;
    }
    return digits >= DIGITS_LEAST;
}

void set_aside_rows_free(struct set_aside_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        buffer_free(&rows->items[i].file_name);
        buffer_free(&rows->items[i].codes);
    }
    memory_free(rows->items);
    *rows = (struct set_aside_rows){ 0 };
}

static void add(struct set_aside_rows *rows, struct query *query)
{
    struct text findings = query_text(query, 3);
    rows->items = memory_grow(rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
    struct set_aside_row *row = &rows->items[rows->count++];
    *row = (struct set_aside_row){ .id = query_integer(query, 0), .line = query_integer(query, 2) };
    buffer_add(&row->file_name, query_text(query, 1));
    while (findings.length > 0) {
        struct text line = text_split(&findings, '\n');
        buffer_add_byte(&row->codes, ' ');
        buffer_add(&row->codes, text_split(&line, '\t'));
    }
}

const struct error *set_aside_find(struct store *store, int year, struct text number, struct set_aside_rows *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct set_aside_rows rows SCOPED_SET_ASIDE_ROWS = { 0 };
    bool row;
    TRY(query_open(store,
                   "SELECT s.id, i.file_name, s.line, s.findings, s.raw FROM set_aside AS s JOIN import AS i ON i.id = s.import_id "
                   "WHERE ?1 IN (0, i.year) AND s.erased IS NULL AND instr(s.raw, ?2) > 0 ORDER BY s.id",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_text(query, 2, number);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (set_aside_number(number) && stands_in(query_text(query, 4), number)) {
            add(&rows, query);
        }
    }
    MEMORY_GIVE(out, rows);
    return NULL;
}

void set_aside_print(const struct set_aside_rows *rows, struct buffer *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct set_aside_row *row = &rows->items[i];
        buffer_format(out, "%s%.*s:%lld:%s", i == 0 ? "" : "; ", TEXT_ARG(buffer_text(&row->file_name)), (long long)row->line, buffer_string(&row->codes));
    }
}

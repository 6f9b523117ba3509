#include "figures.h"

#include "base/language.h"
#include "base/memory.h"

static void copy_value(char *to, size_t size, struct text from)
{
    struct text cut = text_cut(from, size - 1);
    memcpy(to, cut.bytes == NULL ? "" : cut.bytes, cut.length);
    to[cut.length] = '\0';
}

/* "2026-11-22T10:00:00Z"; 1 when it is not a time, since 0 would mean now to libxlsxwriter. */
static int64_t utc_of(struct text at)
{
    struct day day;
    int64_t hours;
    int64_t minutes;
    int64_t seconds;
    if (at.length != 20 || !day_parse_iso((struct text){ at.bytes, 10 }, &day) ||
        !text_to_integer((struct text){ at.bytes + 11, 2 }, &hours) || !text_to_integer((struct text){ at.bytes + 14, 2 }, &minutes) ||
        !text_to_integer((struct text){ at.bytes + 17, 2 }, &seconds) || day.number <= 0) {
        return 1;
    }
    return (int64_t)day.number * 86400 + hours * 3600 + minutes * 60 + seconds;
}

static const struct error *read_entry(struct store *store, const char *sql, struct ledger_state *state)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text value;
    bool row;
    TRY(query_open(store, sql, &query));
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_FAILED, _("the ledger has no entries yet"));
    }
    struct text entry = query_text(query, 1);
    state->entries = query_integer(query, 0) + 1;
    if (entry_get(entry, "day", &value)) {
        copy_value(state->day, sizeof(state->day), value);
    }
    if (entry_get(entry, "id", &value)) {
        copy_value(state->id, sizeof(state->id), value);
    }
    if (entry_get(entry, "at", &value)) {
        state->utc = utc_of(value);
    }
    state->single_operator = entry_get(entry, "officer", &value) && text_equal(value, TEXT("-"));
    return NULL;
}

const struct error *ledger_state_read(struct store *store, struct ledger_state *out)
{
    struct ledger_state state = { 0 };
    struct query *head SCOPED_QUERY = NULL;
    struct buffer hex SCOPED_BUFFER = { 0 };
    int64_t alone;
    bool row;
    TRY(read_entry(store, "SELECT position, text FROM journal ORDER BY position LIMIT 1", &state));
    TRY(read_entry(store, "SELECT position, text FROM journal ORDER BY position DESC LIMIT 1", &state));
    TRY(query_one_integer(store, "SELECT count(*) FROM approval WHERE mode = 'single-operator'", &alone));
    state.single_operator = state.single_operator || alone > 0;
    TRY(query_open(store, "SELECT root FROM tree_head ORDER BY size DESC LIMIT 1", &head));
    TRY(query_step(head, &row));
    if (row) {
        struct text root = query_bytes(head, 0);
        buffer_add_hex(&hex, (const uint8_t *)root.bytes, root.length);
        copy_value(state.root, sizeof(state.root), buffer_text(&hex));
    }
    *out = state;
    return NULL;
}

const struct error *figures_read(struct store *store, int year, struct year_figures **out, size_t *count_out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct year_figures *years SCOPED_MEMORY = NULL;
    size_t capacity = 0;
    size_t count = 0;
    bool row;
    TRY(query_open(store, "SELECT * FROM sheet_ringkasan WHERE ?1 IN (0, tahun) ORDER BY tahun", &query));
    CHECK(query_columns(query) == FIGURE_COUNT + 1);
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        years = memory_grow(years, count, &capacity, sizeof(*years));
        years[count] = (struct year_figures){ .year = (int)query_integer(query, 0) };
        for (int i = 0; i < FIGURE_COUNT; i++) {
            years[count].value[i] = query_integer(query, i + 1);
        }
        count += 1;
    }
    if (count == 0 && year != 0) {
        return error_new(ERROR_REFUSED, _("the ledger has no programme year %d"), year);
    }
    *out = years;
    *count_out = count;
    years = NULL;
    return NULL;
}

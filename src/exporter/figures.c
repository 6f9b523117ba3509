#include "figures.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/programme.h"

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
    if (entry_get(entry, "id", &value)) {
        copy_value(state->id, sizeof(state->id), value);
    }
    if (entry_get(entry, "at", &value)) {
        state->utc = utc_of(value);
        copy_value(state->at, sizeof(state->at), value);
    }
    state->single_operator = entry_get(entry, "officer", &value) && text_equal(value, TEXT("-"));
    return NULL;
}

/* The day that tests age by (view audit_day): a decree's entry has the decree's own day, and that of an issue is when paper was handed out: they must not date the papers. */
static const struct error *read_last_day(struct store *store, struct ledger_state *state)
{
    struct buffer day SCOPED_BUFFER = { 0 };
    int64_t number;
    TRY(query_one_integer(store, "SELECT day FROM audit_day", &number));
    day_print((struct day){ (int32_t)number }, &day);
    copy_value(state->last_day, sizeof(state->last_day), buffer_text(&day));
    return NULL;
}

const struct error *ledger_state_read(struct store *store, const struct day *as_of, struct ledger_state *out)
{
    struct ledger_state state = { 0 };
    struct query *head SCOPED_QUERY = NULL;
    struct buffer hex SCOPED_BUFFER = { 0 };
    struct buffer day SCOPED_BUFFER = { 0 };
    int64_t alone;
    bool row;
    TRY(read_entry(store, "SELECT position, text FROM journal ORDER BY position LIMIT 1", &state));
    TRY(read_entry(store, "SELECT position, text FROM journal ORDER BY position DESC LIMIT 1", &state));
    TRY(query_one_integer(store, "SELECT count(*) FROM approval WHERE mode = 'single-operator'", &alone));
    state.single_operator = state.single_operator || alone > 0;
    TRY(read_last_day(store, &state));
    TRY(query_open(store, "SELECT root FROM tree_head ORDER BY size DESC LIMIT 1", &head));
    TRY(query_step(head, &row));
    if (row) {
        struct text root = query_bytes(head, 0);
        buffer_add_hex(&hex, (const uint8_t *)root.bytes, root.length);
        copy_value(state.root, sizeof(state.root), buffer_text(&hex));
    }
    if (as_of != NULL) {
        day_print(*as_of, &day);
    }
    copy_value(state.day, sizeof(state.day), as_of != NULL ? buffer_text(&day) : text_of(state.last_day));
    *out = state;
    return NULL;
}

/* "Dumisake UMKM 2022, Dumisake UMKM 2023": as the newest rules of each year have it. */
const struct error *programme_names(struct store *store, const struct year_figures *years, size_t count, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT text FROM programme_version WHERE year = ?1 ORDER BY id DESC LIMIT 1", &query));
    for (size_t i = 0; i < count; i++) {
        struct programme programme SCOPED_PROGRAMME = { 0 };
        query_bind_integer(query, 1, years[i].year);
        TRY(query_step(query, &row));
        if (row) {
            TRY(programme_parse_stored("programme", query_text(query, 0), &programme));
            buffer_format(out, "%s%s", out->length == 0 ? "" : ", ", programme.name);
        }
        query_reset(query);
    }
    return NULL;
}

void figures_free(struct year_figures *years, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        memory_free(years[i].value);
    }
    memory_free(years);
}

static int column_named(struct query *query, const char *name)
{
    int i = 0;
    while (strcmp(query_column_name(query, i), name) != 0) {
        i++;
    }
    return i; /* layout_check found it in the view */
}

static void take_year(struct query *query, const struct layout *layout, struct year_figures *out)
{
    *out = (struct year_figures){ .year = (int)query_integer(query, 0), .value = memory_new((layout->control_count + 1) * sizeof(*out->value)) };
    for (size_t i = 0; i < layout->control_count; i++) {
        const char *ledger = layout->controls[i].ledger;
        out->value[i] = ledger == NULL ? 0 : query_integer(query, column_named(query, ledger));
    }
}

const struct error *figures_read(struct store *store, const struct layout *layout, int year, struct year_figures **out, size_t *count_out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct year_figures *years = NULL;
    size_t capacity = 0;
    size_t count = 0;
    const struct error *error;
    bool row = true;
    TRY(query_open(store, "SELECT * FROM sheet_ringkasan WHERE ?1 IN (0, tahun) ORDER BY tahun", &query));
    query_bind_integer(query, 1, year);
    while ((error = query_step(query, &row)) == NULL && row) {
        years = memory_grow(years, count, &capacity, sizeof(*years));
        take_year(query, layout, &years[count++]);
    }
    if (error == NULL && count == 0 && year != 0) {
        error = error_new(ERROR_REFUSED, _("the ledger has no programme year %d"), year);
    }
    if (error != NULL) {
        figures_free(years, count);
        return error;
    }
    *out = years;
    *count_out = count;
    return NULL;
}

#include "ledger/refusal.h"

#include "base/error.h"
#include "store/query.h"

enum { REFUSALS_AN_HOUR = 10 };

const char *refusal_cause_name(enum refusal_cause cause)
{
    static const char *const names[] = {
        [REFUSAL_NONE] = "-",      [REFUSAL_INACTIVE] = "inactive", [REFUSAL_KEY] = "key",
        [REFUSAL_ROLE] = "role",   [REFUSAL_REGION] = "region",     [REFUSAL_FOUR_EYES] = "four-eyes",
    };
    return names[cause];
}

static const struct error *count_lately(struct journal *journal, struct text name, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer since SCOPED_BUFFER = { 0 };
    bool row;
    utc_print(journal->event.utc - 3600, &since);
    TRY(query_open(journal->store, "SELECT count(*) FROM refusal WHERE name = ?1 AND at > ?2", &query));
    query_bind_text(query, 1, name);
    query_bind_text(query, 2, buffer_text(&since));
    TRY(query_step(query, &row));
    *out = query_integer(query, 0);
    return NULL;
}

const struct error *refusal_record(struct journal *journal, struct text name, struct text command, enum refusal_cause cause, bool *recorded_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer at SCOPED_BUFFER = { 0 };
    int64_t lately;
    int64_t position;
    CHECK(cause != REFUSAL_NONE && journal->event.officer == NULL);
    TRY(count_lately(journal, name, &lately));
    *recorded_out = lately < REFUSALS_AN_HOUR;
    if (!*recorded_out) {
        return NULL;
    }
    entry_begin(journal, "refusal");
    entry_add(journal, "name", name);
    entry_add(journal, "command", command);
    entry_add(journal, "cause", text_of(refusal_cause_name(cause)));
    TRY(journal_append(journal, &position));
    utc_print(journal->event.utc, &at);
    TRY(query_open(journal->store, "INSERT INTO refusal (position, name, at, command, cause) VALUES (?1, ?2, ?3, ?4, ?5)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_text(insert, 2, name);
    query_bind_text(insert, 3, buffer_text(&at));
    query_bind_text(insert, 4, command);
    query_bind_text(insert, 5, text_of(refusal_cause_name(cause)));
    return query_run(insert);
}

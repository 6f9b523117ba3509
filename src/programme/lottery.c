#include "programme/lottery.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

void lottery_free(struct lottery *lottery)
{
    buffer_free(&lottery->seed);
    buffer_free(&lottery->source);
    *lottery = (struct lottery){ 0 };
}

const struct error *lottery_load(struct store *store, int year, struct lottery *out)
{
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT l.position, l.day, l.tickets, l.digest, coalesce(d.position, 0), d.day, d.seed, d.source FROM lottery AS l "
                   "LEFT JOIN lottery_draw AS d ON d.lottery = l.position WHERE l.year = ?1 ORDER BY l.position DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    TRY(query_step(query, &row));
    if (row) {
        lottery.position = query_integer(query, 0);
        lottery.day = (struct day){ (int32_t)query_integer(query, 1) };
        lottery.tickets = query_integer(query, 2);
        if (!digest_from(query_bytes(query, 3), &lottery.digest)) {
            return error_new(ERROR_UNVERIFIED, _("table lottery is damaged; run `dumisake verify`"));
        }
        lottery.draw = query_integer(query, 4);
        lottery.draw_day = (struct day){ (int32_t)query_integer(query, 5) };
        buffer_add(&lottery.seed, query_text(query, 6));
        buffer_add(&lottery.source, query_text(query, 7));
    }
    MEMORY_GIVE(out, lottery);
    return NULL;
}

void lottery_ticket(struct text salt, struct nik nik, struct digest *out)
{
    struct buffer canonical SCOPED_BUFFER = { 0 };
    buffer_add(&canonical, TEXT("nik "));
    nik_print(nik, &canonical);
    digest_of(salt, buffer_text(&canonical), out);
}

void lottery_rank(const struct lottery *lottery, struct text ticket, struct digest *out)
{
    digest_of(buffer_text(&lottery->seed), ticket, out);
}

const struct error *lottery_check_drawn(const struct lottery *lottery, int year)
{
    if (lottery->position == 0) {
        return error_new(ERROR_REFUSED, _("the order of %d is told by a lottery, and no tickets were published yet; type `dumisake --year %d lottery publish tickets.csv`"),
                         year, year);
    }
    if (lottery->draw == 0) {
        return error_new(ERROR_REFUSED,
                         _("the lottery of %d is not drawn yet; when an outsider has named the seed, type `dumisake --year %d lottery draw --seed TEXT --source TEXT`"),
                         year, year);
    }
    return NULL;
}

static int compare_digests(const void *a, const void *b)
{
    return memcmp(a, b, DIGEST_BYTES);
}

/* A drawn lottery holds as long as somebody with a ticket may still be paid by it: otherwise it could be drawn again and
 * again until the right people win. */
static const struct error *check_nobody_waits(struct store *store, const struct lottery *lottery, int year)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    if (lottery->draw == 0) {
        return NULL;
    }
    TRY(query_open(store,
                   "SELECT 1 FROM lottery_ticket AS t JOIN applicant AS a ON a.id = t.applicant_id WHERE t.lottery = ?1 AND a.nik IS NOT NULL "
                   "AND coalesce((SELECT d.status FROM decision AS d WHERE d.applicant_id = a.id ORDER BY d.evaluation_id DESC LIMIT 1), 1) < 3 "
                   "AND NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 6) "
                   "AND NOT EXISTS (SELECT 1 FROM applicant AS o JOIN payout AS q ON q.applicant_id = o.id "
                   "WHERE o.no_kk = a.no_kk AND q.year = a.year AND q.account_id IN (2, 3, 4, 5)) "
                   "AND NOT EXISTS (SELECT 1 FROM erased_grant AS g WHERE g.no_kk = a.no_kk AND g.year = a.year AND g.account_id BETWEEN 2 AND 5) LIMIT 1",
                   &query));
    query_bind_integer(query, 1, lottery->position);
    TRY(query_step(query, &row));
    return row ? error_new(ERROR_REFUSED, _("the lottery of %d was drawn and there are people with its tickets who wait; it holds until nobody does"), year) : NULL;
}

/* A new lottery's tickets in the order of the applicants' ids; salts and tickets side by side. */
struct tickets {
    int64_t *applicants;
    struct digest *tickets;
    uint8_t *salts;
    size_t count;
};

static void tickets_free(struct tickets *tickets)
{
    memory_free(tickets->applicants);
    memory_free(tickets->tickets);
    memory_free(tickets->salts);
}

static const struct error *tickets_make(struct store *store, int year, struct tickets *tickets)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    size_t ticket_capacity = 0;
    size_t salt_capacity = 0;
    bool row;
    TRY(query_open(store, "SELECT id, nik FROM applicant NOT INDEXED WHERE year = ?1 AND nik IS NOT NULL ORDER BY id", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        size_t at = tickets->count;
        tickets->applicants = memory_grow(tickets->applicants, at, &capacity, sizeof(*tickets->applicants));
        tickets->tickets = memory_grow(tickets->tickets, at, &ticket_capacity, sizeof(*tickets->tickets));
        tickets->salts = memory_grow(tickets->salts, at, &salt_capacity, SALT_BYTES);
        uint8_t *salt = tickets->salts + at * SALT_BYTES;
        random_fill(salt, SALT_BYTES);
        tickets->applicants[at] = query_integer(query, 0);
        lottery_ticket((struct text){ (const char *)salt, SALT_BYTES }, (struct nik){ query_integer(query, 1) }, &tickets->tickets[at]);
        tickets->count += 1;
    }
}

static const struct error *tickets_store(struct store *store, const struct tickets *tickets, int64_t lottery)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store, "INSERT INTO lottery_ticket (lottery, applicant_id, salt, ticket) VALUES (?1, ?2, ?3, ?4)", &insert));
    for (size_t i = 0; i < tickets->count; i++) {
        query_bind_integer(insert, 1, lottery);
        query_bind_integer(insert, 2, tickets->applicants[i]);
        query_bind_bytes(insert, 3, tickets->salts + i * SALT_BYTES, SALT_BYTES);
        query_bind_bytes(insert, 4, tickets->tickets[i].bytes, DIGEST_BYTES);
        TRY(query_run(insert));
    }
    return NULL;
}

static const struct error *record_publication(struct journal *journal, int year, struct lottery *lottery)
{
    struct query *insert SCOPED_QUERY = NULL;
    entry_begin(journal, "lottery");
    entry_add_integer(journal, "year", year);
    entry_add_integer(journal, "tickets", lottery->tickets);
    entry_add_digest(journal, "tickets-digest", &lottery->digest);
    TRY(journal_append(journal, &lottery->position));
    TRY(query_open(journal->store, "INSERT INTO lottery (position, year, day, tickets, digest) VALUES (?1, ?2, ?3, ?4, ?5)", &insert));
    query_bind_integer(insert, 1, lottery->position);
    query_bind_integer(insert, 2, year);
    query_bind_integer(insert, 3, lottery->day.number);
    query_bind_integer(insert, 4, lottery->tickets);
    query_bind_bytes(insert, 5, lottery->digest.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *lottery_publish(struct journal *journal, int year, struct lottery *out, struct digest **tickets_out)
{
    struct tickets tickets __attribute__((cleanup(tickets_free))) = { 0 };
    struct lottery earlier SCOPED_LOTTERY = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { .day = journal->event.day };
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    TRY(lottery_load(journal->store, year, &earlier));
    TRY(check_nobody_waits(journal->store, &earlier, year));
    TRY(tickets_make(journal->store, year, &tickets));
    if (tickets.count == 0) {
        return error_new(ERROR_REFUSED, _("year %d has no applicants who could have a ticket; take them in with `dumisake import FILE`"), year);
    }
    struct digest *sorted SCOPED_MEMORY = memory_new(tickets.count * sizeof(*sorted));
    memcpy(sorted, tickets.tickets, tickets.count * sizeof(*sorted));
    qsort(sorted, tickets.count, sizeof(*sorted), compare_digests);
    for (size_t i = 0; i < tickets.count; i++) {
        hasher_add(hasher, digest_text(&sorted[i]));
    }
    hasher_finish(hasher, &lottery.digest);
    lottery.tickets = (int64_t)tickets.count;
    TRY(record_publication(journal, year, &lottery));
    TRY(tickets_store(journal->store, &tickets, lottery.position));
    MEMORY_GIVE(out, lottery);
    *tickets_out = sorted;
    sorted = NULL;
    return NULL;
}

/* The journal keeps the very bytes: anything that it would write otherwise is refused. */
static const struct error *take_text(const char *option, struct text typed, struct buffer *out)
{
    typed = text_trim(typed);
    if (typed.length == 0 || typed.length > LOTTERY_TEXT_MAX || text_control(typed) != typed.length || text_utf8_invalid(typed) != typed.length) {
        return error_new(ERROR_USAGE, _("%s: expected 1 to %u bytes of text without control characters"), option, LOTTERY_TEXT_MAX);
    }
    buffer_add(out, typed);
    return NULL;
}

static const struct error *record_draw(struct journal *journal, int year, struct lottery *lottery)
{
    struct query *insert SCOPED_QUERY = NULL;
    entry_begin(journal, "lottery-draw");
    entry_add_integer(journal, "lottery", lottery->position);
    entry_add_integer(journal, "year", year);
    entry_add(journal, "seed", buffer_text(&lottery->seed));
    entry_add(journal, "source", buffer_text(&lottery->source));
    TRY(journal_append(journal, &lottery->draw));
    TRY(query_open(journal->store, "INSERT INTO lottery_draw (position, lottery, day, seed, source) VALUES (?1, ?2, ?3, ?4, ?5)", &insert));
    query_bind_integer(insert, 1, lottery->draw);
    query_bind_integer(insert, 2, lottery->position);
    query_bind_integer(insert, 3, lottery->draw_day.number);
    query_bind_text(insert, 4, buffer_text(&lottery->seed));
    query_bind_text(insert, 5, buffer_text(&lottery->source));
    return query_run(insert);
}

const struct error *lottery_draw(struct journal *journal, int year, struct text seed, struct text source, struct lottery *out)
{
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    TRY(lottery_load(journal->store, year, &lottery));
    if (lottery.draw != 0) {
        return error_new(ERROR_REFUSED, _("the lottery of %d was drawn already (journal entry %lld); it is drawn once"), year, (long long)lottery.draw);
    }
    if (lottery.position == 0) {
        return error_new(ERROR_REFUSED, _("no tickets of %d were published yet; type `dumisake --year %d lottery publish tickets.csv`"), year, year);
    }
    if (journal->event.day.number < lottery.day.number) {
        struct buffer day SCOPED_BUFFER = { 0 };
        day_print(lottery.day, &day);
        return error_new(ERROR_REFUSED, _("the tickets were published on %s; the seed is named afterwards, not before"), buffer_string(&day));
    }
    TRY(take_text("--seed", seed, &lottery.seed));
    TRY(take_text("--source", source, &lottery.source));
    lottery.draw_day = journal->event.day;
    TRY(record_draw(journal, year, &lottery));
    MEMORY_GIVE(out, lottery);
    return NULL;
}

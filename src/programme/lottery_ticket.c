/* One person's ticket, and every ticket against its entry. */
#include "base/language.h"
#include "programme/lottery.h"
#include "projection.h"

static const struct error *count_before(struct store *store, const struct lottery *lottery, struct lottery_place *place)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT ticket FROM lottery_ticket WHERE lottery = ?1", &query));
    query_bind_integer(query, 1, lottery->position);
    place->place = 1;
    for (;;) {
        struct digest rank;
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        lottery_rank(lottery, query_bytes(query, 0), &rank);
        place->place += memcmp(rank.bytes, place->rank.bytes, DIGEST_BYTES) < 0 ? 1 : 0;
    }
}

const struct error *lottery_find(struct store *store, int year, int64_t applicant_id, struct lottery_place *out)
{
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    struct lottery_place place = { 0 };
    bool row;
    TRY(lottery_load(store, year, &lottery));
    TRY(query_open(store,
                   "SELECT t.salt, t.ticket, coalesce(m.nik, a.nik) FROM lottery_ticket AS t JOIN applicant AS a ON a.id = t.applicant_id "
                   "LEFT JOIN amendment AS m ON m.id = " VERSION_AFTER("t.lottery") " WHERE t.lottery = ?1 AND t.applicant_id = ?2",
                   &query));
    query_bind_integer(query, 1, lottery.position);
    query_bind_integer(query, 2, applicant_id);
    TRY(query_step(query, &row));
    if (row && !query_is_null(query, 0)) { /* the salt goes with an earlier NIK that was erased */
        struct text salt = query_bytes(query, 0);
        if (salt.length != SALT_BYTES || !digest_from(query_bytes(query, 1), &place.ticket)) {
            return error_new(ERROR_UNVERIFIED, _("table lottery is damaged; run `dumisake verify`"));
        }
        memcpy(place.salt, salt.bytes, SALT_BYTES);
        place.lottery = lottery.position;
        place.nik = (struct nik){ query_integer(query, 2) };
        place.tickets = lottery.tickets;
        if (lottery.draw != 0) {
            lottery_rank(&lottery, digest_text(&place.ticket), &place.rank);
            TRY(count_before(store, &lottery, &place));
        }
    }
    *out = place;
    return NULL;
}

/* The tickets of one lottery: `tickets` stands on the first of them, or of a later lottery. */
static const struct error *check_lottery(struct query *lottery, struct query *tickets, bool *row_inout)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct digest digest;
    int64_t count = 0;
    int64_t position = query_integer(lottery, 0);
    while (*row_inout && query_integer(tickets, 0) == position) {
        struct text salt = query_bytes(tickets, 2);
        bool erased = !query_is_null(tickets, 6);
        lottery_ticket(salt, (struct nik){ query_integer(tickets, 4) }, &digest);
        bool fits = erased ? salt.length == 0 : salt.length == SALT_BYTES && text_equal(query_bytes(tickets, 3), digest_text(&digest));
        if (!fits || query_integer(tickets, 5) != query_integer(lottery, 1)) {
            return error_new(ERROR_UNVERIFIED, _("table lottery_ticket: the ticket of applicant %lld is not the one of that person"),
                             (long long)query_integer(tickets, 1));
        }
        hasher_add(hasher, query_bytes(tickets, 3));
        count += 1;
        TRY(query_step(tickets, row_inout));
    }
    hasher_finish(hasher, &digest);
    return count == query_integer(lottery, 2) && text_equal(query_bytes(lottery, 3), digest_text(&digest))
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("table lottery_ticket: the tickets of lottery %lld are not those that its journal entry vouches for"), (long long)position);
}

const struct error *lottery_verify(struct store *store)
{
    struct query *lotteries SCOPED_QUERY = NULL;
    struct query *tickets SCOPED_QUERY = NULL;
    bool lottery;
    bool ticket;
    TRY(query_open(store, "SELECT position, year, tickets, digest FROM lottery ORDER BY position", &lotteries));
    TRY(query_open(store,
                   "SELECT t.lottery, t.applicant_id, t.salt, t.ticket, coalesce(m.nik, a.nik), a.year, t.erased FROM lottery_ticket AS t "
                   "JOIN applicant AS a ON a.id = t.applicant_id LEFT JOIN amendment AS m ON m.id = " VERSION_AFTER("t.lottery") " "
                   "ORDER BY t.lottery, t.ticket",
                   &tickets));
    TRY(query_step(tickets, &ticket));
    for (;;) {
        TRY(query_step(lotteries, &lottery));
        if (!lottery) {
            break;
        }
        TRY(check_lottery(lotteries, tickets, &ticket));
    }
    return ticket ? error_new(ERROR_UNVERIFIED, _("table lottery_ticket: rows without a lottery")) : NULL;
}

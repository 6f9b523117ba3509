#include "account_guard.h"

#include "base/language.h"
#include "base/memory.h"
#include "base/number_hints.h"
#include "programme/bank.h"
#include "store/query.h"

struct guard {
    struct store *store;
    const struct bars *bars;
    struct sending *sending;
    struct number_hints orders; /* by account number -> order, from 1 */
};

const struct error *account_was_typed(struct store *store, int64_t applicant_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer before SCOPED_BUFFER = { 0 };
    struct buffer now SCOPED_BUFFER = { 0 };
    bool typed = false; /* what became of the version in `before` */
    bool row;
    *out = false;
    TRY(query_open(store,
                   "SELECT account_file IS NULL, coalesce(bank, '') || char(10) || coalesce(no_rekening, '') || char(10) || coalesce(nama_rekening, '') FROM "
                   "(SELECT id, account_file, bank, no_rekening, nama_rekening FROM amendment WHERE applicant_id = ?1 "
                   "UNION ALL SELECT 9223372036854775807, NULL, bank, no_rekening, nama_rekening FROM applicant WHERE id = ?1) ORDER BY id",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    for (bool first = true;; first = false) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        buffer_clear(&now);
        buffer_add(&now, query_text(query, 1));
        *out = *out || (!first && typed && !text_equal(buffer_text(&before), buffer_text(&now)));
        typed = query_integer(query, 0) != 0;
        buffer_clear(&before);
        buffer_add(&before, buffer_text(&now));
    }
}

/* Of somebody else who has an order's account, as the register has that person now or had. */
struct holder {
    int64_t applicant_id;
    struct nik nik; /* of the version that stands */
    bool earlier;   /* the account is of an earlier version */
    struct text number; /* as it stands there: the order's, or the same but for zeros in front */
    struct applicant applicant;
};

static const struct error *has_grant(struct guard *guard, int64_t applicant_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(guard->store, "SELECT 1 FROM payout WHERE applicant_id = ?1 AND (account_id IN (3, 4) OR (account_id = 2 AND year = ?2)) LIMIT 1", &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, guard->sending->year);
    return query_step(query, out);
}

/* Both had the account when an officer took it from the holder: then the order's person is the one who keeps it. An account
 * that comes in a file after it was taken from another person is not decided so. */
static const struct error *was_left_to(struct guard *guard, const struct holder *holder, const struct transfer_order *order, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(guard->store,
                   "SELECT (SELECT max(position) FROM amendment WHERE applicant_id = ?1 AND ltrim(no_rekening, '0') = ltrim(?2, '0')) > "
                   "max((SELECT i.position FROM applicant AS a JOIN import AS i ON i.id = a.import_id WHERE a.id = ?3), "
                   "coalesce((SELECT max(position) FROM amendment WHERE applicant_id = ?3 AND account_file IS NOT NULL), 0))",
                   &query));
    query_bind_integer(query, 1, holder->applicant_id);
    query_bind_text(query, 2, text_of(order->account_number));
    query_bind_integer(query, 3, order->applicant_id);
    TRY(query_step(query, &row));
    *out = row && query_integer(query, 0) != 0;
    return NULL;
}

static const struct error *judge(struct guard *guard, const struct holder *holder, struct transfer_order *order)
{
    bool barred[BAR_COUNT];
    bool grant = false;
    bool decided = false;
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer reason = { 0 };
    (void)bars_find(guard->bars, &holder->applicant, barred);
    TRY(has_grant(guard, holder->applicant_id, &grant));
    if (!grant && !barred[BAR_LISTED] && !barred[BAR_WITHDRAWN]) {
        return NULL;
    }
    TRY(holder->earlier ? was_left_to(guard, holder, order, &decided) : NULL);
    TRY(holder->earlier && !decided ? account_was_typed(guard->store, order->applicant_id, &decided) : NULL);
    if (decided) {
        return NULL;
    }
    nik_print(holder->nik, &nik);
    buffer_format(&reason,
                  grant                 ? _("the account is also that of NIK %s, who has a grant; ")
                  : barred[BAR_LISTED]  ? _("the account is also that of NIK %s, who is on an exclusion list; ")
                                        : _("the account is also that of NIK %s, whose application was withdrawn; "),
                  buffer_string(&nik));
    if (!text_equal(holder->number, text_of(order->account_number))) {
        buffer_format(&reason, _("there it is written %.*s, which is the same but for zeros in front; "), TEXT_ARG(holder->number));
    }
    buffer_add_string(&reason, _("look whether they are one person, or give this one an own account with `dumisake amend NIK --set no_rekening=... --reason ...`, then send again"));
    order->held_back = reason.bytes;
    return NULL;
}

/* Columns of both statements. */
enum { HOLDER_APPLICANT, HOLDER_NIK, HOLDER_NIK_THEN, HOLDER_CARD, HOLDER_BANK, HOLDER_NUMBER };

static const struct error *look_through(struct guard *guard, bool earlier)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(guard->store,
                   earlier ? "SELECT v.applicant_id, a.nik, v.nik, v.no_kk, coalesce(v.bank, ''), v.no_rekening FROM amendment AS v "
                             "JOIN applicant AS a ON a.id = v.applicant_id WHERE v.no_rekening IS NOT NULL ORDER BY v.id"
                           : "SELECT id, nik, nik, no_kk, coalesce(bank, ''), no_rekening FROM applicant NOT INDEXED WHERE no_rekening IS NOT NULL ORDER BY id",
                   &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct text number = query_text(query, HOLDER_NUMBER);
        int64_t key = account_key(TEXT_EMPTY, account_significant(number));
        size_t at = 0;
        uint32_t found;
        while ((found = number_hints_next(&guard->orders, key, &at)) != 0) {
            struct transfer_order *order = &guard->sending->orders[found - 1];
            struct holder holder = { .applicant_id = query_integer(query, HOLDER_APPLICANT), .nik = { query_integer(query, HOLDER_NIK) }, .earlier = earlier, .number = number };
            bool same_person = holder.applicant_id == order->applicant_id || holder.nik.number == order->nik || query_integer(query, HOLDER_NIK_THEN) == order->nik;
            if (order->held_back != NULL || same_person ||
                !account_is(query_text(query, HOLDER_BANK), account_significant(number), text_of(order->bank_code), account_significant(text_of(order->account_number)))) {
                continue;
            }
            holder.applicant.id = holder.applicant_id;
            holder.applicant.fields[FIELD_NIK] = (struct value){ .kind = VALUE_INTEGER, .integer = holder.nik.number };
            holder.applicant.fields[FIELD_NO_KK] = (struct value){ .kind = VALUE_INTEGER, .integer = query_integer(query, HOLDER_CARD) };
            TRY(judge(guard, &holder, order));
        }
    }
}

const struct error *account_guard(struct store *store, const struct bars *bars, struct sending *sending)
{
    struct guard guard = { .store = store, .bars = bars, .sending = sending };
    CHECK(sending->count < UINT32_MAX);
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back == NULL) {
            number_hints_add(&guard.orders, account_key(TEXT_EMPTY, account_significant(text_of(order->account_number))), (uint32_t)i + 1);
        }
    }
    const struct error *error = look_through(&guard, false);
    if (error == NULL) {
        error = look_through(&guard, true);
    }
    number_hints_free(&guard.orders);
    return error;
}

/* What a sample is drawn from: every payout of the year, those of the population apart. */
#include "base/language.h"
#include "programme/sample.h"
#include "store/query.h"

bool sample_may_be_of(enum account account)
{
    return account == ACCOUNT_KOMITMEN || account == ACCOUNT_DALAM_PROSES || account == ACCOUNT_TERSALUR || account == ACCOUNT_RETUR;
}

static enum sample_fate fate_of(int64_t account, bool paid_again)
{
    return account >= ACCOUNT_KOMITMEN ? (enum sample_fate)(account - ACCOUNT_KOMITMEN + SAMPLE_KOMITMEN) : paid_again ? SAMPLE_REPAID : SAMPLE_CANCELLED;
}

static const struct error *take_payout(struct query *query, struct sample_frame *frame, struct sample_universe *universe)
{
    struct money amount;
    struct money back;
    struct money net;
    int64_t account = query_integer(query, 2);
    enum sample_fate fate = fate_of(account, query_integer(query, 6) != 0);
    bool sound = account >= ACCOUNT_ANGGARAN && account < ACCOUNT_COUNT && money_of(query_integer(query, 3), &amount) &&
                 money_of(query_integer(query, 4), &back) && money_subtract(amount, back, &net);
    if (!sound) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)query_integer(query, 0));
    }
    if (account == ACCOUNT_ANGGARAN) {
        net = (struct money){ 0 };
    }
    if (fate == universe->drawn_from && net.rupiah == 0) {
        fate = SAMPLE_NOTHING_LEFT;
    } else if (fate == universe->drawn_from) {
        TRY(sample_frame_add(frame, query_integer(query, 0), query_text(query, 1), query_integer(query, 5), net));
        universe->largest = net.rupiah > universe->largest.rupiah ? net : universe->largest;
    }
    universe->fates[fate].payouts += 1;
    CHECK(money_add(universe->fates[fate].amount, amount, &universe->fates[fate].amount));
    CHECK(money_add(universe->fates[fate].net, net, &universe->fates[fate].net));
    return NULL;
}

const struct error *sample_frame_read(struct store *store, int year, const struct sample_request *request, struct sample_frame *frame,
                                      struct sample_universe *universe_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    CHECK(sample_may_be_of(request->of));
    struct sample_universe universe = { .drawn_from = fate_of(request->of, false) };
    frame->seed = request->seed;
    TRY(query_open(store,
                   "SELECT p.id, p.reference, p.account_id, p.amount, coalesce(x.amount, 0), coalesce(a.kabupaten_usaha, 0), z.position IS NOT NULL "
                   "FROM payout AS p LEFT JOIN given_back AS x ON x.payout_id = p.id LEFT JOIN repayment AS z ON z.payout_id = p.id "
                   "LEFT JOIN applicant AS a ON a.id = p.applicant_id WHERE ?1 IN (0, p.year) ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        TRY(take_payout(query, frame, &universe));
    }
    *universe_out = universe;
    return NULL;
}

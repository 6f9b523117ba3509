#include "paper_lines.h"

#include "base/language.h"
#include "base/memory.h"
#include "payout_record.h"

/* A line is of the paper that is open, and of the batch that the paper is about. */
static const struct error *check_paper(const struct paper_trail *trail, const char *type, int64_t named, int64_t batch, int64_t position)
{
    const struct trail_paper *paper = &trail->paper;
    if (paper->type == NULL || strcmp(paper->type, type) != 0 || paper->position != named) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld does not stand behind the paper that it names"), (long long)position);
    }
    return paper->batch == 0 || paper->batch == batch
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("journal entry %lld moves a payout of batch %lld by a paper of batch %lld"), (long long)position, (long long)batch,
                           (long long)paper->batch);
}

static const struct error *count(struct paper_trail *trail, int which, int64_t amount, int64_t position)
{
    struct trail_paper *paper = &trail->paper;
    paper->seen[which] += 1;
    if (paper->seen[which] > paper->wanted[which] || __builtin_add_overflow(paper->sum, amount, &paper->sum)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is one more than entry %lld (%s) says"), (long long)position, (long long)paper->position, paper->type);
    }
    return NULL;
}

/* The reference follows from year, batch and sequence, so that no two payouts have one. */
static bool has_its_reference(const struct entry_lines *entry, int64_t year, int64_t batch, int64_t sequence)
{
    char room[PAYOUT_REFERENCE_BYTES];
    struct text reference = TEXT_EMPTY;
    const struct payout_record record = { .batch_id = batch, .sequence = sequence, .year = (int)year };
    (void)entry_lines_get(entry, "reference", &reference);
    return text_equal(reference, payout_reference(&record, room));
}

static const struct error *check_successor(struct paper_trail *trail, const struct trail_batch *batch, const struct trail_payout *payout, int64_t position)
{
    const struct trail_payout *bounced = trail->follows == 0 ? NULL : &trail->payouts[trail->follows - 1];
    bool fits = batch->repays ? bounced != NULL && bounced->applicant == payout->applicant && bounced->amount == payout->amount : bounced == NULL;
    trail->follows = 0;
    return fits ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld pays once more, and not the person or the amount that bounced"), (long long)position);
}

static const struct error *take_new(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    const struct trail_batch *batch = paper_batch(trail, entry);
    int64_t sequence = paper_number(entry, "sequence");
    struct trail_payout payout = { .amount = paper_number(entry, "amount"), .batch = paper_number(entry, "batch"), .applicant = paper_number(entry, "applicant"),
                                   .begin = position, .day = paper_day(entry, "day"), .account = ACCOUNT_KOMITMEN };
    if (paper_number(entry, "payout") != (int64_t)trail->payout_count + 1) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld speaks of payout %lld out of order"), (long long)position, (long long)paper_number(entry, "payout"));
    }
    TRY(batch == NULL ? check_paper(trail, "batch", -1, 0, position) : check_paper(trail, "batch", batch->position, payout.batch, position));
    CHECK(batch != NULL);
    if (sequence < 1 || sequence > batch->recipients || paper_number(entry, "year") != batch->year || !has_its_reference(entry, batch->year, payout.batch, sequence)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: year, sequence or reference are not those of a payout of batch %lld"), (long long)position,
                         (long long)payout.batch);
    }
    TRY(check_successor(trail, batch, &payout, position));
    payout.kept = payout.amount;
    payout.tiered = entry_lines_get(entry, "tier", &(struct text){ NULL, 0 });
    trail->payouts = memory_grow(trail->payouts, trail->payout_count, &trail->payout_capacity, sizeof(payout));
    trail->payouts[trail->payout_count++] = payout;
    return count(trail, 0, payout.amount, position);
}

static const struct error *not_earlier(const struct trail_payout *payout, int32_t day, int64_t position)
{
    return day < payout->day ? paper_too_early(position) : NULL;
}

static const struct error *take_repayment(struct paper_trail *trail, struct trail_payout *payout, int64_t position, const struct entry_lines *entry)
{
    const struct trail_batch *batch = paper_batch(trail, entry);
    TRY(batch == NULL ? check_paper(trail, "batch", -1, 0, position) : check_paper(trail, "batch", batch->position, paper_number(entry, "batch"), position));
    CHECK(batch != NULL);
    if (!batch->repays || paper_number(entry, "successor") != (int64_t)trail->payout_count + 1) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld pays once more in a batch that does not, or names another payout than the one that follows"), (long long)position);
    }
    trail->follows = paper_number(entry, "payout");
    payout->end = position;
    return not_earlier(payout, paper_day(entry, "day"), position);
}

/* What a recipient gave back is less than the whole: the payout stays paid. */
static const struct error *take_refund(struct trail_payout *payout, int64_t position, const struct entry_lines *entry)
{
    int64_t amount = paper_number(entry, "amount");
    TRY(not_earlier(payout, paper_day(entry, "day"), position));
    if (amount > payout->kept) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld gives back more than payout %lld was"), (long long)position, (long long)paper_number(entry, "payout"));
    }
    payout->kept -= amount;
    payout->account = payout->kept > 0 ? ACCOUNT_TERSALUR : ACCOUNT_SETOR_KEMBALI;
    payout->end = payout->kept > 0 ? 0 : position;
    return NULL;
}

/* Sent or answered: a line of a paper, of a day that the next one follows. */
static const struct error *take_line(struct paper_trail *trail, struct trail_payout *payout, const char *paper, const char *key, int which, int64_t position,
                                     const struct entry_lines *entry)
{
    TRY(check_paper(trail, paper, paper_number(entry, key), payout->batch, position));
    TRY(not_earlier(payout, paper_day(entry, "day"), position));
    payout->day = paper_day(entry, "day");
    return count(trail, which, payout->amount, position);
}

static const struct error *take_move(struct paper_trail *trail, struct trail_payout *payout, struct text type, int64_t position, const struct entry_lines *entry)
{
    bool paid = payout->account == ACCOUNT_TERSALUR;
    if (text_equal(type, TEXT("sent"))) {
        payout->sending = paper_number(entry, "sending");
        return take_line(trail, payout, "sending", "sending", 0, position, entry);
    }
    if (text_equal(type, TEXT("settlement"))) {
        return take_line(trail, payout, "bank-answer", "answer", paid ? 0 : 1, position, entry);
    }
    if (text_equal(type, TEXT("cancelled"))) {
        payout->end = position;
        return take_line(trail, payout, "cancellation", "cancellation", 0, position, entry);
    }
    if (text_equal(type, TEXT("repayment"))) {
        return take_repayment(trail, payout, position, entry);
    }
    if (text_equal(type, TEXT("deposit"))) {
        payout->end = position;
        return not_earlier(payout, paper_day(entry, "day"), position);
    }
    return error_new(ERROR_UNVERIFIED, _("journal entry %lld moves a payout in a way that does not exist"), (long long)position);
}

const struct error *paper_lines_take(struct paper_trail *trail, struct text type, int64_t position, const struct entry_lines *entry)
{
    struct text from_name = TEXT_EMPTY;
    struct text to_name = TEXT_EMPTY;
    enum account from = ACCOUNT_APBD;
    enum account to = ACCOUNT_APBD;
    int64_t id = paper_number(entry, "payout");
    if (text_equal(type, TEXT("payout"))) {
        return take_new(trail, position, entry);
    }
    if (id < 1 || (size_t)id > trail->payout_count) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld speaks of payout %lld out of order"), (long long)position, (long long)id);
    }
    struct trail_payout *payout = &trail->payouts[id - 1];
    bool read = entry_lines_get(entry, "from", &from_name) && account_parse(from_name, &from) && entry_lines_get(entry, "to", &to_name) && account_parse(to_name, &to);
    if (!read || payout->account != from) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld takes the money of payout %lld from where it is not"), (long long)position, (long long)id);
    }
    bool refund = text_equal(type, TEXT("refund"));
    if (paper_number(entry, "year") != trail->batches[payout->batch - 1].year || (!refund && paper_number(entry, "amount") != payout->amount)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld moves payout %lld with another amount or in another year"), (long long)position, (long long)id);
    }
    if (refund) {
        return take_refund(payout, position, entry);
    }
    payout->account = (uint8_t)to;
    return take_move(trail, payout, type, position, entry);
}

const struct error *paper_lines_report(const struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    enum account account;
    int64_t id = paper_number(entry, "payout");
    if (!paper_trail_account(trail, id, &account) || account != ACCOUNT_TERSALUR) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is a report of use of what was not paid"), (long long)position);
    }
    const struct trail_payout *payout = &trail->payouts[id - 1];
    if (paper_number(entry, "used") > payout->kept) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld accounts for more than was kept of payout %lld"), (long long)position, (long long)id);
    }
    TRY(not_earlier(payout, paper_day(entry, "day"), position));
    return paper_day(entry, "received") > paper_day(entry, "day") ? paper_too_early(position) : NULL;
}

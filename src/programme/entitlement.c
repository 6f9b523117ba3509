#include "entitlement.h"

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "judgement.h"
#include "ledger/journal.h"
#include "programme/bank.h"
#include "programme/erasure.h"
#include "register_walk.h"

/* The statement's columns; where a judgement or a tier may ask any field, the entry and the whole applicant follow. */
enum { GRANT_PAYOUT, GRANT_AMENDED, GRANT_ACCOUNT, GRANT_YEAR, GRANT_NIK, GRANT_CATEGORY, GRANT_KABKOTA, GRANT_KECAMATAN, GRANT_CARD, GRANT_ENTRY, GRANT_APPLICANT };

struct check {
    struct store *store;
    const struct paper_trail *trail;
    struct grant *grants;
    int64_t *hash_totals; /* by payout id - 1: that of its account when it was sent; -1: not known any more */
    struct programme programme;
    int64_t version; /* that programme is; 0 = none yet */
};

static void check_close(struct check *check)
{
    memory_free(check->grants);
    memory_free(check->hash_totals);
    programme_free(&check->programme);
}

static bool is_erased(const struct applicant *applicant)
{
    return applicant->fields[FIELD_NIK].kind == VALUE_MISSING;
}

/* What was paid to somebody who was erased since: by which of the amounts cannot be derived any more, but it is one of them. */
static bool is_an_amount(const struct programme *programme, struct money amount)
{
    bool is = false;
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        is = is || programme_pays(programme, (enum category)category, amount);
    }
    return is;
}

static const struct error *check_amount(const struct check *check, const struct applicant *applicant, struct text entry, int64_t payout)
{
    const struct trail_payout *paid = &check->trail->payouts[payout - 1];
    const struct programme *programme = &check->programme;
    struct text named = TEXT_EMPTY;
    struct money amount;
    bool sound = money_of(paid->amount, &amount) && (programme->tier_count > 0 || !paid->tiered);
    if (sound && is_erased(applicant)) {
        sound = is_an_amount(programme, amount);
    } else if (sound) {
        const struct tier *tier = programme->tier_count == 0 ? NULL : programme_tier(programme, applicant);
        (void)entry_get(entry, "tier", &named);
        sound = amount.rupiah == programme_amount(programme, applicant).rupiah && text_equal(named, tier == NULL ? TEXT_EMPTY : text_of(tier->code));
    }
    return sound ? NULL
                 : error_new(ERROR_UNVERIFIED, _("batch %lld: payout %lld is not of the amount that follows from the ledger and the rules of version %lld"),
                             (long long)paid->batch, (long long)payout, (long long)check->version);
}

static const struct error *check_eligible(const struct check *check, const struct judgement *judgement, const struct applicant *applicant, int64_t payout)
{
    const struct trail_payout *paid = &check->trail->payouts[payout - 1];
    struct verdict verdict;
    bool touched = false;
    judgement_of(judgement, applicant, &verdict);
    if (verdict.status == DECISION_ELIGIBLE) {
        return NULL;
    }
    TRY(erasure_touched(check->store, applicant->id, check->trail->batches[paid->batch - 1].position, &touched));
    return touched ? NULL
                   : error_new(ERROR_UNVERIFIED, _("batch %lld: the applicant of payout %lld was not eligible by the ledger and the rules of version %lld"),
                               (long long)paid->batch, (long long)payout, (long long)check->version);
}

/* Of the account that stood when the payout was sent. */
static const struct error *note_account(struct check *check, struct query *row, int64_t payout)
{
    const struct trail_payout *paid = &check->trail->payouts[payout - 1];
    struct query *version SCOPED_QUERY = NULL;
    struct applicant then;
    int64_t *out = &check->hash_totals[payout - 1];
    if (paid->sending == 0) {
        return NULL;
    }
    if (query_integer(row, GRANT_AMENDED) == 0) {
        *out = query_is_null(row, GRANT_NIK) ? -1 : account_hash(query_text(row, GRANT_ACCOUNT));
        return NULL;
    }
    TRY(register_version_open(check->store, paid->applicant, paid->sending, &version, &then));
    *out = is_erased(&then) ? -1 : account_hash(then.fields[FIELD_NO_REKENING].text);
    return NULL;
}

static void note_grant(struct grant *grant, const struct applicant *applicant)
{
    const struct value *kecamatan = &applicant->fields[FIELD_KECAMATAN_USAHA];
    *grant = (struct grant){
        .card = applicant_family_card(applicant).number,
        .kabkota = (int32_t)applicant->fields[FIELD_KABUPATEN_USAHA].integer,
        .kecamatan = kecamatan->kind == VALUE_INTEGER ? (int32_t)kecamatan->integer : 0,
        .category = (uint8_t)applicant->fields[FIELD_KATEGORI].integer,
    };
}

static void take_integer(struct query *row, int column, enum field field, struct applicant *out)
{
    if (!query_is_null(row, column)) {
        out->fields[field] = (struct value){ .kind = VALUE_INTEGER, .integer = query_integer(row, column) };
    }
}

/* No more than is looked at where there is neither a judgement nor a tier. */
static void read_few(struct query *row, struct applicant *out)
{
    *out = (struct applicant){ .year = (int)query_integer(row, GRANT_YEAR) };
    take_integer(row, GRANT_NIK, FIELD_NIK, out);
    take_integer(row, GRANT_CATEGORY, FIELD_KATEGORI, out);
    take_integer(row, GRANT_KABKOTA, FIELD_KABUPATEN_USAHA, out);
    take_integer(row, GRANT_KECAMATAN, FIELD_KECAMATAN_USAHA, out);
    take_integer(row, GRANT_CARD, FIELD_NO_KK, out);
}

static const struct error *check_grant(struct check *check, const struct judgement *judgement, bool whole, struct query *row)
{
    struct query *version SCOPED_QUERY = NULL;
    struct applicant applicant;
    int64_t payout = query_integer(row, GRANT_PAYOUT);
    const struct trail_payout *paid = &check->trail->payouts[payout - 1];
    const struct trail_batch *batch = &check->trail->batches[paid->batch - 1];
    if (query_integer(row, GRANT_AMENDED) != 0) {
        TRY(register_version_open(check->store, paid->applicant, batch->position, &version, &applicant));
    } else if (whole) {
        applicant_row_read(row, GRANT_APPLICANT, &applicant);
        TRY(applicant_check(&applicant));
    } else {
        read_few(row, &applicant);
        TRY(category_check(applicant.fields[FIELD_KATEGORI].integer, paid->applicant));
    }
    if (applicant.year != batch->year) {
        return error_new(ERROR_UNVERIFIED, _("batch %lld: the applicant of payout %lld is of another programme year"), (long long)paid->batch, (long long)payout);
    }
    note_grant(&check->grants[payout - 1], &applicant);
    TRY(note_account(check, row, payout));
    if (batch->repays) {
        return NULL;
    }
    TRY(check_amount(check, &applicant, whole ? query_text(row, GRANT_ENTRY) : TEXT_EMPTY, payout));
    return judgement == NULL || is_erased(&applicant) ? NULL : check_eligible(check, judgement, &applicant, payout);
}

#define GRANTS(more, from)                                                                                                          \
    "SELECT p.id, EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = a.id), a.no_rekening, a.year, a.nik, a.kategori, "     \
    "a.kabupaten_usaha, a.kecamatan_usaha, a.no_kk" more " FROM payout AS p CROSS JOIN applicant AS a ON a.id = p.applicant_id" from  \
    " WHERE p.id BETWEEN ?1 AND ?2 ORDER BY p.id"
#define GRANTS_WHOLE GRANTS(", j.text, " APPLICANT_ROW_COLUMNS, " CROSS JOIN journal AS j ON j.position = p.position")

static const struct error *check_grants(struct check *check, const struct trail_batch *batch, const struct judgement *judgement)
{
    struct query *rows SCOPED_QUERY = NULL;
    int64_t payout = batch->first;
    bool row;
    bool whole = judgement != NULL || check->programme.tier_count > 0;
    TRY(query_open(check->store, whole ? GRANTS_WHOLE : GRANTS("", ""), &rows));
    query_bind_integer(rows, 1, batch->first);
    query_bind_integer(rows, 2, batch->first + batch->recipients - 1);
    for (;; payout++) {
        TRY(query_step(rows, &row));
        if (!row) {
            break;
        }
        CHECK(query_integer(rows, GRANT_PAYOUT) == payout); /* the tables agree with the journal, and the batch with its payouts */
        TRY(check_grant(check, judgement, whole, rows));
    }
    return payout == batch->first + batch->recipients
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("table payout: the applicant of payout %lld is not in the register"), (long long)payout);
}

static const struct error *load_version(struct check *check, int64_t version)
{
    if (version != check->version) {
        programme_free(&check->programme);
        check->programme = (struct programme){ 0 };
        check->version = 0;
        TRY(programme_version_load(check->store, version, &check->programme));
        check->version = version;
    }
    return NULL;
}

/* The evaluation's own replay judged the same people by the same facts: it is the newest of its year, and the batch came right behind. */
static bool was_replayed(const struct paper_trail *trail, const struct trail_batch *batch)
{
    const struct trail_evaluation *evaluation = &trail->evaluations[batch->evaluation - 1];
    bool newest = true;
    for (size_t i = (size_t)batch->evaluation; i < trail->evaluation_count; i++) {
        newest = newest && trail->evaluations[i].year != batch->year;
    }
    return newest && batch->position == evaluation->position + 1;
}

static const struct error *check_batch(struct check *check, size_t number)
{
    const struct trail_batch *batch = &check->trail->batches[number];
    struct judgement judgement SCOPED_JUDGEMENT = { 0 };
    TRY(load_version(check, check->trail->evaluations[batch->evaluation - 1].version));
    if (batch->repays || was_replayed(check->trail, batch)) {
        TRY(check_grants(check, batch, NULL));
    } else {
        TRY(judgement_open(check->store, &check->programme, batch->position, &judgement));
        TRY(check_grants(check, batch, &judgement));
    }
    return batch->repays ? NULL : places_verify_batch(check->trail, check->grants, number, &check->programme);
}

/* A sending's control total is that of the accounts of then. Payouts of one sending stand together, and in the order of their ids. */
static const struct error *check_sendings(const struct check *check, int64_t *position_out)
{
    struct query *sendings SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(check->store, "SELECT position, batch_id, hash_total FROM sending ORDER BY position", &sendings));
    for (;;) {
        TRY(query_step(sendings, &row));
        if (!row) {
            return NULL;
        }
        int64_t position = query_integer(sendings, 0);
        const struct trail_batch *batch = &check->trail->batches[query_integer(sendings, 1) - 1];
        int64_t total = 0;
        bool known = true;
        for (int64_t payout = batch->first; payout < batch->first + batch->recipients; payout++) {
            bool here = check->trail->payouts[payout - 1].sending == position;
            known = known && (!here || check->hash_totals[payout - 1] >= 0);
            total = here ? (total + check->hash_totals[payout - 1]) % ACCOUNT_HASH_MODULUS : total;
        }
        if (known && total != query_integer(sendings, 2)) {
            *position_out = position;
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld: the hash total is not that of the accounts of what was sent"), (long long)position);
        }
    }
}

const struct error *entitlement_verify(struct store *store, const struct paper_trail *trail, int64_t *position_out)
{
    struct check check __attribute__((cleanup(check_close))) = { .store = store, .trail = trail };
    check.grants = memory_new((trail->payout_count + 1) * sizeof(*check.grants));
    check.hash_totals = memory_new((trail->payout_count + 1) * sizeof(*check.hash_totals));
    for (size_t i = 0; i < trail->batch_count; i++) {
        *position_out = trail->batches[i].position;
        TRY(check_batch(&check, i));
    }
    TRY(places_verify_people(trail, check.grants, position_out));
    return check_sendings(&check, position_out);
}

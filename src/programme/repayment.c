/* Bounced payouts once more: a batch of their own, to the accounts that were corrected. */
#include "base/language.h"
#include "base/memory.h"
#include "batch_record.h"
#include "payout_find.h"
#include "payout_record.h"
#include "programme/approval.h"
#include "programme/freeze.h"
#include "programme/money_back.h"
#include "store/query.h"

struct bounced {
    int64_t payout_id;
    int64_t applicant_id;
    int64_t nik;
    struct digest commitment;
    enum category category;
    int kabkota;
    struct money amount;
    struct day answered;
    bool same_account; /* the one that bounced */
    bool contradicted; /* the bank says now that it was paid */
};

struct bounced_list {
    struct bounced *items; /* in the order of the payouts */
    size_t count;
    size_t capacity;
};

static void list_free(struct bounced_list *list)
{
    memory_free(list->items);
}

/* Columns of the statement in list_load. */
enum { BOUNCED_PAYOUT, BOUNCED_AMOUNT, BOUNCED_APPLICANT, BOUNCED_NIK, BOUNCED_COMMITMENT, BOUNCED_CATEGORY, BOUNCED_KABKOTA, BOUNCED_ANSWERED, BOUNCED_SAME, BOUNCED_CONTRADICTED };

static const struct error *read_bounced(struct query *query, struct bounced *out)
{
    *out = (struct bounced){
        .payout_id = query_integer(query, BOUNCED_PAYOUT),
        .applicant_id = query_integer(query, BOUNCED_APPLICANT),
        .nik = query_integer(query, BOUNCED_NIK),
        .category = (enum category)query_integer(query, BOUNCED_CATEGORY),
        .kabkota = (int)query_integer(query, BOUNCED_KABKOTA),
        .answered = (struct day){ (int32_t)query_integer(query, BOUNCED_ANSWERED) },
        .same_account = query_integer(query, BOUNCED_SAME) != 0,
        .contradicted = query_integer(query, BOUNCED_CONTRADICTED) != 0,
    };
    if (!digest_from(query_bytes(query, BOUNCED_COMMITMENT), &out->commitment) || !money_of(query_integer(query, BOUNCED_AMOUNT), &out->amount) ||
        query_integer(query, BOUNCED_CATEGORY) < 1 || query_integer(query, BOUNCED_CATEGORY) > CATEGORY_COUNT) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld or its applicant is damaged; run `dumisake verify`"), (long long)out->payout_id);
    }
    return NULL;
}

/* Every bounced payout of the year. The account that bounced is that of the first version kept after the bank's answer: between
 * the sending and the answer nothing of a person is amended. */
static const struct error *list_load(struct store *store, int year, struct bounced_list *list)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT p.id, p.amount, a.id, a.nik, a.commitment, a.kategori, a.kabupaten_usaha, b.day, "
                   "m.id IS NULL OR (m.bank IS a.bank AND m.no_rekening IS a.no_rekening AND m.nama_rekening IS a.nama_rekening), "
                   "EXISTS (SELECT 1 FROM contradiction AS c WHERE c.applicant_id = p.applicant_id AND c.until IS NULL) "
                   "FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id "
                   "JOIN settlement AS s ON s.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id) "
                   "JOIN bank_answer AS b ON b.position = s.answer_position "
                   "LEFT JOIN amendment AS m ON m.id = (SELECT v.id FROM amendment AS v WHERE v.applicant_id = a.id AND v.position > s.position ORDER BY v.id LIMIT 1) "
                   "WHERE p.year = ?1 AND p.account_id = 5 ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        list->items = memory_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
        TRY(read_bounced(query, &list->items[list->count++]));
    }
}

static bool names(const struct repayment_choice *choice, int64_t nik)
{
    for (size_t i = 0; i < choice->nik_count; i++) {
        if (choice->niks[i].number == nik) {
            return true;
        }
    }
    return false;
}

/* Leaves those in the list who were chosen, and refuses a choice that cannot be. */
static const struct error *choose(struct store *store, int year, const struct repayment_choice *choice, struct bounced_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < choice->nik_count; i++) {
        struct found_payout payout;
        const struct payee payee = payee_of(choice->niks[i]);
        TRY(payout_find(store, year, &payee, ACCOUNT_RETUR, &payout)); /* says where the money is when it is elsewhere */
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct bounced *bounced = &list->items[i];
        bool same = bounced->same_account && !choice->same_account;
        if (choice->nik_count > 0 && !names(choice, bounced->nik)) {
            continue;
        }
        if (choice->nik_count > 0 && bounced->contradicted) {
            return error_new(ERROR_REFUSED, _("the bank called the bounced payout of NIK %lld paid since (B403); ask the bank, and settle its file that says bounced again before it is paid once more"),
                             (long long)bounced->nik);
        }
        if (choice->nik_count > 0 && same) {
            return error_new(ERROR_REFUSED, _("NIK %lld still has the account that bounced; give the right one with --account and --name, `dumisake amend` or `dumisake accounts`, "
                                              "or say --same-account when the bank confirms it"), (long long)bounced->nik);
        }
        if (!same && !bounced->contradicted) {
            list->items[kept++] = *bounced;
        }
    }
    list->count = kept;
    return NULL;
}

static const struct error *record_batch(struct journal *journal, const struct programme *programme, const struct payouts_moved *moved, int64_t batch_id)
{
    int64_t evaluation = 0;
    int64_t position;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(journal->store, "SELECT max(id) FROM evaluation WHERE year = ?1", &query));
    query_bind_integer(query, 1, programme->year);
    TRY(query_step(query, &row));
    evaluation = query_integer(query, 0);
    batch_begin(journal, programme, evaluation, batch_id);
    entry_add(journal, "order", TEXT("repayment"));
    entry_add_integer(journal, "recipients", moved->count);
    entry_add_integer(journal, "total", moved->amount.rupiah);
    TRY(journal_append(journal, &position));
    return batch_insert(journal, &(struct batch_record){ batch_id, position, programme->year, evaluation, moved->count, moved->amount });
}

static const struct error *free_money(struct journal *journal, int year, const struct bounced *bounced, int64_t successor, int64_t batch_id)
{
    struct query *insert SCOPED_QUERY = NULL;
    int64_t position;
    TRY(payout_day_check(journal, bounced->answered));
    entry_begin(journal, "repayment");
    entry_add_integer(journal, "payout", bounced->payout_id);
    entry_add_integer(journal, "successor", successor);
    entry_add_integer(journal, "batch", batch_id);
    TRY(journal_post(journal, year, ACCOUNT_RETUR, ACCOUNT_ANGGARAN, bounced->amount, bounced->payout_id, &position));
    TRY(payout_move(journal->store, bounced->payout_id, ACCOUNT_RETUR, ACCOUNT_ANGGARAN));
    TRY(query_open(journal->store, "INSERT INTO repayment (position, day, payout_id, successor, batch_id) VALUES (?1, ?2, ?3, ?4, ?5)", &insert));
    int64_t values[] = { position, journal->event.day.number, bounced->payout_id, successor, batch_id };
    for (int i = 0; i < 5; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    return query_run(insert);
}

/* The tier that the bounced payout's entry names. */
static const struct error *tier_of(struct store *store, int64_t payout_id, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text tier;
    bool row;
    buffer_clear(out);
    TRY(query_open(store, "SELECT j.text FROM payout AS p JOIN journal AS j ON j.position = p.position WHERE p.id = ?1", &query));
    query_bind_integer(query, 1, payout_id);
    TRY(query_step(query, &row));
    if (row && entry_get(query_text(query, 0), "tier", &tier)) {
        buffer_add(out, tier);
    }
    return NULL;
}

static const struct error *record_payouts(struct journal *journal, int year, const struct bounced_list *list, int64_t batch_id, int64_t last_payout)
{
    struct payout_writer writer SCOPED_PAYOUT_WRITER = { 0 };
    struct buffer tier SCOPED_BUFFER = { 0 };
    TRY(payout_writer_open(journal, &writer));
    for (size_t i = 0; i < list->count; i++) {
        const struct bounced *bounced = &list->items[i];
        struct payout_record payout = { .id = last_payout + (int64_t)i + 1, .batch_id = batch_id, .sequence = (int64_t)i + 1, .year = year,
                                        .applicant_id = bounced->applicant_id, .commitment = &bounced->commitment, .category = bounced->category,
                                        .kabkota = bounced->kabkota, .amount = bounced->amount };
        TRY(tier_of(journal->store, bounced->payout_id, &tier));
        payout.tier = buffer_text(&tier);
        TRY(free_money(journal, year, bounced, payout.id, batch_id));
        TRY(payout_write(&writer, &payout));
    }
    return NULL;
}

const struct error *repayment_create(struct journal *journal, const struct programme *programme, const struct repayment_choice *choice,
                                     int64_t *batch_out, struct payouts_moved *out)
{
    struct bounced_list list __attribute__((cleanup(list_free))) = { 0 };
    int64_t batch_id;
    int64_t last_payout;
    *out = (struct payouts_moved){ 0 };
    TRY(freeze_check(programme, journal->event.day));
    TRY(list_load(journal->store, programme->year, &list));
    TRY(choose(journal->store, programme->year, choice, &list));
    if (list.count == 0) {
        return error_new(ERROR_REFUSED, _("nobody of %d has bounced money and another account than the one that bounced"), programme->year);
    }
    for (size_t i = 0; i < list.count; i++) {
        CHECK(money_add(out->amount, list.items[i].amount, &out->amount));
        out->count += 1;
    }
    TRY(batch_next(journal->store, &batch_id, &last_payout));
    TRY(record_batch(journal, programme, out, batch_id));
    TRY(record_payouts(journal, programme->year, &list, batch_id, last_payout));
    TRY(journal->event.officer != NULL ? NULL : approval_record(journal, &(struct approval){ .batch_id = batch_id, .sk_day = DAY_NONE }));
    *batch_out = batch_id;
    return NULL;
}

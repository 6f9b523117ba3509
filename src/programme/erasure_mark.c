#include "erasure_mark.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/contradiction.h"
#include "register_row.h"
#include "store/query.h"

#define VERSION_GONE                                                                                                        \
    "nik = NULL, nama = NULL, salt = NULL, kecamatan_usaha_tertulis = NULL, desa_usaha = NULL, alamat_usaha = NULL, nama_usaha = NULL, "   \
    "sektor_usaha = NULL, jenis_usaha = NULL, nib = NULL, tanggal_mulai_usaha = NULL, omzet_bulanan = NULL, no_kk = NULL, "                \
    "tempat_lahir = NULL, tanggal_lahir = NULL, jenis_kelamin = NULL, nama_ibu = NULL, no_hp = NULL, alamat = NULL, desa = NULL, "         \
    "kecamatan = NULL, kabupaten = NULL, provinsi = NULL, tanggal_pengajuan = NULL, skor = NULL, rekomendasi = NULL, bank = NULL, "        \
    "no_rekening = NULL, nama_rekening = NULL, keterangan = NULL, jumlah_diajukan = NULL, erased = ?2"

#define DECREE_ROW_GONE "UPDATE decree_row SET nik = NULL, nama = NULL, no_rekening = NULL, salt = NULL, erased = ?2 "
#define SECOND_ANSWER_GONE "UPDATE second_answer SET reason = NULL, salt = NULL, erased = ?2 "
#define REPORT_GONE "UPDATE lpj SET document = NULL, note = NULL, salt = NULL, erased = ?2 "

/* Each takes ?1 the applicant, 0 for none, and ?2 the position; the last two ?3 the year and ?4 the NIK. The tickets follow the
 * versions: one that was drawn for an earlier NIK goes with it. */
static const char *const plain_marks[] = {
    "UPDATE applicant SET " VERSION_GONE " WHERE id = ?1",
    "UPDATE withdrawal SET reason = NULL, salt = NULL, erased = ?2 WHERE applicant_id = ?1 AND erased IS NULL",
    "UPDATE review SET reason = NULL, salt = NULL, erased = ?2 WHERE applicant_id = ?1 AND erased IS NULL",
    REPORT_GONE "WHERE erased IS NULL AND payout_id IN (SELECT id FROM payout WHERE applicant_id = ?1)",
    SECOND_ANSWER_GONE "WHERE erased IS NULL AND payout_id IN (SELECT id FROM payout WHERE applicant_id = ?1)",
    "UPDATE lottery_ticket SET salt = NULL, erased = ?2 WHERE erased IS NULL AND (applicant_id = ?1 OR "
    "(applicant_id IN (SELECT applicant_id FROM amendment WHERE erased = ?2) AND EXISTS (SELECT 1 FROM amendment AS v WHERE v.erased = ?2 AND v.id = "
    "(SELECT min(n.id) FROM amendment AS n WHERE n.applicant_id = lottery_ticket.applicant_id AND n.position > lottery_ticket.lottery))))",
};
static const char *const keyed_marks[] = {
    "UPDATE amendment SET " VERSION_GONE ", kecamatan_usaha = NULL, jalur = NULL, reason = NULL, reason_salt = NULL, reason_erased = coalesce(reason_erased, ?2) "
    "WHERE erased IS NULL AND (applicant_id = ?1 OR (year = ?3 AND nik = ?4))",
    "UPDATE exclusion SET nik = NULL, no_kk = NULL, nama = NULL, keterangan = NULL, salt = NULL, erased = ?2 "
    "WHERE ?1 >= 0 AND nik = ?4 AND list_id IN (SELECT id FROM exclusion_list WHERE year = ?3)",
    DECREE_ROW_GONE "WHERE ?1 >= 0 AND nik = ?4 AND decree_id IN (SELECT id FROM decree WHERE year = ?3)",
};

enum judged { BY_PERSON, BY_NIK, BY_NAME };

/* Texts that are looked through: id, text; ?1 the year, ?2 the applicant. What matches is emptied with the second statement. */
static const struct searched {
    const char *select;
    const char *mark;
    enum judged judged;
} searched[] = {
    { "SELECT s.id, s.raw || char(10) || s.findings FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE i.year = ?1 AND ?2 >= 0 AND s.erased IS NULL",
      "UPDATE set_aside SET raw = NULL, findings = NULL, salt = NULL, erased = ?2 WHERE id = ?1", BY_PERSON },
    /* With a NIK that was corrected since, the name and the account of this one. */
    { "SELECT r.id, r.nama || char(10) || r.no_rekening FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id WHERE d.year = ?1 AND ?2 >= 0 AND r.erased IS NULL",
      DECREE_ROW_GONE "WHERE id = ?1", BY_PERSON },
    /* What officers wrote of others and named this person in. */
    { "SELECT l.position, l.document || char(10) || l.note FROM lpj AS l JOIN payout AS p ON p.id = l.payout_id WHERE p.year = ?1 AND ?2 >= 0 AND l.erased IS NULL",
      REPORT_GONE "WHERE position = ?1", BY_NIK },
    { "SELECT s.position, s.reason FROM second_answer AS s JOIN payout AS p ON p.id = s.payout_id WHERE p.year = ?1 AND ?2 >= 0 AND s.erased IS NULL",
      SECOND_ANSWER_GONE "WHERE position = ?1", BY_NIK },
    { "SELECT w.position, w.reason FROM withdrawal AS w JOIN applicant AS a ON a.id = w.applicant_id WHERE a.year = ?1 AND ?2 >= 0 AND w.erased IS NULL",
      "UPDATE withdrawal SET reason = NULL, salt = NULL, erased = ?2 WHERE position = ?1", BY_NIK },
    { "SELECT v.position, v.reason FROM review AS v JOIN applicant AS a ON a.id = v.applicant_id WHERE a.year = ?1 AND ?2 >= 0 AND v.erased IS NULL",
      "UPDATE review SET reason = NULL, salt = NULL, erased = ?2 WHERE position = ?1", BY_NIK },
    { "SELECT m.id, m.reason FROM amendment AS m WHERE m.year = ?1 AND ?2 >= 0 AND m.reason_erased IS NULL",
      "UPDATE amendment SET reason = NULL, reason_salt = NULL, reason_erased = ?2 WHERE id = ?1", BY_NIK },
    { "SELECT c.position, c.reason FROM cancellation AS c JOIN batch AS b ON b.id = c.batch_id WHERE b.year = ?1 AND ?2 >= 0 AND c.erased IS NULL",
      "UPDATE cancellation SET reason = NULL, salt = NULL, erased = ?2 WHERE position = ?1", BY_NIK },
    { "SELECT c.position, c.reason FROM cancellation AS c JOIN batch AS b ON b.id = c.batch_id WHERE b.year = ?1 AND c.erased IS NULL "
      "AND c.batch_id IN (SELECT p.batch_id FROM payout AS p WHERE p.applicant_id = ?2 AND p.account_id = 1)",
      "UPDATE cancellation SET reason = NULL, salt = NULL, erased = ?2 WHERE position = ?1", BY_NAME },
};

bool erasure_waits_for(enum account account)
{
    return account == ACCOUNT_KOMITMEN || account == ACCOUNT_DALAM_PROSES || account == ACCOUNT_RETUR;
}

static void add_card(struct erasing_year *year, int64_t card)
{
    for (size_t i = 0; i < year->card_count; i++) {
        if (year->cards[i] == card) {
            return;
        }
    }
    if (card != 0) {
        year->cards = memory_grow(year->cards, year->card_count, &year->card_capacity, sizeof(*year->cards));
        year->cards[year->card_count++] = card;
    }
}

static const struct error *check_money(struct store *store, const struct erasing_year *year, struct erasure *erasure)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    struct contradiction contradiction __attribute__((cleanup(contradiction_free))) = { 0 };
    TRY(contradiction_find(store, year->applicant_id, &contradiction, &row));
    if (row) {
        return error_new(ERROR_REFUSED, _("the bank contradicts itself about the payout %s of batch %lld (B414), so the person may have been paid twice; erase when that is decided"),
                         buffer_string(&contradiction.reference), (long long)contradiction.batch);
    }
    TRY(query_open(store, "SELECT batch_id, account_id FROM payout WHERE applicant_id = ?1 AND account_id BETWEEN 2 AND 6 ORDER BY id", &query));
    query_bind_integer(query, 1, year->applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        enum account account = (enum account)query_integer(query, 1);
        if (erasure_waits_for(account)) {
            return error_new(ERROR_REFUSED, _("the person's money of %d (batch %lld) is in %s; erase when it is paid, cancelled or back in the treasury"), year->year,
                             (long long)query_integer(query, 0), account_name(account));
        }
        erasure->paid += account == ACCOUNT_TERSALUR ? 1 : 0;
    }
}

/* The application and its earlier versions; also versions of other people's that had the NIK once, but only for their cards. */
static const struct error *read_versions(struct store *store, struct nik nik, struct erasing_year *year, struct mention *mention)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT nama, coalesce(no_kk, 0), coalesce(no_rekening, ''), coalesce(no_hp, ''), coalesce(nama_rekening, ''), 1 FROM applicant WHERE id = ?1 "
                   "UNION ALL SELECT nama, coalesce(no_kk, 0), coalesce(no_rekening, ''), coalesce(no_hp, ''), coalesce(nama_rekening, ''), applicant_id = ?1 "
                   "FROM amendment WHERE erased IS NULL AND (applicant_id = ?1 OR (year = ?2 AND nik = ?3))",
                   &query));
    query_bind_integer(query, 1, year->applicant_id);
    query_bind_integer(query, 2, year->year);
    query_bind_integer(query, 3, nik.number);
    for (;;) {
        char digits[INTEGER_BYTES];
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        add_card(year, query_integer(query, 1));
        if (query_integer(query, 5) != 0) {
            mention_add_name(mention, query_text(query, 0));
            mention_add_number(mention, integer_text(query_integer(query, 1), digits));
            mention_add_number(mention, query_text(query, 2));
            mention_add_number(mention, query_text(query, 3));
        }
    }
}

static const struct error *read_lists(struct store *store, struct nik nik, const struct erasing_year *year, struct mention *mention)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT coalesce(x.nama, ''), '' FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id WHERE l.year = ?1 AND x.nik = ?2 "
                   "UNION ALL SELECT r.nama, r.no_rekening FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id WHERE d.year = ?1 AND r.nik = ?2",
                   &query));
    query_bind_integer(query, 1, year->year);
    query_bind_integer(query, 2, nik.number);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        mention_add_name(mention, query_text(query, 0));
        mention_add_number(mention, query_text(query, 1));
    }
}

const struct error *erasing_find(struct store *store, struct nik nik, struct erasing_year *year, struct mention *mention, struct erasure *erasure)
{
    struct query *query SCOPED_QUERY = NULL;
    struct nik successor;
    bool row;
    TRY(query_open(store, "SELECT id FROM applicant WHERE year = ?1 AND nik = ?2", &query));
    query_bind_integer(query, 1, year->year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &row));
    if (row) {
        year->applicant_id = query_integer(query, 0);
        TRY(check_money(store, year, erasure));
    } else {
        TRY(amendment_successor(store, year->year, nik, &successor));
        if (successor.number != 0) {
            return register_missing(store, year->year, nik);
        }
    }
    TRY(read_versions(store, nik, year, mention));
    return read_lists(store, nik, year, mention);
}

static const struct error *mark_rows(struct store *store, const char *sql, const struct erasing_year *year, int64_t nik)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year->applicant_id);
    query_bind_integer(query, 2, year->position);
    if (nik != 0) {
        query_bind_integer(query, 3, year->year);
        query_bind_integer(query, 4, nik);
    }
    return query_run(query);
}

struct ids {
    int64_t *items;
    size_t count;
    size_t capacity;
};

static void ids_free(struct ids *ids)
{
    memory_free(ids->items);
}

static void ids_add(struct ids *ids, int64_t id)
{
    ids->items = memory_grow(ids->items, ids->count, &ids->capacity, sizeof(*ids->items));
    ids->items[ids->count++] = id;
}

/* After the search is through: a table is not changed while it is read. */
static const struct error *mark_ids(struct store *store, const char *sql, const struct erasing_year *year, const struct ids *ids)
{
    struct query *mark SCOPED_QUERY = NULL;
    TRY(query_open(store, sql, &mark));
    for (size_t i = 0; i < ids->count; i++) {
        query_bind_integer(mark, 1, ids->items[i]);
        query_bind_integer(mark, 2, year->position);
        TRY(query_run(mark));
    }
    return NULL;
}

static bool speaks_of(const struct mention *mention, enum judged judged, struct text text)
{
    switch (judged) {
    case BY_PERSON:
        return mention_person(mention, text);
    case BY_NIK:
        return mention_nik(mention, text);
    case BY_NAME:
        return mention_nik(mention, text) || mention_name(mention, text);
    }
    return false;
}

static const struct error *mark_found(struct store *store, const struct searched *search, const struct erasing_year *year, const struct mention *mention)
{
    struct ids ids __attribute__((cleanup(ids_free))) = { 0 };
    struct query *select SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, search->select, &select));
    query_bind_integer(select, 1, year->year);
    query_bind_integer(select, 2, year->applicant_id);
    for (;;) {
        TRY(query_step(select, &row));
        if (!row) {
            return mark_ids(store, search->mark, year, &ids);
        }
        if (speaks_of(mention, search->judged, query_text(select, 1))) {
            ids_add(&ids, query_integer(select, 0));
        }
    }
}

/* A list's row with the card and the person's name. It bars everybody on the card, so it stays while somebody else is there. */
static const struct error *mark_family_rows(struct store *store, int64_t card, const struct erasing_year *year, const struct mention *mention,
                                            struct erasure *erasure)
{
    struct ids ids __attribute__((cleanup(ids_free))) = { 0 };
    struct query *select SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT x.id, x.nama || ' ' || coalesce(x.keterangan, ''), EXISTS (SELECT 1 FROM applicant AS o WHERE o.no_kk = x.no_kk AND o.year = ?1) "
                   "FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id WHERE l.year = ?1 AND x.nik IS NULL AND x.no_kk = ?2 AND x.nama IS NOT NULL",
                   &select));
    query_bind_integer(select, 1, year->year);
    query_bind_integer(select, 2, card);
    for (;;) {
        TRY(query_step(select, &row));
        if (!row) {
            return mark_ids(store, "UPDATE exclusion SET nik = NULL, no_kk = NULL, nama = NULL, keterangan = NULL, salt = NULL, erased = ?2 WHERE id = ?1", year, &ids);
        }
        if (speaks_of(mention, BY_NAME, query_text(select, 1))) {
            if (query_integer(select, 2) != 0) {
                erasure->kept_lists += 1;
            } else {
                ids_add(&ids, query_integer(select, 0));
            }
        }
    }
}

/* What the journal, which is never changed, tells of the person: that is said. The hash total of a transfer file with one account is
 * its number; the entry of the one payout follows that of the sending. */
static const struct error *count_kept_entries(struct store *store, const struct erasing_year *year, const struct mention *mention, struct erasure *erasure)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT t.reason, 0 FROM settlement AS t JOIN payout AS p ON p.id = t.payout_id WHERE p.applicant_id = ?1 "
                   "UNION ALL SELECT '', 1 FROM payout AS p JOIN sending AS s ON s.batch_id = p.batch_id AND s.payouts = 1 "
                   "JOIN transfer AS t ON t.position = s.position + 1 AND t.payout_id = p.id WHERE p.applicant_id = ?1",
                   &query));
    query_bind_integer(query, 1, year->applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        erasure->kept_journal += query_integer(query, 1) != 0 || speaks_of(mention, BY_NAME, query_text(query, 0)) ? 1 : 0;
    }
}

/* People write lpj_siti-contoh.csv. */
static bool file_speaks_of(const struct mention *mention, struct text name)
{
    struct buffer words SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < name.length; i++) {
        buffer_add_byte(&words, strchr("_-.", name.bytes[i]) == NULL ? name.bytes[i] : ' ');
    }
    return speaks_of(mention, BY_NAME, name) || speaks_of(mention, BY_NAME, buffer_text(&words));
}

/* Entries of files whose name is that of the person, "lpj-siti-contoh.csv" of a list of one row, say. */
static const struct error *count_named_files(struct store *store, const struct erasing_year *year, const struct mention *mention, struct erasure *erasure)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT file_name FROM import WHERE year = ?1 UNION ALL SELECT file_name FROM account_file WHERE year = ?1 UNION ALL SELECT file_name FROM review_file WHERE year = ?1 "
                   "UNION ALL SELECT file_name FROM exclusion_list WHERE year = ?1 UNION ALL SELECT file_name FROM lpj_file WHERE year = ?1 "
                   "UNION ALL SELECT file_name FROM decree WHERE year = ?1 UNION ALL SELECT file_name FROM bank_answer AS b WHERE EXISTS "
                   "(SELECT 1 FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.answer_position = b.position AND p.year = ?1) "
                   "OR EXISTS (SELECT 1 FROM second_answer AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.answer_position = b.position AND p.year = ?1)",
                   &query));
    query_bind_integer(query, 1, year->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        erasure->kept_journal += file_speaks_of(mention, query_text(query, 0)) ? 1 : 0;
    }
}

const struct error *erasing_mark(struct store *store, struct nik nik, struct erasing_year *year, const struct mention *mention, struct erasure *erasure)
{
    struct digest digest;
    for (size_t i = 0; i < sizeof(keyed_marks) / sizeof(keyed_marks[0]); i++) {
        TRY(mark_rows(store, keyed_marks[i], year, nik.number));
    }
    for (size_t i = 0; i < sizeof(plain_marks) / sizeof(plain_marks[0]); i++) {
        TRY(mark_rows(store, plain_marks[i], year, 0));
    }
    for (size_t i = 0; i < sizeof(searched) / sizeof(searched[0]); i++) {
        TRY(mark_found(store, &searched[i], year, mention));
    }
    for (size_t i = 0; i < year->card_count; i++) {
        TRY(mark_family_rows(store, year->cards[i], year, mention, erasure));
    }
    TRY(count_kept_entries(store, year, mention, erasure));
    TRY(count_named_files(store, year, mention, erasure));
    return erasure_digest(store, year->position, year->applicant_id, erasure->rows, &year->rows, &digest);
}

const struct error *erasing_mark_aside(struct store *store, struct erasing_year *year, const struct set_aside_rows *rows, struct erasure *erasure)
{
    struct query *mark SCOPED_QUERY = NULL;
    struct digest digest;
    TRY(query_open(store,
                   "UPDATE set_aside SET raw = NULL, findings = NULL, salt = NULL, erased = ?2 WHERE id = ?1 AND import_id IN (SELECT id FROM import WHERE year = ?3)",
                   &mark));
    for (size_t i = 0; i < rows->count; i++) {
        query_bind_integer(mark, 1, rows->items[i].id);
        query_bind_integer(mark, 2, year->position);
        query_bind_integer(mark, 3, year->year);
        TRY(query_run(mark));
    }
    return erasure_digest(store, year->position, year->applicant_id, erasure->rows, &year->rows, &digest);
}

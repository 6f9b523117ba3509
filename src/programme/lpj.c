#include "programme/lpj.h"

#include "base/language.h"
#include "base/memory.h"
#include "payout_find.h"
#include "programme/applicant.h"
#include "register_row.h"
#include "store/query.h"

void lpj_payout_free(struct lpj_payout *payout)
{
    buffer_free(&payout->name);
    *payout = (struct lpj_payout){ 0 };
}

#define GRANT_COLUMNS                                                                                                                                       \
    "SELECT coalesce(a.nama, ''), p.id, p.amount - coalesce((SELECT g.amount FROM given_back AS g WHERE g.payout_id = p.id), 0), s.bank_day, b.day, "    \
    "a.kabupaten_usaha, a.erased IS NOT NULL FROM applicant AS a "
#define GRANT_ANSWER                                                                                                  \
    "LEFT JOIN settlement AS s ON s.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id) " \
    "LEFT JOIN bank_answer AS b ON b.position = s.answer_position "

static const struct error *open_grant(struct store *store, int year, const struct payee *payee, struct query **out)
{
    if (payee->nik.number != 0) {
        TRY(query_open(store, GRANT_COLUMNS "LEFT JOIN payout AS p ON p.applicant_id = a.id AND p.account_id = 4 " GRANT_ANSWER "WHERE a.year = ?1 AND a.nik = ?2", out));
        query_bind_integer(*out, 2, payee->nik.number);
    } else {
        TRY(query_open(store,
                       GRANT_COLUMNS "JOIN payout AS p ON p.applicant_id = a.id AND p.account_id = 4 " GRANT_ANSWER
                                     "WHERE a.year = ?1 AND a.erased IS NOT NULL AND p.reference = ?2", out));
        query_bind_text(*out, 2, payee->reference);
    }
    query_bind_integer(*out, 1, year);
    return NULL;
}

const struct error *lpj_payout_find(struct store *store, int year, const struct payee *payee, struct lpj_payout *out)
{
    struct lpj_payout payout SCOPED_LPJ_PAYOUT = { .receipt = DAY_NONE, .answered = DAY_NONE };
    struct query *query SCOPED_QUERY = NULL;
    TRY(open_grant(store, year, payee, &query));
    TRY(query_step(query, &payout.found));
    if (payout.found) {
        buffer_add(&payout.name, query_text(query, 0));
        payout.payout_id = query_integer(query, 1);
        payout.kabkota = (int)query_integer(query, 5);
        payout.erased = query_integer(query, 6) != 0;
    }
    if (payout.payout_id != 0) {
        payout.receipt = (struct day){ (int32_t)query_integer(query, 3) };
        payout.answered = (struct day){ (int32_t)query_integer(query, 4) };
        if (!money_of(query_integer(query, 2), &payout.kept) || query_is_null(query, 3) || query_is_null(query, 4)) {
            return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)payout.payout_id);
        }
    }
    MEMORY_GIVE(out, payout);
    return NULL;
}

struct text document_name(struct text path)
{
    for (size_t i = path.length; i > 0; i--) {
        if (path.bytes[i - 1] == '/' || path.bytes[i - 1] == '\\') {
            return (struct text){ path.bytes + i, path.length - i };
        }
    }
    return path;
}

/* The report as it is kept. */
struct kept_report {
    struct day received;
    struct buffer document;
    struct buffer note;
};

#define SCOPED_KEPT_REPORT __attribute__((cleanup(kept_report_free)))

static void kept_report_free(struct kept_report *kept)
{
    buffer_free(&kept->document);
    buffer_free(&kept->note);
}

static void keep(const struct journal *journal, const struct lpj_report *report, struct kept_report *out)
{
    out->received = day_is_none(report->received) ? journal->event.day : report->received;
    buffer_add_printable(&out->document, text_trim(document_name(text_trim(report->document))), LPJ_TEXT_MAX);
    buffer_add_printable(&out->note, text_trim(report->note), LPJ_TEXT_MAX);
}

static void commit(struct text document, struct text note, struct text salt, struct digest *out)
{
    struct buffer canonical SCOPED_BUFFER = { 0 };
    buffer_format(&canonical, "document %.*s\nnote %.*s\n", TEXT_ARG(document), TEXT_ARG(note));
    digest_of(salt, buffer_text(&canonical), out);
}

bool lpj_fits(struct text document, struct text note, struct text salt, struct text commitment)
{
    struct digest expected;
    commit(document, note, salt, &expected);
    return salt.length == SALT_BYTES && text_control(document) == document.length && text_control(note) == note.length &&
           text_equal(commitment, digest_text(&expected));
}

/* Whether one of the payout's reports says just this, or, of what is typed, the last one does. A day that is not stated is any. */
static const struct error *says_it_already(struct store *store, int64_t payout_id, const struct lpj_report *report, const struct kept_report *kept, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT 1 FROM lpj AS l WHERE l.payout_id = ?1 AND l.used = ?2 AND l.received = coalesce(?3, l.received) AND coalesce(l.document, '') = ?4 "
                   "AND coalesce(l.note, '') = ?5 "
                   "AND l.document_sha256 IS ?6 AND (?7 OR l.position = (SELECT max(n.position) FROM lpj AS n WHERE n.payout_id = ?1)) LIMIT 1",
                   &query));
    query_bind_integer(query, 1, payout_id);
    query_bind_integer(query, 2, report->used.rupiah);
    if (day_is_none(report->received)) {
        query_bind_null(query, 3);
    } else {
        query_bind_integer(query, 3, report->received.number);
    }
    query_bind_text(query, 4, buffer_text(&kept->document));
    query_bind_text(query, 5, buffer_text(&kept->note));
    if (report->hashed) {
        query_bind_bytes(query, 6, report->sha256.bytes, DIGEST_BYTES);
    } else {
        query_bind_null(query, 6);
    }
    query_bind_integer(query, 7, report->file != 0 ? 1 : 0);
    return query_step(query, out);
}

const struct error *lpj_judge(struct journal *journal, const struct lpj_payout *payout, const struct lpj_report *report, enum lpj_result *out)
{
    struct kept_report kept SCOPED_KEPT_REPORT = { 0 };
    bool same;
    if (payout->payout_id == 0) {
        *out = LPJ_NOT_PAID;
        return NULL;
    }
    keep(journal, report, &kept);
    TRY(says_it_already(journal->store, payout->payout_id, report, &kept, &same));
    if (same) {
        *out = LPJ_UNCHANGED;
    } else if (report->used.rupiah > payout->kept.rupiah) {
        *out = LPJ_TOO_MUCH;
    } else if (kept.received.number > journal->event.day.number) {
        *out = LPJ_AFTER;
    } else {
        *out = kept.received.number < payout->receipt.number ? LPJ_BEFORE_RECEIPT : LPJ_NEW;
    }
    return NULL;
}

static void bind_report(struct query *insert, const struct lpj_report *report, const struct kept_report *kept)
{
    query_bind_text(insert, 6, buffer_text(&kept->document));
    if (report->hashed) {
        query_bind_bytes(insert, 7, report->sha256.bytes, DIGEST_BYTES);
    }
    query_bind_text(insert, 8, buffer_text(&kept->note));
    if (report->file != 0) {
        query_bind_integer(insert, 11, report->file);
    }
}

const struct error *lpj_record(struct journal *journal, const struct lpj_payout *payout, const struct lpj_report *report)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct kept_report kept SCOPED_KEPT_REPORT = { 0 };
    uint8_t salt[SALT_BYTES];
    struct digest commitment;
    int64_t position;
    TRY(payout_day_check(journal, payout->answered));
    keep(journal, report, &kept);
    random_fill(salt, sizeof(salt));
    commit(buffer_text(&kept.document), buffer_text(&kept.note), (struct text){ (const char *)salt, SALT_BYTES }, &commitment);
    entry_begin(journal, "lpj");
    entry_add_integer(journal, "payout", payout->payout_id);
    entry_add_day(journal, "received", kept.received);
    entry_add_integer(journal, "used", report->used.rupiah);
    if (report->hashed) {
        entry_add_digest(journal, "document-sha256", &report->sha256);
    } else {
        entry_add(journal, "document-sha256", TEXT("-"));
    }
    entry_add_digest(journal, "text-commitment", &commitment);
    if (report->file != 0) {
        entry_add_integer(journal, "lpj-file", report->file);
    } else {
        entry_add(journal, "lpj-file", TEXT("-"));
    }
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store,
                   "INSERT INTO lpj (position, payout_id, day, received, used, document, document_sha256, note, salt, commitment, lpj_file) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    int64_t values[] = { position, payout->payout_id, journal->event.day.number, kept.received.number, report->used.rupiah };
    for (int i = 0; i < 5; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    bind_report(insert, report, &kept);
    query_bind_bytes(insert, 9, salt, SALT_BYTES);
    query_bind_bytes(insert, 10, commitment.bytes, DIGEST_BYTES);
    return query_run(insert);
}

/* What is typed and cannot be, in words. */
static const struct error *refuse(struct store *store, int year, const struct payee *payee, const struct lpj_payout *payout, enum lpj_result result)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct buffer who SCOPED_BUFFER = { 0 };
    struct found_payout none;
    switch (result) {
    case LPJ_TOO_MUCH:
        money_print(payout->kept, &shown);
        payee_print(payee, &who);
        return error_new(ERROR_REFUSED, _("--amount: %s kept %s of the grant; a report of use cannot account for more"), buffer_string(&who), buffer_string(&shown));
    case LPJ_BEFORE_RECEIPT:
        day_print(payout->receipt, &shown);
        return error_new(ERROR_REFUSED, _("the money came on %s; a report of its use cannot be received before that day (--day)"), buffer_string(&shown));
    case LPJ_AFTER:
        return error_new(ERROR_REFUSED, "%s", _("--day lies after the day of this command (--date)"));
    case LPJ_NOT_PAID:
        return payout_find(store, year, payee, ACCOUNT_TERSALUR, &none); /* says where the money is */
    case LPJ_NEW:
    case LPJ_UNCHANGED:
        break;
    }
    return NULL;
}

const struct error *lpj_give(struct journal *journal, int year, const struct payee *payee, const struct lpj_report *report, bool *recorded_out,
                             struct money *rest_out)
{
    struct lpj_payout payout SCOPED_LPJ_PAYOUT = { 0 };
    enum lpj_result result;
    TRY(lpj_payout_find(journal->store, year, payee, &payout));
    if (!payout.found) {
        struct found_payout none;
        return payee->nik.number != 0 ? register_missing(journal->store, year, payee->nik) : payout_find(journal->store, year, payee, ACCOUNT_TERSALUR, &none);
    }
    if (payout.erased && (report->document.length > 0 || report->note.length > 0)) {
        return error_new(ERROR_REFUSED, "%s", _("the person was erased, so no document of the report is kept, nor its SHA-256: leave --file out"));
    }
    TRY(lpj_judge(journal, &payout, report, &result));
    TRY(refuse(journal->store, year, payee, &payout, result));
    *recorded_out = result == LPJ_NEW;
    if (!money_subtract(payout.kept, report->used, rest_out)) {
        *rest_out = (struct money){ 0 }; /* part was given back after the report, which is repeated here */
    }
    return result == LPJ_NEW ? lpj_record(journal, &payout, report) : NULL;
}

const struct error *lpj_file_record(struct journal *journal, int year, const struct lpj_file *file, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer name SCOPED_BUFFER = { 0 };
    int64_t rows = file->accepted + file->unchanged + file->rejected;
    buffer_add_printable(&name, text_of(file->file_name), 250);
    entry_begin(journal, "lpj-file");
    entry_add_integer(journal, "year", year);
    entry_add(journal, "file", buffer_text(&name));
    entry_add_digest(journal, "sha256", &file->sha256);
    entry_add_integer(journal, "rows", rows);
    entry_add_integer(journal, "accepted", file->accepted);
    entry_add_integer(journal, "unchanged", file->unchanged);
    entry_add_integer(journal, "rejected", file->rejected);
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store,
                   "INSERT INTO lpj_file (position, year, day, row_count, accepted, unchanged, rejected, file_name, file_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   &insert));
    int64_t integers[] = { *position_out, year, journal->event.day.number, rows, file->accepted, file->unchanged, file->rejected };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(insert, i + 1, integers[i]);
    }
    query_bind_text(insert, 8, buffer_text(&name));
    query_bind_bytes(insert, 9, file->sha256.bytes, DIGEST_BYTES);
    return query_run(insert);
}

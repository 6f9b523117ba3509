#include "projection.h"

#include "base/language.h"

enum kind {
    KIND_INTEGER,
    KIND_INTEGER_OR_NULL, /* "-" is NULL */
    KIND_DAY,         /* "-" is NULL */
    KIND_DIGEST,
    KIND_DIGEST_OR_NULL, /* "-" is NULL */
    KIND_TEXT,
    KIND_TEXT_OR_NULL, /* "-" is NULL */
    KIND_TEXT_OR_NONE, /* NULL when the entry has no such line */
    KIND_DIGEST_OR_NONE,
    KIND_TEXT_OR_EMPTY, /* "-" is '' */
    KIND_ACCOUNT,
};

struct column {
    const char *key; /* of the entry; NULL ends the list */
    enum kind kind;
};

/* Bounced money and money that was given back are in one table. */
#define DEPOSIT_ROW "SELECT payout_id, day, from_account, amount, sts_number, sts_day FROM deposit WHERE position = ?1 AND from_account = "
#define DEPOSIT_COLUMNS                                                                                                     \
    { { "payout", KIND_INTEGER }, { "day", KIND_DAY }, { "from", KIND_ACCOUNT }, { "amount", KIND_INTEGER }, { "sts", KIND_TEXT }, \
      { "sts-day", KIND_DAY } }

/* The columns of each statement are compared one by one with the entry's lines. */
static const struct projection {
    const char *type;
    const char *table;
    const char *select;
    const char *count;
    struct column columns[16];
} projections_all[PROJECTION_COUNT] = {
    { "programme",
      "programme_version",
      "SELECT id, year, sha256, valid_from, valid_to FROM programme_version WHERE position = ?1",
      "SELECT count(*) FROM programme_version",
      { { "version", KIND_INTEGER }, { "year", KIND_INTEGER }, { "sha256", KIND_DIGEST }, { "valid-from", KIND_DAY }, { "valid-to", KIND_DAY } } },
    { "import",
      "import",
      "SELECT id, year, day, file_name, sha256, bytes, row_count, accepted, unchanged, conflicting, rejected, applicants_digest, "
      "set_aside_digest FROM import WHERE position = ?1",
      "SELECT count(*) FROM import",
      { { "import", KIND_INTEGER }, { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "file", KIND_TEXT }, { "sha256", KIND_DIGEST },
        { "bytes", KIND_INTEGER }, { "rows", KIND_INTEGER }, { "accepted", KIND_INTEGER }, { "unchanged", KIND_INTEGER },
        { "conflicting", KIND_INTEGER }, { "rejected", KIND_INTEGER }, { "applicants-digest", KIND_DIGEST }, { "set-aside-digest", KIND_DIGEST } } },
    { "evaluation",
      "evaluation",
      "SELECT id, year, programme_version_id, day, applicants, eligible, needs_review, ineligible, changed, digest FROM evaluation WHERE position = ?1",
      "SELECT count(*) FROM evaluation",
      { { "evaluation", KIND_INTEGER }, { "year", KIND_INTEGER }, { "version", KIND_INTEGER }, { "day", KIND_DAY }, { "applicants", KIND_INTEGER },
        { "eligible", KIND_INTEGER }, { "needs-review", KIND_INTEGER }, { "ineligible", KIND_INTEGER }, { "changed", KIND_INTEGER },
        { "decisions-digest", KIND_DIGEST } } },
    { "batch",
      "batch",
      "SELECT id, year, day, evaluation_id, recipients, amount FROM batch WHERE position = ?1",
      "SELECT count(*) FROM batch",
      { { "batch", KIND_INTEGER }, { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "evaluation", KIND_INTEGER }, { "recipients", KIND_INTEGER },
        { "total", KIND_INTEGER } } },
    { "approval",
      "approval",
      "SELECT batch_id, day, mode, sk_number, sk_day, officer, batch_digest, signature FROM approval WHERE position = ?1",
      "SELECT count(*) FROM approval",
      { { "batch", KIND_INTEGER }, { "day", KIND_DAY }, { "mode", KIND_TEXT }, { "sk", KIND_TEXT_OR_NULL }, { "sk-day", KIND_DAY },
        { "officer", KIND_TEXT_OR_NULL }, { "batch-digest", KIND_DIGEST_OR_NONE }, { "approval-signature", KIND_TEXT_OR_NONE } } },
    { "officer",
      "officer",
      "SELECT name, key, roles, region, standing FROM officer WHERE position = ?1",
      "SELECT count(*) FROM officer",
      { { "name", KIND_TEXT }, { "key", KIND_TEXT }, { "roles", KIND_TEXT }, { "region", KIND_INTEGER_OR_NULL }, { "standing", KIND_TEXT } } },
    { "officer-revocation",
      "officer_revocation",
      "SELECT name, standing, reason FROM officer_revocation WHERE position = ?1",
      "SELECT count(*) FROM officer_revocation",
      { { "name", KIND_TEXT }, { "standing", KIND_TEXT }, { "reason", KIND_TEXT } } },
    { "officer-confirmation",
      "officer_confirmation",
      "SELECT name, proposal FROM officer_confirmation WHERE position = ?1",
      "SELECT count(*) FROM officer_confirmation",
      { { "name", KIND_TEXT }, { "proposal", KIND_INTEGER } } },
    { "refusal",
      "refusal",
      "SELECT name, at, command, cause FROM refusal WHERE position = ?1",
      "SELECT count(*) FROM refusal",
      { { "name", KIND_TEXT }, { "at", KIND_TEXT }, { "command", KIND_TEXT }, { "cause", KIND_TEXT } } },
    { "payout",
      "payout",
      "SELECT p.id, p.batch_id, p.sequence, p.reference, p.applicant_id, coalesce(m.commitment, a.commitment) AS commitment, c.name, "
      "coalesce(m.kabupaten_usaha, a.kabupaten_usaha) AS kabupaten_usaha, p.year, p.amount FROM transfer AS t "
      "JOIN payout AS p ON p.id = t.payout_id AND p.position = t.position "
      "JOIN applicant AS a ON a.id = p.applicant_id LEFT JOIN amendment AS m ON m.id = " VERSION_AFTER("p.position") " "
      "JOIN category AS c ON c.id = coalesce(m.kategori, a.kategori) WHERE t.position = ?1",
      "SELECT count(*) FROM payout",
      { { "payout", KIND_INTEGER }, { "batch", KIND_INTEGER }, { "sequence", KIND_INTEGER }, { "reference", KIND_TEXT }, { "applicant", KIND_INTEGER },
        { "commitment", KIND_DIGEST }, { "category", KIND_TEXT }, { "region", KIND_INTEGER }, { "year", KIND_INTEGER }, { "amount", KIND_INTEGER } } },
    { "sending",
      "sending",
      "SELECT batch_id, day, sp2d_number, sp2d_day, payouts, amount, hash_total, file_sha256, template, template_sha256 FROM sending WHERE position = ?1",
      "SELECT count(*) FROM sending",
      { { "batch", KIND_INTEGER }, { "day", KIND_DAY }, { "sp2d", KIND_TEXT_OR_NULL }, { "sp2d-day", KIND_DAY }, { "payouts", KIND_INTEGER },
        { "total", KIND_INTEGER }, { "hash-total", KIND_INTEGER }, { "file-sha256", KIND_DIGEST }, { "template", KIND_TEXT_OR_NONE }, { "template-sha256", KIND_DIGEST_OR_NONE } } },
    { "bank-answer",
      "bank_answer",
      "SELECT day, file_name, file_sha256, row_count, paid, returned, rejected FROM bank_answer WHERE position = ?1",
      "SELECT count(*) FROM bank_answer",
      { { "day", KIND_DAY }, { "file", KIND_TEXT }, { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER }, { "paid", KIND_INTEGER },
        { "returned", KIND_INTEGER }, { "rejected", KIND_INTEGER } } },
    { "settlement",
      "settlement",
      "SELECT payout_id, answer_position, bank_day, reason, account_id FROM settlement WHERE position = ?1",
      "SELECT count(*) FROM settlement",
      { { "payout", KIND_INTEGER }, { "answer", KIND_INTEGER }, { "bank-day", KIND_DAY }, { "reason", KIND_TEXT_OR_EMPTY }, { "to", KIND_ACCOUNT } } },
    { "second-answer",
      "second_answer",
      "SELECT s.payout_id, p.reference, s.day, s.answer_position, s.line, s.account_id, s.amount, s.bank_day, s.commitment AS reason FROM second_answer AS s "
      "JOIN payout AS p ON p.id = s.payout_id WHERE s.position = ?1",
      "SELECT count(*) FROM second_answer",
      { { "payout", KIND_INTEGER }, { "reference", KIND_TEXT }, { "day", KIND_DAY }, { "answer", KIND_INTEGER }, { "line", KIND_INTEGER }, { "says", KIND_ACCOUNT },
        { "amount", KIND_INTEGER }, { "bank-day", KIND_DAY }, { "reason-commitment", KIND_DIGEST } } },
    { "withdrawal",
      "withdrawal",
      "SELECT a.year, w.applicant_id, w.day, coalesce(m.commitment, a.commitment) AS commitment, w.commitment AS reason FROM withdrawal AS w "
      "JOIN applicant AS a ON a.id = w.applicant_id LEFT JOIN amendment AS m ON m.id = " VERSION_AFTER("w.position") " WHERE w.position = ?1",
      "SELECT count(*) FROM withdrawal",
      { { "year", KIND_INTEGER }, { "applicant", KIND_INTEGER }, { "day", KIND_DAY }, { "commitment", KIND_DIGEST }, { "reason-commitment", KIND_DIGEST } } },
    { "amendment",
      "amendment",
      "SELECT m.id, m.year, m.applicant_id, m.day, m.account_file, m.commitment, coalesce(n.commitment, a.commitment) AS commitment, "
      "m.reason_commitment FROM amendment AS m JOIN applicant AS a ON a.id = m.applicant_id LEFT JOIN amendment AS n ON n.id = "
      VERSION_AFTER("m.position") " WHERE m.position = ?1",
      "SELECT count(*) FROM amendment",
      { { "amendment", KIND_INTEGER }, { "year", KIND_INTEGER }, { "applicant", KIND_INTEGER }, { "day", KIND_DAY },
        { "accounts", KIND_INTEGER_OR_NULL }, { "old-commitment", KIND_DIGEST }, { "new-commitment", KIND_DIGEST }, { "reason-commitment", KIND_DIGEST } } },
    { "accounts",
      "account_file",
      "SELECT year, day, file_name, file_sha256, row_count, accepted, unchanged, conflicting, rejected FROM account_file WHERE position = ?1",
      "SELECT count(*) FROM account_file",
      { { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "file", KIND_TEXT }, { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER },
        { "accepted", KIND_INTEGER }, { "unchanged", KIND_INTEGER }, { "conflicting", KIND_INTEGER }, { "rejected", KIND_INTEGER } } },
    { "review",
      "review",
      "SELECT a.year, r.applicant_id, r.day, coalesce(m.commitment, a.commitment) AS commitment, CASE r.verdict WHEN 1 THEN 'accepted' "
      "WHEN 2 THEN 'rejected' WHEN 3 THEN 'asked' WHEN 4 THEN 'appealed' END AS verdict, r.commitment AS reason, r.review_file FROM review AS r "
      "JOIN applicant AS a ON a.id = r.applicant_id LEFT JOIN amendment AS m ON m.id = " VERSION_AFTER("r.position") " WHERE r.position = ?1",
      "SELECT count(*) FROM review",
      { { "year", KIND_INTEGER }, { "applicant", KIND_INTEGER }, { "day", KIND_DAY }, { "commitment", KIND_DIGEST }, { "verdict", KIND_TEXT },
        { "reason-commitment", KIND_DIGEST }, { "reviews", KIND_INTEGER_OR_NULL } } },
    { "reviews",
      "review_file",
      "SELECT year, day, file_name, file_sha256, row_count, accepted, unchanged, conflicting, rejected FROM review_file WHERE position = ?1",
      "SELECT count(*) FROM review_file",
      { { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "file", KIND_TEXT }, { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER },
        { "accepted", KIND_INTEGER }, { "unchanged", KIND_INTEGER }, { "conflicting", KIND_INTEGER }, { "rejected", KIND_INTEGER } } },
    { "exclusion",
      "exclusion_list",
      "SELECT id, year, day, name, file_name, file_sha256, row_count, accepted, unchanged, rejected, digest FROM exclusion_list WHERE position = ?1",
      "SELECT count(*) FROM exclusion_list",
      { { "exclusion", KIND_INTEGER }, { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "list", KIND_TEXT }, { "file", KIND_TEXT },
        { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER }, { "accepted", KIND_INTEGER }, { "unchanged", KIND_INTEGER },
        { "rejected", KIND_INTEGER }, { "exclusions-digest", KIND_DIGEST } } },
    { "cancellation",
      "cancellation",
      "SELECT batch_id, day, payouts, amount, commitment AS reason FROM cancellation WHERE position = ?1",
      "SELECT count(*) FROM cancellation",
      { { "batch", KIND_INTEGER }, { "day", KIND_DAY }, { "payouts", KIND_INTEGER }, { "total", KIND_INTEGER }, { "reason-commitment", KIND_DIGEST } } },
    { "repayment",
      "repayment",
      "SELECT payout_id, successor, batch_id, day FROM repayment WHERE position = ?1",
      "SELECT count(*) FROM repayment",
      { { "payout", KIND_INTEGER }, { "successor", KIND_INTEGER }, { "batch", KIND_INTEGER }, { "day", KIND_DAY } } },
    { "deposit",
      "deposit",
      DEPOSIT_ROW "5",
      "SELECT count(*) FROM deposit WHERE from_account <> 4",
      DEPOSIT_COLUMNS },
    { "refund",
      "deposit",
      DEPOSIT_ROW "4",
      "SELECT count(*) FROM deposit WHERE from_account = 4",
      DEPOSIT_COLUMNS },
    { "lpj-file",
      "lpj_file",
      "SELECT year, day, file_name, file_sha256, row_count, accepted, unchanged, rejected FROM lpj_file WHERE position = ?1",
      "SELECT count(*) FROM lpj_file",
      { { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "file", KIND_TEXT }, { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER },
        { "accepted", KIND_INTEGER }, { "unchanged", KIND_INTEGER }, { "rejected", KIND_INTEGER } } },
    { "lpj",
      "lpj",
      "SELECT payout_id, day, received, used, document_sha256, commitment, lpj_file FROM lpj WHERE position = ?1",
      "SELECT count(*) FROM lpj",
      { { "payout", KIND_INTEGER }, { "day", KIND_DAY }, { "received", KIND_DAY }, { "used", KIND_INTEGER }, { "document-sha256", KIND_DIGEST_OR_NULL },
        { "text-commitment", KIND_DIGEST }, { "lpj-file", KIND_INTEGER_OR_NULL } } },
    { "decree",
      "decree",
      "SELECT id, year, day, number, file_name, file_sha256, row_count, amount, digest FROM decree WHERE position = ?1",
      "SELECT count(*) FROM decree",
      { { "decree", KIND_INTEGER }, { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "number", KIND_TEXT }, { "file", KIND_TEXT },
        { "sha256", KIND_DIGEST }, { "rows", KIND_INTEGER }, { "total", KIND_INTEGER }, { "rows-digest", KIND_DIGEST } } },
    { "erasure",
      "erasure",
      "SELECT year, day, applicant_id, row_count, digest, kin, kin_digest, commitment AS reason FROM erasure WHERE position = ?1",
      "SELECT count(*) FROM erasure",
      { { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "applicant", KIND_INTEGER_OR_NULL }, { "rows", KIND_INTEGER }, { "rows-digest", KIND_DIGEST },
        { "kin", KIND_INTEGER }, { "kin-digest", KIND_DIGEST }, { "reason-commitment", KIND_DIGEST } } },
    { "lottery",
      "lottery",
      "SELECT year, day, tickets, digest FROM lottery WHERE position = ?1",
      "SELECT count(*) FROM lottery",
      { { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "tickets", KIND_INTEGER }, { "tickets-digest", KIND_DIGEST } } },
    { "lottery-draw",
      "lottery_draw",
      "SELECT d.lottery, l.year, d.day, d.seed, d.source FROM lottery_draw AS d JOIN lottery AS l ON l.position = d.lottery WHERE d.position = ?1",
      "SELECT count(*) FROM lottery_draw",
      { { "lottery", KIND_INTEGER }, { "year", KIND_INTEGER }, { "day", KIND_DAY }, { "seed", KIND_TEXT }, { "source", KIND_TEXT } } },
    { "issue",
      "issue",
      "SELECT day, entries, year, masked, as_of, template, version, file_name, bytes, sha256 FROM issue WHERE position = ?1",
      "SELECT count(*) FROM issue",
      { { "day", KIND_DAY }, { "entries", KIND_INTEGER }, { "year", KIND_INTEGER_OR_NULL }, { "masked", KIND_INTEGER }, { "as-of", KIND_DAY },
        { "template", KIND_DIGEST }, { "version", KIND_TEXT }, { "file", KIND_TEXT }, { "bytes", KIND_INTEGER }, { "sha256", KIND_DIGEST } } },
    { "key",
      "signing_key",
      "SELECT day, verifier FROM signing_key WHERE position = ?1",
      "SELECT count(*) FROM signing_key",
      { { "day", KIND_DAY }, { "verifier", KIND_TEXT } } },
};

static bool equals_day(struct query *row, int column, const struct entry_lines *entry, const char *key)
{
    struct day day;
    if (!entry_lines_day(entry, key, &day)) {
        return false;
    }
    return day_is_none(day) ? query_is_null(row, column) : !query_is_null(row, column) && query_integer(row, column) == day.number;
}

static bool equals_text(struct query *row, int column, const struct entry_lines *entry, const struct column *spec)
{
    struct text text;
    if (!entry_lines_get(entry, spec->key, &text)) {
        return false;
    }
    bool dash = text_equal(text, TEXT("-"));
    if (spec->kind == KIND_TEXT_OR_NULL && dash) {
        return query_is_null(row, column);
    }
    if (spec->kind == KIND_TEXT_OR_EMPTY && dash) {
        return query_text(row, column).length == 0 && !query_is_null(row, column);
    }
    return text_equal(query_text(row, column), text);
}

static bool equals(struct query *row, int column, const struct entry_lines *entry, const struct column *spec)
{
    int64_t integer;
    struct digest digest;
    struct text name;
    enum account account;
    switch (spec->kind) {
    case KIND_INTEGER:
        return entry_lines_integer(entry, spec->key, &integer) && query_is_integer(row, column) && query_integer(row, column) == integer;
    case KIND_INTEGER_OR_NULL:
        if (entry_lines_get(entry, spec->key, &name) && text_equal(name, TEXT("-"))) {
            return query_is_null(row, column);
        }
        return entry_lines_integer(entry, spec->key, &integer) && query_is_integer(row, column) && query_integer(row, column) == integer;
    case KIND_DAY:
        return equals_day(row, column, entry, spec->key);
    case KIND_DIGEST_OR_NULL:
        if (entry_lines_get(entry, spec->key, &name) && text_equal(name, TEXT("-"))) {
            return query_is_null(row, column);
        }
        return entry_lines_digest(entry, spec->key, &digest) && text_equal(query_bytes(row, column), digest_text(&digest));
    case KIND_DIGEST:
        return entry_lines_digest(entry, spec->key, &digest) && text_equal(query_bytes(row, column), digest_text(&digest));
    case KIND_TEXT_OR_NONE:
        return entry_lines_get(entry, spec->key, &name) ? text_equal(query_text(row, column), name) : query_is_null(row, column);
    case KIND_DIGEST_OR_NONE:
        return entry_lines_digest(entry, spec->key, &digest) ? text_equal(query_bytes(row, column), digest_text(&digest)) : query_is_null(row, column);
    case KIND_ACCOUNT:
        return entry_lines_get(entry, spec->key, &name) && account_parse(name, &account) && query_integer(row, column) == (int64_t)account;
    case KIND_TEXT:
    case KIND_TEXT_OR_NULL:
    case KIND_TEXT_OR_EMPTY:
        return equals_text(row, column, entry, spec);
    }
    CHECK(false);
    return false;
}

const struct error *projection_check(struct store *store, struct projections *projections, int64_t position, const struct entry_lines *entry)
{
    struct text type = TEXT_EMPTY;
    (void)entry_lines_get(entry, "type", &type);
    int index = projections->last; /* entries of a kind stand together */
    if (!text_equal(type, text_of(projections_all[index].type))) {
        index = 0;
        while (index < PROJECTION_COUNT && !text_equal(type, text_of(projections_all[index].type))) {
            index++;
        }
    }
    if (index == PROJECTION_COUNT) {
        return NULL;
    }
    projections->last = index;
    const struct projection *projection = &projections_all[index];
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    projections->entries[index] += 1;
    TRY(query_open(store, projection->select, &query));
    query_bind_integer(query, 1, position);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_UNVERIFIED, _("table %s: the row of journal entry %lld is missing"), projection->table, (long long)position);
    }
    for (int column = 0; projection->columns[column].key != NULL; column++) {
        if (!equals(query, column, entry, &projection->columns[column])) {
            return error_new(ERROR_UNVERIFIED, _("table %s: column %s differs from journal entry %lld"), projection->table,
                             query_column_name(query, column), (long long)position);
        }
    }
    return NULL;
}

const struct error *projections_check_counts(struct store *store, const struct projections *projections)
{
    for (int i = 0; i < PROJECTION_COUNT; i++) {
        int64_t rows;
        TRY(query_one_integer(store, projections_all[i].count, &rows));
        if (rows != projections->entries[i]) {
            return error_new(ERROR_UNVERIFIED, _("table %s: %lld rows, but the journal speaks of %lld"), projections_all[i].table,
                             (long long)rows, (long long)projections->entries[i]);
        }
    }
    return NULL;
}

/* Rows added to the books, and changes in several places at once that hide each other. */
#include "whole_life.h"

static void assert_all_seen(const char *const *statements, size_t count)
{
    int unseen = 0;
    for (size_t i = 0; i < count; i++) {
        if (!tampered(statements[i], &unseen)) {
            fail_msg("changes nothing: %s", statements[i]);
        }
    }
    assert_int_equal(unseen, 0);
}

/* Changes in several places at once, each made so that a single check would not see it. */
static const char *const hidden_changes[] = {
    /* a value moves to the next column; the row's text reads the same */
    "UPDATE applicant SET desa_usaha = desa_usaha || char(10) || 'alamat_usaha ' || alamat_usaha, alamat_usaha = NULL WHERE id = 1",
    "UPDATE applicant SET kecamatan_usaha = NULL, kecamatan_usaha_tertulis = '157101' WHERE id = 1",
    /* two people change places */
    "UPDATE applicant SET id = CASE id WHEN 9 THEN 10 ELSE 9 END - 100 WHERE id IN (9, 10); UPDATE applicant SET id = id + 100 WHERE id < 0",
    "UPDATE payout SET account_id = CASE account_id WHEN 4 THEN 5 WHEN 5 THEN 4 ELSE account_id END",
    "UPDATE decision SET status = 4 - status WHERE status <> 2",
    "UPDATE decision SET outcomes = replace(outcomes, '-', '+'), status = 1",
    "UPDATE set_aside SET id = CASE id WHEN 1 THEN 2 ELSE 1 END - 100 WHERE id IN (1, 2); UPDATE set_aside SET id = id + 100 WHERE id < 0",
    "UPDATE set_aside SET raw = substr(raw, 1, 3), findings = substr(raw, 4) || char(10) || findings WHERE id = 1",
    "UPDATE set_aside SET kind = 3 - kind",
    /* sums that still agree */
    "UPDATE import SET row_count = row_count + 1, rejected = rejected + 1",
    "UPDATE import SET accepted = accepted - 1, unchanged = unchanged + 1",
    "UPDATE bank_answer SET row_count = row_count + 1, paid = paid + 1",
    "UPDATE bank_answer SET paid = returned, returned = paid",
    "UPDATE evaluation SET applicants = applicants + 1, eligible = eligible + 1",
    "UPDATE balance SET amount = amount + CASE account_id WHEN 1 THEN -1 WHEN 4 THEN 1 ELSE 0 END WHERE year = 2030",
    "UPDATE transfer SET amount = amount + 1; UPDATE payout SET amount = amount + 1; UPDATE balance SET amount = amount + 1 WHERE account_id = 2",
    "UPDATE settlement SET account_id = CASE account_id WHEN 4 THEN 5 ELSE 4 END; UPDATE payout SET account_id = 9 - account_id WHERE account_id > 3",
    "DELETE FROM settlement WHERE account_id = 5; UPDATE payout SET account_id = 3 WHERE account_id = 5",
    /* a new text with its own hash */
    "UPDATE programme_version SET sha256 = zeroblob(32)",
    "UPDATE programme_version SET text = replace(text, 'budget: 1000', 'budget: 2000')",
    "UPDATE programme_version SET text = '!' || text", /* no rules any more */
    "UPDATE rule SET assumed = 1 - assumed",
    "UPDATE journal SET text = replace(text, 'paid 1', 'paid 2')",
    "UPDATE journal SET position = CASE position WHEN 9 THEN 10 ELSE 9 END + 10000 WHERE position IN (9, 10); UPDATE journal SET position = position - 10000 WHERE position > 9999",
    "DELETE FROM tree_head WHERE size < (SELECT max(size) FROM tree_head)",
    "DELETE FROM journal WHERE position = (SELECT max(position) FROM journal); DELETE FROM tree_head WHERE size = (SELECT max(size) FROM tree_head)",
    /* versions and reasons that change places, lists that change names */
    "UPDATE amendment SET id = CASE id WHEN 1 THEN 2 ELSE 1 END - 100 WHERE id IN (1, 2); UPDATE amendment SET id = id + 100 WHERE id < 0",
    "UPDATE amendment SET applicant_id = 2 WHERE id = 2",
    "UPDATE amendment SET applicant_id = CASE applicant_id WHEN 5 THEN 2 ELSE 5 END WHERE id IN (2, 3)",
    "UPDATE applicant SET (nama, alamat, salt, commitment) = (SELECT nama, alamat, salt, commitment FROM amendment WHERE id = 2) WHERE id = 5",
    "UPDATE applicant SET (nama, alamat, salt, commitment) = (SELECT nama, alamat, salt, commitment FROM amendment WHERE id = 1) WHERE id = 5; DELETE FROM amendment WHERE applicant_id = 5",
    "UPDATE amendment SET (reason, reason_salt, reason_commitment) = (SELECT 'x', reason_salt, reason_commitment FROM amendment WHERE id = 2) WHERE id = 1",
    "UPDATE withdrawal SET (reason, salt, commitment) = (SELECT reason, reason_salt, reason_commitment FROM amendment WHERE id = 1) WHERE erased IS NULL",
    "UPDATE exclusion SET list_id = 3 - list_id WHERE list_id < 3",
    "UPDATE exclusion_list SET name = CASE name WHEN 'asn' THEN 'kur' ELSE 'asn' END",
    "UPDATE exclusion SET nama = 'Budi Contoh' || char(10) || 'keterangan BKN', keterangan = NULL WHERE id = 1",
    "UPDATE exclusion SET id = CASE id WHEN 1 THEN 2 ELSE 1 END - 100 WHERE id IN (1, 2); UPDATE exclusion SET id = id + 100 WHERE id < 0",
    "UPDATE review SET (reason, salt, commitment) = (SELECT reason, salt, commitment FROM withdrawal LIMIT 1) WHERE erased IS NULL",
    "UPDATE review SET verdict = 1 WHERE verdict = 2",
    "UPDATE review SET verdict = 5 - verdict",
    "UPDATE review SET reason = reason || char(10)",
    "UPDATE review SET applicant_id = CASE applicant_id WHEN 4 THEN 2 ELSE 4 END",
    "UPDATE review SET review_file = NULL",
    "UPDATE review SET position = position + 100",
    "UPDATE review_file SET accepted = 2, unchanged = 1",
    "UPDATE decision SET outcomes = replace(outcomes, 's', ''), status = 1 WHERE outcomes LIKE '%s'",
    "UPDATE account_file SET accepted = 2, unchanged = 1",
    "UPDATE decision SET outcomes = replace(outcomes, 'x', ''), status = 1 WHERE outcomes LIKE '%x'",
    /* the line, and the lottery */
    "UPDATE waiting SET position = 103 - position WHERE batch_id = 1 AND position < 3; UPDATE waiting SET position = position - 100 WHERE position > 100",
    "UPDATE waiting SET reason = 3, quota = NULL WHERE reason = 1",
    "UPDATE waiting SET batch_id = 2, position = 9 WHERE batch_id = 1 AND position = 1",
    "UPDATE lottery_ticket SET (salt, ticket) = (SELECT o.salt, o.ticket FROM lottery_ticket AS o WHERE o.lottery = lottery_ticket.lottery AND o.applicant_id <> lottery_ticket.applicant_id AND o.erased IS NULL LIMIT 1) WHERE erased IS NULL",
    "UPDATE lottery_ticket SET (salt, ticket) = (SELECT o.salt, o.ticket FROM lottery_ticket AS o WHERE o.lottery <> lottery_ticket.lottery AND o.applicant_id = lottery_ticket.applicant_id) WHERE erased IS NULL",
    "DELETE FROM lottery_ticket WHERE applicant_id = 10; UPDATE lottery SET tickets = 1",
    "UPDATE lottery_draw SET lottery = (SELECT min(position) FROM lottery)",
    "UPDATE lottery_draw SET seed = source, source = seed",
    /* money that came back */
    "UPDATE deposit SET from_account = 9 - from_account",
    "UPDATE deposit SET payout_id = CASE payout_id WHEN 1 THEN (SELECT max(id) FROM payout) ELSE 1 END",
    "UPDATE deposit SET amount = 5 WHERE from_account = 4; UPDATE payout SET account_id = 6 WHERE id = 1",
    "DELETE FROM deposit WHERE from_account = 4",
    "UPDATE repayment SET successor = successor + 1",
    "UPDATE payout SET account_id = 5 WHERE id IN (SELECT payout_id FROM repayment)",
    "UPDATE cancellation SET (reason, salt, commitment) = (SELECT reason, salt, commitment FROM withdrawal LIMIT 1) WHERE erased IS NULL",
    "UPDATE payout SET account_id = 6 WHERE account_id = 1",
    /* the bank's second answers */
    "UPDATE second_answer SET account_id = 9 - account_id",
    "UPDATE second_answer SET payout_id = 1",
    "UPDATE second_answer SET (reason, salt, commitment) = (SELECT o.reason, o.salt, o.commitment FROM second_answer AS o WHERE o.reason = '') WHERE erased IS NULL",
    "UPDATE second_answer SET answer_position = (SELECT min(position) FROM bank_answer)",
    "DELETE FROM second_answer WHERE account_id = 5",
    "UPDATE approval SET sk_number = NULL, sk_day = NULL",
    /* officers */
    "UPDATE approval SET officer = 'budi' WHERE officer = 'dewi'",
    "UPDATE officer SET roles = 'operator treasurer' WHERE name = 'budi'",
    "UPDATE officer SET key = (SELECT key || '=' FROM officer WHERE name = 'ani') WHERE name = 'budi'",
    "UPDATE officer SET region = 1501 WHERE name = 'citra'",
    "DELETE FROM officer_revocation",
    "DELETE FROM officer_confirmation WHERE name = 'dewi'",
    "DELETE FROM refusal",
    /* reports of use */
    "UPDATE lpj SET (document, note) = (note, document)",
    "UPDATE lpj SET document = document || char(10) || 'note ' || note, note = '' WHERE erased IS NULL",
    "UPDATE lpj SET (document, note, salt, commitment) = (SELECT o.document, o.note, o.salt, o.commitment FROM lpj AS o WHERE o.position <> lpj.position AND o.erased IS NULL) WHERE erased IS NULL",
    "UPDATE lpj SET used = 3 WHERE used = 1",
    "UPDATE lpj SET payout_id = 2",
    "UPDATE lpj_file SET accepted = 2, unchanged = 1",
    /* annexes of decrees */
    "UPDATE decree_row SET amount = 11 - amount WHERE decree_id = 1",
    "UPDATE decree_row SET decree_id = 2 WHERE nik = (SELECT max(nik) FROM decree_row WHERE decree_id = 1)",
    "UPDATE decree_row SET id = CASE id WHEN 1 THEN 3 ELSE 1 END - 100 WHERE id IN (1, 3); UPDATE decree_row SET id = id + 100 WHERE id < 0",
    "PRAGMA ignore_check_constraints = ON; UPDATE lpj SET document = NULL WHERE document = ''",
    "PRAGMA ignore_check_constraints = ON; UPDATE lpj SET note = NULL WHERE note = ''",
    "PRAGMA ignore_check_constraints = ON; UPDATE decree_row SET no_rekening = NULL WHERE no_rekening = ''",
    "PRAGMA ignore_check_constraints = ON; UPDATE second_answer SET reason = NULL WHERE reason = ''",
    "UPDATE decree_row SET nama = nama || char(10) || 'kategori emak-emak', kategori = NULL WHERE kategori IS NOT NULL",
    "UPDATE decree SET amount = amount + 1",
    "UPDATE decree SET number = 'SK-3/2030' WHERE id = 2",
    "DELETE FROM decree_row WHERE decree_id = 2; DELETE FROM decree WHERE id = 2",
    /* the schema itself */
    "DROP INDEX payout_one_live; UPDATE region SET name = name",
    "CREATE TABLE more (id INTEGER); INSERT INTO more VALUES (1)",
    "DROP VIEW recipient; CREATE VIEW recipient AS SELECT 1 AS payout_id, 2022 AS year; UPDATE region SET name = name",
};

static void forgeries_that_hide_each_other_are_seen(void **state)
{
    (void)state;
    assert_all_seen(hidden_changes, ROWS(hidden_changes));
}

/* Rows emptied without an erasure, or filled again after one, and what an erasure says of others. */
static void false_erasures_are_seen(void **state)
{
    (void)state;
    static const char *const statements[] = {
        "UPDATE applicant SET nik = NULL, nama = NULL, salt = NULL, kecamatan_usaha_tertulis = NULL, nib = NULL, bank = NULL, no_rekening = NULL, erased = (SELECT position FROM erasure) WHERE id = 9",
        "UPDATE set_aside SET raw = NULL, findings = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE id = 1",
        "UPDATE withdrawal SET reason = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE erased IS NULL",
        "UPDATE exclusion SET nik = NULL, no_kk = NULL, nama = NULL, keterangan = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE id = 1",
        "UPDATE lottery_ticket SET salt = NULL, erased = (SELECT position FROM erasure) WHERE applicant_id = 9",
        "UPDATE amendment SET reason = NULL, reason_salt = NULL, reason_erased = (SELECT position FROM erasure) WHERE id = 1",
        "UPDATE set_aside SET raw = '1571011501900012', findings = '', salt = zeroblob(16), erased = NULL WHERE erased IS NOT NULL",
        "UPDATE applicant SET kabupaten_usaha = 1501 WHERE erased IS NOT NULL",
        "UPDATE sending SET template = 'bank.yaml', template_sha256 = zeroblob(32)",
        "UPDATE applicant SET kategori = 3 WHERE erased IS NOT NULL",
        "UPDATE applicant SET jalur = 1 WHERE erased IS NOT NULL",
        "UPDATE amendment SET kabupaten_usaha = 1501 WHERE erased IS NOT NULL",
        "UPDATE applicant SET line = line + 1 WHERE erased IS NOT NULL",
        "PRAGMA ignore_check_constraints = ON; UPDATE applicant SET nik = 1571011501900012 WHERE erased IS NOT NULL",
        "PRAGMA ignore_check_constraints = ON; UPDATE exclusion SET nama = 'Budi Contoh' WHERE erased IS NOT NULL",
        "PRAGMA ignore_check_constraints = ON; UPDATE applicant SET nama = NULL, nik = NULL, salt = NULL WHERE id = 9",
        "UPDATE decree_row SET nik = NULL, nama = NULL, no_rekening = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE id = 1",
        "UPDATE decree_row SET amount = 5 - amount WHERE decree_id = 3",
        "UPDATE decree_row SET kategori = 3 WHERE erased IS NOT NULL",
        "PRAGMA ignore_check_constraints = ON; UPDATE decree_row SET nik = 1571011501900012 WHERE erased IS NOT NULL",
        "PRAGMA ignore_check_constraints = ON; UPDATE decree_row SET no_rekening = '0012345678' WHERE erased IS NOT NULL",
        "UPDATE lpj SET document = NULL, note = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE used = 1",
        "PRAGMA ignore_check_constraints = ON; UPDATE lpj SET note = 'Budi Contoh' WHERE erased IS NOT NULL",
        "UPDATE second_answer SET reason = NULL, salt = NULL, erased = (SELECT position FROM erasure) WHERE account_id = 5",
        "UPDATE applicant SET commitment = zeroblob(32) WHERE erased IS NOT NULL",
        "UPDATE amendment SET commitment = zeroblob(32) WHERE erased IS NOT NULL",
        "UPDATE erasure_kin SET relation = 7",
        "UPDATE erasure_kin SET applicant_id = 9",
        "DELETE FROM erasure_kin",
        "UPDATE erasure SET applicant_id = 9",
        "UPDATE erasure SET reason = 'x'",
    };
    assert_all_seen(statements, ROWS(statements));
}

/* A copy of a row, different only where it must be. */
static void an_added_row_is_seen_in_every_table(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        const char *statement;
    } rows[] = {
        { "account_file", "CREATE TEMP TABLE t AS SELECT * FROM account_file; UPDATE t SET position = 0; INSERT INTO account_file SELECT * FROM t" },
        { "amendment", "CREATE TEMP TABLE t AS SELECT * FROM amendment WHERE id = 1; UPDATE t SET id = 99, position = 0; INSERT INTO amendment SELECT * FROM t" },
        { "exclusion", "CREATE TEMP TABLE t AS SELECT * FROM exclusion WHERE id = 1; UPDATE t SET id = 7; INSERT INTO exclusion SELECT * FROM t" },
        { "exclusion_list", "CREATE TEMP TABLE t AS SELECT * FROM exclusion_list LIMIT 1; UPDATE t SET id = 4, position = 0; INSERT INTO exclusion_list SELECT * FROM t" },
        { "withdrawal", "CREATE TEMP TABLE t AS SELECT * FROM withdrawal LIMIT 1; UPDATE t SET position = 0, applicant_id = 4; INSERT INTO withdrawal SELECT * FROM t" },
        { "review", "CREATE TEMP TABLE t AS SELECT * FROM review LIMIT 1; UPDATE t SET position = 0; INSERT INTO review SELECT * FROM t" },
        { "review_file", "CREATE TEMP TABLE t AS SELECT * FROM review_file; UPDATE t SET position = 0; INSERT INTO review_file SELECT * FROM t" },
        { "account", "INSERT INTO account SELECT 7, name || '2', title FROM account WHERE id = 6" },
        { "applicant", "CREATE TEMP TABLE t AS SELECT * FROM applicant WHERE id = 9; UPDATE t SET id = 41, nik = nik + 41; INSERT INTO applicant SELECT * FROM t" },
        { "approval", "INSERT INTO approval SELECT 0, batch_id, day, mode, sk_number, sk_day, officer, batch_digest, signature FROM approval LIMIT 1" },
        { "holiday", "INSERT INTO holiday SELECT day + 1, kind, name, source FROM holiday ORDER BY day DESC LIMIT 1" },
        { "programme_amount", "INSERT INTO programme_amount SELECT programme_version_id, category, 'lain', amount FROM programme_amount LIMIT 1" },
        { "programme_deadline", "INSERT INTO programme_deadline SELECT 1, months, day FROM programme_deadline LIMIT 1" },
        { "rule_limit", "INSERT INTO rule_limit SELECT programme_version_id, ordinal + 40, field, category, least, most FROM rule_limit LIMIT 1" },
        { "balance", "INSERT INTO balance SELECT 2099, account_id, 0 FROM balance WHERE year = 2030" },
        { "bank_answer", "CREATE TEMP TABLE t AS SELECT * FROM bank_answer LIMIT 1; UPDATE t SET position = 0; INSERT INTO bank_answer SELECT * FROM t" },
        { "batch", "INSERT INTO batch SELECT 19, 0, year, day, evaluation_id, recipients, amount FROM batch WHERE id = 1" },
        { "category", "INSERT INTO category VALUES (4, 'lain', 'Lain')" },
        { "decision", "INSERT INTO decision SELECT applicant_id, 2, status, outcomes FROM decision WHERE evaluation_id = 1 LIMIT 1" },
        { "evaluation", "CREATE TEMP TABLE t AS SELECT * FROM evaluation LIMIT 1; UPDATE t SET id = 9, position = 0, changed = 0; INSERT INTO evaluation SELECT * FROM t" },
        { "import", "CREATE TEMP TABLE t AS SELECT * FROM import LIMIT 1; UPDATE t SET id = 9, position = 0; INSERT INTO import SELECT * FROM t" },
        { "journal", "INSERT INTO journal SELECT max(position) + 1, text, leaf FROM journal" },
        { "payout", "CREATE TEMP TABLE t AS SELECT * FROM payout LIMIT 1; UPDATE t SET id = 60, position = 0, sequence = 9, applicant_id = 10, reference = 'P'; INSERT INTO payout SELECT * FROM t" },
        { "programme_version", "INSERT INTO programme_version SELECT 9, 0, year + 90, sha256, valid_from, valid_to, text FROM programme_version LIMIT 1" },
        { "region", "INSERT INTO region VALUES (99, 'Provinsi Lain', NULL)" },
        { "rule", "INSERT INTO rule SELECT programme_version_id, 64, code, title, source, assumed FROM rule LIMIT 1" },
        { "sending", "CREATE TEMP TABLE t AS SELECT * FROM sending LIMIT 1; UPDATE t SET position = 0; INSERT INTO sending SELECT * FROM t" },
        { "set_aside", "CREATE TEMP TABLE t AS SELECT * FROM set_aside LIMIT 1; UPDATE t SET id = 8; INSERT INTO set_aside SELECT * FROM t" },
        { "settlement", "CREATE TEMP TABLE t AS SELECT * FROM settlement LIMIT 1; UPDATE t SET position = 0; INSERT INTO settlement SELECT * FROM t" },
        { "transfer", "INSERT INTO transfer SELECT 0, year, from_account, to_account, amount, payout_id FROM transfer LIMIT 1" },
        { "waiting", "INSERT INTO waiting SELECT 2, 9, 4, reason, quota FROM waiting LIMIT 1" },
        { "erasure", "CREATE TEMP TABLE t AS SELECT * FROM erasure; UPDATE t SET position = 0; INSERT INTO erasure SELECT * FROM t" },
        { "erasure_kin", "INSERT INTO erasure_kin SELECT erasure, 1, relation FROM erasure_kin" },
        { "cancellation", "CREATE TEMP TABLE t AS SELECT * FROM cancellation LIMIT 1; UPDATE t SET position = 0; INSERT INTO cancellation SELECT * FROM t" },
        { "second_answer", "CREATE TEMP TABLE t AS SELECT * FROM second_answer LIMIT 1; UPDATE t SET position = 0; INSERT INTO second_answer SELECT * FROM t" },
        { "repayment", "INSERT INTO repayment SELECT 0, day, 1, 3, batch_id FROM repayment" },
        { "deposit", "CREATE TEMP TABLE t AS SELECT * FROM deposit LIMIT 1; UPDATE t SET position = 0; INSERT INTO deposit SELECT * FROM t" },
        { "officer", "INSERT INTO officer SELECT 0, name || '2', key || 'x', roles, region, standing FROM officer LIMIT 1" },
        { "officer_revocation", "INSERT INTO officer_revocation SELECT 0, 'budi', standing, reason FROM officer_revocation" },
        { "officer_confirmation", "INSERT INTO officer_confirmation SELECT 0, 'budi', 1 FROM officer_confirmation LIMIT 1" },
        { "refusal", "INSERT INTO refusal SELECT 0, name, at, command, cause FROM refusal" },
        { "decree", "CREATE TEMP TABLE t AS SELECT * FROM decree LIMIT 1; UPDATE t SET id = 9, position = 0, number = 'X'; INSERT INTO decree SELECT * FROM t" },
        { "decree_row", "CREATE TEMP TABLE t AS SELECT * FROM decree_row LIMIT 1; UPDATE t SET id = 9, nik = nik + 5; INSERT INTO decree_row SELECT * FROM t" },
        { "lpj", "CREATE TEMP TABLE t AS SELECT * FROM lpj LIMIT 1; UPDATE t SET position = 0; INSERT INTO lpj SELECT * FROM t" },
        { "lpj_file", "CREATE TEMP TABLE t AS SELECT * FROM lpj_file; UPDATE t SET position = 0; INSERT INTO lpj_file SELECT * FROM t" },
        { "lottery", "INSERT INTO lottery SELECT 0, year, day, tickets, digest FROM lottery LIMIT 1" },
        { "lottery_ticket", "INSERT INTO lottery_ticket (lottery, applicant_id, salt, ticket) SELECT lottery, 1, salt, ticket FROM lottery_ticket LIMIT 1" },
        { "lottery_draw", "INSERT INTO lottery_draw SELECT 0, (SELECT min(position) FROM lottery), day, seed, source FROM lottery_draw" },
        { "issue", "INSERT INTO issue SELECT (SELECT max(j.position) FROM journal AS j WHERE j.position NOT IN (SELECT position FROM issue)), day, entries, year, masked, as_of, template, "
                   "version, file_name, bytes, sha256 FROM issue LIMIT 1" },
        { "signing_key", "INSERT INTO signing_key SELECT 0, day, 'x' || verifier FROM signing_key LIMIT 1" },
        { "tree_head", "INSERT INTO tree_head SELECT 2, root, frontier FROM tree_head LIMIT 1" },
    };
    int unseen = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer count SCOPED_BUFFER = { 0 };
        (void)whole_life_begin(state);
        buffer_format(&count, "SELECT count(*) FROM %s", rows[i].table);
        int64_t before = outside_integer(ledger_path(), count.bytes);
        if (!tampered(rows[i].statement, &unseen)) {
            fail_msg("changes nothing: %s", rows[i].statement);
        }
        if (outside_integer(ledger_path(), count.bytes) <= before) {
            fail_msg("adds no row: %s", rows[i].statement);
        }
    }
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), ROWS(rows));
    assert_int_equal(unseen, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        whole_life_test(an_added_row_is_seen_in_every_table),
        whole_life_test(forgeries_that_hide_each_other_are_seen),
        whole_life_test(false_erasures_are_seen),
    };
    return cmocka_run_group_tests(tests, scratch_open, whole_life_close);
}

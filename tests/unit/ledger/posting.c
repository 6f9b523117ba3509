/* Many postings at once against the same ones, one by one. */
#include "ledger.h"
#include "ledger/posting.h"

enum { BUDGET = 100000 };

static int64_t wanted; /* postings */

static struct money amount_of(int64_t index)
{
    return RUPIAH(1 + index % 7);
}

static void describe(const void *context, int64_t index, struct journal *entry, struct posting *out)
{
    out->payout = index + 1;
    out->amount = amount_of(index);
    out->own[0] = cell_integer(index * 2);
    out->note[0] = (char)('a' + index % 26);
    out->own[1] = cell_text((struct text){ out->note, 1 });
    entry_add_integer(entry, "payout", index + 1);
    entry_add(entry, "words", text_of(context));
}

static const struct error *step_budget_of_postings(struct journal *journal)
{
    TRY(post(journal, "budget", 2022, ACCOUNT_APBD, ACCOUNT_ANGGARAN, BUDGET));
    return note(journal, "before");
}

static const struct error *step_one_by_one(struct journal *journal)
{
    TRY(step_budget_of_postings(journal));
    for (int64_t i = 0; i < wanted; i++) {
        int64_t position;
        entry_begin(journal, "move");
        entry_add_integer(journal, "payout", i + 1);
        entry_add(journal, "words", TEXT("said once"));
        TRY(journal_post(journal, 2022, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, amount_of(i), i + 1, &position));
    }
    return note(journal, "after");
}

static const struct error *step_at_once(struct journal *journal)
{
    struct posting_plan plan = { "move", 2022, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, wanted, describe, "said once" };
    struct postings *postings SCOPED_POSTINGS = NULL;
    const struct given *rows;
    TRY(step_budget_of_postings(journal));
    int64_t position = journal_next(journal);
    int64_t index = 0;
    postings_open(journal, &plan, &postings);
    for (;;) {
        TRY(postings_next(postings, &rows));
        if (rows == NULL) {
            break;
        }
        for (size_t i = 0; i < rows->count; i++, index++) {
            const struct cell *row = rows->rows[i];
            assert_int_equal(row[0].integer, position + index);
            assert_int_equal(row[3].integer, 1 + index % 7);
            assert_int_equal(row[4].integer, index + 1);
            assert_int_equal(row[5].integer, index * 2);
            assert_int_equal(row[6].text.bytes[0], 'a' + index % 26);
            assert_int_equal(row[7].kind, CELL_NULL);
        }
    }
    assert_int_equal(index, wanted);
    return note(journal, "after");
}

/* Everything but the ledger's random id: the entries and transfers of the one file that the other one lacks. */
#define DIFFERENCE                                                                                                              \
    "SELECT count(*) FROM (SELECT position, text, leaf FROM journal WHERE position > 0 AND text NOT LIKE '%previous-root%' "    \
    "EXCEPT SELECT position, text, leaf FROM other.journal) UNION ALL SELECT count(*) FROM "                                    \
    "(SELECT * FROM transfer EXCEPT SELECT * FROM other.transfer) ORDER BY 1 DESC LIMIT 1"

static void are_the_same_as_one_by_one(void **state)
{
    (void)state;
    static const int64_t counts[] = { 0, 1, GIVEN_ROWS - 1, GIVEN_ROWS, GIVEN_ROWS + 1, 5000 };
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct verification verification;
        struct buffer sql SCOPED_BUFFER = { 0 };
        sqlite3 *database;
        wanted = counts[i];
        (void)unlink(scratch("one.db"));
        (void)unlink(scratch("many.db"));
        SUCCEEDS(record(scratch("one.db"), step_one_by_one));
        SUCCEEDS(record(scratch("many.db"), step_at_once));
        SUCCEEDS(verify(scratch("many.db"), NULL, NULL, &verification));
        buffer_format(&sql, "ATTACH '%s' AS other", scratch("one.db"));
        assert_int_equal(sqlite3_open(scratch("many.db"), &database), SQLITE_OK);
        assert_int_equal(sqlite3_exec(database, sql.bytes, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_stmt *statement;
        assert_int_equal(sqlite3_prepare_v2(database, DIFFERENCE, -1, &statement, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int(statement, 0), 0);
        (void)sqlite3_finalize(statement);
        (void)sqlite3_close(database);
        assert_int_equal(outside_integer(scratch("many.db"), "SELECT count(*) FROM transfer"), 1 + wanted);
        assert_int_equal(outside_integer(scratch("many.db"), "SELECT amount FROM balance WHERE account_id = 2"),
                         outside_integer(scratch("one.db"), "SELECT amount FROM balance WHERE account_id = 2"));
    }
}

static const struct error *step_too_much(struct journal *journal)
{
    wanted = BUDGET; /* 4 rupiah each, in the mean */
    return step_at_once(journal);
}

static void more_than_there_is_is_refused_and_nothing_is_kept(void **state)
{
    (void)state;
    SUCCEEDS(record(scratch("ledger.db"), step_begin));
    REFUSES(record(scratch("ledger.db"), step_too_much), ERROR_REFUSED, "account anggaran does not hold");
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM journal"), 2);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM transfer"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(are_the_same_as_one_by_one, scratch_open, scratch_close),
        cmocka_unit_test_setup_teardown(more_than_there_is_is_refused_and_nothing_is_kept, scratch_open, scratch_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

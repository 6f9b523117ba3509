#include "../programme/life.h"
#include "importer/bank_result.h"
#include "importer/catalogue.h"

#define HEADER "reference,status,amount,date,reason\n"

/* A ledger of 2030 with one batch of three people with the bank since 2030-03-04; what their references are. */
static char references[3][64];

static int begin_with_a_sent_batch(void **state)
{
    struct work work;
    struct programme programme = { 0 };
    if (life_begin(state) != 0) {
        return -1;
    }
    work_begin(&work, "2030-03-04");
    add_rules(&work, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, &programme);
    struct applicant people[3];
    for (int64_t i = 0; i < 3; i++) {
        people[i] = person(2030, i + 1, CATEGORY_EMAK_EMAK);
    }
    take_in(&work, "a.csv", people, 3);
    send_batch(&work, pay_out(&work, &programme, 0), "");
    struct query *query = NULL;
    SUCCEEDS(query_open(work.store, "SELECT reference FROM payout ORDER BY id", &query));
    for (int i = 0; i < 3; i++) {
        bool row;
        SUCCEEDS(query_step(query, &row));
        assert_true(row);
        (void)snprintf(references[i], sizeof(references[i]), "%.*s", TEXT_ARG(query_text(query, 0)));
    }
    query_close(query);
    programme_free(&programme);
    work_commit(&work);
    return 0;
}

#define bank_test(name) cmocka_unit_test_setup_teardown(name, begin_with_a_sent_batch, scratch_clear)

/* "A", "B" and "C" at the start of a line stand for the three references. */
static const struct error *settle_text(struct work *work, const char *content, struct bank_result *out)
{
    struct buffer file SCOPED_BUFFER = { 0 };
    const char *path = scratch("answer.csv");
    for (const char *at = content; *at != '\0'; at++) {
        bool first = at == content || at[-1] == '\n';
        if (first && *at >= 'A' && *at <= 'C' && strchr(",;", at[1]) != NULL) {
            buffer_add_string(&file, references[*at - 'A']);
        } else {
            buffer_add_byte(&file, *at);
        }
    }
    file_write(path, buffer_string(&file), file.length);
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    SUCCEEDS(bank_template_load(NULL, &template));
    return bank_result_settle(&work->journal, path, &template.answer, out);
}

static struct bank_result settle(const char *content)
{
    struct work work;
    struct bank_result result = { 0 };
    work_begin(&work, "2030-03-10");
    SUCCEEDS(settle_text(&work, content, &result));
    assert_int_equal(result.rows, result.paid + result.returned + result.rejected);
    if (result.recorded) {
        work_commit(&work);
    } else {
        work_end(&work);
    }
    assert_verifies();
    return result;
}

static void assert_counts(const struct bank_result *result, int64_t paid, int64_t returned, int64_t rejected, int64_t repeated)
{
    if (result->paid != paid || result->returned != returned || result->rejected != rejected || result->repeated != repeated) {
        fail_msg("%lld paid, %lld returned, %lld rejected, %lld repeated", (long long)result->paid, (long long)result->returned,
                 (long long)result->rejected, (long long)result->repeated);
    }
    assert_true(result->recorded == (paid + returned + result->kept > 0));
}

static void posts_what_was_paid_and_what_bounced(void **state)
{
    (void)state;
    struct bank_result result = settle(HEADER "A,SUKSES,5,2030-03-05,\nB,retur,5,05/03/2030,rekening  ditutup\nC,Paid,Rp 5,2030-03-05,\n");
    assert_counts(&result, 2, 1, 0, 0);
    assert_true(result.amount_paid.rupiah == 10 && result.amount_returned.rupiah == 5);
    assert_int_equal(result.findings.count, 0);
    bank_result_free(&result);
}

static void reads_columns_in_any_order_and_dialect(void **state)
{
    (void)state;
    struct bank_result result = settle("\xEF\xBB\xBFREFERENCE;Date;no;AMOUNT;Status;\r\nA;2030-03-05;1;5;RETURNED;\r\nB;2030-03-05;2;5;GAGAL\r\n");
    assert_counts(&result, 0, 2, 0, 0);
    assert_int_equal(result.findings.counted[FINDING_WARNING], 2);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(B_REASON_MISSING));
    bank_result_free(&result);
}

static void posts_nothing_for_rows_that_do_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        enum finding_name fault;
        const char *expected;
    } rows[] = {
        { "X,SUKSES,5,2030-03-05,\n", B_REFERENCE_UNKNOWN, "" },
        { ",SUKSES,5,2030-03-05,\n", B_REFERENCE_MISSING, "" },
        { "A,SUKSES,6,2030-03-05,\n", B_AMOUNT_DIFFERS, "Rp 5" },
        { "A,SUKSES,0,2030-03-05,\n", B_AMOUNT_DIFFERS, "Rp 5" },
        { "A,SUKSES,-5,2030-03-05,\n", B_AMOUNT, "" },
        { "A,SUKSES,lima,2030-03-05,\n", B_AMOUNT, "" },
        { "A,MUNGKIN,5,2030-03-05,\n", B_STATUS, "" },
        { "A,,5,2030-03-05,\n", B_STATUS, "" },
        { "A,SUKSES,5,2030-02-30,\n", B_DATE, "" },
        { "A,SUKSES,5,2030-03-11,\n", B_DATE_AHEAD, "2030-03-10" },
        { "A,SUKSES,5,,\n", B_DATE, "" },
        { "A,SUKSES,5,2030-03-05\n", B_ROW_FORM, "" },
        { "A,SUKSES,5,2030-03-05,,x\n", B_ROW_FORM, "" },
        { "A,SUKSES,5,2030-03-05,Ren\xC3\xA9 \xFF\n", B_ROW_FORM, "" },
        { "A,SUKSES,5,2030-03-05,\"x\"y\n", B_ROW_FORM, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer content = { 0 };
        buffer_add_string(&content, HEADER);
        buffer_add_string(&content, rows[i].row);
        struct bank_result result = settle(buffer_string(&content));
        assert_counts(&result, 0, 0, 1, 0);
        assert_int_equal(result.findings.count, 1);
        if (result.findings.items[0].kind != finding_of(rows[i].fault)) {
            fail_msg("%s gives %s", rows[i].row, result.findings.items[0].kind->name);
        }
        assert_string_equal(result.findings.items[0].expected, rows[i].expected);
        assert_int_equal(result.findings.items[0].line, 2);
        bank_result_free(&result);
        buffer_free(&content);
    }
}

static void what_was_answered_stands_and_a_file_that_contradicts_itself_posts_neither(void **state)
{
    (void)state;
    struct bank_result first = settle(HEADER "A,SUKSES,5,2030-03-05,\nA,SUKSES,5,2030-03-05,\nB,RETUR,5,2030-03-05,tutup\nB,SUKSES,5,2030-03-05,\n");
    assert_counts(&first, 1, 0, 3, 1);
    assert_int_equal(first.amount_returned.rupiah, 0);
    assert_ptr_equal(first.findings.items[0].kind, finding_of(B_SECOND_ANSWER));
    assert_ptr_equal(first.findings.items[1].kind, finding_of(B_SECOND_ANSWER));
    assert_ptr_equal(first.findings.items[2].kind, finding_of(B_ANSWERED_BEFORE));
    assert_int_equal(first.findings.items[2].line, 3);
    assert_string_equal(first.findings.items[2].expected, "line 2");
    struct bank_result clear = settle(HEADER "B,RETUR,5,2030-03-05,tutup\n");
    assert_counts(&clear, 0, 1, 0, 0);
    struct bank_result again = settle(HEADER "A,SUKSES,5,2030-03-05,\nB,RETUR,5,2030-03-05,tutup\n");
    assert_counts(&again, 0, 0, 2, 2);
    struct bank_result other = settle(HEADER "A,RETUR,5,2030-03-05,x\nB,SUKSES,5,2030-03-05,\n");
    assert_counts(&other, 0, 0, 2, 0);
    assert_int_equal(other.findings.counted[FINDING_ERROR], 2);
    assert_int_equal(other.kept, 1); /* B: bounced, then paid */
    bank_result_free(&first);
    bank_result_free(&clear);
    bank_result_free(&again);
    bank_result_free(&other);
}

static void a_faulty_row_that_names_the_payout_contradicts_the_others(void **state)
{
    (void)state;
    static const struct {
        const char *rows[2];
        enum finding_name fault; /* of the second row; the first has B403 */
    } cases[] = {
        { { "A,SUKSES,5,2030-03-05,\n", "A,RETUR,6,2030-03-05,tutup\n" }, B_AMOUNT_DIFFERS },
        { { "A,RETUR,5,2030-03-05,tutup\n", "A,SUKSES,5,99/99/2030,\n" }, B_DATE },
        { { "A,RETUR,5,2030-03-05,tutup\n", "A,ANEH,5,2030-03-05,\n" }, B_STATUS },
        { { "A,RETUR,5,2030-03-05,tutup\n", "A,SUKSES,5,2031-03-05,\n" }, B_DATE_AHEAD },
        { { "A,RETUR,5,2030-03-05,tutup\n", "A,SUKSES,lima,2030-03-05,\n" }, B_AMOUNT },
        { { "A,RETUR,5,2030-03-05,tutup\n", "A,SUKSES,5\n" }, B_ROW_FORM },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int first = 0; first < 2; first++) {
            struct buffer content SCOPED_BUFFER = { 0 };
            buffer_format(&content, "%s%s%sB,MUNGKIN,5,2030-03-05,\n", HEADER, cases[i].rows[first], cases[i].rows[1 - first]);
            struct bank_result result = settle(buffer_string(&content));
            if (result.rejected != 3) {
                fail_msg("case %zu, faulty row %s: %lld rejected", i, first == 0 ? "last" : "first", (long long)result.rejected);
            }
            assert_true(result.amount_paid.rupiah == 0 && result.amount_returned.rupiah == 0);
            int64_t faults = 0;
            int64_t seconds = 0;
            for (size_t f = 0; f < result.findings.count; f++) {
                faults += result.findings.items[f].kind == finding_of(cases[i].fault) && result.findings.items[f].line == 3 - first ? 1 : 0;
                seconds += result.findings.items[f].kind == finding_of(B_SECOND_ANSWER) && result.findings.items[f].line == 2 + first ? 1 : 0;
            }
            if (faults != 1 || seconds != 1) {
                fail_msg("case %zu, faulty row %s: %lld faults, %lld second answers", i, first == 0 ? "last" : "first", (long long)faults, (long long)seconds);
            }
            bank_result_free(&result);
        }
    }
}

static void two_rows_that_differ_in_day_or_reason_are_not_the_same_answer(void **state)
{
    (void)state;
    struct bank_result days = settle(HEADER "A,SUKSES,5,2030-03-05,\nA,SUKSES,5,2030-03-06,\n");
    assert_counts(&days, 0, 0, 2, 0);
    assert_int_equal(days.findings.counted[FINDING_ERROR], 2);
    struct bank_result reasons = settle(HEADER "A,RETUR,5,2030-03-05,tutup\nA,RETUR,5,2030-03-05,nama beda\n");
    assert_counts(&reasons, 0, 0, 2, 0);
    struct bank_result same = settle(HEADER "A,SUKSES,5,2030-03-05,\nA,SUKSES,5,2030-03-05,lancar\nB,RETUR,5,2030-03-05,-\nB,RETUR,5,2030-03-05,\n");
    assert_counts(&same, 1, 1, 2, 2); /* the reason of a paid one is not kept, a dash is none */
    struct bank_result later = settle(HEADER "C,SUKSES,5,2030-03-05,\nC,SUKSES,5,2030-03-05,\nC,RETUR,5,2030-03-05,tutup\n");
    assert_counts(&later, 0, 0, 3, 0); /* what repeats a row that is not posted after all repeats nothing */
    assert_int_equal(later.findings.counted[FINDING_ERROR], 3);
    bank_result_free(&later);
    bank_result_free(&days);
    bank_result_free(&reasons);
    bank_result_free(&same);
}

/* Settles it and says what became of the only row: the finding, and whether the journal keeps it. */
static void expect_word(const char *row, enum finding_name name, int64_t kept)
{
    struct buffer content SCOPED_BUFFER = { 0 };
    buffer_format(&content, "%s%s", HEADER, row);
    struct bank_result result = settle(buffer_string(&content));
    assert_counts(&result, 0, 0, 1, name == B_ANSWERED_BEFORE ? 1 : 0);
    assert_int_equal(result.findings.count, 1);
    if (result.findings.items[0].kind != finding_of(name) || result.kept != kept) {
        fail_msg("%s gives %s, %lld kept", row, result.findings.items[0].kind->code, (long long)result.kept);
    }
    bank_result_free(&result);
}

static void the_journal_keeps_that_the_bank_contradicts_itself_once(void **state)
{
    (void)state;
    struct bank_result first = settle(HEADER "A,SUKSES,5,2030-03-05,\nB,RETUR,5,2030-03-05,tutup\n");
    assert_counts(&first, 1, 1, 0, 0);
    expect_word("A,RETUR,5,2030-03-06,x\n", B_SECOND_ANSWER, 0); /* not this way round */
    expect_word("B,RETUR,5,2030-03-06,tutup\n", B_SECOND_ANSWER, 0); /* bounced, as before */
    expect_word("B,SUKSES,6,2030-03-06,Siti Contoh\n", B_AMOUNT_DIFFERS, 0);
    expect_word("B,SUKSES,5,2030-03-06,Siti Contoh\n", B_SECOND_ANSWER, 1);
    expect_word("B,SUKSES,5,2030-03-06,Siti Contoh\n", B_SECOND_ANSWER, 0); /* again: it stands, and is in the journal */
    expect_word("B,RETUR,5,2030-03-05,tutup\n", B_ANSWERED_BEFORE, 0);       /* the first answer again decides nothing */
    expect_word("B,RETUR,5,2030-03-05,nama beda\n", B_SECOND_ANSWER, 0);     /* nor does another of its day, */
    expect_word("B,RETUR,5,2030-03-04,tutup\n", B_SECOND_ANSWER, 0);         /* nor one of before the second */
    expect_word("B,RETUR,5,2030-03-07,tutup\n", B_BOUNCED_AGAIN, 1);
    expect_word("B,RETUR,5,2030-03-07,tutup\n", B_ANSWERED_BEFORE, 0);
    expect_word("B,SUKSES,5,2030-03-06,Siti Contoh\n", B_ANSWERED_BEFORE, 0);
    expect_word("B,SUKSES,5,2030-03-08,-\n", B_SECOND_ANSWER, 1); /* and once more */
    struct bank_result twice = settle(HEADER "B,RETUR,5,2030-03-09,tutup\nB,SUKSES,5,2030-03-09,\nB,RETUR,5,2030-03-09,tutup\n");
    assert_counts(&twice, 0, 0, 3, 0);
    assert_true(twice.kept == 0 && !twice.recorded); /* a file that contradicts itself decides nothing */
    struct work work;
    work_begin(&work, "2030-03-10");
    assert_int_equal(figure(&work, "SELECT count(*) FROM second_answer"), 3);
    assert_int_equal(figure(&work, "SELECT count(*) FROM contradiction WHERE until IS NULL"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM second_answer WHERE line = 2 AND reason = 'Siti Contoh' AND amount = 5"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal WHERE text LIKE '%Siti Contoh%'"), 0);
    assert_int_equal(figure(&work, "SELECT count(*) FROM second_answer AS s JOIN bank_answer AS b ON b.position = s.answer_position WHERE b.row_count = 1 AND b.rejected = 1"), 3);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE account_id = 5"), 1);
    work_end(&work);
    bank_result_free(&first);
    bank_result_free(&twice);
}

static void a_date_before_the_sending_is_posted_with_a_warning(void **state)
{
    (void)state;
    struct bank_result result = settle(HEADER "A,SUKSES,5,2030-03-03,\n");
    assert_counts(&result, 1, 0, 0, 0);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(B_BEFORE_SENT));
    assert_string_equal(result.findings.items[0].expected, "2030-03-04");
    bank_result_free(&result);
}

static void refuses_a_file_that_is_no_answer(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        const char *message;
    } rows[] = {
        { "", "is empty" },
        { HEADER, "a header and no rows" },
        { "status,amount,date,reason\nSUKSES,5,2030-03-05,\n", "no column reference" },
        { "reference,reference,status,amount,date\nA,B,SUKSES,5,2030-03-05\n", "columns 1 and 2 both mean reference" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct work work;
        struct bank_result result;
        work_begin(&work, "2030-03-06");
        REFUSES(settle_text(&work, rows[i].content, &result), ERROR_FAILED, rows[i].message);
        work_end(&work);
    }
}

static void every_kind_is_found_by_code_and_name(void **state)
{
    (void)state;
    for (int name = B_REFERENCE_UNKNOWN; name < A_NIK_UNKNOWN; name++) {
        const struct finding_kind *kind = finding_of((enum finding_name)name);
        assert_ptr_equal(bank_finding_kind(kind->code), kind);
        assert_ptr_equal(bank_finding_kind(kind->name), kind);
        assert_int_equal(kind->code[0], 'B');
    }
    assert_null(bank_finding_kind("E104"));
    assert_null(bank_finding_kind("A501"));
    for (int name = A_NIK_UNKNOWN; name < FINDING_NAMES; name++) {
        const struct finding_kind *kind = finding_of((enum finding_name)name);
        assert_ptr_equal(list_finding_kind(kind->code), kind);
        assert_ptr_equal(list_finding_kind(kind->name), kind);
        assert_true(strchr("AXVLS", kind->code[0]) != NULL);
    }
    assert_null(list_finding_kind("B401"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        bank_test(posts_what_was_paid_and_what_bounced),
        bank_test(reads_columns_in_any_order_and_dialect),
        bank_test(posts_nothing_for_rows_that_do_not_fit),
        bank_test(what_was_answered_stands_and_a_file_that_contradicts_itself_posts_neither),
        bank_test(a_faulty_row_that_names_the_payout_contradicts_the_others),
        bank_test(two_rows_that_differ_in_day_or_reason_are_not_the_same_answer),
        bank_test(the_journal_keeps_that_the_bank_contradicts_itself_once),
        bank_test(a_date_before_the_sending_is_posted_with_a_warning),
        bank_test(refuses_a_file_that_is_no_answer),
        cmocka_unit_test(every_kind_is_found_by_code_and_name),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}

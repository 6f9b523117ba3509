#include "importer/bank_result.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/number_set.h"
#include "importer/bank_row.h"
#include "importer/catalogue.h"
#include "importer/table.h"

/* A row that moves money, or a second answer that is kept and moves none. Its texts lie in answering.texts: offsets, because that grows. */
struct posting {
    int64_t line;
    int64_t payout_id;
    bool paid;
    bool kept;      /* a second answer */
    bool withdrawn; /* another row of the file says otherwise, or this one is faulty: none of them is posted */
    struct money amount;
    struct day bank_day;
    size_t reference;
    size_t reference_length;
    size_t reason;
    size_t reason_length;
};

/* A row that says what an earlier one of the file says. */
struct repetition {
    int64_t line;
    int column;
    size_t first; /* its posting */
};

/* An answer being read: first everything is judged, then what fits is posted. */
struct answering {
    const struct bank_answer *words;
    struct day latest; /* of a bank's date: what is answered has happened */
    struct table *table;
    struct hasher *hasher;
    struct settlement settlement;
    struct posting *postings;
    size_t count;
    size_t capacity;
    struct repetition *repetitions;
    size_t repetition_count;
    size_t repetition_capacity;
    struct buffer texts;
    struct buffer reason;
    struct number_set payouts; /* payout -> its posting, counted from 1 */
    struct money sum; /* of every row's amount that can be read, whatever becomes of the row */
    bool sum_known;   /* it is within the bounds of money */
    struct bank_result result;
};

void bank_result_free(struct bank_result *result)
{
    findings_free(&result->findings);
    *result = (struct bank_result){ 0 };
}

static void answering_free(struct answering *answering)
{
    table_close(answering->table);
    hasher_free(answering->hasher);
    settlement_close(&answering->settlement);
    memory_free(answering->postings);
    memory_free(answering->repetitions);
    buffer_free(&answering->texts);
    buffer_free(&answering->reason);
    number_set_free(&answering->payouts);
    bank_result_free(&answering->result);
}

static void find_fault(struct answering *answering, const struct bank_row *row, enum finding_name name, enum bank_column column,
                       struct text expected)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    buffer_add(&text, expected);
    findings_add(&answering->result.findings, finding_of(name), row->line, row->column[column], TEXT_EMPTY, row->cell[column],
                 buffer_string(&text));
}

/* The file contradicts itself about a payout: which row came first must not decide where the money is. */
static void withdraw(struct answering *answering, struct posting *first)
{
    struct bank_result *result = &answering->result;
    first->withdrawn = true;
    if (first->kept) {
        result->kept -= 1;
    } else {
        struct money *total = first->paid ? &result->amount_paid : &result->amount_returned;
        bool fits = money_subtract(*total, first->amount, total);
        CHECK(fits);
        *(first->paid ? &result->paid : &result->returned) -= 1;
        result->rejected += 1;
    }
    findings_add(&result->findings, finding_of(B_SECOND_ANSWER), first->line, 1, TEXT_EMPTY, TEXT_EMPTY, "");
}

/* A dash is how banks write that there is no reason. */
static struct text said_reason(struct text reason)
{
    struct text said = text_trim(reason);
    return text_equal(said, TEXT("-")) ? TEXT_EMPTY : said;
}

/* Of a posting's text. */
static struct text kept_text(const struct answering *answering, size_t offset, size_t length)
{
    return length == 0 ? TEXT_EMPTY : (struct text){ answering->texts.bytes + offset, length };
}

static void find_with_place(struct answering *answering, enum finding_name name, int64_t line, int column, struct text reference, const struct posting *first)
{
    struct buffer place SCOPED_BUFFER = { 0 };
    buffer_format(&place, _("line %lld"), (long long)first->line);
    findings_add(&answering->result.findings, finding_of(name), line, column, TEXT_EMPTY, reference, buffer_string(&place));
}

/* Word, day and, where it is kept, reason are those of the file's earlier row. */
static bool says_the_same(const struct answering *answering, const struct posting *first, const struct settlement_row *answer)
{
    struct text reason = kept_text(answering, first->reason, first->reason_length);
    return !first->withdrawn && first->paid == answer->paid && first->bank_day.number == answer->bank_day.number &&
           ((answer->paid && !first->kept) || text_equal(said_reason(reason), said_reason(answer->reason)));
}

/* A second row for the payout of an earlier one in this file. What repeats it is told at the end, when it is known whether that is posted. */
static void find_second(struct answering *answering, const struct bank_row *row, size_t first)
{
    struct posting *posting = &answering->postings[first];
    answering->result.rejected += 1;
    if (says_the_same(answering, posting, &row->answer)) {
        answering->repetitions = memory_grow(answering->repetitions, answering->repetition_count, &answering->repetition_capacity, sizeof(*answering->repetitions));
        answering->repetitions[answering->repetition_count++] = (struct repetition){ row->line, row->column[BANK_REFERENCE], first };
        return;
    }
    find_with_place(answering, B_SECOND_ANSWER, row->line, row->column[BANK_REFERENCE], row->cell[BANK_REFERENCE], posting);
    if (!posting->withdrawn) {
        withdraw(answering, posting);
    }
}

static void find_repetitions(struct answering *answering)
{
    for (size_t i = 0; i < answering->repetition_count; i++) {
        const struct repetition *repetition = &answering->repetitions[i];
        const struct posting *first = &answering->postings[repetition->first];
        find_with_place(answering, first->withdrawn ? B_SECOND_ANSWER : B_ANSWERED_BEFORE, repetition->line, repetition->column,
                        kept_text(answering, first->reference, first->reference_length), first);
        answering->result.repeated += first->withdrawn ? 0 : 1;
    }
}

static size_t keep_text(struct answering *answering, struct text text)
{
    size_t offset = answering->texts.length;
    buffer_add(&answering->texts, text);
    return offset;
}

static void count_posting(struct answering *answering, const struct bank_row *row, struct day sent)
{
    struct bank_result *result = &answering->result;
    const struct settlement_row *answer = &row->answer;
    struct money *total = answer->paid ? &result->amount_paid : &result->amount_returned;
    if (answer->bank_day.number < sent.number) {
        struct buffer day SCOPED_BUFFER = { 0 };
        day_print(sent, &day);
        find_fault(answering, row, B_BEFORE_SENT, BANK_DATE, buffer_text(&day));
    }
    if (!answer->paid && answer->reason.length == 0) {
        find_fault(answering, row, B_REASON_MISSING, BANK_REASON, TEXT_EMPTY);
    }
    *(answer->paid ? &result->paid : &result->returned) += 1;
    bool fits = money_add(*total, answer->amount, total);
    CHECK(fits); /* each amount is that of a payout in the books, whose sum is bounded */
}

static void plan_posting(struct answering *answering, const struct bank_row *row, const struct settlement_verdict *verdict)
{
    const struct settlement_row *answer = &row->answer;
    answering->postings = memory_grow(answering->postings, answering->count, &answering->capacity, sizeof(*answering->postings));
    answering->postings[answering->count++] = (struct posting){
        .line = row->line,
        .payout_id = verdict->payout_id,
        .paid = answer->paid,
        .kept = verdict->kept,
        .amount = answer->amount,
        .bank_day = answer->bank_day,
        .reference = keep_text(answering, answer->reference),
        .reference_length = answer->reference.length,
        .reason = keep_text(answering, answer->reason),
        .reason_length = answer->reason.length,
    };
}

/* The row moves money, or is kept: once for each payout of the file. */
static void plan(struct answering *answering, const struct bank_row *row, const struct settlement_verdict *verdict, enum finding_name name)
{
    uint32_t first = number_set_add(&answering->payouts, verdict->payout_id, (uint32_t)answering->count + 1);
    if (first != 0) {
        find_second(answering, row, first - 1);
        return;
    }
    if (verdict->kept) {
        find_fault(answering, row, name, BANK_REFERENCE, TEXT_EMPTY);
        answering->result.kept += 1;
        answering->result.rejected += 1;
    } else {
        count_posting(answering, row, verdict->sent);
    }
    plan_posting(answering, row, verdict);
}

/* A faulty row names the payout: no other row of the file is posted for it, whichever comes first. */
static void spoil(struct answering *answering, int64_t line, int64_t payout_id)
{
    uint32_t first = number_set_add(&answering->payouts, payout_id, (uint32_t)answering->count + 1);
    if (first != 0) {
        if (!answering->postings[first - 1].withdrawn) {
            withdraw(answering, &answering->postings[first - 1]);
        }
        return;
    }
    answering->postings = memory_grow(answering->postings, answering->count, &answering->capacity, sizeof(*answering->postings));
    answering->postings[answering->count++] = (struct posting){ .line = line, .payout_id = payout_id, .withdrawn = true };
}

/* Of a row that cannot be read its reference may be one all the same. */
static const struct error *spoil_named(struct answering *answering, const struct bank_row *row)
{
    struct settlement_verdict verdict;
    if (row->answer.reference.length == 0) {
        return NULL;
    }
    TRY(settlement_judge(&answering->settlement, &row->answer, &verdict));
    if (verdict.payout_id != 0) {
        spoil(answering, row->line, verdict.payout_id);
    }
    return NULL;
}

static const struct error *judge(struct answering *answering, const struct bank_row *row)
{
    static const struct { enum finding_name name; enum bank_column column; } faults[] = {
        [SETTLEMENT_SAME] = { B_ANSWERED_BEFORE, BANK_REFERENCE },
        [SETTLEMENT_UNKNOWN_REFERENCE] = { B_REFERENCE_UNKNOWN, BANK_REFERENCE },
        [SETTLEMENT_OTHER_AMOUNT] = { B_AMOUNT_DIFFERS, BANK_AMOUNT },
        [SETTLEMENT_SECOND_ANSWER] = { B_SECOND_ANSWER, BANK_REFERENCE },
        [SETTLEMENT_NOT_SENT] = { B_NOT_SENT, BANK_REFERENCE },
        [SETTLEMENT_PAID_AFTER_ALL] = { B_PAID_AFTER_ALL, BANK_REFERENCE },
        [SETTLEMENT_CANCELLED] = { B_CANCELLED, BANK_REFERENCE },
        [SETTLEMENT_OTHER_ACCOUNT] = { B_ACCOUNT_DIFFERS, BANK_ACCOUNT },
        [SETTLEMENT_BOUNCED_AGAIN] = { B_BOUNCED_AGAIN, BANK_REFERENCE },
    };
    struct settlement_verdict verdict;
    struct buffer expected SCOPED_BUFFER = { 0 };
    TRY(settlement_judge(&answering->settlement, &row->answer, &verdict));
    if (verdict.result == SETTLEMENT_POSTED || verdict.kept) {
        plan(answering, row, &verdict, faults[verdict.result].name);
        return NULL;
    }
    if (verdict.expected[0] != '\0') {
        buffer_add_string(&expected, verdict.expected);
        spoil(answering, row->line, verdict.payout_id);
    }
    answering->result.repeated += verdict.result == SETTLEMENT_SAME ? 1 : 0;
    find_fault(answering, row, faults[verdict.result].name, faults[verdict.result].column, buffer_text(&expected));
    answering->result.rejected += 1;
    return NULL;
}

/* The last control row against the rows of the whole file. */
static void compare_trailer(struct answering *answering)
{
    struct bank_result *result = &answering->result;
    const struct bank_trailer *trailer = &result->trailer;
    struct buffer stated SCOPED_BUFFER = { 0 };
    struct buffer found SCOPED_BUFFER = { 0 };
    if (trailer->has_count && trailer->count != result->rows) {
        buffer_add_integer(&stated, trailer->count);
        buffer_add_integer(&found, result->rows);
        findings_add(&result->findings, finding_of(B_TRAILER_COUNT), trailer->line, trailer->count_column, TEXT_EMPTY, buffer_text(&stated), buffer_string(&found));
    }
    if (trailer->has_sum && (!answering->sum_known || trailer->sum.rupiah != answering->sum.rupiah)) {
        buffer_clear(&stated);
        buffer_clear(&found);
        money_print(trailer->sum, &stated);
        money_print(answering->sum, &found);
        findings_add(&result->findings, finding_of(B_TRAILER_SUM), trailer->line, trailer->sum_column, TEXT_EMPTY, buffer_text(&stated), buffer_string(&found));
    }
}

static const struct error *read_rows(struct answering *answering)
{
    struct csv_record record;
    struct bank_columns columns;
    bool more;
    TRY(bank_columns_map(table_header(answering->table), answering->words, &columns));
    for (;;) {
        struct bank_row row = { 0 };
        TRY(table_next_joined(answering->table, &record, &more));
        if (!more) {
            break;
        }
        if (bank_trailer_is(&record)) {
            (void)bank_trailer_read(&columns, &record, &answering->result.findings, &answering->result.trailer);
            continue;
        }
        answering->result.rows += 1;
        if (bank_row_read(&columns, &record, answering->latest, &answering->reason, &answering->result.findings, &row)) {
            TRY(judge(answering, &row));
        } else {
            answering->result.rejected += 1;
            TRY(spoil_named(answering, &row));
        }
        answering->sum_known = answering->sum_known && money_add(answering->sum, row.answer.amount, &answering->sum);
    }
    find_repetitions(answering);
    compare_trailer(answering);
    return answering->result.rows > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
}

static int by_payout(const void *a, const void *b)
{
    const struct posting *left = a;
    const struct posting *right = b;
    return left->payout_id < right->payout_id ? -1 : 1;
}

/* In the order in which the payouts lie in the ledger, as `send` does: each page of a large batch is then changed once. */
static const struct error *post(struct answering *answering, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct settlement_answer answer = {
        .file_name = slash == NULL ? path : slash + 1,
        .paid = answering->result.paid,
        .returned = answering->result.returned,
        .rejected = answering->result.rejected,
    };
    hasher_finish(answering->hasher, &answer.sha256);
    if (answering->result.paid + answering->result.returned + answering->result.kept == 0) {
        return NULL;
    }
    TRY(settlement_begin(&answering->settlement, &answer));
    if (answering->count > 0) {
        qsort(answering->postings, answering->count, sizeof(*answering->postings), by_payout);
    }
    for (size_t i = 0; i < answering->count; i++) {
        const struct posting *posting = &answering->postings[i];
        if (posting->withdrawn) {
            continue;
        }
        struct settlement_row row = {
            .reference = kept_text(answering, posting->reference, posting->reference_length),
            .paid = posting->paid,
            .amount = posting->amount,
            .bank_day = posting->bank_day,
            .reason = kept_text(answering, posting->reason, posting->reason_length),
            .line = posting->line,
        };
        TRY(posting->kept ? settlement_keep(&answering->settlement, &row, posting->payout_id) : settlement_post(&answering->settlement, &row, posting->payout_id));
    }
    answering->result.recorded = true;
    return NULL;
}

static const struct error *settle(struct journal *journal, const char *path, struct answering *answering)
{
    findings_init(&answering->result.findings);
    answering->hasher = hasher_new();
    struct table_wish wish = TABLE_WISH_NONE;
    wish.header_needed = true;
    TRY(table_open(path, &wish, answering->hasher, &answering->table));
    struct opinions opinions = bank_trailer_opinions();
    table_ask(answering->table, &opinions);
    TRY(settlement_open(journal, &answering->settlement));
    const struct error *error = read_rows(answering);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    return post(answering, path);
}

const struct error *bank_result_settle(struct journal *journal, const char *path, const struct bank_answer *words, struct bank_result *out)
{
    struct day today = day_in_jakarta(journal->event.utc);
    struct day latest = today.number > journal->event.day.number ? today : journal->event.day;
    struct answering answering = { .words = words, .latest = latest, .sum_known = true };
    const struct error *error = settle(journal, path, &answering);
    if (error == NULL) {
        *out = answering.result;
        answering.result = (struct bank_result){ 0 };
    }
    answering_free(&answering);
    return error;
}

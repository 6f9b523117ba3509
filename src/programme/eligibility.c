#include "programme/eligibility.h"

#include "base/language.h"
#include "base/memory.h"
#include "decision_reader.h"
#include "input_digest.h"
#include "judgement.h"
#include "register_walk.h"
#include "rule.h"
#include "store/given.h"

enum { OUTCOMES_BYTES = sizeof(((struct verdict *)NULL)->outcomes) };

/* The decisions that stand, walked along with the applicants, both in the order of the applicants' ids. */
struct standing {
    struct query *query;
    bool row;
    struct decision_reader reader;
    struct stored_decision last; /* of the applicant asked about, when it differs; version 0 = there is none */
    char outcomes[RULES_MAX + BAR_COUNT + 2];
};

static const struct error *standing_open(struct store *store, struct standing *standing)
{
    TRY(query_open(store,
                   "SELECT d.applicant_id, d.status, d.outcomes, e.programme_version_id FROM decision AS d "
                   "CROSS JOIN evaluation AS e ON e.id = d.evaluation_id ORDER BY d.applicant_id, d.evaluation_id",
                   &standing->query));
    return query_step(standing->query, &standing->row);
}

/* Keeps what the row says, for it is gone with the next step. */
static void standing_keep(struct standing *standing, const struct stored_decision *stored)
{
    size_t length = stored->outcomes.length < sizeof(standing->outcomes) ? stored->outcomes.length : sizeof(standing->outcomes);
    memcpy(standing->outcomes, length == 0 ? "" : stored->outcomes.bytes, length);
    standing->last = (struct stored_decision){ stored->version, stored->status, { standing->outcomes, length } };
}

/* Whether the last decision of the applicant says just this. */
static const struct error *standing_equals(struct standing *standing, int64_t applicant_id, const struct verdict *verdict, bool *out)
{
    *out = false;
    standing->last.version = 0;
    while (standing->row && query_integer(standing->query, 0) <= applicant_id) {
        if (query_integer(standing->query, 0) == applicant_id) {
            const struct stored_decision stored = { query_integer(standing->query, 3), query_integer(standing->query, 1), query_text(standing->query, 2) };
            TRY(decision_reader_same(&standing->reader, &stored, verdict, out));
            if (!*out) {
                standing_keep(standing, &stored);
            }
        }
        TRY(query_step(standing->query, &standing->row));
    }
    return NULL;
}

/* A run over all applicants. */
struct run {
    struct journal *journal;
    const struct programme *programme;
    struct judgement judgement;
    struct standing standing;
    struct input_digest input;
    struct decision_changes *changes; /* NULL: nobody asks */
    struct query *insert;
    struct given *changed; /* decisions that are still to be stored */
    char (*outcomes)[OUTCOMES_BYTES]; /* theirs */
    struct hasher *hasher;
    struct buffer line;
    int64_t evaluation_id; /* of the evaluation in the making */
    struct eligibility_count *count;
};

static void run_close(struct run *run)
{
    judgement_close(&run->judgement);
    query_close(run->standing.query);
    decision_reader_free(&run->standing.reader);
    input_digest_free(&run->input);
    query_close(run->insert);
    memory_free(run->changed);
    memory_free(run->outcomes);
    hasher_free(run->hasher);
    buffer_free(&run->line);
}

static void add_status(struct eligibility_count *count, enum decision_status status, bool aspirasi)
{
    const struct decision_count one = { status == DECISION_ELIGIBLE ? 1 : 0, status == DECISION_NEEDS_REVIEW ? 1 : 0, status == DECISION_INELIGIBLE ? 1 : 0 };
    count->eligible += one.eligible;
    count->needs_review += one.needs_review;
    count->ineligible += one.ineligible;
    if (aspirasi) {
        count->aspirasi.eligible += one.eligible;
        count->aspirasi.needs_review += one.needs_review;
        count->aspirasi.ineligible += one.ineligible;
    }
}

static void count_decision(struct run *run, const struct applicant *applicant, const struct verdict *verdict)
{
    const struct value *path = &applicant->fields[FIELD_JALUR];
    struct eligibility_count *count = run->count;
    count->applicants += 1;
    add_status(count, verdict->status, path->kind == VALUE_INTEGER && path->integer == PATH_ASPIRASI);
    for (size_t i = 0; i < run->programme->rule_count; i++) {
        const struct rule *rule = &run->programme->rules[i];
        count->reasons[i] += rule_effect(rule, (enum outcome)verdict->outcomes[i]) != DECISION_ELIGIBLE ? 1 : 0;
        count->notes[i] += rule->severity == SEVERITY_NOTE && verdict->outcomes[i] == OUTCOME_FAIL ? 1 : 0;
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        count->bars[i] += verdict->bars[i] ? 1 : 0;
    }
    count->reviews[verdict->review] += 1;
}

static const struct error *store_changed(struct run *run)
{
    TRY(query_run_given(run->insert, 1, run->changed));
    run->changed->count = 0;
    return NULL;
}

static const struct error *judge(struct run *run, const struct applicant *applicant)
{
    struct verdict verdict;
    bool same;
    judgement_of(&run->judgement, applicant, &verdict);
    count_decision(run, applicant, &verdict);
    TRY(standing_equals(&run->standing, applicant->id, &verdict, &same));
    if (same) {
        return NULL;
    }
    if (run->standing.last.version != 0 && run->changes != NULL) {
        TRY(decision_reader_tell(&run->standing.reader, &run->standing.last, &verdict, applicant_nik(applicant), run->changes));
    }
    run->count->changed += 1;
    struct text outcomes = text_of(verdict.outcomes);
    struct cell *row = run->changed->rows[run->changed->count];
    char *kept = run->outcomes[run->changed->count];
    memcpy(kept, verdict.outcomes, outcomes.length);
    row[0] = cell_integer(applicant->id);
    row[1] = cell_integer(verdict.status);
    row[2] = cell_text((struct text){ kept, outcomes.length });
    run->changed->count += 1;
    buffer_clear(&run->line);
    decision_line(applicant->id, verdict.status, outcomes, &run->line);
    hasher_add(run->hasher, buffer_text(&run->line));
    return run->changed->count == GIVEN_ROWS ? store_changed(run) : NULL;
}

static const struct error *record(struct run *run, const struct digest *input)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct journal *journal = run->journal;
    struct eligibility_count *count = run->count;
    struct digest digest;
    int64_t position;
    hasher_finish(run->hasher, &digest);
    entry_begin(journal, "evaluation");
    entry_add_integer(journal, "evaluation", run->evaluation_id);
    entry_add_integer(journal, "year", run->programme->year);
    entry_add_integer(journal, "version", run->programme->id);
    entry_add_digest(journal, "rules", &run->programme->sha256);
    entry_add_integer(journal, "applicants", count->applicants);
    entry_add_integer(journal, "eligible", count->eligible);
    entry_add_integer(journal, "needs-review", count->needs_review);
    entry_add_integer(journal, "ineligible", count->ineligible);
    entry_add_integer(journal, "changed", count->changed);
    entry_add_digest(journal, "decisions-digest", &digest);
    entry_add_digest(journal, INPUT_DIGEST_KEY, input);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store,
                   "INSERT INTO evaluation (id, position, year, programme_version_id, day, applicants, eligible, needs_review, ineligible, "
                   "changed, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    int64_t values[] = { run->evaluation_id, position, run->programme->year, run->programme->id, journal->event.day.number,
                         count->applicants, count->eligible, count->needs_review, count->ineligible, count->changed };
    for (int i = 0; i < 10; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    query_bind_bytes(insert, 11, digest.bytes, DIGEST_BYTES);
    return query_run(insert);
}

/* The newest evaluation of a year. */
struct newest {
    int64_t id; /* 0 = there is none */
    int64_t version;
    bool has_input; /* false: it was made before there were digests of the input */
    struct digest input;
};

static const struct error *find_newest(struct store *store, int year, struct newest *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct newest){ 0 };
    TRY(query_open(store, "SELECT e.id, e.programme_version_id, j.text FROM evaluation AS e JOIN journal AS j ON j.position = e.position WHERE e.year = ?1 "
                          "ORDER BY e.id DESC LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    TRY(query_step(query, &row));
    if (row) {
        out->id = query_integer(query, 0);
        out->version = query_integer(query, 1);
        out->has_input = input_digest_of_entry(query_text(query, 2), &out->input);
    }
    return NULL;
}

static const struct error *judge_all(struct run *run, struct progress *progress)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct applicant applicant;
    bool row;
    TRY(register_walk_open(run->journal->store, run->programme->year, LEDGER_NOW, run->programme, &walk));
    for (;;) {
        TRY(register_walk_next(&walk, &applicant, &row));
        if (!row) {
            return store_changed(run);
        }
        TRY(input_digest_row(&run->input, walk.commitment));
        TRY(judge(run, &applicant));
        if (progress != NULL && run->count->applicants % 4096 == 0) {
            progress_step(progress, run->count->applicants, run->count->applicants);
        }
    }
}

/* Whose data were removed keeps the decision that was stored. */
static const struct error *count_erased(struct run *run)
{
    struct query *query SCOPED_QUERY = NULL;
    struct eligibility_count *count = run->count;
    bool row;
    TRY(query_open(run->journal->store,
                   "SELECT (SELECT d.status FROM decision AS d WHERE d.applicant_id = a.id ORDER BY d.evaluation_id DESC LIMIT 1), coalesce(a.jalur, 0) "
                   "FROM erasure AS r JOIN applicant AS a ON a.id = r.applicant_id WHERE r.year = ?1 ORDER BY a.id",
                   &query));
    query_bind_integer(query, 1, run->programme->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (!query_is_null(query, 0)) {
            count->erased += 1;
            count->applicants += 1;
            add_status(count, (enum decision_status)query_integer(query, 0), query_integer(query, 1) == PATH_ASPIRASI);
        }
    }
}

static const struct error *run_open(struct run *run)
{
    struct store *store = run->journal->store;
    TRY(judgement_open(store, run->programme, LEDGER_NOW, &run->judgement));
    TRY(standing_open(store, &run->standing));
    TRY(query_open(store, "INSERT INTO decision (applicant_id, evaluation_id, status, outcomes) SELECT c0, ?2, c1, c2 FROM given(?1)", &run->insert));
    TRY(query_one_integer(store, "SELECT coalesce(max(id), 0) FROM evaluation", &run->evaluation_id));
    run->evaluation_id += 1;
    query_bind_integer(run->insert, 2, run->evaluation_id);
    run->changed = memory_new(sizeof(*run->changed));
    run->outcomes = memory_new(GIVEN_ROWS * sizeof(*run->outcomes));
    run->hasher = hasher_new();
    input_digest_begin(&run->input);
    run->standing.reader = (struct decision_reader){ .store = store, .programme = run->programme };
    return NULL;
}

const struct error *eligibility_compare(struct journal *journal, const struct programme *programme, struct progress *progress, struct decision_changes *changes,
                                        struct eligibility_count *out)
{
    struct eligibility_count count = { 0 };
    struct run run __attribute__((cleanup(run_close))) = { .journal = journal, .programme = programme, .changes = changes, .count = &count };
    struct newest last;
    struct digest input;
    TRY(run_open(&run));
    TRY(judge_all(&run, progress));
    TRY(count_erased(&run));
    TRY(find_newest(journal->store, programme->year, &last));
    TRY(input_digest_finish(&run.input, journal->store, programme, LEDGER_NOW, &input));
    bool other_input = last.has_input && !digest_equal(&last.input, &input);
    if (count.applicants > 0 && (count.changed > 0 || last.version != programme->id || other_input)) {
        TRY(record(&run, &input));
        count.evaluation_id = run.evaluation_id;
    } else {
        count.evaluation_id = last.id;
    }
    count.previous_evaluation_id = last.id;
    *out = count;
    return NULL;
}

const struct error *eligibility_check(struct journal *journal, const struct programme *programme, struct progress *progress, struct eligibility_count *out)
{
    return eligibility_compare(journal, programme, progress, NULL, out);
}

const struct error *eligibility_refresh(struct journal *journal, const struct programme *programme)
{
    struct eligibility_count count;
    struct newest last;
    TRY(find_newest(journal->store, programme->year, &last));
    return last.id == 0 ? NULL : eligibility_check(journal, programme, NULL, &count);
}

#include "paper_trail.h"

#include "base/language.h"
#include "base/memory.h"
#include "paper_lines.h"

void paper_trail_free(struct paper_trail *trail)
{
    memory_free(trail->payouts);
    memory_free(trail->batches);
    memory_free(trail->evaluations);
    memory_free(trail->versions);
    memory_free(trail->version_years);
    *trail = (struct paper_trail){ 0 };
}

bool paper_trail_account(const struct paper_trail *trail, int64_t payout, enum account *out)
{
    if (payout < 1 || (size_t)payout > trail->payout_count) {
        return false;
    }
    *out = (enum account)trail->payouts[payout - 1].account;
    return true;
}

int64_t paper_number(const struct entry_lines *entry, const char *key)
{
    int64_t value;
    return entry_lines_integer(entry, key, &value) ? value : -1;
}

int32_t paper_day(const struct entry_lines *entry, const char *key)
{
    struct day day = DAY_NONE;
    (void)entry_lines_day(entry, key, &day);
    return day.number;
}

const struct error *paper_finish(const struct trail_paper *paper)
{
    bool whole = paper->type == NULL || (paper->wanted[0] == paper->seen[0] && paper->wanted[1] == paper->seen[1] &&
                                         (paper->total == -1 || paper->total == paper->sum));
    return whole ? NULL
                 : error_new(ERROR_UNVERIFIED, _("journal entry %lld (%s) does not have the number or the amount of the entries that follow it"),
                             (long long)paper->position, paper->type);
}

/* Those that need nothing but the number of their lines. */
static void open_list(struct paper_trail *trail, const char *type, int64_t position, const struct entry_lines *entry)
{
    trail->paper = (struct trail_paper){ .type = type, .position = position, .wanted = { paper_number(entry, "accepted"), 0 }, .total = -1 };
}

/* What a file had is told apart without a rest. */
static const struct error *check_rows(int64_t position, const struct entry_lines *entry)
{
    int64_t rows = paper_number(entry, "rows");
    int64_t parts[] = { paper_number(entry, "accepted"),    paper_number(entry, "unchanged"), paper_number(entry, "conflicting"),
                        paper_number(entry, "rejected"),    paper_number(entry, "paid"),      paper_number(entry, "returned") };
    int64_t sum = 0;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i] > 0 && __builtin_add_overflow(sum, parts[i], &sum)) {
            sum = -1;
            break;
        }
    }
    return sum == rows ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld: its rows are not the sum of what became of them"), (long long)position);
}

static const struct error *take_version(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    struct digest sha256 = { 0 };
    if (paper_number(entry, "version") != (int64_t)trail->version_count + 1 || !entry_lines_digest(entry, "sha256", &sha256)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: versions of rules are counted from 1 without a gap"), (long long)position);
    }
    trail->versions = memory_grow(trail->versions, trail->version_count, &trail->version_capacity, sizeof(*trail->versions));
    trail->version_years = memory_grow(trail->version_years, trail->version_count, &trail->version_year_capacity, sizeof(*trail->version_years));
    trail->version_years[trail->version_count] = paper_number(entry, "year");
    trail->versions[trail->version_count++] = sha256;
    return NULL;
}

static const struct error *take_evaluation(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    struct trail_evaluation evaluation = { .position = position, .year = paper_number(entry, "year"), .version = paper_number(entry, "version"),
                                           .eligible = paper_number(entry, "eligible"), .needs_review = paper_number(entry, "needs-review"),
                                           .ineligible = paper_number(entry, "ineligible") };
    int64_t sum = 0;
    bool sound = paper_number(entry, "evaluation") == (int64_t)trail->evaluation_count + 1 && entry_lines_digest(entry, "rules", &evaluation.rules) &&
                 evaluation.version >= 1 && (size_t)evaluation.version <= trail->version_count;
    if (!sound || trail->version_years[evaluation.version - 1] != evaluation.year || !digest_equal(&trail->versions[evaluation.version - 1], &evaluation.rules)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld judges by rules that are not those of its year and version"), (long long)position);
    }
    if (__builtin_add_overflow(evaluation.eligible, evaluation.needs_review, &sum) || __builtin_add_overflow(sum, evaluation.ineligible, &sum) ||
        sum != paper_number(entry, "applicants")) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: its applicants are not the sum of its decisions"), (long long)position);
    }
    trail->evaluations = memory_grow(trail->evaluations, trail->evaluation_count, &trail->evaluation_capacity, sizeof(evaluation));
    trail->evaluations[trail->evaluation_count++] = evaluation;
    return NULL;
}

/* The newest evaluation of the year so far. */
static bool rests_on_newest(const struct paper_trail *trail, const struct trail_batch *batch)
{
    bool newest = batch->evaluation >= 1 && (size_t)batch->evaluation <= trail->evaluation_count && trail->evaluations[batch->evaluation - 1].year == batch->year;
    for (size_t i = newest ? (size_t)batch->evaluation : trail->evaluation_count; i < trail->evaluation_count; i++) {
        newest = newest && trail->evaluations[i].year != batch->year;
    }
    return newest;
}

static bool is_version(const struct paper_trail *trail, int64_t year, const struct digest *rules)
{
    bool is = false;
    for (size_t i = 0; i < trail->version_count; i++) {
        is = is || (trail->version_years[i] == year && digest_equal(&trail->versions[i], rules));
    }
    return is;
}

static const struct error *open_batch(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    struct text order = TEXT_EMPTY;
    struct digest rules = { 0 };
    struct trail_batch batch = { .position = position, .year = paper_number(entry, "year"), .evaluation = paper_number(entry, "evaluation"),
                                 .recipients = paper_number(entry, "recipients"), .first = (int64_t)trail->payout_count + 1, .made = paper_day(entry, "day"), .day = paper_day(entry, "day") };
    (void)entry_lines_get(entry, "order", &order);
    (void)entry_lines_digest(entry, "rules", &rules);
    batch.repays = text_equal(order, TEXT("repayment"));
    if (paper_number(entry, "batch") != (int64_t)trail->batch_count + 1) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: batches are counted from 1 without a gap"), (long long)position);
    }
    /* A batch that repays is made by the rules of its day, and judges nobody. */
    if (!rests_on_newest(trail, &batch) ||
        !(batch.repays ? is_version(trail, batch.year, &rules) : digest_equal(&rules, &trail->evaluations[batch.evaluation - 1].rules))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: the batch does not rest on the newest evaluation of its year and its rules"), (long long)position);
    }
    trail->batches = memory_grow(trail->batches, trail->batch_count, &trail->batch_capacity, sizeof(batch));
    trail->batches[trail->batch_count++] = batch;
    trail->paper = (struct trail_paper){ .type = "batch", .position = position, .batch = (int64_t)trail->batch_count, .wanted = { batch.recipients, 0 },
                                         .total = paper_number(entry, "total") };
    return NULL;
}

struct trail_batch *paper_batch(struct paper_trail *trail, const struct entry_lines *entry)
{
    int64_t id = paper_number(entry, "batch");
    return id < 1 || (size_t)id > trail->batch_count ? NULL : &trail->batches[id - 1];
}

const struct error *paper_too_early(int64_t position)
{
    return error_new(ERROR_UNVERIFIED, _("journal entry %lld is of a day before that of what it follows"), (long long)position);
}

static const struct error *take_approval(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    struct trail_batch *batch = paper_batch(trail, entry);
    int32_t day = paper_day(entry, "day");
    if (batch == NULL) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld speaks of a batch that there is not"), (long long)position);
    }
    if (day < batch->made) {
        return paper_too_early(position);
    }
    batch->approvals += 1;
    batch->day = day > batch->day ? day : batch->day;
    return NULL;
}

static const struct error *open_sending(struct paper_trail *trail, const char *type, int64_t position, const struct entry_lines *entry)
{
    const struct trail_batch *batch = paper_batch(trail, entry);
    bool sends = strcmp(type, "sending") == 0;
    if (batch == NULL) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld speaks of a batch that there is not"), (long long)position);
    }
    if (sends && batch->approvals == 0) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld sends a batch that nobody approved"), (long long)position);
    }
    if (paper_day(entry, "day") < batch->day) {
        return paper_too_early(position);
    }
    trail->paper = (struct trail_paper){ .type = type, .position = position, .batch = paper_number(entry, "batch"), .wanted = { paper_number(entry, "payouts"), 0 },
                                         .total = paper_number(entry, "total") };
    return NULL;
}

static const struct error *open_answer(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    trail->paper = (struct trail_paper){ .type = "bank-answer", .position = position, .wanted = { paper_number(entry, "paid"), paper_number(entry, "returned") }, .total = -1 };
    return check_rows(position, entry);
}

/* An entry whose line `key` names the list that it was in; a dash when it was typed. */
static const struct error *take_listed(struct paper_trail *trail, const char *list, const char *key, int64_t position, const struct entry_lines *entry)
{
    struct text named = TEXT_EMPTY;
    (void)entry_lines_get(entry, key, &named);
    if (text_equal(named, TEXT("-"))) {
        return NULL;
    }
    if (trail->paper.type == NULL || strcmp(trail->paper.type, list) != 0 || paper_number(entry, key) != trail->paper.position) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld does not stand behind the paper that it names"), (long long)position);
    }
    trail->paper.seen[0] += 1;
    return NULL;
}

static const struct error *take_other(struct paper_trail *trail, struct text type, int64_t position, const struct entry_lines *entry)
{
    static const char *const lists[] = { "accounts", "reviews", "lpj-file" };
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (text_equal(type, text_of(lists[i]))) {
            open_list(trail, lists[i], position, entry);
            return check_rows(position, entry);
        }
    }
    if (text_equal(type, TEXT("import")) || text_equal(type, TEXT("exclusion"))) {
        return check_rows(position, entry);
    }
    if (text_equal(type, TEXT("amendment"))) {
        return take_listed(trail, "accounts", "accounts", position, entry);
    }
    if (text_equal(type, TEXT("review"))) {
        return take_listed(trail, "reviews", "reviews", position, entry);
    }
    if (text_equal(type, TEXT("programme"))) {
        return take_version(trail, position, entry);
    }
    return text_equal(type, TEXT("evaluation")) ? take_evaluation(trail, position, entry) : NULL;
}

/* Papers end where the next one begins, and with their transaction. */
static const struct error *finish_before(struct paper_trail *trail, struct text type, const struct entry_lines *entry)
{
    static const char *const papers[] = { "batch", "sending", "bank-answer", "cancellation", "accounts", "reviews", "lpj-file", "signature" };
    struct text root;
    bool ends = entry_lines_get(entry, "previous-root", &root);
    for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
        ends = ends || text_equal(type, text_of(papers[i]));
    }
    if (ends) {
        TRY(paper_finish(&trail->paper));
        trail->paper = (struct trail_paper){ 0 };
    }
    return NULL;
}

const struct error *paper_trail_entry(struct paper_trail *trail, int64_t position, const struct entry_lines *entry)
{
    struct text type = TEXT_EMPTY;
    struct text from;
    (void)entry_lines_get(entry, "type", &type);
    TRY(finish_before(trail, type, entry));
    if (trail->follows != 0 && !text_equal(type, TEXT("payout"))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld stands where the payout that follows a bounced one must stand"), (long long)position);
    }
    if (entry_lines_get(entry, "from", &from) && !text_equal(type, TEXT("budget"))) {
        return paper_lines_take(trail, type, position, entry);
    }
    if (text_equal(type, TEXT("batch"))) {
        return open_batch(trail, position, entry);
    }
    if (text_equal(type, TEXT("approval"))) {
        return take_approval(trail, position, entry);
    }
    if (text_equal(type, TEXT("sending"))) {
        return open_sending(trail, "sending", position, entry);
    }
    if (text_equal(type, TEXT("cancellation"))) {
        return open_sending(trail, "cancellation", position, entry);
    }
    if (text_equal(type, TEXT("bank-answer"))) {
        return open_answer(trail, position, entry);
    }
    if (text_equal(type, TEXT("lpj"))) {
        TRY(paper_lines_report(trail, position, entry));
        return take_listed(trail, "lpj-file", "lpj-file", position, entry);
    }
    return take_other(trail, type, position, entry);
}

const struct error *paper_trail_end(const struct paper_trail *trail, int64_t *position_out)
{
    *position_out = trail->paper.position;
    return trail->follows == 0 ? paper_finish(&trail->paper)
                               : error_new(ERROR_UNVERIFIED, _("journal entry %lld pays once more, and no payout follows"), (long long)trail->paper.position);
}

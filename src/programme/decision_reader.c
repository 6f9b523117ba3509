#include "decision_reader.h"

#include "base/language.h"
#include "base/memory.h"
#include "rule.h"

enum { NOWHERE = -1 };

struct decision_version {
    int64_t id;
    size_t rule_count;
    int place[RULES_MAX]; /* by rule of the programme: the version's rule of the same code */
    enum severity severity[RULES_MAX];
    bool dropped[RULES_MAX]; /* the programme has no such rule */
};

void decision_reader_free(struct decision_reader *reader)
{
    memory_free(reader->versions);
    reader->versions = NULL;
    reader->count = 0;
}

void decision_changes_free(struct decision_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        buffer_free(&changes->items[i].gained);
        buffer_free(&changes->items[i].lost);
    }
    memory_free(changes->items);
    *changes = (struct decision_changes){ 0 };
}

static void compare_rules(const struct programme *programme, const struct programme *then, struct decision_version *version)
{
    version->rule_count = then->rule_count;
    for (size_t k = 0; k < then->rule_count; k++) {
        version->severity[k] = then->rules[k].severity;
        version->dropped[k] = true;
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        version->place[i] = NOWHERE;
        for (size_t k = 0; k < then->rule_count; k++) {
            if (strcmp(programme->rules[i].code, then->rules[k].code) == 0) {
                version->place[i] = (int)k;
                version->dropped[k] = false;
            }
        }
    }
}

static const struct error *find_version(struct decision_reader *reader, int64_t id, const struct decision_version **out)
{
    struct programme then SCOPED_PROGRAMME = { 0 };
    for (size_t i = 0; i < reader->count; i++) {
        if (reader->versions[i].id == id) {
            *out = &reader->versions[i];
            return NULL;
        }
    }
    TRY(programme_version_load(reader->store, id, &then));
    reader->versions = memory_grow(reader->versions, reader->count, &reader->capacity, sizeof(*reader->versions));
    struct decision_version *version = &reader->versions[reader->count++];
    *version = (struct decision_version){ .id = id };
    compare_rules(reader->programme, &then, version);
    *out = version;
    return NULL;
}

/* The outcome of the programme's rule. */
static enum outcome outcome_of(const struct decision_version *version, const struct stored_decision *stored, size_t rule)
{
    int place = version->place[rule];
    return place == NOWHERE || (size_t)place >= stored->outcomes.length ? OUTCOME_NOT_APPLICABLE : (enum outcome)stored->outcomes.bytes[place];
}

/* By the rule at that place of the version's list. */
static bool kept_out(const struct decision_version *version, size_t place, enum outcome outcome)
{
    const struct rule rule = { .severity = version->severity[place] };
    return rule_effect(&rule, outcome) != DECISION_ELIGIBLE;
}

/* The letters behind those of the rules: bars and the officers' verdict. */
static struct text marks_of(struct text outcomes, size_t rule_count)
{
    return outcomes.length < rule_count ? TEXT_EMPTY : (struct text){ outcomes.bytes + rule_count, outcomes.length - rule_count };
}

const struct error *decision_reader_same(struct decision_reader *reader, const struct stored_decision *stored, const struct verdict *verdict, bool *out)
{
    const struct programme *programme = reader->programme;
    const struct decision_version *version;
    struct text outcomes = text_of(verdict->outcomes);
    *out = stored->status == (int64_t)verdict->status;
    if (!*out || stored->version == programme->id) {
        *out = *out && text_equal(stored->outcomes, outcomes);
        return NULL;
    }
    TRY(find_version(reader, stored->version, &version));
    *out = stored->outcomes.length >= version->rule_count &&
           text_equal(marks_of(stored->outcomes, version->rule_count), marks_of(outcomes, programme->rule_count));
    for (size_t i = 0; *out && i < programme->rule_count; i++) {
        *out = outcome_of(version, stored, i) == (enum outcome)verdict->outcomes[i];
    }
    return NULL;
}

static void count_reason(struct decision_change *change, struct reason_change *counts, const char *code, bool then, bool now)
{
    if (then == now) {
        return;
    }
    struct buffer *codes = now ? &change->gained : &change->lost;
    counts->gained += now ? 1 : 0;
    counts->lost += now ? 0 : 1;
    buffer_format(codes, "%s%s", codes->length == 0 ? "" : " ", code);
}

static bool has(struct text marks, const char *mark)
{
    return mark[0] != '\0' && marks.length > 0 && memchr(marks.bytes, mark[0], marks.length) != NULL;
}

static void count_marks(struct text marks, const struct verdict *verdict, struct decision_change *change, struct decision_changes *changes)
{
    for (int i = 0; i < BAR_COUNT; i++) {
        bool only[BAR_COUNT] = { false };
        char mark[BAR_COUNT + 1] = "";
        only[i] = true;
        bars_mark(only, mark);
        count_reason(change, &changes->bars[i], bar_code((enum bar)i), has(marks, mark), verdict->bars[i]);
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        char mark[2] = "";
        if (review_is_reason((enum review_verdict)i)) {
            review_mark((enum review_verdict)i, mark);
            count_reason(change, &changes->reviews[i], review_code((enum review_verdict)i), has(marks, mark), verdict->review == (enum review_verdict)i);
        }
    }
}

const struct error *decision_reader_tell(struct decision_reader *reader, const struct stored_decision *stored, const struct verdict *verdict, struct nik nik,
                                         struct decision_changes *changes)
{
    const struct programme *programme = reader->programme;
    const struct decision_version *version;
    struct decision_change change = { .nik = nik, .then = (enum decision_status)stored->status, .now = verdict->status };
    bool dropped = false;
    TRY(find_version(reader, stored->version, &version));
    changes->people += 1;
    if (stored->status >= DECISION_ELIGIBLE && stored->status <= DECISION_INELIGIBLE) {
        changes->moved[stored->status][verdict->status] += 1;
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        int place = version->place[i];
        bool then = place != NOWHERE && kept_out(version, (size_t)place, outcome_of(version, stored, i));
        bool now = rule_effect(&programme->rules[i], (enum outcome)verdict->outcomes[i]) != DECISION_ELIGIBLE;
        count_reason(&change, &changes->rules[i], programme->rules[i].code, then, now);
    }
    for (size_t k = 0; k < version->rule_count && k < stored->outcomes.length; k++) {
        dropped = dropped || (version->dropped[k] && kept_out(version, k, (enum outcome)stored->outcomes.bytes[k]));
    }
    changes->dropped += dropped ? 1 : 0;
    count_marks(marks_of(stored->outcomes, version->rule_count), verdict, &change, changes);
    if (changes->count < DECISION_CHANGES_MAX) {
        changes->items = memory_grow(changes->items, changes->count, &changes->capacity, sizeof(*changes->items));
        changes->items[changes->count++] = change;
    } else {
        buffer_free(&change.gained);
        buffer_free(&change.lost);
    }
    return NULL;
}

#include "base/language.h"
#include "command.h"
#include "importer/bank_result.h"
#include "importer/catalogue.h"
#include "importer/import.h"
#include "programme/eligibility.h"
#include "programme/lottery.h"
#include "programme/waiting.h"

static const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASS:
        return "pass";
    case OUTCOME_FAIL:
        return "fail";
    case OUTCOME_UNKNOWN_REVIEW:
    case OUTCOME_UNKNOWN_REJECTS:
        return "unknown";
    case OUTCOME_NOT_APPLICABLE:
        break;
    }
    return "not-applicable";
}

static void add_amendments(const struct past_amendments *past, json_t *object)
{
    json_t *array = json_array();
    for (size_t i = 0; i < past->count; i++) {
        const struct past_amendment *item = &past->items[i];
        (void)json_array_append_new(array, json_pack("{s:s, s:I, s:o, s:o, s:o, s:o}", "day", shown_day(item->day), "entry", (json_int_t)item->position, "officer",
                                                     item->officer.length == 0 ? json_null() : json_text(buffer_text(&item->officer)), "reason",
                                                     json_text(buffer_text(&item->reason)), "file", item->file.length == 0 ? json_null() : json_text(buffer_text(&item->file)),
                                                     "changes", json_changes(&item->changes)));
    }
    (void)json_object_set_new(object, "amendments", array);
}

static void add_reviews(const struct past_reviews *past, json_t *object)
{
    json_t *array = json_array();
    for (size_t i = 0; i < past->count; i++) {
        const struct past_review *item = &past->items[i];
        (void)json_array_append_new(array, json_pack("{s:s, s:I, s:o, s:s, s:o, s:o, s:b}", "day", shown_day(item->day), "entry", (json_int_t)item->position,
                                                     "officer", item->officer.length == 0 ? json_null() : json_text(buffer_text(&item->officer)), "verdict",
                                                     verdict_name(item->verdict), "reason", json_text(buffer_text(&item->reason)), "file",
                                                     item->file.length == 0 ? json_null() : json_text(buffer_text(&item->file)), "stands", item->stands));
    }
    (void)json_object_set_new(object, "reviews", array);
}

/* Where the person stands beside the rules: in line, and in the lottery. */
struct standing {
    struct waiting_place line;
    struct lottery_place lottery;
};

static void standing_free(struct standing *standing)
{
    buffer_free(&standing->line.limit);
}

static void add_standing(const struct standing *standing, json_t *object)
{
    const struct waiting_place *line = &standing->line;
    const struct lottery_place *lottery = &standing->lottery;
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer salt SCOPED_BUFFER = { 0 };
    struct buffer ticket SCOPED_BUFFER = { 0 };
    nik_print(lottery->nik, &nik);
    buffer_add_hex(&salt, lottery->salt, SALT_BYTES);
    digest_print(&lottery->ticket, &ticket);
    (void)json_object_set_new(object, "waiting", line->batch == 0 ? json_null()
                                                                  : json_pack("{s:I, s:I, s:o}", "batch", (json_int_t)line->batch, "position",
                                                                              (json_int_t)line->position, "limit", json_text(buffer_text(&line->limit))));
    (void)json_object_set_new(object, "lottery", lottery->lottery == 0 ? json_null()
                                                                       : json_pack("{s:I, s:s, s:s, s:s, s:o, s:I}", "entry", (json_int_t)lottery->lottery,
                                                                                   "nik", buffer_string(&nik), "salt", buffer_string(&salt), "ticket",
                                                                                   buffer_string(&ticket), "place",
                                                                                   lottery->place == 0 ? json_null() : json_integer(lottery->place), "tickets",
                                                                                   (json_int_t)lottery->tickets));
}

static void print_standing(const struct invocation *invocation, const struct standing *standing)
{
    const struct lottery_place *lottery = &standing->lottery;
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer salt SCOPED_BUFFER = { 0 };
    struct buffer ticket SCOPED_BUFFER = { 0 };
    if (standing->line.batch != 0) {
        say(invocation, _("Waiting list of batch %lld: place %s; limit: %s"), (long long)standing->line.batch, shown_count(standing->line.position),
            shown_text(buffer_text(&standing->line.limit)));
    }
    if (lottery->lottery == 0) {
        return;
    }
    nik_print(lottery->nik, &nik);
    buffer_add_hex(&salt, lottery->salt, SALT_BYTES);
    digest_print(&lottery->ticket, &ticket);
    say(invocation, _("Lottery (journal entry %lld): ticket %s = SHA-256(salt %s || \"nik %s\")"), (long long)lottery->lottery, buffer_string(&ticket),
        buffer_string(&salt), buffer_string(&nik));
    if (lottery->place > 0) {
        say(invocation, _("Place in the lottery: %s of %s"), shown_count(lottery->place), shown_count(lottery->tickets));
    }
}

static void print_json(const struct invocation *invocation, const struct explanation *explanation, const struct programme *programme,
                       const struct standing *standing, struct nik nik)
{
    json_t *object = json_begin(invocation);
    json_t *rules = json_array();
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(nik, &number);
    for (size_t i = 0; i < explanation->bar_count; i++) {
        const struct bar_view *view = &explanation->bars[i];
        (void)json_array_append_new(rules, json_pack("{s:s, s:s, s:o, s:s, s:o, s:s, s:b}", "code", view->code, "outcome", outcome_name(view->outcome), "value",
                                                     json_text(buffer_text(&view->value)), "threshold", "", "source",
                                                     json_text(buffer_text(&view->source)), "title", view->title, "assumed", 0));
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        const struct rule_view *view = &explanation->rules[i];
        (void)json_array_append_new(rules, json_pack("{s:s, s:s, s:o, s:o, s:s, s:s, s:b, s:s, s:o}", "code", view->rule->code, "outcome", outcome_name(view->outcome),
                                                     "value", json_text(buffer_text(&view->value)), "threshold", json_text(buffer_text(&view->threshold)),
                                                     "source", view->rule->source, "title", view->rule->title, "assumed", view->rule->assumed,
                                                     "severity", severity_name(view->rule->severity), "flip", json_text(buffer_text(&view->flip))));
    }
    (void)json_object_update_new(object, json_pack("{s:s, s:i, s:b, s:o, s:s, s:o, s:s, s:I, s:o}", "nik", number.bytes, "year", programme->year,
                                                   "eligible", explanation->payable, "decision", json_text(buffer_text(&explanation->decision)),
                                                   "category", category_name(explanation->category), "name", json_text(buffer_text(&explanation->name)),
                                                   "file", explanation->file, "line", (json_int_t)explanation->line, "rules", rules));
    add_standing(standing, object);
    add_amendments(&explanation->past, object);
    add_reviews(&explanation->reviews, object);
    json_print(object);
}

static void print_amendments(const struct invocation *invocation, const struct past_amendments *past)
{
    for (size_t i = 0; i < past->count; i++) {
        const struct past_amendment *item = &past->items[i];
        say(invocation, _("\nAmended on %s%s%s (journal entry %lld): %s"), shown_day(item->day), item->officer.length == 0 ? "" : _(" by "),
            item->officer.length == 0 ? "" : shown_text(buffer_text(&item->officer)), (long long)item->position, shown_text(buffer_text(&item->reason)));
        say_changes(invocation, &item->changes);
    }
}

static void print_reviews(const struct invocation *invocation, const struct past_reviews *past)
{
    for (size_t i = 0; i < past->count; i++) {
        const struct past_review *item = &past->items[i];
        say(invocation, _("\nReviewed on %s%s%s (journal entry %lld): %s%s%s%s"), shown_day(item->day), item->officer.length == 0 ? "" : _(" by "),
            item->officer.length == 0 ? "" : shown_text(buffer_text(&item->officer)), (long long)item->position, shown_verdict(item->verdict),
            item->reason.length == 0 ? "" : ": ", shown_text(buffer_text(&item->reason)), item->stands ? "" : _(" (no longer stands)"));
    }
}

static const char *outcome_word(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASS:
        return _("pass");
    case OUTCOME_FAIL:
        return _("FAIL");
    case OUTCOME_UNKNOWN_REVIEW:
        return _("unknown: needs review");
    case OUTCOME_UNKNOWN_REJECTS:
        return _("unknown: REJECTS");
    case OUTCOME_NOT_APPLICABLE:
        break;
    }
    return "";
}

static void print_text(const struct invocation *invocation, const struct explanation *explanation, const struct programme *programme,
                       const struct standing *standing, struct nik nik)
{
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(nik, &number);
    say(invocation, _("Programme year %d (%s)"), programme->year, programme->name);
    say(invocation, _("NIK %s, %s, %s; from %s, line %lld"), number.bytes, shown_text(buffer_text(&explanation->name)),
        category_title(explanation->category), explanation->file, (long long)explanation->line);
    say(invocation, _("Decision: %s"), shown_text(buffer_text(&explanation->decision)));
    print_standing(invocation, standing);
    for (size_t i = 0; i < explanation->bar_count; i++) {
        const struct bar_view *view = &explanation->bars[i];
        say(invocation, "\n  %s: %s", view->code, outcome_word(view->outcome));
        say(invocation, "    %s", view->title);
        if (view->value.length > 0) {
            say(invocation, _("    seen: %s; expected: %s"), shown_text(buffer_text(&view->value)), _("nothing"));
            say(invocation, _("    source: %s%s"), shown_text(buffer_text(&view->source)), "");
        }
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        const struct rule_view *view = &explanation->rules[i];
        say(invocation, "\n  %s: %s", view->rule->code, outcome_word(view->outcome));
        say(invocation, "    %s", view->rule->title);
        say(invocation, _("    seen: %s; expected: %s"), view->value.length == 0 ? _("nothing") : shown_text(buffer_text(&view->value)),
            shown_text(buffer_text(&view->threshold)));
        if (view->flip.length > 0) {
            say(invocation, view->outcome == OUTCOME_PASS ? _("    it would fail if: %s") : _("    it would pass if: %s"), shown_text(buffer_text(&view->flip)));
        }
        say(invocation, _("    source: %s%s"), view->rule->source, view->rule->assumed ? _(" (assumed)") : "");
    }
    print_amendments(invocation, &explanation->past);
    print_reviews(invocation, &explanation->reviews);
}

/* An error that says where the row with these digits was set aside; NULL when none was. */
static const struct error *explain_set_aside(const struct work *work, int year, struct text digits)
{
    struct buffer set_aside SCOPED_BUFFER = { 0 };
    TRY(eligibility_find_set_aside(work->store, year, digits, &set_aside));
    return set_aside.length == 0
               ? NULL
               : error_new(ERROR_FAILED, _("this NIK is not an applicant of %d: its row was set aside (%s); `dumisake explain CODE` tells why"), year,
                           set_aside.bytes);
}

static const struct error *explain_corrected(const struct work *work, int year, struct nik nik)
{
    struct nik successor;
    TRY(amendment_successor(work->store, year, nik, &successor));
    return successor.number == 0 ? NULL : error_new(ERROR_FAILED, _("the NIK of this applicant of %d was corrected; it is now %lld"), year, (long long)successor.number);
}

/* Digits that cannot be a NIK may stand in a row that was set aside for just that. */
static const struct error *explain_digits(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(explain_set_aside(&work, programme.year, text_of(invocation->arguments[0])));
    return error_new(ERROR_FAILED, _("%s: cannot be a NIK (sixteen digits: region, day of birth, serial), and no row with it was set aside in %d"),
                     shown_text(text_of(invocation->arguments[0])), programme.year);
}

static const struct error *explain_nik(const struct invocation *invocation, struct nik nik)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct explanation explanation SCOPED_EXPLANATION = { 0 };
    struct standing standing __attribute__((cleanup(standing_free))) = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(eligibility_explain(work.store, &programme, nik, &explanation));
    TRY(explanation.found ? NULL : explain_corrected(&work, programme.year, nik));
    TRY(explanation.found ? NULL : explain_set_aside(&work, programme.year, text_of(invocation->arguments[0])));
    if (!explanation.found) {
        return error_new(ERROR_FAILED, _("there is no applicant with that NIK in programme year %d; another year is named with --year"), programme.year);
    }
    TRY(waiting_find(work.store, programme.year, explanation.applicant_id, &standing.line));
    TRY(lottery_find(work.store, programme.year, explanation.applicant_id, &standing.lottery));
    if (invocation->globals->json) {
        print_json(invocation, &explanation, &programme, &standing, nik);
    } else {
        print_text(invocation, &explanation, &programme, &standing, nik);
    }
    return NULL;
}

static void print_code(const struct invocation *invocation, const char *code, const char *name, const char *message, const char *help)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:s, s:s, s:s, s:s}", "code", code, "name", name, "message", message, "help", help));
        json_print(object);
        return;
    }
    say(invocation, "%s %s\n%s\n\n%s", code, name, message, help);
}

/* A rule of the year's programme, when there is a ledger. */
static const struct error *explain_rule(const struct invocation *invocation, const char *code, bool *found_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &programme));
    for (size_t i = 0; i < programme.rule_count; i++) {
        const struct rule *rule = &programme.rules[i];
        if (strcmp(rule->code, code) == 0) {
            print_code(invocation, rule->code, rule->assumed ? _("rule of the programme (assumed)") : _("rule of the programme"), rule->title, rule->source);
            *found_out = true;
        }
    }
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct nik nik;
    const char *word = invocation->arguments[0];
    bool found = false;
    *status_out = STATUS_DONE;
    if (nik_parse(text_of(word), &nik) == NIK_SOUND) {
        return explain_nik(invocation, nik);
    }
    const struct finding_kind *kind = import_finding_kind(word);
    kind = kind == NULL ? bank_finding_kind(word) : kind;
    kind = kind == NULL ? list_finding_kind(word) : kind;
    if (kind != NULL) {
        print_code(invocation, kind->code, kind->name, _(kind->message), _(kind->help));
        return NULL;
    }
    for (int bar = 0; bar < BAR_COUNT; bar++) {
        if (strcmp(bar_code((enum bar)bar), word) == 0) {
            print_code(invocation, word, _("bar"), bar_title((enum bar)bar), _(bar_help((enum bar)bar)));
            return NULL;
        }
    }
    for (int verdict = REVIEW_ACCEPTED; verdict < REVIEW_COUNT; verdict++) {
        if (strcmp(review_code((enum review_verdict)verdict), word) == 0) {
            print_code(invocation, word, _("verification"), review_title((enum review_verdict)verdict), _(review_help((enum review_verdict)verdict)));
            return NULL;
        }
    }
    TRY(text_all_digits(text_of(word)) ? explain_digits(invocation) : explain_rule(invocation, word, &found));
    return found ? NULL
                 : error_new(ERROR_USAGE, _("%s: is neither a NIK of sixteen digits, nor a code of a finding (E104), nor a rule of the programme"),
                             shown_text(text_of(word)));
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "NIK | CODE",
    .summary = N_("why a person is paid or not; what a code means"),
    .help = N_("For a NIK: every rule with the value seen, what was expected, pass, fail or unknown, and the rule's source.\n"
               "For a code of a finding or a rule: what it means and what to do."),
    .examples = "dumisake explain 1571015203900001\ndumisake explain E104\ndumisake explain usaha-mikro",
    .least = 1,
    .most = 1,
    .run = run,
};

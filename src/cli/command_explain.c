#include <assert.h>

#include "base/language.h"
#include "explained.h"
#include "importer/bank_result.h"
#include "importer/catalogue.h"
#include "importer/import.h"
#include "letter_output.h"
#include "programme/set_aside.h"

static struct {
    char *batch;
    char *template;
    int letter;
} typed;

static struct poptOption options[] = {
    { "batch", '\0', POPT_ARG_STRING, &typed.batch, 0, N_("the decision as it was for this batch"), "BATCH" },
    { "letter", '\0', POPT_ARG_NONE, &typed.letter, 0, N_("a letter to the applicant, in Indonesian, into OUT or to the standard output"), NULL },
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("with --letter: this template instead of the built-in one"), "FILE" },
    POPT_TABLEEND,
};

/* An error that says where the row with these digits was set aside; NULL when none was. */
static const struct error *explain_set_aside(const struct work *work, int year, struct text digits)
{
    struct set_aside_rows rows SCOPED_SET_ASIDE_ROWS = { 0 };
    struct buffer set_aside SCOPED_BUFFER = { 0 };
    TRY(set_aside_find(work->store, year, digits, &rows));
    set_aside_print(&rows, &set_aside);
    return rows.count == 0
               ? NULL
               : error_new(ERROR_FAILED, _("this NIK is not an applicant of %d: its row was set aside (%s); `dumisake explain CODE` tells why"), year,
                           buffer_string(&set_aside));
}

static const struct error *explain_corrected(const struct work *work, int year, struct nik nik)
{
    struct nik successor;
    TRY(amendment_successor(work->store, year, nik, &successor));
    return successor.number == 0 ? NULL : error_new(ERROR_FAILED, _("the NIK of this applicant of %d was corrected; it is now %lld"), year, (long long)successor.number);
}

/* A number that cannot be a NIK may stand in a row that was set aside for just that. */
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

/* The year, the rules and the place in the journal that are asked about. */
static const struct error *choose_moment(const struct work *work, const struct invocation *invocation, struct explained *explained)
{
    int64_t batch;
    int year;
    explained->moment = EXPLANATION_NOW;
    if (typed.batch == NULL) {
        return work_programme(work, invocation, &explained->programme);
    }
    TRY(parse_count_option("--batch", typed.batch, &batch));
    TRY(explanation_moment_of(work->store, batch, &explained->moment));
    TRY(invocation->globals->year == NULL ? NULL : work_year(work, invocation, &year));
    if (invocation->globals->year != NULL && year != explained->moment.year) {
        return error_new(ERROR_USAGE, _("batch %lld is of %d, not of %d"), (long long)batch, explained->moment.year, year);
    }
    return programme_version_load(work->store, explained->moment.version, &explained->programme);
}

static const struct error *not_found(const struct work *work, const struct explained *explained, struct text digits)
{
    int year = explained->programme.year;
    TRY(explain_corrected(work, year, explained->nik));
    TRY(explain_set_aside(work, year, digits));
    return explained->moment.batch == 0
               ? error_new(ERROR_FAILED, _("there is no applicant with that NIK in programme year %d; another year is named with --year"), year)
               : error_new(ERROR_FAILED, _("there was no applicant with that NIK when batch %lld was made"), (long long)explained->moment.batch);
}

static const struct error *explain_nik(const struct invocation *invocation, struct nik nik)
{
    struct work work SCOPED_WORK = { 0 };
    struct explained explained SCOPED_EXPLAINED = { .nik = nik };
    TRY(work_read(invocation->globals, &work));
    TRY(choose_moment(&work, invocation, &explained));
    TRY(explanation_load(work.store, &explained.programme, nik, &explained.moment, &explained.explanation));
    if (!explained.explanation.found) {
        return not_found(&work, &explained, text_of(invocation->arguments[0]));
    }
    TRY(lottery_find(work.store, explained.programme.year, explained.explanation.applicant_id, &explained.lottery));
    if (explained.lottery.lottery >= explained.moment.as_of) { /* published since */
        explained.lottery = (struct lottery_place){ 0 };
    }
    if (typed.letter != 0) {
        TRY(letter_output(invocation, work.event.day, typed.template, invocation->arguments[1], &explained));
    }
    explained_show(invocation, &explained);
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
    assert(word != NULL); /* .least below */
    *status_out = STATUS_DONE;
    if (typed.letter == 0 && (typed.template != NULL || invocation->count > 1)) {
        return error_new(ERROR_USAGE, _("a file and --template go with --letter: dumisake explain NIK --letter [OUT]"));
    }
    if (nik_parse(text_of(word), &nik) == NIK_SOUND) {
        return explain_nik(invocation, nik);
    }
    if ((typed.letter != 0 || typed.batch != NULL) && !text_all_digits(text_of(word))) {
        return error_new(ERROR_USAGE, _("%s: --letter and --batch go with a NIK of sixteen digits"), shown_text(text_of(word)));
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
    TRY(set_aside_number(text_of(word)) ? explain_digits(invocation) : explain_rule(invocation, word, &found));
    return found ? NULL
                 : error_new(ERROR_USAGE, _("%s: is neither a NIK of sixteen digits, nor a code of a finding (E104), nor a rule of the programme"),
                             shown_text(text_of(word)));
}

const struct command command_explain = {
    .name = "explain",
    .arguments = "NIK [--batch BATCH] [--letter [OUT]] | CODE",
    .summary = N_("why a person is paid or not; what a code means"),
    .help = N_("For a NIK: every rule with the value seen, from which file and line it comes, what was expected, pass, fail or unknown, and the rule's\n"
               "source. --batch: the decision as it was for that batch, with the rules, lists and rows of then; status 5 when it is not the one that is\n"
               "stored. --letter: a page of text to the applicant with the decision, its reasons and how to object; it has the whole NIK.\n"
               "For a code of a finding or a rule: what it means and what to do."),
    .examples = "dumisake explain 1571015203900001\ndumisake explain 1571015203900001 --batch 1\ndumisake explain 1571015203900001 --letter surat.txt\n"
                "dumisake explain E104\ndumisake explain usaha-mikro",
    .options = options,
    .least = 1,
    .most = 2,
    .run = run,
};

#include <stdio.h>

#include "base/language.h"
#include "command.h"
#include "store/query.h"
#include "what_if.h"

static struct {
    char *dpa;
    char *amount;
} typed;

static struct poptOption options[] = {
    { "dpa", '\0', POPT_ARG_STRING, &typed.dpa, 0, N_("number of the budget document (DPA), for `budget`"), "N" },
    { "amount", '\0', POPT_ARG_STRING, &typed.amount, 0, N_("the whole budget of the year in rupiah, for `budget`"), "N" },
    POPT_TABLEEND,
};

static const struct error *list(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    json_t *versions = json_array();
    bool row = true;
    const struct error *error = work_read(invocation->globals, &work);
    error = error != NULL ? error : query_open(work.store,
                                               "SELECT v.id, v.year, lower(hex(v.sha256)), coalesce(date(v.valid_from * 86400, 'unixepoch'), ?1), "
                                               "coalesce(date(v.valid_to * 86400, 'unixepoch'), ?2), "
                                               "(SELECT count(*) FROM rule AS r WHERE r.programme_version_id = v.id) FROM programme_version AS v ORDER BY v.year, v.id",
                                               &query);
    if (error == NULL) {
        query_bind_text(query, 1, text_of(_("the beginning")));
        query_bind_text(query, 2, text_of(_("no end")));
    }
    while (error == NULL && row) {
        error = query_step(query, &row);
        if (error == NULL && row) {
            struct text sha256 = query_text(query, 2);
            say(invocation, _("%lld  version %lld  %.16s  %lld rules  from %.*s to %.*s"), (long long)query_integer(query, 1), (long long)query_integer(query, 0),
                sha256.bytes, (long long)query_integer(query, 5), TEXT_ARG(query_text(query, 3)), TEXT_ARG(query_text(query, 4)));
            (void)json_array_append_new(versions, json_pack("{s:I, s:I, s:o, s:I}", "year", (json_int_t)query_integer(query, 1), "version",
                                                            (json_int_t)query_integer(query, 0), "sha256", json_text(sha256), "rules",
                                                            (json_int_t)query_integer(query, 5)));
        }
    }
    if (error == NULL && invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_set(object, "versions", versions);
        json_print(object);
    }
    json_decref(versions);
    return error;
}

static const struct error *show(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &programme));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:s, s:I, s:s}", "year", programme.year, "name", programme.name, "budget",
                                                       (json_int_t)programme.budget.rupiah, "yaml", programme.text));
        json_print(object);
        return NULL;
    }
    (void)fputs(programme.text, stdout);
    return NULL;
}

static void tell_file(const struct invocation *invocation, const struct programme *programme, bool added)
{
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    digest_print(&programme->sha256, &sha256);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:s, s:s, s:I, s:b}", "year", programme->year, "name", programme->name, "sha256", sha256.bytes,
                                                       "rules", (json_int_t)programme->rule_count, "added", added));
        json_print(object);
        return;
    }
    say(invocation, added ? _("Programme year %d (%s): version %.16s added, %zu rules.") : _("Programme year %d (%s): version %.16s is in order, %zu rules."),
        programme->year, programme->name, sha256.bytes, programme->rule_count);
    if (added) {
        say_next(invocation, 0, "check");
    } else {
        say_next(invocation, 0, "program add %s", shown_word(invocation->arguments[1]));
    }
}

static const struct error *check(const struct invocation *invocation)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(what_if_read(invocation->arguments[1], &programme));
    tell_file(invocation, &programme, false);
    return NULL;
}

static const struct error *add(const struct invocation *invocation)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct work work SCOPED_WORK = { 0 };
    TRY(what_if_read(invocation->arguments[1], &programme));
    TRY(work_begin(invocation, STORE_CREATE, &work));
    TRY(programme_add(&work.journal, &programme));
    TRY(work_commit(&work));
    tell_file(invocation, &programme, true);
    return NULL;
}

static const struct error *budget(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct money amount;
    int year;
    if (typed.dpa == NULL || typed.amount == NULL || !money_parse(text_of(typed.amount), &amount)) {
        return error_new(ERROR_USAGE, _("expected: dumisake program budget --dpa NUMBER --amount RUPIAH"));
    }
    TRY(work_begin(invocation, STORE_CREATE, &work));
    TRY(work_year(&work, invocation, &year));
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(programme_load(work.store, year, work.event.day, &programme)); /* the year must be there */
    TRY(programme_budget(&work.journal, year, text_of(typed.dpa), amount));
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:o, s:I}", "year", year, "dpa", json_text(text_of(typed.dpa)), "budget", (json_int_t)amount.rupiah));
        json_print(object);
        return NULL;
    }
    say(invocation, _("Programme year %d: the budget is %s (DPA %s)."), year, shown_money(amount), shown_text(text_of(typed.dpa)));
    say_next(invocation, 0, "status");
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    static const struct {
        const char *name;
        int arguments;
        const struct error *(*run)(const struct invocation *invocation);
    } actions[] = { { "list", 1, list }, { "show", 1, show }, { "check", 2, check }, { "add", 2, add }, { "budget", 1, budget } };
    const char *name = invocation->count == 0 ? "list" : invocation->arguments[0];
    *status_out = STATUS_DONE;
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (strcmp(actions[i].name, name) == 0 && (invocation->count == actions[i].arguments || invocation->count == 0)) {
            return actions[i].run(invocation);
        }
    }
    return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), "program", " ", "[list | show | check FILE | add FILE | budget --dpa N --amount N]");
}

const struct command command_program = {
    .name = "program",
    .arguments = "[list | show | check FILE | add FILE | budget --dpa N --amount N]",
    .summary = N_("programme years and their rules"),
    .help = N_("list: the years and versions; show: the rules in force, as YAML; check: whether a file is in order; add: appends a version, never edits\n"
               "one; budget: records a revised budget document (DPA). Values that nobody published are marked as assumed in the file."),
    .examples = "dumisake program list\ndumisake program show --year 2023 > 2023.yaml\ndumisake program add 2023.yaml\n"
                "dumisake program budget --year 2024 --dpa 2.17.07/2024 --amount 12000000000",
    .options = options,
    .most = 2,
    .writes = true,
    .duty = "programme",
    .run = run,
};

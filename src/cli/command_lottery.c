#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "exporter/lottery_file.h"
#include "programme/eligibility.h"
#include "programme/lottery.h"

static struct {
    char *seed;
    char *source;
} typed;

static struct poptOption options[] = {
    { "seed", '\0', POPT_ARG_STRING, &typed.seed, 0, N_("what the outsider named, for `draw`"), "TEXT" },
    { "source", '\0', POPT_ARG_STRING, &typed.source, 0, N_("who named it and where it can be looked up, for `draw`"), "TEXT" },
    POPT_TABLEEND,
};

static void print_json(const struct invocation *invocation, const struct lottery *lottery, int year, const char *path)
{
    struct buffer digest SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    bool published = lottery->position != 0;
    bool drawn = lottery->draw != 0;
    digest_print(&lottery->digest, &digest);
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o}", "year", year, "entry",
                                                   published ? json_integer(lottery->position) : json_null(), "day",
                                                   published ? json_string(shown_day(lottery->day)) : json_null(), "tickets", (json_int_t)lottery->tickets,
                                                   "digest", published ? json_string(buffer_string(&digest)) : json_null(), "draw_entry",
                                                   drawn ? json_integer(lottery->draw) : json_null(), "draw_day",
                                                   drawn ? json_string(shown_day(lottery->draw_day)) : json_null(), "seed",
                                                   drawn ? json_text(buffer_text(&lottery->seed)) : json_null(), "source",
                                                   drawn ? json_text(buffer_text(&lottery->source)) : json_null()));
    if (path != NULL) {
        (void)json_object_set_new(object, "file", json_text(text_of(path)));
    }
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct lottery *lottery, int year, const char *path)
{
    struct buffer digest SCOPED_BUFFER = { 0 };
    digest_print(&lottery->digest, &digest);
    if (lottery->position == 0) {
        say(invocation, _("No tickets of %d were published yet."), year);
        say_next(invocation, 0, "lottery publish tickets.csv");
        return;
    }
    if (path != NULL) {
        say(invocation, _("%s: publish this file; whoever keeps it can prove afterwards that nothing was changed."), shown_text(text_of(path)));
    }
    say(invocation, _("Lottery of %d, published on %s (journal entry %lld): %s tickets, digest %s."), year, shown_day(lottery->day),
        (long long)lottery->position, shown_count(lottery->tickets), buffer_string(&digest));
    if (lottery->draw == 0) {
        say(invocation, "%s", _("It is not drawn yet: an outsider names the seed after the publication."));
        say_next(invocation, 0, "lottery draw --seed %s --source %s", _("TEXT"), _("TEXT"));
        return;
    }
    say(invocation, _("Drawn on %s (journal entry %lld) with the seed \"%s\", from: %s."), shown_day(lottery->draw_day), (long long)lottery->draw,
        shown_text(buffer_text(&lottery->seed)), shown_text(buffer_text(&lottery->source)));
    say(invocation, "%s", _("The order is that of SHA-256(seed || ticket), ascending."));
    say_next(invocation, 0, "disburse --batch");
}

static void tell(const struct invocation *invocation, const struct lottery *lottery, int year, const char *path)
{
    if (invocation->globals->json) {
        print_json(invocation, lottery, year, path);
    } else {
        print_text(invocation, lottery, year, path);
    }
}

static const struct error *publish(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    struct output output SCOPED_OUTPUT = { 0 };
    struct digest *tickets SCOPED_MEMORY = NULL;
    const char *path = invocation->arguments[1];
    TRY(output_path_check(invocation->globals, path));
    TRY(output_path_check_kind(path, LOTTERY_FILE_HEADER));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(lottery_publish(&work.journal, programme.year, &lottery, &tickets));
    TRY(output_open(path, &output));
    TRY(lottery_file_write(tickets, (size_t)lottery.tickets, &output));
    /* The file first: a publication that nobody can have read must not be drawn. */
    TRY(output_keep(&output));
    const struct error *error = work_commit(&work);
    if (error != NULL && error->kind != ERROR_UNKNOWN) {
        (void)unlink(path);
    }
    TRY(error);
    tell(invocation, &lottery, programme.year, path);
    return NULL;
}

static const struct error *draw(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    if (typed.seed == NULL || typed.source == NULL) {
        return error_new(ERROR_USAGE, _("expected: dumisake lottery draw --seed TEXT --source TEXT"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(lottery_draw(&work.journal, programme.year, text_of(typed.seed), text_of(typed.source), &lottery));
    TRY(work_commit(&work));
    tell(invocation, &lottery, programme.year, NULL);
    return NULL;
}

static const struct error *show(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(lottery_load(work.store, programme.year, &lottery));
    tell(invocation, &lottery, programme.year, NULL);
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    static const struct {
        const char *name;
        int arguments;
        const struct error *(*run)(const struct invocation *invocation);
    } actions[] = { { "show", 1, show }, { "publish", 2, publish }, { "draw", 1, draw } };
    *status_out = STATUS_DONE;
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (strcmp(actions[i].name, invocation->arguments[0]) == 0 && invocation->count == actions[i].arguments) {
            return actions[i].run(invocation);
        }
    }
    return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), "lottery", " ", "publish OUT.csv | draw --seed TEXT --source TEXT | show");
}

const struct command command_lottery = {
    .name = "lottery",
    .arguments = "publish OUT.csv | draw --seed TEXT --source TEXT | show",
    .summary = N_("a verifiable lottery for the order of allocation"),
    .help = N_("publish: gives every applicant of the year a ticket, SHA-256(salt || \"nik \" || NIK), and writes the tickets without the people. draw: records\n"
               "the seed that an outsider named after the publication; the order is that of SHA-256(seed || ticket). Anybody can recompute it:\n"
               "`explain NIK` shows a person's salt, ticket and place. Before the draw a publication takes the place of the earlier one."),
    .examples = "dumisake lottery publish tickets.csv\ndumisake lottery draw --seed \"IHSG 7.301,28\" --source \"penutupan BEI 2 Februari 2024\"\ndumisake lottery show",
    .options = options,
    .least = 1,
    .most = 2,
    .writes = true,
    .duty = "lottery",
    .run = run,
};

#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "programme/status.h"

static json_t *status_json(const struct year_status *status)
{
    json_t *accounts = json_object();
    json_t *batches = json_array();
    for (int i = ACCOUNT_FIRST_INSIDE; i < ACCOUNT_COUNT; i++) {
        (void)json_object_set_new(accounts, account_name((enum account)i), json_integer(status->accounts[i].rupiah));
    }
    for (size_t i = 0; i < status->batch_count; i++) {
        const struct batch_status *batch = &status->batches[i];
        (void)json_array_append_new(batches, json_pack("{s:I, s:i, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "batch", (json_int_t)batch->id, "year",
                                                       batch->year, "date", shown_day(batch->day), "state", batch->state, "recipients",
                                                       (json_int_t)batch->recipients, "amount", (json_int_t)batch->amount.rupiah, "committed",
                                                       (json_int_t)batch->counts[ACCOUNT_KOMITMEN], "in_process",
                                                       (json_int_t)batch->counts[ACCOUNT_DALAM_PROSES], "paid", (json_int_t)batch->counts[ACCOUNT_TERSALUR],
                                                       "returned", (json_int_t)batch->counts[ACCOUNT_RETUR]));
    }
    return json_pack("{s:o, s:I, s:o, s:I, s:{s:I, s:I, s:I, s:I, s:I, s:I, s:I}, s:o}", "year",
                     status->year == 0 ? json_string("all") : json_integer(status->year), "budget", (json_int_t)status->budget.rupiah, "accounts", accounts,
                     "recipients", (json_int_t)status->recipients, "applicants", "total", (json_int_t)status->applicants, "checked",
                     (json_int_t)status->checked, "eligible", (json_int_t)status->eligible, "needs_review", (json_int_t)status->needs_review, "ineligible",
                     (json_int_t)status->ineligible, "eligible_unpaid", (json_int_t)status->unpaid, "set_aside", (json_int_t)status->set_aside, "batches",
                     batches);
}

static void print_year(const struct invocation *invocation, const struct year_status *status)
{
    if (status->year == 0) {
        say(invocation, "%s", _("All years"));
    } else {
        say(invocation, _("Programme year %d"), status->year);
    }
    say(invocation, _("  %s recipients, %s"), shown_count(status->recipients), shown_money(status->accounts[ACCOUNT_TERSALUR]));
    say(invocation, "    %-38s %24s", _("Budget"), shown_money(status->budget));
    for (int i = ACCOUNT_FIRST_INSIDE; i < ACCOUNT_COUNT; i++) {
        say(invocation, "    %-38s %24s", account_title((enum account)i), shown_money(status->accounts[i]));
    }
    say(invocation, _("  %s applicants: %s eligible (%s of them in no batch), %s need review, %s not eligible, %s not judged yet; %s rows set aside"),
        shown_count(status->applicants), shown_count(status->eligible), shown_count(status->unpaid), shown_count(status->needs_review),
        shown_count(status->ineligible), shown_count(status->applicants - status->checked), shown_count(status->set_aside));
    for (size_t i = 0; status->year != 0 && i < status->batch_count; i++) {
        const struct batch_status *batch = &status->batches[i];
        say(invocation, _("  Batch %lld of %s: %s, %s people, %s"), (long long)batch->id, shown_day(batch->day), batch->state,
            shown_count(batch->recipients), shown_money(batch->amount));
    }
}

/* The first thing that waits: with the bank, for the bank, for a batch, for a file. */
static void print_next(const struct invocation *invocation, const struct year_status *status)
{
    for (size_t i = 0; i < status->batch_count; i++) {
        if (status->batches[i].counts[ACCOUNT_DALAM_PROSES] > 0) {
            say_next(invocation, "settle ANSWER.csv");
            return;
        }
        if (status->batches[i].counts[ACCOUNT_KOMITMEN] > 0) {
            say_next(invocation, "send %lld transfer-%lld.csv", (long long)status->batches[i].id, (long long)status->batches[i].id);
            return;
        }
    }
    if (status->applicants == 0) {
        say_next(invocation, "import FILE");
    } else if (status->batch_count == 0) {
        say_next(invocation, "disburse --batch");
    } else {
        say_next(invocation, "export audit.xlsx");
    }
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct year_status total SCOPED_STATUS = { 0 };
    int *years SCOPED_MEMORY = NULL;
    size_t count;
    int wanted;
    json_t *list = json_array();
    *status_out = STATUS_DONE;
    const struct error *error = work_read(invocation->globals, &work);
    error = error == NULL ? work_year(&work, invocation, &wanted) : error;
    error = error == NULL ? status_years(work.store, &years, &count) : error;
    bool known = false;
    for (size_t i = 0; error == NULL && i < count; i++) {
        struct year_status status SCOPED_STATUS = { 0 };
        if (wanted != 0 && wanted != years[i]) {
            continue;
        }
        known = true;
        error = status_load(work.store, years[i], &status);
        if (error == NULL && invocation->globals->json) {
            (void)json_array_append_new(list, status_json(&status));
        } else if (error == NULL && wanted == 0) {
            say(invocation, _("%d: %s recipients, %s of a budget of %s"), status.year, shown_count(status.recipients),
                shown_money(status.accounts[ACCOUNT_TERSALUR]), shown_money(status.budget));
        } else if (error == NULL) {
            print_year(invocation, &status);
        }
    }
    if (error == NULL && !known) {
        error = error_new(ERROR_REFUSED, _("programme year %d is not in this ledger; see `dumisake program list`"), wanted);
    }
    error = error == NULL ? status_load(work.store, wanted, &total) : error;
    if (error != NULL) {
        json_decref(list);
        return error;
    }
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_set_new(object, "years", list);
        (void)json_object_set_new(object, "total", status_json(&total));
        json_print(object);
        return NULL;
    }
    json_decref(list);
    if (wanted == 0) {
        print_year(invocation, &total);
    }
    print_next(invocation, &total);
    return NULL;
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = N_("where every rupiah is and what waits for whom"),
    .help = N_("Shows the budget and where it is, applicants by decision, the batches with their state, and the next command to type.\n"
               "Recipients are people whose grant was paid, nothing else."),
    .examples = "dumisake status\ndumisake status --year all\ndumisake status --year 2023 --json",
    .most = 0,
    .takes_all_years = true,
    .run = run,
};

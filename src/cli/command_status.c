#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "programme/status.h"
#include "reconcile_output.h"

static struct {
    int reconcile;
} typed;

static struct poptOption options[] = {
    { "reconcile", '\0', POPT_ARG_NONE, &typed.reconcile, 0, N_("compare budget, decree, payment orders, bank and books; a line for every difference"), NULL },
    POPT_TABLEEND,
};

static json_t *status_json(const struct year_status *status)
{
    json_t *accounts = json_object();
    json_t *batches = json_array();
    for (int i = ACCOUNT_FIRST_INSIDE; i < ACCOUNT_COUNT; i++) {
        (void)json_object_set_new(accounts, account_name((enum account)i), json_integer(status->accounts[i].rupiah));
    }
    for (size_t i = 0; i < status->batch_count; i++) {
        const struct batch_status *batch = &status->batches[i];
        (void)json_array_append_new(batches, json_pack("{s:I, s:i, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "batch", (json_int_t)batch->id, "year",
                                                       batch->year, "date", shown_day(batch->day), "state", batch->state, "recipients",
                                                       (json_int_t)batch->recipients, "amount", (json_int_t)batch->amount.rupiah, "committed",
                                                       (json_int_t)batch->counts[ACCOUNT_KOMITMEN], "in_process",
                                                       (json_int_t)batch->counts[ACCOUNT_DALAM_PROSES], "paid", (json_int_t)batch->counts[ACCOUNT_TERSALUR],
                                                       "returned", (json_int_t)batch->counts[ACCOUNT_RETUR], "deposited",
                                                       (json_int_t)batch->counts[ACCOUNT_SETOR_KEMBALI], "ended", (json_int_t)batch->counts[ACCOUNT_ANGGARAN],
                                                       "approvals", (json_int_t)batch->approvals.given, "approvals_needed",
                                                       (json_int_t)batch->approvals.needed));
    }
    return json_pack("{s:o, s:I, s:o, s:I, s:{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}, s:I, s:o}", "year",
                     status->year == 0 ? json_string("all") : json_integer(status->year), "budget", (json_int_t)status->budget.rupiah, "accounts", accounts,
                     "recipients", (json_int_t)status->recipients, "applicants", "total", (json_int_t)status->applicants, "checked",
                     (json_int_t)status->checked, "eligible", (json_int_t)status->eligible, "needs_review", (json_int_t)status->needs_review, "ineligible",
                     (json_int_t)status->ineligible, "eligible_unpaid", (json_int_t)status->unpaid, "set_aside", (json_int_t)status->set_aside, "erased", (json_int_t)status->erased, "contradictions",
                     (json_int_t)status->contradictions, "batches",
                     batches);
}

/* A batch that was sent in part keeps in komitmen those who were held back. */
static bool is_held_back(const struct batch_status *batch)
{
    return batch->counts[ACCOUNT_KOMITMEN] > 0 && batch->counts[ACCOUNT_KOMITMEN] + batch->counts[ACCOUNT_ANGGARAN] < batch->recipients;
}

static bool waits_for_approval(const struct batch_status *batch)
{
    return batch->counts[ACCOUNT_KOMITMEN] > 0 && batch->approvals.given < batch->approvals.needed;
}

/* The word that scripts read, and what it means to who does not speak it. */
static const char *state_title(const char *state)
{
    static const struct { const char *state; const char *title; } titles[] = {
        { "komitmen", N_("komitmen (committed)") }, { "dalam-proses", N_("dalam-proses (with the bank)") }, { "retur", N_("retur (money bounced and waits)") },
        { "selesai", N_("selesai (finished)") },    { "dibatalkan", N_("dibatalkan (cancelled)") },
    };
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
        if (strcmp(titles[i].state, state) == 0) {
            return _(titles[i].title);
        }
    }
    return state;
}

static const char *money_title(int account)
{
    static const char *const titles[ACCOUNT_COUNT] = {
        [ACCOUNT_ANGGARAN] = N_("anggaran (available, DPA)"), [ACCOUNT_KOMITMEN] = N_("komitmen (committed to batches)"),
        [ACCOUNT_DALAM_PROSES] = N_("dalam-proses (with the bank, SP2D)"), [ACCOUNT_TERSALUR] = N_("tersalur (paid)"), [ACCOUNT_RETUR] = N_("retur (bounced)"),
        [ACCOUNT_SETOR_KEMBALI] = N_("setor-kembali (in the treasury again, STS)"),
    };
    return _(titles[account]);
}

static void print_batch(const struct invocation *invocation, const struct batch_status *batch)
{
    say(invocation, ngettext("  Batch %lld of %s: %s, %s person, %s",
                             "  Batch %lld of %s: %s, %s people, %s", (unsigned long)batch->recipients),
        (long long)batch->id, shown_day(batch->day), state_title(batch->state), shown_count(batch->recipients),
        shown_money(batch->amount));
    if (waits_for_approval(batch)) {
        say(invocation, _("    waits for approval: %lld of %lld officers"), (long long)batch->approvals.given, (long long)batch->approvals.needed);
    } else if (is_held_back(batch)) {
        say(invocation, ngettext("    %s payout of it was held back and stays committed",
                                 "    %s payouts of it were held back and stay committed", (unsigned long)(batch->counts[ACCOUNT_KOMITMEN])),
            shown_count(batch->counts[ACCOUNT_KOMITMEN]));
    }
    if (batch->counts[ACCOUNT_RETUR] > 0) {
        say(invocation, ngettext("    %s payout of it bounced",
                                 "    %s payouts of it bounced", (unsigned long)(batch->counts[ACCOUNT_RETUR])),
            shown_count(batch->counts[ACCOUNT_RETUR]));
    }
    if (batch->counts[ACCOUNT_SETOR_KEMBALI] > 0) {
        say(invocation, ngettext("    %s payout of it is in the treasury again",
                                 "    %s payouts of it are in the treasury again", (unsigned long)(batch->counts[ACCOUNT_SETOR_KEMBALI])),
            shown_count(batch->counts[ACCOUNT_SETOR_KEMBALI]));
    }
    if (batch->counts[ACCOUNT_ANGGARAN] > 0) {
        say(invocation, ngettext("    %s payout of it ended: cancelled, or paid once more in another batch",
                                 "    %s payouts of it ended: cancelled, or paid once more in another batch", (unsigned long)(batch->counts[ACCOUNT_ANGGARAN])),
            shown_count(batch->counts[ACCOUNT_ANGGARAN]));
    }
}

static void print_year(const struct invocation *invocation, const struct year_status *status)
{
    if (status->year == 0) {
        say(invocation, "%s", _("All years"));
    } else {
        say(invocation, _("Programme year %d"), status->year);
    }
    say(invocation, ngettext("  %s recipient, %s",
                             "  %s recipients, %s", (unsigned long)status->recipients),
        shown_count(status->recipients), shown_money(status->accounts[ACCOUNT_TERSALUR]));
    say(invocation, "    %-38s %24s", _("Budget"), shown_money(status->budget));
    for (int i = ACCOUNT_FIRST_INSIDE; i < ACCOUNT_COUNT; i++) {
        say(invocation, "    %-38s %24s", money_title(i), shown_money(status->accounts[i]));
    }
    say(invocation, _("  %s applicants: %s eligible (%s of them in no batch), %s need review, %s not eligible, %s not judged yet; %s rows set aside"),
        shown_count(status->applicants), shown_count(status->eligible), shown_count(status->unpaid), shown_count(status->needs_review),
        shown_count(status->ineligible), shown_count(status->applicants - status->checked), shown_count(status->set_aside));
    if (status->erased > 0) {
        say(invocation, _("  Of them %s whose data were erased."), shown_count(status->erased));
    }
    if (status->contradictions > 0) {
        say(invocation, _("  %s payouts bounced and are called paid by the bank now: nothing more is sent or repaid to these people until it is decided (`dumisake status --reconcile`, `dumisake explain B414`)"),
            shown_count(status->contradictions));
    }
    for (size_t i = 0; status->year != 0 && i < status->batch_count; i++) {
        print_batch(invocation, &status->batches[i]);
    }
}

/* The first thing of the year that waits: with the bank, for the bank, for a batch, for a file. False when nothing does. */
static bool print_next(const struct invocation *invocation, const struct year_status *status)
{
    for (size_t i = 0; i < status->batch_count; i++) {
        const struct batch_status *batch = &status->batches[i];
        if (batch->counts[ACCOUNT_DALAM_PROSES] > 0) {
            say_next(invocation, status->year, "settle %s", _("ANSWER.csv"));
            return true;
        }
        if (waits_for_approval(batch)) {
            say_next(invocation, status->year, "approve %lld --sk ... --sk-date ...", (long long)batch->id);
            return true;
        }
        if (batch->counts[ACCOUNT_KOMITMEN] > 0 && !is_held_back(batch)) {
            say_next(invocation, status->year, "send %lld transfer-%lld.csv", (long long)batch->id, (long long)batch->id);
            return true;
        }
    }
    if (status->applicants > status->checked || status->somebody_waits) {
        say_next(invocation, status->year, "disburse --batch");
        return true;
    }
    return false;
}

/* Money bounced and waits for a corrected account. */
static bool print_bounced(const struct invocation *invocation, const struct year_status *status)
{
    if (status->accounts[ACCOUNT_RETUR].rupiah == 0) {
        return false;
    }
    say_next(invocation, status->year, "repay %s --account ... --name ...", _("NIK"));
    return true;
}

/* Somebody must be looked at before being paid, and there is money to pay with. What the verdict will be is not said before. */
static bool print_review(const struct invocation *invocation, const struct year_status *status)
{
    if (status->first_to_review.number == 0 || status->accounts[ACCOUNT_ANGGARAN].rupiah == 0) {
        return false;
    }
    struct buffer nik SCOPED_BUFFER = { 0 };
    nik_print(status->first_to_review, &nik);
    say(invocation, _("%s wait for a verdict (`review NIK --accept`, --reject or --ask); why the first does:"), shown_count(status->needs_review));
    say_next(invocation, status->year, "explain %s", buffer_string(&nik));
    return true;
}

/* The years that were asked for, and all of them together. */
struct overview {
    struct year_status *years;
    size_t count;
    struct year_status total;
};

static void overview_free(struct overview *overview)
{
    for (size_t i = 0; i < overview->count; i++) {
        status_free(&overview->years[i]);
    }
    memory_free(overview->years);
    status_free(&overview->total);
}

static const struct error *overview_load(struct store *store, int wanted, struct overview *overview)
{
    int *years SCOPED_MEMORY = NULL;
    size_t count;
    TRY(status_years(store, &years, &count));
    overview->years = memory_new(count * sizeof(*overview->years));
    for (size_t i = 0; i < count; i++) {
        if (wanted == 0 || wanted == years[i]) {
            TRY(status_load(store, years[i], &overview->years[overview->count]));
            overview->count += 1;
        }
    }
    if (overview->count == 0) {
        return error_new(ERROR_REFUSED, _("programme year %d is not in this ledger; see `dumisake program list`"), wanted);
    }
    return status_load(store, wanted, &overview->total);
}

static void overview_json(const struct invocation *invocation, const struct overview *overview)
{
    json_t *object = json_begin(invocation);
    json_t *list = json_array();
    for (size_t i = 0; i < overview->count; i++) {
        (void)json_array_append_new(list, status_json(&overview->years[i]));
    }
    (void)json_object_set_new(object, "years", list);
    (void)json_object_set_new(object, "total", status_json(&overview->total));
    json_print(object);
}

static void overview_print(const struct invocation *invocation, const struct overview *overview)
{
    bool waits = false;
    for (size_t i = 0; overview->total.year == 0 && i < overview->count; i++) {
        const struct year_status *status = &overview->years[i];
        say(invocation, _("%d: %s recipients, %s of a budget of %s"), status->year, shown_count(status->recipients),
            shown_money(status->accounts[ACCOUNT_TERSALUR]), shown_money(status->budget));
    }
    print_year(invocation, &overview->total);
    for (size_t i = 0; i < overview->count && !waits; i++) {
        waits = print_next(invocation, &overview->years[i]);
    }
    for (size_t i = 0; i < overview->count && !waits; i++) {
        waits = print_bounced(invocation, &overview->years[i]);
    }
    for (size_t i = 0; i < overview->count && !waits; i++) {
        waits = print_review(invocation, &overview->years[i]);
    }
    if (!waits && overview->total.applicants == 0) {
        say_next(invocation, 0, "import %s", _("FILE"));
    } else if (!waits && overview->total.year == 0) {
        say_next(invocation, 0, "export --year all audit.xlsx");
    } else if (!waits) {
        say_next(invocation, overview->total.year, "export audit.xlsx");
    }
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct overview overview __attribute__((cleanup(overview_free))) = { 0 };
    struct officers officers SCOPED_OFFICERS = { 0 };
    int wanted;
    *status_out = STATUS_DONE;
    TRY(work_read(invocation->globals, &work));
    TRY(work_year(&work, invocation, &wanted));
    if (typed.reconcile) {
        return reconcile_show(invocation, work.store, wanted, status_out);
    }
    TRY(overview_load(work.store, wanted, &overview));
    TRY(officers_load(work.store, &officers));
    next_by(&officers, invocation->globals->officer);
    if (invocation->globals->json) {
        overview_json(invocation, &overview);
    } else {
        overview_print(invocation, &overview);
    }
    return NULL;
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = N_("where every rupiah is and what waits for whom"),
    .help = N_("Shows the budget and where it is, applicants by decision, the batches with their state, and the next command to type.\n"
               "Recipients are people whose grant was paid, nothing else.\n"
               "--reconcile compares the sides that ought to agree: budget documents, annexes of decrees (`sk`), batches, payment orders (SP2D), the bank's\n"
               "answers and the books. Every rupiah and person on one side only is a line; without an annex that comparison cannot be tested. The exit\n"
               "status is 3 as long as a line is left that nothing explains."),
    .options = options,
    .examples = "dumisake status\ndumisake status --reconcile\ndumisake status --year all\ndumisake status --year 2023 --json",
    .most = 0,
    .takes_all_years = true,
    .run = run,
};

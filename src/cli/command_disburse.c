#include "base/language.h"
#include "command.h"
#include "programme/batch.h"
#include "programme/eligibility.h"
#include "programme/freeze.h"
#include "programme/region.h"
#include "programme/replay.h"
#include "what_if.h"

static struct {
    int batch;
    int dry_run;
    char *limit;
    char *category;
    char *region;
    char *rules;
} typed;

static struct poptOption options[] = {
    { "batch", '\0', POPT_ARG_NONE, &typed.batch, 0, N_("make a batch of all who can be paid now"), NULL },
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("say what would be done, store nothing"), NULL },
    { "limit", '\0', POPT_ARG_STRING, &typed.limit, 0, N_("at most so many people"), "N" },
    { "category", '\0', POPT_ARG_STRING, &typed.category, 0, N_("only this category"), "C" },
    { "region", '\0', POPT_ARG_STRING, &typed.region, 0, N_("only this kabupaten/kota of the business"), "R" },
    { "rules", '\0', POPT_ARG_STRING, &typed.rules, 0, N_("with --dry-run: compare with the batch that the rules of this file would make"), "FILE" },
    POPT_TABLEEND,
};

static const struct error *choice_of(struct allocation_choice *out)
{
    *out = (struct allocation_choice){ 0 };
    if (typed.limit != NULL) {
        TRY(parse_count_option("--limit", typed.limit, &out->limit));
        if (out->limit == 0) {
            return error_new(ERROR_USAGE, _("--limit %s: expected a number above zero"), typed.limit);
        }
    }
    if (typed.category != NULL && !category_find(text_of(typed.category), &out->category)) {
        return error_new(ERROR_USAGE, _("--category %s: the categories are milenial, emak-emak, pemula"), typed.category);
    }
    if (typed.region != NULL) {
        out->kabkota = region_kabkota_parse(text_of(typed.region));
        if (out->kabkota == 0) {
            const struct region *nearest = region_kabkota_nearest(text_of(typed.region));
            if (nearest == NULL) {
                return error_new(ERROR_USAGE, _("--region %s: is not a kabupaten/kota"), typed.region);
            }
            return error_new(ERROR_USAGE, _("--region %s: is not a kabupaten/kota; did you mean %.*s?"), typed.region, TEXT_ARG(nearest->name));
        }
    }
    return NULL;
}

/* Recipients by kabupaten/kota, in the order of the codes. */
static json_t *by_region(const struct allocation *allocation)
{
    enum { CODES = 10000 };
    static int64_t people[CODES];
    json_t *object = json_object();
    size_t count;
    const struct region *regions = region_all(&count);
    for (size_t i = 0; i < allocation->count; i++) {
        const struct candidate *candidate = &allocation->candidates[i];
        if (candidate->result == ALLOCATION_RECIPIENT && candidate->kabkota >= 0 && candidate->kabkota < CODES) {
            people[candidate->kabkota] += 1;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (regions[i].code >= 1000 && regions[i].code < CODES && people[regions[i].code] > 0) {
            struct buffer name SCOPED_BUFFER = { 0 };
            buffer_add(&name, regions[i].name);
            (void)json_object_set_new(object, buffer_string(&name), json_integer(people[regions[i].code]));
        }
    }
    return object;
}

enum { LIST_MAX = 1000 };

/* The waiting list, its first thousand. */
static void add_waiting_list(const struct programme *programme, const struct allocation *allocation, json_t *object)
{
    json_t *list = json_array();
    json_t *limits = json_object();
    for (size_t i = 0; i < allocation->count; i++) {
        const struct candidate *candidate = &allocation->candidates[i];
        if (candidate->place == 0) {
            continue;
        }
        const char *limit = allocation_limit(programme, candidate);
        (void)json_object_set_new(limits, limit, json_integer(json_integer_value(json_object_get(limits, limit)) + 1));
        if (candidate->place <= LIST_MAX) {
            struct buffer nik SCOPED_BUFFER = { 0 };
            nik_print((struct nik){ candidate->nik }, &nik);
            (void)json_array_append_new(list, json_pack("{s:I, s:s, s:s}", "position", (json_int_t)candidate->place, "nik", buffer_string(&nik), "limit", limit));
        }
    }
    (void)json_object_set_new(object, "waiting_by_limit", limits);
    (void)json_object_set_new(object, "waiting_list", list);
    (void)json_object_set_new(object, "waiting_omitted", json_integer(allocation->listed > LIST_MAX ? allocation->listed - LIST_MAX : 0));
}

/* How many wait for each limit: the quotas in the order of the rules, then the others. */
static void print_waiting(const struct invocation *invocation, const struct programme *programme, const struct allocation *allocation)
{
    static const enum allocation_result others[] = { ALLOCATION_WAITING_BUDGET, ALLOCATION_WAITING_LIMIT, ALLOCATION_WAITING_PLACE, ALLOCATION_NOT_CHOSEN };
    int64_t quotas[QUOTAS_MAX] = { 0 };
    int64_t results[ALLOCATION_NOT_CHOSEN + 1] = { 0 };
    for (size_t i = 0; i < allocation->count; i++) {
        const struct candidate *candidate = &allocation->candidates[i];
        if (candidate->place > 0 && candidate->result == ALLOCATION_WAITING_QUOTA) {
            quotas[candidate->quota] += 1;
        } else if (candidate->place > 0) {
            results[candidate->result] += 1;
        }
    }
    for (size_t i = 0; i < programme->quota_count; i++) {
        if (quotas[i] > 0) {
            say(invocation, _("  waiting list: %8s  %s"), shown_count(quotas[i]), shown_text(text_of(programme->quotas[i].name)));
        }
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (results[others[i]] > 0) {
            say(invocation, _("  waiting list: %8s  %s"), shown_count(results[others[i]]), allocation_limit_name(others[i]));
        }
    }
}

static json_t *frozen_json(const struct freeze *freeze)
{
    return freeze == NULL ? json_null() : json_pack("{s:s, s:s, s:s, s:b}", "from", shown_day(freeze->from), "to", shown_day(freeze->to), "reason", freeze->reason,
                                                    "assumed", freeze->assumed);
}

static void print_json(const struct invocation *invocation, const struct programme *programme, const struct allocation *allocation,
                       const struct eligibility_count *count, const struct freeze *freeze, int64_t batch)
{
    json_t *object = json_begin(invocation);
    json_t *categories = json_object();
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        (void)json_object_set_new(categories, category_name((enum category)i), json_integer(allocation->by_category[i]));
    }
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:s, s:I, s:I, s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:b}", "year", programme->year, "batch",
                                                   batch == 0 ? json_null() : json_integer(batch), "state",
                                                   batch != 0 ? "komitmen" : (typed.dry_run && allocation->recipients > 0 ? "dry-run" : "none"), "recipients",
                                                   (json_int_t)allocation->recipients, "amount", (json_int_t)allocation->amount.rupiah, "by_category",
                                                   categories, "by_region", by_region(allocation), "waiting", (json_int_t)allocation->waiting, "kk_ganda",
                                                   (json_int_t)allocation->family_card, "paid_later", (json_int_t)allocation->paid_later, "needs_review", (json_int_t)count->needs_review, "ineligible",
                                                   (json_int_t)count->ineligible, "dry_run", typed.dry_run));
    (void)json_object_set_new(object, "order", json_string(order_name(programme->order)));
    (void)json_object_set_new(object, "frozen", frozen_json(freeze));
    add_waiting_list(programme, allocation, object);
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct programme *programme, const struct allocation *allocation,
                       const struct eligibility_count *count, int64_t batch)
{
    say(invocation, _("Programme year %d (%s)"), programme->year, programme->name);
    if (allocation->recipients == 0) {
        say(invocation, "%s", _("Nobody is left to be paid; no batch was made."));
    } else if (typed.dry_run) {
        say(invocation, ngettext("Dry run: a batch would have %s recipient and %s; nothing was stored.",
                                 "Dry run: a batch would have %s recipients and %s; nothing was stored.", (unsigned long)allocation->recipients),
            shown_count(allocation->recipients),
            shown_money(allocation->amount));
    } else {
        say(invocation, invocation->globals->officer == NULL ? ngettext("Batch %lld: %s recipient, %s, committed and approved by the only operator (no second officer is registered).",
                                                                        "Batch %lld: %s recipients, %s, committed and approved by the only operator (no second officer is registered).", (unsigned long)allocation->recipients)
                                                             : ngettext("Batch %lld: %s recipient, %s, committed; it waits for an approval.",
                                                                        "Batch %lld: %s recipients, %s, committed; it waits for an approval.", (unsigned long)allocation->recipients),
            (long long)batch, shown_count(allocation->recipients), shown_money(allocation->amount));
    }
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        if (allocation->by_category[i] > 0) {
            say(invocation, "  %-12s %8s", category_title((enum category)i), shown_count(allocation->by_category[i]));
        }
    }
    say(invocation, _("%s wait (quota, budget or limit), %s are kk-ganda, %s need review, %s are not eligible."), shown_count(allocation->waiting),
        shown_count(allocation->family_card), shown_count(count->needs_review), shown_count(count->ineligible));
    print_waiting(invocation, programme, allocation);
    if (allocation->paid_later > 0) {
        say(invocation, _("%s are not paid: their NIK or KK has a grant of a later year."), shown_count(allocation->paid_later));
    }
    if (batch != 0) {
        say_next(invocation, 0, invocation->globals->officer == NULL ? "send %lld transfer-%lld.csv" : "approve %lld --sk ... --sk-date ...", (long long)batch, (long long)batch);
    } else if (typed.dry_run && allocation->recipients > 0) {
        say_next(invocation, 0, "disburse --batch");
    } else {
        say_next(invocation, 0, "status");
    }
}

/* A dry run says what a batch would be, and that none is made now. */
static void note_freeze(const struct invocation *invocation, const struct freeze *freeze)
{
    struct buffer period SCOPED_BUFFER = { 0 };
    freeze_print(freeze, &period);
    say_aside(invocation, _("On this day no batch is made; money is frozen from %s"), buffer_string(&period));
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    struct allocation_choice choice;
    struct eligibility_count count;
    struct replay replay;
    struct money budget;
    int64_t batch = 0;
    *status_out = STATUS_DONE;
    if (!typed.batch && !typed.dry_run) {
        return error_new(ERROR_USAGE, _("say `disburse --batch` to make a batch, or `disburse --dry-run` to see what it would be"));
    }
    if (typed.rules != NULL && !typed.dry_run) {
        return error_new(ERROR_USAGE, "%s", _("--rules goes with --dry-run: other rules make a batch only after `program add`"));
    }
    TRY(choice_of(&choice));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_WRITE, &work) : work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    const struct freeze *freeze = freeze_on(&programme, work.event.day);
    if (!typed.dry_run) {
        TRY(freeze_check(&programme, work.event.day));
    } else if (freeze != NULL) {
        note_freeze(invocation, freeze);
    }
    TRY(eligibility_check(&work.journal, &programme, NULL, &count));
    /* No money on decisions that do not follow from the ledger. */
    TRY(replay_check_earlier(work.store, programme.year, &count, &replay));
    TRY(journal_balance(&work.journal, programme.year, ACCOUNT_ANGGARAN, &budget));
    TRY(allocation_run(work.store, &programme, budget, &choice, &allocation));
    if (typed.rules != NULL) {
        return what_if_disburse(invocation, &work, &programme, &allocation, &choice, typed.rules);
    }
    if (allocation.recipients > 0 && !typed.dry_run) {
        TRY(batch_create(&work.journal, &programme, &allocation, count.evaluation_id, &batch));
    }
    if (!typed.dry_run) {
        TRY(work_commit(&work));
        *status_out = batch == 0 || work_checkpoint(&work) ? STATUS_DONE : STATUS_NEEDS_EYE;
    }
    if (invocation->globals->json) {
        print_json(invocation, &programme, &allocation, &count, freeze, batch);
    } else {
        print_text(invocation, &programme, &allocation, &count, batch);
    }
    return NULL;
}

const struct command command_disburse = {
    .name = "disburse",
    .arguments = "--batch | --dry-run",
    .summary = N_("allocate quota and budget to the eligible and commit a batch"),
    .help = N_("Judges everybody anew, then fills quotas and budget in the order that the programme year states (tanggal_pengajuan, skor or a lottery), those\n"
               "on the waiting list of the newest batch first. Of a family card (KK) the first in that order wins, the others are kk-ganda. Who does not fit\n"
               "stands on the waiting list with the limit that stopped him. The batch's money moves from anggaran to komitmen."),
    .examples = "dumisake disburse --batch\ndumisake disburse --dry-run --category pemula\ndumisake disburse --dry-run --rules new-rules.yaml\ndumisake disburse --batch --region \"Kota Jambi\" --limit 100",
    .options = options,
    .most = 0,
    .writes = true,
    .duty = "batch",
    .run = run,
};

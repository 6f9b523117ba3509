#include "base/language.h"
#include "command.h"
#include "importer/review_list.h"
#include "programme/eligibility.h"
#include "table_options.h"

static struct {
    int accept;
    int reject;
    int ask;
    int appeal;
    int dry_run;
    int force;
    char *reason;
} typed;

static struct poptOption options[] = {
    { "accept", '\0', POPT_ARG_NONE, &typed.accept, 0, N_("the applicant is what the form says"), NULL },
    { "reject", '\0', POPT_ARG_NONE, &typed.reject, 0, N_("the applicant must not be paid"), NULL },
    { "ask", '\0', POPT_ARG_NONE, &typed.ask, 0, N_("documents were asked for"), NULL },
    { "appeal", '\0', POPT_ARG_NONE, &typed.appeal, 0, N_("the applicant objects to a rejection"), NULL },
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; kept in the ledger"), "TEXT" },
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("with a FILE: read and judge, store nothing"), NULL },
    { "force", '\0', POPT_ARG_NONE, &typed.force, 0, N_("with a FILE that was taken in before: record its verdicts over what was decided since"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

/* The one verdict that was typed; REVIEW_NONE when none was. */
static const struct error *typed_verdict(enum review_verdict *out)
{
    *out = typed.accept ? REVIEW_ACCEPTED : typed.reject ? REVIEW_REJECTED : typed.ask ? REVIEW_ASKED : typed.appeal ? REVIEW_APPEALED : REVIEW_NONE;
    return (typed.accept != 0) + (typed.reject != 0) + (typed.ask != 0) + (typed.appeal != 0) > 1
               ? error_new(ERROR_USAGE, _("one verdict at a time: --accept, --reject, --ask or --appeal"))
               : NULL;
}

/* `batch`: not sent yet, and the person is in it; 0 = none. */
static void print_review(const struct invocation *invocation, int year, struct nik nik, int64_t batch, const struct review *review)
{
    bool held_back = batch != 0 && review_is_reason(review->verdict);
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(nik, &number);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:s, s:i, s:s, s:s, s:s, s:o}", "nik", buffer_string(&number), "year", year, "result",
                                                       review->recorded ? "recorded" : "unchanged", "verdict", verdict_name(review->verdict), "day",
                                                       shown_day(review->day), "reason", json_text(buffer_text(&review->reason))));
        (void)json_object_set_new(object, "held_back", held_back ? json_integer(batch) : json_null());
        json_print(object);
        return;
    }
    const char *colon = review->reason.length == 0 ? "" : ": ";
    const char *reason = shown_text(buffer_text(&review->reason));
    if (review->recorded) {
        say(invocation, _("NIK %s, programme year %d, verification: %s%s%s."), buffer_string(&number), year, shown_verdict(review->verdict), colon, reason);
    } else {
        say(invocation, _("NIK %s, programme year %d, verification: %s%s%s; this stands since %s, nothing was changed."), buffer_string(&number), year,
            shown_verdict(review->verdict), colon, reason, shown_day(review->day));
    }
    if (held_back) {
        say(invocation, _("The payout of batch %lld is held back by `send` until the person is accepted."), (long long)batch);
    }
    say_next(invocation, 0, "explain %s", buffer_string(&number));
}

/* The kabupaten/kota that the verifier at work is bound to; 0 = none. */
static int region_of(const struct work *work)
{
    const struct officer *officer = session_officer(&work->session);
    return officer == NULL ? 0 : officer->region;
}

static const struct error *review_person(const struct invocation *invocation, struct nik nik, enum review_verdict verdict)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct standing_applicant applicant SCOPED_STANDING_APPLICANT = { 0 };
    struct review review SCOPED_REVIEW = { 0 };
    const struct review_order order = { verdict, typed.reason == NULL ? TEXT_EMPTY : text_of(typed.reason), 0 };
    if (verdict == REVIEW_NONE) {
        return error_new(ERROR_USAGE, _("say the verdict: --accept, --reject, --ask or --appeal"));
    }
    if (review_needs_reason(verdict) && typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    if (typed.dry_run || typed.force) {
        return error_new(ERROR_USAGE, _("--dry-run and --force go with a FILE; the verdict on one person is recorded or not typed"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(standing_applicant_find(work.store, programme.year, nik, &applicant));
    if (region_of(&work) != 0 && applicant.applicant.fields[FIELD_KABUPATEN_USAHA].integer != region_of(&work)) {
        return work_refuse(invocation, &work, REFUSAL_REGION,
                           error_new(ERROR_REFUSED, _("NIK %lld has the business in another kabupaten/kota than the verifier's"), (long long)nik.number));
    }
    TRY(review_record(&work.journal, &applicant, &order, &review));
    if (review.recorded) {
        TRY(eligibility_refresh(&work.journal, &programme));
        TRY(work_commit(&work));
    }
    print_review(invocation, programme.year, nik, applicant.account == ACCOUNT_KOMITMEN ? applicant.batch : 0, &review);
    return NULL;
}

static const struct error *take_in(const struct invocation *invocation, struct review_list_result *result, int *year_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct table_wish wish;
    TRY(table_options_read(&wish));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_WRITE, &work) : work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    *year_out = programme.year;
    const struct review_list_choice choice = { .region = region_of(&work), .again = typed.force != 0 };
    TRY(review_list_take_in(&work.journal, &programme, &choice, invocation->arguments[0], &wish, result));
    if (!result->recorded || typed.dry_run) {
        return NULL;
    }
    TRY(eligibility_refresh(&work.journal, &programme));
    return work_commit(&work);
}

static void print_json(const struct invocation *invocation, const struct review_list_result *result, int year)
{
    const char *path = invocation->arguments[0];
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    digest_print(&result->sha256, &sha256);
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "file", json_text(text_of(path)),
                                                   "sha256", buffer_string(&sha256), "rows", (json_int_t)result->rows, "accepted", (json_int_t)result->accepted,
                                                   "unchanged", (json_int_t)result->unchanged, "conflicting", (json_int_t)result->conflicting, "rejected",
                                                   (json_int_t)result->rejected, "warnings", (json_int_t)result->findings.counted[FINDING_WARNING], "dry_run",
                                                   typed.dry_run, "findings", json_findings(&result->findings, path), "findings_omitted",
                                                   (json_int_t)result->findings.omitted));
    (void)json_object_set_new(object, "taken_in_before", result->before.position == 0 ? json_null()
                                                                                      : json_pack("{s:I, s:s}", "entry", (json_int_t)result->before.position, "day",
                                                                                                  shown_day(result->before.day)));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct review_list_result *result, int year)
{
    const char *path = invocation->arguments[0];
    say_findings(invocation, &result->findings, path);
    say(invocation, ngettext("%s, verification of %d: %s row: %s recorded, %s unchanged, %s conflicting, %s rejected.",
                             "%s, verification of %d: %s rows: %s recorded, %s unchanged, %s conflicting, %s rejected.", (unsigned long)result->rows),
        shown_text(text_of(path)), year,
        shown_count(result->rows), shown_count(result->accepted), shown_count(result->unchanged), shown_count(result->conflicting),
        shown_count(result->rejected));
    if (result->before.position != 0 && !typed.force) {
        say(invocation, _("This file was taken in before, on %s (journal entry %lld): what it says of the people of then was weighed then. --force records it over what "
                          "was decided since."),
            shown_day(result->before.day), (long long)result->before.position);
    }
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    } else if (result->accepted == 0) {
        say(invocation, "%s", _("Nothing was changed."));
    }
    say_next(invocation, 0, "check");
}

static const struct error *review_file(const struct invocation *invocation, int *status_out)
{
    struct review_list_result result = { 0 };
    int year = 0;
    const struct error *error = take_in(invocation, &result, &year);
    if (error == NULL) {
        if (invocation->globals->json) {
            print_json(invocation, &result, year);
        } else {
            print_text(invocation, &result, year);
        }
        *status_out = result.rejected + result.conflicting > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    review_list_result_free(&result);
    return error;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    enum review_verdict verdict;
    struct nik nik;
    const char *word = invocation->arguments[0];
    *status_out = STATUS_DONE;
    TRY(typed_verdict(&verdict));
    if (verdict == REVIEW_NONE && typed.reason == NULL && nik_parse(text_of(word), &nik) != NIK_SOUND) {
        return review_file(invocation, status_out);
    }
    TRY(parse_nik(word, &nik));
    return review_person(invocation, nik, verdict);
}

const struct command command_review = {
    .name = "review",
    .arguments = "NIK --accept|--reject|--ask|--appeal --reason TEXT | FILE",
    .summary = N_("record the officers' verification of applicants"),
    .help = N_("Records what an officer found of an applicant. Every verdict is kept and the last one counts: accepted decides what the rules leave open,\n"
               "never what they refuse; rejected is not eligible; asked for documents, and appealed, need review until the next verdict. When an officer\n"
               "amends the applicant, an acceptance before it lapses. A reason is needed for all but an acceptance. Who was sent money is only\n"
               "accepted; of who is in a batch that is not sent, any other verdict holds the payout back.\n"
               "A FILE has the columns nik, keputusan (diterima, ditolak, lengkapi, sanggah, or usual words such as MS and TMS), alasan, and nama where\n"
               "there is one. Taking it in again changes nothing, also when other verdicts came after it; --force records it over them."),
    .examples = "dumisake review 1571015203900001 --accept\ndumisake review 1571015203900001 --reject --reason \"usaha tidak ditemukan di alamat\"\n"
                "dumisake review 1571015203900001 --ask --reason \"fotokopi NIB\"\ndumisake review verifikasi.csv --dry-run\ndumisake review verifikasi.csv --year 2023",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "review",
    .run = run,
};

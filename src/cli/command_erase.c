#include "base/language.h"
#include "command.h"
#include "programme/erasure.h"
#include "programme/set_aside.h"

static struct {
    char *reason;
    char **rows;
} typed;

static struct poptOption options[] = {
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; kept in the ledger, so it does not name the person"), "TEXT" },
    { "row", '\0', POPT_ARG_ARGV, &typed.rows, 0, N_("the row that was set aside, when several hold the number; may be repeated"), "FILE:LINE" },
    POPT_TABLEEND,
};

static const char *const kinds[ERASED_KINDS] = {
    [ERASED_APPLICANT] = "applicant", [ERASED_AMENDMENT] = "amendment", [ERASED_SET_ASIDE] = "set_aside",
    [ERASED_EXCLUSION] = "exclusion", [ERASED_REASON] = "reason",       [ERASED_TICKET] = "ticket",
    [ERASED_DECREE] = "decree_row",      [ERASED_REPORT] = "report",
};

/* The NIK is not said again: what a terminal or a log keeps should not be the last copy. */
static void print_json(const struct invocation *invocation, int year, const struct erasure *erasure, bool clean)
{
    json_t *object = json_begin(invocation);
    json_t *rows = json_object();
    json_t *years = json_array();
    for (int kind = 0; kind < ERASED_KINDS; kind++) {
        (void)json_object_set_new(rows, kinds[kind], json_integer(erasure->rows[kind]));
    }
    for (size_t i = 0; i < erasure->year_count; i++) {
        (void)json_array_append_new(years, json_integer(erasure->years[i]));
    }
    (void)json_object_update_new(object, json_pack("{s:o, s:o, s:s, s:o, s:I, s:I, s:I, s:I, s:b}", "year", year == 0 ? json_null() : json_integer(year), "years",
                                                   years, "result", "erased", "rows", rows, "paid", (json_int_t)erasure->paid, "kin", (json_int_t)erasure->kin,
                                                   "kept_lists", (json_int_t)erasure->kept_lists, "kept_journal", (json_int_t)erasure->kept_journal, "clean", clean));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct erasure *erasure, bool clean)
{
    const int64_t *rows = erasure->rows;
    say(invocation, _("Erased: %s applications, %s earlier versions, %s rows that were set aside, %s rows of exclusion lists, %s rows of decrees' annexes, %s reports of use, "
                      "%s reasons, %s lottery salts."),
        shown_count(rows[ERASED_APPLICANT]), shown_count(rows[ERASED_AMENDMENT]), shown_count(rows[ERASED_SET_ASIDE]), shown_count(rows[ERASED_EXCLUSION]),
        shown_count(rows[ERASED_DECREE]), shown_count(rows[ERASED_REPORT]), shown_count(rows[ERASED_REASON]), shown_count(rows[ERASED_TICKET]));
    if (erasure->paid > 0) {
        say(invocation, _("%s grants that were paid stay in the books, without a name: category, region, amount, batch."), shown_count(erasure->paid));
    }
    if (rows[ERASED_APPLICANT] > 0) {
        say(invocation, "%s", _("Who applies again with this NIK is a new applicant: that the person was paid in an earlier year cannot be known any more."));
    }
    if (erasure->kept_lists > 0) {
        say(invocation, _("%s rows of exclusion lists name the family's card and hold for others on it; they stay."), shown_count(erasure->kept_lists));
    }
    if (erasure->kept_journal > 0) {
        say(invocation, _("%s journal entries tell of the person (the bank's reason of a bounced transfer, the name of a file, or the hash total of a file with this account alone); "
                          "the journal is never changed."), shown_count(erasure->kept_journal));
    }
    say(invocation, "%s", _("Files outside the ledger are not touched: the applicants' files, what was exported or sent, backups."));
    if (!clean) {
        say_aside(invocation, "%s", _("The file could not be written anew, because another program reads it or the disk is full: until it is, bytes of what was erased may be "
                                      "in it. The next command that writes does it."));
    }
    say_next(invocation, 0, "verify");
}

/* What depends on the erased people is judged anew in each of the years. */
static const struct error *refresh(struct work *work, const struct erasure *erasure)
{
    for (size_t i = 0; i < erasure->year_count; i++) {
        struct programme programme SCOPED_PROGRAMME = { 0 };
        TRY(programme_load(work->store, erasure->years[i], work->event.day, &programme));
        TRY(eligibility_refresh(&work->journal, &programme));
    }
    return NULL;
}

static const struct error *erase(struct work *work, int year, const char *number, struct erasure *erasure)
{
    static const char *const nowhere[] = { NULL };
    struct nik nik;
    bool sound = nik_parse(text_of(number), &nik) == NIK_SOUND;
    if (!sound && set_aside_number(text_of(number))) {
        const char *const *places = typed.rows == NULL ? nowhere : (const char *const *)typed.rows;
        TRY(erasure_record_row(&work->journal, year, text_of(number), places, text_of(typed.reason), erasure));
    } else {
        TRY(parse_nik(number, &nik)); /* says what is wrong with it */
        TRY(erasure_record(&work->journal, year, nik, text_of(typed.reason), erasure));
    }
    TRY(refresh(work, erasure));
    return work_commit(work);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct nik nik;
    int year;
    bool sound = nik_parse(text_of(invocation->arguments[0]), &nik) == NIK_SOUND;
    TRY(set_aside_number(text_of(invocation->arguments[0])) ? NULL : parse_nik(invocation->arguments[0], &nik));
    if (sound && typed.rows != NULL) {
        return error_new(ERROR_USAGE, "%s", _("--row goes with a number that is no NIK: a NIK finds all of its rows"));
    }
    if (typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_year(&work, invocation, &year));
    TRY(store_scrub_begin(work.store));
    const struct error *error = erase(&work, year, invocation->arguments[0], &erasure);
    if (error != NULL && error->kind != ERROR_UNKNOWN) { /* then the mark stays, for what may be erased */
        store_scrub_forget(work.store);
    }
    TRY(error);
    journal_close(&work.journal);
    bool clean = store_scrub(work.store);
    *status_out = clean ? STATUS_DONE : STATUS_NEEDS_EYE;
    if (invocation->globals->json) {
        print_json(invocation, year, &erasure, clean);
    } else {
        print_text(invocation, &erasure, clean);
    }
    return NULL;
}

const struct command command_erase = {
    .name = "erase",
    .arguments = "NIK|NUMBER --reason TEXT",
    .summary = N_("remove a person's data for good, every total kept provable"),
    .help = N_("Removes what the ledger holds of the person in the programme year, or in all with --year all: the application and its earlier versions,\n"
               "rows that were set aside, rows of exclusion lists and of decrees' annexes, texts of reports of use, reasons, salts; from the file's bytes,\n"
               "too. Category, region, amounts, decisions and the journal stay, and `verify` still proves them. Refused while money of the person is\n"
               "committed, with the bank or bounced. A row that was set aside because its NIK is none is found by the number as it stands in the file (fifteen\n"
               "digits, 1,57102E+15); when several rows hold it, --row FILE:LINE names the person's. There is no way back. Ask the law first whether the data of\n"
               "a paid person must be kept."),
    .examples = "dumisake erase 1571015203900001 --reason \"surat permohonan 12/2026\"\ndumisake erase 1571015203900001 --year all --reason \"surat permohonan 12/2026\"\n"
                "dumisake erase 157109190182986 --reason \"surat permohonan 13/2026\"\ndumisake erase 1,57102E+15 --row pemohon.csv:17 --reason \"surat permohonan 14/2026\"",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "erasure",
    .takes_all_years = true,
    .run = run,
};

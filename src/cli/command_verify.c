#include "base/language.h"
#include "command.h"
#include "programme/verification.h"

static void print_json(const struct invocation *invocation, const struct verification *verification, const struct error *error)
{
    json_t *object = json_begin(invocation);
    struct buffer root SCOPED_BUFFER = { 0 };
    digest_print(&verification->root, &root);
    (void)json_object_update_new(object, json_pack("{s:b, s:I, s:s, s:o, s:b, s:I, s:I}", "verified", error == NULL, "entries", (json_int_t)verification->entries,
                                                   "root", root.bytes, "first_bad",
                                                   verification->first_bad < 0 ? json_null() : json_integer(verification->first_bad), "rollback_checked",
                                                   false, "erased", (json_int_t)verification->erased, "rested_on_erased", (json_int_t)verification->touched));
    if (error != NULL) {
        (void)json_object_set_new(object, "message", json_text(text_of(error->message)));
    }
    json_print(object);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct verification verification = { .first_bad = -1 };
    int year;
    TRY(work_read(invocation->globals, &work));
    TRY(work_year(&work, invocation, &year)); /* the whole ledger is verified whatever the year */
    const struct error *error = programme_verify(work.store, &verification);
    if (error != NULL && error->kind != ERROR_UNVERIFIED) {
        return error;
    }
    if (invocation->globals->json) {
        print_json(invocation, &verification, error);
        *status_out = error == NULL ? STATUS_DONE : (int)ERROR_UNVERIFIED;
        return NULL;
    }
    TRY(error);
    struct buffer root SCOPED_BUFFER = { 0 };
    digest_print(&verification.root, &root);
    say(invocation, _("The ledger verifies: %s entries, root %s."), shown_count(verification.entries), root.bytes);
    if (verification.erased + verification.touched > 0) {
        say(invocation, _("%s decisions of erased people stand as they were stored and cannot be derived again, nor can %s that rested on them."),
            shown_count(verification.erased), shown_count(verification.touched));
    }
    say(invocation, "%s", _("An older copy of the whole file could not be told from this one: compare the root with one written down earlier."));
    *status_out = STATUS_DONE;
    return NULL;
}

const struct command command_verify = {
    .name = "verify",
    .arguments = "",
    .summary = N_("recompute everything from the journal"),
    .help = N_("Recomputes every entry's hash, the tree and its roots, rebuilds every table from the journal and compares, checks each applicant's row\n"
               "against its commitment, and the file's structure. Names the first thing that is wrong; exit status 5."),
    .examples = "dumisake verify\ndumisake verify --json",
    .most = 0,
    .takes_all_years = true,
    .run = run,
};

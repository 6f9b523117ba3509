#include "base/language.h"
#include "command.h"
#include "verify_against.h"

static struct against typed;

static struct poptOption options[] = {
    { "against", '\0', POPT_ARG_ARGV, &typed.files, 0, N_("a checkpoint kept elsewhere, a witness's file or a receipt; may be repeated"), "FILE" },
    { "files", '\0', POPT_ARG_STRING, &typed.folder, 0, N_("a folder: are the files that were taken in still what they were?"), "FOLDER" },
    { "short", '\0', POPT_ARG_STRING, &typed.paper, 0, N_("the short form of a checkpoint, from paper"), "TEXT" },
    POPT_TABLEEND,
};

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    return verify_against(invocation, &typed, status_out);
}

const struct command command_verify = {
    .name = "verify",
    .arguments = "",
    .summary = N_("recompute everything from the journal"),
    .help = N_("Recomputes every entry's hash, the tree and its roots, rebuilds every table from the journal and compares, checks each applicant's row\n"
               "against its commitment, and the file's structure; then compares with the checkpoints beside the ledger and those given with --against.\n"
               "Names the first thing that is wrong, and tells changed, rolled back and incomplete apart; exit status 5. With --files the files that were\n"
               "taken in are compared with their SHA-256, as far as they are there; another file of that name is status 3."),
    .examples = "dumisake verify\ndumisake verify --json\ndumisake verify --against usb/checkpoint.txt",
    .options = options,
    .most = 0,
    .takes_all_years = true,
    .run = run,
};

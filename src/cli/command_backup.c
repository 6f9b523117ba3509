#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "command.h"
#include "ledger/digest.h"
#include "store/query.h"

/* Where the journal stood at a moment. */
struct head {
    int64_t entries;
    struct digest root;
};

static const struct error *read_head(struct store *store, struct head *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT size, root FROM tree_head ORDER BY size DESC LIMIT 1", &query));
    TRY(query_step(query, &row));
    if (!row || !digest_from(query_bytes(query, 1), &out->root)) {
        return error_new(ERROR_UNVERIFIED, _("%s: has no tree head; run `dumisake verify`"), store_path(store));
    }
    out->entries = query_integer(query, 0);
    return NULL;
}

/* What was written is read again before it gets its name: a copy that cannot be read is none. */
static const struct error *check_copy(const char *path, const struct head *expected)
{
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    struct head head = { 0 };
    int64_t entries = 0;
    TRY(store_open(path, STORE_COPY, &store));
    TRY(transaction_begin_read(store, &reading));
    TRY(read_head(store, &head));
    TRY(query_one_integer(store, "SELECT count(*) FROM journal", &entries));
    bool same = head.entries == expected->entries && entries == expected->entries && digest_equal(&head.root, &expected->root);
    return same ? NULL : error_new(ERROR_FAILED, _("the copy differs from the ledger; nothing was kept"));
}

static const struct error *copy_ledger(const struct globals *globals, const char *path, struct head *out)
{
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(store_open(ledger_path(globals), STORE_COPY, &store));
    TRY(transaction_begin_read(store, &reading));
    TRY(read_head(store, out));
    TRY(output_open(path, &output));
    TRY(store_copy(store, output.temporary));
    TRY(check_copy(output.temporary, out));
    return output_keep_new(&output);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    const char *path = invocation->arguments[0];
    struct head head = { 0 };
    struct buffer hex SCOPED_BUFFER = { 0 };
    *status_out = STATUS_DONE;
    TRY(output_path_check(invocation->globals, path));
    if (access(path, F_OK) == 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), path);
    }
    TRY(copy_ledger(invocation->globals, path, &head));
    digest_print(&head.root, &hex);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:o, s:I, s:s}", "file", json_text(text_of(path)), "entries", (json_int_t)head.entries, "root", hex.bytes));
        json_print(object);
        return NULL;
    }
    say(invocation, _("%s: a copy of the ledger with %s entries, root %s."), shown_text(text_of(path)), shown_count(head.entries), hex.bytes);
    if (!invocation->globals->quiet) {
        say(invocation, _("Next: dumisake --db %s verify"), shown_word(path));
    }
    return NULL;
}

const struct command command_backup = {
    .name = "backup",
    .arguments = "FILE",
    .summary = N_("write a consistent copy of the ledger while others work"),
    .help = N_("Copies the ledger as it is at one moment; other commands may go on working on it. The copy is a ledger of its own, readable by its owner only,\n"
               "read again before it gets its name, and never replaces another file. A ledger of an older dumisake is copied as it is: before an update, say."),
    .examples = "dumisake backup umkm-2024-06-30.db\ndumisake --db umkm-2024-06-30.db verify",
    .least = 1,
    .most = 1,
    .run = run,
};

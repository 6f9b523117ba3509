#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/leftover.h"
#include "command.h"
#include "ledger/digest.h"
#include "ledger/vault_copy.h"
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

/* The folder first: where FILE is, all of the backup is. */
static const struct error *keep(struct vault_copy *beside, struct output *output)
{
    TRY(vault_copy_keep(beside));
    const struct error *error = output_keep_new(output);
    if (error != NULL) {
        vault_copy_undo(beside);
    } else {
        vault_copy_finish(beside);
    }
    return error;
}

/* What SQLite laid beside the copy and could not remove, or keeps for one that it could not roll back: it would stay under the temporary name. */
static void remove_beside(const char *copy)
{
    static const char *const parts[] = { "-journal", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct buffer name SCOPED_BUFFER = { 0 };
        buffer_format(&name, "%s%s", copy, parts[i]);
        (void)unlink(buffer_string(&name));
    }
}

static const struct error *copy_ledger(const struct globals *globals, const char *path, struct head *out, struct vault_copy *beside)
{
    struct vault_list checkpoints SCOPED_VAULT_LIST = { 0 };
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(store_open(ledger_path(globals), STORE_COPY, &store));
    /* Before the moment that is copied. What others sign after it is not in the copy, which would look rolled back; what was signed
     * before it is, also when the ledger itself was rolled back. */
    TRY(vault_list(store, &checkpoints));
    TRY(transaction_begin_read(store, &reading));
    TRY(read_head(store, out));
    TRY(output_open(path, &output));
    const struct error *error = store_copy(store, output.temporary);
    error = error == NULL ? check_copy(output.temporary, out) : error;
    remove_beside(output.temporary);
    TRY(error);
    TRY(vault_copy_make(store, &checkpoints, path, beside));
    return keep(beside, &output);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    const char *path = invocation->arguments[0];
    struct head head = { 0 };
    struct vault_copy beside SCOPED_VAULT_COPY = { 0 };
    struct buffer hex SCOPED_BUFFER = { 0 };
    TRY(output_path_check(invocation->globals, path));
    leftover_tidy(path); /* also when a copy is there: its maker may have been killed between its two names */
    if (access(path, F_OK) == 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), path);
    }
    TRY(copy_ledger(invocation->globals, path, &head, &beside));
    *status_out = beside.key_missing || beside.unread > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    digest_print(&head.root, &hex);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:o, s:I, s:s, s:o, s:I, s:I, s:I, s:b}", "file", json_text(text_of(path)), "entries", (json_int_t)head.entries,
                                                       "root", hex.bytes, "folder", beside.path == NULL ? json_null() : json_text(text_of(beside.path)), "checkpoints",
                                                       (json_int_t)beside.checkpoints, "keys", (json_int_t)beside.keys, "unread", (json_int_t)beside.unread, "key_missing", beside.key_missing));
        json_print(object);
        return NULL;
    }
    say(invocation, _("%s: a copy of the ledger with %s entries, root %s."), shown_text(text_of(path)), shown_count(head.entries), hex.bytes);
    if (beside.path != NULL) {
        say(invocation, _("%s: what lies beside it, %s checkpoints and %s keys. Both belong together; keep them as safe as the ledger, and checkpoints that others vouch for elsewhere."),
            shown_text(text_of(beside.path)), shown_count(beside.checkpoints), shown_count(beside.keys));
    }
    if (beside.unread > 0) {
        say_aside(invocation, _("%s files beside the ledger cannot be read, as yourself or at all, and are not in the backup."), shown_count(beside.unread));
    }
    if (beside.key_missing) {
        say_aside(invocation, "%s", _("The key that signs the ledger's checkpoints is not beside it, so it is not in the backup either."));
    }
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
               "read again before it gets its name, and never replaces another file. FILE.d beside it holds the ledger's checkpoints of before that moment, its keys\n"
               "and those of its officers that lie with it. A ledger of an older dumisake is copied as it is: before an update, say."),
    .examples = "dumisake backup umkm-2024-06-30.db\ndumisake --db umkm-2024-06-30.db verify",
    .least = 1,
    .most = 1,
    .run = run,
};

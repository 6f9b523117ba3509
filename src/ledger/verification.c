#include "ledger/verification.h"

#include "base/language.h"
#include "base/memory.h"
#include "ledger/signature.h"
#include "store/query.h"
#include "store/structure.h"

/* The books made again from the entries, to be compared with the tables. */
struct rebuild {
    struct store *store;
    struct tree tree;
    struct query *heads;     /* the stored tree heads, in order */
    bool head;               /* heads stands on one */
    uint64_t sealed;         /* size of the last one that was checked */
    struct query *transfers; /* the stored transfers, in order */
    bool transfer;
    struct balance *balances;
    size_t balance_count;
    size_t balance_capacity;
    struct signature_walk signatures;
};

static void rebuild_free(struct rebuild *rebuild)
{
    query_close(rebuild->heads);
    query_close(rebuild->transfers);
    memory_free(rebuild->balances);
    signature_walk_free(&rebuild->signatures);
}

static const struct error *rebuild_open(struct store *store, struct rebuild *rebuild)
{
    rebuild->store = store;
    TRY(query_open(store, "SELECT size, root, frontier FROM tree_head ORDER BY size", &rebuild->heads));
    TRY(query_step(rebuild->heads, &rebuild->head));
    TRY(query_open(
        store, "SELECT position, year, from_account, to_account, amount, coalesce(payout_id, 0) FROM transfer ORDER BY position",
        &rebuild->transfers));
    return query_step(rebuild->transfers, &rebuild->transfer);
}

static struct balance *balance_find(struct rebuild *rebuild, int64_t year)
{
    for (size_t i = 0; i < rebuild->balance_count; i++) {
        if (rebuild->balances[i].year == year) {
            return &rebuild->balances[i];
        }
    }
    return NULL;
}

static struct balance *balance_of(struct rebuild *rebuild, int64_t year)
{
    struct balance *found = balance_find(rebuild, year);
    if (found != NULL) {
        return found;
    }
    rebuild->balances =
        memory_grow(rebuild->balances, rebuild->balance_count, &rebuild->balance_capacity, sizeof(*rebuild->balances));
    rebuild->balances[rebuild->balance_count] = (struct balance){ .year = (int)year };
    return &rebuild->balances[rebuild->balance_count++];
}

/* The entry's own header against its place, and its hash. */
static const struct error *check_entry(int64_t expected, int64_t position, struct text text, struct text leaf,
                                       struct digest *leaf_out)
{
    int64_t number;
    if (position != expected) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is missing"), (long long)expected);
    }
    tree_leaf(text, leaf_out);
    if (!text_equal(leaf, digest_text(leaf_out))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld was changed: its text does not have the stored hash"),
                         (long long)position);
    }
    if (!text_starts_with(text, TEXT("entry ")) || !entry_get_integer(text, "entry", &number) || number != position) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld stands in another's place"), (long long)position);
    }
    return NULL;
}

/* An entry names the root before it exactly when a tree head was made there. */
static const struct error *check_previous_root(struct rebuild *rebuild, struct text text)
{
    struct digest named;
    struct digest root;
    bool sealed = rebuild->tree.size > 0 && rebuild->sealed == rebuild->tree.size;
    if (entry_get_digest(text, "previous-root", &named) != sealed) {
        return error_new(ERROR_UNVERIFIED,
                         sealed ? _("table tree_head: the journal does not name the head after %llu entries")
                                : _("table tree_head: the head after %llu entries is missing"),
                         (unsigned long long)rebuild->tree.size);
    }
    if (!sealed) {
        return NULL;
    }
    tree_root(&rebuild->tree, &root);
    return digest_equal(&named, &root)
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("journal entry %llu names another root than that of the entries before it"),
                           (unsigned long long)rebuild->tree.size);
}

/* Once all entries below a stored head are in the tree, its root must be the stored one. */
static const struct error *check_head(struct rebuild *rebuild)
{
    struct digest root;
    if (!rebuild->head || query_integer(rebuild->heads, 0) != (int64_t)rebuild->tree.size) {
        return NULL;
    }
    tree_root(&rebuild->tree, &root);
    if (!text_equal(query_bytes(rebuild->heads, 1), digest_text(&root)) ||
        !text_equal(query_bytes(rebuild->heads, 2), tree_frontier(&rebuild->tree))) {
        return error_new(ERROR_UNVERIFIED, _("table tree_head: the head after %llu entries is not the root of those entries"),
                         (unsigned long long)rebuild->tree.size);
    }
    rebuild->sealed = rebuild->tree.size;
    return query_step(rebuild->heads, &rebuild->head);
}

static const struct error *check_transfer(struct rebuild *rebuild, int64_t position, struct text text)
{
    struct text from_name;
    struct text to_name;
    enum account from;
    enum account to;
    int64_t year;
    int64_t amount;
    int64_t payout = 0;
    bool stored = rebuild->transfer && query_integer(rebuild->transfers, 0) == position;
    if (!entry_get(text, "from", &from_name)) {
        return stored ? error_new(ERROR_UNVERIFIED, _("table transfer: entry %lld moves no money, but a row says so"),
                                  (long long)position)
                      : NULL;
    }
    if (!account_parse(from_name, &from) || !entry_get(text, "to", &to_name) || !account_parse(to_name, &to) || from == to ||
        !entry_get_integer(text, "year", &year) || !entry_get_integer(text, "amount", &amount) || amount <= 0 ||
        amount > MONEY_MAX) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is not a transfer that can be read"), (long long)position);
    }
    (void)entry_get_integer(text, "payout", &payout);
    struct query *row = rebuild->transfers;
    if (!stored || query_integer(row, 1) != year || query_integer(row, 2) != (int64_t)from ||
        query_integer(row, 3) != (int64_t)to || query_integer(row, 4) != amount || query_integer(row, 5) != payout) {
        return error_new(ERROR_UNVERIFIED, _("table transfer: the row of entry %lld is missing or says something else"),
                         (long long)position);
    }
    struct balance *balance = balance_of(rebuild, year);
    if (__builtin_sub_overflow(balance->amount[from], amount, &balance->amount[from]) ||
        __builtin_add_overflow(balance->amount[to], amount, &balance->amount[to]) ||
        (from != ACCOUNT_APBD && balance->amount[from] < 0)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld takes more from an account than it holds"), (long long)position);
    }
    return query_step(row, &rebuild->transfer);
}

static const struct error *check_balances(struct rebuild *rebuild)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t rows = 0;
    bool row;
    TRY(query_open(rebuild->store, "SELECT year, account_id, amount FROM balance ORDER BY year, account_id", &query));
    for (;; rows++) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        int64_t account = query_integer(query, 1);
        int64_t year = query_integer(query, 0);
        const struct balance *balance = balance_find(rebuild, year);
        if (balance == NULL || account < 0 || account >= ACCOUNT_COUNT || balance->amount[account] != query_integer(query, 2)) {
            return error_new(ERROR_UNVERIFIED,
                             _("table balance: year %lld, account %lld is not the sum of the journal's transfers"),
                             (long long)year, (long long)account);
        }
    }
    if (rows != rebuild->balance_count * ACCOUNT_COUNT) {
        return error_new(ERROR_UNVERIFIED, _("table balance: rows are missing or added"));
    }
    return NULL;
}

static const struct error *check_accounts(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, name, title FROM account ORDER BY id", &query));
    for (int i = 0; i <= ACCOUNT_COUNT; i++) {
        TRY(query_step(query, &row));
        if (row != (i < ACCOUNT_COUNT)) {
            return error_new(ERROR_UNVERIFIED, _("table account: rows are missing or added"));
        }
        if (row && (query_integer(query, 0) != i || !text_equal(query_text(query, 1), text_of(account_name((enum account)i))) ||
                    !text_equal(query_text(query, 2), text_of(account_title((enum account)i))))) {
            return error_new(ERROR_UNVERIFIED, _("table account: row %d is not the built-in one"), i);
        }
    }
    return NULL;
}

static const struct error *check_end(struct rebuild *rebuild, struct verification *out)
{
    tree_root(&rebuild->tree, &out->root);
    if (rebuild->head) {
        out->first_bad = out->entries;
        return error_new(ERROR_UNVERIFIED, _("the journal is incomplete: a tree head covers %lld entries, %llu are there"),
                         (long long)query_integer(rebuild->heads, 0), (unsigned long long)rebuild->tree.size);
    }
    if (rebuild->sealed != rebuild->tree.size) {
        out->first_bad = (int64_t)rebuild->sealed;
        return error_new(ERROR_UNVERIFIED, _("the last journal entries are not covered by a tree head"));
    }
    if (rebuild->transfer) {
        return error_new(ERROR_UNVERIFIED, _("table transfer: row %lld has no journal entry"),
                         (long long)query_integer(rebuild->transfers, 0));
    }
    TRY(check_balances(rebuild));
    return check_accounts(rebuild->store);
}

static const struct error *walk(struct rebuild *rebuild, entry_visitor *visit, void *context, struct verification *out)
{
    struct query *entries SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(rebuild->store, "SELECT position, text, leaf FROM journal ORDER BY position", &entries));
    for (;; out->entries++) {
        struct digest leaf;
        TRY(query_step(entries, &row));
        if (!row) {
            break;
        }
        int64_t position = query_integer(entries, 0);
        struct text text = query_text(entries, 1);
        out->first_bad = out->entries;
        TRY(check_entry(out->entries, position, text, query_bytes(entries, 2), &leaf));
        bool begins = rebuild->sealed == rebuild->tree.size;
        TRY(check_previous_root(rebuild, text));
        TRY(signature_walk_entry(&rebuild->signatures, &rebuild->tree, begins, position, text));
        tree_append(&rebuild->tree, &leaf);
        TRY(check_head(rebuild));
        TRY(check_transfer(rebuild, position, text));
        TRY(visit == NULL ? NULL : visit(context, position, text));
        out->first_bad = -1;
    }
    out->first_bad = rebuild->signatures.begin;
    TRY(signature_walk_end(&rebuild->signatures));
    out->first_bad = -1;
    return check_end(rebuild, out);
}

static const struct error *journal_verify(struct store *store, entry_visitor *visit, void *context, struct verification *out)
{
    struct rebuild rebuild = { 0 };
    *out = (struct verification){ .first_bad = -1 };
    const struct error *error = rebuild_open(store, &rebuild);
    if (error == NULL) {
        error = walk(&rebuild, visit, context, out);
    }
    rebuild_free(&rebuild);
    return error;
}

const struct error *ledger_verify(struct store *store, entry_visitor *visit, void *context, struct verification *out)
{
    *out = (struct verification){ .first_bad = -1 };
    struct structure_check *check = structure_check_begin(store);
    const struct error *error = journal_verify(store, visit, context, out);
    struct error entries = { 0 };
    if (error != NULL) {
        entries = *error;
    }
    bool sound = error == NULL;
    error = structure_check_finish(check);
    if (error == NULL) {
        return sound ? NULL : error_new(entries.kind, "%s", entries.message);
    }
    /* What the file's structure says (a reference to a row that is not there) names no place; the entries may. */
    struct error structure = *error;
    error = journal_verify(store, NULL, NULL, out);
    if (error != NULL && error->kind == ERROR_UNVERIFIED && out->first_bad >= 0) {
        return error;
    }
    return error_new(structure.kind, "%s", structure.message);
}

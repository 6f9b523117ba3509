/* Foreign bytes as the annex of a decree, and as the other lists that come for a ledger: taken in or refused, and what was taken in has as many rows as
 * it says. The ledger is made once; nothing is committed after that. */
#include <stdlib.h>
#include <unistd.h>

#include "foreign.h"
#include "base/memory.h"
#include "importer/account_list.h"
#include "importer/decree_list.h"
#include "importer/exclusion_list.h"
#include "importer/lpj_list.h"
#include "importer/review_list.h"
#include "ledger/journal.h"
#include "store/transaction.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static char folder[] = "/tmp/dumisake-fuzz-XXXXXX";
static struct store *store;
static struct programme rules;

static void forget(void)
{
    static const char *const names[] = { "l.db", "l.db-wal", "l.db-shm" };
    programme_free(&rules);
    store_close(store);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[64];
        (void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

static const struct event event = { .utc = INT64_C(1700000000), .day = { 19900 } };

static const struct error *make(const char *path)
{
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    struct journal journal = { 0 };
    TRY(store_open(path, STORE_CREATE, &store));
    TRY(transaction_begin(store, &transaction));
    TRY(journal_open(store, event, &journal));
    TRY(programme_install(&journal));
    TRY(journal_seal(&journal));
    TRY(transaction_commit(&transaction));
    journal_close(&journal);
    return programme_load(store, 2024, event.day, &rules);
}

static void take_annex(struct journal *journal, const char *path)
{
    struct decree_list_result result = { 0 };
    int64_t before = journal_next(journal);
    if (decree_list_take_in(journal, &rules, path, NULL, TEXT("1/SK"), &result) == NULL) {
        CHECK(result.recorded == (journal_next(journal) > before));
        CHECK(!result.recorded || (!result.refused && result.rejected == 0 && result.rows > 0));
        CHECK(result.amount.rupiah >= 0 && result.amount.rupiah <= INT64_C(9007199254740991));
        CHECK(result.refused == (result.findings.counted[FINDING_ERROR] > 0));
    }
    decree_list_result_free(&result);
}

static void take_other(struct journal *journal, const char *path, unsigned kind)
{
    if (kind == 1) {
        struct exclusion_result result = { 0 };
        (void)exclusion_list_take_in(journal, &rules, path, NULL, TEXT("asn"), &result);
        exclusion_result_free(&result);
    } else if (kind == 2) {
        struct lpj_list_result result = { 0 };
        (void)lpj_list_take_in(journal, &rules, 0, path, NULL, &result);
        CHECK(result.rows == result.accepted + result.unchanged + result.rejected);
        lpj_list_result_free(&result);
    } else if (kind == 3) {
        struct account_result result = { 0 };
        (void)account_list_take_in(journal, &rules, path, NULL, &result);
        CHECK(result.rows == result.accepted + result.unchanged + result.conflicting + result.rejected);
        account_result_free(&result);
    } else {
        const struct review_list_choice choice = { 0 };
        struct review_list_result result = { 0 };
        (void)review_list_take_in(journal, &rules, &choice, path, NULL, &result);
        review_list_result_free(&result);
    }
}

/* The first byte says which list the rest is. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    struct journal journal = { 0 };
    if (length < 2 || length > 65536) {
        return 0;
    }
    if (store == NULL) {
        char path[64];
        CHECK(mkdtemp(folder) != NULL);
        (void)snprintf(path, sizeof(path), "%s/l.db", folder);
        CHECK(make(path) == NULL && atexit(forget) == 0);
    }
    CHECK(transaction_begin(store, &transaction) == NULL && journal_open(store, event, &journal) == NULL);
    const char *path = foreign_file(bytes + 1, length - 1);
    unsigned kind = bytes[0] % 8U;
    if (kind == 0 || kind > 4) {
        take_annex(&journal, path);
    } else {
        take_other(&journal, path, kind);
    }
    journal_close(&journal);
    return 0;
}

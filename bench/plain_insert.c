/* The peers of bench/allocation: prepared INSERTs in a loop, one transaction, plain tables without an index.
 * plain_insert FILE PAYOUTS BYTES 3: the rows that the ledger gets for a payout, one a table: an entry of that many bytes with
 * its hash, a transfer of six numbers, a payout of eight and its reference.
 * plain_insert FILE PAYOUTS BYTES 1: all of it in one row. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *database;
static char text[4096];

static void must(int right, const char *what)
{
    if (!right) {
        (void)fprintf(stderr, "plain_insert: %s\n", what);
        exit(1);
    }
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK, sql);
    return statement;
}

/* A row: the number, `numbers` more of the size of an amount, and a text of `bytes`. */
static void insert(sqlite3_stmt *statement, long number, int numbers, int bytes)
{
    (void)sqlite3_bind_int64(statement, 1, number);
    for (int i = 0; i < numbers; i++) {
        (void)sqlite3_bind_int64(statement, 2 + i, i % 2 == 0 ? 5000000 : number);
    }
    if (bytes > 0) {
        (void)sqlite3_bind_text(statement, 2 + numbers, text, bytes, SQLITE_STATIC);
    }
    must(sqlite3_step(statement) == SQLITE_DONE, "insert");
    (void)sqlite3_reset(statement);
}

int main(int count, char **words)
{
    must(count == 5, "FILE PAYOUTS BYTES 1|3");
    long payouts = strtol(words[2], NULL, 10);
    long bytes = strtol(words[3], NULL, 10);
    int rows = words[4][0] == '1' ? 1 : 3;
    must(payouts > 0 && bytes > 0 && bytes + 100 < (long)sizeof(text), "wrong number");
    memset(text, 'x', sizeof(text));
    must(sqlite3_open(words[1], &database) == SQLITE_OK, "open");
    must(sqlite3_exec(database, "CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT);"
                                "CREATE TABLE transfer (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER);"
                                "CREATE TABLE payout (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER, d INTEGER, e INTEGER, f INTEGER, g INTEGER, text TEXT);"
                                "BEGIN", NULL, NULL, NULL) == SQLITE_OK, "create");
    sqlite3_stmt *entry = prepare("INSERT INTO entry VALUES (?1, ?2)");
    sqlite3_stmt *transfer = prepare("INSERT INTO transfer VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    sqlite3_stmt *payout = prepare("INSERT INTO payout VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    for (long i = 1; i <= payouts; i++) {
        insert(entry, i, 0, (int)bytes + (rows == 1 ? 64 : 0));
        if (rows == 3) {
            insert(transfer, i, 5, 0);
            insert(payout, i, 7, 16);
        }
    }
    (void)sqlite3_finalize(entry);
    (void)sqlite3_finalize(transfer);
    (void)sqlite3_finalize(payout);
    must(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
    (void)sqlite3_close(database);
    return 0;
}

/* The peer of bench/allocation: a prepared INSERT in a loop, one transaction, one plain table without an index.
 * plain_insert FILE ROWS BYTES: rows of a number and that many bytes in a text and three numbers. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int right, const char *what)
{
    if (!right) {
        (void)fprintf(stderr, "plain_insert: %s\n", what);
        exit(1);
    }
}

int main(int count, char **words)
{
    static char text[4096];
    sqlite3 *database;
    sqlite3_stmt *insert;
    must(count == 4, "FILE ROWS BYTES");
    long rows = strtol(words[2], NULL, 10);
    long bytes = strtol(words[3], NULL, 10);
    must(rows > 0 && bytes > 0 && bytes < (long)sizeof(text), "wrong number");
    must(sqlite3_open(words[1], &database) == SQLITE_OK, "open");
    must(sqlite3_exec(database, "CREATE TABLE plain (id INTEGER PRIMARY KEY, text TEXT, a INTEGER, b INTEGER, c INTEGER); BEGIN", NULL, NULL, NULL) == SQLITE_OK, "create");
    must(sqlite3_prepare_v2(database, "INSERT INTO plain VALUES (?1, ?2, ?3, ?4, ?5)", -1, &insert, NULL) == SQLITE_OK, "prepare");
    memset(text, 'x', sizeof(text));
    for (long i = 1; i <= rows; i++) {
        (void)snprintf(text, sizeof(text), "entry %ld", i); /* the NUL is text like any other */
        sqlite3_bind_int64(insert, 1, i);
        sqlite3_bind_text(insert, 2, text, (int)bytes, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, 2024);
        sqlite3_bind_int64(insert, 4, 5000000);
        sqlite3_bind_int64(insert, 5, i * 7);
        must(sqlite3_step(insert) == SQLITE_DONE, "insert");
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    must(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit");
    sqlite3_close(database);
    return 0;
}

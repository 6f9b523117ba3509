/* Prints the schema that the files named make, in the form that migration.c compares. Runs while the program is built, so that
 * each command finds its schema ready instead of making it in memory. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path)
{
    enum { MOST = 1 << 20 };
    char *text = calloc(1, MOST);
    FILE *file = fopen(path, "rb");
    if (text == NULL || file == NULL || fread(text, 1, MOST - 1, file) == 0 || !feof(file)) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    (void)fclose(file);
    return text;
}

int main(int count, char **words)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_open(":memory:", &database);
    for (int i = 2; i < count && code == SQLITE_OK; i++) {
        char *sql = read_file(words[i]);
        code = sqlite3_exec(database, sql, NULL, NULL, NULL);
        free(sql);
    }
    if (code == SQLITE_OK && count > 1) {
        char *sql = read_file(words[1]);
        code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
        free(sql);
    }
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(statement); i++) {
                const unsigned char *bytes = sqlite3_column_text(statement, i);
                (void)printf("%d:%s", sqlite3_column_bytes(statement, i), bytes == NULL ? "" : (const char *)bytes);
            }
        }
    }
    if (code != SQLITE_DONE) {
        (void)fprintf(stderr, "the schema cannot be made: %s\n", sqlite3_errmsg(database));
    }
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(database);
    return code == SQLITE_DONE ? 0 : 1;
}

/* Foreign bytes as a file with tables: the reader of tables ends, counts every line, and reads the same without being told
 * what it found out itself. */
#include "foreign.h"
#include "importer/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int64_t read_tables(struct table *table)
{
    int64_t rows = 0;
    for (int tables = 1;; tables++) {
        struct csv_record record;
        bool more = true;
        int64_t line = 0;
        while (table_next(table, &record, &more) == NULL && more) {
            CHECK(record.count >= 1 && record.line > line);
            line = record.line;
            rows += 1;
        }
        if (more || table_following(table) == 0) {
            CHECK(table_skipped(table) >= 0);
            return rows;
        }
        CHECK(table_following(table) > line);
        if (table_begin_following(table) != NULL) {
            return rows;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct table *table SCOPED_TABLE = NULL;
    struct table *again SCOPED_TABLE = NULL;
    struct table_wish wish = TABLE_WISH_NONE;
    struct table_facts facts;
    if (length > 65536) {
        return 0;
    }
    const char *path = foreign_file(bytes, length);
    if (table_open(path, &wish, NULL, &table) != NULL) {
        return 0;
    }
    int64_t rows = read_tables(table);
    CHECK(rows <= (int64_t)length);
    table_facts(table, &facts);
    wish.encoding = facts.encoding;
    if (facts.encoding != ENCODING_UNKNOWN && table_open(path, &wish, NULL, &again) == NULL) {
        CHECK(read_tables(again) == rows);
    }
    return 0;
}

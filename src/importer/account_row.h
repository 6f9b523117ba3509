/* The rows of a file of bank accounts, all of them before the first is judged. */
#ifndef IMPORTER_ACCOUNT_ROW_H
#define IMPORTER_ACCOUNT_ROW_H

#include "importer/person_list.h"

enum account_verdict { VERDICT_ACCEPTED, VERDICT_UNCHANGED, VERDICT_CONFLICTING, VERDICT_REJECTED };

/* Offsets of texts in account_rows.texts: that grows. */
struct account_part {
    size_t offset;
    size_t length;
};

struct account_row {
    int64_t line;
    int64_t nik;
    struct account_part bank; /* as written; empty: the province's own */
    struct account_part code; /* of the bank */
    struct account_part number;
    struct account_part holder;
    struct account_part nama; /* of the person; empty when the file does not say */
    enum account_verdict verdict;
};

struct account_rows {
    struct account_row *items;
    size_t count; /* those that could be read */
    size_t capacity;
    int64_t rejected; /* those that could not */
    struct buffer texts;
    struct columns columns;
    struct digest sha256;
};

struct text account_text(const struct account_rows *rows, struct account_part part);

/* Reads the whole file. Rows that contradict another, by NIK or by account, are rejected with a finding; one that repeats
 * another is unchanged. */
const struct error *account_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, struct findings *findings,
                                      struct account_rows *out);
void account_rows_free(struct account_rows *rows); /* takes a zeroed one */

/* The row is set aside for this reason. */
void account_row_refuse(const struct account_rows *rows, struct account_row *row, enum account_verdict verdict, enum finding_name name, enum field field,
                        struct text expected, struct findings *findings);

#endif

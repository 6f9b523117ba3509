/* A row of a file of bank accounts. */
#ifndef IMPORTER_ACCOUNT_ROW_H
#define IMPORTER_ACCOUNT_ROW_H

#include "person_rows.h"

enum account_verdict { VERDICT_ACCEPTED, VERDICT_UNCHANGED, VERDICT_CONFLICTING, VERDICT_REJECTED };

struct account_row {
    struct person_row person;
    struct row_text bank; /* as written; empty: the province's own */
    struct row_text code; /* of the bank */
    struct row_text number;
    struct row_text holder;
    enum account_verdict verdict;
};

/* Reads the whole file. Rows that contradict another, by NIK or by account, are rejected with a finding; one that repeats
 * another is unchanged. */
const struct error *account_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, struct findings *findings,
                                      struct person_rows *out);
struct account_row *account_row_at(const struct person_rows *rows, size_t index);

/* The row is set aside for this reason. */
void account_row_refuse(const struct person_rows *rows, struct account_row *row, enum account_verdict verdict, enum finding_name name, enum field field,
                        struct text expected, struct findings *findings);

#endif

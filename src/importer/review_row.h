/* The rows of a file of verdicts, all of them before the first is judged. */
#ifndef IMPORTER_REVIEW_ROW_H
#define IMPORTER_REVIEW_ROW_H

#include "importer/person_list.h"
#include "programme/review.h"

/* Offsets of a text in review_rows.texts: that grows. */
struct review_part {
    size_t offset;
    size_t length;
};

struct review_row {
    int64_t line;
    int64_t nik;
    enum review_verdict verdict;
    struct review_part reason;
    struct review_part nama; /* empty when the file does not say */
    bool repeated; /* says what another row of the file says */
    bool refused;  /* contradicts another row of the file */
};

struct review_rows {
    struct review_row *items;
    size_t count; /* those that could be read */
    size_t capacity;
    int64_t rejected; /* those that could not */
    struct buffer texts;
    struct columns columns;
    int verdict_column[VERDICT_COLUMNS]; /* from 1; 0 = there is none */
    struct digest sha256;
};

struct text review_text(const struct review_rows *rows, struct review_part part);

/* Reads the whole file; rows that contradict another have a finding. */
const struct error *review_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today,
                                     struct findings *findings, struct review_rows *out);
void review_rows_free(struct review_rows *rows); /* takes a zeroed one */

#endif

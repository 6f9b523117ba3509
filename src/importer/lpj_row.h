/* The rows of a list of reports of use, all of them before the first is judged. */
#ifndef IMPORTER_LPJ_ROW_H
#define IMPORTER_LPJ_ROW_H

#include "importer/person_list.h"
#include "programme/lpj.h"

/* Offsets of a text in lpj_rows.texts: that grows. */
struct lpj_part {
    size_t offset;
    size_t length;
};

struct lpj_row {
    int64_t line;
    int64_t nik;
    struct day received; /* DAY_NONE: the cell is empty */
    struct money used;
    struct lpj_part document;
    struct lpj_part note;
    struct lpj_part nama; /* empty when the file does not say */
    bool repeated; /* says what another row of the file says */
    bool refused;  /* contradicts another row of the file, or the ledger */
    bool known;    /* was recorded before */
};

struct lpj_rows {
    struct lpj_row *items;
    size_t count; /* those that could be read */
    size_t capacity;
    int64_t rejected; /* those that could not */
    struct buffer texts;
    struct columns columns;
    int report_column[REPORT_COLUMNS]; /* from 1; 0 = there is none */
    struct digest sha256;
};

struct text lpj_text(const struct lpj_rows *rows, struct lpj_part part);

/* Reads the whole file; rows that contradict another have a finding. */
const struct error *lpj_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today,
                                  struct findings *findings, struct lpj_rows *out);
void lpj_rows_free(struct lpj_rows *rows); /* takes a zeroed one */

#endif

/* header: what the header of a column says: a field, something that is passed over, or nothing that is known.
 *
 * Law: a header means one field or none; likeness is a guess, and only for messages.
 * Source: data/columns.yaml. */
#ifndef IMPORTER_HEADER_H
#define IMPORTER_HEADER_H

#include "base/error.h"
#include "importer/fold.h"
#include "programme/applicant.h"

enum header_kind { HEADER_UNKNOWN, HEADER_PASSED_OVER, HEADER_FIELD };

/* Reads the built-in spellings if that was not done yet. Errors: they are faulty. */
const struct error *header_load(void);

/* By its name or a known spelling of it, with or without the name of its group ("DOMISILI USAHA KAB/KOTA"), and without
 * what only says how to fill it in ("NIK (16 digit)"). */
enum header_kind header_read(struct text header, enum field *out);
bool header_means(struct text header, enum field *out);

/* Columns of a file of verdicts that are no fields of an applicant. */
enum verdict_column { VERDICT_COLUMN_KEPUTUSAN, VERDICT_COLUMN_ALASAN };
#define VERDICT_COLUMNS 2
const char *verdict_column_name(enum verdict_column column);
bool header_means_verdict(struct text header, enum verdict_column *out);

/* Columns of a list of reports of use, and of the annex of a decree, that are no fields of an applicant. */
enum report_column { REPORT_COLUMN_TANGGAL, REPORT_COLUMN_JUMLAH, REPORT_COLUMN_BERKAS };
#define REPORT_COLUMNS 3
const char *report_column_name(enum report_column column);
bool header_means_report(struct text header, enum report_column *out);
bool header_means_annex_amount(struct text header);

/* How like the header is to a spelling of the field, 0 to 100; below HEADER_LIKE it is another word. */
int header_likeness(struct text header, enum field field);
#define HEADER_LIKE 50

#endif

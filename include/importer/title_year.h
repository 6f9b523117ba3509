/* title_year: the year that a file's titles name.
 *
 * Law: only a year behind a word that makes it the programme's is looked at (TAHUN, TAHUN ANGGARAN, T.A., DUMISAKE); the year
 * of a decree ("NOMOR 12 TAHUN 2021") is not the file's. */
#ifndef IMPORTER_TITLE_YEAR_H
#define IMPORTER_TITLE_YEAR_H

#include "importer/record_copy.h"

struct title_year {
    int year;     /* 0 = no title names another year, or one names the right one as well */
    int64_t line; /* where it stands */
};

/* The first year in the titles that is not `year`. */
struct title_year title_year_other(const struct records *titles, int year);

#endif

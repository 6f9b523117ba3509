/* cell_kind: what sort of thing a cell looks like, before anybody knows its column.
 *
 * Law: evidence for how a file is written and where its table begins, never for a value that is stored. */
#ifndef IMPORTER_CELL_KIND_H
#define IMPORTER_CELL_KIND_H

#include "base/text.h"

enum cell_kind {
    KIND_EMPTY,
    KIND_NUMBER, /* "12", "1.500,25", "Rp 1.500.000,-", "12%", "'1571020304050001" */
    KIND_DATE,   /* "2024-03-31", "31/3/24", "3 Maret 1990", "12-Mar-2024", with or without a time */
    KIND_TIME,   /* "13:00", "13:00:59", "1:00 PM" */
    KIND_ADDRESS, /* "https://...", "www...", "a@b.c" */
    KIND_TEXT,
};
#define CELL_KINDS 6

enum cell_kind cell_kind(struct text cell);

/* A kind that names of columns hardly ever are. */
static inline bool cell_kind_is_typed(enum cell_kind kind)
{
    return kind != KIND_EMPTY && kind != KIND_TEXT;
}

#endif

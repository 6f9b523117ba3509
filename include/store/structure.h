/* structure: SQLite's own checks of the file, on a second thread while the first one reads the books.
 *
 * Law: what they find is what store_check finds, by a connection of their own; where that cannot be had, because others write, the
 * checks are made at the end by the first one. */
#ifndef STORE_STRUCTURE_H
#define STORE_STRUCTURE_H

#include "store/store.h"

struct structure_check;

/* Owner: the caller finishes. The store must stay open, inside a transaction. */
struct structure_check *structure_check_begin(struct store *store);
/* Waits and frees. NULL when sound, else an error of kind UNVERIFIED that names what is wrong. */
const struct error *structure_check_finish(struct structure_check *check);

#endif

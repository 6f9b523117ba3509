/* entry_form: what an entry of each type says, line by line, and which money it may move.
 *
 * Law: one table. An entry holds exactly the lines of its type in their order, and nothing else; what is not in the table is no entry.
 * Forms that earlier versions wrote stay in it for ever. */
#ifndef PROGRAMME_ENTRY_FORM_H
#define PROGRAMME_ENTRY_FORM_H

#include "base/error.h"
#include "base/text.h"

/* Errors: UNVERIFIED, naming the entry and the line. */
const struct error *entry_form_check(int64_t position, struct text entry);

/* The table's rows for a reader: the type and its lines as src/programme/entry_form.c writes them; false behind the last one. */
bool entry_form_at(size_t index, const char **type_out, const char **lines_out);

#endif

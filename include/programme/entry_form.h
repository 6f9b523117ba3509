/* entry_form: what an entry of each type says, line by line, and which money it may move.
 *
 * Law: one table. An entry holds exactly the lines of its type in their order, and nothing else; what is not in the table is no entry.
 * Forms that earlier versions wrote stay in it for ever. */
#ifndef PROGRAMME_ENTRY_FORM_H
#define PROGRAMME_ENTRY_FORM_H

#include "base/day.h"
#include "ledger/digest.h"

#define ENTRY_LINES_MAX 32U

/* An entry's lines, borrowed from its text. */
struct entry_lines {
    struct text keys[ENTRY_LINES_MAX];
    struct text values[ENTRY_LINES_MAX];
    size_t count;
};

/* Errors: UNVERIFIED, naming the entry and the line. */
const struct error *entry_form_check(int64_t position, struct text entry, struct entry_lines *out);

/* False when there is no such line. */
bool entry_lines_get(const struct entry_lines *lines, const char *key, struct text *out);
bool entry_lines_integer(const struct entry_lines *lines, const char *key, int64_t *out);
bool entry_lines_day(const struct entry_lines *lines, const char *key, struct day *out); /* "-" gives DAY_NONE */
bool entry_lines_digest(const struct entry_lines *lines, const char *key, struct digest *out);

/* The table's rows for a reader: the type and its lines as src/programme/entry_form.c writes them; false behind the last one. */
bool entry_form_at(size_t index, const char **type_out, const char **lines_out);

#endif

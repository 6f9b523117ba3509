/* name: a person's name, or any other text of a cell, as it is stored.
 *
 * Law: what is read stays: letters, titles, capitals and the order of words. Only what nobody sees goes, and what is
 * written in two ways is stored in one.
 * Source: Unicode Standard Annex 15 (NFC). */
#ifndef IMPORTER_NAME_H
#define IMPORTER_NAME_H

#include "base/text.h"

/* The bytes that a text may grow by when it is brought to NFC, as a factor. */
#define NAME_GROWTH 3

/* NFC; every run of blanks and control characters is one blank, none at the ends; what has no width goes. The result
 * stands in `room`, of NAME_GROWTH times the text's bytes, and *used_inout is raised by its length. A text that is no
 * UTF-8 is only trimmed. */
struct text name_clean(struct text raw, char *room, size_t *used_inout);

/* Without the apostrophe that Excel puts before what is meant as text: one before a digit or one of =+-@, or alone. Before
 * a letter it stays: 'Aisyah and 'Abdul are names, the apostrophe is the letter 'ain. */
struct text name_without_mark(struct text text);

#endif

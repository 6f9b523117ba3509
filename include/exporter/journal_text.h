/* journal_text: the journal's canonical text, entries one after another with an empty line between. */
#ifndef EXPORTER_JOURNAL_TEXT_H
#define EXPORTER_JOURNAL_TEXT_H

#include "ledger/journal.h"

const struct error *journal_text_write(struct store *store, const char *path);

#endif

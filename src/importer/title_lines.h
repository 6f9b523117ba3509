/* The first lines of a file, when somebody says that they are not of the table. */
#ifndef IMPORTER_TITLE_LINES_H
#define IMPORTER_TITLE_LINES_H

#include "importer/record_copy.h"

/* The bytes of at most `lines` lines of the head, whose number is set; the lines are added to `titles`, as titles may say what the file is. */
size_t title_lines_skip(struct text head, int64_t lines, int64_t *skipped_out, struct records *titles);

#endif

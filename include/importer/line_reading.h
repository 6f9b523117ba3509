/* line_reading: the likeliest fields of a line whose quotes do not fit.
 *
 * Law: of all ways to read the line the one with the least damage is taken; no byte of it is lost but delimiters and the
 * quotes around a field. Source: assumed; the weights are those that read tests/pollution best. */
#ifndef IMPORTER_LINE_READING_H
#define IMPORTER_LINE_READING_H

#include "base/text.h"
#include "importer/dialect.h"

#define LINE_READING_FIELDS 256U /* a line with more delimiters is split at each of them */

struct line_reading {
    struct text *fields; /* views into the line, or into `room` */
    size_t count;
    int damage;    /* weight of what does not fit; 0 = a record by the letter */
    int bad_field; /* the first field, from 1, that is damaged; 0 = none */
    size_t fields_capacity;
    char *room; /* fields whose quotes were taken away */
    size_t room_capacity;
    void *work;
    size_t work_capacity;
};

void line_reading_free(struct line_reading *reading); /* takes a zeroed one */

/* Reads `line`, one or several physical lines without the last line end; `width` fields are expected, 0 = not known. */
void line_reading_read(struct line_reading *reading, const struct dialect *dialect, size_t width, struct text line);

#endif

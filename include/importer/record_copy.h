/* record_copy: a record that outlives the reader's next one. */
#ifndef IMPORTER_RECORD_COPY_H
#define IMPORTER_RECORD_COPY_H

#include "importer/csv.h"

struct record_copy {
    struct csv_record record; /* its views point into this copy */
    struct text *fields;
    size_t fields_capacity;
    char *bytes;
    size_t bytes_capacity;
};

void record_copy_set(struct record_copy *copy, const struct csv_record *record);
void record_copy_free(struct record_copy *copy); /* takes a zeroed one */

/* Copies of records, in the order of the file. */
struct records {
    struct record_copy *items;
    size_t count;
    size_t capacity;
};

void records_add(struct records *records, const struct csv_record *record);
void records_free(struct records *records); /* takes a zeroed one */

#endif

/* number_hints: from a number (NIK, KK) to the rows that may have it. A hash of 32 bits and the row, 8 bytes a slot: the
 * numbers themselves stand in the rows.
 *
 * Law: a row that has the number is always among the hints; whoever asks looks whether a hint is true. */
#ifndef BASE_NUMBER_HINTS_H
#define BASE_NUMBER_HINTS_H

#include <stddef.h>
#include <stdint.h>

#define NUMBER_HINTS_PARTS 64 /* grown one by one, so that growing takes little memory */

struct number_hints {
    struct number_hints_part {
        uint64_t *slots; /* hash, then row; 0 = free */
        uint32_t capacity;
        uint32_t count;
    } parts[NUMBER_HINTS_PARTS];
    size_t count;
};

void number_hints_free(struct number_hints *hints); /* takes a zeroed one */
/* Makes room for so many rows; more are taken too. */
void number_hints_expect(struct number_hints *hints, size_t rows);
void number_hints_add(struct number_hints *hints, int64_t number, uint32_t row); /* `row` is nonzero */

/* The next row that may have the number, in the order they were added; 0 = no more. *at_inout is 0 at first. */
uint32_t number_hints_next(const struct number_hints *hints, int64_t number, size_t *at_inout);

/* The number will be asked for soon: its slot is fetched from memory meanwhile. */
void number_hints_prepare(const struct number_hints *hints, int64_t number);

#endif

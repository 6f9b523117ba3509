/* The numbers that a part of an expression may be, and what a comparison says of them. */
#ifndef PROGRAMME_EXPRESSION_RANGE_H
#define PROGRAMME_EXPRESSION_RANGE_H

#include "expression_sense.h"
#include "spans.h"

/* Nodes of one or more expressions and whom they are asked of. */
struct range_scope {
    const struct expression_node *nodes;
    size_t count;
    const struct sense_scope *who;
};

/* What a comparison holds for: the numbers of one part, or the signs (-1, 0, 1) of its difference to another. */
struct statement {
    uint16_t subject;
    uint16_t other; /* NODE_NONE = the numbers of the subject itself */
    struct spans spans;
    bool exact;     /* false: they do not fit, nothing is known */
};

/* The same part, word for word. */
bool range_same(const struct range_scope *scope, uint16_t a, uint16_t b);
/* Every number that the part may be. A text is the place of the constant that says it, any other text some other number. */
struct spans range_of(const struct range_scope *scope, uint16_t index);
/* Of a comparison, `in`, or a function that is true or false; not of missing(). */
struct statement range_statement(const struct range_scope *scope, uint16_t index);
/* From what a calculation with a constant is (omzet_bulanan * 12 <= 600) to what its field is (omzet_bulanan <= 50). */
void range_peel(const struct range_scope *scope, struct statement *statement);

#endif

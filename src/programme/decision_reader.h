/* Stored decisions, read under other rules than those that they were made by.
 *
 * Law: a decision's outcome of a rule is found by the rule's code. A rule that its rules did not have is one that did not apply; so a
 * decision stands as long as every rule of the programme has the outcome that it has there, whatever became of titles, thresholds
 * and places in the list. */
#ifndef PROGRAMME_DECISION_READER_H
#define PROGRAMME_DECISION_READER_H

#include "judgement.h"
#include "programme/decision_change.h"

struct decision_version; /* the rules of a version, against those of the programme */

struct decision_reader {
    struct store *store;
    const struct programme *programme; /* whose rules are asked about */
    struct decision_version *versions; /* those met so far */
    size_t count;
    size_t capacity;
};

#define SCOPED_DECISION_READER __attribute__((cleanup(decision_reader_free)))
void decision_reader_free(struct decision_reader *reader);

/* As a row of table decision has it, with the version of its evaluation. */
struct stored_decision {
    int64_t version;
    int64_t status;
    struct text outcomes;
};

/* Whether it says what the verdict says. */
const struct error *decision_reader_same(struct decision_reader *reader, const struct stored_decision *stored, const struct verdict *verdict, bool *out);
/* Counts somebody whom it decided in another way. */
const struct error *decision_reader_tell(struct decision_reader *reader, const struct stored_decision *stored, const struct verdict *verdict, struct nik nik,
                                         struct decision_changes *changes);

#endif

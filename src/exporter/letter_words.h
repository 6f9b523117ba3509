/* What stands where a letter's template has a placeholder. */
#ifndef EXPORTER_LETTER_WORDS_H
#define EXPORTER_LETTER_WORDS_H

#include "exporter/letter.h"

/* Why the applicant is not paid: what keeps him out, then the rules that are not met. */
size_t letter_reasons(const struct letter *letter);
/* The first `shown` of them, numbered; how many more there are is said. */
void letter_add_reasons(const struct letter *letter, size_t shown, struct buffer *out);

void letter_add_decision(const struct letter *letter, struct buffer *out);
void letter_add_objection(const struct letter *letter, struct buffer *out);

#endif

/* expression_words: a condition in the words of a letter: "omzet bulanan x 12 paling banyak 2.000.000.000".
 *
 * Law: always in Indonesian, whatever language the reader of the messages has; what is said is what is evaluated. */
#ifndef PROGRAMME_EXPRESSION_WORDS_H
#define PROGRAMME_EXPRESSION_WORDS_H

#include "programme/expression.h"

struct expression_reading {
    const struct expression *expression;
    const struct applicant *applicant;
    const struct facts *facts;
};

/* The condition. */
void expression_words(const struct expression_reading *reading, struct buffer *out);
/* The values that it looks at: "omzet bulanan 5.000.000; nib kosong". */
void expression_words_seen(const struct expression_reading *reading, struct buffer *out);
/* What would have to be so that it holds (or, with `wanted` false, does not), each part with what is seen now: "jenis kelamin
 * perempuan (tertulis: laki-laki)". */
void expression_words_flip(const struct expression_reading *reading, bool wanted, struct buffer *out);

#endif

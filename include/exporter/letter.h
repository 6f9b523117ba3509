/* letter: the decision on an application and its reasons, to the applicant: one page of plain text from a template.
 *
 * Law: always in Indonesian; no other applicant is named. The template is foreign bytes: it says where the words stand. */
#ifndef EXPORTER_LETTER_H
#define EXPORTER_LETTER_H

#include "programme/explanation.h"

#define LETTER_LINES 60U
#define LETTER_COLUMNS 90U /* characters */
#define LETTER_TEMPLATE_MAX 16384U /* bytes */

struct letter {
    const struct programme *programme;
    const struct explanation_moment *moment;
    const struct explanation *explanation;
    struct nik nik;
    struct day day; /* of the letter */
};

/* templates/surat_keputusan.txt, as it is built in. */
struct text letter_template(void);
/* How every letter of the template begins, for telling a letter from another file: the words before the first placeholder, at most 31
 * bytes; "" when they are too few to tell. */
struct text letter_beginning(struct text template);

/* Errors: FAILED, "NAME:LINE:COLUMN: ..." for a placeholder that is none, bytes that are no UTF-8, control characters; and when the
 * letter does not fit on its page even without the reasons. */
const struct error *letter_compose(const char *name, struct text template, const struct letter *letter, struct buffer *out);

#endif

/* fold: a header or word without what people write in many ways: case, punctuation, blanks and accents.
 *
 * Law: texts that differ in nothing else fold to the same; the letters themselves are never changed into others. */
#ifndef IMPORTER_FOLD_H
#define IMPORTER_FOLD_H

#include "base/text.h"

#define HEADER_FOLD_BYTES 128

struct folded {
    char bytes[HEADER_FOLD_BYTES];
    size_t length;
};

static inline struct text folded_text(const struct folded *folded)
{
    return (struct text){ folded->bytes, folded->length };
}

/* "NO. KK" is "nokk", "N\xC3\xA1ma" is "nama". Cut to HEADER_FOLD_BYTES; bytes that are no UTF-8 go. */
void header_fold(struct text header, struct folded *out);

/* The same, but punctuation and blanks stay: a text of any kind of blanks and accents as plain as it gets. ASCII is taken
 * over as it is. */
void letters_fold(struct text text, struct folded *out);

#endif

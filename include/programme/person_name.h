/* person_name: whether two ways of writing a name can be the same person's.
 *
 * Law: what agrees differs only in order, initials, titles, usual short forms, case, accents and punctuation, or was cut
 * off where banks cut; a word too many or another word is a disagreement, and initials alone agree with nothing.
 * Source: how Indonesian identity cards and banks write names: MUHAMMAD as MUH, MOH, MD or M., SITI as ST., titles before
 * (H., Hj., Dr.) and behind (S.E., ST), capitals without punctuation, 20 letters or more and then the end. */
#ifndef PROGRAMME_PERSON_NAME_H
#define PROGRAMME_PERSON_NAME_H

#include "base/text.h"

/* False when one of them has no letters. */
bool person_names_agree(struct text a, struct text b);

#endif

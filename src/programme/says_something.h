/* Whether a cell says more than that there is nothing. */
#ifndef PROGRAMME_SAYS_SOMETHING_H
#define PROGRAMME_SAYS_SOMETHING_H

#include "base/text.h"

/* Not just a way to write that there is none: "0", ".", "tidak ada". */
bool says_something(struct text text);

#endif

/* language: messages in the reader's language (gettext). Source strings are English. */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include <libintl.h>

#define _(message) gettext(message)
#define N_(message) message /* marks a string of a table; translated with _() where it is printed */

#endif

/* encoding: what the bytes of a text file stand for.
 *
 * Law: told by the bytes themselves; ASCII is all of them until a byte says otherwise. */
#ifndef IMPORTER_ENCODING_H
#define IMPORTER_ENCODING_H

#include "base/text.h"

enum encoding {
    ENCODING_UNKNOWN, /* only ASCII so far */
    ENCODING_UTF_8,
    ENCODING_UTF_16_LE,
    ENCODING_UTF_16_BE,
    ENCODING_WINDOWS_1252,
};

const char *encoding_name(enum encoding encoding); /* "UTF-8"; the unknown one is "ASCII" */
bool encoding_find(struct text name, enum encoding *out); /* "utf-8", "utf8", "UTF-16LE", "windows-1252", "cp1252", "latin1" */

/* UTF-16 without a mark, or unknown: of text in Latin letters every second byte is NUL. */
enum encoding encoding_by_zeros(struct text head);
/* From bytes beyond ASCII: UTF-8 unless more of them are broken than are characters; unknown when there are none. */
enum encoding encoding_by_bytes(struct text text);

#endif

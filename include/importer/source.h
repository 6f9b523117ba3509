/* source: the bytes of a delimited file as UTF-8 text, whatever they are encoded in.
 *
 * Law: every byte of the file goes through the hasher as it is; the reader sees UTF-8, without a byte order mark.
 * Source: the Unicode Standard (marks, UTF-16), and windows-1252 as Excel in Indonesia still writes it. */
#ifndef IMPORTER_SOURCE_H
#define IMPORTER_SOURCE_H

#include "base/error.h"
#include "importer/encoding.h"
#include "ledger/digest.h"

struct source;

/* `encoding` is ENCODING_UNKNOWN unless a person stated it; `hasher` is borrowed and may be NULL. Owner: the caller
 * closes. Errors: missing, a directory, a device, not readable. */
const struct error *source_open(const char *path, enum encoding encoding, struct hasher *hasher, struct source **out);
struct source *source_of_text(struct text text); /* UTF-8 in memory, borrowed */
void source_close(struct source *source); /* takes NULL */

#define SOURCE_ROOM_MIN 16U /* bytes; a text in memory needs only one */

/* Up to `room` bytes of UTF-8; *got_out is 0 only at the end. Errors: the disk; at the first read, a workbook, a PDF or
 * another file that is no text, with what to do about it. */
const struct error *source_read(struct source *source, char *to, size_t room, size_t *got_out);

/* What the file turned out to be: a file is ASCII until the first byte that is not. Whatever is no text in its encoding
 * becomes U+FFFD, but in UTF-8, where it stays as it is for the reader to find. */
enum encoding source_encoding(const struct source *source);
bool source_mark(const struct source *source); /* it begins with a byte order mark */
int64_t source_size(const struct source *source);  /* bytes of the file when it was opened */
int64_t source_bytes(const struct source *source); /* read so far */

#endif

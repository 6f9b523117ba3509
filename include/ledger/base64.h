/* base64: bytes as letters (RFC 4648 section 4: the standard alphabet, with padding). */
#ifndef LEDGER_BASE64_H
#define LEDGER_BASE64_H

#include "base/text.h"

void base64_add(struct buffer *out, struct text bytes);

/* Strict: nothing but the alphabet, whole groups, no stray bits; false otherwise, and when it is more than `capacity` bytes. */
bool base64_read(struct text text, uint8_t *out, size_t capacity, size_t *length_out);
/* The same for a text that must be exactly `length` bytes. */
bool base64_read_exactly(struct text text, uint8_t *out, size_t length);

#endif

/* text: a borrowed view of UTF-8 bytes, and the buffer that owns some.
 *
 * Law: a view never owns and need not end in NUL; a buffer always does. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *bytes; /* NULL only when length is 0 */
    size_t length;     /* bytes */
};

/* For printf: "%.*s", TEXT_ARG(text) */
#define TEXT_ARG(text) (int)((text).length > INT32_MAX ? INT32_MAX : (text).length), ((text).bytes ? (text).bytes : "")
#define TEXT(literal) ((struct text){ "" literal, sizeof(literal) - 1 })
#define TEXT_EMPTY ((struct text){ NULL, 0 })

static inline struct text text_of(const char *string)
{
    return string == NULL ? TEXT_EMPTY : (struct text){ string, strlen(string) };
}

bool text_equal(struct text a, struct text b);
bool text_equal_nocase(struct text a, struct text b); /* ASCII case */
bool text_starts_with(struct text text, struct text prefix);
int text_compare(struct text a, struct text b); /* by bytes, as memcmp */
struct text text_trim(struct text text);        /* without ASCII white space, U+00A0 and U+FEFF at both ends */

/* The part before the first `separator`; *rest_inout becomes what follows it (bytes NULL when there was none). */
struct text text_split(struct text *rest_inout, char separator);

/* All of the text is a decimal number of 1-19 digits that fits int64_t. */
bool text_to_integer(struct text text, int64_t *out);
bool text_all_digits(struct text text);

/* Offset of the first byte that is not well-formed UTF-8 (RFC 3629), or the length. */
size_t text_utf8_invalid(struct text text);
/* Offset of the first control character (U+0000-001F, U+007F, U+0080-009F), or the length. */
size_t text_control(struct text text);
/* Offset of the first character that makes a line read otherwise than it is: a control character, a separator of lines or paragraphs, a mark
 * of the direction of writing; or the length. text_width is how many bytes it has. */
size_t text_misleading(struct text text);
/* Bytes of the character at the beginning; 1 where there is none. */
size_t text_width(struct text text);
/* A spreadsheet would calculate a cell of this text: it begins, behind blanks, with one of =+-@, of full width or not. */
bool text_begins_formula(struct text text);

/* Cuts to at most `bytes` on a character's border. */
struct text text_cut(struct text text, size_t bytes);

/* Number of edits (insert, delete, replace, swap of neighbours) between two short ASCII-folded texts. At most 64 bytes
 * of each are compared. */
size_t text_distance(struct text a, struct text b);

#define INTEGER_BYTES 24U
/* The number in decimal, written to the end of `room`. */
struct text integer_text(int64_t value, char room[INTEGER_BYTES]);

struct buffer {
    char *bytes; /* NUL after length; NULL when empty and never used */
    size_t length;
    size_t capacity;
};

#define SCOPED_BUFFER __attribute__((cleanup(buffer_free)))

void buffer_free(struct buffer *buffer); /* takes a zeroed one */
void buffer_clear(struct buffer *buffer);
void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_integer(struct buffer *buffer, int64_t value);
void buffer_add_hex(struct buffer *buffer, const uint8_t *bytes, size_t length);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buffer_string(struct buffer *buffer); /* NUL-terminated; valid until the next change */
struct text buffer_text(const struct buffer *buffer);

/* The text for a terminal or a message: misleading characters and broken bytes become '?', at most `bytes`, "..." when
 * cut. Guards against escape sequences in names. */
void buffer_add_printable(struct buffer *buffer, struct text text, size_t bytes);

/* The bytes of a hexadecimal text; false unless it has exactly 2 * length lowercase digits. */
bool text_to_bytes(struct text text, uint8_t *out, size_t length);

#endif

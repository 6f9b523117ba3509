#include "importer/name.h"

#include <utf8proc.h>

#include "base/error.h"
#include "base/memory.h"

/* Code points that are composed without asking for memory. */
enum { POINTS = 512 };

static struct text clean_ascii(struct text raw, char *room, size_t *used_inout)
{
    size_t length = 0;
    for (size_t i = 0; i < raw.length; i++) {
        char byte = raw.bytes[i];
        if (byte > ' ' && byte <= '~') {
            room[length++] = byte;
        } else if (length > 0 && room[length - 1] != ' ') {
            room[length++] = ' ';
        }
    }
    length -= length > 0 && room[length - 1] == ' ' ? 1 : 0;
    *used_inout += length;
    return (struct text){ room, length };
}

static bool is_ascii(struct text text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.length; i++) {
        all |= (unsigned char)text.bytes[i];
    }
    return all < 0x80;
}

/* Blanks become one, in place; the number of code points that are left. */
static utf8proc_ssize_t squeeze(utf8proc_int32_t *points, utf8proc_ssize_t count)
{
    utf8proc_ssize_t length = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_category_t category = utf8proc_category(points[i]);
        bool blank = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
                     category == UTF8PROC_CATEGORY_CC;
        if (!blank) {
            points[length++] = points[i];
        } else if (length > 0 && points[length - 1] != ' ') {
            points[length++] = ' ';
        }
    }
    return length - (length > 0 && points[length - 1] == ' ' ? 1 : 0);
}

/* Decomposes into `points` or, when they do not fit, into memory of its own, which the caller frees. */
static utf8proc_ssize_t decompose(struct text raw, utf8proc_int32_t *points, utf8proc_int32_t **own_out)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)raw.bytes;
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | UTF8PROC_IGNORE;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)raw.length, points, POINTS, options);
    if (count > POINTS) {
        *own_out = memory_resize(NULL, (size_t)count + 1, sizeof(**own_out));
        count = utf8proc_decompose(bytes, (utf8proc_ssize_t)raw.length, *own_out, count, options);
    }
    return count;
}

struct text name_clean(struct text raw, char *room, size_t *used_inout)
{
    utf8proc_int32_t points[POINTS + 1];
    utf8proc_int32_t *own SCOPED_MEMORY = NULL;
    if (is_ascii(raw)) {
        return clean_ascii(raw, room, used_inout);
    }
    utf8proc_ssize_t count = decompose(raw, points, &own);
    if (count < 0) {
        return text_trim(raw);
    }
    utf8proc_int32_t *all = own == NULL ? points : own;
    count = utf8proc_normalize_utf32(all, squeeze(all, count), UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    CHECK(count >= 0);
    struct text name = { room, 0 };
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_uint8_t bytes[4];
        size_t width = (size_t)utf8proc_encode_char(all[i], bytes);
        CHECK(name.length + width <= raw.length * NAME_GROWTH);
        memcpy(room + name.length, bytes, width);
        name.length += width;
    }
    *used_inout += name.length;
    return name;
}

struct text name_without_mark(struct text text)
{
    if (text.length == 0 || text.bytes[0] != '\'') {
        return text;
    }
    struct text rest = text_trim((struct text){ text.bytes + 1, text.length - 1 });
    char first = rest.length == 0 ? '0' : rest.bytes[0];
    bool value = (first >= '0' && first <= '9') || first == '=' || first == '+' || first == '-' || first == '@';
    return value ? rest : text;
}

#include "says_something.h"

bool says_something(struct text text)
{
    static const char *const nothing[] = { "tidak ada", "tdk ada", "tidak punya", "belum", "belum ada", "belum punya", "n/a", "na", "nihil", "kosong", "none", "null" };
    bool any = false;
    text = text_trim(text);
    for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
        if (text_equal_nocase(text, text_of(nothing[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < text.length && !any; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        any = (byte >= '1' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
    }
    return any;
}

#include "importer/cell_kind.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static size_t digits(struct text text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && is_digit(text.bytes[at + count])) {
        count++;
    }
    return count;
}

static bool skip(struct text *text, struct text prefix)
{
    if (text->length < prefix.length || !text_equal_nocase((struct text){ text->bytes, prefix.length }, prefix)) {
        return false;
    }
    *text = (struct text){ text->bytes + prefix.length, text->length - prefix.length };
    return true;
}

static bool drop_end(struct text *text, struct text suffix)
{
    if (text->length < suffix.length ||
        !text_equal_nocase((struct text){ text->bytes + text->length - suffix.length, suffix.length }, suffix)) {
        return false;
    }
    text->length -= suffix.length;
    *text = text_trim(*text);
    return true;
}

static bool is_number(struct text text)
{
    (void)(skip(&text, TEXT("Rp.")) || skip(&text, TEXT("Rp")) || skip(&text, TEXT("IDR")) || skip(&text, TEXT("$")) ||
           skip(&text, TEXT("\xE2\x82\xAC")) || skip(&text, TEXT("'")));
    text = text_trim(text);
    (void)(drop_end(&text, TEXT(",-")) || drop_end(&text, TEXT("%")) || drop_end(&text, TEXT("\xE2\x82\xAC")) ||
           drop_end(&text, TEXT("$")));
    size_t at = text.length > 0 && (text.bytes[0] == '-' || text.bytes[0] == '+') ? 1 : 0;
    bool seen = false;
    bool separated = true; /* the last byte was no digit */
    for (; at < text.length; at++) {
        char byte = text.bytes[at];
        if (is_digit(byte)) {
            seen = true;
            separated = false;
        } else if ((byte == '.' || byte == ',') && (seen ? !separated : at + 1 < text.length && is_digit(text.bytes[at + 1]))) {
            separated = true;
        } else if ((byte == 'e' || byte == 'E') && seen && at + 2 < text.length && (text.bytes[at + 1] == '+' || text.bytes[at + 1] == '-')) {
            return digits(text, at + 2) == text.length - at - 2;
        } else {
            return false;
        }
    }
    return seen;
}

static bool is_time(struct text text)
{
    size_t hours = digits(text, 0);
    (void)(drop_end(&text, TEXT("AM")) || drop_end(&text, TEXT("PM")) || drop_end(&text, TEXT("WIB")) || drop_end(&text, TEXT("Z")));
    if (hours < 1 || hours > 2 || hours + 2 >= text.length || text.bytes[hours] != ':' || digits(text, hours + 1) != 2) {
        return false;
    }
    size_t at = hours + 3;
    if (at < text.length && text.bytes[at] == ':' && digits(text, at + 1) == 2) {
        at += 3;
    }
    if (at < text.length && (text.bytes[at] == '.' || text.bytes[at] == '+')) {
        at += 1;
        while (at < text.length && (is_digit(text.bytes[at]) || text.bytes[at] == ':')) {
            at++;
        }
    }
    return at == text.length;
}

/* Letters of a month's name, in Indonesian or English: enough of them to tell it from other words. */
static bool is_month(struct text text)
{
    static const char *const starts[] = { "jan", "feb", "mar", "apr", "mei", "may", "jun", "jul", "agu", "aug", "ags", "sep", "okt",
                                          "oct", "nov", "nop", "des", "dec", "peb" };
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]) && text.length >= 3 && text.length <= 9; i++) {
        if (text_equal_nocase((struct text){ text.bytes, 3 }, text_of(starts[i]))) {
            return true;
        }
    }
    return false;
}

/* A day at the start of the text; *rest_out is what follows it. */
static bool day_at_start(struct text text, struct text *rest_out)
{
    size_t first = digits(text, 0);
    size_t at = first;
    if (first < 1 || first == 3 || first > 4 || at >= text.length || strchr("/-. ", text.bytes[at]) == NULL) {
        return false;
    }
    char separator = text.bytes[at++];
    size_t second = digits(text, at);
    size_t letters = 0;
    while (at + letters < text.length && is_letter(text.bytes[at + letters])) {
        letters++;
    }
    if (letters > 0 ? !is_month((struct text){ text.bytes + at, letters }) : second < 1 || second > 2 || separator == ' ') {
        return false;
    }
    at += letters > 0 ? letters : second;
    if (at >= text.length || (letters > 0 ? strchr("/-. ,", text.bytes[at]) == NULL : text.bytes[at] != separator)) {
        return false;
    }
    at++;
    size_t third = digits(text, at);
    if (first == 4 ? third < 1 || third > 2 : third != 2 && third != 4) {
        return false;
    }
    at += third;
    *rest_out = (struct text){ text.bytes + at, text.length - at };
    return true;
}

static bool is_date(struct text text)
{
    struct text rest;
    if (!day_at_start(text, &rest)) {
        return false;
    }
    if (rest.length > 1 && (rest.bytes[0] == 'T' || rest.bytes[0] == ' ')) {
        return is_time((struct text){ rest.bytes + 1, rest.length - 1 });
    }
    return rest.length == 0;
}

static bool is_address(struct text text)
{
    if (memchr(text.bytes, ' ', text.length) != NULL) {
        return false;
    }
    if (skip(&text, TEXT("http://")) || skip(&text, TEXT("https://")) || skip(&text, TEXT("ftp://")) || skip(&text, TEXT("www."))) {
        return true;
    }
    const char *at = memchr(text.bytes, '@', text.length);
    return at != NULL && at > text.bytes && memchr(at, '.', text.length - (size_t)(at - text.bytes)) != NULL;
}

enum cell_kind cell_kind(struct text cell)
{
    struct text text = text_trim(cell);
    if (text.length == 0) {
        return KIND_EMPTY;
    }
    char first = text.bytes[0];
    if (is_digit(first) && is_date(text)) {
        return KIND_DATE;
    }
    if (is_digit(first) && is_time(text)) {
        return KIND_TIME;
    }
    if (text.length <= 40 && is_number(text)) {
        return KIND_NUMBER;
    }
    return is_address(text) ? KIND_ADDRESS : KIND_TEXT;
}

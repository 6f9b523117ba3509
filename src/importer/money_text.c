#include "importer/money_text.h"

enum { DIGITS_MAX = 18, FRACTION_MAX = 9, GROUP = 3 };

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool cut_end(struct text *text, struct text end)
{
    if (text->length <= end.length || !text_equal_nocase((struct text){ text->bytes + text->length - end.length, end.length }, end)) {
        return false;
    }
    text->length -= end.length;
    *text = text_trim(*text);
    return true;
}

/* "Rp", "Rp.", "IDR" in front. */
static struct text cut_currency(struct text text)
{
    static const struct text names[] = { { "rp", 2 }, { "idr", 3 } };
    for (size_t i = 0; i < 2; i++) {
        size_t length = names[i].length;
        if (text.length > length && text_equal_nocase((struct text){ text.bytes, length }, names[i])) {
            text = (struct text){ text.bytes + length, text.length - length };
            bool mark = text.bytes[0] == '.' || text.bytes[0] == ':';
            return text_trim((struct text){ text.bytes + (mark ? 1 : 0), text.length - (mark ? 1 : 0) });
        }
    }
    return text;
}

/* The word behind the number: how many zeros it stands for; -1 for another word. */
static int cut_scale(struct text *text)
{
    static const struct {
        struct text word;
        int zeros;
    } scales[] = { { { "ribu", 4 }, 3 }, { { "rb", 2 }, 3 },     { { "juta", 4 }, 6 },   { { "jt", 2 }, 6 },
                   { { "m", 1 }, 9 },    { { "miliar", 6 }, 9 }, { { "milyar", 6 }, 9 }, { { "mlr", 3 }, 9 } };
    size_t at = text->length;
    while (at > 0 && is_letter(text->bytes[at - 1])) {
        at--;
    }
    struct text word = { text->bytes + at, text->length - at };
    if (word.length == 0) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
        if (text_equal_nocase(word, scales[i].word)) {
            text->length = at;
            *text = text_trim(*text);
            return scales[i].zeros;
        }
    }
    return -1;
}

/* "1500000", "1.500.000", "1,500,000.00", "1500,0": the digits before a fraction of zeros. */
static bool read_whole(struct text text, char *digits, size_t *count)
{
    char marks[DIGITS_MAX] = { 0 };
    size_t lengths[DIGITS_MAX] = { 0 };
    size_t groups = 1;
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '.' || byte == ',') {
            if (groups == DIGITS_MAX) {
                return false;
            }
            marks[groups - 1] = byte;
            groups++;
        } else if (byte >= '0' && byte <= '9' && *count < DIGITS_MAX) {
            digits[(*count)++] = byte;
            lengths[groups - 1] += 1;
        } else {
            return false;
        }
    }
    size_t last = lengths[groups - 1];
    bool other_mark = groups > 2 && marks[groups - 2] != marks[groups - 3];
    if (groups > 1 && (last != GROUP || other_mark)) {
        if (last > 2 || last == 0 || (groups > 2 && !other_mark)) {
            return false;
        }
        for (size_t i = 0; i < last; i++) {
            if (digits[--*count] != '0') {
                return false;
            }
        }
        groups--;
    }
    for (size_t i = 0; i + 1 < groups; i++) {
        if (lengths[i + 1] != GROUP || marks[i] != marks[0] || lengths[0] > GROUP || digits[0] == '0') {
            return false;
        }
    }
    return lengths[0] > 0;
}

/* "1,5" of "1,5 juta": digits and how many zeros follow them. */
static bool read_scaled(struct text text, int zeros, char *digits, size_t *count)
{
    size_t fraction = 0;
    bool marked = false;
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool mark = byte == '.' || byte == ',';
        if ((mark && (marked || *count == 0)) || (!mark && (byte < '0' || byte > '9' || *count == DIGITS_MAX))) {
            return false;
        }
        if (mark) {
            marked = true;
        } else {
            digits[(*count)++] = byte;
            fraction += marked ? 1 : 0;
        }
    }
    /* "1.500 juta": one and a half, or fifteen hundred. */
    bool doubtful = fraction == GROUP && digits[0] != '0';
    if (*count == 0 || (marked && fraction == 0) || doubtful || fraction > FRACTION_MAX) {
        return false;
    }
    for (; fraction > (size_t)zeros; fraction--) {
        if (digits[--*count] != '0') {
            return false;
        }
    }
    for (; fraction < (size_t)zeros; fraction++) {
        if (*count == DIGITS_MAX) {
            return false;
        }
        digits[(*count)++] = '0';
    }
    return true;
}

bool money_text_read(struct text text, struct money *out)
{
    static const struct text ends[] = { { "/bulan", 6 }, { "/bln", 4 }, { "per bulan", 9 }, { "perbulan", 8 }, { "/ bulan", 7 }, { "/ bln", 5 },
                                        { "rupiah", 6 }, { ",--", 3 },  { ",-", 2 },        { ".-", 2 } };
    char digits[DIGITS_MAX];
    size_t count;
    int64_t rupiah;
    if (text_to_integer(text, &rupiah)) {
        return money_of(rupiah, out);
    }
    text = cut_currency(text_trim(text));
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        (void)cut_end(&text, ends[i]);
    }
    int zeros = cut_scale(&text);
    bool read = zeros == 0 ? read_whole(text, digits, &count) : zeros > 0 && read_scaled(text, zeros, digits, &count);
    return read && text_to_integer((struct text){ digits, count }, &rupiah) && money_of(rupiah, out);
}

#include "base/money.h"

#include <stdio.h>

#include "base/language.h"

bool money_of(int64_t rupiah, struct money *out)
{
    if (rupiah < 0 || rupiah > MONEY_MAX) {
        return false;
    }
    out->rupiah = rupiah;
    return true;
}

bool money_add(struct money a, struct money b, struct money *out)
{
    int64_t sum;
    return !__builtin_add_overflow(a.rupiah, b.rupiah, &sum) && money_of(sum, out);
}

bool money_subtract(struct money a, struct money b, struct money *out)
{
    int64_t difference;
    return !__builtin_sub_overflow(a.rupiah, b.rupiah, &difference) && money_of(difference, out);
}

bool money_multiply(struct money amount, int64_t count, struct money *out)
{
    int64_t product;
    return !__builtin_mul_overflow(amount.rupiah, count, &product) && money_of(product, out);
}

/* Cuts the currency in front and the ",-" or ",00" behind, whose rupiah are zero. */
static struct text money_digits(struct text text)
{
    text = text_trim(text);
    if (text.length >= 2 && text_equal_nocase((struct text){ text.bytes, 2 }, TEXT("rp"))) {
        text.bytes += 2;
        text.length -= 2;
        if (text.length > 0 && text.bytes[0] == '.') {
            text.bytes += 1;
            text.length -= 1;
        }
        text = text_trim(text);
    }
    static const struct text endings[] = { { ",-", 2 }, { ",00", 3 }, { ",--", 3 } };
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        struct text ending = endings[i];
        if (text.length > ending.length &&
            text_equal((struct text){ text.bytes + text.length - ending.length, ending.length }, ending)) {
            text.length -= ending.length;
            break;
        }
    }
    return text;
}

bool money_parse(struct text text, struct money *out)
{
    char plain[20];
    size_t count = 0;
    struct text rest = money_digits(text);
    bool first = true;
    bool grouped = memchr(rest.bytes == NULL ? "" : rest.bytes, '.', rest.length) != NULL;
    do {
        struct text group = text_split(&rest, '.');
        bool fits = !grouped || (first ? group.length >= 1 && group.length <= 3 : group.length == 3);
        if (!fits || !text_all_digits(group) || count + group.length > sizeof(plain) - 1) {
            return false;
        }
        memcpy(plain + count, group.bytes, group.length);
        count += group.length;
        first = false;
    } while (rest.bytes != NULL);
    int64_t rupiah;
    return text_to_integer((struct text){ plain, count }, &rupiah) && money_of(rupiah, out);
}

static void grouped_print(int64_t value, char separator, struct buffer *out)
{
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%lld", (long long)value);
    int first = digits[0] == '-' ? 1 : 0;
    for (int i = 0; i < length; i++) {
        if (i > first && (length - i) % 3 == 0) {
            buffer_add_byte(out, separator);
        }
        buffer_add_byte(out, digits[i]);
    }
}

void money_print(struct money amount, struct buffer *out)
{
    buffer_add_string(out, "Rp ");
    grouped_print(amount.rupiah, '.', out);
}

void count_print(int64_t count, struct buffer *out)
{
    /* TRANSLATORS: the thousands separator of a count, one character. */
    grouped_print(count, _(",")[0], out);
}

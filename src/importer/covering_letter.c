#include "importer/covering_letter.h"

#include "base/language.h"

static const struct error *add_up(const struct programme *programme, const int64_t *persons, struct money *out)
{
    struct money sum = { 0 };
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        struct money part;
        if (!money_multiply(programme->amounts[category], persons[category], &part) || !money_add(sum, part, &sum)) {
            return error_new(ERROR_FAILED, "%s", _("the sum of all grants is beyond the largest amount"));
        }
    }
    *out = sum;
    return NULL;
}

const struct error *covering_letter_check(const struct covering_letter *letter, const struct programme *programme, int64_t rows,
                                          const int64_t *persons)
{
    struct money sum;
    struct money stated;
    if (letter->rows >= 0 && letter->rows != rows) {
        return error_new(ERROR_REFUSED, _("the file has %lld rows, --expect-rows says %lld; nothing was taken in"), (long long)rows,
                         (long long)letter->rows);
    }
    if (letter->amount < 0 || !money_of(letter->amount, &stated)) {
        return NULL;
    }
    TRY(add_up(programme, persons, &sum));
    if (sum.rupiah != stated.rupiah) {
        struct buffer found SCOPED_BUFFER = { 0 };
        struct buffer wanted SCOPED_BUFFER = { 0 };
        int64_t people = persons[1] + persons[2] + persons[3];
        money_print(sum, &found);
        money_print(stated, &wanted);
        return error_new(ERROR_REFUSED, _("the grants of the %lld people without errors come to %s, --expect-amount says %s; nothing was taken in"),
                         (long long)people, buffer_string(&found), buffer_string(&wanted));
    }
    return NULL;
}

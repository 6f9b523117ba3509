#include "importer/covering_letter.h"

#include "base/language.h"

void covered_add(struct covered *covered, struct money amount)
{
    covered->people += 1;
    covered->beyond = covered->beyond || !money_add(covered->amount, amount, &covered->amount);
}

const struct error *covering_letter_check(const struct covering_letter *letter, int64_t rows, const struct covered *covered)
{
    struct money stated;
    if (letter->rows >= 0 && letter->rows != rows) {
        return error_new(ERROR_REFUSED, _("the file has %lld rows, --expect-rows says %lld; nothing was taken in"), (long long)rows,
                         (long long)letter->rows);
    }
    if (letter->amount < 0 || !money_of(letter->amount, &stated)) {
        return NULL;
    }
    if (covered->beyond) {
        return error_new(ERROR_FAILED, "%s", _("the sum of all grants is beyond the largest amount"));
    }
    if (covered->amount.rupiah != stated.rupiah) {
        struct buffer found SCOPED_BUFFER = { 0 };
        struct buffer wanted SCOPED_BUFFER = { 0 };
        money_print(covered->amount, &found);
        money_print(stated, &wanted);
        return error_new(ERROR_REFUSED, _("the grants of the %lld people without errors come to %s, --expect-amount says %s; nothing was taken in"),
                         (long long)covered->people, buffer_string(&found), buffer_string(&wanted));
    }
    return NULL;
}

#include "programme/bank.h"

#include "base/error.h"
#include "resources.h"

bool bank_code(struct text bank, struct text *code_out)
{
    struct text rest;
    struct text line;
    bank = text_trim(bank);
    if (bank.length == 0) {
        bank = TEXT("Bank Jambi");
    }
    if (bank.length == BANK_CODE_DIGITS && text_all_digits(bank)) {
        *code_out = bank;
        return true;
    }
    CHECK(resource_find(programme_resources, "banks.csv", &rest));
    while (resource_line(&rest, &line)) {
        struct text code = text_split(&line, ',');
        if (text_equal_nocase(line, bank)) {
            *code_out = code;
            return true;
        }
    }
    return false;
}

#include "programme/bank.h"

#include "base/error.h"
#include "programme/person_name.h"
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

int64_t account_key(struct text code, struct text number)
{
    uint64_t mixed = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < code.length + number.length; i++) {
        unsigned char byte = (unsigned char)(i < code.length ? code.bytes[i] : number.bytes[i - code.length]);
        mixed = (mixed ^ byte) * UINT64_C(0x100000001B3);
    }
    return (int64_t)(mixed >> 1 | 1);
}

struct text account_significant(struct text number)
{
    while (number.length > 1 && number.bytes[0] == '0') {
        number.bytes += 1;
        number.length -= 1;
    }
    return number;
}

bool account_is(struct text bank, struct text stored, struct text code, struct text number)
{
    struct text stored_code;
    return text_equal(stored, number) && bank_code(bank, &stored_code) && text_equal(stored_code, code);
}

bool account_holder_agrees(struct text holder, struct text name)
{
    return holder.length == 0 || text_equal(holder, name) || text_equal_nocase(holder, name) || person_names_agree(holder, name);
}

int64_t account_hash(struct text number)
{
    int64_t tail = 0;
    if (number.length > 10) {
        number = (struct text){ number.bytes + number.length - 10, 10 };
    }
    (void)text_to_integer(number, &tail);
    return tail;
}

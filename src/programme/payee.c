#include "programme/payee.h"

#include "base/language.h"

static bool take_part(struct text *rest, char letter)
{
    size_t digits = 1;
    if (rest->length == 0 || rest->bytes[0] != letter) {
        return false;
    }
    while (digits < rest->length && rest->bytes[digits] >= '0' && rest->bytes[digits] <= '9') {
        digits += 1;
    }
    *rest = (struct text){ rest->bytes + digits, rest->length - digits };
    return digits > 1;
}

static bool is_reference(struct text word)
{
    return take_part(&word, 'P') && take_part(&word, 'B') && take_part(&word, 'N') && word.length == 0;
}

bool payee_parse(struct text word, struct payee *out)
{
    *out = (struct payee){ .nik = { 0 } };
    if (is_reference(word)) {
        out->reference = word;
        return true;
    }
    return nik_parse(word, &out->nik) == NIK_SOUND;
}

struct payee payee_of(struct nik nik)
{
    return (struct payee){ .nik = nik };
}

void payee_print(const struct payee *payee, struct buffer *out)
{
    if (payee->nik.number != 0) {
        buffer_format(out, _("NIK %lld"), (long long)payee->nik.number);
    } else {
        buffer_format(out, _("payout %.*s"), TEXT_ARG(payee->reference));
    }
}

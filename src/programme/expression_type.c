#include "expression_type.h"

#include "base/language.h"
#include "programme/region.h"

const char *type_name(enum expression_type type)
{
    static const char *const names[] = {
        [EXPRESSION_TRUTH] = N_("a condition"),        [EXPRESSION_NUMBER] = N_("a number"),      [EXPRESSION_DAY] = N_("a day"),
        [EXPRESSION_TEXT] = N_("a text"),              [EXPRESSION_CATEGORY] = N_("a category"),  [EXPRESSION_SEX] = N_("a sex"),
        [EXPRESSION_PATH] = N_("a path (jalur)"),      [EXPRESSION_KABKOTA] = N_("a kabupaten/kota"), [EXPRESSION_KECAMATAN] = N_("a kecamatan"),
        [EXPRESSION_NIK] = N_("a NIK"),                [EXPRESSION_CARD] = N_("a KK"),
    };
    return _(names[type]);
}

enum expression_type type_of_field(enum field field)
{
    static const enum expression_type types[] = {
        [TYPE_TEXT] = EXPRESSION_TEXT,       [TYPE_NIK] = EXPRESSION_NIK,         [TYPE_FAMILY_CARD] = EXPRESSION_CARD, [TYPE_CATEGORY] = EXPRESSION_CATEGORY,
        [TYPE_KABKOTA] = EXPRESSION_KABKOTA, [TYPE_KECAMATAN] = EXPRESSION_KECAMATAN, [TYPE_DAY] = EXPRESSION_DAY,      [TYPE_MONEY] = EXPRESSION_NUMBER,
        [TYPE_SEX] = EXPRESSION_SEX,         [TYPE_NUMBER] = EXPRESSION_NUMBER,   [TYPE_PATH] = EXPRESSION_PATH,        [TYPE_PHONE] = EXPRESSION_TEXT,
        [TYPE_BANK_NUMBER] = EXPRESSION_TEXT,
    };
    return types[field_spec(field)->type];
}

enum field field_like_type(enum expression_type type)
{
    static const enum field alike[] = {
        [EXPRESSION_DAY] = FIELD_TANGGAL_LAHIR, [EXPRESSION_CATEGORY] = FIELD_KATEGORI, [EXPRESSION_SEX] = FIELD_JENIS_KELAMIN,
        [EXPRESSION_PATH] = FIELD_JALUR, [EXPRESSION_KABKOTA] = FIELD_KABUPATEN_USAHA, [EXPRESSION_KECAMATAN] = FIELD_KECAMATAN_USAHA,
        [EXPRESSION_NIK] = FIELD_NIK, [EXPRESSION_CARD] = FIELD_NO_KK,
    };
    return alike[type];
}

const char *type_constant(struct expression_node *constant, enum expression_type wanted)
{
    bool number = constant->type == EXPRESSION_NUMBER;
    if (wanted == EXPRESSION_KABKOTA && (number || constant->type == EXPRESSION_TEXT)) {
        int code = number ? (int)constant->integer : region_kabkota_parse(constant->text);
        if (code < 1000 || code > 9999 || region_find(code) == NULL) {
            return _("expected a kabupaten/kota by its name, as 'Kota Jambi', or by its code of four digits");
        }
        constant->integer = code;
        constant->type = wanted;
    }
    if (wanted == EXPRESSION_KECAMATAN && number) {
        if (constant->integer < 100000 || constant->integer > 999999 || region_find((int)constant->integer) == NULL) {
            return _("expected a kecamatan by its code of six digits");
        }
        constant->type = wanted;
    }
    return NULL;
}

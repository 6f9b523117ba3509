/* Foreign bytes as a programme year: a programme that can be used, or a message. */
#include <stdint.h>

#include "base/memory.h"
#include "programme/expression_words.h"
#include "programme/programme.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The condition over somebody of whom nothing is known but what must be, and over somebody with a number in every field. */
static void judge(const struct rule *rule)
{
    const struct facts facts = { .reference_day = { 20000 } };
    struct applicant applicant = { .year = 2024 };
    for (int filled = 0; filled < 2; filled++) {
        for (int i = 0; i < FIELD_COUNT; i++) {
            const struct field_spec *spec = field_spec((enum field)i);
            bool text = spec->type == TYPE_TEXT || spec->type == TYPE_PHONE || spec->type == TYPE_BANK_NUMBER;
            if (filled == 1 || spec->required) {
                applicant.fields[i] = (struct value){ .kind = text ? VALUE_TEXT : VALUE_INTEGER, .integer = 1571015203900001, .text = TEXT("x") };
            }
            if (spec->type != TYPE_NIK && spec->type != TYPE_FAMILY_CARD) {
                applicant.fields[i].integer = spec->type == TYPE_KABKOTA ? 1571 : (spec->type == TYPE_KECAMATAN ? 157101 : 1);
            }
        }
        struct buffer shown SCOPED_BUFFER = { 0 };
        bool sums = expression_asks(&rule->condition, OPERATOR_SUM, FIELD_OMZET_BULANAN) || expression_asks(&rule->condition, OPERATOR_SUM, FIELD_SKOR);
        int holds = sums ? 0 : expression_holds(&rule->condition, &applicant, &facts);
        CHECK(holds >= -1 && holds <= 1);
        if (!sums) {
            expression_show_values(&rule->condition, &applicant, &facts, &shown);
            expression_show_flip(&rule->condition, &applicant, &facts, holds != 1, &shown);
            const struct expression_reading reading = { &rule->condition, &applicant, &facts };
            expression_words(&reading, &shown);
            expression_words_seen(&reading, &shown);
            expression_words_flip(&reading, holds != 1, &shown);
        }
    }
}

static void check_rules(const struct programme *programme)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct rule *rule = &programme->rules[i];
        CHECK(rule->code[0] != '\0' && rule->condition.count > 0 && rule->condition.root < rule->condition.count);
        judge(rule);
    }
}

/* Whoever is of a category that is helped gets something, whatever his application says. */
static void check_amounts(const struct programme *programme)
{
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        for (int64_t asked = -1; asked < 100000000; asked = asked * 10 + 20) {
            struct applicant applicant = { .year = programme->year };
            applicant.fields[FIELD_NIK] = (struct value){ .kind = VALUE_INTEGER, .integer = 1571015203900001 };
            applicant.fields[FIELD_NAMA] = (struct value){ .kind = VALUE_TEXT, .text = TEXT("x") };
            applicant.fields[FIELD_KATEGORI] = (struct value){ .kind = VALUE_INTEGER, .integer = category };
            applicant.fields[FIELD_KABUPATEN_USAHA] = (struct value){ .kind = VALUE_INTEGER, .integer = 1571 };
            applicant.fields[FIELD_JUMLAH_DIAJUKAN] = (struct value){ .kind = asked < 0 ? VALUE_MISSING : VALUE_INTEGER, .integer = asked };
            struct money amount = programme_amount(programme, &applicant);
            CHECK((amount.rupiah > 0) == programme_helps(programme, (enum category)category));
            CHECK(programme_pays(programme, (enum category)category, amount));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    if (length > 65536) {
        return 0;
    }
    if (programme_parse("fuzz.yaml", (struct text){ (const char *)bytes, length }, &programme) == NULL) {
        CHECK(programme.rule_count > 0 && programme.rule_count <= RULES_MAX && programme.quota_count <= QUOTAS_MAX);
        CHECK(programme.year >= 2000 && programme.budget.rupiah > 0);
        check_rules(&programme);
        check_amounts(&programme);
        struct programme stored SCOPED_PROGRAMME = { 0 };
        CHECK(programme_parse_stored("fuzz.yaml", (struct text){ (const char *)bytes, length }, &stored) == NULL);
    } else {
        CHECK(strstr(error_in_flight.message, "fuzz.yaml") != NULL);
    }
    return 0;
}

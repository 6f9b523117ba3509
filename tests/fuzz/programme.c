/* Foreign bytes as a programme year: a programme that can be used, or a message. */
#include <stdint.h>

#include "base/memory.h"
#include "programme/programme.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_rules(const struct programme *programme)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct rule *rule = &programme->rules[i];
        CHECK(rule->code[0] != '\0' && rule->min <= rule->max && (unsigned)rule->field < FIELD_COUNT);
        CHECK(condition_name(rule->condition)[0] != '\0');
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
    } else {
        CHECK(strstr(error_in_flight.message, "fuzz.yaml") != NULL);
    }
    return 0;
}

#include "programme_schema.h"

#include "programme/programme.h"

enum { TEXT_MAX = 1000 };

#define STRING(type, member) CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER, struct type, member, 1, TEXT_MAX)
#define OPTIONAL(type, member) CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct type, member, 0, TEXT_MAX)
#define LIST(type, member, flags, schema, least, most) \
    CYAML_FIELD_SEQUENCE(#member, CYAML_FLAG_POINTER | (flags), struct type, member, schema, least, most)

static const cyaml_schema_value_t word_schema = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TEXT_MAX) };

static const cyaml_schema_field_t amount_fields[] = {
    STRING(yaml_amount, category), STRING(yaml_amount, amount), OPTIONAL(yaml_amount, source), CYAML_FIELD_END
};
static const cyaml_schema_value_t amount_schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_amount, amount_fields) };

static const cyaml_schema_field_t quota_fields[] = {
    STRING(yaml_quota, name),
    LIST(yaml_quota, categories, CYAML_FLAG_DEFAULT, &word_schema, 1, CATEGORY_COUNT),
    STRING(yaml_quota, people),
    OPTIONAL(yaml_quota, source),
    OPTIONAL(yaml_quota, assumed),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t quota_schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_quota, quota_fields) };

static const cyaml_schema_field_t rule_fields[] = {
    STRING(yaml_rule, code),
    STRING(yaml_rule, title),
    STRING(yaml_rule, source),
    OPTIONAL(yaml_rule, assumed),
    LIST(yaml_rule, categories, CYAML_FLAG_OPTIONAL, &word_schema, 1, CATEGORY_COUNT),
    STRING(yaml_rule, condition),
    STRING(yaml_rule, field),
    OPTIONAL(yaml_rule, value),
    OPTIONAL(yaml_rule, min),
    OPTIONAL(yaml_rule, max),
    STRING(yaml_rule, unknown),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t rule_schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_rule, rule_fields) };

static const cyaml_schema_field_t programme_fields[] = {
    STRING(yaml_programme, year),
    STRING(yaml_programme, name),
    STRING(yaml_programme, budget_account),
    STRING(yaml_programme, budget),
    LIST(yaml_programme, assumed, CYAML_FLAG_OPTIONAL, &word_schema, 0, 8),
    OPTIONAL(yaml_programme, reference_day),
    OPTIONAL(yaml_programme, valid_from),
    OPTIONAL(yaml_programme, valid_to),
    LIST(yaml_programme, amounts, CYAML_FLAG_DEFAULT, &amount_schema, 1, CATEGORY_COUNT),
    LIST(yaml_programme, quotas, CYAML_FLAG_OPTIONAL, &quota_schema, 0, QUOTAS_MAX),
    LIST(yaml_programme, rules, CYAML_FLAG_DEFAULT, &rule_schema, 1, RULES_MAX),
    CYAML_FIELD_END
};
const cyaml_schema_value_t programme_schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct yaml_programme, programme_fields) };

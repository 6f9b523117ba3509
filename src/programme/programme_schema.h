/* The shape of a programme year's YAML, as libcyaml fills it: all scalars as text. */
#ifndef PROGRAMME_SCHEMA_H
#define PROGRAMME_SCHEMA_H

#include <cyaml/cyaml.h>

struct yaml_amount {
    char *category;
    char *amount;
    char *source;
};

struct yaml_quota {
    char *name;
    char **categories;
    unsigned categories_count;
    char *people;
    char *source;
    char *assumed;
};

struct yaml_rule {
    char *code;
    char *title;
    char *source;
    char *assumed;
    char **categories;
    unsigned categories_count;
    char *condition;
    char *field;
    char *value;
    char *min;
    char *max;
    char *unknown;
};

struct yaml_programme {
    char *year;
    char *name;
    char *budget_account;
    char *budget;
    char **assumed;
    unsigned assumed_count;
    char *reference_day;
    char *valid_from;
    char *valid_to;
    struct yaml_amount *amounts;
    unsigned amounts_count;
    struct yaml_quota *quotas;
    unsigned quotas_count;
    struct yaml_rule *rules;
    unsigned rules_count;
};

extern const cyaml_schema_value_t programme_schema;

#endif

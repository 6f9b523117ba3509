/* expression: the condition of a rule, over the fields of an applicant and what is known of him elsewhere.
 *
 * Law: typed when the file is read, never when it is used; a value that is missing makes what rests on it unknown, and
 * only `and`, `or` and `missing()` can still tell (docs/programme.md has the language). Nothing is allocated to evaluate. */
#ifndef PROGRAMME_EXPRESSION_H
#define PROGRAMME_EXPRESSION_H

#include "programme/facts.h"
#include "programme/yaml.h"

enum expression_type {
    EXPRESSION_TRUTH,
    EXPRESSION_NUMBER, /* rupiah, scores, months, years, province codes */
    EXPRESSION_DAY,
    EXPRESSION_TEXT,
    EXPRESSION_CATEGORY,
    EXPRESSION_SEX,
    EXPRESSION_PATH,
    EXPRESSION_KABKOTA,
    EXPRESSION_KECAMATAN,
    EXPRESSION_NIK,
    EXPRESSION_CARD,
};

enum operator {
    OPERATOR_CONSTANT,
    OPERATOR_FIELD,
    OPERATOR_REFERENCE_DAY,
    OPERATOR_AND, OPERATOR_OR, OPERATOR_NOT,
    OPERATOR_EQUAL, OPERATOR_UNEQUAL, OPERATOR_LESS, OPERATOR_AT_MOST, OPERATOR_MORE, OPERATOR_AT_LEAST,
    OPERATOR_IN,       /* left, then a chain of alternatives by `right` */
    OPERATOR_MEMBER,   /* one alternative: left = its value, right = the next one */
    OPERATOR_WITHIN,   /* left in first..last: right is an OPERATOR_RANGE */
    OPERATOR_RANGE,
    OPERATOR_ADD, OPERATOR_SUBTRACT, OPERATOR_MULTIPLY,
    OPERATOR_PRESENT, OPERATOR_MISSING, OPERATOR_CONTAINS,
    OPERATOR_YEAR, OPERATOR_AGE, OPERATOR_MONTHS, OPERATOR_ADD_MONTHS,
    OPERATOR_PROVINCE, OPERATOR_KABKOTA, OPERATOR_BIRTH, OPERATOR_SEX,
    OPERATOR_GRANTS, OPERATOR_GRANTED, OPERATOR_APPLICANTS, OPERATOR_SUM,
    OPERATOR_LISTED,
};

#define NODE_NONE UINT16_MAX

struct expression_node {
    enum operator operator;
    enum expression_type type; /* of the value */
    uint16_t left;             /* index; NODE_NONE = none */
    uint16_t right;
    enum field field;          /* of FIELD, PRESENT, MISSING, SUM */
    int64_t integer;           /* of a constant that is no text; of LISTED the place in list_names, -1 = any list */
    struct text text;          /* of a constant text, of LISTED the list's name; borrowed from the expression */
    size_t begin;              /* what it is in the expression's text */
    size_t end;
};

struct expression {
    struct expression_node *nodes;
    uint16_t count;
    uint16_t root;
    struct yaml_place place; /* of the text in its file */
    char *text; /* as written, white space folded, owned; the constants' texts lie in it */
};

/* Names that expressions ask for, collected while a programme is parsed. */
struct list_names {
    char *names[LISTS_MAX]; /* owned */
    size_t count;
};

/* `text` begins at `place` of the file. Errors: FAILED, "NAME:LINE:COLUMN: ..." for what is no expression, unknown names, types
 * that do not fit. */
const struct error *expression_parse(const char *name, struct text text, struct yaml_place place, struct list_names *lists, struct expression *out);
void expression_free(struct expression *expression); /* takes a zeroed one */

/* A value may be missing from the file that the expression needs. */
bool expression_may_be_unknown(const struct expression *expression);
/* The expression looks at this field. */
bool expression_reads(const struct expression *expression, enum field field);
/* It asks for this: OPERATOR_GRANTS stands for GRANTED too. */
bool expression_asks(const struct expression *expression, enum operator operator, enum field field);

/* 1 true, 0 false, -1 unknown. */
int expression_holds(const struct expression *expression, const struct applicant *applicant, const struct facts *facts);

/* The value of a part. */
struct value expression_value(const struct expression *expression, uint16_t index, const struct applicant *applicant, const struct facts *facts);

/* For a reader: the values that it looks at ("omzet_bulanan 5000000"; of one field alone the bare value). */
void expression_show_values(const struct expression *expression, const struct applicant *applicant, const struct facts *facts, struct buffer *out);

/* The two parts look at one field, so that who changes it for the one may lose the other. */
bool expression_parts_share_field(const struct expression *expression, uint16_t a, uint16_t b);

/* As it was written, white space folded. */
void expression_show_text(const struct expression *expression, struct buffer *out);

/* What would have to be so that it holds (or, with `wanted` false, does not): the parts that say otherwise now, and those that
 * must stay as they are while the same fields change, each
 * with what is seen: "omzet_bulanan * 12 <= 2000000000 (2400000000)". */
void expression_show_flip(const struct expression *expression, const struct applicant *applicant, const struct facts *facts, bool wanted, struct buffer *out);

#endif

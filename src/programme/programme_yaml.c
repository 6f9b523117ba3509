/* A programme year from its YAML. libcyaml checks the shape; numbers and words are taken as text and judged here, since
 * libcyaml 1.3.1 reads the number `12x` as 12 without a word. */
#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"
#include "programme/programme.h"
#include "programme_schema.h"

/* libcyaml says what is wrong in lines of its log; they become the message. */
__attribute__((format(printf, 3, 0))) static void keep_log(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    struct buffer *log = context;
    char line[512];
    int length = vsnprintf(line, sizeof(line), format, arguments);
    if (level < CYAML_LOG_ERROR || length <= 0 || log->length > 600) {
        return;
    }
    struct text text = text_trim(text_of(line));
    if (text_starts_with(text, TEXT("Load: "))) {
        text = (struct text){ text.bytes + 6, text.length - 6 };
    }
    if (text_starts_with(text, TEXT("Backtrace"))) {
        return;
    }
    buffer_add_string(log, log->length == 0 ? "" : "; ");
    buffer_add_printable(log, text, sizeof(line));
}

static const struct condition_spec {
    const char *name;
    enum field_type type; /* of the field that it can look at; TYPE_TEXT = any */
    bool wants_value;
    bool wants_min;
    bool wants_max;
} conditions[CONDITION_COUNT] = {
    [CONDITION_PROVINCE] = { "province", TYPE_KABKOTA, true, false, false },
    [CONDITION_PRESENT] = { "present", TYPE_TEXT, false, false, false },
    [CONDITION_SEX] = { "sex", TYPE_SEX, true, false, false },
    [CONDITION_BIRTH_YEAR] = { "birth-year", TYPE_DAY, false, true, true },
    [CONDITION_BUSINESS_AGE] = { "business-age", TYPE_DAY, false, false, true },
    [CONDITION_YEAR_TURNOVER] = { "year-turnover", TYPE_MONEY, false, false, true },
    [CONDITION_NIK_NOT_PAID] = { "nik-not-paid", TYPE_NIK, false, false, false },
    [CONDITION_CARD_NOT_PAID] = { "card-not-paid", TYPE_FAMILY_CARD, false, false, false },
};

const char *condition_name(enum condition condition)
{
    CHECK((unsigned)condition < CONDITION_COUNT);
    return conditions[condition].name;
}

const char *order_name(enum allocation_order order)
{
    static const char *const names[] = { [ORDER_SUBMITTED] = "tanggal_pengajuan", [ORDER_SCORE] = "skor", [ORDER_LOTTERY] = "undian" };
    return names[order];
}

enum quota_level quota_level(const struct quota *quota)
{
    bool all = true;
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        all = all && quota->categories[i];
    }
    if (quota->kecamatan != 0) {
        return QUOTA_KECAMATAN;
    }
    if (quota->kabkota != 0) {
        return QUOTA_KABUPATEN;
    }
    return all ? QUOTA_TOTAL : QUOTA_CATEGORY;
}

static const struct error *wrong(const char *file, const char *where, const char *key, const char *value, const char *expected)
{
    return error_new(ERROR_FAILED, _("%s: %s: %s \"%.100s\": expected %s"), file, where, key, value == NULL ? "" : value, expected);
}

static const struct error *take_number(const char *file, const char *where, const char *key, const char *value, int64_t *out)
{
    if (value == NULL || !text_to_integer(text_of(value), out) || *out > MONEY_MAX) {
        return wrong(file, where, key, value, _("a whole number without dots"));
    }
    return NULL;
}

static const struct error *take_day(const char *file, const char *key, const char *value, struct day *out)
{
    *out = DAY_NONE;
    if (value != NULL && !day_parse_iso(text_of(value), out)) {
        return wrong(file, _("programme"), key, value, _("a day as yyyy-mm-dd"));
    }
    return NULL;
}

static const struct error *take_yes(const char *file, const char *where, const char *value, bool *out)
{
    *out = value != NULL && strcmp(value, "yes") == 0;
    if (value != NULL && !*out && strcmp(value, "no") != 0) {
        return wrong(file, where, "assumed", value, _("yes or no"));
    }
    return NULL;
}

static const struct error *take_categories(const char *file, const char *where, char **names, unsigned count, bool *out)
{
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        out[i] = count == 0;
    }
    for (unsigned i = 0; i < count; i++) {
        enum category category;
        if (!category_find(text_of(names[i]), &category)) {
            return wrong(file, where, "categories", names[i], "milenial, emak-emak, pemula");
        }
        out[category] = true;
    }
    return NULL;
}

/* Moves a string out of the YAML tree. */
static char *take(char **string)
{
    char *taken = *string;
    *string = NULL;
    return taken;
}

static const struct error *take_amounts(const char *file, const struct yaml_programme *yaml, struct programme *out)
{
    for (unsigned i = 0; i < yaml->amounts_count; i++) {
        const struct yaml_amount *amount = &yaml->amounts[i];
        enum category category;
        int64_t rupiah;
        if (!category_find(text_of(amount->category), &category)) {
            return wrong(file, "amounts", "category", amount->category, "milenial, emak-emak, pemula");
        }
        TRY(take_number(file, amount->category, "amount", amount->amount, &rupiah));
        if (rupiah == 0 || out->amounts[category].rupiah != 0 || !money_of(rupiah, &out->amounts[category])) {
            return wrong(file, amount->category, "amount", amount->amount, _("one amount above zero for each category"));
        }
    }
    return NULL;
}

static const struct error *take_quotas(const char *file, struct yaml_programme *yaml, struct programme *out)
{
    out->quotas = memory_new((yaml->quotas_count + 1) * sizeof(*out->quotas));
    for (unsigned i = 0; i < yaml->quotas_count; i++) {
        struct yaml_quota *from = &yaml->quotas[i];
        struct quota *quota = &out->quotas[i];
        for (size_t earlier = 0; earlier < out->quota_count; earlier++) {
            if (strcmp(out->quotas[earlier].name, from->name) == 0) {
                return wrong(file, "quotas", "name", from->name, _("a name of its own for each quota"));
            }
        }
        TRY(take_number(file, from->name, "people", from->people, &quota->people));
        TRY(take_categories(file, from->name, from->categories, from->categories_count, quota->categories));
        TRY(take_yes(file, from->name, from->assumed, &quota->assumed));
        quota->name = take(&from->name);
        out->quota_count = i + 1;
    }
    return NULL;
}

static const struct error *take_condition(const char *file, const struct yaml_rule *from, struct rule *rule)
{
    static const char *const unknowns[] = { [UNKNOWN_REJECTS] = "reject", [UNKNOWN_REVIEW] = "review", [UNKNOWN_PASSES] = "pass" };
    unsigned condition = 0;
    unsigned unknown = 0;
    while (condition < CONDITION_COUNT && strcmp(conditions[condition].name, from->condition) != 0) {
        condition++;
    }
    if (condition == CONDITION_COUNT) {
        return wrong(file, from->code, "condition", from->condition,
                     "province, present, sex, birth-year, business-age, year-turnover, nik-not-paid, card-not-paid");
    }
    while (unknown < 3 && strcmp(unknowns[unknown], from->unknown) != 0) {
        unknown++;
    }
    if (unknown == 3) {
        return wrong(file, from->code, "unknown", from->unknown, "reject, review, pass");
    }
    rule->condition = (enum condition)condition;
    rule->unknown = (enum unknown)unknown;
    const struct condition_spec *spec = &conditions[condition];
    if (!field_find(text_of(from->field), &rule->field) ||
        (spec->type != TYPE_TEXT && field_spec(rule->field)->type != spec->type)) {
        return wrong(file, from->code, "field", from->field, _("an applicant's field of the kind that the condition looks at"));
    }
    if ((from->value != NULL) != spec->wants_value || (from->min != NULL) != spec->wants_min || (from->max != NULL) != spec->wants_max) {
        return wrong(file, from->code, "value, min, max", from->condition, _("just those that the condition needs"));
    }
    return NULL;
}

static const struct error *take_limits(const char *file, const struct yaml_rule *from, struct rule *rule)
{
    rule->min = 0;
    rule->max = MONEY_MAX;
    if (rule->condition == CONDITION_SEX) {
        rule->min = strcmp(from->value, "perempuan") == 0 ? SEX_WOMAN : SEX_MAN;
        return rule->min == SEX_WOMAN || strcmp(from->value, "laki-laki") == 0 ? NULL
                   : wrong(file, from->code, "value", from->value, "perempuan, laki-laki");
    }
    TRY(from->value == NULL ? NULL : take_number(file, from->code, "value", from->value, &rule->min));
    TRY(from->min == NULL ? NULL : take_number(file, from->code, "min", from->min, &rule->min));
    TRY(from->max == NULL ? NULL : take_number(file, from->code, "max", from->max, &rule->max));
    return rule->min <= rule->max ? NULL : wrong(file, from->code, "min", from->min, _("min not above max"));
}

static const struct error *take_rules(const char *file, struct yaml_programme *yaml, struct programme *out)
{
    for (unsigned i = 0; i < yaml->rules_count; i++) {
        struct yaml_rule *from = &yaml->rules[i];
        struct rule *rule = &out->rules[i];
        for (size_t earlier = 0; earlier < out->rule_count; earlier++) {
            if (strcmp(out->rules[earlier].code, from->code) == 0) {
                return wrong(file, "rules", "code", from->code, _("a code of its own for each rule"));
            }
        }
        TRY(take_condition(file, from, rule));
        TRY(take_limits(file, from, rule));
        TRY(take_categories(file, from->code, from->categories, from->categories_count, rule->categories));
        TRY(take_yes(file, from->code, from->assumed, &rule->assumed));
        rule->code = take(&from->code);
        rule->title = take(&from->title);
        rule->source = take(&from->source);
        out->rule_count = i + 1;
    }
    return NULL;
}

/* Names of values in the file itself, so that a misspelt one does not leave its value looking published. */
static const struct error *take_assumed(const char *file, struct yaml_programme *yaml, struct programme *out)
{
    for (unsigned i = 0; i < yaml->assumed_count; i++) {
        const cyaml_schema_field_t *field = programme_schema.mapping.fields;
        while (field->key != NULL && strcmp(field->key, yaml->assumed[i]) != 0) {
            field++;
        }
        if (field->key == NULL) {
            return wrong(file, _("programme"), "assumed", yaml->assumed[i], _("the name of a value of this file"));
        }
        out->assumed[out->assumed_count++] = take(&yaml->assumed[i]);
    }
    return NULL;
}

static const struct error *take_all(const char *file, struct yaml_programme *yaml, struct programme *out)
{
    int64_t year;
    int64_t budget;
    struct day last;
    TRY(take_number(file, _("programme"), "year", yaml->year, &year));
    if (year < 2000 || year > 2199) {
        return wrong(file, _("programme"), "year", yaml->year, "2000-2199");
    }
    out->year = (int)year;
    TRY(take_number(file, _("programme"), "budget", yaml->budget, &budget));
    if (!money_of(budget, &out->budget) || budget == 0) {
        return wrong(file, _("programme"), "budget", yaml->budget, _("rupiah above zero"));
    }
    TRY(take_day(file, "reference_day", yaml->reference_day, &out->reference_day));
    TRY(take_day(file, "valid_from", yaml->valid_from, &out->valid_from));
    TRY(take_day(file, "valid_to", yaml->valid_to, &out->valid_to));
    if (!day_is_none(out->valid_from) && !day_is_none(out->valid_to) && out->valid_to.number < out->valid_from.number) {
        return wrong(file, _("programme"), "valid_to", yaml->valid_to, _("a day not before valid_from"));
    }
    CHECK(day_of(out->year, 12, 31, &last));
    out->reference_day = day_is_none(out->reference_day) ? last : out->reference_day;
    TRY(take_amounts(file, yaml, out));
    TRY(take_quotas(file, yaml, out));
    TRY(take_rules(file, yaml, out));
    TRY(take_assumed(file, yaml, out));
    out->name = take(&yaml->name);
    out->budget_account = take(&yaml->budget_account);
    return NULL;
}

/* libcyaml reads the first document and never looks at what follows it. */
static bool is_one_document(struct text yaml)
{
    bool begun = false;
    while (yaml.length > 0) {
        struct text line = text_split(&yaml, '\n');
        bool mark = text_starts_with(line, TEXT("---")) || text_starts_with(line, TEXT("..."));
        if (mark && begun) {
            return false;
        }
        begun = begun || mark || (text_trim(line).length > 0 && line.bytes[0] != '#');
    }
    return true;
}

const struct error *programme_parse(const char *name, struct text yaml, struct programme *out)
{
    struct buffer log SCOPED_BUFFER = { 0 };
    struct yaml_programme *tree = NULL;
    const cyaml_config_t config = { .log_fn = keep_log, .log_ctx = &log, .log_level = CYAML_LOG_ERROR, .mem_fn = cyaml_mem,
                                    .flags = CYAML_CFG_NO_ALIAS };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    if (yaml.length == 0 || text_utf8_invalid(yaml) < yaml.length) {
        return error_new(ERROR_FAILED, _("%s: is empty or not UTF-8; expected a programme year as in `dumisake program show`"), name);
    }
    if (memchr(yaml.bytes, '\0', yaml.length) != NULL || !is_one_document(yaml)) {
        return error_new(ERROR_FAILED, _("%s: goes on after the end of the programme year; expected one document"), name);
    }
    cyaml_err_t code = cyaml_load_data((const uint8_t *)yaml.bytes, yaml.length, &config, &programme_schema, (cyaml_data_t **)&tree, NULL);
    if (code != CYAML_OK) {
        return error_new(ERROR_FAILED, _("%s: is not a programme year: %s"), name, log.length > 0 ? log.bytes : cyaml_strerror(code));
    }
    if (tree == NULL) { /* nothing but comments: libcyaml calls that sound */
        return error_new(ERROR_FAILED, _("%s: is not a programme year: nothing is in it"), name);
    }
    const struct error *error = take_all(name, tree, &programme);
    (void)cyaml_free(&config, &programme_schema, tree, 0);
    TRY(error);
    programme.text = memory_new(yaml.length + 1);
    memcpy(programme.text, yaml.bytes, yaml.length);
    digest_of(yaml, TEXT_EMPTY, &programme.sha256);
    MEMORY_GIVE(out, programme);
    return NULL;
}

#include "rule_yaml.h"

#include "base/language.h"
#include "base/memory.h"

static const char *const severities[] = { [SEVERITY_REJECT] = "reject", [SEVERITY_REVIEW] = "review", [SEVERITY_NOTE] = "note", NULL };
static const char *const unknowns[] = { [UNKNOWN_REJECTS] = "reject", [UNKNOWN_REVIEW] = "review", [UNKNOWN_PASSES] = "pass", NULL };

const char *severity_name(enum severity severity)
{
    return severities[severity];
}

const char *unknown_name(enum unknown unknown)
{
    return unknowns[unknown];
}

/* Files of the first versions name a condition by one word, with `field`, `value`, `min` and `max`; ledgers hold such
 * files for ever. `%F`, `%V`, `%L` and `%M` stand for these four. */
static const struct named_condition {
    const char *name;
    enum field_type type; /* of the field that it can look at; TYPE_TEXT = any */
    const char *expression;
} named_conditions[] = {
    { "province", TYPE_KABKOTA, "province(%F) = %V" },
    { "present", TYPE_TEXT, "present(%F)" },
    { "sex", TYPE_SEX, "%F = %V" },
    { "birth-year", TYPE_DAY, "year(%F) in %L..%M" },
    { "business-age", TYPE_DAY, "%F <= reference_day and add_months(%F, %M) >= reference_day" },
    { "year-turnover", TYPE_MONEY, "%F * 12 <= %M" },
    { "nik-not-paid", TYPE_NIK, "grants(%F) = 0" },
    { "card-not-paid", TYPE_FAMILY_CARD, "grants(%F) = 0" },
};

/* What `%letter` stands for, checked; NULL in *out when the named condition has no use for it. */
static const struct error *take_part(const char *file, const struct yaml_node *map, const struct named_condition *condition, const char *key, char letter,
                                     const struct yaml_node **out)
{
    const char mark[] = { '%', letter, '\0' };
    bool wanted = strstr(condition->expression, mark) != NULL;
    const struct yaml_node *node = yaml_tree_get(map, key);
    int64_t number;
    *out = NULL;
    if (!wanted) {
        return node == NULL ? NULL : yaml_tree_wrong(file, node, _("just those of value, min and max that the condition needs"));
    }
    TRY(take_scalar(file, map, key, out));
    bool sex = condition->type == TYPE_SEX;
    if (sex && strcmp((*out)->text, "perempuan") != 0 && strcmp((*out)->text, "laki-laki") != 0) {
        return yaml_tree_wrong(file, *out, "perempuan, laki-laki");
    }
    return sex ? NULL : take_number_of(file, *out, &number);
}

static const struct error *spell_condition(const char *file, const struct yaml_node *map, const struct named_condition *condition, struct buffer *out)
{
    static const char *const keys[] = { "field", "value", "min", "max" };
    static const char letters[] = "FVLM";
    const struct yaml_node *parts[4] = { NULL };
    enum field field;
    TRY(take_scalar(file, map, "field", &parts[0]));
    if (!field_find(text_of(parts[0]->text), &field) || (condition->type != TYPE_TEXT && field_spec(field)->type != condition->type)) {
        return yaml_tree_wrong(file, parts[0], _("an applicant's field of the kind that the condition looks at"));
    }
    for (size_t i = 1; i < 4; i++) {
        TRY(take_part(file, map, condition, keys[i], letters[i], &parts[i]));
    }
    for (const char *byte = condition->expression; *byte != '\0'; byte++) {
        if (*byte == '%') {
            byte++;
            buffer_add_string(out, parts[strchr(letters, *byte) - letters]->text);
        } else {
            buffer_add_byte(out, *byte);
        }
    }
    return NULL;
}

static const struct error *take_named_condition(const char *file, const struct yaml_node *map, const struct yaml_node *node, struct programme *programme,
                                                struct rule *rule)
{
    struct buffer expression SCOPED_BUFFER = { 0 };
    struct buffer names SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < sizeof(named_conditions) / sizeof(named_conditions[0]); i++) {
        if (strcmp(node->text, named_conditions[i].name) == 0) {
            TRY(spell_condition(file, map, &named_conditions[i], &expression));
            return expression_parse(file, buffer_text(&expression), node->place, &programme->lists, &rule->condition);
        }
        buffer_format(&names, "%s%s", i == 0 ? "" : ", ", named_conditions[i].name);
    }
    return yaml_tree_wrong(file, node, buffer_string(&names));
}

const struct error *take_expression(const char *file, const struct yaml_node *node, struct list_names *lists, struct expression *out)
{
    /* As it stands in the file, so that places are right; of a text in quotes with escapes, what it says. */
    bool escaped = node->quoted && !text_equal(node->source, text_of(node->text));
    return expression_parse(file, escaped ? text_of(node->text) : node->source, node->source_place, lists, out);
}

static const struct error *take_condition(const char *file, const struct yaml_node *map, struct programme *programme, struct rule *rule)
{
    static const char *const keys[] = { "field", "value", "min", "max" };
    const struct yaml_node *node = yaml_tree_get(map, "condition");
    if (node == NULL || node->kind != YAML_SCALAR) {
        TRY(take_scalar(file, map, "condition", &node)); /* says what is wrong */
    }
    if (yaml_tree_get(map, "field") != NULL) {
        return take_named_condition(file, map, node, programme, rule);
    }
    for (size_t i = 1; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (yaml_tree_get(map, keys[i]) != NULL) {
            return yaml_tree_wrong(file, yaml_tree_get(map, keys[i]), _("the limit within the condition, as omzet_bulanan * 12 <= 2000000000"));
        }
    }
    return take_expression(file, node, &programme->lists, &rule->condition);
}

static const struct error *take_unknown(const char *file, const struct yaml_node *map, struct rule *rule)
{
    int unknown;
    bool may_be = expression_may_be_unknown(&rule->condition) && rule->severity != SEVERITY_NOTE;
    TRY(take_word(file, map, "unknown", unknowns, may_be ? -1 : UNKNOWN_PASSES, &unknown));
    rule->unknown = (enum unknown)unknown;
    if (rule->severity == SEVERITY_NOTE && rule->unknown != UNKNOWN_PASSES) {
        return yaml_tree_wrong(file, yaml_tree_get(map, "unknown"), _("pass: a rule that only notes decides nothing"));
    }
    return NULL;
}

const struct error *check_helped(const char *file, const struct yaml_node *node, const struct programme *programme, const bool *categories)
{
    const struct yaml_node *list = yaml_tree_get(node, "categories");
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        enum category category;
        if (category_find(text_of(list->items[i].text), &category) && categories[category] && !programme_helps(programme, category)) {
            return yaml_tree_wrong(file, &list->items[i], _("a category that has an amount"));
        }
    }
    return NULL;
}

/* Codes stand in counts and on the command line beside those of bars and verdicts: plain, and none of these. */
static bool is_plain_code(const char *code)
{
    static const char *const others[] = { "kk-ganda", "tidak-memenuhi-syarat" };
    for (const char *byte = code; *byte != '\0'; byte++) {
        if (!(*byte >= 'a' && *byte <= 'z') && !(*byte >= '0' && *byte <= '9') && *byte != '-') {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(code, others[i]) == 0) {
            return false;
        }
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        if (strcmp(code, bar_code((enum bar)i)) == 0) {
            return false;
        }
    }
    return strncmp(code, "verifikasi-", strlen("verifikasi-")) != 0;
}

static const struct error *take_rule(const char *file, const struct yaml_node *map, struct programme *programme, struct rule *rule)
{
    static const char *const keys[] = { "code", "title", "source", "assumed", "categories", "severity", "condition", "field", "value", "min", "max", "unknown", NULL };
    int severity;
    TRY(take_map(file, map, keys, _("a rule")));
    TRY(take_string(file, map, "code", &rule->code));
    if (!is_plain_code(rule->code)) {
        return yaml_tree_wrong(file, yaml_tree_get(map, "code"), _("a code of small letters, digits and hyphens that the program does not use itself"));
    }
    TRY(take_string(file, map, "title", &rule->title));
    TRY(take_string(file, map, "source", &rule->source));
    TRY(take_yes(file, map, "assumed", &rule->assumed));
    TRY(take_categories(file, map, rule->categories));
    TRY(check_helped(file, map, programme, rule->categories));
    TRY(take_word(file, map, "severity", severities, SEVERITY_REJECT, &severity));
    rule->severity = (enum severity)severity;
    TRY(take_condition(file, map, programme, rule));
    return take_unknown(file, map, rule);
}

/* A category that is helped and that no rule looks at would be paid to whoever asks. */
static const struct error *check_covered(const char *file, const struct yaml_node *list, const struct programme *programme)
{
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        bool covered = !programme_helps(programme, (enum category)category);
        for (size_t i = 0; i < programme->rule_count; i++) {
            covered = covered || programme->rules[i].categories[category];
        }
        if (!covered) {
            return error_new(ERROR_FAILED, _("%s:%d:%d: no rule is about %s, which has an amount"), file, list->place.line, list->place.column,
                             category_name((enum category)category));
        }
    }
    return NULL;
}

const struct error *take_rules(const char *file, const struct yaml_node *root, struct programme *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, root, "rules", 1, RULES_MAX, &list));
    for (size_t i = 0; i < list->count; i++) {
        struct rule *rule = &out->rules[i];
        out->rule_count = i + 1; /* what it owns is freed also when it is refused */
        TRY(take_rule(file, &list->items[i], out, rule));
        for (size_t earlier = 0; earlier < i; earlier++) {
            if (strcmp(out->rules[earlier].code, rule->code) == 0) {
                return yaml_tree_wrong(file, yaml_tree_get(&list->items[i], "code"), _("a code of its own for each rule"));
            }
        }
    }
    return check_covered(file, list, out);
}

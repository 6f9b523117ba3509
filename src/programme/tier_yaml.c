/* Amounts and tiers of a programme year's file. */
#include "base/language.h"
#include "base/memory.h"
#include "expression_sense.h"
#include "expression_token.h"
#include "rule_yaml.h"
#include "tier.h"

enum { TIERS_EACH_MAX = 16 };

/* What a tier depends on stands in the application itself, so that everybody can tell his amount; grants, families and lists are for
 * rules. */
static const struct error *check_own_fields(const char *file, const struct yaml_node *when, const struct tier *tier)
{
    static const enum operator others[] = { OPERATOR_GRANTS, OPERATOR_GRANTED, OPERATOR_APPLICANTS, OPERATOR_SUM, OPERATOR_LISTED };
    for (uint16_t i = 0; i < tier->when.count; i++) {
        for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++) {
            if (tier->when.nodes[i].operator == others[k]) {
                const struct token_reader reader = { .name = file, .text = text_of(tier->when.text), .place = when->source_place };
                return token_wrong(&reader, tier->when.nodes[i].begin, _("a tier looks at the applicant's own fields only; grants, families and lists are asked by rules"));
            }
        }
    }
    return NULL;
}

static bool is_code(const char *code)
{
    return code[strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static const struct error *take_tier(const char *file, const struct yaml_node *map, struct programme *programme, struct tier *tier)
{
    static const char *const keys[] = { "code", "amount", "when", NULL };
    const struct yaml_node *when;
    int64_t rupiah;
    TRY(take_map(file, map, keys, _("a tier")));
    tier->place = map->place;
    TRY(take_string(file, map, "code", &tier->code));
    if (!is_code(tier->code)) {
        return yaml_tree_wrong(file, yaml_tree_get(map, "code"), _("a code of small letters, digits and hyphens"));
    }
    TRY(take_number(file, map, "amount", &rupiah));
    if (rupiah == 0 || !money_of(rupiah, &tier->amount)) {
        return yaml_tree_wrong(file, yaml_tree_get(map, "amount"), _("rupiah above zero"));
    }
    if (yaml_tree_get(map, "when") == NULL) {
        return NULL;
    }
    TRY(take_scalar(file, map, "when", &when));
    TRY(take_expression(file, when, &programme->lists, &tier->when));
    return check_own_fields(file, when, tier);
}

/* The tiers of the category that were taken from `first` on: somebody comes to each, and everybody to one. */
static const struct error *check_tier(const char *file, const struct yaml_node *list, size_t place, const struct programme *programme, size_t first)
{
    const struct tier *tier = &programme->tiers[first + place];
    const struct yaml_node *map = &list->items[place];
    for (size_t i = first; i < first + place; i++) {
        if (strcmp(programme->tiers[i].code, tier->code) == 0) {
            return yaml_tree_wrong(file, yaml_tree_get(map, "code"), _("a code of its own for each tier of a category"));
        }
        if (programme->tiers[i].when.count == 0) {
            return yaml_tree_wrong(file, map, _("nothing behind the tier without `when`: nobody would come to it"));
        }
    }
    if (place + 1 == list->count && tier->when.count > 0) {
        return yaml_tree_wrong(file, map, _("a last tier without `when`: the amount of everybody else"));
    }
    return NULL;
}

const struct error *tiers_sense(const char *name, const struct programme *programme)
{
    for (size_t i = 0; i < programme->tier_count; i++) {
        const struct tier *tier = &programme->tiers[i];
        bool categories[CATEGORY_COUNT + 1] = { false };
        categories[tier->category] = true;
        const struct sense_scope scope = { categories, programme->reference_day };
        const struct expression *before[TIERS_EACH_MAX];
        size_t count = 0;
        for (size_t k = 0; k < i; k++) {
            if (programme->tiers[k].category == tier->category) {
                before[count++] = &programme->tiers[k].when;
            }
        }
        bool last = tier->when.count == 0;
        TRY(last ? NULL : expression_sense(name, &tier->when, &scope));
        if (count > 0 && !expression_leaves_some(before, count, last ? NULL : &tier->when, &scope)) {
            return error_new(ERROR_FAILED, _("%s:%d:%d: tier \"%s\": nobody comes to it, those before it take everybody"), name, tier->place.line,
                             tier->place.column, tier->code);
        }
    }
    return NULL;
}

static const struct error *take_tiers(const char *file, const struct yaml_node *map, enum category category, struct programme *out)
{
    const struct yaml_node *list;
    size_t first = out->tier_count;
    TRY(take_list(file, map, "tiers", 1, TIERS_EACH_MAX, &list));
    for (size_t i = 0; i < list->count; i++) {
        struct tier *tier = &out->tiers[out->tier_count++]; /* what it owns is freed also when it is refused */
        tier->category = category;
        TRY(take_tier(file, &list->items[i], out, tier));
        TRY(check_tier(file, list, i, out, first));
        out->amounts[category] = tier->amount; /* the last one's: everybody else's */
    }
    return NULL;
}

static const struct error *take_amount(const char *file, const struct yaml_node *map, struct programme *out)
{
    static const char *const keys[] = { "category", "amount", "tiers", "source", "assumed", NULL };
    const struct yaml_node *name;
    enum category category;
    int64_t rupiah;
    TRY(take_map(file, map, keys, _("an amount")));
    TRY(take_scalar(file, map, "category", &name));
    if (!category_find(text_of(name->text), &category)) {
        return yaml_tree_wrong(file, name, "milenial, emak-emak, pemula");
    }
    if (programme_helps(out, category)) {
        return yaml_tree_wrong(file, name, _("one amount, or one list of tiers, for each category"));
    }
    TRY(take_yes(file, map, "assumed", &out->amounts_assumed[category]));
    if (yaml_tree_get(map, "tiers") != NULL) {
        return yaml_tree_get(map, "amount") == NULL ? take_tiers(file, map, category, out)
                                                    : yaml_tree_wrong(file, yaml_tree_get(map, "amount"), _("either an amount or tiers"));
    }
    TRY(take_number(file, map, "amount", &rupiah));
    return rupiah > 0 && money_of(rupiah, &out->amounts[category]) ? NULL : yaml_tree_wrong(file, yaml_tree_get(map, "amount"), _("rupiah above zero"));
}

const struct error *take_amounts(const char *file, const struct yaml_node *root, struct programme *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, root, "amounts", 1, CATEGORY_COUNT, &list));
    out->tiers = memory_new(CATEGORY_COUNT * TIERS_EACH_MAX * sizeof(*out->tiers));
    for (size_t i = 0; i < list->count; i++) {
        TRY(take_amount(file, &list->items[i], out));
    }
    return NULL;
}

/* A programme year from its YAML. */
#include "base/language.h"
#include "base/memory.h"
#include "expression_sense.h"
#include "freeze_yaml.h"
#include "programme/region.h"
#include "rule_yaml.h"
#include "tier.h"

static const char *const orders[] = { [ORDER_SUBMITTED] = "tanggal_pengajuan", [ORDER_SCORE] = "skor", [ORDER_LOTTERY] = "undian", NULL };

static const char *const programme_keys[] = { "year", "name", "sk", "budget_account", "budget", "assumed", "reference_day", "valid_from", "valid_to",
                                              "amounts", "quotas", "order", "verification", "lpj", "approvals", "freeze", "rules", NULL };

const char *order_name(enum allocation_order order)
{
    return orders[order];
}

bool programme_helps(const struct programme *programme, enum category category)
{
    return programme->amounts[category].rupiah > 0;
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

static const struct error *take_place(const char *file, const struct yaml_node *map, struct quota *quota)
{
    const struct yaml_node *kabupaten = yaml_tree_get(map, "kabupaten");
    const struct yaml_node *kecamatan = yaml_tree_get(map, "kecamatan");
    if (kabupaten != NULL) {
        quota->kabkota = kabupaten->kind == YAML_SCALAR ? region_kabkota_parse(text_of(kabupaten->text)) : 0;
        if (quota->kabkota == 0) {
            return yaml_tree_wrong(file, kabupaten, _("a kabupaten/kota by its name, as Kota Jambi, or by its code of four digits"));
        }
    }
    if (kecamatan == NULL) {
        return NULL;
    }
    if (kabupaten == NULL) {
        return yaml_tree_wrong(file, kecamatan, _("kabupaten beside it, where it lies"));
    }
    quota->kecamatan = kecamatan->kind == YAML_SCALAR ? region_kecamatan_parse(text_of(kecamatan->text), quota->kabkota) : 0;
    return quota->kecamatan != 0 ? NULL : yaml_tree_wrong(file, kecamatan, _("a kecamatan of that kabupaten by its name or code"));
}

/* Everybody whom `inner` counts is counted by `outer`, too. */
static bool encloses(const struct quota *outer, const struct quota *inner)
{
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        if (inner->categories[i] && !outer->categories[i]) {
            return false;
        }
    }
    return (outer->kabkota == 0 || outer->kabkota == inner->kabkota) && (outer->kecamatan == 0 || outer->kecamatan == inner->kecamatan) &&
           quota_level(outer) < quota_level(inner);
}

/* What flows must have somewhere to flow to. */
static const struct error *check_flows(const char *file, const struct yaml_node *list, const struct programme *programme)
{
    for (size_t i = 0; i < programme->quota_count; i++) {
        bool enclosed = !programme->quotas[i].flows;
        for (size_t k = 0; k < programme->quota_count; k++) {
            enclosed = enclosed || encloses(&programme->quotas[k], &programme->quotas[i]);
        }
        if (!enclosed) {
            return yaml_tree_wrong(file, yaml_tree_get(&list->items[i], "unused"), _("stays: there is no quota of a level above that this one lies in"));
        }
    }
    return NULL;
}

static const struct error *take_quota(const char *file, const struct yaml_node *map, const struct programme *programme, struct quota *quota)
{
    static const char *const keys[] = { "name", "categories", "kabupaten", "kecamatan", "people", "unused", "source", "assumed", NULL };
    static const char *const unused[] = { "stays", "flows", NULL };
    int flows;
    TRY(take_map(file, map, keys, _("a quota")));
    static const char *const limits[] = { "anggaran", "batas", "kecamatan-tidak-dikenal", "tidak-dipilih" };
    TRY(take_string(file, map, "name", &quota->name));
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        if (strcmp(quota->name, limits[i]) == 0) {
            return yaml_tree_wrong(file, yaml_tree_get(map, "name"), _("another name: this one is that of a limit"));
        }
    }
    TRY(take_number(file, map, "people", &quota->people));
    TRY(take_categories(file, map, quota->categories));
    TRY(check_helped(file, map, programme, quota->categories));
    TRY(take_place(file, map, quota));
    TRY(take_word(file, map, "unused", unused, 0, &flows));
    quota->flows = flows == 1;
    return take_yes(file, map, "assumed", &quota->assumed);
}

static const struct error *take_quotas(const char *file, const struct yaml_node *root, struct programme *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, root, "quotas", 0, QUOTAS_MAX, &list));
    if (list == NULL) {
        return NULL;
    }
    out->quotas = memory_new((list->count + 1) * sizeof(*out->quotas));
    for (size_t i = 0; i < list->count; i++) {
        struct quota *quota = &out->quotas[i];
        out->quota_count = i + 1; /* what it owns is freed also when it is refused */
        TRY(take_quota(file, &list->items[i], out, quota));
        for (size_t earlier = 0; earlier < i; earlier++) {
            if (strcmp(out->quotas[earlier].name, quota->name) == 0) {
                return yaml_tree_wrong(file, yaml_tree_get(&list->items[i], "name"), _("a name of its own for each quota"));
            }
        }
    }
    return check_flows(file, list, out);
}

/* Names of values in the file itself, so that a misspelt one does not leave its value looking published. */
static const struct error *take_assumed(const char *file, const struct yaml_node *root, struct programme *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, root, "assumed", 0, sizeof(out->assumed) / sizeof(out->assumed[0]), &list));
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct yaml_node *item = &list->items[i];
        size_t key = 0;
        while (programme_keys[key] != NULL && (item->kind != YAML_SCALAR || strcmp(programme_keys[key], item->text) != 0)) {
            key++;
        }
        if (programme_keys[key] == NULL) {
            return yaml_tree_wrong(file, item, _("the name of a value of this file"));
        }
        char *name = memory_new(strlen(item->text) + 1);
        memcpy(name, item->text, strlen(item->text));
        out->assumed[out->assumed_count++] = name;
    }
    return NULL;
}

static const struct error *take_decree(const char *file, const struct yaml_node *root, struct programme *out)
{
    static const char *const keys[] = { "number", "date", NULL };
    const struct yaml_node *map = yaml_tree_get(root, "sk");
    if (map == NULL) {
        return NULL;
    }
    TRY(take_map(file, map, keys, _("the decree: number and date")));
    TRY(take_string(file, map, "number", &out->sk_number));
    return take_day(file, map, "date", &out->sk_date);
}

static const struct error *take_lpj(const char *file, const struct yaml_node *root, struct programme *out)
{
    static const char *const keys[] = { "months", "day", NULL };
    const struct yaml_node *map = yaml_tree_get(root, "lpj");
    int64_t months = 0;
    if (map == NULL) {
        return NULL;
    }
    TRY(take_map(file, map, keys, _("the deadline: months after the receipt, or a day")));
    TRY(take_day(file, map, "day", &out->lpj.day));
    if (yaml_tree_get(map, "months") != NULL) {
        TRY(take_number(file, map, "months", &months));
    }
    if ((months == 0) == day_is_none(out->lpj.day) || months > 60) {
        return yaml_tree_wrong(file, map, _("either months, 1 to 60, or a day"));
    }
    out->lpj.months = (int)months;
    return NULL;
}

static const struct error *take_approvals(const char *file, const struct yaml_node *root, struct programme *out)
{
    static const char *const keys[] = { "up_to", "officers", NULL };
    const struct yaml_node *list;
    int64_t below = 0;
    TRY(take_list(file, root, "approvals", 0, APPROVAL_BANDS_MAX, &list));
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct yaml_node *map = &list->items[i];
        struct approval_band *band = &out->approvals[i];
        int64_t officers;
        int64_t up_to = 0;
        TRY(take_map(file, map, keys, _("a band: up_to and officers")));
        TRY(take_number(file, map, "officers", &officers));
        if (officers < 1 || officers > 9) {
            return yaml_tree_wrong(file, yaml_tree_get(map, "officers"), "1-9");
        }
        if (yaml_tree_get(map, "up_to") != NULL) {
            TRY(take_number(file, map, "up_to", &up_to));
        }
        bool last = i + 1 == list->count;
        if (last != (up_to == 0) || (!last && up_to <= below)) {
            return yaml_tree_wrong(file, map, _("bands of growing amounts, the last one without up_to"));
        }
        below = up_to;
        CHECK(money_of(up_to, &band->up_to));
        band->officers = (int)officers;
        out->approval_count = i + 1;
    }
    return NULL;
}

static const struct error *take_days(const char *file, const struct yaml_node *root, struct programme *out)
{
    struct day last;
    TRY(take_day(file, root, "reference_day", &out->reference_day));
    TRY(take_day(file, root, "valid_from", &out->valid_from));
    TRY(take_day(file, root, "valid_to", &out->valid_to));
    if (!day_is_none(out->valid_from) && !day_is_none(out->valid_to) && out->valid_to.number < out->valid_from.number) {
        return yaml_tree_wrong(file, yaml_tree_get(root, "valid_to"), _("a day not before valid_from"));
    }
    CHECK(day_of(out->year, 12, 31, &last));
    out->reference_day = day_is_none(out->reference_day) ? last : out->reference_day;
    return NULL;
}

static const struct error *take_all(const char *file, const struct yaml_node *root, struct programme *out)
{
    static const char *const verifications[] = { "optional", "required", NULL };
    int64_t year;
    int64_t budget;
    int word;
    TRY(take_map(file, root, programme_keys, _("a programme year")));
    TRY(take_number(file, root, "year", &year));
    if (year < 2000 || year > 2199) {
        return yaml_tree_wrong(file, yaml_tree_get(root, "year"), "2000-2199");
    }
    out->year = (int)year;
    TRY(take_string(file, root, "name", &out->name));
    TRY(take_string(file, root, "budget_account", &out->budget_account));
    TRY(take_number(file, root, "budget", &budget));
    if (!money_of(budget, &out->budget) || budget == 0) {
        return yaml_tree_wrong(file, yaml_tree_get(root, "budget"), _("rupiah above zero"));
    }
    TRY(take_decree(file, root, out));
    TRY(take_days(file, root, out));
    TRY(take_word(file, root, "order", orders, ORDER_SUBMITTED, &word));
    out->order = (enum allocation_order)word;
    TRY(take_word(file, root, "verification", verifications, 0, &word));
    out->verification_required = word == 1;
    TRY(take_lpj(file, root, out));
    TRY(take_approvals(file, root, out));
    TRY(take_freezes(file, root, out));
    TRY(take_amounts(file, root, out));
    TRY(take_quotas(file, root, out));
    TRY(take_assumed(file, root, out));
    return take_rules(file, root, out);
}

/* YAML's words for no value at all would stand in letters and reports as they are written. */
static const struct error *check_nulls(const char *name, const struct yaml_node *node)
{
    static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };
    for (size_t i = 0; node->kind == YAML_SCALAR && !node->quoted && i < sizeof(nulls) / sizeof(nulls[0]); i++) {
        if (strcmp(node->text, nulls[i]) == 0) {
            return yaml_tree_wrong(name, node, _("a value; where there is none, leave the whole line out"));
        }
    }
    for (size_t i = 0; i < node->count; i++) {
        TRY(check_nulls(name, &node->items[i]));
    }
    return NULL;
}

/* What is refused only of a new file. */
static const struct error *check_new(const char *name, const struct programme *programme)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct sense_scope scope = { programme->rules[i].categories, programme->reference_day };
        TRY(expression_sense(name, &programme->rules[i].condition, &scope));
    }
    return tiers_sense(name, programme);
}

static const struct error *parse(const char *name, struct text yaml, bool stored, struct programme *out)
{
    struct yaml_node root SCOPED_YAML = { 0 };
    struct programme programme SCOPED_PROGRAMME = { .sk_date = DAY_NONE, .lpj = { .day = DAY_NONE } };
    TRY(stored || yaml.length > YAML_BYTES_MAX || text_utf8_invalid(yaml) < yaml.length ? NULL : yaml_check_line_ends(name, yaml)); /* else said below */
    TRY(yaml_tree_parse(name, yaml, &root));
    TRY(take_all(name, &root, &programme));
    TRY(stored ? NULL : check_nulls(name, &root));
    TRY(stored ? NULL : check_new(name, &programme));
    programme.text = memory_new(yaml.length + 1);
    memcpy(programme.text, yaml.bytes, yaml.length);
    digest_of(yaml, TEXT_EMPTY, &programme.sha256);
    MEMORY_GIVE(out, programme);
    return NULL;
}

const struct error *programme_parse(const char *name, struct text yaml, struct programme *out)
{
    return parse(name, yaml, false, out);
}

const struct error *programme_parse_stored(const char *name, struct text yaml, struct programme *out)
{
    return parse(name, yaml, true, out);
}

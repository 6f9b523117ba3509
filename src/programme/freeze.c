#include "programme/freeze.h"

#include "base/language.h"
#include "base/memory.h"
#include "freeze_yaml.h"

static const struct error *take_freeze(const char *file, const struct yaml_node *map, struct freeze *freeze)
{
    static const char *const keys[] = { "from", "to", "reason", "source", "assumed", NULL };
    TRY(take_map(file, map, keys, _("a freeze: from, to, reason, and source or assumed")));
    TRY(take_day(file, map, "from", &freeze->from));
    TRY(take_day(file, map, "to", &freeze->to));
    if (day_is_none(freeze->from) || day_is_none(freeze->to) || freeze->to.number < freeze->from.number) {
        return yaml_tree_wrong(file, map, _("from and to, days as yyyy-mm-dd, to not before from"));
    }
    TRY(take_string(file, map, "reason", &freeze->reason));
    TRY(take_yes(file, map, "assumed", &freeze->assumed));
    if (yaml_tree_get(map, "source") != NULL) {
        return take_string(file, map, "source", &freeze->source);
    }
    return freeze->assumed ? NULL : yaml_tree_wrong(file, map, _("the source, or assumed: yes"));
}

const struct error *take_freezes(const char *file, const struct yaml_node *root, struct programme *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, root, "freeze", 0, FREEZES_MAX, &list));
    if (list == NULL) {
        return NULL;
    }
    out->freezes = memory_new((list->count + 1) * sizeof(*out->freezes));
    for (size_t i = 0; i < list->count; i++) {
        out->freeze_count = i + 1; /* what it owns is freed also when it is refused */
        TRY(take_freeze(file, &list->items[i], &out->freezes[i]));
    }
    return NULL;
}

void freezes_free(struct programme *programme)
{
    for (size_t i = 0; i < programme->freeze_count; i++) {
        memory_free(programme->freezes[i].reason);
        memory_free(programme->freezes[i].source);
    }
    memory_free(programme->freezes);
}

const struct freeze *freeze_on(const struct programme *programme, struct day day)
{
    for (size_t i = 0; i < programme->freeze_count; i++) {
        const struct freeze *freeze = &programme->freezes[i];
        if (day.number >= freeze->from.number && day.number <= freeze->to.number) {
            return freeze;
        }
    }
    return NULL;
}

void freeze_print(const struct freeze *freeze, struct buffer *out)
{
    struct buffer from SCOPED_BUFFER = { 0 };
    struct buffer to SCOPED_BUFFER = { 0 };
    day_print(freeze->from, &from);
    day_print(freeze->to, &to);
    buffer_format(out, _("%s to %s: %s"), buffer_string(&from), buffer_string(&to), freeze->reason);
    if (freeze->source != NULL) {
        buffer_format(out, " (%s)", freeze->source);
    }
    if (freeze->assumed) {
        buffer_add_string(out, _(" (assumed)"));
    }
}

const struct error *freeze_check(const struct programme *programme, struct day day)
{
    struct buffer period SCOPED_BUFFER = { 0 };
    const struct freeze *freeze = freeze_on(programme, day);
    if (freeze == NULL) {
        return NULL;
    }
    freeze_print(freeze, &period);
    return error_new(ERROR_REFUSED, _("programme year %d commits and sends no money in this period: %s; another day is named with --date, --dry-run works"),
                     programme->year, buffer_string(&period));
}

const struct error *freeze_check_year(struct store *store, int year, struct day day)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(programme_load_or_newest(store, year, day, &programme));
    return freeze_check(&programme, day);
}

#include "base/language.h"
#include "compare_internal.h"
#include "exporter/formula.h"

static const enum difference_kind kinds[] = {
    [FEATURE_HIDDEN] = DIFFERENT_HIDDEN, [FEATURE_NAME] = DIFFERENT_NAME,   [FEATURE_PROTECTION] = DIFFERENT_PROTECTION, [FEATURE_CONDITION] = DIFFERENT_CONDITION,
    [FEATURE_MERGE] = DIFFERENT_MERGE,   [FEATURE_PAGE] = DIFFERENT_PAGE, [FEATURE_PART] = DIFFERENT_PART,
};

static void add(struct workbook_differences *list, const char *sheet, const struct features *in_file, size_t a, const struct features *by_ledger, size_t b)
{
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    enum feature_kind kind = FEATURE_PART;
    if (in_file != NULL) {
        kind = in_file->items[a].kind;
        buffer_add(&one, features_shown(in_file, a));
    }
    if (by_ledger != NULL) {
        kind = by_ledger->items[b].kind;
        buffer_add(&other, features_shown(by_ledger, b));
    }
    difference_add(list, kinds[kind], sheet, "", in_file == NULL ? NULL : buffer_string(&one), by_ledger == NULL ? NULL : buffer_string(&other));
}

/* Of the features that only one side has: the same but for the numbers of rows. */
static bool same_shape(const struct features *left, size_t a, const struct features *right, size_t b)
{
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    if (left->items[a].kind != right->items[b].kind || left->items[a].kind == FEATURE_HIDDEN) {
        return false;
    }
    formula_form_shape(features_form(left, a), &one);
    formula_form_shape(features_form(right, b), &other);
    return text_equal(buffer_text(&one), buffer_text(&other));
}

void features_differ(struct comparison *comparison, const char *sheet, struct features *in_file, struct features *by_ledger)
{
    size_t a = 0;
    size_t b = 0;
    if (in_file->full) {
        difference_add(comparison->found, DIFFERENT_HIDDEN, sheet, "", _("more than can be compared"), NULL);
        return;
    }
    features_sort(in_file);
    features_sort(by_ledger);
    while (a < in_file->count || b < by_ledger->count) {
        int order = a == in_file->count ? 1 : b == by_ledger->count ? -1 : features_compare(in_file, a, by_ledger, b);
        if (order == 0) {
            a++;
            b++;
        } else if (a < in_file->count && b < by_ledger->count && same_shape(in_file, a, by_ledger, b)) {
            add(&comparison->by_rows, sheet, in_file, a++, by_ledger, b++);
        } else if (order < 0) {
            add(comparison->found, sheet, in_file, a++, NULL, 0);
        } else {
            add(comparison->found, sheet, NULL, 0, by_ledger, b++);
        }
    }
}

/* features: what of a workbook is not a cell and yet decides what a reader sees: sheets, rows and columns that are hidden, names, protection,
 * formats by condition, merged cells, what stands on the printed page, parts that act by themselves.
 *
 * Law: each is a line to show and a form to compare; programs that write it otherwise have the same form. */
#ifndef EXPORTER_FEATURES_H
#define EXPORTER_FEATURES_H

#include "base/text.h"

enum feature_kind { FEATURE_HIDDEN, FEATURE_NAME, FEATURE_PROTECTION, FEATURE_CONDITION, FEATURE_MERGE, FEATURE_PAGE, FEATURE_PART };

struct feature_item {
    enum feature_kind kind;
    size_t first; /* of `texts`: the line to show, then the form */
    size_t shown;
    size_t form;
};

struct features {
    struct feature_item *items; /* owned */
    size_t count;
    size_t capacity;
    struct buffer texts;
    bool full; /* there were more than there may be */
};

void features_add(struct features *features, enum feature_kind kind, struct text shown, struct text form);
void features_clear(struct features *features);
void features_free(struct features *features);
void features_sort(struct features *features); /* by kind and form */
struct text features_shown(const struct features *features, size_t item);
struct text features_form(const struct features *features, size_t item);
/* Below 0: item `a` of `left` comes before item `b` of `right`. */
int features_compare(const struct features *left, size_t a, const struct features *right, size_t b);

#endif

#include "exporter/features.h"

#include <stdlib.h>

#include "base/memory.h"

enum { ITEMS_MAX = 20000, BYTES_MAX = 4 << 20 };

void features_add(struct features *features, enum feature_kind kind, struct text shown, struct text form)
{
    if (features->count == ITEMS_MAX || features->texts.length + shown.length + form.length > BYTES_MAX) {
        features->full = true;
        return;
    }
    features->items = memory_grow(features->items, features->count, &features->capacity, sizeof(*features->items));
    features->items[features->count++] = (struct feature_item){ .kind = kind, .first = features->texts.length, .shown = shown.length, .form = form.length };
    buffer_add(&features->texts, shown);
    buffer_add(&features->texts, form);
}

void features_clear(struct features *features)
{
    features->count = 0;
    features->full = false;
    buffer_clear(&features->texts);
}

void features_free(struct features *features)
{
    memory_free(features->items);
    buffer_free(&features->texts);
    *features = (struct features){ .count = 0 };
}

struct text features_shown(const struct features *features, size_t item)
{
    const struct feature_item *at = &features->items[item];
    return at->shown == 0 ? TEXT_EMPTY : (struct text){ features->texts.bytes + at->first, at->shown };
}

struct text features_form(const struct features *features, size_t item)
{
    const struct feature_item *at = &features->items[item];
    return at->form == 0 ? TEXT_EMPTY : (struct text){ features->texts.bytes + at->first + at->shown, at->form };
}

int features_compare(const struct features *left, size_t a, const struct features *right, size_t b)
{
    if (left->items[a].kind != right->items[b].kind) {
        return left->items[a].kind < right->items[b].kind ? -1 : 1;
    }
    return text_compare(features_form(left, a), features_form(right, b));
}

/* qsort() has no room for whose items they are: they carry their text along. */
struct sorted {
    const struct features *features;
    size_t item;
};

static int order(const void *a, const void *b)
{
    const struct sorted *one = a;
    const struct sorted *other = b;
    return features_compare(one->features, one->item, other->features, other->item);
}

void features_sort(struct features *features)
{
    struct sorted *sorted SCOPED_MEMORY = memory_new((features->count + 1) * sizeof(*sorted));
    struct feature_item *items SCOPED_MEMORY = memory_new((features->count + 1) * sizeof(*items));
    for (size_t i = 0; i < features->count; i++) {
        sorted[i] = (struct sorted){ features, i };
    }
    qsort(sorted, features->count, sizeof(*sorted), order);
    for (size_t i = 0; i < features->count; i++) {
        items[i] = features->items[sorted[i].item];
    }
    for (size_t i = 0; i < features->count; i++) {
        features->items[i] = items[i];
    }
}

#include "programme/yaml_take.h"

#include "base/language.h"
#include "base/memory.h"

enum { TEXT_MAX = 1000 };

static const struct error *missing(const char *file, const struct yaml_node *map, const char *key)
{
    return error_new(ERROR_FAILED, _("%s:%d:%d: %s is missing here"), file, map->place.line, map->place.column, key);
}

bool name_is_near(struct text typed, size_t distance)
{
    return distance <= (typed.length < 6 ? 1 : typed.length / 3);
}

static const struct error *unknown_key(const char *file, const struct yaml_node *item, const char *const *keys, const char *what, const char *nearest)
{
    struct buffer key SCOPED_BUFFER = { 0 };
    struct buffer names SCOPED_BUFFER = { 0 };
    buffer_add_printable(&key, text_of(item->key), 60);
    if (nearest != NULL) {
        return error_new(ERROR_FAILED, _("%s:%d:%d: \"%s\" is no name that is known here (%s); the nearest is %s"), file, item->key_place.line,
                         item->key_place.column, buffer_string(&key), what, nearest);
    }
    for (size_t k = 0; keys[k] != NULL; k++) {
        buffer_format(&names, "%s%s", k == 0 ? "" : ", ", keys[k]);
    }
    return error_new(ERROR_FAILED, _("%s:%d:%d: \"%s\" is no name that is known here (%s); expected %s"), file, item->key_place.line,
                     item->key_place.column, buffer_string(&key), what, buffer_string(&names));
}

const struct error *take_map(const char *file, const struct yaml_node *node, const char *const *keys, const char *what)
{
    if (node->kind != YAML_MAP) {
        return yaml_tree_wrong(file, node, what);
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = &node->items[i];
        const char *nearest = keys[0];
        size_t least = SIZE_MAX;
        for (size_t k = 0; keys[k] != NULL && least > 0; k++) {
            size_t distance = text_distance(text_of(item->key), text_of(keys[k]));
            distance = distance == 0 && strcmp(item->key, keys[k]) != 0 ? 1 : distance; /* only so many bytes are compared */
            nearest = distance < least ? keys[k] : nearest;
            least = distance < least ? distance : least;
        }
        if (least > 0) {
            return unknown_key(file, item, keys, what, name_is_near(text_of(item->key), least) ? nearest : NULL);
        }
    }
    return NULL;
}

const struct error *take_list(const char *file, const struct yaml_node *map, const char *key, size_t least, size_t most, const struct yaml_node **out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    struct buffer expected SCOPED_BUFFER = { 0 };
    *out = node;
    if (node == NULL) {
        return least == 0 ? NULL : missing(file, map, key);
    }
    buffer_format(&expected, _("a list of %zu to %zu values"), least, most);
    return node->kind == YAML_LIST && node->count >= least && node->count <= most ? NULL : yaml_tree_wrong(file, node, expected.bytes);
}

const struct error *take_scalar(const char *file, const struct yaml_node *map, const char *key, const struct yaml_node **out)
{
    *out = yaml_tree_get(map, key);
    if (*out == NULL) {
        return missing(file, map, key);
    }
    bool sound = (*out)->kind == YAML_SCALAR && (*out)->text[0] != '\0' && strlen((*out)->text) <= TEXT_MAX;
    return sound ? NULL : yaml_tree_wrong(file, *out, _("a text of 1 to 1000 bytes"));
}

/* Marks that make a line read otherwise than it is written: U+202A-202E, U+2066-2069. */
static bool turns_direction(const char *text)
{
    for (const char *at = strstr(text, "\xE2\x80"); at != NULL; at = strstr(at + 2, "\xE2\x80")) {
        if ((unsigned char)at[2] >= 0xAA && (unsigned char)at[2] <= 0xAE) {
            return true;
        }
    }
    for (const char *at = strstr(text, "\xE2\x81"); at != NULL; at = strstr(at + 2, "\xE2\x81")) {
        if ((unsigned char)at[2] >= 0xA6 && (unsigned char)at[2] <= 0xA9) {
            return true;
        }
    }
    return false;
}

const struct error *take_string(const char *file, const struct yaml_node *map, const char *key, char **out)
{
    const struct yaml_node *node;
    TRY(take_scalar(file, map, key, &node));
    size_t length = strlen(node->text);
    if (turns_direction(node->text)) {
        return yaml_tree_wrong(file, node, _("a text without marks that turn the direction of writing"));
    }
    if (text_control(text_of(node->text)) < length) {
        return yaml_tree_wrong(file, node, _("one line of text"));
    }
    *out = memory_new(length + 1);
    memcpy(*out, node->text, length);
    return NULL;
}

/* Digits, with a dot before each group of three or with none. */
static bool read_number(struct text text, int64_t *out)
{
    struct buffer digits SCOPED_BUFFER = { 0 };
    bool grouped = false;
    while (text.length > 0) {
        struct text group = text;
        const char *dot = memchr(text.bytes, '.', text.length);
        if (dot != NULL) {
            group = text_split(&text, '.');
        } else {
            text = TEXT_EMPTY;
        }
        bool first = digits.length == 0;
        grouped = grouped || dot != NULL;
        if (!text_all_digits(group) || group.length == 0 || (grouped && (first ? group.length > 3 : group.length != 3)) || (dot != NULL && text.length == 0)) {
            return false;
        }
        buffer_add(&digits, group);
    }
    return text_to_integer(buffer_text(&digits), out) && *out <= MONEY_MAX;
}

const struct error *take_number_of(const char *file, const struct yaml_node *node, int64_t *out)
{
    bool sound = node->kind == YAML_SCALAR && read_number(text_of(node->text), out);
    return sound ? NULL : yaml_tree_wrong(file, node, _("a whole number, as 5000000 or 5.000.000"));
}

const struct error *take_number(const char *file, const struct yaml_node *map, const char *key, int64_t *out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    return node == NULL ? missing(file, map, key) : take_number_of(file, node, out);
}

const struct error *take_day(const char *file, const struct yaml_node *map, const char *key, struct day *out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    *out = DAY_NONE;
    if (node == NULL) {
        return NULL;
    }
    bool sound = node->kind == YAML_SCALAR && day_parse_iso(text_of(node->text), out);
    return sound ? NULL : yaml_tree_wrong(file, node, _("a day that exists, as 2024-12-31"));
}

const struct error *take_word(const char *file, const struct yaml_node *map, const char *key, const char *const *words, int otherwise, int *out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    struct buffer expected SCOPED_BUFFER = { 0 };
    *out = otherwise;
    if (node == NULL) {
        return otherwise < 0 ? missing(file, map, key) : NULL;
    }
    for (int i = 0; words[i] != NULL; i++) {
        if (node->kind == YAML_SCALAR && strcmp(node->text, words[i]) == 0) {
            *out = i;
            return NULL;
        }
        buffer_format(&expected, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
    return yaml_tree_wrong(file, node, buffer_string(&expected));
}

const struct error *take_yes(const char *file, const struct yaml_node *map, const char *key, bool *out)
{
    static const char *const words[] = { "no", "yes", NULL };
    int word;
    TRY(take_word(file, map, key, words, 0, &word));
    *out = word == 1;
    return NULL;
}

const struct error *take_categories(const char *file, const struct yaml_node *map, bool *out)
{
    const struct yaml_node *list;
    TRY(take_list(file, map, "categories", 0, CATEGORY_COUNT, &list));
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        out[i] = list == NULL;
    }
    if (list != NULL && list->count == 0) {
        return yaml_tree_wrong(file, list, "milenial, emak-emak, pemula");
    }
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        enum category category;
        const struct yaml_node *item = &list->items[i];
        if (item->kind != YAML_SCALAR || !category_find(text_of(item->text), &category) || out[category]) {
            return yaml_tree_wrong(file, item, "milenial, emak-emak, pemula");
        }
        out[category] = true;
    }
    return NULL;
}

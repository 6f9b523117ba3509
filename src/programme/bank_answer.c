/* A bank's template from its YAML: the answer that comes back. */
#include "bank_answer.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/yaml_take.h"

static const char *const columns[] = { [BANK_REFERENCE] = "reference", [BANK_STATUS] = "status", [BANK_AMOUNT] = "amount",
                                       [BANK_DATE] = "date",           [BANK_REASON] = "reason",
                                       [BANK_ACCOUNT] = "account",     NULL };

static void words_free(struct bank_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        memory_free(words->items[i]);
    }
    words->count = 0;
}

void bank_answer_free(struct bank_answer *answer)
{
    for (int i = 0; i < BANK_COLUMNS; i++) {
        words_free(&answer->columns[i]);
    }
    words_free(&answer->paid);
    words_free(&answer->returned);
}

static bool has_word(const struct bank_words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (text_equal_nocase(text_of(words->items[i]), text_of(word))) {
            return true;
        }
    }
    return false;
}

static const struct error *take_words(const char *file, const struct yaml_node *map, const char *key, struct bank_words *out)
{
    const struct yaml_node *list = NULL;
    if (map != NULL) {
        TRY(take_list(file, map, key, 0, BANK_WORDS_MAX, &list));
    }
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct yaml_node *item = &list->items[i];
        bool sound = item->kind == YAML_SCALAR && item->text[0] != '\0' && strlen(item->text) <= 100 && text_control(text_of(item->text)) == strlen(item->text) &&
                     text_trim(text_of(item->text)).length == strlen(item->text) && !has_word(out, item->text);
        if (!sound) {
            return yaml_tree_wrong(file, item, _("a word of 1 to 100 bytes that is not there yet"));
        }
        char *word = memory_new(strlen(item->text) + 1);
        memcpy(word, item->text, strlen(item->text));
        out->items[out->count++] = word;
    }
    return list != NULL && list->count == 0 ? yaml_tree_wrong(file, list, _("words; leave the name away for those of the default")) : NULL;
}

static void fill(struct bank_words *words, struct bank_words *otherwise)
{
    if (words->count == 0) {
        *words = *otherwise;
        otherwise->count = 0;
    }
}

/* What one template says and what it leaves to the default must not contradict each other: the money would go two ways. */
static bool overlaps(const struct bank_words *a, const struct bank_words *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (has_word(b, a->items[i])) {
            return true;
        }
    }
    return false;
}

static const struct error *check(const char *file, const struct yaml_node *map, const struct bank_answer *answer)
{
    bool sound = !overlaps(&answer->paid, &answer->returned);
    for (int i = 0; i < BANK_COLUMNS; i++) {
        for (int k = 0; k < i; k++) {
            sound = sound && !overlaps(&answer->columns[i], &answer->columns[k]);
        }
    }
    return sound ? NULL : yaml_tree_wrong(file, map, _("each word with one meaning; what is not said here is as in the default template"));
}

static const struct error *take(const char *file, const struct yaml_node *map, struct bank_answer *out)
{
    static const char *const keys[] = { "columns", "paid", "returned", "decimal", NULL };
    static const char *const marks[] = { "comma", "dot", NULL };
    int word;
    TRY(take_map(file, map, keys, _("the bank's answer: columns, paid, returned, decimal")));
    const struct yaml_node *named = yaml_tree_get(map, "columns");
    if (named != NULL) {
        TRY(take_map(file, named, columns, _("the columns of the bank's answer")));
    }
    for (int i = 0; i < BANK_COLUMNS; i++) {
        TRY(take_words(file, named, columns[i], &out->columns[i]));
    }
    TRY(take_words(file, map, "paid", &out->paid));
    TRY(take_words(file, map, "returned", &out->returned));
    TRY(take_word(file, map, "decimal", marks, 0, &word));
    out->decimal_dot = word == 1;
    return NULL;
}

static bool is_whole(const struct bank_answer *answer)
{
    bool whole = answer->paid.count > 0 && answer->returned.count > 0;
    for (int i = 0; i < BANK_COLUMNS; i++) {
        whole = whole && answer->columns[i].count > 0;
    }
    return whole;
}

const struct error *bank_answer_take(const char *file, const struct yaml_node *root, struct bank_answer *out)
{
    const struct yaml_node *map = yaml_tree_get(root, "answer");
    if (map != NULL) {
        TRY(take(file, map, out));
    }
    if (!is_whole(out)) {
        struct yaml_node built_in SCOPED_YAML = { 0 };
        struct bank_answer otherwise = { 0 };
        struct text yaml;
        CHECK(resource_find(bank_templates, BANK_TEMPLATE_DEFAULT ".yaml", &yaml));
        TRY(yaml_tree_parse(BANK_TEMPLATE_DEFAULT ".yaml", yaml, &built_in));
        const struct error *error = take(BANK_TEMPLATE_DEFAULT ".yaml", yaml_tree_get(&built_in, "answer"), &otherwise);
        CHECK(error == NULL && is_whole(&otherwise));
        for (int i = 0; i < BANK_COLUMNS; i++) {
            fill(&out->columns[i], &otherwise.columns[i]);
        }
        fill(&out->paid, &otherwise.paid);
        fill(&out->returned, &otherwise.returned);
        bank_answer_free(&otherwise);
    }
    return map == NULL ? NULL : check(file, map, out);
}

/* Foreign bytes as a row of headers (the first line, a | between), what --map says (lines with a =) and words of cells (the
 * other lines): a header means one field, a word one thing, and a text is cleaned for good the first time. All of it is
 * also read as a file of spellings. */
#include <stdint.h>

#include "base/memory.h"
#include "importer/column.h"
#include "importer/name.h"
#include "importer/spelling.h"
#include "importer/word.h"
#include "programme/region.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { HEADERS_MAX = 64, MAPS_MAX = 8, LINES_MAX = 8 };

static void check_fold(struct text text)
{
    struct folded folded;
    struct folded again;
    header_fold(text, &folded);
    CHECK(folded.length <= HEADER_FOLD_BYTES);
    CHECK(text_utf8_invalid(folded_text(&folded)) == folded.length);
    header_fold(folded_text(&folded), &again);
    CHECK(text_equal(folded_text(&folded), folded_text(&again)));
}

static void check_columns(const struct csv_record *header, const struct columns *columns)
{
    CHECK(columns->count <= columns->width && columns->width <= header->count);
    for (int field = 0; field < FIELD_COUNT; field++) {
        int column = columns->of_field[field];
        CHECK(column >= 0 && (size_t)column <= columns->count);
        CHECK(column == 0 || columns->field_of[column - 1] == field);
        CHECK(column != 0 || !field_spec((enum field)field)->required);
    }
}

static void try_headers(struct text line, const char *const *maps)
{
    static struct columns columns;
    struct text fields[HEADERS_MAX];
    struct csv_record header = { .fields = fields, .line = 1 };
    struct findings findings;
    while (line.bytes != NULL && header.count < HEADERS_MAX) {
        fields[header.count++] = text_split(&line, '|');
        check_fold(fields[header.count - 1]);
    }
    findings_init(&findings);
    const struct error *error = columns_map(&header, maps, false, &findings, &columns);
    if (error == NULL) {
        check_columns(&header, &columns);
    } else {
        CHECK(error->message[0] != '\0');
    }
    findings_free(&findings);
}

static void try_word(struct word_book *book, struct text text)
{
    static const int lists[] = { WORD_CATEGORY, WORD_SEX, WORD_PATH, WORD_KABKOTA, 1505, 1571, 3173 };
    struct buffer suggestion SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        struct word word = word_find(book, lists[i], text);
        struct word again = word_find(book, lists[i], text);
        CHECK(word.code == again.code && word.nearest == again.nearest && word.elsewhere == again.elsewhere && word.amount == again.amount);
        CHECK(word.code == 0 || (word.nearest == 0 && word.elsewhere == 0));
        CHECK(lists[i] < 0 || word.code == 0 || region_find((int)word.code) != NULL);
        CHECK(lists[i] <= 0 || word.code == 0 || word.code / 100 == lists[i]);
        if (lists[i] >= 0) {
            word_suggest(&word, &suggestion);
        }
    }
}

static void try_name(struct text text)
{
    size_t used = 0;
    char *room SCOPED_MEMORY = memory_new(text.length * NAME_GROWTH + 1);
    struct text clean = name_clean(text, room, &used);
    if (text_utf8_invalid(text) < text.length) {
        return;
    }
    CHECK(used == clean.length && text_utf8_invalid(clean) == clean.length && text_control(clean) == clean.length);
    CHECK(text_equal(clean, text_trim(clean)));
    used = 0;
    char *more SCOPED_MEMORY = memory_new(clean.length * NAME_GROWTH + 1);
    CHECK(text_equal(name_clean(clean, more, &used), clean));
    CHECK(name_without_mark(clean).length <= clean.length);
}

static bool any_code(struct text name, int64_t *code_out)
{
    *code_out = (int64_t)name.length;
    return name.length < 8;
}

static void try_spellings(struct text yaml)
{
    static const struct spelling_list lists[] = { { "a", any_code }, { "b", any_code }, { NULL, NULL } };
    struct spellings *spellings = NULL;
    if (spellings_parse("f", yaml, lists, &spellings) == NULL) {
        size_t count;
        const struct spelling *all = spellings_all(spellings, &count);
        for (size_t i = 0; i < count; i++) {
            int64_t code = -1;
            CHECK(spellings_find(spellings, all[i].list, all[i].folded, &code) && code == all[i].code && all[i].line >= 1);
        }
    }
    spellings_free(spellings);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *copies[MAPS_MAX];
    const char *maps[MAPS_MAX + 1] = { NULL };
    size_t map_count = 0;
    if (length == 0 || length > 8192) {
        return 0;
    }
    struct text all = { (const char *)bytes, length };
    struct text rest = all;
    struct text headers = text_split(&rest, '\n');
    struct word_book *book = word_book_new();
    for (int lines = 0; rest.length > 0 && lines < LINES_MAX; lines++) {
        struct text line = text_split(&rest, '\n');
        if (line.length > 0 && memchr(line.bytes, '=', line.length) != NULL && map_count < MAPS_MAX) {
            copies[map_count] = memory_new(line.length + 1);
            memcpy(copies[map_count], line.bytes, line.length);
            maps[map_count] = copies[map_count];
            map_count++;
        } else {
            check_fold(line);
            try_word(book, line);
            try_name(line);
        }
    }
    try_headers(headers, maps);
    try_spellings(all);
    while (map_count > 0) {
        memory_free(copies[--map_count]);
    }
    word_book_free(book);
    return 0;
}

#include "region_key.h"

#include <threads.h>

#include "base/error.h"
#include "base/memory.h"
#include "resources.h"

enum { OTHERS_MAX = 96 };

struct region_names region_names;

/* What else is written for a word. */
static struct {
    struct text word;
    struct text other;
    bool joined;
} others[OTHERS_MAX];
static size_t other_count;

bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

struct name split_words(struct text text)
{
    struct name name = { .kind = '?' };
    size_t at = 0;
    while (at < text.length) {
        size_t begin = at;
        while (at < text.length && is_letter(text.bytes[at])) {
            at++;
        }
        if (at == begin) {
            at++;
        } else if (name.count < NAME_WORDS_MAX) {
            name.words[name.count++] = (struct text){ text.bytes + begin, at - begin };
        } else {
            return (struct name){ .kind = '?' }; /* a sentence, no name */
        }
    }
    return name;
}

bool is_one_of(struct text word, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (text_equal_nocase(word, text_of(*list))) {
            return true;
        }
    }
    return false;
}

static char kind_of(struct text word)
{
    static const char *const kabupaten[] = { "kabupaten", "kab", "kabu", "kbupaten", NULL };
    static const char *const kota[] = { "kota", "kotamadya", "kodya", NULL };
    return is_one_of(word, kabupaten) ? 'k' : is_one_of(word, kota) ? 'o' : '?';
}

void cut_words(struct name *name, size_t first, size_t count)
{
    memmove(name->words, name->words + first, count * sizeof(name->words[0]));
    name->count = count;
}

bool cut_kind(struct name *name)
{
    static const char *const administrative[] = { "administrasi", "adm", NULL }; /* Jakarta's official names */
    char kind = name->count > 1 ? kind_of(name->words[0]) : '?';
    if (kind == '?') {
        return false;
    }
    name->kind = name->kind == '?' || name->kind == kind ? kind : '?'; /* "Kab/Kota": not said which */
    cut_words(name, 1, name->count - 1);
    if (name->count > 1 && is_one_of(name->words[0], administrative)) {
        cut_words(name, 1, name->count - 1);
    }
    return true;
}

bool cut_kind_behind(struct name *name)
{
    char kind = name->count > 1 && name->kind == '?' ? kind_of(name->words[name->count - 1]) : '?';
    name->kind = kind == '?' ? name->kind : kind;
    name->count -= kind == '?' ? 0 : 1;
    return kind != '?';
}

bool cut_kecamatan(struct name *name)
{
    static const char *const words[] = { "kecamatan", "kec", "kecamtan", NULL };
    if (name->count > 1 && is_one_of(name->words[0], words)) {
        cut_words(name, 1, name->count - 1);
        return true;
    }
    if (name->count > 1 && is_one_of(name->words[name->count - 1], words)) {
        name->count--;
        return true;
    }
    return false;
}

/* 1 to 39; 0 when the word is no Roman numeral as it should be written. */
static int roman(struct text word)
{
    static const char *const tens[] = { "", "x", "xx", "xxx" };
    static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };
    for (int number = 1; number < 40 && word.length <= 7; number++) {
        size_t ten = strlen(tens[number / 10]);
        if (word.length == ten + strlen(ones[number % 10]) && text_equal_nocase((struct text){ word.bytes, ten }, text_of(tens[number / 10])) &&
            text_equal_nocase((struct text){ word.bytes + ten, word.length - ten }, text_of(ones[number % 10]))) {
            return number;
        }
    }
    return 0;
}

static void add_bytes(struct key *key, struct text text)
{
    for (size_t i = 0; i < text.length && key->length < KEY_BYTES; i++) {
        char byte = text.bytes[i];
        key->bytes[key->length++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
}

static void add_word(struct key *key, struct text word)
{
    int number = roman(word);
    if (number > 0) {
        char digits[2] = { (char)('0' + number / 10), (char)('0' + number % 10) };
        add_bytes(key, number < 10 ? (struct text){ digits + 1, 1 } : (struct text){ digits, 2 });
        return;
    }
    for (size_t i = 0; i < other_count; i++) {
        struct text other = others[i].other;
        bool whole = text_equal_nocase(word, other);
        if (whole || (others[i].joined && word.length > other.length && text_equal_nocase((struct text){ word.bytes, other.length }, other))) {
            add_bytes(key, others[i].word);
            add_bytes(key, (struct text){ word.bytes + other.length, word.length - other.length });
            return;
        }
    }
    add_bytes(key, word);
}

struct key key_of(const struct name *name)
{
    struct key key = { .kind = name->kind };
    for (size_t i = 0; i < name->count; i++) {
        add_word(&key, name->words[i]);
    }
    return key;
}

struct key key_of_region(const struct region *region)
{
    struct name name = split_words(region->name);
    if (region->code < 10000) {
        (void)cut_kind(&name);
    }
    return key_of(&name);
}

/* Place in the table of the first region with this code or a higher one. */
size_t first_of(int code)
{
    size_t low = 0;
    size_t high = region_names.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (region_names.regions[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void load_words(void)
{
    struct text rest;
    struct text line;
    CHECK(resource_find(programme_resources, "regions/kata_lain.csv", &rest));
    CHECK(resource_line(&rest, &line)); /* the header */
    while (resource_line(&rest, &line)) {
        CHECK(other_count < OTHERS_MAX);
        others[other_count].word = text_split(&line, ',');
        others[other_count].other = text_split(&line, ',');
        others[other_count++].joined = text_equal(line, TEXT("1"));
    }
}

static void load_aliases(void)
{
    struct text rest;
    struct text line;
    CHECK(resource_find(programme_resources, "regions/nama_lain.csv", &rest));
    CHECK(resource_line(&rest, &line)); /* the header */
    while (resource_line(&rest, &line)) {
        int64_t code;
        CHECK(region_names.alias_count < ALIASES_MAX && text_to_integer(text_split(&line, ','), &code));
        const struct region *region = region_find((int)code);
        CHECK(region != NULL);
        struct name name = split_words(line);
        struct key own = key_of_region(region);
        region_names.aliases[region_names.alias_count].key = key_of(&name);
        region_names.aliases[region_names.alias_count].key.kind = own.kind;
        region_names.aliases[region_names.alias_count++].region = region;
    }
}

static void load_once(void)
{
    region_names.regions = region_all(&region_names.count);
    region_names.keys = memory_new(region_names.count * sizeof(*region_names.keys));
    load_words();
    for (size_t i = 0; i < region_names.count; i++) {
        int code = region_names.regions[i].code;
        if (code < 10000 || code / 10000 == REGION_JAMBI) {
            region_names.keys[i] = key_of_region(&region_names.regions[i]);
        }
    }
    load_aliases();
}

void region_names_load(void)
{
    static once_flag loaded = ONCE_FLAG_INIT;
    call_once(&loaded, load_once);
}

struct key key_at(size_t i)
{
    return region_names.keys[i].length > 0 ? region_names.keys[i] : key_of_region(&region_names.regions[i]);
}

#include "programme/region.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "resources.h"
#include "store/query.h"

enum { PROVINCE_JAMBI = 15, KEY_BYTES = 64 };

/* Loaded at the first use from the embedded tables and kept until the program ends. */
static struct {
    struct region *items;
    size_t count;
    size_t capacity;
} regions;

static int compare_codes(const void *a, const void *b)
{
    const struct region *left = a;
    const struct region *right = b;
    return left->code - right->code;
}

static void load_file(const char *name, size_t valid_column)
{
    struct text rest;
    struct text line;
    CHECK(resource_find(programme_resources, name, &rest));
    CHECK(resource_line(&rest, &line)); /* the header */
    while (resource_line(&rest, &line)) {
        struct region region = { 0 };
        int64_t code;
        CHECK(text_to_integer(text_split(&line, ','), &code));
        region.code = (int)code;
        region.name = text_split(&line, ',');
        for (size_t column = 2; column < valid_column; column++) {
            (void)text_split(&line, ',');
        }
        region.retired = text_equal(text_split(&line, ','), TEXT("0"));
        regions.items = memory_grow(regions.items, regions.count, &regions.capacity, sizeof(region));
        regions.items[regions.count++] = region;
    }
}

static void load(void)
{
    if (regions.count > 0) {
        return;
    }
    load_file("regions/kabkota_indonesia.csv", 4);
    load_file("regions/kecamatan_indonesia.csv", 2);
    qsort(regions.items, regions.count, sizeof(*regions.items), compare_codes);
}

const struct region *region_all(size_t *count_out)
{
    load();
    *count_out = regions.count;
    return regions.items;
}

const struct region *region_find(int code)
{
    struct region key = { .code = code };
    load();
    return bsearch(&key, regions.items, regions.count, sizeof(key), compare_codes);
}

/* A name without case, punctuation and blanks, and whether it said kota or kabupaten. */
struct key {
    char bytes[KEY_BYTES];
    size_t length;
    char kind; /* 'k' kabupaten, 'o' kota, '?' not said */
};

static bool cut_word(struct text *name, const char *word)
{
    struct text prefix = text_of(word);
    if (name->length <= prefix.length || !text_equal_nocase((struct text){ name->bytes, prefix.length }, prefix)) {
        return false;
    }
    char next = name->bytes[prefix.length];
    if (next != ' ' && next != '.') {
        return false;
    }
    *name = text_trim((struct text){ name->bytes + prefix.length + 1, name->length - prefix.length - 1 });
    return true;
}

static void replace_prefix(struct key *key, const char *from, const char *to)
{
    size_t from_length = strlen(from);
    size_t to_length = strlen(to);
    if (key->length < from_length || memcmp(key->bytes, from, from_length) != 0 || key->length - from_length + to_length > KEY_BYTES) {
        return;
    }
    memmove(key->bytes + to_length, key->bytes + from_length, key->length - from_length);
    memcpy(key->bytes, to, to_length);
    key->length = key->length - from_length + to_length;
}

static void replace_whole(struct key *key, const char *from, const char *to)
{
    if (key->length == strlen(from)) {
        replace_prefix(key, from, to);
    }
}

enum level { LEVEL_KABKOTA, LEVEL_KECAMATAN };

static struct key key_of(struct text name, enum level level)
{
    struct key key = { .kind = '?' };
    name = text_trim(name);
    if (level == LEVEL_KECAMATAN) {
        (void)(cut_word(&name, "kecamatan") || cut_word(&name, "kec"));
    } else if (cut_word(&name, "kabupaten") || cut_word(&name, "kab")) {
        key.kind = 'k';
    } else if (cut_word(&name, "kota")) {
        key.kind = 'o';
    }
    (void)(level == LEVEL_KABKOTA && cut_word(&name, "administrasi")); /* Jakarta's official names */
    for (size_t i = 0; i < name.length && key.length < KEY_BYTES; i++) {
        char byte = name.bytes[i];
        if (byte >= 'A' && byte <= 'Z') {
            byte = (char)(byte + ('a' - 'A'));
        }
        if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80) {
            key.bytes[key.length++] = byte;
        }
    }
    /* The everyday short forms of Jambi's offices. */
    replace_prefix(&key, "tanjab", "tanjungjabung");
    replace_prefix(&key, "tjjabung", "tanjungjabung");
    replace_prefix(&key, "tjabung", "tanjungjabung");
    replace_prefix(&key, "muarajambi", "muarojambi");
    replace_whole(&key, "tanjungjabungbar", "tanjungjabungbarat");
    replace_whole(&key, "tanjungjabungtim", "tanjungjabungtimur");
    return key;
}

static struct text key_text(const struct key *key)
{
    return (struct text){ key->bytes, key->length };
}

/* Both said their kind, and differently. */
static bool kinds_differ(const struct key *a, const struct key *b)
{
    return a->kind != '?' && b->kind != '?' && a->kind != b->kind;
}

int region_kabkota_parse(struct text name)
{
    int64_t code;
    int found = 0;
    struct key wanted = key_of(name, LEVEL_KABKOTA);
    if (wanted.length == 0) {
        return 0;
    }
    if (wanted.length == 4 && text_to_integer(key_text(&wanted), &code) && region_find((int)code) != NULL) {
        return (int)code;
    }
    load();
    for (int jambi = 1; jambi >= 0 && found == 0; jambi--) {
        for (size_t i = 0; i < regions.count; i++) {
            const struct region *region = &regions.items[i];
            if (region->code < 1000 || region->code > 9999 || region->retired || (region->code / 100 == PROVINCE_JAMBI) != (jambi == 1)) {
                continue;
            }
            struct key key = key_of(region->name, LEVEL_KABKOTA);
            if (text_equal(key_text(&key), key_text(&wanted)) && !kinds_differ(&key, &wanted)) {
                if (found != 0) {
                    return 0; /* a kabupaten and a kota of the same name: not said which */
                }
                found = region->code;
            }
        }
    }
    return found;
}

int region_kecamatan_parse(struct text name, int kabkota)
{
    int64_t code;
    struct key wanted = key_of(name, LEVEL_KECAMATAN);
    if (wanted.length == 0) {
        return 0;
    }
    if (wanted.length == 6 && text_to_integer(key_text(&wanted), &code)) {
        return code / 100 == kabkota && region_find((int)code) != NULL ? (int)code : 0;
    }
    load();
    for (size_t i = 0; i < regions.count; i++) {
        const struct region *region = &regions.items[i];
        if (region->code / 100 != kabkota || region->code < 100000 || region->retired) {
            continue;
        }
        struct key key = key_of(region->name, LEVEL_KECAMATAN);
        if (text_equal(key_text(&key), key_text(&wanted))) {
            return region->code;
        }
    }
    return 0;
}

/* The nearest of the regions whose code / 100 is `parent`, at most a third of its letters away. */
static const struct region *nearest(struct text name, int parent)
{
    const struct region *best = NULL;
    size_t best_distance = 0;
    enum level level = parent < 100 ? LEVEL_KABKOTA : LEVEL_KECAMATAN;
    struct key wanted = key_of(name, level);
    load();
    for (size_t i = 0; i < regions.count; i++) {
        const struct region *region = &regions.items[i];
        if (region->code / 100 != parent || region->retired) {
            continue;
        }
        struct key key = key_of(region->name, level);
        size_t distance = text_distance(key_text(&key), key_text(&wanted)) + (kinds_differ(&key, &wanted) ? 1 : 0);
        if (distance * 3 <= key.length && (best == NULL || distance < best_distance)) {
            best = region;
            best_distance = distance;
        }
    }
    return best;
}

const struct region *region_kabkota_nearest(struct text name)
{
    return nearest(name, PROVINCE_JAMBI);
}

const struct region *region_kecamatan_nearest(struct text name, int kabkota)
{
    return nearest(name, kabkota);
}

const struct error *region_install(struct store *store)
{
    struct query *insert SCOPED_QUERY = NULL;
    load();
    TRY(query_open(store, "INSERT INTO region (code, name, parent) VALUES (?1, ?2, ?3)", &insert));
    for (size_t i = 0; i < regions.count; i++) {
        const struct region *region = &regions.items[i];
        query_bind_integer(insert, 1, region->code);
        query_bind_text(insert, 2, region->name);
        if (region->code < 100 || region_find(region->code / 100) == NULL) {
            query_bind_null(insert, 3);
        } else {
            query_bind_integer(insert, 3, region->code / 100);
        }
        TRY(query_run(insert));
    }
    return NULL;
}

const struct error *region_verify(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    load();
    TRY(query_open(store, "SELECT code, name, coalesce(parent, 0) FROM region ORDER BY code", &query));
    for (size_t i = 0; i <= regions.count; i++) {
        TRY(query_step(query, &row));
        if (row != (i < regions.count)) {
            return error_new(ERROR_UNVERIFIED, _("table region: rows are missing or added"));
        }
        if (!row) {
            return NULL;
        }
        const struct region *region = &regions.items[i];
        int parent = region->code < 100 || region_find(region->code / 100) == NULL ? 0 : region->code / 100;
        if (query_integer(query, 0) != region->code || !text_equal(query_text(query, 1), region->name) || query_integer(query, 2) != parent) {
            return error_new(ERROR_UNVERIFIED, _("table region: row %lld is not the built-in one"), (long long)query_integer(query, 0));
        }
    }
    return NULL;
}

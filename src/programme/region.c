#include "programme/region.h"

#include <stdlib.h>
#include <threads.h>

#include "base/language.h"
#include "base/memory.h"
#include "resources.h"
#include "store/query.h"

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

static void load_once(void)
{
    load_file("regions/kabkota_indonesia.csv", 4);
    load_file("regions/kecamatan_indonesia.csv", 2);
    qsort(regions.items, regions.count, sizeof(*regions.items), compare_codes);
}

static once_flag loaded = ONCE_FLAG_INIT;

static void load(void)
{
    call_once(&loaded, load_once);
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

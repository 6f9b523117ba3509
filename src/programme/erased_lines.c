#include "programme/erased_lines.h"

#include "base/memory.h"

const struct error *erased_lines_any(struct store *store, bool *out)
{
    int64_t any;
    TRY(query_one_integer(store, "SELECT EXISTS (SELECT 1 FROM erasure)", &any));
    *out = any != 0;
    return NULL;
}

static const struct error *add_lines(struct store *store, const char *sql, int year, const struct digest *sha256, struct number_set *set)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year);
    query_bind_bytes(query, 2, sha256->bytes, DIGEST_BYTES);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        (void)number_set_add(set, query_integer(query, 0), 1);
    }
}

static const struct error *ask_known(struct store *store, const char *sql, int year, const struct digest *sha256, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year);
    query_bind_bytes(query, 2, sha256->bytes, DIGEST_BYTES);
    return query_step(query, out);
}

const struct error *erased_lines_load(struct store *store, int year, const struct digest *sha256, struct erased_lines *out)
{
    struct erased_lines lines __attribute__((cleanup(erased_lines_free))) = { 0 };
    TRY(add_lines(store,
                  "SELECT a.line FROM erasure AS r CROSS JOIN applicant AS a ON a.id = r.applicant_id JOIN import AS i ON i.id = a.import_id WHERE ?1 > 0 AND i.sha256 = ?2 "
                  "UNION SELECT s.line FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE s.erased IS NOT NULL AND i.sha256 = ?2",
                  year, sha256, &lines.lines));
    TRY(ask_known(store, "SELECT 1 FROM import AS i JOIN erasure AS e ON e.year = i.year AND e.position > i.position WHERE i.year = ?1 AND i.sha256 = ?2 LIMIT 1", year,
                  sha256, &lines.known));
    if (lines.known) {
        /* One that was set aside before, at the same line of another file, was not kept twice. */
        TRY(add_lines(store, "SELECT s.line FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE i.year = ?1 AND s.erased IS NULL AND ?2 IS NOT NULL", year,
                      sha256, &lines.aside));
        TRY(add_lines(store, "SELECT s.line FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE i.year = ?1 AND s.erased IS NOT NULL AND ?2 IS NOT NULL", year,
                      sha256, &lines.lines));
    }
    MEMORY_GIVE(out, lines);
    return NULL;
}

const struct error *erased_lines_load_list(struct store *store, int year, const struct digest *sha256, struct erased_lines *out)
{
    struct erased_lines lines __attribute__((cleanup(erased_lines_free))) = { 0 };
    TRY(add_lines(store,
                  "SELECT x.line FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id WHERE ?1 > 0 AND x.erased IS NOT NULL AND l.file_sha256 = ?2", year,
                  sha256, &lines.lines));
    MEMORY_GIVE(out, lines);
    return NULL;
}

void erased_lines_free(struct erased_lines *lines)
{
    number_set_free(&lines->lines);
    number_set_free(&lines->aside);
    *lines = (struct erased_lines){ 0 };
}

bool erased_lines_has(const struct erased_lines *lines, int64_t line)
{
    return number_set_get(&lines->lines, line) != 0 || (lines->known && number_set_get(&lines->aside, line) == 0);
}

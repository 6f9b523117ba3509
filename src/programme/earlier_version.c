#include "earlier_version.h"

#include "store/query.h"

const struct error *earlier_versions_any(struct store *store, int year, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM amendment WHERE year = ?1 LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    return query_step(query, out);
}

const struct error *earlier_version_says(struct store *store, int year, struct nik nik, struct text canonical, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = false;
    TRY(query_open(store, "SELECT line, salt, commitment FROM amendment WHERE year = ?1 AND nik = ?2", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    for (;;) {
        struct digest commitment;
        TRY(query_step(query, &row));
        if (!row || *out) {
            return NULL;
        }
        struct text salt = query_bytes(query, 1);
        if (salt.length == SALT_BYTES) {
            applicant_commitment(salt, query_integer(query, 0), canonical, &commitment);
            *out = text_equal(query_bytes(query, 2), digest_text(&commitment));
        }
    }
}

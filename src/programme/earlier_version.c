#include "earlier_version.h"

#include "store/query.h"

const struct error *earlier_versions_load(struct store *store, int year, struct number_set *niks, bool *any_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *any_out = false;
    TRY(query_open(store, "SELECT applicant_id, nik FROM amendment WHERE year = ?1", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        (void)number_set_add(niks, query_integer(query, 1), (uint32_t)query_integer(query, 0));
        *any_out = true;
    }
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

const struct error *earlier_version_owner(struct store *store, int year, struct nik nik, uint32_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id FROM applicant WHERE year = ?1 AND nik = ?2", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &row));
    *out = row ? (uint32_t)query_integer(query, 0) : 0;
    return NULL;
}

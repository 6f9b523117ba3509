/* What an erasure emptied, against its entry. */
#include "base/language.h"
#include "erasure_mark.h"
#include "store/query.h"

/* A line a row: what it is, and what the books count by in it. In the order of the kinds. */
static const char emptied_rows[] =
    "SELECT 0 AS kind, id AS number, 0 AS other, 'applicant ' || id || ' ' || import_id || ' ' || line || ' ' || year || ' ' || kategori || ' ' || kabupaten_usaha || ' ' || "
    "coalesce(kecamatan_usaha, 0) || ' ' || coalesce(jalur, 0) FROM applicant WHERE id = ?2 AND erased = ?1 "
    "UNION ALL SELECT 1, id, 0, 'amendment ' || id || ' ' || applicant_id || ' ' || line || ' ' || year || ' ' || kategori || ' ' || kabupaten_usaha "
    "FROM amendment WHERE erased = ?1 "
    "UNION ALL SELECT 2, id, 0, 'set-aside ' || id || ' ' || import_id || ' ' || line || ' ' || kind FROM set_aside WHERE erased = ?1 "
    "UNION ALL SELECT 3, id, 0, 'exclusion ' || id || ' ' || list_id || ' ' || line FROM exclusion WHERE erased = ?1 "
    "UNION ALL SELECT 4, position, 1, 'withdrawal ' || position FROM withdrawal WHERE erased = ?1 "
    "UNION ALL SELECT 4, position, 2, 'review ' || position FROM review WHERE erased = ?1 "
    "UNION ALL SELECT 4, position, 3, 'amendment-reason ' || position FROM amendment WHERE reason_erased = ?1 "
    "UNION ALL SELECT 4, position, 4, 'cancellation ' || position FROM cancellation WHERE erased = ?1 "
    "UNION ALL SELECT 4, position, 5, 'second-answer ' || position FROM second_answer WHERE erased = ?1 "
    "UNION ALL SELECT 5, lottery, applicant_id, 'ticket ' || lottery || ' ' || applicant_id FROM lottery_ticket WHERE erased = ?1 "
    "UNION ALL SELECT 6, id, 0, 'decree-row ' || id || ' ' || decree_id || ' ' || line || ' ' || coalesce(kategori, 0) || ' ' || amount FROM decree_row WHERE erased = ?1 "
    "UNION ALL SELECT 7, position, 0, 'report ' || position || ' ' || payout_id || ' ' || used FROM lpj WHERE erased = ?1 "
    "ORDER BY 1, 2, 3";

const struct error *erasure_digest(struct store *store, int64_t position, int64_t applicant_id, int64_t counts[ERASED_KINDS], int64_t *rows_out, struct digest *out)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *rows_out = 0;
    TRY(query_open(store, emptied_rows, &query));
    query_bind_integer(query, 1, position);
    query_bind_integer(query, 2, applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            hasher_finish(hasher, out);
            return NULL;
        }
        counts[query_integer(query, 0)] += 1;
        hasher_add(hasher, query_text(query, 3));
        hasher_add(hasher, TEXT("\n"));
        *rows_out += 1;
    }
}

const struct error *erasure_kin_digest(struct store *store, int64_t position, int64_t *rows_out, struct digest *out)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *rows_out = 0;
    TRY(query_open(store, "SELECT applicant_id || ' ' || relation || char(10) FROM erasure_kin WHERE erasure = ?1 ORDER BY applicant_id", &query));
    query_bind_integer(query, 1, position);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            hasher_finish(hasher, out);
            return NULL;
        }
        hasher_add(hasher, query_text(query, 0));
        *rows_out += 1;
    }
}

/* The application that the entry names is the one that it emptied. */
static const struct error *check_applicant(struct store *store, int64_t position, struct text entry)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t named = 0;
    int64_t year = 0;
    bool row;
    (void)entry_get_integer(entry, "applicant", &named);
    (void)entry_get_integer(entry, "year", &year);
    if (named == 0) {
        return NULL; /* only other rows spoke of the NIK */
    }
    TRY(query_open(store, "SELECT 1 FROM applicant WHERE id = ?2 AND erased = ?1 AND year = ?3", &query));
    query_bind_integer(query, 1, position);
    query_bind_integer(query, 2, named);
    query_bind_integer(query, 3, year);
    TRY(query_step(query, &row));
    return row
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("table applicant: journal entry %lld did not erase that applicant"), (long long)position);
}

const struct error *erasure_verify(struct store *store, int64_t position, struct text entry)
{
    int64_t counts[ERASED_KINDS] = { 0 };
    struct digest digest;
    struct digest stated;
    int64_t rows;
    int64_t expected;
    int64_t applicant = 0;
    (void)entry_get_integer(entry, "applicant", &applicant);
    TRY(erasure_digest(store, position, applicant, counts, &rows, &digest));
    if (!entry_get_integer(entry, "rows", &expected) || rows != expected || !entry_get_digest(entry, "rows-digest", &stated) || !digest_equal(&digest, &stated)) {
        return error_new(ERROR_UNVERIFIED, _("the rows that were emptied are not those that journal entry %lld erased"), (long long)position);
    }
    TRY(erasure_kin_digest(store, position, &rows, &digest));
    if (!entry_get_integer(entry, "kin", &expected) || rows != expected || !entry_get_digest(entry, "kin-digest", &stated) || !digest_equal(&digest, &stated)) {
        return error_new(ERROR_UNVERIFIED, _("table erasure_kin: the rows are not those of journal entry %lld"), (long long)position);
    }
    return check_applicant(store, position, entry);
}

const struct error *erasure_touched(struct store *store, int64_t applicant_id, int64_t position, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM erasure_kin WHERE applicant_id = ?1 AND erasure >= ?2 LIMIT 1", &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, position);
    return query_step(query, out);
}

const struct error *erasure_names(struct store *store, int64_t position, int64_t applicant_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM erasure WHERE position = ?1 AND applicant_id = ?2", &query));
    query_bind_integer(query, 1, position);
    query_bind_integer(query, 2, applicant_id);
    return query_step(query, out);
}

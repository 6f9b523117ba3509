#include "committed_rows.h"

#include "applicant_row.h"
#include "base/error.h"
#include "base/language.h"
#include "exclusion_row.h"
#include "programme/decree.h"
#include "programme/lpj.h"
#include "programme/erasure.h"
#include "register_row.h"

/* The recommended path stands behind the kecamatan, which has two columns. */
enum { JALUR_COLUMN = 3 + FIELD_JALUR + 1 };

/* Rows of a file, walked in the order of their ids, against the digest in the file's entry. */
struct digest_check {
    struct query *imports; /* id, digest, rows; in the order of ids */
    struct hasher *hasher;
    const char *table;
    int64_t import_id; /* the one that is being walked; 0 = none yet */
    int64_t rows;
    int64_t last_id; /* rows are numbered from 1 without a gap */
};

static void digest_check_close(struct digest_check *check)
{
    query_close(check->imports);
    hasher_free(check->hasher);
}

static const struct error *finish_import(struct digest_check *check)
{
    struct digest digest;
    hasher_finish(check->hasher, &digest);
    if (check->import_id == 0) {
        return NULL;
    }
    int64_t expected = query_integer(check->imports, 2);
    if (!text_equal(query_bytes(check->imports, 1), digest_text(&digest)) || (expected >= 0 && expected != check->rows)) {
        return error_new(ERROR_UNVERIFIED, _("table %s: the rows of import %lld are not those that its journal entry vouches for"), check->table,
                         (long long)check->import_id);
    }
    return NULL;
}

/* Goes on to the import with that id; every import in between has no rows. INT64_MAX = to the end. */
static const struct error *reach_import(struct digest_check *check, int64_t import_id)
{
    while (check->import_id != import_id) {
        bool row;
        TRY(finish_import(check));
        TRY(query_step(check->imports, &row));
        if (!row && import_id == INT64_MAX) {
            return NULL;
        }
        if (!row || query_integer(check->imports, 0) > import_id) {
            return error_new(ERROR_UNVERIFIED, _("table %s: a row of import %lld stands out of order"), check->table, (long long)import_id);
        }
        check->import_id = query_integer(check->imports, 0);
        check->rows = 0;
    }
    return NULL;
}

/* The row has the commitment that its salt and text make. */
static const struct error *check_row(const char *table, int64_t id, int64_t line, struct text salt, struct text commitment, struct text canonical)
{
    struct digest expected;
    if (salt.length != SALT_BYTES) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld has no salt"), table, (long long)id);
    }
    applicant_commitment(salt, line, canonical, &expected);
    return text_equal(commitment, digest_text(&expected))
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("table %s: row %lld was changed: it does not have its commitment"), table, (long long)id);
}

/* `commitment` is the one that the file's digest covers. */
static const struct error *add_row(struct digest_check *check, int64_t id, int64_t import_id, struct text commitment)
{
    if (id != ++check->last_id) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld is missing or has another number"), check->table, (long long)check->last_id);
    }
    TRY(reach_import(check, import_id));
    hasher_add(check->hasher, commitment);
    check->rows += 1;
    return NULL;
}

/* What was erased is gone: the salt and every column but those that the erasure's digest covers. */
static const struct error *check_erased(struct query *query, const char *table, int salt)
{
    bool empty = query_is_null(query, salt);
    for (int column = APPLICANT_ROW_COUNT - 1; column >= 3 && empty; column--) {
        bool kept = column == 3 + FIELD_KATEGORI || column == 3 + FIELD_KABUPATEN_USAHA || column == 3 + FIELD_KECAMATAN_USAHA || column == JALUR_COLUMN;
        empty = kept || query_is_null(query, column);
    }
    return empty ? NULL : error_new(ERROR_UNVERIFIED, _("table %s: row %lld was erased and has content again"), table, (long long)query_integer(query, 0));
}

/* An applicant's row, or an earlier version of one, in the columns from the first on. */
static const struct error *check_applicant(struct query *query, const char *table, struct text salt, struct text commitment, struct buffer *canonical)
{
    struct applicant applicant;
    applicant_row_read(query, 0, &applicant);
    if (!applicant_row_unambiguous(query, 0, &applicant)) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld was changed: it has a value that no file puts there"), table, (long long)applicant.id);
    }
    buffer_clear(canonical);
    applicant_canonical(&applicant, canonical);
    return check_row(table, applicant.id, applicant.line, salt, commitment, buffer_text(canonical));
}

/* The file vouches for the first version of a row, its `amendment` entries lead from there to the one that stands. */
static const struct error *check_erased_applicant(struct store *store, struct query *query, int salt, int erased)
{
    bool named;
    TRY(erasure_names(store, query_integer(query, erased), query_integer(query, 0), &named));
    return named ? check_erased(query, "applicant", salt)
                 : error_new(ERROR_UNVERIFIED, _("table %s: row %lld is empty, and no journal entry erased it"), "applicant", (long long)query_integer(query, 0));
}

static const struct error *walk_applicants(struct store *store, struct digest_check *check)
{
    enum { IMPORT = APPLICANT_ROW_COUNT, SALT, COMMITMENT, YEAR, ERASED, FIRST };
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT id, applicants_digest, accepted FROM import ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.import_id, a.salt, a.commitment, i.year, a.erased, "
                          "(SELECT v.commitment FROM amendment AS v WHERE v.applicant_id = a.id ORDER BY v.id LIMIT 1) FROM applicant AS a "
                          "JOIN import AS i ON i.id = a.import_id ORDER BY a.id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return reach_import(check, INT64_MAX);
        }
        int64_t id = query_integer(query, 0);
        if (query_integer(query, 2) != query_integer(query, YEAR)) {
            return error_new(ERROR_UNVERIFIED, _("table applicant: row %lld is not of its import's year"), (long long)id);
        }
        TRY(query_is_null(query, ERASED) ? check_applicant(query, check->table, query_bytes(query, SALT), query_bytes(query, COMMITMENT), &canonical)
                                         : check_erased_applicant(store, query, SALT, ERASED));
        TRY(add_row(check, id, query_integer(query, IMPORT), query_bytes(query, query_is_null(query, FIRST) ? COMMITMENT : FIRST)));
    }
}

/* The columns of a row that was erased are NULL. */
static const struct error *check_gone(struct query *query, const char *table, int first, int last)
{
    for (int column = first; column <= last; column++) {
        if (!query_is_null(query, column)) {
            return error_new(ERROR_UNVERIFIED, _("table %s: row %lld was erased and has content again"), table, (long long)query_integer(query, 0));
        }
    }
    return NULL;
}

static const struct error *walk_set_aside(struct store *store, struct digest_check *check)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT id, set_aside_digest, -1 FROM import ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT id, import_id, line, kind, raw, findings, salt, commitment, erased FROM set_aside ORDER BY id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return reach_import(check, INT64_MAX);
        }
        if (query_is_null(query, 8)) {
            buffer_clear(&canonical);
            set_aside_canonical(query_integer(query, 3), query_text(query, 4), query_text(query, 5), &canonical);
            TRY(check_row(check->table, query_integer(query, 0), query_integer(query, 2), query_bytes(query, 6), query_bytes(query, 7), buffer_text(&canonical)));
        } else {
            TRY(check_gone(query, check->table, 4, 6));
        }
        TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_bytes(query, 7)));
    }
}

static const struct error *walk_exclusions(struct store *store, struct digest_check *check)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT id, digest, accepted FROM exclusion_list ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT id, list_id, line, nik, no_kk, nama, keterangan, salt, commitment, erased FROM exclusion ORDER BY id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return reach_import(check, INT64_MAX);
        }
        if (!query_is_null(query, 9)) {
            TRY(check_gone(query, check->table, 3, 7));
            TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_bytes(query, 8)));
            continue;
        }
        const struct exclusion exclusion = { query_integer(query, 2), query_integer(query, 3), query_integer(query, 4), query_text(query, 5), query_text(query, 6) };
        bool sound = text_control(exclusion.nama) == exclusion.nama.length && text_control(exclusion.keterangan) == exclusion.keterangan.length;
        for (int column = 3; column < 7 && sound; column++) { /* 0 and '' read like NULL, and a program never writes them */
            sound = query_is_null(query, column) || (column < 5 ? query_integer(query, column) != 0 : query_text(query, column).length > 0);
        }
        if (!sound) {
            return error_new(ERROR_UNVERIFIED, _("table %s: row %lld was changed: it has a value that no file puts there"), check->table,
                             (long long)query_integer(query, 0));
        }
        buffer_clear(&canonical);
        exclusion_canonical(&exclusion, &canonical);
        TRY(check_row(check->table, query_integer(query, 0), exclusion.line, query_bytes(query, 7), query_bytes(query, 8), buffer_text(&canonical)));
        TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_bytes(query, 8)));
    }
}

static const struct error *walk_decrees(struct store *store, struct digest_check *check)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    int64_t sum = 0;
    bool row;
    TRY(query_open(store, "SELECT id, digest, row_count FROM decree ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT id, decree_id, line, nik, nama, kategori, amount, no_rekening, salt, commitment, erased FROM decree_row ORDER BY id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (!query_is_null(query, 10)) {
            TRY(check_gone(query, check->table, 3, 4));
            TRY(check_gone(query, check->table, 7, 8));
            TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_bytes(query, 9)));
            continue;
        }
        const struct decree_row item = { query_integer(query, 2), query_integer(query, 3), query_text(query, 4), (enum category)query_integer(query, 5),
                                         { query_integer(query, 6) }, query_text(query, 7) };
        bool sound = text_control(item.nama) == item.nama.length && text_control(item.no_rekening) == item.no_rekening.length &&
                     !query_is_null(query, 4) && !query_is_null(query, 7); /* NULL reads like '' */
        if (!sound || (!query_is_null(query, 5) && (query_integer(query, 5) < 1 || query_integer(query, 5) > CATEGORY_COUNT))) {
            return error_new(ERROR_UNVERIFIED, _("table %s: row %lld was changed: it has a value that no file puts there"), check->table,
                             (long long)query_integer(query, 0));
        }
        buffer_clear(&canonical);
        decree_row_canonical(&item, &canonical);
        TRY(check_row(check->table, query_integer(query, 0), item.line, query_bytes(query, 8), query_bytes(query, 9), buffer_text(&canonical)));
        TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_bytes(query, 9)));
    }
    TRY(query_one_integer(store, "SELECT coalesce((SELECT d.id FROM decree AS d WHERE d.amount <> (SELECT sum(r.amount) FROM decree_row AS r WHERE r.decree_id = d.id) LIMIT 1), 0)", &sum));
    return sum == 0 ? reach_import(check, INT64_MAX) : error_new(ERROR_UNVERIFIED, _("table decree: the rows of decree %lld do not have its amount"), (long long)sum);
}

static const struct error *check_import_rows(struct store *store, const char *table,
                                             const struct error *(*walk_rows)(struct store *, struct digest_check *))
{
    struct digest_check check __attribute__((cleanup(digest_check_close))) = { .hasher = hasher_new(), .table = table };
    /* An error never points into `check`; the analyser takes any pointer that goes in for one that may come out. */
    /* cppcheck-suppress returnDanglingLifetime */
    return walk_rows(store, &check);
}

static const struct error *check_reasons(struct store *store, const char *table, const char *sql)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (!query_is_null(query, 4)) {
            TRY(check_gone(query, table, 1, 2));
        } else if (query_is_null(query, 1) || !reason_fits(query_text(query, 1), query_bytes(query, 2), query_bytes(query, 3))) {
            return error_new(ERROR_UNVERIFIED, _("table %s: the reason of journal entry %lld was changed: it does not have its commitment"), table,
                             (long long)query_integer(query, 0));
        }
    }
}

static const struct error *check_reports(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT position, document, note, salt, commitment, erased FROM lpj ORDER BY position", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (!query_is_null(query, 5)) {
            TRY(check_gone(query, "lpj", 1, 3));
        } else if (query_is_null(query, 1) || query_is_null(query, 2) || !lpj_fits(query_text(query, 1), query_text(query, 2), query_bytes(query, 3), query_bytes(query, 4))) {
            return error_new(ERROR_UNVERIFIED, _("table lpj: the texts of journal entry %lld were changed: they do not have their commitment"),
                             (long long)query_integer(query, 0));
        }
    }
}

static const struct error *check_earlier_versions(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.salt, a.commitment, a.erased FROM amendment AS a ORDER BY a.id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        TRY(query_is_null(query, APPLICANT_ROW_COUNT + 2)
                ? check_applicant(query, "amendment", query_bytes(query, APPLICANT_ROW_COUNT), query_bytes(query, APPLICANT_ROW_COUNT + 1), &canonical)
                : check_erased(query, "amendment", APPLICANT_ROW_COUNT));
    }
}

const struct error *committed_rows_check(struct store *store)
{
    TRY(check_import_rows(store, "applicant", walk_applicants));
    TRY(check_import_rows(store, "set_aside", walk_set_aside));
    TRY(check_import_rows(store, "exclusion", walk_exclusions));
    TRY(check_import_rows(store, "decree_row", walk_decrees));
    TRY(check_reasons(store, "withdrawal", "SELECT position, reason, salt, commitment, erased FROM withdrawal ORDER BY position"));
    TRY(check_reasons(store, "cancellation", "SELECT position, reason, salt, commitment, erased FROM cancellation ORDER BY position"));
    TRY(check_reasons(store, "second_answer", "SELECT position, reason, salt, commitment, erased FROM second_answer ORDER BY position"));
    TRY(check_reasons(store, "review", "SELECT position, reason, salt, commitment, erased FROM review ORDER BY position"));
    TRY(check_reasons(store, "amendment", "SELECT position, reason, reason_salt, reason_commitment, reason_erased FROM amendment ORDER BY position"));
    TRY(check_reports(store));
    TRY(check_reasons(store, "erasure", "SELECT position, reason, salt, commitment, NULL FROM erasure ORDER BY position"));
    return check_earlier_versions(store);
}

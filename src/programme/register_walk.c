#include "register_walk.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/bar.h"
#include "tier.h"

enum { NIK_COLUMN = 3 + FIELD_NIK };

/* The first amendment after `before` kept the version that stood then. */
static const struct error *load_amended(struct store *store, int year, int64_t before, struct number_set *amended)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT applicant_id, id FROM amendment WHERE year = ?1 AND position >= ?2 ORDER BY id", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (query_integer(query, 0) == 0 || query_integer(query, 1) <= 0 || query_integer(query, 1) > UINT32_MAX) {
            return error_new(ERROR_UNVERIFIED, _("table amendment: a row without an applicant; run `dumisake verify`"));
        }
        (void)number_set_add(amended, query_integer(query, 0), (uint32_t)query_integer(query, 1));
    }
}

/* A text that APPLICANT_ROW_COLUMNS_FEW leaves out. */
static bool is_left_out(enum field field)
{
    enum field_type type = field_spec(field)->type;
    return (type == TYPE_TEXT || type == TYPE_PHONE || type == TYPE_BANK_NUMBER) && field != FIELD_NIB;
}

/* Whoever walks may ask for these without a rule. */
static bool is_always_read(enum field field)
{
    return field == FIELD_NIK || field == FIELD_NO_KK || field == FIELD_KATEGORI || field == FIELD_KABUPATEN_USAHA || field == FIELD_JALUR;
}

static bool names(const struct expression *condition, enum field field)
{
    for (uint16_t k = 0; k < condition->count; k++) {
        if (condition->nodes[k].field == field) {
            return true;
        }
    }
    return false;
}

/* Whatever a rule or a tier does with it. */
static bool is_named(const struct programme *programme, enum field field)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (names(&programme->rules[i].condition, field)) {
            return true;
        }
    }
    for (size_t i = 0; i < programme->tier_count; i++) {
        if (names(&programme->tiers[i].when, field)) {
            return true;
        }
    }
    return false;
}

/* What the rules name of APPLICANT_ROW_COLUMNS_FEW, or all when a rule names one that it leaves out. */
static uint64_t fields_of(const struct programme *programme)
{
    uint64_t fields = 0;
    for (int field = 0; programme != NULL && field < FIELD_COUNT; field++) {
        bool named = is_named(programme, (enum field)field);
        if (named && is_left_out((enum field)field)) {
            return UINT64_MAX;
        }
        fields |= named || is_always_read((enum field)field) ? UINT64_C(1) << field : 0;
    }
    return programme == NULL ? UINT64_MAX : fields;
}

/* Who was erased has no NIK. */
#define NOW_FROM ", a.commitment FROM applicant AS a NOT INDEXED WHERE a.year = ?1 AND a.nik IS NOT NULL ORDER BY a.id"

const struct error *register_walk_open(struct store *store, int year, int64_t before, const struct programme *programme, struct register_walk *out)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { .store = store, .fields = fields_of(programme) };
    /* In the order of the file of the table: the index on year would visit the rows at random. */
    if (before == LEDGER_NOW) {
        TRY(query_open(store, walk.fields == UINT64_MAX ? "SELECT " APPLICANT_ROW_COLUMNS NOW_FROM : "SELECT " APPLICANT_ROW_COLUMNS_FEW NOW_FROM,
                       &walk.applicants));
    } else {
        TRY(load_amended(store, year, before, &walk.amended));
        TRY(query_open(store,
                       "SELECT " APPLICANT_ROW_COLUMNS ", a.commitment FROM applicant AS a NOT INDEXED WHERE a.year = ?1 "
                       "AND (a.erased IS NULL OR a.erased >= ?2) AND a.import_id IN (SELECT i.id FROM import AS i WHERE i.position < ?2) ORDER BY a.id",
                       &walk.applicants));
        query_bind_integer(walk.applicants, 2, before);
        TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.commitment FROM amendment AS a WHERE a.id = ?1", &walk.earlier));
    }
    query_bind_integer(walk.applicants, 1, year);
    MEMORY_GIVE(out, walk);
    return NULL;
}

void register_walk_close(struct register_walk *walk)
{
    query_close(walk->applicants);
    query_close(walk->earlier);
    number_set_free(&walk->amended);
    *walk = (struct register_walk){ 0 };
}

const struct error *register_walk_next_row(struct register_walk *walk, struct applicant *out, bool *row_out)
{
    bool found;
    TRY(query_step(walk->applicants, row_out));
    if (!*row_out) {
        return NULL;
    }
    struct query *version = walk->applicants;
    walk->id = query_integer(version, 0);
    uint32_t amendment = number_set_get(&walk->amended, walk->id);
    if (amendment != 0) {
        version = walk->earlier;
        query_reset(version);
        query_bind_integer(version, 1, amendment);
        TRY(query_step(version, &found));
        CHECK(found);
    }
    walk->commitment = query_bytes(version, APPLICANT_ROW_COUNT);
    walk->gone = query_is_null(version, NIK_COLUMN);
    if (walk->gone) {
        walk->versions_gone += query_is_null(walk->applicants, NIK_COLUMN) ? 0 : 1;
        return NULL;
    }
    applicant_row_read_fields(version, 0, walk->fields, out);
    out->id = walk->id;
    return applicant_check(out);
}

const struct error *register_walk_next(struct register_walk *walk, struct applicant *out, bool *row_out)
{
    do {
        TRY(register_walk_next_row(walk, out, row_out));
    } while (*row_out && walk->gone);
    return NULL;
}

const struct error *register_version_open(struct store *store, int64_t applicant_id, int64_t before, struct query **query_out, struct applicant *out)
{
    bool row;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.commitment FROM amendment AS a WHERE a.applicant_id = ?1 AND a.position >= ?2 ORDER BY a.id LIMIT 1", query_out));
    query_bind_integer(*query_out, 1, applicant_id);
    query_bind_integer(*query_out, 2, before);
    TRY(query_step(*query_out, &row));
    if (!row) {
        query_close(*query_out);
        *query_out = NULL;
        TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.commitment FROM applicant AS a WHERE a.id = ?1", query_out));
        query_bind_integer(*query_out, 1, applicant_id);
        TRY(query_step(*query_out, &row));
        CHECK(row);
    }
    applicant_row_read(*query_out, 0, out);
    out->id = applicant_id;
    return applicant_check(out);
}

#include "register_walk.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/bar.h"

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

static bool is_read(const struct expression *condition, enum field field)
{
    return expression_reads(condition, field) || expression_asks(condition, OPERATOR_PRESENT, field) || expression_asks(condition, OPERATOR_MISSING, field);
}

/* The fields of APPLICANT_ROW_COLUMNS_FEW, or all when a rule reads one that it leaves out. */
static uint32_t fields_of(const struct programme *programme)
{
    uint32_t fields = 0;
    for (int field = 0; field < FIELD_COUNT; field++) {
        fields |= is_left_out((enum field)field) ? 0 : UINT32_C(1) << field;
        for (size_t i = 0; programme != NULL && is_left_out((enum field)field) && i < programme->rule_count; i++) {
            if (is_read(&programme->rules[i].condition, (enum field)field)) {
                return UINT32_MAX;
            }
        }
    }
    return programme == NULL ? UINT32_MAX : fields;
}

/* Who was erased has no NIK. */
#define NOW_FROM " FROM applicant AS a NOT INDEXED WHERE a.year = ?1 AND a.nik IS NOT NULL ORDER BY a.id"

const struct error *register_walk_open(struct store *store, int year, int64_t before, const struct programme *programme, struct register_walk *out)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { .store = store, .fields = fields_of(programme) };
    /* In the order of the file of the table: the index on year would visit the rows at random. */
    if (before == LEDGER_NOW) {
        TRY(query_open(store, walk.fields == UINT32_MAX ? "SELECT " APPLICANT_ROW_COLUMNS NOW_FROM : "SELECT " APPLICANT_ROW_COLUMNS_FEW NOW_FROM,
                       &walk.applicants));
    } else {
        TRY(load_amended(store, year, before, &walk.amended));
        TRY(query_open(store,
                       "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a NOT INDEXED WHERE a.year = ?1 AND a.nik IS NOT NULL "
                       "AND a.import_id IN (SELECT i.id FROM import AS i WHERE i.position < ?2) ORDER BY a.id",
                       &walk.applicants));
        query_bind_integer(walk.applicants, 2, before);
        TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM amendment AS a WHERE a.id = ?1", &walk.earlier));
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

const struct error *register_walk_next(struct register_walk *walk, struct applicant *out, bool *row_out)
{
    bool found;
    for (;;) {
        TRY(query_step(walk->applicants, row_out));
        if (!*row_out) {
            return NULL;
        }
        int64_t id = query_integer(walk->applicants, 0);
        uint32_t amendment = number_set_get(&walk->amended, id);
        if (amendment == 0) {
            applicant_row_read_fields(walk->applicants, 0, walk->fields, out);
            return applicant_check(out);
        }
        query_reset(walk->earlier);
        query_bind_integer(walk->earlier, 1, amendment);
        TRY(query_step(walk->earlier, &found));
        CHECK(found);
        if (!query_is_null(walk->earlier, 3)) {
            applicant_row_read_fields(walk->earlier, 0, walk->fields, out);
            out->id = id;
            return applicant_check(out);
        }
        walk->erased += 1;
    }
}

const struct error *register_version_open(struct store *store, int64_t applicant_id, int64_t before, struct query **query_out, struct applicant *out)
{
    bool row;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM amendment AS a WHERE a.applicant_id = ?1 AND a.position >= ?2 ORDER BY a.id LIMIT 1", query_out));
    query_bind_integer(*query_out, 1, applicant_id);
    query_bind_integer(*query_out, 2, before);
    TRY(query_step(*query_out, &row));
    if (!row) {
        query_close(*query_out);
        *query_out = NULL;
        TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a WHERE a.id = ?1", query_out));
        query_bind_integer(*query_out, 1, applicant_id);
        TRY(query_step(*query_out, &row));
        CHECK(row);
    }
    applicant_row_read(*query_out, 0, out);
    out->id = applicant_id;
    return applicant_check(out);
}

#include "programme/erasure.h"

#include "base/language.h"
#include "base/memory.h"
#include "erasure_mark.h"
#include "register_row.h"
#include "store/query.h"

/* What somebody in the register has in common with what was erased; bits of erasure_kin.relation. */
enum { KIN_NIK = 1, KIN_CARD = 2, KIN_EARLIER = 4 };

struct erasing {
    struct journal *journal;
    struct nik nik;
    struct mention mention;
    const struct set_aside_rows *aside; /* these rows alone; NULL: all that speaks of the NIK */
    struct erasing_year *years;
    size_t count;
    size_t capacity;
};

static void erasing_free(struct erasing *erasing)
{
    mention_free(&erasing->mention);
    for (size_t i = 0; i < erasing->count; i++) {
        memory_free(erasing->years[i].cards);
    }
    memory_free(erasing->years);
}

void erasure_free(struct erasure *erasure)
{
    memory_free(erasure->years);
    *erasure = (struct erasure){ 0 };
}

static const struct error *load_years(struct erasing *erasing, int year)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(erasing->journal->store, "SELECT DISTINCT year FROM programme_version WHERE ?1 IN (0, year) ORDER BY year", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        erasing->years = memory_grow(erasing->years, erasing->count, &erasing->capacity, sizeof(*erasing->years));
        erasing->years[erasing->count++] = (struct erasing_year){ .year = (int)query_integer(query, 0) };
    }
    return erasing->count > 0 ? NULL : error_new(ERROR_FAILED, _("there is no programme year %d; `dumisake program list` shows them"), year);
}

/* Who is in the register with the NIK, or one of the cards, of what was erased in that year. */
static const struct error *find_kin(struct erasing *erasing, const struct erasing_year *year, const char *sql, int64_t number, struct number_set *kin)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(erasing->journal->store, sql, &query));
    query_bind_integer(query, 1, number);
    query_bind_integer(query, 2, year->applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        number_set_merge(kin, query_integer(query, 0), (uint32_t)query_integer(query, 1));
    }
}

static const struct error *record_kin(struct erasing *erasing, const struct erasing_year *year)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct number_set kin __attribute__((cleanup(number_set_free))) = { 0 };
    TRY(find_kin(erasing, year,
                 "SELECT id, 1 FROM applicant WHERE nik = ?1 AND id <> ?2 AND year IN (SELECT year FROM programme_version) UNION ALL SELECT a.id, 4 FROM amendment AS m "
                 "JOIN applicant AS a ON a.id = m.applicant_id WHERE m.nik = ?1 AND m.year IN (SELECT year FROM programme_version) AND a.erased IS NULL AND a.id <> ?2",
                 erasing->nik.number, &kin));
    for (size_t i = 0; i < year->card_count; i++) {
        TRY(find_kin(erasing, year,
                     "SELECT id, 2 FROM applicant WHERE no_kk = ?1 AND id <> ?2 UNION ALL SELECT a.id, 4 FROM amendment AS m "
                     "JOIN applicant AS a ON a.id = m.applicant_id WHERE m.no_kk = ?1 AND a.erased IS NULL AND a.id <> ?2",
                     year->cards[i], &kin));
    }
    TRY(query_open(erasing->journal->store, "INSERT INTO erasure_kin (erasure, applicant_id, relation) VALUES (?1, ?2, ?3)", &insert));
    for (size_t i = 0; i < kin.capacity; i++) {
        if (kin.keys[i] != 0) {
            query_bind_integer(insert, 1, year->position);
            query_bind_integer(insert, 2, kin.keys[i]);
            query_bind_integer(insert, 3, kin.values[i]);
            TRY(query_run(insert));
        }
    }
    return NULL;
}

static const struct error *insert_row(struct store *store, const struct erasing_year *year, struct day day, const struct digest *rows, int64_t kin,
                                      const struct digest *kin_digest, const struct reason *reason)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "INSERT INTO erasure (position, year, day, applicant_id, row_count, digest, kin, kin_digest, reason, salt, commitment) "
                   "VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    query_bind_integer(insert, 1, year->position);
    query_bind_integer(insert, 2, year->year);
    query_bind_integer(insert, 3, day.number);
    query_bind_integer(insert, 4, year->applicant_id);
    query_bind_integer(insert, 5, year->rows);
    query_bind_bytes(insert, 6, rows->bytes, DIGEST_BYTES);
    query_bind_integer(insert, 7, kin);
    query_bind_bytes(insert, 8, kin_digest->bytes, DIGEST_BYTES);
    query_bind_text(insert, 9, buffer_text(&reason->text));
    query_bind_bytes(insert, 10, reason->salt, SALT_BYTES);
    query_bind_bytes(insert, 11, reason->commitment.bytes, DIGEST_BYTES);
    return query_run(insert);
}

/* Each entry has its own salt: nothing ties the years together. */
static const struct error *record_year(struct erasing *erasing, const struct erasing_year *year, struct text typed, struct erasure *erasure)
{
    struct journal *journal = erasing->journal;
    struct reason reason SCOPED_REASON = { 0 };
    struct digest rows;
    struct digest kin_digest;
    int64_t counts[ERASED_KINDS] = { 0 };
    int64_t emptied;
    int64_t kin;
    int64_t position;
    TRY(reason_make(typed, &reason));
    TRY(erasure_digest(journal->store, year->position, year->applicant_id, counts, &emptied, &rows));
    TRY(record_kin(erasing, year));
    TRY(erasure_kin_digest(journal->store, year->position, &kin, &kin_digest));
    entry_begin(journal, "erasure");
    entry_add_integer(journal, "year", year->year);
    if (year->applicant_id == 0) {
        entry_add(journal, "applicant", TEXT("-"));
    } else {
        entry_add_integer(journal, "applicant", year->applicant_id);
    }
    entry_add_integer(journal, "rows", emptied);
    entry_add_digest(journal, "rows-digest", &rows);
    entry_add_integer(journal, "kin", kin);
    entry_add_digest(journal, "kin-digest", &kin_digest);
    entry_add_digest(journal, "reason-commitment", &reason.commitment);
    TRY(journal_append(journal, &position));
    CHECK(position == year->position);
    erasure->kin += kin;
    return insert_row(journal->store, year, journal->event.day, &rows, kin, &kin_digest, &reason);
}

/* All rows are emptied first, so that one year's are not taken for relatives of another's. */
static const struct error *empty_rows(struct erasing *erasing, struct erasure *erasure)
{
    int64_t position = journal_next(erasing->journal);
    size_t capacity = 0;
    for (size_t i = 0; i < erasing->count; i++) {
        struct erasing_year *year = &erasing->years[i];
        year->position = position;
        TRY(erasing->aside != NULL ? erasing_mark_aside(erasing->journal->store, year, erasing->aside, erasure)
                                   : erasing_mark(erasing->journal->store, erasing->nik, year, &erasing->mention, erasure));
        if (year->rows > 0) {
            position += 1;
            erasure->years = memory_grow(erasure->years, erasure->year_count, &capacity, sizeof(*erasure->years));
            erasure->years[erasure->year_count++] = year->year;
        }
    }
    return NULL;
}

static const struct error *record_years(struct erasing *erasing, struct text typed, struct erasure *erasure)
{
    for (size_t i = 0; i < erasing->count; i++) {
        if (erasing->years[i].rows > 0) {
            TRY(record_year(erasing, &erasing->years[i], typed, erasure));
        }
    }
    return NULL;
}

static const struct error *run(struct erasing *erasing, int year, struct text typed, struct erasure *erasure)
{
    struct store *store = erasing->journal->store;
    TRY(load_years(erasing, year));
    for (size_t i = 0; i < erasing->count; i++) {
        TRY(erasing_find(store, erasing->nik, &erasing->years[i], &erasing->mention, erasure));
    }
    if (mention_person(&erasing->mention, typed) || mention_name(&erasing->mention, typed)) {
        return error_new(ERROR_USAGE, _("--reason names the person; the reason is kept, so write it without the NIK and the name"));
    }
    TRY(empty_rows(erasing, erasure));
    if (erasure->year_count == 0) {
        return year == 0 ? error_new(ERROR_FAILED, _("there is nothing of that NIK in any programme year: no applicant, no row that was set aside, no row of a list or an annex; "
                                                     "a row that was set aside for its NIK is found by the number as it stands in the file"))
                         : error_new(ERROR_FAILED, _("there is nothing of that NIK in programme year %d: no applicant, no row that was set aside, no row of a list or an annex; "
                                                     "--year all looks in every year, and a row that was set aside for its NIK is found by the number as it stands in the file"),
                                     year);
    }
    return record_years(erasing, typed, erasure);
}

const struct error *erasure_record(struct journal *journal, int year, struct nik nik, struct text typed, struct erasure *out)
{
    struct erasing erasing __attribute__((cleanup(erasing_free))) = { .journal = journal, .nik = nik };
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct reason reason SCOPED_REASON = { 0 };
    TRY(reason_make(typed, &reason)); /* refused before anything is looked for */
    mention_begin(nik, &erasing.mention);
    /* cppcheck-suppress returnDanglingLifetime */
    TRY(run(&erasing, year, typed, &erasure));
    MEMORY_GIVE(out, erasure);
    return NULL;
}

/* Leaves the rows of the places that were named. */
static void keep_places(struct set_aside_rows *rows, const char *const *places)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct buffer place SCOPED_BUFFER = { 0 };
        bool named = places[0] == NULL;
        buffer_format(&place, "%.*s:%lld", TEXT_ARG(buffer_text(&rows->items[i].file_name)), (long long)rows->items[i].line);
        for (size_t k = 0; places[k] != NULL; k++) {
            named = named || text_equal(buffer_text(&place), text_of(places[k]));
        }
        if (named) {
            const struct set_aside_row moved = rows->items[kept];
            rows->items[kept++] = rows->items[i];
            rows->items[i] = moved;
        }
    }
    for (size_t i = kept; i < rows->count; i++) {
        buffer_free(&rows->items[i].file_name);
        buffer_free(&rows->items[i].codes);
    }
    rows->count = kept;
}

const struct error *erasure_record_row(struct journal *journal, int year, struct text number, const char *const *places, struct text typed, struct erasure *out)
{
    struct erasing erasing __attribute__((cleanup(erasing_free))) = { .journal = journal };
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct reason reason SCOPED_REASON = { 0 };
    struct set_aside_rows rows SCOPED_SET_ASIDE_ROWS = { 0 };
    struct buffer shown SCOPED_BUFFER = { 0 };
    TRY(reason_make(typed, &reason));
    TRY(load_years(&erasing, year));
    TRY(set_aside_find(journal->store, year, number, &rows));
    set_aside_print(&rows, &shown);
    if (rows.count > 1 && places[0] == NULL) {
        return error_new(ERROR_REFUSED, _("%zu rows that were set aside hold this number (%s); name those of the person with --row FILE:LINE"), rows.count, buffer_string(&shown));
    }
    keep_places(&rows, places);
    if (rows.count == 0) {
        return error_new(ERROR_FAILED, _("this cannot be a NIK (sixteen digits: region, day of birth, serial), and no row that was set aside holds it as it is written%s%s; "
                                         "--year names another year, --year all looks in every one"),
                         shown.length == 0 ? "" : _(" in the places that were named, but these do: "), buffer_string(&shown));
    }
    mention_add_number(&erasing.mention, number);
    if (mention_number(&erasing.mention, typed)) {
        return error_new(ERROR_USAGE, _("--reason names the person; the reason is kept, so write it without the NIK and the name"));
    }
    erasing.aside = &rows;
    TRY(empty_rows(&erasing, &erasure));
    TRY(record_years(&erasing, typed, &erasure));
    MEMORY_GIVE(out, erasure);
    return NULL;
}

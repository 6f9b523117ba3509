#include "exclusion_row.h"

#include "base/error.h"
#include "base/memory.h"
#include "store/query.h"

bool list_name_sound(struct text name)
{
    if (name.length == 0 || name.length > LIST_NAME_MAX || name.bytes[0] == '-' || name.bytes[name.length - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        if (!(byte >= 'a' && byte <= 'z') && !(byte >= '0' && byte <= '9') && byte != '-') {
            return false;
        }
    }
    return true;
}

void exclusion_canonical(const struct exclusion *row, struct buffer *out)
{
    if (row->nik != 0) {
        buffer_format(out, "nik %lld\n", (long long)row->nik);
    }
    if (row->no_kk != 0) {
        buffer_format(out, "no_kk %lld\n", (long long)row->no_kk);
    }
    if (row->nama.length > 0) {
        buffer_add_string(out, "nama ");
        buffer_add(out, row->nama);
        buffer_add_byte(out, '\n');
    }
    if (row->keterangan.length > 0) {
        buffer_add_string(out, "keterangan ");
        buffer_add(out, row->keterangan);
        buffer_add_byte(out, '\n');
    }
}

const struct error *exclusion_open(struct journal *journal, int year, struct text name, struct exclusion_intake *out)
{
    struct exclusion_intake intake SCOPED_EXCLUSION_INTAKE = { .journal = journal, .year = year };
    struct store *store = journal->store;
    CHECK(list_name_sound(name));
    memcpy(intake.name, name.bytes, name.length);
    TRY(query_one_integer(store, "SELECT coalesce(max(id), 0) + 1 FROM exclusion_list", &intake.list_id));
    TRY(query_one_integer(store, "SELECT coalesce(max(id), 0) + 1 FROM exclusion", &intake.next_id));
    /* A row of the file in hand has no row in exclusion_list yet. */
    TRY(query_open(store,
                   "SELECT 1 FROM exclusion AS x LEFT JOIN exclusion_list AS l ON l.id = x.list_id "
                   "WHERE (x.nik = ?1 OR (?1 IS NULL AND x.nik IS NULL AND x.no_kk = ?2)) AND x.no_kk IS ?2 AND x.nama IS ?3 AND x.keterangan IS ?4 "
                   "AND (x.list_id = ?5 OR (l.year = ?6 AND l.name = ?7)) LIMIT 1",
                   &intake.find));
    TRY(query_open(store,
                   "INSERT INTO exclusion (id, list_id, line, nik, no_kk, nama, keterangan, salt, commitment) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   &intake.insert));
    TRY(query_open(store, "SELECT nama FROM applicant WHERE year = ?1 AND nik = ?2", &intake.applicant));
    intake.hasher = hasher_new();
    MEMORY_GIVE(out, intake);
    return NULL;
}

void exclusion_close(struct exclusion_intake *intake)
{
    query_close(intake->find);
    query_close(intake->insert);
    query_close(intake->applicant);
    hasher_free(intake->hasher);
    buffer_free(&intake->canonical);
    *intake = (struct exclusion_intake){ 0 };
}

static void bind_number(struct query *query, int parameter, int64_t number)
{
    if (number == 0) {
        query_bind_null(query, parameter);
    } else {
        query_bind_integer(query, parameter, number);
    }
}

static void bind_text(struct query *query, int parameter, struct text text)
{
    if (text.length == 0) {
        query_bind_null(query, parameter);
    } else {
        query_bind_text(query, parameter, text);
    }
}

static void bind_row(struct query *query, int first, const struct exclusion *row)
{
    bind_number(query, first, row->nik);
    bind_number(query, first + 1, row->no_kk);
    bind_text(query, first + 2, row->nama);
    bind_text(query, first + 3, row->keterangan);
}

static const struct error *is_there(struct exclusion_intake *intake, const struct exclusion *row, bool *out)
{
    bind_row(intake->find, 1, row);
    query_bind_integer(intake->find, 5, intake->list_id);
    query_bind_integer(intake->find, 6, intake->year);
    query_bind_text(intake->find, 7, text_of(intake->name));
    TRY(query_step(intake->find, out));
    query_reset(intake->find);
    return NULL;
}

const struct error *exclusion_add(struct exclusion_intake *intake, const struct exclusion *row, bool *stored_out)
{
    uint8_t salt[SALT_BYTES];
    struct digest commitment;
    bool there;
    CHECK(row->nik != 0 || row->no_kk != 0);
    TRY(is_there(intake, row, &there));
    *stored_out = !there;
    if (there) {
        intake->unchanged += 1;
        return NULL;
    }
    random_fill(salt, sizeof(salt));
    buffer_clear(&intake->canonical);
    exclusion_canonical(row, &intake->canonical);
    applicant_commitment((struct text){ (const char *)salt, sizeof(salt) }, row->line, buffer_text(&intake->canonical), &commitment);
    query_bind_integer(intake->insert, 1, intake->next_id);
    query_bind_integer(intake->insert, 2, intake->list_id);
    query_bind_integer(intake->insert, 3, row->line);
    bind_row(intake->insert, 4, row);
    query_bind_bytes(intake->insert, 8, salt, sizeof(salt));
    query_bind_bytes(intake->insert, 9, commitment.bytes, DIGEST_BYTES);
    TRY(query_run(intake->insert));
    hasher_add(intake->hasher, digest_text(&commitment));
    intake->next_id += 1;
    intake->accepted += 1;
    return NULL;
}

const struct error *exclusion_applicant(struct exclusion_intake *intake, int64_t nik, struct buffer *name_out, bool *found_out)
{
    query_bind_integer(intake->applicant, 1, intake->year);
    query_bind_integer(intake->applicant, 2, nik);
    TRY(query_step(intake->applicant, found_out));
    if (*found_out) {
        buffer_add(name_out, query_text(intake->applicant, 0));
    }
    query_reset(intake->applicant);
    return NULL;
}

const struct error *exclusion_finish(struct exclusion_intake *intake, const struct exclusion_source *source, bool *recorded_out)
{
    struct query *write SCOPED_QUERY = NULL;
    struct buffer name SCOPED_BUFFER = { 0 };
    struct journal *journal = intake->journal;
    struct digest digest;
    int64_t position;
    int64_t rows = intake->accepted + intake->unchanged + source->rejected;
    *recorded_out = intake->accepted > 0;
    if (intake->accepted == 0) {
        return NULL;
    }
    hasher_finish(intake->hasher, &digest);
    buffer_add_printable(&name, text_of(source->file_name), 250);
    entry_begin(journal, "exclusion");
    entry_add_integer(journal, "exclusion", intake->list_id);
    entry_add_integer(journal, "year", intake->year);
    entry_add(journal, "list", text_of(intake->name));
    entry_add(journal, "file", buffer_text(&name));
    entry_add_digest(journal, "sha256", &source->sha256);
    entry_add_integer(journal, "rows", rows);
    entry_add_integer(journal, "accepted", intake->accepted);
    entry_add_integer(journal, "unchanged", intake->unchanged);
    entry_add_integer(journal, "rejected", source->rejected);
    entry_add_digest(journal, "exclusions-digest", &digest);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store,
                   "INSERT INTO exclusion_list (id, position, year, day, row_count, accepted, unchanged, rejected, name, file_name, file_sha256, digest) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                   &write));
    int64_t integers[] = { intake->list_id, position, intake->year, journal->event.day.number, rows, intake->accepted, intake->unchanged, source->rejected };
    for (int i = 0; i < 8; i++) {
        query_bind_integer(write, i + 1, integers[i]);
    }
    query_bind_text(write, 9, text_of(intake->name));
    query_bind_text(write, 10, buffer_text(&name));
    query_bind_bytes(write, 11, source->sha256.bytes, DIGEST_BYTES);
    query_bind_bytes(write, 12, digest.bytes, DIGEST_BYTES);
    return query_run(write);
}

const struct error *exclusion_count(struct exclusion_intake *intake, int64_t *applicants_out, int64_t *committed_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(intake->journal->store,
                   "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id IN (2, 3, 4))), 0) "
                   "FROM applicant AS a WHERE a.id IN (SELECT o.id FROM exclusion AS x JOIN applicant AS o ON o.year = ?1 AND o.nik = x.nik WHERE x.list_id = ?2 "
                   "UNION SELECT o.id FROM exclusion AS x JOIN applicant AS o ON o.year = ?1 AND o.no_kk = x.no_kk WHERE x.list_id = ?2 AND x.nik IS NULL)",
                   &query));
    query_bind_integer(query, 1, intake->year);
    query_bind_integer(query, 2, intake->list_id);
    TRY(query_step(query, &row));
    *applicants_out = query_integer(query, 0);
    *committed_out = query_integer(query, 1);
    return NULL;
}

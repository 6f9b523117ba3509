#include "programme/intake.h"

#include <stdio.h>

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "earlier_version.h"
#include "store/query.h"

/* Ids of the register fit the number sets; ten times the province's businesses for a thousand years. */
#define ID_MAX UINT32_MAX

static const struct error *next_id(struct store *store, const char *sql, int64_t *out)
{
    TRY(query_one_integer(store, sql, out));
    *out += 1;
    CHECK(*out < (int64_t)ID_MAX);
    return NULL;
}

const struct error *intake_open(struct journal *journal, int year, const char *file_name, struct intake *out)
{
    struct intake intake SCOPED_INTAKE = { .journal = journal, .year = year };
    struct store *store = journal->store;
    struct buffer name SCOPED_BUFFER = { 0 };
    int64_t stored;
    buffer_add_printable(&name, text_of(file_name), sizeof(intake.file_name) - 4);
    memcpy(intake.file_name, buffer_string(&name), name.length + 1);
    TRY(next_id(store, "SELECT coalesce(max(id), 0) FROM import", &intake.import_id));
    TRY(next_id(store, "SELECT coalesce(max(id), 0) FROM applicant", &intake.next_applicant));
    TRY(next_id(store, "SELECT coalesce(max(id), 0) FROM set_aside", &intake.next_set_aside));
    TRY(holders_open(store, year, &intake.holders));
    TRY(earlier_versions_any(store, year, &intake.amended));
    TRY(query_one_integer(store, "SELECT EXISTS (SELECT 1 FROM applicant)", &stored));
    if (stored == 0) {
        /* Rows in the order of the file, indexes at the end: several times faster than keeping them while they grow. */
        TRY(store_indexes_drop(store, "applicant"));
    }
    TRY(applicant_insert_open(store, year, intake.import_id, &intake.insert));
    TRY(query_open(store, "INSERT INTO set_aside (id, import_id, line, kind, raw, findings, salt, commitment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   &intake.insert_set_aside));
    intake.applicants_hasher = hasher_new();
    intake.set_aside_hasher = hasher_new();
    intake.sealer = sealer_new();
    MEMORY_GIVE(out, intake);
    return NULL;
}

void intake_close(struct intake *intake)
{
    holders_close(&intake->holders);
    applicant_insert_close(&intake->insert);
    erased_lines_free(&intake->erased);
    query_close(intake->insert_set_aside);
    hasher_free(intake->applicants_hasher);
    hasher_free(intake->set_aside_hasher);
    buffer_free(&intake->canonical);
    sealer_free(intake->sealer);
    *intake = (struct intake){ 0 };
}

const struct error *intake_know_file(struct intake *intake, const struct digest *sha256)
{
    return erased_lines_load(intake->journal->store, intake->year, sha256, &intake->erased);
}

/* Where a stored applicant came from; with `canonical`, also whether it says the same. */
static const struct error *look_up(struct intake *intake, uint32_t id, struct intake_match *match, const struct text *canonical, bool *same_out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct digest commitment;
    bool row;
    TRY(query_open(intake->journal->store,
                   "SELECT a.import_id, a.line, a.salt, a.commitment, coalesce(i.file_name, '') FROM applicant AS a "
                   "LEFT JOIN import AS i ON i.id = a.import_id WHERE a.id = ?1",
                   &query));
    query_bind_integer(query, 1, id);
    TRY(query_step(query, &row));
    CHECK(row);
    match->line = query_integer(query, 1);
    if (query_integer(query, 0) == intake->import_id) {
        memcpy(match->file, intake->file_name, sizeof(match->file));
    } else {
        (void)snprintf(match->file, sizeof(match->file), "%.*s", TEXT_ARG(query_text(query, 4)));
    }
    if (canonical != NULL) {
        struct text salt = query_bytes(query, 2);
        if (salt.length != SALT_BYTES) {
            return error_new(ERROR_UNVERIFIED, _("table applicant, row %u is damaged; run `dumisake verify`"), id);
        }
        applicant_commitment(salt, match->line, *canonical, &commitment);
        *same_out = text_equal(query_bytes(query, 3), digest_text(&commitment));
    }
    return NULL;
}

static const struct error *insert(struct intake *intake, const struct applicant *applicant, const struct seal *seal)
{
    struct seal made;
    if (seal == NULL) {
        sealer_seal(intake->sealer, applicant, &made);
        seal = &made;
    }
    TRY(applicant_insert_run(&intake->insert, intake->next_applicant, applicant, seal));
    hasher_add(intake->applicants_hasher, digest_text(&seal->commitment));
    intake->next_applicant += 1;
    intake->accepted += 1;
    return NULL;
}

/* Names the fields in which the rows differ: whoever must decide between them looks there. */
static const struct error *name_differences(struct intake *intake, const struct applicant *applicant, uint32_t earlier, struct intake_match *match)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer names SCOPED_BUFFER = { 0 };
    struct applicant stored;
    bool row;
    TRY(query_open(intake->journal->store, "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a WHERE a.id = ?1", &query));
    query_bind_integer(query, 1, earlier);
    TRY(query_step(query, &row));
    CHECK(row);
    applicant_row_read(query, 0, &stored);
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (value_equal(&stored.fields[i], &applicant->fields[i])) {
            continue;
        }
        const char *name = field_spec((enum field)i)->name;
        if (names.length + strlen(name) + 8 > sizeof(match->fields)) {
            buffer_add_string(&names, ", ...");
            break;
        }
        buffer_format(&names, "%s%s", names.length == 0 ? "" : ", ", name);
    }
    memcpy(match->fields, buffer_string(&names), names.length + 1);
    return NULL;
}

/* Whether the register says what this row says; where its NIK has an owner, `earlier` is not 0. A row that differs from what
 * stands may be what stood before it was amended; a NIK that was corrected is free for its true owner. */
static const struct error *compare(struct intake *intake, const struct applicant *applicant, uint32_t earlier, struct intake_match *match, bool *same_out)
{
    buffer_clear(&intake->canonical);
    applicant_canonical(applicant, &intake->canonical);
    struct text canonical = buffer_text(&intake->canonical);
    *same_out = false;
    if (earlier != 0) {
        TRY(look_up(intake, earlier, match, &canonical, same_out));
    }
    if (!*same_out && intake->amended) {
        TRY(earlier_version_says(intake->journal->store, intake->year, applicant_nik(applicant), canonical, same_out));
    }
    return *same_out || earlier == 0 ? NULL : name_differences(intake, applicant, earlier, match);
}

/* Another person of the year who has the account; the row itself has it from now on, if nobody had. */
static const struct error *find_account(struct intake *intake, const struct applicant *applicant, int64_t account, struct intake_match *match)
{
    uint32_t holder = 0;
    const struct value *fields = applicant->fields;
    if (account == 0) {
        return NULL;
    }
    TRY(holders_of_account(&intake->holders, account, fields[FIELD_BANK].text, fields[FIELD_NO_REKENING].text, &holder));
    if (holder != 0) {
        return look_up(intake, holder, match, NULL, NULL);
    }
    holders_add_account(&intake->holders, (uint32_t)intake->next_applicant, account);
    return NULL;
}

const struct error *intake_add_sealed(struct intake *intake, const struct applicant *applicant, const struct seal *seal, int64_t account,
                                      enum intake_outcome *outcome_out, struct intake_matches *matches)
{
    CHECK(applicant->year == intake->year && intake->next_applicant < (int64_t)ID_MAX);
    matches->nik.file[0] = '\0';
    matches->nik.fields[0] = '\0';
    matches->card.file[0] = '\0';
    matches->card.fields[0] = '\0';
    matches->account.file[0] = '\0';
    matches->account.fields[0] = '\0';
    uint32_t id = (uint32_t)intake->next_applicant;
    uint32_t earlier;
    uint32_t relative;
    bool same = false;
    TRY(holders_of_nik(&intake->holders, applicant_nik(applicant), &earlier));
    if (earlier != 0 || intake->amended) {
        TRY(compare(intake, applicant, earlier, &matches->nik, &same));
    }
    if (!same && erased_lines_has(&intake->erased, applicant->line)) {
        *outcome_out = INTAKE_ERASED;
        intake->rejected += 1;
        matches->nik.file[0] = '\0';
        return NULL;
    }
    if (earlier != 0 || same) {
        *outcome_out = same ? INTAKE_UNCHANGED : INTAKE_CONFLICTING;
        intake->unchanged += same ? 1 : 0;
        return NULL;
    }
    struct family_card card = applicant_family_card(applicant);
    TRY(holders_of_card(&intake->holders, card, &relative));
    if (relative != 0) {
        TRY(look_up(intake, relative, &matches->card, NULL, NULL));
    }
    TRY(find_account(intake, applicant, account, &matches->account));
    *outcome_out = INTAKE_ACCEPTED;
    TRY(insert(intake, applicant, seal));
    return holders_add(&intake->holders, id, applicant_nik(applicant), card, relative == 0);
}

const struct error *intake_add(struct intake *intake, const struct applicant *applicant, enum intake_outcome *outcome_out,
                               struct intake_match *nik_match, struct intake_match *card_match)
{
    struct intake_matches matches;
    TRY(intake_add_sealed(intake, applicant, NULL, 0, outcome_out, &matches));
    *nik_match = matches.nik;
    *card_match = matches.card;
    return NULL;
}

/* The same bytes at the same line with the same findings were kept before: the file is taken in once more. */
static const struct error *is_kept(struct intake *intake, bool conflicting, int64_t line, struct text raw, struct text findings, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(intake->journal->store,
                   "SELECT 1 FROM set_aside AS s JOIN import AS i ON i.id = s.import_id "
                   "WHERE s.line = ?2 AND i.year = ?1 AND s.kind = ?3 AND s.raw = ?4 AND s.findings = ?5 LIMIT 1",
                   &query));
    query_bind_integer(query, 1, intake->year);
    query_bind_integer(query, 2, line);
    query_bind_integer(query, 3, conflicting ? 2 : 1);
    query_bind_text(query, 4, raw);
    query_bind_text(query, 5, findings);
    return query_step(query, out);
}

const struct error *intake_set_aside(struct intake *intake, bool conflicting, int64_t line, struct text raw, struct text findings)
{
    struct seal seal;
    bool kept;
    intake->conflicting += conflicting ? 1 : 0;
    intake->rejected += conflicting ? 0 : 1;
    TRY(is_kept(intake, conflicting, line, raw, findings, &kept));
    if (kept || erased_lines_has(&intake->erased, line)) {
        return NULL;
    }
    buffer_clear(&intake->canonical);
    set_aside_canonical(conflicting ? 2 : 1, raw, findings, &intake->canonical);
    sealer_seal_text(intake->sealer, line, buffer_text(&intake->canonical), &seal);
    query_bind_integer(intake->insert_set_aside, 1, intake->next_set_aside);
    query_bind_integer(intake->insert_set_aside, 2, intake->import_id);
    query_bind_integer(intake->insert_set_aside, 3, line);
    query_bind_integer(intake->insert_set_aside, 4, conflicting ? 2 : 1);
    query_bind_text(intake->insert_set_aside, 5, raw);
    query_bind_text(intake->insert_set_aside, 6, findings);
    query_bind_bytes(intake->insert_set_aside, 7, seal.salt, SALT_BYTES);
    query_bind_bytes(intake->insert_set_aside, 8, seal.commitment.bytes, DIGEST_BYTES);
    TRY(query_run(intake->insert_set_aside));
    hasher_add(intake->set_aside_hasher, digest_text(&seal.commitment));
    intake->next_set_aside += 1;
    intake->set_aside_kept = true;
    return NULL;
}

void intake_force(struct intake *intake, struct text words)
{
    (void)snprintf(intake->forced, sizeof(intake->forced), "%.*s", TEXT_ARG(words));
}

static const struct error *is_known(struct intake *intake, const struct digest *sha256, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(intake->journal->store, "SELECT 1 FROM import WHERE year = ?1 AND sha256 = ?2", &query));
    query_bind_integer(query, 1, intake->year);
    query_bind_bytes(query, 2, sha256->bytes, DIGEST_BYTES);
    return query_step(query, out);
}

static const struct error *append_entry(struct intake *intake, const struct intake_source *source, const struct digest *applicants,
                                        const struct digest *set_aside, int64_t *position_out)
{
    struct journal *journal = intake->journal;
    entry_begin(journal, "import");
    entry_add_integer(journal, "import", intake->import_id);
    entry_add_integer(journal, "year", intake->year);
    entry_add(journal, "file", text_of(intake->file_name));
    entry_add_digest(journal, "sha256", &source->sha256);
    entry_add_integer(journal, "bytes", source->bytes);
    entry_add_integer(journal, "rows", intake->accepted + intake->unchanged + intake->conflicting + intake->rejected);
    entry_add_integer(journal, "accepted", intake->accepted);
    entry_add_integer(journal, "unchanged", intake->unchanged);
    entry_add_integer(journal, "conflicting", intake->conflicting);
    entry_add_integer(journal, "rejected", intake->rejected);
    entry_add_digest(journal, "applicants-digest", applicants);
    entry_add_digest(journal, "set-aside-digest", set_aside);
    if (intake->forced[0] != '\0') {
        entry_add(journal, "forced", text_of(intake->forced));
    }
    return journal_append(journal, position_out);
}

const struct error *intake_finish(struct intake *intake, const struct intake_source *source, bool *recorded_out)
{
    struct query *write SCOPED_QUERY = NULL;
    struct digest applicants;
    struct digest set_aside;
    int64_t position;
    bool known;
    struct store *store = intake->journal->store;
    TRY(store_indexes_build(store));
    TRY(is_known(intake, &source->sha256, &known));
    if (known && intake->accepted == 0 && !intake->set_aside_kept) {
        *recorded_out = false;
        return NULL;
    }
    hasher_finish(intake->applicants_hasher, &applicants);
    hasher_finish(intake->set_aside_hasher, &set_aside);
    TRY(append_entry(intake, source, &applicants, &set_aside, &position));
    TRY(query_open(store,
                   "INSERT INTO import (id, position, year, day, file_name, sha256, bytes, row_count, accepted, unchanged, conflicting, "
                   "rejected, applicants_digest, set_aside_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                   &write));
    int64_t integers[] = { intake->accepted + intake->unchanged + intake->conflicting + intake->rejected, intake->accepted,
                           intake->unchanged, intake->conflicting, intake->rejected };
    query_bind_integer(write, 1, intake->import_id);
    query_bind_integer(write, 2, position);
    query_bind_integer(write, 3, intake->year);
    query_bind_integer(write, 4, intake->journal->event.day.number);
    query_bind_text(write, 5, text_of(intake->file_name));
    query_bind_bytes(write, 6, source->sha256.bytes, DIGEST_BYTES);
    query_bind_integer(write, 7, source->bytes);
    for (int i = 0; i < 5; i++) {
        query_bind_integer(write, 8 + i, integers[i]);
    }
    query_bind_bytes(write, 13, applicants.bytes, DIGEST_BYTES);
    query_bind_bytes(write, 14, set_aside.bytes, DIGEST_BYTES);
    *recorded_out = true;
    return query_run(write);
}

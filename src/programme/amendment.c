#include "programme/amendment.h"

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/facts.h"
#include "programme/person_name.h"
#include "register_row.h"
#include "rule.h"
#include "tier.h"

void standing_applicant_free(struct standing_applicant *standing)
{
    buffer_free(&standing->texts);
    *standing = (struct standing_applicant){ 0 };
}

/* The texts of the row outlive the query. */
static void keep_texts(struct applicant *applicant, struct buffer *texts)
{
    size_t offsets[FIELD_COUNT];
    for (int i = 0; i < FIELD_COUNT; i++) {
        offsets[i] = texts->length;
        if (applicant->fields[i].kind == VALUE_TEXT) {
            buffer_add(texts, applicant->fields[i].text);
        }
    }
    (void)buffer_string(texts);
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (applicant->fields[i].kind == VALUE_TEXT) {
            applicant->fields[i].text.bytes = texts->bytes + offsets[i];
        }
    }
}

const struct error *standing_applicant_load(struct store *store, int year, struct nik nik, struct standing_applicant *out)
{
    struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    struct register_row place;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.commitment FROM applicant AS a WHERE a.year = ?1 AND a.nik = ?2", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &standing.found));
    if (standing.found) {
        TRY(register_find(store, year, nik, &place));
        standing.account = place.account;
        standing.batch = place.batch;
        standing.commitment = place.commitment;
        applicant_row_read(query, 0, &standing.applicant);
        TRY(applicant_check(&standing.applicant));
        keep_texts(&standing.applicant, &standing.texts);
    }
    MEMORY_GIVE(out, standing);
    return NULL;
}

const struct error *standing_applicant_find(struct store *store, int year, struct nik nik, struct standing_applicant *out)
{
    TRY(standing_applicant_load(store, year, nik, out));
    return out->found ? NULL : register_missing(store, year, nik);
}

const struct error *amendment_successor(struct store *store, int year, struct nik nik, struct nik *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT a.nik FROM amendment AS m JOIN applicant AS a ON a.id = m.applicant_id WHERE m.year = ?1 AND m.nik = ?2 AND a.nik <> m.nik "
                   "ORDER BY m.id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &row));
    out->number = row ? query_integer(query, 0) : 0;
    return NULL;
}

void field_changes_between(const struct applicant *before, const struct applicant *after, struct field_changes *out)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (!value_equal(&before->fields[i], &after->fields[i])) {
            struct field_change *change = &out->items[out->count++];
            change->field = (enum field)i;
            value_print(change->field, &before->fields[i], &change->from);
            value_print(change->field, &after->fields[i], &change->to);
        }
    }
}

void field_changes_free(struct field_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        buffer_free(&changes->items[i].from);
        buffer_free(&changes->items[i].to);
    }
    changes->count = 0;
}

/* What the choice and the amount of a batch's people rest on: who they are, the order, and what the rules look at. */
static bool batch_rests_on(const struct programme *programme, enum field field)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NO_KK, FIELD_KATEGORI, FIELD_KABUPATEN_USAHA, FIELD_KECAMATAN_USAHA, FIELD_TANGGAL_PENGAJUAN,
                                         FIELD_SKOR };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (fields[i] == field) {
            return true;
        }
    }
    if ((field == FIELD_SKOR && programme->order == ORDER_SCORE) || (field == FIELD_KECAMATAN_USAHA && programme->quota_count > 0)) {
        return true;
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (expression_reads(&programme->rules[i].condition, field)) {
            return true;
        }
    }
    return tiers_read(programme, field);
}

static const struct error *check_nik(struct store *store, const struct standing_applicant *before, const struct applicant *after)
{
    struct standing_applicant owner SCOPED_STANDING_APPLICANT = { 0 };
    if (applicant_nik(after).number == applicant_nik(&before->applicant).number) {
        return NULL;
    }
    TRY(standing_applicant_load(store, after->year, applicant_nik(after), &owner));
    return owner.found ? error_new(ERROR_REFUSED, _("another applicant of %d has the NIK %lld"), after->year, (long long)applicant_nik(after).number) : NULL;
}

/* Nobody leaves an exclusion list, or a grant of an earlier year, by taking another number. */
static const struct error *check_escape(struct store *store, const struct applicant *before, const struct applicant *after)
{
    struct bars bars SCOPED_BARS = { 0 };
    struct history history SCOPED_HISTORY = { 0 };
    bool found[BAR_COUNT];
    int64_t nik = applicant_nik(before).number;
    int64_t card = applicant_family_card(before).number;
    bool other_nik = applicant_nik(after).number != nik;
    bool other_card = applicant_family_card(after).number != card;
    if (!other_nik && !other_card) {
        return NULL;
    }
    TRY(bars_load(store, before->year, LEDGER_NOW, &bars));
    (void)bars_find(&bars, before, found);
    if (found[BAR_LISTED]) {
        return error_new(ERROR_REFUSED, _("the person is on an exclusion list, and does not leave it by another NIK or KK; if the number was another "
                                          "person's, withdraw this application and import the right one"));
    }
    TRY(history_load(store, before->year, LEDGER_NOW, &history));
    if ((other_nik && number_set_get(&history.niks, nik) != 0) || (other_card && card != 0 && number_set_get(&history.cards, card) != 0)) {
        return error_new(ERROR_REFUSED, _("this NIK or KK was paid in an earlier year; if the number was another person's, withdraw this application and "
                                          "import the right one"));
    }
    return NULL;
}

/* Bounced money waits for another account: that much can be corrected, nothing else. */
static bool changes_account_only(const struct applicant *before, const struct applicant *after)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool account = i == FIELD_BANK || i == FIELD_NO_REKENING || i == FIELD_NAMA_REKENING;
        if (!account && !value_equal(&before->fields[i], &after->fields[i])) {
            return false;
        }
    }
    return true;
}

static const struct error *check_allowed(struct store *store, const struct programme *programme, const struct standing_applicant *before,
                                         const struct applicant *after)
{
    const struct value *kecamatan = &after->fields[FIELD_KECAMATAN_USAHA];
    if (before->account > ACCOUNT_KOMITMEN && !(before->account == ACCOUNT_RETUR && changes_account_only(&before->applicant, after))) {
        return error_new(ERROR_REFUSED, _("the person's money was sent with batch %lld (now: %s); the application is not changed any more"),
                         (long long)before->batch, account_name(before->account));
    }
    for (int i = 0; before->account == ACCOUNT_KOMITMEN && i < FIELD_COUNT; i++) {
        if (!value_equal(&before->applicant.fields[i], &after->fields[i]) && batch_rests_on(programme, (enum field)i)) {
            return error_new(ERROR_REFUSED, _("the person is in batch %lld, which rests on %s: it can be amended only outside a batch"),
                             (long long)before->batch, field_spec((enum field)i)->name);
        }
    }
    if (before->account == ACCOUNT_KOMITMEN && !person_names_agree(before->applicant.fields[FIELD_NAMA].text, after->fields[FIELD_NAMA].text)) {
        return error_new(ERROR_REFUSED, _("the person is in batch %lld: another person's name is no correction"), (long long)before->batch);
    }
    if (kecamatan->kind == VALUE_INTEGER && kecamatan->integer / 100 != after->fields[FIELD_KABUPATEN_USAHA].integer) {
        return error_new(ERROR_REFUSED, _("the kecamatan does not lie in that kabupaten/kota; set kecamatan_usaha too"));
    }
    TRY(check_escape(store, &before->applicant, after));
    return check_nik(store, before, after);
}

/* The earlier version goes to table amendment. */
static const struct error *keep(struct journal *journal, int64_t id, int64_t position, const struct standing_applicant *before, const struct reason *reason,
                                int64_t account_file)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(journal->store, applicant_row_keep, &query));
    query_bind_integer(query, 1, id);
    query_bind_integer(query, 2, position);
    query_bind_integer(query, 3, journal->event.day.number);
    if (account_file == 0) {
        query_bind_null(query, 4);
    } else {
        query_bind_integer(query, 4, account_file);
    }
    query_bind_text(query, 5, buffer_text(&reason->text));
    query_bind_bytes(query, 6, reason->salt, SALT_BYTES);
    query_bind_bytes(query, 7, reason->commitment.bytes, DIGEST_BYTES);
    query_bind_integer(query, 8, before->applicant.id);
    return query_run(query);
}

static const struct error *replace(struct store *store, const struct applicant *after, struct text salt, const struct digest *commitment)
{
    struct query *import SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT import_id FROM applicant WHERE id = ?1", &import));
    query_bind_integer(import, 1, after->id);
    TRY(query_step(import, &row));
    CHECK(row);
    return applicant_row_replace(store, query_integer(import, 0), after, salt, commitment);
}

static void add_fields(struct journal *journal, const struct standing_applicant *before, const struct applicant *after)
{
    struct buffer fields SCOPED_BUFFER = { 0 };
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (!value_equal(&before->applicant.fields[i], &after->fields[i])) {
            buffer_format(&fields, "%s%s", fields.length == 0 ? "" : " ", field_spec((enum field)i)->name);
        }
    }
    entry_add(journal, "fields", buffer_text(&fields));
}

static const struct error *record(struct journal *journal, const struct standing_applicant *before, const struct applicant *after,
                                  const struct amendment *amendment)
{
    struct reason reason SCOPED_REASON = { 0 };
    struct buffer canonical SCOPED_BUFFER = { 0 };
    struct digest commitment;
    uint8_t bytes[SALT_BYTES];
    const struct text salt = { (const char *)bytes, SALT_BYTES };
    int64_t id;
    int64_t position;
    TRY(reason_make(amendment->reason, &reason));
    TRY(query_one_integer(journal->store, "SELECT coalesce(max(id), 0) + 1 FROM amendment", &id));
    random_fill(bytes, sizeof(bytes));
    applicant_canonical(after, &canonical);
    applicant_commitment(salt, after->line, buffer_text(&canonical), &commitment);
    entry_begin(journal, "amendment");
    entry_add_integer(journal, "amendment", id);
    entry_add_integer(journal, "year", after->year);
    entry_add_integer(journal, "applicant", after->id);
    add_fields(journal, before, after);
    if (amendment->account_file == 0) {
        entry_add(journal, "accounts", TEXT("-"));
    } else {
        entry_add_integer(journal, "accounts", amendment->account_file);
    }
    entry_add_digest(journal, "old-commitment", &before->commitment);
    entry_add_digest(journal, "new-commitment", &commitment);
    entry_add_digest(journal, "reason-commitment", &reason.commitment);
    TRY(journal_append(journal, &position));
    TRY(keep(journal, id, position, before, &reason, amendment->account_file));
    return replace(journal->store, after, salt, &commitment);
}

const struct error *amendment_record(struct journal *journal, const struct programme *programme, const struct standing_applicant *before,
                                     const struct applicant *after, const struct amendment *amendment, bool *recorded_out)
{
    struct buffer old SCOPED_BUFFER = { 0 };
    struct buffer new SCOPED_BUFFER = { 0 };
    CHECK(before->found && after->id == before->applicant.id && after->line == before->applicant.line && after->year == before->applicant.year);
    applicant_canonical(&before->applicant, &old);
    applicant_canonical(after, &new);
    *recorded_out = !text_equal(buffer_text(&old), buffer_text(&new));
    if (!*recorded_out) {
        return NULL;
    }
    TRY(check_allowed(journal->store, programme, before, after));
    return record(journal, before, after, amendment);
}

const struct error *amendment_follow(struct store *store, int64_t applicant_id, int64_t position, struct digest *commitment_inout)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT j.text FROM amendment AS m JOIN journal AS j ON j.position = m.position WHERE m.applicant_id = ?1 AND m.position > ?2 "
                   "ORDER BY m.id",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, position);
    for (;;) {
        struct digest old;
        struct digest new;
        int64_t amended;
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct text entry = query_text(query, 0);
        if (entry_is(entry, "amendment") && entry_get_integer(entry, "applicant", &amended) && amended == applicant_id &&
            entry_get_digest(entry, "old-commitment", &old) && entry_get_digest(entry, "new-commitment", &new) && digest_equal(&old, commitment_inout)) {
            *commitment_inout = new;
        }
    }
}

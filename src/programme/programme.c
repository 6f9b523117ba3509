#include "programme/programme.h"

#include "base/language.h"
#include "base/memory.h"
#include "freeze_yaml.h"
#include "programme/holiday.h"
#include "programme/region.h"
#include "resources.h"
#include "stated.h"
#include "store/query.h"

static void bind_day(struct query *query, int parameter, struct day day)
{
    if (day_is_none(day)) {
        query_bind_null(query, parameter);
    } else {
        query_bind_integer(query, parameter, day.number);
    }
}

static const struct error *store_rules(struct store *store, int64_t version, const struct programme *programme)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store, "INSERT INTO rule (programme_version_id, ordinal, code, title, source, assumed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert));
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct rule *rule = &programme->rules[i];
        query_bind_integer(insert, 1, version);
        query_bind_integer(insert, 2, (int64_t)i + 1);
        query_bind_text(insert, 3, text_of(rule->code));
        query_bind_text(insert, 4, text_of(rule->title));
        query_bind_text(insert, 5, text_of(rule->source));
        query_bind_integer(insert, 6, rule->assumed ? 1 : 0);
        TRY(query_run(insert));
    }
    return NULL;
}

static const struct error *store_version(struct store *store, const struct programme *programme, int64_t version, int64_t position)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "INSERT INTO programme_version (id, position, year, sha256, valid_from, valid_to, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   &insert));
    query_bind_integer(insert, 1, version);
    query_bind_integer(insert, 2, position);
    query_bind_integer(insert, 3, programme->year);
    query_bind_bytes(insert, 4, programme->sha256.bytes, DIGEST_BYTES);
    bind_day(insert, 5, programme->valid_from);
    bind_day(insert, 6, programme->valid_to);
    query_bind_text(insert, 7, text_of(programme->text));
    TRY(query_run(insert));
    TRY(store_rules(store, version, programme));
    return stated_store(store, version, programme);
}

/* The whole budget of a year: the sum of what its accounts hold. */
static const struct error *budget_of(struct journal *journal, int year, struct money *out)
{
    *out = (struct money){ 0 };
    for (int account = ACCOUNT_FIRST_INSIDE; account < ACCOUNT_COUNT; account++) {
        struct money amount;
        TRY(journal_balance(journal, year, (enum account)account, &amount));
        CHECK(money_add(*out, amount, out));
    }
    return NULL;
}

/* A budget document that changes no amount is an event all the same. */
static const struct error *record_dpa(struct journal *journal, int year, struct text dpa)
{
    int64_t position;
    if (text_equal(dpa, TEXT("-"))) {
        return NULL;
    }
    entry_begin(journal, "budget");
    entry_add(journal, "dpa", dpa);
    entry_add_integer(journal, "year", year);
    return journal_append(journal, &position);
}

const struct error *programme_budget(struct journal *journal, int year, struct text dpa, struct money amount)
{
    struct money now;
    struct money difference;
    int64_t position;
    TRY(budget_of(journal, year, &now));
    if (money_subtract(amount, now, &difference)) {
        if (difference.rupiah == 0) {
            return record_dpa(journal, year, dpa);
        }
        entry_begin(journal, "budget");
        entry_add(journal, "dpa", dpa);
        return journal_post(journal, year, ACCOUNT_APBD, ACCOUNT_ANGGARAN, difference, 0, &position);
    }
    CHECK(money_subtract(now, amount, &difference));
    entry_begin(journal, "budget");
    entry_add(journal, "dpa", dpa);
    return journal_post(journal, year, ACCOUNT_ANGGARAN, ACCOUNT_APBD, difference, 0, &position);
}

/* Rules that the ledger holds were accepted once: what cannot be read now was changed since. */
static const struct error *parse_own(struct text yaml, struct programme *out)
{
    const struct error *error = programme_parse_stored(_("the ledger's rules"), yaml, out);
    if (error == NULL) {
        return NULL;
    }
    struct error fault = *error;
    return error_new(ERROR_UNVERIFIED, _("the stored rules were changed; run `dumisake verify`. %s"), fault.message);
}

/* What the last version of the year says. */
static const struct error *previous_budget(struct store *store, int year, struct money *out, bool *found_out)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT text FROM programme_version WHERE year = ?1 ORDER BY id DESC LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    TRY(query_step(query, found_out));
    if (*found_out) {
        TRY(parse_own(query_text(query, 0), &programme));
        *out = programme.budget;
    }
    return NULL;
}

const struct error *programme_version_find(struct store *store, const struct programme *programme, int64_t *out)
{
    struct query *known SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id FROM programme_version WHERE year = ?1 AND sha256 = ?2", &known));
    query_bind_integer(known, 1, programme->year);
    query_bind_bytes(known, 2, programme->sha256.bytes, DIGEST_BYTES);
    TRY(query_step(known, &row));
    *out = row ? query_integer(known, 0) : 0;
    return NULL;
}

const struct error *programme_add(struct journal *journal, const struct programme *programme)
{
    int64_t version;
    int64_t position;
    struct store *store = journal->store;
    TRY(programme_version_find(store, programme, &version));
    if (version != 0) {
        return error_new(ERROR_REFUSED, _("year %d has this very version already; nothing was added"), programme->year);
    }
    struct money previous;
    bool has_previous;
    TRY(previous_budget(store, programme->year, &previous, &has_previous));
    TRY(query_one_integer(store, "SELECT coalesce(max(id), 0) FROM programme_version", &version));
    version += 1;
    entry_begin(journal, "programme");
    entry_add_integer(journal, "version", version);
    entry_add_integer(journal, "year", programme->year);
    entry_add(journal, "name", text_of(programme->name));
    entry_add_digest(journal, "sha256", &programme->sha256);
    entry_add_day(journal, "valid-from", programme->valid_from);
    entry_add_day(journal, "valid-to", programme->valid_to);
    TRY(journal_append(journal, &position));
    TRY(store_version(store, programme, version, position));
    /* A later version says the same budget as the one before it, or changes it; a DPA revised in between stands. */
    return has_previous && previous.rupiah == programme->budget.rupiah
               ? NULL
               : programme_budget(journal, programme->year, TEXT("-"), programme->budget);
}

static const struct error *install_categories(struct store *store)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store, "INSERT INTO category (id, name, title) VALUES (?1, ?2, ?3)", &insert));
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        query_bind_integer(insert, 1, i);
        query_bind_text(insert, 2, text_of(category_name((enum category)i)));
        query_bind_text(insert, 3, text_of(category_title((enum category)i)));
        TRY(query_run(insert));
    }
    return NULL;
}

const struct error *programme_install(struct journal *journal)
{
    static const struct text folder = { "programmes/", 11 };
    TRY(install_categories(journal->store));
    TRY(region_install(journal->store));
    TRY(holiday_install(journal->store));
    for (const struct resource *file = programme_resources; file->name != NULL; file++) {
        if (!text_starts_with(text_of(file->name), folder)) {
            continue;
        }
        struct programme programme SCOPED_PROGRAMME = { 0 };
        TRY(programme_parse(file->name, (struct text){ file->start, (size_t)(file->end - file->start) }, &programme));
        TRY(programme_add(journal, &programme));
    }
    return NULL;
}

const struct error *programme_renew(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(holiday_install(store));
    TRY(query_open(store,
                   "SELECT id, text FROM programme_version WHERE NOT EXISTS (SELECT 1 FROM programme_amount WHERE programme_version_id = id) ORDER BY id",
                   &query));
    for (;;) {
        struct programme programme SCOPED_PROGRAMME = { 0 };
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        TRY(parse_own(query_text(query, 1), &programme));
        TRY(stated_store(store, query_integer(query, 0), &programme));
    }
}

/* The version in the query's row: id, text, sha256. */
static const struct error *read_version(struct query *query, struct programme *out)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(parse_own(query_text(query, 1), &programme));
    if (!text_equal(query_bytes(query, 2), digest_text(&programme.sha256))) {
        return error_new(ERROR_UNVERIFIED, _("the stored rules of %d were changed; run `dumisake verify`"), programme.year);
    }
    programme.id = query_integer(query, 0);
    MEMORY_GIVE(out, programme);
    return NULL;
}

const struct error *programme_version_load(struct store *store, int64_t version, struct programme *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, text, sha256 FROM programme_version WHERE id = ?1", &query));
    query_bind_integer(query, 1, version);
    TRY(query_step(query, &row));
    return row ? read_version(query, out) : error_new(ERROR_UNVERIFIED, _("the ledger has no rules of version %lld; run `dumisake verify`"), (long long)version);
}

const struct error *programme_load(struct store *store, int year, struct day day, struct programme *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT id, text, sha256 FROM programme_version WHERE year = ?1 AND coalesce(valid_from, ?2) <= ?2 "
                   "AND coalesce(valid_to, ?2) >= ?2 ORDER BY id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, day.number);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_REFUSED, _("programme year %d has no rules in force on that day; see `dumisake program list`, add some with `dumisake program add FILE`"), year);
    }
    return read_version(query, out);
}

const struct error *programme_load_or_newest(struct store *store, int year, struct day day, struct programme *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT id, text, sha256 FROM programme_version WHERE year = ?1 "
                   "ORDER BY coalesce(valid_from, ?2) <= ?2 AND coalesce(valid_to, ?2) >= ?2 DESC, id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, day.number);
    TRY(query_step(query, &row));
    return row ? read_version(query, out) : error_new(ERROR_REFUSED, _("programme year %d is not in this ledger; see `dumisake program list`"), year);
}

const struct error *programme_newest_year(struct store *store, int *out)
{
    int64_t year;
    TRY(query_one_integer(store, "SELECT coalesce(max(year), 0) FROM programme_version", &year));
    *out = (int)year;
    return NULL;
}

void programme_free(struct programme *programme)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        memory_free(programme->rules[i].code);
        memory_free(programme->rules[i].title);
        memory_free(programme->rules[i].source);
        expression_free(&programme->rules[i].condition);
    }
    for (size_t i = 0; i < programme->quota_count; i++) {
        memory_free(programme->quotas[i].name);
    }
    memory_free(programme->quotas);
    for (size_t i = 0; i < programme->tier_count; i++) {
        memory_free(programme->tiers[i].code);
        expression_free(&programme->tiers[i].when);
    }
    memory_free(programme->tiers);
    for (size_t i = 0; i < programme->lists.count; i++) {
        memory_free(programme->lists.names[i]);
    }
    freezes_free(programme);
    memory_free(programme->sk_number);
    for (size_t i = 0; i < programme->assumed_count; i++) {
        memory_free(programme->assumed[i]);
    }
    memory_free(programme->name);
    memory_free(programme->budget_account);
    memory_free(programme->text);
    *programme = (struct programme){ 0 };
}

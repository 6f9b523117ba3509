#include "programme/holders.h"


/* Whether the row has the number: the hint's hash may be another number's. */
static const struct error *is_true(struct holders *holders, const char *sql, uint32_t id, int64_t number, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(holders->store, sql, &query));
    query_bind_integer(query, 1, id);
    query_bind_integer(query, 2, number);
    return query_step(query, out);
}

static const struct error *search(struct holders *holders, const struct number_hints *hints, const char *sql, int64_t number, uint32_t *id_out)
{
    size_t at = 0;
    bool found = false;
    uint32_t id;
    *id_out = 0;
    while ((id = number_hints_next(hints, number, &at)) != 0) {
        TRY(is_true(holders, sql, id, number, &found));
        if (found) {
            *id_out = id;
            return NULL;
        }
    }
    return NULL;
}

static const struct error *search_index(struct holders *holders, const char *sql, int64_t number, uint32_t *id_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(holders->store, sql, &query));
    query_bind_integer(query, 1, holders->year);
    query_bind_integer(query, 2, number);
    TRY(query_step(query, &row));
    *id_out = row ? (uint32_t)query_integer(query, 0) : 0;
    return NULL;
}

const struct error *holders_of_nik(struct holders *holders, struct nik nik, uint32_t *id_out)
{
    return holders->indexed
               ? search_index(holders, "SELECT id FROM applicant WHERE year = ?1 AND nik = ?2", nik.number, id_out)
               : search(holders, &holders->niks, "SELECT 1 FROM applicant WHERE id = ?1 AND nik = ?2", nik.number, id_out);
}

const struct error *holders_of_card(struct holders *holders, struct family_card card, uint32_t *id_out)
{
    *id_out = 0;
    if (card.number == 0) {
        return NULL;
    }
    return holders->indexed
               ? search_index(holders, "SELECT id FROM applicant WHERE year = ?1 AND no_kk = ?2 ORDER BY id LIMIT 1", card.number, id_out)
               : search(holders, &holders->cards, "SELECT 1 FROM applicant WHERE id = ?1 AND no_kk = ?2", card.number, id_out);
}

const struct error *holders_of_account(struct holders *holders, int64_t account, struct text bank, struct text number, uint32_t *id_out)
{
    size_t at = 0;
    bool row;
    uint32_t id;
    struct text code;
    *id_out = 0;
    while ((id = number_hints_next(&holders->accounts, account, &at)) != 0) {
        struct query *query SCOPED_QUERY = NULL;
        TRY(query_open(holders->store, "SELECT coalesce(bank, ''), coalesce(no_rekening, '') FROM applicant WHERE id = ?1", &query));
        query_bind_integer(query, 1, id);
        TRY(query_step(query, &row));
        if (row && bank_code(bank, &code) && account_is(query_text(query, 0), query_text(query, 1), code, number)) {
            *id_out = id;
            return NULL;
        }
    }
    return NULL;
}

void holders_add_account(struct holders *holders, uint32_t id, int64_t account)
{
    if (holders->accounts.count < HOLDERS_ACCOUNTS_LIMIT) {
        number_hints_add(&holders->accounts, account, id);
    }
}

static void forget(struct holders *holders)
{
    number_hints_free(&holders->niks);
    number_hints_free(&holders->cards);
}

const struct error *holders_add(struct holders *holders, uint32_t id, struct nik nik, struct family_card card, bool first_of_card)
{
    if (holders->indexed) {
        return NULL;
    }
    if (holders->niks.count + holders->cards.count >= holders->limit) {
        forget(holders);
        holders->indexed = true;
        return store_indexes_build(holders->store);
    }
    number_hints_add(&holders->niks, nik.number, id);
    if (card.number != 0 && first_of_card) {
        number_hints_add(&holders->cards, card.number, id);
    }
    return NULL;
}

void holders_expect(struct holders *holders, int64_t rows)
{
    if (!holders->indexed && rows > 0) {
        size_t most = holders->limit / 2;
        size_t wanted = (uint64_t)rows > most ? most : (size_t)rows;
        number_hints_expect(&holders->niks, holders->niks.count + wanted);
        number_hints_expect(&holders->cards, holders->cards.count + wanted);
    }
    /* Accounts may come in another list: the room is made when they are there. */
    if (holders->accounts.count > 0 && rows > 0) {
        size_t wanted = (uint64_t)rows > HOLDERS_ACCOUNTS_LIMIT ? HOLDERS_ACCOUNTS_LIMIT : (size_t)rows;
        number_hints_expect(&holders->accounts, holders->accounts.count + wanted);
    }
}

void holders_prepare(const struct holders *holders, struct nik nik, struct family_card card, int64_t account)
{
    if (account != 0) {
        number_hints_prepare(&holders->accounts, account);
    }
    if (!holders->indexed) {
        number_hints_prepare(&holders->niks, nik.number);
        number_hints_prepare(&holders->cards, card.number);
    }
}

static const struct error *read_accounts(struct holders *holders)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text code;
    bool row;
    TRY(query_open(holders->store,
                   "SELECT id, coalesce(bank, ''), no_rekening FROM applicant NOT INDEXED WHERE year = ?1 AND no_rekening IS NOT NULL ORDER BY id", &query));
    query_bind_integer(query, 1, holders->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        uint32_t id = 0;
        struct text bank = query_text(query, 1);
        struct text number = query_text(query, 2);
        if (bank_code(bank, &code)) {
            int64_t account = account_key(code, number);
            TRY(holders_of_account(holders, account, bank, number, &id));
            if (id == 0) {
                holders_add_account(holders, (uint32_t)query_integer(query, 0), account);
            }
        }
    }
}

const struct error *holders_open(struct store *store, int year, struct holders *out)
{
    struct holders holders = { .store = store, .year = year, .limit = HOLDERS_LIMIT };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    const struct error *error = query_open(store, "SELECT id, nik, coalesce(no_kk, 0) FROM applicant WHERE year = ?1 ORDER BY id", &query);
    if (error == NULL) {
        query_bind_integer(query, 1, year);
    }
    while (error == NULL) {
        error = query_step(query, &row);
        if (error != NULL || !row || holders.indexed) {
            break;
        }
        uint32_t relative = 0;
        struct family_card card = { query_integer(query, 2) };
        if (query_is_null(query, 1)) {
            continue; /* erased: nobody's any more */
        }
        error = holders_of_card(&holders, card, &relative);
        if (error == NULL) {
            error = holders_add(&holders, (uint32_t)query_integer(query, 0), (struct nik){ query_integer(query, 1) }, card, relative == 0);
        }
    }
    if (error == NULL) {
        error = read_accounts(&holders);
    }
    if (error != NULL) {
        holders_close(&holders);
        return error;
    }
    *out = holders;
    return NULL;
}

void holders_close(struct holders *holders)
{
    forget(holders);
    number_hints_free(&holders->accounts);
    *holders = (struct holders){ 0 };
}

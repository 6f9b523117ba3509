#include "ledger/journal.h"

#include "base/language.h"
#include "base/memory.h"
#include "journal_internal.h"
#include "store/query.h"

enum { ISO_DAY = 10 /* bytes of yyyy-mm-dd */ };

static const struct error *accounts_install(struct store *store)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store, "INSERT INTO account (id, name, title) VALUES (?1, ?2, ?3)", &insert));
    for (int i = 0; i < ACCOUNT_COUNT; i++) {
        query_bind_integer(insert, 1, i);
        query_bind_text(insert, 2, text_of(account_name((enum account)i)));
        query_bind_text(insert, 3, text_of(account_title((enum account)i)));
        TRY(query_run(insert));
    }
    return NULL;
}

static const struct error *journal_start(struct journal *journal)
{
    uint8_t id[16];
    int64_t position;
    struct buffer hex SCOPED_BUFFER = { 0 };
    TRY(accounts_install(journal->store));
    random_fill(id, sizeof(id));
    buffer_add_hex(&hex, id, sizeof(id));
    entry_begin(journal, "ledger");
    entry_add(journal, "id", buffer_text(&hex));
    return journal_append(journal, &position);
}

const struct error *journal_open(struct store *store, struct event event, struct journal *out)
{
    struct journal journal SCOPED_JOURNAL = { .store = store, .event = event };
    struct query *head SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "INSERT INTO journal (position, text, leaf) VALUES (?1, ?2, ?3)", &journal.insert));
    TRY(query_open(store,
                   "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                   &journal.insert_transfer));
    TRY(query_open(store, "SELECT size, frontier FROM tree_head ORDER BY size DESC LIMIT 1", &head));
    TRY(query_step(head, &row));
    if (row && !tree_restore(&journal.tree, (uint64_t)query_integer(head, 0), query_bytes(head, 1))) {
        return error_new(ERROR_UNVERIFIED, _("the tree head is damaged; run `dumisake verify`"));
    }
    journal.sealed = journal.tree.size;
    if (!row) {
        TRY(journal_start(&journal));
    }
    MEMORY_GIVE(out, journal);
    return NULL;
}

void journal_close(struct journal *journal)
{
    query_close(journal->insert);
    query_close(journal->insert_transfer);
    memory_free(journal->balances);
    buffer_free(&journal->text);
    buffer_free(&journal->event_lines);
    *journal = (struct journal){ 0 };
}

static const struct error *seal_balances(struct journal *journal)
{
    struct query *write SCOPED_QUERY = NULL;
    TRY(query_open(journal->store,
                   "INSERT INTO balance (year, account_id, amount) VALUES (?1, ?2, ?3) "
                   "ON CONFLICT (year, account_id) DO UPDATE SET amount = excluded.amount",
                   &write));
    for (size_t i = 0; i < journal->balance_count; i++) {
        for (int account = 0; journal->balances[i].moved && account < ACCOUNT_COUNT; account++) {
            query_bind_integer(write, 1, journal->balances[i].year);
            query_bind_integer(write, 2, account);
            query_bind_integer(write, 3, journal->balances[i].amount[account]);
            TRY(query_run(write));
        }
    }
    return NULL;
}

const struct error *journal_seal(struct journal *journal)
{
    struct query *write SCOPED_QUERY = NULL;
    struct digest root;
    if (journal->sealed == journal->tree.size) {
        return NULL;
    }
    TRY(seal_balances(journal));
    tree_root(&journal->tree, &root);
    TRY(query_open(journal->store, "INSERT INTO tree_head (size, root, frontier) VALUES (?1, ?2, ?3)", &write));
    query_bind_integer(write, 1, (int64_t)journal->tree.size);
    query_bind_bytes(write, 2, root.bytes, DIGEST_BYTES);
    query_bind_bytes(write, 3, tree_frontier(&journal->tree).bytes, tree_frontier(&journal->tree).length);
    TRY(query_run(write));
    journal->sealed = journal->tree.size;
    return NULL;
}

const struct error *journal_ledger_id(struct store *store, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text id;
    bool row;
    TRY(query_open(store, "SELECT text FROM journal WHERE position = 0", &query));
    TRY(query_step(query, &row));
    if (!row || !entry_get(query_text(query, 0), "id", &id)) {
        return error_new(ERROR_UNVERIFIED, _("the journal has no beginning; run `dumisake verify`"));
    }
    buffer_add(out, id);
    return NULL;
}

const struct error *journal_newest_day(struct store *store, struct day *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text at;
    bool row;
    *out = DAY_NONE;
    TRY(query_open(store, "SELECT text FROM journal ORDER BY position DESC LIMIT 1", &query));
    TRY(query_step(query, &row));
    if (row && (!entry_get(query_text(query, 0), "at", &at) || at.length < ISO_DAY || !day_parse_iso((struct text){ at.bytes, ISO_DAY }, out))) {
        return error_new(ERROR_UNVERIFIED, "%s", _("the newest entry of the journal does not say when it was made; run `dumisake verify`"));
    }
    return NULL;
}

int64_t journal_next(const struct journal *journal)
{
    return (int64_t)journal->tree.size;
}

/* Written once: they are the same in every entry of a command. */
static void add_event_lines(struct journal *journal)
{
    if (journal->event_lines.length == 0) {
        size_t begin = journal->text.length;
        buffer_add_string(&journal->text, "at ");
        utc_print(journal->event.utc, &journal->text);
        buffer_add_byte(&journal->text, '\n');
        entry_add_day(journal, "day", journal->event.day);
        entry_add(journal, "officer", text_of(journal->event.officer == NULL ? "-" : journal->event.officer));
        buffer_add(&journal->event_lines, (struct text){ journal->text.bytes + begin, journal->text.length - begin });
    } else {
        buffer_add(&journal->text, buffer_text(&journal->event_lines));
    }
}

void entry_begin(struct journal *journal, const char *type)
{
    buffer_clear(&journal->text);
    entry_add_integer(journal, "entry", journal_next(journal));
    entry_add(journal, "type", text_of(type));
    add_event_lines(journal);
    if (journal->sealed > 0 && journal->sealed == journal->tree.size) {
        struct digest root;
        tree_root(&journal->tree, &root);
        entry_add_digest(journal, "previous-root", &root);
    }
}

void entry_add(struct journal *journal, const char *key, struct text value)
{
    buffer_add_string(&journal->text, key);
    buffer_add_byte(&journal->text, ' ');
    buffer_add_printable(&journal->text, value, 1000);
    buffer_add_byte(&journal->text, '\n');
}

void entry_add_integer(struct journal *journal, const char *key, int64_t value)
{
    buffer_add_string(&journal->text, key);
    buffer_add_byte(&journal->text, ' ');
    buffer_add_integer(&journal->text, value);
    buffer_add_byte(&journal->text, '\n');
}

void entry_add_day(struct journal *journal, const char *key, struct day day)
{
    buffer_add_string(&journal->text, key);
    buffer_add_byte(&journal->text, ' ');
    if (day_is_none(day)) {
        buffer_add_byte(&journal->text, '-');
    } else {
        day_print(day, &journal->text);
    }
    buffer_add_byte(&journal->text, '\n');
}

void entry_add_digest(struct journal *journal, const char *key, const struct digest *digest)
{
    buffer_add_string(&journal->text, key);
    buffer_add_byte(&journal->text, ' ');
    digest_print(digest, &journal->text);
    buffer_add_byte(&journal->text, '\n');
}

const struct error *journal_append(struct journal *journal, int64_t *position_out)
{
    struct digest leaf;
    struct text text = buffer_text(&journal->text);
    int64_t position = journal_next(journal);
    tree_leaf(text, &leaf);
    query_bind_integer(journal->insert, 1, position);
    query_bind_text(journal->insert, 2, text);
    query_bind_bytes(journal->insert, 3, leaf.bytes, DIGEST_BYTES);
    TRY(query_run(journal->insert));
    tree_append(&journal->tree, &leaf);
    *position_out = position;
    return NULL;
}

static const struct error *balance_of(struct journal *journal, int year, struct balance **out)
{
    for (size_t i = 0; i < journal->balance_count; i++) {
        if (journal->balances[i].year == year) {
            *out = &journal->balances[i];
            return NULL;
        }
    }
    struct balance balance = { .year = year };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(journal->store, "SELECT account_id, amount FROM balance WHERE year = ?1", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        int64_t account = query_integer(query, 0);
        int64_t amount = query_integer(query, 1);
        if (account < 0 || account >= ACCOUNT_COUNT || amount > MONEY_MAX || amount < (account == ACCOUNT_APBD ? -MONEY_MAX : 0)) {
            return error_new(ERROR_UNVERIFIED, _("year %d: the balances are damaged; run `dumisake verify`"), year);
        }
        balance.amount[account] = amount;
    }
    journal->balances = memory_grow(journal->balances, journal->balance_count, &journal->balance_capacity, sizeof(balance));
    journal->balances[journal->balance_count] = balance;
    *out = &journal->balances[journal->balance_count++];
    return NULL;
}

const struct error *journal_balance(struct journal *journal, int year, enum account account, struct money *out)
{
    struct balance *balance;
    TRY(balance_of(journal, year, &balance));
    CHECK(account != ACCOUNT_APBD && money_of(balance->amount[account], out));
    return NULL;
}

void entry_add_transfer(struct journal *journal, int year, enum account from, enum account to, struct money amount)
{
    entry_add_integer(journal, "year", year);
    entry_add(journal, "from", text_of(account_name(from)));
    entry_add(journal, "to", text_of(account_name(to)));
    entry_add_integer(journal, "amount", amount.rupiah);
}

const struct error *journal_move(struct journal *journal, int year, enum account from, enum account to, struct money amount)
{
    struct balance *balance;
    TRY(balance_of(journal, year, &balance));
    CHECK(from != to && amount.rupiah > 0 && amount.rupiah <= MONEY_MAX);
    int64_t after_from = balance->amount[from] - amount.rupiah;
    int64_t after_to = balance->amount[to] + amount.rupiah;
    if ((from != ACCOUNT_APBD && after_from < 0) || after_from < -MONEY_MAX || after_to > MONEY_MAX) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        money_print(amount, &shown);
        return error_new(ERROR_REFUSED, _("year %d: account %s does not hold %s"), year, account_name(from), shown.bytes);
    }
    balance->moved = true;
    balance->amount[from] = after_from;
    balance->amount[to] = after_to;
    return NULL;
}

const struct error *journal_post(struct journal *journal, int year, enum account from, enum account to, struct money amount,
                                 int64_t payout, int64_t *position_out)
{
    TRY(journal_move(journal, year, from, to, amount));
    entry_add_transfer(journal, year, from, to, amount);
    TRY(journal_append(journal, position_out));
    query_bind_integer(journal->insert_transfer, 1, *position_out);
    query_bind_integer(journal->insert_transfer, 2, year);
    query_bind_integer(journal->insert_transfer, 3, from);
    query_bind_integer(journal->insert_transfer, 4, to);
    query_bind_integer(journal->insert_transfer, 5, amount.rupiah);
    if (payout == 0) {
        query_bind_null(journal->insert_transfer, 6);
    } else {
        query_bind_integer(journal->insert_transfer, 6, payout);
    }
    return query_run(journal->insert_transfer);
}

bool entry_get(struct text entry, const char *key, struct text *out)
{
    struct text name = text_of(key);
    while (entry.length > 0) {
        struct text line = text_split(&entry, '\n');
        if (line.length > name.length && line.bytes[name.length] == ' ' && text_starts_with(line, name)) {
            *out = (struct text){ line.bytes + name.length + 1, line.length - name.length - 1 };
            return true;
        }
    }
    return false;
}

bool entry_get_integer(struct text entry, const char *key, int64_t *out)
{
    struct text value;
    return entry_get(entry, key, &value) && text_to_integer(value, out);
}

bool entry_get_day(struct text entry, const char *key, struct day *out)
{
    struct text value;
    if (!entry_get(entry, key, &value)) {
        return false;
    }
    if (text_equal(value, TEXT("-"))) {
        *out = DAY_NONE;
        return true;
    }
    return day_parse_iso(value, out);
}

bool entry_get_digest(struct text entry, const char *key, struct digest *out)
{
    struct text value;
    return entry_get(entry, key, &value) && text_to_bytes(value, out->bytes, DIGEST_BYTES);
}

bool entry_is(struct text entry, const char *type)
{
    struct text value;
    return entry_get(entry, "type", &value) && text_equal(value, text_of(type));
}

#include "exporter/hledger_file.h"

#include "base/file.h"
#include "base/language.h"
#include "ledger/journal.h"
#include "store/query.h"

static const struct error *write_text(struct output *output, struct buffer *text)
{
    if (fwrite(text->bytes, 1, text->length, output->stream) != text->length) {
        return error_errno(_("%s: cannot be written"), output->path);
    }
    buffer_clear(text);
    return NULL;
}

static void add_account(struct buffer *out, int64_t year, int64_t account)
{
    buffer_format(out, "%lld:%s", (long long)year, account_name((enum account)account));
}

/* The accounts of a year, so that a misspelt one would be an error. */
static const struct error *write_accounts(struct store *store, int year, struct output *output)
{
    struct query *years SCOPED_QUERY = NULL;
    struct buffer text SCOPED_BUFFER = { 0 };
    bool row;
    buffer_add_string(&text, HLEDGER_FILE_BEGINNING "\n; Every movement of money of the ledger; `hledger check --strict` proves the balances at the end.\n\ncommodity IDR 1000.\n\n");
    TRY(query_open(store, "SELECT DISTINCT year FROM balance WHERE ?1 = 0 OR year = ?1 ORDER BY year", &years));
    query_bind_integer(years, 1, year);
    for (;;) {
        TRY(query_step(years, &row));
        if (!row) {
            break;
        }
        for (int account = 0; account < ACCOUNT_COUNT; account++) {
            buffer_add_string(&text, "account ");
            add_account(&text, query_integer(years, 0), account);
            buffer_format(&text, "  ; %s\n", account_title((enum account)account));
        }
    }
    return write_text(output, &text);
}

/* A transfer: the entry's day, number, type and, of a payout, its reference and batch. */
static const struct error *add_transfer(struct query *transfer, struct buffer *out, struct day *day_out)
{
    struct text entry = query_text(transfer, 1);
    struct text type;
    bool sound = entry_get(entry, "type", &type) && entry_get_day(entry, "day", day_out) && !day_is_none(*day_out);
    int64_t from = query_integer(transfer, 3);
    int64_t to = query_integer(transfer, 4);
    if (!sound || from < 0 || from >= ACCOUNT_COUNT || to < 0 || to >= ACCOUNT_COUNT) {
        return error_new(ERROR_UNVERIFIED, _("entry %lld cannot be read; run `dumisake verify`"), (long long)query_integer(transfer, 0));
    }
    buffer_add_byte(out, '\n');
    day_print(*day_out, out);
    buffer_format(out, " (%lld) ", (long long)query_integer(transfer, 0));
    buffer_add_printable(out, type, 40);
    buffer_format(out, "  ; entry:%lld", (long long)query_integer(transfer, 0));
    if (!query_is_null(transfer, 6)) {
        buffer_add_string(out, ", reference:");
        buffer_add_printable(out, query_text(transfer, 6), 60);
        buffer_format(out, ", batch:%lld", (long long)query_integer(transfer, 7));
    }
    buffer_add_string(out, "\n    ");
    add_account(out, query_integer(transfer, 2), from);
    buffer_format(out, "  IDR -%lld\n    ", (long long)query_integer(transfer, 5));
    add_account(out, query_integer(transfer, 2), to);
    buffer_format(out, "  IDR %lld\n", (long long)query_integer(transfer, 5));
    return NULL;
}

static const struct error *write_transfers(struct store *store, int year, struct output *output, struct day *last_inout)
{
    struct query *transfers SCOPED_QUERY = NULL;
    struct buffer text SCOPED_BUFFER = { 0 };
    struct day day = DAY_NONE;
    bool row;
    TRY(query_open(store,
                   "SELECT t.position, j.text, t.year, t.from_account, t.to_account, t.amount, p.reference, p.batch_id FROM transfer AS t "
                   "JOIN journal AS j ON j.position = t.position LEFT JOIN payout AS p ON p.id = t.payout_id WHERE ?1 = 0 OR t.year = ?1 ORDER BY t.position",
                   &transfers));
    query_bind_integer(transfers, 1, year);
    for (;;) {
        TRY(query_step(transfers, &row));
        if (!row) {
            return NULL;
        }
        TRY(add_transfer(transfers, &text, &day));
        *last_inout = day.number > last_inout->number ? day : *last_inout;
        TRY(write_text(output, &text));
    }
}

/* What the books say each account holds: hledger compares it with what it added up itself. */
static const struct error *write_balances(struct store *store, int year, struct output *output, struct day last)
{
    struct query *balances SCOPED_QUERY = NULL;
    struct buffer text SCOPED_BUFFER = { 0 };
    int64_t before = 0;
    bool row;
    TRY(query_open(store, "SELECT year, account_id, amount FROM balance WHERE ?1 = 0 OR year = ?1 ORDER BY year, account_id", &balances));
    query_bind_integer(balances, 1, year);
    for (;;) {
        TRY(query_step(balances, &row));
        if (!row) {
            break;
        }
        if (query_integer(balances, 0) != before) {
            before = query_integer(balances, 0);
            buffer_add_byte(&text, '\n');
            day_print(last, &text);
            buffer_format(&text, " balances of %lld\n", (long long)before);
        }
        buffer_add_string(&text, "    ");
        add_account(&text, before, query_integer(balances, 1));
        buffer_format(&text, "  IDR 0 = IDR %lld\n", (long long)query_integer(balances, 2));
    }
    return write_text(output, &text);
}

const struct error *hledger_file_write(struct store *store, int year, const char *path)
{
    struct output output SCOPED_OUTPUT = { 0 };
    struct day last = DAY_NONE;
    TRY(output_open(path, &output));
    TRY(write_accounts(store, year, &output));
    TRY(write_transfers(store, year, &output, &last));
    if (!day_is_none(last)) {
        TRY(write_balances(store, year, &output, last));
    }
    return output_keep(&output);
}

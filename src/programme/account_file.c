#include "programme/account_file.h"

#include "base/memory.h"
#include "store/query.h"

const struct error *account_book_load(struct store *store, int year, struct account_book *out)
{
    struct account_book book SCOPED_ACCOUNT_BOOK = { .store = store, .year = year };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, coalesce(bank, ''), no_rekening FROM applicant NOT INDEXED WHERE year = ?1 AND no_rekening IS NOT NULL", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        struct text code;
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (bank_code(query_text(query, 1), &code)) {
            (void)number_set_add(&book.numbers, account_key(code, query_text(query, 2)), (uint32_t)query_integer(query, 0));
        }
    }
    MEMORY_GIVE(out, book);
    return NULL;
}

void account_book_free(struct account_book *book)
{
    number_set_free(&book->numbers);
}

const struct error *account_book_find(const struct account_book *book, struct text code, struct text number, struct nik *out)
{
    struct query *query SCOPED_QUERY = NULL;
    uint32_t id = number_set_get(&book->numbers, account_key(code, number));
    bool row;
    out->number = 0;
    if (id == 0) {
        return NULL;
    }
    TRY(query_open(book->store, "SELECT nik, coalesce(bank, ''), no_rekening FROM applicant WHERE id = ?1", &query));
    query_bind_integer(query, 1, id);
    TRY(query_step(query, &row));
    if (row && account_is(query_text(query, 1), query_text(query, 2), code, number)) {
        out->number = query_integer(query, 0);
    }
    return NULL;
}

const struct error *account_was_there(struct store *store, int64_t applicant_id, struct text code, struct text number, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = false;
    TRY(query_open(store, "SELECT coalesce(bank, ''), no_rekening FROM amendment WHERE applicant_id = ?1 AND no_rekening IS NOT NULL", &query));
    query_bind_integer(query, 1, applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row || *out) {
            return NULL;
        }
        *out = account_is(query_text(query, 0), query_text(query, 1), code, number);
    }
}

const struct error *account_file_record(struct journal *journal, int year, const struct account_file *file, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer name SCOPED_BUFFER = { 0 };
    int64_t rows = file->accepted + file->unchanged + file->conflicting + file->rejected;
    buffer_add_printable(&name, text_of(file->file_name), 250);
    entry_begin(journal, "accounts");
    entry_add_integer(journal, "year", year);
    entry_add(journal, "file", buffer_text(&name));
    entry_add_digest(journal, "sha256", &file->sha256);
    entry_add_integer(journal, "rows", rows);
    entry_add_integer(journal, "accepted", file->accepted);
    entry_add_integer(journal, "unchanged", file->unchanged);
    entry_add_integer(journal, "conflicting", file->conflicting);
    entry_add_integer(journal, "rejected", file->rejected);
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store,
                   "INSERT INTO account_file (position, year, day, row_count, accepted, unchanged, conflicting, rejected, file_name, file_sha256) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   &insert));
    int64_t integers[] = { *position_out, year, journal->event.day.number, rows, file->accepted, file->unchanged, file->conflicting, file->rejected };
    for (int i = 0; i < 8; i++) {
        query_bind_integer(insert, i + 1, integers[i]);
    }
    query_bind_text(insert, 9, buffer_text(&name));
    query_bind_bytes(insert, 10, file->sha256.bytes, DIGEST_BYTES);
    return query_run(insert);
}

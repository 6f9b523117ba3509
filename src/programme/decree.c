#include "programme/decree.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/seal.h"
#include "store/query.h"

static void add_line(struct buffer *out, const char *field, struct text value)
{
    if (value.length > 0) {
        buffer_format(out, "%s %.*s\n", field, TEXT_ARG(value));
    }
}

void decree_row_canonical(const struct decree_row *row, struct buffer *out)
{
    buffer_format(out, "nik %lld\n", (long long)row->nik);
    add_line(out, "nama", row->nama);
    if (row->kategori != 0) {
        add_line(out, "kategori", text_of(category_name(row->kategori)));
    }
    buffer_format(out, "jumlah %lld\n", (long long)row->amount.rupiah);
    add_line(out, "no_rekening", row->no_rekening);
}

/* An annex that is there, by its number or by its file. */
struct standing_decree {
    int64_t id; /* 0 = there is none */
    int year;
    struct day day;
    int64_t rows;
    struct digest sha256;
    struct buffer number;
};

#define SCOPED_STANDING_DECREE __attribute__((cleanup(standing_decree_free)))

static void standing_decree_free(struct standing_decree *standing)
{
    buffer_free(&standing->number);
}

static const struct error *find(struct store *store, struct text number, const struct digest *sha256, struct standing_decree *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, year, day, row_count, file_sha256, number FROM decree WHERE number = ?1 OR file_sha256 = ?2 ORDER BY number <> ?1, id LIMIT 1", &query));
    query_bind_text(query, 1, number);
    query_bind_bytes(query, 2, sha256->bytes, DIGEST_BYTES);
    TRY(query_step(query, &row));
    if (!row) {
        return NULL;
    }
    out->id = query_integer(query, 0);
    out->year = (int)query_integer(query, 1);
    out->day = (struct day){ (int32_t)query_integer(query, 2) };
    out->rows = query_integer(query, 3);
    buffer_add(&out->number, query_text(query, 5));
    return digest_from(query_bytes(query, 4), &out->sha256) ? NULL : error_new(ERROR_UNVERIFIED, _("table decree, row %lld is damaged; run `dumisake verify`"), (long long)out->id);
}

static void bind_category(struct query *query, int parameter, enum category category)
{
    if (category == 0) {
        query_bind_null(query, parameter);
    } else {
        query_bind_integer(query, parameter, category);
    }
}

/* Whether the annex that is there says the same, in whatever order and file. */
static const struct error *is_same(struct store *store, const struct standing_decree *standing, const struct decree *decree, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    *out = (int64_t)decree->count == standing->rows;
    TRY(query_open(store, "SELECT 1 FROM decree_row WHERE decree_id = ?1 AND nik = ?2 AND nama = ?3 AND kategori IS ?4 AND amount = ?5 AND no_rekening = ?6", &query));
    for (size_t i = 0; i < decree->count && *out; i++) {
        const struct decree_row *row = &decree->rows[i];
        query_bind_integer(query, 1, standing->id);
        query_bind_integer(query, 2, row->nik);
        query_bind_text(query, 3, row->nama);
        bind_category(query, 4, row->kategori);
        query_bind_integer(query, 5, row->amount.rupiah);
        query_bind_text(query, 6, row->no_rekening);
        TRY(query_step(query, out));
        query_reset(query);
    }
    return NULL;
}

static const struct error *compare(struct journal *journal, int year, struct text number, const struct decree *decree, struct standing_decree *standing)
{
    struct buffer day SCOPED_BUFFER = { 0 };
    bool same = digest_equal(&standing->sha256, &decree->sha256);
    if (!text_equal(buffer_text(&standing->number), number)) {
        return error_new(ERROR_REFUSED, _("this file was read as the annex of decree %s; a decree has an annex of its own"), buffer_string(&standing->number));
    }
    if (standing->year != year || standing->day.number != journal->event.day.number) {
        day_print(standing->day, &day);
        return error_new(ERROR_REFUSED, _("decree %.*s was read as one of %s for programme year %d; its day and year are not changed"), TEXT_ARG(number), buffer_string(&day),
                         standing->year);
    }
    if (!same) {
        TRY(is_same(journal->store, standing, decree, &same));
    }
    return same ? NULL : error_new(ERROR_REFUSED, _("decree %.*s has another annex already; what was signed is not replaced, a changed one has a number of its own"), TEXT_ARG(number));
}

static const struct error *insert_rows(struct journal *journal, const struct decree *decree, int64_t id, struct digest *digest_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct sealer *sealer = sealer_new();
    const struct error *error = query_open(journal->store,
                                           "INSERT INTO decree_row (id, decree_id, line, nik, nama, kategori, amount, no_rekening, salt, commitment) "
                                           "VALUES ((SELECT coalesce(max(id), 0) + 1 FROM decree_row), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                           &insert);
    for (size_t i = 0; error == NULL && i < decree->count; i++) {
        const struct decree_row *row = &decree->rows[i];
        struct seal seal;
        buffer_clear(&canonical);
        decree_row_canonical(row, &canonical);
        sealer_seal_text(sealer, row->line, buffer_text(&canonical), &seal);
        query_bind_integer(insert, 1, id);
        query_bind_integer(insert, 2, row->line);
        query_bind_integer(insert, 3, row->nik);
        query_bind_text(insert, 4, row->nama);
        bind_category(insert, 5, row->kategori);
        query_bind_integer(insert, 6, row->amount.rupiah);
        query_bind_text(insert, 7, row->no_rekening);
        query_bind_bytes(insert, 8, seal.salt, SALT_BYTES);
        query_bind_bytes(insert, 9, seal.commitment.bytes, DIGEST_BYTES);
        error = query_run(insert);
        hasher_add(hasher, digest_text(&seal.commitment));
    }
    sealer_free(sealer);
    hasher_finish(hasher, digest_out);
    return error;
}

static const struct error *record(struct journal *journal, int year, struct text number, const struct decree *decree)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer file SCOPED_BUFFER = { 0 };
    struct money total = { 0 };
    struct digest digest;
    int64_t id;
    int64_t position;
    for (size_t i = 0; i < decree->count; i++) {
        if (!money_add(total, decree->rows[i].amount, &total)) {
            return error_new(ERROR_FAILED, "%s", _("the amounts of the annex are beyond all bounds"));
        }
    }
    TRY(query_one_integer(journal->store, "SELECT coalesce(max(id), 0) + 1 FROM decree", &id));
    TRY(insert_rows(journal, decree, id, &digest));
    buffer_add_printable(&file, text_of(decree->file_name), 250);
    entry_begin(journal, "decree");
    entry_add_integer(journal, "decree", id);
    entry_add_integer(journal, "year", year);
    entry_add(journal, "number", number);
    entry_add(journal, "file", buffer_text(&file));
    entry_add_digest(journal, "sha256", &decree->sha256);
    entry_add_integer(journal, "rows", (int64_t)decree->count);
    entry_add_integer(journal, "total", total.rupiah);
    entry_add_digest(journal, "rows-digest", &digest);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store,
                   "INSERT INTO decree (id, position, year, day, row_count, amount, number, file_name, file_sha256, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   &insert));
    int64_t values[] = { id, position, year, journal->event.day.number, (int64_t)decree->count, total.rupiah };
    for (int i = 0; i < 6; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    query_bind_text(insert, 7, number);
    query_bind_text(insert, 8, buffer_text(&file));
    query_bind_bytes(insert, 9, decree->sha256.bytes, DIGEST_BYTES);
    query_bind_bytes(insert, 10, digest.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *decree_record(struct journal *journal, int year, const struct decree *decree, bool *recorded_out)
{
    struct standing_decree standing SCOPED_STANDING_DECREE = { 0 };
    struct buffer number SCOPED_BUFFER = { 0 };
    struct text typed = text_trim(decree->number);
    CHECK(decree->count > 0);
    if (typed.length == 0 || text_equal(typed, TEXT("-")) || typed.length > DECREE_NUMBER_MAX) {
        return error_new(ERROR_USAGE, _("name the decree: --number N of at most %u bytes"), DECREE_NUMBER_MAX);
    }
    buffer_add_printable(&number, typed, DECREE_NUMBER_MAX);
    TRY(find(journal->store, buffer_text(&number), &decree->sha256, &standing));
    *recorded_out = standing.id == 0;
    return standing.id == 0 ? record(journal, year, buffer_text(&number), decree) : compare(journal, year, buffer_text(&number), decree, &standing);
}

#include "programme/reconciliation.h"

#include "base/language.h"
#include "base/memory.h"
#include "ledger/digest.h"
#include "store/query.h"

void reconciliation_free(struct reconciliation *reconciliation)
{
    for (int i = 0; i < RECONCILIATION_SECTIONS; i++) {
        buffer_free(&reconciliation->totals[i].name);
    }
    for (size_t i = 0; i < reconciliation->step_count; i++) {
        buffer_free(&reconciliation->steps[i].dpa);
    }
    for (size_t i = 0; i < reconciliation->sending_count; i++) {
        buffer_free(&reconciliation->sendings[i].sp2d);
        buffer_free(&reconciliation->sendings[i].layout);
        buffer_free(&reconciliation->sendings[i].layout_sha256);
    }
    for (size_t i = 0; i < reconciliation->line_count; i++) {
        struct reconciliation_line *line = &reconciliation->lines[i];
        buffer_free(&line->matter);
        buffer_free(&line->name);
        buffer_free(&line->reference);
        buffer_free(&line->document);
    }
    memory_free(reconciliation->steps);
    memory_free(reconciliation->sendings);
    memory_free(reconciliation->lines);
    *reconciliation = (struct reconciliation){ 0 };
}

/* Runs the statement, whose ?1 is the year, and gives each row to `read`. An error never points into `capacity`; the analyser takes any pointer
 * that goes in for one that may come out. */
static const struct error *each_row(struct store *store, const char *sql, struct reconciliation *out,
                                    const struct error *(*read)(struct query *query, struct reconciliation *out, size_t *capacity))
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, out->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        /* cppcheck-suppress returnDanglingLifetime */
        TRY(read(query, out, &capacity));
    }
}

static const struct error *read_total(struct query *query, struct reconciliation *out, size_t *capacity)
{
    int64_t section = query_integer(query, 0);
    *capacity += 1; /* the sections have their places */
    if (section < 1 || section > RECONCILIATION_SECTIONS) {
        return error_new(ERROR_UNVERIFIED, "%s", _("the views of the reconciliation were changed; run `dumisake verify`"));
    }
    struct reconciliation_total *total = &out->totals[section - 1];
    buffer_clear(&total->name);
    buffer_add(&total->name, query_text(query, 1));
    total->tested = query_integer(query, 2) != 0;
    int64_t *const values[] = { &total->left, &total->right, &total->difference, &total->explained, &total->unexplained, &total->lines,
                                &total->untested_people, &total->untested };
    for (int i = 0; i < 8; i++) {
        *values[i] = query_integer(query, 3 + i);
    }
    return NULL;
}

static const struct error *read_step(struct query *query, struct reconciliation *out, size_t *capacity)
{
    out->steps = memory_grow(out->steps, out->step_count, capacity, sizeof(*out->steps));
    struct budget_step *step = &out->steps[out->step_count++];
    *step = (struct budget_step){ .entry = query_integer(query, 0), .day = { (int32_t)query_integer(query, 1) }, .change = query_integer(query, 3),
                                  .budget = query_integer(query, 4) };
    buffer_add(&step->dpa, query_text(query, 2));
    return NULL;
}

static const struct error *read_sending(struct query *query, struct reconciliation *out, size_t *capacity)
{
    out->sendings = memory_grow(out->sendings, out->sending_count, capacity, sizeof(*out->sendings));
    struct sending_answers *sending = &out->sendings[out->sending_count++];
    *sending = (struct sending_answers){ .batch = query_integer(query, 0), .day = { (int32_t)query_integer(query, 1) } };
    buffer_add(&sending->sp2d, query_text(query, 2));
    int64_t *const values[] = { &sending->people, &sending->sent, &sending->paid, &sending->returned, &sending->unanswered_people, &sending->unanswered };
    for (int i = 0; i < 6; i++) {
        *values[i] = query_integer(query, 3 + i);
    }
    if (!query_is_null(query, 9)) {
        struct digest sha256;
        if (!digest_from(query_bytes(query, 10), &sha256)) {
            return error_new(ERROR_UNVERIFIED, _("table sending: the SHA-256 of a layout is damaged; run `dumisake verify`"));
        }
        buffer_add(&sending->layout, query_text(query, 9));
        digest_print(&sha256, &sending->layout_sha256);
    }
    return NULL;
}

static const struct error *read_line(struct query *query, struct reconciliation *out, size_t *capacity)
{
    out->lines = memory_grow(out->lines, out->line_count, capacity, sizeof(*out->lines));
    struct reconciliation_line *line = &out->lines[out->line_count++];
    *line = (struct reconciliation_line){ .section = (int)query_integer(query, 0), .batch = query_integer(query, 2), .nik = query_integer(query, 3) };
    buffer_add(&line->matter, query_text(query, 1));
    buffer_add(&line->name, query_text(query, 4));
    buffer_add(&line->reference, query_text(query, 5));
    buffer_add(&line->document, query_text(query, 6));
    line->left = query_integer(query, 7);
    line->right = query_integer(query, 8);
    line->difference = query_integer(query, 9);
    line->explained = query_integer(query, 10) != 0;
    return NULL;
}

const struct error *reconciliation_load(struct store *store, int year, struct reconciliation *out)
{
    struct reconciliation reconciliation SCOPED_RECONCILIATION = { .year = year };
    TRY(each_row(store, "SELECT bagian, nama, diuji, kiri, kanan, selisih, dijelaskan, belum_jelas, baris, orang_tidak_teruji, tidak_teruji FROM reconciliation_total WHERE tahun = ?1 ORDER BY bagian",
                 &reconciliation, read_total));
    TRY(each_row(store, "SELECT entri, tanggal, nomor_dpa, perubahan, anggaran FROM reconciliation_budget WHERE tahun = ?1 ORDER BY entri", &reconciliation, read_step));
    TRY(each_row(store, "SELECT batch, tanggal, nomor_sp2d, orang, dikirim, tersalur, retur, orang_belum_dijawab, belum_dijawab, tata_letak, sha256_tata_letak FROM reconciliation_sending WHERE tahun = ?1 ORDER BY entri",
                 &reconciliation, read_sending));
    TRY(each_row(store, "SELECT bagian, perihal, batch, nik, nama, referensi, nomor, kiri, kanan, selisih, jelas FROM reconciliation_line WHERE tahun = ?1 ORDER BY jelas, bagian, perihal, nik",
                 &reconciliation, read_line));
    MEMORY_GIVE(out, reconciliation);
    return NULL;
}

int64_t reconciliation_open_lines(const struct reconciliation *reconciliation)
{
    int64_t lines = 0;
    for (int i = 0; i < RECONCILIATION_SECTIONS; i++) {
        lines += reconciliation->totals[i].lines;
    }
    return lines;
}

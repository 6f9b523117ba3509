/* What an auditor has to know before reading the figures. */
#include "base/language.h"
#include "cover.h"
#include "programme/programme.h"
#include "store/query.h"

enum { WARNING_COLUMNS = 6, CHARACTERS_A_LINE = 120 };

static void warn(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout, struct text text)
{
    sheet_paragraph(book, sheet, *row_inout, WARNING_COLUMNS - 1, STYLE_WARNING, text, CHARACTERS_A_LINE);
    *row_inout += 1;
}

static void add_item(struct buffer *list, size_t *count_inout, const char *kind, const char *name)
{
    buffer_format(list, "%s%s%s", *count_inout == 0 ? "" : ", ", kind, name);
    *count_inout += 1;
}

/* What the office calls a value of the rules' file (programme_keys of programme_yaml.c). */
static const char *office_word(const char *key)
{
    static const char *const words[][2] = {
        { "budget_account", "kode rekening anggaran" }, { "budget", "anggaran" }, { "reference_day", "tanggal acuan" }, { "order", "urutan" },
        { "name", "nama program" }, { "valid_from", "berlaku dari" }, { "valid_to", "berlaku sampai" }, { "amounts", "jumlah bantuan" },
        { "quotas", "kuota" }, { "verification", "verifikasi" }, { "lpj", "batas waktu LPJ" }, { "approvals", "jumlah persetujuan" },
        { "freeze", "masa larangan" }, { "rules", "aturan" }, { "sk", "SK" }, { "year", "tahun" },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i][0], key) == 0) {
            return words[i][1];
        }
    }
    return key;
}

static const struct error *write_assumed(struct book *book, lxw_worksheet *sheet, int year, struct text yaml, lxw_row_t *row_inout)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct buffer list SCOPED_BUFFER = { 0 };
    struct buffer line SCOPED_BUFFER = { 0 };
    size_t count = 0;
    TRY(programme_parse_stored("programme", yaml, &programme));
    for (size_t i = 0; i < programme.assumed_count; i++) {
        add_item(&list, &count, "", office_word(programme.assumed[i]));
    }
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        if (programme.amounts_assumed[i]) {
            add_item(&list, &count, "jumlah ", category_name((enum category)i));
        }
    }
    for (size_t i = 0; i < programme.quota_count; i++) {
        if (programme.quotas[i].assumed) {
            add_item(&list, &count, "kuota ", programme.quotas[i].name);
        }
    }
    for (size_t i = 0; i < programme.rule_count; i++) {
        if (programme.rules[i].assumed) {
            add_item(&list, &count, "aturan ", programme.rules[i].code);
        }
    }
    if (count > 0) {
        buffer_format(&line, "ASUMSI. %d (%s): %zu nilai tidak dipublikasikan dan dipakai sebagai asumsi sampai Dinas menetapkannya: %s.", year,
                      programme.name, count, list.bytes);
        warn(book, sheet, row_inout, buffer_text(&line));
    }
    return NULL;
}

/* One line for the newest rules of each year that hold an assumed value. */
static const struct error *write_assumptions(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(book->store, "SELECT text FROM programme_version WHERE year = ?1 ORDER BY id DESC LIMIT 1", &query));
    for (size_t i = 0; i < book->year_count; i++) {
        query_bind_integer(query, 1, book->years[i].year);
        TRY(query_step(query, &row));
        if (row) {
            TRY(write_assumed(book, sheet, book->years[i].year, query_text(query, 0), row_inout));
        }
        query_reset(query);
    }
    return NULL;
}

/* What an erasure removed later is not here any more either. */
#define ERASED_SINCE                                                                                                                         \
    "SELECT e.position, e.day FROM main.erasure AS e WHERE e.position >= ?1 AND ?2 IN (0, e.year) AND (e.applicant_id IN (SELECT id FROM applicant) "    \
    "OR EXISTS (SELECT 1 FROM amendment AS m WHERE m.erased = e.position) OR EXISTS (SELECT 1 FROM amendment AS m WHERE m.reason_erased = e.position) "   \
    "OR EXISTS (SELECT 1 FROM set_aside AS s WHERE s.erased = e.position) OR EXISTS (SELECT 1 FROM exclusion AS x WHERE x.erased = e.position) "          \
    "OR EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.erased = e.position) OR EXISTS (SELECT 1 FROM review AS r WHERE r.erased = e.position) "            \
    "OR EXISTS (SELECT 1 FROM cancellation AS c WHERE c.erased = e.position) OR EXISTS (SELECT 1 FROM decree_row AS d WHERE d.erased = e.position) "       \
    "OR EXISTS (SELECT 1 FROM lpj AS l WHERE l.erased = e.position) OR EXISTS (SELECT 1 FROM lottery_ticket AS t WHERE t.erased = e.position)) ORDER BY e.position"

const struct error *warnings_prepare(struct book *book)
{
    enum { NAMED = 10 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(book->store, ERASED_SINCE, &query));
    query_bind_integer(query, 1, book->ledger.entries);
    query_bind_integer(query, 2, book->options->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        int64_t position = query_integer(query, 0);
        if (book->options->erasures_until > 0 && position >= book->options->erasures_until) {
            book->erased.unnamed += 1;
            continue;
        }
        if (book->erased.count < NAMED) {
            buffer_format(&book->erased.list, "%sentri %lld (", book->erased.count == 0 ? "" : ", ", (long long)position);
            day_print((struct day){ (int32_t)query_integer(query, 1) }, &book->erased.list);
            buffer_add_byte(&book->erased.list, ')');
        }
        book->erased.count += 1;
        book->erased.last = position;
    }
    buffer_add_string(&book->erased.list, book->erased.count > NAMED ? ", dan lain-lain" : "");
    return NULL;
}

static void write_erasures(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    if (book->erased.count > 0) {
        buffer_format(&line, "PENGHAPUSAN SESUDAHNYA. Sesudah keadaan ini %lld penghapusan data pribadi dicatat (UU 27/2022): %s. Yang dihapus tidak ditampilkan lagi; angka tetap.",
                      (long long)book->erased.count, book->erased.list.bytes);
        warn(book, sheet, row_inout, buffer_text(&line));
    }
}

const struct error *warnings_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    if (book->options->masked) {
        warn(book, sheet, row_inout, TEXT("EDISI PUBLIKASI. Data pribadi ditutup: hanya nama, wilayah, kategori, jumlah dan enam angka pertama NIK yang ditampilkan."));
    } else {
        warn(book, sheet, row_inout, TEXT("RAHASIA. Memuat data pribadi lengkap (UU 27/2022 tentang Pelindungan Data Pribadi): hanya untuk pemeriksa, jangan diteruskan."));
    }
    if (book->ledger.single_operator) {
        warn(book, sheet, row_inout, TEXT("SATU OPERATOR. Ada batch yang disetujui oleh operator yang menyusunnya sendiri: waktu itu belum ada petugas kedua yang terdaftar."));
    }
    write_erasures(book, sheet, row_inout);
    return write_assumptions(book, sheet, row_inout);
}

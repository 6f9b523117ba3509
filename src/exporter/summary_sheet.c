/* The sheet "Ringkasan": the figures of each year, what to beware of, and the control totals. */
#include "base/language.h"
#include "control.h"
#include "programme/programme.h"

enum { WIDTH = 6, CHARACTERS_A_LINE = 170 };

static const struct {
    const char *title;
    bool money;
} overview[] = {
    [FIGURE_DPA] = { "Anggaran (DPA)", true },
    [FIGURE_ANGGARAN] = { "Anggaran tersedia", true },
    [FIGURE_KOMITMEN] = { "Komitmen", true },
    [FIGURE_DALAM_PROSES] = { "Dalam proses di bank", true },
    [FIGURE_TERSALUR] = { "Tersalur", true },
    [FIGURE_RETUR] = { "Retur", true },
    [FIGURE_SETOR_KEMBALI] = { "Setor kembali ke kas daerah", true },
    [FIGURE_RECIPIENTS] = { "Penerima (orang yang sudah dibayar)", false },
    [FIGURE_APPLICANTS] = { "Pemohon terdaftar", false },
    [FIGURE_ELIGIBLE] = { "Pemohon memenuhi syarat", false },
    [FIGURE_NEEDS_REVIEW] = { "Pemohon perlu diperiksa", false },
    [FIGURE_INELIGIBLE] = { "Pemohon tidak memenuhi syarat", false },
    [FIGURE_SET_ASIDE] = { "Baris disisihkan yang disimpan", false },
    [FIGURE_FILE_ROWS] = { "Baris berkas", false },
    [FIGURE_ACCEPTED] = { "  diterima", false },
    [FIGURE_UNCHANGED] = { "  sama dengan yang sudah ada", false },
    [FIGURE_CONFLICTING] = { "  konflik", false },
    [FIGURE_REJECTED] = { "  ditolak", false },
};

static const char *const notes[] = {
    "Penerima adalah orang yang dananya sudah tersalur menurut jawaban bank; yang masih dalam komitmen atau proses belum dihitung.",
    "Setiap rupiah anggaran berada tepat di satu keadaan. Orang yang dibayar di dua tahun dihitung di kedua tahun.",
    "Kolom \"Dari lembar kerja\" adalah rumus hidup atas lembar lain; \"Dari buku besar\" berasal dari jurnal. Selisih harus nol.",
    "Besaran bantuan seragam per kategori, sehingga uji Hukum Benford tidak bermakna dan tidak disajikan.",
    "NIK, KK dan nomor rekening lengkap hanya untuk pemeriksa (UU 27/2022 tentang Pelindungan Data Pribadi); jangan diteruskan.",
};

static void write_line(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout, enum style style, struct buffer *line)
{
    sheet_text(book, sheet, *row_inout, 0, style, buffer_text(line));
    *row_inout += 1;
    buffer_clear(line);
}

static void warn(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout, const char *text)
{
    sheet_paragraph(book, sheet, *row_inout, WIDTH - 1, STYLE_WARNING, text, CHARACTERS_A_LINE);
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
        warn(book, sheet, row_inout, line.bytes);
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

static const struct error *write_head(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    CHECK(worksheet_set_row(sheet, *row_inout, 26, NULL) == LXW_NO_ERROR);
    buffer_add_string(&line, "Kertas kerja pemeriksaan: bantuan UMKM Dumisake, Provinsi Jambi");
    write_line(book, sheet, row_inout, STYLE_TITLE, &line);
    buffer_add_string(&line, "Tahun program: ");
    for (size_t i = 0; i < book->year_count; i++) {
        buffer_format(&line, "%s%d", i == 0 ? "" : ", ", book->years[i].year);
    }
    write_line(book, sheet, row_inout, STYLE_LABEL, &line);
    buffer_format(&line, "Keadaan buku per %s (tanggal entri jurnal terakhir), %lld entri jurnal.", book->ledger.day,
                  (long long)book->ledger.entries);
    write_line(book, sheet, row_inout, STYLE_PLAIN, &line);
    buffer_format(&line, "Akar Merkle jurnal: %s", book->ledger.root);
    write_line(book, sheet, row_inout, STYLE_PLAIN, &line);
    *row_inout += 1;
    if (book->ledger.single_operator) {
        warn(book, sheet, row_inout,
             "SATU OPERATOR. Belum ada petugas kedua yang terdaftar: batch disetujui oleh operator yang menyusunnya sendiri.");
    }
    TRY(write_assumptions(book, sheet, row_inout));
    *row_inout += 1;
    return NULL;
}

static void write_overview_row(struct book *book, lxw_worksheet *sheet, lxw_row_t row, int figure)
{
    enum style style = overview[figure].money ? STYLE_MONEY : STYLE_INTEGER;
    struct buffer formula SCOPED_BUFFER = { 0 };
    int64_t total = 0;
    sheet_text(book, sheet, row, 0, STYLE_TEXT, text_of(overview[figure].title));
    for (size_t i = 0; i < book->year_count; i++) {
        sheet_integer(book, sheet, row, (lxw_col_t)(1 + i), style, book->years[i].value[figure]);
        total += book->years[i].value[figure];
    }
    if (book->year_count > 1) {
        buffer_format(&formula, "=SUM(B%u:", row + 1);
        sheet_column_name(book->year_count, &formula);
        buffer_format(&formula, "%u)", row + 1);
        sheet_formula(book, sheet, row, (lxw_col_t)(1 + book->year_count), styles_total(style), &formula, total);
    }
}

static void write_overview(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    lxw_row_t row = *row_inout;
    sheet_text(book, sheet, row, 0, STYLE_SUBTITLE, TEXT("Angka menurut buku besar"));
    row += 1;
    sheet_text(book, sheet, row, 0, STYLE_HEADING, TEXT("Uraian"));
    for (size_t i = 0; i < book->year_count; i++) {
        sheet_integer(book, sheet, row, (lxw_col_t)(1 + i), STYLE_HEADING, book->years[i].year);
    }
    if (book->year_count > 1) {
        sheet_text(book, sheet, row, (lxw_col_t)(1 + book->year_count), STYLE_HEADING, TEXT("Jumlah"));
    }
    row += 1;
    for (int figure = 0; figure < FIGURE_COUNT; figure++) {
        write_overview_row(book, sheet, row++, figure);
    }
    *row_inout = row + 1;
}

/* One control of one year; returns whether sheets and books agree. */
static bool write_control(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct year_figures *year,
                          const struct control *control, int64_t first_row)
{
    enum style style = control->money ? STYLE_MONEY : STYLE_INTEGER;
    struct buffer formula SCOPED_BUFFER = { 0 };
    struct buffer difference SCOPED_BUFFER = { 0 };
    int64_t expected = control->figure == FIGURE_COUNT ? 0 : year->value[control->figure];
    buffer_add_byte(&formula, '=');
    int64_t actual = control->formula(book, year, control, first_row, &formula);
    buffer_format(&difference, "=C%u-D%u", row + 1, row + 1);
    sheet_text(book, sheet, row, 0, STYLE_TEXT, text_of(control->title));
    sheet_integer(book, sheet, row, 1, STYLE_YEAR, year->year);
    sheet_formula(book, sheet, row, 2, style, &formula, actual);
    sheet_integer(book, sheet, row, 3, style, expected);
    sheet_formula(book, sheet, row, 4, style, &difference, actual - expected);
    sheet_text(book, sheet, row, 5, STYLE_TEXT, text_of(control->source));
    return actual == expected;
}

static void colour_differences(struct book *book, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last)
{
    lxw_conditional_format equal = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO, .value = 0,
                                     .format = book->styles.format[STYLE_GOOD] };
    lxw_conditional_format other = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO, .value = 0,
                                     .format = book->styles.format[STYLE_BAD] };
    CHECK(worksheet_conditional_format_range(sheet, first, 4, last, 4, &equal) == LXW_NO_ERROR);
    CHECK(worksheet_conditional_format_range(sheet, first, 4, last, 4, &other) == LXW_NO_ERROR);
}

static void write_controls(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    static const char *const headings[WIDTH] = { "Kontrol", "Tahun", "Dari lembar kerja (rumus)", "Dari buku besar", "Selisih", "Lembar" };
    struct buffer formula SCOPED_BUFFER = { 0 };
    lxw_row_t row = *row_inout;
    int64_t wrong = 0;
    sheet_text(book, sheet, row++, 0, STYLE_SUBTITLE, TEXT("Kontrol total: setiap angka dua kali"));
    for (size_t i = 0; i < WIDTH; i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(headings[i]));
    }
    lxw_row_t first = ++row;
    for (size_t y = 0; y < book->year_count; y++) {
        int64_t first_row = (int64_t)row + 1;
        for (size_t i = 0; i < control_count; i++) {
            wrong += write_control(book, sheet, row++, &book->years[y], &controls[i], first_row) ? 0 : 1;
        }
    }
    buffer_format(&formula, "=COUNTIF(E%u:E%u,\"<>0\")", first + 1, row);
    for (size_t i = 0; i < WIDTH; i++) {
        if (i == 4) {
            sheet_formula(book, sheet, row, 4, STYLE_TOTAL_INTEGER, &formula, wrong);
        } else {
            sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Kontrol yang tidak cocok") : TEXT_EMPTY);
        }
    }
    colour_differences(book, sheet, first, row);
    *row_inout = row + 2;
}

const struct error *summary_write(struct book *book, lxw_worksheet *sheet)
{
    lxw_row_t row = 0;
    CHECK(worksheet_set_column(sheet, 0, 0, 50, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 1, 4, 24, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 5, 5, 38, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 6, 15, 24, NULL) == LXW_NO_ERROR);
    TRY(write_head(book, sheet, &row));
    write_overview(book, sheet, &row);
    write_controls(book, sheet, &row);
    for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
        sheet_paragraph(book, sheet, row++, WIDTH - 1, STYLE_NOTE, notes[i], CHARACTERS_A_LINE);
    }
    worksheet_activate(sheet);
    return NULL;
}

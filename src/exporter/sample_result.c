/* How the sample was drawn: population, seed and rule in words, and the way from all payouts to those that were drawn. */
#include "base/money.h"
#include "sample_sheets.h"

enum { COLUMNS = 12, CHARACTERS_A_LINE = 190 };
enum { ROW_FACTS = 4, ROW_RULES = 14 }; /* of the sheet, from 1 */

static const char *method_title(enum sample_method method)
{
    static const char *const titles[] = { [SAMPLE_SIMPLE] = "Acak sederhana (simple)", [SAMPLE_STRATIFIED] = "Acak berstrata menurut kabupaten/kota usaha (stratified)",
                                          [SAMPLE_MONETARY] = "Unit rupiah (monetary)" };
    return titles[method];
}

static const char *selection_rule(enum sample_method method)
{
    static const char *const rules[] = {
        [SAMPLE_SIMPLE] = "Pemilihan: kerangka diurutkan menaik menurut digest; N pembayaran yang pertama terpilih.",
        [SAMPLE_STRATIFIED] = "Pemilihan: tempat setiap strata = N x pembayaran strata / pembayaran kerangka, dibulatkan ke bawah; tempat yang tersisa, satu demi satu, untuk strata dengan "
                              "sisa pembagian terbesar (bila sama: kode wilayah terkecil). Bila N tidak kurang dari banyaknya strata, strata tanpa tempat mendapat satu tempat dari strata "
                              "yang tempatnya terbanyak (bila sama: kode wilayah terkecil), dimulai dari kode terkecil. Dalam setiap strata yang terpilih adalah digest yang terkecil.",
        [SAMPLE_MONETARY] = "Pemilihan: T = jumlah bersih kerangka; titik ke-j (j = 0 sampai N - 1) = (U + j x T) / N, dibulatkan ke bawah. Dalam urutan digest, sebuah pembayaran terpilih bila "
                            "sebuah titik p jatuh padanya: kumulatif sebelum pembayaran <= p < kumulatif sesudahnya. Pembayaran sebesar interval T / N atau lebih pasti terpilih; betapa pun "
                            "banyaknya titik yang jatuh padanya ia dihitung satu kali, sehingga baris sampel dapat kurang dari N.",
    };
    return rules[method];
}

static const char *reading_rule(enum sample_method method)
{
    static const char means[] = "Proyeksi: rata-rata kesalahan strata x pembayaran strata. Batas atas (95 %, satu sisi): proyeksi + 1,645 x galat baku, dengan koreksi populasi terbatas. Bila kesalahan "
                                "sedikit atau tidak ada, pendekatan normal itu terlalu rendah: pakailah batas menurut banyaknya (faktor keandalan Poisson), yang berlaku juga tanpa kesalahan.";
    static const char units[] = "Proyeksi: tainting (kesalahan / jumlah dibukukan) x interval; kesalahan pada yang pasti terpilih dihitung apa adanya. Batas atas (95 %, Stringer): kesalahan yang pasti + "
                                "faktor keandalan tanpa kesalahan x interval + setiap tainting, dari yang terbesar, x selisih faktor x interval. Kesalahan kurang tidak mengurangi batas.";
    return method == SAMPLE_MONETARY ? units : means;
}

static void write_fact(struct result_page *page, int64_t row, const char *label, struct text value)
{
    sheet_text(page->book, page->sheet, (lxw_row_t)row - 1, 0, STYLE_LABEL, text_of(label));
    sheet_text(page->book, page->sheet, (lxw_row_t)row - 1, 1, STYLE_PLAIN, value);
}

static void write_start(struct result_page *page, int64_t row)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    struct digest digest;
    digest_of(page->drawn->request.seed, TEXT_EMPTY, &digest);
    buffer_format(&text, "%lld = 15 angka heksadesimal pertama SHA-256(benih) modulo T; SHA-256(benih) = ", (long long)page->drawn->sample.start);
    digest_print(&digest, &text);
    write_fact(page, row, "Awal U", buffer_text(&text));
}

static void write_facts(struct result_page *page)
{
    const struct drawn *drawn = page->drawn;
    struct buffer population SCOPED_BUFFER = { 0 };
    struct buffer entries SCOPED_BUFFER = { 0 };
    int64_t row = ROW_FACTS;
    book_fill(page->book, "Pembayaran tahun {{years}} yang uangnya dalam akun ", &population);
    buffer_format(&population, "%s (%s), jumlah bersih di atas nol", account_name(drawn->request.of), account_title(drawn->request.of));
    buffer_format(&entries, "%lld", (long long)page->book->ledger.entries);
    write_fact(page, row++, "Populasi", buffer_text(&population));
    write_fact(page, row++, "Metode", text_of(method_title(drawn->request.method)));
    write_fact(page, row, "Ukuran N", TEXT_EMPTY);
    sheet_integer(page->book, page->sheet, (lxw_row_t)row++ - 1, 1, STYLE_LABEL, drawn->request.size);
    write_fact(page, row++, "Benih", drawn->request.seed);
    write_fact(page, row++, "Keadaan buku per", text_of(page->book->ledger.day));
    write_fact(page, row++, "Entri jurnal", buffer_text(&entries));
    write_fact(page, row++, "Akar Merkle", text_of(page->book->ledger.root));
    write_fact(page, row++, "Pengenal buku besar", text_of(page->book->ledger.id));
    if (drawn->request.method == SAMPLE_MONETARY) {
        write_start(page, row);
    }
}

static void write_rules(struct result_page *page)
{
    const char *rules[] = {
        "Digest: SHA-256 atas byte benih (UTF-8), satu byte LF (0A heksadesimal), lalu byte referensi pembayaran, tanpa apa pun sesudahnya. Urutan: menaik menurut digest heksadesimal. Siapa pun dapat "
        "menghitungnya kembali, misalnya: printf '%s\\n%s' 'BENIH' 'REFERENSI' | sha256sum. Kerangka terikat pada entri jurnal dan akar Merkle di atas (lembar Nominatif memuat setiap referensi).",
        selection_rule(page->drawn->request.method),
        reading_rule(page->drawn->request.method),
        page->book->options->masked ? "EDISI PUBLIKASI: referensi dan digest tidak ditampilkan; pemilihan dihitung kembali dengan edisi pemeriksa." : "",
    };
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (rules[i][0] != '\0') {
            sheet_paragraph(page->book, page->sheet, (lxw_row_t)(ROW_RULES - 1 + i), COLUMNS - 2, STYLE_NOTE, text_of(rules[i]), CHARACTERS_A_LINE);
        }
    }
}

void sample_headings_write(struct result_page *page, int64_t row, const char *title, const char *const *headings, size_t count)
{
    sheet_text(page->book, page->sheet, (lxw_row_t)row - 3, 0, STYLE_SUBTITLE, text_of(title));
    CHECK(worksheet_set_row(page->sheet, (lxw_row_t)row - 2, 33, NULL) == LXW_NO_ERROR);
    for (size_t i = 0; i < count; i++) {
        sheet_text(page->book, page->sheet, (lxw_row_t)row - 2, (lxw_col_t)i, STYLE_HEADING, text_of(headings[i]));
    }
}

static const char *reason_of(int fate)
{
    static const char *const reasons[SAMPLE_FATES] = {
        [SAMPLE_CANCELLED] = "dibatalkan sebelum dikirim",
        [SAMPLE_REPAID] = "retur, dibayar ulang dengan pembayaran lain",
        [SAMPLE_KOMITMEN] = "komitmen: belum dikirim ke bank",
        [SAMPLE_DALAM_PROSES] = "dalam proses: belum dijawab bank",
        [SAMPLE_TERSALUR] = "tersalur: di luar populasi ini",
        [SAMPLE_RETUR] = "retur: ditolak bank",
        [SAMPLE_SETOR_KEMBALI] = "sudah disetor kembali (STS)",
        [SAMPLE_NOTHING_LEFT] = "jumlah bersih nol",
    };
    return reasons[fate];
}

/* A row of constants: payouts, what is left of their amounts, the amounts. */
static void write_amounts(struct result_page *page, int64_t row, const char *label, int64_t payouts, struct money net, struct money amount)
{
    lxw_row_t at = (lxw_row_t)row - 1;
    sheet_text(page->book, page->sheet, at, 0, STYLE_TEXT, text_of(label));
    sheet_integer(page->book, page->sheet, at, 1, STYLE_INTEGER, payouts);
    sheet_integer(page->book, page->sheet, at, 2, STYLE_MONEY, net.rupiah);
    sheet_integer(page->book, page->sheet, at, 3, STYLE_MONEY, amount.rupiah);
}

static struct money booked(const struct drawn *drawn)
{
    struct money total = { 0 };
    for (size_t i = 0; i < drawn->sample.count; i++) {
        CHECK(money_add(total, drawn->frame.units[drawn->sample.items[i].unit].amount, &total));
    }
    return total;
}

/* The frame, the sample, what was not drawn, and what the frame differs from the sum of the strata. */
static void write_funnel_end(struct result_page *page, int64_t frame)
{
    const struct drawn *drawn = page->drawn;
    static const char *const labels[] = { "Kerangka", "Sampel", "Tidak terpilih", "Kerangka dikurangi jumlah strata (harus nol)" };
    long long universe = drawn->funnel;
    long long strata = (long long)drawn->strata + (long long)drawn->sample.stratum_count;
    const double framed[] = { (double)drawn->frame.count, (double)drawn->frame.total.rupiah };
    const double taken[] = { (double)drawn->sample.count, (double)booked(drawn).rupiah };
    for (int64_t i = 0; i < (int64_t)(sizeof(labels) / sizeof(labels[0])); i++) {
        lxw_row_t at = (lxw_row_t)(frame - 1 + i);
        sheet_text(page->book, page->sheet, at, 0, STYLE_TOTAL_LABEL, text_of(labels[i]));
        for (lxw_col_t column = 1; column <= 2; column++) {
            enum style style = column == 1 ? STYLE_TOTAL_INTEGER : STYLE_TOTAL_MONEY;
            char letter = (char)('A' + column);
            const char *range = drawn->range[SAMPLE_BOOKED];
            if (i == 0 && drawn->left_out == 0) {
                sample_formula(page->book, page->sheet, at, column, style, framed[column - 1], "%c%lld", letter, universe);
            } else if (i == 0) {
                sample_formula(page->book, page->sheet, at, column, style, framed[column - 1], "%c%lld-SUM(%c%lld:%c%lld)", letter, universe, letter, universe + 1, letter,
                               (long long)frame - 1);
            } else if (i == 1) {
                sample_formula(page->book, page->sheet, at, column, style, taken[column - 1], column == 1 ? "COUNT(%s)" : "SUM(%s)", range);
            } else if (i == 2) {
                sample_formula(page->book, page->sheet, at, column, style, framed[column - 1] - taken[column - 1], "%c%lld-%c%lld", letter, (long long)frame, letter,
                               (long long)frame + 1);
            } else {
                sample_formula(page->book, page->sheet, at, column, style, 0, "%c%lld-%c%lld", letter, (long long)frame, letter, strata);
            }
        }
    }
}

static void write_funnel(struct result_page *page)
{
    static const char *const headings[] = { "Tahap", "Pembayaran", "Jumlah bersih", "Jumlah semula" };
    const struct drawn *drawn = page->drawn;
    int64_t row = drawn->funnel;
    int64_t payouts = 0;
    struct money net = { 0 };
    struct money amount = { 0 };
    for (int i = 0; i < SAMPLE_FATES; i++) {
        payouts += drawn->universe.fates[i].payouts;
        CHECK(money_add(net, drawn->universe.fates[i].net, &net));
        CHECK(money_add(amount, drawn->universe.fates[i].amount, &amount));
    }
    sample_headings_write(page, row, "Semesta, kerangka dan sampel", headings, sizeof(headings) / sizeof(headings[0]));
    write_amounts(page, row++, "Semesta: semua pembayaran tahun ini", payouts, net, amount);
    for (int i = 0; i < SAMPLE_FATES; i++) {
        struct buffer label SCOPED_BUFFER = { 0 };
        if (i != (int)drawn->universe.drawn_from && drawn->universe.fates[i].payouts > 0) {
            buffer_format(&label, "Dikeluarkan: %s", reason_of(i));
            write_amounts(page, row++, label.bytes, drawn->universe.fates[i].payouts, drawn->universe.fates[i].net, drawn->universe.fates[i].amount);
        }
    }
    write_funnel_end(page, row);
}

static void set_widths(lxw_worksheet *sheet)
{
    static const double widths[] = { 44, 12, 20, 20, 20, 10, 10, 18, 18, 18, 18, 18 };
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        CHECK(worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL) == LXW_NO_ERROR);
    }
}

const struct error *sample_result_write(struct book *book)
{
    struct layout_sheet spec = sample_result_spec(book);
    struct result_page page = { .book = book, .drawn = book->drawn };
    TRY(sheet_add(book, spec.name, &spec, &page.sheet));
    set_widths(page.sheet);
    CHECK(worksheet_set_row(page.sheet, 0, 26, NULL) == LXW_NO_ERROR);
    sheet_text(book, page.sheet, 0, 0, STYLE_TITLE, TEXT("Hasil sampel"));
    sheet_paragraph(book, page.sheet, 1, COLUMNS - 2, STYLE_NOTE,
                    TEXT("Isilah kolom kuning pada lembar sampel; semua angka kesalahan di sini adalah rumus atas kolom itu. Proyeksi baru berlaku bila tidak ada lagi baris yang belum diperiksa."),
                    CHARACTERS_A_LINE);
    write_facts(&page);
    write_rules(&page);
    write_funnel(&page);
    sample_strata_write(&page);
    sample_figures_write(&page);
    sample_factors_write(&page);
    return NULL;
}

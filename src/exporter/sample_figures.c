/* What the auditor's findings say about the whole frame: formulas over the list, with the values that they have before anything is typed. */
#include "base/memory.h"
#include "sample_sheets.h"

static const double factors[SAMPLE_FACTORS] = { 2.9957, 4.7439, 6.2958, 7.7537, 9.1535, 10.5130, 11.8424, 13.1481, 14.4346, 15.7052, 16.9622 };
static const double z = 1.645;
static const char too_many[] = "lebih dari 10 kesalahan: faktor di luar tabel";

static long long strata_total(const struct drawn *drawn)
{
    return (long long)drawn->strata + (long long)drawn->sample.stratum_count;
}

static int64_t booked_of(const struct drawn *drawn, size_t stratum)
{
    struct money total = { 0 };
    for (size_t i = 0; i < drawn->sample.count; i++) {
        if (drawn->sample.items[i].stratum == stratum) {
            CHECK(money_add(total, drawn->frame.units[drawn->sample.items[i].unit].amount, &total));
        }
    }
    return total.rupiah;
}

/* Mean per payout of the stratum; where one payout alone stands for others, the deviation of the whole sample has to do. */
static void write_means(struct result_page *page, size_t number)
{
    const struct drawn *drawn = page->drawn;
    struct book *book = page->book;
    long long row = drawn->strata + (long long)number;
    lxw_row_t at = (lxw_row_t)row - 1;
    sample_formula(book, page->sheet, at, 8, STYLE_MONEY, 0, "IF(D%lld=0,0,H%lld/D%lld*B%lld)", row, row, row, row);
    sample_formula(book, page->sheet, at, 9, STYLE_MONEY, 0, "IF(E%lld=0,0,H%lld/E%lld*C%lld)", row, row, row, row);
    sample_formula(book, page->sheet, at, 10, STYLE_MONEY, 0, "IF(D%lld=B%lld,0,IF(D%lld>1,SQRT(MAX(0,(SUMPRODUCT((%s=A%lld)*%s^2)-H%lld^2/D%lld)/(D%lld-1))),$C$%lld))", row,
                   row, row, drawn->range[SAMPLE_STRATUM], row, drawn->range[SAMPLE_ERROR], row, row, row, (long long)drawn->results + OF_MEANS_DEVIATION);
    sample_formula(book, page->sheet, at, 11, STYLE_MONEY, 0, "IF(D%lld=0,0,B%lld*SQRT((1-D%lld/B%lld)/D%lld)*K%lld)", row, row, row, row, row, row);
}

static void write_stratum(struct result_page *page, size_t number)
{
    const struct drawn *drawn = page->drawn;
    const struct sample_stratum *stratum = &drawn->sample.strata[number];
    const char *strata = drawn->range[SAMPLE_STRATUM];
    struct book *book = page->book;
    struct buffer name SCOPED_BUFFER = { 0 };
    long long row = drawn->strata + (long long)number;
    lxw_row_t at = (lxw_row_t)row - 1;
    sample_stratum_name(drawn, number, &name);
    sheet_text(book, page->sheet, at, 0, STYLE_TEXT, buffer_text(&name));
    sheet_integer(book, page->sheet, at, 1, STYLE_INTEGER, stratum->units);
    sheet_integer(book, page->sheet, at, 2, STYLE_MONEY, stratum->amount.rupiah);
    sample_formula(book, page->sheet, at, 3, STYLE_INTEGER, (double)stratum->taken, "COUNTIF(%s,A%lld)", strata, row);
    sample_formula(book, page->sheet, at, 4, STYLE_MONEY, (double)booked_of(drawn, number), "SUMIF(%s,A%lld,%s)", strata, row, drawn->range[SAMPLE_BOOKED]);
    sample_formula(book, page->sheet, at, 5, STYLE_INTEGER, 0, "SUMPRODUCT((%s=A%lld)*ISNUMBER(%s))", strata, row, drawn->range[SAMPLE_AUDITED]);
    sample_formula(book, page->sheet, at, 6, STYLE_INTEGER, 0, "COUNTIFS(%s,A%lld,%s,\"<>0\")", strata, row, drawn->range[SAMPLE_ERROR]);
    sample_formula(book, page->sheet, at, 7, STYLE_MONEY, 0, "SUMIF(%s,A%lld,%s)", strata, row, drawn->range[SAMPLE_ERROR]);
    if (drawn->request.method == SAMPLE_MONETARY) {
        sample_formula(book, page->sheet, at, 8, STYLE_MONEY, 0, "SUMIF(%s,A%lld,%s)", strata, row, drawn->range[SAMPLE_PROJECTION]);
    } else {
        write_means(page, number);
    }
}

void sample_strata_write(struct result_page *page)
{
    static const char *const headings[] = { "Strata", "Kerangka: pembayaran", "Kerangka: rupiah", "Sampel: pembayaran", "Sampel: dibukukan", "Sudah diperiksa", "Yang salah",
                                            "Kesalahan", "Proyeksi kesalahan", "Pembanding: menurut rasio", "Simpangan baku kesalahan", "Galat baku proyeksi" };
    enum { ALL = sizeof(headings) / sizeof(headings[0]), OF_UNITS = 9 };
    const struct drawn *drawn = page->drawn;
    size_t columns = drawn->request.method == SAMPLE_MONETARY ? OF_UNITS : ALL;
    long long first = drawn->strata;
    long long last = strata_total(drawn) - 1;
    const double totals[] = { 0, (double)drawn->frame.count, (double)drawn->frame.total.rupiah, (double)drawn->sample.count };
    double booked = 0;
    sample_headings_write(page, drawn->strata, "Strata", headings, columns);
    for (size_t i = 0; i < drawn->sample.stratum_count; i++) {
        write_stratum(page, i);
        booked += (double)booked_of(drawn, i);
    }
    sheet_text(page->book, page->sheet, (lxw_row_t)last, 0, STYLE_TOTAL_LABEL, TEXT("Jumlah"));
    for (size_t i = 1; i < columns; i++) {
        char letter = (char)('A' + i);
        bool counts = i == 1 || i == 3 || i == 5 || i == 6;
        double value = i < 4 ? totals[i] : i == 4 ? booked : 0;
        enum style style = counts ? STYLE_TOTAL_INTEGER : STYLE_TOTAL_MONEY;
        if (i == 10) {
            sheet_text(page->book, page->sheet, (lxw_row_t)last, (lxw_col_t)i, STYLE_TOTAL_LABEL, TEXT_EMPTY);
        } else {
            sample_formula(page->book, page->sheet, (lxw_row_t)last, (lxw_col_t)i, style, value, i == 11 ? "SQRT(SUMSQ(%c%lld:%c%lld))" : "SUM(%c%lld:%c%lld)", letter, first,
                           letter, last);
        }
    }
}

/* A line of the results: label, the formula or why there is none, how it is made in words. */
struct figure {
    const char *label;
    const char *words;
    const char *name; /* of the cell: hasil_sampel_NAME; NULL = none */
    enum style style;
    double value;
    const char *impossible;
    struct buffer formula;
};

static void write_figures(struct result_page *page, struct figure *figures, size_t count)
{
    static const char *const headings[] = { "Hasil", "", "Nilai", "Cara menghitung" };
    sample_headings_write(page, page->drawn->results, "Hasil pemeriksaan sampel", headings, sizeof(headings) / sizeof(headings[0]));
    for (size_t i = 0; i < count; i++) {
        lxw_row_t at = (lxw_row_t)page->drawn->results - 1 + (lxw_row_t)i;
        sheet_text(page->book, page->sheet, at, 0, STYLE_TEXT, text_of(figures[i].label));
        sheet_blank(page->book, page->sheet, at, 1, STYLE_TEXT);
        if (figures[i].impossible != NULL) {
            sheet_text(page->book, page->sheet, at, 2, STYLE_TEXT, text_of(figures[i].impossible));
        } else if (figures[i].formula.length == 0) {
            CHECK(worksheet_write_number(page->sheet, at, 2, figures[i].value, page->book->styles.format[figures[i].style]) == LXW_NO_ERROR);
        } else {
            sample_formula(page->book, page->sheet, at, 2, figures[i].style, figures[i].value, "%s", figures[i].formula.bytes);
        }
        if (figures[i].impossible == NULL) { /* that text takes its place */
            sheet_text(page->book, page->sheet, at, 3, STYLE_TEXT, text_of(figures[i].words));
        }
        if (figures[i].name != NULL) {
            sheet_define(page->book, page->drawn->result, at, 2, "hasil", "sampel", figures[i].name);
        }
        buffer_free(&figures[i].formula);
    }
    lxw_conditional_format seen = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO, .value = 0,
                                    .format = page->book->styles.format[STYLE_GOOD] };
    lxw_conditional_format unseen = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN, .value = 0,
                                      .format = page->book->styles.format[STYLE_BAD] };
    lxw_row_t first = (lxw_row_t)page->drawn->results - 1;
    CHECK(worksheet_conditional_format_range(page->sheet, first, 2, first, 2, &seen) == LXW_NO_ERROR);
    CHECK(worksheet_conditional_format_range(page->sheet, first, 2, first, 2, &unseen) == LXW_NO_ERROR);
}

static double largest_weight(const struct drawn *drawn)
{
    double most = 0;
    for (size_t i = 0; i < drawn->sample.stratum_count; i++) {
        const struct sample_stratum *stratum = &drawn->sample.strata[i];
        double weight = stratum->taken == 0 ? 0 : (double)stratum->units / (double)stratum->taken;
        most = weight > most ? weight : most;
    }
    return most;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static void write_figures_of_means(struct result_page *page)
{
    const struct drawn *drawn = page->drawn;
    long long t = strata_total(drawn);
    long long r = drawn->results;
    long long f = drawn->factors;
    bool whole = drawn->sample.count == drawn->frame.count;
    double weight = largest_weight(drawn);
    double wrong = whole ? 0 : smaller((double)drawn->frame.count, weight * factors[0]);
    const char *untouched = drawn->untouched_stratum ? "tidak dapat dihitung: ada strata tanpa sampel" : NULL;
    const char *alone = untouched == NULL && drawn->sample.count == 1 && !whole ? "tidak dapat dihitung dari satu pembayaran" : untouched;
    struct figure figures[OF_MEANS_ROWS] = {
        [OF_MEANS_UNSEEN] = { "Belum diperiksa", "baris sampel tanpa jumlah menurut pemeriksaan; harus nol", "belum_diperiksa", STYLE_INTEGER, (double)drawn->sample.count, NULL, { 0 } },
        [OF_MEANS_ERROR] = { "Kesalahan dalam sampel", "dibukukan dikurangi menurut pemeriksaan", "kesalahan", STYLE_MONEY, 0, NULL, { 0 } },
        [OF_MEANS_WRONG] = { "Pembayaran yang salah dalam sampel (k)", "baris dengan kesalahan", NULL, STYLE_INTEGER, 0, NULL, { 0 } },
        [OF_MEANS_PROJECTION] = { "Proyeksi kesalahan kerangka", "jumlah proyeksi strata", "proyeksi", STYLE_MONEY, 0, untouched, { 0 } },
        [OF_MEANS_RATIO] = { "Pembanding: proyeksi menurut rasio", "kesalahan / dibukukan x rupiah kerangka, per strata", NULL, STYLE_MONEY, 0, untouched, { 0 } },
        [OF_MEANS_DEVIATION] = { "Simpangan baku kesalahan seluruh sampel", "untuk strata dengan satu pembayaran sampel", NULL, STYLE_MONEY, 0, NULL, { 0 } },
        [OF_MEANS_STANDARD_ERROR] = { "Galat baku proyeksi", "akar jumlah kuadrat galat baku strata", NULL, STYLE_MONEY, 0, alone, { 0 } },
        [OF_MEANS_Z] = { "Nilai z (95 %, satu sisi)", "", NULL, STYLE_FACTOR, z, NULL, { 0 } },
        [OF_MEANS_LIMIT] = { "Batas atas kesalahan (95 %, pendekatan normal)", "proyeksi + z x galat baku; terlalu rendah bila k kecil", "batas_atas", STYLE_MONEY, 0, alone, { 0 } },
        [OF_MEANS_WEIGHT] = { "Bobot terbesar", "pembayaran kerangka / pembayaran sampel, strata yang terbesar", NULL, STYLE_FACTOR, weight, untouched, { 0 } },
        [OF_MEANS_WRONG_LIMIT] = { "Batas atas banyaknya pembayaran salah (95 %)", "bobot terbesar x faktor keandalan untuk k kesalahan", "batas_banyaknya", STYLE_FACTOR, wrong,
                                   untouched, { 0 } },
        [OF_MEANS_LARGEST] = { "Jumlah terbesar dalam kerangka", "menurut buku besar", NULL, STYLE_MONEY, (double)drawn->universe.largest.rupiah, NULL, { 0 } },
        [OF_MEANS_COUNT_LIMIT] = { "Batas atas kesalahan menurut banyaknya (95 %)", "setiap pembayaran salah dianggap salah seluruhnya, sebesar jumlah terbesar", "batas_menurut_banyaknya",
                                   STYLE_MONEY, smaller((double)drawn->frame.total.rupiah, wrong * (double)drawn->universe.largest.rupiah), untouched, { 0 } },
    };
    buffer_format(&figures[OF_MEANS_UNSEEN].formula, "D%lld-F%lld", t, t);
    buffer_format(&figures[OF_MEANS_ERROR].formula, "H%lld", t);
    buffer_format(&figures[OF_MEANS_WRONG].formula, "G%lld", t);
    buffer_format(&figures[OF_MEANS_PROJECTION].formula, "I%lld", t);
    buffer_format(&figures[OF_MEANS_RATIO].formula, "J%lld", t);
    buffer_format(&figures[OF_MEANS_DEVIATION].formula, "IF(D%lld>1,SQRT(MAX(0,(SUMPRODUCT(%s^2)-H%lld^2/D%lld)/(D%lld-1))),0)", t, drawn->range[SAMPLE_ERROR], t, t, t);
    buffer_format(&figures[OF_MEANS_STANDARD_ERROR].formula, "L%lld", t);
    buffer_format(&figures[OF_MEANS_LIMIT].formula, "C%lld+C%lld*C%lld", r + OF_MEANS_PROJECTION, r + OF_MEANS_Z, r + OF_MEANS_STANDARD_ERROR);
    buffer_format(&figures[OF_MEANS_WEIGHT].formula, "SUMPRODUCT(MAX(B%lld:B%lld/D%lld:D%lld))", (long long)drawn->strata, t - 1, (long long)drawn->strata, t - 1);
    buffer_format(&figures[OF_MEANS_WRONG_LIMIT].formula, "IF(D%lld=B%lld,C%lld,IF(C%lld>10,\"%s\",MIN(B%lld,C%lld*INDEX(B%lld:B%lld,C%lld+1))))", t, t, r + OF_MEANS_WRONG,
                  r + OF_MEANS_WRONG, too_many, t, r + OF_MEANS_WEIGHT, f, f + SAMPLE_FACTORS - 1, r + OF_MEANS_WRONG);
    buffer_format(&figures[OF_MEANS_COUNT_LIMIT].formula, "IF(ISNUMBER(C%lld),MIN(C%lld,C%lld*C%lld),C%lld)", r + OF_MEANS_WRONG_LIMIT, t, r + OF_MEANS_WRONG_LIMIT,
                  r + OF_MEANS_LARGEST, r + OF_MEANS_WRONG_LIMIT);
    write_figures(page, figures, OF_MEANS_ROWS);
}

static void write_figures_of_units(struct result_page *page)
{
    const struct drawn *drawn = page->drawn;
    long long t = strata_total(drawn);
    long long certain = drawn->strata;
    long long low = certain + 1;
    long long r = drawn->results;
    long long f = drawn->factors;
    double rupiah = (double)drawn->frame.total.rupiah;
    double interval = rupiah / (double)drawn->request.size;
    double basic = drawn->sample.strata[1].units == 0 ? 0 : factors[0] * interval;
    struct figure figures[OF_UNITS_ROWS] = {
        [OF_UNITS_UNSEEN] = { "Belum diperiksa", "baris sampel tanpa jumlah menurut pemeriksaan; harus nol", "belum_diperiksa", STYLE_INTEGER, (double)drawn->sample.count, NULL, { 0 } },
        [OF_UNITS_ERROR] = { "Kesalahan dalam sampel", "dibukukan dikurangi menurut pemeriksaan", "kesalahan", STYLE_MONEY, 0, NULL, { 0 } },
        [OF_UNITS_WRONG] = { "Kesalahan lebih di bawah interval (k)", "baris dengan tainting di atas nol", NULL, STYLE_INTEGER, 0, NULL, { 0 } },
        [OF_UNITS_INTERVAL] = { "Interval", "rupiah kerangka / N", NULL, STYLE_MONEY, interval, NULL, { 0 } },
        [OF_UNITS_PROJECTION] = { "Proyeksi kesalahan kerangka", "tainting x interval, dan kesalahan yang pasti", "proyeksi", STYLE_MONEY, 0, NULL, { 0 } },
        [OF_UNITS_BASIC] = { "Presisi dasar", "faktor keandalan tanpa kesalahan x interval", NULL, STYLE_MONEY, basic, NULL, { 0 } },
        [OF_UNITS_ADDED] = { "Tambahan untuk kesalahan yang ditemukan", "tainting menurun x selisih faktor x interval", NULL, STYLE_MONEY, 0, NULL, { 0 } },
        [OF_UNITS_CERTAIN] = { "Kesalahan pada yang pasti terpilih", "diketahui, tidak diproyeksikan", NULL, STYLE_MONEY, 0, NULL, { 0 } },
        [OF_UNITS_LIMIT] = { "Batas atas kesalahan (95 %, Stringer)", "kesalahan yang pasti + presisi dasar + tambahan; presisi paling banyak rupiah di bawah interval", "batas_atas",
                             STYLE_MONEY, smaller((double)drawn->sample.strata[1].amount.rupiah, basic), NULL, { 0 } },
    };
    buffer_format(&figures[OF_UNITS_UNSEEN].formula, "D%lld-F%lld", t, t);
    buffer_format(&figures[OF_UNITS_ERROR].formula, "H%lld", t);
    buffer_format(&figures[OF_UNITS_WRONG].formula, "COUNTIF(%s,\">0\")", drawn->range[SAMPLE_TAINTING]);
    buffer_format(&figures[OF_UNITS_INTERVAL].formula, "C%lld/B%d", t, SAMPLE_ROW_SIZE);
    buffer_format(&figures[OF_UNITS_PROJECTION].formula, "I%lld", t);
    buffer_format(&figures[OF_UNITS_BASIC].formula, "IF(B%lld=0,0,B%lld*C%lld)", low, f, r + OF_UNITS_INTERVAL);
    buffer_format(&figures[OF_UNITS_ADDED].formula, "SUM(E%lld:E%lld)", f + 1, f + SAMPLE_FACTORS - 1);
    buffer_format(&figures[OF_UNITS_CERTAIN].formula, "H%lld", certain);
    buffer_format(&figures[OF_UNITS_LIMIT].formula, "IF(C%lld>10,\"%s\",C%lld+MIN(C%lld,C%lld+C%lld))", r + OF_UNITS_WRONG, too_many, r + OF_UNITS_CERTAIN, low,
                  r + OF_UNITS_BASIC, r + OF_UNITS_ADDED);
    write_figures(page, figures, OF_UNITS_ROWS);
}

void sample_figures_write(struct result_page *page)
{
    if (page->drawn->request.method == SAMPLE_MONETARY) {
        write_figures_of_units(page);
    } else {
        write_figures_of_means(page);
    }
}

void sample_factors_write(struct result_page *page)
{
    static const char *const headings[] = { "Kesalahan (k)", "Faktor keandalan 95 %", "Selisih faktor", "Tainting ke-k", "Tambahan" };
    const struct drawn *drawn = page->drawn;
    bool units = drawn->request.method == SAMPLE_MONETARY;
    const char *tainting = drawn->range[SAMPLE_TAINTING];
    sample_headings_write(page, drawn->factors, "Faktor keandalan (Poisson, 95 %)", headings, units ? 5 : 2);
    for (int i = 0; i < SAMPLE_FACTORS; i++) {
        long long row = drawn->factors + i;
        lxw_row_t at = (lxw_row_t)row - 1;
        sheet_integer(page->book, page->sheet, at, 0, STYLE_INTEGER, i);
        CHECK(worksheet_write_number(page->sheet, at, 1, factors[i], page->book->styles.format[STYLE_FACTOR]) == LXW_NO_ERROR);
        if (units && i > 0) {
            sample_formula(page->book, page->sheet, at, 2, STYLE_FACTOR, factors[i] - factors[i - 1], "B%lld-B%lld", row, row - 1);
            sample_formula(page->book, page->sheet, at, 3, STYLE_PERCENT, 0, "IF(A%lld<=COUNT(%s),MAX(0,LARGE(%s,A%lld)),0)", row, tainting, tainting, row);
            sample_formula(page->book, page->sheet, at, 4, STYLE_MONEY, 0, "C%lld*D%lld*C%lld", row, row, (long long)sample_interval_row(drawn));
        }
    }
}

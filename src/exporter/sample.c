#include "sample_sheets.h"

#include <stdarg.h>

#include "base/language.h"
#include "base/memory.h"
#include "programme/region.h"

/* Rows of the second sheet before its first table. */
enum { HEAD_ROWS = 18 };

const struct sample_column_look sample_column_looks[SAMPLE_COLUMNS] = {
    [SAMPLE_STRATUM] = { "Strata", "Bagian kerangka yang diwakili baris ini", 36, STYLE_TEXT, .monetary = false },
    [SAMPLE_DIGEST] = { "SHA-256 (benih, LF, referensi)", "Digest yang menentukan urutan pemilihan", 68, STYLE_HEX, .private = true },
    [SAMPLE_CUMULATIVE] = { "Rupiah kumulatif", "Jumlah kerangka sampai dengan pembayaran ini, dalam urutan digest", 20, STYLE_MONEY, .monetary = true },
    [SAMPLE_POINT] = { "Titik pertama", "Titik rupiah pertama yang jatuh pada pembayaran ini", 20, STYLE_MONEY, .monetary = true },
    [SAMPLE_HITS] = { "Titik yang jatuh", "Banyaknya titik yang jatuh pada pembayaran ini; dihitung satu kali", 10, STYLE_INTEGER, .monetary = true },
    [SAMPLE_BOOKED] = { "Jumlah dibukukan", "Jumlah bersih menurut buku besar", 19, STYLE_MONEY, .monetary = false },
    [SAMPLE_AUDITED] = { "Jumlah menurut pemeriksaan", "Diisi pemeriksa; 0 bila seluruhnya tidak sah", 19, STYLE_ENTRY, .monetary = false },
    [SAMPLE_ERROR] = { "Kesalahan", "Dibukukan dikurangi menurut pemeriksaan; 0 selama belum diisi", 19, STYLE_MONEY, .monetary = false },
    [SAMPLE_TAINTING] = { "Tainting", "Kesalahan dibagi jumlah dibukukan; kosong bila pasti terpilih", 10, STYLE_PERCENT, .monetary = true },
    [SAMPLE_PROJECTION] = { "Kesalahan diproyeksikan", "Bagian baris ini dalam proyeksi kesalahan kerangka", 19, STYLE_MONEY, .monetary = false },
    [SAMPLE_TICK] = { "Tanda", "Hasil pemeriksaan baris ini", 15, STYLE_TICK, .monetary = false },
    [SAMPLE_REMARK] = { "Catatan", "Catatan pemeriksa", 40, STYLE_REMARK, .monetary = false },
};

void sample_release(struct drawn *drawn)
{
    if (drawn != NULL) {
        sample_frame_free(&drawn->frame);
        sample_free(&drawn->sample);
    }
    memory_free(drawn);
}

static const struct layout_table *table_of(const struct book *book)
{
    return &book->layout->tables[book->layout->sample.blocks[0].table];
}

static void place_columns(const struct book *book, struct drawn *drawn)
{
    lxw_col_t next = (lxw_col_t)table_of(book)->column_count;
    for (size_t i = 0; i < SAMPLE_COLUMNS; i++) {
        const struct sample_column_look *look = &sample_column_looks[i];
        struct buffer name SCOPED_BUFFER = { 0 };
        drawn->shown[i] = (!look->monetary || drawn->request.method == SAMPLE_MONETARY) && !(look->private && book->options->masked);
        if (!drawn->shown[i]) {
            continue;
        }
        drawn->column[i] = next++;
        sheet_column_name(drawn->column[i], &name);
        struct buffer range SCOPED_BUFFER = { 0 };
        buffer_format(&range, "'%s'!$%s$2:$%s$%zu", book->layout->sample.name, name.bytes, name.bytes, drawn->sample.count + 1);
        CHECK(range.length < SAMPLE_RANGE_BYTES);
        memcpy(drawn->range[i], range.bytes, range.length + 1);
    }
    drawn->columns = next;
}

static void place_rows(struct drawn *drawn)
{
    enum { FUNNEL_HEAD = 2, FUNNEL_TAIL = 4, GAP = 3 /* an empty row, the title, the headings */ };
    for (int i = 0; i < SAMPLE_FATES; i++) {
        drawn->left_out += i != (int)drawn->universe.drawn_from && drawn->universe.fates[i].payouts > 0 ? 1 : 0;
    }
    for (size_t i = 0; i < drawn->sample.stratum_count; i++) {
        const struct sample_stratum *stratum = &drawn->sample.strata[i];
        drawn->untouched_stratum = drawn->untouched_stratum || (stratum->units > 0 && stratum->taken == 0 && drawn->request.method == SAMPLE_STRATIFIED);
    }
    drawn->funnel = HEAD_ROWS + FUNNEL_HEAD + 1;
    drawn->strata = drawn->funnel + 1 + drawn->left_out + FUNNEL_TAIL + GAP;
    drawn->results = drawn->strata + (int64_t)drawn->sample.stratum_count + 1 + GAP;
    drawn->factors = drawn->results + (drawn->request.method == SAMPLE_MONETARY ? OF_UNITS_ROWS : OF_MEANS_ROWS) + GAP;
}

static const struct error *draw(struct book *book, struct drawn *drawn)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    const struct layout *layout = book->layout;
    drawn->request = *book->options->sample;
    buffer_format(&name, "Hasil %s", layout->sample.name);
    CHECK(name.length <= LXW_SHEETNAME_MAX); /* layout.c left six characters for a number */
    memcpy(drawn->result, name.bytes, name.length + 1);
    for (size_t i = 0; i < layout->sheet_count; i++) {
        if (text_equal_nocase(text_of(layout->sheets[i].name), buffer_text(&name))) {
            return yaml_tree_wrong(layout->file, yaml_tree_get(layout->sheets[i].node, "name"), _("another name: the sample's results are on the sheet of this name"));
        }
    }
    TRY(sample_frame_read(book->store, book->options->year, &drawn->request, &drawn->frame, &drawn->universe));
    TRY(sample_draw(&drawn->request, &drawn->frame, &drawn->sample));
    place_columns(book, drawn);
    place_rows(drawn);
    return NULL;
}

const struct error *sample_prepare(struct book *book)
{
    if (book->options->sample == NULL) {
        return NULL;
    }
    if (book->layout->sample.name == NULL) {
        return error_new(ERROR_REFUSED, _("%s: has no list for a sample (key sample)"), book->layout->file);
    }
    book->drawn = memory_new(sizeof(*book->drawn));
    return draw(book, book->drawn);
}

void sample_stratum_name(const struct drawn *drawn, size_t stratum, struct buffer *out)
{
    const struct region *region = region_find((int)drawn->sample.strata[stratum].region);
    if (drawn->request.method == SAMPLE_SIMPLE) {
        buffer_add_string(out, "Seluruh kerangka");
    } else if (drawn->request.method == SAMPLE_MONETARY) {
        buffer_add_string(out, stratum == 0 ? "Interval atau lebih: pasti" : "Kurang dari interval");
    } else if (region == NULL) {
        buffer_add_string(out, "Kabupaten/kota tidak diketahui");
    } else {
        buffer_format(out, "%d %.*s", region->code, TEXT_ARG(region->name)); /* the code decides between equal remainders */
    }
}

int64_t sample_interval_row(const struct drawn *drawn)
{
    return drawn->results + OF_UNITS_INTERVAL;
}

struct layout_sheet sample_result_spec(const struct book *book)
{
    return (struct layout_sheet){ .node = book->layout->sample.node, .name = book->drawn->result, .title = "Hasil sampel: cara memilih, proyeksi dan batas atas kesalahan",
                                  .guarded = true, .pages_wide = 1 };
}

void sample_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, double value, const char *format, ...)
{
    struct buffer formula SCOPED_BUFFER = { 0 };
    char room[2048];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(room, sizeof(room), format, arguments);
    va_end(arguments);
    CHECK(length > 0 && (size_t)length < sizeof(room));
    buffer_add_byte(&formula, '=');
    buffer_add_string(&formula, room);
    CHECK(worksheet_write_formula_num(sheet, row, column, formula.bytes, book->styles.format[style], value) == LXW_NO_ERROR);
}

#include "sheet.h"

#include <errno.h>

#include "base/day.h"
#include "base/language.h"
#include "base/memory.h"
#include "cell.h"

/* Days from Excel's day 0 to 1970-01-01; before March 1900 Excel counts a 29 February that never was. */
enum { EXCEL_EPOCH = 25569, EXCEL_SOUND = -25508 };

const struct error *sheet_add(struct book *book, const char *name, const char *title, uint16_t pages_wide, lxw_worksheet **out)
{
    struct buffer head SCOPED_BUFFER = { 0 };
    struct buffer foot SCOPED_BUFFER = { 0 };
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL) {
        return error_errno(_("the workbook's temporary files cannot be made"));
    }
    buffer_format(&head, "&L&\"Calibri,Bold\"%s&RKeadaan buku per %s", title, book->ledger.day);
    buffer_format(&foot, "&L%s&CHalaman &P dari &N&RAkar Merkle %.16s", name, book->ledger.root);
    CHECK(worksheet_set_header(sheet, head.bytes) == LXW_NO_ERROR);
    CHECK(worksheet_set_footer(sheet, foot.bytes) == LXW_NO_ERROR);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_set_margins(sheet, 0.4, 0.4, 0.7, 0.6);
    worksheet_fit_to_pages(sheet, pages_wide, 0);
    CHECK(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576") == LXW_NO_ERROR);
    *out = sheet;
    return NULL;
}

void sheet_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct text text)
{
    buffer_clear(&book->cell);
    cell_add(&book->cell, text);
    CHECK(worksheet_write_string(sheet, row, column, buffer_string(&book->cell), book->styles.format[style]) == LXW_NO_ERROR);
}

void sheet_integer(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, int64_t value)
{
    CHECK(worksheet_write_number(sheet, row, column, (double)value, book->styles.format[style]) == LXW_NO_ERROR);
}

void sheet_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct buffer *formula,
                   int64_t value)
{
    CHECK(worksheet_write_formula_num(sheet, row, column, buffer_string(formula), book->styles.format[style], (double)value) ==
          LXW_NO_ERROR);
}

void sheet_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column, enum style style, const char *text,
                     size_t characters)
{
    size_t lines = strlen(text) / characters + 1;
    CHECK(worksheet_set_row(sheet, row, 15.0 * (double)lines + 3.0, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_merge_range(sheet, row, 0, row, last_column, text, book->styles.format[style]) == LXW_NO_ERROR);
}

void sheet_column_name(size_t column, struct buffer *out)
{
    CHECK(column < (size_t)26 * 27);
    if (column >= 26) {
        buffer_add_byte(out, (char)('A' + column / 26 - 1));
    }
    buffer_add_byte(out, (char)('A' + column % 26));
}

/* The columns that the view gives; the others are the sheet's own. */
static bool is_in_view(const struct column *column)
{
    return column->style != STYLE_NUMBER && column->style != STYLE_GAP;
}

static void write_day(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int64_t number)
{
    if (number >= EXCEL_SOUND && number < INT32_MAX) {
        sheet_integer(book, sheet, row, column, STYLE_DAY, number + EXCEL_EPOCH);
        return;
    }
    struct buffer day SCOPED_BUFFER = { 0 };
    day_print((struct day){ (int32_t)number }, &day);
    sheet_text(book, sheet, row, column, STYLE_TEXT, buffer_text(&day));
}

static void write_made_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct query *query,
                            int from)
{
    struct buffer made SCOPED_BUFFER = { 0 };
    if (style == STYLE_HEX) {
        struct text bytes = query_bytes(query, from);
        buffer_add_hex(&made, (const uint8_t *)bytes.bytes, bytes.length);
    } else if (style == STYLE_FINDINGS) {
        cell_add_findings(&made, query_text(query, from));
    } else {
        cell_add_finding_codes(&made, query_text(query, from));
    }
    sheet_text(book, sheet, row, column, style, buffer_text(&made));
}

static void write_cell(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct query *query,
                       int from)
{
    buffer_clear(&book->cell);
    if (query_is_null(query, from)) {
        CHECK(worksheet_write_blank(sheet, row, column, book->styles.format[style]) == LXW_NO_ERROR);
        return;
    }
    if (style == STYLE_DAY) {
        write_day(book, sheet, row, column, query_integer(query, from));
    } else if (style == STYLE_INTEGER || style == STYLE_YEAR || style == STYLE_MONEY) {
        sheet_integer(book, sheet, row, column, style, query_integer(query, from));
    } else if (style == STYLE_HEX || style == STYLE_FINDINGS || style == STYLE_FINDING_CODES) {
        write_made_text(book, sheet, row, column, style, query, from);
    } else {
        sheet_text(book, sheet, row, column, style, query_text(query, from));
    }
}

/* Lines that the text just written takes in its column; spreadsheets do not all find that out by themselves. */
static double lines_of(const struct book *book, const struct column *column)
{
    return column->style == STYLE_WRAP || column->style == STYLE_FINDINGS ? 1.0 + (double)(size_t)((double)book->cell.length * 1.1 / column->width)
                                                                          : 1.0;
}

static void write_row(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct block *block, struct query *query,
                      int64_t number, int64_t *totals)
{
    enum { LINE_POINTS = 15, LINES_MAX = 27 /* of Excel's 409 points */ };
    int from = 0;
    double lines = 1;
    for (size_t i = 0; i < block->column_count; i++) {
        const struct column *column = &block->columns[i];
        if (column->style == STYLE_NUMBER) {
            sheet_integer(book, sheet, row, (lxw_col_t)i, STYLE_NUMBER, number);
        }
        if (column->style == STYLE_GAP) {
            CHECK(worksheet_write_blank(sheet, row, (lxw_col_t)i, book->styles.format[STYLE_GAP]) == LXW_NO_ERROR);
        }
        if (!is_in_view(column)) {
            continue;
        }
        write_cell(book, sheet, row, (lxw_col_t)i, column->style, query, from);
        if (totals != NULL && column->total) {
            totals[i] += query_integer(query, from);
        }
        lines = lines_of(book, column) > lines ? lines_of(book, column) : lines;
        from += 1;
    }
    if (lines > 1) {
        CHECK(worksheet_set_row(sheet, row, LINE_POINTS * (lines > LINES_MAX ? LINES_MAX : lines), NULL) == LXW_NO_ERROR);
    }
}

static int shown_columns(const struct block *block)
{
    int count = 0;
    for (size_t i = 0; i < block->column_count; i++) {
        count += is_in_view(&block->columns[i]) ? 1 : 0;
    }
    return count;
}

static void count_row(struct tally *tally, struct query *query, int from)
{
    struct tally_key key;
    for (int i = 0; i < TALLY_KEYS; i++) {
        key.part[i] = query_integer(query, from + i);
    }
    tally_add(tally, key, query_integer(query, from + TALLY_KEYS));
}

static const struct error *open_block(struct book *book, const struct block *block, struct query **out)
{
    TRY(query_open(book->store, block->sql, out));
    CHECK(query_columns(*out) >= shown_columns(block) + (block->counted ? TALLY_KEYS + 1 : 0));
    if (query_parameters(*out) > 0) {
        query_bind_integer(*out, 1, book->year);
    }
    return NULL;
}

static void write_headings(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct block *block)
{
    CHECK(worksheet_set_row(sheet, row, 33, NULL) == LXW_NO_ERROR);
    for (size_t i = 0; i < block->column_count; i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(block->columns[i].heading));
    }
}

static void set_widths(lxw_worksheet *sheet, const struct block *block)
{
    for (size_t i = 0; i < block->column_count; i++) {
        CHECK(worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, block->columns[i].width, NULL) == LXW_NO_ERROR);
    }
}

static struct area *add_area(struct placed *placed, const char *sheet, int64_t first)
{
    placed->areas = memory_grow(placed->areas, placed->count, &placed->capacity, sizeof(*placed->areas));
    struct area *area = &placed->areas[placed->count++];
    *area = (struct area){ .first = first, .last = first };
    CHECK(strlen(sheet) < sizeof(area->sheet));
    memcpy(area->sheet, sheet, strlen(sheet) + 1);
    return area;
}

/* "Nominatif", "Nominatif (2)", ... with headings and all that is not rows. */
static const struct error *begin_list(struct book *book, const struct sheet_spec *spec, lxw_worksheet **out)
{
    const struct block *block = &sheet_blocks[spec->first];
    struct placed *placed = &book->placed[spec->first];
    struct buffer name SCOPED_BUFFER = { 0 };
    buffer_add_string(&name, spec->name);
    if (placed->count > 0) {
        buffer_format(&name, " (%zu)", placed->count + 1);
    }
    TRY(sheet_add(book, name.bytes, spec->title, spec->pages_wide, out));
    set_widths(*out, block);
    write_headings(book, *out, 0, block);
    worksheet_freeze_panes(*out, 1, spec->repeat_columns);
    CHECK(worksheet_repeat_rows(*out, 0, 0) == LXW_NO_ERROR);
    if (spec->repeat_columns > 0) {
        CHECK(worksheet_repeat_columns(*out, 0, (lxw_col_t)(spec->repeat_columns - 1)) == LXW_NO_ERROR);
    }
    (void)add_area(placed, name.bytes, 2);
    return NULL;
}

static void end_list(lxw_worksheet *sheet, const struct block *block, int64_t rows)
{
    lxw_row_t last_row = (lxw_row_t)(rows == 0 ? 1 : rows);
    lxw_col_t last_column = (lxw_col_t)(block->column_count - 1);
    CHECK(worksheet_autofilter(sheet, 0, 0, last_row, last_column) == LXW_NO_ERROR);
    /* Long text in the last column would else be printed over further pages. */
    CHECK(worksheet_print_area(sheet, 0, 0, last_row, last_column) == LXW_NO_ERROR);
}

static const struct error *write_list(struct book *book, const struct sheet_spec *spec)
{
    const struct block *block = &sheet_blocks[spec->first];
    struct placed *placed = &book->placed[spec->first];
    struct query *query SCOPED_QUERY = NULL;
    int shown = shown_columns(block);
    lxw_worksheet *sheet;
    int64_t number = 0;
    int64_t on_sheet = 0;
    bool row;
    TRY(open_block(book, block, &query));
    TRY(begin_list(book, spec, &sheet));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (on_sheet == book->rows_a_sheet) {
            end_list(sheet, block, on_sheet);
            TRY(begin_list(book, spec, &sheet));
            on_sheet = 0;
        }
        number += 1;
        on_sheet += 1;
        write_row(book, sheet, (lxw_row_t)on_sheet, block, query, number, NULL);
        placed->areas[placed->count - 1].last = on_sheet + 1;
        count_row(&placed->tally, query, shown);
    }
    end_list(sheet, block, on_sheet);
    return NULL;
}

static void write_totals(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct block *block, const struct area *area,
                         const int64_t *totals)
{
    bool any = false;
    for (size_t i = 0; i < block->column_count; i++) {
        any = any || block->columns[i].total;
    }
    for (size_t i = 0; any && i < block->column_count; i++) {
        if (!block->columns[i].total) {
            sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Jumlah") : TEXT_EMPTY);
            continue;
        }
        struct buffer formula SCOPED_BUFFER = { 0 };
        struct buffer name SCOPED_BUFFER = { 0 };
        sheet_column_name(i, &name);
        buffer_format(&formula, "=SUM(%s%lld:%s%lld)", name.bytes, (long long)area->first, name.bytes, (long long)area->last);
        sheet_formula(book, sheet, row, (lxw_col_t)i, styles_total(block->columns[i].style), &formula, totals[i]);
    }
}

/* *row_inout: where the table begins, then the row after it. */
static const struct error *write_table(struct book *book, const char *name, lxw_worksheet *sheet, enum block_id id, lxw_row_t *row_inout)
{
    enum { COLUMNS_MAX = 32 };
    const struct block *block = &sheet_blocks[id];
    struct query *query SCOPED_QUERY = NULL;
    int64_t totals[COLUMNS_MAX] = { 0 };
    lxw_row_t at = *row_inout;
    int64_t number = 0;
    bool row;
    CHECK(block->column_count <= COLUMNS_MAX);
    TRY(open_block(book, block, &query));
    sheet_text(book, sheet, at, 0, STYLE_SUBTITLE, text_of(block->title));
    write_headings(book, sheet, at + 1, block);
    at += 2;
    struct area *area = add_area(&book->placed[id], name, (int64_t)at + 1);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        number += 1;
        write_row(book, sheet, at, block, query, number, totals);
        area->last = (int64_t)at + 1;
        at += 1;
    }
    at += number == 0 ? 1 : 0;
    write_totals(book, sheet, at, block, area, totals);
    *row_inout = at + 2;
    return NULL;
}

const struct error *sheet_write(struct book *book, const struct sheet_spec *spec)
{
    lxw_worksheet *sheet;
    lxw_row_t row = 0;
    if (sheet_blocks[spec->first].title == NULL) {
        return write_list(book, spec);
    }
    TRY(sheet_add(book, spec->name, spec->title, spec->pages_wide, &sheet));
    set_widths(sheet, &sheet_blocks[spec->first]);
    if (spec->lead != NULL) {
        spec->lead(book, sheet, &row);
    }
    for (size_t i = 0; i < spec->block_count; i++) {
        TRY(write_table(book, spec->name, sheet, (enum block_id)(spec->first + i), &row));
    }
    return NULL;
}

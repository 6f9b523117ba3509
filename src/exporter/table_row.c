#include "table_row.h"

#include "base/day.h"
#include "cell.h"
#include "signature_cell.h"
#include "term.h"

/* Days from Excel's day 0 to 1970-01-01; before March 1900 Excel counts a 29 February that never was. */
enum { EXCEL_EPOCH = 25569, EXCEL_SOUND = -25508 };
enum { LINES_MAX = 27 /* of Excel's 409 points */ };

void rows_select(struct book *book, size_t number, struct buffer *sql, struct writing *out)
{
    const struct layout_table *table = &book->layout->tables[number];
    *out = (struct writing){ .book = book, .number = number, .table = table, .placed = &book->placed[number] };
    int count = 0;
    buffer_add_string(sql, "SELECT ");
    for (size_t i = 0; i < table->column_count; i++) {
        out->from[i] = table->columns[i].field == NULL ? -1 : count++;
        if (table->columns[i].field != NULL) {
            buffer_format(sql, "%sv.\"%s\"", count == 1 ? "" : ", ", table->columns[i].field);
        }
    }
    buffer_add_string(sql, count == 0 ? "1" : "");
}

/* "SELECT v.a, v.b FROM view AS v WHERE ?1 IN (0, tahun) ORDER BY c" */
const struct error *rows_open(struct book *book, size_t number, struct writing *out)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    const struct layout_table *table = &book->layout->tables[number];
    rows_select(book, number, &sql, out);
    buffer_format(&sql, " FROM \"%s\" AS v%s ORDER BY ", table->view, table->all_years ? "" : " WHERE ?1 IN (0, tahun)");
    for (size_t i = 0; i < table->order_count; i++) {
        buffer_format(&sql, "%s\"%s\"", i == 0 ? "" : ", ", table->order[i]);
    }
    TRY(query_open_made(book->store, buffer_text(&sql), &out->query));
    if (!table->all_years) {
        query_bind_integer(out->query, 1, book->options->year);
    }
    return NULL;
}

void rows_close(struct writing *writing)
{
    query_close(writing->query);
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

static void write_made_text(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, int from)
{
    struct buffer made SCOPED_BUFFER = { 0 };
    struct query *query = writing->query;
    if (style == STYLE_HEX) {
        struct text bytes = query_bytes(query, from);
        buffer_add_hex(&made, (const uint8_t *)bytes.bytes, bytes.length);
    } else if (style == STYLE_FINDINGS) {
        cell_add_findings(&made, query_text(query, from));
    } else {
        cell_add_finding_codes(&made, query_text(query, from));
    }
    sheet_text(writing->book, sheet, row, column, style, buffer_text(&made));
}

/* Six digits for everybody (UU 27/2022), the others for the auditors. */
static void write_digits(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const struct layout_column *spec, struct text digits)
{
    enum { SHOWN = 6 };
    struct buffer masked SCOPED_BUFFER = { 0 };
    if (!writing->book->options->masked || spec->edition != EDITION_NIK) {
        sheet_text(writing->book, sheet, row, column, spec->style, digits);
        return;
    }
    for (size_t i = 0; i < digits.length; i++) {
        buffer_add_byte(&masked, i < SHOWN ? digits.bytes[i] : '*');
    }
    sheet_text(writing->book, sheet, row, column, spec->style, buffer_text(&masked));
}

static bool is_number(enum style style)
{
    return style == STYLE_INTEGER || style == STYLE_YEAR || style == STYLE_MONEY;
}

static const struct error *write_cell(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const struct layout_column *spec, int from)
{
    struct book *book = writing->book;
    struct query *query = writing->query;
    buffer_clear(&book->cell);
    if (query_is_null(query, from)) {
        sheet_blank(book, sheet, row, column, spec->style);
    } else if (spec->style == STYLE_SIGNATURE) {
        return signature_cell_write(book, sheet, row, column, query_integer(query, from));
    } else if (spec->style == STYLE_DAY && query_is_integer(query, from)) {
        write_day(book, sheet, row, column, query_integer(query, from));
    } else if (is_number(spec->style) && query_is_integer(query, from)) {
        sheet_integer(book, sheet, row, column, spec->style, query_integer(query, from));
    } else if (spec->style == STYLE_PERCENT && query_is_integer(query, from)) { /* in tenths of a percent */
        CHECK(worksheet_write_number(sheet, row, column, (double)query_integer(query, from) / 1000.0, book->styles.format[spec->style]) == LXW_NO_ERROR);
    } else if (spec->style == STYLE_HEX || spec->style == STYLE_FINDINGS || spec->style == STYLE_FINDING_CODES) {
        write_made_text(writing, sheet, row, column, spec->style, from);
    } else {
        /* What a template calls a number and is none stays the text that it is. */
        write_digits(writing, sheet, row, column, spec, query_text(query, from));
    }
    return NULL;
}

double wrapped_lines(size_t bytes, double width)
{
    return 1.0 + (double)(size_t)((double)bytes * 1.1 / width);
}

/* Of the text just written. */
static double lines_of(const struct book *book, const struct layout_column *column)
{
    bool wraps = column->style == STYLE_WRAP || column->style == STYLE_FINDINGS;
    return wraps && column->width > 0 ? wrapped_lines(book->cell.length, column->width) : 1.0;
}

const struct error *rows_write_one(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row)
{
    struct book *book = writing->book;
    double lines = 1;
    writing->placed->rows += 1;
    for (size_t i = 0; i < writing->table->column_count; i++) {
        const struct layout_column *column = &writing->table->columns[i];
        if (column->style == STYLE_NUMBER) {
            sheet_integer(book, sheet, row, (lxw_col_t)i, STYLE_NUMBER, writing->placed->rows);
        } else if (writing->from[i] < 0) {
            sheet_blank(book, sheet, row, (lxw_col_t)i, column->style);
        } else {
            TRY(write_cell(writing, sheet, row, (lxw_col_t)i, column, writing->from[i]));
            double taken = lines_of(book, column);
            lines = taken > lines ? taken : lines;
        }
        if (column->total) {
            writing->placed->totals[i] += query_integer(writing->query, writing->from[i]);
        }
    }
    term_count_row(book, writing->number, writing->query, writing->from);
    if (lines > 1) {
        CHECK(worksheet_set_row(sheet, row, LINE_POINTS * (lines > LINES_MAX ? LINES_MAX : lines), NULL) == LXW_NO_ERROR);
    }
    return NULL;
}

/* Lines of a heading whose words are not cut, in bold letters. */
static size_t heading_lines(struct text text, double width)
{
    size_t room = width > 0 ? (size_t)(width * 0.85) : SIZE_MAX;
    size_t lines = 1;
    size_t used = 0;
    while (text.length > 0) {
        size_t word = text_split(&text, ' ').length;
        bool fits = used == 0 || used + 1 + word <= room;
        lines += fits ? 0 : 1;
        used = fits && used > 0 ? used + 1 + word : word;
    }
    return lines;
}

void rows_write_headings(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct layout_table *table)
{
    size_t lines = 2;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t taken = heading_lines(text_of(table->columns[i].heading), table->columns[i].width);
        lines = taken > lines ? taken : lines;
    }
    CHECK(worksheet_set_row(sheet, row, LINE_POINTS * (double)lines + 3, NULL) == LXW_NO_ERROR);
    for (size_t i = 0; i < table->column_count; i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(table->columns[i].heading));
    }
}

void rows_set_widths(lxw_worksheet *sheet, const struct layout_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].width > 0) {
            CHECK(worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, table->columns[i].width, NULL) == LXW_NO_ERROR);
        }
    }
}

const struct error *rows_begin_sheet(struct book *book, const char *name, const struct layout_sheet *spec, lxw_worksheet **out)
{
    const struct layout_table *table = &book->layout->tables[spec->blocks[0].table];
    size_t repeat = spec->repeat_columns < table->column_count ? spec->repeat_columns : 0;
    TRY(sheet_add(book, name, spec, out));
    rows_set_widths(*out, table);
    rows_write_headings(book, *out, 0, table);
    worksheet_freeze_panes(*out, 1, (lxw_col_t)repeat);
    CHECK(worksheet_repeat_rows(*out, 0, 0) == LXW_NO_ERROR);
    if (repeat > 0) {
        CHECK(worksheet_repeat_columns(*out, 0, (lxw_col_t)(repeat - 1)) == LXW_NO_ERROR);
    }
    return NULL;
}

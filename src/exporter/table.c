#include "table.h"

#include "base/day.h"
#include "base/language.h"
#include "base/memory.h"
#include "cell.h"
#include "signature_cell.h"
#include "store/query.h"
#include "term.h"

/* Days from Excel's day 0 to 1970-01-01; before March 1900 Excel counts a 29 February that never was. */
enum { EXCEL_EPOCH = 25569, EXCEL_SOUND = -25508 };
enum { LINE_POINTS = 15, LINES_MAX = 27 /* of Excel's 409 points */ };

/* A table being written. */
struct writing {
    struct book *book;
    size_t number; /* of the table */
    const struct layout_table *table;
    struct placed *placed;
    struct query *query;
    int from[LAYOUT_COLUMNS_MAX]; /* column of the query that a column shows; -1 = none */
};

/* "SELECT a, b FROM view WHERE ?1 IN (0, tahun) ORDER BY c": names that layout_check found in the file, and nothing else. */
static const struct error *open_view(struct book *book, size_t number, struct writing *out)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    const struct layout_table *table = &book->layout->tables[number];
    *out = (struct writing){ .book = book, .number = number, .table = table, .placed = &book->placed[number] };
    int count = 0;
    buffer_add_string(&sql, "SELECT ");
    for (size_t i = 0; i < table->column_count; i++) {
        out->from[i] = table->columns[i].field == NULL ? -1 : count++;
        if (table->columns[i].field != NULL) {
            buffer_format(&sql, "%s\"%s\"", count == 1 ? "" : ", ", table->columns[i].field);
        }
    }
    buffer_format(&sql, "%s FROM \"%s\"%s ORDER BY ", count == 0 ? "1" : "", table->view, table->all_years ? "" : " WHERE ?1 IN (0, tahun)");
    for (size_t i = 0; i < table->order_count; i++) {
        buffer_format(&sql, "%s\"%s\"", i == 0 ? "" : ", ", table->order[i]);
    }
    TRY(query_open_made(book->store, buffer_text(&sql), &out->query));
    if (!table->all_years) {
        query_bind_integer(out->query, 1, book->options->year);
    }
    return NULL;
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

/* Lines that the text just written takes in its column; spreadsheets do not all find that out by themselves. */
static double lines_of(const struct book *book, const struct layout_column *column)
{
    bool wraps = column->style == STYLE_WRAP || column->style == STYLE_FINDINGS;
    return wraps && column->width > 0 ? 1.0 + (double)(size_t)((double)book->cell.length * 1.1 / column->width) : 1.0;
}

static const struct error *write_row(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row)
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
static size_t wrapped_lines(struct text text, double width)
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

static void write_headings(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct layout_table *table)
{
    size_t lines = 2;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t taken = wrapped_lines(text_of(table->columns[i].heading), table->columns[i].width);
        lines = taken > lines ? taken : lines;
    }
    CHECK(worksheet_set_row(sheet, row, LINE_POINTS * (double)lines + 3, NULL) == LXW_NO_ERROR);
    for (size_t i = 0; i < table->column_count; i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(table->columns[i].heading));
    }
}

static void set_widths(lxw_worksheet *sheet, const struct layout_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].width > 0) {
            CHECK(worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, table->columns[i].width, NULL) == LXW_NO_ERROR);
        }
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

/* What the auditor marks a row with. */
static void offer_ticks(lxw_worksheet *sheet, const struct layout_table *table, lxw_row_t first, lxw_row_t last)
{
    static char marks[][16] = { "sesuai", "temuan", "klarifikasi", "tidak relevan" }; /* not const: the library's interface is not */
    char *values[] = { marks[0], marks[1], marks[2], marks[3], NULL };
    lxw_data_validation list = { .validate = LXW_VALIDATION_TYPE_LIST, .value_list = values, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].style == STYLE_TICK) {
            CHECK(worksheet_data_validation_range(sheet, first, (lxw_col_t)i, last, (lxw_col_t)i, &list) == LXW_NO_ERROR);
        }
    }
}

static bool has_totals(const struct layout_table *table)
{
    size_t i = 0;
    while (i < table->column_count && !table->columns[i].total) {
        i++;
    }
    return i < table->column_count;
}

/* Sums over all areas, of the rows that a filter leaves to be seen. */
static void write_total(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, size_t column, const struct area *only, int64_t value, enum style style)
{
    struct buffer formula SCOPED_BUFFER = { 0 };
    struct buffer name SCOPED_BUFFER = { 0 };
    sheet_column_name(column, &name);
    buffer_format(&formula, "=SUBTOTAL(9,%s%lld:%s%lld)", name.bytes, (long long)only->first, name.bytes, (long long)only->last);
    sheet_formula(writing->book, sheet, row, (lxw_col_t)column, style, &formula, value);
}

static void write_totals(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, const struct area *area, const int64_t *totals)
{
    const struct layout_table *table = writing->table;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct layout_column *column = &table->columns[i];
        if (column->total) {
            write_total(writing, sheet, row, i, area, totals[i], styles_total(column->style));
        } else {
            sheet_text(writing->book, sheet, row, (lxw_col_t)i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Jumlah") : TEXT_EMPTY);
        }
    }
}

/* "Nominatif", "Nominatif (2)", ... with headings and all that is not rows. */
static const struct error *begin_list(struct writing *writing, const struct layout_sheet *spec, lxw_worksheet **out)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    size_t repeat = spec->repeat_columns < writing->table->column_count ? spec->repeat_columns : 0;
    buffer_add_string(&name, spec->name);
    if (writing->placed->count > 0) {
        buffer_format(&name, " (%zu)", writing->placed->count + 1);
    }
    TRY(sheet_add(writing->book, name.bytes, spec, out));
    set_widths(*out, writing->table);
    write_headings(writing->book, *out, 0, writing->table);
    worksheet_freeze_panes(*out, 1, (lxw_col_t)repeat);
    CHECK(worksheet_repeat_rows(*out, 0, 0) == LXW_NO_ERROR);
    if (repeat > 0) {
        CHECK(worksheet_repeat_columns(*out, 0, (lxw_col_t)(repeat - 1)) == LXW_NO_ERROR);
    }
    (void)add_area(writing->placed, name.bytes, 2);
    return NULL;
}

static void end_list(struct writing *writing, lxw_worksheet *sheet, int64_t rows, const int64_t *before)
{
    int64_t totals[LAYOUT_COLUMNS_MAX];
    struct area *area = &writing->placed->areas[writing->placed->count - 1];
    lxw_row_t last_row = (lxw_row_t)(rows == 0 ? 1 : rows);
    lxw_col_t last_column = (lxw_col_t)(writing->table->column_count - 1);
    area->last = (int64_t)last_row + 1;
    CHECK(worksheet_autofilter(sheet, 0, 0, last_row, last_column) == LXW_NO_ERROR);
    offer_ticks(sheet, writing->table, 1, last_row);
    if (has_totals(writing->table) && last_row + 2 < LXW_ROW_MAX) {
        for (size_t i = 0; i < writing->table->column_count; i++) {
            totals[i] = writing->placed->totals[i] - before[i];
        }
        last_row += 2; /* an empty row keeps the sums out of filter and sorting */
        write_totals(writing, sheet, last_row, area, totals);
    }
    /* Long text in the last column would else be printed over further pages. */
    CHECK(worksheet_print_area(sheet, 0, 0, last_row, last_column) == LXW_NO_ERROR);
}

const struct error *list_write(struct book *book, const struct layout_sheet *spec)
{
    struct writing writing;
    int64_t before[LAYOUT_COLUMNS_MAX] = { 0 };
    lxw_worksheet *sheet;
    int64_t on_sheet = 0;
    bool row;
    TRY(open_view(book, spec->blocks[0].table, &writing));
    struct query *query SCOPED_QUERY = writing.query;
    TRY(begin_list(&writing, spec, &sheet));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (on_sheet == book->rows_a_sheet) {
            end_list(&writing, sheet, on_sheet, before);
            memcpy(before, writing.placed->totals, sizeof(before));
            TRY(begin_list(&writing, spec, &sheet));
            on_sheet = 0;
        }
        on_sheet += 1;
        TRY(write_row(&writing, sheet, (lxw_row_t)on_sheet));
    }
    end_list(&writing, sheet, on_sheet, before);
    return NULL;
}

/* A group of rows of a table: where it begins, and the sums before it. */
struct group {
    lxw_row_t first;
    struct buffer key;
    int64_t before[LAYOUT_COLUMNS_MAX];
};

static void end_group(struct writing *writing, lxw_worksheet *sheet, struct group *group, lxw_row_t *row_inout)
{
    const struct layout_table *table = writing->table;
    struct buffer label SCOPED_BUFFER = { 0 };
    struct area rows = { .first = (int64_t)group->first + 1, .last = (int64_t)*row_inout };
    buffer_format(&label, "Jumlah %s", buffer_string(&group->key));
    for (size_t i = 0; i < table->column_count; i++) {
        const struct layout_column *column = &table->columns[i];
        if (column->total) {
            write_total(writing, sheet, *row_inout, i, &rows, writing->placed->totals[i] - group->before[i], styles_subtotal(column->style));
        } else {
            sheet_text(writing->book, sheet, *row_inout, (lxw_col_t)i, STYLE_SUBTOTAL_LABEL, i == table->group ? buffer_text(&label) : TEXT_EMPTY);
        }
    }
    *row_inout += 1;
}

static void begin_group(struct writing *writing, struct group *group, struct text key, lxw_row_t row)
{
    group->first = row;
    buffer_clear(&group->key);
    buffer_add(&group->key, key);
    memcpy(group->before, writing->placed->totals, sizeof(group->before));
}

static const struct error *write_rows(struct writing *writing, lxw_worksheet *sheet, struct group *group, lxw_row_t *row_inout)
{
    const struct layout_table *table = writing->table;
    bool row;
    for (;;) {
        TRY(query_step(writing->query, &row));
        if (!row) {
            break;
        }
        if (table->group != SIZE_MAX) {
            struct text key = query_text(writing->query, writing->from[table->group]);
            if (writing->placed->rows > 0 && !text_equal(key, buffer_text(&group->key))) {
                end_group(writing, sheet, group, row_inout);
            }
            if (writing->placed->rows == 0 || !text_equal(key, buffer_text(&group->key))) {
                begin_group(writing, group, key, *row_inout);
            }
        }
        TRY(write_row(writing, sheet, *row_inout));
        *row_inout += 1;
    }
    if (table->group != SIZE_MAX && writing->placed->rows > 0) {
        end_group(writing, sheet, group, row_inout);
    }
    return NULL;
}

const struct error *table_write(struct book *book, const char *name, lxw_worksheet *sheet, size_t table, bool alone, lxw_row_t *row_inout)
{
    struct writing writing;
    struct group group = { 0 };
    lxw_row_t title = *row_inout;
    lxw_row_t at = title + 2;
    TRY(open_view(book, table, &writing));
    struct query *query SCOPED_QUERY = writing.query;
    set_widths(sheet, writing.table);
    struct buffer filled SCOPED_BUFFER = { 0 };
    book_fill(book, writing.table->title, &filled);
    sheet_text(book, sheet, title, 0, STYLE_SUBTITLE, buffer_text(&filled));
    write_headings(book, sheet, title + 1, writing.table);
    if (alone) {
        worksheet_freeze_panes(sheet, at, 0);
        CHECK(worksheet_repeat_rows(sheet, at - 1, at - 1) == LXW_NO_ERROR);
    }
    struct area *area = add_area(writing.placed, name, (int64_t)at + 1);
    const struct error *error = write_rows(&writing, sheet, &group, &at);
    buffer_free(&group.key);
    TRY(error);
    at += writing.placed->rows == 0 ? 1 : 0;
    area->last = (int64_t)at;
    offer_ticks(sheet, writing.table, (lxw_row_t)area->first - 1, at - 1);
    if (has_totals(writing.table)) {
        write_totals(&writing, sheet, at, area, writing.placed->totals);
        for (size_t i = 0; i < writing.table->column_count; i++) {
            if (writing.table->columns[i].total) {
                sheet_define(book, name, at, (lxw_col_t)i, "jumlah", writing.table->name, writing.table->columns[i].field);
            }
        }
        at += 1;
    }
    lxw_row_t chart_end = writing.table->chart.node == NULL || writing.placed->rows == 0 ? 0 : chart_write(book, name, sheet, table, title);
    *row_inout = (chart_end > at ? chart_end : at) + 1;
    return NULL;
}

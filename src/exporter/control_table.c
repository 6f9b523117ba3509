/* Every control total twice: by a formula over the sheets, and by the ledger. */
#include "cover.h"
#include "term.h"

enum { WIDTH = 6, FORMULA = 2, LEDGER = 3, DIFFERENCE = 4, HEADING_POINTS = 33 };

/* One control of one year; returns whether sheets and ledger agree. */
static bool write_control(struct book *book, const char *name, lxw_worksheet *sheet, lxw_row_t row, size_t year, size_t number)
{
    const struct layout_control *control = &book->layout->controls[number];
    enum style style = control->money ? STYLE_MONEY : STYLE_INTEGER;
    struct buffer formula SCOPED_BUFFER = { 0 };
    struct buffer difference SCOPED_BUFFER = { 0 };
    struct buffer suffix SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    int64_t expected = book->years[year].value[number];
    buffer_add_byte(&formula, '=');
    int64_t actual = control_formula(book, number, year, false, &formula);
    buffer_format(&difference, "=C%u-D%u", row + 1, row + 1);
    sheet_text(book, sheet, row, 0, STYLE_TEXT, text_of(control->title));
    sheet_integer(book, sheet, row, 1, STYLE_YEAR, book->years[year].year);
    sheet_formula(book, sheet, row, FORMULA, style, &formula, actual);
    if (control->against < control->term_count) {
        buffer_add_byte(&other, '=');
        expected = control_formula(book, number, year, true, &other);
        sheet_formula(book, sheet, row, LEDGER, style, &other, expected);
    } else {
        sheet_integer(book, sheet, row, LEDGER, style, expected);
    }
    sheet_formula(book, sheet, row, DIFFERENCE, style, &difference, actual - expected);
    sheet_text(book, sheet, row, WIDTH - 1, STYLE_TEXT, text_of(control->source));
    buffer_add_integer(&suffix, book->years[year].year);
    sheet_define(book, name, row, FORMULA, "kontrol", control->title, suffix.bytes);
    return actual == expected;
}

static void colour_differences(struct book *book, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last)
{
    lxw_conditional_format equal = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO, .value = 0,
                                     .format = book->styles.format[STYLE_GOOD] };
    lxw_conditional_format other = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO, .value = 0,
                                     .format = book->styles.format[STYLE_BAD] };
    CHECK(worksheet_conditional_format_range(sheet, first, DIFFERENCE, last, DIFFERENCE, &equal) == LXW_NO_ERROR);
    CHECK(worksheet_conditional_format_range(sheet, first, DIFFERENCE, last, DIFFERENCE, &other) == LXW_NO_ERROR);
}

static void set_widths(lxw_worksheet *sheet)
{
    static const double widths[WIDTH] = { 54, 8, 22, 22, 18, 54 };
    for (size_t i = 0; i < WIDTH; i++) {
        CHECK(worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL) == LXW_NO_ERROR);
    }
}

void controls_write(struct book *book, const char *name, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    static const char *const headings[WIDTH] = { "Kontrol", "Tahun", "Dari lembar kerja (rumus)", "Dari buku besar", "Selisih", "Asal angka lembar kerja" };
    struct buffer formula SCOPED_BUFFER = { 0 };
    lxw_row_t row = *row_inout + 1;
    int64_t wrong = 0;
    set_widths(sheet);
    for (size_t i = 0; i < WIDTH; i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(headings[i]));
    }
    CHECK(worksheet_set_row(sheet, row, HEADING_POINTS, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_repeat_rows(sheet, row, row) == LXW_NO_ERROR);
    worksheet_freeze_panes(sheet, row + 1, 1);
    lxw_row_t first = ++row;
    for (size_t y = 0; y < book->year_count; y++) {
        for (size_t i = 0; i < book->layout->control_count; i++) {
            wrong += write_control(book, name, sheet, row++, y, i) ? 0 : 1;
        }
    }
    buffer_format(&formula, "=COUNTIF(E%u:E%u,\"<>0\")", first + 1, row > first ? row : first + 1);
    for (size_t i = 0; i < WIDTH; i++) {
        if (i == DIFFERENCE) {
            sheet_formula(book, sheet, row, DIFFERENCE, STYLE_TOTAL_INTEGER, &formula, wrong);
            sheet_define(book, name, row, DIFFERENCE, "kontrol", "tidak", "cocok");
        } else {
            sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Kontrol yang tidak cocok") : TEXT_EMPTY);
        }
    }
    colour_differences(book, sheet, first, row);
    *row_inout = row + 2;
}

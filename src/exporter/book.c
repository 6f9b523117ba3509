#include "book.h"

#include <errno.h>

#include "base/language.h"
#include "base/memory.h"
#include "cell.h"

enum { PAPER_A4 = 9, PAPER_FOLIO = 14 /* 8.5 x 13 inches, what Indonesia sells as F4 */ };

/* In a page's header & begins a command. */
static void add_plain(struct text text, struct buffer *out)
{
    enum { BYTES = 90 }; /* of Excel's 255 characters for the whole header */
    struct text rest = text_cut(text, BYTES);
    while (rest.length > 0) {
        buffer_add(out, text_split(&rest, '&'));
        buffer_add_string(out, rest.length > 0 ? "&&" : "");
    }
}

const struct error *sheet_add(struct book *book, const char *name, const struct layout_sheet *spec, lxw_worksheet **out)
{
    struct buffer head SCOPED_BUFFER = { 0 };
    struct buffer foot SCOPED_BUFFER = { 0 };
    struct buffer title SCOPED_BUFFER = { 0 };
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL) {
        return error_errno(_("the workbook's temporary files cannot be made"));
    }
    book_fill(book, spec->title, &title);
    buffer_add_string(&head, "&L&\"Calibri,Bold\"");
    add_plain(buffer_text(&title), &head);
    buffer_format(&head, "&RKeadaan buku per %s", book->ledger.day);
    buffer_add_string(&foot, "&L");
    add_plain(text_of(name), &foot);
    buffer_format(&foot, "&CHalaman &P dari &N&RAkar Merkle %.16s", book->ledger.root);
    CHECK(worksheet_set_header(sheet, head.bytes) == LXW_NO_ERROR);
    CHECK(worksheet_set_footer(sheet, foot.bytes) == LXW_NO_ERROR);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, book->layout->folio ? PAPER_FOLIO : PAPER_A4);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.7, 0.6);
    worksheet_fit_to_pages(sheet, spec->pages_wide, spec->pages_tall);
    CHECK(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576") == LXW_NO_ERROR);
    if (spec->guarded) {
        worksheet_protect(sheet, NULL, NULL);
    }
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

void sheet_blank(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style)
{
    CHECK(worksheet_write_blank(sheet, row, column, book->styles.format[style]) == LXW_NO_ERROR);
}

void sheet_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column, enum style style, struct text text, size_t characters)
{
    size_t lines = text.length / characters + 1;
    buffer_clear(&book->cell);
    cell_add(&book->cell, text);
    CHECK(worksheet_set_row(sheet, row, 15.0 * (double)lines + 3.0, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_merge_range(sheet, row, 0, row, last_column, buffer_string(&book->cell), book->styles.format[style]) == LXW_NO_ERROR);
}

void sheet_column_name(size_t column, struct buffer *out)
{
    CHECK(column < (size_t)26 * 27);
    if (column >= 26) {
        buffer_add_byte(out, (char)('A' + column / 26 - 1));
    }
    buffer_add_byte(out, (char)('A' + column % 26));
}

void sheet_define(struct book *book, const char *sheet, lxw_row_t row, lxw_col_t column, const char *prefix, const char *name, const char *suffix)
{
    struct buffer defined SCOPED_BUFFER = { 0 };
    struct buffer place SCOPED_BUFFER = { 0 };
    buffer_format(&defined, "%s_", prefix);
    for (const char *at = name; *at != '\0'; at++) {
        buffer_add_byte(&defined, name_character(*at));
    }
    buffer_format(&defined, "_%s", suffix);
    buffer_format(&place, "='%s'!$", sheet);
    sheet_column_name(column, &place);
    buffer_format(&place, "$%u", row + 1);
    CHECK(workbook_define_name(book->workbook, defined.bytes, place.bytes) == LXW_NO_ERROR);
}

static void add_fact(const struct book *book, enum fact fact, struct buffer *out)
{
    const char *const texts[FACT_COUNT] = {
        [FACT_PROGRAMME] = book->programme.bytes, [FACT_DAY] = book->ledger.day,       [FACT_LAST_DAY] = book->ledger.last_day,
        [FACT_RECORDED] = book->ledger.at,        [FACT_ROOT] = book->ledger.root,     [FACT_LEDGER] = book->ledger.id,
        [FACT_VERSION] = book->options->program_version, [FACT_TEMPLATE] = book->template,
    };
    if (fact == FACT_ENTRIES) {
        buffer_add_integer(out, book->ledger.entries);
    } else if (fact == FACT_YEARS) {
        for (size_t i = 0; i < book->year_count; i++) {
            buffer_format(out, "%s%d", i == 0 ? "" : ", ", book->years[i].year);
        }
    } else {
        buffer_add_string(out, texts[fact] == NULL ? "" : texts[fact]);
    }
}

void book_fill(const struct book *book, const char *text, struct buffer *out)
{
    for (const char *open = strstr(text, "{{"); open != NULL; open = strstr(text, "{{")) {
        const char *close = strstr(open, "}}");
        enum fact fact;
        CHECK(close != NULL && fact_find((struct text){ open + 2, (size_t)(close - open) - 2 }, &fact)); /* take_filled has looked */
        buffer_add(out, (struct text){ text, (size_t)(open - text) });
        add_fact(book, fact, out);
        text = close + 2;
    }
    buffer_add_string(out, text);
}

#include "cover.h"

#include "sample_sheets.h"
#include "table_row.h"

enum { TEXT_COLUMNS = 6, CHARACTERS_A_LINE = 130 };

void text_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout)
{
    struct buffer filled SCOPED_BUFFER = { 0 };
    book_fill(book, block->node->text, &filled);
    if (block->style == STYLE_NOTE || block->style == STYLE_WARNING) {
        sheet_paragraph(book, sheet, *row_inout, TEXT_COLUMNS - 1, block->style, buffer_text(&filled), CHARACTERS_A_LINE);
    } else {
        sheet_text(book, sheet, *row_inout, 0, block->style, buffer_text(&filled));
    }
    if (block->style == STYLE_TITLE) {
        CHECK(worksheet_set_row(sheet, *row_inout, 26, NULL) == LXW_NO_ERROR);
    }
    *row_inout += 1;
}

void facts_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout)
{
    *row_inout += 1;
    for (size_t i = 0; i < block->node->count; i++) {
        struct buffer filled SCOPED_BUFFER = { 0 };
        const struct yaml_node *fact = &block->node->items[i];
        book_fill(book, yaml_tree_get(fact, "value")->text, &filled);
        sheet_text(book, sheet, *row_inout, 0, STYLE_LABEL, text_of(yaml_tree_get(fact, "label")->text));
        sheet_text(book, sheet, *row_inout, 1, STYLE_PLAIN, buffer_text(&filled));
        *row_inout += 1;
    }
    *row_inout += 1;
}

static bool stands_beside(const struct layout_sheet *spec)
{
    for (size_t i = 0; i < spec->block_count; i++) {
        enum block_kind kind = spec->blocks[i].kind;
        if (kind == BLOCK_FACTS || kind == BLOCK_BOXES || kind == BLOCK_INDEX) {
            return true;
        }
    }
    return false;
}

void cover_set_widths(const struct book *book, lxw_worksheet *sheet, const struct layout_sheet *spec)
{
    double widths[] = { 34, 72 };
    if (!stands_beside(spec)) {
        return;
    }
    for (size_t c = 0; c < sizeof(widths) / sizeof(widths[0]); c++) {
        for (size_t i = 0; i < spec->block_count; i++) {
            const struct layout_table *table = spec->blocks[i].kind == BLOCK_TABLE ? &book->layout->tables[spec->blocks[i].table] : NULL;
            if (table != NULL && c < table->column_count && table->columns[c].width > widths[c]) {
                widths[c] = table->columns[c].width;
            }
        }
        CHECK(worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, widths[c], NULL) == LXW_NO_ERROR);
    }
}

/* A line each: name and number, then day, then signature. */
void boxes_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout)
{
    static const struct {
        const char *heading;
        lxw_col_t first;
        lxw_col_t last;
    } boxes[] = { { "Nama dan NIP", 1, 1 }, { "Tanggal", 2, 4 }, { "Paraf", 5, 7 } };
    enum { BOXES = sizeof(boxes) / sizeof(boxes[0]), POINTS = 26 };
    lxw_row_t row = *row_inout + 1;
    for (size_t line = 0; line <= block->node->count; line++, row++) {
        enum style style = line == 0 ? STYLE_HEADING : STYLE_BOX;
        sheet_text(book, sheet, row, 0, style == STYLE_HEADING ? STYLE_HEADING : STYLE_LABEL, text_of(line == 0 ? "" : block->node->items[line - 1].text));
        CHECK(worksheet_set_row(sheet, row, line == 0 ? 18 : POINTS, NULL) == LXW_NO_ERROR);
        for (size_t i = 0; i < BOXES; i++) {
            const char *text = line == 0 ? boxes[i].heading : "";
            if (boxes[i].first == boxes[i].last) {
                sheet_text(book, sheet, row, boxes[i].first, style, text_of(text));
            } else {
                CHECK(worksheet_merge_range(sheet, row, boxes[i].first, row, boxes[i].last, text, book->styles.format[style]) == LXW_NO_ERROR);
            }
        }
    }
    *row_inout = row + 1;
}

/* The first worksheet of a sheet has its name. */
static void write_link(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const char *name)
{
    struct buffer target SCOPED_BUFFER = { 0 };
    buffer_format(&target, "internal:'%s'!A1", name);
    CHECK(worksheet_write_url_opt(sheet, row, 0, target.bytes, book->styles.format[STYLE_LINK], name, NULL) == LXW_NO_ERROR);
}

/* A list lies on further worksheets, too: "Nominatif (2)", "Temuan U22". */
static lxw_row_t write_further_links(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct layout_sheet *listed)
{
    const struct placed *placed = &book->placed[listed->blocks[0].table];
    for (size_t i = 1; listed->blocks[0].kind == BLOCK_TABLE && book->layout->tables[listed->blocks[0].table].title == NULL && i < placed->count; i++) {
        row += 1;
        write_link(book, sheet, row, placed->areas[i].sheet);
        sheet_text(book, sheet, row, 1, STYLE_PLAIN, TEXT("lanjutan"));
        sheet_integer(book, sheet, row, 2, STYLE_INTEGER, placed->areas[i].last - placed->areas[i].first + 1);
    }
    return row;
}

enum { NO_ROWS = -1 };

/* NO_ROWS of a sheet without rows of the ledger, and of the one that the index stands on, which is not whole yet. */
static int64_t rows_of(const struct book *book, const struct layout_sheet *sheet)
{
    int64_t rows = NO_ROWS;
    for (size_t i = 0; i < sheet->block_count; i++) {
        const struct layout_block *block = &sheet->blocks[i];
        int64_t more = block->kind == BLOCK_TABLE      ? book->placed[block->table].rows
                       : block->kind == BLOCK_CONTROLS ? (int64_t)(book->layout->control_count * book->year_count)
                                                       : NO_ROWS;
        if (block->kind == BLOCK_INDEX) {
            return NO_ROWS;
        }
        rows = more == NO_ROWS ? rows : more + (rows == NO_ROWS ? 0 : rows);
    }
    return rows;
}

static void write_index_line(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct layout_sheet *listed, int64_t rows)
{
    struct buffer title SCOPED_BUFFER = { 0 };
    book_fill(book, listed->title, &title);
    write_link(book, sheet, row, listed->name);
    sheet_text(book, sheet, row, 1, STYLE_PLAIN, buffer_text(&title));
    if (rows != NO_ROWS) {
        sheet_integer(book, sheet, row, 2, STYLE_INTEGER, rows);
    }
}

void index_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    lxw_row_t row = *row_inout + 1;
    sheet_text(book, sheet, row, 0, STYLE_HEADING, TEXT("Lembar"));
    sheet_text(book, sheet, row, 1, STYLE_HEADING, TEXT("Isi"));
    sheet_text(book, sheet, row, 2, STYLE_HEADING, TEXT("Baris data"));
    for (size_t i = 0; i < book->layout->sheet_count; i++) {
        write_index_line(book, sheet, ++row, &book->layout->sheets[i], rows_of(book, &book->layout->sheets[i]));
        row = write_further_links(book, sheet, row, &book->layout->sheets[i]);
    }
    if (book->drawn != NULL) {
        struct layout_sheet result = sample_result_spec(book);
        write_index_line(book, sheet, ++row, &book->layout->sample, rows_of(book, &book->layout->sample));
        write_index_line(book, sheet, ++row, &result, NO_ROWS);
    }
    *row_inout = row + 2;
}

/* What the column says of itself, what its field means everywhere, or nothing: the heading is enough. */
static const char *meaning_of(const struct layout *layout, const struct layout_column *column)
{
    const struct yaml_node *meaning = layout->meanings == NULL || column->field == NULL ? NULL : yaml_tree_get(layout->meanings, column->field);
    return column->means != NULL ? column->means : meaning != NULL ? meaning->text : "";
}

enum { MEANING_WIDTH = 80 };

static void describe(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const char *name, const struct layout_column *column, const char *view)
{
    sheet_text(book, sheet, row, 0, STYLE_TEXT, text_of(name));
    sheet_text(book, sheet, row, 1, STYLE_TEXT, text_of(column->heading));
    sheet_text(book, sheet, row, 2, STYLE_WRAP, text_of(meaning_of(book->layout, column)));
    double lines = wrapped_lines(book->cell.length, MEANING_WIDTH);
    if (lines > 1) {
        CHECK(worksheet_set_row(sheet, row, LINE_POINTS * lines, NULL) == LXW_NO_ERROR);
    }
    sheet_text(book, sheet, row, 3, STYLE_TEXT, text_of(column->field == NULL ? "" : view));
    sheet_text(book, sheet, row, 4, STYLE_TEXT, text_of(column->field));
}

static void describe_sheet(struct book *book, lxw_worksheet *sheet, const struct layout_sheet *listed, lxw_row_t *row_inout)
{
    for (size_t b = 0; b < listed->block_count; b++) {
        if (listed->blocks[b].kind != BLOCK_TABLE) {
            continue;
        }
        const struct layout_table *table = &book->layout->tables[listed->blocks[b].table];
        for (size_t c = 0; c < table->column_count; c++) {
            if (table->columns[c].style != STYLE_GAP) {
                describe(book, sheet, ++*row_inout, listed->name, &table->columns[c], table->view);
            }
        }
    }
}

/* The columns that a sample adds to its template's. */
static void describe_sample(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    for (size_t i = 0; i < SAMPLE_COLUMNS; i++) {
        if (book->drawn->shown[i]) {
            struct layout_column column = { .heading = sample_column_looks[i].heading, .means = sample_column_looks[i].means };
            describe(book, sheet, ++*row_inout, book->layout->sample.name, &column, "");
        }
    }
}

void dictionary_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    static const char *const headings[] = { "Lembar", "Kolom", "Arti", "Tampilan (view) SQL", "Kolom SQL" };
    lxw_row_t row = *row_inout;
    for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
        sheet_text(book, sheet, row, (lxw_col_t)i, STYLE_HEADING, text_of(headings[i]));
    }
    for (size_t i = 0; i < book->layout->sheet_count; i++) {
        describe_sheet(book, sheet, &book->layout->sheets[i], &row);
    }
    if (book->drawn != NULL) {
        describe_sheet(book, sheet, &book->layout->sample, &row);
        describe_sample(book, sheet, &row);
    }
    CHECK(worksheet_set_column(sheet, 0, 0, 20, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 1, 1, 34, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 2, 2, MEANING_WIDTH, NULL) == LXW_NO_ERROR);
    CHECK(worksheet_set_column(sheet, 3, 4, 26, NULL) == LXW_NO_ERROR);
    worksheet_freeze_panes(sheet, *row_inout + 1, 0);
    CHECK(worksheet_repeat_rows(sheet, *row_inout, *row_inout) == LXW_NO_ERROR);
    *row_inout = row + 2;
}

/* A list with worksheets of its own: one, and more where the rows are many, or many of one kind. */
#include "base/memory.h"
#include "table.h"
#include "table_row.h"

/* A worksheet of the list on which rows are being written. */
struct part {
    char name[LXW_SHEETNAME_MAX + 1]; /* without the number of a further one */
    lxw_worksheet *sheet;
    size_t numbered; /* worksheets of that name */
    size_t area;
    int64_t rows;
    int64_t totals[LAYOUT_COLUMNS_MAX];
};

/* Kinds of rows that have a worksheet of their own. */
struct kinds {
    struct buffer *items; /* owned */
    size_t count;
    size_t capacity;
};

static void kinds_free(struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->count; i++) {
        buffer_free(&kinds->items[i]);
    }
    memory_free(kinds->items);
}

/* An empty worksheet of the part: headings and all that is not rows. */
static const struct error *begin_part(struct writing *writing, const struct layout_sheet *spec, struct part *part)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    do { /* two kinds whose names were cut are counted together */
        part->numbered += 1;
        buffer_clear(&name);
        buffer_add_string(&name, part->name);
        if (part->numbered > 1) {
            buffer_format(&name, " (%zu)", part->numbered);
        }
    } while (workbook_get_worksheet_by_name(writing->book->workbook, name.bytes) != NULL);
    TRY(rows_begin_sheet(writing->book, name.bytes, spec, &part->sheet));
    (void)placed_add(writing->placed, name.bytes, 2);
    part->area = writing->placed->count - 1;
    part->rows = 0;
    memset(part->totals, 0, sizeof(part->totals));
    return NULL;
}

/* The last column of a page that is read without a glass: headings of an empty list are printed no further. */
static lxw_col_t one_page(const struct layout_table *table)
{
    const double characters = 150;
    size_t column = 0;
    double width = table->columns[0].width;
    while (column + 1 < table->column_count && width + table->columns[column + 1].width <= characters) {
        width += table->columns[++column].width;
    }
    return (lxw_col_t)column;
}

static void end_part(struct writing *writing, struct part *part)
{
    struct area *area = &writing->placed->areas[part->area];
    lxw_row_t last_row = (lxw_row_t)(part->rows == 0 ? 1 : part->rows);
    lxw_col_t last_column = (lxw_col_t)(writing->table->column_count - 1);
    area->last = (int64_t)last_row + 1;
    CHECK(worksheet_autofilter(part->sheet, 0, 0, last_row, last_column) == LXW_NO_ERROR);
    ticks_offer(part->sheet, writing->table, 1, last_row);
    if (totals_wanted(writing->table) && last_row + 2 < LXW_ROW_MAX) {
        last_row += 2; /* an empty row keeps the sums out of filter and sorting */
        totals_write(writing, part->sheet, last_row, area, part->totals);
    }
    if (writing->placed->rows == 0) { /* below what is a row to a program that reads the sheet */
        sheet_text(writing->book, part->sheet, ++last_row, 0, STYLE_PLAIN, TEXT("(tidak ada)"));
    }
    if (part->rows == 0) {
        worksheet_fit_to_pages(part->sheet, 1, 0);
    }
    /* Long text in the last column would else be printed over further pages. */
    CHECK(worksheet_print_area(part->sheet, 0, 0, last_row, part->rows == 0 ? one_page(writing->table) : last_column) == LXW_NO_ERROR);
}

static const struct error *write_row(struct writing *writing, const struct layout_sheet *spec, struct part *part)
{
    int64_t before[LAYOUT_COLUMNS_MAX];
    if (part->rows == writing->book->rows_a_sheet) {
        end_part(writing, part);
        TRY(begin_part(writing, spec, part));
    }
    memcpy(before, writing->placed->totals, sizeof(before));
    part->rows += 1;
    TRY(rows_write_one(writing, part->sheet, (lxw_row_t)part->rows));
    for (size_t i = 0; i < writing->table->column_count; i++) {
        part->totals[i] += writing->placed->totals[i] - before[i];
    }
    return NULL;
}

/* Which kinds have more rows than the one worksheet should carry: the view is gone through once more for it. */
static const struct error *read_kinds(struct book *book, const struct layout_table *table, struct kinds *out)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    if (table->split == SIZE_MAX) {
        return NULL;
    }
    const char *field = table->columns[table->split].field;
    buffer_format(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL AND ?1 IN (0, %s) GROUP BY 1 HAVING count(*) > ?2 ORDER BY 1", field, table->view, field,
                  table->all_years ? "0" : "tahun");
    TRY(query_open_made(book->store, buffer_text(&sql), &query));
    query_bind_integer(query, 1, table->all_years ? 0 : book->options->year);
    query_bind_integer(query, 2, table->split_above);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        out->items = memory_grow(out->items, out->count, &out->capacity, sizeof(*out->items));
        out->items[out->count] = (struct buffer){ 0 };
        buffer_add(&out->items[out->count++], query_text(query, 0));
    }
}

/* "Temuan U22": of the list's name and the kind, as far as a worksheet's name goes. */
static void name_part(const struct layout_sheet *spec, struct text kind, struct part *part)
{
    enum { NAME_BYTES = 25 };
    struct buffer name SCOPED_BUFFER = { 0 };
    buffer_format(&name, "%s%s", spec->name, kind.length == 0 ? "" : " ");
    for (size_t i = 0; i < kind.length; i++) {
        buffer_add_byte(&name, strchr("[]:*?/\\'", kind.bytes[i]) == NULL ? kind.bytes[i] : '-');
    }
    struct text cut = text_cut(buffer_text(&name), NAME_BYTES);
    *part = (struct part){ 0 };
    memcpy(part->name, cut.bytes, cut.length);
}

static const struct error *write_parts(struct writing *writing, const struct layout_sheet *spec, const struct kinds *kinds, struct part *parts)
{
    size_t split = writing->table->split;
    bool row;
    for (;;) {
        size_t part = 0;
        TRY(query_step(writing->query, &row));
        if (!row) {
            return NULL;
        }
        for (size_t i = 0; i < kinds->count && part == 0; i++) {
            part = text_equal(query_text(writing->query, writing->from[split]), buffer_text(&kinds->items[i])) ? i + 1 : 0;
        }
        TRY(write_row(writing, spec, &parts[part]));
    }
}

const struct error *list_write(struct book *book, const struct layout_sheet *spec)
{
    struct writing writing SCOPED_WRITING = { 0 };
    struct kinds kinds __attribute__((cleanup(kinds_free))) = { 0 };
    TRY(rows_open(book, spec->blocks[0].table, &writing));
    TRY(read_kinds(book, writing.table, &kinds));
    struct part *parts SCOPED_MEMORY = memory_new((kinds.count + 1) * sizeof(*parts));
    for (size_t i = 0; i <= kinds.count; i++) {
        name_part(spec, i == 0 ? TEXT_EMPTY : buffer_text(&kinds.items[i - 1]), &parts[i]);
        TRY(begin_part(&writing, spec, &parts[i]));
    }
    TRY(write_parts(&writing, spec, &kinds, parts));
    for (size_t i = 0; i <= kinds.count; i++) {
        end_part(&writing, &parts[i]);
    }
    return NULL;
}

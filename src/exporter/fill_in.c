/* Which columns of the ledger's workbook are for filling in, and which have formulas that take that up, over however many cells. */
#include "base/memory.h"
#include "compare_internal.h"
#include "exporter/formula.h"

enum { EDGES_MAX = 5000 };

/* Formulas of a column refer to columns of a sheet: over all of them, which rows. */
struct edge {
    size_t sheet;
    int column;
    struct row_span from;
    size_t to;
    int first;
    int last;
    struct row_span rows;
};

struct edges {
    struct edge *items;
    size_t count;
    size_t capacity;
};

static void edges_free(struct edges *edges)
{
    memory_free(edges->items);
}

static bool widen(struct row_span *span, struct row_span by)
{
    struct row_span before = *span;
    span->first = before.first == 0 || by.first < before.first ? by.first : before.first;
    span->last = by.last > before.last ? by.last : before.last;
    return span->first != before.first || span->last != before.last;
}

static void add_edge(struct edges *edges, const struct edge *edge)
{
    for (size_t i = edges->count; i-- > 0;) {
        struct edge *known = &edges->items[i];
        if (known->sheet == edge->sheet && known->column == edge->column && known->to == edge->to && known->first == edge->first && known->last == edge->last) {
            (void)widen(&known->from, edge->from);
            (void)widen(&known->rows, edge->rows);
            return;
        }
    }
    if (edges->count < EDGES_MAX) { /* what is left out is told as a difference */
        edges->items = memory_grow(edges->items, edges->count, &edges->capacity, sizeof(*edges->items));
        edges->items[edges->count++] = *edge;
    }
}

static void add_references(const struct workbook_reader *made, size_t sheet, const struct sheet_cell *cell, struct edges *edges)
{
    struct formula_reference reference;
    struct text rest = cell->form;
    while (formula_form_next(&rest, cell->row, cell->column, &reference)) {
        struct edge edge = { .sheet = sheet, .column = cell->column, .from = { cell->row, cell->row }, .to = sheet, .first = reference.first, .last = reference.last,
                             .rows = { reference.first_row, reference.last_row } };
        if (reference.sheet.length > 0) {
            edge.to = 0;
            while (edge.to < workbook_reader_count(made) && !text_equal(text_of(workbook_reader_name(made, edge.to)), reference.sheet)) {
                edge.to++;
            }
        }
        if (edge.to < workbook_reader_count(made) && edge.first >= 1 && edge.last < COMPARED_COLUMNS && edge.rows.first >= 1) {
            add_edge(edges, &edge);
        }
    }
}

static const struct error *read_sheet(struct workbook_reader *made, size_t sheet, struct fill_in *out, struct edges *edges)
{
    struct sheet_cell cell;
    bool more;
    TRY(workbook_reader_begin(made, sheet));
    for (;;) {
        TRY(workbook_reader_next(made, &cell, &more));
        if (!more) {
            return NULL;
        }
        if (cell.open) {
            out->items[sheet].open[cell.column] = true;
            (void)widen(&out->items[sheet].follows[cell.column], (struct row_span){ cell.row, cell.row });
        }
        if (cell.form.length > 0) {
            add_references(made, sheet, &cell, edges);
        }
    }
}

static bool takes_up(const struct fill_in *fill_in, const struct edge *edge)
{
    for (int column = edge->first; column <= edge->last; column++) {
        const struct row_span *follows = &fill_in->items[edge->to].follows[column];
        if (follows->first > 0 && follows->first <= edge->rows.last && follows->last >= edge->rows.first) {
            return true;
        }
    }
    return false;
}

static void follow(struct fill_in *fill_in, const struct edges *edges)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < edges->count; i++) {
            struct row_span *follows = &fill_in->items[edges->items[i].sheet].follows[edges->items[i].column];
            if (takes_up(fill_in, &edges->items[i]) && widen(follows, edges->items[i].from)) {
                changed = true;
            }
        }
    }
}

const struct error *fill_in_find(struct workbook_reader *made, struct fill_in *out)
{
    struct edges edges __attribute__((cleanup(edges_free))) = { 0 };
    size_t count = workbook_reader_count(made);
    out->items = memory_new(count * sizeof(*out->items));
    out->sheets = count;
    for (size_t i = 0; i < count; i++) {
        TRY(read_sheet(made, i, out, &edges));
    }
    follow(out, &edges);
    return NULL;
}

void fill_in_free(struct fill_in *fill_in)
{
    memory_free(fill_in->items);
    *fill_in = (struct fill_in){ .sheets = 0 };
}

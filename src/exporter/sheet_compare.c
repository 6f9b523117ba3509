/* A sheet of both workbooks: first which rows are the same row, then their cells. */
#include <string.h>

#include "base/day.h"
#include "base/language.h"
#include "compare_internal.h"
#include "exporter/formula.h"

enum { SERIAL_1970 = 25569, SERIAL_MOST = 2958465 /* 9999-12-31 */ };

/* One side's cells, one ahead. */
struct side {
    struct workbook_reader *reader;
    struct sheet_cell cell;
    bool more;
};

struct sheet_pair {
    struct comparison *comparison;
    const char *name;
    const struct fill_in_sheet *fill_in;
    struct side file;
    struct side made;
};

static const struct error *advance(struct side *side)
{
    return workbook_reader_next(side->reader, &side->cell, &side->more);
}

static bool in_row(const struct side *side, int64_t row)
{
    return side->more && side->cell.row == row;
}

static void add_shown(const struct sheet_cell *cell, bool formula, struct buffer *out)
{
    int64_t serial;
    if (!formula && cell->kind == SHEET_NUMBER && strstr(cell->format, "yyyy") != NULL && text_to_integer(cell->value, &serial) && serial >= 0 && serial <= SERIAL_MOST) {
        day_print((struct day){ (int32_t)(serial - SERIAL_1970) }, out);
    } else if (formula && cell->form.length > 0) {
        buffer_add_byte(out, '=');
        buffer_add(out, cell->formula.length > 0 ? cell->formula : cell->form);
    } else {
        buffer_add(out, cell->kind == SHEET_NOT_CALCULATED ? cell->form : cell->value);
    }
}

static const char *type_name(enum sheet_value kind)
{
    switch (kind) {
    case SHEET_NUMBER:
        return _("number");
    case SHEET_TEXT:
        return _("text");
    case SHEET_TRUTH:
        return _("true or false");
    case SHEET_FAULT:
        return _("error value");
    case SHEET_NOT_CALCULATED:
        break;
    }
    return "-";
}

/* NULL on a side: the cell is empty there. */
static void differ(struct sheet_pair *pair, struct workbook_differences *list, enum difference_kind kind, const struct sheet_cell *in_file, const struct sheet_cell *by_ledger)
{
    struct buffer texts[2] = { { 0 }, { 0 } };
    const struct sheet_cell *cells[2] = { in_file, by_ledger };
    char place[24] = "";
    for (int i = 0; i < 2; i++) {
        if (cells[i] != NULL) {
            difference_place(cells[i], place);
        }
        if (cells[i] != NULL) {
            add_shown(cells[i], kind == DIFFERENT_FORMULA, &texts[i]);
        }
        if (cells[i] != NULL && kind == DIFFERENT_TYPE) {
            buffer_format(&texts[i], " (%s)", type_name(cells[i]->kind));
        } else if (cells[i] != NULL && kind == DIFFERENT_FORMAT) {
            buffer_format(&texts[i], " (%s)", cells[i]->format);
        }
    }
    difference_add(list, kind, pair->name, place, in_file == NULL ? NULL : buffer_string(&texts[0]), by_ledger == NULL ? NULL : buffer_string(&texts[1]));
    buffer_free(&texts[0]);
    buffer_free(&texts[1]);
}

/* In the first column of a list, below a row that is on one side only. */
static bool same_running_number(const struct sheet_cell *a, const struct sheet_cell *b)
{
    int64_t one;
    int64_t other;
    return a->column == 1 && a->row != b->row && a->kind == SHEET_NUMBER && b->kind == SHEET_NUMBER && text_to_integer(a->value, &one) && text_to_integer(b->value, &other) &&
           one - a->row == other - b->row;
}

/* A formula on one side at least. True when they are one, and their values are to be compared. */
static bool compare_formulas(struct sheet_pair *pair, const struct sheet_cell *in_file, const struct sheet_cell *by_ledger)
{
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    if (text_equal(in_file->form, by_ledger->form)) {
        return true;
    }
    formula_form_shape(in_file->form, &one);
    formula_form_shape(by_ledger->form, &other);
    bool shape = text_equal(buffer_text(&one), buffer_text(&other));
    differ(pair, shape ? &pair->comparison->by_rows : pair->comparison->found, DIFFERENT_FORMULA, in_file, by_ledger);
    return shape && !sheet_cell_equal(in_file, by_ledger);
}

static void compare_cells(struct sheet_pair *pair, const struct sheet_cell *in_file, const struct sheet_cell *by_ledger)
{
    struct comparison *comparison = pair->comparison;
    bool formula = in_file->form.length > 0 || by_ledger->form.length > 0;
    if (formula && !compare_formulas(pair, in_file, by_ledger)) {
        return;
    }
    bool uncalculated = formula && in_file->kind == SHEET_NOT_CALCULATED;
    comparison->found->uncalculated += uncalculated ? 1 : 0;
    const struct row_span *span = &pair->fill_in->follows[by_ledger->column];
    bool follows = formula && by_ledger->row >= span->first && by_ledger->row <= span->last;
    bool equal = uncalculated || sheet_cell_equal(in_file, by_ledger) || same_running_number(in_file, by_ledger);
    if ((equal || follows) && strcmp(in_file->format, by_ledger->format) != 0) {
        differ(pair, comparison->found, DIFFERENT_FORMAT, in_file, by_ledger);
        return;
    }
    if (equal) {
        return;
    }
    differ(pair, follows ? &comparison->by_marks : comparison->found, in_file->kind != by_ledger->kind ? DIFFERENT_TYPE : DIFFERENT_VALUE, in_file, by_ledger);
}

static bool is_empty(const struct sheet_cell *cell)
{
    return cell->value.length == 0 && cell->form.length == 0;
}

/* A cell of the ledger's that is for filling in; `in_file` may be NULL. */
static void count_mark(struct sheet_pair *pair, const struct sheet_cell *in_file, const struct sheet_cell *by_ledger)
{
    bool same = in_file == NULL ? is_empty(by_ledger) : !is_empty(by_ledger) && sheet_cell_equal(in_file, by_ledger);
    pair->comparison->found->marks += same ? 0 : 1;
}

static const struct error *compare_rows(struct sheet_pair *pair, int64_t in_file, int64_t by_ledger)
{
    struct side *file = &pair->file;
    struct side *made = &pair->made;
    while (in_row(file, in_file) || in_row(made, by_ledger)) {
        int order = !in_row(made, by_ledger) ? -1 : !in_row(file, in_file) ? 1 : file->cell.column - made->cell.column;
        if (order >= 0 && made->cell.open) {
            count_mark(pair, order == 0 ? &file->cell : NULL, &made->cell);
        } else if (order == 0) {
            compare_cells(pair, &file->cell, &made->cell);
        } else {
            differ(pair, pair->comparison->found, DIFFERENT_VALUE, order < 0 ? &file->cell : NULL, order > 0 ? &made->cell : NULL);
        }
        TRY(order <= 0 ? advance(file) : NULL);
        TRY(order >= 0 ? advance(made) : NULL);
    }
    return NULL;
}

/* A row without a partner. */
static const struct error *tell_row(struct sheet_pair *pair, struct side *side, int64_t row)
{
    enum { ENOUGH = 200 };
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct buffer place SCOPED_BUFFER = { 0 };
    bool ours = side == &pair->made;
    bool empty = true;
    for (; in_row(side, row);) {
        if (!is_empty(&side->cell)) {
            buffer_add_string(&shown, empty || shown.length > ENOUGH ? "" : " | ");
            if (shown.length <= ENOUGH) {
                add_shown(&side->cell, false, &shown);
            }
            empty = false;
        }
        TRY(advance(side));
    }
    if (!empty) {
        buffer_format(&place, "%lld:%lld", (long long)row, (long long)row);
        difference_add(pair->comparison->found, DIFFERENT_ROW, pair->name, buffer_string(&place), ours ? NULL : buffer_string(&shown), ours ? buffer_string(&shown) : NULL);
        pair->comparison->rows_differ = true;
    }
    return NULL;
}

static const struct error *compare_pairs(struct sheet_pair *pair, const struct row_pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        const struct row_pair *rows = &pairs->items[i];
        if (rows->left > 0 && rows->right > 0) {
            TRY(compare_rows(pair, rows->left, rows->right));
        } else {
            TRY(rows->left > 0 ? tell_row(pair, &pair->file, rows->left) : tell_row(pair, &pair->made, rows->right));
        }
    }
    bool left = pair->file.more || pair->made.more;
    return left ? error_new(ERROR_FAILED, "%s", _("the workbook was changed while it was read")) : NULL;
}

static const struct error *align(struct comparison *comparison, size_t in_file, size_t by_ledger, struct row_pairs *out)
{
    struct row_marks left __attribute__((cleanup(row_marks_free))) = { 0 };
    struct row_marks right __attribute__((cleanup(row_marks_free))) = { 0 };
    TRY(row_marks_read(comparison->file, in_file, &comparison->fill_in.items[by_ledger], &left));
    TRY(row_marks_read(comparison->made, by_ledger, &comparison->fill_in.items[by_ledger], &right));
    row_marks_settle_numbers(&left, &right);
    rows_align(left.items, left.count, right.items, right.count, out);
    return NULL;
}

const struct error *sheet_compare(struct comparison *comparison, size_t in_file, size_t by_ledger)
{
    struct row_pairs pairs SCOPED_ROW_PAIRS = { 0 };
    struct sheet_pair pair = { .comparison = comparison, .name = workbook_reader_name(comparison->made, by_ledger), .fill_in = &comparison->fill_in.items[by_ledger],
                               .file = { .reader = comparison->file }, .made = { .reader = comparison->made } };
    TRY(align(comparison, in_file, by_ledger, &pairs));
    TRY(workbook_reader_begin(comparison->file, in_file));
    TRY(workbook_reader_begin(comparison->made, by_ledger));
    TRY(advance(&pair.file));
    TRY(advance(&pair.made));
    TRY(compare_pairs(&pair, &pairs));
    features_differ(comparison, pair.name, workbook_reader_sheet_features(comparison->file), workbook_reader_sheet_features(comparison->made));
    return NULL;
}

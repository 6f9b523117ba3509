#include "base/memory.h"
#include "compare_internal.h"

enum { SKETCH_BITS = 64, NO_NUMBER = -1 };

struct gathered {
    struct row_marks *out;
    int64_t row; /* that is open; 0 = none */
    uint64_t hash;
    int votes[SKETCH_BITS];
    int64_t number; /* in the first column; NO_NUMBER = none */
};

static uint64_t scrambled(uint64_t value)
{
    value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdU;
    value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53U;
    return value ^ (value >> 33);
}

static void end_row(struct gathered *gathered)
{
    uint64_t sketch = 0;
    if (gathered->row == 0) {
        return;
    }
    for (int bit = 0; bit < SKETCH_BITS; bit++) {
        sketch |= (uint64_t)(gathered->votes[bit] > 0 ? 1 : 0) << bit;
        gathered->votes[bit] = 0;
    }
    struct row_marks *out = gathered->out;
    out->numbers = memory_grow(out->numbers, out->count, &out->numbers_capacity, sizeof(*out->numbers));
    out->numbers[out->count].value = gathered->number;
    out->items = memory_grow(out->items, out->count, &out->capacity, sizeof(*out->items));
    out->items[out->count++] = (struct row_mark){ .row = gathered->row, .hash = gathered->hash, .sketch = sketch };
    gathered->hash = 0;
    gathered->number = NO_NUMBER;
}

static bool take_number(struct gathered *gathered, const struct sheet_cell *cell)
{
    int64_t number;
    if (cell->column != 1 || cell->kind != SHEET_NUMBER || !text_to_integer(cell->value, &number) || number < 0) {
        return false;
    }
    gathered->number = number;
    return true;
}

static void take_cell(struct gathered *gathered, const struct sheet_cell *cell, const struct fill_in_sheet *open)
{
    if (cell->row != gathered->row) {
        end_row(gathered);
        gathered->row = cell->row;
    }
    if (open->open[cell->column] || cell->form.length > 0 || take_number(gathered, cell)) {
        return;
    }
    uint64_t hash = scrambled(sheet_cell_hash(cell) + (uint64_t)cell->column * 0x9e3779b97f4a7c15U);
    gathered->hash = scrambled(gathered->hash ^ hash);
    for (int bit = 0; bit < SKETCH_BITS; bit++) {
        gathered->votes[bit] += (hash >> bit & 1) != 0 ? 1 : -1;
    }
}

const struct error *row_marks_read(struct workbook_reader *reader, size_t sheet, const struct fill_in_sheet *open, struct row_marks *out)
{
    struct gathered gathered = { .out = out, .number = NO_NUMBER };
    struct sheet_cell cell;
    bool more;
    TRY(workbook_reader_begin(reader, sheet));
    for (;;) {
        TRY(workbook_reader_next(reader, &cell, &more));
        if (!more) {
            end_row(&gathered);
            return NULL;
        }
        take_cell(&gathered, &cell, open);
    }
}

/* From 1, one more in every row that has one; every list of a sheet begins anew. */
static bool has_running_numbers(const struct row_marks *marks)
{
    int64_t last = 0;
    for (size_t i = 0; i < marks->count; i++) {
        int64_t number = marks->numbers[i].value;
        if (number != NO_NUMBER && number != 1 && number != last + 1) {
            return false;
        }
        last = number == NO_NUMBER ? last : number;
    }
    return last > 0;
}

static void add_numbers(struct row_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->numbers[i].value != NO_NUMBER) {
            marks->items[i].hash = scrambled(marks->items[i].hash ^ scrambled((uint64_t)marks->numbers[i].value));
        }
    }
}

void row_marks_settle_numbers(struct row_marks *in_file, struct row_marks *by_ledger)
{
    if (!has_running_numbers(by_ledger)) {
        add_numbers(in_file);
        add_numbers(by_ledger);
    }
}

void row_marks_free(struct row_marks *marks)
{
    memory_free(marks->numbers);
    memory_free(marks->items);
    *marks = (struct row_marks){ .count = 0 };
}

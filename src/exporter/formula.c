/* Formulas over the rows of a block, on however many worksheets they lie. */
#include "sheet.h"

static size_t column_of(const struct block *block, enum role role)
{
    size_t i = 0;
    while (i < block->column_count && block->columns[i].role != role) {
        i++;
    }
    CHECK(i < block->column_count);
    return i;
}

/* 'Nominatif'!$R$2:$R$5044 */
static void add_range(struct buffer *out, const struct area *area, size_t column)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    sheet_column_name(column, &name);
    buffer_format(out, "'%s'!$%s$%lld:$%s$%lld", area->sheet, name.bytes, (long long)area->first, name.bytes, (long long)area->last);
}

void formula_add(struct buffer *out, const struct book *book, enum block_id id, enum role sum, const struct criterion *criteria,
                 size_t count)
{
    const struct block *block = &sheet_blocks[id];
    const struct placed *placed = &book->placed[id];
    for (size_t a = 0; a < placed->count; a++) {
        buffer_add_string(out, a == 0 ? "" : "+");
        buffer_add_string(out, sum == ROLE_NONE ? "COUNTIFS(" : "SUMIFS(");
        if (sum != ROLE_NONE) {
            add_range(out, &placed->areas[a], column_of(block, sum));
            buffer_add_byte(out, ',');
        }
        for (size_t i = 0; i < count; i++) {
            buffer_add_string(out, i == 0 ? "" : ",");
            add_range(out, &placed->areas[a], column_of(block, criteria[i].role));
            if (criteria[i].text != NULL) {
                buffer_format(out, ",\"%s\"", criteria[i].text);
            } else {
                buffer_format(out, ",%lld", (long long)criteria[i].number);
            }
        }
        buffer_add_byte(out, ')');
    }
}

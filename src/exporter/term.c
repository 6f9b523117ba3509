#include "term.h"

size_t term_count(const struct layout *layout)
{
    size_t count = 0;
    for (size_t i = 0; i < layout->control_count; i++) {
        count += layout->controls[i].term_count;
    }
    return count;
}

static size_t year_index(const struct book *book, int64_t year)
{
    size_t i = 0;
    while (i < book->year_count && book->years[i].year != year) {
        i++;
    }
    return i;
}

static bool fits(const struct layout_term *term, struct query *query, const int *from)
{
    for (size_t i = 0; i < term->where_count; i++) {
        /* As COUNTIFS compares: whatever the case. */
        if (!text_equal_nocase(query_text(query, from[term->where[i].column]), text_of(term->where[i].text))) {
            return false;
        }
    }
    return true;
}

void term_count_row(struct book *book, size_t table, struct query *query, const int *from)
{
    const struct layout *layout = book->layout;
    size_t number = 0;
    for (size_t i = 0; i < layout->control_count; i++) {
        for (size_t k = 0; k < layout->controls[i].term_count; k++, number++) {
            const struct layout_term *term = &layout->controls[i].terms[k];
            if (term->table != table) {
                continue;
            }
            size_t year = year_index(book, query_integer(query, from[term->year]));
            if (year < book->year_count && fits(term, query, from)) {
                book->counted[number * book->year_count + year] += term->column == SIZE_MAX ? 1 : query_integer(query, from[term->column]);
            }
        }
    }
}

/* 'Nominatif'!$R$2:$R$5044 */
static void add_range(struct buffer *out, const struct area *area, size_t column)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    sheet_column_name(column, &name);
    buffer_format(out, "'%s'!$%s$%lld:$%s$%lld", area->sheet, name.bytes, (long long)area->first, name.bytes, (long long)area->last);
}

static void add_area(struct buffer *out, const struct layout_term *term, const struct area *area, int year)
{
    buffer_add_string(out, term->column == SIZE_MAX ? "COUNTIFS(" : "SUMIFS(");
    if (term->column != SIZE_MAX) {
        add_range(out, area, term->column);
        buffer_add_byte(out, ',');
    }
    add_range(out, area, term->year);
    buffer_format(out, ",%d", year);
    for (size_t i = 0; i < term->where_count; i++) {
        buffer_add_byte(out, ',');
        add_range(out, area, term->where[i].column);
        buffer_format(out, ",\"%s\"", term->where[i].text);
    }
    buffer_add_byte(out, ')');
}

int64_t control_formula(const struct book *book, size_t control, size_t year, bool against, struct buffer *out)
{
    const struct layout *layout = book->layout;
    const struct layout_control *shown = &layout->controls[control];
    size_t first = against ? shown->against : 0;
    size_t end = against ? shown->term_count : shown->against;
    int64_t sum = 0;
    size_t number = 0;
    for (size_t i = 0; i < control; i++) {
        number += layout->controls[i].term_count;
    }
    number += first;
    for (size_t k = first; k < end; k++, number++) {
        const struct layout_term *term = &shown->terms[k];
        const struct placed *placed = &book->placed[term->table];
        int64_t value = book->counted[number * book->year_count + year];
        for (size_t a = 0; a < placed->count; a++) {
            buffer_add_string(out, term->minus ? "-" : k == first && a == 0 ? "" : "+");
            add_area(out, term, &placed->areas[a], book->years[year].year);
        }
        sum += term->minus ? -value : value;
    }
    return sum;
}

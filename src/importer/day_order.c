#include "importer/day_order.h"

#include "base/language.h"
#include "importer/catalogue.h"
#include "importer/cell.h"

enum { DAYS_AHEAD = 3652 };

struct day day_latest(enum field field, struct day today)
{
    return (struct day){ field == FIELD_TANGGAL_LAHIR ? today.number : today.number + DAYS_AHEAD };
}

struct day day_order_choose(struct day_orders *orders, enum field field, const struct day_reading *reading)
{
    struct day_order *order = &orders->of[field];
    bool depends = reading->form == DAY_EITHER || reading->form == DAY_MONTH_FIRST;
    if (depends && !order->decided && order->seen[DAY_DAY_FIRST] == 0) {
        order->wanted = true;
        orders->wanted = true;
    }
    orders->row[orders->row_count].field = field;
    orders->row[orders->row_count++].form = reading->form;
    return order->month_first && reading->form != DAY_CERTAIN ? reading->month_first : reading->day;
}

void day_orders_end_row(struct day_orders *orders)
{
    for (size_t i = 0; i < orders->row_count && !orders->wanted; i++) {
        orders->of[orders->row[i].field].seen[orders->row[i].form] += 1;
    }
    orders->row_count = 0;
}

/* What the rows of the wanted columns say; true as long as one of them needs more rows. */
static bool weigh(const struct day_orders *orders, const struct columns *columns, const struct csv_record *record, struct day today, bool *months_out,
                  bool *days_out)
{
    bool open = false;
    for (int field = 0; field < FIELD_COUNT; field++) {
        size_t column = (size_t)columns->of_field[field];
        if (!orders->of[field].wanted || days_out[field]) {
            continue;
        }
        struct day_reading reading = { .form = DAY_NONE_AT_ALL };
        if (column <= record->count) {
            day_text_read(cell_unmark(text_trim(record->fields[column - 1])), day_latest((enum field)field, today), &reading);
        }
        months_out[field] = months_out[field] || reading.form == DAY_MONTH_FIRST;
        days_out[field] = reading.form == DAY_DAY_FIRST;
        open = open || !days_out[field];
    }
    return open;
}

const struct error *day_orders_decide(struct day_orders *orders, struct table *table, const struct columns *columns, struct day today)
{
    bool months[FIELD_COUNT] = { false };
    bool days[FIELD_COUNT] = { false };
    struct csv_record record;
    bool more;
    for (;;) {
        TRY(table_next_joined(table, &record, &more));
        if (!more || !weigh(orders, columns, &record, today, months, days)) {
            break;
        }
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        struct day_order *order = &orders->of[field];
        if (order->wanted) {
            order->wanted = false;
            order->decided = true;
            order->month_first = months[field] && !days[field];
        }
    }
    orders->wanted = false;
    return NULL;
}

void day_orders_report(const struct day_orders *orders, const struct columns *columns, const struct csv_record *header, struct findings *findings)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct day_order *order = &orders->of[field];
        int column = columns->of_field[field];
        bool mixed = order->seen[DAY_DAY_FIRST] > 0 && order->seen[DAY_MONTH_FIRST] > 0;
        if (!mixed && order->seen[DAY_EITHER] == 0 && !order->month_first) {
            continue;
        }
        struct buffer counts SCOPED_BUFFER = { 0 };
        buffer_format(&counts, _("%lld only with the day first, %lld only with the month first, %lld either way"), (long long)order->seen[DAY_DAY_FIRST],
                      (long long)order->seen[DAY_MONTH_FIRST], (long long)order->seen[DAY_EITHER]);
        enum finding_name name = mixed ? N_DAYS_MIXED : order->month_first ? N_MONTH_FIRST : N_DAY_FIRST;
        findings_add(findings, finding_of(name), header->line, column, TEXT_EMPTY, header->fields[column - 1], buffer_string(&counts));
    }
}

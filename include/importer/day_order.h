/* day_order: whether the day or the month stands first in a column of days.
 *
 * Law: decided per column from all its rows: the month stands first when some row can only be read so and none only with
 * the day first; otherwise the day does. A row that only fits the other order is faulty. */
#ifndef IMPORTER_DAY_ORDER_H
#define IMPORTER_DAY_ORDER_H

#include "importer/column.h"
#include "importer/day_text.h"
#include "importer/table.h"

struct day_order {
    bool wanted;      /* a day was met that could be two, and nothing said which */
    bool decided;
    bool month_first;
    int64_t seen[DAY_FORMS];
};

struct day_orders {
    bool wanted; /* any of them is */
    struct day_order of[FIELD_COUNT];
    size_t row_count; /* readings of the row in hand */
    struct {
        enum field field;
        enum day_form form;
    } row[FIELD_COUNT];
};

/* The reading's day in the column's order, or DAY_NONE. When that must be known first, sets `wanted`: the caller decides it
 * and reads the row again. */
struct day day_order_choose(struct day_orders *orders, enum field field, const struct day_reading *reading);
/* At the end of a row: counts what was chosen, unless the row is to be read again. */
void day_orders_end_row(struct day_orders *orders);

/* Reads the file's rows, from the first, until each wanted column is decided. Errors: as table_next. */
const struct error *day_orders_decide(struct day_orders *orders, struct table *table, const struct columns *columns, struct day today);

/* Notes of how the days of each column were read, when there was a choice. */
void day_orders_report(const struct day_orders *orders, const struct columns *columns, const struct csv_record *header,
                       struct findings *findings);

/* The last day on which a year of two digits may lie: today for a birth, in ten years for other days. */
struct day day_latest(enum field field, struct day today);

#endif

/* Foreign bytes as an applicants' file: whatever a cell holds, it becomes a value that can be stored, or a fault. */
#include "foreign.h"
#include "importer/aside.h"
#include "importer/row.h"
#include "importer/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_value(enum field field, const struct value *value)
{
    if (value->kind == VALUE_TEXT) {
        CHECK(value->text.length > 0 && value->text.length <= CELL_TEXT_MAX + 1);
        CHECK(text_utf8_invalid(value->text) == value->text.length);
        CHECK(text_control(value->text) == value->text.length);
    } else if (value->kind == VALUE_INTEGER) {
        CHECK(value->integer >= 0 || field_spec(field)->type == TYPE_DAY);
    }
}

static void check_row(const struct cells *cells, const struct csv_record *record, const struct applicant *applicant, bool sound)
{
    struct buffer stored SCOPED_BUFFER = { 0 };
    CHECK(sound == (cells->faults.errors == 0));
    for (int field = 0; field < FIELD_COUNT && sound; field++) {
        check_value((enum field)field, &applicant->fields[field]);
        CHECK(!field_spec((enum field)field)->required || applicant->fields[field].kind != VALUE_MISSING);
    }
    faults_print(&cells->faults, &stored);
    text_repair(record->raw, &stored);
    CHECK(text_utf8_invalid(buffer_text(&stored)) == stored.length);
}

/* As if the rest of the file had said so. */
static void decide_orders(struct day_orders *orders, bool month_first)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        struct day_order *order = &orders->of[field];
        order->month_first = order->wanted ? month_first : order->month_first;
        order->decided = order->decided || order->wanted;
        order->wanted = false;
    }
    orders->wanted = false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct columns columns;
    struct table *table SCOPED_TABLE = NULL;
    struct table_wish wish = TABLE_WISH_NONE;
    struct programme rules = { .year = 2024 };
    struct cells cells;
    struct findings findings;
    struct csv_record record;
    struct applicant applicant;
    bool more = true;
    if (length > 65536 || table_open(foreign_file(bytes, length), &wish, NULL, &table) != NULL) {
        return 0;
    }
    findings_init(&findings);
    cells_init(&cells, &rules, (struct day){ 19875 });
    if (table_header(table)->count > 0 && columns_map(table_header(table), NULL, false, &findings, &columns) == NULL) {
        struct aside_rows rows = { 0 };
        struct aside aside = { &columns, &cells, &rows };
        struct opinions opinions = aside_opinions(&aside);
        table_ask(table, &opinions);
        while (table_next_joined(table, &record, &more) == NULL && more) {
            bool sound = row_read(&cells, &columns, 0, &record, &applicant);
            if (cells.orders.wanted) {
                decide_orders(&cells.orders, length % 2 == 0);
                sound = row_read(&cells, &columns, 0, &record, &applicant);
                CHECK(!cells.orders.wanted);
            }
            check_row(&cells, &record, &applicant, sound);
        }
    }
    cells_free(&cells);
    findings_free(&findings);
    return 0;
}

/* Foreign bytes as the layout of a workbook: a layout that can be masked, whose names fit into a workbook, or a message with the place. */
#include <stdint.h>

#include "../../src/exporter/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_term(const struct layout *layout, const struct layout_term *term)
{
    CHECK(term->table < layout->table_count);
    const struct layout_table *table = &layout->tables[term->table];
    CHECK(term->year < table->column_count);
    CHECK(term->column == SIZE_MAX || term->column < table->column_count);
    for (size_t i = 0; i < term->where_count; i++) {
        CHECK(term->where[i].column < table->column_count);
    }
}

static void check(const struct layout *layout)
{
    for (size_t i = 0; i < layout->table_count; i++) {
        const struct layout_table *table = &layout->tables[i];
        CHECK(table->group == SIZE_MAX || table->group < table->column_count);
        for (size_t k = 0; k < table->column_count; k++) {
            const char *field = table->columns[k].field;
            CHECK(field == NULL || strspn(field, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(field));
        }
        CHECK(strspn(table->view, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(table->view));
        for (size_t k = 0; k < table->chart.series_count; k++) {
            CHECK(table->chart.series[k] < table->column_count);
        }
    }
    for (size_t i = 0; i < layout->control_count; i++) {
        for (size_t k = 0; k < layout->controls[i].term_count; k++) {
            check_term(layout, &layout->controls[i].terms[k]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    if (length > YAML_BYTES_MAX) {
        return 0;
    }
    if (layout_parse("fuzz.yaml", (struct text){ (const char *)bytes, length }, &layout) != NULL) {
        CHECK(strstr(error_in_flight.message, "fuzz.yaml") != NULL);
        return 0;
    }
    check(&layout);
    if (layout_mask(&layout) == NULL) {
        check(&layout);
    }
    return 0;
}

/* Foreign bytes as a bank's answer: a row that can be judged, or findings that say why not. */
#include "foreign.h"
#include "importer/bank_row.h"
#include "importer/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_row(const struct bank_row *row)
{
    CHECK(row->answer.reference.length > 0 && row->answer.amount.rupiah >= 0 && row->answer.amount.rupiah <= MONEY_MAX);
    CHECK(!day_is_none(row->answer.bank_day));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct table *table SCOPED_TABLE = NULL;
    struct table_wish wish = TABLE_WISH_NONE;
    struct buffer reason SCOPED_BUFFER = { 0 };
    struct bank_columns columns;
    struct findings findings;
    struct csv_record record;
    static struct bank_template template;
    struct bank_row row;
    bool more = true;
    if (length > 65536 || table_open(foreign_file(bytes, length), &wish, NULL, &table) != NULL) {
        return 0;
    }
    if (template.title == NULL) {
        CHECK(bank_template_load(NULL, &template) == NULL);
    }
    findings_init(&findings);
    if (table_header(table)->count > 0 && bank_columns_map(table_header(table), &template.answer, &columns) == NULL) {
        while (table_next_joined(table, &record, &more) == NULL && more) {
            int64_t errors = findings.counted[FINDING_ERROR];
            if (bank_row_read(&columns, &record, (struct day){ 30000 }, &reason, &findings, &row)) {
                check_row(&row);
            } else {
                CHECK(findings.counted[FINDING_ERROR] > errors || findings.counted[FINDING_WARNING] > 0);
            }
        }
    }
    findings_free(&findings);
    return 0;
}

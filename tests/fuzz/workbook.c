/* Foreign bytes as a workbook: the reader ends, gives cells in order and within a sheet's bounds, and says of no two of them that they are one; what it
 * finds beside the cells has an order; and a workbook does not differ from itself. */
#include "exporter/workbook_compare.h"
#include "exporter/workbook_reader.h"
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void read_sheet(struct workbook_reader *reader, size_t sheet)
{
    struct sheet_cell cell;
    int64_t row = 0;
    int column = 0;
    bool more = true;
    if (workbook_reader_begin(reader, sheet) != NULL) {
        return;
    }
    while (workbook_reader_next(reader, &cell, &more) == NULL && more) {
        CHECK(cell.row > row || (cell.row == row && cell.column > column));
        CHECK(cell.row <= 1048576 && cell.column >= 1 && cell.column <= 16384);
        CHECK(cell.value.length > 0 || cell.form.length > 0 || cell.open);
        CHECK(cell.format != NULL && sheet_cell_equal(&cell, &cell));
        (void)sheet_cell_hash(&cell);
        row = cell.row;
        column = cell.column;
    }
    struct features *features = workbook_reader_sheet_features(reader);
    features_sort(features);
    for (size_t i = 1; i < features->count; i++) {
        CHECK(features_compare(features, i - 1, features, i) <= 0);
    }
}

static bool has_twins(const struct workbook_reader *reader)
{
    for (size_t i = 0; i < workbook_reader_count(reader); i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(workbook_reader_name(reader, i), workbook_reader_name(reader, j)) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void compare_with_itself(const char *path)
{
    static struct workbook_differences differences;
    if (workbook_compare(path, path, &differences) == NULL) {
        CHECK(differences.count == 0 && differences.marks == 0 && differences.recalculated == 0);
        workbook_differences_free(&differences);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct workbook_reader *reader SCOPED_WORKBOOK_READER = NULL;
    struct origin origin;
    if (length > 262144 || workbook_reader_open(foreign_file(bytes, length), INT64_C(16) << 20, &reader) != NULL) {
        return 0;
    }
    CHECK(workbook_reader_count(reader) > 0);
    if (!has_twins(reader) && workbook_reader_count(reader) < 10 && workbook_reader_bytes(reader) < 100000) {
        compare_with_itself(foreign_file(bytes, length));
    }
    workbook_reader_give_open(reader);
    if (workbook_reader_origin(reader, &origin) == NULL && origin.known) {
        CHECK(origin.entries > 0 && strlen(origin.root) == 64 && origin.ledger[0] != '\0');
    }
    for (size_t i = 0; i < workbook_reader_count(reader); i++) {
        CHECK(workbook_reader_name(reader, i) != NULL);
        read_sheet(reader, i);
    }
    return 0;
}

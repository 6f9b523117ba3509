/* The rows of the pipeline against those that one thread reads. */
#include "support.h"

#include "importer/pipeline.h"

#define HEADER "nik,nama,kategori,kabupaten_usaha,no_hp,tanggal_pengajuan,keterangan,\n"

/* A file opened for reading rows: by hand, or by a pipeline. */
struct reading {
    struct programme programme;
    struct table *table;
    struct columns *columns;
    struct cells cells;
};

static void reading_open(struct reading *reading, const char *path)
{
    struct findings findings;
    struct day today;
    *reading = (struct reading){ .programme = { .year = 2024 } };
    assert_true(day_of(2024, 6, 1, &today));
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        assert_true(money_of(5000000, &reading->programme.amounts[category]));
    }
    findings_init(&findings);
    reading->columns = calloc(1, sizeof(*reading->columns));
    assert_non_null(reading->columns);
    SUCCEEDS(table_open(path, &TABLE_WISH_NONE, NULL, &reading->table));
    SUCCEEDS(columns_map(table_header(reading->table), NULL, false, &findings, reading->columns));
    findings_free(&findings);
    cells_init(&reading->cells, &reading->programme, today);
}

static void reading_close(struct reading *reading)
{
    table_close(reading->table);
    cells_free(&reading->cells);
    free(reading->columns);
}

static void begin(struct reading *reading, struct pipeline **out)
{
    static const struct table_wish wish = { .skip = -1, .headers = -1 };
    struct pipeline_input input = { reading->table, scratch("rows.csv"), &wish, &reading->cells, reading->columns, 0 };
    pipeline_open(&input, out);
}

static void assert_same_text(struct text a, struct text b)
{
    assert_int_equal(a.length, b.length);
    assert_true(text_equal(a, b));
}

static void assert_same_faults(const struct faults *a, const struct faults *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->errors, b->errors);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->items[i].name, b->items[i].name);
        assert_int_equal(a->items[i].column, b->items[i].column);
        assert_same_text(a->items[i].value, b->items[i].value);
        assert_string_equal(fault_expected(a, &a->items[i]), fault_expected(b, &b->items[i]));
    }
}

static void assert_same_row(const struct csv_record *record, const struct applicant *applicant, const struct pipeline_row *row)
{
    struct buffer one = { 0 };
    struct buffer other = { 0 };
    assert_int_equal(row->record.line, record->line);
    assert_int_equal(row->record.count, record->count);
    assert_int_equal(row->record.bad_quote, record->bad_quote);
    assert_same_text(row->record.raw, record->raw);
    for (size_t i = 0; i < record->count; i++) {
        assert_same_text(row->record.fields[i], record->fields[i]);
    }
    applicant_canonical(applicant, &one);
    applicant_canonical(&row->applicant, &other);
    assert_same_text(buffer_text(&one), buffer_text(&other));
    if (row->sound) {
        struct digest digest;
        applicant_commitment((struct text){ (const char *)row->seal.salt, SALT_BYTES }, record->line, buffer_text(&one), &digest);
        assert_true(digest_equal(&digest, &row->seal.commitment));
    }
    buffer_free(&one);
    buffer_free(&other);
}

/* Reads the file both ways; returns its rows, *error_out what ended them both. */
static int64_t compare(const char *content, size_t length, struct error *error_out)
{
    struct reading direct;
    struct reading ahead;
    struct pipeline *pipeline;
    struct pipeline_row *row;
    struct csv_record record;
    struct applicant applicant;
    bool more = true;
    int64_t rows = 0;
    file_write(scratch("rows.csv"), content, length);
    reading_open(&direct, scratch("rows.csv"));
    reading_open(&ahead, scratch("rows.csv"));
    begin(&ahead, &pipeline);
    *error_out = (struct error){ 0 };
    while (more) {
        const struct error *error = table_next(direct.table, &record, &more);
        if (error != NULL) {
            *error_out = *error;
            assert_non_null(pipeline_next(pipeline, &row));
            assert_string_equal(error_in_flight.message, error_out->message);
            assert_int_equal(error_in_flight.kind, error_out->kind);
            assert_non_null(pipeline_next(pipeline, &row)); /* and again */
            break;
        }
        SUCCEEDS(pipeline_next(pipeline, &row));
        if (!more) {
            assert_null(row);
            break;
        }
        assert_non_null(row);
        assert_int_equal(row_read(&direct.cells, direct.columns, 0, &record, &applicant), row->sound);
        assert_same_row(&record, &applicant, row);
        assert_same_faults(&direct.cells.faults, row->faults);
        faults_add(row->faults, W_KK_GANDA, 5, row->record.fields[0], TEXT("elsewhere")); /* harms no other row */
        rows++;
    }
    assert_int_equal(table_bytes(ahead.table), table_bytes(direct.table));
    pipeline_close(pipeline);
    reading_close(&direct);
    reading_close(&ahead);
    return rows;
}

/* Sound and faulty rows; cells with doubled quotes, blanks to clean and numbers to repair. */
static void add_rows(struct buffer *content, int rows)
{
    for (int i = 0; i < rows; i++) {
        buffer_format(content, "%s15710152039%05d,", i % 7 == 0 ? "'" : "", i % 50000);
        buffer_format(content, i % 5 == 0 ? "\"Siti \"\"Ibu\"\" %d\"" : (i % 5 == 1 ? " Rina   %d " : "Ani %d"), i);
        buffer_add_string(content, i % 11 == 0 ? ",nelayan" : ",emak-emak");
        buffer_add_string(content, i % 13 == 0 ? ",Entah" : ",Kota Jambi");
        buffer_format(content, i % 3 == 0 ? ",812 3456 %04d" : ",08123456%04d", i % 10000);
        buffer_add_string(content, i % 17 == 0 ? ",2024-02-30" : ",2024-02-01");
        buffer_add_string(content, ",\"satu,\ndua\"");
        buffer_add_string(content, i % 19 == 0 ? ",lebih\n" : ",\n");
    }
}

static void gives_the_rows_of_one_thread_in_their_order(void **state)
{
    (void)state;
    static const int counts[] = { 0, 1, 127, 128, 129, 256, 512, 513, 5000 };
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct buffer content = { 0 };
        struct error error;
        buffer_add_string(&content, HEADER);
        add_rows(&content, counts[i]);
        assert_int_equal(compare(content.bytes, content.length, &error), counts[i]);
        assert_string_equal(error.message, "");
        buffer_free(&content);
    }
}

static void keeps_rows_that_are_longer_than_a_batch(void **state)
{
    (void)state;
    struct buffer content = { 0 };
    struct error error;
    buffer_add_string(&content, HEADER);
    for (int i = 0; i < 30; i++) {
        add_rows(&content, 20);
        buffer_add_string(&content, "1571015203900001,Siti,wp,Kota Jambi,08123,2024-02-01,\"");
        for (int k = 0; k < 60000 + i * 1000; k++) {
            buffer_add_string(&content, i % 2 == 0 ? "x\"\"  y" : "panjang ");
        }
        buffer_add_string(&content, "\",\n");
    }
    assert_int_equal(compare(content.bytes, content.length, &error), 30 * 21);
    assert_string_equal(error.message, "");
    buffer_free(&content);
}

static void gives_every_row_before_an_error_and_then_the_error(void **state)
{
    (void)state;
    static const int counts[] = { 400, 512, 1000 }; /* the first rows are read when the table is opened */
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct buffer content = { 0 };
        struct error error;
        buffer_add_string(&content, HEADER);
        add_rows(&content, counts[i]);
        for (size_t k = 0; k < CSV_RECORD_MAX / 8 + 100; k++) {
            buffer_add_string(&content, "terlalu ");
        }
        assert_int_equal(compare(content.bytes, content.length, &error), counts[i]);
        assert_int_equal(error.kind, ERROR_FAILED);
        buffer_free(&content);
    }
}

static void can_be_given_up_at_any_row(void **state)
{
    (void)state;
    static const int taken[] = { 0, 1, 128, 300, 2000 };
    struct buffer content = { 0 };
    buffer_add_string(&content, HEADER);
    add_rows(&content, 3000);
    file_write(scratch("rows.csv"), content.bytes, content.length);
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
        struct reading reading;
        struct pipeline *pipeline;
        struct pipeline_row *row;
        reading_open(&reading, scratch("rows.csv"));
        begin(&reading, &pipeline);
        for (int k = 0; k < taken[i]; k++) {
            SUCCEEDS(pipeline_next(pipeline, &row));
            assert_non_null(row);
            assert_true(row->following == NULL || row->following->applicant.line > row->applicant.line);
        }
        pipeline_close(pipeline);
        reading_close(&reading);
    }
    pipeline_close(NULL);
    buffer_free(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_rows_of_one_thread_in_their_order),
        cmocka_unit_test(keeps_rows_that_are_longer_than_a_batch),
        cmocka_unit_test(gives_every_row_before_an_error_and_then_the_error),
        cmocka_unit_test(can_be_given_up_at_any_row),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_clear);
}

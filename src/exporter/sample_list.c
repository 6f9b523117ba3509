/* The list of the drawn payouts, for the auditor to fill in. */
#include "base/language.h"
#include "sample_sheets.h"
#include "table_row.h"

enum { FIRST = 1 /* row of the first payout, from 0 */ };

static void list_payouts(const struct drawn *drawn, struct buffer *out)
{
    for (size_t i = 0; i < drawn->sample.count; i++) {
        buffer_add_byte(out, i == 0 ? '[' : ',');
        buffer_add_integer(out, drawn->frame.units[drawn->sample.items[i].unit].payout_id);
    }
    buffer_add_byte(out, ']');
}

/* The template's columns of the drawn payouts, in the order of the draw. `list` is borrowed until the query is closed. */
static const struct error *open_rows(struct book *book, struct text list, struct writing *out)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    rows_select(book, book->layout->sample.blocks[0].table, &sql, out);
    buffer_format(&sql, " FROM json_each(?1) AS d CROSS JOIN \"%s\" AS v ON v.payout_id = d.value ORDER BY d.key", out->table->view);
    TRY(query_open_made(book->store, buffer_text(&sql), &out->query));
    query_bind_text(out->query, 1, list);
    return NULL;
}

/* Those of the sample's own columns, beside the layout's. */
static void write_headings(struct book *book, lxw_worksheet *sheet)
{
    const struct drawn *drawn = book->drawn;
    for (size_t i = 0; i < SAMPLE_COLUMNS; i++) {
        if (drawn->shown[i]) {
            CHECK(worksheet_set_column(sheet, drawn->column[i], drawn->column[i], sample_column_looks[i].width, NULL) == LXW_NO_ERROR);
            sheet_text(book, sheet, 0, drawn->column[i], STYLE_HEADING, text_of(sample_column_looks[i].heading));
        }
    }
}

/* The columns that follow from what the auditor types; with nothing typed all are zero. */
static void write_formulas(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct sample_item *item)
{
    const struct drawn *drawn = book->drawn;
    struct buffer booked SCOPED_BUFFER = { 0 };
    struct buffer audited SCOPED_BUFFER = { 0 };
    struct buffer error SCOPED_BUFFER = { 0 };
    struct buffer tainting SCOPED_BUFFER = { 0 };
    long long line = (long long)row + 1;
    long long stratum = (long long)drawn->strata + (long long)item->stratum;
    sheet_column_name(drawn->column[SAMPLE_BOOKED], &booked);
    sheet_column_name(drawn->column[SAMPLE_AUDITED], &audited);
    sheet_column_name(drawn->column[SAMPLE_ERROR], &error);
    sheet_blank(book, sheet, row, drawn->column[SAMPLE_AUDITED], STYLE_ENTRY);
    sample_formula(book, sheet, row, drawn->column[SAMPLE_ERROR], STYLE_MONEY, 0, "IF(ISNUMBER(%s%lld),%s%lld-%s%lld,0)", audited.bytes, line, booked.bytes, line,
                   audited.bytes, line);
    if (drawn->request.method != SAMPLE_MONETARY) {
        sample_formula(book, sheet, row, drawn->column[SAMPLE_PROJECTION], STYLE_MONEY, 0, "%s%lld*'%s'!$B$%lld/'%s'!$D$%lld", error.bytes, line, drawn->result, stratum,
                       drawn->result, stratum);
    } else if (item->stratum == 0) { /* known for certain: projects nothing but itself */
        sheet_blank(book, sheet, row, drawn->column[SAMPLE_TAINTING], STYLE_PERCENT);
        sample_formula(book, sheet, row, drawn->column[SAMPLE_PROJECTION], STYLE_MONEY, 0, "%s%lld", error.bytes, line);
    } else {
        sheet_column_name(drawn->column[SAMPLE_TAINTING], &tainting);
        sample_formula(book, sheet, row, drawn->column[SAMPLE_TAINTING], STYLE_PERCENT, 0, "%s%lld/%s%lld", error.bytes, line, booked.bytes, line);
        sample_formula(book, sheet, row, drawn->column[SAMPLE_PROJECTION], STYLE_MONEY, 0, "%s%lld*'%s'!$C$%lld", tainting.bytes, line, drawn->result,
                       (long long)sample_interval_row(drawn));
    }
}

static void write_own(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct sample_item *item)
{
    const struct drawn *drawn = book->drawn;
    const struct sample_unit *unit = &drawn->frame.units[item->unit];
    struct buffer text SCOPED_BUFFER = { 0 };
    sample_stratum_name(drawn, item->stratum, &text);
    sheet_text(book, sheet, row, drawn->column[SAMPLE_STRATUM], STYLE_TEXT, buffer_text(&text));
    if (drawn->shown[SAMPLE_DIGEST]) {
        buffer_clear(&text);
        digest_print(&unit->digest, &text);
        sheet_text(book, sheet, row, drawn->column[SAMPLE_DIGEST], STYLE_HEX, buffer_text(&text));
    }
    if (drawn->request.method == SAMPLE_MONETARY) {
        sheet_integer(book, sheet, row, drawn->column[SAMPLE_CUMULATIVE], STYLE_MONEY, item->cumulative.rupiah);
        sheet_integer(book, sheet, row, drawn->column[SAMPLE_POINT], STYLE_MONEY, item->point);
        sheet_integer(book, sheet, row, drawn->column[SAMPLE_HITS], STYLE_INTEGER, item->hits);
    }
    sheet_integer(book, sheet, row, drawn->column[SAMPLE_BOOKED], STYLE_MONEY, unit->amount.rupiah);
    write_formulas(book, sheet, row, item);
    sheet_blank(book, sheet, row, drawn->column[SAMPLE_TICK], STYLE_TICK);
    sheet_blank(book, sheet, row, drawn->column[SAMPLE_REMARK], STYLE_REMARK);
}

static int64_t booked_total(const struct drawn *drawn)
{
    struct money total = { 0 };
    for (size_t i = 0; i < drawn->sample.count; i++) {
        CHECK(money_add(total, drawn->frame.units[drawn->sample.items[i].unit].amount, &total));
    }
    return total.rupiah;
}

/* Sums of the rows that a filter leaves to be seen. */
static void write_totals(struct book *book, lxw_worksheet *sheet, lxw_row_t row)
{
    static const enum sample_column summed[] = { SAMPLE_BOOKED, SAMPLE_AUDITED, SAMPLE_ERROR, SAMPLE_PROJECTION };
    const struct drawn *drawn = book->drawn;
    for (lxw_col_t i = 0; i < drawn->columns; i++) {
        const enum sample_column *column = NULL;
        for (size_t k = 0; k < sizeof(summed) / sizeof(summed[0]); k++) {
            column = drawn->column[summed[k]] == i ? &summed[k] : column;
        }
        if (column == NULL || i < drawn->column[SAMPLE_BOOKED]) {
            sheet_text(book, sheet, row, i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Jumlah") : TEXT_EMPTY);
        } else {
            sample_formula(book, sheet, row, i, STYLE_TOTAL_MONEY, *column == SAMPLE_BOOKED ? (double)booked_total(drawn) : 0, "SUBTOTAL(9,%s)",
                           strchr(drawn->range[*column], '!') + 1);
        }
    }
}

/* What the auditor types is an amount; an error is seen at once. */
static void set_rules(struct book *book, lxw_worksheet *sheet, lxw_row_t last)
{
    static char title[] = "Jumlah menurut pemeriksaan"; /* not const: the library's interface is not */
    static char words[] = "Rupiah menurut bukti yang diperiksa; 0 bila seluruhnya tidak sah. Yang kosong dihitung belum diperiksa.";
    const struct drawn *drawn = book->drawn;
    lxw_col_t audited = drawn->column[SAMPLE_AUDITED];
    lxw_col_t error = drawn->column[SAMPLE_ERROR];
    lxw_data_validation amount = { .validate = LXW_VALIDATION_TYPE_DECIMAL, .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO, .value_number = 0,
                                   .ignore_blank = LXW_VALIDATION_ON, .input_title = title, .input_message = words };
    lxw_conditional_format wrong = { .type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO, .value = 0,
                                     .format = book->styles.format[STYLE_BAD] };
    CHECK(worksheet_data_validation_range(sheet, FIRST, audited, last, audited, &amount) == LXW_NO_ERROR);
    CHECK(worksheet_conditional_format_range(sheet, FIRST, error, last, error, &wrong) == LXW_NO_ERROR);
    tick_offer(sheet, drawn->column[SAMPLE_TICK], FIRST, last);
}

static const struct error *write_rows(struct book *book, lxw_worksheet *sheet)
{
    const struct drawn_sample *sample = &book->drawn->sample;
    struct buffer list SCOPED_BUFFER = { 0 };
    struct writing writing;
    bool row;
    list_payouts(book->drawn, &list);
    TRY(open_rows(book, buffer_text(&list), &writing));
    struct query *query SCOPED_QUERY = writing.query;
    write_headings(book, sheet);
    for (size_t i = 0; i < sample->count; i++) {
        TRY(query_step(query, &row));
        if (!row) {
            return error_new(ERROR_FAILED, _("%s: the view %s has not every payout that was drawn"), book->layout->file, writing.table->view);
        }
        TRY(rows_write_one(&writing, sheet, (lxw_row_t)i + FIRST));
        write_own(book, sheet, (lxw_row_t)i + FIRST, &sample->items[i]);
    }
    return NULL;
}

const struct error *sample_list_write(struct book *book)
{
    const struct layout_sheet *spec = &book->layout->sample;
    const struct drawn *drawn = book->drawn;
    lxw_row_t last = (lxw_row_t)drawn->sample.count;
    lxw_col_t last_column = (lxw_col_t)(drawn->columns - 1);
    lxw_worksheet *sheet;
    TRY(rows_begin_sheet(book, spec->name, spec, &sheet));
    TRY(write_rows(book, sheet));
    CHECK(worksheet_autofilter(sheet, 0, 0, last, last_column) == LXW_NO_ERROR);
    set_rules(book, sheet, last);
    write_totals(book, sheet, last + 2); /* an empty row keeps the sums out of filter and sorting */
    CHECK(worksheet_print_area(sheet, 0, 0, last + 2, last_column) == LXW_NO_ERROR);
    return NULL;
}

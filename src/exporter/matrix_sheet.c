/* The sheet "Matriks": people and rupiah, category by kabupaten/kota, counted from the rows of "Nominatif". */
#include "base/memory.h"
#include "programme/region.h"
#include "sheet.h"

enum { CATEGORIES_MAX = 8 };

struct place {
    int64_t code;
    char name[64];
};

struct matrix {
    struct place *places;
    size_t place_count;
    size_t place_capacity;
    int64_t categories[CATEGORIES_MAX];
    char titles[CATEGORIES_MAX][32];
    size_t category_count;
};

static void matrix_free(struct matrix *matrix)
{
    memory_free(matrix->places);
}

static void copy_name(char *to, size_t size, struct text from)
{
    struct text cut = text_cut(from, size - 1);
    memcpy(to, cut.bytes == NULL ? "" : cut.bytes, cut.length);
    to[cut.length] = '\0';
}

static const struct error *read_categories(struct store *store, struct matrix *matrix)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, title FROM category ORDER BY id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        CHECK(matrix->category_count < CATEGORIES_MAX);
        matrix->categories[matrix->category_count] = query_integer(query, 0);
        copy_name(matrix->titles[matrix->category_count++], sizeof(matrix->titles[0]), query_text(query, 1));
    }
}

static bool has_place(const struct matrix *matrix, int64_t code)
{
    for (size_t i = 0; i < matrix->place_count; i++) {
        if (matrix->places[i].code == code) {
            return true;
        }
    }
    return false;
}

static const struct error *add_place(struct store *store, struct matrix *matrix, int64_t code)
{
    struct query *query SCOPED_QUERY = NULL;
    struct place place = { .code = code };
    bool row;
    TRY(query_open(store, "SELECT name FROM region WHERE code = ?1", &query));
    query_bind_integer(query, 1, code);
    TRY(query_step(query, &row));
    copy_name(place.name, sizeof(place.name), row ? query_text(query, 0) : TEXT("Wilayah tidak dikenal"));
    matrix->places = memory_grow(matrix->places, matrix->place_count, &matrix->place_capacity, sizeof(place));
    matrix->places[matrix->place_count++] = place;
    return NULL;
}

/* The kabupaten/kota of Jambi in the order of their codes, then whatever else occurs. */
static const struct error *read_places(struct book *book, struct matrix *matrix)
{
    const struct tally *tally = &book->placed[BLOCK_PAYOUT].tally;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(book->store, "SELECT code FROM region WHERE parent = ?1 ORDER BY code", &query));
    query_bind_integer(query, 1, REGION_JAMBI);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        TRY(add_place(book->store, matrix, query_integer(query, 0)));
    }
    for (;;) {
        int64_t next = INT64_MAX;
        for (size_t i = 0; i < tally->count; i++) {
            int64_t code = tally->rows[i].key.part[2];
            next = code < next && !has_place(matrix, code) ? code : next;
        }
        if (next == INT64_MAX) {
            return NULL;
        }
        TRY(add_place(book->store, matrix, next));
    }
}

static struct tally_row cell_of(const struct book *book, int64_t year, enum account account, int64_t place, int64_t category)
{
    return tally_of(&book->placed[BLOCK_PAYOUT].tally, (struct tally_key){ { year, account, place, category } });
}

static void write_heading(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct matrix *matrix)
{
    lxw_col_t column = 1;
    CHECK(worksheet_set_row(sheet, row, 33, NULL) == LXW_NO_ERROR);
    sheet_text(book, sheet, row, 0, STYLE_HEADING, TEXT("Kabupaten/kota usaha"));
    for (size_t c = 0; c <= matrix->category_count; c++) {
        struct buffer heading SCOPED_BUFFER = { 0 };
        buffer_format(&heading, "%s: orang", c < matrix->category_count ? matrix->titles[c] : "Jumlah");
        sheet_text(book, sheet, row, column++, STYLE_HEADING, buffer_text(&heading));
        buffer_clear(&heading);
        buffer_format(&heading, "%s: rupiah", c < matrix->category_count ? matrix->titles[c] : "Jumlah");
        sheet_text(book, sheet, row, column++, STYLE_HEADING, buffer_text(&heading));
    }
}

/* =B5+D5+F5: every second column from `first`. */
static void write_row_sum(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t first, size_t count, enum style style, int64_t value)
{
    struct buffer formula SCOPED_BUFFER = { 0 };
    for (size_t c = 0; c < count; c++) {
        buffer_add_byte(&formula, c == 0 ? '=' : '+');
        sheet_column_name(first + 2 * c, &formula);
        buffer_add_integer(&formula, (int64_t)row + 1);
    }
    sheet_formula(book, sheet, row, (lxw_col_t)(first + 2 * count), style, &formula, value);
}

static void write_place(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct matrix *matrix, int64_t year,
                        enum account account, const struct place *place)
{
    struct tally_row total = cell_of(book, year, account, place->code, TALLY_ANY);
    sheet_text(book, sheet, row, 0, STYLE_TEXT, text_of(place->name));
    for (size_t c = 0; c < matrix->category_count; c++) {
        struct tally_row cell = cell_of(book, year, account, place->code, matrix->categories[c]);
        sheet_integer(book, sheet, row, (lxw_col_t)(1 + 2 * c), STYLE_INTEGER, cell.count);
        sheet_integer(book, sheet, row, (lxw_col_t)(2 + 2 * c), STYLE_MONEY, cell.sum);
    }
    write_row_sum(book, sheet, row, 1, matrix->category_count, STYLE_INTEGER, total.count);
    write_row_sum(book, sheet, row, 2, matrix->category_count, STYLE_MONEY, total.sum);
}

static void write_totals(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct matrix *matrix, int64_t year,
                         enum account account)
{
    sheet_text(book, sheet, row, 0, STYLE_TOTAL_LABEL, TEXT("Jumlah"));
    for (size_t c = 0; c <= matrix->category_count; c++) {
        struct tally_row total = cell_of(book, year, account, TALLY_ANY, c < matrix->category_count ? matrix->categories[c] : TALLY_ANY);
        for (size_t money = 0; money < 2; money++) {
            struct buffer formula SCOPED_BUFFER = { 0 };
            size_t column = 1 + 2 * c + money;
            buffer_add_string(&formula, "=SUM(");
            sheet_column_name(column, &formula);
            buffer_add_integer(&formula, (int64_t)(row - matrix->place_count) + 1);
            buffer_add_byte(&formula, ':');
            sheet_column_name(column, &formula);
            buffer_add_integer(&formula, (int64_t)row);
            buffer_add_byte(&formula, ')');
            sheet_formula(book, sheet, row, (lxw_col_t)column, money == 0 ? STYLE_TOTAL_INTEGER : STYLE_TOTAL_MONEY, &formula,
                          money == 0 ? total.count : total.sum);
        }
    }
}

/* One table; *row_inout: where it begins, then the row after it. The row of its totals is told. */
static lxw_row_t write_matrix(struct book *book, lxw_worksheet *sheet, const struct matrix *matrix, int64_t year, enum account account,
                              lxw_row_t *row_inout)
{
    struct buffer title SCOPED_BUFFER = { 0 };
    lxw_row_t row = *row_inout;
    if (year == TALLY_ANY) {
        buffer_format(&title, "Semua tahun: %s", account_title(account));
    } else {
        buffer_format(&title, "Tahun %lld: %s", (long long)year, account_title(account));
    }
    sheet_text(book, sheet, row, 0, STYLE_SUBTITLE, buffer_text(&title));
    write_heading(book, sheet, row + 1, matrix);
    row += 2;
    for (size_t i = 0; i < matrix->place_count; i++) {
        write_place(book, sheet, row++, matrix, year, account, &matrix->places[i]);
    }
    write_totals(book, sheet, row, matrix, year, account);
    *row_inout = row + 2;
    return row;
}

/* What is paid, then every other state that holds somebody's money. */
static lxw_row_t write_year(struct book *book, lxw_worksheet *sheet, const struct matrix *matrix, int64_t year, lxw_row_t *row_inout)
{
    static const enum account others[] = { ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, ACCOUNT_RETUR, ACCOUNT_SETOR_KEMBALI };
    lxw_row_t totals = write_matrix(book, sheet, matrix, year, ACCOUNT_TERSALUR, row_inout);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (cell_of(book, year, others[i], TALLY_ANY, TALLY_ANY).count > 0) {
            (void)write_matrix(book, sheet, matrix, year, others[i], row_inout);
        }
    }
    return totals;
}

const struct error *matrix_write(struct book *book, lxw_worksheet *sheet)
{
    struct matrix matrix __attribute__((cleanup(matrix_free))) = { 0 };
    lxw_row_t row = 0;
    TRY(read_categories(book->store, &matrix));
    TRY(read_places(book, &matrix));
    CHECK(worksheet_set_column(sheet, 0, 0, 34, NULL) == LXW_NO_ERROR);
    for (size_t c = 0; c <= matrix.category_count; c++) {
        CHECK(worksheet_set_column(sheet, (lxw_col_t)(1 + 2 * c), (lxw_col_t)(1 + 2 * c), 13, NULL) == LXW_NO_ERROR);
        CHECK(worksheet_set_column(sheet, (lxw_col_t)(2 + 2 * c), (lxw_col_t)(2 + 2 * c), 21, NULL) == LXW_NO_ERROR);
    }
    if (book->year_count > 1) {
        (void)write_year(book, sheet, &matrix, TALLY_ANY, &row);
    }
    for (size_t i = 0; i < book->year_count; i++) {
        book->years[i].matrix_row = write_year(book, sheet, &matrix, book->years[i].year, &row);
    }
    book->matrix_columns = 1 + 2 * (matrix.category_count + 1);
    return NULL;
}

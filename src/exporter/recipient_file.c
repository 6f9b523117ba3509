#include "exporter/recipient_file.h"

#include "base/file.h"
#include "base/language.h"
#include "programme/nik.h"
#include "store/query.h"

enum cell_kind { CELL_TEXT, CELL_INTEGER, CELL_NIK, CELL_DAY, CELL_PLACE };

/* In the order of the statement's columns. */
static const struct {
    const char *header;
    enum cell_kind kind;
    bool kept; /* away from a masked file */
} columns[] = {
    { "tahun", CELL_INTEGER, false },        { "batch", CELL_INTEGER, false },      { "urutan", CELL_INTEGER, false },
    { "referensi", CELL_TEXT, true },        { "nik", CELL_NIK, false },            { "no_kk", CELL_NIK, true },
    { "nama", CELL_TEXT, false },            { "kategori", CELL_TEXT, false },      { "kabupaten_usaha", CELL_TEXT, false },
    { "kecamatan_usaha", CELL_PLACE, false }, { "desa_usaha", CELL_TEXT, true },    { "nama_usaha", CELL_TEXT, true },
    { "jumlah", CELL_INTEGER, false },       { "dikembalikan", CELL_INTEGER, false }, { "tanggal_bank", CELL_DAY, false },
    { "tanggal_lahir", CELL_DAY, true },     { "bank", CELL_TEXT, true },           { "no_rekening", CELL_TEXT, true },
    { "nama_rekening", CELL_TEXT, true },
};
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))
enum { OFFICIAL_PLACE = COLUMNS }; /* behind them: the name of the kecamatan, NULL when it is not known */

#define PEOPLE                                                                                                               \
    "SELECT r.year, r.batch_id, r.sequence, r.reference, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)'), c.title, g.name, "                           \
    "coalesce(k.name, a.kecamatan_usaha_tertulis), a.desa_usaha, a.nama_usaha, r.amount, coalesce(x.amount, 0), t.bank_day, " \
    "a.tanggal_lahir, a.bank, a.no_rekening, a.nama_rekening, k.name FROM recipient AS r JOIN applicant AS a ON a.id = r.applicant_id "  \
    "JOIN category AS c ON c.id = a.kategori LEFT JOIN region AS g ON g.code = a.kabupaten_usaha "                             \
    "LEFT JOIN region AS k ON k.code = a.kecamatan_usaha LEFT JOIN given_back AS x ON x.payout_id = r.payout_id "                \
    "LEFT JOIN settlement AS t ON t.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = r.payout_id) "   \
    "WHERE ?1 = 0 OR r.year = ?1 ORDER BY r.year, r.batch_id, r.sequence"

/* Quoted where it must be (RFC 4180); misleading characters become blanks; what a spreadsheet would calculate gets an apostrophe, also behind the
 * semicolon by which Excel in Indonesia parts the cells of a file that has commas. */
static void add_text(struct buffer *out, struct text text)
{
    struct buffer plain SCOPED_BUFFER = { 0 };
    while (text.length > 0) {
        size_t sound = text_misleading(text);
        buffer_add(&plain, (struct text){ text.bytes, sound });
        if (sound == text.length) {
            break;
        }
        size_t width = text_width((struct text){ text.bytes + sound, text.length - sound });
        buffer_add_byte(&plain, ' ');
        text = (struct text){ text.bytes + sound + width, text.length - sound - width };
    }
    struct text shown = text_trim(buffer_text(&plain));
    bool quoted = shown.length > 0 && (memchr(shown.bytes, ',', shown.length) != NULL || memchr(shown.bytes, '"', shown.length) != NULL);
    buffer_add_string(out, quoted ? "\"" : "");
    for (size_t i = 0; i < shown.length; i++) {
        bool begins = i == 0 || strchr(";|", shown.bytes[i - 1]) != NULL;
        buffer_add_string(out, begins && text_begins_formula((struct text){ shown.bytes + i, shown.length - i }) ? "'" : "");
        buffer_add_string(out, shown.bytes[i] == '"' ? "\"" : "");
        buffer_add_byte(out, shown.bytes[i]);
    }
    buffer_add_string(out, quoted ? "\"" : "");
}

static void add_nik(struct buffer *out, int64_t number, bool masked)
{
    struct buffer digits SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ number }, &digits);
    if (masked) {
        buffer_add(out, text_cut(buffer_text(&digits), 6));
        buffer_add_string(out, "**********");
    } else {
        buffer_add(out, buffer_text(&digits));
    }
}

static void add_cell(struct buffer *out, struct query *people, int column, bool masked)
{
    if (query_is_null(people, column)) {
        return;
    }
    switch (columns[column].kind) {
    case CELL_TEXT:
        add_text(out, query_text(people, column));
        break;
    case CELL_INTEGER:
        buffer_add_integer(out, query_integer(people, column));
        break;
    case CELL_NIK:
        add_nik(out, query_integer(people, column), masked);
        break;
    case CELL_DAY:
        day_print((struct day){ (int32_t)query_integer(people, column) }, out);
        break;
    case CELL_PLACE: /* what was written of a place that is not known may be anything */
        add_text(out, query_text(people, masked ? OFFICIAL_PLACE : column));
        break;
    }
}

/* The header when `people` is NULL. */
static const struct error *write_line(struct output *output, struct query *people, bool masked, struct buffer *line)
{
    buffer_clear(line);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (masked && columns[i].kept) {
            continue;
        }
        buffer_add_string(line, i == 0 ? "" : ",");
        if (people == NULL) {
            buffer_add_string(line, columns[i].header);
        } else {
            add_cell(line, people, (int)i, masked);
        }
    }
    buffer_add_byte(line, '\n');
    return fwrite(line->bytes, 1, line->length, output->stream) == line->length ? NULL : error_errno(_("%s: cannot be written"), output->path);
}

const struct error *recipient_file_write(struct store *store, int year, bool masked, const char *path, int64_t *rows_out)
{
    struct output output SCOPED_OUTPUT = { 0 };
    struct query *people SCOPED_QUERY = NULL;
    struct buffer line SCOPED_BUFFER = { 0 };
    int64_t rows = 0;
    bool row;
    TRY(query_open(store, PEOPLE, &people));
    query_bind_integer(people, 1, year);
    CHECK(query_columns(people) == OFFICIAL_PLACE + 1);
    TRY(output_open(path, &output));
    TRY(write_line(&output, NULL, masked, &line));
    for (;; rows++) {
        TRY(query_step(people, &row));
        if (!row) {
            break;
        }
        TRY(write_line(&output, people, masked, &line));
    }
    TRY(output_keep(&output));
    *rows_out = rows;
    return NULL;
}

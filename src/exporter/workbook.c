#include "exporter/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "sheet.h"
#include "workbook_internal.h"

/* The program writes numbers into XML with printf: a decimal comma there would break the file. */
static locale_t locale_plain(void)
{
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", duplocale(uselocale((locale_t)0)));
    CHECK(plain != (locale_t)0);
    return plain;
}

static void book_free(struct book *book)
{
    if (book->workbook != NULL) {
        lxw_workbook_free(book->workbook);
    }
    for (int i = 0; i < BLOCK_COUNT; i++) {
        memory_free(book->placed[i].areas);
        tally_free(&book->placed[i].tally);
    }
    memory_free(book->years);
    buffer_free(&book->cell);
}

void integrity_lead(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout)
{
    struct buffer entries SCOPED_BUFFER = { 0 };
    buffer_add_integer(&entries, book->ledger.entries);
    const struct {
        const char *label;
        const char *value;
    } lines[] = {
        { "Entri jurnal", entries.bytes },
        { "Akar Merkle (RFC 6962)", book->ledger.root },
        { "Pengenal buku besar", book->ledger.id },
        { "Hari entri terakhir", book->ledger.day },
        { "Versi program", book->program_version },
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        sheet_text(book, sheet, (lxw_row_t)i, 0, STYLE_LABEL, text_of(lines[i].label));
        sheet_text(book, sheet, (lxw_row_t)i, 1, STYLE_PLAIN, text_of(lines[i].value));
    }
    *row_inout = (lxw_row_t)(sizeof(lines) / sizeof(lines[0])) + 1;
}

static void set_properties(struct book *book)
{
    char title[] = "Kertas kerja pemeriksaan Dumisake";
    char author[] = "dumisake";
    lxw_doc_properties properties = { .title = title, .author = author, .created = (time_t)book->ledger.utc };
    CHECK(workbook_set_properties(book->workbook, &properties) == LXW_NO_ERROR);
}

static const struct error *write_sheets(struct book *book)
{
    lxw_worksheet *summary;
    lxw_worksheet *matrix;
    TRY(sheet_add(book, "Ringkasan", "Ringkasan dan kontrol total", 1, &summary));
    TRY(sheet_add(book, "Matriks", "Kategori menurut kabupaten/kota", 1, &matrix));
    for (size_t i = 0; i < sheet_spec_count; i++) {
        TRY(sheet_write(book, &sheet_specs[i]));
    }
    /* Last, since they count what is on the others; each worksheet has a file of its own until the workbook is closed. */
    TRY(matrix_write(book, matrix));
    return summary_write(book, summary);
}

/* libxlsxwriter does not look whether its temporary files took what it wrote, and would pack half a sheet without a
 * word. So: flush them here, and make sure of the room that packing needs (the largest sheet once more). */
static const struct error *check_room(struct book *book, const char *folder)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    lxw_worksheet *sheet;
    off_t largest = 0;
    STAILQ_FOREACH(sheet, book->workbook->worksheets, list_pointers)
    {
        if (sheet->optimize_tmpfile == NULL) {
            continue;
        }
        if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile)) {
            return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
        }
        off_t bytes = ftello(sheet->optimize_tmpfile);
        largest = bytes > largest ? bytes : largest;
    }
    buffer_format(&name, "%s/dumisake.XXXXXX", folder);
    int fd = mkstemp(name.bytes);
    if (fd < 0) {
        return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    }
    (void)unlink(name.bytes);
    errno = posix_fallocate(fd, 0, largest + 1048576);
    const struct error *error = errno == 0 ? NULL : error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    (void)close(fd);
    return error;
}

static const struct error *write_file(struct book *book, const char *path, const char *folder)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    struct buffer tmpdir SCOPED_BUFFER = { 0 };
    buffer_add_string(&tmpdir, folder);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = tmpdir.bytes };
    book->workbook = workbook_new_opt(output.temporary, &options);
    CHECK(book->workbook != NULL);
    styles_make(book->workbook, &book->styles);
    set_properties(book);
    TRY(write_sheets(book));
    TRY(check_room(book, folder));
    errno = 0;
    lxw_error code = workbook_close(book->workbook);
    book->workbook = NULL;
    if (code != LXW_NO_ERROR) {
        return errno == 0 ? error_new(ERROR_FAILED, _("%s: cannot be written: %s"), path, lxw_strerror(code))
                          : error_errno(_("%s: cannot be written"), path);
    }
    return output_keep(&output);
}

const struct error *workbook_write_limited(struct store *store, const struct workbook_options *options, int64_t rows_a_sheet)
{
    struct book book __attribute__((cleanup(book_free))) = {
        .store = store,
        .year = options->year,
        .program_version = options->program_version,
        .rows_a_sheet = rows_a_sheet,
    };
    struct buffer folder SCOPED_BUFFER = { 0 };
    const char *slash = strrchr(options->path, '/');
    buffer_add(&folder, slash == NULL ? TEXT(".") : (struct text){ options->path, (size_t)(slash - options->path) + 1 });
    TRY(ledger_state_read(store, &book.ledger));
    TRY(figures_read(store, options->year, &book.years, &book.year_count));
    return write_file(&book, options->path, folder.bytes);
}

const struct error *workbook_write(struct store *store, const struct workbook_options *options)
{
    locale_t plain = locale_plain();
    locale_t before = uselocale(plain);
    const struct error *error = workbook_write_limited(store, options, LXW_ROW_MAX - 1);
    (void)uselocale(before);
    freelocale(plain);
    return error;
}

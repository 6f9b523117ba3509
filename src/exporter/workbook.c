#include "exporter/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "archive_flush.h"
#include "archive_level.h"
#include "base/file.h"
#include "base/language.h"
#include "base/leftover.h"
#include "base/memory.h"
#include "cover.h"
#include "sample_sheets.h"
#include "table.h"
#include "term.h"
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
    for (size_t i = 0; book->placed != NULL && i < book->layout->table_count; i++) {
        memory_free(book->placed[i].areas);
    }
    memory_free(book->placed);
    memory_free(book->counted);
    figures_free(book->years, book->year_count);
    sample_release(book->drawn);
    buffer_free(&book->programme);
    buffer_free(&book->cell);
    buffer_free(&book->erased.list);
}

static void set_properties(struct book *book)
{
    struct buffer title SCOPED_BUFFER = { 0 };
    struct buffer subject SCOPED_BUFFER = { 0 };
    struct buffer comments SCOPED_BUFFER = { 0 };
    char author[] = "dumisake";
    book_fill(book, book->layout->title, &title);
    buffer_format(&subject, "Akar Merkle %s, %lld entri", book->ledger.root, (long long)book->ledger.entries);
    /* `export --check` reads these two back (origin.c). */
    buffer_format(&comments, "Pengenal buku besar %s; SHA-256 templat %s; tahun ", book->ledger.id, book->template);
    buffer_format(&comments, book->options->year == 0 ? "semua" : "%d", book->options->year);
    buffer_format(&comments, "; edisi %s; per ", book->options->masked ? "publikasi" : "lengkap");
    buffer_add_string(&comments, book->options->as_of == NULL ? "entri terakhir" : book->ledger.day);
    buffer_format(&comments, "; dumisake %s", book->options->program_version);
    if (book->erased.last > 0) {
        buffer_format(&comments, "; penghapusan sampai entri %lld", (long long)book->erased.last);
    }
    if (book->options->sample != NULL) { /* at the end: a seed may have anything in it */
        const struct sample_request *sample = book->options->sample;
        buffer_format(&comments, "; sampel %lld %s %s; benih ", (long long)sample->size, sample_method_name(sample->method), account_name(sample->of));
        buffer_add(&comments, sample->seed);
        buffer_add_string(&comments, "");
    }
    struct text cut = text_cut(buffer_text(&title), 250); /* of Excel's 255 */
    buffer_add_string(&title, "");
    title.bytes[cut.length] = '\0';
    lxw_doc_properties properties = { .title = title.bytes, .subject = subject.bytes, .author = author, .comments = comments.bytes,
                                      .created = (time_t)book->ledger.utc };
    CHECK(workbook_set_properties(book->workbook, &properties) == LXW_NO_ERROR);
}

static bool is_list(const struct book *book, const struct layout_sheet *spec)
{
    return spec->block_count == 1 && spec->blocks[0].kind == BLOCK_TABLE && book->layout->tables[spec->blocks[0].table].title == NULL;
}

/* What counts the rows of other sheets is written after them. */
static bool looks_at_others(const struct layout_sheet *spec)
{
    for (size_t i = 0; i < spec->block_count; i++) {
        if (spec->blocks[i].kind == BLOCK_CONTROLS || spec->blocks[i].kind == BLOCK_INDEX) {
            return true;
        }
    }
    return false;
}

static bool is_alone(const struct layout_sheet *spec)
{
    size_t tables = 0;
    for (size_t i = 0; i < spec->block_count; i++) {
        tables += spec->blocks[i].kind == BLOCK_TABLE ? 1 : 0;
    }
    return tables == 1 && spec->block_count <= 2; /* the rest is a line of text at most */
}

static const struct error *write_block(struct book *book, const struct layout_sheet *spec, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout)
{
    switch (block->kind) {
    case BLOCK_TEXT:
        text_write(book, sheet, block, row_inout);
        break;
    case BLOCK_FACTS:
        facts_write(book, sheet, block, row_inout);
        break;
    case BLOCK_WARNINGS:
        return warnings_write(book, sheet, row_inout);
    case BLOCK_BOXES:
        boxes_write(book, sheet, block, row_inout);
        break;
    case BLOCK_INDEX:
        index_write(book, sheet, row_inout);
        break;
    case BLOCK_TABLE:
        return table_write(book, spec->name, sheet, block->table, is_alone(spec), row_inout);
    case BLOCK_CONTROLS:
        controls_write(book, spec->name, sheet, row_inout);
        break;
    case BLOCK_DICTIONARY:
        dictionary_write(book, sheet, row_inout);
        break;
    }
    return NULL;
}

static const struct error *write_blocks(struct book *book, const struct layout_sheet *spec, lxw_worksheet *sheet)
{
    lxw_row_t breaks[LAYOUT_BLOCKS_MAX + 1] = { 0 }; /* ends with 0 */
    size_t pages = 0;
    lxw_row_t row = 0;
    for (size_t i = 0; i < spec->block_count; i++) {
        if (spec->blocks[i].new_page && row > 0) {
            breaks[pages++] = row;
        }
        TRY(write_block(book, spec, sheet, &spec->blocks[i], &row));
    }
    cover_set_widths(book, sheet, spec);
    if (pages > 0) {
        CHECK(worksheet_set_h_pagebreaks(sheet, breaks) == LXW_NO_ERROR);
    }
    return NULL;
}

/* Each worksheet has a file of its own until the workbook is closed: the order of writing is free. */
static const struct error *write_sheets(struct book *book)
{
    const struct layout *layout = book->layout;
    struct {
        lxw_worksheet *sheet;
    } *later SCOPED_MEMORY = memory_new(layout->sheet_count * sizeof(*later));
    for (size_t i = 0; i < layout->sheet_count; i++) {
        const struct layout_sheet *spec = &layout->sheets[i];
        if (is_list(book, spec)) {
            TRY(list_write(book, spec));
            continue;
        }
        TRY(sheet_add(book, spec->name, spec, &later[i].sheet));
        if (!looks_at_others(spec)) {
            TRY(write_blocks(book, spec, later[i].sheet));
            later[i].sheet = NULL;
        }
    }
    if (book->drawn != NULL) {
        TRY(sample_list_write(book));
        TRY(sample_result_write(book));
    }
    for (size_t i = 0; i < layout->sheet_count; i++) {
        if (later[i].sheet != NULL) {
            TRY(write_blocks(book, &layout->sheets[i], later[i].sheet));
        }
    }
    return NULL;
}

/* libxlsxwriter does not look whether its temporary files took what it wrote, and would pack half a sheet without a
 * word. So: flush them here, and make sure of the room that packing needs (the largest sheet once more). */
static const struct error *check_room(struct book *book, const char *scratch, const char *folder)
{
    const off_t zip32_max = 4000000000; /* some less than 4 GiB, for what the library adds to a sheet */
    struct buffer name SCOPED_BUFFER = { 0 };
    lxw_worksheet *sheet;
    off_t largest = 0;
    STAILQ_FOREACH(sheet, book->workbook->worksheets, list_pointers)
    {
        if (sheet->optimize_tmpfile == NULL) {
            continue;
        }
        errno = 0;
        if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile)) {
            errno = errno == 0 ? EIO : errno; /* an earlier write failed, and did not say why */
            return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
        }
        off_t bytes = ftello(sheet->optimize_tmpfile);
        largest = bytes > largest ? bytes : largest;
    }
    buffer_format(&name, "%s/room", scratch);
    int fd = open(buffer_string(&name), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    }
    (void)unlink(name.bytes);
    errno = posix_fallocate(fd, 0, largest + 1048576);
    book->workbook->options.use_zip64 = largest > zip32_max ? LXW_TRUE : LXW_FALSE;
    const struct error *error = errno == 0 ? NULL : error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    (void)close(fd);
    return error;
}

/* `scratch` is where the library's temporary files go, `folder` what a reader is told of it. */
static const struct error *fill(struct book *book, const struct output *output, char *scratch, const char *folder)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = scratch };
    book->workbook = workbook_new_opt(output->temporary, &options);
    CHECK(book->workbook != NULL);
    styles_make(book->workbook, &book->styles);
    set_properties(book);
    TRY(write_sheets(book));
    TRY(check_room(book, scratch, folder));
    archive_level_use();
    archive_flush_begin();
    errno = 0;
    lxw_error code = workbook_close(book->workbook);
    int error_number = errno;
    int flushing = archive_flush_end();
    book->workbook = NULL;
    errno = flushing;
    if (flushing != 0) {
        return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    }
    errno = error_number;
    if (code != LXW_NO_ERROR) {
        return errno == 0 ? error_new(ERROR_FAILED, _("%s: cannot be written: %s"), output->path, lxw_strerror(code))
                          : error_errno(_("%s: cannot be written"), output->path);
    }
    return NULL;
}

/* The library's temporary files hold the register, and it removes their names one by one: in a folder that goes with its maker none outlives a program
 * that is killed, or a disk that lets none go, longer than until the next command that writes there. */
static const struct error *write_file(struct book *book, const char *path, const char *folder)
{
    struct output output SCOPED_OUTPUT = { 0 };
    struct buffer scratch SCOPED_BUFFER = { 0 };
    TRY(output_open(path, &output));
    buffer_add_string(&scratch, path);
    int lock = leftover_make_folder(&scratch);
    if (lock < 0) {
        return error_errno(_("%s: the workbook's temporary files cannot be written"), folder);
    }
    const struct error *error = fill(book, &output, scratch.bytes, folder);
    if (book->workbook != NULL) { /* its files are closed before their folder goes */
        lxw_workbook_free(book->workbook);
        book->workbook = NULL;
    }
    leftover_remove_folder(scratch.bytes, lock);
    return error != NULL ? error : output_keep(&output);
}

static const struct error *write_book(struct book *book)
{
    struct buffer folder SCOPED_BUFFER = { 0 };
    const char *path = book->options->path;
    const char *slash = strrchr(path, '/');
    buffer_add(&folder, slash == NULL ? TEXT(".") : (struct text){ path, (size_t)(slash - path) + 1 });
    TRY(layout_check(book->layout, book->store));
    TRY(ledger_state_read(book->store, book->options->as_of, &book->ledger));
    TRY(figures_read(book->store, book->layout, book->options->year, &book->years, &book->year_count));
    TRY(programme_names(book->store, book->years, book->year_count, &book->programme));
    book->placed = memory_new((book->layout->table_count + 1) * sizeof(*book->placed));
    book->counted = memory_new((term_count(book->layout) * book->year_count + 1) * sizeof(*book->counted));
    TRY(warnings_prepare(book));
    TRY(sample_prepare(book));
    return write_file(book, path, folder.bytes);
}

const struct error *workbook_write_limited(struct store *store, const struct workbook_options *options, int64_t rows_a_sheet, struct workbook_made *made_out)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    struct buffer digest SCOPED_BUFFER = { 0 };
    TRY(layout_load(options->template, &layout));
    if (options->only_layout != NULL && !digest_equal(options->only_layout, &layout.sha256)) {
        *made_out = (struct workbook_made){ .template = layout.sha256 };
        return NULL;
    }
    if (options->masked) {
        TRY(layout_mask(&layout));
    }
    struct book book __attribute__((cleanup(book_free))) = { .store = store, .options = options, .layout = &layout, .rows_a_sheet = rows_a_sheet };
    digest_print(&layout.sha256, &digest);
    memcpy(book.template, digest.bytes, sizeof(book.template));
    TRY(write_book(&book));
    if (made_out != NULL) {
        *made_out = (struct workbook_made){ .entries = book.ledger.entries, .template = layout.sha256, .erasures = book.erased.unnamed };
    }
    return NULL;
}

const struct error *workbook_write(struct store *store, const struct workbook_options *options, struct workbook_made *made_out)
{
    locale_t plain = locale_plain();
    locale_t before = uselocale(plain);
    const struct error *error = workbook_write_limited(store, options, LXW_ROW_MAX - 1, made_out);
    (void)uselocale(before);
    freelocale(plain);
    return error;
}

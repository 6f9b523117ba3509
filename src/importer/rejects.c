#include "importer/rejects.h"

#include <sys/stat.h>

#include "base/language.h"
#include "base/memory.h"

#define HEAD_MAX (1024U * 1024U) /* bytes; no header is longer */

/* Columns of the file without what an earlier rejects file added. Columns without a header are among them. */
static size_t own_columns(const struct columns *columns)
{
    return columns->width == columns->count && columns_has_unnamed(columns) ? columns->fields : columns->count;
}

/* The officer who puts the rows right opens the file with a spreadsheet, and what the cells say is the applicants' own. Numbers with a sign and
 * ="0812" say what they are; before anything else that would be calculated stands an apostrophe, which reading takes away again. */
static bool needs_mark(struct text cell)
{
    struct text text = text_trim(cell);
    if (!text_begins_formula(text)) {
        return false;
    }
    bool marked = text_starts_with(text, TEXT("=\"")) && text.bytes[text.length - 1] == '"';
    size_t at = marked ? 2 : 1;
    size_t end = marked ? text.length - 1 : text.length;
    while (at < end && strchr("0123456789 .,-/", text.bytes[at]) != NULL) {
        at++;
    }
    return at < end || text.bytes[0] == '@' || (text.bytes[0] == '=' && !marked);
}

static void add_own_cell(struct rejects *rejects, struct text cell)
{
    struct buffer marked SCOPED_BUFFER = { 0 };
    buffer_add_string(&marked, needs_mark(cell) ? "'" : "");
    buffer_add(&marked, cell);
    csv_add_cell(&rejects->line, buffer_text(&marked), rejects->delimiter);
}

/* The record's cells in the columns of the file. A row that has fewer gets none: put right, its cells stand where they belong,
 * and until then it is refused again. What an earlier rejects file added to it is left out. */
static void add_columns(struct rejects *rejects, const struct csv_record *record)
{
    const struct columns *columns = rejects->columns;
    size_t added = columns->width - columns->count;
    size_t own = record->count < columns->width && record->count > added ? record->count - added : record->count;
    size_t count = own < own_columns(columns) ? own : own_columns(columns);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            buffer_add_byte(&rejects->line, rejects->delimiter);
        }
        add_own_cell(rejects, record->fields[i]);
    }
}

static void add_cell(struct rejects *rejects, struct text cell)
{
    buffer_add_byte(&rejects->line, rejects->delimiter);
    csv_add_cell(&rejects->line, cell, rejects->delimiter);
}

static void write_line(struct rejects *rejects)
{
    buffer_add_byte(&rejects->line, '\n');
    /* A failed write shows when the file is kept. */
    (void)fwrite(rejects->line.bytes, 1, rejects->line.length, rejects->output.stream);
    buffer_clear(&rejects->line);
}

/* A foreign file is refused before the first row: somebody may have named another file by mistake. */
static const struct error *check_replaceable(const char *path)
{
    static const char delimiters[] = { ',', ';', '\t', '|', ' ' };
    struct stat there;
    struct buffer head SCOPED_BUFFER = { 0 };
    if (stat(path, &there) != 0 || there.st_size == 0) {
        return NULL; /* not there, or opening it says why */
    }
    TRY(file_read_start(path, HEAD_MAX, &head));
    struct text rest = buffer_text(&head);
    struct text line = text_trim(text_split(&rest, '\n'));
    for (size_t i = 0; i < sizeof(delimiters); i++) {
        char end[32];
        int length = snprintf(end, sizeof(end), "%cline%ccode%creason", delimiters[i], delimiters[i], delimiters[i]);
        if (line.length > (size_t)length && memcmp(line.bytes + line.length - (size_t)length, end, (size_t)length) == 0) {
            return NULL;
        }
    }
    return error_new(ERROR_FAILED, _("%s: exists already and is no file of set-aside rows; name another one for --rejects"), path);
}

const struct error *rejects_open(const char *path, const char *source, const struct table_facts *facts, const struct columns *columns,
                                 const struct csv_record *header, struct rejects *out)
{
    struct rejects rejects SCOPED_REJECTS = { .columns = columns, .delimiter = facts->dialect.delimiter };
    struct stat here;
    struct stat there;
    if (path == NULL) {
        *out = rejects;
        return NULL;
    }
    if (stat(path, &here) == 0 && stat(source, &there) == 0 && here.st_dev == there.st_dev && here.st_ino == there.st_ino) {
        return error_new(ERROR_USAGE, _("%s: is the file being imported; name another one for --rejects"), path);
    }
    TRY(check_replaceable(path));
    TRY(output_open(path, &rejects.output));
    /* Rows come back as UTF-8; where the file was not, a mark tells a spreadsheet so. */
    bool converted = facts->encoding != ENCODING_UTF_8 && facts->encoding != ENCODING_UNKNOWN;
    if (facts->mark || converted) {
        buffer_add(&rejects.line, TEXT("\xEF\xBB\xBF"));
    }
    add_columns(&rejects, header);
    add_cell(&rejects, TEXT("line"));
    add_cell(&rejects, TEXT("code"));
    add_cell(&rejects, TEXT("reason"));
    write_line(&rejects);
    MEMORY_GIVE(out, rejects);
    return NULL;
}

static void add_reason(const struct faults *faults, const struct fault *fault, struct buffer *out)
{
    buffer_format(out, "%s: %s", finding_of(fault->name)->name, _(finding_of(fault->name)->message));
    if (fault->value.length > 0) {
        buffer_add_string(out, " \"");
        buffer_add_printable(out, fault->value, 100);
        buffer_add_string(out, "\"");
    }
    if (fault_expected(faults, fault)[0] != '\0') {
        buffer_format(out, " (%s)", fault_expected(faults, fault));
    }
}

void rejects_add(struct rejects *rejects, const struct csv_record *record, const struct faults *faults)
{
    struct buffer codes SCOPED_BUFFER = { 0 };
    struct buffer reasons SCOPED_BUFFER = { 0 };
    struct buffer line SCOPED_BUFFER = { 0 };
    if (rejects->output.stream == NULL) {
        return;
    }
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        if (finding_of(fault->name)->severity == FINDING_ERROR) {
            buffer_add_string(&codes, codes.length == 0 ? "" : " | ");
            buffer_add_string(&codes, finding_of(fault->name)->code);
            buffer_add_string(&reasons, reasons.length == 0 ? "" : " | ");
            add_reason(faults, fault, &reasons);
        }
    }
    if (record->bad_quote != 0) {
        buffer_add(&rejects->line, record->raw); /* where its cells end is in doubt */
        for (size_t i = record->count; i < rejects->columns->count; i++) {
            buffer_add_byte(&rejects->line, rejects->delimiter);
        }
    } else {
        add_columns(rejects, record);
    }
    buffer_add_integer(&line, record->line);
    add_cell(rejects, buffer_text(&line));
    add_cell(rejects, buffer_text(&codes));
    add_cell(rejects, buffer_text(&reasons));
    /* Cells beyond the header stay beyond it, so that the row is still refused when nobody corrects it. */
    const struct columns *columns = rejects->columns;
    size_t beyond = own_columns(columns) > columns->width ? own_columns(columns) : columns->width;
    for (size_t i = beyond; i < record->count && record->bad_quote == 0; i++) {
        add_cell(rejects, record->fields[i]);
    }
    write_line(rejects);
}

const struct error *rejects_keep(struct rejects *rejects)
{
    bool differs;
    struct stat there;
    if (rejects->output.stream == NULL) {
        return NULL;
    }
    TRY(output_differs(&rejects->output, &differs));
    if (differs && stat(rejects->output.path, &there) == 0 && there.st_size > 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and holds other rows, perhaps corrected by hand; nothing was changed. Import that file "
                                         "(`dumisake import %s`), or name another one for --rejects"),
                         rejects->output.path, rejects->output.path);
    }
    return output_keep(&rejects->output);
}

void rejects_drop(struct rejects *rejects)
{
    output_drop(&rejects->output);
    buffer_free(&rejects->line);
}

#include "exporter/bank_file.h"

#include <unistd.h>

#include "base/language.h"
#include "base/leftover.h"
#include "base/memory.h"

enum { TRANSFER_BYTES_MAX = 1 << 28 };

/* One file in the making. */
struct making {
    const struct bank_template *template;
    struct bank_file *file;
    struct bank_facts facts;
    struct hasher *hasher;
    struct buffer line;
    struct buffer cell;
};

/* Source: RFC 4180, 2.6 and 2.7. */
static void add_field(struct making *making, size_t place, struct text value)
{
    const struct bank_template *template = making->template;
    bool quoted = template->quoting == BANK_QUOTING_ALWAYS;
    for (size_t i = 0; i < value.length && template->quoting == BANK_QUOTING_NEEDED; i++) {
        quoted = quoted || strchr("\"\r\n", value.bytes[i]) != NULL || value.bytes[i] == template->separator;
    }
    if (template->separator == '\0') {
        buffer_add(&making->line, value);
        return;
    }
    if (place > 0) {
        buffer_add_byte(&making->line, template->separator);
    }
    if (!quoted) {
        buffer_add(&making->line, value);
        return;
    }
    buffer_add_byte(&making->line, '"');
    for (size_t i = 0; i < value.length; i++) {
        buffer_add_string(&making->line, value.bytes[i] == '"' ? "\"" : "");
        buffer_add_byte(&making->line, value.bytes[i]);
    }
    buffer_add_byte(&making->line, '"');
}

static const struct error *write_line(struct making *making)
{
    struct buffer *line = &making->line;
    buffer_add_string(line, making->template->crlf ? "\r\n" : "\n");
    hasher_add(making->hasher, buffer_text(line));
    if (fwrite(line->bytes, 1, line->length, making->file->output.stream) != line->length) {
        return error_errno(_("%s: cannot be written"), making->file->path);
    }
    buffer_clear(line);
    return NULL;
}

static const struct error *write_row(struct making *making, const struct bank_row_layout *row)
{
    for (size_t i = 0; i < row->count; i++) {
        buffer_clear(&making->cell);
        enum bank_fit fit = bank_cell_add(making->template, &row->cells[i], &making->facts, &making->cell);
        if (fit != BANK_FIT_WELL) {
            CHECK(making->facts.order == NULL); /* bank_template_fit held it back */
            return error_new(ERROR_REFUSED, _("cell %zu of the file's row of totals has room for %zu characters only; see the template. Nothing was changed"), i + 1,
                             row->cells[i].width);
        }
        add_field(making, i, buffer_text(&making->cell));
    }
    return row->count == 0 ? NULL : write_line(making);
}

static const struct error *write_header(struct making *making)
{
    const struct bank_template *template = making->template;
    for (size_t i = 0; i < template->columns.count; i++) {
        struct bank_part part = { BANK_VALUE_LITERAL, template->columns.cells[i].header };
        struct bank_cell title = { .parts = { part }, .part_count = 1 };
        if (template->separator == '\0') {
            title.width = template->columns.cells[i].width;
            title.pad = ' ';
        }
        buffer_clear(&making->cell);
        enum bank_fit fit = bank_cell_add(template, &title, &making->facts, &making->cell);
        CHECK(fit == BANK_FIT_WELL); /* looked at when the template was read */
        add_field(making, i, buffer_text(&making->cell));
    }
    return write_line(making);
}

static const struct error *write_all(struct making *making, const struct transfer_order *orders, size_t count)
{
    const struct bank_template *template = making->template;
    if (template->mark) {
        buffer_add_string(&making->line, "\xEF\xBB\xBF");
    }
    if (template->header) {
        TRY(write_header(making));
    }
    TRY(write_row(making, &template->leader));
    for (size_t i = 0; i < count; i++) {
        if (orders[i].held_back == NULL) {
            making->facts.order = &orders[i];
            making->facts.number += 1;
            TRY(write_row(making, &template->columns));
        }
    }
    CHECK(making->facts.number == making->file->total.count);
    making->facts.order = NULL;
    TRY(write_row(making, &template->trailer));
    hasher_finish(making->hasher, &making->file->sha256);
    return NULL;
}

/* "transfer.csv" of three: transfer-1.csv, ... */
static char *name_of(const char *path, size_t number, size_t count)
{
    struct buffer name = { 0 };
    const char *slash = strrchr(path, '/');
    const char *last = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(last, '.');
    size_t stem = dot == NULL || dot == last ? strlen(path) : (size_t)(dot - path);
    buffer_add(&name, (struct text){ path, stem });
    if (count > 1) {
        buffer_format(&name, "-%zu", number);
    }
    buffer_add_string(&name, path + stem);
    return name.bytes;
}

/* A file of that name is replaced only by the same bytes: what a stopped `send` left behind. */
static const struct error *check_existing(struct bank_file *file)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct digest existing;
    if (access(file->path, F_OK) != 0) {
        return NULL;
    }
    if (file_read_all(file->path, TRANSFER_BYTES_MAX, &bytes) == NULL) {
        digest_of(buffer_text(&bytes), TEXT_EMPTY, &existing);
        if (digest_equal(&existing, &file->sha256)) {
            file->existed = true;
            return NULL;
        }
    }
    return error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), file->path);
}

/* Orders until there are `most` that are not held back. */
static size_t take_orders(const struct sending *sending, size_t from, size_t most)
{
    size_t to = from;
    for (size_t taken = 0; to < sending->count && (taken < most || sending->orders[to].held_back != NULL); to++) {
        taken += sending->orders[to].held_back == NULL ? 1 : 0;
    }
    return to;
}

static const struct error *write_file(struct making *making, const struct transfer_order *orders, size_t count)
{
    sending_total(orders, count, &making->file->total);
    making->facts.total = making->file->total;
    making->facts.number = 0;
    making->facts.order = NULL;
    TRY(output_open(making->file->path, &making->file->output));
    TRY(write_all(making, orders, count));
    return check_existing(making->file);
}

static const struct error *write_files(const struct sending *sending, const char *path, struct making *making, struct bank_files *files)
{
    size_t most = making->template->rows_per_file == 0 ? sending->payable : (size_t)making->template->rows_per_file;
    size_t count = (sending->payable + most - 1) / most;
    struct sending_total all = { 0 };
    if (count > BANK_FILES_MAX) {
        return error_new(ERROR_REFUSED, _("%zu transfers in files of %zu rows are more than %d files; nothing was changed. Make smaller batches (--limit) or ask the bank for larger files"),
                         sending->payable, most, BANK_FILES_MAX);
    }
    files->items = memory_new(count * sizeof(*files->items));
    making->facts.files = count;
    for (size_t i = 0, from = 0; i < count; i++) {
        size_t to = take_orders(sending, from, most);
        files->count = i + 1; /* what it owns is freed also when it fails */
        making->file = &files->items[i];
        making->file->path = name_of(path, i + 1, count);
        making->facts.file = i + 1;
        TRY(write_file(making, sending->orders + from, to - from));
        CHECK(money_add(all.amount, making->file->total.amount, &all.amount));
        all.count += making->file->total.count;
        from = to;
    }
    CHECK(all.count == sending->payable && all.amount.rupiah == sending->amount.rupiah);
    return NULL;
}

const struct error *bank_files_write(const struct sending *sending, const struct bank_template *template, struct day day, const char *path, struct bank_files *out)
{
    struct bank_files files SCOPED_BANK_FILES = { 0 };
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct making making = { .template = template, .hasher = hasher, .facts = { .year = sending->year, .batch_id = sending->batch_id, .day = day } };
    CHECK(sending->payable > 0);
    const struct error *error = write_files(sending, path, &making, &files);
    buffer_free(&making.line);
    buffer_free(&making.cell);
    TRY(error);
    files.sha256 = files.items[0].sha256;
    if (files.count > 1) {
        for (size_t i = 0; i < files.count; i++) {
            hasher_add(hasher, digest_text(&files.items[i].sha256));
        }
        hasher_finish(hasher, &files.sha256);
    }
    MEMORY_GIVE(out, files);
    return NULL;
}

const struct error *bank_files_finish(struct bank_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        TRY(output_finish(&files->items[i].output));
    }
    return NULL;
}

const struct error *bank_files_keep(struct bank_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        TRY(files->items[i].existed ? NULL : output_keep_new(&files->items[i].output));
    }
    return NULL;
}

static void add_remains(void *context, const char *leftover)
{
    struct bank_remains *remains = context;
    struct digest digest;
    if (digest_of_file(leftover, &digest) == NULL) {
        remains->digests = memory_grow(remains->digests, remains->count, &remains->capacity, sizeof(*remains->digests));
        remains->digests[remains->count++] = digest;
    }
}

void bank_remains_find(const char *path, struct bank_remains *out)
{
    *out = (struct bank_remains){ .count = 0 };
    leftover_each(path, add_remains, out);
    for (size_t number = 1; number <= BANK_FILES_MAX; number++) {
        char *name = name_of(path, number, BANK_FILES_MAX);
        leftover_each(name, add_remains, out);
        memory_free(name);
    }
}

bool bank_remains_are_of(const struct bank_remains *remains, const struct bank_files *files)
{
    bool found = false;
    for (size_t i = 0; i < remains->count && !found; i++) {
        for (size_t k = 0; k < files->count && !found; k++) {
            found = digest_equal(&remains->digests[i], &files->items[k].sha256);
        }
    }
    return found;
}

void bank_remains_free(struct bank_remains *remains)
{
    memory_free(remains->digests);
    *remains = (struct bank_remains){ .count = 0 };
}

void bank_files_free(struct bank_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        output_drop(&files->items[i].output);
        memory_free(files->items[i].path);
    }
    memory_free(files->items);
    *files = (struct bank_files){ 0 };
}

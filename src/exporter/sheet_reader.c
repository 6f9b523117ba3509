/* A sheet's XML as cells: a piece of it is read, and its cells wait until they are asked for. */
#include "base/language.h"
#include "base/memory.h"
#include "exporter/formula.h"
#include "workbook_reader_internal.h"

enum { ROWS_MAX = 1048576, COLUMNS_MAX = 16384, SHARED_MAX = 100000, SHARED_BYTES_MAX = 16 << 20 };

/* "AB12": 28 and 12. */
static bool parse_place(const char *place, int *column_out, int64_t *row_out)
{
    int column = 0;
    for (; *place >= 'A' && *place <= 'Z' && column <= COLUMNS_MAX; place++) {
        column = column * 26 + (*place - 'A' + 1);
    }
    *column_out = column;
    return column >= 1 && column <= COLUMNS_MAX && text_to_integer(text_of(place), row_out);
}

static void begin_row(struct sheet_reader *sheet, const char *const *attributes)
{
    const char *number = attribute_of(attributes, "r");
    int64_t row = sheet->row + 1;
    bool sound = (number == NULL || text_to_integer(text_of(number), &row)) && row > sheet->row && row <= ROWS_MAX;
    sheet->wrong = sound ? sheet->wrong : N_("its rows are out of order");
    sheet->row = sound ? row : sheet->row;
    sheet->column = 0;
    feature_reader_row(&sheet->features, row, attributes);
}

static void begin_cell(struct sheet_reader *sheet, const char *const *attributes)
{
    const char *place = attribute_of(attributes, "r");
    const char *type = attribute_of(attributes, "t");
    int column = sheet->column + 1;
    int64_t row = sheet->row;
    bool sound = (place == NULL || parse_place(place, &column, &row)) && row == sheet->row && column > sheet->column && column <= COLUMNS_MAX;
    sheet->wrong = sound ? sheet->wrong : N_("its cells are out of order");
    sheet->column = sound ? column : sheet->column;
    sheet->source = type == NULL || strcmp(type, "n") == 0 ? SOURCE_NUMBER : strcmp(type, "s") == 0 ? SOURCE_SHARED : strcmp(type, "b") == 0 ? SOURCE_TRUTH : strcmp(type, "e") == 0 ? SOURCE_FAULT : SOURCE_TEXT;
    const char *style = attribute_of(attributes, "s");
    sheet->style = 0;
    if (style != NULL && !text_to_integer(text_of(style), &sheet->style)) {
        sheet->style = 0;
    }
    sheet->sharing = false;
    sheet->array = false;
    sheet->in_cell = true;
    buffer_clear(&sheet->value);
    buffer_clear(&sheet->formula);
    buffer_clear(&sheet->form);
}

static void begin_formula(struct sheet_reader *sheet, const char *const *attributes)
{
    const char *type = attribute_of(attributes, "t");
    const char *share = attribute_of(attributes, "si");
    sheet->array = type != NULL && strcmp(type, "shared") != 0 && strcmp(type, "normal") != 0;
    sheet->sharing = type != NULL && strcmp(type, "shared") == 0;
    if (sheet->sharing && (share == NULL || !text_to_integer(text_of(share), &sheet->share) || sheet->share >= SHARED_MAX)) {
        sheet->wrong = N_("a formula that cells share has no number, or too large a one");
    }
}

static void share_form(struct sheet_reader *sheet)
{
    size_t number = (size_t)sheet->share;
    if (sheet->formula.length == 0) {
        if (number < sheet->shared_count && sheet->shared[number].length > 0) {
            buffer_add(&sheet->form, (struct text){ sheet->shared_texts.bytes + sheet->shared[number].first, sheet->shared[number].length });
        }
        return;
    }
    if (sheet->shared_texts.length + sheet->form.length > SHARED_BYTES_MAX) {
        sheet->wrong = N_("a cell has more text than a cell can have");
        return;
    }
    while (sheet->shared_count <= number) {
        sheet->shared = memory_grow(sheet->shared, sheet->shared_count, &sheet->shared_capacity, sizeof(*sheet->shared));
        sheet->shared[sheet->shared_count++] = (struct shared_form){ 0, 0 };
    }
    sheet->shared[number] = (struct shared_form){ sheet->shared_texts.length, sheet->form.length };
    buffer_add(&sheet->shared_texts, buffer_text(&sheet->form));
}

static void end_formula(struct sheet_reader *sheet)
{
    if (sheet->array) {
        buffer_add_byte(&sheet->form, '{');
    }
    formula_form(buffer_text(&sheet->formula), sheet->row, sheet->column, &sheet->form);
    if (sheet->sharing && sheet->wrong == NULL) {
        share_form(sheet);
    }
}

static void end_cell(struct sheet_reader *sheet)
{
    sheet->in_cell = false;
    if (sheet->value.length == 0 && sheet->form.length == 0 && !(sheet->give_open && book_styles_open(sheet->features.styles, sheet->style))) {
        return; /* empty, and what it looks like is no content */
    }
    sheet->waiting = memory_grow(sheet->waiting, sheet->count, &sheet->capacity, sizeof(*sheet->waiting));
    sheet->waiting[sheet->count++] = (struct waiting_cell){ .row = sheet->row, .column = sheet->column, .source = sheet->value.length == 0 ? SOURCE_NONE : sheet->source,
                                                                   .first = sheet->texts.length, .length = sheet->value.length, .formula_length = sheet->formula.length,
                                                                   .form_length = sheet->form.length, .style = sheet->style };
    buffer_add(&sheet->texts, buffer_text(&sheet->value));
    buffer_add(&sheet->texts, buffer_text(&sheet->formula));
    buffer_add(&sheet->texts, buffer_text(&sheet->form));
}

static void on_element(void *context, const char *name, const char *const *attributes)
{
    struct sheet_reader *sheet = context;
    if (strcmp(name, "row") == 0) {
        begin_row(sheet, attributes);
    } else if (strcmp(name, "c") == 0) {
        begin_cell(sheet, attributes);
    } else if (strcmp(name, "rPh") == 0) {
        sheet->phonetic += 1;
    } else if (sheet->in_cell && strcmp(name, "f") == 0) {
        begin_formula(sheet, attributes);
    } else if (!sheet->in_cell) {
        feature_reader_element(&sheet->features, name, attributes);
    }
    sheet->in_value = sheet->in_cell && sheet->phonetic == 0 && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
    sheet->in_formula = sheet->in_cell && strcmp(name, "f") == 0;
}

static void on_end(void *context, const char *name)
{
    struct sheet_reader *sheet = context;
    sheet->in_value = false;
    sheet->in_formula = false;
    if (strcmp(name, "c") == 0 && sheet->in_cell) {
        end_cell(sheet);
    } else if (strcmp(name, "rPh") == 0) {
        sheet->phonetic -= 1;
    } else if (sheet->in_cell && strcmp(name, "f") == 0) {
        end_formula(sheet);
    } else if (!sheet->in_cell) {
        feature_reader_end(&sheet->features, name);
    }
}

static void on_text(void *context, struct text text)
{
    struct sheet_reader *sheet = context;
    struct buffer *into = sheet->in_value ? &sheet->value : &sheet->formula;
    if (!sheet->in_value && !sheet->in_formula) {
        feature_reader_text(&sheet->features, text);
        return;
    }
    if (into->length + text.length > CELL_BYTES_MAX) {
        sheet->wrong = N_("a cell has more text than a cell can have");
        return;
    }
    buffer_add(into, text);
}

void sheet_reader_end(struct sheet_reader *sheet)
{
    part_close(sheet->part);
    struct sheet_reader empty = { .value = sheet->value, .formula = sheet->formula, .form = sheet->form, .shared = sheet->shared, .shared_capacity = sheet->shared_capacity,
                                  .shared_texts = sheet->shared_texts, .features = sheet->features, .waiting = sheet->waiting, .capacity = sheet->capacity, .texts = sheet->texts,
                                  .shown = sheet->shown, .give_open = sheet->give_open };
    *sheet = empty;
    buffer_clear(&sheet->value);
    buffer_clear(&sheet->texts);
    buffer_clear(&sheet->shared_texts);
    feature_reader_clear(&sheet->features);
}

void sheet_reader_free(struct sheet_reader *sheet)
{
    part_close(sheet->part);
    buffer_free(&sheet->value);
    buffer_free(&sheet->formula);
    buffer_free(&sheet->form);
    buffer_free(&sheet->shared_texts);
    memory_free(sheet->shared);
    feature_reader_free(&sheet->features);
    buffer_free(&sheet->texts);
    buffer_free(&sheet->shown);
    memory_free(sheet->waiting);
}

const struct error *workbook_reader_begin(struct workbook_reader *reader, size_t sheet)
{
    static const struct part_events events = { on_element, on_end, on_text };
    CHECK(sheet < reader->sheet_count);
    sheet_reader_end(&reader->sheet);
    if (reader->strings == NULL && reader->strings_part != NULL) {
        TRY(shared_strings_read(reader->package, reader->strings_part, &reader->strings));
    }
    if (reader->styles == NULL) {
        TRY(book_styles_read(reader->package, reader->styles_part, &reader->styles));
    }
    features_clear(&reader->sheet_features);
    reader->sheet.features.found = &reader->sheet_features;
    reader->sheet.features.styles = reader->styles;
    if (reader->sheets[sheet].part == NULL) {
        return error_new(ERROR_FAILED, _("%s: cannot be read as a workbook (.xlsx): %s"), package_path(reader->package), _("a part that it speaks of is missing"));
    }
    return part_open(reader->package, reader->sheets[sheet].part, &events, &reader->sheet, &reader->sheet.part);
}

/* ECMA-376 part 1, 22.9.2.19 (ST_Xstring): _xHHHH_ stands for a character. Below U+0800, as far as what XML cannot hold goes; others stay as they are. */
static void add_unescaped(struct text text, struct buffer *out)
{
    while (text.length > 0) {
        uint8_t code[2];
        char digits[4];
        bool escaped = text.length >= 7 && text.bytes[0] == '_' && text.bytes[1] == 'x' && text.bytes[6] == '_';
        for (int i = 0; escaped && i < 4; i++) {
            char byte = text.bytes[2 + i];
            digits[i] = byte >= 'A' && byte <= 'F' ? (char)(byte - 'A' + 'a') : byte;
        }
        escaped = escaped && text_to_bytes((struct text){ digits, 4 }, code, 2) && code[0] == 0 && code[1] < 0x80 && code[1] > 0;
        size_t used = escaped ? 7 : 1;
        buffer_add_byte(out, escaped ? (char)code[1] : text.bytes[0]);
        text = (struct text){ text.bytes + used, text.length - used };
    }
}

static const struct error *give(struct workbook_reader *reader, const struct waiting_cell *cell, struct sheet_cell *out)
{
    struct sheet_reader *sheet = &reader->sheet;
    struct text value = { buffer_string(&sheet->texts) + cell->first, cell->length };
    struct text formula = { value.bytes + cell->length, cell->formula_length };
    struct text form = { formula.bytes + formula.length, cell->form_length };
    struct buffer shared SCOPED_BUFFER = { 0 };
    int64_t number;
    if (cell->source == SOURCE_SHARED && (!text_to_integer(text_trim(value), &number) || !shared_strings_get(reader->strings, number, &shared))) {
        return error_new(ERROR_FAILED, _("%s: cannot be read as a workbook (.xlsx): %s"), package_path(reader->package), _("a cell speaks of a text that is not there"));
    }
    buffer_clear(&sheet->shown);
    add_unescaped(cell->source == SOURCE_SHARED ? buffer_text(&shared) : value, &sheet->shown);
    *out = (struct sheet_cell){ .row = cell->row, .column = cell->column, .value = buffer_text(&sheet->shown), .formula = formula, .form = form,
                                .format = book_styles_format(reader->styles, cell->style), .open = book_styles_open(reader->styles, cell->style) };
    static const enum sheet_value kinds[] = { [SOURCE_NUMBER] = SHEET_NUMBER, [SOURCE_SHARED] = SHEET_TEXT,   [SOURCE_TEXT] = SHEET_TEXT,
                                              [SOURCE_TRUTH] = SHEET_TRUTH,   [SOURCE_FAULT] = SHEET_FAULT, [SOURCE_NONE] = SHEET_NOT_CALCULATED };
    out->kind = kinds[cell->source];
    return NULL;
}

const struct error *workbook_reader_next(struct workbook_reader *reader, struct sheet_cell *out, bool *more_out)
{
    struct sheet_reader *sheet = &reader->sheet;
    do {
        bool more = true;
        while (sheet->next == sheet->count && more) {
            sheet->next = 0;
            sheet->count = 0;
            buffer_clear(&sheet->texts);
            if (sheet->part == NULL) {
                *more_out = false;
                return NULL;
            }
            TRY(part_step(sheet->part, &more));
            if (sheet->wrong != NULL) {
                return error_new(ERROR_FAILED, _("%s: cannot be read as a workbook (.xlsx): %s"), package_path(reader->package), _(sheet->wrong));
            }
        }
        *more_out = sheet->next < sheet->count;
        if (!*more_out) {
            sheet_reader_end(sheet);
            return NULL;
        }
        TRY(give(reader, &sheet->waiting[sheet->next++], out));
    } while (out->value.length == 0 && out->form.length == 0 && !(sheet->give_open && out->open)); /* a shared text may be empty */
    return NULL;
}

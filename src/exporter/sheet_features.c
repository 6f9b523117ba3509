/* What of a sheet is not a cell (exporter/features.h), while its XML goes by. */
#include "exporter/formula.h"
#include "workbook_reader_internal.h"

enum { TEXT_BYTES_MAX = 8192, POINTS_LEAST = 4 };

bool attribute_is_true(const char *const *attributes, const char *name)
{
    const char *value = attribute_of(attributes, name);
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* Less than `least` points or characters, or no number as a spreadsheet writes it: nobody sees it, or nobody knows. */
static bool is_narrow(const char *const *attributes, const char *name, int64_t least)
{
    const char *value = attribute_of(attributes, name);
    int64_t whole;
    if (value == NULL) {
        return false;
    }
    size_t digits = strspn(value, "0123456789");
    return digits == 0 || value[digits + strspn(value + digits, ".0123456789")] != '\0' || !text_to_integer((struct text){ value, digits }, &whole) || whole < least;
}

/* What is not plainly no: programs take "on" and " 1" for yes, too. */
static bool is_hidden(const char *const *attributes)
{
    const char *value = attribute_of(attributes, "hidden");
    return value != NULL && strcmp(value, "0") != 0 && strcmp(value, "false") != 0;
}

static void add_column(int64_t column, struct buffer *out)
{
    char letters[8];
    size_t count = 0;
    for (; column > 0 && count < sizeof(letters); column = (column - 1) / 26) {
        letters[count++] = (char)('A' + (column - 1) % 26);
    }
    while (count > 0) {
        buffer_add_byte(out, letters[--count]);
    }
}

static void tell_run(struct feature_reader *reader, struct run *run, bool rows)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    if (run->first == 0) {
        return;
    }
    if (rows) {
        buffer_format(&shown, "%lld:%lld", (long long)run->first, (long long)run->last);
    } else {
        add_column(run->first, &shown);
        buffer_add_byte(&shown, ':');
        add_column(run->last, &shown);
    }
    features_add(reader->found, FEATURE_HIDDEN, buffer_text(&shown), buffer_text(&shown));
    *run = (struct run){ 0, 0 };
}

static void hide(struct feature_reader *reader, struct run *run, int64_t first, int64_t last, bool rows)
{
    if (run->first > 0 && first == run->last + 1) {
        run->last = last;
        return;
    }
    tell_run(reader, run, rows);
    *run = (struct run){ first, last };
}

void feature_reader_row(struct feature_reader *reader, int64_t row, const char *const *attributes)
{
    if (is_hidden(attributes) || is_narrow(attributes, "ht", POINTS_LEAST)) {
        hide(reader, &reader->rows, row, row, true);
    }
}

static void take_column(struct feature_reader *reader, const char *const *attributes)
{
    const char *min = attribute_of(attributes, "min");
    const char *max = attribute_of(attributes, "max");
    int64_t first;
    int64_t last;
    if (!is_hidden(attributes) && !is_narrow(attributes, "width", 1)) {
        return;
    }
    if (min != NULL && max != NULL && text_to_integer(text_of(min), &first) && text_to_integer(text_of(max), &last)) {
        hide(reader, &reader->columns, first, last, false);
    } else {
        features_add(reader->found, FEATURE_HIDDEN, TEXT("col"), TEXT("col")); /* which, only the program knows that takes such numbers */
    }
}

static void begin_rule(struct feature_reader *reader, const char *const *attributes)
{
    static const char *const told[] = { "type", "operator", "stopIfTrue" };
    const char *look = attribute_of(attributes, "dxfId");
    int64_t number = -1;
    buffer_clear(&reader->rule);
    buffer_format(&reader->rule, "%s:", buffer_string(&reader->where));
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
        const char *value = attribute_of(attributes, told[i]);
        if (value != NULL) {
            buffer_add_byte(&reader->rule, ' ');
            buffer_add_printable(&reader->rule, text_of(value), 100);
        }
    }
    if (look != NULL && text_to_integer(text_of(look), &number)) {
        buffer_format(&reader->rule, " %s", book_styles_look(reader->styles, number));
    }
    buffer_clear(&reader->form);
    formula_form(buffer_text(&reader->rule), 0, 0, &reader->form);
    reader->in_rule = true;
}

static void take_protection(struct feature_reader *reader, const char *const *attributes)
{
    if (attribute_is_true(attributes, "sheet")) {
        bool secret = attribute_of(attributes, "password") != NULL || attribute_of(attributes, "hashValue") != NULL;
        struct text shown = secret ? TEXT("protected, password") : TEXT("protected");
        features_add(reader->found, FEATURE_PROTECTION, shown, shown);
    }
}

static bool is_page_text(const char *name)
{
    static const char *const names[] = { "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter" };
    size_t i = 0;
    while (i < sizeof(names) / sizeof(names[0]) && strcmp(names[i], name) != 0) {
        i++;
    }
    return i < sizeof(names) / sizeof(names[0]);
}

void feature_reader_element(struct feature_reader *reader, const char *name, const char *const *attributes)
{
    if (strcmp(name, "col") == 0) {
        take_column(reader, attributes);
    } else if (strcmp(name, "sheetFormatPr") == 0 && (attribute_is_true(attributes, "zeroHeight") || is_narrow(attributes, "defaultRowHeight", POINTS_LEAST))) {
        features_add(reader->found, FEATURE_HIDDEN, TEXT("zeroHeight"), TEXT("zeroHeight")); /* every row that does not say otherwise */
    } else if (strcmp(name, "sheetFormatPr") == 0 && is_narrow(attributes, "defaultColWidth", 1)) {
        features_add(reader->found, FEATURE_HIDDEN, TEXT("defaultColWidth"), TEXT("defaultColWidth"));
    } else if (strcmp(name, "sheetView") == 0 && attribute_of(attributes, "showZeros") != NULL && !attribute_is_true(attributes, "showZeros")) {
        features_add(reader->found, FEATURE_HIDDEN, TEXT("showZeros"), TEXT("showZeros")); /* no cell says 0 any more */
    } else if (strcmp(name, "sheetProtection") == 0) {
        take_protection(reader, attributes);
    } else if (strcmp(name, "mergeCell") == 0) {
        const char *where = attribute_of(attributes, "ref");
        buffer_clear(&reader->form);
        formula_form(text_of(where == NULL ? "" : where), 0, 0, &reader->form);
        features_add(reader->found, FEATURE_MERGE, text_of(where == NULL ? "" : where), buffer_text(&reader->form));
    } else if (strcmp(name, "conditionalFormatting") == 0) {
        const char *where = attribute_of(attributes, "sqref");
        buffer_clear(&reader->where);
        buffer_add_printable(&reader->where, text_of(where == NULL ? "" : where), TEXT_BYTES_MAX);
    } else if (strcmp(name, "cfRule") == 0) {
        begin_rule(reader, attributes);
    }
    reader->taking = is_page_text(name) || (reader->in_rule && (strcmp(name, "formula") == 0 || strcmp(name, "f") == 0));
    buffer_clear(&reader->text);
}

void feature_reader_text(struct feature_reader *reader, struct text text)
{
    if (reader->taking && reader->text.length + text.length <= TEXT_BYTES_MAX) {
        buffer_add(&reader->text, text);
    }
}

void feature_reader_end(struct feature_reader *reader, const char *name)
{
    if (reader->taking && reader->in_rule) {
        buffer_add_byte(&reader->rule, ' ');
        buffer_add(&reader->rule, buffer_text(&reader->text));
        buffer_add_byte(&reader->form, ';');
        formula_form(buffer_text(&reader->text), 0, 0, &reader->form);
    } else if (reader->taking && reader->text.length > 0) {
        struct buffer line SCOPED_BUFFER = { 0 };
        buffer_format(&line, "%s: ", name);
        buffer_add(&line, buffer_text(&reader->text));
        features_add(reader->found, FEATURE_PAGE, buffer_text(&line), buffer_text(&line));
    }
    reader->taking = false;
    if (strcmp(name, "cfRule") == 0 && reader->in_rule) {
        features_add(reader->found, FEATURE_CONDITION, buffer_text(&reader->rule), buffer_text(&reader->form));
        reader->in_rule = false;
    } else if (strcmp(name, "sheetData") == 0) {
        tell_run(reader, &reader->rows, true);
    } else if (strcmp(name, "cols") == 0) {
        tell_run(reader, &reader->columns, false);
    }
}

void feature_reader_clear(struct feature_reader *reader)
{
    struct feature_reader empty = { .where = reader->where, .rule = reader->rule, .form = reader->form, .text = reader->text, .found = reader->found, .styles = reader->styles };
    *reader = empty;
    buffer_clear(&reader->where);
    buffer_clear(&reader->rule);
    buffer_clear(&reader->form);
    buffer_clear(&reader->text);
}

void feature_reader_free(struct feature_reader *reader)
{
    buffer_free(&reader->where);
    buffer_free(&reader->rule);
    buffer_free(&reader->form);
    buffer_free(&reader->text);
}

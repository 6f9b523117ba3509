#include "importer/person_list.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/aside.h"
#include "importer/money_text.h"
#include "importer/row.h"

static bool is_wanted(const enum field *fields, enum field field)
{
    for (; *fields != FIELD_COUNT; fields++) {
        if (*fields == field) {
            return true;
        }
    }
    return false;
}

static const struct error *map_columns(const struct table *table, const enum field *fields, struct columns *columns)
{
    const struct csv_record *header = table_header(table);
    struct table_facts facts;
    size_t width = header->count;
    table_facts(table, &facts);
    while (width > 0 && text_trim(header->fields[width - 1]).length == 0) {
        width--;
    }
    columns->width = width;
    columns->count = width;
    if (header->count > width && facts.width == header->count) {
        columns->fields = header->count;
        columns->usual = header->count;
    }
    for (size_t i = 0; i < CSV_FIELDS_MAX; i++) {
        columns->field_of[i] = COLUMN_IGNORED;
    }
    for (size_t i = 0; i < width; i++) {
        enum field field;
        if (!header_means(text_trim(header->fields[i]), &field) || !is_wanted(fields, field)) {
            continue;
        }
        if (columns->of_field[field] != 0) {
            return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), columns->of_field[field], (int)i + 1,
                             field_spec(field)->name);
        }
        columns->of_field[field] = (int)i + 1;
        columns->field_of[i] = (int16_t)field;
    }
    return NULL;
}

const struct error *person_list_open(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, const enum field *fields,
                                     struct findings *findings, struct person_list *out)
{
    struct person_list list SCOPED_PERSON_LIST = { .hasher = hasher_new(), .findings = findings };
    cells_init(&list.cells, programme, today);
    struct table_wish stated = TABLE_WISH_NONE;
    if (wish != NULL) {
        stated = *wish;
    }
    stated.header_needed = true;
    TRY(table_open(path, &stated, list.hasher, &list.table));
    const struct error *error = map_columns(list.table, fields, &list.columns);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    struct opinions opinions = aside_opinions_of_list();
    table_ask(list.table, &opinions);
    MEMORY_GIVE(out, list);
    return NULL;
}

void person_list_close(struct person_list *list)
{
    table_close(list->table);
    hasher_free(list->hasher);
    cells_free(&list->cells);
    list->table = NULL;
    list->hasher = NULL;
}

const struct error *person_list_require(const struct person_list *list, const enum field *fields)
{
    const struct csv_record *header = table_header(list->table);
    struct buffer missing SCOPED_BUFFER = { 0 };
    struct buffer headers SCOPED_BUFFER = { 0 };
    for (; *fields != FIELD_COUNT; fields++) {
        if (list->columns.of_field[*fields] == 0) {
            buffer_format(&missing, "%s%s", missing.length == 0 ? "" : ", ", field_spec(*fields)->name);
        }
    }
    if (missing.length == 0) {
        return NULL;
    }
    for (size_t i = 0; i < header->count && headers.length < 900; i++) {
        buffer_add_string(&headers, i == 0 ? "" : ", ");
        buffer_add_printable(&headers, text_trim(header->fields[i]), 60);
    }
    return error_new(ERROR_FAILED, _("line %lld: no column for %s; the headers are: %s"), (long long)header->line, buffer_string(&missing),
                     buffer_string(&headers));
}

/* Whoever sent the file knows whether a person is among them. */
static void report_below(struct person_list *list)
{
    struct table_facts facts;
    struct buffer lines SCOPED_BUFFER = { 0 };
    table_facts(list->table, &facts);
    if (facts.footer_lines > 0) {
        buffer_add_integer(&lines, facts.footer_lines);
        findings_add(list->findings, finding_of(N_LINES_BELOW), facts.footer_line, 0, TEXT_EMPTY, buffer_text(&lines), "");
    }
}

const struct error *person_list_next(struct person_list *list, struct applicant *out, bool *more_out)
{
    TRY(table_next_joined(list->table, &list->record, more_out));
    if (!*more_out) {
        report_below(list);
        return NULL;
    }
    /* An applicant must have a NIK and a name; here an empty cell says nothing. */
    struct columns columns = list->columns;
    for (int field = 0; field < FIELD_COUNT; field++) {
        int column = columns.of_field[field];
        if (column != 0 && (size_t)column <= list->record.count && text_trim(list->record.fields[column - 1]).length == 0) {
            columns.of_field[field] = 0;
        }
    }
    (void)row_read(&list->cells, &columns, 0, &list->record, out);
    return NULL;
}

/* Faults of its encoding and quotes were found with the row. */
struct text person_list_text(struct person_list *list, int column)
{
    struct value value = { .kind = VALUE_MISSING };
    if (column > 0 && (size_t)column <= list->record.count) {
        cell_read(&list->cells, FIELD_KETERANGAN, column, list->record.fields[column - 1], false, &value);
    }
    return value.kind == VALUE_TEXT ? value.text : TEXT_EMPTY;
}

void person_list_money(struct person_list *list, int column, struct money *out)
{
    struct text text = cell_unmark(person_list_text(list, column));
    if (text.length == 0 || !money_text_read(text, out)) {
        faults_add(&list->cells.faults, text.length == 0 ? E_REQUIRED : E_MONEY, column, text, TEXT_EMPTY);
    }
}

void person_list_fault(struct person_list *list, enum finding_name name, enum field field, struct text expected)
{
    int column = list->columns.of_field[field];
    struct text cell = column == 0 || (size_t)column > list->record.count ? TEXT_EMPTY : text_trim(list->record.fields[column - 1]);
    faults_add(&list->cells.faults, name, column, cell, expected);
}

bool person_list_sound(struct person_list *list)
{
    const struct faults *faults = &list->cells.faults;
    struct text nik = row_nik(&list->columns, &list->record);
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        findings_add(list->findings, finding_of(fault->name), list->record.line, fault->column, nik, fault->value, fault_expected(faults, fault));
    }
    return faults->errors == 0;
}

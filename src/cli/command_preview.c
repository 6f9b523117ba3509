#include <stdio.h>

#include "base/language.h"
#include "command.h"
#include "table_options.h"

static char *table_typed;

static struct poptOption options[] = {
    { "table", '\0', POPT_ARG_STRING, &table_typed, 0, N_("print the Nth table of the file"), "N" },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

#define OUTPUT_BLOCK (64U * 1024U)

/* What was found of each table. */
struct seen {
    int64_t line;
    int64_t rows;
    int64_t columns;
};
#define SEEN_MAX 1000

struct previewing {
    const struct invocation *invocation;
    struct table *table;
    int64_t wanted; /* the table to print, from 1 */
    struct buffer out;
    struct table_facts facts; /* of the printed table */
    json_t *header;
    struct seen seen[SEEN_MAX];
    size_t seen_count;
};

static void write_out(struct previewing *previewing, size_t at_least)
{
    if (previewing->out.length >= at_least) {
        /* A failed write shows when the standard output is flushed. */
        (void)fwrite(previewing->out.bytes, 1, previewing->out.length, stdout);
        buffer_clear(&previewing->out);
    }
}

static void add_record(struct previewing *previewing, const struct csv_record *record, bool as_it_is)
{
    if (as_it_is && record->plain) {
        buffer_add(&previewing->out, record->raw);
    } else {
        csv_add_record(&previewing->out, record, ',');
    }
    buffer_add_byte(&previewing->out, '\n');
    write_out(previewing, OUTPUT_BLOCK);
}

static const struct error *read_table(struct previewing *previewing, bool print, struct seen *seen)
{
    const struct csv_record *header = table_header(previewing->table);
    struct csv_record record;
    bool more;
    table_facts(previewing->table, &previewing->facts);
    bool as_it_is = dialect_equal(&previewing->facts.dialect, &DIALECT_PLAIN);
    *seen = (struct seen){ previewing->facts.first_line, 0, (int64_t)previewing->facts.width };
    for (size_t i = 0; i < header->count && print && previewing->invocation->globals->json; i++) {
        (void)json_array_append_new(previewing->header, json_text(header->fields[i]));
    }
    print = print && !previewing->invocation->globals->json;
    if (print && header->count > 0) {
        csv_add_record(&previewing->out, header, ',');
        buffer_add_byte(&previewing->out, '\n');
    }
    for (;;) {
        TRY(table_next(previewing->table, &record, &more));
        if (!more) {
            return NULL;
        }
        seen->rows += 1;
        if (print) {
            add_record(previewing, &record, as_it_is);
        }
    }
}

static const struct error *read_tables(struct previewing *previewing)
{
    struct table_facts facts = { 0 };
    for (int64_t number = 1;; number++) {
        struct seen *seen = &previewing->seen[previewing->seen_count < SEEN_MAX ? previewing->seen_count++ : SEEN_MAX - 1];
        TRY(read_table(previewing, number == previewing->wanted, seen));
        facts = number == previewing->wanted ? previewing->facts : facts;
        if (table_following(previewing->table) == 0) {
            if (number < previewing->wanted) {
                return error_new(ERROR_FAILED, _("--table %lld: the file has %lld"), (long long)previewing->wanted, (long long)number);
            }
            break;
        }
        TRY(table_begin_following(previewing->table));
    }
    /* What is known only at the end is of the whole file. */
    table_facts(previewing->table, &previewing->facts);
    facts.footer_line = previewing->facts.footer_line;
    facts.footer_lines = previewing->facts.footer_lines;
    facts.above_lines = previewing->facts.above_lines;
    facts.blank_lines = previewing->facts.blank_lines;
    facts.encoding = previewing->facts.encoding;
    previewing->facts = facts;
    return NULL;
}

static const char *encoding_title(const struct table_facts *facts)
{
    return encoding_name(facts->encoding);
}

static void tell_doubts(const struct previewing *previewing)
{
    const struct table_facts *facts = &previewing->facts;
    if (facts->dialect_doubtful) {
        say_aside(previewing->invocation, _("warning: two readings are nearly as likely: delimiter %s with quote %s (taken), delimiter %s with quote %s; "
               "--delimiter and --quote decide"), delimiter_name(&facts->dialect), quote_name(&facts->dialect), delimiter_name(&facts->other),
             quote_name(&facts->other));
    }
    if (facts->headers_doubtful) {
        say_aside(previewing->invocation, "%s", facts->headers == 0 ? _("warning: the first row was taken for data, and may be a header; --headers 1 says that it is")
                                                         : _("warning: the first row was taken for a header, and may be data; --headers 0 says that it is"));
    }
}

static void tell_facts(const struct previewing *previewing)
{
    const struct invocation *invocation = previewing->invocation;
    const struct table_facts *facts = &previewing->facts;
    if (facts->width == 0) {
        say_aside(invocation, _("%s: the file is empty"), shown_text(text_of(invocation->arguments[0])));
        return;
    }
    say_aside(invocation, _("%s: encoding %s%s, delimiter %s, quote %s, escape %s"), shown_text(text_of(invocation->arguments[0])), encoding_title(facts),
         facts->mark ? _(" with byte order mark") : "", delimiter_name(&facts->dialect), quote_name(&facts->dialect), escape_name(&facts->dialect));
    for (size_t i = 0; i < previewing->seen_count && i < 20; i++) {
        const struct seen *seen = &previewing->seen[i];
        say_aside(invocation, _("table %zu: line %lld, %s columns, %s rows%s"), i + 1, (long long)seen->line, shown_count(seen->columns),
             shown_count(seen->rows), (int64_t)i + 1 == previewing->wanted ? "" : _(" (not printed; --table prints it)"));
    }
    say_aside(invocation, _("header rows: %zu"), facts->headers);
    if (facts->above_lines > 0) {
        say_aside(invocation, _("%s lines above the table left out"), shown_count(facts->above_lines));
    }
    if (facts->footer_lines > 0) {
        say_aside(invocation, _("%s lines below the table left out, from line %lld on"), shown_count(facts->footer_lines), (long long)facts->footer_line);
    }
    tell_doubts(previewing);
}

static json_t *dialect_json(const struct dialect *dialect)
{
    char delimiter[3] = { dialect->delimiter, dialect->blank_after ? ' ' : '\0', '\0' };
    static const char *const escapes[] = { "doubled", "backslash", "none" };
    return json_pack("{s:s, s:s, s:s}", "delimiter", delimiter, "quote", quote_name(dialect), "escape", escapes[dialect->escape]);
}

static void print_json(const struct previewing *previewing)
{
    const struct table_facts *facts = &previewing->facts;
    json_t *object = json_begin(previewing->invocation);
    json_t *tables = json_array();
    for (size_t i = 0; i < previewing->seen_count; i++) {
        const struct seen *seen = &previewing->seen[i];
        (void)json_array_append_new(tables, json_pack("{s:I, s:I, s:I}", "line", (json_int_t)seen->line, "columns", (json_int_t)seen->columns, "rows",
                                                      (json_int_t)seen->rows));
    }
    (void)json_object_update_new(object, json_pack("{s:o, s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I}", "file",
                                                   json_text(text_of(previewing->invocation->arguments[0])), "encoding", encoding_title(facts),
                                                   "byte_order_mark", (int)facts->mark, "table", (json_int_t)previewing->wanted, "header_rows",
                                                   (json_int_t)facts->headers, "lines_above", (json_int_t)facts->above_lines, "footer_line",
                                                   (json_int_t)facts->footer_line, "footer_lines", (json_int_t)facts->footer_lines, "blank_lines",
                                                   (json_int_t)facts->blank_lines));
    (void)json_object_update_new(object, dialect_json(&facts->dialect));
    (void)json_object_set_new(object, "other_reading", facts->dialect_doubtful ? dialect_json(&facts->other) : json_null());
    (void)json_object_set_new(object, "header_doubtful", json_boolean(facts->headers_doubtful));
    (void)json_object_set(object, "header", previewing->header);
    (void)json_object_set_new(object, "tables", tables);
    json_print(object);
}

static const struct error *preview(struct previewing *previewing)
{
    const struct invocation *invocation = previewing->invocation;
    struct table_wish wish;
    TRY(table_options_read(&wish));
    TRY(table_typed == NULL ? NULL : parse_count_option("--table", table_typed, &previewing->wanted));
    if (previewing->wanted < 1) {
        return error_new(ERROR_USAGE, _("--table counts from 1"));
    }
    TRY(table_open(invocation->arguments[0], &wish, NULL, &previewing->table));
    const struct error *error = read_tables(previewing);
    if (error != NULL) {
        error_context("%s", invocation->arguments[0]);
        return error;
    }
    if (invocation->globals->json) {
        print_json(previewing);
    } else {
        write_out(previewing, 1);
        (void)fflush(stdout);
        tell_facts(previewing);
    }
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct previewing previewing = { .invocation = invocation, .wanted = 1, .header = json_array() };
    *status_out = STATUS_DONE;
    const struct error *error = preview(&previewing);
    json_decref(previewing.header);
    buffer_free(&previewing.out);
    table_close(previewing.table);
    return error;
}

const struct command command_preview = {
    .name = "preview",
    .arguments = "FILE",
    .summary = N_("read any delimited file and print its table, storing nothing"),
    .help = N_("Finds out how a file is written (encoding, delimiter, quotes, titles above the table, header rows, lines below it) and prints the table\n"
               "as plain CSV, every field as text, unchanged. What was found out goes to the standard error, or with --json to the standard\n"
               "output in place of the table. Needs no ledger. Options override what would be found out."),
    .examples = "dumisake preview applicants.csv\ndumisake preview --table 2 recap.csv > second.csv\ndumisake preview --delimiter semicolon --headers 2 list.txt",
    .options = options,
    .least = 1,
    .most = 1,
    .run = run,
};

#include "command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"

enum { FINDINGS_SHOWN = 50 };

/* Texts made for `say`, freed when the command ends. */
static struct {
    char **items;
    size_t count;
    size_t capacity;
} shown;

static const char *keep(struct buffer *buffer)
{
    (void)buffer_string(buffer);
    shown.items = memory_grow(shown.items, shown.count, &shown.capacity, sizeof(*shown.items));
    shown.items[shown.count++] = buffer->bytes;
    return buffer->bytes;
}

const char *shown_money(struct money amount)
{
    struct buffer buffer = { 0 };
    money_print(amount, &buffer);
    return keep(&buffer);
}

const char *shown_count(int64_t count)
{
    struct buffer buffer = { 0 };
    count_print(count, &buffer);
    return keep(&buffer);
}

const char *shown_day(struct day day)
{
    struct buffer buffer = { 0 };
    if (day_is_none(day)) {
        buffer_add_byte(&buffer, '-');
    } else {
        day_print(day, &buffer);
    }
    return keep(&buffer);
}

const char *shown_text(struct text text)
{
    struct buffer buffer = { 0 };
    buffer_add_printable(&buffer, text, 200);
    return keep(&buffer);
}

const char *shown_verdict(enum review_verdict verdict)
{
    switch (verdict) {
    case REVIEW_ACCEPTED:
        return _("accepted");
    case REVIEW_REJECTED:
        return _("rejected");
    case REVIEW_ASKED:
        return _("documents asked for");
    case REVIEW_APPEALED:
        return _("appealed");
    case REVIEW_NONE:
    case REVIEW_MISSING:
        break;
    }
    return "-";
}

void shown_free(void)
{
    for (size_t i = 0; i < shown.count; i++) {
        memory_free(shown.items[i]);
    }
    memory_free(shown.items);
    shown.items = NULL;
    shown.count = 0;
    shown.capacity = 0;
}

void say_aside(const struct invocation *invocation, const char *format, ...)
{
    if (invocation->globals->json || invocation->globals->quiet) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
}

void say(const struct invocation *invocation, const char *format, ...)
{
    if (invocation->globals->json) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vprintf(format, arguments);
    va_end(arguments);
    (void)putchar('\n');
}

static bool is_plain(const char *word)
{
    struct buffer printable SCOPED_BUFFER = { 0 };
    struct text text = { word, strlen(word) };
    buffer_add_printable(&printable, text, SIZE_MAX);
    return text_equal(buffer_text(&printable), text);
}

/* A word as a shell reads it back, and a terminal does not obey. */
static void add_quoted(struct buffer *out, const char *word)
{
    if (!is_plain(word)) {
        buffer_add_string(out, "$'");
        for (; *word != '\0'; word++) {
            bool itself = *word >= ' ' && *word <= '~' && *word != '\'' && *word != '\\';
            buffer_format(out, itself ? "%c" : "\\x%02x", itself ? *word : (unsigned char)*word);
        }
        buffer_add_byte(out, '\'');
        return;
    }
    if (word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+:@%")] == '\0') {
        buffer_add_string(out, word);
        return;
    }
    buffer_add_byte(out, '\'');
    for (; *word != '\0'; word++) {
        buffer_add_string(out, *word == '\'' ? "'\\''" : (const char[]){ *word, '\0' });
    }
    buffer_add_byte(out, '\'');
}

const char *shown_word(const char *word)
{
    struct buffer buffer = { 0 };
    add_quoted(&buffer, word);
    return keep(&buffer);
}

void say_findings(const struct invocation *invocation, const struct findings *findings, const char *file)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    size_t printed = 0;
    if (invocation->globals->quiet || invocation->globals->json) {
        return;
    }
    for (size_t i = 0; i < findings->count; i++, printed++) {
        if (printed == FINDINGS_SHOWN && !invocation->globals->verbose) {
            break;
        }
        buffer_clear(&line);
        finding_print(&findings->items[i], file, &line);
        (void)fprintf(stderr, "%s\n", line.bytes);
    }
    int64_t all = findings->counted[FINDING_ERROR] + findings->counted[FINDING_WARNING] + findings->counted[FINDING_NOTE];
    if (all > (int64_t)printed) {
        (void)fprintf(stderr, _("... and %s more findings; --verbose or --json lists them, `dumisake explain CODE` explains one\n"),
                      shown_count(all - (int64_t)printed));
    }
}

json_t *json_begin(const struct invocation *invocation)
{
    return json_pack("{s:i, s:s}", "schema_version", 1, "command", invocation->command == NULL ? "" : invocation->command->name);
}

void json_print(json_t *object)
{
    CHECK(object != NULL);
    (void)json_dumpf(object, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER); /* main looks at stdout at the end */
    (void)putchar('\n');
    json_decref(object);
}

json_t *json_text(struct text text)
{
    struct buffer buffer SCOPED_BUFFER = { 0 };
    buffer_add_printable(&buffer, text, text.length);
    json_t *string = json_stringn(buffer_string(&buffer), buffer.length);
    CHECK(string != NULL);
    return string;
}

json_t *json_findings(const struct findings *findings, const char *file)
{
    json_t *array = json_array();
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        struct buffer message SCOPED_BUFFER = { 0 };
        buffer_add_string(&message, _(finding->kind->message));
        if (finding->expected[0] != '\0') {
            buffer_format(&message, " (%s)", finding->expected);
        }
        json_t *object = json_pack("{s:o, s:I, s:i, s:s, s:s, s:s, s:s, s:s, s:s}", "file", json_text(text_of(file)), "line", (json_int_t)finding->line,
                                   "column", finding->column, "code", finding->kind->code, "name", finding->kind->name, "severity",
                                   finding_severity_name(finding->kind->severity), "value", finding->value, "message", message.bytes, "nik", finding->nik);
        CHECK(object != NULL && json_array_append_new(array, object) == 0);
    }
    return array;
}

json_t *json_nik(struct nik nik)
{
    struct buffer digits SCOPED_BUFFER = { 0 };
    if (nik.number == 0) {
        return json_null();
    }
    nik_print(nik, &digits);
    return json_text(buffer_text(&digits));
}

json_t *json_changes(const struct field_changes *changes)
{
    json_t *array = json_array();
    for (size_t i = 0; i < changes->count; i++) {
        const struct field_change *change = &changes->items[i];
        (void)json_array_append_new(array, json_pack("{s:s, s:o, s:o}", "field", field_spec(change->field)->name, "from", json_text(buffer_text(&change->from)), "to",
                                                     json_text(buffer_text(&change->to))));
    }
    return array;
}

void say_changes(const struct invocation *invocation, const struct field_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct field_change *change = &changes->items[i];
        say(invocation, "  %s: %s -> %s", field_spec(change->field)->name, change->from.length == 0 ? _("nothing") : shown_text(buffer_text(&change->from)),
            change->to.length == 0 ? _("nothing") : shown_text(buffer_text(&change->to)));
    }
}

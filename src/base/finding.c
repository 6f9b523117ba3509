#include "base/finding.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"

void findings_init(struct findings *findings)
{
    *findings = (struct findings){ .limit = FINDINGS_LIMIT };
}

void findings_free(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        memory_free(findings->items[i].nik);
        memory_free(findings->items[i].value);
        memory_free(findings->items[i].expected);
    }
    memory_free(findings->items);
    findings_init(findings);
}

static char *copy(struct text text)
{
    struct buffer buffer = { 0 };
    buffer_add_printable(&buffer, text, 200);
    (void)buffer_string(&buffer);
    return buffer.bytes;
}

void findings_add(struct findings *findings, const struct finding_kind *kind, int64_t line, int column, struct text nik,
                  struct text value, const char *expected)
{
    findings->counted[kind->severity] += 1;
    if (kind->severity != FINDING_ERROR) {
        int64_t kept = findings->counted[FINDING_WARNING] + findings->counted[FINDING_NOTE] - findings->omitted;
        if (kept > (int64_t)findings->limit) {
            findings->omitted += 1;
            return;
        }
    }
    findings->items = memory_grow(findings->items, findings->count, &findings->capacity, sizeof(*findings->items));
    findings->items[findings->count++] = (struct finding){
        .kind = kind,
        .line = line,
        .column = column,
        .nik = copy(nik),
        .value = copy(value),
        .expected = copy(text_of(expected)),
    };
}

static int by_line(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    return a->line != b->line ? (a->line < b->line ? -1 : 1) : a->column - b->column;
}

void findings_sort(struct findings *findings)
{
    if (findings->count > 1) {
        qsort(findings->items, findings->count, sizeof(*findings->items), by_line);
    }
}

const char *finding_severity_name(enum finding_severity severity)
{
    static const char *const names[] = { [FINDING_ERROR] = "error", [FINDING_WARNING] = "warning", [FINDING_NOTE] = "note" };
    return names[severity];
}

void finding_print(const struct finding *finding, const char *file, struct buffer *out)
{
    static const char *const shown[] = {
        [FINDING_ERROR] = N_("error"), [FINDING_WARNING] = N_("warning"), [FINDING_NOTE] = N_("note")
    };
    buffer_add_printable(out, text_of(file), 500);
    if (finding->line > 0) {
        buffer_format(out, ":%lld", (long long)finding->line);
    }
    if (finding->column > 0) {
        buffer_format(out, ":%d", finding->column);
    }
    buffer_format(out, ": %s: %s %s: %s", _(shown[finding->kind->severity]), finding->kind->code, finding->kind->name,
                  _(finding->kind->message));
    if (finding->value[0] != '\0') {
        buffer_format(out, " \"%s\"", finding->value);
    }
    if (finding->expected[0] != '\0') {
        buffer_format(out, " (%s)", finding->expected);
    }
}

/* A template is filled, then wrapped; while the page is too small a reason less is shown. */
#include "exporter/letter.h"

#include "base/language.h"
#include "base/resource.h"
#include "letter_words.h"

extern const struct resource exporter_templates[];

enum { BEGINNING_MIN = 8, BEGINNING_MAX = 31, HANG_MAX = 24, FILLED_MAX = 1048576 };

struct filling {
    const struct letter *letter;
    size_t shown; /* reasons */
};

static void add_name(const struct filling *filling, struct buffer *out)
{
    buffer_add_printable(out, buffer_text(&filling->letter->explanation->name), 200);
}

static void add_nik(const struct filling *filling, struct buffer *out)
{
    nik_print(filling->letter->nik, out); /* whole: the letter goes to the person */
}

static void add_year(const struct filling *filling, struct buffer *out)
{
    buffer_add_integer(out, filling->letter->programme->year);
}

static void add_programme(const struct filling *filling, struct buffer *out)
{
    buffer_add_printable(out, text_of(filling->letter->programme->name), 200);
}

static void add_day(const struct filling *filling, struct buffer *out)
{
    day_print_words(filling->letter->day, out);
}

static void add_category(const struct filling *filling, struct buffer *out)
{
    buffer_add_string(out, category_title(filling->letter->explanation->category));
}

static void add_decision(const struct filling *filling, struct buffer *out)
{
    letter_add_decision(filling->letter, out);
}

static void add_reasons(const struct filling *filling, struct buffer *out)
{
    letter_add_reasons(filling->letter, filling->shown, out);
}

static void add_objection(const struct filling *filling, struct buffer *out)
{
    letter_add_objection(filling->letter, out);
}

static const struct placeholder {
    const char *name;
    void (*add)(const struct filling *filling, struct buffer *out);
} placeholders[] = {
    { "nama", add_name },         { "nik", add_nik },         { "tahun", add_year },        { "program", add_programme }, { "tanggal", add_day },
    { "kategori", add_category }, { "keputusan", add_decision }, { "alasan", add_reasons }, { "sanggah", add_objection },
};
enum { PLACEHOLDERS = sizeof(placeholders) / sizeof(placeholders[0]) };

struct text letter_template(void)
{
    struct text template;
    CHECK(resource_find(exporter_templates, "surat_keputusan.txt", &template));
    return template;
}

static struct text without_mark(struct text template)
{
    return text_starts_with(template, TEXT("\xEF\xBB\xBF")) ? (struct text){ template.bytes + 3, template.length - 3 } : template;
}

/* Offset of the first {{, or the length. */
static size_t find_braces(struct text text, char brace)
{
    for (size_t i = 0; i + 1 < text.length; i++) {
        if (text.bytes[i] == brace && text.bytes[i + 1] == brace) {
            return i;
        }
    }
    return text.length;
}

struct text letter_beginning(struct text template)
{
    struct text words = without_mark(template);
    words.length = find_braces(words, '{');
    words = text_cut(words, BEGINNING_MAX);
    for (size_t i = 0; i < words.length; i++) {
        if (words.bytes[i] == '\r' || words.bytes[i] == '\n') {
            words.length = i;
        }
    }
    return text_trim(words).length >= BEGINNING_MIN && words.bytes[0] != ' ' ? text_trim(words) : TEXT_EMPTY;
}

static size_t characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count;
}

/* Where something is wrong: a byte of a line. */
struct spot {
    const char *name;
    size_t line;
    struct text before; /* what stands before it in the line */
};

static const struct error *wrong(const struct spot *spot, const char *message)
{
    return error_new(ERROR_FAILED, "%s:%zu:%zu: %s", spot->name, spot->line, characters(spot->before) + 1, message);
}

static const struct error *too_long(const char *name)
{
    return error_new(ERROR_FAILED, _("%s: a letter of this template has more than the %u lines of a page"), name, LETTER_LINES);
}

static const struct error *unknown_placeholder(const struct spot *spot, struct text word)
{
    struct buffer message SCOPED_BUFFER = { 0 };
    buffer_add_string(&message, "{{");
    buffer_add_printable(&message, word, 40);
    buffer_add_string(&message, "}}: ");
    buffer_add_string(&message, _("is no placeholder; expected one of"));
    for (size_t i = 0; i < PLACEHOLDERS; i++) {
        buffer_format(&message, " {{%s}}", placeholders[i].name);
    }
    return wrong(spot, buffer_string(&message));
}

/* The lines of a value stand below each other where the placeholder stood. */
static void add_value(const struct placeholder *placeholder, const struct filling *filling, struct text before, struct buffer *out)
{
    struct buffer value SCOPED_BUFFER = { 0 };
    bool indented = text_trim(before).length == 0;
    placeholder->add(filling, &value);
    for (size_t i = 0; i < value.length; i++) {
        buffer_add_byte(out, value.bytes[i]);
        if (value.bytes[i] == '\n' && indented && i + 1 < value.length && value.bytes[i + 1] != '\n') {
            buffer_add(out, before);
        }
    }
}

static const struct error *fill_line(struct spot *spot, struct text line, const struct filling *filling, struct buffer *out)
{
    const char *start = line.bytes;
    for (;;) {
        size_t braces = find_braces(line, '{');
        buffer_add(out, (struct text){ line.bytes, braces });
        if (braces == line.length) {
            return NULL;
        }
        spot->before = (struct text){ start, (size_t)(line.bytes - start) + braces };
        line = (struct text){ line.bytes + braces + 2, line.length - braces - 2 };
        size_t end = find_braces(line, '}');
        if (end == line.length) {
            return wrong(spot, _("{{ without }} in the same line"));
        }
        struct text word = text_trim((struct text){ line.bytes, end });
        const struct placeholder *found = NULL;
        for (size_t i = 0; i < PLACEHOLDERS; i++) {
            found = text_equal(word, text_of(placeholders[i].name)) ? &placeholders[i] : found;
        }
        if (found == NULL) {
            return unknown_placeholder(spot, word);
        }
        add_value(found, filling, spot->before, out);
        if (out->length > FILLED_MAX) { /* the reasons a thousand times */
            return too_long(spot->name);
        }
        line = (struct text){ line.bytes + end + 2, line.length - end - 2 };
    }
}

/* Foreign bytes: each line is looked at before it is used. */
static const struct error *fill(const char *name, struct text template, const struct filling *filling, struct buffer *out)
{
    struct spot spot = { .name = name };
    while (template.length > 0) {
        struct text line = text_split(&template, '\n');
        spot.line += 1;
        line.length -= line.length > 0 && line.bytes[line.length - 1] == '\r' ? 1 : 0;
        size_t sound = text_utf8_invalid(line);
        spot.before = (struct text){ line.bytes, sound };
        if (sound < line.length) {
            return wrong(&spot, _("a byte that is no UTF-8; save the template as UTF-8"));
        }
        spot.before.length = text_control(line);
        if (spot.before.length < line.length) {
            return wrong(&spot, _("a control character; expected words, blanks and line ends"));
        }
        TRY(fill_line(&spot, line, filling, out));
        buffer_add_byte(out, '\n');
    }
    return NULL;
}

/* How far the further lines of a long one are set in: below what follows "1. " or "Nama : ". */
static size_t hang_of(struct text line)
{
    size_t indent = 0;
    while (indent < line.length && line.bytes[indent] == ' ') {
        indent++;
    }
    size_t at = indent;
    while (at < line.length && line.bytes[at] >= '0' && line.bytes[at] <= '9') {
        at++;
    }
    if (at > indent && at < HANG_MAX && at + 1 < line.length && line.bytes[at] == '.' && line.bytes[at + 1] == ' ') {
        return at + 2;
    }
    for (at = indent; at + 1 < line.length && at < HANG_MAX; at++) {
        if (line.bytes[at] == ':' && line.bytes[at + 1] == ' ') {
            return at + 2;
        }
    }
    return indent < HANG_MAX ? indent : 0;
}

/* As much of the text as fits into so many characters, cut behind a word where there is one. */
static size_t fitting(struct text text, size_t room)
{
    size_t blank = 0;
    size_t count = 0;
    size_t at = 0;
    for (; at < text.length; at++) {
        count += ((unsigned char)text.bytes[at] & 0xC0) == 0x80 ? 0 : 1;
        if (count > room) {
            break;
        }
        blank = text.bytes[at] == ' ' ? at : blank;
    }
    if (at == text.length) {
        return at;
    }
    return text.bytes[at] == ' ' ? at : (blank > 0 ? blank : at);
}

static void wrap_line(struct text line, struct buffer *out)
{
    size_t hang = hang_of(line);
    while (line.length > 0 && line.bytes[line.length - 1] == ' ') {
        line.length--;
    }
    if (characters(line) <= LETTER_COLUMNS) {
        buffer_add(out, line);
        buffer_add_byte(out, '\n');
        return;
    }
    size_t margin = characters((struct text){ line.bytes, hang });
    struct text rest = { line.bytes + hang, line.length - hang };
    buffer_add(out, (struct text){ line.bytes, hang });
    while (rest.length > 0) {
        size_t length = fitting(rest, LETTER_COLUMNS - margin);
        buffer_add(out, (struct text){ rest.bytes, length });
        buffer_add_byte(out, '\n');
        while (length < rest.length && rest.bytes[length] == ' ') {
            length++;
        }
        rest = (struct text){ rest.bytes + length, rest.length - length };
        for (size_t i = 0; i < margin && rest.length > 0; i++) {
            buffer_add_byte(out, ' ');
        }
    }
}

static size_t wrap(struct text text, struct buffer *out)
{
    size_t lines = 0;
    while (text.length > 0) {
        wrap_line(text_split(&text, '\n'), out);
    }
    for (size_t i = 0; i < out->length; i++) {
        lines += out->bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
}

const struct error *letter_compose(const char *name, struct text template, const struct letter *letter, struct buffer *out)
{
    struct filling filling = { letter, letter_reasons(letter) };
    if (template.length > LETTER_TEMPLATE_MAX) {
        return error_new(ERROR_FAILED, _("%s: is larger than the %zu bytes expected of such a file"), name, (size_t)LETTER_TEMPLATE_MAX);
    }
    for (;;) {
        struct buffer filled SCOPED_BUFFER = { 0 };
        struct buffer page SCOPED_BUFFER = { 0 };
        TRY(fill(name, without_mark(template), &filling, &filled));
        if (wrap(buffer_text(&filled), &page) <= LETTER_LINES) {
            buffer_add(out, buffer_text(&page));
            return NULL;
        }
        TRY(filling.shown > 0 ? NULL : too_long(name));
        filling.shown -= 1;
    }
}

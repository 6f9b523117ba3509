#include "expression_token.h"

#include "base/language.h"
#include "base/money.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

const struct error *token_wrong(const struct token_reader *reader, size_t offset, const char *message)
{
    struct yaml_place place = reader->place;
    for (size_t i = 0; i < offset && i < reader->text.length; i++) {
        unsigned char byte = (unsigned char)reader->text.bytes[i];
        place.column += (byte & 0xC0U) == 0x80U ? 0 : 1;
        if (byte == '\n') {
            place = (struct yaml_place){ place.line + 1, 1 };
        }
    }
    return error_new(ERROR_FAILED, _("%s:%d:%d: condition: %s"), reader->name, place.line, place.column, message);
}

static char byte_at(const struct token_reader *reader, size_t at)
{
    return at < reader->text.length ? reader->text.bytes[at] : '\0';
}

static size_t digits_from(const struct token_reader *reader, size_t at)
{
    size_t end = at;
    while (is_digit(byte_at(reader, end))) {
        end++;
    }
    return end - at;
}

/* 2000000000, 2.000.000.000 or 2024-12-31. */
static const struct error *read_number(struct token_reader *reader, struct token *out)
{
    struct buffer digits SCOPED_BUFFER = { 0 };
    size_t first = digits_from(reader, reader->at);
    size_t end = reader->at + first;
    struct day day;
    if (first == 4 && byte_at(reader, end) == '-' && is_digit(byte_at(reader, end + 1))) {
        while (is_digit(byte_at(reader, end)) || byte_at(reader, end) == '-') {
            end++;
        }
        out->kind = TOKEN_DAY;
        if (!day_parse_iso((struct text){ reader->text.bytes + reader->at, end - reader->at }, &day)) {
            return token_wrong(reader, reader->at, _("expected a day that exists, as 2024-12-31"));
        }
        out->number = day.number;
        reader->at = end;
        return NULL;
    }
    buffer_add(&digits, (struct text){ reader->text.bytes + reader->at, first });
    while (first <= 3 && byte_at(reader, end) == '.' && digits_from(reader, end + 1) == 3) {
        buffer_add(&digits, (struct text){ reader->text.bytes + end + 1, 3 });
        end += 4;
    }
    bool torn = is_letter(byte_at(reader, end)) || (byte_at(reader, end) == '.' && byte_at(reader, end + 1) != '.');
    if (torn || !text_to_integer(buffer_text(&digits), &out->number) || out->number > MONEY_MAX) {
        return token_wrong(reader, reader->at, _("expected a whole number, as 2000000000 or 2.000.000.000"));
    }
    out->kind = TOKEN_NUMBER;
    reader->at = end;
    return NULL;
}

static const struct error *read_text(struct token_reader *reader, struct token *out)
{
    char quote = byte_at(reader, reader->at);
    size_t end = reader->at + 1;
    while (end < reader->text.length && reader->text.bytes[end] != quote && reader->text.bytes[end] != '\n') {
        end++;
    }
    if (byte_at(reader, end) != quote || end == reader->at + 1) {
        return token_wrong(reader, reader->at, _("expected a text between quotes, as 'asn'"));
    }
    out->kind = TOKEN_TEXT;
    out->text = (struct text){ reader->text.bytes + reader->at + 1, end - reader->at - 1 };
    reader->at = end + 1;
    return NULL;
}

/* Letters, digits and `_`; a hyphen between letters belongs to the word, so that emak-emak is one. */
static void read_word(struct token_reader *reader, struct token *out)
{
    size_t end = reader->at;
    while (is_letter(byte_at(reader, end)) || is_digit(byte_at(reader, end)) || (byte_at(reader, end) == '-' && is_letter(byte_at(reader, end + 1)))) {
        end++;
    }
    out->kind = TOKEN_WORD;
    out->text = (struct text){ reader->text.bytes + reader->at, end - reader->at };
    reader->at = end;
}

const struct error *token_next(struct token_reader *reader, struct token *out)
{
    static const char *const symbols[] = { "<=", ">=", "!=", "..", "<", ">", "=", "(", ")", "[", "]", ",", "+", "-", "*" };
    while (is_blank(byte_at(reader, reader->at))) {
        reader->at++;
    }
    *out = (struct token){ .kind = TOKEN_END, .begin = reader->at };
    const struct error *error = NULL;
    char byte = byte_at(reader, reader->at);
    if (reader->at >= reader->text.length) {
        out->end = reader->at;
        return NULL;
    }
    if (is_digit(byte)) {
        error = read_number(reader, out);
    } else if (byte == '\'' || byte == '"') {
        error = read_text(reader, out);
    } else if (is_letter(byte)) {
        read_word(reader, out);
    } else {
        struct text rest = { reader->text.bytes + reader->at, reader->text.length - reader->at };
        for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]) && out->kind == TOKEN_END; i++) {
            if (text_starts_with(rest, text_of(symbols[i]))) {
                out->kind = TOKEN_SYMBOL;
                out->text = text_of(symbols[i]);
                reader->at += out->text.length;
            }
        }
        if (out->kind == TOKEN_END) {
            error = token_wrong(reader, reader->at, _("this sign is no part of a condition; expected and, or, not, = != < <= > >=, in, + - * ( ) [ ] .."));
        }
    }
    out->end = reader->at;
    return error;
}

/* The words of an expression. */
#ifndef PROGRAMME_EXPRESSION_TOKEN_H
#define PROGRAMME_EXPRESSION_TOKEN_H

#include "base/day.h"
#include "programme/yaml.h"

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_DAY, TOKEN_TEXT, TOKEN_WORD, TOKEN_SYMBOL };

struct token {
    enum token_kind kind;
    struct text text; /* as written; of a TEXT without its quotes */
    int64_t number;   /* of a number or a day */
    size_t begin;
    size_t end;
};

/* Reads `text`, which begins at `place` of the file `name`. */
struct token_reader {
    const char *name;
    struct text text;
    struct yaml_place place;
    size_t at;
};

/* Errors: FAILED, with the place, for a byte that begins no word, a number that is none, a text without an end. */
const struct error *token_next(struct token_reader *reader, struct token *out);

/* "NAME:LINE:COLUMN: condition: MESSAGE" about the byte at `offset`. */
const struct error *token_wrong(const struct token_reader *reader, size_t offset, const char *message);

#endif

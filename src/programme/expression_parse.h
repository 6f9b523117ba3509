/* What the parser of expressions shares with the part that knows the functions. */
#ifndef PROGRAMME_EXPRESSION_PARSE_H
#define PROGRAMME_EXPRESSION_PARSE_H

#include "expression_type.h"

struct parsing {
    struct token_reader reader;
    struct token token; /* the one at hand */
    struct list_names *lists;
    struct expression expression;
    size_t capacity;
    int depth;
};

const struct error *parsing_advance(struct parsing *parsing);
const struct error *parsing_wrong(const struct parsing *parsing, size_t offset, const char *message);
const struct error *parsing_wrong_word(const struct parsing *parsing, const struct token *token, const char *message);
bool parsing_at(const struct parsing *parsing, const char *symbol);
const struct error *parsing_expect(struct parsing *parsing, const char *symbol, const char *message);
const struct error *parsing_add(struct parsing *parsing, const struct expression_node *node, uint16_t *out);
struct expression_node *parsing_node(struct parsing *parsing, uint16_t index); /* valid until the next is added */
const struct error *parsing_sum(struct parsing *parsing, uint16_t *out);       /* a value */

/* The call of a function whose name was read; `found_out` is false when there is none. */
const struct error *parsing_call(struct parsing *parsing, const struct token *name, bool *found_out, uint16_t *out);
/* The error about a word that is nothing, with the nearest one that is. */
const struct error *parsing_unknown_word(const struct parsing *parsing, const struct token *token);

#endif

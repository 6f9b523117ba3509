/* Options of every command that reads a table: how the file is written, for when it is not found out. */
#ifndef CLI_TABLE_OPTIONS_H
#define CLI_TABLE_OPTIONS_H

#include "base/language.h"
#include "command.h"
#include "importer/table.h"

struct table_typed {
    char *delimiter;
    char *quote;
    char *encoding;
    char *skip;
    char *headers;
};
extern struct table_typed table_typed_options;

/* clang-format off */
#define TABLE_OPTIONS                                                                                                                           \
    { "delimiter", '\0', POPT_ARG_STRING, &table_typed_options.delimiter, 0,                                                                    \
      N_("what stands between fields: comma, semicolon, tab, pipe, space, comma-space or a character"), "D" },                                  \
    { "quote", '\0', POPT_ARG_STRING, &table_typed_options.quote, 0, N_("what stands around fields: \" or '"), "Q" },                           \
    { "encoding", '\0', POPT_ARG_STRING, &table_typed_options.encoding, 0, N_("utf-8, utf-16le, utf-16be or windows-1252"), "E" },              \
    { "skip", '\0', POPT_ARG_STRING, &table_typed_options.skip, 0, N_("lines above the table's header"), "N" },                                 \
    { "headers", '\0', POPT_ARG_STRING, &table_typed_options.headers, 0, N_("rows of the header, 0 to 3"), "N" }
/* clang-format on */

/* Errors: USAGE for a value that is none. */
const struct error *table_options_read(struct table_wish *out);

#endif

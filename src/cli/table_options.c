#include "table_options.h"

struct table_typed table_typed_options;

const struct error *table_options_read(struct table_wish *out)
{
    int64_t headers = -1;
    *out = TABLE_WISH_NONE;
    if (table_typed_options.delimiter != NULL && !dialect_wish_delimiter(&out->dialect, text_of(table_typed_options.delimiter))) {
        return error_new(ERROR_USAGE, _("--delimiter %s: comma, semicolon, tab, pipe, space, comma-space, or one character"), table_typed_options.delimiter);
    }
    if (table_typed_options.quote != NULL) {
        if (strcmp(table_typed_options.quote, "\"") != 0 && strcmp(table_typed_options.quote, "'") != 0) {
            return error_new(ERROR_USAGE, _("--quote %s: \" or '"), table_typed_options.quote);
        }
        out->dialect.quote = table_typed_options.quote[0];
    }
    if (table_typed_options.encoding != NULL && !encoding_find(text_of(table_typed_options.encoding), &out->encoding)) {
        return error_new(ERROR_USAGE, _("--encoding %s: utf-8, utf-16le, utf-16be or windows-1252"), table_typed_options.encoding);
    }
    TRY(table_typed_options.skip == NULL ? NULL : parse_count_option("--skip", table_typed_options.skip, &out->skip));
    TRY(table_typed_options.headers == NULL ? NULL : parse_count_option("--headers", table_typed_options.headers, &headers));
    if (headers > 3) {
        return error_new(ERROR_USAGE, _("--headers %s: 0, 1, 2 or 3"), table_typed_options.headers);
    }
    out->headers = (int)headers;
    return NULL;
}

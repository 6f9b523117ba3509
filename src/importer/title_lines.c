#include "title_lines.h"

size_t title_lines_skip(struct text head, int64_t lines, int64_t *skipped_out, struct records *titles)
{
    size_t at = 0;
    size_t begin = 0;
    *skipped_out = 0;
    while (at < head.length && *skipped_out < lines) {
        char byte = head.bytes[at++];
        if (byte != '\n' && byte != '\r') {
            continue;
        }
        struct csv_record line = { .line = ++*skipped_out, .raw = { head.bytes + begin, at - begin } };
        records_add(titles, &line);
        if (byte == '\r' && at < head.length && head.bytes[at] == '\n') {
            at++;
        }
        begin = at;
    }
    return at;
}

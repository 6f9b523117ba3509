#include "exporter/lottery_file.h"

#include "base/language.h"

const struct error *lottery_file_write(const struct digest *tickets, size_t count, struct output *output)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    buffer_add_string(&line, LOTTERY_FILE_HEADER);
    for (size_t i = 0; i <= count; i++) {
        if (fwrite(line.bytes, 1, line.length, output->stream) != line.length) {
            return error_errno(_("%s: cannot be written"), output->path);
        }
        if (i < count) {
            buffer_clear(&line);
            buffer_add_integer(&line, (int64_t)i + 1);
            buffer_add_byte(&line, ',');
            digest_print(&tickets[i], &line);
            buffer_add_byte(&line, '\n');
        }
    }
    return NULL;
}

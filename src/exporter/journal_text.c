#include "exporter/journal_text.h"

#include "base/file.h"
#include "base/language.h"
#include "store/query.h"

static const struct error *write_entries(struct query *entries, struct output *output)
{
    bool row;
    for (int64_t count = 0;; count++) {
        TRY(query_step(entries, &row));
        if (!row) {
            return NULL;
        }
        struct text entry = query_text(entries, 0);
        bool written = count == 0 || fputc('\n', output->stream) != EOF;
        if (!written || fwrite(entry.bytes, 1, entry.length, output->stream) != entry.length) {
            return error_errno(_("%s: cannot be written"), output->path);
        }
    }
}

const struct error *journal_text_write(struct store *store, const char *path)
{
    struct query *entries SCOPED_QUERY = NULL;
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(query_open(store, "SELECT text FROM journal ORDER BY position", &entries));
    TRY(output_open(path, &output));
    TRY(write_entries(entries, &output));
    return output_keep(&output);
}

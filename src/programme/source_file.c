#include "programme/source_file.h"

#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

void source_files_free(struct source_files *files)
{
    for (size_t i = 0; i < files->other_count; i++) {
        memory_free(files->others[i]);
    }
    memory_free(files->others);
    *files = (struct source_files){ 0 };
}

/* A name that leads out of the folder is none that a file was taken in under. */
static bool is_plain(struct text name)
{
    return name.length > 0 && memchr(name.bytes, '/', name.length) == NULL && !text_equal(name, TEXT(".")) && !text_equal(name, TEXT(".."));
}

/* `list` are digests in hexadecimal digits, with commas between: a name may have come with several contents. */
static bool is_one_of(struct text list, const struct digest *digest)
{
    while (list.length > 0) {
        struct digest one;
        if (text_to_bytes(text_split(&list, ','), one.bytes, DIGEST_BYTES) && digest_equal(&one, digest)) {
            return true;
        }
    }
    return false;
}

static void add_other(struct source_files *files, struct text name, size_t *capacity)
{
    struct buffer copy = { 0 };
    buffer_add(&copy, name);
    (void)buffer_string(&copy);
    files->others = memory_grow(files->others, files->other_count, capacity, sizeof(*files->others));
    files->others[files->other_count++] = copy.bytes;
    files->other += 1;
}

const struct error *source_files_compare(struct store *store, const char *folder, struct source_files *out)
{
    struct source_files files SCOPED_SOURCE_FILES = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    struct buffer path SCOPED_BUFFER = { 0 };
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT file_name, group_concat(lower(hex(sha256))) FROM (SELECT file_name, sha256 FROM import UNION SELECT file_name, file_sha256 FROM account_file UNION SELECT file_name, file_sha256 FROM exclusion_list "
                   "UNION SELECT file_name, file_sha256 FROM review_file UNION SELECT file_name, file_sha256 FROM bank_answer "
                   "UNION SELECT file_name, file_sha256 FROM lpj_file UNION SELECT file_name, file_sha256 FROM decree) GROUP BY file_name ORDER BY file_name",
                   &query));
    for (;;) {
        struct digest now;
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        struct text name = query_text(query, 0);
        buffer_clear(&path);
        buffer_format(&path, "%s/%.*s", folder, TEXT_ARG(name));
        if (!is_plain(name) || access(buffer_string(&path), F_OK) != 0) {
            files.absent += 1;
            continue;
        }
        TRY(digest_of_file(path.bytes, &now));
        if (is_one_of(query_text(query, 1), &now)) {
            files.same += 1;
        } else {
            add_other(&files, name, &capacity);
        }
    }
    MEMORY_GIVE(out, files);
    return NULL;
}

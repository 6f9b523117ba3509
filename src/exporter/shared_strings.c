#include "shared_strings.h"

#include <stdio.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"

enum { STRINGS_MAX = 8 << 20 };

struct shared_strings {
    FILE *file;
    int64_t written;
    int64_t *ends; /* where each ends; the next begins there */
    size_t count;
    size_t capacity;
    bool within;    /* <t>, of no <rPh> */
    int phonetic;   /* within <rPh> */
    int64_t length; /* of the one that is being read */
    bool failed;
};

static void on_element(void *context, const char *name, const char *const *attributes)
{
    struct shared_strings *strings = context;
    (void)attributes;
    if (strcmp(name, "rPh") == 0) {
        strings->phonetic += 1;
    } else if (strcmp(name, "si") == 0) {
        strings->length = 0;
    }
    strings->within = strcmp(name, "t") == 0 && strings->phonetic == 0;
}

static void on_end(void *context, const char *name)
{
    struct shared_strings *strings = context;
    strings->within = false;
    if (strcmp(name, "rPh") == 0) {
        strings->phonetic -= 1;
    } else if (strcmp(name, "si") == 0 && strings->count < STRINGS_MAX) {
        strings->ends = memory_grow(strings->ends, strings->count, &strings->capacity, sizeof(*strings->ends));
        strings->ends[strings->count++] = strings->written;
    } else if (strcmp(name, "si") == 0) {
        strings->failed = true;
    }
}

static void on_text(void *context, struct text text)
{
    struct shared_strings *strings = context;
    if (!strings->within || strings->failed) {
        return;
    }
    strings->length += (int64_t)text.length;
    strings->failed = strings->length > CELL_BYTES_MAX || fwrite(text.bytes, 1, text.length, strings->file) != text.length;
    strings->written += (int64_t)text.length;
}

const struct error *shared_strings_read(struct package *package, const char *part, struct shared_strings **out)
{
    static const struct part_events events = { on_element, on_end, on_text };
    struct shared_strings *strings = memory_new(sizeof(*strings));
    strings->file = tmpfile();
    const struct error *error = strings->file == NULL ? error_errno(_("%s: no room for its texts"), package_path(package)) : part_read(package, part, &events, strings);
    if (error == NULL && (strings->failed || fflush(strings->file) != 0)) {
        error = error_new(ERROR_FAILED, _("%s: its texts are too many, too long, or find no room"), package_path(package));
    }
    if (error != NULL) {
        shared_strings_free(strings);
        return error;
    }
    *out = strings;
    return NULL;
}

void shared_strings_free(struct shared_strings *strings)
{
    if (strings == NULL) {
        return;
    }
    if (strings->file != NULL) {
        (void)fclose(strings->file);
    }
    memory_free(strings->ends);
    memory_free(strings);
}

bool shared_strings_get(struct shared_strings *strings, int64_t number, struct buffer *out)
{
    char block[4096];
    if (strings == NULL || number < 0 || (size_t)number >= strings->count) {
        return false;
    }
    int64_t at = number == 0 ? 0 : strings->ends[number - 1];
    while (at < strings->ends[number]) {
        int64_t left = strings->ends[number] - at;
        ssize_t got = pread(fileno(strings->file), block, left < (int64_t)sizeof(block) ? (size_t)left : sizeof(block), (off_t)at);
        if (got <= 0) {
            return false;
        }
        buffer_add(out, (struct text){ block, (size_t)got });
        at += got;
    }
    return true;
}

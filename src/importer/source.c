#include "importer/source.h"

#include <errno.h>
#include <iconv.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"

#define SOURCE_CHUNK (64U * 1024U) /* bytes of a file that must be converted, read at a time */

struct source {
    int fd; /* -1: in memory */
    struct text text;
    struct hasher *hasher;
    enum encoding encoding;
    bool begun;
    bool mark;
    int64_t size;
    int64_t read;
    iconv_t converter; /* NULL: none */
    char *raw; /* read and not yet converted */
    size_t raw_start;
    size_t raw_end;
    bool raw_over; /* the file holds nothing beyond raw_end */
    /* The first bytes of a character whose end is not read yet, while the encoding is unknown. */
    char held[4];
    size_t held_count;
};

const struct error *source_open(const char *path, enum encoding encoding, struct hasher *hasher, struct source **out)
{
    int fd;
    int64_t size;
    TRY(file_open_input(path, &fd, &size));
    struct source *source = memory_new(sizeof(*source));
    source->fd = fd;
    source->size = size;
    source->hasher = hasher;
    source->encoding = encoding;
    *out = source;
    return NULL;
}

struct source *source_of_text(struct text text)
{
    struct source *source = memory_new(sizeof(*source));
    source->fd = -1;
    source->text = text;
    source->size = (int64_t)text.length;
    source->encoding = ENCODING_UTF_8;
    source->begun = true;
    return source;
}

void source_close(struct source *source)
{
    if (source != NULL) {
        if (source->fd >= 0) {
            (void)close(source->fd);
        }
        if (source->converter != NULL) {
            (void)iconv_close(source->converter);
        }
        memory_free(source->raw);
        memory_free(source);
    }
}

enum encoding source_encoding(const struct source *source)
{
    return source->encoding;
}

bool source_mark(const struct source *source)
{
    return source->mark;
}

int64_t source_size(const struct source *source)
{
    return source->size;
}

int64_t source_bytes(const struct source *source)
{
    return source->read;
}

static const struct error *read_bytes(struct source *source, char *to, size_t room, size_t *got_out)
{
    ssize_t got;
    if (source->fd < 0) {
        size_t part = source->text.length < room ? source->text.length : room;
        if (part > 0) {
            memcpy(to, source->text.bytes, part);
            source->text = (struct text){ source->text.bytes + part, source->text.length - part };
        }
        source->read += (int64_t)part;
        *got_out = part;
        return NULL;
    }
    do {
        got = read(source->fd, to, room);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return error_errno(_("cannot be read after byte %lld"), (long long)source->read);
    }
    if (source->hasher != NULL) {
        hasher_add(source->hasher, (struct text){ to, (size_t)got });
    }
    source->read += got;
    *got_out = (size_t)got;
    return NULL;
}

static void use_converter(struct source *source, enum encoding encoding)
{
    source->encoding = encoding;
    if (encoding == ENCODING_UTF_8 || encoding == ENCODING_UNKNOWN) {
        return;
    }
    source->converter = iconv_open("UTF-8", encoding_name(encoding));
    CHECK(source->converter != NULL && (intptr_t)source->converter != -1); /* glibc has them all */
    source->raw = source->raw == NULL ? memory_new(SOURCE_CHUNK) : source->raw;
}

/* What people hand in under the name of a table, by its first bytes. */
static const struct {
    const char *start;
    size_t length;
    const char *what;
} strangers[] = {
    { "PK\x03\x04", 4, N_("this is a workbook (.xlsx or .ods), not text; open it and save the sheet as \"CSV UTF-8\"") },
    { "\xD0\xCF\x11\xE0", 4, N_("this is an old Excel workbook (.xls); open it and save the sheet as \"CSV UTF-8\"") },
    { "%PDF", 4, N_("this is a PDF; ask for the table it was printed from, as \"CSV UTF-8\"") },
};

static const struct error *refuse_strangers(struct text head)
{
    size_t controls = 0;
    for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        if (text_starts_with(head, (struct text){ strangers[i].start, strangers[i].length })) {
            return error_new(ERROR_FAILED, "%s", _(strangers[i].what));
        }
    }
    for (size_t i = 0; i < head.length; i++) {
        unsigned char byte = (unsigned char)head.bytes[i];
        controls += byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' ? 1 : 0;
    }
    /* A few control characters are damage of a cell; many are another kind of file. */
    if (head.length > 1 && controls * 20 > head.length) {
        return error_new(ERROR_FAILED, _("this is not text (NUL bytes or control characters); save the table as \"CSV UTF-8\""));
    }
    return NULL;
}

/* Reads the first bytes into `raw`, looks for a mark and settles what they settle. */
static const struct error *begin(struct source *source)
{
    static const struct {
        const char *bytes;
        size_t length;
        enum encoding encoding;
    } marks[] = { { "\xEF\xBB\xBF", 3, ENCODING_UTF_8 }, { "\xFF\xFE", 2, ENCODING_UTF_16_LE }, { "\xFE\xFF", 2, ENCODING_UTF_16_BE } };
    source->begun = true;
    source->raw = memory_new(SOURCE_CHUNK);
    while (source->raw_end < SOURCE_CHUNK && !source->raw_over) {
        size_t got;
        TRY(read_bytes(source, source->raw + source->raw_end, SOURCE_CHUNK - source->raw_end, &got));
        source->raw_end += got;
        source->raw_over = got == 0;
    }
    struct text head = { source->raw, source->raw_end };
    enum encoding encoding = source->encoding;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && !source->mark; i++) {
        if (text_starts_with(head, (struct text){ marks[i].bytes, marks[i].length }) &&
            (encoding == ENCODING_UNKNOWN || encoding == marks[i].encoding)) {
            source->mark = true;
            source->raw_start = marks[i].length;
            encoding = marks[i].encoding;
        }
    }
    encoding = encoding == ENCODING_UNKNOWN ? encoding_by_zeros(head) : encoding;
    if (encoding != ENCODING_UTF_16_LE && encoding != ENCODING_UTF_16_BE) {
        TRY(refuse_strangers(head));
    }
    use_converter(source, encoding);
    return NULL;
}

/* Bytes of the last character when it is not whole, at most 3. */
static size_t unfinished(struct text text)
{
    for (size_t back = 1; back <= 3 && back <= text.length; back++) {
        unsigned char byte = (unsigned char)text.bytes[text.length - back];
        if (byte >= 0xC0) {
            size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
        if (byte < 0x80) {
            return 0;
        }
    }
    return 0;
}

/* Eight bytes at a time: every byte of most files goes through here. */
static bool is_ascii(struct text text)
{
    uint64_t seen[4] = { 0 };
    size_t at = 0;
    for (; at + sizeof(seen) <= text.length; at += sizeof(seen)) {
        uint64_t bytes[4];
        memcpy(bytes, text.bytes + at, sizeof(bytes));
        for (size_t i = 0; i < 4; i++) {
            seen[i] |= bytes[i];
        }
    }
    unsigned char rest = 0;
    for (; at < text.length; at++) {
        rest |= (unsigned char)text.bytes[at];
    }
    return ((seen[0] | seen[1] | seen[2] | seen[3]) & UINT64_C(0x8080808080808080)) == 0 && rest < 0x80;
}

/* Bytes of an unknown encoding, ASCII so far: they go on as they are, or what is read from here on is converted. */
static const struct error *read_unknown(struct source *source, char *to, size_t room, size_t *got_out)
{
    size_t held = source->held_count;
    size_t got;
    memcpy(to, source->held, held);
    if (source->raw_start < source->raw_end) {
        got = source->raw_end - source->raw_start < room - held ? source->raw_end - source->raw_start : room - held;
        memcpy(to + held, source->raw + source->raw_start, got);
        source->raw_start += got;
    } else {
        TRY(read_bytes(source, to + held, room - held, &got));
    }
    struct text text = { to, held + got };
    source->held_count = 0;
    *got_out = text.length;
    if (is_ascii(text)) {
        return NULL;
    }
    size_t tail = got == 0 ? 0 : unfinished(text);
    enum encoding encoding = encoding_by_bytes((struct text){ to, text.length - tail });
    if (encoding == ENCODING_WINDOWS_1252) {
        /* What is here is converted before what else may wait in `raw`. */
        size_t rest = source->raw_end - source->raw_start;
        char *raw = memory_new(text.length + rest + SOURCE_CHUNK);
        memcpy(raw, to, text.length);
        memcpy(raw + text.length, source->raw + source->raw_start, rest);
        memory_free(source->raw);
        source->raw = raw;
        source->raw_start = 0;
        source->raw_end = text.length + rest;
        use_converter(source, encoding);
        return source_read(source, to, room, got_out);
    }
    source->encoding = encoding;
    if (encoding == ENCODING_UNKNOWN && tail > 0) {
        memcpy(source->held, to + text.length - tail, tail);
        source->held_count = tail;
        *got_out = text.length - tail;
        return *got_out > 0 ? NULL : source_read(source, to, room, got_out);
    }
    return NULL;
}

/* What iconv stopped at becomes a character: a control character of windows-1252's five free bytes, else U+FFFD. */
static void pass_broken(struct source *source, char **to)
{
    size_t unit = source->encoding == ENCODING_WINDOWS_1252 ? 1 : 2;
    size_t left = source->raw_end - source->raw_start;
    if (unit == 1) {
        *(*to)++ = '\xC2';
        *(*to)++ = source->raw[source->raw_start];
    } else {
        memcpy(*to, "\xEF\xBF\xBD", 3);
        *to += 3;
    }
    source->raw_start += unit < left ? unit : left;
}

static const struct error *read_converted(struct source *source, char *to, size_t room, size_t *got_out)
{
    char *end = to;
    char *limit = to + room - 4; /* place for what pass_broken writes */
    while (end < limit) {
        char *from = source->raw + source->raw_start;
        size_t left = source->raw_end - source->raw_start;
        size_t place = (size_t)(limit - end);
        size_t done = left == 0 ? 0 : iconv(source->converter, &from, &left, &end, &place);
        int reason = done == (size_t)-1 ? errno : 0;
        source->raw_start = source->raw_end - left;
        if (reason == E2BIG) {
            break;
        }
        if (reason == EILSEQ || (reason == EINVAL && source->raw_over)) {
            pass_broken(source, &end);
            continue;
        }
        if (source->raw_over || (end > to && left == 0)) {
            break;
        }
        size_t got;
        memmove(source->raw, source->raw + source->raw_start, left);
        source->raw_start = 0;
        source->raw_end = left;
        TRY(read_bytes(source, source->raw + left, SOURCE_CHUNK - left, &got));
        source->raw_end += got;
        source->raw_over = got == 0;
    }
    *got_out = (size_t)(end - to);
    return NULL;
}

const struct error *source_read(struct source *source, char *to, size_t room, size_t *got_out)
{
    CHECK(room >= SOURCE_ROOM_MIN || (source->begun && source->encoding == ENCODING_UTF_8));
    if (!source->begun) {
        TRY(begin(source));
    }
    if (source->converter != NULL) {
        return read_converted(source, to, room, got_out);
    }
    if (source->encoding == ENCODING_UNKNOWN) {
        return read_unknown(source, to, room, got_out);
    }
    if (source->raw_start < source->raw_end) {
        size_t left = source->raw_end - source->raw_start;
        *got_out = left < room ? left : room;
        memcpy(to, source->raw + source->raw_start, *got_out);
        source->raw_start += *got_out;
        return NULL;
    }
    return read_bytes(source, to, room, got_out);
}

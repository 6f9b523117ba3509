#include "importer/dialect.h"

#include "base/language.h"

/* What people hand in under the name of a table, by its first bytes. */
static const struct {
    const char *start;
    size_t length;
    const char *what;
} strangers[] = {
    { "PK\x03\x04", 4, N_("this is an Excel workbook (.xlsx); open it and save the sheet as \"CSV UTF-8\"") },
    { "\xD0\xCF\x11\xE0", 4, N_("this is an old Excel workbook (.xls); open it and save the sheet as \"CSV UTF-8\"") },
    { "%PDF", 4, N_("this is a PDF; ask for the table it was printed from, as \"CSV UTF-8\"") },
    { "<html", 5, N_("this is a web page, not a table of text; open it in Excel and save it as \"CSV UTF-8\"") },
    { "<table", 6, N_("this is a web page, not a table of text; open it in Excel and save it as \"CSV UTF-8\"") },
    { "<!doctype", 9, N_("this is a web page, not a table of text; open it in Excel and save it as \"CSV UTF-8\"") },
    { "\xFF\xFE", 2, N_("this is UTF-16 text; save it as \"CSV UTF-8\"") },
    { "\xFE\xFF", 2, N_("this is UTF-16 text; save it as \"CSV UTF-8\"") },
};

static const struct error *refuse_strangers(struct text head)
{
    struct text text = text_trim(head);
    if (text.length == 0) {
        return error_new(ERROR_FAILED, _("the file is empty"));
    }
    for (size_t i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        struct text start = { strangers[i].start, strangers[i].length };
        if (text.length >= start.length && text_equal_nocase((struct text){ text.bytes, start.length }, start)) {
            return error_new(ERROR_FAILED, "%s", _(strangers[i].what));
        }
    }
    if (memchr(head.bytes, '\0', head.length) != NULL) {
        return error_new(ERROR_FAILED, _("this is not text (NUL bytes); save the table as \"CSV UTF-8\""));
    }
    return NULL;
}

/* How well a delimiter explains the file: its number in the first record, times the share, in thousandths, of the records
 * that have as many. */
static int64_t score(struct text head, bool whole, char delimiter)
{
    int64_t first = 0; /* fields of the first record; 0 = not read yet */
    int64_t same = 0;
    int64_t records = 0;
    int64_t fields = 1;
    bool quoted = false;
    size_t start = 0; /* of the field */
    for (size_t i = 0; i < head.length; i++) {
        char byte = head.bytes[i];
        if (byte == '"' && (quoted || i == start)) {
            quoted = !quoted;
            start = quoted ? start : i + 1; /* a doubled quote opens again at once */
        } else if (!quoted && byte == delimiter) {
            fields += 1;
            start = i + 1;
        } else if (!quoted && (byte == '\n' || byte == '\r')) {
            bool blank = fields == 1 && start == i;
            start = i + 1;
            if (!blank) {
                first = first == 0 ? fields : first;
                same += fields == first ? 1 : 0;
                records += 1;
            }
            fields = 1;
        }
    }
    if (whole && start < head.length) { /* the last record has no line end */
        first = first == 0 ? fields : first;
        same += fields == first ? 1 : 0;
        records += 1;
    }
    return records == 0 ? 0 : (first - 1) * same * 1000 / records;
}

const struct error *dialect_detect(struct text head, bool whole, struct dialect *out)
{
    static const char candidates[] = { ',', ';', '\t' };
    TRY(refuse_strangers(head));
    struct dialect dialect = { .delimiter = ',' };
    if (text_starts_with(head, TEXT("\xEF\xBB\xBF"))) {
        dialect.bom = true;
        head.bytes += 3;
        head.length -= 3;
    }
    if (head.length >= 6 && text_equal_nocase((struct text){ head.bytes, 4 }, TEXT("sep=")) &&
        memchr(candidates, head.bytes[4], sizeof(candidates)) != NULL && (head.bytes[5] == '\n' || head.bytes[5] == '\r')) {
        dialect.declared = true;
        dialect.delimiter = head.bytes[4];
        *out = dialect;
        return NULL;
    }
    int64_t best = 0;
    for (size_t i = 0; i < sizeof(candidates); i++) {
        int64_t candidate = score(head, whole, candidates[i]);
        if (candidate > best) {
            best = candidate;
            dialect.delimiter = candidates[i];
        }
    }
    *out = dialect;
    return NULL;
}

const struct error *dialect_begin(struct csv *csv, struct dialect *out, struct csv_record *header_out)
{
    struct text head;
    bool whole;
    bool more;
    TRY(csv_peek(csv, DIALECT_HEAD, &head, &whole));
    TRY(dialect_detect(head, whole, out));
    csv_use_delimiter(csv, out->delimiter);
    TRY(csv_next(csv, header_out, &more));
    if (more && out->declared) {
        TRY(csv_next(csv, header_out, &more));
    }
    return more ? NULL : error_new(ERROR_FAILED, _("the file is empty"));
}


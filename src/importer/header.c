#include "importer/header.h"

#include <threads.h>

#include "importer/spelling.h"

enum list { LIST_FIELDS, LIST_GROUPS, LIST_BUSINESS, LIST_ACCOUNT, LIST_VERDICTS, LIST_REPORTS, LIST_ANNEX, LIST_OTHERS };
enum group { GROUP_PERSON, GROUP_BUSINESS, GROUP_ACCOUNT };
enum other { OTHER_PASSED_OVER, OTHER_DECISIVE };

/* "DATA USAHA: DOMISILI USAHA: KAB/KOTA": a header below three rows. */
enum { GROUPS_DEEP = 3 };

static bool field_code(struct text name, int64_t *code_out)
{
    enum field field;
    bool found = field_find(name, &field);
    *code_out = found ? (int64_t)field : -1;
    return found;
}

static bool one_of(struct text name, const char *const *names, size_t count, int64_t *code_out)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_of(names[i]))) {
            *code_out = (int64_t)i;
            return true;
        }
    }
    return false;
}

static bool group_code(struct text name, int64_t *code_out)
{
    static const char *const names[] = { [GROUP_PERSON] = "pemohon", [GROUP_BUSINESS] = "usaha", [GROUP_ACCOUNT] = "rekening" };
    return one_of(name, names, 3, code_out);
}

static bool other_code(struct text name, int64_t *code_out)
{
    static const char *const names[] = { [OTHER_PASSED_OVER] = "passed_over", [OTHER_DECISIVE] = "decisive" };
    return one_of(name, names, 2, code_out);
}

static const char *const verdict_columns[VERDICT_COLUMNS] = { [VERDICT_COLUMN_KEPUTUSAN] = "keputusan", [VERDICT_COLUMN_ALASAN] = "alasan" };

static bool verdict_column_code(struct text name, int64_t *code_out)
{
    return one_of(name, verdict_columns, VERDICT_COLUMNS, code_out);
}

static const char *const report_columns[REPORT_COLUMNS] = { [REPORT_COLUMN_TANGGAL] = "tanggal", [REPORT_COLUMN_JUMLAH] = "jumlah", [REPORT_COLUMN_BERKAS] = "berkas" };

static bool report_column_code(struct text name, int64_t *code_out)
{
    return one_of(name, report_columns, REPORT_COLUMNS, code_out);
}

static bool annex_column_code(struct text name, int64_t *code_out)
{
    static const char *const names[] = { "jumlah" };
    return one_of(name, names, 1, code_out);
}

static const struct spelling_list lists[] = {
    [LIST_FIELDS] = { "fields", field_code },   [LIST_GROUPS] = { "groups", group_code },
    [LIST_BUSINESS] = { "usaha", field_code },  [LIST_ACCOUNT] = { "rekening", field_code },
    [LIST_VERDICTS] = { "verifikasi", verdict_column_code },
    [LIST_REPORTS] = { "lpj", report_column_code }, [LIST_ANNEX] = { "sk", annex_column_code }, [LIST_OTHERS] = { "others", other_code },
    { NULL, NULL },
};

static struct spellings *headers; /* once read, until the program ends */

static struct error fault; /* why they could not be */

static void load_once(void)
{
    const struct error *error = spellings_built_in("columns.yaml", lists, &headers);
    fault = error == NULL ? fault : *error;
}

const struct error *header_load(void)
{
    static once_flag loaded = ONCE_FLAG_INIT;
    call_once(&loaded, load_once);
    return headers != NULL ? NULL : error_new(fault.kind, "%s", fault.message);
}

static bool is_other(enum other other, struct text folded)
{
    int64_t code;
    return spellings_find(headers, LIST_OTHERS, folded, &code) && code == (int64_t)other;
}

static bool find_field(enum list list, struct text folded, enum field *out)
{
    int64_t code;
    if (!spellings_find(headers, (int)list, folded, &code)) {
        return false;
    }
    *out = (enum field)code;
    return true;
}

static bool ends_with(struct text text, struct text end)
{
    return text.length >= end.length && memcmp(text.bytes + text.length - end.length, end.bytes, end.length) == 0;
}

static bool read_folded(struct text folded, int deep, enum field *out);

/* What is left of the header without the name of a group, read as below that name. The longest name is taken: it leaves
 * the least to be said twice. */
static bool read_in_group(struct text folded, int deep, enum field *out)
{
    static const enum list of_group[] = { [GROUP_PERSON] = LIST_FIELDS, [GROUP_BUSINESS] = LIST_BUSINESS, [GROUP_ACCOUNT] = LIST_ACCOUNT };
    size_t count;
    size_t longest = 0;
    bool found = false;
    const struct spelling *all = spellings_all(headers, &count);
    for (size_t i = 0; i < count; i++) {
        struct text name = all[i].folded;
        if (all[i].list != LIST_GROUPS || name.length <= longest || name.length >= folded.length) {
            continue;
        }
        struct text rest = { folded.bytes, folded.length - name.length };
        if (text_starts_with(folded, name)) {
            rest.bytes += name.length;
        } else if (!ends_with(folded, name)) {
            continue;
        }
        enum field field;
        if (find_field(of_group[all[i].code], rest, &field) || (all[i].code == GROUP_PERSON && read_folded(rest, deep - 1, &field)) ||
            (all[i].code != GROUP_PERSON && deep > 1 && read_in_group(rest, deep - 1, &field))) {
            longest = name.length;
            *out = field;
            found = true;
        }
    }
    return found;
}

static bool read_folded(struct text folded, int deep, enum field *out)
{
    if (folded.length == 0 || is_other(OTHER_PASSED_OVER, folded)) {
        return false;
    }
    return find_field(LIST_FIELDS, folded, out) || (deep > 0 && read_in_group(folded, deep, out));
}

static bool is_one_of(char byte, const char *bytes)
{
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

/* Whether the text in parentheses makes the header another's. */
static bool is_decisive(struct text hint)
{
    struct folded folded;
    while (hint.length > 0) {
        struct text word = hint;
        size_t length = 0;
        while (length < hint.length && !is_one_of(hint.bytes[length], " ,./-")) {
            length++;
        }
        word.length = length;
        header_fold(word, &folded);
        if (is_other(OTHER_DECISIVE, folded_text(&folded))) {
            return true;
        }
        hint.bytes += length < hint.length ? length + 1 : length;
        hint.length -= length < hint.length ? length + 1 : length;
    }
    return false;
}

/* Cuts a text in parentheses from the end: "Tanggal Lahir (dd/mm/yyyy) *". False when there is none, or it is decisive. */
static bool cut_hint(struct text *header)
{
    struct text text = *header;
    while (text.length > 0 && is_one_of(text.bytes[text.length - 1], " *:.\r\n\t")) {
        text.length--;
    }
    if (text.length == 0 || !is_one_of(text.bytes[text.length - 1], ")]")) {
        return false;
    }
    size_t open = text.length - 1;
    for (int depth = 1; open > 0 && depth > 0;) {
        open--;
        depth += is_one_of(text.bytes[open], ")]") ? 1 : 0;
        depth -= is_one_of(text.bytes[open], "([") ? 1 : 0;
    }
    if (open == 0 || is_decisive((struct text){ text.bytes + open + 1, text.length - open - 2 })) {
        return false;
    }
    *header = (struct text){ text.bytes, open };
    return true;
}

enum header_kind header_read(struct text header, enum field *out)
{
    CHECK(header_load() == NULL);
    struct folded folded;
    do {
        header_fold(header, &folded);
        if (is_other(OTHER_PASSED_OVER, folded_text(&folded))) {
            return HEADER_PASSED_OVER;
        }
        if (read_folded(folded_text(&folded), GROUPS_DEEP, out)) {
            return HEADER_FIELD;
        }
    } while (cut_hint(&header));
    return HEADER_UNKNOWN;
}

const char *verdict_column_name(enum verdict_column column)
{
    return verdict_columns[column];
}

/* By its name in a list of columns that are no fields. */
static bool means_in(enum list list, struct text header, int64_t *code_out)
{
    CHECK(header_load() == NULL);
    struct folded folded;
    do {
        header_fold(header, &folded);
        if (spellings_find(headers, (int)list, folded_text(&folded), code_out)) {
            return true;
        }
    } while (cut_hint(&header));
    return false;
}

bool header_means_verdict(struct text header, enum verdict_column *out)
{
    int64_t code = 0;
    bool found = means_in(LIST_VERDICTS, header, &code);
    *out = (enum verdict_column)code;
    return found;
}

const char *report_column_name(enum report_column column)
{
    return report_columns[column];
}

bool header_means_report(struct text header, enum report_column *out)
{
    int64_t code = 0;
    bool found = means_in(LIST_REPORTS, header, &code);
    *out = (enum report_column)code;
    return found;
}

bool header_means_annex_amount(struct text header)
{
    int64_t code;
    return means_in(LIST_ANNEX, header, &code);
}

bool header_means(struct text header, enum field *out)
{
    return header_read(header, out) == HEADER_FIELD;
}

/* Of all letters of both texts, how many stand in words that both have; in hundredths. */
static int shared_words(struct text a, struct text b)
{
    size_t shared = 0;
    size_t letters = 0;
    struct text rest_b = b;
    while (rest_b.length > 0) {
        letters += text_trim(text_split(&rest_b, ' ')).length;
    }
    while (a.length > 0) {
        struct folded word;
        header_fold(text_split(&a, ' '), &word);
        letters += word.length;
        bool found = false;
        for (rest_b = b; rest_b.length > 0 && !found && word.length > 1;) {
            struct folded other;
            header_fold(text_split(&rest_b, ' '), &other);
            found = text_equal(folded_text(&word), folded_text(&other));
        }
        shared += found ? 2 * word.length : 0;
    }
    return letters == 0 || shared > letters ? (letters == 0 ? 0 : 100) : (int)(shared * 100 / letters);
}

int header_likeness(struct text header, enum field field)
{
    CHECK(header_load() == NULL);
    size_t count;
    int best = 0;
    struct folded folded;
    const struct spelling *all = spellings_all(headers, &count);
    header = text_cut(header, HEADER_FOLD_BYTES);
    header_fold(header, &folded);
    for (size_t i = 0; i < count && folded.length > 0; i++) {
        if (all[i].list != LIST_FIELDS || all[i].code != (int64_t)field) {
            continue;
        }
        size_t longer = folded.length > all[i].folded.length ? folded.length : all[i].folded.length;
        bool comparable = folded.length <= 2 * all[i].folded.length && all[i].folded.length <= 2 * folded.length;
        size_t distance = comparable ? text_distance(folded_text(&folded), all[i].folded) : longer;
        int near = distance >= longer ? 0 : (int)((longer - distance) * 100 / longer);
        int words = shared_words(header, all[i].text);
        near = near > words ? near : words;
        best = near > best ? near : best;
    }
    return best;
}

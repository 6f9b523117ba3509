#include "importer/day_text.h"

enum { PARTS = 3, MONTHS = 12, SERIAL_OF_1970 = 25569, SERIAL_MAX = 73050 };

/* A run of digits or of letters. */
struct part {
    struct text text;
    bool word;
    int64_t number;
};

struct parts {
    struct part items[PARTS];
    char marks[PARTS - 1]; /* what stands between them: '/', '-', '.', ',' or ' '; 0 = nothing */
    size_t count;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static struct text drop(struct text text, size_t bytes)
{
    return (struct text){ text.bytes + bytes, text.length - bytes };
}

static bool is_of(struct text word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal_nocase(word, text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* 1 to 12; 0 for another word. */
static int month_of(struct text word)
{
    static const char *const names[MONTHS][7] = {
        { "januari", "jan", "january" },
        { "februari", "feb", "pebruari", "peb", "february" },
        { "maret", "mar", "march", "mrt" },
        { "april", "apr" },
        { "mei", "may" },
        { "juni", "jun", "june" },
        { "juli", "jul", "july" },
        { "agustus", "agu", "agt", "ags", "agust", "august", "aug" },
        { "september", "sep", "sept" },
        { "oktober", "okt", "october", "oct" },
        { "november", "nov", "nopember", "nop" },
        { "desember", "des", "december", "dec" },
    };
    for (int month = 0; month < MONTHS; month++) {
        size_t count = 0;
        while (count < 7 && names[month][count] != NULL) {
            count++;
        }
        if (is_of(word, names[month], count)) {
            return month + 1;
        }
    }
    return 0;
}

/* "Senin, 3 Maret 1990": without the day of the week. */
static struct text cut_weekday(struct text text)
{
    static const char *const names[] = { "senin",  "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu",  "minggu",  "ahad",      "sen",      "sel",    "rab",
                                         "kam",    "jum",    "sab",  "min",   "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                                         "mon",    "tue",    "wed",  "thu",   "fri",    "sat",    "sun" };
    size_t at = 0;
    while (at < text.length && (is_letter(text.bytes[at]) || text.bytes[at] == '\'')) {
        at++;
    }
    if (at == 0 || at == text.length || (text.bytes[at] != ',' && text.bytes[at] != ' ') ||
        !is_of((struct text){ text.bytes, at }, names, sizeof(names) / sizeof(names[0]))) {
        return text;
    }
    return text_trim(drop(text, at + 1));
}

/* "00:00:00", "13:45", "12:00:00 AM", "00:00:00.000" */
static bool is_time(struct text text)
{
    static const int64_t most[] = { 23, 59, 59 };
    text = text_trim(text);
    if (text.length > 2 && (text_equal_nocase(drop(text, text.length - 2), TEXT("am")) || text_equal_nocase(drop(text, text.length - 2), TEXT("pm")))) {
        text = text_trim((struct text){ text.bytes, text.length - 2 });
    }
    struct text fraction = text;
    text = text_split(&fraction, '.');
    if (fraction.bytes != NULL && !text_all_digits(fraction)) {
        return false;
    }
    size_t count = 0;
    do {
        int64_t number;
        struct text part = text_split(&text, ':');
        if (count == 3 || part.length > 2 || !text_to_integer(part, &number) || number > most[count]) {
            return false;
        }
        count++;
    } while (text.bytes != NULL);
    return count > 1;
}

/* The text without a time behind it: the day is what is asked for. */
static bool cut_time(struct text *text)
{
    const char *colon = memchr(text->bytes, ':', text->length);
    if (colon == NULL) {
        return true;
    }
    size_t hour = (size_t)(colon - text->bytes);
    while (hour > 0 && is_digit(text->bytes[hour - 1])) {
        hour--;
    }
    if (hour == 0 || (text->bytes[hour - 1] != ' ' && text->bytes[hour - 1] != 'T') || !is_time(drop(*text, hour))) {
        return false;
    }
    text->length = hour - 1;
    *text = text_trim(*text);
    text->length -= text->length > 0 && text->bytes[text->length - 1] == ',' ? 1 : 0;
    return true;
}

/* What stands between two parts, with blanks around: one mark, or nothing. */
static bool read_mark(struct text *rest, char *out)
{
    *out = '\0';
    while (rest->length > 0 && !is_digit(rest->bytes[0]) && !is_letter(rest->bytes[0])) {
        char byte = rest->bytes[0];
        bool blank = byte == ' ';
        if (!blank && (byte != '/' && byte != '-' && byte != '.' && byte != ',')) {
            return false;
        }
        if (!blank && *out != '\0' && *out != ' ') {
            return false;
        }
        *out = blank && *out != '\0' ? *out : byte;
        *rest = drop(*rest, 1);
    }
    return true;
}

static bool split_parts(struct text rest, struct parts *out)
{
    out->count = 0;
    while (rest.length > 0) {
        if (out->count == PARTS || (out->count > 0 && !read_mark(&rest, &out->marks[out->count - 1])) || rest.length == 0) {
            return false;
        }
        struct part *part = &out->items[out->count++];
        size_t length = 0;
        part->word = is_letter(rest.bytes[0]);
        while (length < rest.length && (part->word ? is_letter(rest.bytes[length]) : is_digit(rest.bytes[length]))) {
            length++;
        }
        part->text = (struct text){ rest.bytes, length };
        if (length == 0 || (!part->word && (length > 4 || !text_to_integer(part->text, &part->number)))) {
            return false;
        }
        rest = drop(rest, length);
    }
    return out->count == PARTS;
}

/* `year` as it is written, with two or four digits. */
static struct day day_in(const struct part *year, int64_t month, int64_t date, struct day latest)
{
    struct day day;
    if (year->text.length == 4) {
        return day_of((int)year->number, (int)month, (int)date, &day) ? day : DAY_NONE;
    }
    if (day_of((int)(2000 + year->number), (int)month, (int)date, &day) && day.number <= latest.number) {
        return day;
    }
    return day_of((int)(1900 + year->number), (int)month, (int)date, &day) ? day : DAY_NONE;
}

static bool is_year(const struct part *part)
{
    return !part->word && (part->text.length == 4 || part->text.length == 2);
}

static bool is_short(const struct part *part)
{
    return !part->word && part->text.length <= 2;
}

/* "3 Maret 1990", "Mar 3, 1990", "1990 Maret 3" */
static struct day read_named(const struct parts *parts, struct day latest)
{
    const struct part *first = &parts->items[0];
    const struct part *second = &parts->items[1];
    const struct part *third = &parts->items[2];
    int month = month_of(first->word ? first->text : second->text);
    if (month == 0 || third->word || first->word == second->word) {
        return DAY_NONE;
    }
    if (!first->word && first->text.length == 4) {
        return is_short(third) ? day_in(first, month, third->number, latest) : DAY_NONE;
    }
    const struct part *date = first->word ? second : first;
    return is_short(date) && is_year(third) ? day_in(third, month, date->number, latest) : DAY_NONE;
}

static void read_numbers(const struct parts *parts, struct day latest, struct day_reading *out)
{
    const struct part *items = parts->items;
    if (parts->marks[0] != parts->marks[1] || parts->marks[0] == ',' || parts->marks[0] == '\0') {
        return;
    }
    if (items[0].text.length == 4) {
        out->day = is_short(&items[1]) && is_short(&items[2]) ? day_in(&items[0], items[1].number, items[2].number, latest) : DAY_NONE;
        out->form = day_is_none(out->day) ? DAY_NONE_AT_ALL : DAY_CERTAIN;
        return;
    }
    if (!is_short(&items[0]) || !is_short(&items[1]) || !is_year(&items[2])) {
        return;
    }
    out->day = day_in(&items[2], items[1].number, items[0].number, latest);
    out->month_first = day_in(&items[2], items[0].number, items[1].number, latest);
    if (day_is_none(out->day)) {
        out->form = day_is_none(out->month_first) ? DAY_NONE_AT_ALL : DAY_MONTH_FIRST;
    } else if (day_is_none(out->month_first)) {
        out->form = DAY_DAY_FIRST;
    } else {
        out->form = out->day.number == out->month_first.number ? DAY_CERTAIN : DAY_EITHER;
    }
}

/* "31/03/1990", as most files have it, without looking for what else it may be. */
static bool split_usual(struct text text, struct parts *out)
{
    if (text.length != 10 || text.bytes[2] != text.bytes[5] || (text.bytes[2] != '/' && text.bytes[2] != '-')) {
        return false;
    }
    static const unsigned char starts[] = { 0, 3, 6 };
    static const unsigned char lengths[] = { 2, 2, 4 };
    for (size_t i = 0; i < PARTS; i++) {
        struct part *part = &out->items[i];
        part->text = (struct text){ text.bytes + starts[i], lengths[i] };
        part->word = false;
        part->number = 0;
        for (size_t at = 0; at < lengths[i]; at++) {
            if (!is_digit(part->text.bytes[at])) {
                return false;
            }
            part->number = part->number * 10 + (part->text.bytes[at] - '0');
        }
    }
    out->marks[0] = text.bytes[2];
    out->marks[1] = text.bytes[2];
    out->count = PARTS;
    return true;
}

void day_text_read(struct text text, struct day latest, struct day_reading *out)
{
    struct parts parts;
    *out = (struct day_reading){ DAY_NONE_AT_ALL, DAY_NONE, DAY_NONE };
    if (day_parse_iso(text, &out->day)) {
        out->form = DAY_CERTAIN;
        return;
    }
    out->day = DAY_NONE;
    if (split_usual(text, &parts)) {
        read_numbers(&parts, latest, out);
        return;
    }
    text = cut_weekday(text_trim(text));
    if (text.length == 0 || !cut_time(&text) || !split_parts(text, &parts)) {
        return;
    }
    if (parts.items[0].word || parts.items[1].word || parts.items[2].word) {
        out->day = read_named(&parts, latest);
        out->form = day_is_none(out->day) ? DAY_NONE_AT_ALL : DAY_CERTAIN;
    } else {
        read_numbers(&parts, latest, out);
    }
}

bool day_read(struct text text, struct day *out)
{
    struct parts parts;
    if (day_parse_iso(text, out)) {
        return true;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == ' ') {
            return false;
        }
    }
    if (text.length == 0 || !split_parts(text, &parts) || parts.items[2].text.length != 4) {
        return false;
    }
    struct day_reading reading = { DAY_NONE_AT_ALL, DAY_NONE, DAY_NONE };
    if (!parts.items[0].word && !parts.items[1].word && !parts.items[2].word) {
        read_numbers(&parts, DAY_NONE, &reading);
    }
    if (day_is_none(reading.day)) {
        return false;
    }
    *out = reading.day;
    return true;
}

bool day_of_serial(struct text text, struct day *out)
{
    int64_t number;
    if (text.length != 5 || !text_to_integer(text, &number) || number < 10000 || number > SERIAL_MAX) {
        return false;
    }
    out->number = (int32_t)(number - SERIAL_OF_1970);
    return true;
}

#include "importer/title_year.h"

#include "base/error.h"

enum { YEAR_DIGITS = 4, FIRST_YEAR = 2010, LAST_YEAR = 2099 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_one_of(struct text word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (text_equal_nocase(word, text_of(*words))) {
            return true;
        }
    }
    return false;
}

/* What stands before `end`, without blanks and punctuation. */
static struct text before(struct text line, size_t end)
{
    while (end > 0 && !is_digit(line.bytes[end - 1]) && !is_letter(line.bytes[end - 1])) {
        end--;
    }
    return (struct text){ line.bytes, end };
}

static struct text last_token(struct text text)
{
    size_t from = text.length;
    while (from > 0 && text.bytes[from - 1] != ' ' && text.bytes[from - 1] != '\t' && text.bytes[from - 1] != ',' && text.bytes[from - 1] != ';') {
        from--;
    }
    return (struct text){ text.bytes + from, text.length - from };
}

static bool has_digit(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (is_digit(text.bytes[i])) {
            return true;
        }
    }
    return false;
}

/* "NOMOR 12/KEP/2021", "No.5", "UU 27": what ends in it is the number of a decree or a law. */
static bool ends_in_decree(struct text text)
{
    static const char *const decrees[] = { "NOMOR", "NOMER", "NO", "UU", "PP", "PERDA", "PERGUB", "KEPGUB", "PERPRES", "INPRES", "PERMENDAGRI", NULL };
    struct text number = last_token(text);
    if (!has_digit(number)) {
        return false;
    }
    size_t letters = 0;
    while (letters < number.length && is_letter(number.bytes[letters])) {
        letters++;
    }
    if (letters > 0 && is_one_of((struct text){ number.bytes, letters }, decrees)) {
        return true;
    }
    struct text rest = before(text, text.length - number.length);
    return is_one_of(last_token(rest), decrees);
}

/* The word that makes the number behind it the programme's year, "T.A." with its dots. */
static bool names_a_year(struct text line, size_t at)
{
    static const char *const words[] = { "TAHUN", "THN", "TH", "TA", "T.A", "ANGGARAN", "DUMISAKE", NULL };
    struct text text = before(line, at);
    size_t from = text.length;
    while (from > 0 && (is_letter(text.bytes[from - 1]) || text.bytes[from - 1] == '.')) {
        from--;
    }
    return is_one_of((struct text){ text.bytes + from, text.length - from }, words) && !ends_in_decree(before(line, from));
}

/* The number of four digits that begins here and may be a year; else 0. */
static int year_at(struct text line, size_t at)
{
    int year = 0;
    if (at + YEAR_DIGITS > line.length || (at > 0 && is_digit(line.bytes[at - 1])) ||
        (at + YEAR_DIGITS < line.length && is_digit(line.bytes[at + YEAR_DIGITS]))) {
        return 0;
    }
    for (size_t i = at; i < at + YEAR_DIGITS; i++) {
        if (!is_digit(line.bytes[i])) {
            return 0;
        }
        year = year * 10 + (line.bytes[i] - '0');
    }
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* The first year of the line, `year` itself when it is among them; 0 = the line names none. */
static int year_of_line(struct text line, int year)
{
    int named = 0;
    bool right = false;
    for (size_t at = 0; at < line.length; at++) {
        int found = year_at(line, at);
        right = right || found == year;
        if (found != 0 && named == 0 && names_a_year(line, at)) {
            named = found;
        }
    }
    return named != 0 && right ? year : named;
}

struct title_year title_year_other(const struct records *titles, int year)
{
    struct title_year other = { 0 };
    for (size_t i = 0; i < titles->count; i++) {
        int named = year_of_line(titles->items[i].record.raw, year);
        if (named == year) {
            return (struct title_year){ 0 };
        }
        if (named != 0 && other.year == 0) {
            other = (struct title_year){ named, titles->items[i].record.line };
        }
    }
    return other;
}

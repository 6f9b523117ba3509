#include "importer/record_look.h"

#include "importer/cell_kind.h"
#include "importer/profile.h"

size_t record_count_typed(const struct csv_record *record)
{
    size_t typed = 0;
    for (size_t i = 0; i < record->count; i++) {
        typed += cell_kind_is_typed(cell_kind(record->fields[i])) ? 1 : 0;
    }
    return typed;
}

bool record_is_numbers(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = text_trim(record->fields[i]);
        int64_t number;
        if (cell.length >= 3 && strchr("([", cell.bytes[0]) != NULL) {
            cell = (struct text){ cell.bytes + 1, cell.length - 2 };
        } else if (cell.length >= 2 && cell.bytes[cell.length - 1] == '.') {
            cell.length -= 1;
        }
        if (!text_to_integer(cell, &number) || number != (int64_t)i + 1) {
            return false;
        }
    }
    return record->count >= 4;
}

bool record_is_years(const struct csv_record *record)
{
    int64_t before = 0;
    size_t years = 0;
    for (size_t i = 0; i < record->count; i++) {
        int64_t number;
        struct text cell = text_trim(record->fields[i]);
        if (cell.length != 4 || !text_to_integer(cell, &number) || number < 1900 || number > 2100) {
            continue;
        }
        if (before != 0 && number != before + 1 && number != before - 1) {
            return false;
        }
        before = number;
        years += 1;
    }
    return years >= 3 && years * 2 >= record->count;
}

bool record_is_year_groups(const struct csv_record *record)
{
    int64_t before = 0;
    size_t years = 0;
    size_t repeats = 0;
    for (size_t i = 0; i < record->count; i++) {
        int64_t number;
        struct text cell = text_trim(record->fields[i]);
        if (cell.length != 4 || !text_to_integer(cell, &number) || number < 1900 || number > 2100) {
            if (years > 0 && cell.length > 0) {
                return false;
            }
            continue;
        }
        repeats += number == before ? 1 : 0;
        before = number;
        years += 1;
    }
    return repeats > 0 && repeats < years - 1 && years * 2 >= record->count && years < record->count;
}

/* "I", "A.", "2)": what numbers the sections of a table. */
static bool is_section_number(struct text cell)
{
    if (cell.length > 1 && strchr(".):", cell.bytes[cell.length - 1]) != NULL) {
        cell.length -= 1;
    }
    bool roman = cell.length > 0 && cell.length <= 5;
    for (size_t i = 0; i < cell.length; i++) {
        roman = roman && strchr("IVXLCivxlc", cell.bytes[i]) != NULL;
    }
    bool letter = cell.length == 1 && ((cell.bytes[0] >= 'A' && cell.bytes[0] <= 'Z') || (cell.bytes[0] >= 'a' && cell.bytes[0] <= 'z'));
    return roman || letter;
}

bool record_is_section(const struct csv_record *record)
{
    return record->count >= 4 && record_filled(record) == 2 && is_section_number(text_trim(record->fields[0]));
}

bool record_has_long_number(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        size_t digits = 0;
        for (size_t j = 0; j < record->fields[i].length; j++) {
            char byte = record->fields[i].bytes[j];
            digits += byte >= '0' && byte <= '9' ? 1 : 0;
        }
        if (digits >= 10) {
            return true;
        }
    }
    return false;
}

bool record_equal(const struct csv_record *a, const struct csv_record *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; i < a->count && equal; i++) {
        equal = text_equal_nocase(text_trim(a->fields[i]), text_trim(b->fields[i]));
    }
    return equal;
}

bool record_is_comment(const struct csv_record *record)
{
    struct text cell = record->count > 0 ? text_trim(record->fields[0]) : TEXT_EMPTY;
    return cell.length > 1 && cell.bytes[0] == '#';
}

bool record_is_prose(const struct csv_record *record)
{
    for (size_t i = 1; i < record->count; i++) {
        struct text cell = record->fields[i];
        if (cell.length < 2 || cell.bytes[0] != ' ' || text_trim(cell).length == 0) {
            return false;
        }
    }
    return record->count > 1;
}

bool record_is_key_value(const struct csv_record *record)
{
    size_t filled = record_filled(record);
    bool told = false;
    if (record->count < 4 || filled < 2 || filled > 3 || filled * 2 > record->count) {
        return false;
    }
    for (size_t i = 0; i < filled; i++) {
        struct text cell = text_trim(record->fields[i]);
        if (cell.length == 0) {
            return false;
        }
        told = told || (i > 0 ? cell.bytes[0] : cell.bytes[cell.length - 1]) == ':';
    }
    bool named = cell_kind(record->fields[0]) == KIND_TEXT;
    return named && (told || (filled == 2 && cell_kind_is_typed(cell_kind(record->fields[1]))));
}

bool record_is_sub_header(const struct csv_record *upper, const struct csv_record *lower)
{
    size_t groups = 0;
    bool in_group = false;
    size_t ranges = 0;
    if (upper->count != lower->count || record_count_typed(lower) > 0 || record_count_typed(upper) > 0) {
        return false;
    }
    for (size_t i = 0; i < upper->count; i++) {
        bool above = text_trim(upper->fields[i]).length > 0;
        bool below = text_trim(lower->fields[i]).length > 0;
        if (below && !above && !in_group) {
            return false; /* a value under no name */
        }
        groups += above && below ? 1 : 0;
        ranges += !above && below ? 1 : 0;
        in_group = below;
    }
    return groups > 0 && ranges > 0;
}

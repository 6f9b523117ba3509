#include "importer/profile.h"

#define TYPED_OF_TEN 7 /* filled cells of a typed column that are of its kind */

size_t record_filled(const struct csv_record *record)
{
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++) {
        filled += text_trim(record->fields[i]).length > 0 ? 1 : 0;
    }
    return filled;
}

/* Rows that say what the columns hold; all of them when none has many cells. */
static bool is_telling(const struct csv_record *record, size_t width, size_t most)
{
    return record->count == width && record_filled(record) * 3 >= most;
}

void profile_make(const struct record_copy *rows, size_t from, size_t to, size_t width, struct profile *out)
{
    out->width = width;
    out->typed = 0;
    size_t most = 0; /* cells of the fullest row */
    for (size_t i = from; i < to; i++) {
        size_t filled = rows[i].record.count == width ? record_filled(&rows[i].record) : 0;
        most = filled > most ? filled : most;
    }
    for (size_t column = 0; column < width; column++) {
        size_t seen[CELL_KINDS] = { 0 };
        size_t filled = 0;
        size_t rows_seen = 0;
        out->kinds[column] = KIND_EMPTY;
        for (size_t i = from; i < to; i++) {
            if (is_telling(&rows[i].record, width, most)) {
                enum cell_kind kind = cell_kind(rows[i].record.fields[column]);
                seen[kind] += 1;
                filled += kind == KIND_EMPTY ? 0 : 1;
                rows_seen += 1;
            }
        }
        out->always[column] = rows_seen > 0 && filled * 10 >= rows_seen * 9;
        for (int kind = KIND_NUMBER; kind < KIND_TEXT && filled > 0; kind++) {
            if (seen[kind] * 10 >= filled * TYPED_OF_TEN) {
                out->kinds[column] = (enum cell_kind)kind;
                out->typed += 1;
            }
        }
        if (filled > 0 && out->kinds[column] == KIND_EMPTY) {
            out->kinds[column] = KIND_TEXT;
        }
    }
}

struct profile_match profile_match(const struct profile *profile, const struct csv_record *record)
{
    struct profile_match match = { 0 };
    for (size_t i = 0; i < record->count; i++) {
        enum cell_kind kind = cell_kind(record->fields[i]);
        match.filled += kind == KIND_EMPTY ? 0 : 1;
        match.typed += cell_kind_is_typed(kind) ? 1 : 0;
        if (i < profile->width && cell_kind_is_typed(profile->kinds[i])) {
            match.agree += kind == profile->kinds[i] ? 1 : 0;
            match.contradict += kind == KIND_TEXT ? 1 : 0;
            match.missing += kind == KIND_EMPTY && profile->always[i] ? 1 : 0;
        }
    }
    return match;
}

bool record_is_names(const struct csv_record *record)
{
    size_t count = record->count;
    while (count > 2 && text_trim(record->fields[count - 1]).length == 0) {
        count--;
    }
    for (size_t i = 0; i < count; i++) {
        struct text cell = text_trim(record->fields[i]);
        if (cell.length == 0 || cell.length > 80 || cell_kind(cell) != KIND_TEXT) {
            return false;
        }
        for (size_t j = 0; j < i; j++) {
            if (text_equal(cell, text_trim(record->fields[j]))) {
                return false;
            }
        }
    }
    return count > 0;
}

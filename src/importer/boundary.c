#include "importer/boundary.h"

void boundary_watch(struct boundary_watch *watch, const struct profile *profile, const struct records *headers, const struct record_copy *rows,
                    size_t row_count)
{
    *watch = (struct boundary_watch){ profile, headers->items, headers->count, rows, row_count, profile->width, watch->opinions };
    for (size_t i = 0; i < profile->width && watch->sentinel == profile->width; i++) {
        if (profile->kinds[i] == KIND_NUMBER || profile->kinds[i] == KIND_DATE || profile->kinds[i] == KIND_TIME) {
            watch->sentinel = i;
        }
    }
}

static bool has_digit(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] >= '0' && text.bytes[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool is_of_header(const struct csv_record *header, struct text cell)
{
    for (size_t i = 0; i < header->count; i++) {
        if (text_equal(cell, text_trim(header->fields[i]))) {
            return true;
        }
    }
    return false;
}

#define CELLS_LOOKED_AT 64U /* enough to know a header again, however wide */

/* Two cells at least, and more than half of them, are names of the header. */
static bool is_header_again(const struct boundary_watch *watch, const struct csv_record *record)
{
    for (size_t row = 0; row < watch->header_count; row++) {
        const struct csv_record *header = &watch->headers[row].record;
        size_t known = 0;
        size_t filled = 0;
        for (size_t i = 0; i < record->count && i < CELLS_LOOKED_AT; i++) {
            struct text cell = text_trim(record->fields[i]);
            filled += cell.length > 0 ? 1 : 0;
            known += cell.length > 0 && is_of_header(header, cell) ? 1 : 0;
        }
        size_t least = watch->profile->width < 2 ? 1 : 2;
        /* Names that rows hold, too ("NO", "YA"), are told by what else the row holds. */
        if (known >= least && known * 2 > filled && profile_match(watch->profile, record).agree == 0) {
            return true;
        }
    }
    return false;
}

static bool is_total(struct text cell)
{
    static const char *const words[] = { "total", "jumlah", "grand total", "subtotal", "sub total", "sum", "summe", "soma", "jml" };
    struct text text = text_trim(cell);
    while (text.length > 0 && strchr(":.= ", text.bytes[text.length - 1]) != NULL) {
        text.length -= 1;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (text_equal_nocase(text, text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* A cell of 15 or 16 digits, grouped or not, is a person's or a family's number. An officer's (NIP) has 18. */
static bool has_identity(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        struct text cell = text_trim(record->fields[i]);
        size_t digits = 0;
        size_t others = 0;
        for (size_t j = 0; j < cell.length; j++) {
            char byte = cell.bytes[j];
            bool digit = byte >= '0' && byte <= '9';
            digits += digit ? 1 : 0;
            others += !digit && strchr(" .-'", byte) == NULL ? 1 : 0;
        }
        if (others == 0 && (digits == 15 || digits == 16)) {
            return true;
        }
    }
    return false;
}

/* A cell says what a cell of its column says in another row: a category, a place. */
static bool has_familiar_cell(const struct boundary_watch *watch, const struct csv_record *record)
{
    for (size_t column = 0; column < record->count && column < watch->profile->width; column++) {
        struct text cell = text_trim(record->fields[column]);
        for (size_t i = 0; i < watch->row_count && cell.length > 0; i++) {
            const struct csv_record *row = &watch->rows[i].record;
            if (row->line != record->line && row->count == watch->profile->width && text_equal_nocase(text_trim(row->fields[column]), cell)) {
                return true;
            }
        }
    }
    return false;
}

static enum boundary kind_of_few(const struct boundary_watch *watch, const struct csv_record *record, size_t filled, bool apart_before)
{
    size_t width = watch->profile->width;
    struct profile_match match = profile_match(watch->profile, record);
    if (filled == 0 || has_identity(record)) {
        return BOUNDARY_ROW;
    }
    for (size_t i = 0; i < record->count; i++) {
        if (text_trim(record->fields[i]).length > 0) {
            if (is_total(record->fields[i]) && filled * 2 <= width + 1) {
                return BOUNDARY_APART;
            }
            break;
        }
    }
    bool few = width >= 4 ? filled * 4 <= width || filled == 1 : filled == 1 && record->count != width && width > 1;
    if (!few || match.agree > 0 || (record->count == width && has_familiar_cell(watch, record))) {
        return BOUNDARY_ROW;
    }
    if (record->after_gap || apart_before || (width >= 4 && record->count != width)) {
        return BOUNDARY_APART;
    }
    return width >= 4 ? BOUNDARY_ALONE : BOUNDARY_ROW;
}

static enum boundary kind_by_evidence(const struct boundary_watch *watch, const struct csv_record *record, bool apart_before)
{
    const struct profile *profile = watch->profile;
    bool ragged = record->count != profile->width;
    bool named = false; /* begins as a header does */
    for (size_t row = 0; row < watch->header_count && !named; row++) {
        const struct csv_record *header = &watch->headers[row].record;
        named = header->count > 0 && header->fields[0].length > 0 && text_equal(record->fields[0], header->fields[0]);
    }
    bool odd = !ragged && watch->sentinel < profile->width && record->fields[watch->sentinel].length > 0 &&
               !has_digit(record->fields[watch->sentinel]);
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++) {
        filled += record->fields[i].length > 0 ? 1 : 0;
    }
    bool few = filled * 2 <= profile->width + 1;
    if (!ragged && !named && !odd && !few) {
        return BOUNDARY_ROW;
    }
    if (is_header_again(watch, record)) {
        return BOUNDARY_HEADER;
    }
    enum boundary kind = ragged || few ? kind_of_few(watch, record, filled, apart_before) : BOUNDARY_ROW;
    if (kind != BOUNDARY_ROW) {
        return kind;
    }
    if (!(ragged || odd) || record->count < 2 || profile->typed == 0 || !record_is_names(record)) {
        return BOUNDARY_ROW;
    }
    struct profile_match match = profile_match(profile, record);
    bool other = ragged ? match.agree == 0 : match.agree == 0 && match.contradict + match.missing >= 2 && (record->after_gap || apart_before || match.contradict + match.missing == profile->typed);
    return other ? BOUNDARY_NAMES : BOUNDARY_ROW;
}

enum boundary boundary_of(const struct boundary_watch *watch, const struct csv_record *record, bool apart_before)
{
    enum boundary kind = kind_by_evidence(watch, record, apart_before);
    if (watch->opinions.judge == NULL || kind == BOUNDARY_HEADER) {
        return kind;
    }
    switch (watch->opinions.judge(watch->opinions.context, record)) {
    case OPINION_ROW:
        return kind == BOUNDARY_APART || kind == BOUNDARY_ALONE ? BOUNDARY_ROW : kind;
    case OPINION_NO_ROW:
        return BOUNDARY_APART;
    case OPINION_NO_ROW_AT_END:
        return kind == BOUNDARY_ROW ? BOUNDARY_ALONE : kind;
    case OPINION_NONE:
        break;
    }
    return kind;
}

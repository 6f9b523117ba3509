#include "importer/resplit.h"

#include "base/memory.h"

void resplit_free(struct resplit *resplit)
{
    if (resplit->ready) {
        scan_free(&resplit->scan);
    }
    memory_free(resplit->room);
    *resplit = (struct resplit){ 0 };
}

static bool fits(const struct profile *profile, bool as_header, const struct csv_record *before, const struct csv_record *after)
{
    if (as_header) {
        return record_is_names(after);
    }
    struct profile_match match = profile_match(profile, after);
    if (profile->typed == 0) {
        return profile->width >= 4 && match.filled * 2 >= profile->width;
    }
    return match.agree > 0 && match.agree * 2 >= profile->typed - (profile->typed > match.filled ? profile->typed - match.filled : 0) &&
           match.agree > match.contradict && match.agree > profile_match(profile, before).agree;
}

bool resplit_record(struct resplit *resplit, const struct dialect *dialect, const struct profile *profile, bool as_header,
                    struct csv_record *record)
{
    static const char others[] = { ',', ';', '\t', '|', ' ' };
    if (record->lines != 1 || profile->width < 2) {
        return false;
    }
    if (!resplit->ready) {
        scan_init(&resplit->scan, dialect);
        resplit->ready = true;
    }
    struct scan *scan = &resplit->scan;
    for (size_t i = 0; i < sizeof(others); i++) {
        struct dialect other = *dialect;
        other.delimiter = others[i];
        other.blank_after = false;
        if (others[i] == dialect->delimiter || memchr(record->raw.bytes, others[i], record->raw.length) == NULL) {
            continue;
        }
        scan_use(scan, &other);
        scan_set(scan, record->raw.bytes, 0, record->raw.length, true);
        if (scan_record(scan, 0) != SCAN_RECORD || scan->count != profile->width || scan->bad_quote != 0 || scan->quotes_inside ||
            scan->next != record->raw.length) {
            continue;
        }
        if (resplit->room_capacity < record->raw.length) {
            resplit->room = memory_resize(resplit->room, record->raw.length, 1);
            resplit->room_capacity = record->raw.length;
        }
        char *room = resplit->room;
        for (size_t j = 0; j < scan->escaped_count; j++) {
            struct text *field = &scan->fields[scan->escaped[j]];
            size_t length = scan_unescape(&other, *field, room);
            *field = (struct text){ room, length };
            room += length;
        }
        struct csv_record split = *record;
        split.fields = scan->fields;
        split.count = scan->count;
        split.bad_quote = 0;
        split.plain = false;
        split.resplit = true;
        if (fits(profile, as_header, record, &split)) {
            *record = split;
            return true;
        }
    }
    return false;
}

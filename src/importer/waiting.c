#include "importer/waiting.h"

#include "base/memory.h"

#define HELD_MAX 200U /* records that may wait for the evidence that they are rows */

void waiting_free(struct waiting *waiting)
{
    records_free(&waiting->held);
    memory_free(waiting->kinds);
    *waiting = (struct waiting){ 0 };
}

void waiting_begin_table(struct waiting *waiting)
{
    waiting->held.count = 0;
    waiting->next = 0;
    waiting->released = 0;
    waiting->ended = false;
    waiting->follows = false;
}

bool waiting_next(struct waiting *waiting, struct csv_record *out)
{
    if (waiting->next < waiting->released) {
        *out = waiting->held.items[waiting->next++].record;
        return true;
    }
    if (waiting->next == waiting->held.count) {
        waiting->held.count = 0;
        waiting->next = 0;
        waiting->released = 0;
    }
    return false;
}

bool waiting_passes(const struct waiting *waiting, enum boundary kind)
{
    return kind == BOUNDARY_ROW && waiting->held.count == waiting->released;
}

static bool is_apart(enum boundary kind)
{
    return kind == BOUNDARY_APART || kind == BOUNDARY_ALONE;
}

bool waiting_is_apart(const struct waiting *waiting)
{
    return waiting->held.count > waiting->released && is_apart(waiting->kinds[waiting->held.count - 1]);
}

/* Lines of held[from..to) are below the table, not of it. */
static void drop_held(struct waiting *waiting, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct csv_record *record = &waiting->held.items[i].record;
        waiting->below_line = waiting->below_lines == 0 ? record->line : waiting->below_line;
        waiting->below_lines += record->lines;
    }
    for (size_t i = to; i < waiting->held.count && from < to; i++) {
        struct record_copy dropped = waiting->held.items[from + i - to];
        waiting->held.items[from + i - to] = waiting->held.items[i];
        waiting->held.items[i] = dropped;
        waiting->kinds[from + i - to] = waiting->kinds[i];
    }
    waiting->held.count -= to - from;
}

/* Another table begins with held[at]; what lies apart right above it is of neither. */
static void end_before(struct waiting *waiting, size_t at)
{
    size_t apart = at;
    while (apart > waiting->released && is_apart(waiting->kinds[apart - 1])) {
        apart--;
    }
    drop_held(waiting, apart, at);
    waiting->released = apart;
    waiting->ended = true;
    waiting->follows = true;
}

void waiting_end(struct waiting *waiting, size_t width)
{
    size_t apart = waiting->held.count;
    for (size_t i = waiting->released; i + 1 < waiting->held.count; i++) {
        const struct csv_record *next = &waiting->held.items[i + 1].record;
        if (waiting->kinds[i] == BOUNDARY_NAMES && next->count == waiting->held.items[i].record.count && next->count != width) {
            end_before(waiting, i);
            return;
        }
    }
    while (apart > waiting->released && is_apart(waiting->kinds[apart - 1])) {
        apart--;
    }
    if (apart + 1 == waiting->held.count && waiting->kinds[apart] == BOUNDARY_ALONE) {
        apart += 1; /* the last row, with hardly a cell */
    }
    drop_held(waiting, apart, waiting->held.count);
    waiting->released = waiting->held.count;
    waiting->ended = true;
}

void waiting_hold(struct waiting *waiting, const struct csv_record *record, enum boundary kind, size_t width)
{
    size_t at = waiting->held.count;
    records_add(&waiting->held, record);
    waiting->kinds = memory_resize(waiting->kinds, waiting->held.capacity, sizeof(*waiting->kinds));
    waiting->kinds[at] = kind;
    if (kind == BOUNDARY_HEADER) {
        end_before(waiting, at);
        return;
    }
    if (at - waiting->released >= HELD_MAX) {
        waiting->released = waiting->held.count;
        return;
    }
    /* Names, then rows as many cells wide: another table, when there are two of them or when they are as wide as this one. */
    for (size_t i = waiting->released; i < at; i++) {
        size_t names = waiting->held.items[i].record.count;
        size_t rows = 0;
        while (i + rows + 1 <= at && waiting->held.items[i + rows + 1].record.count == names && waiting->kinds[i + rows + 1] != BOUNDARY_NAMES) {
            rows++;
        }
        if (waiting->kinds[i] == BOUNDARY_NAMES && i + rows == at) {
            if (rows >= 2 || (names == width && kind == BOUNDARY_ROW)) {
                end_before(waiting, i);
            }
            return;
        }
    }
    if (kind != BOUNDARY_ROW) {
        return;
    }
    waiting->released = waiting->held.count;
}

#include "quota_room.h"

#include "base/error.h"
#include "base/memory.h"

/* How many rounds the quota binds. */
static int rounds_of(const struct quota *quota)
{
    static const int rounds[] = { [QUOTA_TOTAL] = QUOTA_ROUNDS, [QUOTA_CATEGORY] = 3, [QUOTA_KABUPATEN] = 2, [QUOTA_KECAMATAN] = 1 };
    return quota->flows ? rounds[quota_level(quota)] : QUOTA_ROUNDS;
}

static int kabkota_of(const struct quota *quota)
{
    return quota->kabkota == 0 ? quota->kecamatan / 100 : quota->kabkota;
}

void quota_room_open(const struct programme *programme, struct quota_room *out)
{
    size_t count = 0;
    CHECK(programme->quota_count <= QUOTAS_MAX);
    *out = (struct quota_room){ .programme = programme };
    for (int level = QUOTA_TOTAL; level <= QUOTA_KECAMATAN; level++) {
        for (size_t i = 0; i < programme->quota_count; i++) {
            if (quota_level(&programme->quotas[i]) == (enum quota_level)level) {
                out->order[count++] = (uint16_t)i;
            }
        }
    }
}

void quota_room_close(struct quota_room *room)
{
    number_set_free(&room->index);
    memory_free(room->cells);
    memory_free(room->covering);
    *room = (struct quota_room){ 0 };
}

static struct quota_cell make_cell(struct quota_room *room, enum category category, int kabkota, int kecamatan)
{
    struct quota_cell cell = { .first = (uint32_t)room->covering_count };
    for (size_t i = 0; i < room->programme->quota_count; i++) {
        const struct quota *quota = &room->programme->quotas[room->order[i]];
        bool here = quota->categories[category] && (kabkota_of(quota) == 0 || kabkota_of(quota) == kabkota);
        if (here && quota->kecamatan != 0 && rounds_of(quota) > cell.place_rounds) {
            cell.place_rounds = rounds_of(quota);
        }
        if (here && (quota->kecamatan == 0 || quota->kecamatan == kecamatan)) {
            room->covering = memory_grow(room->covering, room->covering_count, &room->covering_capacity, sizeof(*room->covering));
            room->covering[room->covering_count++] = room->order[i];
            cell.count += 1;
        }
    }
    return cell;
}

size_t quota_room_cell(struct quota_room *room, enum category category, int kabkota, int kecamatan)
{
    int64_t key = ((int64_t)category * 1000000 + kabkota) * 10000000 + kecamatan;
    uint32_t known = number_set_add(&room->index, key, (uint32_t)room->cell_count + 1);
    if (known != 0) {
        return known - 1;
    }
    room->cells = memory_grow(room->cells, room->cell_count, &room->cell_capacity, sizeof(*room->cells));
    room->cells[room->cell_count] = make_cell(room, category, kabkota, kecamatan);
    return room->cell_count++;
}

bool quota_room_full(const struct quota_room *room, size_t cell, int round, size_t *quota_out)
{
    const struct quota_cell *here = &room->cells[cell];
    for (size_t i = 0; i < here->count; i++) {
        size_t number = room->covering[here->first + i];
        const struct quota *quota = &room->programme->quotas[number];
        if (room->used[number] >= quota->people && round < rounds_of(quota)) {
            *quota_out = number;
            return true;
        }
    }
    return false;
}

bool quota_room_wants_place(const struct quota_room *room, size_t cell, int round)
{
    return round < room->cells[cell].place_rounds;
}

bool quota_room_relaxes(const struct quota_room *room, int round)
{
    for (size_t i = 0; i < room->programme->quota_count; i++) {
        if (rounds_of(&room->programme->quotas[i]) == round) {
            return true;
        }
    }
    return false;
}

void quota_room_take(struct quota_room *room, size_t cell)
{
    for (size_t i = 0; i < room->cells[cell].count; i++) {
        room->used[room->covering[room->cells[cell].first + i]] += 1;
    }
}

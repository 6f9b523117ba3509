/* How a command waits for another one's lock. */
#include <time.h>

#include "store_internal.h"

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* SQLite's own way looks the less often the longer one waits, so that whoever came last finds the lock free, and of eight who write without
 * a pause one waits for seconds while the others have a hundred turns. Here whoever waits longer looks more often. */
static int64_t pause_ms(int64_t waited_ms)
{
    return waited_ms < 50 ? 5 : waited_ms < 250 ? 15 : waited_ms < 750 ? 4 : 1;
}

static int wait_for_turn(void *context, int looks)
{
    struct store *store = context;
    int64_t now = now_ms();
    if (looks == 0) {
        store->waiting_since = now;
    }
    int64_t waited = now - store->waiting_since;
    if (waited >= BUSY_MS) {
        return 0;
    }
    const struct timespec pause = { .tv_nsec = pause_ms(waited) * 1000000 };
    (void)nanosleep(&pause, NULL);
    return 1;
}

void turn_take(struct store *store)
{
    (void)sqlite3_busy_handler(store->database, wait_for_turn, store);
}

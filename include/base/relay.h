/* relay: a second thread that works ahead of the first one.
 *
 * Law: the second thread fills slots, the caller takes them in the same order; a slot belongs to one of the two at any time, and
 * nothing else is shared but what neither changes. Without a second thread the caller fills each slot when it wants it: the
 * result is the same. */
#ifndef BASE_RELAY_H
#define BASE_RELAY_H

#include <stdbool.h>
#include <stddef.h>

struct relay;

/* Fills the slot of that number; false when it is the last one. On the second thread. */
typedef bool (*relay_fill)(void *context, size_t slot);

/* Begins to fill slots 0 to `slots` - 1, again and again. Owner: the caller closes, before it takes apart what fill uses. */
struct relay *relay_open(size_t slots, relay_fill fill, void *context);
/* Gives back the slot in hand and waits for the next one; false after the last. */
bool relay_next(struct relay *relay, size_t *slot_out);
/* Stops the other thread after the slot that it is filling. Takes NULL. */
void relay_close(struct relay *relay);

#endif

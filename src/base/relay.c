#include "base/relay.h"

#include <pthread.h>

#include "base/error.h"
#include "base/memory.h"

struct relay {
    size_t slots;
    relay_fill fill;
    void *context;
    pthread_t thread;
    bool threaded;
    bool in_hand; /* the caller has a slot */
    /* Under the lock; the nth lies in slot n % slots. */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t filled;
    size_t emptied;
    bool ended;   /* the last one is filled */
    bool stopped; /* nobody wants more */
};

/* Waits for a slot to fill; false when nobody wants more. */
static bool take_empty(struct relay *relay, size_t *slot_out)
{
    (void)pthread_mutex_lock(&relay->lock);
    while (!relay->stopped && relay->filled - relay->emptied == relay->slots) {
        (void)pthread_cond_wait(&relay->changed, &relay->lock);
    }
    bool wanted = !relay->stopped;
    *slot_out = relay->filled % relay->slots;
    (void)pthread_mutex_unlock(&relay->lock);
    return wanted;
}

static void *fill_all(void *argument)
{
    struct relay *relay = argument;
    size_t slot = 0;
    bool more = true;
    while (more && take_empty(relay, &slot)) {
        more = relay->fill(relay->context, slot);
        (void)pthread_mutex_lock(&relay->lock);
        relay->filled += 1;
        relay->ended = !more;
        (void)pthread_cond_signal(&relay->changed);
        (void)pthread_mutex_unlock(&relay->lock);
    }
    return NULL;
}

struct relay *relay_open(size_t slots, relay_fill fill, void *context)
{
    struct relay *relay = memory_new(sizeof(*relay));
    CHECK(slots >= 2);
    relay->slots = slots;
    relay->fill = fill;
    relay->context = context;
    CHECK(pthread_mutex_init(&relay->lock, NULL) == 0 && pthread_cond_init(&relay->changed, NULL) == 0);
    relay->threaded = pthread_create(&relay->thread, NULL, fill_all, relay) == 0;
    return relay;
}

bool relay_next(struct relay *relay, size_t *slot_out)
{
    if (!relay->threaded) {
        bool wanted = !relay->ended;
        relay->ended = !wanted || !relay->fill(relay->context, 0);
        *slot_out = 0;
        return wanted;
    }
    (void)pthread_mutex_lock(&relay->lock);
    if (relay->in_hand) {
        relay->emptied += 1;
        /* The other thread is woken for several slots at once: waking it is dear. */
        if (relay->filled - relay->emptied == relay->slots / 2) {
            (void)pthread_cond_signal(&relay->changed);
        }
    }
    while (!relay->ended && relay->filled == relay->emptied) {
        (void)pthread_cond_wait(&relay->changed, &relay->lock);
    }
    relay->in_hand = relay->filled != relay->emptied;
    *slot_out = relay->emptied % relay->slots;
    (void)pthread_mutex_unlock(&relay->lock);
    return relay->in_hand;
}

void relay_close(struct relay *relay)
{
    if (relay == NULL) {
        return;
    }
    if (relay->threaded) {
        (void)pthread_mutex_lock(&relay->lock);
        relay->stopped = true;
        (void)pthread_cond_signal(&relay->changed);
        (void)pthread_mutex_unlock(&relay->lock);
        CHECK(pthread_join(relay->thread, NULL) == 0);
    }
    (void)pthread_cond_destroy(&relay->changed);
    (void)pthread_mutex_destroy(&relay->lock);
    memory_free(relay);
}

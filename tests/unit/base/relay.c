#include "support.h"

#include "base/relay.h"

enum { SLOTS = 4 };

/* Counts up to `last`, a number a slot. */
struct counting {
    int last;
    int next;
    int slots[SLOTS];
};

static bool count(void *context, size_t slot)
{
    struct counting *counting = context;
    counting->slots[slot] = counting->next++;
    return counting->next <= counting->last;
}

static void every_slot_comes_once_and_in_order(void **state)
{
    (void)state;
    static const int lasts[] = { 0, 1, SLOTS - 1, SLOTS, SLOTS + 1, 10000 };
    for (size_t i = 0; i < sizeof(lasts) / sizeof(lasts[0]); i++) {
        struct counting counting = { .last = lasts[i] };
        struct relay *relay = relay_open(SLOTS, count, &counting);
        int expected = 0;
        size_t slot;
        while (relay_next(relay, &slot)) {
            assert_true(slot < SLOTS);
            assert_int_equal(counting.slots[slot], expected);
            expected += 1;
        }
        assert_int_equal(expected, lasts[i] + 1);
        assert_false(relay_next(relay, &slot)); /* and stays at its end */
        relay_close(relay);
        assert_int_equal(counting.next, lasts[i] + 1);
    }
}

static void a_slot_in_hand_is_not_filled_again(void **state)
{
    (void)state;
    struct counting counting = { .last = 1000000000 };
    struct relay *relay = relay_open(SLOTS, count, &counting);
    size_t slot;
    for (int turn = 0; turn < 100; turn++) {
        assert_true(relay_next(relay, &slot));
        for (int look = 0; look < 1000; look++) {
            assert_int_equal(*(volatile int *)&counting.slots[slot], turn);
        }
    }
    relay_close(relay); /* long before the last one */
    assert_true(counting.next <= 100 + SLOTS);
}

static void nothing_need_be_taken(void **state)
{
    (void)state;
    struct counting counting = { .last = 1000000000 };
    relay_close(relay_open(SLOTS, count, &counting));
    relay_close(NULL);
    assert_true(counting.next <= SLOTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_slot_comes_once_and_in_order),
        cmocka_unit_test(a_slot_in_hand_is_not_filled_again),
        cmocka_unit_test(nothing_need_be_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

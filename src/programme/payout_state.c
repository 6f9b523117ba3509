#include "payout_state.h"

#include <stddef.h>

static const struct {
    enum account from;
    enum account to;
} moves[] = {
    { ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN },     /* batch approved */
    { ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES }, /* sent to the bank */
    { ACCOUNT_DALAM_PROSES, ACCOUNT_TERSALUR }, /* paid */
    { ACCOUNT_DALAM_PROSES, ACCOUNT_RETUR },    /* bounced */
};

bool payout_may_move(enum account from, enum account to)
{
    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].from == from && moves[i].to == to) {
            return true;
        }
    }
    return false;
}

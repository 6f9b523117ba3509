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
    { ACCOUNT_KOMITMEN, ACCOUNT_ANGGARAN },     /* cancelled before it was sent: the end of this payout */
    { ACCOUNT_RETUR, ACCOUNT_ANGGARAN },        /* bounced, paid once more: its money goes on with a new payout */
    { ACCOUNT_RETUR, ACCOUNT_SETOR_KEMBALI },   /* bounced, deposited in the treasury (STS) */
    { ACCOUNT_TERSALUR, ACCOUNT_SETOR_KEMBALI }, /* given back by the recipient, whole or a part (STS) */
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

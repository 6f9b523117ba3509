/* account: the states of the money.
 *
 * Law: every rupiah of a year's budget is in exactly one account at any time.
 * Source: the programme's practice, docs/ledger.md; the names are the words of the treasury. */
#ifndef LEDGER_ACCOUNT_H
#define LEDGER_ACCOUNT_H

#include "base/money.h"

enum account {
    ACCOUNT_APBD = 0,         /* outside: where the budget comes from; its balance is minus the budget */
    ACCOUNT_ANGGARAN = 1,     /* budget, not committed (DPA) */
    ACCOUNT_KOMITMEN = 2,     /* committed to a batch */
    ACCOUNT_DALAM_PROSES = 3, /* with the bank (SP2D) */
    ACCOUNT_TERSALUR = 4,     /* paid */
    ACCOUNT_RETUR = 5,        /* bounced */
    ACCOUNT_SETOR_KEMBALI = 6 /* deposited back in the treasury (STS) */
};
#define ACCOUNT_COUNT 7
#define ACCOUNT_FIRST_INSIDE ACCOUNT_ANGGARAN

const char *account_name(enum account account);  /* "dalam-proses" */
const char *account_title(enum account account); /* "Dalam proses di bank" */
bool account_parse(struct text name, enum account *out);

#endif

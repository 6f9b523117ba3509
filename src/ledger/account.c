#include "ledger/account.h"

#include "base/error.h"

static const struct {
    const char *name;
    const char *title;
} accounts[ACCOUNT_COUNT] = {
    [ACCOUNT_APBD] = { "apbd", "APBD (sumber anggaran)" },
    [ACCOUNT_ANGGARAN] = { "anggaran", "Anggaran tersedia (DPA)" },
    [ACCOUNT_KOMITMEN] = { "komitmen", "Komitmen (batch disetujui)" },
    [ACCOUNT_DALAM_PROSES] = { "dalam-proses", "Dalam proses di bank (SP2D)" },
    [ACCOUNT_TERSALUR] = { "tersalur", "Tersalur" },
    [ACCOUNT_RETUR] = { "retur", "Retur" },
    [ACCOUNT_SETOR_KEMBALI] = { "setor-kembali", "Setor kembali ke kas daerah (STS)" },
};

const char *account_name(enum account account)
{
    CHECK((unsigned)account < ACCOUNT_COUNT);
    return accounts[account].name;
}

const char *account_title(enum account account)
{
    CHECK((unsigned)account < ACCOUNT_COUNT);
    return accounts[account].title;
}

bool account_parse(struct text name, enum account *out)
{
    for (int i = 0; i < ACCOUNT_COUNT; i++) {
        if (text_equal(name, text_of(accounts[i].name))) {
            *out = (enum account)i;
            return true;
        }
    }
    return false;
}

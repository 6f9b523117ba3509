/* staff: a ledger's officers with their keys, unsealed, and transactions that they sign.
 *
 * Law: ani and andi are administrators, budi operator, citra verifier of Kota Jambi, dewi approver, eko treasurer. */
#ifndef UNIT_PROGRAMME_STAFF_H
#define UNIT_PROGRAMME_STAFF_H

#include "ledger/signature.h"
#include "life.h"

enum { ANI, ANDI, BUDI, CITRA, DEWI, EKO, STAFF };

static const struct {
    const char *name;
    unsigned roles;
    int region;
} staff_duties[STAFF] = {
    [ANI] = { "ani", OFFICER_ADMINISTRATOR, 0 }, [ANDI] = { "andi", OFFICER_ADMINISTRATOR, 0 }, [BUDI] = { "budi", OFFICER_OPERATOR, 0 },
    [CITRA] = { "citra", OFFICER_VERIFIER, 1571 }, [DEWI] = { "dewi", OFFICER_APPROVER, 0 }, [EKO] = { "eko", OFFICER_TREASURER, 0 },
};

static struct key *staff_keys[STAFF];

static inline void staff_begin(struct work *work, const char *day, int who)
{
    work_begin(work, day);
    work->journal.event.officer = staff_duties[who].name;
}

static inline void staff_commit(struct work *work, int who)
{
    SUCCEEDS(signature_append(&work->journal, staff_keys[who]));
    work_commit(work);
}

/* By `by`; true when another administrator must confirm. */
static inline bool staff_add(const char *day, int by, int who)
{
    struct work work;
    struct officers officers = { 0 };
    bool proposed;
    if (staff_keys[who] == NULL) {
        key_generate(text_of(staff_duties[who].name), KEY_SIGNS, &staff_keys[who]);
    }
    const struct officer_order order = { text_of(staff_duties[who].name), key_verifier(staff_keys[who]), staff_duties[who].roles, staff_duties[who].region };
    staff_begin(&work, day, by);
    SUCCEEDS(officers_load(work.store, &officers));
    SUCCEEDS(officer_add(&work.journal, &officers, &order, &proposed));
    staff_commit(&work, by);
    officers_free(&officers);
    return proposed;
}

static inline void staff_confirm(const char *day, int by, int who)
{
    struct work work;
    struct officers officers = { 0 };
    staff_begin(&work, day, by);
    SUCCEEDS(officers_load(work.store, &officers));
    SUCCEEDS(officer_confirm(&work.journal, &officers, text_of(staff_duties[who].name)));
    staff_commit(&work, by);
    officers_free(&officers);
}

static inline bool staff_revoke(const char *day, int by, int who)
{
    struct work work;
    struct officers officers = { 0 };
    bool proposed;
    staff_begin(&work, day, by);
    SUCCEEDS(officers_load(work.store, &officers));
    SUCCEEDS(officer_revoke(&work.journal, &officers, text_of(staff_duties[who].name), TEXT("pindah tugas"), &proposed));
    staff_commit(&work, by);
    officers_free(&officers);
    return proposed;
}

/* All of them, the approver and the treasurer with the word of both administrators. */
static inline void staff_register(const char *day)
{
    for (int who = 0; who < STAFF; who++) {
        if (staff_add(day, ANI, who)) {
            staff_confirm(day, ANDI, who);
        }
    }
}

static inline int staff_forget(void **state)
{
    (void)state;
    for (int who = 0; who < STAFF; who++) {
        key_free(staff_keys[who]);
        staff_keys[who] = NULL;
    }
    return 0;
}

#endif

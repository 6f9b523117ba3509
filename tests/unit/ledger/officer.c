#include "support.h"

#include "ledger/officer.h"

/* Takes in the entry of an administrator made by `signer`. `rule` is the line about the rule, or nothing. */
static const struct error *add(struct officers *officers, int64_t position, const char *signer, const char *name, const char *standing, const char *rule)
{
    struct key *key SCOPED_KEY = NULL;
    struct buffer verifier SCOPED_BUFFER = { 0 };
    struct buffer entry SCOPED_BUFFER = { 0 };
    key_generate(text_of(name), KEY_SIGNS, &key);
    verifier_print(key_verifier(key), &verifier);
    buffer_format(&entry, "entry %lld\ntype officer\nofficer %s\nname %s\nkey %s\nroles administrator\nregion -\nstanding %s\n%s", (long long)position, signer, name,
                  buffer_string(&verifier), standing, rule);
    return officers_apply(officers, position, buffer_text(&entry));
}

static const struct error *take_away(struct officers *officers, int64_t position, const char *signer, const char *name, const char *standing, const char *rule)
{
    struct buffer entry SCOPED_BUFFER = { 0 };
    buffer_format(&entry, "entry %lld\ntype officer-revocation\nofficer %s\nname %s\nstanding %s\nreason x\n%s", (long long)position, signer, name, standing, rule);
    return officers_apply(officers, position, buffer_text(&entry));
}

static void one_of_two_did_what_both_must_do_in_ledgers_of_before(void **state)
{
    struct officers officers SCOPED_OFFICERS = { 0 };
    (void)state;
    SUCCEEDS(add(&officers, 1, "ani", "ani", "active", ""));
    SUCCEEDS(add(&officers, 2, "ani", "andi", "active", ""));
    SUCCEEDS(add(&officers, 3, "ani", "cici", "active", ""));
    SUCCEEDS(take_away(&officers, 4, "ani", "andi", "active", ""));
    assert_int_equal(officers_active(&officers, OFFICER_ADMINISTRATOR, 5), 2);
    REFUSES(add(&officers, 6, "ani", "dedi", "proposed", ""), ERROR_UNVERIFIED, "must confirm"); /* nobody waited then */
}

static void both_must_agree_on_an_administrator_from_the_second_rule_on(void **state)
{
    static const char now[] = "confirmation-rule 2\n";
    struct officers officers SCOPED_OFFICERS = { 0 };
    (void)state;
    SUCCEEDS(add(&officers, 1, "ani", "ani", "active", ""));
    SUCCEEDS(add(&officers, 2, "ani", "andi", "active", now));
    REFUSES(add(&officers, 3, "ani", "cici", "active", now), ERROR_UNVERIFIED, "must confirm");
    REFUSES(take_away(&officers, 3, "ani", "andi", "active", now), ERROR_UNVERIFIED, "must confirm");
    SUCCEEDS(add(&officers, 3, "ani", "cici", "proposed", now));
    assert_int_equal(officers_active(&officers, OFFICER_ADMINISTRATOR, 4), 2);
}

static void an_older_rule_does_not_come_back(void **state)
{
    struct officers officers SCOPED_OFFICERS = { 0 };
    (void)state;
    SUCCEEDS(add(&officers, 1, "ani", "ani", "active", "confirmation-rule 2\n"));
    REFUSES(add(&officers, 2, "ani", "andi", "active", "confirmation-rule 1\n"), ERROR_UNVERIFIED, "another rule");
    REFUSES(add(&officers, 2, "ani", "andi", "active", "confirmation-rule 3\n"), ERROR_UNVERIFIED, "another rule");
    REFUSES(add(&officers, 2, "ani", "andi", "active", ""), ERROR_UNVERIFIED, "another rule");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_two_did_what_both_must_do_in_ledgers_of_before),
        cmocka_unit_test(both_must_agree_on_an_administrator_from_the_second_rule_on),
        cmocka_unit_test(an_older_rule_does_not_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Officers whose key counts no more. */
#ifndef PROGRAMME_REVOKED_H
#define PROGRAMME_REVOKED_H

/* SQL: the officer was revoked before the entry at that position, with the second word where one was needed. */
#define REVOKED_BEFORE(name, position)                                                                                     \
    "EXISTS (SELECT 1 FROM officer_revocation AS v WHERE v.name = " name " AND iif(v.standing = 'active', v.position, "  \
    "(SELECT c.position FROM officer_confirmation AS c WHERE c.proposal = v.position)) < " position ")"
#define REVOKED_SINCE(name) REVOKED_BEFORE(name, "9223372036854775807")

#endif

/* Grants of earlier years as they were before an entry, in SQL: ?1 the year, ?2 the entry's position. Decisions (facts.c) and the digest of
 * what they looked at (input_digest.c) must see the same ones. */
#ifndef PROGRAMME_GRANTS_THEN_H
#define PROGRAMME_GRANTS_THEN_H

/* The version of the applicant that stood then. */
#define VERSION_THEN(column) \
    "coalesce((SELECT m." column " FROM amendment AS m WHERE m.applicant_id = a.id AND m.position >= ?2 ORDER BY m.id LIMIT 1), a." column ")"

/* Payouts p, with their applicants a. Where a payout's money was: the last transfer before that place; given back by the recipient in part,
 * it was still with him. */
#define GRANTS_THEN \
    "payout AS p " \
    "JOIN (SELECT payout_id, to_account, max(position) FROM transfer WHERE payout_id IS NOT NULL AND position < ?2 GROUP BY payout_id) AS t " \
    "ON t.payout_id = p.id JOIN applicant AS a ON a.id = p.applicant_id WHERE p.year < ?1 AND (t.to_account IN (2, 3, 4) OR (t.to_account = 6 AND " \
    "p.amount > (SELECT sum(d.amount) FROM deposit AS d WHERE d.payout_id = p.id AND d.position < ?2)))"

#endif

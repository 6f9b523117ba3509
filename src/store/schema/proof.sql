-- What must hold of every transaction before it commits. Each statement yields a sentence for each thing that is
-- wrong, and nothing when all is well. temp.before_* hold what was there when the transaction began.

-- Positions are whole numbers, each of one entry, so as many as there is room for are all of them.
SELECT 'journal entries are not numbered without a gap' FROM before_journal
 WHERE (SELECT count(*) FROM journal WHERE position >= size) <> (SELECT coalesce(max(position) + 1, 0) FROM journal) - size;

SELECT 'the tree head does not cover every entry' WHERE
  (SELECT coalesce(max(position) + 1, 0) FROM journal) <> (SELECT coalesce(max(size), 0) FROM tree_head);

DROP TABLE IF EXISTS temp.moved;
CREATE TEMP TABLE moved AS         -- what went from account to account; a group is one number, which sorts faster than three
  SELECT year, from_account, to_account, sum(amount) AS amount FROM transfer
   WHERE position >= (SELECT size FROM before_journal) GROUP BY (year * 8 + from_account) * 8 + to_account;

SELECT 'year ' || b.year || ': account ' || a.name || ' is not the sum of its transfers'
  FROM balance AS b JOIN account AS a ON a.id = b.account_id
  LEFT JOIN before_balance AS o ON o.year = b.year AND o.account_id = b.account_id
 WHERE b.amount - coalesce(o.amount, 0) <>
       (SELECT coalesce(sum(CASE WHEN t.to_account = b.account_id THEN t.amount WHEN t.from_account = b.account_id THEN -t.amount ELSE 0 END), 0)
          FROM moved AS t WHERE t.year = b.year);

SELECT 'year ' || t.year || ': an account of a transfer has no balance' FROM moved AS t
 WHERE 2 <> (SELECT count(*) FROM balance AS b WHERE b.year = t.year AND b.account_id IN (t.from_account, t.to_account));

SELECT 'year ' || o.year || ': a balance is gone' FROM before_balance AS o
 WHERE NOT EXISTS (SELECT 1 FROM balance AS b WHERE b.year = o.year AND b.account_id = o.account_id);

SELECT 'year ' || year || ': the accounts do not add up' FROM balance GROUP BY year HAVING sum(amount) <> 0;

-- Transfers and payouts are walked along together, both in the order in which they were made.
SELECT CASE WHEN t.amount <> p.amount THEN 'payout ' || p.id || ' was moved with another amount'
            ELSE 'payout ' || p.id || ' is not where its last transfer put it' END
  FROM transfer AS t CROSS JOIN payout AS p ON p.id = t.payout_id
 WHERE t.position >= (SELECT size FROM before_journal) AND NOT (t.from_account = 4 AND t.to_account = 6)
   AND (t.amount <> p.amount OR (p.account_id <> t.to_account AND
        NOT EXISTS (SELECT 1 FROM transfer AS l WHERE l.position > t.position AND l.payout_id = t.payout_id)));

-- What a recipient gives back may be a part: the payout stays paid until all is back.
SELECT 'payout ' || p.id || ' gave back more than it was, or is not where its refunds put it'
  FROM (SELECT DISTINCT payout_id FROM deposit WHERE position >= (SELECT size FROM before_journal) AND from_account = 4) AS f
  JOIN payout AS p ON p.id = f.payout_id
 WHERE p.account_id IS NOT (SELECT CASE WHEN sum(d.amount) = p.amount THEN 6 WHEN sum(d.amount) < p.amount THEN 4 END
                          FROM deposit AS d WHERE d.payout_id = p.id AND d.from_account = 4);

SELECT 'payout ' || t.payout_id || ' went to the treasury without a deposit slip' FROM transfer AS t
 WHERE t.position >= (SELECT size FROM before_journal) AND t.to_account = 6 AND NOT EXISTS (SELECT 1 FROM deposit AS d WHERE d.position = t.position);

SELECT 'deposit ' || d.position || ' is not the transfer that it speaks of'
  FROM deposit AS d LEFT JOIN transfer AS t ON t.position = d.position
 WHERE d.position >= (SELECT size FROM before_journal)
   AND (t.payout_id, t.from_account, t.to_account, t.amount) IS NOT (d.payout_id, d.from_account, 6, d.amount);

SELECT 'payout ' || p.id || ' has a report of use and is not paid, or the report accounts for more than was kept'
  FROM lpj AS l JOIN payout AS p ON p.id = l.payout_id
 WHERE l.position >= (SELECT size FROM before_journal)
   AND (p.account_id <> 4 OR l.used > p.amount - (SELECT coalesce(sum(d.amount), 0) FROM deposit AS d WHERE d.payout_id = p.id AND d.position < l.position));

SELECT 'payout ' || p.id || ' has a second answer and did not bounce, or one of another amount'
  FROM second_answer AS s LEFT JOIN payout AS p ON p.id = s.payout_id
 WHERE s.position >= (SELECT size FROM before_journal)
   AND (s.amount IS NOT p.amount OR NOT EXISTS (SELECT 1 FROM settlement AS t WHERE t.payout_id = s.payout_id AND t.account_id = 5 AND t.position < s.position));

SELECT 'payout ' || p.id || ' is sent or paid once more while the bank contradicts itself about payout ' || c.payout_id
  FROM (SELECT 1 FROM second_answer LIMIT 1) CROSS JOIN transfer AS t CROSS JOIN payout AS p ON p.id = t.payout_id
  JOIN contradiction AS c ON c.applicant_id = p.applicant_id
 WHERE t.position >= (SELECT size FROM before_journal) AND (t.to_account = 3 OR (t.from_account = 5 AND t.to_account = 1))
   AND c.until IS NULL AND t.position > c.position;

SELECT 'payout ' || r.successor || ' does not follow the bounced payout ' || r.payout_id
  FROM repayment AS r JOIN payout AS o ON o.id = r.payout_id LEFT JOIN payout AS n ON n.id = r.successor
 WHERE r.position >= (SELECT size FROM before_journal)
   AND (n.applicant_id, n.amount, n.year, n.batch_id) IS NOT (o.applicant_id, o.amount, o.year, r.batch_id);

SELECT 'payout ' || p.id || ' has no transfer of its own' FROM payout AS p LEFT JOIN transfer AS t ON t.position = p.position
 WHERE p.id > (SELECT payouts FROM before_journal) AND t.payout_id IS NOT p.id;

SELECT 'batch ' || b.id || ' does not have the people or the amount it names' FROM batch AS b
 WHERE b.position >= (SELECT size FROM before_journal)
   AND (b.recipients, b.amount) IS NOT (SELECT count(*), sum(amount) FROM payout NOT INDEXED
                                     WHERE id > (SELECT payouts FROM before_journal) AND batch_id = b.id);

SELECT 'a family card would be paid twice in ' || g.year || ', the first time to a person who was erased since'
  FROM before_journal AS f CROSS JOIN erased_grant AS g CROSS JOIN payout AS p ON p.applicant_id = g.kin AND p.year = g.year
 CROSS JOIN applicant AS o ON o.id = g.kin AND o.no_kk = g.no_kk
 WHERE g.account_id BETWEEN 2 AND 4 AND p.account_id BETWEEN 2 AND 4 AND p.id > f.payouts;

-- Few new payouts are looked up one by one; when they are many, the cards that several
-- applicants share are.
SELECT 'a family card would be paid twice in ' || p.year
  FROM before_journal AS f CROSS JOIN payout AS p JOIN applicant AS a ON a.id = p.applicant_id
  JOIN applicant AS o ON o.no_kk = a.no_kk AND o.id <> a.id
  JOIN payout AS q ON q.applicant_id = o.id AND q.year = p.year AND q.account_id IN (2, 3, 4)
 WHERE p.id > f.payouts AND p.account_id IN (2, 3, 4) AND 2 * f.payouts >= (SELECT coalesce(max(id), 0) FROM payout);

SELECT 'a family card would be paid twice in ' || a.year
  FROM (SELECT 1 FROM before_journal WHERE 2 * payouts < (SELECT coalesce(max(id), 0) FROM payout))
 CROSS JOIN (SELECT no_kk FROM applicant WHERE no_kk IS NOT NULL GROUP BY no_kk HAVING count(*) > 1) AS k
 CROSS JOIN applicant AS a ON a.no_kk = k.no_kk CROSS JOIN payout AS p ON p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 4
 GROUP BY a.no_kk, a.year HAVING count(*) > 1;

-- A paper has the number and the amount of what it moves, and nothing moves without one. The movements of a paper stand behind it.
SELECT 'sending ' || s.position || ' does not have the payouts or the amount that it names' FROM sending AS s
 WHERE s.position >= (SELECT size FROM before_journal)
   AND (s.payouts, s.amount) IS NOT (SELECT count(*), sum(t.amount) FROM transfer AS t CROSS JOIN payout AS p ON p.id = t.payout_id
                                      WHERE t.position > s.position AND t.from_account = 2 AND t.to_account = 3 AND p.batch_id = s.batch_id
                                        AND t.position < (SELECT coalesce(min(n.position), 9223372036854775807) FROM sending AS n
                                                           WHERE n.position > s.position AND n.batch_id = s.batch_id));

SELECT 'payouts were sent without a sending' FROM before_journal AS f
 WHERE (SELECT count(*) FROM transfer WHERE position >= f.size AND from_account = 2 AND to_account = 3 AND payout_id IS NOT NULL) <>
       (SELECT coalesce(sum(payouts), 0) FROM sending WHERE position >= f.size);

SELECT 'the answer ' || b.position || ' does not have the rows that it names' FROM bank_answer AS b
 WHERE b.position >= (SELECT size FROM before_journal)
   AND (b.paid, b.returned) IS NOT (SELECT count(iif(s.account_id = 4, 1, NULL)), count(iif(s.account_id = 5, 1, NULL)) FROM settlement AS s
                                     WHERE s.position > b.position AND s.answer_position = b.position);

SELECT 'payouts were settled without an answer of the bank' FROM before_journal AS f
 WHERE (SELECT count(*) FROM transfer WHERE position >= f.size AND from_account = 3 AND payout_id IS NOT NULL) <>
       (SELECT coalesce(sum(paid + returned), 0) FROM bank_answer WHERE position >= f.size);

SELECT 'the cancellations do not have the payouts or the amount that they name' FROM before_journal AS f
 WHERE (SELECT count(*) || ' ' || coalesce(sum(amount), 0) FROM transfer WHERE position >= f.size AND from_account = 2 AND to_account = 1 AND payout_id IS NOT NULL) <>
       (SELECT coalesce(sum(payouts), 0) || ' ' || coalesce(sum(amount), 0) FROM cancellation WHERE position >= f.size);

SELECT 'money moves from ' || a.name || ' to ' || b.name || ', which is no way'
  FROM moved AS m JOIN account AS a ON a.id = m.from_account JOIN account AS b ON b.id = m.to_account
 WHERE (m.from_account, m.to_account) NOT IN (VALUES (0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (3, 5), (2, 1), (5, 1), (5, 6), (4, 6));

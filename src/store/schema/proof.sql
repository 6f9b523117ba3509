-- What must hold of every transaction before it commits. Each statement yields a sentence for each thing that is
-- wrong, and nothing when all is well. temp.before_* hold what was there when the transaction began.

SELECT 'journal entries are not numbered without a gap' FROM journal, before_journal
 WHERE position >= size GROUP BY size HAVING max(position) + 1 - size <> count(*) OR min(position) <> size;

SELECT 'the tree head does not cover every entry' WHERE
  (SELECT coalesce(max(position) + 1, 0) FROM journal) <> (SELECT coalesce(max(size), 0) FROM tree_head);

WITH moved AS MATERIALIZED
  (SELECT year, from_account, to_account, sum(amount) AS amount FROM transfer
    WHERE position >= (SELECT size FROM before_journal) GROUP BY year, from_account, to_account)
SELECT 'year ' || b.year || ': account ' || a.name || ' is not the sum of its transfers'
  FROM balance AS b JOIN account AS a ON a.id = b.account_id
  LEFT JOIN before_balance AS o ON o.year = b.year AND o.account_id = b.account_id
 WHERE b.amount - coalesce(o.amount, 0) <>
       (SELECT coalesce(sum(CASE WHEN t.to_account = b.account_id THEN t.amount WHEN t.from_account = b.account_id THEN -t.amount ELSE 0 END), 0)
          FROM moved AS t WHERE t.year = b.year);

SELECT 'year ' || t.year || ': an account of a transfer has no balance'
  FROM (SELECT DISTINCT year, from_account, to_account FROM transfer WHERE position >= (SELECT size FROM before_journal)) AS t
 WHERE 2 <> (SELECT count(*) FROM balance AS b WHERE b.year = t.year AND b.account_id IN (t.from_account, t.to_account));

SELECT 'year ' || o.year || ': a balance is gone' FROM before_balance AS o
 WHERE NOT EXISTS (SELECT 1 FROM balance AS b WHERE b.year = o.year AND b.account_id = o.account_id);

SELECT 'year ' || year || ': the accounts do not add up' FROM balance GROUP BY year HAVING sum(amount) <> 0;

SELECT 'payout ' || p.id || ' is not where its last transfer put it'
  FROM (SELECT payout_id, max(position) AS position, to_account FROM transfer
         WHERE position >= (SELECT size FROM before_journal) AND payout_id IS NOT NULL GROUP BY payout_id) AS t
  JOIN payout AS p ON p.id = t.payout_id WHERE p.account_id <> t.to_account;

SELECT 'payout ' || p.id || ' was moved with another amount' FROM transfer AS t JOIN payout AS p ON p.id = t.payout_id
 WHERE t.position >= (SELECT size FROM before_journal) AND t.amount <> p.amount;

SELECT 'batch ' || b.id || ' does not have the people or the amount it names' FROM batch AS b
 WHERE b.position >= (SELECT size FROM before_journal)
   AND (b.recipients <> (SELECT count(*) FROM payout WHERE batch_id = b.id) OR b.amount <> (SELECT sum(amount) FROM payout WHERE batch_id = b.id));

SELECT 'a family card would be paid twice in ' || p.year
  FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id
  JOIN applicant AS o ON o.no_kk = a.no_kk AND o.id <> a.id
  JOIN payout AS q ON q.applicant_id = o.id AND q.year = p.year AND q.account_id IN (2, 3, 4)
 WHERE p.position >= (SELECT size FROM before_journal) AND p.account_id IN (2, 3, 4);

-- Tables of which a command writes a million rows, made anew.
-- payout: nothing is UNIQUE inside the table, so that a large batch can build every index at its end. A payout's place in the
-- journal is its own because the transfer of that place names it, which each commit proves (proof.sql).
-- Ranges are written as BETWEEN: for IN with three values SQLite makes a temporary table at every row.

CREATE TABLE payout_kept AS SELECT * FROM payout;
CREATE TABLE settlement_kept AS SELECT * FROM settlement;
DROP TABLE settlement;
DROP TABLE payout;

CREATE TABLE payout (              -- projection: one grant to one person
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES journal (position), -- that of the transfer that committed its money
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0), -- place in the batch, in the order of allocation
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    year INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    reference TEXT NOT NULL,       -- the bank's answer is matched by it
    account_id INTEGER NOT NULL REFERENCES account (id) -- where its money is: the payout's state
) STRICT;
INSERT INTO payout SELECT * FROM payout_kept ORDER BY id;
DROP TABLE payout_kept;
-- Nobody is paid twice in a year: at most one payout of an applicant has money in commitment, in process or paid; any other
-- stands under its own number. The payouts of an applicant are looked up here as well.
CREATE UNIQUE INDEX payout_one_live ON payout (applicant_id, (CASE WHEN account_id BETWEEN 2 AND 4 THEN 0 ELSE id END));
CREATE UNIQUE INDEX payout_batch ON payout (batch_id, sequence);
CREATE UNIQUE INDEX payout_reference ON payout (reference);

CREATE TABLE settlement (          -- projection: what the bank said of one payout
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    answer_position INTEGER NOT NULL REFERENCES bank_answer (position),
    account_id INTEGER NOT NULL REFERENCES account (id), -- paid or bounced
    bank_day INTEGER NOT NULL,     -- the bank's date
    reason TEXT NOT NULL           -- '' when paid
) STRICT;
INSERT INTO settlement SELECT * FROM settlement_kept ORDER BY position;
DROP TABLE settlement_kept;
CREATE INDEX settlement_payout ON settlement (payout_id);

CREATE TABLE decision_kept AS SELECT * FROM decision;
DROP TABLE decision;
CREATE TABLE decision (            -- what an evaluation decided anew of an applicant; the last one counts
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    evaluation_id INTEGER NOT NULL REFERENCES evaluation (id) DEFERRABLE INITIALLY DEFERRED,
    status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 3), -- 1 eligible, 2 needs review, 3 ineligible
    outcomes TEXT NOT NULL,        -- a letter a rule: + pass, - fail, ? unknown: review, ! unknown: rejects, . not for the category
    PRIMARY KEY (applicant_id, evaluation_id)
) STRICT, WITHOUT ROWID;
INSERT INTO decision SELECT * FROM decision_kept ORDER BY applicant_id, evaluation_id;
DROP TABLE decision_kept;

CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout BEGIN SELECT raise(ABORT, 'payout is kept for ever'); END;

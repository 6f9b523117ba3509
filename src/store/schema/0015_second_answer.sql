-- The bank contradicts itself: of a payout that it called bounced it says paid, or bounced after all. Such a word moves no money; view
-- `contradiction` has those that stand.
CREATE TABLE second_answer (
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    day INTEGER NOT NULL,          -- effective day
    answer_position INTEGER NOT NULL REFERENCES bank_answer (position), -- the file
    line INTEGER NOT NULL CHECK (line > 0), -- of the file
    account_id INTEGER NOT NULL CHECK (account_id IN (4, 5)), -- what it says: paid, or bounced after all
    amount INTEGER NOT NULL CHECK (amount > 0),
    bank_day INTEGER NOT NULL,     -- the bank's date
    reason TEXT,                   -- as the bank wrote it; '' when it gives none
    salt BLOB CHECK (length(salt) = 16), -- random; without it the commitment says nothing of the reason
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, reason IS NOT NULL AND salt IS NOT NULL, coalesce(reason, salt) IS NULL))
) STRICT;
CREATE INDEX second_answer_payout ON second_answer (payout_id, position);
CREATE INDEX second_answer_erased ON second_answer (erased) WHERE erased IS NOT NULL;

CREATE TRIGGER second_answer_no_update BEFORE UPDATE ON second_answer WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'second_answer is append-only'); END;
CREATE TRIGGER second_answer_no_delete BEFORE DELETE ON second_answer BEGIN SELECT raise(ABORT, 'second_answer is append-only'); END;

-- Money that comes back: batches undone before they were sent, bounced money that is paid once more, money in the treasury again.

CREATE TABLE cancellation (        -- projection: what was not sent of a batch is undone
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    day INTEGER NOT NULL,          -- effective day
    payouts INTEGER NOT NULL CHECK (payouts > 0),
    amount INTEGER NOT NULL CHECK (amount > 0),
    reason TEXT NOT NULL,          -- typed by the officer
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32) -- SHA-256(salt || "reason " || reason || "\n")
) STRICT;
CREATE INDEX cancellation_batch ON cancellation (batch_id);

CREATE TABLE repayment (           -- projection: a bounced payout gives its place and its money to a new one
    position INTEGER PRIMARY KEY REFERENCES journal (position), -- of the transfer that frees the bounced money
    day INTEGER NOT NULL,          -- effective day
    payout_id INTEGER NOT NULL UNIQUE REFERENCES payout (id), -- the bounced one
    successor INTEGER NOT NULL UNIQUE CHECK (successor > payout_id), -- the new payout, whose entry follows
    batch_id INTEGER NOT NULL REFERENCES batch (id) -- of the new payout
) STRICT;
CREATE INDEX repayment_batch ON repayment (batch_id);

CREATE TABLE deposit (             -- projection: money of a payout in the treasury again, by a deposit slip (STS)
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    day INTEGER NOT NULL,          -- effective day
    from_account INTEGER NOT NULL CHECK (from_account IN (4, 5)), -- 4 given back by the recipient, perhaps in part; 5 bounced, whole
    amount INTEGER NOT NULL CHECK (amount > 0),
    sts_number TEXT NOT NULL CHECK (sts_number <> ''), -- of the deposit slip
    sts_day INTEGER                -- its date
) STRICT;
CREATE INDEX deposit_payout ON deposit (payout_id);

CREATE TRIGGER cancellation_no_update BEFORE UPDATE ON cancellation BEGIN SELECT raise(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER cancellation_no_delete BEFORE DELETE ON cancellation BEGIN SELECT raise(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER repayment_no_update BEFORE UPDATE ON repayment BEGIN SELECT raise(ABORT, 'repayment is append-only'); END;
CREATE TRIGGER repayment_no_delete BEFORE DELETE ON repayment BEGIN SELECT raise(ABORT, 'repayment is append-only'); END;
CREATE TRIGGER deposit_no_update BEFORE UPDATE ON deposit BEGIN SELECT raise(ABORT, 'deposit is append-only'); END;
CREATE TRIGGER deposit_no_delete BEFORE DELETE ON deposit BEGIN SELECT raise(ABORT, 'deposit is append-only'); END;

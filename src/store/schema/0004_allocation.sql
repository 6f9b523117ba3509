-- Who waits and why, and lotteries that anybody can recompute. A ticket says nothing of its person without the salt; the
-- journal knows the tickets by their digest alone.

CREATE TABLE waiting (             -- the waiting list that a batch left: eligible people who did not fit
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    position INTEGER NOT NULL CHECK (position > 0), -- place in the line, in the order of allocation
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 5), -- 1 quota, 2 budget, 3 --limit, 4 kecamatan not known, 5 was in line, not chosen this time
    quota TEXT CHECK ((quota IS NOT NULL) = (reason = 1)), -- name of the full quota
    PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_applicant ON waiting (applicant_id, batch_id);

CREATE TABLE lottery (             -- projection: tickets that were published
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    tickets INTEGER NOT NULL CHECK (tickets > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32) -- SHA-256 over the tickets in ascending order
) STRICT;

CREATE TABLE lottery_ticket (      -- one a person; stays with the person when the NIK is corrected
    lottery INTEGER NOT NULL REFERENCES lottery (position),
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    salt BLOB NOT NULL CHECK (length(salt) = 16), -- random
    ticket BLOB NOT NULL CHECK (length(ticket) = 32), -- SHA-256(salt || 'nik ' || NIK of that day)
    PRIMARY KEY (lottery, applicant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lottery_ticket_applicant ON lottery_ticket (applicant_id);

CREATE TABLE lottery_draw (        -- projection: the seed that an outsider named afterwards
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    lottery INTEGER NOT NULL UNIQUE REFERENCES lottery (position),
    day INTEGER NOT NULL,          -- effective day
    seed TEXT NOT NULL CHECK (seed <> ''), -- the order is that of SHA-256(seed || ticket)
    source TEXT NOT NULL           -- who named it, where it can be looked up
) STRICT;

CREATE TRIGGER waiting_no_update BEFORE UPDATE ON waiting BEGIN SELECT raise(ABORT, 'waiting is append-only'); END;
CREATE TRIGGER waiting_no_delete BEFORE DELETE ON waiting BEGIN SELECT raise(ABORT, 'waiting is append-only'); END;
CREATE TRIGGER lottery_no_update BEFORE UPDATE ON lottery BEGIN SELECT raise(ABORT, 'lottery is append-only'); END;
CREATE TRIGGER lottery_no_delete BEFORE DELETE ON lottery BEGIN SELECT raise(ABORT, 'lottery is append-only'); END;
CREATE TRIGGER lottery_ticket_no_update BEFORE UPDATE ON lottery_ticket BEGIN SELECT raise(ABORT, 'lottery_ticket is append-only'); END;
CREATE TRIGGER lottery_ticket_no_delete BEFORE DELETE ON lottery_ticket BEGIN SELECT raise(ABORT, 'lottery_ticket is append-only'); END;
CREATE TRIGGER lottery_draw_no_update BEFORE UPDATE ON lottery_draw BEGIN SELECT raise(ABORT, 'lottery_draw is append-only'); END;
CREATE TRIGGER lottery_draw_no_delete BEFORE DELETE ON lottery_draw BEGIN SELECT raise(ABORT, 'lottery_draw is append-only'); END;

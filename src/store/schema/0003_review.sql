-- The officers' verification of applicants: every verdict is kept, the last one that stands counts (view review_now). Reasons may
-- speak of people: they have a salt and a commitment, and the journal knows them by these alone.

CREATE TABLE review_file (         -- projection: a file of verdicts that was taken in
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    file_name TEXT NOT NULL,       -- without folders
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32), -- of the file's bytes
    row_count INTEGER NOT NULL CHECK (row_count = accepted + unchanged + conflicting + rejected),
    accepted INTEGER NOT NULL,     -- rows that were recorded: a review each
    unchanged INTEGER NOT NULL,    -- rows that say what stands
    conflicting INTEGER NOT NULL,  -- rows against a person whose money is committed or was sent
    rejected INTEGER NOT NULL      -- rows with errors
) STRICT;

CREATE TABLE review (              -- what an officer found of an applicant
    position INTEGER PRIMARY KEY REFERENCES journal (position), -- the entry that recorded it
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    verdict INTEGER NOT NULL CHECK (verdict IN (1, 2, 3, 4)), -- 1 accepted, 2 rejected, 3 documents asked for, 4 the applicant appealed
    reason TEXT NOT NULL,          -- as it was typed; '' when an acceptance gives none
    salt BLOB NOT NULL CHECK (length(salt) = 16), -- random; without it the commitment says nothing of the reason
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    review_file INTEGER REFERENCES review_file (position) -- the file that brought it; NULL: typed by an officer
) STRICT;
CREATE INDEX review_applicant ON review (applicant_id, position);

CREATE TRIGGER review_file_no_update BEFORE UPDATE ON review_file BEGIN SELECT raise(ABORT, 'review_file is append-only'); END;
CREATE TRIGGER review_file_no_delete BEFORE DELETE ON review_file BEGIN SELECT raise(ABORT, 'review_file is append-only'); END;
CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT raise(ABORT, 'review is append-only'); END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT raise(ABORT, 'review is append-only'); END;

-- What the money is held against: reports of use (LPJ) of what was paid, and the annexes of decrees (SK) as they were signed. What may speak of
-- people has a salt and a commitment, and the journal knows it by these alone.

CREATE TABLE lpj_file (            -- projection: a list of reports of use that was taken in
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    file_name TEXT NOT NULL,       -- without folders
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32), -- of the file's bytes
    row_count INTEGER NOT NULL CHECK (row_count = accepted + unchanged + rejected),
    accepted INTEGER NOT NULL,     -- rows that were recorded: a report each
    unchanged INTEGER NOT NULL,    -- rows that say what was recorded before
    rejected INTEGER NOT NULL      -- rows with errors
) STRICT;

CREATE TABLE lpj (                 -- a report of use that was received; of a payout's reports the last one counts
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    day INTEGER NOT NULL,          -- effective day
    received INTEGER NOT NULL CHECK (received <= day), -- day on which the office received it
    used INTEGER NOT NULL CHECK (used >= 0), -- rupiah of the grant that the report accounts for
    document TEXT NOT NULL,        -- the report's file, without folders; '' when none was named
    document_sha256 BLOB CHECK (length(document_sha256) = 32), -- of its bytes; NULL when it could not be read
    note TEXT NOT NULL,            -- '' when there is none
    salt BLOB NOT NULL CHECK (length(salt) = 16), -- random
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of document and note)
    lpj_file INTEGER REFERENCES lpj_file (position) -- the list that brought it; NULL: typed
) STRICT;
CREATE INDEX lpj_payout ON lpj (payout_id, position);

CREATE TABLE decree (              -- projection: the annex of a decree, an independent list that batches are compared with
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- of the decree
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),
    row_count INTEGER NOT NULL CHECK (row_count > 0), -- people
    amount INTEGER NOT NULL CHECK (amount > 0),
    file_name TEXT NOT NULL,       -- without folders
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32), -- of the file's bytes
    digest BLOB NOT NULL CHECK (length(digest) = 32) -- SHA-256 over its rows' commitments, in the order of their ids
) STRICT;

CREATE TABLE decree_row (          -- a person of an annex
    id INTEGER PRIMARY KEY,
    decree_id INTEGER NOT NULL REFERENCES decree (id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,         -- of the file
    nik INTEGER NOT NULL,
    nama TEXT NOT NULL,            -- '' when the annex does not say
    kategori INTEGER REFERENCES category (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    no_rekening TEXT NOT NULL,     -- '' when the annex does not say
    salt BLOB NOT NULL CHECK (length(salt) = 16), -- random
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || "line N\n" || canonical text)
    UNIQUE (decree_id, nik)
) STRICT;
CREATE INDEX decree_row_nik ON decree_row (nik);

CREATE TRIGGER decree_no_update BEFORE UPDATE ON decree BEGIN SELECT raise(ABORT, 'decree is append-only'); END;
CREATE TRIGGER decree_no_delete BEFORE DELETE ON decree BEGIN SELECT raise(ABORT, 'decree is append-only'); END;
CREATE TRIGGER decree_row_no_update BEFORE UPDATE ON decree_row BEGIN SELECT raise(ABORT, 'decree_row is append-only'); END;
CREATE TRIGGER decree_row_no_delete BEFORE DELETE ON decree_row BEGIN SELECT raise(ABORT, 'decree_row is append-only'); END;
CREATE TRIGGER lpj_file_no_update BEFORE UPDATE ON lpj_file BEGIN SELECT raise(ABORT, 'lpj_file is append-only'); END;
CREATE TRIGGER lpj_file_no_delete BEFORE DELETE ON lpj_file BEGIN SELECT raise(ABORT, 'lpj_file is append-only'); END;
CREATE TRIGGER lpj_no_update BEFORE UPDATE ON lpj BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;
CREATE TRIGGER lpj_no_delete BEFORE DELETE ON lpj BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;

-- What the reconciliation looks up for each payout.
CREATE INDEX approval_batch ON approval (batch_id);
CREATE INDEX sending_batch ON sending (batch_id);

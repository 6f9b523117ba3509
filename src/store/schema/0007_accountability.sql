-- What is owed after the payment: reports of use (LPJ). Their files' names may speak of people: they have a salt and a commitment, and
-- the journal knows them by these alone.

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

CREATE TRIGGER lpj_file_no_update BEFORE UPDATE ON lpj_file BEGIN SELECT raise(ABORT, 'lpj_file is append-only'); END;
CREATE TRIGGER lpj_file_no_delete BEFORE DELETE ON lpj_file BEGIN SELECT raise(ABORT, 'lpj_file is append-only'); END;
CREATE TRIGGER lpj_no_update BEFORE UPDATE ON lpj BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;
CREATE TRIGGER lpj_no_delete BEFORE DELETE ON lpj BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;

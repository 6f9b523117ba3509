-- Checkpoints: the keys that sign them. The secrets lie outside this file.

CREATE TABLE signing_key (         -- projection: keys of the ledger's checkpoints, in the order in which they came; the last one signs
    position INTEGER PRIMARY KEY REFERENCES journal (position), -- the entry that names it
    day INTEGER NOT NULL,          -- effective day
    verifier TEXT NOT NULL UNIQUE  -- name+hash+base64 of the public key, as in C2SP signed-note
) STRICT;

CREATE TRIGGER signing_key_no_update BEFORE UPDATE ON signing_key BEGIN SELECT raise(ABORT, 'signing_key is append-only'); END;
CREATE TRIGGER signing_key_no_delete BEFORE DELETE ON signing_key BEGIN SELECT raise(ABORT, 'signing_key is append-only'); END;

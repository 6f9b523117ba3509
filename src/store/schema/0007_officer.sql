-- Who may change the ledger, and who tried without being allowed to.

CREATE TABLE officer (             -- projection: an officer with name, key and roles, for ever
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    name TEXT NOT NULL UNIQUE,     -- as typed behind --as
    key TEXT NOT NULL UNIQUE,      -- verifier key, name+hash+base64 (C2SP signed-note)
    roles TEXT NOT NULL,           -- "operator verifier"
    region INTEGER,                -- of a verifier: kabupaten/kota
    standing TEXT NOT NULL CHECK (standing IN ('active', 'proposed')) -- proposed: waits for another administrator
) STRICT;

CREATE TABLE officer_revocation (  -- projection: the end of an officer
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    name TEXT NOT NULL REFERENCES officer (name),
    standing TEXT NOT NULL CHECK (standing IN ('active', 'proposed')),
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE officer_confirmation ( -- projection: the second administrator's word
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    name TEXT NOT NULL REFERENCES officer (name),
    proposal INTEGER NOT NULL UNIQUE -- entry of the officer, or of the revocation
) STRICT;

CREATE TABLE refusal (             -- projection: an officer, or somebody in an officer's name, was refused
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    name TEXT NOT NULL REFERENCES officer (name),
    at TEXT NOT NULL,              -- UTC, as in the entry
    command TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('inactive', 'key', 'role', 'region', 'four-eyes'))
) STRICT;

ALTER TABLE approval ADD COLUMN officer TEXT REFERENCES officer (name); -- NULL in single-operator mode
ALTER TABLE approval ADD COLUMN batch_digest BLOB; -- SHA-256 over the leaf hashes of the batch's entry and its payouts' entries
ALTER TABLE approval ADD COLUMN signature TEXT;    -- base64, Ed25519, over batch, digest and decree

CREATE TRIGGER officer_no_update BEFORE UPDATE ON officer BEGIN SELECT raise(ABORT, 'officer is append-only'); END;
CREATE TRIGGER officer_no_delete BEFORE DELETE ON officer BEGIN SELECT raise(ABORT, 'officer is append-only'); END;
CREATE TRIGGER officer_revocation_no_update BEFORE UPDATE ON officer_revocation BEGIN SELECT raise(ABORT, 'officer_revocation is append-only'); END;
CREATE TRIGGER officer_revocation_no_delete BEFORE DELETE ON officer_revocation BEGIN SELECT raise(ABORT, 'officer_revocation is append-only'); END;
CREATE TRIGGER officer_confirmation_no_update BEFORE UPDATE ON officer_confirmation BEGIN SELECT raise(ABORT, 'officer_confirmation is append-only'); END;
CREATE TRIGGER officer_confirmation_no_delete BEFORE DELETE ON officer_confirmation BEGIN SELECT raise(ABORT, 'officer_confirmation is append-only'); END;
CREATE TRIGGER refusal_no_update BEFORE UPDATE ON refusal BEGIN SELECT raise(ABORT, 'refusal is append-only'); END;
CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal BEGIN SELECT raise(ABORT, 'refusal is append-only'); END;

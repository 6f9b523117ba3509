-- The books of a ledger. Days are whole days since 1970-01-01, times are UTC seconds, money is whole rupiah,
-- digests are SHA-256. Applicant columns carry the canonical (Indonesian) field names; all else is English.
-- What the journal says is the truth; the tables marked "projection" are rebuilt from it and compared by `verify`.

CREATE TABLE journal (             -- the truth: append-only, one entry an event
    position INTEGER PRIMARY KEY CHECK (position >= 0), -- leaf number in the Merkle tree, without gaps
    text TEXT NOT NULL,            -- canonical text, lines `key value`
    leaf BLOB NOT NULL CHECK (length(leaf) = 32) -- SHA-256(0x00 || text), RFC 6962
) STRICT;

CREATE TABLE tree_head (           -- the tree after each transaction: append-only
    size INTEGER PRIMARY KEY CHECK (size > 0), -- number of entries
    root BLOB NOT NULL CHECK (length(root) = 32), -- RFC 6962 root of the first `size` entries
    frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0) -- roots of the complete subtrees, largest first
) STRICT;

CREATE TABLE account (             -- reference: chart of accounts, the states of the money
    id INTEGER PRIMARY KEY,        -- 0 is the source outside the programme, the others add up to the budget
    name TEXT NOT NULL UNIQUE,     -- the word used in files and on the command line
    title TEXT NOT NULL            -- heading in Indonesian
) STRICT;

CREATE TABLE category (            -- reference: whom the programme helps
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,     -- the word used in files and on the command line
    title TEXT NOT NULL            -- heading in Indonesian
) STRICT;

CREATE TABLE region (              -- reference: Kemendagri codes of provinces, kabupaten/kota, kecamatan
    code INTEGER PRIMARY KEY,      -- 2, 4 or 6 digits
    name TEXT NOT NULL,
    parent INTEGER REFERENCES region (code) DEFERRABLE INITIALLY DEFERRED -- NULL for a province
) STRICT;

CREATE TABLE programme_version (   -- projection: rules of a programme year, one row a version
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position), -- the entry that added it
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2199),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of `text`
    valid_from INTEGER,            -- day; NULL = always
    valid_to INTEGER,              -- last day; NULL = no end
    text TEXT NOT NULL,            -- the YAML file as it was added
    UNIQUE (year, sha256)
) STRICT;

CREATE TABLE rule (                -- projection of programme_version.text: what an applicant must meet
    programme_version_id INTEGER NOT NULL REFERENCES programme_version (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1), -- place in decision.outcomes
    code TEXT NOT NULL,
    title TEXT NOT NULL,           -- the rule in Indonesian
    source TEXT NOT NULL,          -- article or document
    assumed INTEGER NOT NULL CHECK (assumed IN (0, 1)), -- 1: nothing was published, the office must confirm it
    PRIMARY KEY (programme_version_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (            -- projection: one amount from one account to another; append-only
    position INTEGER PRIMARY KEY REFERENCES journal (position), -- the entry that says so
    year INTEGER NOT NULL,
    from_account INTEGER NOT NULL REFERENCES account (id),
    to_account INTEGER NOT NULL REFERENCES account (id),
    amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
    payout_id INTEGER,             -- NULL for a movement of the budget itself
    CHECK (from_account <> to_account)
) STRICT;

CREATE TABLE balance (             -- projection: sum of the transfers of a year and account
    year INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    amount INTEGER NOT NULL CHECK (account_id = 0 OR amount >= 0), -- negative only outside the programme
    PRIMARY KEY (year, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (              -- projection: a file that was taken in
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    file_name TEXT NOT NULL,       -- without folders
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the file's bytes
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    row_count INTEGER NOT NULL CHECK (row_count = accepted + unchanged + conflicting + rejected),
    accepted INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    conflicting INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    applicants_digest BLOB NOT NULL, -- SHA-256 over the commitments of its applicants in order
    set_aside_digest BLOB NOT NULL   -- the same over its set-aside rows
) STRICT;

CREATE TABLE applicant (           -- one person's application in a programme year, as the file said it
    id INTEGER PRIMARY KEY,        -- in order of arrival
    import_id INTEGER NOT NULL REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED, -- the entry follows the rows
    line INTEGER NOT NULL,         -- physical line of the file where the row begins
    year INTEGER NOT NULL,
    nik INTEGER NOT NULL CHECK (nik BETWEEN 1000000000000000 AND 9999999999999999), -- NIK, 16 digits
    nama TEXT NOT NULL,            -- name as on the identity card
    kategori INTEGER NOT NULL REFERENCES category (id),
    kabupaten_usaha INTEGER NOT NULL, -- region code of the business, 4 digits
    kecamatan_usaha INTEGER,       -- region code, 6 digits; NULL when missing or not recognised
    kecamatan_usaha_tertulis TEXT, -- the name as written, when it was not recognised
    desa_usaha TEXT, alamat_usaha TEXT, nama_usaha TEXT, sektor_usaha TEXT, jenis_usaha TEXT,
    nib TEXT,                      -- business permit: NIB, SKU or IUMK
    tanggal_mulai_usaha INTEGER,   -- day the business began
    omzet_bulanan INTEGER,         -- turnover a month, rupiah
    no_kk INTEGER,                 -- family card, 16 digits
    tempat_lahir TEXT,
    tanggal_lahir INTEGER,         -- birth day
    jenis_kelamin INTEGER CHECK (jenis_kelamin IN (1, 2)), -- 1 man, 2 woman
    nama_ibu TEXT, no_hp TEXT, alamat TEXT, desa TEXT, kecamatan TEXT, kabupaten TEXT, provinsi TEXT,
    tanggal_pengajuan INTEGER,     -- day of application: order of allocation
    skor INTEGER,
    jalur INTEGER CHECK (jalur IN (1, 2)), -- 1 regular, 2 aspirasi
    rekomendasi TEXT,              -- who recommended
    bank TEXT, no_rekening TEXT, nama_rekening TEXT, keterangan TEXT,
    salt BLOB NOT NULL CHECK (length(salt) = 16), -- random; without it the commitment says nothing of the person
    commitment BLOB NOT NULL CHECK (length(commitment) = 32) -- SHA-256(salt || canonical text of the row)
) STRICT;
CREATE UNIQUE INDEX applicant_year_nik ON applicant (year, nik);
CREATE INDEX applicant_no_kk ON applicant (no_kk) WHERE no_kk IS NOT NULL;
CREATE INDEX applicant_import ON applicant (import_id);

CREATE TABLE set_aside (           -- a row that was not taken in, with all that is wrong with it
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 rejected: errors; 2 conflicting: NIK is there with other content
    raw TEXT NOT NULL,             -- the row's bytes; broken UTF-8 is replaced
    findings TEXT NOT NULL,        -- lines code, tab, column, tab, value, tab, expected
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
CREATE INDEX set_aside_import ON set_aside (import_id);
CREATE INDEX set_aside_line ON set_aside (line);

CREATE TABLE evaluation (          -- projection: everybody of a year judged by a rules version on a day
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    year INTEGER NOT NULL,
    programme_version_id INTEGER NOT NULL REFERENCES programme_version (id),
    day INTEGER NOT NULL,
    applicants INTEGER NOT NULL CHECK (applicants = eligible + needs_review + ineligible),
    eligible INTEGER NOT NULL,
    needs_review INTEGER NOT NULL,
    ineligible INTEGER NOT NULL,
    changed INTEGER NOT NULL,      -- decisions that are new or differ from the earlier ones
    digest BLOB NOT NULL CHECK (length(digest) = 32) -- SHA-256 over its decision rows in order
) STRICT;

CREATE TABLE decision (            -- what an evaluation decided anew of an applicant; the last one counts
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    evaluation_id INTEGER NOT NULL REFERENCES evaluation (id) DEFERRABLE INITIALLY DEFERRED,
    status INTEGER NOT NULL CHECK (status IN (1, 2, 3)), -- 1 eligible, 2 needs review, 3 ineligible
    outcomes TEXT NOT NULL,        -- a letter a rule: + pass, - fail, ? unknown: review, ! unknown: rejects, . not for the category
    PRIMARY KEY (applicant_id, evaluation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (               -- projection: people to be paid together
    id INTEGER PRIMARY KEY CHECK (id > 0),
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,
    evaluation_id INTEGER NOT NULL REFERENCES evaluation (id),
    recipients INTEGER NOT NULL CHECK (recipients > 0),
    amount INTEGER NOT NULL CHECK (amount > 0)
) STRICT;

CREATE TABLE approval (            -- projection: the word of a second officer, or of the only operator
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    day INTEGER NOT NULL,
    mode TEXT NOT NULL,            -- single-operator
    sk_number TEXT, sk_day INTEGER -- decree
) STRICT;

CREATE TABLE payout (              -- projection: one grant to one person
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    sequence INTEGER NOT NULL CHECK (sequence > 0), -- place in the batch, in the order of allocation
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    year INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    reference TEXT NOT NULL UNIQUE, -- the bank's answer is matched by it
    account_id INTEGER NOT NULL REFERENCES account (id), -- where its money is: the payout's state
    UNIQUE (batch_id, sequence)
) STRICT;
-- Nobody is paid twice in a year: at most one payout of an applicant has money in commitment, in process or paid.
CREATE UNIQUE INDEX payout_one_live ON payout (applicant_id) WHERE account_id IN (2, 3, 4);
CREATE INDEX payout_applicant ON payout (applicant_id);

CREATE TABLE sending (             -- projection: a transfer file given to the bank
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    day INTEGER NOT NULL,
    sp2d_number TEXT, sp2d_day INTEGER, -- payment order
    payouts INTEGER NOT NULL CHECK (payouts > 0),
    amount INTEGER NOT NULL CHECK (amount > 0),
    hash_total INTEGER NOT NULL,   -- sum of the account numbers' last 10 digits modulo 10^10
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32)
) STRICT;

CREATE TABLE bank_answer (         -- projection: an answer file of the bank
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    day INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32),
    row_count INTEGER NOT NULL CHECK (row_count = paid + returned + rejected),
    paid INTEGER NOT NULL, returned INTEGER NOT NULL, rejected INTEGER NOT NULL
) STRICT;

CREATE TABLE settlement (          -- projection: what the bank said of one payout
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    answer_position INTEGER NOT NULL REFERENCES bank_answer (position),
    account_id INTEGER NOT NULL REFERENCES account (id), -- paid or bounced
    bank_day INTEGER NOT NULL,     -- the bank's date
    reason TEXT NOT NULL           -- '' when paid
) STRICT;
CREATE INDEX settlement_payout ON settlement (payout_id);

-- Guard rails against accidents, not protection against somebody with the file: `verify` is.
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'journal is append-only'); END;
CREATE TRIGGER tree_head_no_update BEFORE UPDATE ON tree_head BEGIN SELECT raise(ABORT, 'tree_head is append-only'); END;
CREATE TRIGGER tree_head_no_delete BEFORE DELETE ON tree_head BEGIN SELECT raise(ABORT, 'tree_head is append-only'); END;
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT raise(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT raise(ABORT, 'transfer is append-only'); END;
CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout BEGIN SELECT raise(ABORT, 'payout is kept for ever'); END;
CREATE TRIGGER import_no_update BEFORE UPDATE ON import BEGIN SELECT raise(ABORT, 'import is append-only'); END;
CREATE TRIGGER import_no_delete BEFORE DELETE ON import BEGIN SELECT raise(ABORT, 'import is append-only'); END;

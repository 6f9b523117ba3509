-- What happens to the register after a file was taken in: corrections, withdrawals, bank accounts that come later, lists of
-- people whom the programme must not pay. Texts that may speak of people have a salt and a commitment, as rows of files do;
-- the journal knows them by these alone.

CREATE TABLE account_file (        -- projection: a file of bank accounts that was taken in
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    file_name TEXT NOT NULL,       -- without folders
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32), -- of the file's bytes
    row_count INTEGER NOT NULL CHECK (row_count = accepted + unchanged + conflicting + rejected),
    accepted INTEGER NOT NULL,     -- applicants who got their account from it: an amendment each
    unchanged INTEGER NOT NULL,    -- rows that say what was there
    conflicting INTEGER NOT NULL,  -- rows with another account than was there
    rejected INTEGER NOT NULL      -- rows with errors
) STRICT;

CREATE TABLE amendment (           -- what an applicant's row said before it was corrected, and why it was
    id INTEGER PRIMARY KEY,        -- in order
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position), -- the entry that corrected it
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    account_file INTEGER REFERENCES account_file (position), -- the file that brought the account; NULL: typed by an officer
    reason TEXT NOT NULL,          -- as it was typed
    reason_salt BLOB NOT NULL CHECK (length(reason_salt) = 16),
    reason_commitment BLOB NOT NULL CHECK (length(reason_commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    -- The earlier version, columns as in table applicant.
    line INTEGER NOT NULL, year INTEGER NOT NULL,
    nik INTEGER NOT NULL CHECK (nik BETWEEN 1000000000000000 AND 9999999999999999),
    nama TEXT NOT NULL,
    kategori INTEGER NOT NULL REFERENCES category (id),
    kabupaten_usaha INTEGER NOT NULL, kecamatan_usaha INTEGER, kecamatan_usaha_tertulis TEXT,
    desa_usaha TEXT, alamat_usaha TEXT, nama_usaha TEXT, sektor_usaha TEXT, jenis_usaha TEXT, nib TEXT,
    tanggal_mulai_usaha INTEGER, omzet_bulanan INTEGER, no_kk INTEGER, tempat_lahir TEXT, tanggal_lahir INTEGER,
    jenis_kelamin INTEGER CHECK (jenis_kelamin IN (1, 2)),
    nama_ibu TEXT, no_hp TEXT, alamat TEXT, desa TEXT, kecamatan TEXT, kabupaten TEXT, provinsi TEXT,
    tanggal_pengajuan INTEGER, skor INTEGER, jalur INTEGER CHECK (jalur IN (1, 2)),
    rekomendasi TEXT, bank TEXT, no_rekening TEXT, nama_rekening TEXT, keterangan TEXT,
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32) -- that of the earlier version
) STRICT;
CREATE INDEX amendment_applicant ON amendment (applicant_id, id);
CREATE INDEX amendment_nik ON amendment (year, nik);

CREATE TABLE withdrawal (          -- an applicant out of the running
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    applicant_id INTEGER NOT NULL UNIQUE REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    reason TEXT NOT NULL,          -- as it was typed
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32) -- SHA-256(salt || canonical text of the reason)
) STRICT;

CREATE TABLE exclusion_list (      -- projection: a file of people whom the programme must not pay
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
    year INTEGER NOT NULL,         -- the programme year that it counts for
    day INTEGER NOT NULL,          -- effective day
    name TEXT NOT NULL,            -- what the list is of: asn, meninggal, kur; several files may have one name
    file_name TEXT NOT NULL,       -- without folders
    file_sha256 BLOB NOT NULL CHECK (length(file_sha256) = 32), -- of the file's bytes
    row_count INTEGER NOT NULL CHECK (row_count = accepted + unchanged + rejected),
    accepted INTEGER NOT NULL,     -- rows that were stored
    unchanged INTEGER NOT NULL,    -- rows that the lists of this name had already
    rejected INTEGER NOT NULL,     -- rows with errors
    digest BLOB NOT NULL CHECK (length(digest) = 32) -- SHA-256 over the commitments of its rows in order
) STRICT;

CREATE TABLE exclusion (           -- a person, or a family, on an exclusion list
    id INTEGER PRIMARY KEY,        -- in order of arrival
    list_id INTEGER NOT NULL REFERENCES exclusion_list (id) DEFERRABLE INITIALLY DEFERRED, -- the entry follows the rows
    line INTEGER NOT NULL,         -- physical line of the file
    nik INTEGER,                   -- the person; NULL: the row names a family card
    no_kk INTEGER,                 -- the family card; excludes everybody on it only when there is no NIK
    nama TEXT,                     -- name as the list has it
    keterangan TEXT,               -- remark
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the row)
    CHECK (nik IS NOT NULL OR no_kk IS NOT NULL)
) STRICT;
CREATE INDEX exclusion_list_id ON exclusion (list_id);
CREATE INDEX exclusion_nik ON exclusion (nik) WHERE nik IS NOT NULL;
CREATE INDEX exclusion_no_kk ON exclusion (no_kk) WHERE nik IS NULL;

CREATE TRIGGER account_file_no_update BEFORE UPDATE ON account_file BEGIN SELECT raise(ABORT, 'account_file is append-only'); END;
CREATE TRIGGER account_file_no_delete BEFORE DELETE ON account_file BEGIN SELECT raise(ABORT, 'account_file is append-only'); END;
CREATE TRIGGER amendment_no_update BEFORE UPDATE ON amendment BEGIN SELECT raise(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER amendment_no_delete BEFORE DELETE ON amendment BEGIN SELECT raise(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal BEGIN SELECT raise(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN SELECT raise(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER exclusion_list_no_update BEFORE UPDATE ON exclusion_list BEGIN SELECT raise(ABORT, 'exclusion_list is append-only'); END;
CREATE TRIGGER exclusion_list_no_delete BEFORE DELETE ON exclusion_list BEGIN SELECT raise(ABORT, 'exclusion_list is append-only'); END;
CREATE TRIGGER exclusion_no_update BEFORE UPDATE ON exclusion BEGIN SELECT raise(ABORT, 'exclusion is append-only'); END;
CREATE TRIGGER exclusion_no_delete BEFORE DELETE ON exclusion BEGIN SELECT raise(ABORT, 'exclusion is append-only'); END;

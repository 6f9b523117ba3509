-- A person's data can be removed (UU 27/2022). What is removed of a row is NULL, with its salt; what the books count by stays: place in
-- the file, category, region, the commitment, which says nothing without the salt. `erased` names the erasure that did it; a row
-- without content and without one is damage, and so is one with both. The tables with content are made anew, because their columns may
-- be NULL now. Parents go and come back within the transaction.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE erasure (             -- the data of a person in a programme year, removed
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    year INTEGER NOT NULL,
    day INTEGER NOT NULL,          -- effective day
    applicant_id INTEGER REFERENCES applicant (id), -- whose application it was; NULL: only other rows spoke of the NIK
    row_count INTEGER NOT NULL CHECK (row_count > 0), -- rows of all tables whose content it removed
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- SHA-256 over their names
    kin INTEGER NOT NULL CHECK (kin >= 0), -- rows of erasure_kin
    kin_digest BLOB NOT NULL CHECK (length(kin_digest) = 32), -- SHA-256 over them
    reason TEXT NOT NULL,          -- as it was typed; it does not name the person
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32) -- SHA-256(salt || canonical text of the reason)
) STRICT;
CREATE INDEX erasure_applicant ON erasure (applicant_id) WHERE applicant_id IS NOT NULL;

CREATE TABLE erasure_kin (         -- who is still in the register and had the NIK, or a family card, of what was removed
    erasure INTEGER NOT NULL REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- its row follows
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    relation INTEGER NOT NULL CHECK (relation BETWEEN 1 AND 7), -- sum of 1 the NIK (in another year), 2 the card, 4 one of them in an earlier version
    PRIMARY KEY (erasure, applicant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_kin_applicant ON erasure_kin (applicant_id);

CREATE TABLE applicant_kept AS SELECT * FROM applicant;
DROP TABLE applicant;
CREATE TABLE applicant (           -- one person's application in a programme year, as the file said it
    id INTEGER PRIMARY KEY,        -- in order of arrival
    import_id INTEGER NOT NULL REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED, -- the entry follows the rows
    line INTEGER NOT NULL,         -- physical line of the file where the row begins
    year INTEGER NOT NULL,
    nik INTEGER CHECK (nik BETWEEN 1000000000000000 AND 9999999999999999), -- NIK, 16 digits
    nama TEXT,            -- name as on the identity card
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
    jumlah_diajukan INTEGER,       -- amount that the applicant asked for, rupiah; NULL: none is named
    salt BLOB CHECK (length(salt) = 16), -- random; without it the commitment says nothing of the person
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the row)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, nik IS NOT NULL AND nama IS NOT NULL AND salt IS NOT NULL, coalesce(nik, nama, salt,
           kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, nama_usaha, sektor_usaha, jenis_usaha, nib,
           tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, jenis_kelamin, nama_ibu, no_hp, alamat,
           desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, rekomendasi, bank, no_rekening, nama_rekening,
           keterangan, jumlah_diajukan) IS NULL))
) STRICT;
INSERT INTO applicant (id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha,
    kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha,
    omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten,
    provinsi, tanggal_pengajuan, skor, jalur, rekomendasi, bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment)
    SELECT id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis,
    desa_usaha, alamat_usaha, nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk,
    tempat_lahir, tanggal_lahir, jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi,
    tanggal_pengajuan, skor, jalur, rekomendasi, bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment FROM
    applicant_kept ORDER BY id;
DROP TABLE applicant_kept;
CREATE UNIQUE INDEX applicant_year_nik ON applicant (year, nik);
CREATE INDEX applicant_no_kk ON applicant (no_kk) WHERE no_kk IS NOT NULL;
CREATE INDEX applicant_import ON applicant (import_id);
-- No index on `erased` here: an erasure names its applicant.

CREATE TABLE set_aside_kept AS SELECT * FROM set_aside;
DROP TABLE set_aside;
CREATE TABLE set_aside (           -- a row that was not taken in, with all that is wrong with it
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import (id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 rejected: errors; 2 conflicting: NIK is there with other content
    raw TEXT,             -- the row's bytes; broken UTF-8 is replaced
    findings TEXT,        -- lines code, tab, column, tab, value, tab, expected
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, raw IS NOT NULL AND findings IS NOT NULL AND salt IS NOT NULL, coalesce(raw, findings, salt) IS
           NULL))
) STRICT;
INSERT INTO set_aside (id, import_id, line, kind, raw, findings, salt, commitment)
    SELECT id, import_id, line, kind, raw, findings, salt, commitment FROM set_aside_kept ORDER BY id;
DROP TABLE set_aside_kept;
CREATE INDEX set_aside_import ON set_aside (import_id);
CREATE INDEX set_aside_line ON set_aside (line);
CREATE INDEX set_aside_erased ON set_aside (erased) WHERE erased IS NOT NULL;

CREATE TABLE amendment_kept AS SELECT * FROM amendment;
DROP TABLE amendment;
CREATE TABLE amendment (           -- what an applicant's row said before it was corrected, and why it was
    id INTEGER PRIMARY KEY,        -- in order
    position INTEGER NOT NULL UNIQUE REFERENCES journal (position), -- the entry that corrected it
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    account_file INTEGER REFERENCES account_file (position), -- the file that brought the account; NULL: typed by an officer
    reason TEXT,          -- as it was typed
    reason_salt BLOB CHECK (length(reason_salt) = 16),
    reason_commitment BLOB NOT NULL CHECK (length(reason_commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    -- The earlier version, columns as in table applicant.
    line INTEGER NOT NULL, year INTEGER NOT NULL,
    nik INTEGER CHECK (nik BETWEEN 1000000000000000 AND 9999999999999999),
    nama TEXT,
    kategori INTEGER NOT NULL REFERENCES category (id),
    kabupaten_usaha INTEGER NOT NULL, kecamatan_usaha INTEGER, kecamatan_usaha_tertulis TEXT,
    desa_usaha TEXT, alamat_usaha TEXT, nama_usaha TEXT, sektor_usaha TEXT, jenis_usaha TEXT, nib TEXT,
    tanggal_mulai_usaha INTEGER, omzet_bulanan INTEGER, no_kk INTEGER, tempat_lahir TEXT, tanggal_lahir INTEGER,
    jenis_kelamin INTEGER CHECK (jenis_kelamin IN (1, 2)),
    nama_ibu TEXT, no_hp TEXT, alamat TEXT, desa TEXT, kecamatan TEXT, kabupaten TEXT, provinsi TEXT,
    tanggal_pengajuan INTEGER, skor INTEGER, jalur INTEGER CHECK (jalur IN (1, 2)),
    rekomendasi TEXT, bank TEXT, no_rekening TEXT, nama_rekening TEXT, keterangan TEXT, jumlah_diajukan INTEGER,
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- that of the earlier version
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: the version is all there
    reason_erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- the same of the reason
    CHECK (iif(reason_erased IS NULL, reason IS NOT NULL AND reason_salt IS NOT NULL, coalesce(reason, reason_salt) IS NULL)),
    CHECK (iif(erased IS NULL, nik IS NOT NULL AND nama IS NOT NULL AND salt IS NOT NULL, coalesce(nik, nama, salt, kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, nama_usaha,
           sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir,
           jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, rekomendasi,
           bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, kecamatan_usaha, jalur) IS NULL))
) STRICT;
INSERT INTO amendment (id, position, applicant_id, day, account_file, reason, reason_salt, reason_commitment, line, year, nik,
    nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, nama_usaha,
    sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, jenis_kelamin,
    nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, rekomendasi, bank,
    no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment)
    SELECT id, position, applicant_id, day, account_file, reason, reason_salt, reason_commitment, line, year, nik, nama,
    kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, nama_usaha,
    sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, jenis_kelamin,
    nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, rekomendasi, bank,
    no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment FROM amendment_kept ORDER BY id;
DROP TABLE amendment_kept;
CREATE INDEX amendment_applicant ON amendment (applicant_id, id);
CREATE INDEX amendment_nik ON amendment (year, nik);
CREATE INDEX amendment_erased ON amendment (erased) WHERE erased IS NOT NULL;
CREATE INDEX amendment_reason_erased ON amendment (reason_erased) WHERE reason_erased IS NOT NULL;

CREATE TABLE withdrawal_kept AS SELECT * FROM withdrawal;
DROP TABLE withdrawal;
CREATE TABLE withdrawal (          -- an applicant out of the running
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    applicant_id INTEGER NOT NULL UNIQUE REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    reason TEXT,          -- as it was typed
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, reason IS NOT NULL AND salt IS NOT NULL, coalesce(reason, salt) IS NULL))
) STRICT;
INSERT INTO withdrawal (position, applicant_id, day, reason, salt, commitment)
    SELECT position, applicant_id, day, reason, salt, commitment FROM withdrawal_kept ORDER BY position;
DROP TABLE withdrawal_kept;
CREATE INDEX withdrawal_erased ON withdrawal (erased) WHERE erased IS NOT NULL;

CREATE TABLE exclusion_kept AS SELECT * FROM exclusion;
DROP TABLE exclusion;
CREATE TABLE exclusion (           -- a person, or a family, on an exclusion list
    id INTEGER PRIMARY KEY,        -- in order of arrival
    list_id INTEGER NOT NULL REFERENCES exclusion_list (id) DEFERRABLE INITIALLY DEFERRED, -- the entry follows the rows
    line INTEGER NOT NULL,         -- physical line of the file
    nik INTEGER,                   -- the person; NULL: the row names a family card
    no_kk INTEGER,                 -- the family card; excludes everybody on it only when there is no NIK
    nama TEXT,                     -- name as the list has it
    keterangan TEXT,               -- remark
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the row)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, salt IS NOT NULL AND (nik IS NOT NULL OR no_kk IS NOT NULL), coalesce(salt, nik, no_kk, nama,
           keterangan) IS NULL))
) STRICT;
INSERT INTO exclusion (id, list_id, line, nik, no_kk, nama, keterangan, salt, commitment)
    SELECT id, list_id, line, nik, no_kk, nama, keterangan, salt, commitment FROM exclusion_kept ORDER BY id;
DROP TABLE exclusion_kept;
CREATE INDEX exclusion_list_id ON exclusion (list_id);
CREATE INDEX exclusion_nik ON exclusion (nik) WHERE nik IS NOT NULL;
CREATE INDEX exclusion_no_kk ON exclusion (no_kk) WHERE nik IS NULL;
CREATE INDEX exclusion_erased ON exclusion (erased) WHERE erased IS NOT NULL;

CREATE TABLE review_kept AS SELECT * FROM review;
DROP TABLE review;
CREATE TABLE review (              -- what an officer found of an applicant
    position INTEGER PRIMARY KEY REFERENCES journal (position), -- the entry that recorded it
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    day INTEGER NOT NULL,          -- effective day
    verdict INTEGER NOT NULL CHECK (verdict IN (1, 2, 3, 4)), -- 1 accepted, 2 rejected, 3 documents asked for, 4 the applicant appealed
    reason TEXT,          -- as it was typed; '' when an acceptance gives none
    salt BLOB CHECK (length(salt) = 16), -- random; without it the commitment says nothing of the reason
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of the reason)
    review_file INTEGER REFERENCES review_file (position), -- the file that brought it; NULL: typed by an officer
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, reason IS NOT NULL AND salt IS NOT NULL, coalesce(reason, salt) IS NULL))
) STRICT;
INSERT INTO review (position, applicant_id, day, verdict, reason, salt, commitment, review_file)
    SELECT position, applicant_id, day, verdict, reason, salt, commitment, review_file FROM review_kept ORDER BY position;
DROP TABLE review_kept;
CREATE INDEX review_applicant ON review (applicant_id, position);
CREATE INDEX review_erased ON review (erased) WHERE erased IS NOT NULL;

CREATE TABLE lottery_ticket_kept AS SELECT * FROM lottery_ticket;
DROP TABLE lottery_ticket;
CREATE TABLE lottery_ticket (      -- one a person; stays with the person when the NIK is corrected
    lottery INTEGER NOT NULL REFERENCES lottery (position),
    applicant_id INTEGER NOT NULL REFERENCES applicant (id),
    salt BLOB CHECK (length(salt) = 16), -- random
    ticket BLOB NOT NULL CHECK (length(ticket) = 32), -- SHA-256(salt || 'nik ' || NIK of that day)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, salt IS NOT NULL, salt IS NULL)),
    PRIMARY KEY (lottery, applicant_id)
) STRICT, WITHOUT ROWID;
INSERT INTO lottery_ticket (lottery, applicant_id, salt, ticket)
    SELECT lottery, applicant_id, salt, ticket FROM lottery_ticket_kept ORDER BY lottery, applicant_id;
DROP TABLE lottery_ticket_kept;
CREATE INDEX lottery_ticket_applicant ON lottery_ticket (applicant_id);
CREATE INDEX lottery_ticket_erased ON lottery_ticket (erased) WHERE erased IS NOT NULL;

CREATE TABLE cancellation_kept AS SELECT * FROM cancellation;
DROP TABLE cancellation;
CREATE TABLE cancellation (        -- projection: what was not sent of a batch is undone
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    day INTEGER NOT NULL,          -- effective day
    payouts INTEGER NOT NULL CHECK (payouts > 0),
    amount INTEGER NOT NULL CHECK (amount > 0),
    reason TEXT,          -- typed by the officer
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || "reason " || reason || "\n")
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, reason IS NOT NULL AND salt IS NOT NULL, coalesce(reason, salt) IS NULL))
) STRICT;
INSERT INTO cancellation (position, batch_id, day, payouts, amount, reason, salt, commitment)
    SELECT position, batch_id, day, payouts, amount, reason, salt, commitment FROM cancellation_kept ORDER BY position;
DROP TABLE cancellation_kept;
CREATE INDEX cancellation_batch ON cancellation (batch_id);
CREATE INDEX cancellation_erased ON cancellation (erased) WHERE erased IS NOT NULL;

CREATE TABLE decree_row_kept AS SELECT * FROM decree_row;
DROP TABLE decree_row;
CREATE TABLE decree_row (          -- a person of an annex
    id INTEGER PRIMARY KEY,
    decree_id INTEGER NOT NULL REFERENCES decree (id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,         -- of the file
    nik INTEGER,
    nama TEXT,                     -- '' when the annex does not say
    kategori INTEGER REFERENCES category (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    no_rekening TEXT,              -- '' when the annex does not say
    salt BLOB CHECK (length(salt) = 16), -- random
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || "line N\n" || canonical text)
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, nik IS NOT NULL AND nama IS NOT NULL AND no_rekening IS NOT NULL AND salt IS NOT NULL,
           coalesce(nik, nama, no_rekening, salt) IS NULL)),
    UNIQUE (decree_id, nik)
) STRICT;
INSERT INTO decree_row (id, decree_id, line, nik, nama, kategori, amount, no_rekening, salt, commitment)
    SELECT id, decree_id, line, nik, nama, kategori, amount, no_rekening, salt, commitment FROM decree_row_kept ORDER BY id;
DROP TABLE decree_row_kept;
CREATE INDEX decree_row_nik ON decree_row (nik);
CREATE INDEX decree_row_erased ON decree_row (erased) WHERE erased IS NOT NULL;

CREATE TABLE lpj_kept AS SELECT * FROM lpj;
DROP TABLE lpj;
CREATE TABLE lpj (                 -- a report of use that was received; of a payout's reports the last one counts
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    payout_id INTEGER NOT NULL REFERENCES payout (id),
    day INTEGER NOT NULL,          -- effective day
    received INTEGER NOT NULL CHECK (received <= day), -- day on which the office received it
    used INTEGER NOT NULL CHECK (used >= 0), -- rupiah of the grant that the report accounts for
    document TEXT,                 -- the report's file, without folders; '' when none was named
    document_sha256 BLOB CHECK (length(document_sha256) = 32), -- of its bytes; NULL when it could not be read
    note TEXT,                     -- '' when there is none
    salt BLOB CHECK (length(salt) = 16), -- random
    commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256(salt || canonical text of document and note)
    lpj_file INTEGER REFERENCES lpj_file (position), -- the list that brought it; NULL: typed
    erased INTEGER REFERENCES erasure (position) DEFERRABLE INITIALLY DEFERRED, -- NULL: it is all there
    CHECK (iif(erased IS NULL, document IS NOT NULL AND note IS NOT NULL AND salt IS NOT NULL, coalesce(document, note, salt) IS NULL))
) STRICT;
INSERT INTO lpj (position, payout_id, day, received, used, document, document_sha256, note, salt, commitment, lpj_file)
    SELECT position, payout_id, day, received, used, document, document_sha256, note, salt, commitment, lpj_file FROM lpj_kept ORDER BY position;
DROP TABLE lpj_kept;
CREATE INDEX lpj_payout ON lpj (payout_id, position);
CREATE INDEX lpj_erased ON lpj (erased) WHERE erased IS NOT NULL;

CREATE TRIGGER amendment_no_update BEFORE UPDATE ON amendment
WHEN (old.erased, old.reason_erased) IS (new.erased, new.reason_erased) OR (old.erased IS NOT NULL AND new.erased IS NOT old.erased)
  OR (old.reason_erased IS NOT NULL AND new.reason_erased IS NOT old.reason_erased)
BEGIN SELECT raise(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER amendment_no_delete BEFORE DELETE ON amendment BEGIN SELECT raise(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN SELECT raise(ABORT, 'withdrawal is append-only'); END;
CREATE TRIGGER exclusion_no_update BEFORE UPDATE ON exclusion WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'exclusion is append-only'); END;
CREATE TRIGGER exclusion_no_delete BEFORE DELETE ON exclusion BEGIN SELECT raise(ABORT, 'exclusion is append-only'); END;
CREATE TRIGGER review_no_update BEFORE UPDATE ON review WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'review is append-only'); END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT raise(ABORT, 'review is append-only'); END;
CREATE TRIGGER lottery_ticket_no_update BEFORE UPDATE ON lottery_ticket WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'lottery_ticket is append-only'); END;
CREATE TRIGGER lottery_ticket_no_delete BEFORE DELETE ON lottery_ticket BEGIN SELECT raise(ABORT, 'lottery_ticket is append-only'); END;
CREATE TRIGGER cancellation_no_update BEFORE UPDATE ON cancellation WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER cancellation_no_delete BEFORE DELETE ON cancellation BEGIN SELECT raise(ABORT, 'cancellation is append-only'); END;
CREATE TRIGGER decree_row_no_update BEFORE UPDATE ON decree_row WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'decree_row is append-only'); END;
CREATE TRIGGER decree_row_no_delete BEFORE DELETE ON decree_row BEGIN SELECT raise(ABORT, 'decree_row is append-only'); END;
CREATE TRIGGER lpj_no_update BEFORE UPDATE ON lpj WHEN old.erased IS NOT NULL OR new.erased IS NULL
BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;
CREATE TRIGGER lpj_no_delete BEFORE DELETE ON lpj BEGIN SELECT raise(ABORT, 'lpj is append-only'); END;
CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure BEGIN SELECT raise(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure BEGIN SELECT raise(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER erasure_kin_no_update BEFORE UPDATE ON erasure_kin BEGIN SELECT raise(ABORT, 'erasure_kin is append-only'); END;
CREATE TRIGGER erasure_kin_no_delete BEFORE DELETE ON erasure_kin BEGIN SELECT raise(ABORT, 'erasure_kin is append-only'); END;
-- Otherwise every insert of this transaction, an import's too, would look for rows that wait for it in all tables that refer to its own.
PRAGMA defer_foreign_keys = OFF;

-- The ledger as it stood when its journal had as many entries as temp.moment says: a temporary table or view in front of every table, since
-- SQLite looks a name up among the temporary ones first; then the views are made again in front of themselves (past.c). In a shell of your own:
-- `CREATE TEMP TABLE moment AS SELECT 42 AS entries;`, this file, and the statements of views.sql with CREATE TEMP VIEW.
-- What has a position is cut there; what has none goes with its parent; what was changed in place is put back: where a payout's money was, the sums of
-- the accounts, the version of an applicant. Not put back is what an erasure removed. Not here: the reference tables account, category, region, holiday.

CREATE TEMP VIEW journal AS SELECT * FROM main.journal WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW tree_head AS SELECT * FROM main.tree_head WHERE size <= (SELECT entries FROM temp.moment);
CREATE TEMP VIEW transfer AS SELECT * FROM main.transfer WHERE position < (SELECT entries FROM temp.moment);

-- Rules, people and files.
CREATE TEMP VIEW programme_version AS SELECT * FROM main.programme_version WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW rule AS SELECT * FROM main.rule WHERE programme_version_id IN
  (SELECT v.id FROM main.programme_version AS v WHERE v.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW programme_amount AS SELECT * FROM main.programme_amount WHERE programme_version_id IN (SELECT id FROM programme_version);
CREATE TEMP VIEW rule_limit AS SELECT * FROM main.rule_limit WHERE programme_version_id IN (SELECT id FROM programme_version);
CREATE TEMP VIEW programme_deadline AS SELECT * FROM main.programme_deadline WHERE programme_version_id IN (SELECT id FROM programme_version);
CREATE TEMP VIEW import AS SELECT * FROM main.import WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW set_aside AS SELECT * FROM main.set_aside WHERE import_id IN
  (SELECT i.id FROM main.import AS i WHERE i.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW account_file AS SELECT * FROM main.account_file WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW amendment AS SELECT * FROM main.amendment WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW withdrawal AS SELECT * FROM main.withdrawal WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW exclusion_list AS SELECT * FROM main.exclusion_list WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW exclusion AS SELECT * FROM main.exclusion WHERE list_id IN
  (SELECT l.id FROM main.exclusion_list AS l WHERE l.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW review_file AS SELECT * FROM main.review_file WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW review AS SELECT * FROM main.review WHERE position < (SELECT entries FROM temp.moment);
-- Of whom something is emptied here the erasure is here, too, also a later one: it tells who an emptied row of an annex was, and who has the person's NIK or
-- family card. The applicant is the one who had the NIK then.
CREATE TEMP VIEW erasure AS
SELECT * FROM main.erasure WHERE position < (SELECT entries FROM temp.moment)
UNION ALL
SELECT e.position, e.year, e.day, a.id, e.row_count, e.digest, e.kin, e.kin_digest, e.reason, e.salt, e.commitment
  FROM main.erasure AS e JOIN temp.applicant AS a ON a.erased = e.position WHERE e.position >= (SELECT entries FROM temp.moment);
CREATE TEMP VIEW erasure_kin AS SELECT * FROM main.erasure_kin WHERE erasure IN (SELECT position FROM erasure) AND applicant_id IN (SELECT id FROM temp.applicant);

-- Decisions, batches, lotteries.
CREATE TEMP VIEW evaluation AS SELECT * FROM main.evaluation WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW decision AS SELECT * FROM main.decision WHERE evaluation_id IN
  (SELECT e.id FROM main.evaluation AS e WHERE e.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW batch AS SELECT * FROM main.batch WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW waiting AS SELECT * FROM main.waiting WHERE batch_id IN
  (SELECT b.id FROM main.batch AS b WHERE b.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW approval AS SELECT * FROM main.approval WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW cancellation AS SELECT * FROM main.cancellation WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW repayment AS SELECT * FROM main.repayment WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW lottery AS SELECT * FROM main.lottery WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW lottery_ticket AS SELECT * FROM main.lottery_ticket WHERE lottery < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW lottery_draw AS SELECT * FROM main.lottery_draw WHERE position < (SELECT entries FROM temp.moment);

-- The bank, the treasury, what the money is held against, officers and keys.
CREATE TEMP VIEW sending AS SELECT * FROM main.sending WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW bank_answer AS SELECT * FROM main.bank_answer WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW settlement AS SELECT * FROM main.settlement WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW deposit AS SELECT * FROM main.deposit WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW lpj_file AS SELECT * FROM main.lpj_file WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW lpj AS SELECT * FROM main.lpj WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW decree AS SELECT * FROM main.decree WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW decree_row AS SELECT * FROM main.decree_row WHERE decree_id IN
  (SELECT d.id FROM main.decree AS d WHERE d.position < (SELECT entries FROM temp.moment));
CREATE TEMP VIEW officer AS SELECT * FROM main.officer WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW officer_revocation AS SELECT * FROM main.officer_revocation WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW officer_confirmation AS SELECT * FROM main.officer_confirmation WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW refusal AS SELECT * FROM main.refusal WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW second_answer AS SELECT * FROM main.second_answer WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW issue AS SELECT * FROM main.issue WHERE position < (SELECT entries FROM temp.moment);
CREATE TEMP VIEW signing_key AS SELECT * FROM main.signing_key WHERE position < (SELECT entries FROM temp.moment);

-- A payout's money was where its first later transfer took it from; without one it is where it was.
CREATE TEMP TABLE moved_later (payout_id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL);
INSERT OR IGNORE INTO temp.moved_later SELECT t.payout_id, t.from_account FROM main.transfer AS t
 WHERE t.position >= (SELECT entries FROM temp.moment) AND t.payout_id IS NOT NULL ORDER BY t.position;
CREATE TEMP VIEW payout AS
SELECT p.id, p.position, p.batch_id, p.sequence, p.applicant_id, p.year, p.amount, p.reference,
       coalesce((SELECT m.account_id FROM temp.moved_later AS m WHERE m.payout_id = p.id), p.account_id) AS account_id
  FROM main.payout AS p WHERE p.position < (SELECT entries FROM temp.moment);

-- An account held what it holds, without what came in and with what went out since; a year that nothing had moved in has no rows.
CREATE TEMP TABLE balance (year INTEGER NOT NULL, account_id INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (year, account_id)) WITHOUT ROWID;
INSERT INTO temp.balance
  WITH later AS MATERIALIZED (SELECT t.year, t.from_account, t.to_account, sum(t.amount) AS amount FROM main.transfer AS t
                               WHERE t.position >= (SELECT entries FROM temp.moment) GROUP BY (t.year * 8 + t.from_account) * 8 + t.to_account)
SELECT b.year, b.account_id, b.amount - coalesce((SELECT sum(l.amount) FROM later AS l WHERE l.year = b.year AND l.to_account = b.account_id), 0)
                                      + coalesce((SELECT sum(l.amount) FROM later AS l WHERE l.year = b.year AND l.from_account = b.account_id), 0)
  FROM main.balance AS b WHERE b.year IN (SELECT t.year FROM main.transfer AS t WHERE t.position < (SELECT entries FROM temp.moment));

-- An applicant's version was the one that the first later amendment kept. Here as a table of its own: it is looked up by NIK and family card.
CREATE TEMP TABLE applicant (
    id INTEGER PRIMARY KEY, import_id INTEGER, line INTEGER, year INTEGER, nik INTEGER, nama TEXT, kategori INTEGER, kabupaten_usaha INTEGER,
    kecamatan_usaha INTEGER, kecamatan_usaha_tertulis TEXT, desa_usaha TEXT, alamat_usaha TEXT, nama_usaha TEXT, sektor_usaha TEXT, jenis_usaha TEXT, nib TEXT,
    tanggal_mulai_usaha INTEGER, omzet_bulanan INTEGER, no_kk INTEGER, tempat_lahir TEXT, tanggal_lahir INTEGER, jenis_kelamin INTEGER,
    nama_ibu TEXT, no_hp TEXT, alamat TEXT, desa TEXT, kecamatan TEXT, kabupaten TEXT, provinsi TEXT, tanggal_pengajuan INTEGER, skor INTEGER, jalur INTEGER,
    rekomendasi TEXT, bank TEXT, no_rekening TEXT, nama_rekening TEXT, keterangan TEXT, jumlah_diajukan INTEGER, salt BLOB, commitment BLOB, erased INTEGER);
INSERT INTO temp.applicant SELECT * FROM main.applicant AS a WHERE a.import_id IN
  (SELECT i.id FROM main.import AS i WHERE i.position < (SELECT entries FROM temp.moment)) ORDER BY a.id;
REPLACE INTO temp.applicant (id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, desa_usaha,
    alamat_usaha, nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, jenis_kelamin, nama_ibu,
    no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, rekomendasi, bank, no_rekening, nama_rekening, keterangan,
    jumlah_diajukan, salt, commitment, erased)
SELECT a.id, a.import_id, m.line, m.year, m.nik, m.nama, m.kategori, m.kabupaten_usaha, iif(m.erased IS NULL, m.kecamatan_usaha, a.kecamatan_usaha),
       m.kecamatan_usaha_tertulis, m.desa_usaha, m.alamat_usaha, m.nama_usaha, m.sektor_usaha, m.jenis_usaha, m.nib, m.tanggal_mulai_usaha, m.omzet_bulanan, m.no_kk,
       m.tempat_lahir, m.tanggal_lahir, m.jenis_kelamin, m.nama_ibu, m.no_hp, m.alamat, m.desa, m.kecamatan, m.kabupaten, m.provinsi, m.tanggal_pengajuan, m.skor,
       iif(m.erased IS NULL, m.jalur, a.jalur), m.rekomendasi, m.bank, m.no_rekening, m.nama_rekening, m.keterangan, m.jumlah_diajukan, m.salt, m.commitment, m.erased
  FROM (SELECT applicant_id, min(id) AS id FROM main.amendment WHERE position >= (SELECT entries FROM temp.moment) GROUP BY applicant_id) AS f
  JOIN main.amendment AS m ON m.id = f.id JOIN temp.applicant AS a ON a.id = m.applicant_id;
CREATE INDEX temp.past_applicant_year_nik ON applicant (year, nik);
CREATE INDEX temp.past_applicant_no_kk ON applicant (no_kk) WHERE no_kk IS NOT NULL;
CREATE INDEX temp.past_applicant_erased ON applicant (erased) WHERE erased IS NOT NULL;

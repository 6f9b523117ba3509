-- Views that define numbers: the same figure on the command line, in the workbook and in anyone's SQLite shell.
-- Dropped and made again whenever the schema is brought up to date.

DROP VIEW IF EXISTS decision_now;
CREATE VIEW decision_now AS        -- the decision that counts: the last one of each applicant
SELECT d.applicant_id, d.evaluation_id, d.status, d.outcomes
  FROM decision AS d
 WHERE d.evaluation_id = (SELECT max(l.evaluation_id) FROM decision AS l WHERE l.applicant_id = d.applicant_id);

DROP VIEW IF EXISTS review_now;
CREATE VIEW review_now AS          -- the verdict that stands: the last one; an acceptance not when an officer amended the applicant since
SELECT v.applicant_id, v.position, v.day, v.verdict, v.reason
  FROM review AS v
 WHERE v.position = (SELECT max(l.position) FROM review AS l WHERE l.applicant_id = v.applicant_id)
   AND (v.verdict <> 1 OR NOT EXISTS (SELECT 1 FROM amendment AS m
                                       WHERE m.applicant_id = v.applicant_id AND m.position > v.position AND m.account_file IS NULL));

DROP VIEW IF EXISTS line_batch;
CREATE VIEW line_batch AS          -- the batch whose waiting list stands: a year's newest one that an allocation made
SELECT b.year, max(b.id) AS batch_id FROM batch AS b WHERE b.id NOT IN (SELECT batch_id FROM repayment) GROUP BY b.year;

DROP VIEW IF EXISTS given_back;
CREATE VIEW given_back AS          -- what of a payout is in the treasury again
SELECT d.payout_id, sum(d.amount) AS amount, max(d.position) AS position FROM deposit AS d GROUP BY d.payout_id;

DROP VIEW IF EXISTS erased_grant;
CREATE VIEW erased_grant AS        -- payouts of erased people, and who in the register had their NIK or card when they were erased
SELECT p.id AS payout_id, p.year, p.account_id, p.amount, k.applicant_id AS kin, e.position,
       iif(k.relation & 1, coalesce(m.nik, a.nik), 0) AS nik, iif(k.relation & 2, coalesce(m.no_kk, a.no_kk, 0), 0) AS no_kk
  FROM erasure_kin AS k -- the few first: SQLite would go through all applicants
 CROSS JOIN erasure AS e ON e.position = k.erasure
 CROSS JOIN payout AS p ON p.applicant_id = e.applicant_id
 CROSS JOIN applicant AS a ON a.id = k.applicant_id AND a.erased IS NULL
  LEFT JOIN amendment AS m ON m.id = (SELECT v.id FROM amendment AS v WHERE v.applicant_id = a.id AND v.position > e.position ORDER BY v.id LIMIT 1);

DROP VIEW IF EXISTS money;
CREATE VIEW money AS               -- where every rupiah of a year is
SELECT b.year, a.id AS account_id, a.name AS account, a.title, b.amount
  FROM balance AS b JOIN account AS a ON a.id = b.account_id WHERE a.id > 0;

DROP VIEW IF EXISTS recipient;
CREATE VIEW recipient AS           -- people whose grant was paid: the one meaning of "penerima"
SELECT p.id AS payout_id, p.year, p.batch_id, p.sequence, p.reference, p.amount, p.applicant_id
  FROM payout AS p WHERE p.account_id = 4;

-- The lists of the auditors' workbook: columns in the order and with the meaning of the sheet's headings (src/exporter/
-- sheet_table.c). The last columns are not shown: year, up to three keys and an amount, by which the sheet's rows are
-- counted and summed, and the key that orders them.

DROP VIEW IF EXISTS sheet_nominatif;
CREATE VIEW sheet_nominatif AS     -- every payout, whatever became of it
SELECT p.year AS tahun, p.batch_id AS batch, p.sequence AS urutan, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, c.title AS kategori,
       r.name AS kabupaten_usaha, coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha,
       a.desa_usaha, a.alamat_usaha, a.nama_usaha, a.nib,
       CASE a.jalur WHEN 1 THEN 'Reguler' WHEN 2 THEN 'Aspirasi' END AS jalur, a.rekomendasi, a.tanggal_pengajuan,
       CASE v.verdict WHEN 1 THEN 'Diterima' WHEN 2 THEN 'Ditolak' WHEN 3 THEN 'Diminta dokumen' WHEN 4 THEN 'Sanggah' END AS verifikasi,
       v.day AS tanggal_verifikasi, v.reason AS alasan_verifikasi,
       p.amount AS jumlah, coalesce(x.amount, 0) AS dikembalikan,
       iif(p.account_id = 1, 0, p.amount - coalesce(x.amount, 0)) AS jumlah_bersih, a.bank, a.no_rekening, a.nama_rekening,
       CASE WHEN p.account_id <> 1 THEN s.title
            WHEN EXISTS (SELECT 1 FROM repayment AS z WHERE z.payout_id = p.id) THEN 'Retur, dibayar ulang' ELSE 'Dibatalkan' END AS status,
       g.sp2d_number AS nomor_sp2d, g.sp2d_day AS tanggal_sp2d, t.bank_day AS tanggal_bank, t.reason AS alasan_retur,
       p.reference AS referensi, i.file_name AS berkas, a.line AS baris,
       p.year AS kunci_tahun, p.account_id AS kunci_1, a.kabupaten_usaha AS kunci_2, a.kategori AS kunci_3,
       iif(p.account_id = 1, 0, p.amount - coalesce(x.amount, 0)) AS kunci_jumlah, p.id AS payout_id
  FROM payout AS p
  JOIN account AS s ON s.id = p.account_id
  LEFT JOIN given_back AS x ON x.payout_id = p.id
  LEFT JOIN applicant AS a ON a.id = p.applicant_id
  LEFT JOIN category AS c ON c.id = a.kategori
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN region AS k ON k.code = a.kecamatan_usaha
  LEFT JOIN import AS i ON i.id = a.import_id
  LEFT JOIN review AS v ON v.position = (SELECT n.position FROM review_now AS n WHERE n.applicant_id = a.id)
  -- A batch is sent once as a rule; only when it was sent in parts do its transfers tell which part a payout went with.
  LEFT JOIN (SELECT batch_id, count(*) AS times, max(position) AS position FROM sending GROUP BY batch_id) AS once
         ON once.batch_id = p.batch_id
  LEFT JOIN (SELECT l.payout_id, max(l.position) AS position FROM transfer AS l
              WHERE l.to_account = 3 AND l.payout_id IN
                    (SELECT q.id FROM payout AS q WHERE q.batch_id IN
                            (SELECT batch_id FROM sending GROUP BY batch_id HAVING count(*) > 1))
              GROUP BY l.payout_id) AS part ON part.payout_id = p.id
  LEFT JOIN sending AS g ON p.account_id <> 2 AND g.position =
            CASE WHEN once.times = 1 THEN once.position
                 ELSE (SELECT max(n.position) FROM sending AS n WHERE n.batch_id = p.batch_id AND n.position < part.position) END
  LEFT JOIN settlement AS t ON t.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id);

DROP VIEW IF EXISTS sheet_tidak_lolos;
CREATE VIEW sheet_tidak_lolos AS   -- applicants who do not pass, must be looked at, or are still waiting, with every reason
SELECT a.year AS tahun, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, c.title AS kategori, r.name AS kabupaten_usaha,
       coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha, a.nama_usaha,
       CASE a.jalur WHEN 1 THEN 'Reguler' WHEN 2 THEN 'Aspirasi' END AS jalur, a.rekomendasi, a.tanggal_pengajuan,
       CASE v.verdict WHEN 1 THEN 'Diterima' WHEN 2 THEN 'Ditolak' WHEN 3 THEN 'Diminta dokumen' WHEN 4 THEN 'Sanggah' END AS verifikasi,
       v.day AS tanggal_verifikasi, v.reason AS alasan_verifikasi,
       CASE d.status WHEN 1 THEN 'Belum dibayar' WHEN 2 THEN 'Perlu diperiksa' WHEN 3 THEN 'Tidak memenuhi syarat'
            ELSE 'Belum dinilai' END AS keputusan,
       iif(a.erased IS NULL, '', 'data pribadi dihapus (entri ' || a.erased || '), keputusan tetap; ') ||
       CASE WHEN d.status IS NULL THEN 'belum dinilai dengan aturan yang berlaku'
            WHEN d.status > 1 THEN
              (SELECT group_concat(l.reason, '; ') FROM
                (SELECT 'ditarik: ' || coalesce(w.reason, '(dihapus)') || ' [ditarik]' AS reason FROM withdrawal AS w
                  WHERE instr(d.outcomes, 'w') > 0 AND w.applicant_id = a.id
                 UNION ALL
                 SELECT 'masuk daftar ' || group_concat(DISTINCT x.name) || ' [daftar-pengecualian]' FROM exclusion_list AS x
                  WHERE instr(d.outcomes, 'x') > 0 AND x.year = a.year AND x.id IN
                        (SELECT n.list_id FROM exclusion AS n WHERE n.nik = a.nik
                          UNION SELECT f.list_id FROM exclusion AS f WHERE f.nik IS NULL AND f.no_kk = a.no_kk) HAVING count(*) > 0
                 UNION ALL
                 SELECT 'masuk daftar pengecualian [daftar-pengecualian]' WHERE instr(d.outcomes, 'x') > 0 AND a.erased IS NOT NULL
                 UNION ALL
                 SELECT CASE WHEN instr(d.outcomes, 'r') > 0 THEN 'ditolak petugas: ' || coalesce(v.reason, '') || ' [verifikasi-ditolak]'
                             WHEN instr(d.outcomes, 'd') > 0 THEN 'diminta dokumen: ' || coalesce(v.reason, '') || ' [verifikasi-dokumen]'
                             WHEN instr(d.outcomes, 's') > 0 THEN 'mengajukan sanggah: ' || coalesce(v.reason, '') || ' [verifikasi-sanggah]'
                             ELSE 'belum diverifikasi petugas [verifikasi-belum]' END
                  WHERE instr(d.outcomes, 'r') + instr(d.outcomes, 'd') + instr(d.outcomes, 's') + instr(d.outcomes, 'b') > 0
                 UNION ALL
                 SELECT * FROM (SELECT CASE substr(d.outcomes, u.ordinal, 1) WHEN '-' THEN 'tidak terpenuhi: ' ELSE 'tidak ada datanya: ' END || u.title || ' [' || u.code || ']' AS reason
                   FROM rule AS u WHERE u.programme_version_id = e.programme_version_id
                    AND substr(d.outcomes, u.ordinal, 1) IN ('-', '?', '!') ORDER BY u.ordinal)) AS l)
            WHEN a.erased IS NOT NULL THEN 'memenuhi syarat, tidak ikut lagi'
            WHEN EXISTS (SELECT 1 FROM programme_version AS y JOIN applicant AS o ON o.year = y.year AND o.nik = a.nik
                          JOIN payout AS q ON q.applicant_id = o.id WHERE y.year > a.year AND q.account_id IN (2, 3, 4))
              OR EXISTS (SELECT 1 FROM applicant AS o JOIN payout AS q ON q.applicant_id = o.id
                          WHERE o.no_kk = a.no_kk AND o.year > a.year AND q.account_id IN (2, 3, 4))
            THEN 'sudah-menerima: NIK atau KK ini mendapat bantuan pada tahun sesudahnya'
            WHEN EXISTS (SELECT 1 FROM waiting AS w WHERE w.applicant_id = a.id AND w.batch_id = (SELECT n.batch_id FROM line_batch AS n WHERE n.year = a.year))
            THEN 'daftar-tunggu: memenuhi syarat, tercantum pada sheet Daftar Tunggu'
            WHEN EXISTS (SELECT 1 FROM applicant AS o WHERE o.no_kk = a.no_kk AND o.year = a.year AND o.id <> a.id AND
                   (EXISTS (SELECT 1 FROM waiting AS w WHERE w.applicant_id = o.id AND w.batch_id = (SELECT n.batch_id FROM line_batch AS n WHERE n.year = a.year)) OR
                    EXISTS (SELECT 1 FROM payout AS q WHERE q.applicant_id = o.id AND q.account_id BETWEEN 2 AND 5) OR
                    ((coalesce(o.tanggal_pengajuan, 2147483647), o.nik) < (coalesce(a.tanggal_pengajuan, 2147483647), a.nik) AND
                     (SELECT v.status FROM decision AS v WHERE v.applicant_id = o.id ORDER BY v.evaluation_id DESC LIMIT 1) = 1)))
            THEN 'kk-ganda: anggota lain dari Kartu Keluarga yang sama didahulukan'
            ELSE 'daftar-tunggu: memenuhi syarat, menunggu kuota atau anggaran' END AS alasan,
       i.file_name AS berkas, a.line AS baris,
       a.year AS kunci_tahun, coalesce(d.status, 0) AS kunci_1, 0 AS kunci_2, 0 AS kunci_3, 0 AS kunci_jumlah, a.id AS applicant_id
  FROM applicant AS a
  LEFT JOIN decision AS d ON d.applicant_id = a.id
        AND d.evaluation_id = (SELECT max(l.evaluation_id) FROM decision AS l WHERE l.applicant_id = a.id)
  LEFT JOIN evaluation AS e ON e.id = d.evaluation_id
  LEFT JOIN category AS c ON c.id = a.kategori
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN region AS k ON k.code = a.kecamatan_usaha
  LEFT JOIN import AS i ON i.id = a.import_id
  LEFT JOIN review AS v ON v.position = (SELECT n.position FROM review_now AS n WHERE n.applicant_id = a.id)
 WHERE coalesce(d.status, 0) <> 1
    OR NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 6);

DROP VIEW IF EXISTS sheet_daftar_tunggu;
CREATE VIEW sheet_daftar_tunggu AS -- the line that the newest batch of each year left behind
SELECT b.year AS tahun, w.batch_id AS batch, w.position AS urutan, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, c.title AS kategori,
       r.name AS kabupaten_usaha, coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha, a.tanggal_pengajuan, a.skor,
       CASE w.reason WHEN 1 THEN w.quota WHEN 2 THEN 'anggaran' WHEN 3 THEN 'batas' WHEN 4 THEN 'kecamatan-tidak-dikenal'
            ELSE 'tidak-dipilih' END AS batas,
       CASE w.reason WHEN 1 THEN 'kuota ini penuh' WHEN 2 THEN 'anggaran yang tersisa tidak cukup' WHEN 3 THEN 'jumlah orang batch ini dibatasi'
            WHEN 4 THEN 'kecamatan usaha tidak dikenal, padahal ada kuota per kecamatan'
            ELSE 'sudah di daftar tunggu, batch ini untuk kategori atau kabupaten lain' END AS keterangan,
       i.file_name AS berkas, a.line AS baris,
       b.year AS kunci_tahun, w.reason AS kunci_1, a.kabupaten_usaha AS kunci_2, a.kategori AS kunci_3, 0 AS kunci_jumlah
  FROM waiting AS w
  JOIN batch AS b ON b.id = w.batch_id AND b.id = (SELECT n.batch_id FROM line_batch AS n WHERE n.year = b.year)
  LEFT JOIN applicant AS a ON a.id = w.applicant_id
  LEFT JOIN category AS c ON c.id = a.kategori
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN region AS k ON k.code = a.kecamatan_usaha
  LEFT JOIN import AS i ON i.id = a.import_id;

DROP VIEW IF EXISTS sheet_disisihkan;
CREATE VIEW sheet_disisihkan AS    -- rows of files that were not taken in
SELECT i.year AS tahun, i.file_name AS berkas, s.line AS baris, CASE s.kind WHEN 1 THEN 'Ditolak' ELSE 'Konflik' END AS jenis,
       s.findings AS kode, s.findings AS temuan, iif(s.erased IS NULL, s.raw, '(dihapus)') AS teks_asli,
       i.year AS kunci_tahun, s.kind AS kunci_1, 0 AS kunci_2, 0 AS kunci_3, 0 AS kunci_jumlah, s.id AS set_aside_id
  FROM set_aside AS s JOIN import AS i ON i.id = s.import_id;

DROP VIEW IF EXISTS sheet_batch;
CREATE VIEW sheet_batch AS         -- batches, who approved them, and what became of their money
SELECT b.year AS tahun, b.id AS batch, b.day AS tanggal, b.recipients AS penerima, b.amount AS jumlah,
       (SELECT count(*) FROM payout AS p WHERE p.batch_id = b.id AND p.account_id = 4) AS dibayar,
       (SELECT coalesce(sum(p.amount), 0) FROM payout AS p WHERE p.batch_id = b.id AND p.account_id = 4) AS tersalur,
       a.day AS tanggal_persetujuan, CASE a.mode WHEN 'single-operator' THEN 'Satu operator' ELSE a.mode END AS cara_persetujuan, a.sk_number AS nomor_sk, a.sk_day AS tanggal_sk,
       b.position AS entri, v.sha256 AS aturan
  FROM batch AS b
  JOIN evaluation AS e ON e.id = b.evaluation_id
  JOIN programme_version AS v ON v.id = e.programme_version_id
  -- The one with a decree when there is one, otherwise the first.
  LEFT JOIN approval AS a ON a.position = (SELECT l.position FROM approval AS l WHERE l.batch_id = b.id ORDER BY l.sk_number IS NULL, l.position LIMIT 1);

DROP VIEW IF EXISTS sheet_pengiriman;
CREATE VIEW sheet_pengiriman AS    -- transfer files given to the bank
SELECT b.year AS tahun, s.batch_id AS batch, s.day AS tanggal, s.payouts AS penerima, s.amount AS jumlah,
       s.hash_total AS jumlah_kontrol, s.sp2d_day AS tanggal_sp2d, s.sp2d_number AS nomor_sp2d, s.position AS entri,
       s.file_sha256 AS sha256
  FROM sending AS s JOIN batch AS b ON b.id = s.batch_id;

DROP VIEW IF EXISTS sheet_setoran;
CREATE VIEW sheet_setoran AS       -- money in the treasury again: bounced, or given back by its recipient
SELECT p.year AS tahun, d.day AS tanggal, CASE d.from_account WHEN 5 THEN 'Retur disetor' ELSE 'Pengembalian' END AS jenis,
       p.batch_id AS batch, p.reference AS referensi, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, d.sts_number AS nomor_sts, d.sts_day AS tanggal_sts, d.amount AS jumlah,
       p.amount AS jumlah_bantuan, d.position AS entri,
       p.year AS kunci_tahun, d.from_account AS kunci_1, 0 AS kunci_2, 0 AS kunci_3, d.amount AS kunci_jumlah
  FROM deposit AS d JOIN payout AS p ON p.id = d.payout_id LEFT JOIN applicant AS a ON a.id = p.applicant_id;

DROP VIEW IF EXISTS sheet_jawaban_bank;
CREATE VIEW sheet_jawaban_bank AS  -- answer files of the bank; one may speak of several years
SELECT a.day AS tanggal, a.row_count AS baris, a.paid AS tersalur, a.returned AS retur, a.rejected AS ditolak,
       a.file_name AS berkas, a.position AS entri, a.file_sha256 AS sha256
  FROM bank_answer AS a;

DROP VIEW IF EXISTS sheet_transfer;
CREATE VIEW sheet_transfer AS      -- every movement of money, from the journal
SELECT t.year AS tahun, t.position AS entri,
       unixepoch(substr(j.text, instr(j.text, char(10) || 'day ') + 5, 10)) / 86400 AS tanggal,
       CASE substr(j.text, instr(j.text, char(10) || 'type ') + 6,
                   instr(substr(j.text, instr(j.text, char(10) || 'type ') + 6), char(10)) - 1)
            WHEN 'budget' THEN 'Anggaran' WHEN 'payout' THEN 'Komitmen' WHEN 'sent' THEN 'Dikirim ke bank'
            WHEN 'settlement' THEN 'Jawaban bank' WHEN 'cancelled' THEN 'Dibatalkan' WHEN 'repayment' THEN 'Bayar ulang'
            WHEN 'deposit' THEN 'Retur disetor' WHEN 'refund' THEN 'Pengembalian' ELSE '?' END AS jenis,
       f.title AS dari, g.title AS ke, t.amount AS jumlah, p.reference AS referensi,
       t.year AS kunci_tahun, t.from_account AS kunci_1, t.to_account AS kunci_2, 0 AS kunci_3, t.amount AS kunci_jumlah
  FROM transfer AS t
  JOIN journal AS j ON j.position = t.position
  JOIN account AS f ON f.id = t.from_account
  JOIN account AS g ON g.id = t.to_account
  LEFT JOIN payout AS p ON p.id = t.payout_id;

DROP VIEW IF EXISTS sheet_neraca;
CREATE VIEW sheet_neraca AS        -- the balance of every account; with APBD the sum is zero
SELECT b.year AS tahun, a.name AS akun, a.title AS nama_akun, b.amount AS saldo, b.account_id
  FROM balance AS b JOIN account AS a ON a.id = b.account_id;

DROP VIEW IF EXISTS sheet_berkas;
CREATE VIEW sheet_berkas AS        -- applicants' files that were taken in
SELECT i.year AS tahun, i.day AS tanggal, i.row_count AS baris, i.accepted AS diterima, i.unchanged AS sama,
       i.conflicting AS konflik, i.rejected AS ditolak, i.position AS entri, i.bytes AS bita, i.file_name AS berkas, i.sha256
  FROM import AS i;

DROP VIEW IF EXISTS sheet_versi_aturan;
CREATE VIEW sheet_versi_aturan AS  -- the rules of a programme year, in versions
SELECT v.year AS tahun, v.id AS versi,
       (SELECT count(*) FROM rule AS r WHERE r.programme_version_id = v.id) AS aturan,
       (SELECT count(*) FROM rule AS r WHERE r.programme_version_id = v.id AND r.assumed = 1) AS asumsi,
       v.valid_from AS berlaku_dari, v.valid_to AS berlaku_sampai, v.position AS entri, v.sha256
  FROM programme_version AS v;

DROP VIEW IF EXISTS sheet_aturan;
CREATE VIEW sheet_aturan AS        -- what an applicant must meet
SELECT v.year AS tahun, v.id AS versi, r.ordinal AS urutan, CASE r.assumed WHEN 1 THEN 'Asumsi' ELSE 'Terbit' END AS dasar,
       r.code AS kode, r.title AS bunyi, r.source AS sumber
  FROM rule AS r JOIN programme_version AS v ON v.id = r.programme_version_id;

DROP VIEW IF EXISTS sheet_ringkasan;
CREATE VIEW sheet_ringkasan AS     -- the figures of a year as the books have them
SELECT y.year AS tahun,
       coalesce((SELECT -b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 0), 0) AS anggaran_dpa,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 1), 0) AS anggaran,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 2), 0) AS komitmen,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 3), 0) AS dalam_proses,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 4), 0) AS tersalur,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 5), 0) AS retur,
       coalesce((SELECT b.amount FROM balance AS b WHERE b.year = y.year AND b.account_id = 6), 0) AS setor_kembali,
       (SELECT count(*) FROM recipient AS r WHERE r.year = y.year) AS penerima,
       (SELECT count(*) FROM applicant AS a WHERE a.year = y.year) AS pemohon,
       coalesce(e.eligible, 0) AS memenuhi_syarat, coalesce(e.needs_review, 0) AS perlu_diperiksa,
       coalesce(e.ineligible, 0) AS tidak_memenuhi_syarat,
       (SELECT count(*) FROM set_aside AS s WHERE s.import_id IN (SELECT i.id FROM import AS i WHERE i.year = y.year)) AS disisihkan,
       (SELECT coalesce(sum(i.row_count), 0) FROM import AS i WHERE i.year = y.year) AS baris_berkas,
       (SELECT coalesce(sum(i.accepted), 0) FROM import AS i WHERE i.year = y.year) AS diterima,
       (SELECT coalesce(sum(i.unchanged), 0) FROM import AS i WHERE i.year = y.year) AS sama,
       (SELECT coalesce(sum(i.conflicting), 0) FROM import AS i WHERE i.year = y.year) AS konflik,
       (SELECT coalesce(sum(i.rejected), 0) FROM import AS i WHERE i.year = y.year) AS ditolak
  FROM (SELECT year FROM programme_version UNION SELECT year FROM balance) AS y
  LEFT JOIN evaluation AS e ON e.id = (SELECT max(l.id) FROM evaluation AS l WHERE l.year = y.year);

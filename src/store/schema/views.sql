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
CREATE VIEW line_batch AS          -- the batch whose waiting list stands: a year's newest one that an allocation made and that was not cancelled whole
SELECT b.year, max(b.id) AS batch_id FROM batch AS b
 WHERE b.id NOT IN (SELECT batch_id FROM repayment)
   AND b.recipients > (SELECT coalesce(sum(c.payouts), 0) FROM cancellation AS c WHERE c.batch_id = b.id)
 GROUP BY b.year;

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

DROP VIEW IF EXISTS contradiction;
CREATE VIEW contradiction AS       -- payouts that the bank called paid after it had called them bounced; until: the entry that ended it, NULL: it stands.
-- It ends with what the bank says next of the payout, and when a payout of the person is whole in the treasury, with a slip.
SELECT s.position, s.payout_id, p.applicant_id, p.year, p.batch_id, p.reference, p.amount, s.bank_day, s.answer_position, s.line,
       (SELECT min(e.position) FROM
          (SELECT n.position FROM second_answer AS n WHERE n.payout_id = s.payout_id AND n.position > s.position
           UNION ALL
           SELECT d.position FROM payout AS q JOIN deposit AS d ON d.payout_id = q.id
            WHERE q.applicant_id = p.applicant_id AND d.position > s.position
              AND q.amount = (SELECT sum(f.amount) FROM deposit AS f WHERE f.payout_id = q.id AND f.position <= d.position)) AS e) AS until
  FROM second_answer AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 4;

DROP VIEW IF EXISTS recipient;
CREATE VIEW recipient AS           -- people whose grant was paid: the one meaning of "penerima"
SELECT p.id AS payout_id, p.year, p.batch_id, p.sequence, p.reference, p.amount, p.applicant_id
  FROM payout AS p WHERE p.account_id = 4;

-- The lists of the auditors' workbook; templates/auditor.yaml says which columns are shown, and the last ones of some order the rows.

DROP VIEW IF EXISTS sheet_nominatif;
CREATE VIEW sheet_nominatif AS     -- every payout, whatever became of it
SELECT p.year AS tahun, p.batch_id AS batch, p.sequence AS urutan, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama,
       a.tanggal_lahir, CASE a.jenis_kelamin WHEN 1 THEN 'Laki-laki' WHEN 2 THEN 'Perempuan' END AS jenis_kelamin, a.no_hp, c.title AS kategori,
       r.name AS kabupaten_usaha, coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha, k.name AS kecamatan_resmi,
       a.desa_usaha, a.alamat_usaha, a.nama_usaha, a.nib,
       CASE a.jalur WHEN 1 THEN 'Reguler' WHEN 2 THEN 'Aspirasi' END AS jalur, a.rekomendasi, a.tanggal_pengajuan,
       CASE v.verdict WHEN 1 THEN 'Diterima' WHEN 2 THEN 'Ditolak' WHEN 3 THEN 'Diminta dokumen' WHEN 4 THEN 'Sanggah' END AS verifikasi,
       v.day AS tanggal_verifikasi, v.reason AS alasan_verifikasi,
       p.amount AS jumlah, coalesce(x.amount, 0) AS dikembalikan,
       iif(p.account_id = 1, 0, p.amount - coalesce(x.amount, 0)) AS jumlah_bersih,
       iif(m.id IS NULL, a.bank, m.bank) AS bank, iif(m.id IS NULL, a.no_rekening, m.no_rekening) AS no_rekening,
       iif(m.id IS NULL, a.nama_rekening, m.nama_rekening) AS nama_rekening,
       CASE WHEN p.account_id <> 1 THEN s.title WHEN z.position IS NULL THEN 'Dibatalkan'
            WHEN EXISTS (SELECT 1 FROM payout AS n WHERE n.applicant_id = p.applicant_id AND n.id >= z.successor
                            AND (n.account_id <> 1 OR n.id IN (SELECT payout_id FROM repayment))) THEN 'Retur, dibayar ulang' ELSE 'Retur, pembayaran ulang dibatalkan' END AS status,
       w.sk_number AS nomor_sk, w.sk_day AS tanggal_sk, g.sp2d_number AS nomor_sp2d, g.sp2d_day AS tanggal_sp2d, t.bank_day AS tanggal_bank, t.reason AS alasan_retur,
       CASE WHEN p.account_id <> 4 THEN NULL WHEN u.position IS NULL THEN 'Belum ada' WHEN u.used < p.amount - coalesce(x.amount, 0) THEN 'Diterima sebagian' ELSE 'Diterima' END AS lpj,
       p.reference AS referensi, i.file_name AS berkas, a.line AS baris, p.id AS payout_id
  FROM payout AS p
  JOIN account AS s ON s.id = p.account_id
  LEFT JOIN given_back AS x ON x.payout_id = p.id
  LEFT JOIN repayment AS z ON z.payout_id = p.id
  LEFT JOIN applicant AS a ON a.id = p.applicant_id
  LEFT JOIN (SELECT batch_id, sk_number, sk_day, max(position) FROM approval WHERE sk_number IS NOT NULL GROUP BY batch_id) AS w ON w.batch_id = p.batch_id
  LEFT JOIN lpj AS u ON u.position = (SELECT max(l.position) FROM lpj AS l WHERE l.payout_id = p.id)
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
  -- What is committed, or was cancelled, went with none; money in anggaran again (1) went when it bounced.
  LEFT JOIN sending AS g ON (p.account_id > 2 OR z.position IS NOT NULL) AND g.position =
            CASE WHEN once.times = 1 THEN once.position
                 ELSE (SELECT max(n.position) FROM sending AS n WHERE n.batch_id = p.batch_id AND n.position < part.position) END
  LEFT JOIN settlement AS t ON t.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id)
  -- The account that bounced is corrected afterwards: the bank's answer speaks of the version of before.
  LEFT JOIN amendment AS m ON m.id = (SELECT min(n.id) FROM amendment AS n WHERE n.applicant_id = p.applicant_id AND n.position > t.position);

DROP VIEW IF EXISTS sheet_tidak_lolos;
CREATE VIEW sheet_tidak_lolos AS   -- applicants who do not pass, must be looked at, or are still waiting, with every reason
SELECT a.year AS tahun, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, c.title AS kategori, r.name AS kabupaten_usaha,
       coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha, k.name AS kecamatan_resmi, a.nama_usaha,
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
                 -- A decision that came out as before under newer rules was not stored again: its letters are those of the rules that
                 -- it was stored under, found by their codes.
                 SELECT * FROM (SELECT CASE substr(d.outcomes, u.ordinal, 1) WHEN '-' THEN 'tidak terpenuhi: ' ELSE 'tidak ada datanya: ' END || t.title || ' [' || t.code || ']' AS reason
                   FROM rule AS u JOIN rule AS t ON t.code = u.code AND t.programme_version_id = n.programme_version_id
                  WHERE u.programme_version_id = e.programme_version_id
                    AND substr(d.outcomes, u.ordinal, 1) IN ('-', '?', '!') ORDER BY t.ordinal)) AS l)
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
       i.file_name AS berkas, a.line AS baris, a.id AS applicant_id
  FROM applicant AS a
  LEFT JOIN decision AS d ON d.applicant_id = a.id
        AND d.evaluation_id = (SELECT max(l.evaluation_id) FROM decision AS l WHERE l.applicant_id = a.id)
  LEFT JOIN evaluation AS e ON e.id = d.evaluation_id
  LEFT JOIN evaluation AS n ON n.id = (SELECT max(l.id) FROM evaluation AS l WHERE l.year = a.year)
  LEFT JOIN category AS c ON c.id = a.kategori
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN region AS k ON k.code = a.kecamatan_usaha
  LEFT JOIN import AS i ON i.id = a.import_id
  LEFT JOIN review AS v ON v.position = (SELECT n.position FROM review_now AS n WHERE n.applicant_id = a.id)
 WHERE coalesce(d.status, 0) <> 1
    OR NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 6);

DROP VIEW IF EXISTS sheet_daftar_tunggu;
CREATE VIEW sheet_daftar_tunggu AS -- the line that stands of each year
SELECT b.year AS tahun, w.batch_id AS batch, w.position AS urutan, a.nik, a.no_kk, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, c.title AS kategori,
       r.name AS kabupaten_usaha, coalesce(k.name, a.kecamatan_usaha_tertulis) AS kecamatan_usaha, k.name AS kecamatan_resmi, a.tanggal_pengajuan, a.skor,
       CASE w.reason WHEN 1 THEN w.quota WHEN 2 THEN 'anggaran' WHEN 3 THEN 'batas' WHEN 4 THEN 'kecamatan-tidak-dikenal'
            ELSE 'tidak-dipilih' END AS batas,
       CASE w.reason WHEN 1 THEN 'kuota ini penuh' WHEN 2 THEN 'anggaran yang tersisa tidak cukup' WHEN 3 THEN 'jumlah orang batch ini dibatasi'
            WHEN 4 THEN 'kecamatan usaha tidak dikenal, padahal ada kuota per kecamatan'
            ELSE 'sudah di daftar tunggu, batch ini untuk kategori atau kabupaten lain' END AS keterangan,
       i.file_name AS berkas, a.line AS baris
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
       s.findings AS kode, s.findings AS temuan, iif(s.erased IS NULL, s.raw, '(dihapus)') AS teks_asli, s.id AS set_aside_id
  FROM set_aside AS s JOIN import AS i ON i.id = s.import_id;

DROP VIEW IF EXISTS sheet_batch;
CREATE VIEW sheet_batch AS         -- batches, who approved them, and what became of their money
SELECT b.year AS tahun, b.id AS batch, b.day AS tanggal, b.recipients AS penerima, b.amount AS jumlah,
       (SELECT count(*) FROM payout AS p WHERE p.batch_id = b.id AND p.account_id = 4) AS dibayar,
       (SELECT coalesce(sum(p.amount - coalesce((SELECT sum(d.amount) FROM deposit AS d WHERE d.payout_id = p.id), 0)), 0)
          FROM payout AS p WHERE p.batch_id = b.id AND p.account_id = 4) AS tersalur,
       a.day AS tanggal_persetujuan, coalesce((SELECT group_concat(l.officer, ', ') FROM approval AS l WHERE l.batch_id = b.id AND l.officer IS NOT NULL),
       CASE a.mode WHEN 'single-operator' THEN 'Satu operator' END) AS cara_persetujuan, a.sk_number AS nomor_sk, a.sk_day AS tanggal_sk,
       (SELECT group_concat(g.sp2d_number, ', ') FROM sending AS g WHERE g.batch_id = b.id) AS nomor_sp2d, b.position AS entri, v.sha256 AS aturan
  FROM batch AS b
  JOIN evaluation AS e ON e.id = b.evaluation_id
  JOIN programme_version AS v ON v.id = e.programme_version_id
  -- The one with a decree when there is one, otherwise the first.
  LEFT JOIN approval AS a ON a.position = (SELECT l.position FROM approval AS l WHERE l.batch_id = b.id ORDER BY l.sk_number IS NULL, l.position LIMIT 1);

DROP VIEW IF EXISTS sheet_pengiriman;
CREATE VIEW sheet_pengiriman AS    -- transfer files given to the bank
SELECT b.year AS tahun, s.batch_id AS batch, s.day AS tanggal, s.payouts AS penerima, s.amount AS jumlah,
       s.hash_total AS jumlah_kontrol, s.sp2d_day AS tanggal_sp2d, s.sp2d_number AS nomor_sp2d, s.position AS entri,
       s.file_sha256 AS sha256, s.template AS tata_letak, s.template_sha256 AS sha256_tata_letak
  FROM sending AS s JOIN batch AS b ON b.id = s.batch_id;

DROP VIEW IF EXISTS sheet_setoran;
CREATE VIEW sheet_setoran AS       -- money in the treasury again: bounced, or given back by its recipient
SELECT p.year AS tahun, d.day AS tanggal, CASE d.from_account WHEN 5 THEN 'Retur disetor' ELSE 'Pengembalian' END AS jenis,
       p.batch_id AS batch, p.reference AS referensi, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, d.sts_number AS nomor_sts, d.sts_day AS tanggal_sts, d.amount AS jumlah,
       p.amount AS jumlah_bantuan, d.position AS entri
  FROM deposit AS d JOIN payout AS p ON p.id = d.payout_id LEFT JOIN applicant AS a ON a.id = p.applicant_id;

DROP VIEW IF EXISTS lpj_now;
CREATE VIEW lpj_now AS             -- of each payout the report of use that counts: the last one
SELECT l.payout_id, l.position, l.received, l.used, l.document, l.document_sha256, l.note
  FROM lpj AS l WHERE l.position = (SELECT max(n.position) FROM lpj AS n WHERE n.payout_id = l.payout_id);

DROP VIEW IF EXISTS sheet_lpj;
CREATE VIEW sheet_lpj AS           -- everybody who was paid, with the report of use or without one
SELECT r.year AS tahun, r.batch_id AS batch, r.reference AS referensi, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, k.name AS kabupaten_usaha, s.bank_day AS tanggal_bank,
       r.amount - coalesce(x.amount, 0) AS jumlah_bersih,
       CASE WHEN l.position IS NULL THEN 'Belum ada' WHEN l.used < r.amount - coalesce(x.amount, 0) THEN 'Diterima sebagian' ELSE 'Diterima' END AS status,
       l.received AS tanggal_terima, l.used AS dipertanggungjawabkan,
       max(0, r.amount - coalesce(x.amount, 0) - coalesce(l.used, 0)) AS sisa,
       (SELECT count(*) FROM lpj AS n WHERE n.payout_id = r.payout_id) AS laporan, l.document AS berkas, l.document_sha256 AS sha256, l.note AS keterangan, r.payout_id
  FROM recipient AS r
  LEFT JOIN given_back AS x ON x.payout_id = r.payout_id
  LEFT JOIN lpj_now AS l ON l.payout_id = r.payout_id
  LEFT JOIN settlement AS s ON s.position = (SELECT max(n.position) FROM settlement AS n WHERE n.payout_id = r.payout_id)
  LEFT JOIN applicant AS a ON a.id = r.applicant_id
  LEFT JOIN region AS k ON k.code = a.kabupaten_usaha;

DROP VIEW IF EXISTS sheet_jawaban_bank;
CREATE VIEW sheet_jawaban_bank AS  -- answer files of the bank; one may speak of several years
SELECT a.day AS tanggal, a.row_count AS baris, a.paid AS tersalur, a.returned AS retur, a.rejected AS ditolak,
       a.file_name AS berkas, a.position AS entri, a.file_sha256 AS sha256
  FROM bank_answer AS a;

-- The reconciliation: what ought to be the same, from independent sides, and a line for every difference. `status --reconcile` and the sheets
-- Rekonsiliasi and Selisih show these views. Sections: 1 budget, 2 decree, 3 payment orders, 4 bank, 5 paid, 6 bounced.

DROP VIEW IF EXISTS reconciliation_budget;
CREATE VIEW reconciliation_budget AS -- the budget and its revisions, each with its document; the entries alone know the document
SELECT b.tahun, b.entri, b.tanggal, nullif(b.nomor_dpa, '-') AS nomor_dpa, b.perubahan,
       sum(b.perubahan) OVER (PARTITION BY b.tahun ORDER BY b.entri) AS anggaran
  FROM (SELECT coalesce(t.year, CAST(substr(j.text, instr(j.text, char(10) || 'year ') + 6, 4) AS INTEGER)) AS tahun, j.position AS entri,
               unixepoch(substr(j.text, instr(j.text, char(10) || 'day ') + 5, 10)) / 86400 AS tanggal,
               substr(j.text, instr(j.text, char(10) || 'dpa ') + 5,
                      instr(substr(j.text, instr(j.text, char(10) || 'dpa ') + 5), char(10)) - 1) AS nomor_dpa,
               CASE WHEN t.position IS NULL THEN 0 WHEN t.from_account = 0 THEN t.amount ELSE -t.amount END AS perubahan
          FROM journal AS j LEFT JOIN transfer AS t ON t.position = j.position
         WHERE substr(j.text, instr(j.text, char(10)) + 1, 12) = 'type budget' || char(10)) AS b;

DROP VIEW IF EXISTS sent_payout;
CREATE VIEW sent_payout AS         -- payouts that went to the bank, with the sending that they went with; each goes once
SELECT t.payout_id, p.year, p.batch_id, t.amount,
       (SELECT max(s.position) FROM sending AS s WHERE s.batch_id = p.batch_id AND s.position < t.position) AS sending
  FROM transfer AS t JOIN payout AS p ON p.id = t.payout_id WHERE t.to_account = 3;

DROP VIEW IF EXISTS reconciliation_sending;
CREATE VIEW reconciliation_sending AS -- what was sent with each payment order, and what the bank answered to it
SELECT b.year AS tahun, s.batch_id AS batch, s.day AS tanggal, s.sp2d_number AS nomor_sp2d, s.sp2d_day AS tanggal_sp2d, s.payouts AS orang, s.amount AS dikirim,
       coalesce(x.tersalur, 0) AS tersalur, coalesce(x.retur, 0) AS retur, s.payouts - coalesce(x.dijawab, 0) AS orang_belum_dijawab,
       s.amount - coalesce(x.tersalur, 0) - coalesce(x.retur, 0) AS belum_dijawab, s.position AS entri, s.template AS tata_letak, s.template_sha256 AS sha256_tata_letak
  FROM sending AS s JOIN batch AS b ON b.id = s.batch_id
  LEFT JOIN (SELECT n.sending, sum(CASE t.account_id WHEN 4 THEN n.amount END) AS tersalur, sum(CASE t.account_id WHEN 5 THEN n.amount END) AS retur,
                    count(t.position) AS dijawab FROM sent_payout AS n LEFT JOIN settlement AS t ON t.payout_id = n.payout_id GROUP BY n.sending) AS x
         ON x.sending = s.position;

DROP VIEW IF EXISTS batch_person;
CREATE VIEW batch_person AS        -- whom the batches of a year have, with the decree that was named for them; payouts that ended do not count
SELECT p.year, p.id AS payout_id, coalesce(a.nik, -a.erased) AS person, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, p.batch_id, p.reference, p.amount, w.sk_number
  FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id
  -- A payout that follows a bounced one rests on the decree of the first batch, unless its own batch has one.
  LEFT JOIN approval AS w ON w.position = (SELECT n.position FROM payout AS q JOIN approval AS n ON n.batch_id = q.batch_id
                                            WHERE q.applicant_id = p.applicant_id AND n.sk_number IS NOT NULL ORDER BY q.id DESC, n.position DESC LIMIT 1)
 WHERE p.account_id <> 1;

DROP VIEW IF EXISTS annex_cancelled;
CREATE VIEW annex_cancelled AS     -- rows of annexes whose payout was cancelled, and whose decree pays that person nothing else
SELECT r.id AS row_id, d.year, r.nik, iif(a.erased IS NULL, a.nama, '(dihapus)') AS nama, r.amount, d.number, p.batch_id, max(p.id) AS payout_id, p.reference
  FROM payout AS p
  JOIN applicant AS a ON a.id = p.applicant_id
  JOIN approval AS n ON n.batch_id = p.batch_id
  JOIN decree AS d ON d.year = p.year AND d.number = n.sk_number
  JOIN decree_row AS r ON (r.decree_id = d.id AND r.nik = a.nik) OR (r.decree_id = d.id AND r.nik IS NULL AND r.erased = a.erased)
 WHERE p.account_id = 1 AND p.id NOT IN (SELECT payout_id FROM repayment)
   AND NOT EXISTS (SELECT 1 FROM payout AS q WHERE q.applicant_id = p.applicant_id AND q.account_id <> 1
                      AND d.number = coalesce((SELECT w.sk_number FROM approval AS w WHERE w.batch_id = q.batch_id AND w.sk_number IS NOT NULL
                                                ORDER BY w.position DESC LIMIT 1), d.number))
 GROUP BY r.id;

DROP VIEW IF EXISTS annex_person;
CREATE VIEW annex_person AS        -- whom the annexes of a year name, and how much, without what was cancelled; person: the NIK, or minus the entry that erased it
SELECT d.year, coalesce(r.nik, -r.erased) AS person, r.nik, coalesce(max(r.nama), '(dihapus)') AS nama, sum(r.amount) AS amount, count(*) AS rows, group_concat(d.number, ', ') AS numbers
  FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id
 WHERE r.id NOT IN (SELECT row_id FROM annex_cancelled) GROUP BY d.year, coalesce(r.nik, -r.erased);

DROP VIEW IF EXISTS reconciliation_tested;
CREATE VIEW reconciliation_tested AS -- of these, with whom an annex that was read can be compared: all, but those whose decree was not read
SELECT x.year, x.payout_id, x.person, x.nik, x.nama, x.batch_id, x.reference, x.amount, x.sk_number, y.amount AS annex_amount, y.numbers, y.rows,
       EXISTS (SELECT 1 FROM decree AS d WHERE d.year = x.year)
       AND (x.sk_number IS NULL OR y.person IS NOT NULL OR EXISTS (SELECT 1 FROM decree AS d WHERE d.number = x.sk_number AND d.year = x.year)) AS tested
  FROM batch_person AS x LEFT JOIN annex_person AS y ON y.year = x.year AND y.person = x.person;

DROP VIEW IF EXISTS annex_row;
CREATE VIEW annex_row AS           -- a row of an annex beside the register and the payout that stands; words: the names' as JSON arrays, capitals, without punctuation
SELECT d.year, d.number, r.nama AS annex_nama, r.no_rekening AS annex_rekening, a.id AS applicant_id, a.nik, a.nama, a.no_rekening, p.batch_id, p.reference, p.amount,
       '["' || replace(replace(replace(replace(replace(upper(r.nama), char(92), ''), '"', ''), '.', ' '), ',', ' '), ' ', '","') || '"]' AS annex_words,
       '["' || replace(replace(replace(replace(replace(upper(a.nama), char(92), ''), '"', ''), '.', ' '), ',', ' '), ' ', '","') || '"]' AS words
  FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id JOIN applicant AS a ON a.year = d.year AND a.nik = r.nik
  JOIN payout AS p ON p.id = (SELECT max(q.id) FROM payout AS q WHERE q.applicant_id = a.id AND q.account_id <> 1)
 WHERE r.erased IS NULL AND a.erased IS NULL AND r.id NOT IN (SELECT row_id FROM annex_cancelled);

DROP VIEW IF EXISTS annex_other;
CREATE VIEW annex_other AS         -- what an annex says otherwise than the register and the approval, where person and amount agree
SELECT x.year, 'rekening-lain' AS perihal, x.batch_id, x.nik, x.nama, x.reference, x.number || ': ' || x.annex_rekening AS nomor, x.amount,
       EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = x.applicant_id AND ltrim(m.no_rekening, '0') = ltrim(x.annex_rekening, '0') AND m.position >
               (SELECT min(s.position) FROM settlement AS s JOIN payout AS q ON q.id = s.payout_id WHERE q.applicant_id = x.applicant_id AND s.account_id = 5)) AS jelas
  FROM annex_row AS x WHERE x.annex_rekening <> '' AND ltrim(x.annex_rekening, '0') IS NOT ltrim(x.no_rekening, '0')
UNION ALL
-- A name agrees when every word of one, three letters and more, begins a word of the other or is begun by one, in any order; the many spellings of Muhammad are left out.
SELECT x.year, 'nama-lain', x.batch_id, x.nik, x.nama, x.reference, x.number || ': ' || x.annex_nama, x.amount, 0
  FROM annex_row AS x WHERE x.annex_nama <> '' AND upper(x.annex_nama) <> upper(x.nama)
   AND EXISTS (SELECT 1 FROM json_each(x.annex_words) AS w WHERE length(w.value) > 2 AND w.value NOT GLOB 'M[OU][CH]*' AND NOT EXISTS (SELECT 1 FROM json_each(x.words) AS v
               WHERE length(v.value) > 2 AND (substr(w.value, 1, length(v.value)) = v.value OR substr(v.value, 1, length(w.value)) = w.value)))
   AND EXISTS (SELECT 1 FROM json_each(x.words) AS w WHERE length(w.value) > 2 AND w.value NOT GLOB 'M[OU][CH]*' AND NOT EXISTS (SELECT 1 FROM json_each(x.annex_words) AS v
               WHERE length(v.value) > 2 AND (substr(w.value, 1, length(v.value)) = v.value OR substr(v.value, 1, length(w.value)) = w.value)))
UNION ALL
SELECT b.year, 'tanggal-lain', b.id, NULL, NULL, NULL, d.number || ': ' || date(d.day * 86400, 'unixepoch') || ', ' || date(a.sk_day * 86400, 'unixepoch'), b.amount, 0
  FROM batch AS b JOIN approval AS a ON a.position = (SELECT max(l.position) FROM approval AS l WHERE l.batch_id = b.id AND l.sk_number IS NOT NULL)
  JOIN decree AS d ON d.year = b.year AND d.number = a.sk_number
 WHERE a.sk_day <> d.day AND EXISTS (SELECT 1 FROM payout AS p WHERE p.batch_id = b.id AND p.account_id <> 1);

DROP VIEW IF EXISTS reconciliation_side;
CREATE VIEW reconciliation_side AS -- both sides of each section of each year
SELECT y.year AS tahun, 1 AS bagian, coalesce((SELECT sum(g.perubahan) FROM reconciliation_budget AS g WHERE g.tahun = y.year), 0) AS kiri,
       coalesce((SELECT sum(m.amount) FROM money AS m WHERE m.year = y.year), 0) AS kanan, 1 AS diuji, 0 AS orang_tidak_teruji, 0 AS tidak_teruji
  FROM (SELECT DISTINCT year FROM programme_version) AS y
UNION ALL
SELECT y.year, 2, coalesce((SELECT sum(d.amount) FROM decree AS d WHERE d.year = y.year), 0), coalesce(sum(CASE WHEN t.tested THEN t.amount END), 0),
       EXISTS (SELECT 1 FROM decree AS d WHERE d.year = y.year), coalesce(sum(t.tested = 0), 0), coalesce(sum(CASE WHEN NOT t.tested THEN t.amount END), 0)
  FROM (SELECT DISTINCT year FROM programme_version) AS y LEFT JOIN reconciliation_tested AS t ON t.year = y.year GROUP BY y.year
UNION ALL
SELECT y.year, 3, coalesce((SELECT sum(p.amount) FROM payout AS p WHERE p.year = y.year AND (p.account_id <> 1 OR p.id IN (SELECT payout_id FROM repayment))), 0),
       coalesce((SELECT sum(s.amount) FROM sending AS s JOIN batch AS b ON b.id = s.batch_id WHERE b.year = y.year), 0), 1, 0, 0
  FROM (SELECT DISTINCT year FROM programme_version) AS y
UNION ALL
SELECT y.year, 4, coalesce((SELECT sum(s.amount) FROM sending AS s JOIN batch AS b ON b.id = s.batch_id WHERE b.year = y.year), 0),
       coalesce((SELECT sum(p.amount) FROM settlement AS t JOIN payout AS p ON p.id = t.payout_id WHERE p.year = y.year), 0), 1, 0, 0
  FROM (SELECT DISTINCT year FROM programme_version) AS y
UNION ALL
SELECT y.year, k.account_id + 1, coalesce((SELECT sum(p.amount) FROM settlement AS t JOIN payout AS p ON p.id = t.payout_id
                                            WHERE p.year = y.year AND t.account_id = k.account_id), 0) +
       coalesce((SELECT sum(c.amount) FROM contradiction AS c WHERE c.year = y.year AND c.until IS NULL AND k.account_id = 4), 0),
       coalesce((SELECT m.amount FROM money AS m WHERE m.year = y.year AND m.account_id = k.account_id), 0), 1, 0, 0
  FROM (SELECT DISTINCT year FROM programme_version) AS y, (SELECT 4 AS account_id UNION ALL SELECT 5) AS k;

DROP VIEW IF EXISTS reconciliation_detail;
CREATE VIEW reconciliation_detail AS -- each person and rupiah on one side only; jelas: an entry of the journal explains it
SELECT y.year AS tahun, 2 AS bagian, CASE WHEN c.id IS NULL THEN 'hanya-sk' ELSE 'dibatalkan' END AS perihal, c.batch_id AS batch, y.nik, coalesce(a.nama, y.nama) AS nama,
       c.reference AS referensi, y.numbers AS nomor, y.amount AS kiri, 0 AS kanan, c.id IS NOT NULL AS jelas
  FROM annex_person AS y
  LEFT JOIN applicant AS a ON a.id = coalesce((SELECT o.id FROM applicant AS o WHERE o.year = y.year AND o.nik = y.nik),
                                              (SELECT e.applicant_id FROM erasure AS e WHERE e.position = -y.person))
  LEFT JOIN payout AS c ON c.id = (SELECT max(q.id) FROM payout AS q WHERE q.applicant_id = a.id AND q.account_id = 1 AND q.id NOT IN (SELECT payout_id FROM repayment))
 WHERE NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id <> 1)
UNION ALL
SELECT c.year, 2, 'dibatalkan', c.batch_id, c.nik, c.nama, c.reference, c.number, c.amount, 0, 1 FROM annex_cancelled AS c
UNION ALL
-- Whom an annex that was read after the erasure cannot name any more: nothing is kept that a NIK could be compared with.
SELECT t.year, 2, CASE WHEN t.annex_amount IS NULL AND t.nik IS NULL AND EXISTS (SELECT 1 FROM decree AS d WHERE d.year = t.year AND d.position > -t.person
                                                                                    AND d.number = coalesce(t.sk_number, d.number)) THEN 'dihapus'
                       WHEN t.annex_amount IS NULL THEN 'hanya-batch' WHEN t.annex_amount <> t.amount THEN 'jumlah-lain' ELSE 'sk-lain' END, t.batch_id, t.nik, t.nama,
       t.reference, coalesce(t.numbers, t.sk_number), coalesce(t.annex_amount, 0), t.amount, 0
  FROM reconciliation_tested AS t
 WHERE t.tested AND (t.annex_amount IS NOT t.amount OR (t.sk_number IS NOT NULL AND NOT EXISTS
       (SELECT 1 FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id WHERE r.nik = t.nik AND d.year = t.year AND d.number = t.sk_number)
       AND (t.nik IS NOT NULL OR NOT EXISTS
       (SELECT 1 FROM decree_row AS r JOIN decree AS d ON d.id = r.decree_id WHERE r.erased = -t.person AND d.year = t.year AND d.number = t.sk_number))))
UNION ALL
SELECT o.year, 2, o.perihal, o.batch_id, o.nik, o.nama, o.reference, o.nomor, o.amount, o.amount, o.jelas FROM annex_other AS o
UNION ALL
SELECT p.year, 3, 'belum-dikirim', p.batch_id, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), p.reference, NULL, p.amount, 0, 0
  FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.account_id = 2
UNION ALL
SELECT p.year, 4, 'belum-dijawab', p.batch_id, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), p.reference, s.sp2d_number, p.amount, 0, 0
  FROM sent_payout AS x JOIN payout AS p ON p.id = x.payout_id JOIN applicant AS a ON a.id = p.applicant_id LEFT JOIN sending AS s ON s.position = x.sending
 WHERE p.account_id = 3
UNION ALL
SELECT p.year, d.from_account + 1, CASE d.from_account WHEN 4 THEN 'dikembalikan' ELSE 'disetor' END, p.batch_id, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), p.reference, d.sts_number, d.amount, 0, 1
  FROM deposit AS d JOIN payout AS p ON p.id = d.payout_id JOIN applicant AS a ON a.id = p.applicant_id
UNION ALL
SELECT c.year, 5, 'jawaban-berubah', c.batch_id, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), c.reference, b.file_name || ':' || c.line, c.amount, 0, 0
  FROM contradiction AS c JOIN applicant AS a ON a.id = c.applicant_id JOIN bank_answer AS b ON b.position = c.answer_position WHERE c.until IS NULL
UNION ALL
SELECT p.year, 6, iif(n.id IS NULL, 'ulang-dibatalkan', 'dibayar-ulang'), p.batch_id, a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), p.reference,
       coalesce(n.reference, c.reference), p.amount, 0, n.id IS NOT NULL
  FROM repayment AS r JOIN payout AS p ON p.id = r.payout_id JOIN applicant AS a ON a.id = p.applicant_id JOIN payout AS c ON c.id = r.successor
  LEFT JOIN payout AS n -- the successor, or, when it was cancelled, the next payout of the person that was not
    ON n.id = (SELECT min(q.id) FROM payout AS q WHERE q.applicant_id = p.applicant_id AND q.id >= c.id AND (q.account_id <> 1 OR q.id IN (SELECT payout_id FROM repayment)));

DROP VIEW IF EXISTS reconciliation_line;
CREATE VIEW reconciliation_line AS -- the same, and what no line of a section explains
SELECT tahun, bagian, perihal, batch, nik, nama, referensi, nomor, kiri, kanan, kiri - kanan AS selisih, jelas FROM reconciliation_detail
UNION ALL
SELECT s.tahun, s.bagian, 'tanpa-penjelasan', NULL, NULL, NULL, NULL, NULL, s.kiri, s.kanan, s.kiri - s.kanan - coalesce(d.selisih, 0), 0
  FROM reconciliation_side AS s
  LEFT JOIN (SELECT tahun, bagian, sum(kiri - kanan) AS selisih FROM reconciliation_detail GROUP BY tahun, bagian) AS d ON d.tahun = s.tahun AND d.bagian = s.bagian
 WHERE s.diuji AND s.kiri - s.kanan <> coalesce(d.selisih, 0);

DROP VIEW IF EXISTS reconciliation_total;
CREATE VIEW reconciliation_total AS -- belum_jelas: of every line that nothing explains, whatever its sign; NULL when the section cannot be tested
SELECT s.tahun, s.bagian, CASE s.bagian WHEN 1 THEN 'anggaran' WHEN 2 THEN 'sk' WHEN 3 THEN 'sp2d' WHEN 4 THEN 'bank' WHEN 5 THEN 'tersalur' ELSE 'retur' END AS nama,
       s.diuji, CASE WHEN s.diuji THEN s.kiri END AS kiri, iif(s.diuji, s.kanan, s.tidak_teruji) AS kanan, CASE WHEN s.diuji THEN s.kiri - s.kanan END AS selisih,
       CASE WHEN s.diuji THEN coalesce(l.dijelaskan, 0) END AS dijelaskan, CASE WHEN s.diuji THEN coalesce(l.belum_jelas, 0) END AS belum_jelas,
       CASE WHEN s.diuji THEN coalesce(l.baris, 0) END AS baris, s.orang_tidak_teruji, s.tidak_teruji
  FROM reconciliation_side AS s
  LEFT JOIN (SELECT tahun, bagian, sum(CASE WHEN jelas THEN selisih END) AS dijelaskan, sum(CASE WHEN NOT jelas THEN abs(selisih) END) AS belum_jelas,
                    sum(NOT jelas) AS baris FROM reconciliation_line GROUP BY tahun, bagian) AS l ON l.tahun = s.tahun AND l.bagian = s.bagian;

DROP VIEW IF EXISTS sheet_rekonsiliasi;
CREATE VIEW sheet_rekonsiliasi AS  -- selisih = dijelaskan + belum_bersih; belum_jelas: the open lines without their signs, so that a plus does not hide a minus
SELECT t.tahun, CASE t.bagian WHEN 1 THEN 'Anggaran: DPA dan perubahannya' WHEN 2 THEN 'Lampiran SK' WHEN 3 THEN 'Batch: setiap pembayaran' WHEN 4 THEN 'Pengiriman (SP2D)'
                     WHEN 5 THEN 'Jawaban bank: dibayar' ELSE 'Jawaban bank: retur' END AS sisi_kiri,
       CASE t.bagian WHEN 1 THEN 'Semua keadaan uang' WHEN 2 THEN 'Batch: setiap orang' WHEN 3 THEN 'Pengiriman (SP2D)' WHEN 4 THEN 'Jawaban bank'
                     WHEN 5 THEN 'Buku: tersalur' ELSE 'Buku: retur' END AS sisi_kanan,
       t.kiri, t.kanan, t.selisih, t.dijelaskan, t.selisih - t.dijelaskan AS belum_bersih, t.belum_jelas, t.baris,
       CASE WHEN NOT t.diuji THEN 'tidak dapat diuji: tidak ada lampiran SK yang dibaca' WHEN t.baris > 0 THEN 'berbeda'
            WHEN t.orang_tidak_teruji > 0 THEN 'sebagian tidak dapat diuji: ' || t.orang_tidak_teruji || ' orang, lampiran SK-nya tidak dibaca'
            WHEN t.selisih <> 0 THEN 'berbeda, seluruhnya dijelaskan' ELSE 'cocok' END AS keadaan,
       CASE t.bagian WHEN 1 THEN 'setiap rupiah DPA ada pada tepat satu keadaan uang'
            WHEN 2 THEN 'Batch: setiap orang satu kali, dengan pembayarannya yang berlaku, tanpa yang dibatalkan' ||
                        iif(t.tidak_teruji > 0 AND t.diuji, '; tanpa Rp ' || replace(printf('%,d', t.tidak_teruji), ',', '.') || ' yang lampiran SK-nya tidak dibaca', '')
            WHEN 3 THEN 'Batch: setiap pembayaran yang harus dikirim' || coalesce((SELECT ', termasuk ' || count(*) || ' yang retur lalu dibayar ulang (Rp ' || replace(printf('%,d', sum(p.amount)), ',', '.') ||
                        '): sebanyak itu lebih besar daripada Batch setiap orang' FROM repayment AS r JOIN payout AS p ON p.id = r.payout_id WHERE p.year = t.tahun HAVING count(*) > 0), '')
            WHEN 4 THEN 'Jawaban bank: dibayar dan retur bersama' WHEN 5 THEN 'dijelaskan: dikembalikan penerima (STS)' ELSE 'dijelaskan: dibayar ulang, atau disetor (STS)' END AS keterangan, t.bagian
  FROM reconciliation_total AS t;

DROP VIEW IF EXISTS sheet_selisih;
CREATE VIEW sheet_selisih AS       -- every line; the last columns are not shown
SELECT l.tahun, CASE l.bagian WHEN 1 THEN 'Anggaran' WHEN 2 THEN 'SK dan batch' WHEN 3 THEN 'Batch dan SP2D' WHEN 4 THEN 'SP2D dan bank' WHEN 5 THEN 'Bank dan tersalur'
                     ELSE 'Bank dan retur' END AS bagian,
       CASE l.perihal WHEN 'hanya-sk' THEN 'hanya dalam lampiran SK' WHEN 'hanya-batch' THEN 'hanya dalam batch'
            WHEN 'dihapus' THEN 'datanya dihapus sebelum lampiran dibaca' WHEN 'jumlah-lain' THEN 'jumlah lain'
            WHEN 'sk-lain' THEN 'tercantum pada SK lain' WHEN 'rekening-lain' THEN 'rekening lain dalam lampiran SK' WHEN 'nama-lain' THEN 'nama lain dalam lampiran SK'
            WHEN 'tanggal-lain' THEN 'tanggal SK lain' WHEN 'dibatalkan' THEN 'dibatalkan sebelum dikirim' WHEN 'belum-dikirim' THEN 'belum dikirim'
            WHEN 'belum-dijawab' THEN 'belum dijawab bank' WHEN 'dikembalikan' THEN 'dikembalikan penerima' WHEN 'disetor' THEN 'disetor ke kas daerah'
            WHEN 'dibayar-ulang' THEN 'dibayar ulang' WHEN 'ulang-dibatalkan' THEN 'pembayaran ulang dibatalkan, uang di anggaran'
            WHEN 'jawaban-berubah' THEN 'bank: retur, lalu dibayar' ELSE 'tanpa penjelasan' END AS perihal,
       l.batch, l.nik, l.nama, l.referensi, l.nomor, l.kiri, l.kanan, l.selisih, CASE WHEN l.jelas THEN 'ya' ELSE 'belum' END AS jelas, l.bagian AS urut
  FROM reconciliation_line AS l;

DROP VIEW IF EXISTS sheet_transfer;
CREATE VIEW sheet_transfer AS      -- every movement of money, from the journal
SELECT t.year AS tahun, t.position AS entri,
       unixepoch(substr(j.text, instr(j.text, char(10) || 'day ') + 5, 10)) / 86400 AS tanggal,
       CASE substr(j.text, instr(j.text, char(10) || 'type ') + 6,
                   instr(substr(j.text, instr(j.text, char(10) || 'type ') + 6), char(10)) - 1)
            WHEN 'budget' THEN 'Anggaran' WHEN 'payout' THEN 'Komitmen' WHEN 'sent' THEN 'Dikirim ke bank'
            WHEN 'settlement' THEN 'Jawaban bank' WHEN 'cancelled' THEN 'Dibatalkan' WHEN 'repayment' THEN 'Bayar ulang'
            WHEN 'deposit' THEN 'Retur disetor' WHEN 'refund' THEN 'Pengembalian' ELSE '?' END AS jenis,
       f.title AS dari, g.title AS ke, t.amount AS jumlah, p.reference AS referensi
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

DROP VIEW IF EXISTS import_entry;
CREATE VIEW import_entry AS        -- the same files as their journal entries count them, for comparison with the rows that are stored
SELECT CAST(substr(j.text, instr(j.text, char(10) || 'year ') + 6, 4) AS INTEGER) AS tahun, j.position AS entri,
       CAST(substr(j.text, instr(j.text, char(10) || 'rows ') + 6, 20) AS INTEGER) AS baris,
       CAST(substr(j.text, instr(j.text, char(10) || 'accepted ') + 10, 20) AS INTEGER) AS diterima,
       CAST(substr(j.text, instr(j.text, char(10) || 'unchanged ') + 11, 20) AS INTEGER) AS sama,
       CAST(substr(j.text, instr(j.text, char(10) || 'conflicting ') + 13, 20) AS INTEGER) AS konflik,
       CAST(substr(j.text, instr(j.text, char(10) || 'rejected ') + 10, 20) AS INTEGER) AS ditolak
  FROM import AS i JOIN journal AS j ON j.position = i.position;

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
       coalesce(i.konflik + i.ditolak, 0) AS disisihkan, coalesce(i.baris, 0) AS baris_berkas, coalesce(i.diterima, 0) AS diterima, coalesce(i.sama, 0) AS sama,
       coalesce(i.konflik, 0) AS konflik, coalesce(i.ditolak, 0) AS ditolak
  FROM (SELECT year FROM programme_version UNION SELECT year FROM balance) AS y
  LEFT JOIN evaluation AS e ON e.id = (SELECT max(l.id) FROM evaluation AS l WHERE l.year = y.year)
  LEFT JOIN (SELECT n.tahun, sum(n.baris) AS baris, sum(n.diterima) AS diterima, sum(n.sama) AS sama, sum(n.konflik) AS konflik, sum(n.ditolak) AS ditolak
               FROM import_entry AS n GROUP BY n.tahun) AS i ON i.tahun = y.year;

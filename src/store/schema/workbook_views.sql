-- Views of the auditors' workbook that add up what the lists of views.sql show row by row. templates/auditor.yaml says which sheet shows which.

DROP VIEW IF EXISTS ringkasan_kategori;
CREATE VIEW ringkasan_kategori AS  -- of each category: who applied, who passes, who was paid
SELECT y.year AS tahun, c.id AS urutan, c.title AS kategori, y.year || ' ' || c.title AS label,
       (SELECT count(*) FROM applicant AS a WHERE a.year = y.year AND a.kategori = c.id) AS pemohon,
       coalesce(r.people, 0) AS penerima, coalesce(r.amount, 0) AS rupiah
  FROM (SELECT DISTINCT year FROM programme_version) AS y
 CROSS JOIN category AS c
  LEFT JOIN (SELECT p.year, a.kategori, count(*) AS people, sum(p.amount - coalesce(x.amount, 0)) AS amount
               FROM recipient AS p JOIN applicant AS a ON a.id = p.applicant_id LEFT JOIN given_back AS x ON x.payout_id = p.payout_id
              GROUP BY p.year, a.kategori) AS r ON r.year = y.year AND r.kategori = c.id;

DROP VIEW IF EXISTS ringkasan_kabupaten;
CREATE VIEW ringkasan_kabupaten AS -- of each kabupaten/kota of the businesses that were paid
SELECT p.year AS tahun, a.kabupaten_usaha AS kode, r.name AS kabupaten, p.year || ' ' || r.name AS label, count(*) AS penerima,
       sum(p.amount - coalesce(x.amount, 0)) AS rupiah
  FROM recipient AS p JOIN applicant AS a ON a.id = p.applicant_id
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN given_back AS x ON x.payout_id = p.payout_id
 GROUP BY p.year, a.kabupaten_usaha;

DROP VIEW IF EXISTS ringkasan_bulan;
CREATE VIEW ringkasan_bulan AS     -- by the month in which the bank paid: what it paid, what of that came back since, and the rest, which is tersalur
SELECT p.year AS tahun, strftime('%Y-%m', t.bank_day * 86400, 'unixepoch') AS bulan, sum(p.account_id = 4) AS penerima, sum(p.amount) AS dibayar,
       sum(coalesce(x.amount, 0)) AS dikembalikan, sum(p.amount - coalesce(x.amount, 0)) AS rupiah
  FROM settlement AS t JOIN payout AS p ON p.id = t.payout_id LEFT JOIN given_back AS x ON x.payout_id = p.id
 WHERE t.account_id = 4 GROUP BY p.year, bulan;

DROP VIEW IF EXISTS ringkasan_uang;
CREATE VIEW ringkasan_uang AS      -- where every rupiah of the budget is; bagian in tenths of a percent
SELECT m.year AS tahun, m.account_id AS urutan, m.title AS keadaan, m.year || ' ' || m.title AS label, m.amount AS rupiah,
       CASE WHEN d.amount > 0 THEN m.amount * 1000 / d.amount END AS bagian
  FROM money AS m JOIN (SELECT year, sum(amount) AS amount FROM money GROUP BY year) AS d ON d.year = m.year;

DROP VIEW IF EXISTS sheet_matriks;
CREATE VIEW sheet_matriks AS       -- people and rupiah that were paid, and what is on the way, by place of the business and category
SELECT p.year AS tahun, coalesce(r.name, '(tidak diketahui)') AS kabupaten, coalesce(k.name, '(kecamatan tidak dikenal)') AS kecamatan,
       count(*) FILTER (WHERE p.account_id BETWEEN 2 AND 5) AS target_orang, coalesce(sum(p.amount) FILTER (WHERE p.account_id BETWEEN 2 AND 5), 0) AS target_rupiah,
       count(*) FILTER (WHERE p.account_id = 4 AND a.kategori = 1) AS milenial_orang,
       coalesce(sum(p.amount - coalesce(x.amount, 0)) FILTER (WHERE p.account_id = 4 AND a.kategori = 1), 0) AS milenial_rupiah,
       count(*) FILTER (WHERE p.account_id = 4 AND a.kategori = 2) AS emak_emak_orang,
       coalesce(sum(p.amount - coalesce(x.amount, 0)) FILTER (WHERE p.account_id = 4 AND a.kategori = 2), 0) AS emak_emak_rupiah,
       count(*) FILTER (WHERE p.account_id = 4 AND a.kategori = 3) AS pemula_orang,
       coalesce(sum(p.amount - coalesce(x.amount, 0)) FILTER (WHERE p.account_id = 4 AND a.kategori = 3), 0) AS pemula_rupiah,
       count(*) FILTER (WHERE p.account_id = 4) AS tersalur_orang,
       coalesce(sum(p.amount - coalesce(x.amount, 0)) FILTER (WHERE p.account_id = 4), 0) AS tersalur_rupiah,
       CASE WHEN count(*) FILTER (WHERE p.account_id BETWEEN 2 AND 5) > 0
            THEN count(*) FILTER (WHERE p.account_id = 4) * 1000 / count(*) FILTER (WHERE p.account_id BETWEEN 2 AND 5) END AS realisasi,
       coalesce(a.kabupaten_usaha, 0) AS kode_kabupaten, coalesce(a.kecamatan_usaha, 0) AS kode_kecamatan
  FROM payout AS p
  LEFT JOIN applicant AS a ON a.id = p.applicant_id
  LEFT JOIN region AS r ON r.code = a.kabupaten_usaha
  LEFT JOIN region AS k ON k.code = a.kecamatan_usaha
  LEFT JOIN given_back AS x ON x.payout_id = p.id
 WHERE p.account_id BETWEEN 2 AND 6
 GROUP BY p.year, a.kabupaten_usaha, a.kecamatan_usaha;

DROP VIEW IF EXISTS officer_title;
CREATE VIEW officer_title AS       -- the roles of each officer in the office's words
SELECT o.position, o.name,
       replace(replace(replace(replace(replace(replace(replace(o.roles, ' ', ', '), 'administrator', 'Administrator'), 'operator', 'Operator'), 'verifier', 'Verifikator'),
                               'approver', 'Pejabat penyetuju'), 'treasurer', 'Bendahara'), 'auditor', 'Auditor') AS peran
  FROM officer AS o;

DROP VIEW IF EXISTS sheet_persetujuan;
CREATE VIEW sheet_persetujuan AS   -- who approved which batch, and when
SELECT b.year AS tahun, a.batch_id AS batch, b.recipients AS penerima, b.amount AS jumlah, a.day AS tanggal, coalesce(a.officer, '(satu operator)') AS petugas,
       (SELECT n.peran FROM officer_title AS n WHERE n.name = a.officer) AS peran, a.sk_number AS nomor_sk, a.sk_day AS tanggal_sk, a.position AS entri, a.position AS tanda_tangan
  FROM approval AS a JOIN batch AS b ON b.id = a.batch_id;

DROP VIEW IF EXISTS sheet_petugas;
CREATE VIEW sheet_petugas AS       -- officers, from which entry of the journal to which
SELECT o.name AS petugas, (SELECT n.peran FROM officer_title AS n WHERE n.position = o.position) AS peran, r.name AS wilayah, CASE WHEN v.standing = 'active' OR c.position IS NOT NULL THEN 'dicabut' WHEN v.position IS NOT NULL THEN 'pencabutan diusulkan' WHEN o.standing = 'active' THEN 'aktif'
            WHEN EXISTS (SELECT 1 FROM officer_confirmation AS n WHERE n.proposal = o.position) THEN 'aktif' ELSE 'diusulkan' END AS keadaan,
       unixepoch(substr(j.text, instr(j.text, char(10) || 'day ') + 5, 10)) / 86400 AS tanggal, o.position AS entri,
       v.position AS entri_pencabutan, v.reason AS alasan_pencabutan,
       (SELECT count(*) FROM approval AS a WHERE a.officer = o.name) AS persetujuan, (SELECT count(*) FROM refusal AS f WHERE f.name = o.name) AS penolakan, o.key AS kunci
  FROM officer AS o JOIN journal AS j ON j.position = o.position
  LEFT JOIN region AS r ON r.code = o.region
  LEFT JOIN officer_revocation AS v ON v.position = (SELECT max(n.position) FROM officer_revocation AS n WHERE n.name = o.name)
  LEFT JOIN officer_confirmation AS c ON c.proposal = v.position;

DROP VIEW IF EXISTS sheet_lpj_umur;
CREATE VIEW sheet_lpj_umur AS      -- the sheet LPJ: reports of use, and the age of those that are missing on audit_day
SELECT l.*, d.tempo AS jatuh_tempo, CASE WHEN l.sisa > 0 AND h.day > d.tempo THEN h.day - d.tempo END AS umur,
       CASE WHEN l.sisa = 0 THEN 'selesai' WHEN d.tempo IS NULL THEN 'tanpa batas waktu' WHEN h.day <= d.tempo THEN 'belum jatuh tempo' WHEN h.day - d.tempo <= 30 THEN '1-30 hari'
            WHEN h.day - d.tempo <= 60 THEN '31-60 hari' WHEN h.day - d.tempo <= 90 THEN '61-90 hari' ELSE 'lebih dari 90 hari' END AS golongan
  FROM sheet_lpj AS l CROSS JOIN audit_day AS h LEFT JOIN lpj_due AS d ON d.payout_id = l.payout_id;

DROP VIEW IF EXISTS ringkasan_lpj;
CREATE VIEW ringkasan_lpj AS       -- by age, the latest first
SELECT l.tahun, l.golongan, l.tahun || ' ' || l.golongan AS label, count(*) AS penerima, sum(l.sisa) AS sisa, max(coalesce(l.umur, 0)) AS umur
  FROM sheet_lpj_umur AS l GROUP BY l.tahun, l.golongan;

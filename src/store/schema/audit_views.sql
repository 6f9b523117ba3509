-- Full-population tests for auditors (sheets Uji Audit and Temuan; docs/uji_audit.md). audit_test has a row for each programme year and test,
-- audit_hit one for each thing found; the numbers of the first are counted over the second's own rows, so they cannot disagree.
-- Texts are Indonesian. A test whose evidence is missing has NULL for its numbers, never 0. A hit over several years belongs to the later one.

DROP VIEW IF EXISTS audit_test;
DROP VIEW IF EXISTS audit_population;
DROP VIEW IF EXISTS audit_hit;
DROP VIEW IF EXISTS audit_finding;
DROP VIEW IF EXISTS lpj_due;
DROP VIEW IF EXISTS audit_shared;
DROP VIEW IF EXISTS audit_deadline;
DROP VIEW IF EXISTS audit_role;
DROP VIEW IF EXISTS audit_sending;
DROP VIEW IF EXISTS audit_payment;
DROP VIEW IF EXISTS audit_decree;
DROP VIEW IF EXISTS audit_village_name;
DROP VIEW IF EXISTS audit_paid;
DROP VIEW IF EXISTS audit_day;

CREATE VIEW audit_day AS           -- the day to age by: the effective day of the journal's last entry, never the clock. The day of a decree's entry is the decree's, and
                                   -- that of a workbook's issue is when somebody asked for paper
SELECT unixepoch(substr(j.text, instr(j.text, char(10) || 'day ') + 5, 10)) / 86400 AS day
  FROM journal AS j WHERE substr(j.text, instr(j.text, char(10)) + 1, 12) <> 'type decree' || char(10)
   AND substr(j.text, instr(j.text, char(10)) + 1, 11) <> 'type issue' || char(10) AND substr(j.text, instr(j.text, char(10)) + 1, 15) <> 'type signature' || char(10)
 ORDER BY j.position DESC LIMIT 1;

CREATE VIEW audit_paid AS          -- people whose grant was paid, by what is compared; jumlah: what they kept
SELECT p.id AS payout_id, p.year AS tahun, p.batch_id, p.amount - coalesce((SELECT sum(d.amount) FROM deposit AS d WHERE d.payout_id = p.id), 0) AS jumlah,
       p.applicant_id, a.nik, a.nama, a.kategori, a.no_kk, a.tanggal_lahir, a.jenis_kelamin, a.omzet_bulanan, a.skor, a.tanggal_mulai_usaha, a.tanggal_pengajuan,
       nullif(ltrim(replace(replace(replace(a.no_rekening, ' ', ''), '-', ''), '.', ''), '0'), '') AS rekening,
       CASE WHEN length(a.no_hp) >= 9 AND a.no_hp NOT GLOB '*[^0-9]*' THEN a.no_hp END AS telepon,
       nullif(trim(a.nama_rekening), '') AS pemilik, coalesce(nullif(trim(a.desa), ''), nullif(trim(a.desa_usaha), '')) AS desa,
       iif(trim(a.desa) <> '', coalesce(a.kecamatan, '') || '/' || coalesce(a.kabupaten, ''), coalesce(a.kecamatan_usaha, a.kabupaten_usaha)) AS tempat
  FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id
 WHERE p.account_id = 4;

CREATE VIEW audit_village_name AS  -- each with a village and the name as U28 compares it
SELECT s.payout_id, s.tahun, s.nik,
       upper(s.desa || '/' || s.tempat) || '/' ||
       replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
       replace(replace(replace(replace(s.tanpa_gelar, ' ', ''), '-', ''), '''', ''), '`', ''),
       'AA', 'A'), 'BB', 'B'), 'CC', 'C'), 'DD', 'D'), 'EE', 'E'), 'FF', 'F'), 'GG', 'G'), 'HH', 'H'), 'II', 'I'), 'JJ', 'J'), 'KK', 'K'), 'LL', 'L'), 'MM', 'M'),
       'NN', 'N'), 'OO', 'O'), 'PP', 'P'), 'RR', 'R'), 'SS', 'S'), 'TT', 'T'), 'UU', 'U') AS kunci
  FROM (SELECT n.*, iif(n.bersih LIKE '% %' AND substr(n.bersih, 1, instr(n.bersih, ' ') - 1) IN ('H', 'HJ', 'HAJI', 'HAJJAH', 'DR', 'DRS', 'DRA', 'IR', 'KH'),
                        substr(n.bersih, instr(n.bersih, ' ') + 1), n.bersih) AS tanpa_gelar
          FROM (SELECT p.payout_id, p.tahun, p.nik, p.desa, p.tempat, trim(replace(upper(substr(p.nama, 1, instr(p.nama || ',', ',') - 1)), '.', ' ')) AS bersih
                  FROM audit_paid AS p WHERE p.desa IS NOT NULL) AS n) AS s;

CREATE VIEW audit_shared AS        -- what several payouts have in common: lain is another payout with the same value
WITH m AS MATERIALIZED (           -- whoever has a value that another payout has too; kinds 1 NIK, 2 KK, 3 account, 4 phone, 5 name in a village
  SELECT 1 AS jenis, p.nik AS nilai, p.tahun, p.payout_id, p.nik FROM audit_paid AS p WHERE p.nik IN (SELECT q.nik FROM audit_paid AS q WHERE q.nik IS NOT NULL GROUP BY q.nik HAVING count(*) > 1)
  UNION ALL
  SELECT 2, p.no_kk, p.tahun, p.payout_id, p.nik FROM audit_paid AS p WHERE p.no_kk IN (SELECT q.no_kk FROM audit_paid AS q WHERE q.no_kk IS NOT NULL GROUP BY q.no_kk HAVING count(*) > 1)
  UNION ALL
  SELECT 3, p.rekening, p.tahun, p.payout_id, p.nik FROM audit_paid AS p
   WHERE p.rekening IN (SELECT q.rekening FROM audit_paid AS q WHERE q.rekening IS NOT NULL GROUP BY q.rekening HAVING count(*) > 1)
  UNION ALL
  SELECT 4, p.telepon, p.tahun, p.payout_id, p.nik FROM audit_paid AS p
   WHERE p.telepon IN (SELECT q.telepon FROM audit_paid AS q WHERE q.telepon IS NOT NULL GROUP BY q.telepon, q.tahun HAVING count(*) > 1)
  UNION ALL
  SELECT 5, p.kunci, p.tahun, p.payout_id, p.nik FROM audit_village_name AS p WHERE p.kunci IN (SELECT q.kunci FROM audit_village_name AS q GROUP BY q.kunci, q.tahun HAVING count(*) > 1)),
-- A place in time as one number: year, then payout.
pertama AS MATERIALIZED (SELECT m.jenis, m.nilai, min(m.tahun * 4294967296 + m.payout_id) AS tempat FROM m WHERE m.jenis BETWEEN 1 AND 3 GROUP BY m.jenis, m.nilai),
kedua AS MATERIALIZED (            -- the first of another person than the very first
  SELECT m.jenis, m.nilai, min(m.tahun * 4294967296 + m.payout_id) AS tempat
    FROM pertama AS f JOIN m ON m.jenis = f.jenis AND m.nilai = f.nilai JOIN payout AS p ON p.id = f.tempat % 4294967296 JOIN applicant AS a ON a.id = p.applicant_id
   WHERE m.nik <> a.nik GROUP BY m.jenis, m.nilai),
setahun AS MATERIALIZED (
  SELECT m.jenis, m.nilai, m.tahun, min(m.payout_id) AS awal, max(m.payout_id) AS akhir, count(*) AS banyak FROM m WHERE m.jenis > 1 GROUP BY m.jenis, m.nilai, m.tahun HAVING count(*) > 1)
SELECT CASE m.jenis WHEN 2 THEN 'U02' WHEN 3 THEN 'U04' WHEN 4 THEN 'U06' ELSE 'U28' END AS kode, m.tahun, m.payout_id, iif(m.payout_id = g.awal, g.akhir, g.awal) AS lain, g.banyak,
       g.awal AS kelompok
  FROM setahun AS g JOIN m ON m.jenis = g.jenis AND m.nilai = g.nilai AND m.tahun = g.tahun
UNION ALL
SELECT CASE m.jenis WHEN 1 THEN 'U01' WHEN 2 THEN 'U03' ELSE 'U05' END, m.tahun, m.payout_id, iif(m.jenis = 1 OR a.nik <> m.nik, f.tempat, s.tempat) % 4294967296, NULL,
       f.tempat % 4294967296
  FROM m JOIN pertama AS f ON f.jenis = m.jenis AND f.nilai = m.nilai JOIN payout AS p ON p.id = f.tempat % 4294967296 JOIN applicant AS a ON a.id = p.applicant_id
  LEFT JOIN kedua AS s ON s.jenis = m.jenis AND s.nilai = m.nilai
 WHERE iif(m.jenis = 1 OR a.nik <> m.nik, f.tempat, s.tempat) / 4294967296 < m.tahun
UNION ALL                          -- who was erased since had this NIK or card
SELECT iif(g.nik = a.nik, 'U01', 'U03'), max(g.year, p.year), iif(p.year > g.year, p.id, g.payout_id), iif(p.year > g.year, g.payout_id, p.id), NULL, p.id
  FROM erased_grant AS g JOIN payout AS p ON p.applicant_id = g.kin JOIN applicant AS a ON a.id = g.kin
 WHERE g.account_id = 4 AND +p.account_id = 4 AND p.year <> g.year AND (g.nik = a.nik OR g.no_kk = a.no_kk);

CREATE VIEW audit_decree AS        -- of each batch the decree that was named last, with its day
SELECT n.batch_id, n.sk_number, n.sk_day FROM approval AS n
 WHERE n.position = (SELECT max(l.position) FROM approval AS l WHERE l.batch_id = n.batch_id AND l.sk_day IS NOT NULL);

CREATE VIEW audit_payment AS       -- what the bank paid, whatever became of it later
SELECT s.payout_id, p.year AS tahun, p.batch_id, p.applicant_id, p.amount AS jumlah, s.bank_day, coalesce(d.sk_number, e.sk_number) AS sk_number, coalesce(d.sk_day, e.sk_day) AS sk_day
  FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id
  LEFT JOIN audit_decree AS d ON d.batch_id = p.batch_id
  LEFT JOIN repayment AS r ON r.successor = p.id
  LEFT JOIN payout AS o ON o.id = r.payout_id
  LEFT JOIN audit_decree AS e ON e.batch_id = o.batch_id
 WHERE s.account_id = 4;

CREATE VIEW audit_sending AS       -- each transfer file with the first approval of its batch
SELECT b.year AS tahun, s.position, s.batch_id, s.day, s.sp2d_number, s.sp2d_day, s.amount, nullif(upper(replace(s.sp2d_number, ' ', '')), '') AS nomor, a.position AS disetujui, a.day AS hari_disetujui,
       -- Who approves in making the batch cannot send it before; only the payment order can be older. What is there all the same is told.
       a.mode IS NOT 'single-operator' OR s.sp2d_day IS NOT NULL OR a.position > s.position OR s.day < a.day AS diuji
  FROM sending AS s JOIN batch AS b ON b.id = s.batch_id
  LEFT JOIN approval AS a ON a.position = (SELECT min(l.position) FROM approval AS l WHERE l.batch_id = s.batch_id);

CREATE VIEW audit_role AS          -- who did what for a batch, by the journal; an officer who sends in parts does it once
SELECT b.id AS batch_id, b.position, substr(j.text, instr(j.text, char(10) || 'officer ') + 9, instr(substr(j.text, instr(j.text, char(10) || 'officer ') + 9), char(10)) - 1) AS petugas,
       'membuat' AS peran
  FROM batch AS b CROSS JOIN journal AS j ON j.position = b.position
UNION ALL
SELECT a.batch_id, a.position, a.officer, 'menyetujui' FROM approval AS a
UNION ALL
SELECT s.batch_id, min(s.position), substr(j.text, instr(j.text, char(10) || 'officer ') + 9, instr(substr(j.text, instr(j.text, char(10) || 'officer ') + 9), char(10)) - 1), 'mengirim'
  FROM sending AS s CROSS JOIN journal AS j ON j.position = s.position GROUP BY 1, 3;

CREATE VIEW audit_deadline AS      -- when reports of use are due: by the version in force on the day to age by, else the year's newest
SELECT y.year AS tahun, t.months, t.day
  FROM (SELECT DISTINCT year FROM programme_version) AS y CROSS JOIN audit_day AS h
  JOIN programme_deadline AS t ON t.programme_version_id =
       coalesce((SELECT max(v.id) FROM programme_version AS v WHERE v.year = y.year AND coalesce(v.valid_from, h.day) <= h.day AND coalesce(v.valid_to, h.day) >= h.day),
                (SELECT max(v.id) FROM programme_version AS v WHERE v.year = y.year));

CREATE VIEW lpj_due AS             -- when the report of use of each paid grant is due; no row when the rules do not say
SELECT r.payout_id, r.year AS tahun, -- nobody owes a report before the money came; a date that the month does not have is its last day
       max(s.bank_day, coalesce(t.day, unixepoch(min(date(s.bank_day * 86400, 'unixepoch', '+' || t.months || ' months'),
                                                     date(s.bank_day * 86400, 'unixepoch', 'start of month', '+' || (t.months + 1) || ' months', '-1 day'))) / 86400)) AS tempo
  FROM audit_deadline AS t CROSS JOIN recipient AS r ON r.year = t.tahun JOIN settlement AS s ON s.payout_id = r.payout_id AND s.account_id = 4;

CREATE VIEW audit_finding AS       -- every hit, without the person's name; nik and nama only where no payout says who it is
SELECT s.tahun, s.kode, s.payout_id, NULL AS nik, NULL AS nama, p.batch_id AS batch, NULL AS rujukan,
       p.amount - coalesce((SELECT sum(d.amount) FROM deposit AS d WHERE d.payout_id = p.id), 0) AS rupiah,
       CASE s.kode WHEN 'U01' THEN 'NIK yang sama dibayar tahun ' || o.year WHEN 'U02' THEN 'KK yang sama' WHEN 'U03' THEN 'KK yang sama dibayar tahun ' || o.year
                   WHEN 'U04' THEN 'rekening yang sama' WHEN 'U05' THEN 'rekening yang sama dibayar tahun ' || o.year WHEN 'U06' THEN 'nomor telepon yang sama'
                   ELSE 'nama mirip di desa ' || coalesce(nullif(trim(a.desa), ''), a.desa_usaha, '') END ||
       ': ' || o.reference || ' ' || iif(b.erased IS NULL, b.nama, '(dihapus)') || ' dan ' || p.reference || ' ' || iif(a.erased IS NULL, a.nama, '(dihapus)') ||
       CASE WHEN s.kode IN ('U04', 'U05') THEN ' (bank ' || coalesce(b.bank, '-') || ' dan ' || coalesce(a.bank, '-') || ')' ELSE '' END ||
       CASE WHEN s.banyak > 2 THEN '; kelompok ini ' || s.banyak || ' orang' ELSE '' END AS keterangan, s.kelompok
  FROM audit_shared AS s JOIN payout AS p ON p.id = s.payout_id JOIN applicant AS a ON a.id = p.applicant_id JOIN payout AS o ON o.id = s.lain JOIN applicant AS b ON b.id = o.applicant_id
UNION ALL
SELECT p.tahun, 'U07', p.payout_id, NULL, NULL, p.batch_id, NULL, p.jumlah,
       'rekening atas nama ' || p.pemilik || ', penerima ' || p.nama || iif(p.diketik, '; rekening diketik petugas', '; tidak ada kata yang sama'), p.payout_id
  FROM (SELECT n.*, EXISTS (SELECT 1 FROM amendment AS m JOIN applicant AS a ON a.id = m.applicant_id
                             WHERE m.applicant_id = n.applicant_id AND m.account_file IS NULL AND m.erased IS NULL
                               AND (m.bank, m.no_rekening, m.nama_rekening) IS NOT (a.bank, a.no_rekening, a.nama_rekening)) AS diketik
          FROM audit_paid AS n
         WHERE n.pemilik <> n.nama
           AND replace(replace(replace(replace(replace(replace(upper(n.pemilik), ' ', ''), '.', ''), ',', ''), '-', ''), '''', ''), '`', '')
            <> replace(replace(replace(replace(replace(replace(upper(n.nama), ' ', ''), '.', ''), ',', ''), '-', ''), '''', ''), '`', '')) AS p
 WHERE p.diketik OR NOT EXISTS
       (WITH RECURSIVE w (word, rest) AS (
          SELECT '', replace(replace(upper(p.pemilik), '.', ' '), ',', ' ') || ' '
          UNION ALL SELECT substr(w.rest, 1, instr(w.rest, ' ') - 1), substr(w.rest, instr(w.rest, ' ') + 1) FROM w WHERE w.rest <> '')
        SELECT 1 FROM w WHERE length(w.word) > 1 AND instr(' ' || replace(replace(upper(p.nama), '.', ' '), ',', ' ') || ' ', ' ' || w.word || ' ') > 0)
UNION ALL
SELECT d.tahun, CASE d.perihal WHEN 'hanya-batch' THEN 'U08' WHEN 'hanya-sk' THEN 'U09' ELSE 'U10' END, p.id, d.nik, d.nama, d.batch, iif(d.perihal = 'hanya-sk', 'SK ' || d.nomor, NULL),
       CASE d.perihal WHEN 'hanya-sk' THEN d.kiri ELSE d.kanan END,
       CASE d.perihal WHEN 'hanya-batch' THEN 'tidak ada dalam lampiran SK yang dibaca' || coalesce('; SK batch ini ' || d.nomor, '')
            WHEN 'hanya-sk' THEN 'dalam lampiran SK ' || d.nomor || ' sebesar Rp ' || replace(printf('%,d', d.kiri), ',', '.') || ', tidak ada pembayarannya'
            WHEN 'jumlah-lain' THEN 'lampiran SK ' || d.nomor || ' Rp ' || replace(printf('%,d', d.kiri), ',', '.') || ', dibayar Rp ' || replace(printf('%,d', d.kanan), ',', '.')
            ELSE 'tercantum dalam lampiran SK ' || d.nomor || ', bukan SK batch-nya' END, coalesce(p.id, 0)
  FROM reconciliation_detail AS d LEFT JOIN payout AS p ON p.reference = d.referensi
-- Of a batch without a decree nobody knows which annex is its own: whom no annex has cannot be tested, as in U12.
 WHERE d.bagian = 2 AND d.perihal IN ('hanya-batch', 'hanya-sk', 'jumlah-lain', 'sk-lain') AND (d.perihal = 'hanya-sk' OR p.account_id = 4) AND (d.perihal <> 'hanya-batch' OR d.nomor IS NOT NULL)
UNION ALL
SELECT p.year, 'U11', p.id, NULL, NULL, p.batch_id, NULL, p.amount,
       'jumlah Rp ' || replace(printf('%,d', p.amount), ',', '.') ||
       CASE WHEN r.successor IS NOT NULL THEN ', pembayaran yang retur Rp ' || replace(printf('%,d', o.amount), ',', '.')
            ELSE ', ketentuan kategori ' || c.title || ' Rp ' || coalesce((SELECT group_concat(replace(printf('%,d', t.amount), ',', '.'), ' atau ') FROM programme_amount AS t
                                                                         WHERE t.programme_version_id = e.programme_version_id AND t.category = a.kategori), '-') END, p.id
  FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id JOIN category AS c ON c.id = a.kategori
  JOIN batch AS b ON b.id = p.batch_id JOIN evaluation AS e ON e.id = b.evaluation_id
  LEFT JOIN repayment AS r ON r.successor = p.id LEFT JOIN payout AS o ON o.id = r.payout_id
 WHERE p.account_id <> 1
   AND CASE WHEN r.successor IS NOT NULL THEN p.amount <> o.amount
            ELSE NOT EXISTS (SELECT 1 FROM programme_amount AS t WHERE t.programme_version_id = e.programme_version_id AND t.category = a.kategori AND t.amount = p.amount
                                AND (t.tier = '' OR t.tier = (SELECT substr(j.text, instr(j.text, char(10) || 'tier ') + 6, instr(substr(j.text, instr(j.text, char(10) || 'tier ') + 6), char(10)) - 1)
                                                                FROM journal AS j WHERE j.position = p.position))) END
UNION ALL
SELECT y.tahun, 'U12', y.payout_id, NULL, NULL, y.batch_id, NULL, y.jumlah,
       'dibayar ' || strftime('%Y-%m-%d', y.bank_day * 86400, 'unixepoch') || ', SK ' || coalesce(y.sk_number || ' ', '') || 'tanggal ' || strftime('%Y-%m-%d', y.sk_day * 86400, 'unixepoch'), y.batch_id
  FROM audit_payment AS y WHERE y.bank_day < y.sk_day
UNION ALL
SELECT p.year, 'U13', p.id, NULL, NULL, p.batch_id, NULL, p.amount, 'dibayar ' || strftime('%Y-%m-%d', s.bank_day * 86400, 'unixepoch') || ', tahun program ' || p.year, p.batch_id
  FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 4 AND s.bank_day >= unixepoch((p.year + 1) || '-01-01') / 86400
UNION ALL
SELECT s.tahun, 'U14', NULL, NULL, NULL, s.batch_id, 'batch ' || s.batch_id || coalesce(', SP2D ' || s.sp2d_number, ''), s.amount,
       'dikirim ' || strftime('%Y-%m-%d', s.day * 86400, 'unixepoch') || coalesce(', SP2D tanggal ' || strftime('%Y-%m-%d', s.sp2d_day * 86400, 'unixepoch'), '') ||
       coalesce(', disetujui ' || strftime('%Y-%m-%d', s.hari_disetujui * 86400, 'unixepoch'), ', tidak pernah disetujui') ||
       iif(s.disetujui > s.position, ' sesudah dikirim', ''), s.position
  FROM audit_sending AS s WHERE s.diuji AND (s.disetujui IS NULL OR s.disetujui > s.position OR s.day < s.hari_disetujui OR s.sp2d_day < s.hari_disetujui)
UNION ALL                          -- 1 January 1970 was a Thursday
SELECT p.year, 'U15', p.id, NULL, NULL, p.batch_id, NULL, p.amount,
       'dibayar hari ' || iif((s.bank_day + 4) % 7 = 0, 'Minggu', 'Sabtu') || ', ' || strftime('%Y-%m-%d', s.bank_day * 86400, 'unixepoch'), p.batch_id
  FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 4 AND (s.bank_day + 4) % 7 IN (0, 6)
UNION ALL
SELECT p.year, 'U16', p.id, NULL, NULL, p.batch_id, NULL, p.amount,
       'dibayar ' || strftime('%Y-%m-%d', s.bank_day * 86400, 'unixepoch') || ': ' || h.name || iif(h.kind = 'libur', ' (libur nasional)', ' (cuti bersama)'), p.batch_id
  FROM settlement AS s CROSS JOIN holiday AS h ON h.day = s.bank_day JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 4 AND (s.bank_day + 4) % 7 NOT IN (0, 6)
UNION ALL
SELECT b.year, 'U17', NULL, NULL, NULL, b.id, 'batch ' || b.id, 0,
       iif(b.id = b.sebelum + 2, 'batch ' || (b.id - 1) || ' tidak ada', 'batch ' || (b.sebelum + 1) || ' sampai ' || (b.id - 1) || ' tidak ada'), b.id
  FROM (SELECT n.id, n.year, coalesce((SELECT max(l.id) FROM batch AS l WHERE l.id < n.id), 0) AS sebelum FROM batch AS n) AS b WHERE b.id > b.sebelum + 1
UNION ALL
SELECT s.tahun, 'U18', NULL, NULL, NULL, s.batch_id, 'batch ' || s.batch_id || ', SP2D ' || s.sp2d_number, s.amount,
       'nomor SP2D ' || s.sp2d_number || ' juga dipakai ' || group_concat('batch ' || o.batch_id || ' (' || o.tahun || coalesce(', ' || strftime('%Y-%m-%d', o.sp2d_day * 86400, 'unixepoch'), '') || ')', ', '),
       min(min(o.position), s.position)
  FROM audit_sending AS s JOIN audit_sending AS o ON o.nomor = s.nomor AND o.position <> s.position AND o.tahun <= s.tahun AND (o.batch_id <> s.batch_id OR o.sp2d_day IS NOT s.sp2d_day)
 GROUP BY s.position
UNION ALL
SELECT p.year, 'U20', p.id, NULL, NULL, p.batch_id, NULL, p.amount,
       'referensi ' || p.reference || ' bukan ' || printf('P%04dB%03dN%06d', p.year, p.batch_id, p.sequence), p.id
  FROM payout AS p WHERE p.reference <> printf('P%04dB%03dN%06d', p.year, p.batch_id, p.sequence)
UNION ALL
SELECT b.year, 'U20', p.id, NULL, NULL, b.id, 'batch ' || b.id, 0,
       'urutan ' || iif(p.sequence = p.sebelum + 2, p.sebelum + 1, (p.sebelum + 1) || ' sampai ' || (p.sequence - 1)) || ' tidak ada di dalam batch ' || b.id, p.id
  FROM (SELECT q.batch_id, count(*) AS banyak, max(q.sequence) AS akhir FROM payout AS q GROUP BY q.batch_id) AS g JOIN batch AS b ON b.id = g.batch_id
  JOIN (SELECT n.id, n.batch_id, n.sequence, coalesce((SELECT max(l.sequence) FROM payout AS l WHERE l.batch_id = n.batch_id AND l.sequence < n.sequence), 0) AS sebelum FROM payout AS n) AS p
    ON p.batch_id = g.batch_id AND p.sequence > p.sebelum + 1
 WHERE g.banyak <> g.akhir
UNION ALL
SELECT b.year, 'U20', NULL, NULL, NULL, b.id, 'batch ' || b.id, max(0, b.amount - g.jumlah),
       'batch ini dibuat untuk ' || b.recipients || ' orang, referensi terakhirnya nomor ' || g.akhir, b.id
  FROM batch AS b JOIN (SELECT q.batch_id, max(q.sequence) AS akhir, sum(q.amount) AS jumlah FROM payout AS q GROUP BY q.batch_id) AS g ON g.batch_id = b.id WHERE g.akhir <> b.recipients
UNION ALL
SELECT p.year, 'U20', p.id, NULL, NULL, p.batch_id, NULL, p.amount, 'referensi ' || p.reference || ' dipakai ' || g.banyak || ' kali', g.awal
  FROM (SELECT q.reference, count(*) AS banyak, min(q.id) AS awal FROM payout AS q GROUP BY q.reference HAVING count(*) > 1) AS g JOIN payout AS p ON p.reference = g.reference
UNION ALL
SELECT b.year, 'U21', NULL, NULL, NULL, b.id, 'batch ' || b.id, b.amount, r.petugas || ': ' || group_concat(r.peran, ', '), b.id
  FROM batch AS b JOIN (SELECT * FROM audit_role ORDER BY position) AS r ON r.batch_id = b.id
 WHERE r.petugas IS NOT NULL AND r.petugas <> '-' GROUP BY b.id, r.petugas HAVING count(*) > 1
UNION ALL
SELECT p.year, 'U22', p.id, NULL, NULL, p.batch_id, NULL, p.amount,
       'retur ' || strftime('%Y-%m-%d', s.bank_day * 86400, 'unixepoch') || ', ' || (h.day - s.bank_day) || ' hari' || iif(s.reason = '', '', ': ' || s.reason), p.id
  FROM payout AS p CROSS JOIN audit_day AS h JOIN settlement AS s ON s.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id)
 WHERE p.account_id = 5 AND h.day - s.bank_day > 30
UNION ALL
SELECT l.tahun, 'U23', l.payout_id, NULL, NULL, l.batch_id, NULL, l.jumlah,
       'LPJ jatuh tempo ' || strftime('%Y-%m-%d', l.tempo * 86400, 'unixepoch') || ', lewat ' || (h.day - l.tempo) || ' hari', l.payout_id
  FROM (SELECT p.payout_id, p.tahun, p.batch_id, p.jumlah, d.tempo FROM audit_paid AS p JOIN lpj_due AS d ON d.payout_id = p.payout_id
         WHERE NOT EXISTS (SELECT 1 FROM lpj AS n WHERE n.payout_id = p.payout_id)) AS l CROSS JOIN audit_day AS h
 WHERE l.tempo < h.day AND l.jumlah > 0
UNION ALL
SELECT p.tahun, 'U24', p.payout_id, NULL, NULL, p.batch_id, NULL, p.jumlah,
       'pada daftar ' || group_concat(x.name || ' (' || x.file_name || ' baris ' || x.line || ', masuk ' || strftime('%Y-%m-%d', x.day * 86400, 'unixepoch') ||
                                      iif(x.position > p.entri, ' sesudah batch dibuat', ' sebelum batch dibuat') || iif(x.kartu, ', menurut KK', '') || ')', '; '), p.payout_id
  FROM (SELECT l.year, l.name, l.file_name, l.day, l.position, e.line, e.nik IS NULL AS kartu, a.id AS applicant_id
          FROM exclusion AS e JOIN exclusion_list AS l ON l.id = e.list_id JOIN applicant AS a ON a.year = l.year AND a.nik = e.nik
        UNION ALL
        SELECT l.year, l.name, l.file_name, l.day, l.position, e.line, 1, a.id
          FROM exclusion AS e JOIN exclusion_list AS l ON l.id = e.list_id JOIN applicant AS a ON a.no_kk = e.no_kk AND a.year = l.year WHERE e.nik IS NULL) AS x
  JOIN (SELECT q.*, b.position AS entri FROM audit_paid AS q JOIN batch AS b ON b.id = q.batch_id) AS p ON p.applicant_id = x.applicant_id
 GROUP BY p.payout_id
UNION ALL
SELECT v.tahun, 'U25', v.payout_id, NULL, NULL, v.batch_id, NULL, v.jumlah,
       group_concat(u.title || ': ' || v.field || ' ' || iif(v.field LIKE 'tanggal%', strftime('%Y-%m-%d', v.nilai * 86400, 'unixepoch'), replace(printf('%,d', v.nilai), ',', '.')) || ', batas ' ||
                    iif(v.field LIKE 'tanggal%', strftime('%Y-%m-%d', v.batas * 86400, 'unixepoch'), replace(printf('%,d', v.batas), ',', '.')), '; '), v.payout_id
  FROM (SELECT n.*, CASE WHEN n.nilai <= n.most AND iif(n.field LIKE 'tanggal%', n.most - n.nilai <= 30, (n.most - n.nilai) * 20 <= n.most) THEN n.most
                         WHEN n.nilai >= n.least AND iif(n.field LIKE 'tanggal%', n.nilai - n.least <= 30, (n.nilai - n.least) * 20 <= n.least) THEN n.least END AS batas
          FROM (SELECT p.payout_id, p.tahun, p.batch_id, p.jumlah, l.programme_version_id, l.ordinal, l.field, l.least, l.most,
                       CASE l.field WHEN 'omzet_bulanan' THEN p.omzet_bulanan WHEN 'skor' THEN p.skor WHEN 'tanggal_lahir' THEN p.tanggal_lahir
                                    WHEN 'tanggal_mulai_usaha' THEN p.tanggal_mulai_usaha WHEN 'tanggal_pengajuan' THEN p.tanggal_pengajuan END AS nilai
                  FROM audit_paid AS p JOIN batch AS b ON b.id = p.batch_id JOIN evaluation AS e ON e.id = b.evaluation_id
                  JOIN rule_limit AS l ON l.programme_version_id = e.programme_version_id AND l.category = p.kategori) AS n
         WHERE n.nilai BETWEEN coalesce(n.least, n.nilai) AND coalesce(n.most, n.nilai)) AS v
  JOIN rule AS u ON u.programme_version_id = v.programme_version_id AND u.ordinal = v.ordinal
 WHERE v.batas IS NOT NULL GROUP BY v.payout_id
UNION ALL
SELECT p.tahun, 'U26', p.payout_id, NULL, NULL, p.batch_id, NULL, p.jumlah,
       'menurut NIK ' || printf('%02d-%02d-%02d', p.nik / 10000 % 100, p.nik / 1000000 % 100, p.nik / 100000000 % 100 - iif(p.nik / 100000000 % 100 > 40, 40, 0)) || ', dinyatakan ' ||
       strftime('%Y-%m-%d', p.tanggal_lahir * 86400, 'unixepoch'), p.payout_id
  FROM audit_paid AS p
 WHERE p.tanggal_lahir IS NOT NULL AND p.nik IS NOT NULL
   AND printf('%02d%02d%02d', p.nik / 10000 % 100, p.nik / 1000000 % 100, p.nik / 100000000 % 100 - iif(p.nik / 100000000 % 100 > 40, 40, 0)) <>
       substr(strftime('%Y%m%d', p.tanggal_lahir * 86400, 'unixepoch'), 3)
UNION ALL
SELECT p.tahun, 'U27', p.payout_id, NULL, NULL, p.batch_id, NULL, p.jumlah,
       'menurut NIK ' || iif(p.nik / 100000000 % 100 > 40, 'perempuan', 'laki-laki') || ', dinyatakan ' || iif(p.jenis_kelamin = 2, 'perempuan', 'laki-laki'), p.payout_id
  FROM audit_paid AS p WHERE p.jenis_kelamin <> iif(p.nik / 100000000 % 100 > 40, 2, 1);

CREATE VIEW audit_hit AS           -- the sheet Temuan; the last columns are not shown: they order it
SELECT f.tahun, f.kode, u.nama AS nama_uji, f.batch, p.reference AS referensi, coalesce(a.nik, f.nik) AS nik,
       CASE WHEN a.id IS NULL THEN f.nama WHEN a.erased IS NULL THEN a.nama ELSE '(dihapus)' END AS nama,
       coalesce(f.rujukan, i.file_name || ' baris ' || a.line) AS rujukan, f.rupiah, f.keterangan, u.urutan, f.kelompok, f.payout_id
  FROM audit_finding AS f JOIN audit_rule AS u ON u.kode = f.kode
  LEFT JOIN payout AS p ON p.id = f.payout_id LEFT JOIN applicant AS a ON a.id = p.applicant_id LEFT JOIN import AS i ON i.id = a.import_id;

CREATE VIEW audit_population AS    -- of each year and test: semua, what it speaks of, and populasi, what of that could be tested
WITH y AS MATERIALIZED (SELECT DISTINCT year AS tahun FROM programme_version),
orang AS MATERIALIZED (
  SELECT p.tahun, count(*) AS semua, count(p.nik) AS nik, count(p.no_kk) AS kk, count(p.rekening) AS rekening, count(p.telepon) AS telepon, count(p.pemilik) AS pemilik,
         count(p.tanggal_lahir) AS lahir, count(p.jenis_kelamin) AS kelamin, count(p.desa) AS desa,
         sum(EXISTS (SELECT 1 FROM rule_limit AS l WHERE l.programme_version_id = e.programme_version_id AND l.category = p.kategori AND
                     CASE l.field WHEN 'omzet_bulanan' THEN p.omzet_bulanan WHEN 'skor' THEN p.skor WHEN 'tanggal_lahir' THEN p.tanggal_lahir
                                  WHEN 'tanggal_mulai_usaha' THEN p.tanggal_mulai_usaha WHEN 'tanggal_pengajuan' THEN p.tanggal_pengajuan END IS NOT NULL)) AS ambang
    FROM audit_paid AS p JOIN batch AS b ON b.id = p.batch_id JOIN evaluation AS e ON e.id = b.evaluation_id GROUP BY p.tahun),
bank AS MATERIALIZED (
  SELECT x.tahun, count(*) AS semua, count(x.sk_day) AS sk,
         sum(EXISTS (SELECT 1 FROM holiday AS h WHERE h.day BETWEEN unixepoch(x.bank_day * 86400, 'unixepoch', 'start of year') / 86400
                                                              AND unixepoch(x.bank_day * 86400, 'unixepoch', 'start of year', '+1 year') / 86400 - 1)) AS libur
    FROM audit_payment AS x GROUP BY x.tahun),
sk AS MATERIALIZED (SELECT t.year AS tahun, count(coalesce(t.sk_number, t.annex_amount)) AS diuji, count(t.annex_amount) AS tercantum FROM reconciliation_tested AS t JOIN payout AS p ON p.id = t.payout_id
                     WHERE t.tested AND p.account_id = 4 GROUP BY t.year)
SELECT y.tahun, u.kode,
       CASE WHEN u.kode IN ('U11') THEN (SELECT count(*) FROM payout AS p WHERE p.year = y.tahun AND p.account_id <> 1)
            WHEN u.kode IN ('U12', 'U13', 'U15', 'U16') THEN coalesce(t.semua, 0)
            WHEN u.kode IN ('U14', 'U18') THEN (SELECT count(*) FROM sending AS s JOIN batch AS b ON b.id = s.batch_id WHERE b.year = y.tahun)
            WHEN u.kode IN ('U17', 'U21') THEN (SELECT count(*) FROM batch AS b WHERE b.year = y.tahun)
            WHEN u.kode = 'U20' THEN (SELECT count(*) FROM payout AS p WHERE p.year = y.tahun)
            WHEN u.kode = 'U22' THEN (SELECT count(*) FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 5 AND p.year = y.tahun)
            WHEN u.kode = 'U09' AND EXISTS (SELECT 1 FROM decree AS d WHERE d.year = y.tahun) THEN (SELECT count(*) FROM annex_person AS n WHERE n.year = y.tahun)
            WHEN u.gugur IS NULL THEN coalesce(o.semua, 0) END AS semua,
       CASE u.kode WHEN 'U01' THEN iif(e.ada, o.nik, 0) WHEN 'U02' THEN o.kk WHEN 'U03' THEN iif(e.ada, o.kk, 0) WHEN 'U04' THEN o.rekening WHEN 'U05' THEN iif(e.ada, o.rekening, 0) WHEN 'U06' THEN o.telepon WHEN 'U07' THEN o.pemilik
                   WHEN 'U08' THEN k.diuji WHEN 'U09' THEN (SELECT count(*) FROM annex_person AS n WHERE n.year = y.tahun) WHEN 'U10' THEN k.tercantum
                   WHEN 'U11' THEN (SELECT count(*) FROM payout AS p WHERE p.year = y.tahun AND p.account_id <> 1)
                   WHEN 'U12' THEN t.sk WHEN 'U13' THEN t.semua WHEN 'U15' THEN t.semua WHEN 'U16' THEN t.libur
                   WHEN 'U14' THEN (SELECT sum(s.diuji) FROM audit_sending AS s WHERE s.tahun = y.tahun)
                   WHEN 'U17' THEN (SELECT count(*) FROM batch AS b WHERE b.year = y.tahun)
                   WHEN 'U18' THEN (SELECT count(s.nomor) FROM audit_sending AS s WHERE s.tahun = y.tahun)
                   WHEN 'U20' THEN (SELECT count(*) FROM payout AS p WHERE p.year = y.tahun)
                   WHEN 'U21' THEN (SELECT count(*) FROM batch AS b WHERE b.year = y.tahun AND EXISTS (SELECT 1 FROM approval AS a WHERE a.batch_id = b.id AND a.officer IS NOT NULL))
                   WHEN 'U22' THEN (SELECT count(*) FROM settlement AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.account_id = 5 AND p.year = y.tahun)
                   WHEN 'U23' THEN iif(EXISTS (SELECT 1 FROM audit_deadline AS b WHERE b.tahun = y.tahun), o.semua, 0)
                   WHEN 'U24' THEN iif(EXISTS (SELECT 1 FROM exclusion_list AS x WHERE x.year = y.tahun), o.nik, 0)
                   WHEN 'U25' THEN o.ambang WHEN 'U26' THEN o.lahir WHEN 'U27' THEN o.kelamin WHEN 'U28' THEN o.desa END AS populasi
  FROM y CROSS JOIN audit_rule AS u JOIN (SELECT tahun, EXISTS (SELECT 1 FROM payout AS q WHERE q.year < y.tahun) AS ada FROM y) AS e ON e.tahun = y.tahun
  LEFT JOIN orang AS o ON o.tahun = y.tahun LEFT JOIN bank AS t ON t.tahun = y.tahun LEFT JOIN sk AS k ON k.tahun = y.tahun;

CREATE VIEW audit_test AS          -- the sheet Uji Audit
SELECT n.tahun, u.kode, u.urutan, u.nama, u.tujuan, u.aturan,
       CASE WHEN n.populasi > 0 THEN n.populasi END AS populasi, CASE WHEN n.populasi > 0 THEN coalesce(h.temuan, 0) END AS temuan, CASE WHEN n.populasi > 0 THEN coalesce(h.rupiah, 0) END AS rupiah,
       CASE WHEN u.gugur IS NOT NULL OR n.semua = 0 THEN 'tidak berlaku' WHEN coalesce(n.populasi, 0) = 0 THEN 'tidak dapat diuji' WHEN h.temuan > 0 THEN 'ada temuan' ELSE 'tidak ada temuan' END AS keadaan,
       CASE WHEN u.gugur IS NOT NULL THEN u.gugur WHEN n.semua = 0 THEN u.kosong || ' pada tahun ini' WHEN coalesce(n.populasi, 0) = 0 AND u.kode IN ('U01', 'U03', 'U05') AND NOT EXISTS (SELECT 1 FROM payout AS q WHERE q.year < n.tahun)
            THEN 'buku besar ini tidak memuat pembayaran tahun sebelumnya; bandingkan dengan daftar penerima tahun lalu' WHEN coalesce(n.populasi, 0) = 0 THEN u.kurang
            WHEN n.populasi < n.semua THEN (n.semua - n.populasi) || ' dari ' || n.semua || ' ' || u.satuan || ' tidak dapat diuji: ' || u.kurang END AS keterangan
  FROM audit_population AS n JOIN audit_rule AS u ON u.kode = n.kode
  LEFT JOIN (SELECT f.tahun, f.kode, count(*) AS temuan, sum(f.rupiah) AS rupiah FROM audit_finding AS f GROUP BY f.tahun, f.kode) AS h ON h.tahun = n.tahun AND h.kode = n.kode;

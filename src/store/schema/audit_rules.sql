-- What each test of audit_views.sql is: the texts that the sheet Uji Audit shows.

DROP VIEW IF EXISTS audit_rule;
CREATE VIEW audit_rule AS          -- satuan: what is counted; kosong: why there is nothing to test; kurang: the evidence that is missing; gugur: why the test does not apply
SELECT 'U01' AS kode, 1 AS urutan, 'NIK sama pada beberapa tahun' AS nama, 'Menemukan orang yang dibayar pada lebih dari satu tahun program.' AS tujuan,
       'Penerima yang NIK-nya juga NIK penerima pada tahun program sebelumnya (tabel payout berstatus tersalur, applicant.nik).' AS aturan,
       'penerima' AS satuan, 'belum ada penerima' AS kosong, 'data pribadinya dihapus' AS kurang, NULL AS gugur
UNION ALL SELECT 'U02', 2, 'KK sama dalam satu tahun', 'Menemukan keluarga yang dibayar dua kali dalam satu tahun.',
       'Penerima yang nomor KK-nya sama dengan penerima lain pada tahun program yang sama (applicant.no_kk); setiap anggota kelompok satu temuan.',
       'penerima', 'belum ada penerima', 'nomor KK kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U03', 3, 'KK sama pada beberapa tahun', 'Menemukan keluarga yang dibayar pada lebih dari satu tahun program.',
       'Penerima yang nomor KK-nya juga nomor KK penerima lain (NIK lain) pada tahun program sebelumnya (applicant.no_kk).',
       'penerima', 'belum ada penerima', 'nomor KK kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U04', 4, 'Satu rekening untuk beberapa orang', 'Menemukan orang yang mengumpulkan bantuan orang lain.',
       'Penerima yang nomor rekeningnya sama dengan penerima lain pada tahun program yang sama, tanpa nol di depan, spasi, titik dan strip, apa pun banknya (applicant.no_rekening); setiap anggota kelompok satu temuan.',
       'penerima', 'belum ada penerima', 'nomor rekening kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U05', 5, 'Rekening orang lain dari tahun sebelumnya', 'Menemukan rekening yang menerima bantuan beberapa orang pada beberapa tahun.',
       'Penerima yang nomor rekeningnya, dibandingkan seperti U04, juga rekening penerima lain (NIK lain) pada tahun program sebelumnya.',
       'penerima', 'belum ada penerima', 'nomor rekening kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U06', 6, 'Nomor telepon sama', 'Menemukan permohonan yang diurus satu orang untuk orang lain.',
       'Penerima yang nomor teleponnya sama dengan penerima lain pada tahun program yang sama (applicant.no_hp, paling sedikit 9 angka); setiap anggota kelompok satu temuan.',
       'penerima', 'belum ada penerima', 'nomor telepon kosong, bukan angka, atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U07', 7, 'Nama pemilik rekening berbeda', 'Menemukan uang yang masuk ke rekening atas nama orang lain.',
       'Nama pemilik rekening dan nama penerima berbeda hurufnya (tanpa huruf besar/kecil, spasi dan tanda baca), dan rekening itu diketik petugas dengan amend atau repay sehingga tidak dibandingkan program ketika dikirim, atau tidak ada satu kata pun (dua huruf atau lebih) yang sama.',
       'penerima', 'belum ada penerima', 'nama pemilik rekening kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U08', 8, 'Dibayar tetapi tidak ada dalam lampiran SK', 'Menemukan pembayaran tanpa dasar penetapan.',
       'Penerima yang NIK-nya tidak ada dalam lampiran SK tahun itu yang dibaca (rekonsiliasi bagian SK, hanya-batch), dan SK batch-nya dicatat dan lampirannya dibaca.',
       'penerima', 'belum ada penerima', 'lampiran SK-nya tidak dibaca (dumisake sk), atau SK batch-nya tidak dicatat (dumisake approve BATCH --sk)', NULL
UNION ALL SELECT 'U09', 9, 'Ada dalam lampiran SK tetapi tidak dibayar', 'Menemukan orang yang ditetapkan dan tidak mendapat pembayaran.',
       'Orang dalam lampiran SK yang tidak mempunyai pembayaran dalam batch mana pun tahun itu dan tidak dibatalkan (rekonsiliasi bagian SK, hanya-sk).',
       'orang dalam lampiran', 'belum ada penerima dan tidak ada lampiran SK', 'tidak ada lampiran SK yang dibaca (dumisake sk)', NULL
UNION ALL SELECT 'U10', 10, 'Jumlah atau nomor SK lain daripada lampiran', 'Menemukan pembayaran yang menyimpang dari penetapan.',
       'Penerima yang jumlahnya lain daripada dalam lampiran SK, atau yang hanya tercantum dalam lampiran SK lain daripada SK batch-nya (rekonsiliasi bagian SK, jumlah-lain dan sk-lain).',
       'penerima', 'belum ada penerima', 'tidak ditemukan dalam lampiran SK yang dibaca, atau lampiran SK-nya tidak dibaca', NULL
UNION ALL SELECT 'U11', 11, 'Jumlah lain daripada ketentuan kategori', 'Menemukan pembayaran yang lebih besar atau lebih kecil daripada ketentuan.',
       'Pembayaran yang tidak dibatalkan dan jumlahnya bukan jumlah kategorinya, atau bukan jumlah tingkat yang disebut entri jurnalnya, menurut versi aturan batch-nya (programme_amount); pembayaran ulang dibandingkan dengan pembayaran yang retur.',
       'pembayaran', 'belum ada pembayaran', '', NULL
UNION ALL SELECT 'U12', 12, 'Dibayar sebelum SK', 'Menemukan pembayaran yang mendahului penetapannya.',
       'Tanggal bank lebih awal daripada tanggal SK batch-nya; pembayaran ulang tanpa SK sendiri memakai SK batch pertama (approval.sk_day, settlement.bank_day).',
       'pembayaran bank', 'belum ada pembayaran bank', 'SK batch-nya tidak bertanggal (dumisake approve BATCH --sk --sk-date)', NULL
UNION ALL SELECT 'U13', 13, 'Dibayar setelah 31 Desember', 'Menemukan belanja tahun anggaran yang dibayar pada tahun berikutnya.',
       'Tanggal bank sesudah 31 Desember tahun program (settlement.bank_day).', 'pembayaran bank', 'belum ada pembayaran bank', '', NULL
UNION ALL SELECT 'U14', 14, 'Dikirim sebelum disetujui', 'Menemukan uang yang keluar tanpa persetujuan.',
       'Berkas transfer yang entri jurnal atau tanggalnya mendahului persetujuan pertama batch-nya, yang batch-nya tidak pernah disetujui, atau yang tanggal SP2D-nya mendahului persetujuan pertama (sending, approval).',
       'pengiriman', 'belum ada pengiriman', 'batch-nya disetujui oleh satu operator ketika dibuat, sehingga tidak mungkin dikirim lebih dahulu, dan SP2D-nya tidak bertanggal', NULL
UNION ALL SELECT 'U15', 15, 'Transfer pada hari Sabtu atau Minggu', 'Menemukan tanggal transfer yang tidak wajar.',
       'Tanggal bank jatuh pada hari Sabtu atau Minggu (settlement.bank_day).', 'pembayaran bank', 'belum ada pembayaran bank', '', NULL
UNION ALL SELECT 'U16', 16, 'Transfer pada hari libur', 'Menemukan tanggal transfer yang tidak wajar.',
       'Tanggal bank adalah hari libur nasional atau cuti bersama pada hari Senin sampai Jumat (data/holidays, SKB 3 Menteri tiap tahun; kantor wajib mencocokkan daftar itu dengan SKB).',
       'pembayaran bank', 'belum ada pembayaran bank', 'daftar hari libur tahun kalendernya tidak ada (data/holidays)', NULL
UNION ALL SELECT 'U17', 17, 'Celah nomor batch', 'Menemukan batch yang hilang.',
       'Batch yang nomornya tidak berurutan dengan batch sebelumnya, semua tahun bersama, mulai dari 1 (batch.id; nomor ganda ditolak tabelnya).', 'batch', 'belum ada batch', '', NULL
UNION ALL SELECT 'U18', 18, 'Nomor SP2D ganda', 'Menemukan perintah pencairan yang dipakai dua kali.',
       'Pengiriman yang nomor SP2D-nya (tanpa huruf besar/kecil dan spasi) juga nomor SP2D batch lain, atau pengiriman lain dengan tanggal SP2D lain, pada tahun itu atau sebelumnya (sending.sp2d_number).',
       'pengiriman', 'belum ada pengiriman', 'nomor SP2D tidak dicatat (dumisake send --sp2d)', NULL
UNION ALL SELECT 'U19', 19, 'Celah nomor SP2D', 'Menemukan perintah pencairan yang hilang.', 'Nomor SP2D yang terlewati di antara pengiriman.', 'pengiriman', '', '',
       'nomor SP2D diterbitkan BUD untuk seluruh belanja daerah, sehingga nomor yang terlewati bukan petunjuk; bandingkan dengan register SP2D'
UNION ALL SELECT 'U20', 20, 'Celah atau ganda nomor referensi bank', 'Menemukan pembayaran yang hilang atau dimasukkan dua kali.',
       'Referensi yang dipakai dua kali, yang bukan P tahun B batch N urutan, atau yang urutannya terlewati di dalam batch-nya (payout.reference, payout.sequence, batch.recipients).',
       'pembayaran', 'belum ada pembayaran', '', NULL
UNION ALL SELECT 'U21', 21, 'Petugas sama dalam dua peran', 'Menguji pemisahan tugas (empat mata).',
       'Petugas yang untuk satu batch lebih dari sekali membuat, menyetujui atau mengirim (petugas pada entri jurnal batch, approval dan sending; dua pengiriman dihitung satu).',
       'batch', 'belum ada batch', 'disetujui oleh satu operator atau belum disetujui: tidak ada petugas kedua yang dapat dibandingkan', NULL
UNION ALL SELECT 'U22', 22, 'Retur lebih dari 30 hari', 'Menemukan uang retur yang mengendap.',
       'Uang yang masih retur (tidak dibayar ulang, tidak disetor) lebih dari 30 hari sesudah tanggal bank, dihitung sampai tanggal efektif entri jurnal terakhir selain lampiran SK dan pengeluaran buku kerja (audit_day).',
       'retur', 'tidak ada uang yang retur', '', NULL
UNION ALL SELECT 'U23', 23, 'LPJ terlambat', 'Menemukan penerima yang belum mempertanggungjawabkan bantuannya.',
       'Penerima tanpa LPJ yang batas waktunya menurut aturan (kunci lpj) sudah lewat pada tanggal efektif entri jurnal terakhir selain lampiran SK dan pengeluaran buku kerja (audit_day).',
       'penerima', 'belum ada penerima', 'aturan tahun ini tidak menyebut batas waktu LPJ (kunci lpj)', NULL
UNION ALL SELECT 'U24', 24, 'Penerima pada daftar pengecualian', 'Menemukan penerima yang dikecualikan (ASN, meninggal, KUR dan lain-lain).',
       'Penerima yang NIK-nya, atau KK-nya dalam baris tanpa NIK, ada pada daftar pengecualian untuk tahun itu, kapan pun daftarnya masuk (exclusion).',
       'penerima', 'belum ada penerima', 'tidak ada daftar pengecualian yang dibaca, atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U25', 25, 'Tepat di dalam ambang syarat', 'Menemukan data permohonan yang mungkin disesuaikan dengan syarat.',
       'Penerima yang angkanya paling jauh 5 persen, atau tanggalnya paling jauh 30 hari, di dalam batas sebuah syarat pada versi aturan batch-nya (rule_limit; jumlah yang diajukan tidak diuji).',
       'penerima', 'belum ada penerima', 'tidak ada syarat berambang untuk kategorinya, nilainya kosong, atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U26', 26, 'NIK lain daripada tanggal lahir', 'Menemukan NIK atau tanggal lahir yang salah.',
       'Angka 7 sampai 12 NIK (tanggal dikurangi 40 untuk perempuan) bukan tanggal lahir yang dinyatakan (applicant.tanggal_lahir).',
       'penerima', 'belum ada penerima', 'tanggal lahir kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U27', 27, 'NIK lain daripada jenis kelamin', 'Menemukan NIK atau jenis kelamin yang salah.',
       'Angka 7 dan 8 NIK di atas 40 berarti perempuan; bukan jenis kelamin yang dinyatakan (applicant.jenis_kelamin).',
       'penerima', 'belum ada penerima', 'jenis kelamin kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U28', 28, 'Nama mirip dalam satu desa', 'Menemukan satu orang dengan dua NIK.',
       'Penerima yang namanya sama dengan penerima lain di desa, kecamatan dan kabupaten tempat tinggal (bila kosong: desa dan kecamatan usaha) yang sama pada tahun program yang sama, sesudah dibuang: yang di belakang koma, satu gelar di depan (H, HJ, HAJI, HAJJAH, DR, DRS, DRA, IR, KH), spasi, titik, strip, petik, dan satu dari dua huruf sama yang berurutan; setiap anggota kelompok satu temuan.',
       'penerima', 'belum ada penerima', 'desa kosong atau data pribadinya dihapus', NULL
UNION ALL SELECT 'U29', 29, 'Hukum Benford', 'Menilai sebaran angka pertama jumlah pembayaran.', 'Sebaran angka pertama jumlah pembayaran.', 'pembayaran', '', '',
       'jumlah bantuan tetap menurut kategori, sehingga angka pertamanya tidak menyebar';

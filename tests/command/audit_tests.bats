load support

# Faults planted one at a time into the books of a clean office, each found by exactly the test that should find it.

# STEP: in the name of an officer whose passphrase lies in NAME.txt, expecting a status.
step() {
  local expected=$1 name=$2
  shift 2
  run --separate-stderr dumisake --as "$name" --passphrase-file "$name.txt" "$@"
  [ "$status" -eq "$expected" ] || { echo "$name $*: $status instead of $expected"; echo "$output"; echo "$stderr"; return 1; } >&2
}

full_header="$header,no_hp,desa,kecamatan,kabupaten"

# person SERIAL VILLAGE [COLUMN=VALUE ...]: an applicant who has a phone and a village, too.
person() {
  local serial=$1 village=$2 phone
  shift 2
  phone=0812345$(printf '%05d' "$serial")
  if [[ ${1:-} == no_hp=* ]]; then
    phone=${1#no_hp=}
    shift
  fi
  printf '%s,%s,%s,Telanaipura,Kota Jambi\n' "$(applicant "$serial" "$@")" "$phone" "$village"
}

nik() {
  printf '157101520390%04d' "$1"
}

# rules YEAR: the built-in ones, with three months for the reports.
rules() {
  "$DUMISAKE" --db init.db init --quiet > /dev/null 2>&1 || true
  "$DUMISAKE" --db init.db program show --year "$1"
  printf 'lpj: { months: 3 }\n'
}

# annex FILE SERIAL[:AMOUNT]...
annex() {
  local file=$1 word
  shift
  echo 'nik,nama,jumlah' > "$file"
  for word in "$@"; do
    printf '%s,Warga Contoh %d,%d\n' "$(nik "${word%%:*}")" "${word%%:*}" "$([[ $word == *:* ]] && echo "${word#*:}" || echo 5000000)" >> "$file"
  done
}

# answered FILE DAY SERIAL-IN-BATCH... of batch $BATCH of $YEAR; a leading "-" bounces.
answered() {
  local file=$1 day=$2 word
  shift 2
  echo 'reference,status,amount,date,reason' > "$file"
  for word in "$@"; do
    printf 'P%dB%03dN%06d,%s,5000000,%s,%s\n' "$YEAR" "$BATCH" "${word#-}" "$([[ $word == -* ]] && echo RETUR || echo SUKSES)" "$day" "$([[ $word == -* ]] && echo 'rekening tutup')" >> "$file"
  done
}

# Two years of a clean office: three paid in 2023; seven in 2024, one of them after the money bounced. Nothing is missing that a test needs.
clean_office() {
  local name pair
  for name in ani budi dewi eko; do printf 'rahasia %s\n' "$name" > "$name.txt"; done
  dumisake init --date 2023-01-02
  dumisake officer add ani --role administrator --passphrase-file ani.txt --date 2023-01-02
  for pair in budi:operator dewi:approver eko:treasurer; do
    step 0 ani officer add "${pair%:*}" --role "${pair#*:}" --new-passphrase-file "${pair%:*}.txt" --date 2023-01-02
  done
  for YEAR in 2023 2024; do
    rules $YEAR > rules.yaml
    step 0 budi program add rules.yaml --date $YEAR-01-05
    printf 'nik,nama\n1571015203907777,Orang Lain\n' > asn.csv
    step 0 budi exclude asn.csv --list asn --year $YEAR --date $YEAR-01-06
  done
  { printf '%s\n' "$full_header"; for n in 101 102 103; do person $n Pematang tanggal_mulai_usaha=2023-01-16 tanggal_pengajuan=2023-02-01; done; } > a2023.csv
  step 0 budi import a2023.csv --year 2023 --date 2023-02-10
  step 0 budi disburse --batch --year 2023 --date 2023-03-01
  step 0 dewi approve 1 --sk 5/KEP/2023 --sk-date 2023-03-02 --date 2023-03-02
  annex sk.csv 101 102 103
  step 0 budi sk sk.csv --number 5/KEP/2023 --date 2023-03-02 --year 2023
  step 0 eko send 1 t1.csv --sp2d SP2D-1/2023 --sp2d-date 2023-03-03 --date 2023-03-03
  YEAR=2023 BATCH=1 answered j.csv 2023-03-07 1 2 3
  step 0 eko settle j.csv --date 2023-03-07
  printf 'nik,jumlah\n%s,5000000\n%s,5000000\n%s,5000000\n' "$(nik 101)" "$(nik 102)" "$(nik 103)" > lpj.csv
  step 0 budi lpj lpj.csv --year 2023 --date 2023-05-04

  { printf '%s\n' "$full_header"; for n in 1 2 3 4 5 6 7; do person $n "Desa $((n % 2))"; done; } > a2024.csv
  step 0 budi import a2024.csv --year 2024 --date 2024-02-12
  step 0 budi disburse --batch --year 2024 --date 2024-03-01
  step 0 dewi approve 2 --sk 12/KEP/2024 --sk-date 2024-03-04 --date 2024-03-04
  annex sk.csv 1 2 3 4 5 6 7
  step 0 budi sk sk.csv --number 12/KEP/2024 --date 2024-03-04 --year 2024
  step 0 eko send 2 t2.csv --sp2d SP2D-1/2024 --sp2d-date 2024-03-05 --date 2024-03-05
  YEAR=2024 BATCH=2 answered j.csv 2024-03-06 1 2 3 4 5 6 -7
  step 0 eko settle j.csv --date 2024-03-06
  step 0 budi repay "$(nik 7)" --year 2024 --account 3010009907 --name 'Warga Contoh 7' --date 2024-03-07
  step 0 dewi approve 3 --sk 12/KEP/2024 --sk-date 2024-03-04 --date 2024-03-08
  step 0 eko send 3 t3.csv --sp2d SP2D-2/2024 --sp2d-date 2024-03-13 --date 2024-03-13
  YEAR=2024 BATCH=3 answered j.csv 2024-03-14 1
  step 0 eko settle j.csv --date 2024-03-14
  { echo nik,jumlah; for n in 1 2 3 4 5 6 7; do echo "$(nik $n),5000000"; done; } > lpj.csv
  step 0 budi lpj lpj.csv --year 2024 --date 2024-04-04
}

setup_file() {
  export CLEAN=$BATS_FILE_TMPDIR/clean
  mkdir "$CLEAN"
  cd "$CLEAN" || return 1
  bats_load_library bats-support
  bats_load_library bats-assert
  unset DUMISAKE_DB LC_ALL LC_MESSAGES LANGUAGE
  export LANG=C.UTF-8
  clean_office
  dumisake verify
}

# A copy of the clean office in the folder of the test.
take_clean() {
  rm -rf ./*
  cp -r "$CLEAN"/. .
}

# found: CODE:HITS of every test that found something, of all years, in one line; "clean" when none did.
found() {
  sqlite3 dumisake.db "SELECT coalesce(group_concat(kode || ':' || temuan, ' '), 'clean') FROM (SELECT kode, sum(temuan) AS temuan FROM audit_test WHERE temuan > 0 GROUP BY kode ORDER BY kode)"
}

# What must hold of the two views in any ledger.
views_agree() {
  assert_equal "$(sqlite3 dumisake.db "SELECT count(*) FROM audit_test AS t LEFT JOIN (SELECT tahun, kode, count(*) AS n, sum(rupiah) AS r FROM audit_hit GROUP BY tahun, kode) AS h USING (tahun, kode)
    WHERE coalesce(h.n, 0) <> coalesce(t.temuan, 0) OR coalesce(h.r, 0) <> coalesce(t.rupiah, 0)
       OR (t.populasi IS NULL) <> (t.keadaan LIKE 'tidak dapat%' OR t.keadaan = 'tidak berlaku') OR (t.temuan IS NULL) <> (t.populasi IS NULL) OR (t.rupiah IS NULL) <> (t.populasi IS NULL)
       OR (t.keadaan = 'ada temuan') <> (coalesce(t.temuan, 0) > 0) OR (t.populasi IS NULL AND t.keterangan IS NULL) OR t.populasi = 0")" 0
  assert_equal "$(sqlite3 dumisake.db "SELECT count(*) FROM audit_hit WHERE keterangan IS NULL OR rujukan IS NULL OR nama_uji IS NULL OR rupiah IS NULL OR urutan IS NULL OR kelompok IS NULL")" 0
}

# plant FAULT EXPECTED: a clean office, `fault_FAULT`, and what is found then.
plant() {
  take_clean
  "fault_$1"
  local seen
  seen=$(found)
  [ "$seen" = "$2" ] || { echo "$1: found $seen instead of $2"; sqlite3 dumisake.db 'SELECT tahun, kode, referensi, nama, rujukan, rupiah, keterangan FROM audit_hit'; return 1; } >&2
  views_agree
}

sql() {
  /usr/bin/python3 "$SOURCE_DIR/tests/command/audit_plant.py" dumisake.db "$1"
}

# more [OPTION=VALUE...] -- PERSON...: a fourth batch of 2024, as the options want it; each PERSON is what `person` takes. Everything else is in order.
more() {
  local -A with=([approved]=2024-05-06 [sk_day]=2024-05-06 [sent]=2024-05-07 [sp2d]=SP2D-3/2024 [sp2d_day]=2024-05-07 [paid]=2024-05-08 [settled]=2024-05-08 [lpj]=2024-06-03 [amend]='' [annex]='' [bounce]='')
  local pair serials=() numbers=() i=0
  while [ "$1" != -- ]; do
    with[${1%%=*}]=${1#*=}
    shift
  done
  shift
  printf '%s\n' "$full_header" > more.csv
  for pair in "$@"; do
    eval "person $pair" >> more.csv
    serials+=("${pair%% *}")
    numbers+=("${with[bounce]}$((++i))")
  done
  run dumisake --as budi --passphrase-file budi.txt import more.csv --year 2024 --date 2024-05-02 # some faults are warned of
  if [ -n "${with[amend]}" ]; then step 0 budi amend "$(nik "${serials[0]}")" --year 2024 --set "${with[amend]}" --reason 'diminta penerima' --date 2024-05-03; fi
  step 0 budi disburse --batch --year 2024 --date 2024-05-03
  step 0 dewi approve 4 --sk 20/KEP/2024 --sk-date "${with[sk_day]}" --date "${with[approved]}"
  # shellcheck disable=SC2086
  annex sk.csv ${with[annex]:-${serials[*]}}
  step 0 budi sk sk.csv --number 20/KEP/2024 --date "${with[sk_day]}" --year 2024
  step 0 eko send 4 t4.csv --sp2d "${with[sp2d]}" --sp2d-date "${with[sp2d_day]}" --date "${with[sent]}"
  YEAR=2024 BATCH=4 answered j.csv "${with[paid]}" "${numbers[@]}"
  step 0 eko settle j.csv --date "${with[settled]}"
  if [ -n "${with[lpj]}" ]; then
    { echo nik,jumlah; for i in "${serials[@]}"; do echo "$(nik "$i"),5000000"; done; } > lpj.csv
    step 0 budi lpj lpj.csv --year 2024 --date "${with[lpj]}"
  fi
}

later() { step 0 budi program budget --year 2024 --dpa DPA-P/2024 --amount 10000000001 --date "$1"; }

fault_nothing() { more -- '11 "Desa 3"'; }
fault_paid_in_two_years() { sql nik-two-years; }
fault_card_in_one_year() { sql card-one-year; }
fault_card_in_two_years() { sql card-two-years; }
fault_account_in_one_year() { sql account-one-year; }
fault_account_in_two_years() { sql account-two-years; }
fault_phone() { more -- '11 "Desa 3" no_hp=0812-3450-0001'; }
fault_holder_typed() { more amend=nama_rekening='Orang Lain' -- '11 "Desa 3"'; }
fault_holder_changed() { sql holder; }
fault_not_in_annex() { more annex='11' -- '11 "Desa 3"' '12 "Desa 3"'; }
fault_in_annex_alone() { more annex='11 12' -- '11 "Desa 3"'; }
fault_annex_amount() { more annex='11:4000000' -- '11 "Desa 3"'; }
fault_amount() { sql amount; }
fault_paid_before_decree() { sql decree-later; }
fault_paid_after_year() { more paid=2025-01-06 settled=2025-01-06 lpj=2025-02-03 -- '11 "Desa 3"'; }
fault_order_before_approval() { more sp2d_day=2024-05-03 -- '11 "Desa 3"'; }
fault_sent_before_approval() { sql approved-later; }
fault_saturday() { more paid=2024-05-11 settled=2024-05-13 -- '11 "Desa 3"'; }
fault_holiday() { more paid=2024-05-09 settled=2024-05-13 -- '11 "Desa 3"'; }
fault_batch_gap() { sql batch-gap; }
fault_order_twice() { more sp2d='sp2d-2 / 2024' -- '11 "Desa 3"'; }
fault_reference_other() { sql reference-other; }
fault_reference_gap() { sql reference-gap; }
fault_two_roles() { sql two-roles; }
fault_bounced_long() { more bounce=- lpj= -- '11 "Desa 3"'; later 2024-06-10; }
fault_bounced_short() { more bounce=- lpj= -- '11 "Desa 3"'; later 2024-06-07; }
fault_report_late() { more lpj= -- '11 "Desa 3"'; later 2024-08-09; }
fault_report_not_late() { more lpj= -- '11 "Desa 3"'; later 2024-08-08; }
fault_listed() { printf 'nik,nama\n%s,Warga Contoh 2\n' "$(nik 2)" > kur.csv; step 3 budi exclude kur.csv --list kur --year 2024 --date 2024-05-02; }
fault_threshold() { more -- '11 "Desa 3" omzet_bulanan=160000000'; }
fault_birthday() { more -- '11 "Desa 3" tanggal_lahir=1990-03-21'; }
fault_sex() { more -- '11 "Desa 3" kategori=pemula jenis_kelamin=laki-laki'; }
fault_alike() { more -- '11 "Desa 3" nama="Siti Rohmah" nama_rekening="Siti Rohmah"' '12 "DESA 3" nama="Hj. SITTI ROHM AH" nama_rekening="Sitti Rohmah"'; }

@test "a clean office has no findings, and nothing that could not be tested" {
  plant nothing clean
  assert_equal "$(sqlite3 dumisake.db "SELECT group_concat(kode || ' ' || keadaan, ', ') FROM audit_test WHERE tahun = 2024 AND keadaan <> 'tidak ada temuan' ORDER BY urutan")" \
    'U19 tidak berlaku, U29 tidak berlaku'
  assert_equal "$(sqlite3 dumisake.db "SELECT group_concat(kode || ':' || populasi, ' ') FROM audit_test WHERE tahun = 2024 AND populasi IS NOT NULL AND keterangan IS NULL ORDER BY urutan")" \
    'U01:8 U02:8 U03:8 U04:8 U05:8 U06:8 U07:8 U08:8 U09:8 U10:8 U11:8 U12:8 U13:8 U14:3 U15:8 U16:8 U17:3 U18:3 U20:9 U21:3 U22:1 U23:8 U24:8 U25:8 U26:8 U27:8 U28:8'
  dumisake verify
}

@test "whom it was paid to: the same person, card, account, phone, name" {
  plant paid_in_two_years U01:1
  assert_equal "$(sqlite3 dumisake.db "SELECT tahun || '|' || referensi || '|' || rujukan || '|' || rupiah || '|' || keterangan FROM audit_hit")" \
    '2024|P2024B002N000002|a2024.csv baris 3|5000000|NIK yang sama dibayar tahun 2023: P2023B001N000001 Warga Contoh 101 dan P2024B002N000002 Warga Contoh 2'
  plant card_in_one_year U02:2
  plant card_in_two_years U03:1
  plant account_in_one_year U04:2
  plant account_in_two_years U05:1
  plant phone U06:2
  assert_equal "$(sqlite3 dumisake.db "SELECT group_concat(referensi || ' ' || keterangan, '|') FROM audit_hit")" \
    'P2024B002N000001 nomor telepon yang sama: P2024B004N000001 Warga Contoh 11 dan P2024B002N000001 Warga Contoh 1|P2024B004N000001 nomor telepon yang sama: P2024B002N000001 Warga Contoh 1 dan P2024B004N000001 Warga Contoh 11'
  plant holder_typed U07:1
  plant holder_changed U07:1
  plant alike U28:2
}

@test "on what ground: decree, amount, exclusion list, threshold, NIK" {
  plant not_in_annex U08:1
  plant in_annex_alone U09:1
  assert_equal "$(sqlite3 dumisake.db "SELECT nik || '|' || rujukan || '|' || rupiah FROM audit_hit")" "$(nik 12)|SK 20/KEP/2024|5000000"
  plant annex_amount U10:1
  plant amount U11:1
  plant listed U24:1
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_hit")" 'pada daftar kur (kur.csv baris 2, masuk 2024-05-02 sesudah batch dibuat)'
  plant threshold U25:1
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_hit")" 'Usaha mikro, omzet setahun paling banyak Rp 2.000.000.000: omzet_bulanan 160.000.000, batas 166.666.666'
  plant birthday U26:1
  plant sex U27:1
}

@test "when and by whom: days, numbers, officers" {
  plant paid_before_decree U12:6
  plant paid_after_year U13:1
  plant order_before_approval U14:1
  plant sent_before_approval U14:1
  plant saturday U15:1
  plant holiday U16:1
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_hit")" 'dibayar 2024-05-09: Kenaikan Yesus Kristus (libur nasional)'
  plant batch_gap U17:1
  plant order_twice U18:2
  plant reference_other U20:1
  plant reference_gap U20:2
  plant two_roles U21:1
  assert_equal "$(sqlite3 dumisake.db "SELECT rujukan || '|' || keterangan FROM audit_hit")" 'batch 2|budi: membuat, menyetujui'
}

@test "what is still open: bounced money after 30 days, reports after their day" {
  plant bounced_short clean
  plant bounced_long U22:1
  plant report_not_late clean
  plant report_late U23:1
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_hit")" 'LPJ jatuh tempo 2024-08-08, lewat 1 hari'
  # An annex that is read afterwards has the decree's day: it does not turn the day back.
  annex sk.csv 1
  step 0 budi sk sk.csv --number 3/KEP/2024 --date 2024-01-10 --year 2024
  assert_equal "$(sqlite3 dumisake.db "SELECT date(day * 86400, 'unixepoch') FROM audit_day")" 2024-08-09
  # nor does it date the papers.
  dumisake export audit.xlsx --year 2024
  run /usr/bin/python3 -c "
import openpyxl
print(*[row[1] for row in openpyxl.load_workbook('audit.xlsx')['Sampul'].iter_rows(values_only=True) if row[0] == 'Keadaan buku per'])"
  assert_output --partial '2024-08-09 (entri jurnal terakhir selain lampiran SK dan pengeluaran buku kerja: 2024-08-09;'
}

@test "the only operator's payment order of before the batch is found" {
  { printf '%s\n' "$header"; applicant 1; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-12
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --sp2d SP2D-1 --sp2d-date 2024-02-28 --date 2024-03-05
  assert_equal "$(found)" U14:1
  assert_equal "$(sqlite3 dumisake.db "SELECT populasi || ' ' || keadaan FROM audit_test WHERE tahun = 2024 AND kode = 'U14'")" '1 ada temuan'
}

@test "of a batch without a decree, who is in no annex can be tested by U08 as little as by U12" {
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3 no_rekening=; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-12
  dumisake disburse --batch --date 2024-03-01
  annex sk.csv 1
  dumisake sk sk.csv --number 20/KEP/2024 --date 2024-03-04
  run dumisake send 1 transfer.csv --date 2024-03-05 # one is held back, so that the batch is still to be approved
  assert_equal "$status" 3
  answer transfer.csv 2024-03-06 > answer.csv
  dumisake settle answer.csv --date 2024-03-06
  assert_equal "$(found)" clean
  run sqlite3 dumisake.db "SELECT kode || ' ' || coalesce(populasi, 'NULL') || ' ' || keterangan FROM audit_test WHERE tahun = 2024 AND kode IN ('U08', 'U12') ORDER BY kode"
  assert_line --index 0 'U08 1 1 dari 2 penerima tidak dapat diuji: lampiran SK-nya tidak dibaca (dumisake sk), atau SK batch-nya tidak dicatat (dumisake approve BATCH --sk)'
  assert_line --index 1 'U12 NULL SK batch-nya tidak bertanggal (dumisake approve BATCH --sk --sk-date)'
  # The reconciliation goes on calling her by name.
  assert_equal "$(sqlite3 dumisake.db "SELECT group_concat(nama) FROM sheet_selisih WHERE tahun = 2024 AND jelas = 'belum' AND perihal = 'hanya dalam batch'")" 'Warga Contoh 2,Warga Contoh 3'
  views_agree
  # With the decree named both can be tested, and she is found.
  dumisake approve 1 --sk 20/KEP/2024 --sk-date 2024-03-04 --date 2024-03-07
  assert_equal "$(found)" U08:1
  views_agree
}

@test "says what cannot be tested instead of nothing found" {
  { printf '%s\n' "$header"; applicant 1; applicant 2 no_kk= nama_rekening=; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-12
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-05
  answer transfer.csv 2024-03-06 > answer.csv
  dumisake settle answer.csv --date 2024-03-06
  run sqlite3 -separator ' ' dumisake.db "SELECT kode, coalesce(populasi, 'NULL'), coalesce(temuan, 'NULL'), coalesce(rupiah, 'NULL'), keadaan FROM audit_test WHERE tahun = 2024 AND keadaan = 'tidak dapat diuji'"
  assert_equal "$(echo "$output" | cut -d' ' -f1 | tr '\n' ' ')" 'U01 U03 U05 U06 U08 U09 U10 U12 U14 U18 U21 U23 U24 U28 '
  refute_line --regexp '[0-9] [0-9]'
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_test WHERE tahun = 2024 AND kode = 'U02'")" '1 dari 2 penerima tidak dapat diuji: nomor KK kosong atau data pribadinya dihapus'
  assert_equal "$(sqlite3 dumisake.db "SELECT keadaan || ': ' || keterangan FROM audit_test WHERE tahun = 2024 AND kode = 'U21'")" \
    'tidak dapat diuji: disetujui oleh satu operator atau belum disetujui: tidak ada petugas kedua yang dapat dibandingkan'
  # Who approves in making the batch cannot send it before: that nothing is found says nothing, unless a payment order has a day.
  assert_equal "$(sqlite3 dumisake.db "SELECT keadaan || ': ' || keterangan FROM audit_test WHERE tahun = 2024 AND kode = 'U14'")" \
    'tidak dapat diuji: batch-nya disetujui oleh satu operator ketika dibuat, sehingga tidak mungkin dikirim lebih dahulu, dan SP2D-nya tidak bertanggal'
  # A year in which nothing was paid has nothing to test, which is no finding and no clean bill.
  assert_equal "$(sqlite3 dumisake.db "SELECT group_concat(DISTINCT keadaan) FROM audit_test WHERE tahun = 2022")" 'tidak berlaku'
  views_agree
}

@test "the only operator names the decree of a batch of which a part was paid before" {
  { printf '%s\n' "$header"; applicant 1; applicant 2 no_rekening=; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-12
  dumisake disburse --batch --date 2024-03-01
  run dumisake send 1 transfer.csv --date 2024-03-05
  assert_equal "$status" 3
  answer transfer.csv 2024-03-06 > answer.csv
  dumisake settle answer.csv --date 2024-03-06
  dumisake approve 1 --sk 9/KEP/2024 --sk-date 2024-03-18 --date 2024-03-20
  assert_equal "$(found)" U12:1
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_hit")" 'dibayar 2024-03-06, SK 9/KEP/2024 tanggal 2024-03-18'
  views_agree
}

@test "a year without a file of holidays is not a year without holidays" {
  dumisake init --date 2021-01-02
  dumisake program show --year 2024 | sed 's/^year: 2024/year: 2021/; s/2024-12-31/2021-12-31/' > rules.yaml
  dumisake program add rules.yaml --date 2021-01-02
  { printf '%s\n' "$header"; applicant 1 tanggal_mulai_usaha=2020-01-15 tanggal_pengajuan=2021-02-01; } > applicants.csv
  dumisake import applicants.csv --year 2021 --date 2021-02-12
  dumisake disburse --batch --year 2021 --date 2021-03-03
  dumisake send 1 transfer.csv --date 2021-03-04
  answer transfer.csv 2021-03-05 > answer.csv
  dumisake settle answer.csv --date 2021-03-05
  assert_equal "$(sqlite3 dumisake.db "SELECT keadaan || '|' || coalesce(temuan, 'NULL') || '|' || keterangan FROM audit_test WHERE tahun = 2021 AND kode = 'U16'")" \
    'tidak dapat diuji|NULL|daftar hari libur tahun kalendernya tidak ada (data/holidays)'
  assert_equal "$(sqlite3 dumisake.db "SELECT keadaan FROM audit_test WHERE tahun = 2021 AND kode = 'U15'")" 'tidak ada temuan'
}

@test "without an earlier year nothing is said of people who were paid before" {
  take_clean
  run sqlite3 dumisake.db "SELECT tahun || ' ' || keadaan || ' ' || coalesce(temuan, 'NULL') FROM audit_test WHERE kode IN ('U01', 'U03', 'U05') AND tahun IN (2023, 2024) ORDER BY tahun, kode"
  assert_line --index 0 '2023 tidak dapat diuji NULL'
  assert_line --index 2 '2023 tidak dapat diuji NULL'
  assert_line --index 3 '2024 tidak ada temuan 0'
  assert_line --index 5 '2024 tidak ada temuan 0'
}

@test "an erased person is found by what the books still say, without a name" {
  take_clean
  fault_saturday
  step 0 dewi erase "$(nik 11)" --year 2024 --reason 'Surat 7/2024' --date 2024-06-10
  assert_equal "$(sqlite3 dumisake.db "SELECT kode || '|' || coalesce(nik, 'NULL') || '|' || nama || '|' || referensi FROM audit_hit")" 'U15|NULL|(dihapus)|P2024B004N000001'
  assert_equal "$(sqlite3 dumisake.db "SELECT keterangan FROM audit_test WHERE tahun = 2024 AND kode = 'U01'")" '1 dari 8 penerima tidak dapat diuji: data pribadinya dihapus'
  views_agree
}

@test "the same person in two years is found when the rules let it through, also after one of the two was erased" {
  for YEAR in 2023 2024; do
    dumisake --db init.db init --quiet > /dev/null 2>&1 || true
    dumisake --db init.db program show --year $YEAR | sed 's/grants(\(nik\|no_kk\)) = 0/grants(\1) <= 9/' > rules.yaml
    rm -rf init.db*
    dumisake program add rules.yaml --date $YEAR-01-02
    { printf '%s\n' "$header"; applicant 1 tanggal_mulai_usaha=$YEAR-01-15 tanggal_pengajuan=$YEAR-02-01; } > applicants.csv
    dumisake import applicants.csv --year $YEAR --date $YEAR-02-13
    dumisake disburse --batch --year $YEAR --date $YEAR-03-01
    dumisake send $((YEAR - 2022)) t$YEAR.csv --date $YEAR-03-05
    answer t$YEAR.csv $YEAR-03-07 > answer.csv
    dumisake settle answer.csv --date $YEAR-03-07
  done
  assert_equal "$(found)" U01:1
  assert_equal "$(sqlite3 dumisake.db "SELECT tahun || ' ' || referensi || ' ' || nama || ' ' || kelompok FROM audit_hit")" '2024 P2024B002N000001 Warga Contoh 1 1'
  views_agree
  dumisake erase "$(nik 1)" --year 2023 --reason 'Surat 7/2024' --date 2024-06-10
  assert_equal "$(sqlite3 dumisake.db "SELECT kode || ' ' || tahun || ' ' || referensi || ' ' || nama || ': ' || keterangan FROM audit_hit")" \
    'U01 2024 P2024B002N000001 Warga Contoh 1: NIK yang sama dibayar tahun 2023: P2023B001N000001 (dihapus) dan P2024B002N000001 Warga Contoh 1'
  assert_equal "$(sqlite3 dumisake.db "SELECT populasi || ' ' || temuan FROM audit_test WHERE kode = 'U01' AND tahun = 2024")" '1 1'
  views_agree
}

@test "the page on the tests has every one by its name" {
  dumisake init
  sqlite3 dumisake.db "SELECT '| ' || kode || ' | ' || nama || ' |' FROM audit_rule ORDER BY urutan" > expected.txt
  grep -o '^| U[0-9][0-9] | [^|]* |' "$SOURCE_DIR/docs/uji_audit.md" | diff expected.txt -
}

@test "a ledger of the format before gets the tables and views with the next command that writes" {
  take_clean
  broken_on_purpose=yes
  sqlite3 dumisake.db "DROP VIEW audit_test; DROP VIEW audit_population; DROP VIEW audit_hit; DROP VIEW audit_finding; DROP VIEW audit_deadline; DROP TABLE holiday; DROP TABLE programme_amount; DROP TABLE rule_limit;
    DROP TABLE programme_deadline; DROP TABLE issue; PRAGMA user_version = 15"
  later 2024-06-10
  dumisake verify
  assert_equal "$(found)" clean
}

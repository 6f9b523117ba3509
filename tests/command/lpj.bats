load support

# Six women of Kota Jambi: the bank paid five of them on 2024-03-05, the sixth bounced. One paid woman gave everything back.
paid_people() {
  applicants 6 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  {
    echo 'reference,status,amount,date,reason'
    for n in 1 2 3 4 5; do echo "P2024B001N00000$n,SUKSES,5000000,2024-03-05,"; done
    echo 'P2024B001N000006,RETUR,5000000,2024-03-05,rekening tutup'
  } > answer.csv
  dumisake settle answer.csv --date 2024-03-06
  dumisake refund 1571015203900005 --amount 5000000 --sts STS-1 --date 2024-04-01
}

# states DEADLINE: the year's rules with `lpj:`.
states() {
  { dumisake program show --year 2024; printf 'lpj: %s\n' "$1"; } > rules.yaml
  dumisake program add rules.yaml --date 2024-01-01
}

overdue() {
  dumisake lpj --overdue --json "$@" | jq -r '.years[0] | [.owed.people, .reported.people, .missing.people, (.ages | .["not-due"], .["1-30"], .["31-60"], .["61-90"], .["over-90"], .["no-deadline"] | .people)] | join(" ")'
}

@test "records a report with its file's name and SHA-256, and a correction beside it" {
  paid_people
  mkdir scan
  echo laporan > 'scan/LPJ Warga 1.pdf'
  run --separate-stderr dumisake lpj 1571015203900001 --amount 4000000 --day 2024-05-02 --file 'scan/LPJ Warga 1.pdf' --date 2024-05-03 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.result, .amount, .rest, .file] | map(tostring) | join("|")')" 'recorded|4000000|1000000|LPJ Warga 1.pdf'
  assert_equal "$(json .sha256)" "$(sha256sum scan/*.pdf | cut -c1-64)"
  run --separate-stderr dumisake lpj 1571015203900001 --amount 4000000 --file 'scan/LPJ Warga 1.pdf' --date 2024-05-09 --json
  assert_equal "$(json .result)" unchanged
  run --separate-stderr dumisake lpj 1571015203900001 --amount 5000000 --date 2024-06-01 --json
  assert_equal "$(json '[.result, .rest, .sha256] | map(tostring) | join(" ")')" 'recorded 0 null'
  assert_equal "$(sqlite3 dumisake.db 'SELECT count(*), sum(used) FROM lpj')" '2|9000000'
  run dumisake lpj --overdue --date 2024-05-31 # the first one counted then
  assert_line --partial 'Rp 4.000.000'
  assert_line --partial 'Rp 1.000.000'
  # nothing about the person is in the journal
  dumisake export journal.txt
  run grep -c 'Warga' journal.txt
  assert_output 0
}

@test "keeps the name of a report that is not here, and opens no pipe" {
  paid_people
  run --separate-stderr dumisake lpj 1571015203900001 --amount 5000000 --file 'C:\lemari\LPJ 12.pdf' --json
  assert_equal "$status" 0
  assert_equal "$(json '[.file, .sha256] | map(tostring) | join("|")')" 'LPJ 12.pdf|null'
  mkfifo pipe
  run timeout 10 "$DUMISAKE" lpj 1571015203900002 --amount 5000000 --file pipe
  assert_equal "$status" 1
  run dumisake lpj 1571015203900002 --amount 5000000 --file scan/
  assert_equal "$status" 2
}

@test "refuses what cannot be a report of a grant that was paid" {
  paid_people
  run dumisake lpj 1571015203900006 --amount 5000000 # bounced
  assert_equal "$status" 4
  assert_output --partial retur
  run dumisake lpj 1571015203900005 --amount 1 # gave it back
  assert_equal "$status" 4
  run dumisake lpj 1571015203900001 --amount 5000001
  assert_equal "$status" 4
  assert_output --partial 'Rp 5.000.000'
  run dumisake lpj 1571015203900001 --amount 5000000 --day 2024-03-04
  assert_equal "$status" 4
  run dumisake lpj 1571015203900001 --amount 5000000 --day 2024-05-02 --date 2024-05-01
  assert_equal "$status" 4
  run dumisake lpj 1571015203900009 --amount 5000000
  assert_equal "$status" 1
  run dumisake lpj 1571015203900001
  assert_equal "$status" 2
  run dumisake lpj 1571015203900001 --amount 1 --year all
  assert_equal "$status" 2
  run dumisake lpj
  assert_equal "$status" 2
  dumisake refund 1571015203900001 --amount 2000000 --sts STS-2 --date 2024-04-02
  run dumisake lpj 1571015203900001 --amount 3000001
  assert_equal "$status" 4
  dumisake lpj 1571015203900001 --amount 3000000
}

@test "takes in a list, every fault by its row, and the same list again changes nothing" {
  paid_people
  cat > lpj.csv <<'L'
Daftar LPJ yang diterima
No;NIK;Nama;Tgl LPJ;Jumlah Digunakan;Nama Berkas;Keterangan
1;'1571015203900001;Warga Contoh 1;02/05/2024;Rp 5.000.000,-;D:\scan\LPJ-01.pdf;lengkap
2;1571015203900002;Joko Widodo;3 Mei 2024;4.500.000;LPJ-02.pdf;
3;1571015203900003;Warga Contoh 3;2024-05-03;6000000;;
4;1571015203900004;Warga Contoh 4;2024-03-04;5000000;;
5;1571015203900005;Warga Contoh 5;2024-05-03;5000000;;
6;1571015203900009;Warga Contoh 9;2024-05-03;5000000;;
7;1571015203900004;Warga Contoh 4;2024-05-04;;;
8;1571015203900004;Warga Contoh 4;kemarin;5000000;;
9;1571015203900001;Warga Contoh 1;02/05/2024;5000000;LPJ-01.pdf;lengkap
10;157101520390;Warga;2024-05-04;5000000;;
11;1571015203900003;Warga Contoh 3;2024-06-30;5000000;;
L
  run --separate-stderr dumisake lpj lpj.csv --date 2024-05-10 --json --dry-run
  assert_equal "$status" 3
  run --separate-stderr dumisake lpj lpj.csv --date 2024-05-10 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .unchanged, .rejected, .amount] | join(" ")')" '11 1 0 10 4500000'
  assert_equal "$(json '[.findings[] | "\(.line)\(.code)"] | sort | join(" ")')" \
    '10E114 11L806 12E101 13L806 3L806 4L821 4L822 5L806 6L804 7L802 8L801 9E110'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake lpj lpj.csv --date 2024-05-11 --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 1'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  grep -v '^[89];\|^11;' lpj.csv > second.csv
  run --separate-stderr dumisake lpj second.csv --date 2024-05-11 --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '1 1'
  # an earlier list again does not undo a correction
  dumisake lpj 1571015203900002 --amount 5000000 --date 2024-05-12
  run --separate-stderr dumisake lpj second.csv --date 2024-05-13 --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 2'
  assert_equal "$(sqlite3 dumisake.db 'SELECT used FROM lpj ORDER BY position DESC LIMIT 1')" 5000000
}

@test "two rows of one person that differ are both set aside, a list without a day takes --date" {
  paid_people
  printf 'nik,jumlah\n1571015203900001,1000000\n1571015203900002,5000000\n1571015203900001,2000000\n1571015203900002,5000000\n' > lpj.csv
  run --separate-stderr dumisake lpj lpj.csv --date 2024-05-10 --json
  assert_equal "$(json '[.accepted, .unchanged, .rejected] | join(" ")')" '1 1 2'
  assert_equal "$(json '[.findings[] | .code] | join(" ")')" 'L806 L806'
  run --separate-stderr dumisake lpj lpj.csv --date 2024-05-20 --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 2'
  printf 'nik,tanggal\n1571015203900001,2024-05-01\n' > lpj.csv
  run dumisake lpj lpj.csv
  assert_equal "$status" 1
  assert_output --partial jumlah
}

@test "ages what is missing by months after the receipt, as it was on the day" {
  paid_people
  states '{ months: 1 }'
  assert_equal "$(overdue --date 2024-03-04)" '0 0 0 0 0 0 0 0 0' # not paid yet
  assert_equal "$(overdue --date 2024-03-31)" '5 0 5 5 0 0 0 0 0' # not given back yet
  assert_equal "$(overdue --date 2024-04-05)" '4 0 4 4 0 0 0 0 0' # the last day in time
  assert_equal "$(overdue --date 2024-04-06)" '4 0 4 0 4 0 0 0 0'
  assert_equal "$(overdue --date 2024-05-05)" '4 0 4 0 4 0 0 0 0'
  assert_equal "$(overdue --date 2024-05-06)" '4 0 4 0 0 4 0 0 0'
  dumisake lpj 1571015203900002 --amount 5000000 --day 2024-06-01 --date 2024-07-10
  assert_equal "$(overdue --date 2024-05-31)" '4 0 4 0 0 4 0 0 0'
  assert_equal "$(overdue --date 2024-06-04)" '4 1 3 0 0 3 0 0 0'
  assert_equal "$(overdue --date 2024-06-05)" '4 1 3 0 0 0 3 0 0'
  assert_equal "$(overdue --date 2024-07-05)" '4 1 3 0 0 0 0 3 0'
  run --separate-stderr dumisake lpj --overdue --date 2024-07-05 --json
  assert_equal "$(json '.years[0].people[0] | [.nik, .name, .kabupaten, .amount, .received, .due, .age] | map(tostring) | join("|")')" \
    '1571015203900001|Warga Contoh 1|Kota Jambi|5000000|2024-03-05|2024-04-05|91'
  assert_equal "$(json '.years[0] | [.missing.amount, .ages["over-90"].amount] | join(" ")')" '15000000 15000000'
  # a report of nothing ends nothing, one of a part leaves the rest
  dumisake lpj 1571015203900001 --amount 0 --day 2024-07-01 --date 2024-07-10
  dumisake lpj 1571015203900004 --amount 4000000 --day 2024-07-01 --date 2024-07-10
  assert_equal "$(overdue --date 2024-07-05)" '4 3 3 0 0 0 0 3 0'
  run --separate-stderr dumisake lpj --overdue --date 2024-07-05 --json
  assert_equal "$(json '.years[0] | [.owed, .reported, .rest, .missing | .amount] | join(" ")')" '20000000 9000000 6000000 11000000'
  run dumisake lpj --overdue --date 2024-07-05
  assert_line --partial '1571015203900004 Warga Contoh 4, Kota Jambi: Rp 1.000.000, received'
  assert_line --partial '1571015203900003 Warga Contoh 3, Kota Jambi: Rp 5.000.000, received 2024-03-05, due 2024-04-05, 91 days overdue'
}

@test "ages by a stated day, and says when the year states none" {
  paid_people
  run dumisake lpj --overdue --date 2024-12-31
  assert_equal "$status" 0
  assert_output --partial 'state no deadline'
  assert_equal "$(overdue --date 2024-12-31)" '4 0 4 0 0 0 0 0 4'
  { dumisake program show --year 2024 | sed 's/^assumed: \[/assumed: [lpj, /'; printf 'valid_to: 2024-12-31\nlpj: { day: 2025-01-10 }\n'; } > rules.yaml
  dumisake program add rules.yaml --date 2024-01-01
  assert_equal "$(overdue --date 2024-12-31)" '4 0 4 4 0 0 0 0 0'
  sed -i '/^valid_to/d; s/2025-01-10/2025-01-15/' rules.yaml
  run --separate-stderr dumisake lpj --overdue --date 2024-12-31 --json
  assert_equal "$(json '.years[0].deadline | [.day, .assumed] | map(tostring) | join(" ")')" '2025-01-10 true'
  run dumisake lpj --overdue --date 2024-12-31
  assert_output --partial '(assumed)'
  run --separate-stderr dumisake lpj --overdue --year all --json
  assert_equal "$(json '[.years[].year] | join(" ")')" '2022 2023 2024'
  run dumisake lpj --overdue 1571015203900001
  assert_equal "$status" 2
  run dumisake lpj --overdue --year 2021
  assert_equal "$status" 4
}

@test "hostile lists are read as texts" {
  paid_people
  printf 'nik,jumlah,berkas,keterangan\n1571015203900001,5000000,/dev/zero,"=cmd|x\x1b[31m"\n1571015203900002,99999999999999999999,x,y\n1571015203900003,-5,x,y\n' > lpj.csv
  run --separate-stderr timeout 20 "$DUMISAKE" lpj lpj.csv --json --date 2024-05-10
  assert_equal "$(json '[.accepted, .rejected] | join(" ")')" '1 2'
  assert_equal "$(sqlite3 dumisake.db "SELECT document || '|' || note FROM lpj" | tr -d '\0' | LC_ALL=C grep -c '[[:cntrl:]]')" 0
  printf 'nik,jumlah,keterangan\n1571015203900002,5000000,%s\n' "$(printf 'x%.0s' {1..600})" > long.csv
  run --separate-stderr dumisake lpj long.csv --json --date 2024-05-10
  assert_equal "$(json '.findings[0].code')" L807
}

@test "the workbook lists everybody who was paid, with the report or without one" {
  paid_people
  dumisake lpj 1571015203900001 --amount 4000000 --file laporan.pdf --date 2024-05-10
  dumisake lpj 1571015203900002 --amount 5000000 --date 2024-05-10
  dumisake export audit.xlsx
  run /usr/bin/python3 -c "
import openpyxl
rows = list(openpyxl.load_workbook('audit.xlsx')['LPJ'].iter_rows(values_only=True))
print([(row[3][-1], row[8], row[10], row[11], row[16]) for row in rows[1:] if row[3]])"
  assert_output "[('1', 'Diterima sebagian', 4000000, 1000000, 'laporan.pdf'), ('2', 'Diterima', 5000000, 0, None), ('3', 'Belum ada', None, 5000000, None), ('4', 'Belum ada', None, 5000000, None)]"
}

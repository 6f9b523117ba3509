load support

taken_in() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
}

@test "takes the annex of a decree in as an independent list, once" {
  taken_in 2
  cat > sk.csv <<'S'
LAMPIRAN KEPUTUSAN
No;NIK;Nama Penerima;Kategori;Jumlah Bantuan (Rp);No Rekening
1;'1571015203900001;Warga Contoh 1;Emak-Emak;5.000.000;3010000001
2;1571015203900002;Joko Widodo;;Rp 5.000.000,-;
3;1571015203900009;Warga Contoh 9;;5000000;
JUMLAH;;;;15.000.000;
S
  run --separate-stderr dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02 --dry-run --json
  assert_equal "$(json '[.result, .dry_run] | map(tostring) | join(" ")')" 'recorded true'
  run --separate-stderr dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.result, .rows, .rejected, .amount, .day, .warnings] | map(tostring) | join(" ")')" 'recorded 3 0 15000000 2024-03-02 2'
  assert_equal "$(json '[.findings[] | select(.severity == "warning") | "\(.line)\(.code)"] | join(" ")')" '4S922 5S921'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02 --json
  assert_equal "$status" 0
  assert_equal "$(json .result)" unchanged
  { echo 'nik,nama,jumlah,kategori,no_rekening'; echo '1571015203900009,Warga Contoh 9,5000000,,'; echo '1571015203900001,Warga Contoh 1,5000000,emak-emak,3010000001'; echo '1571015203900002,Joko Widodo,5000000,,'; } > again.csv
  run --separate-stderr dumisake sk again.csv --number 12/KEP/2024 --date 2024-03-02 --json # in another order and form
  assert_equal "$(json .result)" unchanged
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  run dumisake sk sk.csv --number 13/KEP/2024 --date 2024-03-02 # one file, two decrees
  assert_equal "$status" 4
  sed -i 's/Rp 5.000.000,-/4000000/; s/15.000.000/14.000.000/' sk.csv
  run dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02
  assert_equal "$status" 4
  assert_output --partial 'another annex'
  run dumisake sk again.csv --number 12/KEP/2024 --date 2024-03-03
  assert_equal "$status" 4
  run dumisake sk again.csv --number 12/KEP/2024 --date 2024-03-02 --year 2023
  assert_equal "$status" 4
  dumisake export journal.txt
  run grep -c '1571015203900001\|Warga' journal.txt
  assert_output 0
}

@test "one row with an error, and nothing is taken in" {
  taken_in 2
  printf 'nik,jumlah\n1571015203900001,5000000\n1571015203900001,4000000\n157101520390,5000000\n1571015203900002,\n1571015203900002,0\n1571015203900002,lima\n' > sk.csv
  run --separate-stderr dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.result, .rows, .rejected] | map(tostring) | join(" ")')" 'rejected 6 5'
  assert_equal "$(json '[.findings[] | "\(.line)\(.code)"] | join(" ")')" '3S901 4E101 5E110 6S902 7E117'
  assert_equal "$(sqlite3 dumisake.db 'SELECT count(*) FROM decree_row')" 0
  printf 'nik,nama\n1571015203900001,x\n' > sk.csv
  run dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02
  assert_equal "$status" 1
  assert_output --partial jumlah
  run dumisake sk sk.csv --number 12/KEP/2024
  assert_equal "$status" 2
  run dumisake sk sk.csv --date 2024-03-02
  assert_equal "$status" 2
  printf 'nik,jumlah\n1571015203900001,5000000\n' > sk.csv
  run dumisake sk sk.csv --number ' ' --date 2024-03-02
  assert_equal "$status" 2
}

@test "totals within an annex are compared, and one that differs refuses it" {
  taken_in 3
  { echo 'no,nik,nama,jumlah'; echo '1,1571015203900001,A,5000000'; echo '2,1571015203900002,B,4000000'; echo 'Sub Total Telanaipura,,,9000000'
    echo '3,1571015203900003,C,1000000'; echo ',Jumlah,,"1.000.000"'; echo 'JUMLAH SELURUHNYA,,,Rp 10.000.000'; } > sk.csv
  run --separate-stderr dumisake sk sk.csv --number 1/KEP --date 2024-03-02 --json
  assert_equal "$(json '[.result, .rows, .amount] | map(tostring) | join(" ")')" 'recorded 3 10000000'
  sed 's/Rp 10.000.000/Rp 11.000.000/; s/,A,5000000/,A,5000001/' sk.csv > bad.csv
  run --separate-stderr dumisake sk bad.csv --number 2/KEP --date 2024-03-02 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.result, (.findings[] | select(.severity == "error") | "\(.line)\(.code)")] | join(" ")')" 'rejected 4S903 7S903'
}

@test "an annex pays nobody" {
  taken_in 2
  printf 'nik,jumlah\n1571015203900001,9000000\n' > sk.csv
  dumisake sk sk.csv --number 12/KEP/2024 --date 2024-03-02
  run --separate-stderr dumisake disburse --batch --json --date 2024-03-03
  assert_equal "$(json '[.recipients, .amount] | join(" ")')" '2 10000000'
}

load support

nik=1571015203900002

taken_in() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
}

@test "takes a person out of the running, with the reason" {
  taken_in 3
  dumisake check
  run --separate-stderr dumisake withdraw "$nik" --reason 'pindah ke Kota Palembang' --date 2024-02-20 --json
  assert_success
  assert_equal "$(json '[.command, .nik, .year, .result, .day, .reason] | join("|")')" "withdraw|$nik|2024|withdrawn|2024-02-20|pindah ke Kota Palembang"
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.applicants | [.eligible, .ineligible] | join(" ")')" '2 1'
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.applicants, .eligible, .needs_review, .ineligible, .changed, .reasons.ditarik] | join(" ")')" '3 2 0 1 0 1'
}

@test "is judged when nobody was judged before" {
  taken_in 2
  dumisake withdraw "$nik" --reason pindah
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .ineligible, .reasons.ditarik] | join(" ")')" '1 1 1'
}

@test "counts no reason that nobody has" {
  taken_in 2
  run --separate-stderr dumisake check --json
  assert_equal "$(json '.reasons | has("ditarik") or has("daftar-pengecualian")' || true)" false
}

@test "is explained" {
  taken_in 3
  dumisake withdraw "$nik" --reason 'usaha tutup' --date 2024-02-20
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json '[.eligible, .rules[0].code, .rules[0].outcome, .rules[0].value] | map(tostring) | join("|")')" 'false|ditarik|fail|2024-02-20: usaha tutup'
  run dumisake --lang en explain "$nik"
  assert_line --partial 'Decision: not eligible; ditarik: 2024-02-20: usaha tutup'
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_equal "$(json '[.rules[].code] | index("ditarik")' || true)" null
}

@test "is not paid, and the next person gets the place" {
  taken_in 3
  dumisake withdraw "$nik" --reason 'usaha tutup'
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .ineligible] | join(" ")')" '2 1'
  dumisake send 1 transfer.csv
  run grep -c 'Warga Contoh 2' transfer.csv
  assert_output 0
}

@test "a second withdrawal changes nothing" {
  taken_in 2
  dumisake withdraw "$nik" --reason 'usaha tutup' --date 2024-02-20
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake withdraw "$nik" --reason 'lain lagi' --date 2024-02-21 --json
  assert_success
  assert_equal "$(json '[.result, .day, .reason] | join("|")')" 'unchanged|2024-02-20|usaha tutup'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "is refused in a batch, and after the money was sent, paid or bounced" {
  taken_in 3
  dumisake disburse --batch --date 2024-03-01
  run dumisake --lang en withdraw "$nik" --reason pindah
  assert_equal "$status" 4
  assert_output --partial 'batch 1'
  dumisake send 1 transfer.csv --date 2024-03-04
  run dumisake withdraw "$nik" --reason pindah
  assert_equal "$status" 4
  answer transfer.csv 2024-03-05 | sed '3s/SUKSES,\([0-9]*\),\([^,]*\),.*/RETUR,\1,\2,rekening ditutup/' > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  run dumisake withdraw "$nik" --reason pindah
  assert_equal "$status" 4
  run dumisake withdraw 1571015203900001 --reason pindah
  assert_equal "$status" 4
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total | [.recipients, .accounts.retur] | join(" ")')" '2 5000000'
}

@test "says what is missing or not known" {
  taken_in 1
  run dumisake withdraw 1571015203900001
  assert_equal "$status" 2
  run dumisake withdraw 1571015203900001 --reason '  '
  assert_equal "$status" 2
  run dumisake withdraw 1571015203900001 --reason "$(printf 'x%.0s' {1..501})"
  assert_equal "$status" 2
  run dumisake withdraw 15710152039 --reason pindah
  assert_equal "$status" 2
  run dumisake withdraw 1571015203900009 --reason pindah
  assert_equal "$status" 1
  run dumisake withdraw 1571015203900001 --year 2023 --reason pindah
  assert_equal "$status" 1
}

@test "importing the file again changes nothing and does not bring the person back" {
  taken_in 2
  dumisake withdraw "$nik" --reason pindah
  run --separate-stderr dumisake import applicants.csv --json
  assert_equal "$(json '[.unchanged, .accepted, .conflicting] | join(" ")')" '2 0 0'
  run --separate-stderr dumisake check --json
  assert_equal "$(json '.ineligible')" 1
}

@test "the journal holds no word of the reason" {
  taken_in 2
  dumisake withdraw "$nik" --reason 'Siti pindah'
  dumisake export journal.txt
  run grep -c 'Siti\|pindah\|1571015203900002' journal.txt
  assert_output 0
  run grep -c '^type withdrawal$' journal.txt
  assert_output 1
}

@test "the workbook tells the reason and its controls agree" {
  taken_in 3
  dumisake withdraw "$nik" --reason 'usaha tutup'
  dumisake disburse --batch
  dumisake export audit.xlsx
  run python3 - <<'EOF'
import zipfile, re
text = ''.join(zipfile.ZipFile('audit.xlsx').read(n).decode() for n in zipfile.ZipFile('audit.xlsx').namelist() if n.endswith('.xml'))
print('ditarik: usaha tutup' in text)
EOF
  assert_output True
}

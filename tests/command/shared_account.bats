load support

# One account, or another person's name: what auditors look for, and what `import` only warns of.

# paid FILE: everybody of the file judged and put in a batch.
batch_of() {
  dumisake import "$1" --date 2024-02-10 > /dev/null
  dumisake disburse --batch --date 2024-03-01 > /dev/null
}

nik() {
  printf '157101520390%04d' "$1"
}

@test "import warns of an account of several people and of another person's name on it" {
  { applicants 1; applicant 2 no_rekening=3010000001; applicant 3 no_rekening=3010000001 bank=BRI; applicant 4 nama_rekening='Orang Lain'
    applicant 5 bank= no_rekening= nama_rekening=; applicant 6 nama_rekening='H. CONTOH WARGA 6'; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings] | join(" ")')" '6 2'
  assert_equal "$(json '[.findings[] | "\(.line):\(.column):\(.code):\(.value):\(.message)"] | join("|")' | grep -o '3:14:W215:3010000001')" '3:14:W215:3010000001'
  assert_equal "$(json '[.findings[] | "\(.line):\(.column):\(.code):\(.value)"] | join("|")')" '3:14:W215:3010000001|5:15:W214:Orang Lain'
  # Against the register, too, the bank in another spelling.
  { printf '%s\n' "$header"; applicant 7 no_rekening=3010000001 bank=115; } > more.csv
  run --separate-stderr dumisake import more.csv --json
  assert_equal "$(json '.findings[0] | .code + " " + .message')" "W215 $(json '.findings[0].message')"
  assert_output --partial 'applicants.csv:2'
  # What is there already was said before.
  run --separate-stderr dumisake import applicants.csv --json
  assert_equal "$(json '[.unchanged, .warnings] | join(" ")')" '6 0'
}

@test "holds back all who share an account in a batch, until each has an own one" {
  { applicants 1; applicant 2 no_rekening=3010000001; applicant 3; } > applicants.csv
  batch_of applicants.csv
  run --separate-stderr dumisake --lang en send 1 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '1 2'
  assert_equal "$(json '.held_back[0].reason')" "the account is also that of NIK $(nik 2), who has a grant; look whether they are one person, or give this one an own account with \`dumisake amend NIK --set no_rekening=... --reason ...\`, then send again"
  dumisake amend "$(nik 2)" --set no_rekening=3010009999 --reason 'buku tabungan sendiri' --date 2024-03-03
  run --separate-stderr dumisake send 1 transfer2.csv --json --date 2024-03-04
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '2 0'
}

@test "an account is the same when its zeros in front were lost, at the same bank" {
  { applicants 1; applicant 2 no_rekening=03010000001; applicant 3 no_rekening=003010000001 bank=BRI; applicant 4 no_rekening=13010000001; } > applicants.csv
  batch_of applicants.csv
  run --separate-stderr dumisake --lang en send 1 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | map(.nik) | join(" "))] | join(" ")')" "2 $(nik 1) $(nik 2)"
  assert_equal "$(json '.held_back[0].reason | contains("there it is written 03010000001, which is the same but for zeros in front")')" true
}

@test "holds back an account in another name unless an officer wrote it down" {
  { applicants 1; applicant 2 nama_rekening='Orang Lain'; applicant 3 nama_rekening='Suami Contoh'; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake amend "$(nik 3)" --set nama_rekening='Bambang Suami' --reason 'rekening suami, surat kuasa 12/2024' --date 2024-02-11
  dumisake disburse --batch --date 2024-03-01
  run --separate-stderr dumisake --lang en send 1 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '.held_back | length')" 1
  assert_equal "$(json '.held_back[0] | .nik + " " + .reason')" "$(nik 2) the account is in another name (Orang Lain); correct it with \`dumisake amend NIK --set nama_rekening=... --reason ...\`, or no_rekening, then send again"
  # An amendment of something else says nothing of the account, an account from a list is no officer's word.
  dumisake amend "$(nik 2)" --set no_hp=081234567890 --reason 'nomor baru' --date 2024-03-03
  run --separate-stderr dumisake --lang en send 1 transfer2.csv --date 2024-03-04
  assert_equal "$status" 4
  assert_regex "$stderr" 'another name'
}

@test "holds back the account of a person on an exclusion list" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  printf 'nik\n%s\n' "$(nik 1)" > asn.csv
  dumisake exclude asn.csv --list asn --date 2024-02-11 || [ $? -eq 3 ]
  { printf '%s\n' "$header"; applicant 2 no_rekening=3010000001; applicant 3; } > more.csv
  batch_of more.csv
  run --separate-stderr dumisake --lang en send 1 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '.held_back | length')" 1
  assert_regex "$(json '.held_back[0].reason')" "NIK $(nik 1), who is on an exclusion list"
}

@test "holds back the account of a withdrawn person" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake withdraw "$(nik 1)" --reason pindah --date 2024-02-11
  { printf '%s\n' "$header"; applicant 2 no_rekening=3010000001 no_kk=1571010101120001; applicant 3; } > more.csv
  batch_of more.csv
  run --separate-stderr dumisake --lang en send 1 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_regex "$(json '.held_back[0].reason')" "NIK $(nik 1), whose application was withdrawn"
}

@test "holds back an account that a person with a grant had before it was amended" {
  { applicants 1; applicant 4; } > applicants.csv
  batch_of applicants.csv
  dumisake amend "$(nik 1)" --set no_rekening=999 --reason 'rekening baru' --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  { printf '%s\n' "$header"; applicant 2 no_rekening=3010000001; applicant 3; } > more.csv
  batch_of more.csv
  run --separate-stderr dumisake --lang en send 2 transfer2.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '.held_back | length')" 1
  assert_regex "$(json '.held_back[0].reason')" "NIK $(nik 1), who has a grant"
}

@test "holds back an account to which another person's grant went in an earlier year" {
  applicants 1 | sed 's/2024-02-01/2023-02-01/; s/2024-01-15/2023-01-15/' > before.csv
  dumisake --year 2023 import before.csv --date 2023-03-01
  dumisake --year 2023 disburse --batch --date 2023-03-02
  dumisake --year 2023 send 1 before-transfer.csv --date 2023-03-03
  { printf '%s\n' "$header"; applicant 2 no_rekening=3010000001; applicant 3; } > more.csv
  batch_of more.csv
  run --separate-stderr dumisake --lang en send 2 transfer.csv --json --date 2024-03-02
  assert_equal "$status" 3
  assert_equal "$(json '.held_back | length')" 1
  assert_regex "$(json '.held_back[0].reason')" "NIK $(nik 1), who has a grant"
}

@test "an account whose transfer bounced, or of somebody who only waits, is free" {
  { applicants 2; applicant 3 no_rekening=3010000002 kategori=nelayan; } > applicants.csv
  batch_of applicants.csv 2> /dev/null || true
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  { echo 'reference,status,amount,date,reason'; sed -n 2p transfer.csv | awk -F, '{ print $1 ",RETUR," $5 ",2024-03-05,rekening tutup" }'; } > answer.csv
  dumisake settle answer.csv || [ $? -eq 3 ]
  { printf '%s\n' "$header"; applicant 4 no_rekening=3010000001; } > more.csv
  batch_of more.csv
  run --separate-stderr dumisake send 2 transfer2.csv --json --date 2024-03-06
  assert_success
  assert_equal "$(json '.held_back | length')" 0
}

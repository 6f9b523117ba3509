load support

# Three people without an account, a fourth with one.
taken_in() {
  { printf '%s\n' "$header"; for i in 1 2 3; do applicant "$i" bank= no_rekening= nama_rekening=; done; applicant 4; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
}

person() {
  printf '157101520390%04d' "$1"
}

@test "gives each account to the applicant with its NIK" {
  taken_in
  printf 'NIK;Nama Bank;No. Rekening;Nama Pemilik Rekening\n%s;Bank Jambi;0-301-0001;WARGA CONTOH 1\n%s;BRI;0023;Contoh Warga\n' "$(person 1)" "$(person 2)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json --date 2024-02-20
  assert_success
  assert_equal "$(json '[.command, .year, .rows, .accepted, .unchanged, .conflicting, .rejected] | join(" ")')" 'accounts 2024 2 2 0 0 0'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '.amendments[0] | [.day, .file, .reason] + [.changes[] | .field + "=" + .to] | join("|")')" \
    '2024-02-20|rekening.csv|rekening.csv:2|bank=Bank Jambi|no_rekening=03010001|nama_rekening=WARGA CONTOH 1'
}

@test "the same file again, and the applicants' file again, are unchanged" {
  taken_in
  printf 'nik,bank,no_rekening,nama_rekening\n%s,Bank Jambi,111001,WARGA CONTOH 1\n%s,,3010000004,Warga Contoh 4\n' "$(person 1)" "$(person 4)" > rekening.csv
  dumisake accounts rekening.csv
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 2'
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.unchanged, .conflicting, .accepted] | join(" ")')" '4 0 0'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "sets aside what does not fit, by reason" {
  taken_in
  cat > rekening.csv <<EOF
nik,bank,no_rekening,nama_rekening
$(person 1),Bank Jambi,111001,Orang Lain
$(person 9),Bank Jambi,111002,Warga Contoh 9
$(person 2),Bank Antah,111003,Warga Contoh 2
$(person 4),Bank Jambi,111004,Warga Contoh 4
$(person 3),Bank Jambi,3010000004,Warga Contoh 3
12345,Bank Jambi,111005,Siapa
$(person 2),Bank Jambi,1110x5,Warga Contoh 2
$(person 2),Bank Jambi,,Warga Contoh 2
$(person 2),Bank Jambi,111006,
,Bank Jambi,111007,Siapa
$(person 2),Bank Jambi,111008
EOF
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .unchanged, .conflicting, .rejected] | join(" ")')" '11 0 0 1 10'
  assert_equal "$(json '[.findings[] | (.line | tostring) + ":" + .code] | join(" ")')" '2:A502 3:A501 4:A506 5:A504 6:A503 7:E144 8:E120 9:E110 10:E110 11:E110 12:E130'
  run dumisake --lang en explain A502
  assert_success
  run --separate-stderr dumisake explain "$(person 4)" --json
  assert_equal "$(json '.amendments | length')" 0
}

@test "rows that contradict each other are all set aside, whichever comes first" {
  taken_in
  cat > rekening.csv <<EOF
nik,bank,no_rekening,nama_rekening
$(person 1),Bank Jambi,111001,Warga Contoh 1
$(person 1),Bank Jambi,111002,Warga Contoh 1
$(person 2),Bank Jambi,111003,Warga Contoh 2
$(person 3),BPD Jambi,111003,Warga Contoh 3
EOF
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .rejected] | join(" ")')" '0 4'
  assert_equal "$(json '[.findings[] | .code] | join(" ")')" 'A507 A507 A503 A503'
  printf 'nik,bank,no_rekening,nama_rekening\n%s,Bank Jambi,111003,Warga Contoh 2\n%s,BRI,111003,Warga Contoh 3\n%s,Bank Jambi,111003,Warga Contoh 2\n' \
    "$(person 2)" "$(person 3)" "$(person 2)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '2 1'
}

@test "a name in the file must be the applicant's too" {
  taken_in
  printf 'nik,nama,no_rekening,atas nama\n%s,Joko,111001,Warga Contoh 1\n%s,"Hj. Warga Contoh 2, S.E.",111002,WARGA C.\n' "$(person 1)" "$(person 2)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .rejected, .findings[0].code] | join(" ")')" '1 1 A508'
}

@test "a number without a name gets the bank's, when it is the applicant's" {
  { printf '%s\n' "$header"; applicant 1 nama_rekening=; applicant 2 nama_rekening=; } > applicants.csv
  dumisake import applicants.csv
  printf 'nik,bank,no_rekening,nama_rekening\n%s,115,3010000001,WARGA CONTOH 1\n%s,115,3010000002,JOKO\n' "$(person 1)" "$(person 2)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .rejected, .findings[0].code] | join(" ")')" '1 1 A502'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '[.amendments[0].changes[] | .field] | join(" ")')" nama_rekening
}

@test "amend replaces an account, and the old file stays known" {
  taken_in
  printf 'nik,bank,no_rekening,nama_rekening\n%s,Bank Jambi,111001,Warga Contoh 1\n' "$(person 1)" > rekening.csv
  dumisake accounts rekening.csv
  dumisake amend "$(person 1)" --set no_rekening=111009 --reason 'rekening lama ditutup'
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_success
  assert_equal "$(json '[.unchanged, .conflicting] | join(" ")')" '1 0'
  sed -i s/111001/111002/ rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.conflicting, .findings[0].code] | join(" ")')" '1 A504'
}

@test "a payout that was kept back is paid after its account came, and then nothing changes" {
  taken_in
  dumisake disburse --batch --date 2024-03-01
  run --separate-stderr dumisake send 1 first.csv --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '1 3'
  for i in 1 2 3; do printf '%s,Bank Jambi,11100%s,Warga Contoh %s\n' "$(person "$i")" "$i" "$i"; done | { echo 'nik,bank,no_rekening,nama_rekening'; cat; } > rekening.csv
  dumisake accounts rekening.csv --date 2024-03-05
  run --separate-stderr dumisake send 1 second.csv --date 2024-03-06 --json
  assert_success
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '3 0'
  run grep -c ',11100[123],' second.csv
  assert_output 3
  sed -i 's/,111001,/,111009,/' rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json --date 2024-03-07
  assert_equal "$status" 3
  assert_equal "$(json '[.unchanged, .rejected, .findings[0].code] | join(" ")')" '2 1 A505'
  tail -n +2 second.csv > rest.csv
  { answer first.csv 2024-03-08; answer second.csv 2024-03-08 | tail -n +2; } > answer.csv
  dumisake settle answer.csv --date 2024-03-08
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.recipients')" 4
  dumisake export audit.xlsx
}

@test "a row with hardly a cell is a row" {
  taken_in
  printf 'NIK,Nama,No Rekening,Nama Rekening,Bank\n%s,Warga Contoh 1,0123456789,WARGA CONTOH 1,Bank Jambi\n,Siti Aminah,,,\n,Rina Wati,,,\n' "$(person 1)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected, (.findings[] | .code + ":" + (.line | tostring))] | join(" ")')" '3 1 2 E110:3 E110:3 E110:3 E110:4 E110:4 E110:4'
}

@test "a dry run stores nothing" {
  taken_in
  printf 'nik,no_rekening,nama_rekening\n%s,111001,Warga Contoh 1\n' "$(person 1)" > rekening.csv
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake accounts rekening.csv --dry-run --json
  assert_success
  assert_equal "$(json '[.accepted, .dry_run] | map(tostring) | join(" ")')" '1 true'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "refuses files that are no accounts" {
  taken_in
  printf 'nik,no_rekening\n%s,111001\n' "$(person 1)" > a.csv
  printf 'nik,no_rekening,norek,nama_rekening\n%s,1,1,x\n' "$(person 1)" > b.csv
  printf 'nik,no_rekening,nama_rekening\n' > c.csv
  for file in a.csv b.csv c.csv d.csv; do
    run dumisake accounts "$file"
    assert_equal "$status" 1
  done
  run dumisake --db new.db accounts a.csv
  assert_equal "$status" 1
}

@test "a bank named in the row goes with its account, after a bounce too" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  # no bank in the row: the stored one; the same bank in other words: nothing new; another bank: another account
  printf 'nik,bank,no_rekening,nama_rekening\n%s,,3010000001,Warga Contoh 1\n%s,115,3010000002,Warga Contoh 2\n%s,BRI,3010000003,Warga Contoh 3\n' \
    "$(person 1)" "$(person 2)" "$(person 3)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json --date 2024-02-11
  assert_equal "$status" 3
  assert_equal "$(json '[.unchanged, .conflicting, .findings[0].code, .findings[0].line] | join(" ")')" '2 1 A504 4'
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 | sed 's/SUKSES,\([0-9]*\),\([^,]*\),.*/RETUR,\1,\2,rekening salah/' > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  printf 'nik,bank,no_rekening,nama_rekening\n%s,BRI,002301004567505,Warga Contoh 1\n%s,,3010009902,Warga Contoh 2\n%s,BRI,3010000003,Warga Contoh 3\n' \
    "$(person 1)" "$(person 2)" "$(person 3)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json --date 2024-03-06
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '3 0'
  run --separate-stderr dumisake accounts rekening.csv --json --date 2024-03-06
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 3'
  dumisake repay --date 2024-03-07
  dumisake send 2 second.csv --date 2024-03-08
  run cut -d, -f2,4 second.csv
  assert_line 002301004567505,002
  assert_line 3010009902,115
  assert_line 3010000003,002
}

@test "an account number of hardly a digit has a warning, in a list, an application and an amendment" {
  taken_in
  printf 'nik,bank,no_rekening,nama_rekening\n%s,BRI,12,Warga Contoh 1\n%s,BRI,12345,Warga Contoh 2\n' "$(person 1)" "$(person 2)" > rekening.csv
  run --separate-stderr dumisake accounts rekening.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings, (.findings[] | .code + ":" + (.line | tostring) + ":" + .value)] | join(" ")')" '2 1 W217:2:12'
  { printf '%s\n' "$header"; applicant 5 no_rekening=0012; } > more.csv
  run --separate-stderr dumisake import more.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings, .findings[0].code] | join(" ")')" '1 1 W217'
  run --separate-stderr dumisake amend "$(person 2)" --set no_rekening=7 --reason 'salah ketik' --json
  assert_equal "$(json '[.findings[].code] | join(" ")')" W217
}

@test "the journal holds no account, name or number of a person" {
  taken_in
  printf 'nik,no_rekening,nama_rekening\n%s,100123456,Warga Contoh 1\n' "$(person 1)" > rekening.csv
  dumisake accounts rekening.csv
  dumisake export journal.txt
  run grep -c '100123456\|Warga\|1571015203900001' journal.txt
  assert_output 0
}

load support

# A year of an office with four eyes, in one ledger. After every step the books must verify, and after every stage every rupiah is told alike
# by `status`, by the reconciliation, by hledger, by the workbook and by the script that shares no code with the program.

# STEP: in the name of an officer whose passphrase lies in NAME.txt, expecting a status; then the books verify.
step() {
  local expected=$1 name=$2
  shift 2
  run --separate-stderr dumisake --as "$name" --passphrase-file "$name.txt" "$@"
  [ "$status" -eq "$expected" ] || { echo "$name $*: $status instead of $expected"; echo "$output"; echo "$stderr"; return 1; } >&2
  dumisake verify > verified.txt || { cat verified.txt; return 1; } >&2
}

office() {
  local pair name
  for name in ani budi citra dewi fani eko; do printf 'rahasia %s\n' "$name" > "$name.txt"; done
  dumisake init --date 2024-01-02
  dumisake officer add ani --role administrator --passphrase-file ani.txt --date 2024-01-02
  for pair in budi:operator dewi:approver fani:approver eko:treasurer; do
    name=${pair%:*}
    step 0 ani officer add "$name" --role "${pair#*:}" --new-passphrase-file "$name.txt" --date 2024-01-02
  done
  step 0 ani officer add citra --role verifier --region 'Kota Jambi' --new-passphrase-file citra.txt --date 2024-01-02
}

# rules PEOPLE AMOUNT: the year's rules with a quota of so many and that amount, two approvals over 20 million, reports after three months.
rules() {
  "$DUMISAKE" --db init.db init --quiet > /dev/null 2>&1 || true
  "$DUMISAKE" --db init.db program show --year 2024 | sed "s/people: 2000/people: $1/; s/amount: 5000000,/amount: $2,/"
  printf 'lpj: { months: 3 }\napprovals:\n  - { up_to: 20000000, officers: 1 }\n  - { officers: 2 }\n'
}

nik() {
  printf '157101520390%04d' "$1"
}

# answered FILE DAY WORD...: the bank's answer, a word REFERENCE:AMOUNT or REFERENCE:AMOUNT:REASON of a bounced one.
answered() {
  local file=$1 day=$2 word reference amount reason
  shift 2
  echo 'reference,status,amount,date,reason' > "$file"
  for word in "$@"; do
    IFS=: read -r reference amount reason <<< "$word"
    printf '%s,%s,%s,%s,%s\n' "$reference" "$([ -n "$reason" ] && echo RETUR || echo SUKSES)" "$amount" "$day" "$reason" >> "$file"
  done
}

annex() {
  local file=$1 amount=$2 n
  shift 2
  echo 'nik,nama,jumlah' > "$file"
  for n in "$@"; do printf '%s,Warga Contoh %d,%d\n' "$(nik "$n")" "$n" "$amount" >> "$file"; done
}

# told ANGGARAN KOMITMEN DALAM-PROSES TERSALUR RETUR SETOR-KEMBALI: the balances of 2024, said alike by all five.
told() {
  local expected="2024 anggaran $1 komitmen $2 dalam-proses $3 tersalur $4 retur $5 setor-kembali $6"
  run --separate-stderr dumisake status --year 2024 --json
  assert_equal "$(json '"2024 " + (.total.accounts | to_entries | map("\(.key) \(.value)") | join(" "))')" "$expected"
  dumisake export journal.txt --quiet
  run "$SOURCE_DIR/scripts/verify_journal.py" journal.txt "$(ls dumisake.db.d/*.checkpoint | tail -n 1)"
  assert_success
  assert_line "$expected"
  assert_line "$(dumisake verify --json | jq -r '"\(.entries) entries, root \(.root)"')"
  dumisake export money.journal --year 2024 --quiet
  hledger -f money.journal check --strict
  run hledger -f money.journal balance --empty --no-total --output-format csv
  for pair in anggaran:"$1" komitmen:"$2" dalam-proses:"$3" tersalur:"$4" retur:"$5" setor-kembali:"$6"; do
    assert_line --regexp "^\"2024:${pair%:*}\",\"(IDR )?${pair#*:}\"$"
  done
  dumisake export audit.xlsx --year 2024 --quiet
  run /usr/bin/python3 "$SOURCE_DIR/tests/command/year_of_life.py" audit.xlsx
  assert_success
  assert_line "$expected"
  run --separate-stderr dumisake status --reconcile --year 2024 --json
  assert_equal "$(json '[.years[0].sections[] | select(.name == "anggaran" or .name == "tersalur" or .name == "retur") | .right] | join(" ")')" "$(($1 + $2 + $3 + $4 + $5 + $6)) $4 $5"
}

@test "a year of an office: every rupiah is told alike by everybody who can add" {
  office
  rules 6 5000000 > first.yaml
  rules 12 6000000 > second.yaml
  rm -rf init.db init.db.d
  step 0 budi program add first.yaml --date 2024-01-05

  # Two files before the first batch: six fit the quota, three wait; the sixth is to be looked at, and a row is set aside.
  { printf '%s\n' "$header"; for n in 1 2 3 4; do applicant "$n"; done; applicant 5 no_rekening=; applicant 6 omzet_bulanan=; applicant 99 kategori=entah; } > januari.csv
  step 3 budi import januari.csv --date 2024-02-10
  { printf '%s\n' "$header"; for n in 7 8 9; do applicant "$n" tanggal_pengajuan=2024-02-0$((n - 5)); done; } > februari.csv
  step 0 budi import februari.csv --date 2024-02-12
  step 4 budi review "$(nik 6)" --accept --date 2024-02-13
  step 0 citra review "$(nik 6)" --accept --reason 'omzet dilihat di lokasi' --date 2024-02-13
  step 0 budi disburse --batch --date 2024-03-01 --json
  assert_equal "$(json '[.batch, .recipients, .amount, .waiting, (.waiting_list | map(.nik[-1:]) | join(""))] | join(" ")')" '1 6 30000000 3 789'
  told 9970000000 30000000 0 0 0 0

  # Two approvers for so much money, and neither of them, nor who made it, is who pays.
  step 4 budi approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-02
  step 0 dewi approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-02
  step 4 eko send 1 t1.csv --date 2024-03-03
  step 4 dewi approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  step 0 fani approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  annex sk12.csv 5000000 1 2 3 4 5 6
  step 0 budi sk sk12.csv --number 12/KEP/2024 --date 2024-03-02
  step 3 eko send 1 t1.csv --sp2d SP2D-1 --sp2d-date 2024-03-04 --date 2024-03-04
  told 9970000000 5000000 25000000 0 0 0
  answered j1a.csv 2024-03-05 P2024B001N000001:5000000 P2024B001N000002:5000000 'P2024B001N000003:5000000:rekening tutup'
  step 0 eko settle j1a.csv --date 2024-03-05
  answered j1b.csv 2024-03-06 'P2024B001N000004:5000000:nama beda' P2024B001N000006:5000000 P2024B001N000001:5000000
  step 3 eko settle j1b.csv --date 2024-03-06
  told 9970000000 5000000 0 15000000 10000000 0

  # What bounced is paid once more or deposited, what was not sent is cancelled.
  step 0 budi repay "$(nik 3)" --account 3010009993 --name 'Warga Contoh 3' --date 2024-03-08
  step 0 dewi approve 2 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-08
  step 0 eko send 2 t2.csv --sp2d SP2D-2 --sp2d-date 2024-03-09 --date 2024-03-09
  answered j2.csv 2024-03-10 P2024B002N000001:5000000
  step 0 eko settle j2.csv --date 2024-03-10
  step 0 eko deposit "$(nik 4)" --sts STS-1 --sts-date 2024-03-11 --date 2024-03-11
  step 0 dewi cancel 1 --reason 'rekening tidak ada' --date 2024-03-12
  told 9975000000 0 0 20000000 0 5000000

  # Two places are free again: the list moves up, before the one whose payout was cancelled.
  step 0 budi disburse --batch --date 2024-04-01 --json
  assert_equal "$(json '[.batch, .recipients, (.waiting_list | map("\(.position):\(.nik[-1:])") | join(","))] | join(" ")')" '3 2 1:9,2:5'
  step 0 fani approve 3 --sk 15/KEP/2024 --sk-date 2024-04-02 --date 2024-04-02
  annex sk15.csv 5000000 7 8
  step 0 budi sk sk15.csv --number 15/KEP/2024 --date 2024-04-02
  step 0 eko send 3 t3.csv --sp2d SP2D-3 --sp2d-date 2024-04-03 --date 2024-04-03
  answered j3.csv 2024-04-04 P2024B003N000001:5000000 'P2024B003N000002:5000000:rekening pasif'
  step 0 eko settle j3.csv --date 2024-04-04
  told 9965000000 0 0 25000000 5000000 5000000

  # Other rules, another budget and a third file; one of the batch dies before it is sent.
  step 0 budi program add second.yaml --date 2024-05-02
  step 0 budi program budget --year 2024 --dpa DPA-P/2024 --amount 9000000000 --date 2024-05-03
  { printf '%s\n' "$header"; applicant 10 tanggal_pengajuan=2024-04-20; applicant 11 tanggal_pengajuan=2024-04-21; } > april.csv
  step 0 budi import april.csv --date 2024-05-04
  step 0 budi amend "$(nik 5)" --set no_rekening=3010000005 --reason 'buku tabungan' --date 2024-05-05
  step 0 budi disburse --batch --date 2024-05-06 --json
  assert_equal "$(json '[.batch, .recipients, .amount, .waiting] | join(" ")')" '4 4 24000000 0'
  step 0 dewi approve 4 --sk 20/KEP/2024 --sk-date 2024-05-07 --date 2024-05-07
  step 0 fani approve 4 --sk 20/KEP/2024 --sk-date 2024-05-07 --date 2024-05-07
  annex sk20.csv 6000000 5 9 10 11
  step 0 budi sk sk20.csv --number 20/KEP/2024 --date 2024-05-07
  step 0 dewi cancel 4 --nik "$(nik 11)" --reason 'meninggal dunia' --date 2024-05-08
  step 0 budi withdraw "$(nik 11)" --reason 'meninggal dunia' --date 2024-05-08
  step 0 eko send 4 t4.csv --sp2d SP2D-4 --sp2d-date 2024-05-09 --date 2024-05-09
  told 8947000000 0 18000000 25000000 5000000 5000000
  "$SOURCE_DIR/scripts/bank_answer" t4.csv --date 2024-05-10 > j4.csv
  step 0 eko settle j4.csv --date 2024-05-10

  # Bounced a second time, and deposited; money that recipients gave back; reports of use.
  printf 'nik,nama,bank,no_rekening,nama_rekening\n%s,Warga Contoh 8,Bank Jambi,3010009998,Warga Contoh 8\n' "$(nik 8)" > rekening.csv
  step 0 budi accounts rekening.csv --date 2024-05-11
  step 0 budi repay --date 2024-05-11
  step 0 dewi approve 5 --sk 15/KEP/2024 --sk-date 2024-04-02 --date 2024-05-12
  step 0 eko send 5 t5.csv --sp2d SP2D-5 --sp2d-date 2024-05-13 --date 2024-05-13
  answered j5.csv 2024-05-14 'P2024B005N000001:5000000:rekening tutup'
  step 0 eko settle j5.csv --date 2024-05-14
  told 8947000000 0 0 43000000 5000000 5000000
  step 0 eko deposit "$(nik 8)" --sts STS-2 --sts-date 2024-05-20 --date 2024-05-20
  step 0 eko refund "$(nik 1)" --amount 2000000 --sts STS-3 --sts-date 2024-06-01 --date 2024-06-01
  step 0 eko refund "$(nik 2)" --amount 5000000 --sts STS-4 --sts-date 2024-06-02 --date 2024-06-02
  step 0 budi lpj "$(nik 1)" --amount 3000000 --day 2024-06-03 --date 2024-06-03
  printf 'nik,jumlah\n%s,5000000\n%s,4000000\n' "$(nik 6)" "$(nik 3)" > lpj.csv
  step 0 budi lpj lpj.csv --date 2024-06-04
  told 8947000000 0 0 36000000 0 17000000

  # The year is closed: nothing is left that nothing explains, and every report of it says the same.
  run --separate-stderr dumisake status --reconcile --year 2024 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.years[0].sections[] | [.name, .left, .right, .difference, .explained, .unexplained, .lines] | join(":")] | join(" ")')" \
    "anggaran:9000000000:9000000000:0:0:0:0 sk:64000000:53000000:11000000:11000000:0:0 sp2d:63000000:63000000:0:0:0:0 bank:63000000:63000000:0:0:0:0 $(
    )tersalur:43000000:36000000:7000000:7000000:0:0 retur:20000000:0:20000000:20000000:0:0"
  run --separate-stderr dumisake lpj --overdue --date 2024-12-31 --json
  assert_equal "$(json '.years[0] | [.owed, .reported, .rest, .missing | .people, .amount] | join(" ")')" '7 36000000 3 12000000 1 1000000 5 24000000'
  dumisake export penerima.csv --year 2024
  assert_equal "$(awk -F, 'NR > 1 { people++; rupiah += $13 - $14 } END { print people, rupiah }' penerima.csv)" '7 36000000'
  run --separate-stderr dumisake status --year 2024 --json
  assert_equal "$(json '[.total.recipients, (.total.batches | length)] | join(" ")')" '7 5'
}

load support

sent_batch() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
}

@test "writes the transfer file with its control totals" {
  sent_batch 3
  run cat transfer.csv
  assert_line --index 0 'reference,account_number,account_name,bank_code,amount,remark'
  assert_line --index 1 --regexp '^[A-Z0-9]+,3010000001,Warga Contoh 1,115,5000000,'
  assert_line --index 4 --regexp '^TRAILER,3,15000000,9030000006'
  assert_equal "$(stat -c %a transfer.csv)" 600
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.accounts["dalam-proses"]')" 15000000
}

@test "sends nothing twice" {
  sent_batch 2
  run dumisake send 1 again.csv
  assert_equal "$status" 4
  assert [ ! -e again.csv ]
}

@test "writes the file of the last sending again, the same bytes, until the bank answers" {
  sent_batch 2
  mv transfer.csv first.csv
  entries=$(dumisake verify --json | jq .entries)
  run --separate-stderr dumisake send 1 lost.csv --again --date 2024-03-09 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.again, .payouts, .amount] | join(" ")')" 'true 2 10000000'
  cmp first.csv lost.csv
  run dumisake send 1 lost.csv --again
  assert_equal "$status" 3
  assert_output --partial 'was there already'
  assert_equal "$(dumisake verify --json | jq .entries)" "$entries"
  echo 'other bytes' > other.csv
  run dumisake send 1 other.csv --again
  assert_equal "$status" 1
  assert_equal "$(cat other.csv)" 'other bytes'
  run dumisake send 1 layout.csv --again --template titik-koma
  assert_equal "$status" 4
  assert_output --partial -- '--template'
  run dumisake send 1 layout.csv --again --sp2d 7
  assert_equal "$status" 2
  assert [ ! -e layout.csv ]
  answer first.csv 2024-03-05 | head -2 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  run dumisake send 1 late.csv --again
  assert_equal "$status" 4
  assert_output --partial 'has the file'
  assert [ ! -e late.csv ]
}

@test "of a batch that was sent several times the file of each sending comes back" {
  { applicants 2; applicant 3 no_rekening= ; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run dumisake send 1 first.csv --date 2024-03-04
  assert_equal "$status" 3
  dumisake amend 1571015203900003 --set no_rekening=3010000003 --reason 'surat bank' --date 2024-03-05
  dumisake send 1 second.csv --date 2024-03-06
  dumisake export journal.txt
  mapfile -t entries < <(grep -B1 '^type sending$' journal.txt | sed -n 's/^entry //p')
  run dumisake send 1 again.csv --again
  assert_equal "$status" 4
  assert_output --partial "journal entries ${entries[0]}, ${entries[1]}"
  run dumisake send 1 again.csv --again --sending "${entries[0]}"
  assert_equal "$status" 3
  cmp first.csv again.csv
  run dumisake send 1 twice.csv --again --sending "${entries[1]}"
  assert_equal "$status" 3
  cmp second.csv twice.csv
  run dumisake send 1 third.csv --again --sending 7
  assert_equal "$status" 4
  run dumisake send 1 third.csv --sending "${entries[0]}"
  assert_equal "$status" 2
  answer second.csv 2024-03-07 > answer.csv
  dumisake settle answer.csv --date 2024-03-07
  run dumisake send 1 third.csv --again # the other one is answered
  assert_equal "$status" 3
  cmp first.csv third.csv
}

@test "writes no file again to an account that was exchanged in the tables" {
  sent_batch 2
  broken_on_purpose=1
  sqlite3 dumisake.db "UPDATE applicant SET no_rekening = '3019999999' WHERE id = 1" 2> /dev/null ||
    /usr/bin/python3 -c 'import sqlite3; c = sqlite3.connect("dumisake.db"); c.execute("UPDATE applicant SET no_rekening = ? WHERE id = 1", ("3019999999",)); c.commit()'
  run dumisake send 1 exchanged.csv --again
  assert_equal "$status" 5
  assert [ ! -e exchanged.csv ]
}

@test "writes no file again of what was not sent" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run dumisake send 1 transfer.csv --again
  assert_equal "$status" 4
  run dumisake send 7 transfer.csv --again
  assert_equal "$status" 4
  assert [ ! -e transfer.csv ]
}

@test "does not send before the approval" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch --date 2024-03-01
  run dumisake send 1 transfer.csv --date 2024-02-29
  assert_equal "$status" 4
  assert [ ! -e transfer.csv ]
  run dumisake send 2 transfer.csv
  assert_equal "$status" 4
  run dumisake send one transfer.csv
  assert_equal "$status" 2
}

@test "holds back who has no account number and sends the others" {
  { applicants 2; applicant 3 no_rekening= ; applicant 4 bank='Bank Antah'; } > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  run --separate-stderr dumisake send 1 transfer.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '2 2'
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.accounts | [.komitmen, .["dalam-proses"]] | join(" ")')" '10000000 10000000'
}

@test "leaves the ledger as it was when the transfer file cannot be written" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  before=$(dumisake verify --json | jq -r .root)
  run dumisake send 1 missing/transfer.csv
  assert_equal "$status" 1
  run dumisake send 1 .
  assert_equal "$status" 1
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "posts what was paid and what bounced" {
  sent_batch 3
  answer transfer.csv 2024-03-05 | sed '3s/SUKSES,\([0-9]*\),\([^,]*\),.*/RETUR,\1,\2,rekening ditutup/' > answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-05 --json
  assert_success
  assert_equal "$(json '[.rows, .paid, .returned, .rejected, .amount_paid, .amount_returned] | join(" ")')" '3 2 1 0 10000000 5000000'
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total | [.recipients, .accounts.tersalur, .accounts.retur, .accounts["dalam-proses"]] | join(" ")')" '2 10000000 5000000 0'
}

@test "posts nothing when the bank names another account than was sent" {
  sent_batch 14
  named=(3010000001 3010000009 "'3010000003" 003010-0000.04 XXXXXX0005 XXXXXX0009 '"3010000007,00"' 3010000008.0 'Rek. 3010000009' 115-3010000010 9.99E+07 BRI 000 '')
  { echo reference,status,amount,date,reason,NO REKENING
    answer transfer.csv 2024-03-05 | tail -n +2 | while IFS= read -r line; do
      printf '%s,%s\n' "$line" "${named[$((n++))]}"
    done; } > answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-05 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.paid, .rejected, (.findings[] | select(.code == "B416") | .line)] | join(" ")')" '9 5 3 7 12 13 14'
  assert_equal "$(json '[.findings[] | select(.code == "B416")][0] | .value, (.message | contains("3010000002"))' | paste -sd ' ')" '3010000009 true'
  # the corrected answer is taken
  sed -i '3s/3010000009/3010000002/' answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$(json '[.paid, .repeated] | join(" ")')" '1 9'
}

@test "posts nothing for rows that do not fit" {
  sent_batch 3
  answer transfer.csv 2024-03-05 > answer.csv
  sed -i '2s/5000000/4000000/; 3s/^[^,]*/P2024B009N000001/; 4s/SUKSES/MUNGKIN/' answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-05 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .paid, .returned, .rejected] | join(" ")')" '3 0 0 3'
  assert_equal "$(json '.findings | length')" 3
}

@test "takes a second answer for nothing" {
  sent_batch 2
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  before=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.paid, .rejected] | join(" ")')" '0 2'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
  sed 's/SUKSES/RETUR/' answer.csv > other.csv
  run dumisake settle other.csv --date 2024-03-06
  assert_equal "$status" 3
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "takes the same reference twice in one file for one payment" {
  sent_batch 1
  answer transfer.csv 2024-03-05 > answer.csv
  tail -n 1 answer.csv >> answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-05 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .paid, .rejected] | join(" ")')" '2 1 1'
}

@test "does not settle before the sending" {
  sent_batch 1
  answer transfer.csv 2024-03-05 > answer.csv
  run dumisake settle answer.csv --date 2024-03-03
  assert_equal "$status" 4
}

@test "settles a partial answer and the rest later" {
  sent_batch 3
  answer transfer.csv 2024-03-05 > answer.csv
  head -n 2 answer.csv > first.csv
  sed '2d' answer.csv > rest.csv
  dumisake settle first.csv --date 2024-03-05
  run --separate-stderr dumisake settle rest.csv --date 2024-03-06 --json
  assert_success
  assert_equal "$(json .paid)" 2
}

@test "does not replace another file with the transfer file" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  before=$(sha256sum < applicants.csv)
  run dumisake send 1 applicants.csv
  assert_equal "$status" 1
  assert_equal "$(sha256sum < applicants.csv)" "$before"
  run --separate-stderr dumisake status --json
  assert_equal "$(json .total.accounts.komitmen)" 5000000
}

@test "sends nothing to an account number that was changed in the file" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  broken_on_purpose=yes
  sqlite3 dumisake.db "UPDATE applicant SET no_rekening = '999' WHERE id = 2"
  run dumisake send 1 transfer.csv
  assert_equal "$status" 5
  assert [ ! -e transfer.csv ]
}

@test "posts neither of two answers that contradict each other, whichever comes first" {
  sent_batch 2
  answer transfer.csv 2024-03-05 > answer.csv
  for last in 'tail -n 1' 'sed -n 3p'; do
    { sed -n 1,2p answer.csv; sed -n 3p answer.csv; sed -n 3p answer.csv | sed 's/SUKSES/RETUR/'; } > twice.csv
    [ "$last" = 'tail -n 1' ] || { sed -n 1,2p answer.csv; sed -n 3p answer.csv | sed 's/SUKSES/RETUR/'; sed -n 3p answer.csv; } > twice.csv
    rm -rf before && mkdir before && cp -r dumisake.db dumisake.db.d before
    run --separate-stderr dumisake settle twice.csv --date 2024-03-05 --json
    assert_equal "$status" 3
    assert_equal "$(json '[.rows, .paid, .returned, .rejected, .amount_paid, .amount_returned] | join(" ")')" '3 1 0 2 5000000 0'
    rm -rf dumisake.db.d && cp -r before/* .
  done
}

@test "settles an early batch on a day before a later batch was sent" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --limit 1 --date 2024-03-01
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 one.csv --date 2024-03-02
  dumisake send 2 two.csv --date 2024-03-12
  answer one.csv 2024-03-04 > answer.csv
  run dumisake settle answer.csv --date 2024-03-05
  assert_success
}

# answer_with LINE...: the bank says yes to three payouts, and the lines below them.
answer_with() {
  local n
  echo 'reference,status,amount,date,reason'
  for n in 1 2 3; do echo "P2024B001N00000$n,SUKSES,5000000,2024-03-05,"; done
  printf '%s\n' "$@"
}

@test "compares the bank's control row with the rows and names each difference" {
  sent_batch 4
  answer_with 'TRAILER,3,15000000,9030000006' > answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.rows, .paid, .rejected, .trailer.rows, .trailer.amount] | join(" ")')" '3 3 0 3 15000000'
  answer_with 'TRAILER,4,20000000' > answer.csv # a row was lost
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.findings[] | select(.severity == "error") | [.code, .line, .column, .value] | map(tostring) | join(":")] | join(" ")')" 'B411:5:2:4 B412:5:3:Rp 20.000.000'
  echo 'P2024B001N000004,SUKSES,5000000,2024-03-05,' >> answer.csv # the rest behind it
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$(json '[.paid, (.findings[] | select(.severity == "error") | .code)] | map(tostring) | join(" ")')" 1
}

@test "a total below the answer is a control row, in whatever column the amounts stand" {
  sent_batch 3
  answer_with 'TOTAL,,15000001,,' > answer.csv
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .paid, .findings[0].code] | map(tostring) | join(" ")')" '3 3 B412'
  printf 'tanggal;nominal;referensi;status\n' > other.csv
  for n in 1 2 3; do echo "2024-03-05;5000000;P2024B001N00000$n;SUKSES" >> other.csv; done
  cp other.csv bad.csv
  echo 'Jumlah;Rp 15.000.000;;' >> other.csv
  run --separate-stderr dumisake settle other.csv --date 2024-03-06 --json
  assert_equal "$(json '[.trailer.amount, .repeated, (.findings[] | select(.severity == "error"))] | map(tostring) | join(" ")')" '15000000 3'
  echo 'TRAILER;tiga;15000000' >> bad.csv
  run --separate-stderr dumisake settle bad.csv --date 2024-03-06 --json
  assert_equal "$(json '[.findings[] | select(.severity == "error") | .code] | join(" ")')" B413
}

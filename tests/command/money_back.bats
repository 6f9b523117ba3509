load support

# Five women of Kota Jambi: a batch of four, whose answer pays the first and bounces the second and third; the fourth waits held back.
answered_batch() {
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3; applicant 4 no_rekening=; applicant 5; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --limit 4 --date 2024-03-01
  dumisake send 1 transfer.csv --sp2d SP2D-1 --date 2024-03-04 || [ $? -eq 3 ]
  cat > answer.csv <<A
reference,status,amount,date,reason
P2024B001N000001,SUKSES,5000000,2024-03-05,
P2024B001N000002,RETUR,5000000,2024-03-05,rekening tutup
P2024B001N000003,RETUR,5000000,2024-03-05,nama beda
A
  dumisake settle answer.csv --date 2024-03-05
}

accounts() {
  dumisake status --year 2024 --json | jq -r '.total.accounts | [.komitmen, .["dalam-proses"], .tersalur, .retur, .["setor-kembali"]] | map(. / 1000000) | join(" ")'
}

@test "cancels what was not sent, with a reason, and the person can be paid by a later batch" {
  answered_batch
  run dumisake cancel 1
  assert_equal "$status" 2
  run --separate-stderr dumisake cancel 1 --reason 'rekening tidak ada' --json --date 2024-03-06
  assert_equal "$status" 0
  assert_equal "$(json '[.batch, .cancelled, .amount] | join(" ")')" '1 1 5000000'
  assert_equal "$(accounts)" '0 0 5 10 0'
  run dumisake cancel 1 --reason lagi
  assert_equal "$status" 4
  run --separate-stderr dumisake disburse --batch --json --date 2024-03-07
  assert_equal "$(json .recipients)" 2
  run --separate-stderr dumisake explain 1571015203900004 --json
  assert_equal "$(json .decision)" 'in batch 2, reference P2024B002N000002, state komitmen' # the fifth stood in line
}

@test "gives everybody the place of before a batch that is cancelled whole" {
  { printf '%s\n' "$header"; for n in 1 2 3 4 5; do applicant "$n"; done; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  batch() { # LIMIT DAY: the batch's serials, then those of its waiting list
    run --separate-stderr dumisake disburse --batch --limit "$1" --date "$2" --json
    assert_success
    json '[.batch] + [.waiting_list[].nik[-1:]] | join(" ")'
  }
  assert_equal "$(batch 3 2024-03-01)" '1 4 5'
  dumisake cancel 1 --nik 1571015203900002 --reason 'salah hari' --date 2024-03-02
  dumisake cancel 1 --reason 'salah hari' --date 2024-03-02 # what is left of it
  run --separate-stderr dumisake explain 1571015203900004 --json
  assert_equal "$(json .waiting)" null
  assert_equal "$(batch 2 2024-03-03)" '2 3 4 5' # not the fourth and the fifth
  assert_equal "$(batch 1 2024-03-04)" '3 4 5'
  dumisake cancel 3 --reason 'salah hari' --date 2024-03-05
  run --separate-stderr dumisake explain 1571015203900005 --json
  assert_equal "$(json '.waiting | [.batch, .position] | join(" ")')" '2 3'
  assert_equal "$(batch 1 2024-03-06)" '4 4 5' # the third once more, first in line since batch 2
  dumisake cancel 4 --reason 'salah hari' --date 2024-03-07
  dumisake cancel 2 --nik 1571015203900001 --reason 'rekening tidak ada' --date 2024-03-07
  assert_equal "$(batch 3 2024-03-08)" '5 1' # a part of batch 2 is left: its line comes first
}

@test "repays bounced money to a corrected account and keeps the old one" {
  answered_batch
  run dumisake repay 1571015203900002 --date 2024-03-06
  assert_equal "$status" 4
  assert_output --partial 'still has the account that bounced'
  run --separate-stderr dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-06 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.batch, .recipients, .amount] | join(" ")')" '2 1 5000000'
  assert_equal "$(accounts)" '10 0 5 5 0'
  dumisake send 2 transfer-2.csv --date 2024-03-07
  run grep -c "N000001,3010009999," transfer-2.csv
  assert_output 1
  run grep -c P2024B002N000001 transfer-2.csv
  assert_output 1
  printf 'reference,status,amount,date,reason\nP2024B002N000001,SUKSES,5000000,2024-03-08,\n' > answer-2.csv
  dumisake settle answer-2.csv --date 2024-03-08
  assert_equal "$(accounts)" '5 0 10 5 0'
  run dumisake explain 1571015203900002
  assert_output --partial 'in batch 2, reference P2024B002N000001, state tersalur'
  assert_output --partial 3010000002
  # the bank changes its mind about the payout that bounced: nothing is posted, and the danger has a name of its own
  printf 'reference,status,amount,date,reason\nP2024B001N000002,SUKSES,5000000,2024-03-08,\n' > late.csv
  run dumisake settle late.csv --date 2024-03-09
  assert_equal "$status" 3
  assert_output --partial B414
  # the old answer again changes nothing
  run dumisake settle answer.csv --date 2024-03-09
  assert_equal "$(accounts)" '5 0 10 5 0'
}

word() { # REFERENCE STATUS DAY: settles what the bank says of it
  printf 'reference,status,amount,date,reason\n%s,%s,5000000,%s,Warga Contoh\n' "$1" "$2" "$3" > word.csv
  run --separate-stderr dumisake settle word.csv --date "$3" --json
  assert_equal "$status" 3
}

@test "pays nobody once more whom the bank calls paid after it bounced, until that is decided" {
  answered_batch
  word P2024B001N000002 SUKSES 2024-03-06
  assert_equal "$(json '[.kept, .rejected, .findings[0].code] | join(" ")')" '1 1 B403'
  assert_equal "$(accounts)" '5 0 5 10 0'
  cp dumisake.db before.db
  word P2024B001N000002 SUKSES 2024-03-06
  assert_equal "$(json .kept)" 0
  cmp dumisake.db before.db
  rm before.db
  run dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-07
  assert_equal "$status" 4
  assert_output --partial B403
  run dumisake erase 1571015203900002 --reason 'permintaan sendiri' --date 2024-03-07
  assert_equal "$status" 4
  run --separate-stderr dumisake repay 1571015203900002 1571015203900003 --same-account --date 2024-03-07
  assert_equal "$status" 4
  dumisake repay 1571015203900003 --same-account --date 2024-03-07
  # seen by whoever looks
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.contradictions')" 1
  run dumisake status
  assert_output --partial 'called paid by the bank now'
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$(json '.contradiction > 0')" true
  run dumisake explain 1571015203900002
  assert_output --partial 'B414, word.csv:2'
  run --separate-stderr dumisake status --reconcile --year 2024 --json
  assert_equal "$status" 3
  assert_equal "$(json '.years[0].lines[] | select(.matter == "jawaban-berubah") | [.section, .nik[-1:], .reference, .document, .left, .right, .explained] | map(tostring) | join(" ")')" \
    'tersalur 2 P2024B001N000002 word.csv:2 5000000 0 false'
  assert_equal "$(json '[.years[0].lines[] | select(.matter == "tanpa-penjelasan")] | length')" 0
  dumisake export audit.xlsx --year 2024
  run grep -c 'Warga Contoh' <(dumisake export journal.txt && cat journal.txt)
  assert_output 0
  # the bank says bounced, another day: as before
  word P2024B001N000002 RETUR 2024-03-08
  assert_equal "$(json '[.kept, .findings[0].code] | join(" ")')" '1 B423'
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.contradictions')" 0
  dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-08
}

@test "holds back the payout whose predecessor the bank calls paid, and sends the others" {
  answered_batch
  printf 'nik,nama,bank,no_rekening,nama_rekening\n1571015203900002,Warga Contoh 2,Bank Jambi,3010007772,Warga Contoh 2\n1571015203900003,Warga Contoh 3,Bank Jambi,3010007773,Warga Contoh 3\n' > accounts.csv
  dumisake accounts accounts.csv --date 2024-03-06
  dumisake repay --date 2024-03-06
  word P2024B001N000003 SUKSES 2024-03-07
  assert_equal "$(json '.findings[0].code')" B414
  run --separate-stderr dumisake explain 1571015203900003 --json
  assert_equal "$(json '.decision | test("state komitmen.*B414")')" true
  run --separate-stderr dumisake send 2 transfer-2.csv --date 2024-03-08 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, .held_back[0].nik[-1:], .held_back[0].reason[:4]] | join(" ")')" '1 3 B414'
  # the bank was right: the new payout is cancelled, and no later batch pays the person
  dumisake cancel 2 --nik 1571015203900003 --reason 'bank: sudah dibayar' --date 2024-03-09
  dumisake disburse --batch --date 2024-03-10
  run --separate-stderr dumisake send 3 transfer-3.csv --date 2024-03-11 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.held_back[].nik[-1:]] | join(" ")')" 3
}

@test "a double payment is over when one of the two is given back" {
  answered_batch
  dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-06
  dumisake send 2 transfer-2.csv --date 2024-03-07
  printf 'reference,status,amount,date,reason\nP2024B002N000001,SUKSES,5000000,2024-03-08,\n' > answer-2.csv
  dumisake settle answer-2.csv --date 2024-03-08
  word P2024B001N000002 SUKSES 2024-03-09
  assert_equal "$(json '.findings[0].code')" B414
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.contradictions')" 1
  dumisake refund 1571015203900002 --amount 2000000 --sts STS-1 --date 2024-03-10
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.contradictions')" 1
  dumisake refund 1571015203900002 --amount 3000000 --sts STS-2 --date 2024-03-11
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.contradictions')" 0
}

@test "an answer with bounced money and a contradiction leads to the state of things, not to a repayment" {
  answered_batch
  dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-06
  dumisake send 2 transfer-2.csv --date 2024-03-07
  printf 'reference,status,amount,date,reason\nP2024B002N000001,RETUR,5000000,2024-03-08,tutup\nP2024B001N000003,SUKSES,5000000,2024-03-08,\n' > answer-2.csv
  run dumisake settle answer-2.csv --date 2024-03-08
  assert_equal "$status" 3
  assert_output --partial 'Bounced money is paid once more to a right account'
  assert_line 'Next: dumisake status --year all'
}

@test "repays everybody whose account a file corrected" {
  answered_batch
  run dumisake repay
  assert_equal "$status" 4
  printf 'nik,nama,bank,no_rekening,nama_rekening\n1571015203900002,Warga Contoh 2,Bank Jambi,3010007772,Warga Contoh 2\n1571015203900003,Warga Contoh 3,Bank Jambi,3010007773,Warga Contoh 3\n1571015203900001,Warga Contoh 1,Bank Jambi,3010007771,Warga Contoh 1\n' > accounts.csv
  run --separate-stderr dumisake accounts accounts.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .rejected + .conflicting] | join(" ")')" '2 1'
  run --separate-stderr dumisake repay --json
  assert_equal "$(json .recipients)" 2
  assert_equal "$(accounts)" '15 0 5 0 0'
}

@test "deposits bounced money and refunds paid money, each with its slip" {
  answered_batch
  run dumisake deposit 1571015203900002
  assert_equal "$status" 2
  dumisake deposit 1571015203900002 1571015203900003 --sts STS-9/2024 --sts-date 2024-03-20 --date 2024-03-20
  assert_equal "$(accounts)" '5 0 5 0 10'
  run dumisake deposit 1571015203900002 --sts STS-9/2024
  assert_equal "$status" 4
  run dumisake refund 1571015203900001 --amount 6000000 --sts STS-10
  assert_equal "$status" 4
  run dumisake refund 1571015203900001 --amount lima --sts STS-10
  assert_equal "$status" 2
  run --separate-stderr dumisake refund 1571015203900001 --amount 1500000 --sts STS-10 --json
  assert_equal "$(json '[.amount, .kept] | join(" ")')" '1500000 3500000'
  assert_equal "$(accounts)" '5 0 3.5 0 11.5'
  # the same slip typed twice, and one of before the money came
  run dumisake refund 1571015203900001 --amount 1500000 --sts STS-10
  assert_equal "$status" 4
  assert_output --partial 'STS STS-10 was recorded for this payout before: Rp 1.500.000'
  run dumisake refund 1571015203900001 --amount 1000000 --sts STS-12 --sts-date 2024-03-04
  assert_equal "$status" 4
  assert_output --partial 'of 2024-03-05'
  assert_equal "$(accounts)" '5 0 3.5 0 11.5'
  assert_equal "$(dumisake status --json | jq .total.recipients)" 1
  dumisake refund 1571015203900001 --amount 3500000 --sts STS-11
  assert_equal "$(accounts)" '5 0 0 0 15'
  assert_equal "$(dumisake status --json | jq .total.recipients)" 0
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json .recipients)" 1 # the fifth: whose money went back had the turn
}

@test "names a payout that the bank answers after it was cancelled" {
  answered_batch
  dumisake cancel 1 --reason 'rekening tidak ada' --date 2024-03-06
  printf 'reference,status,amount,date,reason\nP2024B001N000004,SUKSES,5000000,2024-03-08,\n' > late.csv
  run dumisake settle late.csv --date 2024-03-08
  assert_equal "$status" 3
  assert_output --partial B410
  assert_equal "$(accounts)" '0 0 5 10 0'
}

@test "names the decree of a batch before it is sent" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run dumisake approve 1
  assert_equal "$status" 2
  run dumisake approve 1 --sk 12/KEP/2024 --sk-date 2024-03-05 --date 2024-03-04
  assert_equal "$status" 4
  run --separate-stderr dumisake approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-04 --json
  assert_equal "$(json '[.result, .mode, .sk] | join(" ")')" 'approved single-operator 12/KEP/2024'
  run dumisake approve 1 --sk 13/KEP/2024 --sk-date 2024-03-02 --date 2024-03-04
  assert_equal "$status" 4
  dumisake send 1 transfer.csv --date 2024-03-04
  run dumisake approve 1 --sk 14/KEP/2024 --sk-date 2024-03-02
  assert_equal "$status" 4
  dumisake export audit.xlsx
  run /usr/bin/python3 -c "
import openpyxl
rows = openpyxl.load_workbook('audit.xlsx')['Batch & SP2D'].iter_rows(values_only=True)
print(sum('12/KEP/2024' in row for row in rows))"
  assert_output 1
}

@test "the workbook's control totals hold when money came back in every way" {
  answered_batch
  dumisake repay 1571015203900002 --same-account --date 2024-03-06
  dumisake deposit 1571015203900003 --sts STS-1 --date 2024-03-06
  dumisake refund 1571015203900001 --amount 1500000 --sts STS-2 --date 2024-03-06
  dumisake cancel 1 --reason 'rekening tidak ada' --date 2024-03-06
  dumisake export audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
differences = []
column = None
for row in book["Kontrol"].iter_rows():
    for cell in row:
        if cell.value == "Selisih":
            column = cell.column
        elif column and cell.column == column and isinstance(cell.value, (int, float)):
            differences.append(cell.value)
print(len(differences) >= 18, set(differences))
print([row[1:5] for row in book["Ringkasan"].iter_rows(values_only=True) if row[0] == "2024-03"])
print([row[2:4] for row in book["Kontrol"].iter_rows(values_only=True) if row[0] in ("Tersalur menurut bulan pembayaran", "Tersalur menurut jawaban bank")])
print([row[9] for row in book["Setoran"].iter_rows(values_only=True) if isinstance(row[9], int)])
status = next(cell.column for row in book["Nominatif"].iter_rows() for cell in row if cell.value == "Status")
print(sorted({row[status - 1] for row in book["Nominatif"].iter_rows(values_only=True) if row[status - 1]} - {"Status"}))
P
  assert_success
  assert_line --index 0 'True {0}'
  # what the bank paid, what came back of it, what is left, and of how many: bounced money that was deposited was never paid
  assert_line --index 1 '[(5000000, 1500000, 3500000, 1)]'
  assert_line --index 2 '[(3500000, 3500000), (3500000, 3500000)]'
  assert_line --index 3 '[5000000, 1500000, 6500000]' # and their sum
  assert_line --index 4 "['Dibatalkan', 'Komitmen (batch disetujui)', 'Retur, dibayar ulang', 'Setor kembali ke kas daerah (STS)', 'Tersalur']"
}

@test "counts a grant that was given back in part as one of an earlier year, also when decisions are derived again" {
  answered_batch
  dumisake refund 1571015203900001 --amount 2000000 --sts R-1 --date 2024-03-07
  sed 's/^year: 2024/year: 2025/; s/2024-12-31/2025-12-31/; s/grants(nik) = 0/granted(nik) <= 4000000/' "$SOURCE_DIR/data/programmes/2024.yaml" > 2025.yaml
  dumisake program add 2025.yaml --date 2025-01-02
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2025-01-10; } > next.csv
  dumisake import next.csv --year 2025 --date 2025-02-01
  run --separate-stderr dumisake check --year 2025 --date 2025-02-02 --json
  assert_equal "$(json '.reasons["nik-sudah-menerima"]')" 1
  dumisake verify
  sed 's/^name: .*/name: Versi kedua/' 2025.yaml > second.yaml
  dumisake program add second.yaml --date 2025-02-03
  run --separate-stderr dumisake check --year 2025 --date 2025-02-03 --json
  assert_success
  assert_equal "$(json .reproduced)" true
  dumisake refund 1571015203900001 --amount 3000000 --sts R-2 --year 2024 --date 2025-02-04
  run --separate-stderr dumisake check --year 2025 --date 2025-02-05 --json
  assert_success
  assert_equal "$(json '.reasons["nik-sudah-menerima"]')" 0 # all is back
}

@test "the workbook shows the account that bounced, no payment order for what was never sent, and a batch's money without what was given back" {
  answered_batch
  dumisake cancel 1 --reason 'rekening tidak ada' --date 2024-03-06
  dumisake repay 1571015203900002 --account 3010009999 --name 'Warga Contoh 2' --date 2024-03-06
  dumisake send 2 transfer-2.csv --sp2d SP2D-2 --date 2024-03-07
  dumisake refund 1571015203900001 --amount 1500000 --sts STS-2 --date 2024-03-08
  sqlite3 dumisake.db "SELECT referensi, coalesce(no_rekening, '-'), status, coalesce(nomor_sp2d, '-') FROM sheet_nominatif ORDER BY referensi" > sheet.txt
  run cat sheet.txt
  assert_line 'P2024B001N000002|3010000002|Retur, dibayar ulang|SP2D-1'
  assert_line 'P2024B002N000001|3010009999|Dalam proses di bank (SP2D)|SP2D-2'
  assert_line 'P2024B001N000003|3010000003|Retur|SP2D-1'
  assert_line 'P2024B001N000004|-|Dibatalkan|-'
  run sqlite3 dumisake.db 'SELECT batch, dibayar, tersalur FROM sheet_batch'
  assert_line '1|1|3500000'
}

@test "says what to do about money that bounced, before there is nothing left but to export" {
  { printf '%s\n' "$header"; applicant 1; applicant 2; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  printf 'reference,status,amount,date,reason\nP2024B001N000001,SUKSES,5000000,2024-03-05,\nP2024B001N000002,RETUR,5000000,2024-03-05,tutup\n' > answer.csv
  run dumisake settle answer.csv --date 2024-03-05
  assert_line 'Next: dumisake repay NIK --account ... --name ...'
  assert_output --partial 'dumisake deposit NIK --sts ...'
  run dumisake settle answer.csv --date 2024-03-06 # the same answer again: a line, not a finding a row
  assert_equal "$status" 3
  assert_line 'answer.csv: all 2 rows say what was posted before; nothing was changed.'
  refute_output --partial B403
  run --separate-stderr dumisake settle answer.csv --date 2024-03-06 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rejected, .repeated, (.findings | length)] | join(" ")')" '2 2 2'
  run dumisake status
  assert_line 'Next: dumisake --year 2024 repay NIK --account ... --name ...'
  run dumisake --lang id status --year all
  assert_line 'Berikutnya: dumisake --year 2024 repay NIK --account ... --name ...'
  dumisake deposit 1571015203900002 --sts STS-1 --date 2024-03-06
  run dumisake status
  assert_line 'Next: dumisake --year 2024 export audit.xlsx'
}

@test "a repayment that was cancelled is spoken of as that" {
  answered_batch
  dumisake repay 1571015203900002 --account 3019999999 --name 'Warga Contoh 2' --date 2024-03-06
  run dumisake --lang en cancel 2 --reason 'salah orang' --date 2024-03-07
  assert_success
  assert_output --partial 'What had bounced has ended with the repayment'
  run dumisake --lang en send 2 again.csv --date 2024-03-07
  assert_equal "$status" 4
  assert_output --partial 'batch 2 was cancelled; nothing of it is sent'
  run dumisake --lang en cancel 2 --reason lagi --date 2024-03-07
  assert_equal "$status" 4
  assert_output --partial 'all of it was cancelled before'
  for command in 'repay --same-account' 'deposit --sts S'; do
    run dumisake --lang en $command 1571015203900002 --date 2024-03-07
    assert_equal "$status" 4
    assert_output --partial 'the payout of batch 2 was cancelled and its money is in anggaran; `dumisake disburse --batch` pays'
  done
  # of another batch it is said as ever
  run dumisake --lang en cancel 1 --reason 'rekening tidak ada' --date 2024-03-07
  assert_output --partial 'A later batch may pay their people'
  run dumisake --lang en cancel 1 --reason lagi --date 2024-03-07
  assert_output --partial 'what was sent is not cancelled any more'
  run dumisake --lang en deposit 1571015203900005 --sts S --date 2024-03-07
  assert_output --partial 'has no payout in 2024'
}

@test "a batch that was cancelled whole is called so, and one whose money bounced is not finished" {
  state() {
    dumisake status --year 2024 --json | jq -r ".years[0].batches[$1 - 1].state"
  }
  answered_batch
  dumisake cancel 1 --reason 'rekening tidak ada' --date 2024-03-06 # the fourth; the others were sent
  assert_equal "$(state 1)" retur
  dumisake disburse --batch --date 2024-03-07
  dumisake cancel 2 --reason 'salah hari' --date 2024-03-08
  assert_equal "$(state 2)" dibatalkan
  run dumisake status --year 2024
  assert_output --partial 'Batch 2 of 2024-03-07: dibatalkan (cancelled), 2 people'
  assert_output --partial 'Batch 1 of 2024-03-01: retur ('
  run dumisake --lang id status --year 2024
  assert_output --partial 'Batch 2 tanggal 2024-03-07: dibatalkan, 2 orang'
  assert_output --partial 'Komitmen (batch disetujui)'
  run dumisake send 2 x.csv --date 2024-03-09
  assert_equal "$status" 4
  assert_output --partial 'was cancelled'
  dumisake deposit 1571015203900002 1571015203900003 --sts STS-1 --date 2024-03-10
  assert_equal "$(state 1)" selesai
}

@test "amounts of refunds and reports are read as those of budgets" {
  answered_batch
  run dumisake refund 1571015203900001 --amount 1.50 --sts STS-1 --date 2024-03-20
  assert_equal "$status" 2
  run --separate-stderr dumisake refund 1571015203900001 --amount 1.500.000 --sts STS-1 --date 2024-03-20 --json
  assert_equal "$(json '[.amount, .kept] | join(" ")')" '1500000 3500000'
  run --separate-stderr dumisake lpj 1571015203900001 --amount 3.000.000 --date 2024-03-21 --json
  assert_equal "$(json '[.amount, .rest] | join(" ")')" '3000000 500000'
}

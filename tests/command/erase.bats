load support

nik=1571015203900002

# Three people are paid; the second has an earlier version, a verdict, and a row that was set aside.
paid() {
  applicants "${1:-3}" > applicants.csv
  { printf '%s\n' "$header"; applicant 2 nama='Nama Lain' no_rekening=999888777; } > conflict.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
  dumisake import conflict.csv --date 2024-02-11 > /dev/null || true
  dumisake amend "$nik" --set alamat='Jalan Rahasia 77' --reason 'pindah rumah' --date 2024-02-12 > /dev/null
  dumisake review "$nik" --accept --reason 'Warga Contoh 2 ditemui' --date 2024-02-12 > /dev/null
  dumisake disburse --batch --date 2024-03-01 > /dev/null
  dumisake send 1 transfer.csv --date 2024-03-02 > /dev/null
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05 > /dev/null
}

# found: how often the second person's numbers and words stand in the bytes of the ledger and of SQLite's files beside it.
found() {
  /usr/bin/python3 - "$@" <<'PYTHON'
import glob, os, sys
numbers = [1571015203900002, 1571010101120002]
words = ["1571015203900002", "1571010101120002", "Warga Contoh 2", "3010000002", "9120000000002", "Rahasia", "Nama Lain", "999888777", "pindah rumah", "ditemui"]
needles = [w.encode() for w in words] + [w.encode("utf-16le") for w in words]
def varint(number):
    out = [number & 127]
    while number > 127:
        number >>= 7
        out.insert(0, number & 127 | 128)
    return bytes(out)
for number in numbers:
    needles += [number.to_bytes(7, "big"), number.to_bytes(7, "little"), varint(number)]
bytes_ = b"".join(open(name, "rb").read() for name in sorted(glob.glob("dumisake.db*") + glob.glob("dumisake.db.d/*")) if not os.path.isdir(name))
print(sum(bytes_.count(needle) for needle in needles))
PYTHON
}

@test "leaves nothing of the person in the bytes of the file, nor of SQLite's files" {
  paid
  [ "$(found)" -gt 10 ]
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12/2026' --json
  assert_success
  assert_equal "$(json '[.year, .result, .clean, (.rows | .applicant, .amendment, .set_aside, .reason)] | map(tostring) | join(" ")')" '2024 erased true 1 1 1 2'
  refute_output --partial "$nik"
  assert_equal "$(found)" 0
  [ ! -e dumisake.db-scrub ]
}

@test "leaves every total as it was, and the ledger verifies" {
  paid
  run --separate-stderr dumisake status --json
  before=$(json '[.total.accounts, .total.recipients, .total.budget, (.total.applicants | del(.erased)), .years[0].batches] | tostring')
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12/2026'
  assert_success
  run --separate-stderr dumisake status --json
  assert_equal "$(json '[.total.accounts, .total.recipients, .total.budget, (.total.applicants | del(.erased)), .years[0].batches] | tostring')" "$before"
  assert_equal "$(json '.total.applicants.erased')" 1
  run --separate-stderr dumisake verify --json
  assert_success
  assert_equal "$(json '[.verified, .erased, .rested_on_erased] | map(tostring) | join(" ")')" 'true 1 0'
  run --separate-stderr dumisake check --json
  assert_success
  assert_equal "$(json '[.applicants, .eligible, .erased, .changed, .reproduced] | map(tostring) | join(" ")')" '3 3 1 0 true'
}

@test "keeps no NIK, no name and no reason in the journal" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  dumisake export journal.txt
  run cat journal.txt
  assert_line 'type erasure'
  refute_output --partial "$nik"
  refute_output --partial 'surat 12'
}

@test "the workbook shows the grant without a person" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  dumisake export book.xlsx
  run /usr/bin/python3 -c '
import openpyxl
book = openpyxl.load_workbook("book.xlsx", read_only=True)
rows = list(book["Nominatif"].iter_rows(values_only=True))
for row in (dict(zip(rows[0], row)) for row in rows[1:]):
    if row["Nama"] == "(dihapus)":
        print(*[row[name] for name in ("NIK", "No. KK", "Kategori", "Kabupaten/kota usaha", "Jumlah", "Status")], sep="|")
text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
print("1571015203900002" in text, "Warga Contoh 2" in text)'
  assert_line 'None|None|Emak-Emak|Kota Jambi|5000000|Tersalur'
  assert_line 'False False'
}

@test "nobody has the NIK any more" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  run dumisake --lang en explain "$nik"
  assert_failure 1
  assert_output --partial 'no applicant with that NIK'
  run dumisake erase "$nik" --reason 'sekali lagi'
  assert_failure 1
}

@test "is refused while the money is under way" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run dumisake --lang en erase "$nik" --reason 'surat 12'
  assert_failure 4
  assert_output --partial 'is in komitmen'
  dumisake send 1 transfer.csv --date 2024-03-02
  run dumisake --lang en erase "$nik" --reason 'surat 12'
  assert_failure 4
  assert_output --partial 'is in dalam-proses'
  { printf 'reference,status,amount,date,reason\n'; printf 'P2024B001N000002,RETUR,5000000,2024-03-05,rekening ditutup\n'; } > answer.csv
  dumisake settle answer.csv --date 2024-03-05 || true
  run dumisake --lang en erase "$nik" --reason 'surat 12'
  assert_failure 4
  assert_output --partial 'is in retur'
  [ ! -e dumisake.db-scrub ]
  dumisake deposit "$nik" --sts STS-1 --date 2024-03-06
  run dumisake erase "$nik" --reason 'surat 12'
  assert_success
}

@test "the reason must not name the person" {
  paid
  for reason in "permintaan $nik" 'permintaan warga  contoh 2' '1571 0152 0390 0002'; do
    run dumisake --lang en erase "$nik" --reason "$reason"
    assert_failure 2
    assert_output --partial 'names the person'
  done
  run dumisake erase "$nik" --reason '  '
  assert_failure 2
  run dumisake erase "$nik"
  assert_failure 2
}

@test "an old file does not bring the person back" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  run --separate-stderr dumisake import applicants.csv --date 2024-04-01 --json
  assert_failure 3
  assert_equal "$(json '[.accepted, .unchanged, .conflicting, .rejected, .findings[0].name] | map(tostring) | join(" ")')" '0 2 0 1 erased'
  run dumisake import conflict.csv --date 2024-04-01
  assert_failure 3
  assert_equal "$(found)" 0
}

@test "nor does a later file that only said the same" {
  paid
  { applicants 3; applicant 4; } > again.csv
  dumisake import again.csv --date 2024-03-10
  dumisake erase "$nik" --reason 'surat 12/2026'
  run --separate-stderr dumisake import again.csv --date 2024-04-01 --json
  assert_failure 3
  assert_equal "$(json '[.accepted, .unchanged, .rejected] | join(" ")')" '0 3 1'
  assert_equal "$(found)" 0
}

@test "the same NIK in a new file is a new applicant" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  { printf '%s\n' "$header"; applicant 2 omzet_bulanan=3000000; } > new.csv
  run --separate-stderr dumisake import new.csv --date 2024-04-01 --json
  assert_success
  assert_equal "$(json '.accepted')" 1
  # The old file meets the new application: nothing of its row is kept.
  run --separate-stderr dumisake import applicants.csv --date 2024-04-02 --json
  assert_failure 3
  assert_equal "$(json '[.conflicting, .rejected] | join(" ")')" '0 1'
}

@test "who shares the card of an erased recipient is not paid in the same year, nor later" {
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3 no_kk=1571010101120002 tanggal_pengajuan=2024-02-05; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 || true
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  dumisake erase "$nik" --reason 'surat 12' --date 2024-03-06
  run --separate-stderr dumisake disburse --batch --date 2024-03-07 --json
  assert_success
  assert_equal "$(json '[.recipients, .kk_ganda, (.batch | tostring)] | join(" ")')" '0 1 null'
  run dumisake --lang en explain 1571015203900003
  assert_output --partial 'whose data were erased since'
}

@test "exclusion lists lose the person's rows, and the list file does not bring them back" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  printf 'nik,nama,keterangan\n%s,Warga Contoh 2,BKN\n1571015203900003,Warga Contoh 3,BKN\n' "$nik" > list.csv
  dumisake exclude list.csv --list asn --date 2024-02-11
  dumisake check --date 2024-02-12
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12' --date 2024-02-13 --json
  assert_success
  assert_equal "$(json '.rows.exclusion')" 1
  assert_equal "$(found)" 0
  run --separate-stderr dumisake exclude list.csv --list asn --date 2024-02-14 --json
  assert_failure 3
  assert_equal "$(json '[.accepted, .unchanged, .rejected] | join(" ")')" '0 1 1'
  assert_equal "$(found)" 0
  run --separate-stderr dumisake check --json --date 2024-02-15
  assert_equal "$(json '[.eligible, .ineligible, .erased] | join(" ")')" '1 2 1'
}

@test "a person who is on a list alone is erased, too" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  printf 'nik,nama\n%s,Warga Contoh 2\n' "$nik" > list.csv
  dumisake exclude list.csv --list asn --date 2024-02-11
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12' --json
  assert_success
  assert_equal "$(json '[.rows.applicant, .rows.exclusion] | join(" ")')" '0 1'
  assert_equal "$(found)" 0
}

@test "one year or all of them" {
  applicants 2 > applicants.csv
  sed 's/2024-02-01/2023-02-01/' applicants.csv > earlier.csv
  dumisake import earlier.csv --year 2023 --date 2023-03-01
  dumisake import applicants.csv --date 2024-02-10
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12' --year 2023 --json
  assert_equal "$(json '[.year, .years[], .kin] | join(" ")')" '2023 2023 1'
  run dumisake explain "$nik"
  assert_success
  run --separate-stderr dumisake erase "$nik" --reason 'surat 13' --year all --json
  assert_equal "$(json '[(.year | tostring), .years[]] | join(" ")')" 'null 2024'
  assert_equal "$(found)" 0
}

@test "who was paid in an erased year is still known by the row of another year" {
  applicants 2 > applicants.csv
  sed 's/2024-02-01/2023-02-01/; s/2024-01-15/2022-01-15/' applicants.csv > earlier.csv
  dumisake import earlier.csv --year 2023 --date 2023-03-01
  dumisake disburse --batch --year 2023 --date 2023-03-02
  dumisake send 1 transfer.csv --date 2023-03-02
  answer transfer.csv 2023-03-05 > answer.csv
  dumisake settle answer.csv --date 2023-03-05
  dumisake import applicants.csv --date 2024-02-10
  run --separate-stderr dumisake check --json --date 2024-02-10
  assert_equal "$(json '[.eligible, .ineligible] | join(" ")')" '0 2'
  dumisake erase "$nik" --reason 'surat 12' --year 2023 --date 2024-02-11
  run --separate-stderr dumisake check --json --date 2024-02-12
  assert_equal "$(json '[.eligible, .ineligible, .changed] | join(" ")')" '0 2 0'
}

@test "an erased row with content again, and an emptied row without erasure, do not verify" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  cp dumisake.db whole.db
  for change in "UPDATE applicant SET nama = 'X' WHERE erased IS NOT NULL" "UPDATE applicant SET nik = NULL, nama = NULL, salt = NULL WHERE id = 1" \
    "UPDATE applicant SET kabupaten_usaha = 1501 WHERE erased IS NOT NULL" \
    "UPDATE set_aside SET raw = 'x', findings = '', salt = zeroblob(16), erased = NULL"; do
    cp whole.db dumisake.db
    sqlite3 dumisake.db "PRAGMA ignore_check_constraints = ON; $change"
    run dumisake verify
    assert_failure 5
  done
  cp whole.db dumisake.db
}

@test "killed before the file is written anew, the next command that writes does it" {
  paid
  cp dumisake.db before.db
  : > dumisake.db-scrub
  sqlite3 dumisake.db "CREATE TABLE spare (t TEXT); INSERT INTO spare VALUES ('jejak lama'); DROP TABLE spare;"
  dumisake check > /dev/null
  [ ! -e dumisake.db-scrub ]
  run grep -c 'jejak lama' dumisake.db
  assert_output 0
  rm before.db
}

@test "while somebody reads, it says that the bytes are still there" {
  paid
  mkfifo hold
  sqlite3 dumisake.db < hold &
  reader=$!
  exec 7> hold
  printf 'BEGIN; SELECT count(*) FROM applicant;\n' >&7
  sleep 0.3
  run --separate-stderr dumisake --lang en erase "$nik" --reason 'surat 12/2026' --json
  assert_failure 3
  assert_equal "$(json '.clean | tostring')" false
  [ -e dumisake.db-scrub ]
  exec 7>&-
  wait "$reader"
  dumisake check > /dev/null
  [ ! -e dumisake.db-scrub ]
  assert_equal "$(found)" 0
}

@test "says what the journal goes on telling" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  { printf 'reference,status,amount,date,reason\n'; printf 'P2024B001N000001,RETUR,5000000,2024-03-05,rekening WARGA CONTOH 1 ditutup\n'; } > answer.csv
  dumisake settle answer.csv --date 2024-03-05 || true
  dumisake deposit 1571015203900001 --sts STS-1 --date 2024-03-06
  run --separate-stderr dumisake erase 1571015203900001 --reason 'surat 12' --json
  assert_success
  assert_equal "$(json '[.kept_journal, .paid] | join(" ")')" '2 0'
}

@test "a file of second answers alone is counted by its name, too" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  printf 'reference,status,amount,date,reason\nP2024B001N000001,RETUR,5000000,2024-03-05,ditutup\n' > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  printf 'reference,status,amount,date,reason\nP2024B001N000001,SUKSES,5000000,2024-03-06,\n' > koreksi-warga-contoh-1.csv
  dumisake settle koreksi-warga-contoh-1.csv --date 2024-03-06 || [ $? -eq 3 ]
  dumisake deposit 1571015203900001 --sts STS-1 --date 2024-03-07
  run --separate-stderr dumisake erase 1571015203900001 --reason 'surat 12' --json
  assert_success
  assert_equal "$(json .kept_journal)" 2 # and the hash total of the transfer file with this account alone
}

@test "the journal has no name of a report's document, and names of lists that are the person's are counted" {
  paid
  echo laporan > 'LPJ Warga Contoh 2.pdf'
  dumisake lpj "$nik" --amount 4000000 --file 'LPJ Warga Contoh 2.pdf' --date 2024-05-01
  printf 'nik,jumlah\n%s,5000000\n' "$nik" > lpj-warga_contoh-2.csv
  printf 'nik,jumlah\n1571015203900001,5000000\n' > lpj-warga-contoh-1.csv
  dumisake lpj lpj-warga_contoh-2.csv --date 2024-05-02
  dumisake lpj lpj-warga-contoh-1.csv --date 2024-05-02
  dumisake export journal.txt
  run grep -ci 'warga contoh 2' journal.txt
  assert_output 0
  sha256=$(sha256sum 'LPJ Warga Contoh 2.pdf' | cut -c1-64)
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12' --json
  assert_success
  assert_equal "$(json '[.kept_journal, .rows.report] | join(" ")')" '1 2'
  assert_equal "$(found)" 0
  dumisake export journal.txt
  run grep -c "^document-sha256 $sha256" journal.txt
  assert_output 1
}

@test "a lottery goes on without the person, and its tickets still prove it" {
  applicants 4 > applicants.csv
  dumisake init --date 2024-01-02
  dumisake program show --year 2024 | sed 's/^order: tanggal_pengajuan.*/order: undian/' > rules.yaml
  dumisake program add rules.yaml --date 2024-01-02
  dumisake import applicants.csv --date 2024-02-10
  dumisake lottery publish tickets.csv --date 2024-02-11
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12' --date 2024-02-12 --json
  assert_equal "$(json '.rows.ticket')" 1
  dumisake lottery draw --seed 'IHSG 7.301,28' --source bursa --date 2024-02-13
  run --separate-stderr dumisake lottery show --json
  assert_equal "$(json '.tickets')" 4
  run --separate-stderr dumisake disburse --batch --date 2024-03-01 --json
  assert_success
  assert_equal "$(json '.recipients')" 3
  dumisake export book.xlsx
  dumisake export journal.txt
}

@test "rows of annexes and reports of use go, too, and everything still agrees" {
  paid
  printf 'nik,nama,jumlah,no_rekening\n%s,Warga Contoh 2,5000000,3010000002\n1571015203900001,Warga Contoh 1,5000000,\n1571015203900003,Warga Contoh 3,5000000,\n' "$nik" > sk.csv
  # A second decree has the NIK that was typed wrongly, with the name and the account.
  printf 'nik,nama,jumlah,no_rekening\n1571015203900077,Warga Contoh 2,5000000,3010000002\n' > other.csv
  dumisake sk sk.csv --number SK-1 --date 2024-03-02
  echo laporan > 'LPJ Warga Contoh 2.pdf'
  dumisake lpj "$nik" --amount 4000000 --file 'LPJ Warga Contoh 2.pdf' --date 2024-05-01
  printf 'nik,jumlah,keterangan\n1571015203900001,5000000,tertukar dengan %s\n' "$nik" > lpj.csv
  dumisake lpj lpj.csv --date 2024-05-02
  run --separate-stderr dumisake status --reconcile --json
  assert_equal "$(json '.years[0].open_lines')" 0
  dumisake sk other.csv --number SK-2 --date 2024-03-03
  run --separate-stderr dumisake lpj --overdue --date 2025-06-01 --json
  before=$(json '.years[] | select(.year == 2024) | [.owed, .reported, .rest, .missing] | tostring')
  run --separate-stderr dumisake erase "$nik" --reason 'surat 12/2026' --json
  assert_success
  assert_equal "$(json '[.rows.decree_row, .rows.report] | map(tostring) | join(" ")')" '2 2'
  assert_equal "$(found)" 0
  run --separate-stderr dumisake verify --json
  assert_success
  # Both rows of the annexes are hers: the first one of her payout, together they name too much, as they did before.
  run --separate-stderr dumisake status --reconcile --json
  assert_equal "$(json '[.years[0].lines[] | select(.section == "sk") | "\(.matter) \(.nik) \(.name) \(.left) \(.right)"] | join("; ")')" 'jumlah-lain null (dihapus) 10000000 5000000'
  run --separate-stderr dumisake lpj --overdue --date 2025-06-01 --json
  assert_equal "$(json '.years[] | select(.year == 2024) | [.owed, .reported, .rest, .missing] | tostring')" "$before"
  run --separate-stderr dumisake sk sk.csv --number SK-1 --date 2024-03-02 --json
  assert_equal "$(json .result)" unchanged
  assert_equal "$(found)" 0
  dumisake export list.csv
  run grep -c '(dihapus)' list.csv
  assert_output 1
  dumisake export book.xlsx
}

@test "an annex and a batch still agree without the name" {
  paid
  for n in 1 2 3; do echo "157101520390000$n,Warga Contoh $n,5000000"; done | sed '1i nik,nama,jumlah' > sk.csv
  dumisake sk sk.csv --number SK-1 --date 2024-03-02
  dumisake erase "$nik" --reason 'surat 12/2026'
  run --separate-stderr dumisake status --reconcile --json
  assert_success
  assert_equal "$(json '[.years[0].open_lines, (.years[0].sections[] | select(.name == "sk") | .left, .right)] | map(tostring) | join(" ")')" '0 15000000 15000000'
}

@test "an annex that is read after the erasure: the lines of both sides say why they cannot meet" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  # The second one is only in the batch, too, and was never erased.
  for n in 2 3; do echo "157101520390000$n,Warga Contoh $n,5000000"; done | sed '1i nik,nama,jumlah' > sk.csv
  dumisake sk sk.csv --number SK-1 --date 2024-03-02
  run --separate-stderr dumisake status --reconcile --json
  assert_equal "$status" 3
  assert_equal "$(json '[.years[0].lines[] | "\(.matter) \(.nik) \(.left) \(.right)"] | sort | join("; ")')" \
    "dihapus null 0 5000000; hanya-batch 1571015203900001 0 5000000; hanya-sk $nik 5000000 0"
  assert_equal "$(json '[.years[0].erased.people, .years[0].erased.amount] | join(" ")')" '1 5000000'
  run dumisake --lang en status --reconcile
  assert_output --partial '1 people of the batches, Rp 5.000.000, were erased before an annex was read'
  dumisake export book.xlsx
  # Erased again, the annex's row is nameless like the payout, and still nothing says that they are one.
  dumisake erase "$nik" --reason 'surat 13/2026'
  run --separate-stderr dumisake status --reconcile --json
  assert_equal "$(json '[.years[0].lines[] | "\(.matter) \(.nik)"] | sort | join("; ")')" 'dihapus null; hanya-batch 1571015203900001; hanya-sk null'
  assert_equal "$(found)" 0
}

@test "a commitment that was changed after the erasure is tampering" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  sqlite3 dumisake.db "UPDATE applicant SET commitment = zeroblob(32) WHERE erased IS NOT NULL"
  run dumisake verify
  assert_equal "$status" 5
  rm dumisake.db
}

@test "a backup before the file could be written anew has nothing of the person" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026'
  touch dumisake.db-scrub
  dumisake backup copy.db
  rm dumisake.db-scrub
  run dumisake verify --db copy.db
  assert_success
  mv copy.db dumisake.db.copy
  assert_equal "$(found)" 0
}

@test "with officers, only an approver erases, and the ledger verifies" {
  paid
  for name in ani budi dewi; do printf 'rahasia %s\n' "$name" > "$name.txt"; done
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  dumisake --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file budi.txt
  dumisake --as ani --passphrase-file ani.txt officer add dewi --role approver --new-passphrase-file dewi.txt
  run dumisake erase "$nik" --reason 'surat 12/2026'
  assert_equal "$status" 4
  run dumisake --as budi --passphrase-file budi.txt erase "$nik" --reason 'surat 12/2026'
  assert_equal "$status" 4
  [ ! -e dumisake.db-scrub ]
  [ "$(found)" -gt 10 ]
  run --separate-stderr dumisake --as dewi --passphrase-file dewi.txt erase "$nik" --reason 'surat 12/2026' --json
  assert_success
  assert_equal "$(json '[.rows.applicant, .clean] | map(tostring) | join(" ")')" '1 true'
  assert_equal "$(found)" 0
  run --separate-stderr dumisake verify --json
  assert_success
  assert_equal "$(json '[.verified, .erased] | map(tostring) | join(" ")')" 'true 1'
  dumisake export journal.txt
  run grep -A4 '^type erasure' journal.txt
  assert_output --partial 'officer dewi'
}

# What an office still does for somebody who was paid and erased.
@test "who was erased gives money back and accounts for it by the payout's reference" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026' --date 2024-03-06
  run dumisake refund "$nik" --amount 2000000 --sts STS-1 --date 2024-04-01
  assert_failure 1
  run --separate-stderr dumisake lpj P2024B001N000002 --amount 2500000 --date 2024-03-20 --json
  assert_success
  assert_equal "$(json '[.nik, .reference, .result, .rest] | map(tostring) | join(" ")')" 'null P2024B001N000002 recorded 2500000'
  run --separate-stderr dumisake lpj P2024B001N000002 --amount 2500000 --date 2024-03-21 --json
  assert_equal "$(json .result)" unchanged
  run --separate-stderr dumisake refund P2024B001N000002 --amount 2000000 --sts STS-1 --date 2024-04-01 --json
  assert_success
  assert_equal "$(json '[.nik, .reference, .amount, .kept] | map(tostring) | join(" ")')" 'null P2024B001N000002 2000000 3000000'
  run dumisake --lang en refund P2024B001N000002 --amount 3000001 --sts STS-2 --date 2024-04-02
  assert_failure 4
  assert_output --partial 'payout P2024B001N000002 has only Rp 3.000.000'
  dumisake refund P2024B001N000002 --amount 3000000 --sts STS-2 --date 2024-04-02
  run dumisake --lang en refund P2024B001N000002 --amount 1 --sts STS-3 --date 2024-04-02
  assert_failure 4
  assert_output --partial 'is in setor-kembali'
  run dumisake --lang en lpj P2024B001N000002 --amount 1 --date 2024-04-02
  assert_failure 4
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.accounts | [.tersalur, .["setor-kembali"]] | join(" ")')" '10000000 5000000'
  run --separate-stderr dumisake check --json --date 2024-04-03
  assert_equal "$(json '.reproduced')" true
  dumisake export journal.txt
  "$SOURCE_DIR/scripts/verify_journal.py" journal.txt
}

@test "a reference stands for nobody who has a NIK, and for no other year" {
  paid
  dumisake erase "$nik" --reason 'surat 12/2026' --date 2024-03-06
  for command in 'refund --sts STS-1' lpj; do
    run dumisake --lang en $command P2024B001N000001 --amount 1000000
    assert_failure 4
    assert_output --partial 'is of NIK 1571015203900001: name the NIK'
    run dumisake --lang en $command P2024B001N000004 --amount 1000000
    assert_failure 1
    assert_output --partial 'is not the reference of a payout'
  done
  run dumisake --lang en refund P2024B001N000002 --amount 1000000 --sts S --year 2023
  assert_failure 4
  assert_output --partial 'is of 2024; name that year'
  for word in 2 p2024b001n000002 P2024B001N P2024B001N000002x; do
    run dumisake --lang en refund "$word" --amount 1000000 --sts S
    assert_failure 2
  done
  # A report's document would bring a name back that nothing could remove.
  echo laporan > 'LPJ Warga Contoh 2.pdf'
  run dumisake --lang en lpj P2024B001N000002 --amount 1000000 --file 'LPJ Warga Contoh 2.pdf'
  assert_failure 4
  assert_output --partial 'leave --file out'
  assert_equal "$(found)" 0
}

@test "a row that was set aside for its NIK is erased by the number as it stands in the file" {
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3 nik=157101520390008 nama='Rahasia Lain'; applicant 4 nik=1571015203900083; applicant 5 nik='"1,57102E+15"' nama='Rahasia Satu'
    applicant 6 nik='"1,57102E+15"' nama='Rahasia Dua'; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 || [ $? -eq 3 ]
  printf '%s\n%s\n' "$header" "$(applicant 7 nik=157101520390008999)" > second.csv
  dumisake import second.csv --date 2024-02-10 || [ $? -eq 3 ]
  run dumisake explain 157101520390008
  assert_output --partial 'applicants.csv:4: E140'
  refute_output --partial second.csv
  run dumisake erase 157101520390008 --reason 'nomor 157101520390008'
  assert_equal "$status" 2
  run --separate-stderr dumisake erase 157101520390008 --reason 'surat 13/2026' --json
  assert_success
  assert_equal "$(json '[.result, .clean, .rows.set_aside, .rows.applicant] | map(tostring) | join(" ")')" 'erased true 1 0'
  assert_equal "$(cat dumisake.db | grep -c 'Rahasia Lain')" 0
  # many may have the same one: each row is named
  run dumisake explain 1,57102E+15
  assert_output --partial 'applicants.csv:6: E106; applicants.csv:7: E106'
  run dumisake erase 1,57102E+15 --reason 'surat 14/2026'
  assert_equal "$status" 4
  assert_output --partial '2 rows that were set aside hold this number (applicants.csv:6: E106; applicants.csv:7: E106)'
  run dumisake erase 1,57102E+15 --row applicants.csv:9 --reason 'surat 14/2026'
  assert_equal "$status" 1
  assert_output --partial 'applicants.csv:6'
  dumisake erase 1,57102E+15 --row applicants.csv:7 --reason 'surat 14/2026'
  assert_equal "$(cat dumisake.db | grep -c 'Rahasia Dua')" 0
  [ "$(cat dumisake.db | grep -c 'Rahasia Satu')" -gt 0 ]
  dumisake import applicants.csv --date 2024-02-11 || [ $? -eq 3 ]
  assert_equal "$(sqlite3 dumisake.db 'SELECT group_concat(line) FROM set_aside WHERE erased IS NULL')" 6,2
  for number in 15 12345 Jambi; do
    run dumisake erase "$number" --reason 'surat 15/2026'
    assert_equal "$status" 2
  done
  run dumisake erase 1571015203900001 --row applicants.csv:2 --reason 'surat 15/2026'
  assert_equal "$status" 2
  run dumisake erase 157101520390 --reason 'surat 15/2026'
  assert_equal "$status" 1
  run dumisake explain 15
  assert_equal "$status" 2
}

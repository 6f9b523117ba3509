load support

# as NAME COMMAND...: in the name of an officer whose passphrase lies in NAME.txt.
as() {
  local name=$1
  shift
  dumisake --as "$name" --passphrase-file "$name.txt" "$@"
}

# An administrator, an operator, an approver and a treasurer.
office() {
  local name
  for name in ani budi dewi eko; do
    printf 'rahasia %s\n' "$name" > "$name.txt"
  done
  dumisake init
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  as ani officer add budi --role operator --new-passphrase-file budi.txt
  as ani officer add dewi --role approver --new-passphrase-file dewi.txt
  as ani officer add eko --role treasurer --new-passphrase-file eko.txt
}

@test "says that one operator does everything while no officer is registered" {
  dumisake init
  run dumisake officer list
  assert_output --partial 'No officer is registered'
  run dumisake --as ani import x.csv
  assert_equal "$status" 4
  assert_output --partial 'no officer is registered'
}

@test "begins with an administrator" {
  dumisake init
  echo 'rahasia budi' > budi.txt
  run dumisake officer add budi --role operator --passphrase-file budi.txt
  assert_equal "$status" 4
  assert [ ! -e dumisake.db.d/officer-budi.key ]
  run dumisake officer add budi --role raja --passphrase-file budi.txt
  assert_equal "$status" 2
  echo abc > short.txt
  run dumisake officer add budi --role administrator --passphrase-file short.txt
  assert_equal "$status" 4
  dumisake officer add budi --role administrator --passphrase-file budi.txt
  assert_equal "$(stat -c %a dumisake.db.d/officer-budi.key)" 600
  run grep -c 'rahasia' dumisake.db.d/officer-budi.key
  assert_output 0
}

@test "takes every change only from an officer with the role and the key" {
  office
  applicants 2 > a.csv
  run dumisake import a.csv
  assert_equal "$status" 4
  assert_output --partial -- '--as NAME'
  run dumisake --as zul --passphrase-file budi.txt import a.csv
  assert_equal "$status" 4
  run dumisake --as budi --passphrase-file eko.txt import a.csv
  assert_equal "$status" 4
  run as eko import a.csv
  assert_equal "$status" 4
  run dumisake --as budi --passphrase-file eko.txt --key-file dumisake.db.d/officer-eko.key import a.csv
  assert_equal "$status" 4
  run dumisake import --dry-run a.csv
  assert_equal "$status" 0
  as budi import a.csv
  run dumisake status --json
  assert_equal "$status" 0
  # the refusals of known officers are in the journal, those of the unknown are not
  dumisake export journal.txt
  assert_equal "$(grep -A8 'type refusal' journal.txt | grep -c '^cause key')" 2
  assert_equal "$(grep -A8 'type refusal' journal.txt | grep -c '^cause role')" 1
  assert_equal "$(grep -c zul journal.txt)" 0
}

@test "brings a batch to the bank through four eyes" {
  office
  applicants 3 > a.csv
  as budi import a.csv --date 2024-02-10
  run as budi disburse --batch --date 2024-03-01
  assert_output --partial 'waits for an approval'
  assert_output --partial 'Next: dumisake --as APPROVER approve 1'
  run as eko send 1 t.csv --date 2024-03-04
  assert_equal "$status" 4
  assert [ ! -e t.csv ]
  run --separate-stderr as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03 --json
  assert_equal "$(json '[.mode, .approvals, .approvals_needed] | join(" ")')" 'officer 1 1'
  run as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  assert_equal "$status" 4
  as eko send 1 t.csv --date 2024-03-04
  printf 'reference,status,amount,date,reason\nP2024B001N000001,SUKSES,5000000,2024-03-05,\n' > b.csv
  as eko settle b.csv --date 2024-03-05
  dumisake verify
  dumisake export audit.xlsx
}

@test "a batch of before the first officer waits for an officer's approval" {
  applicants 2 > a.csv
  dumisake import a.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake approve 1 --sk 7/KEP/2024 --sk-date 2024-03-01 --date 2024-03-01
  printf 'rahasia %s\n' ani > ani.txt
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  for name in budi dewi eko; do printf 'rahasia %s\n' "$name" > "$name.txt"; done
  as ani officer add budi --role operator --new-passphrase-file budi.txt
  as ani officer add dewi --role approver --new-passphrase-file dewi.txt
  as ani officer add eko --role treasurer --new-passphrase-file eko.txt
  run as eko send 1 t.csv --date 2024-03-04
  assert_equal "$status" 4
  assert_output --partial 'approved by the only operator'
  assert [ ! -e t.csv ]
  run dumisake status --year 2024
  assert_output --partial 'waits for approval: 0 of 1'
  assert_output --partial 'Next: dumisake --as APPROVER --year 2024 approve 1'
  run as dewi approve 1 --sk 8/KEP/2024 --sk-date 2024-03-01 --date 2024-03-03
  assert_equal "$status" 4
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-01 --date 2024-03-03
  as eko send 1 t.csv --date 2024-03-04
  dumisake export audit.xlsx --year 2024
  run sqlite3 dumisake.db 'SELECT cara_persetujuan, nomor_sk FROM sheet_batch'
  assert_output 'dewi|7/KEP/2024'
}

@test "a version of the rules that the operator adds does not lower how many approve" {
  office
  run --separate-stderr dumisake program show --year 2024 --json
  json .yaml | sed '/^approvals:/,/^[a-z]/{/^approvals:/d;/^ /d}' > plain.yaml
  { printf 'approvals:\n  - { officers: 2 }\n'; cat plain.yaml; } > two.yaml
  { printf 'approvals:\n  - { officers: 1 }\n'; cat plain.yaml; } > one.yaml
  as budi program add two.yaml
  as budi program add one.yaml
  applicants 2 > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  run --separate-stderr as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03 --json
  assert_equal "$(json '[.approvals, .approvals_needed] | join(" ")')" '1 2'
  run as eko send 1 t.csv --date 2024-03-04
  assert_equal "$status" 4
  assert_output --partial '1 of 2'
}

@test "an account is not exchanged behind the back of who approved" {
  office
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3 no_rekening= bank= nama_rekening=; } > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  as budi amend 1571015203900002 --set no_rekening=3010007777 --reason 'sebelum disetujui' --date 2024-03-02
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  as budi amend 1571015203900001 --set no_rekening=3010008888 --reason 'salah ketik' --date 2024-03-03
  as budi amend 1571015203900003 --set no_rekening=3010009999 --set bank='Bank Jambi' --reason 'menyusul' --date 2024-03-03
  run --separate-stderr as eko send 1 t.csv --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | map(.nik) | join(" "))] | join(" ")')" '1 1571015203900001 1571015203900003'
  assert_equal "$(json '.held_back[1].reason | contains("set or exchanged after the approval") and contains("cancel")')" true
  assert_equal "$(grep -c -e 3010008888 -e 3010009999 t.csv)" 0
  # the way on: a batch that is approved with the account that stands
  as budi cancel 1 --nik 1571015203900001 --reason 'rekening diganti' --date 2024-03-05
  as budi cancel 1 --nik 1571015203900003 --reason 'rekening menyusul' --date 2024-03-05
  as budi disburse --batch --date 2024-03-05
  as dewi approve 2 --sk 8/KEP/2024 --sk-date 2024-03-05 --date 2024-03-05
  as eko send 2 t2.csv --date 2024-03-06
  assert_equal "$(grep -c -e '^P2024B002N000001,3010008888,' -e '^P2024B002N000002,3010009999,' t2.csv)" 2
}

@test "another approver takes the place of one who was revoked before the sending" {
  office
  echo 'rahasia fani' > fani.txt
  as ani officer add fani --role approver --new-passphrase-file fani.txt
  applicants 2 > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  as ani officer revoke dewi --reason 'kunci dicuri'
  run as eko send 1 t.csv --date 2024-03-04
  assert_equal "$status" 4
  assert_output --partial 'revoked since'
  assert [ ! -e t.csv ]
  run dumisake status --year 2024
  assert_output --partial 'waits for approval: 0 of 1'
  run as fani approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-04
  assert_success
  assert_output --partial '1 of 1'
  as eko send 1 t.csv --date 2024-03-04
  # and what was sent stands, whoever is revoked afterwards
  as ani officer revoke fani --reason 'pindah tugas'
  run --separate-stderr dumisake status --year 2024 --json
  assert_equal "$(json '.years[0].batches[0].approvals')" 2
  dumisake export audit.xlsx --year 2024
}

@test "keeps a checkpoint of every approval" {
  office
  applicants 1 > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  cp dumisake.db before.db
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  cp dumisake.db after.db
  cp before.db dumisake.db
  run dumisake verify
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
  cp after.db dumisake.db
  rm before.db after.db
}

@test "only what breaks four eyes is told as such" {
  office
  run as dewi approve 7 --sk 7/KEP/2024 --sk-date 2024-03-02
  assert_equal "$status" 4
  run as ani officer confirm budi
  assert_equal "$status" 4
  dumisake export journal.txt
  assert_equal "$(grep -c '^cause four-eyes' journal.txt)" 0
}

@test "needs two administrators for an approver once there are two" {
  office
  echo 'rahasia andi' > andi.txt
  echo 'rahasia fani' > fani.txt
  as ani officer add andi --role administrator --new-passphrase-file andi.txt
  run as ani officer add fani --role approver --new-passphrase-file fani.txt
  assert_equal "$status" 3
  run as fani approve 1 --sk 1 --sk-date 2024-01-01
  assert_equal "$status" 4
  assert_output --partial 'waits for the confirmation'
  run as ani officer confirm fani
  assert_equal "$status" 4
  as andi officer confirm fani
  run --separate-stderr dumisake officer list --json
  assert_equal "$(json '[.officers[] | select(.name == "fani") | .standing, .roles] | join(" ")')" 'active approver'
  as ani officer revoke budi --reason 'pindah tugas'
  run as budi check
  assert_equal "$status" 4
  assert_output --partial 'was revoked'
}

@test "one of two administrators makes no third one and takes the other not away" {
  office
  for name in andi cici fani; do echo "rahasia $name" > "$name.txt"; done
  as ani officer add andi --role administrator --new-passphrase-file andi.txt
  run as ani officer add cici --role administrator --new-passphrase-file cici.txt
  assert_equal "$status" 3
  run as ani officer confirm cici
  assert_equal "$status" 4
  run as cici officer add fani --role auditor --new-passphrase-file fani.txt
  assert_equal "$status" 4
  assert_output --partial 'waits for the confirmation'
  run as ani officer revoke andi --reason 'sendirian'
  assert_equal "$status" 3
  run as ani officer confirm andi
  assert_equal "$status" 4
  run --separate-stderr dumisake officer list --json
  assert_equal "$(json '[.officers[] | select(.name == "andi" or .name == "cici") | .standing] | join(", ")')" \
    'active; the revocation waits for confirmation, waits for confirmation'
  # the other one agrees to a third, and the third to the end of the second
  as andi officer confirm cici
  as cici officer confirm andi
  run as andi officer add fani --role auditor --new-passphrase-file fani.txt
  assert_equal "$status" 4
  assert_output --partial 'was revoked'
  # of two, the one who is to go must agree herself; the last one stays
  run as cici officer revoke ani --reason 'pindah tugas'
  assert_equal "$status" 3
  run as ani officer revoke cici --reason 'pindah tugas'
  assert_equal "$status" 3
  as ani officer confirm ani
  run as cici officer confirm cici
  assert_equal "$status" 4
  assert_output --partial 'the last administrator'
  # who was only proposed is taken back by one
  as cici officer add fani --role administrator --new-passphrase-file fani.txt
  dumisake export journal.txt
  assert_equal "$(grep -c '^confirmation-rule 2$' journal.txt)" 10
}

@test "registers a key that the officer made, and seals it anew" {
  office
  echo 'rahasia gita' > gita.txt
  echo 'rahasia baru gita' > baru.txt
  run dumisake officer key gita gita.key --passphrase-file gita.txt
  assert_success
  key=$output
  run as ani officer add gita --role auditor --public-key "${key}x"
  assert_equal "$status" 2
  as ani officer add gita --role auditor --public-key "$key"
  run as ani officer add hana --role auditor --public-key "hana${key#gita}"
  assert_equal "$status" 2
  dumisake officer passphrase gita --key-file gita.key --passphrase-file gita.txt --new-passphrase-file baru.txt
  run dumisake --as gita --key-file gita.key --passphrase-file baru.txt check
  assert_equal "$status" 4
  assert_output --partial 'not the duty of gita'
}

@test "a verifier judges her own kabupaten alone" {
  office
  echo 'rahasia citra' > citra.txt
  as ani officer add citra --role verifier --region 'Kota Jambi' --new-passphrase-file citra.txt
  { printf '%s\n' "$header"; applicant 1; applicant 2 kabupaten_usaha=Tebo kecamatan_usaha=; } > a.csv
  as budi import a.csv
  as citra review 1571015203900001 --accept
  run as citra review 1571015203900002 --accept
  assert_equal "$status" 4
  printf 'nik,keputusan,alasan\n1571015203900001,ditolak,usaha tutup\n1571015203900002,ditolak,usaha tutup\n' > v.csv
  run as citra review v.csv
  assert_equal "$status" 3
  assert_output --partial V707
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$(json '.reviews | length')" 0
}

@test "a verifier takes in reports of use of her own kabupaten alone" {
  office
  echo 'rahasia citra' > citra.txt
  as ani officer add citra --role verifier --region 'Tebo' --new-passphrase-file citra.txt
  { printf '%s\n' "$header"; applicant 1; applicant 2 kabupaten_usaha=Tebo kecamatan_usaha=; applicant 3; } > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  as eko send 1 t.csv --date 2024-03-04
  answer t.csv 2024-03-05 > b.csv
  as eko settle b.csv --date 2024-03-06
  run as citra lpj 1571015203900001 --amount 5000000 --date 2024-04-01
  assert_equal "$status" 4
  as citra lpj 1571015203900002 --amount 4000000 --date 2024-04-01
  printf 'nik,jumlah\n1571015203900001,5000000\n1571015203900002,5000000\n' > l.csv
  run as citra lpj l.csv --date 2024-04-02
  assert_equal "$status" 3
  assert_output --partial V707
  assert_output --partial '1 recorded'
  as budi lpj 1571015203900003 --amount 5000000 --date 2024-04-02
  assert_equal "$(sqlite3 dumisake.db 'SELECT group_concat(payout_id) FROM lpj WHERE payout_id <> 3')" '2,2'
  dumisake export journal.txt
  assert_equal "$(grep -c '^cause region' journal.txt)" 1
}

@test "speaks of a new key only when it was made" {
  office
  run as ani officer add fani --role verifier
  assert_equal "$status" 4
  refute_output --partial 'sealed with the passphrase'
  run as ani officer add fani --role auditor
  assert_success
  assert_output --partial 'sealed with the passphrase of ani; fani must choose another'
}

@test "the workbook calls an officer who was revoked so" {
  office
  as ani officer revoke budi --reason pindah
  dumisake --as ani export audit.xlsx
  run sqlite3 dumisake.db "SELECT petugas, keadaan FROM sheet_petugas WHERE petugas IN ('ani', 'budi') ORDER BY 1"
  assert_line 'ani|aktif'
  assert_line 'budi|dicabut'
}

@test "the workbook names roles in Indonesian" {
  office
  as ani officer add fani --role verifier,auditor --region 'Kota Jambi' || true
  applicants 2 > a.csv
  as budi import a.csv --date 2024-02-10
  as budi disburse --batch --date 2024-03-01
  as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  dumisake --as ani export audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
print([row[6] for row in book["Persetujuan"].iter_rows(min_row=2, values_only=True)])
print(sorted({row[1] for row in book["Petugas"].iter_rows(min_row=2, values_only=True)}))
P
  assert_success
  assert_line --index 0 "['Pejabat penyetuju']"
  refute_line --index 1 --regexp 'operator|administrator|verifier|approver|treasurer'
  assert_line --index 1 --partial "'Administrator', 'Bendahara'"
}

@test "a name that was revoked is never given to anybody again, and no key is made for it" {
  office
  as ani officer revoke budi --reason pindah
  for key in kept gone; do
    run dumisake --lang en --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file budi.txt
    assert_equal "$status" 4
    assert_output --partial 'budi was an officer and was revoked: a name is used once and never again'
    [ "$key" = gone ] || rm dumisake.db.d/officer-budi.key
  done
  assert [ ! -e dumisake.db.d/officer-budi.key ]
  run dumisake --lang en --as ani --passphrase-file ani.txt officer add dewi --role operator --new-passphrase-file dewi.txt
  assert_equal "$status" 4
  assert_output --partial 'dewi is registered already'
}

@test "names in the next command the officer at the keyboard, or the role that it needs" {
  office
  applicants 2 > a.csv
  run as budi import a.csv --date 2024-02-10
  assert_line 'Next: dumisake --as budi disburse --batch'
  run as budi disburse --batch --dry-run --date 2024-03-01
  assert_line 'Next: dumisake --as budi disburse --batch'
  run as budi disburse --batch --date 2024-03-01
  assert_line 'Next: dumisake --as APPROVER approve 1 --sk ... --sk-date ...'
  run dumisake status
  assert_line 'Next: dumisake --as APPROVER --year 2024 approve 1 --sk ... --sk-date ...'
  run dumisake --as dewi status
  assert_line 'Next: dumisake --as dewi --year 2024 approve 1 --sk ... --sk-date ...'
  run as dewi approve 1 --sk 7/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  assert_line 'Next: dumisake --as TREASURER send 1 transfer-1.csv'
  run as eko send 1 t.csv --date 2024-03-04
  assert_line 'Next: dumisake --as eko settle ANSWER.csv'
  run dumisake export audit.xlsx
  assert_line 'Next: dumisake verify'
}

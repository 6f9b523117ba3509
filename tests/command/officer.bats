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
  assert_output --partial 'Next: dumisake approve 1'
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

@test "speaks of a new key only when it was made" {
  office
  run as ani officer add fani --role verifier
  assert_equal "$status" 4
  refute_output --partial 'sealed with the passphrase'
  run as ani officer add fani --role auditor
  assert_success
  assert_output --partial 'sealed with the passphrase of ani; fani must choose another'
}

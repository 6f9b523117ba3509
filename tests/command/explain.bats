load support

# The rules of 2024 for two people, changed by sed.
rules() {
  dumisake program show --year 2024 | sed "s/people: 2000/people: 2/; $1"
}

# Three applicants, a batch of the first two; the third waits.
batch_of_two() {
  dumisake init
  rules '' > awal.yaml
  dumisake program add awal.yaml
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2024-01-05; applicant 2 tanggal_pengajuan=2024-01-06; applicant 3; applicant 4 nib=; } > pemohon.csv
  run dumisake import pemohon.csv --date 2024-03-01
  dumisake disburse --batch --date 2024-03-02
}

explain() {
  run --separate-stderr dumisake explain "$@" --json
  assert_success
}

@test "says of each rule where its value stands" {
  { printf '%s\n' "$header"; applicant 1; applicant 2; } > pemohon.csv
  dumisake import pemohon.csv
  dumisake amend 1571015203900002 --set omzet_bulanan=3000000 --reason 'salah ketik'
  explain 1571015203900002
  assert_equal "$(json '.rules[] | select(.code == "izin-usaha") | .from')" 'pemohon.csv:3'
  entry=$(json '.amendments[0].entry')
  assert_equal "$(json '.rules[] | select(.code == "usaha-mikro") | [.value, .from] | join(" ")')" "3000000 journal entry $entry"
  assert_equal "$(json '[.rules[] | select(.from == "")] | length')" 0
  run dumisake explain 1571015203900002
  assert_output --partial 'from: pemohon.csv:3'
}

@test "names the rules in force of each value when some were amended and some were not" {
  { printf '%s\n' "$header"; applicant 1 kategori=pemula; } > pemohon.csv
  dumisake import pemohon.csv
  dumisake amend 1571015203900001 --set no_kk=1571010101129999 --reason 'KK baru'
  explain 1571015203900001
  assert_equal "$(json '.rules[] | select(.code == "bukan-aparatur") | .from | test("^pemohon.csv:2, journal entry [0-9]+$")')" true
}

@test "notes the batches of a person who is in one" {
  batch_of_two
  explain 1571015203900001
  assert_equal "$(json '.batches[0] | [.batch, .day, .sequence, .reference] | join(" ")')" '1 2024-03-02 1 P2024B001N000001'
  run dumisake explain 1571015203900001
  assert_output --partial '--batch 1 shows the decision as it was then'
  explain 1571015203900003
  assert_equal "$(json '.batches | length')" 0
}

@test "says of a batch what it said then, whatever was recorded since" {
  batch_of_two
  for n in 1 2 3 4; do
    dumisake explain 157101520390000$n --batch 1 --json > "then$n.json"
  done
  output=$(cat then1.json)
  assert_equal "$(json '[.eligible, .as_of.batch, .as_of.sequence, .as_of.reference] | map(tostring) | join(" ")')" 'true 1 1 P2024B001N000001'
  output=$(cat then3.json)
  assert_equal "$(json '[.eligible, .waiting.batch, .waiting.position, .waiting.limit, .as_of.sequence] | map(tostring) | join(" ")')" 'false 1 1 semua null'
  output=$(cat then4.json)
  assert_equal "$(json '[.eligible, .rules[1].outcome, .rules[1].value] | map(tostring) | join(" ")')" 'false unknown '

  rules 's/<= 2.000.000.000/<= 20.000.000/' > ketat.yaml
  dumisake program add ketat.yaml
  dumisake amend 1571015203900004 --set nib=9120000000004 --set nama='Warga Lain' --reason 'surat menyusul'
  dumisake amend 1571015203900003 --set no_kk=1571010101129999 --set omzet_bulanan=9000000 --reason 'KK baru'
  printf 'nik,nama\n1571015203900001,Warga Contoh 1\n1571015203900003,Warga Contoh 3\n' > asn.csv
  run dumisake exclude asn.csv --list asn
  dumisake review 1571015203900004 --reject --reason 'usaha tutup'
  dumisake withdraw 1571015203900003 --reason 'pindah'
  dumisake check
  explain 1571015203900004
  assert_equal "$(json '.name')" 'Warga Lain'
  assert_equal "$(json '.rules[] | select(.code == "usaha-mikro") | .outcome')" fail
  for n in 1 2 3 4; do
    run --separate-stderr dumisake explain 157101520390000$n --batch 1 --json
    assert_success
    assert_equal "$output" "$(cat "then$n.json")"
  done
  run dumisake explain 1571015203900003 --batch 1
  assert_output --partial 'As it was for batch 1 of 2024-03-02'
  assert_output --partial 'on the waiting list of batch 1, place 1; limit: semua'
}

@test "finds a person in an earlier batch by the NIK of now and by that of then" {
  batch_of_two
  dumisake amend 1571015203900003 --set nik=1571015203900033 --reason 'sesuai KTP'
  for nik in 1571015203900033 1571015203900003; do
    explain "$nik" --batch 1
    assert_equal "$(json '.rules[] | select(.code == "nik-sudah-menerima") | .value')" 'nik 1571015203900003, grants(nik) 0'
  done
}

@test "says of a batch what it looked at, also where the check before it had seen another value" {
  { printf '%s\n' "$header"; applicant 1; applicant 2 kabupaten_usaha=Palembang kecamatan_usaha=; } > pemohon.csv
  dumisake import pemohon.csv
  dumisake check
  dumisake amend 1571015203900002 --set omzet_bulanan=3000000 --reason 'salah ketik'
  dumisake disburse --batch
  dumisake amend 1571015203900002 --set omzet_bulanan=4000000 --reason 'salah lagi'
  explain 1571015203900002 --batch 1
  assert_equal "$(json '.rules[] | select(.code == "usaha-mikro") | .value')" 3000000
  assert_equal "$(json '.amendments | length')" 1
}

@test "knows nobody who came after the batch" {
  batch_of_two
  { printf '%s\n' "$header"; applicant 9; } > susulan.csv
  dumisake import susulan.csv
  run dumisake explain 1571015203900009 --batch 1
  assert_equal "$status" 1
  assert_output --partial 'no applicant with that NIK when batch 1 was made'
  run dumisake explain 1571015203900009 --batch 7
  assert_equal "$status" 1
  run dumisake explain 1571015203900001 --batch x
  assert_equal "$status" 2
  run dumisake explain 1571015203900001 --batch 1 --year 2023
  assert_equal "$status" 2
}

@test "a stored decision that does not follow from the ledger is exit status 5" {
  batch_of_two
  sqlite3 dumisake.db "UPDATE decision SET outcomes = replace(outcomes, '!', '+'), status = 1 WHERE applicant_id = 4"
  broken_on_purpose=yes
  run dumisake explain 1571015203900004 --batch 1
  assert_equal "$status" 5
  assert_output --partial 'does not follow from the ledger'
  run dumisake explain 1571015203900001 --batch 1
  assert_success
}

@test "an option's value and a flag of one name are told apart before the command" {
  batch_of_two
  run --separate-stderr dumisake --json --batch 1 explain 1571015203900001
  assert_success
  assert_equal "$(json .as_of.batch)" 1
  run --separate-stderr dumisake --json --batch disburse --dry-run
  assert_success
  assert_equal "$(json .command)" disburse
}

# letter NIK: every line of the letter fits on the page; the letter is in $output.
letter() {
  run --separate-stderr dumisake explain "$@" --letter
  assert_success
  [ "${#lines[@]}" -le 60 ]
  assert_equal "$(awk 'length($0) > 90' <<< "$output")" ''
}

@test "writes a letter with the decision, every reason and how to object" {
  { printf '%s\n' "$header"; applicant 1 nib= omzet_bulanan=200000000 jenis_kelamin=laki-laki nama='Sari Contoh'; applicant 2; } > pemohon.csv
  run dumisake import pemohon.csv
  letter 1571015203900001 --date 2024-04-01
  assert_line 'NIK      : 1571015203900001'
  assert_line '   TIDAK MEMENUHI SYARAT.'
  assert_line '1. Memiliki izin usaha (NIB, SKU atau IUMK) (belum terbukti)'
  assert_line '   Tertulis      : omzet bulanan 200.000.000 (pemohon.csv baris 2)'
  assert_line '   Dasar         : PP 7/2021 pasal 35, batas usaha mikro (asumsi)'
  assert_line '   Terpenuhi bila: jenis kelamin perempuan (tertulis: laki-laki)'
  assert_line 'Jambi, 1 April 2024'
  assert_output --partial 'sanggahan tertulis'
  before=$output
  letter 1571015203900001 --date 2024-04-01 --lang en
  assert_equal "$output" "$before"
  letter 1571015203900002
  assert_output --partial 'MEMENUHI SYARAT; menunggu batch berikutnya'
}

@test "a letter names the lists, the officers' words and the amendment that a value comes from" {
  { printf '%s\n' "$header"; applicant 1; } > pemohon.csv
  dumisake import pemohon.csv
  dumisake amend 1571015203900001 --set nib= --reason 'NIB dicabut'
  entry=$(dumisake explain 1571015203900001 --json | jq -r '.amendments[0].entry')
  printf 'nik,nama,keterangan\n1571015203900001,Warga Contoh 1,BKN 2024\n' > asn.csv
  dumisake exclude asn.csv --list asn
  dumisake review 1571015203900001 --reject --reason 'usaha tutup' --date 2024-03-09
  letter 1571015203900001
  assert_line '1. Ditolak petugas'
  assert_line '   Tercatat      : 2024-03-09: usaha tutup'
  assert_line "   Tertulis      : nib kosong (entri jurnal $entry)"
  assert_line '   Masuk daftar  : asn (BKN 2024) [asn.csv:2]'
}

@test "a letter about a past batch says what was decided then" {
  batch_of_two
  letter 1571015203900003 --batch 1
  before=$output
  assert_output --partial 'urutan 1 pada daftar tunggu batch 1; kuota semua penuh.'
  assert_output --partial 'batch 1, 2 Maret 2024.'
  dumisake amend 1571015203900003 --set nib= --reason 'NIB dicabut'
  letter 1571015203900003
  assert_output --partial 'TIDAK MEMENUHI SYARAT.'
  letter 1571015203900003 --batch 1
  assert_equal "$output" "$before"
  letter 1571015203900001
  assert_output --partial 'rujukan P2024B001N000001).'
}

@test "a letter goes into a file, replaces an earlier letter and nothing else" {
  { printf '%s\n' "$header"; applicant 1 nib=; } > pemohon.csv
  dumisake import pemohon.csv
  root=$(dumisake verify --json | jq -r .root)
  run dumisake explain 1571015203900001 --letter surat.txt
  assert_success
  assert_output --partial 'surat.txt: the letter to Warga Contoh 1.'
  letter 1571015203900001
  assert_equal "$(cat surat.txt)" "$output"
  run dumisake explain --letter 1571015203900001 surat.txt
  assert_success
  cp "$SOURCE_DIR/templates/surat_keputusan.txt" templat.txt
  cp pemohon.csv salinan.csv
  local file
  for file in templat.txt pemohon.csv dumisake.db . ; do
    run dumisake explain 1571015203900001 --letter "$file"
    assert_failure
  done
  cmp pemohon.csv salinan.csv
  cmp templat.txt "$SOURCE_DIR/templates/surat_keputusan.txt"
  run dumisake explain 1571015203900001 --letter templat.txt --template templat.txt
  assert_equal "$status" 1
  assert_equal "$(find . -name 'surat.txt.*')" ''
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "a template of the office takes the place of the built-in one" {
  { printf '%s\n' "$header"; applicant 1 nib=; } > pemohon.csv
  dumisake import pemohon.csv
  printf '\xef\xbb\xbfDINAS KOPERASI DAN UKM\r\nYth. {{nama}}: {{keputusan}}\r\n' > dinas.txt
  letter 1571015203900001 --template dinas.txt
  assert_equal "$output" "DINAS KOPERASI DAN UKM
Yth. Warga Contoh 1: TIDAK MEMENUHI SYARAT."
  run --separate-stderr dumisake explain 1571015203900001 --letter --template dinas.txt --json
  assert_equal "$(json '[.nik, .letter] | join(" ")')" "1571015203900001 DINAS KOPERASI DAN UKM
Yth. Warga Contoh 1: TIDAK MEMENUHI SYARAT."
}

@test "refuses a template with a placeholder that is none, other bytes, or too many lines" {
  { printf '%s\n' "$header"; applicant 1; } > pemohon.csv
  dumisake import pemohon.csv
  printf 'Yth.\n{{nama}} {{alamat}}\n' > salah.txt
  run dumisake explain 1571015203900001 --letter surat.txt --template salah.txt
  assert_equal "$status" 1
  assert_output --partial 'salah.txt:2:10: {{alamat}}: is no placeholder'
  printf 'a\033[31m' > salah.txt
  run dumisake explain 1571015203900001 --letter surat.txt --template salah.txt
  assert_output --partial 'salah.txt:1:2: a control character'
  yes baris | head -n 61 > salah.txt
  run dumisake explain 1571015203900001 --letter surat.txt --template salah.txt
  assert_output --partial 'more than the 60 lines'
  yes 'sebuah baris' | head -n 9999 > salah.txt
  run dumisake explain 1571015203900001 --letter surat.txt --template salah.txt
  assert_output --partial 'is larger than'
  : > salah.txt
  run dumisake explain 1571015203900001 --letter --template salah.txt
  assert_equal "$status" 1
  run dumisake explain 1571015203900001 --letter --template tidak-ada.txt
  assert_equal "$status" 1
  [ ! -e surat.txt ]
}

@test "letters and batches go with a NIK" {
  { printf '%s\n' "$header"; applicant 1; } > pemohon.csv
  dumisake import pemohon.csv
  local words
  for words in 'E104 --letter' 'usaha-mikro --batch 1' '1571015203900001 surat.txt' '1571015203900001 --template x' '1571015203900001 a b --letter'; do
    # shellcheck disable=SC2086
    run dumisake explain $words
    assert_equal "$words: $status" "$words: 2"
  done
}

# Two of one family card, and one whose turn it is anyhow: $1 is the day of the first.
family() {
  { printf '%s\n' "$header"; applicant 1 no_kk=1571010101129999 "tanggal_pengajuan=$1"; applicant 2 no_kk=1571010101129999 tanggal_pengajuan=2024-01-06; applicant 3; } > pemohon.csv
  run dumisake import pemohon.csv --date 2024-03-01
}

@test "calls one of a family card payable, the same before the first check and after it, and disburse pays that one" {
  family 2024-01-07
  for moment in before after; do
    explain 1571015203900001
    assert_equal "$moment $(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" "$moment false kk-ganda"
    assert_equal "$(json '.decision')" 'kk-ganda: another person of the same KK comes first'
    explain 1571015203900002
    assert_equal "$moment $(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" "$moment true"
    run dumisake --lang en explain 1571015203900001
    assert_line 'Decision: kk-ganda: another person of the same KK comes first'
    run dumisake --lang en explain 1571015203900002
    assert_line 'Decision: eligible; the next batch pays'
    letter 1571015203900001
    assert_line --partial 'MEMENUHI SYARAT; tidak dibayar selama anggota lain dari KK yang sama didahulukan'
    letter 1571015203900002
    assert_line --partial 'MEMENUHI SYARAT; menunggu batch berikutnya.'
    run dumisake check
  done
  dumisake disburse --batch
  explain 1571015203900002
  assert_equal "$(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" 'false dalam-batch'
  explain 1571015203900001
  assert_equal "$(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" 'false kk-ganda'
  letter 1571015203900001
  assert_line --partial 'anggota lain dari KK yang sama'
}

@test "who came after the last check, and rules added after it, count at once" {
  family 2024-01-07
  dumisake check
  { printf '%s\n' "$header"; applicant 4 no_kk=1571010101129999 tanggal_pengajuan=2024-01-01; } > susulan.csv
  run dumisake import susulan.csv
  explain 1571015203900002
  assert_equal "$(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" 'false kk-ganda'
  explain 1571015203900004
  assert_equal "$(json .eligible)" true
  rules 's/people: 2$/people: 1/' > satu.yaml
  dumisake program add satu.yaml
  explain 1571015203900003
  assert_equal "$(json '[.eligible, .reasons[]] | map(tostring) | join(" ")')" 'false semua'
}

@test "a missing value that passes is said to be unknown and to count as a pass" {
  { printf '%s\n' "$header"; applicant 1 no_kk=; } > pemohon.csv
  run dumisake import pemohon.csv
  explain 1571015203900001
  assert_equal "$(json '.rules[] | select(.code == "kk-sudah-menerima") | [.outcome, .effect] | join(" ")')" 'unknown none'
  assert_equal "$(json '[.rules[] | select(.code != "kk-sudah-menerima") | .outcome] | unique | join(" ")')" pass
  assert_equal "$(json '.eligible')" true
  run dumisake --lang en explain 1571015203900001
  assert_line '  kk-sudah-menerima: unknown: counts as pass'
  assert_line --partial 'it would fail if: grants(no_kk) != 0 (missing)'
}

@test "a rule that is not met and asks for review is not called a missing value" {
  dumisake init
  { rules ''; printf '  - { code: nama-uji, title: Nama, source: uji, severity: review, condition: "not contains(nama, %s)" }\n' "'Contoh 2'"; } > uji.yaml
  dumisake program add uji.yaml
  { printf '%s\n' "$header"; applicant 1 omzet_bulanan=; applicant 2; } > pemohon.csv
  dumisake import pemohon.csv
  explain 1571015203900001
  assert_equal "$(json .decision)" 'needs review: a value is missing that a person must judge'
  explain 1571015203900002
  assert_equal "$(json .decision)" 'needs review: an officer must decide'
  assert_equal "$(json '[.reasons[], (.rules[] | select(.code == "nama-uji") | .outcome, .effect)] | join(" ")')" 'nama-uji fail review'
  dumisake withdraw 1571015203900002 --reason pindah
  explain 1571015203900002
  assert_equal "$(json '[.rules[0].code, .rules[0].effect, .rules[0].severity, .rules[0].from, .rules[0].flip] | join("|")')" "ditarik|reject|reject|$(json '.rules[0].source')|"
}

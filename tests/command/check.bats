load support

judge() {
  { printf '%s\n' "$header"; applicant 1 "$@"; } > applicants.csv
  run dumisake import applicants.csv
  run --separate-stderr dumisake check --json
  assert_success
  assert_equal "$(json '.applicants == .eligible + .needs_review + .ineligible')" true
}

@test "finds a person who meets every rule eligible" {
  judge
  assert_equal "$(json '[.applicants, .eligible] | join(" ")')" '1 1'
}

@test "keeps every reason, not the first" {
  judge nib= jenis_kelamin=laki-laki nik=1571011203900001 omzet_bulanan=999999999
  assert_equal "$(json '[.ineligible, .reasons["izin-usaha"], .reasons["usaha-mikro"], .reasons["perempuan"]] | join(" ")')" '1 1 1 1'
}

@test "leaves a missing turnover to a person and rejects a missing permit" {
  judge omzet_bulanan=
  assert_equal "$(json .needs_review)" 1
  rm dumisake.db
  judge nib=
  assert_equal "$(json .ineligible)" 1
}

@test "judges turnover, birth year and age of business at their limits" {
  local -a cases=(
    'omzet_bulanan=166666666 eligible' 'omzet_bulanan=166666667 ineligible'
    'kategori=milenial,tanggal_lahir=1981-01-01,nik=1571014101810001 eligible' 'kategori=milenial,tanggal_lahir=1980-12-31,nik=1571017112800001 ineligible'
    'kategori=milenial,tanggal_lahir=1996-12-31,nik=1571017112960001 eligible' 'kategori=milenial,tanggal_lahir=1997-01-01,nik=1571014101970001 ineligible'
    'kategori=pemula,tanggal_mulai_usaha=2021-07-01 eligible' 'kategori=pemula,tanggal_mulai_usaha=2021-06-30 ineligible'
    'kategori=pemula,tanggal_mulai_usaha=2025-01-01 ineligible' 'kategori=pemula,tanggal_mulai_usaha= needs_review'
    'kabupaten_usaha=Palembang,kecamatan_usaha= ineligible' 'jenis_kelamin= needs_review'
  )
  local line pairs
  for line in "${cases[@]}"; do
    rm -f dumisake.db
    IFS=, read -r -a pairs <<< "${line% *}"
    judge "${pairs[@]}"
    assert_equal "$line: $(json ".${line##* }")" "$line: 1"
  done
}

@test "changes nothing when nothing changed" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake check
  before=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake check --json
  assert_equal "$(json .changed)" 0
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "explains each rule with the value, the threshold and the source" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_success
  assert_equal "$(json '[.nik, .year, .eligible, .line] | join(" ")')" '1571015203900001 2024 true 2'
  assert_equal "$(json '.rules[] | select(.code == "usaha-mikro") | [.outcome, .assumed] | join(" ")')" 'pass true'
  assert_equal "$(json '[.rules[] | select(.source == "" or .threshold == "")] | length')" 0
  run dumisake explain 1571015203900009
  assert_equal "$status" 1
}

@test "tells of a person whose row was set aside where it stands and why" {
  { applicants 1; applicant 2 kategori=nelayan; } > applicants.csv
  run dumisake import applicants.csv
  run dumisake explain 1571015203900002
  assert_equal "$status" 1
  assert_output --partial 'applicants.csv:3: E112'
}

@test "tells who waits for what" {
  dumisake init
  dumisake program show --year 2024 | sed 's/people: 2000/people: 1/' > small.yaml
  dumisake program add small.yaml
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2024-01-05; applicant 2; applicant 3 no_kk=1571010101120002 tanggal_pengajuan=2024-03-01; } > applicants.csv
  run dumisake import applicants.csv
  dumisake check
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_equal "$(json .eligible)" true
  run dumisake explain 1571015203900002
  assert_output --partial 'the quota is full: semua'
  run dumisake explain 1571015203900003
  assert_output --partial 'kk-ganda'
}

@test "explains what a code means" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  run dumisake explain usaha-mikro
  assert_success
  run dumisake explain E999
  assert_equal "$status" 2
}

@test "finds digits that cannot be a NIK in the row that was set aside for them" {
  { applicants 1; applicant 2 nik=1571015213900002; } > applicants.csv
  run dumisake import applicants.csv
  run dumisake explain 1571015213900002
  assert_equal "$status" 1
  assert_output --partial 'applicants.csv:3:'
  run dumisake explain 1571015213900009
  assert_equal "$status" 1
}

@test "an earlier check follows from the ledger as it was, and one that does not is exit status 5" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake check --json
  assert_equal "$(json .reproduced)" false
  dumisake amend 1571015203900002 --set nib= --reason 'tidak ada NIB'
  run --separate-stderr dumisake check --json
  assert_success
  assert_equal "$(json '[.eligible, .reproduced] | map(tostring) | join(" ")')" '2 true'
  sqlite3 dumisake.db "UPDATE decision SET status = 3, outcomes = replace(outcomes, '+', '-') WHERE applicant_id = 1"
  broken_on_purpose=yes
  run dumisake --lang en check
  assert_equal "$status" 5
  assert_output --partial 'do not follow from the ledger'
}

@test "compares the rules of a file with those in force and stores nothing" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake check
  root=$(dumisake verify --json | jq -r .root)
  dumisake program show | sed 's/<= 2.000.000.000/<= 20.000.000/; s/amount: 5000000/amount: 6000000/' > hemat.yaml
  run --separate-stderr dumisake check --what-if hemat.yaml --json
  assert_success
  assert_equal "$(json '[.all.now.eligible, .all.then.eligible, .all.losing, .all.now.amount, .all.then.amount, (.changes | length)] | join(" ")')" '3 0 3 15000000 0 3'
  assert_equal "$(json '.changes[0] | [.nik, .now, .then, .reasons] | join(" ")')" '1571015203900001 eligible ineligible usaha-mikro'
  assert_equal "$(json '.by_region["Kota Jambi"].losing')" 3
  run dumisake --lang en check --what-if hemat.yaml
  assert_output --partial 'nothing was stored'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  sed -i 's/^year: 2024/year: 2023/' hemat.yaml
  run dumisake check --what-if hemat.yaml
  assert_equal "$status" 1
  echo 'rules: 3' > rusak.yaml
  run dumisake check --what-if rusak.yaml
  assert_equal "$status" 1
  assert_output --partial 'rusak.yaml:1:1: '
}

@test "counts those of the aspirasi path apart" {
  { printf '%s,jalur\n' "$header"; applicant 1 | sed 's/$/,aspirasi/'; applicant 2 nib= | sed 's/$/,Aspirasi/'; applicant 3 | sed 's/$/,reguler/'; } > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .aspirasi.eligible, .aspirasi.needs_review, .aspirasi.ineligible] | join(" ")')" '2 1 0 1'
  run dumisake --lang en check
  assert_output --partial 'Of them by way of aspirasi: 1 eligible, 0 need review, 1 not eligible.'
}

@test "a rule that only notes keeps nobody out, one that asks for review does" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake program show | sed 's/^rules:/rules:\n  - { code: catat, title: Catat, source: uji, severity: note, condition: applicants(no_kk) > 5 }\n  - { code: tinjau, title: Tinjau, source: uji, severity: review, condition: "omzet_bulanan < 2000000", unknown: review }/' > baru.yaml
  dumisake program add baru.yaml
  run --separate-stderr dumisake check --json
  assert_success
  assert_equal "$(json '[.needs_review, .reasons.tinjau, .notes.catat, (.reasons | has("catat"))] | map(tostring) | join(" ")')" '2 2 2 false'
}

load support

@test "takes in a file with no configuration at all and says what to type next" {
  applicants 3 > applicants.csv
  run dumisake import applicants.csv
  assert_success
  assert_line --partial 'Programme year 2024'
  assert_output --partial '3 rows: 3 accepted, 0 unchanged, 0 conflicting, 0 rejected'
  assert_output --partial 'Next: dumisake disburse --batch'
  assert_equal "$(stat -c %a dumisake.db)" 600
}

@test "changes nothing when the same file comes again" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  before=$(dumisake verify --json | jq -r .root)
  cp applicants.csv copy.csv
  run --separate-stderr dumisake import copy.csv --json
  assert_success
  assert_equal "$(json '[.rows, .accepted, .unchanged, .conflicting, .rejected] | join(" ")')" '3 0 3 0 0'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "changes nothing when a file with faulty rows comes again" {
  { applicants 3; applicant 4 nik=123; applicant 1 'nama=Orang Lain'; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 3
  before=$(dumisake verify --json | jq -r .root)
  run dumisake import applicants.csv
  assert_equal "$status" 3
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "sets a faulty row aside with every reason and takes in the others" {
  { applicants 2; applicant 3 nik=12345 kategori=nelayan tanggal_lahir=1990-02-30; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected] | join(" ")')" '3 2 1'
  assert_equal "$(json '[.findings[] | select(.severity == "error") | .line] | unique | join(",")')" 4
  assert_equal "$(json '[.findings[] | select(.severity == "error")] | length')" 3
  assert_equal "$(json '[.findings[] | select(.severity == "error") | .column] | sort | join(",")')" '1,3,10'
}

@test "prints a finding as a compiler does" {
  { applicants 1; applicant 2 nik=1571015203900000; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 3
  assert_output --regexp 'applicants.csv:3:1: error: E[0-9]+ nik-'
}

@test "sets the same NIK with other content aside and never overwrites" {
  { applicants 1; applicant 1 'nama=Nama Lain'; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .conflicting] | join(" ")')" '2 1 1'
  run dumisake explain 1571015203900001
  assert_output --partial 'Warga Contoh 1'
}

@test "warns of the same family card and takes the row in" {
  { applicants 1; applicant 2 no_kk=1571010101120001; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings] | join(" ")')" '2 1'
}

@test "gives the set-aside rows back, and takes in the corrected ones alone" {
  { applicants 2; applicant 3 nik=99; applicant 4 kategori=x; } > applicants.csv
  run dumisake import --rejects fix.csv applicants.csv
  assert_equal "$status" 3
  run cat fix.csv
  assert_line --index 0 "$header,line,code,reason"
  assert_equal "${#lines[@]}" 3
  sed -i 's/^99,/1571015203900003,/' fix.csv
  run --separate-stderr dumisake import fix.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected] | join(" ")')" '2 1 1'
}

@test "stores nothing in a dry run, not even the ledger file" {
  applicants 3 > applicants.csv
  run dumisake import --dry-run applicants.csv
  assert_success
  assert_output --partial 'nothing was stored'
  assert [ ! -e dumisake.db ]
}

@test "reads semicolon, tab, BOM, CRLF and quotes alike" {
  applicants 2 > comma.csv
  sed 's/,/;/g; s/$/\r/' comma.csv | sed '1s/^/\xEF\xBB\xBF/' > semicolon.csv
  tr ',' '\t' < comma.csv > tab.csv
  sed '2,$s/Warga Contoh \([0-9]*\)/"Warga Contoh \1"/g' comma.csv > quoted.csv
  dumisake import comma.csv
  for file in semicolon.csv tab.csv quoted.csv; do
    run --separate-stderr dumisake import "$file" --json
    assert_success
    assert_equal "$(json '[.rows, .unchanged] | join(" ")')" '2 2'
  done
}

@test "stops when every application is of another year" {
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2023-02-01; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 4
  assert_output --partial 2023
  assert [ ! -e dumisake.db ]
  run dumisake import --year 2023 applicants.csv
  assert_success
}

@test "refuses a file with another number of rows than the covering letter says" {
  applicants 3 > applicants.csv
  run dumisake import --expect-rows 4 applicants.csv
  assert_equal "$status" 4
  assert [ ! -e dumisake.db ]
  run dumisake import --expect-rows 3 applicants.csv
  assert_success
}

@test "reads a column under the name that --map gives" {
  applicants 1 | sed '1s/nama,/sebutan orangnya,/' > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 1
  assert_output --partial nama
  run dumisake import --map 'nama=sebutan orangnya' applicants.csv
  assert_success
}

@test "stops at a title of another year until it is forced, and says so in the journal" {
  { echo 'DAFTAR PEMOHON DUMISAKE TAHUN 2023'; applicants 2; } > applicants.csv
  run dumisake --lang en import applicants.csv
  assert_equal "$status" 4
  assert_output --partial 'line 1: the title says 2023'
  assert_output --partial '--year 2023'
  assert [ ! -e dumisake.db ]
  run --separate-stderr dumisake import --json --force applicants.csv
  assert_success
  assert_equal "$(json '[.accepted, .forced] | join(" ")')" '2 true'
  dumisake export ledger.txt
  run grep -c '^forced title-year$' ledger.txt
  assert_output 1
  sed 's/2023/2024/' applicants.csv > right.csv
  run dumisake --db right.db import right.csv
  assert_success
}

# numbered COUNT: people without a header, the four columns that are needed.
numbered() {
  applicants "$1" | tail -n +2 | cut -d, -f1-4
}

@test "takes in every row of a file without a header whose columns are numbered" {
  local maps=(--map nik=#1 --map nama=#2 --map kategori=#3 --map kabupaten_usaha=#4)
  numbered 9 > applicants.csv
  run --separate-stderr dumisake import --json "${maps[@]}" applicants.csv
  assert_success
  assert_equal "$(json .accepted)" 9
  run --separate-stderr dumisake import --json --headers 0 "${maps[@]}" applicants.csv
  assert_success
  assert_equal "$(json .unchanged)" 9
  # One that says otherwise is not believed: nobody is lost for a header.
  run dumisake --lang en import --headers 1 "${maps[@]}" applicants.csv
  assert_equal "$status" 1
  assert_output --partial "holds a person's data"
  numbered 1 | sed 's/^1571/1571O/' > one.csv
  run --separate-stderr dumisake --lang en import "${maps[@]}" one.csv
  assert_equal "$status" 1
  assert_regex "$stderr" 'line 1: is taken for the header'
  # A header is passed over all the same.
  { echo 'nomor,sebutan,golongan,tempat'; numbered 10; } > headed.csv
  run --separate-stderr dumisake import --json --headers 1 "${maps[@]}" headed.csv
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '1 9'
}

@test "asks whether a first row that means no field is a header" {
  local maps=(--category milenial --map nama=#1 --map nik=#2 --map kabupaten_usaha=#3)
  local budi='Budi Santoso,1571011203900001,Bungo,Jl. Mawar 1' siti='Siti Aminah,1571015203900002,Tebo,Jl. Mawar 2' wanted options first
  while IFS='|' read -r wanted options first; do
    printf '%s\n' "$first" "$budi" "$siti" > applicants.csv
    # shellcheck disable=SC2086 # some of the options are two words
    run --separate-stderr dumisake --lang en import --json --dry-run --force "${maps[@]}" $options applicants.csv
    if [ "$wanted" = asks ]; then
      assert_equal "$first $status" "$first 1"
      assert_regex "$stderr" 'line 1: (may be a header or a row|stands above)'
    else
      assert_equal "$first $options $(json '[.accepted, .rejected] | join(" ")')" "$first $options $wanted"
    fi
  done <<'EOF'
asks||Rina Wati,,Bungo,Jl. Mawar 3
asks||Rina Wati,,Bungo,
asks||Rina Wati,,,
asks|--headers 0|Rina Wati,,,
2 0|--headers 0 --skip 1|Rina Wati,,,
2 0|--headers 0|DAFTAR PENERIMA,,,
2 0||Dumisake Tahun 2024
asks||Rina Wati,belum ada,Bungo,Jl. Mawar 3
2 1|--headers 0|Rina Wati,,Bungo,Jl. Mawar 3
2 1|--headers 0|Rina Wati,,Bungo,
2 0|--headers 1|Sebutan,Nomor,Tempat,Jalan
2 0||Nama,NIK,Kab/Kota,Alamat
3 0||Rina Wati,1571015203900003,Bungo,Jl. Mawar 3
EOF
}

@test "says how columns without a header are named" {
  numbered 3 > applicants.csv
  run dumisake --lang en import --headers 0 --map nik=#1 applicants.csv
  assert_equal "$status" 1
  assert_output --partial 'of its 4 columns none is mapped to nama, kategori, kabupaten_usaha'
  run dumisake --lang en import --headers 0 --map nik=NIK applicants.csv
  assert_equal "$status" 1
  assert_output --partial 'name one by its number'
  : > empty.csv
  run dumisake --lang en import --headers 0 --map nik=#1 empty.csv
  assert_equal "$status" 1
  assert_output --partial 'is empty'
}

@test "never replaces rejects that somebody corrected" {
  { applicants 1; applicant 2 nik=123; } > applicants.csv
  run dumisake import --rejects fix.csv applicants.csv
  assert_equal "$status" 3
  run dumisake import --rejects fix.csv applicants.csv # the same bytes once more
  assert_equal "$status" 3
  sed -i 's/^123,/1571015203900002,/' fix.csv
  cp fix.csv corrected.csv
  applicant 3 >> applicants.csv
  run dumisake --lang en import --rejects fix.csv applicants.csv
  assert_equal "$status" 1
  assert_output --partial 'fix.csv: exists already and holds other rows'
  cmp fix.csv corrected.csv
  assert_equal "$(dumisake status --json | jq '.total.applicants.total')" 1
  assert_equal "$(find . -name 'fix.csv*' | wc -l)" 1
  run dumisake import --rejects fix2.csv fix.csv
  assert_success
}

@test "rejects of a file without a header come back with one" {
  { numbered 2; echo '123,Budi,pemula,Tebo'; } > applicants.csv
  run dumisake import --headers 0 --map nik=#1 --map nama=#2 --map kategori=#3 --map kabupaten_usaha=#4 --rejects fix.csv applicants.csv
  assert_equal "$status" 3
  sed -i 's/^123,/1571015203900077,/' fix.csv
  run --separate-stderr dumisake import --json fix.csv
  assert_success
  assert_equal "$(json .accepted)" 1
}

@test "takes the category of a whole file from the command line" {
  applicants 2 | cut -d, -f1,2,4- > applicants.csv
  run dumisake import --category emak-emak applicants.csv
  assert_success
  run dumisake import --category nelayan applicants.csv
  assert_equal "$status" 2
}

@test "keeps a NIK above 2 to the 53 to its last digit" {
  { printf '%s\n' "$header"; applicant 1 nik=9471015203909007; } > applicants.csv
  dumisake import applicants.csv
  run dumisake explain 9471015203909007
  assert_success
  assert_output --partial 9471015203909007
}

@test "takes in several files, each by itself" {
  applicants 2 > a.csv
  { printf '%s\n' "$header"; applicant 3; } > b.csv
  run --separate-stderr dumisake import a.csv b.csv --json
  assert_success
  assert_equal "$(json '[.rows, .accepted, (.files | length)] | join(" ")')" '3 3 2'
}

@test "takes in all the files that are named or none" {
  applicants 2 > good.csv
  : > empty.csv
  run dumisake import good.csv empty.csv
  assert_equal "$status" 1
  assert [ ! -e dumisake.db ]
}

@test "prints the empty form" {
  run dumisake import --template
  assert_success
  assert_output "$(cat "$SOURCE_DIR/templates/applicants.csv")"
}

@test "warns of a day of application outside the year, which would move a person in the queue" {
  { applicants 1; applicant 2 tanggal_pengajuan=1999-01-01; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '.findings[] | [.code, .line] | join(" ")')" 'W209 3'
}

@test "a file of which nothing was taken in is to be corrected before anything else" {
  { printf '%s\n' "$header"; applicant 1 nik=157; } > a.csv
  run dumisake import a.csv
  assert_equal "$status" 3
  assert_line 'Next: dumisake import a.csv --rejects OUT.csv'
  run dumisake import a.csv --rejects 'to correct.csv'
  assert_line "Next: dumisake import 'to correct.csv'"
}

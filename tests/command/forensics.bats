# What the import says of damaged values, and of files that are wrong as a whole.
load support

# differences FILE TRUTH: what the import of FILE finds and TRUTH has not (>), and the other way (<); notes are of no row.
differences() {
  run --separate-stderr dumisake --date 2024-06-01 import "$1" --json
  assert_equal "$status" 3
  diff <(sort "$2") <(jq -r '.findings[] | select(.severity != "note") | "\(.line)\t\(.code)"' <<< "$output" | sort)
}

@test "classifies the faulty rows of a Dinas file without a miss or a false alarm" {
  for seed in 1 2 3; do
    rm -f dumisake.db
    "$SOURCE_DIR/scripts/generate_dirt" 2000 --seed "$seed" --truth truth.tsv > dirt.csv
    assert_equal "$(wc -l < truth.tsv)" 100
    differences dirt.csv truth.tsv
    assert_equal "$(json .rows)" 2000
    assert_equal "$(json '.rejected + .conflicting')" "$(cut -f 2 truth.tsv | grep -c ^E)"
  done
}

@test "classifies them as well between the title, the two header rows and the signatures of the Dinas" {
  "$SOURCE_DIR/scripts/generate_dirt" 2000 --seed 4 --dinas --truth truth.tsv > dirt.csv
  differences dirt.csv truth.tsv
  assert_equal "$(json '[.rows, .skipped_lines] | join(" ")')" '2000 6'
}

@test "finds every kind of fault that is known" {
  "$SOURCE_DIR/scripts/generate_dirt" 600 --share 20 --truth truth.tsv > dirt.csv
  assert [ "$(cut -f 2 truth.tsv | sort -u | wc -l)" -ge 35 ]
  differences dirt.csv truth.tsv
}

@test "stores nothing of a file that is mostly wrong until somebody insists, and the journal says who insisted on what" {
  { applicants 5; for i in 6 7 8 9 10 11; do applicant "$i" nik="$i"; done; } > applicants.csv
  run dumisake import --rejects fix.csv applicants.csv
  assert_equal "$status" 4
  assert_output --partial '6 of 11 rows'
  assert_output --partial 'E101'
  assert_output --partial '--force'
  assert [ ! -e dumisake.db ]
  assert_equal "$(wc -l < fix.csv)" 7
  run dumisake import --dry-run applicants.csv
  assert_equal "$status" 4
  run --separate-stderr dumisake import --force applicants.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .rejected, .forced] | join(" ")')" '5 6 true'
  dumisake export journal.txt
  assert_equal "$(grep -c '^forced ' journal.txt)" 1
  assert_equal "$(grep '^forced ' journal.txt)" 'forced set-aside'
  run dumisake import applicants.csv
  assert_equal "$status" 3
  assert_output --partial 'nothing was changed'
}

@test "does not write of force where none was needed" {
  applicants 12 > applicants.csv
  dumisake import --force applicants.csv
  dumisake export journal.txt
  assert_equal "$(grep -c '^forced ' journal.txt)" 0
}

@test "refuses a second state of the same list" {
  applicants 12 > a.csv
  sed '2,$s/Warga Contoh/Warga Lain/' a.csv > b.csv
  dumisake import a.csv
  run dumisake import b.csv
  assert_equal "$status" 4
  assert_output --partial '12 of 12 rows are people who are in the register already'
}

@test "refuses a column of NIK that lost the last digit, and says how to export it" {
  { printf '%s\n' "$header"; for i in {1..50}; do applicant "$((i * 10))"; done; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 4
  assert_output --partial '50 of 50 NIK end in 0'
  run dumisake explain W213
  assert_success
  assert_output --partial 'Text'
  run dumisake import --force applicants.csv
  assert_success
  assert_output --partial 'W213'
  dumisake export journal.txt
  assert_equal "$(grep '^forced ' journal.txt)" 'forced nik-zeros'
}

@test "compares the grants with the covering letter" {
  { applicants 3; applicant 4 nik=9; } > applicants.csv
  run dumisake import --expect-rows 4 --expect-amount 20000000 applicants.csv
  assert_equal "$status" 4
  assert_output --partial 'Rp 15.000.000'
  assert [ ! -e dumisake.db ]
  run dumisake import --expect-rows 4 --expect-amount 'Rp 15.000.000,-' applicants.csv
  assert_equal "$status" 3
  run dumisake import --expect-amount 15000000 applicants.csv
  assert_equal "$status" 3
  run dumisake import --expect-amount 'lima juta' applicants.csv
  assert_equal "$status" 2
}

@test "reads the days of a column month first when a row of it can only be read so" {
  { printf '%s\n' "$header"; applicant 1 tanggal_lahir=03/12/1990; applicant 2 tanggal_lahir=03/12/1990; applicant 3 tanggal_lahir=03/25/1990 nik=1571016503900003; } > applicants.csv
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.findings[] | .code] | join(" ")')" N304
  run dumisake explain 1571015203900001
  refute_output --partial 1990-12-03
}

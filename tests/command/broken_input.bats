load support

# Nothing is changed and the message says what to do: the same for every file that cannot be read.
refuses_file() {
  applicants 2 > good.csv
  dumisake import good.csv > /dev/null
  before=$(sha256sum < <(sqlite3 dumisake.db .dump))
  run dumisake import "$1"
  assert_equal "$status" 1
  assert_output --partial "$1"
  assert_equal "$(sha256sum < <(sqlite3 dumisake.db .dump))" "$before"
}

@test "refuses an empty file" {
  : > empty.csv
  refuses_file empty.csv
}

@test "refuses a file of blanks" {
  printf ' \n\n' > blank.csv
  refuses_file blank.csv
}

@test "refuses a header without rows" {
  printf '%s\n' "$header" > header.csv
  refuses_file header.csv
}

@test "refuses a folder" {
  mkdir folder
  refuses_file folder
}

@test "refuses a pipe without waiting for a writer" {
  mkfifo pipe
  refuses_file pipe
}

@test "refuses a device" {
  refuses_file /dev/zero
}

@test "refuses a file that is not there" {
  refuses_file missing.csv
}

@test "refuses a binary file" {
  head -c 100000 "$DUMISAKE" > binary.csv
  refuses_file binary.csv
}

@test "sets aside the row in whose quote a file is cut, naming its line" {
  { applicants 2; printf '1571015203900003,"Warga'; } > cut.csv
  run -3 "$DUMISAKE" import cut.csv
  assert_output --partial cut.csv:4:2
  assert_output --partial '2 accepted'
}

@test "refuses a gigabyte of one line without reading it into memory" {
  truncate -s 1G line.csv
  tr '\0' 'x' < line.csv | head -c 1073741824 > long.csv
  rm line.csv
  # The sanitizers reserve terabytes of addresses: the limit holds for the program itself.
  ([ -n "${SANITIZED:-}" ] || ulimit -v 400000; refuses_file long.csv)
  rm long.csv
}

@test "refuses a file without a required column and names what it found" {
  applicants 2 | cut -d, -f2- > column.csv
  refuses_file column.csv
  assert_output --partial nik
}

@test "refuses two columns for one field" {
  applicants 2 | sed '1s/nib,/nama,/' > twice.csv
  refuses_file twice.csv
}

@test "says that a folder cannot be written to" {
  local -a as=()
  # Root may write everywhere: be somebody else then. The program may lie where others cannot look.
  [ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  local open
  open=$(mktemp -d /tmp/dumisake-closed.XXXXXX)
  cp "$DUMISAKE" "$open/dumisake"
  applicants 2 > "$open/applicants.csv"
  mkdir "$open/closed"
  chmod 755 "$open"
  chmod 555 "$open/closed"
  run "${as[@]}" "$open/dumisake" --db "$open/closed/umkm.db" import "$open/applicants.csv"
  local made
  made=$(ls -A "$open/closed")
  rm -rf "$open"
  assert_equal "$status" 1
  assert_output --partial 'cannot be created'
  assert_equal "$made" ''
}

@test "leaves the ledger as it was when the disk is full" {
  applicants 2 > good.csv
  dumisake import good.csv > /dev/null
  before=$(sha256sum < <(sqlite3 dumisake.db .dump))
  "$SOURCE_DIR/scripts/generate_applicants" 5000 --year 2024 > large.csv
  run bash -c "ulimit -f 1500; exec '$DUMISAKE' import large.csv"
  assert_equal "$status" 1
  assert_output --partial 'nothing was changed'
  assert_equal "$(sha256sum < <(sqlite3 dumisake.db .dump))" "$before"
}

@test "leaves nothing behind when the disk is full at the very first import" {
  "$SOURCE_DIR/scripts/generate_applicants" 5000 --year 2024 > large.csv
  run bash -c "ulimit -f 1000; exec '$DUMISAKE' import large.csv"
  assert_equal "$status" 1
  assert [ ! -e dumisake.db ]
}

@test "refuses a database of another program and leaves it alone" {
  sqlite3 other.db 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
  broken_on_purpose=yes
  before=$(sha256sum < other.db)
  applicants 1 > applicants.csv
  run dumisake --db other.db import applicants.csv
  assert_equal "$status" 1
  assert_output --partial 'another program'
  assert_equal "$(sha256sum < other.db)" "$before"
}

@test "refuses a text file as ledger" {
  echo 'not a ledger, but long enough to look at as a header of a database file, one hundred bytes at the least, here' > text.db
  broken_on_purpose=yes
  run dumisake --db text.db status
  assert_equal "$status" 1
}

@test "refuses a ledger of a newer program" {
  dumisake init
  sqlite3 dumisake.db 'PRAGMA user_version = 9999'
  broken_on_purpose=yes
  run dumisake status
  assert_equal "$status" 1
  assert_output --partial newer
}

@test "says busy when another process holds the ledger" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv > /dev/null
  # A writer that holds the lock until this test ends.
  mkfifo hold
  sqlite3 dumisake.db < hold > /dev/null &
  exec 9> hold
  echo 'BEGIN IMMEDIATE;' >&9
  sleep 0.5
  run dumisake check
  exec 9>&-
  wait
  assert_equal "$status" 6
}

@test "keeps what looks like SQL, a path or a terminal sequence as text" {
  { printf '%s\n' "$header"; applicant 1 "nama=Robert'); DROP TABLE applicant;--"; applicant 2 'nama=../../etc/passwd'; applicant 3 "nama=$(printf 'A\033[2JB')"; } > applicants.csv
  run dumisake import applicants.csv
  refute_output --partial "$(printf '\033')"
  run dumisake explain 1571015203900001
  assert_output --partial "Robert'); DROP TABLE applicant;--"
}

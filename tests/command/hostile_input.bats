# Text and files that were made to harm whoever reads them; `scripts/torture hostile` runs more (tests/torture/hostile_text.py, hostile_files.py).
load support

@test "text that spreadsheets calculate or terminals obey gets through in no output" {
  broken_on_purpose=yes
  run /usr/bin/python3 "$SOURCE_DIR/tests/torture/hostile_text.py" "$DUMISAKE"
  assert_success
  assert_output --partial ' 0 faults'
}

@test "the list of recipients is calculated by no spreadsheet, also not by one that parts cells at semicolons" {
  { printf '%s,nama_usaha\n' "$header"
    n=0
    for business in 'Budi;=1+1' '=1+1' 'Budi; @x' $'\xef\xbc\x9d1+1' '"Budi,-1"' $'a\xe2\x80\xaeb'; do
      n=$((n + 1))
      printf '%s,%s\n' "$(applicant $n)" "$business"
    done; } > a.csv
  dumisake import a.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 t.csv --date 2024-03-04
  answer t.csv 2024-03-05 > b.csv
  dumisake settle b.csv --date 2024-03-05
  dumisake export o.csv
  run cat o.csv
  assert_output --partial ",Budi;'=1+1,"
  assert_output --partial ",'=1+1,"
  assert_output --partial ",Budi;' @x,"
  assert_output --partial $',\'\xef\xbc\x9d1+1,'
  assert_output --partial ',"Budi,-1",'
  refute_output --partial $'\xe2\x80\xae'
}

@test "rows that were set aside are calculated by no spreadsheet, and are what they were when they are put right" {
  { printf '%s,nama_usaha,keterangan\n' "$header"
    printf '%s,%s,%s\n' "$(applicant 1 nik=157101520390000)" "=HYPERLINK(1)" "@x" "$(applicant 2 nik=157101520390001)" '+62 812' '-'; } > a.csv
  run -3 "$DUMISAKE" import a.csv --rejects r.csv --date 2024-02-10
  run cat r.csv
  assert_output --partial "\"'=HYPERLINK(1)\",\"'@x\""
  assert_output --partial '"+62 812","-"'
  sed -i 's/^157101520390000,/1571015203900001,/; s/^157101520390001,/1571015203900002,/' r.csv
  dumisake import r.csv --date 2024-02-11
  assert_equal "$(sqlite3 dumisake.db "SELECT nama_usaha || keterangan FROM applicant ORDER BY nik LIMIT 1")" '=HYPERLINK(1)@x'
}

@test "writes to no pipe without waiting for a reader" {
  applicants 1 > a.csv
  dumisake import a.csv
  for name in o.xlsx o.csv o.txt o.journal; do
    mkfifo "$name"
    run timeout 20 "$DUMISAKE" export "$name"
    assert_equal "$name: $status" "$name: 1"
  done
}

@test "writes nothing among the keys and checkpoints of the ledger" {
  applicants 1 > a.csv
  dumisake import a.csv
  before=$(sha256sum dumisake.db.d/*)
  ln -s dumisake.db link.db
  ln -s dumisake.db.d folder
  older=$(ls dumisake.db.d | grep checkpoint)
  for words in "checkpoint dumisake.db.d/$older" "checkpoint folder/$older" "--db link.db checkpoint dumisake.db.d/new" 'export dumisake.db.d/o.xlsx' "receipt 1 dumisake.db.d/$older"; do
    # shellcheck disable=SC2086
    run dumisake $words
    assert_equal "$words: $status" "$words: 2"
  done
  assert_equal "$(sha256sum dumisake.db.d/*)" "$before"
}

@test "what is no file, or far too large, is refused by every command that reads, and by none after a while" {
  broken_on_purpose=yes
  run /usr/bin/python3 "$SOURCE_DIR/tests/torture/hostile_files.py" "$DUMISAKE" --short
  assert_success
  assert_output --partial ' 0 faults'
}

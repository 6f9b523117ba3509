load support

lived() {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

@test "makes a ledger of its own and never overwrites one" {
  run dumisake init
  assert_success
  assert_equal "$(stat -c %a dumisake.db)" 600
  run dumisake init
  assert_equal "$status" 1
  run dumisake init --db other.db --json
  assert_success
  assert_equal "$(json '.years | join(" ")')" '2022 2023 2024'
}

@test "takes the ledger's name from the option before the environment" {
  DUMISAKE_DB=environment.db dumisake init
  assert [ -s environment.db ]
  DUMISAKE_DB=environment.db dumisake --db option.db init
  assert [ -s option.db ]
}

@test "says where to begin when there is no ledger" {
  run dumisake status
  assert_equal "$status" 1
  assert_output --partial 'dumisake import'
  assert [ ! -e dumisake.db ]
}

@test "verifies a ledger and names its root" {
  lived
  run --separate-stderr dumisake verify --json
  assert_success
  assert_equal "$(json '[.verified, .first_bad, .rollback_checked] | tojson')" '[true,null,true]'
  assert_equal "$(json '.root | length')" 64
}

@test "names a changed journal entry and exits 5" {
  lived
  broken_on_purpose=yes
  trigger=$(sqlite3 dumisake.db "SELECT sql FROM sqlite_schema WHERE name = 'journal_no_update'")
  sqlite3 dumisake.db "DROP TRIGGER journal_no_update; UPDATE journal SET text = replace(text, 'amount 5000000', 'amount 6000000') WHERE position = 12; $trigger"
  run --separate-stderr dumisake verify --json
  assert_equal "$status" 5
  assert_equal "$(json '[.verified, .first_bad] | tojson')" '[false,12]'
  run dumisake verify
  assert_equal "$status" 5
  assert_output --partial 12
}

@test "notices an applicant's changed name, a moved payout and a dropped trigger" {
  lived
  broken_on_purpose=yes
  cp dumisake.db good.db
  for change in "UPDATE applicant SET nama = 'Lain' WHERE id = 1" 'UPDATE payout SET account_id = 5 WHERE id = 1' 'DROP TRIGGER journal_no_update' \
    'UPDATE applicant SET no_rekening = 1 WHERE id = 2' 'UPDATE decision SET status = 3 WHERE applicant_id = 1' 'UPDATE balance SET amount = amount + 1'; do
    cp good.db dumisake.db
    sqlite3 dumisake.db "$change"
    run dumisake verify
    assert_equal "$change: $status" "$change: 5"
  done
}

@test "writes the same workbook twice, byte for byte" {
  lived
  dumisake export one.xlsx
  sleep 1.1
  dumisake export two.xlsx
  run cmp one.xlsx two.xlsx
  assert_success
}

@test "leaves an old workbook alone when the new one cannot be written" {
  lived
  dumisake export audit.xlsx
  before=$(sha256sum < audit.xlsx)
  run bash -c "ulimit -f 4; exec '$DUMISAKE' export audit.xlsx"
  assert_equal "$status" 1
  assert_equal "$(sha256sum < audit.xlsx)" "$before"
  assert_equal "$(ls | grep -c audit)" 1
}

@test "writes the journal as text, without a single NIK or name" {
  lived
  dumisake export journal.txt
  run cat journal.txt
  assert_output --partial 'type payout'
  refute_output --partial 157101520390
  refute_output --partial 'Warga Contoh'
}

@test "keeps names that look like formulas as text in the workbook" {
  { printf '%s\n' "$header"; applicant 1 'nama==cmd|calc'; applicant 2 nama=@SUM; applicant 3 nama=-1+1 nib= ; applicant 4 nama=+A1; } > applicants.csv
  run dumisake import applicants.csv
  dumisake disburse --batch
  dumisake export audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
names = {"=cmd|calc", "@SUM", "-1+1", "+A1"}
book = openpyxl.load_workbook("audit.xlsx")
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in names:
                assert cell.data_type in ("s", "inlineStr"), (sheet.title, cell.coordinate, cell.data_type)
                names.discard(cell.value)
assert not names, names
P
  assert_success
}

@test "refuses an unknown kind of output and an officer nobody registered" {
  lived
  run dumisake export audit.pdf
  assert_equal "$status" 2
  run dumisake --as budi check
  assert_equal "$status" 4
}

@test "never writes over the ledger, however its name is written" {
  lived
  ln -s dumisake.db link.txt
  mv dumisake.db ledger.txt && ln -s ledger.txt dumisake.db
  before=$(sha256sum < ledger.txt)
  for words in 'export ledger.txt' 'export ./ledger.txt' 'export link.txt' 'send 1 ledger.txt' 'send 1 ledger.txt-wal' \
    'import applicants.csv --rejects ./dumisake.db' 'import applicants.csv --rejects ledger.txt-journal'; do
    # shellcheck disable=SC2086
    run dumisake $words
    assert_equal "$words: $status" "$words: 2"
  done
  assert_equal "$(sha256sum < ledger.txt)" "$before"
}

@test "does not write over the ledger that the very first import is about to make" {
  applicants 2 > applicants.csv
  run dumisake import applicants.csv --rejects dumisake.db
  assert_equal "$status" 2
  assert [ ! -e dumisake.db ]
}

@test "does not replace a file that was not its own" {
  lived
  echo notes > notes.txt
  run dumisake export notes.txt
  assert_equal "$status" 1
  assert_equal "$(cat notes.txt)" notes
  dumisake export journal.txt
  run dumisake export journal.txt
  assert_success
}

@test "reads a ledger whose first import was killed, and leaves none of its files behind" {
  "$SOURCE_DIR/scripts/generate_applicants" 20000 --year 2024 > large.csv
  for delay in 0.02 0.05 0.1 0.2 0.3; do
    rm -rf killed.db*
    "$DUMISAKE" --db killed.db --quiet import large.csv > /dev/null &
    sleep "$delay"
    kill -9 $! || true
    wait $! || true
    run dumisake --db killed.db status
    # Nothing was committed, or everything.
    assert [ "$status" -eq 0 -o "$status" -eq 1 ]
    refute_output --partial 'cannot be written'
    run dumisake --db killed.db --quiet import large.csv
    assert_success
    dumisake --db killed.db verify
    assert_equal "$(echo killed.db*)" 'killed.db killed.db.d'
  done
}

@test "makes one ledger when two processes begin with it at once" {
  applicants 3 > a.csv
  { printf '%s\n' "$header"; applicant 4; } > b.csv
  for round in 1 2 3 4 5; do
    rm -f dumisake.db
    "$DUMISAKE" --quiet import a.csv > /dev/null &
    "$DUMISAKE" --quiet import b.csv > /dev/null
    wait $!
    run --separate-stderr dumisake status --json
    assert_equal "$(json .total.applicants.total)" 4
  done
}

@test "says damaged, and neither crashes nor hangs, when values or the schema were changed" {
  lived
  broken_on_purpose=yes
  cp dumisake.db good.db
  for change in 'UPDATE applicant SET kategori = 1099511627776' 'UPDATE applicant SET kategori = 0' 'UPDATE payout SET account_id = 1099511627776' \
    'UPDATE payout SET year = 0' 'UPDATE payout SET amount = 0' 'PRAGMA user_version = 0' 'ANALYZE' \
    "ALTER TABLE journal RENAME TO j2; CREATE VIEW journal AS WITH RECURSIVE c (x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM c) SELECT x AS position, 'entry ' || x AS text, x'00' AS leaf FROM c"; do
    cp good.db dumisake.db
    sqlite3 dumisake.db "PRAGMA ignore_check_constraints = ON; $change"
    run timeout 20 "$DUMISAKE" verify
    assert_equal "$change: $status" "$change: 5"
    for words in check status 'disburse --batch' 'explain 1571015203900001'; do
      [[ $change != *RECURSIVE* ]] || continue
      # shellcheck disable=SC2086
      run timeout 20 "$DUMISAKE" $words
      assert [ "$status" -le 6 ]
    done
  done
}

@test "never removes the ledger that another process makes while a first import fails" {
  applicants 3 > a.csv
  { printf '%s\n' "$header"; applicant 4; applicant 5; } > b.csv
  for ((round = 0; round < 40; round++)); do
    rm -f dumisake.db
    "$DUMISAKE" --quiet import a.csv --expect-rows 7 > /dev/null 2>&1 &
    sleep "0.00$((round % 10))"
    run dumisake --quiet import b.csv
    assert_success
    wait $! || true
    run --separate-stderr dumisake status --json
    assert_equal "$(json .total.applicants.total)" 2
  done
}

@test "compares the files that were taken in, where they are there" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  dumisake send 1 transfer.csv
  printf 'reference,status,amount,date,reason\nP2024B001N000001,SUKSES,5000000,2024-03-05,\n' > answer.csv
  dumisake settle answer.csv
  run --separate-stderr dumisake verify --files . --json
  assert_equal "$status" 0
  assert_equal "$(json '.files | [.same, (.other | length), .absent] | join(" ")')" '2 0 0'
  echo >> answer.csv
  run dumisake verify --files .
  assert_equal "$status" 3
  assert_output --partial 'answer.csv is not the file'
  mkdir empty
  run --separate-stderr dumisake verify --files empty --json
  assert_equal "$(json '.files | [.same, (.other | length), .absent] | join(" ")')" '0 0 2'
}

@test "what is recorded has happened: no day after today is taken" {
  applicants 2 > a.csv
  run dumisake import a.csv --date 2142-02-10
  assert_equal "$status" 4
  assert_output --partial '--date 2142-02-10 lies after today'
  [ ! -e dumisake.db ]
  dumisake import a.csv --date 2024-02-10
  run dumisake disburse --batch --dry-run --date 2142-03-01 # nothing is recorded
  assert_success
  dumisake disburse --batch --date 2024-03-01
  run dumisake approve 1 --sk 1/2024 --sk-date 2142-03-01 --date 2024-03-02
  assert_equal "$status" 4
  assert_output --partial '--sk-date 2142-03-01 lies after today'
  run dumisake send 1 t.csv --sp2d 1 --sp2d-date 2142-03-01 --date 2024-03-02
  assert_equal "$status" 4
  [ ! -e t.csv ]
  dumisake send 1 t.csv --sp2d 1 --sp2d-date 2024-03-02 --date 2024-03-02
  answer t.csv 2024-03-03 > b.csv
  dumisake settle b.csv --date 2024-03-03
  run dumisake refund 1571015203900001 --amount 5000000 --sts 1 --sts-date 2142-03-01 --date 2024-03-04
  assert_equal "$status" 4
  run dumisake lpj --overdue --date 2142-03-01
  assert_success
}

@test "a clock that is behind the ledger is told, and days are not compared with it" {
  lived
  broken_on_purpose=yes
  trigger=$(sqlite3 dumisake.db "SELECT sql FROM sqlite_schema WHERE name = 'journal_no_update'")
  sqlite3 dumisake.db "DROP TRIGGER journal_no_update; UPDATE journal SET text = replace(text, char(10) || 'at 20', char(10) || 'at 21') WHERE position = (SELECT max(position) FROM journal); $trigger"
  run dumisake program budget --dpa DPA-9 --amount 10000000001 --date 2142-02-10
  assert_success
  assert_output --partial 'set the clock'
}

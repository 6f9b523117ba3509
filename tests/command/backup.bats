load support

@test "copies a ledger that verifies and has the same root" {
  applicants 5 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run --separate-stderr dumisake backup copy.db --json
  assert_success
  root=$(json .root)
  assert_equal "$(json .entries)" "$(dumisake verify --json | jq .entries)"
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  assert_equal "$(dumisake --db copy.db verify --json | jq -r '[.verified, .root] | map(tostring) | join(" ")')" "true $root"
  assert_equal "$(stat -c %a copy.db)" 600
  assert_equal "$(ls -d copy.db*)" $'copy.db\ncopy.db.d'
  # a ledger like any other
  dumisake --db copy.db send 1 transfer.csv --date 2024-03-04
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "replaces no file and not the ledger, and leaves nothing behind" {
  run dumisake backup copy.db
  assert_equal "$status" 1
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  run dumisake backup dumisake.db
  assert_equal "$status" 2
  ln -s dumisake.db other.name
  run dumisake backup other.name
  assert_equal "$status" 2
  rm other.name
  echo mine > mine.txt
  run dumisake backup mine.txt
  assert_equal "$status" 1
  assert_equal "$(cat mine.txt)" mine
  run dumisake backup missing/copy.db
  assert_equal "$status" 1
  mkdir folder
  run dumisake backup folder
  assert_equal "$status" 1
  run dumisake backup
  assert_equal "$status" 2
  assert_equal "$(ls | tr '\n' ' ')" 'applicants.csv dumisake.db dumisake.db.d folder mine.txt '
}

@test "leaves no file when the disk is full" {
  applicants 300 > applicants.csv
  dumisake import applicants.csv
  run bash -c 'ulimit -f 100; exec "$DUMISAKE" backup copy.db'
  assert_equal "$status" 1
  assert_equal "$(ls | tr '\n' ' ')" 'applicants.csv dumisake.db dumisake.db.d '
}

@test "copies while another process writes" {
  applicants 20 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  ( for i in $(seq 1 40); do
      "$DUMISAKE" review "157101520390$(printf '%04d' $((i % 20 + 1)))" --accept --reason "kunjungan $i" --quiet > /dev/null || exit 1
    done
    touch done ) 3>&- &
  copies=0
  while [ ! -e done ] && [ "$copies" -lt 200 ]; do
    copies=$((copies + 1))
    dumisake backup "copy-$copies.db" --quiet
  done
  wait
  assert [ -e done ]
  assert [ "$copies" -ge 5 ]
  entries=0
  for copy in $(seq 1 "$copies"); do
    now=$(dumisake --db "copy-$copy.db" verify --json | jq -e 'select(.verified) | .entries')
    assert [ "$now" -ge "$entries" ]
    entries=$now
  done
  # not all of the same moment
  assert [ "$entries" -gt "$(dumisake --db copy-1.db verify --json | jq .entries)" ]
  rm copy-*.db
}

@test "copies what belongs to the ledger and lies beside it, keys and checkpoints, for their owner only" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  printf 'rahasia ani\n' > ani.txt
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  cp dumisake.db.d/*-*.checkpoint 5f3b12ac-000000000007.checkpoint
  mv 5f3b12ac-000000000007.checkpoint dumisake.db.d # of another ledger that had this name
  echo x > dumisake.db.d/notes.txt
  run --separate-stderr dumisake backup copy.db --json
  assert_success
  rm dumisake.db.d/notes.txt dumisake.db.d/5f3b12ac-*
  assert_equal "$(json '[.folder, .checkpoints, .keys, .key_missing] | map(tostring) | join(" ")')" "copy.db.d $(ls dumisake.db.d/*.checkpoint | wc -l) 2 false"
  diff -r dumisake.db.d copy.db.d
  assert_equal "$(stat -c %a copy.db.d copy.db.d/* | sort -u | tr '\n' ' ')" '600 700 '
  run --separate-stderr dumisake --db copy.db verify --json
  assert_success
  assert_equal "$(json '[.verified, .rollback_checked] | map(tostring) | join(" ")')" 'true true'
  # the copy alone can be worked on: its keys are there
  rm -rf dumisake.db*
  mv copy.db dumisake.db
  mv copy.db.d dumisake.db.d
  printf 'rahasia budi\n' > budi.txt
  dumisake --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file budi.txt
  dumisake --as budi --passphrase-file budi.txt disburse --batch --date 2024-03-01
}

@test "replaces no folder, and a backup that fails leaves none" {
  applicants 300 > applicants.csv
  dumisake import applicants.csv
  mkdir copy.db.d
  run dumisake backup copy.db
  assert_equal "$status" 1
  assert_output --partial 'copy.db.d'
  assert_equal "$(ls -d copy.db*)" copy.db.d
  rmdir copy.db.d
  # the disk is full
  run bash -c 'ulimit -f 100; exec "$DUMISAKE" backup copy.db'
  assert_equal "$status" 1
  assert_equal "$(ls | tr '\n' ' ')" 'applicants.csv dumisake.db dumisake.db.d '
}

@test "a checkpoint of later than the copied moment does not make the backup look rolled back" {
  applicant 1 | { echo "$header"; cat; } > a-1.csv
  dumisake import a-1.csv --date 2024-02-10
  ( for i in $(seq 2 25); do
      { echo "$header"; applicant "$i"; } > "a-$i.csv"
      "$DUMISAKE" import "a-$i.csv" --date 2024-02-10 --quiet > /dev/null || exit 1 # signs a checkpoint each
    done
    touch done ) 3>&- &
  copies=0
  while [ ! -e done ] && [ "$copies" -lt 200 ]; do
    copies=$((copies + 1))
    dumisake backup "copy-$copies.db" --quiet
  done
  wait
  assert [ -e done ]
  assert [ "$copies" -ge 5 ]
  for copy in $(seq 1 "$copies"); do
    dumisake --db "copy-$copy.db" verify --json | jq -e 'select(.verified and .rollback_checked)'
  done
  assert [ "$(ls copy-"$copies".db.d | wc -l)" -gt "$(ls copy-1.db.d | wc -l)" ]
  rm -r copy-*
}

@test "a backup of a ledger that was rolled back says so" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  cp dumisake.db before.db
  { echo "$header"; applicant 2; } > more.csv
  dumisake import more.csv
  mv before.db dumisake.db
  broken_on_purpose=yes
  dumisake backup copy.db
  run dumisake --lang en --db copy.db verify
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
}

@test "says when the key is not there to be copied" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  rm dumisake.db.d/*.key
  run --separate-stderr dumisake backup copy.db --json
  assert_equal "$status" 3
  assert_equal "$(json '[.keys, .key_missing, .unread] | map(tostring) | join(" ")')" '0 true 0'
  mkdir "$(ls -d dumisake.db.d/*.checkpoint | sed 's/[0-9]\.checkpoint/x.checkpoint/')"
  run --separate-stderr dumisake backup other.db --json
  assert_equal "$status" 3
  assert_equal "$(json .unread)" 1
  assert [ -e other.db ]
}

@test "copies a ledger of an older program as it is" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  broken_on_purpose=yes
  cat "$SOURCE_DIR"/src/store/schema/000[1-4]_*.sql | sqlite3 old.db
  sqlite3 old.db "ATTACH 'dumisake.db' AS made; INSERT INTO journal SELECT * FROM made.journal; INSERT INTO tree_head SELECT * FROM made.tree_head;
    PRAGMA user_version = 4; PRAGMA application_id = $(sqlite3 dumisake.db 'PRAGMA application_id')"
  mv old.db dumisake.db
  run dumisake status
  assert_equal "$status" 1
  assert_output --partial 'older dumisake'
  run dumisake backup copy.db
  assert_success
  assert_equal "$(sqlite3 copy.db 'PRAGMA user_version')" 4
}

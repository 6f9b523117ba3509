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
  assert_equal "$(ls copy.db*)" copy.db
  # a ledger like any other
  cp -r dumisake.db.d copy.db.d # keys and checkpoints are copied apart
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

@test "copies a ledger of an older program as it is" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  broken_on_purpose=yes
  sqlite3 dumisake.db 'PRAGMA user_version = 4'
  run dumisake status
  assert_equal "$status" 1
  run dumisake backup copy.db
  assert_success
  assert_equal "$(sqlite3 copy.db 'PRAGMA user_version')" 4
}

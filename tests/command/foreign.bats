# What dumisake writes is accepted by programs that are not ours (tests/foreign/tlog).
load support

setup_file() {
  export TLOG=
  if command -v go > /dev/null && [ -d /usr/share/gocode/src/golang.org/x/mod/sumdb/tlog ]; then
    TLOG=$BATS_FILE_TMPDIR/tlog
    (cd "$SOURCE_DIR/tests/foreign/tlog" && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$BATS_FILE_TMPDIR/cache go build -o "$TLOG" .)
  fi
}

lived() {
  [ -n "$TLOG" ] || skip 'NOT CHECKED BY A FOREIGN PROGRAM: golang-go and golang-golang-x-mod-dev are not installed (scripts/setup test)'
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --limit "$2" --date 2024-03-01
  dumisake disburse --batch --date 2024-03-02
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  key=$(dumisake checkpoint --json | jq -r .verifier)
}

@test "a foreign program accepts our checkpoints and computes our roots" {
  lived 20 7
  dumisake export journal.txt
  for note in dumisake.db.d/*.checkpoint; do
    size=$(sed -n 2p "$note")
    run --separate-stderr "$TLOG" checkpoint "$key" "$note"
    assert_success
    assert_output "$size $("$TLOG" journal journal.txt "$size")"
  done
  sed '2s/.*/12/' "$note" > forged.txt
  run "$TLOG" checkpoint "$key" forged.txt
  assert_failure
}

@test "a foreign program accepts our receipts" {
  lived 20 7
  for payout in 1 2 7 8 13 20; do
    dumisake receipt "$payout" proof.tlog-proof
    run --separate-stderr "$TLOG" receipt "$key" proof.tlog-proof
    assert_success
    assert_line "payout $payout"
  done
  dumisake receipt 3 proof.tlog-proof --last
  run --separate-stderr "$TLOG" receipt "$key" proof.tlog-proof
  assert_line 'to tersalur'
  sed -i '/^index /s/$/1/' proof.tlog-proof
  run "$TLOG" receipt "$key" proof.tlog-proof
  assert_failure
}

@test "a foreign program accepts that each checkpoint continues every earlier one" {
  lived 20 7
  for note in dumisake.db.d/*.checkpoint; do
    dumisake checkpoint shown.txt --old "$(sed -n 2p "$note")"
    run --separate-stderr "$TLOG" exchange "$key" "$note" shown.txt
    assert_success
    rm shown.txt
  done
  first=$(echo dumisake.db.d/*.checkpoint | cut -d' ' -f1)
  dumisake checkpoint shown.txt --old "$(sed -n 2p "$first")"
  sed -i '2{h;d};3{G}' shown.txt
  run "$TLOG" exchange "$key" "$first" shown.txt
  assert_failure
}

@test "a foreign program accepts our witness's cosignature" {
  lived 3 2
  before=$(date +%s)
  witness=$(dumisake witness init v --name provinsi --json | jq -r .verifier)
  dumisake witness update v --out cosigned.txt
  run --separate-stderr "$TLOG" cosigned "$witness" cosigned.txt
  assert_success
  assert [ "$output" -ge "$before" ]
  # It disturbs nobody who knows the ledger's key alone.
  run --separate-stderr "$TLOG" checkpoint "$key" cosigned.txt
  assert_success
  sed -E -i 's/(provinsi .{8}).{3}/\1AAC/' cosigned.txt # another time
  run "$TLOG" cosigned "$witness" cosigned.txt
  assert_failure
}

load support

# size: of the ledger with what SQLite keeps beside it.
size() {
  cat ledger.db ledger.db-wal ledger.db-journal 2> /dev/null | wc -c
}

# frozen COMMAND...: the command, stopped when it has written eight megabytes that are not committed; its process in $writer.
frozen() {
  local before tries
  before=$(size)
  "$DUMISAKE" --db ledger.db --quiet "$@" > writer.txt 2>&1 3>&- &
  writer=$!
  for ((tries = 0; tries < 3000; tries++)); do
    if [ "$(size)" -gt $((before + 8000000)) ]; then
      kill -STOP "$writer"
      return
    fi
    kill -0 "$writer" || return
    sleep 0.01
  done
}

@test "nobody who reads waits for a large write into a large ledger" {
  "$SOURCE_DIR/scripts/generate_applicants" 120000 --year 2024 > applicants.csv
  dumisake --db ledger.db --quiet init
  dumisake --db ledger.db program show --year 2024 |
    sed -e 's/people: 2000$/people: 1000000/' -e 's/^budget: .*/budget: 9000000000000/' -e '/code: izin-usaha/,$d' > rules.yaml
  dumisake --db ledger.db --quiet program add rules.yaml
  dumisake --db ledger.db --quiet import applicants.csv 2> /dev/null
  assert [ "$(stat -c %s ledger.db)" -gt $((4096 * 8192)) ]
  frozen disburse --batch
  run kill -0 "$writer" # else it was done before it was stopped
  assert_success
  run timeout 4 "$DUMISAKE" --db ledger.db --json status
  local status_then=$status batches
  batches=$(jq '.total.batches | length' <<< "$output")
  run timeout 4 "$DUMISAKE" --db ledger.db --quiet export list.csv
  local export_then=$status
  kill -CONT "$writer"
  wait "$writer"
  assert_equal "$status_then $batches $export_then" '0 0 0'
  run dumisake --db ledger.db --json status
  assert_equal "$(json '.total.batches | length')" 1
}

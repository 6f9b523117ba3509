load ../command/support

# Ends that a program does not choose: a full or closed output, a terminal that goes away, a disk without room, a folder that may not be written.

# A test that failed must not leave its disk mounted.
eval "$(declare -f teardown | sed '1s/teardown/verify_ledgers/')"
teardown() {
  [ ! -d disk ] || umount -q disk || true
  verify_ledgers
}

taken_in() {
  applicants "${1:-3}" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
}

root_of() {
  dumisake verify --json | jq -r .root
}

# stopped SIGNAL: the import of many rows gets it in the middle; what is there is what was there, nothing lies about, and the same again completes.
stopped() {
  taken_in
  "$SOURCE_DIR/scripts/generate_applicants" 60000 --year 2024 > many.csv
  before=$(root_of)
  "$DUMISAKE" import many.csv --date 2024-12-01 > out.txt 2>&1 &
  sleep 0.2
  kill -"$1" $!
  code=0
  wait $! || code=$?
  assert_equal "$code" $((128 + $(kill -l "$1")))
  assert_equal "$(root_of)" "$before"
  assert_equal "$(ls -d dumisake.db* | tr '\n' ' ')" 'dumisake.db dumisake.db.d '
  run dumisake import many.csv --date 2024-12-01
  assert [ "$status" -eq 0 -o "$status" -eq 3 ]
}

@test "an import that is asked to end (SIGTERM) leaves the books as they were" {
  stopped TERM
}

@test "an import whose terminal is closed (SIGHUP) leaves the books as they were" {
  stopped HUP
}

@test "an import that is interrupted (SIGINT) leaves the books as they were" {
  # In the background of a shell without job control SIGINT is ignored: from a program of its own.
  taken_in
  "$SOURCE_DIR/scripts/generate_applicants" 60000 --year 2024 > many.csv
  before=$(root_of)
  run /usr/bin/python3 -c '
import signal, subprocess, sys, time
child = subprocess.Popen(sys.argv[1:], preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
time.sleep(0.2)
child.send_signal(signal.SIGINT)
print(child.wait())' "$DUMISAKE" import many.csv --date 2024-12-01
  assert_output -- -2
  assert_equal "$(root_of)" "$before"
}

@test "a reader that has had enough (SIGPIPE) ends the program and changes nothing" {
  "$SOURCE_DIR/scripts/generate_applicants" 20000 --year 2024 > many.csv
  run bash -c '"$DUMISAKE" preview many.csv 2> /dev/null | head -n 1; echo "${PIPESTATUS[0]}"'
  assert_line --index 0 --partial nik
  assert [ "${lines[1]}" -eq 141 -o "${lines[1]}" -eq 1 ]
}

@test "a command whose output nobody reads any more is done or not done, and says so by its status" {
  taken_in
  run bash -c '"$DUMISAKE" review 1571015203900001 --accept --reason ditemui | true; echo "${PIPESTATUS[0]}"'
  run bash -c '"$DUMISAKE" review 1571015203900001 --accept --reason ditemui --json > /dev/full 2> error.txt; echo $?'
  assert_output 3
  run cat error.txt
  assert_output --partial 'the command is done'
  run bash -c '"$DUMISAKE" status > /dev/full 2> error.txt; echo $?'
  assert_output 1
}

@test "nothing is written into the ledger when stdout and stderr are closed" {
  taken_in
  run bash -c '"$DUMISAKE" review 1571015203900001 --accept --reason ditemui >&- 2>&-; echo $?'
  assert_output 3
  run bash -c '"$DUMISAKE" review 1571015203900002 --accept --reason ditemui >&- 2>&- <&-; echo $?'
  assert_output 3
  applicant 4 | { echo "$header"; cat; } > more.csv
  bash -c '"$DUMISAKE" import missing.csv more.csv >&- 2>&- <&-' || true
  bash -c '"$DUMISAKE" import more.csv --rejects aside.csv >&- 2>&- <&-' || true
  bash -c '"$DUMISAKE" export audit.xlsx >&- 2>&- <&-' || true
  bash -c '"$DUMISAKE" export recipients.csv >&- 2>&- <&-' || true
  bash -c '"$DUMISAKE" export journal.txt --verbose >&- 2>&- <&-' || true
  dumisake export again.txt
  cmp journal.txt again.txt
  dumisake verify
}

@test "a full disk changes nothing, and with room again the same command completes" {
  mkdir disk
  mount -t tmpfs -o size=6m none disk 2> /dev/null || skip 'SKIPPED LOUDLY: no file system may be mounted here'
  "$SOURCE_DIR/scripts/generate_applicants" 20000 --year 2024 > many.csv
  taken_in
  cp -r dumisake.db dumisake.db.d disk
  for command in 'import ../many.csv --date 2024-12-01' 'backup copy.db'; do
    # shellcheck disable=SC2086
    run bash -c 'cd disk && exec "$DUMISAKE" '"$command"
    echo "$command: $status $output"
    [ "$status" -eq 0 ] || [ "$status" -eq 1 ]
    [ "$status" -eq 0 ] || assert [ ! -e disk/copy.db ]
    assert_equal "$(ls disk | grep -c dumisake-)" 0
  done
  before=$(cd disk && root_of)
  head -c 6m /dev/zero > disk/filler 2> /dev/null || true
  for command in 'review 1571015203900001 --accept --reason ditemui' 'export audit.xlsx' 'export journal.txt' 'checkpoint kept.txt' 'erase 1571015203900003 --reason surat'; do
    # shellcheck disable=SC2086
    run bash -c 'cd disk && exec "$DUMISAKE" '"$command"
    echo "$command: $status $output"
    assert_equal "$status" 1
  done
  assert_equal "$(ls disk | grep -cE 'dumisake-|scrub|xlsx|txt')" 0
  rm disk/filler
  result=$(cd disk && dumisake verify --json | jq -r .root)
  (cd disk && dumisake review 1571015203900001 --accept --reason ditemui)
  umount disk
  rmdir disk
  assert_equal "$result" "$before"
}

@test "a limit on file sizes (SIGXFSZ) is an error that is told, and no half file stays" {
  taken_in 300
  before=$(root_of)
  for command in 'export audit.xlsx' 'export journal.txt' 'export recipients.csv' 'backup copy.db'; do
    # shellcheck disable=SC2086
    run bash -c 'ulimit -f 8; exec "$DUMISAKE" '"$command"
    if [ "$status" -ne 0 ]; then
      assert_equal "$status" 1
      assert_output --partial 'dumisake:'
      assert [ ! -e "${command##* }" ]
    fi
  done
  assert_equal "$(ls | grep -c dumisake-)" 0
  assert_equal "$(root_of)" "$before"
}

@test "a folder that may not be written is refused in words, for every kind of output" {
  local -a as=()
  [ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  taken_in
  open=$(mktemp -d /tmp/dumisake-closed-XXXXXX)
  chmod 755 "$open"
  cp "$DUMISAKE" "$open/dumisake"
  cp -r dumisake.db dumisake.db.d "$open"
  [ "$(id -u)" -ne 0 ] || chown -R 65534 "$open"/dumisake.db "$open"/dumisake.db.d
  chmod 555 "$open"
  for command in 'import x.csv' 'review 1571015203900001 --accept --reason ditemui' 'export audit.xlsx' 'export recipients.csv' 'export journal.txt' 'export money.journal' \
    'backup copy.db' 'checkpoint kept.txt' 'witness init watch.txt --name inspektorat' 'officer key budi budi.key --passphrase-file dumisake'; do
    # shellcheck disable=SC2086
    run bash -c 'cd "$1" && shift && exec "$@"' _ "$open" "${as[@]}" ./dumisake $command
    echo "$command: $status $output"
    [ "$status" -eq 1 ] || [ "$status" -eq 4 ]
    assert_output --partial 'dumisake:'
  done
  made=$(ls "$open" | tr '\n' ' ')
  rm -rf "$open"
  assert_equal "$made" 'dumisake dumisake.db dumisake.db.d '
}

@test "a program that gets no memory changes nothing, and leaves nothing that the next does not take away" {
  taken_in
  before=$(root_of)
  local kilobytes ended=()
  for ((kilobytes = 16000; kilobytes <= 40000; kilobytes += 2000)); do
    run bash -c "ulimit -c 0; ulimit -v $kilobytes; exec \"\$DUMISAKE\" export audit.xlsx"
    ended+=("$status")
    [ "$status" -eq 0 ] || [ ! -e audit.xlsx ]
  done
  [[ " ${ended[*]} " == *' 134 '* || " ${ended[*]} " == *' 139 '* || " ${ended[*]} " == *' 127 '* ]]
  assert_equal "${ended[-1]}" 0
  assert_equal "$(root_of)" "$before"
  dumisake export recipients.csv
  assert_equal "$(ls -A | grep -cE 'tmp\.|dumisake-')" 0
}

@test "a small stack is enough" {
  taken_in 3
  local words
  for words in verify 'status' 'check' 'export journal.txt' 'import applicants.csv'; do
    run bash -c "ulimit -c 0; ulimit -s 64; exec \"\$DUMISAKE\" $words"
    assert_success
  done
  run bash -c 'ulimit -c 0; ulimit -s 128; exec "$DUMISAKE" export audit.xlsx'
  assert_success
}

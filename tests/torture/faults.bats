load ../command/support

# What the torture found, one test a fault: each was seen to fail before it was mended.

# broken FAULT 'CALL FILE' COMMAND...: the command on a disk where that goes wrong.
broken() {
  local fault=$1 where=$2
  shift 2
  "$FAULTY_DISK" --fault "$fault" --on "$where" --skip "${skip:-0}" "$DUMISAKE" "$@"
}

trace_or_skip() {
  "$FAULTY_DISK" --fault none true || skip 'no process may be traced on this machine'
}

taken_in() {
  trace_or_skip
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
}

entries() {
  dumisake verify --json | jq .entries
}

paid() {
  taken_in
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-02
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

@test "a commit that the disk took and reported as failed is not called undone" {
  taken_in
  before=$(entries)
  skip=1 # the first one is of the log's header
  run broken dead 'fdatasync */dumisake.db-wal' review 1571015203900001 --accept --reason ditemui
  assert_equal "$status" 7
  assert_output --partial 'is not known'
  refute_output --partial 'nothing was changed'
  # here it is in the log, and whoever opens the ledger finds it done
  assert [ "$(entries)" -gt "$before" ]
}

@test "a commit that failed on a disk that works again is undone, and stays so" {
  taken_in
  before=$(entries)
  skip=1
  run broken eio 'fdatasync */dumisake.db-wal' review 1571015203900001 --accept --reason ditemui
  assert_equal "$status" 1
  assert_output --partial 'nothing was changed'
  assert_equal "$(entries)" "$before"
}

@test "a first import whose last step was done and reported as failed is done" {
  trace_or_skip
  applicants 3 > applicants.csv
  run broken lost 'unlink */dumisake.db-journal' import applicants.csv --date 2024-02-10
  assert_success
  run dumisake import applicants.csv --date 2024-02-10
  assert_output --partial '3 unchanged'
}

# sent_undisturbed: what the bank's file is when nothing goes wrong
sent_undisturbed() {
  taken_in
  dumisake disburse --batch --date 2024-03-01
  mkdir undisturbed
  cp -a dumisake.db dumisake.db.d undisturbed/
  (cd undisturbed && "$DUMISAKE" --db dumisake.db send 1 transfer.csv --date 2024-03-02 "$@")
}

@test "no bank's file is there when it is not known whether its sending was recorded, and it comes from the books" {
  sent_undisturbed
  skip=1 # the first one is of the log's header
  run broken dead 'fdatasync */dumisake.db-wal' send 1 transfer.csv --date 2024-03-02
  assert_equal "$status" 7
  assert_output --partial 'send 1 FILE --again'
  assert [ ! -e transfer.csv ]
  run dumisake send 1 other.csv --again
  assert_equal "$status" 3
  cmp other.csv undisturbed/transfer.csv
}

@test "a sending that was killed before its file had its name is completed by the same command" {
  sent_undisturbed
  run broken kill 'link transfer.csv*' send 1 transfer.csv --date 2024-03-02
  assert_equal "$status" 137
  assert [ ! -e transfer.csv ]
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.accounts["dalam-proses"]')" 15000000
  run dumisake cancel 1 --reason 'tidak jadi'
  assert_equal "$status" 4
  run dumisake send 1 elsewhere.csv --date 2024-03-02
  assert_equal "$status" 4
  run dumisake send 1 transfer.csv --date 2024-03-03
  assert_equal "$status" 3
  cmp transfer.csv undisturbed/transfer.csv
  assert_equal "$(echo transfer.csv*)" transfer.csv
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

@test "a sending that was killed is completed before the payouts that it held back are sent" {
  trace_or_skip
  { applicants 2; applicant 3 no_rekening= ; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run broken kill 'link transfer.csv*' send 1 transfer.csv --date 2024-03-02
  assert_equal "$status" 137
  dumisake amend 1571015203900003 --set no_rekening=3010000003 --reason 'surat bank' --date 2024-03-03
  run dumisake send 1 transfer.csv --date 2024-03-03
  assert_equal "$status" 3
  assert_equal "$(grep -c '^P2024B001N' transfer.csv)" 2
  run dumisake send 1 second.csv --date 2024-03-03
  assert_success
  assert_equal "$(grep -c '^P2024B001N' second.csv)" 1
}

@test "what another command left half made under the name is no sending to complete" {
  sent_undisturbed
  dumisake send 1 elsewhere.csv --date 2024-03-02
  run broken kill 'rename transfer.csv*' export transfer.csv
  assert_equal "$status" 137
  run dumisake send 1 transfer.csv --date 2024-03-02
  assert_equal "$status" 4
  assert [ ! -e transfer.csv ]
}

@test "a sending whose file cannot have its name says so, and is recorded" {
  sent_undisturbed
  run broken dead 'link transfer.csv*' send 1 transfer.csv --date 2024-03-02 --json
  assert_equal "$status" 3
  assert_output --partial '"written": false'
  assert_output --partial 'is recorded, but its file is not there'
  dumisake verify
  run dumisake send 1 transfer.csv
  assert_equal "$status" 3
  cmp transfer.csv undisturbed/transfer.csv
}

@test "of several files of a sending those that a killed program did not name come from the books" {
  printf '%s\n' 'title: Bank Contoh' 'encoding: utf-8' 'line_end: lf' 'separator: comma' 'rows_per_file: 1' \
    'columns: [{ content: "{{reference}}" }, { content: "{{account_number}}" }, { content: "{{amount}}" }, { content: "{{date}} {{file}}/{{files}}" }]' > bank.yaml
  sent_undisturbed --template ../bank.yaml
  skip=1
  run broken kill 'link transfer-*.csv*' send 1 transfer.csv --template bank.yaml --date 2024-03-02
  assert_equal "$status" 137
  assert [ -s transfer-1.csv ]
  assert [ ! -e transfer-2.csv ]
  run dumisake send 1 transfer.csv --date 2024-03-04
  assert_equal "$status" 4
  assert [ ! -e transfer.csv ]
  run dumisake send 1 transfer.csv --template bank.yaml --date 2024-03-04
  assert_equal "$status" 3
  cat transfer-*.csv | cmp - <(cat undisturbed/transfer-*.csv)
  assert_equal "$(echo transfer*)" 'transfer-1.csv transfer-2.csv transfer-3.csv'
}

@test "the key of an officer stays when it is not known whether the officer was recorded" {
  taken_in
  echo 'rahasia ani' > ani.txt
  skip=1 # the first one is of the log's header
  run broken dead 'fdatasync */dumisake.db-wal' officer add ani --role administrator --passphrase-file ani.txt
  assert_equal "$status" 7
  assert [ -s dumisake.db.d/officer-ani.key ]
}

@test "an officer whose adding was killed is added by the same command, with the key that was made" {
  taken_in
  echo 'rahasia ani' > ani.txt
  run broken kill 'pwrite */dumisake.db-wal' officer add ani --role administrator --passphrase-file ani.txt
  assert_equal "$status" 137
  cp dumisake.db.d/officer-ani.key first.key
  echo 'rahasia lain' > other.txt
  run dumisake officer add ani --role administrator --passphrase-file other.txt
  assert_equal "$status" 4
  assert_output --partial 'passphrase'
  cmp dumisake.db.d/officer-ani.key first.key
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  cmp dumisake.db.d/officer-ani.key first.key
  echo 'rahasia budi' > budi.txt
  dumisake --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file budi.txt
}

@test "a key file is whole or not there" {
  trace_or_skip
  echo 'rahasia budi' > budi.txt
  run broken halfkill 'write */budi.key*' officer key budi budi.key --passphrase-file budi.txt
  assert_equal "$status" 137
  assert [ ! -e budi.key ]
  dumisake officer key budi budi.key --passphrase-file budi.txt
  assert_equal "$(ls budi.key*)" budi.key
}

@test "the ledger's key that could not be sealed anew leaves no second one" {
  taken_in
  echo 'rahasia ani' > ani.txt
  run broken eio 'rename *.key.*' officer add ani --role administrator --passphrase-file ani.txt
  assert_equal "$status" 3
  assert_equal "$(ls dumisake.db.d | grep -vcE '^[0-9a-f]{8}-([0-9a-f]{8}\.key|[0-9]{12}\.checkpoint)$')" 1 # the officer's
}

@test "the ledger's key that a killed program left unsealed is sealed by the next command of an officer" {
  taken_in
  echo 'rahasia ani' > ani.txt
  echo 'rahasia budi' > budi.txt
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  run broken kill 'open *.d/[0-9a-f]*.key.*' --as ani --passphrase-file ani.txt officer add budi --role administrator --new-passphrase-file budi.txt
  assert_equal "$status" 137
  key=$(ls dumisake.db.d/*-*[0-9a-f].key | grep -v officer)
  assert_equal "$(grep -c '^holder' "$key")" 1
  dumisake --as ani --passphrase-file ani.txt checkpoint kept.txt
  assert_equal "$(grep -c '^holder' "$key")" 2
  before=$(sha256sum "$key")
  dumisake --as ani --passphrase-file ani.txt checkpoint kept.txt
  assert_equal "$(sha256sum "$key")" "$before"
}

@test "what a killed program left half written is removed by the next one that writes there, and nothing else is" {
  paid
  run broken kill 'rename audit.xlsx*' export audit.xlsx
  assert_equal "$status" 137
  assert [ ! -e audit.xlsx ]
  assert_equal "$(ls audit.xlsx.dumisake-* | wc -l)" 1
  run broken kill 'rename */copy.db.d*' backup copy.db
  run broken kill 'rename copy.db.d*' backup copy.db
  rm -f audit.xlsx # names that somebody may have chosen
  touch 'mine.dumisake-abc' '.dumisake-abcdef' 'backup.dumisake-202411' 'x.dumisake-0123456789ab01234567'
  mkdir old.dumisake-arsip1
  touch old.dumisake-arsip1/file
  dumisake --db kota.dumisake-jambi1 init
  dumisake export recipients.csv
  dumisake --db kota.dumisake-jambi1 export other.csv
  assert_equal "$(ls -dA *dumisake-* .dumisake-* | tr '\n' ' ')" \
    '.dumisake-abcdef backup.dumisake-202411 kota.dumisake-jambi1 kota.dumisake-jambi1.d mine.dumisake-abc old.dumisake-arsip1 x.dumisake-0123456789ab01234567 '
  assert [ -e old.dumisake-arsip1/file ]
}

@test "a checkpoint that was half written goes with the next command that writes" {
  taken_in
  run broken kill 'rename *.checkpoint*' withdraw 1571015203900001 --reason pindah
  run broken kill 'rename *.checkpoint*' import applicants.csv
  applicant 4 | { echo "$header"; cat; } > more.csv
  run broken kill 'rename *.checkpoint*' import more.csv
  assert_equal "$status" 137
  assert_equal "$(ls dumisake.db.d | grep -c dumisake-)" 1
  dumisake review 1571015203900002 --accept --reason ditemui
  assert_equal "$(ls dumisake.db.d | grep -c dumisake-)" 0
}

@test "the temporary file of a program that is at work is nobody else's to remove" {
  taken_in
  local name
  run broken kill 'rename audit.xlsx*' export audit.xlsx
  name=$(ls audit.xlsx.dumisake-*)
  mkfifo hold
  ( exec 8> "$name"; flock 8; echo > hold; read -r < hold ) &
  read -r < hold
  dumisake export recipients.csv
  assert [ -e "$name" ]
  echo > hold
  wait
  dumisake export recipients.csv
  assert [ ! -e "$name" ]
}

@test "an erasure whose log could not be emptied is done, says so, and is finished by the next command" {
  paid
  run broken eio 'pwrite */dumisake.db' erase 1571015203900002 --reason 'surat 12/2026'
  assert_equal "$status" 3
  refute_output --partial 'nothing was changed'
  assert [ -e dumisake.db-scrub ]
  dumisake withdraw 1571015203900099 --reason x || true
  dumisake check
  assert [ ! -e dumisake.db-scrub ]
  assert_equal "$(grep -c 1571015203900002 dumisake.db || true)" 0
}

@test "a disk that is full when the ledger is opened does not cost what a killed program had committed" {
  taken_in
  mkfifo hold
  sqlite3 dumisake.db < hold > /dev/null & # a reader: the log stays
  exec 9> hold
  echo 'BEGIN; SELECT count(*) FROM journal;' >&9
  sleep 0.5
  dumisake review 1571015203900001 --accept --reason ditemui
  before=$(entries)
  mkdir copy
  cp dumisake.db dumisake.db-wal copy
  cp -r dumisake.db.d copy
  exec 9>&-
  wait
  cd copy
  run broken full 'ftruncate */dumisake.db-shm' check
  assert_equal "$status" 1
  cd ..
  assert_equal "$(dumisake --db copy/dumisake.db verify --json | jq .entries)" "$before"
}

@test "a backup that was killed between its folder and its file is made by the same command" {
  taken_in
  run broken kill 'link copy.db.dumisake-*' backup copy.db
  assert_equal "$status" 137
  assert [ ! -e copy.db ]
  dumisake backup copy.db
  assert_equal "$(ls -d copy.db*)" $'copy.db\ncopy.db.d'
  diff -r dumisake.db.d copy.db.d
  mkdir other.db.d
  run dumisake backup other.db
  assert_equal "$status" 1
  rm -r copy.db copy.db.d
}

@test "a backup without room leaves nothing" {
  taken_in
  skip=20
  run broken full 'pwrite *copy.db.dumisake-*' backup copy.db
  assert_equal "$status" 1
  assert_equal "$(ls | grep -c copy)" 0
  for skip in 0 7; do # the file by which SQLite's processes agree, to take the copy out of the log and to look at it
    run broken full 'pwrite *copy.db.dumisake-*-shm' backup copy.db
    assert_equal "$status" 1
    assert_equal "$(ls | grep -c copy)" 0
  done
}

@test "a new key that is recorded is told of, although the checkpoint could not be written" {
  taken_in
  before=$(entries)
  run broken eio 'rename *kept.txt*' checkpoint kept.txt --new-key
  assert_equal "$status" 3
  assert_output --partial 'the command is done'
  assert [ "$(entries)" -gt "$before" ]
  assert [ ! -e kept.txt ]
  dumisake checkpoint kept.txt
}

@test "a new key stays when it is not known whether it was recorded" {
  taken_in
  skip=1
  run broken dead 'fdatasync */dumisake.db-wal' checkpoint kept.txt --new-key
  assert_equal "$status" 7
  assert_equal "$(ls dumisake.db.d/*.key | wc -l)" 2
}

@test "a checkpoint that cannot be written does not make the command undone" {
  taken_in
  applicant 4 | { echo "$header"; cat; } > more.csv
  run broken eio 'open *.checkpoint*' import more.csv
  assert_equal "$status" 3
  assert_output --partial 'the command is done'
  refute_output --partial 'nothing was changed'
}

@test "a workbook whose temporary files did not take a write is not written, whichever write it was" {
  taken_in
  local number
  for ((number = 0; ; number += 3)); do # a few hundred
    rm -f audit.xlsx
    run "$FAULTY_DISK" --fault eio --on 'write */tmp.*' --skip "$number" --report calls "$DUMISAKE" --quiet export audit.xlsx
    grep -q fired calls || break
    [ "$status" -eq 1 ] || fail "write $number failed, and the status is $status"
    assert_output --partial 'Input/output error'
    assert [ ! -e audit.xlsx ]
  done
  assert_success
  assert [ "$number" -gt 100 ]
  python3 -m zipfile -t audit.xlsx
}

@test "the temporary files of a workbook go with the next command that writes there" {
  taken_in
  local where
  for where in 'unlink */tmp.*' 'rmdir audit.xlsx.dumisake-*'; do
    skip=0
    run broken kill "$where" export audit.xlsx
    assert_equal "$status" 137
    dumisake export recipients.csv
    assert_equal "$(ls -A | grep -cE 'tmp\.|dumisake-')" 0
    [ "$where" = 'rmdir audit.xlsx.dumisake-*' ] || run broken eio "$where" export audit.xlsx # the disk does not let go of a name
    dumisake export recipients.csv
    assert_equal "$(ls -A | grep -cE 'tmp\.|dumisake-')" 0
  done
}

@test "a name that was given and reported as not given is no other's" {
  taken_in
  run broken lost 'link copy.db.dumisake-*' backup copy.db
  assert_success
  dumisake --db copy.db verify
  run broken lost 'rename journal.txt.dumisake-*' export journal.txt
  assert_success
  dumisake export again.txt
  cmp journal.txt again.txt
  assert_equal "$(ls -d *.dumisake-* 2> /dev/null | wc -l)" 0
}

@test "an output whose name the disk may not keep is not called written" {
  taken_in
  run broken eio "fsync $PWD" export journal.txt
  assert_equal "$status" 1
  assert_output --partial 'does not say that it keeps'
  assert [ ! -e journal.txt ]
  run broken eio "fsync $PWD" backup copy.db
  assert_equal "$status" 1
  assert_equal "$(ls -d copy.db* 2> /dev/null | wc -l)" 0
  run broken eio "fsync $PWD" erase 1571015203900002 --reason 'surat 12/2026'
  assert_equal "$status" 1
  assert [ ! -e dumisake.db-scrub ]
}

@test "what SQLite laid beside a temporary file that is gone goes as well" {
  taken_in
  local name
  run broken kill 'link copy.db.dumisake-*' backup copy.db
  name=$(ls -d copy.db.dumisake-* | head -n 1)
  mv "$name" "$name-wal"
  touch "$name-shm" "$name-notes" x.dumisake-0123456789ab01234567-wal
  dumisake export recipients.csv
  assert_equal "$(ls -d *dumisake-* | sed "s/$name/NAME/" | tr '\n' ' ')" 'NAME-notes x.dumisake-0123456789ab01234567-wal '
}

load support

# lived: three people paid; four checkpoints beside the ledger.
lived() {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

# keep NAME, restore NAME: the ledger with what lies beside it.
keep() {
  rm -rf "$1" && mkdir "$1" && cp -r dumisake.db dumisake.db.d "$1"
}
restore() {
  rm -rf dumisake.db* && cp -r "$1"/* .
}

@test "writes a checkpoint at each import, batch, sending and settlement, beside the ledger and for its owner only" {
  lived
  assert_equal "$(stat -c %a dumisake.db.d)" 700
  assert_equal "$(stat -c %a dumisake.db.d/*.key)" 600
  assert_equal "$(echo dumisake.db.d/*.checkpoint | wc -w)" 4
  id=$(sqlite3 dumisake.db "SELECT substr(text, instr(text, 'id ') + 3, 32) FROM journal WHERE position = 0")
  for size in $(sqlite3 dumisake.db 'SELECT size FROM tree_head'); do
    root=$(sqlite3 dumisake.db "SELECT lower(hex(root)) FROM tree_head WHERE size = $size")
    file=$(printf 'dumisake.db.d/%s-%012d.checkpoint' "${id:0:8}" "$size")
    assert_equal "$(sed -n 1p "$file")" "dumisake.jambiprov.go.id/umkm/$id"
    assert_equal "$(sed -n 2p "$file")" "$size"
    assert_equal "$(sed -n 3p "$file" | base64 -d | od -An -tx1 | tr -d ' \n')" "$root"
  done
}

@test "tells of the key in the journal, and never of the secret" {
  lived
  dumisake export journal.txt
  assert_equal "$(grep -c '^type key$' journal.txt)" 1
  run --separate-stderr dumisake checkpoint --json
  assert_equal "$(json .verifier)" "$(grep '^verifier ' journal.txt | cut -d' ' -f2)"
  secret=$(sed -n 's/^secret //p' dumisake.db.d/*.key)
  run grep -c -F "$secret" -r dumisake.db journal.txt
  assert_failure
}

@test "gives a checkpoint to keep, which the ledger continues for ever after" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake checkpoint kept.txt
  short=$(dumisake checkpoint --short)
  assert_equal "$(dumisake checkpoint)" "$(cat kept.txt)"
  dumisake disburse --batch
  run --separate-stderr dumisake verify --json --against kept.txt --short "$short"
  assert_success
  assert_equal "$(json '[.verified, .first_bad, .rollback_checked] | tojson')" '[true,null,true]'
  run dumisake verify --against kept.txt --short "${short^^}"
  assert_output --partial 'kept elsewhere (2)'
  run dumisake verify --short "${short/-/-f}"
  assert_equal "$status" 2
}

@test "verify has the members that scripts rely on, and no others" {
  lived
  run --separate-stderr dumisake verify --json
  assert_equal "$(json 'del(.schema_version, .command) | keys | join(" ")')" 'entries erased first_bad rested_on_erased rollback_checked root verified'
  rm -rf dumisake.db.d
  run --separate-stderr dumisake verify --json
  assert_success
  assert_equal "$(json '[.verified, .rollback_checked] | tojson')" '[true,false]'
  run dumisake verify
  assert_output --partial 'There was no checkpoint to compare with'
}

@test "tells a ledger that was rolled back from one that goes on" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  cp dumisake.db older.bin
  dumisake disburse --batch
  dumisake checkpoint kept.txt
  cp older.bin dumisake.db
  broken_on_purpose=yes
  run --separate-stderr dumisake verify --json
  assert_equal "$status" 5
  assert_equal "$(json '[.verified, .first_bad, .rollback_checked] | tojson')" '[false,9,true]'
  assert_equal "$(json .message | grep -c '^rolled back: ')" 1
  # Without what lies beside it only the one kept elsewhere knows.
  rm -rf dumisake.db.d
  run dumisake verify
  assert_success
  run dumisake verify --against kept.txt
  assert_equal "$status" 5
  assert_output --partial 'rolled back: kept.txt was signed'
}

@test "does not sign what does not continue the earlier ones, and does the command all the same" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  cp dumisake.db older.bin
  dumisake disburse --batch
  count=$(ls dumisake.db.d | wc -l)
  cp older.bin dumisake.db
  broken_on_purpose=yes
  run --separate-stderr dumisake disburse --batch --limit 1 --json
  assert_equal "$status" 3
  assert_equal "$(json .recipients)" 1
  [[ $stderr == *'no checkpoint was written: rolled back'* || $stderr == *'no checkpoint was written: changed'* ]]
  assert_equal "$(ls dumisake.db.d | wc -l)" "$count"
  run dumisake checkpoint
  assert_equal "$status" 5
}

@test "tells a history that was rewritten, and between which entries" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  keep imported
  dumisake disburse --batch --date 2024-03-01
  dumisake checkpoint first.txt
  restore imported
  dumisake disburse --batch --date 2024-03-02
  dumisake checkpoint second.txt
  run dumisake verify
  assert_success
  run --separate-stderr dumisake verify --against first.txt --json
  assert_equal "$status" 5
  assert_equal "$(json .first_bad)" 9
  assert_equal "$(json .message | grep -c '^changed: .* between entry 9 and ')" 1
  run dumisake checkpoint first.txt
  assert_equal "$status" 5
  assert_equal "$(sed -n 2p first.txt)" "$(sed -n 2p second.txt)"
  run dumisake verify --against second.txt
  assert_success
}

@test "tells an incomplete journal from a changed one" {
  lived
  broken_on_purpose=yes
  drop=$(sqlite3 dumisake.db "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_head')")
  make=$(sqlite3 dumisake.db "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_head')")
  sqlite3 dumisake.db "$drop; DELETE FROM journal WHERE position > 20; $make"
  run dumisake verify
  assert_equal "$status" 5
  assert_output --partial 'incomplete'
  refute_output --partial 'rolled back'
}

@test "ignores the checkpoints of another ledger of that name, and says so" {
  lived
  rm dumisake.db
  applicants 1 > one.csv
  run dumisake import one.csv
  assert_success
  run dumisake verify
  assert_success
  assert_output --partial "4 checkpoints beside the ledger are another ledger's"
  assert_output --partial 'beside it (1)'
}

@test "takes one of another ledger that was kept elsewhere for an alarm" {
  lived
  dumisake --db other.db import applicants.csv
  dumisake --db other.db checkpoint other.txt
  run dumisake verify --against other.txt
  assert_equal "$status" 5
  assert_output --partial 'another ledger'
  run dumisake checkpoint other.txt
  assert_equal "$status" 1
}

@test "says that the key is missing and how to go on, and makes another only when told to" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake checkpoint kept.txt
  rm -rf dumisake.db.d
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$status" 3
  assert_equal "$(json .recipients)" 3
  [[ $stderr == *'.key is not there'* && $stderr == *--new-key* ]]
  assert [ ! -e dumisake.db.d ]
  run dumisake checkpoint
  assert_equal "$status" 1
  assert [ ! -e dumisake.db.d ]
  run dumisake checkpoint new.txt --new-key
  assert_success
  run dumisake send 1 transfer.csv
  assert_success
  dumisake export journal.txt
  assert_equal "$(grep -c '^type key$' journal.txt)" 2
  run dumisake verify --against kept.txt --against new.txt
  assert_success
}

@test "uses no key that others may read, and none that is not the journal's" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  key=$(echo dumisake.db.d/*.key)
  chmod 644 "$key"
  run dumisake checkpoint
  assert_equal "$status" 1
  assert_output --partial 'others may read'
  chmod 600 "$key"
  dumisake --db other.db import applicants.csv
  cp other.db.d/*.key "$key"
  run dumisake checkpoint
  assert_equal "$status" 1
  assert_output --partial 'another key than the journal names'
}

@test "a damaged checkpoint beside the ledger proves nothing and is named" {
  lived
  newest=$(ls dumisake.db.d/*.checkpoint | tail -n 1)
  sed -i '2s/.*/999/' "$newest"
  run dumisake verify
  assert_equal "$status" 3
  assert_output --partial "$(basename "$newest"): is damaged"
  # So does one that somebody else signed; put aside by hand, all is well again.
  rm "$newest"
  run dumisake verify
  assert_success
}

@test "a checkpoint that disagrees and that no known key signed is an alarm" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  broken_on_purpose=yes
  { sed -n 1p dumisake.db.d/*.checkpoint; printf '7\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n— bar AAAAAAAA\n'; } > made-up.txt
  run dumisake verify --against made-up.txt
  assert_equal "$status" 5
  assert_output --partial 'made up'
  cp made-up.txt "$(echo dumisake.db.d/*.checkpoint | sed 's/-0*[0-9]*\.checkpoint/-000000000010.checkpoint/')"
  run dumisake verify
  assert_equal "$status" 5
  # Nothing is signed beside it.
  run dumisake disburse --batch
  assert_equal "$status" 3
  assert_output --partial 'no checkpoint was written'
}

@test "gives a key to a ledger that was made before there were any" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  # As an earlier version left it: without the key and its entry.
  drop=$(sqlite3 dumisake.db "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_head', 'signing_key')")
  make=$(sqlite3 dumisake.db "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_head', 'signing_key')")
  size=$(sqlite3 dumisake.db "SELECT count(*) - 1 FROM journal")
  root=$(dumisake export j.txt > /dev/null; python3 "$SOURCE_DIR/tests/command/tree_root.py" j.txt "$size")
  sqlite3 dumisake.db "$drop; DELETE FROM signing_key; DELETE FROM journal WHERE position = $size; DELETE FROM tree_head;
    INSERT INTO tree_head VALUES ($size, X'${root%% *}', X'${root##* }'); $make"
  rm -rf dumisake.db.d
  run dumisake disburse --batch
  assert_success
  dumisake export journal.txt
  assert_equal "$(grep -c '^type key$' journal.txt)" 1
  run dumisake verify
  assert_success
  assert_output --partial 'beside it (1)'
}

@test "the folder belongs to the ledger itself, whatever name it is called by" {
  applicants 3 > applicants.csv
  mkdir real
  dumisake --db real/ledger.db import applicants.csv
  ln -s real/ledger.db link.db
  run dumisake --db link.db disburse --batch
  assert_success
  assert [ ! -e link.db.d ]
  assert_equal "$(echo real/ledger.db.d/*.checkpoint | wc -w)" 2
}

@test "a ledger whose folder cannot be made works on, and says so" {
  applicants 3 > applicants.csv
  echo in the way > dumisake.db.d
  run dumisake import applicants.csv
  assert_equal "$status" 3
  assert_output --partial 'no checkpoint was written'
  rm dumisake.db.d
  run dumisake checkpoint
  assert_success
  run dumisake disburse --batch
  assert_success
}

@test "a first import that is refused leaves neither a ledger nor a folder" {
  applicants 3 > applicants.csv
  run dumisake import applicants.csv --expect-rows 7
  assert_failure
  assert_equal "$(echo *)" applicants.csv
}

@test "does not write a checkpoint over the ledger, its key or a stranger's file" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  key=$(echo dumisake.db.d/*.key)
  before=$(cat "$key" applicants.csv | sha256sum)
  for file in dumisake.db "$key" applicants.csv; do
    run dumisake checkpoint "$file"
    assert_failure
    run dumisake receipt 1 "$file"
    assert_failure
  done
  assert_equal "$(cat "$key" applicants.csv | sha256sum)" "$before"
}

@test "cries no wolf while others are at work" {
  applicants 1 > first.csv
  dumisake import first.csv
  dumisake witness init w --name inspektorat
  for writer in 1 2; do
    for ((i = 1; i <= 12; i++)); do
      { printf '%s\n' "$header"; applicant $((writer * 100 + i)); } > "$writer-$i.csv"
    done
    (for ((i = 1; i <= 12; i++)); do "$DUMISAKE" --quiet import "$writer-$i.csv" > /dev/null 2> "$writer-$i.err" || echo "$writer-$i: $?" >> failed; done) &
  done
  for ((i = 1; i <= 12; i++)); do
    run dumisake verify
    assert_success
    run dumisake witness update w
    assert_success
  done
  wait
  assert [ ! -e failed ]
  run --separate-stderr dumisake verify --json --against w
  assert_success
  assert_equal "$(json .entries)" $((9 + 24))
}

@test "writes no key and no checkpoint where others could exchange them" {
  applicants 1 > applicants.csv
  mkdir elsewhere
  ln -s elsewhere dumisake.db.d
  run dumisake import applicants.csv
  assert_equal "$status" 3
  run dumisake checkpoint
  assert_equal "$status" 1
  assert_output --partial 'is a link'
  assert_equal "$(ls elsewhere)" ''
  rm dumisake.db.d
  mkdir -m 777 dumisake.db.d
  run dumisake checkpoint
  assert_equal "$status" 1
  assert_output --partial 'everybody may write'
  assert_equal "$(ls dumisake.db.d)" ''
  chmod 700 dumisake.db.d
  if [ "$(id -u)" = 0 ]; then # only root can give a folder away
    chown 12345 dumisake.db.d
    run dumisake checkpoint
    assert_equal "$status" 1
    assert_output --partial 'belongs to another user'
    assert_equal "$(ls dumisake.db.d)" ''
    chown 0 dumisake.db.d
  fi
  dumisake checkpoint
  assert_equal "$(ls dumisake.db.d | wc -l)" 2
}

# Ledgers that somebody tampered with below what SQL sees, a sample of each kind; `scripts/torture tamper` runs all (tests/torture/tamper.py).
load support

tamper() {
  broken_on_purpose=yes # each tampering is looked at where it is made
  run /usr/bin/python3 "$SOURCE_DIR/tests/torture/tamper.py" "$DUMISAKE" --short "$@"
  assert_success
  assert_output --partial ' 0 faults'
}

@test "no command runs or believes a schema that was planted in the file" {
  tamper --only schema
  assert_output --regexp '[5-9][0-9] hostile schemas'
}

@test "a journal written anew with a root that fits is found, by the file or by a checkpoint kept elsewhere" {
  tamper --only journal
  assert_output --partial 'the clock of the last entry: only a checkpoint tells'
  assert_output --partial 'two entries exchanged: the file itself tells'
}

@test "signatures and keys that were exchanged are found by the file itself" {
  tamper --only officers
}

@test "what lies beside the ledger may be anything, and no other file is opened, deleted or overwritten through it" {
  tamper --only folder,beside
}

@test "a byte turned over in the file is found, or nothing that is told changes" {
  tamper --only bytes --step 60001
}

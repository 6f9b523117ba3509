load ../command/support

# What was asked for and cannot be done must not pass for done: the tools of this folder end with 2 and say what there is.

# refused TEXT COMMAND...: ends with 2, says TEXT, shows no trace, and has built nothing.
refused() {
  local text=$1
  shift
  run timeout 20 "$@"
  assert_failure 2
  assert_output --partial "$text"
  refute_output --partial Traceback
  refute_output --partial 'unbound variable'
}

@test "a fault that there is not is refused, and the faults that there are named" {
  refused "no fault 'nosuch'; there are: eio, dead, torn, full, lost, kill, halfkill" "$SOURCE_DIR/tests/torture/disk.py" --only send --faults nosuch
  refused "no fault 'kil'" "$SOURCE_DIR/tests/torture/disk.py" --only send --faults dead,kil
  refused 'FAULT: none eio dead torn full lost kill halfkill' "$FAULTY_DISK" --fault nosuch --at 0 touch made
}

@test "a tracer that would disturb nothing does not run the program" {
  refused 'usage: faulty_disk' "$FAULTY_DISK" --fault eio touch made # nowhere
  refused 'usage: faulty_disk' "$FAULTY_DISK" --fault eio --at first touch made
  refused 'usage: faulty_disk' "$FAULTY_DISK" --fault eio --att 0 touch made
  refused 'usage: faulty_disk' "$FAULTY_DISK"
  [ ! -e made ]
}

@test "a command or section that there is not is refused" {
  for tool in disk power kill; do
    refused "no command is 'nosuch'; there are: " "$SOURCE_DIR/tests/torture/$tool.py" --only nosuch
    refused "no command is 'sendd'" "$SOURCE_DIR/tests/torture/$tool.py" --only 'send*,sendd'
  done
  refused 'no command is left' "$SOURCE_DIR/tests/torture/disk.py" --only check-large --seconds 1
  refused "no section 'nosuch'; there are: bytes, schema" "$SOURCE_DIR/tests/torture/tamper.py" "$DUMISAKE" --only schema,nosuch
  refused "no section 'nosuch'; there are: inputs, outputs" "$SOURCE_DIR/tests/torture/hostile_files.py" "$DUMISAKE" --only nosuch
  refused "no mutant's name has 'nosuch' in it" "$SOURCE_DIR/scripts/torture" mutants nosuch
}

@test "of none, of fewer than none and of a word nothing is played" {
  for number in 0 -5 abc; do
    refused usage: "$SOURCE_DIR/tests/torture/kill.py" "$number"
    refused usage: "$SOURCE_DIR/tests/torture/disk.py" --every "$number"
    refused usage: "$SOURCE_DIR/tests/torture/disk.py" --jobs "$number"
    refused usage: "$SOURCE_DIR/tests/torture/disk.py" --seconds "$number"
    refused usage: "$SOURCE_DIR/tests/torture/crowd.py" "$DUMISAKE" "$number"
    refused usage: "$SOURCE_DIR/tests/torture/tamper.py" "$DUMISAKE" --step "$number"
    refused usage: "$SOURCE_DIR/tests/torture/life/life.py" - . "$number" 1 --program "$DUMISAKE"
    refused usage: "$SOURCE_DIR/tests/torture/life/mutants.py" --jobs "$number"
  done
  refused usage: "$SOURCE_DIR/tests/torture/power.py" --some -1
}

@test "scripts say how they are used before they build anything" {
  export PATH="$BATS_TEST_TMPDIR/bin:$PATH"
  mkdir bin
  printf '#!/bin/sh\ntouch "%s/built"\nexit 1\n' "$BATS_TEST_TMPDIR" | tee bin/cmake > bin/sudo
  cp bin/cmake bin/apt-get
  chmod +x bin/*
  for words in '' nosuch --help 'life 0' 'life abc' 'life --help' 'life 5 x' 'crowd 0' 'crowd -1' 'disk --every 0' 'kill -5' 'power --only nosuch' 'tamper --only nosuch' \
    'hostile --only nosuch' fuzz 'fuzz 0' 'fuzz abc' 'fuzz 1 nosuch' 'fuzz merge nosuch'; do
    refused usage: "$SOURCE_DIR/scripts/torture" $words
  done
  for words in --help command/nosuch '(' 'command/check command/sk'; do
    refused 'usage: scripts/valgrind' "$SOURCE_DIR/scripts/valgrind" $words
  done
  for tool in disk power kill mutants tamper hostile; do
    run "$SOURCE_DIR/scripts/torture" "$tool" --help
    assert_success
    assert_output --partial usage:
  done
  [ ! -e built ]
}

@test "of each command at least one operation is taken, however few are" {
  "$FAULTY_DISK" --fault none true || skip 'no process may be traced on this machine'
  run "$SOURCE_DIR/tests/torture/disk.py" --every 1000000 --seed 1 --jobs 1 --faults torn --only program-add,withdraw
  assert_success
  assert_output --partial 'program-add: 1 (torn 1), 0 wrong'
  assert_output --partial 'withdraw: 1 (torn 1), 0 wrong'
}

@test "every mutant fits the source as it is" {
  run env PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$SOURCE_DIR/tests/torture/life" /usr/bin/python3 -c '
import os, sys, mutants
wrong = [name for name, file, old, new in mutants.MUTANTS if old == new or open(os.path.join(mutants.ROOT, file)).read().count(old) != 1]
print(len(mutants.MUTANTS), *wrong, sep="; ")
sys.exit(bool(wrong))'
  assert_success
  assert_output 44
}

# The program at a terminal: what is asked for, what is shown, and the terminal as it was before.
load support

at_terminal() {
  run python3 "$SOURCE_DIR/tests/command/at_terminal.py" "$@"
  assert_success
}

@test "asks twice for a new passphrase, shows nothing of it and seals the key with it" {
  dumisake init
  at_terminal --type 'empat kata yang panjang' --type 'empat kata yang panjang' -- "$DUMISAKE" officer add Rina --role administrator
  assert_line 'status 0'
  assert_line 'echo on'
  refute_output --partial 'empat kata'
  assert_output --partial 'New passphrase of Rina: '
  assert_output --partial 'Once more, of Rina: '
  printf 'empat kata yang panjang\n' > pass
  dumisake --as Rina officer add Oki --role operator --passphrase-file pass
}

@test "signs with a passphrase that was typed, and refuses another" {
  dumisake init
  printf 'empat kata yang panjang\n' > pass
  dumisake officer add Rina --role administrator --passphrase-file pass
  at_terminal --type 'empat kata yang pendek' -- "$DUMISAKE" --as Rina officer revoke Rina --reason coba
  assert_line 'status 4'
  at_terminal --type 'empat kata yang panjang' --type 'kata sandi Oki' --type 'kata sandi Oki' -- "$DUMISAKE" --as Rina officer add Oki --role operator
  assert_line 'status 0'
  run dumisake officer list
  assert_output --partial 'Oki'
}

@test "keeps nobody from writing while a passphrase is asked for" {
  dumisake init
  printf 'empat kata yang panjang\n' > pass
  dumisake officer add Rina --role administrator --passphrase-file pass
  local write="'$DUMISAKE' --as Rina --passphrase-file pass --quiet officer add"
  at_terminal --meanwhile "$write Budi --role operator" --type 'empat kata yang panjang' --meanwhile "$write Sari --role operator" --type 'kata sandi Oki' --type 'kata sandi Oki' \
    -- "$DUMISAKE" --as Rina officer add Oki --role operator
  assert_line 'status 0'
  assert_equal "$(grep -c '^meanwhile 0 after [0-4] s$' <<< "$output")" 2
  run dumisake officer list
  assert_output --regexp 'Rina.*Budi.*Sari.*Oki'
}

@test "says before anybody thinks of a passphrase that a name is used, and after it when it was taken meanwhile" {
  dumisake init
  printf 'empat kata yang panjang\n' > pass
  dumisake officer add Rina --role administrator --passphrase-file pass
  at_terminal --type 'empat kata yang panjang' -- "$DUMISAKE" --as Rina officer add Rina --role operator
  assert_line 'status 4'
  refute_output --partial 'New passphrase'
  at_terminal --type 'empat kata yang panjang' --type 'kata sandi Oki' --meanwhile "'$DUMISAKE' --as Rina --passphrase-file pass --quiet officer add Oki --role auditor" --type 'kata sandi Oki' \
    -- "$DUMISAKE" --as Rina officer add Oki --role operator
  assert_line 'status 4'
  assert_output --partial 'Oki is registered already'
}

@test "refuses passphrases that differ, are too short or were not typed, and changes nothing" {
  dumisake init
  dumisake export before.txt
  at_terminal --type 'empat kata yang panjang' --type 'empat kata yang lain' -- "$DUMISAKE" officer add Rina --role administrator
  assert_output --partial 'differ'
  assert_line 'status 2'
  at_terminal --type 'lima5' -- "$DUMISAKE" officer add Rina --role administrator
  assert_output --partial 'too short'
  assert_line 'status 4'
  at_terminal --type '' -- "$DUMISAKE" officer add Rina --role administrator
  assert_output --partial 'was not typed'
  assert_line 'status 2'
  assert_line 'echo on'
  dumisake export after.txt
  cmp before.txt after.txt
}

@test "gives the terminal back as it was when the question is broken off" {
  local name number
  dumisake init
  for name in INT TERM HUP QUIT; do
    number=$(kill -l "$name")
    at_terminal --signal "SIG$name" -- "$DUMISAKE" officer add Rina --role administrator
    assert_line 'echo on'
    assert_line "status -$number"
  done
  run dumisake officer list
  refute_output --partial 'Rina'
}

@test "says where a passphrase can come from when there is no terminal" {
  dumisake init
  run setsid --wait "$DUMISAKE" officer add Rina --role administrator
  assert_failure 2
  assert_output --partial '--passphrase-file'
}

@test "draws a bar with rows and time left, and leaves the line empty" {
  "$SOURCE_DIR/scripts/generate_applicants" 60000 > many.csv
  at_terminal -- "$DUMISAKE" import many.csv --year 2024 --date 2024-12-01 --no-color
  assert_output --regexp '\[[#.]|[#.]{24}'
  assert_output --partial 'rows, '
  assert_output --partial 's left'
  assert_line 'status 0'
}

load support

@test "shows examples first in every help" {
  for command in '' init program import accounts amend exclude withdraw check explain disburse sk approve cancel send settle repay deposit refund lpj status export verify backup checkpoint receipt witness officer; do
    # shellcheck disable=SC2086
    run dumisake $command --help
    assert_success
    assert_line --index 0 'Examples:'
  done
}

@test "lists no command that does not exist" {
  run dumisake --help
  for command in duplicates letters; do
    refute_line --regexp "^  $command "
  done
}

@test "suggests the nearest command" {
  run dumisake imprt x.csv
  assert_equal "$status" 2
  assert_output --partial import
}

@test "understands options anywhere" {
  run dumisake --json init --db a.db
  assert_success
  run dumisake status --db a.db --year=2023 --json
  assert_success
  assert_equal "$(json '.years[0].year')" 2023
}

@test "refuses unknown options, missing and superfluous words" {
  dumisake init
  for words in '--nonsense' 'status --nonsense' 'import' 'explain' 'send 1' 'status x' '--year x status' '--date 2024-02-30 check' '--year all check' \
    'disburse --batch --limit 0' 'disburse --batch --limit -5' 'program nonsense' 'program add'; do
    # shellcheck disable=SC2086
    run dumisake $words
    assert_equal "$words: $status" "$words: 2"
  done
}

@test "speaks Indonesian when asked, whatever locale is installed" {
  dumisake init
  run dumisake --lang id status
  assert_output --partial 'penerima'
  LANG=id_ID.UTF-8 run dumisake status
  assert_output --partial 'penerima'
  run dumisake --lang en status
  assert_output --partial 'recipients'
  run dumisake --lang fr status
  assert_equal "$status" 2
}

@test "gives one JSON object for an error too" {
  run --separate-stderr dumisake --json status
  assert_equal "$status" 1
  assert_equal "$(json '[.schema_version, .command, .error.status] | join(" ")')" '1 status 1'
}

@test "names its version" {
  run dumisake --version
  assert_success
  assert_output --regexp '^dumisake [0-9]+\.[0-9]+\.[0-9]+$'
}

@test "fails when the result cannot be written" {
  dumisake init
  run bash -c "'$DUMISAKE' status > /dev/full"
  assert_equal "$status" 1
}

@test "names the next command so that it can be typed" {
  applicants 3 > applicants.csv
  run dumisake --db 'a b.db' import applicants.csv
  assert_line "Next: dumisake --db 'a b.db' disburse --batch"
  dumisake --db 'a b.db' disburse --batch --limit 1
  run dumisake --db 'a b.db' status
  assert_line "Next: dumisake --db 'a b.db' --year 2024 send 1 transfer-1.csv"
  dumisake --db 'a b.db' send 1 transfer-1.csv
  answer transfer-1.csv "$(date +%F)" > answer.csv
  dumisake --db 'a b.db' settle answer.csv
  run dumisake --db 'a b.db' status
  assert_line "Next: dumisake --db 'a b.db' --year 2024 disburse --batch"
}

@test "takes the word help for the option" {
  run dumisake help import
  assert_success
  assert_line 'Examples:'
  assert_output --partial '--rejects'
}

@test "gives one JSON object whatever is mistyped" {
  for words in '--json frobnicate' '--json' '--json --version' 'import --json --help' 'import --json' 'status --json --nonsense'; do
    # shellcheck disable=SC2086
    run --separate-stderr dumisake $words
    assert_equal "$words: $(jq -s length <<< "$output")" "$words: 1"
  done
}

@test "one is not told in the plural" {
  applicants 1 > one.csv
  run dumisake --lang en import one.csv --date 2024-02-10
  assert_output --partial 'one.csv: 1 row: 1 accepted'
  run dumisake --lang en disburse --batch --date 2024-03-01
  assert_output --partial 'Batch 1: 1 recipient, Rp 5.000.000, committed'
  run dumisake --lang en send 1 t.csv --date 2024-03-02
  assert_output --partial 't.csv: 1 transfer, Rp 5.000.000'
  printf 'reference,status,amount,date,reason\nP2024B001N000001,RETUR,5000000,2024-03-05,tutup\n' > b.csv
  run dumisake --lang en settle b.csv --date 2024-03-05
  assert_output --partial 'b.csv: 1 row: 0 paid'
  run dumisake --lang en status
  assert_output --partial '1 payout of it bounced'
  run dumisake --lang id status
  assert_output --partial '1 pembayaran retur'
}

@test "a ledger's name that a terminal would obey is printed as a shell reads it, and not as it is" {
  local name=$'l\e[31mX '"'"'.db'
  run dumisake --db "$name" init
  assert_success
  refute_output --partial $'\e'
  run dumisake --db "$name" status
  assert_success
  refute_output --partial $'\e'
  eval "set -- $(grep -o 'dumisake --db .* import' <<< "$output")"
  assert_equal "$3" "$name"
}

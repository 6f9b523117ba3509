load support

# Rules of 2024 that freeze money around an election, and one woman who may be paid.
frozen_year() {
  dumisake init > /dev/null
  {
    dumisake program show --year 2024
    printf 'freeze:\n  - { from: 2024-11-01, to: 2024-11-27, reason: Pilkada serentak, source: "SE Mendagri 1/2024" }\n'
    printf '  - { from: 2024-12-10, to: 2024-12-12, reason: Pemeriksaan, assumed: yes }\n'
  } > rules.yaml
  dumisake program add rules.yaml --date 2024-01-01 > /dev/null
  applicants 2 > applicants.csv
  dumisake import applicants.csv --year 2024 --date 2024-02-10 > /dev/null
}

@test "no batch is made on a frozen day, a dry run says what it would be" {
  frozen_year
  run dumisake disburse --batch --year 2024 --date 2024-11-27
  assert_equal "$status" 4
  assert_output --partial '2024-11-01 to 2024-11-27: Pilkada serentak (SE Mendagri 1/2024)'
  run --separate-stderr dumisake disburse --dry-run --year 2024 --date 2024-11-01
  assert_equal "$status" 0
  assert_output --partial '2 recipients'
  [[ $stderr == *'money is frozen from 2024-11-01 to 2024-11-27: Pilkada serentak'* ]]
  run --separate-stderr dumisake disburse --dry-run --year 2024 --date 2024-12-11 --json
  assert_equal "$(json '[.recipients, .frozen.from, .frozen.reason, .frozen.assumed] | map(tostring) | join(" ")')" '2 2024-12-10 Pemeriksaan true'
  run --separate-stderr dumisake disburse --batch --year 2024 --date 2024-11-28 --json
  assert_equal "$status" 0
  assert_equal "$(json '[.recipients, .frozen] | map(tostring) | join(" ")')" '2 null'
}

@test "nothing is sent and nothing paid once more on a frozen day" {
  frozen_year
  dumisake disburse --batch --year 2024 --date 2024-10-01
  run dumisake send 1 transfer.csv --date 2024-11-01
  assert_equal "$status" 4
  assert_output --partial 'Pilkada serentak'
  [ ! -e transfer.csv ]
  dumisake send 1 transfer.csv --date 2024-10-31
  printf 'reference,status,amount,date,reason\nP2024B001N000001,RETUR,5000000,2024-11-02,rekening tutup\n' > answer.csv
  dumisake settle answer.csv --date 2024-11-02 # what the bank did is recorded on every day
  run dumisake repay 1571015203900001 --same-account --year 2024 --date 2024-11-03
  assert_equal "$status" 4
  assert_output --partial 'Pilkada serentak'
  dumisake repay 1571015203900001 --same-account --year 2024 --date 2024-11-28
}

@test "names what is wrong with a freeze" {
  dumisake init > /dev/null
  local bad
  for bad in '{ from: 2024-11-27, to: 2024-11-01, reason: x, source: y }' '{ from: 2024-11-01, to: 2024-11-27, source: y }' \
             '{ from: 2024-11-01, to: 2024-11-27, reason: x }' '{ from: 2024-11-01, reason: x, source: y }' '{ from: 2024-11-01, to: 2024-11-27, reson: x }' 'x'; do
    { dumisake program show --year 2024; printf 'freeze:\n  - %s\n' "$bad"; } > rules.yaml
    run dumisake program check rules.yaml
    assert_equal "$status" 1
    assert_output --regexp 'rules\.yaml:[0-9]+:[0-9]+: '
  done
}

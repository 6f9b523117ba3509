load support

# The published figures of 2022 and 2023, from the sample applicants to a workbook read by a program that is not ours.
run_year() {
  local year=$1 batch=$2
  run dumisake import --year "$year" --date "$year-12-27" --quiet "$SOURCE_DIR/data/sample/applicants-$year.csv"
  assert_equal "$status" 3
  run --separate-stderr dumisake disburse --batch --year "$year" --date "$year-12-28" --json
  assert_success
  people=$(json .recipients)
  amount=$(json .amount)
  run dumisake send "$batch" "transfer-$year.csv" --date "$year-12-29"
  assert_success
  answer "transfer-$year.csv" "$year-12-30" > "answer-$year.csv"
  run dumisake settle "answer-$year.csv" --date "$year-12-30"
  assert_success
}

@test "gives exactly the published figures of 2022 and 2023, and the eleven totals, in the workbook" {
  run_year 2022 1
  assert_equal "$people $amount" '1453 19330000000'
  run_year 2023 2
  assert_equal "$people $amount" '3590 17950000000'
  run --separate-stderr dumisake status --year all --json
  assert_equal "$(json '[.total.recipients, .total.accounts.tersalur, .total.budget] | join(" ")')" '5043 37280000000 47280000000'
  run dumisake --lang id status --year all
  assert_output --partial '5.043 penerima'
  assert_output --partial 'Rp 37.280.000.000'
  dumisake export --year all audit.xlsx
  run /usr/bin/python3 "$SOURCE_DIR/tests/command/published_figures.py" audit.xlsx
  assert_success
}

@test "pays the people whom an independent program pays, in the same order" {
  run_year 2022 1
  run_year 2023 2
  "$SOURCE_DIR/scripts/sample_oracle" --niks "$SOURCE_DIR/data/sample" > oracle.json
  for year in 2022 2023; do
    sqlite3 dumisake.db "SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.year = $year ORDER BY p.sequence" > ours
    jq -r ".[\"$year\"].niks[]?" oracle.json > theirs
    assert [ -s theirs ]
    run cmp ours theirs
    assert_success
  done
}

@test "judges the sample as an independent program does" {
  "$SOURCE_DIR/scripts/sample_oracle" "$SOURCE_DIR/data/sample" > oracle.json
  for year in 2022 2023; do
    run --separate-stderr dumisake import --year "$year" --json "$SOURCE_DIR/data/sample/applicants-$year.csv"
    assert_equal "$(json '[.rows, .accepted, .unchanged, .conflicting, .rejected] | join(" ")')" \
      "$(jq -r ".[\"$year\"] | [.rows, .accepted, .unchanged, .conflicting, .rejected] | join(\" \")" oracle.json)"
    run --separate-stderr dumisake disburse --batch --year "$year" --json
    assert_equal "$(json '[.recipients, .amount, .waiting, .kk_ganda, .needs_review, .ineligible] | join(" ")')" \
      "$(jq -r ".[\"$year\"] | [.recipients, .amount, .waiting, .kk_ganda, .needs_review, .ineligible | if type == \"object\" then add else . end] | join(\" \")" oracle.json)"
  done
}

@test "makes the sample again to the same bytes" {
  "$SOURCE_DIR/scripts/generate_sample" "$PWD/again"
  run diff -r "$SOURCE_DIR/data/sample" again/data/sample --exclude README.md
  assert_success
  run cmp "$SOURCE_DIR/templates/applicants.csv" again/templates/applicants.csv
  assert_success
}

@test "takes the three commands by hand on the small sample, with nothing configured" {
  for words in "import $SOURCE_DIR/data/sample/applicants.csv" 'disburse --batch' 'export audit.xlsx'; do
    # shellcheck disable=SC2086
    run timeout 10 "$DUMISAKE" $words
    assert [ "$status" -eq 0 -o "$status" -eq 3 ]
  done
  assert [ -s audit.xlsx ]
}

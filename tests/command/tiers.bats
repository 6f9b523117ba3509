load support

# The registration of 2023 had six tiers; its published payments were Rp 5 million each, so this programme is an invented one.
programme() {
  cat <<'YAML'
year: 2024
name: Uji bertingkat
budget_account: 5.1
budget: 1.000.000.000
order: tanggal_pengajuan
amounts:
  - category: milenial
    source: uji
    tiers:
      - { code: milenial-20, amount: 20.000.000, when: omzet_bulanan >= 20.000.000 }
      - { code: milenial-10, amount: 10.000.000, when: omzet_bulanan in 10.000.000..19.999.999 }
      - { code: milenial-5, amount: 5.000.000 }
  - category: emak-emak
    source: uji
    tiers:
      - { code: emak-10, amount: 10.000.000, when: omzet_bulanan >= 10.000.000 }
      - { code: emak-5, amount: 5.000.000 }
  - { category: pemula, amount: 20.000.000, source: uji }
rules:
  - { code: usaha-di-jambi, title: Di Jambi, source: uji, condition: province(kabupaten_usaha) = 15 }
YAML
}

six_people() {
  printf '%s\n' "$header"
  applicant 1 kategori='Milenial 5JT' omzet_bulanan=9999999
  applicant 2 kategori='Milenial 20JT' omzet_bulanan=20000000
  applicant 3 kategori='MAK-MAK 10JT' omzet_bulanan=10000000
  applicant 4 kategori='WP 20 JT' omzet_bulanan=1
  applicant 5 kategori='Milenial 10JT' omzet_bulanan=10000000
  applicant 6 kategori='MAK-MAK 5JT' omzet_bulanan=
}

setup_year() {
  programme > rules.yaml
  six_people > applicants.csv
  dumisake program add rules.yaml
}

@test "six tiers: each person's own amount from the import to the workbook" {
  setup_year
  run --separate-stderr dumisake import applicants.csv --year 2024 --expect-amount 70.000.000 --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings] | join(" ")')" '6 0'
  run --separate-stderr dumisake disburse --batch --year 2024 --json
  assert_success
  assert_equal "$(json '[.recipients, .amount] | join(" ")')" '6 70000000'
  run --separate-stderr dumisake send 1 bank.csv --year 2024 --json
  assert_equal "$(json '[.payouts, .amount] | join(" ")')" '6 70000000'
  run cut -d, -f5 bank.csv
  assert_output $'amount\n5000000\n20000000\n10000000\n20000000\n10000000\n5000000'
  run grep -c TRAILER,6,70000000, bank.csv
  assert_output 1
  run --separate-stderr dumisake status --year 2024 --json
  assert_equal "$(json '.total.accounts["dalam-proses"]')" 70000000
  dumisake export audit.xlsx --year 2024
  run sqlite3 dumisake.db "SELECT group_concat(kunci_jumlah, ' ') FROM (SELECT kunci_jumlah FROM sheet_nominatif ORDER BY payout_id)"
  assert_output '5000000 20000000 10000000 20000000 10000000 5000000'
  dumisake export journal.txt
  run grep '^tier ' journal.txt
  assert_output $'tier milenial-5\ntier milenial-20\ntier emak-10\ntier milenial-10\ntier emak-5'
  run dumisake verify
  assert_success
}

@test "an amount named in the category that is none of the tiers' is a warning, the tier's is paid" {
  setup_year
  { printf '%s\n' "$header"; applicant 1 kategori='Milenial 7JT' omzet_bulanan=1; } > other.csv
  run --separate-stderr dumisake import other.csv --year 2024 --json
  assert_success
  assert_equal "$(json '[.accepted, .warnings, .findings[0].code] | join(" ")')" '1 1 W207'
  run dumisake disburse --batch --year 2024 --lang en
  assert_output --partial 'Rp 5.000.000'
}

@test "says which tier, and why, now and as it was for the batch" {
  setup_year
  dumisake import applicants.csv --year 2024
  run --separate-stderr dumisake explain 1571015203900002 --year 2024 --json
  assert_equal "$(json '[.tier, .amount] | join(" ")')" 'milenial-20 20000000'
  run dumisake explain 1571015203900002 --year 2024 --lang en
  assert_line 'Amount by the rules: Rp 20.000.000 (tier milenial-20: omzet_bulanan >= 20.000.000)'
  run dumisake explain 1571015203900001 --year 2024 --lang en
  assert_line 'Amount by the rules: Rp 5.000.000 (tier milenial-5: everybody whom no tier before it takes)'
  run --separate-stderr dumisake explain 1571015203900004 --year 2024 --json
  assert_equal "$(json '[.tier, .amount] | tojson')" '[null,20000000]'
  dumisake disburse --batch --year 2024
  sed 's/20.000.000, when: omzet/19.000.000, when: omzet/' rules.yaml > later.yaml
  dumisake program add later.yaml
  run --separate-stderr dumisake explain 1571015203900002 --year 2024 --batch 1 --json
  assert_success
  assert_equal "$(json '[.tier, .amount] | join(" ")')" 'milenial-20 20000000'
  run --separate-stderr dumisake explain 1571015203900002 --year 2024 --letter --json
  assert_equal "$(json .letter | grep -c '20.000.000')" 1
}

@test "compares tiers with the rules in force before they are added" {
  dumisake init
  six_people > applicants.csv
  programme | sed -E '/tiers:|code: (milenial|emak)-(20|10)/d; s/category: milenial$/{ category: milenial, amount: 5.000.000, source: uji }/
    s/category: emak-emak$/{ category: emak-emak, amount: 5.000.000, source: uji }/; /^    source: uji/d; /^      - /d' > flat.yaml
  programme > rules.yaml
  dumisake program add flat.yaml
  dumisake import applicants.csv --year 2024
  run --separate-stderr dumisake check --year 2024 --what-if rules.yaml --json
  assert_success
  assert_equal "$(json '[.all.now.amount, .all.then.amount, .by_category.milenial.then.amount] | join(" ")')" '45000000 70000000 35000000'
  run --separate-stderr dumisake disburse --batch --dry-run --rules rules.yaml --year 2024 --json
  assert_equal "$(json '[.all.now.amount, .all.then.amount] | join(" ")')" '45000000 70000000'
}

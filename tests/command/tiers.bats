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
      - { code: milenial-20, amount: 20.000.000, when: jumlah_diajukan = 20.000.000 }
      - { code: milenial-10, amount: 10.000.000, when: jumlah_diajukan = 10.000.000 and omzet_bulanan >= 10.000.000 }
      - { code: milenial-5, amount: 5.000.000 }
  - category: emak-emak
    source: uji
    tiers:
      - { code: emak-10, amount: 10.000.000, when: jumlah_diajukan = 10.000.000 }
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
  run sqlite3 dumisake.db "SELECT group_concat(jumlah_bersih, ' ') FROM (SELECT jumlah_bersih FROM sheet_nominatif ORDER BY payout_id)"
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

@test "the amount that is asked for is the category's, or that of a column of its own" {
  setup_year
  { printf '%s,jumlah yang diajukan\n' "$header"
    printf '%s,\n' "$(applicant 1 kategori='Milenial 20JT')"
    printf '%s,"Rp 20.000.000"\n' "$(applicant 2 kategori=Milenial)"
    printf '%s,5000000\n' "$(applicant 3 kategori='Milenial 20JT')"
    printf '%s,\n' "$(applicant 4 kategori=Milenial)"
    printf '%s,\n' "$(applicant 5 kategori='WP 20JT')"; } > asked.csv
  dumisake import asked.csv --year 2024
  run sqlite3 dumisake.db "SELECT group_concat(ifnull(jumlah_diajukan, '-'), ' ') FROM applicant ORDER BY id"
  assert_output '20000000 20000000 5000000 - -'
  run --separate-stderr dumisake import asked.csv --year 2024 --json
  assert_equal "$(json .unchanged)" 5
  dumisake amend 1571015203900004 --year 2024 --set jumlah_diajukan=20.000.000 --reason 'sesuai berkas'
  dumisake disburse --batch --year 2024
  run sqlite3 dumisake.db "SELECT group_concat(amount, ' ') FROM (SELECT amount FROM payout ORDER BY applicant_id)"
  assert_output '20000000 20000000 5000000 20000000 20000000'
  run dumisake amend 1571015203900001 --year 2024 --set jumlah_diajukan=5.000.000 --reason 'sesuai berkas'
  assert_equal "$status" 4
  run dumisake verify
  assert_success
}

@test "a year that pays one amount keeps no amount that a category names" {
  { printf '%s\n' "$header"; applicant 1 kategori='MAK-MAK 5JT'; } > plain.csv
  dumisake import plain.csv
  run sqlite3 dumisake.db 'SELECT jumlah_diajukan IS NULL FROM applicant'
  assert_output 1
}

@test "says which tier, and why, now and as it was for the batch" {
  setup_year
  dumisake import applicants.csv --year 2024
  run --separate-stderr dumisake explain 1571015203900002 --year 2024 --json
  assert_equal "$(json '[.tier, .amount] | join(" ")')" 'milenial-20 20000000'
  run dumisake explain 1571015203900002 --year 2024 --lang en
  assert_line 'Amount by the rules: Rp 20.000.000 (tier milenial-20: jumlah_diajukan = 20.000.000)'
  run dumisake explain 1571015203900001 --year 2024 --lang en
  assert_line 'Amount by the rules: Rp 5.000.000 (tier milenial-5: everybody whom no tier before it takes)'
  run --separate-stderr dumisake explain 1571015203900004 --year 2024 --json
  assert_equal "$(json '[.tier, .amount] | tojson')" '[null,20000000]'
  dumisake disburse --batch --year 2024
  sed 's/20.000.000, when: jumlah/19.000.000, when: jumlah/' rules.yaml > later.yaml
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
  # no amount was kept while the year paid one: everybody is in the last tier, but for whoever is amended
  assert_equal "$(json '[.all.now.amount, .all.then.amount, .by_category.milenial.then.amount] | join(" ")')" '45000000 45000000 15000000'
  dumisake amend 1571015203900002 --year 2024 --set jumlah_diajukan=20.000.000 --reason 'sesuai berkas'
  run --separate-stderr dumisake disburse --batch --dry-run --rules rules.yaml --year 2024 --json
  assert_equal "$(json '[.all.now.amount, .all.then.amount] | join(" ")')" '45000000 60000000'
}

@test "bounced money is paid once more in the amount of its tier" {
  setup_year
  dumisake import applicants.csv --year 2024
  dumisake disburse --batch --year 2024 --date 2024-03-01
  dumisake send 1 bank.csv --year 2024 --date 2024-03-02
  printf 'reference,status,amount,date,reason\nP2024B001N000002,RETUR,20000000,2024-03-03,rekening tutup\n' > answer.csv
  dumisake settle answer.csv --date 2024-03-03
  run --separate-stderr dumisake repay 1571015203900002 --same-account --date 2024-03-04 --json
  assert_equal "$(json '[.recipients, .amount] | join(" ")')" '1 20000000'
  dumisake export journal.txt
  run grep -c '^tier milenial-20' journal.txt
  assert_output 2
}

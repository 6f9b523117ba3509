load support

@test "commits everybody who is eligible and approves the batch itself while there is one operator" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --json
  assert_success
  assert_equal "$(json '[.year, .batch, .state, .recipients, .amount, .by_category["emak-emak"], .waiting, .needs_review, .ineligible] | join(" ")')" \
    '2024 1 komitmen 3 15000000 3 0 0 0'
  assert_equal "$(json '.by_region["Kota Jambi"]')" 3
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.accounts | [.anggaran, .komitmen] | join(" ")')" '9985000000 15000000'
}

@test "makes no batch when nobody is left, and that is no failure" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  run --separate-stderr dumisake disburse --batch --json
  assert_success
  assert_equal "$(json '[.recipients, .batch] | tojson')" '[0,null]'
}

@test "stores nothing in a dry run" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  before=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake disburse --batch --dry-run --json
  assert_success
  assert_equal "$(json .recipients)" 2
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "serves the first application of a family card and none of the others" {
  { printf '%s\n' "$header"
    applicant 1 no_kk=1571010101129999 tanggal_pengajuan=2024-03-01
    applicant 2 no_kk=1571010101129999 tanggal_pengajuan=2024-02-01
    applicant 3 no_kk= ; applicant 4 no_kk= ; } > applicants.csv
  run dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .kk_ganda] | join(" ")')" '3 1'
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_equal "$(json '[(.eligible | tostring), .decision] | join(" ")' | cut -c1-14)" 'false kk-ganda'
}

@test "takes the earliest applications first, those without a day last, then by NIK" {
  { printf '%s\n' "$header"
    applicant 1 tanggal_pengajuan= ; applicant 2 tanggal_pengajuan=2024-05-01 ; applicant 4 tanggal_pengajuan=2024-04-01
    applicant 3 tanggal_pengajuan=2024-04-01 ; } > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch --limit 3
  run sqlite3 dumisake.db 'SELECT a.nik % 10 FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id ORDER BY p.sequence'
  assert_output $'3\n4\n2'
}

@test "chooses a category or a kabupaten/kota" {
  { applicants 2; applicant 3 kabupaten_usaha=Tebo kecamatan_usaha='Tebo Tengah'; } > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --region tebo --json
  assert_equal "$(json '[.recipients, .waiting] | join(" ")')" '1 2'
  run --separate-stderr dumisake disburse --batch --category pemula --json
  assert_equal "$(json .recipients)" 0
  run dumisake disburse --batch --region atlantis
  assert_equal "$status" 2
}

@test "never pays more people than the quota" {
  dumisake program show --year 2024 > /dev/null 2>&1 || true
  dumisake init
  dumisake program show --year 2024 | sed 's/people: 2000/people: 2/' > small.yaml
  dumisake program add small.yaml
  applicants 5 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .waiting] | join(" ")')" '2 3'
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .waiting] | join(" ")')" '0 3'
}

@test "never commits more than the budget" {
  applicants 5 > applicants.csv
  dumisake import applicants.csv
  dumisake program budget --year 2024 --dpa 2.17.07 --amount 12000000
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .amount, .waiting] | join(" ")')" '2 10000000 3'
  run dumisake program budget --year 2024 --dpa 2.17.07 --amount 9000000
  assert_equal "$status" 4
}

@test "does not pay a person or a family that was paid in an earlier year" {
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2023-02-01; } > earlier.csv
  dumisake import --year 2023 earlier.csv
  dumisake disburse --batch --year 2023 --date 2023-03-01
  dumisake send 1 transfer.csv --date 2023-03-02
  answer transfer.csv 2023-03-03 > answer.csv
  dumisake settle answer.csv --date 2023-03-03
  { printf '%s\n' "$header"; applicant 1; applicant 2 no_kk=1571010101120001; applicant 3; } > applicants.csv
  run dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .ineligible] | join(" ")')" '1 2'
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.reasons["nik-sudah-menerima"], .reasons["kk-sudah-menerima"]] | join(" ")')" '1 2'
}

@test "wants to be told what to do" {
  run dumisake disburse
  assert_equal "$status" 2
  assert_output --partial 'disburse --batch'
}

@test "proposes no batch when only relatives of the paid are left" {
  { printf '%s\n' "$header"; applicant 1; applicant 2 no_kk=1571010101120001; } > applicants.csv
  run dumisake import applicants.csv
  dumisake disburse --batch
  dumisake send 1 transfer.csv
  answer transfer.csv "$(date +%F)" > answer.csv
  dumisake settle answer.csv
  run dumisake status
  assert_line 'Next: dumisake --year 2024 export audit.xlsx'
}

@test "does not pay for an earlier year whoever was paid for a later one" {
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2023-02-01; applicant 2 tanggal_pengajuan=2023-02-02; applicant 3 no_kk=1571010101120001 tanggal_pengajuan=2023-02-03; } > old.csv
  run dumisake import --year 2023 old.csv
  { printf '%s\n' "$header"; applicant 1; } > new.csv
  dumisake import --year 2024 new.csv
  dumisake disburse --batch --year 2024
  run --separate-stderr dumisake disburse --batch --year 2023 --json
  assert_success
  assert_equal "$(json '[.recipients, .paid_later] | join(" ")')" '1 2'
  run dumisake explain --year 2023 1571015203900001
  assert_output --partial 'later year'
}

@test "takes a revised budget for what it is when the rules change afterwards" {
  dumisake init
  dumisake program budget --year 2024 --dpa X --amount 12000000000
  { dumisake program show --year 2024; echo '# edited'; } > edited.yaml
  dumisake program add edited.yaml
  run --separate-stderr dumisake status --json
  assert_equal "$(json .total.budget)" 12000000000
  sed 's/^budget: .*/budget: 11000000000/' edited.yaml > lower.yaml
  dumisake program add lower.yaml
  run --separate-stderr dumisake status --json
  assert_equal "$(json .total.budget)" 11000000000
}

@test "takes a way to say that there is no permit for no permit" {
  { printf '%s\n' "$header"; applicant 1 nib=0; applicant 2 'nib=TIDAK ADA'; applicant 3 nib=.; applicant 4 nib=n/a; applicant 5 'nib=SKU 12/2024'; } > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .reasons["izin-usaha"]] | join(" ")')" '1 4'
}

@test "says that the batch is made when nobody could read the answer" {
  applicants 1 > applicants.csv
  dumisake import applicants.csv
  run bash -c "'$DUMISAKE' disburse --batch > /dev/full"
  assert_equal "$status" 3
  assert_output --partial 'the command is done'
}

@test "makes the same batch and the same waiting list in whatever order the files came" {
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2024-05-01; applicant 3 tanggal_pengajuan=; applicant 5 tanggal_pengajuan=2024-01-07 no_kk=1571010101129999; } > one.csv
  { printf '%s\n' "$header"; applicant 2 tanggal_pengajuan=2024-05-01; applicant 4 tanggal_pengajuan=2024-01-07 no_kk=1571010101129999; applicant 6; } > two.csv
  for order in 'one.csv two.csv' 'two.csv one.csv'; do
    rm -rf dumisake.db*
    # shellcheck disable=SC2086
    dumisake import $order 2> /dev/null || [ $? -eq 3 ]
    dumisake disburse --batch --limit 2 --json | jq -S 'del(.batch)' >> batches
    sqlite3 dumisake.db 'SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id ORDER BY p.sequence' >> batches
    dumisake verify
  done
  assert_equal "$(head -n $(($(wc -l < batches) / 2)) batches)" "$(tail -n $(($(wc -l < batches) / 2)) batches)"
}

@test "keeps who does not fit on a waiting list with the limit, and serves them first when there is room" {
  dumisake init
  dumisake program show --year 2024 | sed 's/people: 2000/people: 2/' > small.yaml
  dumisake program add small.yaml
  applicants 4 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.waiting_list[] | "\(.position) \(.nik) \(.limit)"] | join(",")')" '1 1571015203900003 semua,2 1571015203900004 semua'
  assert_equal "$(json '[.waiting_by_limit.semua, .waiting_omitted] | join(" ")')" '2 0'
  run dumisake explain 1571015203900004
  assert_output --partial 'Waiting list of batch 1: place 2; limit: semua'
  run --separate-stderr dumisake explain 1571015203900004 --json
  assert_equal "$(json '.waiting | [.batch, .position, .limit] | join(" ")')" '1 2 semua'
  # An earlier application comes in, and one place more: the line goes first.
  { printf '%s\n' "$header"; applicant 5 tanggal_pengajuan=2024-01-01; } > late.csv
  dumisake import late.csv
  dumisake program show --year 2024 | sed 's/people: 2/people: 3/' > more.yaml
  dumisake program add more.yaml
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json .recipients)" 1
  run sqlite3 dumisake.db 'SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.batch_id = 2'
  assert_output 1571015203900003
  run sqlite3 dumisake.db 'SELECT w.position, a.nik % 10, w.reason FROM waiting AS w JOIN applicant AS a ON a.id = w.applicant_id WHERE w.batch_id = 2'
  assert_output $'1|4|1\n2|5|1'
}

@test "names the budget and --limit as what somebody waits for" {
  applicants 4 > applicants.csv
  dumisake import applicants.csv
  run dumisake disburse --dry-run --limit 3
  assert_output --partial 'batas'
  dumisake program budget --year 2024 --dpa 2.17.07 --amount 12000000
  run --separate-stderr dumisake disburse --batch --limit 3 --json
  assert_equal "$(json '[.waiting_list[].limit] | join(" ")')" 'anggaran anggaran'
}

@test "takes a relative only when the one who waited first drops out" {
  dumisake init
  dumisake program show --year 2024 | sed 's/people: 2000/people: 1/' > small.yaml
  dumisake program add small.yaml
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2024-01-01; applicant 2 no_kk=1571010101129999 tanggal_pengajuan=2024-01-02
    applicant 3 no_kk=1571010101129999 tanggal_pengajuan=2024-01-03; } > applicants.csv
  run dumisake import applicants.csv
  dumisake disburse --batch
  dumisake program show --year 2024 | sed 's/people: 1$/people: 9/' > more.yaml
  dumisake program add more.yaml
  run --separate-stderr dumisake disburse --dry-run --json
  assert_equal "$(json '[.recipients, .kk_ganda] | join(" ")')" '1 1'
  dumisake withdraw 1571015203900002 --reason 'mundur'
  dumisake disburse --batch
  run sqlite3 dumisake.db 'SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.batch_id = 2'
  assert_output 1571015203900003
}

@test "shows the waiting list in the auditors' workbook" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch --limit 1
  dumisake export audit.xlsx
  run /usr/bin/python3 -c 'import openpyxl
sheet = openpyxl.load_workbook("audit.xlsx")["Daftar Tunggu"]
for row in sheet.iter_rows(min_row=2, values_only=True):
    print(row[3], row[4], row[12])'
  assert_line --index 0 '1 1571015203900002 batas'
  assert_line --index 1 '2 1571015203900003 batas'
}

@test "compares the batch of other rules with the present one and stores nothing" {
  applicants 4 > applicants.csv
  dumisake import applicants.csv
  dumisake check
  root=$(dumisake verify --json | jq -r .root)
  dumisake program show | sed 's/people: 2000/people: 1/; s/category: emak-emak, amount: 5000000/category: emak-emak, amount: 6000000/' > lain.yaml
  run --separate-stderr dumisake disburse --dry-run --rules lain.yaml --json
  assert_success
  assert_equal "$(json '[.all.now.recipients, .all.then.recipients, .all.losing, .all.now.amount, .all.then.amount] | join(" ")')" '4 1 3 20000000 6000000'
  assert_equal "$(json '[.changes[] | .nik + " " + .then + " " + .reasons] | join(",")')" \
    '1571015203900002 none semua,1571015203900003 none semua,1571015203900004 none semua'
  assert_equal "$(json '.by_region["Kota Jambi"].then.recipients')" 1
  dumisake program show | sed 's/<= 2.000.000.000/<= 1/' > tak-seorang.yaml
  run --separate-stderr dumisake disburse --dry-run --rules tak-seorang.yaml --json
  assert_equal "$(json '[.all.then.recipients, .changes[0].reasons] | join(" ")')" '0 tidak-memenuhi-syarat'
  run --separate-stderr dumisake disburse --dry-run --rules lain.yaml --limit 2 --json
  assert_equal "$(json '[.all.now.recipients, .all.then.recipients] | join(" ")')" '2 1'
  run dumisake disburse --batch --rules lain.yaml
  assert_equal "$status" 2
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

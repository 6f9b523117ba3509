load support

# A year in which money goes every way: cancelled, bounced and repaid, bounced and deposited, given back in part.
lived_year() {
  { printf '%s\n' "$header"; applicant 1; applicant 2; applicant 3; applicant 4 no_rekening=; applicant 5; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --limit 4 --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04 || [ $? -eq 3 ]
  printf 'reference,status,amount,date,reason\nP2024B001N000001,SUKSES,5000000,2024-03-05,\nP2024B001N000002,RETUR,5000000,2024-03-05,tutup\nP2024B001N000003,RETUR,5000000,2024-03-05,nama\n' > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

# Balances by hledger and by `status` of the same ledger, as one sorted list each, and compares them.
same_balances() {
  dumisake export money.journal --year all --date 2024-04-01
  hledger -f money.journal check --strict
  hledger -f money.journal balance --empty --no-total --output-format csv | python3 -c '
import csv, sys
print(*sorted(f"{account} {balance.split()[-1]}" for account, balance in list(csv.reader(sys.stdin))[1:] if not account.endswith(":apbd")), sep="\n")' > hledger.txt
  dumisake status --year all --json | jq -r '.years[] | .year as $year | .accounts | to_entries[] | "\($year):\(.key) \(.value)"' | sort > status.txt
  assert [ "$(wc -l < status.txt)" -ge 18 ]
  run diff hledger.txt status.txt
  assert_success
}

@test "another program adds the money up to the same balances, whichever way it went" {
  lived_year
  same_balances
  dumisake cancel 1 --reason 'rekening tidak ada' --date 2024-03-06
  same_balances
  dumisake repay 1571015203900002 --same-account --date 2024-03-06
  same_balances
  dumisake deposit 1571015203900003 --sts STS-1 --date 2024-03-07
  same_balances
  dumisake refund 1571015203900001 --amount 1500000 --sts STS-2 --date 2024-03-08
  same_balances
  run cat status.txt
  assert_line '2024:tersalur 3500000'
  assert_line '2024:setor-kembali 6500000'
  assert_line '2024:komitmen 5000000'
}

@test "a wrong balance in the books is found by the other program" {
  lived_year
  dumisake export money.journal --year 2024
  hledger -f money.journal check --strict
  sed 's/\(IDR 0 = IDR \)5000000$/\15000001/' money.journal > wrong.journal
  run diff money.journal wrong.journal
  assert_failure
  run hledger -f wrong.journal check --strict
  assert_failure
  sed '0,/  2024:komitmen/s//  2024:komitment/' money.journal > wrong.journal
  run hledger -f wrong.journal check --strict
  assert_failure
}

@test "the journal for hledger has a transaction a transfer, with day, entry and reference, and nobody's data" {
  lived_year
  dumisake export money.journal --year 2024
  run grep -c '^20[0-9-]* ([0-9]*) ' money.journal
  assert_output "$(dumisake export journal.txt >&2; awk -v RS= '/\nfrom / && /\nyear 2024/ { n++ } END { print n }' journal.txt)"
  run grep -A 2 'settlement.*P2024B001N000002' money.journal
  assert_line --index 0 --regexp '^2024-03-05 \([0-9]+\) settlement  ; entry:[0-9]+, reference:P2024B001N000002, batch:1$'
  assert_line --index 1 '    2024:dalam-proses  IDR -5000000'
  assert_line --index 2 '    2024:retur  IDR 5000000'
  run hledger -f money.journal register 'tag:reference=P2024B001N000002' --output-format csv
  assert_output --partial 2024:retur
  run grep -ciE 'Warga|15710152|301000' money.journal
  assert_output 0
  run grep -c '^account 202[23]' money.journal
  assert_output 0
}

@test "lists the recipients, whole and masked" {
  lived_year
  run dumisake export recipients.csv
  assert_success
  run cat recipients.csv
  assert_line --index 0 'tahun,batch,urutan,referensi,nik,no_kk,nama,kategori,kabupaten_usaha,kecamatan_usaha,desa_usaha,nama_usaha,jumlah,dikembalikan,tanggal_bank,tanggal_lahir,bank,no_rekening,nama_rekening'
  assert_line --index 1 '2024,1,1,P2024B001N000001,1571015203900001,1571010101120001,Warga Contoh 1,Emak-Emak,Kota Jambi,Telanaipura,,,5000000,0,2024-03-05,1990-03-12,Bank Jambi,3010000001,Warga Contoh 1'
  assert_equal "$(wc -l < recipients.csv)" 2 # who bounced is no recipient
  run --separate-stderr dumisake export masked.csv --mask --json
  assert_equal "$(json '[.recipients, .masked] | map(tostring) | join(" ")')" '1 true'
  run cat masked.csv
  assert_line --index 0 'tahun,batch,urutan,nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,jumlah,dikembalikan,tanggal_bank'
  assert_line --index 1 '2024,1,1,157101**********,Warga Contoh 1,Emak-Emak,Kota Jambi,Telanaipura,5000000,0,2024-03-05'
  run grep -cE '[0-9]{10}|1990|Bank' masked.csv
  assert_output 0
  assert_equal "$(stat -c %a masked.csv)" 600
}

@test "masks the workbook and the list only, and replaces no foreign file" {
  lived_year
  run dumisake export money.journal --mask
  assert_equal "$status" 2
  assert_output --partial '.xlsx and .csv'
  assert [ ! -e money.journal ]
  for name in recipients.csv money.journal; do
    cp applicants.csv "$name"
    run dumisake export "$name"
    assert_equal "$status" 1
    run cmp applicants.csv "$name"
    assert_success
    rm "$name"
    dumisake export "$name"
    dumisake export "$name" # its own earlier one
  done
  run dumisake export list.ods
  assert_equal "$status" 2
  assert_output --partial .journal
}

load support

taken_in() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
}

@test "takes in a list and excludes who is on it" {
  taken_in 4
  dumisake check
  printf 'NIK;Nama;Keterangan\n1571015203900002;Warga Contoh 2;BKN 2024\n1571015203900004;Warga Contoh 4;\n1571015203909999;Orang Lain;\n' > asn.csv
  run --separate-stderr dumisake exclude asn.csv --list asn --json --date 2024-02-20
  assert_success
  assert_equal "$(json '[.command, .year, .list, .rows, .accepted, .unchanged, .rejected, .applicants, .committed] | join(" ")')" 'exclude 2024 asn 3 3 0 0 2 0'
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.applicants | [.eligible, .ineligible] | join(" ")')" '2 2'
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .ineligible, .changed, .reasons["bukan-aparatur"], .reasons["masih-hidup"]] | join(" ")')" '2 2 0 2 0'
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json .recipients)" 2
}

@test "is explained with the list's name and remark" {
  taken_in 2
  printf 'nik,keterangan\n1571015203900002,BKN 2024\n' > asn.csv
  printf 'nik\n1571015203900002\n' > wafat.csv
  dumisake exclude asn.csv --list asn
  dumisake exclude wafat.csv --list meninggal
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$(json '[.eligible, (.rules[] | select(.code == "bukan-aparatur") | .code, .outcome, .value, .source)] | map(tostring) | join("|")')" \
    'false|bukan-aparatur|fail|asn (BKN 2024), meninggal [asn.csv:2, wafat.csv:2]|Pengecualian lazim BPUM; juknis tidak dipublikasikan'
}

@test "the same list again changes nothing, and a longer one adds what is new" {
  taken_in 3
  printf 'nik,nama\n1571015203900002,Warga Contoh 2\n' > asn.csv
  dumisake exclude asn.csv --list asn
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake exclude asn.csv --list asn --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 1'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  printf 'nik,nama\n1571015203900002,Warga Contoh 2\n1571015203900003,Warga Contoh 3\n1571015203900003,Warga Contoh 3\n' > asn.csv
  run --separate-stderr dumisake exclude asn.csv --list asn --json
  assert_equal "$(json '[.rows, .accepted, .unchanged] | join(" ")')" '3 1 2'
  run --separate-stderr dumisake exclude asn.csv --list kur --json
  assert_equal "$(json '[.rows, .accepted, .unchanged] | join(" ")')" '3 2 1'
}

@test "a row with only a KK excludes the family, one with a NIK the person alone" {
  { printf '%s\n' "$header"; applicant 1 no_kk=1571010101120001; applicant 2 no_kk=1571010101120001; applicant 3 no_kk=1571010101120003; applicant 4 no_kk=1571010101120003; } > applicants.csv
  dumisake import applicants.csv
  printf 'No. KK,NIK\n1571010101120001,\n1571010101120003,1571015203900003\n' > lain.csv
  run --separate-stderr dumisake exclude lain.csv --list bantuan-lain --json
  assert_success
  assert_equal "$(json .applicants)" 3
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .reasons["daftar-pengecualian"]] | join(" ")')" '1 3'
  run --separate-stderr dumisake explain 1571015203900004 --json
  assert_equal "$(json .eligible)" true
}

@test "sets faulty rows aside and warns of another name" {
  taken_in 2
  printf 'nik,no_kk,nama\n157101520390,,Siapa\n,,Tanpa Nomor\n1571015203900001,,Joko Widodo\n1571015203900002,12,X\n' > asn.csv
  run --separate-stderr dumisake exclude asn.csv --list asn --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected, .warnings] | join(" ")')" '4 1 3 1'
  assert_equal "$(json '[.findings[] | .code] | join(" ")')" 'E101 X601 X621 E111'
  run dumisake --lang en explain X601
  assert_success
}

@test "counts for the year it was taken in for" {
  taken_in 2
  sed 's/2024-0/2023-0/g' applicants.csv > earlier.csv
  dumisake import --year 2023 earlier.csv
  printf 'nik\n1571015203900002\n' > asn.csv
  dumisake exclude asn.csv --list asn --year 2023
  run --separate-stderr dumisake check --json
  assert_equal "$(json .ineligible)" 0
  run --separate-stderr dumisake check --year 2023 --json
  assert_equal "$(json '.reasons["bukan-aparatur"]')" 1
}

@test "a list may come before the applicants" {
  printf 'nik\n1571015203900002\n' > asn.csv
  dumisake exclude asn.csv --list asn
  taken_in 2
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .ineligible] | join(" ")')" '1 1'
}

@test "who is in a batch is named, and held back when the batch is sent" {
  taken_in 3
  dumisake disburse --batch --date 2024-03-01
  printf 'nik\n1571015203900002\n' > wafat.csv
  run --separate-stderr dumisake exclude wafat.csv --list meninggal --json
  assert_equal "$status" 3
  assert_equal "$(json '[.applicants, .committed] | join(" ")')" '1 1'
  run --separate-stderr dumisake send 1 transfer.csv --json --date 2024-03-04
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '2 1'
  run grep -c 'Warga Contoh 2' transfer.csv
  assert_output 0
}

@test "a dry run stores nothing" {
  taken_in 2
  printf 'nik\n1571015203900002\n' > asn.csv
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake exclude asn.csv --list asn --dry-run --json
  assert_success
  assert_equal "$(json '[.accepted, .applicants, .dry_run] | map(tostring) | join(" ")')" '1 1 true'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "one column with a header of two words, alone and as it is stated" {
  taken_in 1
  printf 'NO KK\n1571010101120001\n' > kk.csv
  run --separate-stderr dumisake exclude kk.csv --list kur --json --date 2024-02-20
  assert_success
  assert_equal "$(json '[.accepted, .rejected] | join(" ")')" '1 0'
  printf 'KETERANGAN:NIK\nPNS:1571015203900001\n' > asn.csv
  run dumisake exclude asn.csv --list asn
  assert_equal "$status" 1
  run --separate-stderr dumisake exclude asn.csv --list asn --delimiter : --json
  assert_success
  assert_equal "$(json '[.accepted, .rejected] | join(" ")')" '1 0'
  printf 'NIK,Nama,\n1571015203900001,Warga Contoh 1,sudah dicek\n1571015203900002,Warga Contoh 2,\n' > asn.csv
  run --separate-stderr dumisake exclude asn.csv --list cpns --json
  assert_success
  assert_equal "$(json '[.accepted, .rejected] | join(" ")')" '2 0'
  run dumisake accounts asn.csv --headers 4
  assert_equal "$status" 2
}

@test "nobody leaves the list for want of cells" {
  taken_in 2
  local below wanted
  while IFS='|' read -r wanted below; do
    printf "NIK,Nama,Instansi,Jabatan,Ket\n1571015203900001,Warga Contoh 1,Dinas A,Staf,ok\n1571015203900002,Warga Contoh 2,Dinas A,Staf,ok\n$below" > asn.csv
    run --separate-stderr dumisake exclude asn.csv --list asn --json --dry-run
    assert_equal "$below $(json '[.rows, .accepted, .rejected, (.findings[] | .code + ":" + (.line | tostring))] | join(" ")')" "$below $wanted"
    assert_equal "$status" "$([[ $wanted = *' 0 '* ]] && echo 0 || echo 3)"
  done <<'EOF'
4 2 2 E141:4 E141:5|1571O15203900002,,,,\n1571O15203900003,,,,\n
4 2 2 X601:4 X601:5|,Siti Aminah,,,\n,Desa Ratnasari,,,\n
4 2 2 X601:5 X601:6|\n,,,,sudah pensiun\n,Total Harahap,,,\n
3 2 1 E130:4|1,Siti Aminah\n
2 2 0 N306:4|Jumlah,2,,,\n,,,,"Jambi, 12 Maret 2024"\n,,,,NIP. 196501011990031001\n
EOF
}

@test "refuses names and files that are no list" {
  taken_in 1
  printf 'nik\n1571015203900001\n' > asn.csv
  for name in '' ASN 'a b' -asn asn- as/n "$(printf 'a%.0s' {1..33})"; do
    run dumisake exclude asn.csv --list "$name"
    assert_equal "$status" 2
  done
  run dumisake exclude asn.csv
  assert_equal "$status" 2
  printf 'nama,keterangan\nSiapa,x\n' > nama.csv
  run dumisake exclude nama.csv --list asn
  assert_equal "$status" 1
  printf 'nik,no ktp\n1,2\n' > dua.csv
  run dumisake exclude dua.csv --list asn
  assert_equal "$status" 1
  printf 'nik\n' > kosong.csv
  run dumisake exclude kosong.csv --list asn
  assert_equal "$status" 1
  run dumisake exclude tidak-ada.csv --list asn
  assert_equal "$status" 1
}

@test "the journal holds nobody's number or name, the workbook tells the list" {
  taken_in 3
  printf 'nik,nama,keterangan\n1571015203900002,Warga Contoh 2,rahasia\n' > asn.csv
  dumisake exclude asn.csv --list asn-pensiun
  dumisake check
  dumisake export journal.txt
  run grep -c 'Warga\|rahasia\|1571015203900002' journal.txt
  assert_output 0
  run grep -c '^list asn-pensiun$' journal.txt
  assert_output 1
  dumisake export audit.xlsx
  run python3 -c 'import zipfile; z = zipfile.ZipFile("audit.xlsx"); print(any(b"masuk daftar asn-pensiun [daftar-pengecualian]" in z.read(n) for n in z.namelist()))'
  assert_output True
}

load support

nik=1571015203900002

taken_in() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
}

@test "makes a corrected version and keeps the earlier one" {
  taken_in 3
  run --separate-stderr dumisake amend "$nik" --set tanggal_lahir=1991-03-12 --set 'nama=Warga  Contoh Dua' --set no_kk= --reason 'sesuai KTP' --date 2024-02-20 --json
  assert_success
  assert_equal "$(json '[.command, .nik, .nik_before, .year, .result] | map(tostring) | join(" ")')" "amend $nik $nik 2024 amended"
  assert_equal "$(json '[.changes[] | .field + ":" + .from + ">" + .to] | join("|")')" \
    'nama:Warga Contoh 2>Warga Contoh Dua|no_kk:1571010101120002>|tanggal_lahir:1990-03-12>1991-03-12'
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json '.name')" 'Warga Contoh Dua'
  assert_equal "$(json '.amendments[0] | [.day, .reason, .officer, (.changes | length)] | map(tostring) | join("|")')" '2024-02-20|sesuai KTP|null|3'
  run dumisake --lang en explain "$nik"
  assert_line --partial 'tanggal_lahir: 1990-03-12 -> 1991-03-12'
}

@test "keeps every version in order" {
  taken_in 1
  for day in 11 12 13; do
    dumisake amend 1571015203900001 --set "tanggal_pengajuan=2024-01-$day" --reason "ke-$day" --date "2024-02-$day"
  done
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_equal "$(json '[.amendments[] | .reason + " " + .changes[0].from + ">" + .changes[0].to] | join("|")')" \
    'ke-11 2024-02-01>2024-01-11|ke-12 2024-01-11>2024-01-12|ke-13 2024-01-12>2024-01-13'
}

@test "importing the original file again is unchanged" {
  taken_in 3
  dumisake amend "$nik" --set tanggal_lahir=1991-03-12 --reason 'sesuai KTP'
  dumisake amend "$nik" --set tanggal_lahir=1992-03-12 --set nama=Lain --reason 'sesuai KTP'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged, .conflicting, .rejected] | join(" ")')" '0 3 0 0'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "sets a conflicting row right" {
  taken_in 2
  { printf '%s\n' "$header"; applicant 2 nib=9120000009999 omzet_bulanan=3000000; } > fix.csv
  run --separate-stderr dumisake import fix.csv --json
  assert_equal "$status" 3
  assert_equal "$(json .conflicting)" 1
  dumisake amend "$nik" --set nib=9120000009999 --set 'omzet_bulanan=Rp 3.000.000,00' --reason 'baris kedua yang benar'
  run --separate-stderr dumisake import fix.csv --json
  assert_success
  assert_equal "$(json '[.unchanged, .conflicting] | join(" ")')" '1 0'
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.unchanged, .conflicting] | join(" ")')" '2 0'
  { printf '%s\n' "$header"; applicant 2 nib=9120000008888; } > other.csv
  run dumisake import other.csv
  assert_equal "$status" 3
}

@test "corrects a NIK when the new one is free" {
  taken_in 2
  run dumisake --lang en amend "$nik" --set nik=1571015203900001 --reason 'salah ketik'
  assert_equal "$status" 4
  assert_output --partial 'another applicant'
  run --separate-stderr dumisake amend "$nik" --set nik=1571015203900012 --reason 'salah ketik' --json
  assert_success
  assert_equal "$(json '[.nik, .nik_before] | join(" ")')" "1571015203900012 $nik"
  run dumisake --lang en explain "$nik"
  assert_equal "$status" 1
  assert_output --partial 'it is now 1571015203900012'
  run dumisake --lang en withdraw "$nik" --reason x
  assert_equal "$status" 1
  assert_output --partial 'it is now 1571015203900012'
  run --separate-stderr dumisake import applicants.csv --json
  assert_equal "$(json '[.accepted, .unchanged, .conflicting] | join(" ")')" '0 2 0'
}

@test "a NIK that was corrected is free for the person whose it is" {
  taken_in 2
  dumisake amend "$nik" --set nik=1571015203900012 --reason 'salah ketik'
  { printf '%s\n' "$header"; applicant 2 nama='Pemilik Nomor' no_kk=1571010101120077 no_rekening=3010007777; applicant 2 nama='Lain Lagi'; } > more.csv
  run --separate-stderr dumisake import more.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .unchanged, .conflicting] | join(" ")')" '1 0 1'
  run --separate-stderr dumisake import applicants.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged, .conflicting] | join(" ")')" '0 2 0'
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json .name)" 'Pemilik Nomor'
}

@test "a correction may be taken back" {
  taken_in 1
  dumisake amend 1571015203900001 --set nama=Salah --reason coba
  dumisake amend 1571015203900001 --set 'nama=Warga Contoh 1' --reason kembali
  run --separate-stderr dumisake explain 1571015203900001 --json
  assert_equal "$(json '[.name, (.amendments | length)] | map(tostring) | join("|")')" 'Warga Contoh 1|2'
}

@test "what is there already is unchanged" {
  taken_in 1
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake amend 1571015203900001 --set kategori=Mak-Mak --set 'kecamatan_usaha=TELANAIPURA' --reason x --json
  assert_success
  assert_equal "$(json '[.result, (.changes | length)] | map(tostring) | join(" ")')" 'unchanged 0'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "judges anew who was judged before" {
  taken_in 2
  dumisake check
  dumisake amend "$nik" --set nib= --reason 'NIB milik orang lain'
  run --separate-stderr dumisake status --json
  assert_equal "$(json '.total.applicants | [.eligible, .needs_review + .ineligible] | join(" ")')" '1 1'
}

@test "refuses values as the importer does, and changes nothing" {
  taken_in 1
  root=$(dumisake verify --json | jq -r .root)
  for value in nik=15710152039 tanggal_lahir=31/02/1990 kategori=petani 'kabupaten_usaha=Kota Antah' jenis_kelamin=x omzet_bulanan=banyak no_rekening=12ab jalur=x skor=-1; do
    run dumisake --lang en amend 1571015203900001 --set "$value" --reason x
    assert_equal "$status" 4
    assert_output --partial 'nothing was changed'
  done
  for value in nama= nik= kategori= nama nonsense=1 nib; do
    run dumisake amend 1571015203900001 --set "$value" --reason x
    assert_equal "$status" 2
  done
  run dumisake amend 1571015203900001 --set nib=1 --set nib=2 --reason x
  assert_equal "$status" 2
  run dumisake amend 1571015203900001 --set nib=1
  assert_equal "$status" 2
  run dumisake amend 1571015203900001 --set nib=1 --reason ' '
  assert_equal "$status" 2
  run dumisake amend 1571015203900001 --reason x
  assert_equal "$status" 2
  run dumisake --lang en amend 1571015203900001 --set "kabupaten_usaha=Kabupaten Bungo" --reason x
  assert_equal "$status" 4
  assert_output --partial kecamatan
  run dumisake amend 1571015203900009 --set nib=1 --reason x
  assert_equal "$status" 1
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "warns as the importer does" {
  taken_in 1
  run --separate-stderr dumisake amend 1571015203900001 --set tanggal_lahir=1985-01-01 --reason x --json
  assert_success
  assert_equal "$(json '[.findings[] | .code] | join(" ")')" W201
  run --separate-stderr dumisake amend 1571015203900001 --set kabupaten_usaha=1508 --set 'kecamatan_usaha=Entah' --reason x --json
  assert_success
  assert_equal "$(json '[.findings[] | .code + " " + (.column | tostring)] | join(" ")')" 'W206 2'
}

@test "in a batch only what the batch does not rest on is corrected, and it is paid" {
  taken_in 2
  dumisake disburse --batch --date 2024-03-01
  for value in nik=1571015203900012 no_kk= kategori=milenial kabupaten_usaha=1508 tanggal_pengajuan= nib=5 omzet_bulanan=1; do
    run dumisake amend "$nik" --set "$value" --reason x
    assert_equal "$status" 4
  done
  dumisake amend "$nik" --set no_rekening=3010009999 --set no_hp=081234567890 --reason 'rekening baru' --date 2024-03-02
  dumisake amend "$nik" --set 'alamat=Jalan Baru' --reason 'pindah rumah' --date 2024-03-02
  run --separate-stderr dumisake send 1 transfer.csv --date 2024-03-04 --json
  assert_success
  run grep -c 3010009999 transfer.csv
  assert_output 1
  run dumisake amend "$nik" --set no_hp=081234567891 --reason x
  assert_equal "$status" 4
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  run dumisake amend "$nik" --set no_hp=081234567891 --reason x
  assert_equal "$status" 4
  dumisake export audit.xlsx
}

@test "the journal holds the fields' names and no value" {
  taken_in 2
  dumisake amend "$nik" --set nama=Rahasia --set nib=777 --reason 'surat Pak Lurah'
  dumisake export journal.txt
  run grep -c 'Rahasia\|777$\|Lurah\|1571015203900002' journal.txt
  assert_output 0
  run grep -c '^fields nama nib$' journal.txt
  assert_output 1
}

@test "warns of an account in another name, of another person, or of no known bank" {
  taken_in 2
  run --separate-stderr dumisake amend 1571015203900001 --set nama_rekening='Orang Lain' --set no_rekening=3010000002 --reason x --json
  assert_success
  assert_equal "$(json '[.result, (.findings | map(.code) | sort | join(","))] | join(" ")')" 'amended W214,W215'
  run --separate-stderr dumisake amend 1571015203900002 --set bank='Bank Antah' --reason x --json
  assert_equal "$(json '.findings[0].code')" W216
}

@test "nobody leaves an exclusion list or an earlier grant by another number" {
  taken_in 2
  printf 'nik,nama\n1571015203900001,Warga Contoh 1\n' > asn.csv
  dumisake exclude asn.csv --list asn
  run dumisake --lang en amend 1571015203900001 --set nik=1571015203900011 --reason x
  assert_equal "$status" 4
  assert_output --partial 'exclusion list'
  dumisake amend 1571015203900002 --set nik=1571015203900012 --reason x
}

@test "in a batch neither another person's name nor another person's account comes in" {
  taken_in 2
  dumisake disburse --batch
  for value in nama='Orang Lain' nama_rekening='Orang Lain' no_rekening=3010000002 bank='Bank Antah'; do
    run dumisake amend 1571015203900001 --set "$value" --reason x
    assert_equal "$status" 4
  done
  dumisake amend 1571015203900001 --set no_rekening=3010000099 --reason 'rekening baru'
}

@test "a day that can be read in two ways is asked for again" {
  taken_in 1
  run dumisake --lang en amend 1571015203900001 --set tanggal_pengajuan=03/04/2024 --reason x
  assert_equal "$status" 2
  assert_output --partial yyyy-mm-dd
}

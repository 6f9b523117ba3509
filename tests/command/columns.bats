# Headers and names as offices write them, from the file to the register.
load support

# The Dinas's own headers, group and sub-header joined.
dinas_header='No,NIK *,NO. KK (16 digit),NAMA SESUAI KTP,TGL LAHIR (dd/mm/yyyy),UMUR,JENIS KELAMIN,ALAMAT SESUAI KTP: PROVINSI,ALAMAT SESUAI KTP: KAB/KOTA,ALAMAT SESUAI KTP: KECAMATAN,ALAMAT SESUAI KTP: DESA/KEL/RW,DOMISILI USAHA PROVINSI,DOMISILI USAHA KAB/KOTA,DOMISILI USAHA KECAMATAN,DOMISILI USAHA DESA/KEL/RW,ALAMAT USAHA,SEKTOR USAHA,JENIS USAHA,NIB / SKU / IUMK,NO. TELP/HP,JENIS BANTUAN YANG DIAJUKAN,IBU KANDUNG,KETERANGAN'

# dinas_row SERIAL KABUPATEN KECAMATAN NAME
dinas_row() {
  printf '1,'"'"'157101520390%04d,'"'"'157101010112%04d,%s,12/03/1990,34 tahun,Perempuan,JAMBI,KOTA JAMBI,TELANAIPURA,Simpang IV,JAMBI,"%s",%s,Desa,Jl. Contoh,Kuliner,Keripik,'"'"'9120000000001,'"'"'081234567890,MAK-MAK 5JT,Ibu,-\n' \
    "$1" "$1" "$4" "$2" "$3"
}

@test "takes in the file that the Dinas has" {
  { printf '%s\n' "$dinas_header"; dinas_row 1 'TANJAB BARAT' 'Kec. Tungkal Hilir' SITI; dinas_row 2 'MUARO JAMBI, KAB' Jaluko TUTI; } > applicants.csv
  run --separate-stderr dumisake import --json applicants.csv
  assert_success
  assert_equal "$(json '[.accepted, .rejected, ([.findings[] | select(.code == "N301")] | length), ([.findings[] | select(.code != "N301") | .code] | join(","))] | join(" ")')" '2 0 3 N303'
  assert_equal "$(sqlite3 dumisake.db 'SELECT kabupaten_usaha, kecamatan_usaha FROM applicant ORDER BY nik' | tr '\n' ' ')" '1506|150602 1505|150501 '
}

@test "suggests the nearest place, says where else a kecamatan is, and guesses neither" {
  { printf '%s\n' "$dinas_header"; dinas_row 1 'Muaro Jamb' Jaluko SITI; dinas_row 2 'Kota Jambi' Pemayung TUTI; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 3
  assert_output --partial 'Kabupaten Muaro Jambi'
  assert_output --partial 'Pemayung (Kabupaten Batanghari)'
}

@test "stores a name in one form however its letters were typed" {
  { printf '%s\n' "$dinas_header"; dinas_row 1 'Kota Jambi' Telanaipura $'Rene\u0301  M.'; } > a.csv
  { printf '%s\n' "$dinas_header"; dinas_row 1 'Kota Jambi' 'Telanai Pura' $'Ren\u00e9\u00a0M.\u200b'; } > b.csv
  dumisake import a.csv
  run --separate-stderr dumisake import --json b.csv
  assert_success
  assert_equal "$(json .unchanged)" 1
}

@test "stops before the first row at headers that miss or repeat a field, and says what to type" {
  { printf '%s\n' "${dinas_header/NAMA SESUAI KTP/Nama Orang}"; dinas_row 1 'Kota Jambi' Telanaipura SITI; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 1
  assert_output --partial '--map nama="Nama Orang"'
  assert_output --partial '22 of 23 headers are known'
  assert_output --partial 'IBU KANDUNG'
  assert [ ! -e dumisake.db ]
  run dumisake import --map nama="Nama Orang" applicants.csv
  assert_success
}

@test "stops at two columns of one name; a number chooses" {
  { printf '%s\n' "${dinas_header//DOMISILI USAHA K/ALAMAT SESUAI KTP: K}"; dinas_row 1 'Kota Jambi' Telanaipura SITI; } > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 1
  assert_output --partial '--map kabupaten="#9" or --map kabupaten="#13"'
  run dumisake import --map kabupaten=#9 --map kabupaten_usaha=#13 --map kecamatan=#10 --map kecamatan_usaha=#14 applicants.csv
  assert_success
}

@test "says that a file without headers has none, and shows nobody's number" {
  dinas_row 1 'Kota Jambi' Telanaipura SITI > applicants.csv
  run dumisake import applicants.csv
  assert_equal "$status" 1
  assert_output --partial 'no row of headers'
  refute_output --partial 157101520390
}

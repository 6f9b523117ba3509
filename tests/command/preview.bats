#!/usr/bin/env bats
# preview: any delimited file as plain CSV, nothing stored.

load support

# previews FILE TEXT: the table on the standard output is TEXT.
previews() {
  "$DUMISAKE" preview "$1" 2> said > table.csv
  printf "$2" | diff - table.csv
  [ ! -e dumisake.db ]
}

@test "prints a table as plain CSV and says how it was written" {
  printf 'nik;nama;omzet\r\n1;"Sari; Ani";1,5\r\n2;Budi;2,5\r\n' > a.csv
  previews a.csv 'nik,nama,omzet\n1,Sari; Ani,"1,5"\n2,Budi,"2,5"\n'
  grep -q 'delimiter semicolon' said
  grep -q '1: line 1, 3 columns, 2 rows' said
}

@test "reads windows-1252 and UTF-16 as what they are" {
  printf 'nik,nama\n1,Ren\351\n2,Budi\n' > a.csv
  previews a.csv 'nik,nama\n1,René\n2,Budi\n'
  grep -q 'windows-1252' said
  printf 'nik\tnama\r\n1\tRené\r\n' | iconv -f UTF-8 -t UTF-16 > b.csv
  previews b.csv 'nik,nama\n1,René\n'
  grep -q 'UTF-16LE with byte order mark' said
}

@test "leaves out titles, signatures and blank lines, and counts them" {
  printf 'DAFTAR CALON PENERIMA\nTahun 2024\n\nNo;NIK;Nama;Kab\n1;157;Ani;Bungo\n2;158;Budi;Tebo\n\nJambi, 12-Mar-2024\nKEPALA DINAS\n' > a.csv
  previews a.csv 'No,NIK,Nama,Kab\n1,157,Ani,Bungo\n2,158,Budi,Tebo\n'
  run -0 "$DUMISAKE" --json preview a.csv
  [ "$(json .lines_above)" = 2 ]
  [ "$(json .footer_lines)" = 2 ]
  [ "$(json .footer_line)" = 8 ]
}

@test "joins two header rows and carries group names over merged cells" {
  printf 'NO,ALAMAT SESUAI KTP,,DOMISILI USAHA,\n,KAB/KOTA,KECAMATAN,KAB/KOTA,KECAMATAN\n1,Bungo,A,Tebo,B\n2,Bungo,C,Tebo,D\n3,Bungo,E,Tebo,F\n' > a.csv
  "$DUMISAKE" preview a.csv 2> /dev/null | head -1 > header
  printf 'NO,ALAMAT SESUAI KTP KAB/KOTA,ALAMAT SESUAI KTP KECAMATAN,DOMISILI USAHA KAB/KOTA,DOMISILI USAHA KECAMATAN\n' | diff - header
}

@test "prints a second table when asked, and names it otherwise" {
  printf 'nik,nama,umur\n1,Ani,20\n2,Budi,30\n\nkab,jumlah\nBungo,7\nTebo,8\n' > a.csv
  previews a.csv 'nik,nama,umur\n1,Ani,20\n2,Budi,30\n'
  grep -q '2: line 5, 2 columns, 2 rows' said
  run -0 --separate-stderr "$DUMISAKE" preview --table 2 a.csv
  assert_output $'kab,jumlah\nBungo,7\nTebo,8'
  run -1 "$DUMISAKE" preview --table 3 a.csv
}

@test "a file without a header is printed from its first record on" {
  printf '1,Ani,2024-01-02\n2,Budi,2024-01-03\n3,Citra,2024-01-04\n' > a.csv
  previews a.csv '1,Ani,2024-01-02\n2,Budi,2024-01-03\n3,Citra,2024-01-04\n'
  run -0 --separate-stderr "$DUMISAKE" preview --headers 1 a.csv
  assert_output $'1,Ani,2024-01-02\n2,Budi,2024-01-03\n3,Citra,2024-01-04'
  [ "$("$DUMISAKE" --json preview --headers 1 a.csv | python3 -c 'import json,sys; print(json.load(sys.stdin)["header"])')" = "['1', 'Ani', '2024-01-02']" ]
}

@test "a quote out of place does not swallow the rest of the file" {
  printf 'nik,nama,umur\n1,"Ani,20\n2,Budi,30\n3,"Citra, S.E.",40\n' > a.csv
  previews a.csv 'nik,nama,umur\n1,"""Ani",20\n2,Budi,30\n3,"Citra, S.E.",40\n'
}

@test "an empty file is an empty table" {
  : > a.csv
  previews a.csv ''
}

@test "keeps NUL bytes as content" {
  printf 'nik,nama,umur\n1,A\0ni,20\n2,Budi,30\n' > a.csv
  "$DUMISAKE" preview a.csv 2> /dev/null | cmp - a.csv
}

@test "names both readings when they are nearly as likely" {
  printf 'a;b|c\n1;2|3\n5;6|7\n' > a.csv
  run -0 "$DUMISAKE" preview a.csv
  assert_output --partial 'nearly as likely'
  run -0 "$DUMISAKE" preview --delimiter pipe a.csv
  refute_output --partial 'nearly as likely'
  assert_output --partial 'a;b,c'
}

@test "options override what would be found out" {
  printf 'x\na^b\n1^'"'"'c^d'"'"'\n' > a.csv
  run -0 --separate-stderr "$DUMISAKE" preview --delimiter '^' --quote "'" --skip 1 a.csv
  assert_output $'a,b\n1,c^d'
  run -2 "$DUMISAKE" preview --delimiter kolon a.csv
  run -2 "$DUMISAKE" preview --quote x a.csv
  run -2 "$DUMISAKE" preview --encoding ebcdic a.csv
  run -2 "$DUMISAKE" preview --headers 4 a.csv
  run -2 "$DUMISAKE" preview --table 0 a.csv
}

@test "refuses workbooks and other binary files with what to do" {
  printf 'PK\003\004xxxx' > a.xlsx
  run -1 "$DUMISAKE" preview a.xlsx
  assert_output --partial 'CSV UTF-8'
}

@test "reads our own polluted files as well as it ever did" {
  "$SOURCE_DIR/tests/pollution/score.py" --self-test
  "$SOURCE_DIR/tests/pollution/pollute.py" --sample 12 polluted
  "$SOURCE_DIR/tests/pollution/score.py" polluted/manifest.tsv --program "$DUMISAKE" --json > score.json
  python3 - <<'END'
import json
score = json.load(open("score.json"))
print(score["total"], score["public_like"])
assert score["total"]["unweighted"] >= 9.96 and score["total"]["weighted"] >= 9.98
assert score["public_like"]["unweighted"] >= 9.99 and score["public_like"]["weighted"] >= 9.99
END
}

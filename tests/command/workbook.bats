load support

# LibreOffice with a profile of its own, so that two tests never share one.
recalculate() {
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir recalculated "$1" > soffice.log 2>&1
}

sample_year() {
  run dumisake import --quiet --year 2022 --date 2022-12-27 "$SOURCE_DIR/data/sample/applicants-2022.csv"
  dumisake disburse --batch --year 2022 --date 2022-12-28
  dumisake send 1 transfer.csv --date 2022-12-29
  "$SOURCE_DIR/scripts/bank_answer" transfer.csv --date 2022-12-30 --bounce 40 > answer.csv
  dumisake settle answer.csv --date 2022-12-30
}

@test "stores in every formula the value that LibreOffice calculates" {
  sample_year
  dumisake export --year 2022 audit.xlsx
  # A file whose stored values LibreOffice would take over proves nothing: it must recalculate on load.
  mkdir -p profile/user
  cat > profile/user/registrymodifications.xcu <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
X
  recalculate audit.xlsx
  run /usr/bin/python3 "$SOURCE_DIR/tests/command/recalculated.py" audit.xlsx recalculated/audit.xlsx
  assert_success
}

@test "shows no difference between the sheets and the ledger" {
  sample_year
  dumisake export --year all audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
sheet = openpyxl.load_workbook("audit.xlsx", data_only=True)["Kontrol"]
checked = 0
column = None
for row in sheet.iter_rows():
    for cell in row:
        if cell.value == "Selisih":
            column = cell.column
        elif column and cell.column == column and isinstance(cell.value, (int, float)):
            assert cell.value == 0, (cell.coordinate, cell.value)
            checked += 1
assert checked >= 10, checked
P
  assert_success
}

@test "exports an empty ledger" {
  dumisake init
  run dumisake export audit.xlsx
  assert_success
  run dumisake export --year all all.xlsx
  assert_success
}

@test "speaks Indonesian to the auditor, and adds no rules of different versions up" {
  dumisake init
  dumisake export audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
print(next(row[0] for row in book["Sampul"].iter_rows(values_only=True) if row[0] and str(row[0]).startswith("ASUMSI")))
print("Jumlah" in [row[0] for row in book["Versi Aturan"].iter_rows(values_only=True)])
P
  assert_success
  assert_line --index 0 --partial ': kode rekening anggaran, anggaran, tanggal acuan, urutan, kuota semua, aturan usaha-mikro'
  assert_line --index 1 False
}

# A year with people whose every private word can be told: no letter of these may be in a masked file.
hostile_year() {
  cat > applicants.csv <<'X'
nik;nama;kategori;kabupaten_usaha;kecamatan_usaha;alamat_usaha;nama_usaha;no_kk;tanggal_lahir;jenis_kelamin;nama_ibu;no_hp;alamat;nib;rekomendasi;jalur;bank;no_rekening;nama_rekening;keterangan;omzet_bulanan
1571015203900001;=cmd|'/C calc'!A0;emak-emak;Kota Jambi;Telanaipura;@SUM(A1) RAHASIAALAMAT;+RAHASIAUSAHA;1571010101127777;12/03/1990;Perempuan;RAHASIAIBU;081299998888;RAHASIARUMAH;9120001112223;RAHASIAANGGOTA;aspirasi;Bank Jambi;3019998881;=cmd|'/C calc'!A0;RAHASIACATATAN;1500000
1571015203900002;<b>&'Siti'</b> 😀;emak-emak;Kota Jambi;RAHASIATEMPAT HP 081299998888;RAHASIAALAMAT;-RAHASIAUSAHA;1571010101127778;12/03/1990;Perempuan;RAHASIAIBU;081299998889;RAHASIARUMAH;9120001112224;;reguler;Bank Jambi;3019998882;<b>&'Siti'</b> 😀;RAHASIACATATAN;1500000
157101520390000;RAHASIANAMA;emak-emak;Kota Jambi;Telanaipura;RAHASIAALAMAT;RAHASIAUSAHA;1571010101127779;12/03/1990;Perempuan;RAHASIAIBU;081299998890;RAHASIARUMAH;;;;Bank Jambi;3019998883;RAHASIAPEMEGANG;RAHASIACATATAN;1500000
X
  run dumisake import --quiet --year 2024 --date 2024-03-01 applicants.csv
  dumisake disburse --batch --date 2024-03-02
  dumisake send 1 transfer.csv --date 2024-03-04
  "$SOURCE_DIR/scripts/bank_answer" transfer.csv --date 2024-03-05 > answer.csv
  run dumisake settle answer.csv --date 2024-03-06
  dumisake lpj 1571015203900001 --amount 5000000 --file RAHASIALAPORAN.pdf --date 2024-05-10
}

@test "keeps malicious words words: no formula, no markup, no broken file" {
  hostile_year
  dumisake export audit.xlsx
  recalculate audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
for file in ("audit.xlsx", "recalculated/audit.xlsx"):
    sheet = openpyxl.load_workbook(file)["Nominatif"]
    names = next(cell.column for cell in sheet[1] if cell.value == "Nama")
    for row in sheet.iter_rows(min_row=2):
        if row[names - 1].value:
            print(row[names - 1].data_type, row[names - 1].value)
P
  assert_success
  assert_line --index 0 "s =cmd|'/C calc'!A0"
  assert_line --index 1 "s <b>&'Siti'</b> 😀"
  assert_line --index 2 "s =cmd|'/C calc'!A0"
  assert_line --index 3 "s <b>&'Siti'</b> 😀"
}

@test "leaves no personal data in the masked edition, not even where nobody looks" {
  hostile_year
  dumisake export --mask public.xlsx
  dumisake export audit.xlsx
  dumisake export --mask public.csv
  run grep -cE 'RAHASIA|08129999|cmd.*cmd' public.csv
  assert_output 0
  for file in public audit; do
    mkdir "$file"
    (cd "$file" && /usr/bin/python3 -m zipfile -e "../$file.xlsx" .)
  done
  # What must not be there is in the auditors' edition: the search finds it where it is.
  for word in 1571015203900001 1571010101127777 1571010101127779 3019998881 3019998883 RAHASIA 08129999 9120001112223 '>32944<'; do
    run grep -rl -- "$word" public
    assert_failure 1
    run grep -rl -- "$word" audit
    assert_success
  done
  run /usr/bin/python3 - <<'P'
import openpyxl
sheet = openpyxl.load_workbook("public.xlsx")["Nominatif"]
rows = [row for row in sheet.iter_rows(values_only=True)]
for r in (dict(zip(rows[0], row)) for row in rows[1:] if isinstance(row[0], int)):
    print(r["NIK"], r["Kategori"], r["Kabupaten/kota usaha"], r["Kecamatan usaha"], r["Jumlah"])
kontrol = openpyxl.load_workbook("public.xlsx", data_only=True)["Kontrol"]
print([row[4] for row in kontrol.iter_rows(values_only=True) if row[0] == "Kontrol yang tidak cocok"])
# What stands beside the tables has room, and pages are not filled up with a third of the columns.
book, whole = openpyxl.load_workbook("public.xlsx"), openpyxl.load_workbook("audit.xlsx")
print([int(book["Sampul"].column_dimensions[c].width) for c in "AB"], [b["Nominatif"].page_setup.fitToWidth for b in (whole, book)])
P
  assert_line --index 0 '157101********** Emak-Emak Kota Jambi Telanaipura 5000000'
  assert_line --index 1 '157101********** Emak-Emak Kota Jambi None 5000000'
  assert_line --index 2 '[0]'
  assert_line --index 3 '[34, 72] [6, 3]'
}

@test "takes the office's own layout, and refuses a wrong one before anything is written" {
  hostile_year
  cat > own.yaml <<'X'
title: Rekap
sheets:
  - name: Uang
    title: Keadaan uang
    view: ringkasan_uang
    order: [urutan]
    columns:
      - { heading: Keadaan, field: keadaan, show: public }
      - { heading: Rupiah, field: rupiah, format: money, total: yes }
X
  dumisake export --template own.yaml rekap.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("rekap.xlsx", data_only=True)
print(book.sheetnames, [row for row in book["Uang"].iter_rows(values_only=True)][-1])
P
  assert_output "['Uang'] ('Jumlah', 10000000000)"
  sed -i 's/field: rupiah/field: gaji/' own.yaml
  run dumisake export --template own.yaml wrong.xlsx
  assert_equal "$status" 1
  assert_output --partial 'own.yaml:9:35: field "gaji": expected a column of the view ringkasan_uang'
  assert [ ! -e wrong.xlsx ]
  run dumisake export --template own.yaml list.csv
  assert_equal "$status" 2
}

@test "gives what has many rows a sheet of its own, and the controls still add everything up" {
  sample_year
  sed -e 's/own_sheet: .*/own_sheet: { field: kode, above: 20 }/' "$SOURCE_DIR/templates/auditor.yaml" > small.yaml
  dumisake --date 2023-03-01 program budget --dpa DPA-2 --amount 19330000000 --year 2022 # ages the bounced money
  dumisake export --year 2022 --template small.yaml audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
rows = {name: [row[2] for row in book[name].iter_rows(min_row=2, values_only=True) if row[2]] for name in book.sheetnames if name.startswith("Temuan")}
print({name: (sorted(set(codes)), len(codes) > 20) for name, codes in rows.items() if name != "Temuan"}, "U22" in rows["Temuan"])
print([(row[2] > 20, row[2] == row[3], row[4]) for row in book["Kontrol"].iter_rows(values_only=True) if str(row[0]).startswith("Temuan =")])
print([row[0] for row in book["Sampul"].iter_rows(values_only=True) if str(row[0]).startswith("Temuan")])
P
  assert_success
  assert_line --index 0 "{'Temuan U22': (['U22'], True)} False"
  assert_line --index 1 '[(True, True, 0)]'
  assert_line --index 2 "['Temuan', 'Temuan U22']"
}

@test "names its totals, and every name leads to a cell with a number" {
  sample_year
  dumisake export --year 2022 audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
names = {defined.name: next(iter(defined.destinations)) for defined in book.defined_names.definedName}
print(len(names) > 40, book["Kontrol"].protection.sheet, book["Sampul"].protection.sheet, book["Nominatif"].protection.sheet)
sheet, cell = names["kontrol_tersalur_2022"]
print(book[sheet][cell].value)
print([name for name, (sheet, cell) in names.items() if not isinstance(book[sheet][cell].value, int)])
P
  assert_success
  assert_line --index 0 'True True True False'
  assert_line --index 1 18900000000
  assert_line --index 2 '[]'
}

# differing FILE: the controls that do not agree, with the two sides.
differing() {
  /usr/bin/python3 - "$1" <<'P'
import openpyxl, sys
for row in openpyxl.load_workbook(sys.argv[1], data_only=True)["Kontrol"].iter_rows(values_only=True):
    if isinstance(row[1], int) and row[4] != 0:
        print(row[0], row[2], row[3])
P
}

# sql STATEMENT: past the program, as somebody with the file could; the triggers that forbid it are there again afterwards.
sql() {
  /usr/bin/python3 - "$1" <<'P'
import sqlite3, sys
books = sqlite3.connect("dumisake.db")
triggers = books.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
for name, _ in triggers:
    books.execute(f"DROP TRIGGER {name}")
books.execute(sys.argv[1])
for _, text in triggers:
    books.execute(text)
books.commit()
P
}

@test "a row that is missing in one place is a difference of the controls that compare it with another" {
  sample_year
  dumisake export --year 2022 audit.xlsx
  assert_equal "$(differing audit.xlsx)" ''
  broken_on_purpose=yes
  sql 'DELETE FROM set_aside WHERE id = 1'
  dumisake export --year 2022 audit.xlsx
  run differing audit.xlsx
  assert_output 'Baris disisihkan = konflik + ditolak menurut jurnal 51 52'
  sql 'UPDATE import SET row_count = row_count + 1, accepted = accepted + 1 WHERE id = 1'
  dumisake export --year 2022 audit.xlsx
  run differing audit.xlsx
  assert_line 'Baris berkas = diterima + sama + konflik + ditolak 1860 1859'
  sql 'DELETE FROM settlement WHERE account_id = 4 AND payout_id = (SELECT min(payout_id) FROM settlement WHERE account_id = 4)'
  dumisake export --year 2022 audit.xlsx
  run differing audit.xlsx
  assert_line --regexp '^Tersalur menurut bulan pembayaran 188[89]0000000 18900000000$'
  assert_line --regexp '^Tersalur menurut jawaban bank 188[89]0000000 18900000000$'
  assert_line 'Penerima menurut bulan pembayaran 1416 1417'
  refute_line --partial 'Tersalur menurut Matriks'
}

@test "findings are counted on two sheets" {
  sample_year
  sed -e '/- title: "Temuan = jumlah temuan semua uji"/,/against/s/of: Temuan/of: Nominatif/' "$SOURCE_DIR/templates/auditor.yaml" > other.yaml
  dumisake export --year 2022 --template other.yaml audit.xlsx
  run differing audit.xlsx
  assert_output --regexp '^Temuan = jumlah temuan semua uji [0-9]+ [0-9]+$'
}

@test "the index names the rows of what has rows, and pages begin where the layout says" {
  sample_year
  dumisake export --year 2022 audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx", data_only=True)
index = {row[0]: row[2] for row in book["Sampul"].iter_rows(values_only=True) if row[0] in book.sheetnames}
print(len(index) == len(book.sheetnames), index["Sampul"], index["Kamus Data"], index["Nominatif"], index["Setoran"])
print(index["Kontrol"] == sum(isinstance(row[1], int) for row in book["Kontrol"].iter_rows(values_only=True)))
ringkasan = book["Ringkasan"]
print([ringkasan.cell(row=b.id + 1, column=1).value for b in ringkasan.row_breaks.brk], ringkasan.page_setup.fitToWidth, ringkasan.page_setup.fitToHeight)
P
  assert_success
  assert_line --index 0 'True None None 1453 0'
  assert_line --index 1 True
  assert_line --index 2 "['Menurut kabupaten/kota usaha'] None 0" # None: one
}

@test "a list of nobody says so on one page" {
  dumisake init
  dumisake export --year 2024 audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx")
for name in ("Nominatif", "Daftar Tunggu"):
    print(name, [row[0] for row in book[name].iter_rows(min_row=2, values_only=True)])
P
  assert_success
  assert_line --index 0 "Nominatif [None, None, 'Jumlah', '(tidak ada)']"
  assert_line --index 1 "Daftar Tunggu [None, '(tidak ada)']"
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to pdf audit.xlsx > soffice.log 2>&1
  for name in Nominatif 'Tidak Lolos' 'Daftar Tunggu' LPJ Temuan; do
    assert_equal "$name $(pdftotext -layout audit.pdf - | grep -cE "^ *$name +Halaman")" "$name 1"
  done
}

@test "kinds of rows whose names are cut to the same are told apart by a number" {
  sample_year
  cat > own.yaml <<'X'
title: Rekap
sheets:
  - name: Penerima bantuan Jambi
    title: Menurut kabupaten/kota
    view: sheet_nominatif
    order: [payout_id]
    own_sheet: { field: kabupaten_usaha, above: 1 }
    columns:
      - { heading: Kabupaten/kota, field: kabupaten_usaha }
X
  dumisake export --year 2022 --template own.yaml rekap.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("rekap.xlsx", read_only=True)
print(len(book.sheetnames), book.sheetnames[:4])
print(sum(1 for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]))
P
  assert_success
  assert_line --index 0 "12 ['Penerima bantuan Jambi', 'Penerima bantuan Jambi Ka', 'Penerima bantuan Jambi Ka (2)', 'Penerima bantuan Jambi Ka (3)']"
  assert_line --index 1 1453
}

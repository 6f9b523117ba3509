load support

soffice_to() {
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$1" "$2" > soffice.log 2>&1
}

# LibreOffice that recalculates what it opens, instead of taking the stored values over.
recalculating() {
  mkdir -p profile/user
  cat > profile/user/registrymodifications.xcu <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
X
}

drawn_again() {
  /usr/bin/python3 "$SOURCE_DIR/tests/command/drawn_again.py" "$@"
}

# 1,453 people, of whom 36 bounce: 1,417 paid.
sample_year() {
  run dumisake import --quiet --year 2022 --date 2022-12-27 "$SOURCE_DIR/data/sample/applicants-2022.csv"
  dumisake disburse --batch --year 2022 --date 2022-12-28
  dumisake send 1 transfer.csv --date 2022-12-29
  "$SOURCE_DIR/scripts/bank_answer" transfer.csv --date 2022-12-30 --bounce 40 > answer.csv
  run dumisake settle answer.csv --date 2022-12-30
}

# A workbook of the two lists that a sample needs: the others take their time to read.
small_layout() {
  cat > small.yaml <<'X'
title: T
sheets:
  - name: Nominatif
    title: N
    view: sheet_nominatif
    order: [payout_id]
    columns:
      - { heading: No, format: number }
      - { heading: Kabupaten/kota usaha, field: kabupaten_usaha }
      - { heading: Jumlah bersih, field: jumlah_bersih, format: money }
      - { heading: Status, field: status }
      - { heading: Referensi, field: referensi }
sample:
  name: Sampel
  title: S
  view: sheet_nominatif
  columns: [{ heading: No, format: number }, { heading: Referensi, field: referensi }]
X
}

@test "draws what anybody draws again from the workbook alone" {
  sample_year
  small_layout
  dumisake export --year 2022 audit.xlsx --sample 60 --seed "Inspektorat № 7/2023" --sample-method stratified
  run drawn_again audit.xlsx
  assert_success
  assert_output '60 rows drawn again from 1417'
  while read -r method size rows; do
    dumisake export --year 2022 small.xlsx --template small.yaml --sample "$size" --seed "Inspektorat № 7/2023" --sample-method "$method"
    run drawn_again small.xlsx
    assert_success
    assert_output "$rows rows drawn again from 1417"
  done <<'X'
simple 60 60
simple 1417 1417
stratified 60 60
stratified 5 5
monetary 60 60
monetary 1400 1165
X
}

@test "says a rule that sha256sum follows" {
  sample_year
  dumisake export --year 2022 audit.xlsx --sample 3 --seed "ST-117/2024"
  run /usr/bin/python3 - <<'P'
import openpyxl
rows = list(openpyxl.load_workbook("audit.xlsx")["Sampel"].iter_rows(max_row=4, values_only=True))
for row in (dict(zip(rows[0], row)) for row in rows[1:]):
    print(row["Referensi"], row["SHA-256 (benih, LF, referensi)"])
P
  assert_success
  for line in "${lines[@]}"; do
    assert_equal "$(printf '%s\n%s' 'ST-117/2024' "${line% *}" | sha256sum | cut -d ' ' -f 1)" "${line#* }"
  done
  assert_equal "$(printf '%s\n' "${lines[@]}" | cut -d ' ' -f 2)" "$(printf '%s\n' "${lines[@]}" | cut -d ' ' -f 2 | sort)"
}

@test "stores in every formula the value that LibreOffice calculates before anything is typed" {
  sample_year
  recalculating
  small_layout
  for method in simple stratified monetary; do
    dumisake export --year 2022 audit.xlsx --template small.yaml --sample 60 --seed s --sample-method "$method"
    soffice_to recalculated audit.xlsx
    run /usr/bin/python3 "$SOURCE_DIR/tests/command/recalculated.py" audit.xlsx recalculated/audit.xlsx
    assert_success
  done
}

@test "projects what the auditor finds, and its upper limit" {
  sample_year
  small_layout
  while read -r method size; do
    dumisake export --year 2022 small.xlsx --template small.yaml --sample "$size" --seed "Inspektorat № 7/2023" --sample-method "$method"
    drawn_again small.xlsx --type typed.xlsx
    soffice_to recalculated typed.xlsx
    run drawn_again recalculated/typed.xlsx --reckon
    assert_success
    assert_output --partial reckoned
  done <<'X'
simple 60
stratified 60
stratified 11
monetary 60
monetary 1400
X
}

@test "begins at no error, with a limit that says how little an empty sheet proves" {
  sample_year
  small_layout
  while read -r name words; do
    # shellcheck disable=SC2086
    dumisake export --year 2022 --template small.yaml "$name.xlsx" --seed s $words
  done <<'X'
monetary --sample 60 --sample-method monetary
simple --sample 60
whole --sample 1417
one --sample 1
few --sample 5 --sample-method stratified
X
  run /usr/bin/python3 - <<'P'
import openpyxl
for name in ("monetary", "simple", "whole", "one", "few"):
    book = openpyxl.load_workbook(name + ".xlsx", data_only=True)
    cells = {defined.name: next(iter(defined.destinations)) for defined in book.defined_names.definedName}
    value = lambda n: book[cells["hasil_sampel_" + n][0]][cells["hasil_sampel_" + n][1]].value
    print(name, value("belum_diperiksa"), value("kesalahan"), value("proyeksi"), value("batas_atas"), *([] if name == "monetary" else [value("batas_menurut_banyaknya")]))
P
  assert_success
  # 60 points on Rp 18,900,000,000: an interval of 315 million, times 2.9957.
  assert_line --index 0 --partial 'monetary 60 0 0 943645499.99'
  assert_line --index 1 --regexp '^simple 60 0 0 0 1414968966\.66'
  assert_line --index 2 'whole 1417 0 0 0 0'
  # One payout says nothing of how errors vary: 2.9957 times 1,417 payouts are more than there are.
  assert_line --index 3 'one 1 0 0 tidak dapat dihitung dari satu pembayaran 18900000000'
  assert_line --index 4 --partial 'few 5 0 tidak dapat dihitung: ada strata tanpa sampel'
}

@test "shows the way from all payouts to the sample, with the reason of whoever is left out" {
  sample_year
  dumisake export --year 2022 paid.xlsx --sample 60 --seed s
  dumisake export --year 2022 bounced.xlsx --sample 36 --seed s --sample-of retur
  run /usr/bin/python3 - <<'P'
import openpyxl
for name in ("paid", "bounced"):
    book = openpyxl.load_workbook(name + ".xlsx", data_only=True)
    rows = [row[:3] for row in book["Hasil Sampel"].iter_rows(values_only=True)]
    start = next(i for i, row in enumerate(rows) if row[0] and str(row[0]).startswith("Semesta:"))
    for row in rows[start:start + 6]:
        print(*row)
    print([cell.value for row in book["Sampul"].iter_rows(max_col=1) for cell in row if cell.value in ("Sampel", "Hasil Sampel")], book.sheetnames[-2:])
    control = next(row for row in book["Kontrol"].iter_rows(values_only=True) if row[0] == {"paid": "Tersalur", "bounced": "Retur"}[name])
    print(sum(row[0].value == "Sampel" for row in book["Kamus Data"].iter_rows(max_col=1)), control[3] == rows[start + 2][2])
P
  assert_success
  assert_line --index 0 'Semesta: semua pembayaran tahun ini 1453 19330000000'
  assert_line --index 1 'Dikeluarkan: retur: ditolak bank 36 430000000'
  assert_line --index 2 'Kerangka 1417 18900000000'
  assert_line --index 3 --partial 'Sampel 60 '
  assert_line --index 4 --partial 'Tidak terpilih 1357 '
  assert_line --index 5 'Kerangka dikurangi jumlah strata (harus nol) 0 0'
  assert_line --index 6 "['Sampel', 'Hasil Sampel'] ['Sampel', 'Hasil Sampel']"
  assert_line --index 7 '27 True'
  assert_line --index 15 '27 True'
  assert_line --index 9 'Dikeluarkan: tersalur: di luar populasi ini 1417 18900000000'
  assert_line --index 11 'Sampel 36 430000000'
  run drawn_again bounced.xlsx Retur
  assert_output '36 rows drawn again from 36'
}

@test "gives the same bytes for the same seed, and another sample for another" {
  sample_year
  dumisake export --year 2022 a.xlsx --sample 60 --seed one
  dumisake export --year 2022 b.xlsx --sample 60 --seed one
  dumisake export --year 2022 c.xlsx --sample 60 --seed two
  cmp a.xlsx b.xlsx
  run cmp -s a.xlsx c.xlsx
  assert_failure
  dumisake export --year 2022 plain.xlsx
  run /usr/bin/python3 -c 'import openpyxl; print("Sampel" in openpyxl.load_workbook("plain.xlsx", read_only=True).sheetnames)'
  assert_output False
}

@test "has ordinary cells for the auditor: yellow, unlocked, with a list to tick from" {
  sample_year
  dumisake export --year 2022 audit.xlsx --sample 60 --seed s
  run /usr/bin/python3 - <<'P'
import openpyxl
sheet = openpyxl.load_workbook("audit.xlsx")["Sampel"]
column = {cell.value: cell.column_letter for cell in sheet[1]}
print(sheet.protection.sheet, sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(column)).column_letter}61")
print(sorted((v.type, str(v.sqref)) for v in sheet.data_validations.dataValidation) == [
    ("decimal", f"{column['Jumlah menurut pemeriksaan']}2:{column['Jumlah menurut pemeriksaan']}61"), ("list", f"{column['Tanda']}2:{column['Tanda']}61")])
print({sheet[f"{column[name]}2"].fill.fgColor.rgb for name in ("Jumlah menurut pemeriksaan", "Tanda", "Catatan")})
P
  assert_success
  assert_line --index 0 'False True'
  assert_line --index 1 True
  assert_line --index 2 "{'FFFFFBE6'}"
}

@test "keeps references and what could tell them out of the masked edition" {
  sample_year
  dumisake export --year 2022 --mask public.xlsx --sample 60 --seed s --sample-method monetary
  dumisake export --year 2022 audit.xlsx --sample 60 --seed s --sample-method monetary
  run /usr/bin/python3 - <<'P'
import openpyxl, re, zipfile
audit = openpyxl.load_workbook("audit.xlsx")["Sampel"]
public = openpyxl.load_workbook("public.xlsx")["Sampel"]
headings = [cell.value for cell in public[1]]
print([cell.value for cell in audit[1] if cell.value not in headings])
private = set()
for row in audit.iter_rows(min_row=2, max_row=61, values_only=True):
    row = dict(zip((cell.value for cell in audit[1]), row))
    private |= {row[name] for name in ("NIK", "No. HP", "Alamat usaha", "No. rekening", "Referensi", "SHA-256 (benih, LF, referensi)") if row[name]}
with zipfile.ZipFile("public.xlsx") as parts:
    text = "".join(parts.read(name).decode() for name in parts.namelist())
print(len(private) > 300, [word for word in private if word in text])
print(all(re.fullmatch(r"\d{6}\*{10}", row[headings.index("NIK")]) for row in public.iter_rows(min_row=2, max_row=61, values_only=True)))
P
  assert_success
  assert_line --index 0 "['No. HP', 'Alamat usaha', 'No. rekening', 'Nama rekening', 'Berkas sumber', 'Referensi', 'SHA-256 (benih, LF, referensi)']"
  assert_line --index 1 'True []'
  assert_line --index 2 True
}

@test "refuses a sample that cannot be drawn, before anything is written" {
  sample_year
  while read -r expected words; do
    run eval "dumisake export --year 2022 audit.xlsx $words"
    assert_equal "$status $words" "$expected $words"
    assert [ ! -e audit.xlsx ]
  done <<'X'
2 --sample 60
2 --sample 60 --seed ''
2 --sample 60 --seed ' s'
2 --sample 60 --seed $'a\tb'
2 --sample 0 --seed s
2 --sample many --seed s
2 --sample -1 --seed s
2 --sample 100001 --seed s
2 --seed s
2 --sample-method simple
2 --sample-of tersalur
2 --sample 60 --seed s --sample-method random
2 --sample 60 --seed s --sample-of anggaran
4 --sample 1418 --seed s
4 --sample 37 --seed s --sample-of retur
4 --sample 1 --seed s --sample-of komitmen
X
  run dumisake export --year 2022 list.csv --sample 60 --seed s
  assert_equal "$status" 2
  printf 'title: T\nsheets:\n  - { name: A, title: D, blocks: [{ index: yes }] }\n' > own.yaml
  run dumisake export --year 2022 audit.xlsx --template own.yaml --sample 60 --seed s
  assert_equal "$status" 4
  assert_output --partial 'own.yaml: has no list for a sample'
}

@test "says in JSON what was drawn, and samples all years together" {
  sample_year
  run dumisake export --year all --json audit.xlsx --sample 7 --seed s --sample-method monetary
  assert_success
  assert_equal "$(json '.sample | "\(.size) \(.method) \(.seed) \(.of)"')" '7 monetary s tersalur'
  run drawn_again audit.xlsx
  assert_output '7 rows drawn again from 1417'
}

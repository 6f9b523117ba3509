# Workbooks that came back changed: `export --check` names the change, and nothing else.
load support

issued_workbook() {
  { printf '%s,no_hp\n' "$header"; for n in 1 2 3 4; do printf '%s,%s\n' "$(applicant "$n")" "0812345678$(((n + 1) / 2))0"; done; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  # A Saturday: every payment is a hit of U15.
  answer transfer.csv 2024-03-09 > answer.csv
  dumisake settle answer.csv --date 2024-03-09
  dumisake export issued.xlsx --issue --sample 3 --seed s --date 2024-03-10
}

# changed_book: Python on standard input changes `book`, the issued workbook, and `cell(sheet, heading, row)` finds a cell in it; changed.xlsx.
changed_book() {
  cat > change.py
  /usr/bin/python3 - <<'P'
import copy, openpyxl
book = openpyxl.load_workbook("issued.xlsx")
def cell(sheet, heading, row):
    return book[sheet].cell(row, [c.value for c in book[sheet][1]].index(heading) + 1)
exec(open("change.py").read())
book.save("changed.xlsx")
P
}

# The part of a sheet by its name.
part_of() {
  /usr/bin/python3 -c '
import openpyxl, sys
print(f"xl/worksheets/sheet{openpyxl.load_workbook(sys.argv[1], read_only=True).sheetnames.index(sys.argv[2]) + 1}.xml")' issued.xlsx "$1"
}

# told EXPECTED: kind and sheet of every difference of changed.xlsx, each once, in order of the alphabet.
told() {
  run --separate-stderr dumisake export --check changed.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[.differences[] | .kind + ":" + (.sheet // "-")] | unique | join(" ")')" "$1"
}

@test "what another program only saved again has the same contents" {
  issued_workbook
  changed_book < /dev/null
  told ''
  assert_equal "$(json '[.differing, .marks, (.uncalculated > 50), (.original != null)] | join(" ")')" '0 0 true true'
  run dumisake export --check changed.xlsx
  assert_line 'Its bytes are others, its contents are the same: another program saved it again.'
  assert_line --partial 'formulas were saved without what they come to'
  assert_line --partial 'Not compared: anything else, such as fonts'
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir saved changed.xlsx > soffice.log 2>&1
  run --separate-stderr dumisake export --check saved/changed.xlsx --json
  assert_equal "$(json '[.differing, .marks, .uncalculated] | join(" ")')" '0 0 0'
}

@test "names every kind of change, and the sheet that it is on" {
  issued_workbook
  while IFS='|' read -r expected change; do
    changed_book <<< "$change"
    told "$expected" || { echo "$change" >&2; return 1; }
  done <<'X'
formula:Kontrol|book["Kontrol"]["C10"] = 0
formula:Kontrol|book["Kontrol"]["C10"] = book["Kontrol"]["C10"].value + "+1"
formula:Kontrol|book["Kontrol"]["C10"] = book["Kontrol"]["C10"].value.replace("$2:", "$3:")
formula:Nominatif|cell("Nominatif", "Jumlah", 2).value = "=4999999+1"
type:Nominatif|cell("Nominatif", "Jumlah", 2).value = "5000000"
type:Nominatif|cell("Nominatif", "NIK", 2).value = int(cell("Nominatif", "NIK", 2).value)
format:Nominatif|cell("Nominatif", "Jumlah", 2).number_format = '"Rp" "9,000,000"'
value:Nominatif|cell("Nominatif", "Nama", 3).value = "Orang Lain"
hidden:-|book["Temuan"].sheet_state = "veryHidden"
hidden:Nominatif|book["Nominatif"].row_dimensions[3].hidden = True
hidden:Nominatif|book["Nominatif"].column_dimensions["F"].hidden = True
row:Nominatif|book["Nominatif"].delete_rows(3)
row:Nominatif|book["Nominatif"].insert_rows(3); book["Nominatif"]["B3"] = 2024; book["Nominatif"]["C3"] = 1
name:-|book.defined_names.definedName[0].attr_text = "Sampul!$A$1"
name:-|del book.defined_names.definedName[0]
condition:Kontrol|book["Kontrol"].conditional_formatting = type(book["Kontrol"].conditional_formatting)()
condition:Kontrol|rules = [r for f in book["Kontrol"].conditional_formatting for r in f.rules]; rules[0].dxf, rules[1].dxf = rules[1].dxf, rules[0].dxf
condition:Kontrol|[f for f in book["Kontrol"].conditional_formatting][0].rules[0].formula = ["7"]
protection:Kontrol|book["Kontrol"].protection.disable()
protection:Kontrol|book["Kontrol"].protection.password = "x"
sheet:Temuan|del book["Temuan"]
sheet:Lain|book.create_sheet("Lain")
order:-|book.move_sheet("Temuan", -3)
page:Kontrol|book["Kontrol"].oddFooter.right.text = "Akar Merkle 0000000000000000"
merge:Nominatif|book["Nominatif"].merge_cells("AE2:AF2")
X
}

@test "a row that is gone from a long list, or was put in, is told once, also where the rows are numbered" {
  applicants 1400 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake export issued.xlsx --issue --date 2024-03-10
  changed_book <<< 'book["Nominatif"].delete_rows(200)'
  told row:Nominatif
  assert_equal "$(json '[.differing, .differences[0].cell] | join(" ")')" '1 200:200'
  changed_book <<< 'book["Nominatif"].insert_rows(100); book["Nominatif"]["B100"] = 2024; book["Nominatif"]["H100"] = "Orang Lain"'
  told row:Nominatif
  assert_equal "$(json '.differing')" 1
}

@test "names stored values, macros and pictures that were put in" {
  issued_workbook
  changed_part "$(part_of Kontrol)" 're.sub(r"(</f><v>)0(</v>)", r"\g<1>7\2", text, 1)'
  told value:Kontrol
  changed_part xl/vbaProject.bin text
  told part:-
  changed_part xl/media/image1.png text
  told part:-
  changed_part xl/workbook.xml 'text.replace("<sheet name=\"Kontrol\"", "<sheet name=\"Sampul\"")'
  told 'order:- sheet:Kontrol sheet:Sampul'
}

@test "sees what another program would read elsewhere in the file" {
  issued_workbook
  changed_part _rels/.rels 'text.replace("xl/workbook.xml", "xl/other.xml")'
  told part:-
  changed_part xl/workbook.xml 're.sub(r"<workbookPr ", "<workbookPr date1904=\"1\" ", text)'
  told part:-
  changed_part "$(part_of Nominatif)" 'text.replace("<worksheet ", "<worksheet xmlns:y=\"urn:y\" ", 1).replace("<row r=\"3\"", "<row r=\"3\" y:hidden=\"0\" hidden=\"1\"", 1)'
  told hidden:Nominatif
  changed_part "$(part_of Nominatif)" 're.sub(r"<v>5000000</v>", "<y:v xmlns:y=\"urn:y\">5000000</y:v>", text, 1)'
  told value:Nominatif
  /usr/bin/python3 - "$(part_of Nominatif)" <<'P'
import sys, warnings, zipfile
warnings.simplefilter("ignore")
with zipfile.ZipFile("issued.xlsx") as old, zipfile.ZipFile("changed.xlsx", "w") as new:
    for item in old.infolist():
        new.writestr(item.filename, old.read(item.filename))
    new.writestr(sys.argv[1], old.read(sys.argv[1]).replace(b"5000000", b"4000000"))
P
  run dumisake export --check changed.xlsx
  assert_failure 1
  assert_output --partial 'a part stands in it twice'
}

@test "cells that share a formula have that formula" {
  issued_workbook
  sheet=$(part_of Sampel)
  # As Excel writes it: the first cell has it, the others its number.
  share='(lambda cells: re.sub(r"<c r=\"(X[234])\"([^>]*)><f>([^<]*)</f>", lambda m: f"<c r=\"{m[1]}\"{m[2]}><f t=\"shared\" " + (f"ref=\"X2:X4\" si=\"0\">FORMULA</f>" if m[1] == "X2" else "si=\"0\"/>"), text).replace("FORMULA", cells[0]))(re.findall(r"<c r=\"X2\"[^>]*><f>([^<]*)</f>", text))'
  changed_part "$sheet" "$share"
  assert_equal "$(unzip -p changed.xlsx "$sheet" | grep -o 'si="0"' | wc -l)" 3
  told ''
  assert_equal "$(json '[.differing, .uncalculated] | join(" ")')" '0 0'
  changed_part "$sheet" "${share/cells\[0\]/cells[0] + \"*1\"}"
  told formula:Sampel
  assert_equal "$(json .differing)" 3
}

@test "ticks, notes and amounts of the auditor are marks, and what follows from them is no change" {
  issued_workbook
  changed_book <<'P'
cell("Temuan", "Tanda", 2).value = "temuan"
cell("Temuan", "Catatan pemeriksa", 2).value = "Diperiksa di lapangan"
cell("Sampel", "Jumlah menurut pemeriksaan", 2).value = 4000000
cell("Sampel", "Tanda", 3).value = "sesuai"
book["Sampul"]["B22"] = "Ani, NIP 1"
P
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir saved changed.xlsx > soffice.log 2>&1
  mv saved/changed.xlsx changed.xlsx
  told ''
  assert_equal "$(json '[.differing, .marks, (.recalculated > 3), .uncalculated] | join(" ")')" '0 5 true 0'
  run dumisake export --check changed.xlsx
  assert_line 'Its contents are the same, but for what was filled in.'
  assert_line --regexp '^5 marks of the auditor in cells for filling in; [0-9]+ formulas come to something else because of them\.$'
  # Beside marks a change stays a change, also of a value that a formula is said to have.
  cp changed.xlsx issued.xlsx
  changed_book <<< 'cell("Nominatif", "Nama", 3).value = "Orang Lain"'
  told value:Nominatif
  changed_part "$(part_of Kontrol)" 're.sub(r"(</f><v>)0(</v>)", r"\g<1>7\2", text, 1)'
  told value:Kontrol
  changed_book <<< 'cell("Sampel", "Kesalahan", 2).number_format = "0"'
  told format:Sampel
  changed_part "$(part_of Sampel)" 're.sub(r"(<c r=\"X2\"[^>]*><f[^>]*>)[^<]*(</f>)", r"\g<1>0\2", text, 1)'
  told formula:Sampel
}

@test "after an erasure only cells and rows of what was erased differ" {
  issued_workbook
  dumisake erase 1571015203900001 --reason 'permintaan' --date 2024-04-01 || [ $? -eq 3 ]
  run --separate-stderr dumisake export --check issued.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[.issued, .reproduced, .erasures] | join(" ")')" 'true false 1'
  # The hits of U06 (one telephone) are gone, and those below them moved up: they are told once each, and no row of U15 but the person's.
  assert_equal "$(json '[.differences[] | select(.sheet == "Temuan" and .kind == "row")] | length')" 2
  assert_equal "$(json '[.differences[] | select(.sheet == "Temuan" and .kind != "row" and .kind != "value")] | length')" 0
  assert_equal "$(json '[.differences[] | select(.sheet == "Temuan" and .kind == "value") | .in_file] | map(select(test("Contoh [234]|39000[234]$"))) | length')" 0
  assert_equal "$(json '[.differences[] | select(.kind != "row" and .kind != "value")] | length')" 0
  assert_equal "$(json '[.differences[] | select(.sheet == "Kontrol" and (.cell | test("^E")))] | length')" 0
  for sheet in Nominatif LPJ Sampel; do
    assert_equal "$(json "[.differences[] | select(.sheet == \"$sheet\") | .cell | gsub(\"[A-Z]\"; \"\")] | unique | length <= 1")" true
  done
}

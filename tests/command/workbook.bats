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
sheet = openpyxl.load_workbook("audit.xlsx", data_only=True)["Ringkasan"]
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
print(next(row[0] for row in book["Ringkasan"].iter_rows(values_only=True) if row[0] and str(row[0]).startswith("ASUMSI")))
rows = [row[0] for row in book["Integritas"].iter_rows(values_only=True)]
versions = rows.index("Versi aturan program")
print("Jumlah" in rows[versions:rows.index("Aturan")])
P
  assert_success
  assert_line --index 0 --partial ': kode rekening anggaran, anggaran, tanggal acuan, urutan, kuota semua, aturan usaha-mikro'
  assert_line --index 1 False
}

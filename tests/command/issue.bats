load support

year_with_people() {
  { printf '%s\n' "$header"; for n in 1 2 3 4; do applicant "$n"; done; applicant 99 kategori=entah; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 || [ $? -eq 3 ]
  dumisake disburse --batch --limit 3 --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
}

@test "records what was handed out, and knows it again however long the ledger lives on" {
  year_with_people
  before=$(dumisake verify --json | jq .entries)
  run --separate-stderr dumisake export issued.xlsx --issue --json --date 2024-03-06
  assert_success
  assert_equal "$(json '[.entries, .issued] | join(" ")')" "$before $before"
  dumisake export journal.txt --quiet
  run tail -n 14 journal.txt
  assert_line "type issue"
  assert_line "entries $before"
  assert_line 'year 2024'
  assert_line 'masked 0'
  assert_line 'as-of -'
  assert_line 'file issued.xlsx'
  assert_line "sha256 $(sha256sum issued.xlsx | cut -d ' ' -f 1)"
  dumisake lpj 1571015203900001 --amount 5000000 --day 2024-03-07 --date 2024-03-07
  dumisake export half.xlsx --mask --as-of 2024-03-04 --year all --issue --date 2024-03-08
  dumisake refund 1571015203900002 --amount 5000000 --sts STS-1 --date 2024-03-09
  for file in issued.xlsx half.xlsx; do
    run --separate-stderr dumisake export --check "$file" --json
    assert_equal "$status" 0
    assert_equal "$(json '[.issued, .reproduced, .times, .differing] | join(" ")')" 'true true 1 0'
  done
  assert_equal "$(json '[.masked, .year] | join(" ")')" 'true all'
  run dumisake export --check issued.xlsx
  assert_line --partial "journal entry $before of 2024-03-06"
  # The same ledger at the same size, by hand.
  dumisake export again.xlsx --at "$before"
  cmp issued.xlsx again.xlsx
}

@test "a workbook with a sample is issued, made again and known again, byte for byte" {
  year_with_people
  seed='ST-117; benih "é" & <x>;  dua'
  run --separate-stderr dumisake export issued.xlsx --issue --sample 2 --seed "$seed" --sample-method monetary --json --date 2024-03-06
  assert_success
  entries=$(json .entries)
  dumisake export journal.txt --quiet
  run tail -n 6 journal.txt
  assert_line 'sample 2'
  assert_line 'sample-method monetary'
  assert_line 'sample-of tersalur'
  assert_line "sample-seed $seed"
  "$SOURCE_DIR/scripts/verify_journal.py" journal.txt
  dumisake export plain.xlsx --at "$entries" --sample 2 --seed "$seed"
  dumisake lpj 1571015203900001 --amount 5000000 --day 2024-03-07 --date 2024-03-07
  run --separate-stderr dumisake export --check issued.xlsx --json
  assert_success
  assert_equal "$(json '[.issued, .reproduced, .sample.size, .sample.method, .sample.of, .sample.seed] | join("|")')" "true|true|2|monetary|tersalur|$seed"
  dumisake export again.xlsx --at "$entries" --sample 2 --seed "$seed" --sample-method monetary
  cmp issued.xlsx again.xlsx
  # Not issued, another method: the file itself says what drew it.
  run --separate-stderr dumisake export --check plain.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[.issued, .reproduced, .differing, .sample.method, .sample.seed] | join("|")')" "false|true|0|simple|$seed"
  run dumisake export --check plain.xlsx
  assert_line "It has a sample of 2 (simple of tersalur, seed \"$seed\")."
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir saved issued.xlsx > soffice.log 2>&1
  run --separate-stderr dumisake export --check saved/issued.xlsx --json
  assert_equal "$(json '[.differing, .sample.seed] | join("|")')" "0|$seed"
  # A layout that has no list for a sample is another layout, not an error.
  printf 'title: T\nsheets:\n  - { name: A, title: D, blocks: [{ index: yes }] }\n' > own.yaml
  run dumisake export --check issued.xlsx --template own.yaml
  assert_success
  assert_line --partial 'made with another layout'
  run dumisake export --check issued.xlsx --sample 2
  assert_equal "$status" 2
}

@test "a report of an earlier day that names erasures since is made again with those and no others" {
  year_with_people
  dumisake lpj 1571015203900002 --amount 5000000 --day 2024-03-07 --date 2024-03-07
  dumisake erase 1571015203900001 --reason 'permintaan' --date 2024-04-01 || [ $? -eq 3 ]
  dumisake export issued.xlsx --as-of 2024-03-05 --issue --date 2024-04-02
  dumisake export plain.xlsx --as-of 2024-03-05
  dumisake lpj 1571015203900003 --amount 5000000 --day 2024-04-03 --date 2024-04-03
  for file in issued plain; do
    run --separate-stderr dumisake export --check "$file.xlsx" --json
    assert_equal "$(json '[.reproduced, .erasures, .differing] | join(" ")')" 'true 0 0'
  done
  dumisake erase 1571015203900002 --reason 'permintaan' --date 2024-05-01 || [ $? -eq 3 ]
  for file in issued plain; do
    run --separate-stderr dumisake export --check "$file.xlsx" --json
    assert_equal "$status" 3
    assert_equal "$(json '[.reproduced, .erasures] | join(" ")')" 'false 1'
    assert_equal "$(json '[.differences[] | select(.sheet == "Sampul")] | length')" 0
  done
}

@test "what was not issued is not called so, though the ledger makes the same bytes" {
  year_with_people
  dumisake export plain.xlsx
  run dumisake export --check plain.xlsx
  assert_equal "$status" 3
  assert_line --partial 'was not issued by this ledger'
  assert_line 'The ledger still makes it, byte for byte.'
}

@test "names the cells that were changed, and no others" {
  year_with_people
  dumisake export issued.xlsx --issue
  /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("issued.xlsx")
names = [cell.value for cell in book["Nominatif"][1]]
book["Nominatif"].cell(2, names.index("Nama") + 1).value = "Orang Lain"
book["Sampul"]["K3"] = "Dicatat pemeriksa"
book.create_sheet("Catatan")
book.save("changed.xlsx")
P
  run --separate-stderr dumisake export --check changed.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[.issued, .reproduced, .differing] | join(" ")')" 'false false 3'
  assert_equal "$(json '.differences | map(.sheet + ":" + (.cell // "-") + ":" + (.in_file // "-") + ":" + (.by_ledger // "-")) | sort | .[]')" \
    "$(printf '%s\n' 'Catatan:-:Catatan:-' "Nominatif:$(json '.differences[] | select(.sheet == "Nominatif") | .cell'):Orang Lain:Warga Contoh 1" 'Sampul:K3:Dicatat pemeriksa:-')"
  run dumisake export --check changed.xlsx
  assert_line --regexp 'Nominatif [A-Z]+2: in the file "Orang Lain", by the ledger "Warga Contoh 1"'
}

@test "a workbook that LibreOffice saved again has other bytes and the same cells" {
  year_with_people
  dumisake export issued.xlsx --issue
  soffice "-env:UserInstallation=file://$PWD/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir saved issued.xlsx > soffice.log 2>&1
  run dumisake export --check saved/issued.xlsx
  assert_equal "$status" 3
  assert_line 'Its bytes are others, its contents are the same: another program saved it again.'
}

@test "more than fifty cells are counted and not named" {
  year_with_people
  dumisake export issued.xlsx --issue
  changed_part xl/worksheets/sheet1.xml 're.sub(r"<v>\d+</v>", "<v>7</v>", text).replace("</sheetData>", "".join(f"<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>" for n in range(900, 1000)) + "</sheetData>")'
  run --separate-stderr dumisake export --check changed.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[(.differing >= 100), (.differences | length)] | join(" ")')" 'true 10'
}

@test "a file of another ledger, or no workbook, is said to be just that" {
  year_with_people
  dumisake export issued.xlsx --issue
  dumisake --db other.db init
  run dumisake --db other.db export --check issued.xlsx
  assert_equal "$status" 1
  assert_output --partial 'is of another ledger'
  printf 'PK\003\004 but no more' > broken.xlsx
  run dumisake export --check broken.xlsx
  assert_equal "$status" 1
  assert_output --partial 'no zip file'
  run dumisake export --check applicants.csv
  assert_equal "$status" 1
  changed_part docProps/core.xml 'text.replace("Pengenal", "Tanda")'
  run dumisake export --check changed.xlsx
  assert_equal "$status" 1
  assert_output --partial 'does not say of which ledger'
  changed_part docProps/core.xml 're.sub(r", \d+ entri", ", 900000 entri", text)'
  run dumisake export --check changed.xlsx
  assert_equal "$status" 1
  assert_output --partial 'says that it stands on 900000 entries'
  changed_part docProps/core.xml 're.sub("Merkle [0-9a-f]{4}", "Merkle 0123", text)'
  run dumisake export --check changed.xlsx
  assert_equal "$status" 3
  assert_line 'The root that the file names is not the root of that many entries.'
}

@test "what lies over the cells, and rows and columns of a hair's breadth, are named" {
  year_with_people
  dumisake export issued.xlsx --issue
  drawing=$(unzip -Z1 issued.xlsx | grep -m1 '^xl/drawings/drawing.*xml$')
  changed() { # KIND TEXT PART EXPRESSION
    changed_part "$3" "$4"
    run --separate-stderr dumisake export --check changed.xlsx --json
    assert_equal "$status" 3
    assert_equal "$(json "[.differences[] | select(.kind == \"$1\" and (.in_file // \"\" | contains(\"$2\")))] | length")" 1
  }
  shape='<xdr:absoluteAnchor xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:sp><xdr:txBody><a:p><a:r><a:t>LUNAS SEMUA</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor>'
  changed part "$drawing: LUNAS SEMUA" "$drawing" "text.replace('</xdr:wsDr>', '$shape</xdr:wsDr>')"
  changed hidden '1:1' xl/worksheets/sheet1.xml 're.sub("(<row r=\"1\"[^>]* ht=\")[^\"]*", r"\g<1>0.01", text, 1)'
  changed hidden 'A:A' xl/worksheets/sheet1.xml 're.sub("(<col min=\"1\" max=\"1\" width=\")[^\"]*", r"\g<1>0.0625", text, 1)'
  changed hidden zeroHeight xl/worksheets/sheet1.xml 'text.replace("<sheetFormatPr ", "<sheetFormatPr zeroHeight=\"1\" ", 1)'
  changed hidden zeroHeight xl/worksheets/sheet1.xml 're.sub("defaultRowHeight=\"[^\"]*", "defaultRowHeight=\"1", text, 1)'
  changed hidden defaultColWidth xl/worksheets/sheet1.xml 'text.replace("<sheetFormatPr ", "<sheetFormatPr defaultColWidth=\"0\" ", 1)'
  changed hidden showZeros xl/worksheets/sheet1.xml 'text.replace("<sheetView ", "<sheetView showZeros=\"0\" ", 1)'
  changed hidden '3:3' xl/worksheets/sheet1.xml 'text.replace("<row r=\"3\"", "<row hidden=\"on\" r=\"3\"", 1)'
  changed hidden col xl/worksheets/sheet1.xml 'text.replace("<col min=\"1\" max=\"1\"", "<col hidden=\"1\" min=\"+1\" max=\"+1\"", 1)'
  frame='<xdr:twoCellAnchor><xdr:graphicFrame/></xdr:twoCellAnchor>'
  changed part chart "$drawing" "text.replace('</xdr:wsDr>', '$frame</xdr:wsDr>')"
}

@test "a sheet that another namespace names, and a number format that stands twice, change nothing unseen" {
  year_with_people
  dumisake export issued.xlsx --issue
  changed_part xl/workbook.xml 'text.replace("r:id=\"rId3\"", "r:id=\"rId4\" q:id=\"rId3\" xmlns:q=\"urn:q\"", 1)'
  run dumisake export --check changed.xlsx
  [ "$status" -eq 3 ] || [ "$status" -eq 1 ]
  refute_output --partial 'contents are the same'
  changed_part xl/styles.xml 're.sub("(<numFmt numFmtId=\"(\d+)\" formatCode=\"[^\"]*\"/>)", lambda f: f.group(1) + "<numFmt numFmtId=\"" + f.group(2) + "\" formatCode=\"&quot;Rp9.000.000&quot;\"/>", text)'
  run dumisake export --check changed.xlsx
  assert_equal "$status" 3
}

@test "hostile workbooks end the reading, in bounded memory" {
  year_with_people
  dumisake export issued.xlsx --issue
  hostile() { # WHAT PART EXPRESSION
    changed_part "$2" "$3"
    run bash -c "$([ -n "${SANITIZED:-}" ] || echo 'ulimit -v 400000;') '$DUMISAKE' export --check changed.xlsx"
    [ "$status" -eq 1 ] || { echo "$1: $status"; echo "$output"; return 1; } >&2
    assert_output --partial 'cannot be read as a workbook'
  }
  sheet=xl/worksheets/sheet1.xml
  hostile 'an entity' $sheet 'text.replace("<worksheet", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet", 1)'
  hostile 'a document type in the properties' docProps/core.xml 'text.replace("<cp:core", "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><cp:core", 1)'
  hostile 'elements in elements' $sheet 'text.replace("<sheetData>", "<a>" * 1000000 + "<sheetData>")'
  hostile 'a name without end' $sheet 'text.replace("<sheetData>", "<sheetData " + "a" * 100000000 + "=\"1\">")'
  hostile 'a great many names' $sheet 'text.replace("<sheetData>", "".join(f"<n{i}/>" for i in range(3000000)) + "<sheetData>")'
  hostile 'a bomb' $sheet 'text.replace("<sheetData>", " " * 400000000 + "<sheetData>")'
  hostile 'rows out of order' $sheet 'text.replace("<row r=\"2\"", "<row r=\"1\"")'
  hostile 'cells out of order' $sheet 're.sub("<c r=\"A1\"", "<c r=\"ZZ1\"", text, 1).replace("</row>", "<c r=\"B1\"><v>1</v></c></row>", 1)'
  hostile 'a text that is not there' $sheet 'text.replace("</row>", "<c r=\"ZZ1\" t=\"s\"><v>99999999</v></c></row>", 1)'
  hostile 'too much text' $sheet 'text.replace("</row>", "<c r=\"ZZ1\" t=\"str\"><v>" + "x" * 200000 + "</v></c></row>", 1)'
  hostile 'no XML' $sheet 'text[:-20]'
  hostile 'no sheets' xl/_rels/workbook.xml.rels 'text.replace("worksheets/", "../../../../etc/")'
}

@test "what an erasure emptied since is named, and only that differs" {
  year_with_people
  dumisake export issued.xlsx --issue --date 2024-03-06
  dumisake erase 1571015203900001 --reason 'permintaan' --date 2024-04-01 || [ $? -eq 3 ]
  run --separate-stderr dumisake export --check issued.xlsx --json
  assert_equal "$status" 3
  assert_equal "$(json '[.issued, .reproduced, .erasures, .made] | join(" ")')" 'true false 1 true'
  # Everything that differs is of that person.
  assert_equal "$(json '[.differences[] | select(.sheet == "Nominatif") | .in_file] | index("Warga Contoh 1") != null')" true
  assert_equal "$(json '[.differences[] | select(.sheet == "Kontrol" or .sheet == "Ringkasan" or .sheet == "Matriks")] | length')" 0
  dumisake export again.xlsx --at "$(json .entries)" --year 2024
  run /usr/bin/python3 -c '
import openpyxl
print(*(row[0] for row in openpyxl.load_workbook("again.xlsx")["Sampul"].iter_rows(values_only=True) if str(row[0]).startswith("PENGHAPUSAN")))'
  assert_output --regexp '^PENGHAPUSAN SESUDAHNYA\. .* 1 penghapusan .*: entri [0-9]+ \(2024-04-01\)\.'
}

# Of a workbook's Rekonsiliasi, Selisih, Uji Audit and the tests of annexes on Temuan everything but names and numbers of people.
annex_figures() {
  /usr/bin/python3 - "$1" <<'P'
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
for name in ("Rekonsiliasi", "Selisih", "Uji Audit", "Temuan"):
    rows = list(book[name].iter_rows(values_only=True))
    drop = [i for i, value in enumerate(rows[0]) if value in ("No", "NIK", "Nama")] if name in ("Selisih", "Temuan") else []
    rows = [row for row in rows if name in ("Rekonsiliasi", "Selisih") or {"U01", "U08", "U09", "U10"} & set(row)]
    print(name, *sorted("|".join(str(value) for i, value in enumerate(row) if i not in drop) for row in rows), sep="\n")
P
}

# Of the annex one is paid, one was cancelled, one has no application, one has an application and no payout; one is of the batch alone.
with_an_annex() {
  { printf '%s\n' "$header"; for n in 1 2 3 4 5; do applicant "$n"; done; applicant 6 omzet_bulanan=900000000; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 || [ $? -eq 3 ]
  dumisake disburse --batch --date 2024-03-01
  dumisake approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-02
  { printf 'nik,nama,jumlah,no_rekening\n'; for n in 1 2 4 6 7; do printf '157101520390%04d,Warga Contoh %d,5000000,%s\n' "$n" "$n" "$(printf '301000%04d' "$n")"; done; } > sk.csv
  dumisake sk sk.csv --number 12/KEP/2024 --year 2024 --date 2024-03-02
  dumisake amend 1571015203900004 --set no_rekening= --reason 'rekening ditutup' --date 2024-03-03
  dumisake send 1 transfer.csv --date 2024-03-04 || [ $? -eq 3 ]
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  dumisake cancel 1 --reason 'tanpa rekening' --date 2024-03-06
}

@test "handing a workbook out does not date the next one" {
  year_with_people
  run_day() { /usr/bin/python3 -c '
import openpyxl, sys
print([row[1] for row in openpyxl.load_workbook(sys.argv[1])["Sampul"].iter_rows(values_only=True) if row[0] == "Keadaan buku per"][0][:10])' "$1"; }
  dumisake export --issue late.xlsx # today, years after the last entry
  dumisake export next.xlsx
  assert_equal "$(run_day next.xlsx)" "$(run_day late.xlsx)"
}

@test "whoever stands in a decree's annex and is erased changes no figure of before" {
  with_an_annex
  dumisake export issued.xlsx --issue --date 2024-03-07
  annex_figures issued.xlsx > then.txt
  for n in 1 2 3 4 6 7; do
    dumisake erase "157101520390000$n" --reason 'permintaan' --year 2024 --date 2024-04-01 || [ $? -eq 3 ]
  done
  entries=$(dumisake export --check issued.xlsx --json | jq .entries)
  dumisake export again.xlsx --at "$entries" --year 2024
  annex_figures again.xlsx > again.txt
  diff then.txt again.txt
  grep -q 'hanya dalam lampiran SK' then.txt
  grep -q 'hanya dalam batch' then.txt
  grep -q 'dibatalkan' then.txt
}

@test "a day that is over is told alike for ever" {
  year_with_people
  dumisake export day.xlsx --as-of 2024-03-01
  run /usr/bin/python3 -c '
import openpyxl
for row in openpyxl.load_workbook("day.xlsx")["Sampul"].iter_rows(values_only=True):
    if row[0] == "Keadaan buku per": print(row[1])'
  assert_output --partial '2024-03-01 (entri jurnal terakhir selain lampiran SK dan pengeluaran buku kerja: 2024-03-01;'
  run --separate-stderr dumisake export open.xlsx --as-of 2024-03-05
  assert_equal "$stderr" '2024-03-05: no entry of a later day is there, so the day is not over: what is recorded of it from now on will be in its next report.'
  run --separate-stderr dumisake export day.xlsx --as-of 2024-03-01
  assert_equal "$stderr" ''
  dumisake program budget --year 2024 --dpa DPA-LAMA --amount 12000000000 --date 2024-02-20
  dumisake export again.xlsx --as-of 2024-03-01
  cmp day.xlsx again.xlsx
  for kind in csv journal; do
    dumisake export "day.$kind" --as-of 2024-03-04
    dumisake export "now.$kind"
  done
  # Nobody was paid on that day yet, and the budget that was recorded late is not in it.
  assert_equal "$(grep -c '' day.csv) $(grep -c '' now.csv)" '1 4'
  assert_equal "$(($(grep -c ') budget ' now.journal) - $(grep -c ') budget ' day.journal)))" 1
}

@test "refuses a size or a day that the ledger never had" {
  year_with_people
  run dumisake export a.xlsx --at 2
  assert_equal "$status" 4
  assert_output --partial 'within a transaction; the first one ends after'
  run dumisake export a.xlsx --at 100000
  assert_equal "$status" 4
  run dumisake export a.xlsx --as-of 1999-01-01
  assert_equal "$status" 4
  run dumisake export a.xlsx --as-of 2024-03-01 --at 3
  assert_equal "$status" 2
  run dumisake export a.csv --issue
  assert_equal "$status" 2
  run dumisake export --check a.xlsx --mask
  assert_equal "$status" 2
  run dumisake export
  assert_equal "$status" 2
  assert [ ! -e a.xlsx ]
}

@test "nothing is issued when the file cannot be written, and an officer without the duty writes none" {
  dumisake init --date 2024-01-02
  before=$(dumisake verify --json | jq .entries)
  run dumisake export missing/a.xlsx --issue
  assert_equal "$status" 1
  assert_equal "$(dumisake verify --json | jq .entries)" "$before"
  for name in ani budi dewi; do printf 'rahasia %s\n' "$name" > "$name.txt"; done
  dumisake officer add ani --role administrator --passphrase-file ani.txt
  dumisake --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file budi.txt
  dumisake --as ani --passphrase-file ani.txt officer add dewi --role approver --new-passphrase-file dewi.txt
  run dumisake --as dewi --passphrase-file dewi.txt export a.xlsx --issue
  assert_equal "$status" 4
  assert [ ! -e a.xlsx ]
  dumisake --as budi --passphrase-file budi.txt export a.xlsx --issue
  run --separate-stderr dumisake export --check a.xlsx --json
  assert_equal "$(json .officer)" budi
}

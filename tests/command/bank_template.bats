load support

batch_of() {
  applicants "$1" > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
}

@test "lists the built-in layouts and refuses what is none before anything is written" {
  run dumisake send --templates
  assert_success
  assert_line --index 0 --regexp '^  bawaan +'
  assert_output --partial titik-koma
  run --separate-stderr dumisake send --templates --json
  assert_equal "$(json '[.templates[].name] | join(" ")')" 'bawaan lebar-tetap titik-koma'
  run dumisake send 1
  assert_equal "$status" 2
  batch_of 1
  before=$(dumisake verify --json | jq -r .root)
  run dumisake send 1 transfer.csv --template bank-antah
  assert_equal "$status" 2
  assert_output --partial titik-koma
  printf 'title: x\nencoding: utf-8\nline_end: lf\nseparator: comma\ncolumns:\n  - { content: "{{rekening}}" }\n' > salah.yaml
  run dumisake send 1 transfer.csv --template salah.yaml
  assert_equal "$status" 1
  assert_output --partial 'salah.yaml:6:16:'
  assert [ ! -e transfer.csv ]
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
}

@test "the default layout is what it always was" {
  batch_of 2
  dumisake send 1 transfer.csv --date 2024-03-04 --template bawaan
  run cat transfer.csv
  assert_output 'reference,account_number,account_name,bank_code,amount,remark
P2024B001N000001,3010000001,Warga Contoh 1,115,5000000,DUMISAKE 2024 BATCH 1
P2024B001N000002,3010000002,Warga Contoh 2,115,5000000,DUMISAKE 2024 BATCH 1
TRAILER,2,10000000,6020000003,,'
}

@test "a new bank is a new template and no program: both ways" {
  batch_of 4
  cat > bank_kami.yaml <<'Y'
title: Bank rekaan
encoding: windows-1252
line_end: crlf
separator: pipe
quoting: never
header: no
rows_per_file: 3
amounts: { decimals: 2, decimal: dot, thousands: comma }
leader: [H, "{{yyyymmdd}}", "{{count}}", "{{sum}}"]
columns:
  - { content: D }
  - { content: "{{account_number}}", width: 15, align: right, pad: "0" }
  - { content: "{{account_name}}", width: 12, too_long: cut }
  - { content: "{{amount}}" }
  - { content: "{{reference}}" }
trailer: [T, "{{hash_total}}"]
answer:
  columns: { reference: [TRX], status: [HASIL], amount: [NILAI], date: [TGL], reason: [SEBAB] }
  paid: [MASUK]
  returned: [KEMBALI]
  decimal: dot
Y
  run --separate-stderr dumisake send 1 transfer.txt --template bank_kami.yaml --date 2024-03-04 --json
  assert_success
  assert_equal "$(json '[.payouts, .amount, .file, (.files | length), (.files[] | .file, .payouts, .amount)] | join(" ")')" \
    '4 20000000 transfer.txt 2 transfer-1.txt 3 15000000 transfer-2.txt 1 5000000'
  # the entry's digest is that of the two digests, one after the other
  expected=$(python3 -c 'import hashlib; print(hashlib.sha256(b"".join(hashlib.sha256(open(f"transfer-{i}.txt", "rb").read()).digest() for i in (1, 2))).hexdigest())')
  assert_equal "$(json .sha256)" "$expected"
  dumisake export journal.txt
  run grep -c "^file-sha256 $expected" journal.txt
  assert_output 1
  run cat transfer-1.txt
  assert_output $'H|20240304|3|15,000,000.00\r\nD|000003010000001|Warga Contoh|5,000,000.00|P2024B001N000001\r\nD|000003010000002|Warga Contoh|5,000,000.00|P2024B001N000002\r\nD|000003010000003|Warga Contoh|5,000,000.00|P2024B001N000003\r\nT|9030000006\r'
  run cat transfer-2.txt
  assert_output $'H|20240304|1|5,000,000.00\r\nD|000003010000004|Warga Contoh|5,000,000.00|P2024B001N000004\r\nT|3010000004\r'
  assert [ ! -e transfer.txt ]

  printf 'TGL;HASIL;NILAI;TRX;SEBAB\n2024-03-05;MASUK;5,000,000.00;P2024B001N000001;\n2024-03-05;KEMBALI;5,000,000.00;P2024B001N000002;tutup\n2024-03-05;SUKSES;5,000,000.00;P2024B001N000003;\n' > jawab.csv
  run dumisake settle jawab.csv --date 2024-03-05
  assert_equal "$status" 1
  assert_output --partial -- '--template'
  run --separate-stderr dumisake settle jawab.csv --template bank_kami.yaml --date 2024-03-05 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.paid, .returned, .rejected, .amount_paid] | join(" ")')" '1 1 1 5000000'
}

@test "files of a sending appear together or not at all" {
  batch_of 3
  sed 's/^rows_per_file: .*/rows_per_file: 1/' "$SOURCE_DIR/templates/bank/titik-koma.yaml" > satu.yaml
  echo mine > transfer-3.csv
  before=$(dumisake verify --json | jq -r .root)
  run dumisake send 1 transfer.csv --template satu.yaml
  assert_equal "$status" 1
  assert_equal "$(ls transfer*)" transfer-3.csv
  assert_equal "$(cat transfer-3.csv)" mine
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
  rm transfer-3.csv
  run dumisake send 1 transfer.csv --template satu.yaml
  assert_success
  assert_equal "$(ls transfer* | tr '\n' ' ')" 'transfer-1.csv transfer-2.csv transfer-3.csv '
  assert_equal "$(stat -c %a transfer-2.csv)" 600
}

@test "mends a name that would spoil a row and holds back one that the file cannot carry" {
  { printf '%s\n' "$header"; applicant 1 nama='"WARGA; CONTOH"' nama_rekening='"WARGA; CONTOH"'; applicant 2 nama='Жanna Contoh' nama_rekening='Жanna Contoh'; applicant 3 nama='Müller Lućja' nama_rekening='Müller Lućja'; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  run --separate-stderr dumisake send 1 transfer.csv --template titik-koma --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, .amount, (.held_back | length), .held_back[0].reference] | join(" ")')" '2 10000000 1 P2024B001N000002'
  run iconv -f windows-1252 -t utf-8 transfer.csv
  assert_output --partial ';WARGA  CONTOH;'
  assert_output --partial ';Müller Lucja;'
  assert_equal "$(awk -F ';' '{ print NF }' transfer.csv | sort -u)" 7
  # what this file cannot carry another one can
  run --separate-stderr dumisake send 1 transfer-2.csv --date 2024-03-05 --json
  assert_success
  assert_equal "$(json .payouts)" 1
  run grep -c ',Жanna Contoh,' transfer-2.csv
  assert_output 1
}

@test "the journal says which layout a sending was written in, by name and digest of its text" {
  batch_of 2
  sed 's/^title: .*/title: Bank kami/' "$SOURCE_DIR/templates/bank/titik-koma.yaml" > bank_kami.yaml
  dumisake cancel 1 --nik 1571015203900002 --reason 'batch berikut' --date 2024-03-01
  dumisake disburse --batch --date 2024-03-02
  run --separate-stderr dumisake send 1 satu.csv --date 2024-03-04 --json
  assert_equal "$(json .template)" bawaan
  assert_equal "$(json .template_sha256)" "$(sha256sum "$SOURCE_DIR/templates/bank/bawaan.yaml" | cut -c1-64)"
  mkdir bank
  mv bank_kami.yaml bank
  dumisake send 2 dua.csv --template bank/bank_kami.yaml --date 2024-03-04
  ours=$(sha256sum bank/bank_kami.yaml | cut -c1-64)
  dumisake export journal.txt
  run grep -A1 '^template ' journal.txt
  assert_output "template bawaan
template-sha256 $(sha256sum "$SOURCE_DIR/templates/bank/bawaan.yaml" | cut -c1-64)
--
template bank_kami.yaml
template-sha256 $ours"
  run --separate-stderr dumisake status --reconcile --json
  assert_equal "$(json '[.years[0].sendings[] | .template] | join(" ")')" 'bawaan bank_kami.yaml'
  assert_equal "$(json '.years[0].sendings[1].template_sha256')" "$ours"
  run dumisake --lang en status --reconcile
  assert_output --partial 'layout bank_kami.yaml'
  dumisake export book.xlsx
  run /usr/bin/python3 -c '
import openpyxl
for row in openpyxl.load_workbook("book.xlsx", read_only=True)["Pengiriman"].iter_rows(values_only=True):
    print(*[cell for cell in row if cell in ("bawaan", "bank_kami.yaml", "'"$ours"'")])'
  assert_line "bank_kami.yaml $ours"
  assert_line bawaan
}

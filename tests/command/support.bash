# What every suite of this folder shares: an empty folder a test, the program, and the books verified afterwards.
bats_require_minimum_version 1.8.0
export BATS_LIB_PATH=${BATS_LIB_PATH:-/usr/lib/bats}
bats_load_library bats-support
bats_load_library bats-assert

header='nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,nib,omzet_bulanan,tanggal_mulai_usaha,no_kk,tanggal_lahir,jenis_kelamin,tanggal_pengajuan,bank,no_rekening,nama_rekening'

setup() {
  : "${DUMISAKE:?names the program, SOURCE_DIR the sources: ctest sets both}" "${SOURCE_DIR:?}"
  cd "$BATS_TEST_TMPDIR" || return 1
  unset DUMISAKE_DB LC_ALL LC_MESSAGES LANGUAGE
  export LANG=C.UTF-8
  broken_on_purpose=
}

# After each test the ledger, if the test left one, must verify; a test that breaks it says so.
teardown() {
  local db
  [ -z "$broken_on_purpose" ] || return 0
  for db in *.db; do
    [ -f "$db" ] || continue
    "$DUMISAKE" --db "$db" verify
  done
}

dumisake() {
  "$DUMISAKE" "$@"
}

# applicant SERIAL [COLUMN=VALUE ...]: a woman of Kota Jambi, born 1990-03-12, who may have everything; columns overrule.
applicant() {
  local serial=$1 pair
  local -A row=(
    [nik]=157101520390$(printf '%04d' "$serial") [nama]="Warga Contoh $serial" [kategori]=emak-emak [kabupaten_usaha]='Kota Jambi'
    [kecamatan_usaha]=Telanaipura [nib]=912000000$(printf '%04d' "$serial") [omzet_bulanan]=2500000 [tanggal_mulai_usaha]=2024-01-15
    [no_kk]=157101010112$(printf '%04d' "$serial") [tanggal_lahir]=1990-03-12 [jenis_kelamin]=perempuan [tanggal_pengajuan]=2024-02-01
    [bank]='Bank Jambi' [no_rekening]=301000$(printf '%04d' "$serial") [nama_rekening]="Warga Contoh $serial"
  )
  shift
  for pair in "$@"; do
    row[${pair%%=*}]=${pair#*=}
  done
  printf '%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "${row[nik]}" "${row[nama]}" "${row[kategori]}" "${row[kabupaten_usaha]}" \
    "${row[kecamatan_usaha]}" "${row[nib]}" "${row[omzet_bulanan]}" "${row[tanggal_mulai_usaha]}" "${row[no_kk]}" "${row[tanggal_lahir]}" \
    "${row[jenis_kelamin]}" "${row[tanggal_pengajuan]}" "${row[bank]}" "${row[no_rekening]}" "${row[nama_rekening]}"
}

# applicants COUNT: a file's text with the header.
applicants() {
  local i
  printf '%s\n' "$header"
  for ((i = 1; i <= $1; i++)); do
    applicant "$i"
  done
}

# json FILTER: what jq finds in the output of the last run.
json() {
  jq -er "$1" <<<"$output"
}

# answer TRANSFER.csv DATE: the bank says yes to everything.
answer() {
  "$SOURCE_DIR/scripts/bank_answer" "$1" --date "$2"
}

# changed_part PART EXPRESSION: the workbook issued.xlsx as changed.xlsx, one part of it given to a Python expression as `text` and taken back; one that is not there is added.
changed_part() {
  /usr/bin/python3 - "$1" "$2" <<'P'
import re, sys, zipfile
part, expression = sys.argv[1:]
with zipfile.ZipFile("issued.xlsx") as old, zipfile.ZipFile("changed.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
    for item in old.infolist():
        text = old.read(item.filename)
        new.writestr(item.filename, eval(expression, {"re": re, "text": text.decode()}).encode() if item.filename == part else text)
    if part not in old.namelist():
        new.writestr(part, "x")
P
}

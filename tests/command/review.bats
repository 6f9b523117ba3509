load support

nik=1571015203900002

person() {
  printf '157101520390%04d' "$1"
}

# Three people: the second is left open by the rules, the third has no permit.
taken_in() {
  { printf '%s\n' "$header"; applicant 1; applicant 2 omzet_bulanan=; applicant 3 nib=; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
  dumisake check --date 2024-02-11 > /dev/null
}

decisions() {
  dumisake status --json | jq -r '.total.applicants | [.eligible, .needs_review, .ineligible] | join(" ")'
}

@test "accepts a person whom the rules leave open" {
  taken_in
  assert_equal "$(decisions)" '1 1 1'
  run --separate-stderr dumisake review "$nik" --accept --reason 'omzet dilihat di lokasi' --date 2024-02-20 --json
  assert_success
  assert_equal "$(json '[.command, .nik, .year, .result, .verdict, .day, .reason] | join("|")')" "review|$nik|2024|recorded|accepted|2024-02-20|omzet dilihat di lokasi"
  assert_equal "$(decisions)" '2 0 1'
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '[.recipients, .needs_review, .ineligible] | join(" ")')" '2 0 1'
}

@test "an acceptance does not overrule a rule that rejects" {
  taken_in
  dumisake review "$(person 3)" --accept
  assert_equal "$(decisions)" '1 1 1'
  run --separate-stderr dumisake explain "$(person 3)" --json
  assert_equal "$(json '[.eligible, .reviews[0].verdict, .reviews[0].stands] | map(tostring) | join(" ")')" 'false accepted true'
}

@test "rejects, is appealed against, and keeps every verdict" {
  taken_in
  dumisake review "$(person 1)" --reject --reason 'usaha tidak ditemukan' --date 2024-02-20
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .ineligible, .changed, .reasons["verifikasi-ditolak"]] | join(" ")')" '0 2 0 1'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '[.rules[0].code, .rules[0].outcome, .rules[0].value] | join("|")')" 'verifikasi-ditolak|fail|2024-02-20: usaha tidak ditemukan'
  dumisake review "$(person 1)" --appeal --reason 'usaha pindah alamat' --date 2024-02-25
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.needs_review, .reasons["verifikasi-sanggah"]] | join(" ")')" '2 1'
  run dumisake --lang en explain "$(person 1)"
  assert_line --partial 'needs review: an officer must decide; verifikasi-sanggah: 2024-02-25: usaha pindah alamat'
  dumisake review "$(person 1)" --accept --date 2024-02-28
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '[.reviews[] | [.day, .verdict, .reason, (.stands | tostring), (.officer | tostring), (.file | tostring)] | join("|")] | join(" / ")')" \
    '2024-02-20|rejected|usaha tidak ditemukan|false|null|null / 2024-02-25|appealed|usaha pindah alamat|false|null|null / 2024-02-28|accepted||true|null|null'
  assert_equal "$(decisions)" '1 1 1'
}

@test "who is asked for documents is not paid until accepted" {
  taken_in
  dumisake review "$(person 1)" --ask --reason 'fotokopi NIB'
  run --separate-stderr dumisake check --json
  assert_equal "$(json '[.eligible, .needs_review, .reasons["verifikasi-dokumen"]] | join(" ")')" '0 2 1'
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '.recipients')" 0
  dumisake review "$(person 1)" --accept
  run --separate-stderr dumisake disburse --batch --json
  assert_equal "$(json '.recipients')" 1
}

@test "an acceptance lapses when an officer amends the applicant" {
  taken_in
  dumisake review "$nik" --accept
  assert_equal "$(decisions)" '2 0 1'
  dumisake amend "$nik" --set alamat_usaha='Jl. Lain' --reason 'salah tulis'
  assert_equal "$(decisions)" '1 1 1'
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json '.reviews[0].stands | tostring')" false
  run --separate-stderr dumisake review "$nik" --accept --json
  assert_equal "$(json '.result')" recorded
}

@test "the same verdict for the same reason changes nothing" {
  taken_in
  dumisake review "$nik" --reject --reason 'usaha tutup' --date 2024-02-20
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake review "$nik" --reject --reason 'usaha tutup' --date 2024-02-21 --json
  assert_success
  assert_equal "$(json '[.result, .day] | join(" ")')" 'unchanged 2024-02-20'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "who was sent money is only accepted" {
  taken_in
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  run dumisake --lang en review "$(person 1)" --reject --reason palsu
  assert_equal "$status" 4
  assert_output --partial 'batch 1'
  run dumisake review "$(person 1)" --ask --reason NIB
  assert_equal "$status" 4
  printf 'nik,keputusan,alasan\n%s,TMS,palsu\n' "$(person 1)" > verifikasi.csv
  run --separate-stderr dumisake review verifikasi.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.conflicting, .accepted, .findings[0].code] | join(" ")')" '1 0 V706'
  run dumisake review "$(person 1)" --accept
  assert_success
}

@test "takes in a file of verdicts, and again without a change" {
  taken_in
  cat > verifikasi.csv <<X
No;N I K;Nama;Hasil Verifikasi (MS/TMS);Catatan Petugas
1;$(person 1);Warga Contoh 1;TMS;Usaha tidak ditemukan
2;$(person 2);WARGA CONTOH 2;Memenuhi Syarat;
3;$(person 3);Orang Lain;minta dokumen;NIB
X
  run --separate-stderr dumisake review verifikasi.csv --dry-run --json
  assert_success
  assert_equal "$(json '[.accepted, .dry_run] | map(tostring) | join(" ")')" '3 true'
  assert_equal "$(decisions)" '1 1 1'
  run --separate-stderr dumisake review verifikasi.csv --json
  assert_success
  assert_equal "$(json '[.command, .year, .rows, .accepted, .unchanged, .conflicting, .rejected, .warnings] | join(" ")')" 'review 2024 3 3 0 0 0 1'
  assert_equal "$(json '.findings[] | [.line, .code, .severity] | join(" ")')" '4 V721 warning'
  assert_equal "$(decisions)" '1 0 2'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '.reviews[0] | [.verdict, .reason, .file] | join("|")')" 'rejected|Usaha tidak ditemukan|verifikasi.csv'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake review verifikasi.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 3'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "sets aside what cannot be read, by reason" {
  taken_in
  {
    printf 'nik,keputusan,alasan\n'
    printf '%s,mungkin,x\n%s,,x\n%s,ditolak,\n%s,terima,\n,terima,\n12345,terima,\n' "$(person 1)" "$(person 1)" "$(person 1)" "$(person 9)"
    printf '%s,terima,%s\n%s,terima\n' "$(person 1)" "$(printf 'x%.0s' {1..501})" "$(person 1)"
  } > verifikasi.csv
  run --separate-stderr dumisake review verifikasi.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected] | join(" ")')" '8 0 8'
  assert_equal "$(json '[.findings[] | (.line | tostring) + ":" + .code] | join(" ")')" '2:V702 3:E110 4:V703 5:V701 6:E110 7:E144 8:V704 9:E130'
  run dumisake --lang en explain V702
  assert_success
}

@test "rows that contradict each other are all set aside, whichever comes first" {
  taken_in
  printf 'nik,keputusan,alasan\n%s,terima,\n%s,tolak,tutup\n%s,tolak,a\n%s,tolak,b\n%s,tolak,c\n%s,TMS,c\n' \
    "$(person 1)" "$(person 1)" "$nik" "$nik" "$(person 3)" "$(person 3)" > verifikasi.csv
  run --separate-stderr dumisake review verifikasi.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .unchanged, .rejected] | join(" ")')" '1 1 4'
  assert_equal "$(json '[.findings[] | (.line | tostring) + ":" + .code] | join(" ")')" '2:V705 3:V705 4:V705 5:V705'
}

@test "reads any delimited file, told how or not" {
  taken_in
  printf '%s# tolak# tutup\n' "$(person 1)" > rows
  { printf 'nik# keputusan# keterangan\n'; cat rows; } > verifikasi.txt
  run --separate-stderr dumisake review verifikasi.txt --delimiter '#' --json
  assert_success
  assert_equal "$(json '.accepted')" 1
  printf 'nik,nama\n%s,Siapa\n' "$nik" > lain.csv
  run dumisake --lang en review lain.csv
  assert_equal "$status" 1
  assert_output --partial 'no column for keputusan'
  run dumisake review lain.csv --delimiter '##'
  assert_equal "$status" 2
  printf 'nik,keputusan,hasil verifikasi\n%s,MS,MS\n' "$nik" > lain.csv
  run dumisake review lain.csv
  assert_equal "$status" 1
  run dumisake review missing.csv
  assert_equal "$status" 1
}

@test "says what is missing or not known" {
  taken_in
  run dumisake review "$nik"
  assert_equal "$status" 2
  run dumisake review "$nik" --reject
  assert_equal "$status" 2
  run dumisake review "$nik" --ask --reason '  '
  assert_equal "$status" 2
  run dumisake review "$nik" --accept --reject --reason x
  assert_equal "$status" 2
  run dumisake review "$nik" --accept --dry-run
  assert_equal "$status" 2
  run dumisake review "$nik" --accept --reason "$(printf 'x%.0s' {1..501})"
  assert_equal "$status" 2
  run dumisake review verifikasi.csv --accept
  assert_equal "$status" 2
  run dumisake review "$(person 9)" --accept
  assert_equal "$status" 1
  run dumisake review "$nik" --year 2023 --accept
  assert_equal "$status" 1
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json '.reviews | length')" 0
}

@test "explains its codes" {
  for code in verifikasi-diterima verifikasi-ditolak verifikasi-dokumen verifikasi-sanggah verifikasi-belum; do
    run dumisake --lang en explain "$code"
    assert_success
  done
}

@test "status names it when somebody must be looked at and nothing else waits" {
  { printf '%s\n' "$header"; applicant 1 omzet_bulanan=; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
  dumisake check > /dev/null
  run dumisake --lang en status
  assert_line "Next: dumisake --year 2024 explain $(person 1)"
  dumisake review "$(person 1)" --accept
  run dumisake --lang en status
  assert_line 'Next: dumisake --year 2024 disburse --batch'
}

@test "a row with hardly a cell is a row" {
  taken_in
  printf 'NIK,Nama,Keputusan,Alasan\n%s,Warga Contoh 1,MS,\n,Siti Aminah,,\n1571O15203900002,,,\n' "$(person 1)" > verdicts.csv
  run --separate-stderr dumisake review verdicts.csv --json
  assert_equal "$status" 3
  assert_equal "$(json '[.rows, .accepted, .rejected, (.findings[] | .code + ":" + (.line | tostring))] | join(" ")')" '3 1 2 E110:3 E141:4'
}

@test "the journal holds no word of the reason" {
  taken_in
  dumisake review "$nik" --reject --reason 'Siti menipu'
  dumisake export journal.txt
  run grep -c "Siti\|menipu\|$nik" journal.txt
  assert_output 0
  run grep -c '^verdict rejected$' journal.txt
  assert_output 1
}

@test "the workbook shows the verdict that stands" {
  taken_in
  dumisake review "$(person 1)" --accept --reason 'sesuai' --date 2024-02-20
  dumisake review "$nik" --reject --reason 'usaha tutup' --date 2024-02-21
  dumisake disburse --batch
  dumisake export audit.xlsx
  run /usr/bin/python3 - <<'P'
import openpyxl
book = openpyxl.load_workbook("audit.xlsx")
for name, wanted in (("Nominatif", "1571015203900001"), ("Tidak Lolos", "1571015203900002")):
    rows = book[name].iter_rows(values_only=True)
    headings = next(rows)
    for row in rows:
        cells = dict(zip(headings, row))
        if cells["NIK"] == wanted:
            print(cells["Verifikasi"], str(cells["Tanggal verifikasi"])[:10], cells["Alasan verifikasi"], cells.get("Alasan", "-"), sep="|")
P
  assert_line --index 0 'Diterima|2024-02-20|sesuai|-'
  assert_line --index 1 --partial 'Ditolak|2024-02-21|usaha tutup|ditolak petugas: usaha tutup [verifikasi-ditolak]; '
}

# Four in a batch that is not sent: the first and the last by the rules, two by an acceptance.
in_a_batch() {
  { printf '%s\n' "$header"; applicant 1; applicant 2 omzet_bulanan=; applicant 3 omzet_bulanan=; applicant 4; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10 > /dev/null
  dumisake review "$(person 2)" --accept
  dumisake review "$(person 3)" --accept
  dumisake disburse --batch --date 2024-03-01
}

@test "a verdict against a person in a batch holds the payout back, and the rest is sent" {
  in_a_batch
  run --separate-stderr dumisake review "$(person 1)" --reject --reason 'usaha fiktif' --json
  assert_success
  assert_equal "$(json '[.result, .held_back] | join(" ")')" 'recorded 1'
  run dumisake --lang en review "$(person 2)" --ask --reason 'buku kas'
  assert_output --partial 'The payout of batch 1 is held back by `send` until the person is accepted.'
  dumisake amend "$(person 3)" --set alamat_usaha='Jl. Lain' --reason 'pindah'
  run --separate-stderr dumisake send 1 transfer.csv --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '.payouts')" 1
  assert_equal "$(json '[.held_back[] | .nik[-1:] + " " + (.reason | match("verifikasi-[a-z]+|no acceptance stands .usaha-mikro.").string)] | join(", ")')" \
    '1 verifikasi-ditolak, 2 verifikasi-dokumen, 3 no acceptance stands (usaha-mikro)'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '.decision | test("state komitmen; `send` holds it back: .*verifikasi-ditolak")')" true
  run dumisake explain "$(person 1)" --letter
  assert_output --partial 'penyalurannya ditahan'
  run dumisake --lang en send 1 sisa.csv --date 2024-03-05
  assert_equal "$status" 4
  assert_output --partial 'none of its 3 payouts can be sent'
  for n in 1 2 3; do
    dumisake review "$(person $n)" --accept
  done
  run --separate-stderr dumisake send 1 sisa.csv --date 2024-03-05 --json
  assert_success
  assert_equal "$(json '[.payouts, (.held_back | length)] | join(" ")')" '3 0'
}

@test "who came on a list while in a batch is held back, and nobody is withdrawn from it" {
  in_a_batch
  printf 'nik,nama\n%s,Warga Contoh 1\n' "$(person 1)" > asn.csv
  run dumisake exclude asn.csv --list asn
  printf 'nik,nama\n%s,Warga Contoh 2\n' "$(person 2)" > lain.csv
  run dumisake exclude lain.csv --list lain
  run dumisake withdraw "$(person 3)" --reason pindah
  assert_equal "$status" 4
  run --separate-stderr dumisake send 1 transfer.csv --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, (.held_back[] | .nik[-1:], (.reason | match("bukan-aparatur|exclusion list").string))] | map(tostring) | join(" ")')" '2 1 bukan-aparatur 2 exclusion list'
}

@test "a year that pays nobody unaccepted holds back whose acceptance lapsed" {
  dumisake init
  dumisake program show --year 2024 | sed 's/^order:/verification: required\norder:/' > wajib.yaml
  grep -q '^verification: required' wajib.yaml || printf 'verification: required\n' >> wajib.yaml
  dumisake program add wajib.yaml
  { printf '%s\n' "$header"; applicant 1; applicant 2; } > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake review "$(person 1)" --accept
  dumisake review "$(person 2)" --accept
  dumisake disburse --batch --date 2024-03-01
  dumisake amend "$(person 1)" --set alamat_usaha='Jl. Lain' --reason 'pindah'
  run --separate-stderr dumisake send 1 transfer.csv --date 2024-03-04 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.payouts, .held_back[0].nik, (.held_back[0].reason | test("verifikasi-belum"))] | map(tostring) | join(" ")')" "1 $(person 1) true"
}

@test "an old file changes nothing of what was decided since, until it is forced" {
  taken_in
  printf 'nik,keputusan,alasan\n%s,TMS,tutup\n%s,MS,\n%s,MS,\n' "$(person 1)" "$nik" "$(person 9)" > lama.csv
  printf 'nik,keputusan,alasan\n%s,MS,buka lagi\n%s,TMS,palsu\n' "$(person 1)" "$nik" > baru.csv
  run dumisake review lama.csv --date 2024-02-20
  dumisake review baru.csv --date 2024-02-25
  assert_equal "$(decisions)" '1 0 2'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake review lama.csv --date 2024-03-01 --json
  assert_equal "$status" 3
  assert_equal "$(json '[.accepted, .unchanged, .rejected, .taken_in_before.day] | map(tostring) | join(" ")')" '0 2 1 2024-02-20'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
  run dumisake --lang en review lama.csv --dry-run
  assert_output --partial 'This file was taken in before, on 2024-02-20'
  run --separate-stderr dumisake review baru.csv --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 2'
  # Who came since was never weighed: the file's word on that person is new.
  { printf '%s\n' "$header"; applicant 9; } > susulan.csv
  dumisake import susulan.csv
  run --separate-stderr dumisake review lama.csv --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '1 2'
  run --separate-stderr dumisake review lama.csv --force --json
  assert_success
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '2 1'
  run --separate-stderr dumisake explain "$(person 1)" --json
  assert_equal "$(json '[.reviews[].verdict] | join(" ")')" 'rejected accepted rejected'
  run dumisake review "$nik" --accept --force
  assert_equal "$status" 2
}

@test "a file that says only what stands is remembered, too" {
  taken_in
  dumisake review "$nik" --accept
  printf 'nik,keputusan\n%s,MS\n' "$nik" > daftar.csv
  run --separate-stderr dumisake review daftar.csv --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 1'
  dumisake review "$nik" --reject --reason palsu
  run --separate-stderr dumisake review daftar.csv --json
  assert_equal "$(json '[.accepted, .unchanged] | join(" ")')" '0 1'
  run --separate-stderr dumisake explain "$nik" --json
  assert_equal "$(json '.reviews[-1] | [.verdict, .stands] | map(tostring) | join(" ")')" 'rejected true'
}

load support

# after STATUS COMMAND...: does it, and keeps every export of the ledger as it then is under kept/ENTRIES.
after() {
  local expected=$1 entries
  shift
  run --separate-stderr dumisake "$@"
  [ "$status" -eq "$expected" ] || { echo "$*: $status instead of $expected"; echo "$output"; echo "$stderr"; return 1; } >&2
  entries=$(dumisake verify --json | jq .entries)
  [ ! -e "kept/$entries.xlsx" ] || return 0
  mkdir -p kept
  dumisake export "kept/$entries.xlsx" --year all --quiet > exported.out
  dumisake export "kept/$entries-mask.xlsx" --mask --quiet > exported.out
  dumisake export "kept/$entries.csv" --year all --quiet > exported.out
  dumisake export "kept/$entries.journal" --year all --quiet > exported.out
  dumisake export "kept/$entries.txt" --quiet > exported.out
}

nik() {
  printf '157101520390%04d' "$1"
}

answered() {
  local file=$1 day=$2 word reference amount reason
  shift 2
  echo 'reference,status,amount,date,reason' > "$file"
  for word in "$@"; do
    IFS=: read -r reference amount reason <<< "$word"
    printf '%s,%s,%s,%s,%s\n' "$reference" "$([ -n "$reason" ] && echo RETUR || echo SUKSES)" "$amount" "$day" "$reason" >> "$file"
  done
}

# Everything that can happen to a ledger, in two programme years: rows set aside, corrected, withdrawn, barred, drawn by lot; money that goes every way.
live() {
  after 0 init --date 2024-01-02
  dumisake program show --year 2024 | sed 's/people: 2000/people: 9/' > rules.yaml
  printf 'lpj: { months: 3 }\n' >> rules.yaml
  after 0 program add rules.yaml --date 2024-01-05
  { printf '%s\n' "$header"; for n in 1 2 3 4 5 6 7 8 9 10; do applicant "$n"; done; applicant 11 omzet_bulanan=; applicant 99 kategori=entah; applicant 3 nama=Lain; } > satu.csv
  after 3 import satu.csv --year 2024 --date 2024-02-10
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2023-02-01 tanggal_mulai_usaha=2023-01-15; applicant 21 tanggal_pengajuan=2023-02-01 tanggal_mulai_usaha=2023-01-15; } > lama.csv
  after 0 import lama.csv --year 2023 --date 2024-02-11
  printf 'nik,nama\n%s,Warga Contoh 10\n' "$(nik 10)" > asn.csv
  after 0 exclude asn.csv --list asn --year 2024 --date 2024-02-12
  after 0 review "$(nik 11)" --accept --reason 'omzet dilihat di lokasi' --year 2024 --date 2024-02-13
  after 0 amend "$(nik 2)" --set nama='Warga Dua' --set nama_rekening='Warga Dua' --set alamat_usaha='Jl. Baru 2' --reason 'salah ketik' --year 2024 --date 2024-02-14
  after 0 amend "$(nik 9)" --set nik="$(nik 19)" --reason 'salah ketik' --year 2024 --date 2024-02-14
  after 0 withdraw "$(nik 8)" --reason 'pindah ke luar provinsi' --year 2024 --date 2024-02-15
  after 0 check --year 2024 --date 2024-02-16
  after 0 lottery publish tiket.csv --year 2024 --date 2024-02-17
  after 0 disburse --batch --limit 6 --year 2024 --date 2024-03-01
  after 0 approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-02
  printf 'nik,nama,jumlah\n' > sk.csv
  for n in 1 2 3 4 5 6; do printf '%s,Warga Contoh %d,5000000\n' "$(nik "$n")" "$n" >> sk.csv; done
  after 0 sk sk.csv --number 12/KEP/2024 --year 2024 --date 2024-03-02
  after 0 amend "$(nik 6)" --set no_rekening= --reason 'rekening ditutup' --year 2024 --date 2024-03-03
  after 3 send 1 t1.csv --sp2d SP2D-1 --sp2d-date 2024-03-04 --date 2024-03-04
  answered j1.csv 2024-03-05 P2024B001N000001:5000000 P2024B001N000002:5000000 'P2024B001N000003:5000000:rekening tutup' 'P2024B001N000004:5000000:nama beda' P2024B001N000005:5000000
  after 0 settle j1.csv --date 2024-03-05
  after 0 cancel 1 --reason 'rekening tidak ada' --date 2024-03-06
  printf 'nik,nama,bank,no_rekening,nama_rekening\n%s,Warga Contoh 3,Bank Jambi,3010009993,Warga Contoh 3\n' "$(nik 3)" > rekening.csv
  after 0 accounts rekening.csv --year 2024 --date 2024-03-07
  after 0 repay "$(nik 3)" --year 2024 --date 2024-03-08
  after 0 deposit "$(nik 4)" --sts STS-1 --sts-date 2024-03-09 --year 2024 --date 2024-03-09
  after 0 send 2 t2.csv --sp2d SP2D-2 --sp2d-date 2024-03-10 --date 2024-03-10
  answered j2.csv 2024-03-11 P2024B002N000001:5000000
  after 0 settle j2.csv --date 2024-03-11
  after 0 refund "$(nik 1)" --amount 1500000 --sts STS-2 --year 2024 --date 2024-03-12
  after 0 refund "$(nik 1)" --amount 3500000 --sts STS-3 --year 2024 --date 2024-03-13
  after 0 lpj "$(nik 2)" --amount 3000000 --year 2024 --day 2024-03-14 --date 2024-03-14
  after 0 lpj "$(nik 2)" --amount 5000000 --year 2024 --day 2024-03-15 --date 2024-03-15
  after 0 review "$(nik 7)" --reject --reason 'usaha tutup' --year 2024 --date 2024-03-17
  after 0 disburse --batch --year 2024 --date 2024-03-18
  after 0 disburse --batch --year 2023 --date 2024-03-19
  after 0 program budget --year 2024 --dpa DPA-P/2024 --amount 9000000000 --date 2024-03-20
  printf 'rahasia ani\n' > ani.txt
  after 0 officer add ani --role administrator --passphrase-file ani.txt --date 2024-03-21
  after 0 --as ani --passphrase-file ani.txt officer add budi --role operator --new-passphrase-file ani.txt --date 2024-03-21
  # Recorded late, with an early date.
  after 0 --as budi --passphrase-file ani.txt amend "$(nik 19)" --set keterangan='Sudah pindah' --reason KTP --year 2024 --date 2024-02-20
}

# Each export again, from the ledger as it is now.
same_again() {
  local file entries option kind
  for file in kept/*.txt; do
    entries=${file##*/}
    entries=${entries%.txt}
    for kind in .xlsx .csv .journal .txt -mask.xlsx; do
      case $kind in -mask.xlsx) option=--mask ;; .txt) option= ;; *) option='--year all' ;; esac
      rm -f "again$kind"
      # shellcheck disable=SC2086 # one word or two
      dumisake export "again$kind" --at "$entries" $option --quiet > exported.out
      cmp "kept/$entries$kind" "again$kind" || { echo "entry $entries: $kind differs" >&2; return 1; }
    done
  done
}

@test "after a whole life every earlier export comes out again, byte for byte" {
  live
  [ "$(ls kept/*.txt | wc -l)" -ge 30 ]
  same_again
}

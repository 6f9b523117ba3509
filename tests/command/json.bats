load support

# With --json every command prints one object and nothing else, whatever became of it.

# object STATUS COMMAND ARGUMENT...: the exit status, and one object on the standard output that names contract and command.
object() {
  local expected=$1
  shift
  run --separate-stderr dumisake --json "$@"
  [ "$status" -eq "$expected" ] || { echo "$*: $status instead of $expected: $output$stderr"; return 1; } >&2
  assert_equal "$(jq -cs '[length, .[0].schema_version, .[0].command] | join(" ")' <<< "$output")" "\"1 1 $1\""
}

nik() {
  printf '157101520390%04d' "$1"
}

@test "prints one object for the register, from the rules to the decisions" {
  object 0 init --date 2024-01-01
  object 0 program list
  object 0 program show --year 2024
  dumisake program show --year 2024 > old.yaml
  sed 's/people: 2000/people: 1999/' old.yaml > new.yaml
  object 0 program check new.yaml
  assert_equal "$(json '[.year, .added] | join(" ")')" '2024 false'
  object 0 program add new.yaml --date 2024-02-01
  assert_equal "$(json '[.year, .added] | join(" ")')" '2024 true'
  object 4 program add new.yaml --date 2024-02-01
  object 0 program budget --dpa DPA/1 --amount 20000000000 --date 2024-02-02
  assert_equal "$(json '[.year, .dpa, .budget] | join(" ")')" '2024 DPA/1 20000000000'
  applicants 7 > people.csv
  object 0 preview people.csv
  object 0 import people.csv --dry-run --date 2024-02-03
  object 0 import people.csv --date 2024-02-03
  object 0 amend "$(nik 1)" --set nama_usaha=Warung --reason 'salah ketik' --date 2024-02-04
  printf 'nik,no_rekening,nama_rekening\n%s,3010009999,Warga Contoh 2\n' "$(nik 2)" > accounts.csv
  object 3 accounts accounts.csv --date 2024-02-04
  printf 'nik\n%s\n' "$(nik 3)" > civil.csv
  object 0 exclude civil.csv --list asn --date 2024-02-05
  object 0 review "$(nik 4)" --accept --reason lengkap --date 2024-02-05
  object 0 withdraw "$(nik 5)" --reason mundur --date 2024-02-05
  object 0 check --date 2024-02-06
  object 0 check --what-if old.yaml
  object 0 explain "$(nik 1)"
  object 0 explain E104
  assert_equal "$(json '.code')" E104
  object 0 explain kk-ganda
  object 2 explain tidak-ada
  object 0 officer list
}

@test "prints one object for the money, from the batch to the reports of use" {
  local reference
  applicants 6 > people.csv
  dumisake import people.csv --date 2024-02-03
  object 0 disburse --batch --dry-run --date 2024-02-08
  object 0 disburse --batch --limit 4 --date 2024-02-08
  object 0 disburse --batch --date 2024-02-08
  object 0 cancel 2 --reason batal --date 2024-02-10
  { echo nik,nama,jumlah; for i in 1 2 3 4; do echo "$(nik $i),Warga Contoh $i,5000000"; done; } > annex.csv
  object 0 sk annex.csv --number 1/SK --date 2024-02-09
  object 0 approve 1 --sk 1/SK --sk-date 2024-02-09 --date 2024-02-09
  object 0 send 1 transfer.csv --sp2d 1/SP2D --sp2d-date 2024-02-10 --date 2024-02-10
  answer transfer.csv 2024-02-11 | sed '2s/SUKSES\(.*\),$/RETUR\1,tutup/; 3s/SUKSES\(.*\),$/RETUR\1,tutup/' > answer.csv
  object 0 settle answer.csv --date 2024-02-11
  assert_equal "$(json '[.paid, .returned] | join(" ")')" '2 2'
  object 0 repay "$(nik 1)" --account 3010008888 --name 'Warga Contoh 1' --date 2024-02-12
  object 0 deposit "$(nik 2)" --sts 1/STS --date 2024-02-13
  assert_equal "$(json '[.deposited, .amount, .sts] | join(" ")')" '1 5000000 1/STS'
  object 0 refund "$(nik 3)" --amount 1000000 --sts 2/STS --date 2024-02-14
  object 0 lpj "$(nik 4)" --amount 5000000 --date 2024-02-15
  object 0 lpj --overdue --date 2024-06-01
  object 0 erase "$(nik 6)" --reason permintaan --date 2024-02-16
  object 0 status
  object 3 status --reconcile # the payout that follows the bounced one is not sent yet
  object 0 verify
  object 0 receipt 1 receipt.txt
  object 3 receipt --check receipt.txt
  object 0 checkpoint checkpoint.txt
  object 0 checkpoint --short
  object 0 witness init w --name inspektorat.contoh.go.id
  object 0 witness update w
  object 0 export audit.xlsx --issue
  object 0 export --check audit.xlsx
  object 0 backup copy.db
}

@test "prints one object for officers and their keys" {
  local key
  printf 'empat kata yang panjang\n' > pass
  dumisake init
  object 0 officer key Oki oki.key --passphrase-file pass
  key=$(json .key)
  object 0 officer add Rina --role administrator --passphrase-file pass
  assert_equal "$(json '[.name, .standing] | join(" ")')" 'Rina active'
  object 0 officer add Oki --role operator --public-key "$key" --passphrase-file pass --as Rina
  object 0 officer add Ani --role administrator --passphrase-file pass --new-passphrase-file pass --as Rina
  object 3 officer add Dewi --role approver --passphrase-file pass --new-passphrase-file pass --as Rina
  assert_equal "$(json '[.name, .standing] | join(" ")')" 'Dewi proposed'
  object 0 officer confirm Dewi --passphrase-file pass --as Ani
  object 0 officer list
}

load support

lived() {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  key=$(dumisake checkpoint --json | jq -r .verifier)
}

@test "proves a payout without the ledger, to who has the ledger's key" {
  lived
  dumisake receipt P2024B001N000002 proof.tlog-proof
  mkdir elsewhere
  cp proof.tlog-proof elsewhere
  cd elsewhere
  run dumisake receipt --check proof.tlog-proof --key "$key"
  assert_success
  assert_output --partial 'reference P2024B001N000002'
  assert_output --partial 'amount 5000000'
  assert_output --partial 'signed by that key'
  run dumisake receipt --check proof.tlog-proof
  assert_equal "$status" 3
  assert_output --partial 'NOT checked'
  run --separate-stderr dumisake receipt --check proof.tlog-proof --key "$key" --json
  assert_success
  assert_equal "$(json '[.verified, .signature_checked, .index] | tojson')" '[true,true,12]'
  cd ..
}

@test "gives the same by a payout's number and its reference, and on paper" {
  lived
  dumisake receipt P2024B001N000003 a.tlog-proof
  dumisake receipt 3 b.tlog-proof
  dumisake receipt 3 > c.tlog-proof
  cmp a.tlog-proof b.tlog-proof
  cmp a.tlog-proof c.tlog-proof
  run dumisake receipt P2024B001N000009
  assert_equal "$status" 4
  run dumisake receipt 4
  assert_equal "$status" 4
}

@test "proves with --last what became of the money" {
  lived
  dumisake receipt 1 paid.tlog-proof --last
  run dumisake receipt --check paid.tlog-proof --key "$key"
  assert_success
  assert_output --partial 'type settlement'
  assert_output --partial 'to tersalur'
}

@test "a receipt serves as a checkpoint, too" {
  lived
  dumisake receipt 1 kept.tlog-proof
  run dumisake verify --against kept.tlog-proof
  assert_success
  assert_output --partial 'kept elsewhere (1)'
}

@test "every changed byte of a receipt is seen" {
  lived
  dumisake receipt 1 good.tlog-proof
  run /usr/bin/python3 - "$DUMISAKE" "$key" <<'P'
import subprocess, sys
good = open("good.tlog-proof", "rb").read()
known = [i for i in range(len(good))]
for place in range(0, len(good), 3):
    bad = bytearray(good)
    bad[place] ^= 1
    open("bad.tlog-proof", "wb").write(bad)
    done = subprocess.run([sys.argv[1], "receipt", "--check", "bad.tlog-proof", "--key", sys.argv[2]], capture_output=True)
    assert done.returncode == 5, (place, chr(good[place]), done)
P
  assert_success
}

@test "a receipt of another key, another ledger or another text is refused" {
  lived
  dumisake receipt 1 mine.tlog-proof
  mkdir other
  cd other
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake disburse --batch
  other=$(dumisake checkpoint --json | jq -r .verifier)
  cd ..
  run dumisake receipt --check mine.tlog-proof --key "$other"
  assert_equal "$status" 5
  assert_output --partial 'not signed by that key'
  run dumisake receipt --check mine.tlog-proof --key "${key/+/-}"
  assert_equal "$status" 2
  grep -v '^extra ' mine.tlog-proof > bare.tlog-proof
  run dumisake receipt --check bare.tlog-proof --key "$key"
  assert_equal "$status" 1
  assert_output --partial --text
  sed -n 's/^extra //p' mine.tlog-proof | base64 -d > entry.txt
  run dumisake receipt --check bare.tlog-proof --key "$key" --text entry.txt
  assert_success
  sed -i 's/amount 5000000/amount 6000000/' entry.txt
  run dumisake receipt --check bare.tlog-proof --key "$key" --text entry.txt
  assert_equal "$status" 5
  run dumisake receipt --check applicants.csv
  assert_equal "$status" 5
}

@test "wants a checkpoint that covers the payout, and never replaces a stranger's file" {
  lived
  run dumisake receipt 1 applicants.csv
  assert_equal "$status" 1
  rm dumisake.db.d/*.checkpoint
  run dumisake receipt 1
  assert_equal "$status" 1
  assert_output --partial 'dumisake checkpoint'
  dumisake checkpoint > /dev/null
  run dumisake receipt 1
  assert_success
  run dumisake receipt
  assert_equal "$status" 2
  run dumisake receipt 1 --check a
  assert_equal "$status" 2
}

load support

imported() {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
}

@test "watches a ledger grow, and cosigns" {
  imported
  dumisake witness init usb.witness --name inspektorat
  assert_equal "$(stat -c %a usb.witness)" 600
  run --separate-stderr dumisake witness update usb.witness --json
  assert_success
  assert_equal "$(json '[.old, .size] | join(" ")')" '0 9'
  dumisake disburse --batch
  run --separate-stderr dumisake witness update usb.witness --json --out cosigned.txt
  assert_success
  assert_equal "$(json '[.old, .size] | join(" ")')" '9 15'
  assert_equal "$(grep -c '^— ' cosigned.txt)" 2
  assert_equal "$(grep -c '^— inspektorat ' cosigned.txt)" 1
  run dumisake verify --against cosigned.txt
  assert_success
  run dumisake witness check usb.witness
  assert_success
  assert_output --partial 'kept elsewhere (1)'
}

@test "works across a gap: what is shown goes over on a stick, the ledger stays" {
  imported
  key=$(dumisake checkpoint --json | jq -r .verifier)
  dumisake checkpoint first.txt
  dumisake disburse --batch
  dumisake checkpoint second.txt --old 9
  dumisake verify --against second.txt
  dumisake checkpoint wrong.txt --old 8
  mkdir inspektorat
  cd inspektorat
  dumisake witness init w --name inspektorat --key "$key"
  dumisake witness update w ../first.txt
  run dumisake witness update w ../wrong.txt
  assert_equal "$status" 1
  assert_output --partial '--old 9'
  run dumisake witness update w ../second.txt
  assert_success
  assert_output --partial 'saw 9 entries before and 15 now'
  # The same again changes nothing of what it saw; less than that is an alarm.
  run dumisake witness update w ../second.txt
  assert_success
  run dumisake witness update w ../first.txt
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
  assert [ ! -e dumisake.db ]
  cd ..
}

@test "refuses a history that was rewritten and keeps what it saw" {
  imported
  rm -rf kept && mkdir kept && cp -r dumisake.db dumisake.db.d kept
  dumisake disburse --batch --date 2024-03-01
  dumisake witness init w --name inspektorat
  dumisake witness update w
  before=$(sha256sum < w)
  rm -rf dumisake.db* && cp -r kept/* .
  dumisake disburse --batch --date 2024-03-02
  run dumisake witness update w
  assert_equal "$status" 5
  assert_output --partial 'changed: '
  run dumisake witness check w
  assert_equal "$status" 5
  dumisake send 1 transfer.csv
  run dumisake witness update w
  assert_equal "$status" 5
  assert_output --partial 'changed: '
  assert_equal "$(sha256sum < w)" "$before"
}

@test "says that the ledger has entries after the checkpoint that it looked at" {
  imported
  dumisake witness init w --name inspektorat
  run dumisake witness update w
  refute_output --partial 'were not seen'
  dumisake program budget --dpa DPA-2 --amount 9000000000
  run dumisake witness update w
  assert_output --partial 'those after its newest checkpoint were not seen'
  dumisake checkpoint
  run dumisake witness update w
  refute_output --partial 'were not seen'
}

@test "refuses a ledger that was rolled back" {
  imported
  rm -rf kept && mkdir kept && cp -r dumisake.db dumisake.db.d kept
  dumisake disburse --batch
  dumisake witness init w --name inspektorat
  dumisake witness update w
  rm -rf dumisake.db* && cp -r kept/* .
  run dumisake witness update w
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
  run dumisake witness check w
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
}

@test "the newest checkpoints were deleted beside an honest ledger: no alarm" {
  imported
  rm -rf kept && mkdir kept && cp -r dumisake.db.d/* kept && cp dumisake.db before.dbx
  dumisake disburse --batch --date 2024-03-01
  dumisake checkpoint
  dumisake witness init w --name inspektorat
  dumisake witness update w
  before=$(sha256sum < w)
  rm -rf dumisake.db.d && mkdir dumisake.db.d && cp -r kept/* dumisake.db.d
  run dumisake witness check w
  assert_success
  run dumisake witness update w
  assert_equal "$status" 1
  assert_output --partial 'continues the 15 entries'
  rm dumisake.db.d/*.checkpoint
  run dumisake witness update w
  assert_equal "$status" 1
  assert_output --partial 'dumisake checkpoint'
  assert_equal "$(sha256sum < w)" "$before"
  dumisake checkpoint
  dumisake witness update w
  # while a history that was rewritten is called so, whatever lies beside it
  rm -rf dumisake.db* && cp before.dbx dumisake.db && mkdir dumisake.db.d && cp -r kept/* dumisake.db.d
  dumisake disburse --batch --date 2024-03-02
  dumisake program budget --dpa DPA-2 --amount 9000000000
  rm -rf dumisake.db.d && mkdir dumisake.db.d && cp -r kept/* dumisake.db.d
  for verb in check update; do
    run dumisake witness $verb w
    assert_equal "$status" 5
    assert_output --partial 'changed: '
    refute_output --partial 'rolled back'
  done
}

@test "refuses another ledger, and another key until it is told of it" {
  imported
  dumisake witness init w --name inspektorat
  dumisake --db other.db import applicants.csv
  run dumisake --db other.db witness update w
  assert_equal "$status" 5
  assert_output --partial 'another ledger'
  dumisake witness update w
  rm dumisake.db.d/*.key
  key=$(dumisake checkpoint --new-key --json | jq -r .verifier)
  run dumisake witness update w
  assert_equal "$status" 5
  assert_output --partial --key
  run dumisake witness update w --key "$key"
  assert_success
  run dumisake witness update w
  assert_success
}

@test "seals the witness's key with a passphrase" {
  imported
  printf 'kata sandi\n' > pass
  printf 'salah\n' > wrong
  dumisake witness init w --name inspektorat --passphrase-file pass
  assert_equal "$(grep -c '^secret ' w)" 0
  run dumisake witness update w
  assert_equal "$status" 4
  run dumisake witness update w --passphrase-file wrong
  assert_equal "$status" 4
  run dumisake witness update w --passphrase-file pass
  assert_success
  assert_equal "$(grep -c '^sealed ' w)" 1
  # To compare, nobody needs the key.
  run dumisake witness check w
  assert_success
}

@test "says what is wrong with how it was asked" {
  imported
  run dumisake witness init w
  assert_equal "$status" 2
  run dumisake witness init w --name 'a b'
  assert_equal "$status" 2
  dumisake witness init w --name inspektorat
  run dumisake witness init w --name inspektorat
  assert_equal "$status" 1
  run dumisake witness watch w
  assert_equal "$status" 2
  run dumisake witness check w
  assert_equal "$status" 1
  assert_output --partial 'witness update'
  run dumisake witness update applicants.csv
  assert_equal "$status" 1
  run dumisake witness update w applicants.csv
  assert_equal "$status" 1
  run dumisake witness update w --out applicants.csv
  assert_equal "$status" 1
  sed -i 's/^public A/public B/; t; s/^public ./public A/' w
  run dumisake witness update w
  assert_equal "$status" 1
}

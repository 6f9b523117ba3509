load support

check() {
  "$SOURCE_DIR/scripts/verify_journal.py" "$@"
}

lived() {
  applicants 3 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake checkpoint early.txt
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  answer transfer.csv 2024-03-05 > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  dumisake witness init w --name inspektorat
  dumisake witness update w --out late.txt
  dumisake export journal.txt
}

@test "the script that an auditor can read agrees with the program" {
  assert [ "$(wc -l < "$SOURCE_DIR/scripts/verify_journal.py")" -lt 150 ]
  assert [ ! -e "$SOURCE_DIR/scripts/__pycache__" ]
  lived
  run check journal.txt early.txt late.txt
  assert_success
  assert_line "$(dumisake verify --json | jq -r '"\(.entries) entries, root \(.root)"')"
  assert_line "$(dumisake status --json --year 2024 | jq -r '.total.accounts | "2024 " + (to_entries | map("\(.key) \(.value)") | join(" "))')"
  assert_line 'late.txt: holds, 23 entries'
}

@test "the script reads what the bank says of a payout after it had bounced, and refuses it of one that had not" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv --date 2024-02-10
  dumisake disburse --batch --date 2024-03-01
  dumisake send 1 transfer.csv --date 2024-03-04
  local answer='reference,status,amount,date,reason' first=P2024B001N000001 second=P2024B001N000002
  printf '%s\n' "$answer" "$first,GAGAL,5000000,2024-03-05,tutup" "$second,SUKSES,5000000,2024-03-05," > answer.csv
  dumisake settle answer.csv --date 2024-03-05
  printf '%s\n' "$answer" "$first,SUKSES,5000000,2024-03-06," > word.csv
  run dumisake settle word.csv --date 2024-03-06
  assert_equal "$status" 3
  dumisake export journal.txt
  run check journal.txt
  assert_success
  sed "/^type second-answer$/,/^amount/{s/^payout 1$/payout 2/;s/$first/$second/}" journal.txt > forged.txt
  run check forged.txt
  assert_equal "$status" 5
  assert_output --partial 'is no second answer to a payout that bounced'
  sed '/^type second-answer$/,/^amount/s/^amount.*/amount 4000000/' journal.txt > forged.txt
  run check forged.txt
  assert_equal "$status" 5
  assert_output --partial 'is no second answer to a payout that bounced'
}

@test "the script sees a changed line of a journal, each third one tried" {
  lived
  run /usr/bin/python3 - "$SOURCE_DIR/scripts/verify_journal.py" <<'P'
import subprocess, sys
good = open("journal.txt").read().split("\n")
for place, line in enumerate(good):
    if not line or place % 3:
        continue
    bad = good[:]
    bad[place] = line[:-1] + ("0" if line[-1] != "0" else "1")
    open("bad.txt", "w").write("\n".join(bad))
    done = subprocess.run([sys.argv[1], "bad.txt", "late.txt"], capture_output=True, text=True)
    assert done.returncode == 5, (line, done)
P
  assert_success
}

@test "the script tells rolled back, changed, another ledger and a forged signature apart" {
  lived
  head -n "$(grep -n '^entry 15$' journal.txt | cut -d: -f1)" journal.txt | sed '$d' | sed '$d' > cut.txt
  run check cut.txt late.txt
  assert_equal "$status" 5
  assert_output --partial 'rolled back'
  run check cut.txt early.txt
  assert_success
  sed '2s/.*/10/' early.txt > forged.txt
  run check journal.txt forged.txt
  assert_equal "$status" 5
  assert_output --partial 'does not hold'
  sed 's/^— .*/— bar AAAAAAAA/' early.txt > unsigned.txt
  run check journal.txt unsigned.txt
  assert_equal "$status" 5
  dumisake --db other.db import applicants.csv
  dumisake --db other.db checkpoint other.txt
  run check journal.txt other.txt
  assert_equal "$status" 5
  assert_output --partial 'another ledger'
  run check applicants.csv
  assert_equal "$status" 5
}

@test "the script follows money that came back in part, in every way it can" {
  lived
  dumisake refund 1571015203900001 --amount 1500000 --sts STS-1 --date 2024-03-06
  dumisake refund 1571015203900001 --amount 2500000 --sts STS-2 --date 2024-03-07
  dumisake refund 1571015203900002 --amount 5000000 --sts STS-3 --date 2024-03-08
  dumisake export journal.txt
  run check journal.txt
  assert_success
  assert_line --partial 'tersalur 6000000 retur 0 setor-kembali 9000000'
  # what only a refund may do: a part of a payout moved by another entry
  sed 's/^type refund$/type deposit/' journal.txt > bad.txt
  run check bad.txt
  assert_equal "$status" 5
  # more given back than was kept, although the account has as much of others
  sed '0,/^amount 2500000$/s//amount 3600000/' journal.txt > bad.txt
  run check bad.txt
  assert_equal "$status" 5
  assert_output --partial 'moves payout'
}

@test "the script says which file is not there" {
  lived
  run check journal.txt nowhere.txt
  assert_equal "$status" 5
  assert_output --partial nowhere.txt
  refute_output --partial Traceback
}

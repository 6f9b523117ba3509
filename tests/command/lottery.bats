load support

# The newest built-in year with its order told by a lottery.
lottery_year() {
  dumisake init
  dumisake program show --year 2024 | sed 's/^order: tanggal_pengajuan.*/order: undian/' > undian.yaml
  dumisake program add undian.yaml
}

# recomputed SEED: the NIK in the order of the lottery, from salts and NIK alone.
recomputed() {
  sqlite3 dumisake.db "SELECT hex(t.salt), a.nik FROM lottery_ticket AS t JOIN applicant AS a ON a.id = t.applicant_id
    WHERE t.lottery = (SELECT max(position) FROM lottery)" | python3 -c '
import hashlib, sys
rows = []
for line in sys.stdin:
    salt, nik = line.strip().split("|")
    ticket = hashlib.sha256(bytes.fromhex(salt) + b"nik " + nik.encode()).digest()
    rows.append((hashlib.sha256(sys.argv[1].encode() + ticket).digest(), nik))
print("\n".join(nik for _, nik in sorted(rows)))' "$1"
}

@test "publishes a ticket for each applicant, without the people and in an order that says nothing" {
  applicants 5 > applicants.csv
  dumisake import applicants.csv
  run --separate-stderr dumisake lottery publish tickets.csv --json
  assert_success
  assert_equal "$(json '[.year, .tickets, .file, .seed] | tojson')" '[2024,5,"tickets.csv",null]'
  assert_equal "$(head -n 1 tickets.csv)" 'nomor,tiket'
  assert_equal "$(tail -n +2 tickets.csv | cut -d, -f1 | paste -sd' ')" '1 2 3 4 5'
  tail -n +2 tickets.csv | cut -d, -f2 | LC_ALL=C sort -c
  if grep -E '1571015203' tickets.csv; then false; fi
  # The digest in the journal is that of the file's tickets.
  digest=$(tail -n +2 tickets.csv | cut -d, -f2 | xxd -r -p | sha256sum | cut -d' ' -f1)
  assert_equal "$(json .digest)" "$digest"
  dumisake export journal.txt
  grep -q "tickets-digest $digest" journal.txt
}

@test "shows a person what to recompute his ticket and place from" {
  applicants 4 > applicants.csv
  dumisake import applicants.csv
  dumisake lottery publish tickets.csv
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$(json '.lottery.place | tojson')" null
  dumisake lottery draw --seed 'IHSG 7.301,28' --source 'Penutupan BEI'
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$({ json .lottery.salt | xxd -r -p; printf 'nik 1571015203900002'; } | sha256sum | cut -d' ' -f1)" "$(json .lottery.ticket)"
  assert_equal "$(recomputed 'IHSG 7.301,28' | grep -n 1571015203900002 | cut -d: -f1)" "$(json .lottery.place)"
  grep -q "$(json .lottery.ticket)" tickets.csv
  run dumisake explain 1571015203900002
  assert_output --partial 'of 4'
}

@test "draws once, after a publication, and not before it" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  run dumisake lottery draw --seed a --source b
  assert_equal "$status" 4
  assert_output --partial 'lottery publish'
  dumisake lottery publish tickets.csv --date 2024-03-02
  run dumisake lottery draw --seed a --source b --date 2024-03-01
  assert_equal "$status" 4
  run dumisake lottery draw --seed '' --source b
  assert_equal "$status" 2
  run dumisake lottery draw --seed a
  assert_equal "$status" 2
  dumisake lottery draw --seed a --source b --date 2024-03-02
  run dumisake lottery draw --seed c --source b
  assert_equal "$status" 4
  run --separate-stderr dumisake lottery show --json
  assert_equal "$(json '[.seed, .source, .draw_day] | join(" ")')" 'a b 2024-03-02'
}

@test "publishes anew before the draw, and after it only when nobody with a ticket waits" {
  applicants 3 > applicants.csv
  dumisake import applicants.csv
  dumisake lottery publish tickets.csv
  first=$(sha256sum tickets.csv)
  dumisake lottery publish tickets.csv
  assert_not_equal "$(sha256sum tickets.csv)" "$first"
  dumisake lottery draw --seed a --source b
  run dumisake lottery publish again.csv
  assert_equal "$status" 4
  [ ! -e again.csv ]
  dumisake disburse --batch
  dumisake lottery publish again.csv
  run --separate-stderr dumisake lottery show --json
  assert_equal "$(json '[.tickets, .seed] | tojson')" '[3,null]'
}

@test "says what to type when nothing was published, and refuses a year without applicants" {
  dumisake init
  run dumisake lottery show
  assert_success
  assert_output --partial 'lottery publish tickets.csv'
  run dumisake lottery publish tickets.csv
  assert_equal "$status" 4
  run dumisake lottery toss
  assert_equal "$status" 2
  echo mine > notes.csv
  run dumisake lottery publish notes.csv
  assert_equal "$(cat notes.csv)" mine
}

@test "keeps the ticket with its person when the NIK is corrected" {
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake lottery publish tickets.csv
  dumisake amend 1571015203900001 --set nik=1571015203900009 --reason 'salah ketik'
  run --separate-stderr dumisake explain 1571015203900009 --json
  assert_equal "$(json .lottery.nik)" 1571015203900001
}

@test "serves in the order of the lottery, whoever has no ticket last, and only after the draw" {
  lottery_year
  applicants 6 > applicants.csv
  dumisake import applicants.csv
  run dumisake disburse --batch
  assert_equal "$status" 4
  assert_output --partial 'lottery publish tickets.csv'
  dumisake lottery publish tickets.csv
  run dumisake disburse --dry-run
  assert_equal "$status" 4
  assert_output --partial 'lottery draw'
  run dumisake explain 1571015203900001
  assert_success
  dumisake lottery draw --seed 'benih 1' --source 'uji'
  { printf '%s\n' "$header"; applicant 7 tanggal_pengajuan=2024-01-01; } > late.csv
  dumisake import late.csv
  dumisake disburse --batch
  run sqlite3 dumisake.db 'SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id ORDER BY p.sequence'
  assert_output "$(recomputed 'benih 1'; echo 1571015203900007)"
  dumisake export journal.txt
  grep -q '^order lottery' journal.txt
}

@test "sees a seed, a ticket or a salt that was changed" {
  broken_on_purpose=yes
  applicants 2 > applicants.csv
  dumisake import applicants.csv
  dumisake lottery publish tickets.csv
  dumisake lottery draw --seed a --source b
  for change in "UPDATE lottery_draw SET seed = 'c'" "UPDATE lottery_ticket SET salt = randomblob(16)" "UPDATE lottery_ticket SET ticket = randomblob(32)"; do
    cp dumisake.db forged.db
    sqlite3 forged.db "DROP TRIGGER lottery_draw_no_update; DROP TRIGGER lottery_ticket_no_update; $change"
    run dumisake --db forged.db verify
    assert_equal "$status" 5
  done
}

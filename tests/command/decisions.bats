load support

# What is stored of decisions, and what becomes of it when rules and data change.

stored() {
  sqlite3 dumisake.db "$1"
}

# rules SED...: the rules of 2024, changed.
rules() {
  dumisake program show --year 2024 | sed "$@"
}

# Ten people; the last two have much turnover, the seventh and the eighth none that is known.
ten() {
  {
    printf '%s\n' "$header"
    for n in 1 2 3 4 5 6; do applicant $n; done
    applicant 7 omzet_bulanan=
    applicant 8 omzet_bulanan=
    applicant 9 omzet_bulanan=100000000
    applicant 10 omzet_bulanan=100000000
  } > pemohon.csv
  dumisake import pemohon.csv --date 2024-03-01 > /dev/null
  dumisake check --date 2024-03-01 > /dev/null
}

# The reasons of the workbook's sheet Tidak Lolos.
reasons() {
  stored "SELECT substr(nik, -2) || ' ' || alasan FROM sheet_tidak_lolos WHERE alasan NOT LIKE 'daftar-tunggu%' ORDER BY nik"
}

@test "a new version stores the decisions that come out in another way, and tells whom and why" {
  ten
  rules 's/<= 2.000.000.000$/<= 1.000.000.000/; s/paling banyak Rp 2.000.000.000/paling banyak Rp 1.000.000.000/' > ketat.yaml
  dumisake program add ketat.yaml
  run --separate-stderr dumisake check --date 2024-03-02 --json
  assert_success
  assert_equal "$(json '[.changed, .changes.people, .changes.moved.eligible.ineligible, .changes.omitted] | join(" ")')" '2 2 2 0'
  assert_equal "$(json '.changes.reasons | tojson')" '{"usaha-mikro":{"gained":2,"lost":0}}'
  assert_equal "$(json '[.changes.list[] | .nik[-2:], .then, .now, .gained, .lost] | join(" ")')" '09 eligible ineligible usaha-mikro  10 eligible ineligible usaha-mikro '
  assert_equal "$(stored 'SELECT count(*) FROM decision')" 12
  assert_equal "$(reasons)" "07 tidak ada datanya: Usaha mikro, omzet setahun paling banyak Rp 1.000.000.000 [usaha-mikro]
08 tidak ada datanya: Usaha mikro, omzet setahun paling banyak Rp 1.000.000.000 [usaha-mikro]
09 tidak terpenuhi: Usaha mikro, omzet setahun paling banyak Rp 1.000.000.000 [usaha-mikro]
10 tidak terpenuhi: Usaha mikro, omzet setahun paling banyak Rp 1.000.000.000 [usaha-mikro]"
  before=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake check --date 2024-03-02 --json
  assert_equal "$(json '[.changed, .changes.people] | join(" ")')" '0 0'
  assert_equal "$(dumisake verify --json | jq -r .root)" "$before"
  rules 's/<= 1.000.000.000$/<= 2.000.000.000/' > longgar.yaml
  dumisake program add longgar.yaml
  run dumisake --lang en check --date 2024-03-03
  assert_line '2 people are decided in another way than before: 2 are eligible now, 0 no more. Reasons:'
  assert_line '  usaha-mikro                 0 have it now, 2 have it no more'
  assert_line '  1571015203900009: not eligible -> eligible  - usaha-mikro'
}

@test "a version that decides all as before stores no decision, and the entry says so" {
  ten
  rules 's/^name: .*/name: Nama Lain/' > nama.yaml
  dumisake program add nama.yaml
  run --separate-stderr dumisake check --date 2024-03-02 --json
  assert_equal "$(json '[.changed, .changes.people, .version] | join(" ")')" "0 0 $(stored 'SELECT max(id) FROM programme_version')"
  assert_equal "$(stored 'SELECT count(*), max(evaluation_id) FROM decision')" '10|1'
  assert_equal "$(stored 'SELECT changed, programme_version_id = (SELECT max(id) FROM programme_version) FROM evaluation WHERE id = 2')" '0|1'
}

@test "rules that change places, go or come are read by their codes" {
  ten
  # The rule on turnover first, the one on the list kur no more, and one on the first six.
  dumisake program show --year 2024 > awal.yaml
  python3 - > tukar.yaml <<'P'
import re
text = open("awal.yaml").read()
head, rest = text.split("rules:\n", 1)
rules = re.split(r"(?m)^(?=  - code:)", rest)[1:]
mikro = next(r for r in rules if "code: usaha-mikro" in r)
rules = [mikro] + [r for r in rules if r is not mikro and "code: bukan-debitur-kur" not in r]
print(head + "rules:\n" + "".join(rules), end="")
P
  dumisake program add tukar.yaml
  run --separate-stderr dumisake check --date 2024-03-02 --json
  assert_equal "$(json '[.changed, .needs_review] | join(" ")')" '0 2'
  dumisake disburse --batch --date 2024-03-03
  run --separate-stderr dumisake explain 1571015203900007 --batch 1 --json
  assert_success
  assert_equal "$(json '[.rules[0].code, .rules[0].outcome] | join(" ")')" 'usaha-mikro unknown'
  assert_equal "$(reasons)" "07 tidak ada datanya: Usaha mikro, omzet setahun paling banyak Rp 2.000.000.000 [usaha-mikro]
08 tidak ada datanya: Usaha mikro, omzet setahun paling banyak Rp 2.000.000.000 [usaha-mikro]"
  { cat tukar.yaml; printf '  - { code: nama-ada, title: Nama, source: uji, categories: [pemula], condition: present(nama) }\n'; } > tambah.yaml
  dumisake program add tambah.yaml
  run --separate-stderr dumisake check --date 2024-03-04 --json
  assert_equal "$(json .changed)" 0 # it is about nobody here
  { cat tambah.yaml; printf '  - { code: nama-lain, title: Nama lain, source: uji, condition: "not contains(nama, %s)" }\n' "'Contoh 3'"; } > lagi.yaml
  dumisake program add lagi.yaml
  run --separate-stderr dumisake check --date 2024-03-05 --json
  assert_equal "$(json '[.changed, .changes.reasons["nama-lain"].gained] | join(" ")')" '10 1' # each has an outcome more
  sed 's/^name: .*/name: Kembali/' tukar.yaml > kembali.yaml
  dumisake program add kembali.yaml
  run --separate-stderr dumisake check --date 2024-03-06 --json
  assert_equal "$(json '[.changed, .changes.dropped, .changes.moved.ineligible.eligible] | join(" ")')" '1 1 1'
  run --separate-stderr dumisake explain 1571015203900007 --batch 1 --json
  assert_success
}

@test "check sees that a replaced decision was changed, taken away or added" {
  ten
  rules 's/<= 2.000.000.000$/<= 1.000.000.000/' > ketat.yaml
  dumisake program add ketat.yaml
  dumisake check --date 2024-03-02
  broken_on_purpose=yes
  cp dumisake.db whole.kept
  for change in "UPDATE decision SET outcomes = replace(outcomes, '+', '-') WHERE evaluation_id = 1 AND applicant_id = 9" \
    'UPDATE decision SET status = 3 WHERE evaluation_id = 1 AND applicant_id = 10' 'DELETE FROM decision WHERE evaluation_id = 1 AND applicant_id = 9' \
    "INSERT INTO decision VALUES (3, 0, 1, '+')" 'UPDATE evaluation SET eligible = eligible + 1, ineligible = ineligible - 1 WHERE id = 1' \
    'UPDATE evaluation SET day = day - 1 WHERE id = 1' "UPDATE evaluation SET digest = zeroblob(32) WHERE id = 1"; do
    rm -rf dumisake.db*
    cp whole.kept dumisake.db
    for trigger in $(stored "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('decision', 'evaluation')"); do
      stored "DROP TRIGGER $trigger"
    done
    stored "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; $change"
    run dumisake check --date 2024-03-02
    assert_equal "$change: $status" "$change: 5"
    run dumisake disburse --batch --date 2024-03-02
    assert_equal "$change: $status" "$change: 5"
  done
}

@test "an outsider makes the digest of the input from the ledger and the page on it" {
  # A grant of 2023 to the first, whose row is amended afterwards; verdicts, one of which lapses; a list; a withdrawal.
  { printf '%s\n' "$header"; applicant 1 tanggal_pengajuan=2023-02-01; } > dulu.csv
  dumisake import dulu.csv --year 2023 --date 2023-03-01
  dumisake disburse --batch --year 2023 --date 2023-03-02
  dumisake amend 1571015203900001 --year 2023 --set alamat_usaha='Jl. Lain' --reason 'pindah'
  ten
  dumisake amend 1571015203900002 --set alamat_usaha='Jl. Dua' --reason 'salah'
  dumisake review 1571015203900003 --accept
  dumisake review 1571015203900004 --accept
  dumisake amend 1571015203900004 --set alamat_usaha='Jl. Empat' --reason 'salah'
  dumisake review 1571015203900005 --reject --reason 'tutup'
  printf 'nik,nama\n1571015203900006,Warga Contoh 6\n' > asn.csv
  run dumisake exclude asn.csv --list asn
  dumisake withdraw 1571015203900007 --reason 'pindah'
  run dumisake check
  python3 - <<'P' > made.txt
import hashlib, sqlite3
db = sqlite3.connect("dumisake.db")
position, text = db.execute("SELECT e.position, j.text FROM evaluation e JOIN journal j ON j.position = e.position WHERE e.year = 2024 ORDER BY e.id DESC").fetchone()
line = lambda key: next(l.split(" ", 1)[1] for l in text.splitlines() if l.startswith(key + " "))
rows = [r[0] for r in db.execute("SELECT commitment FROM applicant WHERE year = 2024 ORDER BY id")]
out = f"year 2024\nrules {line('rules')}\napplicants {len(rows)} {hashlib.sha256(b''.join(rows)).hexdigest()}\n"
for payout, amount, commitment in db.execute("SELECT p.id, p.amount, a.commitment FROM payout p JOIN applicant a ON a.id = p.applicant_id WHERE p.year < 2024 AND p.account_id IN (2, 3, 4) ORDER BY p.id"):
    out += f"grant {payout} {amount} {commitment.hex()}\n"
for at, digest, name in db.execute("SELECT position, digest, name FROM exclusion_list WHERE year = 2024 ORDER BY position"):
    out += f"list {at} {digest.hex()} {name}\n"
for at, applicant in db.execute("SELECT w.position, w.applicant_id FROM withdrawal w ORDER BY w.position"):
    out += f"withdrawal {at} {applicant}\n"
for at, applicant, verdict in db.execute("SELECT position, applicant_id, verdict FROM review_now ORDER BY position"):
    out += f"review {at} {applicant} {verdict}\n"
print(hashlib.sha256(out.encode()).hexdigest(), line("input-digest"))
print(*sorted({l.split(" ")[0] for l in out.splitlines()}))
print(position)
P
  assert_equal "$(sed -n '1s/ .*//p' made.txt)" "$(sed -n '1s/.* //p' made.txt)"
  assert_equal "$(sed -n 2p made.txt)" 'applicants grant list review rules withdrawal year'
  run --separate-stderr dumisake explain 1571015203900002 --json
  assert_equal "$(json '[.input.digest, .input.entry] | join(" ")')" "$(sed -n '1s/ .*//p' made.txt) $(sed -n 3p made.txt)"
  assert_equal "$(json .commitment)" "$(stored "SELECT lower(hex(commitment)) FROM applicant WHERE year = 2024 AND nik = 1571015203900002")"
  run dumisake --lang en explain 1571015203900002
  assert_line "Input of evaluation $(stored 'SELECT max(id) FROM evaluation') (journal entry $(sed -n 3p made.txt)): $(sed -n '1s/ .*//p' made.txt)"
}

@test "data that changes no decision is recorded as another input, once" {
  ten
  dumisake amend 1571015203900002 --set alamat_usaha='Jl. Dua' --reason 'salah'
  run --separate-stderr dumisake check --json
  assert_equal "$(json .changed)" 0
  assert_equal "$(stored 'SELECT count(*), sum(changed) FROM evaluation')" '2|10'
  root=$(dumisake verify --json | jq -r .root)
  run --separate-stderr dumisake check --json
  assert_equal "$(dumisake verify --json | jq -r .root)" "$root"
}

@test "another input than the entry says is exit status 5" {
  ten
  broken_on_purpose=yes
  stored 'DROP TRIGGER IF EXISTS applicant_no_update'
  stored 'UPDATE applicant SET commitment = zeroblob(32) WHERE id = 5'
  run dumisake --lang en check
  assert_equal "$status" 5
  assert_output --partial 'what evaluation 1 looked at is not what the ledger had then'
}

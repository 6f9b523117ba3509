# Ledgers that somebody forged who can write the file, knows how it is made and, in most cases, has an officer's key: forger.py adds the
# entries, makes every table agree and signs. verify must name what is wrong each time.
load support

as() {
  local name=$1
  shift
  dumisake --as "$name" --passphrase-file "$name.txt" "$@"
}

nik() {
  printf '157101520390%04d' "$1"
}

# answered FILE DAY REFERENCE[:REASON]...
answered() {
  local file=$1 day=$2 word
  shift 2
  echo 'reference,status,amount,date,reason' > "$file"
  for word in "$@"; do
    case $word in
      *:*) printf '%s,RETUR,5000000,%s,%s\n' "${word%%:*}" "$day" "${word#*:}" ;;
      *) printf '%s,SUKSES,5000000,%s,\n' "$word" "$day" ;;
    esac >> "$file"
  done
}

office() {
  local name
  for name in ani budi citra dewi fani eko; do
    printf 'rahasia %s\n' "$name" > "$name.txt"
  done
  dumisake init --date 2024-01-02
  dumisake officer add ani --role administrator --passphrase-file ani.txt --date 2024-01-02
  as ani officer add budi --role operator --new-passphrase-file budi.txt --date 2024-01-02
  as ani officer add dewi --role approver --new-passphrase-file dewi.txt --date 2024-01-02
  as ani officer add fani --role approver --new-passphrase-file fani.txt --date 2024-01-02
  as ani officer add eko --role treasurer --new-passphrase-file eko.txt --date 2024-01-02
  as ani officer add citra --role verifier --region 'Kota Jambi' --new-passphrase-file citra.txt --date 2024-01-02
}

register() {
  local n
  {
    dumisake program show --year 2024 | sed 's/people: 2000/people: 8/'
    printf 'approvals:\n  - { up_to: 20000000, officers: 1 }\n  - { officers: 2 }\n'
  } > rules.yaml
  as budi program add rules.yaml --date 2024-01-05
  {
    applicants 8 | sed '/3010000005/s/3010000005//'
    for n in 9 10 11; do applicant "$n" tanggal_pengajuan=2024-02-05; done
    applicant 12 tanggal_pengajuan=2024-02-06 no_kk=1571010101120001
  } > a.csv
  as budi import a.csv --date 2024-02-10
  applicants 1 | sed 's/2024-02-01/2023-02-01/; s/2024-01-15/2022-01-15/' > lalu.csv
  as budi --year 2023 import lalu.csv --date 2024-02-10
  as budi --year 2023 check --date 2024-02-10
  printf 'nik,nama,keterangan\n%s,Warga Contoh 11,PNS\n' "$(nik 11)" > asn.csv
  as budi exclude asn.csv --list asn --date 2024-02-14
}

# Eight people in a batch: two paid (1, 2), one paid once more (3), one deposited (4), one cancelled (5), one bounced (6), two with the bank. 9 is
# in batch 3, which is approved and not sent. One place is left: 5 and 13 may have it, 10 is withdrawn, 11 on a list, 12 of the family of 1.
lived() {
  office
  register
  as budi disburse --batch --date 2024-03-01
  as dewi approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-02
  as fani approve 1 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-03
  as eko send 1 t1.csv --sp2d SP2D-1 --sp2d-date 2024-03-04 --date 2024-03-04 || [ $? -eq 3 ]
  answered j1.csv 2024-03-05 P2024B001N00000{1,2} P2024B001N00000{3,4,6}:'rekening tutup'
  as eko settle j1.csv --date 2024-03-05 || [ $? -eq 3 ]
  as budi repay "$(nik 3)" --account 3010009993 --name 'Warga Contoh 3' --date 2024-03-08
  as dewi approve 2 --sk 12/KEP/2024 --sk-date 2024-03-02 --date 2024-03-08
  as eko send 2 t2.csv --sp2d SP2D-2 --sp2d-date 2024-03-09 --date 2024-03-09
  answered j2.csv 2024-03-10 P2024B002N000001
  as eko settle j2.csv --date 2024-03-10
  as eko deposit "$(nik 4)" --sts STS-1 --sts-date 2024-03-11 --date 2024-03-11
  as dewi cancel 1 --reason 'rekening tidak ada' --date 2024-03-12
  as eko refund "$(nik 1)" --amount 2000000 --sts STS-3 --sts-date 2024-06-01 --date 2024-06-01
  as budi lpj "$(nik 2)" --amount 3000000 --day 2024-06-03 --date 2024-06-03
  as budi amend "$(nik 5)" --set no_rekening=3010000005 --reason 'surat bank' --date 2024-06-04
  { printf '%s\n' "$header"; applicant 13 tanggal_pengajuan=2024-02-09; } > b.csv
  as budi import b.csv --date 2024-06-04
  as budi disburse --batch --limit 1 --date 2024-06-05
  as dewi approve 3 --sk 13/KEP/2024 --sk-date 2024-06-06 --date 2024-06-06
  as budi withdraw "$(nik 10)" --reason 'mundur' --date 2024-06-07
}

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return 1
  unset DUMISAKE_DB LC_ALL LC_MESSAGES LANGUAGE
  export LANG=C.UTF-8
  lived > lived.txt 2>&1 || { cat lived.txt; return 1; }
  applicants 3 > c.csv
  dumisake --db alone.db import c.csv --date 2024-02-10 > /dev/null
  dumisake --db alone.db disburse --batch --limit 2 --date 2024-03-01 > /dev/null
}

# forged ATTACK REASON [script]: verify names the reason; with `script`, scripts/verify_journal.py sees it in the journal's text, too.
forged() {
  broken_on_purpose=1
  cp -r "$BATS_FILE_TMPDIR/${ledger:-dumisake.db}" "$BATS_FILE_TMPDIR/${ledger:-dumisake.db}.d" .
  /usr/bin/python3 "$SOURCE_DIR/tests/command/forger.py" "${ledger:-dumisake.db}" "$1"
  run dumisake --db "${ledger:-dumisake.db}" verify
  assert_equal "$status" 5
  assert_output --partial "$2"
  [ "${3:-}" = script ] || return 0
  dumisake --db "${ledger:-dumisake.db}" export journal.txt
  run "$SOURCE_DIR/scripts/verify_journal.py" journal.txt
  assert_equal "$status" 5
}

@test "the ledgers that are forged below verify" {
  run dumisake --db "$BATS_FILE_TMPDIR/dumisake.db" verify
  assert_success
  run dumisake --db "$BATS_FILE_TMPDIR/alone.db" verify
  assert_success
  dumisake --db "$BATS_FILE_TMPDIR/dumisake.db" export journal.txt
  run "$SOURCE_DIR/scripts/verify_journal.py" journal.txt
  assert_success
}

@test "a refused attempt moves no money" {
  forged refusal-pays 'form of an entry of the type refusal' script
}

@test "a refused attempt moves no budget" {
  forged refusal-empties-the-budget 'form of an entry of the type refusal' script
}

@test "nothing stands behind a signature in its entry" {
  forged signature-pays 'form of an entry of the type signature' script
}

@test "the beginning of a ledger moves no money" {
  forged ledger-pays 'form of an entry of the type ledger' script
}

@test "a ledger begins once" {
  forged ledger-begins-twice 'begins once' script
}

@test "a budget entry does not touch what was paid" {
  forged budget-takes-what-was-paid 'does not move money in this way' script
}

@test "a budget entry pays nobody" {
  forged budget-pays 'does not move money in this way' script
}

@test "the lines of an entry have one order" {
  forged lines-in-another-order 'does not have the form' script
}

@test "an entry has no line more" {
  forged line-more 'does not have the form' script
}

@test "a number has one form" {
  forged number-in-another-form 'does not have the form'
}

@test "nothing is sent without a sending" {
  forged sent-without-a-sending 'does not stand behind the paper' script
}

@test "nothing is sent by a sending of before" {
  forged sent-by-an-old-sending 'does not stand behind the paper' script
}

@test "a batch is not sent by the sending of another" {
  forged sent-by-the-sending-of-another-batch 'by a paper of batch 1' script
}

@test "a sending has as many payouts as it says" {
  forged sending-says-more-payouts 'number or the amount' script
}

@test "a sending has the amount that it says" {
  forged sending-says-another-total 'number or the amount' script
}

@test "a sending has the hash total of the accounts" {
  forged sending-says-other-accounts 'hash total'
}

@test "a payout is sent whole" {
  forged sent-in-part 'another amount' script
}

@test "nothing is sent before the day of its approval" {
  forged sent-before-its-approval 'day before' script
}

@test "nothing is settled without an answer of the bank" {
  forged settled-without-an-answer 'does not stand behind the paper' script
}

@test "an answer has as many rows as it says" {
  forged answer-says-more-rows 'number or the amount' script
}

@test "an answer tells paid and bounced apart" {
  forged answer-says-paid-and-it-bounced 'one more than' script
}

@test "an answer without rows says so" {
  forged answer-without-rows 'number or the amount' script
}

@test "a payout is settled with no more than it is" {
  forged settled-with-more 'another amount' script
}

@test "a payout is settled with no less than it is" {
  forged settled-with-less 'another amount' script
}

@test "nothing is settled before the day of its sending" {
  forged settled-before-it-was-sent 'day before' script
}

@test "a batch has as many people as it says" {
  forged batch-says-fewer-people 'those of a payout of batch' script
}

@test "a batch has the amount that it says" {
  forged batch-says-less-money 'number or the amount' script
}

@test "nobody joins a batch later" {
  ledger=alone.db forged payout-added-to-an-old-batch 'does not stand behind the paper' script
}

@test "an amount is that of the rules" {
  forged amount-is-higher 'not of the amount'
}

@test "a tier is one of the rules" {
  forged amount-of-a-tier-that-there-is-not 'not of the amount'
}

@test "a reference follows from batch and sequence" {
  forged reference-is-not-that-of-the-payout 'sequence or reference' script
}

@test "who is not eligible is not paid" {
  forged ineligible-is-paid 'did not find eligible'
}

@test "who was found eligible for a moment is not paid" {
  forged eligible-for-a-moment 'was not eligible'
}

@test "nobody is paid twice in a year" {
  forged person-is-paid-twice 'grants once more' script
}

@test "whose money was deposited had the turn of the year" {
  forged person-whose-money-was-deposited-is-paid-again 'grants once more' script
}

@test "a family card is paid once in a year" {
  forged family-is-paid-twice 'family card'
}

@test "a quota has no more people than places" {
  forged quota-is-exceeded 'than it has places'
}

@test "an applicant is paid in the year of the application" {
  forged applicant-of-another-year-is-paid 'another programme year'
}

@test "a batch is made by the rules of its evaluation" {
  forged batch-by-other-rules 'newest evaluation' script
}

@test "a batch rests on the newest evaluation" {
  forged batch-by-an-old-evaluation 'newest evaluation' script
}

@test "an evaluation counts its decisions" {
  forged evaluation-counts-others 'as many of each kind'
}

@test "bounced money goes to nobody else" {
  forged repaid-to-somebody-else 'person or the amount that bounced' script
}

@test "bounced money is paid once more by a batch of its own" {
  forged repaid-in-an-ordinary-batch 'pays once more in a batch' script
}

@test "what did not bounce is not paid once more" {
  forged repaid-without-having-bounced 'person or the amount that bounced' script
}

@test "a cancellation has as many payouts as it says" {
  forged cancellation-says-more 'number or the amount' script
}

@test "a batch is not undone by the cancellation of another" {
  forged cancelled-by-the-paper-of-another-batch 'by a paper of batch 1' script
}

@test "nothing is undone without a cancellation" {
  forged cancelled-without-a-cancellation 'does not stand behind the paper' script
}

@test "bounced money is deposited whole" {
  forged deposit-of-a-part 'another amount' script
}

@test "nothing is deposited before the day it bounced" {
  forged deposited-before-it-bounced 'day before' script
}

@test "a report of use accounts for what was kept" {
  forged report-of-more-than-was-kept 'more than was kept' script
}

@test "a list of reports has as many as it says" {
  forged list-of-reports-says-more 'number or the amount' script
}

@test "a workbook is issued of a ledger that there was" {
  forged issue-of-half-a-transaction 'of a ledger that there never was'
}

@test "a sample that is issued can be drawn" {
  forged issue-with-a-sample-of-no-method 'a sample that cannot be drawn'
}

@test "nothing is sent that nobody approved" {
  ledger=alone.db forged sent-without-any-approval 'nobody approved' script
}

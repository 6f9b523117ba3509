#!/usr/bin/python3
"""Faults that lives must find: mutants.py [--steps N] [--jobs N] [NAME...]

Each is a change of a line of the program, made in a copy of the source; the copy's host is built and lives are played until one differs from the model, for at most N
steps. Told are the mutants that were found, after how many steps and by what. Exit status 1 when one was not found, or does not fit the source any more."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../.."))
P, L, B, S, I, E, C = "src/programme/", "src/ledger/", "src/base/", "src/store/", "src/importer/", "src/exporter/", "src/cli/"

# name, file, what stands there once, what stands there instead
MUTANTS = (
    ("a revoked approver's word counts", P + "approval.c", 'iif(w.waits AND " REVOKED_SINCE("a.officer") ", NULL, a.officer)', "a.officer"),
    ("money goes where it bounced twice", P + "sending.c", "ORDER_TWICE) != 0", "ORDER_TWICE) > 1"),
    ("a contradicting second answer is not kept", P + "settlement.c", "return same || word != ACCOUNT_RETUR ? NULL :", "return same || word != ACCOUNT_RETUR || row->paid ? NULL :"),
    ("repaid while the bank contradicts itself", P + "repayment.c", "BOUNCED_CONTRADICTED) != 0", "BOUNCED_CONTRADICTED) > 1"),
    ("an earlier version's approvals do not count", P + "duty.c", "OR (v.year = b.year AND v.position < b.position", "OR (0 AND v.position < b.position"),
    ("repaid to the account that bounced", P + "repayment.c", "bool same = bounced->same_account && !choice->same_account;", "bool same = bounced->same_account && !choice->same_account && choice->nik_count == 0;"),
    ("sent on a frozen day", P + "sending.c", "return freeze_check_year(store, sending->year, event->day);", "return NULL;"),
    ("repaid on a frozen day", P + "repayment.c", "TRY(freeze_check(programme, journal->event.day));", ""),
    ("the budget's last rupiah is not given", P + "allocation.c", "if (!money_subtract(room->budget, candidate->amount, &left))", "if (!money_subtract(room->budget, candidate->amount, &left) || left.rupiah == 0)"),
    ("cancelled money stays committed", P + "cancellation.c", "TRY(payout_move(store, list.items[i].payout_id, ACCOUNT_KOMITMEN, ACCOUNT_ANGGARAN));", ""),
    ("a slip or repayment of before the bank's answer", P + "payout_find.c", "journal->event.day.number < earlier.number)", "journal->event.day.number < earlier.number - 2)"),
    ("sent a day before the approval", P + "sending.c", "if (event->day.number < query_integer(query, 1))", "if (event->day.number < query_integer(query, 1) - 1)"),
    ("settled before it was sent", P + "settlement.c", "if (journal->event.day.number < sent.number)", "if (journal->event.day.number < sent.number - 1)"),
    ("a bounced person gets another grant", P + "allocation.c", "p.account_id BETWEEN 2 AND 6)", "p.account_id BETWEEN 2 AND 4)"),
    ("who gave all back gets another grant", P + "allocation.c", "p.account_id BETWEEN 2 AND 6)", "p.account_id BETWEEN 2 AND 5)"),
    ("two of a family card", P + "allocation.c", "candidate->card != 0 && number_set_add(cards", "candidate->card == 1 && number_set_add(cards"),
    ("a card's grant of last year is forgotten", P + "facts.c", "TRY(add_grant(&history, &history.cards,", "TRY(query_integer(query, 0) % 2 != 0 ? NULL : add_grant(&history, &history.cards,"),
    ("a report is overdue on its last day", P + "lpj_overdue.c", "if (age <= 0)", "if (age < 0)"),
    ("more is given back than was paid", P + "deposit.c", 'SELECT coalesce(sum(amount), 0) FROM deposit WHERE payout_id = ?1', 'SELECT coalesce(min(amount), 0) FROM deposit WHERE payout_id = ?1'),
    ("another amount is settled", P + "settlement.c", "(amount.rupiah != row->amount.rupiah)", "(amount.rupiah > row->amount.rupiah)"),
    ("a region's quota is forgotten", P + "quota_room.c", "(kabkota_of(quota) == 0 || kabkota_of(quota) == kabkota)", "(kabkota_of(quota) == 0 || (quota->kecamatan != 0 && kabkota_of(quota) == kabkota))"),
    ("erasure leaves the account", P + "erasure_mark.c", 'no_rekening = NULL, nama_rekening', 'nama_rekening'),
    ("erasure leaves the corrections", P + "erasure_mark.c", "WHERE erased IS NULL AND (applicant_id = ?1 OR (year = ?3 AND nik = ?4))", "WHERE erased IS NULL AND applicant_id = ?1 AND year = ?3 AND nik <> ?4"),
    ("erased while money bounced", P + "erasure_mark.c", " || account == ACCOUNT_RETUR;", ";"),
    # of our choice, over all floors
    ("an exchanged account is sent to", P + "sending.c", "ORDER_EXCHANGED) != 0", "ORDER_EXCHANGED) > 1"),
    ("an account of two people", P + "account_guard.c", "if (!grant && !barred", "if (!barred"),
    ("an acceptance outlives an amendment", P + "review_mark.c", "m.position > v.position ", "m.position < v.position "),
    ("a missing value passes", P + "rule.c", "        return DECISION_NEEDS_REVIEW;\n", "        return DECISION_ELIGIBLE;\n"),
    ("the lowest score first", P + "allocation_order.c", "compare(right->score, left->score)", "compare(left->score, right->score)"),
    ("the line is forgotten", P + "allocation_order.c", "= number_set_get(&places, allocation->candidates[i].applicant_id);", "= 0 * number_set_get(&places, allocation->candidates[i].applicant_id);"),
    ("the wrong tier", P + "tier.c", "(last || expression_holds(&tier->when, applicant, &facts) == 1)", "(last || expression_holds(&tier->when, applicant, &facts) != 1)"),
    ("a list's card bars nobody", P + "bar.c", "found[BAR_LISTED] = (bars_lists(bars, applicant) & ~bars->judged[category]) != 0;", "found[BAR_LISTED] = applicant->fields[FIELD_NO_KK].kind != VALUE_INTEGER && (bars_lists(bars, applicant) & ~bars->judged[category]) != 0;"),
    ("who proposed confirms", L + "officer_entry.c", "TRY(refuse(confirmation_fault(officers, position, signer_now(journal, officers), officer)));", ""),
    ("an entry lacks the root before it", L + "journal.c", 'entry_add_digest(journal, "previous-root", &root);', 'if (journal->event.day.number % 5 != 0) entry_add_digest(journal, "previous-root", &root);'),
    ("leap years are every third", B + "day.c", "return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;", "return year % 3 == 0;"),
    ("from the 29th on a month is two", B + "day.c", "int total = year * 12 + month - 1 + months;", "int total = year * 12 + month - 1 + months + (date > 28 ? 1 : 0);"),
    ("a second word for one payout in a file", I + "bank_result.c", "    if (!posting->withdrawn) {\n        withdraw(answering, posting);\n    }\n", ""),
    ("a faulty row spoils nothing", I + "bank_result.c", "    if (verdict.payout_id != 0) {\n", "    if (verdict.payout_id < 0) {\n"),
    ("the transfer file's hash total", P + "sending.c", "total.hash_total = (total.hash_total + account_hash(text_of(orders[i].account_number)))", "total.hash_total = (account_hash(text_of(orders[i].account_number)))"),
    ("files of one row too many", E + "bank_file.c", "taken < most ||", "taken <= most ||"),
    ("the list of recipients has later years, too", E + "recipient_file.c", "WHERE ?1 = 0 OR r.year = ?1 ORDER", "WHERE ?1 = 0 OR r.year >= ?1 ORDER"),
    ("held back, and nothing said", C + "command_send.c", "sending.payable < sending.count || !is_signed", "!is_signed"),
    ("a day after today", C + "work.c", "day.number <= work->today.number", "day.number <= work->today.number + 1"),
    ("a backup without its last page", S + "copy.c", "sqlite3_backup_step(backup, -1)", "sqlite3_backup_step(backup, 40)"),
)


class Copy:
    """The source and a build of its own."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns("build", ".git"))
        self.run("cmake", "--preset", "dev", "-DDUMISAKE_WERROR=OFF")
        self.build()

    def run(self, *words):
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def build(self):
        self.run("cmake", "--build", "build/dev", "--target", "life_host")

    def try_out(self, mutant, steps, seed):
        name, path, there, instead = mutant
        whole = os.path.join(self.folder, path)
        with open(whole, encoding="utf-8") as file:
            text = file.read()
        if text.count(there) != 1 or there == instead:
            return f"{name}: DOES NOT FIT {path}", False
        try:
            with open(whole, "w", encoding="utf-8") as file:
                file.write(text.replace(there, instead))
            self.build()
            with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as ledgers:
                host = os.path.join(self.folder, "build/dev/tests/torture/life/life_host")
                done = subprocess.run([os.path.join(self.folder, "tests/torture/life/life.py"), host, ledgers, str(steps), str(seed), "--brief"], capture_output=True, text=True, check=False)
        finally:
            with open(whole, "w", encoding="utf-8") as file:
                file.write(text)
        played = re.search(r"^life: (\d+) steps", done.stdout, re.M)
        why = re.search(r"^seed \d+: (.*)", done.stdout, re.M)
        if done.returncode == 0 or not why:
            return f"{name}: NOT FOUND in {played[1] if played else '?'} steps {done.stderr[-300:]}", False
        return f"{name}: found after {played[1]} steps: {why[1][:110]}", True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="parts of the names of the mutants")
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    for name in arguments.names:
        if not any(name in m[0] for m in MUTANTS):
            parser.error(f"no mutant's name has '{name}' in it; there are: {'; '.join(m[0] for m in MUTANTS)}")
    if arguments.jobs < 1 or arguments.steps < 1:
        parser.error("N of --jobs and of --steps is a number from 1 on")
    wanted = [m for m in MUTANTS if not arguments.names or any(name in m[0] for name in arguments.names)]
    left, lock, missed = list(wanted), threading.Lock(), []

    def work(folder):
        copy = Copy(folder)
        while True:
            with lock:
                if not left:
                    return
                mutant = left.pop(0)
            try:
                told, found = copy.try_out(mutant, arguments.steps, arguments.seed)
            except RuntimeError as error:
                told, found = f"{mutant[0]}: DOES NOT BUILD: {error}", False
            with lock:
                print(told, flush=True)
                missed.extend([] if found else [mutant[0]])

    with tempfile.TemporaryDirectory() as folder:
        workers = [threading.Thread(target=work, args=(os.path.join(folder, f"copy-{i}"),)) for i in range(arguments.jobs)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    missed += [mutant[0] for mutant in left]
    print(f"mutants: {len(wanted) - len(missed)} of {len(wanted)} found{': not ' if missed else ''}{'; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

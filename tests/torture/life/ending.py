"""What the end of a life is told by: the program's verify and status, the independent script, hledger, and now and then the workbook's rows."""
import os
import subprocess
import sys

from play import Differs
from world import NAMES

SOURCE = "."


def command(life, *words):
    status = life.host.run(life.world.now if life.host.clock else 0, ["--db", life.db, *words])
    if status != 0:
        raise Differs(f"end: {' '.join(words)}: exit status {status}: {life.told()}")


def told_by(life, *words):
    done = subprocess.run(words, cwd=life.folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Differs(f"end: {words[0]}: {done.stdout[-300:]}{done.stderr[-600:]}")
    return done.stdout


def check(life, seed):
    try:
        everything(life, seed)
    finally:
        life.close()


def told(batch):
    """What `status` says of a batch."""
    count = {name: sum(p.account == account for p in batch.payouts) for name, account in
             (("committed", 2), ("in_process", 3), ("paid", 4), ("returned", 5), ("deposited", 6), ("ended", 1))}
    state = "dibatalkan" if batch.whole_cancelled else "dalam-proses" if count["in_process"] else "komitmen" if count["committed"] else "retur" if count["returned"] else "selesai"
    return {**count, "state": state, "amount": batch.amount, "recipients": len(batch.payouts)}


def gone(life):
    """Nothing of who was erased is in the file: no NIK and no account that nobody else has, in no table, in no bytes."""
    w = life.world
    versions = lambda p: [p.fields, *(v for _, v, _ in p.versions)]
    kept = [v for p in w.people if not p.erased for v in versions(p)]
    left = {v["nik"] for v in kept} | {v["rek"] for v in kept} | {x["nik"] for x in w.exclusions if not x.get("erased")} | {nik for d in w.decrees for nik in d["niks"]}
    aside = "\n".join(row[3] for row in w.aside_rows)
    erased = {v[name] for p in w.people if p.erased for v in versions(p) for name in ("nik", "rek")} - left - {""}
    erased -= {str(total) for total, in life.rows("SELECT hash_total FROM sending")}  # of a single transfer it is the account's number: docs/ledger.md, Erasure
    life.close()
    for name in (life.db, life.db + "-wal"):
        path = os.path.join(life.folder, name)
        data = open(path, "rb").read() if os.path.exists(path) else b""
        for number in erased:
            if number not in aside and (number.encode() in data or (len(number) == 16 and int(number).to_bytes(8, "big") in data)):
                raise Differs(f"end: {name} holds {number} of somebody who was erased")


def everything(life, seed):
    w = life.world
    life.verify()
    gone(life)
    if [b.id for b in w.batches if b.amount != sum(p.amount for p in w.payouts if p.batch is b)]:
        raise Differs("end: a batch of the model does not add up")
    command(life, "--json", "--year", "all", "status")
    answer = life.answer()
    balances = w.balances()
    for year in answer["years"]:
        wanted = {NAMES[a]: balances[year["year"], a] for a in NAMES}
        if year["accounts"] != wanted:
            raise Differs(f"end: status of {year['year']}: {year['accounts']} instead of {wanted}")
        batches = {b.id: told(b) for b in w.batches if b.year == year["year"]}
        found = {b["batch"]: {name: b[name] for name in batches.get(b["batch"], ())} for b in year["batches"]}
        if found != batches:
            raise Differs(f"end: batches of {year['year']}: {found} instead of {batches}")
        people = len({p.person.id for p in w.payouts if p.year == year["year"] and p.account == 4})
        if (year["recipients"], year["contradictions"]) != (people, sum(len(w.contradictions(p)) for p in w.people if p.year == year["year"])):
            raise Differs(f"end: {year['year']}: recipients, contradictions {year['recipients']}, {year['contradictions']} instead of {people}")
    if seed % 4 == 0:
        command(life, "--year", "all", "export", "end.txt")
        told_by(life, sys.executable, os.path.join(SOURCE, "scripts/verify_journal.py"), "end.txt")
    if seed % 4 == 1:
        command(life, "--year", "all", "export", "end.journal")
        told_by(life, "hledger", "--file", "end.journal", "check", "--strict")
    if seed % 8 == 2:
        command(life, "--year", "all", "export", "end.xlsx")
        told_by(life, "/usr/bin/python3", os.path.join(SOURCE, "tests/torture/life/workbook.py"), "end.xlsx", *(f"{year}:{NAMES[account]}={amount}" for (year, account), amount in balances.items()))
    if seed % 8 == 3:
        command(life, "backup", "end.db")
        command(life, "--db", "end.db", "verify")

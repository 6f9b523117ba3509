"""Plays the steps of a life on a real ledger and compares it with the world after each of them."""
import copy
import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess

import bank_file
import evidence_steps
import list_steps
import money_steps
import office_steps
import reading_steps
import register_steps
from world import ELIGIBLE, INELIGIBLE, Refused, World

STEPS = {"import": register_steps.take_in, "officer": office_steps.officer, **{n: getattr(register_steps, n) for n in
         ("program", "budget", "accounts", "amend", "withdraw", "review", "exclude", "check", "lottery", "erase", "erase_row", "checkpoint", "free")},
         **{n: getattr(money_steps, n) for n in ("disburse", "approve", "cancel", "send", "again", "settle", "repay", "deposit", "refund", "lpj", "sk")},
         **{n: getattr(list_steps, n) for n in ("reviews", "reports")}, **{n: getattr(reading_steps, n) for n in ("overdue", "listing", "explain", "preview", "reconcile")},
         **{n: getattr(evidence_steps, n) for n in ("witness", "kept", "copied", "against", "receipt", "receipt_check", "issue", "issue_check")}}
SIGNING = ("import", "approve", "send", "settle", "checkpoint", "kept", "issue")  # leave a checkpoint; disburse when it makes a batch
CATEGORY = {"milenial": 1, "emak-emak": 2, "pemula": 3}


class Differs(Exception):
    """The ledger is not as the world says: what, in words."""


class Host:
    """The program in a process that forks for each command."""

    def __init__(self, program, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.process = subprocess.Popen([program], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.clock = True

    def run(self, now, words):
        self.process.stdin.write("\x1f".join([str(now), *words]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Program:
    """The program itself, a process a command, with the machine's clock."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        self.clock = False

    def run(self, now, words):
        with open(os.path.join(self.folder, "stdout"), "wb") as out, open(os.path.join(self.folder, "stderr"), "wb") as err:
            return subprocess.run([self.program, *words], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err).returncode

    def close(self):
        pass


def empty(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


class Life:
    """One ledger from its making on. `verify_every` steps it is verified."""

    def __init__(self, host, now, verify_every=40):
        self.host, self.folder, self.verify_every = host, host.folder, verify_every
        self.db, self.played, self.base = "ledger.db", [], None
        self.statuses = {}  # (command, status) -> how often
        empty(self.folder)
        for name, text in (("right.pass", "benar sekali\n"), ("wrong.pass", "salah sekali\n")):
            self.write(name, text)
        self.start(now)
        self.world = World(self.built_in())
        self.world.now = now
        self.world.size = self.journal = self.look()

    def start(self, now):
        """A new ledger is made once by each host; the lives after it begin with a copy."""
        stock = self.folder + ".stock"
        if not os.path.isdir(stock):
            if self.host.run(now, ["--db", self.db, "init"]) != 0:
                raise Differs("init: " + self.told())
            os.makedirs(stock)
            shutil.copy(os.path.join(self.folder, self.db), stock)
            shutil.copytree(os.path.join(self.folder, self.db + ".d"), os.path.join(stock, self.db + ".d"), dirs_exist_ok=True)
            return
        shutil.copytree(stock, self.folder, dirs_exist_ok=True)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def told(self):
        with open(os.path.join(self.folder, "stderr"), encoding="utf-8", errors="replace") as file:
            return file.read().strip()

    def answer(self):
        with open(os.path.join(self.folder, "stdout"), encoding="utf-8") as file:
            return json.load(file)

    def open(self):
        if self.base is None:
            self.base = sqlite3.connect(f"file:{os.path.join(self.folder, self.db)}?mode=ro", uri=True, isolation_level=None)
        return self.base

    def close(self):
        if self.base is not None:
            self.base.close()
            self.base = None

    def rows(self, sql):
        return self.open().execute(sql).fetchall()

    def built_in(self):
        return {year: -amount for year, amount in self.rows("SELECT year, amount FROM balance WHERE account_id = 0")}

    def look(self):
        """The size of the journal, and when its last entry was made."""
        (size, text), = self.rows("SELECT position + 1, text FROM journal ORDER BY position DESC LIMIT 1")
        self.world.newest = next(line for line in text.split("\n") if line.startswith("at "))[3:13]
        return size

    # --- a step

    def play(self, step):
        """Raises Differs when the ledger is not what it must be, Unmodelled when nobody knows."""
        s = copy.copy(step)
        self.world.tick += 1
        if s["cmd"] == "clock":
            self.world.now = s["now"]
            self.played.append(step)
            return
        files, words = {name: self.filled(text) for name, text in s.get("files", {}).items() if text}, [self.filled(word) for word in s["words"]]
        batches = len(self.world.batches)
        expected, told = self.expect(s)
        for name, text in files.items():
            self.write(name, text)
        self.played.append(step)
        status = self.host.run(self.world.now if self.host.clock else 0, ["--db", s.get("db") or self.db, *["--json"] * (s["cmd"] != "preview"), *words])
        if status not in (expected if isinstance(expected, tuple) else (expected,)):
            raise Differs(f"{s['cmd']}: exit status {status} instead of {expected}: {self.told()}")
        self.statuses[s["cmd"], status] = self.statuses.get((s["cmd"], status), 0) + 1
        if s["cmd"] == "move":
            self.move(s["words"][1])
        size = self.look()
        if status not in (0, 3) and not self.journal <= size <= self.journal + told:
            raise Differs(f"{s['cmd']}: exit status {status}, and the journal grew from {self.journal} to {size}")
        self.compare_checkpoint(s, status, size, batches)
        self.journal = size
        self.compare(s)
        if status in (0, 3) and not s.get("refused"):
            self.compare_told(s)
        if len(self.played) % self.verify_every == 0:
            self.verify()

    def filled(self, text):
        """With the references that the program gave the payouts, and the key of its checkpoints."""
        if text == "{{verifier}}":
            (entry,), = self.rows("SELECT text FROM journal WHERE text LIKE '%\ntype key\n%' ORDER BY position DESC LIMIT 1")
            return next(line for line in entry.split("\n") if line.startswith("verifier "))[9:]
        return re.sub(r"\{\{(\d+)\}\}", lambda found: self.world.payouts[int(found[1]) - 1].reference, text) if "{{" in text else text

    def expect(self, s):
        if s["cmd"] == "move":
            return s["status"], False
        try:
            return STEPS[s["cmd"]](self.world, s), False
        except Refused as refused:
            s["refused"] = True
            return refused.status, refused.told

    def move(self, name):
        self.close()
        if self.world.officers == {} and self.host.run(self.world.now if self.host.clock else 0, ["--db", name, "verify"]) != 0:
            raise Differs("the backup does not verify: " + self.told())
        self.db = name

    def compare(self, s):
        w = self.world
        balances = {(year, account): amount for year, account, amount in self.rows("SELECT year, account_id, amount FROM balance WHERE account_id > 0")}
        wanted = {key: amount for key, amount in w.balances().items()}
        if {k: v for k, v in balances.items() if v} != {k: v for k, v in wanted.items() if v}:
            raise Differs(f"{s['cmd']}: balances {sorted(set(balances.items()) ^ set(wanted.items()))}")
        payouts = self.rows("SELECT reference, applicant_id, amount, account_id, position FROM payout ORDER BY id")
        for payout, (reference, *_, position) in zip(w.payouts, payouts):
            payout.reference, payout.position = payout.reference or reference, position
        payouts = [row[:4] for row in payouts]
        mine = [(p.reference, p.person.id, p.amount, p.account) for p in w.payouts]
        if payouts != mine or len({p.reference for p in w.payouts}) < len(mine):
            raise Differs(f"{s['cmd']}: payouts {sorted(set(payouts) ^ set(mine))}")
        people = self.rows("SELECT id, year, nik, coalesce(no_kk, ''), coalesce(no_rekening, ''), coalesce(omzet_bulanan, ''), kategori FROM applicant ORDER BY id")
        if s["cmd"] not in ("free", "send", "again", "settle", "approve", "cancel"):
            mine = [(p.id, p.year, int(p.nik), int(p.kk) if p.kk else "", p.rek, int(p.omzet) if p.omzet else "", p.kategori) if not p.erased else (p.id, p.year, None, "", "", "", p.kategori) for p in w.people]
            names = {v: k for k, v in CATEGORY.items()}
            if [(*p[:6], names[p[6]]) for p in people] != mine:
                raise Differs(f"{s['cmd']}: people {sorted(set(str((*p[:6], names[p[6]])) for p in people) ^ set(map(str, mine)))}")
        if s["cmd"] == "lottery" and not s.get("refused"):
            self.tickets()
        if s["cmd"] in ("import", "erase", "erase_row"):
            self.aside(s)
        if s["cmd"] in ("check", "disburse") and not s.get("refused"):
            self.compare_answer(s)
        if s.get("transfers"):
            self.compare_transfers(*s["transfers"], s.get("layout"))

    def compare_checkpoint(self, s, status, size, batches):
        w, folder = self.world, os.path.join(self.folder, self.db + ".d")
        newest = max((int(name[9:-11]) for name in os.listdir(folder) if name.endswith(".checkpoint")), default=0)
        made = status in (0, 3) and (s["cmd"] in ("checkpoint", "kept") or (s["cmd"] in SIGNING and size > self.journal) or (s["cmd"] == "disburse" and len(w.batches) > batches))
        w.signed = size if made else w.signed
        if newest != w.signed:
            raise Differs(f"{s['cmd']}: the newest checkpoint is of {newest} entries instead of {w.signed}")
        w.size = size
        if s["cmd"] == "kept" and status == 0:
            w.kept[s["name"]] = size

    def compare_told(self, s):
        if "told" in s and s["told"]:
            answer = self.answer()
            found = {name: answer[name] for name in s["told"]}
            if found != s["told"]:
                raise Differs(f"{s['cmd']}: {found} instead of {s['told']}")
        if "overdue" in s and reading_steps.overdue_told(self.answer()) != s["overdue"]:
            raise Differs(f"overdue: {reading_steps.overdue_told(self.answer())} instead of {s['overdue']}")
        if "listed" in s:
            with open(os.path.join(self.folder, s["words"][1]), encoding="utf-8", newline="") as file:
                rows = [{**row, "tanggal_bank": row["tanggal_bank"]} for row in csv.DictReader(file)]
            names = {name for row in s["listed"] for name, _ in row}
            found = sorted(sorted((name, row[name]) for name in names) for row in rows)
            if found != s["listed"]:
                raise Differs(f"listing: {found} instead of {s['listed']}")
        if "sides" in s:
            year, = self.answer()["years"]
            found = {section["name"]: (section["left"], section["right"]) for section in year["sections"] if section["name"] != "sk"}
            if found != s["sides"]:
                raise Differs(f"reconcile: {found} instead of {s['sides']}")
        if s["cmd"] == "preview":
            with open(os.path.join(self.folder, "stdout"), encoding="utf-8") as file:
                if file.read() != s["text"]:
                    raise Differs("preview: another table than the file's")

    def aside(self, s):
        (left,), = self.rows("SELECT count(*) FROM amendment AS m JOIN applicant AS a ON a.id = m.applicant_id WHERE a.erased IS NOT NULL AND coalesce(m.nik, m.nama, m.no_kk, m.no_rekening) IS NOT NULL")
        if left:
            raise Differs(f"{s['cmd']}: {left} earlier versions of people who were erased are there")
        rows = self.rows("SELECT i.year, i.file_name, s.line, s.raw FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE s.erased IS NULL ORDER BY s.id")
        if "left" in s and rows != s["left"]:
            raise Differs(f"erase_row: rows set aside {sorted(set(rows) ^ set(s['left']))}")
        self.world.aside_rows = rows

    def tickets(self):
        for year, lottery in self.world.lotteries.items():
            if lottery["tickets"] is None:
                lottery["tickets"] = dict(self.rows(f"SELECT applicant_id, ticket FROM lottery_ticket WHERE lottery = (SELECT max(position) FROM lottery WHERE year = {year})"))

    def compare_answer(self, s):
        answer = self.answer()
        if s["cmd"] == "disburse":
            found = {"recipients": answer["recipients"], "waiting_list": [row["nik"] for row in answer["waiting_list"]], "limits": [row["limit"] for row in answer["waiting_list"]]}
            if found != s["expect"]:
                raise Differs(f"disburse: {found} instead of {s['expect']}")
            return
        gone = [self.world.decided[p.id] for p in self.world.people if p.erased and p.year == answer["year"] and p.id in self.world.decided]
        found = answer["applicants"], answer["eligible"], answer["ineligible"]
        wanted = s["expect"]["applicants"], s["decided"][ELIGIBLE] + gone.count(ELIGIBLE), s["decided"][INELIGIBLE] + gone.count(INELIGIBLE)
        if found != wanted:
            raise Differs(f"check: applicants, eligible, ineligible {found} instead of {wanted}")

    def compare_transfers(self, names, going, layout):
        """What the bank gets, read as the bank reads it: in the order of the batch, so many in a file."""
        wanted = [(payout.reference, *row) for payout, *row in sorted(going, key=lambda row: row[0].sequence)]
        size = money_steps.ROWS_PER_FILE.get(layout, len(wanted))
        for number, name in enumerate(names):
            with open(os.path.join(self.folder, name), encoding="windows-1252", newline="") as file:
                rows, totals = bank_file.read(layout, file.read())
            mine = wanted[number * size:(number + 1) * size]
            if rows != mine or totals != (len(mine), sum(row[4] for row in mine), sum(int(row[1][-10:]) for row in mine) % 10**10):
                raise Differs(f"transfers: {name} has {rows}, {totals} instead of {mine}")

    def verify(self):
        if self.host.run(self.world.now if self.host.clock else 0, ["--db", self.db, "verify"]) != 0:
            raise Differs("verify: " + self.told())


def script(steps, now, why):
    """The life as a shell script that types it again."""
    out = ["#!/bin/bash", f"# {why}".replace("\n", " "), "# LIFE_HOST names build/.../tests/torture/life/life_host", ': "${LIFE_HOST:?}"', 'cd "$(mktemp -d)" && pwd', "db=ledger.db",
           'd() { echo "+ $*"; "$LIFE_HOST" --at "$at" --db "$db" "$@"; echo "= $?"; }', "echo 'benar sekali' >right.pass; echo 'salah sekali' >wrong.pass", f"at={now}", "d init"]
    quote = __import__("shlex").quote
    for s in steps:
        if s["cmd"] == "clock":
            out.append(f"at={s['now']}")
            continue
        for name, text in s.get("files", {}).items():
            out.append(f"cat >{quote(name)} <<'EOF'\n{text}EOF")
        out.append("d " + " ".join(map(quote, s["words"])))
        if s["cmd"] == "move":
            out.append(f"db={s['words'][1]}")
    return "\n".join([*out, "d verify"]) + "\n"

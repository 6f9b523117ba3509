#!/usr/bin/python3
"""Many processes on one ledger at once: crowd.py DUMISAKE SECONDS [FOLDER]

First with a lock that is held on purpose: who reads is done before it is given back, who writes waits for it, and says busy (exit status 6) only after five
seconds. Then for half of SECONDS everybody works: imports, checks, batches, decrees, transfers, answers, repayments, deposits, exports, verifications and backups,
several of each. For the other half they do so on a ledger with officers, whose keys are opened with their passphrases and of whom two approve each batch, while approvers come
and go. At the end nobody was paid twice, no transfer stands in two files, every backup verified, everybody had his turn, and nothing was sent that two officers
had not approved; the longest waits are told. Exit status 1 when something is not so."""
import argparse
import csv
import glob
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

HEADER = "nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,nib,omzet_bulanan,tanggal_mulai_usaha,no_kk,tanggal_lahir,jenis_kelamin,tanggal_pengajuan,bank,no_rekening,nama_rekening\n"
BUSY = 5.0  # seconds that a command waits for the ledger
READERS = ("reader", "verifier", "copier")
wrong = []


def fail(text):
    wrong.append(text)
    print("crowd:", text, flush=True)


class Crowd:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.lock = threading.Lock()
        self.serial, self.names, self.transfers = 0, 0, []
        self.waits, self.statuses, self.turns = {}, {}, {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def name(self, stem):
        with self.lock:
            self.names += 1
            return f"{stem}-{self.names}"

    def name_of(self, _):
        """Who types a command: nobody while there are no officers."""
        return []

    def run(self, *words, db="ledger.db"):
        words = [*words, *self.name_of(words)]
        began = time.monotonic()
        done = subprocess.run([self.program, "--db", db, "--json", *words], cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        return done.returncode, time.monotonic() - began, done

    def people(self, count):
        with self.lock:
            first, self.serial = self.serial, self.serial + count
        name = self.name("pemohon") + ".csv"
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(HEADER)
            for serial in range(first + 1, first + count + 1):
                nik = f"1571015203{90 + serial // 9000:02}{serial % 9000 + 1:04}"
                file.write(f"{nik},Warga Contoh {serial},emak-emak,Kota Jambi,Telanaipura,9120000000001,2500000,2024-01-15,15710101{serial // 9000 + 1:02}12{serial % 9000 + 1:04},"
                           f"19{90 + serial // 9000:02}-03-12,perempuan,2024-02-01,Bank Jambi,3{serial:09},Warga Contoh {serial}\n")
        return name

    # --- what each of them does: the words and the statuses that may come of it

    def importer(self, rng):
        names = sorted(glob.glob(self.path("pemohon-*.csv")))
        if names and rng.random() < 0.2:
            return ["import", os.path.basename(rng.choice(names))], (0,)
        return ["import", self.people(3)], (0,)

    def allocator(self, rng):
        return ["disburse", "--batch", "--limit", str(rng.randrange(1, 6))], (0,)

    def judge(self, _):
        return ["check"], (0,)

    def batch(self, rng):
        base = sqlite3.connect(f"file:{self.path('ledger.db')}?mode=ro", uri=True, timeout=60)
        numbers = [row[0] for row in base.execute("SELECT DISTINCT batch_id FROM payout WHERE account_id = 2")] or [1]
        base.close()
        return str(rng.choice(numbers[-4:]))

    def decree(self, rng):
        number = self.batch(rng)
        return ["approve", number, "--sk", f"SK-{number}", "--sk-date", "2024-01-02"], (0, 4)

    def sender(self, rng):
        return ["send", self.batch(rng), self.name("transfer") + ".csv"], (0, 3, 4)

    def settler(self, rng):
        with self.lock:
            names = self.transfers[-6:]
        if not names:
            return self.judge(rng)
        name = "jawaban-" + rng.choice(names)
        if not os.path.exists(self.path(name)):
            text = "reference,status,amount,date,reason\n"
            for row in csv.DictReader(open(self.path(name[len("jawaban-"):]), encoding="utf-8")):
                if row["reference"] != "TRAILER":
                    bounced = int(row["account_number"]) % 5 == 0
                    text += f"{row['reference']},{'GAGAL' if bounced else 'SUKSES'},{row['amount']},{time.strftime('%Y-%m-%d')},{'tutup' if bounced else ''}\n"
            passing = self.path(self.name("passing"))
            open(passing, "w", encoding="utf-8").write(text)
            os.rename(passing, self.path(name))
        return ["settle", name], (0, 3)

    def bounced(self, rng):
        base = sqlite3.connect(f"file:{self.path('ledger.db')}?mode=ro", uri=True, timeout=60)
        niks = [str(row[0]) for row in base.execute("SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.account_id = 5")]
        base.close()
        return rng.choice(niks) if niks else None

    def treasurer(self, rng):
        nik = self.bounced(rng)
        if nik is None:
            return self.judge(rng)
        return (["repay", nik, "--same-account"], (0, 4)) if rng.random() < 0.5 else (["deposit", nik, "--sts", self.name("STS")], (0, 4))

    def reader(self, rng):
        return rng.choice((["status"], ["status", "--reconcile"], ["export", self.name("daftar") + ".csv"], ["export", self.name("buku") + ".journal"], ["program", "list"])), (0, 3)

    def verifier(self, _):
        return ["verify"], (0,)

    def copier(self, _):
        return ["backup", self.name("copy") + ".db"], (0,)

    # --- working

    def work(self, role, number, until):
        rng = random.Random(f"{role} {number}")
        kind = "reads" if role in READERS else "writes"
        while time.monotonic() < until:
            words, allowed = getattr(self, role)(rng)
            status, took, done = self.run(*words)
            with self.lock:
                self.waits.setdefault((kind, words[0]), []).append(took)
                self.statuses[words[0], status] = self.statuses.get((words[0], status), 0) + 1
                self.turns[role, number] = self.turns.get((role, number), 0) + 1
            self.judge_end(words, status, took, allowed, done, kind)

    def judge_end(self, words, status, took, allowed, done, kind):
        if status == 6 and kind == "writes" and took >= BUSY - 0.2:
            fail(f"{' '.join(words)}: had no turn in {took:.1f} s")
        elif status not in allowed:
            fail(f"{' '.join(words)}: exit status {status} after {took:.2f} s: {done.stderr.strip()[-300:]}")
        if words[0] == "send":
            there = os.path.exists(self.path(words[2]))
            if there != (status in (0, 3)):
                fail(f"{' '.join(words)}: exit status {status}, and the file is {'there' if there else 'not there'}")
            if there:
                with self.lock:
                    self.transfers.append(words[2])
        if words[0] == "backup" and status == 0 and self.run("verify", db=words[1])[0] != 0:
            fail(f"{words[1]} does not verify")

    def begin(self):
        if self.run("import", self.people(9))[0] != 0:
            fail("the first import")

    roles = {"importer": 2, "allocator": 2, "judge": 1, "decree": 1, "sender": 2, "settler": 2, "treasurer": 1, "reader": 2, "verifier": 1, "copier": 1}

    # --- a lock held on purpose

    def hold(self, seconds, commands):
        """The write lock for so long, while all the commands run: what each came to, and when after the lock was taken."""
        base = sqlite3.connect(self.path("ledger.db"), isolation_level=None)
        base.execute("BEGIN IMMEDIATE")
        base.execute("CREATE TABLE held (x)")  # rolled back
        base.execute("INSERT INTO held VALUES (zeroblob(4000000))")
        began, ends = time.monotonic(), [None] * len(commands)

        def one(i):
            status, took, _ = self.run(*commands[i])
            ends[i] = (status, took, time.monotonic() - began)

        threads = [threading.Thread(target=one, args=(i,)) for i in range(len(commands))]
        for thread in threads:
            thread.start()
        time.sleep(max(0, seconds - (time.monotonic() - began)))
        base.execute("ROLLBACK")
        base.close()
        for thread in threads:
            thread.join()
        return ends

    def locked(self):
        reads = [["status"], ["program", "list"], ["export", "early.csv"], ["export", "early.journal"], ["verify"], ["backup", "early.db"], ["status", "--reconcile"]]
        ends = self.hold(4.5, reads)
        for words, (status, _, at) in zip(reads, ends):
            if status not in (0, 3) or at > 4.4:
                fail(f"{' '.join(words)}: waited for a writer: exit status {status} after {at:.1f} s")
        print(f"crowd: who reads beside a writer is done after {max(at for _, _, at in ends):.2f} s at the latest", flush=True)
        writes = [["check"], ["program", "budget", "--dpa", "D-1", "--amount", "11000000000"]]
        ends = self.hold(2, writes)
        if any(status != 0 or at < 2 for status, _, at in ends):
            fail(f"writers behind a lock of two seconds: {ends}")
        (status, took, _), = self.hold(BUSY + 2.5, [["program", "budget", "--dpa", "D-2", "--amount", "12000000000"]])
        if status != 6 or not BUSY - 0.1 <= took <= BUSY + 2:
            fail(f"a writer behind a lock of {BUSY + 2.5} s: exit status {status} after {took:.1f} s")
        print(f"crowd: busy is said after {took:.2f} s", flush=True)

    # --- the end

    def end(self):
        status, _, done = self.run("verify")
        if status != 0:
            fail("verify: " + done.stderr)
        base = sqlite3.connect(self.path("ledger.db"))
        for what, sql in (("sent twice", "SELECT payout_id FROM transfer WHERE to_account = 3 GROUP BY payout_id HAVING count(*) > 1"),
                          ("answered twice", "SELECT payout_id FROM transfer WHERE from_account = 3 GROUP BY payout_id HAVING count(*) > 1"),
                          ("granted twice", "SELECT applicant_id FROM payout WHERE account_id > 1 GROUP BY applicant_id HAVING count(*) > 1"),
                          ("in the register twice", "SELECT nik FROM applicant GROUP BY year, nik HAVING count(*) > 1")):
            found = base.execute(sql).fetchall()
            if found:
                fail(f"{what}: {found[:5]}")
        sent = {row[0]: row[1] for row in base.execute("SELECT p.reference, p.amount FROM transfer AS t JOIN payout AS p ON p.id = t.payout_id WHERE t.to_account = 3")}
        told = {}
        for name in glob.glob(self.path("transfer-*.csv")):
            for row in csv.DictReader(open(name, encoding="utf-8")):
                if row["reference"] != "TRAILER":
                    told.setdefault(row["reference"], []).append(int(row["amount"]))
        if told != {reference: [amount] for reference, amount in sent.items()}:
            fail(f"the bank's files do not say just what was sent: {sorted(set(map(str, told.items())) ^ set(str((r, [a])) for r, a in sent.items()))[:5]}")
        self.look_at_end(base)
        states = dict(base.execute("SELECT account_id, count(*) FROM payout GROUP BY account_id").fetchall())
        entries, = base.execute("SELECT count(*) FROM journal").fetchone()
        base.close()
        print(f"crowd: {entries} entries, {len(sent)} transfers in {len(self.transfers)} files, payouts by state {states}", flush=True)

    def look_at_end(self, base):
        """What else must be so."""

    def tell(self, seconds):
        for kind in ("reads", "writes"):
            for (k, command), waits in sorted(self.waits.items()):
                if k == kind:
                    waits.sort()
                    counts = "  ".join(f"{s}: {n}" for (c, s), n in sorted(self.statuses.items()) if c == command)
                    print(f"  {kind:6} {command:9} {len(waits):5} times, half within {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s   {counts}")
        commands, longest = sum(self.turns.values()), max(w[-1] for (k, _), w in self.waits.items() if k == "writes")
        print(f"crowd: {commands} commands of {len(self.turns)} at work in {seconds} s; the longest a writer took was {longest:.2f} s; turns of each {min(self.turns.values())} to {max(self.turns.values())}")


class Staffed(Crowd):
    """The same with officers. Approvers come and go while the others work; the word of one who is gone does not count."""

    roles = {**Crowd.roles, "decree": 3, "personnel": 1}
    duties = {"approve": "approver", "send": "treasurer", "settle": "treasurer", "deposit": "treasurer", "officer": "administrator"}

    def __init__(self, program, folder):
        super().__init__(program, folder)
        self.approvers = []

    def name_of(self, words):
        if words[0] in ("verify", "status", "export", "backup", "init") or words[:2] in (["program", "list"], ["program", "show"]):
            return []
        role = self.duties.get(words[0], "operator")
        with self.lock:
            name = random.choice(self.approvers) if role == "approver" else role
        return ["--as", name, "--passphrase-file", "kata.pass"]

    def appoint(self, name, role):
        return ["officer", "add", name, "--role", role, "--new-passphrase-file", "kata.pass"]

    def begin(self):
        with open(self.path("kata.pass"), "w", encoding="utf-8") as file:
            file.write("kata sandi bersama\n")
        self.run("init")
        for name, role in (("administrator", "administrator"), ("operator", "operator"), ("treasurer", "treasurer"), *((f"approver-{i}", "approver") for i in range(4))):
            if self.run(*self.appoint(name, role))[0] != 0:
                fail(f"officer add {name}")
        self.approvers = [f"approver-{i}" for i in range(4)]
        rules = json.loads(self.run("program", "show", "--year", "2024")[2].stdout)["yaml"]
        with open(self.path("aturan.yaml"), "w", encoding="utf-8") as file:
            file.write(rules + "approvals:\n  - { officers: 2 }\n")
        if self.run("program", "add", "aturan.yaml")[0] != 0:
            fail("program add")
        super().begin()

    def batch(self, rng, approved=False):
        """Of those that wait one that lacks approvals, or for the sender one that has them; now and then any."""
        base = sqlite3.connect(f"file:{self.path('ledger.db')}?mode=ro", uri=True, timeout=60)
        found = base.execute("SELECT p.batch_id, (SELECT count(DISTINCT a.officer) FROM approval AS a WHERE a.batch_id = p.batch_id) FROM payout AS p WHERE p.account_id = 2 GROUP BY p.batch_id").fetchall()
        base.close()
        wanted = [number for number, given in found if (given >= 2) == approved] if rng.random() < 0.9 else [number for number, _ in found]
        return str(rng.choice(wanted[:6] or [number for number, _ in found] or [1]))

    def sender(self, rng):
        return ["send", self.batch(rng, approved=True), self.name("transfer") + ".csv"], (0, 3, 4)

    def personnel(self, rng):
        with self.lock:
            gone = self.approvers.pop(0) if len(self.approvers) > 4 else None
        if gone:
            return ["officer", "revoke", gone, "--reason", "pindah"], (0,)
        return self.appoint(self.name("approver-baru"), "approver"), (0,)

    def judge_end(self, words, status, took, allowed, done, kind):
        super().judge_end(words, status, took, allowed, done, kind)
        if words[:2] == ["officer", "add"] and status == 0:
            with self.lock:
                self.approvers.append(words[2])

    def look_at_end(self, base):
        few = base.execute("SELECT s.batch_id FROM sending AS s WHERE (SELECT count(DISTINCT a.officer) FROM approval AS a WHERE a.batch_id = s.batch_id AND a.position < s.position AND "
                           "NOT EXISTS (SELECT 1 FROM officer_revocation AS r WHERE r.name = a.officer AND r.position < s.position)) < 2").fetchall()
        if few:
            fail(f"sent without two approvals: batches {few[:5]}")
        nameless = base.execute("SELECT count(*) FROM journal WHERE text LIKE '%\nofficer -\n%' AND text NOT LIKE '%\ntype refusal\n%' AND position > (SELECT min(position) FROM officer)").fetchone()[0]
        if nameless:
            fail(f"{nameless} entries without an officer's name")
        revoked, = base.execute("SELECT count(*) FROM officer_revocation").fetchone()
        approvals, = base.execute("SELECT count(*) FROM approval").fetchone()
        print(f"crowd: {approvals} approvals, {revoked} approvers gone", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("seconds", type=int)
    parser.add_argument("folder", nargs="?", help="on the disk that shall be tried")
    arguments = parser.parse_args()
    if arguments.seconds < 1:
        parser.error("SECONDS is a number from 1 on")
    for kind in (Crowd, Staffed):
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            together(kind(os.path.abspath(arguments.program), folder), arguments.seconds / 2)
    return 1 if wrong else 0


def together(crowd, seconds):
    crowd.begin()
    if type(crowd) is Crowd:
        crowd.locked()
    roles = crowd.roles
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=crowd.work, args=(role, number, until)) for role, count in roles.items() for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    idle = {(role, number) for role, count in roles.items() for number in range(count)} - crowd.turns.keys()
    if idle:
        fail(f"had no turn at all: {sorted(idle)}")
    crowd.end()
    crowd.tell(seconds)


if __name__ == "__main__":
    sys.exit(main())

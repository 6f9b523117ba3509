#!/usr/bin/python3
"""Tampers with a ledger in every way that a file can be tampered with, and looks at what the program says.

    tamper.py PROGRAM [--only bytes,schema,journal,officers,folder,beside] [--step N] [--seed N] [--folder DIR]

bytes    every N-th byte of the file, one bit or all of them turned over: `verify` says 5 (or 1, no ledger), or all that verify, status and export say
         is what it was before.
schema   views, triggers, tables and what hides in them: every command ends with 5 or 1, changes nothing and runs nothing.
journal  entries taken out, put in, exchanged, written anew with a root that fits: found, and where only a checkpoint kept elsewhere tells, said so.
officers the same where officers sign: signatures and keys exchanged; the file itself tells each time.
folder   FILE.d/ gone, another ledger's, made of links, pipes, huge and empty files.
beside   SQLite's own files beside the ledger: pipes, links, and a journal that would delete another file.

No command may crash, hang, or print another figure with status 0. Ends with 1 when one did."""
import argparse, collections, os, random, shutil, sqlite3, sys, tempfile, time
from tampered import READING, WRITING, Program, applicants, copy_ledger, live, live_with_officers, sha256
import hostile_schema, rewritten_journal

SECTIONS = ("bytes", "schema", "journal", "officers", "folder", "beside")

WORDS = b"words that are nobody's business\n"
SANE = (0, 1, 2, 3, 4, 5, 6)


class Torture:
    def __init__(self, arguments):
        self.arguments, self.faults, self.counts = arguments, [], collections.Counter()
        self.folder = arguments.folder or tempfile.mkdtemp(prefix="dumisake-tamper-")
        os.makedirs(self.folder, exist_ok=True)
        self.program = Program(arguments.program, self.folder)
        self.random = random.Random(arguments.seed)
        live(self.program, "--db", "books.db")
        self.outputs = self.figures("books.db")

    def say(self, *words):
        return self.program.run("--db", "x.db", *words)

    def fault(self, what, *words):
        self.faults.append(f"{what}: {' '.join(str(word) for word in words)}")
        print("FAULT", self.faults[-1], flush=True)

    def fresh(self, source="books.db"):
        copy_ledger(source, "x.db", self.folder)
        return os.path.join(self.folder, "x.db")

    def figures(self, ledger):
        """All that a reader is told: status, outputs, bytes."""
        told = []
        for words in (["verify", "--json"], ["status", "--year", "all", "--json"], ["status", "--reconcile"], ["export", "f.csv"], ["export", "f.journal"], ["export", "f.xlsx"]):
            status, out, _ = self.program.run("--db", ledger, *words)
            file = os.path.join(self.folder, words[1]) if words[0] == "export" else None
            told.append((status, out.replace(ledger.encode(), b""), sha256(file) if file and status == 0 else None))
        return told

    # Sections.
    def bytes(self):
        size = os.path.getsize(os.path.join(self.folder, "books.db"))
        original = open(os.path.join(self.folder, "books.db"), "rb").read()
        path, first = self.fresh(), self.random.randrange(self.arguments.step)
        for at in range(first, size, self.arguments.step):
            turned = bytearray(original)
            turned[at] ^= self.random.choice((0xFF, 1 << self.random.randrange(8)))
            open(path, "wb").write(turned)
            self.counts["bytes turned over"] += 1
            status, _, error = self.say("verify", "--json")
            if status == 0:
                self.counts["bytes that say nothing"] += 1
                if self.figures("x.db") != self.outputs:
                    self.fault("byte", at, "verifies and another figure is told")
            elif status not in (1, 5):
                self.fault("byte", at, "verify ends with", status, error[-300:])
            else:
                self.counts[f"bytes found, status {status}"] += 1
                self.look_at_readers(at)
            for suffix in ("-wal", "-shm", "-journal"):
                if os.path.exists(path + suffix):
                    os.unlink(path + suffix)

    def look_at_readers(self, at):
        """What does not verify may be told by status, which recomputes nothing; how often is counted. It must end."""
        status, out, error = self.say("status", "--year", "all", "--json")
        if status not in SANE:
            self.fault("byte", at, "status ends with", status, error[-300:])
        elif status == 0 and out.replace(b"x.db", b"") != self.outputs[1][1]:
            self.counts["bytes that verify finds and status tells unseen"] += 1
        words = self.random.choice(READING + WRITING)
        status, _, error = self.say(*words)
        if status not in SANE:
            self.fault("byte", at, " ".join(words), "ends with", status, error[-300:])

    def schema(self):
        for name, change in hostile_schema.ATTACKS.items():
            path = self.fresh()
            hostile_schema.plant(path, change)
            before = sha256(path)
            self.counts["hostile schemas"] += 1
            commands = READING + WRITING if not self.arguments.short else [["verify", "--json"]] + self.random.sample(READING + WRITING, 4)
            for words in commands:
                started = time.monotonic()
                status, out, error = self.say(*words)
                self.counts["commands over a hostile schema"] += 1
                if status not in (1, 5) or (status == 1 and hostile_schema.is_ledger(path)) or b"\x1b" in out + error:
                    self.fault("schema", name, " ".join(words), "ends with", status, error[-300:])
                if time.monotonic() - started > 20:
                    self.fault("schema", name, " ".join(words), "takes", time.monotonic() - started)
            if sha256(path) != before:
                self.fault("schema", name, "was changed by a command")
            for canary in hostile_schema.CANARIES:
                if os.path.exists(os.path.join(self.folder, canary)):
                    self.fault("schema", name, "wrote", canary)

    def journal(self):
        for name, attack in rewritten_journal.ATTACKS.items():
            path = self.fresh()
            checkpoint = os.path.join(self.folder, "elsewhere.note")
            if not os.path.exists(checkpoint):
                self.say("checkpoint", "elsewhere.note")
            attack(path)
            self.counts["journals rewritten"] += 1
            status, _, error = self.say("verify")
            if status != 5:
                self.fault("journal", name, "verify ends with", status, error[-200:])
            shutil.rmtree(path + ".d")
            alone = self.say("verify")[0]
            against, _, error = self.say("verify", "--against", "elsewhere.note")
            if against != 5 or alone not in (0, 5):
                self.fault("journal", name, "against a checkpoint from elsewhere ends with", against, error[-200:])
            self.counts["found by the file itself" if alone == 5 else "found by a checkpoint alone"] += 1
            print(f"journal {name}: {'the file itself tells' if alone == 5 else 'only a checkpoint tells'}")

    def officers(self):
        live_with_officers(self.program, "--db", "office.db")
        for name, attack in rewritten_journal.OFFICERS_ATTACKS.items():
            path = self.fresh("office.db")
            shutil.rmtree(path + ".d")
            if self.say("verify")[0] != 0:
                self.fault("officers", "the ledger does not verify before it is forged")
            attack(path)
            self.counts["journals of officers rewritten"] += 1
            self.expect(f"officers {name}", (5,), "verify")

    def expect(self, what, allowed, *words):
        status, _, error = self.say(*words)
        if status not in allowed:
            self.fault(what, " ".join(words), "ends with", status, error[-300:])

    def beside_folder(self, path):
        """(name, how FILE.d is spoilt, the statuses that verify may end with)."""
        beside = path + ".d"
        one = sorted(name for name in os.listdir(beside) if name.endswith(".checkpoint"))[-1]
        other = os.path.join(self.folder, "other.db")

        def each(make):
            def spoil():
                for name in os.listdir(beside):
                    os.unlink(os.path.join(beside, name))
                    make(os.path.join(beside, name))
            return spoil

        def replaced(make):
            return lambda: (shutil.rmtree(beside), make())

        if not os.path.exists(other):
            self.program.write("other.csv", applicants([1, 2]))
            self.program.must("--db", "other.db", "import", "other.csv", "--date", "2024-02-10")
        return [("gone", lambda: shutil.rmtree(beside), (0,)), ("another ledger's", replaced(lambda: shutil.copytree(other + ".d", beside)), (0, 3, 5)),
                ("empty files", each(lambda name: open(name, "w").close()), (3, 5)), ("pipes", each(os.mkfifo), (0, 3, 5)),
                ("links to /dev/zero", each(lambda name: os.symlink("/dev/zero", name)), (0, 3, 5)), ("dangling links", each(lambda name: os.symlink("nowhere", name)), (0, 3, 5)),
                ("huge files", each(lambda name: os.truncate(os.open(name, os.O_CREAT | os.O_WRONLY), 1 << 32)), (3, 5)), ("folders", each(os.mkdir), (0, 3, 5)),
                ("one byte of a checkpoint", lambda: self.turn(os.path.join(beside, one)), (3, 5)), ("a file", replaced(lambda: open(beside, "w").close()), (0, 1, 3, 5)),
                ("a pipe", replaced(lambda: os.mkfifo(beside)), (0, 1, 3, 5)), ("a link to /", replaced(lambda: os.symlink("/", beside)), (0, 1, 3, 5)),
                ("ten thousand files", lambda: [open(os.path.join(beside, f"{n:012d}.checkpoint"), "w").close() for n in range(10000)], (3, 5))]

    @staticmethod
    def turn(path):
        text = bytearray(open(path, "rb").read())
        text[len(text) // 2] ^= 1
        open(path, "wb").write(text)

    def folder_(self):
        for index in range(13):
            path = self.fresh()
            name, spoil, allowed = self.beside_folder(path)[index]
            spoil()
            self.counts["folders spoilt"] += 1
            self.expect(f"folder {name}", allowed, "verify")
            for words in (["import", "c.csv"], ["checkpoint", "o.note"], ["backup", f"backup{index}.db"], ["receipt", "1", "o.tlog-proof"]):
                self.expect(f"folder {name}", SANE, *words)
        path = self.fresh()
        self.say("import", "c.csv", "--date", "2024-08-01")
        shutil.copy(os.path.join(self.folder, "books.db"), path)
        self.expect("older file, newer folder", (5,), "verify")

    def beside(self):
        victim = os.path.join(self.folder, "victim.txt")
        for suffix in ("-journal", "-wal", "-shm", "-scrub"):
            for make in (os.mkfifo, lambda name: os.symlink("/dev/zero", name), os.mkdir, lambda name: os.symlink(victim, name), lambda name: os.link(victim, name)):
                path = self.fresh()
                open(victim, "wb").write(WORDS)
                if os.path.isdir(path + suffix):
                    os.rmdir(path + suffix)
                make(path + suffix)
                self.counts["files beside the ledger"] += 1
                for words in (["status"], ["verify"], ["import", "c.csv"]):
                    self.expect(f"beside {suffix}", SANE, *words)
                if not os.path.exists(victim) or open(victim, "rb").read() != WORDS:
                    self.fault("beside", suffix, "deleted or changed another file")
        path = self.fresh()
        hostile_schema.journal_that_names(path, victim)
        self.expect("journal that names a file", (5,), "status")
        if not os.path.exists(victim):
            self.fault("beside", "a journal that names a file deleted it")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--step", type=int, default=97)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="a sample of the commands over each hostile schema")
    parser.add_argument("--folder")
    parser.add_argument("--dry", action="store_true", help="only read these options")
    arguments = parser.parse_args()
    for section in arguments.only.split(","):
        if section not in SECTIONS:
            parser.error(f"no section '{section}'; there are: {', '.join(SECTIONS)}")
    if arguments.step < 1:
        parser.error("N of --step is a number from 1 on")
    if arguments.dry:
        return
    torture = Torture(arguments)
    started = time.monotonic()
    for section in arguments.only.split(","):
        getattr(torture, "folder_" if section == "folder" else section)()
    for what, count in sorted(torture.counts.items()):
        print(f"{count:8} {what}")
    print(f"{torture.program.runs} commands in {time.monotonic() - started:.0f} s, {len(torture.faults)} faults, seed {arguments.seed}")
    if not torture.faults and not arguments.folder:
        shutil.rmtree(torture.folder)
    sys.exit(1 if torture.faults else 0)


main()

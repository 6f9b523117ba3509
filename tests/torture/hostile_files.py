#!/usr/bin/python3
"""Gives every command that takes a file what is none, what is too large and what is another's: hostile_files.py PROGRAM [--short] [--folder DIR].
Nothing may hang, crash, take memory without bound, or write over the ledger, what lies beside it, or the file that is read."""
import argparse, os, random, shutil, subprocess, sys, tempfile, time, zipfile
from tampered import HEADER, Program, applicants, copy_ledger, live, nik, sha256

INPUTS = [["import", "*"], ["import", "*", "--dry-run"], ["preview", "*"], ["accounts", "*"], ["exclude", "*", "--list", "tni"], ["review", "*"], ["sk", "*", "--number", "9", "--date", "2024-03-02"],
          ["settle", "*"], ["lpj", "*"], ["program", "check", "*"], ["program", "add", "*"], ["check", "--what-if", "*"], ["send", "2", "o.csv", "--template", "*"], ["export", "o.xlsx", "--template", "*"],
          ["export", "--check", "*"], ["receipt", "--check", "*"], ["verify", "--against", "*"], ["verify", "--files", "*"], ["witness", "update", "*"], ["witness", "check", "*"],
          ["officer", "add", "ani", "--role", "administrator", "--passphrase-file", "*"], ["--as", "ani", "--key-file", "*", "--passphrase-file", "word.txt", "check"], ["explain", nik(1), "--letter", "o.letter", "--template", "*"],
          ["import", "c.csv", "--map", "nama=*"], ["status", "--db", "*"], ["verify", "--db", "*"], ["import", "c.csv", "--db", "*"]]
OUTPUTS = [["export", "*.xlsx"], ["export", "*.csv"], ["export", "*.txt"], ["export", "*.journal"], ["send", "2", "*"], ["checkpoint", "*"], ["receipt", "1", "*"], ["import", "bad.csv", "--rejects", "*"], ["backup", "*"],
           ["explain", nik(1), "--letter", "*"], ["lottery", "publish", "*"], ["witness", "init", "*", "--name", "v"], ["witness", "update", "w", "--out", "*"]]
MEMORY = 400 << 20


class Torture:
    def __init__(self, program, folder, short):
        self.short = short
        self.program, self.folder, self.faults, self.cases, self.most = Program(program, folder, 60), folder, 0, 0, 0
        live(self.program, "--db", "books.db")
        self.program.write("bad.csv", applicants([30]).replace("Kota Jambi", "Kota Antah"))
        self.sanitized = b"__asan_init" in open(program, "rb").read()

    def fault(self, *words):
        self.faults += 1
        print("FAULT", *(ascii(word) if isinstance(word, bytes) else word for word in words), flush=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def memory_of(self, pid):
        """The most that the program itself had, in bytes; 0 before it is there and when it is gone."""
        try:
            if os.readlink(f"/proc/{pid}/exe") != os.path.realpath(self.program.path):
                return 0
            with open(f"/proc/{pid}/status") as status:
                return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM")), 0)
        except OSError:
            return 0

    def measured(self, *words, allowed=(0, 1, 2, 3, 4, 5), limit=60):
        """Runs a command; its status, message, seconds and the most memory it had are looked at."""
        self.cases += 1
        started = time.monotonic()
        with tempfile.TemporaryFile() as errors:
            child = subprocess.Popen([self.program.path, *words], cwd=self.folder, env=self.program.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
            most = 0 # what wait4 says counts the memory of this process, too, before the exec
            while True:
                most = max(most, self.memory_of(child.pid))
                pid, state = os.waitpid(child.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() - started > limit * (5 if self.sanitized else 1):
                    child.kill()
                    os.waitpid(child.pid, 0)
                    child.returncode = -9
                    return self.fault(" ".join(words)[:120], "does not end")
                time.sleep(0.005)
            child.returncode = status = os.waitstatus_to_exitcode(state)
            errors.seek(0)
            message = errors.read(2000)
        self.most = max(self.most, most >> 20)
        if status not in allowed or (status not in (0, 3) and not message.strip()):
            self.fault(" ".join(words)[:120], "ends with", status, message[-300:])
        if most > MEMORY and not self.sanitized:
            self.fault(" ".join(words)[:120], "takes", most >> 20, "MiB")
        return status

    def inputs(self):
        os.mkfifo(self.path("pipe"))
        for name, target in (("dangling", "nowhere"), ("loop", "loop"), ("zero", "/dev/zero")):
            os.symlink(target, self.path(name))
        self.program.write("empty", "")
        open(self.path("binary"), "wb").write(random.Random(1).randbytes(100000))
        open(self.path("nul.csv"), "wb").write(applicants([40]).encode().replace(b"Warga", b"Wa\0rga") + b"\0" * 1000)
        for name in ("pipe", ".", "zero", "/dev/full", "/proc/self/mem", "/dev/tty", "/proc/self/environ", "dangling", "loop", "empty", "binary", "nul.csv", "books.db", "books.db.d", "issued.xlsx", "../../../../../x", "x" * 5000, ""):
            for words in INPUTS[::6] if self.short else INPUTS:
                db = [] if "--db" in words else ["--db", "x.db"]
                copy_ledger("books.db", "x.db", self.folder)
                self.measured(*db, *(word.replace("*", name) for word in words), limit=20)

    def snapshot(self):
        beside = self.path("x.db.d")
        return {name: sha256(name) for name in [self.path(name) for name in ("x.db", "victim", "c.csv", "bad.csv")] + [os.path.join(beside, name) for name in sorted(os.listdir(beside))]}

    def outputs(self):
        victim = self.path("victim")
        places = {"the ledger": lambda name: "x.db", "the ledger, by another way": lambda name: "./../" + os.path.basename(self.folder) + "/x.db", "its log": lambda name: "x.db-wal", "a link to the ledger": lambda name: os.symlink("x.db", self.path(name)),
                  "a second name of the ledger": lambda name: os.link(self.path("x.db"), self.path(name)), "a link to a file": lambda name: os.symlink(victim, self.path(name)), "a dangling link": lambda name: os.symlink("nowhere", self.path(name)),
                  "a pipe": lambda name: os.mkfifo(self.path(name)), "a folder": lambda name: os.mkdir(self.path(name)), "/dev/full": lambda name: os.symlink("/dev/full", self.path(name)), "/dev/zero itself": lambda name: "/dev/zero",
                  "the file that is read": lambda name: "bad.csv", "a checkpoint beside": lambda name: "x.db.d/" + sorted(os.listdir(self.path("x.db.d")))[0], "the key beside": lambda name: "x.db.d/" + [name for name in os.listdir(self.path("x.db.d")) if "key" in name][0],
                  "no folder": lambda name: "nofolder/../../x/" + name, "a name of two hundred letters and more": lambda name: "y" * 300 + name}
        for words in OUTPUTS[::4] if self.short else OUTPUTS:
            for place, make in places.items():
                copy_ledger("books.db", "x.db", self.folder)
                self.program.write("victim", "words\n")
                for name in os.listdir(self.folder):
                    if name.startswith("made") or name == "nowhere":
                        (os.rmdir if os.path.isdir(self.path(name)) and not os.path.islink(self.path(name)) else os.unlink)(self.path(name))
                stem = next(word for word in words if "*" in word)
                made = make(stem.replace("*", "made")) or stem.replace("*", "made")
                before = self.snapshot()
                status = self.measured("--db", "x.db", *(made if word == stem else word for word in words), limit=20)
                for name, digest in before.items():
                    changed = not os.path.exists(name) or sha256(name) != digest
                    if changed and (not name.endswith("x.db") or status not in (0, 3)):
                        self.fault(" ".join(words), "to", place, "with status", status, "changed", name)
                if self.program.run("--db", "x.db", "verify")[0] not in (0, 3):
                    self.fault(" ".join(words), "to", place, "with status", status, "the ledger does not verify")
                if os.path.exists(self.path("nowhere")):
                    self.fault(" ".join(words), "to", place, "wrote through a dangling link")

    def large(self):
        many = 4 if self.short else 100
        write = lambda name: open(self.path(name), "wb")
        with write("columns.csv") as file:
            file.write(b",".join([b"nik", b"nama"] + [b"k%d" % n for n in range(10000)]) + b"\n" + b",".join([nik(1).encode()] + [b"x"] * 10001) + b"\n")
        with write("field.csv") as file:
            file.write(HEADER.encode() + b"\n" + nik(1).encode() + b',"' + b"x" * (many << 20) + b'"\n')
        with write("quote.csv") as file:
            file.write(HEADER.encode() + b"\n" + b'"' * (many << 20))
        with write("commas.csv") as file:
            file.write(HEADER.encode() + b"\n" + b"," * (many << 20) + b"\n")
        with write("lines.csv") as file:
            file.write(HEADER.encode() + b"\n" + b"\n" * (many << 20))
        with write("marks.csv") as file:
            file.write(HEADER.encode() + b"\n" + b",;\t|" * (many << 18))
        with write("nul-large.csv") as file:
            file.truncate(many << 20)
        for name in ("columns.csv", "field.csv", "quote.csv", "commas.csv", "lines.csv", "marks.csv", "nul-large.csv"):
            for words in (["preview"], ["import"]) if self.short else (["preview"], ["import"], ["settle"], ["accounts"]):
                self.measured("--db", "x.db", "--quiet", words[0], name)
        bombs = {"aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join('*' + chr(97 + n) for _ in range(9))}]\n" for n in range(12)), "depth": "a: " + "[" * 100000, "maps": "{a: " * 100000,
                 "long": "name: " + "x" * (many << 20), "many": "a: 1\n" * (many << 18), "anchors": "".join(f"k{n}: &a{n} x\n" for n in range(100000)), "key": "? " * 100000, "tag": "!!python/object/apply:os.system ['touch canary']",
                 "merge": "a: &a {b: 1}\nc: {<<: *a}\n", "zero": "a: 0x7fffffffffffffffffff\n", "document": "---\n" * 100000}
        for name, text in bombs.items():
            self.program.write(f"{name}.yaml", text)
            for words in (["program", "check", "*"], ["send", "2", "o.csv", "--template", "*"], ["export", "o.xlsx", "--template", "*"], ["check", "--what-if", "*"], ["settle", "j.csv", "--template", "*"]):
                self.measured("--db", "x.db", *(word.replace("*", f"{name}.yaml") for word in words), allowed=(1, 2, 4))
        self.zips(many)

    def zips(self, many):
        sheet = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        contents = {"bomb": [("xl/worksheets/sheet1.xml", sheet + b"<row/>" * (many << 19))], "entity": [("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><a>&m;</a>")],
                    "outside": [("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')], "deep": [("xl/workbook.xml", b"<a>" * 1000000)], "names": [("../../../canary", b"x"), ("/canary", b"x")],
                    "blank": [("xl/workbook.xml", b" " * (many << 20))], "shared": [("xl/sharedStrings.xml", b"<sst>" + b"<si><t>x</t></si>" * (many << 16))], "files": [(f"xl/worksheets/sheet{n}.xml", b"") for n in range(20000)]}
        for name, files in contents.items():
            with zipfile.ZipFile(self.path(f"{name}.xlsx"), "w", zipfile.ZIP_DEFLATED) as archive:
                issued = zipfile.ZipFile(self.path("issued.xlsx"))
                for member in issued.namelist():
                    if member not in [file for file, _ in files]:
                        archive.writestr(member, issued.read(member))
                for file, data in files:
                    archive.writestr(file, data)
            self.measured("--db", "x.db", "export", "--check", f"{name}.xlsx", allowed=(1, 3, 4, 5))

    def numbers(self):
        edges = ["0", "-1", "-0", "00", "1.5", "1,5", "1e3", "0x10", " 1", "9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616", "-9223372036854775808",
                 "99999999999999999999999999", "1_000", "१२", "inf", "nan", ""]
        days = ["0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2024-02-30", "2024-00-10", "2024-13-01", "-2024-01-01", "2024-1-1", "1969-12-31", "2024-02-29T00:00", "292277026596-12-04", ""]
        for edge in edges[::6] if self.short else edges:
            for words in (["disburse", "--batch", "--limit", "*"], ["refund", nik(2), "--amount", "*", "--sts", "8"], ["lpj", nik(1), "--amount", "*"], ["program", "budget", "--dpa", "D8", "--amount", "*"], ["export", "o.xlsx", "--sample", "*", "--seed", "x"],
                          ["export", "o.xlsx", "--at", "*"], ["status", "--year", "*"], ["approve", "*", "--sk", "1", "--sk-date", "2024-07-03"], ["receipt", "*", "o.tlog-proof"], ["import", "c.csv", "--expect-rows", "*"], ["preview", "c.csv", "--table", "*"],
                          ["checkpoint", "o.note", "--old", "*"], ["explain", "*"], ["amend", nik(7), "--set", "omzet_bulanan=*", "--reason", "x"], ["amend", nik(7), "--set", "skor=*", "--reason", "x"]):
                copy_ledger("books.db", "x.db", self.folder)
                self.measured("--db", "x.db", *(word.replace("*", edge) for word in words))
                self.verified(words, edge)
            copy_ledger("books.db", "x.db", self.folder)
            self.program.write("n.csv", HEADER + ",skor\n" + applicants([50]).split("\n")[1].replace("2500000", f'"{edge}"') + f',"{edge}"\n')
            self.program.write("l.csv", f'nik,jumlah,tanggal\n{nik(2)},"{edge}",2024-06-05\n')
            self.program.write("s.csv", f'nik,nama,kategori,jumlah\n{nik(1)},Warga,emak-emak,"{edge}"\nJumlah,,,"{edge}"\n')
            self.program.write("j2.csv", f'reference,status,amount,date,reason\nP2024B003N000001,SUKSES,"{edge}",2024-07-05,\nTOTAL,,"{edge}",,\n')
            self.program.write("rules.yaml", self.program.must("--db", "books.db", "program", "show").replace("5000000", edge or '""'))
            for words in (["import", "n.csv"], ["lpj", "l.csv"], ["sk", "s.csv", "--number", "7", "--date", "2024-07-01"], ["send", "3", "o3.csv"], ["settle", "j2.csv"], ["program", "check", "rules.yaml"]):
                self.measured("--db", "x.db", *words)
            self.verified("files", edge)
        for day in days[::6] if self.short else days:
            for words in (["import", "c.csv", "--date", "*"], ["approve", "2", "--sk", "1", "--sk-date", "*"], ["status", "--date", "*"], ["export", "o.xlsx", "--as-of", "*"], ["lpj", "--overdue", "--date", "*"], ["amend", nik(7), "--set", "tanggal_lahir=*", "--reason", "x"],
                          ["refund", nik(2), "--amount", "1", "--sts", "8", "--sts-date", "*"]):
                copy_ledger("books.db", "x.db", self.folder)
                self.measured("--db", "x.db", *(word.replace("*", day) for word in words))
                self.verified(words, day)

    def verified(self, words, value):
        status, _, error = self.program.run("--db", "x.db", "verify")
        if status not in (0, 3):
            self.fault(" ".join(words), value, "and the ledger does not verify", error[-200:])


def main():
    sections = ("inputs", "outputs", "large", "numbers")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--only", default=",".join(sections))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder")
    parser.add_argument("--dry", action="store_true", help="only read these options")
    arguments = parser.parse_args()
    for section in arguments.only.split(","):
        if section not in sections:
            parser.error(f"no section '{section}'; there are: {', '.join(sections)}")
    if arguments.dry:
        return
    folder = arguments.folder or tempfile.mkdtemp(prefix="dumisake-hostile-")
    os.makedirs(folder, exist_ok=True)
    torture = Torture(arguments.program, folder, arguments.short)
    for section in arguments.only.split(","):
        copy_ledger("books.db", "x.db", folder)
        getattr(torture, section)()
    print(f"{torture.cases} cases, at most {torture.most} MiB, {torture.faults} faults")
    if not torture.faults and not arguments.folder:
        shutil.rmtree(folder)
    sys.exit(1 if torture.faults else 0)


main()

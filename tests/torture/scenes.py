"""The commands that write, each with the folder that it begins in. What the torture of the disk and that of killing share."""
import copy
import os
import shutil
import sqlite3
import subprocess

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("DUMISAKE") or os.path.join(SOURCE, "build/dev/dumisake"))
GENERATE = os.path.join(SOURCE, "scripts/generate_applicants")
ANSWER = os.path.join(SOURCE, "scripts/bank_answer")
HEADER = ("nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,nib,omzet_bulanan,tanggal_mulai_usaha,no_kk,tanggal_lahir,jenis_kelamin,"
          "tanggal_pengajuan,bank,no_rekening,nama_rekening\n")
OLDER = 15  # a format of before


def nik(serial):
    return f"157101520390{serial:04d}"


def applicant(serial, name=None, account=None):
    name = name or f"Warga Contoh {serial}"
    return (f"{nik(serial)},{name},emak-emak,Kota Jambi,Telanaipura,912000000{serial:04d},2500000,2024-01-15,157101010112{serial:04d},"
            f"1990-03-12,perempuan,2024-02-01,Bank Jambi,{account or f'301000{serial:04d}'},{name}\n")


def run(folder, words, check=True, wrapper=(), **options):
    """The program in a folder; its output as text."""
    result = subprocess.run([*wrapper, PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                            env=environment(), **options)
    if check and result.returncode not in (0, 3):
        raise RuntimeError(f"{words}: {result.returncode}: {result.stderr}{result.stdout}")
    return result


def environment():
    """English, and nobody's ledger."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "DUMISAKE", "LANGUAGE"))}
    return {**kept, "LANG": "C.UTF-8"}


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


def papers(folder):
    """What the commands read."""
    write(folder, "applicants.csv", HEADER + "".join(applicant(i) for i in range(1, 13)))
    write(folder, "more.csv", HEADER + "".join(applicant(i) for i in range(13, 17)) + applicant(2, "Nama Lain", "999888777"))
    write(folder, "accounts.csv", f"nik,bank,no_rekening,nama_rekening\n{nik(3)},Bank Jambi,3019999003,Warga Contoh 3\n")
    write(folder, "asn.csv", f"nik,nama\n{nik(4)},Warga Contoh 4\n")
    write(folder, "review.csv", f"nik,keputusan,alasan\n{nik(5)},memenuhi syarat,ditemui\n{nik(6)},ditolak,usaha tutup\n")
    write(folder, "sk.csv", "nik,nama,jumlah,kategori,no_rekening\n" +
          "".join(f"{nik(i)},Warga Contoh {i},5000000,emak-emak,301000{i:04d}\n" for i in range(1, 13)))
    write(folder, "lpj.csv", f"nik,jumlah,tanggal\n{nik(1)},5000000,2024-04-02\n{nik(2)},4000000,2024-04-03\n")
    write(folder, "bank.yaml", "title: Bank Contoh\nencoding: utf-8\nline_end: lf\nseparator: comma\nrows_per_file: 5\ncolumns: [" + ", ".join(
        f'{{ content: "{{{{{field}}}}}" }}' for field in ("reference", "account_number", "amount", "file")) + "]\n")
    write(folder, "second.csv", "reference,status,amount,date,reason\nP2024B001N000003,SUKSES,5000000,2024-03-09,\n")
    for name in ("ani", "budi", "citra", "dewi"):
        write(folder, f"{name}.txt", f"rahasia {name}\n")


class Bases:
    """Folders to begin in, made once and copied for every run."""

    def __init__(self, root):
        self.root = root

    def path(self, name):
        path = os.path.join(self.root, name)
        if not os.path.isdir(path):
            making = path + ".making"
            shutil.rmtree(making, ignore_errors=True)
            getattr(self, "make_" + name)(making)
            os.rename(making, path)
        return path

    def copy(self, name, to):
        return shutil.copytree(self.path(name), to)

    def make_nothing(self, folder):
        os.makedirs(folder)
        papers(folder)

    def make_register(self, folder):
        self.copy("nothing", folder)
        run(folder, ["import", "applicants.csv", "--date", "2024-02-10"])
        run(folder, ["export", "old.csv"])
        shown = run(folder, ["program", "show", "--year", "2024"]).stdout
        write(folder, "rules.yaml", "".join("order: skor\n" if line.startswith("order:") else line for line in shown.splitlines(True)))
        write(folder, "lottery.yaml", "".join("order: undian\n" if line.startswith("order:") else line for line in shown.splitlines(True)))

    def make_accountless(self, folder):
        self.copy("nothing", folder)
        write(folder, "applicants.csv", HEADER + applicant(3).replace("Bank Jambi,3010000003,Warga Contoh 3", ",,"))
        run(folder, ["import", "applicants.csv", "--date", "2024-02-10"])

    def make_logged(self, folder):
        """As a program leaves it that was killed: the books are in the write-ahead log."""
        self.copy("register", folder)
        reader = subprocess.Popen(["sqlite3", "dumisake.db"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        reader.stdin.write("SELECT count(*) FROM journal;\n")
        reader.stdin.flush()
        reader.stdout.readline()
        run(folder, ["review", nik(5), "--accept", "--reason", "ditemui", "--date", "2024-02-12"])
        reader.kill()
        reader.wait()

    def make_drawing(self, folder):
        self.copy("register", folder)
        run(folder, ["program", "add", "lottery.yaml", "--date", "2024-02-11"])

    def make_published(self, folder):
        self.copy("drawing", folder)
        run(folder, ["lottery", "publish", "tickets.csv", "--date", "2024-02-12"])

    def make_committed(self, folder):
        self.copy("register", folder)
        run(folder, ["disburse", "--batch", "--date", "2024-03-01"])

    def make_sent(self, folder):
        self.copy("committed", folder)
        run(folder, ["send", "1", "transfer.csv", "--date", "2024-03-02"])
        answer(folder, "transfer.csv", "answer.csv", 3)

    def make_paid(self, folder):
        self.copy("sent", folder)
        run(folder, ["settle", "answer.csv", "--date", "2024-03-05"])
        bounced = run(folder, ["status", "--json"]) and returned(folder)
        write(folder, "bounced.txt", "\n".join(bounced) + "\n")
        run(folder, ["witness", "init", "watch.txt", "--name", "inspektorat"])

    def make_office(self, folder):
        self.copy("register", folder)
        run(folder, ["officer", "add", "ani", "--role", "administrator", "--passphrase-file", "ani.txt", "--date", "2024-02-11"])
        run(folder, ["--as", "ani", "--passphrase-file", "ani.txt", "officer", "add", "budi", "--role", "operator", "--new-passphrase-file", "budi.txt",
                     "--date", "2024-02-11"])

    def make_agreeing(self, folder):
        """Two administrators, one of whom has proposed an approver."""
        self.copy("office", folder)
        run(folder, [*AS_ANI, "officer", "add", "dewi", "--role", "administrator", "--new-passphrase-file", "dewi.txt", "--date", "2024-02-12"])
        run(folder, [*AS_ANI, "officer", "add", "citra", "--role", "approver", "--new-passphrase-file", "citra.txt", "--date", "2024-02-12"])

    def make_older(self, folder):
        """A ledger of format 15: the tables of then, with what they had."""
        self.copy("register", folder)
        path = os.path.join(folder, "dumisake.db")
        os.rename(path, path + ".now")
        older = sqlite3.connect(path)
        for name in sorted(os.listdir(os.path.join(SOURCE, "src/store/schema"))):
            if name[:4].isdigit() and int(name[:4]) <= OLDER:
                with open(os.path.join(SOURCE, "src/store/schema", name), encoding="utf-8") as migration:
                    older.executescript(migration.read())
        older.execute("ATTACH ? AS now", (path + ".now",))
        for table, in older.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
            now = {column for _, column, *_ in older.execute(f"PRAGMA now.table_info({table})")}
            both = ", ".join(column for _, column, *_ in older.execute(f"PRAGMA main.table_info({table})") if column in now)
            older.execute(f"DELETE FROM main.{table}")
            older.execute(f"INSERT INTO main.{table} ({both}) SELECT {both} FROM now.{table}")
        older.commit()
        older.execute("DETACH now")
        older.executescript(f"PRAGMA user_version = {OLDER}; PRAGMA application_id = {0x44554D49}; PRAGMA journal_mode = WAL")
        older.close()
        os.remove(path + ".now")
        os.chmod(path, 0o600)

    def make_large(self, folder):
        """What `check` and `disburse` change does not fit in SQLite's memory: it is in the log before the end."""
        os.makedirs(folder)
        generated(folder, "many.csv", 110000)
        run(folder, ["import", "many.csv", "--date", "2024-12-01"])

    def make_crowd(self, folder):
        os.makedirs(folder)
        generated(folder, "many.csv", 200000)


def generated(folder, name, rows):
    with open(os.path.join(folder, name), "wb") as out:
        subprocess.run([GENERATE, str(rows), "--year", "2024"], stdout=out, check=True)


def answer(folder, transfer, name, bounce):
    with open(os.path.join(folder, name), "wb") as out:
        subprocess.run([ANSWER, transfer, "--date", "2024-03-05", "--bounce", str(bounce)], cwd=folder, stdout=out, check=True)


def returned(folder):
    """The NIK whose money bounced: every third of the transfer file."""
    return [nik(i) for i in (3, 6, 9, 12)]


class Scene:
    """`beside`: officers' keys are looked at, too. `outside`: the journal does not speak of the file that is written. `mends`: the books come before
    the file, and the same command again puts it there, or with these words more, which it names. `refused`: exit status 4, and the refusal has its entry.
    `gone`: bytes that are in none of the ledger's files afterwards."""

    def __init__(self, name, base, words, beside=False, outside=False, mends=(), refused=False, gone=None):
        self.name, self.base, self.words, self.beside, self.outside, self.mends, self.refused, self.gone = name, base, words, beside, outside, mends, refused, gone
        self.statuses = (4,) if refused else (0, 3)
        self.first = None

    def behind(self, base, first):
        """The same after another command, in whose folder not all may be on the disk yet."""
        scene = copy.copy(self)
        scene.name, scene.base, scene.first = f"{first[0]}-{self.name}", base, first
        return scene


AS_ANI = ["--as", "ani", "--passphrase-file", "ani.txt"]
AS_BUDI = ["--as", "budi", "--passphrase-file", "budi.txt"]

SCENES = [
    Scene("init", "nothing", ["init"]),
    Scene("import-first", "nothing", ["import", "applicants.csv", "--date", "2024-02-10"]),
    Scene("import-more", "register", ["import", "more.csv", "--date", "2024-02-11", "--rejects", "aside.csv"]),
    Scene("import-logged", "logged", ["import", "more.csv", "--date", "2024-02-13"]),
    Scene("program-add", "register", ["program", "add", "rules.yaml", "--date", "2024-02-11"]),
    Scene("program-budget", "register", ["program", "budget", "--dpa", "2.17.07/2024", "--amount", "9000000000", "--date", "2024-02-11"]),
    Scene("amend", "register", ["amend", nik(2), "--set", "alamat=Jalan Baru 7", "--reason", "pindah", "--date", "2024-02-12"]),
    Scene("withdraw", "register", ["withdraw", nik(2), "--reason", "pindah", "--date", "2024-02-12"]),
    Scene("accounts", "accountless", ["accounts", "accounts.csv", "--date", "2024-02-12"]),
    Scene("exclude", "register", ["exclude", "asn.csv", "--list", "asn", "--date", "2024-02-12"]),
    Scene("review", "register", ["review", nik(5), "--accept", "--reason", "ditemui", "--date", "2024-02-12"]),
    Scene("review-file", "register", ["review", "review.csv", "--date", "2024-02-12"]),
    Scene("check", "register", ["check", "--date", "2024-02-12"]),
    Scene("check-older", "older", ["check", "--date", "2024-02-12"]),
    Scene("import-older", "older", ["import", "more.csv", "--date", "2024-02-11"]),
    Scene("check-large", "large", ["check", "--date", "2024-12-12"]),
    Scene("lottery-publish", "drawing", ["lottery", "publish", "tickets.csv", "--date", "2024-02-12"]),
    Scene("lottery-draw", "published", ["lottery", "draw", "--seed", "IHSG 7.301", "--source", "BEI", "--date", "2024-02-13"]),
    Scene("disburse", "register", ["disburse", "--batch", "--date", "2024-03-01"]),
    Scene("disburse-large", "large", ["disburse", "--batch", "--date", "2024-12-12", "--limit", "400"]),
    Scene("sk", "committed", ["sk", "sk.csv", "--number", "12/KEP/2024", "--date", "2024-03-02"]),
    Scene("approve", "committed", ["approve", "1", "--sk", "12/KEP/2024", "--sk-date", "2024-03-02", "--date", "2024-03-02"]),
    Scene("cancel", "committed", ["cancel", "1", "--reason", "salah tanggal", "--date", "2024-03-02"]),
    Scene("send", "committed", ["send", "1", "transfer.csv", "--date", "2024-03-02"], mends=["--again"]),
    Scene("send-template", "committed", ["send", "1", "transfer.csv", "--template", "titik-koma", "--date", "2024-03-02"], mends=["--again"]),
    Scene("send-several", "committed", ["send", "1", "transfer.csv", "--template", "bank.yaml", "--date", "2024-03-02"], mends=["--again"]),
    Scene("settle-again", "paid", ["settle", "second.csv", "--date", "2024-03-09"]),
    Scene("settle", "sent", ["settle", "answer.csv", "--date", "2024-03-05"]),
    Scene("repay", "paid", ["repay", nik(3), "--account", "3010009993", "--name", "Warga Contoh 3", "--date", "2024-03-06"]),
    Scene("deposit", "paid", ["deposit", nik(6), "--sts", "STS-9/2024", "--sts-date", "2024-03-20", "--date", "2024-03-20"]),
    Scene("refund", "paid", ["refund", nik(1), "--amount", "2000000", "--sts", "STS-1", "--date", "2024-03-10"]),
    Scene("lpj", "paid", ["lpj", nik(1), "--amount", "5000000", "--day", "2024-04-02", "--date", "2024-04-02"]),
    Scene("lpj-file", "paid", ["lpj", "lpj.csv", "--date", "2024-04-04"]),
    Scene("erase", "paid", ["erase", nik(2), "--reason", "surat 12/2026", "--date", "2024-05-01"], gone=b"Warga Contoh 2"),
    Scene("officer-first", "register", ["officer", "add", "ani", "--role", "administrator", "--passphrase-file", "ani.txt", "--date", "2024-02-11"], beside=True),
    Scene("officer-add", "office", [*AS_ANI, "officer", "add", "citra", "--role", "approver", "--new-passphrase-file", "citra.txt", "--date", "2024-02-12"],
          beside=True),
    Scene("officer-revoke", "office", [*AS_ANI, "officer", "revoke", "budi", "--reason", "pindah tugas", "--date", "2024-02-12"], beside=True),
    Scene("officer-confirm", "agreeing", ["--as", "dewi", "--passphrase-file", "dewi.txt", "officer", "confirm", "citra", "--date", "2024-02-13"], beside=True),
    Scene("officer-refused", "office", [*AS_BUDI, "officer", "revoke", "ani", "--reason", "x", "--date", "2024-02-12"], beside=True, refused=True),
    Scene("officer-key", "nothing", ["officer", "key", "citra", "citra.key", "--passphrase-file", "citra.txt"]),
    Scene("officer-passphrase", "office", ["officer", "passphrase", "budi", "--passphrase-file", "budi.txt", "--new-passphrase-file", "citra.txt"], beside=True),
    Scene("officer-disburse", "office", [*AS_BUDI, "disburse", "--batch", "--date", "2024-03-01"], beside=True),
    Scene("checkpoint", "register", ["checkpoint", "kept.txt"]),
    Scene("checkpoint-new-key", "register", ["checkpoint", "kept.txt", "--new-key"], outside=True),
    Scene("receipt", "committed", ["receipt", "P2024B001N000001", "receipt.tlog-proof"]),
    Scene("witness-init", "register", ["witness", "init", "watch.txt", "--name", "inspektorat"]),
    Scene("witness-update", "paid", ["witness", "update", "watch.txt", "--out", "cosigned.txt"]),
    Scene("backup", "paid", ["backup", "copy.db"]),
    Scene("export-xlsx", "paid", ["export", "audit.xlsx"]),
    Scene("export-csv", "paid", ["export", "old.csv"]),
    Scene("export-hledger", "paid", ["export", "money.journal"]),
    Scene("export-journal", "paid", ["export", "journal.txt"]),
    Scene("export-issue", "paid", ["export", "audit.xlsx", "--issue", "--date", "2024-05-01"]),
    Scene("explain-letter", "register", ["explain", nik(4), "--letter", "letter.txt"]),
]

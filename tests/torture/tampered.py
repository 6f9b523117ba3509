"""What the programs of this folder that tamper share: a year of life in one small ledger, all commands, and how one of them ended."""
import hashlib, os, shutil, subprocess

HEADER = "nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,nib,omzet_bulanan,tanggal_mulai_usaha,no_kk,tanggal_lahir,jenis_kelamin,tanggal_pengajuan,bank,no_rekening,nama_rekening"


def nik(serial):
    return f"157101520390{serial:04d}"


def applicants(numbers):
    rows = [HEADER]
    for n in numbers:
        rows.append(f"{nik(n)},Warga Contoh {n},emak-emak,Kota Jambi,Telanaipura,912000000{n:04d},2500000,2024-01-15,157101010112{n:04d},1990-03-12,"
                    f"perempuan,2024-02-01,Bank Jambi,301000{n:04d},Warga Contoh {n}")
    return "\n".join(rows) + "\n"


class Program:
    """The program under test, in one folder. `limit` is the longest that a command may take, in seconds."""

    def __init__(self, path, folder, limit=30):
        self.path, self.folder, self.limit, self.runs = os.path.abspath(path), folder, limit, 0
        self.environment = {name: value for name, value in os.environ.items() if name not in ("DUMISAKE_DB", "LC_ALL", "LC_MESSAGES", "LANGUAGE")}
        self.environment["LANG"] = "C.UTF-8"
        self.environment.setdefault("ASAN_OPTIONS", "detect_leaks=0")

    def run(self, *words, **options):
        """(status, stdout, stderr); a status below 0 is a signal, "hangs" a command that did not end."""
        self.runs += 1
        try:
            done = subprocess.run([self.path, *words], cwd=self.folder, capture_output=True, env=self.environment, timeout=self.limit, stdin=subprocess.DEVNULL, **options)
        except subprocess.TimeoutExpired:
            return "hangs", b"", b""
        return done.returncode, done.stdout, done.stderr

    def must(self, *words):
        status, out, err = self.run(*words)
        if status not in (0, 3):
            raise SystemExit(f"dumisake {' '.join(words)}: {status}\n{out.decode()}{err.decode()}")
        return out.decode()

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)


def answer(program, name, day, *words):
    rows = ["reference,status,amount,date,reason"]
    for word in words:
        reference, _, reason = word.partition(":")
        rows.append(f"{reference},{'RETUR' if reason else 'SUKSES'},5000000,{day},{reason}")
    program.write(name, "\n".join(rows) + "\n")


def live(program, *before):
    """The ledger books.db: eight applicants of three files, two batches, paid, bounced, repaid, deposited, given back, a report, an annex, an
    erasure, a workbook handed out. `before` are words in front of every command, such as the ledger's name."""
    do = lambda *words: program.must(*before, *words)
    program.write("a.csv", applicants(range(1, 7)) + "1571015203900001,Warga Lain,emak-emak,Kota Jambi,,,,,,,,,,,\n")
    program.write("b.csv", applicants([7, 8]))
    do("import", "a.csv", "--date", "2024-02-10")
    do("import", "b.csv", "--date", "2024-02-11")
    program.write("asn.csv", f"nik,nama,keterangan\n{nik(8)},Warga Contoh 8,PNS\n")
    do("exclude", "asn.csv", "--list", "asn", "--date", "2024-02-14")
    do("amend", nik(7), "--set", "nama_usaha=Warung Tujuh", "--reason", "surat", "--date", "2024-02-15")
    do("disburse", "--batch", "--limit", "6", "--date", "2024-03-01")
    do("approve", "1", "--sk", "12/KEP/2024", "--sk-date", "2024-03-02", "--date", "2024-03-02")
    program.write("sk.csv", "nik,nama,kategori,jumlah\n" + "".join(f"{nik(n)},Warga Contoh {n},emak-emak,5000000\n" for n in range(1, 7)))
    do("sk", "sk.csv", "--number", "12/KEP/2024", "--date", "2024-03-02")
    do("send", "1", "t.csv", "--sp2d", "SP2D-1", "--sp2d-date", "2024-03-04", "--date", "2024-03-04")
    answer(program, "j.csv", "2024-03-05", *(f"P2024B001N00000{n}" for n in (1, 2, 5, 6)), "P2024B001N000003:rekening tutup", "P2024B001N000004:nama beda")
    do("settle", "j.csv", "--date", "2024-03-05")
    do("repay", nik(3), "--account", "3010009993", "--name", "Warga Contoh 3", "--date", "2024-03-08")
    do("deposit", nik(4), "--sts", "STS-1", "--sts-date", "2024-03-11", "--date", "2024-03-11")
    do("refund", nik(1), "--amount", "2000000", "--sts", "STS-2", "--sts-date", "2024-06-01", "--date", "2024-06-01")
    do("lpj", nik(2), "--amount", "3000000", "--day", "2024-06-03", "--date", "2024-06-03")
    do("erase", nik(6), "--reason", "permintaan", "--date", "2024-07-01")
    do("review", nik(7), "--accept", "--reason", "sesuai", "--date", "2024-07-02")
    do("disburse", "--batch", "--date", "2024-07-03")
    do("witness", "init", "w", "--name", "provinsi")
    program.write("rules.yaml", do("program", "show"))
    program.write("c.csv", applicants([20]))
    program.write("r.csv", f"nik,bank,no_rekening,nama_rekening\n{nik(7)},BRI,002301000123,Warga Contoh 7\n")
    program.write("word.txt", "rahasia ani\n")
    do("export", "issued.xlsx", "--issue", "--date", "2024-07-04")


def live_with_officers(program, *before):
    """Four officers, two batches of three people, both approved, one sent."""
    def do(*words, by=None):
        program.must(*before, *(["--as", by, "--passphrase-file", "word.txt"] if by else []), *words)

    program.write("word.txt", "rahasia ani\n")
    program.write("office.csv", applicants(range(1, 7)))
    do("init", "--date", "2024-01-02")
    do("officer", "add", "ani", "--role", "administrator", "--passphrase-file", "word.txt", "--date", "2024-01-02")
    for name, role in (("budi", "operator"), ("dewi", "approver"), ("eko", "treasurer")):
        do("officer", "add", name, "--role", role, "--new-passphrase-file", "word.txt", "--date", "2024-01-02", by="ani")
    do("import", "office.csv", "--date", "2024-02-10", by="budi")
    do("disburse", "--batch", "--limit", "3", "--date", "2024-03-01", by="budi")
    do("disburse", "--batch", "--date", "2024-03-02", by="budi")
    for batch in ("1", "2"):
        do("approve", batch, "--sk", f"{batch}/2024", "--sk-date", "2024-03-03", "--date", "2024-03-03", by="dewi")
    do("send", "1", "office-t.csv", "--sp2d", "SP2D-1", "--sp2d-date", "2024-03-04", "--date", "2024-03-04", by="eko")


# Every command, as it could be typed for the ledger of live(): what reads, and what writes.
READING = [["verify"], ["verify", "--json"], ["status"], ["status", "--year", "all", "--json"], ["status", "--reconcile"], ["check", "--what-if", "rules.yaml"],
           ["explain", nik(1)], ["program", "list"], ["program", "show"], ["lpj", "--overdue"], ["officer", "list"], ["export", "o.xlsx"], ["export", "o.csv"],
           ["export", "o.txt"], ["export", "o.journal"], ["export", "m.xlsx", "--mask"], ["export", "p.xlsx", "--at", "12"], ["export", "--check", "issued.xlsx"],
           ["receipt", "1", "o.tlog-proof"], ["checkpoint", "o.note"], ["backup", "o.backup"], ["disburse", "--batch", "--dry-run"], ["import", "c.csv", "--dry-run"],
           ["explain", nik(1), "--letter", "o.letter"]]
WRITING = [["check"], ["import", "c.csv"], ["accounts", "r.csv"], ["amend", nik(7), "--set", "nama_usaha=X", "--reason", "y"], ["withdraw", nik(7), "--reason", "y"],
           ["exclude", "asn.csv", "--list", "tni"], ["review", nik(7), "--reject", "--reason", "y"], ["lottery", "publish", "o.lottery"], ["disburse", "--batch"],
           ["sk", "sk.csv", "--number", "13/KEP/2024", "--date", "2024-03-02"], ["approve", "2", "--sk", "1", "--sk-date", "2024-03-08"], ["cancel", "2", "--reason", "y"],
           ["send", "2", "o2.csv"], ["settle", "j.csv"], ["repay", nik(3), "--account", "3", "--name", "Warga Contoh 3"], ["deposit", nik(4), "--sts", "9"],
           ["refund", nik(1), "--amount", "1", "--sts", "9"], ["erase", nik(5), "--reason", "y"], ["lpj", nik(1), "--amount", "1"],
           ["program", "budget", "--dpa", "D9", "--amount", "99000000000"], ["program", "add", "rules.yaml"], ["officer", "add", "ani", "--role", "administrator", "--passphrase-file", "word.txt"],
           ["export", "q.xlsx", "--issue"], ["witness", "update", "w"]]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def copy_ledger(source, target, folder):
    """Of the folder's ledger `source`, with what lies beside it, the ledger `target`."""
    for suffix in ("", ".d", "-wal", "-shm", "-journal", "-scrub"):
        path = os.path.join(folder, target + suffix)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.unlink(path)
    shutil.copy(os.path.join(folder, source), os.path.join(folder, target))
    if os.path.isdir(os.path.join(folder, source + ".d")):
        shutil.copytree(os.path.join(folder, source + ".d"), os.path.join(folder, target + ".d"))

#!/usr/bin/python3
"""Puts text that spreadsheets calculate, terminals obey or readers misread into every text field of every file and option, and looks at every
output: hostile_text.py PROGRAM [--folder DIR]. Ends with 1 when some of it got through."""
import argparse, csv, io, os, re, shutil, sys, tempfile, unicodedata
from tampered import HEADER, Program, nik

PAYLOADS = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1+1", "\t=1+1", " =1+1", "'=1+1", "Budi;=1+1", "Budi,=1+1", "Budi\t=1+1", "Budi|=1+1", 'Budi";=1+1', "Budi;;+1;@x", "\uff1d1+1", "=HYPERLINK(\"http://x\")",
            "a\x1b[2Jb", "a\x1b]0;title\x07b", "a\x1b]8;;http://x\x1b\\b", "a\x9bb", "a\u009b2Jb", "a\x7f\x08b", "a\rb", "a\nb", "a\x00b", "\u202eabc", "a\u2066b\u2069", "a\u2028b\u2029c",
            "a\ufffe\uffffb", "a\ud7ff]]>b", "<!--&amp;<b>x</b>", "😀 Siti", "a\ufeffb", "x" * 300, "n" * 32767, "\\u001b[2J", "%n%s", "{{nama}}", "$(touch canary.txt)", "../../x"]
FIELDS = ["nama", "nama_rekening", "alamat", "desa", "kecamatan", "kabupaten", "provinsi", "tempat_lahir", "nama_ibu", "nama_usaha", "sektor_usaha", "jenis_usaha", "nib", "desa_usaha", "alamat_usaha",
          "kecamatan_usaha", "rekomendasi", "bank", "keterangan", "no_hp", "no_rekening", "kategori", "jalur"]
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


class Inspection:
    def __init__(self):
        self.faults, self.looked = set(), 0

    def fault(self, where, what, seen):
        if (where, what) not in self.faults:
            self.faults.add((where, what))
            print("FAULT", where, what, ascii(seen)[:160], flush=True)

    def plain(self, where, data, forbidden=BIDI):
        """What a terminal or an editor is given: nothing that it obeys."""
        self.looked += 1
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            return self.fault(where, "is no UTF-8", data[error.start - 20:error.start + 20])
        for match in re.finditer(r"[^\x20-\x7e\n\u00a0-\uffff\U00010000-\U0010ffff]|[%s]" % forbidden, text):
            self.fault(where, f"has U+{ord(match[0]):04X}", text[max(0, match.start() - 20):match.end() + 20])

    def cells(self, where, data, delimiters=",;\t"):
        """What a spreadsheet is given: no cell that it calculates, whichever delimiter it takes."""
        self.looked += 1
        text = data.decode(errors="replace")
        for delimiter in delimiters:
            for row in csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter):
                for cell in row:
                    bare = unicodedata.normalize("NFKC", cell).strip(" \t\r\n\u00a0")
                    if bare[:1] in ("=", "+", "-", "@") and bare and not re.fullmatch(r"[-+]?[\d.,]+|-", bare):
                        self.fault(where, f"has a cell that is calculated with {delimiter!r}", cell)

    def workbook(self, where, path):
        import openpyxl, zipfile
        self.looked += 1
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    value = cell.value
                    if cell.data_type == "f" and isinstance(value, str) and any(word in value for word in ("cmd|", "1+1", "HYPERLINK(\"http", "SUM(1)")):
                        self.fault(where, "has a formula that somebody typed", value)
                    if isinstance(value, str) and len(value) > 32767:
                        self.fault(where, "has a cell longer than Excel takes", value[:50])
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]", archive.read(name)) and name.endswith((".xml", ".rels")):
                    self.fault(where, "has characters that XML forbids", name)


def quoted(value):
    return '"' + value.replace('"', '""') + '"'


def encoded(text):
    """The one payload with a raw byte 0x9b is written so."""
    return b"".join(b"\x9b" if piece == "\x9b" else piece.encode("utf-8", "replace") for piece in re.split("(\x9b)", text))


def write_rows(folder, name, header, rows):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(header.encode() + b"\n")
        for row in rows:
            file.write(encoded(",".join(quoted(value) if re.search(r"""["\n\r,;\t|\0]""", value) else value for value in row)) + b"\n")


def applicants_rows():
    header = HEADER.split(",") + [field for field in FIELDS if field not in HEADER.split(",")]
    serial = 0
    for field in FIELDS:
        for payload in PAYLOADS:
            serial += 1
            row = dict(zip(HEADER.split(","), [nik(serial), f"Warga {serial}", "emak-emak", "Kota Jambi", "Telanaipura", f"912{serial:010d}", "2500000", "2024-01-15", f"157101010112{serial:04d}",
                                               "1990-03-12", "perempuan", "2024-02-01", "Bank Jambi", f"30{serial:08d}", f"Warga {serial}"]))
            row[field] = payload
            if field == "nama":
                row["nama_rekening"] = payload
            yield header, [row.get(name, "") for name in header]


def live_hostile(program, inspection):
    folder = program.folder

    def do(*words, db="h.db"):
        status, out, error = program.run("--db", db, *words)
        label = " ".join(word if word.isprintable() and len(word) < 40 else "..." for word in words)
        if status not in (0, 1, 2, 3, 4):
            inspection.fault(label, f"ends with {status}", error[-200:])
        if "--json" in words:
            inspection.plain(label, out.rstrip(b"\n"), "\0") # a script wants the text as it is
        elif words[0] != "preview":
            inspection.plain(label, out)
        else:
            pass # the table as the file has it, for programs
        inspection.plain(label + " (messages)", error)
        return status

    rows = list(applicants_rows())
    write_rows(folder, "a.csv", ",".join(rows[0][0]), (row for _, row in rows))
    do("import", "a.csv", "--rejects", "rejects.csv", "--date", "2024-02-10", "--verbose")
    do("import", "a.csv", "--dry-run", "--json")
    do("preview", "a.csv")
    for column, words in (("nik,nama,keterangan", ("exclude", "x.csv", "--list", "asn")), ("nik,nama,kategori,jumlah", ("sk", "x.csv", "--number", "1", "--date", "2024-03-01")),
                          ("nik,hasil,alasan,petugas", ("review", "x.csv")), ("nik,bank,no_rekening,nama_rekening", ("accounts", "x.csv")), ("nik,jumlah,tanggal,dokumen,keterangan", ("lpj", "x.csv"))):
        width = column.count(",")
        write_rows(folder, "x.csv", column, ([nik(n + 1)] + [payload] * width for n, payload in enumerate(PAYLOADS)))
        do(*words, "--date", "2024-02-12", "--verbose")
    for n, payload in enumerate(PAYLOADS):
        if "\0" in payload or len(payload) > 1000 or "\x9b" in payload:
            continue
        word = payload
        do("review", nik(n + 40), "--accept", "--reason", word)
        do("amend", nik(n + 40), "--set", f"nama_usaha={word}", "--reason", word)
        do("exclude", "x.csv", "--list", word)
        do("program", "budget", "--dpa", word, "--amount", "20000000000")
        do("explain", word)
        do(word)
        do("status", "--year", word)
        do("officer", "add", word, "--role", "administrator", "--passphrase-file", "nowhere")
        do("import", word)
        do("export", word)
    do("check")
    do("disburse", "--batch", "--date", "2024-03-01")
    do("approve", "1", "--sk", PAYLOADS[0], "--sk-date", "2024-03-02", "--date", "2024-03-02")
    do("send", "1", "t.csv", "--sp2d", "a\x1b[2Jb=1", "--sp2d-date", "2024-03-03", "--date", "2024-03-03")
    if os.path.exists(os.path.join(folder, "t.csv")):
        references = [line.split(b",")[0].decode() for line in open(os.path.join(folder, "t.csv"), "rb").read().splitlines()[1:]]
        write_rows(folder, "j.csv", "reference,status,amount,date,reason", ([reference, "RETUR" if n % 3 == 0 else "SUKSES", "5000000", "2024-03-05", PAYLOADS[n % len(PAYLOADS)]] for n, reference in enumerate(references)))
        do("settle", "j.csv", "--date", "2024-03-05", "--verbose")
    for n in range(1, 60):
        do("explain", nik(n))
    do("explain", nik(1), "--letter", "surat.txt")
    for words in (["status"], ["status", "--json"], ["status", "--reconcile"], ["status", "--reconcile", "--json"], ["lpj", "--overdue"], ["verify"], ["check", "--json"], ["export", "--json", "o.csv"], ["export", "o.xlsx"],
                  ["export", "m.xlsx", "--mask"], ["export", "m.csv", "--mask"], ["export", "o.txt"], ["export", "o.journal"], ["lottery", "publish", "o.lottery"], ["export", "s.xlsx", "--sample", "20", "--seed", "=1+1"]):
        do(*words)
    for name in ("rejects.csv", "o.csv", "m.csv", "t.csv", "o.lottery"):
        if os.path.exists(os.path.join(folder, name)):
            inspection.cells(name, open(os.path.join(folder, name), "rb").read(), "," if name in ("t.csv", "rejects.csv") else ",;\t")
            if name != "rejects.csv": # the row as it stood in the file, to be put right
                inspection.plain(name, open(os.path.join(folder, name), "rb").read())
    for name in ("o.txt", "o.journal", "surat.txt"):
        if os.path.exists(os.path.join(folder, name)):
            inspection.plain(name, open(os.path.join(folder, name), "rb").read())
    for name in ("o.xlsx", "m.xlsx", "s.xlsx"):
        inspection.workbook(name, os.path.join(folder, name))
    if os.path.exists(os.path.join(folder, "canary.txt")):
        inspection.fault("a command", "ran what it read", "canary.txt")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    folder = arguments.folder or tempfile.mkdtemp(prefix="dumisake-hostile-")
    os.makedirs(folder, exist_ok=True)
    inspection, program = Inspection(), Program(arguments.program, folder, 60)
    live_hostile(program, inspection)
    print(f"{len(PAYLOADS)} texts in {len(FIELDS)} columns, {program.runs} commands, {inspection.looked} outputs looked at, {len(inspection.faults)} faults")
    if not inspection.faults and not arguments.folder:
        shutil.rmtree(folder)
    sys.exit(1 if inspection.faults else 0)


main()

"""What a folder holds: its books, normalised so that two runs of one command agree, and its other files."""
import hashlib
import os
import re
import sqlite3

# Salts, keys, ids and the clock are other ones in every run; all else must agree.
RANDOM = re.compile(r"[0-9a-f]{64}|[0-9a-f]{32}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|[0-9A-Za-z+/]{22,}={0,2}|[0-9a-f]{8}(?=[-+])|\+[0-9a-f]{8}\+|time \d+|(?<=\n)bytes \d+")  # the size of a workbook follows from its random roots
SIDES = ("-wal", "-shm", "-journal")
KEPT = re.compile(r"^([0-9a-f]{8}-[0-9a-f]{8}\.key|[0-9a-f]{8}-\d{12}\.checkpoint|officer-\w+\.key)$")
# Tables whose order follows from random numbers, and columns that are one.
SHUFFLED = {"lottery_ticket"}
REFERENCE = {"region", "holiday"}  # `verify` compares them with what is built in


def normal(value):
    if isinstance(value, bytes):
        return f"blob {len(value)}"
    return RANDOM.sub("*", value) if isinstance(value, str) else value


def columns(connection, name):
    return ", ".join(column for _, column, *_ in connection.execute(f"PRAGMA table_info({name})") if (name, column) != ("issue", "bytes"))


def books(path):
    """A digest for each table, "none" when there is no ledger. Opens the file as SQLite does: what a killed program left is rolled back."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return {"none": ""}
    connection = sqlite3.connect(path, timeout=5)
    try:
        names = [name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        digests = {}
        for name in set(names) - REFERENCE:
            digest = hashlib.sha256()
            rows = [repr([normal(value) for value in row]) for row in connection.execute(f"SELECT {columns(connection, name)} FROM {name}")]
            for row in sorted(rows) if name in SHUFFLED else rows:
                digest.update(row.encode())
            digests[name] = digest.hexdigest()[:16] + f" {len(rows)} rows"
        return digests
    finally:
        connection.close()


def contents(path):
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith((".txt", ".key", ".tlog-proof", "tickets.csv", ".journal")):
        data = RANDOM.sub("*", data.decode("utf-8", "replace")).encode()
        if path.endswith("tickets.csv"):
            data = b"%d lines" % data.count(b"\n")
    return hashlib.sha256(data).hexdigest()[:16] + f" {len(data)} bytes of mode {os.stat(path).st_mode & 0o7777:o}"


def files(folder, beside):
    """Everything but the ledger, of which the mode, by name. `beside`: officers' keys as well."""
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name == "dumisake.db":
            found["mode of the ledger"] = f"{os.stat(path).st_mode & 0o7777:o}"
        if name == "dumisake.db" or name.startswith("dumisake.db-"):
            continue
        if name == "dumisake.db.d":
            for inner in os.listdir(path) if beside else []:
                if inner.startswith("officer-") and inner.endswith(".key"):
                    found[inner] = contents(os.path.join(path, inner))
        elif name.endswith(".db"):
            found[name] = str(books(path))
        elif os.path.isdir(path):
            inside = sorted(os.listdir(path))
            if "unfinished" not in inside or os.path.exists(path.removesuffix(".d")):  # else the next backup knows it for a half one
                found[name] = str([(inner, contents(os.path.join(path, inner))) for inner in inside if inner != "unfinished"])
        else:
            found[name] = contents(path)
    return found


def holds(folder, what):
    """Some file of the ledger has these bytes, although no mark says that they are still to be removed."""
    if os.path.exists(os.path.join(folder, "dumisake.db-scrub")):
        return False
    for name in ["dumisake.db"] + ["dumisake.db" + side for side in SIDES]:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                if what in file.read():
                    return True
    return False


def strays(folder, known):
    """Names that nobody expects: temporary files, half folders, anything in FILE.d that is no key and no checkpoint."""
    stray = []
    for name in os.listdir(folder):
        if name in known or name == "dumisake.db" or name == "dumisake.db.d" or name in [f"dumisake.db{side}" for side in SIDES]:
            continue
        stray.append(name)
    beside = os.path.join(folder, "dumisake.db.d")
    if os.path.isdir(beside):
        stray += ["dumisake.db.d/" + name for name in os.listdir(beside) if not KEPT.match(name)]
    return sorted(stray)


def bytes_of(folder):
    """Every file in a folder by its bytes, but for SQLite's shared memory, which says nothing that is not in the log."""
    found = {}
    for place, _, names in os.walk(folder):
        found[os.path.relpath(place, folder)] = "folder"
        for name in names:
            if not name.endswith("-shm"):
                with open(os.path.join(place, name), "rb") as file:
                    found[os.path.relpath(os.path.join(place, name), folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def checkpoints(folder):
    beside = os.path.join(folder, "dumisake.db.d")
    return len([name for name in os.listdir(beside) if name.endswith(".checkpoint")]) if os.path.isdir(beside) else 0

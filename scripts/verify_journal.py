#!/usr/bin/python3
"""Checks a journal without dumisake: scripts/verify_journal.py JOURNAL.txt [CHECKPOINT...]

JOURNAL.txt is what `dumisake export journal.txt` wrote, a CHECKPOINT what was kept elsewhere. Needs nothing but Python and, beside it,
verify_entries.py, which knows what each entry may say. An entry is lines `key value`; entries are parted by an empty line. Entry i is leaf i of a Merkle tree (RFC 6962, SHA-256);
the first entry after a change names the root of all before it. Money only moves from account to account.
Prints the size, the root and the balances; exits 5 and names the first thing that is wrong."""
import base64, hashlib, sys

sys.dont_write_bytecode = True
from verify_entries import Entries, Wrong

ACCOUNTS = ("apbd", "anggaran", "komitmen", "dalam-proses", "tersalur", "retur", "setor-kembali")


def fail(message):
    print("verify_journal:", message, file=sys.stderr)
    sys.exit(5)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# A tree is the roots of its complete subtrees, largest first, as (leaves, root).
def append(tree, entry):
    tree.append((1, sha256(b"\x00", entry)))
    while len(tree) > 1 and tree[-1][0] == tree[-2][0]:
        (leaves, right), (_, left) = tree.pop(), tree.pop()
        tree.append((2 * leaves, sha256(b"\x01", left, right)))


def root_of(tree):
    root = tree[-1][1] if tree else sha256()
    for _, left in reversed(tree[:-1]):
        root = sha256(b"\x01", left, root)
    return root


# Ed25519, slow and plain (RFC 8032 section 5.1).
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - x2) % P or (x == 0 and sign) else x if x & 1 == sign else P - x


def add(a, b):
    n = D * a[0] * b[0] * a[1] * b[1] % P
    return (a[0] * b[1] + a[1] * b[0]) * pow(1 + n, P - 2, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - n, P - 2, P) % P


def multiply(number, point):
    result = (0, 1)
    while number:
        result, point, number = add(result, point) if number & 1 else result, add(point, point), number >> 1
    return result


def point(encoded):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign) if y < P else None
    return None if x is None else (x, y)


BASE = (recover_x(4 * pow(5, P - 2, P) % P, 0), 4 * pow(5, P - 2, P) % P)


def signed(public, message, signature):
    r, a, s = point(signature[:32]), point(public), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or r is None or a is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return multiply(s, BASE) == add(r, multiply(h, a))


def read(name):
    return open(name, encoding="utf-8", newline="\n").read()


def check_checkpoint(name, size, roots, ledger, keys):
    text, _, lines = read(name).rpartition("\n\n")
    origin, _, root = text.split("\n")[:3]
    if not origin.endswith("/" + ledger):
        fail(f"{name}: speaks of another ledger, {origin}")
    known = False
    for line in lines.rstrip("\n").split("\n"):
        dash, signer, encoded = line.split(" ")
        signature = base64.b64decode(encoded, validate=True)
        for verifier in keys:
            key_name, key_id, key = verifier.split("+", 2)
            if dash == "\u2014" and signer == key_name and signature[:4].hex() == key_id:
                if not signed(base64.b64decode(key)[1:], (text + "\n").encode(), signature[4:]):
                    fail(f"{name}: the signature of {signer} does not hold")
                known = True
    if not known:
        fail(f"{name}: is not signed by a key that the journal names")
    if size not in roots:
        fail(f"{name}: rolled back: it was signed at {size} entries, the journal does not have as many")
    if base64.b64decode(root) != roots[size]:
        fail(f"{name}: changed: the first {size} entries are not those for which it was signed")
    print(f"{name}: holds, {size} entries")


def check_journal(entries, roots, sizes):
    tree, balances, keys, ledger, told = [], {}, [], None, Entries()
    for position, text in enumerate(entries):
        lines = text.rstrip("\n").split("\n")
        if lines[0] != f"entry {position}":
            fail(f"entry {position} is missing or stands in another's place")
        entry = told.take(position, lines)
        if "previous-root" in entry and bytes.fromhex(entry["previous-root"]) != root_of(tree):
            fail(f"the entries before {position} are not those that it names: one of them was changed")
        ledger = entry.get("id", ledger)
        keys += [entry["verifier"]] if "verifier" in entry else []
        if "from" in entry:
            books, amount = balances.setdefault(entry["year"], dict.fromkeys(ACCOUNTS, 0)), int(entry["amount"])
            books[entry["from"]], books[entry["to"]] = books[entry["from"]] - amount, books[entry["to"]] + amount
            if amount <= 0 or any(books[account] < 0 for account in ACCOUNTS[1:]):
                fail(f"entry {position} takes more from {entry['from']} than is there")
        append(tree, text.encode())
        if position + 1 in sizes:
            roots[position + 1] = root_of(tree)
    if told.end():
        fail(told.end())
    print(f"{len(entries)} entries, root {root_of(tree).hex()}")
    for year, books in sorted(balances.items()):
        print(year, *(f"{account} {amount}" for account, amount in books.items() if account != "apbd"))
    return ledger, keys


if len(sys.argv) < 2:
    sys.exit(__doc__)
try:
    kept = {path: int(read(path).split("\n")[1]) for path in sys.argv[2:]}
    found = {0: sha256()}
    whose = check_journal([text + "\n" for text in read(sys.argv[1]).removesuffix("\n").split("\n\n")], found, set(kept.values()))
    for path, entries_then in kept.items():
        check_checkpoint(path, entries_then, found, *whose)
except Wrong as wrong:
    fail(wrong)
except (KeyError, ValueError, IndexError, OSError) as error:
    fail(f"a file is not there or not what it should be: {error}")

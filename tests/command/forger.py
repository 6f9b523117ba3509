#!/usr/bin/python3
"""Forges a ledger: forger.py LEDGER ATTACK. Writes entries that the program would not write, makes every table agree with them, signs with an
officer's own key where that officer is the thief, and puts the triggers back. forger.py --list prints the attacks.

It stands in for somebody who can write the file and knows all about it; forgery.bats says which ledger it works on."""
import base64, ctypes, datetime, hashlib, sqlite3, sys

ACCOUNTS = ("apbd", "anggaran", "komitmen", "dalam-proses", "tersalur", "retur", "setor-kembali")
APBD, ANGGARAN, KOMITMEN, PROSES, TERSALUR, RETUR, SETOR = range(7)
NOTHING = hashlib.sha256().hexdigest()
SODIUM = ctypes.CDLL("libsodium.so.23")
SODIUM.sodium_init()
ATTACKS = {}


def attack(function):
    ATTACKS[function.__name__.replace("_", "-")] = function
    return function


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def number_of(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days


def open_key(path, passphrase):
    """The seed in an officer's key file (docs/proofs.md, Keys)."""
    lines = dict(line.split(" ", 1) for line in open(path).read().split("\n") if " " in line)
    passes, kibibytes = lines["argon2id"].split()
    key, box = ctypes.create_string_buffer(32), base64.b64decode(lines["sealed"])
    seed, word = ctypes.create_string_buffer(len(box) - 16), passphrase.encode()
    assert SODIUM.crypto_pwhash(key, ctypes.c_ulonglong(32), word, ctypes.c_ulonglong(len(word)), base64.b64decode(lines["salt"]),
                                ctypes.c_ulonglong(int(passes)), ctypes.c_size_t(int(kibibytes) * 1024), 2) == 0
    assert SODIUM.crypto_secretbox_open_easy(seed, box, ctypes.c_ulonglong(len(box)), base64.b64decode(lines["nonce"]), key) == 0
    return seed.raw[:32]


def sign(seed, message):
    public, secret, signature = (ctypes.create_string_buffer(size) for size in (32, 64, 64))
    assert SODIUM.crypto_sign_seed_keypair(public, secret, seed) == 0
    assert SODIUM.crypto_sign_detached(signature, None, message, ctypes.c_ulonglong(len(message)), secret) == 0
    return base64.b64encode(signature.raw).decode()


class Forger:
    def __init__(self, path):
        self.path, self.books = path, sqlite3.connect(path)
        self.triggers = self.books.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in self.triggers:
            self.books.execute(f"DROP TRIGGER {name}")
        self.leaves = [row[0] for row in self.books.execute("SELECT leaf FROM journal ORDER BY position")]
        self.ledger = self.one("SELECT text FROM journal WHERE position = 0").rpartition("id ")[2].strip()
        self.begin("-")

    def one(self, sql, *values):
        return self.books.execute(sql, values).fetchone()[0]

    def begin(self, officer, day="2024-07-01"):
        """A new transaction."""
        self.officer, self.day, self.fresh = officer, day, True

    def frontier(self):
        roots = []
        for number, leaf in enumerate(self.leaves):
            while number & 1:
                leaf, number = sha256(b"\1", roots.pop(), leaf), number >> 1
            roots.append(leaf)
        return roots

    def root(self):
        roots = self.frontier()
        root = roots.pop()
        while roots:
            root = sha256(b"\1", roots.pop(), root)
        return root

    def entry(self, type, lines, move=None, row=None):
        """Appends an entry; `move` is (year, from, to, amount, payout), `row` a table with the values behind the position."""
        position = len(self.leaves)
        text = f"entry {position}\ntype {type}\nat 2026-11-30T00:00:00Z\nday {self.day}\nofficer {self.officer}\n"
        if self.fresh:
            text += f"previous-root {self.root().hex()}\n"
        self.fresh = False
        text += "".join(f"{line}\n" for line in lines)
        if move:
            year, source, target, amount, payout = move
            text += f"year {year}\nfrom {ACCOUNTS[source]}\nto {ACCOUNTS[target]}\namount {amount}\n"
        leaf = sha256(b"\0", text.encode())
        self.leaves.append(leaf)
        self.books.execute("INSERT INTO journal VALUES (?, ?, ?)", (position, text, leaf))
        if move:
            self.move(position, *move)
        if row:
            self.insert(row[0], position, *row[1:])
        return position

    def insert(self, table, *values):
        self.books.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)

    def move(self, position, year, source, target, amount, payout):
        self.insert("transfer", position, year, source, target, amount, payout)
        for account, sign_ in ((source, -1), (target, 1)):
            self.books.execute("UPDATE balance SET amount = amount + ? WHERE year = ? AND account_id = ?", (sign_ * amount, year, account))
        self.books.execute("UPDATE payout SET account_id = ? WHERE id = ?", (target, payout))

    def end(self):
        """Signs, when an officer does it, and seals the transaction."""
        if self.officer != "-":
            seed = open_key(f"{self.path}.d/officer-{self.officer}.key", f"rahasia {self.officer}")
            message = f"dumisake-signature/v1\nledger {self.ledger}\nofficer {self.officer}\nsize {len(self.leaves)}\nroot {self.root().hex()}\n"
            self.entry("signature", [f"signature {sign(seed, message.encode())}"])
        self.insert("tree_head", len(self.leaves), self.root(), b"".join(self.frontier()))

    def close(self):
        for _, sql in self.triggers:
            self.books.execute(sql)
        self.books.commit()
        self.books.close()

    # What the attacks are made of.
    def payout_in(self, account, year=2024):
        """The last payout whose money is there."""
        return self.one("SELECT max(id) FROM payout WHERE account_id = ? AND year = ?", account, year)

    def batch_of(self, payout):
        return self.one("SELECT batch_id FROM payout WHERE id = ?", payout)

    def applicant(self, serial, year=2024):
        return self.one("SELECT id FROM applicant WHERE nik = ? AND year = ?", 1571015203900000 + serial, year)

    def hash_total(self, payouts):
        return sum(int(self.one("SELECT a.no_rekening FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.id = ?", payout)) for payout in payouts)

    def sending(self, batch, payouts, count=None, total=None, hash_total=None):
        count, total = count or len(payouts), total or 5000000 * len(payouts)
        hash_total = self.hash_total(payouts) if hash_total is None else hash_total
        return self.entry("sending", [f"batch {batch}", "sp2d SP2D-9", f"sp2d-day {self.day}", f"payouts {count}", f"total {total}", f"hash-total {hash_total}",
                                      f"file-sha256 {NOTHING}", "template bawaan", f"template-sha256 {NOTHING}", f"approvals-needed {self.needed(batch)}"],
                          row=("sending", batch, number_of(self.day), "SP2D-9", number_of(self.day), count, total, hash_total, bytes.fromhex(NOTHING), "bawaan", bytes.fromhex(NOTHING)))

    def needed(self, batch):
        """As the batch's own sending said, or the newest one's."""
        texts = [text for text, in self.books.execute("SELECT j.text FROM sending AS s JOIN journal AS j ON j.position = s.position ORDER BY s.batch_id = ?, s.position", (batch,))]
        return texts[-1].split("approvals-needed ")[1].split("\n")[0] if texts else 0

    def sent(self, payout, sending, amount=5000000):
        self.entry("sent", [f"payout {payout}", f"sending {sending}"], (2024, KOMITMEN, PROSES, amount, payout))

    def answer(self, paid, returned=0, rejected=0):
        rows = paid + returned + rejected
        return self.entry("bank-answer", ["file x.csv", f"sha256 {NOTHING}", f"rows {rows}", f"paid {paid}", f"returned {returned}", f"rejected {rejected}"],
                          row=("bank_answer", number_of(self.day), "x.csv", bytes.fromhex(NOTHING), rows, paid, returned, rejected))

    def settle(self, payout, answer, amount=5000000, target=TERSALUR):
        self.entry("settlement", [f"payout {payout}", f"answer {answer}", f"bank-day {self.day}", "reason -"], (2024, PROSES, target, amount, payout),
                   ("settlement", payout, answer, target, number_of(self.day), ""))

    def rules(self, version=None):
        return self.one("SELECT sha256 FROM programme_version WHERE id = coalesce(?, (SELECT max(id) FROM programme_version WHERE year = 2024))", version).hex()

    def evaluation(self):
        return self.one("SELECT max(id) FROM evaluation WHERE year = 2024")

    def batch(self, recipients, total, evaluation=None, rules=None, order="tanggal_pengajuan, missing last, then nik"):
        number, evaluation = self.one("SELECT max(id) + 1 FROM batch"), evaluation or self.evaluation()
        lines = [f"batch {number}", "year 2024", f"evaluation {evaluation}", f"rules {rules or self.rules()}", f"order {order}", f"recipients {recipients}", f"total {total}"]
        if order != "repayment":
            lines += ["waiting 0", f"waiting-digest {NOTHING}"]
        position = self.entry("batch", lines)
        self.insert("batch", number, position, 2024, number_of(self.day), evaluation, recipients, total)
        return number

    def payout(self, batch, sequence, applicant, amount=5000000, reference=None, tier=None):
        number, reference = self.one("SELECT max(id) + 1 FROM payout"), reference or f"P2024B{batch:03d}N{sequence:06d}"
        commitment, region = self.books.execute("SELECT commitment, kabupaten_usaha FROM applicant WHERE id = ?", (applicant,)).fetchone()
        lines = [f"payout {number}", f"batch {batch}", f"sequence {sequence}", f"reference {reference}", f"applicant {applicant}", f"commitment {commitment.hex()}",
                 "category emak-emak"] + ([f"tier {tier}"] if tier else []) + [f"region {region}"]
        position = self.entry("payout", lines, (2024, ANGGARAN, KOMITMEN, amount, number))
        self.insert("payout", number, position, batch, sequence, applicant, 2024, amount, reference, KOMITMEN)
        return number

    def repayment(self, payout, batch):
        successor = self.one("SELECT max(id) + 1 FROM payout")
        self.entry("repayment", [f"payout {payout}", f"successor {successor}", f"batch {batch}"], (2024, RETUR, ANGGARAN, 5000000, payout),
                   ("repayment", number_of(self.day), payout, successor, batch))

    def reason(self, text):
        salt = bytes(16)
        return salt, sha256(salt, f"reason {text}\n".encode())

    def cancellation(self, batch, payouts, total):
        salt, commitment = self.reason("x")
        return self.entry("cancellation", [f"batch {batch}", f"payouts {payouts}", f"total {total}", f"reason-commitment {commitment.hex()}"],
                          row=("cancellation", batch, number_of(self.day), payouts, total, "x", salt, commitment, None))

    def cancelled(self, payout, cancellation):
        self.entry("cancelled", [f"payout {payout}", f"cancellation {cancellation}"], (2024, KOMITMEN, ANGGARAN, 5000000, payout))

    def give_back(self, type, payout, source, amount):
        self.entry(type, [f"payout {payout}", "sts STS-9", f"sts-day {self.day}"], (2024, source, SETOR, amount, payout),
                   ("deposit", payout, number_of(self.day), source, amount, "STS-9", number_of(self.day)))

    def report(self, payout, used, file="-"):
        salt = bytes(16)
        commitment = sha256(salt, b"document \nnote \n")
        self.entry("lpj", [f"payout {payout}", f"received {self.day}", f"used {used}", "document-sha256 -", f"text-commitment {commitment.hex()}", f"lpj-file {file}"],
                   row=("lpj", payout, number_of(self.day), number_of(self.day), used, "", None, "", salt, commitment, None if file == "-" else file, None))

    def judged(self, like, more, *decisions):
        """An evaluation like an earlier one, with so many more eligible, and a line "applicant status outcomes" for each decision."""
        text = self.one("SELECT j.text FROM journal AS j JOIN evaluation AS e ON e.position = j.position WHERE e.id = ?", like)
        old = dict(line.split(" ", 1) for line in text.strip().split("\n"))
        year, version, people, unsure = (int(old[key]) for key in ("year", "version", "applicants", "needs-review"))
        number, eligible, ineligible = self.one("SELECT max(id) + 1 FROM evaluation"), int(old["eligible"]) + more, int(old["ineligible"]) - more
        digest = sha256(*(f"{line}\n".encode() for line in decisions))
        position = self.entry("evaluation", [f"evaluation {number}", f"year {year}", f"version {version}", f"rules {old['rules']}", f"applicants {people}",
                                             f"eligible {eligible}", f"needs-review {unsure}", f"ineligible {ineligible}", f"changed {len(decisions)}",
                                             f"decisions-digest {digest.hex()}", f"input-digest {old['input-digest']}"])
        self.insert("evaluation", number, position, year, version, number_of(self.day), people, eligible, unsure, ineligible, len(decisions), digest)
        for line in decisions:
            applicant, status, outcomes = line.split(" ")
            self.insert("decision", int(applicant), number, int(status), outcomes)

    def pays(self, applicant, **how):
        """The operator makes a batch for one person."""
        self.begin("budi")
        self.payout(self.batch(1, how.get("amount", 5000000)), 1, applicant, **how)
        self.end()


# Money that moves by an entry that moves none.
@attack
def refusal_pays(f):
    payout = f.payout_in(PROSES)
    f.entry("refusal", ["name dewi", "command approve", "cause role", f"payout {payout}"], (2024, PROSES, TERSALUR, 5000000, payout),
            ("refusal", "dewi", "2026-11-30T00:00:00Z", "approve", "role"))
    f.end()


@attack
def refusal_empties_the_budget(f):
    f.entry("refusal", ["name dewi", "command approve", "cause role"], (2024, ANGGARAN, SETOR, 9000000, None), ("refusal", "dewi", "2026-11-30T00:00:00Z", "approve", "role"))
    f.end()


@attack
def signature_pays(f):
    """Lines behind the signature in the last entry, which the signature does not cover."""
    position, payout = len(f.leaves) - 1, f.payout_in(PROSES)
    text = f.one("SELECT text FROM journal WHERE position = ?", position)
    assert "type signature" in text
    text += f"payout {payout}\nyear 2024\nfrom dalam-proses\nto tersalur\namount 5000000\n"
    f.leaves[-1] = sha256(b"\0", text.encode())
    f.books.execute("UPDATE journal SET text = ?, leaf = ? WHERE position = ?", (text, f.leaves[-1], position))
    f.books.execute("DELETE FROM tree_head WHERE size = ?", (position + 1,))
    f.move(position, 2024, PROSES, TERSALUR, 5000000, payout)
    f.end()


@attack
def ledger_pays(f):
    f.begin("citra")
    payout = f.payout_in(PROSES)
    f.entry("ledger", [f"id {f.ledger}", f"payout {payout}"], (2024, PROSES, TERSALUR, 5000000, payout))
    f.end()


@attack
def ledger_begins_twice(f):
    f.begin("citra")
    f.entry("ledger", [f"id {f.ledger}"])
    f.end()


@attack
def budget_takes_what_was_paid(f):
    f.begin("budi")
    f.entry("budget", ["dpa X"], (2024, TERSALUR, SETOR, 3000000, None))
    f.end()


@attack
def budget_pays(f):
    f.begin("budi")
    f.entry("budget", ["dpa X"], (2024, ANGGARAN, TERSALUR, 3000000, None))
    f.end()


@attack
def lines_in_another_order(f):
    f.begin("eko")
    f.entry("bank-answer", [f"sha256 {NOTHING}", "file x.csv", "rows 1", "paid 0", "returned 0", "rejected 1"],
            row=("bank_answer", number_of(f.day), "x.csv", bytes.fromhex(NOTHING), 1, 0, 0, 1))
    f.end()


@attack
def line_more(f):
    f.begin("eko")
    f.entry("bank-answer", ["file x.csv", f"sha256 {NOTHING}", "rows 1", "paid 0", "returned 0", "rejected 1", "note paid in cash"],
            row=("bank_answer", number_of(f.day), "x.csv", bytes.fromhex(NOTHING), 1, 0, 0, 1))
    f.end()


@attack
def number_in_another_form(f):
    f.begin("eko")
    f.entry("bank-answer", ["file x.csv", f"sha256 {NOTHING}", "rows 01", "paid 0", "returned 0", "rejected 1"],
            row=("bank_answer", number_of(f.day), "x.csv", bytes.fromhex(NOTHING), 1, 0, 0, 1))
    f.end()


# What goes to the bank, and what comes back.
@attack
def sent_without_a_sending(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, 0)
    f.settle(payout, f.answer(1))
    f.end()


@attack
def sent_by_an_old_sending(f):
    f.begin("eko")
    f.sent(f.payout_in(KOMITMEN), f.one("SELECT max(position) FROM sending"))
    f.end()


@attack
def sent_by_the_sending_of_another_batch(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(1, [payout]))
    f.end()


@attack
def sending_says_more_payouts(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(f.batch_of(payout), [payout], count=2))
    f.end()


@attack
def sending_says_another_total(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(f.batch_of(payout), [payout], total=1000000))
    f.end()


@attack
def sending_says_other_accounts(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(f.batch_of(payout), [payout], hash_total=1234567890))
    f.end()


@attack
def sent_in_part(f):
    f.begin("eko")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(f.batch_of(payout), [payout], total=3000000), 3000000)
    f.end()


@attack
def sent_before_its_approval(f):
    f.begin("eko", "2024-02-20")
    payout = f.payout_in(KOMITMEN)
    f.sent(payout, f.sending(f.batch_of(payout), [payout]))
    f.end()


@attack
def settled_without_an_answer(f):
    f.begin("eko")
    f.settle(f.payout_in(PROSES), f.one("SELECT max(position) FROM bank_answer"))
    f.end()


@attack
def answer_says_more_rows(f):
    f.begin("eko")
    f.settle(f.payout_in(PROSES), f.answer(2))
    f.end()


@attack
def answer_says_paid_and_it_bounced(f):
    f.begin("eko")
    f.settle(f.payout_in(PROSES), f.answer(1), target=RETUR)
    f.end()


@attack
def answer_without_rows(f):
    f.begin("eko")
    f.answer(1)
    f.end()


@attack
def settled_with_more(f):
    f.begin("eko")
    f.settle(f.payout_in(PROSES), f.answer(1), 6000000)
    f.end()


@attack
def settled_with_less(f):
    f.begin("eko")
    f.settle(f.payout_in(PROSES), f.answer(1), 1)
    f.end()


@attack
def settled_before_it_was_sent(f):
    f.begin("eko", "2019-01-01")
    f.settle(f.payout_in(PROSES), f.answer(1))
    f.end()


# Who is paid, and how much.
@attack
def batch_says_fewer_people(f):
    f.begin("budi")
    batch = f.batch(1, 5000000)
    f.payout(batch, 1, f.applicant(13))
    f.payout(batch, 2, f.applicant(5))
    f.end()


@attack
def batch_says_less_money(f):
    f.begin("budi")
    f.payout(f.batch(1, 1), 1, f.applicant(13))
    f.end()


@attack
def amount_is_higher(f):
    f.pays(f.applicant(13), amount=6000000)


@attack
def amount_of_a_tier_that_there_is_not(f):
    f.pays(f.applicant(13), tier="besar")


@attack
def reference_is_not_that_of_the_payout(f):
    f.pays(f.applicant(13), reference="P2024B001N000099")


@attack
def ineligible_is_paid(f):
    f.pays(f.applicant(11))


@attack
def eligible_for_a_moment(f):
    """An evaluation finds an ineligible person eligible, a batch rests on it, and the next evaluation takes it back."""
    f.begin("budi")
    applicant, newest = f.applicant(11), f.evaluation()
    outcomes = f.one("SELECT outcomes FROM decision WHERE applicant_id = ? ORDER BY evaluation_id DESC LIMIT 1", applicant)
    f.judged(newest, 1, f"{applicant} 1 {outcomes.replace('-', '+')}")
    f.payout(f.batch(1, 5000000), 1, applicant)
    f.judged(newest, 0, f"{applicant} 3 {outcomes}")
    f.end()


@attack
def person_is_paid_twice(f):
    """The money of the first grant bounced and waits."""
    f.pays(f.applicant(6))


@attack
def person_whose_money_was_deposited_is_paid_again(f):
    f.pays(f.applicant(4))


@attack
def family_is_paid_twice(f):
    f.pays(f.applicant(12))


@attack
def quota_is_exceeded(f):
    f.begin("budi")
    batch = f.batch(2, 10000000)
    f.payout(batch, 1, f.applicant(13))
    f.payout(batch, 2, f.applicant(5))
    f.end()


@attack
def applicant_of_another_year_is_paid(f):
    f.pays(f.applicant(1, 2023))


@attack
def batch_by_other_rules(f):
    f.begin("budi")
    f.payout(f.batch(1, 5000000, rules=f.rules(1)), 1, f.applicant(13))
    f.end()


@attack
def batch_by_an_old_evaluation(f):
    f.begin("budi")
    f.payout(f.batch(1, 5000000, evaluation=f.one("SELECT min(id) FROM evaluation WHERE year = 2024")), 1, f.applicant(13))
    f.end()


@attack
def evaluation_counts_others(f):
    f.begin("budi")
    f.judged(f.one("SELECT max(id) FROM evaluation WHERE year = 2023"), -1)
    f.end()


# What becomes of money afterwards.
@attack
def repaid_to_somebody_else(f):
    f.begin("budi")
    payout, batch = f.payout_in(RETUR), f.batch(1, 5000000, order="repayment")
    f.repayment(payout, batch)
    f.payout(batch, 1, f.applicant(13))
    f.end()


@attack
def repaid_in_an_ordinary_batch(f):
    f.begin("budi")
    payout, batch = f.payout_in(RETUR), f.batch(1, 5000000)
    f.repayment(payout, batch)
    f.payout(batch, 1, f.one("SELECT applicant_id FROM payout WHERE id = ?", payout))
    f.end()


@attack
def repaid_without_having_bounced(f):
    f.begin("budi")
    f.payout(f.batch(1, 5000000, order="repayment"), 1, f.applicant(13))
    f.end()


@attack
def cancellation_says_more(f):
    f.begin("budi")
    payout = f.payout_in(KOMITMEN)
    f.cancelled(payout, f.cancellation(f.batch_of(payout), 2, 10000000))
    f.end()


@attack
def cancelled_by_the_paper_of_another_batch(f):
    f.begin("budi")
    payout = f.payout_in(KOMITMEN)
    f.cancelled(payout, f.cancellation(1, 1, 5000000))
    f.end()


@attack
def cancelled_without_a_cancellation(f):
    f.begin("budi")
    f.cancelled(f.payout_in(KOMITMEN), f.one("SELECT max(position) FROM cancellation"))
    f.end()


@attack
def deposit_of_a_part(f):
    f.begin("eko")
    f.give_back("deposit", f.payout_in(RETUR), RETUR, 1000000)
    f.end()


@attack
def deposited_before_it_bounced(f):
    f.begin("eko", "2024-03-01")
    f.give_back("deposit", f.payout_in(RETUR), RETUR, 5000000)
    f.end()


@attack
def report_of_more_than_was_kept(f):
    f.begin("budi")
    f.report(f.payout_in(TERSALUR), 5000001)
    f.end()


@attack
def list_of_reports_says_more(f):
    f.begin("budi")
    file = f.entry("lpj-file", ["year 2024", "file x.csv", f"sha256 {NOTHING}", "rows 2", "accepted 2", "unchanged 0", "rejected 0"],
                   row=("lpj_file", 2024, number_of(f.day), "x.csv", bytes.fromhex(NOTHING), 2, 2, 0, 0))
    f.report(f.payout_in(TERSALUR), 1, file)
    f.end()


# Workbooks that were handed out.
def issued(f, entries, sample=()):
    f.begin("budi")
    f.entry("issue", [f"entries {entries}", "year 2024", "masked 0", "as-of -", f"template {NOTHING}", "version 0.7.0", "file x.xlsx", "bytes 7", f"sha256 {NOTHING}", *sample],
            row=("issue", number_of(f.day), entries, 2024, 0, None, bytes.fromhex(NOTHING), "0.7.0", "x.xlsx", 7, bytes.fromhex(NOTHING)))
    f.end()


@attack
def issue_of_half_a_transaction(f):
    issued(f, f.one("SELECT max(size) - 1 FROM tree_head"))


@attack
def issue_with_a_sample_of_no_method(f):
    issued(f, f.one("SELECT max(size) FROM tree_head"), ["sample 2", "sample-method guessed", "sample-of tersalur", "sample-seed x"])


# Of a ledger without officers.
@attack
def payout_added_to_an_old_batch(f):
    f.payout(1, 3, f.applicant(3))
    f.end()


@attack
def sent_without_any_approval(f):
    batch = f.batch(1, 5000000)
    payout = f.payout(batch, 1, f.applicant(3))
    f.sent(payout, f.sending(batch, [payout]))
    f.end()


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(ATTACKS))
        sys.exit()
    forger = Forger(sys.argv[1])
    ATTACKS[sys.argv[2]](forger)
    forger.close()

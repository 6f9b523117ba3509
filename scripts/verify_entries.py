"""What each entry of a journal may say: the part of verify_journal.py that knows the types of entries. Needs nothing but Python.

An entry has the lines of its type in their order and no others. Money moves only as the type may, and each movement stands behind the paper
that orders it: a batch, a sending, an answer of the bank, a cancellation. Nobody has two grants in a year. Who signed, and who may be paid how
much, is not told by the journal's text alone."""
import re

# A type and its lines; one with ? may be missing. Moves stand for the lines year, from, to and amount. docs/ledger.md says what they mean.
FORMS = """
ledger id
key verifier
signature signature
officer name key roles region standing confirmation-rule?
officer-revocation name standing reason confirmation-rule?
officer-confirmation name proposal
refusal name command cause
programme version year name sha256 valid-from valid-to
budget dpa year
budget dpa apbd>anggaran anggaran>apbd
import import year file sha256 bytes rows accepted unchanged conflicting rejected applicants-digest set-aside-digest forced?
accounts year file sha256 rows accepted unchanged conflicting rejected
amendment amendment year applicant fields accounts old-commitment new-commitment reason-commitment
withdrawal year applicant commitment reason-commitment
reviews year file sha256 rows accepted unchanged conflicting rejected
review year applicant commitment verdict reason-commitment reviews
exclusion exclusion year list file sha256 rows accepted unchanged rejected exclusions-digest
evaluation evaluation year version rules applicants eligible needs-review ineligible changed decisions-digest input-digest?
lottery year tickets tickets-digest
lottery-draw lottery year seed source
erasure year applicant rows rows-digest kin kin-digest reason-commitment
batch batch year evaluation rules order draw? first-in-line? recipients total waiting waiting-digest
batch batch year evaluation rules order recipients total
payout payout batch sequence reference applicant commitment category tier? region anggaran>komitmen
approval batch mode sk sk-day
approval batch mode sk sk-day batch-digest approval-signature
decree decree year number file sha256 rows total rows-digest
sending batch sp2d sp2d-day payouts total hash-total file-sha256 template? template-sha256? approvals-needed?
sent payout sending komitmen>dalam-proses
bank-answer file sha256 rows paid returned rejected
second-answer payout reference answer line says amount bank-day reason-commitment
issue entries year masked as-of template version file bytes sha256 sample? sample-method? sample-of? sample-seed?
settlement payout answer bank-day reason dalam-proses>tersalur dalam-proses>retur
cancellation batch payouts total reason-commitment
cancelled payout cancellation komitmen>anggaran
repayment payout successor batch retur>anggaran
deposit payout sts sts-day retur>setor-kembali
refund payout sts sts-day tersalur>setor-kembali
lpj-file year file sha256 rows accepted unchanged rejected
lpj payout received used document-sha256 text-commitment lpj-file
"""
# What a paper says of the entries behind it, and which entries those are, with the line that names the paper.
PAPERS = {"batch": ("recipients", "total"), "sending": ("payouts", "total"), "cancellation": ("payouts", "total"),
          "bank-answer": ("paid", "returned"), "accounts": ("accepted",), "reviews": ("accepted",), "lpj-file": ("accepted",)}
NAMED = {"payout": ("batch", "batch"), "repayment": ("batch", "batch"), "sent": ("sending", "sending"), "cancelled": ("cancellation", "cancellation"),
         "settlement": ("bank-answer", "answer"), "amendment": ("accounts", "accounts"), "review": ("reviews", "reviews"), "lpj": ("lpj-file", "lpj-file")}


class Wrong(ValueError):
    pass


def shape_of(form):
    keys = "entry type at day officer previous-root?".split() + [word for word in form[1:] if ">" not in word]
    keys += ["year", "from", "to", "amount"] if any(">" in word for word in form) else []
    return re.compile("".join(f"({key[:-1]} )?" if key.endswith("?") else f"{key} " for key in keys))


SHAPES = [(form, shape_of(form)) for form in map(str.split, FORMS.strip().split("\n"))]


class Entries:
    """The journal's entries, one after another."""

    def __init__(self):
        self.payouts, self.batches, self.evaluations, self.versions, self.turns = {}, {}, [], {}, {}
        self.paper, self.follows = None, None

    def take(self, position, lines):
        """Raises Wrong; returns the entry as a dictionary."""
        entry = dict(line.partition(" ")[::2] for line in lines)
        self.kind, self.entry = entry.get("type"), entry
        wrong = self.form(lines) or self.take_paper(position) or self.take_named(position) or (self.payout() if "payout" in entry else self.other())
        if wrong:
            raise Wrong(f"entry {position} ({self.kind}) {wrong}")
        return entry

    def form(self, lines):
        keys = "".join(line.partition(" ")[0] + " " for line in lines)
        form = next((form for form, shape in SHAPES if form[0] == self.kind and shape.fullmatch(keys)), None)
        if form is None or (self.kind == "ledger") != (lines[0] == "entry 0"):
            return "does not have the lines of its type"
        if "from" in self.entry and f"{self.entry['from']}>{self.entry['to']}" not in form:
            return "moves money as its type may not"

    def take_paper(self, position):
        """A paper ends with its transaction and where the next one begins."""
        if ("previous-root" in self.entry or self.kind in PAPERS) and self.end():
            return f"stands where {self.end()}"
        if self.kind in PAPERS:
            said = [int(self.entry[key]) for key in PAPERS[self.kind]]
            self.paper = {"type": self.kind, "position": str(position), "batch": self.entry.get("batch"), "said": said, "found": [0] * len(said)}
        elif "previous-root" in self.entry:
            self.paper = None

    def end(self):
        if self.follows or (self.paper and self.paper["said"] != self.paper["found"]):
            return f"entry {self.paper['position']} says {self.paper['said']} of what follows it, and {self.paper['found']} is there"

    def take_named(self, position):
        paper, key = NAMED.get(self.kind, (None, None))
        if key is None or self.entry[key] == "-":
            return None
        if self.paper is None or self.paper["type"] != paper or self.entry[key] != self.paper["batch" if key == "batch" else "position"]:
            return "does not stand behind the paper that it names"
        found = [1, int(self.entry.get("amount", 0))] if self.kind != "settlement" else [self.entry["to"] == "tersalur", self.entry["to"] == "retur"]
        if self.kind != "repayment":
            self.paper["found"] = [before + more for before, more in zip(self.paper["found"], found)]

    def payout(self):
        entry, amount, number = self.entry, int(self.entry.get("amount", 0)), self.entry["payout"]
        if self.kind == "payout" and (wrong := self.new_payout(number, amount)):
            return wrong
        payout = self.payouts[number]
        if self.kind == "lpj":
            return "reports more than was paid and kept" if payout["in"] != "tersalur" or int(entry["used"]) > payout["kept"] else None
        if self.kind == "second-answer":
            return None if payout["bounced"] and amount == payout["amount"] else "is no second answer to a payout that bounced"
        if self.kind in ("sent", "cancelled") and self.paper["batch"] != payout["batch"]:
            return f"moves a payout of batch {payout['batch']} by a paper of batch {self.paper['batch']}"
        if entry["from"] != payout["in"] or entry["year"] != payout["person"][0] or entry["day"] < payout["day"]:
            return f"moves payout {number} from where it is not, in another year or on a day before what it follows"
        if amount > payout["kept"] or (amount != payout["amount"] and self.kind != "refund"):
            return f"moves payout {number} with another amount"
        payout["kept"] -= amount if self.kind == "refund" else 0
        payout["bounced"] = payout["bounced"] or entry["to"] == "retur"
        payout["in"] = entry["from"] if self.kind == "refund" and payout["kept"] else entry["to"]
        payout["day"] = entry["day"] if self.kind != "refund" else payout["day"]
        self.follows = payout if self.kind == "repayment" else None
        if entry["to"] == "anggaran":
            del self.turns[payout["person"]]

    def new_payout(self, number, amount):
        entry, batch = self.entry, self.batches[self.entry["batch"]]
        person, bounced, self.follows = (entry["year"], entry["applicant"]), self.follows, None
        if number != str(len(self.payouts) + 1) or entry["reference"] != f"P{entry['year']}B{int(entry['batch']):03}N{int(entry['sequence']):06}":
            return "is out of order, or its reference is not that of its batch and sequence"
        if (batch["order"] == "repayment") != (bounced is not None) or (bounced and (bounced["person"], bounced["amount"]) != (person, amount)):
            return "pays once more, and not the person or the amount that bounced"
        if self.turns.setdefault(person, number) != number:
            return f"grants once more to who has payout {self.turns[person]}"
        self.payouts[number] = {"in": "anggaran", "kept": amount, "amount": amount, "batch": entry["batch"], "day": batch["made"], "person": person, "bounced": False}

    def other(self):
        entry = self.entry
        if self.kind == "programme":
            self.versions[entry["version"]] = (entry["year"], entry["sha256"])
        elif self.kind == "evaluation":
            self.evaluations.append((entry["evaluation"], entry["year"], entry["rules"]))
            return None if self.versions.get(entry["version"]) == (entry["year"], entry["rules"]) else "judges by other rules than those of its version"
        elif self.kind == "batch":
            newest = next((number, rules) for number, year, rules in reversed(self.evaluations) if year == entry["year"])
            if entry["evaluation"] != newest[0] or (entry["rules"] != newest[1] and entry["order"] != "repayment"):
                return "does not rest on the newest evaluation of its year and its rules"
            self.batches[entry["batch"]] = {"made": entry["day"], "day": entry["day"], "order": entry["order"], "approvals": 0}
        elif self.kind in ("approval", "sending", "cancellation"):
            batch = self.batches[entry["batch"]]
            if self.kind == "sending" and batch["approvals"] == 0:
                return "sends what nobody approved"
            if entry["day"] < batch["made" if self.kind == "approval" else "day"]:
                return "is of a day before what it follows"
            if self.kind == "approval":
                batch["approvals"], batch["day"] = batch["approvals"] + 1, max(batch["day"], entry["day"])

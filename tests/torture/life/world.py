"""What a ledger must hold after each step of a life: people, money and officers in plain memory, without a line or a table of the program's.

The rules of docs/programme.md, docs/ledger.md and docs/officers.md a second time. Days are yyyy-mm-dd, which compare as texts; `tick` stands for the place
in the journal: what happened in a later step has a greater one."""
import datetime
import hashlib
import re

ANGGARAN, KOMITMEN, PROSES, TERSALUR, RETUR, SETOR = range(1, 7)
NAMES = {1: "anggaran", 2: "komitmen", 3: "dalam-proses", 4: "tersalur", 5: "retur", 6: "setor-kembali"}
CATEGORIES = ("emak-emak", "milenial", "pemula")
ELIGIBLE, REVIEW, INELIGIBLE = 1, 2, 3
FIELDS = ("nik", "nama", "kategori", "kab", "kec", "nib", "omzet", "kk", "tgl", "skor", "bank", "rek", "holder")
NO_DAY = "9999-99-99"


class Refused(Exception):
    """The command must end with this status, and nothing is changed; `told` when a refusal by an officer's name may be recorded."""

    def __init__(self, status, told=False):
        super().__init__(status)
        self.status, self.told = status, told


class Unmodelled(Exception):
    """What the program does here is not told by this model: the life ends before the step."""


def agrees(one, other):
    """Names of these lives share no word unless they are the same."""
    return one.lower() == other.lower()


def bank_code(bank):
    return {"": "115", "Bank Jambi": "115", "115": "115", "BRI": "002", "002": "002"}.get(bank)


def same_account(bank, number, code, wanted, zeros=False):
    if zeros:
        number, wanted = number.lstrip("0") or "0", wanted.lstrip("0") or "0"
    return number == wanted and bank_code(bank) == code


class Person:
    def __init__(self, number, year, fields, tick, file, line):
        self.id, self.year, self.fields = number, year, dict(fields)
        self.tick, self.file, self.line = tick, file, line
        self.versions = []  # earlier ones: (tick, fields, typed)
        self.withdrawn = self.erased = False
        self.reviews = []  # (tick, verdict, reason)

    def __getattr__(self, name):
        if name in FIELDS:
            return self.fields[name]
        raise AttributeError(name)

    def verdict(self):
        """The last one; an acceptance lapses when an officer types an amendment."""
        if not self.reviews:
            return None
        tick, verdict, reason = self.reviews[-1]
        if verdict == "accept" and any(typed and at > tick for at, _, typed in self.versions):
            return None
        return verdict, reason

    def account_was_typed(self):
        """An officer, not a file, changed the account."""
        chain = [fields for _, fields, _ in self.versions] + [self.fields]
        keys = [(f["bank"], f["rek"], f["holder"]) for f in chain]
        return any(typed and keys[i] != keys[i + 1] for i, (_, _, typed) in enumerate(self.versions))


class Payout:
    def __init__(self, number, batch, sequence, person, amount, tier=None):
        self.id, self.batch, self.sequence, self.person, self.amount, self.tier, self.account = number, batch, sequence, person, amount, tier, KOMITMEN
        self.year = person.year
        self.reference = None  # the program's
        self.answers = []  # (tick, account, bank day, reason, day)
        self.second = []  # (tick, account, bank day, reason)
        self.position, self.sent = None, False  # position: of its entry, told by play
        self.returned = []  # (day, rupiah) that the recipient gave back
        self.slips, self.given, self.whole = {}, 0, None  # whole: the tick of the slip that brought all of it back
        self.follows = None  # the bounced payout that this one pays once more
        self.reports = []


class Batch:
    def __init__(self, number, year, day, rules, maker, tick, repays=False):
        self.id, self.year, self.day, self.rules, self.maker, self.tick, self.repays = number, year, day, rules, maker, tick, repays
        self.payouts, self.waiting, self.cancelled = [], [], 0
        self.approvals = []  # (tick, officer or None, decree, its day, day)
        self.sent, self.sendings = [], []  # days; layout and transfers of each sending

    amount = property(lambda self: sum(p.amount for p in self.payouts))
    waits = property(lambda self: any(p.account == KOMITMEN for p in self.payouts))
    whole_cancelled = property(lambda self: len(self.payouts) <= self.cancelled)


class World:
    def __init__(self, built_in):
        self.now, self.newest, self.tick = 0, None, 0
        self.versions = []  # (tick, spec, text)
        self.budget = dict(built_in)  # of every year
        self.people, self.batches, self.payouts = [], [], []
        self.exclusions, self.asides = [], []  # dicts
        self.files, self.readings = [], []  # imports and lists of verdicts: (tick, year, digest)
        self.erasures = []  # (tick, year)
        self.decided = {}  # person's id -> status as it was stored last
        self.newest_rules = {}  # year -> rules of its newest evaluation
        self.lotteries = {}  # year -> {tick, day, tickets, seed, draw_day}
        self.decrees = []
        self.officers = {}
        self.files_out = set()
        self.aside_rows = []  # year, file, line and text of each row that was set aside: told by play
        self.size, self.signed = 0, 0  # entries of the journal, and of its newest checkpoint: told by play
        self.witnesses, self.kept, self.copies, self.receipts, self.issued = {}, {}, {}, {}, {}

    # --- days and rules

    def today(self):
        return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=self.now, hours=7)).date().isoformat()

    def newest_year(self):
        return max([2024, *(spec["year"] for _, spec, _ in self.versions)])

    def rules(self, year, day, or_newest=False):
        if 2022 <= year <= 2024:
            raise Unmodelled("the built-in years' rules")
        mine = [spec for _, spec, _ in self.versions if spec["year"] == year]
        held = [s for s in mine if (s.get("from") or day) <= day <= (s.get("to") or day)]
        if held:
            return held[-1]
        if or_newest and mine:
            return mine[-1]
        raise Refused(4)

    # --- the register

    def of_year(self, year):
        return [p for p in self.people if p.year == year and not p.erased]

    def find(self, year, nik):
        for person in self.of_year(year):
            if person.nik == nik:
                return person
        raise Refused(1)

    def payouts_of(self, person, *accounts):
        return [p for p in self.payouts if p.person is person and (not accounts or p.account in accounts)]

    def named(self, word):
        """The payout that a {{N}} stands for, or None."""
        found = re.fullmatch(r"\{\{(\d+)\}\}", word)
        return self.payouts[int(found[1]) - 1] if found else None

    def place(self, person):
        """The payout that says where the person's money is: one that was sent goes before one that was not."""
        held = sorted((p for p in self.payouts_of(person) if p.account > ANGGARAN), key=lambda p: (p.account <= KOMITMEN, -p.id))
        return held[0] if held else None

    def balances(self):
        out = {(year, account): 0 for year in self.budget for account in range(1, 7)}
        for year, budget in self.budget.items():
            out[year, ANGGARAN] = budget
        for payout in self.payouts:
            if payout.account != ANGGARAN:
                out[payout.year, ANGGARAN] -= payout.amount
                back = payout.given if payout.account == TERSALUR else 0
                out[payout.year, payout.account] += payout.amount - back
                out[payout.year, SETOR] += back
        return out

    # --- the bank's second word

    def contradictions(self, person):
        """Payouts of the person that bounced and that the bank calls paid now, undecided."""
        found = []
        for payout in self.payouts_of(person):
            for tick, account, day, _ in payout.second:
                later = any(other > tick for other, *_ in payout.second)
                ended = any(p.whole is not None and p.whole > tick for p in self.payouts_of(person))
                if account == TERSALUR and not later and not ended:
                    found.append((payout, day))
        return found

    # --- judging

    def grants(self, year, later=False):
        niks, cards = set(), set()
        for payout in self.payouts:
            if (payout.year > year if later else payout.year < year) and payout.account in (KOMITMEN, PROSES, TERSALUR) and not payout.person.erased:
                niks.add(payout.person.nik)
                cards.add(payout.person.kk)
        cards.discard("")
        return niks, cards

    def listed(self, person):
        return any(x["year"] == person.year and (x["nik"] == person.nik if x["nik"] else x["kk"] == person.kk != "") for x in self.exclusions if not x.get("erased"))

    def judge(self, person, rules, grants):
        niks, cards = grants
        status = ELIGIBLE
        if "mikro" in rules["rules"] and person.omzet == "":
            status = REVIEW
        if (person.nib == "" and "izin" in rules["rules"]) or ("mikro" in rules["rules"] and person.omzet != "" and int(person.omzet) * 12 > 2_000_000_000) or \
                ("nik" in rules["rules"] and person.nik in niks) or ("kk" in rules["rules"] and person.kk in cards) or self.listed(person) or person.withdrawn:
            return INELIGIBLE
        verdict = person.verdict()
        if verdict is None:
            return REVIEW if rules["verification"] else status
        return {"accept": ELIGIBLE, "reject": INELIGIBLE, "ask": REVIEW, "appeal": REVIEW}[verdict[0]]

    def judge_all(self, year, rules):
        grants = self.grants(year)
        return {person.id: self.judge(person, rules, grants) for person in self.of_year(year)}

    def evaluate(self, year, rules):
        """What `check` stores. Who was erased keeps the decision of before."""
        verdicts = self.judge_all(year, rules)
        if verdicts or any(p.erased and p.year == year and p.id in self.decided for p in self.people):
            self.newest_rules[year] = rules
        self.decided.update(verdicts)
        return verdicts

    def refresh(self, year, day):
        if year in self.newest_rules:
            self.evaluate(year, self.rules(year, day))

    # --- allocation

    def line(self, year):
        """Who stands in line: the list of the newest batch that an allocation made and that was not cancelled whole."""
        batches = [b for b in self.batches if b.year == year and not b.repays and not b.whole_cancelled]
        return {person.id: i + 1 for i, (person, reason) in enumerate(batches[-1].waiting) if reason != "kecamatan-tidak-dikenal"} if batches else {}

    def rank(self, year, person):
        lottery = self.lotteries[year]
        ticket = lottery["tickets"].get(person.id)
        return hashlib.sha256(lottery["seed"].encode() + ticket).digest() if ticket else None

    def order_of(self, year, rules, people):
        line = self.line(year)
        if rules["order"] == "undian" and (year not in self.lotteries or self.lotteries[year]["seed"] is None):
            raise Refused(4)

        def key(person):
            place = line.get(person.id, 1 << 40)
            submitted = (person.tgl or NO_DAY, person.nik)
            if rules["order"] == "skor":
                return place, -(int(person.skor) if person.skor != "" else -1), submitted
            if rules["order"] == "undian":
                rank = self.rank(year, person)
                return place, rank is None, rank or b"", submitted
            return place, submitted

        return sorted(people, key=key), line

    def allocate(self, year, rules, verdicts, limit=0, category=None, kab=None):
        """Recipients in order, and who waits, with the limit that stopped him."""
        order, line = self.order_of(year, rules, [p for p in self.of_year(year) if verdicts[p.id] == ELIGIBLE and not self.payouts_of(p, *range(KOMITMEN, SETOR + 1))])
        later_niks, later_cards = self.grants(year, later=True)
        used = [q for p in self.payouts if p.year == year and KOMITMEN <= p.account <= RETUR for q in covering(rules, p.person.fields)]
        room = {id(q): q["people"] - sum(1 for u in used if u is q) for q in rules["quotas"]}
        cards = {p.person.kk for p in self.payouts if p.year == year and KOMITMEN <= p.account <= RETUR and not p.person.erased} - {""}
        money, people, results = self.balances()[year, ANGGARAN], limit or 1 << 40, {}

        def take(person, turn):
            nonlocal money, people
            amount, _ = amount_of(rules, person.fields)
            if person.kec == "" and any(turn < rounds(q) for q in rules["quotas"] if q["kec"] and q["kab"] == person.kab and within(q, person.fields)):
                return "kecamatan-tidak-dikenal"
            full = [q for q in covering(rules, person.fields) if room[id(q)] <= 0 and turn < rounds(q)]
            if full:
                return full[0]["name"]
            if amount > money:
                return "anggaran"
            if people == 0:
                return "batas"
            for quota in covering(rules, person.fields):
                room[id(quota)] -= 1
            money, people = money - amount, people - 1
            return None

        for person in order:
            if ("nik" in rules["rules"] and person.nik in later_niks) or ("kk" in rules["rules"] and person.kk in later_cards):
                continue
            if person.kk != "" and person.kk in cards:
                continue
            cards.add(person.kk)
            if (category and person.kategori != category) or (kab and person.kab != kab):
                results[person.id] = "tidak-dipilih"
            else:
                results[person.id] = take(person, 0)
        for turn in (1, 2, 3):
            for person in order:
                if any(rounds(q) == turn for q in rules["quotas"]) and results.get(person.id) not in (None, "tidak-dipilih"):
                    results[person.id] = take(person, turn)
        chosen = [p for p in order if p.id in results and results[p.id] is None]
        waiting = [(p, results[p.id]) for p in order if results.get(p.id) and (results[p.id] != "tidak-dipilih" or p.id in line)]
        return chosen, waiting

    # --- officers

    def administrators(self):
        return sum(o["active"] and "administrator" in o["roles"] for o in self.officers.values())

    def approvals_needed(self, batch):
        held = [s for tick, s, _ in self.versions if s is batch.rules or (s["year"] == batch.year and tick < batch.tick and (s.get("from") or batch.day) <= batch.day)]
        return max(asked(spec, batch.amount) for spec in held)

    def approval_count(self, batch):
        """given, needed, alone, revoked"""
        names = {officer for _, officer, *_ in batch.approvals if officer}
        given = {n for n in names if not (batch.waits and self.officers[n]["revoked"])}
        alone = any(officer is None for _, officer, *_ in batch.approvals)
        over = alone and not given and not batch.waits
        needed = self.approvals_needed(batch) if self.officers and not over else 0
        return len(given), needed, alone, len(names) - len(given)


def asked(spec, amount):
    for band in spec["approvals"]:
        if band[0] is None or amount <= band[0]:
            return band[1]
    return 1


def amount_of(rules, fields):
    """What the person is paid, and by which tier of the category."""
    paid = rules["amounts"][CATEGORIES.index(fields["kategori"])]
    if isinstance(paid, int):
        return paid, None
    for code, amount, when in paid:
        meets = {None: True, "omzet": fields["omzet"] != "" and int(fields["omzet"]) <= 3_000_000, "skor": fields["skor"] != "" and int(fields["skor"]) >= 20, "nib": fields["nib"] == "9120000000002"}
        if meets[when]:
            return amount, code
    return None


def tier_fields(rules):
    """What a tier of any category looks at."""
    return {when for paid in rules["amounts"] if not isinstance(paid, int) for *_, when in paid if when}


def frozen(rules, day):
    return any(first <= day <= last for first, last in rules["freeze"])


def within(quota, fields):
    return not quota["categories"] or fields["kategori"] in quota["categories"]


def level(quota):
    return 3 if quota["kec"] else 2 if quota["kab"] else 1 if quota["categories"] else 0


def rounds(quota):
    """How many rounds of an allocation the quota binds."""
    return (4, 3, 2, 1)[level(quota)] if quota["flows"] else 4


def covering(rules, fields):
    """The quotas that the person counts in, the total first."""
    return sorted((q for q in rules["quotas"] if within(q, fields) and q["kab"] in (None, fields["kab"]) and q["kec"] in (None, fields["kec"])), key=level)

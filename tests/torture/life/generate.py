"""Makes the steps of a life, one after another, looking at the world to type what an office would type, and often enough what it should not."""
import datetime
import hashlib

from generate_evidence import EvidenceSteps
from generate_money import MoneySteps
from generate_office import OfficeSteps
from generate_register import RegisterSteps
from office_steps import DUTIES
from paper import PLACES, WORDS, YEARS
from world import CATEGORIES, KOMITMEN, PROSES, RETUR, TERSALUR


class Generator(RegisterSteps, MoneySteps, OfficeSteps, EvidenceSteps):
    """Of four lives three are about money: rules that pay, people with accounts, officers who are there, and most steps move something on. The fourth is about everything alike."""

    def __init__(self, rng, world, clock=True):
        self.rng, self.w, self.clock = rng, world, clock
        self.count = 0
        self.money = rng.random() < 0.75
        self.staff = rng.random() < (0.6 if self.money else 0.4)  # whether officers come to this ledger at all
        self.years = YEARS[:rng.choice((2, 3))]
        self.pool = [self.identity(i) for i in range(rng.choice((12, 18, 24) if self.money else (6, 10, 14)))]
        self.verdicts = []  # lists of verdicts, too
        self.files = []  # lists of applicants that were typed before

    def identity(self, i):
        rng, odd = self.rng, 0.08 if self.money else 0.3
        place = rng.choice(PLACES)
        return {"nik": f"157101520390{i + 1:04}", "nama": WORDS[i], "kategori": rng.choice(CATEGORIES), "kab": place[1], "kec": place[3],
                "nib": rng.choice(("9120000000001", "9120000000002", "9120000000003", "")) if rng.random() < odd else "9120000000001",
                "omzet": rng.choice(("2500000", "900000000", "")) if rng.random() < odd else rng.choice(("2500000", "4500000")),
                "kk": f"157101010112{rng.choice((i, i, i, i // 2) if self.money else (i, i // 2)) + 1:04}" if rng.random() < 0.9 else "", "tgl": rng.choice(("02-01", "02-02", "03-01", "")),
                "skor": rng.choice(("", "10", "20", "30")), "bank": rng.choice(("Bank Jambi", "", "BRI")), "rek": f"30100{rng.choice((i, i, i, i, i, 1)):05}" if rng.random() < (0.9 if self.money else 0.8) else "",
                "holder": WORDS[i] if rng.random() < (0.95 if self.money else 0.8) else rng.choice(WORDS)}

    # --- pieces

    def chance(self, p):
        return self.rng.random() < p

    def name(self, stem):
        self.count += 1
        return f"{stem}-{self.count}"

    def year(self):
        return self.rng.choice(self.years) if self.chance(0.97) else self.rng.choice((2019, 2030))

    def year_with(self, *accounts):
        """A year with money in these accounts, mostly."""
        years = [p.year for p in self.w.payouts if p.account in accounts]
        return self.rng.choice(years) if years and self.chance(0.9) else self.year()

    def step(self, cmd, words, year=True, able=(), **more):
        """The words of the year, the day and the officer come to those of the command; `able` are those who would be right."""
        s = {"cmd": cmd, "words": list(words), **more}
        if year:
            s["year"] = self.year() if year is True else year
        s["words"] += ["--year", str(s["year"])] if s.get("year") else []
        if "date" not in s and self.chance(0.05 if self.money else 0.07):
            s["date"] = self.day_near()
        s["words"] += ["--date", s["date"]] if s.get("date") else []
        self.sign(s, able)
        if self.chance(0.1):
            s["words"] += ["--lang", self.rng.choice(("id", "en"))]
        return s

    def day_near(self):
        shift = self.rng.choice((-400, -40, -7, -1, -1, 1, 30)) if self.chance(0.5) else self.rng.randrange(-20, 2)
        return (datetime.date.fromisoformat(self.w.today()) + datetime.timedelta(shift)).isoformat()

    def sign(self, s, able):
        if not self.w.officers:
            if self.chance(0.01) and s["cmd"] != "officer":
                s["as"] = "ani"
        elif s["cmd"] in DUTIES:
            able = able or [n for n, o in self.w.officers.items() if o["active"] and DUTIES[s["cmd"]] & o["roles"]]
            name = self.rng.choice(able) if able and self.chance(0.96) else self.rng.choice([*self.w.officers, "nobody"])
            if self.chance(0.99):
                s["as"] = name
        if s.get("as"):
            s["pass"] = "wrong" if self.chance(0.02) else "right"
            s["words"] += ["--as", s["as"], "--passphrase-file", f"{s['pass']}.pass"]

    def table(self, stem, header, lines):
        name = self.name(stem) + ".csv"
        text = header + "\n" + "".join(line + "\n" for line in lines)
        return {name: text}, hashlib.sha256(text.encode()).hexdigest(), name

    def person(self, year=None):
        """Somebody of the year; now and then anybody."""
        known = [p for p in self.w.people if not p.erased and (year is None or p.year == year)]
        return self.rng.choice(known).nik if known and self.chance(0.9) else self.rng.choice(self.pool)["nik"]

    # --- a step

    def next(self):
        w = self.w
        started = {s["year"] for _, s, _ in w.versions}
        if started < set(self.years) and self.chance(0.8 if not started else 0.2):
            return self.program(self.rng.choice(sorted(set(self.years) - started)))
        if self.money and not w.officers and started and (step := self.beginning(started)):
            return step
        if len(w.people) < 4 and not w.officers and self.chance(0.5):
            return self.take_in()
        if w.officers and self.chance(0.9 if self.money else 0.6) and (wanted := self.wanted()):
            return wanted
        if self.money and w.people and self.chance(0.7):
            return self.onward()
        weights = self.weights()
        kind = self.rng.choices(list(weights), list(weights.values()))[0]
        return getattr(self, kind)()

    def beginning(self, started):
        """The whole year's file at once, and officers from the start."""
        unread = [y for y in sorted(started) if not any(p.year == y for p in self.w.people)]
        if unread and self.chance(0.6):
            return self.take_in(unread[0], [self.row(unread[0], who) for who in self.pool])
        if self.staff and self.w.people and self.chance(0.5):
            return self.officer()
        return None

    def weights(self):
        w = self.w
        held = {a: any(p.account == a for p in w.payouts) for a in range(1, 7)}
        waiting = any(b.waits for b in w.batches)
        weights = {"take_in": 8, "disburse": 9, "approve": 1 + 10 * bool(waiting and w.officers), "send": 1 + 10 * waiting, "again": held[PROSES], "settle": 1 + 10 * held[PROSES], "repay": 1 + 7 * held[RETUR],
                   "deposit": 1 + 2 * held[RETUR], "refund": 1 + 2 * held[TERSALUR], "cancel": 0.5 + 2 * waiting, "amend": 7, "withdraw": 2, "review": 4, "exclude": 2, "accounts": 4, "reviews": 2,
                   "reports": 1 + held[TERSALUR], "check": 4, "lpj": 1 + 2 * held[TERSALUR], "sk": 1, "erase": 1, "lottery": 1 + 6 * any(s["order"] == "undian" for _, s, _ in w.versions[-2:]), "program": 1,
                   "budget": 2, "officer": 2 * (self.staff or bool(w.officers)), "read": 2, "look": 20 if self.money else 10, "workbook": 0.3, "mistype": 4, "checkpoint": 1, "move": 0.4, "tick": 5 if self.clock else 0}
        if self.money:
            weights.update(take_in=4, send=2, approve=2, amend=3, withdraw=0.7, exclude=1, budget=1, mistype=2, erase=4)
        if not w.people:
            weights = {**weights, "amend": 0.3, "withdraw": 0.3, "review": 0.3, "reviews": 0.3, "accounts": 0.3, "disburse": 1}
        return weights

    def wanted(self):
        """An officer whom the ledger lacks, so that there is somebody for everything; who waits is confirmed by another administrator."""
        active = [o for o in self.w.officers.values() if o["active"]]
        waiting = [n for n, o in self.w.officers.items() if o["pending"] == "add"]
        if waiting and self.w.administrators() > 1:
            return self.step("officer", ["officer", "confirm", waiting[0]], year=False, name=waiting[0], action="confirm")
        for role, least in (("operator", 1), ("approver", 3 if self.money else 2), ("treasurer", 1), ("verifier", 1)):
            if sum(role in o["roles"] for o in active) + len(waiting) < least:
                return self.appoint(self.name(role[:4]), [role], 1571 if role == "verifier" else None)
        return None

    def tick(self):
        ahead = self.rng.choice((3600, 86400, 86400 * 5, 86400 * 30)) if self.chance(0.85) else -self.rng.choice((3600, 86400, 86400 * 40))
        return {"cmd": "clock", "now": min(max(self.w.now + ahead, 1_735_700_000), 1_860_000_000)}

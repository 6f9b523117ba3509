"""Makes the steps of a life, one after another, looking at the world to type what an office would type, and often enough what it should not."""
import datetime
import hashlib

from office_steps import DUTIES
from paper import HEADER, KAB, MISTYPED, PLACES, RULES, WORDS, YEARS, applicant, odd_row, yaml
from world import CATEGORIES, PROSES, RETUR, TERSALUR


class Generator:
    def __init__(self, rng, world, clock=True):
        self.rng, self.w, self.clock = rng, world, clock
        self.count = 0
        self.staff = rng.random() < 0.4  # whether officers come to this ledger at all
        self.pool = [self.identity(i) for i in range(rng.choice((6, 10, 14)))]
        self.verdicts = []  # lists of verdicts, too
        self.files = []  # lists of applicants that were typed before

    def identity(self, i):
        place = self.rng.choice(PLACES)
        return {"nik": f"157101520390{i + 1:04}", "nama": WORDS[i], "kategori": self.rng.choice(CATEGORIES), "kab": place[1], "kec": place[3],
                "nib": self.rng.choice(("9120000000001", "9120000000002", "9120000000003", "")) if self.rng.random() < 0.3 else "9120000000001",
                "omzet": self.rng.choice(("2500000", "900000000", "")) if self.rng.random() < 0.3 else "2500000",
                "kk": f"157101010112{self.rng.choice((i, i // 2)) + 1:04}" if self.rng.random() < 0.9 else "", "tgl": self.rng.choice(("02-01", "02-02", "03-01", "")),
                "skor": self.rng.choice(("", "10", "20", "30")), "bank": self.rng.choice(("Bank Jambi", "", "BRI")), "rek": f"30100{self.rng.choice((i, i, i, i, i, 1)):05}" if self.rng.random() < 0.8 else "",
                "holder": WORDS[i] if self.rng.random() < 0.8 else self.rng.choice(WORDS)}

    # --- pieces

    def chance(self, p):
        return self.rng.random() < p

    def name(self, stem):
        self.count += 1
        return f"{stem}-{self.count}"

    def year(self):
        return self.rng.choice(YEARS) if self.chance(0.97) else self.rng.choice((2019, 2027))

    def step(self, cmd, words, year=True, **more):
        """The words of the year, the day and the officer come to those of the command."""
        s = {"cmd": cmd, "words": list(words), **more}
        if year:
            s["year"] = self.year() if year is True else year
        s["words"] += ["--year", str(s["year"])] if s.get("year") else []
        if "date" not in s and self.chance(0.07):
            shift = self.rng.choice((-400, -40, -7, -1, -1, 1, 30)) if self.chance(0.5) else self.rng.randrange(-20, 2)
            s["date"] = (datetime.date.fromisoformat(self.w.today()) + datetime.timedelta(shift)).isoformat()
        s["words"] += ["--date", s["date"]] if s.get("date") else []
        self.sign(s)
        return s

    def sign(self, s):
        if not self.w.officers:
            if self.chance(0.01) and s["cmd"] != "officer":
                s["as"] = "ani"
        elif s["cmd"] in DUTIES:
            able = [n for n, o in self.w.officers.items() if o["active"] and DUTIES[s["cmd"]] & o["roles"]]
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

    def spec(self, year, first=False):
        rng = self.rng
        quotas = [{"name": "semua", "categories": None, "kab": None, "kec": None, "people": rng.choice((2, 4, 8, 20)), "flows": False}] * self.chance(0.7)
        if self.chance(0.4):
            quotas.append({"name": "kategori", "categories": [rng.choice(CATEGORIES)], "kab": None, "kec": None, "people": rng.choice((1, 2, 4)), "flows": bool(quotas) and self.chance(0.5)})
        if self.chance(0.4):
            kab = rng.choice((1571, 1509))
            quotas.append({"name": "wilayah", "categories": None, "kab": kab, "kec": None, "people": rng.choice((1, 2, 3)), "flows": quotas[:1] != [] and quotas[0]["name"] == "semua" and self.chance(0.5)})
        if self.chance(0.25):
            quotas.append({"name": "camat", "categories": None, "kab": 1571, "kec": 157103, "people": 1, "flows": quotas[:1] != [] and quotas[0]["name"] == "semua" and self.chance(0.5)})
        window = (f"{year}-0{rng.choice((1, 5))}-01", None) if not first and self.chance(0.15) else (None, None)
        rules = [r for r in RULES if self.chance(0.75)] or ["izin"]
        bands = rng.choice(([], [], [(None, 1)], [(6_000_000, 1), (None, 2)], [(None, 2)]))
        return {"year": year, "tag": self.name("versi"), "budget": rng.choice((10, 30, 60, 100)) * 1_000_000, "order": rng.choice(("tanggal_pengajuan", "tanggal_pengajuan", "skor", "skor", "undian")),
                "verification": self.chance(0.15), "from": window[0], "to": window[1], "amounts": rng.choice(((5_000_000,) * 3, (2_000_000, 5_000_000, 3_000_000))), "approvals": bands,
                "quotas": quotas, "rules": rules}

    # --- a step

    def next(self):
        w = self.w
        started = {s["year"] for _, s, _ in w.versions}
        if started < set(YEARS) and self.chance(0.8 if not started else 0.2):
            return self.program(self.rng.choice(sorted(set(YEARS) - started)))
        if len(w.people) < 4 and not w.officers and self.chance(0.5):
            return self.take_in()
        if w.officers and self.chance(0.6) and (wanted := self.wanted()):
            return wanted
        held = {a: [p for p in w.payouts if p.account == a] for a in range(1, 7)}
        approvable = [b for b in w.batches if b.waits]
        weights = {"take_in": 8, "disburse": 9, "approve": 1 + 10 * bool(approvable and w.officers), "send": 1 + 10 * bool(approvable), "settle": 1 + 10 * bool(held[PROSES]), "repay": 1 + 7 * bool(held[RETUR]),
                   "deposit": 1 + 2 * bool(held[RETUR]), "refund": 1 + 2 * bool(held[TERSALUR]), "cancel": 0.5 + 2 * bool(approvable), "amend": 7, "withdraw": 2, "review": 4, "exclude": 2, "accounts": 4, "reviews": 2, "reports": 1 + bool(held[TERSALUR]), "check": 4,
                   "lpj": 1 + 2 * bool(held[TERSALUR]), "sk": 1, "erase": 1, "lottery": 1 + 6 * any(s["order"] == "undian" for _, s, _ in w.versions[-2:]), "program": 1, "budget": 2, "officer": 2 * (self.staff or bool(w.officers)), "read": 5, "mistype": 4,
                   "checkpoint": 1, "move": 0.4, "tick": 5 if self.clock else 0}
        if not w.people:
            weights = {**weights, "amend": 0.3, "withdraw": 0.3, "review": 0.3, "reviews": 0.3, "accounts": 0.3, "disburse": 1}
        kind = self.rng.choices(list(weights), list(weights.values()))[0]
        return getattr(self, kind)()

    def wanted(self):
        """An officer whom the ledger lacks, so that there is somebody for everything; who waits is confirmed by another administrator."""
        active = [o for o in self.w.officers.values() if o["active"]]
        waiting = [n for n, o in self.w.officers.items() if o["pending"] == "add"]
        if waiting and self.w.administrators() > 1:
            return self.step("officer", ["officer", "confirm", waiting[0]], year=False, name=waiting[0], action="confirm")
        for role, least in (("operator", 1), ("approver", 2), ("treasurer", 1), ("verifier", 1)):
            if sum(role in o["roles"] for o in active) + len(waiting) < least:
                return self.appoint(self.name(role[:4]), [role], 1571 if role == "verifier" else None)
        return None

    def appoint(self, name, roles, region):
        return self.step("officer", ["officer", "add", name, "--role", ",".join(roles), "--new-passphrase-file", "right.pass"] + ["--region", KAB.get(region, "")] * bool(region),
                         year=False, name=name, action="add", roles=roles, region=region)

    def tick(self):
        ahead = self.rng.choice((3600, 86400, 86400 * 5, 86400 * 30)) if self.chance(0.85) else -self.rng.choice((3600, 86400, 86400 * 40))
        return {"cmd": "clock", "now": min(max(self.w.now + ahead, 1_735_700_000), 1_860_000_000)}

    def program(self, year=None):
        spec = self.spec(year or self.rng.choice(YEARS), first=year is not None)
        texts = [(s, t) for _, s, t in self.w.versions]
        if year is None and texts and self.chance(0.15):
            spec = self.rng.choice(texts)[0]
        name = f"rules-{hashlib.sha256(yaml(spec).encode()).hexdigest()[:8]}.yaml"
        return self.step("program", ["program", "add", name], year=False, spec=spec, text=yaml(spec), files={name: yaml(spec)})

    def budget(self):
        amount = self.rng.choice((1, 5, 15, 25, 40, 80)) * 1_000_000
        return self.step("budget", ["program", "budget", "--dpa", self.name("DPA"), "--amount", str(amount)], amount=amount)

    def take_in(self):
        year = self.year()
        if self.files and self.chance(0.2):
            files, digest, name, rows, year = self.rng.choice(self.files)
        else:
            rows = [self.row(year) for _ in range(self.rng.randrange(1, 8))]
            files, digest, name = self.table("pemohon", HEADER, [applicant(r) for r in rows])
            self.files.append((files, digest, name, rows, year))
        dry = self.chance(0.08)
        return self.step("import", ["import", name] + ["--dry-run"] * dry, year=year, rows=rows, digest=digest, files=files, dry=dry)

    def row(self, year):
        row = dict(self.rng.choice(self.pool))
        row["tgl"] = f"{year}-{row['tgl']}" if row["tgl"] else ""
        if self.chance(0.08):
            field = self.rng.choice(("omzet", "skor", "rek", "kk", "nib"))
            row[field] = {"omzet": "3500000", "skor": "40", "rek": f"30200{self.rng.randrange(30):05}", "kk": f"157101010112{self.rng.randrange(1, 20):04}", "nib": "9120000000009"}[field]
        if self.chance(0.06):
            row["bad"] = True
            row["nik"] = row["nik"][:15] if self.chance(0.6) else row["nik"]
            row["nama"] = row["nama"] if len(row["nik"]) < 16 else ""
        return row

    def accounts(self):
        year = self.year()
        rows = []
        for _ in range(self.rng.randrange(1, 4)):
            lacking = [p.nik for p in self.w.people if p.year == year and not p.erased and (p.rek == "" or self.w.payouts_of(p, RETUR))]
            nik = self.rng.choice(lacking) if lacking and self.chance(0.6) else self.person(year)
            name = next((p["nama"] for p in self.pool if p["nik"] == nik), WORDS[0])
            rows.append({"nik": nik, "bank": self.rng.choice(("", "Bank Jambi", "BRI", "002")), "rek": f"30{self.rng.choice((1, 3))}00{self.rng.randrange(20):05}", "holder": name if self.chance(0.85) else WORDS[0]})
        files, _, name = self.table("rekening", "nik,bank,no_rekening,nama_rekening", [f"{r['nik']},{r['bank']},{r['rek']},{r['holder']}" for r in rows])
        dry = self.chance(0.1)
        return self.step("accounts", ["accounts", name] + ["--dry-run"] * dry, year=year, rows=rows, files=files, dry=dry)

    def exclude(self):
        rows = [{"nik": self.person(), "kk": ""} if self.chance(0.7) else {"nik": "", "kk": self.rng.choice(self.pool)["kk"] or "1571010101120001"} for _ in range(self.rng.randrange(1, 3))]
        lines = [f"{r['nik']},{r['kk']}" for r in rows]
        name = f"daftar-{hashlib.sha256(str(lines).encode()).hexdigest()[:8]}.csv"
        text = "nik,no_kk\n" + "".join(line + "\n" for line in lines)
        kind, dry = self.rng.choice(("asn", "kur")), self.chance(0.1)
        return self.step("exclude", ["exclude", name, "--list", kind] + ["--dry-run"] * dry, rows=rows, list=kind, digest=hashlib.sha256(text.encode()).hexdigest(), files={name: text}, dry=dry)

    def amend(self):
        year = self.year()
        nik = self.person(year)
        field = self.rng.choice(("nib", "omzet", "kk", "tgl", "skor", "rek", "rek", "holder", "bank", "nik"))
        who = next((p for p in self.pool if p["nik"] == nik), self.pool[0])
        value = {"nib": self.rng.choice(("9120000000001", "")), "omzet": self.rng.choice(("1000000", "900000000", "")), "kk": f"157101010112{self.rng.randrange(1, 20):04}",
                 "tgl": self.rng.choice((f"{year}-01-15", "")), "skor": self.rng.choice(("5", "50", "")), "rek": f"304{self.rng.randrange(40):07}", "holder": self.rng.choice((who["nama"], who["nama"], WORDS[0])),
                 "bank": self.rng.choice(("BRI", "Bank Jambi", "002")), "nik": f"157101520390{self.rng.randrange(1, 40):04}"}[field]
        words = {"omzet": "omzet_bulanan", "kk": "no_kk", "tgl": "tanggal_pengajuan", "rek": "no_rekening", "holder": "nama_rekening"}
        settings = {field: value}
        if field == "rek" and self.chance(0.6):
            settings["holder"] = who["nama"]
        typed = [w for f, v in settings.items() for w in ("--set", f"{words.get(f, f)}={v}")]
        return self.step("amend", ["amend", nik, *typed, "--reason", "koreksi"], year=year, nik=nik, set=settings)

    def withdraw(self):
        year = self.year()
        nik = self.person(year)
        return self.step("withdraw", ["withdraw", nik, "--reason", "mundur"], year=year, nik=nik)

    def review(self):
        year = self.year()
        nik, verdict = self.person(year), self.rng.choice(("accept", "accept", "accept", "reject", "ask", "appeal"))
        reason = "" if verdict == "accept" and self.chance(0.7) else self.rng.choice(("satu", "dua"))
        return self.step("review", ["review", nik, f"--{verdict}"] + ["--reason", reason] * bool(reason), year=year, nik=nik, verdict=verdict, reason=reason)

    def reviews(self):
        if self.verdicts and self.chance(0.25):
            files, digest, name, rows, year = self.rng.choice(self.verdicts)
        else:
            year, rows = self.year(), []
            for _ in range(self.rng.randrange(1, 4)):
                verdict = self.rng.choice(("accept", "accept", "reject", "ask", "appeal"))
                rows.append({"nik": self.person(year), "verdict": verdict, "reason": self.rng.choice(("satu", "dua"))})
            words = {"accept": "diterima", "reject": "ditolak", "ask": "lengkapi", "appeal": "sanggah"}
            files, digest, name = self.table("putusan", "nik,keputusan,alasan", [f"{r['nik']},{words[r['verdict']]},{r['reason']}" for r in rows])
            self.verdicts.append((files, digest, name, rows, year))
        dry = self.chance(0.1)
        return self.step("reviews", ["review", name] + ["--dry-run"] * dry, year=year, rows=rows, digest=digest, files=files, dry=dry)

    def reports(self):
        year, rows = self.year(), []
        paid = {p.person.nik: p.amount - p.given for p in self.w.payouts if p.account == TERSALUR and p.year == year and not p.person.erased}
        for _ in range(self.rng.randrange(1, 4)):
            nik = self.rng.choice(sorted(paid)) if paid and self.chance(0.9) else self.person(year)
            rows.append({"nik": nik, "amount": self.rng.choice((paid.get(nik, 5_000_000), 1_000_000)), "received": self.rng.choice(("", self.w.today()))})
        files, _, name = self.table("laporan", "nik,jumlah,tanggal", [f"{r['nik']},{r['amount']},{r['received']}" for r in rows])
        dry = self.chance(0.1)
        return self.step("reports", ["lpj", name] + ["--dry-run"] * dry, year=year, rows=rows, files=files, dry=dry)

    def check(self):
        return self.step("check", ["check"])

    def lottery(self):
        if self.chance(0.5 if not self.w.lotteries else 0.8):
            seed = self.name("IHSG")
            return self.step("lottery", ["lottery", "draw", "--seed", seed, "--source", "bursa"], action="draw", seed=seed)
        name = self.name("tiket") + ".csv"
        return self.step("lottery", ["lottery", "publish", name], action="publish", file=name)

    def disburse(self):
        more, words, dry = {}, [], self.chance(0.1)
        if self.chance(0.4):
            more["limit"] = self.rng.randrange(1, 4)
            words += ["--limit", str(more["limit"])]
        if self.chance(0.1):
            more["category"] = self.rng.choice(CATEGORIES)
            words += ["--category", more["category"]]
        if self.chance(0.1):
            more["kab"] = self.rng.choice((1571, 1509))
            words += ["--region", KAB[more["kab"]]]
        return self.step("disburse", ["disburse", "--dry-run" if dry else "--batch", *words], dry=dry, **more)

    def batch(self, want=lambda b: b.waits):
        good = [b.id for b in self.w.batches if want(b)]
        return self.rng.choice(good) if good and self.chance(0.9) else self.rng.randrange(1, len(self.w.batches) + 2)

    def approve(self):
        batch, day = self.batch(), self.w.today()
        sk = f"SK-{batch}" if self.chance(0.9) else "SK-lain"
        day = day if self.chance(0.2) else (self.w.batches[batch - 1].day if batch <= len(self.w.batches) else day)
        named = [d for _, _, n, d, _ in self.w.batches[batch - 1].approvals if n] if batch <= len(self.w.batches) else []
        day = named[-1] if named and self.chance(0.9) else day
        return self.step("approve", ["approve", str(batch), "--sk", sk, "--sk-date", day], year=False, batch=batch, sk=sk, sk_day=day)

    def cancel(self):
        batch, niks = self.batch(), []
        if self.chance(0.5) and batch <= len(self.w.batches):
            live = [p.person.nik for p in self.w.batches[batch - 1].payouts if not p.person.erased]
            niks = self.rng.sample(live, 1) if live else []
        return self.step("cancel", ["cancel", str(batch), "--reason", "batal"] + [w for n in niks for w in ("--nik", n)], year=False, batch=batch, niks=niks)

    def send(self):
        batch = self.batch()
        name = self.name("transfer") + ".csv" if self.chance(0.97) or not self.w.files_out else self.rng.choice(sorted(self.w.files_out))
        day = self.w.today() if self.chance(0.3) else None
        return self.step("send", ["send", str(batch), name] + ["--sp2d", "SP2D", "--sp2d-date", day] * bool(day), year=False, batch=batch, file=name, sp2d_day=day)

    def settle(self):
        w, rng = self.w, self.rng
        out = [p for p in w.payouts if p.account == PROSES]
        others = [p for p in w.payouts if p.account != PROSES]
        chosen = rng.sample(out, rng.randrange(1, len(out) + 1)) if out else []
        chosen += rng.sample(others, min(len(others), rng.choice((0, 0, 0, 1, 2))))
        rows = [{"reference": p.reference, "word": "GAGAL" if self.chance(0.4) else "SUKSES", "amount": p.amount, "day": self.bank_day(p)} for p in chosen]
        for row in rows:
            row["reason"] = rng.choice(("rekening tutup", "nama beda")) if row["word"] == "GAGAL" else ""
        for _ in range(rng.choice((0, 0, 0, 1))):
            odd = dict(rng.choice(rows)) if rows else {"reference": "P2025B001N000001", "word": "SUKSES", "amount": 5_000_000, "day": w.today(), "reason": ""}
            kind = rng.choice(("unknown", "amount", "again", "contradicts", "word", "future"))
            odd.update({"unknown": {"reference": "P2025B999N000001"}, "amount": {"amount": odd["amount"] + 1}, "again": {}, "word": {"word": "MUNGKIN"},
                        "contradicts": {"word": "GAGAL" if odd["word"] == "SUKSES" else "SUKSES", "reason": "tutup" if odd["word"] == "SUKSES" else ""}, "future": {"day": "2031-01-01"}}[kind])
            rows.insert(rng.randrange(len(rows) + 1), odd)
        rows = rows or [odd_row(w.today())]
        files, _, name = self.table("jawaban", "reference,status,amount,date,reason", [f"{r['reference']},{r['word']},{r['amount']},{r['day']},{r['reason']}" for r in rows])
        return self.step("settle", ["settle", name], year=False, rows=rows, files=files)

    def bank_day(self, payout):
        if payout.answers and self.chance(0.6):  # the bank says it again, or comes back to it
            return payout.answers[-1][2]
        return self.w.today() if self.chance(0.8) else (datetime.date.fromisoformat(self.w.today()) - datetime.timedelta(self.rng.randrange(1, 4))).isoformat()

    def repay(self):
        year = self.year()
        bounced = [p.person.nik for p in self.w.payouts if p.account == RETUR and p.year == year]
        niks = [self.rng.choice(bounced)] if bounced and self.chance(0.85) else [self.person(year)] if self.chance(0.5) else []
        settings, words = {}, []
        if niks and self.chance(0.6):
            who = next((p["nama"] for p in self.pool if p["nik"] == niks[0]), WORDS[0])
            settings = {"rek": f"305{self.rng.randrange(60):07}", "holder": who if self.chance(0.9) else WORDS[0]}
            words = ["--account", settings["rek"], "--name", settings["holder"]]
        same = bool(niks) and not settings and self.chance(0.7)
        return self.step("repay", ["repay", *niks, *words] + ["--same-account"] * same, year=year, niks=niks, set=settings, same=same)

    def deposit(self):
        year = self.year()
        bounced = sorted({p.person.nik for p in self.w.payouts if p.account == RETUR and p.year == year})
        niks = self.rng.sample(bounced, self.rng.randrange(1, len(bounced) + 1)) if bounced and self.chance(0.85) else [self.person(year)]
        return self.slip("deposit", ["deposit", *niks], year=year, niks=niks)

    def slip(self, cmd, words, **more):
        sts, day = self.rng.choice(("STS-1", "STS-2", self.name("STS"))), self.w.today() if self.chance(0.3) else None
        return self.step(cmd, words + ["--sts", sts] + ["--sts-date", day] * bool(day), sts=sts, sts_day=day, **more)

    def payee(self):
        paid = [p for p in self.w.payouts if p.account == TERSALUR]
        payout = self.rng.choice(paid) if paid and self.chance(0.9) else None
        if payout and (payout.person.erased or self.chance(0.05)):
            return {"reference": payout.reference}, payout.reference, payout.year, payout.amount - payout.given
        year = payout.year if payout else self.year()
        nik = payout.person.nik if payout else self.person(year)
        return {"nik": nik}, nik, year, payout.amount - payout.given if payout else 5_000_000

    def refund(self):
        who, word, year, kept = self.payee()
        amount = self.rng.choice((kept, kept, 1_000_000, kept + 1))
        return self.slip("refund", ["refund", word, "--amount", str(amount)], year=year, amount=amount, **who)

    def lpj(self):
        who, word, year, kept = self.payee()
        amount, day = self.rng.choice((kept, kept, 1_000_000, kept + 1)), self.w.today() if self.chance(0.5) else None
        return self.step("lpj", ["lpj", word, "--amount", str(amount)] + ["--day", day] * bool(day), year=year, amount=amount, received=day, **who)

    def sk(self):
        year = self.year()
        people = [p for p in self.w.people if p.year == year and not p.erased]
        rows = [{"nik": p.nik, "nama": p.nama, "jumlah": 5_000_000} for p in self.rng.sample(people, min(len(people), self.rng.randrange(1, 4)))] or [{"nik": self.pool[0]["nik"], "nama": self.pool[0]["nama"], "jumlah": 1}]
        files, digest, name = self.table("lampiran", "nik,nama,jumlah", [f"{r['nik']},{r['nama']},{r['jumlah']}" for r in rows])
        number = f"SK-{self.rng.randrange(1, 6)}"
        return self.step("sk", ["sk", name, "--number", number], year=year, date=self.w.today(), number=number, digest=digest, rows=rows, files=files)

    def erase(self):
        year = self.year()
        nik = self.person(year)
        if self.chance(0.2):
            return self.step("erase", ["erase", nik, "--reason", "permohonan", "--year", "all"], year=False, nik=nik, all=True)
        return self.step("erase", ["erase", nik, "--reason", "permohonan"], year=year, nik=nik)

    def officer(self):
        known = sorted(self.w.officers)
        if known and self.chance(0.3):
            name, action = self.rng.choice(known), self.rng.choice(("revoke", "confirm", "confirm"))
            pending = [n for n in known if self.w.officers[n]["pending"]]
            name = self.rng.choice(pending) if pending and self.chance(0.8) else name
            return self.step("officer", ["officer", action, name] + ["--reason", "pindah"] * (action == "revoke"), year=False, name=name, action=action)
        roles = ["administrator"] if not known else self.rng.choice((["administrator"], ["operator"], ["operator", "verifier"], ["verifier"], ["approver"], ["approver"], ["treasurer"], ["auditor"]))
        region = self.rng.choice((1571, 1571, 1509)) if "verifier" in roles else None
        name = self.name(roles[0][:4]) if self.chance(0.95) or not known else self.rng.choice(known)
        return self.appoint(name, roles, region)

    def checkpoint(self):
        return self.step("checkpoint", ["checkpoint"], year=False)

    def read(self):
        words, status = self.rng.choice(((["status", "--year", "all"], 0), (["verify"], 0), (["export", self.name("a") + ".csv"], 0), (["export", self.name("a") + ".journal", "--year", "all"], 0),
                                         (["export", self.name("a") + ".txt"], 0), (["status", "--reconcile", "--year", "all"], (0, 3)), (["lpj", "--overdue", "--year", "all"], 0),
                                         (["explain", self.rng.choice(self.pool)["nik"], "--year", "2025"], (0, 1, 4)), (["officer", "list"], 0), (["program", "list"], 0),
                                         (["lottery", "show", "--year", "2025"], (0, 4)), (["check", "--what-if", "nowhere.yaml"], 1), (["explain", self.rng.choice(self.pool)["nik"], "--year", "2026"], (0, 1, 4)),
                                         (["receipt", self.reference(), self.name("bukti") + ".proof"], (0, 1, 4)), (["export", self.name("a") + ".txt", "--as-of", self.w.today()], (0, 4))))
        return {"cmd": "free", "words": words, "status": status}

    def reference(self):
        return self.rng.choice(self.w.payouts).reference if self.w.payouts else "P2025B001N000001"

    def mistype(self):
        words, status = self.rng.choice(MISTYPED)
        return {"cmd": "free", "words": words, "status": status}

    def move(self):
        """On with the backup, as after a broken machine."""
        return {"cmd": "move", "words": ["backup", self.name("copy") + ".db"], "status": 0}

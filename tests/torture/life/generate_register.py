"""Steps on the rules and the register: files, corrections, lists, verdicts, erasure."""
import datetime
import hashlib

from paper import HEADER, RULES, TIERS, WORDS, applicant, yaml
from world import CATEGORIES, KOMITMEN, PROSES, RETUR, SETOR, TERSALUR


class RegisterSteps:
    def spec(self, year, first=False):
        rng, money = self.rng, self.money
        few = (2, 4, 8, 20) if not money else (20, 40)
        quotas = [{"name": "semua", "categories": None, "kab": None, "kec": None, "people": rng.choice(few), "flows": False}] * self.chance(0.3 if money else 0.7)
        if self.chance(0.1 if money else 0.4):
            quotas.append({"name": "kategori", "categories": [rng.choice(CATEGORIES)], "kab": None, "kec": None, "people": rng.choice((1, 2, 4)), "flows": bool(quotas) and self.chance(0.5)})
        if self.chance(0.2 if money else 0.4):
            kab = rng.choice((1571, 1509))
            quotas.append({"name": "wilayah", "categories": None, "kab": kab, "kec": None, "people": rng.choice((1, 2, 3)), "flows": quotas[:1] != [] and quotas[0]["name"] == "semua" and self.chance(0.5)})
        if self.chance(0.05 if money else 0.25):
            quotas.append({"name": "camat", "categories": None, "kab": 1571, "kec": 157103, "people": 1, "flows": quotas[:1] != [] and quotas[0]["name"] == "semua" and self.chance(0.5)})
        window = (f"{year}-0{rng.choice((1, 5))}-01", None) if not first and self.chance(0.15) else (None, None)
        rules = [r for r in RULES if self.chance(0.4 if money else 0.75)] or ["izin"]
        orders = ("tanggal_pengajuan", "skor") if money and self.chance(0.9) else ("tanggal_pengajuan", "tanggal_pengajuan", "skor", "skor", "undian")
        budget = rng.choice((60, 100, 400)) if money else rng.choice((10, 30, 60, 100))
        return {"year": year, "tag": self.name("versi"), "budget": budget * 1_000_000, "order": rng.choice(orders), "verification": self.chance(0.05 if money else 0.15), "from": window[0], "to": window[1],
                "amounts": self.amounts(), "approvals": self.bands(), "freeze": self.freezes(), "lpj": rng.choice((None, 1, 1, 3)), "quotas": quotas, "rules": rules}

    def bands(self):
        return self.rng.choice(([], [], [(None, 1)], [(6_000_000, 1), (None, 2)], [(None, 2)], [(4_000_000, 1), (9_000_000, 2), (None, 3)]))

    def amounts(self):
        amounts = list(self.rng.choice(((5_000_000,) * 3, (2_000_000, 5_000_000, 3_000_000))))
        if self.chance(0.25):  # a category that pays by what the application says
            when = self.rng.choice(sorted(TIERS))
            amounts[self.rng.randrange(3)] = [("besar", 8_000_000, when), ("umum", 5_000_000, None)]
        return tuple(amounts)

    def freezes(self):
        if not self.chance(0.15):
            return []
        first = datetime.date.fromisoformat(self.w.today()) + datetime.timedelta(self.rng.randrange(-3, 25))
        return [(first.isoformat(), (first + datetime.timedelta(self.rng.choice((0, 2, 9)))).isoformat())]

    def otherwise(self, spec):
        """The rules of before, but for one thing."""
        what = self.rng.choice(("approvals", "approvals", "freeze", "amounts", "budget", "rules", "from", "quotas"))
        fresh = self.spec(spec["year"])
        window = {"from": f"{spec['year']}-{self.rng.randrange(1, 13):02}-01", "to": None} if what == "from" else {}
        return {**spec, "tag": fresh["tag"], what: fresh[what], **window}

    def freeze(self, year):
        """The rules of before, and from today on a few days on which no money moves."""
        mine = [spec for _, spec, _ in self.w.versions if spec["year"] == year]
        if not mine:
            return self.program()
        today = datetime.date.fromisoformat(self.w.today())
        days = [(today.isoformat(), (today + datetime.timedelta(self.rng.randrange(4))).isoformat())]
        return self.addition({**mine[-1], "tag": self.name("versi"), "freeze": days, "from": None, "to": None})

    def program(self, year=None):
        spec = self.spec(year or self.rng.choice(self.years), first=year is not None)
        texts = [s for _, s, _ in self.w.versions]
        if year is None and texts and self.chance(0.15):
            spec = self.rng.choice(texts)
        elif year is None and texts and self.chance(0.6):
            spec = self.otherwise(self.rng.choice(texts[-3:]))
        return self.addition(spec)

    def addition(self, spec):
        name = f"rules-{hashlib.sha256(yaml(spec).encode()).hexdigest()[:8]}.yaml"
        return self.step("program", ["program", "add", name], year=False, spec=spec, text=yaml(spec), files={name: yaml(spec)})

    def budget(self):
        amount = self.rng.choice((1, 5, 15, 25, 40, 80)) * 1_000_000
        return self.step("budget", ["program", "budget", "--dpa", self.name("DPA"), "--amount", str(amount)], amount=amount)

    def take_in(self, year=None, rows=None):
        year, more, words = year or self.year(), {}, []
        if not rows and self.files and self.chance(0.2):
            files, digest, name, rows, year, more = self.rng.choice(self.files)
        else:
            if not rows and self.chance(0.08):  # a file of which most is bad, or under the title of another year
                rows = [{**self.row(year), "bad": True} for _ in range(self.rng.randrange(6, 9))] + [self.row(year) for _ in range(4)]
                rows = [{**row, "nik": row["nik"][:15]} if row.get("bad") else row for row in rows]
            elif not rows:
                rows = [self.row(year) for _ in range(self.rng.randrange(1, 8))]
            if self.chance(0.08):
                more = {"title": self.rng.choice((year, year, 2019))}
            title = [f"DAFTAR PEMOHON TAHUN {more.get('title')}"] * bool(more)
            files, digest, name = self.table("pemohon", *(title + [HEADER])[:1], [HEADER] * bool(more) + [applicant(r) for r in rows])
            self.files.append((files, digest, name, rows, year, more))
        dry, force = self.chance(0.08), self.chance(0.5 if more or len(rows) > 9 else 0.05)
        words += ["--dry-run"] * dry + ["--force"] * force
        return self.step("import", ["import", name, *words], year=year, rows=rows, digest=digest, files=files, dry=dry, force=force, **more)

    def row(self, year, who=None):
        row = dict(who or self.rng.choice(self.pool))
        row["tgl"] = f"{year}-{row['tgl']}" if row["tgl"] else ""
        if self.chance(0.02 if who else 0.08):
            field = self.rng.choice(("omzet", "skor", "rek", "kk", "nib"))
            row[field] = {"omzet": "3500000", "skor": "40", "rek": f"30200{self.rng.randrange(30):05}", "kk": f"157101010112{self.rng.randrange(1, 20):04}", "nib": "9120000000009"}[field]
        if self.chance(0.02 if who else 0.06):
            row["bad"] = True
            row["nik"] = row["nik"][:15] if self.chance(0.6) else row["nik"]
            row["nama"] = row["nama"] if len(row["nik"]) < 16 else ""
        return row

    def accounts(self):
        year = self.year()
        rows = []
        for _ in range(self.rng.randrange(1, 4)):
            lacking = [p.nik for p in self.w.people if p.year == year and not p.erased and ((p.rek == "" and self.w.payouts_of(p, KOMITMEN)) or self.w.payouts_of(p, RETUR))] or \
                [p.nik for p in self.w.people if p.year == year and not p.erased and p.rek == ""]
            nik = self.rng.choice(lacking) if lacking and self.chance(0.6) else self.person(year)
            name = next((p["nama"] for p in self.pool if p["nik"] == nik), WORDS[0])
            rows.append({"nik": nik, "bank": self.rng.choice(("", "Bank Jambi", "BRI", "002")), "rek": f"30{self.rng.choice((1, 3))}00{self.rng.randrange(20):05}", "holder": name if self.chance(0.85) else WORDS[0]})
        files, _, name = self.table("rekening", "nik,bank,no_rekening,nama_rekening", [f"{r['nik']},{r['bank']},{r['rek']},{r['holder']}" for r in rows])
        dry = self.chance(0.1)
        return self.step("accounts", ["accounts", name] + ["--dry-run"] * dry, year=year, rows=rows, files=files, dry=dry)

    def exclude(self, who=None):
        rows = [{"nik": who.nik, "kk": ""}] if who else [{"nik": self.person(), "kk": ""} if self.chance(0.7) else {"nik": "", "kk": self.rng.choice(self.pool)["kk"] or "1571010101120001"} for _ in range(self.rng.randrange(1, 3))]
        lines = [f"{r['nik']},{r['kk']}" for r in rows]
        name = f"daftar-{hashlib.sha256(str(lines).encode()).hexdigest()[:8]}.csv"
        text = "nik,no_kk\n" + "".join(line + "\n" for line in lines)
        kind, dry = self.rng.choice(("asn", "kur")), self.chance(0.1)
        return self.step("exclude", ["exclude", name, "--list", kind] + ["--dry-run"] * dry, rows=rows, list=kind, digest=hashlib.sha256(text.encode()).hexdigest(), files={name: text}, dry=dry, **{"year": who.year} if who else {})

    def exchange(self, person):
        """Another account, typed while the money is under way, in her name."""
        account = {"rek": f"306{self.rng.randrange(90):07}", "holder": person.nama}
        return self.step("amend", ["amend", person.nik, "--set", f"no_rekening={account['rek']}", "--set", f"nama_rekening={account['holder']}", "--reason", "koreksi"], year=person.year, nik=person.nik, set=account)

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

    def sk(self):
        year = self.year()
        people = [p for p in self.w.people if p.year == year and not p.erased]
        rows = [{"nik": p.nik, "nama": p.nama, "jumlah": 5_000_000} for p in self.rng.sample(people, min(len(people), self.rng.randrange(1, 4)))] or [{"nik": self.pool[0]["nik"], "nama": self.pool[0]["nama"], "jumlah": 1}]
        files, digest, name = self.table("lampiran", "nik,nama,jumlah", [f"{r['nik']},{r['nama']},{r['jumlah']}" for r in rows])
        number = f"SK-{self.rng.randrange(1, 6)}"
        return self.step("sk", ["sk", name, "--number", number], year=year, date=self.w.today(), number=number, digest=digest, rows=rows, files=files)

    def erase(self):
        year, settled = self.year(), [p for p in self.w.people if not p.erased and self.w.payouts_of(p, TERSALUR, SETOR) and not self.w.payouts_of(p, KOMITMEN, PROSES, RETUR)]
        if self.chance(0.2):
            settled = [p for p in self.w.people if not p.erased and self.w.payouts_of(p, RETUR)] or [p for p in self.w.people if not p.erased and p.versions]
        who = self.rng.choice(settled) if settled and self.chance(0.6) else None
        year, nik = (who.year, who.nik) if who else (year, self.person(year))
        lost = [row for row in self.w.aside_rows if len(row[3].split(",")[0]) == 15]
        if lost and self.chance(0.35):
            at, file, line, raw = self.rng.choice(lost)
            row = f"{file}:{line}" if self.chance(0.5) else None
            number = raw.split(",")[0] if self.chance(0.9) else "157101520399999"
            return self.step("erase_row", ["erase", number, "--reason", "permohonan"] + ["--row", row or ""] * bool(row), year=at, number=number, row=row)
        elsewhere = any(p.nik == nik and p.year != year and not p.erased for p in self.w.people)
        if self.chance(0.8 if elsewhere else 0.2):
            return self.step("erase", ["erase", nik, "--reason", "permohonan", "--year", "all"], year=False, nik=nik, all=True)
        return self.step("erase", ["erase", nik, "--reason", "permohonan"], year=year, nik=nik)


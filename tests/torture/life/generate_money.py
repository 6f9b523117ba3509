"""Steps that move money: batches, approvals, transfer files, the bank's answers, and what comes back."""
import datetime

from money_steps import sendable
from paper import BANKS, KAB, WORDS, odd_row, token
from world import CATEGORIES, KOMITMEN, PROSES, RETUR, TERSALUR


class MoneySteps:
    def onward(self):
        """What moves some money on that waits: most of a money life."""
        w, options = self.w, []
        for batch in [b for b in w.batches if b.waits][-6:]:
            given, needed, *_ = w.approval_count(batch)
            if given < needed:
                options.append((3, self.approve, batch))
            elif sendable(w, batch)[0]:
                options.append((3, self.send, batch))
            else:
                options += [(0.2, self.send, batch), (0.5, self.cancel, batch)]
        held = {a: [p for p in w.payouts if p.account == a] for a in (PROSES, TERSALUR, RETUR)}
        options += [(3, self.settle, None), (0.3, self.again, None)] * bool(held[PROSES])
        options += [(2 + len(held[RETUR]) / 2, self.repay, None), (0.5, self.deposit, None)] * bool(held[RETUR])
        options += [(0.5, self.refund, None), (0.3, self.lpj, None)] * bool(held[TERSALUR])
        poor = [p for p in w.people if not p.erased and p.rek == "" and w.payouts_of(p, KOMITMEN)]
        options += [(1.5, self.accounts, None)] * bool(poor)
        idle = len(w.people) > 3 and sum(not p.erased and not w.payouts_of(p, *range(2, 7)) for p in w.people)
        options += [(2.5 if idle > 2 else 0.7, self.small_batch, None)] * bool(idle)
        options += [(0.5, self.spoil, None)]
        _, make, batch = self.rng.choices(options, [weight for weight, *_ in options])[0]
        return make(batch) if batch else make()

    def spoil(self):
        """What makes a batch that waits another one: an account exchanged, an approver gone, a list, other rules."""
        waiting = [p for p in self.w.payouts if p.account == KOMITMEN and not p.person.erased]
        if not waiting or self.chance(0.1):
            return self.freeze(self.year_with(KOMITMEN, RETUR)) if self.chance(0.5) else self.program()
        payout = self.rng.choice(waiting)
        approvers = [name for _, name, *_ in payout.batch.approvals if name and self.w.officers[name]["active"]]
        kind = self.rng.choice(("account", "account", "account", "list", "rules", "approver", "approver"))
        if kind == "account":
            return self.exchange(payout.person)
        if kind == "list":
            return self.exclude(payout.person)
        if kind == "approver" and approvers:
            return self.revoke(self.rng.choice(approvers))
        return self.program()

    def small_batch(self):
        return self.disburse(self.rng.choice((1, 1, 2, 2, 3, 5)))

    def disburse(self, limit=None):
        more, words, dry = {}, [], self.chance(0.1 if limit is None else 0.02)
        if limit or self.chance(0.4):
            more["limit"] = limit or self.rng.randrange(1, 4)
            words += ["--limit", str(more["limit"])]
        if self.chance(0.1 if limit is None else 0.03):
            more["category"] = self.rng.choice(CATEGORIES)
            words += ["--category", more["category"]]
        if self.chance(0.1 if limit is None else 0.03):
            more["kab"] = self.rng.choice((1571, 1509))
            words += ["--region", KAB[more["kab"]]]
        return self.step("disburse", ["disburse", "--dry-run" if dry else "--batch", *words], dry=dry, **more)

    def batch(self, want=lambda b: b.waits):
        good = [b.id for b in self.w.batches if want(b)]
        return self.rng.choice(good) if good and self.chance(0.9) else self.rng.randrange(1, len(self.w.batches) + 2)

    def approve(self, wanted=None):
        w, batch, day = self.w, wanted.id if wanted else self.batch(), self.w.today()
        sk = f"SK-{batch}" if self.chance(0.95) else "SK-lain"
        known = w.batches[batch - 1] if batch <= len(w.batches) else None
        day = day if known is None or self.chance(0.2) else known.day
        named = [(n, d) for _, _, n, d, _ in known.approvals if n] if known else []
        sk, day = named[-1] if named and self.chance(0.95) else (sk, day)
        spoken = {name for _, name, *_ in known.approvals} if known else set()
        able = [n for n, o in w.officers.items() if o["active"] and "approver" in o["roles"] and n not in spoken]
        return self.step("approve", ["approve", str(batch), "--sk", sk, "--sk-date", day], year=False, able=able, batch=batch, sk=sk, sk_day=day)

    def cancel(self, wanted=None):
        batch, niks = wanted.id if wanted else self.batch(), []
        if self.chance(0.5) and batch <= len(self.w.batches):
            live = [p.person.nik for p in self.w.batches[batch - 1].payouts if not p.person.erased]
            niks = self.rng.sample(live, 1) if live else []
        return self.step("cancel", ["cancel", str(batch), "--reason", "batal"] + [w for n in niks for w in ("--nik", n)], year=False, batch=batch, niks=niks)

    def send(self, wanted=None):
        batch = wanted.id if wanted else self.batch()
        name = self.name("transfer") + ".csv" if self.chance(0.97) or not self.w.files_out else self.rng.choice(sorted(self.w.files_out))
        day = self.w.today() if self.chance(0.3) else None
        layout = self.rng.choice(sorted(BANKS)) if self.chance(0.2) else None
        if wanted and sum(p.account == KOMITMEN for p in wanted.payouts) > 2 and self.chance(0.5):
            layout = "bank_kami.yaml"  # more than go into one of its files
        files = {layout: BANKS[layout]} if layout and layout.endswith(".yaml") else {}
        return self.step("send", ["send", str(batch), name] + ["--sp2d", "SP2D", "--sp2d-date", day] * bool(day) + ["--template", layout] * bool(layout), year=False, batch=batch, file=name, sp2d_day=day,
                         layout=layout, files=files)

    def again(self):
        """A file of the bank that was lost."""
        sent = [b for b in self.w.batches if b.sendings]
        if not sent:
            return self.send()
        held = [b for b in sent if all(p.account == PROSES for p, *_ in b.sendings[-1][1])]
        batch = self.rng.choice(held if held and self.chance(0.8) else sent)
        layout = batch.sendings[-1][0] if self.chance(0.9) else self.rng.choice((None, *sorted(BANKS)))
        files = {layout: BANKS[layout]} if layout and layout.endswith(".yaml") else {}
        name = self.name("transfer") + ".csv"
        return self.step("again", ["send", str(batch.id), name, "--again"] + ["--template", layout] * bool(layout), year=False, batch=batch.id, file=name, layout=layout, files=files)

    def settle(self):
        w, rng = self.w, self.rng
        out = [p for p in w.payouts if p.account == PROSES]
        others = [p for p in w.payouts if p.account != PROSES]
        chosen = rng.sample(out, rng.randrange(1, len(out) + 1)) if out else []
        chosen += rng.sample(others, min(len(others), rng.choice((0, 0, 0, 0, 1, 2))))
        rows = [{"reference": token(p), "word": "GAGAL" if self.chance(0.5 if self.money else 0.4) else "SUKSES", "amount": p.amount, "day": self.bank_day(p)} for p in chosen]
        for row in rows:
            row["reason"] = rng.choice(("rekening tutup", "nama beda")) if row["word"] == "GAGAL" else ""
        for _ in range(rng.choice((0, 0, 0, 1))):
            odd = dict(rng.choice(rows)) if rows else {"reference": "P2025B001N000001", "word": "SUKSES", "amount": 5_000_000, "day": w.today(), "reason": ""}
            kind = rng.choice(("unknown", "amount", "again", "contradicts", "word", "future"))
            odd.update({"unknown": {"reference": "P2025B999N000001"}, "amount": {"amount": odd["amount"] + 1}, "again": {}, "word": {"word": "MUNGKIN"},
                        "contradicts": {"word": "GAGAL" if odd["word"] == "SUKSES" else "SUKSES", "reason": "tutup" if odd["word"] == "SUKSES" else ""}, "future": {"day": "2031-01-01"}}[kind])
            rows.insert(rng.randrange(len(rows) + 1), odd)
        rows = rows or [odd_row(w.today())]
        if self.chance(0.2):  # in the words of another bank
            words = {"SUKSES": "BERHASIL", "GAGAL": "DITOLAK"}
            header, lines = "REFERENSI;KETERANGAN STATUS;NOMINAL;TANGGAL EFEKTIF;SEBAB TOLAK", [f"{r['reference']};{words.get(r['word'], r['word'])};{r['amount']:_},00;{r['day']};{r['reason']}".replace("_", ".") for r in rows]
            files, _, name = self.table("jawaban", header, lines)
            return self.step("settle", ["settle", name, "--template", "titik-koma"], year=False, rows=rows, files=files)
        files, _, name = self.table("jawaban", "reference,status,amount,date,reason", [f"{r['reference']},{r['word']},{r['amount']},{r['day']},{r['reason']}" for r in rows])
        return self.step("settle", ["settle", name], year=False, rows=rows, files=files)

    def bank_day(self, payout):
        if payout.answers and self.chance(0.6):  # the bank says it again, or comes back to it
            return payout.answers[-1][2]
        return self.w.today() if self.chance(0.8) else (datetime.date.fromisoformat(self.w.today()) - datetime.timedelta(self.rng.randrange(1, 4))).isoformat()

    def repay(self):
        year = self.year_with(RETUR)
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
        year = self.year_with(RETUR)
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
            return {"reference": token(payout)}, token(payout), payout.year, payout.amount - payout.given
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


"""Steps that read, and of those outside who keep something and look at it again."""
import datetime

from paper import token
from reading_steps import months_later
from world import TERSALUR


class EvidenceSteps:
    def reading(self, cmd, words, year=None, **more):
        """Reads, for which nobody says a name."""
        s = {"cmd": cmd, "words": list(words) + (["--year", str(year)] if year else []), **more}
        return {**s, "year": year} if year else s

    def began(self):
        """A year that has rules."""
        years = sorted({spec["year"] for _, spec, _ in self.w.versions})
        return self.rng.choice(years) if years else self.years[0]

    def look(self):
        if not self.w.versions:
            return self.read()
        return getattr(self, self.rng.choice(("overdue", "overdue", "listing", "explain", "explain", "explain", "preview", "reconcile", "witness", "witness", "keep", "against", "against", "copied", "receipt", "receipt_check")))()

    def overdue(self):
        year, day = self.began(), self.day_near() if self.chance(0.3) else None
        came = [a[2] for p in self.w.payouts if p.year == year for a in p.answers if a[1] == TERSALUR]
        if came and self.chance(0.7):  # about the last day
            day = (months_later(self.rng.choice(came), self.rng.choice((1, 3))) + datetime.timedelta(self.rng.choice((0, 0, 1, 30, 31)))).isoformat()
        return self.reading("overdue", ["lpj", "--overdue"] + ["--date", day] * bool(day), year, **({"date": day} if day else {}))

    def listing(self):
        masked = self.chance(0.3)
        return self.reading("listing", ["export", self.name("daftar") + ".csv"] + ["--mask"] * masked, self.rng.choice(("all", self.began(), self.began())), masked=masked)

    def explain(self):
        year = self.began()
        nik = self.person(year)
        return self.reading("explain", ["explain", nik], year, nik=nik)

    def preview(self):
        if not self.files:
            return self.reading("preview", ["preview", "kecil.csv"], files={"kecil.csv": "nik,nama\n1,2\n"}, text="nik,nama\n1,2\n")
        files, _, name, *_, more = self.rng.choice(self.files)
        text = files[name].split("\n", 1)[1] if more else files[name]  # a title is no part of the table
        return self.reading("preview", ["preview", name], files=files, text=text)

    def reconcile(self):
        return self.reading("reconcile", ["status", "--reconcile"], self.began())

    def witness(self):
        known = sorted(self.w.witnesses)
        if not known or (len(known) < 3 and self.chance(0.2)):
            name = self.name("saksi")
            return self.reading("witness", ["witness", "init", name, "--name", "inspektorat.example"], action="init", name=name)
        name, action = self.rng.choice(known), self.rng.choice(("update", "update", "check"))
        return self.reading("witness", ["witness", action, name], action=action, name=name)

    def keep(self):
        name = self.name("titik") + ".txt"
        return self.step("kept", ["checkpoint", name], year=False, name=name)

    def copied(self):
        name = self.name("salinan") + ".db"
        return self.reading("copied", ["backup", name], name=name)

    def against(self):
        kept = sorted(name for name, size in self.w.kept.items() if size is not None)
        if not kept:
            return self.keep()
        name, copies = self.rng.choice(kept), sorted(self.w.copies)
        db = {"db": self.rng.choice(copies)} if copies and self.chance(0.6) else {}
        return self.reading("against", ["verify", "--against", name], name=name, **db)

    def receipt(self):
        if not self.w.payouts:
            return self.keep()
        reference, name = token(self.rng.choice(self.w.payouts)), self.name("bukti") + ".proof"
        return self.reading("receipt", ["receipt", reference, name], reference=reference, name=name)

    def receipt_check(self):
        if not self.w.receipts:
            return self.receipt()
        name, keyed = self.rng.choice(sorted(self.w.receipts)), self.chance(0.7)
        return self.reading("receipt_check", ["receipt", "--check", name] + ["--key", "{{verifier}}"] * keyed, name=name, keyed=keyed)

    def workbook(self):
        """Slow, so seldom."""
        if self.w.issued and self.chance(0.5):
            name = self.rng.choice(sorted(self.w.issued))
            return self.reading("issue_check", ["export", "--check", name], name=name)
        name = self.name("lembar") + ".xlsx"
        return self.step("issue", ["export", name, "--issue"], year=self.began(), name=name)

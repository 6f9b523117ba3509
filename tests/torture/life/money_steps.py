"""What each command that moves money must do, as register_steps does it for the others."""
from office_steps import not_after, start, year_of
from register_steps import ACCOUNT, amended, change
from world import (ANGGARAN, ELIGIBLE, KOMITMEN, PROSES, RETUR, SETOR, TERSALUR, Batch, Payout, Refused, agrees, amount_of, bank_code, frozen, same_account)


ROWS_PER_FILE = {"bank_kami.yaml": 2}


def disburse(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    rules = w.rules(year, day)
    chosen, waiting = w.allocate(year, rules, w.judge_all(year, rules), s.get("limit", 0), s.get("category"), s.get("kab"))
    s["expect"] = {"recipients": len(chosen), "waiting_list": [p.nik for p, _ in waiting], "limits": [reason for _, reason in waiting]}
    if s.get("dry"):
        return 0
    if frozen(rules, day):
        raise Refused(4)
    w.evaluate(year, rules)
    if chosen:
        batch = new_batch(w, year, day, w.newest_rules[year], s)
        batch.waiting = waiting
        for number, (sequence, person) in enumerate(sorted(enumerate(chosen, 1), key=lambda item: item[1].id), 1):
            batch.payouts.append(Payout(len(w.payouts) + 1, batch, sequence, person, *amount_of(rules, person.fields)))
            w.payouts.append(batch.payouts[-1])
    return 0


def new_batch(w, year, day, rules, s, repays=False):
    batch = Batch(len(w.batches) + 1, year, day, rules, s.get("as"), w.tick, repays)
    if not w.officers:
        batch.approvals.append((w.tick, None, None, None, day))
    w.batches.append(batch)
    return batch


def batch_of(w, s):
    if not 1 <= s["batch"] <= len(w.batches):
        raise Refused(4)
    return w.batches[s["batch"] - 1]


def approve(w, s):
    day, clock = start(w, s)
    not_after(clock, s["sk_day"])
    name = s.get("as") if w.officers else None
    known = 1 <= s["batch"] <= len(w.batches)
    if name and known:
        batch = w.batches[s["batch"] - 1]
        if batch.maker == name or any(officer == name for _, officer, *_ in batch.approvals):
            raise Refused(4, told=True)
    batch = batch_of(w, s)
    named = [(sk, sk_day) for _, _, sk, sk_day, _ in batch.approvals if sk]
    if named and named[-1] == (s["sk"], s["sk_day"]) and not name:
        return 0
    given, needed, *_ = w.approval_count(batch)
    if (named and named[-1] != (s["sk"], s["sk_day"])) or not batch.waits or day < batch.day or s["sk_day"] > day or (name and given >= needed):
        raise Refused(4)
    batch.approvals.append((w.tick, name, s["sk"], s["sk_day"], day))
    return 0


def cancel(w, s):
    day, _ = start(w, s)
    batch = batch_of(w, s)
    if day < max([batch.day, *(d for *_, d in batch.approvals)]):
        raise Refused(4)
    if s.get("niks"):
        gone = [p for p in batch.payouts if p.account == KOMITMEN and p.person.nik in s["niks"] and not p.person.erased]
        if len(gone) != len(s["niks"]):
            raise Refused(4)
    else:
        gone = [p for p in batch.payouts if p.account == KOMITMEN]
    if not gone:
        raise Refused(4)
    for payout in gone:
        payout.account = ANGGARAN
    batch.cancelled += len(gone)
    return 0


def held_back(w, payout, grants):
    """Why the payout is not sent, or None."""
    person, batch = payout.person, payout.batch
    officers = [(tick, officer) for tick, officer, *_ in batch.approvals if officer]
    if w.judge(person, batch.rules, grants) != ELIGIBLE:
        return "not eligible"
    if w.contradictions(person):
        return "contradicted"
    before = payout.follows
    if before and before.follows and not any(typed and tick > before.answers[-1][0] for tick, _, typed in person.versions):
        return "bounced twice"
    if person.rek == "":
        return "no account"
    if officers:
        since = [v for tick, v, _ in person.versions if tick > officers[0][0]]
        if since and (since[0]["rek"] != person.rek or since[0]["bank"] != person.bank):
            return "exchanged"
    if not person.rek.isdigit() or bank_code(person.bank) is None:
        return "account"
    if person.holder != "" and not agrees(person.holder, person.nama) and not person.account_was_typed():
        return "holder"
    return None


def shared(w, payout):
    """Somebody else with a grant, on a list or withdrawn has the account, or had it."""
    person, code = payout.person, bank_code(payout.person.bank)
    for other in w.people:
        if other.erased or other is person:
            continue
        grant = any(p.account in (PROSES, TERSALUR) or (p.account == KOMITMEN and p.year == payout.year) for p in w.payouts_of(other))
        for earlier, fields, tick in [(False, other.fields, None)] + [(True, v, t) for t, v, _ in other.versions]:
            if fields["rek"] == "" or other.nik == person.nik or fields["nik"] == person.nik or not same_account(fields["bank"], fields["rek"], code, person.rek, zeros=True):
                continue
            listed = any(x["year"] == payout.year and (x["nik"] == other.nik if x["nik"] else x["kk"] == fields["kk"] != "") for x in w.exclusions if not x.get("erased"))
            if not grant and not listed and not (other.withdrawn and other.year == payout.year):
                continue
            taken = max([t for t, v, _ in other.versions if v["rek"].lstrip("0") == person.rek.lstrip("0")], default=-1)
            left = taken > max([person.tick, *(t for t, _, typed in person.versions if not typed)])
            if not (earlier and (left or person.account_was_typed())):
                return True
    return False


def sendable(w, batch):
    """Of a batch's payouts that wait those that go, and those that are held back."""
    waiting = [p for p in batch.payouts if p.account == KOMITMEN]
    grants = w.grants(batch.year)
    back = {p.id for p in waiting if held_back(w, p, grants)}
    back |= {p.id for p in waiting if p.id not in back and shared(w, p)}
    return [p for p in waiting if p.id not in back], back


def send(w, s):
    day, clock = start(w, s)
    not_after(clock, s.get("sp2d_day"))
    name = s.get("as") if w.officers else None
    if name and 1 <= s["batch"] <= len(w.batches) and any(officer == name for _, officer, *_ in w.batches[s["batch"] - 1].approvals):
        raise Refused(4, told=True)
    batch = batch_of(w, s)
    given, needed, alone, revoked = w.approval_count(batch)
    if batch.whole_cancelled or given < needed or not batch.approvals or day < max([d for *_, d in batch.approvals]):
        raise Refused(4)
    if frozen(w.rules(batch.year, day, or_newest=True), day):
        raise Refused(4)
    going, back = sendable(w, batch)
    if not going:
        raise Refused(4)
    files = transfer_files(s, going)
    if not w.files_out.isdisjoint(files):
        raise Refused(1)
    for payout in going:
        payout.account, payout.sent = PROSES, True
    batch.sent.append(day)
    w.files_out.update(files)
    batch.sendings.append((s.get("layout"), [(p, p.person.rek, p.person.holder or p.person.nama, bank_code(p.person.bank), p.amount) for p in going]))
    s["transfers"] = files, batch.sendings[-1][1]
    return 3 if back else 0


def again(w, s):
    """send --again: the file of the sending of which the bank has answered none, when there is one such."""
    start(w, s)
    name = s.get("as") if w.officers else None
    if name and 1 <= s["batch"] <= len(w.batches) and any(officer == name for _, officer, *_ in w.batches[s["batch"] - 1].approvals):
        raise Refused(4, told=True)
    batch = batch_of(w, s)
    unanswered = [(layout, going) for layout, going in batch.sendings if all(p.account == PROSES for p, *_ in going)]
    if len(unanswered) != 1 or unanswered[0][0] != s.get("layout"):
        raise Refused(4)
    going = unanswered[0][1]
    s["transfers"] = transfer_files(s, going), going
    return 3


def transfer_files(s, going):
    stem, size = s["file"].removesuffix(".csv"), ROWS_PER_FILE.get(s.get("layout"), len(going))
    return [s["file"]] if len(going) <= size else [f"{stem}-{i // size + 1}.csv" for i in range(0, len(going), size)]


class Answer:
    """One file of the bank: what is posted, what is kept, and what spoils what."""

    def __init__(self, w, latest):
        self.w, self.latest, self.plan, self.spoiled, self.rejected = w, latest, {}, set(), 0

    def row(self, row):
        payout = self.w.named(row["reference"])
        faulty = row["word"] not in ("SUKSES", "GAGAL") or row["day"] > self.latest
        if payout is None or faulty:
            self.rejected += 1
            if payout is not None:
                self.spoil(payout)
            return
        paid, verdict = row["word"] == "SUKSES", self.judge(payout, row)
        if verdict not in ("post", "keep"):
            self.rejected += 1
            if verdict == "amount":
                self.spoil(payout)
        elif payout.id in self.plan or payout.id in self.spoiled:
            self.rejected += 1
            first = self.plan.get(payout.id)
            same = first and first[0] == paid and first[1] == row["day"] and ((paid and first[3] == "post") or first[2] == row["reason"])
            if not same:
                self.spoil(payout)
        else:
            self.plan[payout.id] = (paid, row["day"], row["reason"], verdict)
            self.rejected += verdict == "keep"

    def spoil(self, payout):
        if self.plan.pop(payout.id, (0, 0, 0, "keep"))[3] == "post":
            self.rejected += 1
        self.spoiled.add(payout.id)

    def judge(self, payout, row):
        paid = row["word"] == "SUKSES"
        if payout.account == ANGGARAN and not payout.answers:
            return "cancelled"
        if payout.account == KOMITMEN:
            return "not sent"
        if row["amount"] != payout.amount:
            return "amount"
        if payout.account == PROSES:
            return "post"
        _, word, day, reason, _ = payout.answers[-1]
        if word != RETUR or (word == (TERSALUR if paid else RETUR) and day == row["day"] and reason == ("" if paid else row["reason"])):
            return "second"
        recorded = any(a == (TERSALUR if paid else RETUR) and d == row["day"] and (r == row["reason"] or payout.person.erased) for _, a, d, r in payout.second)
        stands = [d for p, d in self.w.contradictions(payout.person) if p is payout]
        if paid:
            return "second" if recorded else "keep"
        return "keep" if stands and not recorded and row["day"] != day and row["day"] >= stands[0] else "second"


def settle(w, s):
    day, clock = start(w, s)
    answer = Answer(w, max(w.today(), day))
    for row in s["rows"]:
        answer.row(row)
    moves = [(w.payouts[number - 1], *plan) for number, plan in answer.plan.items()]
    for payout, _, _, _, verdict in moves:
        if day < (max(payout.batch.sent) if verdict == "post" else payout.answers[-1][4]):
            raise Refused(4)
    for payout, paid, bank_day, reason, verdict in moves:
        word = TERSALUR if paid else RETUR
        if verdict == "post":
            payout.account = word
            payout.answers.append((w.tick, word, bank_day, "" if paid else reason, day))
        else:
            payout.second.append((w.tick, word, bank_day, reason))
    return 3 if answer.rejected else 0


def bounced_account(payout):
    """The account of the version that bounced."""
    person, tick = payout.person, payout.answers[-1][0]
    later = [v for t, v, _ in person.versions if t > tick]
    return [(later[0] if later else person.fields)[f] for f in ACCOUNT]


def repay(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    rules = w.rules(year, day)
    niks, changed = s.get("niks", []), {}
    if len(niks) == 1 and s.get("set"):
        changed = amended(w, w.find(year, niks[0]), rules, s["set"])
    if frozen(rules, day):
        raise Refused(4)
    for nik in niks:
        person = w.find(year, nik)
        if not w.payouts_of(person, RETUR):
            raise Refused(4)
    chosen = []
    for payout in w.payouts:
        if payout.year != year or payout.account != RETUR or (niks and payout.person.nik not in niks):
            continue
        now = {**payout.person.fields, **(changed if niks else {})}
        same = [now[f] for f in ACCOUNT] == bounced_account(payout) and not s.get("same")
        if niks and (w.contradictions(payout.person) or same):
            raise Refused(4)
        if not same and not w.contradictions(payout.person):
            chosen.append(payout)
    if not chosen or any(day < p.answers[-1][4] for p in chosen):
        raise Refused(4)
    if changed:
        change(w, w.find(year, niks[0]), changed, typed=True)
    batch = new_batch(w, year, day, w.newest_rules[year], s, repays=True)
    for sequence, payout in enumerate(chosen, 1):
        payout.account = ANGGARAN
        again = Payout(len(w.payouts) + 1, batch, sequence, payout.person, payout.amount)
        again.follows = payout
        batch.payouts.append(again)
        w.payouts.append(again)
    return 0


def slip(payout, s, day):
    """A slip stands once for a payout, and not before the bank's answer."""
    _, _, bank_day, _, answered = payout.answers[-1]
    if day < answered or (s.get("sts_day") and s["sts_day"] < bank_day) or s["sts"] in payout.slips:
        raise Refused(4)


def deposit(w, s):
    day, clock = start(w, s)
    not_after(clock, s.get("sts_day"))
    year, found = year_of(w, s), []
    for nik in s["niks"]:
        held = w.payouts_of(w.find(year, nik), RETUR)
        if not held:
            raise Refused(4)
        slip(held[-1], s, day)
        found.append(held[-1])
    for payout in found:
        payout.slips[s["sts"]] = payout.amount
        payout.account, payout.given, payout.whole = SETOR, payout.amount, w.tick
    return 0


def payee(w, year, s, account):
    """The payout of a NIK, or of a reference that stands for somebody who was erased."""
    if s.get("nik"):
        held = w.payouts_of(w.find(year, s["nik"]), account)
    else:
        held = [p for p in [w.named(s["reference"])] if p.person.erased and p.year == year and p.account == account]
    if not held:
        raise Refused(4)
    return held[-1]


def refund(w, s):
    day, clock = start(w, s)
    not_after(clock, s.get("sts_day"))
    payout = payee(w, year_of(w, s), s, TERSALUR)
    if s["amount"] > payout.amount - payout.given:
        raise Refused(4)
    slip(payout, s, day)
    payout.slips[s["sts"]] = s["amount"]
    payout.given += s["amount"]
    payout.returned.append((day, s["amount"]))
    if payout.given == payout.amount:
        payout.account, payout.whole = SETOR, w.tick
    return 0


def lpj(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day, or_newest=True)
    officer = w.officers.get(s.get("as"))
    region = officer["region"] if officer and "operator" not in officer["roles"] else None
    if s.get("nik"):
        person = w.find(year, s["nik"])
        kab = person.kab
    else:
        held = [p for p in [w.named(s["reference"])] if p.person.erased and p.year == year and p.account == TERSALUR]
        kab = held[-1].person.kab if held else region
    if region and kab != region:
        raise Refused(4, told=True)
    payout = payee(w, year, s, TERSALUR)
    _, _, bank_day, _, answered = payout.answers[-1]
    if payout.reports and payout.reports[-1][0] == s["amount"] and s.get("received") in (None, payout.reports[-1][1]):
        return 0
    received = s.get("received") or day
    if s["amount"] > payout.amount - payout.given or received > day or received < bank_day or day < answered:
        raise Refused(4)
    payout.reports.append((s["amount"], received))
    return 0


def sk(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day, or_newest=True)
    held = next((d for d in w.decrees if d["number"] == s["number"]), None) or next((d for d in w.decrees if d["digest"] == s["digest"]), None)
    if held is None:
        w.decrees.append({"number": s["number"], "digest": s["digest"], "year": year, "day": day, "niks": {r["nik"] for r in s["rows"]}, "rows": sorted(map(str, s["rows"]))})
    elif held["number"] != s["number"] or held["year"] != year or held["day"] != day or (held["digest"] != s["digest"] and held["rows"] != sorted(map(str, s["rows"]))):
        raise Refused(4)
    return 0

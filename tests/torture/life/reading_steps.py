"""What the commands that read must say."""
import calendar
import datetime

from office_steps import year_of
from world import ANGGARAN, KOMITMEN, PROSES, RETUR, SETOR, TERSALUR, Refused, amount_of


def day_of(w, s):
    return s.get("date") or w.today()


def months_later(day, months):
    year, month, date = map(int, day.split("-"))
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    return datetime.date(year, month, min(date, calendar.monthrange(year, month)[1]))


def overdue(w, s):
    """lpj --overdue: who owes a report on that day, of what is kept of what came until then."""
    day, year = day_of(w, s), year_of(w, s)
    months = w.rules(year, day, or_newest=True)["lpj"]
    names = ("not-due", "1-30", "31-60", "61-90", "over-90", "no-deadline")
    sums = {name: [0, 0] for name in ("owed", "reported", "missing", "rest", *names)}

    def add(name, amount):
        sums[name][0] += 1
        sums[name][1] += amount

    people = []
    for payout in w.payouts:
        word = next((bank_day for _, account, bank_day, _, _ in payout.answers if account == TERSALUR), None)
        if payout.year != year or word is None or word > day:
            continue
        kept = payout.amount - sum(amount for at, amount in payout.returned if at <= day)
        used = next((used for used, received in reversed(payout.reports) if received <= day), None)
        if kept == 0:
            continue
        add("owed", kept)
        if used is not None:
            add("reported", min(used, kept))
        if used is not None and used >= kept:
            continue
        rest = kept - (used or 0)
        if used is not None:
            add("rest", rest)
        due = months_later(word, months).isoformat() if months else None
        age = (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(due)).days if due else None
        add("missing", rest)
        add("no-deadline" if due is None else names[0 if age <= 0 else 1 if age <= 30 else 2 if age <= 60 else 3 if age <= 90 else 4], rest)
        people.append((None if payout.person.erased else payout.person.nik, rest, word, due, age))
    s["overdue"] = {name: {"people": count, "amount": amount} for name, (count, amount) in sums.items()}, sorted(people, key=str)
    return 0


def overdue_told(answer):
    year, = answer["years"]
    found = {**{name: year[name] for name in ("owed", "reported", "missing", "rest")}, **year["ages"]}
    return found, sorted(((p["nik"], p["amount"], p["received"], p["due"], p["age"]) for p in year["people"]), key=str)


def listing(w, s):
    """export OUT.csv: everybody who was paid and has not given all back."""
    paid = [p for p in w.payouts if p.account == TERSALUR and s["year"] in ("all", p.year)]
    s["told"] = {"recipients": len(paid), "masked": s["masked"]}
    s["listed"] = sorted(listed(p, s["masked"]) for p in paid)
    return 0


def listed(payout, masked):
    person = payout.person
    row = {"tahun": payout.year, "batch": payout.batch.id, "urutan": payout.sequence, "jumlah": payout.amount, "dikembalikan": payout.given, "tanggal_bank": payout.answers[-1][2]}
    nik = "" if person.erased else person.nik[:6] + "*" * 10 if masked else person.nik
    row.update(nik=nik, nama="(dihapus)" if person.erased else person.nama)
    if not masked:
        row.update(no_rekening="" if person.erased else person.rek, nama_rekening="" if person.erased else person.holder, no_kk="" if person.erased else person.kk)
    return sorted((name, str(value)) for name, value in row.items())


def explain(w, s):
    """Whether `disburse --batch` would pay the person now, and what."""
    day, year = day_of(w, s), year_of(w, s)
    rules = w.rules(year, day)
    person = w.find(year, s["nik"])
    amount, tier = amount_of(rules, person.fields)
    try:
        chosen, _ = w.allocate(year, rules, w.judge_all(year, rules))
    except Refused:
        chosen = []
    s["told"] = {"nik": person.nik, "eligible": person in chosen, "amount": amount, "tier": tier}
    return 0


def preview(w, s):
    return 0


def reconcile(w, s):
    """The sides that rest on the books alone; the decrees' annexes are left to the program."""
    year = s["year"]
    if year not in w.budget:
        raise Refused(1)
    of_year = [p for p in w.payouts if p.year == year]
    sent = [p for p in of_year if p.sent]
    paid = [p for p in of_year if any(account == TERSALUR for _, account, *_ in p.answers)]
    bounced = [p for p in of_year if any(account == RETUR for _, account, *_ in p.answers)]
    again = [p for p in of_year if any(p is q for q, _ in w.contradictions(p.person))]
    total = lambda payouts: sum(p.amount for p in payouts)
    balances = w.balances()
    budget = w.budget[year]
    s["sides"] = {"anggaran": (budget, budget), "sp2d": (total(p for p in of_year if p.sent or p.account == KOMITMEN), total(sent)), "bank": (total(sent), total(paid) + total(bounced)),
                  "tersalur": (total(paid) + total(again), balances[year, TERSALUR]), "retur": (total(bounced), balances[year, RETUR])}
    return 0, 3

"""What lists of verdicts and of reports of use must do, row by row, as register_steps and money_steps do it for single ones."""
from office_steps import start, year_of
from world import KOMITMEN, TERSALUR, Refused


def among_themselves(rows, same):
    """Of each row: whether another row of the same NIK says otherwise, and whether an earlier one says the same."""
    for i, row in enumerate(rows):
        others = [r for r in rows if r["nik"] == row["nik"]]
        yield row, any(not same(r, row) for r in others), any(r is not row for r in rows[:i] if r["nik"] == row["nik"])


def reviews(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    region = w.officers[s["as"]]["region"] if w.officers and not s.get("dry") else None
    read = [tick for tick, y, digest in w.readings if y == year and digest == s["digest"]]
    fresh, unchanged, aside = [], 0, 0
    for row, contradicts, repeats in among_themselves(s["rows"], lambda a, b: (a["verdict"], a["reason"]) == (b["verdict"], b["reason"])):
        person = next((p for p in w.of_year(year) if p.nik == row["nik"]), None)
        held = person and w.place(person)
        if contradicts:
            aside += 1
        elif repeats:
            unchanged += 1
        elif person is None or (region and person.kab != region):
            aside += 1
        elif person.verdict() == (row["verdict"], row["reason"]):
            unchanged += 1
        elif row["verdict"] != "accept" and held and held.account > KOMITMEN:
            aside += 1
        elif read and person.tick < read[-1]:
            unchanged += 1
        else:
            fresh.append((person, row))
    if not s.get("dry") and (fresh or (not read and unchanged)):
        w.readings.append((w.tick, year, s["digest"]))
        for person, row in fresh:
            person.reviews.append((w.tick, row["verdict"], row["reason"]))
        w.refresh(year, day)
    return 3 if aside else 0


def reports(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day, or_newest=True)
    officer = w.officers.get(s.get("as")) if not s.get("dry") else None
    region = officer["region"] if officer and "operator" not in officer["roles"] else None
    fresh, aside = [], False
    for row, contradicts, repeats in among_themselves(s["rows"], lambda a, b: (a["amount"], a["received"]) == (b["amount"], b["received"])):
        if contradicts:
            aside = True
            continue
        if repeats:
            continue
        person = next((p for p in w.of_year(year) if p.nik == row["nik"]), None)
        paid = w.payouts_of(person, TERSALUR) if person else []
        if not paid or (region and person.kab != region):
            aside = True
            continue
        payout, received = paid[-1], row["received"] or day
        if any(amount == row["amount"] and row["received"] in ("", known) for amount, known in payout.reports):
            continue
        _, _, bank_day, _, answered = payout.answers[-1]
        if row["amount"] > payout.amount - payout.given or received > day or received < bank_day:
            aside = True
            continue
        fresh.append((payout, row["amount"], received, answered))
    if not s.get("dry"):
        if any(day < answered for *_, answered in fresh):
            raise Refused(4)
        for payout, amount, received, _ in fresh:
            payout.reports.append((amount, received))
    return 3 if aside else 0

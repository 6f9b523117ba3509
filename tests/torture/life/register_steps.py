"""What each command on the register, the rules and the officers must do: the status, and the world after it. A step holds what was typed; nothing is changed
before everything that can be refused was looked at."""
from office_steps import start, year_of
from world import (ELIGIBLE, FIELDS, INELIGIBLE, KOMITMEN, PROSES, RETUR, TERSALUR, Person, Refused, Unmodelled, agrees, bank_code, same_account, tier_fields)

def program(w, s):
    start(w, s)
    spec = s["spec"]
    if any(held["year"] == spec["year"] and text == s["text"] for _, held, text in w.versions):
        raise Refused(4)
    before = [held for _, held, _ in w.versions if held["year"] == spec["year"]]
    if not before or before[-1]["budget"] != spec["budget"]:
        set_budget(w, spec["year"], spec["budget"])
    w.versions.append((w.tick, spec, s["text"]))
    return 0


def set_budget(w, year, amount):
    used = w.budget.get(year, 0) - w.balances().get((year, 1), 0)
    if amount < used:
        raise Refused(4)
    w.budget[year] = amount


def budget(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    set_budget(w, year, s["amount"])
    return 0


def take_in(w, s):
    """import"""
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    known = any(y == year and d == s["digest"] and any(ey == year and et > t for et, ey in w.erasures) for t, y, d in w.files)
    if any(et for et, _ in w.erasures) and known and any(a["year"] == year for a in w.asides):
        raise Unmodelled("a file from before an erasure, and rows that were set aside")
    gone = {p.line for p in w.people if p.erased and p.file == s["digest"]}
    years = {row["tgl"][:4] for row in s["rows"] if row["tgl"]}
    if years and str(year) not in years:
        raise Refused(4)
    fresh, aside, number = [], [], len(w.people)
    for line, row in enumerate(s["rows"], 3 if s.get("title") else 2):
        if row.get("bad"):
            aside.append({"year": year, "nik": row["nik"], "line": line})
            continue
        fields = {f: row[f] for f in FIELDS}
        holder = next((p for p in w.of_year(year) + fresh if p.nik == fields["nik"]), None)
        same = (holder is not None and holder.fields == fields) or any(v == fields for p in w.of_year(year) for _, v, _ in p.versions)
        if not same and (known or line in gone):
            aside.append({"year": year, "nik": None, "line": line})
        elif holder is None and not same:
            number += 1
            fresh.append(Person(number, year, fields, w.tick, s["digest"], line))
        elif not same:
            aside.append({"year": year, "nik": fields["nik"], "line": line})
    most = len(s["rows"]) >= 10 and 2 * len(aside) > len(s["rows"])
    if (most or s.get("title", year) != year) and not s.get("force"):
        if not fresh:
            raise Unmodelled("whether rows like these were set aside before")
        raise Refused(4)
    if s.get("dry"):
        return 3 if aside else 0
    w.people += fresh
    w.asides += [a for a in aside if a["nik"]]
    if fresh or not any((y, d) == (year, s["digest"]) for _, y, d in w.files):
        w.files.append((w.tick, year, s["digest"]))
    return 3 if aside else 0


def change(w, person, fields, typed):
    person.versions.append((w.tick, dict(person.fields), typed))
    person.fields.update(fields)


ACCOUNT = ("bank", "rek", "holder")


def look_at_account(w, person, after, touched):
    """Whether there is something odd about a changed account."""
    if not touched & {*ACCOUNT, "nama"} or after["rek"] == "":
        return False
    code = bank_code(after["bank"])
    return (after["holder"] != "" and not agrees(after["holder"], after["nama"])) or code is None or owner_of(w, person.year, code, after["rek"], person) is not None


def owner_of(w, year, code, number, but=None):
    """Of several who have it the register names the first."""
    owners = [p for p in w.of_year(year) if p.rek != "" and same_account(p.bank, p.rek, code, number)]
    return owners[0] if owners and owners[0] is not but else None


def amended(w, person, rules, settings):
    """Refuses what is not amended; the fields that come out otherwise."""
    after = {**person.fields, **settings}
    held = w.place(person)
    account = held.account if held else 0
    if account == KOMITMEN and look_at_account(w, person, after, set(settings)):
        raise Refused(4)
    changed = {f: v for f, v in settings.items() if person.fields[f] != v}
    if not changed:
        return changed
    if account > KOMITMEN and not (account == RETUR and set(changed) <= set(ACCOUNT)):
        raise Refused(4)
    rests = {"nik", "kk", "kategori", "kab", "kec", "tgl", "skor"} | ({"nib"} if "izin" in rules["rules"] else set()) | ({"omzet"} if "mikro" in rules["rules"] else set()) | tier_fields(rules)
    if account == KOMITMEN and set(changed) & rests:
        raise Refused(4)
    if {"nik", "kk"} & set(changed):
        niks, cards = w.grants(person.year)
        if any(x["year"] == person.year and (x["nik"] == person.nik if x["nik"] else x["kk"] == person.kk != "") for x in w.exclusions if not x.get("erased")) or \
                ("nik" in changed and person.nik in niks) or ("kk" in changed and person.kk in cards):
            raise Refused(4)
    if "nik" in changed and any(p.nik == changed["nik"] for p in w.of_year(person.year)):
        raise Refused(4)
    return changed


def amend(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    rules = w.rules(year, day)
    person = w.find(year, s["nik"])
    changed = amended(w, person, rules, s["set"])
    if changed:
        change(w, person, changed, typed=True)
        w.refresh(year, day)
    return 0


def withdraw(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    person = w.find(year, s["nik"])
    if not person.withdrawn:
        if w.place(person):
            raise Refused(4)
        person.withdrawn = True
        w.refresh(year, day)
    return 0


def review(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    person = w.find(year, s["nik"])
    if w.officers and w.officers[s["as"]]["region"] != person.kab:
        raise Refused(4, told=True)
    if person.verdict() == (s["verdict"], s["reason"]):
        return 0
    held = w.place(person)
    if s["verdict"] != "accept" and held and held.account > KOMITMEN:
        raise Refused(4)
    person.reviews.append((w.tick, s["verdict"], s["reason"]))
    w.refresh(year, day)
    return 0


def judge_account(w, year, row):
    """accepted, unchanged or set aside (conflicting, rejected) for one row of a list of accounts."""
    person = next((p for p in w.of_year(year) if p.nik == row["nik"]), None)
    if person is None:
        return "aside", None
    held = w.place(person)
    account = held.account if held else 0
    sent = account > KOMITMEN

    def new():
        if not agrees(row["holder"], person.nama):
            return "aside", person
        code = bank_code(person.bank) if row["bank"] == "" and bank_code(person.bank) else bank_code(row["bank"])
        others = [p for p in w.of_year(year) if p.rek != "" and same_account(p.bank, p.rek, code, row["rek"])]
        return ("aside" if others else "accepted"), person

    if person.rek == "":
        return ("aside", person) if sent and account != RETUR else new()
    code = bank_code(person.bank) if row["bank"] == "" and bank_code(person.bank) else bank_code(row["bank"])
    same = same_account(person.bank, person.rek, code, row["rek"])
    if same and person.holder == "":
        if not agrees(row["holder"], person.nama):
            return "aside", person
        return ("unchanged" if sent else "accepted"), person
    if (same and agrees(person.holder, row["holder"])) or any(v["rek"] != "" and same_account(v["bank"], v["rek"], code, row["rek"]) for _, v, _ in person.versions):
        return "unchanged", person
    return new() if account == RETUR else ("aside", person)


def accounts(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    rules = w.rules(year, day)
    rows, plan, aside = s["rows"], [], False
    for i, row in enumerate(rows):
        others = [r for r in rows if r["nik"] == row["nik"]]
        account = lambda r: (bank_code(r["bank"]), r["rek"])
        if any(account(r) != account(row) for r in others) or any(account(r) == account(row) and r["nik"] != row["nik"] for r in rows):
            aside = True
            continue
        if next(j for j, r in enumerate(rows) if r["nik"] == row["nik"]) < i:
            continue
        verdict, person = judge_account(w, year, row)
        aside = aside or verdict == "aside"
        if verdict == "accepted":
            after = {"rek": row["rek"], "holder": row["holder"]}
            if row["bank"] != "" and (person.bank == "" or bank_code(person.bank) != bank_code(row["bank"])):
                after["bank"] = row["bank"]
            plan.append((person, amended_by_list(w, person, rules, after)))
    if not s.get("dry"):
        for person, changed in plan:
            if changed:
                change(w, person, changed, typed=False)
        if plan:
            w.refresh(year, day)
    return 3 if aside else 0


def amended_by_list(w, person, rules, after):
    changed = {f: v for f, v in after.items() if person.fields[f] != v}
    held = w.place(person)
    if held and held.account not in (KOMITMEN, RETUR) and changed:
        raise Refused(4)
    return changed


def exclude(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    fresh, rejected = [], False
    for line, row in enumerate(s["rows"], 2):
        key = {"year": year, "list": s["list"], "nik": row["nik"], "kk": row["kk"]}
        if any(x.get("erased") and x["digest"] == s["digest"] and x["line"] == line for x in w.exclusions):
            rejected = True
        elif not any(all(x[k] == v for k, v in key.items()) and not x.get("erased") for x in w.exclusions + fresh):
            fresh.append({**key, "digest": s["digest"], "line": line})
    barred = [p for p in w.of_year(year) if any(x["nik"] == p.nik if x["nik"] else x["kk"] == p.kk != "" for x in fresh)]
    committed = any(w.payouts_of(p, KOMITMEN, PROSES, TERSALUR) for p in barred)
    if not s.get("dry"):
        w.exclusions += fresh
        if fresh:
            w.refresh(year, day)
    return 3 if rejected or committed else 0


def check(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    rules = w.rules(year, day)
    verdicts = w.evaluate(year, rules)
    s["expect"] = {"applicants": len(verdicts) + sum(p.erased and p.year == year and p.id in w.decided for p in w.people)}
    s["decided"] = {status: sum(v == status for v in verdicts.values()) for status in (ELIGIBLE, INELIGIBLE)}
    return 0


def lottery(w, s):
    day, _ = start(w, s)
    year = year_of(w, s)
    w.rules(year, day)
    held = w.lotteries.get(year)
    if s["action"] == "draw":
        if held is None or held["seed"] is not None or day < held["day"]:
            raise Refused(4)
        held["seed"] = s["seed"]
        return 0
    if held and held["seed"] is not None:
        for person in w.of_year(year):
            taken = any(p.person is not person and p.person.kk == person.kk != "" and KOMITMEN <= p.account <= RETUR for p in w.payouts if p.year == year and not p.person.erased)
            own = any(KOMITMEN <= p.account <= RETUR for p in w.payouts_of(person))
            if person.id in held["tickets"] and w.decided.get(person.id, ELIGIBLE) < INELIGIBLE and not w.payouts_of(person, 2, 3, 4, 5, 6) and not (taken or own):
                raise Refused(4)
    if not w.of_year(year):
        raise Refused(4)
    w.lotteries[year] = {"tick": w.tick, "day": day, "tickets": None, "seed": None}
    w.files_out.add(s["file"])
    return 0


def erase(w, s):
    day, _ = start(w, s)
    year, nik = year_of(w, s), s["nik"]
    if not s.get("all") and year not in w.budget:
        raise Refused(1)
    years = [y for y in (sorted(w.budget) if s.get("all") else [year]) if traces(w, y, nik)]
    people = [p for p in w.people if p.year in years and p.nik == nik and not p.erased]
    if any(w.payouts_of(p, KOMITMEN, PROSES, RETUR) or w.contradictions(p) for p in people):
        raise Refused(4)
    if not years:
        raise Refused(1)
    for person in people:
        if relatives(w, person, people) and w.payouts_of(person, 2, 3, 4, 5, 6):
            raise Unmodelled("a grant that is known through relatives")
    for y in years:
        w.rules(y, day)
    for person in people:
        person.erased = True
    w.asides = [a for a in w.asides if a["year"] not in years or a["nik"] != nik]
    for row in w.exclusions:
        row["erased"] = row.get("erased") or (row["year"] in years and row["nik"] == nik)
    for decree in w.decrees:
        if decree["year"] in years and nik in decree["niks"]:
            decree["rows"] = None  # what was emptied is not the same any more
            decree["niks"] = decree["niks"] - {nik}
    w.erasures += [(w.tick, y) for y in years]
    for y in years:
        w.refresh(y, day)
    return 0


def erase_row(w, s):
    """A row that was set aside because its NIK is none, by the number as it stands there. Which rows lie there is told by play."""
    day, _ = start(w, s)
    year = s["year"]
    found = [row for row in w.aside_rows if row[0] == year and row[3].split(",")[0] == s["number"]]
    chosen = [row for row in found if s["row"] in (None, f"{row[1]}:{row[2]}")]
    if year not in w.budget:
        raise Refused(1)
    if len(found) > 1 and s["row"] is None:
        raise Refused(4)
    if not chosen:
        raise Refused(1)
    w.rules(year, day)
    s["left"] = [row for row in w.aside_rows if row not in chosen]
    w.asides = [a for a in w.asides if a["year"] != year or a["nik"] != s["number"]]
    w.erasures.append((w.tick, year))
    w.refresh(year, day)
    return 0


def traces(w, year, nik):
    """Whether anything of the NIK is there in the year."""
    if any(v["nik"] == nik for p in w.of_year(year) if p.nik != nik for _, v, _ in p.versions):
        raise Unmodelled("an earlier version of somebody else has the NIK")
    return any(p.nik == nik for p in w.of_year(year)) or any(a["year"] == year and a["nik"] == nik for a in w.asides) or \
        any(x["year"] == year and x["nik"] == nik and not x.get("erased") for x in w.exclusions) or any(d["year"] == year and nik in d["niks"] for d in w.decrees)


def relatives(w, person, going):
    """Who stays in the register and has the person's NIK or card, or had."""
    mine = {person.kk, *(v["kk"] for _, v, _ in person.versions)} - {""}
    niks = {person.nik, *(v["nik"] for _, v, _ in person.versions)}
    return [p for p in w.people if p not in going and not p.erased and any(v["nik"] in niks or v["kk"] in mine for v in [p.fields, *(v for _, v, _ in p.versions)])]


def checkpoint(w, s):
    start(w, s)
    return 0


def free(w, s):
    """Reads, or is mistyped: the step says what comes of it."""
    return s["status"]

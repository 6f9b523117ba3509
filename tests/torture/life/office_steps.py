"""Who types, on which day, and whether he may: what every command begins with, and the officers themselves."""
from world import Refused

DUTIES = {
    "program": {"operator"}, "budget": {"operator"}, "import": {"operator"}, "accounts": {"operator"}, "amend": {"operator"}, "withdraw": {"operator"},
    "exclude": {"operator"}, "lottery": {"operator"}, "check": {"operator", "verifier", "approver"}, "review": {"verifier"}, "reviews": {"verifier"}, "reports": {"operator", "verifier"}, "disburse": {"operator"},
    "sk": {"operator"}, "approve": {"approver"}, "cancel": {"operator", "approver"}, "send": {"treasurer"}, "again": {"treasurer"}, "settle": {"treasurer"}, "repay": {"operator"},
    "deposit": {"treasurer"}, "refund": {"treasurer"}, "lpj": {"operator", "verifier"}, "erase": {"approver"}, "erase_row": {"approver"}, "officer": {"administrator"},
    "checkpoint": {"administrator", "operator", "verifier", "approver", "treasurer"}, "kept": {"administrator", "operator", "verifier", "approver", "treasurer"}, "issue": {"operator"},
}


def start(w, s):
    """Who types on which day: the effective day, and today when the clock can be believed."""
    today = w.today()
    if s.get("dry"):  # whoever only tries something out says no name, and may name any day
        return s.get("date") or today, None
    clock = today if w.newest is None or today >= w.newest else None
    day = s.get("date") or today
    not_after(clock, day)
    name = s.get("as")
    if not w.officers:
        if name and s["cmd"] != "officer":
            raise Refused(4)
        return day, clock
    if not name or name not in w.officers:
        raise Refused(4)
    officer = w.officers[name]
    if not officer["active"] or not DUTIES[s["cmd"]] & officer["roles"] or s.get("pass") == "wrong":
        raise Refused(4, told=True)
    return day, clock


def not_after(clock, day):
    if clock and day and day > clock:
        raise Refused(4)


def year_of(w, s):
    return s.get("year") or w.newest_year()


def officer(w, s):
    first = not w.officers
    start(w, s)
    name, action = s["name"], s["action"]
    if action == "add":
        if name in w.officers:
            raise Refused(4)
        roles = set(s["roles"])
        if (len(roles) > 1 and roles != {"operator", "verifier"}) or ("verifier" in roles) != (s["region"] is not None) or (first and roles != {"administrator"}):
            raise Refused(4)
        waits = bool(roles & {"approver", "treasurer", "administrator"}) and w.administrators() >= 2
        w.officers[name] = {"roles": roles, "region": s["region"], "active": not waits, "pending": "add" if waits else None, "by": s.get("as"), "revoked": False}
        return 3 if waits else 0
    held = w.officers.get(name)
    if held is None or held["revoked"]:
        raise Refused(4)
    if action == "revoke":
        if ("administrator" in held["roles"] and w.administrators() < 2) or held["pending"] == "revoke":
            raise Refused(4)
        waits = held["pending"] != "add" and bool(held["roles"] & {"approver", "treasurer", "administrator"}) and w.administrators() >= 2
        held["by"] = s["as"]
        if waits:
            held["pending"] = "revoke"
        else:
            held.update(active=False, revoked=True, pending=None)
        return 3 if waits else 0
    if held["pending"] is None or (held["pending"] == "revoke" and "administrator" in held["roles"] and w.administrators() < 2):
        raise Refused(4)
    if held["by"] == s["as"]:
        raise Refused(4, told=True)
    if held["pending"] == "revoke":
        held.update(active=False, revoked=True)
    else:
        held["active"] = True
    held["pending"] = None
    return 0

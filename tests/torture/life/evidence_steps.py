"""What an outsider keeps and looks at again: checkpoints, witnesses, receipts, workbooks that were handed out, old backups."""
from office_steps import start
from world import Refused


def witness(w, s):
    if s["action"] == "init":
        w.witnesses[s["name"]] = 0
        return 0
    seen = w.witnesses[s["name"]]
    if s["action"] == "check":
        return 0 if seen else 1
    if w.signed == 0:
        return 1
    s["told"] = {"old": seen, "size": w.signed}
    w.witnesses[s["name"]] = w.signed
    return 0


def kept(w, s):
    """A checkpoint that leaves the house."""
    start(w, s)
    w.kept[s["name"]] = None  # its size: play knows it when it was made
    return 0


def copied(w, s):
    w.copies[s["name"]] = w.size
    return 0


def against(w, s):
    """Whether a ledger continues what was kept: the one at hand does, a backup when it is no older."""
    size = w.copies[s["db"]] if s.get("db") else w.size
    if size < w.kept[s["name"]]:
        return 5
    s["told"] = {"verified": True, "rollback_checked": True}
    return 0


def receipt(w, s):
    payout = w.named(s["reference"])
    if payout.position >= w.signed:
        return 1
    s["told"] = {"index": payout.position}
    w.receipts[s["name"]] = payout.position
    return 0


def receipt_check(w, s):
    s["told"] = {"verified": True, "index": w.receipts[s["name"]], "signature_checked": s["keyed"]} if not s.get("forged") else {}
    return 5 if s.get("forged") else 0 if s["keyed"] else 3


def issue(w, s):
    start(w, s)
    w.issued[s["name"]] = (w.size, w.tick)
    s["told"] = {"issued": w.size}
    return 0


def issue_check(w, s):
    size, tick = w.issued[s["name"]]
    s["told"] = {"issued": True, "entries": size, "root_agrees": True}
    if any(at > tick for at, _ in w.erasures):
        return 0, 3
    s["told"].update(reproduced=True, made=True, differing=0, marks=0)
    return 0

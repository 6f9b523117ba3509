"""Steps of officers, and what is read, kept elsewhere or mistyped."""
from paper import KAB, MISTYPED, token


class OfficeSteps:
    def officer(self):
        known = sorted(self.w.officers)
        if known and self.chance(0.3):
            name, action = self.rng.choice(known), self.rng.choice(("revoke", "confirm", "confirm"))
            pending = [n for n in known if self.w.officers[n]["pending"]]
            name = self.rng.choice(pending) if pending and self.chance(0.8) else name
            if action == "revoke":
                return self.revoke(name)
            return self.step("officer", ["officer", action, name], year=False, name=name, action=action)
        roles = ["administrator"] if not known else self.rng.choice((["administrator"], ["operator"], ["operator", "verifier"], ["verifier"], ["approver"], ["approver"], ["treasurer"], ["auditor"]))
        region = self.rng.choice((1571, 1571, 1509)) if "verifier" in roles else None
        name = self.name(roles[0][:4]) if self.chance(0.95) or not known else self.rng.choice(known)
        return self.appoint(name, roles, region)

    def revoke(self, name):
        return self.step("officer", ["officer", "revoke", name, "--reason", "pindah"], year=False, name=name, action="revoke")

    def appoint(self, name, roles, region):
        return self.step("officer", ["officer", "add", name, "--role", ",".join(roles), "--new-passphrase-file", "right.pass"] + ["--region", KAB.get(region, "")] * bool(region),
                         year=False, name=name, action="add", roles=roles, region=region)

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
        return token(self.rng.choice(self.w.payouts)) if self.w.payouts else "P2025B001N000001"

    def mistype(self):
        words, status = self.rng.choice(MISTYPED)
        return {"cmd": "free", "words": words, "status": status}

    def move(self):
        """On with the backup, as after a broken machine."""
        return {"cmd": "move", "words": ["backup", self.name("copy") + ".db"], "status": 0}

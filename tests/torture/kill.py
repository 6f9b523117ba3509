#!/usr/bin/python3
"""A machine that is switched off: the program is killed (SIGKILL) at random moments, from one to three times before it may come to its end.

Usage: kill.py [N] [--seconds N] [--only PATTERN] [--jobs N] [--seed N] [--keep DIR]

N kills in all (2,000 unless told otherwise), some of them over a file of 200,000 applicants; with --seconds a short run without that one. --seed chooses the
moments as shares of an undisturbed run's time; how far the program has come by then, and so the counts, differ from run to run. After each
kill the same is looked at as after a fault of the disk (disk.py), and the end must be that of a run that nobody killed."""
import sys
sys.dont_write_bytecode = True

import signal
import subprocess
import time

from books import bytes_of
from judge import Case, State, Trial, differences
from scenes import PROGRAM, SCENES, Scene, environment, run
from series import Series, main, number

SMALL = ("import-first", "import-more", "import-logged", "amend", "check", "disburse", "send", "send-several", "settle", "repay", "cancel", "erase", "officer-first", "officer-add",
         "officer-revoke", "checkpoint-new-key", "witness-update", "lottery-publish", "backup", "export-xlsx", "export-issue", "export-csv", "export-journal")
CROWD = [
    Scene("import-200000", "crowd", ["import", "many.csv", "--date", "2024-12-01"]),
    Scene("check-110000", "large", ["check", "--date", "2024-12-12"]),
    Scene("disburse-110000", "large", ["disburse", "--batch", "--date", "2024-12-12"]),
    Scene("backup-110000", "large", ["backup", "copy.db"]),
    Scene("export-110000", "large", ["export", "journal.txt"]),
]
CROWD_SHARE = 50  # one kill in so many is over a large ledger


class KilledCase(Case):
    def learn(self, folder):
        begun = time.monotonic()
        done = run(folder, self.scene.words, check=False)
        self.seconds = time.monotonic() - begun
        return done


class KilledTrial(Trial):
    """Killed so many seconds after its beginning; `moments` are shares of an undisturbed run."""

    def __init__(self, case, moments):
        super().__init__(case)
        self.moments, self.weight = moments, 0
        self.verify_twice = int(moments[0] * 1000) % 4 == 0

    def strike(self):
        for moment in self.moments:
            program = subprocess.Popen([PROGRAM, *self.case.scene.words], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       text=True, errors="replace", env=environment())
            try:
                out, errors = program.communicate(timeout=moment * self.case.seconds)
            except subprocess.TimeoutExpired:
                program.send_signal(signal.SIGKILL)
                out, errors = program.communicate()
            if program.returncode != -signal.SIGKILL:
                return program.returncode, out, errors
            self.weight += 1
            if moment is self.moments[-1] or bytes_of(self.folder) == self.case.untouched:
                continue
            self.verify(f"after kill {self.weight}")
            if differences(State(self.folder, self.case.scene.beside).books, self.case.before.books):
                break  # done, and not to be done once more
        return None, out, errors

    def label(self):
        return f"killed at {', '.join(f'{moment:.4f}' for moment in self.moments)} of {self.case.seconds:.3f} s"


class Kill(Series):
    name = "kill"

    def options(self, parser):
        parser.add_argument("kills", nargs="?", type=number, default=2000, help="so many in all, 2,000 unless told otherwise")

    def scenes(self, wanted):
        return [scene for scene in SCENES if scene.name in SMALL] + CROWD

    def heading(self, wanted):
        return f", {wanted.kills} kills"

    def shares(self, scenes, wanted):
        crowd = len([scene for scene in scenes if scene in CROWD])
        large = min(wanted.kills, max(crowd, wanted.kills // CROWD_SHARE)) if crowd else 0
        small = wanted.kills - large if crowd < len(scenes) else 0
        return [-(-large // crowd) if scene in CROWD else -(-small // (len(scenes) - crowd)) for scene in scenes]

    def case(self, scene, bases, place):
        return KilledCase(scene, bases, place)

    def trials(self, case, wanted, dice, share):
        done = 0
        while done < share:
            trial = KilledTrial(case, [dice.random() * 1.02 for _ in range(dice.choice((1, 1, 2, 3)))])
            yield "kill", trial
            done += trial.weight


if __name__ == "__main__":
    sys.exit(main(Kill(), __doc__.split("\n", maxsplit=1)[0]))

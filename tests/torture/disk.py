#!/usr/bin/python3
"""A disk that fails: every command that writes, with each of its operations on files going wrong in each of several ways.

Usage: disk.py [--every N] [--only PATTERN] [--faults LIST] [--jobs N] [--seconds N] [--seed N] [--keep DIR]

After each fault: the books are as before or as after; `verify` exits 0; exit status and message were true; no half file; the same command again
completes, or says that it was done. --every N takes one operation in N, at least one of each command, --seconds ends a short run in time. README.md says more."""
import sys
sys.dont_write_bytecode = True

import argparse
import os

from judge import Case, Trial
from scenes import SCENES, run
from series import TOOL, Series, Untraceable, main, number

FAULTS = ("eio", "dead", "torn", "full", "lost", "kill", "halfkill")
KILLED = 137
ALIKE = 6  # of a long row of one call on one file, so many at its beginning and its end are all taken


class DiskCase(Case):
    """Which operations there are."""

    def learn(self, folder):
        report = os.path.join(self.root, "report")
        done = run(folder, self.scene.words, check=False, wrapper=[TOOL, "--fault", "none", "--report", report])
        if done.returncode == 125:
            raise Untraceable(done.stderr.strip())
        with open(report, encoding="utf-8", errors="replace") as lines:
            self.operations = [line.rstrip("\n").split(" ", 2)[1:] for line in lines]
        return done

    def chosen(self, every, faults, dice):
        """Numbers of operations: all, but of long rows of one call on one file the ends and some between; then one in `every`, and at least one."""
        rows, numbers = [], []
        for number, (call, path) in enumerate(self.operations):
            key = "temporary" if path.rstrip().endswith("(deleted)") else (call, path)
            if rows and rows[-1][0] == key:
                rows[-1][1].append(number)
            else:
                rows.append((key, [number]))
        for _, row in rows:
            long = len(row) > 4 * ALIKE
            between = dice.sample(row[ALIKE:-ALIKE], 2 * ALIKE) if long else []
            numbers += sorted(row[:ALIKE] + between + row[-ALIKE:]) if long else row
        numbers = [number for number in numbers if any(self.possible(fault, number) for fault in faults)]
        taken = [number for number in numbers if every == 1 or dice.random() < 1 / every]
        return taken or [dice.choice(numbers)] if numbers else []

    def possible(self, fault, number):
        call = self.operations[number][0]
        if fault in ("torn", "halfkill"):
            return call in ("write", "pwrite") or fault == "halfkill"
        return fault != "full" or call not in ("fsync", "fdatasync", "unlink", "unlinkat", "rmdir")

    def of_the_ledger(self, number):
        """The operation is on the file of the books, or on one of SQLite's beside it."""
        path = self.operations[number][1].rstrip()
        return os.path.basename(path) in ("dumisake.db", "dumisake.db-wal", "dumisake.db-journal")


class DiskTrial(Trial):
    """One fault at one operation."""

    def __init__(self, case, fault, number):
        super().__init__(case)
        self.fault, self.number = fault, number
        # On a disk that works again the books are asked; one that stays dead cannot be.
        self.may_be_unknown = fault in ("dead", "torn") and any(case.of_the_ledger(later) for later in range(number, len(case.operations)))
        self.tidy = fault in ("eio", "full", "lost") and not self.excused()
        self.verify_twice = number % 4 == 0

    def strike(self):
        failed = run(self.folder, self.case.scene.words, check=False, wrapper=[TOOL, "--fault", self.fault, "--at", str(self.number)])
        killed = self.fault in ("kill", "halfkill") and failed.returncode == KILLED
        return None if killed else failed.returncode, failed.stdout, failed.stderr

    def excused(self):
        """Nobody can remove what the disk does not let go, or what it says it did not make."""
        call = self.case.operations[self.number][0]
        return call in ("unlink", "unlinkat", "rmdir") or self.fault == "lost" and call in ("open", "mkdir", "link")

    def label(self):
        call, path = self.case.operations[self.number]
        return f"{self.fault} at {self.number} ({call} {os.path.basename(path.strip())})"


def faults_of(text):
    for fault in text.split(","):
        if fault not in FAULTS:
            raise argparse.ArgumentTypeError(f"no fault '{fault}'; there are: {', '.join(FAULTS)}")
    return text.split(",")


class Disk(Series):
    name = "disk"

    def options(self, parser):
        parser.add_argument("--every", type=number, default=1, help="one operation in N, at least one of each command")
        parser.add_argument("--faults", type=faults_of, default=list(FAULTS), help=",".join(FAULTS))

    def scenes(self, wanted):
        return SCENES

    def heading(self, wanted):
        return f", faults {','.join(wanted.faults)}, one operation in {wanted.every}"

    def case(self, scene, bases, place):
        return DiskCase(scene, bases, place)

    def trials(self, case, wanted, dice, share):
        pairs = [(number, fault) for number in case.chosen(wanted.every, wanted.faults, dice) for fault in wanted.faults if case.possible(fault, number)]
        if wanted.seconds:
            dice.shuffle(pairs)
        for number, fault in pairs:
            yield fault, DiskTrial(case, fault, number)


if __name__ == "__main__":
    sys.exit(main(Disk(), __doc__.split("\n", maxsplit=1)[0]))

#!/usr/bin/python3
"""A disk that fails: every command that writes, with each of its operations on files going wrong in each of several ways.

Usage: disk.py [--every N] [--only PATTERN] [--faults LIST] [--jobs N] [--seconds N] [--seed N] [--keep DIR]

After each fault: the books are as before or as after; `verify` exits 0; exit status and message were true; no half file; the same command again
completes, or says that it was done. --every N takes one operation in N of each kind, --seconds ends a short run in time. README.md says more."""
import sys
sys.dont_write_bytecode = True

import argparse
import fnmatch
import multiprocessing
import os
import random
import shutil
import tempfile
import time
import traceback
from collections import Counter

import books
from scenes import PROGRAM, SCENES, Bases, run

FAULTS = ("eio", "dead", "torn", "full", "lost", "kill", "halfkill")
TOOL = os.path.abspath(os.environ.get("FAULTY_DISK") or os.path.join(os.path.dirname(PROGRAM), "tests/faulty_disk"))
KILLED, UNKNOWN = 137, 7
ALIKE = 6  # of a long row of one call on one file, so many at its beginning and its end are all taken


class State:
    """A folder at a moment."""

    def __init__(self, folder, beside):
        self.books = books.books(os.path.join(folder, "dumisake.db"))
        self.files = books.files(folder, beside)
        self.checkpoints = books.checkpoints(folder)


class Case:
    """One scene, prepared: how its folder is before and after, and which operations there are."""

    def __init__(self, scene, bases, root):
        self.scene, self.bases, self.root = scene, bases, root
        folder = self.fresh()
        self.untouched = books.bytes_of(folder)
        self.before = State(folder, scene.beside)
        done = self.learn(folder)
        self.status = done.returncode
        if self.status not in (0, 3):
            raise RuntimeError(f"{scene.name}: exit status {self.status} without any fault: {done.stderr}")
        self.after = State(folder, scene.beside)
        again = run(folder, scene.words, check=False)
        self.again = (again.returncode, State(folder, scene.beside))
        self.known = set(self.before.files) | set(self.after.files) | {name + ".d" for name in self.after.files if name.endswith(".db")}

    def learn(self, folder):
        """Runs the command undisturbed, and takes down its operations."""
        report = os.path.join(self.root, "report")
        done = run(folder, self.scene.words, check=False, wrapper=[TOOL, "--fault", "none", "--report", report])
        if done.returncode == 125:
            print(f"SKIPPED: no process may be traced on this machine: {done.stderr.strip()}", file=sys.stderr)
            sys.exit(77)
        with open(report, encoding="utf-8", errors="replace") as lines:
            self.operations = [line.split(" ", 2)[1:] for line in lines]
        return done

    def fresh(self):
        folder = os.path.join(self.root, "work")
        shutil.rmtree(folder, ignore_errors=True)
        self.bases.copy(self.scene.base, folder)
        return folder

    def chosen(self, every, dice):
        """Numbers of operations: all, but of long rows of one call on one file the ends and some between; then one in `every`."""
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
        return [number for number in numbers if every == 1 or dice.random() < 1 / every]

    def possible(self, fault, number):
        call = self.operations[number][0]
        if fault in ("torn", "halfkill"):
            return call in ("write", "pwrite") or fault == "halfkill"
        return fault != "full" or call not in ("fsync", "fdatasync", "unlink", "unlinkat", "rmdir")


def differences(one, other):
    return sorted(name for name in set(one) | set(other) if one.get(name) != other.get(name))


class Trial:
    """One fault at one operation, and what is wrong afterwards."""

    def __init__(self, case, fault, number):
        self.case, self.fault, self.number, self.wrong = case, fault, number, []
        self.folder = case.fresh()

    def strike(self):
        failed = run(self.folder, self.case.scene.words, check=False, wrapper=[TOOL, "--fault", self.fault, "--at", str(self.number)])
        return failed.returncode, failed.stdout, failed.stderr

    def blame(self, text):
        self.wrong.append(text)

    def play(self):
        case, scene = self.case, self.case.scene
        self.status, out, self.errors = self.strike()
        self.message = self.errors + out
        killed = self.fault in ("kill", "halfkill") and self.status == KILLED
        if self.status > 100 and not killed:
            self.blame(f"ended by a signal or an unknown status {self.status}")
        self.leftovers = books.strays(self.folder, case.known)
        if "dumisake.db-scrub" in self.leftovers and self.status != 1:
            self.leftovers.remove("dumisake.db-scrub")  # the mark of what the next command that writes does
        if self.leftovers and self.fault in ("eio", "full", "lost") and not self.excused():
            self.blame(f"left behind: {self.leftovers}")
        untouched = books.bytes_of(self.folder) == case.untouched
        if not untouched:
            self.verify("after the fault")
        self.state = state = case.before if untouched else State(self.folder, scene.beside)
        changed = self.judge_books(state)
        if not killed:
            self.judge_status(state, changed)
        self.judge_files(state, changed)
        if not untouched:  # else the same command again is the undisturbed run, which was seen already
            self.repeat(changed)
        return self.wrong

    def excused(self):
        """Nobody can remove what the disk does not let go, or what it says it did not make."""
        call = self.case.operations[self.number][0]
        return call in ("unlink", "unlinkat", "rmdir") or self.fault == "lost" and call in ("open", "mkdir", "link")

    def verify(self, when):
        path = os.path.join(self.folder, "dumisake.db")
        if os.path.exists(path) and os.path.getsize(path) > 0 and books.books(path) != {}:
            told = run(self.folder, ["verify"], check=False)
            if told.returncode != 0:
                self.blame(f"verify {when}: {told.returncode} {told.stderr.strip()} {told.stdout.strip()}")

    def judge_books(self, state):
        """True: as after; False: as before; None: the command does not change the books."""
        case = self.case
        is_before = state.books == case.before.books or state.books == {} and case.before.books == {"none": ""}
        is_after = state.books == case.after.books
        # A ledger whose key could not be kept is made without one; the next command that writes makes it.
        keyless = case.scene.base == "nothing" and differences(state.books, case.after.books) == ["journal", "signing_key", "tree_head"]
        is_after = is_after or keyless
        if not is_before and not is_after:
            self.blame(f"books neither as before nor as after: {differences(state.books, case.after.books)}")
        return None if case.before.books == case.after.books else is_after

    def judge_status(self, state, changed):
        done = self.status in (0, 3)
        if self.status not in (0, 1, 3, UNKNOWN):
            self.blame(f"exit status {self.status} for a failing disk")
        if done and changed is False:
            self.blame(f"exit status {self.status}, and nothing was done")
        if self.status == 1 and changed:
            self.blame("exit status 1 (nothing was changed), and the books are changed")
        if "nothing was changed" in self.errors and changed:
            self.blame("says that nothing was changed, and the books are changed")
        if self.status == 1 and "dumisake:" not in self.message:
            self.blame("fails without a word")
        if self.status == 0:
            wrong = differences(state.files, self.case.after.files)
            if wrong:
                self.blame(f"exit status 0, and files are not as they should be: {wrong}")
            if state.checkpoints != self.case.after.checkpoints and "signing_key" not in differences(state.books, self.case.after.books):
                self.blame("exit status 0 without the checkpoint")

    def judge_files(self, state, changed):
        case = self.case
        for name in sorted(set(case.before.files) | set(case.after.files)):
            now = state.files.get(name)
            if now not in (case.before.files.get(name), case.after.files.get(name)):
                self.blame(f"{name}: neither as before nor as after")
            elif changed and now != case.after.files.get(name) and not case.scene.outside:
                self.blame(f"{name}: the books speak of it, and it is not there")

    def repeat(self, changed):
        case = self.case
        again = run(self.folder, case.scene.words, check=False)
        state = State(self.folder, case.scene.beside)
        whole = changed or changed is None and self.status in (0, 3)
        if changed is None and state.files == case.after.files and again.returncode in (0, 1, 3, 4):
            pass  # done now, or done before and said so
        elif whole:
            if again.returncode != case.again[0] and again.returncode not in (0, 3, 4):
                self.blame(f"again: {again.returncode} {again.stderr.strip()}")
            if state.books not in (case.after.books, case.again[1].books, self.state.books):
                self.blame(f"again: books as neither once nor twice: {differences(state.books, case.after.books)}")
        else:
            if again.returncode != case.status:
                self.blame(f"again: exit status {again.returncode} instead of {case.status}: {again.stderr.strip()}")
            if state.books != case.after.books:
                self.blame(f"again: books are not as after: {differences(state.books, case.after.books)}")
            wrong = differences(state.files, case.after.files)
            if wrong:
                self.blame(f"again: files are not as after: {wrong}")
        left = books.strays(self.folder, case.known)
        if left and again.returncode in (0, 3):  # one that was refused may not have come so far
            self.blame(f"still there after the next run: {left}")
        if state.books != self.state.books and self.number % 4 == 0:
            self.verify("after the same command again")


def work(job):
    scene, root, every, faults, seed, deadline, keep = job
    begun, counted, wrong = time.monotonic(), Counter(), []
    place = tempfile.mkdtemp(dir=root)
    try:
        case = Case(scene, Bases(os.path.join(root, "bases")), place)
        dice = random.Random(f"{seed} {scene.name}")
        trials = [(number, fault) for number in case.chosen(every, dice) for fault in faults if case.possible(fault, number)]
        if deadline is not None:
            dice.shuffle(trials)
        for number, fault in trials:
            if deadline is not None and time.monotonic() > deadline:
                break
            trial = Trial(case, fault, number)
            counted[fault] += 1
            for text in trial.play():
                call, path = case.operations[number]
                wrong.append(f"{scene.name}: {fault} at {number} ({call} {os.path.basename(path.strip())}), exit {trial.status}: {text}\n"
                             f"    it said: {' / '.join(trial.message.strip().splitlines()[-2:])}")
                if keep and not os.path.exists(os.path.join(keep, f"{scene.name}-{fault}-{number}")):
                    shutil.copytree(trial.folder, os.path.join(keep, f"{scene.name}-{fault}-{number}"))
        return scene.name, len(case.operations), counted, wrong, time.monotonic() - begun
    except SystemExit:
        return scene.name, -1, counted, wrong, 0
    except Exception:  # in a pool the trace would be lost
        return scene.name, 0, counted, wrong + [traceback.format_exc()], time.monotonic() - begun
    finally:
        shutil.rmtree(place, ignore_errors=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="one operation in N")
    parser.add_argument("--only", default="*", help="scenes, as import* or send,settle")
    parser.add_argument("--faults", default=",".join(FAULTS))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", default=str(random.randrange(10 ** 6)))
    parser.add_argument("--keep", help="where folders in which something was wrong are kept")
    return parser.parse_args()


def main():
    wanted = options()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scenes = [scene for scene in SCENES if any(fnmatch.fnmatch(scene.name, pattern) for pattern in wanted.only.split(","))]
    if wanted.seconds:  # a short run has no time for 110,000 applicants
        scenes = [scene for scene in scenes if scene.base != "large"]
    print(f"disk: seed {wanted.seed}, {len(scenes)} commands, faults {wanted.faults}, one operation in {wanted.every}")
    total, failures, skipped = Counter(), 0, False
    with tempfile.TemporaryDirectory(prefix="dumisake-disk.", dir=memory) as root:
        os.mkdir(os.path.join(root, "bases"))
        for base in dict.fromkeys(scene.base for scene in scenes):
            Bases(os.path.join(root, "bases")).path(base)
        begun = time.monotonic()
        deadlines = [begun + wanted.seconds * (i + 1) / len(scenes) if wanted.seconds else None for i in range(len(scenes))]
        jobs = [(scene, root, wanted.every, wanted.faults.split(","), wanted.seed, deadlines[i], wanted.keep) for i, scene in enumerate(scenes)]
        with multiprocessing.Pool(wanted.jobs) as pool:
            for name, operations, counted, wrong, seconds in pool.imap(work, jobs):
                skipped = skipped or operations < 0
                total += counted
                failures += len(wrong)
                print(f"{name}: {operations} operations, {sum(counted[fault] for fault in FAULTS)} faults, {len(wrong)} wrong, {seconds:.0f} s", flush=True)
                for text in wrong:
                    print("  " + text, flush=True)
    print(f"disk: {sum(total.values())} faults injected ({', '.join(f'{fault} {total[fault]}' for fault in FAULTS if total[fault])}), {failures} wrong, "
          f"{time.monotonic() - begun:.0f} s")
    if skipped:
        return 77
    return 1 if failures or not total else 0


if __name__ == "__main__":
    sys.exit(main())

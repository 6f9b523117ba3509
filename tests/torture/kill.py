#!/usr/bin/python3
"""A machine that is switched off: the program is killed (SIGKILL) at random moments, from one to three times before it may come to its end.

Usage: kill.py [N] [--seconds N] [--only PATTERN] [--jobs N] [--seed N] [--keep DIR]

N kills in all (2,000 unless told otherwise), some of them over a file of 200,000 applicants; with --seconds a short run without that one. After each
kill the same is looked at as after a fault of the disk (disk.py), and the end must be that of a run that nobody killed."""
import sys
sys.dont_write_bytecode = True

import argparse
import fnmatch
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import traceback

from books import bytes_of
from disk import Case, State, Trial, differences
from scenes import PROGRAM, SCENES, Bases, Scene, environment, run

SMALL = ("import-first", "import-more", "import-logged", "amend", "check", "disburse", "send", "settle", "repay", "cancel", "erase", "officer-first", "officer-add",
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
        self.operations = []
        return done

    def chosen(self, every, dice):
        return []


class KilledTrial(Trial):
    """Killed so many seconds after its beginning; `moments` are shares of an undisturbed run."""

    def __init__(self, case, moments):
        super().__init__(case, "kill", int(moments[0] * 1000))
        self.moments, self.kills = moments, 0

    def excused(self):
        return False

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
            self.kills += 1
            if moment is self.moments[-1] or bytes_of(self.folder) == self.case.untouched:
                continue
            self.verify(f"after kill {self.kills}")
            if differences(State(self.folder, self.case.scene.beside).books, self.case.before.books):
                break  # done, and not to be done once more
        return 128 + signal.SIGKILL, out, errors


def work(job):
    scene, root, kills, seed, deadline, keep = job
    done, wrong, begun = 0, [], time.monotonic()
    place = tempfile.mkdtemp(dir=root)
    try:
        case = KilledCase(scene, Bases(os.path.join(root, "bases")), place)
        dice = random.Random(f"{seed} {scene.name}")
        while done < kills and (deadline is None or time.monotonic() < deadline):
            moments = [dice.random() * 1.02 for _ in range(dice.choice((1, 1, 2, 3)))]
            trial = KilledTrial(case, moments)
            found = trial.play()
            done += trial.kills
            if found:
                wrong += [f"{scene.name}: killed at {', '.join(f'{moment:.4f}' for moment in moments)} of {case.seconds:.3f} s, exit {trial.status}: {text}" for text in found]
                if keep:
                    shutil.copytree(trial.folder, os.path.join(keep, f"{scene.name}-kill-{done}"), dirs_exist_ok=True)
        return scene.name, done, wrong, time.monotonic() - begun
    except Exception:  # in a pool the trace would be lost
        return scene.name, done, wrong + [traceback.format_exc()], time.monotonic() - begun
    finally:
        shutil.rmtree(place, ignore_errors=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kills", nargs="?", type=int, default=2000)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--only", default="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", default=str(random.randrange(10 ** 6)))
    parser.add_argument("--keep", help="where folders in which something was wrong are kept")
    return parser.parse_args()


def main():
    wanted = options()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scenes = [scene for scene in SCENES if scene.name in SMALL] + ([] if wanted.seconds else CROWD)
    scenes = [scene for scene in scenes if any(fnmatch.fnmatch(scene.name, pattern) for pattern in wanted.only.split(","))]
    crowd = [scene for scene in scenes if scene in CROWD]
    print(f"kill: seed {wanted.seed}, {wanted.kills} kills of {len(scenes)} commands", flush=True)
    total, failures, begun = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dumisake-kill.", dir=memory) as root:
        os.mkdir(os.path.join(root, "bases"))
        for base in dict.fromkeys(scene.base for scene in scenes):
            Bases(os.path.join(root, "bases")).path(base)
        large = min(wanted.kills, max(len(crowd), wanted.kills // CROWD_SHARE)) if crowd else 0
        small = wanted.kills - large if len(crowd) < len(scenes) else 0
        jobs = []
        for i, scene in enumerate(scenes):
            share = -(-large // len(crowd)) if scene in CROWD else -(-small // (len(scenes) - len(crowd)))
            deadline = begun + wanted.seconds * (i + 1) / len(scenes) if wanted.seconds else None
            jobs.append((scene, root, share, wanted.seed, deadline, wanted.keep))
        with multiprocessing.Pool(wanted.jobs) as pool:
            for name, done, wrong, seconds in pool.imap(work, jobs):
                total += done
                failures += len(wrong)
                print(f"{name}: {done} kills, {len(wrong)} wrong, {seconds:.0f} s", flush=True)
                for text in wrong:
                    print("  " + text, flush=True)
    print(f"kill: {total} kills, {failures} wrong, {time.monotonic() - begun:.0f} s, seed {wanted.seed}")
    return 1 if failures or not total else 0


if __name__ == "__main__":
    sys.exit(main())

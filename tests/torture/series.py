"""What the series of trials share: their options, the folders they begin in, a process for each core, and the report."""
import argparse
import fnmatch
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter

from scenes import PROGRAM, Bases

TOOL = os.path.abspath(os.environ.get("FAULTY_DISK") or os.path.join(os.path.dirname(PROGRAM), "tests/faulty_disk"))


class Untraceable(Exception):
    """No process may be traced on this machine."""


class Series:
    """`name`; a series says which cases and trials it has."""
    name = ""

    def options(self, parser):
        """Options of its own."""

    def scenes(self, wanted):
        """All that it knows."""
        raise NotImplementedError

    def heading(self, wanted):
        return ""

    def case(self, scene, bases, place):
        raise NotImplementedError

    def trials(self, case, wanted, dice, share):
        """Yields (kind, trial); a trial is begun when it is asked for."""
        raise NotImplementedError

    def shares(self, scenes, wanted):
        return [None for _ in scenes]


def number(text, least=1, kind=int):
    """An option's value: a number, from `least` on."""
    try:
        value = kind(text)
    except ValueError:
        value = None
    if value is None or not value >= least:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from {least} on")
    return value


def keep_folder(wanted, trial, name):
    if wanted.keep:
        shutil.copytree(trial.folder, os.path.join(wanted.keep, name), dirs_exist_ok=True)


def play_scene(series, scene, root, wanted, dice, share, deadline, counted, wrong):
    place = tempfile.mkdtemp(dir=root)
    try:
        case = series.case(scene, Bases(os.path.join(root, "bases")), place)
        for kind, trial in series.trials(case, wanted, dice, share):
            found = trial.play()
            counted[kind] += trial.weight
            for text in found:
                said = " / ".join(trial.message.strip().splitlines()[-2:])
                wrong.append(f"{scene.name}: {trial.label()}, exit {trial.status}: {text}" + (f"\n    it said: {said}" if said else ""))
            if found:
                keep_folder(wanted, trial, f"{scene.name}-{kind}-{sum(counted.values())}")
            if deadline is not None and time.monotonic() > deadline:
                break
    finally:
        shutil.rmtree(place, ignore_errors=True)


def work(job):
    series, scene, root, wanted, share, deadline = job
    begun, counted, wrong = time.monotonic(), Counter(), []
    try:
        play_scene(series, scene, root, wanted, random.Random(f"{wanted.seed} {scene.name}"), share, deadline, counted, wrong)
    except Untraceable as told:
        return scene.name, counted, wrong, 0, str(told)
    except Exception:  # in a pool the trace would be lost
        wrong.append(traceback.format_exc())
    return scene.name, counted, wrong, time.monotonic() - begun, None


def options(series, description):
    """What is wanted, and the commands that it is wanted of."""
    parser = argparse.ArgumentParser(description=description)
    series.options(parser)
    parser.add_argument("--only", default="*", help="commands (scenes.py), as import* or send,settle")
    parser.add_argument("--jobs", type=number, default=os.cpu_count(), help="processes; one for each core")
    parser.add_argument("--seconds", type=lambda text: number(text, kind=float), help="a short run, which leaves out the large ledgers")
    parser.add_argument("--seed", default=str(random.randrange(10 ** 6)), help="of what is chosen by lot; another one each time")
    parser.add_argument("--keep", help="where folders in which something was wrong are kept")
    parser.add_argument("--dry", action="store_true", help="only read these options")
    wanted = parser.parse_args()
    known = series.scenes(wanted)
    patterns = wanted.only.split(",")
    for pattern in patterns:
        if not fnmatch.filter([scene.name for scene in known], pattern):
            parser.error(f"no command is '{pattern}'; there are: {', '.join(scene.name for scene in known)}")
    scenes = [scene for scene in known if any(fnmatch.fnmatch(scene.name, pattern) for pattern in patterns)]
    if wanted.seconds:  # a short run has no time for 110,000 applicants
        scenes = [scene for scene in scenes if scene.base not in ("large", "crowd")]
    if not scenes:
        parser.error("no command is left: a run with --seconds leaves out the large ledgers")
    return wanted, scenes


def counts(counted):
    return ", ".join(f"{kind} {number}" for kind, number in sorted(counted.items()))


def main(series, description):
    wanted, scenes = options(series, description)
    if wanted.dry:
        return 0
    print(f"{series.name}: seed {wanted.seed}, {len(scenes)} commands{series.heading(wanted)}", flush=True)
    total, failures, begun = Counter(), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"dumisake-{series.name}.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as root:
        os.mkdir(os.path.join(root, "bases"))
        for base in dict.fromkeys(scene.base for scene in scenes):
            Bases(os.path.join(root, "bases")).path(base)
        started = time.monotonic()
        shares = series.shares(scenes, wanted)
        ends = [started + wanted.seconds * (i + 1) / len(scenes) if wanted.seconds else None for i in range(len(scenes))]
        jobs = [(series, scene, root, wanted, shares[i], ends[i]) for i, scene in enumerate(scenes)]
        with multiprocessing.Pool(wanted.jobs) as pool:
            for name, counted, wrong, seconds, skipped in pool.imap(work, jobs):
                if skipped is not None:
                    print(f"SKIPPED: no process may be traced on this machine: {skipped}", file=sys.stderr)
                    return 77
                total += counted
                failures += len(wrong)
                print(f"{name}: {sum(counted.values())} ({counts(counted)}), {len(wrong)} wrong, {seconds:.0f} s", flush=True)
                for text in wrong:
                    print("  " + text, flush=True)
    print(f"{series.name}: {sum(total.values())} ({counts(total)}), {failures} wrong, {time.monotonic() - begun:.0f} s, seed {wanted.seed}")
    return 1 if failures or not total else 0

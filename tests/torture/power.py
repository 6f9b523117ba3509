#!/usr/bin/python3
"""A power cut: what the kernel acknowledged and nobody synced is lost, or some of it is, in any order.

Usage: power.py [--some N] [--only PATTERN] [--jobs N] [--seconds N] [--seed N] [--keep DIR]

Each command that writes is recorded once, with all that it does to files. For a cut after each of its calls the folder is made as the disk would hold it
with all lost that was not synced, with the bytes alone lost, with the names alone, and with the last change
of each file and folder before the others (each that differs), and N times (40) at a random call with a random
part of that lost, down to single blocks and sectors. Then it is looked at as after a killed program (disk.py); and after its last call, when it had said that it was done, it must be done."""
import sys
sys.dont_write_bytecode = True

import copy
import hashlib
import os
import shutil

from judge import Case, Trial
from scenes import SCENES, run
from series import TOOL, Series, Untraceable, main, number
from unsynced import Disk, read_record, write_image


CHAINS = {  # what was said to be done by an earlier command stays done, whatever the next one comes to
    "import-more": ("nothing", ["import", "applicants.csv", "--date", "2024-02-10"]),
    "disburse": ("nothing", ["import", "applicants.csv", "--date", "2024-02-10"]),
    "review": ("register", ["exclude", "asn.csv", "--list", "asn", "--date", "2024-02-12"]),
    "check": ("older", ["review", "review.csv", "--date", "2024-02-11"]),
    "lpj": ("paid", ["erase", "1571015203900002", "--reason", "surat 12/2026", "--date", "2024-04-01"]),
    "export-csv": ("paid", ["export", "old.csv", "--mask"]),
}


class PowerCase(Case):
    def __init__(self, scene, bases, root):
        self.prepared = None
        if scene.first:
            self.disk = self.record_in(bases.copy(scene.base, os.path.join(root, "prepared")), scene.first)[0]
            self.prepared = os.path.join(root, "prepared")
        super().__init__(scene, bases, root)

    def fresh(self):
        if self.prepared is None:
            return super().fresh()
        folder = os.path.join(self.root, "work")
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(self.prepared, folder)

    def record_in(self, folder, words, disk=None):
        """The disk afterwards, how the command ended, and its calls. What the model comes to must be what is there, else the recorder missed something."""
        record = folder + ".record"
        disk = disk or Disk(folder)
        done = run(folder, words, check=False, wrapper=[TOOL, "--record", record])
        if done.returncode == 125:
            raise Untraceable(done.stderr.strip())
        events = read_record(record)
        for event in events:
            disk.play(event)
        there, played = Disk(folder).all_there(), disk.all_there()
        wrong = [path for path in set(there) | set(played) if there.get(path) != played.get(path) and not path.endswith("-shm")]
        if wrong:
            raise RuntimeError(f"the recorder missed something of {words}: {sorted(wrong)}")
        return disk, done, events

    def learn(self, folder):
        if self.prepared is None:
            self.disk = Disk(folder)
        else:
            self.disk.move(folder)
        _, done, self.events = self.record_in(folder, self.scene.words, copy.deepcopy(self.disk))
        self.out, self.errors = done.stdout, done.stderr
        return done


class PowerTrial(Trial):
    """The folder as the disk holds it after a cut; `number` of calls were made, and `told` says whether the command had come to its end."""

    def __init__(self, case, kind, number, image):
        super().__init__(case)
        self.kind, self.number, self.image = kind, number, image
        self.told = number == len(case.events)
        self.verify_twice = number % 4 == 0

    def strike(self):
        shutil.rmtree(self.folder)
        write_image(self.image, self.folder)
        return (self.case.status, self.case.out, self.case.errors) if self.told else (None, "", "")

    def label(self):
        if self.told:
            return f"{self.kind} lost at the end"
        return f"{self.kind} lost before call {self.number} ({told_of(self.case.events, self.number)})"


def told_of(events, number):
    """A call by the name that its file has."""
    verb, *fields = events[number]
    names = {event[1]: event[2] for event in events[:number + 1] if event[0] in ("open", "folder")}
    first = names.get(fields[0], fields[0])
    return f"{verb} {os.path.basename(first)}" + (f" {os.path.basename(fields[1])}" if verb in ("rename", "link") else "")


def digest(image):
    seen = hashlib.sha256()
    for path, (mode, data) in sorted(image.items()):
        seen.update(f"{path}\0{mode:o}\0{data is None}\0{len(data or b'')}\0".encode("utf-8", "surrogateescape"))
        seen.update(data or b"")
    return seen.digest()


class Power(Series):
    name = "power"

    def options(self, parser):
        parser.add_argument("--some", type=lambda text: number(text, least=0), default=40, help="so many cuts of each command that lose only a part")

    def scenes(self, wanted):
        plain = [scene for scene in SCENES if scene.base != "large"]
        return plain + [scene.behind(*CHAINS[scene.name]) for scene in plain if scene.name in CHAINS]

    def heading(self, wanted):
        return f", {wanted.some} of each with a part lost"

    def case(self, scene, bases, place):
        return PowerCase(scene, bases, place)

    def trials(self, case, wanted, dice, share):
        disk, seen = case.disk, set()
        last = len(case.events)
        chosen = sorted(dice.choices(range(1, last + 1), k=wanted.some) + [last] * (wanted.some // 8))
        for number in range(1, last + 1):
            disk.play(case.events[number - 1])
            turning = number == last or case.events[number - 1][0] in ("sync", "rename", "link", "remove")
            images = [("all", disk.all_lost()), ("bytes", disk.bytes_lost()), ("names", disk.names_lost()), ("order", disk.overtaken())] if turning else []
            images += [("some", disk.some_lost(dice)) for _ in range(chosen.count(number))]
            for kind, image in images:
                mark = digest(image), number == last
                if mark not in seen:
                    seen.add(mark)
                    yield kind, PowerTrial(case, kind, number, image)


if __name__ == "__main__":
    sys.exit(main(Power(), __doc__.split("\n", maxsplit=1)[0]))

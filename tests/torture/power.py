#!/usr/bin/python3
"""A power cut: what the kernel acknowledged and nobody synced is lost, or some of it is, in any order.

Usage: power.py [--some N] [--only PATTERN] [--jobs N] [--seconds N] [--seed N] [--keep DIR]

Each command that writes is recorded once, with all that it does to files. For a cut after each of its calls the folder is made as the disk would hold it
with all lost that was not synced (each that differs), and N times (40) at a random call with a random part of that lost, down to single blocks and
sectors. Then it is looked at as after a killed program (disk.py); and after its last call, when it had said that it was done, it must be done."""
import sys
sys.dont_write_bytecode = True

import copy
import hashlib
import os
import shutil

from judge import Case, Trial
from scenes import SCENES, run
from series import TOOL, Series, Untraceable, main
from unsynced import Disk, read_record, write_image


class PowerCase(Case):
    def learn(self, folder):
        """Records the command, and plays it on the model: what that comes to must be what is there, else the recorder missed something."""
        self.record = os.path.join(self.root, "record")
        self.disk = Disk(folder)
        disk = copy.deepcopy(self.disk)
        done = run(folder, self.scene.words, check=False, wrapper=[TOOL, "--record", self.record])
        if done.returncode == 125:
            raise Untraceable(done.stderr.strip())
        self.out, self.errors = done.stdout, done.stderr
        self.events = read_record(self.record)
        for event in self.events:
            disk.play(event)
        there = Disk(folder).all_there()
        played = disk.all_there()
        wrong = [path for path in set(there) | set(played) if there.get(path) != played.get(path) and not path.endswith("-shm")]
        if wrong:
            raise RuntimeError(f"{self.scene.name}: the recorder missed something: {sorted(wrong)}")
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
        parser.add_argument("--some", type=int, default=40, help="so many cuts of each command that lose only a part")

    def scenes(self, wanted):
        return [scene for scene in SCENES if scene.base != "large"]

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
            images = [("all", disk.all_lost())] if number == last or case.events[number - 1][0] == "sync" else []
            images += [("some", disk.some_lost(dice)) for _ in range(chosen.count(number))]
            for kind, image in images:
                mark = digest(image), number == last
                if mark not in seen:
                    seen.add(mark)
                    yield kind, PowerTrial(case, kind, number, image)


if __name__ == "__main__":
    sys.exit(main(Power(), __doc__.split("\n", maxsplit=1)[0]))

#!/usr/bin/python3
"""Lives of a ledger: life.py HOST FOLDER STEPS SEED [--program DUMISAKE] [--source DIR] [--length N]

HOST is life_host; FOLDER, on a file system in memory, holds the ledgers. Plays whole lives, of at most N steps (200), until STEPS are played, the first with SEED, each later one with the
seed after it. With --program every life is played by the program itself instead. At the end of a life the ledger is verified and told by others (ending.py).
When a ledger differs from the model the life is shortened as far as it still does, and printed as a script; exit status 1."""
import argparse
import os
import random
import shutil
import signal
import sys
import time

import ending
from generate import Generator
from play import Differs, Host, Life, Program, script
from world import Unmodelled

BEGINNING = 1_738_400_000  # February 2025


def now_of(host):
    return BEGINNING if host.clock else int(time.time())


def grow(host, seed, length, counts):
    """Plays a life; what differed and the steps so far, or None."""
    rng = random.Random(seed)
    life = Life(host, now_of(host))
    generator = Generator(rng, life.world, host.clock)
    steps = []
    try:
        for _ in range(length):
            step = generator.next()
            steps.append(step)
            life.play(step)
    except Unmodelled as unknown:
        steps.pop()
        life.statuses[f"ended by {unknown}", 0] = 1
    except Differs as differs:
        return str(differs), steps, len(steps)
    finally:
        life.close()
        for key, count in life.statuses.items():
            counts[key] = counts.get(key, 0) + count
    try:
        ending.check(life, seed)
    except Differs as differs:
        return str(differs), steps, len(steps)
    return None, steps, len(steps)


def fails(host, steps, kind, at_end, seed):
    """Whether these steps alone make it differ in the same way."""
    life = Life(host, now_of(host), verify_every=1 if kind == "verify" else 1 << 30)
    try:
        for step in steps:
            life.play(step)
        if at_end:
            life.close()
            ending.check(life, seed)
    except Differs as differs:
        return str(differs).split(":")[0] == kind
    except (Unmodelled, KeyError, IndexError):
        return False
    finally:
        life.close()
    return False


def shrink(host, steps, why, seed):
    """Leaves steps out, many at a time and then single ones, as long as what is left still differs."""
    kind = why.split(":")[0]
    at_end = kind == "end"
    if not fails(host, steps, kind, at_end, seed):
        return steps
    size = len(steps) // 2
    while size > 0:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size:]
            if fails(host, fewer, kind, at_end, seed):
                steps = fewer
            else:
                at += size
        size //= 2
    return steps


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("folder")
    parser.add_argument("steps", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--program")
    parser.add_argument("--source", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../.."))
    parser.add_argument("--length", type=int, default=200)
    parser.add_argument("--brief", action="store_true", help="do not shorten a life that differs")
    parser.add_argument("--keep-going", action="store_true", help="after a life that differs go on with the next one")
    arguments = parser.parse_args()
    if arguments.steps < 1 or arguments.length < 1:
        parser.error("STEPS and N of --length are numbers from 1 on")
    ending.SOURCE = arguments.source
    folder = os.path.join(arguments.folder, f"life-{os.getpid()}")
    host = Program(os.path.abspath(arguments.program), folder) if arguments.program else Host(os.path.abspath(arguments.host), folder)
    counts, played, seed, failed, began = {}, 0, arguments.seed, 0, time.time()
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))  # after the life that is being played
    try:
        while played < arguments.steps and not stopped:
            why, steps, count = grow(host, seed, arguments.length, counts)
            played += count
            seed += 1
            if why:
                failed += 1
                print(f"seed {seed - 1}: {why}", flush=True)
                if arguments.brief and not arguments.keep_going:
                    break
                if arguments.brief:
                    continue
                steps = shrink(host, steps, why, seed - 1)
                name = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"life-{seed - 1}.sh")
                with open(name, "w", encoding="utf-8") as file:
                    file.write(script(steps, now_of(host), f"seed {seed - 1}: {why}"))
                print(f"seed {seed - 1}: {len(steps)} steps of {count} are left, as a script in {name}", flush=True)
                if not arguments.keep_going:
                    print(open(name, encoding="utf-8").read())
                    break
    finally:
        host.close()
        for path in (folder, folder + ".stock"):
            shutil.rmtree(path, ignore_errors=True)
    took = time.time() - began
    print(f"life{' of the program itself' if arguments.program else ''}: {played} steps in {seed - arguments.seed} lives (seeds {arguments.seed} to {seed - 1}), {failed} differ, {took:.0f} s, {played / took:.0f} steps/s")
    for name in sorted({name for name, _ in counts}):
        print(f"  {name:12}" + "".join(f"  {status}: {counts[name, status]}" for status in sorted(s for n, s in counts if n == name)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

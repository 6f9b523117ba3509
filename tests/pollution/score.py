#!/usr/bin/env python3
"""Scores a reader of CSV files on what pollute.py wrote. README.md says how the points are counted."""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 10
READ = (0, 3)  # exit statuses: read; read with findings
csv.field_size_limit(1 << 30)


@dataclass
class Case:
    file: Path
    expected: Path
    kind: str
    base: str
    has_header: bool
    weight: float
    arguments: list
    name: str


@dataclass
class Result:
    case: Case
    points: float
    failure: str   # why nothing was read; empty if it was
    exact: bool    # the very bytes expected
    got: list
    wanted: list


def cases_of(manifest, only):
    with open(manifest, encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            arguments = (line.get("arguments") or "").split()
            case = Case(manifest.parent / line["file"], manifest.parent / line["expected"], line["kind"], line["base"],
                        line["has_header"] == "1", float(line["weight"]), arguments, line["file"])
            if not only or re.search(only, f"{case.kind} {case.name}"):
                yield case


def parse(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def alike(got, wanted):
    """Precision, recall and F1 of two multisets: 0 to 3 points."""
    got, wanted = Counter(got), Counter(wanted)
    if not got and not wanted:
        return 3.0
    common = sum((got & wanted).values())
    if common == 0:
        return 0.0
    precision, recall = common / got.total(), common / wanted.total()
    return precision + recall + 2 * precision * recall / (precision + recall)


def points(got, wanted, has_header):
    if has_header:
        header = alike(got[0] if got else [], wanted[0])
        got, wanted = got[1:], wanted[1:]
    else:
        header = 3.0 if got[:1] == wanted[:1] else 0.0
    records = alike(map(tuple, got), map(tuple, wanted))
    cells = alike((cell for row in got for cell in row), (cell for row in wanted for cell in row))
    return 1.0 + header + records + cells


def run(command, case):
    """Output and why it cannot be used."""
    try:
        done = subprocess.run([*command, "preview", *case.arguments, str(case.file)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return b"", b"", f"takes longer than {TIMEOUT} s"
    failure = "" if done.returncode in READ else f"exit status {done.returncode}"
    return done.stdout, done.stderr, failure


def naive(_, case):
    """What the csv module makes of it: its sniffer, and excel's dialect when that gives up."""
    text = case.file.read_bytes().decode("utf-8", "replace")
    try:
        dialect = csv.Sniffer().sniff(text[:8192])
    except csv.Error:
        dialect = csv.excel
    out = io.StringIO()
    try:
        csv.writer(out, lineterminator="\n").writerows(row for row in csv.reader(io.StringIO(text, newline=""), dialect) if row)
    except csv.Error as error:
        return b"", b"", str(error)
    return out.getvalue().encode(), b"", ""


def judge(reader, command, case, save):
    output, said, failure = reader(command, case)
    if save:
        stem = save / (case.name + "".join(case.arguments))
        stem.parent.mkdir(parents=True, exist_ok=True)
        Path(f"{stem}.out").write_bytes(output)
        Path(f"{stem}.err").write_bytes(said)
    clean = case.expected.read_bytes()
    wanted, got = parse(clean), []
    if not failure:
        try:
            got = parse(output)
        except (UnicodeDecodeError, csv.Error) as error:
            failure = f"output is no CSV: {error}"
    if failure:
        last = said.decode("utf-8", "replace").strip().splitlines()
        return Result(case, 0.0, failure + (f": {last[-1][:150]}" if last else ""), False, [], wanted)
    if output == clean:
        return Result(case, 10.0, "", True, [], [])
    value = points(got, wanted, case.has_header)
    # Only what is shown later is kept.
    return Result(case, value, "", False, *((got, wanted) if value < 10 else ([], [])))


def mean(results, weighted=False):
    weights = [result.case.weight if weighted else 1 for result in results]
    return sum(result.points * weight for result, weight in zip(results, weights)) / sum(weights) if sum(weights) else None


def floored(value):
    """Rounded down: 10.0000 is shown for nothing less than all points."""
    return "-" if value is None else f"{int(value * 10000 + 1e-9) / 10000:.4f}"


def summary(results):
    groups = defaultdict(list)
    for result in results:
        groups[result.case.kind].append(result)
    kinds = {kind: {"files": len(group), "mean": mean(group), "imperfect": sum(result.points < 10 - 1e-9 for result in group),
                    "failed": sum(bool(result.failure) for result in group), "weight": sum(result.case.weight for result in group)}
             for kind, group in sorted(groups.items())}
    public = [result for result in results if result.case.base == "1" and not result.case.kind.startswith("x_")]
    bases = defaultdict(list)
    for result in results:
        bases[result.case.base].append(result)
    return {
        "kinds": kinds,
        "bases": {base: {"files": len(group), "unweighted": mean(group), "weighted": mean(group, True)} for base, group in sorted(bases.items())},
        "public_like": {"files": len(public), "unweighted": mean(public), "weighted": mean(public, True)},
        "total": {"files": len(results), "unweighted": mean(results), "weighted": mean(results, True),
                  "imperfect": sum(kind["imperfect"] for kind in kinds.values()), "failed": sum(kind["failed"] for kind in kinds.values()),
                  "not_plain": sum(not result.exact and result.points >= 10 - 1e-9 for result in results)},
    }


def show(figures):
    print(f"{'kind':42} {'files':>6} {'mean':>9} {'imperfect':>9} {'failed':>6} {'weight':>8}")
    for kind, line in figures["kinds"].items():
        print(f"{kind:42} {line['files']:6} {floored(line['mean']):>9} {line['imperfect']:9} {line['failed']:6} {line['weight']:8.3f}")
    print()
    for base, line in figures["bases"].items():
        print(f"base {base:37} {line['files']:6} {floored(line['unweighted']):>9} unweighted {floored(line['weighted']):>9} weighted")
    for name, key in (("base 1 without x_ kinds", "public_like"), ("all", "total")):
        line = figures[key]
        print(f"{name:42} {line['files']:6} {floored(line['unweighted']):>9} unweighted {floored(line['weighted']):>9} weighted")
    total = figures["total"]
    print(f"{total['imperfect']} imperfect, {total['failed']} of them failed; {total['not_plain']} with all points but not written as expected")


def short(row):
    text = repr(row)
    return text if len(text) <= 160 else text[:120] + " ... " + text[-35:]


def explain(result):
    case = result.case
    print(f"\n{result.points:6.3f}  {case.kind}  {case.name} {' '.join(case.arguments)}".rstrip())
    if result.failure:
        print(f"        {result.failure}")
        return
    got, wanted = result.got, result.wanted
    if case.has_header and got[:1] != wanted[:1]:
        print(f"      - header {short(wanted[0])}")
        print(f"      + header {short(got[0]) if got else 'none'}")
    if case.has_header:
        got, wanted = got[1:], wanted[1:]
    elif got[:1] != wanted[:1]:
        print(f"        begins with {short(got[0]) if got else 'nothing'}")
    print(f"        {len(wanted)} records expected, {len(got)} got")
    for sign, rows, others in (("-", wanted, got), ("+", got, wanted)):
        missing = list((Counter(map(tuple, rows)) - Counter(map(tuple, others))).elements())
        for row in missing[:3]:
            print(f"      {sign} {short(list(row))}")
        if len(missing) > 3:
            print(f"      {sign} and {len(missing) - 3} more")


def score(cases, command, jobs, reader=run, save=None):
    # One thread per process; a reader in this process gains nothing from more.
    with ThreadPoolExecutor(jobs if reader is run else 1) as pool:
        return list(pool.map(lambda case: judge(reader, command, case, save), cases))


FAKE = """#!{python}
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[0] == "preview"
path = pathlib.Path(arguments[-1])
lines = (path.parent.parent / "expected" / path.name).read_bytes().decode().splitlines(keepends=True)
{fault}
sys.stdout.buffer.write("".join(lines).encode())
sys.exit({status})
"""


def self_test():
    """Fake readers of a small benchmark, what they must score, and points counted by hand."""
    header, rows = ["a", "b"], [["1", "x"], ["2", "y"], ["3", "z"], ["4", "w"]]
    three = 1 + 3 / 4 + 2 * (1 * 3 / 4) / (1 + 3 / 4)
    by_hand = [
        ("all", [header] + rows, [header] + rows, True, 10),
        ("nothing of nothing", [], [], False, 10),
        ("a header and no records", [header], [header], True, 10),
        ("records in another order", [header] + rows[::-1], [header] + rows, True, 10),
        ("a dropped record", [header] + rows[:3], [header] + rows, True, 1 + 3 + 2 * three),
        ("the header taken for a record", rows, [header] + rows, True, 1 + 0 + 2 * three),
        ("a title before the header", [["t"], header] + rows, [header] + rows, True,
         1 + 0 + (4 / 5 + 1 + 2 * 0.8 / 1.8) + (8 / 10 + 1 + 2 * 0.8 / 1.8)),
        ("no header expected and none printed", rows, rows, False, 10),
        ("no header expected and one invented", [header] + rows, rows, False, 1 + 0 + 2 * (4 / 5 + 1 + 2 * 0.8 / 1.8)),
        ("nothing read", [], [header] + rows, True, 1),
        ("something read of nothing", [["x"]], [], False, 1),
        ("a cell too many", [header] + rows[:3] + [["4", "w", ""]], [header] + rows, True, 1 + 3 + 3 * 3 / 4 + (8 / 9 + 1 + 2 * (8 / 9) / (17 / 9))),
    ]
    problems = []
    for name, got, wanted, has_header, expected in by_hand:
        value = points(got, wanted, has_header)
        if abs(value - expected) > 1e-9:
            problems.append(f"{name}: {value}, expected {expected}")
    readers = {  # fault, exit status, is the score right, number that must fail
        "perfect": ("pass", 0, lambda value: value == 10, 0),
        "perfect with findings": ("pass", 3, lambda value: value == 10, 0),
        "drops a row": ("lines = lines[:-1]", 0, lambda value: 5 < value < 9.99, 0),
        "shifts the header": ("lines = lines[1:]", 0, lambda value: 5 < value < 8, 0),
        "adds a title": ("lines = ['title\\n'] + lines", 0, lambda value: 5 < value < 8, 0),
        "prints no CSV": ("lines = ['\"a\"b\\n']", 0, lambda value: value == 0, 1),
        "refuses": ("pass", 1, lambda value: value == 0, 1),
        "crashes": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 0, lambda value: value == 0, 1),
        "prints no UTF-8": ("sys.stdout.buffer.write(b'\\xff'); sys.stdout.flush()", 0, lambda value: value == 0, 1),
    }
    here = Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run([sys.executable, here / "pollute.py", folder, "--base", "9", "--kinds", "file_source,file_preamble,file_delimiter_space"],
                       check=True, capture_output=True)
        cases = list(cases_of(folder / "manifest.tsv", None))
        for name, (fault, status, right, fails) in readers.items():
            program = folder / "reader"
            program.write_text(FAKE.format(python=sys.executable, fault=fault, status=status))
            program.chmod(0o755)
            results = score(cases, [str(program)], 2, save=folder / "saved")
            failed = sum(bool(result.failure) for result in results)
            value = mean(results)
            if not right(value) or failed != fails * len(results):
                problems.append(f"a reader that {name}: {value}, {failed} of {len(results)} failed")
            if len(list((folder / "saved").rglob("*.out"))) != len(cases):
                problems.append(f"a reader that {name}: outputs are not saved")
        again = folder / "again"
        subprocess.run([sys.executable, here / "pollute.py", again, "--base", "9", "--kinds", "file_source,file_preamble,file_delimiter_space"],
                       check=True, capture_output=True)
        if (again / "manifest.tsv").read_bytes() != (folder / "manifest.tsv").read_bytes():
            problems.append("pollute.py writes another manifest the second time")
        if any((again / case.name).read_bytes() != case.file.read_bytes() for case in cases):
            problems.append("pollute.py writes other files the second time")
    for problem in problems:
        print(f"self-test: {problem}", file=sys.stderr)
    print(f"self-test: {len(by_hand)} scores by hand, {len(readers)} readers, {len(problems)} problems")
    return 1 if problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", metavar="MANIFEST", type=Path, nargs="?")
    parser.add_argument("--program", help="the reader; run as PROGRAM preview [ARGUMENTS] FILE")
    parser.add_argument("--naive", action="store_true", help="score Python's csv module and its sniffer instead")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", metavar="REGEX", help="only cases whose `kind file` matches")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst files with a short difference")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--save", type=Path, metavar="DIR", help="keep the outputs there")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    if options.manifest is None or not (options.program or options.naive):
        parser.error("needs MANIFEST and --program or --naive")
    if options.program and not os.access(options.program, os.X_OK):
        parser.error(f"{options.program}: is no program")
    cases = list(cases_of(options.manifest, options.only))
    if not cases:
        parser.error("no case of that name")
    command = [os.path.abspath(options.program)] if options.program else []
    results = score(cases, command, options.jobs, naive if options.naive else run, options.save)
    figures = summary(results)
    worst = sorted((result for result in results if result.points < 10 - 1e-9), key=lambda result: (result.points, -result.case.weight))[:options.worst]
    if options.json:
        figures["worst"] = [{"file": result.case.name, "kind": result.case.kind, "points": result.points, "failure": result.failure} for result in worst]
        print(json.dumps(figures, indent=1))
        return 0
    show(figures)
    for result in worst:
        explain(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())

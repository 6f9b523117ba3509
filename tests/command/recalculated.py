#!/usr/bin/python3
"""Compares the values stored in a workbook with those of the same workbook recalculated by LibreOffice.

recalculated.py STORED.xlsx RECALCULATED.xlsx: exit status 1 names the cells that differ or show an error."""
import math
import sys
from itertools import zip_longest

import openpyxl

stored = openpyxl.load_workbook(sys.argv[1], data_only=True)
formulas = openpyxl.load_workbook(sys.argv[1])
recalculated = openpyxl.load_workbook(sys.argv[2], data_only=True)
failures = []
counted = 0
if stored.sheetnames != recalculated.sheetnames:
    failures.append(f"sheets: {stored.sheetnames}, {recalculated.sheetnames}")
for name in stored.sheetnames:
    for ours, formula, theirs in zip_longest(stored[name].iter_rows(), formulas[name].iter_rows(), recalculated[name].iter_rows()):
        for cell, source, other in zip_longest(ours or (), formula or (), theirs or ()):
            if cell is None:
                if other.value is not None:
                    failures.append(f"{name}!{other.coordinate}: only LibreOffice has {other.value!r}")
                continue
            value = None if other is None else other.value
            counted += isinstance(source.value, str) and source.data_type == "f"
            # LibreOffice writes fifteen digits of a number.
            same = cell.value == value or (isinstance(value, (int, float)) and isinstance(cell.value, (int, float)) and math.isclose(cell.value, value, rel_tol=1e-12))
            if not same or (isinstance(value, str) and value.startswith(("#", "Err:"))):
                failures.append(f"{name}!{cell.coordinate}: stored {cell.value!r}, recalculated {value!r}")
if counted == 0:
    failures.append("no formula was compared")
print(f"{counted} formulas")
print("\n".join(failures[:50]))
sys.exit(1 if failures else 0)

#!/usr/bin/python3
"""The published figures of 2022 and 2023, looked for in an exported workbook. Exit status 1 names what differs."""
import sys
from collections import Counter

import openpyxl

# Antara Jambi, May 2024: recipients of 2022 and 2023 together.
REGIONS = {
    "Kota Jambi": 962, "Kabupaten Merangin": 521, "Kabupaten Batanghari": 499, "Kabupaten Muaro Jambi": 437, "Kabupaten Tebo": 423,
    "Kabupaten Sarolangun": 410, "Kabupaten Tanjung Jabung Barat": 408, "Kabupaten Kerinci": 397,
    "Kabupaten Tanjung Jabung Timur": 366, "Kota Sungai Penuh": 327, "Kabupaten Bungo": 293,
}
YEARS = {2022: (1453, 19_330_000_000), 2023: (3590, 17_950_000_000)}

failures = []


def same(what, found, expected):
    if found != expected:
        failures.append(f"{what}: {found}, expected {expected}")


def table(sheet):
    rows = sheet.iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row)) for row in rows if isinstance(row[0], int)]


book = openpyxl.load_workbook(sys.argv[1])
paid = [row for row in table(book["Nominatif"]) if row["Status"] == "Tersalur"]
same("recipients", len(paid), 5043)
same("rupiah", sum(row["Jumlah"] for row in paid), 37_280_000_000)
for year, (people, rupiah) in YEARS.items():
    rows = [row for row in paid if row["Tahun"] == year]
    same(f"recipients of {year}", len(rows), people)
    same(f"rupiah of {year}", sum(row["Jumlah"] for row in rows), rupiah)
same("amounts of 2022", Counter(row["Jumlah"] for row in paid if row["Tahun"] == 2022), {10_000_000: 973, 20_000_000: 480})
same("kabupaten/kota", Counter(row["Kabupaten/kota usaha"] for row in paid), REGIONS)
same("people paid once", len({row["NIK"] for row in paid}), 5043)
same("NIK kept as text", {type(row["NIK"]) for row in paid} | {type(row["No. rekening"]) for row in paid}, {str})
same("NIK digits", {len(row["NIK"]) for row in paid}, {16})

# The same figures where the workbook shows them to a reader: stored values of its formulas.
values = openpyxl.load_workbook(sys.argv[1], data_only=True)
shown = {}
headings = [cell.value for cell in values["Matriks"][2]]
place, people = headings.index("Kabupaten/kota"), headings.index("Tersalur: orang")
for row in values["Matriks"].iter_rows(values_only=True):  # the sums of each kabupaten/kota, of each year
    if str(row[place]).startswith("Jumlah "):
        name = row[place].removeprefix("Jumlah ")
        shown[name] = shown.get(name, 0) + row[people]
same("Matriks", shown, REGIONS)
for sheet in values:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("#"):
                failures.append(f"{sheet.title}!{cell.coordinate} shows {cell.value}")
print("\n".join(failures))
sys.exit(1 if failures else 0)

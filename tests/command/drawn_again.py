#!/usr/bin/python3
"""Draws the sample of a workbook again, from the workbook alone, and reckons what an auditor's findings come to.

drawn_again.py WORKBOOK.xlsx                 the rows of the sample are those that seed and rule draw from Nominatif
drawn_again.py WORKBOOK.xlsx --type OUT.xlsx types findings into the sample
drawn_again.py WORKBOOK.xlsx --reckon        the figures of a recalculated workbook are those of its findings
"""
import hashlib
import math
import statistics
import sys

import openpyxl

FACTORS = [2.9957, 4.7439, 6.2958, 7.7537, 9.1535, 10.5130, 11.8424, 13.1481, 14.4346, 15.7052, 16.9622]


def rows_of(book, name):
    rows = book[name].iter_rows(values_only=True)
    headings = next(rows)
    found = []
    for row in rows:
        if not isinstance(row[0], int):
            break
        found.append(dict(zip(headings, row)))
    return found


def facts_of(book):
    return {row[0]: row[1] for row in book["Hasil Sampel"].iter_rows(max_row=13, values_only=True) if row[0]}


def digest(seed, reference):
    return hashlib.sha256(seed.encode() + b"\n" + reference.encode()).hexdigest()


def simple(frame, n):
    return [unit["Referensi"] for unit in frame[:n]]


def stratified(frame, n, codes):
    strata = {}
    for unit in frame:
        strata.setdefault(codes[unit["Kabupaten/kota usaha"]], []).append(unit["Referensi"])
    seats = {code: n * len(units) // len(frame) for code, units in strata.items()}
    remainders = sorted(strata, key=lambda code: (-(n * len(strata[code]) % len(frame)), code))
    for code in remainders[:n - sum(seats.values())]:
        seats[code] += 1
    if n >= len(strata):
        for code in sorted(strata):
            if seats[code] == 0:
                seats[min(strata, key=lambda other: (-seats[other], other))] -= 1
                seats[code] = 1
    return [reference for code in sorted(strata) for reference in strata[code][:seats[code]]]


def monetary(frame, n, seed):
    total = sum(unit["Jumlah bersih"] for unit in frame)
    start = int(hashlib.sha256(seed.encode()).hexdigest()[:15], 16) % total
    points = [(start + j * total) // n for j in range(n)]
    drawn, before = [], 0
    for unit in frame:
        after = before + unit["Jumlah bersih"]
        hits = [point for point in points if before <= point < after]
        if hits:
            drawn.append((unit["Referensi"], after, hits[0], len(hits)))
        assert hits or unit["Jumlah bersih"] * n < total
        before = after
        points = points[len(hits):]
    return drawn


def draw_again(book, state):
    facts = facts_of(book)
    seed, n = facts["Benih"], facts["Ukuran N"]
    sample = rows_of(book, "Sampel")
    frame = [row for row in rows_of(book, "Nominatif") if row["Status"] == state and row["Jumlah bersih"] > 0]
    frame.sort(key=lambda unit: digest(seed, unit["Referensi"]))
    for row in sample:
        assert row["SHA-256 (benih, LF, referensi)"] == digest(seed, row["Referensi"]), row
    ours = [row["Referensi"] for row in sample]
    if "simple" in facts["Metode"]:
        assert ours == simple(frame, n)
    elif "stratified" in facts["Metode"]:
        codes = {}
        for row in book["Hasil Sampel"].iter_rows(max_col=1, values_only=True):
            if isinstance(row[0], str) and row[0][:4].isdigit():
                codes[row[0][5:]] = int(row[0][:4])
        assert ours == stratified(frame, n, codes)
    else:
        again = monetary(frame, n, seed)
        assert [(row["Referensi"], row["Rupiah kumulatif"], row["Titik pertama"], row["Titik yang jatuh"]) for row in sample] == again
    amounts = {unit["Referensi"]: unit["Jumlah bersih"] for unit in frame}
    assert all(row["Jumlah dibukukan"] == amounts[row["Referensi"]] for row in sample)
    print(f"{len(sample)} rows drawn again from {len(frame)}")


def type_findings(source, target):
    """Nothing right of the first, half of the second, too little of the third, a tenth too much of the last; the others as booked."""
    book = openpyxl.load_workbook(source)
    sheet = book["Sampel"]
    column = {cell.value: cell.column for cell in sheet[1]}
    last = 1
    while isinstance(sheet.cell(last + 1, 1).value, int):
        last += 1
    for row in range(2, last + 1):
        booked = sheet.cell(row, column["Jumlah dibukukan"]).value
        share = {2: 0, 3: 0.5, 4: 1.1, last: 0.9}.get(row, 1)
        sheet.cell(row, column["Jumlah menurut pemeriksaan"]).value = round(booked * share)
    book.save(target)


def named(book):
    found = {}
    for defined in book.defined_names.definedName:
        if defined.name.startswith("hasil_sampel_"):
            sheet, cell = next(iter(defined.destinations))
            found[defined.name.removeprefix("hasil_sampel_")] = book[sheet][cell].value
    return found


def strata_of(book):
    """Name, payouts and rupiah of the frame, from the table of that name."""
    rows = book["Hasil Sampel"].iter_rows(max_col=3, values_only=True)
    for row in rows:
        if row[0] == "Strata" and row[1]:
            break
    found = {}
    for row in rows:
        if row[0] == "Jumlah":
            return found
        found[row[0]] = (row[1], row[2])


def reckon(book):
    facts, figures, strata = facts_of(book), named(book), strata_of(book)
    sample = rows_of(book, "Sampel")
    for row in sample:
        row["e"] = row["Jumlah dibukukan"] - row["Jumlah menurut pemeriksaan"]
        assert row["Kesalahan"] == row["e"]
    expected = {"belum_diperiksa": 0, "kesalahan": sum(row["e"] for row in sample)}
    if "monetary" in facts["Metode"]:
        interval = sum(rupiah for _, rupiah in strata.values()) / facts["Ukuran N"]
        certain = [row for row in sample if row["Jumlah dibukukan"] >= interval]
        low = [row for row in sample if row["Jumlah dibukukan"] < interval]
        taintings = sorted((row["e"] / row["Jumlah dibukukan"] for row in low if row["e"] > 0), reverse=True)
        expected["proyeksi"] = sum(row["e"] for row in certain) + sum(row["e"] / row["Jumlah dibukukan"] * interval for row in low)
        limit = FACTORS[0] * interval if low else 0
        for k, tainting in enumerate(taintings, 1):
            limit += (FACTORS[k] - FACTORS[k - 1]) * tainting * interval
        expected["batas_atas"] = sum(row["e"] for row in certain) + min(limit, strata["Kurang dari interval"][1])
    else:
        projected = variance = weight = 0
        overall = statistics.variance([row["e"] for row in sample])
        for name, (payouts, _) in strata.items():
            errors = [row["e"] for row in sample if row["Strata"] == name]
            projected += statistics.mean(errors) * payouts
            spread = statistics.variance(errors) if len(errors) > 1 else overall
            variance += payouts ** 2 * (1 - len(errors) / payouts) * spread / len(errors)
            weight = max(weight, payouts / len(errors))
        wrong = sum(row["e"] != 0 for row in sample)
        expected["proyeksi"] = projected
        expected["batas_atas"] = projected + 1.645 * math.sqrt(variance)
        expected["batas_banyaknya"] = min(sum(payouts for payouts, _ in strata.values()), weight * FACTORS[wrong])
        largest = max(row["Jumlah bersih"] for row in rows_of(book, "Nominatif") if row["Status"] == "Tersalur")
        expected["batas_menurut_banyaknya"] = min(sum(rupiah for _, rupiah in strata.values()), expected["batas_banyaknya"] * largest)
    assert math.isclose(sum(row["Kesalahan diproyeksikan"] for row in sample), expected["proyeksi"], rel_tol=1e-9)
    assert figures.keys() == expected.keys(), (figures, expected)
    for name, value in expected.items():
        assert math.isclose(figures[name], value, rel_tol=1e-9), (name, figures[name], value)
    print("reckoned", {name: round(value) for name, value in expected.items()})


if len(sys.argv) > 3 and sys.argv[2] == "--type":
    type_findings(sys.argv[1], sys.argv[3])
elif len(sys.argv) > 2 and sys.argv[2] == "--reckon":
    reckon(openpyxl.load_workbook(sys.argv[1], data_only=True))
else:
    draw_again(openpyxl.load_workbook(sys.argv[1], data_only=True), sys.argv[2] if len(sys.argv) > 2 else "Tersalur")

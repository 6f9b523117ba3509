#!/usr/bin/python3
"""Adds the workbook of one year up from its rows, as an auditor would: year_of_life.py AUDIT.xlsx

Kontrol must show no difference; Nominatif, Setoran, Jurnal and Batch & SP2D, each added up from its own rows, must agree with Neraca, whose
balances are printed as `scripts/verify_journal.py` prints them."""
import sys

import openpyxl

ACCOUNTS = ("anggaran", "komitmen", "dalam-proses", "tersalur", "retur", "setor-kembali")
book = openpyxl.load_workbook(sys.argv[1], data_only=True)


def rows(sheet, first):
    """The rows below the heading that begins with the cell `first`, as dictionaries, up to an empty row or the total."""
    heading, found = None, []
    for row in book[sheet].iter_rows(values_only=True):
        if heading is None:
            heading = row if row[0] == first and row[1] else None
        elif row[0] is None or row[0] == "Jumlah":
            break
        else:
            found.append(dict(zip(heading, row)))
    assert heading, f"{sheet}: no heading"
    return found


differences, column = [], None
for row in book["Kontrol"].iter_rows():
    for cell in row:
        if cell.value == "Selisih":
            column = cell.column
        elif column == cell.column and isinstance(cell.value, (int, float)):
            differences.append(cell.value)
assert len(differences) >= 18 and set(differences) == {0}, differences

ledger = {row["Akun"]: (row["Nama akun"], row["Saldo"]) for row in rows("Neraca Saldo", "Tahun")}
assert sum(balance for _, balance in ledger.values()) == 0, ledger
names = {name: account for account, (name, _) in ledger.items()}

moved = dict.fromkeys(ledger, 0)
for row in rows("Jurnal", "Tahun"):
    moved[names[row["Dari"]]] -= row["Jumlah"]
    moved[names[row["Ke"]]] += row["Jumlah"]
assert moved == {account: balance for account, (_, balance) in ledger.items()}, moved

people = dict.fromkeys(ACCOUNTS, 0)
for row in rows("Nominatif", "No"):
    people[names.get(row["Status"], "anggaran")] += row["Jumlah bersih"]
    people["setor-kembali"] += row["Dikembalikan"]
deposited = sum(row["Jumlah disetor"] for row in rows("Setoran", "Tahun"))
assert deposited == ledger["setor-kembali"][1], deposited
for account in ACCOUNTS[1:]:
    assert people[account] == ledger[account][1], (account, people, ledger)
assert sum(row["Tersalur"] for row in rows("Batch & SP2D", "Tahun")) == ledger["tersalur"][1]
print(2024, *(f"{account} {ledger[account][1]}" for account in ACCOUNTS))

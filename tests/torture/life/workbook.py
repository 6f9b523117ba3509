"""The workbook's own rows against the model's balances: workbook.py AUDIT.xlsx YEAR:ACCOUNT=RUPIAH ..."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], data_only=True, read_only=True)


def rows(sheet, first):
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


wanted = {word.split("=")[0]: int(word.split("=")[1]) for word in sys.argv[2:]}
ledger, names = {}, {}
for row in rows("Neraca Saldo", "Tahun"):
    names[row["Nama akun"]] = row["Akun"]
    ledger[f"{row['Tahun']}:{row['Akun']}"] = row["Saldo"]
moved = dict.fromkeys(ledger, 0)
for row in rows("Jurnal", "Tahun"):
    moved[f"{row['Tahun']}:{names[row['Dari']]}"] -= row["Jumlah"]
    moved[f"{row['Tahun']}:{names[row['Ke']]}"] += row["Jumlah"]
for account, amount in wanted.items():
    assert ledger[account] == amount, f"Neraca Saldo, {account}: {ledger[account]}, the model {amount}"
    assert moved[account] == amount, f"Jurnal, {account}: {moved[account]}, the model {amount}"

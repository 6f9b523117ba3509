"""The workbook's own rows against the model's balances: workbook.py AUDIT.xlsx ACCOUNT=RUPIAH ..., accounts by their numbers, of all years together."""
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


WORDS = dict(zip("123456", ("anggaran", "komitmen", "dalam-proses", "tersalur", "retur", "setor-kembali")))
wanted = {account: int(amount) for account, amount in (word.split("=") for word in sys.argv[2:])}
ledger, names = dict.fromkeys(wanted, 0), {}
for row in rows("Neraca Saldo", "Tahun"):
    names[row["Nama akun"]] = str(row["Akun"])
    if str(row["Akun"]) in ledger:
        ledger[str(row["Akun"])] += row["Saldo"]
moved = dict.fromkeys(names.values(), 0)
for row in rows("Jurnal", "Tahun"):
    moved[names[row["Dari"]]] -= row["Jumlah"]
    moved[names[row["Ke"]]] += row["Jumlah"]
assert ledger == wanted, f"workbook: Neraca Saldo {ledger}, the model {wanted}"
assert {a: moved[a] for a in wanted} == wanted, f"workbook: Jurnal {moved}, the model {wanted}"

#!/usr/bin/python3
"""audit_plant.py DB FAULT: changes the books past the program, as somebody with the file could; for faults that no command lets through.

The triggers are dropped, for such a hand would drop them."""
import sqlite3
import sys

WHO = "(SELECT applicant_id FROM payout WHERE reference = 'P%dB%03dN%06d')"
FIRST, SECOND, EARLIER = WHO % (2024, 2, 1), WHO % (2024, 2, 2), WHO % (2023, 1, 1)

FAULTS = {
    # The annex says the same, so that only the person of two years is left.
    "nik-two-years": f"UPDATE decree_row SET nik = (SELECT nik FROM applicant WHERE id = {EARLIER}) WHERE nik = (SELECT nik FROM applicant WHERE id = {SECOND});"
                     f"UPDATE applicant SET nik = (SELECT nik FROM applicant WHERE id = {EARLIER}) WHERE id = {SECOND}",
    "card-one-year": f"UPDATE applicant SET no_kk = (SELECT no_kk FROM applicant WHERE id = {FIRST}) WHERE id = {SECOND}",
    "card-two-years": f"UPDATE applicant SET no_kk = (SELECT no_kk FROM applicant WHERE id = {EARLIER}) WHERE id = {SECOND}",
    "account-one-year": f"UPDATE applicant SET bank = 'BRI', no_rekening = '00' || (SELECT no_rekening FROM applicant WHERE id = {FIRST}) WHERE id = {SECOND}",
    "account-two-years": f"UPDATE applicant SET no_rekening = (SELECT no_rekening FROM applicant WHERE id = {EARLIER}) WHERE id = {SECOND}",
    "holder": f"UPDATE applicant SET nama_rekening = 'Orang Lain' WHERE id = {SECOND}",
    "amount": f"UPDATE payout SET amount = 6000000 WHERE reference = 'P2024B002N000002'; UPDATE decree_row SET amount = 6000000 WHERE nik = (SELECT nik FROM applicant WHERE id = {SECOND})",
    "decree-later": "UPDATE approval SET sk_day = sk_day + 20 WHERE batch_id = 2",
    "approved-later": "UPDATE approval SET day = day + 3 WHERE batch_id = 2",
    "batch-gap": "UPDATE batch SET id = 4 WHERE id = 3; UPDATE approval SET batch_id = 4 WHERE batch_id = 3; UPDATE sending SET batch_id = 4 WHERE batch_id = 3;"
                 "UPDATE repayment SET batch_id = 4 WHERE batch_id = 3; UPDATE payout SET batch_id = 4, reference = replace(reference, 'B003', 'B004') WHERE batch_id = 3",
    "reference-other": "UPDATE payout SET reference = 'P2024B002N000099' WHERE reference = 'P2024B002N000003'",
    # The last of the batch is now the eighth: the seventh is missing, and there are more than the batch was made for.
    "reference-gap": "UPDATE payout SET sequence = 8, reference = 'P2024B002N000008' WHERE reference = 'P2024B002N000007'",
    "two-roles": "UPDATE approval SET officer = 'budi' WHERE batch_id = 2",
}


def main():
    path, fault = sys.argv[1:]
    books = sqlite3.connect(path)
    for (name,) in books.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        books.execute(f"DROP TRIGGER {name}")
    changes = books.total_changes
    for statement in FAULTS[fault].split(";"):
        books.execute(statement)
        if books.total_changes == changes:
            sys.exit(f"{fault}: {statement} changes nothing")
        changes = books.total_changes
    books.commit()


main()

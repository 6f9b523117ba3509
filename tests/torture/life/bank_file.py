"""Reads a transfer file of each layout that a life has: (reference, account, name, bank, rupiah) a transfer, and the control row's count, sum and hash total."""


def cells_of(line, separator):
    return [cell.removeprefix('"').removesuffix('"') for cell in line.split(separator)]


def comma(lines):
    rows = [cells_of(line, ",") for line in lines[1:]]
    return [(r[0], r[1], r[2], r[3], int(r[4])) for r in rows[:-1]], rows[-1][1:4]


def semicolon(lines):
    rows = [line.split(";") for line in lines[1:]]
    rupiah = lambda text: text.removesuffix(",00").replace(".", "")
    total = rows[-1]
    return [(r[5], r[1], r[2], r[3], int(rupiah(r[4]))) for r in rows[:-1]], (total[5], rupiah(total[4]), total[1])


def fixed(lines):
    total = lines[-1]
    return [(l[76:].strip(), l[4:24].strip(), l[24:59].strip(), l[1:4], int(l[59:76])) for l in lines[1:-1]], (total[1:7], total[7:24], total[24:34])


def pipe(lines):
    rows = [line.split("|") for line in lines]
    return [(*r[:4], int(r[4])) for r in rows[:-1]], rows[-1][1:4]


READERS = {None: comma, "titik-koma": semicolon, "lebar-tetap": fixed, "bank_kami.yaml": pipe}


def read(layout, text):
    rows, totals = READERS[layout](text.split("\r\n" if "\r\n" in text else "\n")[:-1])
    return rows, tuple(map(int, totals))

"""What an office has on paper: names, places, rules and the words of mistypings."""
from world import CATEGORIES

YEARS = (2025, 2026, 2027)
PLACES = (("Kota Jambi", 1571, "Telanaipura", 157101), ("Kota Jambi", 1571, "Jambi Timur", 157103), ("Tebo", 1509, "Rimbo Bujang", 150904), ("Kota Jambi", 1571, "", ""))
WORDS = ("Sulastri Melati", "Dewi Kenanga", "Ratna Cempaka", "Yuliana Anggrek", "Murni Seroja", "Hartini Flamboyan", "Endang Bakung", "Tumini Dahlia", "Kartika Soka",
         "Lestari Wijaya", "Fitriani Gambir", "Zubaidah Nilam", "Nurhayati Pandan", "Maimunah Selasih",
         "Rosmaini Teratai", "Yusnidar Kemuning", "Asnawati Mawar", "Erlina Tanjung", "Nuraini Kamboja", "Sumarni Akasia", "Farida Bougenvil", "Halimah Turi", "Juwita Lavender", "Salmah Alamanda")
TIERS = {"omzet": "omzet_bulanan <= 3.000.000", "skor": "skor >= 20", "nib": "nib = '9120000000002'"}  # what a tier may ask, by the field that it looks at
HEADER = "nik,nama,kategori,kabupaten_usaha,kecamatan_usaha,nib,omzet_bulanan,no_kk,tanggal_lahir,jenis_kelamin,tanggal_pengajuan,skor,bank,no_rekening,nama_rekening"
KAB = {1571: "Kota Jambi", 1509: "Tebo"}
KEC = {157101: "Telanaipura", 157103: "Jambi Timur", 150904: "Rimbo Bujang", "": ""}
RULES = {
    "izin": "condition: present(nib)\n    unknown: reject",
    "mikro": "condition: omzet_bulanan * 12 <= 2.000.000.000\n    unknown: review",
    "nik": "condition: grants(nik) = 0",
    "kk": "condition: grants(no_kk) = 0\n    unknown: pass",
    "asn": "condition: not listed('asn')",
}
MISTYPED = ((["frobnicate"], 2), (["disburse"], 2), (["withdraw", "123", "--reason", "x"], 2), (["send", "x", "f.csv"], 2), (["send", "1"], 2), (["settle"], 2), (["export"], 2),
            (["approve", "1", "--sk", "A", "--sk-date", "2025-13-01"], 2), (["refund", "1571015203900001", "--sts", "1"], 2), (["check", "--date", "kemarin"], 2),
            (["amend", "1571015203900001", "--set", "nama=x"], 2), (["cancel", "0", "--reason", "x"], 2), (["review", "1571015203900001", "--reject"], 2),
            (["deposit", "1571015203900001", "1571015203900001", "--sts", "1"], 2), (["repay", "--same-account"], 2), (["export", "x.pdf"], 2), (["explain", "E104"], 0),
            (["verify", "--against", "nowhere"], 1), (["receipt", "999999"], (1, 4)), (["checkpoint", "--old"], 2), (["disburse", "--batch", "--limit", "-1"], 2))


def amount(category, paid):
    if isinstance(paid, int):
        return f"  - {{ category: {category}, amount: {paid}, source: life }}"
    return f"  - category: {category}\n    source: life\n    tiers:" + "".join(f"\n      - {{ code: {code}, amount: {a}{f', when: {TIERS[when]}' if when else ''} }}" for code, a, when in paid)


def yaml(spec):
    lines = [f"year: {spec['year']}", f"name: Tahun {spec['year']} {spec['tag']}", "budget_account: 5.1.06.01.01.0001", f"budget: {spec['budget']}", "assumed: [budget_account, budget]",
             f"reference_day: {spec['year']}-12-31", f"order: {spec['order']}", f"verification: {'required' if spec['verification'] else 'optional'}"]
    lines += [f"valid_from: {spec['from']}"] * bool(spec["from"]) + [f"valid_to: {spec['to']}"] * bool(spec["to"])
    lines += ["amounts:"] + [amount(c, a) for c, a in zip(CATEGORIES, spec["amounts"])]
    lines += [f"lpj: {{ months: {spec['lpj']} }}"] * bool(spec["lpj"])
    lines += ["freeze:"] * bool(spec["freeze"]) + [f"  - {{ from: {first}, to: {last}, reason: larangan, source: life }}" for first, last in spec["freeze"]]
    lines += ["approvals:"] * bool(spec["approvals"]) + [f"  - {{ {'' if up is None else f'up_to: {up}, '}officers: {n} }}" for up, n in spec["approvals"]]
    lines += ["quotas:"] * bool(spec["quotas"])
    for q in spec["quotas"]:
        place = f", kabupaten: {q['kab']}" * bool(q["kab"]) + f", kecamatan: {q['kec']}" * bool(q["kec"])
        lines.append(f"  - {{ name: {q['name']}, categories: [{', '.join(q['categories'] or CATEGORIES)}]{place}, people: {q['people']}, unused: {'flows' if q['flows'] else 'stays'}, source: life }}")
    lines += ["rules:"] + [f"  - code: aturan-{r}\n    title: aturan {r}\n    source: life\n    {RULES[r]}" for r in spec["rules"]]
    return "\n".join(lines) + "\n"


def odd_row(day):
    """An answer of the bank about nothing that was sent."""
    return {"reference": "P2025B999N000009", "word": "SUKSES", "amount": 1, "day": day, "reason": ""}


def applicant(r):
    """A row of the applicants' file."""
    return ",".join((r["nik"], r["nama"], r["kategori"], KAB[r["kab"]], KEC[r["kec"]], r["nib"], r["omzet"], r["kk"], "1990-03-12", "perempuan", r["tgl"], r["skor"], r["bank"], r["rek"], r["holder"]))


def token(payout):
    """Stands for the reference of a payout, which only the program knows."""
    return "{{" + str(payout.id) + "}}"


# Layouts of banks: built-in ones by their names, and one of the office's own with two transfers a file.
BANKS = {
    "titik-koma": None, "lebar-tetap": None,
    "bank_kami.yaml": """title: Bank kami
encoding: utf-8
line_end: lf
separator: pipe
quoting: never
header: no
rows_per_file: 2
columns:
  - { content: "{{reference}}" }
  - { content: "{{account_number}}" }
  - { content: "{{account_name}}" }
  - { content: "{{bank_code}}" }
  - { content: "{{amount}}" }
trailer: [AKHIR, "{{count}}", "{{sum}}", "{{hash_total}}", ""]
""",
}

"""Nine clean tables that pollute.py makes dirty. All of it is invented and comes out the same on every run."""
import random
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass
class Base:
    """A clean table: rows has no header in it. Groups are (first column, last column, name), in order and apart."""
    number: int
    name: str
    header: list
    rows: list
    units: list                       # a second header row: unit or kind of each column
    separator: str = ","
    end: str = "\r\n"
    groups: list = field(default_factory=list)
    title: str = ""                   # words for preamble and footer
    notes: list = field(default_factory=list)
    signature: list = field(default_factory=list)
    typed: bool = True                # numbers and dates tell header from data in most columns

    @property
    def width(self):
        return len(self.header)


def pick(rng, words, least, most):
    return " ".join(rng.choice(words) for _ in range(rng.randint(least, most)))


def day(rng, first, days):
    return first + timedelta(days=rng.randrange(days))


def orders(rng):
    kinds = ["Toys", "Garden", "Books, Paper", "Pets, Birds & Fish", "Kitchen", "Tools, Hardware", "Sports", "Office, School, Home"]
    things = [
        '22" dog kennel, black', 'Garden hose 3/4" x 50 ft, green', 'Picture frame 8" x 10"', 'Bird cage, white, 18" wide',
        'Coffee mug Café® 0.3 l', 'Screwdriver set, 12 pieces', 'Notebook A5', 'Fish tank 40" "Aquaria®", with lamp',
        'Tennis balls (3)', 'The "Little" Toaster', 'Lego™-style bricks, 500 pcs', 'Hammer 16oz', 'Stapler – heavy duty, grey',
        'Monitor 27" curved; stand included', 'Yarn, 100% wool, 5 colours', 'Desk lamp "Lumière", 7" shade, EU plug',
    ]
    comments = [
        "", "", "", "Customer asked for a gift box", "late, called twice", 'wants the 22" one, not the 24"', "OK",
        "Delivered to neighbour; signed by porter", "first order, 10% off, see mail of Monday",
        "Box was damaged on one side, contents fine. Will keep it, asks for a small refund", "n/a", "repeat order ",
        'said: "never again", then ordered again', "Größe passt nicht", "paid cash, no receipt; ask the shop",
    ]
    tail = [
        "made of solid material with a two year warranty", "ideal for indoor and outdoor use", "ships in one box, some assembly required",
        "colour may differ slightly from the picture", "new model", "best seller of the season, limited stock",
    ]
    rows = []
    for number in range(83):
        thing = rng.choice(things)
        text = thing if number % 4 else thing + ": " + ", ".join(rng.sample(tail, 3))
        code = "".join(rng.choice("ABCDEFGHKLMNPRST0123456789") for _ in range(8))
        address = f"http://www.shop.example.com/p/{code.lower()}?ref={rng.randint(10, 999)}"
        rows.append([
            day(rng, date(2018, 1, 2), 400).strftime("%d/%m/%Y"),
            "" if rng.random() < 0.2 else f"{rng.randrange(7, 21):02}:{rng.randrange(60):02}:{rng.randrange(60):02}",
            str(rng.choice([1, 1, 1, 2, 3, 4, 12, 100])) if rng.random() > 0.05 else "",
            code,
            f"{rng.randint(99, 99999) / 100:.2f}" if rng.random() > 0.1 else "",
            rng.choice(kinds) if rng.random() > 0.1 else "",
            text if rng.random() > 0.05 else "",
            address if rng.random() > 0.25 else "",
            rng.choice(comments),
        ])
    return Base(
        1, "orders", ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"], rows,
        ["dd/mm/yyyy", "hh:mm:ss", "pieces", "code", "EUR", "text", "text", "link", "free text"],
        groups=[(0, 1, "ORDERED"), (3, 6, "PRODUCT")], title="Orders of the web shop",
        notes=["Exported from the order desk, all branches", "Internal use only, do not forward, ask the desk first"],
        signature=["Hull, 3 March 2019", "Head of Sales", "", "A. N. Example"])


def applicants(rng):
    first = ["Siti", "Budi", "Ma'ruf", "Nur'aini", "Rahmat", "Dewi", "Jum'at", "Agus", "Sri", "M. Ridho", "Yulia", "H. Syafi'i", "Andi"]
    last = ["Aminah", "Santoso", "Hasanah", "Lestari", "Saputra", "Putri", "S.Pd.", "Pratama", "Wahyuni", "bin Umar", "René"]
    places = [("1501", "Kab. Kerinci"), ("1502", "Kab. Merangin"), ("1503", "Kab. Sarolangun"), ("1504", "Kab. Batanghari"),
              ("1505", "Kab. Muaro Jambi"), ("1507", "Kab. Tanjung Jabung Barat"), ("1571", "Kota Jambi"), ("1572", "Kota Sungai Penuh")]
    trades = ["Kuliner", "Fashion", "Kerajinan", "Perdagangan", "Jasa", "Pertanian, Perikanan", "Lainnya (sebutkan)"]
    shops = ['Warung "Bu Tini"', "Keripik Pisang Maju", "Batik Ma'wa", "Bengkel Jaya, Las & Cat", "Kopi Kerinci – Asli", "Toko Berkah"]
    rows = []
    for number in range(120):
        code, place = rng.choice(places)
        born = day(rng, date(1960, 1, 1), 15000)
        woman = rng.random() < 0.6
        nik = f"{code}{rng.randint(1, 12):02}{born.day + (40 if woman else 0):02}{born:%m%y}{rng.randint(1, 9999):04}"
        address = f"Jl. {rng.choice(['Melati', 'Sultan Thaha', 'Gajah Mada', 'Lintas Timur'])} No. {rng.randint(1, 200)}"
        address += f", RT {rng.randint(1, 30):02}/RW {rng.randint(1, 9):02}" if rng.random() < 0.7 else ""
        rows.append([
            str(number + 1), nik, f"{rng.choice(first)} {rng.choice(last)}", "P" if woman else "L", f"{born.day}-{born.month}-{born.year}",
            address, place, rng.choice(shops), rng.choice(trades), f"08{rng.randint(10 ** 9, 10 ** 10 - 1)}" if rng.random() > 0.1 else "",
            "Rp " + f"{rng.randint(5, 300) * 100000:,}".replace(",", ".") + ",-",
            rng.choice(["", "", "Lengkap", "Kurang KTP, KK", "Sudah disurvei; layak"]),
        ])
    return Base(
        2, "applicants", ["No", "NIK", "Nama Lengkap", "Jenis Kelamin", "Tanggal Lahir", "Alamat Usaha", "Kabupaten/Kota Usaha", "Nama Usaha",
                          "Kategori Usaha", "No HP", "Omzet per Bulan", "Keterangan"], rows,
        ["urut", "KTP", "", "L/P", "tgl-bln-thn", "", "", "", "", "aktif", "rupiah", "catatan"], end="\n",
        groups=[(1, 4, "PEMILIK"), (5, 8, "USAHA")], title="DAFTAR CALON PENERIMA BANTUAN UMKM",
        notes=["Dinas Koperasi dan UMKM, Bidang Usaha Mikro", "Tahun Anggaran 2024, data sementara, belum diverifikasi"],
        signature=["Jambi, 5 Juni 2024", "Kepala Dinas", "", "Contoh bin Umpama, S.E.", "NIP. 19700101 199503 1 001"])


def measurements(rng):
    rows = []
    moment = date(2021, 3, 1)
    for number in range(150):
        rows.append([
            str(moment + timedelta(days=number)), str(1000 + number * 7), f"{rng.gauss(27, 3):.2f}", f"{rng.gauss(80, 9):.1f}",
            f"{rng.gauss(1010, 5):.1f}", f"{max(0, rng.gauss(4, 9)):.2f}", f"{rng.gauss(-0.4, 0.7):.4f}", f"{rng.random() * 1e-3:.3e}",
            str(rng.randint(0, 360)), rng.choice(["ok", "ok", "ok", "ok", "", "checked, dry", "±0.5 µ off"]),
        ])
    return Base(
        3, "measurements", ["Day", "Sample", "Air Temperature", "Humidity", "Pressure", "Rain Total", "Drift", "Residual", "Wind Direction", "Flag"],
        rows, ["yyyy-mm-dd", "id", "°C", "%", "hPa", "mm", "mV", "mV", "degrees", "text"],
        groups=[(2, 5, "WEATHER"), (6, 7, "SENSOR")], title="Station 4 daily means",
        notes=["Logger LX, firmware of spring", "Calibrated against the reference, drift removed, rain not corrected"],
        signature=["Station 4, end of record", "Observer on duty", "", "B. Sample"])


def remarks(rng):
    words = ("the visit was short and the owner showed us every room before lunch while rain kept falling on new roof of old workshop "
             "nobody could say when records would be found again or who had signed them last year").split()
    people = ["Ana Contoh", "Tom O'Sample", "Zoë Muster", "Li Example", "Pak Umpama"]
    rows = []
    for number in range(60):
        remark = pick(rng, words, 8, 40).capitalize()
        shape = number % 10
        if shape in (1, 6):
            remark += "; " + pick(rng, words, 4, 9) + "; " + pick(rng, words, 3, 6)
        if shape in (2, 7):
            remark += ', he said "' + pick(rng, words, 2, 5) + '", and left'
        if shape in (3, 8):
            remark += "\n" + pick(rng, words, 5, 12).capitalize() + ".\n\n" + pick(rng, words, 5, 12)
        if shape == 4:
            remark = '"' + pick(rng, words, 3, 6) + '" was all they wrote, twice'
        if shape == 5:
            remark += r", file in D:\archive\2019, shelf 3"
        if shape == 9:
            remark += ": 3, 4; 5 | 6\n- first, " + pick(rng, words, 2, 4) + "\n- second; " + pick(rng, words, 2, 4)
        rows.append([
            f"V-{number + 1:03}", str(day(rng, date(2019, 1, 1), 600)), rng.choice(people), remark,
            pick(rng, words, 3, 12) if rng.random() > 0.2 else "",
            rng.choice(["follow up", "closed", "closed; no answer", 'see "blue" folder', "ask again, in May", "naïve plan – drop"]),
            str(rng.randint(1, 90)),
        ])
    return Base(
        4, "remarks", ["Visit", "Visit Date", "Officer", "Long Remark", "Next Step", "Status Note", "Minutes Spent"], rows,
        ["number", "yyyy-mm-dd", "name", "text", "text", "text", "minutes"], groups=[(0, 2, "VISIT"), (3, 5, "WORDS")],
        title="Field visits", notes=["Collected by the field team", "Remarks are copied as written, errors included, names changed"],
        signature=["End of notes, 12 May 2021", "Team Lead", "", "C. Placeholder"])


def sparse(rng):
    rows = []
    words = ["yes", "no", "unknown", "see note 4", "moved, new address", "ça va", "left; returned"]
    for number in range(100):
        row = [f"H{number + 1:04}", str(rng.randint(1, 9))]
        row += [str(rng.randint(0, 5000)) if rng.random() < 0.25 else "" for _ in range(4)]
        row += [rng.choice(words) if rng.random() < 0.2 else "" for _ in range(4)]
        row += [str(day(rng, date(2015, 1, 1), 900)) if rng.random() < 0.3 else "", rng.choice(words) if rng.random() < 0.1 else ""]
        rows.append(row)
    return Base(
        5, "sparse", ["Household", "Members", "Income Main", "Income Side", "Rent", "Debt", "Car", "Boat", "Phone", "Radio", "Last Visit", "Note"],
        rows, ["id", "persons", "monthly", "monthly", "monthly", "total", "yes/no", "yes/no", "yes/no", "yes/no", "date", "text"], end="\n",
        groups=[(2, 5, "MONEY"), (6, 9, "OWNS")], title="Household survey",
        notes=["Second round, blank where not asked", "Weighted later, see the manual, chapter 3"],
        signature=["Compiled 9 January 2018", "Survey Office", "", "D. Nobody"])


def german(rng):
    names = ["Müller & Söhne GmbH", "Bäckerei Groß", "Straßenbau Süd KG", "Café Zum Löwen", 'Gasthof "Zur Post"', "Öko-Markt; Filiale 2", "Weiß OHG"]
    towns = ["Köln", "München", "Gießen", "Lübeck", "Görlitz", "Bad Säckingen"]
    rows = []
    for number in range(90):
        net = rng.randint(500, 2500000)
        rows.append([
            f"RE-{2020 + number // 40}-{number + 1:04}", day(rng, date(2020, 1, 1), 1000).strftime("%d.%m.%Y"), rng.choice(names), rng.choice(towns),
            f"{rng.randint(1000, 99999):05}", f"{net / 100:,.2f}".translate(str.maketrans(",.", ".,")), rng.choice(["19,0", "7,0", "0,0"]),
            f"{net * 1.19 / 100:.2f}".replace(".", ","), rng.choice(["bezahlt", "offen", "", "Mahnung 1, 2 und 3", "Übertrag; siehe Blatt 2"]),
            "ja" if rng.random() < 0.5 else "nein",
        ])
    return Base(
        6, "german", ["Rechnung Nr", "Datum", "Kunde", "Ort", "PLZ", "Betrag netto", "Steuersatz", "Betrag brutto", "Bemerkung", "Geprüft"], rows,
        ["Nummer", "TT.MM.JJJJ", "Name", "", "", "EUR", "Prozent", "EUR", "", "ja/nein"], separator=";",
        groups=[(2, 4, "EMPFÄNGER"), (5, 7, "SUMME")], title="Rechnungsausgangsbuch",
        notes=["Buchhaltung; alle Beträge in Euro", "Vorläufig; Stand Monatsende; ohne Gewähr"],
        signature=["Köln, den 4. Mai 2023", "Buchhaltung", "", "E. Beispiel"])


def narrow(rng):
    rows = []
    for number in range(70):
        name = rng.choice(["Telanaipura", "Kota_Baru", "Jelutung", "Pasar,Baru", "Danau-Teluk", 'Simpang"3"', "Alam Barajo", "São-Tomé"])
        rows.append([f"{name}/{number + 1}", str(rng.randint(0, 4000)) if number % 9 else ""])
    return Base(
        7, "narrow", ["Kecamatan", "Jumlah"], rows, ["nama", "orang"], end="\n", title="Jumlah pelaku usaha",
        notes=["Menurut kecamatan", "Angka sementara dari lapangan"], signature=["Akhir tabel", "Bagian Data", "", "F. Anonim"])


def wide(rng):
    header = ["Plot", "Village", "Owner"] + [f"{name} {part}" for name in ("Maize", "Rice", "Cocoa", "Rubber", "Palm", "Coffee")
                                            for part in ("Area", "Trees", "Yield", "Price")] + ["Visited", "Enumerator", "Remark"]
    rows = []
    for number in range(75):
        row = [f"P{number + 1:03}", rng.choice(["Sungai Duren", "Muara Tembesi", "Simpang III Sipin", "Kuala Niur"]), f"Owner {rng.randint(1, 60)}"]
        for _ in range(6):
            grown = rng.random() < 0.6
            row += [f"{rng.random() * 9:.2f}", str(rng.randint(1, 900)), str(rng.randint(1, 9000)), f"{rng.randint(2, 60) * 500}"] if grown else [""] * 4
        row += [day(rng, date(2022, 1, 1), 300).strftime("%m/%d/%Y"), rng.choice(["A.", "B.", "Ç."]), rng.choice(["", "", "fence, east side", 'sign says "private"'])]
        rows.append(row)
    return Base(
        8, "wide", header, rows, ["id", "name", "name"] + ["ha", "number", "kg", "Rp"] * 6 + ["date", "initial", "text"], separator="\t",
        groups=[(3 + 4 * i, 6 + 4 * i, name.upper()) for i, name in enumerate(("Farm One", "Farm Two", "Farm Three", "Farm Four", "Farm Five", "Farm Six"))],
        title="Plots and crops", notes=["All villages\tround 2", "Areas measured\tyields asked\tprices of the day"],
        signature=["Jambi\t30 November 2022", "Field Coordinator", "", "G. Fiction"])


def short(rng):
    rows = [[f"{code}", name, str(rng.randint(1, 500)), f"{rng.randint(100, 9999) / 100:.2f}", str(day(rng, date(2023, 1, 1), 365)), text]
            for code, name, text in [
                ("K1", "Açúcar, branco", "novo"), ("K2", "Pão de queijo", ""), ("K3", 'Tubo 2" PVC', "caixa aberta, 3 faltam"), ("K4", "Sal", ""),
                ("K5", "Café torrado; moído", "vence em maio"), ("K6", "Feijão", ""), ("K7", "Óleo, 900 ml", 'marca "Sol"'), ("K8", "Água", "ok")]]
    return Base(
        9, "short", ["Código", "Nome do Produto", "Estoque Atual", "Preço Unitário", "Última Compra", "Observação"], rows,
        ["id", "texto", "unidades", "R$", "data", "livre"], groups=[(2, 3, "ESTOQUE"), (4, 5, "COMPRAS")], title="Inventário da loja",
        notes=["Contagem mensal", "Loja 2, depósito, prateleiras A a D"], signature=["Fim do inventário, 2023", "Gerente", "", "H. Modelo"])


def all_bases():
    makers = [orders, applicants, measurements, remarks, sparse, german, narrow, wide, short]
    tables = [make(random.Random(f"base {number}")) for number, make in enumerate(makers, 1)]
    for table in tables:
        assert all(len(row) == table.width for row in table.rows) and len(table.units) == table.width, table.name
        assert not any(cell != cell.lstrip() or table.separator != "\t" and "\t" in cell for row in table.rows for cell in row), table.name
    return tables

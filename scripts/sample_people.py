"""Invented applicants: names, numbers, places and businesses that have the shape of the real ones.

Nobody here exists. Names are glued from fragments, so that no list of real people was needed; NIK and KK
end in a serial from 9001 on, which a civil registry that counts births per day and kecamatan hardly ever reaches;
phones use 0860, a prefix that no mobile network is known to use. The shapes are real, the people are not.
"""
import csv
import pathlib
import random
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parent.parent

FIELDS = (
    "nik nama kategori kabupaten_usaha kecamatan_usaha desa_usaha alamat_usaha nama_usaha sektor_usaha jenis_usaha nib "
    "tanggal_mulai_usaha omzet_bulanan no_kk tempat_lahir tanggal_lahir jenis_kelamin nama_ibu no_hp alamat desa "
    "kecamatan kabupaten provinsi tanggal_pengajuan skor jalur rekomendasi bank no_rekening nama_rekening keterangan"
).split()

# Name fragments; every start goes with every end of its own row.
WOMEN = (("Nur", "Ros", "Mar", "Sul", "Yus", "Des", "Er", "Lis", "Hel", "Wid", "Rat", "Sar", "Kas", "Mel", "Az", "Nil",
          "Rus", "Fat", "Jum", "Zal", "Nur'", "Ma'"),
         ("ainis", "liwati", "endani", "imayu", "atira", "osmita", "enawi", "ariah", "iyanti", "ulfani", "amsiah", "ilasni"))
MEN = (("Zul", "Had", "Ar", "Mus", "Sup", "Har", "Rah", "Gun", "Dar", "Sya", "Is", "Fir", "Bas", "Yul", "Mah", "Ed",
        "Jun", "Ris", "Rif'", "Hel"),
       ("amran", "idi", "usman", "endri", "iyanto", "afizal", "ardo", "efrin", "udin", "omian", "asril", "ikman"))
FAMILY = (("Han", "Sap", "Pram", "Mard", "Siy", "Lub", "Tamb", "Dal", "Kurn", "Wij", "Nas", "Har", "Set", "Pur"),
          ("aruni", "osti", "udito", "ayang", "iwan", "ekari", "ondo", "amuda", "elia", "ahto", "isman", "uanda"))
STREETS = ("Melati", "Kenanga", "Anggrek", "Mawar", "Cempaka", "Rambutan", "Duku", "Pinang", "Gaharu", "Meranti",
           "Bulian", "Tembesu", "Kasturi", "Seroja", "Flamboyan", "Nibung")
VILLAGES = (("Suka", "Muaro", "Sungai", "Teluk", "Pulau", "Rantau", "Bukit", "Simpang", "Koto", "Lubuk", "Tanjung", "Pasar"),
            ("Makmur", "Jayo", "Rengeh", "Baru", "Panjang", "Elok", "Tuo", "Damai", "Lamo", "Rambai", "Kayu", "Terap"))
# sector, kind of business, first word of its name
BUSINESSES = (
    ("Kuliner", "Keripik pisang", "Dapur"), ("Kuliner", "Kue basah", "Dapur"), ("Kuliner", "Warung nasi", "Warung"),
    ("Kuliner", "Kopi liberika", "Kedai"), ("Kuliner", "Kerupuk ikan", "Dapur"), ("Kerajinan", "Anyaman pandan", "Griya"),
    ("Kerajinan", "Batik tulis", "Sanggar"), ("Kerajinan", "Songket", "Griya"), ("Fesyen", "Menjahit", "Busana"),
    ("Fesyen", "Hijab", "Butik"), ("Jasa", "Bengkel motor", "Bengkel"), ("Jasa", "Pangkas rambut", "Salon"),
    ("Jasa", "Cuci pakaian", "Laundry"), ("Perdagangan", "Sembako", "Toko"), ("Perdagangan", "Sayur", "Kios"),
    ("Pertanian", "Bibit sawit", "Tani"), ("Pertanian", "Madu", "Tani"), ("Perikanan", "Ikan patin", "Mina"))
ABROAD = ("127", "137", "167", "317", "9103", "9171")  # a NIK keeps the code of the place where it was first issued
EMAK, MILENIAL, PEMULA = "emak-emak", "milenial", "pemula"


class Dice:
    """Chance from random() alone: the one method whose sequence Python promises to keep from version to version."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, limit):
        return int(self.random() * limit)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, probability):
        return self.random() < probability

    def pick(self, values):
        return values[int(self.random() * len(values))]

    def day(self, first, last):
        return first + timedelta(days=self.below((last - first).days + 1))

    def shuffle(self, values):
        for end in range(len(values) - 1, 0, -1):
            other = self.below(end + 1)
            values[end], values[other] = values[other], values[end]
        return values


class Places:
    """The official region tables, by kabupaten/kota."""

    def __init__(self, folder=ROOT / "data" / "regions"):
        self.kabupaten, self.kecamatan, self.abroad = {}, {}, []
        for row in read_table(folder / "kabkota_indonesia.csv"):
            if row["tingkat"] != "provinsi":
                self.kabupaten[row["kode"]] = row["nama"]
        for row in read_table(folder / "kecamatan_indonesia.csv"):
            if row["berlaku_2025"] == "1":
                self.kecamatan.setdefault(row["kode"][:4], []).append((row["kode"], row["nama"]))
            if row["kode"].startswith(ABROAD):
                self.abroad.append(row["kode"])
        self.jambi = sorted(code for code in self.kabupaten if code.startswith("15"))


def read_table(path):
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def glue(parts):
    return [start + end for start in parts[0] for end in parts[1]]


WOMEN_NAMES, MEN_NAMES, FAMILY_NAMES = glue(WOMEN), glue(MEN), glue(FAMILY)
VILLAGE_NAMES = [start + " " + end for start in VILLAGES[0] for end in VILLAGES[1]]


def nik_day(born, woman):
    """The six digits of a NIK that tell the birth date; a woman's day is raised by 40."""
    return f"{born.day + (40 if woman else 0):02}{born.month:02}{born.year % 100:02}"


class Mint:
    """Numbers that are given out once only."""

    def __init__(self, dice):
        self.dice, self.used = dice, set()

    def fresh(self, make):
        while (number := make()) in self.used:
            pass
        self.used.add(number)
        return number

    def nik(self, kecamatan, born, woman):
        return self.fresh(lambda: f"{kecamatan}{nik_day(born, woman)}{self.dice.between(9001, 9999)}")

    def kk(self, kecamatan):
        issued = self.dice.day(date(2008, 1, 1), date(2021, 12, 31))
        return self.nik(kecamatan, issued, False)

    def account(self):
        # Every tenth begins with zeros: an account number is text, and a program that counts on it shows here.
        head = "00" if self.dice.chance(0.1) else str(self.dice.between(10, 99))
        return self.fresh(lambda: f"{head}{self.dice.below(10 ** 8):08}")


def csv_line(cells, delimiter=",", end="\n"):
    """One record, quoted only where it must be. Own code, so that no version of Python can change a byte of it."""
    special = (delimiter, '"', "\n", "\r")
    return delimiter.join('"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in special) else cell
                          for cell in cells) + end

#!/usr/bin/env python3
"""Writes deliberately polluted CSV files, what a perfect reader prints for each, and a manifest. README.md says which and why."""
import argparse
import codecs
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bases import all_bases

# Rough weight of a kind in real files: our estimate. The files of a kind, of all bases, share it. x_ marks kinds of our own.
WEIGHTS = {
    "file_source": 30, "file_no_payload": 1, "file_no_trailing_newline": 20, "file_double_trailing_newline": 4, "file_no_header": 8,
    "file_header_only": 1, "file_one_data_row": 1, "file_multirow_header_2": 6, "file_multirow_header_3": 2, "file_preamble": 10,
    "file_multitable_less": 2, "file_multitable_more": 2, "file_multitable_same": 2, "file_delimiter_comma": 5, "file_delimiter_semicolon": 8,
    "file_delimiter_tab": 5, "file_delimiter_space": 1, "file_delimiter_comma_space": 2, "x_delimiter_pipe": 1, "file_quote_single": 1,
    "file_escape_backslash": 2, "file_escape_none": 2, "file_end_lf": 15, "file_end_cr": 0.5, "file_end_crlf": 5, "x_end_mixed": 1,
    "row_less_sep": 1.5, "row_less_sep_quoted": 0.4, "row_less_sep_quoted_pair": 0.1, "row_more_sep": 2, "x_row_more_sep_last": 1,
    "row_extra_quote_start": 1, "row_extra_quote_end": 1, "row_extra_quote_inner": 1, "row_extra_quote_before_separator": 0.1,
    "row_delimiter_space": 0.2, "row_delimiter_semicolon": 0.2, "row_delimiter_comma": 0.2, "row_delimiter_balanced": 0.02,
    "x_table2_less": 0.5, "x_table2_more": 0.5, "x_table2_same": 0.5, "x_utf8_bom": 6, "x_utf16_le": 1.5, "x_utf16_be": 0.3,
    "x_windows_1252": 5, "x_footer": 5, "x_nul": 0.2, "x_group_header": 4, "x_preamble_multirow_header": 3, "x_sep_line": 1,
    "x_bare_quotes": 1.5, "x_escape_backslash_unquoted": 0.2,
}
HEADER_SHARE = 1 / 80  # kinds named ..._header pollute the header record: one record of about eighty


@dataclass
class Dialect:
    separator: str
    quote: str = '"'
    escape: str = "double"  # double, backslash, none

    def quoted(self, value):
        letters = self.separator.strip(" ") or self.separator
        return letters in value or self.quote in value or "\n" in value or "\r" in value

    def enclose(self, inside):
        """The content as it stands between two quotes."""
        if self.escape == "double":
            return inside.replace(self.quote, self.quote * 2)
        if self.escape == "backslash":
            return inside.replace("\\", "\\\\").replace(self.quote, "\\" + self.quote)
        return inside

    def cell(self, value):
        return self.quote + self.enclose(value) + self.quote if self.quoted(value) else value

    def record(self, cells):
        return self.separator.join(map(self.cell, cells))

    def records(self, table):
        return [self.record(row) for row in table]


PLAIN = Dialect(",")


def plain(table):
    """The table as `preview` prints it."""
    return "".join(PLAIN.record(row) + "\n" for row in table).encode()


def count_cells(raw, separator):
    """Number of cells of a well-formed record."""
    return len(re.sub(r'"(?:[^"]|"")*"', "", raw).split(separator))


class Writer:
    """Writes files and remembers them for the manifest."""

    def __init__(self, folder, kinds):
        self.folder, self.kinds, self.lines, self.skipped, self.written = folder, kinds, [], Counter(), {}

    def wants(self, kind):
        return not self.kinds or kind in self.kinds or kind.removesuffix("_header") in self.kinds

    def add(self, base, kind, name, content, table, has_header=True, arguments=""):
        """Content is bytes, table the expected rows with the header first."""
        if not self.wants(kind):
            return
        folder = Path(f"{base.number}_{base.name}")
        places = []
        for which, data in (("files", content), ("expected", plain(table))):
            place = folder / which / (name + ".csv")
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
            # The manifest may name one file several times with other arguments, but never two contents by one name.
            assert self.written.setdefault(place, data) == data, place
            (self.folder / place).write_bytes(data)
            places.append(str(place))
        self.lines.append((*places, kind, base.number, int(has_header), arguments))

    def manifest(self):
        counts = Counter(line[2] for line in self.lines)
        with open(self.folder / "manifest.tsv", "w", encoding="utf-8", newline="\n") as out:
            out.write("file\texpected\tkind\tbase\thas_header\tweight\targuments\n")
            for file, expected, kind, base, has_header, arguments in self.lines:
                weight = WEIGHTS.get(kind) or WEIGHTS[kind.removesuffix("_header")] * HEADER_SHARE
                out.write(f"{file}\t{expected}\t{kind}\t{base}\t{has_header}\t{weight / counts[kind]:.6g}\t{arguments}\n")
        return counts


class Polluter:
    """All pollutions of one base table."""

    def __init__(self, base, others, writer):
        self.base, self.others, self.writer = base, others, writer
        self.dialect = Dialect(base.separator)
        self.table = [base.header] + base.rows

    def join(self, records, end=None, last=True):
        end = end or self.base.end
        return (end.join(records) + (end if last and records else "")).encode()

    def add(self, kind, variant, content, table=None, **others):
        name = kind + (f"_{variant}" if variant else "")
        self.writer.add(self.base, kind, name, content, self.table if table is None else table, **others)

    # The file as a whole

    def file_kinds(self):
        base, records = self.base, self.dialect.records(self.table)
        self.add("file_source", "", self.join(records))
        if base.number == 1:
            self.add("file_no_payload", "", b"", [], has_header=False)
        self.add("file_no_trailing_newline", "", self.join(records, last=False))
        self.add("file_double_trailing_newline", "", self.join(records + [""]))
        self.add("file_no_header", "", self.join(records[1:]), base.rows, has_header=False)
        self.add("file_header_only", "", self.join(records[:1]), [base.header])
        self.add("file_one_data_row", "", self.join(records[:2]), self.table[:2])
        self.dialects(records)
        self.ends(records)
        self.encodings(records)
        self.headers(records)
        self.preambles(records)
        self.footers(records)
        self.second_tables(records)
        self.nul()

    def dialects(self, records):
        separators = {",": "comma", ";": "semicolon", "\t": "tab", " ": "space", ", ": "comma_space", "|": "pipe"}
        for separator, name in separators.items():
            if separator != self.base.separator:
                kind = ("x" if name == "pipe" else "file") + "_delimiter_" + name
                self.add(kind, "", self.join(Dialect(separator).records(self.table)))
        native = self.base.separator
        self.add("file_quote_single", "", self.join(Dialect(native, quote="'").records(self.table)))
        if any('"' in record for record in records):
            self.add("file_escape_backslash", "", self.join(Dialect(native, escape="backslash").records(self.table)))
            self.add("file_escape_none", "", self.join(Dialect(native, escape="none").records(self.table)))
            # Quotes only around separators and line ends; inner quotes of other cells as they are, or after a backslash.
            bare, slashed = Dialect(native), Dialect(native, escape="backslash")

            def encloses(value):
                return native in value or "\n" in value
            self.add("x_bare_quotes", "", self.join([
                native.join(bare.cell(cell) if encloses(cell) or cell.startswith('"') else cell for cell in row) for row in self.table]))
            self.add("x_escape_backslash_unquoted", "", self.join([
                native.join(slashed.cell(cell) if encloses(cell) else slashed.enclose(cell) for cell in row) for row in self.table]))

    def ends(self, records):
        for end, name in (("\n", "lf"), ("\r", "cr"), ("\r\n", "crlf")):
            if end != self.base.end:
                self.add("file_end_" + name, "", self.join(records, end))
        for variant, ends in enumerate((["\r\n", "\n"], ["\r\n", "\n", "\r"], ["\r\n"] * 20 + ["\n"]), 1):
            rng = random.Random(f"ends {self.base.number} {variant}")
            self.add("x_end_mixed", variant, "".join(record + rng.choice(ends) for record in records).encode())

    def encodings(self, records):
        text = self.join(records).decode()
        self.add("x_utf8_bom", "", codecs.BOM_UTF8 + text.encode())
        self.add("x_utf16_le", "", codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
        self.add("x_utf16_be", "", codecs.BOM_UTF16_BE + text.encode("utf-16-be"))
        if not text.isascii():
            self.add("x_windows_1252", "", text.encode("cp1252"))

    def multirow(self, count, style):
        """Header rows of the style and the header they mean; None if the table's header has no such form."""
        columns = []
        for heading, unit in zip(self.base.header, self.base.units):
            if style == "words":  # "Visit Date", "ProductType": a word per row, the last row takes the rest
                words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).split()
                parts = words[:count - 1] + [" ".join(words[count - 1:])]
            elif style == "halves":  # in pieces of about the same length
                size = -(-len(heading) // count)
                parts = [heading] if re.search("[0-9]", heading) else [heading[i:i + size].strip() for i in range(0, len(heading), size)]
            else:  # "units": what kind of value stands below, in the third row whether it must be filled
                parts = [heading, unit] + (["required" if len(heading) % 2 else "optional"] if count == 3 else [])
            columns.append([*parts, "", "", ""][:count])
        rows = [list(row) for row in zip(*columns)]
        if style == "words" and any(sum(map(bool, row)) < 2 for row in rows):
            return None
        return rows, [" ".join(filter(None, parts)) for parts in columns]

    def headers(self, records):
        for count in (2, 3):
            for style in ("words", "halves", "units"):
                made = self.multirow(count, style)
                if made:
                    rows, header = made
                    self.add(f"file_multirow_header_{count}", style, self.join(self.dialect.records(rows) + records[1:]), [header] + self.base.rows)
        for name, made in self.group_headers():
            rows, header = made
            self.add("x_group_header", name, self.join(self.dialect.records(rows) + records[1:]), [header] + self.base.rows)

    def group_headers(self):
        """A merged cell's name stands over the first of its columns. Columns without group have their name in the upper row, or,
        left of the first group, in either row: right of a group a blank upper cell would belong to that group."""
        if not self.base.groups:
            return
        for style in ("upper", "lower"):
            upper, lower, header = list(self.base.header), [""] * self.base.width, list(self.base.header)
            for first, last, name in self.base.groups:
                for column in range(first, last + 1):
                    upper[column] = name if column == first else ""
                    lower[column] = self.base.header[column]
                    header[column] = f"{name} {self.base.header[column]}"
            if style == "lower":
                start = self.base.groups[0][0]
                if start == 0:
                    continue
                upper[:start], lower[:start] = [""] * start, self.base.header[:start]
            yield style, ([upper, lower], header)

    def preamble(self):
        """Variants of lines before the table, as raw records."""
        base, separator = self.base, self.base.separator
        title, notes = base.title, base.notes
        padding = separator * (base.width - 1)
        yield "title_blank", [title, ""]
        if base.width > 2:
            commas = f"Prepared by A{separator} B and C{separator} room 3"
            yield "free_text", [title, "Period: January - May", commas]
            yield "padded", [title + padding, self.dialect.cell(notes[1]) + padding, padding]
            yield "padded_no_blank", [self.dialect.cell(f"{title}{separator} page 1") + padding, self.dialect.cell(notes[0]) + padding]
            yield "keys", [self.dialect.record(["Report", title]), self.dialect.record(["Printed", "3 May 2019"]), ""]
        else:
            yield "padded", [title + padding, notes[1] + padding, padding]
            yield "free_text", [title, notes[0], notes[1]]
        yield "long", [f"# {title}", "#", f"# {notes[0]}", f"# {notes[1]}", "#", "# generated by the export of the head office"]

    def preambles(self, records):
        for name, lines in self.preamble():
            self.add("file_preamble", name, self.join(lines + records))
            for style in ("words", "units"):
                made = self.multirow(2, style)
                if made and name in ("title_blank", "padded", "free_text"):
                    rows, header = made
                    content = self.join(lines + self.dialect.records(rows) + records[1:])
                    self.add("x_preamble_multirow_header", f"{name}_{style}", content, [header] + self.base.rows)
        self.add("x_sep_line", "", self.join([f"sep={self.base.separator}"] + records))

    def footers(self, records):
        base, separator = self.base, self.base.separator
        self.add("x_footer", "lines", self.join(records + [""] + [self.dialect.cell(line) for line in base.signature]))
        place = max(1, base.width - 2)
        padded = [separator * (base.width - 1)]
        for line in base.signature:
            padded.append(separator * place + self.dialect.cell(line) + separator * (base.width - 1 - place))
        self.add("x_footer", "signature", self.join(records + padded))
        if base.width > 2:
            self.add("x_footer", "source", self.join(records + ["*) Preliminary figures", "Source: " + base.title]))

    def second_tables(self, records):
        base, rows = self.base, self.base.rows
        few = base.width // 2
        own = {
            "same": [base.header] + rows[5:] + rows[:5],
            "more": [base.header + ["Checked By", "Checked On"]] + [row + ["desk", f"2024-01-{1 + i % 28:02}"] for i, row in enumerate(rows)],
        }
        if few > 1:
            own["less"] = [row[:few] for row in self.table]
        for shape, second in own.items():
            raw = self.dialect.records(second)
            title = "Table 2" if base.width > 2 else "Second"
            self.two(shape, "own_blank", records + [""] + raw, second)
            self.two(shape, "own", records + raw, second)
            self.two(shape, "own_title", records + ["", title, ""] + raw, second)
        if few > 1:
            # A spreadsheet pads all records to the widest. Whether the padding belongs to the second table is open.
            padded = [record + base.separator * (base.width - few) for record in self.dialect.records(own["less"])]
            self.add("file_multitable_less", "padded", self.join(records + [base.separator * (base.width - 1)] + padded))
        for shape, width in (("less", few), ("same", base.width), ("more", base.width + 3)):
            other = next((other for other in self.others if other.number != base.number and other.width >= width and other.typed), None)
            if other is not None and width > 1:
                second = [row[:width] for row in [other.header] + other.rows[:25]]
                raw = self.dialect.records(second)
                self.two(shape, "other_blank", records + [""] + raw, second)
                if shape != "same":
                    self.two(shape, "other", records + raw, second)

    def two(self, shape, variant, records, second):
        """The same content twice: by default the first table is expected, with --table 2 the second."""
        self.add(f"file_multitable_{shape}", variant, self.join(records))
        self.add(f"x_table2_{shape}", variant, self.join(records), second, arguments="--table 2")

    def nul(self):
        rng = random.Random(f"nul {self.base.number}")
        for count in (1, 3):
            rows = [list(row) for row in self.base.rows]
            for _ in range(count):
                row = rng.choice(rows)
                column = rng.choice([column for column, cell in enumerate(row) if len(cell) > 1])
                place = rng.randrange(1, len(row[column]))
                row[column] = row[column][:place] + "\0" + row[column][place:]
            table = [self.base.header] + rows
            self.add("x_nul", count, self.join(self.dialect.records(table)), table)

    # One row

    def row_kinds(self, sample):
        width, height = self.base.width, len(self.table)
        others = {",": " ;", ";": " ,", "\t": " ;"}[self.base.separator]
        between = [(row, column) for row in range(height) for column in range(width - 1)]
        cells = [(row, column) for row in range(height) for column in range(width)]
        for row, column in self.sampled("less", between, sample):
            self.less_separators(row, column)
        for row, column in self.sampled("more", between, sample):
            self.more_separators("row_more_sep", row, column)
        for row, column in self.sampled("last", [(row, width - 1) for row in range(height)], sample and sample // 4):
            self.more_separators("x_row_more_sep_last", row, column)
        for row, column in self.sampled("quote", cells, sample):
            self.extra_quote(row, column)
        for separator in others:
            for row, _ in self.sampled("delimiter" + separator, [(row, 0) for row in range(height)], sample and sample // 2):
                self.other_separator(row, separator)

    def sampled(self, what, places, sample):
        """All places, or as many as sample says: a few of them in the header, the rest evenly over the rows."""
        if not sample or len(places) <= sample:
            return places
        rng = random.Random(f"{what} {self.base.number}")
        header = [place for place in places if place[0] == 0]
        rest = [place for place in places if place[0] > 0]
        few = min(len(header), max(1, sample // 20))
        step = len(rest) / (sample - few)
        return sorted(rng.sample(header, few) + [rest[int((i + rng.random()) * step)] for i in range(sample - few)])

    def one_row(self, kind, name, row, raw, cells):
        """The file with one record replaced."""
        records = self.dialect.records(self.table)
        records[row] = raw
        table = list(self.table)
        table[row] = cells
        self.add(kind + ("_header" if row == 0 else ""), name, self.join(records), table)

    def less_separators(self, row, column):
        cells = self.table[row]
        raw = [self.dialect.cell(cell) for cell in cells]
        joined = cells[:column] + [cells[column] + cells[column + 1]] + cells[column + 2:]
        record = self.base.separator.join(raw[:column] + [raw[column] + raw[column + 1]] + raw[column + 2:])
        quoted = self.dialect.quoted(cells[column]) + self.dialect.quoted(cells[column + 1])
        kind = "row_less_sep"
        if quoted == 2:
            kind = "row_less_sep_quoted_pair"
        elif quoted and cells[column] and cells[column + 1]:
            kind = "row_less_sep_quoted"
        if len(joined) == 1 and (row in (0, len(self.table) - 1) or 2 in (count_cells(record, " "), count_cells(record, ";"))):
            self.writer.skipped[kind] += 1  # reads as well as a title, a footer or a record with another delimiter
            return
        self.one_row(kind, f"row{row}_col{column}", row, record, joined)

    def more_separators(self, kind, row, column):
        cells = self.table[row]
        longer = cells[:column + 1] + [""] + cells[column + 1:]
        self.one_row(kind, f"row{row}_col{column}", row, self.dialect.record(longer), longer)

    def extra_quote(self, row, column):
        """A bare quote in the cell's content, before, after or inside it."""
        cells = list(self.table[row])
        content = cells[column]
        variant = ("start", "end", "inner")[(row * 7 + column) % 3]
        place = {"start": 0, "end": len(content)}.get(variant)
        if place is None:
            if len(content) < 2:
                variant, place = "start", 0
            else:
                place = random.Random(f"quote {self.base.number} {row} {column}").randrange(1, len(content))
        before, after = content[:place], content[place:]
        if self.dialect.quoted(content):
            polluted = '"' + self.dialect.enclose(before) + '"' + self.dialect.enclose(after) + '"'
            if after.startswith((self.base.separator, "\n")):
                variant = "before_separator"  # also looks like the end of the cell: only the number of cells tells
        else:
            polluted = before + '"' + after
        raw = [self.dialect.cell(cell) for cell in cells]
        raw[column] = polluted
        cells[column] = before + '"' + after
        self.one_row("row_extra_quote_" + variant, f"row{row}_col{column}", row, self.base.separator.join(raw), cells)

    def other_separator(self, row, separator):
        name = {" ": "space", ";": "semicolon", ",": "comma"}[separator]
        kind = "row_delimiter_" + name
        cells = self.table[row]
        raw = Dialect(separator).record(cells)
        if count_cells(raw, self.base.separator) == len(cells):
            if len(cells) == 2:
                self.writer.skipped[kind] += 1  # reads as well as a record in the file's own delimiter
                return
            kind = "row_delimiter_balanced"  # only what the columns hold tells which delimiter was meant
        self.one_row(kind, f"row{row}_{name}", row, raw, cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="OUTDIR", type=Path)
    parser.add_argument("--base", type=int, help="only this base table, from 1")
    parser.add_argument("--kinds", help="only these kinds, separated by commas")
    parser.add_argument("--sample", type=int, metavar="N",
                        help="instances of each kind of row pollution and base; 0 = all. Default: all of base 1, about 100 of the others")
    options = parser.parse_args()
    kinds = set(options.kinds.split(",")) if options.kinds else set()
    unknown = {kind for kind in kinds if kind.removesuffix("_header") not in WEIGHTS}
    if unknown:
        parser.error(f"no such kind: {', '.join(sorted(unknown))}; there are: {', '.join(WEIGHTS)}")
    if options.sample is not None and 0 < options.sample < 8:
        parser.error("--sample: at least 8, or 0 for all")
    bases = all_bases()
    if options.base is not None and options.base not in {base.number for base in bases}:
        parser.error(f"no base {options.base}; there are 1 to {len(bases)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(options.folder, kinds)
    for base in bases:
        if options.base in (None, base.number):
            polluter = Polluter(base, bases, writer)
            polluter.file_kinds()
            polluter.row_kinds(options.sample if options.sample is not None else 0 if base.number == 1 else 100)
    counts = writer.manifest()
    for kind, count in sorted(writer.skipped.items()):
        print(f"{kind}: {count} left out, they read another way as well", file=sys.stderr)
    print(f"{sum(counts.values())} cases of {len(counts)} kinds in {options.folder / 'manifest.tsv'}")


if __name__ == "__main__":
    main()

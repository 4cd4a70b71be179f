"""What `budgetlint fix` does to a document with one slip in it: it may change nothing but that.

    python benchmarks/fixing.py FOLDER [--slips 2000] [--seed 1] [--only code] [--csv] [-v]

FOLDER holds documents in any format (the example by default); each is converted to JSON, or with
--csv to a folder of CSV files, and put right first as far as `fix` does that. Then one slip after
the other is made in a code, a name, a row or an amount, and the file is given to `fix`. Columns:

n        slips that were made
seen     a report on the document says something that it did not say before
mended   `fix` gives the document back as it was
wrong!   `fix` changes a cell that was right, or gives a wrong one another wrong text
amount   the same, and an amount at that

Amounts are counted twice: all of them, and those that two relations vouch for, that is, which
stand in two equations at least and share not all of them with another figure.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from budgetlint.diagnose.constraints import Assignment
from budgetlint.model.amounts import exponent
from budgetlint.model.errors import InputError
from budgetlint.model.raw import Number, RawDocument
from budgetlint.packs import pack_names
from budgetlint.readers import expand
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import check, checker
from budgetlint.tasks.convert import csv_files, json_text
from budgetlint.tasks.convert.csv_out import PACKAGE
from budgetlint.tasks.fix import fixes, write_fixes
from budgetlint.tasks.reading import read
from damage import ONE, Site, Subject, amount, spoil

EXAMPLE = "examples/xinjiang-2026"

Place = tuple[int, int, int]
"""Table, row, column; in prose -1, section, and the place in its text."""


class Slip(NamedTuple):
    """Texts that were changed, by place; or whole new rows of a table."""

    kind: str
    texts: Mapping[Place, str]
    table: int = -1
    rows: Sequence[Sequence[str]] = ()


class Doc:
    """A document as canonical JSON, and where its codes and names stand."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name = name
        self.data = data
        self.text = serialise(data)
        raw = read("budget.json", self.text.encode())
        pack = checker().kit_for(raw)
        self.subject = Subject(raw, pack)
        self.codes: list[tuple[int, tuple[int, ...], int, tuple[int, ...]]] = []
        """Table, columns of the code, column of the name, rows with a code."""
        self.names: list[tuple[int, int, tuple[int, ...]]] = []
        for table in self.subject.document.tables.values():
            at = next((i for i, t in enumerate(raw.tables) if t.rows is table.raw.rows), -1)
            for side in table.sides if at >= 0 else ():
                rows = tuple(r for r, code in enumerate(side.structure.codes) if code)
                if side.where.code and side.structure.side.rows == "code" and rows:
                    self.codes.append((at, side.where.code, side.where.label, rows))
                named = tuple(r for r, label in enumerate(side.structure.labels) if label.strip())
                if side.where.label >= 0 and named:
                    self.names.append((at, side.where.label, named))

    def cell(self, place: Place) -> str:
        """The text at a place of a table."""
        table, row, column = place
        return str(self.data["tables"][table]["rows"][row][column])

    def rows(self, table: int) -> list[list[str]]:
        """A copy of the rows of a table."""
        return [list(row) for row in self.data["tables"][table]["rows"]]

    def slipped(self, slip: Slip) -> dict[str, Any]:
        """The document with a slip in it."""
        data: dict[str, Any] = json_copy(self.data)
        tables = data.get("tables", [])
        for (table, row, column), text in slip.texts.items():
            if table >= 0:
                tables[table]["rows"][row][column] = text
        if slip.table >= 0:
            tables[slip.table]["rows"] = [list(row) for row in slip.rows]
            tables[slip.table].pop("places", None)
        return data


def json_copy(data: Any) -> Any:
    """A deep copy."""
    if isinstance(data, dict):
        return {key: json_copy(value) for key, value in data.items()}
    return list(map(json_copy, data)) if isinstance(data, list) else data


def serialise(data: Any) -> str:
    """JSON in which a `Number` is written with its own digits."""
    if isinstance(data, dict):
        inner = (f"{json.dumps(k, ensure_ascii=False)}: {serialise(v)}" for k, v in data.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(data, list):
        return "[" + ",\n".join(map(serialise, data)) + "]"
    return str(data) if isinstance(data, Number) else json.dumps(data, ensure_ascii=False)


def parsed(text: str | bytes) -> dict[str, Any]:
    """JSON with its numbers as they are written."""
    data: dict[str, Any] = json.loads(text, parse_float=Number, parse_int=Number)
    return data


# Slips. Each gives what it changes, or None where it cannot be made.

Make = Callable[[Doc, Random], Slip | None]


def _some_code(doc: Doc, rng: Random) -> tuple[int, tuple[int, ...], int, int]:
    table, columns, label, rows = rng.choice(doc.codes)
    return table, columns, label, rng.choice(rows)


def _code_cell(doc: Doc, rng: Random) -> Place:
    """A part of a code: in its last filled column mostly, or in another."""
    table, columns, _, row = _some_code(doc, rng)
    filled = [c for c in columns if doc.cell((table, row, c)).strip()]
    return table, row, filled[-1] if rng.random() < 0.8 else rng.choice(filled)


def _edited(change: Callable[[str, Random], str | None]) -> Callable[[Doc, Random], Slip | None]:
    def make(doc: Doc, rng: Random) -> Slip | None:
        if not doc.codes:
            return None
        place = _code_cell(doc, rng)
        text = change(doc.cell(place), rng)
        return None if text is None or text == doc.cell(place) else Slip("code", {place: text})

    return make


def _in_all_tables(change: Callable[[str, Random], str | None]) -> Make:
    """The same slip in every table that prints the code, or in some of them."""

    def make(doc: Doc, rng: Random) -> Slip | None:
        if not doc.codes:
            return None
        table, row, column = _code_cell(doc, rng)
        label = next(lb for t, cols, lb, rows in doc.codes if t == table and column in cols)
        text = change(doc.cell((table, row, column)), rng)
        if not text:
            return None
        cells = tuple(doc.cell((table, row, c)) for c in _columns(doc, table, column))
        found = {}
        for other, columns, _, rows in doc.codes:
            index = _columns(doc, table, column).index(column)
            for r in rows:
                if tuple(doc.cell((other, r, c)) for c in columns) == cells:
                    found[other, r, columns[index]] = text
        if len(found) > 2 and rng.random() < 0.5:
            found.pop(rng.choice(sorted(found)))
        return Slip("code", found) if label >= 0 and len(found) > 1 else None

    return make


def _columns(doc: Doc, table: int, column: int) -> tuple[int, ...]:
    return next(cols for t, cols, _, _ in doc.codes if t == table and column in cols)


def letter(text: str, rng: Random) -> str | None:
    """A letter that looks like the digit."""
    alike = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "2": "Z"}
    places = [i for i, c in enumerate(text) if c in alike]
    if not places:
        return None
    i = rng.choice(places)
    return text[:i] + rng.choice(alike[text[i]]) + text[i + 1 :]


def swapped_digits(text: str, rng: Random) -> str | None:
    """Two neighbouring digits changed places."""
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1]]
    if not places:
        return None
    i = rng.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def other_digit(text: str, rng: Random) -> str | None:
    """One digit is another."""
    i = rng.randrange(len(text))
    return text[:i] + rng.choice("0123456789") + text[i + 1 :]


def digit_missing(text: str, rng: Random) -> str | None:
    """One digit is missing."""
    i = rng.randrange(len(text))
    return text[:i] + text[i + 1 :]


def digit_extra(text: str, rng: Random) -> str | None:
    """One digit is typed twice, or one too many."""
    i = rng.randrange(len(text) + 1)
    digit = rng.choice("0123456789" + text)
    return text[:i] + digit + text[i:]


def scientific(text: str, rng: Random) -> str | None:
    """What a spreadsheet makes of a long number."""
    del rng
    rest = text[1:].rstrip("0") or "0"
    return f"{text[0]}.{rest}E+{len(text) - 1:02d}" if len(text) > 1 else None


def date(text: str, rng: Random) -> str | None:
    """What a spreadsheet makes of what it takes for a date."""
    del text
    month, day = rng.randrange(1, 13), rng.randrange(1, 28)
    forms = (
        f"{month}月{day}日",
        f"2026-{month:02d}-{day:02d}",
        f"{month}/{day}/2026",
        "1905-07-08",
    )
    return rng.choice(forms)


def junk(text: str, rng: Random) -> str | None:
    """Signs that do not belong there."""
    return rng.choice(
        [f"{text}#", f"*{text}", f"{text}?", f"{text[:-1]} {text[-1]}x", "#REF!", "-"]
    )


def code_of_another_row(doc: Doc, rng: Random) -> Slip | None:
    """The code of another row of the table, all its parts."""
    if not doc.codes:
        return None
    table, columns, _, row = _some_code(doc, rng)
    rows = next(rs for t, cols, _, rs in doc.codes if t == table and cols == columns)
    near = [r for r in rows if abs(r - row) == 1]
    other = rng.choice(near if near and rng.random() < 0.5 else rows)
    texts = {(table, row, c): doc.cell((table, other, c)) for c in columns}
    return Slip("code", texts) if any(doc.cell(p) != t for p, t in texts.items()) else None


def part_of_another_row(doc: Doc, rng: Random) -> Slip | None:
    """One part (款 or 项) of another row's code."""
    if not doc.codes:
        return None
    table, row, column = _code_cell(doc, rng)
    rows = next(rs for t, cols, _, rs in doc.codes if t == table and column in cols)
    text = doc.cell((table, rng.choice(rows), column))
    same = text == doc.cell((table, row, column)) or not text
    return None if same else Slip("code", {(table, row, column): text})


def codes_exchanged(doc: Doc, rng: Random) -> Slip | None:
    """Two rows with each other's code."""
    if not doc.codes:
        return None
    table, columns, _, row = _some_code(doc, rng)
    rows = next(rs for t, cols, _, rs in doc.codes if t == table and cols == columns)
    other = rng.choice(rows)
    texts = {(table, row, c): doc.cell((table, other, c)) for c in columns}
    texts |= {(table, other, c): doc.cell((table, row, c)) for c in columns}
    return Slip("code", texts) if any(doc.cell(p) != t for p, t in texts.items()) else None


def code_gone(doc: Doc, rng: Random) -> Slip | None:
    """No code."""
    if not doc.codes:
        return None
    table, columns, _, row = _some_code(doc, rng)
    return Slip("code", {(table, row, c): "" for c in columns if doc.cell((table, row, c))})


def _some_name(doc: Doc, rng: Random) -> tuple[Place, tuple[int, ...]]:
    table, column, rows = rng.choice(doc.names)
    return (table, rng.choice(rows), column), rows


def name_typo(doc: Doc, rng: Random) -> Slip | None:
    """A character is missing, doubled, exchanged with the next, or another."""
    place, _ = _some_name(doc, rng)
    text = doc.cell(place)
    if not text:  # the name stands in another cell
        return None
    i = rng.randrange(len(text))
    forms = [
        text[:i] + text[i + 1 :],
        text[:i] + text[i] + text[i:],
        text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :],
        text[:i] + rng.choice("人事支出服务行政公共") + text[i + 1 :],
    ]
    new = rng.choice(forms)
    return None if new == text else Slip("name", {place: new})


def name_of_another_row(doc: Doc, rng: Random) -> Slip | None:
    """The name of another row of the table."""
    (table, row, column), rows = _some_name(doc, rng)
    near = [r for r in rows if abs(r - row) == 1]
    other = rng.choice(near if near and rng.random() < 0.5 else rows)
    text = doc.cell((table, other, column))
    same = text == doc.cell((table, row, column))
    return None if same else Slip("name", {(table, row, column): text})


def names_exchanged(doc: Doc, rng: Random) -> Slip | None:
    """Two rows with each other's name."""
    (table, row, column), rows = _some_name(doc, rng)
    other = rng.choice(rows)
    one, two = doc.cell((table, row, column)), doc.cell((table, other, column))
    texts = {(table, row, column): two, (table, other, column): one}
    return Slip("name", texts) if one != two else None


def name_gone(doc: Doc, rng: Random) -> Slip | None:
    """No name."""
    place, _ = _some_name(doc, rng)
    return Slip("name", {place: ""})


def labels_exchanged(doc: Doc, rng: Random) -> Slip | None:
    """Two rows with each other's code and name: or, with each other's figures."""
    if not doc.codes:
        return None
    table, columns, label, row = _some_code(doc, rng)
    rows = next(rs for t, cols, _, rs in doc.codes if t == table and cols == columns)
    other = rng.choice(rows)
    texts: dict[Place, str] = {}
    for c in (*columns, *([label] if label >= 0 else [])):
        texts[table, row, c] = doc.cell((table, other, c))
        texts[table, other, c] = doc.cell((table, row, c))
    return Slip("row", texts) if any(doc.cell(p) != t for p, t in texts.items()) else None


def _some_row(doc: Doc, rng: Random) -> tuple[int, int]:
    (table, row, _), _ = _some_name(doc, rng)
    return table, row


def row_missing(doc: Doc, rng: Random) -> Slip | None:
    """A row is not there."""
    table, row = _some_row(doc, rng)
    rows = doc.rows(table)
    del rows[row]
    return Slip("row", {}, table, rows)


def row_twice(doc: Doc, rng: Random) -> Slip | None:
    """A row stands there twice, below itself or anywhere."""
    table, row = _some_row(doc, rng)
    rows = doc.rows(table)
    at = row + 1 if rng.random() < 0.6 else rng.randrange(len(rows))
    rows.insert(at, rows[row])
    return Slip("row", {}, table, rows)


def rows_exchanged(doc: Doc, rng: Random) -> Slip | None:
    """Two rows in each other's place, whole."""
    table, row = _some_row(doc, rng)
    rows = doc.rows(table)
    other = min(row + 1, len(rows) - 1) if rng.random() < 0.5 else rng.randrange(len(rows))
    rows[row], rows[other] = rows[other], rows[row]
    return Slip("row", {}, table, rows) if row != other else None


def row_of_another_table(doc: Doc, rng: Random) -> Slip | None:
    """A row of another table with as many columns, where it does not belong."""
    table, row = _some_row(doc, rng)
    rows = doc.rows(table)
    others = [r for t, _ in enumerate(doc.data["tables"]) if t != table for r in doc.rows(t)]
    others = [r for r in others if len(r) == len(rows[0])]
    if not others:
        return None
    rows.insert(row, rng.choice(others))
    return Slip("row", {}, table, rows)


def _amount(kind: str, *, vouched: bool) -> Make:
    def make(doc: Doc, rng: Random) -> Slip | None:
        subject = doc.subject
        sites = [s for s in subject.sites if not s.prose and (not vouched or _vouched(s, subject))]
        if not sites:
            return None
        site = rng.choice(sites)
        text = spoil(site, rng, (kind,))
        if text is None or (vouched and not _told(site, text, subject)):
            return None
        return Slip("amount", {(site.table, site.row, site.column): text})

    return make


def _told(site: Site, text: str, subject: Subject) -> bool:
    """Whether two equations do not hold with another figure; rounding may hide a small slip."""
    network = subject.network
    cell = network.cell(site.ref)
    shift = exponent(site.value) - exponent(amount(site.text))
    value = int(amount(text).scaleb(shift + network.figures.places)) if text else None
    after = Assignment(network, {cell: value})
    broken = [n for n in subject.equations(site) if not after.holds(network.links[n])]
    return len(broken) > 1


def _vouched(site: Site, subject: Subject) -> bool:
    """Whether two equations speak for a figure, and for no other figure just as well."""
    return site.ref not in subject.alike and len(subject.equations(site)) > 1


CODES: Mapping[str, Callable[[str, Random], str | None]] = {
    "letter": letter, "swapped digits": swapped_digits, "other digit": other_digit,
    "digit missing": digit_missing, "digit extra": digit_extra, "scientific": scientific,
    "date": date, "junk": junk,
}  # fmt: skip

SLIPS: Mapping[str, Make] = {
    **{f"code: {name}": _edited(change) for name, change in CODES.items()},
    **{f"code in several tables: {name}": _in_all_tables(CODES[name])
       for name in ("letter", "swapped digits", "other digit")},
    "code of another row": code_of_another_row,
    "code: part of another row": part_of_another_row,
    "codes exchanged": codes_exchanged,
    "code gone": code_gone,
    "name: typo": name_typo,
    "name of another row": name_of_another_row,
    "names exchanged": names_exchanged,
    "name gone": name_gone,
    "row: labels exchanged": labels_exchanged,
    "row missing": row_missing,
    "row twice": row_twice,
    "rows exchanged": rows_exchanged,
    "row of another table": row_of_another_table,
    **{f"amount: {kind}": _amount(kind, vouched=False) for kind in ONE},
    **{f"vouched amount: {kind}": _amount(kind, vouched=True) for kind in ONE},
}  # fmt: skip


# Trying.


class Trial(NamedTuple):
    """What came of one slip."""

    seen: bool
    mended: bool
    wrong: tuple[str, ...]
    amounts: int


class Workshop:
    """A folder in which documents are slipped and fixed, as JSON or as CSV."""

    def __init__(self, folder: Path, *, as_csv: bool) -> None:
        self.folder = folder
        self.as_csv = as_csv

    def write(self, data: dict[str, Any]) -> str:
        """Put a document there; gives its path."""
        text = serialise(data)
        if not self.as_csv:
            path = self.folder / "budget.json"
            path.write_text(text, "utf-8")
            return str(path)
        raw = read("budget.json", text.encode())
        kit = checker().kit_for(raw)
        target = self.folder / "csv"
        target.mkdir(exist_ok=True)
        for old in target.iterdir():
            old.unlink()
        profile = kit.pack.name if kit.pack.name in pack_names() else ""
        for name, content in csv_files(kit.recognise(raw), profile).items():
            if name == PACKAGE:  # places would lead to the original
                content = serialise(without_places(parsed(content)))
            (target / name).write_text(content, "utf-8", newline="")
        return str(target)

    def cells(self, path: str) -> dict[tuple[str, object, int], str]:
        """All cells of what stands at a path."""
        found: dict[tuple[str, object, int], str] = {}
        for file in sorted(Path(path).iterdir()) if self.as_csv else [Path(path)]:
            text = file.read_text("utf-8")
            if file.suffix == ".csv":
                for r, row in enumerate(csv.reader(io.StringIO(text))):
                    found.update({(file.name, r, c): cell for c, cell in enumerate(row)})
            else:
                found.update(_leaves(parsed(text), file.name))
        return found


def _leaves(data: Any, at: str) -> Iterator[tuple[tuple[str, object, int], str]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _leaves(value, f"{at}/{key}")
        else:
            yield (at, key, 0), str(value)


def attempt(doc: Doc, slip: Slip, before: set[object] | None, shop: Workshop) -> Trial:
    """One slip: what is said of it, if it is known what was said before, and what `fix` does."""
    right = shop.cells(shop.write(doc.data))
    path = shop.write(doc.slipped(slip))
    slipped = shop.cells(path)
    seen = before is not None and bool(said(check(path).files[0]) - before)
    (fix,) = fixes(path)
    write_fixes(fix)
    fixed = shop.cells(path)
    wrong = []
    amounts = 0
    for place, text in slipped.items():
        if fixed[place] != text and (slip.table >= 0 or fixed[place] != right.get(place)):
            wrong.append(f"{'/'.join(map(str, place))}: {text} -> {fixed[place]}")
            amounts += any(c.isdigit() for c in fixed[place]) and "." in fixed[place]
    return Trial(seen, fixed == right, tuple(wrong), amounts)


def said(report: FileReport) -> set[object]:
    """What a report says."""
    found: set[object] = {(f.code, tuple(c.address for c in f.cells)) for f in report.findings}
    problems = {(p.code, p.place, p.found.en) for p in report.problems}
    return found | problems | {(u.code, u.reason.en) for u in report.coverage.not_checked}


def documents(folder: str) -> Iterator[tuple[str, RawDocument]]:
    """The documents in a folder that hold tables, as they are read."""
    for one in expand(folder):
        try:
            yield one.path, read(one.path)
        except InputError as error:
            print(f"{one.path}: {error}", file=sys.stderr)


def prepared(name: str, raw: RawDocument, shop: Workshop) -> Doc | None:
    """A document as JSON, put right as far as `fix` can; None if it holds nothing to slip in."""
    kit = checker().kit_for(raw)
    profile = kit.pack.name if kit.pack.name in pack_names() else ""
    data = without_places(parsed(json_text(kit.recognise(raw), profile)))
    json_shop = Workshop(shop.folder, as_csv=False)
    path = json_shop.write(data)
    for _ in range(5):
        (fix,) = fixes(path)
        if not fix.patches:
            break
        write_fixes(fix)
    doc = Doc(name, parsed(Path(path).read_bytes()))
    return doc if doc.names and doc.subject.sites else None


def without_places(data: Any) -> Any:
    """Without the places in the original, which would be those of another file."""
    if isinstance(data, dict):
        return {k: without_places(v) for k, v in data.items() if k not in ("places", "doubts")}
    return [without_places(v) for v in data] if isinstance(data, list) else data


def main() -> int:
    """Print a table; 1 if `fix` changed what was right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=EXAMPLE)
    parser.add_argument("--slips", type=int, default=2000, help="in all, over all documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        shop = Workshop(Path(folder), as_csv=options.csv)
        found = (prepared(name, raw, shop) for name, raw in documents(options.folder))
        return run([doc for doc in found if doc], options, shop)


HEAD = f"{'slip':40} {'n':>5} {'seen':>6} {'mended':>6} {'wrong!':>6} {'amount':>6}"


def run(docs: Sequence[Doc], options: argparse.Namespace, shop: Workshop) -> int:
    """All kinds of slips, over all documents."""
    kinds = {name: make for name, make in SLIPS.items() if options.only in name}
    before = {}
    for doc in docs:
        before[doc.name] = said(check(shop.write(doc.data)).files[0])
        print(f"{doc.name}: {len(doc.subject.sites)} figures, {len(before[doc.name])} remarks")
    print(HEAD)
    trials: dict[str, list[Trial]] = {}
    for name, make in kinds.items():
        rng = Random(f"{options.seed}/{name}")
        trials[name] = []
        for _ in range(20 * options.slips):
            if len(trials[name]) >= max(1, options.slips // len(kinds)):
                break
            doc = rng.choice(docs)
            slip = make(doc, rng)
            if slip is None:
                continue
            trial = attempt(doc, slip, before[doc.name], shop)
            trials[name].append(trial)
            if options.verbose and (trial.wrong or name.startswith("vouched")) and not trial.mended:
                shown = {p: (doc.cell(p), t) for p, t in slip.texts.items()}
                print(
                    "   ",
                    doc.name,
                    shown or f"table {slip.table}",
                    *trial.wrong[:4],
                    sep="\n      ",
                )
        print(line(name, trials[name]))
    every = [trial for found in trials.values() for trial in found]
    print(line("all", every))
    return int(any(trial.wrong for trial in every))


def line(name: str, found: Sequence[Trial]) -> str:
    """One line of the table: a share is in per cent."""
    n = max(len(found), 1)
    seen = 100 * sum(trial.seen for trial in found) / n
    mended = 100 * sum(trial.mended for trial in found) / n
    wrong = sum(bool(trial.wrong) for trial in found)
    amounts = sum(bool(trial.amounts) for trial in found)
    return f"{name:40} {len(found):5} {seen:6.1f} {mended:6.1f} {wrong:6} {amounts:6}"


if __name__ == "__main__":
    sys.exit(main())

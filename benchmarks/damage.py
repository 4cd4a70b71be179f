"""Damage: slips of the hand done to a document, each with what was right.

Damage is done to a document as read (`RawDocument`), so that a trial costs a check and not a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import NamedTuple

from budgetlint.diagnose import Network
from budgetlint.diagnose.network import Link, cells_of
from budgetlint.model.amounts import is_blank
from budgetlint.model.document import Rows, Table
from budgetlint.model.raw import RawDocument
from budgetlint.plan.relations import CellRef
from budgetlint.tasks.kit import Kit


class Site(NamedTuple):
    """A figure: its cell, and where its text stands.

    In a table `row` and `column` are those of the raw table `table`; in prose `table` is -1, `row`
    the section and `column` the place in its text.
    """

    ref: CellRef
    text: str
    value: Decimal
    table: int
    row: int
    column: int
    measure: str

    @property
    def prose(self) -> bool:
        """Whether it stands in the narrative."""
        return self.table < 0


Edits = list[tuple[Site, str]]


class Subject:
    """A document that is damaged: its figures, and the relations around them.

    `sites` are the figures with at least one relation whose breach is an error; `alike` are those
    of them that share all their relations with another cell, so that nothing could tell which of
    the two is wrong.
    """

    def __init__(self, raw: RawDocument, pack: Kit) -> None:
        self.raw = raw
        self.pack = pack
        self.network = Network(pack.outcomes(raw))
        self.document = self.network.document
        # A word for nothing (未安排) is an amount, but no slip of the hand makes another of it.
        every = [site for site in self._sites() if any(c.isdigit() for c in site.text)]
        self.sites = [site for site in every if self.links(site)]
        self.unvouched = len(every) - len(self.sites)
        self.by_ref = {site.ref: site for site in self.sites}
        self.alike = frozenset(site.ref for site in self.sites if self._is_alike(site))

    def links(self, site: Site) -> list[int]:
        """The relations that hold a figure and whose breach is an error."""
        network = self.network
        links = network.of(network.cell(site.ref))
        return [n for n in links if network.links[n].rule.severity == "error"]

    def equations(self, site: Site) -> list[int]:
        """Those of them that are no mere limits."""
        return [n for n in self.links(site) if _equates(self.network, n)]

    def _is_alike(self, site: Site) -> bool:
        links = self.equations(site)
        if not links:
            return True
        cell = self.network.cell(site.ref)
        shared = set.intersection(*(set(cells_of(self.network.links[n])) for n in links)) - {cell}
        for other in shared:
            about = self.network.cells[other]
            theirs = [
                n for n in self.network.of(other)
                if self.network.links[n].rule.severity == "error" and _equates(self.network, n)
            ]  # fmt: skip
            if not about.fixed and set(theirs) <= set(links):
                return True
        return False

    def _sites(self) -> Iterator[Site]:
        for ordinal, rows in enumerate(self.document.sides):
            if rows is None:
                continue
            side = rows.structure.side
            table = self.document.tables[side.table]
            for name, vector in rows.columns.items():
                measure = side.columns[name].measure
                if vector is None or measure == "number":
                    continue
                for row in range(rows.structure.size):
                    if not is_blank(vector[row]) and vector[row].is_finite():
                        ref = CellRef(ordinal, name, row)
                        yield from self._site(ref, vector[row], rows, table, measure)

    def _site(
        self, ref: CellRef, value: Decimal, rows: Rows, table: Table, measure: str
    ) -> Iterator[Site]:
        index = rows.where.columns[ref.column]
        text = table.raw.rows[ref.row][index].strip()
        if rows.structure.side.rows != "claims":
            at = next(i for i, raw in enumerate(self.raw.tables) if raw.rows is table.raw.rows)
            yield Site(ref, text, value, at, ref.row, index, measure)
            return
        place = table.raw.locate(ref.row, index)
        sections = [section.section for section in self.raw.narrative]
        if place.section in sections:
            number = sections.index(place.section)
            quote = self.raw.narrative[number].text[place.start : place.end]
            if text in quote:
                start = place.start + quote.index(text)
                yield Site(ref, text, value, -1, number, start, measure)

    def damaged(self, edits: Edits) -> RawDocument:
        """The document with other texts in some places."""
        tables = list(self.raw.tables)
        narrative = list(self.raw.narrative)
        for site, text in sorted(edits, key=lambda edit: -edit[0].column):
            if site.prose:
                section = narrative[site.row]
                old = section.text
                new = old[: site.column] + text + old[site.column + len(site.text) :]
                narrative[site.row] = section._replace(text=new)
            else:
                table = tables[site.table]
                rows = [list(row) for row in table.rows]
                rows[site.row][site.column] = text
                tables[site.table] = table._replace(rows=rows)
        return self.raw._replace(tables=tuple(tables), narrative=tuple(narrative))


def _equates(network: Network, number: int) -> bool:
    link = network.links[number]
    return not isinstance(link, Link) or link.op == "="


# Slips of one figure: the wrong text, or None where the slip cannot be made.

Slip = Callable[[str, Random], str | None]


def amount(text: str) -> Decimal:
    """What a text says."""
    return Decimal(text.replace(",", ""))


def printed_like(text: str, like: str) -> str:
    """With separators where the other text has them."""
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.lstrip("-").replace(",", "").partition(".")
    whole = whole.lstrip("0") or "0"
    return (
        f"{sign}{int(whole):,}{point}{fraction}"
        if "," in like
        else f"{sign}{whole}{point}{fraction}"
    )


def _digits(plain: str) -> list[int]:
    return [i for i, c in enumerate(plain) if c.isdigit()]


def transposed(text: str, rng: Random) -> str | None:
    """Two neighbouring digits change places."""
    plain = text.replace(",", "")
    pairs = [(a, b) for a, b in pairwise(_digits(plain)) if plain[a] != plain[b]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    chars = list(plain)
    chars[a], chars[b] = chars[b], chars[a]
    return printed_like("".join(chars), text)


def wrong_digit(text: str, rng: Random) -> str | None:
    """One digit is another."""
    plain = text.replace(",", "")
    i = rng.choice(_digits(plain))
    digit = rng.choice([d for d in "0123456789" if d != plain[i]])
    return printed_like(plain[:i] + digit + plain[i + 1 :], text)


def missing_digit(text: str, rng: Random) -> str | None:
    """A digit before the point is left out."""
    plain = text.replace(",", "")
    places = _digits(plain.partition(".")[0])
    if len(places) < 2:
        return None
    i = rng.choice(places)
    return printed_like(plain[:i] + plain[i + 1 :], text)


def doubled_digit(text: str, rng: Random) -> str | None:
    """A digit before the point is typed twice."""
    plain = text.replace(",", "")
    i = rng.choice(_digits(plain.partition(".")[0]))
    return printed_like(plain[: i + 1] + plain[i] + plain[i + 1 :], text)


def _times(text: str, factor: str) -> str:
    places = len(text.partition(".")[2])
    return printed_like(f"{amount(text) * Decimal(factor):.{places}f}", text)


def point_moved(text: str, rng: Random) -> str | None:
    """The decimal point one place off."""
    return _times(text, rng.choice(["10", "0.1"]))


def yuan(text: str, rng: Random) -> str | None:
    """元 for 万元."""
    del rng
    return _times(text, "10000")


def sign(text: str, rng: Random) -> str | None:
    """The sign is wrong."""
    del rng
    return text[1:] if text.startswith("-") else f"-{text}"


def cut_off(text: str, rng: Random) -> str | None:
    """The cents are cut off."""
    del rng
    whole, point, fraction = text.partition(".")
    return f"{whole}.{'0' * len(fraction)}" if point and fraction.strip("0") else None


def blank(text: str, rng: Random) -> str | None:
    """Nothing is printed."""
    del text, rng
    return ""


def any_figure(text: str, rng: Random) -> str | None:
    """Another figure of the same size."""
    places = len(text.partition(".")[2])
    units = rng.randrange(max(10, int(amount(text).copy_abs() * 2)) * 10**places)
    return printed_like(f"{Decimal(units).scaleb(-places):.{places}f}", text)


ONE: Mapping[str, Slip] = {
    "transposed": transposed,
    "wrong digit": wrong_digit,
    "missing digit": missing_digit,
    "doubled digit": doubled_digit,
    "point moved": point_moved,
    "元 for 万元": yuan,
    "sign (tables)": sign,
    "cut off": cut_off,
    "blank (tables)": blank,
    "any figure": any_figure,
}
TYPING = (
    "transposed",
    "wrong digit",
    "missing digit",
    "doubled digit",
    "point moved",
    "any figure",
)


def spoil(site: Site, rng: Random, kinds: Sequence[str] = TYPING) -> str | None:
    """Another figure than the right one; None where none of the slips can be made.

    In prose the direction is in words and a figure cannot be blank, so signs and blanks are for
    tables.
    """
    if not any(c.isdigit() for c in site.text):
        return None
    for _ in range(8):
        text = ONE[rng.choice(kinds)](site.text, rng)
        if text is None or (site.prose and (not text or text.startswith("-"))):
            continue
        if not text or amount(text) != amount(site.text):
            return text
    return None


Damage = Callable[[Subject, Random], Edits | None]


def _all(sites: Sequence[Site], rng: Random) -> Edits | None:
    edits = [(site, text) for site in sites if (text := spoil(site, rng)) is not None]
    return edits if len(edits) == len(sites) else None


def cells(count: int) -> Damage:
    """So many cells, anywhere."""
    return lambda subject, rng: _all(rng.sample(subject.sites, count), rng)


def one(kind: str) -> Damage:
    """One cell, by one kind of slip."""

    def make(subject: Subject, rng: Random) -> Edits | None:
        site = rng.choice(subject.sites)
        text = spoil(site, rng, (kind,))
        return None if text is None else [(site, text)]

    return make


def in_one_relation(subject: Subject, rng: Random) -> Edits | None:
    """Two cells of one relation."""
    site = rng.choice(subject.sites)
    link = subject.network.links[rng.choice(subject.links(site))]
    refs = [subject.network.cells[cell].ref for cell in cells_of(link)]
    others = [subject.by_ref[ref] for ref in refs if ref in subject.by_ref and ref != site.ref]
    return _all([site, rng.choice(others)], rng) if others else None


def in_two_places(subject: Subject, rng: Random, *, one_table: bool = False) -> Edits | None:
    """The same wrong figure in two cells that are to be the same, by a relation."""
    site = rng.choice(subject.sites)
    network = subject.network
    twins: list[Site] = []
    for number in subject.links(site):
        link = network.links[number]
        shown = [c for c in cells_of(link) if network.cells[c].printed]
        if isinstance(link, Link) and len(shown) == 2:
            refs = [network.cells[c].ref for c in shown]
            twins += [subject.by_ref[ref] for ref in refs if ref in subject.by_ref]
    others = [
        twin for twin in twins
        if twin.ref != site.ref and twin.value == site.value and twin.measure == site.measure
        and (twin.table == site.table) is one_table
    ]  # fmt: skip
    text = spoil(site, rng) if others else None
    if not text:
        return None
    other = rng.choice(others)
    return [(site, text), (other, printed_like(f"{amount(text)}", other.text))]


def in_two_columns(subject: Subject, rng: Random) -> Edits | None:
    """The same in one table: a figure and the total of its row."""
    return in_two_places(subject, rng, one_table=True)


def swapped(subject: Subject, rng: Random, *, across: bool) -> Edits | None:
    """Two figures of a row, or of a column, in each other's place."""
    site = rng.choice([site for site in subject.sites if not site.prose])
    others = [
        other for other in subject.sites
        if other.table == site.table and other.value != site.value
        and (other.row == site.row if across else other.column == site.column)
    ]  # fmt: skip
    if not others:
        return None
    other = rng.choice(others)
    return [(site, other.text), (other, site.text)]


CELLS: Mapping[str, Damage] = {
    "one cell": cells(1),
    **{f"one: {kind}": one(kind) for kind in ONE},
    "two cells": cells(2),
    "three cells": cells(3),
    "five cells": cells(5),
    "two in one relation": in_one_relation,
    "one figure, two tables": in_two_places,
    "one figure, two columns": in_two_columns,
    "swapped in a row": lambda subject, rng: swapped(subject, rng, across=True),
    "swapped in a column": lambda subject, rng: swapped(subject, rng, across=False),
}


# Slips of whole rows.


class RowDamage(NamedTuple):
    """Rows of one side that slipped: the document, the rows that changed, the kind of slip."""

    raw: RawDocument
    side: int
    rows: frozenset[int]
    kind: str


def _money(rows: Rows) -> list[int]:
    columns = rows.structure.side.columns
    names = [name for name in rows.where.columns if columns[name].measure == "money"]
    return sorted(rows.where.columns[name] for name in names)


def _some_table(subject: Subject, rng: Random, least: int) -> tuple[int, Site, list[int]]:
    """A side with so many columns of money, one of its figures, and the places of the columns."""
    places = {
        ordinal: _money(rows)
        for ordinal, rows in enumerate(subject.document.sides)
        if rows is not None and rows.structure.side.rows != "claims"
    }
    site = rng.choice([s for s in subject.sites if len(places.get(s.ref.side, ())) >= least])
    return site.ref.side, site, places[site.ref.side]


def _with_rows(subject: Subject, table: int, rows: Sequence[Sequence[str]]) -> RawDocument:
    tables = list(subject.raw.tables)
    tables[table] = tables[table]._replace(rows=rows)
    return subject.raw._replace(tables=tuple(tables))


def shifted(subject: Subject, rng: Random, *, most: int) -> RowDamage | None:
    """Up to `most` rows one column to the left or right, from some column on."""
    side, site, places = _some_table(subject, rng, 3)
    rows = [list(row) for row in subject.raw.tables[site.table].rows]
    first = rng.randrange(len(rows))
    last = min(len(rows) - 1, first + rng.randrange(most))
    start = rng.randrange(len(places) - 1)
    left = rng.random() < 0.5
    touched = set()
    for r in range(first, last + 1):
        old = [rows[r][i] for i in places]
        if old[start if left else -1].strip():
            return None
        new = [*old[:start], *old[start + 1 :], ""] if left else [*old[:start], "", *old[start:-1]]
        if new != old:
            touched.add(r)
        for i, text in zip(places, new, strict=True):
            rows[r][i] = text
    if not touched or (most > 1 and len(touched) < 2):
        return None
    return RowDamage(_with_rows(subject, site.table, rows), side, frozenset(touched), "shifted")


def row_in_yuan(subject: Subject, rng: Random) -> RowDamage | None:
    """A row in 元."""
    side, site, places = _some_table(subject, rng, 2)
    rows = [list(row) for row in subject.raw.tables[site.table].rows]
    row = rows[site.row]
    if sum(bool(row[i].strip()) for i in places) < 2:
        return None
    for i in places:
        if any(c.isdigit() for c in row[i]):
            row[i] = _times(row[i], "10000")
    raw = _with_rows(subject, site.table, rows)
    return RowDamage(raw, side, frozenset({site.row}), "row-factor")


def rows_swapped(subject: Subject, rng: Random) -> RowDamage | None:
    """Two neighbouring rows with each other's figures."""
    side, site, places = _some_table(subject, rng, 2)
    rows = [list(row) for row in subject.raw.tables[site.table].rows]
    if site.row + 1 >= len(rows):
        return None
    one, other = rows[site.row], rows[site.row + 1]
    if sum(one[i] != other[i] for i in places) < 2 or not any(other[i].strip() for i in places):
        return None
    for i in places:
        one[i], other[i] = other[i], one[i]
    raw = _with_rows(subject, site.table, rows)
    return RowDamage(raw, side, frozenset({site.row, site.row + 1}), "rows-swapped")


ROWS: Mapping[str, Callable[[Subject, Random], RowDamage | None]] = {
    "row shifted": lambda subject, rng: shifted(subject, rng, most=1),
    "rows shifted": lambda subject, rng: shifted(subject, rng, most=12),
    "row in 元": row_in_yuan,
    "rows swapped": rows_swapped,
}

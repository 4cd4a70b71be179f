"""Inspect: what was seen in a document, and what was not understood of it.

For those whose file does not read well, and for those who write a layout for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..model.document import Document, Table
from ..model.errors import Problem
from ..model.layout import Layout
from ..model.place import NOWHERE, Place
from ..model.raw import RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates
from ..packs import Pack
from ..recognise.claims import location_of
from ..recognise.closest_layout import ClosestLayout, closest_layout
from ..recognise.columns import column_map
from ..recognise.facts import PrintedFact, Why, facts_of, is_number, title_left, title_meant
from ..recognise.open_tables import is_form, opened
from ..recognise.readings import ITEM, title_reading
from .seen_meaning import (
    SeenMeaning,
    SeenName,
    SeenRows,
    columns_seen,
    names_seen,
    rows_seen,
    short_headers,
)


class SeenColumn(NamedTuple):
    """A column: its printed header, what the layout takes it for, empty for nothing, and how many
    numbers stand in it."""

    header: str
    meaning: str
    numbers: int


class Without(NamedTuple):
    """Figures without coordinates: how many, what was not understood, and its words."""

    why: Why
    left: tuple[str, ...]
    figures: int


class SeenTable(NamedTuple):
    """A table that was recognised. `rows` counts all body rows; `unplaced` names those that have
    figures and no place in the tree; `doubts` counts cells whose reading is uncertain. `figures`
    counts the figures that it prints, `without` tells of those that have no coordinates."""

    layout: Layout
    number: int
    title: str
    money: str
    unit: str
    rows: int
    columns: tuple[SeenColumn, ...]
    notes: tuple[str, ...]
    unplaced: tuple[str, ...]
    doubts: int
    places: tuple[Place, ...]
    title_says: Coordinates
    title_left: tuple[str, ...]
    meanings: tuple[SeenMeaning, ...]
    names: tuple[SeenName, ...]
    known_rows: SeenRows
    figures: int
    without: tuple[Without, ...]

    @property
    def short(self) -> Sequence[str]:
        """The headers, as short as tells them apart."""
        headers = [column.header for column in self.columns]
        return short_headers(self.layout.vocabulary, headers)


class SeenSection(NamedTuple):
    """A section of the narrative, with the number of claims read off it."""

    section: str
    title: str
    characters: int
    claims: int
    place: Place


class Unseen(NamedTuple):
    """A table that no layout knows, its first rows, and the layout that is most like it; whether it
    is a form, which has no sums; what was not understood of its title, and which headers."""

    title: str
    rows: int
    columns: int
    first: tuple[tuple[str, ...], ...]
    place: Place
    near: ClosestLayout | None
    is_form: bool
    title_left: tuple[str, ...]
    headers_left: tuple[str, ...]


class Inspection(NamedTuple):
    """All that was seen in one document. `figures` counts the figures of all tables, `understood`
    those that have coordinates."""

    path: str
    pack: str
    unit: str
    year: int
    tables: tuple[SeenTable, ...]
    sections: tuple[SeenSection, ...]
    unread: tuple[Place, ...]
    unseen: tuple[Unseen, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    figures: int
    understood: int


SHOWN_ROWS = 6


def inspect(document: Document, pack: Pack) -> Inspection:
    """What was seen in a document that has been recognised with a pack."""
    prose = document.prose
    facts = list(facts_of(document, pack.layouts[0].vocabulary))
    of_table: dict[tuple[str, str], list[PrintedFact]] = {}
    for fact in facts:
        of_table.setdefault((fact.table, fact.title), []).append(fact)
    return Inspection(
        document.raw.path,
        pack.name,
        document.unit,
        document.raw.year,
        tuple(
            _table(table, of_table.get((table.id, table.raw.title), ()))
            for table in document.tables.values()
            if table.layout.book is None
        ),
        tuple(_sections(document)),
        tuple(location_of(document.raw, s.place) for s in prose.unclaimed) if prose else (),
        tuple(_unseen(table, pack.layouts) for table in document.unrecognised),
        document.problems,
        document.notes,
        len(facts),
        sum(not fact.why for fact in facts),
    )


def without_item(meant: Coordinates, left: Sequence[str]) -> Coordinates:
    """What a title says without the words of it that were not understood."""
    return {name: m for name, m in meant.items() if not (name == ITEM and m == "".join(left))}


def _table(table: Table, facts: Sequence[PrintedFact]) -> SeenTable:
    raw = table.raw
    unplaced = [
        rows.structure.name(row)
        for rows in table.sides
        for row in rows.structure.unplaced
        if any(rows.value(column, row) for column in rows.columns)
    ]
    words = table.layout.vocabulary
    left = title_left(words, table)
    return SeenTable(
        table.layout,
        table.number,
        raw.title or next(iter(table.layout.titles), ""),
        table.money,
        raw.unit,
        len(raw.rows),
        tuple(_columns(table)),
        raw.notes,
        tuple(unplaced),
        len(raw.doubts),
        tuple(_places(raw)),
        without_item(title_meant(words, table), left),
        left,
        tuple(columns_seen(table)),
        tuple(names_seen(table)),
        rows_seen(table),
        len(facts),
        tuple(_without(facts)),
    )


def _without(facts: Sequence[PrintedFact]) -> Iterator[Without]:
    """The figures without coordinates, by what was not understood."""
    counts: Counter[tuple[Why, tuple[str, ...]]] = Counter()
    for fact in facts:
        if fact.why:
            counts[fact.why, fact.left if fact.why != "row" else (fact.name,)] += 1
    yield from (Without(why, left, count) for (why, left), count in counts.items())


def _columns(table: Table) -> Iterator[SeenColumn]:
    """What each column is for each side: 编码, 名称, 项目, or the layout's name for it."""
    layout, columns = table.layout, table.raw.columns
    meanings: dict[int, str] = {}
    for side, where in zip(layout.sides, column_map(layout, columns).sides, strict=True):
        if where is None:
            continue
        before = f"{side.name} " if side.name else ""
        named = {**where.texts, **where.columns}
        parts = [(index, name) for name, index in named.items()]
        parts += [(where.label, LABEL), (where.project, PROJECT), *((i, CODE) for i in where.code)]
        for index, name in parts:
            if index >= 0:
                meanings.setdefault(index, before + name)
    for index, header in enumerate(columns):
        numbers = sum(map(is_number, table.texts[index])) if index < len(table.texts) else 0
        yield SeenColumn(header, meanings.get(index, ""), numbers)


CODE, LABEL, PROJECT = "@code", "@label", "@project"
"""What columns are called that have no name of their own in a layout."""


def _places(table: RawTable) -> Iterator[Place]:
    """Where a table begins in each file, sheet and page that it stands on."""
    seen: set[tuple[str, str, int]] = set()
    for row in range(len(table.rows)):
        place = table.locate(row, 0)
        key = place.path, place.sheet, place.page
        if key not in seen:
            seen.add(key)
            yield place


def _sections(document: Document) -> Iterator[SeenSection]:
    claims = [claim.place.section for claim in document.prose.claims] if document.prose else []
    for index, section in enumerate(document.narrative):
        place = section.locate("title")
        title, length = section.title, len(section.text)
        yield SeenSection(section.section, title, length, claims.count(index), place)


def _unseen(table: RawTable, layouts: Sequence[Layout]) -> Unseen:
    width = max(map(len, table.rows), default=len(table.columns))
    rows = [tuple(table.columns), *map(tuple, table.rows)] if table.columns else table.rows
    whole = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1] or rows
    first = tuple(tuple(row) for row in whole[:SHOWN_ROWS])
    place = table.locate(0, 0) if table.rows else NOWHERE
    near = closest_layout(table, layouts)
    likely = near.layout.titles if near is not None else ()
    title = table.title or next(iter(likely), table.id)
    form = is_form(layouts[0].vocabulary, table)
    seen = opened(layouts[0].vocabulary, table)
    said = seen.meanings.columns if seen.meanings is not None else ()
    headers = tuple(h for h, one in zip(seen.columns, said, strict=False) if one is None)
    left = tuple(title_reading(layouts[0].vocabulary, seen).left)
    return Unseen(title, len(table.rows), width, first, place, near, form, left, headers)

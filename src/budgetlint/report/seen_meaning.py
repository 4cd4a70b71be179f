"""What was understood of a table: title, columns and rows, by which evidence, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from ..model.document import Rows, Table
from ..model.names import path
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Vocabulary, understood
from ..recognise.facts import column_meant, title_meant
from ..recognise.fit import OWN
from ..recognise.readings import (
    ITEM,
    NAME_ROLES,
    TOTAL_ROLES,
    column_reading,
    roles_of,
    said_of_column,
)
from ..recognise.row_facts import rows_meant
from ..recognise.segment_codes import numbers_named_rows
from ..recognise.segments import CODE_ROLES

Evidence = Literal["said", "pack", "words", "shape", "figures"]
"""By what something was told: the file says so, the pack lists the words, the vocabulary knows
them, where and how it is printed, what its figures come to."""
RowKind = Literal["said", "codes", "words", "totals", "names"]
"""By what a row is known: the file says so, a code, the words of its name, those of a total, or
only what it is called."""
Tree = Literal["code", "outline", "units", "groups", "nested", "flat", "single"]
"""By what it is told which rows belong below which."""


class SeenMeaning(NamedTuple):
    """What a column of figures says beyond the title, by what that was told, and what it comes
    from: "= A + B"."""

    column: int
    coordinates: Coordinates
    evidence: tuple[Evidence, ...]
    sums: tuple[str, ...]
    left: tuple[str, ...]


class SeenName(NamedTuple):
    """A column of codes or names, or one that numbers the rows, and by what that was told."""

    column: int
    kind: Literal["code", "label", "project", "index"]
    evidence: Evidence


class SeenRow(NamedTuple):
    """A row with a name: what it says, by what it is known (empty if it was not understood)."""

    name: str
    coordinates: Coordinates
    kind: RowKind | Literal[""]


class SeenRows(NamedTuple):
    """The rows of a table, those of all its sides, and by what they are trees."""

    every: tuple[SeenRow, ...]
    trees: tuple[Tree, ...]

    @property
    def counts(self) -> Mapping[RowKind, int]:
        """How many rows are known by what."""
        kinds = [row.kind for row in self.every]
        return {kind: kinds.count(kind) for kind in get_args(RowKind) if kind in kinds}

    @property
    def left(self) -> tuple[str, ...]:
        """The names of those that were not understood."""
        return tuple(row.name for row in self.every if not row.kind)


def columns_seen(table: Table) -> Iterator[SeenMeaning]:
    """Every column of figures that was read."""
    vocabulary = table.layout.vocabulary
    title = title_meant(vocabulary, table)
    short = short_headers(vocabulary, table.raw.columns)
    for rows in table.sides:
        called = {n: short[at] if at < len(short) else n for n, at in rows.where.columns.items()}
        for name, index in rows.where.columns.items():
            meant = column_meant(vocabulary, table, rows, name)
            own = {n: m for n, m in meant.coordinates.items() if title.get(n) != m}
            found = list(_sums(rows, name, called))
            sums, figures = tuple(text for text, _ in found), any(by for _, by in found)
            by = (_told_by(table, index), *(("figures",) if figures else ()))
            evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(by))
            yield SeenMeaning(index, own, () if meant.left else evidence, sums, meant.left)


def _told_by(table: Table, index: int) -> Evidence:
    if table.raw.meanings is not None and index in table.raw.meanings.by_figures:
        return "figures"
    if said_of_column(table.raw.meanings, index) is not None:
        return "said"
    return "words" if table.id.startswith(OWN) else "pack"


def names_seen(table: Table) -> Iterator[SeenName]:
    """The columns of codes and names of all sides, and those that number the rows."""
    named: set[int] = set()
    for rows in table.sides:
        where = rows.where
        parts: list[tuple[int, Literal["code", "label", "project"]]]
        parts = [*((at, "code") for at in where.code), *((at, "label") for at in where.group)]
        parts += [(where.label, "label"), (where.project, "project")]
        for at, kind in parts:
            if at >= 0:
                yield SeenName(at, kind, _names_told_by(table, at))
        named |= {at for at, _ in parts} | set(where.columns.values()) | set(where.texts.values())
    for at in range(len(table.raw.columns)):
        known = column_reading(table.layout.vocabulary, table.raw, at, alone=True)
        if at not in named and "index" in roles_of(known.coordinates):
            yield SeenName(at, "index", "words")
        elif at not in named and at < len(table.texts) and numbers_named_rows(table.texts[at]):
            yield SeenName(at, "index", "shape")


def _names_told_by(table: Table, at: int) -> Evidence:
    known = column_reading(table.layout.vocabulary, table.raw, at, alone=True)
    if said_of_column(table.raw.meanings, at) is not None:
        return "said"
    if not table.id.startswith(OWN):
        return "pack"
    return "words" if roles_of(known.coordinates) & (CODE_ROLES | NAME_ROLES) else "shape"


BLAND = frozenset({"measure", "stage"})
"""What a header says that does not tell which column it is: 金额, 预算数."""


def short_headers(vocabulary: Vocabulary, columns: Sequence[str]) -> Sequence[str]:
    """Header paths as short as tells them apart: 基本支出 alone, else 功能分类/金额."""
    paths = [path(text) for text in columns]
    return ["/".join(own[-_parts_needed(vocabulary, own, paths) :]) for own in paths]


def _parts_needed(
    vocabulary: Vocabulary, own: tuple[str, ...], paths: Sequence[tuple[str, ...]]
) -> int:
    bland = bool(own) and understood(vocabulary, own[-1]).coordinates.keys() <= BLAND
    for count in range(2 if bland else 1, len(own)):
        if sum(other[-count:] == own[-count:] for other in paths) == 1:
            return count
    return max(len(own), 1)


def _sums(rows: Rows, name: str, called: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """What a column is the sum or the rate of; whether its figures say so, or its words alone."""

    def words(column: str) -> str:
        return called.get(column, column)

    for found in rows.where.sums:
        if found.whole == name and not found.partial:
            yield f"= {' + '.join(map(words, found.parts))}", not found.closed
    for derived in rows.where.derived:
        if derived.column == name and derived.sure:
            sign = " - " if derived.kind == "change" else " : "
            whole = words(derived.whole) if derived.whole != derived.part else ""
            yield f"= {words(derived.part)}{sign}{whole}".rstrip(" :"), True


def rows_seen(table: Table) -> SeenRows:
    """How the rows of all sides are known."""
    every: list[SeenRow] = []
    trees: dict[Tree, None] = {}
    for rows in table.sides:
        side = rows.structure.side.rows
        trees.update({side: None} if side != "claims" else {})
        for row, meant in enumerate(rows_meant(table.layout.vocabulary, table.raw, rows)):
            name = rows.structure.name(row)
            if meant.left and meant.left[0]:
                every.append(SeenRow(name, {}, ""))
            elif not meant.left and (kind := _kind(rows, row, meant.coordinates)):
                every.append(SeenRow(name, meant.coordinates, kind))
    return SeenRows(tuple(every), tuple(trees))


def _kind(rows: Rows, row: int, known: Coordinates) -> RowKind | Literal[""]:
    if row in rows.structure.said:
        return "said"
    if roles_of(known) & TOTAL_ROLES:
        return "totals"
    if rows.structure.codes[row]:
        return "codes"
    if ITEM in known:
        return "names"
    return "words" if known else ""


def in_words(vocabulary: Vocabulary, coordinates: Coordinates, lang: str) -> str:
    """Coordinates as people say them: 支出，一般公共预算，基本支出; members in English."""
    said = (
        _member(vocabulary, name, member, lang)
        for name, joined in coordinates.items()
        if name != "role" and (name, joined) != ("measure", "amount")
        for member in joined.split(JOIN)
    )
    return ("，" if lang == "zh" else ", ").join(said)


LAST_YEAR = {"-1": "previous"}


def _member(vocabulary: Vocabulary, name: str, member: str, lang: str) -> str:
    known = LAST_YEAR.get(member, member) if name == "year" else member
    dimension = vocabulary.dimensions.get(name)
    names = dimension.names if dimension is not None else {}
    return names[known][0] if lang == "zh" and known in names else known

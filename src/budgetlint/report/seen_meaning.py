"""What was understood of a table: title, columns and rows, by which evidence, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from ..model.document import Rows, Table
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Vocabulary
from ..recognise.facts import column_meant, title_meant
from ..recognise.fit import OWN
from ..recognise.readings import roles_of
from ..recognise.row_facts import ITEM, rows_meant
from ..recognise.segments import TOTAL_ROLES

Evidence = Literal["pack", "words", "figures"]


class SeenMeaning(NamedTuple):
    """What a column of figures says beyond the title, by what that was told (the letters of the
    pack, the words of its header, its figures too), and what it comes from: "= A + B"."""

    column: int
    coordinates: Coordinates
    evidence: tuple[Evidence, ...]
    sums: tuple[str, ...]
    left: tuple[str, ...]


class SeenRows(NamedTuple):
    """How the rows of a table with a name are known: how many by a code, by the words of a name,
    as totals, by a name alone; and the names of those that were not understood."""

    codes: int
    words: int
    totals: int
    names: int
    left: tuple[str, ...]


def columns_seen(table: Table) -> Iterator[SeenMeaning]:
    """Every column of figures that was read."""
    vocabulary = table.layout.vocabulary
    title = title_meant(vocabulary, table)
    for rows in table.sides:
        for name, index in rows.where.columns.items():
            meant = column_meant(vocabulary, table, rows, name)
            own = {n: m for n, m in meant.coordinates.items() if title.get(n) != m}
            found = list(_sums(rows, name))
            sums, figures = tuple(text for text, _ in found), any(by for _, by in found)
            known: Evidence = "words" if table.id.startswith(OWN) else "pack"
            evidence: tuple[Evidence, ...] = (known, "figures") if figures else (known,)
            yield SeenMeaning(index, own, () if meant.left else evidence, sums, meant.left)


def _sums(rows: Rows, name: str) -> Iterator[tuple[str, bool]]:
    """What a column is the sum or the rate of; whether its figures say so, or its words alone."""
    for found in rows.where.sums:
        if found.whole == name:
            yield f"= {' + '.join(found.parts)}", not found.closed
    for derived in rows.where.derived:
        if derived.column == name and derived.sure:
            sign = " - " if derived.kind == "change" else " : "
            yield f"= {derived.part}{sign}{derived.whole}".rstrip(" :"), True


def rows_seen(table: Table) -> SeenRows:
    """How the rows of all sides are known."""
    counts = dict.fromkeys(("codes", "words", "totals", "names"), 0)
    left: dict[str, None] = {}
    for rows in table.sides:
        for row, meant in enumerate(rows_meant(table.layout.vocabulary, table.raw, rows)):
            if meant.left:
                left.update(dict.fromkeys([rows.structure.name(row)] if meant.left[0] else []))
            elif kind := _kind(rows, row, meant.coordinates):
                counts[kind] += 1
    return SeenRows(**counts, left=tuple(left))


def _kind(rows: Rows, row: int, known: Coordinates) -> str:
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
    return "，".join(said) if lang == "zh" else ", ".join(said)


def _member(vocabulary: Vocabulary, name: str, member: str, lang: str) -> str:
    names: Mapping[str, tuple[str, ...]] = (
        vocabulary.dimensions[name].names if name in vocabulary.dimensions else {}
    )
    return names[member][0] if lang == "zh" and member in names else member

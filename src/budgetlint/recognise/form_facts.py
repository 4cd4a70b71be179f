"""Facts of forms: what has a field beside each figure, and below it a table of indicators.

A form of a project's targets begins with fields, each in front of what it says, and goes on with
indicators: their names in the columns of their levels, then what is aimed at and the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.document import Table
from ..model.expressions import expression
from ..model.memo import Memo
from ..model.names import bare, norm
from ..model.raw import RawTable
from ..model.values import NamedTuple
from ..model.vocabulary import JOIN, Coordinates, Meaning, Vocabulary, understood
from .layouts import MAX_KEPT_ROWS
from .readings import ITEM, LEVEL, roles_of, without_role
from .row_facts import MATTER

_NUMBER = expression(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_AIMED = expression(r"[≥≤<>=＞＜]{0,2}[-+]?[\d,]+(?:\.\d+)?[%％‰]?[^\d%]{0,8}")
"""What is aimed at: a figure with its unit, or with a sign of comparison."""


class FormFact(NamedTuple):
    """A figure of a form: its cell, the name of its field or indicator, the header above it, its
    coordinates, and what was not understood."""

    row: int
    column: int
    name: str
    header: str
    coordinates: Coordinates
    left: tuple[str, ...] = ()


def indicators_begin(vocabulary: Vocabulary, raw: RawTable) -> int:
    """The row that heads the indicators of a form: two levels of names or more, and a score; -1
    where its columns are headed so, and NO_HEAD where nothing is."""
    if _is_head(vocabulary, raw.columns):
        return -1
    return next((n for n, row in enumerate(raw.rows) if _is_head(vocabulary, row)), NO_HEAD)


NO_HEAD = -2
MAX_FORMS = 256
_FIGURES = expression(r"[-\d\s.,+%]*")
"""Columns without a word: nothing in them heads anything."""


def is_form(vocabulary: Vocabulary, table: Table) -> bool:
    """Whether a typed table is a form with indicators: by its words, of which it is kept."""
    words = [column for column in table.texts if not _FIGURES.fullmatch("".join(column))]

    def made() -> bool:
        # A head has three words or more.
        rows = table.raw.columns, *(zip(*words, strict=True) if len(words) > 2 else ())
        return any(_is_head(vocabulary, row) for row in rows)

    if len(table.raw.rows) > MAX_KEPT_ROWS:
        return made()
    forms: Memo[object, bool] = vocabulary.made.get("forms", lambda: Memo(MAX_FORMS))
    return forms.get((table.raw.columns, *words), made)


def _is_head(vocabulary: Vocabulary, row: Sequence[str]) -> bool:
    words = [cell for cell in row if cell.strip() and not cell.lstrip()[0].isdigit()]
    readings = [_heads(vocabulary, cell) for cell in words if len(words) > 2]
    levels = sum(LEVEL in roles_of(reading.coordinates) for reading in readings)
    return levels > 1 and any("score" in r.coordinates.get("measure", "") for r in readings)


def _heads(vocabulary: Vocabulary, cell: str) -> Meaning:
    return understood(vocabulary, bare(cell), "", False)  # noqa: FBT003


def fields_of(vocabulary: Vocabulary, raw: RawTable, matter: str) -> Iterator[FormFact]:
    """The figures of a form about `matter`; where its title does not say, its own words do."""
    known = matter if matter in vocabulary.no_money else _matter_in(vocabulary, raw)
    at = {MATTER: known} if known else {}
    head = indicators_begin(vocabulary, raw)
    for row in range(len(raw.rows) if head == NO_HEAD else max(head, 0)):
        yield from _of_fields(vocabulary, at, row, raw.rows[row])
    if head != NO_HEAD:
        yield from _of_indicators(vocabulary, at, raw, head)


def _matter_in(vocabulary: Vocabulary, raw: RawTable) -> str:
    """The matter that the words of a form name, if it is one of those that have no sums."""
    cells = (cell for row in (raw.columns, *raw.rows) for cell in row if cell.strip())
    named = (_heads(vocabulary, cell).coordinates.get(MATTER, "") for cell in cells)
    members = (member for joined in named for member in joined.split(JOIN))
    return next((member for member in members if member in vocabulary.no_money), "")


def _of_fields(
    vocabulary: Vocabulary, at: Coordinates, row: int, cells: Sequence[str]
) -> Iterator[FormFact]:
    """The figures of a row of fields. A whole number is one where its field is understood: it may
    be a code, or somebody's number."""
    for column, text in enumerate(cells):
        if not _NUMBER.fullmatch(norm(text)):
            continue
        field = _field(cells, column)
        reading = understood(vocabulary, bare(field))
        whole = not any(mark in text for mark in ".,%")
        if whole and (reading.left or not reading.coordinates):
            continue
        known = vocabulary.met(at, without_role(reading.coordinates))
        item = {ITEM: norm(field)} if field else {}
        yield FormFact(row, column, norm(field), "", {**known, **item} if field else {})


def _field(cells: Sequence[str], column: int) -> str:
    """The name of a form's field: the nearest words in front of a figure."""
    before = (cell for cell in reversed(cells[:column]) if cell.strip())
    return next((cell for cell in before if not _NUMBER.fullmatch(norm(cell))), "")


def _of_indicators(
    vocabulary: Vocabulary, at: Coordinates, raw: RawTable, head: int
) -> Iterator[FormFact]:
    """The figures of the indicators below their head."""
    readings = {
        column: _heads(vocabulary, cell)
        for column, cell in enumerate(raw.rows[head] if head >= 0 else raw.columns)
        if cell.strip()
    }
    levels = [c for c, r in readings.items() if LEVEL in roles_of(r.coordinates)]
    named: dict[int, str] = {}
    for row in range(head + 1, len(raw.rows)):
        cells = raw.rows[row]
        named = _carried(named, levels, cells)
        name = named.get(max(named, default=-1), "")
        for column, reading in readings.items():
            text = norm(cells[column]) if column < len(cells) else ""
            if column > max(levels) and _AIMED.fullmatch(text) and name:
                meant = {**at, **without_role(reading.coordinates), ITEM: name}
                yield FormFact(row, column, name, reading.phrase, meant, reading.left)


def _carried(
    named: Mapping[int, str], levels: Sequence[int], cells: Sequence[str]
) -> dict[int, str]:
    """The names of the levels of a row: what is not written again holds on."""
    first = next((c for c in levels if c < len(cells) and cells[c].strip()), None)
    if first is None:
        return dict(named)
    kept = {column: name for column, name in named.items() if column < first}
    own = {c: norm(cells[c]) for c in levels if c >= first and c < len(cells) and cells[c].strip()}
    return kept | own

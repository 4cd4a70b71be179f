"""Prose and tables: what is told of a figure that a table prints where words say what it is.

A pack declares what its columns measure; this is for all other tables, and for rows that are told
by their names: “三公” tables of every form, income by its sources, procurement. Coordinates are
parsed on both sides and must be equal; a figure that a table has twice is compared with nothing.
“三公”经费 and matters are paid from any source: theirs does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ..model.document import DocumentCell, Follow, Stated, Structure, Table
from ..model.memo import Memo
from ..model.prose import About
from ..model.values import NamedTuple
from ..model.vocabulary import ENTITY, Coordinates, Vocabulary
from ..model.words import literal
from .facts import column_meant
from .fit import OWN, Meaning, meaning
from .form_facts import is_form
from .identities import STAGE, figures_met
from .readings import FLOW, ROLE, YEAR
from .row_facts import CHART, MATTER, SANGONG

MAX_ROWS = 400
"""Rows of a side whose figures are told by their names; longer lists are of projects or units."""
MAX_TOLD, TOLD = 2048, "told"
"""How many meanings of amounts are kept, and under which name."""
AMOUNT, CHANGE, COMPLETION = "amount", "change", "completion"
FUNCTION, SPENT, CLASS = "function", literal("names.spent"), 3
"""Functions, what the name of one ends with, and how long the code of a class is."""
_ASIDE = frozenset({ROLE, ENTITY, YEAR, STAGE, CHART, "measure", "range"})
_OF_ANY_SOURCE = frozenset({"source", FLOW, "origin"})
_PREVIOUS = "previous"
_STAGES: Mapping[str, frozenset[str]] = {
    "budget": frozenset({"", "budget", "initial"}), "final": frozenset({"", "final"})
}  # fmt: skip
_PLANS = frozenset({"budget", "initial", "adjusted"})
_AGAINST: Mapping[str, Mapping[str, frozenset[str]]] = {
    "budget": {
        "budget": _STAGES["budget"],
        "execution": frozenset({"executed"}),
        "final": frozenset({"final"}),
    },
    "final": {"budget": _STAGES["final"], "final": _STAGES["final"]},
}
"""By the stage of a document, of which stage is what a change is against, as its words say."""


class _Figure(NamedTuple):
    """A figure of a table: its cell, of which year and stage."""

    cell: DocumentCell
    year: str
    stage: str


_Figures = Mapping[Meaning, Mapping[str, Sequence[_Figure]]]
"""Figures by what they mean, and by table."""


def told_of(tables: Sequence[Table], claims: Structure, year: int) -> Iterator[Follow]:
    """What prose says of the figures of these tables, in a document of a year."""
    stated = claims.stated
    if stated is None or not stated.about or not tables:
        return
    figures, words = _figures(tables), tables[0].layout.vocabulary
    known: Memo[object, Meaning | None] = words.made.get(TOLD, lambda: Memo(MAX_TOLD))
    for row, about in stated.about.items():
        if not about.sure:
            continue
        key = known.get(about[:2], partial(_meant, words, about))
        if key is None or about.stage not in _STAGES:
            continue
        for found in figures.get(key, {}).values():
            yield from _told(claims, stated, row, about, _Years(found, year))


def _meant(words: Vocabulary, about: About) -> Meaning | None:
    """What an amount means; None where it is of an account below a class of functions."""
    at = _of_class(words, about)
    return None if at is None else _key(words, at)


def _of_class(words: Vocabulary, about: About) -> Coordinates | None:
    """The coordinates of an amount; None where it is of an account below a class of functions."""
    at = dict(about.at)
    if not about.accounts:
        return at
    (name, code), *below = about.accounts
    names = words.charts.get(FUNCTION, {})
    codes = [c for called in (name, name + SPENT) for c in names.get(called, ()) if len(c) == CLASS]
    if below or code or len(set(codes)) != 1:
        return None
    return {**at, FUNCTION: codes[0]}


def _figures(tables: Sequence[Table]) -> _Figures:
    found: defaultdict[Meaning, defaultdict[str, list[_Figure]]]
    found = defaultdict(lambda: defaultdict(list))
    for table in tables:
        words = table.layout.vocabulary
        if is_form(words, table):
            continue
        named = _is_told_by_names(table)
        for cell, at in figures_met(words, table) if named else _totals(words, table):
            figure = _Figure(cell, at.get(YEAR, ""), at.get(STAGE, ""))
            found[_key(words, at)][table.id].append(figure)
    return found


def _totals(words: Vocabulary, table: Table) -> Iterator[tuple[DocumentCell, Coordinates]]:
    """The total of each column of money of which all that is said was understood."""
    for rows in table.sides:
        side, total = rows.structure.side, rows.structure.total
        for name in rows.columns if total >= 0 and not side.subtotal else ():
            if name not in side.columns or side.columns[name].measure != "money":
                continue
            meant = column_meant(words, table, rows, name)
            if not meant.left and meant.coordinates and rows.value(name, total):
                yield DocumentCell(side.ordinal, name, total), meant.coordinates


def _is_told_by_names(table: Table) -> bool:
    """Whether no code tells the rows of a table, or no layout its columns."""
    own = table.id.startswith(OWN)
    return all(
        (own or rows.structure.side.rows != "code") and rows.structure.size <= MAX_ROWS
        for rows in table.sides
    )


def _key(words: Vocabulary, at: Coordinates) -> Meaning:
    aside = _ASIDE | _OF_ANY_SOURCE if {SANGONG, MATTER} & at.keys() else _ASIDE
    return meaning(words, at, aside)


class _Years:
    """The figures of one table that mean the same: of this year, and of the one before."""

    def __init__(self, figures: Sequence[_Figure], year: int) -> None:
        self._figures = figures
        self._this = frozenset({"", str(year)}) if year else frozenset({""})
        self._last = frozenset({_PREVIOUS, str(year - 1)}) if year else frozenset({_PREVIOUS})

    def now(self, stages: frozenset[str]) -> DocumentCell | None:
        """The one figure of this year at one of these stages."""
        return self._only(self._this, stages)

    def then(self, stages: frozenset[str]) -> DocumentCell | None:
        """The one figure of last year at one of these stages."""
        return self._only(self._last, stages)

    def _only(self, years: frozenset[str], stages: frozenset[str]) -> DocumentCell | None:
        found = [f.cell for f in self._figures if f.year in years and f.stage in stages]
        return found[0] if len(found) == 1 else None


def _told(
    claims: Structure, stated: Stated, row: int, about: About, years: _Years
) -> Iterator[Follow]:
    """An amount and its cell; a change and the cells of both years; how much of a plan is done,
    and the plan where prose does not say it."""
    now = years.now(_STAGES[about.stage])
    if now is None:
        return
    ordinal = claims.side.ordinal
    if stated.states(row, AMOUNT):
        yield Follow("told", (DocumentCell(ordinal, AMOUNT, row),), (now,))
    if stated.states(row, COMPLETION) and not stated.states(row, "budget"):
        plan = years.now(_PLANS)
        if plan is not None:
            yield Follow("completed", (DocumentCell(ordinal, COMPLETION, row),), (plan,))
    against = _AGAINST[about.stage].get(stated.meanings[row].get("against", "budget"))
    then = years.then(against) if against is not None else None
    if then is not None and stated.states(row, CHANGE):
        yield Follow("changed", (DocumentCell(ordinal, CHANGE, row), then), (now,))

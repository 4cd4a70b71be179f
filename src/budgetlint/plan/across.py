"""What documents say of the same figure: facts of equal coordinates agree, whoever prints them.

A column is placed by the words of its table's title and of its header: what it measures, of which
year, at which stage. "上年预算数" of this year's budget is the budget of last year's document; what
a final account heads 年初预算 is the figure of the budget of its year. What is headed 预算数 there
may be the budget as it was changed, and is compared with nothing. A department's figure is the sum
of its units'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..messages import heading_of, table_name
from ..model.document import TOTAL_KEY, Document, Structure, Table
from ..model.errors import Message
from ..model.layout import Side
from ..model.names import bare, norm
from ..model.prose import About
from ..model.rule import Rule
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from ..packs import Pack
from ..recognise.fit import Meaning, meaning
from ..recognise.readings import ROLE, YEAR, column_reading, title_reading, without_role
from .accounts import Accounts, code_of
from .addends import ONE
from .bind import BoundRule, Plan
from .cells import cells_for
from .links import Links
from .reads import Reads
from .relations import CellRef, Formula, Formulas, OfRow

STAGE, MEASURE, LAST, AMOUNT = "stage", "measure", "previous", "amount"
FLOW = "flow"
FINAL, INITIAL, BUDGET = "final", "initial", "budget"
ASIDE = frozenset({ROLE, "entity", YEAR, STAGE, MEASURE})
"""What says nothing of what a figure measures."""


class Period(NamedTuple):
    """The year and the stage that figures are of: the budget of 2025, the final account of 2024."""

    year: int
    stage: str


class Placed(NamedTuple):
    """A column of figures: what it measures, of which period, and where it stands."""

    meaning: Meaning
    period: Period
    side: int
    column: str
    shape: Structure
    table: Message


def period_of(document: Document, vocabulary: Vocabulary) -> Period:
    """What a document is: of its year, a final account if most of its tables are headed so."""
    tables = [table for table in document.tables.values() if table.layout.book is None]
    stages = Counter(_title(table, vocabulary).get(STAGE) == FINAL for table in tables)
    return Period(document.raw.year, FINAL if stages[True] > stages[False] else BUDGET)


def same_facts(
    own: Sequence[Placed], others: Sequence[Placed], period: Period
) -> Iterator[Formula]:
    """Equal facts of two documents; of what a document says of another period than its own."""
    there = {(one.meaning, one.period): one for one in others}
    for one in own:
        other = there.get((one.meaning, one.period))
        if other is None or one.period == period:
            continue
        rows, theirs = rows_of(one.shape), rows_of(other.shape)
        for key in (key for key in rows if key in theirs):
            left = ((ONE, CellRef(one.side, one.column, rows[key])),)
            right = ((ONE, CellRef(other.side, other.column, theirs[key])),)
            yield Formula(OfRow(one.side, rows[key], one.column), left, right)


def told_of_last_year(
    own: Structure,
    last: Structure | None,
    others: Sequence[Placed],
    period: Period,
    words: Vocabulary,
) -> Iterator[Formula]:
    """Last year, as the changes imply it that prose states of this year's amounts, is what last
    year's document says of the same coordinates, in its tables (`others`) and in its prose
    (`last`). An amount whose change is not stated implies nothing. What both documents call alike
    is left to rules by name."""
    accounts = Accounts(words)
    named = set(last.stated.paths) if last is not None and last.stated is not None else set()
    stated = own.stated
    for row, about in stated.about.items() if stated is not None else ():
        both = stated is not None and all(stated.states(row, name) for name in (AMOUNT, "change"))
        changed = both and about.sure
        if stated is None or not changed or stated.paths[row] in named:
            continue
        code, at = code_of(about)
        means = meaning(words, at, ASIDE)
        implied = tuple(
            (weight, CellRef(own.side.ordinal, column, row))
            for weight, column in ((ONE, AMOUNT), (-ONE, "change"))
        )
        there = (one for one in others if one.meaning == means and one.period == period)
        for ref in (*_said_of(last, about), *_printed_of(there, about, code, accounts)):
            yield Formula(OfRow(own.side.ordinal, row, AMOUNT), implied, ((ONE, ref),))


def _printed_of(
    columns: Iterable[Placed], about: About, code: str, accounts: Accounts
) -> Iterator[CellRef]:
    for one in columns:
        row = accounts.row(one.shape, about, code)
        if row >= 0:
            yield CellRef(one.side, one.column, row)


def _said_of(last: Structure | None, about: About) -> Iterator[CellRef]:
    """The one amount that last year's prose says of the same."""
    stated = last.stated if last is not None else None
    told = stated.about if stated is not None else {}
    rows = [row for row, one in told.items() if one.sure and _alike(one, about)]
    rows = [row for row in rows if stated is not None and stated.states(row, AMOUNT)]
    if last is not None and len(rows) == 1:
        yield CellRef(last.side.ordinal, AMOUNT, rows[0])


def _alike(one: About, other: About) -> bool:
    names = ([name for name, _ in each.accounts] for each in (one, other))
    same = next(names) == next(names)
    return same and (one.at, one.stage) == (other.at, other.stage)


class Transfer(NamedTuple):
    """Money that one unit gives another, which both print and their department does not: the code
    whose rows hold it, and how much, in the money of the department's document."""

    code: str
    amount: Decimal


def sum_of_units(
    own: Sequence[Placed], units: Sequence[Sequence[Placed]], transfers: Sequence[Transfer] = ()
) -> Iterator[Formula]:
    """A department's figures as the sums of its units'. Only columns that every unit prints; a code
    that a unit does not print is nothing there. Transfers are left out of what a table has of all
    kinds; of which kind they are is not declared, so that other columns may or may not hold them
    (`may_hold`)."""
    for one in own:
        parts = [like(one, unit) for unit in units]
        if not parts or any(part is None for part in parts):
            continue
        rows = rows_of(one.shape)
        theirs = [(part, rows_of(part.shape)) for part in parts if part is not None]
        for key in _shared(rows, [keys for _, keys in theirs]):
            right = tuple(
                (ONE, CellRef(part.side, part.column, keys[key]))
                for part, keys in theirs
                if key in keys
            )
            missing = "" if key in rows else key
            left = ((ONE, CellRef(one.side, one.column, rows.get(key, -1), missing)),)
            name = one.shape.name(rows[key]) if key in rows else key
            held = [t.amount for t in transfers if _is_of_all(one, own) and _holds(key, t)]
            given = -sum(held, Decimal(0))
            yield Formula(f"{name}.{one.column}", left, right, *((given,) if given else ()))


def _shared(rows: Mapping[str, int], units: Sequence[Mapping[str, int]]) -> Iterator[str]:
    """The rows to compare: all codes, and names that everybody prints, as names are not the same
    everywhere."""
    for key in dict.fromkeys((*rows, *(key for keys in units for key in keys))):
        if key.isdigit() or all(key in keys for keys in (rows, *units)):
            yield key


def _is_of_all(one: Placed, own: Sequence[Placed]) -> bool:
    """Whether the other columns of its table are parts of a column, by what they mean."""
    beside = [other.meaning for other in own if other.shape is one.shape]
    said = {each for each in one.meaning if each[0] != FLOW}  # which a nature says already
    return one.shape.side.rows == "code" and all(said <= meaning for meaning in beside)


def may_hold(shape: Structure, row: int, transfers: Sequence[Transfer]) -> list[Decimal]:
    """The transfers that may be left out of a row: those of its code; of a name any."""
    code = shape.codes[row] if 0 <= row < shape.size and row != shape.total else ""
    return [one.amount for one in transfers if one.code.startswith(code)]


def _holds(key: str, transfer: Transfer) -> bool:
    """Whether the row of a key holds a transfer: its code, those above it, the total."""
    return key == TOTAL_KEY or (key.isdigit() and transfer.code.startswith(key))


def like(one: Placed, unit: Sequence[Placed]) -> Placed | None:
    """The column of a unit that measures the same."""
    found = [c for c in unit if (c.meaning, c.period) == (one.meaning, one.period)]
    return found[0] if found else None


def plan_of(pack: Pack, rule: Rule, formulas: Sequence[Formula], document: Document) -> Plan:
    """A plan of one rule for a document, whose relations are these."""
    parts = [Formulas(rule, "=", tuple(formulas), vacuous_counts=False)]
    return Plan(pack, [BoundRule(rule, parts, Links(parts), Reads(()))], cells_for(document))


def placed(
    document: Document, vocabulary: Vocabulary, period: Period, prefix: str = ""
) -> list[Placed]:
    """The columns of figures of a document's own tables, or of those of a document beside it, that
    can be told apart by their words; of those that mean the same, none."""
    every = [
        found
        for table in document.tables.values()
        if table.layout.book is None and _is_of(table.layout.id, prefix)
        for found in _columns(table, period, vocabulary)
    ]
    times = Counter((one.meaning, one.period) for one in every)
    return [one for one in every if times[one.meaning, one.period] == 1]


def _is_of(name: str, prefix: str) -> bool:
    return name.startswith(prefix) if prefix else not name.startswith("@")


def _columns(table: Table, period: Period, vocabulary: Vocabulary) -> Iterator[Placed]:
    base = _title(table, vocabulary)
    said = heading_of(table_name(table.layout, table.number), table.raw)
    for rows in table.sides:
        side = rows.structure.side
        at = vocabulary.met(base, _side(side, vocabulary))
        for name, index in rows.where.columns.items():
            if rows.columns.get(name) is None or side.columns[name].measure != "money":
                continue
            own = column_reading(vocabulary, table.raw, index).coordinates
            when = _period(own, period)
            if when is not None:
                found = meaning(vocabulary, vocabulary.met(at, without_role(own)), ASIDE)
                yield Placed(found, when, side.ordinal, name, rows.structure, said)


def _period(own: Coordinates, period: Period) -> Period | None:
    """The period of a column's figures; None for what is no amount, or of no certain stage."""
    if own.get(MEASURE, AMOUNT) != AMOUNT:
        return None
    said = own.get(YEAR, "")
    year = period.year - 1 if said == LAST else int(said) if said.isdigit() else period.year
    stage = own.get(STAGE, period.stage)
    if stage == INITIAL:
        return Period(year, BUDGET)
    if stage not in (BUDGET, FINAL) or (stage == BUDGET and period.stage == FINAL):
        return None
    return Period(year, stage)


def _title(table: Table, vocabulary: Vocabulary) -> Coordinates:
    """What a table's title says; that of its layout where the printed one is not understood."""
    readings = (understood(vocabulary, title) for title in table.layout.titles if title)
    printed = title_reading(vocabulary, table.raw)
    for reading in (*([printed] if printed.phrase else []), *readings):
        if not reading.left:
            return without_role(reading.coordinates)
    return {}


def _side(side: Side, vocabulary: Vocabulary) -> Coordinates:
    found: Coordinates = {}
    for word in (side.name, *side.under[:1]):
        said = understood(vocabulary, word, "", False).coordinates  # noqa: FBT003
        found = vocabulary.met(found, without_role(said))
    return found


def rows_of(shape: Structure) -> Mapping[str, int]:
    """The rows of a side by what they are called: a code, else a name; names and codes that stand
    twice are left out."""
    if shape.side.rows == "single":
        return {TOTAL_KEY: 0} if shape.size == 1 else {}
    named = [(_key(shape, row), row) for row in range(shape.size)]
    times = Counter(key for key, _ in named)
    return {key: row for key, row in named if key and times[key] == 1}


def _key(shape: Structure, row: int) -> str:
    if row == shape.total:
        return TOTAL_KEY
    return shape.codes[row] or norm(bare(shape.labels[row]))

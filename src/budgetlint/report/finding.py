"""A finding: what the report says. Values only; `findings` makes them, writers decide nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from .. import messages
from ..model.amounts import EXACT, is_blank, printed
from ..model.errors import NOTHING, Message
from ..model.place import NOWHERE, Place
from ..model.severity import Severity
from ..model.values import NamedTuple
from ..model.verdict import Verdict

Role = Literal["printed", "addend", "stated", "part", "whole", "place"]


class FindingCell(NamedTuple):
    """A cell as a reader finds it. `value` is the text as printed; `weight` its factor.

    `address` is 表3 / 20141 数据事务 / 合计; `table`, `row` and `column` are its parts; `heading`
    is the table as it calls itself, by the number and the title that are printed, and `brief` by
    the number if one is printed, else by the title. `english` are row and column where the program
    or the pack has an English name for them, else empty. `doubt` says why its reading is uncertain.
    """

    address: Message
    table: Message
    row: str
    column: str
    value: str
    amount: Decimal
    weight: Decimal
    role: Role
    place: Place = NOWHERE
    is_there: bool = True
    doubt: Message = NOTHING
    heading: Message = NOTHING
    brief: Message = NOTHING
    english: tuple[str, str] = ("", "")

    @property
    def row_said(self) -> Message:
        """The row in the reader's language."""
        return Message(self.row, self.english[0] or self.row)

    @property
    def column_said(self) -> Message:
        """The column in the reader's language."""
        return Message(self.column, self.english[1] or self.column)

    @property
    def titled(self) -> Message:
        """The address, with the table by the number and the title that it prints."""
        return self._under(self.heading)

    @property
    def short(self) -> Message:
        """The address, with the table by its number if it prints one, else by its title."""
        return self._under(self.brief)

    def _under(self, table: Message) -> Message:
        if table in (self.table, NOTHING):
            return self.address
        parts = [said for said in (self.row_said, self.column_said) if said.zh]
        return messages.address_of(table, *parts)


class Suspect(NamedTuple):
    """A cell that is probably wrong, and what it should say.

    Figures between `low` and `high` repair all relations (None: nothing limits them); `suggested`
    is the likeliest (None: nothing should stand there), with the places in which it would be
    printed and in the unit of its table. Where `what` is wrong is a code or a name, `label` is the
    right one and there are no figures. `slip` says how the printed figure came about, if anything
    simple does. `certainty` is ``certain`` (nothing else explains what is broken, and several
    relations agree), ``likely`` or ``possible`` (other cells would explain it as well); `sole` says
    that a slip explains no other figure between the limits. `unit` is that of its figures: of
    money, % for a rate, empty for counts.
    """

    cell: FindingCell
    suggested: Decimal | None
    low: Decimal | None
    high: Decimal | None
    slip: Message
    slip_code: str
    certainty: str
    what: Literal["figure", "code", "name"] = "figure"
    sole: bool = False
    label: str = ""
    unit: str = ""

    @property
    def right(self) -> str:
        """What should stand in the cell, as it would be printed; empty where nothing should."""
        return self.label or ("" if self.suggested is None else printed(self.suggested))


class Finding(NamedTuple):
    """One thing to look at. Amounts are in `money`, the unit that the table of its first figure
    prints; that is "%" where it is no money, and empty for counts.

    For a relation `actual` is what is printed, `expected` what the other cells give and
    `difference` is actual - expected; `tolerance` is what rounding could explain. For a ratio
    `actual` is the percentage that is stated, if any is, and `possible` the lowest and the highest
    that the figures give; it is no `percent` where it is a price. For an assertion these are None
    and `found` and `wanted` say it in words.

    A finding may stand for all relations that one cause breaks: `suspects` are the cells that are
    probably wrong, `alternatives` other sets of cells that would explain the same, `evidence` the
    other relations, and `story` what happened to several cells at once. `searched` is false where
    the search for the cause was cut short. `multipliers` says how often each piece of evidence
    counts in the proof that roundings contradict each other. `fingerprint` names the finding as
    long as it stands at the same place; see `fingerprints`. `explain` says that the office must
    explain it, `leftover` that a template left it behind; `kind` is that of the rule. `lacking` are
    codes whose rows a table should have.
    """

    code: str
    name: Message
    severity: Severity
    verdict: Verdict
    message: Message
    why: Message
    cells: tuple[FindingCell, ...]
    op: str = ""
    actual: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    possible: tuple[Decimal, Decimal] | None = None
    money: str = ""
    found: Message = NOTHING
    wanted: Message = NOTHING
    hint: Message = NOTHING
    blanks: int = 0
    suspects: tuple[Suspect, ...] = ()
    alternatives: tuple[tuple[Suspect, ...], ...] = ()
    evidence: tuple[Finding, ...] = ()
    story: Message = NOTHING
    searched: bool = True
    multipliers: tuple[int, ...] = ()
    fingerprint: str = ""
    explain: bool = False
    kind: str = ""
    leftover: bool = False
    lacking: tuple[str, ...] = ()
    percent: bool = True

    @property
    def surest(self) -> Suspect | None:
        """The first of the cells that are wrong, where no others are as likely."""
        first = self.suspects[0] if self.suspects else None
        return first if first is not None and first.certainty != "possible" else None

    @property
    def primary(self) -> FindingCell | None:
        """Where to look: the (first) cell that is wrong if that is known, else that of the
        relation; None for what is of the document as a whole."""
        if self.surest is not None:
            return self.surest.cell
        return self.cells[0] if self.cells else None

    @property
    def related(self) -> tuple[FindingCell, ...]:
        """The other cells of the relation that are printed."""
        primary = self.primary
        return tuple(
            c for c in self.cells if c.is_there and primary and c.address != primary.address
        )

    @property
    def relations(self) -> tuple[Finding, ...]:
        """The finding itself and its evidence: every relation that it stands for."""
        return (self, *self.evidence)


class ShownFigures(NamedTuple):
    """The figures of a finding as a reader is shown them; empty where it has none."""

    actual: str = ""
    expected: str = ""
    difference: str = ""
    tolerance: str = ""


def computed_of(finding: Finding) -> str:
    """What the figures of a ratio give; empty if they give nothing."""
    unit = "%" if finding.percent else ""
    return messages.percentage(*finding.possible, unit=unit) if finding.possible else ""


def shown(finding: Finding, lang: str = "zh") -> ShownFigures:
    """What is printed, what it should be, what it is off by, and what rounding could explain."""
    if finding.possible is not None:
        computed = computed_of(finding)
        if finding.actual is None:
            return ShownFigures(computed, finding.wanted.get(lang))
        return ShownFigures(finding.found.get(lang), computed)
    if finding.actual is None or finding.expected is None or finding.difference is None:
        return ShownFigures()
    return ShownFigures(
        printed(finding.actual),
        printed(finding.expected),
        signed(finding.difference),
        plain(finding.tolerance or Decimal(0)),
    )


def signed(value: Decimal) -> str:
    """A difference with its sign: +0.01, -12.00."""
    return f"{value:+,f}" if not is_blank(value) else "0"


def plain(value: Decimal) -> str:
    """A tolerance without superfluous zeros."""
    return f"{value.normalize(EXACT):f}" if value else "0"

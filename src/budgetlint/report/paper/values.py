"""The working paper of a document: every figure as printed, and what was found out about it.

An auditor goes through a printed budget with a pencil: a tick at what adds up, a circle around
what does not. A `Paper` is that sheet as values. The HTML report draws it, and `mark` copies its
marks into the document itself; neither of them judges anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...model.errors import NOTHING, Message
from ...model.place import NOWHERE, Place
from ...model.severity import Severity
from ...model.values import NamedTuple
from ...model.verdict import Verdict

Sort = Literal[
    "foots", "crosses", "balances", "adds", "table", "prose", "previous", "ratio", "bound"
]
"""What a relation compares: figures below each other; beside each other; the two sides of a table;
others of one table; with another table; with the narrative; with last year's document; a share or
a rate; or it only sets a limit."""

State = Literal["wrong", "suspect", "broken", "doubt", "rounding", "verified", "open"]
"""What is known of a figure, the gravest first: wrong (with what it should say); perhaps wrong;
in a relation that fails and that nothing explains; read with doubt; off by rounding; verified;
open, where nothing vouches for it."""

STATES: tuple[State, ...] = (
    "wrong", "suspect", "broken", "doubt", "rounding", "verified", "open",
)  # fmt: skip


Address = tuple[str, Place]
"""What tells a cell from every other: its name and its place."""


class Tick(NamedTuple):
    """One way in which a figure is vouched for. `other` is the number, or name, of the table that
    it agrees with; `heads` says that it is the sum itself and not one of its parts."""

    sort: Sort
    other: Message = NOTHING
    heads: bool = False


class PaperTerm(NamedTuple):
    """A figure in a relation: the number of its spot, and its factor as text ("1", "-1")."""

    weight: str
    spot: int


class Judged(NamedTuple):
    """A relation as it was judged. `left` is what is printed, `right` what explains it; for a ratio
    the share, then the part, then the `whole`.

    `expected`, `difference` and `tolerance` are empty where it is exact. `blanks` counts the
    figures that are not printed and stand for nothing; `cut` those left out of a long sum.
    """

    code: str
    verdict: Verdict
    sort: Sort
    op: str
    left: tuple[PaperTerm, ...]
    right: tuple[PaperTerm, ...]
    whole: tuple[PaperTerm, ...] = ()
    expected: str = ""
    difference: str = ""
    tolerance: str = ""
    blanks: int = 0
    cut: int = 0


class Spot(NamedTuple):
    """A figure where it stands, with all that is known of it.

    `amount` is its value in the money of the document, where that is printed otherwise. `severity`
    is that of the gravest finding about it; `suggested` what it should say, and
    `sure` whether that is certain. `relations` and
    `findings` are numbers of those of the document. A spot that is not `there` is a figure that
    should have been printed; one that is no `figure` is a code, a name or a text. `english` are
    row and column where they have an English name, else empty.
    """

    table: Message
    row: str
    column: str
    value: str
    place: Place = NOWHERE
    amount: str = ""
    there: bool = True
    figure: bool = True
    state: State = "open"
    severity: Severity | None = None
    suggested: str = ""
    sure: bool = False
    doubt: Message = NOTHING
    ticks: tuple[Tick, ...] = ()
    relations: tuple[int, ...] = ()
    findings: tuple[int, ...] = ()
    english: tuple[str, str] = ("", "")


Kind = Literal["figure", "code", "label", "text"]


class Square(NamedTuple):
    """A printed cell: its text, and the number of its spot, or -1 for what is no figure."""

    text: str
    spot: int = -1


class Head(NamedTuple):
    """A cell of a header, with the rows and columns that it spans."""

    text: str
    rows: int
    columns: int


class PaperRow(NamedTuple):
    """A row of a table: its number in it, its cells, whether it is a total, how far its name is
    indented."""

    number: int
    squares: tuple[Square, ...]
    total: bool = False
    indent: int = 0


class Drawn(NamedTuple):
    """A table as printed. `kinds` has one entry a column. `omitted` counts rows, and `narrowed`
    columns, that are not drawn because there are too many. A table that is not `understood` has
    been read but not checked."""

    name: Message
    title: str
    unit: str
    money: str
    page: int
    heads: tuple[tuple[Head, ...], ...]
    kinds: tuple[Kind, ...]
    lines: tuple[PaperRow, ...]
    notes: tuple[str, ...]
    understood: bool = True
    omitted: int = 0
    narrowed: int = 0

    @property
    def own_title(self) -> str:
        """The title, where the name does not say it already."""
        said = self.title == self.name.zh or self.name.code == "printed.only-title"
        return "" if said else self.title


class Stretch(NamedTuple):
    """A piece of prose: a figure with its spot; words that `findings` are about; or words that were
    not understood, and so not checked. `words` are the addresses under which findings know them."""

    text: str
    spot: int = -1
    words: tuple[Address, ...] = ()
    findings: tuple[int, ...] = ()
    unread: bool = False


class PaperSection(NamedTuple):
    """A section of the narrative: its heading, and its paragraphs in stretches."""

    section: str
    title: tuple[Stretch, ...]
    paragraphs: tuple[tuple[Stretch, ...], ...]


class RuleText(NamedTuple):
    """What a reader is told of a rule."""

    code: str
    name: Message
    message: Message
    why: Message


class Paper(NamedTuple):
    """A document with every figure's ticks, and (see `marks.marked`) what findings say of it.

    `places` tell the spot of a finding's cell, by its address and its place; `drawn` are the spots
    that stand in the tables and passages.
    """

    year: int
    money: str
    tables: tuple[Drawn, ...]
    passages: tuple[PaperSection, ...]
    spots: tuple[Spot, ...]
    relations: tuple[Judged, ...]
    rules: tuple[RuleText, ...]
    places: Mapping[Address, int]
    drawn: frozenset[int]

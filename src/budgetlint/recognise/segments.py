"""Segments: what each column of a printed table is for, told by its header and by its cells.

A table is one segment, or several beside each other: each begins with columns of codes or names
and goes on with figures. Nothing here knows a layout; the words of the vocabulary and the shape of
the cells say what a column is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model.expressions import expression
from ..model.layout import RowsKind
from ..model.names import norm, path
from ..model.raw import Meanings
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Meaning, Vocabulary, understood
from .label_columns import with_levels
from .levels import stands_alone
from .printed_codes import plain_code
from .readings import (
    FLOW,
    LEVEL,
    MEASURE,
    NAME_ROLES,
    ROLE,
    TOTAL_ROLES,
    YEAR,
    Fixed,
    fixed,
    header_said,
    roles_of,
    said_of_column,
    totals_of,
    without_role,
)
from .segment_codes import (
    Kind,
    counted,
    numbers_named_rows,
    numbers_rows,
    with_nameless_codes,
    with_one_code,
)

CODE_ROLES = frozenset({"code"})
CHART = "chart"
CODE_OF_UNIT = frozenset({"code", "entity"})
ASIDE_ROLES = frozenset({"index", "remark", "text", LEVEL})

_YEAR = expression(r"20\d\d")


NAMES: tuple[Kind, ...] = ("code", "label")
ALL: tuple[Kind, ...] = (*NAMES, "figure")
NAMELESS = ""
"""What could not be accounted for in the header of figures that has none, beside others: nobody
knows what they are of."""
PLAIN: Coordinates = {"measure": "amount"}
"""What a figure is that nothing is said of."""


class PrintedColumn(NamedTuple):
    """One printed column: what it is, its coordinates without its role, and what of its header
    could not be accounted for. `said` tells whether its file says what it means."""

    at: int
    path: tuple[str, ...]
    kind: Kind
    coordinates: Coordinates
    roles: frozenset[str]
    left: tuple[str, ...] = ()
    said: bool = False


class Segment(NamedTuple):
    """Columns that belong together: names on the left, figures on the right."""

    names: tuple[PrintedColumn, ...]
    figures: tuple[PrintedColumn, ...]
    coordinates: Coordinates

    @property
    def codes(self) -> tuple[PrintedColumn, ...]:
        """The columns of the code."""
        return tuple(column for column in self.names if column.kind == "code")

    @property
    def labels(self) -> tuple[PrintedColumn, ...]:
        """The columns of names."""
        return tuple(column for column in self.names if column.kind == "label")


class HeaderMeaning(NamedTuple):
    """What the labels of a printed table tell, without its figures: the same for all documents
    that print the same labels.

    `kinds` has an entry a column, `flows`, `rows` and `totals` one a segment: these are the names
    of the rows that hold everything, the widest first; `units` tells whether rows of units, with
    codes that are in no chart, stand among the others; `rates` which columns hold figures with %.
    `title` and `said` are what the table's file says that its title and its columns mean.
    """

    columns: tuple[str, ...]
    kinds: tuple[Kind, ...]
    flows: tuple[str, ...]
    rows: tuple[RowsKind, ...]
    totals: tuple[tuple[str, ...], ...]
    units: bool = False
    rates: tuple[bool, ...] = ()
    title: Fixed | None = None
    said: tuple[Fixed | None, ...] = ()


def header_meaning(
    vocabulary: Vocabulary,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    meanings: Meanings | None = None,
) -> HeaderMeaning:
    """What a table with these header paths and body rows is like; `meanings` is what its file says
    of them."""
    stated_columns = tuple(
        fixed(said_of_column(meanings, c)) for c in range(len(columns) if meanings else 0)
    )
    headers = [header_said(vocabulary, text, stated_columns, c) for c, text in enumerate(columns)]
    width = len(columns)
    cells = [[row[c] if c < len(row) else "" for row in rows] for c in range(width)]
    kinds = tuple(
        _column_kind(header, cells[c], stated_columns[c] if stated_columns else None)
        for c, header in enumerate(headers)
    )
    roles = [roles_of(header.coordinates) for header in headers]
    charts = [header.coordinates.keys() <= {ROLE, CHART} for header in headers]
    kinds = tuple(with_nameless_codes(columns, kinds, charts, cells))
    kinds = with_one_code(with_levels(vocabulary, kinds, roles, cells), cells)
    rates = tuple(_is_rate(text, cells[c]) for c, text in enumerate(columns))
    found = _segments(vocabulary, tuple(columns), kinds, rates, stated_columns)
    ends = [_ends(column) for column in cells]
    totals = tuple(totals_of(vocabulary, labels) for labels in _ends_of_each(found, kinds, ends))
    flows = tuple(_flow_of(vocabulary, segment, ends) for segment in found)
    shapes = tuple(_rows_kind(vocabulary, segment, cells) for segment in found)
    units = any(_has_units(vocabulary, segment, cells) for segment in found if segment.codes)
    title = fixed(meanings.title) if meanings is not None else None
    shape = (tuple(columns), kinds, flows, shapes, totals, units, rates)
    return HeaderMeaning(*shape, title, stated_columns)


def _is_rate(header: str, cells: Sequence[str]) -> bool:
    """Whether a column holds rates: its header or most of its figures end with %."""
    signs = [norm(cell).endswith(PERCENT) for cell in cells if any(map(str.isdigit, cell))]
    return norm(header).rstrip(")").endswith(PERCENT) or 2 * sum(signs) > len(signs)


PERCENT = "%"


def _ends_of_each(
    found: Sequence[Segment], kinds: Sequence[Kind], ends: Sequence[Sequence[str]]
) -> Iterator[list[str]]:
    """What stands in the columns of names of each segment, those beside its names included."""
    starts = [segment.names[0].at if segment.names else 0 for segment in found]
    for start, end in pairwise([0, *starts[1:], len(kinds)]):
        yield [cell for c in range(start, end) if kinds[c] != "figure" for cell in ends[c]]


def _has_units(vocabulary: Vocabulary, segment: Segment, cells: Sequence[Sequence[str]]) -> bool:
    """Whether rows of units, with codes that are in no chart or with none, stand among those of
    codes."""
    codes = [cells[column.at] for column in segment.codes]
    if any(_UNIT_CODE.fullmatch(norm(cell)) for column in codes for cell in column):
        return True
    labels = cells[segment.labels[-1].at] if segment.labels else ()
    return any(
        set(understood(vocabulary, label).coordinates) == {"entity"}
        for row, label in enumerate(labels)
        if label.strip() and not any(column[row].strip() for column in codes)
    )


def segments(vocabulary: Vocabulary, table: HeaderMeaning) -> tuple[Segment, ...]:
    """The segments of a table, from left to right."""
    made: tuple[Segment, ...] = vocabulary.made.get(
        ("segments", table), lambda: _with_flows(vocabulary, table)
    )
    return made


def _with_flows(vocabulary: Vocabulary, table: HeaderMeaning) -> tuple[Segment, ...]:
    return tuple(
        segment._replace(coordinates={**segment.coordinates, FLOW: flow}) if flow else segment
        for segment, flow in zip(
            _segments(vocabulary, table.columns, table.kinds, table.rates, table.said),
            table.flows,
            strict=True,
        )
    )


def _segments(
    vocabulary: Vocabulary,
    columns: tuple[str, ...],
    kinds: tuple[Kind, ...],
    rates: tuple[bool, ...],
    said: Sequence[Fixed | None],
) -> tuple[Segment, ...]:
    printed: list[PrintedColumn] = []
    of_figures = [text for text, kind in zip(columns, kinds, strict=True) if kind == "figure"]
    for index, text in enumerate(columns):
        reading = header_said(vocabulary, _named(vocabulary, text, kinds[index]), said, index)
        roles = roles_of(reading.coordinates)
        if kinds[index] == "figure" and roles & NAME_ROLES:
            # 项目 over figures is no name: it says which expenditure it is.
            reading = header_said(vocabulary, text, said, index, alone=False)
        found, is_said = without_role(reading.coordinates), bool(said) and said[index] is not None
        if rates[index] and kinds[index] == "figure" and not is_said:
            found = _in_percent(found)
        nameless = kinds[index] == "figure" and not text and any(of_figures) and not is_said
        left = (NAMELESS,) if nameless else reading.left
        column = (index, path(text), kinds[index], found, roles, left)
        printed.append(PrintedColumn(*column, is_said))
    parts = [_segment(vocabulary, group) for group in _parted(_in_their_years(printed))]
    return tuple(_with_headers(part, parts) for part in parts)


def _in_percent(found: Coordinates) -> Coordinates:
    """What rates are of: a change in percent is growth, as is what compares years (本年比上年 above
    %); what nothing else is said of is a share."""
    if found.get(MEASURE, "change") != "change":
        return found
    return {**found, MEASURE: "growth" if {MEASURE, YEAR} & found.keys() else "share"}


def _with_headers(segment: Segment, beside: Sequence[Segment]) -> Segment:
    """A segment with those figures that have no header meaning what they do in another that has as
    many columns of names and figures."""
    shape = len(segment.names), len(segment.figures)
    alike = [s for s in beside if (len(s.names), len(s.figures)) == shape and s is not segment]
    figures = [
        next((column._replace(at=c.at) for column in others if NAMELESS not in column.left), c)
        if NAMELESS in c.left
        else c
        for c, *others in zip(segment.figures, *(s.figures for s in alike), strict=True)
    ]
    return segment._replace(figures=tuple(figures))


def _named(vocabulary: Vocabulary, text: str, kind: Kind) -> str:
    """The header of names or codes without what only says that they are names: 项目 above 科目编码
    is no nature of expenditure."""
    *above, last = path(text) if kind in ("code", "label") and "/" in text else (text,)
    readings = (understood(vocabulary, part).coordinates for part in above)
    kept = (p for p, said in zip(above, readings, strict=True) if not _is_name(said))
    return "/".join((*kept, last))


def _is_name(coordinates: Coordinates) -> bool:
    return bool(roles_of(coordinates) & NAME_ROLES) and not without_role(coordinates)


def _column_kind(header: Meaning, cells: Sequence[str], said: Fixed | None) -> Kind:
    """What a column is for: what a file says of names, or of a column that means nothing, goes
    before its cells."""
    if said is not None and (not said or roles_of(header.coordinates) & NAME_ROLES):
        return "label" if said else "aside"
    return "aside" if numbers_rows(cells) else _kind(header, cells)


def _kind(reading: Meaning, column: Sequence[str]) -> Kind:
    """Words first: what a header says; then what stands below it."""
    roles = roles_of(reading.coordinates)
    cells = counted(list(map(plain_code, column)) if roles & CODE_ROLES else column)
    if roles & ASIDE_ROLES or roles >= CODE_OF_UNIT:
        return "aside"
    unsaid = roles <= CODE_ROLES and not reading.coordinates.keys() - {ROLE}
    if unsaid and (roles or reading.left) and numbers_named_rows(column):
        return "aside"  # 编号 1 2 3 numbers rows, and is no code of any chart
    if roles & CODE_ROLES:
        return "label" if cells.words > cells.codes + 1 else "code"
    numbers = cells.figures + cells.codes
    if reading.left and not numbers + cells.words:
        return "aside"  # nothing stands there, and who knows what would
    counts = "measure" in reading.coordinates  # 编制人数 below which nobody knows of whom
    if reading.left and cells.codes and not cells.figures + cells.words and not counts:
        return "code"
    if roles & NAME_ROLES:
        only_codes = cells.codes > 1 and not cells.figures + cells.words
        return "code" if only_codes else "figure" if cells.figures > cells.words else "label"
    if cells.words > numbers:
        return "strange" if reading.coordinates and numbers else "label"
    if reading.coordinates or numbers:
        return "figure"
    return "aside"


def _in_their_years(columns: Sequence[PrintedColumn]) -> Iterator[PrintedColumn]:
    """Columns whose headers name years: the last year is the table's own, others are earlier."""
    years = {y for c in columns for y in _YEAR.findall(c.coordinates.get(YEAR, ""))}
    last = max(years, default="")
    for column in columns:
        named = _YEAR.findall(column.coordinates.get(YEAR, ""))
        if not named:
            yield column
            continue
        found = {k: v for k, v in column.coordinates.items() if k != YEAR}
        if len(named) == 1 and named[0] != last:
            found[YEAR] = f"-{int(last) - int(named[0])}"
        # A header that only says the table's own year says that these are its figures.
        yield column._replace(coordinates=found if found or column.roles else PLAIN)


ENDS = 300
"""Rows at the top and at the bottom of a table in which its totals are looked for."""


def _ends(column: Sequence[str]) -> Sequence[str]:
    return column if len(column) <= 2 * ENDS else (*column[:ENDS], *column[-ENDS:])


def _parted(columns: Iterator[PrintedColumn]) -> Iterator[list[PrintedColumn]]:
    """The columns cut where names begin again behind figures, or figures behind names where these
    stand in front (预算数, 科目编码, 科目名称)."""
    printed = list(columns)
    turned = _are_turned([column for column in printed if column.kind in ALL])
    group: list[PrintedColumn] = []
    for column in printed:
        begins = column.kind == "figure" if turned else column.kind in NAMES
        if begins and any((c.kind in NAMES) == turned for c in group if c.kind in ALL):
            yield group
            group = []
        group.append(column)
    if any(column.kind == "figure" for column in group):
        yield group


def _are_turned(columns: Sequence[PrintedColumn]) -> bool:
    """Whether the first column is one of figures and the last of names, as their headers say."""
    if len(columns) < 2 or columns[0].kind != "figure" or columns[0].left:
        return False
    return columns[-1].kind in NAMES and bool(columns[-1].roles & (NAME_ROLES | CODE_ROLES))


def _segment(vocabulary: Vocabulary, group: Sequence[PrintedColumn]) -> Segment:
    names = tuple(column for column in group if column.kind in ("code", "label"))
    figures = tuple(column for column in group if column.kind == "figure")
    common: Coordinates = {}
    for column in names:
        common = vocabulary.met(common, column.coordinates)
    return Segment(names, figures, common)


def _flow_of(vocabulary: Vocabulary, segment: Segment, cells: Sequence[Sequence[str]]) -> str:
    """Income or expenditure: by the header of the names, else by that of the figures, else by the
    names of the totals; empty where nothing says it."""
    if FLOW in segment.coordinates:
        return segment.coordinates[FLOW]
    said = {c.coordinates.get(FLOW, "") for c in segment.figures}
    if len(said) == 1 and said != {""}:
        return said.pop()
    for column in segment.names:
        for label in reversed(cells[column.at]):
            found = understood(vocabulary, label).coordinates if label.strip() else {}
            if FLOW in found and roles_of(found) & TOTAL_ROLES:
                return found[FLOW]
    return ""


def _rows_kind(
    vocabulary: Vocabulary, segment: Segment, cells: Sequence[Sequence[str]]
) -> RowsKind:
    """What makes the tree of a segment's rows: codes, outline marks, groups, or nothing."""
    if not segment.names:
        return "single"
    if segment.codes:
        return "code"
    names_rows = NAME_ROLES | CODE_ROLES
    labels = [column for column in segment.labels if names_rows & column.roles or not column.roles]
    if len(labels) > 1 and labels[1].path[-1:] in ((), labels[0].path[-1:]):
        return "groups"
    names = [column.at for column in segment.labels]
    if len(names) > 1 and all(stands_alone(cells, names, name) for name in names):
        return "nested"
    texts = [cell for column in labels[-1:] for cell in cells[column.at] if cell.strip()]
    years = (YEAR in understood(vocabulary, text).coordinates for text in texts)
    glued = sum(
        bool(_GLUED.match(norm(text))) and not year for text, year in zip(texts, years, strict=True)
    )
    return "code" if glued * 2 > len(texts) else "outline"


_GLUED = expression(r"[\[(]?\d{3,9}[\])]?\D")
_UNIT_CODE = expression(r"\d{6}")

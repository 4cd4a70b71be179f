"""The rows of one side of a table: labels, codes and amounts of its columns to a tree of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..model.amounts import BLANK, UNREADABLE, ZERO, AmountError, AmountMemo, is_blank
from ..model.document import Rows, Structure, Vector
from ..model.expressions import expression
from ..model.layout import Column, Side, SideMap
from ..model.names import norm
from ..model.phrases import compact
from ..model.precision import step_of
from ..model.vocabulary import Vocabulary, understood
from ..model.words import literal, literals
from .apart import apart_of, sums_said
from .derived import borne_out
from .layouts import MAX_KEPT_ROWS, Layouts
from .nests import nested
from .printed_codes import joined_codes, plain_code
from .readings import TOTAL_ROLES, roles_of
from .structure import SaidRows, structure, with_codes
from .sums import confirmed

ONLY_ROW = literals("names.totals")[0]
SUBTOTAL = literal("names.subtotal")
"""What the row of a table is called that has one row of figures, without a name."""


_SAID = ("total", "subtotal", "apart", "carried", "ends")
"""What words tell of a side's rows."""
NO_SCALES: Mapping[int, int] = {}


class RowReader:
    """Reads the rows of one table whose `money` is `scale` places from the document's; `scales` are
    those of columns that are in another unit, by where they stand."""

    def __init__(
        self,
        layouts: Layouts,
        scale: int,
        unit: str,
        money: str = "",
        scales: Mapping[int, int] = NO_SCALES,
    ) -> None:
        self.money = layouts.amounts(scale)
        self._others = {index: layouts.amounts(other) for index, other in scales.items()}
        self._scale, self._unit = scale, money
        self.unit = unit
        self._plain = layouts.amounts(0)
        self._layouts = layouts
        self._places = layouts.places
        self._vocabulary = layouts[0].vocabulary if layouts else None
        self._classes = self._vocabulary.charts.get("function", {}) if self._vocabulary else {}

    @property
    def errors(self) -> Mapping[str, AmountError]:
        """What was met in columns of money that is no amount, by its text."""
        memos = (self.money, *self._others.values())
        return {text: error for memo in memos for text, error in memo.errors.items()}

    def rows(
        self,
        side: Side,
        where: SideMap,
        texts: Sequence[tuple[str, ...]],
        assign: Mapping[str, str] | None,
        said: Callable[[Rows], SaidRows] = lambda _: (),
    ) -> Rows:
        """One side of the table. `said` tells, of the rows as their words have them, what its file
        says otherwise."""
        codes, depths, labels = _codes_and_labels(where, texts, assign)
        labels, projects = _levels(side, where, texts, labels)
        columns = self._vectors(side, where, texts)
        words = tuple((name, texts[index]) for name, index in where.texts.items())
        unit = self.unit if side.rows == "units" or side.units else ""
        key = (side, codes, labels, projects, unit, words, depths)
        shape = self._shaped(*key)
        if otherwise := said(Rows(shape, columns, where)):
            shape = self._shaped(*key, otherwise)
        for row in shape.unread:
            for vector in columns.values():
                if vector is not None and not is_blank(vector[row]):
                    vector[row] = UNREADABLE
        made = Rows(shape, columns, where, self._step(side, columns))
        return self._confirmed(nested(self._vocabulary, made) if self._vocabulary else made)

    def _step(self, side: Side, columns: Mapping[str, Vector | None]) -> Decimal:
        """The step of all figures of a side; none where columns differ in their unit."""
        if self._others:
            return ZERO
        money = (v for name, v in columns.items() if v and side.columns[name].measure == "money")
        return step_of(money, self._unit, self._scale)

    def _vectors(
        self, side: Side, where: SideMap, texts: Sequence[tuple[str, ...]]
    ) -> dict[str, Vector | None]:
        """The amounts of each column; None for one that is blank from top to bottom."""
        columns: dict[str, Vector | None] = {}
        for name, index in where.columns.items():
            column = texts[index]
            amount = self._amounts(side.columns[name], index)
            if len(column) > MAX_KEPT_ROWS:
                self._memo(side.columns[name], index).learn(column)
            columns[name] = [*map(amount, column), BLANK] if any(column) else None
        return columns

    def _shaped(self, *key: Any) -> Structure:
        """The tree of the rows, kept for the next document if it is not too large."""
        if len(key[2]) > MAX_KEPT_ROWS:
            return self._tree(*key)
        kept = self._layouts.structures
        return kept.get(key, lambda: self._layouts.one(self._tree(*key)))

    def _confirmed(self, rows: Rows) -> Rows:
        """The rows with what the figures confirm of the sums among their columns, and of what
        columns are derived from."""
        where = rows.where
        sums = where.sums
        if sums and self._vocabulary:
            sums = confirmed(self._vocabulary, sums, rows)
        derived = borne_out(where.derived, rows) if where.derived else ()
        if sums == where.sums and derived == where.derived:
            return rows
        key = (where, sums, derived)
        made = self._places.get(key, lambda: where._replace(sums=sums, derived=derived))
        return rows._replace(where=made)

    def _tree(self, side: Side, *parts: Any) -> Structure:
        shape = structure(side, *parts)
        told = shape.total < 0 and (side.total or side.composed)
        alone = side.composed and side.rows == "outline"
        if side.rows != "single" and (told or (side.total and (side.name or alone))):
            shape = self._as_said(shape, parts)
        return with_codes(shape, self._classes) if side.name else shape

    def _as_said(self, shape: Structure, parts: Sequence[Any]) -> Structure:
        """The tree with what the words of its rows tell: its total, where none bears a name that
        the layout has for it; what is summed up above the total; and what is carried over, which
        belongs to no class above it."""
        if self._vocabulary is None:
            return shape
        known = shape.side
        said = sums_said(self._vocabulary, shape.labels)
        names = tuple(map(norm, shape.labels))
        printed = names[shape.total].rstrip(":") if shape.total >= 0 else ""
        total = said.total(printed)
        others = (name for name in (*said.totals, *said.subtotals) if name != total)
        subtotal = tuple(n for n in dict.fromkeys((*known.subtotal, *others)) if n != total)
        total = total or _lone_total(self._vocabulary, shape)
        aside = {"", total, *subtotal, *said.carried}
        first = next((r for r, n in enumerate(names) if n in subtotal and r > 0), len(names))
        in_front = aside.issuperset(names[:first])
        apart = apart_of(self._vocabulary, names if in_front else names[:first])
        side = known._replace(
            total=(total,) if total else tuple(n for n in known.total if n not in subtotal),
            subtotal=subtotal,
            apart=apart,
            carried=said.carried,
            ends=said.ends,
        )
        same = all(getattr(side, part) == getattr(known, part) for part in _SAID)
        return shape if same else structure(side, *parts)

    def _amounts(self, column: Column, index: int) -> Callable[[str], Decimal]:
        """How the cells of a column are read: money is converted, other numbers are not."""
        if column.within:
            return self._first_figure
        if column.measure == "percent":
            return self._rate
        return self._memo(column, index).__getitem__

    def _memo(self, column: Column, index: int) -> AmountMemo:
        money = self._others.get(index, self.money)
        return money if column.measure in ("money", "price") else self._plain

    def _rate(self, text: str) -> Decimal:
        """A rate, with or without its sign."""
        match = _RATE.fullmatch(text)
        return self._plain[match[1] if match else text]

    def _first_figure(self, text: str) -> Decimal:
        """The first figure in a text such as ">=95%"; blank where there is none."""
        match = _WITHIN.search(compact(text))
        return self._plain[match.group()] if match else BLANK


def _lone_total(vocabulary: Vocabulary, shape: Structure) -> str:
    """The name of the only row without a code among rows of codes, the first or the last of them,
    if it says that it is a sum, whatever of: 基本支出合计. Not in one of several lists beside each
    other, which may have one sum for two."""
    named = [row for row, label in enumerate(shape.labels) if label.strip() or shape.codes[row]]
    uncoded = [row for row in named if not shape.codes[row]]
    if (
        shape.side.name
        or not any(shape.codes)
        or len(uncoded) != 1
        or uncoded[0] not in (named[0], named[-1])
    ):
        return ""
    name = norm(shape.labels[uncoded[0]])
    roles = roles_of(understood(vocabulary, name).coordinates)
    return name if roles & TOTAL_ROLES and "of-which" not in roles else ""


def _codes_and_labels(
    where: SideMap, texts: Sequence[tuple[str, ...]], assign: Mapping[str, str] | None
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    """The codes of the rows, in how many columns each is printed, and their names; codes that a
    file assigns to names where the table prints none."""
    if where.label < 0:
        labels: tuple[str, ...] = (ONLY_ROW,) * len(next(iter(texts), ()))
    else:
        labels = texts[where.label]
    codes, depths = joined_codes([texts[i] for i in where.code])
    if codes:
        codes, labels = _words_are_labels(codes, labels)
    if assign and not codes:
        by_label = {norm(label): code for label, code in assign.items()}
        codes = tuple(by_label.get(norm(label), "") for label in labels)
    return codes, depths, labels


def _levels(
    side: Side, where: SideMap, texts: Sequence[tuple[str, ...]], labels: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the rows and their projects, or what stands for these where names are in several
    columns."""
    projects = texts[where.project] if where.project >= 0 else ()
    groups = [texts[index] for index in where.group if index >= 0]
    if side.rows == "groups":
        projects = _filled(groups[0] if groups else labels)
        labels = tuple(
            group if norm(label) in (SUBTOTAL, "") else label
            for label, group in zip(labels, projects, strict=True)
        )
    elif side.rows == "nested":
        labels, projects = _nested([*groups, labels])
    return labels, tuple(projects)


def _nested(levels: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of rows whose names stand in the columns of their levels, and which level: what
    stands furthest to the right. A row without any goes on with the name above it, as a cell
    merged over both says."""
    names: list[str] = []
    depths: list[str] = []
    for cells in zip(*levels, strict=True):
        depth = max((n for n, cell in enumerate(cells) if cell.strip()), default=-1)
        first = next((n for n, cell in enumerate(cells) if cell.strip()), depth)
        said = str(depth + 1) if first == depth else f"{first + 1}-{depth + 1}"
        goes_on = depth < 0 and names
        names.append(names[-1] if goes_on else cells[depth] if depth >= 0 else "")
        depths.append(depths[-1] if goes_on else said)
    return tuple(names), tuple(depths)


def _words_are_labels(
    codes: tuple[str, ...], labels: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """合计 is printed over the columns of codes and names, and read in the first of them; 其中：
    stands there in front of a name, and 第1页小计. None is a code."""
    if "".join(codes).isdigit():
        return codes, labels
    words = [bool(code.strip()) and _is_word(code) for code in codes]
    if not any(words):
        return codes, labels
    return (
        tuple("" if is_word else code for code, is_word in zip(codes, words, strict=True)),
        tuple(
            f"{code}{label}" if is_word and norm(label) != norm(code) else label
            for code, label, is_word in zip(codes, labels, words, strict=True)
        ),
    )


def _is_word(code: str) -> bool:
    """Whether what stands for a code is none: it has no digit, or begins with a word."""
    first = plain_code(code)[:1]
    return not any(map(str.isdigit, code)) or (first.isalpha() and not first.isascii())


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    """A column in which a cell stands for the blank ones below it."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell if cell.strip() or not filled else filled[-1])
    return tuple(filled)


_RATE = expression(r"\s*([-+−－]?[\d,]+(?:\.\d+)?)\s*[%％]\s*")

_WITHIN = expression(r"\d[\d,]*+(?:\.\d++)?+")

"""TextPlace a rule about words finds them: places of a document, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from ... import messages
from ...model.document import Structure, Table
from ...model.layout import Side
from ...model.phrases import compact
from ...model.values import NamedTuple
from ...packs.selectors import Selector
from ...recognise.facts import title_left
from ..declared import Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import CellRef
from ..rows import RowIndex
from ..wording import LabelPart, Part, Passage, Wording


class TextPlace(Protocol):
    """Where texts are found in a document."""

    def parts(self, wording: Wording) -> Iterable[Part]:
        """The texts there."""


class InCells(NamedTuple):
    """The words of cells, which are the same in all documents that print the same labels."""

    found: Part

    def parts(self, wording: Wording) -> Iterable[Part]:  # noqa: ARG002
        """The texts there."""
        return (self.found,)


class InClaims(NamedTuple):
    """A column of words in some rows of claims; without a column, their sentences."""

    side: Side
    column: str
    rows: tuple[int, ...]

    def parts(self, wording: Wording) -> Iterable[Part]:
        """The texts there."""
        return (Part(self._passages(wording)),)

    def _passages(self, wording: Wording) -> Iterator[Passage]:
        side, document = self.side, wording.document
        found, table = document.sides[side.ordinal], document.tables[side.table]
        if found is None:
            return
        for row in self.rows:
            if self.column:
                shown = table.texts[found.where.texts[self.column]][row]
            else:
                quote = table.raw.locate(row, found.where.label).quote
                shown = quote or found.structure.labels[row]
            cell = CellRef(side.ordinal, self.column, row)
            yield Passage(found.structure.name(row), shown, (cell,))


class InTables(NamedTuple):
    """A text of each table: one of `PARTS`."""

    part: str

    def parts(self, wording: Wording) -> Iterable[Part]:
        """The texts there."""
        return (Part(self._passages(wording)),)

    def _passages(self, wording: Wording) -> Iterator[Passage]:
        shown = PARTS[self.part]
        tables = [t for t in wording.document.tables.values() if t.layout.book is None]
        for table in _stating_money(tables) if self.part == MONEY else tables:
            name = messages.table_name(table.layout, table.number)
            yield Passage(name.zh, shown(table), table=name)


def _stating_money(tables: Iterable[Table]) -> Sequence[Table]:
    """The tables of money of a budget. Where the titles of all of them have words that nobody knows
    (培训签到表), it may be none."""
    found = [table for table in tables if _prints_money(table)]
    known = any(not title_left(table.layout.vocabulary, table) for table in found)
    return found if known else [table for table in found if table.raw.money]


def _prints_money(table: Table) -> bool:
    """Whether it is a table of money with a title: one in a text has the unit of the text."""
    return table.raw.has_title and any(
        column.measure == "money" and not column.within
        for rows in table.sides
        for column in rows.structure.side.columns.values()
    )


MONEY = "tables.money"
PARTS: Mapping[str, Callable[[Table], str]] = {
    "tables.title": lambda table: table.raw.title,
    MONEY: lambda table: table.raw.money,
    "tables.unit": lambda table: table.raw.unit,
    "tables.notes": lambda table: "\n".join(table.raw.notes),
}


class InLabels(NamedTuple):
    """The labels of each table, by its sides, each where it stands first."""

    found: Mapping[int, Part]

    def parts(self, wording: Wording) -> Iterable[Part]:
        """The texts there."""
        for table in wording.document.tables.values():
            for rows in table.sides if table.layout.book is None else ():
                yield self.found[rows.structure.side.ordinal]


class InNarrative(NamedTuple):
    """The paragraphs of the narrative; those under a heading where one is given, by its id."""

    heading: str = ""

    def parts(self, wording: Wording) -> Iterable[Part]:
        """The texts there."""
        return wording.parts(self.heading)


LABELS = "labels"
NARRATIVE = "narrative"
_CHOICES = ("tables.title", MONEY, "tables.unit", "tables.notes", LABELS, NARRATIVE)


def where(text: str, declared: Declared) -> Callable[[PrintedTables], TextPlace]:
    """Raises `RuleFaultError`."""
    if text == LABELS:
        declared.noted.everything = True
        return _labels
    if text in PARTS:
        return lambda _: InTables(text)
    if text == NARRATIVE:
        return lambda _: InNarrative()
    books = (layout.book for layout in declared.layouts.values() if layout.book is not None)
    ids = [heading.id for book in books for heading in book.headings]
    if text.removeprefix("section:") in ids:
        return lambda _: InNarrative(text.removeprefix("section:"))
    if text.startswith("section:") or "[" not in text:
        raise RuleFaultError(
            *messages.choice("in", [*_CHOICES, *(f"section:{i}" for i in ids)], text), text
        )
    return _cells(declared.names(text, placed=True), text, declared)


def _cells(
    selector: Selector, text: str, declared: Declared
) -> Callable[[PrintedTables], TextPlace]:
    """Raises `RuleFaultError`."""
    side = declared.side(selector)
    if selector.column and selector.column not in side.texts:
        raise RuleFaultError(*messages.no_column(side, selector.column), text)

    def cells(tables: PrintedTables) -> TextPlace:
        there = side.rows == "claims" or selector.column in ("", *tables.structure(side).texts)
        if not there:
            if side.texts[selector.column].optional:
                return InCells(Part(()))
            missing = messages.column_missing(tables.layout(side.table), selector.column)
            raise NotThereError(missing)
        rows = tables.rows(side, selector.row)
        if side.rows == "claims" or not selector.column:
            return InClaims(side, selector.column, rows)
        return InCells(Part(_of_column(tables.structure(side), selector.column, rows)))

    return cells


def _of_column(shape: Structure, column: str, rows: Iterable[int]) -> Iterator[Passage]:
    for row in rows:
        shown = shape.texts[column][row]
        cell = CellRef(shape.side.ordinal, column, row)
        yield Passage(shape.name(row), shown, (cell,), None, compact(shown))


def _labels(tables: PrintedTables) -> TextPlace:
    return InLabels({index.shape.side.ordinal: _of_labels(index) for index in tables.all_printed()})


def _of_labels(index: RowIndex) -> Part:
    """Kept with the rows: several rules look at all labels, and there may be 100,000."""
    shape = index.shape

    def made() -> Part:
        labels, plain = index.folded if shape.stated is None else ({}, ())
        return LabelPart(shape.side.ordinal, labels, plain)

    found: Part = index.kept.get("labels", made)
    return found

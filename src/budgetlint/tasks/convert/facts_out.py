"""The figures of a document as one CSV file: a fact a row, its coordinates as columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.document import Document
from ...model.place import Place
from ...model.vocabulary import Vocabulary
from ...readers.plain.cells import csv_text
from ...recognise.facts import TableFact, facts_of

ABOUT = ("table", "title", "row", "column", "printed", "value", "money")
BEHIND = ("not_understood", "left_over", "place")


def facts_csv(document: Document, vocabulary: Vocabulary) -> str:
    """The text of the file: a header, then every figure that is printed in a table. A coordinate
    that the print does not give is empty, never "all"."""
    dimensions = [*vocabulary.dimensions, "item"]
    facts = (_row(fact, dimensions) for fact in facts_of(document, vocabulary))
    return csv_text([(*ABOUT, *dimensions, *BEHIND), *facts])


def _row(fact: TableFact, dimensions: Sequence[str]) -> Iterator[str]:
    yield from (fact.table, fact.title, fact.name, fact.header, fact.text)
    yield "" if fact.value is None else f"{fact.value:f}"
    yield fact.money
    yield from (fact.coordinates.get(dimension, "") for dimension in dimensions)
    yield from (fact.why, " ".join(fact.left), _where(fact.place))


def _where(place: Place) -> str:
    """Where a figure is printed, in short: Sheet1!C7, page 3, line 12."""
    if place.cell:
        return f"{place.sheet}!{place.cell}" if place.sheet else place.cell
    if place.page:
        return f"p{place.page}"
    return place.pointer or (f"{place.line}:{place.column}" if place.line else "")

"""The figures of documents as one CSV file: a fact a row, its coordinates as columns.

The columns in front and behind are always the same, in this order; between them stand the
dimensions of the vocabulary, of all packs that the documents were read with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model.document import Document
from ...model.place import Place
from ...model.vocabulary import Vocabulary
from ...readers.plain.cells import csv_text
from ...recognise.claim_facts import facts_of_prose
from ...recognise.facts import PrintedFact, facts_of
from ...recognise.readings import ITEM

ABOUT = (
    "document", "unit", "budget_year", "where", "table", "title", "row", "column", "printed",
    "value", "money",
)  # fmt: skip
BEHIND = ("not_understood", "left_over", "place")
MARK = "\ufeff"
"""In front of a file: without it Excel and WPS misread Chinese."""


def facts_csv(documents: Iterable[tuple[Document, Vocabulary]]) -> str:
    """The text of the file: a header, then every figure that is printed in the tables and in the
    narrative of each document. A coordinate that the print does not give is empty, never "all"."""
    every = list(documents)
    names = (name for _, vocabulary in every for name in vocabulary.dimensions)
    dimensions = tuple(dict.fromkeys((*names, "entity", ITEM)))
    rows = (row for document, words in every for row in _rows(document, words, dimensions))
    return csv_text([(*ABOUT, *dimensions, *BEHIND), *rows])


def _rows(
    document: Document, vocabulary: Vocabulary, dimensions: Sequence[str]
) -> Iterator[Sequence[str]]:
    year = str(document.raw.year or "")
    about = (document.raw.path, document.unit, year)
    for fact in facts_of(document, vocabulary):
        yield (*about, "table", *_row(fact, dimensions))
    for fact in facts_of_prose(document, vocabulary):
        yield (*about, "prose", *_row(fact, dimensions))


def _row(fact: PrintedFact, dimensions: Sequence[str]) -> Iterator[str]:
    yield from (fact.table, fact.title, fact.name, fact.header, fact.text)
    yield "" if fact.value is None else f"{fact.value:f}"
    yield fact.money
    yield from (fact.coordinates.get(dimension, "") for dimension in dimensions)
    yield from (fact.why, " ".join(fact.left), _where(fact.place))


def _where(place: Place) -> str:
    """Where a figure is printed, in short: Sheet1!C7, p3:12 (page and line), 12:5 (line and
    character), a pointer of JSON."""
    if place.cell:
        return f"{place.sheet}!{place.cell}" if place.sheet else place.cell
    if place.page:
        return f"p{place.page}:{place.line}" if place.line else f"p{place.page}"
    return f"{place.line}:{place.column}" if place.line else place.pointer

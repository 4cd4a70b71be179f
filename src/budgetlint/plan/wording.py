"""What is printed in a document, as rules about words look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..model.document import Document
from ..model.errors import NOTHING, Message
from ..model.phrases import Heading, compact
from ..model.prose import Paragraph, Span
from ..model.values import NamedTuple
from ..recognise.paragraphs import span_of
from .relations import CellRef


class Passage(NamedTuple):
    """A text, the name of its place, and where it stands: cells, or a paragraph of the narrative.

    `text` is as printed, or compact for a paragraph; `folded` is it compact where that is known;
    `table` is the table that it is printed at, if it is at one.
    """

    name: str
    text: str
    cells: tuple[CellRef, ...] = ()
    paragraph: Paragraph | None = None
    folded: str = ""
    table: Message = NOTHING

    @property
    def called(self) -> Message | str:
        """Its place as a reader is told it, in the reader's language."""
        return self.table if self.table != NOTHING else self.name

    @property
    def plain(self) -> str:
        """The text without blanks and differences of width; that of a paragraph is so already."""
        return self.folded or (self.text if self.paragraph is not None else compact(self.text))

    def span(self, document: Document, start: int, end: int) -> tuple[Span, ...]:
        """Part of the paragraph, or nothing for the text of a cell."""
        if self.paragraph is None:
            return ()
        section = document.narrative[self.paragraph.section]
        if self.paragraph.start < 0:
            return (Span(self.paragraph.section, 0, 0),)
        return (span_of(section, self.paragraph, start, max(end, start + 1)),)


class Wording:
    """A document, and what of it is the same for all rules: made once, when one asks for it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._under: dict[str, tuple[Passage, ...]] = {}
        self._fitting: dict[tuple[Heading, str], bool] = {}

    def under(self, heading: str) -> tuple[Passage, ...]:
        """The heading of that id, and the paragraphs under it."""
        if heading not in self._under:
            books = (table.layout.book for table in self.document.tables.values())
            known = [h for book in books if book is not None for h in book.headings]
            wanted = [one for one in known if one.id == heading]
            self._under[heading] = tuple(
                passage
                for passage in self.narrative
                if any(self._fits(one, words) for words in _headings(passage) for one in wanted)
            )
        return self._under[heading]

    def _fits(self, heading: Heading, words: str) -> bool:
        """Many paragraphs stand under one heading."""
        key = heading, words
        if key not in self._fitting:
            self._fitting[key] = heading.fits(words)
        return self._fitting[key]

    @cached_property
    def narrative(self) -> tuple[Passage, ...]:
        """The titles and the paragraphs of the narrative."""
        return tuple(_narrative(self.document))


def _headings(passage: Passage) -> Sequence[str]:
    return passage.paragraph.headings if passage.paragraph is not None else ()


def _narrative(document: Document) -> Iterator[Passage]:
    for number, section in enumerate(document.narrative):
        if section.title.strip():
            title = compact(section.title)
            heading = Paragraph(number, -1, -1, title, "", is_heading=True, headings=(title,))
            yield Passage(f"§{section.section}", title, (), heading)
    if document.prose is not None:
        for paragraph in document.prose.paragraphs:
            section = document.narrative[paragraph.section]
            yield Passage(f"§{section.section}", paragraph.text, (), paragraph)

"""What is printed in a document, as rules about words look at it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from ..model.document import Document
from ..model.errors import NOTHING, Message
from ..model.memo import Memo
from ..model.phrases import compact
from ..model.prose import Paragraph, Span
from ..model.raw import Section
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


class Part:
    """Texts that are looked at together: those of some cells, or of one section with its title.
    Those that have the same `printed` are the same; those that have the same `worded` are the same
    but for amounts and for the name of the unit."""

    is_section = False

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.size = len(self.passages)

    @cached_property
    def printed(self) -> str:
        """The texts, each behind its length, and whether it stands in cells."""
        return "".join(f"{len(p.text)}{'c' if p.cells else 't'}{p.text}" for p in self.passages)

    @property
    def worded(self) -> str:
        """The same: amounts in cells are no words."""
        return self.printed

    @cached_property
    def plain(self) -> Sequence[str]:
        """The texts without blanks and differences of width."""
        return [passage.plain for passage in self.passages]


class LabelPart(Part):
    """The labels of a side, each with the row where it stands first, and compact; they become
    passages when one asks for them: a table may have a hundred thousand."""

    def __init__(self, side: int, labels: Mapping[str, int], plain: Sequence[str]) -> None:
        self.size = len(plain)
        self.plain = plain
        self._side, self._rows = side, labels

    @cached_property
    def printed(self) -> str:
        """The texts, each behind its length, as those of cells."""
        return "".join(f"{len(label)}c{label}" for label in self._rows)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:  # type: ignore[override]
        """The texts."""
        found = zip(self._rows.items(), self.plain, strict=True)
        return tuple(
            Passage(label, label, (CellRef(self._side, "", row),), None, plain)
            for (label, row), plain in found
        )


class SectionPart(Part):
    """Paragraphs of one section; the texts with their places are made when one asks for them."""

    is_section = True

    def __init__(self, section: Section, texts: Sequence[_Text]) -> None:
        self.size = len(texts)
        self._section = section
        self._texts = texts

    @cached_property
    def printed(self) -> str:
        """The texts, behind the title of the section."""
        return self._one(text.paragraph.text for text in self._texts)

    @cached_property
    def worded(self) -> str:
        """The same with amounts and the name of the unit written alike."""
        return self._one(text.worded for text in self._texts)

    def _one(self, texts: Iterable[str]) -> str:
        title = self._section.title
        front = f"{sum(t.paragraph.start < 0 for t in self._texts)}s{len(title)}t{title}"
        return front + "".join(f"{len(text)}t{text}" for text in texts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:  # type: ignore[override]
        """The texts."""
        name = f"§{self._section.section}"
        return tuple(Passage(name, t.paragraph.text, (), t.paragraph) for t in self._texts)


class _Text(NamedTuple):
    """A paragraph or a title of the narrative, and the same with amounts and the name of the unit
    written alike."""

    paragraph: Paragraph
    worded: str


class Wording:
    """A document, and what of it is the same for all rules: made once, when one asks for it.

    `kept` is what was asked of texts before.
    """

    def __init__(self, document: Document, kept: Memo[Hashable, Any] | None = None) -> None:
        self.document = document
        self.kept = kept
        self._parts: dict[str, tuple[Part, ...]] = {}

    @cached_property
    def unit(self) -> str:
        """The name of the unit that publishes, without blanks."""
        return compact(self.document.unit)

    def parts(self, heading: str = "") -> tuple[Part, ...]:
        """The narrative, or what stands under the heading of that id, section by section."""
        if heading not in self._parts:
            texts = self._under(heading) if heading else self._narrative
            by_section = groupby(texts, key=_section)
            sections = self.document.narrative
            self._parts[heading] = tuple(SectionPart(sections[n], [*f]) for n, f in by_section)
        return self._parts[heading]

    def _under(self, heading: str) -> Sequence[_Text]:
        """The heading of that id, and the paragraphs under it."""
        books = (table.layout.book for table in self.document.tables.values())
        known = [h for book in books if book is not None for h in book.headings]
        wanted = [one for one in known if one.id == heading]
        every = {words for headings, _ in self._by_headings for words in headings}
        fitting = {words for words in every if any(one.fits(words) for one in wanted)}
        found = (t for t in self._by_headings if not fitting.isdisjoint(t[0]))
        return [text for _, texts in found for text in texts]

    @cached_property
    def _by_headings(self) -> Sequence[tuple[tuple[str, ...], Sequence[_Text]]]:
        """The narrative in stretches that stand under the same headings."""
        runs = groupby(self._narrative, key=lambda text: text.paragraph.headings)
        return [(headings, tuple(texts)) for headings, texts in runs]

    @cached_property
    def _narrative(self) -> Sequence[_Text]:
        """The titles and the paragraphs of the narrative."""
        titles = map(_title, range(len(self.document.narrative)), self.document.narrative)
        found = [title for title in titles if title is not None]
        prose = self.document.prose
        if prose is not None:
            found += map(_Text, prose.paragraphs, prose.worded)
        return sorted(found, key=_section)


def _title(number: int, section: Section) -> _Text | None:
    if not section.title.strip():
        return None
    title = compact(section.title)
    return _Text(Paragraph(number, -1, -1, title, "", is_heading=True, headings=(title,)), title)


def _section(text: _Text) -> int:
    return text.paragraph.section

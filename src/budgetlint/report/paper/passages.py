"""The narrative as printed, with its figures, what findings say of its words, and what was not
understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model.document import Document
from ...model.prose import Span
from ...model.values import NamedTuple
from ...plan.relations import CellRef
from .spots import Register, address
from .values import Address, PaperSection, Stretch

MAX_CHARACTERS = 400_000
"""Characters of a narrative that are drawn."""


class Highlight(NamedTuple):
    """What is known of the characters from `start` up to `end` of a section."""

    start: int
    end: int
    spot: int = -1
    word: Address | None = None
    unread: bool = False


def draw_passages(document: Document, register: Register) -> tuple[PaperSection, ...]:
    """The sections of the narrative, in stretches."""
    marks = _marks(document, register)
    left = MAX_CHARACTERS
    passages: list[PaperSection] = []
    for number, section in enumerate(document.narrative):
        if left <= 0:
            break
        text = section.text[:left]
        left -= len(text) + len(section.title)
        of_title = [
            Highlight(0, len(section.title), word=m.word) for m in marks.get((number, True), ())
        ]
        passages.append(
            PaperSection(
                section.section,
                tuple(_stretches(section.title, 0, len(section.title), of_title)),
                tuple(
                    tuple(_stretches(text, start, end, marks.get((number, False), ())))
                    for start, end in _paragraphs(document, number, text)
                ),
            )
        )
    return tuple(passages)


Marks = Mapping[tuple[int, bool], Sequence[Highlight]]
"""The marks of a section, by its number and whether they are of its title."""


def _marks(document: Document, register: Register) -> Marks:
    found: dict[tuple[int, bool], list[Highlight]] = {}
    sections = [section.section for section in document.narrative]

    def add(section: str, quote: str, mark: Highlight) -> None:
        for number, name in enumerate(sections):
            text = document.narrative[number].text
            if name == section and (mark.start == mark.end or text[mark.start : mark.end] == quote):
                found.setdefault((number, mark.start == mark.end), []).append(mark)
                return

    for number in _claimed(document, register):
        place = register.spots[number].place
        add(place.section, place.quote, Highlight(place.start, place.end, spot=number))
    for cell in (cell for finding in register.findings for cell in finding.cells):
        place = cell.place
        if place.section and register.found(cell) < 0:
            add(place.section, place.quote, Highlight(place.start, place.end, word=address(cell)))
    for sentence in document.prose.unclaimed if document.prose else ():
        span: Span = sentence.place
        found.setdefault((span.section, False), []).append(
            Highlight(span.start, span.end, unread=True)
        )
    return found


def _claimed(document: Document, register: Register) -> Iterator[int]:
    """The spots of all figures that the narrative states."""
    rows = next(
        (r for r in document.sides if r is not None and r.structure.side.rows == "claims"), None
    )
    if rows is None:
        return
    for row in range(rows.structure.size):
        for column, vector in rows.columns.items():
            if vector is not None:
                number = register.spot(CellRef(rows.structure.side.ordinal, column, row))
                if register.spots[number].value:
                    yield number


def _paragraphs(document: Document, number: int, text: str) -> Iterator[tuple[int, int]]:
    """From where to where the paragraphs of a section reach."""
    known = document.prose.paragraphs if document.prose else ()
    spans = [(p.start, min(p.end, len(text))) for p in known if p.section == number]
    if not spans:
        start = 0
        for line in text.splitlines(keepends=True):
            spans.append((start, start + len(line)))
            start += len(line)
    yield from ((start, end) for start, end in spans if text[start:end].strip())


def _stretches(text: str, start: int, end: int, marks: Sequence[Highlight]) -> Iterator[Stretch]:
    """A paragraph cut at its marks. A figure is never cut."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    figures = {m.start: m for m in inside if m.spot >= 0 and start <= m.start and m.end <= end}
    cuts = sorted(
        {start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)}
    )
    at = start
    for cut in cuts:
        if cut < at:
            continue
        if cut > at:
            yield _stretch(text, at, cut, inside)
            at = cut
        figure = figures.get(at)
        if figure is not None:
            yield _stretch(text, at, figure.end, inside, figure.spot)
            at = figure.end


def _stretch(
    text: str, start: int, end: int, marks: Sequence[Highlight], spot: int = -1
) -> Stretch:
    over = [mark for mark in marks if mark.spot < 0 and mark.start < end and mark.end > start]
    words = tuple(dict.fromkeys(mark.word for mark in over if mark.word is not None))
    unread = any(mark.unread for mark in over)
    return Stretch(text[start:end], spot, words, unread=unread)

"""Lines of a narrative to its sections: cover, contents, parts, numbered sections, signature."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..model.expressions import expression
from ..model.names import norm
from ..model.place import NOWHERE, Place
from ..model.raw import Line, Section
from ..model.values import NamedTuple
from ..model.words import literal, pattern
from ..readers.words import glued
from .captions import is_money

MAX_HEADING = 60
_PART = pattern("narrative.part")
_NUMBER = pattern("narrative.number")
_ITEM = pattern("narrative.item")
_LEADER = expression(r"[.…·]{2,}[.…·\s\d]*$")
_DATE = pattern("dates.date")
_YEAR = pattern("dates.year")
_BESIDE = pattern("narrative.beside")
_UNIT = pattern("narrative.unit")
CONTENTS, COVER, SIGNATURE, WHOLE = (
    literal(f"narrative.{name}") for name in ("contents", "cover", "signature", "whole")
)
_UNIT_IN_TITLE = pattern("narrative.unit-in-title")
_UNIT_BEHIND_YEAR = pattern("narrative.unit-behind-year")
_PLACE = pattern("narrative.place")
_NO_TITLE = pattern("narrative.no-title")
_NO_HEADING = pattern("narrative.no-heading")
_PART_WITH_BLANKS = pattern("narrative.part-with-blanks")


class _Paragraph(NamedTuple):
    """Its lines stand at these characters of its text."""

    text: str
    starts: tuple[tuple[int, Line], ...]
    heading: bool


def unit_of(cover: Sequence[Line]) -> str:
    """The unit that publishes, where the cover names it."""
    found = (_UNIT.match(line.text) for line in cover)
    names = (_BESIDE.split(match[1])[0].strip() for match in found if match)
    return next((name for name in names if name and not is_money(name)), "")


def unit_in_title(sections: Sequence[Section]) -> str:
    """The unit that publishes, where the title of the first section names it and no more:
    某某市教育局2026年部门预算. A place alone is none."""
    title = norm(sections[0].title) if sections else ""
    match = _UNIT_IN_TITLE.fullmatch(title) or _UNIT_BEHIND_YEAR.fullmatch(title)
    return match[1] if match and not _PLACE.fullmatch(match[1]) else ""


def year_of(lines: Sequence[Line]) -> int:
    """The year of the first title that names one; 0 where none does. Sentences are no titles."""
    titles = (line.text for line in lines if not _NO_TITLE.search(line.text))
    found = (_YEAR.search(text) for text in titles if len(text) <= MAX_HEADING)
    return next((int(match[1]) for match in found if match), 0)


def sections_of(lines: Sequence[Line]) -> Iterator[Section]:
    """The sections that these lines make."""
    paragraphs = _paragraphs(lines)
    first = _first_heading(paragraphs)
    if paragraphs and first == len(paragraphs):
        yield _whole(paragraphs)
        return
    if first:
        yield from _cover(paragraphs[:first])
    part = ""
    part_title = ""
    number, title, body = "", None, list[_Paragraph]()
    index = first
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        if norm(paragraph.text) == CONTENTS:
            end = _contents_end(paragraphs, index + 1)
            if title is not None:
                yield _section(number, title, body)
            heading = paragraph._replace(text=CONTENTS)
            yield _section(CONTENTS, heading, paragraphs[index + 1 : end])
            title, body, index = None, [], end
            continue
        kind = _heading(paragraph)
        if not kind:
            body.append(paragraph)
            index += 1
            continue
        if title is not None or body:
            yield _section(number or COVER, title, body)
        title, body = paragraph, []
        if kind == "number":
            mark = _NUMBER.match(paragraph.text.strip())
            own = mark[1] if mark else ""
            bare = not part or (_PART.match(part) and literal("narrative.explained") in part_title)
            number = own if bare else f"{part} {own}"
        elif kind == "part":
            mark = _PART.match(norm(paragraph.text))
            part, part_title = (mark[0] if mark else ""), norm(paragraph.text)
            number = part
        else:
            part = number = norm(paragraph.text)
            part_title = part
        index += 1
    yield from _last(number, title, body)


def _paragraphs(lines: Sequence[Line]) -> list[_Paragraph]:
    """Lines of one paragraph as one; headings stand alone."""
    found: list[_Paragraph] = []
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        last = found[-1] if found else None
        new = line.starts or line.heading or _mark(text)
        if last is not None and not new and not last.heading:
            whole = glued(last.text, text)
            starts = (*last.starts, (len(whole) - len(text), line))
            found[-1] = _Paragraph(whole, starts, heading=False)
        else:
            found.append(_Paragraph(text, ((0, line),), line.heading))
    return _joined_headings(found)


def _joined_headings(paragraphs: Iterable[_Paragraph]) -> list[_Paragraph]:
    """The title of a part may be broken over two lines."""
    found: list[_Paragraph] = []
    for paragraph in paragraphs:
        last = found[-1] if found else None
        short = len(norm(paragraph.text)) <= 8 and not _mark(paragraph.text)
        if last and short and len(last.text) > 15 and _PART.match(norm(last.text)):
            starts = (*last.starts, *((len(last.text), at) for _, at in paragraph.starts))
            found[-1] = _Paragraph(last.text + paragraph.text.strip(), starts, heading=True)
        else:
            found.append(paragraph)
    return found


def _mark(text: str) -> bool:
    words = text.strip()
    return bool(_PART.match(norm(words)) or _NUMBER.match(words) or _ITEM.match(words))


def _heading(paragraph: _Paragraph) -> str:
    """ "part", "number" or "title" for a heading of a section; empty for text."""
    words = norm(paragraph.text)
    if len(words) > MAX_HEADING or re.search(r"[。;,:]$", words):
        return ""
    if _PART.match(words):
        return "part"
    if _NUMBER.match(words):
        plain = not _NO_HEADING.search(words)
        return "number" if plain else ""
    if paragraph.heading and not _ITEM.match(words) and not re.search(r"[。;:]", words):
        return "title" if len(words) >= 3 or words == CONTENTS else ""
    return "title" if words == CONTENTS else ""


def _first_heading(paragraphs: Sequence[_Paragraph]) -> int:
    """Where the cover ends: at the contents, or at a heading that is not on the first page."""
    for index, paragraph in enumerate(paragraphs):
        kind = _heading(paragraph)
        page = paragraph.starts[0][1].page
        later = page != paragraphs[0].starts[0][1].page or not page
        if norm(paragraph.text) == CONTENTS or kind in ("part", "number") or (kind and later):
            return index
    return len(paragraphs)


def _whole(paragraphs: Sequence[_Paragraph]) -> Section:
    """Prose without any heading; its first line is its title if it is no sentence."""
    plain = len(paragraphs) > 1 and not _SENTENCE.search(paragraphs[0].text)
    title = paragraphs[0] if plain and len(paragraphs[0].text) <= MAX_HEADING else None
    return _section(WHOLE, title, paragraphs[1:] if title else paragraphs)


_SENTENCE = expression(r"[。；;！!：:]\s*$")


def _cover(paragraphs: Sequence[_Paragraph]) -> Iterator[Section]:
    title = _Paragraph(
        "".join(
            p.text
            for p in paragraphs[:3]
            if len(p.text) <= MAX_HEADING and not _is_date(p) and not _SENTENCE.search(p.text)
        ),
        paragraphs[0].starts[:1],
        heading=True,
    )
    yield _section(COVER, title, [p for p in paragraphs if p.text not in title.text])


def _is_date(paragraph: _Paragraph) -> bool:
    return bool(_DATE.fullmatch(norm(paragraph.text)) or _UNIT.match(paragraph.text))


def _contents_end(paragraphs: Sequence[_Paragraph], start: int) -> int:
    """Where the table of contents ends: at a heading that it has named, or at a sentence."""
    seen: set[str] = set()
    page = paragraphs[start].starts[0][1].page if start < len(paragraphs) else 0
    for index in range(start, len(paragraphs)):
        paragraph = paragraphs[index]
        leader = _LEADER.search(paragraph.text)
        words = norm(paragraph.text[: leader.start()] if leader else paragraph.text)
        own = paragraph.starts[0][1].page
        entry = bool(leader) or _mark(paragraph.text)
        if words in seen or re.search(r"[。;]$", words) or len(words) > MAX_HEADING:
            return index
        if own > page and not (entry and _goes_on(words, norm(paragraphs[index - 1].text))):
            return index
        if _PART.match(words) or paragraph.heading or entry:
            seen.add(words)
    return len(paragraphs)


def _goes_on(entry: str, before: str) -> bool:
    """Whether an entry on a new page goes on with the contents; the text begins at the first."""
    first = entry.startswith(literal("narrative.first")) and not _PART.match(before)
    return not (entry.startswith(literal("narrative.first-part")) or first)


def _last(number: str, title: _Paragraph | None, body: list[_Paragraph]) -> Iterator[Section]:
    """The last section; a unit and a date at its end are the signature."""
    if len(body) >= 2 and _DATE.fullmatch(norm(body[-1].text)) and len(body[-2].text) <= 40:
        yield _section(number or COVER, title, body[:-2])
        place = body[-2].starts
        yield _section(SIGNATURE, _Paragraph(SIGNATURE, place, heading=True), body[-2:])
    elif title is not None or body:
        yield _section(number or COVER, title, body)


def _section(number: str, title: _Paragraph | None, body: Sequence[_Paragraph]) -> Section:
    offsets: list[int] = []
    lines: list[Line] = []
    text = ""
    for paragraph in body:
        text += "\n" if text else ""
        for offset, line in paragraph.starts:
            offsets.append(len(text) + offset)
            lines.append(line)
        text += paragraph.text
    first = title.starts[0][1].place if title else lines[0].place if lines else NOWHERE

    def at(index: int) -> Place:
        found = bisect_right(offsets, index) - 1
        return lines[found].at(index - offsets[found]) if found >= 0 else first

    words = title.text.strip() if title else ""
    mark = _NUMBER.match(words) or _PART_WITH_BLANKS.match(words)
    name = words[mark.end() :].strip() if mark else words
    return Section(number, name, text, lambda key: first if key == "title" else at(0), at)

"""Lines of prose to the sections of a narrative, by their numbered headings.

第一部分 is a part; 一、 begins a section of it; （一） and 1. stay in the text. The table of
contents (目录) repeats all headings and is one section, and so are the cover and the signature.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ..names import norm
from ..raw import Location, Section

COVER, CONTENTS, SIGNATURE, WHOLE = "封面", "目录", "落款", "正文"

MAX_HEADING = 60
_DIGITS = "一二三四五六七八九十"
_PART = re.compile(rf"(第[{_DIGITS}]{{1,3}}部分)[:：、.\s]*(.*)")
_HEADING = re.compile(rf"([{_DIGITS}]{{1,3}})[、.．](.+)")
_NO_HEADING = re.compile(r"[。；;！？!?]|[:：].|[:：，,]$")
_PAGE = re.compile(r"[.·…．\s\-—]*\d*$")
_DATE = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?")
_TERMS = re.compile("名词解释|名词说明|专业(?:性)?名词")
_REMARKS = re.compile("情况(?:的)?说明")


class Line(NamedTuple):
    """One paragraph of text and where it begins. `level` is that of a heading, 0 for none."""

    text: str
    place: Location
    level: int = 0


class _Open(NamedTuple):
    """A section that is being filled."""

    section: str
    title: str
    place: Location
    lines: list[Line]


def sections_of(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The sections of a narrative; one section where there is no numbered heading at all."""
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return ()
    found = _split(lines)
    _sign(found)
    kept = [s for s in found if s.title or s.lines]
    return tuple(map(_section, kept))


def _split(lines: Sequence[Line]) -> list[_Open]:
    first = lines[0]
    begun = [_Open(COVER, "", first.place, [])]
    part, terms, last = "", False, 0
    contents: list[str] | None = None
    for line in lines:
        text = line.text.strip()
        name = norm(text)
        if contents is not None:
            entry = _PAGE.sub("", name)
            if len(text) <= 2 * MAX_HEADING and entry not in contents:
                contents.append(entry)
                begun[-1].lines.append(line)
                continue
            contents = None
        if name == CONTENTS:
            begun.append(_Open(CONTENTS, CONTENTS, line.place, []))
            contents = []
            continue
        heading = _part(text)
        if heading:
            part, title = heading
            terms, last = bool(_TERMS.search(title)), 0
            begun.append(_Open(part, title, line.place, []))
            # The explanations are what people mean by "§三"; other parts have sections as well.
            part = "" if _REMARKS.search(title) else part
            continue
        number, title = _heading(text)
        if number and not terms and (number in (1, last + 1) or line.level):
            last = number
            terms = bool(_TERMS.search(title))
            mark = text[: text.index(title)].strip(" 、.．")
            begun.append(_Open(f"{part} {mark}".strip(), title, line.place, []))
            continue
        begun[-1].lines.append(line)
    return _whole(begun) if len(begun) == 1 else [_cover(begun[0]), *begun[1:]]


def _part(text: str) -> tuple[str, str] | None:
    match = _PART.fullmatch(text)
    if not match or len(text) > MAX_HEADING or _NO_HEADING.search(match[2]):
        return None
    return match[1], match[2].strip()


def _heading(text: str) -> tuple[int, str]:
    """The number and the title of a heading 十一、…; 0 for any other line."""
    match = _HEADING.fullmatch(text)
    if not match or len(text) > MAX_HEADING or _NO_HEADING.search(match[2]):
        return 0, ""
    tens, ten, ones = match[1].rpartition("十")
    if not ten:
        return _DIGITS.find(ones) + 1 if len(ones) == 1 else 0, match[2].strip()
    tenfold = (_DIGITS.find(tens) + 1 if tens else 1) * 10
    return tenfold + (_DIGITS.find(ones) + 1 if ones else 0), match[2].strip()


def _whole(begun: list[_Open]) -> list[_Open]:
    """Prose without any heading: the first line is its title if it is no sentence."""
    lines = begun[0].lines
    if _NO_HEADING.search(lines[0].text) or len(lines[0].text) > MAX_HEADING or len(lines) == 1:
        return [begun[0]._replace(section=WHOLE)]
    return [_Open(WHOLE, lines[0].text.strip(), lines[0].place, lines[1:])]


def _cover(cover: _Open) -> _Open:
    """What stands before the first heading; its first line is the title."""
    if not cover.lines:
        return cover
    return cover._replace(title=cover.lines[0].text.strip(), lines=cover.lines[1:])


def _sign(found: list[_Open]) -> None:
    """A date on a line of its own at the very end, and the name above it, are the signature."""
    lines = found[-1].lines
    if not lines or not _DATE.fullmatch(norm(lines[-1].text)):
        return
    above = len(lines) > 1 and not re.search(r"[。；;:：，,]", lines[-2].text)
    signed = lines[-2:] if above and len(lines[-2].text.strip()) <= MAX_HEADING else lines[-1:]
    found.append(_Open(SIGNATURE, SIGNATURE, signed[0].place, list(signed)))
    del lines[-len(signed) :]


def _section(section: _Open) -> Section:
    lines = section.lines
    texts = [line.text.strip() for line in lines]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def at(index: int) -> Location:
        if not lines:
            return section.place
        number = min(bisect_right(starts, index) - 1, len(lines) - 1)
        place = lines[number].place
        column = place.column + index - starts[number] if place.column else 0
        return place._replace(column=column)

    def locate(member: str) -> Location:
        return at(0) if member == "text" else section.place

    return Section(section.section, section.title, "\n".join(texts), locate, at)

"""The paragraphs of a narrative: lines that a page has wrapped, put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..model.expressions import expression
from ..model.phrases import REMOVED, UNSEEN, compact, fold, without_blanks
from ..model.prose import Paragraph, Span
from ..model.raw import Section
from ..model.words import pattern

MAX_HEADING = 60
MAX_LOOK = 80
"""Characters before and after a line break that tell whether it ends a paragraph."""

_NUMBERED = pattern("sentences.numbered")
_LEADS_ON = pattern("sentences.leads-on")
_MARK = pattern("sentences.mark")
_LABEL = expression(r"[^\x00-\x27\x2a-\x7f]{4,14}:")
_ENDS = expression(r"[。;:!?]\s*$")
_FIGURE = pattern("sentences.figure")


def paragraphs_of(number: int, section: Section) -> Iterator[Paragraph]:
    """The paragraphs of one section; lines that a page has wrapped are put together again."""
    text = fold(section.text)
    starts = [0]
    for match in re.finditer(r"\n[^\S\n]*(\n?)", text):
        # Only the end of what stands before is looked at: lines may be many and long.
        first = starts[-1]
        before = _seen(text[max(first, match.start() - MAX_LOOK) : match.start()])
        after = _seen(text[match.end() : match.end() + MAX_LOOK]).lstrip()
        ended = match.group(1) or _ENDS.search(before) or not before.strip()
        page = first == 0 and before.strip().isdigit()
        whole = match.start() - first <= MAX_LOOK
        if (
            ended
            or page
            or _MARK.match(after)
            or _LABEL.match(after)
            or (whole and _is_heading(compact(before)))
        ):
            starts.append(match.end())
    headings: tuple[str, ...] = (compact(section.title),)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = without_blanks(text[start:end])
        if not words:
            continue
        mark = _MARK.match(words)
        is_heading = _is_heading(words)
        if is_heading:
            headings = (headings[0], words)
        yield Paragraph(
            number, start, end, words, mark.group() if mark else "", is_heading, headings
        )


def _seen(text: str) -> str:
    """A folded text without the characters that show nothing."""
    return text.replace(UNSEEN, "")


def _is_heading(words: str) -> bool:
    """A numbered line without a figure and without the end of a sentence."""
    if len(words) > MAX_HEADING or not _NUMBERED.match(words):
        return False
    plain = _LEADS_ON.sub("", words)
    return not re.search(r"[。;:,]", plain) and not _FIGURE.search(words)


class Places:
    """Where the compact text of one paragraph stands in its section as published."""

    def __init__(self, section: Section, paragraph: Paragraph) -> None:
        self._section = paragraph.section
        self._start = paragraph.start
        self._kept: list[int] = []  # compact positions after which something was removed
        self._shift: list[int] = []  # by how much positions from there on are off
        text = section.text[paragraph.start : paragraph.end]
        if len(text.rstrip()) == len(paragraph.text):
            return  # nothing was, but what ends it
        text = fold(text)
        removed = 0
        for match in REMOVED.finditer(text):
            self._kept.append(match.start() - removed)
            removed += match.end() - match.start()
            self._shift.append(removed)

    def span(self, start: int, end: int) -> Span:
        """The stretch from one compact position up to another; never empty."""
        if not self._kept:
            return Span(self._section, self._start + start, self._start + max(end, start + 1))
        return Span(self._section, self._at(start), self._at(max(end - 1, start)) + 1)

    def _at(self, position: int) -> int:
        index = bisect_right(self._kept, position) - 1
        return self._start + position + (self._shift[index] if index >= 0 else 0)


def span_of(section: Section, paragraph: Paragraph, start: int, end: int) -> Span:
    """Where a stretch of a paragraph's compact text stands in the section as published."""
    return Places(section, paragraph).span(start, end)

"""Numbers that Word writes before paragraphs by itself: 一、 may be nowhere in the text."""

from __future__ import annotations

import re
from typing import Any

from ...model.expressions import expression
from ...model.numerals import numeral
from ...model.values import NamedTuple
from .package import PartSource, attribute, local

_CHINESE = expression("chinese|japaneseCounting|ideographDigital|taiwanese", re.I)
_LEVELS = 9
_MAX_BASED_ON = 20


class _Level(NamedTuple):
    kind: str
    text: str
    start: int


class _Style(NamedTuple):
    based_on: str
    numbers: str
    level: str
    heading: int


class Numbering:
    """The counters of a document's numbered paragraphs."""

    def __init__(self, package: PartSource, styles: str, numbering: str) -> None:
        self._styles = _read_styles(package, styles) if package.has(styles) else {}
        self._lists = _read_lists(package, numbering) if package.has(numbering) else {}
        self._counters: dict[str, list[int]] = {}

    def next(self, paragraph: Any) -> tuple[str, int]:
        """The number before a paragraph ("一、"), and its level as a heading (0 for none)."""
        numbers, level, heading, style = "", "", 0, ""
        for mark in paragraph.iterfind("{*}pPr/*"):
            name = local(mark)
            if name == "numPr":
                numbers = _child(mark, "numId")
                level = _child(mark, "ilvl") or "0"
            elif name == "pStyle":
                style = attribute(mark, "val")
            elif name == "outlineLvl":
                heading = _heading(attribute(mark, "val"))
        for _ in range(_MAX_BASED_ON):
            known = self._styles.get(style)
            if known is None:
                break
            numbers, level = numbers or known.numbers, level or known.level
            heading, style = heading or known.heading, known.based_on
        return self._label(numbers, level or "0"), heading

    def _label(self, numbers: str, level: str) -> str:
        levels = self._lists.get(numbers)
        if levels is None or level not in levels:
            return ""
        depth = int(level)
        counters = self._counters.setdefault(
            numbers, [levels[str(n)].start - 1 if str(n) in levels else 0 for n in range(_LEVELS)]
        )
        counters[depth] += 1
        for deeper in range(depth + 1, _LEVELS):
            counters[deeper] = levels[str(deeper)].start - 1 if str(deeper) in levels else 0
        if levels[level].kind == "bullet":
            return ""

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = levels[str(at)].kind if str(at) in levels else ""
            return _figure(max(counters[at], 1), kind)

        return re.sub(r"%([1-9])", figure, levels[level].text)


def _figure(number: int, kind: str) -> str:
    if not _CHINESE.search(kind) or number > 99:
        return str(number)
    return numeral(number)


def _child(element: Any, name: str) -> str:
    found = next(iter(element.iterfind(f"{{*}}{name}")), None)
    return attribute(found, "val") if found is not None else ""


def _heading(value: str) -> int:
    return int(value) + 1 if value.isdigit() and int(value) < _LEVELS else 0


def _read_styles(package: PartSource, part: str) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for style in package.tree(part).iterfind("{*}style"):
        numbers = level = ""
        heading = 0
        for mark in style.iterfind("{*}pPr/*"):
            if local(mark) == "numPr":
                numbers, level = _child(mark, "numId"), _child(mark, "ilvl")
            elif local(mark) == "outlineLvl":
                heading = _heading(attribute(mark, "val"))
        name = attribute(style, "styleId")
        styles[name] = _Style(_child(style, "basedOn"), numbers, level, heading)
    return styles


def _read_lists(package: PartSource, part: str) -> dict[str, dict[str, _Level]]:
    """The levels of each list, by its id."""
    root = package.tree(part)
    abstract = {
        attribute(element, "abstractNumId"): {
            attribute(level, "ilvl"): _Level(
                _child(level, "numFmt"),
                _child(level, "lvlText"),
                int(_child(level, "start") or 1),
            )
            for level in element.iterfind("{*}lvl")
        }
        for element in root.iterfind("{*}abstractNum")
    }
    return {
        attribute(element, "numId"): abstract.get(_child(element, "abstractNumId"), {})
        for element in root.iterfind("{*}num")
    }

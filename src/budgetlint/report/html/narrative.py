"""The narrative, with its figures underlined by what was found out about them."""

from __future__ import annotations

from collections.abc import Iterator

from ..paper import Paper, PaperSection, Stretch
from .element import Markup, tag
from .signs import figure
from .words import quoted, spoken


def draw_narrative(paper: Paper, prefix: str, level: int) -> Markup:
    """All sections of the narrative."""
    seen: set[int] = set()
    return tag(
        "div",
        [_passage(passage, paper, prefix, level, seen) for passage in paper.passages],
        class_="prose",
    )


def _passage(
    passage: PaperSection, paper: Paper, prefix: str, level: int, seen: set[int]
) -> Markup:
    def stretches(several: tuple[Stretch, ...]) -> list[Markup]:
        return [_stretch(one, paper, prefix, seen) for one in several]

    number = tag("span", quoted(f"§{passage.section}"), class_="no")
    return tag(
        "section",
        tag(f"h{level}", number, " ", stretches(passage.title)),
        [tag("p", stretches(paragraph)) for paragraph in passage.paragraphs],
    )


def _stretch(stretch: Stretch, paper: Paper, prefix: str, seen: set[int]) -> Markup:
    content: Markup = quoted(_unwrapped(stretch.text))
    if stretch.spot >= 0:
        content = figure(
            paper.spots[stretch.spot], f"f{prefix}-{stretch.spot}", _unwrapped(stretch.text)
        )
    if stretch.findings:
        first = [number for number in stretch.findings if number not in seen]
        seen.update(first)
        content = tag(
            "mark",
            content,
            tag("span", ", ", spoken("narrative.about"), class_="sr"),
            id=f"m{prefix}-{first[0]}" if first else None,
            class_="about",
            data_f=" ".join(map(str, stretch.findings)),
        )
    if stretch.unread:
        heard = tag("span", " (", spoken("narrative.unread"), ") ", class_="sr")
        content = tag("span", content, heard, class_="unread")
    return content


def _unwrapped(text: str) -> str:
    """A text without the line ends at which a page has wrapped it."""
    return "".join(_joined(text))


def _joined(text: str) -> Iterator[str]:
    for index, line in enumerate(text.split("\n")):
        if index and line[:1].isascii() and line[:1].isalnum():
            yield " "
        yield line if not index else line.lstrip(" \t")

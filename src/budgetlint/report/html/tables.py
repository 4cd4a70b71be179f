"""The tables of a document, drawn as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..paper import Drawn, Head, Kind, Paper, PaperRow, Square
from .element import Markup, tag
from .signs import figure
from .words import both, quoted, spoken

WIDE = 9
"""Columns from which on a table is printed across the page."""
MAX_INDENT = 8


def draw_table(paper: Paper, number: int, prefix: str, level: int) -> Markup:
    """One table: its title, unit and money as offices print them, header, body and notes."""
    drawn = paper.tables[number]
    name = f"t{prefix}-{number}"
    return tag(
        "section",
        _above(drawn, name, level),
        tag(
            "div",
            tag(
                "table",
                tag("thead", [tag("tr", list(_heads(row))) for row in drawn.heads]),
                tag("tbody", [_line(line, paper, drawn, prefix) for line in drawn.lines]),
                aria_labelledby=f"{name}-h",
                class_="sheet",
            ),
            class_="scroll",
        ),
        list(_below(drawn)),
        class_=f"table{' wide' if len(drawn.kinds) > WIDE else ''}",
        id=name,
        data_table=number,
    )


def _above(drawn: Drawn, name: str, level: int) -> Markup:
    title = drawn.own_title
    heading = [tag("span", both(drawn.name), class_="no")]
    if title:
        heading.append(tag("span", quoted(title), class_="title"))
    line = [
        tag("span", spoken("tables.unit", unit=drawn.unit)) if drawn.unit else None,
        tag("span", spoken("tables.page", page=drawn.page)) if drawn.page else None,
        tag("span", spoken("tables.money", money=drawn.money)) if drawn.money else None,
    ]
    return Markup(
        tag(f"h{level}", *heading, id=f"{name}-h", class_="caption")
        + tag("p", line, class_="above")
        + (tag("p", spoken("tables.unknown"), class_="remark") if not drawn.understood else "")
    )


def _heads(row: Sequence[Head]) -> Iterator[Markup]:
    for head in row:
        if not head.text.strip():
            yield tag("td", rowspan=_span(head.rows), colspan=_span(head.columns))
        else:
            yield tag(
                "th",
                quoted(head.text),
                scope="colgroup" if head.columns > 1 else "col",
                rowspan=_span(head.rows),
                colspan=_span(head.columns),
            )


def _span(count: int) -> int | None:
    return count if count > 1 else None


def _line(line: PaperRow, paper: Paper, drawn: Drawn, prefix: str) -> Markup:
    first = drawn.kinds.index("label") if "label" in drawn.kinds else -1
    cells = [
        _square(square, drawn.kinds[index], paper, prefix, line, heads=index == first)
        for index, square in enumerate(line.squares)
    ]
    return tag("tr", cells, class_="total" if line.total else None)


def _square(
    square: Square,
    kind: Kind,
    paper: Paper,
    prefix: str,
    line: PaperRow,
    *,
    heads: bool,
) -> Markup:
    text = square.text.strip()
    content = quoted(text) if text else None
    if square.spot >= 0:
        content = figure(paper.spots[square.spot], f"f{prefix}-{square.spot}", text)
    indent = min(line.indent, MAX_INDENT) if kind == "label" else 0
    style = f"k-{kind}" + (f" in{indent}" if indent else "")
    is_number = square.spot >= 0 and paper.spots[square.spot].figure
    if is_number:
        style = "k-figure"
    if heads and text:
        return tag("th", content, scope="row", class_=style)
    return tag("td", content, class_=style)


def _below(drawn: Drawn) -> Iterator[Markup]:
    for note in drawn.notes:
        yield tag("p", quoted(note), class_="note")
    if drawn.omitted:
        yield tag("p", spoken("tables.omitted", n=drawn.omitted), class_="remark")
    if drawn.narrowed > 0:
        yield tag("p", spoken("tables.narrowed", n=drawn.narrowed), class_="remark")

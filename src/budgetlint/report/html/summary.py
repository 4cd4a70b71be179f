"""The summary: what a manager wants to know of a document, on half a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ...model.errors import Message
from ...model.severity import SEVERITIES
from ..causes_text import with_unit
from ..finding import Finding, Suspect
from ..paper import STATES, Paper, Spot, State
from ..report import FileReport
from .element import Markup, tag
from .findings import link, target_of
from .words import both, quoted, spoken, text

MAX_CORRECTIONS = 12
WIDTH = 1000
"""Units of the bar's width."""
NO_BUDGET = "input-no-budget"
LEAST = 6
"""What even a single figure takes of it, to be seen at all."""


def verdict(file: FileReport) -> Message:
    """The result in one sentence."""
    counts = Counter(finding.severity for finding in file.findings)
    if not file.is_document:
        return text("verdict.settings")
    if file.foreign or any(problem.code == NO_BUDGET for problem in file.problems):
        return text("verdict.foreign")
    if not file.pack:
        return text("verdict.unread")
    if counts["error"]:
        name = "verdict.error" if counts["error"] == 1 else "verdict.errors"
        return text(name, n=counts["error"])
    if counts["warning"]:
        return text("verdict.warnings", n=counts["warning"])
    if counts["info"]:
        return text("verdict.infos", n=counts["info"])
    if file.status != "ok":
        return text("verdict.nothing")
    return text("verdict.accepted", n=len(file.waived)) if file.waived else text("verdict.ok")


def grade(file: FileReport) -> str:
    """How the result is coloured: the gravest severity, ``ok``, ``unread`` where something could
    not be read or checked, ``none`` for what is no budget."""
    if not file.pack and file.is_document:
        return "none" if file.foreign else "unread"
    severities = {finding.severity for finding in file.findings}
    if file.problems and "error" not in severities:
        return "unread"
    otherwise = "ok" if file.status == "ok" else "unread"
    return next((s for s in SEVERITIES if s in severities), otherwise)


def draw_summary(file: FileReport, prefix: str, level: int) -> Markup:
    """The result, how much of the document it speaks for, what to correct, table by table."""
    partly = file.pack and file.problems
    return tag(
        "div",
        tag("p", both(verdict(file)), class_=f"verdict {grade(file)}"),
        _besides(file),
        tag("p", spoken("verdict.partly"), class_="rest grave") if partly else None,
        _share(file.paper) if file.paper else None,
        _counted(file) if file.pack else None,
        _corrections(file, prefix, level),
        _each(file.paper, prefix, level) if file.paper and file.paper.tables else None,
        None if file.paper or not file.pack else tag("p", spoken("summary.not_drawn")),
        class_="summary",
    )


def _besides(file: FileReport) -> Markup | None:
    """What there is beside errors."""
    counts = Counter(finding.severity for finding in file.findings)
    parts = [
        tag("span", spoken(f"besides.{severity}", n=counts[severity]))
        for severity in ("warning", "info")
        if counts[severity] and counts["error"]
    ]
    return tag("p", parts, class_="rest") if parts else None


def figures(paper: Paper) -> Iterator[Spot]:
    """The figures that are printed."""
    return (spot for spot in paper.spots if spot.figure and spot.there and spot.value)


def _share(paper: Paper) -> Markup | None:
    """A bar of all figures by their state, with its legend."""
    counts = Counter(spot.state for spot in figures(paper))
    if not counts.total():
        return None
    items = [
        tag("li", tag("b", f"{counts[s]:,}"), " ", spoken(f"summary.{s}"), class_=f"is-{s}")
        for s in reversed(STATES)
        if counts[s]
    ]
    total = spoken("summary.figures", n=f"{counts.total():,}")
    return tag(
        "div",
        tag("p", total, class_="total"),
        bar(counts),
        tag("ul", items, class_="states"),
        class_="share",
    )


def bar(counts: Counter[State]) -> Markup:
    """A bar whose parts are as long as there are figures of each state."""
    shown = [state for state in reversed(STATES) if counts[state]]
    free = WIDTH - LEAST * len(shown)
    parts: list[Markup] = []
    at = 0
    for state in shown:
        width = LEAST + free * counts[state] // counts.total()
        parts.append(tag("rect", x=at, y=0, width=width, height=10, class_=f"is-{state}"))
        at += width
    return tag(
        "svg", parts, class_="gauge", viewBox=f"0 0 {max(at, 1)} 10", preserveAspectRatio="none",
        aria_hidden="true", focusable="false",
    )  # fmt: skip


def _counted(file: FileReport) -> Markup:
    relations, rules = file.coverage.relations, file.coverage.rules
    total = sum(relations[name] for name in ("exact", "rounding", "broken"))
    line = spoken(
        "summary.relations", total=total, exact=relations["exact"], rounding=relations["rounding"],
        broken=relations["broken"], rules=sum(rules.values()), checked=rules["checked"],
        left=rules["not_checked"],
    )  # fmt: skip
    return tag("p", line, class_="counted")


def _corrections(file: FileReport, prefix: str, level: int) -> Markup | None:
    """What is wrong and what it should say, as far as that can be told."""
    wrong = [
        (number, finding, suspect)
        for number, finding in enumerate(file.findings)
        for suspect in finding.suspects
        if suspect.certainty != "possible"
    ]
    if not wrong:
        return None
    heads = [
        tag("th", spoken(f"summary.{name}"), scope="col")
        for name in ("place", "printed", "meant", "reason")
    ]
    (usual, _), *_ = Counter(suspect.unit for *_, suspect in wrong).most_common(1)
    money = "" if usual == "%" else usual
    rows = [
        _correction(finding, suspect, money, file.paper, prefix)
        for _, finding, suspect in wrong[:MAX_CORRECTIONS]
    ]
    left = len(wrong) - len(rows)
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), class_="corrections")
    return Markup(
        tag(f"h{level}", spoken("summary.correct"))
        + tag("div", table, class_="scroll")
        + (tag("p", spoken("summary.more", n=left), class_="remark") if left else "")
    )


def _correction(
    finding: Finding, suspect: Suspect, money: str, paper: Paper | None, prefix: str
) -> Markup:
    """One of them; with its unit, where that is not the usual `money`."""
    cell = suspect.cell
    reason = suspect.slip if suspect.slip.zh else finding.message
    value = with_unit(cell.value, suspect.unit, money)
    old = quoted(value) if value else spoken("summary.blank")
    if not cell.is_there:
        old = spoken("summary.missing")
    right = with_unit(suspect.right, suspect.unit, money)
    new = quoted(right) if right else spoken("summary.blank")
    return tag(
        "tr",
        tag("th", link(both(cell.short), target_of(cell, paper, prefix)), scope="row"),
        tag("td", tag("del", old), class_="amount"),
        tag("td", tag("ins", new), class_="amount"),
        tag(
            "td",
            both(reason),
            " ",
            tag("span", spoken(f"certainty.{suspect.certainty}"), class_="certainty"),
        ),
    )


def _each(paper: Paper, prefix: str, level: int) -> Markup:
    """Every table with a bar of its own."""
    cards = [_card(paper, number, prefix) for number in range(len(paper.tables))]
    return Markup(tag(f"h{level}", spoken("summary.each")) + tag("ul", cards, class_="cards"))


def _card(paper: Paper, number: int, prefix: str) -> Markup:
    drawn = paper.tables[number]
    spots = [
        paper.spots[square.spot]
        for line in drawn.lines
        for square in line.squares
        if square.spot >= 0
    ]
    counts = Counter(spot.state for spot in spots if spot.figure)
    grave = _grave(spots)
    title = drawn.own_title
    agree = counts["verified"] + counts["rounding"]
    notes = [f"{agree:,} ", spoken("summary.verified")]
    if not counts:
        notes = [spoken("summary.empty")]
    elif not agree:
        notes = [f"{counts['open']:,} ", spoken("summary.open")]
    if grave:
        notes += [" · ", tag("b", str(len(grave))), " ", spoken(f"summary.{grave[0].state}")]
    return tag(
        "li",
        tag(
            "a",
            tag("span", both(drawn.name), class_="no"),
            tag("span", quoted(title), class_="title") if title else None,
            bar(counts) if counts else None,
            tag("span", notes, class_="counts"),
            href=f"#t{prefix}-{number}",
            class_=f"card {_state(counts, grave)}".strip(),
        ),
    )


def _state(counts: Mapping[State, int], grave: Sequence[Spot]) -> str:
    """By what a card is coloured: its gravest figure; nothing is said of a table without any."""
    if not counts:
        return "is-empty"
    return f"is-{grave[0].state}" if grave else ""


def _grave(spots: Sequence[Spot]) -> list[Spot]:
    """What needs a look, the gravest first."""
    grave = [spot for spot in spots if spot.state in ("wrong", "suspect", "broken", "doubt")]
    return sorted(grave, key=lambda spot: STATES.index(spot.state))

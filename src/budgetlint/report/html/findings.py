"""The findings of a document: what is wrong, the arithmetic, what it should say, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...model.amounts import printed
from ...model.errors import Message
from ...model.place import Place
from ...model.severity import SEVERITIES
from ..causes_text import judgement
from ..finding import Finding, FindingCell, shown
from ..paper import Paper
from ..paper.spots import address
from ..report import FileReport
from ..writer import Writer
from ..writer import position as position_in_file
from .element import Child, Markup, tag
from .words import both, quoted, spoken, text

MAX_FINDINGS = 1_000
"""Findings of one document that are written out."""
MAX_EVIDENCE = 12
MAX_ADDENDS = 60


def draw_findings(file: FileReport, prefix: str, level: int) -> Markup:
    """All findings, with what filters them."""
    if not file.findings:
        return tag("p", spoken("findings.none"), class_="remark")
    shown = file.findings[:MAX_FINDINGS]
    items = [
        tag("li", draw_finding(finding, number, file.paper, prefix, level))
        for number, finding in enumerate(shown)
    ]
    left = len(file.findings) - len(shown)
    more = tag("p", spoken("findings.omitted", n=left), class_="remark") if left else None
    hidden = tag("p", spoken("findings.hidden"), class_="remark none", hidden=True)
    return Markup(
        _filters(file, prefix) + tag("ol", items, class_="findings") + hidden + (more or "")
    )


def _filters(file: FileReport, prefix: str) -> Markup:
    severities = [s for s in SEVERITIES if any(f.severity == s for f in file.findings)]
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="severity", value=severity, checked=True),
            tag("span", spoken(f"severity.{severity}"), class_=f"badge {severity}"),
            tag("span", str(sum(f.severity == severity for f in file.findings)), class_="count"),
        )
        for severity in severities
    ]
    tables = dict.fromkeys(_table_of(finding) for finding in file.findings)
    rules = {finding.code: finding.name for finding in file.findings}
    group = tag("legend", spoken("findings.severity"))
    return tag(
        "form",
        tag("fieldset", group, boxes),
        _select("table", ((table.zh, table) for table in tables), prefix),
        _select("rule", ((c, _coded(c, rules[c])) for c in sorted(rules)), prefix),
        tag("button", spoken("findings.reset"), type="reset", class_="plain"),
        tag("output", aria_live="polite", class_="shown"),
        class_="filters",
        hidden=True,
    )


def _coded(code: str, name: Message) -> Message:
    return Message(f"{code} {name.zh}", f"{code} {name.en}")


def _select(name: str, options: Iterable[tuple[str, Message]], prefix: str) -> Markup:
    every = text("findings.all")
    choices = [_option("", every), *(_option(value, text) for value, text in options)]
    label = tag("label", spoken(f"findings.{name}"), for_=f"{name}{prefix}")
    return Markup(label + tag("select", choices, name=name, id=f"{name}{prefix}"))


def _option(value: str, text: Message) -> Markup:
    """An option holds plain text only; the script writes the other language into it."""
    return tag("option", text.zh, value=value, data_zh=text.zh, data_en=text.en)


def draw_finding(
    finding: Finding, number: int, paper: Paper | None, prefix: str, level: int
) -> Markup:
    """One finding."""
    head = tag(
        f"h{level}",
        tag("span", spoken(f"severity.{finding.severity}"), class_=f"badge {finding.severity}"),
        tag("span", finding.code, class_="code"),
        tag("span", both(_message(finding)), class_="message"),
    )
    return tag(
        "article",
        head,
        _where(finding, number, paper, prefix),
        _judged(finding),
        _arithmetic(finding, paper, prefix),
        _hint(finding.hint),
        _more(finding, paper, prefix),
        id=f"n{prefix}-{number}",
        class_=f"finding sev-{finding.severity}",
        tabindex=-1,
        data_severity=finding.severity,
        data_table=_table_of(finding).zh,
        data_rule=finding.code,
    )


def _message(finding: Finding) -> Message:
    return finding.message if finding.message.zh else finding.name


def _table_of(finding: Finding) -> Message:
    """The table, or the section, that a finding is about."""
    cell = place_of(finding)
    return cell.table if cell else finding.name


def place_of(finding: Finding) -> FindingCell | None:
    """The cell that is wrong if it is one, else the first of the relation."""
    suspects = finding.suspects
    if len(suspects) == 1 and suspects[0].certainty != "possible":
        return suspects[0].cell
    return next(iter(finding.cells), None)


def _where(finding: Finding, number: int, paper: Paper | None, prefix: str) -> Markup | None:
    cell = place_of(finding)
    if cell is None:
        return None
    target = target_of(cell, paper, prefix)
    if not target and paper is not None and cell.place.section:
        target = f"m{prefix}-{number}"
    file = position(cell.place)
    return tag(
        "p",
        link(both(cell.short), target),
        tag("span", both(file), class_="file") if file.zh else None,
        class_="where",
    )


def target_of(cell: FindingCell, paper: Paper | None, prefix: str) -> str:
    """The name of the element in which a cell is drawn; empty where it is not."""
    spot = paper.places.get(address(cell), -1) if paper is not None else -1
    return f"f{prefix}-{spot}" if paper is not None and spot in paper.drawn else ""


def link(content: Markup, target: str) -> Markup:
    """Something that leads to a figure."""
    if not target:
        return tag("span", content, class_="at")
    return tag("a", content, href=f"#{target}", class_="go at")


def position(place: Place) -> Message:
    """Where something stands in its file, as the text report says it; a line by its number."""
    if place.line and not place.page:
        return Message(at := f"{place.line}:{place.column}", at)
    chinese, english = (Writer(lang, colour=False, path=place.path) for lang in ("zh", "en"))
    return Message(position_in_file(place, chinese), position_in_file(place, english))


def _judged(finding: Finding) -> Markup | None:
    """What is said of the cause, in both languages."""

    def lines(lang: str) -> list[Markup]:
        return [
            tag("div", tag("dt", label.get(lang)), tag("dd", quoted(text)))
            for label, text in judgement(finding, lang, lambda _: "")
        ]

    if not finding.suspects and not finding.evidence:
        return None
    return Markup(
        tag("dl", lines("zh"), lang="zh", class_="judged")
        + tag("dl", lines("en"), lang="en", class_="judged")
    )


EXPECTED = {"=": "sum.equal", "<=": "sum.at_most", ">=": "sum.at_least", "parts": "sum.parts"}


def _arithmetic(finding: Finding, paper: Paper | None, prefix: str) -> Markup | None:
    """A sum, a ratio, or what was found and expected in words."""
    if finding.difference is not None:
        return _sum(finding, paper, prefix)
    if any(cell.role == "stated" for cell in finding.cells) and finding.possible:
        return _ratio(finding, paper, prefix)
    return _words(finding)


def _ratio(finding: Finding, paper: Paper | None, prefix: str) -> Markup:
    """The percentage that is printed, what it should be, and the figures that it is made of."""

    def row(cell: FindingCell) -> Markup:
        name = link(both(cell.short), target_of(cell, paper, prefix))
        if cell.role == "stated":
            return _row(spoken("sum.stated"), both(finding.found), name, "head")
        return _row(spoken("sum.of"), cell.value or both(text("summary.blank")), name, "add")

    rows = list(map(row, finding.cells))
    rows.append(_row(spoken("sum.equal"), both(finding.wanted), None, "off"))
    return tag("table", tag("tbody", rows), class_="sum")


def _sum(finding: Finding, paper: Paper | None, prefix: str) -> Markup:
    """The arithmetic as one writes it: what is printed, what it should be, and of what."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    first = left[0] if left else None
    blank = text("summary.blank")
    cut = len(right) - MAX_ADDENDS

    def addends(cells: Iterable[FindingCell]) -> Iterator[Markup]:
        for cell in cells:
            name = link(both(label_of(cell, first)), target_of(cell, paper, prefix))
            note = None if cell.is_there else spoken("sum.no_row")
            yield _row(sign_of(cell), printed(cell.amount) or both(blank), (name, " ", note), "add")

    def total(name: str, figure: str, note: Child, style: str) -> Markup:
        return _row(spoken(name), figure or both(blank), note, style)

    figures = shown(finding)
    slack = spoken("sum.no_slack")
    if finding.tolerance:
        slack = spoken("sum.slack", n=figures.tolerance)
    rows = [
        total("sum.printed", figures.actual, finding.money, "head"),
        *(addends(left) if len(left) > 1 else ()),
        total(EXPECTED.get(finding.op, "sum.equal"), figures.expected, finding.money, "head"),
        *addends(right[:MAX_ADDENDS]),
        _row("", "", spoken("sum.cut", n=cut), "add") if cut > 0 else None,
        total("sum.difference", figures.difference, slack, "off"),
    ]
    return tag("table", tag("tbody", rows), class_="sum")


def _row(label: Child, figure: Child, note: Child, style: str) -> Markup:
    return tag(
        "tr",
        tag("th", label, scope="row") if label else tag("td"),
        tag("td", figure, class_="amount"),
        tag("td", note, class_="name"),
        class_=style,
    )


def sign_of(cell: FindingCell) -> str:
    """+, −, or a factor."""
    if cell.weight in (Decimal(1), Decimal(-1)):
        return "+" if cell.weight > 0 else "−"
    return f"{cell.weight:+f} ×"


def label_of(cell: FindingCell, first: FindingCell | None) -> Message:
    """As much of an address as differs from the first cell's."""
    if first is None or cell.table != first.table:
        return cell.short
    if cell.row == first.row and cell.column != first.column:
        return cell.column_said
    if cell.column == first.column and cell.row != first.row:
        return cell.row_said
    return cell.short


def _words(finding: Finding) -> Markup | None:
    """What was found and what was expected, where that is said in words."""
    if not finding.found.zh:
        return None
    return tag(
        "dl",
        tag("div", tag("dt", spoken("findings.found")), tag("dd", both(finding.found))),
        tag("div", tag("dt", spoken("findings.wanted")), tag("dd", both(finding.wanted)))
        if finding.wanted.zh
        else None,
        class_="judged",
    )


def _hint(hint: Message) -> Markup | None:
    if not hint.zh:
        return None
    return tag("p", tag("b", spoken("findings.note")), " ", both(hint), class_="hint")


def _more(finding: Finding, paper: Paper | None, prefix: str) -> Markup | None:
    """Why the rule is there, and the other relations that the cause breaks."""
    parts: list[Markup] = []
    if finding.why.zh:
        summary = tag("summary", spoken("findings.why"))
        parts.append(tag("details", summary, tag("p", both(finding.why))))
    if finding.evidence and finding.code != "U2":
        summary = tag("summary", spoken("findings.evidence", n=len(finding.evidence)))
        listed = [tag("li", _piece(one, paper, prefix)) for one in finding.evidence[:MAX_EVIDENCE]]
        left = len(finding.evidence) - MAX_EVIDENCE
        more = tag("p", spoken("sum.cut", n=left)) if left > 0 else None
        parts.append(tag("details", summary, tag("ol", listed, class_="evidence"), more))
    return tag("div", parts, class_="more") if parts else None


def _piece(finding: Finding, paper: Paper | None, prefix: str) -> Markup:
    head = tag(
        "p", tag("span", finding.code, class_="code"), " ", both(_message(finding)), class_="piece"
    )
    return Markup(head + (_arithmetic(finding, paper, prefix) or ""))

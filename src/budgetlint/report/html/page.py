"""The page around it all: head, bar, documents, panel, legend."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from typing import get_args

from ...model.errors import Message
from ...model.severity import SEVERITIES
from ..paper import STATES, Paper, Sort, marked
from ..report import FileReport
from ..safety import clean
from ..signs import SIGNS
from .data import data_element
from .element import Markup, raw_text, tag
from .findings import draw_findings
from .narrative import draw_narrative
from .summary import draw_summary, figures, grade, verdict
from .tables import draw_table
from .unchecked import draw_unchecked
from .words import both, part, quoted, spoken, text

MAX_SPOTS = 60_000
"""Figures of one page; the tables of further documents are not drawn."""

ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M2 9l4 4L14 3' fill='none' stroke='%231f6b4a' stroke-width='2.5'/%3E%3C/svg%3E"
)


def write_page(
    files: list[FileReport], lang: str, version: str, *, interrupted: bool = False
) -> str:
    """The whole report as one self-contained page."""
    drawn = [_marked(file) for file in files]
    style, script = part("page.css"), part("page.js")
    papers = {str(n): file.paper for n, file in enumerate(drawn) if file.paper is not None}
    title = text("page.title")
    if len(drawn) == 1 and drawn[0].unit:
        title = Message(f"{drawn[0].unit} · {title.zh}", f"{drawn[0].unit} · {title.en}")
    stopped = tag("p", spoken("page.interrupted"), class_="stopped") if interrupted else None
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title.get(lang), data_zh=title.zh, data_en=title.en),
        tag("link", rel="icon", href=ICON),
        tag("style", raw_text(style)),
    )
    body = tag(
        "body",
        tag("a", spoken("page.skip"), href="#main", class_="skip"),
        _bar(drawn),
        tag(
            "main",
            stopped,
            _documents(drawn),
            _legend(),
            _foot(version),
            id="main",
        ),
        _panel(),
        data_element(papers),
        tag("script", raw_text(script)),
    )
    page = tag("html", head, body, lang="en" if lang == "en" else "zh-CN")
    return f"<!DOCTYPE html>\n{page}\n"


def _marked(file: FileReport) -> FileReport:
    """The report with the marks of its findings on its paper."""
    return file._replace(paper=marked(file.paper, file.findings)) if file.paper else file


def _policy(style: str, script: str) -> str:
    """Nothing is loaded from anywhere, and only our own style sheet and script count: their sums
    are written here. What a document might smuggle in is dead text."""

    def named(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {named(style)}",
            f"script-src {named(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _bar(files: list[FileReport]) -> Markup:
    """What stays at the top: where one is, where one may go, language, light, print."""
    single = len(files) == 1
    names = SECTIONS if single else ()
    links = [
        tag("li", tag("a", spoken(f"sections.{name}"), href=f"#{name}0"))
        for name in names
        if not single or _has(files[0], name)
    ]
    links.append(tag("li", tag("a", spoken("sections.legend"), href="#legend")))
    buttons = [
        tag(
            "button",
            tag("span", text("page.language").zh, lang="zh"),
            tag("span", text("page.language").en, lang="en"),
            type="button",
            id="lang",
            class_="plain",
        ),
        tag("button", spoken("page.theme"), type="button", id="theme", class_="plain"),
        tag("button", spoken("page.print"), type="button", id="print", class_="plain"),
    ]
    name = text("page.sections")
    return tag(
        "header",
        tag("nav", tag("ul", links), aria_label=name.zh, data_zh=name.zh, data_en=name.en),
        tag("div", buttons, class_="tools", hidden=True),
        class_="bar",
    )


def _name(file: FileReport) -> str:
    """Whose document it is, as far as that is known."""
    return file.unit or file.path.replace("\\", "/").rpartition("/")[2]


SECTIONS = ("summary", "findings", "tables", "narrative", "unchecked")


def _has(file: FileReport, section: str) -> bool:
    """Whether a report has that section."""
    if section == "tables":
        return file.paper is not None and bool(file.paper.tables)
    if section == "narrative":
        return file.paper is not None and bool(file.paper.passages)
    return file.is_document or section != "unchecked"


def _documents(files: list[FileReport]) -> Markup:
    if len(files) == 1:
        return _document(files[0], "0", 1)
    heading = tag("h1", spoken("page.title"))
    names = ("document", "result", "errors", "warnings", "infos", "verified")
    heads = [tag("th", spoken(f"page.{name}"), scope="col") for name in names]
    rows = [_row(file, n) for n, file in enumerate(files)]
    index = tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), class_="index")
    documents = [
        tag(
            "details",
            tag("summary", quoted(_name(file)), " ", tag("span", quoted(file.path), class_="file")),
            _document(file, str(n), 2),
            class_=f"one is-{grade(file)}",
            id=f"d{n}",
        )
        for n, file in enumerate(files)
    ]
    count = tag("p", spoken("page.documents", n=len(files)), class_="counted")
    return Markup(heading + count + tag("div", index, class_="scroll") + Markup("".join(documents)))


def _row(file: FileReport, number: int) -> Markup:
    """A document in the list of all: the result and its counts."""
    counts = Counter(finding.severity for finding in file.findings)
    states = Counter(spot.state for spot in figures(file.paper)) if file.paper else Counter()
    share = f"{states['verified'] + states['rounding']:,} / {states.total():,}" if states else ""
    link = tag("a", quoted(_name(file)), href=f"#d{number}")
    return tag(
        "tr",
        tag("th", link, tag("span", quoted(file.path), class_="file"), scope="row"),
        tag("td", both(verdict(file)), class_=f"verdict {grade(file)}"),
        [tag("td", str(counts[s] or ""), class_="amount") for s in SEVERITIES],
        tag("td", share, class_="amount"),
    )


def _document(file: FileReport, prefix: str, level: int) -> Markup:
    """A document: who publishes it, then every section that it has."""
    paper = file.paper
    year = spoken("page.year", year=paper.year) if paper and paper.year else None
    pack = spoken("page.pack", pack=file.pack) if file.pack else None
    head = tag(
        "header",
        tag(f"h{level}", quoted(_name(file))),
        tag(
            "p", year, " ", tag("span", quoted(file.path), class_="file"), " ", pack, class_="meta"
        ),
        class_="masthead",
    )
    drawn = paper.passages if paper else ()
    bodies: dict[str, Markup | None] = {
        "summary": draw_summary(file, prefix, level + 2),
        "findings": draw_findings(file, prefix, level + 2),
        "tables": _tables(paper, prefix, level + 2) if paper else None,
        "narrative": draw_narrative(paper, prefix, level + 2) if paper and drawn else None,
        "unchecked": draw_unchecked(file, level + 2),
    }
    sections = [
        tag(
            "section",
            tag(f"h{level + 1}", spoken(f"sections.{name}"), _count(file, name)),
            bodies[name],
            id=f"{name}{prefix}",
            class_=f"part {name}",
        )
        for name in SECTIONS
        if _has(file, name)
    ]
    return tag("article", head, sections, class_="doc", data_doc=prefix)


def _count(file: FileReport, name: str) -> Markup | None:
    counts = {"findings": len(file.findings)}
    if file.paper is not None:
        counts["tables"] = len(file.paper.tables)
    count = counts.get(name)
    return tag("span", " ", str(count), class_="count") if count else None


def _tables(paper: Paper, prefix: str, level: int) -> Markup:
    ticks = tag(
        "label",
        tag("input", type="checkbox", class_="ticks", checked=True),
        spoken("tables.ticks"),
    )
    tools = tag(
        "div", ticks, tag("p", spoken("tables.keys"), class_="keys"), class_="aids", hidden=True
    )
    tables = [draw_table(paper, n, prefix, level) for n in range(len(paper.tables))]
    return Markup(tools + Markup("".join(tables)))


def _panel() -> Markup:
    """Where the script shows a figure's arithmetic."""
    return tag(
        "aside",
        tag(
            "div",
            tag("h2", spoken("panel.title"), id="panel-h", tabindex=-1),
            tag("button", spoken("panel.close"), type="button", class_="plain close"),
            class_="panel-head",
        ),
        tag("div", tag("p", spoken("panel.empty"), class_="remark"), id="panel-body"),
        id="panel",
        aria_labelledby="panel-h",
        hidden=True,
    )


def _legend() -> Markup:
    """What the signs and the marks mean."""
    ticks = [
        tag(
            "div",
            tag("dt", tag("span", "③" if sort == "table" else SIGNS[sort], class_="t")),
            tag("dd", spoken(f"legend.{sort}")),
        )
        for sort in get_args(Sort)
        if sort != "bound"
    ]
    states = [
        tag(
            "div",
            tag("dt", tag("span", tag("span", "14.60", class_="v"), class_=f"f is-{state}")),
            tag("dd", spoken(f"legend.{state}")),
        )
        for state in STATES
        if state not in ("verified", "open")
    ]
    lit = tag("dt", tag("span", "14.60", class_="f lit"))
    unread = tag("dt", tag("span", "14.60", class_="unread"))
    states += [
        tag("div", lit, tag("dd", spoken("legend.lit"))),
        tag("div", unread, tag("dd", spoken("legend.unread"))),
    ]
    return tag(
        "section",
        tag("h2", spoken("sections.legend")),
        tag("p", spoken("legend.intro")),
        tag("dl", ticks, class_="legend"),
        tag("dl", states, class_="legend"),
        id="legend",
        class_="part",
    )


def _foot(version: str) -> Markup:
    return tag("footer", tag("p", spoken("page.by", version=clean(version))))

"""Markdown for merge requests and summaries: a table for each document with findings."""

from __future__ import annotations

from ..messages.catalogue import say
from ..model.expressions import expression
from ..model.verdict import Verdict
from .entries import Entry, entries
from .form import ReportFormat, Style, Tally, relation_counts
from .report import FileReport
from .safety import one_line

COLUMNS = ("level", "code", "place", "message", "printed", "suggested")
SPECIAL = expression(r"[\\`*_{}\[\]<>#|~&!$]|(?<=:)//|(?<=www)\.")
"""What Markdown, or GitHub's of it, would read as more than text: links and addresses too."""


def _head(style: Style) -> str:
    return f"# {say('rows.title').get(style.lang)}\n"


def _file(file: FileReport, _: Tally, style: Style) -> str:
    lines = [f"\n## {escaped(file.path)}", "", *_about(file, style)]
    found = list(entries(file, style.lang))
    if found:
        lines += ["", _line([say(f"rows.headings.{name}").get(style.lang) for name in COLUMNS])]
        lines += [_line(["---"] * len(COLUMNS))]
        lines += [_line(_cells(entry, style.lang)) for entry in found]
    return "\n".join(lines) + "\n"


def _tail(tally: Tally, style: Style) -> str:
    said = say("rows.files-total", **tally.counts()).get(style.lang)
    return f"\n---\n\n**{said}**\n"


FORM = ReportFormat(_head, _file, _tail)


def _about(file: FileReport, style: Style) -> list[str]:
    status = say(f"rows.status.{file.status}").get(style.lang)
    said = [f"**{status}** {escaped(file.unit)}".rstrip()]
    if file.pack:
        said.append(say("rows.relations", **relation_counts(file)).get(style.lang))
    left = file.coverage.rules[Verdict.NOT_CHECKED.value]
    if left:
        said.append(say("rows.left", count=left).get(style.lang))
    if file.waived:
        said.append(say("waivers.waived-n", count=len(file.waived)).get(style.lang))
    if file.coverage.unread:
        said.append(say("rows.unread-text", count=len(file.coverage.unread)).get(style.lang))
    return ["  \n".join(said)]


def _cells(entry: Entry, lang: str) -> list[str]:
    where = "!".join(part for part in (entry.sheet, entry.cell) if part)
    if entry.page:
        exact = "page-line" if entry.line else "page"
        where = say(f"report.{exact}", page=entry.page, line=entry.line).get(lang)
    where = where or (str(entry.line) if entry.line else "")
    place = " ".join(part for part in (entry.place, f"({where})" if where else "") if part)
    said = [entry.message, entry.judgement or entry.arithmetic or entry.found]
    return [
        say(f"rows.levels.{entry.level}").get(lang),
        entry.code,
        escaped(place),
        "<br>".join(escaped(text) for text in said if text),
        escaped(entry.printed),
        escaped(entry.suggested),
    ]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """`text` so that it is shown as it is; nobody is mentioned by an @ in a document."""
    flat = " ".join(one_line(text).split())
    return SPECIAL.sub(lambda match: f"\\{match[0]}", flat).replace("@", "\uff20")

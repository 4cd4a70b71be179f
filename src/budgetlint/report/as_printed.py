"""Rules speak of tables by the numbers of their pack's layouts. A reader knows them as his document
calls them: by the numbers that it prints, else by their titles. Where it prints no number, what a
finding says of its relation names the cells themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..messages import brief_of, table_name
from ..messages.catalogue import say
from ..model.document import Document, Table
from ..model.errors import Argument, Message, Problem
from ..model.expressions import expression
from ..model.layout import Layout
from .finding import Finding, FindingCell
from .report import Coverage

MOST = 3
"""Cells of a side that are named."""
SIGNS = {"<=": "≤", ">=": "≥"}
NAMES = frozenset({"printed.table", "printed.with-title", "documents.known-table"})
"""What the program says where it names a table as its pack does."""
TWO = expression(r"(?i)\b(table)s ([0-9]{1,3})(?:, ([0-9]{1,3}))?,? and ([0-9]{1,3})\b")
"""Several tables in English: tables 5 and 7."""

Called = Mapping[int | str, Message]
"""What tables are called, by the numbers of their layouts and by the titles of these; none where
all have these numbers."""


def called(document: Document, layouts: Iterable[Layout]) -> Called:
    """What a document calls the tables of its pack; those that it has not go by their titles,
    unless it numbers the others as the pack does. A number that two layouts have tells nothing."""
    there = {table.layout: _own_name(table) for table in document.tables.values()}
    there = {layout: name for layout, name in there.items() if layout.number}
    if there and all(name == _numbered(layout.number) for layout, name in there.items()):
        return {}
    known = {layout.id: layout for layout in (*layouts, *there) if layout.number and layout.titles}
    names = {one: there.get(one) or _titled(one) for one in known.values()}
    often = Counter(layout.number for layout in names)
    known_as: dict[int | str, Message] = {one.titles[0]: name for one, name in names.items()}
    known_as |= {one.number: name for one, name in names.items() if often[one.number] == 1}
    return known_as


def _own_name(table: Table) -> Message:
    return brief_of(table_name(table.layout, table.number), table.raw)


def _titled(layout: Layout) -> Message:
    return say("printed.only-title", title=layout.titles[0])


def _numbered(number: int) -> Message:
    return say("printed.table", number=number)


def as_printed(findings: Iterable[Finding], names: Called) -> list[Finding]:
    """The findings, with the tables of their rules by what the document calls them, and with
    relations told by cells where tables have no numbers."""
    return [_named(finding, names) for finding in findings]


def covered_as_printed(coverage: Coverage, names: Called) -> Coverage:
    """What was checked, with the tables that rules lack by what the document calls them."""
    if not names:
        return coverage
    renamed = [
        tuple(
            one._replace(name=_worded(one.name, names), reason=said(one.reason, names))
            for one in some
        )
        for some in (coverage.not_checked, coverage.not_applicable)
    ]
    return coverage._replace(not_checked=renamed[0], not_applicable=renamed[1])


def problems_as_printed(problems: Iterable[Problem], names: Called) -> tuple[Problem, ...]:
    """Problems and notes, with tables by what the document calls them."""
    return tuple(
        one._replace(address=said(one.address, names), found=said(one.found, names))
        for one in problems
    )


def _named(finding: Finding, names: Called) -> Finding:
    evidence = tuple(_named(one, names) for one in finding.evidence)
    message = _by_cells(finding)
    if names:
        finding = finding._replace(
            name=_worded(finding.name, names),
            why=_worded(finding.why, names),
            found=said(finding.found, names),
            wanted=said(finding.wanted, names),
        )
        message = _worded(message, names)
    return finding._replace(evidence=evidence, message=message)


def _by_cells(finding: Finding) -> Message:
    known = dict(finding.message.arguments)
    untold = any(cell.brief.code == "printed.only-title" for cell in finding.cells)
    if "name" not in known or not untold or finding.difference is None:
        return finding.message
    return finding.message.using(**{**known, "name": _relation(finding)})


def said(message: Message, names: Called) -> Message:
    """A message of the program, with the tables that it names by what they are called."""
    arguments = dict(message.arguments)
    if message.code in NAMES:
        known = arguments.get("title", arguments.get("number"))
        return names.get(known, message) if isinstance(known, (int, str)) else message
    inner = {key: _argument(value, names) for key, value in arguments.items()}
    return message.using(**inner) if inner else message


def _argument(value: Argument, names: Called) -> Argument:
    if isinstance(value, Message):
        return said(value, names)
    if isinstance(value, tuple):
        return tuple(_argument(one, names) for one in value)
    return value


def _worded(message: Message, names: Called) -> Message:
    """The words of a rule, in which tables are written out."""
    arguments = {
        key: _worded(value, names) if isinstance(value, Message) else value
        for key, value in message.arguments
    }
    if message.code in NAMES:
        return said(message, names)
    return Message(
        _words(message, names, "zh"),
        _words(message, names, "en"),
        message.code,
        tuple(arguments.items()),
    )


def _words(message: Message, names: Called, lang: str) -> str:
    """The words in one language, or the form that they have."""
    form = message.english if lang == "en" else message.chinese
    forms = _numbered(0)
    before = (forms.english if lang == "en" else forms.chinese).partition("{")[0]
    is_form = bool(message.code or message.arguments)

    def other(number: str, printed: str) -> str:
        name = names[int(number)].get(lang) if int(number) in names else printed
        return name.replace("{", "{{").replace("}", "}}") if is_form else name

    form = TWO.sub(_apart, form) if lang == "en" else form
    one = expression(f"(?i){before}([0-9]{{1,3}})(?![0-9])")
    return one.sub(lambda found: other(found[1], found[0]), form)


def _apart(several: re.Match[str]) -> str:
    """Table 5 and table 7."""
    first, *others = (f"{several[1]} {number}" for number in several.groups()[1:] if number)
    return " and ".join([first, *others])


def _relation(finding: Finding) -> Message:
    """The relation as it should hold: 《甲》 / 合计 ≤ 《乙》 / 合计."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    sign = SIGNS.get(finding.op, "=")
    return say("report.relation", left=_side(left), sign=sign, right=_side(right))


def _side(cells: Sequence[FindingCell]) -> Message:
    terms = [
        say("report.term", sign="-" if cell.weight < 0 else "+", address=cell.short)
        for cell in cells[1:MOST]
    ]
    first = cells[0].short if cells else say("report.blank")
    more = ("…",) if len(cells) > MOST else ()
    return say("report.side", first=first, terms=(*terms, *more))

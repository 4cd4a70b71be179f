"""JUnit's XML, which Jenkins, GitLab, Gitee Go and others show as tests.

A document is a suite. What fails the run is a failure, what could not be done an error, a rule that
was not checked is skipped with its reason; and one test stands for the relations that hold, so that
a document without findings is seen to have been checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..messages.catalogue import say
from .entries import Entry, entries, said, waived_entries
from .form import ReportFormat, Style, Tally, relation_counts
from .report import FileReport
from .safety import one_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="budgetlint">\n'
TAIL = "</testsuites>\n"


def _file(file: FileReport, _: Tally, style: Style) -> str:
    cases = [_relations(file, style)] if file.pack else []
    cases += [_of_entry(entry, style) for entry in entries(file, style.lang)]
    cases += [_waived(entry) for entry in waived_entries(file, style.lang)]
    cases += _left(file, style)
    counts = {
        "tests": len(cases),
        "failures": sum("<failure " in case for case in cases),
        "errors": sum("<error " in case for case in cases),
        "skipped": sum("<skipped " in case for case in cases),
    }
    numbers = "".join(f' {name}="{n}"' for name, n in counts.items())
    return f"<testsuite name={_attribute(file.path)}{numbers}>\n{''.join(cases)}</testsuite>\n"


FORM = ReportFormat(lambda _: HEAD, _file, lambda _, __: TAIL)


def _relations(file: FileReport, style: Style) -> str:
    said = say("rows.relations", **relation_counts(file)).get(style.lang)
    name = say("rows.relations-hold").get(style.lang)
    return _case(file.path, name, f"<system-out>{_text(said)}</system-out>")


def _of_entry(entry: Entry, style: Style) -> str:
    where = ":".join(str(part) for part in (entry.source, entry.line_of_file or entry.cell) if part)
    text = _text(f"{said(entry, style.lang)}\n{where}")
    body = f"<system-out>{text}</system-out>"
    if style.fails(entry.level):
        tag = "error" if entry.level == "problem" else "failure"
        message = f"{say(f'rows.levels.{entry.level}').get(style.lang)}: {entry.message}"
        attributes = f"type={_attribute(entry.level)} message={_attribute(message)}"
        body = f"<{tag} {attributes}>{text}</{tag}>"
    return _case(entry.path, f"{entry.code} {entry.place}".rstrip(), body)


def _waived(entry: Entry) -> str:
    reason = f"<skipped message={_attribute(entry.waived)}/>"
    return _case(entry.path, f"{entry.code} {entry.place}".rstrip(), reason)


def _left(file: FileReport, style: Style) -> Iterator[str]:
    """What was not checked; with --strict that fails the run."""
    for skip in file.coverage.not_checked:
        name = f"{skip.code} {skip.name.get(style.lang)}"
        yield _case(file.path, name, _skipped(skip.reason.get(style.lang), style))
    if file.coverage.unread:
        reason = say("rows.unread-text", count=len(file.coverage.unread)).get(style.lang)
        yield _case(file.path, say("rows.headings.unread").get(style.lang), _skipped(reason, style))


def _skipped(reason: str, style: Style) -> str:
    return f"<{'failure' if style.strict else 'skipped'} message={_attribute(reason)}/>"


def _case(path: str, name: str, body: str) -> str:
    return f"<testcase classname={_attribute(path)} name={_attribute(name)}>{body}</testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))


def _text(text: str) -> str:
    return escape("\n".join(map(one_line, text.split("\n"))))

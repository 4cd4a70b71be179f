"""The report as text for a terminal, in Chinese or English.

Figures are aligned; names come last in a line, so that their width does not matter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..messages.catalogue import say
from ..model.amounts import printed
from ..model.errors import Argument, Problem
from ..model.place import Place
from ..plan.relations import Verdict
from .causes_text import judgement
from .entries import waived_text
from .findings import shown
from .form import ReportFormat, Style, Tally
from .report import Coverage, FileReport, NotChecked
from .safety import one_line

if TYPE_CHECKING:
    from .findings import Finding, FindingCell

RESET = "\x1b[0m"
COLOURS = {"error": "\x1b[31;1m", "warning": "\x1b[33;1m", "info": "\x1b[36m", "ok": "\x1b[32m"}
BOLD = "\x1b[1m"
DIM = "\x1b[2m"


class Writer:
    """Writes in one language, with or without colour."""

    def __init__(self, lang: str, *, colour: bool) -> None:
        self.lang = lang
        self.colour = colour
        # No label can hold these marks: they are made anew each time.
        self._mark = f"\ue000{os.urandom(8).hex()}"

    def say(self, code: str, /, **arguments: Argument) -> str:
        """An entry of the catalogue in the reader's language."""
        return say(code, **arguments).get(self.lang)

    def paint(self, text: str, colour: str) -> str:
        """`text` in a colour, where colours are wanted."""
        if not self.colour:
            return text
        return f"{self._mark}{colour[1:]}\ue001{text}{self._mark}{RESET[1:]}\ue001"

    def finish(self, lines: Iterable[str]) -> str:
        """The lines as one text, made safe, with the colours that were painted."""
        text = "\n".join(map(one_line, lines))
        if not self.colour:
            return text
        return re.sub(f"{self._mark}([^\ue001]*)\ue001", "\x1b\\1", text)


def _of_file(file: FileReport, before: Tally, style: Style) -> str:
    if style.quiet and not (file.findings or file.problems):
        return ""
    writer = Writer(style.lang, colour=style.colour)
    if file.foreign:
        line = writer.finish([_foreign(file, writer)]) + "\n"
        return line if before.foreign_last or not before.reports else f"\n{line}"
    block = writer.finish(_file(file, writer, quiet=style.quiet))
    above = before.levels.total() if style.quiet else before.reports
    return ("\n" if above else "") + block + "\n"


def _tail(tally: Tally, style: Style) -> str:
    """The sum of all, where there are several; and what is to be said of the whole run."""
    writer = Writer(style.lang, colour=style.colour)
    lines = [_total(tally, writer)] if tally.files > 1 and not style.quiet else []
    if tally.nothing_checked:
        lines.append(writer.paint(writer.say("report.nothing"), COLOURS["error"]))
    if tally.interrupted:
        lines.append(writer.say("report.interrupted"))
    return f"\n{writer.finish(lines)}\n" if lines else ""


FORM = ReportFormat(lambda _: "", _of_file, _tail)


def _foreign(file: FileReport, w: Writer) -> str:
    """One line for a file that was met and is no budget."""
    why = next((note.found.get(w.lang) for note in file.notes), "")
    return f"{file.path}  {w.paint(why, DIM)}"


def _total(tally: Tally, w: Writer) -> str:
    """How many files there were, and what came of them; what is rare is said where it occurs."""
    shown = {name: tally.statuses[name] for name in ("ok", "findings", "error")}
    rare = {
        "not-checked": tally.statuses["not_checked"],
        "internal": tally.statuses["internal"],
        "foreign": tally.foreign,
    }
    more = [w.say(f"report.total-{name}", count=n) for name, n in rare.items() if n]
    return w.say("report.total", files=tally.files, **shown) + "".join(more)


def problem_text(problem: Problem, lang: str, *, colour: bool) -> str:
    """One problem, for standard error."""
    writer = Writer(lang, colour=colour)
    return writer.finish(problem_lines(problem, writer))


def _file(file: FileReport, w: Writer, *, quiet: bool) -> Iterator[str]:
    yield w.paint(file.path, BOLD) + (f"  {file.unit}" if file.unit else "")
    for problem in file.problems:
        yield ""
        yield from problem_lines(problem, w)
    for together in _grouped((*file.findings, *file.rounding)):
        yield ""
        yield from finding_block(together[0], w) if len(together) == 1 else _prompts(together, w)
    if quiet:
        return
    if file.findings or file.rounding or file.problems:
        yield ""
    yield from _summary(file, w)


def problem_lines(problem: Problem, w: Writer) -> Iterator[str]:
    """A problem with its place, what was found, what was expected, and what to do."""
    head = w.paint(w.say("report.problem"), COLOURS["error"])
    where = f"{address}  " if (address := problem.address.get(w.lang)) else ""
    yield f"  {head} {problem.code}  {where}{w.paint(position(problem.place, w), DIM)}".rstrip()
    for label, text in (
        ("found", problem.found),
        ("wanted", problem.expected),
        ("advice", problem.advice),
    ):
        yield f"    {w.say(f'report.{label}')}  {text.get(w.lang)}"


def position(place: Place, w: Writer) -> str:
    """file:line:column; file sheet!cell; file and page; or file and JSON pointer."""
    path = place.path
    if place.line:
        path = f"{path}:{place.line}" + (f":{place.column}" if place.column else "")
    page = w.say("report.page", page=place.page) if place.page else ""
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    pointer = "" if place.line else place.pointer
    return " ".join(part for part in (path, page, cell, pointer) if part)


def _grouped(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings one by one; but prompts of one rule together, in one block."""
    prompts: dict[str, list[Finding]] = {}
    order: list[list[Finding]] = []
    for finding in findings:
        if (
            finding.severity != "info"
            or finding.verdict is Verdict.ROUNDING
            or finding.difference is not None
        ):
            order.append([finding])
            continue
        if finding.code not in prompts:
            prompts[finding.code] = []
            order.append(prompts[finding.code])
        prompts[finding.code].append(finding)
    yield from order


def _prompts(findings: Sequence[Finding], w: Writer) -> Iterator[str]:
    """Several prompts of one rule: what it says once, then a line for each place."""
    first = findings[0]
    head = w.paint(w.say(f"report.severity.{first.severity}"), COLOURS[first.severity])
    yield f"  {head} {first.code}  {w.paint(first.message.get(w.lang), BOLD)}"
    for finding in findings:
        cell = next(iter(finding.cells), None)
        where = f"{cell.address.get(w.lang)}  {position(cell.place, w)}" if cell else ""
        found = finding.found.get(w.lang)
        yield f"      {found}  {w.paint(where, DIM)}".rstrip()


def finding_block(finding: Finding, w: Writer) -> Iterator[str]:
    """One finding: where, what, which figure is probably wrong, and the arithmetic."""
    first = _place_of(finding)
    if finding.verdict is Verdict.ROUNDING:
        head = w.paint(w.say("report.rounding"), COLOURS["info"])
    else:
        head = w.paint(w.say(f"report.severity.{finding.severity}"), COLOURS[finding.severity])
    address = first.address.get(w.lang) if first else finding.name.get(w.lang)
    where = w.paint(position(first.place, w), DIM) if first and first.is_there else ""
    yield f"  {head} {finding.code}  {w.paint(address, BOLD)}  {where}".rstrip()
    yield f"    {finding.message.get(w.lang) or finding.name.get(w.lang)}"
    judged = list(judgement(finding, w.lang, lambda s: w.paint(position(s.cell.place, w), DIM)))
    for label, text in judged:
        yield f"      {_padded(label.get(w.lang), w)}  {text}"
    if finding.difference is not None:
        yield from arithmetic(finding, w)
    else:
        yield from words(finding, w)
    if finding.hint.get(w.lang):
        yield f"      {w.say('report.hint')}  {finding.hint.get(w.lang)}"


def _place_of(finding: Finding) -> FindingCell | None:
    """Where to look: the cell that is wrong if it is one, else the first of the relation."""
    suspects = finding.suspects
    if len(suspects) == 1 and suspects[0].certainty != "possible":
        return suspects[0].cell
    return finding.cells[0] if finding.cells else None


def _padded(label: str, w: Writer) -> str:
    """A label as wide as the labels of the judgement."""
    width = max(_width(w.say(f"judgement.{name}")) for name in ("judgement", "evidence"))
    return label + " " * (width - _width(label))


def words(finding: Finding, w: Writer) -> Iterator[str]:
    """What was found and what was expected, where that is said in words."""
    yield f"      {w.say('report.found')}  {finding.found.get(w.lang)}"
    yield f"      {w.say('report.wanted')}  {finding.wanted.get(w.lang)}"
    for cell in finding.cells[1:]:
        where = f"{_labelled(cell, None, w)}  {position(cell.place, w)}"
        yield f"      {w.say('report.place')}  {where}"


def arithmetic(finding: Finding, w: Writer) -> Iterator[str]:
    """What is printed, what it should be, and every figure that it should be made of."""
    left = [cell for cell in finding.cells if cell.role == "printed"]
    right = [cell for cell in finding.cells if cell.role != "printed"]
    figures = shown(finding)
    actual = figures.actual or w.say("report.blank")
    expected = figures.expected or w.say("report.blank")
    amounts = [_amount(cell, w) for cell in finding.cells]
    width = max(map(_width, [actual, expected, figures.difference, *amounts]))
    labels = w.say("report.printed"), w.say(f"report.expected.{finding.op}")
    label_width = max(map(_width, labels))

    def line(label: str, figure: str, note: str) -> str:
        pad = " " * (label_width - _width(label))
        indent = " " * (width - _width(figure))
        return f"      {label}{pad}  {indent}{figure}  {note}".rstrip()

    first = left[0] if left else None
    yield line(labels[0], actual, finding.money)
    # The wrong figure need not be the one on the left of the relation: then say whose that is.
    suspects = finding.suspects if len(finding.suspects) == 1 else ()
    elsewhere = first and any(suspect.cell.address != first.address for suspect in suspects)
    if len(left) > 1 or elsewhere:
        yield from (line(_sign(c), _amount(c, w), _labelled(c, first, w)) for c in left)
    yield line(labels[1], expected, finding.money)
    for cell in right:
        yield line(_sign(cell), _amount(cell, w), _labelled(cell, first, w))
    note = (
        w.say("report.slack", slack=figures.tolerance)
        if finding.tolerance
        else w.say("report.no-slack")
    )
    if finding.verdict is Verdict.EXACT:
        note = ""
    yield line(w.say("report.difference"), figures.difference, note)


def _amount(cell: FindingCell, w: Writer) -> str:
    return printed(cell.amount) if cell.is_there and printed(cell.amount) else w.say("report.blank")


def _sign(cell: FindingCell) -> str:
    """+, - or a factor, indented below the label that it explains."""
    if cell.weight in (Decimal(1), Decimal(-1)):
        return "  +" if cell.weight > 0 else "  -"
    return f"  {cell.weight:+f} ×"


def _labelled(cell: FindingCell, first: FindingCell | None, w: Writer) -> str:
    """As much of the address as differs from the first cell's."""
    note = "" if cell.is_there else f" {w.say('report.missing-row')}"
    if first is None or cell.table != first.table:
        return cell.address.get(w.lang) + note
    if cell.row == first.row and cell.column != first.column:
        return cell.column + note
    if cell.column == first.column and cell.row != first.row:
        return cell.row + note
    return cell.address.get(w.lang) + note


def _summary(file: FileReport, w: Writer) -> Iterator[str]:
    coverage = file.coverage
    counts = coverage.relations
    if not file.is_document:
        yield f"  {_verdict(file, w)}"
        return
    if not file.pack:
        yield from _unread(coverage, w)
        yield f"  {w.say('report.not-read')}"
        return
    total = sum(n for verdict, n in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)
    hint = w.say("report.show-rounding") if counts["rounding"] and not file.rounding else ""
    unread = counts["not_checked"]
    more = w.say("report.unread", count=unread) if unread else ""
    yield f"  {w.say('report.relations', total=total, **counts)}{more}{hint}"
    yield f"  {w.say('report.rules', total=sum(coverage.rules.values()), **coverage.rules)}"
    if coverage.not_checked:
        yield f"  {w.say('report.not-checked')}"
        yield from (f"    {line}" for line in _reasons(coverage.not_checked, w))
    yield from _unread(coverage, w)
    yield from _waived(file, w)
    if file.unselected:
        yield f"  {w.say('selection.unselected', count=file.unselected)}"
    yield from _notes(file.notes, w)
    yield f"  {_verdict(file, w)}"


def _waived(file: FileReport, w: Writer) -> Iterator[str]:
    """What a person has accepted, each with the reason; what a baseline holds is only counted."""
    if not file.waived:
        return
    yield f"  {w.say('waivers.waived-n', count=len(file.waived))}"
    for waived in file.waived:
        if waived.kind == "waiver":
            cell = waived.finding.primary
            place = cell.address.get(w.lang) if cell else ""
            reason = waived_text(waived).get(w.lang)
            yield f"    {waived.finding.code}  {place}  {reason}"


def _unread(coverage: Coverage, w: Writer) -> Iterator[str]:
    """Sentences that no phrase could read; the first of them where they are many."""
    if not coverage.unread:
        return
    yield f"  {w.say('report.unread-text', count=len(coverage.unread))}"
    for unread in coverage.unread[:MAX_UNREAD]:
        quote = unread.quote
        shown = quote if len(quote) <= MAX_QUOTE else f"{quote[:MAX_QUOTE]}…"
        yield f"    §{unread.place.section}  {shown}"
    if len(coverage.unread) > MAX_UNREAD:
        yield f"    {w.say('report.more', count=len(coverage.unread) - MAX_UNREAD)}"


MAX_UNREAD = 10
MAX_QUOTE = 60


def _reasons(skips: Sequence[NotChecked], w: Writer) -> Iterable[str]:
    """One line a reason, with the rules that it kept from being checked."""
    grouped: dict[str, dict[str, None]] = {}
    for skip in skips:
        grouped.setdefault(skip.reason.get(w.lang), {})[skip.code] = None
    for reason, codes in grouped.items():
        yield f"{', '.join(codes)}: {reason}"


def _verdict(file: FileReport, w: Writer) -> str:
    parts = []
    if file.findings:
        parts.append(w.say("report.found-n", count=len(file.findings)))
    if file.problems:
        parts.append(w.say("report.problems-n", count=len(file.problems)))
    if parts:
        return w.paint("，".join(parts) if w.lang == "zh" else ", ".join(parts), COLOURS["error"])
    return w.paint(w.say("report.ok"), COLOURS["ok"])


def _width(text: str) -> int:
    """Columns on a terminal; wide characters take two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return wcswidth(text)


def _notes(notes: Sequence[Problem], w: Writer) -> Iterator[str]:
    """What was left out on purpose, and what was read with doubt: each reason with its rows."""
    left_out = [note for note in notes if note.code != DOUBTFUL]
    if left_out:
        yield f"  {w.say('report.notes')}"
        yield from (f"    {note.found.get(w.lang)}  {position(note.place, w)}" for note in left_out)
    reasons: dict[str, list[Problem]] = {}
    for note in notes:
        if note.code == DOUBTFUL:
            reasons.setdefault(note.found.get(w.lang), []).append(note)
    if reasons:
        yield f"  {w.say('report.doubts')}"
    for reason, rows in reasons.items():
        yield "    " + w.say("report.doubt", reason=reason, rows=len(rows))
        for row in rows[:MAX_DOUBTS]:
            yield f"      {row.address.get(w.lang)}  {position(row.place, w)}"
        if len(rows) > MAX_DOUBTS:
            yield f"      … {len(rows) - MAX_DOUBTS}"


DOUBTFUL = "reading-doubtful"
MAX_DOUBTS = 8
"""Rows listed for one reason; JSON has them all."""

"""The report as text for a terminal, in Chinese or English.

Figures are aligned; names come last in a line, so that their width does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model.errors import Message, Problem
from ..model.severity import SEVERITIES
from ..model.shell import quoted
from ..model.verdict import Verdict
from .desk import named, next_command, nothing_wrong, to_do, total
from .findings_text import finding_block
from .form import ReportFormat, Style, Tally
from .order import is_figure
from .report import FileReport, NotChecked
from .writer import BOLD, COLOURS, DIM, Writer, position

if TYPE_CHECKING:
    from .finding import Finding


def _writer(style: Style, path: str = "") -> Writer:
    return Writer(style.lang, colour=style.colour, width=style.width, path=path)


def _of_file(file: FileReport, before: Tally, style: Style) -> str:
    if style.quiet and not (file.findings or file.problems):
        return ""
    writer = _writer(style, file.path)
    if file.foreign:
        line = writer.finish([_foreign(file, writer)]) + "\n"
        return line if before.foreign_last or not before.reports else f"\n{line}"
    block = writer.finish(_file(file, writer, style))
    above = before.levels.total() if style.quiet else before.reports
    return ("\n" if above else "") + block + "\n"


def _tail(tally: Tally, style: Style) -> str:
    """The sum of all, where there are several; and what is to be said of the whole run."""
    writer = _writer(style)
    lines = [_total(tally, writer)] if tally.files > 1 and not style.quiet else []
    for pair in () if style.quiet else tally.apart():
        named = " ".join(map(quoted, pair))
        lines.append(writer.say("desk.together", files=pair, command=named))
    if tally.nothing_checked:
        lines.append(writer.paint(writer.say("report.nothing"), COLOURS["error"]))
    if tally.interrupted:
        lines.append(writer.say("report.interrupted"))
    return f"\n{writer.finish(lines)}\n" if lines else ""


FORM = ReportFormat(lambda _: "", _of_file, _tail)


def _foreign(file: FileReport, w: Writer) -> str:
    """One line for a file that was met and is no budget."""
    note = next(iter(file.notes), None)
    why = note.found.get(w.lang) if note else ""
    return f"{(note and note.address.get(w.lang)) or file.path}  {w.paint(why, DIM)}"


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


def problem_text(problem: Problem, lang: str, *, colour: bool, width: int = 0) -> str:
    """One problem, for standard error."""
    writer = Writer(lang, colour=colour, width=width)
    return writer.finish(problem_lines([problem], writer))


def _file(file: FileReport, w: Writer, style: Style) -> Iterator[str]:
    yield w.paint(file.path, BOLD) + (f"  {file.unit}" if file.unit else "")
    if file.is_document and not style.quiet:
        yield f"  {_sum(file, w)}"
    for together in alike(file.problems):
        yield ""
        yield from problem_lines(together, w)
    yield from _findings(file, w, style)
    if style.quiet:
        return
    if file.findings or file.rounding or file.problems:
        yield ""
    yield from _summary(file, w, style)
    yield from _what_next(file, w, style)


def _sum(file: FileReport, w: Writer) -> str:
    """First the sum of all that was found."""
    if not (file.findings or file.problems):
        colour = COLOURS["ok" if file.status == "ok" else "error"]
        return w.paint(nothing_wrong(file).get(w.lang), colour)
    levels = [finding.severity for finding in file.findings]
    worst = "error" if file.problems or "error" in levels else min(levels, key=SEVERITIES.index)
    return w.paint(total(file).get(w.lang), COLOURS[worst])


def _what_next(file: FileReport, w: Writer, style: Style) -> Iterator[str]:
    """One sentence that says what to do; and last the next command."""
    if sentence := to_do(file).get(w.lang):
        yield f"  {sentence}"
    if command := next_command(file, style.repeated, verbose=style.verbose):
        again = command.startswith("budgetlint check ") and not command.endswith(" --verbose")
        when = "again" if again else "next"
        yield from w.command(w.say(f"desk.{when}"), command)


def _findings(file: FileReport, w: Writer, style: Style) -> Iterator[str]:
    """What is wrong, figures first; prompts in a line a kind, unless all is wanted."""
    serious = [finding for finding in file.findings if finding.severity != "info"]
    prompts = [finding for finding in file.findings if finding.severity == "info"]
    blocks = {
        "figures": [f for f in serious if is_figure(f)],
        "words": [f for f in serious if not is_figure(f)],
    }
    for name, findings in blocks.items():
        yield from _headed(name, (finding_block(finding, w) for finding in findings), w)
    if style.verbose:
        groups = (_opened(group, w) for group in _by_code(prompts))
        yield from _headed("prompts", groups, w)
    elif prompts:
        folded = (_folded(group, w) for group in _by_code(prompts))
        yield from _headed("prompts", [folded], w)
    yield from _headed("rounding", (finding_block(finding, w) for finding in file.rounding), w)


def _headed(name: str, blocks: Iterable[Iterable[str]], w: Writer) -> Iterator[str]:
    """Blocks with a blank line before each, and what they are about in front."""
    for number, block in enumerate(blocks):
        if not number:
            yield ""
            yield f"  {w.paint(w.say(f'desk.{name}'), DIM)}"
        if number or name != "prompts":
            yield ""
        yield from block


def _by_code(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return groups.values()


def _folded(findings: Sequence[Finding], w: Writer) -> str:
    """The prompts of one rule in a line: what it says, how often, and in which tables."""
    first = findings[0]
    said = first.message.get(w.lang) or first.name.get(w.lang)
    cells = [finding.primary for finding in findings if finding.primary is not None]
    places = tuple(dict.fromkeys(cell.brief if cell.brief.code else cell.table for cell in cells))
    form = "places" if len(places) <= MAX_TABLES else "places-more"
    where = w.say(f"desk.{form}", places=places[:MAX_TABLES]) if places else ""
    count = w.say("desk.prompt", count=len(findings))
    return f"  {w.paint(first.code, COLOURS['info'])}  {said}  {count}{w.paint(where, DIM)}"


MAX_TABLES = 5
"""Tables and sections that a folded line names."""


def _opened(findings: Sequence[Finding], w: Writer) -> Iterable[str]:
    return finding_block(findings[0], w) if len(findings) == 1 else _prompts(findings, w)


def alike(problems: Iterable[Problem]) -> Iterable[list[Problem]]:
    """Problems of one kind in one table together: each is said once."""
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, _table(problem), problem.advice), []).append(problem)
    return groups.values()


def _table(problem: Problem) -> object:
    """The table that a problem is in, or its file."""
    parts = dict(problem.address.arguments).get("parts")
    return parts[0] if isinstance(parts, tuple) and parts else problem.place.path


def problem_lines(problems: Sequence[Problem], w: Writer) -> Iterator[str]:
    """A problem with its place, what was found, what was expected, and what to do; and where else
    in its table there are such."""
    problem = problems[0]
    head = w.paint(w.say("report.problem"), COLOURS["error"])
    yield f"  {head} {problem.code}  {_where(problem, w)}".rstrip()
    for label, text in (
        ("found", problem.found),
        ("wanted", problem.expected),
        ("advice", problem.advice),
    ):
        yield f"    {w.say(f'report.{label}')}  {text.get(w.lang)}"
    if len(problems) > 1:
        yield f"    {w.say('report.place')}  {w.say('report.like-this', count=len(problems))}"
        yield from (f"          {_where(other, w)}" for other in problems[1:MAX_ALIKE])
        if len(problems) > MAX_ALIKE:
            yield f"          {w.say('report.more', count=len(problems) - MAX_ALIKE)}"


MAX_ALIKE = 6


def _where(problem: Problem, w: Writer) -> str:
    where = f"{address}  " if (address := problem.address.get(w.lang)) else ""
    return f"{where}{w.paint(position(problem.place, w), DIM)}"


def _prompts(findings: Sequence[Finding], w: Writer) -> Iterator[str]:
    """Several prompts of one rule: what it says once, then a line for each place."""
    first = findings[0]
    head = w.paint(w.say(f"report.severity.{first.severity}"), COLOURS[first.severity])
    said = first.message.get(w.lang) or first.name.get(w.lang)
    yield f"  {head} {first.code}  {w.paint(said, BOLD)}"
    for finding in findings:
        cell = next(iter(finding.cells), None)
        where = f"{cell.titled.get(w.lang)}  {position(cell.place, w)}" if cell else ""
        found = finding.found.get(w.lang)
        yield f"      {found}  {w.paint(where, DIM)}".rstrip()


def _summary(file: FileReport, w: Writer, style: Style) -> Iterator[str]:
    """What was checked, and what was not."""
    coverage = file.coverage
    counts = coverage.relations
    if not file.is_document:
        yield f"  {w.paint(total(file).get(w.lang), COLOURS['error'])}"
        return
    if not file.pack:
        yield from _unread(file, w, style)
        yield f"  {w.say('report.not-read')}"
        return
    applied = sum(n for verdict, n in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)
    hint = w.say("report.show-rounding") if counts["rounding"] and not file.rounding else ""
    unread = counts["not_checked"]
    more = w.say("report.unread", count=unread) if unread else ""
    if coverage.prompts:
        more = f"{w.say('report.prompts-among', count=coverage.prompts)}{more}"
    yield f"  {w.say('report.relations', total=applied, **counts)}{more}{hint}"
    yield f"  {w.say('report.rules', total=sum(coverage.rules.values()), **coverage.rules)}"
    if coverage.not_checked:
        yield f"  {w.say('report.not-checked')}"
        yield from (f"    {line}" for line in _reasons(coverage.not_checked, w, style))
    yield from _unread(file, w, style)
    yield from _waived(file, w)
    if file.unselected:
        yield f"  {w.say('selection.unselected', count=file.unselected)}"
    yield from _notes(file.notes, w)


def _waived(file: FileReport, w: Writer) -> Iterator[str]:
    """What a person has accepted, each with the reason; what a baseline holds is only counted."""
    if not file.waived:
        return
    yield f"  {w.say('waivers.waived-n', count=len(file.waived))}"
    for waived in file.waived:
        if waived.kind == "waiver":
            cell = waived.finding.primary
            place = cell.short.get(w.lang) if cell else ""
            from .entries import waived_text

            reason = waived_text(waived).get(w.lang)
            yield f"    {waived.finding.code}  {place}  {reason}"


def _unread(file: FileReport, w: Writer, style: Style) -> Iterator[str]:
    """Sentences that no phrase could read; the first of them where they are many."""
    sentences = file.coverage.unread
    if not sentences:
        return
    yield f"  {w.say('report.unread-text', count=len(sentences))}"
    shown = sentences if style.verbose else sentences[:MAX_UNREAD]
    for unread in shown:
        quote = unread.quote
        said = quote if len(quote) <= MAX_QUOTE else f"{quote[:MAX_QUOTE]}…"
        where = w.paint(position(unread.place, w), DIM)
        yield f"    §{unread.place.section}  {said}  {where}".rstrip()
    if left := len(sentences) - len(shown):
        command = f"budgetlint claims {named(file, style.repeated)}"
        yield f"    {w.say('report.more-of', count=left, command=command)}"


MAX_UNREAD = 10
MAX_QUOTE = 60


def _reasons(skips: Sequence[NotChecked], w: Writer, style: Style) -> Iterable[str]:
    """One line a reason, with the rules that it kept from being checked, or how many they are."""
    grouped: dict[Message, dict[str, None]] = {}
    for skip in skips:
        grouped.setdefault(skip.reason, {})[skip.code] = None
    absent = {reason: codes for reason, codes in grouped.items() if reason.code in ABSENT}
    if len(absent) > MAX_ABSENT and not style.verbose:
        yield _absent(absent, w)
        grouped = {reason: codes for reason, codes in grouped.items() if reason not in absent}
    for reason, codes in grouped.items():
        if len(codes) > MAX_CODES and not style.verbose:
            yield w.say("report.reason-many", reason=reason, count=len(codes))
        else:
            yield w.say("report.reason", codes=tuple(codes), reason=reason)


def _absent(reasons: Mapping[Message, Iterable[str]], w: Writer) -> str:
    """The tables that are not there, in one line; a document may be the narrative alone."""
    said = [dict(reason.arguments)["table"] for reason in reasons]
    tables = tuple(dict.fromkeys(said))
    codes = {code for codes in reasons.values() for code in codes}
    return w.say("report.absent", tables=tables, count=len(tables), rules=len(codes))


ABSENT = frozenset({"printed.table-missing", "printed.side-missing"})
MAX_ABSENT = 3
"""Tables that are not there and have a line each."""
MAX_CODES = 4
"""Rules that are named for one reason."""


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

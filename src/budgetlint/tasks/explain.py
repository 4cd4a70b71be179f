"""Explain: what speaks for a figure and what speaks against it; and what to correct, in order.

For one cell: every relation that holds it, with its arithmetic. For a document: its findings in
the order in which a person would correct them, each with all of its evidence, and what would still
be wrong after the corrections.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from difflib import get_close_matches
from functools import cached_property

from ..diagnose import Network
from ..messages.catalogue import problem, say
from ..model.amounts import BLANK, EXACT
from ..model.errors import InputError, Message, Problem
from ..model.place import Place
from ..model.raw import RawDocument
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..plan.relations import CellRef
from ..readers import expand
from ..report.cells import finding_cell
from ..report.finding import Finding, FindingCell
from ..report.report import FileReport
from ..report.story import CellStory, Story
from ..report.suspects import relation_finding
from ..report.writer import Writer, position
from .addresses import LANGS, Borne, headings, plain, spellings
from .check import Path, checker, last_year
from .reading import read, read_together

ORDER = {"certain": 0, "likely": 1, "possible": 2}


Source = Path | Sequence[Path]
"""A document: one path, or the paths of several files that are one document together."""


class Beside(NamedTuple):
    """What a document is compared with: last year's, and a folder with those of its units."""

    previous: Path | None = None
    units: Path | None = None


ALONE = Beside()


def explain_document(
    source: Source,
    rules: str | None = None,
    *,
    together: bool = False,
    beside: Beside = ALONE,
) -> Story:
    """The findings of a document in the order in which to correct them. With `together`, all paths
    are one document.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack.
    """
    report = _report(_raw(source, together=together), rules, beside)
    if not report.pack:
        raise InputError(*report.problems)
    causes = [f for f in report.findings if _is_explained(f)]
    causes.sort(key=lambda f: ORDER[f.suspects[0].certainty] if f.suspects else 3)
    others = [f for f in report.findings if not _is_explained(f)]
    return Story(report.path, report.unit, tuple(causes), tuple(others), report.problems)


def _is_explained(finding: Finding) -> bool:
    """Whether there is arithmetic to show: a cause, or what another document speaks against."""
    beside = finding.difference is not None and finding.severity != "info"
    return bool(finding.suspects or finding.evidence or beside)


def explain_cell(
    source: Source,
    address: str,
    rules: str | None = None,
    *,
    together: bool = False,
    beside: Beside = ALONE,
) -> list[CellStory]:
    """What speaks for and against the cells of that address.

    An address is what reports print (see `addresses`): a cell, where it stands, the section of a
    wording, or the heading of a finding. Raises `InputError` if nothing bears it, or the document
    cannot be read.
    """
    return Questions(_raw(source, together=together), rules, beside).at(address)


class Questions:
    """A document that was read once, to be asked for any of its addresses."""

    def __init__(self, raw: RawDocument, rules: str | None = None, beside: Beside = ALONE) -> None:
        self._raw, self._rules, self._beside = raw, rules, beside

    def at(self, address: str) -> list[CellStory]:
        """As `explain_cell`."""
        if found := self._cells.bearing(address):
            return self._stories(found)
        for spelled in spellings(address, self.report.findings):
            found = self._cells.bearing(spelled)
            told = [] if found else self._told.bearing(spelled) or self._under(spelled)
            if found or told:
                return self._stories(found) + list(map(_told, told))
        if found := self._in_row(address):
            return self._stories(found)
        raise InputError(*(self._problems(address) or [self._nothing(address)])).at(self._raw.path)

    def _in_row(self, address: str) -> list[CellRef]:
        """The cells of a row, by its name alone, or by where a remark on it says that it stands."""
        asked = plain(address)
        if found := [ref for ref, cell in self._every if asked == plain(cell.row)]:
            return found
        remarks = (n for n in self.report.notes if asked in _of_problem(n, self._raw.path))
        rows = (self._cells.bearing(note.address.zh) for note in remarks if note.address.zh)
        return next(filter(None, rows), [])

    def _stories(self, refs: Iterable[CellRef]) -> list[CellStory]:
        with localcontext(EXACT):
            return [_story(ref, self._network) for ref in refs]

    def _under(self, heading: str) -> list[Telling]:
        """The findings over which a heading stands."""
        return [Telling(one) for one in self._headed.get(plain(heading), ())]

    def _problems(self, address: str) -> list[Problem]:
        """What could not be read or checked there, which is all that can be told of it."""
        listed = (*self.report.problems, *self.report.notes)
        return [one for one in listed if plain(address) in _of_problem(one, self._raw.path)]

    def _nothing(self, address: str) -> Problem:
        return _no_cell(self._raw.path, address, [*self._cells.names, *self._told.names])

    @cached_property
    def _network(self) -> Network:
        kit = checker(self._rules).kit_for(self._raw)
        return Network(kit.outcomes(self._raw, _last(self._beside)))

    @cached_property
    def _every(self) -> list[tuple[CellRef, FindingCell]]:
        with localcontext(EXACT):
            refs = _every_cell(self._network)
            return [(ref, finding_cell(ref, self._network.document)) for ref in refs]

    @cached_property
    def _cells(self) -> Borne[CellRef]:
        return Borne(self._every, self._raw.path)

    @cached_property
    def report(self) -> FileReport:
        """What was found in it."""
        return _report(self._raw, self._rules, self._beside)

    @cached_property
    def _headed(self) -> Mapping[str, list[Finding]]:
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.report.findings:
            for heading in headings(finding):
                found[heading].append(finding)
        return found

    @cached_property
    def _told(self) -> Borne[Telling]:
        """What findings say of places that no relation holds: a wording, a name, a missing row."""
        return Borne(_told_cells(self.report.findings), self._raw.path)


class Telling:
    """A finding, of the place that was asked for or of its own; each is told once."""

    def __init__(self, finding: Finding, cell: FindingCell | None = None) -> None:
        self.finding = finding
        self.cell = cell or finding.primary


def _told(one: Telling) -> CellStory:
    return CellStory(one.cell or _as_a_whole(one.finding), (one.finding,), (), 0)


def _as_a_whole(finding: Finding) -> FindingCell:
    """What stands in the place of a cell where a finding is of the document as a whole."""
    name = finding.name
    cell = FindingCell(name, name, "", "", "", BLANK, Decimal(1), "place")
    return cell._replace(is_there=False)


def _told_cells(findings: Iterable[Finding]) -> Iterator[tuple[Telling, FindingCell]]:
    for finding in findings:
        suspects = (*finding.suspects, *(s for each in finding.alternatives for s in each))
        cells = (*(s.cell for s in suspects), *(c for r in finding.relations for c in r.cells))
        by_place: dict[tuple[Message, Place], Telling] = {}
        for cell in cells:
            yield by_place.setdefault((cell.address, cell.place), Telling(finding, cell)), cell


def _of_problem(one: Problem, path: str) -> set[str]:
    """Where a problem is, as reports say it."""
    writers = [Writer(lang, colour=False, path=own) for lang in LANGS for own in (path, "")]
    said = {plain(position(one.place, w)) for w in writers} - {plain(path)}
    return {one.code, *said, *(plain(one.address.get(lang)) for lang in LANGS)} - {""}


def _report(raw: RawDocument, rules: str | None, beside: Beside) -> FileReport:
    units = None
    if beside.units is not None:
        from .units import read_units

        units = read_units(os.fspath(beside.units), raw.path)
    return checker(rules).report(raw, previous=_last(beside), units=units)


def _last(beside: Beside) -> RawDocument | None:
    return last_year(beside.previous)[0]


def _raw(source: Source, *, together: bool) -> RawDocument:
    paths = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    if together or len(paths) > 1:
        return read_together([os.fspath(path) for path in paths])
    return read(_only_one(paths[0]))


def _only_one(source: Path) -> str:
    """The path of the one document there. Raises `InputError` for a folder of several."""
    path = os.fspath(source)
    inputs = list(expand(path))
    if inputs[0].error is not None:
        raise inputs[0].error
    if len(inputs) == 1 or inputs[0].path == path:
        return inputs[0].path
    listed = tuple(one.path for one in inputs[:MAX_LISTED])
    raise InputError(problem("explain.several", Place(path), count=len(inputs), listed=listed))


MAX_LISTED = 5


def _every_cell(network: Network) -> Iterator[CellRef]:
    for ordinal, rows in enumerate(network.document.sides):
        if rows is not None:
            for row in range(rows.structure.size):
                for column in rows.columns:
                    yield CellRef(ordinal, column, row)


def _no_cell(path: str, address: str, names: Sequence[str]) -> Problem:
    near = get_close_matches(plain(address), set(names), 3, 0.5)
    advice = say("explain.near", names=tuple(near)) if near else say("explain.look-up")
    return problem("explain.no-cell", Place(path), address=address, advice=advice)


def _story(ref: CellRef, network: Network) -> CellStory:
    against: list[Finding] = []
    vouching: list[Finding] = []
    empty = 0
    for number in network.of(network.cell(ref)):
        link = network.links[number]
        finding = relation_finding(link, network)
        if finding is None or finding.verdict is Verdict.VACUOUS:
            empty += 1
        elif finding.verdict is Verdict.BROKEN:
            against.append(finding)
        else:
            vouching.append(finding)
    cell = finding_cell(ref, network.document)
    return CellStory(cell, tuple(against), tuple(vouching), empty)

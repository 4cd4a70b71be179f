"""Examples of rules as data: small documents in TOML, and what a rule must find in them.

    [[example]]
    rule = "A3"
    expect = ["表3 / 201 一般公共服务支出 / 合计: -1.00"]      # all findings; [] for none
    tables.expenditure = '''
    科目代码 | 科目名称         | 合计  | 基本支出 | 项目支出
    201     | 一般公共服务支出 | 29.00 | 10.00   | 20.00
    '''
    notes.expenditure = ["…"]         optional, as are money.TABLE, units.TABLE, titles.TABLE,
    unit = "…"                        the document's unit; year, assign.TABLE = { row = code }
    narrative."二 收入预算情况说明" = "…"   sections: the number, a blank, the title

A document that many examples share is written once, as `[[document]]` with a `name` and the fields
above; an example takes it with `use = "NAME"` and changes it: `change = [["占20%", "占21%"]]`.
`previous = "NAME"` is another one as last year's.

An example without findings must have something to check: a relation that is exact or explained
by rounding. `verdict = "not_applicable"` or "not_checked" expects that instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .. import messages
from ..evaluate.outcomes import RuleOutcome
from ..model.errors import Message, Problem, RuleError
from ..model.place import Place
from ..model.raw import RawDocument, RawTable, Section
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..model.words import literal
from ..packs import Pack
from ..packs.toml_file import Spec, TomlFile, TomlTable, field_faults, read_toml, toml_files
from ..report.finding import Finding, shown
from ..report.findings import findings_of
from .check import checker
from .kit import Kit

FIELDS: Spec = {
    "rule": (str,),
    "title": (str,),
    "expect": (list,),
    "verdict": (str,),
    "use": (str,),
    "change": (list,),
    "previous": (str,),
    "tables": (dict,),
    "notes": (dict,),
    "money": (dict,),
    "units": (dict,),
    "titles": (dict,),
    "assign": (dict,),
    "unit": (str,),
    "year": (int,),
    "narrative": (dict,),
}
DOCUMENT: Spec = {
    "name": (str,),
    **{
        key: FIELDS[key]
        for key in ("tables", "notes", "money", "units", "titles", "assign", "unit", "year")
    },
    "narrative": (dict,),
}
ASIDE = "examples"


class Example(NamedTuple):
    """One example with its place; `use` and `changes` if it is a shared document, changed."""

    rule: str
    title: str
    expect: tuple[str, ...]
    verdict: str
    document: RawDocument
    path: str
    line: int
    previous: RawDocument | None = None
    use: str = ""
    changes: tuple[tuple[str, str], ...] = ()


class ExampleResult(NamedTuple):
    """What came out. `problem` says what differs, and is None where nothing does."""

    example: Example
    found: tuple[str, ...]
    problem: Message | None


class PackResult(NamedTuple):
    """All examples of a pack, and its own rules that lack a passing or a failing one."""

    pack: Pack
    results: tuple[ExampleResult, ...]
    untested: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Every example came out as expected, and every rule has both kinds."""
        return not self.untested and all(result.problem is None for result in self.results)


def check_examples(name_or_path: str) -> PackResult:
    """Run the examples of a pack. Raises `RuleError` for a bad pack or a bad example."""
    kit = checker().packs.load(name_or_path)
    pack = kit.pack
    examples = list(read_examples(pack))
    unknown = [e for e in examples if pack.rule(e.rule) is None]
    if unknown:
        codes = [rule.code for rule in pack.rules]
        raise RuleError(*(_unknown_rule(example, codes) for example in unknown))
    results = tuple(_run(example, kit) for example in examples)
    return PackResult(pack, results, tuple(_untested(pack, examples)))


def read_examples(pack: Pack) -> Iterator[Example]:
    """The examples in the pack's own files and in the folder `examples` beside them."""
    files = list(_own_files(pack))
    shared = {name: data for file in files for name, data in _shared(file)}
    for file in files:
        for part in file.parts("example"):
            yield _example(part, shared)


def _shared(file: TomlFile) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The documents that examples share, by name."""
    for part in file.parts("document"):
        faults = list(field_faults(part.data, DOCUMENT, ("name",), name="name"))
        if faults:
            raise RuleError(*(part.problem(blamed, texts) for blamed, texts in faults))
        yield part.data["name"], part.data


def _own_files(pack: Pack) -> Iterator[TomlFile]:
    """The files of the pack itself (the last to be read), not of those that it extends."""
    own = os.path.dirname(pack.sources[-1])
    for source in pack.sources:
        if os.path.dirname(source) == own and (source == pack.sources[-1] or pack.is_folder):
            yield read_toml(source)
    aside = os.path.join(own, ASIDE)
    if pack.is_folder and os.path.isdir(aside):
        for path in toml_files(aside):
            yield read_toml(path)


def _example(part: TomlTable, shared: Mapping[str, Mapping[str, Any]]) -> Example:
    item = part.data
    faults = list(field_faults(item, FIELDS, ("rule",), name="rule"))
    if not faults and "expect" not in item:
        faults = [(item["rule"], messages.missing_key("expect"))]
    names = [item[key] for key in ("use", "previous") if key in item]
    faults += [(name, messages.choice("use", shared, name)) for name in names if name not in shared]
    if not faults and not item.keys() & {"use", "tables", "narrative"}:
        faults = [(item["rule"], messages.missing_key("tables"))]
    if faults:
        raise RuleError(*(part.problem(blamed, texts) for blamed, texts in faults))
    data = _changed({**shared.get(item.get("use", ""), {}), **item}, part)
    last = shared.get(item.get("previous", ""))
    return Example(
        item["rule"],
        item.get("title", ""),
        tuple(map(str, item["expect"])),
        item.get("verdict", ""),
        _document(data, item["rule"], part.file.path),
        part.file.path,
        part.line(""),
        _document(last, item["rule"], part.file.path) if last else None,
        item.get("use", ""),
        tuple((str(old), str(new)) for old, new in item.get("change", [])),
    )


def _changed(item: dict[str, Any], part: TomlTable) -> dict[str, Any]:
    """The document with the example's changes. Raises `RuleError` if one changes nothing."""
    for change in item.get("change", []):
        if not isinstance(change, list) or len(change) != 2:
            raise RuleError(part.problem("change", messages.wrong_type("change", change, (list,))))
        old, new = map(str, change)
        changed = False
        for key in ("tables", "narrative", "notes", "titles", "units", "money"):
            texts = {name: _replaced(text, old, new) for name, text in item.get(key, {}).items()}
            changed = changed or texts != item.get(key, {})
            item[key] = texts
        if not changed:
            raise RuleError(part.problem(old, messages.change_nothing(old)))
    return item


def _replaced(value: Any, old: str, new: str) -> Any:
    """The first occurrence in a text, or in any text of a list."""
    if isinstance(value, list):
        return [_replaced(text, old, new) for text in value]
    return str(value).replace(old, new, 1)


def _document(item: Mapping[str, Any], rule: str, path: str) -> RawDocument:
    return RawDocument(
        path=path,
        unit=item.get("unit", ""),
        year=item.get("year", 0),
        tables=tuple(
            _table(name, text, item, rule, path) for name, text in item.get("tables", {}).items()
        ),
        narrative=tuple(
            Section(*_heading(name), str(text)) for name, text in item.get("narrative", {}).items()
        ),
        assign=item.get("assign", {}),
    )


def _heading(name: str) -> tuple[str, str]:
    """ "二 收入预算情况说明": the section's number and its title."""
    number, _, title = name.partition(" ")
    return number, title or number


def _table(table: str, text: str, item: Mapping[str, Any], rule: str, path: str) -> RawTable:
    """A table written with | between its cells."""
    lines = [line for line in str(text).splitlines() if line.strip()]
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    if not rows or len(set(map(len, rows))) > 1:
        raise RuleError(messages.bad_example_table(path, table, rule))
    return RawTable(
        id=table,
        number=0,
        title=item.get("titles", {}).get(table, ""),
        money=item.get("money", {}).get(
            table, "" if table == "indicators" else literal("amounts.ten-thousand")
        ),
        unit=item.get("units", {}).get(table, ""),
        columns=rows[0],
        rows=rows[1:],
        notes=tuple(item.get("notes", {}).get(table, ())),
        locate=lambda row, column: Place(path, f"/tables/{table}/rows/{row}/{column}"),
    )


def _run(example: Example, kit: Kit) -> ExampleResult:
    outcomes = kit.outcomes(example.document, example.previous, example.rule)
    found = tuple(map(_said, findings_of(outcomes, Verdict.BROKEN)))
    problems = outcomes.document.problems
    return ExampleResult(example, found, _difference(example, outcomes.rules, found, problems))


def _said(finding: Finding) -> str:
    """A finding in one line: its first cell and the difference."""
    place = finding.cells[0].address.zh if finding.cells else finding.found.zh
    return f"{place}: {shown(finding).difference}" if finding.difference is not None else place


def _difference(
    example: Example,
    outcomes: Sequence[RuleOutcome],
    found: tuple[str, ...],
    problems: Sequence[Problem],
) -> Message | None:
    """What is not as expected, or None."""
    if problems and example.verdict != Verdict.NOT_CHECKED.value:
        return problems[0].found
    if sorted(found) != sorted(example.expect):
        return messages.example_differs(example.expect, found)
    verdict = _verdict(outcomes)
    wanted = example.verdict or ("broken" if example.expect else "checked")
    return None if verdict == wanted else messages.example_verdict(wanted, verdict)


def _verdict(outcomes: Sequence[RuleOutcome]) -> str:
    """In one word: broken, checked, not_checked, not_applicable, or vacuous."""
    for outcome in outcomes:
        counts = outcome.counts
        if counts[Verdict.BROKEN]:
            return "broken"
        if counts[Verdict.NOT_CHECKED] or outcome.status is Verdict.NOT_CHECKED:
            return "not_checked"
        if counts[Verdict.EXACT] or counts[Verdict.ROUNDING]:
            return "checked"
        if outcome.status is Verdict.NOT_APPLICABLE or counts[Verdict.NOT_APPLICABLE]:
            return "not_applicable"
    return "vacuous"


def _untested(pack: Pack, examples: Iterable[Example]) -> Iterator[str]:
    passing = {e.rule for e in examples if not e.expect and not e.verdict}
    failing = {e.rule for e in examples if e.expect}
    for rule in pack.rules:
        if rule.pack == pack.name and not (rule.code in passing and rule.code in failing):
            yield rule.code


def _unknown_rule(example: Example, codes: Iterable[str]) -> Problem:
    found, expected = messages.no_rule(example.rule, codes)
    place = Place(example.path, line=example.line)
    return Problem("rule-field", found, expected, messages.RULE_ADVICE, place)

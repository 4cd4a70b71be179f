"""`rules list`, `rules test`, `rule CODE`, `claims` and `schema`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..messages import no_rule_named
from ..messages.catalogue import say
from ..model.errors import BudgetlintError, Message, RuleError
from ..model.rule import Rule
from ..packs import Pack, pack_names
from ..plan.kinds import KINDS
from ..report.claims_text import write_claims
from ..report.columns import columns
from ..tasks.check import checker
from ..tasks.examples import Example, ExampleResult, PackResult, check_examples, read_examples
from ..tasks.own_rules import own_rules, problems_of
from .commands import fail
from .printing import line_width, write, write_lines
from .settings import language, language_for, rules_for, settings_here

DEFAULT_PACK = "cn-xinjiang-2026"

HEADERS = ("code", "kind", "severity", "name")


def list_rules(rules: str | None, lang: str | None) -> int:
    """A table of the pack's rules."""
    chosen = language(lang)
    try:
        pack = checker().packs.load(rules or DEFAULT_PACK).pack
    except RuleError as error:
        return fail(error.problems, chosen)
    headers = [say(f"rules.fields.{name}").get(chosen) for name in HEADERS]
    write(columns(headers, (_row(rule, chosen) for rule in pack.rules), line_width()))
    return 0


def _row(rule: Rule, lang: str) -> list[str]:
    off = "" if rule.enabled else f" {say('rules.disabled').get(lang)}"
    severity = say(f"report.severity.{rule.severity}").get(lang)
    return [rule.code, rule.kind, severity, rule.name.get(lang) + off]


def show_rule(code: str, rules: str | None, lang: str | None) -> int:
    """Everything about one rule."""
    chosen = language(lang)
    try:
        pack = checker().packs.load(rules or DEFAULT_PACK).pack
        if pack.rule(code) is None and (lines := list(_own(code, chosen))):
            write_lines(lines)
            return 0
        packs = [pack] if rules else _packs()
        rule, pack = next(_holding(code, packs), (None, pack))
        if rule is None:
            raise RuleError(no_rule_named(code, [rule.code for p in packs for rule in p.rules]))
        examples = [e for p in {pack.name, rule.pack} for e in _examples(p, pack)]
    except BudgetlintError as error:
        return fail(error.problems, chosen)
    write_lines(_explain(rule, [e for e in examples if e.rule == rule.code], chosen))
    return 0


def _packs() -> list[Pack]:
    """The shipped packs, the usual one first: a report may name a rule of any."""
    names = sorted(pack_names(), key=lambda name: name != DEFAULT_PACK)
    return [checker().packs.load(name).pack for name in names]


def _holding(code: str, packs: Iterable[Pack]) -> Iterator[tuple[Rule | None, Pack]]:
    """A rule of that code, with the pack that holds it."""
    found = ((pack.rule(code), pack) for pack in packs)
    return (each for each in found if each[0] is not None)


def _own(code: str, lang: str) -> Iterator[str]:
    """A finding of the checker's own, or what problems of a code say; nothing for other codes."""
    own = own_rules().get(code.upper())
    if own is not None:
        yield f"{own.code}  {own.name.get(lang)}"
        yield ""
        yield _field("severity", say(f"report.severity.{own.severity}"), lang)
        yield _field("why", own.why, lang)
        yield f"{say('rules.fails').get(lang)}: {own.example.get(lang)}"
        return
    for number, texts in enumerate(problems_of(code)):
        yield "" if number else f"{code}  {say('own.problem').get(lang)}\n"
        for name, text in zip(("found", "wanted", "advice"), texts, strict=True):
            yield f"  {say(f'report.{name}').get(lang)}  {text.get(lang)}"


def _field(name: str, text: Message, lang: str) -> str:
    return f"{say(f'rules.fields.{name}').get(lang)}: {text.get(lang)}"


def _examples(name: str, pack: Pack) -> Iterable[Example]:
    """The examples of the pack itself, or of the shipped one that its rule comes from."""
    if name == pack.name:
        return read_examples(pack)
    return read_examples(checker().packs.load(name).pack) if name in pack_names() else ()


def _explain(rule: Rule, examples: list[Example], lang: str) -> Iterator[str]:
    off = "" if rule.enabled else f" {say('rules.disabled').get(lang)}"
    yield f"{rule.code}  {rule.name.get(lang)}{off}"
    yield ""
    tolerance = rule.tolerance
    values = {
        "pack": rule.pack,
        "kind": rule.kind,
        "severity": say(f"report.severity.{rule.severity}").get(lang),
        "tolerance": f"{tolerance}"
        if isinstance(tolerance, Decimal)
        else say(f"rules.tolerance.{tolerance}").get(lang),
        "when": rule.when,
        "message": rule.message.get(lang),
        "why": rule.why.get(lang),
    }
    for key, value in values.items():
        if value:
            yield f"{say(f'rules.fields.{key}').get(lang)}: {value}"
    yield f"{say('rules.arithmetic').get(lang)}:"
    for key, asked in KINDS[rule.kind].written(rule.settings):
        shown = asked if isinstance(asked, list) else [asked]
        yield from (f"    {key} = {_toml_word(item)}" for item in shown)
    for label, wanted in ((say("rules.passes"), False), (say("rules.fails"), True)):
        found = next((e for e in examples if bool(e.expect) is wanted and not e.verdict), None)
        if found:
            yield ""
            yield f"{label.get(lang)}{f' ({found.title})' if found.title else ''}:"
            yield from _show_example(found, lang)


def _toml_word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _show_example(example: Example, lang: str) -> Iterator[str]:
    from tabulate import tabulate

    if example.use:
        yield f"    {say('rules.shared').get(lang)} {example.use}"
        yield from (f"    “{old}” → “{new}”" for old, new in example.changes)
    for section in () if example.use else example.document.narrative:
        yield from (f"    §{section.section}  {line}" for line in section.text.splitlines())
    for table in () if example.use else example.document.tables:
        shown = tabulate(table.rows, table.columns, tablefmt="simple", disable_numparse=True)
        yield from (f"    {line}" for line in (table.id, *shown.splitlines()))
        yield from (f"    {note}" for note in table.notes)
    yield from (f"  {say('rules.finds').get(lang)}: {finding}" for finding in example.expect)


def test_rules(path: str | None, lang: str | None) -> int:
    """Run examples; 0 if all came out as expected and no rule is without, else 1."""
    chosen = language(lang)
    try:
        results = [check_examples(name) for name in ([path] if path else pack_names())]
    except RuleError as error:
        return fail(error.problems, chosen)
    for result in results:
        write_lines(_test_report(result, chosen))
    return 0 if all(result.ok for result in results) else 1


def _test_report(result: PackResult, lang: str) -> Iterator[str]:
    failed = [r for r in result.results if r.problem is not None]
    for bad in failed:
        yield from _failure(bad, lang)
    if result.untested:
        yield say("rules.untested", codes=", ".join(result.untested)).get(lang)
    yield say(
        "rules.result", pack=result.pack.name, examples=len(result.results), failed=len(failed)
    ).get(lang)


def _failure(result: ExampleResult, lang: str) -> Iterator[str]:
    example = result.example
    yield f"{example.path}:{example.line}: {example.rule} {example.title}"
    yield f"    {result.problem.get(lang) if result.problem else ''}"


def show_schema(name: str) -> int:
    """Print a published JSON Schema."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.path.join(here, "schemas", f"{name}.schema.json")
    with open(path, encoding="utf-8") as file:
        write(file.read().rstrip())
    return 0


def list_claims(
    paths: Sequence[str], rules: str | None, lang: str | None, *, together: bool = False
) -> int:
    """What the phrases of a pack read off a document's narrative."""
    wanted = language(lang)
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        rules = rules_for(paths, rules, settings)
        document, _ = checker(rules).reading(paths, together=together or len(paths) > 1)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    write_lines(write_claims(document, wanted).split("\n"))
    return 2 if document.problems else 0


def show_plan(path: str, rules: str | None, kind: str | None, lang: str | None) -> int:
    """What the rules of a pack become for a document."""
    from ..report.plan_report import write_plan

    wanted = language(lang)
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        rules = rules_for([path], rules, settings)
        document, plan = checker(rules).planned(path)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    write(write_plan(plan, document, wanted, kind or "text", width=line_width()))
    return 2 if document.problems else 0

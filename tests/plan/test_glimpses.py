"""Glimpses: a rule sees the claims that it reads, and is bound to them as to all."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from budgetlint.model.document import Structure
from budgetlint.model.raw import RawDocument
from budgetlint.plan import bind
from budgetlint.plan.compiled import CompiledRule
from budgetlint.plan.glimpses import Glimpses
from budgetlint.plan.printed_tables import PrintedTables
from budgetlint.plan.reads import ABOUT, ALL, TREES, Wanted
from budgetlint.report import Style, report_text
from budgetlint.report.report import Report
from budgetlint.tasks.check import Checker
from budgetlint.tasks.kit import Kit, Packs
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples/xinjiang-2026/budget.json"
BEARER = "项目承担单位：", "项目承担单位：另一个"
"""What one sentence says, in a group of its own."""


@pytest.fixture(scope="module")
def example() -> RawDocument:
    return read(str(EXAMPLE))


@pytest.fixture
def kit() -> Kit:
    return Packs().load("cn-xinjiang-2026")


def said(raw: RawDocument, old: str, new: str) -> RawDocument:
    """The document with other words in its narrative."""
    told = tuple(one._replace(text=one.text.replace(old, new)) for one in raw.narrative)
    assert told != raw.narrative
    return raw._replace(narrative=told)


def claims(kit: Kit, raw: RawDocument) -> Structure:
    """The claims of a document."""
    return kit.recognise(raw).tables["claims"].sides[0].structure


def test_what_another_group_says_is_not_seen(example: RawDocument, kit: Kit) -> None:
    one, other = claims(kit, example), claims(kit, said(example, *BEARER))
    assert one is not other
    glimpses = Glimpses()
    own: Wanted = "group", "项目承担单位"
    source: Wanted = "group", "收入来源"
    apart: list[Wanted] = [source, ("stating", "rate"), ("told", "list"), ABOUT]
    for wanted in apart:
        assert glimpses.of(one, (wanted,)) is glimpses.of(other, (wanted,))
    for several in (own,), (source, own), (ALL,):
        assert glimpses.of(one, several) is not glimpses.of(other, several)


def test_rows_keep_their_numbers_and_what_they_refer_to(example: RawDocument, kit: Kit) -> None:
    whole = claims(kit, example)
    seen = Glimpses().of(whole, (("stating", "share"),))
    assert whole.stated is not None
    assert seen.stated is not None
    assert seen.size == whole.size
    sharing = whole.stated.filled["share"]
    assert sharing
    bases = {whole.stated.bases[row] for row in sharing} - {-1}
    assert bases - sharing.keys()
    for row in (*sharing, *bases):
        assert seen.name(row) == whole.name(row)
        assert seen.stated.bases[row] == whole.stated.bases[row]
    kept = [row for row in range(whole.size) if seen.labels[row]]
    assert len(sharing) < len(kept) < whole.size / 2


def test_another_claim_binds_what_reads_it(
    example: RawDocument, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound: list[CompiledRule] = []
    real = bind.bind_rule

    def noted(compiled: CompiledRule, tables: PrintedTables) -> bind.BoundRule:
        bound.append(compiled)
        return real(compiled, tables)

    monkeypatch.setattr(bind, "bind_rule", noted)
    plan = kit.planner.plan(kit.recognise(example))
    shape = claims(kit, example)
    assert shape.stated is not None
    paths = zip(shape.labels, shape.stated.paths, strict=True)
    groups = {("group", path[0]) for label, path in paths if label == "取暖费"}
    reading = [one.rule.code for one in bound if groups & {*one.reads.wanted}]
    bound.clear()
    other = kit.planner.plan(kit.recognise(said(example, "取暖费", "供暖费")))
    assert {one.rule.code for one in bound} == {*reading}
    assert 0 < len(reading) < 5
    assert other is not plan
    bound.clear()
    # Where a sentence is looked at, rules are bound to where it stands.
    assert kit.planner.plan(kit.recognise(said(example, *BEARER))) is plan
    assert not bound


def test_where_rows_stand_is_seen_without_what_they_say(example: RawDocument, kit: Kit) -> None:
    one, other = claims(kit, example), claims(kit, said(example, *BEARER))
    glimpses = Glimpses()
    for wanted in ("rows", "项目承担单位"), TREES:
        assert glimpses.of(one, (wanted,)) is glimpses.of(other, (wanted,))
    seen = glimpses.of(one, (("rows", "项目承担单位"),))
    assert any(seen.level)
    assert not any(seen.labels)
    trees = glimpses.of(one, (TREES,))
    assert trees.parent == one.parent
    assert [trees.labels[row] for row in {*one.parent} - {-1}] == [
        one.labels[row] for row in {*one.parent} - {-1}
    ]


def without_sentences(raw: RawDocument, seed: int) -> RawDocument:
    """The document without one sentence in ten."""
    rng = Random(seed)
    return raw._replace(
        narrative=tuple(
            one._replace(text="。".join(s for s in one.text.split("。") if rng.random() > 0.1))
            for one in raw.narrative
        )
    )


def test_rules_are_bound_to_glimpses_as_to_all_claims(
    example: RawDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [without_sentences(example, seed) for seed in range(3)]

    def reports() -> list[str]:
        checker = Checker("cn-xinjiang-2026")
        every = (Report((checker.report(raw, rounding=True),)) for raw in made)
        return [report_text("json", report, Style("zh")) for report in every]

    seen = reports()
    monkeypatch.setattr(Glimpses, "of", lambda _, shape, wanted: (shape, wanted)[0])
    assert reports() == seen

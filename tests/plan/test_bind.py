"""Binding: a rule states what it reads, and is bound again only where that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from budgetlint.model.phrases import Expressions
from budgetlint.model.raw import RawDocument, RawTable
from budgetlint.packs import locate
from budgetlint.plan import bind, prints
from budgetlint.plan.bind import Planner
from budgetlint.plan.compile import load_pack
from budgetlint.plan.compiled import CompiledPack, CompiledRule
from budgetlint.plan.printed_tables import PrintedTables
from budgetlint.plan.reads import Reads
from budgetlint.report import Style, report_text
from budgetlint.report.plan_report import write_plan
from budgetlint.report.report import Report
from budgetlint.tasks.check import Checker
from budgetlint.tasks.kit import Kit
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples/xinjiang-2026/budget.json"


@pytest.fixture(scope="module")
def example() -> RawDocument:
    return read(str(EXAMPLE))


@pytest.fixture(scope="module")
def compiled() -> CompiledPack:
    return load_pack(locate("cn-xinjiang-2026"), Expressions(), {})


@pytest.fixture
def kit(compiled: CompiledPack) -> Kit:
    return Kit(compiled)


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[CompiledRule]:
    """The rules that are bound, one after another."""
    seen: list[CompiledRule] = []
    real = bind.bind_rule

    def noted(compiled: CompiledRule, tables: PrintedTables) -> bind.BoundRule:
        seen.append(compiled)
        return real(compiled, tables)

    monkeypatch.setattr(bind, "bind_rule", noted)
    return seen


def with_cell(raw: RawDocument, table: str, row: int, column: int, text: str) -> RawDocument:
    """The document with another text in one cell."""

    def changed(one: RawTable) -> RawTable:
        rows = [list(cells) for cells in one.rows]
        rows[row][column] = text
        return one._replace(rows=rows)

    return raw._replace(tables=tuple(changed(t) if t.id == table else t for t in raw.tables))


def test_the_same_labels_bind_nothing(
    example: RawDocument, kit: Kit, bound: list[CompiledRule]
) -> None:
    kit.outcomes(example)
    # Those that are switched off, too: what they would tell no other rule tells.
    assert len(bound) == len(kit.pack.rules)
    kit.outcomes(with_cell(example, "expenditure", 0, 2, "1.00"))
    # Those that are switched off, too: what they would tell no other rule tells.
    assert len(bound) == len(kit.pack.rules)


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("expenditure", 0, 1),
        ("three-public", 0, 0),
        ("government-fund", 0, 1),
        ("carry-over", 1, 0),
    ],
)
def test_a_changed_label_binds_what_asks_for_it(
    example: RawDocument, kit: Kit, bound: list[CompiledRule], table: str, row: int, column: int
) -> None:
    kit.outcomes(example)
    every = list(bound)
    bound.clear()
    kit.outcomes(with_cell(example, table, row, column, "别的名称"))
    reading = [c for c in every if table in c.reads.tables or c.reads.everything]
    asking = [c.rule.code for c in bound]
    assert [c.rule.code for c in reading if c in bound] == asking
    assert 0 < len(asking) <= len(reading) < len(every) / 2
    bound.clear()
    kit.outcomes(with_cell(example, table, row, column, "又是别的名称"))
    assert [c.rule.code for c in bound if c.rule.code in asking] == [c.rule.code for c in bound]


def test_another_name_leaves_all_relations_as_they_are(example: RawDocument, kit: Kit) -> None:
    plans = [
        kit.planner.plan(kit.recognise(with_cell(example, "project-expenditure", 8, 1, name)))
        for name in ("一个名称", "另一个名称", "")
    ]
    assert plans[0] is not plans[1]
    assert plans[0].frame is plans[1].frame
    assert plans[0].kept is not plans[1].kept
    assert plans[2].frame is not plans[0].frame  # a row without a name is no row of a tree


def test_another_year_binds_what_reads_the_year(
    example: RawDocument, kit: Kit, bound: list[CompiledRule]
) -> None:
    """Of prose, which says 2026年, another year changes what is this year's."""
    kit.outcomes(example)
    every = list(bound)
    bound.clear()
    kit.outcomes(example._replace(year=2031))
    reading = [c for c in every if c.reads.year or c.reads.everything or "claims" in c.reads.tables]
    assert {c.rule.code for c in bound} == {c.rule.code for c in reading}
    assert len(reading) < len(every)


def test_a_large_table_is_not_kept(
    example: RawDocument, kit: Kit, bound: list[CompiledRule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "MAX_KEPT_ROWS", 20)
    kit.outcomes(example)
    once = len(bound)
    kit.outcomes(example)
    assert once < len(bound) < 2 * once


def test_a_rule_looks_at_nothing_that_it_does_not_state(example: RawDocument, kit: Kit) -> None:
    document = kit.recognise(example)
    side, other = (document.tables[name].layout.sides[0] for name in ("expenditure", "revenue"))
    tables = PrintedTables({}, [None] * len(document.sides), [{}] * len(document.sides), {})
    tables = tables._replace(reads=Reads(("expenditure",)))
    assert tables.find(side) is None
    with pytest.raises(LookupError):
        tables.find(other)
    with pytest.raises(LookupError):
        next(tables.all_printed())


def variants(raw: RawDocument, seed: int) -> Iterator[RawDocument]:
    """The document with some other labels, codes and figures, and with a table left out."""
    rng = Random(seed)
    for _ in range(6):
        table = rng.choice([t for t in raw.tables if t.rows])
        row, column = rng.randrange(len(table.rows)), rng.randrange(len(table.columns))
        yield with_cell(raw, table.id, row, column, rng.choice(["", "201", "合计", "1.00", "别的"]))
    left_out = rng.randrange(len(raw.tables))
    yield raw._replace(tables=raw.tables[:left_out] + raw.tables[left_out + 1 :])
    yield raw._replace(year=0)


def renamed(raw: RawDocument, seed: int) -> Iterator[RawDocument]:
    """The document with other names, some of which mean something."""
    rng = Random(seed)
    names = ["别的名称", "本年收入合计", "其他支出", "项目支出", "其中：别的", "上年结转", "小计"]
    for _ in range(5):
        table = rng.choice([t for t in raw.tables if t.rows])
        labels = [n for n, header in enumerate(table.columns) if not header.endswith(("数", "计"))]
        row, column = rng.randrange(len(table.rows)), rng.choice(labels[:3])
        yield with_cell(raw, table.id, row, column, rng.choice(names))


@pytest.mark.parametrize("seed", range(2))
def test_what_is_bound_before_is_what_is_bound_anew(
    example: RawDocument, compiled: CompiledPack, seed: int
) -> None:
    """Whatever rules were told of other documents, their relations are those of this one."""
    kit, used = Kit(compiled), Planner(compiled)
    used.plan(kit.recognise(example))
    for raw in renamed(example, seed):
        document = kit.recognise(raw)
        said = [
            write_plan(planner.plan(document), document, "zh", "json")
            for planner in (Planner(compiled), used)
        ]
        assert said[0] == said[1]


def test_what_is_kept_changes_no_report(example: RawDocument) -> None:
    used = Checker("cn-xinjiang-2026")
    for raw in (*islice(variants(example, 7), 2, None), *islice(renamed(example, 7), 2)):
        fresh = Checker("cn-xinjiang-2026").report(raw, rounding=True)
        said = [
            report_text("json", Report((report,)), Style("zh"))
            for report in (fresh, used.report(raw, rounding=True))
        ]
        assert said[0] == said[1]

"""Binding: a rule states what it reads, and is bound again only where that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from budgetlint.model.raw import RawDocument, RawTable
from budgetlint.plan import bind, prints
from budgetlint.plan.compiled import CompiledRule
from budgetlint.plan.printed_tables import PrintedTables
from budgetlint.plan.reads import Reads
from budgetlint.report import Style, report_text
from budgetlint.report.report import Report
from budgetlint.tasks.check import Checker
from budgetlint.tasks.kit import Kit, Packs
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples/xinjiang-2026/budget.json"


@pytest.fixture(scope="module")
def example() -> RawDocument:
    return read(str(EXAMPLE))


@pytest.fixture
def kit() -> Kit:
    return Packs().load("cn-xinjiang-2026")


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
def test_a_changed_label_binds_what_reads_it(
    example: RawDocument, kit: Kit, bound: list[CompiledRule], table: str, row: int, column: int
) -> None:
    kit.outcomes(example)
    every = list(bound)
    bound.clear()
    kit.outcomes(with_cell(example, table, row, column, "别的名称"))
    reading = [c for c in every if table in c.reads.tables or c.reads.everything]
    assert [c.rule.code for c in bound] == [c.rule.code for c in reading]
    assert 0 < len(reading) < len(every) / 2


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


def test_what_is_kept_changes_no_report(example: RawDocument) -> None:
    used = Checker("cn-xinjiang-2026")
    for raw in variants(example, 7):
        fresh = Checker("cn-xinjiang-2026").report(raw, rounding=True)
        said = [
            report_text("json", Report((report,)), Style("zh"))
            for report in (fresh, used.report(raw, rounding=True))
        ]
        assert said[0] == said[1]

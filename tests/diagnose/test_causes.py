"""Damage to the example: the right cells are named, and nothing wrong is called certain."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import budgetlint
from budgetlint.diagnose import move_of
from budgetlint.diagnose.constraints import Assignment
from budgetlint.plan.relations import CellRef
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from damage import CELLS, ROWS, Subject, cells
from localise import Diagnosis, cells_of, diagnosed, figures_of, sets_of
from ratios import EXAMPLE, variant

PLACES = Path(__file__).parents[1] / "data" / "places"


def test_nothing_is_wrong_with_the_example(example: Subject) -> None:
    assert diagnosed(example, example.raw).causes == []


def repaired(found: Diagnosis) -> set[int]:
    """The relations that are still broken with all suggested figures in place."""
    values: dict[int, int | None] = {
        change.cell: change.right for cause in found.causes for change in cause.change.changes
    }
    for cause in found.causes:
        values.update(move.values if (move := move_of(cause)) else {})
    assignment = Assignment(found.network, values)
    touched = {n for cell in values for n in found.network.of(cell)} | found.network.broken
    links = (found.network.links[n] for n in touched)
    return {
        link.number for link in links
        if link.rule.severity == "error" and not assignment.holds(link)
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["one cell", "two cells", "three cells", "five cells"])
def test_a_hundred_documents(example: Subject, kind: str) -> None:
    """Seeded, so the counts are what they are; they may only grow."""
    rng = Random(f"test/{kind}")
    right = certain_wrong = trials = 0
    while trials < 25:
        edits = CELLS[kind](example, rng)
        if not edits:
            continue
        trials += 1
        found = diagnosed(example, example.damaged(edits))
        truth = frozenset(site.ref for site, _ in edits)
        right += truth in sets_of(found)
        certain_wrong += any(
            cause.certainty == "certain" and not cells_of(cause, found.network) <= truth
            for cause in found.causes
        )
    assert certain_wrong == 0
    assert right >= 22


@given(st.integers(0, 10**6), st.sampled_from(["one cell", "two cells", "two in one relation"]))
def test_what_is_suggested_repairs_the_document(example: Subject, seed: int, kind: str) -> None:
    edits = CELLS[kind](example, Random(seed))
    if edits:
        found = diagnosed(example, example.damaged(edits))
        if all(cause.complete for cause in found.causes):
            assert repaired(found) == set()


@given(st.integers(0, 10**6))
def test_the_right_figure_is_within_the_interval(example: Subject, seed: int) -> None:
    edits = CELLS["one cell"](example, Random(seed))
    if not edits:
        return
    found = diagnosed(example, example.damaged(edits))
    right = {site.ref: found.network.known(site.ref) for site, _ in edits}
    for cause in found.causes:
        for change in cause.change.changes:
            ref = found.network.cells[change.cell].ref
            if ref in right:
                original = example.network.cells[example.network.cell(ref)].value
                assert change.low is None or change.low <= original
                assert change.high is None or original <= change.high


@pytest.mark.parametrize("kind", ["row shifted", "rows shifted", "row in 元"])
def test_rows_that_slipped(example: Subject, kind: str) -> None:
    rng = Random(f"test/{kind}")
    named = trials = 0
    while trials < 20:
        damage = ROWS[kind](example, rng)
        if damage is None:
            continue
        trials += 1
        found = diagnosed(example, damage.raw)
        moves = [move for cause in found.causes if (move := move_of(cause))]
        named += any(m.slip.kind == damage.kind and m.side == damage.side for m in moves)
    assert named >= 19


@pytest.fixture(scope="module")
def off() -> Subject:
    """The example with its amounts, and so its roundings, multiplied: nine of its sums are off by
    a figure that was carried into them, and others by others."""
    document = variant(json.loads(EXAMPLE.read_text("utf-8")), 5, prose=False, varying=False)
    raw = read("budget.json", json.dumps(document).encode())
    return Subject(raw, checker().kit_for(raw))


def test_one_figure_that_spoils_sums_far_apart(off: Subject) -> None:
    """Each of these sums alone takes two cells at the least; all of them together hardly more."""
    found = diagnosed(off, off.raw)
    assert all(cause.complete and cause.change.changes for cause in found.causes)
    assert sum(len(cause.evidence) for cause in found.causes) >= len(found.network.errors())
    assert repaired(found) == set()


def test_a_slip_among_sums_that_are_off(off: Subject) -> None:
    """What is hard to explain elsewhere takes no search from what is plain; and what was found
    stays found."""
    rng = Random("test/among")
    named = trials = 0
    while trials < 6:
        edits = CELLS["one figure, two tables"](off, rng)
        if not edits:
            continue
        trials += 1
        found = diagnosed(off, off.damaged(edits))
        cells = {ref for cause in found.causes for ref in cells_of(cause, found.network)}
        named += {site.ref for site, _ in edits} <= cells
    assert named == trials


def test_what_plain_errors_mend_together_is_left_to_no_search(example: Subject) -> None:
    """Here one relation holds again by two of them, of which neither alone mends it."""
    edits = cells(60)(example, Random(9))
    assert edits
    found = diagnosed(example, example.damaged(edits))
    told = {number for cause in found.causes for number in cause.evidence}
    assert told >= set(found.network.errors())


def one(example: Subject, table_id: str, row: int, column: str, text: str) -> Diagnosis:
    """The example with one other figure."""
    rows = next(
        rows for rows in example.document.sides
        if rows is not None and rows.structure.side.table == table_id
    )  # fmt: skip
    ordinal = rows.structure.side.ordinal
    site = next(
        s
        for s in example.sites
        if s.ref.side == ordinal and s.ref.row == row and s.ref.column == column
    )
    return diagnosed(example, example.damaged([(site, text)]))


# 表3 总计: 14,751.61
SLIPS = {
    "14,571.61": "transposed",
    "14,761.61": "wrong-digit",
    "147,751.61": "doubled-digit",
    "1,451.61": "missing-digit",
    "147,516.10": "decimal-point",
    "147,516,100.00": "unit",
    "-14,751.61": "sign",
    "14,751.00": "truncated",
    "145.97": "neighbour",
    "2,216.62": "left-out",
    "": "blank",
}


@pytest.mark.parametrize(("text", "slip"), SLIPS.items())
def test_slips_are_named(example: Subject, text: str, slip: str) -> None:
    rows = next(r for r in example.document.sides if r and r.structure.side.table == "expenditure")
    found = one(example, "expenditure", rows.structure.total, "合计", text)
    (cause,) = found.causes
    (change,) = cause.change.changes
    assert cause.certainty == "certain"
    assert change.slip is not None
    assert change.slip.slip.code == slip
    assert {str(figure) for figure in figures_of(found).values()} == {
        str(figures_of(found)[found.network.cells[change.cell].ref])
    }
    assert change.low == change.high == change.right


def test_much_damage_is_bounded(example: Subject) -> None:
    """Of two hundred wrong cells many are named, hardly any wrongly; and it is said that the
    search was cut short."""
    rng = Random("test/much")
    edits = [edit for _ in range(200) if (edit := CELLS["one cell"](example, rng))]
    unique = list({made[0][0].ref: made[0] for made in edits}.values())
    found = diagnosed(example, example.damaged(unique))
    truth = {site.ref for site, _ in unique}
    named = {
        found.network.cells[change.cell].ref
        for cause in found.causes if cause.certainty != "possible"
        for change in cause.change.changes
    }  # fmt: skip
    assert any(not cause.complete for cause in found.causes)
    assert len(named & truth) >= 40
    assert len(named - truth) <= len(named) // 10


def test_what_must_change_with_another_is_told_with_it() -> None:
    """The part is larger than the whole once the whole is put right, which no relation says yet."""
    raw = read(str(PLACES / "university-budget-2023.json"))
    subject = Subject(raw, checker().kit_for(raw))
    wrong = {3: "10,049,265.53", 4: "10,000,000.00"}
    edits = [(subject.by_ref[CellRef(0, "预算数", row)], text) for row, text in wrong.items()]
    found = diagnosed(subject, subject.damaged(edits))
    assert all(cause.evidence for cause in found.causes)
    truth = {site.ref for site, _ in edits}
    assert any(truth <= cells_of(cause, found.network) for cause in found.causes)


def test_a_sum_of_thousands() -> None:
    """Ten wrong rows under one total of 1,200: each is told by its row; nobody tries all cells."""
    rng = Random("test/long")
    amounts = [rng.randint(100, 99999) for _ in range(1200)]
    rows = [[f"项目{i}", *_row(value)] for i, value in enumerate(amounts)]
    wrong = rng.sample(range(len(rows)), 10)
    for i in wrong:
        rows[i][1] = _row(amounts[i] + 70_000)[0]
    total = _row(sum(amounts))
    table = {
        "id": "carry-over",
        "money": "万元",
        "unit": "某中心",
        "columns": ["项目名称", "合计", "财政拨款/小计", "非财政拨款/小计"],
        "rows": [["某中心", *total], *rows, ["总计", *total]],
    }
    document = {"unit": "某中心", "profile": "cn-xinjiang-2026", "tables": [table]}
    report = budgetlint.check(document)
    named = {
        suspect.cell.row: suspect.right
        for finding in report.findings
        for suspect in finding.suspects
        if suspect.certainty != "possible"
    }
    assert named == {f"项目{i}": _row(amounts[i])[0] for i in wrong}


def _row(cents: int) -> list[str]:
    text = f"{cents // 100:,}.{cents % 100:02}"
    return [text, text, ""]

"""What follows from coordinates is told once: by the rule that names it, else by the axiom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from budgetlint.model.rule import Rule
from budgetlint.plan.addends import Addend, Gather, Scatter
from budgetlint.plan.bind import AXIOMS, Plan, Planner
from budgetlint.plan.compiled import CompiledPack
from budgetlint.plan.once import MAX_SIZE, ColumnNumbers, StatedRelations, Statement, thinned
from budgetlint.plan.relations import Block, Bound, CellRef, Formula, Formulas, Keys, Op
from budgetlint.tasks.kit import Packs
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
KIT = Packs().load("cn-xinjiang-2026")
DOCUMENT = KIT.recognise(read(str(EXAMPLE)))
RULE = KIT.pack.rules[0]


def cells(words: str) -> tuple[tuple[Decimal, CellRef], ...]:
    """Cells by letters, each a column; -b is taken off."""
    return tuple(
        (
            Decimal(-1 if word[0] == "-" else 1),
            CellRef(int(word == "other-table"), word.strip("-"), 0),
        )
        for word in words.split()
    )


def relation(text: str, op: Op = "=") -> Formulas:
    left, _, right = text.partition("=")
    return Formulas(RULE, op, (Formula(text, cells(left), cells(right)),))


def is_printed(_side: int, column: str) -> bool:
    return column != "unprinted"


def stated(*known: tuple[Formulas, bool]) -> StatedRelations:
    """What rules with these relations state, with an error or not."""
    numbers = ColumnNumbers()
    made = [Statement([part], numbers, is_printed, is_error=is_error) for part, is_error in known]
    return StatedRelations(made, numbers, is_printed)


def without(made: StatedRelations, part: Formulas) -> list[Bound]:
    return thinned([part], made.kept([part]))


def left(known: list[tuple[str, bool]], asked: str, op: Op = "=") -> list[str]:
    """What is left of one relation where rules state others, with an error or not."""
    made = stated(*((relation(text), is_error) for text, is_error in known))
    parts = without(made, relation(asked, op))
    return [str(f.key) for part in parts if isinstance(part, Formulas) for f in part.formulas]


@pytest.mark.parametrize(
    "asked",
    ["a = b c", "b c = a", "a -c = b", "-a = -b -c", "a = c b unprinted"],
)
def test_the_same_cells_with_the_same_weights_are_one_relation(asked: str) -> None:
    assert left([("a = b c", True)], asked) == []


@pytest.mark.parametrize("asked", ["b = a", "b = a c d", "b = a c", "c = a b d other-table"])
def test_other_cells_or_weights_are_another(asked: str) -> None:
    assert left([("a = b c", True)], asked) == [asked]


def test_a_part_that_is_stated_as_a_sum_is_no_more_than_it() -> None:
    assert left([("a = b", True)], "a = b", "parts") == []
    made = stated((relation("a = b", "parts"), True))
    assert without(made, relation("a = b")), "a sum says more than that it is no less"
    assert without(made, relation("b = a", "<=")) == []


def test_cells_that_are_one_figure_count_as_one() -> None:
    known = [("a = other-table", True), ("other-table = y", True), ("y = b c", True)]
    assert left(known, "a = y") == []
    assert left(known, "a = b c") == []
    assert left(known, "b = a d") == ["b = a d"]


def test_what_is_only_asked_makes_no_two_figures_one() -> None:
    known = [("a = other-table", False), ("other-table = b c", True)]
    assert left(known, "a = b c") == ["a = b c"]
    assert left(known, "a = other-table") == [], "but the rule that asks names it"


def test_what_a_sum_has_in_it_is_what_the_pack_says() -> None:
    """Along its row; along its column, and of other tables, it is another matter."""
    assert left([("a = b c", True)], "a = b d") == []
    assert left([("b c = a", True)], "a = d e") == []
    assert left([("a = b c", True)], "b = d e") == ["b = d e"]
    assert left([("a = b c", True)], "a = b other-table") == ["a = b other-table"]


def test_axioms_do_not_repeat_each_other() -> None:
    made = stated()
    assert without(made, relation("a = b c"))
    assert without(made, relation("b c = a")) == []


def block(text: str, rows: tuple[int, ...] | None, op: Op = "=", size: int = MAX_SIZE + 2) -> Block:
    """A relation in each of some rows, or in all; more than are compared one by one."""
    whole, parts = (
        tuple(
            Addend(side, word, gather=Gather(rows) if rows else None)
            for _, ((_, (side, word, _, _)),) in ((word, cells(word)) for word in half.split())
        )
        for half in text.split("=")
    )
    return Block(RULE, len(rows) if rows else size, op, whole, parts, Keys((text,)))


ALL = tuple(range(MAX_SIZE + 1))


@pytest.mark.parametrize(
    ("asked", "rows", "op", "told"),
    [
        ("a = b c", ALL, "=", False),
        ("b c = a", ALL, "=", False),
        ("a = c b unprinted", None, "=", False),
        ("a = b c", ALL, "parts", False),
        ("a = b d", ALL, "=", False),
        ("a = b d", ALL, "parts", True),
        ("b = c d", ALL, "=", True),
        ("a = b other-table", ALL, "=", True),
        ("a = b c", (*ALL, MAX_SIZE + 2), "=", True),
        ("a = b c", (*ALL, -1), "=", True),
    ],
)
def test_of_a_large_table_too_what_is_stated_row_by_row_is_told_once(
    asked: str, rows: tuple[int, ...] | None, op: Op, *, told: bool
) -> None:
    numbers = ColumnNumbers()
    known = Statement([block("a = b c", None)], numbers, is_printed, is_error=True)
    made = StatedRelations([known], numbers, is_printed)
    assert bool(thinned([part := block(asked, rows, op)], made.kept([part]))) is told


def test_the_same_block_is_told_once() -> None:
    """A sum of rows over the rows that it owns, whatever these are."""
    owners = Scatter([0, 0, 1, -1])
    whole, parts = (Addend(0, "a", gather=Gather((4, 5))),), (Addend(0, "a", scatter=owners),)
    one = Block(RULE, 2, "=", whole, parts, Keys(("", "")))
    numbers = ColumnNumbers()
    known = Statement([one], numbers, is_printed, is_error=True)
    assert StatedRelations([known], numbers, is_printed).kept([one]) == ((),)
    assert not known.__dict__.keys() & {"relations", "keys"}, "nothing was compared one by one"
    other = one._replace(left=(Addend(0, "b", gather=Gather((4, 5))),))
    assert StatedRelations([known], numbers, is_printed).kept([other]) == (None,)


def plan(keep: Callable[[Rule], bool], off: str = "") -> Plan:
    """The plan of the example by some rules of its pack, one of them perhaps switched off."""
    rules = [
        compiled._replace(rule=compiled.rule._replace(enabled=compiled.rule.code != off))
        for compiled in KIT.planner._rules
        if keep(compiled.rule)
    ]
    return Planner(CompiledPack(KIT.pack, tuple(rules))).plan(DOCUMENT)


def axioms(found: Plan) -> Counter[str]:
    """How many relations of each table the axioms tell."""
    return Counter(
        index.side.table
        for bound in found.rules
        if bound.rule.kind == AXIOMS
        for source, at in bound.links.linear()
        for index in [DOCUMENT.sides[source.relation(at).left[0][1].side].structure]  # type: ignore[union-attr]
    )


def test_a_pack_that_states_all_is_repeated_nowhere() -> None:
    """Also where a rule of it has a condition (C2): its exceptions are those of the place."""
    assert not axioms(plan(lambda _: True))


def test_what_no_rule_states_is_told_by_the_axioms() -> None:
    alone = axioms(plan(lambda rule: rule.kind == AXIOMS))
    without = axioms(plan(lambda rule: rule.code != "A3"))
    assert without["expenditure"] == 19, "basic and projects, row by row"
    for table in ("revenue", "expenditure", "general-budget", "project-expenditure", "carry-over"):
        assert alone[table] > 15, table


def test_what_a_pack_has_switched_off_is_told_by_nobody() -> None:
    assert not axioms(plan(lambda _: True, off="A3"))["expenditure"]

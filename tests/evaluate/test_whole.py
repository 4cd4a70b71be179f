"""Sums in whole numbers come to what `Decimal` gives, whatever is printed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetlint.evaluate.figures import Figures
from budgetlint.model.amounts import BLANK, EXACT, is_blank
from budgetlint.model.document import Document
from budgetlint.plan.bind import Plan
from budgetlint.plan.links import sides_of
from budgetlint.plan.relations import Block, Formulas
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
ODD = {
    "as printed": "1,234.50",
    "nothing": "",
    "no figure": "abc",
    "thirty digits": "12345678901234567890.1234567891",
    "many places": "0.000000000000000000000000001",
    "without places": "14751",
    "scientific": "1.4751E+4",
    "negative": "(1,234.50)",
    "zero": "0.00",
}


def bound(document: dict[str, Any]) -> tuple[Document, Plan]:
    raw = read("budget.json", json.dumps(document).encode())
    kit = checker().kit_for(raw)
    made = kit.recognise(raw)
    return made, kit.planner.plan(made)


def in_decimal(source: Block | Formulas, number: int, document: Document) -> tuple[Decimal, bool]:
    """left - right of one relation in `Decimal` (NaN where a cell cannot be read), and whether
    anything is printed."""
    total, shown = BLANK, False
    for terms, sign in zip(sides_of(source, number), (1, -1), strict=True):
        for weight, ref in terms:
            rows = document.sides[ref.side]
            value = BLANK if rows is None or ref.row < 0 else rows.value(ref.column, ref.row)
            if not is_blank(value):
                shown = True
                total = EXACT.add(total, EXACT.multiply(sign * weight, value))
    constant = source.constant(number)
    return total if constant is BLANK else EXACT.subtract(total, constant), shown


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_sums_are_those_of_decimal(text: str) -> None:
    data: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    for table in data["tables"][:4]:
        table["rows"][1][-1] = text
    document, plan = bound(data)
    figures = Figures(document, needs=plan.places, cells=plan.cells)
    compared = blanks = 0
    for rule in plan.rules:
        for source in rule.parts:
            if not isinstance(source, (Block, Formulas)) or source.size == 0:
                continue
            sums = plan.links.sums(source, figures)
            every = [in_decimal(source, number, document) for number in range(source.size)]
            if sums is None:
                assert not any(shown for _, shown in every)
                continue
            unread = {number for number, (value, _) in enumerate(every) if value.is_nan()}
            assert sums.unread == unread
            for number, (value, shown) in enumerate(every):
                if number not in unread and (shown or sums.residuals[number]):
                    got = figures.unscaled(sums.residuals[number])
                    assert got == EXACT.multiply(value, Decimal(sums.factor)), rule.rule.code
                    compared += 1
            if all(source.constant(number) is BLANK for number in range(source.size)):
                assert sums.blanks == sum(not shown for _, shown in every)
                blanks += sums.blanks
    assert compared > 300
    assert blanks > 50


def test_as_many_places_as_are_needed() -> None:
    """Two places and a half of the last; more where a figure has more."""
    data: dict[str, Any] = json.loads(EXAMPLE.read_text("utf-8"))
    document, _ = bound(data)
    assert Figures(document).places == 3
    data["tables"][2]["rows"][0][2] = "1.2345678"
    document, _ = bound(data)
    assert Figures(document).places == 8

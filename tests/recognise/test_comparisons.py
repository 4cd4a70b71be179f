"""Which columns are compared, and which of the readings the figures confirm."""

from __future__ import annotations

from collections.abc import Sequence

from budgetlint.model.layout import Rate
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.tasks.kit import Packs

KIT = Packs().load("cn-common")
HEADER = ["项目", "2025年预算数", "2026年预算数", "增减额", "增减%"]


def rates(*rows: Sequence[str], header: Sequence[str] = HEADER) -> tuple[Rate, ...]:
    sheet = [["“三公”经费支出表"], ["单位：万元"], header, *rows]
    grid = Grid("#1", sheet, lambda _r, _c: Place("a"))
    document = KIT.recognise(RawDocument("a", unit="某某局", grids=(grid,)))
    (table,) = document.tables.values()
    return table.sides[0].where.rates


def test_growth_is_of_the_two_years() -> None:
    found = rates(
        ["因公出国（境）费", "2.00", "3.00", "1.00", "50.00"],
        ["公务接待费", "4.00", "5.00", "1.00", "25.00"],
    )
    assert found == (Rate("增减%", "2026年预算数", "2025年预算数", growth=True),)


def test_what_the_figures_do_not_confirm_is_not_compared() -> None:
    found = rates(
        ["因公出国（境）费", "2.00", "3.00", "1.00", "7.00"],
        ["公务接待费", "4.00", "5.00", "1.00", "8.00"],
    )
    assert found == ()


def test_one_wrong_rate_changes_nothing() -> None:
    right = ["因公出国（境）费", "2.00", "3.00", "1.00", "50.00"]
    found = rates(right, right, ["公务接待费", "4.00", "5.00", "1.00", "35.00"])
    assert [rate.stated for rate in found] == ["增减%"]


def test_completion_is_of_the_budget() -> None:
    found = rates(
        ["因公出国（境）费", "4.00", "3.00", "75.00"],
        ["公务接待费", "4.00", "1.00", "25.00"],
        header=["项目", "年初预算数", "决算数", "完成预算%"],
    )
    assert found == (Rate("完成预算%", "决算数", "年初预算数"),)

"""Cells as people write them: the same budget, whatever its cells look like."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker

DATA = Path(__file__).parent.parent / "data"
FORMS_OF = tomllib.loads((DATA / "cells.toml").read_text("utf-8"))
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d")
SHEETS = json.loads((DATA / "sheets.json").read_text("utf-8"))
"""A right budget as the ministry's form prints it: the cells of its sheets."""


def grid(number: int, rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(f"#{number}", rows, lambda r, c: Place("a", line=r + 1, column=c + 1))


GRIDS = tuple(grid(number, rows) for number, rows in enumerate(SHEETS["sheets"], 1))
RAW = RawDocument("a", unit=SHEETS["unit"], year=SHEETS["year"], grids=GRIDS)
CODED = (1, 2, 4)
"""The sheets whose codes stand in three columns, 类, 款 and 项."""
Form = str | Callable[[str], str]
Cell = tuple[int, int, str, Sequence[str]]
"""Its sheet, its column, its text and its row."""


def report(grids: Sequence[Grid]) -> FileReport:
    return checker("cn-common").report(RAW._replace(grids=tuple(grids)))


def said(found: FileReport) -> object:
    problems = [problem.code for problem in found.problems]
    return [f.code for f in found.findings], problems, found.coverage.arithmetic


def with_cells(forms: Sequence[Form], is_meant: Callable[[Cell], bool]) -> Iterator[Grid]:
    """The sheets with each cell that is meant in the next of these forms."""
    following = cycle(forms)
    for number, grid in enumerate(RAW.grids):
        rows = [
            [written(next(following), c) if is_meant((number, at, c, row)) else c
             for at, c in enumerate(row)]
            for row in grid.rows
        ]  # fmt: skip
        yield grid._replace(rows=rows)


def written(form: Form, cell: str) -> str:
    return form.format(cell) if isinstance(form, str) else form(cell)


def is_blank(cell: Cell) -> bool:
    number, column, text, row = cell
    return number in CODED and column > 3 and not text and any(map(FIGURE.fullmatch, row))


def is_part(cell: Cell) -> bool:
    number, column, text, _ = cell
    return number in CODED and column < 3 and text.isdecimal()


MEANT: dict[str, Callable[[Cell], bool]] = {
    "unit": lambda cell: cell[2] == "单位：万元",
    "amount": lambda cell: bool(FIGURE.fullmatch(cell[2])),
    "blank": is_blank,
    "label": lambda cell: cell[0] == 2 and cell[2] in ("一般公共服务支出", "数据事务"),
    "marked": lambda cell: cell[0] == 2 and cell[2] == "13,961.27",
    "part": is_part,
}
RIGHT = said(report(RAW.grids))


@pytest.mark.parametrize("kind", MEANT)
def test_cells_in_other_forms(kind: str) -> None:
    """Each form stands in the budget somewhere: forms of cells that are few take several."""
    few = {"unit": len(RAW.grids), "label": 4, "marked": 1}.get(kind, len(FORMS_OF[kind]))
    for forms in batched(FORMS_OF[kind], few):
        assert said(report(list(with_cells(forms, MEANT[kind])))) == RIGHT, forms


def batched(forms: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (forms[n : n + size] for n in range(0, len(forms), size))


def with_codes(ways: Sequence[Callable[[Sequence[str]], str]]) -> Iterator[Grid]:
    """The sheets with the parts of codes in one column, in the next of these ways."""
    following = cycle(ways)
    for number, grid in enumerate(RAW.grids):
        if number not in CODED:
            yield grid
            continue
        rows = [[row[0], *row[3:]] for row in grid.rows[:4]]
        for row in grid.rows[5:]:
            parts = [part for part in row[:3] if part]
            rows.append([next(following)(parts) if parts else "", *row[3:]])
        yield grid._replace(rows=rows, merged=None)


def test_codes_in_other_forms() -> None:
    whole = [lambda parts, f=form: f.format("".join(parts)) for form in FORMS_OF["code"]]
    apart = [lambda parts, s=sign: s.join(parts) for sign in FORMS_OF["between"]]
    assert said(report(list(with_codes([*whole, *apart])))) == RIGHT


def test_codes_that_say_their_level_or_are_filled_up() -> None:
    assert said(report(list(with_codes([lambda p: "".join(p) + "类款项"[len(p) - 1]])))) == RIGHT
    assert said(report(list(with_codes([lambda p: "".join(p).ljust(7, "0")])))) == RIGHT


def test_a_part_without_its_zero() -> None:
    assert said(report(list(with_cells([lambda part: str(int(part))], is_part)))) == RIGHT


def test_a_minus() -> None:
    """Figures that should not be negative are found in whatever way their minus is written."""

    def is_meant(cell: Cell) -> bool:
        return cell[0] in CODED and cell[1] > 3 and bool(FIGURE.fullmatch(cell[2]))

    plain = said(report(list(with_cells(["-{}"], is_meant))))
    assert said(report(list(with_cells(FORMS_OF["minus"], is_meant)))) == plain != RIGHT

"""One and the same budget in the forms of many places.

The budget is the example's; `tests/data/forms.toml` says how each place prints it. What a column
or a row holds is named by a key: `all`, `general`, `basic`, `carried-in` …
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument

from .sheets import example

FORMS: Sequence[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "data/forms.toml").read_text("utf-8")
)["place"]
UNIT = "某某市数据中心"
NOTHING = Decimal(0)
NUMERALS = "一二三四五六七八九十"
Values = Mapping[str, Decimal]


class Line(NamedTuple):
    """A code with its name and its figures by key."""

    code: str
    name: str
    values: Values


def _amount(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", ""))


def _tables() -> Mapping[str, Any]:
    return {table["id"]: table for table in example()["tables"]}


def functions() -> list[Line]:
    """All function codes and the total, whose code is empty; every code is the exact sum of those
    below it, so that the budget can be printed in any unit."""
    tables = _tables()
    general = {code: cells for code, _, *cells in tables["general-budget"]["rows"]}
    leaves: dict[str, dict[str, Decimal]] = {}
    for code, _, *cells in tables["revenue"]["rows"]:
        if len(code) == 7:
            own, carried = _amount(cells[8]), _amount(cells[9])
            basic, project = (_amount(general.get(code, ["", "", ""])[n]) for n in (1, 2))
            leaves[code] = _expanded(basic, project, own, carried)
    named = [(code, name) for code, name, *_ in tables["revenue"]["rows"]]
    return [Line(code, name, _below(code, leaves)) for code, name in named]


def _expanded(
    basic: Decimal, project: Decimal, own: Decimal, carried: Decimal
) -> dict[str, Decimal]:
    fiscal = basic + project
    return {
        "all": fiscal + own + carried, "general": fiscal, "own": own, "business": own,
        "carried-in": carried, "this-year": fiscal + own, "last-general": fiscal,
        "basic": basic, "project": project + own + carried,
        "general-basic": basic, "general-project": project, "general-staff": basic,
    }  # fmt: skip


def _below(code: str, leaves: Mapping[str, Values]) -> Values:
    """The sum of all items below a code; of all of them below none."""
    found = [values for leaf, values in leaves.items() if leaf.startswith(code)]
    return {key: sum((v[key] for v in found), NOTHING) for key in found[0]}


def economies() -> list[Line]:
    """All economic codes and the total, likewise."""
    rows = _tables()["basic-expenditure"]["rows"]
    keys = ("basic-all", "staff", "operating")
    leaves = {
        code: dict(zip(keys, map(_amount, cells), strict=True))
        for code, _, *cells in rows
        if len(code) == 5
    }
    # The same money as by function: what is missing to it is the last item's.
    missing = functions()[-1].values["general-basic"] - sum(v["basic-all"] for v in leaves.values())
    last = leaves["30399"]
    last["basic-all"], last["staff"] = last["basic-all"] + missing, last["staff"] + missing
    return [Line(code, name, _below(code, leaves)) for code, name, *_ in rows]


def totals() -> Values:
    """The figures of the whole budget."""
    vehicles = {"vehicles": Decimal("5.62"), "last-vehicles": Decimal("5.62")}
    return {**functions()[-1].values, **vehicles, "fund": NOTHING}


class Printer:
    """Prints figures as a place does."""

    def __init__(self, form: Mapping[str, Any]) -> None:
        self.form = form
        self.scale = Decimal(10000) if form["unit"] == "元" else Decimal(1)

    def figure(self, values: Values, key: str) -> str:
        value = values.get(key, NOTHING) * self.scale
        return f"{value:,.2f}" if value else str(self.form["zero"])

    def names(self, line: Line, levels: int) -> list[str]:
        """A line's code and name, as many cells as the form has."""
        way = self.form["code"]
        if way == "glued":
            return [f"{line.code} {line.name}" if line.code else "合计"]
        if way == "one":
            return [line.code, line.name if line.code else "合计"]
        parts = [line.code[:3], line.code[3:5], line.code[5:7]][:levels]
        return [*parts, line.name if line.code else "合计"]


def coded(
    form: Mapping[str, Any], table: Mapping[str, Any], lines: Sequence[Line]
) -> list[list[str]]:
    """The rows of a table by codes."""
    printer = Printer(form)
    levels = 2 if any("basic-all" in line.values for line in lines) else 3
    keys = [key for key in table["columns"] if key not in ("code", "name")]
    first = keys[0]
    used = [line for line in lines if line.values.get(first, NOTHING) or not line.code]
    if form["total"] == "first":
        used = [used[-1], *used[:-1]]
    return [
        [*printer.names(line, levels), *(printer.figure(line.values, key) for key in keys)]
        for line in used
    ]


def two_sided(form: Mapping[str, Any], table: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a table with income on the left and expenditure on the right."""
    printer, whole = Printer(form), totals()
    keys = table.get("columns", ["all"])
    left = [item.split("=") for item in table["income"]]
    income = [[label, printer.figure(whole, key)] for label, key in left]
    classes = [line for line in functions() if len(line.code) == 3]
    right = [
        [_marked(table["classes"], n, line.name), *(printer.figure(line.values, k) for k in keys)]
        for n, line in enumerate(classes)
        if line.values.get(keys[0], NOTHING)
    ]
    ends = [item.split("=") for item in table["ends"]]
    for label, key in ends:
        shown = [key if k in ("all", keys[0]) or key == "none" else k for k in keys]
        right.append([label, *(printer.figure(whole, k) for k in shown)])
    # The totals of both sides stand in one row.
    height = max(len(income), len(right))
    income = _stretched(income, height, 2)
    right = _stretched(right, height, len(keys) + 1)
    return [[*a, *b] for a, b in zip(income, right, strict=True)]


def _marked(style: str, number: int, name: str) -> str:
    if not style:
        return name
    mark = NUMERALS[number]
    return f"（{mark}）{name}" if style.startswith("（") else f"{mark}、{name}"


def _stretched(rows: list[list[str]], height: int, width: int) -> list[list[str]]:
    """Blank rows above the last one."""
    blank = [[""] * width for _ in range(height - len(rows))]
    return [*rows[:-1], *blank, rows[-1]]


def sheets(form: Mapping[str, Any]) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table of a place: its kind, and its rows from the caption to the last."""
    printer, whole = Printer(form), totals()
    for kind, table in form["tables"].items():
        if "income" in table:
            body = two_sided(form, table)
        elif "row" in table:
            body = [[UNIT if k == "@unit" else printer.figure(whole, k) for k in table["row"]]]
        elif "rows" in table:
            items = [item.split("=") for item in table["rows"]]
            body = [
                [label, *(printer.figure(whole, key) for key in keys)] for label, *keys in items
            ]
        else:
            body = coded(form, table, economies() if kind == "basic" else functions())
        header = [
            [c for n, c in enumerate(row) if n not in table.get("drop", ())]
            for row in table["header"]
        ]
        width = len(header[0])
        unit = [f"部门：{UNIT}", *[""] * (width - 2), f"单位：{form['unit']}"]
        above = [[text, *[""] * (width - 1)] for text in (*table.get("above", ()), table["title"])]
        yield kind, [*above, unit, *header, *body]


def _place(name: str, row: int, column: int) -> Place:
    return Place("budget", sheet=name, line=row, column=column)


def document(form: Mapping[str, Any]) -> RawDocument:
    """The budget as a place prints it, a sheet for each table."""
    grids = tuple(
        Grid(f"#{number}", rows, partial(_place, f"#{number}"))
        for number, (_, rows) in enumerate(sheets(form), 1)
    )
    return RawDocument("budget", unit=UNIT, year=2026, kind="预算", grids=grids)

"""One and the same budget, and one and the same final account, in the forms of many places.

The budget is the example's; `tests/data/forms.toml` and `finals.toml` say how each place prints it,
and where that was seen; `uncited.toml` has forms of which no published document was found.
What a column or a row holds is named by a key: `all`, `general`, `basic`, `carried-in` …
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument

from .sheets import Sheet, example

DATA = Path(__file__).parents[1] / "data"
UNIT = "某某市数据中心"
YEAR = 2026
NOTHING = Decimal(0)
CENT = Decimal("0.01")
NUMERALS = ["", *"一二三四五六七八九十"]
Form = Mapping[str, Any]
Values = Mapping[str, Decimal]


def forms(name: str) -> Sequence[Form]:
    """The forms of a file of `tests/data`, or of any other that is named by its whole path."""
    places: Sequence[Form] = tomllib.loads((DATA / name).read_text("utf-8"))["place"]
    return places


FORMS = forms("forms.toml")
FINALS = forms("finals.toml")
STRANGERS = forms("strangers.toml")
"""Forms of no place, to try what nobody has tried."""
UNCITED = forms("uncited.toml")
"""Forms of which no published document was found."""


class Line(NamedTuple):
    """A code with its name and its figures by key."""

    code: str
    name: str
    values: Values


class Book(NamedTuple):
    """What is printed: lines by function, by economic class, and figures of the whole."""

    functions: Sequence[Line]
    economies: Sequence[Line]
    whole: Values


def _amount(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", ""))


def _tables() -> Mapping[str, Any]:
    return {table["id"]: table for table in example()["tables"]}


def functions(*, final: bool) -> list[Line]:
    """All function codes and the total, whose code is empty; every code is the exact sum of those
    below it, so that the budget can be printed in any unit."""
    tables = _tables()
    general = {code: cells for code, _, *cells in tables["general-budget"]["rows"]}
    leaves: dict[str, dict[str, Decimal]] = {}
    for code, _, *cells in tables["revenue"]["rows"]:
        if len(code) == 7:
            own, carried = _amount(cells[8]), _amount(cells[9])
            basic, project = (_amount(general.get(code, ["", "", ""])[n]) for n in (1, 2))
            made = _settled if final else _expanded
            leaves[code] = made(basic, project, own, carried)
    _shared_out(leaves)
    named = [(code, name) for code, name, *_ in tables["revenue"]["rows"]]
    return [Line(code, name, _below(code, leaves)) for code, name in named]


def _shared_out(leaves: Mapping[str, dict[str, Decimal]]) -> None:
    """Basic expenditure of each item by its economic classes, as much as these have in all:
    pensions are of the class 303, goods and services those of running the unit, the rest wages."""
    basic = sum((values["general-basic"] for values in leaves.values()), NOTHING)
    classes = {line.code: line.values for line in economies(basic)}
    pensions, goods = classes["303"]["basic-all"], classes["302"]["basic-all"]
    for code, values in leaves.items():
        paid = min(pensions, values["general-basic"]) if code == RETIRED else NOTHING
        if code == RUNNING:
            paid = pensions - min(pensions, leaves[RETIRED]["general-basic"])
        values["general-303"] = paid
        values["general-302"] = values["general-operating"] = goods if code == RUNNING else NOTHING
        values["general-staff"] = values["general-basic"] - values["general-operating"]
        values["general-301"] = values["general-staff"] - values["general-303"]


RUNNING, RETIRED = "2014150", "2080502"


def _expanded(
    basic: Decimal, project: Decimal, own: Decimal, carried: Decimal
) -> dict[str, Decimal]:
    fiscal = basic + project
    last = (fiscal * Decimal("0.8")).quantize(CENT)
    return {
        "all": fiscal + own + carried, "general": fiscal, "own": own, "business": own,
        "carried-in": carried, "this-year": fiscal + own, "last-general": last,
        "basic": basic, "project": project + own + carried, "change-general": fiscal - last,
        "general-basic": basic, "general-project": project,
    }  # fmt: skip


def _settled(
    basic: Decimal, project: Decimal, own: Decimal, carried: Decimal
) -> dict[str, Decimal]:
    """A final account: the half of what was carried in is spent, the rest is carried out; all of
    it is of the general budget."""
    fiscal, out = basic + project, (carried / 2).quantize(CENT)
    spent = carried - out
    return {
        "income": fiscal + own, "general": fiscal, "own": own, "business": own,
        "opening": carried, "closing": out, "spent": fiscal + own + spent, "basic": basic,
        "project": project + own + spent, "all": fiscal + own + carried,
        "general-spent": fiscal + spent, "general-basic": basic,
        "general-project": project + spent, "general-new-project": project,
        "general-all": fiscal + carried, "general-all-project": project + carried,
    }  # fmt: skip


def _below(code: str, leaves: Mapping[str, Values]) -> Values:
    """The sum of all items below a code; of all of them below none."""
    found = [values for leaf, values in leaves.items() if leaf.startswith(code)]
    return {key: sum((v[key] for v in found), NOTHING) for key in found[0]}


def economies(basic: Decimal) -> list[Line]:
    """All economic codes and the total, likewise; in all so much as is spent by function."""
    rows = _tables()["basic-expenditure"]["rows"]
    keys = ("basic-all", "staff", "operating")
    leaves = {
        code: dict(zip(keys, map(_amount, cells), strict=True))
        for code, _, *cells in rows
        if len(code) == 5
    }
    # The same money as by function: what is missing to it is the last item's.
    missing = basic - sum(v["basic-all"] for v in leaves.values())
    last = leaves["30399"]
    last["basic-all"], last["staff"] = last["basic-all"] + missing, last["staff"] + missing
    return [Line(code, name, _below(code, leaves)) for code, name, *_ in rows]


OTHER = {
    name: Decimal(value)
    for name, value in {
        "meeting": "3.20", "last-meeting": "3.00", "training": "4.15", "last-training": "4.40",
        "three-all": "12.97", "last-three-all": "12.42", "buy-all": "400.00", "buy-small": "280.00",
        "buy-goods": "120.50", "buy-works": "30.00", "buy-services": "249.50",
        "buy-works-services": "279.50",
        "quarter-1": "1.40", "quarter-2": "1.35", "quarter-3": "1.52", "quarter-4": "1.35",
        "houses": "812.40", "houses-used": "203.10", "houses-net": "609.30",
        "devices": "1530.25", "devices-used": "904.75", "devices-net": "625.50",
        "assets": "2342.65", "assets-used": "1107.85", "assets-net": "1234.80",
    }.items()
}  # fmt: skip
"""Meetings and training with the vehicles (also by quarters), what is bought, and assets."""


def book(form: Form) -> Book:
    """What a place prints: the budget, or the final account where its form is one."""
    lines = functions(final=bool(form.get("final")))
    classes = economies(lines[-1].values["general-basic"])
    vehicles = {"vehicles": Decimal("5.62"), "last-vehicles": Decimal("5.02")}
    changes = {"change-vehicles": Decimal("0.60"), "budget-vehicles": Decimal("6.00")}
    changes["under-vehicles"] = vehicles["vehicles"] - changes["budget-vehicles"]
    classes_by_key = {
        f"{line.code}:{key}": value
        for line in lines
        if len(line.code) == 3
        for key, value in line.values.items()
    }
    inside = {line.code: line.values["basic-all"] for line in classes}
    inside["b505"] = inside["301"] + inside["302"]
    inside["505"] = inside["301"] + inside["302"] + lines[-1].values["project"]
    inside["g505"] = inside["301"] + inside["302"] + lines[-1].values["general-project"]
    inside["g302"] = inside["302"] + lines[-1].values["general-project"]
    inside["rest-project"] = lines[-1].values["project"] - lines[-1].values["general-project"]
    total = lines[-1].values
    inside["this-project"] = total["project"] - total.get("carried-in", NOTHING)
    inside["all-project"] = total["all"] - total["basic"]
    inside["all-302"] = inside["302"] + lines[-1].values["project"]
    whole = {**lines[-1].values, **classes[-1].values, **vehicles, **changes, **inside, **OTHER}
    whole |= classes_by_key
    return Book(lines, classes, {**whole, "fund": NOTHING})


class Printer:
    """Prints figures as a place does."""

    def __init__(self, form: Form, whole: Values) -> None:
        self.form, self.whole = form, whole
        self.scale = Decimal(10000) if form["unit"] == "元" else Decimal(1)
        if form["unit"] == "千元":
            self.scale = Decimal(10)

    def figure(self, values: Values, key: str) -> str:
        """A figure by its key; `share:key` is its share of the whole, `share:a:b` how much b is
        of a in all, `rate:a:b` how much a is of b, `growth:a:b` how much a is more."""
        kind, _, name = key.partition(":")
        if kind == "share":
            whole, _, part = name.partition(":")
            return self.percent(values.get(part or whole, NOTHING), self.whole[whole])
        if kind in ("rate", "growth") and name:
            a, b = (values.get(part, NOTHING) for part in name.split(":"))
            return self.percent(a - b if kind == "growth" else a, b)
        value = values.get(key, NOTHING) * self.scale
        places = f",.{self.form.get('places', 2)}f" if self.form.get("commas", True) else ".2f"
        return f"{value:{places}}" if value else str(self.form["zero"])

    def percent(self, part: Decimal, whole: Decimal) -> str:
        sign = self.form.get("percent", "%")
        return f"{part / whole * 100:.2f}{sign}" if whole else ""

    def names(self, table: Form, line: Line) -> dict[str, list[str]]:
        """A line's code and name, as the cells that the form has for each."""
        way = table.get("code", self.form["code"])
        levels = 2 if "basic-all" in line.values else 3
        total = table.get("total-name", self.form.get("total-name", "合计"))
        name = line.name if line.code else total
        if way == "glued":
            glued = f"{line.code}{self.form.get('glue', ' ')}{name}" if line.code else name
            return {"code": [glued.strip()], "name": []}
        depth = (len(line.code) - 3) // 2
        indent = self.form.get("indent", "") * max(depth, 0)
        if way == "one":
            return {"code": [line.code], "name": [indent + name]}
        if way == "merged-total" and not line.code:
            return {"code": [name, *[""] * (levels - 1)], "name": [""]}
        parts = [line.code[:3], line.code[3:5], line.code[5:7]][:levels]
        if way == "stepped":
            parts = [part if n == depth else "" for n, part in enumerate(parts)]
        return {"code": parts, "name": [indent + name]}


def coded(form: Form, table: Form, lines: Sequence[Line], whole: Values) -> list[list[str]]:
    """The rows of a table by codes."""
    printer = Printer({**form, **table}, whole)
    keys: Sequence[str] = table["columns"]
    first = table.get("of", next(k for k in keys if k not in ("code", "name") and k[0] not in "@#"))
    used = [line for line in lines if line.values.get(first, NOTHING) or not line.code]
    deepest = max(len(line.code) for line in used)
    if table.get("leaves", form.get("leaves")):
        used = [line for line in used if len(line.code) in (0, deepest)]
    if form["total"] == "first":
        used = [used[-1], *used[:-1]]
    elif form["total"] == "none":
        used = used[:-1]
    rows: list[list[str]] = []
    for number, line in enumerate(used):
        names = printer.names(table, line)
        cells: list[str] = []
        for key in keys:
            if key in names:
                cells += names[key]
            elif key.startswith(("@", "#")):
                cells.append(_aside(key, number, line))
            else:
                cells.append(printer.figure(line.values, key))
        rows.append(cells)
    return _halved(rows) if table.get("halves") else rows


def _halved(rows: list[list[str]]) -> list[list[str]]:
    """The second half of the rows beside the first."""
    half = -(-len(rows) // 2)
    even = _stretched(rows[half:], half, len(rows[0])) if len(rows) % 2 else rows[half:]
    return [[*left, *right] for left, right in zip(rows[:half], even, strict=True)]


def _aside(key: str, number: int, line: Line) -> str:
    """What stands beside the figures: the row's number, the unit, a blank for remarks."""
    if key == "#":
        return str(number + 1)
    if key == "@unit":
        return UNIT if line.code else ""
    if key == "@code":
        return "101001" if line.code else ""
    if key == "@full":
        return line.code
    gov = GOVERNMENT.get(line.code[:3], ("", ""))
    parts = {"@gov": gov[0], "@gov1": gov[0][:3], "@gov2": gov[0][3:], "@govname": gov[1]}
    return parts.get(key, "")


GOVERNMENT = {
    "301": ("50501", "工资福利支出"),
    "302": ("50502", "商品和服务支出"),
    "303": ("50905", "离退休费"),
}
"""The codes of the government's chart."""


def sided(form: Form, table: Form, content: Book) -> list[list[str]]:
    """The rows of a table with blocks beside each other: income, then expenditure by function,
    then `more` items."""
    printer, whole = Printer(form, content.whole), content.whole
    keys = table.get("columns", ["all"])
    blocks = [_items(printer, table["income"], whole)]
    classes = [line for line in content.functions if len(line.code) == 3]
    heads = table.get("before", ())
    right = [[label, *(printer.figure(whole, k) for k in keys)] for label in heads]
    style = table.get("classes", "")
    right += [
        [_marked(style, n, line.name), *(printer.figure(line.values, k) for k in keys)]
        for n, line in enumerate(_all_classes(classes) if table.get("full") else classes, 1)
        if line.values.get(keys[0], NOTHING) or table.get("full")
    ]
    for label, first, *rest in (item.split("=") for item in table.get("ends", ())):
        same = [first if k in ("all", keys[0]) or first == "none" else k for k in keys]
        shown = [first, *rest] if rest else same
        right.append([label, *(printer.figure(whole, k) for k in shown)])
    if "natures" in table:
        right = _items(printer, table["natures"], whole)
    blocks.append(right)
    blocks += [_items(printer, items, whole) for items in table.get("more", ())]
    # The totals of all blocks stand in one row.
    height = max(map(len, blocks))
    if table.get("numbered"):
        blocks = [_counted(b, height, n) for n, b in enumerate(blocks)]
    even = [_stretched(block, height, len(block[0])) for block in blocks]
    rows = [[cell for part in parts for cell in part] for parts in zip(*even, strict=True)]
    if table.get("numbers"):
        rest = [""] * (len(table["header"][0]) - len(rows[0]) - 1)
        rows = [[str(n), *row, *rest] for n, row in enumerate(rows, 1)]
    return rows


def _items(printer: Printer, items: Sequence[str], whole: Values) -> list[list[str]]:
    """Rows of items, each a label (or several cells, parted by |) and the keys of its figures."""
    found = [item.split("=") for item in items]
    rows = [
        [*label.split("|"), *(printer.figure(whole, key) for key in rest)] for label, *rest in found
    ]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _all_classes(lines: Sequence[Line]) -> list[Line]:
    """Every class of the chart, those without money too."""
    known = {line.code: line for line in lines}
    every = [row[2] for row in _tables()["income-expenditure"]["rows"] if row[2][:1].isdigit()]
    pairs = [name.split(" ") for name in every]
    return [known.get(code, Line(code, name, {})) for code, name in pairs]


def _marked(style: str, number: int, name: str) -> str:
    if not style:
        return name
    tens, ones = divmod(number, 10)
    if style == "1.":
        return f"{number}、{name}"
    mark = ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + NUMERALS[ones]
    return f"（{mark}）{name}" if style.startswith("（") else f"{mark}、{name}"


def _counted(block: list[list[str]], height: int, number: int) -> list[list[str]]:
    """The block with a column of row numbers (行次) behind its names."""
    even = _stretched(block, height, len(block[0]))
    return [[row[0], str(number * height + n), *row[1:]] for n, row in enumerate(even, 1)]


def _stretched(rows: list[list[str]], height: int, width: int) -> list[list[str]]:
    """Blank rows above the last one."""
    blank = [[""] * width for _ in range(height - len(rows))]
    return [*rows[:-1], *blank, rows[-1]]


def _three_blocks(form: Form, content: Book) -> list[list[str]]:
    """Economic codes in three blocks beside each other, as final accounts print them."""
    printer = Printer(form, content.whole)
    staffed = [line for line in content.economies if line.code and line.values["staff"]]
    others = [line for line in content.economies if line.code and line not in staffed]
    half = -(-len(others) // 2)
    blocks = [
        [[line.code, line.name, printer.figure(line.values, "basic-all")] for line in lines]
        for lines in (staffed, others[:half], others[half:])
    ]
    third = max(map(len, blocks))
    even = [[*b, *[["", "", ""]] * (third - len(b))] for b in blocks]
    rows = [[cell for part in parts for cell in part] for parts in zip(*even, strict=True)]
    staff, operating = (printer.figure(content.whole, k) for k in ("staff", "operating"))
    return [*rows, ["人员经费合计", "", staff, "公用经费合计", "", "", "", "", operating]]


def _by_unit(printer: Printer, keys: Sequence[str], whole: Values) -> list[list[str]]:
    """A table by units: the department, and its only unit."""
    names = {"@code": ["", "101", "101001"], "@unit": ["合计", UNIT, f"{UNIT}（本级）"]}
    return [
        [names[key][n] if key in names else printer.figure(whole, key) for key in keys]
        for n in range(3)
    ]


def _body(form: Form, kind: str, table: Form, content: Book) -> list[list[str]]:
    printer, whole = Printer({**form, **table}, content.whole), content.whole
    if "income" in table:
        return sided(form, table, content)
    if "row" in table:
        names = {"@unit": UNIT, "@code": "101001"}
        return [[names[k] if k in names else printer.figure(whole, k) for k in table["row"]]]
    if "rows" in table:
        return _items(printer, table["rows"], whole)
    if "units" in table:
        return _by_unit(printer, table["units"], whole)
    if table.get("blocks"):
        return _three_blocks(form, content)
    return coded(form, table, content.economies if kind == "basic" else content.functions, whole)


def sheets(form: Form) -> Iterator[tuple[str, Sheet]]:
    """Each table of a place: its kind, and its rows from the caption to the last."""
    content = book(form)
    for number, (kind, table) in enumerate(form["tables"].items(), 1):
        body = _body(form, kind, table, content)
        header = [list(row) for row in table["header"]]
        width = len(header[0])
        titles = [table["title"]] if isinstance(table["title"], str) else table["title"]
        lines = [*table.get("above", ()), *titles]
        above = [[text, *[""] * (width - 1)] for text in lines]
        unit = form.get("unit-line", "部门：{name}|单位：{unit}")
        said = unit.format(name=UNIT, unit=form["unit"], year=YEAR).split("|")
        above += [_spread(said, width)] if unit else []
        notes = [[note, *[""] * (width - 1)] for note in table.get("notes", ())]
        merged = list(_merged(header, len(above)))
        rows = [*above, *header, *([*r, *[""] * (width - len(r))] for r in body), *notes]
        table_number, row, column, changed = form.get("slip", (0, 0, 0, ""))
        if number == table_number:
            rows[row][column] = changed
        yield kind, Sheet(f"表{number}", rows, merged, len(above), len(notes))


def _spread(said: Sequence[str], width: int) -> list[str]:
    """A line of cells: what is said, from the first cell to the last; one thing is at the end."""
    cells = [""] * width
    for number, part in enumerate(said):
        at = number * (width - 1) // (len(said) - 1) if len(said) > 1 else width - 1
        cells[at] = part
    return cells


def _merged(header: Sequence[Sequence[str]], top: int) -> Iterator[tuple[int, int, int, int]]:
    """The merged cells of a header: a name reaches right over blanks below which something stands,
    and else down over blanks."""
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(header):
        for c, name in enumerate(row):
            if not name or (r, c) in covered:
                continue
            right, bottom = c, r
            while right + 1 < len(row) and _goes_on(header, r, right + 1, covered):
                right += 1
            while bottom + 1 < len(header) and not any(header[bottom + 1][c : right + 1]):
                bottom += 1
            area = {(i, j) for i in range(r, bottom + 1) for j in range(c, right + 1)}
            covered |= area
            if len(area) > 1:
                yield top + r, c, top + bottom, right


def _goes_on(
    header: Sequence[Sequence[str]], row: int, column: int, covered: set[tuple[int, int]]
) -> bool:
    """Whether a name reaches over the next cell: it is blank and free, and something is below."""
    free = not header[row][column] and (row, column) not in covered
    return free and any(lower[column] for lower in header[row + 1 :])


_PRINTED = re.compile(r"(?:\d{1,3}(?:,\d{3})*|\d+)\.\d+|\d{1,3}(?:,\d{3})+")


def sites(raw: RawDocument) -> list[tuple[int, int, int]]:
    """Where amounts other than zero are printed: grid, row and column."""
    return [
        (g, r, c)
        for g, grid in enumerate(raw.grids)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if _PRINTED.fullmatch(cell) and cell.strip("0.,")
    ]


def changed(raw: RawDocument, grid: int, row: int, column: int) -> RawDocument:
    """The document with the last digit before the point of a figure changed."""
    rows = [list(cells) for cells in raw.grids[grid].rows]
    text = rows[row][column]
    at = (text.find(".") if "." in text else len(text)) - 1
    rows[row][column] = f"{text[:at]}{(int(text[at]) + 3) % 10}{text[at + 1 :]}"
    grids = [g._replace(rows=rows) if n == grid else g for n, g in enumerate(raw.grids)]
    return raw._replace(grids=tuple(grids))


def _place(name: str, row: int, column: int) -> Place:
    return Place("budget", sheet=name, line=row, column=column)


def document(form: Form) -> RawDocument:
    """The budget as a place prints it, a sheet for each table."""
    grids = tuple(
        Grid(f"#{number}", sheet.rows, partial(_place, f"#{number}"))
        for number, (_, sheet) in enumerate(sheets(form), 1)
    )
    kind = "决算" if form.get("final") else "预算"
    year = form.get("year", YEAR)  # that of its titles, which a reader finds
    return RawDocument("budget", unit=UNIT, year=year, kind=kind, grids=grids)

"""Whole budgets from a seed: the twelve tables of a Xinjiang unit budget, all relations balanced.

A budget is a list of `Entry`: one sum of money with everything that the tables sort it by. Every
figure of every table is the sum of the entries that belong to it, so nothing is balanced by hand
and nothing can be out of balance. Which entries there are depends on the structure's seed alone,
how much money they hold on the other one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import count, islice
from random import Random
from typing import Any

from budgetlint.tasks.check import checker

CENT = Decimal("0.01")
STAFF, OPERATING, PROJECT = "人员经费", "公用经费", "项目支出"
TOTAL = "总计"

Document = dict[str, Any]
Sums = dict[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes and names: functional (类款项), economic (类款), and the classes of the form."""

    functional: Mapping[str, str]
    economic: Mapping[str, str]
    classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sum of money. `line` is the row of table 1 that it comes from (a key of `INCOME`).

    `economic` is a 款 for basic expenditure and the name of a class for projects. `project` is
    empty where no table names the project.
    """

    item: str
    line: str
    nature: str
    economic: str = ""
    project: str = ""
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything but the amounts. `costs` are 三公 beyond basic expenditure: (row, line)."""

    unit: str
    entries: tuple[Entry, ...]
    costs: tuple[tuple[str, str], ...]
    entrusted: tuple[str, ...]
    codes_apart: bool
    unit_in_tables: bool
    assigns: bool


# The income rows of table 1. A row's key is the beginning of the keys of the rows below it.
INCOME = (
    ("一、本年收入", "1"),
    ("1.一般公共预算拨款", "11"),
    ("其中：一般财力", "111"),
    ("上级一般公共预算安排转移支付", "112"),
    ("2.政府性基金预算拨款", "12"),
    ("其中：政府性基金收入", "121"),
    ("上级政府性基金安排转移支付", "122"),
    ("3.国有资本经营预算拨款", "13"),
    ("其中：国有资本经营收入", "131"),
    ("上级国有资本经营预算安排转移支付", "132"),
    ("4.财政专户核拨", "14"),
    ("5.单位资金", "15"),
    ("其中：事业收入", "151"),
    ("上级补助收入", "152"),
    ("附属单位上缴收入", "153"),
    ("事业单位经营收入", "154"),
    ("其他收入", "155"),
    ("二、上年结转结余", "2"),
    ("1.财政拨款结转", "21"),
    ("其中：一般公共预算拨款", "211"),
    ("政府性基金预算拨款", "212"),
    ("国有资本经营预算拨款", "213"),
    ("2.非财政拨款结转结余", "22"),
    ("其中：财政专户核拨", "221"),
    ("单位资金", "222"),
)
GENERAL, FUND, CAPITAL, SPECIAL, OWN, CARRIED = "11", "12", "13", "14", "15", "2"
APPROPRIATED = (GENERAL, FUND, CAPITAL)

# The columns of table 2 with the lines that they hold; the total holds all.
REVENUE = (
    ("总计", ("",)),
    ("财政拨款（补助）/财政拨款（补助）小计", APPROPRIATED),
    ("财政拨款（补助）/一般公共预算", ("111",)),
    ("财政拨款（补助）/上级一般公共预算安排的转移支付", ("112",)),
    ("财政拨款（补助）/政府性基金预算", ("121",)),
    ("财政拨款（补助）/上级政府性基金安排的转移支付", ("122",)),
    ("财政拨款（补助）/国有资本经营预算", ("131",)),
    ("财政拨款（补助）/上级国有资本经营预算安排的转移支付", ("132",)),
    ("财政专户（教育收费）", (SPECIAL,)),
    ("单位资金", (OWN,)),
    ("财政拨款结转", ("21",)),
    ("非财政拨款结转结余", ("22",)),
)

PROJECT_CLASSES = (
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助",
    "债务利息及费用支出",
    "资本性支出（基本建设）",
    "资本性支出",
    "对企业补助（基本建设）",
    "对企业补助",
    "对社会保障基金补助",
    "其他支出",
)
GOODS = "商品和服务支出"

# Contributions that both classifications print: 款 and the 项 that it pays for (rule C18).
CONTRIBUTIONS = {
    "30108": "2080505",
    "30109": "2080506",
    "30110": "2101102",
    "30111": "2101103",
    "30113": "2210201",
}
PENSION, ANNUITY, MEDICAL = "30108", "30109", "30110"
RUNNING = "2014150"  # what is no contribution and no pension is paid from this 项 (rule C18)
RETIRED = "2080502"

VEHICLES = "公务用车购置及运行维护费（小计）"
# The rows of table 10 with the 款 of basic expenditure that they hold.
THREE_PUBLIC = {
    "因公出国（境）费用": "30212",
    "公务接待费": "30217",
    "其中：公务用车购置": "",
    "公务用车运行维护费": "30231",
}
FUND_ITEM, CAPITAL_ITEM = "2296004", "2230105"
# The published lists have no code of this class yet.
CAPITAL_NAMES = {
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
}

TOPICS = ("电子政务外网", "政务服务大厅", "数据共享交换", "网站集约化", "异地灾备", "热线平台")
PURPOSES = ("运行维护", "保障经费", "升级改造", "租赁服务", "安全测评", "培训")
PLACES = ("新疆维吾尔自治区", "自治区", "伊犁州", "喀什地区", "克拉玛依市")
OFFICES = ("数据资源和政务服务中心", "信息中心", "大数据管理中心", "政务服务中心")


@cache
def shipped_codes() -> Codes:
    """The lists of the shipped packs; of several names of a code the newest, which is first."""
    pack = checker().packs.load("cn-xinjiang-2026").pack
    lists = {
        name: {code: names[0] for code, names in sorted(codes.names.items())}
        for name, codes in pack.lists.items()
    }
    return Codes(
        {**CAPITAL_NAMES, **lists["cn-functional"]},
        lists["cn-economic"],
        lists["cn-xinjiang-2026-classes"],
    )


def unit_budget(
    seed: int,
    *,
    structure: int | None = None,
    codes: Codes | None = None,
    rounding: bool = False,
) -> Document:
    """A balanced budget as canonical JSON data; the same for the same arguments.

    Budgets with one `structure` (by default the seed) differ in their amounts alone. With
    `rounding` the amounts behind the tables have six decimals, and each figure is its own sum
    rounded half up to two, as in real budgets; without, all relations hold exactly.
    """
    known = codes or shipped_codes()
    shape = _shape(Random(f"structure {seed if structure is None else structure}"), known)
    figures = Random(f"figures {seed}")
    return _document(shape, figures, known, rounding=rounding)


def serialise(document: Document) -> str:
    """The document as JSON text, a row of a table on one line."""
    head = [f" {_json(key)}: {_json(value)}" for key, value in document.items() if key != "tables"]
    tables = ",\n".join(map(_table_text, document["tables"]))
    return "{\n" + ",\n".join([*head, f' "tables": [\n{tables}\n ]']) + "\n}\n"


def as_bytes(document: Document) -> bytes:
    """The document as the bytes of a JSON file."""
    return serialise(document).encode()


def _table_text(table: Mapping[str, Any]) -> str:
    head = [f"   {_json(key)}: {_json(value)}" for key, value in table.items() if key != "rows"]
    rows = ",\n".join(f"    {_json(row)}" for row in table["rows"])
    return "  {\n" + ",\n".join([*head, f'   "rows": [\n{rows}\n   ]']) + "\n  }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# The structure: which entries there are.


def _shape(rng: Random, codes: Codes) -> Shape:
    unit = rng.choice(PLACES) + rng.choice(OFFICES)
    names = _project_names(rng)
    items = _items(codes)
    projects = list(_projects(rng, items, names))
    carried = list(_carried(rng, items, names))
    entries = (
        *_basic(rng, codes),
        *projects,
        *_other_sources(rng, items),
        *_other_basic(rng),
        *carried,
    )
    with_goods = [e.project for e in projects if e.economic == GOODS]
    return Shape(
        unit,
        entries,
        tuple(_costs(rng)),
        tuple(rng.sample(with_goods, rng.randint(0, min(3, len(with_goods))))),
        codes_apart=rng.random() < 0.3,
        unit_in_tables=rng.random() < 0.5,
        assigns=rng.random() < 0.8,
    )


def _items(codes: Codes) -> list[str]:
    """The 项 of the list that stand under a 款 and a 类 of the list, for the general budget."""
    known = codes.functional
    apart = (FUND_ITEM[:5], CAPITAL_ITEM[:5])
    return sorted(
        c for c in known if len(c) == 7 and {c[:3], c[:5]} <= known.keys() and c[:5] not in apart
    )


def _project_names(rng: Random) -> Iterator[str]:
    for number in count(rng.randint(1, 9)):
        yield f"{rng.choice(TOPICS)}{rng.choice(PURPOSES)}项目{number}"


def _basic(rng: Random, codes: Codes) -> Iterator[Entry]:
    """Basic expenditure of the general budget, by 款 and by the 项 that it is paid from."""
    for code in _some(rng, codes, "301", 1, 8):
        yield Entry(RUNNING, "111", STAFF, code)
    yield from _contributions(rng)
    for code in _some(rng, codes, "302", 2, 14):
        yield Entry(RUNNING, "111", OPERATING, code)
    for code in _some(rng, codes, "303", 1, 4) if rng.random() < 0.7 else ():
        yield Entry(RETIRED, "111", STAFF, code)
    for code in _some(rng, codes, "310", 1, 2) if rng.random() < 0.3 else ():
        yield Entry(RUNNING, "111", OPERATING, code)


def _some(rng: Random, codes: Codes, under: str, least: int, most: int) -> list[str]:
    """Some 款 of an economic class that are no contributions."""
    known = [c for c in codes.economic if c[:3] == under and len(c) == 5]
    free = [c for c in known if c not in CONTRIBUTIONS]
    return sorted(rng.sample(free, rng.randint(least, min(most, len(free)))))


def _contributions(rng: Random) -> Iterator[Entry]:
    for code, item in CONTRIBUTIONS.items():
        if rng.random() < 0.85:
            yield Entry(item, "111", STAFF, code)
            if code == MEDICAL and rng.random() < 0.7:
                yield Entry(RUNNING, "111", STAFF, code)  # maternity insurance and the like


def _projects(rng: Random, items: Sequence[str], names: Iterator[str]) -> Iterator[Entry]:
    """Projects of the general budget, each under one 项 and in one to three economic classes."""
    some = rng.sample(items, rng.randint(1, 4))
    for name in islice(names, rng.randint(0, 8)):
        item = rng.choice(some)
        line = "112" if rng.random() < 0.2 else "111"
        others = [c for c in PROJECT_CLASSES if c != GOODS]
        classes = [GOODS] if rng.random() < 0.8 else rng.sample(others, 1)
        classes += [c for c in rng.sample(others, rng.choice((0, 0, 1, 2))) if c not in classes]
        for economic in classes:
            yield Entry(item, line, PROJECT, economic, name)


def _other_sources(rng: Random, items: Sequence[str]) -> Iterator[Entry]:
    """Projects paid from funds, state capital, special accounts and own funds."""
    if rng.random() < 0.4:
        for line in rng.sample(("121", "122"), rng.randint(1, 2)):
            yield Entry(FUND_ITEM, line, PROJECT)
    if rng.random() < 0.2:
        for line in rng.sample(("131", "132"), rng.randint(1, 2)):
            yield Entry(CAPITAL_ITEM, line, PROJECT)
    if rng.random() < 0.3:
        yield Entry(rng.choice(items), SPECIAL, PROJECT)
    if rng.random() < 0.6:
        for line in rng.sample(("151", "152", "153", "154", "155"), rng.randint(1, 3)):
            yield Entry(rng.choice(items), line, PROJECT)


def _other_basic(rng: Random) -> Iterator[Entry]:
    """Now and then another source pays basic expenditure: then C10 and C11 do not apply."""
    if rng.random() < 0.2:
        item, line = rng.choice(((RUNNING, "151"), (FUND_ITEM, "121"), (CAPITAL_ITEM, "131")))
        yield Entry(item, line, rng.choice((STAFF, OPERATING)))


def _carried(rng: Random, items: Sequence[str], names: Iterator[str]) -> Iterator[Entry]:
    if rng.random() < 0.3:
        return
    some = rng.sample(items, rng.randint(1, 4))
    for name in islice(names, rng.randint(1, 8)):
        line = rng.choice(("211", "211", "211", "211", "212", "213", "221", "222"))
        nature = PROJECT if rng.random() < 0.95 else rng.choice((STAFF, OPERATING))
        yield Entry(rng.choice(some), line, nature, "", name)


def _costs(rng: Random) -> Iterator[tuple[str, str]]:
    """三公 of projects, on top of what basic expenditure holds."""
    for row in THREE_PUBLIC:
        if rng.random() < 0.25:
            yield row, rng.choice(APPROPRIATED)


# The amounts.


def _amount(rng: Random, *, rounding: bool) -> Decimal:
    """From 0.50 to 100,000.00; with `rounding`, four further decimals."""
    cents = rng.randint(50, 10 ** rng.randint(3, 7))
    if rounding:
        return Decimal(cents * 10000 + rng.randrange(10000)).scaleb(-6)
    return Decimal(cents).scaleb(-2)


def _filled(shape: Shape, rng: Random, *, rounding: bool) -> list[Entry]:
    """The entries with their amounts. Pension contributions are twice the annuity (rule N1)."""
    filled = [replace(e, amount=_amount(rng, rounding=rounding)) for e in shape.entries]
    annuity = next((e.amount for e in filled if e.economic == ANNUITY), None)
    return [
        replace(e, amount=2 * annuity) if e.economic == PENSION and annuity is not None else e
        for e in filled
    ]


def _printed(amount: Decimal) -> str:
    return f"{amount.quantize(CENT, ROUND_HALF_UP):,f}"


# The tables.


def _document(shape: Shape, rng: Random, codes: Codes, *, rounding: bool) -> Document:
    entries = _filled(shape, rng, rounding=rounding)
    general = [e for e in entries if e.line.startswith(GENERAL)]
    tables = [
        _income_expenditure(entries, codes),
        _revenue(shape, entries, codes),
        _expenditure(shape, entries, codes),
        _appropriation(entries, codes),
        _general(shape, general, codes),
        _basic_table(general, codes),
        _project_table(shape, general, codes),
        _budget_table(8, "government-fund", "政府性基金预算", FUND, shape, entries, codes),
        _budget_table(9, "state-capital", "国有资本经营预算", CAPITAL, shape, entries, codes),
        _three_public(shape, general, rng, rounding=rounding),
        _entrusted(shape, general, rng),
        _carry_over(shape, entries),
    ]
    if shape.unit_in_tables:
        tables = [{**table, "unit": shape.unit} for table in tables]
    carried = [e for e in entries if e.line.startswith("21") and e.project and shape.assigns]
    return {
        "unit": shape.unit,
        "year": 2026,
        "kind": "unit-budget",
        "profile": "cn-xinjiang-2026",
        # Table 12's other money is not table 2's 财政拨款结转, so rule C17 must not count it.
        "assign": {"carry-over": {e.project: e.item for e in carried}} if carried else {},
        "tables": tables,
        "narrative": [],
    }


def _table(
    number: int,
    table: str,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Sequence[str] = (),
) -> Document:
    return {
        "id": table,
        "number": number,
        "title": title,
        "money": "万元",
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "notes": list(notes),
    }


def _sums(
    entries: Iterable[Entry],
    rows: Callable[[Entry], Iterable[str]],
    columns: Callable[[Entry], Iterable[str]],
) -> Sums:
    """Every entry added to all cells that it belongs to."""
    sums: Sums = {}
    for entry in entries:
        heads = tuple(columns(entry))
        for row in rows(entry):
            for column in heads:
                sums[row, column] = sums.get((row, column), Decimal(0)) + entry.amount
    return sums


def _cells(sums: Sums, row: str, columns: Iterable[str]) -> list[str]:
    return [_printed(sums[row, c]) if (row, c) in sums else "" for c in columns]


def _by_item(entry: Entry) -> tuple[str, ...]:
    return entry.item[:3], entry.item[:5], entry.item, TOTAL


def _code_cells(code: str, *, apart: bool) -> list[str]:
    return [code[:3], code[3:5], code[5:]] if apart else [code]


def _code_heads(*, apart: bool) -> list[str]:
    return ["科目代码/类", "科目代码/款", "科目代码/项"] if apart else ["科目代码"]


def _code_table(
    number: int,
    table: str,
    title: str,
    heads: Sequence[str],
    sums: Sums,
    shape: Shape,
    codes: Codes,
    notes: Sequence[str] = (),
) -> Document:
    """A table of 类, 款 and 项 with the total below."""
    apart = shape.codes_apart
    rows = [
        [*_code_cells(c, apart=apart), codes.functional[c], *_cells(sums, c, heads)]
        for c in sorted({row for row, _ in sums} - {TOTAL})
    ]
    rows.append([*_code_cells("", apart=apart), TOTAL, *_cells(sums, TOTAL, heads)])
    return _table(
        number, table, title, [*_code_heads(apart=apart), "科目名称", *heads], rows, notes
    )


def _side_by_side(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    """Two sides with their totals in the last row; the shorter one is filled up with blanks."""
    depth = max(len(left), len(right))
    filled = [
        [*side[:-1], *[[""] * len(side[0])] * (depth - len(side)), side[-1]]
        for side in (left, right)
    ]
    return [a + b for a, b in zip(*filled, strict=True)]


def _class_rows(sums: Sums, columns: Sequence[str], codes: Codes) -> list[list[str]]:
    rows = [[f"{c} {name}", *_cells(sums, c, columns)] for c, name in codes.classes.items()]
    return [*rows, ["支出总计", *_cells(sums, TOTAL, columns)]]


def _income_expenditure(entries: Sequence[Entry], codes: Codes) -> Document:
    def lines(entry: Entry) -> list[str]:
        return [TOTAL, *(entry.line[: n + 1] for n in range(len(entry.line)))]

    income = _sums(entries, lines, lambda _: ("",))
    left = [[label, *_cells(income, key, ("",))] for label, key in INCOME]
    left.append(["收入总计", *_cells(income, TOTAL, ("",))])
    spent = _sums(entries, _by_item, lambda _: ("",))
    columns = ("收入/项目", "收入/预算数", "支出/科目名称", "支出/预算数")
    rows = _side_by_side(left, _class_rows(spent, ("",), codes))
    return _table(1, "income-expenditure", "单位收支总体情况表", columns, rows)


def _revenue(shape: Shape, entries: Sequence[Entry], codes: Codes) -> Document:
    # The published form lacks the column of transfers to the state-capital budget.
    optional = any(e.line == "132" for e in entries)
    sources = [(head, lines) for head, lines in REVENUE if optional or lines != ("132",)]

    def columns(entry: Entry) -> list[str]:
        return [head for head, lines in sources if entry.line.startswith(lines)]

    heads = [head for head, _ in sources]
    sums = _sums(entries, _by_item, columns)
    return _code_table(2, "revenue", "单位收入总体情况表", heads, sums, shape, codes)


def _kinds(under: str) -> tuple[list[str], Callable[[Entry], list[str]]]:
    """The columns 合计, 基本支出 and 项目支出, and which of them an entry belongs to."""
    heads = [f"{under}/{name}" for name in ("合计", "基本支出", "项目支出")]
    return heads, lambda entry: [heads[0], heads[2] if entry.nature == PROJECT else heads[1]]


def _expenditure(shape: Shape, entries: Sequence[Entry], codes: Codes) -> Document:
    heads, columns = _kinds("支出预算")
    sums = _sums(entries, _by_item, columns)
    return _code_table(3, "expenditure", "单位支出总体情况表", heads, sums, shape, codes)


def _appropriation(entries: Sequence[Entry], codes: Codes) -> Document:
    names = dict(
        zip(APPROPRIATED, ("一般公共预算", "政府性基金预算", "国有资本经营预算"), strict=True)
    )
    current = [e for e in entries if e.line[:2] in names]
    income = _sums(current, lambda e: ("1", e.line[:2]), lambda _: ("",))
    left = [["一、财政拨款（补助）", *_cells(income, "1", ("",))]]
    left += [[name, *_cells(income, line, ("",))] for line, name in names.items()]
    left.append(["收入总计", *_cells(income, "1", ("",))])
    heads = ["合计", *names.values()]
    spent = _sums(current, _by_item, lambda e: ("合计", names[e.line[:2]]))
    columns = ["财政拨款收入/项目", "财政拨款收入/合计", "财政拨款支出/科目名称"]
    columns += [f"财政拨款支出/{head}" for head in heads]
    rows = _side_by_side(left, _class_rows(spent, heads, codes))
    return _table(4, "fiscal-appropriation", "财政拨款收支预算总体情况表", columns, rows)


def _general(shape: Shape, general: Sequence[Entry], codes: Codes) -> Document:
    heads, columns = _kinds("一般公共预算支出")
    sums = _sums(general, _by_item, columns)
    return _code_table(5, "general-budget", "一般公共预算支出情况表", heads, sums, shape, codes)


def _basic_table(general: Sequence[Entry], codes: Codes) -> Document:
    heads = [f"一般公共预算基本支出/{name}" for name in ("合计", STAFF, OPERATING)]
    basic = [e for e in general if e.nature != PROJECT]
    sums = _sums(
        basic,
        lambda e: (e.economic[:3], e.economic, TOTAL),
        lambda e: (heads[0], f"一般公共预算基本支出/{e.nature}"),
    )
    rows = [
        [code, codes.economic[code], *_cells(sums, code, heads)]
        for code in sorted({row for row, _ in sums} - {TOTAL})
    ]
    rows.append(["", TOTAL, *_cells(sums, TOTAL, heads)])
    columns = ["科目代码", "科目名称", *heads]
    return _table(6, "basic-expenditure", "一般公共预算基本支出情况表", columns, rows)


def _project_table(shape: Shape, general: Sequence[Entry], codes: Codes) -> Document:
    """类 and 款 without projects, and the projects with their 项."""
    heads = ["项目支出合计", *PROJECT_CLASSES]
    projects = [e for e in general if e.project]
    sums = _sums(
        projects,
        lambda e: (e.item[:3], e.item[:5], e.project, TOTAL),
        lambda e: (heads[0], e.economic),
    )
    places = {(e.item, e.project) for e in projects}
    places |= {(code, "") for e in projects for code in (e.item[:3], e.item[:5])}
    apart = shape.codes_apart
    rows = [
        [
            *_code_cells(code, apart=apart),
            codes.functional[code],
            project,
            *_cells(sums, project or code, heads),
        ]
        for code, project in sorted(places)
    ]
    rows.append([*_code_cells("", apart=apart), TOTAL, "", *_cells(sums, TOTAL, heads)])
    columns = [*_code_heads(apart=apart), "科目名称", "项目名称", *heads]
    return _table(7, "project-expenditure", "一般公共预算项目支出情况表", columns, rows)


def _budget_table(
    number: int,
    table: str,
    budget: str,
    line: str,
    shape: Shape,
    entries: Sequence[Entry],
    codes: Codes,
) -> Document:
    """Tables 8 and 9; without money, an empty table that says so."""
    title = f"{budget}支出情况表"
    heads = {
        "合计": f"{budget}支出/合计",
        STAFF: f"{budget}支出/基本支出/人员经费",
        OPERATING: f"{budget}支出/基本支出/公用经费",
        PROJECT: f"{budget}支出/项目支出",
    }
    sums = _sums(
        [e for e in entries if e.line.startswith(line)],
        _by_item,
        lambda e: (heads["合计"], heads[e.nature]),
    )
    note = f"{shape.unit}2026年没有使用{budget}拨款安排的支出，{title}为空表。"
    notes = () if sums else (note,)
    return _code_table(number, table, title, list(heads.values()), sums, shape, codes, notes)


def _three_public(
    shape: Shape, general: Sequence[Entry], rng: Random, *, rounding: bool
) -> Document:
    names = dict(zip(APPROPRIATED, ("一般公共预算", "政府性基金", "国有资本经营预算"), strict=True))
    costs = [
        Entry(row, GENERAL, "", amount=e.amount)
        for row, code in THREE_PUBLIC.items()
        for e in general
        if code and e.economic == code
    ]
    costs += [
        Entry(row, line, "", amount=_amount(rng, rounding=rounding)) for row, line in shape.costs
    ]
    heads = ["合计", *(f"资金来源/{name}" for name in names.values())]

    def rows(entry: Entry) -> list[str]:
        return [entry.item, TOTAL, *([VEHICLES] if "公务用车" in entry.item else [])]

    sums = _sums(costs, rows, lambda e: (heads[0], f"资金来源/{names[e.line]}"))
    abroad, guests, *vehicles = THREE_PUBLIC
    labels = (abroad, guests, VEHICLES, *vehicles, TOTAL)
    return _table(
        10,
        "three-public",
        "财政拨款“三公”经费支出情况表",
        ["“三公”经费支出内容", *heads],
        [[label, *_cells(sums, label, heads)] for label in labels],
    )


def _entrusted(shape: Shape, general: Sequence[Entry], rng: Random) -> Document:
    """What projects hand to others is a part of their goods and services, or all of it."""
    goods = {e.project: e.amount for e in general if e.economic == GOODS}
    parts = [
        Entry("", GENERAL, "", "", project, _part(goods[project], rng))
        for project in shape.entrusted
    ]
    heads = ("合计", "资金来源/一般公共预算", "资金来源/政府性基金", "资金来源/国有资本经营预算")
    sums = _sums(parts, lambda e: (shape.unit, e.project, TOTAL), lambda _: heads[:2])
    labels = (shape.unit, *shape.entrusted, TOTAL)
    return _table(
        11,
        "entrusted-services",
        "财政拨款委托业务费支出情况表",
        ["项目名称", *heads],
        [[label, *_cells(sums, label, heads)] for label in labels],
    )


def _part(whole: Decimal, rng: Random) -> Decimal:
    """All of an amount or some of it, with no more decimals than it has."""
    if rng.random() < 0.5:
        return whole
    _, digits, exponent = whole.as_tuple()
    units = int("".join(map(str, digits)))
    least = min(units, int(Decimal("0.5").scaleb(-int(exponent))))
    return Decimal(rng.randint(least, units)).scaleb(int(exponent))


def _carry_over(shape: Shape, entries: Sequence[Entry]) -> Document:
    heads = ["合计"]
    for budget in ("财政拨款", "非财政拨款"):
        heads += [f"{budget}/小计", f"{budget}/基本支出/人员经费"]
        heads += [f"{budget}/基本支出/公用经费", f"{budget}/项目支出"]

    def columns(entry: Entry) -> tuple[str, str, str]:
        budget = "财政拨款" if entry.line.startswith("21") else "非财政拨款"
        nature = PROJECT if entry.nature == PROJECT else f"基本支出/{entry.nature}"
        return "合计", f"{budget}/小计", f"{budget}/{nature}"

    carried = [e for e in entries if e.line.startswith(CARRIED)]
    sums = _sums(carried, lambda e: (shape.unit, e.project, TOTAL), columns)
    labels = (shape.unit, *(e.project for e in carried), TOTAL)
    return _table(
        12,
        "carry-over",
        "上年结转结余情况表",
        ["项目", *heads],
        [[label, *_cells(sums, label, heads)] for label in labels],
    )


# One large table.


def big_table(rows: int, seed: int = 0) -> Document:
    """A document of one expenditure table with about `rows` rows of 类, 款 and 项 that balances.

    Each 类 has twenty 款 and each 款 fifty 项, so that there are codes for 900,000 rows.
    """
    rng = Random(f"big {seed}")
    heads, columns = _kinds("支出预算")
    items = (
        f"{kind}{group:02}{item:02}"
        for kind in range(100, 1000)
        for group in range(1, 21)
        for item in range(1, 51)
    )
    # A 款 adds one row to its fifty items, a 类 one to its thousand.
    wanted = max(1, rows * 1000 // 1021)
    entries = [
        Entry(item, "111", rng.choice((STAFF, PROJECT)), amount=_amount(rng, rounding=False))
        for item in islice(items, wanted)
    ]
    sums = _sums(entries, _by_item, columns)
    body = [
        [code, f"科目{code}", *_cells(sums, code, heads)]
        for code in sorted({row for row, _ in sums} - {TOTAL})
    ]
    body.append(["", TOTAL, *_cells(sums, TOTAL, heads)])
    table = _table(3, "expenditure", "单位支出总体情况表", ["科目代码", "科目名称", *heads], body)
    return {
        "unit": "大表",
        "year": 2026,
        "kind": "unit-budget",
        "profile": "cn-xinjiang-2026",
        "tables": [table],
        "narrative": [],
    }

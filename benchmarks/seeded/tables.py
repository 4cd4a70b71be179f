"""The twelve tables of a Xinjiang unit budget, each from the entries that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .amounts import drawn_amount, drawn_part
from .cells import (
    cells_of,
    class_rows,
    code_cells,
    code_heads,
    code_table,
    item_rows,
    nature_columns,
    side_by_side,
    sums_of,
    table_of,
)
from .entries import (
    APPROPRIATED,
    CARRIED,
    GENERAL,
    GOODS,
    INCOME,
    OPERATING,
    PROJECT,
    PROJECT_CLASSES,
    REVENUE,
    STAFF,
    THREE_PUBLIC,
    TOTAL,
    VEHICLES,
    Codes,
    Document,
    Entry,
    Shape,
)


def income_expenditure(entries: Sequence[Entry], codes: Codes) -> Document:
    def lines(entry: Entry) -> list[str]:
        return [TOTAL, *(entry.line[: n + 1] for n in range(len(entry.line)))]

    income = sums_of(entries, lines, lambda _: ("",))
    left = [[label, *cells_of(income, key, ("",))] for label, key in INCOME]
    left.append(["收入总计", *cells_of(income, TOTAL, ("",))])
    spent = sums_of(entries, item_rows, lambda _: ("",))
    columns = ("收入/项目", "收入/预算数", "支出/科目名称", "支出/预算数")
    rows = side_by_side(left, class_rows(spent, ("",), codes))
    return table_of(1, "income-expenditure", "单位收支总体情况表", columns, rows)


def revenue(shape: Shape, entries: Sequence[Entry], codes: Codes) -> Document:
    # The published form lacks the column of transfers to the state-capital budget.
    optional = any(e.line == "132" for e in entries)
    sources = [(head, lines) for head, lines in REVENUE if optional or lines != ("132",)]

    def columns(entry: Entry) -> list[str]:
        return [head for head, lines in sources if entry.line.startswith(lines)]

    heads = [head for head, _ in sources]
    sums = sums_of(entries, item_rows, columns)
    return code_table(2, "revenue", "单位收入总体情况表", heads, sums, shape, codes)


def expenditure(shape: Shape, entries: Sequence[Entry], codes: Codes) -> Document:
    heads, columns = nature_columns("支出预算")
    sums = sums_of(entries, item_rows, columns)
    return code_table(3, "expenditure", "单位支出总体情况表", heads, sums, shape, codes)


def appropriation(entries: Sequence[Entry], codes: Codes) -> Document:
    names = dict(
        zip(APPROPRIATED, ("一般公共预算", "政府性基金预算", "国有资本经营预算"), strict=True)
    )
    current = [e for e in entries if e.line[:2] in names]
    income = sums_of(current, lambda e: ("1", e.line[:2]), lambda _: ("",))
    left = [["一、财政拨款（补助）", *cells_of(income, "1", ("",))]]
    left += [[name, *cells_of(income, line, ("",))] for line, name in names.items()]
    left.append(["收入总计", *cells_of(income, "1", ("",))])
    heads = ["合计", *names.values()]
    spent = sums_of(current, item_rows, lambda e: ("合计", names[e.line[:2]]))
    columns = ["财政拨款收入/项目", "财政拨款收入/合计", "财政拨款支出/科目名称"]
    columns += [f"财政拨款支出/{head}" for head in heads]
    rows = side_by_side(left, class_rows(spent, heads, codes))
    return table_of(4, "fiscal-appropriation", "财政拨款收支预算总体情况表", columns, rows)


def general_budget(shape: Shape, general: Sequence[Entry], codes: Codes) -> Document:
    heads, columns = nature_columns("一般公共预算支出")
    sums = sums_of(general, item_rows, columns)
    return code_table(5, "general-budget", "一般公共预算支出情况表", heads, sums, shape, codes)


def basic_expenditure(general: Sequence[Entry], codes: Codes) -> Document:
    heads = [f"一般公共预算基本支出/{name}" for name in ("合计", STAFF, OPERATING)]
    basic = [e for e in general if e.nature != PROJECT]
    sums = sums_of(
        basic,
        lambda e: (e.economic[:3], e.economic, TOTAL),
        lambda e: (heads[0], f"一般公共预算基本支出/{e.nature}"),
    )
    rows = [
        [code, codes.economic[code], *cells_of(sums, code, heads)]
        for code in sorted({row for row, _ in sums} - {TOTAL})
    ]
    rows.append(["", TOTAL, *cells_of(sums, TOTAL, heads)])
    columns = ["科目代码", "科目名称", *heads]
    return table_of(6, "basic-expenditure", "一般公共预算基本支出情况表", columns, rows)


def project_expenditure(shape: Shape, general: Sequence[Entry], codes: Codes) -> Document:
    """类 and 款 without projects, and the projects with their 项."""
    heads = ["项目支出合计", *PROJECT_CLASSES]
    projects = [e for e in general if e.project]
    sums = sums_of(
        projects,
        lambda e: (e.item[:3], e.item[:5], e.project, TOTAL),
        lambda e: (heads[0], e.economic),
    )
    places = {(e.item, e.project) for e in projects}
    places |= {(code, "") for e in projects for code in (e.item[:3], e.item[:5])}
    apart = shape.codes_apart
    rows = [
        [
            *code_cells(code, apart=apart),
            codes.functional[code],
            project,
            *cells_of(sums, project or code, heads),
        ]
        for code, project in sorted(places)
    ]
    rows.append([*code_cells("", apart=apart), TOTAL, "", *cells_of(sums, TOTAL, heads)])
    columns = [*code_heads(apart=apart), "科目名称", "项目名称", *heads]
    return table_of(7, "project-expenditure", "一般公共预算项目支出情况表", columns, rows)


def budget_table(
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
    sums = sums_of(
        [e for e in entries if e.line.startswith(line)],
        item_rows,
        lambda e: (heads["合计"], heads[e.nature]),
    )
    note = f"{shape.unit}2026年没有使用{budget}拨款安排的支出，{title}为空表。"
    notes = () if sums else (note,)
    return code_table(number, table, title, list(heads.values()), sums, shape, codes, notes)


def three_public(
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
        Entry(row, line, "", amount=drawn_amount(rng, rounding=rounding))
        for row, line in shape.costs
    ]
    heads = ["合计", *(f"资金来源/{name}" for name in names.values())]

    def rows(entry: Entry) -> list[str]:
        return [entry.item, TOTAL, *([VEHICLES] if "公务用车" in entry.item else [])]

    sums = sums_of(costs, rows, lambda e: (heads[0], f"资金来源/{names[e.line]}"))
    abroad, guests, *vehicles = THREE_PUBLIC
    labels = (abroad, guests, VEHICLES, *vehicles, TOTAL)
    return table_of(
        10,
        "three-public",
        "财政拨款“三公”经费支出情况表",
        ["“三公”经费支出内容", *heads],
        [[label, *cells_of(sums, label, heads)] for label in labels],
    )


def entrusted_services(shape: Shape, general: Sequence[Entry], rng: Random) -> Document:
    """What projects hand to others is a part of their goods and services, or all of it."""
    goods = {e.project: e.amount for e in general if e.economic == GOODS}
    parts = [
        Entry("", GENERAL, "", "", project, drawn_part(goods[project], rng))
        for project in shape.entrusted
    ]
    heads = ("合计", "资金来源/一般公共预算", "资金来源/政府性基金", "资金来源/国有资本经营预算")
    sums = sums_of(parts, lambda e: (shape.unit, e.project, TOTAL), lambda _: heads[:2])
    labels = (shape.unit, *shape.entrusted, TOTAL)
    return table_of(
        11,
        "entrusted-services",
        "财政拨款委托业务费支出情况表",
        ["项目名称", *heads],
        [[label, *cells_of(sums, label, heads)] for label in labels],
    )


def carry_over(shape: Shape, entries: Sequence[Entry]) -> Document:
    heads = ["合计"]
    for budget in ("财政拨款", "非财政拨款"):
        heads += [f"{budget}/小计", f"{budget}/基本支出/人员经费"]
        heads += [f"{budget}/基本支出/公用经费", f"{budget}/项目支出"]

    def columns(entry: Entry) -> tuple[str, str, str]:
        budget = "财政拨款" if entry.line.startswith("21") else "非财政拨款"
        nature = PROJECT if entry.nature == PROJECT else f"基本支出/{entry.nature}"
        return "合计", f"{budget}/小计", f"{budget}/{nature}"

    carried = [e for e in entries if e.line.startswith(CARRIED)]
    sums = sums_of(carried, lambda e: (shape.unit, e.project, TOTAL), columns)
    labels = (shape.unit, *(e.project for e in carried), TOTAL)
    return table_of(
        12,
        "carry-over",
        "上年结转结余情况表",
        ["项目", *heads],
        [[label, *cells_of(sums, label, heads)] for label in labels],
    )

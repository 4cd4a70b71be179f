"""Whole budgets from a seed: the twelve tables of a Xinjiang unit budget, all relations balanced.

A budget is a list of `Entry`: one sum of money with everything that the tables sort it by. Every
figure of every table is the sum of the entries that belong to it, so nothing is balanced by hand
and nothing can be out of balance. Which entries there are depends on the structure's seed alone,
how much money they hold on the other one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from random import Random
from typing import Any

from seeded.amounts import drawn_amount, filled_entries
from seeded.cells import cells_of, item_rows, nature_columns, sums_of, table_of
from seeded.entries import (
    CAPITAL,
    FUND,
    GENERAL,
    PROJECT,
    STAFF,
    TOTAL,
    Codes,
    Document,
    Entry,
    Shape,
    shipped_codes,
)
from seeded.structure import drawn_shape
from seeded.tables import (
    appropriation,
    basic_expenditure,
    budget_table,
    carry_over,
    entrusted_services,
    expenditure,
    general_budget,
    income_expenditure,
    project_expenditure,
    revenue,
    three_public,
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
    shape = drawn_shape(Random(f"structure {seed if structure is None else structure}"), known)
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


def _document(shape: Shape, rng: Random, codes: Codes, *, rounding: bool) -> Document:
    entries = filled_entries(shape, rng, rounding=rounding)
    general = [e for e in entries if e.line.startswith(GENERAL)]
    tables = [
        income_expenditure(entries, codes),
        revenue(shape, entries, codes),
        expenditure(shape, entries, codes),
        appropriation(entries, codes),
        general_budget(shape, general, codes),
        basic_expenditure(general, codes),
        project_expenditure(shape, general, codes),
        budget_table(8, "government-fund", "政府性基金预算", FUND, shape, entries, codes),
        budget_table(9, "state-capital", "国有资本经营预算", CAPITAL, shape, entries, codes),
        three_public(shape, general, rng, rounding=rounding),
        entrusted_services(shape, general, rng),
        carry_over(shape, entries),
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


def big_table(rows: int, seed: int = 0) -> Document:
    """A document of one expenditure table with about `rows` rows of 类, 款 and 项 that balances.

    Each 类 has twenty 款 and each 款 fifty 项, so that there are codes for 900,000 rows.
    """
    rng = Random(f"big {seed}")
    heads, columns = nature_columns("支出预算")
    items = (
        f"{kind}{group:02}{item:02}"
        for kind in range(100, 1000)
        for group in range(1, 21)
        for item in range(1, 51)
    )
    # A 款 adds one row to its fifty items, a 类 one to its thousand.
    wanted = max(1, rows * 1000 // 1021)
    entries = [
        Entry(item, "111", rng.choice((STAFF, PROJECT)), amount=drawn_amount(rng, rounding=False))
        for item in islice(items, wanted)
    ]
    sums = sums_of(entries, item_rows, columns)
    body = [
        [code, f"科目{code}", *cells_of(sums, code, heads)]
        for code in sorted({row for row, _ in sums} - {TOTAL})
    ]
    body.append(["", TOTAL, *cells_of(sums, TOTAL, heads)])
    table = table_of(3, "expenditure", "单位支出总体情况表", ["科目代码", "科目名称", *heads], body)
    return {
        "unit": "大表",
        "year": 2026,
        "kind": "unit-budget",
        "profile": "cn-xinjiang-2026",
        "tables": [table],
        "narrative": [],
    }

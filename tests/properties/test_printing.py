"""What a document says does not depend on how its figures are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generate import as_bytes, unit_budget

from .documents import (
    MOVES,
    SMALL_MOVES,
    Data,
    Place,
    as_numbers,
    budgets,
    checked,
    figures,
    general_format,
    moved,
    rewritten,
    signature,
    verdict,
)

EXACT = budgets(rounding=st.just(False), moves=MOVES)  # noqa: FBT003
ANY = budgets(rounding=st.booleans(), moves=SMALL_MOVES)

FULL_WIDTH = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")
BLANKS = ("", " ", "\u3000", "\u00a0", "  \t")
NEGATIVES = ("-{}", "({})", "（{}）", "−{}", "－{}", "( {} )")

SCALE = {"元": 4, "万元": 0, "亿元": -4}
"""How many places the point moves to the right, from 万元."""


def in_money(value: Decimal, money: str) -> str:
    """A figure of 万元 with two decimals in another unit: all of its places, and no others."""
    return f"{value.scaleb(SCALE[money]).quantize(Decimal(1).scaleb(min(0, SCALE[money] - 2))):,f}"


@given(ANY)
def test_thousands_separators(document: Data) -> None:
    plain = rewritten(document, lambda _, value: f"{value:f}")
    assert signature(checked(plain)) == signature(checked(document))


@given(ANY)
def test_full_width_digits(document: Data) -> None:
    wide = rewritten(document, lambda _, value: f"{value:,f}".translate(FULL_WIDTH))
    assert signature(checked(wide)) == signature(checked(document))


@given(ANY, st.lists(st.tuples(*[st.sampled_from(BLANKS)] * 2), min_size=1))
def test_blanks_around_figures(document: Data, blanks: list[tuple[str, str]]) -> None:
    def write(place: Place, value: Decimal) -> str:
        before, after = blanks[sum(place) % len(blanks)]
        return f"{before}{value:,f}{after}"

    assert signature(checked(rewritten(document, write))) == signature(checked(document))


@given(ANY, st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.sampled_from(NEGATIVES))
def test_negative_figures(document: Data, chosen: list[int], form: str) -> None:
    places = figures(document)
    negative = {places[i % len(places)] for i in chosen}

    def written(pattern: str) -> Data:
        return rewritten(
            document,
            lambda place, value: (
                pattern.format(f"{abs(value):,f}") if place in negative else f"{value:,f}"
            ),
        )

    assert signature(checked(written(form))) == signature(checked(written("-{}")))


@given(ANY)
def test_json_numbers(document: Data) -> None:
    assert signature(verdict(as_numbers(document))) == signature(checked(document))


@given(ANY)
def test_spreadsheets_general_format(document: Data) -> None:
    dropped = rewritten(document, lambda _, value: general_format(value))
    assert signature(checked(dropped)) == signature(checked(document))


def test_one_table_in_general_format() -> None:
    """A slip of 0.30 between two tables is found, though one of them prints 792 for 792.00."""
    plain, dropped = (
        verdict(json.dumps(_slip(write)).encode()) for write in ("{:.2f}".format, general_format)
    )
    assert "C3" in {finding.code for finding in plain.findings}
    assert signature(dropped) == signature(plain)


def _slip(write: Callable[[Decimal], str]) -> Data:
    """Table 1 prints 792.30 where table 3, printed by `write`, has 792.00."""
    rows = [("201", "792.00"), ("208", "208.20"), ("", "1000.50")]
    expenditure = {
        "id": "expenditure",
        "money": "万元",
        "columns": ["科目代码", "科目名称", "合计", "基本支出", "项目支出"],
        "rows": [
            [code, f"科目{code}" if code else "总计", *[write(Decimal(amount))] * 2, ""]
            for code, amount in rows
        ],
    }
    overview = {
        "id": "income-expenditure",
        "money": "万元",
        "columns": ["收入/项目", "收入/预算数", "支出/科目名称", "支出/预算数"],
        "rows": [
            ["一、本年收入", "1000.50", "201 科目201", "792.30"],
            ["", "", "208 科目208", "208.20"],
            ["收入总计", "1000.50", "支出总计", "1000.50"],
        ],
    }
    return {"profile": "cn-common", "tables": [overview, expenditure]}


@given(ANY)
def test_all_in_yiyuan(document: Data) -> None:
    """0.00 万元 and 0.000000 亿元 are the same places."""
    assert signature(checked(_converted(document, ["亿元"]))) == signature(checked(document))


@given(ANY, st.lists(st.sampled_from(("万元", "亿元")), min_size=1, max_size=12))
def test_some_tables_in_yiyuan(document: Data, money: list[str]) -> None:
    assert signature(checked(_converted(document, money))) == signature(checked(document))


@given(EXACT)
def test_all_in_yuan(document: Data) -> None:
    """元 shows more places than 万元, so only what is exact or far off stays what it was."""
    assert signature(checked(_converted(document, ["元"]))) == signature(checked(document))


@given(EXACT, st.lists(st.sampled_from(("元", "万元", "亿元")), min_size=1, max_size=12))
def test_tables_in_all_units(document: Data, money: list[str]) -> None:
    assert signature(checked(_converted(document, money))) == signature(checked(document))


@given(EXACT)
def test_json_numbers_in_yuan(document: Data) -> None:
    assert signature(verdict(as_numbers(_in_yuan(document)))) == signature(checked(document))


def _in_yuan(document: Data) -> Data:
    """In 元 with two decimals, so that the figures are still found by their shape."""
    copy = rewritten(document, lambda _, value: f"{value.scaleb(4).quantize(Decimal('0.01')):,f}")
    return {**copy, "tables": [{**table, "money": "元"} for table in copy["tables"]]}


def _converted(document: Data, money: list[str]) -> Data:
    """The tables in these units in turn."""
    units = [money[i % len(money)] for i in range(len(document["tables"]))]
    copy = rewritten(document, lambda place, value: in_money(value, units[place[0]]))
    tables = zip(copy["tables"], units, strict=True)
    return {**copy, "tables": [{**table, "money": unit} for table, unit in tables]}


def test_the_signature_tells_documents_apart() -> None:
    """Otherwise the tests above say nothing."""
    document = unit_budget(1)
    slip = moved(document, {figures(document)[0]: 100})
    assert as_bytes(slip) != as_bytes(document)
    assert signature(checked(slip)) != signature(checked(document))

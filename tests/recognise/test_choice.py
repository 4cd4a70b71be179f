"""Which pack a document is of: by titles, headers and wording, whatever the number of packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument, Section
from budgetlint.packs import pack_names
from budgetlint.recognise import titles
from budgetlint.recognise.choice import Choice, PackCandidate
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

ROOT = Path(__file__).parents[2]


def candidates() -> list[PackCandidate]:
    packs = [checker().packs.load(name).pack for name in pack_names()]
    return [PackCandidate(pack.name, pack.layouts, pack.needs) for pack in packs]


def grid(*rows: Sequence[str]) -> Grid:
    return Grid("", rows, lambda row, column: Place("x", line=row + 1, column=column + 1))


def chosen(*grids: Grid, text: str = "", title: str = "情况说明") -> str:
    narrative = (Section("一", title, text),) if text else ()
    return Choice(candidates()).of(RawDocument("x", grids=grids, narrative=narrative))


COMMON = grid(
    ["支出总表"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "1", "1", ""],
)
FINAL = grid(
    ["收入支出决算总表"],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["一、财政拨款收入", "1", "2", "一、一般公共服务支出", "2", "2"],
)


def test_a_table_that_all_know_is_of_the_smallest_pack() -> None:
    assert chosen(COMMON) == "cn-common"


def test_a_table_that_one_family_knows() -> None:
    assert chosen(FINAL) == "cn-final-accounts"


def test_nothing_that_any_knows() -> None:
    assert chosen(grid(["会议室安排"], ["日期", "单位"], ["1", "2"])) == "cn-common"
    assert chosen() == "cn-common"


def test_a_title_in_a_list_of_tables_is_no_table() -> None:
    assert chosen(grid(["目录"], ["收入支出决算总表"], ["财政拨款收入支出决算总表"])) == "cn-common"


SHARES = (
    "收入合计100万元，其中：财政拨款收入80万元，占80%；事业收入15万元，占15%；其他收入5万元，占5%。"
)


@pytest.mark.parametrize("stage", ["预算", "决算"])
def test_a_few_shares_do_not_make_a_university(stage: str) -> None:
    found = chosen(text=f"2024年部门{stage}。{SHARES}", title=f"2024年部门{stage}情况说明")
    assert found in ("cn-common", "cn-final-accounts" if stage == "决算" else "cn-common")


def test_wording_without_the_word_that_a_pack_needs() -> None:
    """However many sentences of it there are."""
    text = "".join(f"第{n}项支出决算{n}.00万元，完成年初预算的100%。" for n in range(1, 30))
    assert chosen(text=text.replace("决算", "预算")) != "cn-final-accounts"


def test_the_examples() -> None:
    raw = read(str(ROOT / "examples/xinjiang-2026/csv"))
    assert Choice(candidates()).of(raw._replace(profile="", narrative=())) == "cn-xinjiang-2026"


def test_the_work_does_not_grow_with_the_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty more packs that know the same titles: not one more title is compared."""
    raw = read(str(ROOT / "examples/xinjiang-2026/csv"))._replace(profile="")
    counts: Counter[int] = Counter()
    real = titles.is_title
    packs = candidates()
    more = [PackCandidate(f"more-{n}", packs[0].layouts) for n in range(20)]
    for every in (packs, [*packs, *more]):

        def counted(*names: Any, size: int = len(every)) -> bool:
            counts[size] += 1
            return real(*names)

        monkeypatch.setattr("budgetlint.recognise.choice.is_title", counted)
        Choice(every).of(raw)
    few, many = counts.values()
    assert few == many > 0

"""What layouts, lists and sections say in short: the same as written out."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from budgetlint.model.errors import RuleError
from budgetlint.packs.layouts import extended, make_layout, spellings
from budgetlint.tasks.check import checker

HEAD = '[pack]\nname = "mine"\nextends = "cn-common"\n\n'


def load(text: str, folder: Path) -> Any:
    path = folder / "mine.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return checker().packs.load(str(path)).pack


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("收支总表", ["收支总表"]),
        ("[单位|部门]收支表", ["单位收支表", "部门收支表", "收支表"]),
        ("收支<|预算>[总]表", ["收支总表", "收支表", "收支预算总表", "收支预算表"]),
    ],
)
def test_spellings(text: str, written_out: list[str]) -> None:
    assert spellings(text) == written_out


def test_columns_in_short() -> None:
    short = ["合计|<小|总>计", "其他收入?"]
    long = [
        {"name": "合计", "headers": ["合计", "小计", "总计"]},
        {"name": "其他收入", "optional": True},
    ]
    made = [
        make_layout({"id": "a", "titles": ["甲"], "columns": columns}, count())
        for columns in (short, long)
    ]
    assert made[0].sides[0].columns == made[1].sides[0].columns


def test_a_layout_is_like_another_and_sides_change_field_by_field() -> None:
    side = {"name": "收入", "rows": "outline", "label": ["项目"], "columns": ["预算数"]}
    known = {"a": extended({"id": "a", "number": 1, "titles": ["甲"], "side": [side]}, {})}
    other = {"name": "支出", "like": "收入", "label": ["科目"]}
    both = [{"name": "收入", "total": ["合计"]}, other]
    made = extended({"id": "b", "like": "a", "titles": ["乙"], "side": both}, known)
    assert (made["titles"], "number" in made) == (["乙"], False)
    assert made["side"] == [
        {**side, "total": ["合计"]},
        {**side, "total": ["合计"], "name": "支出", "like": "收入", "label": ["科目"]},
    ]
    again = extended({"id": "a", "titles": ["丙"], "side": both[:1]}, known)
    assert (again["titles"], again["number"]) == (["丙", "甲"], 1)


def test_a_list_of_another_ones_names(tmp_path: Path) -> None:
    text = """
[list.some]
of = "cn-functional"
codes = [201, "207"]

[list.some.names]
"30901 31001" = "房屋建筑物购建"

[list.names]
names = ["甲", "乙"]
"""
    lists = load(text, tmp_path).lists
    assert lists["some"].names == {
        "201": ("一般公共服务支出",),
        "207": ("文化旅游体育与传媒支出", "文化体育与传媒支出"),
        "30901": ("房屋建筑物购建",),
        "31001": ("房屋建筑物购建",),
    }
    assert [*lists["names"].names.values()] == [("甲",), ("乙",)]


def test_sections_and_their_phrases(tmp_path: Path) -> None:
    text = """
[section.meetings]
titles = ["会议费情况"]
names = { "会议" = "会议费" }
"会议费" = "会议费预算{amount}"
"培训" = [
  "培训费{amount}",
  { subject = "@会议费", templates = "培训{amount}" },
]
"列举" = "包括：{items}"

[phrases]
"随处" = ["随处{amount}", "任何地方{amount}"]
"""
    pack = load(text, tmp_path)
    book = next(layout.book for layout in pack.layouts if layout.book is not None)
    mine = [
        (p.group, p.items, p.subject, p.sections, len(p.templates), dict(p.names))
        for p in book.phrases[:5]
    ]
    names = {"会议": "会议费"}
    assert mine == [
        ("会议费", "", "", ("meetings",), 1, names),
        ("培训", "", "", ("meetings",), 1, names),
        ("培训", "", "@会议费", ("meetings",), 1, names),
        ("", "列举", "", ("meetings",), 1, names),
        ("随处", "", "", (), 2, {}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("[section.other]\n'组' = '甲{amount}'\n", 5, "titles"),
        ("[section.cover]\n'组' = { sort = 1, templates = '甲{amount}' }\n", 6, "sort"),
        ("[phrases]\n'组' = 3\n", 6, "templates"),
        ("[phrases]\n'组' = '甲{nothing}'\n", 6, "nothing"),
        ("[list.mine]\nof = 'none'\ncodes = [201]\n", 6, "none"),
        ("[list.mine]\nof = 'cn-functional'\ncodes = [999]\n", 7, "999"),
        ("[layout.mine]\nlike = 'none'\n", 6, "none"),
        (f"[layout.mine]\ntitles = ['{'[甲]' * 9}']\n", 6, "512"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, found: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as raised:
        load(text, tmp_path)
    problem = raised.value.problems[0]
    assert (problem.place.line, found in problem.found.zh) == (line, True)

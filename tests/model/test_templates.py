"""Templates: what they match, whatever the width, the blanks and the line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetlint.model.amounts import printed
from budgetlint.model.phrases import TemplateError, compact, compile_template, split_items

WORDS = {
    "direction": {"up": ["增加", "增"], "down": ["减少"]},
    "trend": {"up": ["增长"], "down": ["下降"]},
    "against": {"budget": ["比上年预算", "比YYYY年预算"]},
}
ISSUE = "{subject}{amount}万元，占{share}%，比上年预算{direction}{change}万元，{trend}{rate}%"


def read(template: str, text: str) -> dict[str, str]:
    compiled = compile_template(template, WORDS)
    match = compiled.pattern.search(compact(text))
    if match is None:
        return {}
    return {
        slot.name: match.group(slot.group) for slot in compiled.slots if match.group(slot.group)
    }


WANTED = {
    "subject": "单位资金",
    "amount": "1,200.00",
    "share": "1.36",
    "direction": "减少",
    "change": "2,170.81",
    "trend": "下降",
    "rate": "91.56",
}


@pytest.mark.parametrize(
    "text",
    [
        "单位资金1,200.00万元，占1.36%，比上年预算减少2,170.81万元，下降91.56%。",
        "单位资金 1,200.00 万元,占 1.36%,比上年预算减少 2,170.81 万元,下降 91.56%.",
        "单位资金１，２００．００万元，占１．３６％，比上年预算减少２，１７０．８１万元，下降９１．５６％。",
        "单位\n资金1,2\n00.00万元，占1.36%，比上年预\n算减少2,170.81万\n元，下降91.56%",
        " ".join("单位资金1,200.00万元，占1.36%，比上年预算减少2,170.81万元，下降91.56%"),
        "其他，**单位资金**1,200.00万元；占1.36%，比上年预算减少2,170.81万元，下降91.56%",
    ],
)  # fmt: skip
def test_the_template_of_the_issue(text: str) -> None:
    assert read(ISSUE, text) == WANTED


def test_units_are_read_or_required() -> None:
    compiled = compile_template("收入{amount}", {})
    units = [
        compiled.pattern.search(compact(f"收入5.00{unit}")) for unit in ("元", "万元", "亿元", "斤")
    ]
    assert [m and m.group(compiled.slots[0].unit_group) for m in units] == [
        "元", "万元", "亿元", None
    ]  # fmt: skip
    assert read("收入{amount}万元", "收入5.00元") == {}


def test_a_figure_is_never_cut() -> None:
    """Not 21.12 of 4,821.12, nor 82 of 4,821."""
    assert read("{subject}{amount}万元", "增加4,821.12万元") == {}  # 增加 is no subject
    assert read("{amount}万元", "4,821.12万元") == {"amount": "4,821.12"}


def test_optional_parts_and_alternatives() -> None:
    template = "{subject}{amount}[，比上年<增加|减少>{change}]，完毕"
    assert read(template, "甲1元，完毕") == {"subject": "甲", "amount": "1"}
    assert read(template, "甲1元，比上年减少2元，完毕")["change"] == "2"
    assert read("{subject=收入|支出}{amount}", "支出3元") == {"subject": "支出", "amount": "3"}
    assert read("［{year}］{count}号", "某发[2010]173号") == {"year": "2010", "count": "173"}


@pytest.mark.parametrize("template", ["", "{amout}", "[甲", "甲]", "<甲|乙", "{甲", "{subject"])
def test_faulty_templates(template: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template, WORDS)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["元", "万元", "亿元"]))
def test_any_amount_is_read_whole(amount: object, unit: str) -> None:
    text = printed(amount)  # type: ignore[arg-type]
    assert read("{subject}{amount}", f"收入{text}{unit}，其他") == {
        "subject": "收入",
        "amount": text,
    }


@given(st.text(max_size=300), st.integers(0, 3))
def test_any_text_is_survived(text: str, number: int) -> None:
    templates = (ISSUE, "{subject}{amount}", "包括：{items}", "{_}{date}")
    compile_template(templates[number], WORDS).pattern.search(compact(text))


def test_items() -> None:
    text = compact("甲项目、“乙、丙”工程、丁（含戊、己）等，庚")
    assert [item for item, _ in split_items(text)] == [
        "甲项目",
        '"乙、丙"工程',
        "丁(含戊、己)等",
        "庚",
    ]
    assert all(text[at : at + len(item)] == item for item, at in split_items(text))

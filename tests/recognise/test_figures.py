"""Which figures of a sentence are seen: none is passed over in silence."""

from __future__ import annotations

import pytest

import budgetlint
from budgetlint.model.phrases import compact
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.recognise.figures import figure_expression, figures_in
from budgetlint.tasks.check import checker

BOOK = next(la.book for la in checker().packs.load("cn-common").pack.layouts if la.book)
EXPRESSION = figure_expression(BOOK)

# Each figure that is to be seen stands behind a stroke.
SENTENCES = [
    "收入预算|110.00万元，占|60%，比上年增加|10万元",
    "增长|3倍",
    "增长|0.5倍",
    "增长|9‰",
    "增长百分之|十一",
    "下降百分之|11.5",
    "提高|5个百分点",
    "提高|两个百分点",
    "增长|两成",
    "下降近|三成五",
    "增加约|一倍",
    "增长|十多倍",
    "增长千分之|三",
    "翻了|一番", "占比近|三成",
    "比上年增加|10万元，增长|20",
    "同比下降|18.87；公务接待费|57万元",
    "增长了|20，主要是人员增加",
    "增长率|20。",
    "预算为|110，其中",
    "支出预算|1,234.56。",
    "占比|60，",
    "完成率|98.5。",
    "增加|１０．５",
    "共计|１，２３４。",
    "减少|1亿元",
    "安排|300万，用于",
    "第20条", "2024年", "本单位成立于2010年", "编制20人，减少2人", "减少2辆", "3个项目", "附件1",
    "电话：010-12345678", "类款项（2050205）", "一般公共服务支出（201）", "完成成立3周年活动",
    "2024年10月1日", "见表3、表4", "收入情况如下", "增加收入来源", "一成不变", "增长点3个",
    "留学生近2,000人",
]  # fmt: skip


@pytest.mark.parametrize("marked", SENTENCES)
def test_figures_are_seen(marked: str) -> None:
    text = compact(marked)
    places = [n - text.count("|", 0, n) for n, character in enumerate(text) if character == "|"]
    assert figures_in(text.replace("|", ""), EXPRESSION) == set(places)


READ = ["增长3倍", "增长9‰", "增长百分之十一", "增长两成", "增长20", "下降18.87"]
LISTED = ["翻一番", "提高5个百分点", "增长千分之三"]


def _unread(tail: str) -> tuple[list[str], list[str]]:
    """The rate that is read of a sentence with this tail, and the sentences that are listed."""
    text = f"收入预算110.00万元，比上年增加10.00万元，{tail}。"
    section = {"section": "二", "title": "收入预算情况说明", "text": text}
    data = {"profile": "cn-common", "tables": [], "narrative": [section]}
    document = checker().packs.load("cn-common").recognise(read_mapping(data))
    assert document.prose is not None
    rates = [c.figures["rate"].text for c in document.prose.claims if "rate" in c.figures]
    unread = budgetlint.check(data).files[0].coverage.unread
    return rates, [one.quote for one in unread]


@pytest.mark.parametrize("tail", READ)
def test_a_rate_is_read_whatever_it_is_written_with(tail: str) -> None:
    rates, unread = _unread(tail)
    assert len(rates) == 1
    assert rates[0] in tail
    assert unread == []


@pytest.mark.parametrize("tail", LISTED)
def test_what_is_not_read_is_listed(tail: str) -> None:
    """Whatever else is read of the sentence."""
    rates, unread = _unread(tail)
    assert rates == []
    assert unread == [f"收入预算110.00万元，比上年增加10.00万元，{tail}"]

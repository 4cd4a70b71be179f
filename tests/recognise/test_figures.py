"""Which figures of a sentence are seen: none is passed over in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import budgetlint
from budgetlint.model.phrases import compact
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.recognise.figures import figure_expression, figures_in
from budgetlint.tasks.check import checker

BOOK = next(la.book for la in checker().packs.load("cn-common").pack.layouts if la.book)
EXPRESSION = figure_expression(BOOK)
MORE = BOOK.words["figure"]["more"]

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
    "增长|4321.09呢", "比上年减少了|20，并且下降|5，", "下降|5着呢", "我们有|4321。", "定为|98.5呢",
    "支出决算|8.47万（含外宾接待费|0.39万）", "收入合计|1170.00万", "其中，|13.48%项目支出",
    "经费，|1,234.50，", "联系电话：62345678。", "拨打12345，", "财预〔2026〕7号", "（2025）10号",
    "3、支持企业", "一般支出；2、基本支出", "时间为9:30", "（基数为0，不可比）", "211工程",
    "用于206基建项目", "增加206基建项目", "增加|206主要是人员",
    "1.2025年部门收支", "特定目标10058K", "见附件12。", "占地8000余亩",
    "校舍187万平方米", "1093.92/3022.68=36", "2024-08-31", "W-07、W-08街坊", "100",
    "用地4000.6平方米", "项目名称：灾备保障项目8", "名称：2期工程3号楼，预算|1.50",
    "项目名称：热线12345，安排|20万元", "项目名称：灾备|20万元", "名称：灾备|1,020.50",
]  # fmt: skip


@pytest.mark.parametrize("marked", SENTENCES)
def test_figures_are_seen(marked: str) -> None:
    text = compact(marked)
    places = [n - text.count("|", 0, n) for n, character in enumerate(text) if character == "|"]
    assert figures_in(text.replace("|", ""), EXPRESSION) == set(places)


NUMBERS = st.builds(
    lambda whole, cents, form: form(whole + cents / 100),
    st.integers(100, 99_999),
    st.integers(1, 99).map(lambda n: Decimal(n)),
    st.sampled_from([lambda n: f"{n:.2f}", lambda n: f"{n:,.2f}", lambda n: f"{int(n)}"]),
)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
COUNTED = (*BOOK.words["figure"]["counted"], *BOOK.words["prose"]["counted"], *MORE)
LABELS = tuple(BOOK.words["figure"]["labels"])


@given(NUMBERS, st.text(HAN, max_size=3), st.text(HAN, max_size=3), st.sampled_from("，。；、)"))
@settings(max_examples=60)
def test_no_number_is_passed_over(number: str, front: str, behind: str, mark: str) -> None:
    """Whatever stands beside it, but for what makes it a count or a label; a whole number where a
    mark ends it, or a direction stands in front."""
    assume(not behind.startswith(COUNTED) and not front.endswith(LABELS))
    whole = number.isdigit()
    for text in (f"{front}{number}{'' if whole else behind}{mark}", f"增长{number}{behind}{mark}"):
        sentence = compact(f"本年{text}其余按规定执行")
        assert figures_in(sentence, EXPRESSION) == {sentence.index(number)}


@given(NUMBERS, st.sampled_from(["呢", "着", "哦并", "，"]), st.sampled_from(["增长", "减少了"]))
def test_a_number_without_its_unit_is_read_or_listed(number: str, behind: str, turn: str) -> None:
    rates, unread = _unread(f"{turn}{number}{behind}")
    assert rates == [number] or len(unread) == 1


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

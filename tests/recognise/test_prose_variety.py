# ruff: noqa: E501  (sentences are long)
"""How other places say it: the common pack's phrases, on figures that were really published.

The sentences are ours, the figures and the manner are those of published documents of a dozen
places; each case says what is found.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

import budgetlint
from budgetlint.model.verdict import Verdict
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.check import checker


class Case(NamedTuple):
    """A text; the codes of errors and warnings; verdicts that must occur; what must be read."""

    name: str
    text: str
    found: tuple[str, ...] = ()
    rounding: int = 0
    exact: tuple[str, ...] = ()
    unread: int = 0


CASES = [
    Case(
        "Anhui, final accounts: completion, shares, change against the plan",
        "某镇“三公”经费支出预算为30.8万元,支出决算为25.7万元,完成预算的83.44%,决算数小于预算数。\n"
        "其中,因公出国(境)费支出决算0万元,占0%;公务接待费支出决算16.3万元,占63.42%;"
        "公务用车购置及运行维护费支出决算9.4万元,占36.58%。\n"
        "公务接待费支出16.3万元, 与2020年度预算相比,增加1.5万元,增长10.14%。",
        exact=("E6", "E7", "E3"),
    ),
    Case(
        "central government: 亿元, lists of lists",
        "1.机关工资福利支出决算数为3039.16亿元,用于人员。其中:\n"
        "(1)工资奖金津补贴决算数为2210.63亿元,比上年决算数下降3.8%。\n"
        "(2)社会保障缴费决算数为386.45亿元,比上年决算数下降7.2%。\n"
        "(3)住房公积金决算数为168.23亿元。\n"
        "(4)其他工资福利支出决算数为273.85亿元,比上年决算数增加272.9%。\n"
        "2.机关商品和服务支出决算数为3179.58亿元。",
        exact=("D2b",),
    ),
    Case(
        "Guangdong: shares of several totals, 负增长",
        "省级一般公共预算总支出安排6571.85亿元。\n"
        "省本级支出1478.55亿元,占总支出的22.5%;上解支出598.75亿元,占总支出的9.1%。\n"
        "“三公”经费4.77亿元,同比减少0.61亿元,负增长11.3%。",
        exact=("E1", "E3", "E4"),
    ),
    Case(
        "Gansu, final accounts: completed to 100 % and yet more than planned",
        "本单位收入为1687.45万元,其中:财政拨款收入1516.64万元,占89.88%;事业收入170.81万元,占10.12%;"
        "经营收入0万元,占0%。\n"
        "支出总计1741.75万元,与上年相比减少53.7万元,降低2.99%;完成年初预算100%,"
        "决算数大于预算数55.93万元。",
        found=("E7",),
        exact=("E1", "E3", "D2b"),
    ),
    Case(
        "Guangxi, final accounts: page marks, wrapped lines, against plan and last year",
        "—10—\n“三公”经费支\n出决算总额为 5.48 万元,比预算增加 0 万元,比去年增加\n1.55 万元,增长 39.4%。",
        exact=("E3", "E4"),
    ),
    Case(
        "Guangxi, budget of a school: 元 with separators, blanks, one or two decimals",
        "5\n(一)教育支出类科目 5,806,105.16 元,占支出总预算\n"
        "82.27%,同比增加 3,520,772.45 元,增长 154.06%。\n"
        "(二)社会保障和就业支出类科目 557,718.56 元,占支\n"
        "出总预算 7.9%,同比增加 385,314.72 元,增长 223.5%。\n"
        "支出总预算 7,057,486.18 元。收入包\n括:一般公共预算拨款 7,034,418.94 元、"
        "上年结转结余\n23,067.24 元;支出包括:教育支出 5,806,105.16 元。",
        exact=("E1", "E3"),
    ),
    Case(
        "Guangxi, budget of a unit: an amount that fits nothing, a share left blank, one cut off",
        "工资福利支出预算 905709.06 元,占基本支出预算 79.89%,\n同比增加 21557.64 元,增长 2.44%。\n"
        "商品和服务支出预算 75800 元,占基本支出预算%,同比增加\n52044.27 元,增长 50.63%。\n"
        "对个人和家庭补助支出预算 73200 元,占基本支出预算 6.45%,\n同比增加 7680 元,增长 11.72%。\n"
        "2022 年一般公共预算基本支出 1133753.33 元。",
        found=("E3", "M7"),
        rounding=1,
        exact=("E1",),
    ),
    Case(
        "Guangxi, final accounts: 万 for 万元, 较…决算数 in a sentence of its own",
        "5.经营收入 0.00 万,为单位的收入。较 2022 年度决算数增加 0.00\n万元,增长 0%,主要原因是:无变化。\n"
        "6.上年结转和结余 8.02 万元,为以前年度的资金。\n较 2022 年度决算数增加 0.78 万元,增长 10.8%。",
        exact=("E3",),
    ),
    Case(
        "Henan: two totals in one sentence",
        "某学校收入总计4914.82万元,支出总计4914.82万元,与2022年预算相比,收支总计各增加954.86万元,"
        "增长24.11%。\n收入合计4914.82万元,其中:一般公共预算拨款收入4760.82万元;专户收入154万元。",
        exact=("D2b",),
    ),
    Case(
        "a county: last year's figure without its unit, 减少了, differences to the plan",
        "“三公”经费支出2.05万元,较上年2.08减少0.03万元,减少了1.44%。\n"
        "接待费支出2.05万元,年初预算为2万元,差值为0.05万元。",
        exact=("E3", "E5"),
    ),
    Case(
        "a development zone: unchanged in all, parts that changed, one sentence for everything",
        "“三公”经费预算安排520万元,与2022年预算持平:一、2023年因公出国(境)费预算170万元,"
        "与2022年预算相比增加170万元,二、2023年公务用车购置及运行费预算150万元,其中公务用车运行费150万元,"
        "与2022年预算相比减少170万元,公务用车购置费0万元,三、2023年公务接待费预算200万元,"
        "与2022年预算相比持平。",
        exact=("D2b",),
    ),
    Case(
        "Sichuan, final accounts",
        "2020年本年收入合计3765.66万元,其中:一般公共预算财政拨款收入1008.64万元,占26.79%;"
        "政府性基金预算财政拨款收入605.99万元,占16.09%;事业收入2148.69万元,占57.06%;其他收入2.34万元,占0.06%。\n"
        "财政拨款收入总计1614.63万元,与2019年相比增加540.23万元,增长50.28%;"
        "财政拨款支出总计1870.91万元,与2019年相比增加633.43万元,增长51.19%。\n"
        "本年支出合计4021.94万元。\n一般公共预算财政拨款支出1264.92万元,占本年支出合计的31.45%。",
        exact=("D2b", "E1", "E3"),
    ),
    Case(
        "Shanghai, final accounts",
        "“三公”经费年初预算为22.00万元,支出决算为8.77万元,完成预算的39.86%,其中:"
        "出国费决算为0万元,完成预算的0%;用车支出决算为8.47万元,完成预算的60.50%;"
        "接待费支出决算为0.30万元,完成预算的3.75%。",
        exact=("E6", "D2b"),
    ),
    Case(
        "Xinjiang, final accounts: parts that rounding explains",
        "2023年度收入总计434.72万元,其中:本年收入合计434.16万元,使用非财政拨款结余0.00万元,"
        "年初结转和结余0.55万元。",
        rounding=2,
    ),
    Case(
        "Zhejiang: 与上年下降, sums without 其中",
        "用车购置及运行费决算1618万元,比上年下降1.2%,其中:购置费决算414万元,比上年增长7.5%;"
        "运行费决算1204万元,与上年下降3.9%。",
        exact=("D2b",),
    ),
    Case("parts that are more than the whole", "收入合计10.00万元，其中：甲6.00万元，乙5.00万元。", ("D2b",)),
    Case("words that fight", "支出75.00万元，比上年减少25.00万元，增长25.00%。", ("E3", "E4")),
    Case("a fraction for a percentage", "支出125.00万元，比上年增加25.00万元，增长0.25%。", ("E3",)),
    Case("fractions are named", "会议费6.00万元，比上年减少了1/4。差旅费9.00万元，约占支出的三分之一。", unread=2),
    Case("words of the template", "支出增加（减少）0万元，增长（减少）0%。", ("M7",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_found(case: Case) -> None:
    data: dict[str, object] = {
        "profile": "cn-common",
        "tables": [],
        "narrative": [{"section": "一", "title": "说明", "text": case.text}],
    }
    report = budgetlint.check(data, rounding=True).files[0]
    assert [p.code for p in report.problems if p.code != "nothing-checked"] == []
    assert tuple(sorted({f.code for f in report.findings if f.severity != "info"})) == case.found
    assert len(report.rounding) == case.rounding
    assert len(report.coverage.unread) == case.unread
    exact = _exact(data)
    assert {code for code in case.exact if not exact.get(code)} == set()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("政府性基金预算未安排。", "政府性基金预算"),
        ("2026年未安排因公出国（境）费用。", "因公出国(境)费用"),
        (
            "本部门本年度无公务用车购置及运行维护费用支出，较上年无变化。",
            "公务用车购置及运行维护费用支出",
        ),
        ("本年没有安排国有资本经营预算支出。", "国有资本经营预算支出"),
        ("公务接待费无此项支出。", "公务接待费"),
        ("公务接待费为0。", "公务接待费"),
    ],
)
def test_what_is_not_budgeted(text: str, subject: str) -> None:
    data = {"tables": [], "narrative": [{"section": "一", "title": "说明", "text": text}]}
    document = checker().packs.load("cn-common").recognise(read_mapping(data))
    assert document.prose is not None
    (claim,) = document.prose.claims
    assert claim.subject == subject
    assert claim.figures["amount"].said or claim.figures["amount"].text == "0"


def _exact(data: dict[str, object]) -> dict[str, int]:
    """How often each rule held."""
    outcomes = checker().packs.load("cn-common").outcomes(read_mapping(data))
    return {outcome.rule.code: outcome.counts[Verdict.EXACT] for outcome in outcomes.rules}

"""What a generated budget is made of: entries, codes, and the rows and columns of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
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

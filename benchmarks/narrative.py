# ruff: noqa: E501  (sentences are long)
"""The other half of a generated budget: its narrative, and its performance-target tables.

Everything is read off the printed tables, so that the prose agrees with them as printed; last year
is made up so that it balances as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from seeded.entries import shipped_codes

Document = dict[str, Any]

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
TERMS = (
    "财政拨款", "一般公共预算", "基本支出", "项目支出", "机关运行经费", "委托业务费", "单位资金",
    "政府采购", "政府性基金预算",
)  # fmt: skip


def with_narrative(document: Document, rng: Random) -> Document:
    """The document with sections and with the tables of performance targets."""
    tables = {table["id"]: table for table in document["tables"]}
    if any(not tables[name]["rows"] for name in ("general-budget", "basic-expenditure")):
        return document
    writer = _Writer(document["unit"], tables, rng)
    return {
        **document,
        "tables": [*document["tables"], *writer.performance()],
        "narrative": [
            {"section": number, "title": title, "text": "\n".join(lines)}
            for number, title, lines in writer.sections()
        ],
    }


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if text else ZERO


def _yuan(value: Decimal) -> str:
    return f"{value:,.2f}万元"


def _budget_of(source: str) -> str:
    """§1 names budgets; transfers from above are part of them."""
    for budget in ("一般公共预算", "政府性基金", "国有资本经营预算"):
        if source.startswith(f"上级{budget}"):
            return budget if budget.endswith("预算") else f"{budget}预算"
    return source


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    if not whole:
        return Decimal("100.00") if part else ZERO
    return (100 * part / whole).quantize(CENT, ROUND_HALF_UP)


def _change(now: Decimal, last: Decimal) -> str:
    """比上年预算增加…，增长…"""
    change, rate = now - last, _percent(now - last, last)
    words = ("减少", "下降") if change < 0 else ("增加", "增长")
    figures = f"{words[0]}{_yuan(abs(change))}，{words[1]}{abs(rate)}%"
    return f"比上年预算{figures}，主要原因是工作量变化"


class _Writer:
    def __init__(self, unit: str, tables: Mapping[str, Any], rng: Random) -> None:
        self.unit = unit
        self.tables = tables
        self.rng = rng
        self.last: dict[str, Decimal] = {}
        self._make_last_year()

    def column(self, table: str, name: str) -> list[tuple[str, str, Decimal]]:
        """(code, label or project, amount) of each row."""
        data = self.tables[table]
        index = next(i for i, c in enumerate(data["columns"]) if c.split("/")[-1] == name)
        heads = ("类", "款", "项", "科目代码", "科目编码")
        codes = [i for i, c in enumerate(data["columns"]) if c.split("/")[-1] in heads]
        label = next(
            i
            for i, c in enumerate(data["columns"])
            if c in ("科目名称", "项目名称", "项目", "“三公”经费支出内容")
        )
        return [
            ("".join(row[i] for i in codes), row[label], _amount(row[index]))
            for row in data["rows"]
        ]

    def total(self, table: str, name: str) -> Decimal:
        """The figure of the total's row."""
        return next(a for _, label, a in reversed(self.column(table, name)) if label == "总计")

    def income(self) -> dict[str, Decimal]:
        """The income side of table 1, by label."""
        return {
            row[0]: _amount(row[1]) for row in self.tables["income-expenditure"]["rows"] if row[0]
        }

    def items(self) -> list[tuple[str, str, Decimal, Decimal]]:
        """The 项 of table 5: code, path, total and basic expenditure."""
        names: dict[str, str] = {}
        basic = {c: a for c, _, a in self.column("general-budget", "基本支出")}
        found = []
        for code, label, amount in self.column("general-budget", "合计"):
            names[code] = label
            if len(code) == 7:
                path = f"{names[code[:3]]}（类）{names[code[:5]]}（款）{label}（项）"
                found.append((code, path, amount, basic[code]))
        return found

    def _near(self, value: Decimal) -> Decimal:
        factor = Decimal(self.rng.randint(85, 115)) / 100
        return (value * factor).quantize(CENT, ROUND_HALF_UP) if value else value

    def _make_last_year(self) -> None:
        """Last year's figures: the items of table 5, and sources that balance with expenditure."""
        basic = sum((self._set(f"基本{code}", b) for code, _, _, b in self.items()), ZERO)
        project = sum((self._set(f"项目{code}", a - b) for code, _, a, b in self.items()), ZERO)
        general = basic + project
        above = min(self._near(self.sources()[1][1]), general)
        self.last |= {"上级一般": above, "一般财力": general - above}
        others = [self._set(key, now) for _, now, key in self.sources()[2:]]
        more = self.total("expenditure", "基本支出") - self.total("general-budget", "基本支出")
        more = min(max(more, ZERO), sum(others, ZERO))
        self.last |= {"基本": basic, "项目": project}
        self.last["全部基本"] = basic + more
        self.last["全部项目"] = general + sum(others, ZERO) - self.last["全部基本"]

    def _set(self, name: str, now: Decimal) -> Decimal:
        self.last[name] = self._near(now)
        return self.last[name]

    def sources(self) -> list[tuple[str, Decimal, str]]:
        """What §2 calls the sources, their amounts, and the key of last year's."""
        rows = [_amount(row[1]) for row in self.tables["income-expenditure"]["rows"]]
        income = self.income()
        return [
            ("一般公共预算", rows[2], "一般财力"),
            ("上级一般公共预算安排的转移支付资金", rows[3], "上级一般"),
            ("政府性基金预算", rows[5], "基金"),
            ("上级政府性基金安排的转移支付资金", rows[6], "上级基金"),
            ("国有资本经营预算", rows[8], "国资"),
            ("上级国有资本经营预算安排的转移支付资金", rows[9], "上级国资"),
            ("财政专户管理资金", income["4.财政专户核拨"], "专户"),
            ("单位资金", income["5.单位资金"], "单位资金"),
            ("财政拨款结转", income["1.财政拨款结转"], "财政结转"),
            ("非财政拨款结转结余", income["2.非财政拨款结转结余"], "非财政结转"),
        ]

    def projects(self) -> list[tuple[str, Decimal]]:
        """The projects of table 7."""
        data = self.tables["project-expenditure"]
        name, amount = data["columns"].index("项目名称"), data["columns"].index("项目支出合计")
        return [(row[name], _amount(row[amount])) for row in data["rows"] if row[name]]

    def other_funds(self) -> Decimal:
        """What projects cost that the budgets and the carry-over do not pay."""
        columns = self.tables["carry-over"]["columns"]
        total = self.tables["carry-over"]["rows"][-1]
        carried = sum(
            (_amount(total[i]) for i, c in enumerate(columns) if c.endswith("项目支出")), ZERO
        )
        income = self.income()
        rest = (
            self.total("expenditure", "项目支出")
            - self.total("project-expenditure", "项目支出合计")
            - self.fund_projects()
            - carried
        )
        sources = [a for a in (income["4.财政专户核拨"], income["5.单位资金"]) if a]
        # Where one source pays for projects alone, both are prints of one figure.
        near = len(sources) == 1 and abs(rest - sources[0]) <= Decimal("0.05")
        if near or not sources:
            return sum(sources, ZERO)
        if abs(rest) <= Decimal("0.05"):
            return ZERO  # what is left of sums of rounded figures
        return min(rest, sum(sources, CENT))

    def fund_projects(self) -> Decimal:
        """The projects of tables 8 and 9."""
        return self.total("government-fund", "项目支出") + self.total("state-capital", "项目支出")

    def performance(self) -> Iterator[Document]:
        """A row for each project, and four indicators for each."""
        rows = [(name, amount, ZERO) for name, amount in self.projects()]
        if self.fund_projects():
            rows.append(("专项资金项目", self.fund_projects(), ZERO))
        if self.other_funds() > 0:
            rows.append(("自有资金项目", ZERO, self.other_funds()))
        yield {
            "id": "performance", "title": "项目支出绩效目标表", "money": "万元",
            "columns": ["项目名称", "预算单位", "年度", "项目负责人", "年度预算总额", "财政拨款",
                        "其他资金", "项目总体目标"],
            "rows": [
                [name, self.unit, "2026年", "（略）", f"{a + b:,.2f}", f"{a:,.2f}", f"{b:,.2f}", "（略）"]
                for name, a, b in rows
            ],
            "notes": [],
        }  # fmt: skip
        kinds = (
            ("产出指标", "数量指标", "完成数量", ">=9项", "40"),
            ("成本指标", "经济成本指标", "成本增长率", "<=5%", "20"),
            ("效益指标", "社会效益指标", "服务水平", "有效提升", "20"),
            ("满意度指标", "满意度指标", "满意度", ">=90%", "10"),
        )
        yield {
            "id": "indicators", "title": "项目支出绩效目标表",
            "columns": ["项目名称", "一级指标", "二级指标", "三级指标", "指标值", "指标值设置依据",
                        "上年完成值", "指标分值权重", "指标赋分规则", "佐证资料"],
            "rows": [
                [name, *kind[:4], "计划标准", "/", kind[4], "按比例", "工作资料"]
                for name, _, _ in rows
                for kind in kinds
            ],
            "notes": [],
        }  # fmt: skip

    def sections(self) -> Iterator[tuple[str, str, list[str]]]:
        """The thirteen sections."""
        unit, income = self.unit, self.income()
        named = f"关于{unit}2026年"
        total, spent = income["收入总计"], self.total("expenditure", "合计")
        sources = [(n, a, k) for n, a, k in self.sources() if a]
        classes = [
            (label.split(" ", 1)[-1].strip(), amount)
            for label, amount in (
                (row[2], _amount(row[3])) for row in self.tables["income-expenditure"]["rows"]
            )
            if amount and label != "支出总计"
        ]
        yield "第一部分", "概况", []
        yield "第一部分 一", "机构设置", [f"{unit}无下属预算单位。"]
        yield "第二部分", "单位预算公开表", []
        yield "第三部分", "情况说明", []
        yield "一", f"{named}收支预算情况总体说明", [
            f"{unit}收支总预算{_yuan(total)}。",
            f"收入预算包括：{'、'.join(dict.fromkeys(_budget_of(n) for n, _, _ in sources))}。",
            f"支出预算包括：{'、'.join(n for n, _ in classes)}。",
        ]  # fmt: skip
        yield "二", f"{named}收入预算情况说明", [
            f"{unit}单位收入预算{_yuan(total)}，其中：",
            *(
                f"{n}{_yuan(a)}，占{_percent(a, total)}%，{_change(a, self.last[k])}。"
                for n, a, k in sources
            ),
            *(f"{n}未安排。" for n, a, _ in self.sources() if not a),
        ]  # fmt: skip
        basic, project = (
            self.total("expenditure", "基本支出"),
            self.total("expenditure", "项目支出"),
        )
        yield "三", f"{named}支出预算情况说明", [
            f"{unit}支出预算{_yuan(spent)}，其中：",
            f"基本支出{_yuan(basic)}，占{_percent(basic, spent)}%，{_change(basic, self.last['全部基本'])}。",
            f"项目支出{_yuan(project)}，占{_percent(project, spent)}%，{_change(project, self.last['全部项目'])}。",
        ]  # fmt: skip
        yield from self._appropriations(named)
        yield from self._details(named)

    def _appropriations(self, named: str) -> Iterator[tuple[str, str, list[str]]]:
        fiscal = self.tables["fiscal-appropriation"]["rows"]
        parts = "；".join(
            f"{row[2].split(' ', 1)[-1]}{_yuan(_amount(row[3]))}，主要用于履行职能"
            for row in fiscal
            if row[2] and row[2] != "支出总计" and _amount(row[3])
        )
        general = next(_amount(r[1]) for r in fiscal if r[0] == "一般公共预算")
        all_of_it = next(_amount(r[1]) for r in fiscal if r[0] == "收入总计")
        yield "四", f"{named}财政拨款收支预算情况的总体说明", [
            f"2026年财政拨款收支总预算{_yuan(all_of_it)}。",
            *(["收入全部为一般公共预算拨款。"] if general == all_of_it else []),
            f"收入预算包括：一般公共预算拨款{_yuan(general)}。",
            f"支出包括：{parts}。",
        ]  # fmt: skip
        basic = self.total("general-budget", "基本支出")
        project = self.total("general-budget", "项目支出")
        total = self.total("general-budget", "合计")
        lines = [
            "（一）一般公共预算当年拨款规模变化情况",
            f"一般公共预算拨款合计{_yuan(total)}，其中：",
            f"基本支出{_yuan(basic)}，{_change(basic, self.last['基本'])}。",
            f"项目支出{_yuan(project)}，{_change(project, self.last['项目'])}。",
            "（二）一般公共预算当年拨款结构情况",
        ]
        classes = [(n, a) for c, n, a in self.column("general-budget", "合计") if len(c) == 3]
        for number, (name, amount) in enumerate(classes, 1):
            lines.append(f"{number}.{name}（类）{_yuan(amount)}，占{_percent(amount, total)}%。")
        lines.append("（三）一般公共预算当年拨款具体使用情况")
        for number, (code, path, amount, _) in enumerate(self.items(), 1):
            last = self.last[f"基本{code}"] + self.last[f"项目{code}"]
            lines.append(
                f"{number}.{path}：2026年预算数为{_yuan(amount)}，{_change(amount, last)}。"
            )
        yield "五", f"{named}一般公共预算当年拨款情况说明", lines

    def _details(self, named: str) -> Iterator[tuple[str, str, list[str]]]:
        unit = self.unit
        lines = [f"一般公共预算基本支出{_yuan(self.total('basic-expenditure', '合计'))}，其中："]
        for name in ("人员经费", "公用经费"):
            groups = [n for c, n, a in self.column("basic-expenditure", name) if len(c) == 5 and a]
            amount = self.total("basic-expenditure", name)
            lines.append(f"{name}{_yuan(amount)}，主要包括：{'、'.join(groups)}。")
        yield "六", f"{named}一般公共预算基本支出情况说明", lines
        lines = []
        for number, (name, amount) in enumerate(self.projects(), 1):
            lines += [
                f"（{number}）项目名称：{name}",
                f"预算安排规模：{_yuan(amount)}",
                f"项目承担单位：{unit}",
                *(
                    [f"资金分配情况：{group}{_yuan(amount)}"]
                    if (group := self._spent_on(name))
                    else []
                ),
                "资金执行时间：2026年1月1日-2026年12月31日",
            ]
        yield "七", f"{named}一般公共预算项目支出情况说明", lines
        yield "八", f"{named}政府性基金预算拨款情况说明", []
        yield "九", f"{named}国有资本经营预算拨款情况说明", []
        yield "十", f"{named}财政拨款“三公”经费预算情况说明", [self._three_public()]
        yield "十一", f"{named}财政拨款委托业务费支出情况说明", [self._entrusted()]
        carried = self.tables["carry-over"]
        index = carried["columns"].index("合计")
        rows = [(row[0], _amount(row[index])) for row in carried["rows"]]
        columns = [c.split("/")[0] + "/" + c.split("/")[-1] for c in carried["columns"]]
        fiscal = _amount(carried["rows"][-1][columns.index("财政拨款/小计")])
        other = _amount(carried["rows"][-1][columns.index("非财政拨款/小计")])
        yield "十二", f"{named}上年结转结余预算情况说明", [
            f"{unit}2026年上年结转结余{_yuan(rows[-1][1])}，包括：财政拨款{_yuan(fiscal)}，非财政拨款{_yuan(other)}，其中：",
            *(
                f"{number}.{name}结转{_yuan(amount)}，主要用于：支付尾款。"
                for number, (name, amount) in enumerate(rows[1:-1], 1)
            ),
        ]  # fmt: skip
        count = len(self.projects()) + bool(self.fund_projects()) + (self.other_funds() > 0)
        fiscal = self.total("project-expenditure", "项目支出合计") + self.fund_projects()
        operating = self.total("basic-expenditure", "公用经费")
        bought = min(operating, Decimal("9.00")).quantize(CENT)
        kept = (bought / 2).quantize(CENT, ROUND_HALF_UP)
        yield "十三", "其他重要事项的情况说明", [
            "（一）机关运行经费情况",
            f"机关运行经费财政拨款预算{_yuan(operating)}，{_change(operating, self._near(operating))}。",
            "（二）政府采购情况",
            f"2026年政府采购预算{_yuan(bought)}，其中：政府采购货物预算{_yuan(bought)}，"
            f"政府采购工程预算{_yuan(ZERO)}，政府采购服务预算{_yuan(ZERO)}。",
            f"面向中小企业预留政府采购项目预算金额{_yuan(kept)}，"
            f"其中：小微企业预留政府采购项目预算金额{_yuan(kept)}。",
            "（三）国有资产占用使用情况",
            "截至2025年底，占用使用国有资产总体情况为：",
            "1.房屋500.00平方米，价值300.00万元。",
            "2.车辆2辆，价值40.00万元；其中：一般公务用车2辆，价值40.00万元；"
            "执法执勤用车0辆，价值0.00万元；其他车辆0辆，价值0.00万元。",
            "单价50万元以上大型设备3台，单价100万元以上大型设备1台。",
            "（四）预算绩效情况",
            f"当年预算安排项目共{count}个，其中：财政拨款项目涉及预算金额{_yuan(fiscal)}；非财政拨款项目涉及预算金额{_yuan(max(self.other_funds(), ZERO))}。",
        ]  # fmt: skip
        yield "第四部分", "名词解释", [
            f"{number}、{term}：略。" for number, term in zip("一二三四五六七八九", TERMS, strict=False)
        ]  # fmt: skip

    def _spent_on(self, project: str) -> str:
        """A 款 of a class that the project has money in."""
        data = self.tables["project-expenditure"]
        name = data["columns"].index("项目名称")
        row = next(row for row in data["rows"] if row[name] == project)
        entrusted = [r[0] for r in self.tables["entrusted-services"]["rows"]]
        if project in entrusted:
            return "委托业务费"
        names = shipped_codes().economic
        classes = {label: code for code, label in names.items() if len(code) == 3}
        head = next(
            h for h, cell in zip(data["columns"], row, strict=True) if h in classes and cell
        )
        groups = (n for code, n in names.items() if len(code) == 5 and code[:3] == classes[head])
        return next(groups, "")  # 399 has no groups in the list

    def _entrusted(self) -> str:
        rows = [(r[0], _amount(r[1])) for r in self.tables["entrusted-services"]["rows"]]
        parts = "".join(
            f"\n{number}.{name}委托业务费{_yuan(amount)}，主要用于：运维。"
            for number, (name, amount) in enumerate(rows[1:-1], 1)
        )
        return f"{self.unit}2026年委托业务费{_yuan(rows[-1][1])}，其中：{parts}"

    def _three_public(self) -> str:
        rows: Sequence[Sequence[str]] = self.tables["three-public"]["rows"]
        found = {row[0].removeprefix("其中："): _amount(row[1]) for row in rows}
        names = ("因公出国（境）费用", "公务用车购置", "公务用车运行维护费", "公务接待费")
        return (
            f"“三公”经费数为{_yuan(found['总计'])}，其中："
            + "，".join(f"{name}{_yuan(found[name])}" for name in names)
            + "。"
        )

"""What is said about waivers and baselines."""

from __future__ import annotations

from ..model.errors import Problem, Text
from ..model.place import Place

WAIVED = Text("{reason}（{by}，至 {until}）", "{reason} ({by}, until {until})")
IN_BASELINE = Text("在基线中", "in the baseline")
WAIVED_N = Text("已接受、不计的问题 {} 个", "findings that are accepted and do not count: {}")

# What is wrong with it, why that matters, what should be there, what to do.
Remark = tuple[Text, Text, Text, Text]

EXPIRED: Remark = (
    Text("豁免已过期", "a waiver has expired"),
    Text("过期的豁免不再起作用", "an expired waiver hides nothing any more"),
    Text("没有过期的豁免", "a waiver that is valid"),
    Text(
        "请重新审核后改期，或删去这条豁免",
        "look at the finding again and give a new date, or delete the waiver",
    ),
)
UNUSED: Remark = (
    Text("豁免没有用上", "a waiver is not used"),
    Text(
        "没有对应问题的豁免会掩盖以后的错误",
        "a waiver without a finding would hide a later mistake",
    ),
    Text("这条豁免所说的问题", "the finding that it speaks of"),
    Text("请删去这条豁免，或更正 rule、place", "delete the waiver, or correct its rule or place"),
)
WIDE: Remark = (
    Text("豁免范围过宽", "a waiver is too wide"),
    Text(
        "一条豁免对应的问题多于 count 个时不起作用，以免掩盖没有看过的错误",
        "a waiver that fits more findings than its count hides none: they were not looked at",
    ),
    Text("不多于 count 个问题", "no more findings than its count"),
    Text(
        "请写明行、列或 words，或把 count 改为看过的个数",
        "name the row, the column or words, or set count to the number that was looked at",
    ),
)
STALE: Remark = (
    Text("基线中有些问题已经没有了", "the baseline holds findings that are gone"),
    Text("基线只能缩小", "a baseline can only shrink"),
    Text("只有现有问题的基线", "a baseline of what is found"),
    Text("请运行 budgetlint baseline", "run budgetlint baseline"),
)
UNEXPLAINED: Remark = (
    Text("豁免缺少单位的说明", "a waiver lacks the explanation of the office"),
    Text("这条规则的问题须由单位作出说明", "findings of this rule must be explained by the office"),
    Text('explanation = "…"', 'explanation = "…"'),
    Text("请填写单位的说明", "write down what the office says"),
)


def expired(rule: str, place: str, until: str) -> Text:
    """Which waiver has expired, and when."""
    return Text(f"{rule} {place}：有效期至 {until}", f"{rule} {place}: valid until {until}")


def unused(rule: str, place: str) -> Text:
    """Which waiver met no finding in the documents that it speaks of."""
    return Text(f"{rule} {place}：没有这样的问题", f"{rule} {place}: there is no such finding")


def wide(rule: str, place: str, path: str, found: int, count: int) -> Text:
    """Which waiver fits more findings of one document than it may."""
    return Text(
        f"{rule} {place}：{path} 中有 {found} 个问题与之相符，count 为 {count}",
        f"{rule} {place}: it fits {found} findings in {path}, and its count is {count}",
    )


def unexplained(rule: str, place: str, path: str) -> Text:
    """Which waiver lacks an explanation, and for which document."""
    return Text(f"{rule} {place}（{path}）", f"{rule} {place} ({path})")


def stale(gone: int) -> Text:
    """How many findings of a baseline are gone."""
    return Text(f"{gone} 个问题已经没有了", f"{gone} findings are gone")


def bad_date(value: object) -> tuple[Text, Text]:
    """A last day that is no date."""
    shown = f"{value!r:.40}"
    return (
        Text(f"until 不是日期：{shown}", f"until is no date: {shown}"),
        Text("日期，如 2026-12-31", "a date such as 2026-12-31"),
    )


def no_place() -> tuple[Text, Text]:
    """A place that names no table and no section would fit everything."""
    return (
        Text("place 没有写明表或节", "place names neither a table nor a section"),
        Text(
            "报告里的位置，如“表3 / 总计 / 合计”或“§三”，其中的行或列可以写作 *",
            "a place as reports print it, such as 表3 / 总计 / 合计 or §三; its parts may be *",
        ),
    )


def no_count(value: object) -> tuple[Text, Text]:
    """A number of findings that is none."""
    return Text(f"count 为 {value}", f"count is {value}"), Text("1 或更大", "1 or more")


def no_reason(key: str) -> tuple[Text, Text]:
    """A field that says nothing."""
    return Text(f"{key} 是空的", f"{key} is empty"), Text(f"{key} = …", f"{key} = …")


def no_waivers(path: str) -> Problem:
    """A file of waivers that is not there."""
    return Problem(
        "waiver",
        Text("找不到豁免文件", "there is no such file of waivers"),
        Text("一个已有的文件", "a file that exists"),
        Text("请核对路径", "check the path"),
        Place(path),
    )


def bad_baseline(path: str, line: int) -> Problem:
    """A file that is no baseline."""
    return Problem(
        "baseline",
        Text("不是基线文件", "this is no baseline"),
        Text("budgetlint baseline 写的文件", "a file that budgetlint baseline has written"),
        Text("请恢复原文件，或删去后重新生成", "restore it, or delete it and make it anew"),
        Place(path, line=line),
    )


WRITTEN = Text(
    "基线 {path}：接受 {kept} 个问题，去掉 {gone} 个",
    "baseline {path}: {kept} accepted, {gone} gone",
)
NOT_ACCEPTED = Text(
    "另有 {new} 个新问题没有接受：基线只能缩小；要重新开始请先删去它",
    "{new} new findings are not accepted: a baseline can only shrink; to start anew, delete it",
)

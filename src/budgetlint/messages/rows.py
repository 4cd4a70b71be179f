"""The words of the reports that give each finding one line: headings of columns, and what programs
that show such reports say of them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.errors import Problem, Text
from ..model.place import Place

HEADINGS = {
    "path": Text("文件", "file"),
    "unit": Text("单位", "unit"),
    "level": Text("级别", "severity"),
    "code": Text("规则", "rule"),
    "message": Text("问题", "finding"),
    "place": Text("位置", "place"),
    "table": Text("表或节", "table or section"),
    "row": Text("行", "row"),
    "column": Text("列", "column"),
    "printed": Text("印出", "printed"),
    "suggested": Text("建议改为", "suggestion"),
    "certainty": Text("把握", "certainty"),
    "judgement": Text("判断", "verdict"),
    "arithmetic": Text("算式", "arithmetic"),
    "difference": Text("相差", "off by"),
    "money": Text("金额单位", "money"),
    "found": Text("发现", "found"),
    "wanted": Text("应为", "expected"),
    "hint": Text("说明", "note"),
    "relations": Text("不符的关系", "broken relations"),
    "source": Text("所在文件", "source file"),
    "line": Text("文件行", "line"),
    "character": Text("文件列", "character"),
    "sheet": Text("工作表", "sheet"),
    "cell": Text("单元格", "cell"),
    "page": Text("页", "page"),
    "fingerprint": Text("指纹", "fingerprint"),
    "waived": Text("豁免", "waived"),
}
LEVELS = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
    "problem": Text("无法处理", "cannot do"),
}
CERTAINTY = {
    "certain": Text("确定", "certain"),
    "likely": Text("很可能", "likely"),
    "possible": Text("可能", "possible"),
    "": Text("", ""),
}
STATUS = {
    "ok": Text("未发现问题", "nothing found"),
    "findings": Text("有问题", "findings"),
    "error": Text("有无法处理之处", "something could not be done"),
}
AND_MORE = Text(" … 还有 {} 项", " … and {} more")
SUGGESTED = Text("建议改为 {}", "suggestion: {}")
MANY = Text("{} 处：{} 等", "{} places: {} …")

FINDINGS_SHEET = Text("问题", "findings")
FILES_SHEET = Text("文件", "files")
LEFT_SHEET = Text("未能检查", "not checked")
FILE_HEADINGS = {
    "path": Text("文件", "file"),
    "unit": Text("单位", "unit"),
    "pack": Text("规则包", "pack"),
    "status": Text("结果", "result"),
    "error": Text("错误", "errors"),
    "warning": Text("警告", "warnings"),
    "info": Text("提示", "remarks"),
    "problem": Text("无法处理", "cannot do"),
    "waived": Text("已豁免", "waived"),
    "exact": Text("一致", "exact"),
    "rounding": Text("四舍五入", "rounding"),
    "broken": Text("不符", "broken"),
    "vacuous": Text("为空", "empty"),
    "not_checked": Text("未能核对", "not checked"),
    "rules_checked": Text("规则已检查", "rules checked"),
    "rules_left": Text("规则未能检查", "rules not checked"),
    "unread": Text("没有读懂的句子", "sentences not understood"),
}
LEFT_HEADINGS = {
    "path": Text("文件", "file"),
    "code": Text("规则", "rule"),
    "name": Text("检查什么", "what it checks"),
    "reason": Text("原因", "reason"),
}
LEFT = Text("规则 {} 条未能检查", "rules not checked: {}")
UNREAD_TEXT = Text("有数字而没有读懂的句子 {} 句", "{} sentences with figures were not understood")
UNREAD_SENTENCE = Text("没有读懂的句子：{}", "a sentence that was not understood: {}")

RELATIONS_HOLD = Text("数字关系", "relations")
NOT_DONE = Text("没有做成", "not done")
TITLE = Text("预算核对", "Budget check")
NO_FINDING = Text("没有发现问题。", "Nothing found.")
FILES_TOTAL = Text(
    "{files} 个文件：{error} 个错误，{warning} 个警告，{info} 个提示，{problem} 处无法处理",
    "files: {files}; errors: {error}, warnings: {warning}, remarks: {info}, "
    "could not be done: {problem}",
)
RELATIONS = Text(
    "核对关系 {total} 个：{exact} 个一致，{rounding} 个因四舍五入相差，{vacuous} 个为空，"
    "{broken} 个不符，{not_checked} 个未能核对",
    "{total} relations: {exact} exact, {rounding} within rounding, {vacuous} empty, "
    "{broken} broken, {not_checked} not checked",
)


def unknown_output(wanted: str, formats: Iterable[str]) -> Problem:
    """An output whose format neither its name nor its ending tells."""
    listed = ", ".join(formats)
    return Problem(
        "output-format",
        Text(f"看不出“{wanted}”是什么格式", f"“{wanted}” does not tell its format"),
        Text(f"格式=文件，格式为：{listed}", f"FORMAT=FILE, with one of: {listed}"),
        Text("例如 --output sarif=out.sarif", "for example --output sarif=out.sarif"),
        Place(wanted),
    )


def not_for_terminals(kind: str) -> Problem:
    """A format that is no text cannot be shown on a terminal."""
    return Problem(
        "output-terminal",
        Text(f"{kind} 不能显示在终端上", f"{kind} cannot be shown on a terminal"),
        Text("一个文件", "a file"),
        Text(f"请用 --output {kind}=文件", f"use --output {kind}=FILE"),
    )

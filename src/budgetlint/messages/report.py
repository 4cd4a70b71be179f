"""The fixed words of the text report."""

from __future__ import annotations

from ..model.errors import Text

SEVERITY = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
ROUNDING = Text("四舍五入", "rounding")
PROBLEM = Text("无法处理", "cannot do")
DOUBTS = Text("读数存疑，请与原件核对：", "Read with doubt, to be compared with the original:")
DOUBT = Text("{reason}（{rows} 行）", "{reason} (rows: {rows})")
NOTES = Text("另外看到：", "Also seen:")
PRINTED = Text("印出", "printed")
EXPECTED = {
    "=": Text("应为", "expected"),
    "<=": Text("应不大于", "at most"),
    ">=": Text("应不小于", "at least"),
    "parts": Text("各部分之和", "parts"),
}
DIFFERENCE = Text("相差", "off by")
SLACK = Text("四舍五入至多可解释 {}", "rounding can explain {} at most")
NO_SLACK = Text("四舍五入不能解释", "rounding explains nothing")
FOUND = Text("发现", "found")
WANTED = Text("应为", "expected")
ADVICE = Text("处理", "do")
PLACE = Text("位置", "place")
PAGE = Text("第 {} 页", "page {}")
HINT = Text("说明", "note")
MISSING_ROW = Text("（没有这一行）", "(no such row)")
BLANK = Text("空", "blank")
RELATIONS = Text(
    "核对关系 {total} 个：{exact} 个一致，{rounding} 个因四舍五入相差，"
    "{vacuous} 个为空，{broken} 个不符",
    "{total} relations checked: {exact} exact, {rounding} within rounding, {vacuous} empty, "
    "{broken} broken",
)
RULES = Text(
    "规则 {total} 条：{checked} 条已检查，{not_applicable} 条不适用，{not_checked} 条未能检查",
    "{total} rules: {checked} checked, {not_applicable} not applicable, {not_checked} not checked",
)
UNREAD = Text("，{} 个未能核对", ", {} not checked")
SHOW_ROUNDING = Text("（--show rounding 逐个列出）", " (--show rounding lists them)")
NOT_CHECKED = Text("未能检查：", "Not checked:")
UNREAD_TEXT = Text(
    "有数字而没有读懂的句子 {} 句，没有核对：", "{} sentences with figures were not understood:"
)
MORE = Text("……还有 {} 处", "… and {} more")
NOT_READ = Text("没有检查", "not checked")
OK = Text("未发现问题", "nothing found")
FOUND_N = Text("发现 {} 个问题", "{} found")
PROBLEMS_N = Text("{} 处无法处理", "{} could not be done")
TOTAL_NOT_CHECKED = Text("，{} 个没有可核对的", ", {} with nothing to check")
TOTAL_INTERNAL = Text("，{} 个因程序出错没有核对完", ", {} not finished for a fault of budgetlint")
TOTAL_FOREIGN = Text("，{} 个不是预算", ", {} that are no budgets")
FOREIGN = Text(
    "文件夹里还有 {} 个文件不是预算，或格式不能读取，没有核对：",
    "also in the folder, and not checked: {} that are no budgets or in formats that are not read:",
)
NOTHING = Text("什么也没有核对到", "nothing at all was checked")
INTERRUPTED = Text(
    "已中断：以上是中断前做完的部分", "interrupted: this is what was done until then"
)
TOTAL = Text(
    "共 {files} 个文件：{ok} 个未发现问题，{findings} 个有问题，{error} 个有无法处理之处",
    "{files} files: {ok} with nothing found, {findings} with findings, {error} with problems",
)

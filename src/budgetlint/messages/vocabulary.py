"""What `budgetlint vocabulary` says of words and phrases."""

from __future__ import annotations

from ..model.errors import Text

NEUTRAL = Text("不设坐标", "says no more")
NOT_UNDERSTOOD = Text("没有读懂", "not understood")
TOGETHER = Text("合起来", "together")
NOTHING = Text("没有坐标", "no coordinates")
LEFT = Text("剩下没有读懂的：{}", "left over: {}")
ALL_READ = Text("每个字都读懂了", "every character is accounted for")
PARTS = Text("分为 {}", "falls into {}")
COMPLETE = Text("（分完）", " (these are all)")
CODES = Text("科目表 {} 的编码", "the codes of the list {}")

"""What `budgetlint vocabulary` says of words and phrases."""

from __future__ import annotations

from ..model.errors import Message

NEUTRAL = Message("不设坐标", "says no more")
NOT_UNDERSTOOD = Message("没有读懂", "not understood")
TOGETHER = Message("合起来", "together")
IN_JSON = Message("写进 JSON", "in JSON")
NOTHING = Message("没有坐标", "no coordinates")
LEFT = Message("剩下没有读懂的：{}", "left over: {}")
ALL_READ = Message("每个字都读懂了", "every character is accounted for")
PARTS = Message("分为 {}", "falls into {}")
COMPLETE = Message("（分完）", " (these are all)")
CODES = Message("科目表 {} 的编码", "the codes of the list {}")

"""The table of claims: its columns are the figures and words that a sentence may state."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.layout import Column, Layout, Measure, Side
from ..model.phrases import PhraseBook

CLAIMS = "claims"
"""The id of the table of claims."""


CLAIM_COLUMNS: Mapping[str, tuple[str, Measure]] = {
    "amount": ("金额", "money"),
    "share": ("占比", "percent"),
    "change": ("增减额", "money"),
    "rate": ("增减率", "percent"),
    "prior": ("上年数", "money"),
    "budget": ("年初预算数", "money"),
    "difference": ("差额", "money"),
    "completion": ("完成率", "percent"),
    "value": ("价值", "money"),
    "count": ("数量", "number"),
    "year": ("年份", "number"),
}


CLAIM_TEXTS = {
    "subject": "对象",
    "direction": "增减方向",
    "trend": "升降方向",
    "against": "比较基数",
    "same": "持平",
    "compared": "决算与预算比较",
    "reason": "原因",
    "date": "日期",
    "until": "截止日期",
    "since": "另一年份",
}


def claims_layout(book: PhraseBook, ordinal: int) -> Layout:
    """The layout of the claims that these phrases can make."""
    side = Side(
        table=CLAIMS,
        name="",
        ordinal=ordinal,
        rows="claims",
        label=(),
        columns={
            name: Column(name, ((title,),), optional=True, measure=measure)
            for name, (title, measure) in CLAIM_COLUMNS.items()
        },
        texts={
            name: Column(name, ((title,),), optional=True) for name, title in CLAIM_TEXTS.items()
        },
        levels=book.groups,
    )
    return Layout(CLAIMS, 0, (), (side,), book=book)

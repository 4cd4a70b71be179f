"""元 for 万元: one cell of a broken relation is ten thousand times what it should be."""

from __future__ import annotations

from .. import wording
from ..amounts import is_blank
from ..document import Document
from ..errors import NOTHING, Text
from ..evaluate import Deviation
from ..figures import Figures

SHIFT = {"万元": -4, "元": 4}
MIN_UNITS = 2000
"""A figure of fewer half units than this is too small to say anything about its magnitude."""


def hint(deviation: Deviation, document: Document) -> Text:
    """Which cell, multiplied by 10,000 or its inverse, would make the relation hold; or nothing.

    Only an equation is asked, and only the direction that the table's declared unit suggests.
    """
    relation = deviation.relation
    if relation.op != "=":
        return NOTHING
    figures = Figures(document)
    signed = [*relation.left, *((-weight, ref) for weight, ref in relation.right)]
    for weight, ref in signed:
        rows = document.sides[ref.side]
        value = figures.value(ref)
        if rows is None or is_blank(value) or not value.is_finite():
            continue
        money = document.tables[rows.structure.side.table].money
        half = figures.half(ref.side, ref.column, ref.row)
        if money not in SHIFT or abs(value) < MIN_UNITS * half:
            continue
        shifted = value.scaleb(SHIFT[money])
        matters = abs(weight * shifted) > deviation.slack
        rest = deviation.residual + weight * (shifted - value)
        if matters and abs(rest) <= deviation.slack:
            return wording.unit_slip(money)
    return NOTHING

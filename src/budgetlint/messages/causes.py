"""What probably happened where relations are broken: rows that slipped, roundings that clash."""

from __future__ import annotations

from ..model.errors import Text

__all__ = [
    "ROUNDINGS_CLASH",
    "ROUNDINGS_WHY",
    "fixed",
    "roundings_clash",
    "rows_exchanged",
    "rows_scaled",
    "rows_shifted",
    "rows_twice",
]


def _rows(table: Text, first: str, last: str) -> Text:
    if first == last:
        return Text(f"{table.zh}“{first}”行", f"{table.en}, row {first}")
    return Text(f"{table.zh}“{first}”至“{last}”各行", f"{table.en}, rows {first} … {last}")


def rows_shifted(table: Text, first: str, last: str, column: str, steps: int) -> Text:
    """Rows stand a column off; `steps` is how far the figures have to move to the right."""
    rows = _rows(table, first, last)
    left = steps > 0
    verb = "stands" if first == last else "stand"
    return Text(
        f"{rows.zh}从“{column}”栏起偏{'左' if left else '右'}一栏，"
        f"应整体{'右' if left else '左'}移一栏",
        f"{rows.en} {verb} one column too far {'left' if left else 'right'} from {column} on",
    )


def rows_scaled(table: Text, first: str, last: str, factor: str) -> Text:
    """Rows in the other unit of money; `factor` leads from the right figure to the printed."""
    rows = _rows(table, first, last)
    up = not factor.startswith("0")
    return Text(
        f"{rows.zh}的数是应有数的{'一万倍（填成了元）' if up else '万分之一（多除了一次）'}",
        f"{rows.en}: {'ten thousand times' if up else 'a ten-thousandth of'} what it should be",
    )


def rows_exchanged(table: Text, first: str, last: str) -> Text:
    """Two rows have each other's figures."""
    return Text(
        f"{table.zh}“{first}”与“{last}”两行的数互换了",
        f"{table.en}: rows {first} and {last} exchanged their figures",
    )


def rows_twice(table: Text, row: str) -> Text:
    """A row stands there twice."""
    return Text(f"{table.zh}“{row}”行出现了两次", f"{table.en}: row {row} stands there twice")


ROUNDINGS_CLASH = Text("四舍五入互相矛盾", "roundings that contradict each other")
ROUNDINGS_WHY = Text(
    "每个数只能舍入一次：各关系分别可以用四舍五入解释，但没有一组未舍入的数能同时满足它们",
    "a figure is rounded once: each relation can be explained by rounding, but no unrounded "
    "figures satisfy all of them",
)


def roundings_clash(count: int, off: str, hidden: str) -> tuple[Text, Text]:
    """What the combination of relations is off by, and what rounding can hide of it."""
    found = Text(
        f"{count} 个关系合起来相差 {off}，四舍五入至多可解释 {hidden}",
        f"{count} relations together are off by {off}; rounding can explain {hidden} at most",
    )
    wanted = Text(
        f"{count} 个关系能由同一组未舍入的数同时满足",
        "figures that all of them can be roundings of",
    )
    return found, wanted


def fixed(path: str, causes: int, cells: int, left: int, *, written: bool) -> Text:
    """What was, or can be, corrected in a document."""
    rest = Text("", "")
    if left:
        rest = Text(f"；另有 {left} 处须人工判断", f"; left to judge: {left}")
    if not causes:
        nothing = Text("没有可以确定的更正", "nothing certain to correct")
        return Text(f"{path}：{nothing.zh}{rest.zh}", f"{path}: {nothing.en}{rest.en}")
    how = Text("，加 --write 写入文件", " (--write does it)")
    if written:
        how = Text("，已写入文件", " (written)")
    return Text(
        f"{path}：更正 {causes} 处错误、{cells} 个单元格{how.zh}{rest.zh}",
        f"{path}: errors corrected: {causes}, in cells: {cells}{how.en}{rest.en}",
    )

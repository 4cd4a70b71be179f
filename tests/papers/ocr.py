"""Documents as text recognition writes them: tables with tabs, codes in three columns, headers
repeated where a page ends, sentences cut by pages, and cells that were lost or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

CODES = "科目代码"


def document_text(document: Mapping[str, Any], *, faults: bool = False) -> str:
    """The whole document as text. With `faults`, five rows of table 2 stand one column too far to
    the left, and rows of three performance tables are irregular."""
    tables = {table["id"]: table for table in document["tables"]}
    out: list[str] = []
    for section in document["narrative"]:
        number, title, text = section["section"], section["title"], section["text"]
        if number == "封面":
            out += [_wrapped_title(title), ""]
            continue
        if number == "落款":
            out += ["", *text.split("\n")]
            continue
        out += [_heading(number, title), ""]
        for line in text.split("\n"):
            out += [f"- {line}" if number == "目录" else _broken(line), ""]
            if line.startswith("当年预算安排项目"):
                out += _forms(tables["performance"], tables["indicators"], faults=faults)
        if number == "第二部分":
            for name, table in tables.items():
                if name not in ("performance", "indicators"):
                    out += [*_table(table, document["unit"], faults=faults), ""]
    return "\n".join(out) + "\n"


def _heading(number: str, title: str) -> str:
    if number == "目录":
        return "# 目 录"
    part, _, inner = number.partition(" ")
    if number.startswith("第"):
        return f"### {inner}、{title}" if inner else f"## {part} {title}"
    return f"#### {number}、{title}"


def _wrapped_title(title: str) -> str:
    return f"{title[:20]}  \n{title[20:]}"


def _broken(line: str) -> str:
    """A long line is cut where a page ends, inside of a sentence, with the page's mark."""
    if len(line) < 160:
        return line
    at = next((n for n in range(100, 150) if "\u4e00" <= line[n] <= "\u9fff"
               and "\u4e00" <= line[n - 1] <= "\u9fff"), 0)  # fmt: skip
    return f"{line[:at]}\n\n— 5 —\n\n{line[at:]}" if at else line


def _table(table: Mapping[str, Any], unit: str, *, faults: bool) -> list[str]:
    columns = table["columns"]
    split = 2 if table["id"] == "basic-expenditure" else 3
    coded = columns[0] == CODES
    header = _header(columns, split if coded else 0)
    rows = [_row(row, split if coded else 0) for row in table["rows"]]
    slipped = faults and table["id"] == "revenue"
    if slipped:
        rows = [_slipped(row) if number < 6 else row for number, row in enumerate(rows)]
    head = [f"编制单位：{table.get('unit') or unit}", "", f"单位：{table['money']}", ""]
    lines = [f"表 {table['number']}", "", f"## {table['title']}", "", *head]
    lines += [*header, *map("\t".join, rows[:17])]
    if len(rows) > 17:
        again = [*header, *map("\t".join, rows[17:])]
        lines += ["", *(head if coded else []), *(again if coded else again[len(header) :])]
    return [*lines, "", *table.get("notes", [])]


def _header(columns: Sequence[str], split: int) -> list[str]:
    """Header rows, merged cells written once; the code stands over 类, 款 and 项."""
    paths = [column.split("/") for column in columns]
    depth = max(*map(len, paths), 2 if split else 1)
    lines: list[str] = []
    for r in range(depth):
        cells: list[str] = []
        for c, path in enumerate(paths):
            if not c and split:
                last = list("类款项")[:split] if r == depth - 1 else [""] * split
                cells += last if r else [CODES, *[""] * (split - 1)]
                continue
            same = c and r < len(path) - 1 and paths[c - 1][: r + 1] == path[: r + 1]
            cells.append(path[r] if r < len(path) and not same else "")
        lines.append("\t".join(cells))
    return lines


def _row(row: Sequence[str], split: int) -> list[str]:
    cells = ["" if cell is None else str(cell) for cell in row]
    if split:
        code = cells[0]
        parts = [code[:3], code[3:5], code[5:7]][:split]
        cells = [*parts, *cells[1:]]
    bold = "合计" in cells[0] or not cells[0]
    return [f"<b>{cell}</b>" if bold and cell else cell for cell in cells]


def _slipped(row: list[str]) -> list[str]:
    """A row that has lost the blank cell before 单位资金."""
    return [*row[:11], *row[12:], ""]


def _forms(
    projects: Mapping[str, Any], indicators: Mapping[str, Any], *, faults: bool
) -> list[str]:
    lines: list[str] = []
    for number, project in enumerate(projects["rows"]):
        field = dict(zip(projects["columns"], project, strict=True))
        heads = [name for name in indicators["columns"] if name != "项目名称"]
        rows = [["" if c is None else str(c) for c in r[1:]]
                for r in indicators["rows"] if r[0] == field["项目名称"]]  # fmt: skip
        shown: list[list[str]] = []
        for n, row in enumerate(rows):
            same = [n and row[:k] == rows[n - 1][:k] for k in (1, 2)]
            shown.append(["" if same[0] else row[0], "" if same[1] else row[1], *row[2:]])
        if faults:
            heads, shown = _spoiled(number, heads, shown)
        lines += [
            "", "## 项目支出绩效目标表", "", f"({field['年度']})", "",
            f"<b>预算单位</b>\t\t{field['预算单位']}",
            f"<b>项目名称</b>\t\t{field['项目名称']}\t\t\t<b>项目负责人</b>\t{field['项目负责人']}",
            f"<b>项目资金(万元)</b>\t\t年度预算总额\t{field['年度预算总额']}\t其中：财政拨款\t"
            f"{field['财政拨款']}\t其他资金\t{field['其他资金']}",
            f"<b>项目总体目标</b>\t\t{field['项目总体目标']}",
            "\t".join(f"<b>{head}</b>" for head in heads),
            *map("\t".join, shown), "",
        ]  # fmt: skip
    return lines


def _spoiled(
    number: int, heads: list[str], rows: list[list[str]]
) -> tuple[list[str], list[list[str]]]:
    """What recognition does to forms: a header that loses a name, two cells in one, a row one
    cell aside, a name cut by the page."""
    if number == 0:
        rows[-1] = ["", *rows[-1][:-1]]  # the last cell is lost
    if number == 1:
        heads = [head for head in heads if head != "指标赋分规则"]
    if number == 2:
        heads = [head for head in heads if head != "指标赋分规则"]
        rows = [[*row[:7], f"{row[7]} {row[8]}"] for row in rows]
    if number == 3:
        rows[-1] = [f"{rows[-1][0][:2]}", *rows[-1][1:]] if not rows[-1][0] else rows[-1]
        first = next(n for n, row in enumerate(rows) if len(row[1]) == 4)
        rows.insert(first + 1, ["", rows[first][1][-1:], *[""] * 7])
        rows[first][1] = rows[first][1][:-1]
    return heads, rows

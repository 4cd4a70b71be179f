"""Writes docs/limits.md from the limits in the code: python tests/gallery/limits.py"""

# ruff: noqa: E501 -- each limit is one line of the page

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "limits.md"
MIB = 2**20


class Row(NamedTuple):
    """A limit: its module and name, what it counts, and in which unit it is shown."""

    module: str
    name: str
    zh: str
    en: str
    unit: int = 1


COMMON = "model.limits"
ROWS = [
    Row(COMMON, "FILE_BYTES", "任何文件（MiB）", "any file (MiB)", MIB),
    Row(COMMON, "TEXT_BYTES", "文本文件：CSV、网页、Markdown（MiB）", "a text file: CSV, web page, Markdown (MiB)", MIB),
    Row(COMMON, "JSON_BYTES", "JSON 文件（MiB）", "a JSON file (MiB)", MIB),
    Row(COMMON, "TEXT_LINES", "文本文件的行数", "lines of a text file"),
    Row(COMMON, "SHEETS", "一份文件的表（工作表）数", "tables (sheets) of one document"),
    Row(COMMON, "COLUMNS", "一张表的列数", "columns of one table"),
    Row(COMMON, "ROWS", "一份文件各表的行数合计", "rows of all tables of one document"),
    Row(COMMON, "CELLS", "一份文件各表的单元格合计", "cells of all tables of one document"),
    Row(COMMON, "PROSE", "文字说明的字数", "characters of the narrative"),
    Row(COMMON, "PARAGRAPHS", "文字说明的行数", "lines of the narrative"),
    Row(COMMON, "FIGURES", "文字说明里的数字个数", "figures in the narrative"),
    Row(COMMON, "PROBLEMS", "一份文件逐条列出的读取问题数，其余只说有多少", "problems of one document that are told one by one; of the others it is said how many there are"),
    Row(COMMON, "BROKEN", "一份文件逐条列出、查找原因的不符数，其余只说有多少", "relations of one document that are told, with causes, to be broken; of the others it is said how many there are"),
    Row("diagnose.network", "MAX_NOTED", "查找原因时一份文件所看的单元格数，其余不符的数照样列出，但不说原因", "cells of one document among which causes are sought; what else is broken is told without a cause"),
    Row(COMMON, "SPELLINGS", "版式的一个表题或表头的写法数，超过时规则包有错", "ways to write one title or header of a layout; beyond it the pack is at fault"),
    Row(COMMON, "WAYS", "一个句式各空位最长字数的乘积，超过时规则包有错", "the product of the longest texts of the slots of one template; beyond it the pack is at fault"),
    Row(COMMON, "CROSSINGS", "PDF 一页横线与竖线的组合数，超过时当作图画", "pairs of level and upright lines on one page of a PDF; beyond it, it is a drawing"),
    Row("recognise.sentences", "MAX_SENTENCE", "一句话的字数，超过时不读、列为没有读懂", "characters of one sentence; longer ones are listed as not understood"),
    Row("readers.pdf.pages", "MAX_PAGES", "PDF、OFD 的页数", "pages of a PDF or OFD"),
    Row("readers.pdf.pages", "MAX_WORDS", "PDF、OFD 的字词数", "words of a PDF or OFD"),
    Row("readers.pdf.page", "MAX_CHARACTERS", "PDF 一页的字符数", "characters of one page of a PDF"),
    Row("readers.pdf.page", "MAX_OBJECTS", "PDF 一页的对象数", "objects of one page of a PDF"),
    Row("readers.pdf.lattice", "MAX_LINES", "一张表一个方向的框线数", "ruling lines of one direction in one table"),
    Row("readers.office.package", "MAX_UNPACKED", "Excel、Word、ODS 文件展开后（MiB）", "an Excel, Word or ODS file when unpacked (MiB)", MIB),
    Row("readers.office.package", "MAX_RATIO", "其中一个部分展开的倍数", "how much a part of it may unpack to, times its size"),
    Row("readers.office.package", "MAX_PARTS", "其中的部分数", "parts of it"),
    Row("readers.office.workbook", "MAX_CELLS", "工作簿里有内容的单元格数", "cells with content in a workbook"),
    Row("readers.office.html", "MAX_DEPTH", "网页的嵌套层数", "levels of nesting of a web page"),
    Row("readers.office.html", "MAX_TABLES", "网页的表格数", "tables of a web page"),
    Row("packs.toml_file", "MAX_BYTES", "规则文件（MiB）", "a rule file (MiB)", MIB),
    Row("tasks.guard", "SECONDS", "一份文件用的秒数（`--time-limit`）", "seconds for one document (`--time-limit`)"),
    Row("model.amounts", "MAX_DIGITS", "一个金额的位数", "digits of one amount"),
]  # fmt: skip

HEAD = """# 上限 / Limits

由 `python tests/gallery/limits.py` 从代码生成。任何文件最多用几秒 CPU 时间和大约 500 MB 内存；超过下列上限的，用一句话拒绝，说明是哪一条，其他文件照常核对。公开的预算、决算没有接近这些上限的。

Made from the code by `python tests/gallery/limits.py`. No file takes more than a few seconds of CPU time and about 500 MB; what is beyond one of these limits is refused with one message that names it, and the other files are checked. No published budget comes near.

| 上限 / limit | 最多 / at most |
|---|---|
"""


TIME = """
## 时间 / Time

`--time-limit 秒` 用于 `check` 时是每份文件的上限，有 `--jobs` 时也一样；用于 `explain`、`inspect`、`convert`、`mark`、`claims`、`plan` 时是整条命令的上限，没有给出时也是 600 秒；用于 `fix` 时也是整条命令的，没有给出时不限，因为它可以一次改很多文件。0（后面这些命令）为不限。到时记为内部错误（`TimeoutError`），返回 3，没有写完的文件保持原样。时限靠系统的定时器（SIGALRM），Windows 没有：在 Windows 上 `--jobs` 2 以上的 `check` 仍有时限，因为另有进程看着；不用 `--jobs` 的 `check` 和其他命令没有，上表其他各条照样有效。

`--time-limit SECONDS` is for each document with `check`, with `--jobs` too; with `explain`, `inspect`, `convert`, `mark`, `claims` and `plan` it is for the command as a whole, 600 seconds unless given; likewise with `fix`, where there is none unless given, since it may correct many files at once. 0 (with these other commands) is no limit. What takes longer is told as an internal error (`TimeoutError`), exit 3, and a file that was to be written stays as it was. It needs the timer of the system (SIGALRM), which Windows lacks: there `check` with two or more `--jobs` has a limit all the same, as another process looks on; `check` without them and the other commands have none, and all other limits of the table hold.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| {row.zh} / {row.en} | {value(row):,} |\n" for row in ROWS) + TIME


def value(row: Row) -> int:
    """What the code says."""
    found: int = getattr(import_module(f"budgetlint.{row.module}"), row.name)
    return found // row.unit


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

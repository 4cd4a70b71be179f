"""What is said about workbooks, Word files and web pages that cannot be read, or in part."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.errors import Problem, Text
from ..model.place import Place

MAX_REASON = 120
_OPEN_AND_SAVE = Text(
    "请用 WPS 或 Excel、Word 打开原文件，另存后重试",
    "open the original in WPS, Excel or Word, save it again and try once more",
)


def damaged(reason: str) -> Problem:
    """A file of a known format that is broken or cut off."""
    said = " ".join(reason.split())[:MAX_REASON]
    return Problem(
        "input-damaged",
        found=Text(f"文件已损坏或不完整（{said}）", f"the file is damaged or cut off ({said})"),
        expected=Text("完整的文件", "a complete file"),
        advice=_OPEN_AND_SAVE,
    )


def too_large_inside(limit: int) -> Problem:
    """A file that unpacks to more than is allowed, or to absurdly more than its size."""
    return Problem(
        "input-too-large",
        found=Text(
            "文件展开后过大，或压缩得异常地小（可能是“压缩炸弹”）",
            "the file unpacks to too much, or to absurdly more than its size (a zip bomb?)",
        ),
        expected=Text(f"展开后不超过 {limit} MiB", f"at most {limit} MiB when unpacked"),
        advice=Text(
            "请确认文件来源；删去多余的空行、图片后另存",
            "make sure where the file comes from; save it without empty rows and pictures",
        ),
    )


def too_many_cells(limit: int) -> Problem:
    """A sheet with more cells than any budget has."""
    return Problem(
        "input-too-large",
        found=Text(f"单元格超过 {limit:,} 个", f"there are more than {limit:,} cells"),
        expected=Text("一份预算的表", "the tables of one budget"),
        advice=Text("请确认选对了文件，或拆分后分别检查", "check the name, or split the file"),
    )


def no_cells() -> Problem:
    """A workbook without anything in it that can be seen."""
    return Problem(
        "input-empty",
        found=Text("工作簿里没有可见的内容", "the workbook has nothing in it that can be seen"),
        expected=Text("有内容的工作表", "a sheet with something in it"),
        advice=Text("请确认选对了文件", "check that it is the right file"),
    )


def no_text() -> Problem:
    """A Word file or a page without text and tables."""
    return Problem(
        "input-empty",
        found=Text("文件里没有文字和表格", "there is no text and no table in the file"),
        expected=Text("有文字或表格的文件", "a file with text or tables"),
        advice=Text(
            "如内容是图片，请改用原来的 Word、Excel 文件",
            "if it holds pictures, use the Word or Excel original",
        ),
    )


def doctype() -> Problem:
    """XML with a document type, which may hold entities."""
    return Problem(
        "input-unsafe",
        found=Text(
            "文件里有 DTD 或实体定义，可能有害，没有读取",
            "the file defines a document type or entities, which may do harm; it was not read",
        ),
        expected=Text("办公软件保存的文件", "a file as office programs save it"),
        advice=_OPEN_AND_SAVE,
    )


def encrypted() -> Problem:
    """A file with a password."""
    return Problem(
        "input-encrypted",
        found=Text("文件有打开密码", "the file is protected by a password"),
        expected=Text("没有密码的文件", "a file without a password"),
        advice=Text("请去掉密码后另存", "save it without the password"),
    )


_ADVICE = {
    "archive": Text(
        "请解压后检查里面的文件；ZIP 压缩包可以直接检查",
        "unpack it and check what is in it; a zip file can be checked as it is",
    ),
    "sheet": Text(
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后重试",
        "open it in WPS or Excel and save it as .xlsx",
    ),
    "": Text(
        "请另存为 .xlsx、.docx、.ods、.pdf、.ofd、.html 或 CSV",
        "save it as .xlsx, .docx, .ods, .pdf, .ofd, .html or CSV",
    ),
}


def refused(zh: str, en: str, advice: str) -> Problem:
    """A format that is known, but not read."""
    article = "an" if en[0] in "aeiouRO" else "a"
    return Problem(
        "input-format",
        found=Text(f"这是{' ' * zh[0].isascii()}{zh}", f"this is {article} {en}"),
        expected=Text(
            "Excel（xlsx、xls、et）、ODS、Word（docx、doc、wps、rtf）、PDF、OFD、HTML、Markdown、"
            "CSV 或 JSON 文件，或这些文件的 ZIP 压缩包",
            "an Excel (xlsx, xls, et), ODS, Word (docx, doc, wps, rtf), PDF, OFD, HTML, Markdown, "
            "CSV or JSON file, or a zip file of such files",
        ),
        advice=_ADVICE[advice],
    )


def misnamed(ending: str) -> Problem:
    """A file whose bytes are nothing like what its name says."""
    return Problem(
        "input-format",
        found=Text(
            f"扩展名是 {ending}，内容却不是这种文件",
            f"its name ends in {ending}, but it is no such file",
        ),
        expected=Text(f"{ending} 文件", f"a {ending} file"),
        advice=_OPEN_AND_SAVE,
    )


def unknown_format(ending: str, known: Iterable[str]) -> Problem:
    """Text under a name that does not say what it is."""
    endings = " ".join(known)
    return Problem(
        "input-format",
        found=Text(
            f"不支持的文件格式“{ending}”" if ending else "文件名没有扩展名，无法判断格式",
            f"files of the format “{ending}” are not read" if ending else "the name has no ending",
        ),
        expected=Text(
            f"扩展名为 {endings} 的文件，或存放这些文件的文件夹或 .zip",
            f"a file ending in {endings}, or a folder or .zip of such files",
        ),
        advice=Text(
            "请用 WPS 或 Office 另存为其中一种格式",
            "save it in one of these formats with WPS or Office",
        ),
    )


def hidden_sheet(path: str, sheet: str) -> Problem:
    """A sheet that nobody sees who opens the file."""
    return Problem(
        "sheet-hidden",
        found=Text(
            f"工作表“{sheet}”是隐藏的，没有读取", f"the sheet {sheet} is hidden and was not read"
        ),
        expected=Text("看得见的工作表", "a visible sheet"),
        advice=Text("如需检查，请取消隐藏", "unhide it to have it checked"),
        place=Place(path, sheet=sheet),
    )


def hidden_cells(path: str, sheet: str, places: str, count: int) -> Problem:
    """Rows or columns that are hidden but hold something."""
    return Problem(
        "cells-hidden",
        found=Text(
            f"工作表“{sheet}”有隐藏的行或列（{places}），其中 {count} 个单元格有内容，已一并读取",
            f"the sheet {sheet} has hidden rows or columns ({places}) with {count} cells in them, "
            "which were read all the same",
        ),
        expected=Text("看得见的行和列", "visible rows and columns"),
        advice=Text("请核对隐藏的内容是否应当公开", "see whether they are meant to be published"),
        place=Place(path, sheet=sheet),
    )


def not_read_inside(path: str, program: str) -> Problem:
    """A part of a document that another program holds."""
    return Problem(
        "object-not-read",
        found=Text(
            f"文件里嵌有另一个程序的内容（{program}），没有读取",
            f"the file holds something of another program ({program}), which was not read",
        ),
        expected=Text("直接写在文件里的表格和文字", "tables and text of the file itself"),
        advice=Text(
            "请把它粘贴为 Word 表格，或另给出原来的文件（--together）",
            "paste it as a table, or give its original as well (--together)",
        ),
        place=Place(path),
    )


def no_result(path: str, sheet: str, cell: str, others: int) -> Problem:
    """A formula whose result is not in the file."""
    more_zh = f"，另有 {others} 个这样的单元格" if others else ""
    more_en = f"; {others} more are like it" if others else ""
    return Problem(
        "formula-without-result",
        found=Text(f"公式没有保存计算结果{more_zh}", f"the formula has no saved result{more_en}"),
        expected=Text("保存了结果的公式，或数字", "a formula with its result, or a figure"),
        advice=Text(
            "请用 WPS 或 Excel 打开，重新计算并保存；在此之前，涉及它的关系不作检查",
            "open it in WPS or Excel, calculate and save; until then what involves it is unchecked",
        ),
        place=Place(path, sheet=sheet, cell=cell),
    )

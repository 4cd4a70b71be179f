"""What is said of paged files (PDF, OFD) and of single pages that cannot be read.

`kind` is the name of the format; codes begin with it in small letters.
"""

from __future__ import annotations

from ..model.errors import Problem, Text
from ..model.place import Place

_OCR = Text(
    "请用原来的 Word、Excel 文件，或先做文字识别（OCR）再检查",
    "check the Word or Excel file that it was made from, or run OCR on it first",
)


def _expected(kind: str) -> Text:
    return Text(f"带文字层的 {kind}", f"{_a(kind)} with a text layer")


def _export(kind: str) -> Text:
    return Text(
        f"请从 Word、WPS 或 Excel 重新导出 {kind}，或直接检查原来的文件",
        f"export the {kind} again from its Word or Excel file, or check that file itself",
    )


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIO' else 'a'} {kind}"


def scanned(kind: str, pages: int) -> Problem:
    """Every page is a picture."""
    return Problem(
        f"{kind.lower()}-scanned",
        found=Text(
            f"{pages} 页都是扫描的图片，没有文字层",
            f"the pages ({pages}) are scanned pictures without a text layer",
        ),
        expected=_expected(kind),
        advice=_OCR,
    )


def no_text(kind: str) -> Problem:
    """There is nothing on the pages that could be read."""
    return Problem(
        f"{kind.lower()}-scanned",
        found=Text(f"{kind} 里没有文字", f"there is no text in the {kind}"),
        expected=_expected(kind),
        advice=_OCR,
    )


def outlines(kind: str) -> Problem:
    """The letters of every page are drawn: their shapes are there, but not what they mean."""
    return Problem(
        f"{kind.lower()}-scanned",
        found=Text(
            f"{kind} 里的文字都转成了曲线，没有文字",
            f"the letters of the {kind} are drawn as curves; there is no text",
        ),
        expected=_expected(kind),
        advice=_OCR,
    )


def no_meaning(kind: str, unmapped: int, letters: int) -> Problem:
    """The signs of the text layer are not known to be any characters."""
    return Problem(
        f"{kind.lower()}-scanned",
        found=Text(
            f"文字层的 {letters} 个字符中有 {unmapped} 个没有字符编码，读不出",
            f"{unmapped} of the {letters} signs in the text layer stand for no known character",
        ),
        expected=_expected(kind),
        advice=_export(kind),
    )


def too_many_pages(kind: str, pages: int, most: int) -> Problem:
    """The document is too long."""
    return Problem(
        "input-too-large",
        found=Text(f"{kind} 有 {pages} 页", f"the {kind} has {pages} pages"),
        expected=Text(f"最多 {most} 页", f"at most {most} pages"),
        advice=Text("请按单位拆成几个文件", "split it into a file for each unit"),
    )


def too_much_text(kind: str) -> Problem:
    """There is more text than any disclosure has."""
    return Problem(
        "input-too-large",
        found=Text(f"{kind} 里的文字过多", f"there is too much text in the {kind}"),
        expected=Text("一份预算或决算公开文件", "one disclosure of a budget or final accounts"),
        advice=Text("请按单位拆成几个文件", "split it into a file for each unit"),
    )


def page_damaged(kind: str, path: str, page: int) -> Problem:
    """One page cannot be read."""
    return Problem(
        f"{kind.lower()}-page",
        found=Text(
            "这一页已损坏，或内容过多，读不出",
            "this page is damaged, or far too full, and cannot be read",
        ),
        expected=_expected(kind),
        advice=_export(kind),
        place=Place(path, page=page),
    )


def page_scanned(kind: str, path: str, page: int) -> Problem:
    """One page is a picture."""
    return Problem(
        f"{kind.lower()}-page",
        found=Text(
            "这一页是图片，没有文字，没有检查", "this page is a picture without text: not checked"
        ),
        expected=_expected(kind),
        advice=_OCR,
        place=Place(path, page=page),
    )


def page_outlines(kind: str, path: str, page: int) -> Problem:
    """The letters of one page are drawn."""
    return Problem(
        f"{kind.lower()}-page",
        found=Text(
            "这一页的文字转成了曲线，没有检查",
            "the letters of this page are drawn as curves: not checked",
        ),
        expected=_expected(kind),
        advice=_OCR,
        place=Place(path, page=page),
    )


def by_alignment() -> Text:
    """Why cells are doubtful: nothing but the places of the words tells their columns."""
    return Text(
        "没有框线，按文字的位置分列", "there are no ruling lines; columns are told by alignment"
    )

"""What is said of PDFs that cannot be read."""

from __future__ import annotations

from ..model.errors import Problem, Text
from ..model.place import Place

_EXPECTED = Text("带文字层的 PDF", "a PDF with a text layer")
_EXPORT = Text(
    "请从 Word、WPS 或 Excel 重新导出 PDF，或直接检查原来的文件",
    "export the PDF again from its Word or Excel file, or check that file itself",
)


def no_pdf() -> Problem:
    """The file is something else."""
    return Problem(
        "pdf-syntax",
        found=Text("文件开头没有 %PDF 标记，不是 PDF", "there is no %PDF at the start of the file"),
        expected=_EXPECTED,
        advice=Text("请核对文件的扩展名和内容", "look whether the name fits the content"),
    )


def damaged() -> Problem:
    """The file is broken."""
    return Problem(
        "pdf-syntax",
        found=Text("PDF 已损坏，打不开", "the PDF is damaged and cannot be opened"),
        expected=_EXPECTED,
        advice=Text("请重新下载，或重新导出 PDF", "download it again, or export it again"),
    )


def encrypted() -> Problem:
    """The file asks for a password."""
    return Problem(
        "pdf-encrypted",
        found=Text("PDF 已加密，需要密码", "the PDF is encrypted and asks for a password"),
        expected=Text("没有密码的 PDF", "a PDF without a password"),
        advice=Text("请另存一份不加密的 PDF", "save a copy without a password"),
    )


def characters_lost(path: str, page: int) -> Problem:
    """Single characters of a page could not be read, since their font is not embedded."""
    return Problem(
        "reading-doubtful",
        found=Text(
            "字体没有嵌入，单个的字可能没有读出",
            "fonts are not embedded, and single characters may not have been read",
        ),
        expected=Text("嵌入字体的 PDF", "a PDF with its fonts embedded"),
        advice=Text(
            '请安装 pdfminer.six（pip install "budgetlint[pdf]"），或嵌入字体后重新导出',
            'install pdfminer.six (pip install "budgetlint[pdf]"), or export with embedded fonts',
        ),
        place=Place(path, page=page),
    )


def bomb(most: int) -> Problem:
    """A small file that unpacks to a huge one."""
    return Problem(
        "input-too-large",
        found=Text(
            f"PDF 中有一段内容解压后超过 {most} MiB",
            f"a part of the PDF unpacks to more than {most} MiB",
        ),
        expected=Text("一份预算或决算公开文件", "one disclosure of a budget or final accounts"),
        advice=_EXPORT,
    )

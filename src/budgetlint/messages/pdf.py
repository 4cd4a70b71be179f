"""What is said of PDFs that cannot be read."""

from __future__ import annotations

from ..model.errors import Problem, Text

_EXPECTED = Text("带文字层的 PDF", "a PDF with a text layer")
_EXPORT = Text(
    "请从 Word、WPS 或 Excel 重新导出 PDF，或直接检查原来的文件",
    "export the PDF again from its Word or Excel file, or check that file itself",
)
_OCR = Text(
    "请用原来的 Word、Excel 文件，或先做文字识别（OCR）再检查",
    "check the Word or Excel file that it was made from, or run OCR on it first",
)


def extra_missing() -> Problem:
    """The library for PDF is not installed."""
    return Problem(
        "extra-missing",
        found=Text("没有安装读取 PDF 的库", "the library that reads PDF is not installed"),
        expected=Text("pypdfium2", "pypdfium2"),
        advice=Text('请运行：pip install "budgetlint[pdf]"', 'run: pip install "budgetlint[pdf]"'),
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


def scanned(pages: int) -> Problem:
    """Every page is a picture."""
    return Problem(
        "pdf-scanned",
        found=Text(
            f"{pages} 页都是扫描的图片，没有文字层",
            f"the pages ({pages}) are scanned pictures without a text layer",
        ),
        expected=_EXPECTED,
        advice=_OCR,
    )


def no_text() -> Problem:
    """There is nothing on the pages that could be read."""
    return Problem(
        "pdf-scanned",
        found=Text("PDF 里没有文字", "there is no text in the PDF"),
        expected=_EXPECTED,
        advice=_OCR,
    )


def no_meaning(unmapped: int, letters: int) -> Problem:
    """The signs of the text layer are not known to be any characters."""
    return Problem(
        "pdf-scanned",
        found=Text(
            f"文字层的 {letters} 个字符中有 {unmapped} 个没有字符编码，读不出",
            f"{unmapped} of the {letters} signs in the text layer stand for no known character",
        ),
        expected=_EXPECTED,
        advice=_EXPORT,
    )


def too_many_pages(pages: int, most: int) -> Problem:
    """The document is too long."""
    return Problem(
        "input-too-large",
        found=Text(f"PDF 有 {pages} 页", f"the PDF has {pages} pages"),
        expected=Text(f"最多 {most} 页", f"at most {most} pages"),
        advice=Text("请按单位拆成几个文件", "split it into a file for each unit"),
    )


def too_much_text() -> Problem:
    """There is more text than any disclosure has."""
    return Problem(
        "input-too-large",
        found=Text("PDF 里的文字过多", "there is too much text in the PDF"),
        expected=Text("一份预算或决算公开文件", "one disclosure of a budget or final accounts"),
        advice=Text("请按单位拆成几个文件", "split it into a file for each unit"),
    )


def page_damaged(path: str, page: int) -> Problem:
    """One page cannot be read."""
    return Problem(
        "pdf-page",
        found=Text(
            "这一页已损坏，或内容过多，读不出",
            "this page is damaged, or far too full, and cannot be read",
        ),
        expected=_EXPECTED,
        advice=_EXPORT,
        path=path,
        page=page,
    )


def page_scanned(path: str, page: int) -> Problem:
    """One page is a picture."""
    return Problem(
        "pdf-page",
        found=Text(
            "这一页是图片，没有文字，没有检查", "this page is a picture without text: not checked"
        ),
        expected=_EXPECTED,
        advice=_OCR,
        path=path,
        page=page,
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
        path=path,
        page=page,
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


def by_alignment() -> Text:
    """Why cells are doubtful: nothing but the places of the words tells their columns."""
    return Text(
        "没有框线，按文字的位置分列", "there are no ruling lines; columns are told by alignment"
    )

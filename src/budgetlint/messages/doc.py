"""What is said of old Word files, and of others that LibreOffice converts."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.errors import Problem, Text
from ..model.place import Place

MAX_REASON = 160

_EXPECTED = Text(
    "Word 97 至 2003 或 WPS 保存的 .doc、.wps 文件", "a .doc or .wps file of Word 97 to 2003 or WPS"
)
_SAVE = Text(
    "请用 WPS 或 Word 打开，另存为 .docx 后重试",
    "open it in WPS or Word and save it as .docx",
)
_SAVE_OR_INSTALL = Text(
    "请用 WPS 或 Word 打开，另存为 .docx；也可以安装 LibreOffice，安装后能直接读取",
    "open it in WPS or Word and save it as .docx; or install LibreOffice, which reads it too",
)


def encrypted() -> Problem:
    """The file asks for a password."""
    return Problem(
        "input-encrypted",
        found=Text("文件有打开密码", "the file is protected by a password"),
        expected=Text("没有密码的文件", "a file without a password"),
        advice=Text("请去掉密码后另存", "save it without the password"),
    )


def not_read(reason: str) -> Problem:
    """A file that no converter can read."""
    said = " ".join(reason.split())[:MAX_REASON]
    return Problem(
        "doc-not-read",
        found=Text(
            f"旧式 Word 文件读不出（{said}）" if said else "文件读不出，LibreOffice 也不能转换",
            f"the old Word file cannot be read ({said})"
            if said
            else "the file cannot be read, nor can LibreOffice convert it",
        ),
        expected=_EXPECTED,
        advice=_SAVE_OR_INSTALL if said else _SAVE,
    )


def takes_libre_office(kind: str) -> Problem:
    """A format that only LibreOffice reads for us, and it is not installed."""
    return Problem(
        "input-format",
        found=Text(f"这是 {kind} 文件", f"this is an {kind} file"),
        expected=Text("DOCX、DOC 或 WPS 文件", "a DOCX, DOC or WPS file"),
        advice=_SAVE_OR_INSTALL,
    )


def lost(path: str, codes: Iterable[str]) -> Problem:
    """Text or cells that were lost when an old file was converted."""
    said = ", ".join(code.lower().replace("_", " ") for code in codes)
    return Problem(
        "doc-lossy",
        found=Text(
            f"旧式 Word 文件有些内容没有读全（{said}）",
            f"not all of the old Word file could be read ({said})",
        ),
        expected=_EXPECTED,
        advice=_SAVE_OR_INSTALL,
        place=Place(path),
    )


def by_libre_office(path: str) -> Problem:
    """LibreOffice has converted the file."""
    return Problem(
        "converted",
        found=Text("文件由 LibreOffice 转换后读取", "the file was read as LibreOffice converts it"),
        expected=Text("DOCX 文件", "a DOCX file"),
        advice=Text(
            "如读得不对，请另存为 .docx 后重试", "if it does not read well, save it as .docx"
        ),
        place=Place(path),
    )

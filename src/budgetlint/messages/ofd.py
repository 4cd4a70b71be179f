"""What is said of OFD files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.errors import Problem, Text
from ..model.place import Place

MAX_NAMED = 8

_EXPECTED = Text("完整的 OFD 文件", "a complete OFD file")
_EXPORT = Text(
    "请从 WPS 或 Word 重新导出 OFD，或直接检查原来的 Word、Excel 文件",
    "export the OFD again from WPS or Word, or check the Word or Excel original",
)
_LOOK = Text(
    "请用 OFD 阅读器打开核对；看得见的内容如有缺少，请检查原来的 Word、Excel 文件",
    "look at it in an OFD reader; if anything seen there is not checked, check the original",
)


def encrypted() -> Problem:
    """The file asks for a password."""
    return Problem(
        "ofd-encrypted",
        found=Text("OFD 已加密", "the OFD is encrypted"),
        expected=Text("没有加密的 OFD", "an OFD that is not encrypted"),
        advice=Text("请另存一份不加密的文件", "save a copy without encryption"),
    )


def no_document(part: str) -> Problem:
    """The file does not hold the document that it announces."""
    return Problem(
        "ofd-syntax",
        found=Text(f"OFD 里找不到文档（{part}）", f"the OFD holds no document ({part})"),
        expected=_EXPECTED,
        advice=_EXPORT,
    )


def parts_damaged(path: str, parts: Iterable[str]) -> Problem:
    """Parts that pages refer to and that cannot be read."""
    names = _named(parts)
    return Problem(
        "ofd-part",
        found=Text(f"OFD 里有损坏的部分（{names}）", f"parts of the OFD are damaged ({names})"),
        expected=_EXPECTED,
        advice=_EXPORT,
        place=Place(path),
    )


def parts_missing(path: str, parts: Iterable[str]) -> Problem:
    """Parts that pages refer to and that are not there."""
    names = _named(parts)
    return Problem(
        "ofd-part",
        found=Text(
            f"OFD 引用的部分不在文件里（{names}）", f"the OFD lacks parts that it names ({names})"
        ),
        expected=_EXPECTED,
        advice=_LOOK,
        place=Place(path),
    )


def seal_not_checked(path: str) -> Problem:
    """The file is signed."""
    return Problem(
        "seal-not-checked",
        found=Text(
            "文件有电子签章；只核对数字，没有验证签章",
            "the file is signed with a seal; figures are checked, the seal is not",
        ),
        expected=Text("由签章软件验证", "verification by the software of the seal"),
        advice=Text(
            "如需验证签章，请用 OFD 阅读器；改动文件后签章失效",
            "verify the seal in an OFD reader; a change to the file makes it invalid",
        ),
        place=Place(path),
    )


def slanted(path: str, pages: Sequence[int]) -> Problem:
    """Slanted print, which is a watermark."""
    names = _named(map(str, pages))
    return Problem(
        "print-slanted",
        found=Text(
            f"斜着印的文字当作水印，没有读取（第 {names} 页）",
            f"slanted print was taken for a watermark and not read (pages {names})",
        ),
        expected=Text("横排或竖排的文字", "level or upright print"),
        advice=Text("水印不影响核对", "watermarks do not matter for the checks"),
        place=Place(path),
    )


def attachments(path: str, names: Iterable[str]) -> Problem:
    """Files that are attached to the document."""
    listed = _named(names)
    return Problem(
        "object-not-read",
        found=Text(
            f"OFD 带有附件（{listed}），没有读取",
            f"files attached to the OFD ({listed}) were not read",
        ),
        expected=Text("版面上印出的内容", "what is printed on the pages"),
        advice=Text("附件如需检查，请另存出来", "save attached files to have them checked"),
        place=Place(path),
    )


def _named(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    return ", ".join(every[:MAX_NAMED]) + ("…" if len(every) > MAX_NAMED else "")

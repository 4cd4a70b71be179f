"""What is said about files that cannot be read, and bytes that are no text."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Problem, Text
from ..model.place import Place

_SAVE_AGAIN = Text(
    "请在 Excel 或记事本中打开原文件，另存为 UTF-8 编码",
    "open the original and save it again as UTF-8",
)


class SpecialFileError(OSError):
    """A pipe, a socket or a device stands where a file is expected."""


def unreadable(error: OSError) -> Problem:
    """What the system says about a file that does not open."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return missing()
    if isinstance(error, IsADirectoryError):
        return folder_found()
    if isinstance(error, PermissionError):
        return forbidden()
    if isinstance(error, SpecialFileError):
        return special()
    reason = error.strerror or str(error)
    return Problem(
        "input-unreadable",
        found=Text(f"文件无法读取（{reason}）", f"the file cannot be read ({reason})"),
        expected=Text("可以读取的文件", "a file that can be read"),
        advice=Text("请把文件复制到本机硬盘后重试", "copy it to a local disk and try again"),
    )


def internal_error(path: str, report: str) -> Problem:
    """A fault of our own; `report` is what a developer wants to know of it."""
    return Problem(
        "internal-error",
        found=Text(f"budgetlint 自身出错：{report}", f"a fault of budgetlint itself: {report}"),
        expected=Text("核对结果", "a result"),
        advice=Text(
            "请把上面一行报告给开发者（其中没有文件的内容）；这个文件没有核对完，其他文件不受影响",
            "please report the line above (nothing of the file is in it); this file was not "
            "checked to the end, the others are not affected",
        ),
        place=Place(path),
    )


def not_printed(error: OSError) -> Problem:
    """The output takes nothing more."""
    reason = error.strerror or str(error)
    return Problem(
        "output-unwritable",
        found=Text(f"输出写不出去（{reason}）", f"the output cannot be written ({reason})"),
        expected=Text("有空间的磁盘", "a disk with space on it"),
        advice=Text("请腾出空间，或换一个位置", "make room, or choose another place"),
    )


def no_budget(titles: Sequence[str] = ()) -> Problem:
    """A file in which there is no table of a budget, and nothing else that could be checked; the
    titles are those of the tables that are in it."""
    shown = [title if len(title) <= MAX_TITLE else f"{title[:MAX_TITLE]}…" for title in titles]
    zh = "、".join(f"《{title}》" for title in shown[:MAX_TITLES]) + "等" * (
        len(shown) > MAX_TITLES
    )
    en = ", ".join(shown[:MAX_TITLES]) + ", …" * (len(shown) > MAX_TITLES)
    return Problem(
        "input-no-budget",
        found=Text(
            "不是预算文件：没有认出预算表，也没有可以核对的数字"
            + (f"；看到的表：{zh}" if zh else ""),
            "this is no budget: no budget table in it, and no figures that could be checked"
            + (f"; tables in it: {en}" if en else ""),
        ),
        expected=Text("预算或决算公开文件", "a published budget or final account"),
        advice=Text(
            "请确认选对了文件；如果确是预算，用 budgetlint inspect 看读到了什么",
            "see whether it is the right file; if it is a budget, budgetlint inspect shows what "
            "was read",
        ),
    )


def foreign(problem: Problem) -> Problem:
    """Why a file that was met in a folder is left alone. What is wrong with the JSON of another
    program is only wrong if one takes it for a budget."""
    if not problem.code.startswith("json-"):
        return problem
    found = problem.found
    text = Text(f"不是预算文件：{found.zh}", f"this is no budget: {found.en}")
    return problem._replace(code="input-no-budget", found=text)


MAX_TITLE = 30
MAX_TITLES = 3


def nothing_checked() -> Problem:
    """A budget in which no arithmetic rule found anything to check."""
    return Problem(
        "nothing-checked",
        found=Text(
            "没有一条算术规则有可以核对的数字，等于没有核对",
            "no arithmetic rule found figures to check, so nothing was checked",
        ),
        expected=Text("印有数字的预算表", "budget tables with figures in them"),
        advice=Text(
            "请确认选对了文件和规则包；用 budgetlint inspect 看读到了什么",
            "see whether the file and the rule pack are right; budgetlint inspect shows what was "
            "read",
        ),
    )


def missing() -> Problem:
    """A path that leads nowhere."""
    return Problem(
        "input-missing",
        found=Text("找不到文件或文件夹", "there is no such file or folder"),
        expected=Text("一个已有的文件或文件夹", "a file or folder that exists"),
        advice=Text("请核对路径和文件名（包括扩展名）", "check the path, the name and its ending"),
    )


def nothing_in_folder() -> Problem:
    """A folder without a document."""
    return Problem(
        "input-missing",
        found=Text("文件夹里没有可以检查的文件", "the folder holds nothing to check"),
        expected=Text("JSON 文件，或存放 CSV 文件的文件夹", "JSON files, or folders of CSV files"),
        advice=Text("请选择存放预算表的文件夹", "name the folder that holds the budget tables"),
    )


def folder_found() -> Problem:
    """A folder in the place of a file."""
    return Problem(
        "input-folder",
        found=Text("这是文件夹，不是文件", "this is a folder, not a file"),
        expected=Text("一个文件", "a file"),
        advice=Text("请指定文件夹里的具体文件", "name a file in that folder"),
    )


def forbidden() -> Problem:
    """A file that the user may not read."""
    return Problem(
        "input-permission",
        found=Text("没有读取权限", "there is no permission to read it"),
        expected=Text("当前用户可以读取的文件", "a file that you may read"),
        advice=Text(
            "请关闭正在使用它的程序，或请管理员开通读取权限",
            "close the program that holds it, or ask for permission to read it",
        ),
    )


def special() -> Problem:
    """A pipe, a socket or a device."""
    return Problem(
        "input-special",
        found=Text(
            "这是管道、套接字或设备，不是普通文件，没有打开",
            "this is a pipe, a socket or a device and no regular file; it was not opened",
        ),
        expected=Text("普通文件", "a regular file"),
        advice=Text("请先把内容存成文件", "save what comes out of it to a file first"),
    )


def leads_out() -> Problem:
    """A link in a folder that leads out of it."""
    return Problem(
        "input-outside",
        found=Text(
            "链接指向文件夹以外，没有读取",
            "the link leads out of the folder, and was not followed",
        ),
        expected=Text("文件夹里的文件", "a file inside of the folder"),
        advice=Text(
            "如确需检查，请把文件复制进来，或单独指明它",
            "copy the file into the folder, or name it by itself",
        ),
    )


def too_large(limit: int) -> Problem:
    """A file of more than `limit` MiB."""
    return Problem(
        "input-too-large",
        found=Text(f"文件超过 {limit} MiB", f"the file is larger than {limit} MiB"),
        expected=Text(f"不超过 {limit} MiB 的文件", f"a file of at most {limit} MiB"),
        advice=Text("请确认选对了文件，或拆分后分别检查", "check the name, or split the file"),
    )


def undecodable(number: int, byte: int) -> Problem:
    """A byte that belongs to no text, counted from 1."""
    return Problem(
        "input-encoding",
        found=Text(
            f"第 {number} 个字节（0x{byte:02X}）无法识别",
            f"byte {number} (0x{byte:02X}) cannot be read as text",
        ),
        expected=Text(
            "UTF-8、带 BOM 的 UTF-16 或 GB18030（GBK）编码的文本",
            "text in UTF-8, UTF-16 with a byte order mark, or GB18030 (GBK)",
        ),
        advice=_SAVE_AGAIN,
    )


def nul() -> Problem:
    """A NUL character."""
    return Problem(
        "input-encoding",
        found=Text("文件里有空字符（NUL），不是纯文本", "there is a NUL: this is no plain text"),
        expected=Text("纯文本文件", "a plain text file"),
        advice=_SAVE_AGAIN,
    )


def not_text(found: Text) -> Problem:
    """A workbook or a PDF under the name of a text file."""
    return Problem(
        "input-format",
        found=found,
        expected=Text("JSON 或 CSV 文本文件", "a JSON or CSV text file"),
        advice=Text(
            "只改扩展名不会转换格式：请打开原文件，另存为“CSV UTF-8”",
            "a new name does not convert a file: open it and save it as “CSV UTF-8”",
        ),
    )


def empty() -> Problem:
    """A file without text."""
    return Problem(
        "input-empty",
        found=Text("文件是空的", "the file is empty"),
        expected=Text("有内容的文件", "a file with something in it"),
        advice=Text("请重新导出这个文件", "export the file again"),
    )


def unknown_encoding(encoding: str) -> Problem:
    """An encoding that does not exist."""
    return Problem(
        "input-encoding",
        found=Text(f"不认识编码名称“{encoding}”", f"there is no encoding named “{encoding}”"),
        expected=Text("编码名称，如 utf-8 或 gb18030", "an encoding such as utf-8 or gb18030"),
        advice=Text(
            "请更正或删除 datapackage.json 里的 encoding",
            "correct or remove “encoding” in datapackage.json",
        ),
    )

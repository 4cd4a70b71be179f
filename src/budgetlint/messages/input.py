"""What is said about files that cannot be read, and bytes that are no text."""

from __future__ import annotations

from ..model.errors import Problem, Text

_SAVE_AGAIN = Text(
    "请在 Excel 或记事本中打开原文件，另存为 UTF-8 编码",
    "open the original and save it again as UTF-8",
)


def unreadable(error: OSError) -> Problem:
    """What the system says about a file that does not open."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return missing()
    if isinstance(error, IsADirectoryError):
        return folder_found()
    if isinstance(error, PermissionError):
        return forbidden()
    reason = error.strerror or str(error)
    return Problem(
        "input-unreadable",
        found=Text(f"文件无法读取（{reason}）", f"the file cannot be read ({reason})"),
        expected=Text("可以读取的文件", "a file that can be read"),
        advice=Text("请把文件复制到本机硬盘后重试", "copy it to a local disk and try again"),
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


def too_large(limit: int) -> Problem:
    """A file of more than `limit` MiB."""
    return Problem(
        "input-too-large",
        found=Text(f"文件超过 {limit} MiB", f"the file is larger than {limit} MiB"),
        expected=Text(f"不超过 {limit} MiB 的文件", f"a file of at most {limit} MiB"),
        advice=Text("请确认选对了文件，或拆分后分别检查", "check the name, or split the file"),
    )


def archive_too_large(entries: int, gigabytes: int) -> Problem:
    """A zip file with more in it than any unit publishes."""
    return Problem(
        "input-too-large",
        found=Text("压缩包里的文件过多或过大", "there is too much in the zip file"),
        expected=Text(
            f"最多 {entries:,} 个文件，展开后不超过 {gigabytes} GiB",
            f"at most {entries:,} files, and {gigabytes} GiB when unpacked",
        ),
        advice=Text("请解压后分别检查", "unpack it and check its folders one by one"),
    )


def archive_unsafe(name: str) -> Problem:
    """A zip file whose entries would be written somewhere else, or over each other."""
    shown = name[:80].encode("unicode_escape").decode() if not name.isprintable() else name[:80]
    return Problem(
        "input-unsafe",
        found=Text(
            f"压缩包里有不安全或重复的文件名（{shown}），没有读取",
            f"a name in the zip file is unsafe or stands there twice ({shown}); it was not read",
        ),
        expected=Text("各不相同的相对路径", "relative paths that differ"),
        advice=Text("请确认文件来源，重新打包", "make sure where it comes from; pack it again"),
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

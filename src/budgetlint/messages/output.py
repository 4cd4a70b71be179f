"""What is said about files that cannot be written."""

from __future__ import annotations

import errno

from ..model.errors import Problem, Text

_REASONS = {
    errno.ENOSPC: Text("磁盘空间不足", "no space is left on the disk"),
    errno.EDQUOT: Text("超出磁盘配额", "the disk quota is used up"),
    errno.EFBIG: Text("超出系统允许的文件大小", "it would be larger than the system allows"),
    errno.EIO: Text("磁盘读写出错", "the disk reports an error"),
    errno.EACCES: Text("没有写入权限", "there is no permission to write"),
    errno.EPERM: Text("没有写入权限", "there is no permission to write"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.EBUSY: Text("正被其他程序使用", "another program is using it"),
    errno.ENOENT: Text("所在的文件夹不存在", "its folder does not exist"),
    errno.ENOTDIR: Text("所在的位置不是文件夹", "its folder is a file"),
}


def _reason(error: OSError) -> Text:
    said = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Text(said, said))


def _unwritable(found: Text, advice: Text) -> Problem:
    expected = Text("可以写入的位置", "a place that can be written to")
    return Problem("output-unwritable", found, expected, advice)


def not_written(error: OSError) -> Problem:
    """The system refuses to write. What was there before is still there."""
    reason = _reason(error)
    return _unwritable(
        Text(f"文件没有写入：{reason.zh}", f"the file was not written: {reason.en}"),
        Text(
            "原文件（如有）没有改动；请检查磁盘空间和权限，关闭正在使用它的程序后重试",
            "what was there is unchanged; check space and permissions, close programs that use "
            "the file, and try again",
        ),
    )


def not_a_file() -> Problem:
    """A device, a pipe or a folder in the place of a file."""
    return _unwritable(
        Text("这里不是普通文件", "this is not a regular file"),
        Text("请换一个文件名", "choose another name"),
    )


def not_empty() -> Problem:
    """A folder that holds something already: it would become part of the document."""
    return _unwritable(
        Text("文件夹里已有文件", "there are files in the folder"),
        Text(
            "请换一个新的或空的文件夹，或 .json 文件",
            "choose a new or empty folder, or a .json file",
        ),
    )


def changed() -> Problem:
    """A file that is not any more what was read."""
    return Problem(
        "output-changed",
        found=Text(
            "文件在读取之后已被改动，没有写入",
            "the file was changed after it was read: not written",
        ),
        expected=Text("与读取时相同的文件", "the file as it was read"),
        advice=Text(
            "请关闭正在编辑它的程序，然后重新运行",
            "close the program that edits it, and run the command again",
        ),
    )

"""The exit codes of all commands: one table. The highest that applies is given."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.errors import Text

NOTHING_FOUND, FOUND, NOT_DONE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130

EXIT_CODES: Mapping[int, Text] = {
    NOTHING_FOUND: Text(
        "核对过，没有达到 `--fail-on` 级别（默认 `error`）的问题",
        "checked, and no finding at or above `--fail-on` (default: `error`)",
    ),
    FOUND: Text(
        "有达到 `--fail-on` 级别的问题；使用 `--strict` 时，有规则未能检查或有句子没有读懂；"
        "`fix` 有可更正的；`rules test` 有不符的例子",
        "findings at or above `--fail-on`; with `--strict`, a rule that was not checked or a "
        "sentence that was not understood; corrections that `fix` shows; examples that fail in "
        "`rules test`",
    ),
    NOT_DONE: Text(
        "指明的文件读不出、不是预算，或其中的预算表、单元格没有读懂；规则包、设置或命令的写法有错；"
        "写不出结果；或者什么也没有核对到",
        "a named file that cannot be read or is no budget, or a budget table or cell in it that "
        "was not understood; a fault in a rule pack, in settings or in the command; output that "
        "cannot be written; or nothing was checked at all",
    ),
    INTERNAL: Text(
        "budgetlint 自身出错：只影响所说的文件，其他文件照常核对",
        "a fault of budgetlint itself: it costs the file that is named, and the others are checked",
    ),
    INTERRUPTED: Text(
        "用 Ctrl-C 中断：报告写到中断时为止",
        "interrupted with Ctrl-C: the report goes as far as the run did",
    ),
}

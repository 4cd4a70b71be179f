"""What is said about settings, and what each of them means."""

from __future__ import annotations

from ..model.errors import Text

ADVICE = Text(
    "请更正配置文件；各项设置见 docs/settings.md",
    "correct the settings file; docs/settings.md lists all settings",
)


def not_texts(key: str) -> tuple[Text, Text]:
    """A list that holds something else than texts."""
    return (
        Text(f"{key} 里有不是文字的项", f"{key} holds what is no text"),
        Text(f'{key} = ["…", "…"]', f'{key} = ["…", "…"]'),
    )


def too_few(key: str, value: int) -> tuple[Text, Text]:
    """A number of workers that is none."""
    return Text(f"{key} 为 {value}", f"{key} is {value}"), Text("1 或更大", "1 or more")


DEFAULT = Text("（缺省）", "(default)")
COMMAND_LINE = Text("命令行", "the command line")
FOUND_ABOVE = Text("在当前文件夹或其上级找到", "found in this folder or above")
NAMED = Text("由 rules 指定", "named by rules")
CHOSEN = Text("由文件决定", "told by the document")
NONE = Text("（无）", "(none)")

"""What is said about JSON that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import Problem, Text
from ..model.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from json import JSONDecodeError

_VALID = Text("符合 JSON 语法的文件", "a file in JSON syntax")
_FULL_WIDTH = "，：“”‘’【】｛｝；"

# What the decoder says, in the clerk's words: (start of its message, found).
_FOUND = {
    "Expecting ',' delimiter": Text("这里缺少逗号或右括号", "a comma or a bracket is missing here"),
    "Expecting ':' delimiter": Text("键名后面缺少冒号", "the colon after a key is missing"),
    "Expecting property name": Text("这里应当是带双引号的键名", "here should be a key in quotes"),
    "Expecting value": Text("这里缺少一个值", "a value is missing here"),
    "Illegal trailing comma": Text("最后一项后面多了逗号", "there is a comma after the last item"),
    "Extra data": Text("JSON 结束之后还有内容", "something follows after the end of the JSON"),
    "Unterminated string": Text("文字缺少右引号", "the closing quote of a text is missing"),
    "Invalid control character": Text("文字里有换行或制表符", "a text holds a line break or a tab"),
    "Invalid \\": Text("反斜杠用法有误", "a backslash is not used as JSON demands"),
}
_NOT_JSON = Text("不符合 JSON 语法", "this is not JSON")

_Context = tuple[str, str, str]  # (message, last character before, text from here on)

# The first that fits is the advice.
_ADVICE: tuple[tuple[Callable[[_Context], bool], Text], ...] = (
    (
        lambda c: (
            c[0].startswith("Illegal trailing") or (c[1] == "," and c[2].startswith(("]", "}")))
        ),
        Text("请删除最后一项后面多余的逗号", "remove the comma after the last item"),
    ),
    (
        lambda c: c[0].startswith("Unterminated"),
        Text("请在这段文字末尾补上双引号", "add the closing quote to the text that begins here"),
    ),
    (
        lambda c: not c[2],
        Text(
            "文件不完整：请重新导出，或补上末尾的括号",
            "the file is cut off: export it again, or add the closing brackets",
        ),
    ),
    (
        lambda c: c[2][0] in _FULL_WIDTH,
        Text("请把中文标点改为英文半角标点", "use ASCII punctuation in place of full-width"),
    ),
    (
        lambda c: c[2][0] == "'",
        Text("请把单引号改为双引号", "use double quotes in place of single quotes"),
    ),
    (
        lambda c: c[2].startswith(("//", "/*", "#")),
        Text("JSON 不允许注释，请删除", "JSON allows no comments: remove it"),
    ),
    (
        lambda c: c[2].startswith(("None", "True", "False")),
        Text("请写成 null、true 或 false", "write null, true or false"),
    ),
    (
        lambda c: c[0].startswith("Extra data"),
        Text("一个文件只放一份预算，请删除多余内容", "keep one document in a file, no more"),
    ),
    (
        lambda c: c[0].startswith("Invalid control"),
        Text("换行请写成 \\n，制表符请写成 \\t", "write a line break as \\n and a tab as \\t"),
    ),
    (
        lambda c: c[0].startswith("Invalid \\"),
        Text("反斜杠请写成两个：\\\\", "write a backslash twice: \\\\"),
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter") and c[2][0].isdigit(),
        Text(
            "数字不能以 0 开头，两个数之间要有逗号；编码请加双引号",
            "a number cannot begin with 0; put codes in quotes and commas between numbers",
        ),
    ),
    (
        lambda c: c[0].startswith("Expecting ',' delimiter"),
        Text("请在这个位置之前补上逗号", "add the comma before this place"),
    ),
    (
        lambda c: c[0].startswith("Expecting ':' delimiter"),
        Text("请在键名和值之间补上英文冒号", "put a colon between the key and its value"),
    ),
    (
        lambda c: c[0].startswith("Expecting property name"),
        Text("请给键名加上双引号", "put the key in double quotes"),
    ),
)
_WRITE_VALUE = Text(
    "请填写数字、带双引号的文字或 null", "write a number, a text in double quotes, or null"
)


def syntax(text: str, error: JSONDecodeError) -> Problem:
    """What the decoder found, in the words of a clerk, with the most likely remedy."""
    before = text[max(0, error.pos - 200) : error.pos].rstrip()[-1:]
    context = (error.msg, before, text[error.pos : error.pos + 20].lstrip())
    return Problem(
        "json-syntax",
        found=next((t for start, t in _FOUND.items() if error.msg.startswith(start)), _NOT_JSON),
        expected=_VALID,
        advice=next((advice for fits, advice in _ADVICE if fits(context)), _WRITE_VALUE),
        place=Place(line=error.lineno, column=error.colno),
    )


def duplicate_key(key: str) -> Problem:
    """One object has a key twice."""
    return Problem(
        "json-duplicate-key",
        found=Text(f"键“{key}”重复出现", f"the key “{key}” is there twice"),
        expected=Text("同一对象里每个键只出现一次", "every key once in an object"),
        advice=Text("请只保留其中一个", "keep one of them"),
    )


def constant(name: str) -> Problem:
    """NaN or Infinity."""
    return Problem(
        "json-constant",
        found=Text(f"{name} 不是金额", f"{name} is no amount"),
        expected=Text("数字或 null", "a number or null"),
        advice=Text("没有金额时请写 null", "write null where there is no amount"),
    )


def nesting() -> Problem:
    """Brackets in brackets without end."""
    return Problem(
        "json-nesting",
        found=Text("括号嵌套层数过多", "the brackets are nested too deeply"),
        expected=Text("预算文件（最多五层括号）", "a budget document (five levels of brackets)"),
        advice=Text("请确认选对了文件，并重新导出", "check the name, and export the file again"),
    )


def half_character() -> Problem:
    r"""A lone surrogate such as \ud83d."""
    return Problem(
        "json-syntax",
        found=Text(
            "文字里有不完整的 \\u 转义（半个字符）",
            "a text holds half a character (a lone \\u escape)",
        ),
        expected=Text("成对的 \\ud8xx\\udcxx 转义", "escapes \\ud8xx\\udcxx in pairs"),
        advice=Text("请直接写出这个字或删除它", "write the character itself, or remove it"),
    )

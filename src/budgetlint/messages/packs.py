"""What is wrong with a rule pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..model.errors import Problem, Text
from ..model.layout import Side
from ..model.place import Place

__all__ = [
    "RULE_ADVICE",
    "TEMPLATE_REASONS",
    "bad_example_table",
    "bad_setting",
    "bad_template",
    "bare_column",
    "change_nothing",
    "choice",
    "condition_syntax",
    "equation_syntax",
    "example_differs",
    "example_verdict",
    "extends_loop",
    "key_missing",
    "lists_differ",
    "missing_key",
    "no_codes",
    "no_column",
    "no_layout",
    "no_level",
    "no_list",
    "no_pack",
    "no_row",
    "no_rule",
    "no_rule_named",
    "no_side",
    "not_a_percentage",
    "ratio_aimless",
    "row_condition",
    "rule_twice",
    "rules_empty",
    "rules_encoding",
    "rules_syntax",
    "rules_too_large",
    "rules_unreadable",
    "selector_syntax",
    "several_rows",
    "text_aimless",
    "unknown_key",
    "wrong_type",
]

Pair = tuple[Text, Text]

RULE_ADVICE = Text(
    "请更正规则文件；规则的写法见 docs/rules.md",
    "correct the rule file; docs/rules.md describes the rule language",
)
_SYNTAX = Text(
    "表[行].列，如 expenditure[20141].合计", "table[row].column, such as expenditure[20141].合计"
)


def near(word: str, known: Iterable[str]) -> Text:
    """Did you mean …? As a suffix, in both languages."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 1, 0.5)
    if not found:
        return Text("", "")
    return Text(f"（是否为 {found[0]}？）", f" (did you mean {found[0]}?)")


def _listed(names: Iterable[str]) -> Text:
    words = list(names)
    return Text("、".join(words) or "（无）", ", ".join(words) or "(none)")


def _unknown(what: Text, name: str, known: Iterable[str]) -> Pair:
    names = list(known)
    hint = near(name, names)
    listed = _listed(names)
    return (
        Text(f"没有{what.zh}“{name}”{hint.zh}", f'there is no {what.en} "{name}"{hint.en}'),
        Text(f"其中之一：{listed.zh}", f"one of: {listed.en}"),
    )


def selector_syntax(text: str) -> Pair:
    """A selector cannot be read."""
    return Text(f"看不懂的单元格写法“{text}”", f'"{text}" is no selector'), _SYNTAX


def equation_syntax(text: str) -> Pair:
    """An equation cannot be read."""
    return (
        Text(f"看不懂的算式“{text}”", f'"{text}" is no equation'),
        Text(
            "一个等式或不等式，如 合计 = 基本支出 + 项目支出（+ 和 - 后要有空格）",
            "one equation, such as 合计 = 基本支出 + 项目支出 (blanks around + and -)",
        ),
    )


def no_layout(table: str, known: Iterable[str]) -> Pair:
    """A rule names a table that no layout describes."""
    return _unknown(Text("版式", "layout"), table, known)


def no_side(table: str, side: str, known: Iterable[str]) -> Pair:
    """A rule names a side that the table does not have, or none where there are several."""
    if not side:
        listed = _listed(known)
        return (
            Text(
                f"{table} 有几个部分，没有写明是哪一个", f"{table} has several sides; none is named"
            ),
            Text(f"其中之一：{listed.zh}", f"one of: {listed.en}"),
        )
    return _unknown(Text(f" {table} 的部分", f"side of {table}"), side, known)


def bare_column(text: str) -> Pair:
    """A bare column name outside of a row."""
    return (
        Text(f"“{text}”没有写明是哪张表哪一行", f'"{text}" names no table and no row'),
        Text(
            "表[行].列；或加上 for，使列名指该行的列",
            'table[row].column; or a "for", so that the name means a column of its rows',
        ),
    )


def no_column(side: Side, name: str) -> Pair:
    """A rule names a column that the layout does not have, or none where there are several."""
    if not name:
        listed = _listed(side.columns)
        return (
            Text(f"没有写明 {side.address} 的哪一列", f"no column of {side.address} is named"),
            Text(f"其中之一：{listed.zh}", f"one of: {listed.en}"),
        )
    return _unknown(Text(f" {side.address} 的列", f"column of {side.address}"), name, side.columns)


def no_row(side: Side, row: str) -> Pair:
    """A rule names a row that the layout cannot have."""
    names = ["/".join(name) for name in side.names]
    return _unknown(Text(f" {side.address} 的行", f"row of {side.address}"), row, names)


def no_level(side: Side, level: str) -> Pair:
    """A rule names a level that the layout does not have, or a group that no phrase makes."""
    if side.rows == "claims":
        return _unknown(Text("句式的组", "group of phrases"), level, side.levels)
    return _unknown(Text(f" {side.address} 的级次", f"level of {side.address}"), level, side.levels)


def several_rows(text: str) -> Pair:
    """Several rows where one figure is wanted."""
    return (
        Text(f"“{text}”指几行，这里要一个数", f'"{text}" means several rows; one figure is wanted'),
        Text(f"sum({text})，或在 for 中逐行检查", f'sum({text}), or a "for" to check row by row'),
    )


def key_missing(text: str) -> Pair:
    """A match without a key on both sides."""
    return (
        Text(f"“{text}”的两边没有都写 [$code]", f'not both sides of "{text}" have a key'),
        Text(
            "[$code]、[$label] 或 [$project]，如 revenue[$code].总计 = expenditure[$code].合计",
            "[$code], [$label] or [$project] on both sides",
        ),
    )


def condition_syntax(text: str) -> Pair:
    """A condition cannot be read."""
    return (
        Text(f"看不懂的条件“{text}”", f'"{text}" is no condition'),
        Text(
            "empty(表)、states(表.notes, 字样)、present(表)、detailed(表, 级次) 或算式",
            "empty(table), states(table.notes, words), present(table), detailed(table, level) or "
            "an equation",
        ),
    )


def row_condition(text: str) -> Pair:
    """Something else than emptiness is asked of rows."""
    return (
        Text(f"有 for 时 then 不能是“{text}”", f'with "for", then cannot be "{text}"'),
        Text(
            "empty(列名)，且没有 if；逐行的算式请用 linear",
            'empty(column), without "if"; for sums row by row use the kind linear',
        ),
    )


def ratio_aimless() -> Pair:
    """A ratio without anything to compare with."""
    return (
        Text("没有写明比率应是多少", "nothing says what the ratio should be"),
        Text("stated、equals、min 或 max", "stated, equals, min or max"),
    )


def text_aimless(tests: Iterable[str]) -> Pair:
    """A text rule without a test."""
    listed = _listed(tests)
    return Text("没有写明检查什么", "nothing says what to test"), listed


def not_a_percentage(name: str) -> Pair:
    """A bound is no number."""
    return (
        Text(f"{name} 不是百分数", f"{name} is no percentage"),
        Text('如 "8.00"', 'such as "8.00"'),
    )


def choice(key: str, allowed: Iterable[str], value: object) -> Pair:
    """A value that is none of those allowed."""
    names = list(allowed)
    hint = near(str(value), names)
    listed = _listed(names)
    return (
        Text(f"{key} 的值“{value}”不对{hint.zh}", f'"{value}" is no value of {key}{hint.en}'),
        Text(f"其中之一：{listed.zh}", f"one of: {listed.en}"),
    )


def no_list(name: str, known: Iterable[str]) -> Pair:
    """A rule names a code list that is not there."""
    return _unknown(Text("代码表", "code list"), name, known)


def no_codes(side: Side) -> Pair:
    """A table without codes where codes are checked."""
    return (
        Text(f"{side.address} 没有科目编码", f"{side.address} has no codes"),
        Text("有科目编码的表", "a table with codes"),
    )


def unknown_key(key: str, known: Iterable[str]) -> Pair:
    """A field that is not known; a misspelt one would silently do nothing."""
    return _unknown(Text("字段", "field"), key, known)


def wrong_type(key: str, value: object, allowed: tuple[type, ...]) -> Pair:
    """A field of the wrong type."""
    names: dict[type, Text] = {
        str: Text("文字", "text"),
        list: Text("列表", "a list"),
        dict: Text("表", "a table"),
    }
    names |= {bool: Text("true 或 false", "true or false"), int: Text("整数", "a whole number")}
    names |= {date: Text("日期", "a date")}
    kinds = [names[t] for t in allowed]
    return (
        Text(f"{key} 的类型不对：{value!r:.60}", f"{key} has the wrong type: {value!r:.60}"),
        Text("或".join(k.zh for k in kinds), " or ".join(k.en for k in kinds)),
    )


def missing_key(key: str) -> Pair:
    """A field that must be there."""
    return Text(f"缺少 {key}", f"{key} is missing"), Text(f"{key} = …", f"{key} = …")


def rule_twice(code: str) -> Pair:
    """Two rules of one code."""
    return (
        Text(f"规则 {code} 已经有了", f"there is a rule {code} already"),
        Text(
            f"另一个编号；要改动已有的规则，写 [change.{code}]",
            f"another code; to change the rule that is there, write [change.{code}]",
        ),
    )


def no_rule(code: str, known: Iterable[str]) -> Pair:
    """A change of a rule that is not there."""
    return _unknown(Text("规则", "rule"), code, known)


def _problem(
    code: str, path: str, found: Text, expected: Text, line: int = 0, column: int = 0
) -> Problem:
    return Problem(code, found, expected, RULE_ADVICE, Place(path, line=line, column=column))


def rules_unreadable(path: str, error: OSError) -> Problem:
    """A rule file cannot be opened."""
    why = error.strerror or "error"
    return _problem(
        "rules-missing",
        path,
        Text(f"规则文件打不开（{why}）", f"the rule file cannot be opened ({why})"),
        Text("可以读的 TOML 文件或文件夹", "a readable TOML file or folder"),
    )


def rules_too_large(path: str, limit: int) -> Problem:
    """A rule file is larger than any rule file is."""
    size = f"{limit // 1024 // 1024} MB"
    return _problem(
        "rules-too-large",
        path,
        Text(f"规则文件超过 {size}", f"the rule file is larger than {size}"),
        Text("TOML 规则文件", "a TOML file of rules"),
    )


def rules_encoding(path: str, line: int) -> Problem:
    """A rule file is not UTF-8."""
    return _problem(
        "rules-encoding",
        path,
        Text("规则文件不是 UTF-8 编码", "the rule file is not UTF-8"),
        Text("UTF-8 编码的 TOML", "TOML in UTF-8"),
        line,
    )


def rules_syntax(path: str, message: str, line: int, column: int) -> Problem:
    """A rule file is no TOML."""
    return _problem(
        "rules-syntax",
        path,
        Text(f"不是正确的 TOML：{message}", f"not valid TOML: {message}"),
        Text("TOML 语法（中文的键要加引号）", "TOML syntax (keys that are not ASCII in quotes)"),
        line,
        column,
    )


def rules_empty(path: str) -> Problem:
    """A folder without rule files."""
    return _problem(
        "rules-empty",
        path,
        Text("文件夹里没有规则文件", "the folder holds no rule files"),
        Text("*.toml 文件", "*.toml files"),
    )


def no_pack(name: str, known: Iterable[str]) -> Problem:
    """A pack is neither a path nor a shipped pack."""
    found, expected = _unknown(Text("规则包", "rule pack"), name, known)
    return _problem("rules-missing", name, found, expected)


def extends_loop(path: str) -> Problem:
    """Packs extend each other in a circle."""
    return _problem(
        "rules-loop",
        path,
        Text("规则包互相继承，形成循环", "rule packs extend each other in a circle"),
        Text("继承关系没有循环", "a chain of packs that ends"),
    )


def bad_setting(path: str, key: str, allowed: Iterable[str]) -> Problem:
    """A setting of the configuration file that is not known, or has a value that is not."""
    listed = _listed(allowed)
    return Problem(
        "settings",
        Text(f"配置项 {key} 不对", f"the setting {key} is wrong"),
        Text(f"其中之一：{listed.zh}", f"one of: {listed.en}"),
        Text("请更正配置文件", "correct the configuration file"),
        Place(path),
    )


def bad_example_table(path: str, table: str, rule: str) -> Problem:
    """An example's table has rows of different lengths, or none."""
    return _problem(
        "example-table",
        path,
        Text(
            f"规则 {rule} 的例子中，表 {table} 各行格数不同或没有行",
            f"in an example of rule {rule}, table {table} has rows of different lengths, or none",
        ),
        Text("第一行为表头，各行用 | 分成同样多的格", "a header row, and rows with as many cells"),
    )


def example_differs(expected: Sequence[str], found: Sequence[str]) -> Text:
    """An example gave other findings than it should."""
    zh_expected, zh_found = "；".join(expected) or "无", "；".join(found) or "无"
    return Text(
        f"应发现：{zh_expected}\n    实发现：{zh_found}",
        f"should find: {'; '.join(expected) or 'nothing'}\n"
        f"    found: {'; '.join(found) or 'nothing'}",
    )


def example_verdict(expected: str, found: str) -> Text:
    """An example ended otherwise than it should."""
    return Text(f"应为 {expected}，实为 {found}", f"should be {expected}, is {found}")


def no_rule_named(code: str, known: Iterable[str]) -> Problem:
    """A rule was asked for that the pack does not have."""
    found, expected = _unknown(Text("规则", "rule"), code, known)
    advice = Text("budgetlint rules list 列出全部规则", "budgetlint rules list shows all rules")
    return Problem("rule-unknown", found, expected, advice)


TEMPLATE_REASONS = {
    "syntax": Text("写法不对", "is not written as a template"),
    "bracket": Text("括号 [ ] 或 < > 不配对", "has brackets [ ] or < > that do not match"),
    "slot": Text("没有这个空位", "is no slot that there is"),
}


def bad_template(text: str, reason: str, slots: Sequence[str]) -> tuple[Text, Text]:
    """A template that cannot be read."""
    why = TEMPLATE_REASONS[reason]
    hint = near(text, list(slots))
    known = " ".join(f"{{{slot}}}" for slot in slots)
    return (
        Text(f"“{text}”{why.zh}{hint.zh}", f'"{text}" {why.en}{hint.en}'),
        Text(
            f"文字、空位 {known}、可省略的 [部分]、任选的 <甲|乙>",
            f"words, slots {known}, [optional parts] and <one|other>",
        ),
    )


def lists_differ(name: str, length: int) -> tuple[Text, Text]:
    """Lists that belong together are of different lengths."""
    return (
        Text(f"{name} 的个数与其他列表不同", f"{name} is not as long as the other lists"),
        Text(f"1 个或 {length} 个", f"one entry, or {length}"),
    )


def change_nothing(old: str) -> tuple[Text, Text]:
    """An example changes words that its document does not have."""
    return (
        Text(f"要替换的“{old}”不在文件中", f'"{old}" is not in the document'),
        Text("文件中有的文字", "words of the document"),
    )

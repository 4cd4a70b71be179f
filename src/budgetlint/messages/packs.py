"""What is wrong with a rule pack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..model import limits
from ..model.errors import NOTHING, Message, Problem
from ..model.place import Place
from .catalogue import pair, problem, say
from .others import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.layout import Side

__all__ = [
    "RULE_ADVICE",
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
    "many_spellings",
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

Pair = tuple[Message, Message]

RULE_ADVICE = say("packs.rule-advice")


def near(word: str, known: Iterable[str]) -> Message:
    """Did you mean …?"""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 1, 0.5)
    return say("packs.near", word=found[0]) if found else NOTHING


def _listed(names: Iterable[str]) -> Message:
    words = tuple(names)
    return say("packs.names", names=words) if words else say("packs.none")


def _unknown(what: Message, name: str, known: Iterable[str]) -> Pair:
    names = list(known)
    return pair("packs.unknown", what=what, name=name, hint=near(name, names), known=_listed(names))


def selector_syntax(text: str) -> Pair:
    """A selector cannot be read."""
    return pair("packs.selector-syntax", text=text)


def equation_syntax(text: str) -> Pair:
    """An equation cannot be read."""
    return pair("packs.equation-syntax", text=text)


def no_layout(table: str, known: Iterable[str]) -> Pair:
    """A rule names a table that no layout describes."""
    return _unknown(say("packs.what.layout"), table, known)


def no_side(table: str, side: str, known: Iterable[str]) -> Pair:
    """A rule names a side that the table does not have, or none where there are several."""
    if not side:
        return pair("packs.side-open", table=table, known=_listed(known))
    return _unknown(say("packs.what.side", table=table), side, known)


def bare_column(text: str) -> Pair:
    """A bare column name outside of a row."""
    return pair("packs.bare-column", text=text)


def no_column(side: Side, name: str) -> Pair:
    """A rule names a column that the layout does not have, or none where there are several."""
    if not name:
        known = _listed(side.columns)
        return pair("packs.column-open", address=side.address, known=known)
    return _unknown(say("packs.what.column", address=side.address), name, side.columns)


def no_row(side: Side, row: str) -> Pair:
    """A rule names a row that the layout cannot have."""
    names = ["/".join(name) for name in side.names]
    return _unknown(say("packs.what.row", address=side.address), row, names)


def no_level(side: Side, level: str) -> Pair:
    """A rule names a level that the layout does not have, or a group that no phrase makes."""
    if side.rows == "claims":
        return _unknown(say("packs.what.group"), level, side.levels)
    return _unknown(say("packs.what.level", address=side.address), level, side.levels)


def several_rows(text: str) -> Pair:
    """Several rows where one figure is wanted."""
    return pair("packs.several-rows", text=text)


def key_missing(text: str) -> Pair:
    """A match without a key on both sides."""
    return pair("packs.key-missing", text=text)


def condition_syntax(text: str) -> Pair:
    """A condition cannot be read."""
    return pair("packs.condition-syntax", text=text)


def row_condition(text: str) -> Pair:
    """Something else than emptiness is asked of rows."""
    return pair("packs.row-condition", text=text)


def ratio_aimless() -> Pair:
    """A ratio without anything to compare with."""
    return pair("packs.ratio-aimless")


def text_aimless(tests: Iterable[str]) -> Pair:
    """A text rule without a test."""
    return pair("packs.text-aimless", tests=_listed(tests))


def not_a_percentage(name: str) -> Pair:
    """A bound is no number."""
    return pair("packs.not-a-percentage", name=name)


def choice(key: str, allowed: Iterable[str], value: object) -> Pair:
    """A value that is none of those allowed."""
    names = list(allowed)
    hint = near(str(value), names)
    return pair("packs.choice", key=key, value=str(value), hint=hint, known=_listed(names))


def no_list(name: str, known: Iterable[str]) -> Pair:
    """A rule names a code list that is not there."""
    return _unknown(say("packs.what.list"), name, known)


def no_codes(side: Side) -> Pair:
    """A table without codes where codes are checked."""
    return pair("packs.no-codes", address=side.address)


def unknown_key(key: str, known: Iterable[str]) -> Pair:
    """A field that is not known; a misspelt one would silently do nothing."""
    return _unknown(say("packs.what.key"), key, known)


def wrong_type(key: str, value: object, allowed: tuple[type, ...]) -> Pair:
    """A field of the wrong type."""
    kinds = tuple(say(f"packs.types.{_TYPES[kind]}") for kind in allowed)
    return pair("packs.wrong-type", key=key, value=f"{value!r:.60}", kinds=kinds)


_TYPES = {str: "text", list: "list", dict: "table", bool: "truth", int: "number", date: "date"}


def missing_key(key: str) -> Pair:
    """A field that must be there."""
    return pair("packs.missing-key", key=key)


def rule_twice(code: str) -> Pair:
    """Two rules of one code."""
    return pair("packs.rule-twice", code=code)


def no_rule(code: str, known: Iterable[str]) -> Pair:
    """A change of a rule that is not there."""
    return _unknown(say("packs.what.rule"), code, known)


def rules_unreadable(path: str, error: OSError) -> Problem:
    """A rule file cannot be opened."""
    return problem("packs.rules-unreadable", Place(path), why=reason_of(error))


def rules_too_large(path: str, limit: int) -> Problem:
    """A rule file is larger than any rule file is."""
    return problem("packs.rules-too-large", Place(path), limit=limit // 1024 // 1024)


def rules_encoding(path: str, line: int) -> Problem:
    """A rule file is not UTF-8."""
    return problem("packs.rules-encoding", Place(path, line=line))


def rules_syntax(path: str, message: str, line: int, column: int) -> Problem:
    """A rule file is no TOML."""
    return problem("packs.rules-syntax", Place(path, line=line, column=column), message=message)


def rules_empty(path: str) -> Problem:
    """A folder without rule files."""
    return problem("packs.rules-empty", Place(path))


def no_pack(name: str, known: Iterable[str]) -> Problem:
    """A pack is neither a path nor a shipped pack."""
    found, expected = _unknown(say("packs.what.pack"), name, known)
    return problem("packs.no-pack", Place(name), found=found, expected=expected)


def extends_loop(path: str) -> Problem:
    """Packs extend each other in a circle."""
    return problem("packs.extends-loop", Place(path))


def bad_setting(path: str, key: str, allowed: Iterable[str]) -> Problem:
    """A setting of the configuration file that is not known, or has a value that is not."""
    return problem("packs.bad-setting", Place(path), key=key, known=_listed(allowed))


def bad_example_table(path: str, table: str, rule: str) -> Problem:
    """An example's table has rows of different lengths, or none."""
    return problem("packs.bad-example-table", Place(path), rule=rule, table=table)


def example_differs(expected: Sequence[str], found: Sequence[str]) -> Message:
    """An example gave other findings than it should."""
    nothing = (say("packs.no-finding"),)
    return say(
        "packs.example-differs",
        expected=tuple(expected) or nothing,
        found=tuple(found) or nothing,
    )


def example_verdict(expected: str, found: str) -> Message:
    """An example ended otherwise than it should."""
    return say("packs.example-verdict", expected=expected, found=found)


def no_rule_named(code: str, known: Iterable[str]) -> Problem:
    """A rule was asked for that the pack does not have."""
    found, expected = _unknown(say("packs.what.rule"), code, known)
    return problem("packs.no-rule-named", found=found, expected=expected)


def bad_template(text: str, reason: str, slots: Sequence[str]) -> tuple[Message, Message]:
    """A template that cannot be read."""
    why = say(f"packs.template-reasons.{reason}")
    hint = near(text, list(slots))
    known = tuple(f"{{{slot}}}" for slot in slots)
    return pair("packs.bad-template", text=text, why=why, hint=hint, known=known)


def many_spellings(text: str, ways: int) -> tuple[Message, Message]:
    """A title or a header with too many ways to write it."""
    return pair("packs.many-spellings", text=text, ways=ways, limit=limits.SPELLINGS)


def lists_differ(name: str, length: int) -> tuple[Message, Message]:
    """Lists that belong together are of different lengths."""
    return pair("packs.lists-differ", name=name, length=length)


def change_nothing(old: str) -> tuple[Message, Message]:
    """An example changes words that its document does not have."""
    return pair("packs.change-nothing", old=old)

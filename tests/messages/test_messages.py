"""The catalogue: every message is used, with the arguments that it names, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, NamedTuple

from budgetlint.messages.catalogue import say
from budgetlint.messages.tables import tables
from budgetlint.model.errors import Argument
from source import trees

HAN = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)")
SAYS = {"say", "pair", "problem", "_of_kind", "_remark", "_help", "_about"}
PARTS = {"pair": ("found", "expected"), "problem": ("found", "expected", "advice")}


class Said(NamedTuple):
    """A place where something is said: its code (a * for what is not told), and its arguments."""

    where: str
    how: str
    code: str
    arguments: frozenset[str] | None


def _entries(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, entry in table.items():
        if isinstance(entry, Mapping):
            yield from _entries(entry, f"{before}{name}.")
        else:
            yield before + name, entry


TABLES = dict(tables())
ENTRIES = dict(_entries(TABLES))
TEXTS = {code: entry for code, entry in ENTRIES.items() if isinstance(entry, list)}


@cache
def everything_said() -> Sequence[Said]:
    return tuple(_said())


def _said() -> Iterator[Said]:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            how = getattr(function, "id", getattr(function, "attr", ""))
            code = _code(node.args[0], how)
            if how in SAYS and code:
                names = [keyword.arg for keyword in node.keywords]
                given = None if None in names else frozenset(name for name in names if name)
                yield Said(f"{path.name}:{node.lineno}", how, code, given)


def _code(node: ast.expr, how: str) -> str:
    before = {"_remark": "waivers.", "_help": "cli.", "_about": "cli."}.get(how, "")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return before + node.value
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "*" for p in node.values)
        return before + "".join(map(str, parts))
    if isinstance(node, ast.IfExp):
        return ""
    return ""


@cache
def words() -> frozenset[str]:
    """What is passed on as a code: what may stand at a key of JSON, and choices between two
    entries."""
    return frozenset(
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    )


@cache
def open_codes() -> Sequence[re.Pattern[str]]:
    """The codes that are put together, such as `kinds.*`."""
    codes = sorted({said.code for said in everything_said() if "*" in said.code})
    return [re.compile(re.escape(code).replace(r"\*", ".*")) for code in codes]


def _is_used(code: str) -> bool:
    table, _, name = code.rpartition(".")
    file = code.partition(".")[0]
    if code in words() or table in words():
        return True
    if any(c.fullmatch(code) or c.fullmatch(table) for c in open_codes()):
        return True
    return any(entry == name for other, entry in ENTRIES.items() if other.startswith(f"{file}."))


def forms(code: str) -> list[str]:
    """The forms of an entry; what it shares with others stands in the file once."""
    entry = ENTRIES[code]
    file = code.partition(".")[0]
    return forms(f"{file}.{entry}") if isinstance(entry, str) else list(entry)


def named(form: str) -> dict[str, str]:
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(form) if name is not None}


def test_there_are_messages() -> None:
    assert len(TEXTS) > 500
    assert len(everything_said()) > 300


def test_every_message_is_used() -> None:
    assert [code for code in TEXTS if not _is_used(code)] == []


def test_every_message_is_formatted_in_both_languages() -> None:
    """With arguments of the kinds that the forms ask for."""
    for code, (chinese, english) in TEXTS.items():
        every = {**named(chinese), **named(english)}
        text = say(code, **{name: _sample(spec) for name, spec in every.items()})
        assert bool(text.zh) == bool(text.en), code
        given = {f"{{{name}" for name in every}
        assert not any(name in said for said in (text.zh, text.en) for name in given), code


def _sample(spec: str) -> Argument:
    if spec.endswith("X"):
        return 7
    if "," in spec[:1] or spec.endswith("f"):
        return Decimal("1234.50")
    return ("one", "two") if "|" in spec else "one"


def test_english_has_no_chinese_but_quotations() -> None:
    found = {code for code, (_, en) in TEXTS.items() if HAN.search(QUOTED.sub("", en))}
    assert found <= SYNTAX


SYNTAX = {
    "packs.equation-syntax.expected", "packs.selector-syntax.expected", "waivers.no-place.expected",
    "assertions.price-far-off.found", "html.page.language",
}  # fmt: skip
"""Entries that show how something is written; what is written is Chinese in every language."""


def test_what_is_said_is_in_the_catalogue() -> None:
    for said in everything_said():
        if "*" not in said.code:
            _is_in_the_catalogue(said)


def _is_in_the_catalogue(said: Said) -> None:
    if said.code.partition(".")[0] not in TABLES or "." not in said.code:
        return  # not a code: `pair` and `say` are words of others too
    if said.how in PARTS:
        used = {n for part in PARTS[said.how] for n in _names(f"{said.code}.{part}")}
    elif said.how in ("_of_kind", "_remark"):
        return
    else:
        used = _names(said.code)
    if said.arguments is None or said.how in ("_help", "_about"):
        return
    code = ENTRIES.get(f"{said.code}.code", "")
    missing = used - said.arguments
    assert not missing or (said.how == "say" and not said.arguments), (said, missing)
    assert said.arguments <= used | named(code).keys(), said


def _names(code: str) -> set[str]:
    return {name for form in forms(code) for name in named(form)}

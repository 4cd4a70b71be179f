"""Families: what rules that are alike share is said once, and each of them is a view of it.

[family.adds-up]                 fields that its rules share; packs that extend this one use it too
kind = "rollup"
name = { zh = "{tables} 逐级汇总", en = "{tables}: codes add up" }
message = { zh = "上级科目不等于下级科目之和", en = "the code is not the sum of those below it" }

[view.adds-up]                   its rules by their codes, each with what is its own
B4 = "revenue"                   the field that is still missing, alone
B15 = { table = ["government-fund", "state-capital"], severity = "warning" }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .. import messages
from ..messages.catalogue import say
from ..model.errors import Argument, Message, Problem
from .rules import COMMON, Forms
from .toml_file import TomlFile, TomlTable, as_text, field_faults

Family = Mapping[str, Any]
MOST = 3
"""How many terms of a sum a name spells out."""
MANY = 5
"""How many tables a name names."""
_TABLE = re.compile(r"(?<![\w.@/-])[a-z][a-z0-9-]*")


def families(file: TomlFile, kinds: Forms) -> Iterator[tuple[str, Family | Problem]]:
    """The families that a file declares, each by its name, or what is wrong with it."""
    for name, data in file.data.get("family", {}).items():
        part = TomlTable(file, f"family.{name}", 0, data)
        faults = list(_faults(part, kinds))
        yield from ((name, fault) for fault in faults)
        if not faults:
            yield name, data


def _faults(part: TomlTable, kinds: Forms) -> Iterator[Problem]:
    wanted = str(part.data.get("kind", "")) if isinstance(part.data, Mapping) else ""
    if wanted not in kinds:
        yield part.problem(wanted or "kind", messages.choice("kind", kinds, wanted))
        return
    fields = {**COMMON, **kinds[wanted].fields}
    for blamed, texts in field_faults(part.data, fields):
        yield part.problem(blamed, texts)


def views(
    file: TomlFile, known: Mapping[str, Family], kinds: Forms
) -> Iterator[TomlTable | Problem]:
    """The rules that are views of families, each with all its fields; or what is wrong."""
    for name, rules in file.data.get("view", {}).items():
        part = TomlTable(file, f"view.{name}", 0, rules)
        if name not in known:
            yield part.problem("", messages.choice("view", known, name))
        elif not isinstance(rules, Mapping):
            yield part.problem("", messages.wrong_type(name, rules, (dict,)))
        else:
            for code, own in rules.items():
                data = {"code": code, **known[name], **_own(own, known[name], kinds)}
                yield part._replace(data=data, key=code)


def _own(value: object, family: Family, kinds: Forms) -> Mapping[str, Any]:
    """What a rule says itself: its fields, or what belongs into the first field that is missing."""
    if isinstance(value, Mapping):
        return value
    required = kinds[family["kind"]].required
    return {next((field for field in required if field not in family), "name"): value}


def wording(
    data: Mapping[str, Any], layouts: Mapping[str, Mapping[str, Any]]
) -> tuple[Message, Message]:
    """The name of a rule and what it says of a finding. In both, {tables} are the tables that the
    rule is about, by the numbers that `layouts` give them; the name may give its equation, {check},
    and the {columns} of words that it looks at; what it says may quote its {name}, and does where
    it says nothing of its own."""
    name = as_text(data.get("name", data["code"]))
    message = as_text(data["message"]) if "message" in data else say("packs.does-not-hold")
    if "{" not in name.chinese + message.chinese:
        return name, message
    said = " ".join(map(str, _texts(data)))
    about = [layouts[table] for table in dict.fromkeys(_TABLE.findall(said)) if table in layouts]
    numbers = tuple(str(layout["number"]) for layout in about if layout.get("number"))
    tables = _tables(numbers)
    columns = tuple(str(text).rpartition(".")[2] for text in _listed(data.get("in", ())))
    name = _filled(name, tables=tables, check=_equation(data), columns=columns)
    return name, _filled(message, tables=tables, name=name)


def _tables(numbers: tuple[str, ...]) -> Message:
    if len(numbers) > MANY:
        return say("packs.many-tables")
    return say("packs.table" if len(numbers) == 1 else "packs.tables", numbers=numbers)


def _filled(text: Message, **arguments: Argument) -> Message:
    """The words, with a capital where the name of a rule begins with one of its tables."""
    filled = text.using(**arguments)
    english = filled.en
    if text.english.startswith("{"):
        english = english[:1].upper() + english[1:]
    return Message(filled.zh, english)


def _equation(data: Mapping[str, Any]) -> str:
    """The first equation of a rule, a long sum cut short."""
    check = data.get("check", "")
    first = str(check[0]) if isinstance(check, (list, tuple)) else str(check)
    terms = first.split(" + ")
    return first if len(terms) <= MOST else " + ".join([*terms[:MOST], "…"])


def _texts(data: Mapping[str, Any]) -> Iterator[object]:
    """The fields of a rule that address tables."""
    for field in ("for", "table", "check", "cells", "left", "right", "if", "then", "in", "part"):
        yield from _listed(data.get(field, ()))


def _listed(value: object) -> list[object]:
    return [*value] if isinstance(value, (list, tuple)) else [value]

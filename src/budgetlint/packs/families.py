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

from collections.abc import Iterator, Mapping
from typing import Any

from .. import messages
from ..model.errors import Problem
from .rules import COMMON, Forms
from .toml_file import TomlFile, TomlTable, field_faults

Family = Mapping[str, Any]


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

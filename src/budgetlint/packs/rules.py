"""Rules from TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from .. import messages
from ..model.errors import Message, Problem
from ..model.rule import Rule, Settings, Source, Tolerance
from ..model.severity import SEVERITIES
from .toml_file import Spec, TomlTable, as_text, field_faults

COMMON: Spec = {
    "code": (str,),
    "name": (str, dict),
    "kind": (str,),
    "severity": (str,),
    "tolerance": (str,),
    "when": (str,),
    "message": (str, dict),
    "why": (str, dict),
    "enabled": (bool,),
    "open": (bool,),
    "since": (int,),
    "until": (int,),
    "explain": (bool,),
    "leftover": (bool,),
}


class RuleForm(Protocol):
    """What the rules of one kind look like in TOML: fields with their types, choices of words."""

    @property
    def fields(self) -> Spec: ...

    @property
    def required(self) -> tuple[str, ...]: ...

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]: ...

    def parse(self, data: Mapping[str, Any], /) -> Settings: ...


Forms = Mapping[str, RuleForm]
"""The kinds of rules by name, as far as reading them is concerned."""


def rule_faults(part: TomlTable, data: Mapping[str, Any], kinds: Forms) -> Iterator[Problem]:
    """Everything that is wrong with the form of a rule; `data` is it with what it inherits."""
    wanted = str(data.get("kind", ""))
    kind = kinds.get(wanted)
    if kind is None:
        yield part.problem(wanted or "kind", messages.choice("kind", kinds, wanted))
        return
    fields = {**COMMON, **kind.fields}
    for blamed, texts in field_faults(data, fields, ("code", *kind.required), name="code"):
        yield part.problem(blamed, texts)
    choices: Mapping[str, tuple[str, ...]] = {"severity": SEVERITIES, **kind.choices}
    for key, allowed in choices.items():
        if key in data and data[key] not in allowed:
            yield part.problem(str(data[key]), messages.choice(key, allowed, data[key]))
    if _tolerance(data) is None:
        allowed = ("exact", "rounding", "0.05")
        texts = messages.choice("tolerance", allowed, data["tolerance"])
        yield part.problem(str(data["tolerance"]), texts)


def make_rule(
    data: Mapping[str, Any],
    words: tuple[Message, Message],
    part: TomlTable,
    pack: str,
    kinds: Forms,
) -> Rule:
    """A rule from checked TOML; `words` are its name and what it says of a finding."""
    name, message = words
    return Rule(
        code=data["code"],
        name=name,
        kind=data["kind"],
        severity=data.get("severity", "error"),
        tolerance=_tolerance(data) or "rounding",
        message=message,
        why=as_text(data.get("why", "")),
        settings=kinds[data["kind"]].parse(data),
        source=Source(part.file.path),
        pack=pack,
        when=data.get("when", ""),
        enabled=data.get("enabled", True),
        open=data.get("open", False),
        since=data.get("since", 0),
        until=data.get("until", 0),
        explain=data.get("explain", False),
        leftover=data.get("leftover", False),
    )


def _tolerance(data: Mapping[str, Any]) -> Tolerance | None:
    """None if it is neither a word nor an amount."""
    value = data.get("tolerance", "rounding")
    words: dict[object, Tolerance] = {"exact": "exact", "rounding": "rounding"}
    if value in words:
        return words[value]
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None

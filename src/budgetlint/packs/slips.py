"""Slips from TOML: `[slip.CODE]`, the ways in which a right figure becomes a wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from .. import messages
from ..model.errors import Problem
from ..model.rule import SLIP_KINDS, Slip
from .toml_file import Spec, TomlTable, as_text, field_faults

COMMON: Spec = {
    "code": (str,),
    "kind": (str,),
    "name": (str, dict),
    "weight": (int,),
    "measure": (str,),
}
MEASURES = ("money", "percent", "number")
MAX_WEIGHT = 5
USUAL_WEIGHT = 1


def slip_faults(part: TomlTable) -> Iterator[Problem]:
    """Everything that is wrong with a slip."""
    data = part.data
    kind = str(data.get("kind", data["code"])) if isinstance(data, dict) else ""
    if kind not in SLIP_KINDS:
        yield part.problem(kind or "kind", messages.choice("kind", SLIP_KINDS, kind))
        return
    fields = SLIP_KINDS[kind]
    spec: Spec = {
        **COMMON,
        **{name: (str,) if allowed else (list,) for name, allowed in fields.items()},
    }
    found = list(field_faults(data, spec, ("code", "name", *fields), name="code"))
    yield from (part.problem(blamed, texts) for blamed, texts in found)
    if found:
        return
    choices = {**fields, "measure": MEASURES, "weight": tuple(map(str, range(MAX_WEIGHT + 1)))}
    for name, allowed in choices.items():
        if name not in data:
            continue
        for value in data[name] if isinstance(data[name], list) else [data[name]]:
            wrong = str(value) not in allowed if allowed else not _is_factor(value)
            if wrong:
                yield part.problem(
                    str(value), messages.choice(name, allowed or ("10", "0.1"), value)
                )


def _is_factor(value: object) -> bool:
    try:
        return Decimal(str(value)) != 0 and abs(Decimal(str(value)).adjusted()) <= MAX_POWER
    except InvalidOperation:
        return False


MAX_POWER = 12


def make_slip(data: dict[str, Any]) -> Slip:
    """A slip from checked TOML."""
    settings = {key: value for key, value in data.items() if key not in COMMON or key == "measure"}
    name = as_text(data["name"])
    kind = data.get("kind", data["code"])
    return Slip(data["code"], kind, name, data.get("weight", USUAL_WEIGHT), settings)

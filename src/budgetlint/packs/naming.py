"""How rules are named, and what they say of a finding, where a form of words is said for many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..messages.catalogue import say
from ..messages.tables import table
from ..model.errors import Argument, Message
from ..model.names import norm
from ..model.words import literals
from .toml_file import as_text

Tables = Mapping[str, Mapping[str, Any]]
"""Layouts as TOML has them, by their ids."""
MOST = 3
"""How many terms of a sum a name spells out."""
MANY = 5
"""How many tables a name names."""
_TABLE = re.compile(r"(?<![\w.@/-])[a-z][a-z0-9-]*")
_CELLS = re.compile(
    r"(?<![\w.@/-])(?P<table>[a-z][a-z0-9-]*)(?:\.(?P<side>[^\[\].\s]+))?"
    r"\[(?P<row>[^\]]*)\](?:\.(?P<column>[^\s()]+(?:\([^()]*\))?))?"
)
_EVERY = re.compile(r"\$(code|path|label|project)|[*@]")


def wording(data: Mapping[str, Any], layouts: Tables) -> tuple[Message, Message]:
    """The name of a rule and what it says of a finding. In both, {tables} are the tables that the
    rule is about, by the numbers that `layouts` give them; the name may give its equation, {check},
    and the {columns} of words that it looks at; what it says may quote its {name}, and does where
    it says nothing of its own, and name the figure that is {stated}."""
    name = as_text(data.get("name", data["code"]))
    if "{" in name.chinese:
        name = _named(name, data, layouts)
    if "message" not in data:
        return name, say("packs.does-not-hold", name=name)
    message = as_text(data["message"])
    if "{" in message.chinese:
        message = message.using(name=name, tables=_tables(data, layouts), stated=_stated(data))
    return name, message


def _stated(data: Mapping[str, Any]) -> Message:
    """The figure that a rule holds against others, in words: 完成率 / completion."""
    slot = str(data.get("stated", ""))
    return say(f"claims.slots.{slot}") if slot in table("claims")["slots"] else _word(slot)


def _named(form: Message, data: Mapping[str, Any], layouts: Tables) -> Message:
    """The name in words, with a capital where it begins with one of the tables."""
    known: dict[str, Argument] = {}
    if "{tables" in form.chinese:
        known["tables"] = _tables(data, layouts)
    if "{check" in form.chinese:
        known["check"] = _equation(data, layouts)
    if "{columns" in form.chinese:
        texts = map(str, _listed(data.get("in", ())))
        known["columns"] = tuple(text.rpartition(".")[2] for text in texts)
    name = form.using(**known)
    return Message(name.zh, name.en[:1].upper() + name.en[1:])


def _tables(data: Mapping[str, Any], layouts: Tables) -> Message:
    said = " ".join(map(str, _texts(data)))
    about = [layouts[table] for table in dict.fromkeys(_TABLE.findall(said)) if table in layouts]
    numbers = tuple(str(layout["number"]) for layout in about if layout.get("number"))
    if len(numbers) > MANY:
        return say("packs.many-tables")
    return say("packs.table" if len(numbers) == 1 else "packs.tables", numbers=numbers)


def _equation(data: Mapping[str, Any], layouts: Tables) -> Message:
    """The first equation of a rule in words, a long sum cut short, and that there are others."""
    checks = [str(check) for check in _listed(data.get("check", ""))]
    terms = checks[0].split(" + ") if checks else [""]
    short = " + ".join(terms if len(terms) <= MOST else [*terms[:MOST], "…"])
    first = Message(_said(short, layouts, "zh"), _said(short, layouts, "en"))
    return first if len(checks) <= 1 else say("packs.checks", first=first, all=len(checks))


def _said(equation: str, layouts: Tables, lang: str) -> str:
    """The equation with the cells that it addresses in words."""
    said = _CELLS.sub(lambda found: _cells(found, layouts).get(lang), equation)
    return said.replace("<=", "≤").replace(">=", "≥")


def _cells(found: re.Match[str], layouts: Tables) -> Message:
    """Cells in words: the table by its number, its side, the row and the column."""
    number = layouts.get(found["table"], {}).get("number")
    if not number:
        return Message(found[0], found[0])
    row, column = (found["row"] or "").removesuffix("?"), found["column"] or ""
    parts: list[Message] = [say("packs.table", numbers=(str(number),)), _word(found["side"] or "")]
    if not (row in literals("names.totals") and column and column not in literals("names.totals")):
        parts.append(_row(row))
    parts.append(_word("" if norm(column) in literals("names.totals") else column))
    kept = [part for part in parts if part.zh]
    return Message(" ".join(part.zh for part in kept), " ".join(part.en for part in kept))


def _word(text: str) -> Message:
    return Message(text, text)


def _row(row: str) -> Message:
    """A row by its name, or which rows are meant."""
    if not _EVERY.match(row):
        return _word(row.rpartition("/")[2])
    level = row.rpartition("@")[2] if "@" in row else ""
    return say("packs.every", level=level) if level else say("packs.every-row")


def _texts(data: Mapping[str, Any]) -> Iterator[object]:
    """The fields of a rule that address tables."""
    for field in ("for", "table", "check", "cells", "left", "right", "if", "then", "in", "part"):
        yield from _listed(data.get(field, ()))


def _listed(value: object) -> list[object]:
    return [*value] if isinstance(value, (list, tuple)) else [value]

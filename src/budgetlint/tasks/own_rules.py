"""What is reported without a rule of a pack: the checker's own findings, and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import messages
from ..messages import across
from ..messages.catalogue import say
from ..messages.tables import table, tables
from ..model.errors import Message
from ..model.severity import Severity
from ..model.values import NamedTuple
from .remarks import KINDS


class OwnRule(NamedTuple):
    """A finding that the checker makes by itself: what it says, why, and an example of it."""

    code: str
    name: Message
    severity: Severity
    why: Message
    example: Message


OVER_DOCUMENTS: Mapping[str, Severity] = {
    "U3": "warning",
    "U4": "error",
    "U5": "warning",
}
"""What is said of several documents together."""


def _example(code: str) -> Message:
    return say(f"own.example.{code}")


def own_rules() -> Mapping[str, OwnRule]:
    """All of them, by their codes."""
    found = [
        OwnRule("U1", messages.UNIT_SLIP_NAME, "error", say("own.why.U1"), _example("U1")),
        OwnRule("U2", messages.ROUNDINGS_CLASH, "warning", messages.ROUNDINGS_WHY, _example("U2")),
    ]
    found += [
        OwnRule(code, across.rule(code)[0], severity, across.rule(code)[2], _example(code))
        for code, severity in OVER_DOCUMENTS.items()
    ]
    found += [
        OwnRule(code, kind.name, kind.severity, kind.why, _example(code))
        for code, kind in KINDS.items()
    ]
    return {rule.code: rule for rule in found}


def problems_of(code: str) -> Iterator[tuple[Message, Message, Message]]:
    """What problems of that code say: found, expected, and what to do. Arguments stand in
    braces."""
    for file, entries in tables():
        for entry in entries.values():
            if isinstance(entry, Mapping) and _is_form_of(entry.get("code", ""), code):
                found, expected, advice = (
                    _form(file, entry[part]) for part in ("found", "expected", "advice")
                )
                yield found, expected, advice
    if code in OF_FILES:
        yield say(f"own.files.{code}"), say("own.files.expected"), say(OF_FILES[code])


_OF_PACKS = ("layout-field", "phrase-field", "phrase-template", "rule-field", "rule-selector")
OF_FILES = {
    **dict.fromkeys((*_OF_PACKS, "waiver"), "packs.rule-advice"),
    "settings": "settings.advice",
    "transfer": "across.transfers-advice",
}
"""Problems of files that users write, which say each in its own words what was found: the advice
that they share."""


def _is_form_of(form: object, code: str) -> bool:
    """Whether a code is written in a form such as {format}-scanned."""
    if not isinstance(form, str):
        return False
    before, _, after = form.partition("{")
    rest = after.partition("}")[2]
    return form == code or (bool(after) and code.startswith(before) and code.endswith(rest))


def _form(file: str, entry: list[str] | str) -> Message:
    """A text of the catalogue as it is written; its arguments are not known here."""
    pair = table(file)[entry] if isinstance(entry, str) else entry
    return Message(*pair)

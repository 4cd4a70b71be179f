"""What is said of bad usage, in the reader's language.

typer says it in English only, and there is nothing but its words to tell what was wrong; those
that are not known here are quoted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ..messages.catalogue import say
from ..model.errors import NOTHING, Message
from ..report.safety import one_line


def usage_lines(error: Any, lang: str) -> list[str]:
    """What was wrong with a call, and where to look; `error` is what typer raises."""
    if lang == "en":
        return _own(error)
    context = getattr(error, "ctx", None)
    lines = [say("usage.error", said=_said(error)).get(lang)]
    if context is not None:
        lines.insert(0, say("usage.usage", usage=_usage(context)).get(lang))
        lines.append(say("usage.help", command=context.command_path).get(lang))
    return [one_line(line) for line in lines]


def _own(error: Any) -> list[str]:
    """The words of typer, made safe: they quote the arguments."""
    message = one_line(error.format_message())
    error.format_message = lambda: message
    said = io.StringIO()
    error.show(file=said)
    return said.getvalue().rstrip("\n").split("\n")


def _usage(context: Any) -> str:
    return " ".join(context.get_usage().removeprefix("Usage:").split())


FORMS = {
    "no-command": r"No such command '(?P<name>[^']*)'.*?(?:Did you mean (?P<near>.*?)\?)?$",
    "no-value": r"Option '(?P<name>[^']*)' requires an argument",
    "no-flag": r"Option '(?P<name>[^']*)' does not take a value",
    "choices": r"(?P<value>'.*') is not one of (?P<near>.*?)\.?$",
    "number": r".*integer",
    "too-small": r".*(?:range|greater than)",
}
"""What typer says, as far as it is known here: its words, with what they name."""


def _said(error: Any) -> Message:
    """What was wrong; in the words of typer where they are not known."""
    name, said = _blamed(error), str(error.message)
    if type(error).__name__ == "MissingParameter":
        return say("usage.missing", name=name)
    if type(error).__name__ == "NoSuchOption":
        near = ",".join(error.possibilities or ())
        return _as("no-option", str(error.option_name), {"near": near})
    for form, pattern in FORMS.items():
        found = re.search(pattern, said)
        if found is not None:
            return _as(form, name, found.groupdict())
    return say("usage.bad-value", name=name, said=said) if name else say("usage.other", said=said)


def _as(form: str, name: str, found: Mapping[str, str | None]) -> Message:
    listed = tuple(one.strip("' ") for one in (found.get("near") or "").split(",") if one)
    value = (found.get("value") or "").strip("'")
    if form == "choices":
        return say("usage.choices", name=name, value=value, choices=listed)
    near = say("usage.near", names=listed) if listed else NOTHING
    return say(f"usage.{form}", name=found.get("name") or name, near=near)


def _blamed(error: Any) -> str:
    """The option or the argument that is wrong, as it is written."""
    param = getattr(error, "param", None)
    named = [one for one in getattr(param, "opts", None) or () if one.startswith("-")]
    name = getattr(param, "metavar", None) or getattr(param, "name", None)
    return " / ".join(named) or str(name or "")

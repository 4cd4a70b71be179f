"""The options of `check`, in one place for the fast lane and for typer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..model.values import NamedTuple
from ..report import FORMATS


class CheckOptions(NamedTuple):
    """What `check` was called with; None where the configuration or the default decides."""

    paths: tuple[str, ...] = ()
    rules: str | None = None
    format: str | None = None
    lang: str | None = None
    show: str | None = None
    fail_on: Literal["error", "warning", "info"] | None = None
    color: str | None = None
    strict: bool = False
    previous: str | None = None
    units: str | None = None
    together: bool = False
    output: tuple[str, ...] = ()
    waivers: str | None = None
    baseline: str | None = None
    no_waivers: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exit_zero: bool = False
    quiet: bool = False
    verbose: bool = False
    by_unit: bool = False
    stdin_filename: str | None = None
    jobs: int | None = None
    time_limit: int | None = None
    cache: bool | None = None
    statistics: bool = False
    engine: str | None = None


CHOICES = {
    "format": FORMATS,
    "lang": ("zh", "en"),
    "show": ("rounding",),
    "fail_on": ("error", "warning", "info"),
    "color": ("auto", "always", "never"),
    "engine": ("ray", "dask"),
}
FLAGS = frozenset({"strict", "together", "exit_zero", "quiet", "verbose"})
SWITCHES = {"cache": True, "no_cache": False}
"""The names of an option that is switched on and off."""
VALUES = frozenset({"rules", "format", "lang", "show", "fail_on", "color", "previous"})
LISTS = frozenset({"output"})
NUMBERS = frozenset({"jobs"})
SHORT = {"-o": "output", "-j": "jobs"}
NAMES = FLAGS | VALUES | LISTS | NUMBERS | SWITCHES.keys()
"""The options that the fast lane knows; a call with any other is typer's."""


def asked_language(arguments: Sequence[str]) -> str:
    """The language that --lang names among the arguments; empty where it is not given. Help has to
    be written before they are parsed."""
    for option, value in pairwise([*arguments, ""]):
        name, _, own = option.partition("=")
        if name == "--lang" and (own or value) in CHOICES["lang"]:
            return own or value
    return ""

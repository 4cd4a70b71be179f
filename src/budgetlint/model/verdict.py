"""What is found out about a relation or an assertion."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    """What was found out about a relation or an assertion."""

    EXACT = "exact"
    ROUNDING = "rounding"
    BROKEN = "broken"
    VACUOUS = "vacuous"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"

    # Members are singletons; Enum's own hash is written in Python and verdicts are counted a lot.
    __hash__ = object.__hash__

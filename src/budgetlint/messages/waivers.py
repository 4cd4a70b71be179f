"""What is said about waivers and baselines."""

from __future__ import annotations

from ..model.errors import Message, Problem
from ..model.place import Place
from .catalogue import pair, problem, say

# What is wrong with it, why that matters, what should be there, what to do.
Remark = tuple[Message, Message, Message, Message]


def _remark(entry: str) -> Remark:
    name, why, expected, advice = (
        say(f"waivers.{entry}.{part}") for part in ("name", "why", "expected", "advice")
    )
    return name, why, expected, advice


EXPIRED = _remark("expired")
UNUSED = _remark("unused")
WIDE = _remark("wide")
STALE = _remark("stale")
UNEXPLAINED = _remark("unexplained")


def expired(rule: str, place: str, until: str) -> Message:
    """Which waiver has expired, and when."""
    return say("waivers.expired.found", rule=rule, place=place, until=until)


def unused(rule: str, place: str) -> Message:
    """Which waiver met no finding in the documents that it speaks of."""
    return say("waivers.unused.found", rule=rule, place=place)


def wide(rule: str, place: str, path: str, found: int, count: int) -> Message:
    """Which waiver fits more findings of one document than it may."""
    return say("waivers.wide.found", rule=rule, place=place, path=path, found=found, count=count)


def unexplained(rule: str, place: str, path: str) -> Message:
    """Which waiver lacks an explanation, and for which document."""
    return say("waivers.unexplained.found", rule=rule, place=place, path=path)


def stale(gone: int) -> Message:
    """How many findings of a baseline are gone."""
    return say("waivers.stale.found", gone=gone)


def bad_date(value: object) -> tuple[Message, Message]:
    """A last day that is no date."""
    shown = f"{value!r:.40}"
    return pair("waivers.bad-date", shown=shown)


def no_place() -> tuple[Message, Message]:
    """A place that names no table and no section would fit everything."""
    return pair("waivers.no-place")


def no_count(value: object) -> tuple[Message, Message]:
    """A number of findings that is none."""
    return pair("waivers.no-count", value=str(value))


def no_reason(key: str) -> tuple[Message, Message]:
    """A field that says nothing."""
    return pair("waivers.no-reason", key=key)


def no_waivers(path: str) -> Problem:
    """A file of waivers that is not there."""
    return problem("waivers.no-waivers", Place(path))


def bad_baseline(path: str, line: int) -> Problem:
    """A file that is no baseline."""
    return problem("waivers.bad-baseline", Place(path, line=line))

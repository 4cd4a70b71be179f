"""Headings: what they say holds for the sentences below them."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.memo import Memo
from ...model.values import NamedTuple
from .subjects import Subjects

_HOLDS = ("source", "nature", "flow", "matter", "sangong")
MAX_HEADINGS = 4096


class Context(NamedTuple):
    """What the headings of a paragraph set; `key` is the same where they set the same."""

    at: Mapping[str, str]
    key: frozenset[tuple[str, str]]


NO_CONTEXT = Context({}, frozenset())


class Headings:
    """The coordinates of headings; those that were parsed are kept."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._known: Memo[tuple[str, ...], Context] = Memo(MAX_HEADINGS)

    def context(self, headings: tuple[str, ...]) -> Context:
        """What the headings of a paragraph set, the inner ones last."""
        return self._known.get(headings, lambda: self._context(headings))

    def _context(self, headings: tuple[str, ...]) -> Context:
        found: dict[str, str] = {}
        for heading in headings:
            subject = self._subjects.of(heading)
            if not subject.keys:
                found |= {name: subject.at[name] for name in _HOLDS if name in subject.at}
        if found.get("flow") == "both":
            del found["flow"]
        return Context(found, frozenset(found.items()))

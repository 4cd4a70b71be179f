"""Headings: what they say holds for the sentences below them."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.memo import Memo
from .subjects import Subjects

_HOLDS = ("source", "nature", "flow", "matter", "sangong")
MAX_HEADINGS = 4096


class Headings:
    """The coordinates of headings; those that were parsed are kept."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._known: Memo[tuple[str, ...], Mapping[str, str]] = Memo(MAX_HEADINGS)

    def context(self, headings: tuple[str, ...]) -> Mapping[str, str]:
        """What the headings of a paragraph set, the inner ones last."""
        return self._known.get(headings, lambda: self._context(headings))

    def _context(self, headings: tuple[str, ...]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for heading in headings:
            subject = self._subjects.of(heading)
            if not subject.keys:
                found |= {name: subject.at[name] for name in _HOLDS if name in subject.at}
        if found.get("flow") == "both":
            del found["flow"]
        return found

"""Bonds: frames that belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from ...model.values import NamedTuple
from .frames import Frame

ToldKind = Literal[
    "closed", "changes", "same", "again", "share", "period", "likewise", "list", "roll"
]  # fmt: skip
Place = tuple[int, tuple[str, ...]]
"""A section, and its headings."""


class Bond(NamedTuple):
    """Frames that belong together: the parts of a whole, or two prints of one fact. `less` are
    those that are taken off: what was spent, of what is left."""

    kind: ToldKind
    whole: Frame
    parts: tuple[Frame, ...]
    less: tuple[Frame, ...] = ()


def by_section(frames: Sequence[Frame], sections: Mapping[int, Place]) -> Iterable[Sequence[Frame]]:
    """The frames of each section."""
    found: defaultdict[Place, list[Frame]] = defaultdict(list)
    for frame in frames:
        found[sections[frame.number]].append(frame)
    return found.values()

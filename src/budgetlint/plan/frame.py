"""Frames: the relations of a plan, whatever its documents call their rows.

Cells, relations and what holds what depend on the relations alone. Where only a name differs, rules
about names are bound anew, and all that evaluation and diagnosis make of the relations stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from .cells import Cells
from .links import Decimals, Links, PlanLinks
from .strict import Strict


class RelationFrame:
    """The relations of the rules of a plan over one numbering of cells."""

    def __init__(self, links: Iterable[Links], cells: Cells) -> None:
        self._links = tuple(links)
        self.cells = cells

    @cached_property
    def places(self) -> Decimals:
        """How many decimals the rules need."""
        every = [links.places for links in self._links] or [Decimals(0, 0)]
        return Decimals(max(p.weights for p in every), max(p.constants for p in every))

    @cached_property
    def links(self) -> PlanLinks:
        """The relations of all rules, from the cell's side."""
        return PlanLinks(self._links, self.cells)

    @cached_property
    def strict(self) -> Strict:
        """Those of them that unrounded figures satisfy."""
        return Strict(self.links)

"""What was found and accepted by a person: it is told in the report, and fails no run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..model.values import NamedTuple

if TYPE_CHECKING:
    from .finding import Finding


class Waived(NamedTuple):
    """A finding that does not count: a waiver names it, with a reason, who says so (`by`) and the
    last day (`until`, ISO 8601); or the baseline of an archive holds it, which has none of these.
    """

    finding: Finding
    kind: Literal["waiver", "baseline"]
    reason: str = ""
    by: str = ""
    until: str = ""

"""Hypotheses: what would have to be otherwise for what does not hold.

    a rule (`Convention`), the reading of a table (`Misreading`), its unit (`InUnit`), labels
    (`Label`), whole rows (`Move`), figures (`Candidate`)

All of them are one value: what is otherwise, what holds then that does not hold as printed, and
what speaks against it. So they can be held against each other, whatever they are about, and are
told in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Literal, TypeVar

from ..model.values import NamedTuple
from ..plan.relations import Assertion

Certainty = Literal["certain", "likely", "possible"]
DOUBT: Sequence[Certainty] = ("possible", "likely", "certain")

What = TypeVar("What", covariant=True)
"""What is otherwise."""
Told = TypeVar("Told", covariant=True)
"""How what is broken is told apart: links of a network, marks, or relations of rules."""


class Hypothesis(NamedTuple, Generic[What, Told]):
    """What would have to be otherwise (`change`), and what is broken as printed and holds then.

    `against` is how much fails then, and `cost` how much may as well be put down to misprints: the
    wider a hypothesis, the dearer. `rivals` would explain the same; where there are any, at most
    one of them and `change` is right. `complete` is false where the search for them was cut short.
    `echoes` are assertions that would hold as well.
    """

    change: What
    evidence: tuple[Told, ...]
    certainty: Certainty = "likely"
    rivals: tuple[What, ...] = ()
    against: int = 0
    cost: int = 0
    complete: bool = True
    echoes: tuple[Assertion, ...] = ()

    @property
    def weight(self) -> int:
        """What it mends, less what it breaks and what it costs: by this alone hypotheses of all
        kinds are compared. It is worth nothing where that is not above 0."""
        return len(self.evidence) - self.against - self.cost

"""Diagnose: what may have gone wrong where a relation is broken.

Recognised slips: an amount written in 元 where 万元 is declared, or the reverse; a rate over the
wrong base; a decimal point that moved in a rate.
"""

from .bases import rate_hint
from .causes import diagnose
from .certainty import Cause, move_of, slip_of
from .choice import Explanation, attributed, explained, in_meant_units
from .doubts import doubts_of
from .echoes import echoed, suspected
from .hypothesis import Hypothesis
from .joint import Contradiction, joint_rounding
from .labels import Judge, Label, LabelSlip
from .marks import Mark, marks_of
from .moves import Move
from .network import Network
from .units import TableSlip, Trial, hint

__all__ = [
    "Cause",
    "Contradiction",
    "Explanation",
    "Hypothesis",
    "Judge",
    "Label",
    "LabelSlip",
    "Mark",
    "Move",
    "Network",
    "TableSlip",
    "Trial",
    "attributed",
    "diagnose",
    "doubts_of",
    "echoed",
    "explained",
    "hint",
    "in_meant_units",
    "joint_rounding",
    "marks_of",
    "move_of",
    "rate_hint",
    "slip_of",
    "suspected",
]

FACE = {
    "constraints": "`Assignment`: figures of a network, some read otherwise than printed",
    "network": "`Network`: cells and the relations that hold them",
    "slips": "slips of one cell",
    "weigh": "`CellChange`, `Candidate`: sets of cells, and what speaks against each",
}
"""The modules that other rooms may import, and what they are for."""

"""Diagnose: what may have gone wrong where a relation is broken.

For now one slip is recognised: an amount written in 元 where 万元 is declared, or the reverse.
"""

from .units import Reading, TableSlip, hint, other_units

__all__ = ["Reading", "TableSlip", "hint", "other_units"]

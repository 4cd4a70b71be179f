"""Rows that belong to no row above them although they have no number, and sums: told by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile

from ..model.names import bare, norm
from ..model.raw import indent_of
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .readings import CARRIED, FLOW, TOTALS_SAY, VINTAGE, roles_of, widths_of, without_role
from .sums import is_closed, is_inside
from .trees import NUMBERED, OF_WHICH, SUBTOTAL


class SumsSaid(NamedTuple):
    """The names of the rows of a side that its words tell: the totals, each with how much is left
    out of it; what else sums up rows; what is carried in or on; and, where income and expenditure
    stand below each other, the totals at the end of each."""

    totals: Mapping[str, int]
    subtotals: tuple[str, ...]
    carried: tuple[str, ...]
    ends: tuple[str, ...] = ()

    def total(self, printed: str) -> str:
        """The name of the total: the widest, or the one that is `printed` if none is wider; where
        there is no total, the only other sum."""
        least = min(self.totals.values(), default=0)
        if self.ends:
            return self.ends[-1]
        if self.totals.get(printed) == least or (printed and printed not in self.totals):
            return printed
        widest = (name for name, width in self.totals.items() if width == least)
        return next(widest, self.subtotals[0] if len(self.subtotals) == 1 else "")


def sums_said(vocabulary: Vocabulary, labels: Sequence[str]) -> SumsSaid:
    """The sums among the rows of a side, and what is carried, as their names say."""
    names = [norm(label) for label in labels]
    carried = tuple(n for n in dict.fromkeys(names) if n and _is_carried(_said(vocabulary, n)))
    totals = {n: w for n, w in widths_of(vocabulary, names).items() if n not in carried}
    subtotals = [
        name for name in dict.fromkeys(names) if name and _is_subtotal(_said(vocabulary, name))
        and not any(mark.match(name) for mark in NUMBERED)
    ]  # fmt: skip
    aside = frozenset({"", *carried, *totals})
    if names.count(SUBTOTAL) == 1 and not subtotals and _is_at_an_end(names, aside):
        subtotals.append(SUBTOTAL)
    return SumsSaid(totals, tuple(subtotals), carried, _ends_of(vocabulary, names, totals))


def _ends_of(
    vocabulary: Vocabulary, names: Sequence[str], totals: Mapping[str, int]
) -> tuple[str, ...]:
    """The totals behind the lists of a side, one for each flow; none where a list begins with its
    total, or where nothing else has one."""
    least = min(totals.values(), default=0)
    wide = [name for name, width in totals.items() if width == least]
    flows = [_said(vocabulary, name).get(FLOW, "") for name in wide]
    first = next(filter(None, names), "")
    several = len(wide) > 1 and all(flows) and len(set(flows)) == len(flows)
    return tuple(wide) if several and first not in totals else ()


def _said(vocabulary: Vocabulary, name: str) -> Coordinates:
    return understood(vocabulary, bare(name)).coordinates


def _is_subtotal(coordinates: Coordinates) -> bool:
    """Whether a name says 小计 or 本年 of income or of expenditure, and nothing else: 收入小计,
    本年收入总和."""
    sums_up = "subtotal" in roles_of(coordinates) or coordinates.get(VINTAGE) == THIS_YEAR
    return FLOW in coordinates and sums_up and not set(coordinates) - TOTALS_SAY


def _is_at_an_end(names: Sequence[str], aside: frozenset[str]) -> bool:
    """Whether nothing but totals and what is carried stands in front of the one 小计, or behind:
    else it is that of a group."""
    at = names.index(SUBTOTAL)
    return aside >= set(names[:at]) or aside >= set(names[at + 1 :])


THIS_YEAR = "this-year"


def apart_of(vocabulary: Vocabulary, labels: Sequence[str]) -> tuple[str, ...]:
    """The names without a number that belong to no row above them: those that say what is carried
    in or on, and nothing else; and those below 其中 that say what the row above that is not, unless
    rows are numbered: then what is no part of that has a number."""
    found = []
    head: Coordinates | None = None
    numbered = False
    above: Coordinates = {}
    for label in map(norm, labels):
        coordinates = without_role(understood(vocabulary, label).coordinates) if label else {}
        if any(mark.match(label) for mark in NUMBERED):
            head, numbered = None, True
        elif label.startswith(OF_WHICH):
            head = None if numbered else head or above
        elif _is_carried(coordinates) or (head and _is_other(vocabulary, head, coordinates)):
            found.append(label)
            head = None
        above = coordinates
    return tuple(dict.fromkeys(found))


def _is_carried(coordinates: Coordinates) -> bool:
    """Whether a name says what is carried in or on, and nothing else."""
    return coordinates.get(VINTAGE) in CARRIED and not set(coordinates) - TOTALS_SAY


def _is_other(vocabulary: Vocabulary, whole: Coordinates, part: Coordinates) -> bool:
    """Whether a name has another source, or is of another nature, than the row that it seems to be
    a part of."""
    both = [(name, whole[name], part[name]) for name in _KINDS if name in whole and name in part]
    return any(not vocabulary.is_in(name, inner, outer) for name, outer, inner in both)


_KINDS = ("source", "nature")


def within(vocabulary: Vocabulary, labels: Sequence[str]) -> tuple[str, ...]:
    """The names of rows that are all parts of the row above the first of them, as their words say,
    in a list that marks none of its rows: the parts are all that there are, or as many as are
    indented below it. Names that are printed twice tell nothing."""
    names = [norm(label) for label in labels]
    if any(name.startswith(OF_WHICH) or _is_marked(name) for name in names):
        return ()
    said = [_meant(vocabulary, name) for name in names]
    depths = list(map(indent_of, labels))
    times = Counter(names)
    found: list[str] = []
    for row, whole in enumerate(said):
        if not whole:
            continue
        below = range(row + 1, len(said))
        inside = partial(is_inside, vocabulary, whole=whole)
        parts = list(takewhile(inside, map(said.__getitem__, below)))
        indented = _indented_below(depths, row)
        closed = len(parts) > 1 and is_closed(vocabulary, whole, parts)
        if closed or 1 < indented <= len(parts):
            own = names[row + 1 : row + 1 + (len(parts) if closed else indented)]
            found += (name for name in own if times[name] == 1)
    return tuple(found)


def _indented_below(depths: Sequence[int], row: int) -> int:
    """How many rows below a row are indented further than it, all as far as the first of them; none
    where some are indented further still: those are not its own."""
    below = map(depths.__getitem__, range(row + 1, len(depths)))
    deeper = list(takewhile(depths[row].__lt__, below))
    return len(deeper) if len(set(deeper)) == 1 else 0


def _is_marked(name: str) -> bool:
    return any(mark.match(name) for mark in NUMBERED)


def _meant(vocabulary: Vocabulary, name: str) -> Coordinates:
    """What a name says of its figures, but for the flow, which is that of the whole list."""
    meant = vocabulary.meant(without_role(_said(vocabulary, name))) if name else {}
    return {n: member for n, member in meant.items() if n != FLOW}

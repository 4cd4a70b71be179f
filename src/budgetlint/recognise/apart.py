"""Rows that belong to no row above them although they have no number, and sums: told by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.names import bare, norm
from ..model.values import NamedTuple
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .readings import CARRIED, FLOW, TOTALS_SAY, VINTAGE, roles_of, widths_of, without_role
from .trees import OF_WHICH, SUBTOTAL, is_marked


class SumsSaid(NamedTuple):
    """The names of the rows of a side that its words tell: the totals, each with how much is left
    out of it; what else sums up rows; what is carried in or on; and, where income and expenditure
    stand below each other, the totals at the end of each; and what sums up the whole list, if
    nothing says that it is the total."""

    totals: Mapping[str, int]
    subtotals: tuple[str, ...]
    carried: tuple[str, ...]
    ends: tuple[str, ...] = ()
    alone: str = ""

    def total(self, printed: str) -> str:
        """The name of the total: the widest, or the one that is `printed` if none is wider; where
        there is no total, the only other sum."""
        least = min(self.totals.values(), default=0)
        if self.ends:
            return self.ends[-1]
        other = printed and printed not in self.totals and printed not in self.subtotals
        if other or self.totals.get(printed) == least:
            return printed
        widest = (name for name, width in self.totals.items() if width == least)
        return next(widest, self.alone)


def sums_said(vocabulary: Vocabulary, labels: Sequence[str]) -> SumsSaid:
    """The sums among the rows of a side, and what is carried, as their names say."""
    names = [norm(label) for label in labels]
    carried = tuple(n for n in dict.fromkeys(names) if n and _is_carried(_said(vocabulary, n)))
    totals = {n: w for n, w in widths_of(vocabulary, names).items() if n not in carried}
    aside = frozenset({"", *carried, *totals})
    if THIS_YEARS in totals.values() and min(totals.values()) == THIS_YEARS:
        totals = {n: w for n, w in totals.items() if _is_at_an_end(names, aside, n)}
    subtotals = [
        name for name in dict.fromkeys(names) if name and _is_subtotal(_said(vocabulary, name))
        and not is_marked(name)
    ]  # fmt: skip
    if names.count(SUBTOTAL) == 1 and not subtotals and _is_at_an_end(names, aside, SUBTOTAL):
        subtotals.append(SUBTOTAL)
    if not totals and subtotals and (last := _last_of_all(vocabulary, names, subtotals, carried)):
        totals = {last: 0}
    elif not totals and not subtotals and (first := _first_of_all(vocabulary, names)):
        totals = {first: 0}
    is_alone = len(subtotals) == 1 and _is_at_an_end(names, aside, subtotals[0])
    alone = subtotals[0] if is_alone else ""
    ends = _ends_of(vocabulary, names, totals)
    return SumsSaid(totals, tuple(subtotals), carried, ends, alone)


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


def _last_of_all(
    vocabulary: Vocabulary, names: Sequence[str], subtotals: Sequence[str], carried: Sequence[str]
) -> str:
    """The name of the last row, where it stands behind what sums up this year's and says of itself
    nothing that would make it a row like the others: the total, whatever it is called."""
    filled = list(filter(None, names))
    last = filled[-1] if filled else ""
    if last in subtotals or last in carried or is_marked(last) or last.startswith(OF_WHICH):
        return ""
    said = without_role(_said(vocabulary, last))
    return "" if set(said) - {FLOW} or filled[0] in subtotals else last


def _first_of_all(vocabulary: Vocabulary, names: Sequence[str]) -> str:
    """The name of the first row, where it says income or expenditure and nothing else (总收入)."""
    first = next(filter(None, names), "")
    return first if first and _said(vocabulary, first).keys() == {FLOW} else ""


def _said(vocabulary: Vocabulary, name: str) -> Coordinates:
    return understood(vocabulary, bare(name)).coordinates


def _is_subtotal(coordinates: Coordinates) -> bool:
    """Whether a name says 小计 or 本年 of income or of expenditure, and nothing else: 收入小计,
    本年收入总和."""
    sums_up = "subtotal" in roles_of(coordinates) or coordinates.get(VINTAGE) == THIS_YEAR
    return FLOW in coordinates and sums_up and not set(coordinates) - TOTALS_SAY


def _is_at_an_end(names: Sequence[str], aside: frozenset[str], sum_: str) -> bool:
    """Whether nothing but totals and what is carried stands in front of the one sum, or behind:
    else it is that of a group."""
    at = names.index(sum_)
    return aside >= set(names[:at]) or aside >= set(names[at + 1 :])


THIS_YEAR, THIS_YEARS = "this-year", 2
"""This year's figures, and how much a total of them leaves out; see `widths_of`."""


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
        if is_marked(label):
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

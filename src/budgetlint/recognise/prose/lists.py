"""Lists that name all that there is: a whole is their sum, and shares are of it.

A list is whole by its shares, which add up to 100 %, by the words that open it, or by what it
names. Shares without a whole are of what they themselves bear out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...model.amounts import MONEY, exponent, half_unit
from .bases import whole_of
from .bond import Bond, Place, by_section
from .frames import Frame
from .rolled import with_what_is_left
from .subjects import Subjects

MAX_AWAY = 100
"""Frames among which the whole of shares is looked for."""
LISTED = 3
"""Shares of nothing that is named, before they may be all that there is."""
TRIFLE = 50
"""A part of a whole that is less than one in so many is a trifle."""
ALL = Decimal(100)


def shares_of_all(frames: Sequence[Frame]) -> Iterator[Bond]:
    """Shares of what nothing names, one behind the other, that add up to 100 %, or whose amounts
    add up to one that was told before: then they are all that there is."""
    for run, before in _runs(frames):
        amounts = {frame.amount.value for frame in before if frame.amount}
        told = _added(run) in amounts
        all_ = told or (len(run) >= LISTED and _make_hundred(run))
        if all_ and not _borne_out(run, before):
            yield from (Bond("share", part, tuple(run)) for part in run)


def shared_wholes(
    frames: Sequence[Frame], sections: Mapping[int, Place]
) -> Iterator[tuple[Frame, Frame]]:
    """What shares are of whose whole nothing names: what was told before, in their section or in
    front of it, if all of them but one at most are shares of that."""
    for found in by_section(frames, sections):
        for run, _ in _runs(found):
            first = run[0].number
            whole = _borne_out(run, frames[max(0, first - MAX_AWAY) : first])
            yield from ((part, whole) for part in run if whole is not None)


def shared_lists(frames: Sequence[Frame]) -> Iterator[Bond]:
    """The same as lists, where the shares add up to 100 %."""
    for run, before in _runs(frames):
        whole = _borne_out(run, before)
        if whole is not None and _make_all(run) and _are_amounts(whole, run):
            yield Bond("list", whole, tuple(run))


def _borne_out(run: Sequence[Frame], before: Sequence[Frame]) -> Frame | None:
    """The nearest amount that a run of shares is of, as they themselves bear out: all but one, and
    two at least where their amounts do not add up to it."""
    for whole in reversed(before):
        if whole.amount is None or whole.aside or whole.amount.unit != _unit(run[0]):
            continue
        fits = sum(_is_share_of(part, whole.amount.value) for part in run)
        all_ = sum(map(_amount, run), Decimal(0)) == whole.amount.value
        if fits >= max(1 if all_ else 2, len(run) - 1):
            return whole
    return None


def _unit(frame: Frame) -> str:
    return frame.amount.unit if frame.amount else ""


def _is_share_of(part: Frame, whole: Decimal) -> bool:
    """Whether a share is that of a whole, to the last place that it prints."""
    share = part.shares[0].token.value
    amount = part.amount.value if part.amount else Decimal(0)
    return abs(amount * ALL - share * whole) <= half_unit(exponent(share)) * whole


def _runs(frames: Sequence[Frame]) -> Iterator[tuple[Sequence[Frame], Sequence[Frame]]]:
    """Shares of what nothing names, one behind the other: two or more; and what was told before
    them."""
    run: list[Frame] = []
    for here, frame in enumerate((*frames, None)):
        if frame is not None and _is_bare_share(frame) and (not run or _is_beside(frame, run[-1])):
            run.append(frame)
            continue
        if len(run) > 1:
            first = here - len(run)
            yield run, frames[max(0, first - MAX_AWAY) : first]
        run = [frame] if frame is not None and _is_bare_share(frame) else []


def _is_bare_share(frame: Frame) -> bool:
    shared = len(frame.shares) == 1 and not frame.shares[0].base and frame.parent is None
    return shared and frame.amount is not None and not frame.aside


def _is_beside(frame: Frame, last: Frame) -> bool:
    """Whether two frames follow each other, in one unit and of one period."""
    units = {one.amount.unit for one in (frame, last) if one.amount}
    return frame.number == last.number + 1 and frame.period == last.period and len(units) == 1


def _make_hundred(run: Sequence[Frame]) -> bool:
    """Whether shares add up to 100 %, but for rounding."""
    shares = [one.shares[0].token.value for one in run]
    room = sum((half_unit(exponent(share)) for share in shares), Decimal(0))
    return abs(ALL - sum(shares)) <= room


def _added(run: Sequence[Frame]) -> Decimal:
    return sum(map(_amount, run), Decimal(0))


def lists_of(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """Wholes and lists that name all of their parts: by their shares, which add up to 100 %, by
    the words that open them (支出包括), or by what they name: if there is hardly anything else
    (基本支出、项目支出), or if they name even what is nothing (其他收入0万元). Where only words say
    so, and most of the parts are round, what is lacking may be a round amount that was left out."""
    lists: defaultdict[tuple[Frame, int], list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.parent is not None:
            lists[frame.parent, frame.part_of].append(frame)
    for (whole, _), parts in lists.items():
        if len(parts) < 2 or not _are_amounts(whole, parts):
            continue
        lacking = _worth(whole) - sum(map(_worth, parts))
        told = all(part.of_all for part in parts) or subjects.are_all(p.subject for p in parts)
        all_ = _make_all(parts) or (len(parts) >= LISTED and not all(map(_amount, parts)))
        told = told and not (_is_round(lacking) and _are_round(parts))
        if all_ or told or not lacking or _is_slip(lacking, whole, parts):
            yield Bond("list", whole, tuple(parts))


def _is_slip(lacking: Decimal, whole: Frame, parts: Sequence[Frame]) -> bool:
    """Whether what a list lacks is one digit of one of its figures, all of which have more digits,
    and no trifle, as something left out would be that is a round amount by chance."""
    several = len(parts) >= LISTED and not _are_round([whole, *parts])
    return several and _is_round(lacking) and lacking * TRIFLE > _worth(whole)


def _are_round(parts: Sequence[Frame]) -> bool:
    """Whether most of the amounts, those that are nothing apart, are round ones."""
    amounts = [amount for amount in map(_amount, parts) if amount]
    return sum(map(_is_round, amounts)) * 2 > len(amounts)


def _is_round(amount: Decimal) -> bool:
    """Whether all digits of an amount but the first are nothing: 50, 2000.00."""
    return _digits(amount) == 1


def _digits(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)


def levels(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """Amounts of one section that are called alike but for whose they are: 全国 = 中央 + 地方."""
    told: defaultdict[tuple[str, Called], list[Frame]] = defaultdict(list)
    for frame in frames:
        place = subjects.level_of(frame.subject)
        if place and frame.amount and not frame.aside:
            rest = subjects.without_level(frame.subject)
            of = subjects.without_level(frame.parent.subject) if frame.parent else ""
            alike = of if of.endswith(rest) else rest, frame.period, frame.amount.unit
            told[place, alike].append(frame)
    for (place, alike), wholes in list(told.items()):
        for names in subjects.levels_of(place):
            parts = [told.get((name, alike), []) for name in names]
            if len(wholes) == 1 and all(len(part) == 1 for part in parts):
                yield Bond("list", wholes[0], tuple(part[0] for part in parts))


Called = tuple[str, str, str]
"""What an amount is called but for whose it is, its period and its unit."""


def spent_and_left(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """Income is what was spent and what is left: 收入100万元。支出90万元。本年收支结余10万元."""
    for income, spent, left in with_what_is_left(frames, subjects):
        if _are_amounts(income, (spent, left)):
            yield Bond("list", income, (spent, left))


def summed(frames: Sequence[Frame]) -> Iterator[tuple[Frame, Sequence[Frame]]]:
    """Totals behind what they add up, each with that: 甲5万元、乙8万元,合计13万元."""
    for here, frame in enumerate(frames):
        if frame.sums:
            before = frames[max(0, here - MAX_AWAY) : here]
            fellows = [f for f in before if f.parent is frame.parent and not f.aside]
            yield frame, fellows[-frame.sums :]


def totals_behind(frames: Sequence[Frame]) -> Iterator[Bond]:
    """The same as lists of amounts."""
    for whole, parts in summed(frames):
        if _are_amounts(whole, parts):
            yield Bond("list", whole, tuple(parts))


def balanced(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """收入总计 and the 支出总计 behind it, which are one figure if nothing is told to be left."""
    last: Frame | None = None
    unequal = {spent for _, spent, _ in with_what_is_left(frames, subjects)}
    for frame in frames:
        if frame.amount is None or frame.aside or not subjects.is_balanced(frame.subject):
            continue
        if last is not None and _are_sides(last, frame):
            if frame not in unequal:
                yield Bond("same", last, (frame,))
            last = None
        else:
            last = frame


def shares_of_parts(
    here: Sequence[Frame], frames: Sequence[Frame], subjects: Subjects
) -> Iterator[Bond]:
    """Shares of what is named and has no amount: it is their sum, if they make 100 %, or if they
    are of all that it falls into (基本支出, 项目支出) and that bears out one of them at least."""
    named: defaultdict[str, list[Frame]] = defaultdict(list)
    for frame in here:
        if frame.amount and len(frame.shares) == 1 and frame.shares[0].base and not frame.aside:
            named[frame.shares[0].base].append(frame)
    for run in named.values():
        all_ = _make_all(run)
        if len(run) < 2 or not (all_ or subjects.are_all(frame.subject for frame in run)):
            continue
        alike = len({(f.period, f.amount.unit) for f in run if f.amount}) == 1
        added = sum(map(_amount, run), Decimal(0))
        unknown = whole_of(run[0], run[0].shares[0], frames, subjects) is None
        if alike and unknown and (all_ or any(_is_share_of(frame, added) for frame in run)):
            yield from (Bond("share", part, tuple(run)) for part in run)


def _are_sides(one: Frame, other: Frame) -> bool:
    """Whether two totals are of income and of expenditure, and else of the same."""
    at, of = ({**frame.context, **frame.subject.at} for frame in (one, other))
    flows = {at.pop("flow", ""), of.pop("flow", "")}
    return flows == {"income", "expenditure"} and at == of and one.period == other.period


def _are_amounts(whole: Frame, parts: Sequence[Frame]) -> bool:
    """Whether all of them are amounts of one period, in one unit, and each is said but once."""
    every = [whole, *parts]
    alike = {one.period for one in every if one.amount}
    moneys = {one.amount.unit for one in every if one.amount}
    alike_moneys = len(moneys) == 1 or moneys <= MONEY.keys()
    subjects = {(one.subject.text, one.subject.keys) for one in parts}
    stated = all(one.amount for one in every) and len(subjects) == len(parts)
    return stated and len(alike) == 1 and alike_moneys and not any(map(is_sum, parts))


def _make_all(parts: Sequence[Frame]) -> bool:
    """Whether the shares of the parts add up to 100 %."""
    if not all(part.shares for part in parts):
        return False
    shares = [part.shares[0].token.value for part in parts]
    return sum(shares) == ALL


def _worth(frame: Frame) -> Decimal:
    """An amount in the smallest of all units of money."""
    unit = frame.amount.unit if frame.amount else ""
    return _amount(frame).scaleb(MONEY.get(unit, 0))


def _amount(frame: Frame) -> Decimal:
    return frame.amount.value if frame.amount else Decimal(0)


def is_sum(frame: Frame) -> bool:
    """Whether a member of a list is what it adds up to: 收入合计 behind 收入甲, 收入乙."""
    at = frame.subject.at
    whole = frame.parent.subject.at if frame.parent else {}
    totals = {"total", "grand-total", "subtotal"}
    return at.get("role") in totals and set(at) - {"role", "entity"} <= set(whole)

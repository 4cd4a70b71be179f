"""What was there, came in and went out, told in one breath: it is what is left.

年初结转和结余 + 本年收入 (+ 使用非财政拨款结余) = 本年支出 (+ 结余分配) + 年末结转和结余. Promised
where all four are told one behind the other, with nothing between them but what tells one of them
apart, and of one kind of money. Of all money something may also have been distributed or used:
nothing is promised unless that is told too, or 收支相抵 says that there was no more: what is not
told is not nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .bond import Bond
from .frames import Frame
from .subjects import Subjects

OPENING, INCOME, USED = "opening", "income", "used"
SPENT, DISTRIBUTED, CLOSING = "spent", "distributed", "closing"
_NEEDED = (OPENING, INCOME, SPENT, CLOSING)
_OPTIONAL = (USED, DISTRIBUTED)
_VINTAGES = {"carried-in": OPENING, "carried-out": CLOSING, "distributed": DISTRIBUTED}
_FLOWS = {"income": INCOME, "expenditure": SPENT}
_SAID = frozenset({"vintage", "flow", "role", "entity"})
"""Coordinates that tell which of the six a figure is."""

Role = str
MAX_BETWEEN = 12
"""Frames between a total and what is left of it."""


def rolled(frames: Sequence[Frame]) -> Iterator[Bond]:
    """What the frames of one section promise."""
    for run in _runs(frames):
        told: dict[Role, Frame] = {}
        for frame in run:
            told.setdefault(_role_of(frame), frame)
        once = len(told) == len(run) and told.keys() >= set(_NEEDED)
        if once and _is_one_money(run) and _is_all(told):
            right = [told[role] for role in (OPENING, INCOME, USED) if role in told]
            less = [told[role] for role in (SPENT, DISTRIBUTED) if role in told]
            yield Bond("roll", told[CLOSING], tuple(right), tuple(less))


def _runs(frames: Sequence[Frame]) -> Iterator[Sequence[Frame]]:
    """Frames one behind the other that are each one of the six. What tells one of them apart stands
    beside the point, unless it says what is carried."""
    run: list[Frame] = []
    for frame in frames:
        if frame.aside or frame.parent is not None:
            if _role_of(frame):
                run = []
            continue
        role = _role_of(frame)
        known = {_role_of(one) for one in run}
        if not role or role in known:
            yield run
            run = []
        if role:
            run.append(frame)
    yield run


def _role_of(frame: Frame) -> Role:
    """Which of the six an amount is; empty for others, and where something was not understood."""
    subject, at = frame.subject, frame.subject.at
    if frame.amount is None or subject.left or subject.keys:
        return ""
    if at.get("source") == "balances":
        return USED if at.get("vintage", "this-year") == "this-year" else ""
    vintage = at.get("vintage", "")
    if vintage == "this-year":
        return _FLOWS.get(at.get("flow", ""), "") if at.get("role") != "grand-total" else ""
    return _VINTAGES.get(vintage, "")


def _is_one_money(run: Sequence[Frame]) -> bool:
    """Whether all are amounts of one period in one unit, and of the money that the first names: the
    others need not name it again, but for totals, which are of all money where they do not."""
    alike = {(one.period, one.amount.unit) for one in run if one.amount}
    first, *others = run
    return len(alike) == 1 and all(_is_of(other, _money(first)) for other in others)


def _is_of(frame: Frame, money: frozenset[tuple[str, str]]) -> bool:
    total = "role" in frame.subject.at and "source" not in frame.context
    return _money(frame) == money if total else _money(frame) <= money


def _money(frame: Frame) -> frozenset[tuple[str, str]]:
    """Of which money an amount is: source, nature."""
    at = {name: member for name, member in frame.subject.at.items() if name not in _SAID}
    if at.get("source") == "balances":
        del at["source"]
    return frozenset(at.items())


def _is_all(told: dict[Role, Frame]) -> bool:
    """Whether nothing else can have gone in or out. Of appropriations nothing is distributed, and
    no other balances are used."""
    opening = told[OPENING]
    named = "source" in opening.context or "source" in opening.subject.at
    return named or told[CLOSING].settled or told.keys() >= set(_OPTIONAL)


def with_what_is_left(
    frames: Sequence[Frame], subjects: Subjects
) -> Iterator[tuple[Frame, Frame, Frame]]:
    """Income, expenditure and what is left, told one behind the other: 收入100万元,支出90万元,
    收支相抵,结余10万元. What is carried out is all that is left of 总计 only: of a year's income
    what was there before is left, too."""
    plain = [frame for frame in frames if frame.amount and not frame.aside]
    for here, left in enumerate(plain):
        if left.settled or subjects.is_left(left.subject):
            near = plain[max(0, here - MAX_BETWEEN) : here]
            pair = _sides_of([one for one in near if one.parent is left.parent], subjects)
            carried = left.subject.at.get("vintage") == "carried-out"
            told = pair and (not carried or subjects.is_balanced(pair[0].subject))
            if pair and told and _are_unequal(*pair):
                yield (*pair, left)


def _are_unequal(income: Frame, spent: Frame) -> bool:
    """Whether expenditure is not income itself, with what is left taken in."""
    return not income.amount or not spent.amount or income.amount.value != spent.amount.value


def _sides_of(before: Sequence[Frame], subjects: Subjects) -> tuple[Frame, Frame] | None:
    """The expenditure right in front, and the income that it is of; what 加 has put beside either
    may stand between."""
    spent = before[-1] if before else None
    for income in reversed(before[:-1]):
        if spent is None:
            break
        if subjects.are_sides(income.subject, spent.subject):
            return income, spent
        if not (income.added or spent.sums or income.sums):
            break
    return None

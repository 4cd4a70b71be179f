"""Bases: what a share is a share of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.amounts import exponent, half_unit
from ...model.vocabulary import ENTITY
from .frames import Frame, Share
from .subjects import Subject, Subjects

PERCENT, ALL = "%", Decimal(100)
MAX_AWAY = 400
"""Frames among which a base is looked for, before the share and after it."""
_TOTALS = {"role", ENTITY, "vintage", "origin"}


def whole_of(
    frame: Frame, share: Share, frames: Sequence[Frame], subjects: Subjects
) -> Frame | None:
    """The frame whose amount is the whole: the one that is named, else that of the list.

    A base that is named is looked for before the share, then behind it, nearest first; first what
    is called that, then what means exactly that, then what says no more than where money comes
    from. Where several are (一般公共预算收入 of all, of the city, of its districts), it is the one
    that the share bears out; if it bears out none, that of one place is no more meant than that of
    another.
    """
    if share.of is not None or not share.base:
        return share.of or frame.parent
    found = _named(frame, share, frames, subjects)
    first = next(found, None)
    if first is None or _is_share_of(frame, share, first):
        return first
    others = list(found)
    whole = next((other for other in others if _is_share_of(frame, share, other)), None)
    place = first.subject.at.get(ENTITY)
    elsewhere = place and any(other.subject.at.get(ENTITY) != place for other in others)
    return None if whole is None and elsewhere else whole or first


def _named(
    frame: Frame, share: Share, frames: Sequence[Frame], subjects: Subjects
) -> Iterator[Frame]:
    """What a base may name, the likeliest first."""
    wanted = subjects.of(share.base)
    yield from (o for o in _around(frame, frames) if o.subject.text == wanted.text)
    if frame.parent is not None and _is_short_for(wanted, frame.parent.subject):
        yield frame.parent
    for strict in (True, False):
        if frame.parent is not None and means(wanted, frame.parent, strict=strict):
            yield frame.parent
        for other in _around(frame, frames):
            sister = any(one.base == share.base for one in other.shares)
            if not sister and means(wanted, other, strict=strict):
                if not strict and _is_no_more(other.subject, frame.subject, subjects):
                    continue
                yield other


def _is_share_of(frame: Frame, share: Share, whole: Frame) -> bool:
    """Whether a share in percent is that of a whole, to the last place that it prints. What is
    printed of a share is kept with its frame."""
    part, of, at = frame.amount, whole.amount, share.token.start
    token = next((one.token for one in frame.shares if one.token.start == at), share.token)
    if part is None or of is None or part.unit != of.unit or token.unit != PERCENT:
        return False
    value = token.value
    return abs(part.value * ALL - value * of.value) <= half_unit(exponent(value)) * of.value


def _is_short_for(wanted: Subject, whole: Subject) -> bool:
    """Whether a base is how the whole of a list is called in short: 收入 of 大口径财政收入."""
    short = bool(wanted.matter) and wanted.matter <= {"flow"} and wanted.year is None
    return short and whole.text.endswith(wanted.text)


def _is_no_more(said: Subject, own: Subject, subjects: Subjects) -> bool:
    """Whether something is no more than what the share is of: 一般公共预算财政拨款支出 is no whole
    of 财政拨款支出."""
    mine = {name: m for name, m in own.at.items() if name not in _TOTALS}
    return len(mine) > 1 and all(
        name in said.at and (said.at[name] == m or subjects.is_in(name, said.at[name], m))
        for name, m in mine.items()
    )


def _around(frame: Frame, frames: Sequence[Frame]) -> Iterator[Frame]:
    here = frame.number
    for numbers in (range(here - 1, -1, -1), range(here + 1, len(frames))):
        for n in numbers[:MAX_AWAY]:
            if frames[n].amount is not None and not frames[n].aside:
                yield frames[n]


def means(wanted: Subject, frame: Frame, *, strict: bool) -> bool:
    """Whether a frame is what a base names."""
    said = frame.subject
    if wanted.keys or said.keys:
        return [key.name for key in wanted.keys] == [key.name for key in said.keys]
    asked = {name: m for name, m in wanted.at.items() if name not in _TOTALS}
    told = {name: m for name, m in said.at.items() if name not in _TOTALS}
    if not asked or said.left or wanted.left:
        return False
    if _is_roll(said) and wanted.at.get("vintage") == "this-year":
        return False
    if wanted.is_total and _is_elided(said):
        return False
    if any(told.get(name) not in (member, "both") for name, member in asked.items()):
        return False
    more = told.keys() - asked.keys()
    if strict and wanted.is_total and not said.is_total:
        return False
    if not more or strict:
        return not more
    return more <= {"source"} and told["source"] in ("fiscal", "general")


def _is_roll(said: Subject) -> bool:
    """Whether a total is 总计, in which what is carried over stands beside what is this year's."""
    return said.at.get("role") == "grand-total" and said.at.get("vintage") != "this-year"


def _is_elided(said: Subject) -> bool:
    """Whether it may go on about what stands before it: 支出 of 财政拨款收入9万元、支出8万元."""
    return said.matter == {"flow"} and said.year is None and not said.is_total

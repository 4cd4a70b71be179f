"""What frames promise of each other: sums over lists that are closed, facts that are said twice.

Vouch from anything, accuse only from what is closed or unique. A list is closed by its dimension
(“三公”经费 is travel, vehicles and reception); a fact is one if all its coordinates, its year and
its stage are known and nothing of its subject was left over. Where one member has two amounts in
one section, nothing is said of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...model.digits import one_slip
from ...model.vocabulary import ENTITY, Vocabulary
from .bond import Bond, Place, by_section
from .figures import Token
from .frames import FINAL, NOW, Comparison, Frame, Identity
from .lists import (
    balanced,
    levels,
    lists_of,
    shared_lists,
    shares_of_all,
    shares_of_parts,
    spent_and_left,
    summed,
    totals_behind,
)
from .rolled import rolled
from .stated import period_of
from .subjects import Subjects, flow_of

_LOOSE = frozenset({ENTITY, "role", "flow", "origin"})
_KEPT_APART = ("matter", "sangong")
_SOME = frozenset({"supplier", "staff", "posts"})
"""What tells a share of a whole: what is bought of small enterprises has no part in a list of all
that is bought."""
DEBT = "debt"
"""What is owed has a limit, a balance, is issued and repaid: prose seldom says which, part by part.
"""
_OF_A_TOTAL = frozenset({"source", "flow", "vintage", "role"})
"""What may be said of a total, without saying of which part."""
MAX_AMOUNTS = 2
TELLING = 4
"""Digits of an amount that no other is likely to have, without the zeros at its end: 959.28."""


def bonds(
    frames: Sequence[Frame], sections: Mapping[int, Place], words: Vocabulary, subjects: Subjects
) -> Iterator[Bond]:
    """Everything that these frames promise; `sections` tells the section of each by its number."""
    known: set[tuple[Frame, frozenset[Frame]]] = set()
    detailed: list[tuple[Frame, Sequence[Frame]]] = []
    for found in by_section(frames, sections):
        members = _members(found)
        closed = list(_closed(found, members, words))
        detailed += [(bond.whole, _detailed(bond.parts, found)) for bond in closed]
        closed += (*levels(found, subjects), *spent_and_left(found, subjects))
        known |= {(bond.whole, frozenset(bond.parts)) for bond in closed}
        yield from closed
        yield from _shares(members, words, subjects)
        yield from shares_of_all(found)
        yield from shared_lists(found)
        yield from totals_behind(found)
        yield from rolled(found)
        yield from balanced(found, subjects)
        yield from shares_of_parts(found, frames, subjects)
    for bond in lists_of(frames, subjects):
        if (bond.whole, frozenset(bond.parts)) not in known:
            yield bond
    yield from _changes(frames, subjects, detailed)
    yield from _periods(frames, subjects)
    yield from _likewise(frames, subjects)
    headings = {number: place[1:] for number, place in sections.items()}
    yield from _same(frames, headings)
    for first, other in _totals_again(frames, sections):
        yield Bond("same", first, (other,))


def _closed(frames: Sequence[Frame], members: _Members, words: Vocabulary) -> Iterator[Bond]:
    """The wholes of one section whose parts are all there."""
    for (name, member, period, rest), wholes in members.items():
        dimension = words.dimensions.get(name)
        if dimension is None or member not in dimension.complete or _SOME & dict(rest).keys():
            continue
        known: defaultdict[str, list[Frame]] = defaultdict(list)
        for (n, m, p, r), stated in members.items():
            if (n, p) == (name, period) and r <= rest:  # parts may say less than their whole
                known[m] += stated
        parts = _parts_of(member, known, dimension.parts)
        more = any(_lists_more(whole, parts, frames) for whole in wholes) if parts else False
        if parts and len(_amounts(wholes)) == 1 and not more:
            yield Bond("closed", wholes[0], tuple(parts))


def _lists_more(whole: Frame, parts: Sequence[Frame], frames: Sequence[Frame]) -> bool:
    """Whether a list names more of a whole than its parts: 公务用车费(其中,购置费…,运行费…,其他交通
    费用…)."""
    told = {part.part_of for part in parts if part.parent is whole}
    listed = (f for f in frames if f.parent is whole and f.part_of in told and f.amount)
    return any(f.subject.left or not f.subject.matter & whole.subject.matter for f in listed)


def _shares(members: _Members, words: Vocabulary, subjects: Subjects) -> Iterator[Bond]:
    """Shares of a whole that is not printed where all its parts are: it is their sum. The whole may
    be named: 占“三公”经费的."""
    for name, period, rest in dict.fromkeys((n, p, r) for n, _, p, r in members):
        dimension = words.dimensions.get(name)
        here = {m: f for (n, m, p, r), f in members.items() if (n, p, r) == (name, period, rest)}
        if dimension is None:
            continue
        for member in dimension.complete:
            of = (name, member, subjects)
            shared = {m: [f for f in found if _is_shared(f, *of)] for m, found in here.items()}
            parts = _parts_of(member, {m: f for m, f in shared.items() if f}, dimension.parts)
            if member not in here and parts:
                yield from (Bond("share", part, tuple(parts)) for part in parts)


def _is_shared(frame: Frame, name: str, member: str, subjects: Subjects) -> bool:
    """Whether a frame is a share of something that no list and no name tells, or of that member."""
    if not frame.shares or frame.parent is not None:
        return False
    base = subjects.of(frame.shares[0].base)
    return not frame.shares[0].base or (base.at.get(name) == member and not base.left)


Member = tuple[str, str, str, frozenset[tuple[str, str]]]
_Members = Mapping[Member, Sequence[Frame]]


def _members(frames: Sequence[Frame]) -> _Members:
    """Frames by dimension, member, period, and what else is said of them."""
    found: defaultdict[Member, list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.subject.left or frame.subject.keys or frame.amount is None:
            continue
        at = {**_context(frame), **frame.subject.at}
        for name in frame.subject.matter - _LOOSE:
            rest = {(n, m) for n, m in at.items() if n not in _LOOSE and n != name}
            found[name, at[name], frame.period, frozenset(rest)].append(frame)
    return found


def _context(frame: Frame) -> Mapping[str, str]:
    """What headings and wholes say, but for what a section is about."""
    return {name: m for name, m in frame.context.items() if name not in _KEPT_APART}


def _parts_of(
    member: str, known: Mapping[str, Sequence[Frame]], parts: Mapping[str, Sequence[str]]
) -> list[Frame]:
    """One frame for each part of a member, or for the parts of a part that is not stated; none
    where one is missing, or has two amounts."""
    found: list[Frame] = []
    for part in parts.get(member, ()):
        stated = known.get(part, ())
        if not stated:
            below = _parts_of(part, known, parts)
            if not below:
                return []
            found += below
        elif len(_amounts(stated)) == 1:
            found.append(stated[0])
        else:
            return []
    return found


def _amounts(frames: Sequence[Frame]) -> set[str]:
    """Different prints of an amount; nothing is nothing in any unit."""
    amounts = [frame.amount for frame in frames if frame.amount]
    return {f"{amount.text}{amount.unit}" if amount.value else "0" for amount in amounts}


def _detailed(parts: Sequence[Frame], found: Sequence[Frame]) -> Sequence[Frame]:
    """Parts as they are told with their changes, which may be further on in their section."""
    changed: dict[object, Frame] = {
        _said_of(f): f
        for f in reversed(found)
        if f.amount and not f.aside and (f.comparisons or f.same is not None)
    }
    return [changed.get(_said_of(part), part) for part in parts]


def _said_of(frame: Frame) -> object:
    """An amount, and of what it is."""
    at = frozenset((n, m) for n, m in frame.subject.at.items() if n not in _LOOSE)
    return at, frame.subject.keys, frame.period, frame.amount and frame.amount.value


def _changes(
    frames: Sequence[Frame],
    subjects: Subjects,
    detailed: Sequence[tuple[Frame, Sequence[Frame]]],
) -> Iterator[Bond]:
    """A change and the changes of all parts of a list, each said against the same year."""
    lists: defaultdict[tuple[int, int], list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.parent is not None and not frame.aside:
            lists[id(frame.parent), frame.part_of].append(frame)
    told = [(parts[0].parent, parts) for parts in lists.values()]
    done: set[tuple[Frame, frozenset[Frame]]] = set()
    for whole, parts in (*told, *summed(frames), *detailed):
        if whole is None or len(parts) < 2 or not whole.comparisons:
            continue
        if (whole, frozenset(parts)) in done:
            continue
        done.add((whole, frozenset(parts)))
        with_ = _against(whole.comparisons[0], subjects)
        if whole.comparisons[0].change and all(_changed(part, with_, subjects) for part in parts):
            yield Bond("changes", whole, tuple(parts))


def _changed(frame: Frame, with_: str, subjects: Subjects) -> bool:
    """Whether a part says how it has changed against the same year, which is that of its whole
    where it does not say it, or that it has not changed."""
    if frame.comparisons:
        first = frame.comparisons[0]
        against = _against(first, subjects)
        alike = first.against is None or against == with_ or with_.endswith(against)
        return first.change is not None and alike
    return frame.same is not None


def _against(comparison: Comparison, subjects: Subjects) -> str:
    period = period_of(subjects.of(comparison.against or ""))
    return period or "budget-1"


def _periods(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """A change against last year, with the amounts of both years where each stands but once."""
    this: defaultdict[Identity, list[Frame]] = defaultdict(list)
    last: defaultdict[Identity, list[Frame]] = defaultdict(list)
    for frame in frames:
        known = identity_of(frame) if frame.amount and not frame.aside else None
        if known is not None and frame.period in (NOW, FINAL):
            this[known].append(frame)
        elif known is not None and frame.period.endswith("-1"):
            last[known].append(frame)
    for frame in frames:
        known = identity_of(frame) if frame.comparisons and not frame.aside else None
        one = known is not None and len(_amounts(this[known])) == len(_amounts(last[known])) == 1
        if known is not None and one and _is_of_last_year(frame.comparisons[0], subjects):
            yield Bond("period", frame, (this[known][0], last[known][0]))


def _is_of_last_year(comparison: Comparison, subjects: Subjects) -> bool:
    """Whether a comparison is with last year, and does not say itself with how much."""
    with_ = subjects.of(comparison.against or "")
    return comparison.prior is None and with_.year in (None, -1) and not with_.left


def _likewise(frames: Sequence[Frame], subjects: Subjects) -> Iterator[Bond]:
    """Two changes against the same year of what has the same amount to the last digit, in two
    sections, that are nearly the same: income and expenditure, appropriations and what they pay.
    Each is held against what most of them say, so that one wrong change is told once."""
    alike: defaultdict[object, list[tuple[Token, Frame]]] = defaultdict(list)
    for frame in frames:
        change = frame.comparisons[0].change if frame.comparisons else None
        if frame.amount is None or change is None or not _is_telling(frame.amount):
            continue
        with_ = _against(frame.comparisons[0], subjects)
        amount = frame.amount.text, frame.amount.unit, frame.period
        alike[amount, with_, change.turn, change.token.unit].append((change.token, frame))
    for changes in alike.values():
        (usual, _), *_ = Counter(token.value for token, _ in reversed(changes)).most_common(1)
        most, known = next(said for said in reversed(changes) if said[0].value == usual)
        for token, frame in changes:
            if frame is not known and _is_near(token, most):
                yield Bond("likewise", frame, (known,))


def _is_telling(amount: Token) -> bool:
    return len(f"{amount.value:f}".replace(".", "").strip("-0")) >= TELLING


def _is_near(one: Token, other: Token) -> bool:
    """Whether two figures are less than a hundredth apart, or one slip of the hand."""
    a, b = one.value, other.value
    return one_slip(a, b) or abs(a - b) * 100 < max(abs(a), abs(b))


def _same(frames: Sequence[Frame], sections: Mapping[int, object]) -> Iterator[Bond]:
    """The first print of a fact, and each other one under another heading. What has three figures
    is not one fact: each project has its 总预算."""
    prints: defaultdict[object, list[Frame]] = defaultdict(list)
    for frame in frames:
        key = _identity(frame)
        if key is not None:
            prints[key].append(frame)
    for first, *others in prints.values():
        if len(_amounts([first, *others])) <= MAX_AMOUNTS:
            for other in others:
                if sections[other.number] != sections[first.number] or _is_again(first, other):
                    yield Bond("same", first, (other,))


def _totals_again(
    frames: Sequence[Frame], sections: Mapping[int, object]
) -> Iterator[tuple[Frame, Frame]]:
    """Totals of all money told in two sections that are one edit of the digits apart: 收入预算 of
    一、收支预算, and of 二、收入预算. What is called so may be of something else: no other two are
    compared."""
    told: defaultdict[object, list[Frame]] = defaultdict(list)
    for frame in frames:
        at = total_of(frame, named=False)
        plain = at is not None and not any(name == "source" for name, _ in at)
        if plain and frame.amount and not frame.aside and _is_telling(frame.amount):
            role = frame.subject.at.get("vintage"), frame.subject.at.get("role")
            told[at, role, frame.period, frame.subject.stage, frame.amount.unit].append(frame)
    for first, *others in told.values():
        values = {frame.amount.value for frame in (first, *others) if frame.amount}
        for other in others if len(values) == MAX_AMOUNTS else ():
            apart = sections[other.number] != sections[first.number]
            known = first.amount is not None and other.amount is not None
            if apart and known and one_slip(_value(first), _value(other)):
                yield first, other


def _value(frame: Frame) -> Decimal:
    return frame.amount.value if frame.amount else Decimal(0)


def _is_again(first: Frame, other: Frame) -> bool:
    """Whether two prints under one heading are one fact: a part of the “三公”经费, in figures that
    are nearly the same."""
    if first.amount is None or other.amount is None or first.breath == other.breath:
        return False
    return "sangong" in first.subject.at and _is_near(first.amount, other.amount)


def _identity(frame: Frame) -> object:
    """What tells a fact from all others, with its period; None where that is not certain."""
    known = None if frame.aside or frame.amount is None else identity_of(frame)
    return known and (known, frame.period)


def identity_of(frame: Frame) -> Identity | None:
    """What a frame is about: accounts and coordinates; None where that is not certain."""
    if frame.identity == "unknown":
        frame.identity = _identified(frame)
    return frame.identity


def _identified(frame: Frame) -> Identity | None:
    subject = frame.subject
    if subject.left:
        return None
    said = set(subject.at) - {"role", ENTITY}
    if not subject.keys and not said - {"flow", "vintage"} and len(said) < len(("flow", "vintage")):
        return None
    flow = flow_of(subject)
    at = {**frame.context, **subject.at, **({"flow": flow} if flow else {})}
    if DEBT in at or at.get("matter") == DEBT:
        return None
    keys = tuple(key.name for key in subject.keys)
    return keys, frozenset(at.items())


def total_of(frame: Frame, *, named: bool = True) -> frozenset[tuple[str, str]] | None:
    """What a total is of whose words leave open what is in it: 支出预算总额, 一般公共预算当年拨款.
    None for what is of an account or a part, for what is certain, for what was carried over, and
    for what is not `named` a total."""
    subject, at = frame.subject, frame.subject.at
    if subject.left or subject.keys or subject.year or frame.parent is not None:
        return None
    if not at.keys() <= _OF_A_TOTAL or not frame.context.keys() <= _OF_A_TOTAL:
        return None
    if at.get("vintage", "this-year") != "this-year":
        return None
    if "flow" not in at or (named and not subject.is_total):
        return None
    said = {**frame.context, **at, "flow": at["flow"]}
    return frozenset((name, said[name]) for name in ("flow", "source") if name in said)


def of_one_topic(frame: Frame, at: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Coordinates without the other topics of a heading that names several, where the subject
    itself names one."""
    own = frame.subject.at
    if not any(topic in own for topic in _KEPT_APART):
        return at
    return frozenset((n, m) for n, m in at if n not in _KEPT_APART or n in own)

"""Frames as claims: what a frame states, by the columns of the table of claims.

A frame is one claim; each further comparison, each further share and each amount that is said
again is a claim of its own beside it, about the same subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model.expressions import expression
from ...model.values import NamedTuple
from .figures import Token
from .frames import EXECUTED, PLAN, Change, Comparison, Frame, Share
from .subjects import Subject, Subjects

_BASES: Mapping[str, str] = {
    "initial": "plan", "adjusted": "plan", "budget": "plan", "executed": "execution",
    "final": "final",
}  # fmt: skip

_OFFSET = expression(r"[-+]\d+$")

Words = dict[str, tuple[str, str]]
EITHER = "either"
"""The word of a claim whose amount a change leads from or to; which of both, its figures tell."""


class StatedRow(NamedTuple):
    """What one row states: figures by slot, words with their meanings; the share is of `base`.

    `first` is the row of the frame itself; the others only repeat its amount.
    """

    figures: dict[str, Token]
    words: Words
    share: Share | None = None
    first: bool = True
    repeats: bool = False


def facts_of(frame: Frame, subjects: Subjects, text: str) -> Iterator[StatedRow]:
    """The rows of a frame, that of its own first."""
    own = {"amount": frame.amount} if frame.amount else {}
    fitting = [one for one in frame.comparisons if _is_of_amount(frame, one, subjects)]
    compared = [_compared(frame, one, subjects) for one in fitting]
    first = compared[0] if compared else _same(frame, subjects)
    if compared and first[0].keys() == {"prior"}:  # 比上年的5万元持平
        first = first[0], {**first[1], **_same(frame, subjects)[1]}
    share = frame.shares[0] if frame.shares else None
    shown = {"share": share.token} if share else {}
    words = {**_words(frame, text), **first[1]}
    yield StatedRow({**own, **_planned(frame), **shown, **first[0]}, words, share)
    for figures, more in compared[1:]:
        yield StatedRow({**own, **figures}, more, first=False)
    for one in frame.comparisons:
        if one not in fitting:
            figures, more = _compared(frame, one, subjects)
            row = StatedRow(figures, more, first=False)
            yield _of_either_year(frame, one, row, subjects)
    for other in frame.shares[1:]:
        yield StatedRow({**own, "share": other.token}, {}, other, first=False)
    for period, token in frame.again:
        if period == frame.period:
            yield StatedRow({"amount": token}, {}, first=False, repeats=True)
    used = {token for figures, _ in compared for token in figures.values()}
    for period, token in frame.amounts.items():
        if token is not frame.amount and token not in used and _year_of(period) < 0:
            yield StatedRow({"prior": token}, {}, first=False)


def _of_either_year(frame: Frame, one: Comparison, row: StatedRow, subjects: Subjects) -> StatedRow:
    """A change right behind last year's amount is from it or to it, where no words say which: the
    figures tell (`either`). One of an amount before that, one without a rate, and one that may be
    of the whole of a list, is of nobody."""
    base = subjects.of(one.against).year if one.against is not None else -1
    open_ = base == -1 and one.year is None and "prior" not in row.figures
    if frame.parent is not None and not frame.parent.comparisons:
        return row
    if not open_ or _year_of(frame.period) != -1 or not frame.amount:
        return row
    if not {"change", "rate"} <= row.figures.keys():
        return row
    figures = {"prior": frame.amount, **row.figures}
    return row._replace(figures=figures, words={**row.words, EITHER: ("", "open")})


def _is_of_amount(frame: Frame, one: Comparison, subjects: Subjects) -> bool:
    """Whether a change is one of the frame's amount. 上年20万元,增加5万元 is no change of the 20:
    an amount of an earlier year is changed only where words compare it with a year before."""
    year = _year_of(frame.period) if frame.amount else 0
    if one.year is not None or not year:
        return not year or one.year == year
    if one.against is None:
        return False
    base = subjects.of(one.against).year
    return base is None or base < year


def _year_of(period: str) -> int:
    """How many years the amount of a period is from the document's: 0, or less than that."""
    found = _OFFSET.search(period)
    return int(found.group()) if found else -1 if period == EXECUTED else 0


def _planned(frame: Frame) -> dict[str, Token]:
    """What a frame says of its plan."""
    found: dict[str, Token | None] = {
        "budget": frame.amounts.get(PLAN),
        "completion": frame.completion,
        "difference": frame.difference.token if frame.difference else None,
    }
    return {name: t for name, t in found.items() if t is not None and t is not frame.amount}


def _words(frame: Frame, text: str) -> Words:
    """How it compares with its plan, and the reason of a change."""
    words: Words = {}
    if frame.compared[0]:
        words["compared"] = frame.compared
    if frame.reason[1] > frame.reason[0]:
        words["reason"] = text[slice(*frame.reason)].strip(",:"), ""
    return words


def _same(frame: Frame, subjects: Subjects) -> tuple[dict[str, Token], Words]:
    """持平: no change against what is named, with its amount where that is printed."""
    if not frame.same:
        return {}, {}
    one = Comparison(frame.same_as or None)
    told = frame.comparisons[0] if frame.comparisons else one
    alike = told.against is not None and frame.same_as in ("", told.against)
    prior = told.prior if alike else _printed(frame, one, subjects)
    words = {"same": (frame.same, ""), "against": _against(frame.same_as, subjects)}
    return {"prior": prior} if prior is not None else {}, words


def _compared(frame: Frame, one: Comparison, subjects: Subjects) -> tuple[dict[str, Token], Words]:
    """The figures of a comparison, with the amount that it is with where that is printed."""
    figures: dict[str, Token] = {}
    words: Words = {}
    prior = one.prior or _printed(frame, one, subjects) or _year_before(frame, one)
    if prior is not None:
        figures["prior"] = prior
    if one.change and _is_signed(one.change):
        figures["change"] = one.change.token
        words["direction"] = one.change.word, one.change.turn
    if one.rate and _is_signed(one.rate):
        figures["rate"] = one.rate.token
        words["trend"] = one.rate.word, one.rate.turn
        if one.rate.token.kind == "bare":
            words["percent"] = "", "missing"
    if one.against is not None:
        words["against"] = _against(one.against, subjects)
    return figures, words


def _is_signed(change: Change) -> bool:
    """Whether it is known which way a change goes: 增加(减少)5万元 does not say."""
    return bool(change.turn) or "(" not in change.word or not change.token.value


def _printed(frame: Frame, one: Comparison, subjects: Subjects) -> Token | None:
    """The amount of the frame for the year and the stage that a comparison is with; the only one
    of an earlier year where it does not say with what."""
    if one.against is None:
        earlier = [t for period, t in frame.amounts.items() if _year_of(period) < 0]
        now = frame.amount is not None and not _year_of(frame.period)
        return earlier[0] if now and len(earlier) == 1 else None
    with_ = subjects.of(one.against)
    others = {p: token for p, token in frame.amounts.items() if token is not frame.amount}
    exact = others.get(period_of(with_))
    if exact is not None or with_.stage or not with_.year:
        return exact
    of_year = [token for period, token in others.items() if _year_of(period) == with_.year]
    return of_year[0] if len(of_year) == 1 else None


def _year_before(frame: Frame, one: Comparison) -> Token | None:
    """The only amount of a frame, where it is of the year before the one in which words say that it
    changed: 上年20万元,今年增加5万元."""
    before = one.year is not None and _year_of(frame.period) == one.year - 1
    return frame.amount if before else None


def period_of(subject: Subject) -> str:
    """The period of what is compared with, as amounts are kept."""
    year, stage = subject.year or 0, subject.stage
    if stage == "executed":
        return stage
    if year:
        return f"{stage}{year:+d}"
    return PLAN if _BASES.get(stage) == "plan" else stage


def _against(text: str, subjects: Subjects) -> tuple[str, str]:
    """What is compared with, and what it means: another year's budget, its plan, its execution."""
    with_ = subjects.of(text)
    found = _BASES.get(with_.stage, "budget")
    return text, "budget" if found == "plan" and with_.year is not None else found

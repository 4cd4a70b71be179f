"""What was not checked, and why: only with this does a report say all."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.errors import NOTHING, Message, Problem
from ..report import Coverage, FileReport, NotChecked
from ..waived import Waived
from .element import Markup, tag
from .findings import place_of, position
from .summary import figures
from .words import both, quoted, spoken

MAX_LISTED = 200
"""Sentences, problems or notes that are listed."""


def draw_unchecked(file: FileReport, level: int) -> Markup:
    """Problems, rules without their tables, sentences, figures that nothing vouches for."""
    parts = [
        _problems(file.problems, level),
        _rules(file.coverage.not_checked, level),
        _sentences(file.coverage, level),
        _figures(file, level),
        _waived(file.waived, level),
        _notes(file.notes, level),
        _inapplicable(file.coverage.not_applicable),
    ]
    every = [part for part in parts if part]
    clear = not file.problems and not file.coverage.not_checked and not file.coverage.unread
    if clear and file.pack:
        every.insert(0, tag("p", spoken("unchecked.nothing"), class_="remark"))
    return tag("div", every, class_="unchecked")


def _part(name: str, level: int, items: Iterable[Markup], count: int) -> Markup:
    listed = list(items)[:MAX_LISTED]
    left = count - len(listed)
    more = tag("li", spoken("sum.cut", n=left)) if left > 0 else None
    return Markup(tag(f"h{level}", spoken(f"unchecked.{name}")) + tag("ul", listed, more))


def _problems(problems: tuple[Problem, ...], level: int) -> Markup | None:
    if not problems:
        return None
    return _part("problems", level, (_problem(p) for p in problems[:MAX_LISTED]), len(problems))


def _problem(problem: Problem) -> Markup:
    name = problem.address
    path, inside = problem.place.path, position(problem.place)
    return tag(
        "li",
        tag("b", both(name), " ") if name.zh else None,
        both(problem.found),
        tag("span", quoted(path), " ", both(inside), class_="file") if path else None,
        tag("br"),
        tag("b", spoken("unchecked.expected"), " "),
        both(problem.expected),
        tag("br"),
        tag("b", spoken("unchecked.advice"), " "),
        both(problem.advice),
        class_="problem",
    )


def grouped(skips: Iterable[NotChecked]) -> dict[Message, dict[str, Message]]:
    """The rules that each reason kept from being checked, with their names."""
    reasons: dict[Message, dict[str, Message]] = {}
    for skip in skips:
        reasons.setdefault(skip.reason, {})[skip.code] = skip.name
    return reasons


def _rules(skips: tuple[NotChecked, ...], level: int) -> Markup | None:
    reasons = grouped(skips)
    if not reasons:
        return None
    items = (_reason(reason, codes) for reason, codes in reasons.items())
    return _part("rules", level, items, len(reasons))


def _reason(reason: Message, codes: dict[str, Message]) -> Markup:
    names = [
        [tag("span", code, class_="code"), " ", both(name), " "] for code, name in codes.items()
    ]
    return tag("li", both(reason), tag("p", names, class_="codes"))


def _sentences(coverage: Coverage, level: int) -> Markup | None:
    if not coverage.unread:
        return None
    items = (
        tag("li", tag("span", quoted(f"§{one.place.section}"), class_="no"), " ", quoted(one.quote))
        for one in coverage.unread[:MAX_LISTED]
    )
    return _part("sentences", level, items, len(coverage.unread))


def _figures(file: FileReport, level: int) -> Markup | None:
    if file.paper is None:
        return None
    count = sum(spot.state == "open" for spot in figures(file.paper))
    if not count:
        return None
    return _part("figures", level, [tag("li", spoken("unchecked.open", n=count))], 1)


def _waived(waived: tuple[Waived, ...], level: int) -> Markup | None:
    """What a person has accepted: the finding, by whom, until when, and why."""
    if not waived:
        return None
    items = (_one_waived(one) for one in waived[:MAX_LISTED])
    return _part("waived", level, items, len(waived))


def _one_waived(one: Waived) -> Markup:
    finding = one.finding
    cell = place_of(finding)
    where = [tag("b", both(cell.short)), " "] if cell else []
    said = quoted(" · ".join(filter(None, (one.reason, one.by, one.until))))
    kind = spoken(f"waived.{one.kind}")
    code = tag("span", finding.code, class_="code")
    return tag("li", code, " ", where, both(finding.message), tag("br"), kind, " ", said)


def _notes(notes: tuple[Problem, ...], level: int) -> Markup | None:
    if not notes:
        return None
    items = (tag("li", both(note.found), _named(note)) for note in notes[:MAX_LISTED])
    return _part("notes", level, items, len(notes))


def _named(note: Problem) -> Markup | None:
    """What a note is about, if it does not say so itself."""
    if note.address == NOTHING or note.found.mentions(note.address):
        return None
    return tag("span", both(note.address), class_="file")


def _inapplicable(skips: tuple[NotChecked, ...]) -> Markup | None:
    reasons = grouped(skips)
    if not reasons:
        return None
    count = len({skip.code for skip in skips})
    items = [_reason(reason, codes) for reason, codes in reasons.items()]
    summary = tag("summary", spoken("unchecked.inapplicable", n=count))
    return tag("details", summary, tag("ul", items))

"""The judgement in the text report: which cell is probably wrong, and what it should say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..messages.catalogue import say
from ..model.amounts import printed
from ..model.errors import NOTHING, Message

if TYPE_CHECKING:
    from .finding import Finding, Suspect

MAX_CELLS = 8
MAX_SETS = 5

Labelled = tuple[Message, str]
"""A line and what stands in front of it; the same label is not said again."""


def judgement(finding: Finding, lang: str, place: Callable[[Suspect], str]) -> Iterator[Labelled]:
    """Labelled lines about the cause of a finding; none where no cause was sought."""
    evidence = say("judgement.evidence")
    n, codes = 1 + len(finding.evidence), _codes(finding)
    if finding.suspects:
        yield from _suspects(finding, lang, place)
        mended = say("judgement.mended", n=n, codes=codes)
        yield evidence, (mended if finding.evidence else say("judgement.one")).get(lang)
    elif finding.multipliers:
        yield evidence, say("judgement.clash", codes=_proof(finding)).get(lang)
    elif finding.story != NOTHING:
        yield evidence, finding.story.get(lang)
    elif finding.evidence:
        yield say("judgement.judgement"), say("judgement.not-found", n=n, codes=codes).get(lang)
    if not finding.searched:
        yield evidence, say("judgement.cut-short").get(lang)


def _suspects(finding: Finding, lang: str, place: Callable[[Suspect], str]) -> Iterator[Labelled]:
    suspects = finding.suspects
    certainty = suspects[0].certainty
    sets = (suspects, *finding.alternatives) if certainty == "possible" else (suspects,)
    label = say("judgement.judgement")
    what = say(f"judgement.what.{suspects[0].what}")
    if finding.story != NOTHING and len(sets) == 1:
        yield label, say(f"judgement.story.{certainty}", story=finding.story).get(lang)
        yield from _lines(suspects, finding.money, lang, place)
    elif len(suspects) == 1 and len(sets) == 1:
        which = "this-one" if suspects[0].cell.is_there else "row-left-out"
        lead = say(f"judgement.{which}.{certainty}", what=what).get(lang)
        yield label, lead + change(suspects[0], finding.money).get(lang)
    else:
        single = len(sets) > 1 and all(len(s) == 1 for s in sets)
        lead = "this-one" if single else "several"
        yield label, say(f"judgement.{lead}.{certainty}", what=what).get(lang)
        for number, one in enumerate(sets[:MAX_SETS]):
            first = say("judgement.or") if number else NOTHING
            yield from _lines(one, finding.money, lang, place, first)
        if len(sets) > MAX_SETS:
            yield NOTHING, say("judgement.more", count=len(sets) - MAX_SETS).get(lang)
    if certainty == "likely" and finding.alternatives:
        yield from _lines(finding.alternatives[0], finding.money, lang, place, say("judgement.or"))


def _lines(
    suspects: Sequence[Suspect],
    money: str,
    lang: str,
    place: Callable[[Suspect], str],
    first: Message = NOTHING,
) -> Iterator[Labelled]:
    """A line for each cell of a set."""
    for number, suspect in enumerate(suspects[:MAX_CELLS]):
        told = change(suspect, money)
        text = say("judgement.arrow", address=suspect.cell.short, change=told)
        label = NOTHING if number else first
        yield label, f"{text.get(lang)}  {place(suspect)}".rstrip()
    if len(suspects) > MAX_CELLS:
        yield NOTHING, say("judgement.more", count=len(suspects) - MAX_CELLS).get(lang)


def change(suspect: Suspect, money: str = "") -> Message:
    """What is printed, what is meant, and how the one became the other; with the unit, where that
    is not the `money` of the finding."""
    slip = suspect.slip if suspect.cell.is_there else NOTHING
    return say(
        f"judgement.{_form(suspect)}",
        printed=with_unit(suspect.cell.value, suspect.unit, money) or say("judgement.blank"),
        right=with_unit(suspect.right, suspect.unit, money) or say("judgement.blank"),
        low=with_unit(_figure(suspect.low), suspect.unit, money),
        high=with_unit(_figure(suspect.high), suspect.unit, money),
        because=say("judgement.because", reason=slip) if slip != NOTHING else NOTHING,
    )


def with_unit(figure: str, unit: str, money: str) -> str:
    """71.65%; 9,600.00 元 in a finding that is told in 万元."""
    if not figure or unit in ("", money) or figure.endswith(unit):
        return figure
    return f"{figure}%" if unit == "%" else f"{figure} {unit}"


def _form(suspect: Suspect) -> str:
    if not suspect.cell.is_there:
        return "missing"
    if suspect.suggested is not None and None in (suspect.low, suspect.high):
        return "unlimited"
    if suspect.low == suspect.high:
        return "change"
    return "nothing" if suspect.suggested == 0 else "open"


def _figure(value: Decimal | None) -> str:
    return "" if value is None else printed(value)


def _proof(finding: Finding) -> tuple[Message, ...]:
    """The relations of a proof with their multipliers: +1 A3 (表3 / 总计 / 合计)."""
    return tuple(
        say(
            "judgement.term",
            times=f"{times:+}",
            code=relation.code,
            address=relation.cells[0].short if relation.cells else NOTHING,
        )
        for times, relation in zip(finding.multipliers, finding.evidence, strict=False)
    )


def _codes(finding: Finding) -> tuple[str, ...]:
    """The codes of all relations, each with how often it occurs."""
    codes = [relation.code for relation in finding.relations]
    counted = {code: codes.count(code) for code in codes}
    return tuple(code if n == 1 else f"{code} ×{n}" for code, n in counted.items())

"""Coverage: what was checked of a document, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterable

from .. import messages
from ..evaluate.outcomes import RuleOutcome
from ..messages import across
from ..messages.catalogue import say
from ..model.document import Document
from ..model.errors import Message
from ..model.verdict import Verdict
from ..plan.relations import Skipped
from ..report.report import NO_COVERAGE, Coverage, NotChecked, Unread


def coverage_of(outcomes: Iterable[RuleOutcome], document: Document, *, all_read: bool) -> Coverage:
    """A rule that met nothing is not applicable; but where something could not be read, who knows
    what it would have met."""
    relations = dict.fromkeys(Verdict, 0)
    rules = dict(NO_COVERAGE.rules)
    reasons: dict[Verdict, list[NotChecked]] = {
        Verdict.NOT_CHECKED: [],
        Verdict.NOT_APPLICABLE: [],
    }
    outcomes = list(outcomes)
    for outcome in outcomes:
        for verdict, count in outcome.counts.items():
            if count:
                relations[verdict] += count
        unread = outcome.counts.get(Verdict.NOT_CHECKED, 0)
        status = Verdict.NOT_CHECKED if unread else outcome.status
        if status is Verdict.VACUOUS:
            status = Verdict.NOT_APPLICABLE if all_read else Verdict.NOT_CHECKED
            text = messages.nothing_to_check()
            reasons[status].append(
                NotChecked(outcome.rule.code, outcome.rule.name, text, outcome.rule.kind)
            )
        rules["checked" if status is Verdict.EXACT else status.value] += 1
        rule = outcome.rule
        for skip in outcome.skipped:
            text = _with_places(skip, document)
            reasons[skip.verdict].append(NotChecked(rule.code, rule.name, text, rule.kind))
        if unread and not outcome.skipped:
            text = messages.cells_unreadable(unread)
            reasons[Verdict.NOT_CHECKED].append(NotChecked(rule.code, rule.name, text, rule.kind))
    return Coverage(
        {verdict.value: relations[verdict] for verdict in Verdict},
        rules,
        tuple(reasons[Verdict.NOT_CHECKED]),
        tuple(reasons[Verdict.NOT_APPLICABLE]),
        arithmetic=sum(outcome.arithmetic for outcome in outcomes),
        prompts=sum(o.counts[Verdict.BROKEN] for o in outcomes if o.rule.severity == "info"),
    )


def _with_places(skip: Skipped, document: Document) -> Message:
    """Why a rule was not checked at some places, with the first of these."""
    if not skip.cells:
        return skip.reason
    from ..report.cells import finding_cell

    places = tuple(finding_cell(ref, document).short for ref in skip.cells[:MAX_PLACES])
    form = "at-places" if len(skip.cells) <= MAX_PLACES else "at-places-more"
    return say(f"report.{form}", reason=skip.reason, places=places)


MAX_PLACES = 5


def none_that_fits(coverage: Coverage) -> Coverage:
    """The same where last year's document was given, and nothing could be compared with it: then
    what would have been compared is not checked."""
    missing = messages.NOT_GIVEN
    left = [
        one._replace(reason=messages.NOT_FITTING) if one.reason == missing else one
        for one in coverage.not_checked
    ]
    name, _, _ = across.rule(LAST_YEAR)
    left.append(NotChecked(LAST_YEAR, name, messages.NOT_FITTING, "match"))
    unchecked = Verdict.NOT_CHECKED.value
    rules = {**coverage.rules, unchecked: coverage.rules[unchecked] + 1}
    return coverage._replace(not_checked=tuple(left), rules=rules)


LAST_YEAR = "U3"
"""What another document says of the year before."""


def roundings_apart() -> NotChecked:
    """That roundings were judged one by one only."""
    return NotChecked("U2", messages.ROUNDINGS_CLASH, messages.ROUNDINGS_APART, "joint")


def unread_of(document: Document) -> Iterable[Unread]:
    """The sentences with figures that no phrase could read."""
    from ..recognise.claims import location_of

    for sentence in document.prose.unclaimed if document.prose else ():
        place = location_of(document.raw, sentence.place)
        yield Unread(place.quote, place)

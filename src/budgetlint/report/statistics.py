"""Statistics: how much was found, by severity, rule and unit, and which documents have most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..messages.catalogue import say
from ..model.severity import SEVERITIES
from .columns import columns
from .form import MAX_RANKED, ReportFormat, Style, Tally
from .wrap import wrapped

LEVELS = (*SEVERITIES, "problem")
Row = Sequence[str | int]


def _tail(tally: Tally, style: Style) -> str:
    blocks = [
        _block("statistics.by-severity", _severities(tally, style), style),
        _block("statistics.by-rule", _rules(tally, style), style),
        _block("statistics.by-unit", _units(tally, style), style),
        _block("statistics.ranking", _ranking(tally, style), style),
        "\n".join(wrapped(_total(tally, style), style.width)),
    ]
    if tally.interrupted:
        blocks.append(say("report.interrupted").get(style.lang))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _total(tally: Tally, style: Style) -> str:
    return say("rows.files-total", **tally.counts()).get(style.lang)


FORM = ReportFormat(lambda _: "", lambda _, __, ___: "", _tail)


def _block(title: str, rows: Iterable[Row], style: Style) -> str:
    """A titled table; its first row is the heading. Nothing where there are no others."""
    head, *body = rows
    if not body:
        return ""
    table = columns([str(name) for name in head], body, style.width)
    return f"{say(title, count=MAX_RANKED).get(style.lang)}\n\n{table}"


def _said(style: Style, *names: str) -> list[str]:
    return [say(f"statistics.{name}").get(style.lang) for name in names]


def _levels(style: Style) -> list[str]:
    return [say(f"rows.levels.{level}").get(style.lang) for level in LEVELS]


def _severities(tally: Tally, style: Style) -> Iterator[Row]:
    yield _said(style, "severity", "count")
    for level, name in zip(LEVELS, _levels(style), strict=True):
        yield name, tally.levels[level]


def _rules(tally: Tally, style: Style) -> Iterator[Row]:
    yield _said(style, "rule", "severity", "count", "name")
    for code, count in tally.codes.most_common():
        rule = tally.rules[code]
        severity = say(f"rows.levels.{rule.severity}").get(style.lang)
        yield code, severity, count, rule.name.get(style.lang)


def _units(tally: Tally, style: Style) -> Iterator[Row]:
    yield [*_levels(style), *_said(style, "unit")]
    order = sorted(tally.units.items(), key=lambda one: [-one[1][level] for level in LEVELS])
    for unit, levels in order:
        name = unit or say("statistics.no-unit").get(style.lang)
        yield [*(levels[level] for level in LEVELS), name]


def _ranking(tally: Tally, style: Style) -> Iterator[Row]:
    yield [*_said(style, "rank"), *_levels(style), *_said(style, "document", "unit")]
    for rank, one in enumerate(tally.worst, 1):
        yield [rank, *one.levels, one.path, one.unit]

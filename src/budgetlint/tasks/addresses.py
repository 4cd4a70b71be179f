"""Addresses as reports print them, and what bears them.

A reader copies what stands in front of them: 表3 / 总计 / 合计, the same with the title of its
table, its last parts, its row (表3 / 总计), where it stands (file:line:column, Sheet1!C7, a page
and its line, a JSON pointer), the heading of a finding without a cell, or the whole line with
severity and code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from ..messages.catalogue import say
from ..model.errors import Message
from ..model.names import norm
from ..model.severity import SEVERITIES
from ..report.finding import Finding, FindingCell
from ..report.writer import Writer, position

T = TypeVar("T")
LANGS = ("zh", "en")
GAP = re.compile(r"\s{2,}")


class Borne(Generic[T]):
    """Things by the addresses of their cells, each of which is spelled once. `names` are the
    addresses that there are, in Chinese."""

    def __init__(self, cells: Iterable[tuple[T, FindingCell]], path: str) -> None:
        self.names: list[str] = []
        self._whole: defaultdict[str, dict[T, None]] = defaultdict(dict)
        self._part: defaultdict[str, dict[T, None]] = defaultdict(dict)
        self._row: defaultdict[str, dict[T, None]] = defaultdict(dict)
        for one, cell in cells:
            said = {plain(text.get(lang)) for text in _addresses(cell) for lang in LANGS}
            self.names.append(plain(cell.address.zh))
            for name in (*said, *_places(cell, path)):
                self._whole[name][one] = None
            for end in {end for name in said for end in _ends(name)}:
                self._part[end][one] = None
            for row in {name.rpartition("/")[0] for name in said if cell.row and cell.column}:
                self._row[row][one] = None

    def bearing(self, address: str) -> list[T]:
        """What bears an address: in full, else as its last parts, else all of a row."""
        wanted = plain(address)
        whole = {**self._whole.get(address.strip(), {}), **self._whole.get(wanted, {})}
        return list(whole or self._part.get(wanted, {}) or self._row.get(wanted, {}))


def _ends(name: str) -> Iterator[str]:
    """The last parts of an address."""
    parts = name.split("/")
    return ("/".join(parts[first:]) for first in range(1, len(parts)))


def spellings(address: str, findings: Sequence[Finding]) -> Iterator[str]:
    """What may be meant by what was copied: all of it; where it is a line of a report, what stands
    there between wide gaps, the last, which is the most exact, first; and that without the severity
    and the code in front."""
    yield address
    codes = {finding.code for finding in findings}
    parts = GAP.split(address.strip())
    for part in reversed(parts):
        yield from (part,) if len(parts) > 1 else ()
        first, _, rest = part.partition(" ")
        if first in _severities() and rest:
            yield rest
            first, _, rest = rest.partition(" ")
        if first in codes and rest:
            yield rest


def _severities() -> frozenset[str]:
    said = (say(f"report.severity.{one}") for one in SEVERITIES)
    return frozenset(message.get(lang) for message in said for lang in LANGS)


def headings(finding: Finding) -> frozenset[str]:
    """What stands over a finding in place of an address: its rule, by code, name or message."""
    texts = (finding.name, finding.message)
    named = (plain(text.get(lang)) for text in texts for lang in LANGS if text.zh)
    return frozenset((finding.code, *named))


def plain(address: str) -> str:
    """An address whatever its blanks and widths."""
    return "/".join(norm(part) for part in address.split("/"))


def _addresses(cell: FindingCell) -> Iterable[Message]:
    return cell.address, cell.titled, cell.short


def _places(cell: FindingCell, path: str) -> Iterator[str]:
    """Where a cell stands, as reports say it."""
    place = cell.place
    if place.line and not place.page:
        yield f"{place.line}:{place.column}"
    yield from filter(None, (place.pointer, f"{place.sheet}!{place.cell}" if place.cell else ""))
    for lang in LANGS:
        for own in (path, ""):
            said = position(place, Writer(lang, colour=False, path=own))
            yield from (said, plain(said)) if said != path else ()

"""The workshop: makes the report on one item, whatever process it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import InputError, InternalError
from ..packs import pack_names
from ..report.report import FileReport
from .cache import Cache, key_of
from .guard import guarded, limited
from .items import Item
from .select import selected

if TYPE_CHECKING:
    from ..packs import Pack
    from .check import Checker
    from .kit import Packs

NOT_KEPT = ("extra-missing", "internal-error", "input-unreadable", "input-missing")
"""Problems that another run may not have, although the document is the same."""


class Workshop:
    """Makes reports. It keeps a checker for every pack that is asked for, and with a cache the
    reports on documents that do not change; `program` stands for all that is no document. A
    document is worked on for so many `seconds` at most, if any are said. What it takes to check is
    imported when a document is checked: of most, the report is kept."""

    def __init__(self, cache: Cache | None = None, program: str = "", seconds: int = 0) -> None:
        self._packs: Packs | None = None
        self._checkers: dict[str | None, Checker] = {}
        self._cache = cache
        self._program = program
        self._seconds = seconds

    def __reduce__(self) -> tuple[type[Workshop], tuple[Cache | None, str, int]]:
        """A workshop for another process: it loads its packs there."""
        return Workshop, (self._cache, self._program, self._seconds)

    @property
    def packs(self) -> Packs:
        """The packs that are loaded."""
        if self._packs is None:
            from .kit import Packs

            self._packs = Packs(self._cache.of(self._program) if self._cache else None)
        return self._packs

    def shipped(self) -> list[Pack]:
        """All shipped packs."""
        return [self.packs.load(name).pack for name in pack_names()]

    def report_on(self, item: Item) -> FileReport:
        """The report on one document, made or kept. Whatever goes wrong costs it alone."""
        try:
            return guarded(item.input.path, lambda: self._report(item))
        except InternalError as error:
            from .failed import failed

            return failed(item.input.path, error)

    def _report(self, item: Item) -> FileReport:
        key = self._key(item)
        kept = self._cache.get(key, item.input.path) if self._cache and key else None
        report = kept or self._made(item)
        lasting = not any(problem.code in NOT_KEPT for problem in report.problems)
        if self._cache and key and kept is None and lasting and self._key(item) == key:
            self._cache.put(key, report)  # the document is what it was when the key was made
        return selected(report, item.selection)

    def _key(self, item: Item) -> str:
        """The name of the report in the cache; nothing where it is not to be kept."""
        if self._cache is None or item.paper or item.data is not None or item.input.error:
            return ""
        flags = (item.input.met, item.together, item.rounding)
        beside = (str(len(item.parts)), item.previous or "", item.units or "")  # which is which
        options = (item.input.path, item.rules or "", *map(str, flags), *beside)
        try:
            paths = [*item.parts, *filter(None, (item.previous, item.units))]
            return key_of(self._program, paths, options)
        except (InputError, OSError):
            return ""

    def _made(self, item: Item) -> FileReport:
        if self._cache is None or self._checkers:
            return self._checked(item)
        self._cache.begin()
        try:
            return self._checked(item)
        finally:
            self._cache.end()
            self.packs.end()

    def _checked(self, item: Item) -> FileReport:
        from .check import Checker

        if item.rules not in self._checkers:
            self._checkers[item.rules] = Checker(item.rules, self.packs)
        with limited(self._seconds):
            return self._checkers[item.rules].report_on(
                item.input,
                item.parts if item.together else (),
                rounding=item.rounding,
                previous=item.previous,
                units=item.units,
                paper=item.paper,
                data=item.data,
            )

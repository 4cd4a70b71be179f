"""A run: which documents there are to check, how each of them, and the reports on them in order.

What is to be done for one document is an `Item` of plain values, so that another process, or
another machine, can do it as well.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model.errors import InputError
from ..packs import Pack, pack_names
from ..readers import Input, expand, is_document
from ..report.report import FileReport
from .check import Checker
from .kit import Packs
from .select import Selection, check_selection, selected
from .settings import Settings

MAX_UP = 40


class Asked(NamedTuple):
    """What is asked for of all documents; where it is None, the settings may say it.

    With `together` all paths are one document; with `by_unit` each path stands for the document
    that it is a part of. With `paper` reports show documents as printed. `data` stands in for the
    bytes of the one path that is given.
    """

    rules: str | None = None
    previous: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    rounding: bool = False
    together: bool = False
    by_unit: bool = False
    paper: bool = False
    data: bytes | None = None


class Item(NamedTuple):
    """One document to check, and how. With `together`, all files of `parts` make the document."""

    input: Input
    parts: tuple[str, ...]
    together: bool
    rules: str | None
    previous: str | None
    selection: Selection
    rounding: bool
    paper: bool = False
    data: bytes | None = None


def items(paths: Sequence[str], asked: Asked, settings: Settings) -> Iterator[Item]:
    """What there is to check at these paths, in their order, and in folders by name."""
    if asked.together:
        yield _item(Input(" + ".join(paths)), tuple(paths), asked, settings, together=True)
        return
    meant = (one for path in paths for one in _meant(path))
    for path in _units(meant, settings) if asked.by_unit else meant:
        for one in _inputs(path, asked, settings):
            whole = settings.is_unit(one.path) and os.path.isdir(one.path)
            yield _item(one, (one.path,), asked, settings, together=whole)


def _inputs(path: str, asked: Asked, settings: Settings) -> Iterator[Input]:
    """What there is at a path. Who asks by unit has named no file: what changed was met."""
    if asked.data is not None or (settings.is_unit(path) and os.path.isdir(path)):
        yield Input(path, met=asked.by_unit)
        return
    for one in expand(path, settings.is_unit):
        yield one._replace(met=one.met or asked.by_unit)


def _units(paths: Iterable[str], settings: Settings) -> Iterator[str]:
    """The documents that files are parts of, each once."""
    yield from dict.fromkeys(unit_of(path, settings) for path in paths)


def _meant(path: str) -> list[str]:
    """A path, or what a pattern means where nothing has that name: not every shell expands."""
    if os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]


def _item(
    one: Input, parts: tuple[str, ...], asked: Asked, settings: Settings, *, together: bool
) -> Item:
    known = settings.of(one.path)

    def said(name: str) -> str | None:
        return str(known[name].value) if name in known else None

    def listed(name: str, given: tuple[str, ...] | None) -> tuple[str, ...]:
        value = known[name].value if name in known else ()
        return given if given is not None else value if isinstance(value, tuple) else ()

    return Item(
        one,
        parts,
        together,
        asked.rules or said("rules"),
        asked.previous or said("previous"),
        Selection(listed("select", asked.select), listed("ignore", asked.ignore)),
        asked.rounding,
        asked.paper,
        asked.data,
    )


def unit_of(path: str, settings: Settings) -> str:
    """The folder that is the document which a file is a part of; else the file itself."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    for _ in range(MAX_UP):
        inside = folder or "."
        if os.path.isdir(inside) and (settings.is_unit(inside) or _is_document(inside)):
            return inside
        if not folder or os.path.dirname(folder) == folder:
            break
        folder = os.path.dirname(folder)
    return path


def _is_document(folder: str) -> bool:
    try:
        return is_document(folder)
    except InputError:
        return False


def reports(paths: Sequence[str], asked: Asked, settings: Settings) -> Iterator[FileReport]:
    """The reports on all of it, each as soon as it is made.

    Raises `RuleError` for bad packs and `InputError` for selectors without a rule, before anything
    is checked.
    """
    workshop = Workshop()
    named = [workshop.packs.load(name).pack for name in _packs(asked, settings)]
    for selection in _selections(asked, settings):
        check_selection(selection, lambda: named if asked.rules else [*named, *workshop.shipped()])
    return map(workshop.report_on, items(paths, asked, settings))


class Workshop:
    """Makes reports, and keeps a checker for every pack that is asked for."""

    def __init__(self) -> None:
        self.packs = Packs()
        self._checkers: dict[str | None, Checker] = {}

    def shipped(self) -> list[Pack]:
        """All shipped packs."""
        return [self.packs.load(name).pack for name in pack_names()]

    def report_on(self, item: Item) -> FileReport:
        """The report on one document."""
        if item.rules not in self._checkers:
            self._checkers[item.rules] = Checker(item.rules, self.packs)
        report = self._checkers[item.rules].report_on(
            item.input,
            item.parts if item.together else (),
            rounding=item.rounding,
            previous=item.previous,
            paper=item.paper,
            data=item.data,
        )
        return selected(report, item.selection)


def _packs(asked: Asked, settings: Settings) -> list[str]:
    """All packs that will be used by name."""
    if asked.rules:
        return [asked.rules]
    each = (settings.values, *(override.values for override in settings.overrides))
    return [str(values["rules"].value) for values in each if "rules" in values]


def _selections(asked: Asked, settings: Settings) -> Iterator[Selection]:
    """Every selection that may be made."""
    yield Selection(asked.select or (), asked.ignore or ())
    for values in (settings.values, *(override.values for override in settings.overrides)):
        every = [values[name].value for name in ("select", "ignore") if name in values]
        yield Selection(tuple(one for value in every if isinstance(value, tuple) for one in value))

"""Items: which documents there are to check, and how each of them.

What is to be done for one document is an `Item` of plain values, so that another process, or
another machine, can do it as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from ..model.errors import InputError
from ..model.values import NamedTuple
from ..readers import Input, expand, is_document
from .select import Selection
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
    units: str | None = None
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
    rules: str | None
    previous: str | None
    units: str | None
    selection: Selection
    together: bool = False
    rounding: bool = False
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
    if os.path.lexists(path):
        return [path]
    import glob

    if not glob.has_magic(path):
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
        asked.rules or said("rules"),
        asked.previous or said("previous"),
        asked.units or said("units-folder"),
        Selection(listed("select", asked.select), listed("ignore", asked.ignore)),
        together,
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

"""What there is to check at a path: a file, a folder that is one document, or all below a folder.

Nothing hides anything else: what belongs to no folder's document is a document of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from ..messages import input as wording
from ..model.errors import InputError
from ..model.values import NamedTuple
from .files import (
    HEADER_FILES,
    csv_names,
    entered,
    exists,
    is_folder,
    is_inside,
    is_readme,
    join,
    json_names,
    names_in,
    other_names,
    suffix,
)
from .formats import FORMATS, KINDS, UNREAD
from .ignore import Ignored

_SKIPPED_FOLDERS = ("node_modules", "__pycache__", "__MACOSX")


class Input(NamedTuple):
    """A file, or the document of a folder. `met` if it was met in a folder and not itself named;
    `error` where it is known already that it cannot be read."""

    path: str
    met: bool = False
    error: InputError | None = None


def expand(path: str, is_unit: Callable[[str], bool] = lambda _: False) -> Iterator[Input]:
    """What there is at `path`: itself; of a folder its document, if it is one, and every other
    document in it and below, by name. A folder that `is_unit` is one document, whatever is in it.
    What .gitignore names is passed over. Something always comes, be it an error."""
    if not is_folder(path):
        yield Input(path, error=None if exists(path) else InputError(wording.missing()).at(path))
        return
    below = _below(path, is_unit)
    first, second = next(below, None), next(below, None)
    if first is None:
        yield Input(path, error=InputError(wording.nothing_in_folder()).at(path))
        return
    # The only document of a folder is what was meant when the folder was named.
    yield first._replace(met=first.path != path or second is not None)
    if second is not None:
        yield second
    yield from below


def is_document(folder: str) -> bool:
    """Whether a folder is one document."""
    return _members(folder, names_in(folder)) is not None


def parts_of(path: str) -> list[str]:
    """What is to be read where all of a path is one document: a file; of a folder all files in it
    that can be read, those that make up a document of their own as that. Raises `InputError`."""
    if not is_folder(path):
        return [path]
    path = entered(path)
    names = names_in(path)
    own = _members(path, names)
    apart = {*(own or ()), *HEADER_FILES}
    rest = [name for name in sorted({*csv_names(names), *json_names(names)}) if name not in apart]
    rest += [name for name in other_names(path, names) if name not in apart]
    parts = [*([path] if own is not None else []), *(join(path, name) for name in sorted(rest))]
    if not parts:
        raise InputError(wording.nothing_in_folder()).at(path)
    return parts


def _members(folder: str, names: Sequence[str]) -> list[str] | None:
    """The files of the document that a folder is. Who checks one file needs nothing of this."""
    from .folder import members

    return members(folder, names)


def _below(root: str, is_unit: Callable[[str], bool]) -> Iterator[Input]:
    """What is in a folder and below it. The folders wait in a list: they may be nested deeply."""
    taken: set[str] = set()
    waiting = [root]
    try:
        ignored = Ignored(root)
    except FileNotFoundError:  # the folder where we are, which was taken away
        yield Input(root, error=InputError(wording.missing()).at(root))
        return
    while waiting:
        path = waiting.pop()
        if not is_folder(path):
            yield Input(path, met=True, error=_leads_out(path, root))
            continue
        # A link to a folder may lead back up: following it would never end.
        if path != root and os.path.islink(path):
            error = _leads_out(path, root)
            yield from [Input(path, met=True, error=error)] if error else []
            continue
        if path != root and is_unit(path):
            yield Input(path, met=True)
            continue
        try:
            names = _seen(path, taken, ignored)
            own = _members(path, names)
        except InputError as error:
            yield Input(path, met=True, error=error)
            continue
        if own is not None:
            yield Input(path, met=True)
        taken.update(_normal(path, name) for name in own or ())
        waiting += [join(path, name) for name in reversed(_sought(path, names, taken))]


def _seen(folder: str, taken: set[str], ignored: Ignored) -> list[str]:
    """The names in a folder, without what belongs to another document and what is ignored."""
    return [
        name
        for name in names_in(folder)
        if _normal(folder, name) not in taken
        and not ignored(join(folder, name), folder=is_folder(join(folder, name)))
    ]


def _normal(folder: str, name: str) -> str:
    return os.path.normpath(join(folder, name))


def _sought(folder: str, names: Sequence[str], taken: set[str]) -> list[str]:
    """The folders in a folder, and the files that may be documents of their own."""
    json = set(json_names(names))
    return [
        name
        for name in names
        if (
            name not in _SKIPPED_FOLDERS
            if is_folder(join(folder, name))
            else (name in json or _is_sought(name)) and _normal(folder, name) not in taken
        )
    ]


def _is_sought(name: str) -> bool:
    """Whether a file may be a document: of a format that is read, or one that ought to be said
    not to be."""
    kind = KINDS.get(suffix(name), "json")
    known = suffix(name) in UNREAD or (kind not in ("json", "csv") and FORMATS[kind].sought)
    return known and not is_readme(name)


def _leads_out(path: str, root: str) -> InputError | None:
    """The error for a link that leads out of the folder that is checked."""
    if not os.path.islink(path) or is_inside(path, root):
        return None
    return InputError(wording.leads_out()).at(path)

"""What a folder of CSV files says about itself: document.json, or a Frictionless datapackage.json.

A field that is wrong is reported and left empty; the sheets are read all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..messages.input import leads_out
from ..messages.shape import wrong
from ..model.errors import InputError, Problem
from ..model.place import Place
from ..model.raw import NO_DOUBTS, Doubts
from ..model.values import NamedTuple
from .files import FOLDER_FORMATS, BytesOf, exists, is_inside, join, normal, read_bytes, suffix
from .json.document import check_narrative, check_original, document
from .json.original import Original, doubts_of
from .json.places import JsonPlaces
from .json.shape import (
    DOUBTS,
    HEADER,
    LIST,
    OBJECT,
    PLACES,
    PROSE,
    TEXT,
    TEXTS,
    Shape,
    check,
    fatal,
)
from .json.text import parse
from .plain.text import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..model.raw import RawDocument

_OWN: Mapping[str, Shape] = {**HEADER, **PROSE, "files": TEXTS}
_PACKAGE: Mapping[str, Shape] = {**HEADER, **PROSE, "resources": LIST}
_RESOURCE: Mapping[str, Shape] = {"encoding": TEXT, "places": PLACES, "doubts": DOUBTS}
_DELIMITER = Shape(
    str,
    "folders.delimiter",
    lambda v: len(v) == 1 and v not in '" \r\n',
)
_DIALECT: Mapping[str, Shape] = {"delimiter": _DELIMITER}
_PATH = "folders.path"


class Resource(NamedTuple):
    """What a data package declares about a file; empty where it does not."""

    encoding: str = ""
    delimiter: str = ""
    original: Callable[[int, int], Place | None] | None = None
    doubts: Doubts = NO_DOUBTS


class Header(NamedTuple):
    """The header fields of a folder's document, and its files as far as they are declared."""

    document: RawDocument
    files: Sequence[str] = ()
    resources: Mapping[str, Resource] = {}
    problems: tuple[Problem, ...] = ()


def read_header(folder: str, bytes_of: BytesOf = read_bytes) -> Header:
    """The header of the document in a folder; `bytes_of` gives the bytes of its files.

    Never raises: problems are in the result.
    """
    own, problems = _load(folder, "document.json", _check_own, bytes_of)
    package, more = _load(folder, "datapackage.json", _check_package, bytes_of)
    resources = {
        path: resource
        for index, item in enumerate(package.get("resources", ()))
        if not fatal(_check_resource(item, index))
        for path, resource in _files(item)
    }
    fields = {key: package[key] for key in (*HEADER, *PROSE) if key in package}
    files = tuple(map(normal, own.get("files", ())))
    return Header(document(folder, {**fields, **own}), files, resources, (*problems, *more))


def _load(
    folder: str, name: str, check_all: Callable[[Any], list[Problem]], bytes_of: BytesOf
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The good members of the object in a JSON file, if there is one, and what is wrong."""
    path = join(folder, name)
    if not exists(path):
        return {}, ()
    try:
        if not is_inside(path, folder):
            raise InputError(leads_out())
        text = decode(bytes_of(path))
        value = parse(text)
    except InputError as error:
        return {}, error.at(path).problems
    problems = check_all(value)
    bad = {p.place.pointer.split("/")[1] for p in problems if p.place.pointer} - {"resources"}
    good = {key: value[key] for key in value if key not in bad} if type(value) is dict else {}
    if type(good.get("resources", [])) is not list:
        del good["resources"]
    places = JsonPlaces(text)
    return good, tuple(places.placed(problem).within(path) for problem in problems)


def _check_own(value: Any) -> list[Problem]:
    problems = check(value, _OWN, "")
    if not fatal(problems):
        problems += [
            wrong(f"/files/{index}", path, _PATH)
            for index, path in enumerate(value.get("files", ()))
            if not _is_inside(path)
        ]
    return problems if fatal(problems) else problems + check_narrative(value)


def _check_package(value: Any) -> list[Problem]:
    """Data packages have many keys of their own, which are no business of ours."""
    problems = _check_known(value, _PACKAGE, "")
    if fatal(problems):
        return problems
    resources = enumerate(value.get("resources", ()))
    problems = [problem for i, item in resources for problem in _check_resource(item, i)]
    return problems + check_narrative(value)


def _check_known(value: Any, shapes: Mapping[str, Shape], pointer: str) -> list[Problem]:
    if type(value) is not dict:
        return [wrong(pointer, value, OBJECT.expected)]
    return check({key: value[key] for key in shapes if key in value}, shapes, pointer)


def _check_resource(item: Any, index: int) -> list[Problem]:
    pointer = f"/resources/{index}"
    problems = _check_known(item, _RESOURCE, pointer)
    problems = problems or check_original(item, pointer)
    if problems:
        return problems
    if type(item.get("dialect")) is dict:  # or the address of a dialect, which is not fetched
        problems += _check_known(item["dialect"], _DIALECT, f"{pointer}/dialect")
    paths = item.get("path", [])
    if type(paths) is str:
        paths = [paths]
    if type(paths) is not list or not all(type(p) is str and _is_inside(p) for p in paths):
        problems.append(wrong(f"{pointer}/path", item["path"], _PATH))
    return problems


def _is_inside(path: str) -> bool:
    """Whether a path of a data package cannot lead out of its folder, on any system."""
    parts = path.replace("\\", "/").split("/")
    return bool(path) and parts[0] not in ("", "~") and ".." not in parts and ":" not in path


def _files(item: Mapping[str, Any]) -> Iterator[tuple[str, Resource]]:
    """The CSV files of a resource that has been checked; other formats are not ours."""
    dialect = item.get("dialect")
    delimiter = dialect.get("delimiter", "") if type(dialect) is dict else ""
    paths = item.get("path", [])
    for path in [paths] if type(paths) is str else paths:
        if suffix(path) in FOLDER_FORMATS or item.get("format") in ("csv", "tsv"):
            yield normal(path), Resource(item.get("encoding", ""), delimiter, *_original(item))


def _original(
    item: Mapping[str, Any],
) -> tuple[Callable[[int, int], Place | None] | None, Doubts]:
    """Where a converted sheet stood in its original, and which of its cells are doubtful."""
    places = Original(item["places"]).place if item.get("places") else None
    return places, doubts_of(item.get("doubts", ()))

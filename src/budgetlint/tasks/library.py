"""What `import budgetlint` offers beside `check`: commands of the program as functions."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, overload

from ..model.document import Document
from ..model.errors import InputError
from ..packs import pack_names
from ..report.inspection import Inspection
from ..report.inspection import inspect as seen
from ..report.story import CellStory, Story
from .check import Path, checker
from .explain import explain_cell, explain_document
from .fix import Fix, fixes, write_fixes

Source = Path | Sequence[Path]


def read(source: Source, rules: str | None = None) -> Document:
    """The document in a file, a folder, or several files together, as the rules see it.

    Raises `InputError` for what cannot be read, `RuleError` for a bad pack. What could be read only
    in part is in `problems` of the document.
    """
    return checker(rules).reading(_paths(source))[0]


def inspect(source: Source, rules: str | None = None) -> Inspection:
    """What was seen in a document, and what was not understood. Raises like `read`."""
    return seen(*checker(rules).reading(_paths(source)))


def convert(source: Source, rules: str | None = None, *, partial: bool = False) -> dict[str, Any]:
    """A document in any format as canonical JSON data, which `check` takes.

    Raises `InputError` also where something could not be read, unless a `partial` result is
    wanted; else like `read`.
    """
    from .convert import json_text

    document, pack = checker(rules).reading(_paths(source))
    if document.problems and not partial:
        raise InputError(*document.problems)
    profile = pack.name if pack.name in pack_names() else ""
    data: dict[str, Any] = json.loads(json_text(document, profile, pack.layouts[0].vocabulary))
    return data


@overload
def explain(source: Path, address: None = None, rules: str | None = None) -> Story: ...
@overload
def explain(source: Path, address: str, rules: str | None = None) -> list[CellStory]: ...
def explain(
    source: Path, address: str | None = None, rules: str | None = None
) -> Story | list[CellStory]:
    """What to correct in a document, in order; or of a cell, by its address as reports print it,
    what vouches for it and what speaks against it. Raises like `read`, and `InputError` for an
    address that is not there."""
    if address is None:
        return explain_document(source, rules)
    return explain_cell(source, address, rules)


def fix(source: Path, rules: str | None = None, *, write: bool = False) -> list[Fix]:
    """The corrections that are certain, of each document, as patches; with `write` they are
    written to the files. Raises like `read`, and `InputError` for what cannot be written."""
    found = fixes(source, rules)
    for one in found if write else ():
        write_fixes(one)
    return found


def _paths(source: Source) -> list[Path]:
    return [source] if isinstance(source, (str, os.PathLike)) else list(source)

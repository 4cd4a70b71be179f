"""inspect: what is seen in documents, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.errors import BudgetlintError, InternalError
from ..report.inspection import Inspection, inspect
from .each import Read, each_document
from .guard import guarded


def inspections(
    paths: Sequence[str], rules: str | None = None, *, together: bool = False
) -> Iterator[Inspection | BudgetlintError]:
    """What was seen in each document, or why it could not be read; a `ForeignError` for what was
    only met in a folder. Raises `RuleError` for a bad pack."""
    for path, read in each_document(paths, rules, together=together):
        yield read if isinstance(read, BudgetlintError) else _seen(path, read)


def _seen(path: str, read: Read) -> Inspection | BudgetlintError:
    try:
        return guarded(path, lambda: inspect(*read))
    except InternalError as error:
        return error.at(path)

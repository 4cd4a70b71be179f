"""Each of several documents as it was read, or why it could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.document import Document
from ..model.errors import BudgetlintError, ForeignError, InputError, InternalError
from ..packs import Pack
from ..readers import Input, expand
from .check import checker
from .guard import guarded

Read = tuple[Document, Pack]


def each_document(
    paths: Sequence[str], rules: str | None = None, *, together: bool = False
) -> Iterator[tuple[str, Read | BudgetlintError]]:
    """Every document in these files and folders by its path, or all as one; a `ForeignError` for
    what was only met in a folder. Raises `RuleError` for a bad pack."""
    if together:
        path = " + ".join(paths)
        yield path, _read(Input(path), paths, rules, together=True)
        return
    for path in paths:
        for one in expand(path):
            yield one.path, one.error or _read(one, [one.path], rules)


def _read(
    one: Input, paths: Sequence[str], rules: str | None, *, together: bool = False
) -> Read | BudgetlintError:
    try:
        return guarded(one.path, lambda: checker(rules).reading(paths, together=together))
    except ForeignError as error:
        problems = error.at(one.path).problems
        return ForeignError(*problems) if one.met else InputError(*problems)
    except (InputError, InternalError) as error:
        return error.at(one.path)

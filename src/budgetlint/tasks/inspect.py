"""inspect: what is seen in documents, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.errors import BudgetlintError, ForeignError, InputError, InternalError
from ..readers import Input, expand
from ..report.inspection import Inspection, inspect
from .check import checker
from .guard import guarded


def inspections(
    paths: Sequence[str], rules: str | None = None, *, together: bool = False
) -> Iterator[Inspection | BudgetlintError]:
    """What was seen in each document, or why it could not be read; a `ForeignError` for what was
    only met in a folder. Raises `RuleError` for a bad pack."""
    if together:
        yield _seen(Input(" + ".join(paths)), paths, rules, together=True)
        return
    for path in paths:
        for one in expand(path):
            yield one.error or _seen(one, [one.path], rules)


def _seen(
    one: Input, paths: Sequence[str], rules: str | None, *, together: bool = False
) -> Inspection | BudgetlintError:
    try:
        return guarded(one.path, lambda: inspect(*checker(rules).reading(paths, together=together)))
    except ForeignError as error:
        problems = error.at(one.path).problems
        return ForeignError(*problems) if one.met else InputError(*problems)
    except (InputError, InternalError) as error:
        return error.at(one.path)

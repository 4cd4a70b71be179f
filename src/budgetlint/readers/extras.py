"""Libraries that are needed for one format only: imported when that format comes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..messages.catalogue import problem
from ..model.errors import InputError, Problem


def load(module: str, extra: str) -> Any:
    """The module; raises `InputError` that says what to install where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(missing(error, extra)) from None


def missing(error: ImportError, extra: str) -> Problem:
    """What to install, where a library could not be imported."""
    name = error.name or str(error)
    command = f'pip install "budgetlint[{extra}]"'
    library = name.partition(".")[0]
    return problem("input.extra-missing", library=library, extra=extra, command=command)

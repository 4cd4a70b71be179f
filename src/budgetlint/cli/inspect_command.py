"""`inspect`: what was seen in a document, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import BudgetlintError
from ..readers import expand
from ..report.inspection import inspect
from ..report.inspection_report import write_inspection
from ..tasks.check import checker
from .commands import fail
from .options import CheckOptions
from .printing import write
from .settings import language, with_settings


def inspect_command(
    paths: Sequence[str], rules: str | None, kind: str | None, lang: str | None, *, together: bool
) -> int:
    """0 if all was understood, 2 if something was not, or could not be read."""
    wanted = language(lang)
    code = 0
    try:
        options = with_settings(CheckOptions(rules=rules, lang=lang, format=kind))
        wanted = language(options.lang)
        documents = [paths] if together else [[name] for path in paths for name in expand(path)]
        for names in documents:
            document, pack = checker(options.rules).reading(names)
            write(write_inspection(inspect(document, pack), wanted, options.format or "text"))
            code = 2 if document.problems else code
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    return code

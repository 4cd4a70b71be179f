"""`config show`: what applies to a document, and where each setting is from."""

from __future__ import annotations

from ..model.errors import BudgetlintError
from ..report.safety import one_line
from ..tasks.applied import applied
from .commands import fail
from .printing import write
from .settings import FOUND_ABOVE, KNOWN, find_above, language_for, settings_here


def show_settings(path: str, rules: str | None, lang: str | None) -> int:
    """0, or 2 where the settings are wrong."""
    from tabulate import tabulate

    wanted = language_for(lang, None)
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        found = {key: find_above(name) for key, name in FOUND_ABOVE.items()}
        lines = applied(path, rules, settings, KNOWN, found)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    said = [(line.key, line.value.get(wanted), line.origin.get(wanted)) for line in lines]
    rows = [list(map(one_line, row)) for row in said]
    write(tabulate(rows, tablefmt="plain", disable_numparse=True))
    return 0

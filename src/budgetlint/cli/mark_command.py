"""`budgetlint mark`: a copy of the original with what was found drawn on it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..messages.exit_codes import NOT_DONE
from ..model.errors import BudgetlintError
from ..report.report import Report
from ..tasks.mark import mark, write_marked
from .commands import fail
from .printing import write_lines
from .settings import language, language_for, said_for, settings_here


def mark_command(
    paths: Sequence[str],
    output: str,
    rules: str | None,
    previous: str | None,
    lang: str | None,
    *,
    ticks: bool,
) -> int:
    """As `check`: 1 where something is wrong with the figures; 2 where something was not read or
    not marked."""
    chosen = language(lang)
    try:
        settings = settings_here()
        chosen = language_for(lang, settings)
        rules = said_for(paths, "rules", rules, settings)
        previous = said_for(paths, "previous", previous, settings)
        marked = mark(paths, rules, previous=previous, ticks=ticks, lang=chosen)
        said = write_marked(marked, output, paths)
    except BudgetlintError as error:
        return fail(error.problems, chosen)
    write_lines(text.get(chosen) for text in said)
    if marked.left:
        write_lines((text.get(chosen) for text in marked.left), sys.stderr)
    problems = (*marked.problems, *marked.report.problems)
    if problems:
        fail(problems, chosen)
    return NOT_DONE if problems else Report((marked.report,)).exit_code()

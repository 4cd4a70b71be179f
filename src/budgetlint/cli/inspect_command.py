"""`inspect`: what was seen in a document, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from ..messages.exit_codes import NOT_DONE, NOTHING_FOUND
from ..model.errors import BudgetlintError, ForeignError
from ..report.inspection_report import write_inspection
from ..tasks.inspect import inspections
from .commands import fail
from .printing import line_width, write
from .settings import language, language_for, rules_for, settings_here


def inspect_command(
    paths: Sequence[str],
    rules: str | None,
    kind: str | None,
    lang: str | None,
    *,
    together: bool,
    layout: bool = False,
    verbose: bool = False,
) -> int:
    """The exit code: not done if something was not understood, or could not be read."""
    wanted = language(lang)
    code = NOTHING_FOUND
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        rules = rules_for(paths, rules, settings)
        for seen in inspections(paths, rules, together=together):
            if isinstance(seen, BudgetlintError):
                failed = fail(seen.problems, wanted)
                code = max(code, NOTHING_FOUND if isinstance(seen, ForeignError) else failed)
            else:
                more = {"layout": layout, "verbose": verbose}
                write(write_inspection(seen, wanted, kind or "text", width=line_width(), **more))
                code = max(code, NOT_DONE if seen.problems else NOTHING_FOUND)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    return code

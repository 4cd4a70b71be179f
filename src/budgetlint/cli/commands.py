"""What the commands do: call the library, write the result, give the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from ..model.errors import BudgetlintError, Problem
from ..report import WITH_PAPER, Style
from ..tasks.check import check
from .options import CheckOptions
from .outputs import Outputs, formats
from .printing import use_colour, write
from .settings import language, with_settings


def check_command(options: CheckOptions) -> int:
    """0: nothing at or above the failing level; 1: findings; 2: something could not be done."""
    lang = language(options.lang)
    try:
        options = with_settings(options)
        lang = language(options.lang)
        report = check(
            options.paths,
            options.rules,
            rounding=options.show == "rounding",
            previous=options.previous,
            together=options.together,
            paper=WITH_PAPER in formats(options.format, options.output),
        )
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    style = Style(lang, use_colour(options.color), options.fail_on or "error", options.strict)
    try:
        with Outputs(options.format or "text", options.output, style) as outputs:
            for file in report.files:
                outputs.add(file)
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    return report.exit_code(style.fail_on, strict=options.strict)


def fail(problems: Iterable[Problem], lang: str, color: str | None = None) -> int:
    """Say on standard error what could not be done."""
    from ..report.text_report import problem_text

    for problem in problems:
        write(problem_text(problem, lang, colour=use_colour(color, sys.stderr)), sys.stderr)
    return 2

"""What the commands do: call the library, write the result, give the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

from ..messages.exit_codes import INTERNAL, NOT_DONE
from ..model.errors import BudgetlintError, OutputError, Problem
from ..report import Style
from ..tasks.check import checker
from .options import CheckOptions
from .outputs import Outputs
from .printing import ctrl_c_waits, use_colour, write
from .settings import language, with_settings


def check_command(options: CheckOptions) -> int:
    """The exit code: whether something was found, or could not be done."""
    lang = language(options.lang)
    try:
        options = with_settings(options)
        lang = language(options.lang)
        fail_on = options.fail_on or "error"
        style = Style(lang, use_colour(options.color), fail_on, options.strict)
        files = checker(options.rules).reports(
            options.paths,
            rounding=options.show == "rounding",
            previous=options.previous,
            together=options.together,
        )
        with Outputs(options.format or "text", options.output, style) as outputs:
            try:
                for file in files:
                    with ctrl_c_waits():
                        outputs.add(file)
            except KeyboardInterrupt:
                outputs.tally.interrupted = True
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    return outputs.tally.exit_code(style.fail_on, strict=style.strict)


def fail(problems: Iterable[Problem], lang: str, color: str | None = None) -> int:
    """Say on standard error what could not be done, and give the exit code for it."""
    from ..report.text_report import problem_text

    problems = list(problems)
    with suppress(OutputError):  # nobody is there who could be told
        for problem in problems:
            write(problem_text(problem, lang, colour=use_colour(color, sys.stderr)), sys.stderr)
    internal = any(problem.code == "internal-error" for problem in problems)
    return INTERNAL if internal else NOT_DONE

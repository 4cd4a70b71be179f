"""What the commands do: call the library, write the result, give the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from ..model.errors import BudgetlintError, Problem
from ..model.rule import Severity
from ..report import WITH_PAPER, WRITERS, Style
from ..tasks.check import check
from .options import CheckOptions
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
            paper=options.format in WITH_PAPER,
        )
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    style = Style(lang, colour=use_colour(options.color))
    write(WRITERS[options.format or "text"](report, style))
    fail_on: Severity = options.fail_on or "error"
    return report.exit_code(fail_on, strict=options.strict)


def fail(problems: Iterable[Problem], lang: str, color: str | None = None) -> int:
    """Say on standard error what could not be done."""
    from ..report.text_report import problem_text

    for problem in problems:
        write(problem_text(problem, lang, colour=use_colour(color, sys.stderr)), sys.stderr)
    return 2


def use_colour(wanted: str | None, stream: TextIO | None = None) -> bool:
    """Colour only on a terminal, unless asked for; NO_COLOR is honoured."""
    if wanted in ("always", "never"):
        return wanted == "always"
    out = stream or sys.stdout
    return out is not None and out.isatty() and "NO_COLOR" not in os.environ


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a text and a line end. A reader that has gone away (`| head`) is no error, and
    nor is an output that was never open (`>&-`)."""
    out = stream or sys.stdout
    if out is None:
        return
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        print(text, file=out, flush=True)
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

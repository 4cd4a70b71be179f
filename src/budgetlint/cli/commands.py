"""What the commands do: call the library, write the result, give the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from ..messages.exit_codes import INTERNAL, NOT_DONE
from ..messages.input import not_printed
from ..model.errors import BudgetlintError, OutputError, Problem
from ..model.rule import Severity
from ..report import WRITERS, Style
from ..report.report import FileReport, Report
from ..tasks.check import checks
from .options import CheckOptions
from .settings import language, with_settings


def check_command(options: CheckOptions) -> int:
    """The exit code: whether something was found, or could not be done."""
    lang = language(options.lang)
    try:
        options = with_settings(options)
        lang = language(options.lang)
        report = _report(options)
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    style = Style(lang, colour=use_colour(options.color))
    write(WRITERS[options.format or "text"](report, style))
    fail_on: Severity = options.fail_on or "error"
    return report.exit_code(fail_on, strict=options.strict)


def _report(options: CheckOptions) -> Report:
    """The report on all files, or on those that were done when the user had enough."""
    files: list[FileReport] = []
    try:
        for file in checks(
            options.paths,
            options.rules,
            rounding=options.show == "rounding",
            previous=options.previous,
            together=options.together,
        ):
            files.append(file)  # noqa: PERF402 -- what is done so far is kept
    except KeyboardInterrupt:
        return Report(tuple(files), interrupted=True)
    return Report(tuple(files))


def fail(problems: Iterable[Problem], lang: str, color: str | None = None) -> int:
    """Say on standard error what could not be done, and give the exit code for it."""
    from ..report.text_report import problem_text

    problems = list(problems)
    with suppress(OutputError):  # nobody is there who could be told
        for problem in problems:
            write(problem_text(problem, lang, colour=use_colour(color, sys.stderr)), sys.stderr)
    internal = any(problem.code == "internal-error" for problem in problems)
    return INTERNAL if internal else NOT_DONE


def use_colour(wanted: str | None, stream: TextIO | None = None) -> bool:
    """Colour only on a terminal, unless asked for; NO_COLOR is honoured."""
    if wanted in ("always", "never"):
        return wanted == "always"
    out = stream or sys.stdout
    return out is not None and out.isatty() and "NO_COLOR" not in os.environ


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a text and a line end. A reader that has gone away (`| head`) is no error, and
    nor is an output that was never open (`>&-`). Raises `OutputError` for a full disk."""
    out = stream or sys.stdout
    if out is None:
        return
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    try:
        print(text, file=out, flush=True)
    except OSError as error:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(not_printed(error)) from None

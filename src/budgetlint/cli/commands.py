"""What the commands do: call the library, write the result, give the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout, suppress
from typing import TYPE_CHECKING

from ..messages.exit_codes import FOUND, INTERNAL, NOT_DONE, NOTHING_FOUND
from ..model.errors import BudgetlintError, OutputError, Problem
from ..readers.files import BASELINE, WAIVERS
from ..report import WITH_PAPER, Style, target
from ..report.form import Repeated
from ..report.report import FileReport
from ..tasks.accept import Acceptance, accepting
from ..tasks.cache import Cache
from ..tasks.guard import SECONDS
from ..tasks.items import Asked
from ..tasks.run import How, count, reports
from ..tasks.settings import Settings
from ..tasks.store import Store
from .options import CheckOptions
from .outputs import Outputs, formats
from .printing import ctrl_c_waits, line_width, use_colour, write_painted
from .progress import NoProgress, Progress, at_terminal
from .settings import find_above, language, settings_here, with_settings

if TYPE_CHECKING:
    pass

STDIN = "-"


def check_command(options: CheckOptions) -> int:
    """The exit code: whether something was found, or could not be done."""
    lang = language(options.lang)
    try:
        settings = settings_here()
        repeated = repeated_of(options)
        options = with_settings(options, settings)
        lang = language(options.lang)
        style = style_of(options, lang)._replace(repeated=repeated)
        reports = accepting(reports_of(options, settings), acceptances(options))
        for _, path in filter(None, map(target, options.output)):
            from ..readers.write import spare_inputs

            spare_inputs(path, (*options.paths, *filter(None, (options.previous,))))
        outputs = Outputs(printed(options), options.output, style)
        aside = sys.stderr if sys.stdout is not None else None
        with outputs, progress_of(options, settings) as bar, redirect_stdout(aside):
            try:
                for file in reports:
                    with bar.printing(file), ctrl_c_waits():
                        outputs.add(file)
            except KeyboardInterrupt:
                outputs.tally.interrupted = True
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    if options.by_unit and outputs.tally.nothing_checked and not outputs.tally.levels["problem"]:
        return NOTHING_FOUND  # no budget is among the files that changed
    code = outputs.tally.exit_code(style.fail_on, strict=style.strict)
    return NOTHING_FOUND if options.exit_zero and code == FOUND else code


def printed(options: CheckOptions) -> str:
    """The format that is printed."""
    return "statistics" if options.statistics else options.format or "text"


def style_of(options: CheckOptions, lang: str) -> Style:
    """How reports are written."""
    colour = use_colour(options.color)
    return Style(
        lang,
        colour,
        options.fail_on or "error",
        options.strict,
        options.quiet,
        options.verbose,
        line_width(),
    )


def repeated_of(options: CheckOptions) -> Repeated:
    """What the commands that a report suggests say again: what was said on the command line, for
    settings are found by every command."""

    def said(*names: str) -> tuple[str, ...]:
        given = ((name, getattr(options, name)) for name in names)
        return tuple(word for name, value in given for word in _option(name, value))

    return Repeated(
        said("rules"),
        said("previous", "units"),
        said("show", "waivers", "baseline", "no_waivers", "select", "ignore"),
        together=options.together,
        lost=options.paths == (STDIN,) and not options.stdin_filename,
    )


def _option(name: str, value: object) -> tuple[str, ...]:
    """An option as it is written; nothing where it was not given."""
    if not value:
        return ()
    option = f"--{name.replace('_', '-')}"
    if value is True:
        return (option,)
    return (option, ",".join(value) if isinstance(value, tuple) else str(value))


def reports_of(options: CheckOptions, settings: Settings) -> Iterator[FileReport]:
    """The reports that are asked for, each as soon as it is made.

    Raises `InputError` for selectors that no rule answers to, `RuleError` for bad packs.
    """
    data = sys.stdin.buffer.read() if options.paths == (STDIN,) else None
    return reports(paths_of(options), asked_of(options, data), settings, how(options))


def paths_of(options: CheckOptions) -> tuple[str, ...]:
    """The paths that are asked for; standard input has the name that is given it."""
    if options.paths == (STDIN,):
        return (options.stdin_filename or "stdin.json",)
    return options.paths


def asked_of(options: CheckOptions, data: bytes | None = None) -> Asked:
    """What is asked of all documents; `data` is what stands on standard input."""
    return Asked(
        rules=options.rules,
        previous=options.previous,
        units=options.units,
        select=options.select,
        ignore=options.ignore,
        rounding=options.show == "rounding",
        together=options.together,
        by_unit=options.by_unit,
        paper=WITH_PAPER in formats(printed(options), options.output),
        data=data,
    )


def progress_of(options: CheckOptions, settings: Settings) -> Progress | NoProgress:
    """A bar for those who wait at a terminal."""
    several = len(options.paths) > 1 or os.path.isdir(options.paths[0])
    if options.quiet or options.together or not (several and at_terminal()):
        return NoProgress()
    return Progress(count(options.paths, asked_of(options), settings))


def how(options: CheckOptions) -> How:
    """How the run is done."""
    jobs = options.jobs if options.jobs is not None else 1
    cache = None if options.cache is False else Cache(Store())
    return How(
        jobs or os.cpu_count() or 1, options.engine or "", options.time_limit or SECONDS, cache
    )


def acceptances(options: CheckOptions) -> list[Acceptance]:
    """The waivers and the baseline that are named, or else found in this folder or above."""
    if options.no_waivers:
        return []
    baseline = options.baseline or find_above(BASELINE)
    if not baseline:
        return [*waivings(options)]
    from ..tasks.baseline import read_baseline

    return [*waivings(options), read_baseline(baseline)]


def waivings(options: CheckOptions) -> list[Acceptance]:
    """The waivers that are named, or else found in this folder or above."""
    path = options.waivers or find_above(WAIVERS)
    if not path:
        return []
    from datetime import date

    from ..tasks.waivers import Waiving, read_waivers

    return [Waiving(read_waivers(path), date.today())]


def fail(problems: Iterable[Problem], lang: str, color: str | None = None) -> int:
    """Say on standard error what could not be done, and give the exit code for it."""
    from ..report.text_report import problem_text

    problems = list(problems)
    with suppress(OutputError):  # nobody is there who could be told
        for problem in problems:
            colour, width = use_colour(color, sys.stderr), line_width(sys.stderr)
            text = problem_text(problem, lang, colour=colour, width=width)
            write_painted(text, sys.stderr)
    internal = any(problem.code == "internal-error" for problem in problems)
    return INTERNAL if internal else NOT_DONE

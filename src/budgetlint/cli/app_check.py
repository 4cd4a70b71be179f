"""`check` and `baseline`, as typer knows them."""

from typing import Annotated, Optional

import typer

from ..report import FORMATS
from .help import command, new_group, option_help
from .options import CheckOptions
from .parameters import (
    BaselineFile,
    Colour,
    Engine,
    Format,
    Language,
    Level,
    Previous,
    Rules,
    Show,
    Together,
    UnitFolder,
    Waivers,
    listed,
    value_of,
)

app = new_group("top")


@command(app, "check")
def check(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("check-paths"))],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Format],
        typer.Option(metavar="FORMAT", help=option_help("check-format", formats=FORMATS)),
    ] = None,
    lang: Language = None,
    show: Annotated[Optional[Show], typer.Option(help=option_help("check-show"))] = None,
    fail_on: Annotated[Optional[Level], typer.Option(help=option_help("check-fail-on"))] = None,
    color: Annotated[Optional[Colour], typer.Option(help=option_help("check-color"))] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=option_help("check-strict"),
        ),
    ] = False,
    previous: Previous = None,
    units: UnitFolder = None,
    together: Together = False,
    output: Annotated[
        Optional[list[str]],
        typer.Option(
            "--output",
            "-o",
            metavar="[FORMAT=]FILE",
            help=option_help("check-output"),
        ),
    ] = None,
    waivers: Waivers = None,
    baseline: BaselineFile = None,
    no_waivers: Annotated[
        bool, typer.Option("--no-waivers", help=option_help("check-no-waivers"))
    ] = False,
    select: Annotated[
        Optional[list[str]], typer.Option(metavar="RULES", help=option_help("check-select"))
    ] = None,
    ignore: Annotated[
        Optional[list[str]], typer.Option(metavar="RULES", help=option_help("check-ignore"))
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help=option_help("check-exit-zero"))
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=option_help("check-quiet"))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=option_help("check-verbose"))
    ] = False,
    by_unit: Annotated[
        bool,
        typer.Option(
            "--by-unit",
            help=option_help("check-by-unit"),
        ),
    ] = False,
    stdin_filename: Annotated[
        Optional[str], typer.Option(metavar="NAME", help=option_help("check-stdin-filename"))
    ] = None,
    jobs: Annotated[
        Optional[int],
        typer.Option("--jobs", "-j", min=0, metavar="N", help=option_help("check-jobs")),
    ] = None,
    time_limit: Annotated[
        Optional[int], typer.Option(min=1, metavar="SECONDS", help=option_help("check-time-limit"))
    ] = None,
    cache: Annotated[
        Optional[bool],
        typer.Option(
            "--cache/--no-cache",
            help=option_help("check-cache"),
        ),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help=option_help("check-statistics"))
    ] = False,
    engine: Annotated[Optional[Engine], typer.Option(help=option_help("check-engine"))] = None,
) -> None:
    """Check files."""
    options = CheckOptions(
        tuple(paths),
        rules,
        value_of(format),
        value_of(lang),
        value_of(show),
        fail_on.value if fail_on else None,
        value_of(color),
        strict,
        previous,
        units,
        together,
        tuple(output or ()),
        waivers,
        baseline,
        no_waivers,
        listed(select),
        listed(ignore),
        exit_zero,
        quiet,
        verbose,
        by_unit,
        stdin_filename,
        jobs,
        time_limit,
        cache,
        statistics,
        value_of(engine),
    )
    from .commands import check_command

    raise typer.Exit(check_command(options))


@command(app, "baseline")
def baseline(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("baseline-paths"))],
    rules: Rules = None,
    lang: Language = None,
    file: BaselineFile = None,
    waivers: Waivers = None,
) -> None:
    """Accept today's findings, of an old archive."""
    from .baseline_command import baseline_command

    options = CheckOptions(tuple(paths), rules, lang=value_of(lang), waivers=waivers, baseline=file)
    raise typer.Exit(baseline_command(options))

"""The commands about documents, as typer knows them."""

from typing import Annotated, Optional

import typer

from ..tasks.guard import SECONDS
from .help import command, new_group, option_help
from .parameters import (
    Converted,
    Language,
    PlainFormat,
    Previous,
    Rules,
    TimeLimit,
    Together,
    UnitFolder,
    value_of,
)

app = new_group("top")
config_app = new_group("config-app")


@command(app, "claims")
def claims(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    rules: Rules = None,
    lang: Language = None,
    together: Together = False,
    _limit: TimeLimit = SECONDS,
) -> None:
    """List what was read off the narrative."""
    from .rules_commands import list_claims

    raise typer.Exit(list_claims(paths, rules, value_of(lang), together=together))


@command(app, "plan")
def plan(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    rules: Rules = None,
    format: PlainFormat = None,  # noqa: A002
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What the rules become for a document."""
    from .rules_commands import show_plan

    raise typer.Exit(show_plan(path, rules, value_of(format), value_of(lang)))


@command(app, "inspect")
def inspect_files(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("baseline-paths"))],
    rules: Rules = None,
    format: PlainFormat = None,  # noqa: A002
    lang: Language = None,
    together: Together = False,
    layout: Annotated[bool, typer.Option("--layout", help=option_help("inspect-layout"))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=option_help("inspect-verbose"))
    ] = False,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What was seen in a document, and what was not understood."""
    from .inspect_command import inspect_command

    raise typer.Exit(
        inspect_command(
            paths,
            rules,
            value_of(format),
            value_of(lang),
            together=together,
            layout=layout,
            verbose=verbose,
        )
    )


@command(app, "convert")
def convert(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("convert-paths"))],
    out: Annotated[
        Optional[str],
        typer.Option("--output", "-o", metavar="OUT", help=option_help("convert-out")),
    ] = None,
    format: Annotated[  # noqa: A002
        Optional[Converted], typer.Option(help=option_help("convert-format"))
    ] = None,
    rules: Rules = None,
    lang: Language = None,
    together: Together = False,
    _limit: TimeLimit = SECONDS,
) -> None:
    """Convert any format to canonical JSON, or to CSV."""
    from .convert_command import convert_command

    raise typer.Exit(
        convert_command(paths, out, rules, value_of(lang), value_of(format), together=together)
    )


@command(app, "explain")
def explain(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    address: Annotated[
        Optional[list[str]], typer.Argument(metavar="ADDRESS", help=option_help("explain-address"))
    ] = None,
    together: Together = False,
    rules: Rules = None,
    previous: Previous = None,
    units: UnitFolder = None,
    format: PlainFormat = None,  # noqa: A002
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What vouches for a figure and what speaks against it, or what to correct in a file."""
    from .explain_commands import explain_command

    raise typer.Exit(
        explain_command(
            (path, *(address or ())),
            rules,
            value_of(format),
            value_of(lang),
            together=together,
            previous=previous,
            units=units,
        )
    )


@command(app, "fix")
def fix(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("fix-paths"))],
    diff: Annotated[bool, typer.Option("--diff", help=option_help("fix-diff"))] = False,
    write: Annotated[bool, typer.Option("--write", help=option_help("fix-write"))] = False,
    together: Together = False,
    rules: Rules = None,
    previous: Previous = None,
    units: UnitFolder = None,
    lang: Language = None,
    _limit: TimeLimit = 0,
) -> None:
    """Correct what is certain."""
    from .explain_commands import fix_command

    really = write and not diff
    raise typer.Exit(
        fix_command(
            paths,
            rules,
            value_of(lang),
            really=really,
            together=together,
            previous=previous,
            units=units,
        )
    )


@command(app, "mark")
def mark(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("mark-paths"))],
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help=option_help("mark-out"))
    ],
    ticks: Annotated[bool, typer.Option("--ticks", help=option_help("mark-ticks"))] = False,
    _together: Together = True,
    rules: Rules = None,
    previous: Annotated[
        Optional[str], typer.Option(metavar="FILE", help=option_help("mark-previous"))
    ] = None,
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """Mark what is wrong on a copy of the original."""
    from .mark_command import mark_command

    raise typer.Exit(mark_command(paths, out, rules, previous, value_of(lang), ticks=ticks))


@command(config_app, "show", "config-show")
def config_show(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """What applies to a document, and where it is from."""
    from .config_command import show_settings

    raise typer.Exit(show_settings(path, rules, value_of(lang)))

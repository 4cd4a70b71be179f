"""The commands about documents, as typer knows them."""

from typing import Annotated, Optional

import typer

from ..tasks.guard import SECONDS
from .help import command, new_group, option_help
from .parameters import Converted, Language, Plain, Rules, TimeLimit, Together

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

    chosen = lang.value if lang else None
    raise typer.Exit(list_claims(paths, rules, chosen, together=together))


@command(app, "plan")
def plan(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=option_help("format"))
    ] = None,
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What the rules become for a document."""
    kind = format.value if format else None
    from .rules_commands import show_plan

    raise typer.Exit(show_plan(path, rules, kind, lang.value if lang else None))


@command(app, "inspect")
def inspect_files(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("baseline-paths"))],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=option_help("format"))
    ] = None,
    lang: Language = None,
    together: Together = False,
    layout: Annotated[bool, typer.Option("--layout", help=option_help("inspect-layout"))] = False,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What was seen in a document, and what was not understood."""
    kind = format.value if format else None
    chosen = lang.value if lang else None
    from .inspect_command import inspect_command

    raise typer.Exit(inspect_command(paths, rules, kind, chosen, together=together, layout=layout))


@command(app, "convert")
def convert(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("convert-paths"))],
    out: Annotated[
        Optional[str],
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help=option_help("convert-out"),
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        Optional[Converted], typer.Option(help=option_help("convert-format"))
    ] = None,
    rules: Rules = None,
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """Convert any format to canonical JSON, or to CSV."""
    from .convert_command import convert_command

    form = format.value if format else None
    raise typer.Exit(convert_command(paths, out, rules, lang.value if lang else None, form))


@command(app, "explain")
def explain(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    address: Annotated[
        Optional[list[str]], typer.Argument(metavar="ADDRESS", help=option_help("explain-address"))
    ] = None,
    together: Together = False,
    rules: Rules = None,
    previous: Annotated[
        Optional[str], typer.Option(metavar="FILE", help=option_help("check-previous"))
    ] = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=option_help("format"))
    ] = None,
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """What vouches for a figure and what speaks against it, or what to correct in a file."""
    from .explain_commands import explain_command

    chosen = lang.value if lang else None
    raise typer.Exit(
        explain_command(
            (path, *(address or ())),
            rules,
            format.value if format else None,
            chosen,
            together=together,
            previous=previous,
        )
    )


@command(app, "fix")
def fix(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("fix-paths"))],
    diff: Annotated[bool, typer.Option("--diff", help=option_help("fix-diff"))] = False,
    write: Annotated[bool, typer.Option("--write", help=option_help("fix-write"))] = False,
    rules: Rules = None,
    lang: Language = None,
    _limit: TimeLimit = 0,
) -> None:
    """Correct what is certain."""
    from .explain_commands import fix_command

    chosen = lang.value if lang else None
    raise typer.Exit(fix_command(paths, rules, chosen, really=write and not diff))


@command(app, "mark")
def mark(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=option_help("mark-paths"))],
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help=option_help("mark-out"))
    ],
    ticks: Annotated[bool, typer.Option("--ticks", help=option_help("mark-ticks"))] = False,
    rules: Rules = None,
    previous: Annotated[
        Optional[str], typer.Option(metavar="FILE", help=option_help("mark-previous"))
    ] = None,
    lang: Language = None,
    _limit: TimeLimit = SECONDS,
) -> None:
    """Mark what is wrong on a copy of the original."""
    from .mark_command import mark_command

    chosen = lang.value if lang else None
    raise typer.Exit(mark_command(paths, out, rules, previous, chosen, ticks=ticks))


@command(config_app, "show", "config-show")
def config_show(
    path: Annotated[str, typer.Argument(metavar="FILE", help=option_help("claims-path"))],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """What applies to a document, and where it is from."""
    from .config_command import show_settings

    raise typer.Exit(show_settings(path, rules, lang.value if lang else None))

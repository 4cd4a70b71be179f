"""The typer application: help, completion, and every command.

Typer reads the annotations at run time: they are values here, since to make values of texts takes
typer longer than all the rest.
"""

import sys
from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any, Optional

import typer

from .. import __version__
from ..messages.catalogue import say
from ..messages.exit_codes import NOT_DONE, meanings
from ..report.wrap import wrapped
from .options import CheckOptions, asked_language
from .printing import printing_to, write
from .settings import language
from .usage import usage_lines

ASKED = asked_language(sys.argv)


def _help(name: str) -> str:
    """What an option is for: in the language that is asked for, else in both."""
    text = say(f"cli.{name}")
    return text.get(ASKED) if ASKED else f"{text.zh} / {text.en}"


def _about(name: str) -> str:
    """What a command is for; the same, in sentences."""
    text = say(f"cli.{name}")
    return text.get(ASKED) if ASKED else f"{text.zh} {text.en}"


HELP_WIDTH = 76
"""Columns of what help says in lines of its own."""
HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="budgetlint",
    help=_about("top"),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=HELP,
)
rules_app = typer.Typer(
    help=_about("rules-app"),
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=HELP,
)
app.add_typer(rules_app, name="rules")
config_app = typer.Typer(
    help=_about("config-app"),
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=HELP,
)
app.add_typer(config_app, name="config")


class Format(str, Enum):
    """Formats of reports."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"
    csv = "csv"
    markdown = "markdown"
    statistics = "statistics"
    html = "html"
    xlsx = "xlsx"


class Engine(str, Enum):
    """Clusters."""

    ray = "ray"
    dask = "dask"


class Converted(str, Enum):
    """What `convert` writes: the document, or its figures."""

    json = "json"
    csv = "csv"


class Plain(str, Enum):
    """Formats of commands that report on no run."""

    text = "text"
    json = "json"


class Lang(str, Enum):
    """Languages."""

    zh = "zh"
    en = "en"


class Show(str, Enum):
    """What else to list."""

    rounding = "rounding"


class Level(str, Enum):
    """Severities."""

    error = "error"
    warning = "warning"
    info = "info"


class Colour(str, Enum):
    """When to use colour."""

    auto = "auto"
    always = "always"
    never = "never"


class SchemaName(str, Enum):
    """Published schemas."""

    document = "document"
    report = "report"


# typer reads these annotations at run time, hence Optional rather than strings.
Rules = Annotated[
    Optional[str],
    typer.Option(help=_help("rules")),
]
Together = Annotated[
    bool,
    typer.Option(
        "--together",
        help=_help("together"),
    ),
]
Waivers = Annotated[
    Optional[str],
    typer.Option(help=_help("waivers")),
]
BaselineFile = Annotated[
    Optional[str],
    typer.Option("--baseline", help=_help("baseline-file")),
]
Language = Annotated[Optional[Lang], typer.Option(help=_help("language"))]


def _with_exit_codes(text: str) -> str:
    """The help of a command, with the table of exit codes below it."""
    lines: list[str] = []
    for code, meaning in meanings().items():
        said = [meaning.get(ASKED)] if ASKED else [meaning.zh, meaning.en]
        for number, text in enumerate(said):
            line = f"   {text}" if number else f"{code}  {text}"
            lines += wrapped(line.replace("`", ""), HELP_WIDTH)
    return "\n".join([f"{text}\n\n\b", f"{_help('exit-codes')}:", *lines])


def _listed(values: Optional[list[str]]) -> Optional[tuple[str, ...]]:
    """What an option lists, given several times or with commas; None where it was not given."""
    if not values:
        return None
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip())


@app.command(help=_with_exit_codes(_about("check")))
def check(
    paths: Annotated[
        list[str],
        typer.Argument(help=_help("check-paths")),
    ],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Format], typer.Option(help=_help("check-format"))
    ] = None,
    lang: Language = None,
    show: Annotated[Optional[Show], typer.Option(help=_help("check-show"))] = None,
    fail_on: Annotated[
        Optional[Level],
        typer.Option(help=_help("check-fail-on")),
    ] = None,
    color: Annotated[Optional[Colour], typer.Option(help=_help("check-color"))] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=_help("check-strict"),
        ),
    ] = False,
    previous: Annotated[
        Optional[str],
        typer.Option(help=_help("check-previous")),
    ] = None,
    units: Annotated[Optional[str], typer.Option(help=_help("check-units"))] = None,
    together: Together = False,
    output: Annotated[
        Optional[list[str]],
        typer.Option(
            "--output",
            "-o",
            metavar="[FORMAT=]FILE",
            help=_help("check-output"),
        ),
    ] = None,
    waivers: Waivers = None,
    baseline: BaselineFile = None,
    no_waivers: Annotated[
        bool,
        typer.Option("--no-waivers", help=_help("check-no-waivers")),
    ] = False,
    select: Annotated[
        Optional[list[str]],
        typer.Option(help=_help("check-select")),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],
        typer.Option(help=_help("check-ignore")),
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help=_help("check-exit-zero"))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_help("check-quiet"))] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help=_help("check-verbose"))] = False,
    by_unit: Annotated[
        bool,
        typer.Option(
            "--by-unit",
            help=_help("check-by-unit"),
        ),
    ] = False,
    stdin_filename: Annotated[
        Optional[str],
        typer.Option(help=_help("check-stdin-filename")),
    ] = None,
    jobs: Annotated[
        Optional[int],
        typer.Option("--jobs", "-j", min=0, help=_help("check-jobs")),
    ] = None,
    time_limit: Annotated[
        Optional[int],
        typer.Option(min=1, help=_help("check-time-limit")),
    ] = None,
    cache: Annotated[
        Optional[bool],
        typer.Option(
            "--cache/--no-cache",
            help=_help("check-cache"),
        ),
    ] = None,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help=_help("check-statistics")),
    ] = False,
    engine: Annotated[Optional[Engine], typer.Option(help=_help("check-engine"))] = None,
) -> None:
    """Check files."""
    options = CheckOptions(
        tuple(paths),
        rules,
        format.value if format else None,
        lang.value if lang else None,
        show.value if show else None,
        fail_on.value if fail_on else None,
        color.value if color else None,
        strict,
        previous,
        units,
        together,
        tuple(output or ()),
        waivers,
        baseline,
        no_waivers,
        _listed(select),
        _listed(ignore),
        exit_zero,
        quiet,
        verbose,
        by_unit,
        stdin_filename,
        jobs,
        time_limit,
        cache,
        statistics,
        engine.value if engine else None,
    )
    from .commands import check_command

    raise typer.Exit(check_command(options))


@app.command(help=_about("baseline"))
def baseline(
    paths: Annotated[list[str], typer.Argument(help=_help("baseline-paths"))],
    rules: Rules = None,
    lang: Language = None,
    file: BaselineFile = None,
    waivers: Waivers = None,
) -> None:
    """Accept today's findings, of an old archive."""
    from .baseline_command import baseline_command

    options = CheckOptions(
        tuple(paths), rules, lang=lang.value if lang else None, waivers=waivers, baseline=file
    )
    raise typer.Exit(baseline_command(options))


@rules_app.command("list", help=_about("rules-list"))
def rules_list(rules: Rules = None, lang: Language = None) -> None:
    """List the rules of a pack."""
    from .rules_commands import list_rules

    raise typer.Exit(list_rules(rules, lang.value if lang else None))


@rules_app.command("test", help=_about("rules-test"))
def rules_test(
    path: Annotated[
        Optional[str],
        typer.Argument(help=_help("rules-test-path")),
    ] = None,
    lang: Language = None,
) -> None:
    """Run the examples that stand beside the rules."""
    from .rules_commands import test_rules

    raise typer.Exit(test_rules(path, lang.value if lang else None))


@app.command(help=_about("rule"))
def rule(
    code: Annotated[str, typer.Argument(help=_help("rule-code"))],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """Explain a rule: what it checks, why, with examples."""
    from .rules_commands import show_rule

    raise typer.Exit(show_rule(code, rules, lang.value if lang else None))


@app.command(help=_about("claims"))
def claims(
    paths: Annotated[list[str], typer.Argument(help=_help("claims-path"))],
    rules: Rules = None,
    lang: Language = None,
    together: Together = False,
) -> None:
    """List what was read off the narrative."""
    from .rules_commands import list_claims

    chosen = lang.value if lang else None
    raise typer.Exit(list_claims(paths, rules, chosen, together=together))


@app.command(help=_about("plan"))
def plan(
    path: Annotated[str, typer.Argument(help=_help("claims-path"))],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=_help("format"))
    ] = None,
    lang: Language = None,
) -> None:
    """What the rules become for a document."""
    kind = format.value if format else None
    from .rules_commands import show_plan

    raise typer.Exit(show_plan(path, rules, kind, lang.value if lang else None))


@app.command("inspect", help=_about("inspect"))
def inspect_files(
    paths: Annotated[list[str], typer.Argument(help=_help("baseline-paths"))],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=_help("format"))
    ] = None,
    lang: Language = None,
    together: Together = False,
    layout: Annotated[bool, typer.Option("--layout", help=_help("inspect-layout"))] = False,
) -> None:
    """What was seen in a document, and what was not understood."""
    kind = format.value if format else None
    chosen = lang.value if lang else None
    from .inspect_command import inspect_command

    raise typer.Exit(inspect_command(paths, rules, kind, chosen, together=together, layout=layout))


@app.command(help=_about("vocabulary"))
def vocabulary(
    phrases: Annotated[
        Optional[list[str]],
        typer.Argument(help=_help("vocabulary-phrases")),
    ] = None,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """How a phrase is understood, word by word."""
    from .vocabulary_command import vocabulary_command

    raise typer.Exit(vocabulary_command(phrases or [], rules, lang.value if lang else None))


@app.command(help=_about("convert"))
def convert(
    paths: Annotated[
        list[str],
        typer.Argument(help=_help("convert-paths")),
    ],
    out: Annotated[
        Optional[str],
        typer.Option(
            "--output",
            "-o",
            help=_help("convert-out"),
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        Optional[Converted], typer.Option(help=_help("convert-format"))
    ] = None,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """Convert any format to canonical JSON, or to CSV."""
    from .convert_command import convert_command

    form = format.value if format else None
    raise typer.Exit(convert_command(paths, out, rules, lang.value if lang else None, form))


@app.command(help=_about("explain"))
def explain(
    path: Annotated[str, typer.Argument(help=_help("claims-path"))],
    address: Annotated[
        Optional[list[str]],
        typer.Argument(help=_help("explain-address")),
    ] = None,
    together: Together = False,
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help=_help("format"))
    ] = None,
    lang: Language = None,
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
        )
    )


@app.command(help=_about("fix"))
def fix(
    paths: Annotated[list[str], typer.Argument(help=_help("fix-paths"))],
    diff: Annotated[bool, typer.Option("--diff", help=_help("fix-diff"))] = False,
    write: Annotated[bool, typer.Option("--write", help=_help("fix-write"))] = False,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """Correct what is certain."""
    from .explain_commands import fix_command

    chosen = lang.value if lang else None
    raise typer.Exit(fix_command(paths, rules, chosen, really=write and not diff))


@config_app.command("show", help=_about("config-show"))
def config_show(
    path: Annotated[str, typer.Argument(help=_help("claims-path"))],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """What applies to a document, and where it is from."""
    from .config_command import show_settings

    raise typer.Exit(show_settings(path, rules, lang.value if lang else None))


@app.command(help=_about("mark"))
def mark(
    paths: Annotated[
        list[str],
        typer.Argument(help=_help("mark-paths")),
    ],
    out: Annotated[
        str,
        typer.Option("--output", "-o", help=_help("mark-out")),
    ],
    ticks: Annotated[bool, typer.Option("--ticks", help=_help("mark-ticks"))] = False,
    rules: Rules = None,
    previous: Annotated[
        Optional[str],
        typer.Option(help=_help("mark-previous")),
    ] = None,
    lang: Language = None,
) -> None:
    """Mark what is wrong on a copy of the original."""
    from .mark_command import mark_command

    chosen = lang.value if lang else None
    raise typer.Exit(mark_command(paths, out, rules, previous, chosen, ticks=ticks))


@app.command(help=_about("schema"))
def schema(
    name: Annotated[SchemaName, typer.Argument(help=_help("schema-name"))],
) -> None:
    """Print a JSON Schema."""
    from .rules_commands import show_schema

    raise typer.Exit(show_schema(name.value))


def _version(value: bool) -> None:  # noqa: FBT001
    if value:
        from ..packs import shipped_versions

        typer.echo(f"budgetlint {__version__}")
        for name, number in shipped_versions().items():
            typer.echo(f"  {name} {number}")
        raise typer.Exit


@app.callback(help=_about("top"))
def top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=_help("top-version")),
    ] = False,
) -> None:
    """Check that the figures of a published budget add up."""


_UsageError: Any = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
"""The base of what typer raises for bad usage; typer has its own click, or that of others."""


def run_app(arguments: Sequence[str]) -> int:
    """Run the application. What it says of bad usage quotes the arguments, and is made safe."""
    try:
        with printing_to(sys.stdout):
            return app(args=list(arguments), prog_name="budgetlint", standalone_mode=False) or 0
    except _UsageError as error:
        write("\n".join(usage_lines(error, language(ASKED))), sys.stderr)
        return NOT_DONE

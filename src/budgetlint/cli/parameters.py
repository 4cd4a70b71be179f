"""What several commands share: the values that options may have, and options that all have alike.

Typer reads the annotations at run time: they are values here, since to make values of texts takes
typer longer than all the rest.
"""

from enum import Enum
from typing import Annotated, Optional

import typer

from ..tasks.guard import limited
from .help import option_help


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
Rules = Annotated[Optional[str], typer.Option(metavar="PACK", help=option_help("rules"))]
Previous = Annotated[
    Optional[str], typer.Option(metavar="FILE", help=option_help("check-previous"))
]
UnitFolder = Annotated[
    Optional[str], typer.Option(metavar="FOLDER", help=option_help("check-units"))
]
Together = Annotated[bool, typer.Option("--together", help=option_help("together"))]
Waivers = Annotated[Optional[str], typer.Option(metavar="FILE", help=option_help("waivers"))]
BaselineFile = Annotated[
    Optional[str], typer.Option("--baseline", metavar="FILE", help=option_help("baseline-file"))
]
Language = Annotated[Optional[Lang], typer.Option(help=option_help("language"))]
PlainFormat = Annotated[Optional[Plain], typer.Option(help=option_help("format"))]


def value_of(option: Optional[Enum]) -> Optional[str]:
    """What was chosen; None where nothing was."""
    return None if option is None else str(option.value)


def _limit(context: typer.Context, seconds: int) -> int:
    """The limit holds until the command is over."""
    if not context.resilient_parsing:
        context.with_resource(limited(seconds))
    return seconds


TimeLimit = Annotated[
    int,
    typer.Option(
        "--time-limit",
        min=0,
        metavar="SECONDS",
        callback=_limit,
        help=option_help("time-limit"),
    ),
]


def listed(values: Optional[list[str]]) -> Optional[tuple[str, ...]]:
    """What an option lists, given several times or with commas; None where it was not given."""
    if not values:
        return None
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip())

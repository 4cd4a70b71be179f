"""The typer application: its commands are in `app_check`, `app_documents` and `app_rules`."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any, Optional

import typer

from ..messages.exit_codes import NOT_DONE
from . import app_check, app_documents, app_rules
from .help import LANG, about, new_group, option_help
from .parameters import Lang
from .printing import printing_to, write
from .usage import usage_lines
from .version import version_lines

app = new_group("top", name="budgetlint")
for part in (app_check, app_documents, app_rules):
    app.add_typer(part.app)
app.add_typer(app_documents.config_app, name="config")
app.add_typer(app_rules.rules_app, name="rules")


def _version(value: bool) -> None:  # noqa: FBT001
    if value:
        write("\n".join(version_lines()))
        raise typer.Exit


def _language(context: typer.Context, value: Optional[Lang]) -> None:
    """Commands that are not told a language take that of the program."""
    if value is not None:
        context.default_map = _defaults(context.command, value)


def _defaults(group: Any, lang: Lang) -> dict[str, Any]:
    return {
        name: _defaults(each, lang) if hasattr(each, "commands") else {"lang": lang}
        for name, each in group.commands.items()
    }


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help=option_help("version"))
]
TopLanguage = Annotated[
    Optional[Lang], typer.Option(callback=_language, help=option_help("language"))
]


@app.callback(help=about("top"))
def top(version: Version = False, lang: TopLanguage = None) -> None:
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
        write("\n".join(usage_lines(error, LANG)), sys.stderr)
        return NOT_DONE

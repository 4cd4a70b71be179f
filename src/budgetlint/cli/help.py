"""Help in one language, the reader's, in lines as wide as the terminal.

typer lays help out by counting letters, of which Chinese ones take two columns, and says the words
around it in English: so what is said is laid out here, of what typer knows of a command.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from typer import Typer
from typer.core import TyperCommand, TyperGroup

from ..messages.catalogue import say
from ..messages.exit_codes import meanings
from ..report.wrap import beside, width_of, wrapped
from .options import asked_language
from .printing import line_width
from .settings import language

LANG = language(asked_language(sys.argv))
"""The language of help: that of --lang, else of the locale, as everywhere."""
WIDTH = 80
"""Where help goes to a file or a pipe."""
LABELS = 30
"""Columns for the names of options; a longer one has a line of its own."""
OF_TYPER = ("help", "install_completion", "show_completion")
"""Options that typer adds, with words of its own."""


def option_help(name: str, **arguments: tuple[str, ...]) -> str:
    """What an option is for."""
    return say(f"cli.{name}", **arguments).get(LANG)


def about(name: str) -> str:
    """What a command is for."""
    return say(f"cli.{name}").get(LANG)


class HelpfulCommand(TyperCommand):
    """A command whose help is laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write("\n".join(_page(self, ctx)))


class HelpfulGroup(TyperGroup):
    """A group of commands whose help is laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, with the commands that there are."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        listed = [(name, (found.help or "")) for name, found in commands if found]
        formatter.write("\n".join(_page(self, ctx, listed)))


F = TypeVar("F", bound=Callable[..., Any])


def new_group(said: str, **more: Any) -> Typer:
    """An application, or a group of commands in one, by what is said of it."""
    return Typer(
        cls=HelpfulGroup,
        help=about(said),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        **more,
    )


def command(group: Typer, name: str, said: str = "") -> Callable[[F], F]:
    """Makes a function a command of a group, by its name there and that of what is said of it."""
    return group.command(name, cls=HelpfulCommand, help=about(said or name))


def _page(command: Any, ctx: Any, commands: Iterable[tuple[str, str]] = ()) -> Iterator[str]:
    width = line_width() or WIDTH
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    yield from wrapped(say("cli.usage", call=usage).get(LANG), width)
    yield ""
    yield from wrapped(command.help or "", width, 0)
    shown = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    rows = [(param, (_names(param, ctx), _meaning(param))) for param in shown]
    options = [row for param, row in rows if param.param_type_name == "option"]
    arguments = [row for param, row in rows if param.param_type_name != "option"]
    yield from _titled("arguments", arguments, width)
    yield from _titled("options", options, width)
    yield from _titled("commands", commands, width)
    if command.name == "check":
        codes = ((f"{code}", said.get(LANG)) for code, said in meanings().items())
        yield from _titled(
            "exit-codes", ((code, said.replace("`", "")) for code, said in codes), width
        )


def _titled(title: str, rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Names with what they mean beside them; nothing where there are none."""
    listed = list(rows)
    if not listed:
        return
    yield ""
    yield f"{about(title)}"
    at = 4 + max(size for name, _ in listed if (size := width_of(name)) <= LABELS or not name)
    for name, meaning in listed:
        yield from beside(f"  {name}", meaning, at, width)


def _names(param: Any, ctx: Any) -> str:
    """An option as it is written, with what it takes; an argument by its name."""
    name = str(param.get_help_record(ctx)[0])
    return name if param.param_type_name == "option" else name.partition(" <")[0]


def _meaning(param: Any) -> str:
    return about(f"of-typer.{param.name}") if param.name in OF_TYPER else param.help or ""

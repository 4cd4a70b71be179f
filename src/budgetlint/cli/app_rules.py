"""The commands about rules, words and schemas, as typer knows them."""

from typing import Annotated, Optional

import typer

from .help import command, new_group, option_help
from .parameters import Language, Rules, SchemaName, value_of

app = new_group("top")
rules_app = new_group("rules-app")


@command(rules_app, "list", "rules-list")
def rules_list(rules: Rules = None, lang: Language = None) -> None:
    """List the rules of a pack."""
    from .rules_commands import list_rules

    raise typer.Exit(list_rules(rules, value_of(lang)))


@command(rules_app, "test", "rules-test")
def rules_test(
    path: Annotated[
        Optional[str], typer.Argument(metavar="PACK", help=option_help("rules-test-path"))
    ] = None,
    lang: Language = None,
) -> None:
    """Run the examples that stand beside the rules."""
    from .rules_commands import test_rules

    raise typer.Exit(test_rules(path, value_of(lang)))


@command(app, "rule")
def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help=option_help("rule-code"))],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """Explain a rule: what it checks, why, with examples."""
    from .rules_commands import show_rule

    raise typer.Exit(show_rule(code, rules, value_of(lang)))


@command(app, "vocabulary")
def vocabulary(
    phrases: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="PHRASE", help=option_help("vocabulary-phrases")),
    ] = None,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """How a phrase is understood, word by word."""
    from .vocabulary_command import vocabulary_command

    raise typer.Exit(vocabulary_command(phrases or [], rules, value_of(lang)))


@command(app, "schema")
def schema(
    name: Annotated[SchemaName, typer.Argument(help=option_help("schema-name"))],
) -> None:
    """Print a JSON Schema."""
    from .rules_commands import show_schema

    raise typer.Exit(show_schema(name.value))

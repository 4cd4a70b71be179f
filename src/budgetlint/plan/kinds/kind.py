"""What a rule kind is: its settings as a typed value, their fields in TOML, how it is compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from keyword import iskeyword
from typing import Any, Generic, TypeVar

from ...model.rule import Rule, Settings
from ...model.values import NamedTuple
from ..declared import Bind, Declared

S = TypeVar("S", bound=Settings)
Texts = tuple[str, ...]
"""A field that may be one text or a list of texts."""


class Field(NamedTuple):
    """A field in TOML: the types that it may have, what is made of its value, and the words that
    it may hold, if only some."""

    types: tuple[type, ...]
    make: Callable[[Any], object]
    choices: tuple[str, ...] = ()


def texts(value: object) -> Texts:
    """One text or a list of texts, always as several."""
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


TEXT = Field((str,), str)
TEXTS = Field((str, list), texts)
LIST = Field((list,), tuple)
FLAG = Field((bool,), bool)
NUMBER = Field((int,), int)


def one_of(*words: str) -> Field:
    """A field that holds one of some words."""
    return Field((str,), str, words)


class RuleKind(Generic[S]):
    """A kind of rules.

    `settings` is a NamedTuple, each of whose fields is one in TOML (`for_` is `for`); those without
    a default are required. `compile_rule(rule, settings, declared)` checks the settings against the
    layouts, raises `RuleFaultError` where no document could satisfy them, and returns what binds
    the rule.
    """

    def __init__(
        self,
        settings: type[S],
        fields: Mapping[str, Field],
        compile_rule: Callable[[Rule, S, Declared], Bind],
    ) -> None:
        self.settings = settings
        self._fields = fields
        self._compile = compile_rule

    @property
    def fields(self) -> Mapping[str, tuple[type, ...]]:
        """The fields in TOML with their types."""
        return {name: field.types for name, field in self._fields.items()}

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The words that fields may hold, where only some will do."""
        return {name: field.choices for name, field in self._fields.items() if field.choices}

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that every rule of the kind has."""
        return tuple(name for name in self._fields if _attribute(name) not in self._defaults)

    @property
    def _defaults(self) -> Mapping[str, object]:
        return getattr(self.settings, "_field_defaults", {})

    def parse(self, data: Mapping[str, Any]) -> S:
        """The settings of a rule from checked TOML; other fields of the rule are passed over."""
        made = {
            _attribute(name): field.make(data[name])
            for name, field in self._fields.items()
            if name in data
        }
        return self.settings(**made)

    def written(self, settings: Settings) -> Iterator[tuple[str, object]]:
        """The fields as TOML has them, but for those that are as they always are."""
        for name in self._fields:
            value = getattr(settings, _attribute(name))
            if value != self._defaults.get(_attribute(name)):
                yield name, _plain(value)

    def compile_rule(self, rule: Rule, declared: Declared) -> Bind:
        """The rule, ready to be bound. Raises `RuleFaultError`."""
        settings: Any = rule.settings  # made by `parse`, since the rule is of this kind
        return self._compile(rule, settings, declared)


def _plain(value: object) -> object:
    """A value as TOML has it: lists and tables."""
    if not isinstance(value, tuple):
        return value
    if hasattr(value, "_asdict"):
        return {name: _plain(part) for name, part in value._asdict().items()}
    return [_plain(part) for part in value]


def _attribute(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name

"""What can go wrong with the input, said once and in two languages.

Every problem answers five questions: which file, which place in it, what was found, what was
expected, and what to do. Problems are values (`Problem`) that travel in a report; the exceptions
here only carry a problem up to the place that collects it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Self

from .place import NOWHERE, Place
from .values import NamedTuple


class Message(NamedTuple):
    """Something that is said to the reader, in Chinese and English.

    With arguments, or a code of the catalogue (`budgetlint.messages`), the two are forms in which
    the arguments stand at {name}; else they are words, as a rule pack gives them. A number may be
    formatted ({name:,}); of a list, {name:“*”|、} writes each part in place of the star, with 、
    between them.
    """

    chinese: str
    english: str
    code: str = ""
    arguments: tuple[tuple[str, Argument], ...] = ()

    @property
    def zh(self) -> str:
        """In Chinese."""
        return self.get("zh")

    @property
    def en(self) -> str:
        """In English."""
        return self.get("en")

    def get(self, lang: str) -> str:
        """The words in `lang` (``zh`` or ``en``)."""
        form = self.english if lang == "en" else self.chinese
        if not (self.code or self.arguments):
            return form
        arguments = dict(self.arguments)
        return "".join(
            before if name is None else before + _shown(arguments[name], spec or "", lang)
            for before, name, spec, _ in _parts(form)
        )

    def mentions(self, other: Message) -> bool:
        """Whether another text is part of this one: one of its arguments, or in one of them."""
        return any(_holds(value, other) for _, value in self.arguments)

    def using(self, **arguments: Argument) -> Message:
        """The same with these arguments."""
        return self._replace(arguments=tuple(arguments.items()))


Argument = str | int | Decimal | Message | tuple["Argument", ...]


def _holds(value: Argument, other: Message) -> bool:
    if isinstance(value, Message):
        return value == other or value.mentions(other)
    return isinstance(value, tuple) and any(_holds(part, other) for part in value)


def _parts(form: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    """The words between arguments, with the name and the format of the argument behind them; what
    `string` does, without the rest of it."""
    try:
        from _string import formatter_parser  # type: ignore[import-not-found]
    except ImportError:
        from string import Formatter

        return Formatter().parse(form)
    found: Iterable[tuple[str, str | None, str | None, str | None]] = formatter_parser(form)
    return found


def _shown(value: Argument, form: str, lang: str) -> str:
    if isinstance(value, Message):
        return value.get(lang)
    if isinstance(value, tuple):
        item, _, between = form.rpartition("|")
        return between.join((item or "*").replace("*", _shown(part, "", lang)) for part in value)
    return format(value, form)


NOTHING = Message("", "")


class Problem(NamedTuple):
    """Something that could not be done, with the place and what to do about it.

    `code` is stable (``input-encoding``, ``json-syntax``, ``amount-unreadable`` …).
    `address` names the place as people do (表3 / 总计 / 合计), where it has a name.
    """

    code: str
    found: Message
    expected: Message
    advice: Message
    place: Place = NOWHERE
    address: Message = NOTHING

    def at(self, line: int, column: int) -> Problem:
        """The same problem with its line and column."""
        return self._replace(place=self.place._replace(line=line, column=column))

    def within(self, path: str) -> Problem:
        """The same problem with `path` filled in, if it has none."""
        return self if self.place.path else self._replace(place=self.place._replace(path=path))


class BudgetlintError(Exception):
    """The base of all errors that budgetlint raises on purpose; carries its problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.found.en for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[BudgetlintError], tuple[Problem, ...]]:
        """The same error in another process."""
        return type(self), self.problems

    def at(self, path: str) -> Self:
        """The same error with `path` filled in where a problem has none."""
        return type(self)(*(p.within(path) for p in self.problems))


class InputError(BudgetlintError):
    """A file cannot be read as a budget document."""


class ForeignError(InputError):
    """A file is evidently something else than a budget: a slide show, a picture, a letter."""


class InternalError(BudgetlintError):
    """Something unexpected happened inside of budgetlint itself: a fault of ours."""


class OutputError(BudgetlintError):
    """What was to be said could not be written."""


class RuleError(BudgetlintError):
    """A rule pack is wrong: a bad file, an unknown key, a selector that no layout can satisfy."""

"""What is said of documents that are compared: last year's, and those of a department's units."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import Message, Problem
from ..model.place import Place
from .catalogue import pair, problem, say


def rule(code: str) -> tuple[Message, Message, Message]:
    """The name of a rule of the checker's own, what its findings say, and why."""
    return say(f"across.name.{code}"), say(f"across.message.{code}"), say(f"across.why.{code}")


def of_period(year: int, stage: str) -> Message:
    """Another document, by its year and stage."""
    return say(f"across.stage.{stage}", year=year) if year else say("across.stage.unknown")


def named(name: str) -> Message:
    """A unit, by its name."""
    return Message(name, name)


def of_owner(owner: Message, name: Message) -> Message:
    """A table of another document."""
    return say("across.of-owner", owner=owner, name=name)


def other_year(path: str, year: int, last: int) -> Problem:
    """The document that is given as last year's is of another year."""
    return problem("across.other-year", Place(path), year=year, last=last)


def other_unit(path: str, unit: str, other: str) -> Problem:
    """The document that is given as last year's is of another unit."""
    return problem("across.other-unit", Place(path), unit=unit, other=other)


def other_period(path: str, year: int, other: int) -> Problem:
    """A unit's document is of another year, or no budget where the department's is one."""
    return problem("across.other-period", Place(path), year=year, other=other)


def no_units(path: str) -> Problem:
    """None of the units' documents can be compared."""
    return problem("across.no-units", Place(path))


def no_folder(path: str) -> Problem:
    """What should be the folder of the units is none."""
    return problem("across.no-folder", Place(path))


def unit_unread(path: str, found: Message) -> Problem:
    """A unit's document could not be read."""
    return problem("across.unit-unread", Place(path), found=found)


def unit_twice(path: str, other: str) -> Problem:
    """A unit's document is there twice."""
    return problem("across.unit-twice", Place(path), other=other)


def unit_namesakes(paths: Sequence[str], unit: str) -> Problem:
    """Documents of one name that print other figures, and are all counted."""
    return problem("across.unit-namesakes", Place(paths[0]), paths=tuple(paths), unit=unit)


def transfer_unknown_unit(path: str, unit: str, names: Sequence[str]) -> Problem:
    """A transfer from or to what is no unit of the documents there."""
    return problem("across.transfer-unknown-unit", Place(path), unit=unit, names=tuple(names))


def transfer_unknown_code(path: str, code: str) -> Problem:
    """A transfer of a code that no table of a unit prints."""
    return problem("across.transfer-unknown-code", Place(path), code=code)


def unit_is_whole(path: str) -> Problem:
    """A document among those of the units is the department's own."""
    return problem("across.unit-is-whole", Place(path))


def unit_without_tables(path: str) -> Problem:
    """A document among those of the units has no table that could be added up."""
    return problem("across.unit-without-tables", Place(path))


def unit_lacks(path: str, unit: str, table: Message) -> Problem:
    """A unit does not print a table, or a column of it, that others print."""
    return problem("across.unit-lacks", Place(path), unit=unit, table=table)


TRANSFERS = say("across.transfers-advice")


def no_amount(value: str) -> tuple[Message, Message]:
    """The amount of a transfer that is none."""
    return pair("across.no-amount", value=value)


def previous_unread(path: str, found: Message) -> Problem:
    """Last year's document could not be read."""
    return problem("across.previous-unread", Place(path), found=found)


def previous_apart(path: str) -> Problem:
    """This year's document prints nothing that last year's does."""
    return problem("across.previous-apart", Place(path))


def budget_apart(path: str) -> Problem:
    """The final accounts print no figures of the initial budget, which their budget could tell."""
    return problem("across.budget-apart", Place(path))


def previous_problem(path: str, count: int) -> Problem:
    """Things in last year's document that could not be read."""
    return problem("across.previous-problem", Place(path), count=count)

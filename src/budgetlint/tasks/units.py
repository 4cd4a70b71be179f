"""The units of a department: their documents in a folder, and the transfers between them.

`budgetlint-transfers.toml` in the folder declares what one unit gives another and the department
therefore does not print:

    [[transfer]]
    from = "某某局（本级）"
    to = "某某中心"
    code = "2060201"          the code whose rows hold it, in tables that add it up twice
    amount = "12.00"
    money = "万元"
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ..messages import across as messages
from ..messages import packs as faults
from ..model.amounts import EXACT
from ..model.document import Document
from ..model.errors import BudgetlintError, ForeignError, InputError, Message, Problem, RuleError
from ..model.names import norm
from ..model.raw import RawDocument
from ..model.values import NamedTuple
from ..model.words import literal, literal_table
from ..packs.toml_file import TomlFile, TomlTable, field_faults, read_toml
from ..plan.across import Transfer
from ..readers import expand
from ..readers.files import is_folder
from .guard import guarded
from .reading import read

NAME = "budgetlint-transfers.toml"
SPEC = {"from": (str,), "to": (str,), "code": (str,), "amount": (str,), "money": (str,)}
POWERS = {name: power for name, power in literal_table("money").items() if isinstance(power, int)}
USUAL = literal("amounts.short-for")
"""The money of a transfer that names none."""


class Given(NamedTuple):
    """What one unit gives another, in the unit of money that is declared; `units` are the two, as
    far as they are named, and `path` is where."""

    code: str
    amount: Decimal
    money: str
    units: tuple[str, ...] = ()
    path: str = ""


class Units(NamedTuple):
    """The documents of a department's units, what could not be read of them, what is none, and
    transfers."""

    documents: tuple[RawDocument, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    given: tuple[Given, ...] = ()

    def transfers(self, money: str) -> tuple[Transfer, ...]:
        """The transfers in that money."""
        return tuple(Transfer(one.code, _in(one, money)) for one in self.given)


def _in(one: Given, money: str) -> Decimal:
    return one.amount.scaleb(POWERS[one.money] - POWERS.get(money, POWERS[USUAL]), EXACT)


def read_units(folder: str, besides: str = "") -> Units:
    """The documents in a folder, but for that of the department itself. Raises `InputError` where
    there is no such folder, or nothing in it, `RuleError` for faults of the file of transfers."""
    documents: list[RawDocument] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    for one in expand(folder):
        if one.path == folder and one.error is not None:
            raise one.error
        if one.path == folder and not is_folder(folder):
            raise InputError(messages.no_folder(folder))
        if besides and os.path.exists(one.path) and os.path.samefile(one.path, besides):
            continue
        try:
            if one.error is not None:
                raise one.error
            documents.append(guarded(one.path, lambda path=one.path: read(path)))  # type: ignore[misc]
        except ForeignError:
            notes.append(messages.unit_without_tables(one.path))
        except BudgetlintError as error:
            problems += [messages.unit_unread(one.path, p.found) for p in error.problems[:1]]
    return Units(tuple(documents), tuple(problems), tuple(notes), tuple(_given(folder)))


def _given(folder: str) -> Iterator[Given]:
    path = os.path.join(folder, NAME)
    if not os.path.isfile(path):
        return
    file = _read(path)
    wrong = list(_faults(file))
    if wrong:
        raise RuleError(*wrong)
    for part in file.parts("transfer"):
        data: Mapping[str, Any] = part.data
        named = tuple(data[key] for key in ("from", "to") if data.get(key))
        yield Given(data["code"], Decimal(data["amount"]), data.get("money", USUAL), named, path)


def _read(path: str) -> TomlFile:
    try:
        return read_toml(path)
    except RuleError as error:
        told = (one._replace(advice=messages.TRANSFERS) for one in error.problems)
        raise RuleError(*told) from error


def doubted(units: Units, documents: Sequence[Document]) -> Iterator[Problem]:
    """Transfers of units that no document names, and of codes that no table prints. Where a
    document names no unit, nobody knows."""
    names = [document.unit for document in documents]
    folded = [norm(name) for name in names]
    told = {(name, one.path) for one in units.given for name in one.units if documents}
    for name, path in sorted(told) if all(folded) else ():
        if not any(norm(name) in own or own in norm(name) for own in folded):
            yield messages.transfer_unknown_unit(path, name, names)
    printed = {code for document in documents for code in _codes(document)}
    for one in units.given if printed else ():
        if not any(code.startswith(one.code) for code in printed):
            yield messages.transfer_unknown_code(one.path, one.code)


def _codes(document: Document) -> Iterator[str]:
    for rows in document.sides:
        yield from rows.structure.codes if rows is not None else ()


def _faults(file: TomlFile) -> Iterator[Problem]:
    top = TomlTable(file, "", 0, file.data)
    wrong = list(field_faults(file.data, {"transfer": (list,)}))
    yield from (_said(top, *fault) for fault in wrong)
    for part in () if wrong else file.parts("transfer"):
        found = list(field_faults(part.data, SPEC, ("code", "amount"), "code"))
        yield from (_said(part, *fault) for fault in found)
        if not found and not _is_amount(part.data["amount"]):
            texts = messages.no_amount(part.data["amount"])
            yield _said(part, part.data["amount"], texts)
        if not found and part.data.get("money", USUAL) not in POWERS:
            yield _said(part, "money", faults.choice("money", tuple(POWERS), part.data["money"]))


def _said(part: TomlTable, blamed: str, texts: tuple[Message, Message]) -> Problem:
    return part.problem(blamed, texts, "transfer")._replace(advice=messages.TRANSFERS)


def _is_amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False

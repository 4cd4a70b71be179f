"""Accounts: the row of a table that prose means by the names and codes of an account.

There is no fallback to an account of the same name under another one. The names of a table are
looked up once, since it may have a hundred thousand rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.document import Structure
from ..model.names import as_other, bare, norm
from ..model.prose import About
from ..model.vocabulary import Coordinates, Vocabulary
from .rows import RowIndex

CHARTS = ("function", "economy")
Named = Mapping[str, Sequence[int]]
"""The rows of each name."""


def code_of(about: About) -> tuple[str, Coordinates]:
    """The code of an account that words name, and the coordinates without it."""
    at = dict(about.at)
    codes = [at.pop(chart) for chart in CHARTS if chart in at and not about.accounts]
    return codes[0] if codes else "", at


class Accounts:
    """Looks up the rows of the tables of one document."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._named: dict[Structure, Named] = {}

    def row(self, shape: Structure, about: About, code: str) -> int:
        """The one row that an amount is of; -1 if there is none, or several. What names no account
        is the total, unless a table has several."""
        if about.accounts:
            rows = self._of_accounts(shape, about.accounts)
        elif code:
            rows = self._of_code(shape, code)
        else:
            rows = [] if shape.side.subtotal else [shape.total]
        return rows[0] if len(rows) == 1 else -1

    def _names(self, shape: Structure) -> Named:
        if shape not in self._named:
            found: dict[str, list[int]] = {}
            for row, label in enumerate(shape.labels):
                if label.strip():
                    found.setdefault(_same(label), []).append(row)
            self._named[shape] = found
        return self._named[shape]

    def _of_code(self, shape: Structure, code: str) -> Sequence[int]:
        """The rows of a class: by its code, else by its name where no codes are printed."""
        if shape.side.rows == "code":
            return shape.by_code.get(code, ())
        charts = [self._words.charts.get(chart, {}) for chart in CHARTS]
        return [
            row
            for name, rows in self._names(shape).items()
            if any(code in codes.get(name, ()) for codes in charts)
            for row in rows
        ]

    def _of_accounts(self, shape: Structure, accounts: Sequence[tuple[str, str]]) -> Sequence[int]:
        """The rows of an account in a table by codes: its own name, under the name above it where
        that is told; 人大事务行政运行 is 行政运行 under 人大事务."""
        if shape.side.rows != "code":
            return ()
        name, code = _same(norm(accounts[-1][0])), accounts[-1][1]
        if code and code in shape.by_code:
            return shape.by_code[code]
        named = self._names(shape)
        rows = named.get(name, ()) or self._renamed(shape, bare(accounts[-1][0]))
        if not rows and len(accounts) == 1:
            ends = ((name[:at], named.get(name[at:], ())) for at in range(2, len(name) - 1))
            return [row for above, rows in ends for row in rows if _above(shape, row) == above]
        if len(accounts) > 1:
            above = _same(accounts[-2][0])
            return [row for row in rows if _above(shape, row) in ("", above)]
        return rows

    def _renamed(self, shape: Structure, name: str) -> Sequence[int]:
        """The rows of an account that is printed under another of its names: 医疗卫生与计划生育支出
        became 卫生健康支出, and a chart of codes knows both."""
        charts = (self._words.charts.get(chart, {}) for chart in CHARTS)
        codes = dict.fromkeys(code for names in charts for code in names.get(name, ()))
        return [row for code in codes for row in shape.by_code.get(code, ())]


def account_row(index: RowIndex, words: Vocabulary, about: About, code: str) -> int:
    """The row of a side that an amount is of, as an answer of its rows; see `Accounts.row`."""
    accounts: Accounts = index.kept.get("accounts", lambda: Accounts(words))
    return accounts.row(index.shape, about, code)


def _above(shape: Structure, row: int) -> str:
    """The name of the account above a row; none at the top."""
    parent = shape.parent[row]
    return _same(shape.labels[parent]) if parent >= 0 and parent != shape.total else ""


def _same(label: str) -> str:
    """A name as it is compared: 其它 is 其他."""
    return as_other(bare(label))

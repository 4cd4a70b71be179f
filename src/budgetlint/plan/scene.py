"""A scene: which tables, rows and columns a document prints, without a single figure.

Rules are bound to scenes. Documents with the same labels have the same scene, so that their
selectors are resolved once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import NamedTuple

from .. import messages
from ..model.document import TOTAL_KEY, Structure
from ..model.errors import Text
from ..model.layout import Layout, Side
from ..model.names import bare, norm
from ..packs.selectors import RowSelector, Selector

Path = tuple[str, ...]


class NotThereError(Exception):
    """A selector matches nothing in this document. `reason` says what is missing."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Scene(NamedTuple):
    """`structures` and `columns` are indexed by `Side.ordinal`; `money` by table id.

    `lists` are names by the id of their list, `constants` the numbers of the profile and the year.
    """

    layouts: Mapping[str, Layout]
    structures: Sequence[Structure | None]
    columns: Sequence[Mapping[str, int]]
    money: Mapping[str, str]
    lists: Mapping[str, frozenset[str]] = {}
    constants: Mapping[str, Decimal] = {}

    def constant(self, name: str) -> Decimal:
        """A number of the profile, or the year. Raises `NotThereError` if it is not known."""
        if name not in self.constants:
            raise NotThereError(messages.constant_missing(name))
        return self.constants[name]

    def layout(self, table: str) -> Layout:
        """The layout of that id; selectors have been checked, so it is there."""
        return self.layouts[table]

    def side(self, selector: Selector) -> Side:
        """The side that a selector means."""
        layout = self.layouts[selector.table]
        if len(layout.sides) == 1:
            return layout.sides[0]
        return layout.side(selector.side) or layout.sides[0]

    def structure(self, side: Side) -> Structure:
        """The rows of a side. Raises `NotThereError` if the document does not print it."""
        found = self.structures[side.ordinal]
        if found is None:
            raise NotThereError(messages.table_missing(self.layout(side.table), side))
        return found

    def column(self, side: Side, name: str) -> str:
        """The column's name. Raises `NotThereError` if the table prints no such column; an optional
        column that is not printed reads as blank."""
        name = name or side.only_column
        self.structure(side)
        if name not in self.columns[side.ordinal] and not side.columns[name].optional:
            raise NotThereError(messages.column_missing(self.layout(side.table), name))
        return name

    def row(self, side: Side, rows: RowSelector) -> int:
        """The one row that is meant; -1 for an optional row that is absent.

        Raises `NotThereError` if there is none, or more than one.
        """
        found = self.rows(side, rows)
        if len(found) == 1:
            return found[0]
        if not found:
            self.require_read(side, rows)
        if not found and rows.optional:
            return -1
        name = "/".join(rows.values) or TOTAL_KEY
        reason = messages.row_missing if not found else messages.row_ambiguous
        raise NotThereError(reason(self.layout(side.table), name))

    def rows(self, side: Side, rows: RowSelector) -> tuple[int, ...]:
        """All rows that a row selector means, in order. Raises `NotThereError`."""
        shape = self.structure(side)
        key = ("rows", rows._replace(among=""))
        if key not in shape.memo:
            shape.memo[key] = _select(shape, rows)
        found: tuple[int, ...] = shape.memo[key]
        if not rows.among:
            return found
        names = self.names(rows.among)
        return tuple(row for row in found if (_last_name(shape, row) in names) != rows.negated)

    def every(self, side: Side, rows: RowSelector) -> tuple[int, ...]:
        """The same, for a sum or a count of them: none may be missing. Raises `NotThereError`."""
        self.require_read(side, rows)
        return self.rows(side, rows)

    def require_read(self, side: Side, rows: RowSelector) -> None:
        """Raises `NotThereError` if a row whose code cannot be read might be meant."""
        unread = self.structure(side).unread
        depth = side.levels.index(rows.level) + 1 if rows.kind == "level" and rows.level else 0
        for row, level in unread.items() if rows.kind != "total" else ():
            if not depth or level in (0, depth):
                raise NotThereError(self.unread(side, row))

    def unread(self, side: Side, row: int) -> Text:
        """That the code of a row cannot be read."""
        return messages.codes_unread(self.layout(side.table), self.structure(side).labels[row])

    def names(self, among: str) -> frozenset[str]:
        """The names of a list, or those of a group of claims ("claims@新增项目")."""
        table, _, group = among.partition("@")
        if not group:
            return self.lists[among]
        side = self.layouts[table].sides[0]
        rows = self.rows(side, RowSelector("level", (), group))
        shape = self.structure(side)
        return frozenset(norm(shape.labels[row]) for row in rows)


def _last_name(shape: Structure, row: int) -> str:
    """A row's own name: its project's, or the last part of its label."""
    return norm(shape.projects[row] or shape.labels[row].rpartition("/")[2])


def _select(shape: Structure, rows: RowSelector) -> tuple[int, ...]:
    every = range(shape.size)
    if rows.kind == "total":
        return (shape.total,) if shape.total >= 0 else ()
    if rows.kind == "all":
        return tuple(r for r in every if shape.labels[r].strip() or shape.codes[r])
    if rows.kind == "with":
        filled: Mapping[str, Mapping[int, None]] = shape.memo.get("filled", {})
        return tuple(
            r
            for r in filled.get(rows.values[0], ())
            if all(r in filled.get(column, ()) for column in rows.values)
        )
    if rows.kind == "words":
        tests = [part.partition("=")[::2] for part in rows.values]
        return tuple(r for r in every if all(_says(shape, r, *test) for test in tests))
    if rows.kind == "level":
        wanted = shape.side.levels.index(rows.level) + 1
        return tuple(r for r in every if shape.level[r] == wanted)
    if rows.kind == "codes" and not any("*" in code for code in rows.values):
        return tuple(sorted(r for code in rows.values for r in shape.by_code.get(code, ())))
    if rows.kind == "codes":
        return tuple(
            r for r in every if any(fnmatchcase(shape.codes[r], code) for code in rows.values)
        )
    return _by_path(shape, tuple(map(norm, rows.values)))


def _says(shape: Structure, row: int, column: str, globs: str) -> bool:
    """Whether a text column of a row reads like one of the patterns, which | separates."""
    text = norm(shape.texts[column.strip()][row]) if column.strip() in shape.texts else ""
    return any(fnmatchcase(text, norm(glob)) for glob in globs.split("|"))


def _by_path(shape: Structure, wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Rows whose path ends as wanted; the whole path wins over a longer one."""
    paths = paths_of(shape)
    ends = [r for r, path in enumerate(paths) if path and path[-len(wanted) :] == wanted]
    whole = [r for r in ends if paths[r] == wanted]
    if shape.side.rows == "claims":  # a subject of another group is another thing
        return tuple(whole)
    return tuple(whole or ends)


def paths_of(shape: Structure) -> Sequence[Path]:
    """The path of each row: the bare labels of the rows above it and its own."""
    if "paths" not in shape.memo:
        shape.memo["paths"] = _paths(shape)
    paths: Sequence[Path] = shape.memo["paths"]
    return paths


def _is_over_all(shape: Structure, row: int) -> bool:
    """Whether a row is a subtotal, or that of a unit: it is no part of the names below it."""
    side = shape.side
    return norm(shape.labels[row]) in side.subtotal or (side.units and shape.level[row] > 3)


def _paths(shape: Structure) -> list[Path]:
    """The bare labels of each row, from the top down to its own."""
    paths: list[Path] = []
    for row, label in enumerate(shape.labels):
        path: Path = (bare(label),) if label.strip() else ()
        above = shape.parent[row]
        while above >= 0 and above != shape.total and not _is_over_all(shape, above):
            path = (bare(shape.labels[above]), *path)
            above = shape.parent[above]
        paths.append(path)
    return paths


def keys(shape: Structure, key: str, level: str) -> Mapping[str, tuple[int, ...]]:
    """Rows by their key (code, label, project, path or name), of one level or of all.

    A path is the row's name with those above it; of a claim it is its subject, and its name is its
    group and its subject, if it compares with a budget at all. Names are compared
    as `names.norm` sees them. Several rows may share a key; of a row and those below it (a 项 and
    its projects) only the upper one counts.
    """
    memo = ("keys", key, level)
    if memo not in shape.memo:
        texts = _key_texts(shape, key)
        depth = shape.side.levels.index(level) + 1 if level else 0
        found: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            if row != shape.total and (not depth or shape.level[row] == depth):
                name = text if key == "code" else norm(text)
                if name:
                    found.setdefault(name, []).append(row)
        shape.memo[memo] = {name: _topmost(shape, rows) for name, rows in found.items()}
    result: Mapping[str, tuple[int, ...]] = shape.memo[memo]
    return result


def _key_texts(shape: Structure, key: str) -> Sequence[str]:
    if key == "name":
        # A change against last year's execution says nothing of last year's budget.
        meanings = shape.memo.get("meanings", {})
        others = [
            meanings.get(row, {}).get("against", "budget") != "budget" for row in range(shape.size)
        ]
        return ["" if o else "/".join(p) for p, o in zip(paths_of(shape), others, strict=True)]
    if key == "path":
        skipped = 1 if shape.side.rows == "claims" else 0
        return ["/".join(path[skipped:]) for path in paths_of(shape)]
    return {"code": shape.codes, "label": shape.labels, "project": shape.projects}[key]


def _topmost(shape: Structure, rows: Sequence[int]) -> tuple[int, ...]:
    """The rows whose parent is not one of them."""
    among = set(rows)
    return tuple(row for row in rows if shape.parent[row] not in among)

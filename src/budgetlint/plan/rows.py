"""The rows of a side as rules ask for them: by selector, by key, by path, by parent.

Everything here depends on a `Structure` alone, and is worked out once for all documents that print
the same labels. What of it depends on words, and not on skeletons alone, is a question (`asked`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from ..model.document import Structure
from ..model.layout import Side
from ..model.memo import Memo
from ..model.names import as_other, bare, norm
from ..model.phrases import compact
from ..model.vocabulary import NO_WORDS, Coordinates, Vocabulary, understood
from ..packs.selectors import NOT, RowSelector
from ..recognise.readings import ITEM, without_role
from .addends import Scatter
from .asked import AskedWords, WordQuestion
from .skeleton import Skeleton, skeleton_of

Answer = TypeVar("Answer", bound=Hashable)
Path = tuple[str, ...]
CLASS = 3
"""Digits of the code of a class."""
MAX_ANSWERS = 512
"""Answers kept for one side: as many as its pack's rules can ask for."""


class RowIndex:
    """What rules look up among the rows of one structure; answers are kept. By `words` it is told
    which row a name means of those of which a file says what they are."""

    def __init__(
        self, shape: Structure, words: Vocabulary = NO_WORDS, skeleton: Skeleton | None = None
    ) -> None:
        self._shape = shape
        self._words = words
        self._skeleton = skeleton
        self._selected: Memo[RowSelector, tuple[int, ...]] = Memo(MAX_ANSWERS)
        self._keys: Memo[tuple[str, str], Mapping[str, tuple[int, ...]]] = Memo(MAX_ANSWERS)
        self._parents: Memo[tuple[bool, bool], tuple[tuple[int, ...], Scatter]] = Memo(4)
        self._made: Memo[str, Any] = Memo(4)
        self._noting: tuple[RowIndex, AskedWords] | None = None

    @property
    def side(self) -> Side:
        """The side that they are of."""
        return self._shape.side

    @property
    def skeleton(self) -> Skeleton:
        """The rows without their words."""
        if self._skeleton is None:
            self._skeleton = skeleton_of(self._shape)
        return self._skeleton

    def noting(self, asked: AskedWords) -> RowIndex:
        """The same rows; what is asked of their words is noted."""
        found = RowIndex.__new__(RowIndex)
        found.__dict__ |= self.__dict__ | {"_skeleton": self.skeleton, "_noting": (self, asked)}
        return found

    @property
    def plain(self) -> RowIndex:
        """The same rows, of which nothing is noted: for what a rule keeps of them."""
        return self if self._noting is None else self._noting[0]

    def ask(self, what: Callable[..., Answer], *of: Hashable) -> Answer:
        """What a function tells of these rows and of what else it takes: one of a module, for that
        and what it takes are the question."""
        if self._noting is None:
            return what(self, *of)
        plain, asked = self._noting
        asked.note(self.side.ordinal, WordQuestion(what, of))
        return what(plain, *of)

    @property
    def shape(self) -> Structure:
        """The rows with all of their words."""
        return self._shape if self._noting is None else self.ask(every_word)

    @property
    def kept(self) -> Memo[str, Any]:
        """What rules make of all rows with all of their words."""
        self.ask(every_word)
        return self._made

    def rows(self, selector: RowSelector) -> tuple[int, ...]:
        """All rows that a selector means, in order, whatever list their names are to be on."""
        wanted = selector._replace(among="")
        if self._noting is not None and selector.kind not in OF_SKELETON:
            self.ask(RowIndex.rows, wanted)
        return self._selected.get(wanted, lambda: self._select(wanted))

    @property
    def paths(self) -> Sequence[Path]:
        """The path of each row: the bare labels of the rows above it and its own."""
        shape = self.shape
        if shape.stated is not None:
            return shape.stated.paths
        paths: Sequence[Path] = self._made.get("paths", lambda: _paths(shape))
        return paths

    @property
    def folded(self) -> tuple[Mapping[str, int], Sequence[str]]:
        """Each label with the first row that has it, and compact; blank ones are left out. All are
        folded at once: a table may have a hundred thousand."""
        labels = self.shape.labels
        found: tuple[Mapping[str, int], Sequence[str]] = self._made.get(
            "folded", lambda: _folded(labels)
        )
        return found

    def keys(self, key: str, level: str) -> Mapping[str, tuple[int, ...]]:
        """Rows by their key (code, label, project, path or name), of one level or of all.

        A path is the row's name with those above it; of a claim it is its subject, and its name is
        its group and its subject, if it compares with a budget at all. Totals and subtotals have
        none: another table may add up otherwise. Names are compared as `names.norm` sees them, and
        other things by either word.
        Several rows may share a key; of a row and those below it (a 项 and its projects) only the
        upper one counts.
        """
        if self._noting is not None:
            self.ask(_keys, key, level)
        return self._keys.get((key, level), lambda: self._by_key(key, level))

    def implied(self, level: str) -> Mapping[str, tuple[int, ...]]:
        """The classes and groups, of one level or of all, of a table that prints no row of their
        level, but items alone: each with the rows that it is the sum of."""
        levels = self.skeleton.side.levels
        return _implied(self.skeleton, levels.index(level) + 1 if level else 0)

    def parents(self, *, root: bool, some: bool) -> tuple[tuple[int, ...], Scatter]:
        """The rows that have children, and which row is a child of which of them.

        With `root`, the total is a parent too. Rows that are only a part (其中 in a layout that
        says so) are no addends of a sum, but of `some` of it. Rows to which one may belong whose
        code cannot be read are left out.
        """
        return self._parents.get((root, some), lambda: _owners(self.skeleton, root=root, some=some))

    def _select(self, rows: RowSelector) -> tuple[int, ...]:
        shape = self.skeleton
        every = range(shape.size)
        if rows.kind == "total":
            return (shape.total,) if shape.total >= 0 else ()
        if rows.kind == "all":
            return tuple(r for r in every if shape.named[r] or shape.codes[r])
        if rows.kind == "level":
            wanted = shape.side.levels.index(rows.level) + 1
            return tuple(r for r in every if shape.level[r] == wanted)
        if rows.kind == "codes" and not any("*" in code for code in rows.values):
            return tuple(sorted(r for code in rows.values for r in shape.by_code.get(code, ())))
        if rows.kind == "codes":
            return tuple(
                r for r in every if any(fnmatchcase(shape.codes[r], code) for code in rows.values)
            )
        if rows.kind == "with":
            return _stating(self._shape, rows.values)
        if rows.kind == "words":
            tests = [part.partition("=")[::2] for part in rows.values]
            return tuple(r for r in every if all(_says(self._shape, r, *test) for test in tests))
        return self._by_path(tuple(map(norm, rows.values)))

    def _by_path(self, wanted: Path) -> tuple[int, ...]:
        """Rows whose path ends as wanted; the whole path wins over a longer one."""
        paths = self.paths
        said = self._said_to_be(wanted) if self.shape.said else ()
        if said:
            return said
        ends = [r for r, path in enumerate(paths) if path and path[-len(wanted) :] == wanted]
        whole = [r for r in ends if paths[r] == wanted]
        if self.shape.side.rows == "claims":  # a subject of another group is another thing
            return tuple(whole)
        return tuple(whole or ends)

    def _said_to_be(self, wanted: Path) -> tuple[int, ...]:
        """The rows of which a file says that they are what a name means."""
        meant: Coordinates = {}
        for part in wanted:
            reading = understood(self._words, part)
            if reading.left:
                return ()
            meant = self._words.met(meant, without_role(reading.coordinates))
        said = self.shape.said.items() if meant else ()
        return tuple(r for r, one in said if _alike(self._words, without_role(one), meant))

    def _by_key(self, key: str, level: str) -> Mapping[str, tuple[int, ...]]:
        shape = self.shape
        depth = shape.side.levels.index(level) + 1 if level else 0
        found: dict[str, list[int]] = {}
        for row, text in enumerate(self._key_texts(key)):
            if row != shape.total and (not depth or shape.level[row] == depth):
                name = text if key == "code" else as_other(norm(text))
                if name and not _is_subtotal(shape, row):
                    found.setdefault(name, []).append(row)
        return {name: _topmost(shape, rows) for name, rows in found.items()}

    def _key_texts(self, key: str) -> Sequence[str]:
        shape = self.shape
        if key == "name":
            return [
                "" if self._against_others(row) else "/".join(path)
                for row, path in enumerate(self.paths)
            ]
        if key == "path":
            skipped = 1 if shape.side.rows == "claims" else 0
            return ["/".join(path[skipped:]) for path in self.paths]
        return {"code": shape.codes, "label": shape.labels, "project": shape.projects}[key]

    def _against_others(self, row: int) -> bool:
        """A change against last year's execution says nothing of last year's budget."""
        stated = self.shape.stated
        return stated is not None and stated.meanings[row].get("against", "budget") != "budget"


OF_SKELETON = frozenset({"total", "all", "level", "codes"})
"""Selectors that ask for no words."""


def every_word(index: RowIndex) -> Structure:
    """All the words of rows, as an answer."""
    return index.shape


def _keys(index: RowIndex, key: str, level: str) -> Hashable:
    return tuple(index.keys(key, level).items())


def _folded(labels: Sequence[str]) -> tuple[Mapping[str, int], Sequence[str]]:
    first = dict(zip(reversed(labels), range(len(labels) - 1, -1, -1), strict=True))
    folded = compact("\x00".join(first)).split("\x00") if first else []
    shown = zip(first.items(), folded, strict=True)
    return (
        {label: row for (label, row), plain in shown if plain},
        [plain for plain in folded if plain],
    )


def _owners(shape: Skeleton, *, root: bool, some: bool) -> tuple[tuple[int, ...], Scatter]:
    ordinal: dict[int, int] = {}
    owner = []
    for row, parent in enumerate(shape.parent):
        left_out = parent in shape.uncertain or (row in shape.parts and not some)
        if parent < 0 or left_out or (parent == shape.total and not root):
            owner.append(-1)
        else:
            owner.append(ordinal.setdefault(parent, len(ordinal)))
    return tuple(ordinal), Scatter(owner)


def _stating(shape: Structure, columns: Sequence[str]) -> tuple[int, ...]:
    """The rows that state the figures of these columns, and none of those behind `no`."""
    said = shape.stated.filled if shape.stated is not None else {}
    without = [column.removeprefix(NOT) for column in columns if column.startswith(NOT)]
    with_ = [column for column in columns if not column.startswith(NOT)]
    return tuple(
        row
        for row in said.get(with_[0] if with_ else "", ())
        if all(row in said.get(column, ()) for column in with_)
        and not any(row in said.get(column, ()) for column in without)
    )


def _says(shape: Structure, row: int, column: str, globs: str) -> bool:
    """Whether a text column of a row reads like one of the patterns, which | separates."""
    text = norm(shape.texts[column.strip()][row]) if column.strip() in shape.texts else ""
    return any(fnmatchcase(text, norm(glob)) for glob in globs.split("|"))


def _alike(words: Vocabulary, one: Coordinates, other: Coordinates) -> bool:
    return words.meant(one) == words.meant(other)


def _is_over_all(shape: Structure, row: int) -> bool:
    """Whether a row is a subtotal, or that of a unit: it is no part of the names below it."""
    return _is_subtotal(shape, row) or (shape.side.units and shape.level[row] > 3)


def _is_subtotal(shape: Structure, row: int) -> bool:
    return norm(shape.labels[row]) in shape.side.subtotal


def _paths(shape: Structure) -> list[Path]:
    """The bare labels of each row, from the top down to its own; a row of which a file says that it
    is something else has none but the name that it is given."""
    paths: list[Path] = []
    for row, label in enumerate(shape.labels):
        if row in shape.said and not shape.codes[row]:
            item = shape.said[row].get(ITEM, "")
            paths.append((bare(item),) if item else ())
            continue
        path: Path = (bare(label),) if label.strip() else ()
        above = shape.parent[row]
        while above >= 0 and above != shape.total and not _is_over_all(shape, above):
            path = (bare(shape.labels[above]), *path)
            above = shape.parent[above]
        paths.append(path)
    return paths


def _implied(shape: Skeleton, depth: int) -> Mapping[str, tuple[int, ...]]:
    """See `RowIndex.implied`; `depth` is the level, or 0."""
    found: dict[str, list[int]] = {}
    if shape.side.rows != "code" or shape.unread:
        return {}
    printed = {len(code) for code in shape.by_code}
    lengths = [n for n in (CLASS, CLASS + 2) if n not in printed and n < max(printed, default=0)]
    wanted = [n for n in lengths if not depth or n == CLASS + 2 * (depth - 1)]
    for row, code in enumerate(shape.codes) if wanted else ():
        above = shape.parent[row]
        top = above < 0 or above == shape.total or len(shape.codes[above]) < len(code) - 2
        for length in wanted if row != shape.total and top and row not in shape.parts else ():
            if length < len(code):
                found.setdefault(code[:length], []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def _topmost(shape: Structure, rows: Sequence[int]) -> tuple[int, ...]:
    """The rows whose parent is not one of them."""
    among = set(rows)
    return tuple(row for row in rows if shape.parent[row] not in among)

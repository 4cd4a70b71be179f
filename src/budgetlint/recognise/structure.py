"""Rows to trees: which row is whose parent, by code, by outline number, or by unit.

Everything here depends on labels alone, so a `Structure` is built once for all documents that
print the same labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from ..model.codes import are_lengths, as_digits, is_code, level_of
from ..model.document import NOTHING_UNREAD, Structure
from ..model.expressions import expression
from ..model.layout import Side
from ..model.names import bare, norm, norms
from ..model.raw import indent_of
from ..model.vocabulary import Coordinates
from ..model.words import literal, literals
from .readings import TOTAL_ROLES, Fixed, roles_of
from .sum_rows import tree_of
from .trees import CLASS, NUMBERED, OF_WHICH, TREES, Labels, by_indent, by_outline, is_marked

_CODE_IN_LABEL = expression(r"\s*[\[(（【]?(\d{3,9})[\])）】]?\s*[-—_:：.、]?\s*(.*)", re.S)
Texts = tuple[tuple[str, Labels], ...]
SaidRows = tuple[tuple[int, Fixed], ...]
Depths = tuple[int, ...]


def structure(
    side: Side,
    codes: Labels,
    labels: Labels,
    projects: Labels,
    unit: str,
    texts: Texts = (),
    depths: Depths = (),
    said: SaidRows = (),
) -> Structure:
    """The tree of a side's rows.

    `codes` and `projects` are empty where the side has none; `texts` are its columns of words;
    `depths` says in how many columns each code is printed, where they have several. `said` is what
    a file says that rows mean: their codes, and whether they are totals.
    """
    stated = {row: dict(coordinates) for row, coordinates in said}
    if side.code and side.code[0] == (("@label",),):
        codes, labels = _codes_out_of(labels)
    elif (side.code or side.composed) and side.rows == "code" and not any(codes):
        codes, labels = _codes_in_front(labels)
    indents: tuple[int, ...] = ()
    if side.code and side.rows == "code" and not any(codes):
        indents = tuple(map(indent_of, labels))
        labels = tuple(map(str.strip, labels)) if any(indents) else labels
    codes = codes or ("",) * len(labels)
    projects = projects or ("",) * len(labels)
    codes = _said_codes(codes, stated) if stated and any(codes) else codes
    total = _total_row(side, codes, labels, stated)
    if not set(side.levels).isdisjoint(codes):
        codes = tuple("" if code in side.levels else code for code in codes)
    unread = _unread(side, codes, depths)
    if unread:
        codes = tuple("" if row in unread else code for row, code in enumerate(codes))
    if side.skip:
        names = norms(labels)
        labels = tuple(
            "" if name in side.skip else label for name, label in zip(names, labels, strict=True)
        )
    return _grown(side, codes, labels, projects, unit, texts, total, unread, indents, stated)


def _said_codes(codes: Labels, said: Mapping[int, Coordinates]) -> Labels:
    """The codes with those that a file says instead; none for a row that it says to have none."""
    found = list(codes)
    for row, coordinates in said.items():
        if code_of(coordinates) or is_code(found[row]):
            found[row] = code_of(coordinates)
    return tuple(found)


def code_of(coordinates: Coordinates) -> str:
    """The code that coordinates name; empty where they name none."""
    return next((member for member in coordinates.values() if is_code(member)), "")


def relabelled(shape: Structure, codes: Labels, labels: Labels) -> Structure:
    """The tree of the same rows with other codes and names. Not for rows in blocks of units."""
    texts = tuple((name, tuple(words)) for name, words in shape.texts.items())
    kept = (shape.total, shape.unread, (), shape.said)
    return _grown(shape.side, codes, labels, shape.projects, "", texts, *kept)


def _grown(
    side: Side,
    codes: Labels,
    labels: Labels,
    projects: Labels,
    unit: str,
    texts: Texts,
    total: int,
    unread: Mapping[int, int],
    indents: tuple[int, ...],
    said: Mapping[int, Coordinates],
) -> Structure:
    """The tree, codes and names being settled."""
    make = TREES[side.rows]
    if any(indents):
        make = partial(by_indent, indents=indents)
    elif side.rows == "code" and not any(codes) and _is_list(side, labels):
        make = by_outline  # the classes are listed as 一、 二、 and have no codes
    if make is by_outline and side.apart:
        make = partial(by_outline, apart=side.apart)
    parent, level = tree_of(side, make, codes, labels, projects, total, norm(unit))
    inner = {row for row, name in enumerate(norms(labels)) if _is_partial(name, said.get(row))}
    parent, level, inside = _with_of_which(side, labels, inner, parent, level, total)
    for row in _narrower(side, codes, labels, total):
        parent, level = _without(parent, row, -1), _without(level, row, 0)
    again = _total_again(side, codes, labels, total, said)
    if again >= 0:  # printed twice: the first is to be what the other is
        parent = (*parent[:total], again, *parent[total + 1 :])
    if side.units:
        codes = tuple("" if depth > 3 else code for code, depth in zip(codes, level, strict=True))
    return Structure(
        side=side,
        codes=codes,
        labels=labels,
        projects=_projects(side, projects, labels, level),
        parent=parent,
        level=level,
        total=total,
        by_code=_rows_by_code(codes),
        unplaced=tuple(
            row
            for row, depth in enumerate(level)
            if row not in (total, again)
            and not depth
            and row not in unread
            and norm(labels[row]) not in side.subtotal
        ),
        texts=dict(texts),
        parts=inside | (_parts(labels, inner, level) if side.partial else _lone(inner, parent)),
        unread=unread,
        uncertain=frozenset(_uncertain(unread, parent, level, total)),
        said=said,
    )


def _is_list(side: Side, labels: Labels) -> bool:
    """Whether names without codes are a list of classes: beside another list, or numbered."""
    return bool(side.name) or any(map(NUMBERED[0].match, norms(labels)))


def with_codes(shape: Structure, codes_of: Mapping[str, Sequence[str]]) -> Structure:
    """A list of classes that has no codes with those that its names have in a chart. The tree
    stays that of the list."""
    if any(shape.codes) or shape.side.rows != "code":
        return shape
    found = (
        (code_of(shape.said[row]),) if row in shape.said else codes_of.get(bare(label), ())
        for row, label in enumerate(shape.labels)
    )
    codes = tuple(next((c for c in every if len(c) == CLASS), "") for every in found)
    labels = tuple(bare(n) if c else n for n, c in zip(shape.labels, codes, strict=True))
    return shape._replace(codes=codes, labels=labels, by_code=_rows_by_code(codes))


def _unread(side: Side, codes: Labels, depths: Depths) -> Mapping[int, int]:
    """The rows with something that is no code, and the level that it was to be, or 0."""
    if side.rows != "code":
        return NOTHING_UNREAD
    if "".join(codes).isdecimal() and are_lengths(map(len, codes)):
        return NOTHING_UNREAD
    good = _is_code_or_unit if side.units else is_code
    bad = [row for row, code in enumerate(codes) if code and not good(code)]
    return {row: depths[row] if depths else _depth(codes[row]) for row in bad} or NOTHING_UNREAD


def _is_code_or_unit(code: str) -> bool:
    """A unit's code may have letters, and as many signs as no other has."""
    return is_code(code) or (code.isascii() and code.isalnum() and len(code) not in (3, 5, 7))


def _depth(code: str) -> int:
    """The level of a code in which letters stand for digits; another's cannot be told."""
    digits = as_digits(code)
    return level_of(digits) if is_code(digits) else 0


def _uncertain(
    unread: Mapping[int, int], parent: Sequence[int], level: Sequence[int], total: int
) -> Iterator[int]:
    """The rows to whose parts an unread row may belong, or the rows that stand below it."""
    placed = [row for row, depth in enumerate(level) if depth] if unread else []
    passed: dict[int, int] = {}  # for each depth the row up to which all rows are below unread ones
    for row, depth in sorted(unread.items()):
        before = bisect_left(placed, row)
        above = placed[before - 1] if before else total
        chain = [*_upwards(above, parent), total]
        below = max(row + 1, passed.get(depth, 0))
        while below < len(level) and (level[below] > depth > 0 or not level[below]):
            yield parent[below]
            below += 1
        passed[depth] = below
        if below < len(level) and not depth:
            chain += _upwards(parent[below], parent)
        exact = [r for r in chain if r != total and depth > 1 and level[r] == depth - 1]
        exact = [total] if depth == 1 else exact
        yield from exact or chain


def _upwards(row: int, parent: Sequence[int]) -> Iterator[int]:
    """A row and those above it in the tree."""
    while row >= 0:
        yield row
        row = parent[row]


def _rows_by_code(codes: Labels) -> dict[str, tuple[int, ...]]:
    """The rows of each code; most codes have one row."""
    alone: dict[str, tuple[int, ...]] = dict(zip(codes, zip(range(len(codes))), strict=True))
    blank = alone.pop("", None) is not None
    if len(alone) + codes.count("") * blank == len(codes):
        return alone
    by_code: dict[str, tuple[int, ...]] = {}
    several: dict[str, list[int]] = {}
    for row, code in enumerate(codes):
        if not code:
            continue
        if code not in by_code:
            by_code[code] = (row,)
        else:
            several.setdefault(code, [*by_code[code]]).append(row)
    return by_code | {code: tuple(rows) for code, rows in several.items()}


def _codes_out_of(labels: Labels) -> tuple[Labels, Labels]:
    matches = [_CODE_IN_LABEL.fullmatch(label) for label in labels]
    found = [match if match and is_code(match.group(1)) else None for match in matches]
    return (
        tuple(m.group(1) if m else "" for m in found),
        tuple(m.group(2) if m else label for m, label in zip(found, labels, strict=True)),
    )


def _codes_in_front(labels: Labels) -> tuple[Labels, Labels]:
    """Where the column of codes is missing they may stand in front of the names."""
    codes, names = _codes_out_of(labels)
    return (codes, names) if sum(map(bool, codes)) * 2 > len(labels) else ((), labels)


def _total_row(side: Side, codes: Labels, labels: Labels, said: Mapping[int, Coordinates]) -> int:
    """The row of the total: the last one without code that bears a total's name, or of which a file
    says that it is one; -1 if none. A total below its items that falls into 其中 goes before the
    narrower one behind these (总计, 其中：上年结转, 合计)."""
    if side.rows == "single":
        return 0 if labels else -1
    last = _last_total(side, codes, labels, said)
    row = last - 1
    while row > 0 and not codes[row] and norm(labels[row]) and row not in said:
        if norm(labels[row]) in side.total and norm(labels[row + 1]).startswith(OF_WHICH):
            return row
        row -= 1
    return last


def _last_total(side: Side, codes: Labels, labels: Labels, said: Mapping[int, Coordinates]) -> int:
    for row in range(len(labels) - 1, -1, -1):
        if row in said:
            if roles_of(said[row]) & TOTAL_ROLES:
                return row
            continue
        if (not codes[row] or codes[row] in side.levels) and norm(labels[row]).rstrip(
            ":"
        ) in side.total:
            return row
    return -1


def _total_again(
    side: Side, codes: Labels, labels: Labels, total: int, said: Mapping[int, Coordinates]
) -> int:
    """Another row of the total above it, as where the first row and the last are both 合计; -1 if
    there is none."""
    rows = range(max(total, 0)) if side.rows == "code" else ()
    return next(
        (
            r
            for r in rows
            if not codes[r]
            and norm(labels[r]) in side.total
            and (r not in said or roles_of(said[r]) & TOTAL_ROLES)
        ),
        -1,
    )


def _projects(side: Side, projects: Labels, labels: Labels, level: Sequence[int]) -> Labels:
    """In a table of units and their projects, a row below a unit is a project by its label."""
    if side.rows in ("groups", "nested"):
        return ("",) * len(labels)
    if side.rows != "units":
        return projects
    return tuple(label if depth > 1 else "" for label, depth in zip(labels, level, strict=True))


def _is_partial(name: str, said: Coordinates | None) -> bool:
    """Whether a row is only some of what it stands below (其中), by its file or by its words."""
    begins = name.startswith(OF_WHICH)
    if said is None:
        return begins
    roles = roles_of(said)
    return "of-which" in roles or (begins and not roles & {*TOTAL_ROLES, "subtotal"})


def _parts(labels: Labels, inner: Collection[int], level: Sequence[int]) -> frozenset[int]:
    """Rows with 其中, and those beside them that follow."""
    found: set[int] = set()
    depth = 0
    for row, label in enumerate(norms(labels)):
        if row in inner:
            depth = level[row]
        elif level[row] != depth or is_marked(label):
            depth = 0
        if depth:
            found.add(row)
    return frozenset(found)


def _with_of_which(
    side: Side,
    labels: Labels,
    inner: Collection[int],
    parent: Sequence[int],
    level: Sequence[int],
    total: int,
) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]]:
    """The tree with rows such as 其中：人员经费 that stand among codes, and those without a code
    that follow: each is a part of the row above it that has a code, of the total where it stands
    before all codes, and no addend. So are those right below a sum that has its items above it:
    they are parts of that."""
    found: set[int] = set()
    above, parents, levels = total, list(parent), list(level)
    listed = side.rows in ("code", "outline")
    sums = [row for row, name in enumerate(norms(labels)) if name in side.subtotal]
    for head in (*sums, total) if listed else ():
        end = total if head < total else len(labels)
        for row in _below_sum(labels[:end], inner, level, head):
            parents[row], levels[row] = head, level[head] + 1
            found.add(row)
    for row in range(len(parent) if side.rows == "code" else 0):
        if row in found:
            continue
        if level[row]:
            above = row
        elif row != total and above >= 0 and (row in inner or _follows(labels, row, found)):
            parents[row], levels[row] = above, level[above] + 1
            found.add(row)
    return tuple(parents), tuple(levels), frozenset(found)


def _below_sum(
    labels: Labels, inner: Collection[int], level: Sequence[int], head: int
) -> Iterator[int]:
    """The rows with 其中 right below a sum of the rows above it, and those that follow."""
    found: set[int] = set()
    for row in range(head + 1, len(labels) if head > 0 and any(level[:head]) else 0):
        if row not in inner and not _follows(labels, row, found):
            return
        found.add(row)
        yield row


def _narrower(side: Side, codes: Labels, labels: Labels, total: int) -> Iterator[int]:
    """The sums behind what the total falls into: what they leave out of it nobody says."""
    rows = range(total + 2, len(labels) if total > 0 else 0)
    if rows and norm(labels[total + 1]).startswith(OF_WHICH):
        yield from (r for r in rows if not codes[r] and norm(labels[r]) in side.total)


def _without(found: Sequence[int], row: int, value: int) -> tuple[int, ...]:
    return (*found[:row], value, *found[row + 1 :])


def _follows(labels: Labels, row: int, found: Collection[int]) -> bool:
    """Whether a row goes on with what 其中 has begun, and is no sum."""
    name = norm(labels[row])
    return row - 1 in found and bool(name) and not name.endswith(SUMS)


SUMS = (*literals("names.totals"), literal("names.subtotal"))
"""How the names of sums end."""


def _lone(inner: Collection[int], parent: Sequence[int]) -> frozenset[int]:
    """Rows with 其中 that stand alone below another: one thing of several that it holds."""
    children = Counter(parent)
    return frozenset(row for row in inner if parent[row] >= 0 and children[parent[row]] == 1)

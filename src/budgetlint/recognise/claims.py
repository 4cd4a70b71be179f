"""Claims as a table: what the narrative says becomes rows, so that rules address it like cells.

Each claim is a row of the table `claims`; its columns are the figures that prose may state. A
row's path is its group and its subject: `claims[收入来源/单位资金].share`. Two sentences about one
subject of one group are one row, as long as they do not say the same thing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import islice

from .. import messages
from ..model.amounts import BLANK, EXACT, MONEY, RATES, UNREADABLE, AmountError, parse
from ..model.document import Rows, Stated, Structure, Table, Vector
from ..model.errors import Problem
from ..model.layout import Layout, Side, SideMap
from ..model.memo import Memo
from ..model.names import bare, norm
from ..model.place import Box, Place
from ..model.prose import Claim, Figure, Prose, Span, Told
from ..model.raw import RawDocument, RawTable, Section
from ..model.values import NamedTuple
from ..model.words import literal, pattern
from ..packs.claims import CLAIM_COLUMNS, CLAIM_TEXTS, CLAIMS

_SIGNED = {"change": "direction", "rate": "trend", "difference": "compared"}


def money_of(prose: Prose) -> str:
    """The largest money unit that the prose uses; empty where there is none."""
    units = [f.unit for claim in prose.claims for f in claim.figures.values() if f.unit in MONEY]
    return max(units, key=lambda unit: MONEY[unit], default="")


SHARE, PERIOD = "share", "period"
MAX_APART = 8
"""Claims about one subject, of the last that a new one may complete."""


MAX_AWAY = 400
"""Claims among which the base of a share is looked for, before it and after it."""


class _Row(NamedTuple):
    """Claims about one subject, put together."""

    claim: Claim
    figures: dict[str, Figure]
    words: dict[str, tuple[str, str]]
    whole: list[int]


def claims_table(
    raw: RawDocument,
    prose: Prose,
    layout: Layout,
    base: str,
    problems: list[Problem],
    kept: Memo[object, Structure],
) -> Table:
    """The table of all claims; amounts are in `base`, the document's money. `kept` are structures
    of documents before."""
    rows, parents, row_of = _merged(prose.claims)
    told = tuple(_in_rows(prose.told, row_of))
    side = layout.sides[0]
    vectors: dict[str, Vector | None] = dict.fromkeys(CLAIM_COLUMNS)
    texts: list[tuple[str, ...]] = []
    for number, (claim, figures, words, _) in enumerate(rows):
        words["subject"] = claim.subject or claim.group, ""
        texts.append(_cells(figures, words))
        for name, value in _values(figures, words, base).items():
            vector = vectors[name]
            if vector is None:
                vectors[name] = vector = [BLANK] * (len(rows) + 1)
            vector[number] = value

    def locate(row: int, column: int) -> Place:
        claim, figures, _, _ = rows[row]
        figure = figures.get(_NAMES[column])
        return location_of(raw, claim.place if figure is None else figure.place)

    problems += [
        messages.claim_unreadable(locate(number, column))
        for column, vector in enumerate(vectors.values())
        if vector is not None
        for number in range(len(rows))
        if vector[number].is_nan()
    ]
    table = RawTable(CLAIMS, 0, "", base, "", _NAMES, texts, (), locate)
    structure = _structure(side, rows, parents, told, kept)
    made = Rows(structure, vectors, _WHERE)
    columns = list(zip(*texts, strict=True)) or [()] * len(_NAMES)
    return Table(layout, table, base, 0, (made,), columns)


_NAMES = (*CLAIM_COLUMNS, *CLAIM_TEXTS)
_COLUMN = {name: column for column, name in enumerate(_NAMES)}


def _cells(figures: Mapping[str, Figure], words: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """What one row prints in each column."""
    cells = [""] * len(_NAMES)
    for name, (text, _) in words.items():
        if name in _COLUMN:
            cells[_COLUMN[name]] = text
    for name, figure in figures.items():
        if name in _COLUMN:
            cells[_COLUMN[name]] = figure.text
    return tuple(cells)


def location_of(raw: RawDocument, span: Span) -> Place:
    """The place of a stretch of prose in its file, with the words quoted."""
    section = raw.narrative[span.section]
    if span.start == span.end:
        return section.locate("title")._replace(section=section.section, quote=section.title)
    if section.at is not None:
        place = section.at(span.start)
    else:
        place = section.locate("text")
        column = place.column + 1 + span.start + _escapes(section.text, span.start)
        place = place._replace(column=column if place.line else 0)
    return place._replace(
        section=section.section,
        start=span.start,
        end=span.end,
        quote="".join(section.text[span.start : span.end].split()),
        box=_box(section, span, place.page),
    )


def _escapes(text: str, end: int) -> int:
    """Up to there, the characters before which JSON needs a backslash: they move what follows on
    its line."""
    return sum(text.count(character, 0, end) for character in '"\\\n\t')


def _box(section: Section, span: Span, page: int) -> Box | None:
    """What is around a stretch of prose on the page that it begins on; None where no page is."""
    if section.at is None or not page:
        return None
    places = map(section.at, range(span.start, span.end))
    boxes = [place.box for place in places if place.page == page and place.box is not None]
    return reduce(Box.around, boxes) if boxes else None


def _merged(claims: Sequence[Claim]) -> tuple[list[_Row], list[int], list[int]]:
    """One row for all claims about a subject that say different things of it, the parent of each
    row, and the row of each claim."""
    rows: list[_Row] = []
    parents: list[int] = []
    by_subject: dict[tuple[str, str], list[int]] = {}
    row_of: list[int] = []
    for claim in claims:
        same = by_subject.setdefault((claim.group, claim.subject), [])
        near = [] if claim.alone else same[-MAX_APART:]
        known = next((n for n in near if rows[n].figures.keys().isdisjoint(claim.figures)), -1)
        if known >= 0 and claim.figures:
            rows[known].figures.update(claim.figures)
            rows[known].words.update(claim.words)
            rows[known].whole.append(claim.whole)
            row_of.append(known)
            continue
        same.append(len(rows))
        row_of.append(len(rows))
        rows.append(_Row(claim, dict(claim.figures), dict(claim.words), [claim.whole]))
        parents.append(row_of[claim.parent] if claim.parent >= 0 else -1)
    for row in rows:
        row.whole[:] = [row_of[w] if w >= 0 else -1 for w in row.whole if w != -1][:1]
    return rows, [p if p != n else -1 for n, p in enumerate(parents)], row_of


def _in_rows(told: Sequence[Told], row_of: Sequence[int]) -> Iterator[Told]:
    """What claims say of each other, by their rows; a row says nothing of itself."""
    for kind, whole, parts, less in told:
        rows, off = (tuple(row_of[part] for part in some) for some in (parts, less))
        apart = len({row_of[whole], *rows, *off}) == len(parts) + len(less) + 1
        if kind in (SHARE, PERIOD) or apart:
            yield Told(kind, row_of[whole], rows, off)


def _values(
    figures: Mapping[str, Figure], words: Mapping[str, tuple[str, str]], base: str
) -> dict[str, Decimal]:
    """The figures with their signs; "unchanged" is a change of nothing."""
    values: dict[str, Decimal] = {}
    for name, figure in figures.items():
        value = _amount(figure, base)
        if name in _SIGNED and words.get(_SIGNED[name], ("", ""))[1] == "down" and value:
            value = -value
        values[name] = value
    if words.get("same", ("", ""))[0]:
        values.setdefault("change", Decimal(0))
        values.setdefault("rate", Decimal(0))
    return values


def _amount(figure: Figure, base: str) -> Decimal:
    try:
        value = parse(figure.said or figure.text)
    except AmountError:
        return UNREADABLE
    shift = RATES.get(figure.unit, 0)
    if figure.unit in MONEY and base in MONEY:
        shift = MONEY[figure.unit] - MONEY[base]
    return value.scaleb(shift, context=EXACT) if shift else value


def _columns() -> SideMap:
    columns = {name: index for index, name in enumerate(CLAIM_COLUMNS)}
    texts = {name: len(CLAIM_COLUMNS) + index for index, name in enumerate(CLAIM_TEXTS)}
    return SideMap((), texts["subject"], -1, columns, texts)


_WHERE = _columns()


def _structure(
    side: Side,
    rows: Sequence[_Row],
    parents: Sequence[int],
    told: tuple[Told, ...],
    kept: Memo[object, Structure],
) -> Structure:
    """The rows without their figures; the same for documents that say the same things."""
    key = (
        side,
        tuple(
            (r.claim[:3], r.claim.called, r.claim.about, tuple(r.figures), _meanings(r), *r.whole)
            for r in rows
        ),
        tuple(parents),
        told,
    )
    return kept.get(key, lambda: _build(side, rows, tuple(parents), told))


def _meanings(row: _Row) -> tuple[tuple[str, str], ...]:
    """What the words of a row mean: direction up, trend down."""
    return tuple((slot, meaning) for slot, (_, meaning) in row.words.items() if meaning)


def _build(
    side: Side, rows: Sequence[_Row], parents: tuple[int, ...], told: tuple[Told, ...]
) -> Structure:
    groups = {name: index + 1 for index, name in enumerate(side.levels)}
    paths = [
        tuple(map(bare, (row.claim.group, *filter(None, row.claim.subject.split("/")))))
        for row in rows
    ]
    first = {path: n for n, path in reversed(list(enumerate(paths)))}
    parts: list[list[int]] = [[] for _ in rows]
    for number, parent in enumerate(parents):
        if parent >= 0:
            parts[parent].append(number)
    filled: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        names = set(row.figures) | ({"change", "rate"} if "same" in row.words else set())
        for name in names:
            filled.setdefault(name, []).append(number)
    stated = Stated(
        paths,
        [dict(_meanings(row)) for row in rows],
        parts,
        [_base(n, rows, paths, parents, first) for n in range(len(rows))],
        {name: dict.fromkeys(numbers) for name, numbers in filled.items()},
        told,
        {n: row.claim.about for n, row in enumerate(rows) if row.claim.about is not None},
    )
    return Structure(
        side=side,
        codes=("",) * len(rows),
        labels=tuple(row.claim.called or row.claim.subject or row.claim.group for row in rows),
        projects=("",) * len(rows),
        parent=parents,
        level=tuple(groups[row.claim.group] for row in rows),
        total=-1,
        by_code={},
        unplaced=(),
        stated=stated,
    )


def _base(
    number: int,
    rows: Sequence[_Row],
    paths: Sequence[tuple[str, ...]],
    parents: Sequence[int],
    first: Mapping[tuple[str, ...], int],
) -> int:
    """The row whose amount a share is a share of, or -1 where that cannot be told.

    A base named by the phrase is a path; one that the sentence names is the nearest claim before
    it with that name, else the nearest after it; without either it is the claim that this one is
    a part of.
    """
    if rows[number].whole:
        return rows[number].whole[0]
    wanted = rows[number].claim.base
    if wanted.startswith("~"):
        name = norm(wanted[1:])
        for numbers in (range(number - 1, -1, -1), range(number + 1, len(rows))):
            for n in islice(numbers, MAX_AWAY):
                if "amount" in rows[n].figures and _is_called(name, paths[n][-1]):
                    return n
        return -1
    if wanted:
        path = tuple(map(bare, wanted.split("/")))
        return first.get(path, -1)
    return parents[number]


_PREFIXES = pattern("sentences.no-subject")
_BUDGET = literal("sentences.budget")


def _is_called(name: str, label: str) -> bool:
    """Whether a base such as 总支出 may be the claim called 省级一般公共预算总支出.

    转移支付 is neither 专项转移支付 nor 税收返还和转移支付.
    """
    name, label = (text.removesuffix(_BUDGET) for text in (name, label))
    return (
        label.endswith(name) and _PREFIXES.fullmatch(label, 0, len(label) - len(name)) is not None
    )

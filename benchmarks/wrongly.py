"""Ways to read a table wrongly, and slips of whoever drew it up: each takes its rows and gives them
as they might have been read (`WRONG`), or written (`SLIPS`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

Texts = list[list[str]]
Wrong = Callable[[Texts, Sequence[int]], Texts | None]
"""The rows of a table read wrongly; `places` are its columns of money. None if they cannot be."""


def rows_low(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All figures one row too low; the last are lost."""
    return _with(rows, places, lambda column: ["", *column[:-1]])


def rows_high(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All figures one row too high."""
    return _with(rows, places, lambda column: [*column[1:], ""])


def exchanged(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The two columns with most figures under each other's header."""
    if len(places) < 2:
        return None
    first, second = sorted(places, key=lambda i: -_figures(rows, i))[:2]
    new = [list(row) for row in rows]
    for row in new:
        row[first], row[second] = row[second], row[first]
    return new


def rotated(rows: Texts, places: Sequence[int]) -> Texts | None:
    """All columns one to the left, the first in the place of the last."""
    if len(places) < 3:
        return None
    return _moved(rows, places, [*places[1:], places[0]])


def cell_too_many(rows: Texts, places: Sequence[int]) -> Texts | None:
    """From the second column on one to the right; the last is lost."""
    if len(places) < 3:
        return None
    return _moved(rows, places, [places[0], -1, *places[1:-1]])


def column_lost(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The second column with most figures was not read."""
    if len(places) < 2:
        return None
    return _with(rows, [_fullest(rows, places, 1)], lambda column: [""] * len(column))


def cut_left(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The first digit of the widest figures of the fullest column is lost."""

    def cut(column: list[str]) -> list[str]:
        widest = max(map(len, column))
        return [text[1:].lstrip(",") if len(text) == widest > 1 else text for text in column]

    return _with(rows, [_fullest(rows, places)], cut)


def cut_right(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The last digit of the fullest column is lost."""
    return _with(rows, [_fullest(rows, places)], lambda column: [text[:-1] for text in column])


def point_lost(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The decimal points of the fullest column are lost."""
    at = _fullest(rows, places)
    return _with(rows, [at], lambda column: [text.replace(".", "") for text in column])


def commas_for_points(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The separators of thousands in the fullest column are read as decimal points."""
    at = _fullest(rows, places)
    return _with(rows, [at], lambda column: [text.replace(",", ".") for text in column])


def notes_glued(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The numbers of notes stand behind three figures of the fullest column, as their digits."""

    def glued(column: list[str]) -> list[str]:
        noted = [at for at, text in enumerate(column) if text[-1:].isdigit()][:3]
        return [
            f"{text}{noted.index(at) + 1}" if at in noted else text
            for at, text in enumerate(column)
        ]

    return _with(rows, [_fullest(rows, places)], glued)


def rows_twice(rows: Texts, places: Sequence[int]) -> Texts | None:
    """What stands on a page, the second third of the rows, is read twice."""
    del places
    first, last = len(rows) // 3, len(rows) * 2 // 3
    return [*rows[:last], *rows[first:]] if last > first else None


def rows_merged(rows: Texts, places: Sequence[int]) -> Texts | None:
    """Two rows in the middle are one, each cell with what stands in both."""
    del places
    at = len(rows) // 2
    if len(rows) < 4:
        return None
    one = [" ".join(filter(None, pair)) for pair in zip(rows[at - 1], rows[at], strict=True)]
    return [*rows[: at - 1], one, *rows[at + 1 :]]


def row_split(rows: Texts, places: Sequence[int]) -> Texts | None:
    """A row in the middle is two: its label, and its figures below."""
    if len(rows) < 4:
        return None
    row = rows[len(rows) // 2]
    label = ["" if at in places else text for at, text in enumerate(row)]
    figures = [text if at in places else "" for at, text in enumerate(row)]
    return [*rows[: len(rows) // 2], label, figures, *rows[len(rows) // 2 + 1 :]]


WRONG: Mapping[str, Wrong] = {
    "rows one too low": rows_low,
    "rows one too high": rows_high,
    "columns exchanged": exchanged,
    "columns rotated": rotated,
    "cell too many": cell_too_many,
    "column lost": column_lost,
    "first digit cut": cut_left,
    "last digit cut": cut_right,
    "point lost": point_lost,
    "commas for points": commas_for_points,
    "notes glued": notes_glued,
    "rows twice": rows_twice,
    "rows merged": rows_merged,
    "row split": row_split,
}


def _times(factor: str) -> Wrong:
    """The fullest column so many times what it should be."""

    def column(texts: list[str]) -> list[str]:
        return [_changed(text, lambda value: value * Decimal(factor)) for text in texts]

    return lambda rows, places: _with(rows, [_fullest(rows, places)], column)


def column_pasted(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The fullest column was pasted over the next as well."""
    if len(places) < 2:
        return None
    first, second = _fullest(rows, places), _fullest(rows, places, 1)
    return [[row[first] if n == second else t for n, t in enumerate(row)] for row in rows]


def columns_half_exchanged(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The two columns with most figures under each other's header, in the upper half."""
    new = exchanged(rows, places)
    return new and [*new[: len(rows) // 2], *rows[len(rows) // 2 :]]


def column_low(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The fullest column was pasted one row too low."""
    return rows_low(rows, [_fullest(rows, places)])


def half_low(rows: Texts, places: Sequence[int]) -> Texts | None:
    """From the middle on all figures one row too low; the last are lost."""
    half = len(rows) // 2
    low = rows_low(rows[half:], places)
    return low and [*rows[:half], *low]


def row_pasted(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The figures of a row in the middle were pasted over those of the next."""
    at = _middle(rows, places)
    return _rows_from(rows, places, {at + 1: at}) if at >= 0 else None


def rows_exchanged(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The figures of two rows in the middle beside each other's label."""
    at = _middle(rows, places)
    return _rows_from(rows, places, {at + 1: at, at: at + 1}) if at >= 0 else None


def sign_lost(rows: Texts, places: Sequence[int]) -> Texts | None:
    """No figure bears its sign."""
    return _with(rows, places, lambda column: [text.replace("-", "") for text in column])


def total_typed(rows: Texts, places: Sequence[int]) -> Texts | None:
    """The row with the largest figure is of an older draft."""
    largest = {
        at: max((abs(v) for p in places if (v := _value(row[p])) is not None), default=Decimal(0))
        for at, row in enumerate(rows)
    }
    at = max(largest, key=lambda row: largest[row], default=-1)
    if at < 0:
        return None
    new = [list(row) for row in rows]
    for place in places:
        new[at][place] = _changed(new[at][place], _older)
    return new


def totals_typed(rows: Texts, places: Sequence[int]) -> Texts | None:
    """Every figure of the fullest column is of an older draft."""
    return _with(
        rows, [_fullest(rows, places)], lambda column: [_changed(text, _older) for text in column]
    )


def _older(value: Decimal) -> Decimal:
    """Another figure, and not the same share of each."""
    return value + (value.adjusted() + 1) * 10 + value * (int(value) % 3)


SLIPS: Mapping[str, Wrong] = {
    "column tenfold": _times("10"),
    "column a tenth": _times("0.1"),
    "column halved": _times("0.5"),
    "column of another year": _times("3"),
    "column in yuan": _times("10000"),
    "column pasted twice": column_pasted,
    "columns half exchanged": columns_half_exchanged,
    "column a row low": column_low,
    "half the rows low": half_low,
    "column not filled in": column_lost,
    "row pasted twice": row_pasted,
    "two rows exchanged": rows_exchanged,
    "signs lost": sign_lost,
    "total row typed": total_typed,
    "totals typed": totals_typed,
    **{name: WRONG[name] for name in ("columns exchanged", "rows one too low", "rows twice")},
}


def _value(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _changed(text: str, change: Callable[[Decimal], Decimal]) -> str:
    """Another figure in as many places; other texts as they are."""
    value = _value(text)
    if not value:
        return text
    places = len(text.strip().partition(".")[2])
    return f"{change(value):{',' if ',' in text else ''}.{places}f}"


def _middle(rows: Texts, places: Sequence[int]) -> int:
    """A row in the middle with other figures than the next; -1 if there is none."""
    half = len(rows) // 2
    order = [*range(half, len(rows) - 1), *range(half)]
    filled = (at for at in order if any(_value(rows[at][p]) for p in places))
    below = (at for at in filled if any(_value(rows[at + 1][p]) for p in places))
    return next((at for at in below if _of(rows, at, places) != _of(rows, at + 1, places)), -1)


def _of(rows: Texts, at: int, places: Sequence[int]) -> list[str]:
    return [rows[at][place] for place in places]


def _rows_from(rows: Texts, places: Sequence[int], of: Mapping[int, int]) -> Texts:
    """Some rows with the figures of others."""
    new = [list(row) for row in rows]
    for to, at in of.items():
        for place in places:
            new[to][place] = rows[at][place]
    return new


def _figures(rows: Texts, place: int) -> int:
    return sum(any(map(str.isdigit, row[place])) for row in rows)


def _fullest(rows: Texts, places: Sequence[int], nth: int = 0) -> int:
    """The column with most figures, or the next."""
    return sorted(places, key=lambda place: -_figures(rows, place))[nth]


def _with(
    rows: Texts, places: Sequence[int], change: Callable[[list[str]], list[str]]
) -> Texts | None:
    new = [list(row) for row in rows]
    for place in places:
        for row, text in zip(new, change([row[place] for row in rows]), strict=True):
            row[place] = text
    return new


def _moved(rows: Texts, places: Sequence[int], of: Sequence[int]) -> Texts:
    new = [list(row) for row in rows]
    for old, row in zip(rows, new, strict=True):
        for place, source in zip(places, of, strict=True):
            row[place] = old[source] if source >= 0 else ""
    return new

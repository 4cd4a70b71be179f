"""Ways to read a table wrongly: each takes its rows and gives them as they might have been read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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

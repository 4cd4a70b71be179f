"""Open tables: what nothing knows, made ready for somebody to say what it means.

The header is parted from the rows where there is one, and what of title, headers and names is
understood is said; the rest is left open. A form, of a project's targets, has no columns to name.
"""

from __future__ import annotations

from ..model.place import Place
from ..model.raw import Grid, Meanings, RawTable
from ..model.vocabulary import Vocabulary
from .captions import first_wide_row, is_about, words_of
from .compose import find_title, header_of
from .corrections import headings_meant, words_meant
from .form_facts import NO_HEAD, indicators_begin
from .headers import padded
from .readings import title_reading
from .segments import header_meaning


def opened(vocabulary: Vocabulary, table: RawTable) -> RawTable:
    """The table, all rows of one length, with what its words mean as far as they are understood."""
    form = is_form(vocabulary, table)
    found = _squared(table if form or table.columns else _with_header(vocabulary, table))
    kinds = header_meaning(vocabulary, found.columns, found.rows).kinds
    figures = {at for at, kind in enumerate(kinds) if kind == "figure"}
    meanings = headings_meant(vocabulary, found, figures)
    if form:
        return found._replace(meanings=Meanings(meanings.title))
    rows = [(words_meant(vocabulary, row),) for row in found.rows]
    return found._replace(meanings=meanings._replace(rows=rows))


def is_form(vocabulary: Vocabulary, table: RawTable) -> bool:
    """Whether a table is a form, as of a project's targets, or one of a matter without money."""
    matter = title_reading(vocabulary, table).coordinates.get("matter", "")
    return matter in vocabulary.no_money or indicators_begin(vocabulary, table) != NO_HEAD


def _with_header(vocabulary: Vocabulary, table: RawTable) -> RawTable:
    """The table without the lines above its rows: its header, its title, and notes of the rest."""
    grid = Grid(table.title, table.rows, table.locate)
    title_row, _ = find_title(grid, vocabulary)
    start = first_wide_row(grid.rows, title_row + 1)
    depth, columns = header_of(grid, vocabulary, start)
    first = start + depth
    if len(columns) < 2 or first >= len(table.rows):
        return table
    lines = (row for row in table.rows[:start] if not is_about(words_of(row)))
    above = [cell.strip() for row in lines for cell in row if cell.strip()]
    rows = [padded(row, len(columns)) for row in table.rows[first:]]

    def locate(row: int, column: int) -> Place:
        return table.locate(row + first, column)

    return table._replace(
        columns=columns,
        rows=rows,
        notes=(*(line for line in above if line != table.title.strip()), *table.notes),
        locate=locate,
        doubts={(r - first, c): why for (r, c), why in table.doubts.items() if r >= first},
    )


def _squared(table: RawTable) -> RawTable:
    """A table without a known header: its columns are numbered, its rows of one length."""
    if table.columns:
        return table
    width = max(map(len, table.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    return table._replace(columns=tuple(map(str, range(1, width + 1))), rows=rows)

"""Corrections: what a file says that its tables mean, and what they are read by then.

`convert` writes how title, headers and rows were understood; somebody may correct that, and the
table is then read by it: what differs from what the words say goes before them. What is as the
words say is no correction, so that it follows what is corrected above it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..messages import meanings as messages
from ..model.codes import is_code
from ..model.document import Rows, Table
from ..model.errors import Problem
from ..model.expressions import expression
from ..model.layout import Layout
from ..model.limits import PROBLEMS
from ..model.names import bare, norm
from ..model.place import escaped
from ..model.raw import Meanings, RawTable, Said
from ..model.vocabulary import JOIN, Vocabulary, understood
from .compose import Fitted, fitted, is_readable
from .facts import is_number
from .fit import own_layout
from .layouts import Layouts
from .printed_codes import plain_code
from .readings import YEAR, Fixed, column_reading, fixed, title_reading
from .row_facts import Meant, rows_meant
from .segments import HeaderMeaning, PrintedColumn, header_meaning, segments
from .structure import SaidRows


def meanings_of(table: Table) -> Meanings:
    """How the title, the headers and the rows of a table are understood; what is not is None."""
    vocabulary = table.layout.vocabulary
    sides = [rows_meant(vocabulary, table.raw, rows) for rows in table.sides]
    return headings_of(table)._replace(
        rows=[tuple(map(_said_by, row)) for row in zip(*sides, strict=True)]
    )


def headings_of(table: Table) -> Meanings:
    """How the title and the headers of a table are understood; what is not is None."""
    figures = {at for rows in table.sides for at in rows.where.columns.values()}
    return headings_meant(table.layout.vocabulary, table.raw, figures)


def headings_meant(vocabulary: Vocabulary, table: RawTable, figures: Collection[int]) -> Meanings:
    """How the title and the headers of a table are understood, those of `figures` and those of
    names; what is not is None."""
    readings = [
        column_reading(vocabulary, table, n, alone=n not in figures)
        for n in range(len(table.columns))
    ]
    meanings = table.meanings.columns if table.meanings is not None else ()
    said = {at for at, one in enumerate(meanings) if one is not None}
    columns = [
        found.coordinates if (found.coordinates or at in said) and not found.left else None
        for at, found in enumerate(readings)
    ]
    title = title_reading(vocabulary, table)
    known = bool(title.phrase or title.coordinates) and not title.left
    return Meanings(title.coordinates if known else None, columns)


def words_meant(vocabulary: Vocabulary, row: Sequence[str]) -> Said | None:
    """What the first words of a row say by themselves, as it is written of tables that nobody
    knows; None where they are not understood. Of a name that several accounts have (行政运行) the
    code that stands with it is meant."""
    words = [cell for cell in row if cell.strip()]
    name = next((cell for cell in words if not is_number(cell) and not is_code(norm(cell))), "")
    reading = understood(vocabulary, bare(name))
    said = reading.coordinates
    if not said or reading.left:
        return None
    code = plain_code(words[0]) if words[1:2] == [name] else ""
    coded = [d for d in said if d in vocabulary.dimensions and vocabulary.dimensions[d].codes]
    return {**said, coded[0]: code} if is_code(code) and len(coded) == 1 else said


def _said_by(meant: Meant) -> Said | None:
    return None if meant.left else meant.coordinates


def corrections(vocabulary: Vocabulary, table: RawTable) -> tuple[RawTable, list[Problem]]:
    """A table with what its file says otherwise than the words of its title and headers do, and
    all that it says of its rows; and what of that cannot be meant, which counts as not said."""
    said = table.meanings
    if said is None:
        return table, []
    wrong = list(_faults(vocabulary, said))
    if wrong:
        said = _without(said, {path for path, _, _ in wrong})
    by_words = table._replace(meanings=None)
    own = headings_meant(vocabulary, by_words, range(len(table.columns)))
    title = None if _same(said.title, own.title) else said.title
    columns = [
        None if _same(one, other) or _is_of_names(vocabulary, by_words, at, one) else one
        for at, (one, other) in enumerate(zip(said.columns, own.columns, strict=False))
    ]
    kept = columns if any(each is not None for each in columns) else []
    meanings = said._replace(title=title, columns=kept)
    problems = [
        messages.no_coordinate(
            said.locate(f"{path}/{escaped(dimension)}"), vocabulary, dimension, member
        )
        for path, dimension, member in wrong[: PROBLEMS + 1]
    ]
    if title is None and not kept and not said.rows:
        return table._replace(meanings=None), problems
    name = table.title or (table.id if title is not None else "")
    return table._replace(title=name, meanings=meanings), problems


def _is_of_names(vocabulary: Vocabulary, table: RawTable, at: int, said: Said | None) -> bool:
    """Whether a column is one of names or codes, and its header says so by itself: 类, 项目."""
    if not _same(said, column_reading(vocabulary, table, at, alone=True).coordinates):
        return False
    cells = [(row[at],) for row in table.rows]
    return header_meaning(vocabulary, table.columns[at : at + 1], cells).kinds[0] != "figure"


def _same(said: Said | None, own: Said | None) -> bool:
    """Whether a file says nothing, or nothing else than the words."""
    return said is None or (own is not None and dict(said) == dict(own))


def _faults(vocabulary: Vocabulary, said: Meanings) -> Iterator[tuple[str, str, str]]:
    """What cannot be meant: where it is said, the dimension, and the member that it does not have
    (empty where there is no such dimension)."""
    parts = [("title", said.title), *((f"columns/{n}", c) for n, c in enumerate(said.columns))]
    for n, row in enumerate(said.rows):
        is_list = type(row) is list  # as the file has it: of one block or of several
        blocks = ((f"rows/{n}/{b}" if is_list else f"rows/{n}") for b in range(len(row)))
        parts += zip(blocks, row, strict=True)
    known: dict[tuple[str, str], bool] = {}
    for path, coordinates in parts:
        for dimension, joined in (coordinates or {}).items():
            key = (dimension, joined)
            if key not in known:
                known[key] = _is_known(vocabulary, dimension, joined)
            if not known[key]:
                yield path, dimension, joined


def _is_known(vocabulary: Vocabulary, dimension: str, joined: str) -> bool:
    """Whether a dimension has these members."""
    if dimension in messages.FREE:
        return bool(joined.strip())
    known = vocabulary.dimensions.get(dimension)
    members = joined.split(JOIN)
    if known is None or len(set(members)) < len(members):
        return False
    return all(
        member in known.names
        or (bool(known.codes) and member.isdecimal())
        or (dimension == YEAR and bool(_A_YEAR.fullmatch(member)))
        for member in members
    )


_A_YEAR = expression(r"\d{4}|-\d")
"""A year, or how many before the document's own."""


def _without(said: Meanings, wrong: set[str]) -> Meanings:
    """What is said, without what cannot be meant."""
    columns = [None if f"columns/{n}" in wrong else c for n, c in enumerate(said.columns)]
    rows = [
        tuple(None if {f"rows/{n}", f"rows/{n}/{b}"} & wrong else one for b, one in enumerate(row))
        for n, row in enumerate(said.rows)
    ]
    title = None if "title" in wrong else said.title
    return said._replace(title=title, columns=columns, rows=rows)


def corrected_table(
    table: RawTable, layouts: Layouts, known: Layout | None
) -> Fitted | Problem | None:
    """A table by what its file says that its words mean: by the layout of the pack that it means,
    or that it is `known` to have, else by one of its own. None where its file says nothing else of
    its title and headers than these do; a problem where what it says is too little."""
    said = table.meanings
    if said is None or (said.title is None and not said.columns):
        return None
    vocabulary = layouts[0].vocabulary
    labels = header_meaning(vocabulary, table.columns, table.rows, said)
    if not segments(vocabulary, labels):
        return messages.says_too_little(said.locate("columns"), table)
    same = _same_twice(vocabulary, labels)
    if same:
        headers = [table.columns[at] for at in same]
        return messages.says_twice(said.locate(f"columns/{same[-1]}"), table, headers)
    own = own_layout(vocabulary, table.title, labels)
    layout = fitted(table.title, labels, layouts, known if said.title is None else None)
    if layout is None and is_readable(own, labels):
        layout = own
    if layout is None:
        return messages.says_too_little(said.locate("title"), table)
    return Fitted(table._replace(id=layout.id), layout, own)


def _same_twice(vocabulary: Vocabulary, labels: HeaderMeaning) -> Sequence[int]:
    """Two columns of figures of one block that mean the same, if a file says so of one of them."""
    for segment in segments(vocabulary, labels):
        first: dict[object, PrintedColumn] = {}
        for column in segment.figures:
            other = first.setdefault((frozenset(column.coordinates.items()), column.roles), column)
            if other is not column and (other.said or column.said):
                return other.at, column.at
    return ()


def blocks_said(table: RawTable, blocks: int) -> Iterator[Problem]:
    """What is wrong with the first row that is said to have another number of blocks than its table
    has."""
    said = table.meanings
    for row, each in enumerate(said.rows if said is not None else ()):
        if said is not None and len(each) != blocks and (len(each) > 1 or None not in each):
            yield messages.says_other_blocks(said.locate(f"rows/{row}"), table, len(each), blocks)
            return


def row_corrections(vocabulary: Vocabulary, table: RawTable, rows: Rows, block: int) -> SaidRows:
    """What a file says of the rows of a block of its table otherwise than their words do."""
    said = table.meanings.rows if table.meanings is not None else ()
    if not said:
        return ()
    own = rows_meant(vocabulary, table, rows)
    found: list[tuple[int, Fixed]] = []
    for row, (each, meant) in enumerate(zip(said, own, strict=False)):
        one = fixed(each[block]) if block < len(each) else None
        by_itself = words_meant(vocabulary, table.rows[row]) if one is not None else None
        if one is not None and dict(one) not in (_said_by(meant), by_itself):
            found.append((row, one))
    return tuple(found)

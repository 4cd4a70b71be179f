"""Corrections: what a file says that the words of its tables mean.

`convert` writes how title and headers were understood; somebody may correct that, and the table is
then read by it: what differs from the vocabulary goes before its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model.names import norm, path
from ..model.raw import Meanings, RawTable
from ..model.vocabulary import Coordinates, Vocabulary, understood
from .compose import Fitted, is_readable
from .fit import fit, layouts_meaning, own_layout, title_meaning
from .layouts import Layouts
from .segments import header_meaning, header_reading, segments


def meanings_of(vocabulary: Vocabulary, table: RawTable) -> Meanings:
    """How the title and the headers of a table are understood; what is not is None."""
    title = understood(vocabulary, table.title)
    headers = [header_reading(vocabulary, path(text), alone=False) for text in table.columns]
    return Meanings(
        title.coordinates if table.title and not title.left else None,
        [found.coordinates if found.coordinates and not found.left else None for found in headers],
    )


def corrections(vocabulary: Vocabulary, table: RawTable) -> Mapping[str, Coordinates]:
    """What a file says otherwise than the vocabulary, by title and header; nothing as a rule."""
    said = table.meanings
    if said is None:
        return {}
    own = meanings_of(vocabulary, table)
    pairs = [(table.title, said.title, own.title)]
    pairs += zip(table.columns, said.columns, own.columns, strict=False)
    return {
        norm(text): meant
        for text, meant, known in pairs
        if text.strip() and meant is not None and dict(meant) != dict(known or {})
    }


def corrected_table(table: RawTable, layouts: Layouts) -> Fitted | None:
    """A table by what its file says that its words mean; None where it says nothing new.

    A corrected title may mean a layout of the pack. Where a header is corrected the pack, which
    knows it by its letters, knows it no better: then the table has a layout of its own.
    """
    changed = corrections(layouts[0].vocabulary, table) if layouts else {}
    if not changed:
        return None
    vocabulary = layouts[0].vocabulary.with_corrections(changed)
    labels = header_meaning(vocabulary, table.columns, table.rows)
    if not segments(vocabulary, labels):
        return None
    own = own_layout(vocabulary, table.title, labels)
    wanted = title_meaning(vocabulary, table.title)
    if wanted and changed.keys() == {norm(table.title)}:
        for layout in layouts_meaning(layouts, wanted):
            found = fit(layout, labels)
            if found is not None:
                return Fitted(table._replace(id=found.id), found, own)
    return Fitted(table._replace(id=own.id), own, own) if is_readable(own) else None

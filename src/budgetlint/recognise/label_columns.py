"""Label columns: which of the columns of words in front of the figures hold the names of rows, each
level of them in one of its own or all in one."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.vocabulary import Vocabulary, understood
from .levels import groups_in, level_columns
from .readings import LEVEL, NAME_ROLES, TOTAL_ROLES, roles_of
from .segment_codes import Kind


def with_levels(
    vocabulary: Vocabulary,
    kinds: tuple[Kind, ...],
    roles: Sequence[frozenset[str]],
    cells: Sequence[Sequence[str]],
) -> tuple[Kind, ...]:
    """The kinds where the names of each level stand in a column of their own, be it one that
    otherwise says something about them (项目类别)."""
    kinds = _but_said_of_names(kinds, roles, cells)
    first = kinds.index("figure") if "figure" in kinds else 0
    labels = [c for c in range(first) if kinds[c] == "label"]
    if not labels and "code" not in kinds:
        return _with_any_name(kinds, roles, cells)
    names = [c for c in range(first) if c in labels or LEVEL in roles[c]]
    texts = [c for c in range(first) if "text" in roles[c]]
    coded = "code" in kinds
    groups = groups_in(_but_totals(vocabulary, cells, first), texts, names) if not coded else []
    levels = [] if coded else groups or level_columns(cells, names, labels)
    if not levels:
        return kinds
    return tuple(
        "label" if c in levels else "aside" if c in names else kind for c, kind in enumerate(kinds)
    )


def _but_totals(
    vocabulary: Vocabulary, cells: Sequence[Sequence[str]], first: int
) -> Sequence[Sequence[str]]:
    """The cells of the columns in front of the figures, without the rows of totals."""
    front = list(zip(*cells[:first], strict=True)) if len(cells[:first]) > 1 else []
    kept = [row for row in front if not any(_is_total(vocabulary, cell) for cell in row)]
    return list(zip(*kept, strict=True))


def _is_total(vocabulary: Vocabulary, cell: str) -> bool:
    return bool(cell.strip()) and bool(
        roles_of(understood(vocabulary, cell).coordinates) & {*TOTAL_ROLES, "subtotal"}
    )


def _but_said_of_names(
    kinds: tuple[Kind, ...], roles: Sequence[frozenset[str]], cells: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds without words in front of figures that say something about the names before them
    (单位性质 behind 单位名称): no word for names heads them, and those name every row."""
    found = list(kinds)
    for at in range(len(kinds) - 1, 0, -1):
        behind = found[at] == "label" and found[at + 1 : at + 2] in (["figure"], ["aside"])
        named = found[at - 1] == "label" and roles[at - 1] & NAME_ROLES
        if behind and named and not roles[at] and _names_each(cells[at - 1]):
            found[at] = "aside"
    return tuple(found)


def _names_each(cells: Sequence[str]) -> bool:
    """Whether each row has a name of its own in a column."""
    return all(map(str.strip, cells)) and len(set(cells)) == len(cells)


def _with_any_name(
    kinds: tuple[Kind, ...], roles: Sequence[frozenset[str]], cells: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds of a table without names: words in front of several rows (年度) are theirs."""
    first = kinds.index("figure") if "figure" in kinds else 0
    words = [c for c in range(first) if kinds[c] == "aside" and "index" not in roles[c]]
    name = next((c for c in words if len(cells[c]) > 1 and all(map(str.strip, cells[c]))), -1)
    return tuple("label" if c == name else kind for c, kind in enumerate(kinds))

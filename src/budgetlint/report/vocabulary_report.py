"""The vocabulary as text: how a phrase is understood, or all dimensions with their members."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..messages import vocabulary as said
from ..model.vocabulary import Coordinates, Dimension, Meaning, Vocabulary
from .safety import one_line


def write_reading(reading: Meaning, vocabulary: Vocabulary, lang: str) -> str:
    """A phrase piece by piece, the coordinates that it has, and what is left over."""
    lines = [one_line(reading.phrase)]
    for piece in reading.pieces:
        if piece.sets is None:
            meant = said.NOT_UNDERSTOOD.get(lang)
        else:
            meant = _coordinates(piece.sets, vocabulary, lang) or said.NEUTRAL.get(lang)
        lines.append(f"  {one_line(piece.text)}  {meant}")
    whole = _coordinates(reading.coordinates, vocabulary, lang) or said.NOTHING.get(lang)
    lines.append(f"  {said.TOGETHER.get(lang)}  {whole}")
    if reading.coordinates:
        lines.append(f"  {said.IN_JSON.get(lang)}  {one_line(_json(reading.coordinates))}")
    left = said.LEFT.get(lang).format(one_line("、".join(reading.left)))
    lines.append(f"  {left if reading.left else said.ALL_READ.get(lang)}")
    return "\n".join(lines)


def _json(coordinates: Coordinates) -> str:
    """Coordinates as a converted document has them, to be pasted there."""
    return json.dumps(dict(coordinates), ensure_ascii=False)


def write_vocabulary(vocabulary: Vocabulary, lang: str) -> str:
    """All dimensions: their members, the names of each, and what it falls into."""
    return "\n\n".join(
        "\n".join(_dimension(dimension, lang)) for dimension in vocabulary.dimensions.values()
    )


def _dimension(dimension: Dimension, lang: str) -> Iterator[str]:
    yield f"{dimension.id}  {dimension.title.get(lang)}"
    if dimension.codes:
        yield f"  {said.CODES.get(lang).format(dimension.codes)}"
    for member, names in dimension.names.items():
        parts = dimension.parts.get(member)
        falls = said.PARTS.get(lang).format(" + ".join(parts)) if parts else ""
        whole = said.COMPLETE.get(lang) if member in dimension.complete else ""
        yield "  ".join(filter(None, (f"  {member}", "、".join(names), f"{falls}{whole}")))


def _coordinates(coordinates: Coordinates, vocabulary: Vocabulary, lang: str) -> str:
    named = (
        f"{_title(vocabulary, name, lang)} {name}={member}" for name, member in coordinates.items()
    )
    return ", ".join(map(str.strip, named))


def _title(vocabulary: Vocabulary, name: str, lang: str) -> str:
    """The dimension's title, where it says more than its id."""
    dimension = vocabulary.dimensions.get(name)
    return dimension.title.get(lang) if dimension and lang == "zh" else ""

"""The table of claims: its columns are the figures and words that a sentence may state."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.layout import Column, Layout, Measure, Side
from ..model.phrases import PhraseBook
from ..model.vocabulary import NO_WORDS, Vocabulary
from ..model.words import literal, literal_table

CLAIMS = "claims"
"""The id of the table of claims."""
GROUP = literal("claims.group")
"""The group of the claims that no phrase names."""


_MEASURES: Mapping[str, Measure] = {
    "share": "percent", "rate": "percent", "completion": "percent", "count": "number",
    "year": "number",
}  # fmt: skip
CLAIM_COLUMNS: Mapping[str, tuple[str, Measure]] = {
    name: (called, _MEASURES.get(name, "money"))
    for name, called in literal_table("claims.figures").items()
}
"""The figures that a claim may state, with what they are called, and what they measure."""
CLAIM_TEXTS: Mapping[str, str] = literal_table("claims.texts")
"""The words that a claim may hold, with what they are called."""


def claims_layout(book: PhraseBook, ordinal: int, vocabulary: Vocabulary = NO_WORDS) -> Layout:
    """The layout of the claims that these phrases and the grammar can make."""
    side = Side(
        table=CLAIMS,
        name="",
        ordinal=ordinal,
        rows="claims",
        label=(),
        columns={
            name: Column(name, ((title,),), optional=True, measure=measure)
            for name, (title, measure) in CLAIM_COLUMNS.items()
        },
        texts={
            name: Column(name, ((title,),), optional=True) for name, title in CLAIM_TEXTS.items()
        },
        levels=(*dict.fromkeys((*book.groups, GROUP)),),
    )
    return Layout(CLAIMS, 0, (), (side,), book=book, vocabulary=vocabulary)

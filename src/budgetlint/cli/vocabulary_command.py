"""`vocabulary`: how a phrase is understood, or the words that there are."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import BudgetlintError
from ..recognise.row_facts import phrase_meaning
from ..report.vocabulary_report import write_reading, write_vocabulary
from ..tasks.kit import Packs
from .commands import fail
from .printing import write_lines
from .settings import language

COMMON_PACK = "cn-common"


def vocabulary_command(phrases: Sequence[str], rules: str | None, lang: str | None) -> int:
    """0 if every phrase is understood to its last character, else 1; 2 for a bad pack."""
    wanted = language(lang)
    try:
        vocabulary = Packs().load(rules or COMMON_PACK).pack.vocabulary
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    if not phrases:
        write_lines(write_vocabulary(vocabulary, wanted).split("\n"))
    readings = [phrase_meaning(vocabulary, phrase) for phrase in phrases]
    for reading in readings:
        write_lines(write_reading(reading, vocabulary, wanted).split("\n"))
    return int(any(reading.left for reading in readings))

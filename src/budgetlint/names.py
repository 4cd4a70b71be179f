"""Names as people mean them: the same label whatever the width, the blanks and the line wraps."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans("“”„‟〝〞＂«»『』", '"""""""""""')
_MARKUP = re.compile(r"</?[bp]>|\*\*")
_NUMBERING = re.compile(
    r"(?:其中[::]?)?(?:[(]?[一二三四五六七八九十百]+[)、.]+|[(]?\d{1,2}[)、.](?!\d))?(?:其中[::]?)?"
)


MAX_NAME = 1000
"""Characters that tell names apart; NFKC of millions of combining marks would never end."""


@lru_cache(maxsize=65536)
def norm(text: str) -> str:
    """`text` without blanks, markup and differences of width or quotes: for comparing names."""
    folded = unicodedata.normalize("NFKC", _MARKUP.sub("", text[:MAX_NAME])).translate(_QUOTES)
    return "".join(folded.split())


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A normalised label without its outline number and 其中: "一、本年收入" → "本年收入"."""
    name = norm(text)
    match = _NUMBERING.match(name)
    rest = name[match.end() :] if match else name
    return rest or name


def path(text: str) -> tuple[str, ...]:
    """A header path "财政拨款/基本支出/人员经费" as normalised parts.

    Both sides of the comparison are split alike, so a "/" inside a name does no harm.
    """
    return tuple(norm(part) for part in text.split("/") if part.strip())

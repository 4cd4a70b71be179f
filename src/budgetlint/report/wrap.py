"""Lines as wide as a terminal: Chinese breaks anywhere, words and figures do not break at all.

What follows a label, or a column of figures, goes on below itself. Marks that may not begin a line
stay with what stands before them, those that may not end one with what comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.expressions import expression

NO_START = "、。，．：；？！）》」』〕】”’…％%,.:;?!)]}"
NO_END = "（《「『〔【“‘([{"
_WIDE = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
_PIECE = rf" +|(?:\ue000[^\ue001]*\ue001)|[^ \ue000{_WIDE}]+|[{_WIDE}]"
"""Compiled where lines are broken: reports that are piped have lines of any length."""
_MARK = expression("\ue000[^\ue001]*\ue001")
_PLAIN = expression(r"[^\x00-\x1f\x7f-\u3000\u3012-\u33ff\ua000-\uff00\uff5f-\U0010ffff]*")
"""Texts of letters that take one place, and of Chinese ones and their marks, that take two."""
_GAP = expression(r" {2,}(?=\S)")
STEP = 4
"""How far a line goes in under one that has no label."""


def width_of(text: str) -> int:
    """Columns on a terminal; wide characters take two, marks of colour none."""
    plain = _MARK.sub("", text)
    if _PLAIN.fullmatch(plain):
        return len(plain) + sum(letter > "\x7f" for letter in plain)
    from wcwidth import wcswidth  # takes as long as all else that is imported

    return max(wcswidth(plain), 0)


def wrapped(line: str, width: int, step: int = STEP) -> Iterator[str]:
    """The line in pieces of at most `width` columns (0: as it is); `step` is how far those that
    have no label to stand beside go in."""
    if not width or width_of(line) <= width:
        yield line
        return
    indent = " " * _hanging(line, width, step)
    current, filled = "", 0
    for piece in _pieces(line):
        size = width_of(piece)
        if current.strip() and filled + size > width and piece.strip() and size:
            yield current.rstrip()
            current, filled = indent, len(indent)
        for part in _cut(piece, max(width - len(indent), 2)) if filled + size > width else [piece]:
            if part is not piece and current.strip():
                yield current.rstrip()
                current, filled = indent, len(indent)
            if part.strip() or current.strip() or current == "":
                current, filled = current + part, filled + width_of(part)
    if current.strip():
        yield current.rstrip()


def beside(label: str, text: str, at: int, width: int) -> Iterator[str]:
    """A label with its text from column `at` on, which goes on below itself; a label that leaves
    no gap before the text has a line of its own."""
    indent = " " * (min(at, width // 2) if width else at)
    lines = list(wrapped(text, max(width - len(indent), 2), 0) if width else [text])
    left = len(indent) - width_of(label)
    first = label + " " * left + lines.pop(0) if left > 1 and lines else label
    yield first.rstrip()
    yield from (indent + line for line in lines)


def _hanging(line: str, width: int, step: int) -> int:
    """Where the next lines begin: below what stands behind the last gap in the first half, else
    a step further in."""
    plain = _MARK.sub("", line)
    own = len(plain) - len(plain.lstrip(" "))
    ends = (width_of(plain[: gap.end()]) for gap in _GAP.finditer(plain, own))
    inside = [end for end in ends if end <= width * 2 // 5]
    return inside[-1] if inside else min(own + step, width // 3)


def _pieces(line: str) -> list[str]:
    """What may not be broken: words, figures, single wide characters with their marks."""
    pieces: list[str] = []
    for piece in re.findall(_PIECE, line):
        last = pieces[-1] if pieces else ""
        if last.strip() and (_glued(last, piece)):
            pieces[-1] = last + piece
        else:
            pieces.append(piece)
    return pieces


def _glued(last: str, piece: str) -> bool:
    """A mark that may not begin a line, or comes behind one that may not end it."""
    return (piece[0] in NO_START and bool(piece.strip())) or (
        last[-1] in NO_END and bool(piece.strip())
    )


def _cut(piece: str, width: int) -> Sequence[str]:
    """A piece that is longer than a line, cut where the line ends."""
    parts, current = [], ""
    for one in re.findall(r"\ue000[^\ue001]*\ue001|.", piece):
        if current and width_of(current + one) > width:
            parts.append(current)
            current = ""
        current += one
    return [*parts, current]

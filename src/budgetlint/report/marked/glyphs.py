"""Drawings for a page: boxes, ticks and figures, as the operators of a PDF's content stream.

Ticks are strokes of the pen, and need no font; letters and digits are set in Helvetica, which every
viewer has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.severity import Severity
from ...model.values import NamedTuple
from ..paper import State
from ..signs import CIRCLED, SIGNS

Colour = tuple[float, float, float]
RED: Colour = (0.72, 0.11, 0.08)
AMBER: Colour = (0.75, 0.45, 0.0)
BLUE: Colour = (0.11, 0.36, 0.61)
GREEN: Colour = (0.08, 0.45, 0.28)
COLOURS: dict[Severity, Colour] = {"error": RED, "warning": AMBER, "info": BLUE}

FONT = "F"
HEIGHT = 5.0
"""The height of a tick, in points: what fits between two lines of a table."""
WIDTH = 4.8
GAP = 0.7
TEXT = 6.0
"""The size of a suggested figure."""
DIGIT = 0.556
"""The width of a digit in Helvetica, by its size; what stands between digits is narrower."""


class GlyphDrawing(NamedTuple):
    """Operators of a content stream, the size of what they draw, and its colour."""

    operators: str
    width: float
    height: float
    colour: Colour


def boxed(width: float, height: float, state: State, severity: Severity | None) -> GlyphDrawing:
    """A box around a figure; dashed where it is only suspected."""
    colour = COLOURS[severity or "info"]
    dash = "[2 1.5] 0 d " if state == "suspect" else ""
    line = 1.2 if state == "wrong" else 0.8
    inner = f"{line / 2:.2f} {line / 2:.2f} {width - line:.2f} {height - line:.2f} re S"
    return GlyphDrawing(f"{_stroke(colour)} {line} w {dash}{inner}", width, height, colour)


def written(figure: str, colour: Colour) -> GlyphDrawing:
    """A figure as it should be. It hides nothing that stands below it."""
    width = sum(TEXT * (DIGIT if letter.isdigit() else 0.3) for letter in figure) + 2
    height = TEXT + 1
    return GlyphDrawing(_text(figure, 1, 1.2, TEXT, colour), width, height, colour)


def ticked(signs: Sequence[str]) -> GlyphDrawing:
    """The ticks of a figure, side by side."""
    parts = [f"{_stroke(GREEN)} 0.55 w 1 J 1 j"]
    for number, sign in enumerate(signs):
        parts += _sign(sign, number * (WIDTH + GAP))
    return GlyphDrawing(" ".join(parts), len(signs) * (WIDTH + GAP), HEIGHT, GREEN)


def _sign(sign: str, x: float) -> Iterator[str]:
    top, low, right = HEIGHT - 0.5, 0.6, x + WIDTH - 0.4
    if sign == SIGNS["foots"]:
        yield f"{x + 0.4:.2f} {low} m {x + WIDTH / 2:.2f} {top} l {right:.2f} {low} l S"
    elif sign == SIGNS["crosses"]:
        middle = HEIGHT / 2
        yield f"{right:.2f} {top} m {x + 0.6:.2f} {middle} l {right:.2f} {low} l S"
    elif sign in CIRCLED:
        yield _circle(x + WIDTH / 2, HEIGHT / 2, HEIGHT / 2 - 0.3)
        digits = str(CIRCLED.index(sign) + 1)
        size = 3.9 if len(digits) == 1 else 2.9
        left = x + WIDTH / 2 - len(digits) * DIGIT * size / 2
        yield _text(digits, left, HEIGHT / 2 - 0.36 * size, size, GREEN)
    else:
        yield _text(sign, x + 0.6, 0.8, 4.6, GREEN)


def _circle(x: float, y: float, r: float) -> str:
    """Four curves of Bézier, as near to a circle as an eye can tell."""
    k = 0.5523 * r
    return (
        f"{x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c S"
    )


def _text(text: str, x: float, y: float, size: float, colour: Colour) -> str:
    """Text in Helvetica. What its encoding lacks is left out: our signs and figures do not."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    plain = escaped.encode("cp1252", "ignore").decode("latin-1")
    fill = " ".join(f"{part:.2f}" for part in colour)
    return f"BT {fill} rg /{FONT} {size} Tf {x:.2f} {y:.2f} Td ({plain}) Tj ET"


def _stroke(colour: Colour) -> str:
    return " ".join(f"{part:.2f}" for part in colour) + " RG"

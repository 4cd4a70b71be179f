"""Where something stands: one value, from the reader that saw it to the writer that prints it."""

from __future__ import annotations

from .values import NamedTuple

Points = float
"""A length on a page, in 1/72 inch. It is no amount, and need not be exact."""


class Box(NamedTuple):
    """A rectangle on a page as it is seen, measured from its top left corner, y downwards."""

    left: Points
    top: Points
    right: Points
    bottom: Points

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Place(NamedTuple):
    """A place in a file. Numbers count from 1, and 0 means unknown, as empty texts do.

    `pointer` is an RFC 6901 JSON pointer. In prose, `section` is the section's number, and
    `quote` the words from character `start` up to `end` of its text. In workbooks, `sheet` is the
    name of the sheet and `cell` the address in it ("C7"); where the tables of a file have no
    names, `sheet` is "#3" for the third. `page` is a page of the file, `line` then the line on
    it, and `box` where on it the words are printed; a quotation that goes over several lines has
    the box around them. In Word files `paragraph` is one of the text's paragraphs outside of
    tables, and `offset` counts the characters of it before the place, from 0.
    """

    path: str = ""
    pointer: str = ""
    line: int = 0
    column: int = 0
    section: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    sheet: str = ""
    cell: str = ""
    page: int = 0
    box: Box | None = None
    paragraph: int = 0
    offset: int = 0


NOWHERE = Place()


def escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")

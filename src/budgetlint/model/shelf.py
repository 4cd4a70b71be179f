"""A shelf: texts by their names, many in one file, kept from run to run.

A start reads the file whole and what is asked for alone. What is kept is a pure function of its
name and of what the file is called after. Only so many stay: those that were asked for last.
"""

from __future__ import annotations

from typing import Any


class Shelf:
    """What was kept, with what is asked for and added in this run. A line has a name (`name_of`)
    and a text, which is JSON; neither holds a line break or a tab."""

    def __init__(self, data: bytes | None, limit: int) -> None:
        lines = (line.partition("\t") for line in _text(data).split("\n"))
        self._before = {name: text for name, tab, text in lines if tab}
        self._limit = limit
        self._asked: dict[str, str] = {}
        self._more = False

    def get(self, name: str) -> str | None:
        """The text of a name."""
        found = self._asked.get(name) or self._before.get(name)
        if found is not None:
            self._asked[name] = found
        return found

    def put(self, name: str, text: str) -> None:
        """Keep a text, as long as there is room: a run of thousands of documents must not fill the
        memory."""
        if self.has_room:
            self._asked[name] = text
            self._more = True

    @property
    def has_room(self) -> bool:
        """Whether more would stay than was asked for already."""
        return len(self._asked) < self._limit

    def news(self) -> bytes | None:
        """The file as it is to be, if something is new."""
        if not self._more:
            return None
        self._more = False
        others = [item for item in self._before.items() if item[0] not in self._asked]
        every = [*others, *self._asked.items()][-self._limit :]
        return "\n".join(map("\t".join, every)).encode("utf-8", "surrogatepass")


def _text(data: bytes | None) -> str:
    try:
        return (data or b"").decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return ""


def name_of(*parts: Any) -> str:
    """A name made of texts, numbers, and tuples of them, in one line."""
    return repr(parts)

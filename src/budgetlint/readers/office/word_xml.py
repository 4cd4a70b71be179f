"""Word files in a single XML file, which programs fill from a template and call .doc or .xml.

Of two kinds: that of Word 2003, and all parts of a DOCX in one file (Flat OPC).
"""

from __future__ import annotations

from typing import Any

from ...model.raw import RawDocument
from .docx import DocxReader, Opened, body_of, open_parts, read_opened
from .package import attribute, flat_tree, local, related, relations_of


def read_word_xml(path: str, data: bytes) -> RawDocument:
    """The document in such a file. Raises `InputError` for one that cannot be read."""
    root = flat_tree(data, "docx")
    if local(root) == "package":
        return read_opened(path, lambda: open_parts(path, _Flat(root)))
    return read_opened(path, lambda: Opened(body_of(root), DocxReader(path, _label_of)))


class _Flat:
    """The parts of a package that stand in one file."""

    def __init__(self, root: Any) -> None:
        self._parts = {}
        for part in root.iterchildren("{*}part"):
            content = next(iter(part.iterfind("{*}xmlData/*")), None)
            if content is not None:
                self._parts[attribute(part, "name").lower().lstrip("/")] = content

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower().lstrip("/") in self._parts

    def tree(self, name: str) -> Any:
        """The root element of a part."""
        return self._parts[name.lower().lstrip("/")]

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part, as `Package` gives them."""
        rels = relations_of(name)
        return related(name, self.tree(rels) if self.has(rels) else ())


def _label_of(paragraph: Any) -> tuple[str, int]:
    """The number that Word 2003 wrote before a paragraph, and its level as a heading."""
    shown = next(iter(paragraph.iterfind("{*}pPr/{*}listPr/{*}t")), None)
    level = next(iter(paragraph.iterfind("{*}pPr/{*}outlineLvl")), None)
    heading = int(attribute(level, "val") or 9) + 1 if level is not None else 0
    return attribute(shown, "val") if shown is not None else "", heading if heading < 10 else 0

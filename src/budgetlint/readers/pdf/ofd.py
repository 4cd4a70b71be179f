"""OFD (GB/T 33190), the national format of fixed pages, to a raw document.

A file of pages like a PDF: what is printed on them is taken off here, and tables, titles,
continuations and doubts are found by the same code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...messages import ofd as wording
from ...model.errors import InputError, Problem
from ...model.raw import RawDocument
from ...model.values import NamedTuple
from ..flowing import flowing
from .ofd_page import A4, Box, DrawCounter, Drawing, Units, contents, page_box
from .ofd_parts import OfdParts, child, children
from .page import Page, PageTooFullError
from .pages import all_pages, flow_of

KIND = "OFD"
ROOT = "OFD.xml"
_OVERLAYS = ("Watermark", "Stamp", "Highlight", "Link")
"""Annotations that say nothing of their own."""


class _Shared(NamedTuple):
    """What the pages of one document share: the names of its templates by their ids, composite
    units, the annotations of pages by the ids of these, and the usual paper."""

    templates: dict[str, str]
    units: Units
    notes: dict[str, list[Any]]
    box: Box


class _OfdSheet(NamedTuple):
    """A page that is yet to be read: its part (empty where there is none), and its id."""

    part: str
    id: str
    shared: _Shared


def read_ofd(path: str, data: bytes) -> RawDocument:
    """The document in an OFD file. Raises `InputError` if there is no text to read."""
    reader = _Reader(path, OfdParts(data))
    sheets = reader.sheets()
    pages, problems = all_pages(path, len(sheets), lambda n: reader.page(sheets[n], n + 1), KIND)
    raw = flowing(path, flow_of(path, pages), [*problems, *reader.problems()])
    return raw._replace(notes=tuple(reader.notes()))


class _Reader:
    """Reads a file page by page, and keeps what has to be said about it."""

    def __init__(self, path: str, parts: OfdParts) -> None:
        self._path = path
        self._parts = parts
        self._counter = DrawCounter()
        self._missing: list[str] = []
        self._damaged: list[str] = []
        self._slanted: list[int] = []
        self._attached: list[str] = []
        self._signed = False

    def sheets(self) -> list[_OfdSheet]:
        """The pages of all documents, in their order."""
        if self._parts.has("Encryptions.xml"):
            raise InputError(wording.encrypted())
        bodies = children(self._parts.tree(ROOT), "DocBody")
        if not bodies:
            raise InputError(wording.no_document("DocBody"))
        self._signed = any(child(body, "Signatures") is not None for body in bodies)
        return [sheet for body in bodies for sheet in self._document(body)]

    def _document(self, body: Any) -> Iterator[_OfdSheet]:
        stated = _text(child(body, "DocRoot"))
        name = self._parts.find(ROOT, stated)
        if not name:
            raise InputError(wording.no_document(stated or "DocRoot"))
        self._parts.documents += (name.rpartition("/")[0],)
        document = self._parts.tree(name)
        common = child(document, "CommonData")
        shared = _Shared(
            {_id(t): self._find(name, _loc(t)) for t in children(common, "TemplatePage")},
            self._units(name, [*children(common, "PublicRes"), *children(common, "DocumentRes")]),
            self._annotations(name, _text(child(document, "Annotations"))),
            page_box(child(common, "PageArea"), A4),
        )
        self._attachments(name, _text(child(document, "Attachments")))
        for page in children(child(document, "Pages"), "Page"):
            yield _OfdSheet(self._find(name, _loc(page)), _id(page), shared)

    def _find(self, base: str, path: str) -> str:
        """The part that is named; where there is none, that is said."""
        name = self._parts.find(base, path)
        if path and not name:
            self._missing.append(path)
        return name

    def _optional(self, name: str) -> Any:
        """The root element of a part that others can do without; None where it is damaged."""
        if not name:
            return None
        try:
            return self._parts.tree(name)
        except InputError as error:
            if error.problems[0].code != "input-damaged":
                raise
            self._damaged.append(name)
            return None

    def _units(self, base: str, resources: Iterable[Any]) -> dict[str, Any]:
        """The composite units that resource files define, by their ids."""
        found: dict[str, Any] = {}
        for resource in resources:
            root = self._optional(self._find(base, _text(resource)))
            for group in children(root, "CompositeGraphicUnits"):
                found |= {_id(unit): unit for unit in children(group, "CompositeGraphicUnit")}
        return found

    def _annotations(self, base: str, path: str) -> dict[str, list[Any]]:
        """The annotations of each page, by the id of the page."""
        found: dict[str, list[Any]] = {}
        name = self._find(base, path)
        for page in children(self._optional(name), "Page"):
            root = self._optional(self._find(name, _text(child(page, "FileLoc"))))
            found.setdefault(_id(page, "PageID"), []).extend(children(root, "Annot"))
        return found

    def _attachments(self, base: str, path: str) -> None:
        root = self._optional(self._find(base, path))
        for file in children(root, "Attachment"):
            self._attached.append(file.get("Name") or _text(child(file, "FileLoc")))

    def page(self, sheet: _OfdSheet, number: int) -> Page | None:
        """A page; None where it is missing, damaged or too full."""
        if not sheet.part:
            return None
        try:
            return self._page(sheet, number)
        except PageTooFullError:
            return None
        except InputError as error:
            if error.problems[0].code != "input-damaged":
                raise
            return None

    def _page(self, sheet: _OfdSheet, number: int) -> Page:
        root = self._parts.tree(sheet.part)
        shared = sheet.shared
        units = {**shared.units, **self._units(sheet.part, children(root, "PageRes"))}
        drawing = Drawing(page_box(child(root, "Area"), shared.box), units, self._counter)
        for template in children(root, "Template"):
            name = shared.templates.get(_id(template, "TemplateID"), "")
            drawing.add(contents(self._optional(name)))
        drawing.add(contents(root))
        for note in shared.notes.get(sheet.id, ()):
            _annotate(drawing, note)
        self._missing += (f"ResourceID {name}" for name in drawing.lacking)
        if drawing.slanted:
            self._slanted.append(number)
        return drawing.page(number)

    def problems(self) -> Iterator[Problem]:
        """What could not be read, but for whole pages."""
        if self._damaged:
            yield wording.parts_damaged(self._path, self._damaged)

    def notes(self) -> Iterator[Problem]:
        """What was left out, and what is not there; a reader does not see it either."""
        if self._signed:
            yield wording.seal_not_checked(self._path)
        if self._missing:
            yield wording.parts_missing(self._path, self._missing)
        if self._slanted:
            yield wording.slanted(self._path, self._slanted)
        if self._attached:
            yield wording.attachments(self._path, self._attached)


def _id(element: Any, name: str = "ID") -> str:
    return (element.get(name) or "").strip()


def _loc(element: Any) -> str:
    """Where the contents of a page are; some programs write an element for the attribute."""
    return element.get("BaseLoc") or _text(child(element, "BaseLoc"))


def _text(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def _annotate(drawing: Drawing, note: Any) -> None:
    """Draw an annotation; its objects stand in the box of its appearance."""
    if note.get("Type") in _OVERLAYS or note.get("Visible") == "false":
        return
    for appearance in children(note, "Appearance"):
        drawing.add(appearance, appearance.get("Boundary"))

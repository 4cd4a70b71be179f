"""Office packages with a few parts changed: every other part is copied as it is."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from ...messages import marking as wording
from ...model.errors import InputError
from ...readers.extras import load
from ...readers.office.package import attribute

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class PackageParts:
    """The parts of a package by name, as trees where they are to be changed.

    Names are looked up without regard to case, as programs do. Raises `InputError` where a part
    is no sound XML.
    """

    def __init__(self, data: bytes, extra: str) -> None:
        self.etree = load("lxml.etree", extra)
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._infos = {self._key(info.filename): info for info in self._zip.infolist()}
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._new: dict[str, str] = {}

    @staticmethod
    def _key(name: str) -> str:
        return name.replace("\\", "/").lstrip("/").lower()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self._key(name) in self._infos or self._key(name) in self._trees

    def tree(self, name: str) -> Any:
        """The root of a part, for reading."""
        key = self._key(name)
        if key not in self._trees:
            parser = self.etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            try:
                self._trees[key] = self.etree.fromstring(self._zip.read(self._infos[key]), parser)
            except (self.etree.LxmlError, KeyError, ValueError, zipfile.BadZipFile) as error:
                raise InputError(wording.damaged(str(error))) from None
        return self._trees[key]

    def change(self, name: str) -> Any:
        """The root of a part that is to be written anew."""
        self._changed.add(self._key(name))
        return self.tree(name)

    def add(self, name: str, root: Any) -> None:
        """A new part."""
        self._trees[self._key(name)] = root
        self._new[self._key(name)] = name

    def free(self, folder: str, stem: str, ending: str) -> str:
        """A name in a folder that no part has yet."""
        number = 1
        while self.has(f"{folder}/{stem}{number}{ending}"):
            number += 1
        return f"{folder}/{stem}{number}{ending}"

    def relations(self, name: str) -> Iterable[Any]:
        """The relations of a part."""
        path = _relations(name)
        return self.tree(path) if self.has(path) else ()

    def related(self, name: str, kind: str) -> str:
        """The part to which another is related in that way; empty if there is none."""
        for relation in self.relations(name):
            if attribute(relation, "Type").rpartition("/")[2] == kind:
                return self.inside(name, attribute(relation, "Target"))
        return ""

    @staticmethod
    def inside(name: str, target: str) -> str:
        """The name of the part to which a relation of another leads."""
        path = posixpath.join(posixpath.dirname(name), target)
        return posixpath.normpath(path).lstrip("/")

    def relate(self, name: str, kind: str, target: str) -> str:
        """Relate a part to another one; returns the id of the relation."""
        path = _relations(name)
        if not self.has(path):
            self.add(
                path, self.etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
            )
        root = self.change(path)
        known = {attribute(relation, "Id") for relation in root}
        number = next(n for n in range(1, len(known) + 2) if f"rIdBudgetlint{n}" not in known)
        relation = self.etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        relation.set("Id", f"rIdBudgetlint{number}")
        relation.set("Type", f"{OFFICE}/{kind}")
        relation.set("Target", f"/{target}")
        return f"rIdBudgetlint{number}"

    def declare(self, content: str, *, part: str = "", ending: str = "") -> None:
        """Say of which type a part is, or all parts of that ending."""
        root = self.change("[Content_Types].xml")
        key, value = ("PartName", f"/{part}") if part else ("Extension", ending)
        if any(attribute(element, key).lower() == value.lower() for element in root):
            return
        element = self.etree.Element(f"{{{TYPES}}}{'Override' if part else 'Default'}")
        element.set(key, value)
        element.set("ContentType", content)
        root.insert(len(root) if part else 0, element)

    def written(self) -> bytes:
        """The package: parts in their old order, then the new ones."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for key, info in self._infos.items():
                data = self._bytes(key) if key in self._changed else self._zip.read(info)
                package.writestr(info, data)
            for key, name in self._new.items():
                package.writestr(_stamped(name), self._bytes(key))
        return out.getvalue()

    def _bytes(self, key: str) -> bytes:
        data: bytes = self.etree.tostring(
            self._trees[key], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return data


def _stamped(name: str) -> zipfile.ZipInfo:
    """The entry of a new part; the same bytes whenever it is written."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _relations(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")

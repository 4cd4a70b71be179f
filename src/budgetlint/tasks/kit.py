"""The one way of a document: recognise → plan → evaluate, by a pack that is loaded once; what is
broken and not the office's fault is told from what is."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from .. import messages
from ..evaluate.judge import evaluate
from ..evaluate.outcomes import Outcomes
from ..model.document import Document
from ..model.errors import InputError
from ..model.phrases import Expressions
from ..model.raw import RawDocument
from ..model.shelf import Shelf
from ..packs import is_shipped, locate, pack_names
from ..plan.bind import Planner
from ..plan.compiled import CompiledPack
from ..recognise.document import is_as_declared, is_declared_in, recognise, with_kept
from ..recognise.layouts import Layouts

if TYPE_CHECKING:
    from ..packs.toml_file import Files
    from ..recognise.choice import Choice
    from .cache import Kept

COMMON_PACK = "cn-common"
MAX_KEPT_PHRASES = 2048
"""How many phrases are kept from run to run, understood by the words of one pack."""
LEAST_ALIKE = Fraction(2, 3)
"""The part of a document's tables that are printed as a place's pack declares, for it to be of
that place."""


class Kit:
    """What it takes to check documents by one pack: its layouts and its planner.

    Every task takes documents this way: `check`, its trials of another unit, `fix` when it checks
    its corrections, `explain`, `inspect`, `convert`, `claims`, and the examples of rules.
    """

    def __init__(self, compiled: CompiledPack) -> None:
        self.pack = compiled.pack
        self.layouts = Layouts(compiled.pack.layouts)
        self.planner = Planner(compiled)

    def recognise(
        self, raw: RawDocument, previous: RawDocument | None = None, money: str = ""
    ) -> Document:
        """The typed document; `previous` is last year's. Amounts are kept in `money`, or in the
        largest unit of its tables."""
        return recognise(raw, self.layouts, previous, money)

    def outcomes(
        self, raw: RawDocument, previous: RawDocument | None = None, only: str = ""
    ) -> Outcomes:
        """What becomes of all enabled rules, or of the one whose code is `only`."""
        return self.judged(self.recognise(raw, previous), only)

    def judged(self, document: Document, only: str = "", like: Outcomes | None = None) -> Outcomes:
        """The same for a typed document; `like` is what became of it under other labels."""
        outcomes = evaluate(self.planner.plan(document, only), document, like)
        if not outcomes.broken:
            return outcomes
        from ..diagnose import attributed

        return attributed(outcomes)

    def relabelled(self, document: Document, like: Outcomes) -> Outcomes:
        """What becomes of a document with other labels than it had before."""
        return self.judged(with_kept(document, self.layouts), like=like)


def _name(path: str) -> str:
    """What a pack is called where it is kept."""
    return f"pack {path}"


class Packs:
    """The packs that a checker has loaded, ready for use; the shipped ones stay, and those that
    are `kept` from run to run are not made anew."""

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = kept
        self._shelves: dict[str, Shelf] = {}
        self._expressions = Expressions()
        self._files: Files = {}
        self._shipped: dict[str, Kit] = {}
        self._choice: Choice | None = None

    def load(self, name_or_path: str) -> Kit:
        """The pack of that name (shipped), kept, or at that path, read anew.

        Raises `RuleError` with all its faults.
        """
        path = locate(name_or_path)
        if path in self._shipped:
            return self._shipped[path]
        if not is_shipped(path):
            return Kit(self._made(path))
        kit = self._shipped.setdefault(path, Kit(self._read(path) or self._made(path)))
        if self._kept and path not in self._shelves:
            shelf = Shelf(self._kept.get(f"phrases {path}"), MAX_KEPT_PHRASES)
            self._shelves[path] = kit.pack.vocabulary.readings.shelf = shelf
        return kit

    def end(self) -> None:
        """After a document: what was understood for it is there for other runs."""
        for path, shelf in self._shelves.items():
            news = shelf.news()
            if self._kept and news is not None:
                self._kept.put(f"phrases {path}", news)

    def _read(self, path: str) -> CompiledPack | None:
        """A shipped pack, if another run has made it."""
        data = self._kept.get(_name(path)) if self._kept else None
        if data is None:
            return None
        from ..plan.packed import unpacked

        try:
            return unpacked(data, self._expressions)
        except ValueError:
            return None

    def _made(self, path: str) -> CompiledPack:
        """A pack made of its files. Raises `RuleError`."""
        from ..plan.compile import load_pack

        made = load_pack(path, self._expressions, self._files)
        if self._kept and is_shipped(path):
            from ..plan.packed import packed

            with suppress(ValueError):  # what is not written is not kept
                self._kept.put(_name(path), packed(made))
        return made

    def choose(self, raw: RawDocument) -> Kit:
        """The document's own profile, else the shipped pack that knows most of its tables.

        Raises `InputError` if the profile is not a shipped pack.
        """
        if raw.profile:
            if raw.profile not in pack_names():
                raise InputError(messages.unknown_profile(raw.path, raw.profile, pack_names()))
            return self.load(raw.profile)
        kit = self.load(self._index().of(raw))
        return kit if self._is_place(kit, raw) else self._of_kind(raw)

    def _of_kind(self, raw: RawDocument) -> Kit:
        """The pack of a kind of documents that is named in the titles of this one (决算), whatever
        place prints it; what all documents share where none is."""
        from ..recognise.choice import is_named

        packs = (self.load(name) for name in pack_names())
        named = [kit for kit in packs if kit.pack.needs and is_named(raw, kit.pack.needs)]
        # What a pack needs those that extend it need too.
        widest = min(named, key=lambda kit: len(kit.pack.layouts), default=None)
        return widest or self.load(COMMON_PACK)

    def _is_place(self, kit: Kit, raw: RawDocument) -> bool:
        """Whether a document is printed as the pack of a place declares. Other places may print a
        table or two alike; then what all places share is what holds."""
        if kit.pack.name == COMMON_PACK or not (raw.tables or raw.grids):
            return True
        document = kit.recognise(raw._replace(narrative=()))
        declared = {layout.id: layout for layout in kit.pack.layouts}
        if any(grid.loose for grid in raw.grids):  # columns tell little: a table of its own will do
            shared = {layout.id for layout in self.load(COMMON_PACK).pack.layouts}
            if (document.tables.keys() & declared.keys()) - shared:
                return True
        alike = [
            table
            for table in document.tables.values()
            if table.id in declared and is_as_declared(table, kit.layouts, declared[table.id])
        ]
        enough = len(alike) >= LEAST_ALIKE * len(document.tables)
        common = self.load(COMMON_PACK).layouts
        return enough and not all(is_declared_in(table, kit.layouts, common) for table in alike)

    def _index(self) -> Choice:
        """What tells the shipped packs apart; made when the first document asks for it."""
        if self._choice is None:
            from ..recognise.choice import Choice, PackCandidate

            packs = (self.load(name).pack for name in pack_names())
            self._choice = Choice(PackCandidate(p.name, p.layouts, p.needs) for p in packs)
        return self._choice

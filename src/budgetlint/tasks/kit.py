"""The one way of a document: recognise → plan → evaluate, by a pack that is loaded once."""

from __future__ import annotations

from collections.abc import Sequence

from .. import messages
from ..evaluate.judge import evaluate
from ..evaluate.outcomes import Outcomes
from ..model.document import Document
from ..model.errors import InputError
from ..model.phrases import Expressions
from ..model.raw import RawDocument
from ..packs import Pack, is_shipped, locate, pack_names
from ..plan.bind import Planner
from ..plan.compile import CompiledPack, load_pack
from ..recognise.document import recognise
from ..recognise.layouts import Layouts

COMMON_PACK = "cn-common"


class Kit:
    """What it takes to check documents by one pack: its layouts and its planner.

    Every task takes documents this way: `check`, its trials of another unit, `fix` when it checks
    its corrections, `explain`, `inspect`, `convert`, `claims`, and the examples of rules.
    """

    def __init__(self, compiled: CompiledPack) -> None:
        self.pack = compiled.pack
        self.layouts = Layouts(compiled.pack.layouts)
        self.planner = Planner(compiled)

    def recognise(self, raw: RawDocument, previous: RawDocument | None = None) -> Document:
        """The typed document; `previous` is last year's."""
        return recognise(raw, self.layouts, previous)

    def outcomes(
        self, raw: RawDocument, previous: RawDocument | None = None, only: str = ""
    ) -> Outcomes:
        """What becomes of all enabled rules, or of the one whose code is `only`."""
        document = self.recognise(raw, previous)
        return evaluate(self.planner.plan(document, only), document)


class Packs:
    """The packs that a checker has loaded, ready for use; the shipped ones are kept."""

    def __init__(self) -> None:
        self._expressions = Expressions()
        self._shipped: dict[str, Kit] = {}

    def load(self, name_or_path: str) -> Kit:
        """The pack of that name (shipped), kept, or at that path, read anew.

        Raises `RuleError` with all its faults.
        """
        path = locate(name_or_path)
        if path in self._shipped:
            return self._shipped[path]
        kit = Kit(load_pack(path, self._expressions))
        return self._shipped.setdefault(path, kit) if is_shipped(path) else kit

    def choose(self, raw: RawDocument) -> Kit:
        """The document's own profile, else the shipped pack that knows most of its tables.

        Raises `InputError` if the profile is not a shipped pack.
        """
        if raw.profile:
            if raw.profile not in pack_names():
                raise InputError(messages.unknown_profile(raw.path, raw.profile, pack_names()))
            return self.load(raw.profile)
        return choose_kit(raw, [self.load(name) for name in pack_names()])


def choose_kit(raw: RawDocument, kits: Sequence[Kit]) -> Kit:
    """The one of `kits` whose pack knows most of a document's tables."""
    bare = raw._replace(narrative=())
    fits = [_fit(kit.recognise(bare), kit.pack) for kit in kits]
    best = [kit for kit, fit in zip(kits, fits, strict=True) if fit == max(fits)]
    common = next(kit for kit in kits if kit.pack.name == COMMON_PACK)
    if len(best) > 1 and raw.narrative:
        return max(best, key=lambda kit: (*_prose_fit(raw, kit, common), kit is common))
    return max(best, key=lambda kit: kit is common)


def _fit(document: Document, pack: Pack) -> tuple[int, int, int]:
    """How well the layouts of a pack fit: the tables that they know, what they do not know, and
    the tables of theirs that are not there."""
    known = len(document.tables)
    return known, -len(document.problems), known - len(pack.layouts) if known else 0


def _prose_fit(raw: RawDocument, kit: Kit, common: Kit) -> tuple[int, int]:
    """How well the phrases of a pack fit: the sentences that they do not understand, and the
    claims that they read which the common phrases could not tell apart."""
    prose = kit.recognise(raw._replace(tables=(), grids=())).prose
    if prose is None:
        return 0, 0
    general = {phrase.group for la in common.pack.layouts if la.book for phrase in la.book.phrases}
    own = sum(claim.group not in general for claim in prose.claims)
    return -len(prose.unclaimed), own

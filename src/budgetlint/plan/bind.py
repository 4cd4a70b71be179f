"""Bind: a pack and the labels of a document give a plan; the plan is kept for the next document.

No selector is resolved twice: documents that print the same rows and columns share their plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .. import messages
from ..model.document import Document, Structure
from ..model.errors import Text
from ..model.memo import Memo
from ..model.names import norm
from ..model.rule import CodeList, Rule
from ..packs import Pack
from .compile import CompiledPack, CompiledRule
from .relations import Bound, Condition, Skipped, Verdict
from .rows import RowIndex
from .scene import NotThereError, Scene

MAX_PLANS = 256
MAX_INDEXES = 4096


class BoundRule(NamedTuple):
    """What one rule asks of documents of one scene. Without its condition it asks nothing."""

    rule: Rule
    parts: Sequence[Bound]
    condition: Condition | None = None


class Plan(NamedTuple):
    """All enabled rules of a pack, bound to one scene."""

    pack: Pack
    rules: tuple[BoundRule, ...]


class Planner:
    """Binds the rules of one pack; plans are kept for documents that print the same labels."""

    def __init__(self, compiled: CompiledPack) -> None:
        self.pack = compiled.pack
        self._rules = compiled.rules
        self._layouts = {layout.id: layout for layout in self.pack.layouts}
        self._lists = {name: frozenset(_names_of(found)) for name, found in self.pack.lists.items()}
        self._plans: Memo[object, Plan] = Memo(MAX_PLANS)
        self._indexes: Memo[Structure, RowIndex] = Memo(MAX_INDEXES)

    def plan(self, document: Document, only: str = "") -> Plan:
        """The plan for documents like this one: of all enabled rules, or of the one whose code is
        `only`, enabled or not."""
        key = (
            only,
            document.raw.year,
            *((r.structure, r.where) if r is not None else None for r in document.sides),
            *((table.id, table.money) for table in document.tables.values()),
        )
        return self._plans.get(key, lambda: self._bind(document, only))

    def _bind(self, document: Document, only: str) -> Plan:
        scene = self._scene(document)
        wanted = (c for c in self._rules if (c.rule.code == only if only else c.rule.enabled))
        return Plan(self.pack, tuple(_bind_rule(compiled, scene) for compiled in wanted))

    def _scene(self, document: Document) -> Scene:
        return Scene(
            self._layouts,
            [self._index(rows.structure) if rows is not None else None for rows in document.sides],
            [rows.where.columns if rows is not None else {} for rows in document.sides],
            {table.id: table.money for table in document.tables.values()},
            self._lists,
            _constants(document, self.pack),
            [rows.where.sums if rows is not None else () for rows in document.sides],
        )

    def _index(self, shape: Structure) -> RowIndex:
        return self._indexes.get(shape, lambda: RowIndex(shape))


def _names_of(codes: CodeList) -> Iterator[str]:
    return (norm(name) for names in codes.names.values() for name in names)


def _constants(document: Document, pack: Pack) -> dict[str, Decimal]:
    """The numbers that rules may name: those of the profile, and the document's year."""
    found = {
        name: Decimal(str(value))
        for name, value in pack.profile.items()
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    }
    if document.raw.year:
        found["year"] = Decimal(document.raw.year)
    return found


def _bind_rule(compiled: CompiledRule, scene: Scene) -> BoundRule:
    rule = compiled.rule
    if not rule.holds_in(int(scene.constants.get("year", 0))):
        reason = messages.other_years(rule.since, rule.until)
        return BoundRule(rule, (Skipped(rule, Verdict.NOT_APPLICABLE, reason),))
    parts = tuple(compiled.bind(scene))
    if compiled.condition is None:
        return BoundRule(rule, parts)
    try:
        return BoundRule(rule, parts, compiled.condition(scene))
    except NotThereError as absent:
        if all(isinstance(part, Skipped) for part in parts):
            return BoundRule(rule, parts)
        reason = Text(
            f"无法判断规则是否适用：{absent.reason.zh}",
            f"whether the rule applies cannot be told: {absent.reason.en}",
        )
        return BoundRule(rule, (Skipped(rule, Verdict.NOT_CHECKED, reason),))

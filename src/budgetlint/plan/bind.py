"""Bind: a pack and the labels of a document give a plan; the plan is kept for the next document.

No selector is resolved twice: documents that print the same rows and columns share their plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .. import messages
from ..model.document import Document
from ..model.errors import Text
from ..model.names import norm
from ..model.rule import CodeList, Rule
from ..packs import Pack
from .compile import CompiledPack, CompiledRule
from .relations import Bound, Condition, Skipped, Verdict
from .scene import NotThereError, Scene

MAX_PLANS = 256


class BoundRule(NamedTuple):
    """What one rule asks of documents of one scene. Without its condition it asks nothing."""

    rule: Rule
    parts: Sequence[Bound]
    condition: Condition | None = None


class Plan(NamedTuple):
    """All enabled rules of a pack, bound to one scene."""

    pack: Pack
    rules: tuple[BoundRule, ...]


def plan_for(document: Document, pack: CompiledPack) -> Plan:
    """The plan for documents like this one; made once for the same rows and columns."""
    key: tuple[object, ...] = tuple(
        (rows.structure, rows.where) if rows is not None else None for rows in document.sides
    ) + tuple((t.id, t.money) for t in document.tables.values())
    key += (document.raw.year,)
    plans = pack.memo
    if key not in plans:
        if len(plans) >= MAX_PLANS:
            plans.clear()
        plans[key] = _bind(document, pack)
    plan: Plan = plans[key]
    return plan


def bind_one(document: Document, pack: CompiledPack, code: str) -> Plan:
    """A plan of a single rule, enabled or not."""
    scene = _scene(document, pack.pack)
    return Plan(pack.pack, tuple(_bind_rule(c, scene) for c in pack.rules if c.rule.code == code))


def _bind(document: Document, pack: CompiledPack) -> Plan:
    scene = _scene(document, pack.pack)
    return Plan(pack.pack, tuple(_bind_rule(c, scene) for c in pack.rules if c.rule.enabled))


def _scene(document: Document, pack: Pack) -> Scene:
    return Scene(
        {layout.id: layout for layout in pack.layouts},
        [rows.structure if rows is not None else None for rows in document.sides],
        [rows.where.columns if rows is not None else {} for rows in document.sides],
        {table.id: table.money for table in document.tables.values()},
        {name: frozenset(_names_of(found)) for name, found in pack.lists.items()},
        _constants(document, pack),
    )


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

"""A compiled pack as bytes, and back: what is kept of one from run to run.

A pack that was compiled once has no faults. So its rules are compiled again only when a document is
bound to them, and where they stand in its files is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

from ..model.errors import NOTHING, Message
from ..model.flat import Flat
from ..model.layout import Column, Form, Layout, Side
from ..model.phrases import Expressions, Heading, Phrase, PhraseBook, Slot, Template
from ..model.rule import CodeList, Rule, Slip, Source
from ..model.vocabulary import NO_WORDS, Dimension, Usual, Vocabulary
from ..packs import Pack
from .compiled import CompiledPack, CompiledRule
from .declared import Declared
from .kinds import KINDS
from .kinds.ratio import Zero
from .printed_tables import PrintedTables
from .reads import Noted, Reads
from .relations import Bound, Condition

FORM = Flat(
    (
        Pack, Layout, Side, Column, Form, PhraseBook, Phrase, Template, Slot, Heading, Vocabulary,
        Dimension, Usual, Rule, Source, CodeList, Slip, Message, Reads, Zero,
        *(kind.settings for kind in KINDS.values()),
    ),
    (NOTHING, NO_WORDS, NO_WORDS.readings, NO_WORDS.made),
)  # fmt: skip


def packed(whole: CompiledPack) -> bytes:
    """A pack and what its rules read. Raises `ValueError` for a pack that holds what is not
    written."""
    pack = whole.pack
    bare = pack.vocabulary._replace(readings=NO_WORDS.readings, made=NO_WORDS.made)
    layouts = _with_words(pack.layouts, pack.vocabulary, bare)
    kept = pack._replace(vocabulary=bare, layouts=layouts)
    return FORM.dumps((kept, tuple(rule.reads for rule in whole.rules)))


def unpacked(data: bytes, expressions: Expressions) -> CompiledPack:
    """The pack again. Raises `ValueError`."""
    kept, reads = _checked(FORM.loads(data, expressions.of))
    vocabulary = kept.vocabulary.anew()
    layouts = _with_words(kept.layouts, kept.vocabulary, vocabulary)
    pack: Pack = kept._replace(vocabulary=vocabulary, layouts=layouts)
    by_id = {layout.id: layout for layout in layouts}
    declared = Declared(by_id, pack.lists, expressions, Noted())
    rules = tuple(map(_later, pack.rules, reads, repeat(declared)))
    return CompiledPack(pack, rules)


def _checked(made: Any) -> tuple[Pack, tuple[Reads, ...]]:
    """A pack and what its rules read. Raises `ValueError` where something else was kept."""
    if not (type(made) is tuple and len(made) == 2 and isinstance(made[0], Pack)):
        raise ValueError("no pack")
    if len(made[0].rules) != len(made[1]):
        raise ValueError("other rules")
    return made


def _with_words(
    layouts: Sequence[Layout], before: Vocabulary, now: Vocabulary
) -> tuple[Layout, ...]:
    return tuple(
        layout._replace(vocabulary=now) if layout.vocabulary is before else layout
        for layout in layouts
    )


class _Later:
    """A rule that is compiled when a document is bound to it."""

    def __init__(self, rule: Rule, declared: Declared) -> None:
        self._rule = rule
        self._declared = declared

    @cached_property
    def _made(self) -> CompiledRule:
        from .compile import compile_rule

        return compile_rule(self._rule, self._declared._replace(noted=Noted()))

    def bind(self, tables: PrintedTables) -> Sequence[Bound]:
        """What there is to check in a document that prints these tables."""
        return self._made.bind(tables)

    def condition(self, tables: PrintedTables) -> Condition:
        """The condition of a rule that has one."""
        if self._made.condition is None:
            raise ValueError(self._rule.code)
        return self._made.condition(tables)


def _later(rule: Rule, reads: Reads, declared: Declared) -> CompiledRule:
    later = _Later(rule, declared)
    return CompiledRule(rule, reads, later.bind, later.condition if rule.when else None)

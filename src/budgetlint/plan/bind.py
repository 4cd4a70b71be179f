"""Bind: a pack and the labels of a document give a plan.

No selector is resolved twice: a rule is bound once to what it reads, and documents that print that
alike share it. A changed label binds those rules again that ask for it, and no others; relations,
which have no words, stay as they are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from .. import messages
from ..messages.catalogue import say
from ..model.document import Document, Follow, Structure
from ..model.memo import Memo
from ..model.names import norm
from ..model.rule import CodeList, Rule
from ..model.values import NamedTuple
from ..model.verdict import Verdict
from ..model.vocabulary import NO_WORDS
from ..packs import Pack
from ..recognise.layouts import MAX_KEPT_ROWS
from .asked import Answered, AskedWay, AskedWords
from .cells import Cells, cells_for
from .compiled import CompiledPack, CompiledRule
from .frame import RelationFrame
from .glimpses import Glimpses
from .links import Decimals, Links, PlanLinks
from .once import ColumnNumbers, IsPrinted, Kept, StatedRelations, Statement, thinned
from .printed_tables import NotThereError, PrintedTables
from .prints import AnyRows, Print, print_of
from .reads import Reads
from .relations import Bound, Condition, Implication, Live, Skipped
from .rows import RowIndex, every_word
from .skeleton import Skeleton, skeleton_of
from .strict import Strict

AXIOMS = "composed"
"""The kind of rules about what follows from coordinates."""
MAX_PLANS = 4
MAX_BOUND = 256
MAX_INDEXES = 128
MAX_KEPT = 16
MAX_COLUMNS = 4096
"""Columns that are numbered before numbering begins anew."""
MAX_TEXTS = 4096
TEXTS, OF_RULES = "texts", "rules"


class BoundRule(NamedTuple):
    """What one rule asks of documents that print the same tables; nothing without its condition."""

    rule: Rule
    parts: Sequence[Bound]
    links: Links
    reads: Reads
    condition: Condition | None = None


class Plan:
    """All enabled rules of a pack, bound to what one kind of document prints.

    `kept` is what others make of the plan, and of the labels that it is for, `of_pack` what they
    make of its pack alone: once for all documents that share it. Its relations are those of its
    `frame`, which other plans may share.
    """

    def __init__(
        self,
        pack: Pack,
        rules: Sequence[BoundRule],
        cells: Cells,
        of_pack: Memo[str, Any] | None = None,
        frame: RelationFrame | None = None,
    ) -> None:
        self.pack = pack
        self.rules = tuple(rules)
        self.cells = cells
        self.kept: Memo[object, Any] = Memo(MAX_KEPT)
        self.of_pack: Memo[str, Any] = of_pack if of_pack is not None else Memo(MAX_KEPT)
        self.frame = frame or RelationFrame((bound.links for bound in self.rules), cells)

    @property
    def texts(self) -> Memo[Hashable, Any]:
        """What rules about words have asked of texts."""
        made: Memo[Hashable, Any] = self.of_pack.get(TEXTS, lambda: Memo(MAX_TEXTS))
        return made

    @property
    def of_rules(self) -> Memo[Hashable, Any]:
        """What others make of single rules, be it for another plan."""
        made: Memo[Hashable, Any] = self.of_pack.get(OF_RULES, lambda: Memo(MAX_BOUND))
        return made

    @property
    def places(self) -> Decimals:
        """How many decimals the rules need."""
        return self.frame.places

    @property
    def links(self) -> PlanLinks:
        """The relations of all rules, from the cell's side."""
        return self.frame.links

    @property
    def strict(self) -> Strict:
        """Those of them that unrounded figures satisfy."""
        return self.frame.strict


class _Bound(NamedTuple):
    """Rules, and the plan that they make; it is found by their identities as long as it is kept."""

    rules: tuple[BoundRule, ...]
    plan: Plan


class _Framed(NamedTuple):
    """The relations of the rules, found by these as long as they are kept; and the rules that stand
    `instead` of some, by their numbers, without what others state already."""

    links: tuple[Links, ...]
    frame: RelationFrame
    instead: Mapping[int, BoundRule]


class _ReadByRule(NamedTuple):
    """A rule, what it sees of claims, and what it asks of the words of what it reads; None where
    nothing is kept of that."""

    compiled: CompiledRule
    seen: Mapping[str, Structure]
    ways: list[AskedWay[BoundRule]] | None


class Planner:
    """Binds the rules of one pack; plans are kept for documents that print the same labels."""

    def __init__(self, compiled: CompiledPack) -> None:
        self.pack = compiled.pack
        self._rules = compiled.rules
        self._words = self.pack.layouts[0].vocabulary if self.pack.layouts else NO_WORDS
        self._layouts = {layout.id: layout for layout in self.pack.layouts}
        self._lists = {name: frozenset(_names_of(found)) for name, found in self.pack.lists.items()}
        self._plans: Memo[object, Plan] = Memo(MAX_PLANS)
        self._alike: Memo[object, _Bound] = Memo(MAX_PLANS)
        self._readings: Memo[Hashable, Sequence[_ReadByRule]] = Memo(MAX_PLANS)
        self._frames: Memo[object, _Framed] = Memo(MAX_PLANS)
        self._bound: Answered[BoundRule] = Answered(MAX_BOUND)
        self._nothing = Links(())
        self._skeletons: Memo[Hashable, Skeleton] = Memo(MAX_INDEXES)
        self._wholes: Memo[Hashable, object] = Memo(MAX_KEPT)
        self._of_pack: Memo[str, Any] = Memo(MAX_KEPT)
        self._cells: Memo[object, Cells] = Memo(MAX_PLANS)
        self._indexes: Memo[Structure, RowIndex] = Memo(MAX_INDEXES)
        self._glimpses = Glimpses()
        self._numbers = ColumnNumbers()
        self._stated: Memo[object, Statement] = Memo(MAX_BOUND)
        self._thinned: Memo[tuple[Links, Kept], BoundRule] = Memo(MAX_KEPT)

    def plan(self, document: Document, only: str = "") -> Plan:
        """The plan for documents like this one: of all enabled rules, or of the one whose code is
        `only`, enabled or not."""
        print_ = print_of(document)
        if print_.large:
            return self._bind(document, print_, only)
        return self._plans.get((only, print_.key), lambda: self._bind(document, print_, only))

    def _bind(self, document: Document, printed: Print, only: str) -> Plan:
        """A plan; one for all documents whose tables say the same, and whose claims say the same to
        each rule."""
        tables = self._scene(document)
        print_ = printed.without_words(self._skeleton, lambda key: self._wholes.get(key, object))
        every = tuple([self._rule(one, tables, print_) for one in self._reading(print_, only)])
        told = sum((c.rule.code == only if only else c.rule.enabled) for c in self._rules)
        rules, silent = every[:told], every[told:]

        def framed() -> _Framed:
            told = rules if only else self._told_once(rules, silent, tables)
            frame = RelationFrame((bound.links for bound in told), self._cells_of(document, print_))
            pairs = enumerate(zip(rules, told, strict=True))
            instead = {n: new for n, (bound, new) in pairs if new is not bound}
            return _Framed(tuple(bound.links for bound in every), frame, instead)

        def made() -> _Bound:
            key = only, print_.of_tables, *(id(bound.links) for bound in every)
            found = framed() if print_.large else self._frames.get(key, framed)
            told = [found.instead.get(n, bound) for n, bound in enumerate(rules)]
            plan = Plan(self.pack, told, found.frame.cells, self._of_pack, found.frame)
            return _Bound(every, plan)

        if print_.large:
            return made().plan
        return self._alike.get((only, printed.of_tables, *map(id, every)), made).plan

    def _cells_of(self, document: Document, print_: Print) -> Cells:
        """One numbering for all documents whose sides have the same columns and as many rows."""
        if print_.large:
            return cells_for(document)
        shapes = (rows.structure if rows is not None else None for rows in document.sides)
        key = tuple(shape and (shape.size, *shape.side.columns) for shape in shapes)
        found = self._cells.get(key, lambda: cells_for(document))
        if found.is_full:
            self._cells = Memo(MAX_PLANS)
        return found

    def _told_once(
        self, rules: Sequence[BoundRule], silent: Sequence[BoundRule], tables: PrintedTables
    ) -> Sequence[BoundRule]:
        """The rules without what follows from coordinates where another states it already; one that
        a pack has switched off, too, is not told by another name."""
        if not any(bound.rule.kind == AXIOMS and bound.links.size for bound in rules):
            return rules
        named = [bound for bound in (*rules, *silent) if bound.rule.kind != AXIOMS]
        if len(self._numbers) > MAX_COLUMNS:
            self._numbers = ColumnNumbers()
        numbers = self._numbers  # one for all rules, whatever other threads do
        prints = tables.prints()
        statements = [self._statement(bound, numbers, prints) for bound in named]
        stated = StatedRelations(statements, numbers, prints)
        return [
            self._less(bound, stated.kept(bound.parts)) if bound.rule.kind == AXIOMS else bound
            for bound in rules
        ]

    def _statement(self, bound: BoundRule, numbers: ColumnNumbers, prints: IsPrinted) -> Statement:
        """What a rule states; with a condition it may hold or not, and makes no two figures one."""
        is_error = bound.rule.severity == "error" and bound.condition is None
        return self._stated.get(
            (numbers, bound.links),
            lambda: Statement(bound.parts, numbers, prints, is_error=is_error),
        )

    def _less(self, bound: BoundRule, kept: Kept) -> BoundRule:
        """A rule without what is stated, once for all documents of which the same is left."""
        if all(left is None for left in kept):
            return bound

        def made() -> BoundRule:
            parts = thinned(bound.parts, kept)
            return bound._replace(parts=parts, links=Links(parts))

        return self._thinned.get((bound.links, kept), made)

    def _reading(self, print_: Print, only: str) -> Sequence[_ReadByRule]:
        """The rules that are asked for, then those that are switched off, with what they read of
        documents with these skeletons and claims."""
        on = [c for c in self._rules if (c.rule.code == only if only else c.rule.enabled)]
        off = (c for c in self._rules if not c.rule.enabled and c.rule.kind != AXIOMS)
        wanted = on if only else [*on, *off]

        def made() -> Sequence[_ReadByRule]:
            return [self._read_by(compiled, print_) for compiled in wanted]

        if print_.large:
            return made()
        claims = tuple(print_.claims.items())
        return self._readings.get((only, print_.whole, claims, print_.told), made)

    def _read_by(self, compiled: CompiledRule, print_: Print) -> _ReadByRule:
        """What a rule reads."""
        reads, claims = compiled.reads, print_.claims
        seen: Mapping[str, Structure] = {}
        if claims and not claims.keys().isdisjoint(reads.tables):
            silent = reads.together and not print_.tables.keys() >= {*reads.tables}
            wanted = () if silent else reads.wanted
            shown = (name for name in reads.tables if name in claims)
            seen = {name: self._glimpses.of(claims[name], wanted) for name in shown}
        read = print_.read_by(reads, seen)
        ways = None if read is None else self._bound.ways((compiled.rule.code, read))
        return _ReadByRule(compiled, seen, ways)

    def _rule(self, reading: _ReadByRule, tables: PrintedTables, print_: Print) -> BoundRule:
        """A rule bound to what it reads, once for all documents that print that alike."""
        compiled, seen, ways = reading

        def bound(asked: AskedWords | None) -> BoundRule:
            reads, indexes = compiled.reads, self._seen(tables, seen)
            follows: Sequence[Follow] = ()
            if reads.everything:
                follows = tables.follows if seen else print_.follows
            scene = tables._replace(indexes=indexes, follows=follows, reads=reads, asked=asked)
            return self._noted(compiled, scene)

        return bound(None) if ways is None else self._bound.get(ways, tables.indexes, bound)

    def _noted(self, compiled: CompiledRule, scene: PrintedTables) -> BoundRule:
        """A rule bound to what it reads. What asks for words when the document is judged may ask
        for all."""
        bound = bind_rule(compiled, scene)
        if scene.asked is not None and _asks_words(bound):
            for index in filter(None, map(scene.at, range(len(scene.indexes)))):
                if compiled.reads.may_see(index.side):
                    index.ask(every_word)
        return bound._replace(links=self._nothing) if bound.links.is_empty else bound

    def _seen(
        self, tables: PrintedTables, seen: Mapping[str, Structure]
    ) -> Sequence[RowIndex | None]:
        """The rows of all sides; of claims those that a rule sees."""
        indexes = list(tables.indexes)
        for shape in seen.values():
            indexes[shape.side.ordinal] = self._index(shape)
        return indexes

    def _scene(self, document: Document) -> PrintedTables:
        return PrintedTables(
            self._layouts,
            [self._index(rows.structure) if rows is not None else None for rows in document.sides],
            [rows.where.columns if rows is not None else {} for rows in document.sides],
            {table.id: table.money for table in document.tables.values()},
            self._lists,
            _constants(document, self.pack),
            [rows.where.sums if rows is not None else () for rows in document.sides],
            [rows.where.derived if rows is not None else () for rows in document.sides],
            document.follows,
        )

    def _index(self, shape: Structure) -> RowIndex:
        if shape.size > MAX_KEPT_ROWS:
            return RowIndex(shape, self._words)
        return self._indexes.get(shape, lambda: RowIndex(shape, self._words, self._alike_to(shape)))

    def _skeleton(self, shape: Structure) -> AnyRows:
        return self._index(shape).skeleton

    def _alike_to(self, shape: Structure) -> Skeleton | None:
        """The skeleton that stands for all that are alike; claims are compared as a whole."""
        if shape.stated is not None:
            return None
        made = skeleton_of(shape)
        return self._skeletons.get(made.content, lambda: made)


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


def _asks_words(bound: BoundRule) -> bool:
    """Whether a rule may ask for words of rows when a document is judged."""
    ends = ((p.premise, p.conclusion) for p in bound.parts if isinstance(p, Implication))
    conditions = (*(end for both in ends for end in both), bound.condition)
    atoms = (atom for one in conditions if one is not None for _, atom in one.atoms)
    return any(isinstance(part, Live) and part.words for part in (*bound.parts, *atoms))


def bind_rule(compiled: CompiledRule, tables: PrintedTables) -> BoundRule:
    """What a rule asks of documents that print these tables."""
    rule = compiled.rule
    made = partial(_bound_rule, compiled)
    if (rule.since or rule.until) and not rule.holds_in(int(tables.constants.get("year", 0))):
        reason = messages.other_years(rule.since, rule.until)
        return made([Skipped(rule, Verdict.NOT_APPLICABLE, reason)])
    parts = tuple(compiled.bind(tables))
    if compiled.condition is None:
        return made(parts)
    try:
        return made(parts, compiled.condition(tables))
    except NotThereError as absent:
        if all(isinstance(part, Skipped) for part in parts):
            return made(parts)
        reason = say("verdicts.may-apply", reason=absent.reason)
        return made([Skipped(rule, Verdict.NOT_CHECKED, reason)])


def _bound_rule(
    compiled: CompiledRule,
    parts: Sequence[Bound],
    condition: Condition | None = None,
) -> BoundRule:
    return BoundRule(compiled.rule, parts, Links(parts), compiled.reads, condition)

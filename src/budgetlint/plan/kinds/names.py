"""names: lists of names that must agree: in prose, in tables, in a dictionary.

left = "claims[@人员经费列举]"                names of rows; or a list of such, put together
right = "basic-expenditure[@款]"            .path and .project name rows otherwise than by
                                            label, .parent by the claim above, a column of
                                            words by its words
right = ["=产出指标", "=效益指标"]              names spelled out; "list:ID" those of a list
op = "="                                    the same names; "<=": the right has all of left
left_where = "合计", right_where = "人员经费"   only rows with money in this column
order = true                                and in the same order
per = "name"                                one assertion a name, not one for the list
by = "项目名称"                              a list for each value of a column, or "parent"
near = "differs" | "same"                   a name that differs a little is a fault, or none
via = "cn-economic"                         left names by the class that a code list puts them in
used = true                                 only left names that the narrative uses
elsewhere = "performance[*].project"        where else to look for a name, for a hint
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ... import messages
from ...model.amounts import is_blank, printed
from ...model.document import Document, Structure
from ...model.errors import NOTHING, Message
from ...model.names import norm, pairs
from ...model.rule import CodeList, Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...packs.selectors import RowSelector, Selector
from ..declared import Bind, Declared, RuleFaultError
from ..printed_tables import NotThereError, PrintedTables
from ..relations import Assertion, CellRef, Live, Settled
from ..rows import RowIndex
from ..wording import Wording
from .kind import FLAG, TEXT, TEXTS, RuleKind, Texts, one_of
from .terms import guarded


class Names(NamedTuple):
    """See above."""

    left: Texts
    right: Texts
    op: str = "="
    left_where: str = ""
    right_where: str = ""
    order: bool = False
    per: str = "list"
    by: str = ""
    near: str = "no"
    via: str = ""
    elsewhere: str = ""
    used: bool = False


KEYS = ("", "label", "path", "project", "parent", "columns")


class Name(NamedTuple):
    """A name, where it stands, and the list to which it belongs."""

    name: str
    shown: str
    cell: CellRef | None
    group: str = ""


def compile_rule(rule: Rule, settings: Names, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    by, via, elsewhere = settings.by, settings.via, settings.elsewhere
    left = [_source(text, declared, settings.left_where, by) for text in settings.left]
    right = [_source(text, declared, settings.right_where, by) for text in settings.right]
    aside = [_source(elsewhere, declared, "", "")] if elsewhere else []
    if via and via not in declared.lists:
        raise RuleFaultError(*messages.no_list(via, declared.lists), via)

    classes = _classes(declared.lists[via]) if via else None

    def make(tables: PrintedTables) -> Live | Settled:
        first, second, third = (
            _together([source(tables) for source in sources]) for sources in (left, right, aside)
        )
        test = OfNames(rule.code, settings, first, second, third, classes)
        if test.is_settled:
            return Settled(rule, test.of(None))
        return Live(rule, test)

    return lambda tables: guarded(rule, [lambda: make(tables)])


class ListedNames(NamedTuple):
    """Names that are the same in all documents that print the same labels."""

    names: tuple[Name, ...]

    def of(self, document: Document | None) -> Sequence[Name]:  # noqa: ARG002
        """The names."""
        return self.names


class Filled(NamedTuple):
    """Names of rows, as far as a document prints figures in them."""

    printed: RowIndex
    rows: tuple[int, ...]
    selector: Selector
    where: str
    by: str

    def of(self, document: Document | None) -> Sequence[Name]:
        """The names."""
        return list(_names(self, document))


class Several(NamedTuple):
    """The names of several lists."""

    lists: tuple[ListedNames | Filled, ...]

    def of(self, document: Document | None) -> Sequence[Name]:
        """The names."""
        return [name for one in self.lists for name in one.of(document)]


Source = Callable[[PrintedTables], ListedNames | Filled]
Classes = Mapping[str, Sequence[str]]


def _together(lists: Sequence[ListedNames | Filled]) -> ListedNames | Several:
    """Several lists as one."""
    if all(isinstance(one, ListedNames) for one in lists):
        return ListedNames(tuple(name for one in lists for name in one.of(None)))
    return Several(tuple(lists))


class OfNames(NamedTuple):
    """What is asserted of lists of names."""

    code: str
    settings: Names
    left: ListedNames | Several
    right: ListedNames | Several
    aside: ListedNames | Several
    classes: Classes | None

    @property
    def is_settled(self) -> bool:
        """Whether labels alone decide it."""
        lists = (self.left, self.right, self.aside)
        asks = self.settings.used or self.settings.elsewhere
        return not asks and all(isinstance(one, ListedNames) for one in lists)

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """What holds in a document."""
        return self.of(wording.document)

    def of(self, document: Document | None) -> Sequence[Assertion]:
        """The same; without a document where labels alone decide it."""
        names, others, third = (x.of(document) for x in (self.left, self.right, self.aside))
        if self.classes is not None:
            names = [_classified(name, others, self.classes) for name in names]
        return list(_compare(self.code, self.settings, names, others, third, document))


def _source(text: str, declared: Declared, where: str, by: str) -> Source:
    """Where names come from. Raises `RuleFaultError`."""
    if text.startswith("="):
        spelled = ListedNames((Name(norm(text[1:]), text[1:], None),))
        return lambda _: spelled
    if text.startswith("list:"):
        codes = declared.lists.get(text[5:])
        if codes is None:
            raise RuleFaultError(*messages.no_list(text[5:], declared.lists), text)
        every = (name for names in codes.names.values() for name in names)
        listed = ListedNames(tuple(Name(norm(name), name, None) for name in every))
        return lambda _: listed
    selector = declared.names(text)
    side = declared.side(selector)
    if selector.column not in KEYS and selector.column not in side.texts:
        raise RuleFaultError(*messages.no_column(side, selector.column), text)
    if where and where not in side.columns:
        raise RuleFaultError(*messages.no_column(side, where), text)

    def of_scene(tables: PrintedTables) -> ListedNames | Filled:
        index = tables.lookup(side)
        # A path leads over other rows, whichever rows are meant.
        whole = selector.column in ("path", "parent")
        tables.require_read(side, RowSelector("all") if whole else selector.row)
        rows = tables.rows(side, selector.row)
        if not rows and side.rows == "claims":
            name = selector.row.level or "/".join(selector.row.values)
            raise NotThereError(messages.row_missing(tables.layout(side.table), name))
        found = Filled(index, rows, selector, where, by)
        if where or selector.column == "columns":
            return found._replace(printed=index.plain)
        return ListedNames(tuple(found.of(None)))

    return of_scene


def _names(filled: Filled, document: Document | None) -> Iterator[Name]:
    index, rows, selector, where, by = filled
    side = index.side
    for row, shown, group in index.ask(_called, rows, selector.column, by):
        cell = CellRef(side.ordinal, "", row)
        if where and not _has_money(document, side.ordinal, where, row):
            continue
        if selector.column == "columns":
            for column in side.columns:
                if _has_money(document, side.ordinal, column, row):
                    yield Name(norm(column), column, cell, group)
        elif shown.strip():
            yield Name(norm(shown), shown, cell, group)


def _called(
    index: RowIndex, rows: Sequence[int], key: str, by: str
) -> tuple[tuple[int, str, str], ...]:
    """Rows with what stands for their names, and the lists that these belong to."""
    shape, named = index.shape, key != "columns"
    return tuple((r, _shown(index, r, key) if named else "", _group(shape, r, by)) for r in rows)


def _shown(index: RowIndex, row: int, key: str) -> str:
    shape = index.shape
    if key in shape.texts:
        return shape.texts[key][row]
    if key == "path":
        return "/".join(index.paths[row][1 if shape.side.rows == "claims" else 0 :])
    if key == "project":
        return shape.projects[row]
    if key == "parent":
        above = shape.parent[row]
        return shape.labels[above] if above >= 0 else ""
    return (
        shape.labels[row].rpartition("/")[2] if shape.side.rows == "claims" else shape.labels[row]
    )


def _group(shape: Structure, row: int, by: str) -> str:
    """The list that a row's name belongs to: one for each claim above, or word in a column."""
    if not by:
        return ""
    if by == "parent":
        above = shape.parent[row]
        own = shape.projects[row] or shape.labels[row]
        return norm(shape.labels[above] if shape.side.rows == "claims" and above >= 0 else own)
    return norm(shape.texts[by][row]) if by in shape.texts else ""


def _has_money(document: Document | None, ordinal: int, column: str, row: int) -> bool:
    rows = document.sides[ordinal] if document is not None else None
    value = rows.value(column, row) if rows is not None else None
    return value is not None and not is_blank(value) and bool(value)


def _classes(codes: CodeList) -> Classes:
    """The classes to which a list says that each name belongs: by its code, or its codes."""
    found: dict[str, dict[str, None]] = {}
    for code, names in codes.names.items():
        if code[:3] in codes.names:
            for name in names:
                found.setdefault(norm(name), {})[codes.names[code[:3]][0]] = None
    return {name: tuple(classes) for name, classes in found.items()}


def _classified(name: Name, others: Sequence[Name], classes: Classes) -> Name:
    """A name by the class that its code belongs to; a name that the list lacks stays as it is.

    Of several classes (办公设备购置 is in two) one that stands on the other side is meant.
    """
    own = classes.get(name.name, ())
    there = {other.name for other in others if other.group in (name.group, "")}
    best = next((c for c in own if norm(c) in there), next(iter(own), name.shown))
    return name._replace(name=norm(best))


def _compare(
    code: str,
    settings: Names,
    left: Sequence[Name],
    right: Sequence[Name],
    aside: Sequence[Name],
    document: Document | None,
) -> Iterator[Assertion]:
    if settings.used:
        text = "\n".join(_paragraphs(document))
        left = [name for name in left if name.name in text]
    grouped = any(name.group for name in left)
    groups = dict.fromkeys(name.group for name in (left if grouped else right))
    if not settings.by:
        groups = {"": None}
    for group in groups:
        of_left = [name for name in left if name.group in (group, "")]
        of_right = [name for name in right if name.group in (group, "")]
        if settings.per == "name":
            yield from _each_name(settings.near, of_left, of_right, aside, document)
        else:
            yield _whole_list(settings, group or code, group, of_left, of_right)


def _paragraphs(document: Document | None) -> Iterator[str]:
    prose = document.prose if document is not None else None
    return (paragraph.text for paragraph in prose.paragraphs) if prose is not None else iter(())


def _each_name(
    near: str,
    left: Sequence[Name],
    right: Sequence[Name],
    aside: Sequence[Name],
    document: Document | None,
) -> Iterator[Assertion]:
    """One assertion for each name of the left side."""
    found = pairs(tuple(n.name for n in left), tuple(dict.fromkeys(n.name for n in right)))
    shown = {n.name: n for n in reversed(right)}
    known = {n.name for n in right}
    for name in left:
        if name.name in known or (near == "same" and name.name in found):
            yield Assertion(name.shown, Verdict.EXACT)
            continue
        other = shown.get(found.get(name.name, ""))
        other = other if near == "differs" else None
        cells = tuple(n.cell for n in (name, other) if n is not None and n.cell is not None)
        texts = messages.name_not_listed(name.shown, other.shown if other else "")
        hint = _elsewhere(name, aside, document)
        yield Assertion(name.shown, Verdict.BROKEN, cells, *texts, hint=hint)


def _elsewhere(name: Name, aside: Sequence[Name], document: Document | None) -> Message:
    """What another table says of a name: its figures."""
    other = next((n for n in aside if n.name == name.name and n.cell is not None), None)
    if other is None or other.cell is None or document is None:
        return NOTHING
    rows = document.sides[other.cell.side]
    if rows is None:
        return NOTHING
    row = other.cell.row
    layout = document.tables[rows.structure.side.table].layout
    figures = [(c, rows.value(c, row)) for c in rows.structure.side.columns]
    return messages.found_elsewhere(
        layout, [f"{c} {printed(value)}" for c, value in figures if not is_blank(value)]
    )


def _whole_list(
    settings: Names, key: str, group: str, left: Sequence[Name], right: Sequence[Name]
) -> Assertion:
    """One assertion for the whole list."""
    have, wanted = {n.name for n in left}, {n.name for n in right}
    over = [n for n in left if n.name not in wanted]
    under = [n for n in right if n.name not in have]
    if settings.op == "<=":
        under = []
    # A name that the rule spells out is wanted, whichever side it stands on.
    extra = list(dict.fromkeys(n.shown for n in over if n.cell is not None))
    lacking = [n.shown for n in over if n.cell is None]
    lacking += list(dict.fromkeys(n.shown for n in under))
    cells = tuple(n.cell for n in left if n.cell is not None and n.name not in wanted) or tuple(
        n.cell for n in [*left[:1], *right[:1]] if n.cell is not None
    )
    if extra or lacking:
        texts = messages.names_differ(group, extra, lacking)
        return Assertion(key, Verdict.BROKEN, cells, *texts, hint=_nearest(over, right))
    if settings.order:
        first = list(dict.fromkeys(n.name for n in left))
        # With `<=` the right side may hold more; what both hold must stand in one order.
        second = list(dict.fromkeys(n.name for n in right if n.name in have))
        if first != second:
            at = next(i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
            texts = messages.names_out_of_order(first[at], second[at])
            return Assertion(key, Verdict.BROKEN, cells, *texts)
    return Assertion(key, Verdict.EXACT)


def _nearest(over: Sequence[Name], others: Sequence[Name]) -> Message:
    """What names that only one list has are called in the other, where one there is much like."""
    shown = {name.name: name.shown for name in (*others, *over)}
    free = tuple(dict.fromkeys(n.name for n in others if n.name not in {m.name for m in over}))
    meant = pairs(tuple(dict.fromkeys(name.name for name in over)), free)
    alike = [(one, other) for one, other in meant.items() if _is_alike(one, other)]
    return messages.names_alike([(shown[one], shown[other]) for one, other in alike])


def _is_alike(one: str, other: str) -> bool:
    """Whether two names differ in a character or two, as if one were miswritten."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


FIELDS = {
    "left": TEXTS,
    "right": TEXTS,
    "op": one_of("=", "<="),
    "left_where": TEXT,
    "right_where": TEXT,
    "order": FLAG,
    "per": one_of("list", "name"),
    "by": TEXT,
    "near": one_of("no", "differs", "same"),
    "via": TEXT,
    "elsewhere": TEXT,
    "used": FLAG,
}


KIND = RuleKind(Names, FIELDS, compile_rule)

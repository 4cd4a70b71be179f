"""What was found and what was expected, for assertions. Each gives (found, expected)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import NOTHING, Message
from .catalogue import pair, say
from .printed import table_name
from .tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from ..model.layout import Layout, Side
    from ..model.rule import CodeList

__all__ = [
    "UNIT_SLIP_NAME",
    "childless",
    "code_twice",
    "code_unknown",
    "codes_lacking",
    "compared_wrong",
    "contents_differ",
    "difference_wrong",
    "directions_differ",
    "found_elsewhere",
    "goal_differs",
    "name_differs",
    "name_not_listed",
    "names_alike",
    "names_differ",
    "names_out_of_order",
    "no_reason",
    "not_detailed",
    "not_empty",
    "not_in_table",
    "not_said",
    "not_stated",
    "not_uniform",
    "number_skipped",
    "orphans",
    "other_base",
    "out_of_order",
    "part_missing",
    "percent_missing",
    "percentage",
    "percentage_found",
    "percentage_range",
    "percentage_stated",
    "point_moved",
    "price_far_off",
    "price_found",
    "reason_contradicts",
    "table_in_other_unit",
    "texts_differ",
    "two_names",
    "unbalanced",
    "unit_missing",
    "unit_slip",
    "words_forbidden",
    "words_missing",
    "wrong_base",
    "year_wrong",
    "zero_base",
]

Pair = tuple[Message, Message]


def not_in_table(name: str, layout: Layout) -> Pair:
    """A row of one table is missing in another."""
    table = table_name(layout)
    return pair("assertions.not-in-table", table=table, name=name)


def not_said(words: str) -> Pair:
    """The narrative makes no such claim."""
    return pair("assertions.not-said", words=words)


def two_names(code: str, names: Sequence[str]) -> Pair:
    """One code stands beside several names."""
    return pair("assertions.two-names", code=code, names=tuple(names))


def code_unknown(code: str, label: str, codes: CodeList | None) -> Pair:
    """A code is not in the list."""
    title = codes.title if codes else NOTHING
    return pair("assertions.code-unknown", code=code, label=label, title=title)


def name_differs(code: str, label: str, names: Sequence[str]) -> Pair:
    """A code's name is not the list's."""
    return pair("assertions.name-differs", code=code, label=label, names=tuple(names))


def orphans(names: Sequence[str], parent: str, side: Side) -> Pair:
    """Rows hang under nothing: their parent's row is missing."""
    depth = (len(parent) - 1) // 2 - 1
    level = side.levels[depth] if depth < len(side.levels) else ""
    return pair("assertions.orphans", names=tuple(names), parent=parent, level=level)


def childless(name: str, side: Side, level: int) -> Pair:
    """A row of a higher level has nothing below it."""
    below = side.levels[level] if level < len(side.levels) else ""
    return pair("assertions.childless", name=name, below=below)


def code_twice(name: str) -> Pair:
    """A code stands in two rows."""
    return pair("assertions.code-twice", name=name)


def out_of_order(name: str, before: str) -> Pair:
    """A code stands after a higher one."""
    return pair("assertions.out-of-order", name=name, before=before)


def codes_lacking(codes: Sequence[str], names: Mapping[str, Sequence[str]]) -> Pair:
    """A fixed form lacks codes."""
    rows = tuple(f"{code} {names[code][0]}" for code in codes)
    return pair("assertions.codes-lacking", rows=rows)


def not_empty(count: int) -> Pair:
    """Something that should be empty holds figures."""
    return pair("assertions.not-empty", count=count)


def not_stated(words: str) -> Pair:
    """A note lacks words."""
    return pair("assertions.not-stated", words=words)


def not_detailed(names: Sequence[str], level: str) -> Pair:
    """Codes are not broken down far enough."""
    return pair("assertions.not-detailed", level=level, rows=tuple(names))


def words_missing(name: Message | str, text: str, words: Sequence[str]) -> Pair:
    """A text lacks the words that it should have."""
    found, some = pair("assertions.words-missing", name=name, text=text)
    found = found if text.strip() else say("assertions.nothing-written", name=name)
    return found, say("assertions.one-of", words=tuple(words)) if words else some


def words_forbidden(name: Message | str, found: Sequence[str]) -> Pair:
    """A text has words that it should not have."""
    return pair("assertions.words-forbidden", name=name, words=tuple(found))


def unbalanced(name: Message | str, pairs: Sequence[str]) -> Pair:
    """Marks do not come in pairs."""
    marks = " ".join(pairs)
    return pair("assertions.unbalanced", name=name, marks=marks)


def texts_differ(text: str, first_name: str, first: str) -> Pair:
    """A text is not what the first of its kind is."""
    return pair("assertions.texts-differ", text=text, first_name=first_name, first=first)


def percentage(low: Decimal, high: Decimal, places: int = 4, unit: str = "%") -> str:
    """A range of percentages: 49.9987 % … 50.0013 %; or of prices, which have no such unit."""
    shown = [f"{p:.{places}f}{unit}" for p in (low, high)]
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} … {shown[1]}"


def percentage_found(low: Decimal, high: Decimal, stated: str = "") -> Message:
    """What the printed figures give, in the places of the stated percentage if one is."""
    places = len(stated.partition(".")[2]) if stated else 4
    return say("assertions.percentage-found", shown=percentage(low, high, places))


def price_found(low: Decimal, high: Decimal) -> Message:
    """The price that the printed figures give."""
    return say("assertions.percentage-found", shown=percentage(low, high, unit=""))


def percentage_stated(stated: str) -> Message:
    """What is printed."""
    return say("assertions.percentage", value=stated)


def percentage_range(low: Decimal | None, high: Decimal | None) -> Message:
    """What the ratio should be."""
    if low == high:
        return say("assertions.percentage", value=str(low))
    parts = [f"≥ {low}%" if low is not None else "", f"≤ {high}%" if high is not None else ""]
    return say("assertions.percentages", parts=tuple(part for part in parts if part))


def unit_slip(money: str) -> Message:
    """An amount is off by the factor between 元 and 万元."""
    other = "元" if money == "万元" else "万元"
    return say("assertions.unit-slip", other=other, money=money)


UNIT_SLIP_NAME = say("assertions.unit-slip-name")


def table_in_other_unit(
    table: Message, declared: str, money: str, relations: int, codes: Sequence[str]
) -> tuple[Message, Message, Message]:
    """Found, expected and the evidence, for a table that is in another unit than it declares."""
    listed = ", ".join(codes)
    return (
        say("assertions.table-in-other-unit.found", table=table, declared=declared, money=money),
        say("assertions.table-in-other-unit.expected", declared=declared, money=money),
        say(
            "assertions.table-in-other-unit.advice", money=money, relations=relations, listed=listed
        ),
    )


def names_differ(group: str, extra: Sequence[str], lacking: Sequence[str]) -> Pair:
    """Two lists of names are not the same."""
    parts = [say("assertions.too-many", names=tuple(extra))] * bool(extra)
    parts += [say("assertions.missing", names=tuple(lacking))] * bool(lacking)
    where = say("assertions.in-group", group=group) if group else NOTHING
    return pair("assertions.names-differ", where=where, parts=tuple(parts))


def names_alike(names: Sequence[tuple[str, str]]) -> Message:
    """Names that may be one name, miswritten in one of the two places; nothing if none are."""
    parts = tuple(say("assertions.alike", one=one, other=other) for one, other in names)
    return say("assertions.names-alike", names=parts) if parts else NOTHING


def names_out_of_order(first: str, second: str) -> Pair:
    """Two lists have the same names in another order."""
    return pair("assertions.names-out-of-order", first=first, second=second)


def name_not_listed(name: str, near: str) -> Pair:
    """A name that the other place does not have; perhaps it has one that differs a little."""
    if near:
        return pair("assertions.name-nearly-listed", name=name, near=near)
    return pair("assertions.name-not-listed", name=name)


def found_elsewhere(layout: Layout, figures: Sequence[str]) -> Message:
    """Another table has the name, with these figures."""
    return say("assertions.found-elsewhere", table=table_name(layout), figures=tuple(figures))


def contents_differ(entry: str, title: str) -> Pair:
    """The table of contents words a heading otherwise."""
    return pair("assertions.contents-differ", entry=entry, title=title)


def number_skipped(found: int, expected: int) -> Pair:
    """A number that does not follow."""
    return pair("assertions.number-skipped", found=found, expected=expected)


def part_missing(title: str) -> Pair:
    """A part that every document has."""
    return pair("assertions.part-missing", title=title)


def directions_differ(direction: str, trend: str) -> Pair:
    """增加 beside 下降."""
    return pair("assertions.directions-differ", direction=direction, trend=trend)


def no_reason() -> Pair:
    """A change without its reason."""
    return pair("assertions.no-reason")


def percent_missing() -> Pair:
    """A rate without its %."""
    return pair("assertions.percent-missing")


def reason_contradicts(reason: str, word: str) -> Pair:
    """A reason that ends in the opposite of the change."""
    return pair("assertions.reason-contradicts", reason=reason, word=word)


def compared_wrong(word: str, right: str) -> Pair:
    """大于, 小于 or 等于 that the amounts do not bear out."""
    return say("assertions.written", word=word), say(f"assertions.compared.{right}")


def difference_wrong(stated: Decimal, meant: Decimal) -> Pair:
    """大于预算数5万元 that is not the difference of the amounts."""
    return pair("assertions.difference", stated=stated, meant=meant)


def goal_differs(said: str, targets: Sequence[str]) -> Pair:
    """A number in the overall goal that no indicator has."""
    return pair("assertions.goal-differs", said=said, targets=tuple(targets))


def price_far_off(
    price: Decimal, quantity: Decimal, unit: str, cost: Decimal, budget: Decimal, money: str
) -> Pair:
    """A price times a quantity that is nowhere near the budget."""
    return pair(
        "assertions.price-far-off",
        price=price, quantity=quantity, unit=unit, cost=cost.normalize(), budget=budget,
        money=money,
    )  # fmt: skip


def unit_missing(text: str, unit: str) -> Pair:
    """A text that does not name the unit."""
    return pair("assertions.unit-missing", text=text, unit=unit)


def year_wrong(year: str, allowed: Sequence[int]) -> Pair:
    """A year that is not the document's."""
    return pair("assertions.year-wrong", year=year, allowed=tuple(allowed))


def not_uniform(used: Mapping[str, int]) -> Pair:
    """Several ways of writing one thing."""
    ways = [say("assertions.times", word=word, count=count) for word, count in used.items()]
    return pair("assertions.not-uniform", ways=tuple(ways))


def zero_base(allowed: Sequence[Decimal]) -> Pair:
    """A percentage of nothing that is not what is customary."""
    found, other = pair("assertions.zero-base")
    return found, say("assertions.any-of", values=tuple(allowed)) if allowed else other


def wrong_base(stated: Decimal, meant: Decimal) -> Message:
    """A rate of change over this year's figure."""
    return say("assertions.wrong-base", stated=stated, meant=meant)


def point_moved(stated: Decimal, meant: Decimal) -> Message:
    """A percentage whose decimal point is in the wrong place, or a fraction for a percentage."""
    return say("assertions.point-moved", stated=stated, meant=meant)


def other_base(word: str, base: str) -> Pair:
    """A change against something else than the profile says."""
    known = base in table("assertions")["bases"]
    expected = say(f"assertions.bases.{base}") if known else Message(base, base)
    return say("assertions.written", word=word), expected

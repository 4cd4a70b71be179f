"""Asked: what was made of the answers that rows give is found again where they give the same."""

from __future__ import annotations

from collections.abc import Sequence

from budgetlint.model.document import Structure
from budgetlint.model.layout import Side
from budgetlint.packs.selectors import RowSelector
from budgetlint.plan.asked import MAX_MADE, MAX_WAYS, Answered, AskedWords
from budgetlint.plan.rows import RowIndex
from budgetlint.plan.skeleton import skeleton_of

SIDE = Side("expenditure", "", 0, "code", ())


def rows(*labels: str, codes: Sequence[str] = ()) -> RowIndex:
    """Rows that stand beside each other."""
    printed = tuple(codes) or ("",) * len(labels)
    by_code = {code: (row,) for row, code in enumerate(printed) if code}
    beside = (-1,) * len(labels), (1,) * len(labels)
    blank = ("",) * len(labels)
    return RowIndex(Structure(SIDE, printed, labels, blank, *beside, -1, by_code, ()))


class Rule:
    """Asks for the row of a name; if there is none, for that of another. It counts how often it is
    bound."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.bound = 0
        self.known: Answered[tuple[int, ...]] = Answered(8)

    def of(self, index: RowIndex) -> tuple[int, ...]:
        """The row, made or found."""

        def made(asked: AskedWords) -> tuple[int, ...]:
            self.bound += 1
            seen = asked.seen(index)
            found = (seen.rows(RowSelector("path", (name,))) for name in self.names)
            return next((each for each in found if each), (-1,))

        return self.known.get(self.known.ways("key"), [index], made)


def test_other_names_that_answer_alike_make_nothing_anew() -> None:
    rule = Rule("甲", "乙")
    assert rule.of(rows("甲", "丙")) == (0,)
    assert rule.of(rows("甲", "丁")) == (0,)
    assert rule.bound == 1
    assert rule.of(rows("丁", "甲")) == (1,)
    assert rule.of(rows("丙", "甲")) == (1,)
    assert rule.bound == 2


def test_what_is_asked_depends_on_what_is_told() -> None:
    """Where there is no 甲 it matters where 乙 is, and only there."""
    rule = Rule("甲", "乙")
    assert rule.of(rows("甲", "乙")) == (0,)
    assert rule.of(rows("甲", "丙")) == (0,)
    assert rule.bound == 1
    assert rule.of(rows("丙", "乙")) == (1,)
    assert rule.of(rows("乙", "丙")) == (0,)
    assert rule.bound == 3
    assert rule.of(rows("丁", "乙")) == (1,)
    assert rule.of(rows("甲", "戊")) == (0,)
    assert rule.bound == 3


def test_what_is_kept_is_bounded() -> None:
    rule = Rule("甲")
    for size in range(1, 60):
        assert rule.of(rows(*["乙"] * size, "甲")) == (size,)
    ways = rule.known.ways("key")
    assert len(ways) == 1
    assert len(ways[0].made) <= MAX_MADE
    for number in range(3 * MAX_WAYS):
        rule.names = (str(number),)
        rule.of(rows(str(number)))
    assert len(ways) == MAX_WAYS


def test_codes_are_no_words() -> None:
    """Whichever rows have a code, a level or a name at all is known without asking."""
    index = rows("一般公共服务支出", "外交支出", codes=["201", "202"])
    asked = AskedWords()
    seen = asked.seen(index)
    assert seen.rows(RowSelector("codes", ("202",))) == (1,)
    assert seen.rows(RowSelector("all")) == (0, 1)
    assert seen.skeleton is index.skeleton
    assert not asked.questions
    assert seen.keys("code", "") == {"201": (0,), "202": (1,)}, "a subtotal has no key"
    assert seen.shape is index.shape
    ((side, questions),) = asked.questions
    assert (side, len(questions)) == (0, 2)


def test_a_skeleton_tells_whether_rows_have_names_and_not_which() -> None:
    one, other, blank = (skeleton_of(rows("甲", name).shape) for name in ("乙", "丙", " "))
    assert one.content == other.content
    assert one.content != blank.content
    assert one != other, "they are compared by what stands for all that are alike"

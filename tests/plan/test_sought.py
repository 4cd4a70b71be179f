"""Sought: a name that no word touches changes nothing of what is found."""

from __future__ import annotations

from random import Random

import pytest

from budgetlint.plan.kinds.sought import Sought


@pytest.mark.parametrize(
    ("name", "touches"),
    [
        ("某市预算中心", True),  # holds a word
        ("某市财政预", True),  # ends as one begins
        ("算命先生协会", True),  # begins as one ends
        ("比", True),  # ends in what stands before a year
        ("文学比较研究所", False),  # which does not matter elsewhere
        ("起重机厂", True),
        ("青少年宫", False),
        ("某市福利院", False),
        ("", False),
    ],
)
def test_what_touches_a_name(name: str, touches: bool) -> None:  # noqa: FBT001
    assert Sought(["预算"], ["比", "年起", ""]).touches(name) is touches


def test_words_are_found_around_a_name_as_around_any_other() -> None:
    chance = Random(0)
    letters = "甲乙丙"
    sure = 0
    for _ in range(4000):
        words = ["".join(chance.choices(letters, k=chance.randint(1, 3))) for _ in range(2)]
        name = "".join(chance.choices(f"{letters}丁戊", k=chance.randint(1, 3)))
        if Sought(words).touches(name):
            continue
        sure += 1
        text = "".join(chance.choices([*letters, "*"], k=12))
        one, other = text.replace("*", name), text.replace("*", "#")
        assert [word in one for word in words] == [word in other for word in words]
    assert sure > 400

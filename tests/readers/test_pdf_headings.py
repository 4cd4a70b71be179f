"""Tables without ruling lines, as offices set them: headings in the middle of their columns, names
at the left and amounts at the right."""

from __future__ import annotations

from collections.abc import Sequence

from budgetlint.readers.pdf.aligned import aligned_tables
from budgetlint.readers.pdf.page import Word

SIZE = 8.0
AMOUNTS = ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00"]


def word(text: str, y: float, *, left: float = 0, right: float = 0, middle: float = 0) -> Word:
    """Print of that size, of which one side or the middle is given."""
    wide = sum(SIZE if letter > "z" else SIZE / 2 for letter in text)
    if middle:
        left = middle - wide / 2
    elif right:
        left = right - wide
    return Word(text, left, left + wide, y - SIZE / 2, y + SIZE / 2, (), y + 3)


def table(head: Sequence[Word], rows: Sequence[Sequence[Word]]) -> list[list[str]]:
    """The rows of the only table of a page of these words."""
    (found,) = aligned_tables([*head, *(word for row in rows for word in row)]).tables
    return [list(row) for row in found.rows]


def row(y: float, name: str, *amounts: str) -> list[Word]:
    """A name at 40 and amounts that end at 300, 400, 500 …"""
    ends = (word(text, y, right=300 + 100 * n) for n, text in enumerate(amounts) if text)
    return [word(name, y, left=40), *ends]


def test_headings_stand_between_names_and_amounts() -> None:
    head = [word("项目", 50, middle=150), word("预算数", 50, middle=250)]
    rows = [row(64, "合计", "4432"), row(78, "接待", "1323"), row(92, "用车", "3109")]
    assert table(head, rows)[:2] == [["项目", "预算数"], ["合计", "4432"]]


def test_years_side_by_side_are_headings() -> None:
    head = [word("2020年部门预算表", 20, middle=250), word("项目", 50, middle=150),
            word("2019年预算数", 50, middle=270), word("2020年预算数", 50, middle=370)]  # fmt: skip
    rows = [row(64 + 14 * n, "办公费", "1,000.00", "2,000.00") for n in range(3)]
    assert table(head, rows)[0] == ["项目", "2019年预算数", "2020年预算数"]


def test_a_total_over_code_and_name_parts_them() -> None:
    head = [word("编码", 50, middle=55), word("名称", 50, middle=120), word("金额", 50, right=290)]
    rows = [
        [word("30101", y, left=40), word("基本工资", y, left=64), word("500.00", y, right=300)]
        for y in range(64, 204, 14)
    ]
    rows.append([word("人员经费合计", 204, left=40), word("5,000.00", 204, right=300)])
    found = table(head, rows)
    assert found[:2] == [["编码", "名称", "金额"], ["30101", "基本工资", "500.00"]]
    assert found[-1][-1] == "5,000.00"


def test_headings_of_two_columns_each() -> None:
    head = [
        word("公务用车购置及运行维护费", 30, middle=450),
        *(word(text, 44, middle=250 + 200 * n) for n, text in enumerate(("合计", "购置费"))),
        *(word(text, 58, middle=200 + 100 * n) for n, text in enumerate(("预算数", "决算数") * 3)),
        word("运行费", 44, middle=650),
    ]
    ends = [(225 + 100 * n, text) for n, text in enumerate(AMOUNTS)]
    rows = [[word(text, y, right=end) for end, text in ends] for y in (72, 86, 100)]
    found = table(sorted(head, key=lambda part: part.middle), rows)
    assert found[-4] == ["预算数", "决算数"] * 3
    assert ["合计", "", "购置费", "", "运行费", ""] in found


def test_nothing_is_lost_where_two_headings_have_one_column() -> None:
    head = [word("甲", 50, middle=60), word("金额", 50, middle=250), word("单位", 50, middle=280)]
    rows = [row(64 + 14 * n, "办公费", "1,000.00") for n in range(3)]
    assert "".join(table(head, rows)[0]) == "甲金额单位"

"""Names as people mean them."""

from __future__ import annotations

import pytest

from budgetlint.model.names import MAX_NAME, bare, norm, norms

NAME = "一般公共服务支出"
SAME = [
    "一般公共服务支出①",
    "一般公共服务支出（注）",
    "一般公共服务支出【1】",
    "一般公共服务支出¹",
    "一般公共服务支出△",
    "一般公共服务支出[1]",
    "一般公共服务支出［12］",
    "一般公共服务支出〔注2〕",
    "一般公共服务支出注1",
    "一般公共服务支出（注1）",
    "一般公共服务支出（1）",
    "一般公共服务支出(12)",
    "一般公共服务支出*",
    "一般公共服务支出 ＊＊",
    "一般公共服务支出※①",
    "一般公共\u200b服务\u00ad支出\ufeff",
    "一般公共服务 支出",
    "一般公共\u3164服务支出\ufe0f",
    "一般\u115f公共服务支出",
    "一般公共\u2800服务支出\U000e0100",
    "一般公共服务支出[]",
    "一般公共服务支出⁽¹⁾",
]
OTHERS = {
    "备注": "备注",
    "①": "1",
    "其他支出（一）": "其他支出(一)",
    "其他支出（2024）": "其他支出(2024)",
    "项目2": "项目2",
    "A*": "A*",
    "2023": "2023",
}


@pytest.mark.parametrize("text", SAME)
def test_marks_that_point_to_a_note_are_no_part_of_a_name(text: str) -> None:
    assert norm(text) == NAME
    assert bare(f"一、{text}") == NAME


@pytest.mark.parametrize("mark", "①△*※")
def test_marks_in_front_of_a_name(mark: str) -> None:
    assert norm(f"{mark}{NAME}") == NAME


@pytest.mark.parametrize(("text", "name"), OTHERS.items())
def test_what_tells_names_apart_stays(text: str, name: str) -> None:
    assert norm(text) == name


ODD = [*SAME, *OTHERS, "", " ", "a" * (MAX_NAME + 1), "-", "，", "\u0301"]


@pytest.mark.parametrize("odd", ODD)
def test_a_column_of_names_is_normalised_as_each_of_them(odd: str) -> None:
    for column in ([odd], [NAME, odd], [odd, NAME, "20101"], ["1,240.50", odd, odd], []):
        assert list(norms(column)) == [norm(text) for text in column]

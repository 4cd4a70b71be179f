"""The working paper: every figure's ticks, its state, and the document as it is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

import budgetlint
from budgetlint.report.paper import Drawn, Head, Paper, Spot, marked
from budgetlint.report.paper import tables as drawing
from budgetlint.report.paper.tables import heads_of

from .runs import EXAMPLES


def paper_of(source: str | dict[str, Any]) -> Paper:
    """The paper of one document."""
    file = budgetlint.check(source, paper=True).files[0]
    assert file.paper is not None
    return marked(file.paper, file.findings)


@cache
def example() -> Paper:
    """The real example."""
    return paper_of(str(EXAMPLES / "xinjiang-2026" / "budget.json"))


def broken(name: str) -> Paper:
    """One of the examples with a mistake."""
    return paper_of(str(EXAMPLES / "broken" / f"{name}.json"))


def at(paper: Paper, table: str, row: str, column: str) -> Spot:
    """The figure of that address."""
    found = [s for s in paper.spots if (s.table.zh, s.row, s.column) == (table, row, column)]
    assert len(found) == 1, found
    return found[0]


def signs(spot: Spot) -> set[tuple[str, str]]:
    """The ticks of a figure: what they say, and of which table."""
    return {(tick.sort, tick.other.zh) for tick in spot.ticks}


TICKED: Mapping[tuple[str, str, str], set[tuple[str, str]]] = {
    ("表3", "2080502 事业单位离退休", "基本支出"): {("foots", ""), ("crosses", ""), ("table", "5")},
    ("表3", "2080502 事业单位离退休", "合计"): {("foots", ""), ("crosses", ""), ("table", "2")},
    ("表6", "30101 基本工资", "人员经费"): {("foots", ""), ("crosses", "")},
}


@pytest.mark.parametrize("address", TICKED, ids=" / ".join)
def test_a_figure_bears_a_tick_for_each_relation_that_holds(address: tuple[str, str, str]) -> None:
    spot = at(example(), *address)
    assert signs(spot) == TICKED[address]
    assert spot.state == "verified"


def test_a_sum_is_told_from_its_parts() -> None:
    total = at(example(), "表3", "总计", "基本支出")
    part = at(example(), "表3", "208 社会保障和就业支出", "基本支出")
    leaf = at(example(), "表3", "2080502 事业单位离退休", "基本支出")
    heads = [{t.heads for t in s.ticks if t.sort == "foots"} for s in (total, part, leaf)]
    assert heads == [{True}, {True, False}, {False}]


def test_the_narrative_vouches_for_tables_and_tables_for_it() -> None:
    total = at(example(), "表1", "收入总计", "收入 预算数")
    assert ("prose", "") in signs(total)
    stated = [s for s in example().spots if s.place.section == "二" and s.value == "14,751.61"]
    assert ("table", "1") in signs(stated[0])


def test_every_tick_stands_on_a_relation_that_holds() -> None:
    for spot in example().spots:
        verdicts = {example().relations[number].verdict.value for number in spot.relations}
        assert not spot.ticks or verdicts & {"exact", "rounding"}
        assert spot.ticks or spot.state != "verified"


def test_what_a_broken_relation_holds_bears_no_tick_of_it() -> None:
    spot = at(broken("transposed-digits"), "表3", "总计", "合计")
    assert (spot.state, spot.suggested, spot.sure) == ("wrong", "14,751.61", True)
    assert spot.ticks == ()
    assert {broken("transposed-digits").relations[n].verdict.value for n in spot.relations} == {
        "broken"
    }


def test_the_arithmetic_of_a_relation_is_there_with_every_addend() -> None:
    paper = broken("transposed-digits")
    spot = at(paper, "表3", "总计", "合计")
    relation = next(paper.relations[n] for n in spot.relations if paper.relations[n].code == "A3")
    shown = [(term.weight, paper.spots[term.spot].value) for term in relation.right]
    assert shown == [("1", "2,216.62"), ("1", "12,534.99")]
    assert (relation.expected, relation.difference) == ("14,751.61", "-180.00")


def tables() -> dict[str, Any]:
    """The tables of the real example, as data."""
    path = EXAMPLES / "xinjiang-2026" / "budget.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {**data, "narrative": [], "tables": data["tables"][:12]}


def test_a_figure_that_no_rule_speaks_of_is_open() -> None:
    data = tables()
    table = data["tables"][2]
    table["columns"].append("备查数")
    for row in table["rows"]:
        row.append("7.77")
    strange = [spot for spot in paper_of(data).spots if spot.value == "7.77"]
    assert len(strange) == len(table["rows"])
    assert {(spot.state, spot.ticks, spot.relations) for spot in strange} == {("open", (), ())}


def test_a_table_in_another_unit_is_drawn_as_it_is_meant() -> None:
    data = tables()
    for row in data["tables"][4]["rows"]:
        row[2:] = [text and f"{Decimal(text.replace(',', '')) * 10000:,.2f}" for text in row[2:]]
    report = budgetlint.check(data, paper=True)
    assert [f.code for f in report.findings if f.code == "U1"] == ["U1"]
    paper = report.files[0].paper
    assert paper is not None
    total = at(paper, "表5", "总计", "合计")
    assert (total.value, total.amount) == ("48,211,200.00", "4,821.120000")
    assert ("foots", "") in signs(total)


def test_tables_are_drawn_as_printed() -> None:
    drawn = example().tables[2]
    assert (drawn.title, drawn.money) == ("单位支出总体情况表", "万元")
    assert drawn.heads[0][-1] == Head("支出预算", 1, 3)
    assert [line.squares[0].text for line in drawn.lines[:3]] == ["201", "20105", "2010504"]
    assert [line.total for line in drawn.lines].count(True) == 1
    assert every_text(drawn) >= {"一般公共服务支出", "13,961.26"}


def every_text(drawn: Drawn) -> set[str]:
    """All that a table prints."""
    return {square.text for line in drawn.lines for square in line.squares}


HEADERS: Mapping[str, tuple[list[str], list[list[tuple[str, int, int]]]]] = {
    "one row": (["a", "b"], [[("a", 1, 1), ("b", 1, 1)]]),
    "a group": (
        ["a", "g/b", "g/c"],
        [[("a", 2, 1), ("g", 1, 2)], [("b", 1, 1), ("c", 1, 1)]],
    ),
    "the same name in two groups": (
        ["g/b", "h/b"],
        [[("g", 1, 1), ("h", 1, 1)], [("b", 1, 1), ("b", 1, 1)]],
    ),
    "a group that has a column of its own name": (
        ["g", "g/b"],
        [[("g", 2, 1), ("g", 1, 1)], [("b", 1, 1)]],
    ),
    "three levels": (
        ["g/h/a", "g/h/b", "g/c", "d"],
        [
            [("g", 1, 3), ("d", 3, 1)],
            [("h", 1, 2), ("c", 2, 1)],
            [("a", 1, 1), ("b", 1, 1)],
        ],
    ),
    "no name at all": (["", "a"], [[("", 1, 1), ("a", 1, 1)]]),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers_span_what_they_name(name: str) -> None:
    columns, wanted = HEADERS[name]
    assert [[tuple(head) for head in row] for row in heads_of(columns)] == wanted


@pytest.mark.parametrize("name", HEADERS)
def test_every_header_fills_its_rectangle(name: str) -> None:
    columns, _ = HEADERS[name]
    rows = heads_of(columns)
    squares = sum(head.rows * head.columns for row in rows for head in row)
    assert squares == len(rows) * len(columns)


def test_the_narrative_is_all_there_in_its_stretches() -> None:
    data = json.loads((EXAMPLES / "xinjiang-2026" / "budget.json").read_text(encoding="utf-8"))
    for passage, section in zip(example().passages, data["narrative"], strict=True):
        text = "".join(stretch.text for p in passage.paragraphs for stretch in p)
        assert "".join(text.split()) == "".join(section["text"].split())


def test_a_huge_table_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MAX_CELLS", 1000)
    data = tables()
    table = data["tables"][2]
    more = [["2299999", f"其他支出{n}", "", "", ""] for n in range(300)]
    table["rows"] = more + table["rows"]
    drawn = paper_of(data).tables[2]
    assert len(drawn.lines) * len(drawn.kinds) <= 1000
    assert drawn.omitted == len(table["rows"]) - len(drawn.lines)

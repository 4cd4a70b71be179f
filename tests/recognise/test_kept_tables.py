"""The tables of a document are found once, and stand for no other document's."""

from __future__ import annotations

from budgetlint.model.document import Document
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.recognise.document import recognise
from budgetlint.tasks.kit import Packs

WEATHER = [["天气表", ""], ["地点", "气温"], ["甲", "1205.67"]]
TOTALS = [["部门收支预算总表", ""], ["天", "地"], ["甲", "1,205.67"], ["乙", "300.00"]]


def document(path: str, *sheets: list[list[str]]) -> RawDocument:
    def grid(rows: list[list[str]]) -> Grid:
        return Grid("#1", rows, lambda r, c: Place(path, line=r + 1, column=c + 1))

    return RawDocument(path, grids=tuple(map(grid, sheets)))


def said(found: Document) -> object:
    told = [(one.code, one.place.path) for one in (*found.problems, *found.notes)]
    return [table.title for table in found.unrecognised], told


def test_tables_are_those_of_the_document() -> None:
    layouts = Packs().load("cn-common").layouts
    first, second = document("a", WEATHER), document("b", TOTALS, WEATHER)
    moved = first._replace(path="c")
    for raw in (first, second, first, moved, first._replace(grids=()), second, second):
        fresh = recognise(raw, Packs().load("cn-common").layouts)
        assert said(recognise(raw, layouts)) == said(fresh)


def test_what_is_said_of_tables_is_said_each_time() -> None:
    layouts = Packs().load("cn-common").layouts
    raw = document("a", WEATHER)
    found = said(recognise(raw, layouts))
    assert found == (["天气表"], [("table-unknown", "a")])
    assert said(recognise(raw._replace(narrative=()), layouts)) == found

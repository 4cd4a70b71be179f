"""What is kept on a shelf is found again, and what was asked for last stays."""

from __future__ import annotations

import pytest

from budgetlint.model.errors import Message
from budgetlint.model.flat import Flat
from budgetlint.model.lasting import Lasting
from budgetlint.model.shelf import Shelf, name_of

FORM = Flat((Message,))
SAID = Message("一\t二\n三", "one")


def filled(*names: str) -> bytes:
    shelf = Shelf(None, 10)
    for name in names:
        shelf.put(name_of("a", name), FORM.written(SAID))
    news = shelf.news()
    assert news is not None
    assert shelf.news() is None
    return news


def memory(shelf: Shelf | None) -> Lasting[tuple[str, bool], Message]:
    return Lasting(10, "a", FORM, shelf)


def test_what_was_put_is_there() -> None:
    shelf = Shelf(filled("x\ty", "z\nz", "\ud800"), 10)
    for name in ("x\ty", "z\nz", "\ud800"):
        assert FORM.read(shelf.get(name_of("a", name)) or "") == SAID
    assert shelf.get(name_of("b", "z\nz")) is None
    assert shelf.news() is None, "nothing is new"


def test_what_was_asked_for_last_stays() -> None:
    shelf = Shelf(filled("x", "y", "z"), 3)
    assert shelf.get(name_of("a", "x"))
    shelf.put(name_of("a", "new"), "1")
    later = Shelf(shelf.news(), 3)
    found = [name for name in ("x", "y", "z", "new") if later.get(name_of("a", name))]
    assert found == ["x", "z", "new"]


def test_a_memory_makes_a_value_once() -> None:
    shelf = Shelf(None, 10)
    made: list[str] = []

    def make() -> Message:
        made.append("")
        return SAID

    first = memory(shelf)
    assert first.get(("k", True), make) is first.get(("k", True), make)
    other = memory(Shelf(shelf.news(), 10))
    assert other.get(("k", True), make) == SAID
    assert len(made) == 1
    assert other.get(("k", False), make) == memory(None).get(("k", True), make) == SAID
    assert len(made) == 3


@pytest.mark.parametrize("text", ["", "[", "[99]", "[[1],[2],12]", "{}x"])
def test_a_spoiled_text_is_made_anew(text: str) -> None:
    shelf = Shelf(None, 10)
    shelf.put(name_of("a", ("k", True)), text)
    assert memory(shelf).get(("k", True), lambda: SAID) == SAID


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\t\t\t", b"\n\n", b"a\tb", b"\t"])
def test_what_is_no_shelf_holds_nothing(data: bytes) -> None:
    assert Shelf(data, 10).get(name_of("a", "k")) is None


def test_a_run_of_many_documents_keeps_no_more_than_there_is_room_for() -> None:
    shelf = Shelf(None, 3)
    first = memory(shelf)
    for number in range(20):
        assert first.get((str(number), True), lambda: SAID) == SAID
    assert not shelf.has_room
    news = shelf.news()
    assert news is not None
    assert news.count(b"\t") == 3

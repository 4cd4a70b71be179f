"""Expressions are compiled when they are tried; what was kept of them decides nothing."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

from budgetlint.model.expressions import Compiled, compiled, expression

SOURCES = (
    r"(?P<a>\d[\d,]*+)(?:万元|元)?(?=[。;]|$)",
    r"[(（](?P<in>[^()（）]*)[)）]|(?<![\u4e00-\u9fff])[一二三]+、",
    r"(?:甲|乙){1,3}?\s*",
    "",
)
TEXT = "一、收入1,234.50万元（甲乙 ）;支出12元。"


def said(pattern: re.Pattern[str]) -> Any:
    """All that a pattern finds."""
    found = [(m.span(), m.groupdict(), m.lastgroup) for m in pattern.finditer(TEXT)]
    return found, dict(pattern.groupindex), pattern.groups, pattern.flags, pattern.sub("#", TEXT)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("flags", [0, re.MULTILINE | re.IGNORECASE])
def test_it_finds_what_the_pattern_finds(source: str, flags: int) -> None:
    lazy = expression(source, flags)
    assert said(lazy) == said(re.compile(source, flags))
    assert lazy.pattern == source
    assert said(pickle.loads(pickle.dumps(lazy))) == said(lazy)  # noqa: S301


def test_what_is_wrong_is_found_when_it_is_tried() -> None:
    lazy = expression("(")
    with pytest.raises(re.error):
        lazy.search("")
    with pytest.raises(re.error):
        compiled("(")
    on = Compiled()
    on.begin(None)
    with pytest.raises(re.error):
        on.pattern("(", 0)


def kept() -> bytes:
    first = Compiled()
    first.begin(None)
    for source in SOURCES:
        first.pattern(source, 0)
    news = first.news()
    assert news is not None
    assert first.news() is None
    return news


def test_what_is_kept_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    second = Compiled()
    second.begin(kept())
    with monkeypatch.context() as patched:
        patched.setattr("re._compiler._code", lambda *_: pytest.fail("compiled again"))
        found = [second.pattern(source, 0) for source in SOURCES]
    assert [said(one) for one in found] == [said(re.compile(source)) for source in SOURCES]
    assert second.news() is None


def changed(change: Callable[[list[Any]], Any]) -> bytes:
    lines = [line.split("\t") for line in kept().decode().split("\n")]
    return "\n".join(f"{n}\t{json.dumps(change(json.loads(form)))}" for n, form in lines).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"{",
        kept()[:-9],
        kept().replace(b"\t", b"\t["),
        changed(lambda _: None),
        changed(lambda form: form[:2]),
        changed(lambda form: ["", *form[1:]]),
        changed(lambda form: [form[0], -5, *form[2:]]),
        changed(lambda form: [form[0], 10**30, *form[2:]]),
        changed(lambda form: [*form[:2], {"a": 7}, form[3]]),
        changed(lambda form: [*form[:3], "AAAA"]),
        changed(lambda form: [*form[:3], form[3][8:]]),
        changed(lambda form: [*form[:3], "/////w=="]),
    ],
)
def test_spoiled_forms_change_nothing(data: bytes) -> None:
    spoiled = Compiled()
    spoiled.begin(data)
    for source in SOURCES:
        assert said(spoiled.pattern(source, 0)) == said(re.compile(source))


def test_another_python_compiles_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    other = Compiled()
    other.begin(None)
    monkeypatch.undo()
    assert said(other.pattern(SOURCES[0], 0)) == said(re.compile(SOURCES[0]))


def test_off_it_notes_nothing() -> None:
    off = Compiled()
    off.pattern(SOURCES[0], 0)
    assert off.news() is None

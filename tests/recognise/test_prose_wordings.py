"""Wordings: a paragraph is read once, whatever its figures are, and as if it had been read anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import tomli

from budgetlint.model.prose import Prose
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.recognise.prose import said
from budgetlint.recognise.prose.wording import Worded
from budgetlint.tasks.kit import Kit, Packs
from recognise.test_prose_variety import CASES

KIT = Packs().load("cn-common")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def told(kit: Kit, text: str, unit: str = "") -> Prose:
    """What a narrative of one section says."""
    section = {"section": "一", "title": "说明", "text": text}
    data = {"tables": [], "narrative": [section], "profile": "cn-common", "year": 2024}
    prose = kit.recognise(read_mapping({**data, "unit": unit} if unit else data)).prose
    assert prose is not None
    return prose


def texts() -> Iterator[str]:
    """The passages of the scenarios, and those of other places."""
    for path in sorted((Path(__file__).parent / "cases" / "prose").glob("*.toml")):
        yield tomli.loads(path.read_text(encoding="utf-8"))["text"]
    yield from (case.text for case in CASES)


def with_other_figures(text: str, chance: random.Random) -> str:
    """A text with other decimals: long and short, zeros, years, the same once more."""
    used = ["0.00"]

    def another(match: re.Match[str]) -> str:
        if "." not in match[0]:
            return match[0]
        amount = chance.randrange(10 ** chance.randrange(1, 10))
        places = chance.choice((1, 2, 2, 2, 2, 3, 4, 6))
        text = f"{amount / 10**places:{chance.choice((',', ''))}.{places}f}"
        used.append(chance.choice((text, text, text, *used[-3:], "2024.15", "0.00")))
        return used[-1]

    return FIGURE.sub(another, text)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_is_the_same_whatever_was_read_before(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    changed = [with_other_figures(text, chance) for text in texts()]
    made = [told(KIT, text) for text in changed]
    monkeypatch.setattr(said, "Worded", partial(Worded, plain=True))
    alone = [told(KIT, text) for text in changed]
    for text, one, other in zip(changed, made, alone, strict=True):
        assert one == other, text
    assert sum(len(one.claims) for one in made) > len(made)


def test_a_wording_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "本年支出{}万元，比上年增加{}万元，增长{}%，因为项目增加{}万元。\n某局人员经费{}万元。"
    kit = Packs().load("cn-common")
    first = told(kit, text.format("1,234.56", "78.90", "6.83", "12.00", "5.00"))
    read: list[str] = []
    make = said.Interpreter._make

    def counted(self: said.Interpreter, walk: said._Walk, *more: object) -> object:
        read.append(walk.wording.text)
        return make(self, walk, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(said.Interpreter, "_make", counted)
    again = told(kit, text.format("98,765.43", "2.10", "16.83", "7.77", "19.84"))
    assert read == []
    figures = [[f.text for f in claim.figures.values()] for claim in again.claims]
    assert figures == [["98,765.43", "2.10", "16.83"], ["19.84"]]
    assert again.claims[0].words["reason"] == ("项目增加7.77万元", "")
    assert first.claims[0].words["reason"] == ("项目增加12.00万元", "")
    places = [claim.figures["amount"].place for claim in again.claims]
    shown = text.format("98,765.43", "2.10", "16.83", "7.77", "19.84")
    assert [shown[place.start : place.end] for place in places] == ["98,765.43", "19.84"]
    told(kit, text.format("98,765.43", "2.10", "16.83", "7.77", "19.84"), unit="某局")
    assert read == ["某局人员经费1.11万元。"]  # the one that prints the name of the unit


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("收入1,234.56万元", "收入1,111.11万元"),
        ("收入12.3万元", "收入1.1万元"),
        ("收入-9.30万元", "收入-1.11万元"),
        ("收入0.00万元", "收入0.00万元"),
        ("2024.15万元", "2024.15万元"),
        ("12.2024年", "12.2024年"),
        ("1.2.3", "1.2.3"),
        ("30万元", "30万元"),
    ],
)
def test_only_digits_that_tell_nothing_are_cut_out(printed: str, text: str) -> None:
    wording = Worded(printed)
    assert wording.text == text
    assert wording.slice(0, len(text)) == printed

"""Wordings: a paragraph is read once, whatever its figures are, and as if it had been read anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from budgetlint.model.prose import Prose
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.recognise.prose import said
from budgetlint.recognise.prose.wording import ALL, NOTHING, Worded, all_alike
from budgetlint.tasks.kit import Kit, Packs
from recognise.test_prose_variety import CASES

KIT = Packs().load("cn-common")
UNITS = ("某市社会福利院", "某省第2中学", "某市财政局(本级)")
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


def with_other_words(text: str, chance: random.Random) -> str:
    """A text with names of units in front of sentences and behind words, and numbers of things."""
    for words in ("。", "年", "主要用于", "因为", "占", "比", "其中"):
        said = f"{chance.choice(UNITS)}{chance.choice(('', '', '的', '2024年'))}"
        counted = f"新增{chance.choice((1, 2, 14, 201))}{chance.choice(('项工作', '人', '个项目'))}"
        text = text.replace(words, words + chance.choice(("", said, counted)), 1)
    return text


@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_is_the_same_whatever_was_read_before(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    changed = [with_other_words(with_other_figures(text, chance), chance) for text in texts()]
    made = [told(KIT, text, UNITS[seed]) for text in changed]
    monkeypatch.setattr(said, "Worded", lambda text, _: Worded(text, NOTHING))
    alone = [told(KIT, text, UNITS[seed]) for text in changed]
    for text, one, other in zip(changed, made, alone, strict=True):
        assert one._replace(worded=()) == other._replace(worded=()), text
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


def test_a_sentence_of_another_unit_is_the_same_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    kit = Packs().load("cn-common")
    text = "{0}2024年支出{1}万元，比上年增加{1}万元，因为新增{2}项工作，{0}扩建。\n"
    text += "其中：{0}本级{1}万元。"
    told(kit, text.format("某市社会福利院", "12.50", 3), "某市社会福利院")
    monkeypatch.setattr(said.Interpreter, "_make", None)  # nothing is read any more
    claims = told(kit, text.format("某省青少年宫", "7.25", 14), "某省青少年宫").claims
    assert [f.text for claim in claims for f in claim.figures.values()] == ["7.25"] * 3
    assert claims[0].words["reason"] == ("新增14项工作,某省青少年宫扩建", "")


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
        ("新增14人", "新增1人"),
        ("第14批", "第14批"),
        ("下降3个百分点", "下降3个百分点"),
        ("0项", "0项"),
        ("某市社会福利院支出", "龘靐支出"),
        ("某市社会福利院12.30万元", "龘靐1.11万元"),
    ],
)
def test_only_what_tells_nothing_is_cut_out(printed: str, text: str) -> None:
    wording = Worded(printed, all_alike(UNITS[0]))
    assert wording.text == text
    assert wording.slice(0, len(text)) == printed


def test_whatever_is_written_alike_begins_with_the_first_of_some_digits() -> None:
    chance = random.Random(5)
    assert ALL.numbers is not None
    found = 0
    for _ in range(3000):
        figures = chance.choices("0123456789,.", k=6)
        printed = "".join(chance.sample(figures + chance.choices("1,.-第项人年", k=4), 10))
        spans = [match.span() for match in ALL.numbers.finditer(printed)]
        assert [span[:2] for span in Worded(printed, ALL)._numbers()] == spans, printed
        found += len(spans)
    assert found > 300

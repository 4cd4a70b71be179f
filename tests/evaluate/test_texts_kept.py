"""Texts that read alike: what holds in one holds in the other, and is not looked for again."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from budgetlint.evaluate.judge import Judge
from budgetlint.plan.bind import Plan
from budgetlint.plan.kinds.text import OfTexts
from budgetlint.plan.relations import Live
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.tasks.kit import Kit, Packs

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026"
FIGURE = re.compile(r"\d[\d,]*\.\d\d(?=万元|%)")
DIGIT = re.compile(r"\d")
WORDS = ("上半年", "2019年预算", "（", "》", "XX", "单价单价", "", "", "《中心》")


@pytest.fixture(scope="module")
def kit() -> Kit:
    """A kit of its own, with nothing kept."""
    return Packs().load("cn-xinjiang-2026")


def example() -> dict[str, Any]:
    """A whole document."""
    file = next(path for path in EXAMPLE.glob("*.json") if "narrative" in path.read_text("utf-8"))
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return data


def other(figure: str, chance: random.Random) -> str:
    """Another amount, printed alike; a zero stays one."""
    plain = not figure.strip("0,.")
    return figure if plain else DIGIT.sub(lambda _: str(chance.randrange(3, 10)), figure)


def changed(data: dict[str, Any], chance: random.Random, words: int) -> dict[str, Any]:
    """A narrative with other amounts, and with some words put somewhere."""
    sections = []
    for section in data["narrative"]:
        text = FIGURE.sub(lambda match: other(match[0], chance), section["text"])
        sections.append({**section, "text": text})
    for _ in range(words):
        section = chance.choice(sections)
        at = chance.randrange(len(section["text"]) + 1)
        word = chance.choice(WORDS)
        section["text"] = section["text"][:at] + word + section["text"][at:]
    return {**data, "narrative": sections}


def test_what_holds_is_looked_for_once(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    data, chance = example(), random.Random(0)
    kit.outcomes(read_mapping(data))
    asked: list[str] = []
    holding = OfTexts._holding

    def counted(self: OfTexts, name: str, *more: Any) -> int | None:
        asked.append(name)
        return holding(self, name, *more)

    monkeypatch.setattr(OfTexts, "_holding", counted)
    kit.outcomes(read_mapping(changed(data, chance, 0)))
    assert asked.count("balance") + asked.count("years") == 0
    text = data["narrative"][3]["text"]
    data["narrative"][3] = {**data["narrative"][3], "text": f"{text}再说一句。"}
    kit.outcomes(read_mapping(data))
    assert asked.count("years") == 1  # of one section


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_changes_nothing(kit: Kit, seed: int) -> None:
    chance = random.Random(seed)
    data = changed(example(), chance, 6)
    outcomes = kit.outcomes(read_mapping(data))
    plan = outcomes.plan
    alone = Judge(Plan(plan.pack, plan.rules, plan.cells), outcomes.figures)
    rules = list(zip(outcomes.plan.rules, outcomes.judged, strict=True))
    live = [(b, o) for b, o in rules if any(isinstance(part, Live) for part in b.parts)]
    for bound, outcome in live:
        anew = alone.rule(bound)
        assert anew.assertions == outcome.assertions
        assert +Counter(anew.counts) == +Counter(outcome.counts)
    assert sum(len(outcome.assertions) for _, outcome in live) > 5
